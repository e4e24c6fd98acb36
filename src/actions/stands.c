#include "stands.h"

#include <stdlib.h>
#include <string.h>

/* A line of a list, or a position alone, on its way to a stand. */
typedef struct line {
    uint32_t position; /* of the matrix */
    const truce_evidence *evidence;
} line;

typedef struct maker {
    const truce_matrix *m;
    const truce_case *c;
    truce_arena *arena;
    bool hold;
    bool failed;
    truce_stand *stands;
    size_t n_stands, cap_stands;
    held_position *held;
    size_t n_held, cap_held;
    truce_stand_holder *holders;
    size_t cap_holders;
    truce_symbols words; /* assumptions with words: symbol -> number, through `numbers` */
    uint32_t *numbers;
    size_t cap_numbers, n_numbers;
    truce_str *assumptions;
    size_t n_assumptions, cap_assumptions;
    uint32_t *assumed_by;
    size_t cap_assumed;
    truce_acceptance *accepted;
    size_t n_accepted, cap_accepted;
    held_aside aside;
} maker;

/* Every option of `inner` is one of `outer`. */
static bool options_within(truce_option_set inner, truce_option_set outer) {
    uint32_t o = 0;
    for (uint32_t i = 0; i < inner.n; i++) {
        while (o < outer.n && outer.at[o].high < inner.at[i].low) {
            o++;
        }
        if (o == outer.n || inner.at[i].low < outer.at[o].low ||
            inner.at[i].high > outer.at[o].high) {
            return false;
        }
    }
    return true;
}

static bool same_groups(truce_group_set a, truce_group_set b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n * sizeof *a.at) == 0);
}

/* Whoever first asks for 6.5 or more and later for 5.5 or more no longer rules out what lies
 * between: a later position on no condition that leaves more lifts the earlier one. */
static bool is_lifted(const maker *k, const truce_position *p) {
    const truce_position *const later =
        p->shifted != TRUCE_NONE ? &k->m->positions[p->shifted] : NULL;
    return later != NULL && !later->conditional && same_groups(p->groups, later->groups) &&
           !options_within(later->options, p->options);
}

static bool stands_in_matrix(const maker *k, const truce_position *p) {
    return p->column < k->m->n_parties && !p->superseded && !p->inferred &&
           p->n_denied < p->n_evidence && !is_lifted(k, p);
}

/* ---- terms ---- */

static bool make_groups(maker *k, const truce_issue *issue, const truce_item *item,
                        truce_stand_term *term) {
    uint32_t *const at = truce_arena_take(k->arena, item->groups.n * sizeof *at);
    uint32_t n = 0;
    for (uint32_t g = 0; at != NULL && g < issue->per.n && item->groups.n > 0; g++) {
        bool named = false;
        for (uint32_t i = 0; i < item->groups.n && !named; i++) {
            named = item->groups.at[i].symbol == issue->per.at[g].symbol;
        }
        if (named) {
            at[n++] = g;
        }
    }
    term->groups = at;
    term->n_groups = n;
    k->failed = k->failed || at == NULL;
    return at != NULL;
}

/* An item as a term; false when it names no option. */
static bool make_term(maker *k, const truce_item *item, bool denied, truce_stand_term *term) {
    const uint32_t issue = truce_case_find(k->c, TRUCE_KIND_ISSUE, item->issue);
    const truce_issue *const of = &k->c->issues[issue];
    *term = (truce_stand_term){.issue = issue,
                               .options = truce_item_options(of, item, k->arena, &k->failed),
                               .denied = denied};
    return term->options.n > 0 && make_groups(k, of, item, term);
}

static uint32_t add_assumption(maker *k, truce_str words) {
    truce_str *const at = truce_arena_grow(k->arena, k->assumptions, k->n_assumptions,
                                           &k->cap_assumptions, sizeof *at);
    uint32_t *const by =
        truce_arena_grow(k->arena, k->assumed_by, k->n_assumptions, &k->cap_assumed, sizeof *by);
    if (at == NULL || by == NULL) {
        k->failed = true;
        return 0;
    }
    k->assumptions = at;
    k->assumed_by = by;
    at[k->n_assumptions] = words;
    by[k->n_assumptions] = (uint32_t)k->n_held - 1; /* the position that is being stated */
    return (uint32_t)k->n_assumptions++;
}

/* The same words are the same assumption. */
static uint32_t find_assumption(maker *k, truce_str words) {
    const truce_symbol symbol = truce_symbols_add(&k->words, words);
    if (symbol == 0) {
        k->failed = true;
        return 0;
    }
    if (symbol < k->n_numbers) {
        return k->numbers[symbol];
    }
    while (k->n_numbers <= symbol && !k->failed) {
        uint32_t *const at =
            truce_arena_grow(k->arena, k->numbers, k->n_numbers, &k->cap_numbers, sizeof *at);
        k->failed = k->failed || at == NULL;
        if (at != NULL) {
            k->numbers = at;
            at[k->n_numbers++] = TRUCE_NONE;
        }
    }
    if (!k->failed) {
        k->numbers[symbol] = add_assumption(k, words);
    }
    return k->failed ? 0 : k->numbers[symbol];
}

static void make_part(maker *k, const truce_part *part, truce_stand_term *term) {
    if (part->kind == TRUCE_PART_ITEM && make_term(k, &part->item, part->denied, term)) {
        return;
    }
    const bool words = part->kind == TRUCE_PART_WORDS && part->words.size > 0;
    *term = (truce_stand_term){.issue = TRUCE_NONE,
                               .assumption = words ? find_assumption(k, part->words)
                                                   : add_assumption(k, (truce_str){NULL, 0}),
                               .denied = part->denied};
}

/* The condition of a line and of the list that it stands in, as one. */
static truce_stand_condition *make_condition(maker *k, truce_condition a, truce_condition b,
                                             uint32_t *n) {
    *n = a.n + b.n > 0;
    truce_stand_condition *const made = truce_arena_take(k->arena, sizeof *made);
    truce_stand_term *const terms = truce_arena_take(k->arena, ((size_t)a.n + b.n) * sizeof *terms);
    if (made == NULL || terms == NULL) {
        k->failed = true;
        *n = 0;
        return NULL;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        make_part(k, &a.parts[i], &terms[i]);
    }
    for (uint32_t i = 0; i < b.n; i++) {
        make_part(k, &b.parts[i], &terms[a.n + i]);
    }
    *made = (truce_stand_condition){terms, a.n + b.n};
    return made;
}

/* ---- positions ---- */

static void add_stand(maker *k, truce_stand stand) {
    truce_stand *const at =
        truce_arena_grow(k->arena, k->stands, k->n_stands, &k->cap_stands, sizeof *at);
    if (at == NULL) {
        k->failed = true;
        return;
    }
    k->stands = at;
    at[k->n_stands++] = stand;
}

static truce_stand_firmness firmness_of(const maker *k, const line *lines, uint32_t n) {
    uint32_t firm = 0;
    uint32_t flexible = 0;
    uint32_t others = 0;
    for (uint32_t i = 0; i < n; i++) {
        const truce_position *const p = &k->m->positions[lines[i].position];
        firm += p->n_firm;
        flexible += p->n_flexible;
        others += p->n_evidence - p->n_firm - p->n_flexible;
    }
    return firm > 0                      ? TRUCE_STAND_RED_LINE
           : flexible > 0 && others == 0 ? TRUCE_STAND_FLEXIBLE
                                         : TRUCE_STAND_STATED;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static uint32_t once_each(uint32_t *at, uint32_t n) {
    uint32_t kept = 0;
    if (n > 1) {
        qsort(at, n, sizeof *at, by_number);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kept == 0 || at[kept - 1] != at[i]) {
            at[kept++] = at[i];
        }
    }
    return kept;
}

/* A new position made of lines; `alone` takes the claims that state it by itself, in no package.
 * Its stands follow. */
static void add_held(maker *k, const line *lines, uint32_t n, bool package, bool any) {
    held_position *const at =
        truce_arena_grow(k->arena, k->held, k->n_held, &k->cap_held, sizeof *at);
    truce_stand_holder *const holders =
        truce_arena_grow(k->arena, k->holders, k->n_held, &k->cap_holders, sizeof *holders);
    uint32_t *const of = truce_arena_take(k->arena, n * sizeof *of);
    size_t room = 0;
    for (uint32_t i = 0; i < n; i++) {
        room += package || any ? 1 : k->m->positions[lines[i].position].n_evidence;
    }
    uint32_t *const claims = truce_arena_take(k->arena, room * sizeof *claims);
    if (at == NULL || holders == NULL || of == NULL || claims == NULL) {
        k->failed = true;
        return;
    }
    uint32_t n_claims = 0;
    for (uint32_t i = 0; i < n; i++) {
        const truce_position *const p = &k->m->positions[lines[i].position];
        of[i] = lines[i].position;
        if (package || any) {
            claims[n_claims++] = lines[i].evidence->claim;
            continue;
        }
        for (uint32_t e = 0; e < p->n_evidence; e++) {
            if (p->evidence[e].package == TRUCE_NONE) {
                claims[n_claims++] = p->evidence[e].claim;
            }
        }
    }
    const truce_position *const first = &k->m->positions[lines[0].position];
    k->held = at;
    k->holders = holders;
    at[k->n_held] = (held_position){.actor = first->actor,
                                    .of = of,
                                    .n = once_each(of, n),
                                    .statement = lines[0].evidence->statement,
                                    .claims = claims,
                                    .n_claims = once_each(claims, n_claims),
                                    .package = package,
                                    .any = any};
    holders[k->n_held++] = (truce_stand_holder){first->column, firmness_of(k, lines, n)};
}

typedef enum answer { ANSWER_NONE, ANSWER_DEMAND, ANSWER_REFUSAL, ANSWER_ACCEPTANCE } answer;

/* What a statement asks of packages; what asks nothing is counted. */
static answer answer_of(maker *k, const truce_position *p, const truce_statement *st) {
    const truce_stance stance = st->as.position.stance;
    if (p->denied) {
        k->aside.n_denied++;
        return ANSWER_NONE;
    }
    if (stance == TRUCE_STANCE_DEMANDS) {
        return ANSWER_DEMAND;
    }
    if (stance == TRUCE_STANCE_REJECTS) {
        return ANSWER_REFUSAL;
    }
    if (stance == TRUCE_STANCE_OFFERS && (k->hold || p->n_firm == p->n_evidence)) {
        return ANSWER_DEMAND;
    }
    if (stance == TRUCE_STANCE_OFFERS || stance == TRUCE_STANCE_ACCEPTS) {
        return ANSWER_ACCEPTANCE;
    }
    k->aside.n_preferred++;
    return ANSWER_NONE;
}

/* One line as a stand of the position that is added last. */
static void add_line_stand(maker *k, answer a, const truce_demand *demand,
                           truce_condition condition) {
    truce_stand_term *const term = truce_arena_take(k->arena, sizeof *term);
    uint32_t n = 0;
    if (term == NULL) {
        k->failed = true;
        return;
    }
    if (!make_term(k, &demand->item, false, term)) {
        return;
    }
    const truce_stand_condition *const c = make_condition(k, demand->condition, condition, &n);
    add_stand(k, (truce_stand){.kind = a == ANSWER_DEMAND    ? TRUCE_STAND_DEMAND
                                       : a == ANSWER_REFUSAL ? TRUCE_STAND_REFUSAL
                                                             : TRUCE_STAND_ONLY_IF,
                               .position = (uint32_t)k->n_held - 1,
                               .terms = term,
                               .n_terms = 1,
                               .conditions = c,
                               .n_conditions = n});
}

static bool is_weighed(maker *k, const truce_position *p) {
    if (p->demand->order != TRUCE_ORDER_NONE) {
        k->aside.n_orders++;
        return false;
    }
    if (p->options.n == 0) {
        k->aside.n_unstated++;
        return false;
    }
    return true;
}

/* ---- acceptances ---- */

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

static bool is_acceptance(const maker *k, const truce_position *p) {
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
static void add_run(maker *k, uint32_t begin, uint32_t end, const line *lines, uint32_t n,
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
    if (conditions == NULL || term == NULL || options == NULL || groups == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        const truce_position *const p = &k->m->positions[lines[i].position];
        if (covers(p, run.low, symbol)) {
            uint32_t one = 0;
            const truce_stand_condition *const c =
                make_condition(k, p->demand->condition, p->statement->as.position.condition, &one);
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
    add_stand(k, (truce_stand){.kind = TRUCE_STAND_ONLY_IF,
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

static void add_only_if(maker *k, uint32_t begin, uint32_t end, const line *lines, uint32_t n) {
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
static void add_acceptances(maker *k, uint32_t begin, uint32_t end) {
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
        add_held(k, lines, n, false, false);
        if (k->failed) {
            return;
        }
        k->held[k->n_held - 1].only_if = true;
        add_only_if(k, begin, end, lines, n);
    }
}

/* ---- positions alone ---- */

static bool is_alone(const truce_position *p) {
    for (uint32_t e = 0; e < p->n_evidence; e++) {
        if (p->evidence[e].package == TRUCE_NONE) {
            return true;
        }
    }
    return false;
}

/* The evidence that states it alone. */
static const truce_evidence *alone(const truce_position *p) {
    uint32_t e = 0;
    while (p->evidence[e].package != TRUCE_NONE) {
        e++;
    }
    return &p->evidence[e];
}

static void add_alone(maker *k, uint32_t i) {
    const truce_position *const p = &k->m->positions[i];
    if (!stands_in_matrix(k, p) || p->one_of || !is_alone(p)) {
        return;
    }
    const line one = {i, alone(p)};
    const answer a = answer_of(k, p, one.evidence->statement);
    if (a == ANSWER_NONE || !is_weighed(k, p)) {
        return;
    }
    if (a == ANSWER_ACCEPTANCE) {
        k->aside.n_accepted += !p->conditional;
        return;
    }
    add_held(k, &one, 1, false, false);
    add_line_stand(k, a, one.evidence->demand, one.evidence->statement->as.position.condition);
}

/* ---- whole lists ---- */

/* One line of a list that a claim states. */
typedef struct listed {
    line of;
    uint32_t place; /* of the statement: the same list has the same */
} listed;

static int by_place(const void *left, const void *right) {
    const listed *const l = left;
    const listed *const r = right;
    if (l->place != r->place) {
        return l->place < r->place ? -1 : 1;
    }
    return (l->of.position > r->of.position) - (l->of.position < r->of.position);
}

/* A list: all of it, or any of it. What a later position of the same actor set aside is no part of
 * it any more. */
static void add_list(maker *k, const listed *at, uint32_t n) {
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
        if (stands_in_matrix(k, p) && is_weighed(k, p) &&
            make_term(k, &at[i].of.evidence->demand->item, false, &terms[n_terms])) {
            lines[n_lines++] = at[i].of;
            n_terms++;
        }
    }
    if (n_terms == 0) {
        return;
    }
    const truce_position *const first = &k->m->positions[lines[0].position];
    const answer a = answer_of(k, first, st);
    if (a == ANSWER_NONE) {
        return;
    }
    if (a == ANSWER_ACCEPTANCE) {
        k->aside.n_accepted++;
        return;
    }
    add_held(k, lines, n_lines, true, any);
    for (uint32_t i = 0; i < n_lines && !any && a == ANSWER_DEMAND && !k->failed; i++) {
        add_line_stand(k, a, lines[i].evidence->demand, st->as.position.condition);
    }
    for (uint32_t i = 0; i < n_lines && any && a == ANSWER_REFUSAL && !k->failed; i++) {
        add_line_stand(k, a, lines[i].evidence->demand, st->as.position.condition);
    }
    if (any == (a == ANSWER_REFUSAL)) {
        return;
    }
    const truce_stand_condition *const c =
        make_condition(k, st->as.position.condition, (truce_condition){NULL, 0}, &n_conditions);
    add_stand(k,
              (truce_stand){.kind = a == ANSWER_DEMAND ? TRUCE_STAND_DEMAND : TRUCE_STAND_REFUSAL,
                            .position = (uint32_t)k->n_held - 1,
                            .terms = terms,
                            .n_terms = n_terms,
                            .any = any,
                            .conditions = c,
                            .n_conditions = n_conditions});
}

static void add_lists(maker *k) {
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
            if (p->evidence[e].package != TRUCE_NONE || p->one_of) {
                all[n++] = (listed){{i, &p->evidence[e]}, p->evidence[e].statement->place};
            }
        }
    }
    if (n > 1) {
        qsort(all, n, sizeof *all, by_place);
    }
    for (size_t begin = 0, end = 0; begin < n && !k->failed; begin = end) {
        for (end = begin + 1; end < n && all[end].place == all[begin].place; end++) {
        }
        add_list(k, &all[begin], (uint32_t)(end - begin));
    }
}

/* What a party demands, offers, accepts or prefers; a range of an `any of` counts too. */
static void add_accepted(maker *k, const truce_position *p) {
    if (!stands_in_matrix(k, p) || p->denied || p->options.n == 0 ||
        p->stance == TRUCE_STANCE_REJECTS || p->stance == TRUCE_STANCE_INTENDS ||
        p->demand->order != TRUCE_ORDER_NONE) {
        return;
    }
    truce_acceptance *const at =
        truce_arena_grow(k->arena, k->accepted, k->n_accepted, &k->cap_accepted, sizeof *at);
    if (at == NULL) {
        k->failed = true;
        return;
    }
    k->accepted = at;
    at[k->n_accepted].party = p->column;
    if (make_term(k, &p->demand->item, false, &at[k->n_accepted].term)) {
        k->n_accepted++;
    }
}

truce_status stands_make(const truce_matrix *matrix, bool hold, truce_arena *arena,
                         held_stands *out, truce_error *err) {
    maker k = {.m = matrix, .c = matrix->scope->c, .arena = arena, .hold = hold};
    truce_status status = truce_symbols_init(&k.words, arena, k.c->symbols.seed, err);
    if (status != TRUCE_OK) {
        return status;
    }
    add_lists(&k);
    for (uint32_t begin = 0, end = 0; begin < matrix->n_positions && !k.failed; begin = end) {
        for (end = begin; end < matrix->n_positions &&
                          matrix->positions[end].issue == matrix->positions[begin].issue &&
                          matrix->positions[end].actor == matrix->positions[begin].actor;
             end++) {
            add_alone(&k, end);
            add_accepted(&k, &matrix->positions[end]);
        }
        add_acceptances(&k, begin, end);
    }
    if (k.failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the positions to be weighed");
    }
    *out = (held_stands){.stands = {.at = k.stands,
                                    .n = (uint32_t)k.n_stands,
                                    .positions = k.holders,
                                    .n_positions = (uint32_t)k.n_held,
                                    .n_parties = matrix->n_parties,
                                    .n_assumptions = (uint32_t)k.n_assumptions,
                                    .accepted = k.accepted,
                                    .n_accepted = (uint32_t)k.n_accepted},
                         .positions = k.held,
                         .assumptions = k.assumptions,
                         .assumed_by = k.assumed_by,
                         .aside = k.aside};
    return TRUCE_OK;
}
