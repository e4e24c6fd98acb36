/* Who is called a mediator, by which source, and so who could tell of an offer. */
#include <stdlib.h>

#include "offers_parts.h"

static int by_actor(const void *left, const void *right) {
    const truce_whom *const l = left;
    const truce_whom *const r = right;
    if (l->actor != r->actor) {
        return l->actor < r->actor ? -1 : 1;
    }
    return (l->claim > r->claim) - (l->claim < r->claim); /* TRUCE_NONE, no claim, comes last */
}

size_t distinct_whom(truce_whom *at, size_t n) {
    size_t kept = 0;
    if (n > 1) {
        qsort(at, n, sizeof *at, by_actor);
    }
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || at[kept - 1].actor != at[i].actor) {
            at[kept++] = at[i];
        }
    }
    return kept;
}

static uint32_t mediator_of(const truce_case *c, const truce_statement *st) {
    return st->kind == TRUCE_STATES_ROLE && !st->denied && st->as.role.role == TRUCE_ROLE_MEDIATOR
               ? truce_case_find(c, TRUCE_KIND_ACTOR, st->subject)
               : TRUCE_NONE;
}

typedef struct list {
    truce_whom *at;
    size_t n, cap;
} list;

static bool add(list *l, truce_whom witness, truce_arena *arena) {
    truce_whom *const at = truce_arena_grow(arena, l->at, l->n, &l->cap, sizeof *at);
    if (at == NULL) {
        return false;
    }
    l->at = at;
    at[l->n++] = witness;
    return true;
}

/* A witness with the source of its claim, to be sorted by that. */
typedef struct sourced {
    uint32_t source;
    truce_whom witness;
} sourced;

static int by_source(const void *left, const void *right) {
    const sourced *const l = left;
    const sourced *const r = right;
    return l->source != r->source ? (l->source > r->source) - (l->source < r->source)
                                  : by_actor(&l->witness, &r->witness);
}

/* Those with a claim, source by source. */
static bool sort_by_source(const truce_case *c, roster *r, const list *all, truce_arena *arena) {
    sourced *const at = truce_arena_take(arena, all->n * sizeof *at);
    r->told = truce_arena_take(arena, all->n * sizeof *r->told);
    r->rows = truce_arena_zero(arena, c->n_sources + (size_t)1, sizeof *r->rows);
    if (at == NULL || r->told == NULL || r->rows == NULL) {
        return false;
    }
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        const uint32_t claim = all->at[i].claim;
        if (claim != TRUCE_NONE) {
            at[n++] = (sourced){truce_case_find(c, TRUCE_KIND_SOURCE, c->claims[claim].source),
                                all->at[i]};
        }
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_source);
    }
    uint32_t kept = 0;
    size_t i = 0;
    for (uint32_t source = 0; source <= c->n_sources; source++) {
        r->rows[source] = kept;
        for (; i < n && at[i].source == source; i++) {
            if (kept == r->rows[source] || r->told[kept - 1].actor != at[i].witness.actor) {
                r->told[kept++] = at[i].witness;
            }
        }
    }
    return true;
}

bool find_roster(const truce_scope *scope, roster *r, truce_arena *arena) {
    const truce_case *const c = scope->c;
    list all = {.at = NULL};
    for (uint32_t a = 0; a < c->n_actors; a++) {
        if (c->actors[a].kind == TRUCE_ACTOR_MEDIATOR &&
            !add(&all, (truce_whom){a, TRUCE_NONE, TRUCE_WHOM_MEDIATOR, false}, arena)) {
            return false;
        }
    }
    const size_t n_declared = all.n;
    const truce_stated *at = NULL;
    for (uint32_t i = 0;
         (at = truce_scope_next(scope, TRUCE_STATED(TRUCE_STATES_ROLE), &i)) != NULL;) {
        const uint32_t actor = mediator_of(c, at->statement);
        if (actor != TRUCE_NONE &&
            !add(&all, (truce_whom){actor, at->claim, TRUCE_WHOM_MEDIATOR, false}, arena)) {
            return false;
        }
    }
    r->declared = truce_arena_take(arena, n_declared * sizeof *r->declared);
    if (r->declared == NULL || !sort_by_source(c, r, &all, arena)) {
        return false;
    }
    for (size_t i = 0; i < n_declared; i++) {
        r->declared[i] = all.at[i];
    }
    r->n_declared = (uint32_t)n_declared;
    r->at = all.at;
    r->n = (uint32_t)distinct_whom(all.at, all.n);
    return true;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

uint32_t *sources_of(const truce_case *c, const truce_offer_file *f, truce_arena *arena,
                     size_t *n) {
    size_t room = 0;
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        room += (size_t)f->stages[s].n_claimed + f->stages[s].n_denied;
    }
    uint32_t *const at = truce_arena_take(arena, room * sizeof *at);
    size_t all = 0;
    for (unsigned s = 0; s < TRUCE_STAGE_N && at != NULL; s++) {
        const truce_custody *const stage = &f->stages[s];
        for (uint32_t i = 0; i < stage->n_claimed + stage->n_denied; i++) {
            at[all++] =
                truce_case_find(c, TRUCE_KIND_SOURCE, c->claims[stage->told[i].claim].source);
        }
    }
    if (all > 1) {
        qsort(at, all, sizeof *at, by_number);
    }
    *n = 0;
    for (size_t i = 0; i < all; i++) {
        if (*n == 0 || at[*n - 1] != at[i]) {
            at[(*n)++] = at[i];
        }
    }
    return at;
}

bool find_mediators_of(const roster *r, const uint32_t *sources, size_t n_sources,
                       truce_arena *arena, truce_whom *into, uint32_t *n) {
    list found = {.at = NULL};
    for (size_t i = 0; i < n_sources; i++) {
        const uint32_t begin = r->rows[sources[i]];
        const uint32_t end = r->rows[sources[i] + 1];
        for (uint32_t w = begin; w < end && w - begin < TRUCE_OFFER_WHOM_MAX; w++) {
            if (!add(&found, r->told[w], arena)) {
                return false;
            }
        }
    }
    const bool named = found.n > 0;
    for (uint32_t i = 0; named && i < r->n_declared && i < TRUCE_OFFER_WHOM_MAX; i++) {
        if (!add(&found, r->declared[i], arena)) {
            return false;
        }
    }
    const size_t n_found = distinct_whom(found.at, found.n);
    const truce_whom *const from = named ? found.at : r->at;
    const size_t all = named ? n_found : r->n;
    for (*n = 0; *n < all && *n < TRUCE_OFFER_WHOM_MAX; ++*n) {
        into[*n] = from[*n];
        into[*n].elsewhere = !named && from[*n].claim != TRUCE_NONE;
    }
    return true;
}
