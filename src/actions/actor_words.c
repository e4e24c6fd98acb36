/* Who an actor is said to be and to whom, in words: what a tie tells, who says so and when. */
#include "actor_words.h"

enum { CLAIMS_SHOWN = ACTOR_CLAIMS };

void actor_cite(composer *k, truce_sentence *sentence, const uint32_t *claims, uint32_t n) {
    bool ours = n > 0;
    for (uint32_t i = 0; i < n; i++) {
        ours = ours && (k->c->claims[claims[i]].marks & TRUCE_MARK_INFERRED) != 0;
        if (i < CLAIMS_SHOWN) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claims[i]));
        }
    }
    if (ours) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("our reading"));
    }
    if (n > CLAIMS_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more claim%s", n - CLAIMS_SHOWN,
                            n - CLAIMS_SHOWN == 1 ? "" : "s");
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

void actor_tie_words(composer *k, truce_sentence *sentence, const truce_tie *tie) {
    if (tie->statement->kind == TRUCE_STATES_RELATION && tie->n_claims == 1 &&
        tie->statement->text.size > 0) {
        truce_buffer_printf(&k->text, "(%.*s)", TRUCE_STR_ARGS(tie->statement->text));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    }
}

truce_str actor_title(const composer *k, uint32_t actor) {
    return k->c->actors[actor].head.title;
}

void actor_time(truce_buffer *out, composer *k, uint32_t claim, const truce_statement *st) {
    bool dated = false;
    for (uint32_t i = 0; i < st->times.n && !dated; i++) {
        dated = st->times.at[i].kind == TRUCE_TIME_AT &&
                (st->times.at[i].when.date.marks & TRUCE_DATE_GIVEN) != 0;
    }
    phrase_times(out, k->c, st->times);
    truce_buffer_printf(out, "%s", st->times.n > 0 && !dated ? ", told " : "");
    if (!dated) {
        phrase_date(out, &k->scope, claim);
    }
}

/* "s0, undated; s1, 2025-07~ (estimate)": each source once for each of its dates. */
static void add_sources(composer *k, truce_sentence *sentence, const truce_tie *tie) {
    truce_buffer before = truce_buffer_new();
    truce_buffer now = truce_buffer_new();
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    for (uint32_t i = 0; i < tie->n_claims && i < CLAIMS_SHOWN; i++) {
        now.size = 0;
        truce_buffer_add(&now, truce_case_name(k->c, k->c->claims[tie->claims[i]].source.symbol));
        truce_buffer_lit(&now, ", ");
        actor_time(&now, k, tie->claims[i], tie->told[i]);
        if (!truce_str_equal(truce_buffer_str(&now), truce_buffer_str(&before))) {
            truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
            truce_buffer_add(&k->text, truce_buffer_str(&now));
        }
        before.size = 0;
        truce_buffer_add(&before, truce_buffer_str(&now));
    }
    k->failed = k->failed || before.failed || now.failed;
    truce_buffer_clear(&before);
    truce_buffer_clear(&now);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
}

void actor_tie(composer *k, truce_cell *cell, const truce_tie *tie, uint32_t side) {
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    if (tie->actor != side) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, actor_title(k, tie->actor));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
    }
    phrase_tie(&k->text, k->c, tie->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    actor_tie_words(k, sentence, tie);
    add_sources(k, sentence, tie);
    actor_cite(k, sentence, tie->claims, tie->n_claims);
}

void actor_tellers(composer *k, truce_sentence *sentence, const truce_tie *tie) {
    enum { SHOWN = 4 };
    truce_str names[SHOWN];
    uint32_t n = 0;
    uint32_t rest = 0;
    for (uint32_t i = 0; i < tie->n_claims && i < CLAIMS_SHOWN; i++) {
        phrase_speakers(&k->text, k->c, &k->c->claims[tie->claims[i]]);
        truce_buffer_lit(&k->text, ", ");
        actor_time(&k->text, k, tie->claims[i], tie->told[i]);
        uint32_t at = 0;
        while (at < n && !truce_str_equal(names[at], truce_buffer_str(&k->text))) {
            at++;
        }
        if (at == n && n < SHOWN) {
            names[n++] = compose_keep(k);
        } else {
            rest += at == n;
            k->text.size = 0;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "\xE2\x80\x94 " : "; ");
        truce_buffer_add(&k->text, names[i]);
    }
    truce_buffer_printf(&k->text, "%s", rest > 0 ? "; and others" : "");
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
}

bool actor_is_shown(const composer *k, uint32_t side) {
    return k->of == TRUCE_NONE || side == k->of;
}
