/* Three values: yes, no, and what the draft does not decide. A slot holds the options that all
 * terms on it leave: those that as many terms cover as there are. */
#include "truce/deals/settled.h"

#include <assert.h>
#include <stdlib.h>

/* ---- what is left of an issue ---- */

/* Where a term begins or ceases to cover the options of one slot. */
typedef struct edge {
    int64_t at;
    int step; /* 1: from here on; -1: up to here and no further */
} edge;

typedef struct edges {
    edge *at;
    size_t n, cap;
} edges;

/* At one option what begins comes first: the ends belong to both. */
static int by_place(const void *left, const void *right) {
    const edge *const l = left;
    const edge *const r = right;
    return l->at != r->at ? (l->at > r->at) - (l->at < r->at) : r->step - l->step;
}

static bool add_edges(edges *of, truce_option_set options, truce_arena *arena) {
    for (uint32_t i = 0; i < options.n; i++) {
        for (int step = 1; step >= -1; step -= 2) {
            edge *const at = truce_arena_grow(arena, of->at, of->n, &of->cap, sizeof *at);
            if (at == NULL) {
                return false;
            }
            of->at = at;
            at[of->n++] = (edge){step > 0 ? options.at[i].low : options.at[i].high, step};
        }
    }
    return true;
}

/* The intervals of one term lie apart, so a term covers an option once. */
static bool find_common(truce_settled_slot *slot, edges *of, truce_arena *arena) {
    if (slot->n_terms == 0) {
        return true;
    }
    truce_interval *const found = truce_arena_take(arena, of->n * sizeof *found);
    if (found == NULL) {
        return false;
    }
    qsort(of->at, of->n, sizeof *of->at, by_place);
    uint32_t covered = 0;
    uint32_t n = 0;
    for (size_t i = 0; i < of->n; i++) {
        if (of->at[i].step > 0 && ++covered == slot->n_terms) {
            found[n] = (truce_interval){of->at[i].at, of->at[i].at};
        } else if (of->at[i].step < 0 && covered-- == slot->n_terms) {
            found[n++].high = of->at[i].at;
        }
    }
    slot->options = (truce_option_set){found, n};
    slot->at_odds = n == 0;
    return true;
}

/* ---- the slots of a term ---- */

static uint32_t count_slots(const truce_settled *s, const truce_stand_term *term) {
    return term->n_groups > 0 ? term->n_groups : s->rows[term->issue + 1] - s->rows[term->issue];
}

static uint32_t slot_of(const truce_settled *s, const truce_stand_term *term, uint32_t i) {
    return s->rows[term->issue] + (term->n_groups > 0 ? term->groups[i] : i);
}

static bool note_term(const truce_settled *s, const truce_stand_term *term, edges *at,
                      truce_arena *arena) {
    assert(term->issue != TRUCE_NONE && term->options.n > 0 && !term->denied);
    bool done = true;
    for (uint32_t i = 0; i < count_slots(s, term) && done; i++) {
        const uint32_t slot = slot_of(s, term, i);
        s->slots[slot].n_terms++;
        done = add_edges(&at[slot], term->options, arena);
    }
    return done;
}

truce_status truce_settled_make(const truce_case *c, const truce_stand_term *terms, uint32_t n,
                                truce_arena *arena, truce_settled *out, truce_error *err) {
    truce_settled made = {.c = c};
    made.rows = truce_arena_take(arena, ((size_t)c->n_issues + 1) * sizeof *made.rows);
    uint32_t n_slots = 0;
    for (uint32_t i = 0; i < c->n_issues && made.rows != NULL; i++) {
        made.rows[i] = n_slots;
        n_slots += c->issues[i].per.n > 0 ? c->issues[i].per.n : 1;
    }
    made.slots = truce_arena_zero(arena, n_slots, sizeof *made.slots);
    edges *const at = truce_arena_zero(arena, n_slots, sizeof *at);
    bool done = made.rows != NULL && made.slots != NULL && at != NULL;
    if (done) {
        made.rows[c->n_issues] = n_slots;
    }
    for (uint32_t i = 0; i < n && done; i++) {
        done = note_term(&made, &terms[i], at, arena);
    }
    for (uint32_t i = 0; i < n_slots && done; i++) {
        done = find_common(&made.slots[i], &at[i], arena);
    }
    if (!done) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what a draft settles");
    }
    *out = made;
    return TRUCE_OK;
}

/* ---- stands against it ---- */

static truce_settled_how flip(truce_settled_how how) {
    return (truce_settled_how)(TRUCE_SETTLED_KEPT - how);
}

static truce_settled_how least(truce_settled_how a, truce_settled_how b) {
    return a < b ? a : b;
}

static truce_settled_how most(truce_settled_how a, truce_settled_how b) {
    return a > b ? a : b;
}

/* Whether what stands in place of the draft is about this group of its issue. */
static bool is_instead(const truce_stand_term *instead, uint32_t group) {
    bool named = instead->n_groups == 0;
    for (uint32_t i = 0; i < instead->n_groups && !named; i++) {
        named = instead->groups[i] == group;
    }
    return named;
}

truce_settled_how truce_settled_term(const truce_settled *s, const truce_stand_term *instead,
                                     const truce_stand_term *term) {
    if (term->issue == TRUCE_NONE) {
        return TRUCE_SETTLED_OPEN;
    }
    truce_settled_how how = TRUCE_SETTLED_KEPT;
    for (uint32_t i = 0; i < count_slots(s, term) && how != TRUCE_SETTLED_CONTRADICTED; i++) {
        const uint32_t slot = slot_of(s, term, i);
        const bool other = instead != NULL && instead->issue == term->issue &&
                           is_instead(instead, slot - s->rows[term->issue]);
        const truce_option_set left = other ? instead->options : s->slots[slot].options;
        how = least(how, left.n == 0                                 ? TRUCE_SETTLED_OPEN
                         : truce_options_within(left, term->options) ? TRUCE_SETTLED_KEPT
                         : !truce_options_meet(left, term->options)  ? TRUCE_SETTLED_CONTRADICTED
                                                                     : TRUCE_SETTLED_OPEN);
    }
    return term->denied ? flip(how) : how;
}

static truce_settled_how all_of(const truce_settled *s, const truce_stand_term *instead,
                                const truce_stand_term *terms, uint32_t n) {
    truce_settled_how how = TRUCE_SETTLED_KEPT;
    for (uint32_t i = 0; i < n; i++) {
        how = least(how, truce_settled_term(s, instead, &terms[i]));
    }
    return how;
}

static truce_settled_how any_of(const truce_settled *s, const truce_stand_term *instead,
                                const truce_stand_term *terms, uint32_t n) {
    truce_settled_how how = TRUCE_SETTLED_CONTRADICTED;
    for (uint32_t i = 0; i < n; i++) {
        how = most(how, truce_settled_term(s, instead, &terms[i]));
    }
    return how;
}

truce_settled_how truce_settled_stand(const truce_settled *s, const truce_stand_term *instead,
                                      const truce_stand *stand) {
    truce_settled_how met = TRUCE_SETTLED_CONTRADICTED; /* one of its conditions holds */
    for (uint32_t i = 0; i < stand->n_conditions; i++) {
        met = most(met, all_of(s, instead, stand->conditions[i].terms, stand->conditions[i].n));
    }
    const truce_settled_how all = all_of(s, instead, stand->terms, stand->n_terms);
    if (stand->kind == TRUCE_STAND_ONLY_IF) {
        return most(flip(all), met);
    }
    const truce_settled_how asked = stand->kind == TRUCE_STAND_REFUSAL ? flip(all)
                                    : stand->any ? any_of(s, instead, stand->terms, stand->n_terms)
                                                 : all;
    return stand->n_conditions > 0 ? most(flip(met), asked) : asked;
}
