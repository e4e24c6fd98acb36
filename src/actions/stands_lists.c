/* Whole lists: all of one, or one of it. */
#include <stdlib.h>

#include "stands_parts.h"

/* One line of a list that a claim states. */
typedef struct listed {
    line of;
    uint32_t place; /* of the statement: the same list has the same */
    uint32_t actor; /* who holds it: an offer may have several makers */
} listed;

static int by_place(const void *left, const void *right) {
    const listed *const l = left;
    const listed *const r = right;
    if (l->place != r->place) {
        return l->place < r->place ? -1 : 1;
    }
    if (l->actor != r->actor) {
        return l->actor < r->actor ? -1 : 1;
    }
    return (l->of.position > r->of.position) - (l->of.position < r->of.position);
}

/* What is supposed of its holder lets further options into a demand for one of several; and a list
 * refused as a whole is not refused any more where each of its lines is spoken to. False then. */
static bool ease_terms(stands_maker *k, const line *lines, uint32_t n, answer a,
                       truce_stand_term *terms) {
    uint32_t n_spoken = 0;
    for (uint32_t i = 0; i < n && !k->failed; i++) {
        const truce_position *const p = &k->m->positions[lines[i].position];
        if (stands_spoken_to(k, p)) {
            n_spoken++;
            terms[i].options =
                a == ANSWER_DEMAND ? stands_eased_options(k, p, &terms[i]) : terms[i].options;
        }
    }
    const bool eased = a == ANSWER_DEMAND ? n_spoken > 0 : n_spoken == n;
    k->held[k->n_held - 1].eased = k->held[k->n_held - 1].eased || eased;
    return a == ANSWER_DEMAND || !eased;
}

/* A list: all of it, or any of it. What a later position of the same actor set aside is no part of
 * it any more. */
static void add_list(stands_maker *k, const listed *at, uint32_t n) {
    const truce_statement *const st = at[0].of.evidence->statement;
    const bool any = st->as.position.list == TRUCE_LIST_ANY;
    line *const lines = truce_arena_take(k->arena, n * sizeof *lines);
    truce_stand_term *const terms = truce_arena_take(k->arena, n * sizeof *terms);
    uint32_t n_lines = 0;
    uint32_t n_terms = 0;
    uint32_t n_conditions = 0;
    if (lines == NULL || terms == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        const truce_position *const p = &k->m->positions[at[i].of.position];
        if (n_lines > 0 && at[i].of.position == lines[n_lines - 1].position) {
            continue; /* two claims report the same term of an offer */
        }
        if (stands_in_matrix(k, p) && stands_weighs(k, p) &&
            stands_term(k, &at[i].of.evidence->demand->item, false, &terms[n_terms])) {
            lines[n_lines++] = at[i].of;
            n_terms++;
        }
    }
    if (n_terms == 0) {
        return;
    }
    if (lines[0].evidence->offer != TRUCE_NONE) {
        stands_offer(k, lines, n_lines);
        return;
    }
    const truce_position *const first = &k->m->positions[lines[0].position];
    const answer a = stands_answer(k, first, st);
    if (a == ANSWER_NONE) {
        return;
    }
    if (a == ANSWER_ACCEPTANCE) {
        k->aside.n_accepted++;
        return;
    }
    stands_hold(k, lines, n_lines, true, any);
    for (uint32_t i = 0; i < n_lines && !any && a == ANSWER_DEMAND && !k->failed; i++) {
        stands_line(k, a, &lines[i], st->as.position.condition);
    }
    for (uint32_t i = 0; i < n_lines && any && a == ANSWER_REFUSAL && !k->failed; i++) {
        stands_line(k, a, &lines[i], st->as.position.condition);
    }
    if (any == (a == ANSWER_REFUSAL)) {
        return;
    }
    if (!ease_terms(k, lines, n_lines, a, terms)) {
        return;
    }
    const truce_stand_condition *const c =
        stands_condition(k, st->as.position.condition, (truce_condition){NULL, 0}, &n_conditions);
    stands_add(k,
               (truce_stand){.kind = a == ANSWER_DEMAND ? TRUCE_STAND_DEMAND : TRUCE_STAND_REFUSAL,
                             .position = (uint32_t)k->n_held - 1,
                             .terms = terms,
                             .n_terms = n_terms,
                             .any = any,
                             .conditions = c,
                             .n_conditions = n_conditions});
}

void stands_lists(stands_maker *k) {
    const truce_matrix *const m = k->m;
    size_t n = 0;
    for (uint32_t i = 0; i < m->n_positions; i++) {
        n += m->positions[i].n_evidence;
    }
    listed *const all = truce_arena_take(k->arena, n * sizeof *all);
    n = 0;
    k->failed = k->failed || all == NULL;
    for (uint32_t i = 0; i < m->n_positions && all != NULL; i++) {
        const truce_position *const p = &m->positions[i];
        for (uint32_t e = 0; e < p->n_evidence && p->column < m->n_parties; e++) {
            if ((p->evidence[e].package != TRUCE_NONE || p->one_of) &&
                stands_counts(k, &p->evidence[e])) {
                all[n++] =
                    (listed){{i, &p->evidence[e]}, p->evidence[e].statement->place, p->actor};
            }
        }
    }
    if (n > 1) {
        qsort(all, n, sizeof *all, by_place);
    }
    for (size_t begin = 0, end = 0; begin < n && !k->failed; begin = end) {
        for (end = begin + 1;
             end < n && all[end].place == all[begin].place && all[end].actor == all[begin].actor;
             end++) {
        }
        add_list(k, &all[begin], (uint32_t)(end - begin));
    }
}
