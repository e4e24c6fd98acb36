/* draw.h - packages drawn at random, each that keeps the band as likely as the other.
 *
 * Everything that was sent towards one end of the tree is kept. From a sum of the whole one goes
 * back: each way to choose a clique that leads to the sum is as likely as there are packages behind
 * it. With losses rounded down this also draws packages that do not keep the band: these are drawn
 * again. PAPER: dyer2003
 */
#ifndef TRUCE_DEALS_DRAW_H
#define TRUCE_DEALS_DRAW_H

#include "deals/passing.h"
#include "truce/base/random.h"

typedef struct draw {
    passing p;
    uint32_t *order; /* cliques, each before those it brings to; the last is the end */
    uint64_t *total; /* [n_total]: how many packages can be drawn */
    uint32_t n_total;
    uint64_t *key; /* work area */
} draw;

/* draw_clear gives it back, also after a failure. */
sums_end draw_init(draw *d, const truce_worth *worth, const band *b, const cliques *all,
                   size_t entries_max, size_t bytes_max);
void draw_clear(draw *d);

/* Draw one of at least one package into package[n_variables]. False when memory is out. */
bool draw_take(draw *d, truce_random *random, uint32_t *package);

/* Does the package keep the band? */
bool draw_keeps(draw *d, const uint32_t *package);

#endif
