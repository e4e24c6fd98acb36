#include "truce/evidence/actors.h"

#include <stdlib.h>

typedef struct facet_key {
    uint32_t actor, kind, other, denied, unstated;
    truce_symbol words;
} facet_key;

typedef struct collector {
    const truce_case *c;
    truce_arena *arena;
    truce_symbols keys, words;
    truce_actors *out;
    size_t cap;
    size_t *caps; /* [facet], of its claims */
    size_t cap_caps;
} collector;

/* ---- facets ---- */

static uint32_t side_of(const truce_case *c, uint32_t actor) {
    return actor != TRUCE_NONE ? c->actors[actor].side : TRUCE_NONE;
}

/* What a statement tells of a side, if it is such; claims stay out of it. */
static bool facet_of(const truce_case *c, const truce_statement *st, truce_facet *facet) {
    const uint32_t actor = st->subject.symbol != 0 && st->kind != TRUCE_STATES_RANK
                               ? truce_case_find(c, TRUCE_KIND_ACTOR, st->subject)
                               : TRUCE_NONE;
    *facet = (truce_facet){.actor = actor, .statement = st};
    if (st->kind == TRUCE_STATES_TRAIT) {
        facet->kind = (truce_facet_kind)st->as.trait.trait;
        facet->side = side_of(c, actor);
        return actor != TRUCE_NONE;
    }
    if (st->kind == TRUCE_STATES_RELATION && !st->denied &&
        (st->as.relation.relation == TRUCE_RELATION_PRESSURE ||
         st->as.relation.relation == TRUCE_RELATION_LEVERAGE)) {
        const uint32_t object = truce_case_find(c, TRUCE_KIND_ACTOR, st->as.relation.object);
        facet->kind = TRUCE_FACET_PRESSURE;
        facet->side = side_of(c, object);
        return facet->side != TRUCE_NONE &&
               (actor == TRUCE_NONE || side_of(c, actor) == facet->side);
    }
    return false;
}

static uint32_t add_facet(collector *k, const truce_facet *facet) {
    truce_facet *const facets =
        truce_arena_grow(k->arena, k->out->facets, k->out->n_facets, &k->cap, sizeof *facets);
    size_t *const caps =
        truce_arena_grow(k->arena, k->caps, k->out->n_facets, &k->cap_caps, sizeof *caps);
    if (facets == NULL || caps == NULL) {
        return TRUCE_NONE;
    }
    k->out->facets = facets;
    k->caps = caps;
    caps[k->out->n_facets] = 0;
    facets[k->out->n_facets] = *facet;
    return k->out->n_facets++;
}

static bool add_claim(collector *k, uint32_t at, uint32_t claim) {
    truce_facet *const f = &k->out->facets[at];
    if (f->n_claims > 0 && f->claims[f->n_claims - 1] == claim) {
        return true;
    }
    uint32_t *const claims =
        truce_arena_grow(k->arena, f->claims, f->n_claims, &k->caps[at], sizeof *claims);
    if (claims == NULL) {
        return false;
    }
    f->claims = claims;
    claims[f->n_claims++] = claim;
    return true;
}

static bool collect(collector *k, uint32_t claim, const truce_statement *st) {
    truce_facet facet;
    if (!facet_of(k->c, st, &facet)) {
        return true;
    }
    facet_key key = {facet.actor,
                     (uint32_t)facet.kind,
                     facet.kind == TRUCE_FACET_PRESSURE ? st->as.relation.object.symbol
                                                        : st->as.trait.on.symbol,
                     st->denied,
                     facet.kind != TRUCE_FACET_PRESSURE && st->as.trait.unstated,
                     0};
    if (facet.kind == TRUCE_FACET_PRESSURE && st->as.relation.relation == TRUCE_RELATION_LEVERAGE) {
        key.kind = TRUCE_FACET_N; /* leverage is another tie than pressure */
    }
    if (st->text.size > 0) {
        key.words = truce_symbols_add(&k->words, st->text);
        if (key.words == 0) {
            return false;
        }
    }
    const truce_str bytes = {(const char *)&key, sizeof key};
    truce_symbol symbol = truce_symbols_find(&k->keys, bytes);
    if (symbol == 0) {
        const truce_str copy = truce_arena_str(k->arena, bytes);
        symbol = copy.data != NULL && add_facet(k, &facet) != TRUCE_NONE
                     ? truce_symbols_add(&k->keys, copy)
                     : 0;
        if (symbol == 0) {
            return false;
        }
    }
    return add_claim(k, symbol - 1, claim);
}

static int by_side(const void *left, const void *right) {
    const truce_facet *const l = left;
    const truce_facet *const r = right;
    if (l->side != r->side) {
        return l->side < r->side ? -1 : 1;
    }
    if (l->kind != r->kind) {
        return l->kind < r->kind ? -1 : 1;
    }
    return (l->statement->place > r->statement->place) -
           (l->statement->place < r->statement->place);
}

static bool find_facets(truce_actors *out, truce_arena *arena) {
    const truce_scope *const scope = out->matrix->scope;
    const truce_case *const c = scope->c;
    collector k = {.c = c, .arena = arena, .out = out};
    if (truce_symbols_init(&k.keys, arena, c->symbols.seed, NULL) != TRUCE_OK ||
        truce_symbols_init(&k.words, arena, c->symbols.seed, NULL) != TRUCE_OK) {
        return false;
    }
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_TRAIT) | TRUCE_STATED(TRUCE_STATES_RELATION);
    const truce_stated *told = NULL;
    for (uint32_t i = 0; (told = truce_scope_next(scope, kinds, &i)) != NULL;) {
        if (!collect(&k, told->claim, told->statement)) {
            return false;
        }
    }
    if (out->n_facets > 1) {
        qsort(out->facets, out->n_facets, sizeof *out->facets, by_side);
    }
    out->facet_rows = truce_arena_zero(arena, c->n_actors + (size_t)1, sizeof *out->facet_rows);
    if (out->facet_rows == NULL) {
        return false;
    }
    uint32_t at = 0;
    for (uint32_t i = 0; i <= c->n_actors; i++) {
        while (at < out->n_facets && out->facets[at].side < i) {
            at++;
        }
        out->facet_rows[i] = at;
    }
    return true;
}

/* ---- mediators ---- */

static bool push(truce_arena *arena, uint32_t **list, uint32_t *n, size_t *cap, uint32_t value) {
    uint32_t *const grown = truce_arena_grow(arena, *list, *n, cap, sizeof *grown);
    if (grown != NULL) {
        *list = grown;
        grown[(*n)++] = value;
    }
    return grown != NULL;
}

static bool is_mediator(const truce_statement *st) {
    return st->kind == TRUCE_STATES_ROLE && st->as.role.role == TRUCE_ROLE_MEDIATOR;
}

/* A capacity that a mediator may hold besides. */
static bool is_also(const truce_statement *st) {
    switch (st->kind) {
    case TRUCE_STATES_ROLE:
        return st->as.role.role == TRUCE_ROLE_HOST || st->as.role.role == TRUCE_ROLE_GUARANTOR ||
               st->as.role.role == TRUCE_ROLE_WORDS;
    case TRUCE_STATES_PRESENCE:
        return st->as.presence.withdraws;
    case TRUCE_STATES_RELATION:
        return st->as.relation.relation == TRUCE_RELATION_ALLIANCE ||
               st->as.relation.relation == TRUCE_RELATION_FINANCE ||
               st->as.relation.relation == TRUCE_RELATION_DEPENDENCE ||
               st->as.relation.relation == TRUCE_RELATION_WORDS;
    default:
        return false;
    }
}

/* A tie told of `side` (or, for an alliance and words, to it). */
static bool add_tie(truce_actors *out, truce_arena *arena, const uint32_t *of, uint32_t side,
                    uint32_t tie, bool far_end) {
    const truce_statement *const st = out->ties.at[tie].statement;
    truce_mediator *const m =
        side != TRUCE_NONE && of[side] != TRUCE_NONE ? &out->mediators[of[side]] : NULL;
    if (m == NULL) {
        return true;
    }
    if (!far_end && is_mediator(st)) {
        return st->denied ? push(arena, &m->denied, &m->n_denied, &m->cap_denied, tie)
                          : push(arena, &m->as, &m->n_as, &m->cap_as, tie);
    }
    const bool counts = is_also(st) && !st->denied &&
                        (!far_end || (st->kind == TRUCE_STATES_RELATION &&
                                      (st->as.relation.relation == TRUCE_RELATION_ALLIANCE ||
                                       st->as.relation.relation == TRUCE_RELATION_WORDS)));
    return !counts || push(arena, &m->also, &m->n_also, &m->cap_also, tie);
}

/* Whom a statement blames, accuses or explains; TRUCE_NONE: nobody. */
static uint32_t charged(const truce_case *c, const truce_statement *st) {
    if (st->kind == TRUCE_STATES_BLAME || st->kind == TRUCE_STATES_ACCUSATION) {
        return truce_case_find(c, TRUCE_KIND_ACTOR, st->as.blame.object);
    }
    return st->kind == TRUCE_STATES_NARRATIVE
               ? truce_case_find(c, TRUCE_KIND_ACTOR, st->as.narrative.event)
               : TRUCE_NONE;
}

static bool find_charges(truce_actors *out, truce_arena *arena, const uint32_t *of) {
    const truce_scope *const scope = out->matrix->scope;
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_BLAME) |
                           TRUCE_STATED(TRUCE_STATES_ACCUSATION) |
                           TRUCE_STATED(TRUCE_STATES_NARRATIVE);
    const truce_stated *told = NULL;
    for (uint32_t i = 0; (told = truce_scope_next(scope, kinds, &i)) != NULL;) {
        const uint32_t side = side_of(scope->c, charged(scope->c, told->statement));
        truce_mediator *const m =
            side != TRUCE_NONE && of[side] != TRUCE_NONE ? &out->mediators[of[side]] : NULL;
        if (m == NULL || told->statement->denied) {
            continue;
        }
        truce_told *const charges =
            truce_arena_grow(arena, m->charges, m->n_charges, &m->cap_charges, sizeof *charges);
        if (charges == NULL) {
            return false;
        }
        m->charges = charges;
        charges[m->n_charges++] = (truce_told){told->claim, told->statement};
    }
    return true;
}

static bool find_mediators(truce_actors *out, truce_arena *arena) {
    const truce_case *const c = out->matrix->scope->c;
    uint32_t *const of = truce_arena_zero(arena, c->n_actors, sizeof *of); /* [side] */
    if (of == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        if (c->actors[i].kind == TRUCE_ACTOR_MEDIATOR) {
            of[c->actors[i].side] = 1;
        }
    }
    for (uint32_t t = 0; t < out->ties.n; t++) {
        const truce_statement *const st = out->ties.at[t].statement;
        if (is_mediator(st) && !st->denied) {
            of[c->actors[out->ties.at[t].actor].side] = 1;
        }
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        out->n_mediators += of[i];
    }
    out->mediators = truce_arena_zero(arena, out->n_mediators, sizeof *out->mediators);
    if (out->mediators == NULL) {
        return false;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_actors; i++) {
        const bool mediates = of[i] == 1;
        of[i] = mediates ? n : TRUCE_NONE;
        if (mediates) {
            out->mediators[n++].side = i;
        }
    }
    for (uint32_t t = 0; t < out->ties.n; t++) {
        const truce_statement *const st = out->ties.at[t].statement;
        const uint32_t side = c->actors[out->ties.at[t].actor].side;
        const uint32_t far =
            st->kind == TRUCE_STATES_RELATION
                ? side_of(c, truce_case_find(c, TRUCE_KIND_ACTOR, st->as.relation.object))
                : TRUCE_NONE;
        if (!add_tie(out, arena, of, side, t, false) ||
            (far != side && !add_tie(out, arena, of, far, t, true))) {
            return false;
        }
    }
    for (uint32_t i = 0; i < out->matrix->n_positions; i++) {
        const truce_position *const p = &out->matrix->positions[i];
        const uint32_t at = p->side != TRUCE_NONE ? of[p->side] : TRUCE_NONE;
        truce_mediator *const m = at != TRUCE_NONE ? &out->mediators[at] : NULL;
        if (m != NULL && !p->inferred &&
            !push(arena, &m->positions, &m->n_positions, &m->cap_positions, i)) {
            return false;
        }
    }
    return find_charges(out, arena, of);
}

truce_status truce_actors_make(const truce_matrix *matrix, truce_arena *arena, truce_actors *actors,
                               truce_error *err) {
    const truce_case *const c = matrix->scope->c;
    truce_actors made = {.matrix = matrix};
    truce_status status = truce_ties_make(matrix->scope, arena, &made.ties, err);
    if (status == TRUCE_OK) {
        status = truce_leverage_make(c, &made.ties, arena, &made.leverage, err);
    }
    if (status == TRUCE_OK && (!find_facets(&made, arena) || !find_mediators(&made, arena))) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for what is reported of actors");
    }
    if (status == TRUCE_OK) {
        *actors = made;
    }
    return status;
}
