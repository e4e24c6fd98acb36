#include "truce/actions/actors.h"

#include "compose.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    return compose_actors_asked(k, err);
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    truce_json_key(json, "actors");
    return compose_actors_json(k, json, err);
}

truce_status truce_actors_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                 truce_error *err) {
    const answer_parts parts = {"Who can press whom, and who is who", document, facts, false,
                                false};
    return compose_answer(session, &parts, paper, out, err);
}
