/* What changed in a text, word by word, and for whose criticism. */
#include "text_parts.h"

#include "truce/text/redline.h"

static truce_passage *paragraph(const text_page *p) {
    return truce_document_paragraph(&p->k->doc);
}

/* A wording as one text; none: an empty one. */
static truce_str whole(const text_page *p, uint32_t wording) {
    if (wording != TRUCE_NONE && !p->k->failed) {
        const truce_brackets brackets = text_brackets(p, wording);
        if (!p->k->failed) {
            truce_wording_write_all(p->c, text_wording(p, wording), &brackets, &p->k->text);
        }
    }
    return compose_keep(p->k);
}

static truce_str trimmed(truce_str s) {
    while (s.size > 0 && (s.data[0] == ' ' || s.data[0] == '\n')) {
        s.data++;
        s.size--;
    }
    while (s.size > 0 && (s.data[s.size - 1] == ' ' || s.data[s.size - 1] == '\n')) {
        s.size--;
    }
    return s;
}

/* Paragraphs of a redline, one after the other. */
typedef struct sheet {
    const text_page *p;
    truce_sentence *sentence; /* NULL: none is begun */
} sheet;

static void add_span(sheet *s, truce_span_style style, truce_str text) {
    const truce_str words = trimmed(text); /* spans are set a space apart */
    if (words.size == 0) {
        return;
    }
    if (s->sentence == NULL) {
        s->sentence = truce_document_sentence(&s->p->k->doc, paragraph(s->p));
        s->sentence->basis = TRUCE_STR("the two wordings, compared word by word");
        s->sentence->quiet = true;
    }
    truce_sentence_add(&s->p->k->doc, s->sentence, style, words);
}

/* Text of one style, broken where paragraphs end. */
static void add_text(sheet *s, truce_span_style style, truce_str text) {
    while (text.size > 0) {
        size_t end = 0;
        while (end < text.size && text.data[end] != '\n') {
            end++;
        }
        add_span(s, style, (truce_str){text.data, end});
        const bool broken = end < text.size;
        while (end < text.size && text.data[end] == '\n') {
            end++;
        }
        s->sentence = broken ? NULL : s->sentence;
        text = (truce_str){text.data + end, text.size - end};
    }
}

static truce_status add_redline(const text_page *p, uint32_t old, uint32_t now, truce_error *err) {
    truce_redline r;
    const truce_str a = whole(p, old);
    const truce_str b = whole(p, now);
    if (p->k->failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the wordings");
    }
    const truce_status status = truce_redline_make(a, b, 0, p->k->arena, &r, err);
    if (status != TRUCE_OK) {
        return status;
    }
    sheet s = {p, NULL};
    for (uint32_t i = 0; i < r.n; i++) {
        if (r.parts[i].kept) {
            add_text(&s, TRUCE_SPAN_PLAIN, r.parts[i].now);
        } else {
            add_text(&s, TRUCE_SPAN_TAKEN, r.parts[i].old);
            add_text(&s, TRUCE_SPAN_PUT, r.parts[i].now);
        }
    }
    if (r.rough) {
        truce_buffer_lit(
            &p->k->text,
            "The two are too long and too different to be compared to the end: more is "
            "marked here than had to be.");
        (void)text_compute(p, paragraph(p), TRUCE_SPAN_MUTED, "a bound on the comparison");
    }
    return TRUCE_OK;
}

/* ---- for whose criticism ---- */

static void add_change(const text_page *p, truce_block *list, const truce_plan *change) {
    const uint32_t wording = truce_case_find(p->c, TRUCE_KIND_WORDING, change->top.what);
    for (uint32_t i = 0; i < change->top.names.n; i++) {
        const truce_plan *const criticism =
            &p->c->criticisms[truce_case_find(p->c, TRUCE_KIND_CRITICISM, change->top.names.at[i])];
        truce_buffer_printf(&p->k->text, "Version %lld", (long long)text_version(p, wording));
        if (change->top.number.place != 0) {
            truce_buffer_printf(&p->k->text, ", paragraph %lld",
                                (long long)change->top.number.low.units);
        }
        const truce_str where = compose_keep(p->k);
        truce_passage *const item =
            truce_document_item(&p->k->doc, list, (truce_str){NULL, 0}, where);
        truce_buffer_lit(&p->k->text, "for ");
        text_names(p, criticism->top.by);
        truce_buffer_printf(&p->k->text, ": %.*s", TRUCE_STR_ARGS(criticism->head.title));
        text_cite(p, text_say(p, item, TRUCE_SPAN_PLAIN, change), criticism);
    }
}

/* Whose criticisms the wordings behind `from` up to `to` were changed for. */
static void add_reasons(const text_page *p, uint32_t clause, int64_t from, int64_t to) {
    const truce_indices wordings = p->d.clauses[clause].wordings;
    truce_block *list = NULL;
    for (uint32_t w = 0; w < wordings.n; w++) {
        const int64_t version = text_version(p, wordings.at[w]);
        const truce_indices changes = truce_drafts_of(&p->d.changes, wordings.at[w]);
        for (uint32_t i = 0; i < changes.n && version > from && version <= to; i++) {
            list = list != NULL ? list : truce_document_list(&p->k->doc);
            add_change(p, list, &p->c->changes[changes.at[i]]);
        }
    }
    if (list == NULL) {
        truce_buffer_lit(&p->k->text, "No criticism is named for it.");
        (void)text_compute(p, paragraph(p), TRUCE_SPAN_MUTED, "the changes of its wordings");
    }
}

/* ---- between two versions ---- */

static void add_marks(const text_page *p, uint32_t draft) {
    truce_passage *const passage = paragraph(p);
    text_owners(p, draft, passage);
    truce_sentence *const s = truce_document_sentence(&p->k->doc, passage);
    truce_sentence_add(&p->k->doc, s, TRUCE_SPAN_MUTED, TRUCE_STR("Words are marked so:"));
    truce_sentence_add(&p->k->doc, s, TRUCE_SPAN_TAKEN, TRUCE_STR("taken out"));
    truce_sentence_add(&p->k->doc, s, TRUCE_SPAN_PUT, TRUCE_STR("put in"));
    s->basis = TRUCE_STR("how truce works");
    s->quiet = true;
}

static void add_head(const text_page *p, uint32_t clause, uint32_t old, uint32_t now) {
    text_clause_name(p, clause);
    const bool struck =
        now != TRUCE_NONE && truce_draft_line(text_wording(p, now), TRUCE_PLAN_STRUCK) != NULL;
    truce_buffer_printf(&p->k->text, "%s", old == TRUCE_NONE ? " (new)" : struck ? " (out)" : "");
    const truce_str title = compose_keep(p->k);
    (void)truce_document_heading(&p->k->doc, 3,
                                 truce_case_name(p->c, p->c->clauses[clause].head.name), title);
}

truce_status compose_text_redline(const text_page *p, uint32_t draft, truce_error *err) {
    const truce_draft *const d = &p->d.drafts[draft];
    const truce_plan *const record = &p->c->drafts[draft];
    uint32_t changed = 0;
    if (p->from > d->version || p->to > d->version) {
        return truce_fail(err, TRUCE_ENOTFOUND, "the last version of \"%.*s\" is %lld",
                          TRUCE_STR_ARGS(truce_case_name(p->c, record->head.name)),
                          (long long)d->version);
    }
    truce_buffer_printf(&p->k->text, "%.*s: from version %lld to %lld",
                        TRUCE_STR_ARGS(record->head.title), (long long)p->from, (long long)p->to);
    const truce_str title = compose_keep(p->k);
    (void)truce_document_heading(&p->k->doc, 2, truce_case_name(p->c, record->head.name), title);
    add_marks(p, draft);
    for (uint32_t i = 0; i < d->clauses.n; i++) {
        const uint32_t clause = d->clauses.at[i];
        const uint32_t old = truce_draft_wording(&p->d, &p->d.clauses[clause], p->from);
        const uint32_t now = truce_draft_wording(&p->d, &p->d.clauses[clause], p->to);
        if (old == now || (p->clause != TRUCE_NONE && p->clause != clause)) {
            continue;
        }
        changed++;
        add_head(p, clause, old, now);
        const truce_status status = add_redline(p, old, now, err);
        if (status != TRUCE_OK) {
            return status;
        }
        if (p->from < p->to && old != TRUCE_NONE) {
            add_reasons(p, clause, p->from, p->to);
        }
    }
    if (p->clause == TRUCE_NONE) {
        truce_buffer_printf(&p->k->text, "%u of %u clauses %s between the two versions.", changed,
                            d->clauses.n, changed == 1 ? "differs" : "differ");
    } else if (changed == 0) {
        truce_buffer_lit(&p->k->text, "The clause reads the same in both versions.");
    }
    if (p->k->text.size > 0) {
        (void)text_compute(p, paragraph(p), TRUCE_SPAN_PLAIN, "the wordings of the two versions");
    }
    return TRUCE_OK;
}

/* ---- all versions ---- */

static truce_status add_version(const text_page *p, uint32_t clause, uint32_t w, truce_error *err) {
    const truce_indices wordings = p->d.clauses[clause].wordings;
    const truce_plan *const wording = text_wording(p, wordings.at[w]);
    const int64_t version = text_version(p, wordings.at[w]);
    truce_buffer_printf(&p->k->text, "Version %lld", (long long)version);
    if (wording->top.by.n > 0) {
        truce_buffer_lit(&p->k->text, " by ");
        text_names(p, wording->top.by);
    }
    text_day(p, wording);
    truce_buffer_printf(
        &p->k->text, "%s",
        truce_draft_line(wording, TRUCE_PLAN_STRUCK) != NULL ? ": the clause is taken out" : "");
    (void)text_say(p, paragraph(p), TRUCE_SPAN_STRONG, wording);
    const truce_status status =
        add_redline(p, w > 0 ? wordings.at[w - 1] : TRUCE_NONE, wordings.at[w], err);
    if (status == TRUCE_OK && w > 0) {
        add_reasons(p, clause, version - 1, version);
    }
    return status;
}

truce_status compose_text_history(const text_page *p, uint32_t draft, truce_error *err) {
    const truce_draft *const d = &p->d.drafts[draft];
    const truce_plan *const record = &p->c->drafts[draft];
    (void)truce_document_heading(&p->k->doc, 2, truce_case_name(p->c, record->head.name),
                                 record->head.title);
    add_marks(p, draft);
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < d->clauses.n && status == TRUCE_OK; i++) {
        const uint32_t clause = d->clauses.at[i];
        const truce_indices wordings = p->d.clauses[clause].wordings;
        if (p->clause != TRUCE_NONE && p->clause != clause) {
            continue;
        }
        add_head(p, clause, clause, p->d.clauses[clause].last);
        for (uint32_t w = 0; w < wordings.n && status == TRUCE_OK; w++) {
            status = add_version(p, clause, w, err);
        }
    }
    return status;
}
