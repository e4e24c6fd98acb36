/* redline.h - what changed between two wordings, word by word.
 *
 * The fewest words that have to be taken out and put in, where that is found in time. What stands
 * in square brackets is one word, so an alternative is never torn apart; letters of scripts that
 * set no spaces are words of their own. Spaces are not compared: they go with the words behind
 * which they change. PAPER: myers1986.
 */
#ifndef TRUCE_TEXT_REDLINE_H
#define TRUCE_TEXT_REDLINE_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

/* One piece of both texts: words that stay, or a change. */
typedef struct truce_redline_part {
    bool kept;
    truce_str old; /* what stood there; of what is kept: the same as `now` */
    truce_str now; /* what stands there; empty: it was only taken out */
} truce_redline_part;

typedef struct truce_redline {
    truce_redline_part *parts; /* no two kept ones and no two changes stand together */
    uint32_t n;
    uint32_t words_taken, words_put;
    bool rough; /* more was to be compared than there was time for: what is taken out and put in may
                   be more than had to be */
} truce_redline;

/* Compare two texts, paragraphs with an empty line ("\n\n") between. All `old` of the parts are the
 * old text, all `now` the new one, byte by byte; they point into the texts, which are kept. In
 * `arena`. `effort`: how many steps the search may take; 0: 20 million. TRUCE_ENOMEM leaves `*out`
 * as it was. Cost O((a + b) * d) for a and b words and d changes, at most `effort`; memory
 * O(a + b). */
TRUCE_MUST_USE truce_status truce_redline_make(truce_str old, truce_str now, uint64_t effort,
                                               truce_arena *arena, truce_redline *out,
                                               truce_error *err);

#endif
