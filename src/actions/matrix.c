#include "truce/actions/matrix.h"

#include "compose.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    (void)err;
    compose_matrix(k);
    compose_packages(k);
    compose_movements(k);
    compose_issue_pointer(k);
    return TRUCE_OK;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    (void)err;
    truce_json_key(json, "matrix");
    compose_matrix_json(k, json);
    return TRUCE_OK;
}

truce_status truce_matrix_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                 truce_error *err) {
    const answer_parts parts = {"The matrix of positions", document, facts, false, false};
    return compose_answer(session, &parts, paper, out, err);
}
