#include "truce/actions/accounts.h"

#include "compose.h"

static truce_status answer_json(composer *k, truce_buffer *out, truce_error *err) {
    truce_json json = truce_json_new(out);
    truce_json_object(&json);
    truce_json_key(&json, "about");
    compose_about_json(k, &json);
    const truce_status status = compose_accounts_json(k, &json, err);
    truce_json_close(&json);
    truce_json_end(&json);
    return status;
}

truce_status truce_accounts_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                   truce_error *err) {
    composer k;
    truce_buffer made = truce_buffer_new();
    truce_status status = compose_begin(&k, session, "What does not match", err);
    if (status == TRUCE_OK) {
        status = compose_find_issues(&k, err);
    }
    if (status == TRUCE_OK) {
        status = compose_find_kinds(&k, err);
    }
    if (status == TRUCE_OK && paper.form == TRUCE_PAPER_JSON) {
        status = answer_json(&k, &made, err);
    } else if (status == TRUCE_OK) {
        compose_note(&k);
        status = compose_accounts(&k, err);
        compose_issue_pointer(&k);
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
