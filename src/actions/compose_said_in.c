/* What was said in a statement that is an event: whatever else the claims say that tell of it. */
#include "compose.h"

enum { SHOWN = 6 };

/* What somebody may say: no roles, traits, ties or words, which the claim tells besides. */
static const uint32_t CONTENT =
    TRUCE_STATED(TRUCE_STATES_SAYING) | TRUCE_STATED(TRUCE_STATES_FORECAST) |
    TRUCE_STATED(TRUCE_STATES_BLAME) | TRUCE_STATED(TRUCE_STATES_ACCUSATION) |
    TRUCE_STATED(TRUCE_STATES_DENIAL) | TRUCE_STATED(TRUCE_STATES_TALKS) |
    TRUCE_STATED(TRUCE_STATES_OFFER) | TRUCE_STATED(TRUCE_STATES_POSITION) |
    TRUCE_STATED(TRUCE_STATES_MOVEMENT) | TRUCE_STATED(TRUCE_STATES_PRESENCE) |
    TRUCE_STATED(TRUCE_STATES_RANK);

/* That it was said of the event itself is not said again. */
static void add_phrase(composer *k, const truce_statement *st, truce_symbol event) {
    if (st->kind == TRUCE_STATES_SAYING && st->as.saying.on.symbol == event &&
        st->subject.symbol == 0) {
        truce_buffer_printf(&k->text, st->denied ? "does not say: " : "says: ");
        truce_buffer_add(&k->text, st->text);
    } else {
        phrase_statement(&k->text, k->c, st);
    }
}

void compose_said_in(composer *k, truce_cell *cell, const truce_timeline_event *e) {
    uint32_t n = 0;
    uint32_t last = TRUCE_NONE;
    for (uint32_t i = 0; i < e->n_said; i++) {
        const uint32_t claim = e->told[i].claim;
        const truce_claim *const cl = &k->c->claims[claim];
        for (uint32_t s = 0; claim != last && s < cl->n_statements; s++) {
            if ((CONTENT >> cl->statements[s].kind & 1) == 0) {
                continue;
            }
            if (n++ < SHOWN) {
                truce_sentence *const sentence =
                    truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
                add_phrase(k, &cl->statements[s], k->c->events[e->event].head.name);
                truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
                truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
            }
        }
        last = claim;
    }
    if (n > SHOWN) {
        truce_buffer_printf(&k->text, "and %u more: truce brief --sections claims", n - SHOWN);
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              compose_keep(k), "at most 6 are shown");
    }
}
