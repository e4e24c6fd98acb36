#include "truce/actions/matrix.h"

#include "compose.h"

static void answer_json(composer *k, truce_buffer *out) {
    truce_json json = truce_json_new(out);
    truce_json_object(&json);
    truce_json_key(&json, "about");
    compose_about_json(k, &json);
    truce_json_key(&json, "matrix");
    compose_matrix_json(k, &json);
    truce_json_close(&json);
    truce_json_end(&json);
}

truce_status truce_matrix_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                 truce_error *err) {
    composer k;
    truce_buffer made = truce_buffer_new();
    truce_status status = compose_begin(&k, session, "The matrix of positions", err);
    if (status == TRUCE_OK && paper.form == TRUCE_PAPER_JSON) {
        answer_json(&k, &made);
    } else if (status == TRUCE_OK) {
        compose_note(&k);
        compose_matrix(&k);
        compose_packages(&k);
        compose_movements(&k);
    }
    if (status == TRUCE_OK) {
        status = compose_render(&k, paper, &made, err);
    }
    if (status == TRUCE_OK) {
        status = truce_buffer_status(&made, err);
    }
    if (status == TRUCE_OK) {
        truce_buffer_move(out, &made);
        status = truce_buffer_status(out, err);
    }
    truce_buffer_clear(&made);
    compose_end(&k);
    return status;
}
