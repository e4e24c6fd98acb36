#include "truce/actions/impasse.h"

#include "compose_impasse.h"

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
            return truce_fail(err, TRUCE_ENOTFOUND, "no offer is called \"%.*s\"",
                              name.size > 80 ? 80 : (int)name.size, name.data);
        }
        held[offer] = true;
    }
    *out = held;
    return TRUCE_OK;
}

static truce_impasse_options options_of(const composer *k) {
    const truce_request *const r = &k->session->request;
    return (truce_impasse_options){
        .openings_max = r->most, .effort = r->effort, .stop = r->stop, .stop_data = r->stop_data};
}

truce_status weigh_claims(composer *k, const truce_scope *scope, const stands_ask *ask,
                          const bool *(*drop)(composer *k, const weighed *w), weighed *w,
                          truce_error *err) {
    truce_status status = truce_matrix_make_with_offers(scope, k->arena, &w->matrix, err);
    if (status == TRUCE_OK) {
        status = stands_make(&w->matrix, ask, k->arena, &w->held, err);
    }
    if (status == TRUCE_OK && drop != NULL) {
        const bool *const dropped = drop(k, w);
        if (dropped == NULL || !stands_drop(&w->held, dropped, k->arena)) {
            status = truce_fail(err, TRUCE_ENOMEM, "no memory for what is not insisted on");
        }
    }
    if (status == TRUCE_OK) {
        status =
            truce_impasse_find(k->c, &w->held.stands, options_of(k), k->arena, &w->impasse, err);
    }
    return status;
}

truce_status weigh_closer(composer *k, weighed *w, truce_error *err) {
    const uint32_t n = w->impasse.n_openings;
    w->nearest = truce_arena_take(k->arena, n * sizeof *w->nearest);
    const truce_status status =
        w->nearest != NULL
            ? truce_enough_find(k->c, &w->impasse, n, options_of(k), k->arena, w->nearest, err)
            : truce_fail(err, TRUCE_ENOMEM, "no memory for what would have to give");
    if (status == TRUCE_OK && !impasse_find_tellings(k, w, &w->told)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what the clashes are about");
    }
    return status == TRUCE_OK ? impasse_attest(k, w, &w->attested, err) : status;
}

truce_status weigh(composer *k, weighed *w, truce_error *err) {
    stands_ask ask = {.hold = k->session->request.hold};
    truce_status status = impasse_held(k, &ask.held_offers, err);
    if (status == TRUCE_OK) {
        status = weigh_claims(k, &k->scope, &ask, NULL, w, err);
    }
    return status == TRUCE_OK ? weigh_closer(k, w, err) : status;
}

static truce_status find_asked(composer *k, unsigned *whole, truce_error *err) {
    const truce_status status = impasse_find_parts(k, whole, err);
    return status == TRUCE_OK ? compose_find_issues(k, err) : status;
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    weighed w;
    supposed s;
    unsigned whole = 0;
    (void)for_json;
    truce_status status = find_asked(k, &whole, err);
    if (status == TRUCE_OK) {
        status = weigh(k, &w, err);
    }
    if (status == TRUCE_OK && impasse_is_supposed(k)) {
        status = weigh_supposed(k, &w, &s, err);
        if (status == TRUCE_OK) {
            compose_supposed(k, &s, whole);
        }
    } else if (status == TRUCE_OK) {
        compose_impasse(k, &w, whole);
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    weighed w;
    supposed s;
    const bool asked = impasse_is_supposed(k);
    unsigned whole = 0;
    truce_status status = find_asked(k, &whole, err);
    if (status == TRUCE_OK) {
        status = weigh(k, &w, err);
    }
    if (status == TRUCE_OK && asked) {
        status = weigh_supposed(k, &w, &s, err);
    }
    if (status == TRUCE_OK) {
        compose_impasse_json(k, &w, json);
    }
    if (status == TRUCE_OK && asked) {
        compose_supposed_json(k, &s, json);
    }
    return status;
}

truce_status truce_impasse_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                  truce_error *err) {
    const answer_parts parts = {.subtitle = "Why there is no deal, as reported",
                                .document = document,
                                .facts = facts,
                                .without_matrix = true};
    return compose_answer(session, &parts, paper, out, err);
}
