/* Where conditions are apart, each that fails takes one state to hold, and the cheapest to break
 * takes all of its states that are not above. Else changes are tried, the smallest first. */
#include <stdlib.h>

#include "stability/conditions.h"

enum { TRIES_MAX = 4000000 };

typedef struct finding {
    const truce_graph_states *states;
    uint32_t s;
    const uint32_t *rank;
    truce_inverse c;
    uint32_t *changes;
    truce_sensitivity out;
} finding;

static bool above(const finding *f, uint32_t state) {
    return f->rank[state] > f->rank[f->s];
}

static uint32_t n_not_above(const finding *f, const truce_inverse_condition *c) {
    uint32_t n = 0;
    for (uint32_t w = 0; w < c->n; w++) {
        n += !above(f, c->ways[w].state);
    }
    return n;
}

/* Of each condition that fails, the state that ranks nearest. */
static void mend_apart(finding *f) {
    for (uint32_t i = 0; i < f->c.n; i++) {
        const truce_inverse_condition *const c = &f->c.conditions[i];
        uint32_t nearest = c->ways[0].state;
        if (n_not_above(f, c) > 0) {
            continue;
        }
        for (uint32_t w = 1; w < c->n; w++) {
            const uint32_t x = c->ways[w].state, rank = f->rank[x], least = f->rank[nearest];
            nearest = rank < least || (rank == least && x < nearest) ? x : nearest;
        }
        f->changes[f->out.n++] = nearest;
    }
    f->out.possible = true;
}

/* All of the condition with fewest states to lift. */
static void break_apart(finding *f) {
    const truce_inverse_condition *cheapest = NULL;
    for (uint32_t i = 0; i < f->c.n; i++) {
        const truce_inverse_condition *const c = &f->c.conditions[i];
        cheapest = cheapest == NULL || n_not_above(f, c) < n_not_above(f, cheapest) ? c : cheapest;
    }
    f->out.possible = cheapest != NULL;
    for (uint32_t w = 0; cheapest != NULL && w < cheapest->n; w++) {
        if (!above(f, cheapest->ways[w].state)) {
            f->changes[f->out.n++] = cheapest->ways[w].state;
        }
    }
}

/* The next set of as many relevant states (Gosper); 0 after the last. */
static uint64_t next_set(uint64_t set, uint32_t n) {
    const uint64_t low = set & (~set + 1), carried = set + low;
    if (low == 0 || carried < set) {
        return 0;
    }
    const uint64_t next = carried | (((set ^ carried) / low) >> 2);
    return n < 64 && next >> n != 0 ? 0 : next;
}

static void try_all(finding *f, const masks *m, uint64_t now) {
    const uint32_t n = f->c.n_relevant;
    uint32_t tries = 0;
    for (uint32_t size = 1; size <= n; size++) {
        uint64_t set = size == 64 ? UINT64_MAX : (UINT64_C(1) << size) - 1;
        for (; set != 0; set = next_set(set, n)) {
            if (++tries > TRIES_MAX) {
                f->out.known = false;
                f->out.n = size;
                return;
            }
            if (masks_hold(m, now ^ set) == f->out.stable) {
                continue;
            }
            for (uint64_t left = set; left != 0; left &= left - 1) {
                f->changes[f->out.n++] = f->c.relevant[__builtin_ctzll(left)];
            }
            f->out.possible = true;
            return;
        }
    }
}

static int rising(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left, r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* Does every condition hold as things are? */
static bool holds(const finding *f) {
    for (uint32_t i = 0; i < f->c.n; i++) {
        const truce_inverse_condition *const c = &f->c.conditions[i];
        bool one = false;
        for (uint32_t w = 0; w < c->n && !one; w++) {
            one = !above(f, c->ways[w].state);
            for (uint32_t k = 0; k < c->ways[w].n_closed && one; k++) {
                one = !above(f, c->ways[w].closed[k]);
            }
        }
        if (!one) {
            return false;
        }
    }
    return true;
}

truce_status truce_sensitivity_find(const truce_graph_states *states, uint32_t s, uint32_t maker,
                                    truce_graph_concept concept, truce_arena *arena,
                                    truce_sensitivity *out, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    finding f = {.states = states, .s = s, .rank = states->rank[maker]};
    bool apart = false;
    masks m;
    truce_status status = conditions_find(states, s, maker, concept, &scratch, &f.c, &apart, err);
    if (status == TRUCE_OK) {
        f.changes = truce_arena_take(arena, ((size_t)f.c.n_relevant + 1) * sizeof *f.changes);
        f.out.stable = holds(&f);
        f.out.known = true;
        const bool few = f.c.n_relevant <= 64;
        if (f.changes == NULL || (!apart && few && !masks_make(&f.c, &scratch, &m))) {
            status = truce_fail(err, TRUCE_ENOMEM, "no memory for changes");
        } else if (apart && f.out.stable) {
            break_apart(&f);
        } else if (apart) {
            mend_apart(&f);
        } else if (!few) {
            f.out.known = false;
            f.out.n = 1;
        } else {
            uint64_t now = 0;
            for (uint32_t k = 0; k < f.c.n_relevant; k++) {
                now |= (uint64_t)above(&f, f.c.relevant[k]) << k;
            }
            try_all(&f, &m, now);
        }
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        if (f.out.known) {
            qsort(f.changes, f.out.n, sizeof *f.changes, rising);
            f.out.changes = f.changes;
        }
        *out = f.out;
    }
    return status;
}
