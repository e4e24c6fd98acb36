/* How each clause of a single text stands: in short, then clause by clause with its brackets, with
 * who stands how, and with who could close what is open. */
#include "text_settles.h"

#include "truce/document/bars.h"

static truce_passage *cell(const text_page *p, truce_row *row, unsigned column) {
    return truce_document_cell(&p->k->doc, &row->cells[column]);
}

/* ---- in short ---- */

static void add_count(const text_page *p, uint32_t draft, truce_passage *passage) {
    const truce_draft *const d = &p->d.drafts[draft];
    truce_buffer *const text = &p->k->text;
    if (d->version == 0) {
        truce_buffer_lit(text, "No clause has a wording yet.");
        (void)text_compute(p, passage, TRUCE_SPAN_STRONG, "the text's wordings");
        return;
    }
    truce_buffer_printf(text, "Version %lld: of %u clause%s ", (long long)d->version, d->clauses.n,
                        d->clauses.n == 1 ? "" : "s");
    unsigned shown = 0;
    for (unsigned s = 0; s < TRUCE_DRAFT_STATES; s++) {
        if (d->in_state[s] > 0) {
            truce_buffer_printf(text, "%s%u %s %s", shown++ > 0 ? ", " : "", d->in_state[s],
                                d->in_state[s] == 1 ? "is" : "are",
                                truce_draft_state_words((truce_draft_state)s));
        }
    }
    truce_buffer_byte(text, '.');
    (void)text_compute(p, passage, TRUCE_SPAN_STRONG,
                       "each clause's last wording, and how the parties stand to it");
}

static void add_whole(const text_page *p, uint32_t draft, truce_passage *passage) {
    const truce_draft *const d = &p->d.drafts[draft];
    const bool closed = d->clauses.n > 0 && d->in_state[TRUCE_DRAFT_CLOSED] == d->clauses.n;
    if (d->indivisible) {
        truce_buffer_printf(&p->k->text, "Nothing is agreed until everything is agreed: %s",
                            closed ? "every clause is closed."
                                   : "clauses that are closed wait for those that are not.");
        (void)text_say(p, passage, TRUCE_SPAN_PLAIN, &p->c->drafts[draft]);
    } else if (closed) {
        truce_buffer_lit(&p->k->text, "Every clause is closed.");
        (void)text_compute(p, passage, TRUCE_SPAN_PLAIN, "the state of each clause");
    }
    truce_buffer_lit(&p->k->text, "A clause is closed once ");
    for (uint32_t i = 0; i < d->parties.n && i < 6; i++) {
        truce_buffer_add(&p->k->text, i == 0                  ? TRUCE_STR("")
                                      : i + 1 == d->parties.n ? TRUCE_STR(" and ")
                                                              : TRUCE_STR(", "));
        truce_buffer_add(&p->k->text, p->c->actors[d->parties.at[i]].head.title);
    }
    truce_buffer_printf(&p->k->text, "%s%s closed its last wording and no bracket stands in it.",
                        d->parties.n > 6    ? " and others"
                        : d->parties.n == 0 ? "the parties"
                                            : "",
                        d->parties.n == 1 ? " has" : " have");
    (void)text_compute(p, passage, TRUCE_SPAN_MUTED, "the rule by which clauses are closed");
}

/* How many clauses stand how: shares of all of them. */
static void add_figure(const text_page *p, uint32_t draft) {
    const truce_draft *const d = &p->d.drafts[draft];
    truce_bar bars[TRUCE_DRAFT_STATES];
    size_t n = 0;
    truce_buffer *const text = &p->k->text;
    for (unsigned s = 0; s < TRUCE_DRAFT_STATES; s++) {
        if (d->in_state[s] > 0) {
            const double share = (double)d->in_state[s] / (double)d->clauses.n;
            truce_buffer_printf(text, "%u", d->in_state[s]);
            bars[n++] =
                (truce_bar){.label = truce_str_of(truce_draft_state_words((truce_draft_state)s)),
                            .low = share,
                            .high = share,
                            .second = -1,
                            .told = compose_keep(p->k)};
        }
    }
    if (d->clauses.n < 2) {
        return;
    }
    for (unsigned s = 0; s < TRUCE_DRAFT_STATES; s++) {
        if (d->in_state[s] > 0) {
            truce_buffer_printf(text, "%s%s: %u", text->size > 0 ? "; " : "",
                                truce_draft_state_words((truce_draft_state)s), d->in_state[s]);
        }
    }
    const truce_str alternative = compose_keep(p->k);
    truce_buffer_printf(text, "text-%.*s-states",
                        TRUCE_STR_ARGS(truce_case_name(p->c, p->c->drafts[draft].head.name)));
    truce_block *const figure = truce_document_figure(&p->k->doc, compose_keep(p->k),
                                                      TRUCE_STR("Clauses by how they stand"));
    const truce_drawing drawing =
        truce_bars_draw(p->k->arena, &(truce_bars){.title = p->c->drafts[draft].head.title,
                                                   .alternative = alternative,
                                                   .at = bars,
                                                   .n = n,
                                                   .key = TRUCE_STR("clauses, as a share of all")});
    truce_document_draw(&p->k->doc, figure, &drawing);
}

/* ---- a clause ---- */

static void add_clause(const text_page *p, truce_row *row, uint32_t clause) {
    const truce_draft_clause *const one = &p->d.clauses[clause];
    text_clause_name(p, clause);
    (void)text_say(p, cell(p, row, 0), TRUCE_SPAN_STRONG, &p->c->clauses[clause]);
    if (one->last != TRUCE_NONE) {
        truce_buffer_printf(&p->k->text, "version %lld%s", (long long)text_version(p, one->last),
                            one->struck ? ": taken out" : "");
        text_day(p, text_wording(p, one->last));
        (void)text_say(p, cell(p, row, 0), TRUCE_SPAN_MUTED, text_wording(p, one->last));
    }
    const truce_str name = truce_case_name(p->c, p->c->clauses[clause].head.name);
    truce_buffer_printf(&p->k->text, "(%.*s)", TRUCE_STR_ARGS(name));
    (void)text_say(p, cell(p, row, 0), TRUCE_SPAN_MUTED, &p->c->clauses[clause]);
}

static void add_stands(const text_page *p, truce_row *row, uint32_t clause) {
    enum { SHOWN = 12 };
    const truce_draft_clause *const one = &p->d.clauses[clause];
    truce_buffer_printf(&p->k->text, "%s", truce_draft_state_words(one->state));
    (void)text_compute(p, cell(p, row, 1), TRUCE_SPAN_STRONG,
                       "the least settled of its brackets and of what the parties say");
    for (uint32_t i = 0; i < one->n_stands && i < SHOWN; i++) {
        const truce_plan *const standing = &p->c->standings[one->stands[i].standing];
        truce_buffer_printf(
            &p->k->text, "%.*s: ", TRUCE_STR_ARGS(p->c->actors[one->stands[i].actor].head.title));
        text_standing(p, standing);
        text_day(p, standing);
        (void)text_say(p, cell(p, row, 1), TRUCE_SPAN_PLAIN, standing);
    }
    if (one->n_stands > SHOWN) {
        truce_buffer_printf(&p->k->text, "and %u more; JSON has all", one->n_stands - SHOWN);
        (void)text_compute(p, cell(p, row, 1), TRUCE_SPAN_MUTED, "the first of them are shown");
    }
}

static void add_brackets(const text_page *p, truce_row *row, uint32_t clause) {
    enum { SHOWN = 8 };
    const uint32_t last = p->d.clauses[clause].last;
    if (last == TRUCE_NONE) {
        return;
    }
    const truce_brackets brackets = text_brackets(p, last);
    for (uint32_t b = 0; b < brackets.n && b < SHOWN; b++) {
        const truce_bracket *const one = &brackets.at[brackets.order[b]];
        truce_passage *const passage = cell(p, row, 2);
        for (uint32_t i = 0; i < one->n; i++) {
            truce_sentence *const sentence = truce_document_sentence(&p->k->doc, passage);
            if (i > 0) {
                truce_sentence_add(&p->k->doc, sentence, TRUCE_SPAN_MUTED, TRUCE_STR("or"));
            }
            text_alternative(p, sentence, one->alternatives[i]);
            sentence->basis = TRUCE_STR("the wording's bracket");
            sentence->quiet = true;
            text_cite(p, sentence, text_wording(p, last));
        }
    }
    if (brackets.n > SHOWN) {
        truce_buffer_printf(&p->k->text, "and %u more; JSON has all", brackets.n - SHOWN);
        (void)text_compute(p, cell(p, row, 2), TRUCE_SPAN_MUTED, "the first of them are shown");
    }
}

/* ---- what is open ---- */

/* Parties that said nothing of the last wording: the first few, in the text's order. */
static void add_unsaid(const text_page *p, truce_cell *to, uint32_t clause) {
    enum { SHOWN = 6 };
    const truce_draft_clause *const one = &p->d.clauses[clause];
    const truce_draft *const d = &p->d.drafts[one->draft];
    const uint32_t left = d->parties.n - one->n_said;
    if (left == 0) {
        return;
    }
    uint32_t shown = 0;
    for (uint32_t i = 0; i < d->parties.n && shown < SHOWN && shown < left; i++) {
        bool said = false;
        for (uint32_t s = 0; s < one->n_stands && !said; s++) {
            said = one->stands[s].party == d->parties.at[i];
        }
        if (!said) {
            truce_buffer_printf(&p->k->text, "%s%.*s",
                                shown == 0                           ? ""
                                : shown + 1 == left && left <= SHOWN ? " and "
                                                                     : ", ",
                                TRUCE_STR_ARGS(p->c->actors[d->parties.at[i]].head.title));
            shown++;
        }
    }
    if (left > shown) {
        truce_buffer_printf(&p->k->text, " and %u more", left - shown);
    }
    truce_buffer_printf(&p->k->text, "%s said nothing of this wording",
                        left == 1 ? " has" : " have");
    (void)text_compute(p, truce_document_cell(&p->k->doc, to), TRUCE_SPAN_PLAIN,
                       "the parties of the text, less those that spoke");
}

/* Whose alternatives stand in the way, each once. */
static void add_owners(const text_page *p, truce_cell *to, uint32_t clause) {
    enum { SHOWN = 6 };
    const truce_draft_clause *const one = &p->d.clauses[clause];
    const truce_plan *const wording = text_wording(p, one->last);
    truce_ref owners[SHOWN + 1];
    uint32_t n = 0;
    for (uint32_t i = 0; i < wording->n_lines; i++) {
        const truce_plan_line *const line = &wording->lines[i];
        for (uint32_t k = 0; line->kind == TRUCE_PLAN_BRACKET && k < line->names.n; k++) {
            bool met = n > SHOWN;
            for (uint32_t o = 0; o < n && !met; o++) {
                met = owners[o].symbol == line->names.at[k].symbol;
            }
            if (!met) {
                owners[n++] = line->names.at[k];
            }
        }
    }
    truce_buffer_printf(&p->k->text, "%u bracket%s", one->n_brackets,
                        one->n_brackets == 1 ? "" : "s");
    if (n > 0) {
        truce_buffer_lit(&p->k->text, ": a new wording, or ");
        for (uint32_t o = 0; o < n && o < SHOWN; o++) {
            truce_buffer_add(&p->k->text, o == 0                     ? TRUCE_STR("")
                                          : o + 1 == n && n <= SHOWN ? TRUCE_STR(" or ")
                                                                     : TRUCE_STR(", "));
            truce_buffer_add(&p->k->text, phrase_actor(p->c, owners[o]));
        }
        truce_buffer_printf(&p->k->text, "%s%s", n > SHOWN ? " or others" : "",
                            n == 1 ? " without it" : " taking the other words");
    } else {
        truce_buffer_lit(&p->k->text, ": a new wording");
    }
    (void)text_compute(p, truce_document_cell(&p->k->doc, to), TRUCE_SPAN_PLAIN,
                       "who owns the alternatives in its brackets");
}

static void add_unsettled(const text_page *p, truce_cell *to, uint32_t clause) {
    enum { SHOWN = 6 };
    const truce_draft_clause *const one = &p->d.clauses[clause];
    uint32_t shown = 0;
    for (uint32_t i = 0; i < one->n_stands && shown < SHOWN; i++) {
        const truce_plan *const standing = &p->c->standings[one->stands[i].standing];
        if (one->stands[i].party == TRUCE_NONE || standing->top.standing == TRUCE_STANDING_CLOSED) {
            continue;
        }
        shown++;
        truce_buffer_printf(&p->k->text, "%.*s",
                            TRUCE_STR_ARGS(p->c->actors[one->stands[i].actor].head.title));
        uint32_t waits = 0;
        for (uint32_t n = 0; n < standing->top.names.n; n++) {
            const uint32_t on = truce_case_find(p->c, TRUCE_KIND_CLAUSE, standing->top.names.at[n]);
            if (p->d.clauses[on].state != TRUCE_DRAFT_CLOSED) {
                truce_buffer_add(&p->k->text,
                                 waits++ == 0 ? TRUCE_STR(", once closed: ") : TRUCE_STR("; "));
                text_clause_name(p, on);
            }
        }
        if (standing->top.names.n > 0 && waits == 0) {
            truce_buffer_lit(&p->k->text, ": all that it waits for is closed");
        } else if (standing->top.names.n == 0) {
            truce_buffer_printf(&p->k->text, " (%s)",
                                standing->top.standing == TRUCE_STANDING_OPEN ? "open"
                                                                              : "provisional");
        }
        (void)text_say(p, truce_document_cell(&p->k->doc, to), TRUCE_SPAN_PLAIN, standing);
    }
}

void compose_text_open(const text_page *p, truce_cell *to, uint32_t clause) {
    const truce_draft_clause *const one = &p->d.clauses[clause];
    if (one->state == TRUCE_DRAFT_CLOSED) {
        return;
    }
    if (one->state == TRUCE_DRAFT_UNWRITTEN) {
        truce_buffer_lit(&p->k->text, "a wording");
        (void)text_compute(p, truce_document_cell(&p->k->doc, to), TRUCE_SPAN_PLAIN,
                           "no wording of it is counted");
        return;
    }
    if (one->state == TRUCE_DRAFT_FORKED) {
        truce_buffer_printf(&p->k->text,
                            "one wording in the place of %u of version %lld: ", one->n_last,
                            (long long)text_version(p, one->last));
        for (uint32_t i = one->wordings.n - one->n_last; i < one->wordings.n; i++) {
            const truce_str name =
                truce_case_name(p->c, text_wording(p, one->wordings.at[i])->head.name);
            truce_buffer_printf(&p->k->text, "%s%.*s",
                                i + one->n_last > one->wordings.n ? ", " : "",
                                TRUCE_STR_ARGS(name));
        }
        (void)text_compute(p, truce_document_cell(&p->k->doc, to), TRUCE_SPAN_PLAIN,
                           "wordings of one clause and version");
    }
    if (one->n_brackets > 0) {
        add_owners(p, to, clause);
    }
    add_unsettled(p, to, clause);
    add_unsaid(p, to, clause);
}

/* The clauses, `most` of them; or those that are not closed alone. */
static void add_table(const text_page *p, uint32_t draft, bool open, uint32_t most) {
    static const truce_column columns[] = {{{"Clause", 6}, 20},
                                           {{"How it stands", 13}, 28},
                                           {{"Brackets", 8}, 26},
                                           {{"Open, and who could close it", 28}, 26}};
    const truce_indices clauses = p->d.drafts[draft].clauses;
    const uint32_t left =
        open ? clauses.n - p->d.drafts[draft].in_state[TRUCE_DRAFT_CLOSED] : clauses.n;
    if (left == 0) {
        return;
    }
    truce_block *const table =
        truce_document_table(&p->k->doc,
                             open ? TRUCE_STR("Clauses that are not closed")
                                  : TRUCE_STR("Clauses, in the order of the text"),
                             columns, sizeof columns / sizeof *columns);
    uint32_t shown = 0;
    for (uint32_t i = 0; i < clauses.n && shown < most; i++) {
        if (open && p->d.clauses[clauses.at[i]].state == TRUCE_DRAFT_CLOSED) {
            continue;
        }
        shown++;
        truce_row *const row = truce_document_row(&p->k->doc, table);
        add_clause(p, row, clauses.at[i]);
        add_stands(p, row, clauses.at[i]);
        add_brackets(p, row, clauses.at[i]);
        compose_text_open(p, &row->cells[3], clauses.at[i]);
    }
    if (shown < left) {
        truce_buffer_printf(&p->k->text, "And %u more; truce text shows them.", left - shown);
        (void)text_compute(p, truce_document_paragraph(&p->k->doc), TRUCE_SPAN_MUTED,
                           "the first of them are shown");
    }
}

void compose_text_status(const text_page *p, uint32_t draft) {
    const truce_plan *const record = &p->c->drafts[draft];
    (void)truce_document_heading(&p->k->doc, 2, truce_case_name(p->c, record->head.name),
                                 record->head.title);
    truce_passage *const first = truce_document_paragraph(&p->k->doc);
    add_count(p, draft, first);
    add_whole(p, draft, first);
    add_figure(p, draft);
    add_table(p, draft, false, UINT32_MAX);
    if (p->settles != NULL) {
        compose_text_settles(&p->settles[draft]);
    }
    compose_text_terms(p, draft);
    compose_text_covers(p, draft);
}

void compose_text_short(const text_page *p, uint32_t draft, uint32_t most) {
    const truce_plan *const record = &p->c->drafts[draft];
    (void)truce_document_heading(&p->k->doc, 3, truce_case_name(p->c, record->head.name),
                                 record->head.title);
    truce_passage *const first = truce_document_paragraph(&p->k->doc);
    add_count(p, draft, first);
    add_whole(p, draft, first);
    if (p->settles != NULL && p->settles[draft].n > 0) {
        compose_settles_count(&p->settles[draft], first, true);
    }
    add_table(p, draft, true, most);
}
