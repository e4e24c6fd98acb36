#include "truce/actions/impasse.h"

#include "text_settles.h"

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
        k->session->doing = "looking for clashes, and for what would open a deal";
        status =
            truce_impasse_find(k->c, &w->held.stands, options_of(k), k->arena, &w->impasse, err);
    }
    return status;
}

truce_status weigh_closer(composer *k, weighed *w, truce_error *err) {
    const uint32_t n = w->impasse.n_openings;
    k->session->doing = "looking for how little would be enough";
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

static truce_status weigh_as(composer *k, bool with_hold, weighed *w, truce_error *err) {
    stands_ask ask = {.hold = with_hold && k->session->request.hold,
                      .without = k->session->assumed,
                      .n_without = k->session->n_assumed};
    truce_status status = with_hold ? impasse_held(k, &ask.held_offers, err) : TRUCE_OK;
    if (status == TRUCE_OK) {
        status = weigh_claims(k, &k->scope, &ask, NULL, w, err);
    }
    return status == TRUCE_OK ? weigh_closer(k, w, err) : status;
}

truce_status weigh(composer *k, weighed *w, truce_error *err) {
    return weigh_as(k, true, w, err);
}

static bool holds(const composer *k) {
    return k->session->request.hold || k->session->request.n_hold_offers > 0;
}

/* The case as it stands, and what is supposed next to it, if anything is. Offers that are held
 * stand in both; where nothing else is asked, they are what is supposed. */
static truce_status weigh_asked(composer *k, unsigned *whole, weighed *w, supposed *s, bool *asked,
                                truce_error *err) {
    truce_status status = impasse_find_parts(k, whole, err);
    const bool others = impasse_is_supposed(k);
    *asked = others || holds(k);
    if (status == TRUCE_OK) {
        status = weigh_as(k, others, w, err);
    }
    if (status == TRUCE_OK && *asked) {
        status = weigh_supposed(k, w, s, err);
    }
    return status == TRUCE_OK && holds(k) ? impasse_check_held(k, others ? w : &s->after, err)
                                          : status;
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    weighed w;
    supposed s;
    unsigned whole = 0;
    bool asked = false;
    (void)for_json;
    const truce_status status = weigh_asked(k, &whole, &w, &s, &asked, err);
    if (status == TRUCE_OK && asked) {
        compose_supposed(k, &s, whole);
    } else if (status == TRUCE_OK) {
        compose_impasse(k, &w, whole);
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    weighed w;
    supposed s;
    unsigned whole = 0;
    bool asked = false;
    const truce_status status = weigh_asked(k, &whole, &w, &s, &asked, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (asked && !impasse_is_supposed(k)) {
        compose_held_json(k, &s, json);
        return TRUCE_OK;
    }
    compose_impasse_json(k, &w, json);
    if (asked) {
        compose_supposed_json(k, &s, json);
    }
    return compose_impasse_text_json(k, &w, json, err);
}

truce_status truce_impasse_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                  truce_error *err) {
    const answer_parts parts = {.subtitle = "Why there is no deal, as reported",
                                .document = document,
                                .facts = facts,
                                .without_matrix = true};
    return compose_answer(session, &parts, paper, out, err);
}
