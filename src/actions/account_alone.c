/* What no rule sets anything against, a line each: blame of one side only, forecasts, what is
 * denied and nobody says. */
#include "account_words.h"
#include "issues.h"

/* Statements of one sort, a line each, under a heading when there is one. */
typedef struct lines {
    const char *id, *title;
    truce_block *list; /* NULL: none yet */
} lines;

static void add_line(composer *k, lines *to, uint32_t claim, const truce_statement *st) {
    if (to->list == NULL) {
        (void)truce_document_heading(&k->doc, 3, truce_str_of(to->id), truce_str_of(to->title));
        to->list = truce_document_list(&k->doc);
    }
    truce_sentence *const sentence = truce_document_sentence(
        &k->doc,
        truce_document_item(&k->doc, to->list, (truce_str){NULL, 0}, (truce_str){NULL, 0}));
    phrase_statement(&k->text, k->c, st);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    phrase_speakers(&k->text, k->c, &k->c->claims[claim]);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    if ((k->c->claims[claim].marks & TRUCE_MARK_INFERRED) != 0) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("our reading"));
    }
    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
}

void account_unmatched(composer *k, const truce_accounts *a, bool forecasts) {
    const bool row = account_has_blame(a);
    lines to = forecasts ? (lines){"forecasts", "Forecasts: they contradict nobody", NULL}
                         : (lines){"blame-reported", "Blame, as reported", NULL};
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[i];
        for (uint32_t s = 0; s < claim->n_statements && k->scope.in[i]; s++) {
            const truce_statement *const st = &claim->statements[s];
            if (forecasts ? st->kind == TRUCE_STATES_FORECAST
                          : account_is_lone_blame(k->c, st, row)) {
                add_line(k, &to, i, st);
            }
        }
    }
}

void account_lone_denials(composer *k, const truce_accounts *a) {
    lines to = {"denied-alone", "Denied, with nobody who says that it is so", NULL};
    bool *const shown = truce_arena_zero(k->arena, k->c->n_claims, sizeof *shown);
    k->failed = k->failed || shown == NULL;
    for (uint32_t i = 0; i < a->n && shown != NULL; i++) {
        for (uint32_t n = 0; n < a->at[i].n_claims; n++) {
            shown[a->at[i].claims[n]] = true;
        }
    }
    for (uint32_t i = 0; i < k->c->n_claims && shown != NULL; i++) {
        const truce_claim *const claim = &k->c->claims[i];
        for (uint32_t s = 0; s < claim->n_statements && k->scope.in[i] && !shown[i]; s++) {
            if (account_is_denial(&claim->statements[s])) {
                add_line(k, &to, i, &claim->statements[s]);
            }
        }
    }
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                          TRUCE_STR("That a side does not accept something is a position of its "
                                    "own, and stands in truce matrix."),
                          "how truce works");
}
