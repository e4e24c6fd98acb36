/* Who could move whom: those with a hold of their own on each party. */
#include "digest.h"

static void add_hop(composer *k, truce_passage *item, const truce_actors *a, const truce_hop *hop) {
    enum { HOLDS_SHOWN = 3 };
    const truce_leverage *const l = &a->leverage;
    for (uint32_t h = 0; h < hop->n && h < HOLDS_SHOWN; h++) {
        const truce_hold *const hold = &l->holds[hop->first + h];
        const truce_tie *const tie = &a->ties.at[hold->tie];
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG,
                           k->c->actors[tie->actor].head.title);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
        phrase_tie(&k->text, k->c, tie->statement);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        for (uint32_t i = 0; i < tie->n_claims && i < 3; i++) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, tie->claims[i]));
        }
        if (hold->denied_by != TRUCE_NONE) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("denied"));
            truce_sentence_claim(&k->doc, sentence,
                                 claim_name(k->c, a->ties.at[hold->denied_by].claims[0]));
        }
    }
}

void digest_leverage(composer *k, const truce_actors *a, uint32_t max) {
    const truce_leverage *const l = &a->leverage;
    truce_block *list = NULL;
    uint32_t n = 0;
    for (uint32_t p = 0; p < l->n_parties; p++) {
        for (uint32_t i = 0; i < l->parties[p].n; i++) {
            n += l->paths[l->parties[p].first + i].n == 1;
        }
    }
    if (n == 0) {
        return;
    }
    /* Each party in turn, so that a short list is not all about one. */
    const uint32_t each = (max + l->n_parties - 1) / l->n_parties;
    uint32_t shown = 0;
    list = digest_open(k, "leverage", "Who could press whom, as reported");
    for (uint32_t p = 0; p < l->n_parties; p++) {
        const truce_paths *const of = &l->parties[p];
        truce_passage *item = NULL;
        for (uint32_t i = 0, taken = 0; i < of->n && taken < each; i++) {
            const truce_path *const path = &l->paths[of->first + i];
            if (path->n != 1) {
                continue;
            }
            if (item == NULL) {
                truce_buffer_lit(&k->text, "On ");
                truce_buffer_add(&k->text, k->c->actors[of->party].head.title);
                item = truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
            }
            add_hop(k, item, a, &l->hops[path->hops[0]]);
            taken++;
            shown++;
        }
    }
    digest_rest(k, list, n, shown, "actors");
}
