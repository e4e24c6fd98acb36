#include "truce/actions/timeline.h"

#include "compose.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    return compose_timeline_asked(k, err);
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    truce_timeline t;
    const truce_status status = compose_timeline_make(k, &t, err);
    if (status == TRUCE_OK) {
        truce_json_key(json, "timeline");
        compose_timeline_json(k, &t, json);
    }
    return status;
}

truce_status truce_timeline_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                   truce_error *err) {
    const answer_parts parts = {"The timeline", document, facts, false, true};
    return compose_answer(session, &parts, paper, out, err);
}
