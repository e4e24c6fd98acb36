/* network.h - who is tied to whom and how, around two that face each other: a drawing.
 *
 * The first two nodes are pillars, left and right, alike in all but ink and side; with one only,
 * the right is left free. All others stand between them, one under another in the order given, and
 * their ties run straight to the pillars, so that no two lines cross and every line has its words
 * over it. Ties of the others among themselves stand below, one a row, and who has no other tie and
 * no note stands only there. Nothing is placed by chance
 * or by weight: the same nodes and ties give the same drawing.
 */
#ifndef TRUCE_DOCUMENT_NETWORK_H
#define TRUCE_DOCUMENT_NETWORK_H

#include "truce/document/drawing.h"

typedef struct truce_network_node {
    truce_str title;
    truce_str note; /* below the title of one that is no pillar; or empty */
    truce_ink ink;  /* of a pillar */
} truce_network_node;

/* How a tie is drawn; what that means is in its label. */
typedef enum truce_network_line {
    TRUCE_NETWORK_PLAIN,
    TRUCE_NETWORK_DASHED,
    TRUCE_NETWORK_HEAVY
} truce_network_line;

typedef struct truce_network_tie {
    size_t from, to; /* nodes, not the same */
    bool both;       /* an arrow at either end */
    bool faint;
    truce_network_line line;
    truce_str label;
    truce_str tip, link; /* as of a shape */
} truce_network_tie;

typedef struct truce_network {
    truce_str title;
    truce_str alternative;
    truce_str others; /* heading of the ties between those that are no pillars */
    size_t n_pillars; /* 1 or 2 */
    const truce_network_node *nodes;
    size_t n_nodes;
    const truce_network_tie *ties; /* between the same two, from above */
    size_t n_ties;
} truce_network;

enum { TRUCE_NETWORK_WIDTH = 340 };

/* Draw it: TRUCE_NETWORK_WIDTH wide, as high as its texts need. Texts are kept. Memory running out
 * is remembered in the drawing. Cost O(nodes + ties), and the size of the texts. */
truce_drawing truce_network_draw(truce_arena *arena, const truce_network *network);

#endif
