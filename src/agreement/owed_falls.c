/* What falls with an obligation, step by step, and what an obligation lacks. */
#include <assert.h>
#include <stdlib.h>

#include "agreement/owed_parts.h"

/* By steps, then by obligation: the order of the answer. */
static int by_steps(const void *left, const void *right) {
    const truce_owed_fall *const l = left;
    const truce_owed_fall *const r = right;
    if (l->steps != r->steps) {
        return l->steps < r->steps ? -1 : 1;
    }
    return (l->obligation > r->obligation) - (l->obligation < r->obligation);
}

static truce_status fall_with(const truce_owed_agreement *a, uint32_t obligation,
                              truce_arena *scratch, truce_arena *arena, truce_owed_falls *falls,
                              truce_error *err) {
    const uint32_t n = a->n_obligations;
    owed_lists dependants;
    const truce_status status = owed_dependants(a, NULL, scratch, &dependants, err);
    if (status != TRUCE_OK) {
        return status;
    }
    /* Where each stands in the queue, counted from 1; the obligation itself stands before it. */
    uint32_t *const place = truce_arena_zero(scratch, n, sizeof *place);
    truce_owed_fall *const queue = truce_arena_zero(arena, n, sizeof *queue);
    if (place == NULL || queue == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what falls with obligation %u",
                          obligation);
    }
    uint32_t n_queue = 0;
    uint32_t next = 0;
    for (uint32_t i = obligation, steps = 1;;) {
        for (uint32_t k = dependants.start[i]; k < dependants.start[i + 1]; k++) {
            const uint32_t j = dependants.at[k];
            if (j == obligation) {
                continue;
            }
            if (place[j] == 0) {
                queue[n_queue] = (truce_owed_fall){j, i, steps};
                place[j] = ++n_queue;
            } else if (queue[place[j] - 1].steps == steps && i < queue[place[j] - 1].with) {
                queue[place[j] - 1].with = i;
            }
        }
        if (next == n_queue) {
            break;
        }
        i = queue[next].obligation;
        steps = queue[next].steps + 1;
        next++;
    }
    if (n_queue > 1) {
        qsort(queue, n_queue, sizeof *queue, by_steps);
    }
    *falls = (truce_owed_falls){queue, n_queue};
    return TRUCE_OK;
}

truce_status truce_owed_fall_with(const truce_owed_agreement *agreement, uint32_t obligation,
                                  truce_arena *arena, truce_owed_falls *falls, truce_error *err) {
    assert(obligation < agreement->n_obligations && falls != NULL);
    truce_arena scratch = truce_arena_new();
    const truce_status status = fall_with(agreement, obligation, &scratch, arena, falls, err);
    truce_arena_clear(&scratch);
    return status;
}

uint32_t truce_owed_lacks(const truce_owed_obligation *obligation) {
    const uint32_t lacks = TRUCE_OWED_HAS_ALL & ~obligation->has;
    return (lacks & TRUCE_OWED_RESPONSE) != 0 ? lacks & ~(uint32_t)TRUCE_OWED_RESPONSE_DAYS : lacks;
}
