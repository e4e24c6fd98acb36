#include "truce/actions/matrix.h"

#include "text_settles.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    compose_matrix(k);
    compose_packages(k);
    compose_movements(k);
    const truce_status status = compose_matrix_text(k, err);
    if (status == TRUCE_OK) {
        compose_issue_pointer(k);
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    truce_json_key(json, "matrix");
    compose_matrix_json(k, json);
    return compose_matrix_text_json(k, json, err);
}

truce_status truce_matrix_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                 truce_error *err) {
    const answer_parts parts = {"The matrix of positions", document, facts, false, false};
    return compose_answer(session, &parts, paper, out, err);
}
