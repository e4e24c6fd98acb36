#include "truce/actions/deals.h"

#include "compose_deals.h"
#include "deals_asked.h"

static truce_status document(composer *k, bool for_json, truce_error *err) {
    dealt d;
    (void)for_json;
    if (deal_is_asked(k)) {
        deal_asked a;
        const truce_status asked = deal_ask(k, &d, &a, err);
        if (asked == TRUCE_OK) {
            compose_asked(k, &d, &a);
        }
        return asked;
    }
    const truce_status status = deal(k, &d, false, err);
    if (status == TRUCE_OK) {
        compose_deals(k, &d);
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    dealt d;
    if (deal_is_asked(k)) {
        deal_asked a;
        const truce_status asked = deal_ask(k, &d, &a, err);
        if (asked == TRUCE_OK) {
            compose_asked_json(k, &d, &a, json);
        }
        return asked;
    }
    const truce_status status = deal(k, &d, false, err);
    if (status == TRUCE_OK) {
        compose_deals_json(k, &d, json);
    }
    return status;
}

/* Why nothing can be weighed, where something is stated. */
static void say_why(composer *k, truce_status status, const truce_error *err) {
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("deals"),
                                 TRUCE_STR("What packages are worth"));
    truce_buffer_printf(&k->text, "Preferences are stated, and not weighed here: %s.",
                        status == TRUCE_EPARSE
                            ? "they contradict themselves; truce check tells where"
                            : err->message);
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN, compose_keep(k),
                          "the preferences of the case");
}

void compose_deals_section(composer *k, bool whole) {
    dealt d;
    truce_error err;
    if (k->c->n_preferences == 0) {
        return;
    }
    const truce_status status = deal(k, &d, true, &err);
    if (status == TRUCE_OK && whole) {
        compose_deals(k, &d);
    } else if (status == TRUCE_OK) {
        compose_deals_short(k, &d);
    } else if (status == TRUCE_ENOMEM) {
        k->failed = true;
    } else {
        say_why(k, status, &err);
    }
}

truce_status truce_deals_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                truce_error *err) {
    const answer_parts parts = {
        .subtitle = "What packages are worth, as stated", .document = document, .facts = facts};
    return compose_answer(session, &parts, paper, out, err);
}
