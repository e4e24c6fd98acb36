#include "truce/actions/accounts.h"

#include "compose.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    truce_status status = compose_find_kinds(k, err);
    if (status == TRUCE_OK) {
        status = compose_accounts(k, err);
    }
    compose_issue_pointer(k);
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    const truce_status status = compose_find_kinds(k, err);
    return status == TRUCE_OK ? compose_accounts_json(k, json, err) : status;
}

truce_status truce_accounts_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                   truce_error *err) {
    const answer_parts parts = {"What does not match", document, facts, false, false};
    return compose_answer(session, &parts, paper, out, err);
}
