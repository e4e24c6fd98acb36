/* What follows if ...: the case weighed once more, with what the request supposes. */
#include "compose_impasse.h"
#include "known.h"
#include "truce/base/suggest.h"

bool impasse_is_supposed(const composer *k) {
    const truce_request *const r = &k->session->request;
    return r->n_assume + r->n_relax + r->n_ignore > 0 || r->firm_only || r->first_hand;
}

bool impasse_next_name(truce_str *rest, truce_str *name) {
    if (rest->data == NULL) {
        return false;
    }
    const char *const comma = rest->size > 0 ? memchr(rest->data, ',', rest->size) : NULL;
    const size_t n = comma != NULL ? (size_t)(comma - rest->data) : rest->size;
    *name = (truce_str){rest->data, n};
    *rest = comma != NULL ? (truce_str){comma + 1, rest->size - n - 1} : (truce_str){NULL, 0};
    return true;
}

/* The claim of this name that the reader sees and that is no supposition, or TRUCE_NONE. */
static uint32_t find_claim(const composer *k, truce_str name) {
    const truce_ref ref = {truce_symbols_find(&k->c->symbols, name), 0};
    const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, ref);
    const bool told = k->session->n_assumed == 0 || claim < k->session->assumed;
    return told ? claim : TRUCE_NONE;
}

uint32_t impasse_find_source(const composer *k, truce_str name) {
    const truce_ref ref = {truce_symbols_find(&k->c->symbols, name), 0};
    const uint32_t source = truce_case_find(k->c, TRUCE_KIND_SOURCE, ref);
    const bool told = k->session->n_assumed == 0 || source != k->session->assumed_source;
    return told ? source : TRUCE_NONE;
}

static bool is_of_source(const composer *k, uint32_t claim, uint32_t source) {
    return k->c->claims[claim].source.symbol == k->c->sources[source].head.name;
}

/* Whether a claim is told apart from others of the same place by a label. */
static bool is_part(truce_str claim, truce_str place) {
    return claim.size > place.size && claim.data[place.size] == '.' &&
           memcmp(claim.data, place.data, place.size) == 0;
}

/* Of a source that there is, the first of its claims are named; else the sources that there are. */
static truce_status refuse_name(composer *k, truce_str name, truce_error *err) {
    enum { SHOWN = 12 };
    const char *const colon = name.size > 0 ? memchr(name.data, ':', name.size) : NULL;
    const truce_str of = {name.data, colon != NULL ? (size_t)(colon - name.data) : name.size};
    const uint32_t source = impasse_find_source(k, of);
    const uint32_t n_told = k->session->n_assumed > 0 ? k->session->assumed : k->c->n_claims;
    truce_suggestion near = truce_suggest_for(name);
    uint32_t n = 0;
    uint32_t n_parts = 0; /* "s2:P9.groups" of "s2:P9" */
    if (source == TRUCE_NONE) {
        return known_refuse(k->session, TRUCE_KIND_SOURCE, of, err);
    }
    for (uint32_t i = 0; i < n_told; i++) {
        n_parts += is_part(claim_name(k->c, i), name);
    }
    for (uint32_t i = 0; i < n_told; i++) {
        const bool part = is_part(claim_name(k->c, i), name);
        if (n_parts > 0 ? part : is_of_source(k, i, source)) {
            truce_suggest_try(&near, claim_name(k->c, i));
            if (n++ < SHOWN) {
                truce_buffer_printf(&k->text, "%s%.*s", n == 1 ? "" : ", ",
                                    TRUCE_STR_ARGS(claim_name(k->c, i)));
            }
        }
    }
    if (n > SHOWN) {
        truce_buffer_printf(&k->text, " and %u more", n - SHOWN);
    }
    const truce_str some = compose_keep(k);
    const truce_str hint = n_parts > 0 ? (truce_str){NULL, 0} : truce_suggest_hint(&near, k->arena);
    return truce_fail(err, TRUCE_ENOTFOUND, "no claim is called \"%.*s\"; %.*s%s%.*s",
                      name.size > 60 ? 60 : (int)name.size, name.data, TRUCE_STR_ARGS(hint),
                      hint.size > 0 ? ""
                      : n_parts > 0 ? "there are: "
                      : n > 0       ? "that source has: "
                                    : "no claim of that source is in view",
                      hint.size > 0 ? 0 : (int)some.size, some.data != NULL ? some.data : "");
}

/* A position's name or a claim's, which has a colon. */
static truce_status refuse_relaxed(composer *k, truce_str name, truce_error *err) {
    return name.size > 0 && memchr(name.data, ':', name.size) != NULL
               ? refuse_name(k, name, err)
               : truce_fail(err, TRUCE_ENOTFOUND,
                            "no position is called \"%.*s\"; they are called by their id in "
                            "truce impasse --json, or by their claims",
                            name.size > 60 ? 60 : (int)name.size, name.data);
}

/* ---- claims that are left out ---- */

static truce_status find_ignored(composer *k, bool *ignored, truce_error *err) {
    const truce_request *const r = &k->session->request;
    for (size_t i = 0; i < r->n_ignore; i++) {
        truce_str rest = r->ignore[i];
        truce_str name;
        while (impasse_next_name(&rest, &name)) {
            const uint32_t claim = find_claim(k, name);
            const uint32_t source = claim == TRUCE_NONE ? impasse_find_source(k, name) : TRUCE_NONE;
            if (claim == TRUCE_NONE && source == TRUCE_NONE) {
                return refuse_name(k, name, err);
            }
            for (uint32_t c = 0; c < k->c->n_claims && claim == TRUCE_NONE; c++) {
                ignored[c] = ignored[c] || is_of_source(k, c, source);
            }
            if (claim != TRUCE_NONE) {
                ignored[claim] = true;
            }
        }
    }
    return TRUCE_OK;
}

bool impasse_leave_out(composer *k, const bool *ignored, truce_scope *out) {
    *out = k->scope;
    out->in = truce_arena_take(k->arena, k->c->n_claims * sizeof *out->in);
    out->stated = truce_arena_take(k->arena, k->scope.n_stated * sizeof *out->stated);
    out->n_in = 0;
    out->n_stated = 0;
    if (out->in == NULL || out->stated == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        out->in[i] = k->scope.in[i] && !ignored[i];
        out->n_in += out->in[i];
    }
    for (uint32_t i = 0; i < k->scope.n_stated; i++) {
        if (!ignored[k->scope.stated[i].claim]) {
            out->stated[out->n_stated++] = k->scope.stated[i];
        }
    }
    return true;
}

const bool *impasse_links_off(composer *k, const bool *ignored) {
    bool *const off = truce_arena_zero(k->arena, k->c->n_links, sizeof *off);
    for (uint32_t i = 0; off != NULL && i < k->c->n_links; i++) {
        const truce_refs from = k->c->links[i].from;
        off[i] = from.n > 0;
        for (uint32_t n = 0; n < from.n && off[i]; n++) {
            const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, from.at[n]);
            off[i] = claim != TRUCE_NONE && ignored[claim];
        }
    }
    return off;
}

/* ---- positions that are not insisted on ---- */

static bool rests_on(const held_position *p, uint32_t claim) {
    for (uint32_t i = 0; i < p->n_claims; i++) {
        if (p->claims[i] == claim) {
            return true;
        }
    }
    return false;
}

/* Mark the positions that the request names; `known` is set for each name that is one's. */
static bool *mark_relaxed(composer *k, const weighed *w, bool *known) {
    const truce_request *const r = &k->session->request;
    bool *const dropped = truce_arena_zero(k->arena, w->held.stands.n_positions, sizeof *dropped);
    for (uint32_t p = 0; dropped != NULL && r->n_relax > 0 && p < w->held.stands.n_positions; p++) {
        const held_position *const held = &w->held.positions[p];
        size_t n = 0;
        impasse_position_id(k, w, held);
        for (size_t i = 0; i < r->n_relax; i++) {
            truce_str rest = r->relax[i];
            truce_str name;
            for (; impasse_next_name(&rest, &name); n++) {
                const uint32_t claim = find_claim(k, name);
                if (truce_str_equal(name, truce_buffer_str(&k->text)) ||
                    (claim != TRUCE_NONE && rests_on(held, claim))) {
                    dropped[p] = true;
                    known[n] = true;
                }
            }
        }
        k->text.size = 0;
    }
    return dropped;
}

static size_t count_names(const truce_request *r) {
    size_t n = 0;
    for (size_t i = 0; i < r->n_relax; i++) {
        truce_str rest = r->relax[i];
        truce_str name;
        for (; impasse_next_name(&rest, &name); n++) {
        }
    }
    return n;
}

/* Each name that --relax gives is a position's, or a claim's. */
static truce_status find_relaxed(composer *k, const weighed *before, const bool **out,
                                 truce_error *err) {
    const truce_request *const r = &k->session->request;
    bool *const known = truce_arena_zero(k->arena, count_names(r), sizeof *known);
    bool *const dropped = known != NULL ? mark_relaxed(k, before, known) : NULL;
    size_t n = 0;
    if (dropped == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what is not insisted on");
    }
    for (size_t i = 0; i < r->n_relax; i++) {
        truce_str rest = r->relax[i];
        truce_str name;
        for (; impasse_next_name(&rest, &name); n++) {
            if (!known[n] && find_claim(k, name) == TRUCE_NONE) {
                return refuse_relaxed(k, name, err);
            }
        }
    }
    *out = dropped;
    return TRUCE_OK;
}

/* What is supposed always binds; of the rest, what the request leaves. */
static const bool *drop(composer *k, const weighed *w) {
    bool *const known =
        truce_arena_zero(k->arena, count_names(&k->session->request), sizeof *known);
    bool *const dropped = known != NULL ? mark_relaxed(k, w, known) : NULL;
    for (uint32_t i = 0; dropped != NULL && i < w->held.stands.n_positions; i++) {
        if (w->held.positions[i].supposed) {
            dropped[i] = false;
        } else if (k->session->request.firm_only &&
                   w->held.stands.positions[i].firmness != TRUCE_STAND_RED_LINE) {
            dropped[i] = true;
        }
    }
    return dropped;
}

truce_status weigh_supposed(composer *k, const weighed *before, supposed *s, truce_error *err) {
    const truce_session *const session = k->session;
    stands_ask ask = {.hold = session->request.hold,
                      .supposed = session->assumed,
                      .n_supposed = session->n_assumed,
                      .first_hand = session->request.first_hand};
    bool *const ignored = truce_arena_zero(k->arena, k->c->n_claims, sizeof *ignored);
    *s = (supposed){.before = before, .ignored = ignored};
    if (ignored == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the claims left out");
    }
    truce_status status = find_ignored(k, ignored, err);
    if (status == TRUCE_OK) {
        status = find_relaxed(k, before, &s->relaxed, err);
    }
    if (status == TRUCE_OK) {
        status = impasse_held(k, &ask.held_offers, err);
    }
    if (status == TRUCE_OK) {
        ask.links_off = impasse_links_off(k, ignored);
        if (ask.links_off == NULL || !impasse_leave_out(k, ignored, &s->scope)) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for the claims left out");
        }
        status = weigh_claims(k, &s->scope, &ask, drop, &s->after, err);
    }
    if (status == TRUCE_OK) {
        status = weigh_closer(k, &s->after, err);
    }
    if (status == TRUCE_OK && !impasse_compare(k, s)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for what would change");
    }
    return status;
}
