/* Finds under keys, sorted, to rows; then the declared accounts, the order and the names. */
#include "truce/evidence/accounts.h"

#include <stdlib.h>

#include "accounts_parts.h"

/* ---- what the rules share ---- */

void add_find(accounts_maker *k, finds *all, find f) {
    find *const at = truce_arena_grow(k->arena, all->at, all->n, &all->cap, sizeof *at);
    if (at == NULL) {
        k->failed = true;
        return;
    }
    all->at = at;
    at[all->n++] = f;
}

static int compare(uint32_t l, uint32_t r) {
    return (l > r) - (l < r);
}

static int by_key(const void *left, const void *right) {
    const find *const l = left;
    const find *const r = right;
    int order = compare(l->a, r->a);
    order = order != 0 ? order : compare(l->b, r->b);
    order = order != 0 ? order : compare(l->part, r->part);
    order = order != 0 ? order : compare(l->claim, r->claim);
    order = order != 0 ? order : compare(l->statement->place, r->statement->place);
    return order != 0 || l->demand == NULL || r->demand == NULL
               ? order
               : compare(l->demand->place, r->demand->place);
}

void sort_finds(finds *all) {
    if (all->n > 1) {
        qsort(all->at, all->n, sizeof *all->at, by_key);
    }
}

uint32_t group_end(const finds *all, uint32_t i) {
    uint32_t end = i + 1;
    while (end < all->n && all->at[end].a == all->at[i].a && all->at[end].b == all->at[i].b) {
        end++;
    }
    return end;
}

uint32_t count_parts(const find *at, uint32_t n) {
    uint32_t parts = 0;
    const find *last = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (!at[i].dropped) {
            parts += last == NULL || last->part != at[i].part;
            last = &at[i];
        }
    }
    return parts;
}

bool is_one_witness(const accounts_maker *k, const find *at, uint32_t n) {
    uint32_t witness = TRUCE_NONE;
    for (uint32_t i = 0; i < n; i++) {
        if (!at[i].dropped) {
            if (witness != TRUCE_NONE && witness != k->witness[at[i].claim]) {
                return false;
            }
            witness = k->witness[at[i].claim];
        }
    }
    return true;
}

truce_date find_date(const accounts_maker *k, const find *f) {
    return truce_statement_date(k->m->scope, k->m->event_dates, f->claim, f->statement);
}

bool denied_before(const accounts_maker *k, const find *at, uint32_t n, uint32_t denied) {
    int64_t denied_by = INT64_MIN;
    int64_t claimed_from = INT64_MAX;
    for (uint32_t i = 0; i < n; i++) {
        if (at[i].dropped) {
            continue;
        }
        const truce_date date = find_date(k, &at[i]);
        if ((date.marks & TRUCE_DATE_GIVEN) == 0) {
            return false;
        }
        if (at[i].part >= denied) {
            denied_by = date.last > denied_by ? date.last : denied_by;
        } else {
            claimed_from = date.first < claimed_from ? date.first : claimed_from;
        }
    }
    return denied_by < claimed_from;
}

uint32_t number_of(accounts_maker *k, const void *bytes, size_t size) {
    const truce_str key = size > 0 ? (truce_str){bytes, size} : (truce_str){"", 1};
    truce_symbol symbol = truce_symbols_find(&k->words, key);
    if (symbol == 0) {
        const truce_str copy = truce_arena_str(k->arena, key);
        symbol = copy.data != NULL ? truce_symbols_add(&k->words, copy) : 0;
    }
    k->failed = k->failed || symbol == 0;
    return symbol;
}

uint32_t number_of_text(accounts_maker *k, truce_str text) {
    return number_of(k, text.size > 0 ? text.data : "", text.size);
}

const truce_statement *next_statement(const accounts_maker *k, uint32_t kinds, uint32_t *i,
                                      uint32_t *claim) {
    const truce_stated *at = NULL;
    while ((at = truce_scope_next(k->m->scope, kinds, i)) != NULL) {
        if (!at->inferred) {
            *claim = at->claim;
            return at->statement;
        }
    }
    return NULL;
}

truce_refs doers_of(const truce_case *c, const truce_statement *st) {
    const uint32_t event = truce_case_find(c, TRUCE_KIND_EVENT, st->as.event.event);
    return st->as.event.by.n > 0 ? st->as.event.by : c->events[event].by;
}

void new_look(accounts_maker *k) {
    k->stamp++;
}

/* ---- rows ---- */

static int by_number(const void *left, const void *right) {
    return compare(*(const uint32_t *)left, *(const uint32_t *)right);
}

static uint32_t sort_unique(uint32_t *at, uint32_t n) {
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

static void fill_parts(truce_account_row *row, const find *at, uint32_t n, uint32_t *claims) {
    uint32_t used = 0;
    for (uint32_t i = 0; i < n; i++) {
        truce_account_part *part = row->n_parts > 0 ? &row->parts[row->n_parts - 1] : NULL;
        if (at[i].dropped) {
            continue;
        }
        if (part == NULL || part->what != at[i].part) {
            part = &row->parts[row->n_parts++];
            *part = (truce_account_part){.what = at[i].part,
                                         .statement = at[i].statement,
                                         .demand = at[i].demand,
                                         .claims = claims + used};
        }
        if (part->n_claims == 0 || part->claims[part->n_claims - 1] != at[i].claim) {
            part->claims[part->n_claims++] = at[i].claim;
            used++;
        }
    }
    row->n_claims = used;
}

truce_account_row *add_row(accounts_maker *k, truce_account_rule rule, truce_account_kind kind,
                           uint32_t subject, uint32_t other, const find *at, uint32_t n) {
    truce_account_row row = {
        .rule = rule, .kind = kind, .subject = subject, .other = other, .declared = TRUCE_NONE};
    truce_accounts *const out = k->out;
    row.parts = truce_arena_take(k->arena, count_parts(at, n) * sizeof *row.parts);
    uint32_t *const claims = truce_arena_take(k->arena, (n + 1U) * sizeof *claims);
    row.claims = truce_arena_take(k->arena, (n + 1U) * sizeof *row.claims);
    if (row.parts == NULL || claims == NULL || row.claims == NULL) {
        k->failed = true;
        return NULL;
    }
    fill_parts(&row, at, n, claims);
    memcpy(row.claims, claims, row.n_claims * sizeof *claims);
    row.n_claims = sort_unique(row.claims, row.n_claims);
    if (row.n_claims < (rule == TRUCE_RULE_CAPACITY ? 1U : 2U)) {
        return NULL; /* one claim can call a mediator an ally too */
    }
    truce_account_row *const rows =
        truce_arena_grow(k->arena, out->at, out->n, &k->cap, sizeof *rows);
    if (rows == NULL) {
        k->failed = true;
        return NULL;
    }
    out->at = rows;
    rows[out->n] = row;
    return &rows[out->n++];
}

/* Own ones stand before those of whom any may know; an actor is in one part alone. */
static void add_asked(accounts_maker *k, truce_account_row *row, const uint32_t *actors, uint32_t n,
                      bool any) {
    if (row == NULL || n == 0) {
        return;
    }
    uint32_t *const who = truce_arena_take(k->arena, (row->n_who + n) * sizeof *who);
    if (who == NULL) {
        k->failed = true;
        return;
    }
    const uint32_t own = row->n_who - row->n_any;
    uint32_t n_own = 0;
    uint32_t n_any = 0;
    if (own > 0) {
        memcpy(who, row->who, own * sizeof *who);
    }
    if (!any) {
        memcpy(who + own, actors, n * sizeof *who);
    }
    n_own = sort_unique(who, any ? own : own + n);
    const uint32_t *const rest = any ? actors : own > 0 ? &row->who[own] : row->who;
    for (uint32_t i = 0; i < (any ? n : row->n_any); i++) {
        if (n_own == 0 || bsearch(&rest[i], who, n_own, sizeof *who, by_number) == NULL) {
            who[n_own + n_any++] = rest[i];
        }
    }
    row->who = who;
    row->n_any = sort_unique(who + n_own, n_any);
    row->n_who = n_own + row->n_any;
}

void row_asks(accounts_maker *k, truce_account_row *row, const uint32_t *actors, uint32_t n) {
    add_asked(k, row, actors, n, false);
}

/* Those of the mediators whose word a claim of the row is: each once. */
static uint32_t mediators_who_speak(accounts_maker *k, const truce_account_row *row,
                                    uint32_t *sides) {
    uint32_t n = 0;
    new_look(k);
    for (uint32_t i = 0; i < row->n_claims && n < k->n_mediators; i++) {
        const truce_claim *const claim = &k->c->claims[row->claims[i]];
        for (uint32_t s = 0; s < claim->n_speakers; s++) {
            const uint32_t side = truce_side_of(k->c, claim->speakers[s].actor);
            if (side != TRUCE_NONE && k->mediates[side] && k->stamp_actor[side] != k->stamp) {
                k->stamp_actor[side] = k->stamp;
                sides[n++] = side;
            }
        }
    }
    return n;
}

void row_asks_mediators(accounts_maker *k, truce_account_row *row) {
    uint32_t *const speak = truce_arena_take(k->arena, k->n_mediators * sizeof *speak);
    if (speak == NULL) {
        k->failed = true;
    } else if (row != NULL) {
        row_asks(k, row, speak, mediators_who_speak(k, row, speak));
        add_asked(k, row, k->mediators, k->n_mediators, true);
    }
}

void row_asks_others(accounts_maker *k, truce_account_row *row) {
    uint32_t *const speak = truce_arena_take(k->arena, k->n_mediators * sizeof *speak);
    uint32_t *const others = truce_arena_take(k->arena, k->n_mediators * sizeof *others);
    uint32_t n = 0;
    if (speak == NULL || others == NULL) {
        k->failed = true;
        return;
    }
    if (row == NULL) {
        return;
    }
    (void)mediators_who_speak(k, row, speak); /* stamps them */
    for (uint32_t i = 0; i < k->n_mediators; i++) {
        if (k->stamp_actor[k->mediators[i]] != k->stamp) {
            others[n++] = k->mediators[i];
        }
    }
    add_asked(k, row, others, n, true);
}

/* ---- all ---- */

/* Who is said to mediate (sides), who is declared to, and the parties. */
static bool find_asked(accounts_maker *k) {
    const truce_case *const c = k->c;
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    k->mediates = truce_arena_zero(k->arena, c->n_actors, sizeof *k->mediates);
    k->mediators = truce_arena_take(k->arena, c->n_actors * sizeof *k->mediators);
    k->parties = truce_arena_take(k->arena, c->n_actors * sizeof *k->parties);
    if (k->mediates == NULL || k->mediators == NULL || k->parties == NULL) {
        return false;
    }
    while ((st = next_statement(k, TRUCE_STATED(TRUCE_STATES_ROLE), &at, &claim)) != NULL) {
        const uint32_t side = truce_side_of(c, st->subject);
        if (st->kind == TRUCE_STATES_ROLE && st->as.role.role == TRUCE_ROLE_MEDIATOR &&
            !st->denied && side != TRUCE_NONE) {
            k->mediates[side] = true;
        }
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        k->mediates[i] = k->mediates[i] || c->actors[i].kind == TRUCE_ACTOR_MEDIATOR;
        if (k->mediates[i]) {
            k->mediators[k->n_mediators++] = i;
        }
        if (c->actors[i].kind == TRUCE_ACTOR_PARTY) {
            k->parties[k->n_parties++] = i;
        }
    }
    return true;
}

uint32_t voice_of(const accounts_maker *k, uint32_t claim, truce_ref by) {
    const truce_claim *const cl = &k->c->claims[claim];
    uint32_t side = truce_side_of(k->c, by);
    for (uint32_t i = 0; i < cl->n_speakers && side == TRUCE_NONE; i++) {
        side = truce_side_of(k->c, cl->speakers[i].actor);
    }
    return side != TRUCE_NONE ? side : k->c->n_actors + k->witness[claim];
}

static bool find_witnesses(accounts_maker *k) {
    truce_copies copies;
    truce_witnesses witnesses;
    if (!truce_copies_find(k->c, k->arena, &copies) ||
        !truce_witnesses_find(k->c, &copies, k->arena, &witnesses)) {
        return false;
    }
    k->root = copies.original;
    k->origin = copies.origin;
    k->witness = witnesses.of;
    return true;
}

truce_status truce_accounts_make(const truce_matrix *matrix, truce_arena *arena,
                                 truce_accounts *accounts, truce_error *err) {
    static void (*const rules[])(accounts_maker * k) = {
        find_offers,    find_facts, find_stories, find_states, find_rival_positions,
        find_softening, find_ranks, find_roles,   find_terms};
    const truce_case *const c = matrix->scope->c;
    truce_accounts made = {.matrix = matrix};
    accounts_maker k = {.m = matrix, .c = c, .arena = arena, .out = &made};
    bool ok = truce_symbols_init(&k.words, arena, c->symbols.seed, NULL) == TRUCE_OK;
    k.stamp_claim = truce_arena_zero(arena, c->n_claims, sizeof *k.stamp_claim);
    k.stamp_actor = truce_arena_zero(arena, c->n_actors, sizeof *k.stamp_actor);
    ok = ok && k.stamp_claim != NULL && k.stamp_actor != NULL && find_witnesses(&k) &&
         find_asked(&k);
    for (size_t i = 0; ok && i < sizeof rules / sizeof *rules; i++) {
        rules[i](&k);
        ok = !k.failed;
    }
    if (!ok || !merge_declared(&k) || !name_rows(&k)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what does not match");
    }
    *accounts = made;
    return TRUCE_OK;
}
