/* How well the clashes are attested, in a few plain sentences. */
#include "compose_impasse.h"

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static void add_survival(composer *k, truce_passage *passage, const impasse_attested *a,
                         uint32_t n) {
    if (a->n_read > 0) {
        if (n == 1) {
            truce_buffer_lit(&k->text, "The clash rests");
        } else if (a->n_read == n) {
            truce_buffer_lit(&k->text, "All clashes rest");
        } else {
            truce_buffer_printf(&k->text, "%u of the %u clashes rest%s", a->n_read, n,
                                a->n_read == 1 ? "s" : "");
        }
        truce_buffer_lit(&k->text, " on our own reading of a source, which nobody says; whether it "
                                   "holds is to be asked.");
        say(k, passage, "claims inferred");
    }
    truce_buffer_printf(&k->text,
                        "Without what is second-hand, told by nobody named%s in the report's own "
                        "voice%s, ",
                        a->n_read > 0 ? "," : " or", a->n_read > 0 ? " or our own reading" : "");
    if (a->n_own_clash == 0) {
        truce_buffer_printf(&k->text, "%s would remain: the impasse rests on such reports.",
                            n == 1 ? "not even the one clash" : "no clash");
    } else {
        if (a->n_own_clash == n) {
            truce_buffer_printf(&k->text, "%s", n == 1 ? "the clash" : "all clashes");
        } else {
            truce_buffer_printf(&k->text, "%u of %u clashes", a->n_own_clash, n);
        }
        truce_buffer_lit(&k->text, " would remain, and so would the impasse.");
        if (a->n_twice_clash > 0) {
            truce_buffer_printf(&k->text,
                                " Of these, %u rest%s on two such claims or more for "
                                "each position.",
                                a->n_twice_clash, a->n_twice_clash == 1 ? "s" : "");
        }
    }
    say(k, passage, "who tells each position, and how many claims do");
}

void impasse_evidence(composer *k, const weighed *w, const impasse_attested *a, bool heading) {
    enum { SHOWN = 12 };
    const uint32_t n = w->told.n_between + w->told.n_within;
    if (n == 0) {
        return;
    }
    if (heading) {
        (void)truce_document_heading(&k->doc, 3, TRUCE_STR("attested"),
                                     TRUCE_STR("How well that is known"));
    }
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    add_survival(k, passage, a, n);
    truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
    if (a->n_alone > 0) {
        truce_buffer_printf(&k->text, "If %s wrong, no clash would be left",
                            a->n_alone == 1 ? "this one claim were"
                                            : "any one of these claims were");
        for (uint32_t i = 0; i < a->n_alone && i < SHOWN; i++) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, a->alone[i]));
        }
    } else if (a->looked) {
        truce_buffer_lit(&k->text, "No single claim, if it were wrong, would end the impasse.");
    } else {
        truce_buffer_lit(&k->text,
                         "Whether a single claim, if it were wrong, would end the impasse "
                         "could not be told.");
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    sentence->basis = TRUCE_STR("the positions that rest on each claim alone");
    sentence->quiet = true;
}

/* ---- for machines ---- */

static void names_json(composer *k, const uint32_t *claims, uint32_t n, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n; i++) {
        truce_json_str(json, claim_name(k->c, claims[i]));
    }
    truce_json_close(json);
}

void impasse_evidence_json(composer *k, const impasse_attested *a, truce_json *json) {
    truce_json_object(json);
    truce_json_member_bool(json, "survives", a->n_own > 0);
    truce_json_member_int(json, "own_named", a->n_own);
    truce_json_member_int(json, "own_named_twice", a->n_own_twice);
    truce_json_member_int(json, "inferred", a->n_read);
    truce_json_key(json, "alone");
    names_json(k, a->alone, a->n_alone, json);
    truce_json_member_bool(json, "alone_complete", a->looked);
    truce_json_close(json);
}

void impasse_attested_json(composer *k, const attested *a, truce_json *json) {
    truce_json_object_inline(json);
    truce_json_member_str(json, "only",
                          a->only != TRUCE_NONE ? claim_name(k->c, a->only) : TRUCE_STR(""));
    truce_json_member_bool(json, "anonymous", a->anonymous);
    truce_json_member_bool(json, "second_hand", a->second_hand);
    truce_json_member_bool(json, "narrator", a->narrator);
    truce_json_member_bool(json, "inferred", a->inferred);
    truce_json_member_int(json, "own_named", a->n_named);
    truce_json_close(json);
}

/* ---- within a table ---- */

/* Which of two positions is known worse: by fewer named speakers of its side, then by nobody,
 * then by one claim. */
static bool is_worse(const attested *a, const attested *b) {
    if (a->n_named != b->n_named) {
        return a->n_named < b->n_named;
    }
    if (a->inferred != b->inferred) {
        return a->inferred;
    }
    return a->only != TRUCE_NONE && b->only == TRUCE_NONE;
}

void impasse_weakest(composer *k, truce_cell *cell, const weighed *w, const impasse_attested *a,
                     const uint32_t *conflicts, uint32_t n) {
    uint32_t worst = TRUCE_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const truce_conflict *const c = &w->impasse.conflicts[conflicts[i]];
        for (uint32_t p = 0; p < c->n; p++) {
            if (!w->held.positions[c->positions[p]].supposed &&
                (worst == TRUCE_NONE ||
                 is_worse(&a->positions[c->positions[p]], &a->positions[worst]))) {
                worst = c->positions[p];
            }
        }
    }
    if (worst == TRUCE_NONE) {
        return;
    }
    impasse_attested_words(k, &a->positions[worst]);
    if (k->text.size == 0) {
        return;
    }
    const truce_str words = compose_keep(k);
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    truce_buffer_lit(&k->text, "least known: ");
    truce_buffer_add(&k->text, words);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, w->held.positions[worst].claims[0]));
}
