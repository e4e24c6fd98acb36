/* What blocks: on each issue the two positions that cannot both hold, set alike. */
#include "digest.h"

void digest_position(composer *k, truce_passage *item, uint32_t position) {
    enum { SHOWN = 3 };
    const truce_position *const p = &k->matrix.positions[position];
    truce_badge badges[POSITION_BADGES];
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->actors[p->actor].head.title);
    phrase_position_stance(&k->text, p);
    truce_buffer_byte(&k->text, ' ');
    phrase_demand(&k->text, k->c, p->demand, false);
    phrase_condition(&k->text, k->c, p->statement->as.position.condition);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    const size_t n_badges = compose_badges(k, p, badges);
    for (size_t i = 0; i < n_badges; i++) {
        truce_sentence_badge(&k->doc, sentence, badges[i].tone, badges[i].label);
    }
    for (uint32_t e = 0; e < p->n_evidence; e++) {
        if (e < SHOWN) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[e].claim));
        }
    }
    if (p->n_evidence > SHOWN) {
        truce_buffer_printf(&k->text, "%u claims", p->n_evidence);
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

void digest_clashes(composer *k, const truce_clashes *c, uint32_t max) {
    if (c->n == 0) {
        return;
    }
    truce_block *const list = digest_open(k, "between", "What stands between them");
    uint32_t i = 0;
    for (; i < c->n && i < max; i++) {
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        k->c->issues[c->at[i].issue].head.title);
        digest_position(k, item, c->at[i].a);
        digest_position(k, item, c->at[i].b);
    }
    digest_rest(k, list, c->n, i, "matrix");
}
