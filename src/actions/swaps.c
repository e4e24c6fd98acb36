#include "truce/actions/swaps.h"

#include "swaps.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    swaps all;
    (void)for_json;
    const truce_status status = swaps_make(k, &all, err);
    if (status == TRUCE_OK) {
        (k->session->request.checklist ? compose_swaps_checklist : compose_swaps)(k, &all);
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    swaps all;
    const truce_status status = swaps_make(k, &all, err);
    if (status == TRUCE_OK) {
        compose_swaps_json(k, &all, json);
    }
    return status;
}

static truce_status rows(composer *k, truce_buffer *out, truce_error *err) {
    swaps all;
    const truce_status status = swaps_make(k, &all, err);
    if (status == TRUCE_OK) {
        swaps_csv(k, &all, out);
    }
    return status;
}

truce_status truce_swaps_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                truce_error *err) {
    if (paper.form == TRUCE_PAPER_CSV) {
        return compose_rows(session, rows, out, err);
    }
    const answer_parts parts = {.subtitle = session->request.checklist
                                                ? "Checklist of those who are exchanged"
                                                : "Who is released for whom, counted",
                                .document = document,
                                .facts = facts,
                                .without_matrix = true};
    return compose_answer(session, &parts, paper, out, err);
}
