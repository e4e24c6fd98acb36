/* What obligations lack: a verifier, a guarantor, a deadline, a measure, a response. */
#include "compose_agreement.h"

void compose_lacks(composer *k, const promises *p) {
    static const uint32_t bits[] = {TRUCE_OWED_VERIFIER, TRUCE_OWED_GUARANTOR,
                                    TRUCE_OWED_DEADLINE, TRUCE_OWED_MEASURED,
                                    TRUCE_OWED_RESPONSE, TRUCE_OWED_RESPONSE_DAYS};
    uint32_t whole = 0;
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("lacks"),
                                 TRUCE_STR("What obligations lack"));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < p->n; i++) {
        const uint32_t lacks = truce_owed_lacks(&p->agreement->obligations[i]);
        bool any = false;
        for (size_t b = 0; b < sizeof bits / sizeof *bits; b++) {
            if ((lacks & bits[b]) != 0) {
                truce_buffer_printf(&k->text, "%s%s", any ? ", no " : "no ",
                                    agreement_lack(bits[b]));
                any = true;
            }
        }
        whole += !any;
        if (any) {
            truce_passage *const item =
                truce_document_item(&k->doc, list, (truce_str){NULL, 0}, p->at[i].plan->head.title);
            truce_buffer_byte(&k->text, '.');
            (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                                  "the record of the obligation, and of its agreement where that "
                                  "says nothing");
        }
    }
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
    truce_buffer_printf(&k->text, "%u of %u lack%s none of these.", whole, p->n,
                        whole == 1 ? "s" : "");
    (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                          "count of the obligations above");
}
