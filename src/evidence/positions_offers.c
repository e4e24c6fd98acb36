/* Which offers are on the table, and their terms as what the makers offer. */
#include "matrix_parts.h"
#include "truce/evidence/told.h"

typedef struct tables {
    const truce_scope *scope;
    bool *made; /* [offer]: some claim says that it was issued, sent, received or answered */
    bool *off;  /* [offer]: withdrawn, or replaced by one that is on the table */
    const truce_statement **issued; /* [offer]: the first statement that it was issued, by somebody
                                       whom it names */
} tables;

static void note_stages(tables *t, const uint32_t *denied_by) {
    const truce_case *const c = t->scope->c;
    const truce_stated *at = NULL;
    for (uint32_t i = 0;
         (at = truce_scope_next(t->scope, TRUCE_STATED(TRUCE_STATES_OFFER), &i)) != NULL;) {
        const truce_statement *const st = at->statement;
        const uint32_t offer = truce_case_find(c, TRUCE_KIND_OFFER, st->as.offer.offer);
        if (offer == TRUCE_NONE || st->denied || at->inferred ||
            (denied_by[at->claim] != TRUCE_NONE && truce_claim_states_one(&c->claims[at->claim]))) {
            continue;
        }
        if (st->as.offer.stage == TRUCE_STAGE_WITHDRAWN) {
            t->off[offer] = true;
            continue;
        }
        t->made[offer] = true;
        if (st->as.offer.stage == TRUCE_STAGE_ISSUED && st->as.offer.by.n > 0 &&
            t->issued[offer] == NULL) {
            t->issued[offer] = st;
        }
    }
    for (uint32_t i = 0; i < c->n_offers; i++) {
        const uint32_t before = truce_case_find(c, TRUCE_KIND_OFFER, c->offers[i].replaces);
        if (before != TRUCE_NONE && t->made[i]) {
            t->off[before] = true;
        }
    }
}

/* Who makes it: as its record says, else whom the claim names that tells of it. */
static truce_refs makers_of(const tables *t, uint32_t offer) {
    const truce_offer *const o = &t->scope->c->offers[offer];
    return o->by.n > 0                ? o->by
           : t->issued[offer] != NULL ? t->issued[offer]->as.offer.by
                                      : (truce_refs){NULL, 0};
}

/* One statement for all its terms: what the maker offers, as a whole. */
static bool offer_as_statement(const truce_offer *o, truce_ref maker, truce_arena *arena,
                               truce_statement *st) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < o->n_terms; i++) {
        n += o->terms[i].n;
    }
    truce_demand *const demands = truce_arena_take(arena, n * sizeof *demands);
    if (demands == NULL) {
        return false;
    }
    *st = (truce_statement){.kind = TRUCE_STATES_POSITION, .subject = maker};
    st->as.position.stance = TRUCE_STANCE_OFFERS;
    st->as.position.list = TRUCE_LIST_ALL;
    st->as.position.demands = demands;
    for (uint32_t i = 0; i < o->n_terms; i++) {
        for (uint32_t d = 0; d < o->terms[i].n; d++) {
            demands[st->as.position.n++] = o->terms[i].demands[d];
        }
    }
    st->place = n > 0 ? demands[0].place : 0;
    return true;
}

bool find_offered(const truce_scope *scope, const uint32_t *denied_by, truce_arena *arena,
                  offered **out, uint32_t *n_out) {
    const truce_case *const c = scope->c;
    tables t = {.scope = scope};
    size_t cap = 0;
    *out = NULL;
    *n_out = 0;
    t.made = truce_arena_zero(arena, c->n_offers, sizeof *t.made);
    t.off = truce_arena_zero(arena, c->n_offers, sizeof *t.off);
    t.issued = truce_arena_zero(arena, c->n_offers, sizeof *t.issued);
    if (t.made == NULL || t.off == NULL || t.issued == NULL) {
        return false;
    }
    note_stages(&t, denied_by);
    for (uint32_t i = 0; i < c->n_offers; i++) {
        const truce_refs makers = makers_of(&t, i);
        for (uint32_t m = 0; m < makers.n && t.made[i] && !t.off[i] && c->offers[i].n_terms > 0;
             m++) {
            truce_statement *const st = truce_arena_take(arena, sizeof *st);
            offered *const at = truce_arena_grow(arena, *out, *n_out, &cap, sizeof *at);
            if (st == NULL || at == NULL ||
                !offer_as_statement(&c->offers[i], makers.at[m], arena, st)) {
                return false;
            }
            *out = at;
            at[(*n_out)++] = (offered){i, st};
        }
    }
    return true;
}
