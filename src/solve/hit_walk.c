/* Each level of the walk hits one more set: with its first number, then with its second, and so on.
 * What comes later in the set is ruled out below, so that a hitting set is met only at its last one
 * of them. PAPER: murakami2014 */
#include "solve/hit_state.h"

#include <stdlib.h>

#include "solve/grow.h"

typedef struct level {
    size_t begin;   /* its numbers, in `numbers` */
    uint32_t n, at; /* how many, and which is tried next */
} level;

typedef struct walk {
    hit_state *s;
    level *levels;
    size_t n_levels, levels_cap;
    uint32_t *numbers;
    size_t n_numbers, numbers_cap;
} walk;

/* Branch on the set to hit next. */
static bool go_down(walk *w) {
    const truce_set set = w->s->family.at[hit_next(w->s)];
    level *levels = solve_grow(w->levels, w->n_levels, 1, &w->levels_cap, sizeof *levels);
    if (levels == NULL) {
        return false;
    }
    w->levels = levels;
    uint32_t *numbers =
        solve_grow(w->numbers, w->n_numbers, set.n, &w->numbers_cap, sizeof *numbers);
    if (numbers == NULL) {
        return false;
    }
    w->numbers = numbers;
    level *const l = &levels[w->n_levels++];
    *l = (level){.begin = w->n_numbers};
    for (uint32_t i = 0; i < set.n; i++) {
        if (w->s->may[set.at[i]]) {
            hit_rule_out(w->s, set.at[i]);
            numbers[w->n_numbers++] = set.at[i];
            l->n++;
        }
    }
    return true;
}

/* The next choice of the lowest level, or back up; false when the walk is over. */
static bool go_on(walk *w, bool *chosen) {
    level *const l = &w->levels[w->n_levels - 1];
    const uint32_t *const numbers = w->numbers + l->begin;
    if (l->at > 0) {
        hit_unchoose(w->s);
        hit_allow(w->s, numbers[l->at - 1]);
    }
    *chosen = l->at < l->n;
    if (*chosen) {
        hit_choose(w->s, numbers[l->at++]);
    } else {
        w->n_numbers -= l->n;
        w->n_levels--;
    }
    return w->n_levels > 0;
}

static hit_end walk_all(walk *w, size_t sets_max, uint64_t effort_max, hit_list *list,
                        uint64_t *n) {
    *n = 0;
    bool chosen = true; /* the choice of nothing */
    do {
        if (!chosen || w->s->n_useless > 0) {
            continue;
        }
        if (w->s->effort > effort_max) {
            return HIT_STOPPED;
        }
        if (w->s->n_unhit > 0) {
            if (!go_down(w)) {
                return HIT_NO_MEMORY;
            }
            continue;
        }
        if (*n < sets_max && !hit_list_add(list, w->s)) {
            return HIT_NO_MEMORY;
        }
        ++*n;
    } while (w->n_levels > 0 && go_on(w, &chosen));
    return HIT_ALL;
}

hit_end hit_walk(hit_state *s, size_t sets_max, uint64_t effort_max, hit_list *list, uint64_t *n) {
    walk w = {.s = s};
    const hit_end end = walk_all(&w, sets_max, effort_max, list, n);
    free(w.levels);
    free(w.numbers);
    return end;
}
