#include "truce/actions/agreement.h"

#include "compose_agreement.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    promises p;
    const truce_status status = compose_promises(k, &p, err);
    if (status != TRUCE_OK) {
        return status;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("agreement"),
                                 TRUCE_STR("What was agreed, and how it stands"));
    truce_passage *const first = truce_document_paragraph(&k->doc);
    if (k->c->n_obligations == 0) {
        (void)truce_document_say(&k->doc, first, TRUCE_STR("The case names no obligation."),
                                 TRUCE_STR("the case's list of obligations"));
        return TRUCE_OK;
    }
    if (!p.dated || p.n == 0) {
        (void)truce_document_say(
            &k->doc, first,
            p.dated ? TRUCE_STR("No claim that is counted here tells of an obligation.")
                    : TRUCE_STR("Nothing here has a date, so nothing can be said as of a day; "
                                "--at gives one."),
            TRUCE_STR("the case's obligations, and the claims they rest on"));
        return TRUCE_OK;
    }
    compose_agreement_count(k, first, &p);
    if (p.n_left_out > 0) {
        truce_buffer_printf(&k->text,
                            "Of %u more no claim that is counted here tells; they are left out.",
                            p.n_left_out);
        (void)compose_quietly(k, first, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "the claims that obligations and their agreements rest on");
    }
    compose_obligations(k, &p);
    compose_incidents(k, &p);
    compose_disputes(k, &p);
    compose_lacks(k, &p);
    return TRUCE_OK;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    promises p;
    const truce_status status = compose_promises(k, &p, err);
    return status == TRUCE_OK ? compose_agreement_json(k, &p, json, err) : status;
}

truce_status truce_agreement_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                    truce_error *err) {
    const answer_parts parts = {"What was promised, and what is reported of it", document, facts,
                                false, true};
    return compose_answer(session, &parts, paper, out, err);
}
