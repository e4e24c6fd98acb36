#include "truce/actions/witnesses.h"

#include "compose.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    return compose_witnesses_asked(k, err);
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    return compose_witnesses_json(k, json, err);
}

truce_status truce_witnesses_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                    truce_error *err) {
    const answer_parts parts = {"Who is one witness, and what rests on one", document, facts, false,
                                false};
    return compose_answer(session, &parts, paper, out, err);
}
