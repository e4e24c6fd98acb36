/* What cannot be told of obligations because nobody says it: when what they wait for happened,
 * which days are meant, by what they are measured, how they were kept; and whom to ask. Facts are
 * asked of whoever verifies, else guarantees; what was meant, of those between whom it is owed. */
#include "compose_agreement.h"

enum {
    ASK_TRIGGER = 1,
    ASK_FIRST = 2,
    ASK_REPORTS = 4,
    ASK_LAST = 8,
    ASK_PHASE = 16,
    ASK_NO_LAST = 32,
    ASK_MEASURE = 64,
    ASKS = 7,
    ASK_FACTS = ASK_TRIGGER | ASK_FIRST | ASK_REPORTS
};

static bool is_span(promised when) {
    return when.kind == PROMISED_ON && when.days.earliest < when.days.latest;
}

/* What is not stated of an obligation that is not done with. */
static unsigned asks_of(const promises *p, uint32_t i) {
    const promise *const o = &p->at[i];
    const truce_owed_standing *const s = &p->owed.standings[i];
    if (s->state == TRUCE_OWED_STATE_KEPT || s->state == TRUCE_OWED_STATE_WAIVED ||
        s->state == TRUCE_OWED_STATE_VOID) {
        return 0;
    }
    const bool open = o->last.kind == PROMISED_ON && o->last.days.latest == TRUCE_OWED_DAY_MAX;
    const uint32_t lacks = truce_owed_lacks(&p->agreement->obligations[i]);
    const bool waits =
        o->from.kind == PROMISED_UNKNOWN || (o->after != NULL && o->last.kind == PROMISED_UNKNOWN);
    return (waits ? ASK_TRIGGER : 0U) | (is_span(o->from) ? ASK_FIRST : 0U) |
           ((s->why & TRUCE_OWED_WHY_REPORTS) != 0 ? ASK_REPORTS : 0U) | (open ? ASK_PHASE : 0U) |
           (!open && is_span(o->last) ? ASK_LAST : 0U) |
           (o->last.kind == PROMISED_NOT ? ASK_NO_LAST : 0U) |
           ((lacks & TRUCE_OWED_MEASURED) != 0 ? ASK_MEASURE : 0U);
}

/* One of them as a question, without a mark behind it. */
static void question(composer *k, const promises *p, uint32_t i, unsigned ask) {
    const promise *const o = &p->at[i];
    const truce_owed_standing *const s = &p->owed.standings[i];
    switch (ask) {
    case ASK_TRIGGER:
        truce_buffer_lit(&k->text, "whether and when ");
        if (o->after != NULL) {
            agreement_trigger(k, o->after);
            truce_buffer_lit(&k->text, " came");
        } else {
            truce_buffer_lit(&k->text, "its phase began");
        }
        return;
    case ASK_FIRST:
        truce_buffer_lit(&k->text, "on which day it began: known is only ");
        agreement_when(k, o->from);
        return;
    case ASK_REPORTS:
        truce_buffer_lit(&k->text, "how it was kept");
        if (s->days_due > 0) {
            truce_buffer_printf(&k->text, ": reports speak of %lld of its %lld days",
                                (long long)s->days_reported, (long long)s->days_due);
        }
        return;
    case ASK_LAST:
        truce_buffer_lit(&k->text, "which day is its last: known is only ");
        agreement_when(k, o->last);
        return;
    case ASK_PHASE:
        truce_buffer_printf(&k->text, "%s",
                            o->last_of_phase ? "until when its phase goes on"
                                             : "which day is its last");
        return;
    case ASK_NO_LAST:
        truce_buffer_lit(&k->text, "until which day: no last day is given, so it cannot become "
                                   "late");
        return;
    default:
        truce_buffer_lit(&k->text, "by what it is measured, or what would show that it is kept");
    }
}

/* Whom to ask for facts: never nobody. */
static truce_refs knows(const promise *o) {
    return o->verifier.names.n > 0    ? o->verifier.names
           : o->guarantor.names.n > 0 ? o->guarantor.names
                                      : o->plan->top.names;
}

static void add_whom(composer *k, const promise *o, bool facts) {
    truce_buffer_lit(&k->text, "Ask ");
    agreement_names(k, facts ? knows(o) : o->plan->top.names);
    if (!facts && o->plan->top.to.n > 0) {
        truce_buffer_lit(&k->text, " and ");
        agreement_names(k, o->plan->top.to);
    }
    truce_buffer_lit(&k->text, ": ");
}

static void add_asks(composer *k, truce_passage *item, const promises *p, uint32_t i,
                     unsigned asks) {
    bool any = false;
    for (unsigned b = 0; b < ASKS; b++) {
        if ((asks >> b & 1U) != 0) {
            if (any) {
                truce_buffer_lit(&k->text, "; ");
            } else {
                add_whom(k, &p->at[i], (1U << b & ASK_FACTS) != 0);
            }
            any = true;
            question(k, p, i, 1U << b);
        }
    }
    if (any) {
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "what the records of the obligation and its reports do not say");
    }
}

static void add_obligation(composer *k, truce_block *list, const promises *p, uint32_t i,
                           unsigned asks) {
    const truce_owed_standing *const s = &p->owed.standings[i];
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, p->at[i].plan->head.title);
    if (s->state == TRUCE_OWED_STATE_CANNOT_TELL) {
        truce_buffer_lit(&k->text, "may be ");
        agreement_states(k, s->possible);
        truce_buffer_lit(&k->text, ": ");
        agreement_why(k, s);
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, item, TRUCE_SPAN_STRONG, compose_keep(k),
                              truce_owed_rule_words(s->rule));
    }
    add_asks(k, item, p, i, asks & ASK_FACTS);
    add_asks(k, item, p, i, asks & ~(unsigned)ASK_FACTS);
}

void compose_unknown(composer *k, const promises *p, bool whole) {
    enum { SHOWN = 12 };
    const uint32_t *const order = compose_by_state(k, p);
    truce_block *list = NULL;
    uint32_t n = 0;
    for (int told = 0; order != NULL && told < 2; told++) { /* first what cannot be told at all */
        for (uint32_t at = 0; at < p->n; at++) {
            const uint32_t i = order[at];
            const unsigned asks = asks_of(p, i);
            const bool cannot = p->owed.standings[i].state == TRUCE_OWED_STATE_CANNOT_TELL;
            if (cannot == (told == 1) || (asks == 0 && !cannot) || (n++ >= SHOWN && !whole)) {
                continue;
            }
            if (list == NULL) {
                (void)truce_document_heading(
                    &k->doc, 3, TRUCE_STR("unknown"),
                    TRUCE_STR("What cannot be told, and what to ask of whom"));
                list = truce_document_list(&k->doc);
            }
            add_obligation(k, list, p, i, asks);
        }
    }
    if (n > SHOWN && !whole) {
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        truce_buffer_printf(&k->text, "and %u more: --sections unknown has all", n - SHOWN);
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                              "the first of them are shown");
    }
}

/* ---- for machines ---- */

static void names(composer *k, truce_refs refs, truce_json *json) {
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_json_str(json, truce_case_name(k->c, refs.at[i].symbol));
    }
}

void compose_unknown_json(composer *k, const promises *p, uint32_t i, truce_json *json) {
    const promise *const o = &p->at[i];
    const unsigned asks = asks_of(p, i);
    truce_json_key(json, "ask");
    truce_json_array(json);
    for (unsigned b = 0; b < ASKS; b++) {
        if ((asks >> b & 1U) == 0) {
            continue;
        }
        truce_json_object_inline(json);
        question(k, p, i, 1U << b);
        truce_json_member_str(json, "what", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_key(json, "of");
        truce_json_array_inline(json);
        const bool facts = (1U << b & ASK_FACTS) != 0;
        names(k, facts ? knows(o) : o->plan->top.names, json);
        names(k, facts ? (truce_refs){NULL, 0} : o->plan->top.to, json);
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}
