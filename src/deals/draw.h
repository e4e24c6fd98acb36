/* draw.h - packages drawn at random, each that keeps the band as likely as the other.
 *
 * Everything that was sent is kept. Where two halves fit, a pair of sums is drawn by how many
 * packages it stands for, and from both one goes back to a package. Else everything is sent to one
 * end of the tree, with losses rounded down, which also lets packages in that do not keep the band:
 * whoever draws looks, and draws again. PAPER: dyer2003
 */
#ifndef TRUCE_DEALS_DRAW_H
#define TRUCE_DEALS_DRAW_H

#include "deals/back.h"

typedef struct draw {
    passing p;
    bool halves;     /* else to one end, rounded */
    uint64_t *total; /* [n_total]: how many packages can be drawn */
    uint32_t n_total;
    uint64_t *each; /* [entry]: of halves, how many of them have an entry of the last half */
    uint64_t *key, *left, *one; /* work areas */
    size_t *wanted, *cells;
} draw;

typedef struct draw_bounds {
    size_t exact;   /* entries of a half; 0: not to be tried */
    size_t rounded; /* entries of what is sent to one end */
    size_t bytes;
    uint64_t steps; /* of exact halves; 0: any number */
} draw_bounds;

/* draw_clear gives it back, also after a failure. */
sums_end draw_init(draw *d, const truce_worth *worth, const band *b, const cliques *all,
                   draw_bounds bounds);
void draw_clear(draw *d);

/* Draw one of at least one package into package[n_variables]. False when memory is out. */
bool draw_take(draw *d, truce_random *random, uint32_t *package);

/* Does the package keep the band? */
bool draw_keeps(draw *d, const uint32_t *package);

/* How many words it takes to go through all ways of all cliques once, with counts of half the words
 * of the largest. */
double draw_work(const truce_worth *worth, const cliques *all);

/* As many entries of what is sent as can be gone through while losses are rounded, in no more than
 * so many words in all (0: the usual number), and one for each cell at least. */
size_t draw_rounded(const truce_worth *worth, const cliques *all, size_t most, uint64_t words_max);

#endif
