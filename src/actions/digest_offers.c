/* Offers in short: each stage that is claimed or denied, by whom; then what is open. */
#include "digest.h"
#include "truce/case/words.h"
#include "ways.h"
#include "whom_words.h"

enum { ALARMS_SHOWN = 3 /* of one offer */ };

static bool is_told(composer *k, const truce_offer_file *f) {
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        if (f->stages[s].n_claimed + f->stages[s].n_denied > 0) {
            return true;
        }
    }
    return ways_booked(k, f->offer) != NULL;
}

/* An offer of which the books raise an alarm is shown before others; then those of which a stage is
 * denied, or something is open. */
enum { SETTLED, OPEN, ALARMING };

static int how_open(composer *k, const truce_offer_file *f) {
    bool open = f->n_questions > 0 || f->n_alarms > 0;
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        open = open || f->stages[s].n_denied > 0;
    }
    return ways_first_alarm(k, f->offer) != TRUCE_NONE ? ALARMING : open ? OPEN : SETTLED;
}

/* What to look at before the next message. */
static void add_alarms(composer *k, truce_passage *item, uint32_t offer) {
    const uint32_t more = compose_way_alarms(k, item, offer, k->doc.compact ? 1 : ALARMS_SHOWN);
    if (more > 0) {
        truce_buffer_printf(&k->text, "And %u more to look at: truce offer status.", more);
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k), DIGEST_REST);
    }
}

void digest_stage(composer *k, truce_passage *item, const truce_offers *o, unsigned stage,
                  const truce_told *told, uint32_t n, bool denied) {
    if (n == 0) {
        return;
    }
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    truce_buffer_printf(&k->text, "%s", denied ? "not " : "");
    truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_STAGE, stage));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    compose_told_behind(k, sentence, told, n, o->denied_by);
}

static void add_question(composer *k, truce_passage *item, const truce_offer_file *f) {
    uint32_t claims[OFFER_QUESTION_CLAIMS];
    const truce_offer_question *const q = &f->questions[0];
    const size_t n = compose_offer_question_claims(k, f, q, claims);
    truce_sentence *const sentence =
        compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_offer_question(k, q),
                        compose_offer_question_basis(q->kind));
    sentence->join = k->doc.compact ? TRUCE_JOIN_SPACE : TRUCE_JOIN_LINE;
    for (size_t i = 0; i < n && i < 4 && !k->doc.compact; i++) { /* they stand with the stages */
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claims[i]));
    }
    if (q->n_whom > 0) {
        truce_buffer_lit(&k->text, "Ask: ");
        whom_add(&k->text, k->c, q->whom, q->n_whom, 6);
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, item, TRUCE_SPAN_STRONG, compose_keep(k),
                              "who has a part in it, then those called mediators");
    }
}

/* What claims give as its terms on the issues asked for. */
static void add_terms(composer *k, truce_passage *item, const truce_offer_file *f) {
    for (uint32_t i = 0; i < f->n_terms && k->issues != NULL; i++) {
        const truce_offer_term *const term = &f->terms[i];
        if (!k->issues[term->issue]) {
            continue;
        }
        truce_sentence *const sentence = truce_document_line(&k->doc, item);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, TRUCE_STR("terms:"));
        phrase_demand(&k->text, k->c, term->demand, true);
        truce_buffer_lit(&k->text, " \xE2\x80\x94 ");
        phrase_speakers(&k->text, k->c, &k->c->claims[term->claim]);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        if (term->differs) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("claims differ"));
        }
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, term->claim));
    }
}

void digest_offers(composer *k, const truce_offers *o, uint32_t max) {
    uint32_t n = 0;
    uint32_t shown = 0;
    truce_block *list = NULL;
    for (uint32_t i = 0; i < o->n; i++) {
        n += !k->c->offers[o->at[i].offer].message && is_told(k, &o->at[i]);
    }
    for (int open = ALARMING; open >= SETTLED && n > 0; open--) {
        for (uint32_t i = 0; i < o->n && shown < max; i++) {
            const truce_offer_file *const f = &o->at[i];
            if (k->c->offers[f->offer].message || !is_told(k, f) || how_open(k, f) != open) {
                continue;
            }
            list = list != NULL ? list : digest_open(k, "offers", "Offers on the table");
            truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                            k->c->offers[f->offer].head.title);
            add_alarms(k, item, f->offer);
            for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
                const truce_custody *const stage = &f->stages[s];
                digest_stage(k, item, o, s, stage->told, stage->n_claimed, false);
                digest_stage(k, item, o, s, stage->told + stage->n_claimed, stage->n_denied, true);
            }
            const truce_way *const way = ways_booked(k, f->offer);
            if (way != NULL) {
                compose_way_last(k, item, way);
            }
            add_terms(k, item, f);
            if (f->n_questions > 0) {
                add_question(k, item, f);
            }
            shown++;
        }
    }
    if (list != NULL) {
        digest_rest(k, list, n, shown, "offers");
    }
}
