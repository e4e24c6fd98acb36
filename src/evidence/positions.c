/* From what claims state to positions: two statements are the same position when side, stance,
 * issue, options, groups, order and condition are the same. Each gets a key of bytes that spells
 * these out; equal keys get one number from a table of symbols, so that grouping costs one look-up
 * each. */
#include <stdlib.h>

#include "matrix_parts.h"
#include "truce/base/buffer.h"
#include "truce/evidence/told.h"
#include "truce/evidence/witness.h"

typedef struct collector {
    truce_matrix *m;
    truce_arena *arena;
    truce_symbols keys;
    truce_buffer key;
    size_t cap_positions, cap_packages, cap_movements, cap_refusals;
    uint32_t *cap_evidence; /* [position] */
    size_t cap_caps;
    truce_copies copies;
    uint32_t *column_of; /* [actor] -> column of a party */
    uint32_t *denied_by; /* [claim] -> the first claim in scope that denies it, or TRUCE_NONE */
    uint32_t order_row;  /* the one issue about the order of steps, or TRUCE_NONE */
    bool failed;
} collector;

/* ---- keys ---- */

static void key_u32(collector *k, uint32_t v) {
    truce_buffer_add(&k->key, (truce_str){(const char *)&v, sizeof v});
}

static void key_i64(collector *k, int64_t v) {
    truce_buffer_add(&k->key, (truce_str){(const char *)&v, sizeof v});
}

static int by_value(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* The groups that a bound item is about. Groups in any order are the same groups, however often one
 * is named, and naming each of the issue's is naming none. */
static truce_group_set item_groups(collector *k, const truce_item *item) {
    const truce_case *const c = k->m->scope->c;
    const truce_issue *const issue = &c->issues[truce_case_find(c, TRUCE_KIND_ISSUE, item->issue)];
    truce_group_set set = {NULL, 0};
    truce_symbol *const at = truce_arena_take(k->arena, item->groups.n * sizeof *at);
    if (at == NULL) {
        k->failed = true;
        return set;
    }
    for (uint32_t i = 0; i < item->groups.n; i++) {
        at[i] = item->groups.at[i].symbol;
    }
    if (item->groups.n > 1) {
        qsort(at, item->groups.n, sizeof *at, by_value);
    }
    for (uint32_t i = 0; i < item->groups.n; i++) {
        if (set.n == 0 || at[i] != at[set.n - 1]) {
            at[set.n++] = at[i];
        }
    }
    set.at = at;
    return set.n >= issue->per.n ? (truce_group_set){NULL, 0} : set;
}

static void key_groups(collector *k, truce_group_set groups) {
    key_u32(k, groups.n);
    truce_buffer_add(&k->key, (truce_str){(const char *)groups.at, groups.n * sizeof *groups.at});
}

static void key_item(collector *k, const truce_item *item) {
    const truce_case *const c = k->m->scope->c;
    const uint32_t i = truce_case_find(c, TRUCE_KIND_ISSUE, item->issue);
    key_u32(k, i);
    if (i == TRUCE_NONE) {
        return;
    }
    const truce_option_set set = truce_item_options(&c->issues[i], item, k->arena, &k->failed);
    key_u32(k, item->extent == TRUCE_EXTENT_BARE ? 1 : set.n == 0 ? 2 : 3);
    for (uint32_t n = 0; n < set.n; n++) {
        key_i64(k, set.at[n].low);
        key_i64(k, set.at[n].high);
    }
    key_groups(k, item_groups(k, item));
}

static void key_condition(collector *k, truce_condition condition) {
    key_u32(k, condition.n);
    for (uint32_t i = 0; i < condition.n; i++) {
        const truce_part *const part = &condition.parts[i];
        key_u32(k, (uint32_t)part->kind * 2 + part->denied);
        if (part->kind == TRUCE_PART_ITEM) {
            key_item(k, &part->item);
        } else {
            key_u32(k, (uint32_t)part->words.size);
            truce_buffer_add(&k->key, part->words);
        }
    }
}

static uint32_t key_number(collector *k) {
    k->failed = k->failed || k->key.failed; /* and the key is not whole, then */
    if (k->failed) {
        return 0;
    }
    truce_symbol symbol = truce_symbols_find(&k->keys, truce_buffer_str(&k->key));
    if (symbol == 0) {
        const truce_str copy = truce_arena_str(k->arena, truce_buffer_str(&k->key));
        symbol = copy.data != NULL ? truce_symbols_add(&k->keys, copy) : 0;
    }
    k->failed = symbol == 0;
    return symbol;
}

/* ---- positions ---- */

static truce_direction stance_direction(const truce_statement *st) {
    switch (st->as.position.stance) {
    case TRUCE_STANCE_REJECTS:
        return st->denied ? TRUCE_DIRECTION_OPEN : TRUCE_DIRECTION_AGAINST;
    case TRUCE_STANCE_ACCEPTS:
    case TRUCE_STANCE_OFFERS:
    case TRUCE_STANCE_PREFERS:
        return st->denied ? TRUCE_DIRECTION_AGAINST : TRUCE_DIRECTION_FOR;
    case TRUCE_STANCE_DEMANDS:
    case TRUCE_STANCE_INTENDS:
        break;
    }
    return st->denied ? TRUCE_DIRECTION_OPEN : TRUCE_DIRECTION_FOR;
}

/* Whether a line of the list says something only together with the others: one of several is
 * enough, or a package is refused, which leaves each part of it open. */
static bool hangs_together(const truce_statement *st) {
    return (st->as.position.list == TRUCE_LIST_ANY && !st->denied) ||
           (st->as.position.list == TRUCE_LIST_ALL && stance_direction(st) != TRUCE_DIRECTION_FOR);
}

static truce_direction direction_of(const truce_statement *st, const truce_demand *demand) {
    return demand->order != TRUCE_ORDER_NONE || demand->item.n_values == 0 || hangs_together(st)
               ? TRUCE_DIRECTION_OPEN
               : stance_direction(st);
}

/* Which row: that of the issue about order for an order, when there is just one. */
static uint32_t row_of(const collector *k, const truce_demand *demand) {
    return demand->order != TRUCE_ORDER_NONE && k->order_row != TRUCE_NONE
               ? k->order_row
               : truce_case_find(k->m->scope->c, TRUCE_KIND_ISSUE, demand->item.issue);
}

static truce_position *new_position(collector *k, uint32_t row, uint32_t side, uint32_t actor,
                                    const truce_statement *st, const truce_demand *demand,
                                    bool one_of, bool inferred) {
    truce_matrix *const m = k->m;
    truce_position *const positions = truce_arena_grow(k->arena, m->positions, m->n_positions,
                                                       &k->cap_positions, sizeof *positions);
    uint32_t *const caps =
        truce_arena_grow(k->arena, k->cap_evidence, m->n_positions, &k->cap_caps, sizeof *caps);
    if (positions == NULL || caps == NULL) {
        k->failed = true;
        return NULL;
    }
    m->positions = positions;
    k->cap_evidence = caps;
    caps[m->n_positions] = 0;
    truce_position *const p = &positions[m->n_positions++];
    *p = (truce_position){.issue = row,
                          .side = side,
                          .column = k->column_of[side],
                          .actor = actor,
                          .stance = st->as.position.stance,
                          .denied = st->denied,
                          .one_of = one_of,
                          .demand = demand,
                          .statement = st,
                          .direction = inferred ? TRUCE_DIRECTION_OPEN : direction_of(st, demand),
                          .inferred = inferred,
                          .hedged = true,
                          .headline = true,
                          .by = TRUCE_NONE,
                          .conditional = demand->condition.n > 0 || st->as.position.condition.n > 0,
                          .shifted = TRUCE_NONE,
                          .contradicted = TRUCE_NONE,
                          .groups = item_groups(k, &demand->item)};
    if (demand->order == TRUCE_ORDER_NONE) {
        p->options =
            truce_item_options(&m->scope->c->issues[row], &demand->item, k->arena, &k->failed);
    }
    return p;
}

static void date_evidence(truce_position *p, truce_date date) {
    if ((date.marks & TRUCE_DATE_GIVEN) == 0) {
        p->undated = true;
        return;
    }
    if ((p->first.marks & TRUCE_DATE_GIVEN) == 0 || date.first < p->first.first) {
        p->first = date;
        p->oldest = p->n_evidence - 1;
    }
    if ((p->last.marks & TRUCE_DATE_GIVEN) == 0 || date.first > p->last.first) {
        p->last = date;
        p->newest = p->n_evidence - 1;
    }
}

/* How well a claim attests a position of `side`: 4 by a named speaker of that side, 3 by an unnamed
 * one, 2 by the narrator, 1 otherwise. */
static unsigned weight_of(const truce_case *c, const truce_claim *claim, truce_hand hand,
                          uint32_t side) {
    if (hand != TRUCE_HAND_FIRST) {
        return hand == TRUCE_HAND_NARRATOR ? 2 : 1;
    }
    for (uint32_t i = 0; i < claim->n_speakers; i++) {
        if (claim->speakers[i].kind == TRUCE_SPEAKER_NAMED &&
            truce_side_of(c, claim->speakers[i].actor) == side) {
            return 4;
        }
    }
    return 3;
}

static void add_evidence(collector *k, uint32_t index, truce_evidence e) {
    truce_position *const p = &k->m->positions[index];
    const truce_case *const c = k->m->scope->c;
    const truce_claim *const claim = &c->claims[e.claim];
    size_t cap = k->cap_evidence[index];
    truce_evidence *const evidence =
        truce_arena_grow(k->arena, p->evidence, p->n_evidence, &cap, sizeof *evidence);
    if (evidence == NULL) {
        k->failed = true;
        return;
    }
    k->cap_evidence[index] = (uint32_t)cap;
    p->evidence = evidence;
    evidence[p->n_evidence++] = e;
    p->n_firm += e.statement->as.position.firmness == TRUCE_FIRMNESS_FIRM;
    p->n_flexible += e.statement->as.position.firmness == TRUCE_FIRMNESS_FLEXIBLE;
    p->n_denied += e.denied_by != TRUCE_NONE && truce_claim_states_one(claim);
    p->hands |= 1U << e.hand;
    const unsigned weight = weight_of(c, claim, e.hand, p->side);
    p->weight = weight > p->weight ? weight : p->weight;
    p->hedged = p->hedged && (claim->marks & TRUCE_MARK_REPORTEDLY) != 0;
    p->headline = p->headline && (claim->marks & TRUCE_MARK_HEADLINE) != 0;
    date_evidence(p, k->m->scope->times[e.claim].date);
}

static void collect_demand(collector *k, uint32_t claim, const truce_statement *st,
                           const truce_demand *demand, uint32_t package, uint32_t offer) {
    const truce_case *const c = k->m->scope->c;
    const uint32_t actor = truce_case_find(c, TRUCE_KIND_ACTOR, st->subject);
    const uint32_t row = row_of(k, demand);
    if (actor == TRUCE_NONE || row == TRUCE_NONE) {
        return; /* "someone" has no side to stand in a column for */
    }
    const uint32_t side = c->actors[actor].side;
    const bool one_of = st->as.position.list == TRUCE_LIST_ANY && !st->denied;
    const bool inferred = (c->claims[claim].marks & TRUCE_MARK_INFERRED) != 0;
    k->key.size = 0;
    key_u32(k, row);
    key_u32(k, actor);
    key_u32(k, (uint32_t)st->as.position.stance * 2 + st->denied);
    key_u32(k, hangs_together(st) ? st->place + 1 : 0);
    key_u32(k, inferred);
    key_item(k, &demand->item);
    key_u32(k, (uint32_t)demand->order);
    if (demand->order != TRUCE_ORDER_NONE) {
        key_item(k, &demand->other);
    }
    key_condition(k, demand->condition);
    key_condition(k, st->as.position.condition);
    const uint32_t n_before = (uint32_t)k->keys.n;
    const uint32_t number = key_number(k);
    if (k->failed) {
        return;
    }
    if (number >= n_before &&
        new_position(k, row, side, actor, st, demand, one_of, inferred) == NULL) {
        return;
    }
    add_evidence(k, number - 1,
                 (truce_evidence){.claim = claim,
                                  .package = package,
                                  .offer = offer,
                                  .denied_by = k->denied_by[claim],
                                  .statement = st,
                                  .demand = demand,
                                  .hand = truce_claim_hand(c, &c->claims[claim], side)});
}

/* ---- packages, refusals, movements ---- */

#define APPEND(k, array, n, cap, value)                                                            \
    do {                                                                                           \
        void *const grown = truce_arena_grow((k)->arena, (array), (n), &(cap), sizeof *(array));   \
        if (grown == NULL) {                                                                       \
            (k)->failed = true;                                                                    \
            break;                                                                                 \
        }                                                                                          \
        (array) = grown;                                                                           \
        (array)[(n)++] = (value);                                                                  \
    } while (false)

static void collect_position(collector *k, uint32_t claim, const truce_statement *st) {
    truce_matrix *const m = k->m;
    const truce_case *const c = m->scope->c;
    const uint32_t actor = truce_case_find(c, TRUCE_KIND_ACTOR, st->subject);
    uint32_t package = TRUCE_NONE;
    if (actor == TRUCE_NONE) {
        return;
    }
    const uint32_t side = c->actors[actor].side;
    if (st->as.position.list == TRUCE_LIST_ALL) {
        package = m->n_packages;
        const truce_package made = {.claim = claim,
                                    .side = side,
                                    .actor = actor,
                                    .statement = st,
                                    .hand = truce_claim_hand(c, &c->claims[claim], side)};
        APPEND(k, m->packages, m->n_packages, k->cap_packages, made);
    }
    const bool refuses = stance_direction(st) == TRUCE_DIRECTION_AGAINST ||
                         (!st->denied && st->as.position.firmness == TRUCE_FIRMNESS_FIRM);
    if (refuses && (c->claims[claim].marks & TRUCE_MARK_INFERRED) == 0) {
        const truce_refusal made = {claim, side, actor, st, m->scope->times[claim].date};
        APPEND(k, m->refusals, m->n_refusals, k->cap_refusals, made);
    }
    for (uint32_t i = 0; i < st->as.position.n && !k->failed; i++) {
        collect_demand(k, claim, st, &st->as.position.demands[i], package, TRUCE_NONE);
    }
}

/* The terms of an offer, as the claims in scope report them. */
static void collect_offered(collector *k, const offered *o) {
    const truce_case *const c = k->m->scope->c;
    const truce_offer *const offer = &c->offers[o->offer];
    for (uint32_t i = 0; i < offer->n_terms; i++) {
        const uint32_t claim = truce_case_find(c, TRUCE_KIND_CLAIM, offer->terms[i].from);
        for (uint32_t d = 0; d < offer->terms[i].n && k->m->scope->in[claim] && !k->failed; d++) {
            collect_demand(k, claim, o->statement, &offer->terms[i].demands[d], k->m->n_packages,
                           o->offer);
        }
    }
    const uint32_t actor = truce_case_find(c, TRUCE_KIND_ACTOR, o->statement->subject);
    if (actor != TRUCE_NONE && offer->n_terms > 0) {
        const uint32_t claim = truce_case_find(c, TRUCE_KIND_CLAIM, offer->terms[0].from);
        const truce_package made = {
            .claim = claim,
            .side = c->actors[actor].side,
            .actor = actor,
            .statement = o->statement,
            .hand = truce_claim_hand(c, &c->claims[claim], c->actors[actor].side)};
        APPEND(k, k->m->packages, k->m->n_packages, k->cap_packages, made);
    }
}

static void collect_movement(collector *k, uint32_t claim, const truce_statement *st) {
    truce_matrix *const m = k->m;
    const truce_case *const c = m->scope->c;
    const uint32_t actor = truce_case_find(c, TRUCE_KIND_ACTOR, st->subject);
    if (actor == TRUCE_NONE) {
        return;
    }
    const uint32_t side = c->actors[actor].side;
    const truce_date date = truce_statement_date(m->scope, m->event_dates, claim, st);
    const truce_movement made = {.claim = claim,
                                 .date = date,
                                 .side = side,
                                 .actor = actor,
                                 .issue = truce_case_find(c, TRUCE_KIND_ISSUE, st->as.movement.on),
                                 .statement = st,
                                 .hand = truce_claim_hand(c, &c->claims[claim], side)};
    APPEND(k, m->movements, m->n_movements, k->cap_movements, made);
}

/* ---- witnesses ---- */

/* One named speaker, told through one outlet: the same words however many sources carry them. */
static bool same_telling(const truce_claim *a, const truce_claim *b) {
    return a->n_speakers == 1 && b->n_speakers == 1 && a->speakers[0].kind == TRUCE_SPEAKER_NAMED &&
           b->speakers[0].kind == TRUCE_SPEAKER_NAMED &&
           a->speakers[0].actor.symbol == b->speakers[0].actor.symbol && a->via.symbol != 0 &&
           a->via.symbol == b->via.symbol;
}

static bool one_witness(const collector *k, const truce_position *p) {
    const truce_case *const c = k->m->scope->c;
    const truce_claim *first = NULL;
    uint32_t first_source = TRUCE_NONE;
    bool one_source = true;
    bool one_telling = true;
    for (uint32_t i = 0; i < p->n_evidence && (one_source || one_telling); i++) {
        const truce_claim *const claim = &c->claims[k->copies.original[p->evidence[i].claim]];
        const uint32_t source =
            k->copies.origin[truce_case_find(c, TRUCE_KIND_SOURCE, claim->source)];
        if (i == 0) {
            first = claim;
            first_source = source;
        }
        one_source = one_source && source == first_source;
        one_telling = one_telling && same_telling(claim, first);
    }
    return one_source || one_telling;
}

/* The one claim that all evidence is, or is a copy of. */
static uint32_t only_claim(const collector *k, const truce_position *p) {
    const uint32_t claim = k->copies.original[p->evidence[0].claim];
    for (uint32_t i = 1; i < p->n_evidence; i++) {
        if (k->copies.original[p->evidence[i].claim] != claim) {
            return TRUCE_NONE;
        }
    }
    return claim;
}

/* ---- rows ---- */

static int by_row(const void *left, const void *right) {
    const truce_position *const l = left;
    const truce_position *const r = right;
    if (l->issue != r->issue) {
        return l->issue < r->issue ? -1 : 1;
    }
    if (l->column != r->column) {
        return l->column < r->column ? -1 : 1;
    }
    if (l->side != r->side) {
        return l->side < r->side ? -1 : 1;
    }
    if (l->actor != r->actor) {
        return l->actor < r->actor ? -1 : 1;
    }
    return (l->demand->place > r->demand->place) - (l->demand->place < r->demand->place);
}

static bool sort_rows(truce_matrix *m, truce_arena *arena) {
    const uint32_t n = m->scope->c->n_issues;
    if (m->n_positions > 1) {
        qsort(m->positions, m->n_positions, sizeof *m->positions, by_row);
    }
    m->rows = truce_arena_take(arena, (n + 1U) * sizeof *m->rows);
    if (m->rows == NULL) {
        return false;
    }
    uint32_t at = 0;
    for (uint32_t i = 0; i <= n; i++) {
        while (at < m->n_positions && m->positions[at].issue < i) {
            at++;
        }
        m->rows[i] = at;
    }
    return true;
}

/* ---- all ---- */

static bool prepare(collector *k) {
    const truce_case *const c = k->m->scope->c;
    k->column_of = truce_arena_take(k->arena, c->n_actors * sizeof *k->column_of);
    if (k->column_of == NULL || !truce_copies_find(c, k->arena, &k->copies) ||
        truce_symbols_init(&k->keys, k->arena, c->symbols.seed, NULL) != TRUCE_OK) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        k->column_of[i] = k->m->n_parties;
    }
    for (uint32_t i = 0; i < k->m->n_parties; i++) {
        k->column_of[k->m->parties[i]] = i;
    }
    uint32_t n_orders = 0;
    for (uint32_t i = 0; i < c->n_issues; i++) {
        if (c->issues[i].topic == TRUCE_TOPIC_SEQUENCE) {
            k->order_row = i;
            n_orders++;
        }
    }
    k->order_row = n_orders == 1 ? k->order_row : TRUCE_NONE;
    return true;
}

bool collect_positions(truce_matrix *m, bool with_offers, truce_arena *arena) {
    collector k = {.m = m, .arena = arena, .key = truce_buffer_new()};
    k.denied_by = truce_denials_find(m->scope, arena);
    if (k.denied_by == NULL || !prepare(&k)) {
        return false;
    }
    const uint32_t kinds =
        TRUCE_STATED(TRUCE_STATES_POSITION) | TRUCE_STATED(TRUCE_STATES_MOVEMENT);
    const truce_stated *at = NULL;
    for (uint32_t i = 0; !k.failed && (at = truce_scope_next(m->scope, kinds, &i)) != NULL;) {
        if (at->kind == TRUCE_STATES_POSITION) {
            collect_position(&k, at->claim, at->statement);
        } else if (!at->statement->denied) {
            collect_movement(&k, at->claim, at->statement);
        }
    }
    offered *offers = NULL;
    uint32_t n_offers = 0;
    k.failed = k.failed ||
               (with_offers && !find_offered(m->scope, k.denied_by, arena, &offers, &n_offers));
    for (uint32_t i = 0; i < n_offers && !k.failed; i++) {
        collect_offered(&k, &offers[i]);
    }
    truce_buffer_clear(&k.key);
    for (uint32_t i = 0; i < m->n_positions && !k.failed; i++) {
        truce_position *const p = &m->positions[i];
        p->single_source = one_witness(&k, p);
        p->only_claim = only_claim(&k, p);
        if (p->n_denied == p->n_evidence) {
            p->direction = TRUCE_DIRECTION_OPEN;
        }
    }
    return !k.failed && sort_rows(m, arena);
}
