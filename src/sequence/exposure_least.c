/* What no order can do better than, for one side: the least largest exposure when chains no longer
 * wait for each other. Each chain is cut where its sum is lowest. Down to there it falls in pieces,
 * each to the lowest so far: whichever next piece climbs least on its way is taken first, as it can
 * only help the others. What is behind the lowest is the same seen from the end. PAPER:
 * abdelwahab1978 */
#include "exposure_parts.h"

#include <stdlib.h>

#include "solve/key_heap.h"

typedef struct descent {
    const chains *c;
    int side;
    bool back;
    uint32_t *at;   /* [chain]: where its next piece begins, counted from where the descent does */
    uint32_t *end;  /* [chain]: how far it goes */
    uint32_t *then; /* [chain]: where the next piece ends */
    key_heap heap;
} descent;

/* The sum of a chain after so many steps of the descent. */
static int64_t height(const descent *d, uint32_t chain, uint32_t steps) {
    const uint32_t length = chain_length(d->c, chain);
    return chain_sum(d->c, d->side, chain, d->back ? length - steps : steps);
}

/* How far down a chain goes: to the last of its lowest places. */
static uint32_t depth(const descent *d, uint32_t chain) {
    const uint32_t length = chain_length(d->c, chain);
    uint32_t lowest = 0;
    for (uint32_t i = 1; i <= length; i++) {
        lowest = chain_sum(d->c, d->side, chain, i) <= chain_sum(d->c, d->side, chain, lowest)
                     ? i
                     : lowest;
    }
    return d->back ? length - lowest : lowest;
}

/* Put the next piece of a chain up, by how far it climbs. */
static bool offer(descent *d, uint32_t chain) {
    const uint32_t begin = d->at[chain];
    const int64_t from = height(d, chain, begin);
    int64_t climb = INT64_MIN;
    uint32_t i = begin;
    if (begin == d->end[chain]) {
        return true;
    }
    do {
        i++;
        const int64_t here = height(d, chain, i) - from;
        climb = here > climb ? here : climb;
    } while (i < d->end[chain] && height(d, chain, i) > from);
    d->then[chain] = i;
    return key_heap_put(&d->heap, climb, chain);
}

static bool descend(descent *d, int64_t level, int64_t *worst) {
    bool ok = true;
    for (uint32_t c = 0; ok && c < d->c->n; c++) {
        d->at[c] = 0;
        d->end[c] = depth(d, c);
        ok = offer(d, c);
    }
    while (ok && d->heap.n > 0) {
        const keyed piece = key_heap_take(&d->heap);
        const uint32_t c = piece.number;
        *worst = level + piece.key > *worst ? level + piece.key : *worst;
        level += height(d, c, d->then[c]) - height(d, c, d->at[c]);
        d->at[c] = d->then[c];
        ok = offer(d, c);
    }
    return ok;
}

bool chains_least(const chains *c, int side, int64_t *least) {
    truce_arena scratch = truce_arena_new();
    descent d = {.c = c, .side = side};
    d.at = truce_arena_take(&scratch, c->n * sizeof *d.at);
    d.end = truce_arena_take(&scratch, c->n * sizeof *d.end);
    d.then = truce_arena_take(&scratch, c->n * sizeof *d.then);
    int64_t whole = 0;
    int64_t worst = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        whole += chain_sum(c, side, i, chain_length(c, i));
    }
    bool ok = d.at != NULL && d.end != NULL && d.then != NULL && descend(&d, 0, &worst);
    d.back = true;
    ok = ok && descend(&d, whole, &worst);
    free(d.heap.at);
    truce_arena_clear(&scratch);
    *least = worst;
    return ok;
}
