/* Who says what does not match: each by name and grade, with the words and the date of the claim.
 */
#include "account_words.h"

static bool shows_dates(const truce_account_row *row) {
    return row->kind == TRUCE_ACCOUNT_TIME || row->kind == TRUCE_ACCOUNT_STATE ||
           row->kind == TRUCE_ACCOUNT_BLAME || row->rule == TRUCE_RULE_POSITION;
}

/* What the claim itself says of its part of a movement; NULL for nothing of that sort. */
static const truce_statement *movement_in(const composer *k, const truce_account_part *part,
                                          uint32_t claim) {
    const truce_statement *const first = part->statement;
    const truce_claim *const cl = &k->c->claims[claim];
    for (uint32_t s = 0; first != NULL && s < cl->n_statements; s++) {
        const truce_statement *const st = &cl->statements[s];
        if (first->kind == TRUCE_STATES_MOVEMENT && st->kind == TRUCE_STATES_MOVEMENT &&
            st->as.movement.hardens == first->as.movement.hardens && !st->denied &&
            st->as.movement.on.symbol == first->as.movement.on.symbol &&
            truce_side_of(k->c, st->subject) == truce_side_of(k->c, first->subject)) {
            return st;
        }
    }
    return NULL;
}

/* "by Israel, told by ": whom this claim makes to blame or accuse, where that is not its speaker.
 */
static void add_blamers(composer *k, const truce_account_part *part, const truce_claim *claim) {
    enum { SHOWN = 3 };
    truce_symbol named[SHOWN];
    uint32_t n = 0;
    for (uint32_t s = 0; s < claim->n_statements && n < SHOWN; s++) {
        const truce_statement *const st = &claim->statements[s];
        bool skip = st->subject.symbol == 0 || !account_is_charge(k->c, part, st);
        for (uint32_t i = 0; i < claim->n_speakers && !skip; i++) {
            skip = claim->speakers[i].actor.symbol == st->subject.symbol;
        }
        for (uint32_t x = 0; x < n && !skip; x++) {
            skip = named[x] == st->subject.symbol;
        }
        if (!skip) {
            truce_buffer_printf(&k->text, "%s", n == 0 ? "by " : " and ");
            truce_buffer_add(&k->text, phrase_actor(k->c, st->subject));
            named[n++] = st->subject.symbol;
        }
    }
    truce_buffer_printf(&k->text, "%s", n > 0 ? ", told by " : "");
}

/* ", naming Benjamin Netanyahu": of the side that is blamed, whom this claim blames. */
static void add_named(composer *k, const truce_account_part *part, const truce_statement *st) {
    const uint32_t whom = truce_case_find(k->c, TRUCE_KIND_ACTOR, st->as.blame.object);
    if (whom != TRUCE_NONE && whom != (part->what & ~(TRUCE_ACCUSED | TRUCE_CLEARED))) {
        truce_buffer_lit(&k->text, ", naming ");
        truce_buffer_add(&k->text, k->c->actors[whom].head.title);
    }
}

bool account_of_several(const composer *k, const truce_claim *claim) {
    uint32_t first = TRUCE_NONE;
    bool several = false;
    for (uint32_t s = 0; s < claim->n_statements && !several; s++) {
        const truce_statement *const st = &claim->statements[s];
        if (st->kind == TRUCE_STATES_POSITION) {
            const uint32_t side = truce_side_of(k->c, st->subject);
            several = first != TRUCE_NONE && side != first;
            first = side;
        }
    }
    return several;
}

void account_wording(composer *k, const truce_account_row *row, const truce_account_part *part,
                     const truce_claim *claim) {
    const bool blame = row->rule == TRUCE_RULE_BLAME;
    for (uint32_t s = 0; part->statement == NULL && s < claim->n_statements; s++) {
        const truce_statement *const st = &claim->statements[s];
        if (st->kind == TRUCE_STATES_POSITION && st->as.position.n > 0 &&
            st->as.position.demands[0].words.size > 0) {
            truce_buffer_lit(&k->text, ": ");
            if (account_of_several(k, claim)) { /* whose words they are */
                truce_buffer_add(&k->text, phrase_actor(k->c, st->subject));
                truce_buffer_lit(&k->text, ": ");
            }
            truce_buffer_add(&k->text, st->as.position.demands[0].words);
            return;
        }
    }
    if (!blame && row->rule != TRUCE_RULE_HEADWAY && row->rule != TRUCE_RULE_CONTACT) {
        return;
    }
    for (uint32_t s = 0; s < claim->n_statements; s++) {
        const truce_statement *const st = &claim->statements[s];
        if (blame ? account_is_charge(k->c, part, st)
                  : st->kind == TRUCE_STATES_TALKS && st->text.size > 0) {
            if (blame && row->declared != TRUCE_NONE) { /* else the charge has said it */
                add_named(k, part, st);
            }
            if (st->text.size > 0) {
                truce_buffer_lit(&k->text, ": ");
                truce_buffer_add(&k->text, st->text);
            }
            return;
        }
    }
}

truce_str account_teller(composer *k, const truce_account_row *row, const truce_account_part *part,
                         uint32_t claim) {
    const truce_statement *const moved = movement_in(k, part, claim);
    const truce_claim *const cl = &k->c->claims[claim];
    if (row->rule == TRUCE_RULE_BLAME) {
        add_blamers(k, part, cl);
    }
    phrase_speakers(&k->text, k->c, cl);
    if (cl->n_speakers > 0) {
        truce_buffer_printf(&k->text, " (%s)", truce_grade_called(truce_claim_grade(k->c, cl)));
    }
    account_wording(k, row, part, cl);
    if (cl->copy_of.symbol != 0) {
        truce_buffer_lit(&k->text, ", copy of ");
        truce_buffer_add(&k->text, truce_case_name(k->c, cl->copy_of.symbol));
    }
    if (shows_dates(row)) {
        truce_buffer_lit(&k->text, ", ");
        if (moved != NULL) {
            phrase_statement_date(&k->text, &k->scope, claim, moved);
        } else {
            phrase_date(&k->text, &k->scope, claim);
        }
    }
    return compose_keep(k);
}

void account_marks(composer *k, truce_sentence *sentence, uint8_t marks) {
    if ((marks & TRUCE_MARK_REPORTEDLY) != 0) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("reportedly"));
    }
    if ((marks & TRUCE_MARK_HEADLINE) != 0) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("headline only"));
    }
    if ((marks & TRUCE_MARK_INFERRED) != 0) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("our reading"));
    }
}

void account_marks_said(composer *k, uint8_t marks) {
    if ((marks & TRUCE_MARK_REPORTEDLY) != 0) {
        truce_buffer_lit(&k->text, " [reportedly]");
    }
    if ((marks & TRUCE_MARK_HEADLINE) != 0) {
        truce_buffer_lit(&k->text, " [headline only]");
    }
    if ((marks & TRUCE_MARK_INFERRED) != 0) {
        truce_buffer_lit(&k->text, " [our reading]");
    }
}

void account_speakers(composer *k, truce_sentence *sentence, const truce_account_row *row,
                      const truce_account_part *part, uint32_t most) {
    truce_str names[ACCOUNT_NAMES];
    uint8_t marked[ACCOUNT_NAMES]; /* with what all claims of the name carry */
    uint32_t n = 0;
    uint32_t rest = 0;
    uint8_t marks = UINT8_MAX;
    for (uint32_t i = 0; i < part->n_claims; i++) {
        marks &= k->c->claims[part->claims[i]].marks;
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, part->claims[i]));
        if (n == most) {
            rest++;
            continue;
        }
        const truce_str name = account_teller(k, row, part, part->claims[i]);
        uint32_t at = 0;
        while (at < n && !truce_str_equal(names[at], name)) {
            at++;
        }
        if (at == n) {
            marked[n] = UINT8_MAX;
            names[n++] = name;
        }
        marked[at] &= k->c->claims[part->claims[i]].marks;
    }
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
        truce_buffer_add(&k->text, names[i]);
        account_marks_said(k, (uint8_t)(marked[i] & ~marks));
    }
    if (rest > 0) {
        truce_buffer_printf(&k->text, "; and %u more claim%s", rest, rest == 1 ? "" : "s");
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    account_marks(k, sentence, marks);
}
