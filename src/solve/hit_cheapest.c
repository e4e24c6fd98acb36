/* Partial hitting sets wait in a heap, the one with the least estimate first: its cost, and for
 * sets that are not hit yet and have nothing in common the cheapest number of each. The estimate is
 * never too high, and costs are compared like digits, so whole sets come out cheapest first.
 *
 * A partial set is kept as the step that led to it from the one before; to go on with it, its steps
 * are done again. PAPER: hart1968 */
#include "solve/hit_state.h"

#include <stdlib.h>
#include <string.h>

#include "solve/grow.h"

enum { TIES = 4 }; /* times as many as wanted are looked at for the order among equal costs */

/* This number was chosen to hit this set. */
typedef struct step {
    uint32_t before;
    uint32_t set, number;
    uint32_t depth;
} step;

/* What was done to the state, to be taken back: rule_out or choose. */
typedef struct deed {
    uint32_t number;
    bool chose;
} deed;

typedef struct best {
    hit_state *s;
    truce_costs costs;
    step *steps; /* number 0: nothing is chosen */
    size_t n_steps, steps_cap;
    uint64_t *estimates; /* [step][width] */
    size_t estimates_cap;
    uint32_t *heap; /* of steps */
    size_t n_heap, heap_cap;
    deed *deeds;
    size_t n_deeds, deeds_cap;
    uint32_t *path;    /* [n_numbers + 1] */
    uint32_t *numbers; /* [n_numbers]: of the set in hand */
    uint32_t *seen;    /* [number]: == `round` when a disjoint set has it */
    uint32_t round;
    uint64_t *sum;  /* [width] */
    uint64_t *last; /* [width]: the cost of the last one found */
} best;

/* ---- estimates ------------------------------------------------------------------------------- */

/* Of the numbers that may hit this set the cheapest; HIT_NONE: there is none. *apart: none of them
 * was seen. */
static uint32_t cheapest_of(const best *b, truce_set set, bool *apart) {
    uint32_t cheapest = HIT_NONE;
    *apart = true;
    for (uint32_t i = 0; i < set.n; i++) {
        const uint32_t number = set.at[i];
        if (!b->s->may[number]) {
            continue;
        }
        *apart = *apart && b->seen[number] != b->round;
        int order = -1;
        for (uint32_t k = 0; cheapest != HIT_NONE && k < b->costs.width; k++) {
            const uint32_t old = b->costs.at[(size_t)cheapest * b->costs.width + k];
            const uint32_t new = b->costs.at[(size_t)number * b->costs.width + k];
            order = (new > old) - (new < old);
            if (order != 0) {
                break;
            }
        }
        cheapest = order < 0 ? number : cheapest;
    }
    return cheapest;
}

/* Into `sum`; false when some set can no longer be hit. */
static bool estimate(best *b) {
    const hit_state *const s = b->s;
    hit_cost(b->costs, s->chosen, s->n_chosen, b->sum);
    b->round++;
    for (size_t i = 0; i < s->family.n; i++) {
        if (s->hits[i] > 0) {
            continue;
        }
        bool apart = true;
        const truce_set set = s->family.at[i];
        const uint32_t cheapest = cheapest_of(b, set, &apart);
        b->s->effort += set.n;
        if (cheapest == HIT_NONE) {
            return false;
        }
        for (uint32_t k = 0; apart && k < b->costs.width; k++) {
            b->sum[k] += b->costs.at[(size_t)cheapest * b->costs.width + k];
        }
        for (uint32_t k = 0; apart && k < set.n; k++) {
            b->seen[set.at[k]] = b->round;
        }
    }
    b->s->effort += s->family.n;
    return true;
}

/* Less than 0: `l` goes first. The deeper one among equals, so that whole sets come early. */
static int compare_steps(const best *b, uint32_t l, uint32_t r) {
    const uint32_t width = b->costs.width;
    const int order =
        hit_cost_compare(b->estimates + (size_t)l * width, b->estimates + (size_t)r * width, width);
    if (order != 0) {
        return order;
    }
    if (b->steps[l].depth != b->steps[r].depth) {
        return b->steps[l].depth > b->steps[r].depth ? -1 : 1;
    }
    return l < r ? -1 : 1;
}

/* The state with the estimate in `sum` waits for its turn. */
static bool put_step(best *b, step made) {
    const uint32_t width = b->costs.width;
    step *steps = solve_grow(b->steps, b->n_steps, 1, &b->steps_cap, sizeof *steps);
    if (steps == NULL) {
        return false;
    }
    b->steps = steps;
    uint64_t *estimates =
        solve_grow(b->estimates, b->n_steps * width, width, &b->estimates_cap, sizeof *estimates);
    if (estimates == NULL) {
        return false;
    }
    b->estimates = estimates;
    uint32_t *heap = solve_grow(b->heap, b->n_heap, 1, &b->heap_cap, sizeof *heap);
    if (heap == NULL || b->n_steps >= HIT_NONE) {
        return false;
    }
    b->heap = heap;
    const uint32_t id = (uint32_t)b->n_steps++;
    steps[id] = made;
    memcpy(estimates + (size_t)id * width, b->sum, width * sizeof *estimates);
    size_t i = b->n_heap++;
    for (; i > 0 && compare_steps(b, id, heap[(i - 1) / 2]) < 0; i = (i - 1) / 2) {
        heap[i] = heap[(i - 1) / 2];
    }
    heap[i] = id;
    return true;
}

static uint32_t take_step(best *b) {
    uint32_t *const heap = b->heap;
    const uint32_t least = heap[0];
    const uint32_t last = heap[--b->n_heap];
    size_t i = 0;
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= b->n_heap) {
            break;
        }
        if (child + 1 < b->n_heap && compare_steps(b, heap[child + 1], heap[child]) < 0) {
            child++;
        }
        if (compare_steps(b, heap[child], last) > 0) {
            break;
        }
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return least;
}

/* ---- states ---------------------------------------------------------------------------------- */

static bool note(best *b, deed done) {
    deed *deeds = solve_grow(b->deeds, b->n_deeds, 1, &b->deeds_cap, sizeof *deeds);
    if (deeds == NULL) {
        return false;
    }
    b->deeds = deeds;
    deeds[b->n_deeds++] = done;
    return true;
}

static void take_back_all(best *b) {
    while (b->n_deeds > 0) {
        const deed done = b->deeds[--b->n_deeds];
        if (done.chose) {
            hit_unchoose(b->s);
        } else {
            hit_allow(b->s, done.number);
        }
    }
}

/* One step: the number is chosen, and what comes behind it in the set is ruled out. */
static bool redo(best *b, step made) {
    const truce_set set = b->s->family.at[made.set];
    for (uint32_t i = 0; i < set.n; i++) {
        if (set.at[i] < made.number || !b->s->may[set.at[i]]) {
            continue;
        }
        if (!note(b, (deed){.number = set.at[i]})) {
            return false;
        }
        hit_rule_out(b->s, set.at[i]);
    }
    if (!note(b, (deed){.number = made.number, .chose = true})) {
        return false;
    }
    hit_choose(b->s, made.number);
    return true;
}

static bool stand_at(best *b, uint32_t id) {
    uint32_t n = 0;
    for (; id != 0; id = b->steps[id].before) {
        b->path[n++] = id;
    }
    take_back_all(b);
    while (n > 0) {
        if (!redo(b, b->steps[b->path[--n]])) {
            return false;
        }
    }
    return true;
}

/* Every way to hit the set that is next. */
static bool branch(best *b, uint32_t id, uint32_t set) {
    const truce_set all = b->s->family.at[set];
    uint32_t n = 0;
    bool ok = true;
    for (uint32_t i = 0; i < all.n; i++) {
        if (b->s->may[all.at[i]]) {
            b->numbers[n++] = all.at[i];
            hit_rule_out(b->s, all.at[i]);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        hit_choose(b->s, b->numbers[i]);
        if (ok && b->s->n_useless == 0 && estimate(b)) {
            ok = put_step(
                b,
                (step){.before = id, .set = set, .number = b->numbers[i], .depth = b->s->n_chosen});
        }
        hit_unchoose(b->s);
        hit_allow(b->s, b->numbers[i]);
    }
    return ok;
}

/* A whole set is found. Is that enough? When this one costs more than the last one that was wanted,
 * it is not listed, and neither is what comes. */
static hit_end keep(best *b, uint32_t id, size_t sets_max, hit_list *list) {
    const uint64_t *const cost = b->estimates + (size_t)id * b->costs.width;
    const bool enough = list->n >= sets_max;
    if (enough &&
        (list->n / TIES >= sets_max || hit_cost_compare(cost, b->last, b->costs.width) > 0)) {
        return HIT_STOPPED;
    }
    memcpy(b->last, cost, b->costs.width * sizeof *cost);
    return hit_list_add(list, b->s) ? HIT_ALL : HIT_NO_MEMORY;
}

static hit_end search(best *b, size_t sets_max, uint64_t effort_max, hit_list *list) {
    if (!estimate(b)) {
        return HIT_ALL;
    }
    if (!put_step(b, (step){0})) {
        return HIT_NO_MEMORY;
    }
    while (b->n_heap > 0) {
        if (b->s->effort > effort_max) {
            return HIT_STOPPED;
        }
        const uint32_t id = take_step(b);
        if (!stand_at(b, id)) {
            return HIT_NO_MEMORY;
        }
        const uint32_t set = hit_next(b->s);
        if (set != HIT_NONE) {
            if (!branch(b, id, set)) {
                return HIT_NO_MEMORY;
            }
            continue;
        }
        const hit_end end = keep(b, id, sets_max, list);
        if (end != HIT_ALL) {
            return end;
        }
    }
    return HIT_ALL;
}

hit_end hit_cheapest(hit_state *s, truce_costs costs, size_t sets_max, uint64_t effort_max,
                     hit_list *list) {
    const size_t n = (size_t)s->n_numbers + 1;
    best b = {.s = s, .costs = costs};
    b.path = malloc(n * sizeof *b.path);
    b.numbers = malloc(n * sizeof *b.numbers);
    b.seen = calloc(n, sizeof *b.seen);
    b.sum = calloc((size_t)costs.width + 1, sizeof *b.sum);
    b.last = calloc((size_t)costs.width + 1, sizeof *b.last);
    hit_end end = HIT_NO_MEMORY;
    if (b.path != NULL && b.numbers != NULL && b.seen != NULL && b.sum != NULL && b.last != NULL) {
        end = search(&b, sets_max, effort_max, list);
    }
    free(b.steps);
    free(b.estimates);
    free(b.heap);
    free(b.deeds);
    free(b.path);
    free(b.numbers);
    free(b.seen);
    free(b.sum);
    free(b.last);
    return end;
}
