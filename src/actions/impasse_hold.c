/* --hold: offers taken as held, and why one that is named binds nobody. */
#include "compose_impasse.h"
#include "known.h"

truce_status impasse_held(composer *k, const bool **out, truce_error *err) {
    const truce_request *const r = &k->session->request;
    bool *const held = truce_arena_zero(k->arena, k->c->n_offers, sizeof *held);
    if (held == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the offers that are held");
    }
    for (size_t i = 0; i < r->n_hold_offers; i++) {
        const truce_str name = r->hold_offers[i];
        const truce_ref ref = {truce_symbols_find(&k->c->symbols, name), 0};
        const uint32_t offer = truce_case_find(k->c, TRUCE_KIND_OFFER, ref);
        if (offer == TRUCE_NONE) {
            return known_refuse(k->session, TRUCE_KIND_OFFER, name, err);
        }
        held[offer] = true;
    }
    *out = held;
    return TRUCE_OK;
}

static bool binds(const weighed *w, uint32_t offer) {
    for (uint32_t i = 0; i < w->held.stands.n_positions; i++) {
        if (w->held.positions[i].kept && w->held.positions[i].offer == offer) {
            return true;
        }
    }
    return false;
}

/* The first maker that its record names, if none of them is on a party's side; else TRUCE_NONE. */
static uint32_t find_outsider(const truce_case *c, const truce_offer *o) {
    for (uint32_t i = 0; i < o->by.n; i++) {
        const uint32_t side = truce_side_of(c, o->by.at[i]);
        if (side != TRUCE_NONE && c->actors[side].kind == TRUCE_ACTOR_PARTY) {
            return TRUCE_NONE;
        }
    }
    return o->by.n > 0 ? truce_case_find(c, TRUCE_KIND_ACTOR, o->by.at[0]) : TRUCE_NONE;
}

truce_status impasse_check_held(const composer *k, const weighed *w, truce_error *err) {
    const truce_request *const r = &k->session->request;
    for (size_t i = 0; i < r->n_hold_offers; i++) {
        const truce_str name = r->hold_offers[i];
        const truce_ref ref = {truce_symbols_find(&k->c->symbols, name), 0};
        const uint32_t offer = truce_case_find(k->c, TRUCE_KIND_OFFER, ref);
        if (offer == TRUCE_NONE || binds(w, offer)) {
            continue;
        }
        const truce_offer *const o = &k->c->offers[offer];
        const int size = name.size > 60 ? 60 : (int)name.size;
        const uint32_t outsider = find_outsider(k->c, o);
        if (outsider != TRUCE_NONE) {
            const truce_str maker = k->c->actors[outsider].head.title;
            return truce_fail(err, TRUCE_EINVAL,
                              "--hold=%.*s: that offer is by %.*s, on no party's side, and binds "
                              "nobody",
                              size, name.data, maker.size > 60 ? 60 : (int)maker.size, maker.data);
        }
        if (o->n_terms == 0) {
            return truce_fail(err, TRUCE_EINVAL,
                              "--hold=%.*s: no claim gives terms of that offer, so there is "
                              "nothing to hold",
                              size, name.data);
        }
        return truce_fail(err, TRUCE_EINVAL,
                          "--hold=%.*s: that offer is not on the table: no claim tells who made "
                          "it, or it was withdrawn or replaced",
                          size, name.data);
    }
    return TRUCE_OK;
}
