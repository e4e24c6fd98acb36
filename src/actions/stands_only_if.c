/* Acceptances on a condition: "only if". */
#include <stdlib.h>

#include "stands_parts.h"

static bool groups_overlap(truce_group_set a, truce_group_set b) {
    for (uint32_t i = 0; i < a.n; i++) {
        for (uint32_t j = 0; j < b.n; j++) {
            if (a.at[i] == b.at[j]) {
                return true;
            }
        }
    }
    return a.n == 0 || b.n == 0;
}

static bool is_acceptance(const stands_maker *k, const truce_position *p) {
    return stands_in_matrix(k, p) && !p->denied && p->options.n > 0 &&
           p->demand->order == TRUCE_ORDER_NONE &&
           (p->stance == TRUCE_STANCE_ACCEPTS || p->stance == TRUCE_STANCE_OFFERS);
}

static bool is_conditional(const truce_position *p) {
    return p->conditional && !p->one_of;
}

static bool covers_group(truce_group_set groups, truce_symbol group) {
    bool covers = groups.n == 0 || group == 0;
    for (uint32_t i = 0; i < groups.n && !covers; i++) {
        covers = groups.at[i] == group;
    }
    return covers;
}

static bool covers(const truce_position *p, int64_t option, truce_symbol group) {
    for (uint32_t i = 0; i < p->options.n; i++) {
        if (p->options.at[i].low <= option && option <= p->options.at[i].high) {
            return covers_group(p->groups, group);
        }
    }
    return false;
}

/* The stand for one run of options and one group: the conditions of all lines that cover it; none
 * when the same actor accepts it on no condition. */
static void add_run(stands_maker *k, uint32_t begin, uint32_t end, const line *lines, uint32_t n,
                    truce_interval run, uint32_t group) {
    const truce_position *const first = &k->m->positions[lines[0].position];
    const truce_issue *const issue = &k->c->issues[first->issue];
    const truce_symbol symbol = issue->per.n > 0 ? issue->per.at[group].symbol : 0;
    truce_stand_condition *const conditions = truce_arena_take(k->arena, n * sizeof *conditions);
    truce_stand_term *const term = truce_arena_take(k->arena, sizeof *term);
    truce_interval *const options = truce_arena_take(k->arena, sizeof *options);
    uint32_t *const groups = truce_arena_take(k->arena, sizeof *groups);
    uint32_t n_conditions = 0;
    for (uint32_t i = begin; i < end; i++) {
        const truce_position *const p = &k->m->positions[i];
        if (p->actor == first->actor && is_acceptance(k, p) && !p->conditional && !p->one_of &&
            covers(p, run.low, symbol)) {
            return;
        }
    }
    if (stands_let_in(k, first, run.low, group)) {
        return;
    }
    if (conditions == NULL || term == NULL || options == NULL || groups == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        const truce_position *const p = &k->m->positions[lines[i].position];
        if (covers(p, run.low, symbol)) {
            uint32_t one = 0;
            const truce_stand_condition *const c = stands_condition(
                k, p->demand->condition, p->statement->as.position.condition, &one);
            if (c != NULL && one == 1) {
                conditions[n_conditions++] = *c;
            }
        }
    }
    if (n_conditions == 0) {
        return;
    }
    *options = run;
    *groups = group;
    *term = (truce_stand_term){.issue = first->issue,
                               .options = {options, 1},
                               .groups = groups,
                               .n_groups = issue->per.n > 0 ? 1 : 0};
    stands_add(k, (truce_stand){.kind = TRUCE_STAND_ONLY_IF,
                                .position = (uint32_t)k->n_held - 1,
                                .terms = term,
                                .n_terms = 1,
                                .conditions = conditions,
                                .n_conditions = n_conditions});
}

static int by_limit(const void *left, const void *right) {
    const int64_t l = *(const int64_t *)left;
    const int64_t r = *(const int64_t *)right;
    return (l > r) - (l < r);
}

static void add_only_if(stands_maker *k, uint32_t begin, uint32_t end, const line *lines,
                        uint32_t n) {
    const truce_issue *const issue = &k->c->issues[k->m->positions[lines[0].position].issue];
    size_t room = 0;
    for (uint32_t i = begin; i < end; i++) {
        room += 2U * k->m->positions[i].options.n;
    }
    int64_t *const cuts = truce_arena_take(k->arena, room * sizeof *cuts);
    size_t n_cuts = 0;
    k->failed = k->failed || cuts == NULL;
    for (uint32_t i = begin; i < end && cuts != NULL; i++) {
        const truce_position *const p = &k->m->positions[i];
        for (uint32_t x = 0; x < p->options.n; x++) {
            cuts[n_cuts++] = p->options.at[x].low;
            cuts[n_cuts++] = p->options.at[x].high + 1;
        }
    }
    if (n_cuts > 1) {
        qsort(cuts, n_cuts, sizeof *cuts, by_limit);
    }
    for (size_t i = 0; i + 1 < n_cuts && !k->failed; i++) {
        for (uint32_t g = 0; g == 0 || g < issue->per.n; g++) {
            if (cuts[i] < cuts[i + 1]) {
                add_run(k, begin, end, lines, n, (truce_interval){cuts[i], cuts[i + 1] - 1}, g);
            }
        }
    }
}

/* "Only if": the options that the same actor accepts on several conditions need one of them, and
 * what it accepts on none needs none. Acceptances of one actor on one issue that overlap are one
 * position, with a stand for each run of options that has the same acceptances. */
void stands_acceptances(stands_maker *k, uint32_t begin, uint32_t end) {
    const truce_matrix *const m = k->m;
    bool *const taken = truce_arena_zero(k->arena, end - begin, sizeof *taken);
    line *const lines = truce_arena_take(k->arena, (end - begin) * sizeof *lines);
    k->failed = k->failed || taken == NULL || lines == NULL;
    for (uint32_t i = begin; i < end && !k->failed; i++) {
        const truce_position *const p = &m->positions[i];
        if (taken[i - begin] || !is_acceptance(k, p) || !is_conditional(p) ||
            p->evidence[0].package != TRUCE_NONE) {
            continue;
        }
        uint32_t n = 0;
        lines[n++] = (line){i, &p->evidence[0]};
        taken[i - begin] = true;
        for (uint32_t l = 0; l < n; l++) { /* all that overlap with one that is in already */
            const truce_position *const q = &m->positions[lines[l].position];
            for (uint32_t x = begin; x < end; x++) {
                const truce_position *const r = &m->positions[x];
                if (!taken[x - begin] && r->actor == p->actor && is_acceptance(k, r) &&
                    is_conditional(r) && r->evidence[0].package == TRUCE_NONE &&
                    truce_options_meet(q->options, r->options) &&
                    groups_overlap(q->groups, r->groups)) {
                    taken[x - begin] = true;
                    lines[n++] = (line){x, &r->evidence[0]};
                }
            }
        }
        stands_hold(k, lines, n, false, false);
        if (k->failed) {
            return;
        }
        k->held[k->n_held - 1].only_if = true;
        add_only_if(k, begin, end, lines, n);
    }
}
