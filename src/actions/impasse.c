#include "truce/actions/impasse.h"

#include "compose_impasse.h"

truce_status weigh(composer *k, weighed *w, truce_error *err) {
    truce_status status =
        stands_make(&k->matrix, k->session->request.hold, k->arena, &w->held, err);
    if (status == TRUCE_OK) {
        const truce_impasse_options options = {.openings_max = k->session->request.most};
        status = truce_impasse_find(k->c, &w->held.stands, options, k->arena, &w->impasse, err);
    }
    return status;
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    weighed w;
    (void)for_json;
    const truce_status status = weigh(k, &w, err);
    if (status == TRUCE_OK) {
        compose_impasse(k, &w);
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    weighed w;
    const truce_status status = weigh(k, &w, err);
    if (status == TRUCE_OK) {
        compose_impasse_json(k, &w, json);
    }
    return status;
}

truce_status truce_impasse_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                  truce_error *err) {
    const answer_parts parts = {
        .subtitle = "Why there is no deal, as reported", .document = document, .facts = facts};
    return compose_answer(session, &parts, paper, out, err);
}
