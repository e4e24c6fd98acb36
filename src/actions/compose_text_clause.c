/* One clause whole: how it reads, what is in dispute in it, who stands how, what was criticized,
 * how each side reads it; and the text as it reads, clause after clause. */
#include "text_settles.h"

#include "truce/text/markdown.h"

static truce_passage *paragraph(const text_page *p) {
    return truce_document_paragraph(&p->k->doc);
}

static void add_heading(const text_page *p, uint32_t clause, int level) {
    text_clause_name(p, clause);
    const truce_str title = compose_keep(p->k);
    (void)truce_document_heading(&p->k->doc, level,
                                 truce_case_name(p->c, p->c->clauses[clause].head.name), title);
}

/* The paragraphs of the wording that stands, with their brackets. */
static void add_reading(const text_page *p, uint32_t clause) {
    const truce_draft_clause *const one = &p->d.clauses[clause];
    if (one->last == TRUCE_NONE || one->struck) {
        truce_buffer_printf(&p->k->text, "%s",
                            one->last == TRUCE_NONE ? "It has no wording yet."
                                                    : "It is taken out.");
        (void)text_compute(p, paragraph(p), TRUCE_SPAN_MUTED, "the clause's wordings");
        return;
    }
    const truce_plan *const wording = text_wording(p, one->last);
    const truce_brackets brackets = text_brackets(p, one->last);
    for (uint32_t i = 0; i < wording->n_lines && !p->k->failed; i++) {
        if (wording->lines[i].kind == TRUCE_PLAN_PARAGRAPH) {
            text_paragraph(p, &brackets, &wording->lines[i]);
            (void)text_say(p, paragraph(p), TRUCE_SPAN_PLAIN, wording);
        }
    }
}

/* ---- what is said of it ---- */

/* An item of `list`: whose words, of which version, and the words. */
static truce_passage *add_words(const text_page *p, truce_block *list, const truce_plan *record) {
    text_names(p, record->top.by);
    const truce_str who = compose_keep(p->k);
    truce_passage *const item = truce_document_item(&p->k->doc, list, (truce_str){NULL, 0}, who);
    truce_buffer_add(&p->k->text, record->head.title);
    truce_sentence *const sentence = text_say(p, item, TRUCE_SPAN_PLAIN, record);
    const uint32_t wording = truce_case_find(p->c, TRUCE_KIND_WORDING, record->top.what);
    truce_buffer_printf(&p->k->text, "(of version %lld", (long long)text_version(p, wording));
    text_day(p, record);
    truce_buffer_byte(&p->k->text, ')');
    truce_sentence_add(&p->k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(p->k));
    return item;
}

/* The changes that were made for a criticism of this clause: which versions they stand in. */
static void add_answers(const text_page *p, uint32_t clause, const truce_plan *criticism,
                        truce_passage *item) {
    const truce_indices wordings = p->d.clauses[clause].wordings;
    uint32_t n = 0;
    for (uint32_t w = 0; w < wordings.n; w++) {
        const truce_indices changes = truce_drafts_of(&p->d.changes, wordings.at[w]);
        for (uint32_t i = 0; i < changes.n; i++) {
            const truce_plan *const change = &p->c->changes[changes.at[i]];
            for (uint32_t k = 0; k < change->top.names.n; k++) {
                if (change->top.names.at[k].symbol == criticism->head.name) {
                    truce_buffer_printf(&p->k->text, "Version %lld was changed for it.",
                                        (long long)text_version(p, wordings.at[w]));
                    (void)text_say(p, item, TRUCE_SPAN_MUTED, change);
                    n++;
                }
            }
        }
    }
    if (n == 0) {
        truce_buffer_lit(&p->k->text, "No change is named for it.");
        (void)text_compute(p, item, TRUCE_SPAN_MUTED, "the changes of the clause's wordings");
    }
}

static void add_criticisms(const text_page *p, uint32_t clause) {
    const truce_indices wordings = p->d.clauses[clause].wordings;
    truce_block *list = NULL;
    for (uint32_t w = 0; w < wordings.n; w++) {
        const truce_indices at = truce_drafts_of(&p->d.criticisms, wordings.at[w]);
        for (uint32_t i = 0; i < at.n; i++) {
            if (list == NULL) {
                (void)truce_document_heading(&p->k->doc, 3, TRUCE_STR("text-criticisms"),
                                             TRUCE_STR("What was criticized"));
                truce_buffer_lit(&p->k->text, "A criticism is neither acceptance nor rejection.");
                (void)text_compute(p, paragraph(p), TRUCE_SPAN_MUTED, "how truce works");
                list = truce_document_list(&p->k->doc);
            }
            const truce_plan *const criticism = &p->c->criticisms[at.at[i]];
            add_answers(p, clause, criticism, add_words(p, list, criticism));
        }
    }
}

static void add_readings(const text_page *p, uint32_t clause) {
    const truce_indices wordings = p->d.clauses[clause].wordings;
    truce_block *list = NULL;
    for (uint32_t w = 0; w < wordings.n; w++) {
        const truce_indices at = truce_drafts_of(&p->d.readings, wordings.at[w]);
        for (uint32_t i = 0; i < at.n; i++) {
            if (list == NULL) {
                (void)truce_document_heading(&p->k->doc, 3, TRUCE_STR("text-readings"),
                                             TRUCE_STR("How it is read"));
                list = truce_document_list(&p->k->doc);
            }
            (void)add_words(p, list, &p->c->readings[at.at[i]]);
        }
    }
}

static void add_ties(const text_page *p, uint32_t clause) {
    const truce_plan *const record = &p->c->clauses[clause];
    for (uint32_t i = 0; i < record->n_lines; i++) {
        const truce_plan_line *const line = &record->lines[i];
        if (line->kind == TRUCE_PLAN_DELIBERATE) {
            truce_buffer_printf(&p->k->text, "%s",
                                line->text.size > 0 ? "Left open on purpose:"
                                                    : "The clause is left open on purpose.");
            truce_sentence *const sentence = text_say(p, paragraph(p), TRUCE_SPAN_PLAIN, record);
            if (line->text.size > 0) {
                truce_sentence_add(&p->k->doc, sentence, TRUCE_SPAN_TERM, line->text);
            }
        } else if (line->kind == TRUCE_PLAN_REOPENS_WITH) {
            truce_buffer_lit(&p->k->text, "It reopens with: ");
            for (uint32_t k = 0; k < line->names.n; k++) {
                truce_buffer_add(&p->k->text, k > 0 ? TRUCE_STR("; ") : TRUCE_STR(""));
                text_clause_name(p, truce_case_find(p->c, TRUCE_KIND_CLAUSE, line->names.at[k]));
            }
            truce_buffer_byte(&p->k->text, '.');
            (void)text_say(p, paragraph(p), TRUCE_SPAN_PLAIN, record);
        }
    }
}

static void add_stands(const text_page *p, uint32_t clause) {
    const truce_draft_clause *const one = &p->d.clauses[clause];
    truce_buffer_printf(&p->k->text, "It is %s.", truce_draft_state_words(one->state));
    (void)text_compute(p, paragraph(p), TRUCE_SPAN_STRONG,
                       "the least settled of its brackets and of what the parties say");
    truce_block *const list = one->n_stands > 0 ? truce_document_list(&p->k->doc) : NULL;
    for (uint32_t i = 0; i < one->n_stands; i++) {
        const truce_plan *const standing = &p->c->standings[one->stands[i].standing];
        truce_passage *const item = truce_document_item(
            &p->k->doc, list, (truce_str){NULL, 0}, p->c->actors[one->stands[i].actor].head.title);
        text_standing(p, standing);
        text_day(p, standing);
        (void)text_say(p, item, TRUCE_SPAN_PLAIN, standing);
    }
}

static void add_open(const text_page *p, uint32_t clause) {
    truce_cell open = {NULL, 0, 0};
    compose_text_open(p, &open, clause);
    if (open.n_passages == 0) {
        return;
    }
    (void)truce_document_heading(&p->k->doc, 3, TRUCE_STR("text-open"),
                                 TRUCE_STR("Open, and who could close it"));
    truce_block *const list = truce_document_list(&p->k->doc);
    for (size_t i = 0; i < open.n_passages; i++) {
        truce_passage *const item =
            truce_document_item(&p->k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        *item = open.passages[i];
    }
}

void compose_text_clause(const text_page *p, uint32_t clause) {
    add_heading(p, clause, 2);
    add_reading(p, clause);
    add_stands(p, clause);
    add_ties(p, clause);
    add_open(p, clause);
    if (p->settles != NULL) {
        compose_text_settles_clause(&p->settles[p->d.clauses[clause].draft], clause);
    }
    add_criticisms(p, clause);
    add_readings(p, clause);
}

/* ---- the whole text ---- */

void compose_text_draft(const text_page *p, uint32_t draft) {
    const truce_draft *const d = &p->d.drafts[draft];
    const truce_plan *const record = &p->c->drafts[draft];
    (void)truce_document_heading(&p->k->doc, 2, truce_case_name(p->c, record->head.name),
                                 record->head.title);
    const bool closed = d->in_state[TRUCE_DRAFT_CLOSED] == d->clauses.n && d->clauses.n > 0;
    truce_buffer_printf(&p->k->text, "Version %lld. %s%s", (long long)d->version,
                        closed ? "Every clause is closed." : "Not every clause is closed.",
                        !closed && d->indivisible ? " Nothing is agreed until everything is agreed."
                                                  : "");
    (void)text_compute(p, paragraph(p), TRUCE_SPAN_MUTED, "the state of each clause");
    text_owners(p, draft, paragraph(p));
    for (uint32_t i = 0; i < d->clauses.n; i++) {
        if (!p->d.clauses[d->clauses.at[i]].struck) {
            add_heading(p, d->clauses.at[i], 3);
            add_reading(p, d->clauses.at[i]);
        }
    }
}

void text_draft_markdown(const text_page *p, uint32_t draft, truce_buffer *out) {
    if (!truce_markdown_write(&p->d, draft, p->k->arena, out)) {
        p->k->failed = true;
    }
}
