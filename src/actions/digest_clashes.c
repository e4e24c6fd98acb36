/* What blocks: on each issue the two positions that cannot both hold, set alike. */
#include <string.h>

#include "digest.h"

void digest_position(composer *k, truce_passage *item, uint32_t position) {
    enum { SHOWN = 3 };
    const truce_position *const p = &k->matrix.positions[position];
    truce_badge badges[POSITION_BADGES];
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->actors[p->actor].head.title);
    phrase_position_stance(&k->text, p);
    truce_buffer_byte(&k->text, ' ');
    phrase_asked(&k->text, k->c, p, false);
    phrase_condition(&k->text, k->c, p->statement->as.position.condition);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    const size_t n_badges = compose_badges(k, p, badges);
    if (p->n_firm > 0 && p->n_firm < p->n_evidence) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("called a red line"));
    }
    for (size_t i = 0; i < n_badges; i++) { /* how well it is known; what else it is in, the matrix
                                               tells */
        if (badges[i].tone != TRUCE_TONE_STRONG || p->n_denied > 0 || p->inferred) {
            truce_sentence_badge(&k->doc, sentence, badges[i].tone, badges[i].label);
        }
    }
    for (uint32_t e = 0; e < p->n_evidence; e++) {
        if (e < SHOWN) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[e].claim));
        }
    }
    if (p->n_evidence > SHOWN) {
        truce_buffer_printf(&k->text, "and %u more claim%s", p->n_evidence - SHOWN,
                            p->n_evidence - SHOWN == 1 ? "" : "s");
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

static bool same_content(const truce_position *a, const truce_position *b) {
    return truce_options_equal(a->options, b->options) && a->conditional == b->conditional &&
           a->groups.n == b->groups.n &&
           (a->groups.n == 0 ||
            memcmp(a->groups.at, b->groups.at, a->groups.n * sizeof *a->groups.at) == 0);
}

/* What else the party is open to on this issue: offers and acceptances, on a condition or not. */
static void add_openness(composer *k, truce_passage *item, const truce_clash *clash,
                         uint32_t held) {
    enum { SHOWN = 2 };
    const truce_matrix *const m = &k->matrix;
    uint32_t n = 0;
    for (uint32_t i = m->rows[clash->issue]; i < m->rows[clash->issue + 1] && n < SHOWN; i++) {
        const truce_position *const p = &m->positions[i];
        if (i != held && !same_content(p, &m->positions[held]) &&
            p->column == m->positions[held].column && !p->superseded && !p->inferred &&
            !p->denied && p->n_denied < p->n_evidence &&
            (p->stance == TRUCE_STANCE_ACCEPTS || p->stance == TRUCE_STANCE_OFFERS)) {
            digest_position(k, item, i);
            n++;
        }
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
        add_openness(k, item, &c->at[i], c->at[i].a);
        digest_position(k, item, c->at[i].b);
        add_openness(k, item, &c->at[i], c->at[i].b);
    }
    digest_rest(k, list, c->n, i, "matrix");
}
