/* The words in which papers on a single text say the same things the same way. */
#include "text_parts.h"

void text_clause_name(const text_page *p, uint32_t clause) {
    const truce_draft_clause *const one = &p->d.clauses[clause];
    if (one->number.size > 0) {
        truce_buffer_printf(&p->k->text, "%.*s ", TRUCE_STR_ARGS(one->number));
    }
    truce_buffer_add(&p->k->text, p->c->clauses[clause].head.title);
}

void text_names(const text_page *p, truce_refs names) {
    for (uint32_t i = 0; i < names.n; i++) {
        truce_buffer_add(&p->k->text, i == 0             ? TRUCE_STR("")
                                      : i + 1 == names.n ? TRUCE_STR(" and ")
                                                         : TRUCE_STR(", "));
        truce_buffer_add(&p->k->text, phrase_actor(p->c, names.at[i]));
    }
}

void text_cite(const text_page *p, truce_sentence *sentence, const truce_plan *record) {
    const truce_plan_line *const from = truce_draft_line(record, TRUCE_PLAN_FROM);
    uint32_t denied = TRUCE_NONE;
    for (uint32_t i = 0; from != NULL && i < from->claims.n; i++) {
        const uint32_t claim = truce_case_find(p->c, TRUCE_KIND_CLAIM, from->claims.at[i]);
        if (claim != TRUCE_NONE && p->k->scope.in[claim]) {
            truce_sentence_claim(&p->k->doc, sentence, claim_name(p->c, claim));
            if (denied == TRUCE_NONE) {
                denied = p->denied_by[claim];
            }
        }
    }
    if (from != NULL) {
        truce_sentence_badge(&p->k->doc, sentence, TRUCE_TONE_PLAIN, TRUCE_STR("reported"));
    }
    if (denied != TRUCE_NONE) {
        const truce_str name = claim_name(p->c, denied);
        truce_buffer_printf(&p->k->text, "denied: %.*s", TRUCE_STR_ARGS(name));
        truce_sentence_badge(&p->k->doc, sentence, TRUCE_TONE_CAUTION, compose_keep(p->k));
    }
}

truce_sentence *text_say(const text_page *p, truce_passage *passage, truce_span_style style,
                         const truce_plan *record) {
    const truce_str name = truce_case_name(p->c, record->head.name);
    const truce_str words = compose_keep(p->k);
    truce_sentence *const sentence = truce_document_sentence(&p->k->doc, passage);
    truce_sentence_add(&p->k->doc, sentence, style, words);
    truce_buffer_printf(&p->k->text, "the record %.*s", TRUCE_STR_ARGS(name));
    sentence->basis = compose_keep(p->k);
    sentence->quiet = true;
    text_cite(p, sentence, record);
    return sentence;
}

truce_sentence *text_compute(const text_page *p, truce_passage *passage, truce_span_style style,
                             const char *basis) {
    return compose_quietly(p->k, passage, style, compose_keep(p->k), basis);
}

void text_day(const text_page *p, const truce_plan *record) {
    const truce_plan_line *const at = truce_draft_line(record, TRUCE_PLAN_AT);
    if (at != NULL) {
        truce_buffer_printf(&p->k->text, ", %.*s", TRUCE_STR_ARGS(at->when.text));
    }
}

void text_alternative(const text_page *p, truce_sentence *sentence, const truce_plan_line *line) {
    if (line->names.n > 0) {
        text_names(p, line->names);
        truce_buffer_lit(&p->k->text, ":");
        truce_sentence_add(&p->k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(p->k));
    }
    truce_sentence_add(&p->k->doc, sentence,
                       line->text.size > 0 ? TRUCE_SPAN_TERM : TRUCE_SPAN_PLAIN,
                       line->text.size > 0 ? line->text : TRUCE_STR("nothing there"));
    if (line->names.n == 0) {
        truce_sentence_add(&p->k->doc, sentence, TRUCE_SPAN_MUTED, TRUCE_STR("(nobody's)"));
    }
}

void text_standing(const text_page *p, const truce_plan *standing) {
    truce_buffer_add(&p->k->text,
                     truce_words_at(TRUCE_WORDS_STANDING, (size_t)standing->top.standing));
    for (uint32_t i = 0; i < standing->top.names.n; i++) {
        const uint32_t on = truce_case_find(p->c, TRUCE_KIND_CLAUSE, standing->top.names.at[i]);
        truce_buffer_add(&p->k->text, i == 0 ? TRUCE_STR(" on ") : TRUCE_STR("; "));
        text_clause_name(p, on);
    }
}

truce_brackets text_brackets(const text_page *p, uint32_t wording) {
    truce_brackets found = {NULL, NULL, 0};
    if (!truce_brackets_find(p->c, text_wording(p, wording), p->k->arena, &found)) {
        p->k->failed = true;
    }
    return found;
}

void text_paragraph(const text_page *p, const truce_brackets *brackets,
                    const truce_plan_line *line) {
    if (!p->k->failed) {
        truce_wording_write(p->c, brackets, line->text, TRUCE_WORDING_PLAIN, &p->k->text);
    }
}

void text_owners(const text_page *p, uint32_t draft, truce_passage *passage) {
    enum { SHOWN = 8 };
    const truce_indices parties = p->d.drafts[draft].parties;
    for (uint32_t i = 0; i < parties.n && i < SHOWN; i++) {
        const truce_head *const head = &p->c->actors[parties.at[i]].head;
        truce_buffer_printf(&p->k->text, "%s%.*s is %.*s", i == 0 ? "In brackets, " : "; ",
                            TRUCE_STR_ARGS(truce_case_name(p->c, head->name)),
                            TRUCE_STR_ARGS(head->title));
    }
    if (parties.n > 0) {
        truce_buffer_byte(&p->k->text, '.');
        (void)text_compute(p, passage, TRUCE_SPAN_MUTED, "the names of the parties");
    }
}
