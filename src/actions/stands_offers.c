/* Offers as their terms: held firm, they are a demand as a whole; else only their conditions bind.
 * Where claims report an offer differently, it is held only as far as they agree: what one of them
 * leaves out is no difference, and of terms that differ one is enough. */
#include "stands_parts.h"

enum { TERMS_COMPARED = 256 /* of one offer; further ones count as differing */ };

static bool groups_meet(truce_group_set a, truce_group_set b) {
    bool meet = a.n == 0 || b.n == 0;
    for (uint32_t i = 0; i < a.n && !meet; i++) {
        for (uint32_t k = 0; k < b.n && !meet; k++) {
            meet = a.at[i] == b.at[k];
        }
    }
    return meet;
}

static bool differ(const stands_maker *k, const line *a, const line *b) {
    const truce_position *const p = &k->m->positions[a->position];
    const truce_position *const q = &k->m->positions[b->position];
    return p->issue == q->issue && a->evidence->claim != b->evidence->claim &&
           groups_meet(p->groups, q->groups) &&
           (!truce_options_equal(p->options, q->options) || p->conditional != q->conditional);
}

/* [line]: another claim reports other terms in its place. */
static bool *find_differing(stands_maker *k, const line *lines, uint32_t n) {
    bool *const differs = truce_arena_zero(k->arena, n, sizeof *differs);
    k->failed = k->failed || differs == NULL;
    for (uint32_t i = 0; i < n && differs != NULL; i++) {
        differs[i] = differs[i] || i >= TERMS_COMPARED;
        for (uint32_t x = 0; x < i && i < TERMS_COMPARED; x++) {
            if (differ(k, &lines[i], &lines[x])) {
                differs[i] = differs[x] = true;
            }
        }
    }
    return differs;
}

/* Terms on one issue that claims report differently: one of them holds, where all conditions do. */
static void add_either(stands_maker *k, const line *lines, uint32_t n, const bool *differs,
                       uint32_t issue) {
    truce_stand_term *const terms = truce_arena_take(k->arena, n * sizeof *terms);
    truce_condition all = {NULL, 0};
    uint32_t n_terms = 0;
    uint32_t n_parts = 0;
    uint32_t n_conditions = 0;
    for (uint32_t i = 0; i < n; i++) {
        n_parts += lines[i].evidence->demand->condition.n;
    }
    truce_part *const parts = truce_arena_take(k->arena, n_parts * sizeof *parts);
    if (terms == NULL || parts == NULL) {
        k->failed = true;
        return;
    }
    all.parts = parts;
    for (uint32_t i = 0; i < n; i++) {
        const truce_demand *const d = lines[i].evidence->demand;
        if (!differs[i] || k->m->positions[lines[i].position].issue != issue ||
            !stands_term(k, &d->item, false, &terms[n_terms])) {
            continue;
        }
        terms[n_terms].options =
            stands_eased_options(k, &k->m->positions[lines[i].position], &terms[n_terms]);
        n_terms++;
        for (uint32_t c = 0; c < d->condition.n; c++) {
            parts[all.n++] = d->condition.parts[c];
        }
    }
    const truce_stand_condition *const c =
        stands_condition(k, all, (truce_condition){NULL, 0}, &n_conditions);
    stands_add(k, (truce_stand){.kind = TRUCE_STAND_DEMAND,
                                .position = (uint32_t)k->n_held - 1,
                                .terms = terms,
                                .n_terms = n_terms,
                                .any = true,
                                .conditions = c,
                                .n_conditions = n_conditions});
}

static void add_held_terms(stands_maker *k, const line *lines, uint32_t n, const bool *differs) {
    for (uint32_t i = 0; i < n && !k->failed; i++) {
        const uint32_t issue = k->m->positions[lines[i].position].issue;
        bool first = differs[i];
        for (uint32_t x = 0; x < i && first; x++) {
            first = !differs[x] || k->m->positions[lines[x].position].issue != issue;
        }
        if (!differs[i]) {
            stands_line(k, ANSWER_DEMAND, &lines[i], (truce_condition){NULL, 0});
        } else if (first) {
            add_either(k, lines, n, differs, issue);
        }
    }
}

/* Whether its maker accepts some of these options on no condition elsewhere. */
static bool is_free_elsewhere(const stands_maker *k, const truce_position *p) {
    for (uint32_t i = k->m->rows[p->issue]; i < k->m->rows[p->issue + 1]; i++) {
        const truce_position *const q = &k->m->positions[i];
        if (q->actor == p->actor && !q->conditional && !q->denied && stands_in_matrix(k, q) &&
            (q->stance == TRUCE_STANCE_ACCEPTS || q->stance == TRUCE_STANCE_OFFERS) &&
            truce_options_meet(q->options, p->options)) {
            return true;
        }
    }
    return false;
}

/* What is offered on a condition is offered only on it. */
static void add_conditions(stands_maker *k, const line *lines, uint32_t n, const bool *differs) {
    bool any = false;
    for (uint32_t i = 0; i < n && !k->failed; i++) {
        const truce_position *const p = &k->m->positions[lines[i].position];
        if (differs[i] || lines[i].evidence->demand->condition.n == 0 || is_free_elsewhere(k, p)) {
            continue;
        }
        if (!any) {
            stands_hold(k, lines, n, true, false);
            if (k->failed) {
                return;
            }
            k->held[k->n_held - 1].only_if = true;
            any = true;
        }
        stands_line(k, ANSWER_ACCEPTANCE, &lines[i], (truce_condition){NULL, 0});
    }
    k->aside.n_accepted += !any;
}

void stands_offer(stands_maker *k, const line *lines, uint32_t n) {
    const uint32_t offer = lines[0].evidence->offer;
    const bool *const differs = find_differing(k, lines, n);
    if (differs == NULL) {
        return;
    }
    if (k->ask->hold || (k->ask->held_offers != NULL && k->ask->held_offers[offer])) {
        stands_hold(k, lines, n, true, false);
        if (!k->failed) {
            k->held[k->n_held - 1].kept = true;
            add_held_terms(k, lines, n, differs);
        }
    } else {
        add_conditions(k, lines, n, differs);
    }
}
