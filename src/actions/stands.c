#include "stands.h"

#include <stdlib.h>
#include <string.h>

#include "stands_parts.h"

static bool same_groups(truce_group_set a, truce_group_set b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n * sizeof *a.at) == 0);
}

/* Whoever first asks for 6.5 or more and later for 5.5 or more no longer rules out what lies
 * between: a later position on no condition that leaves more lifts the earlier one. */
static bool is_lifted(const stands_maker *k, const truce_position *p) {
    const truce_position *const later =
        p->shifted != TRUCE_NONE ? &k->m->positions[p->shifted] : NULL;
    return later != NULL && !later->conditional && same_groups(p->groups, later->groups) &&
           !truce_options_within(later->options, p->options);
}

/* Whether a claim's word counts: none that is left out; a side's own, where only that was asked
 * for. */
bool stands_counts(const stands_maker *k, const truce_evidence *e) {
    const bool own = e->hand == TRUCE_HAND_FIRST &&
                     (k->m->scope->c->claims[e->claim].marks & TRUCE_MARK_INFERRED) == 0;
    return e->claim - k->ask->without >= k->ask->n_without &&
           (!k->ask->first_hand || own || e->claim - k->ask->supposed < k->ask->n_supposed);
}

static bool is_told(const stands_maker *k, const truce_position *p) {
    bool told = false;
    for (uint32_t e = 0; e < p->n_evidence && !told; e++) {
        told = stands_counts(k, &p->evidence[e]);
    }
    return told;
}

bool stands_in_matrix(const stands_maker *k, const truce_position *p) {
    return p->column < k->m->n_parties && !p->superseded && p->n_denied < p->n_evidence &&
           !is_lifted(k, p) && is_told(k, p);
}

/* ---- positions ---- */

void stands_add(stands_maker *k, truce_stand stand) {
    truce_stand *const at =
        truce_arena_grow(k->arena, k->stands, k->n_stands, &k->cap_stands, sizeof *at);
    if (at == NULL) {
        k->failed = true;
        return;
    }
    k->stands = at;
    at[k->n_stands++] = stand;
}

/* Whether a claim's words are part of a position made of `of`: its statement of the whole list or
 * offer; of a position alone, its statement outside of packages. */
static bool is_part(const truce_evidence *e, const line *of, bool whole) {
    return whole ? e->statement->place == of->evidence->statement->place : e->package == TRUCE_NONE;
}

static truce_stand_firmness firmness_of(const stands_maker *k, const line *lines, uint32_t n,
                                        bool whole) {
    uint32_t firm = 0;
    uint32_t flexible = 0;
    uint32_t others = 0;
    for (uint32_t i = 0; i < n; i++) {
        const truce_position *const p = &k->m->positions[lines[i].position];
        for (uint32_t e = 0; e < p->n_evidence; e++) {
            if (is_part(&p->evidence[e], &lines[i], whole)) {
                const truce_firmness f = p->evidence[e].statement->as.position.firmness;
                firm += f == TRUCE_FIRMNESS_FIRM;
                flexible += f == TRUCE_FIRMNESS_FLEXIBLE;
                others += f != TRUCE_FIRMNESS_FIRM && f != TRUCE_FIRMNESS_FLEXIBLE;
            }
        }
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
void stands_hold(stands_maker *k, const line *lines, uint32_t n, bool package, bool any) {
    held_position *const at =
        truce_arena_grow(k->arena, k->held, k->n_held, &k->cap_held, sizeof *at);
    truce_stand_holder *const holders =
        truce_arena_grow(k->arena, k->holders, k->n_held, &k->cap_holders, sizeof *holders);
    uint32_t *const of = truce_arena_take(k->arena, n * sizeof *of);
    size_t room = 0;
    for (uint32_t i = 0; i < n; i++) {
        room += k->m->positions[lines[i].position].n_evidence;
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
        for (uint32_t e = 0; e < p->n_evidence; e++) {
            const truce_evidence *const by = &p->evidence[e];
            if (stands_counts(k, by) && is_part(by, &lines[i], package || any)) {
                claims[n_claims++] = by->claim;
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
                                    .any = any,
                                    .supposed = stands_supposed(k, first),
                                    .inferred = first->inferred && !stands_supposed(k, first),
                                    .offer = package ? lines[0].evidence->offer : TRUCE_NONE};
    holders[k->n_held++] =
        (truce_stand_holder){first->column, firmness_of(k, lines, n, package || any)};
}

/* What a statement asks of packages; what asks nothing is counted. */
answer stands_answer(stands_maker *k, const truce_position *p, const truce_statement *st) {
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
    if (stance == TRUCE_STANCE_OFFERS && (k->ask->hold || p->n_firm == p->n_evidence)) {
        return ANSWER_DEMAND;
    }
    if (stance == TRUCE_STANCE_OFFERS || stance == TRUCE_STANCE_ACCEPTS) {
        return ANSWER_ACCEPTANCE;
    }
    k->aside.n_preferred++;
    return ANSWER_NONE;
}

static void add_eased(stands_maker *k, const truce_position *p, truce_stand stand) {
    const truce_stand_term *const term = stand.terms;
    uint32_t n = 0;
    if (stand.kind == TRUCE_STAND_DEMAND) {
        const truce_stand_term *const at = stands_eased_demand(k, p, term, &n);
        for (uint32_t i = 0; i < n && !k->failed; i++) {
            stand.terms = &at[i];
            stands_add(k, stand);
        }
        return;
    }
    const truce_stand_term **const sets =
        truce_arena_take(k->arena, stands_groups(k, term) * sizeof *sets);
    if (sets == NULL) {
        k->failed = true;
        return;
    }
    n = stands_eased_refusal(k, p, term, sets);
    for (uint32_t i = 0; i < n && !k->failed; i++) {
        stand.terms = sets[i];
        stand.n_terms = sets[i] == term ? 1 : stands_groups(k, term);
        stands_add(k, stand);
    }
}

void stands_line(stands_maker *k, answer a, const line *of, truce_condition condition) {
    const truce_position *const p = &k->m->positions[of->position];
    const truce_demand *const demand = of->evidence->demand;
    truce_stand_term *const term = truce_arena_take(k->arena, sizeof *term);
    uint32_t n = 0;
    if (term == NULL) {
        k->failed = true;
        return;
    }
    if (!stands_term(k, &demand->item, false, term)) {
        return;
    }
    const truce_stand_condition *const c = stands_condition(k, demand->condition, condition, &n);
    const truce_stand stand = {.kind = a == ANSWER_DEMAND    ? TRUCE_STAND_DEMAND
                                       : a == ANSWER_REFUSAL ? TRUCE_STAND_REFUSAL
                                                             : TRUCE_STAND_ONLY_IF,
                               .position = (uint32_t)k->n_held - 1,
                               .terms = term,
                               .n_terms = 1,
                               .conditions = c,
                               .n_conditions = n};
    if (stand.kind != TRUCE_STAND_ONLY_IF && stands_spoken_to(k, p)) {
        add_eased(k, p, stand);
    } else {
        stands_add(k, stand);
    }
}

bool stands_weighs(stands_maker *k, const truce_position *p) {
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

/* ---- positions alone ---- */

/* The evidence that states it alone, or NULL. */
static const truce_evidence *alone(const stands_maker *k, const truce_position *p) {
    for (uint32_t e = 0; e < p->n_evidence; e++) {
        if (p->evidence[e].package == TRUCE_NONE && stands_counts(k, &p->evidence[e])) {
            return &p->evidence[e];
        }
    }
    return NULL;
}

static void add_alone(stands_maker *k, uint32_t i) {
    const truce_position *const p = &k->m->positions[i];
    if (!stands_in_matrix(k, p) || p->one_of || alone(k, p) == NULL) {
        return;
    }
    const line one = {i, alone(k, p)};
    const answer a = stands_answer(k, p, one.evidence->statement);
    if (a == ANSWER_NONE || !stands_weighs(k, p)) {
        return;
    }
    if (a == ANSWER_ACCEPTANCE) {
        k->aside.n_accepted += !p->conditional;
        return;
    }
    stands_hold(k, &one, 1, false, false);
    stands_line(k, a, &one, one.evidence->statement->as.position.condition);
}

/* What a party demands, offers, accepts or prefers; a range of an `any of` counts too. */
static void add_accepted(stands_maker *k, const truce_position *p) {
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
    if (stands_term(k, &p->demand->item, false, &at[k->n_accepted].term)) {
        k->n_accepted++;
    }
}

truce_status stands_make(const truce_matrix *matrix, const stands_ask *ask, truce_arena *arena,
                         held_stands *out, truce_error *err) {
    stands_maker k = {.m = matrix, .c = matrix->scope->c, .arena = arena, .ask = ask};
    truce_status status = truce_symbols_init(&k.words, arena, k.c->symbols.seed, err);
    if (status != TRUCE_OK) {
        return status;
    }
    stands_find_supposed(&k);
    stands_lists(&k);
    for (uint32_t begin = 0, end = 0; begin < matrix->n_positions && !k.failed; begin = end) {
        for (end = begin; end < matrix->n_positions &&
                          matrix->positions[end].issue == matrix->positions[begin].issue &&
                          matrix->positions[end].actor == matrix->positions[begin].actor;
             end++) {
            add_alone(&k, end);
            add_accepted(&k, &matrix->positions[end]);
        }
        stands_acceptances(&k, begin, end);
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
                                    .n_accepted = (uint32_t)k.n_accepted,
                                    .links_off = ask->links_off},
                         .positions = k.held,
                         .assumptions = k.assumptions,
                         .assumed_by = k.assumed_by,
                         .aside = k.aside};
    return TRUCE_OK;
}

bool stands_drop(held_stands *held, const bool *dropped, truce_arena *arena) {
    truce_stand *const kept = truce_arena_take(arena, held->stands.n * sizeof *kept);
    uint32_t n = 0;
    if (kept == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < held->stands.n; i++) {
        if (!dropped[held->stands.at[i].position]) {
            kept[n++] = held->stands.at[i];
        }
    }
    for (uint32_t i = 0; i < held->stands.n_positions; i++) {
        held->positions[i].dropped = dropped[i];
    }
    held->stands.at = kept;
    held->stands.n = n;
    return true;
}
