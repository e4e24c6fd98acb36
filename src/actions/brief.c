#include "truce/actions/brief.h"

#include "compose.h"

static truce_status compose_all(composer *k, bool with_claims, truce_error *err) {
    compose_note(k);
    const truce_status status = compose_who(k, err);
    compose_matrix(k);
    compose_packages(k);
    compose_movements(k);
    compose_sources(k);
    if (with_claims) {
        compose_claims(k);
    }
    compose_reading(k);
    return status;
}

static void answer_json(composer *k, truce_buffer *out) {
    truce_json json = truce_json_new(out);
    truce_json_object(&json);
    truce_json_key(&json, "about");
    compose_about_json(k, &json);
    truce_json_key(&json, "document");
    truce_document_json(&k->doc, &json);
    truce_json_key(&json, "matrix");
    compose_matrix_json(k, &json);
    truce_json_key(&json, "claims");
    compose_claims_json(k, &json);
    truce_json_key(&json, "sources");
    compose_sources_json(k, &json);
    truce_json_close(&json);
    truce_json_end(&json);
}

truce_status truce_brief_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                truce_error *err) {
    composer k;
    truce_buffer made = truce_buffer_new();
    const bool json = paper.form == TRUCE_PAPER_JSON;
    truce_status status =
        compose_begin(&k, session, "What the parties are reported to have said", err);
    if (status == TRUCE_OK) {
        /* For machines the claims are a table of their own, beside the document. */
        status = compose_all(&k, !json, err);
    }
    if (status == TRUCE_OK && json) {
        answer_json(&k, &made);
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
