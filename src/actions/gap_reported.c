/* What is reported beside a gap: "no exact number" is not silence, and where a red line is missing
 * there are positions all the same. */
#include "gap_reported.h"

bool gap_reports(const composer *k, const truce_gap *gap, const truce_position *p) {
    if (p->inferred || p->demand->item.n_values == 0 || p->demand->order != TRUCE_ORDER_NONE) {
        return false;
    }
    switch (gap->kind) {
    case TRUCE_GAP_NUMBER:
        return true;
    case TRUCE_GAP_RESERVE:
    case TRUCE_GAP_GROUP:
        return p->column < k->matrix.n_parties && k->matrix.parties[p->column] == gap->party;
    default:
        return false;
    }
}

bool gap_reported_rows(const composer *k, const truce_gap *gap, const truce_gap_item *item,
                       uint32_t *begin, uint32_t *end) {
    const truce_ref name = {item->name, 0};
    const bool of_issue = gap->kind == TRUCE_GAP_NUMBER || gap->kind == TRUCE_GAP_RESERVE ||
                          gap->kind == TRUCE_GAP_GROUP;
    const uint32_t issue = of_issue ? truce_case_find(k->c, TRUCE_KIND_ISSUE, name) : TRUCE_NONE;
    *begin = issue != TRUCE_NONE ? k->matrix.rows[issue] : 0;
    *end = issue != TRUCE_NONE ? k->matrix.rows[issue + 1] : 0;
    for (uint32_t i = *begin; i < *end; i++) {
        if (gap_reports(k, gap, &k->matrix.positions[i])) {
            return true;
        }
    }
    return false;
}

void gap_reported_phrase(composer *k, const truce_position *p) {
    truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
    truce_buffer_byte(&k->text, ' ');
    phrase_position_stance(&k->text, p);
    truce_buffer_lit(&k->text, ": ");
    phrase_asked(&k->text, k->c, p, false);
}

static void add_position(composer *k, truce_cell *cell, const truce_position *p) {
    enum { CLAIMS_SHOWN = 3 };
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, TRUCE_STR("reported:"));
    gap_reported_phrase(k, p);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    phrase_speakers(&k->text, k->c, &k->c->claims[p->evidence[0].claim]);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    for (uint32_t e = 0; e < p->n_evidence && e < CLAIMS_SHOWN; e++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[e].claim));
    }
    if (p->n_evidence > CLAIMS_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more claim%s", p->n_evidence - CLAIMS_SHOWN,
                            p->n_evidence - CLAIMS_SHOWN == 1 ? "" : "s");
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

const truce_stated *gap_count_next(const composer *k, truce_symbol issue, uint32_t *i) {
    const truce_stated *at = NULL;
    while ((at = truce_scope_next(&k->scope, TRUCE_STATED(TRUCE_STATES_COUNT), i)) != NULL) {
        const truce_claim *const claim = &k->c->claims[at->claim];
        bool about = false;
        for (uint32_t s = 0; s < claim->n_statements && !at->inferred && !about; s++) {
            about = claim->statements[s].kind == TRUCE_STATES_SAYING &&
                    claim->statements[s].as.saying.on.symbol == issue;
        }
        if (about && !at->statement->denied) {
            return at;
        }
    }
    return NULL;
}

void gap_add_count(composer *k, truce_sentence *sentence, const truce_stated *at) {
    phrase_statement(&k->text, k->c, at->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    phrase_speakers(&k->text, k->c, &k->c->claims[at->claim]);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, at->claim));
}

static void add_counts(composer *k, truce_cell *cell, truce_symbol issue) {
    const truce_stated *at = NULL;
    uint32_t i = 0;
    for (uint32_t n = 0; n < GAP_COUNTS && (at = gap_count_next(k, issue, &i)) != NULL; n++) {
        truce_sentence *const sentence =
            truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, TRUCE_STR("reported:"));
        gap_add_count(k, sentence, at);
    }
}

void gap_add_reported(composer *k, truce_cell *cell, const truce_gap *gap,
                      const truce_gap_item *item) {
    enum { SHOWN = 4 };
    uint32_t begin = 0;
    uint32_t end = 0;
    uint32_t n = 0;
    if (!gap_reported_rows(k, gap, item, &begin, &end)) {
        return;
    }
    for (uint32_t i = begin; i < end; i++) {
        if (gap_reports(k, gap, &k->matrix.positions[i]) && n++ < SHOWN) {
            add_position(k, cell, &k->matrix.positions[i]);
        }
    }
    if (gap->kind == TRUCE_GAP_NUMBER) {
        add_counts(k, cell, item->name);
    }
    if (n > SHOWN) {
        truce_buffer_printf(&k->text, "and %u more, in truce matrix", n - SHOWN);
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              compose_keep(k), "at most 4 positions are shown here");
    }
}
