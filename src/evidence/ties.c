#include "truce/evidence/ties.h"

#include <stdlib.h>

typedef struct tie_key {
    uint32_t actor, kind, what, other, denied;
    truce_symbol words; /* of a role or relation in its own words */
} tie_key;

typedef struct collector {
    const truce_scope *scope;
    truce_arena *arena;
    truce_symbols keys, words;
    truce_ties *ties;
    size_t cap;
    size_t *caps; /* [2 * tie], of its claims; then of `told` */
    size_t cap_caps;
    bool failed; /* no memory for words */
} collector;

static bool key_of(collector *k, const truce_statement *st, tie_key *key) {
    const truce_case *const c = k->scope->c;
    truce_str words = {NULL, 0};
    *key = (tie_key){.actor = truce_case_find(c, TRUCE_KIND_ACTOR, st->subject),
                     .kind = (uint32_t)st->kind,
                     .denied = st->denied};
    switch (st->kind) {
    case TRUCE_STATES_ROLE:
        key->what = (uint32_t)st->as.role.role;
        key->other = st->as.role.of.symbol;
        words = st->as.role.role == TRUCE_ROLE_WORDS ? st->text : words;
        break;
    case TRUCE_STATES_RELATION:
        key->what = (uint32_t)st->as.relation.relation;
        key->other = st->as.relation.object.symbol;
        words = st->as.relation.name;
        break;
    case TRUCE_STATES_PRESENCE:
        key->what = st->as.presence.withdraws;
        break;
    default:
        return false;
    }
    key->words = words.size > 0 ? truce_symbols_add(&k->words, words) : 0;
    k->failed = k->failed || (words.size > 0 && key->words == 0);
    return key->actor != TRUCE_NONE;
}

static bool add_claim(collector *k, uint32_t tie, uint32_t claim, const truce_statement *st) {
    truce_tie *const t = &k->ties->at[tie];
    size_t *const caps = &k->caps[2 * (size_t)tie];
    if (t->n_claims > 0 && t->claims[t->n_claims - 1] == claim) {
        return true;
    }
    uint32_t *const claims =
        truce_arena_grow(k->arena, t->claims, t->n_claims, &caps[0], sizeof *claims);
    const truce_statement **const told =
        truce_arena_grow(k->arena, (void *)t->told, t->n_claims, &caps[1], sizeof *told);
    if (claims == NULL || told == NULL) {
        return false;
    }
    told[t->n_claims] = st;
    claims[t->n_claims++] = claim;
    t->claims = claims;
    t->told = told;
    return true;
}

static bool collect(collector *k, uint32_t claim, const truce_statement *st) {
    tie_key key;
    if (!key_of(k, st, &key) || k->failed) {
        return !k->failed;
    }
    const truce_str bytes = {(const char *)&key, sizeof key};
    truce_symbol symbol = truce_symbols_find(&k->keys, bytes);
    if (symbol == 0) {
        const truce_str copy = truce_arena_str(k->arena, bytes);
        truce_tie *const at =
            truce_arena_grow(k->arena, k->ties->at, k->ties->n, &k->cap, sizeof *at);
        size_t *const caps =
            truce_arena_grow(k->arena, k->caps, k->ties->n, &k->cap_caps, 2 * sizeof *caps);
        symbol = copy.data != NULL ? truce_symbols_add(&k->keys, copy) : 0;
        if (at == NULL || caps == NULL || symbol == 0) {
            return false;
        }
        k->ties->at = at;
        k->caps = caps;
        caps[2 * (size_t)k->ties->n] = caps[2 * (size_t)k->ties->n + 1] = 0;
        at[k->ties->n++] = (truce_tie){.actor = key.actor, .statement = st};
    }
    return add_claim(k, symbol - 1, claim, st);
}

static int by_actor(const void *left, const void *right) {
    const truce_tie *const l = left;
    const truce_tie *const r = right;
    if (l->actor != r->actor) {
        return l->actor < r->actor ? -1 : 1;
    }
    return (l->statement->place > r->statement->place) -
           (l->statement->place < r->statement->place);
}

truce_status truce_ties_make(const truce_scope *scope, truce_arena *arena, truce_ties *ties,
                             truce_error *err) {
    const truce_case *const c = scope->c;
    truce_ties made = {0};
    collector k = {.scope = scope, .arena = arena, .ties = &made};
    bool ok = truce_symbols_init(&k.keys, arena, c->symbols.seed, NULL) == TRUCE_OK &&
              truce_symbols_init(&k.words, arena, c->symbols.seed, NULL) == TRUCE_OK;
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_ROLE) | TRUCE_STATED(TRUCE_STATES_RELATION) |
                           TRUCE_STATED(TRUCE_STATES_PRESENCE);
    const truce_stated *told = NULL;
    for (uint32_t i = 0; ok && (told = truce_scope_next(scope, kinds, &i)) != NULL;) {
        ok = collect(&k, told->claim, told->statement);
    }
    made.rows = ok ? truce_arena_take(arena, (c->n_actors + 1U) * sizeof *made.rows) : NULL;
    if (made.rows == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what is claimed of actors");
    }
    if (made.n > 1) {
        qsort(made.at, made.n, sizeof *made.at, by_actor);
    }
    uint32_t at = 0;
    for (uint32_t i = 0; i <= c->n_actors; i++) {
        while (at < made.n && made.at[at].actor < i) {
            at++;
        }
        made.rows[i] = at;
    }
    *ties = made;
    return TRUCE_OK;
}
