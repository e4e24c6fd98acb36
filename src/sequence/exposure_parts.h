/* exposure_parts.h - the steps of truce_exposure_find(), a file each (private to the room). */
#ifndef TRUCE_SEQUENCE_EXPOSURE_PARTS_H
#define TRUCE_SEQUENCE_EXPOSURE_PARTS_H

#include "truce/base/graph.h"
#include "truce/sequence/exposure.h"

/* A plan in moments, which are numbered by their lowest step. */
typedef struct moments {
    const truce_exposure_plan *plan;
    uint32_t n;
    const uint32_t *of;         /* [step] */
    int64_t *rise[TRUCE_SIDES]; /* [moment]: by how much it raises a side's exposure */
    truce_arcs steps;           /* moment -> its steps, rising */
    truce_arcs before; /* moment -> those that a pair puts behind it; the edge is the pair */
} moments;

/* exposure_follow.c: fails as truce_exposure_follow() does, but for what concerns an order. */
truce_status moments_make(const truce_exposure_plan *plan, truce_arena *arena, moments *out,
                          truce_error *err);

/* The path through all moments in this order, which keeps the pairs. False when memory is out. */
bool moments_follow(const moments *m, const uint32_t *order, truce_arena *arena,
                    truce_exposure_path *out);

/* Chains of moments, each of which comes before the next: as few as can be. */
typedef struct chains {
    const moments *m;
    uint32_t n;
    uint32_t width;            /* before those that are longer than CHAIN_MAX were cut */
    uint32_t *begin;           /* [n + 1]: where each begins in `moment` */
    uint32_t *moment;          /* chain after chain */
    uint32_t *chain;           /* [moment]: which it is in */
    uint16_t *need;            /* [moment][n]: how many of each chain come before it */
    int64_t *sum[TRUCE_SIDES]; /* [begin + chain + length]: what the first so many raise: one place
                                  more than moments in each chain */
} chains;

enum { CHAIN_MAX = 63, MOMENTS_MAX = 2000 };

static inline uint32_t chain_length(const chains *c, uint32_t chain) {
    return c->begin[chain + 1] - c->begin[chain];
}

static inline int64_t chain_sum(const chains *c, int side, uint32_t chain, uint32_t length) {
    return c->sum[side][c->begin[chain] + chain + length];
}

/* exposure_chains.c: an order in which pairs go forward, lowest first among those that nothing
 * holds up any more, then as it frees them. `waits`, [n] zeros, is scratch. TRUCE_EINVAL: a circle.
 */
truce_status moments_sort(const moments *m, uint32_t *order, uint32_t *waits, truce_error *err);

/* Fails with TRUCE_EINVAL (a circle) or TRUCE_ENOMEM. */
truce_status chains_make(const moments *m, truce_arena *arena, chains *out, truce_error *err);

/* exposure_least.c: no order has a largest exposure below this, for one side. False when memory is
 * out. */
bool chains_least(const chains *c, int side, int64_t *least);

/* All sets of moments that can have passed: a word for each choice of lengths of the outer chains,
 * with a bit for each choice of lengths of the inner ones. */
typedef struct words {
    const chains *c;
    uint32_t n_inner, n_outer;
    uint32_t inner[6];
    uint32_t stride[6];              /* of each inner chain, in bits */
    uint64_t not_last[6];            /* the bits at which it has not ended */
    uint32_t n_levels;               /* lengths of the inner chains, summed */
    uint32_t *outer;                 /* [n_outer] */
    uint64_t *weight;                /* [n_outer]: of a length in a word's key */
    uint64_t full;                   /* the bit at which all inner chains have ended */
    int64_t rise[TRUCE_SIDES][64];   /* [rank]: what the bits raise, rising */
    uint64_t below[TRUCE_SIDES][65]; /* [n]: the bits of the first n ranks */
    uint32_t n_bits;

    size_t n;
    uint64_t *key;              /* rising */
    uint64_t *valid;            /* the bits that can have passed */
    int64_t *base[TRUCE_SIDES]; /* what the outer chains raise */
    uint32_t *next;  /* [n][n_outer]: the word with one more of an outer chain; WORDS_NONE */
    uint64_t *open;  /* the valid bits that questions go through */
    uint64_t *reach; /* of the last question: from here the end can be reached */
    uint64_t ideals; /* bits of all words */
    bool too_many;   /* nothing above but `ideals`, a part of them, is right */
} words;

#define WORDS_NONE UINT32_MAX
#define WORDS_FREE (2 * TRUCE_EXPOSURE_MAX) /* more than any exposure */

/* exposure_words.c. False when memory is out; clearing is right in any case. */
bool words_make(const chains *c, uint64_t ideals_max, size_t bytes_max, truce_arena *arena,
                words *out);
void words_clear(words *w);

/* exposure_ask.c: is there an order through open sets alone in which no proper prefix exposes a
 * side more than `bound` (0 to TRUCE_EXPOSURE_MAX)? `*blocked` receives the side's least exposure
 * above it that stood in the way, or WORDS_FREE. */
bool words_ask(words *w, int side, int64_t bound, int64_t *blocked);

/* All valid sets are open; then those are not that expose a side more than its bound; then only
 * those that an order of the last yes passes. */
void words_reopen(words *w);
void words_limit(words *w, int side, int64_t bound);
void words_close(words *w);

/* No later question needs sets that exceed these: they are no longer valid. */
void words_narrow(words *w, const int64_t bounds[TRUCE_SIDES]);

/* After a yes, the first such order: always the lowest moment that leads to the end. */
void words_order(const words *w, uint32_t *order);

/* exposure_frontier.c: the Pareto-minimal points. False when memory is out. */
bool words_frontier(words *w, const int64_t least[TRUCE_SIDES], uint32_t points_max,
                    uint64_t effort_max, truce_arena *arena, truce_exposure *out);

/* exposure_beam.c: points and orders that were found; what is proven is the caller's. False when
 * memory is out. */
bool beam_search(const chains *c, uint32_t beam, truce_arena *arena, truce_exposure *out);

/* How much each side weighs where one order is looked for after the other; both ways round. */
enum { EXPOSURE_GOALS = 5 };
extern const int64_t exposure_goals[EXPOSURE_GOALS][TRUCE_SIDES];

/* Follow an order, and add what it exposes to as the next of `points`. False when memory is out. */
bool points_add(const moments *m, const uint32_t *order, truce_arena *arena,
                truce_exposure_point *points, uint32_t *n);
/* Of at least one point, those that no other beats for both: to `out`. */
void points_keep(truce_exposure_point *points, uint32_t n, truce_exposure *out);

/* exposure_many.c: all of it, for more moments than MOMENTS_MAX. Fails as chains_make() does. */
truce_status many_find(const moments *m, truce_arena *arena, truce_exposure *out, truce_error *err);

#endif
