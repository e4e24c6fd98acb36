#include "truce/actions/offers.h"

#include "compose.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    return compose_offers(k, err);
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    truce_offers o;
    const truce_status status = truce_offers_make(&k->scope, k->arena, &o, err);
    if (status == TRUCE_OK) {
        compose_offers_json(k, &o, json);
    }
    return status;
}

truce_status truce_offers_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                 truce_error *err) {
    const answer_parts parts = {"Who holds what, according to whom", document, facts, false, true};
    return compose_answer(session, &parts, paper, out, err);
}
