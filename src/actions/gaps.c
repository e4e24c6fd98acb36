#include "truce/actions/gaps.h"

#include "compose.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    const truce_status status = compose_gaps(k, err);
    compose_other_side(k);
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    truce_json_key(json, "gaps");
    return compose_gaps_json(k, json, err);
}

truce_status truce_gaps_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                               truce_error *err) {
    const answer_parts parts = {"Questions to take along", document, facts, false, false};
    return compose_answer(session, &parts, paper, out, err);
}
