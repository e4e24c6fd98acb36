/* Where it was read, how good the source is, and every claim with who speaks in it. */
#include "compose.h"

#include "issues.h"
#include "truce/case/words.h"

enum { OF_ISSUE_SHOWN = 16 /* claims on one issue, in short */ };

static const char *grade_words(char grade) {
    switch (grade) {
    case 'A':
        return "A, completely reliable";
    case 'B':
        return "B, usually reliable";
    case 'C':
        return "C, fairly reliable";
    case 'D':
        return "D, not usually reliable";
    case 'E':
        return "E, unreliable";
    default:
        return "F, cannot be judged";
    }
}

static uint32_t *claims_per_source(composer *k) {
    uint32_t *const n = truce_arena_zero(k->arena, k->c->n_sources, sizeof *n);
    k->failed = k->failed || n == NULL;
    for (uint32_t i = 0; n != NULL && i < k->c->n_claims; i++) {
        n[truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[i].source)] += k->scope.in[i];
    }
    return n;
}

static void cell_text(composer *k, truce_cell *cell, truce_span_style style) {
    const truce_str text = compose_keep(k);
    if (text.size > 0) {
        truce_passage *const passage = truce_document_cell(&k->doc, cell);
        (void)compose_quietly(k, passage, style, text, "the source's record in the case");
    }
}

static void add_dates(composer *k, truce_cell *cell, uint32_t source) {
    const truce_case *const c = k->c;
    const truce_source *const s = &c->sources[source];
    if (s->published.text.size > 0) {
        truce_buffer_printf(&k->text, "published %.*s", TRUCE_STR_ARGS(s->published.text));
        cell_text(k, cell, TRUCE_SPAN_PLAIN);
    }
    if (s->captured.text.size > 0) {
        truce_buffer_printf(&k->text, "captured %.*s", TRUCE_STR_ARGS(s->captured.text));
        cell_text(k, cell, TRUCE_SPAN_PLAIN);
    }
    for (uint32_t i = 0; i < c->n_datings; i++) {
        if (truce_case_find(c, TRUCE_KIND_SOURCE, c->datings[i].of) == source) {
            const uint32_t by = truce_case_find(c, TRUCE_KIND_READER, c->datings[i].by);
            truce_buffer_printf(&k->text, "dated %.*s by estimate of the case's %.*s",
                                TRUCE_STR_ARGS(c->datings[i].date.text),
                                TRUCE_STR_ARGS(by != TRUCE_NONE ? c->readers[by].head.title
                                                                : TRUCE_STR("somebody")));
            cell_text(k, cell, TRUCE_SPAN_MUTED);
        }
    }
    if (s->published.text.size == 0) {
        truce_buffer_lit(&k->text, "publication date not known");
        cell_text(k, cell, TRUCE_SPAN_MUTED);
    }
}

static void add_ties(composer *k, truce_cell *cell, const truce_source *s) {
    const truce_case *const c = k->c;
    if (s->copies.symbol != 0) {
        truce_buffer_printf(&k->text, "repeats %.*s: one witness",
                            TRUCE_STR_ARGS(truce_case_name(c, s->copies.symbol)));
        cell_text(k, cell, TRUCE_SPAN_PLAIN);
    }
    if (s->draws_on.symbol != 0) {
        truce_buffer_printf(&k->text, "draws on %.*s",
                            TRUCE_STR_ARGS(truce_case_name(c, s->draws_on.symbol)));
        cell_text(k, cell, TRUCE_SPAN_PLAIN);
    }
    for (uint32_t i = 0; i < s->head.n_notes; i++) {
        truce_buffer_add(&k->text, s->head.notes[i].text);
        cell_text(k, cell, TRUCE_SPAN_MUTED);
    }
}

static void add_source_row(composer *k, truce_block *table, uint32_t i, uint32_t claims) {
    const truce_source *const s = &k->c->sources[i];
    truce_row *const row = truce_document_row(&k->doc, table);
    truce_buffer_add(&k->text, truce_case_name(k->c, s->head.name));
    cell_text(k, &row->cells[0], TRUCE_SPAN_STRONG);
    truce_buffer_add(&k->text, s->head.title);
    cell_text(k, &row->cells[1], TRUCE_SPAN_PLAIN);
    truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_SOURCE, (size_t)s->kind));
    truce_buffer_lit(&k->text, "; publisher ");
    truce_buffer_add(&k->text, s->publisher.size > 0 ? s->publisher : TRUCE_STR("not known"));
    cell_text(k, &row->cells[1], TRUCE_SPAN_MUTED);
    add_ties(k, &row->cells[1], s);
    add_dates(k, &row->cells[2], i);
    truce_buffer_printf(&k->text, "%s", grade_words(s->reliability));
    cell_text(k, &row->cells[3], TRUCE_SPAN_PLAIN);
    if (s->unseen) {
        truce_buffer_lit(&k->text, "unseen: known only through others");
    } else {
        truce_buffer_printf(&k->text, "%u", claims);
    }
    cell_text(k, &row->cells[4], TRUCE_SPAN_PLAIN);
}

void compose_sources(composer *k) {
    static const truce_column columns[] = {{{"Source", 6}, 9},
                                           {{"What it is", 10}, 40},
                                           {{"Dates", 5}, 22},
                                           {{"Reliability", 11}, 15},
                                           {{"Claims", 6}, 14}};
    const uint32_t *const claims = claims_per_source(k);
    if (k->c->n_sources == 0 || claims == NULL) {
        return;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("sources"), TRUCE_STR("Sources"));
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("Sources, their dates and grades"), columns,
                             sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < k->c->n_sources; i++) {
        if (claims[i] > 0 || k->session->n_only == 0) {
            add_source_row(k, table, i, claims[i]);
        }
    }
}

/* ---- claims ---- */

static void add_locator(truce_buffer *out, truce_str locator) {
    static const struct {
        char letter;
        const char *word;
    } words[] = {{'P', "paragraph"}, {'G', "page"}, {'L', "line"}, {'B', "bytes"}, {'S', "second"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i].letter == locator.data[0]) {
            truce_buffer_printf(out, "%s %.*s", words[i].word, (int)locator.size - 1,
                                locator.data + 1);
            return;
        }
    }
    truce_buffer_lit(out, "place not given");
}

/* Who speaks, and where: "Ismail Haniyeh (named person); s2, paragraph 6; published 2024-03-27". */
static void add_speaking(composer *k, truce_passage *passage, uint32_t i) {
    const truce_claim *const claim = &k->c->claims[i];
    truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
    phrase_speakers(&k->text, k->c, claim);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    if ((claim->marks & TRUCE_MARK_INFERRED) == 0) {
        truce_buffer_printf(&k->text, "(%s); ", truce_grade_called(truce_claim_grade(k->c, claim)));
    } else { /* which no narrator says either */
        truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    }
    truce_buffer_add(&k->text, truce_case_name(k->c, claim->source.symbol));
    truce_buffer_lit(&k->text, ", ");
    add_locator(&k->text, claim->locator);
    for (uint32_t n = 0; n < claim->n_also; n++) {
        truce_buffer_lit(&k->text, ", also ");
        add_locator(&k->text, claim->also[n]);
    }
    truce_buffer_lit(&k->text, "; ");
    phrase_time(&k->text, &k->scope, i);
    if (claim->credibility != 0) {
        truce_buffer_printf(&k->text, "; credibility %u", (unsigned)claim->credibility);
    }
    if (claim->copy_of.symbol != 0) {
        truce_buffer_lit(&k->text, "; copy of ");
        truce_buffer_add(&k->text, truce_case_name(k->c, claim->copy_of.symbol));
    }
    truce_buffer_byte(&k->text, ':');
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    for (size_t m = 0; m < truce_words_count(TRUCE_WORDS_MARK); m++) {
        if ((claim->marks & 1U << m) != 0) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION,
                                 truce_words_at(TRUCE_WORDS_MARK, m));
        }
    }
    sentence->basis = TRUCE_STR("the claim's own record");
    sentence->quiet = true;
}

/* Of a claim that speaks of an issue asked for: what it states of the issue, and the events and
 * relations that it tells with it. */
static bool is_told_with(const composer *k, const truce_statement *st) {
    return issue_is_spoken_of(k, st) || st->kind == TRUCE_STATES_EVENT ||
           st->kind == TRUCE_STATES_RELATION || st->kind == TRUCE_STATES_BLAME ||
           st->kind == TRUCE_STATES_ACCUSATION || st->kind == TRUCE_STATES_TALKS;
}

/* Whether it is about an issue at all, of a case that was narrowed to some. */
static bool names_issue(const composer *k, const truce_statement *st) {
    const truce_ref on = st->kind == TRUCE_STATES_TRAIT      ? st->as.trait.on
                         : st->kind == TRUCE_STATES_SAYING   ? st->as.saying.on
                         : st->kind == TRUCE_STATES_MOVEMENT ? st->as.movement.on
                                                             : (truce_ref){0, 0};
    return k->issues != NULL &&
           (st->kind == TRUCE_STATES_POSITION || st->kind == TRUCE_STATES_RANK ||
            (on.symbol != 0 && truce_case_find(k->c, TRUCE_KIND_ISSUE, on) != TRUCE_NONE));
}

/* A claim with all that it states, so that whoever follows a citation finds what was said. */
static void add_claim(composer *k, truce_block *list, uint32_t i) {
    const truce_claim *const claim = &k->c->claims[i];
    truce_passage *const item =
        truce_document_item(&k->doc, list, claim_name(k->c, i), (truce_str){NULL, 0});
    uint32_t n_shown = 0;
    uint32_t n_said = 0;
    uint32_t n_others = 0; /* what it states of issues that were not asked for */
    for (uint32_t s = 0; s < claim->n_statements; s++) {
        uint32_t others = names_issue(k, &claim->statements[s]);
        if (is_told_with(k, &claim->statements[s])) {
            (void)issue_narrowed(k, &claim->statements[s], &others);
            n_shown++;
        }
        n_others += others;
    }
    add_speaking(k, item, i);
    for (uint32_t s = 0; s < claim->n_statements; s++) {
        if (!is_told_with(k, &claim->statements[s])) {
            continue;
        }
        uint32_t others;
        const truce_statement st = issue_narrowed(k, &claim->statements[s], &others);
        phrase_statement(&k->text, k->c, &st);
        const bool last = ++n_said == n_shown;
        if (last && n_others > 0) {
            truce_buffer_printf(&k->text, "; and %u on %s", n_others,
                                n_others == 1 ? "another issue" : "other issues");
        }
        truce_buffer_byte(&k->text, last ? '.' : ';');
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k), "the claim's own record");
    }
    for (uint32_t n = 0; n < claim->head.n_notes; n++) {
        truce_sentence *const note =
            compose_quietly(k, item, TRUCE_SPAN_MUTED,
                            claim->head.notes[n].why ? TRUCE_STR("Why:") : TRUCE_STR("Note:"),
                            "note of whoever keeps the case");
        truce_sentence_add(&k->doc, note, TRUCE_SPAN_MUTED, claim->head.notes[n].text);
    }
}

/* Whether some statement of it is about an issue that was asked for. */
static bool speaks_of_asked(const composer *k, const truce_claim *claim) {
    bool speaks = k->issues == NULL;
    for (uint32_t s = 0; s < claim->n_statements && !speaks; s++) {
        speaks = issue_is_spoken_of(k, &claim->statements[s]);
    }
    return speaks;
}

void compose_claims(composer *k) {
    if (k->scope.n_in == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("claims"),
                                 k->issues != NULL
                                     ? TRUCE_STR("What is said of it, claim by claim")
                                     : TRUCE_STR("The claims: who says what, and where"));
    truce_block *const list = truce_document_list(&k->doc);
    const uint32_t most =
        k->issues != NULL && k->session->request.sections.size == 0 ? OF_ISSUE_SHOWN : UINT32_MAX;
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        if (k->scope.in[i] && speaks_of_asked(k, &k->c->claims[i]) && n++ < most) {
            add_claim(k, list, i);
        }
    }
    if (n > most) {
        truce_buffer_printf(&k->text, "and %u more: truce brief --issue ... --sections claims",
                            n - most);
        (void)compose_quietly(
            k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}),
            TRUCE_SPAN_MUTED, compose_keep(k), "a brief of one issue shows the first of them");
    }
}

void compose_sources_json(composer *k, truce_json *json) {
    const uint32_t *const claims = claims_per_source(k);
    truce_json_object(json);
    for (uint32_t i = 0; i < k->c->n_sources && claims != NULL; i++) {
        const truce_source *const s = &k->c->sources[i];
        if (claims[i] == 0 && k->session->n_only > 0) {
            continue;
        }
        truce_json_key_str(json, truce_case_name(k->c, s->head.name));
        truce_json_object(json);
        truce_json_member_str(json, "title", s->head.title);
        truce_json_member_str(json, "kind", truce_words_at(TRUCE_WORDS_SOURCE, (size_t)s->kind));
        if (s->publisher.size > 0) {
            truce_json_member_str(json, "publisher", s->publisher);
        }
        if (s->published.text.size > 0) {
            truce_json_member_str(json, "published", s->published.text);
        }
        if (s->captured.text.size > 0) {
            truce_json_member_str(json, "captured", s->captured.text);
        }
        const char grade = (char)(s->reliability != 0 ? s->reliability : 'F');
        truce_json_member_str(json, "reliability", (truce_str){&grade, 1});
        if (s->unseen) {
            truce_json_member_bool(json, "unseen", true);
        }
        truce_json_member_int(json, "claims", claims[i]);
        truce_json_close(json);
    }
    truce_json_close(json);
}
