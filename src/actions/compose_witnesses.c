/* Which claims count as one witness and why, which may be the same people, and what nobody tells
 * but one. */
#include <stdlib.h>

#include "named_parts.h"
#include "witness_short.h"

enum { POINTS_SHOWN = 12 /* of a report in its own words, where no issue is asked for */ };

void witness_name(composer *k, truce_cell *cell, const witness_entry *e) {
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    phrase_speakers(&k->text, k->c, &k->c->claims[e->claims[0]]);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    if (e->grade != TRUCE_GRADE_NARRATOR) {
        truce_buffer_printf(&k->text, "(%s)", truce_grade_called(e->grade));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    }
    sentence->basis = TRUCE_STR("the claims' own records");
    sentence->quiet = true;
}

/* ---- what repeats what ---- */

/* “Truce talks falter” (falter-report): a reader knows a report by its title. */
static void add_report(composer *k, const truce_source *s) {
    if (s->head.title.size > 0) {
        truce_buffer_lit(&k->text, "\xE2\x80\x9C");
        truce_buffer_add(&k->text, s->head.title);
        truce_buffer_lit(&k->text, "\xE2\x80\x9D (");
    }
    truce_buffer_add(&k->text, truce_case_name(k->c, s->head.name));
    truce_buffer_printf(&k->text, "%s", s->head.title.size > 0 ? ")" : "");
}

static void say_tie(composer *k, truce_block *list, const truce_source *s, truce_ref to,
                    const char *how) {
    const truce_source *const other = &k->c->sources[truce_case_find(k->c, TRUCE_KIND_SOURCE, to)];
    truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                    truce_case_name(k->c, s->head.name));
    truce_buffer_printf(&k->text, "%s ", how);
    add_report(k, other);
    truce_buffer_lit(&k->text, ": its own words and those of that report are one witness.");
    (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                          "the source's record in the case");
    if (other->unseen) {
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED,
                              TRUCE_STR("That report itself is not in hand."),
                              "the source's record in the case");
    }
}

static void add_repeats(composer *k, const witness_list *l) {
    truce_block *list = NULL;
    bool *const speaks = truce_arena_zero(k->arena, k->c->n_sources, sizeof *speaks);
    if (speaks == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < l->n; i++) {
        for (uint32_t n = 0; n < l->at[i].n_claims; n++) {
            const truce_ref source = k->c->claims[l->at[i].claims[n]].source;
            speaks[truce_case_find(k->c, TRUCE_KIND_SOURCE, source)] = true;
        }
    }
    for (uint32_t i = 0; i < k->c->n_sources; i++) {
        const truce_source *const s = &k->c->sources[i];
        if (!speaks[i] || (s->copies.symbol == 0 && s->draws_on.symbol == 0)) {
            continue;
        }
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("witness-reports"),
                                         TRUCE_STR("Reports that repeat or draw on others"));
            list = truce_document_list(&k->doc);
        }
        if (s->copies.symbol != 0) {
            say_tie(k, list, s, s->copies, "Repeats");
        } else {
            say_tie(k, list, s, s->draws_on, "Draws on");
        }
    }
}

/* ---- claims that count as one ---- */

/* What one would not see first: copies, then outlets and speakers across reports, then reports. */
static int by_voice(const void *left, const void *right) {
    static const int place[] = {[TRUCE_VOICE_CLAIM] = 0,
                                [TRUCE_VOICE_TELLING] = 1,
                                [TRUCE_VOICE_OUTLET] = 2,
                                [TRUCE_VOICE_SPEAKER] = 3,
                                [TRUCE_VOICE_REPORT] = 4};
    const witness_entry *const l = *(const witness_entry *const *)left;
    const witness_entry *const r = *(const witness_entry *const *)right;
    if (l->voice != r->voice) {
        return place[l->voice] < place[r->voice] ? -1 : 1;
    }
    return (l->claims[0] > r->claims[0]) - (l->claims[0] < r->claims[0]);
}

static const witness_entry **sorted(composer *k, const witness_list *l) {
    const witness_entry **const at = truce_arena_take(k->arena, l->n * sizeof *at);
    k->failed = k->failed || at == NULL;
    for (uint32_t i = 0; i < l->n && at != NULL; i++) {
        at[i] = &l->at[i];
    }
    if (l->n > 1 && at != NULL) {
        qsort(at, l->n, sizeof *at, by_voice);
    }
    return at;
}

static void add_group(composer *k, truce_block *table, const witness_entry *e) {
    truce_row *const row = truce_document_row(&k->doc, table);
    witness_name(k, &row->cells[0], e);
    truce_sentence *const claims =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, &row->cells[1]));
    truce_buffer_printf(&k->text, "%u claims", e->n_claims);
    truce_sentence_add(&k->doc, claims, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t i = 0; i < e->n_claims; i++) {
        truce_sentence_claim(&k->doc, claims, claim_name(k->c, e->claims[i]));
    }
    truce_passage *const why = truce_document_cell(&k->doc, &row->cells[2]);
    for (uint32_t i = 0; i < e->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[e->claims[i]];
        if (claim->copy_of.symbol != 0) {
            truce_sentence *const copy = truce_document_sentence(&k->doc, why);
            truce_buffer_add(&k->text, claim_name(k->c, e->claims[i]));
            truce_buffer_lit(&k->text, " is a copy of ");
            truce_buffer_add(&k->text, truce_case_name(k->c, claim->copy_of.symbol));
            truce_buffer_byte(&k->text, ';');
            truce_sentence_add(&k->doc, copy, TRUCE_SPAN_PLAIN, compose_keep(k));
            copy->basis = TRUCE_STR("the claim's own record");
            copy->quiet = true;
        }
    }
    (void)compose_quietly(k, why, TRUCE_SPAN_MUTED, truce_str_of(witness_why(e)),
                          "how truce counts witnesses");
}

static void add_groups(composer *k, const witness_list *l) {
    static const truce_column columns[] = {
        {{"Witness", 7}, 30}, {{"Claims", 6}, 36}, {{"Why they are one", 16}, 34}};
    const witness_entry **const at = sorted(k, l);
    truce_block *table = NULL;
    for (uint32_t i = 0; i < l->n && at != NULL; i++) {
        if (at[i]->n_claims < 2) {
            continue;
        }
        if (table == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("witness-claims"),
                                         TRUCE_STR("Claims that count as one witness"));
            table = truce_document_table(&k->doc, TRUCE_STR("Witnesses with several claims"),
                                         columns, sizeof columns / sizeof *columns);
        }
        add_group(k, table, at[i]);
    }
}

/* ---- perhaps the same ---- */

/* Of people without a name: how they are called, in which report. */
typedef struct called {
    uint32_t report;
    truce_symbol name;
    uint32_t claim;
} called;

static int by_name(const void *left, const void *right) {
    const called *const l = left;
    const called *const r = right;
    if (l->report != r->report) {
        return l->report < r->report ? -1 : 1;
    }
    if (l->name != r->name) {
        return l->name < r->name ? -1 : 1;
    }
    return (l->claim > r->claim) - (l->claim < r->claim);
}

static called *find_called(composer *k, const witness_list *l, uint32_t *n) {
    truce_symbols names;
    called *const at = truce_arena_take(k->arena, l->n * sizeof *at);
    *n = 0;
    if (at == NULL || truce_symbols_init(&names, k->arena, k->c->symbols.seed, NULL) != TRUCE_OK) {
        k->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < l->n && !k->failed; i++) {
        const witness_entry *const e = &l->at[i];
        const truce_claim *const claim = &k->c->claims[e->claims[0]];
        if (!witness_is_unnamed(e)) {
            continue;
        }
        phrase_speakers(&k->text, k->c, claim);
        const truce_symbol name = truce_symbols_add(&names, compose_keep(k));
        k->failed = k->failed || name == 0;
        at[(*n)++] =
            (called){l->witnesses.report[truce_case_find(k->c, TRUCE_KIND_SOURCE, claim->source)],
                     name, e->claims[0]};
    }
    if (*n > 1) {
        qsort(at, *n, sizeof *at, by_name);
    }
    return at;
}

static void add_perhaps(composer *k, const witness_list *l) {
    uint32_t n = 0;
    const called *const at = find_called(k, l, &n);
    truce_block *list = NULL;
    for (uint32_t i = 0, end = 0; i < n && at != NULL; i = end) {
        for (end = i + 1; end < n && at[end].report == at[i].report && at[end].name == at[i].name;
             end++) {
        }
        if (end - i < 2) {
            continue;
        }
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("witness-perhaps"),
                                         TRUCE_STR("Perhaps the same people"));
            (void)compose_quietly(
                k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                TRUCE_STR("Called alike in one report, without a name. They are counted as "
                          "different, because nothing says that they are the same; they may be."),
                "how truce counts witnesses");
            list = truce_document_list(&k->doc);
        }
        phrase_speakers(&k->text, k->c, &k->c->claims[at[i].claim]);
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        truce_buffer_printf(&k->text, "%u claims", end - i);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        for (uint32_t c = i; c < end; c++) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, at[c].claim));
        }
    }
}

/* ---- what one alone tells ---- */

typedef bool wanted(const witness_entry *e);

static bool is_report(const witness_entry *e) {
    return e->grade == TRUCE_GRADE_NARRATOR;
}

static bool is_named(const witness_entry *e) {
    return e->grade <= TRUCE_GRADE_NAMED_OFFICE;
}

static void add_alone(composer *k, const witness_list *l, const char *caption, wanted *is) {
    static const truce_column columns[] = {{{"Witness", 7}, 30}, {{"What it alone tells", 19}, 70}};
    truce_block *table = NULL;
    for (uint32_t i = 0; i < l->n; i++) {
        const witness_entry *const e = &l->at[i];
        if (e->n_alone == 0 || !is(e)) {
            continue;
        }
        if (table == NULL) {
            table = truce_document_table(&k->doc, truce_str_of(caption), columns,
                                         sizeof columns / sizeof *columns);
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        witness_name(k, &row->cells[0], e);
        const uint32_t shown = is_report(e) && k->issues == NULL && e->n_alone > POINTS_SHOWN
                                   ? POINTS_SHOWN
                                   : e->n_alone;
        for (uint32_t p = 0; p < shown; p++) {
            (void)witness_point(k, truce_document_cell(&k->doc, &row->cells[1]), e->alone[p]);
        }
        if (e->n_alone > shown) {
            truce_buffer_printf(&k->text, "and %u more: --issue NAME, or --json",
                                e->n_alone - shown);
            (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[1]), TRUCE_SPAN_MUTED,
                                  compose_keep(k), "of a report the first are shown");
        }
    }
}

static uint32_t count_readings(const composer *k) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        n += k->scope.in[i] && (k->c->claims[i].marks & TRUCE_MARK_INFERRED) != 0;
    }
    return n;
}

static void add_all_alone(composer *k, const witness_list *l) {
    uint32_t n = 0;
    uint32_t all = 0;
    for (uint32_t i = 0; i < l->points.n; i++) {
        all += witness_shows(k, &l->points.at[i]);
        n += witness_shows(k, &l->points.at[i]) && l->points.at[i].witness != TRUCE_NONE;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("witness-alone"),
                                 TRUCE_STR("What one witness alone tells"));
    truce_buffer_printf(
        &k->text,
        "%u of %u point%s rest%s on one witness: %s. That nobody else tells it does "
        "not say that it is not so.",
        n, all, all == 1 ? "" : "s", n == 1 ? "s" : "",
        k->issues != NULL ? "positions that stand, and movement, on what was asked"
                          : "positions and states that stand, events, stages of "
                            "offers, movement, roles and relations");
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN, compose_keep(k),
                          "the claims of each point, by their witnesses");
    add_alone(k, l, "Told by people without a name, and by nobody else", witness_is_unnamed);
    add_alone(k, l, "Told by a named person, office or side, and by nobody else", is_named);
    add_alone(k, l, "Told by a report in its own words, and by nobody else", is_report);
}

static bool stands_in_one_report(const composer *k, const witness_list *l,
                                 const truce_testimony *p) {
    uint32_t report = TRUCE_NONE;
    for (uint32_t i = 0; i < p->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[k->original[p->claims[i]]];
        const uint32_t in =
            l->witnesses.report[truce_case_find(k->c, TRUCE_KIND_SOURCE, claim->source)];
        if (report != TRUCE_NONE && in != report) {
            return false;
        }
        report = in;
    }
    return true;
}

/* Of the issues asked for, what several tell: so that one sees which rest on more. */
static void add_several(composer *k, const witness_list *l) {
    static const truce_column columns[] = {{{"Point", 5}, 50}, {{"Told by", 7}, 50}};
    truce_block *table = NULL;
    uint32_t *const nobody = truce_denials_find(&k->scope, k->arena);
    if (nobody == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < l->points.n; i++) {
        const truce_testimony *const p = &l->points.at[i];
        if (p->witness != TRUCE_NONE || !witness_shows(k, p)) {
            continue;
        }
        if (table == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("witness-several"),
                                         TRUCE_STR("What several witnesses tell"));
            table = truce_document_table(&k->doc, TRUCE_STR("Points with several witnesses"),
                                         columns, sizeof columns / sizeof *columns);
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        truce_sentence *const point =
            witness_point(k, truce_document_cell(&k->doc, &row->cells[0]), p);
        if (stands_in_one_report(k, l, p)) {
            truce_sentence_badge(&k->doc, point, TRUCE_TONE_CAUTION,
                                 TRUCE_STR("all in one report"));
        }
        truce_told *const told = truce_arena_take(k->arena, p->n_claims * sizeof *told);
        for (uint32_t c = 0; c < p->n_claims && told != NULL; c++) {
            told[c] = (truce_told){p->claims[c], p->statement};
        }
        k->failed = k->failed || told == NULL;
        compose_told(k, &row->cells[1], told, told != NULL ? p->n_claims : 0, "", nobody);
    }
}

static void add_opening(composer *k, const witness_list *l) {
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("witnesses"), TRUCE_STR("Witnesses"));
    truce_buffer_printf(&k->text,
                        "%u claim%s of %u witness%s. Copies of a report, a report in its own words "
                        "and a named speaker in one report, or through one outlet, count once.",
                        l->n_claims, l->n_claims == 1 ? "" : "s", l->n, l->n == 1 ? "" : "es");
    truce_passage *const opening = truce_document_paragraph(&k->doc);
    (void)compose_quietly(k, opening, TRUCE_SPAN_PLAIN, compose_keep(k),
                          "copy of, copies, draws on, and the speakers of the claims counted");
    const uint32_t readings = count_readings(k);
    if (readings > 0) {
        truce_buffer_printf(&k->text, "%u more %s our own reading%s, which %s no witness.",
                            readings, readings == 1 ? "is" : "are", readings == 1 ? "" : "s",
                            readings == 1 ? "is" : "are");
        (void)compose_quietly(k, opening, TRUCE_SPAN_MUTED, compose_keep(k), "claims inferred");
    }
}

truce_status compose_witnesses(composer *k, truce_error *err) {
    witness_list l;
    const truce_status status = witness_list_make(k, &l, err);
    if (status != TRUCE_OK) {
        return status;
    }
    add_opening(k, &l);
    add_repeats(k, &l);
    add_groups(k, &l);
    add_perhaps(k, &l);
    add_all_alone(k, &l);
    return TRUCE_OK;
}

truce_status compose_witnesses_asked(composer *k, truce_error *err) {
    static const char *const parts[] = {"reports", "claims", "perhaps", "alone", "several"};
    static void (*const add[])(composer * k, const witness_list *l) = {
        add_repeats, add_groups, add_perhaps, add_all_alone, add_several};
    enum { PARTS = sizeof parts / sizeof *parts };
    const truce_str names = k->session->request.sections;
    unsigned asked = 0;
    witness_list l;
    truce_status status =
        named_parts(names, "the answer on witnesses has no section", parts, PARTS, &asked, err);
    if (status == TRUCE_OK) {
        status = witness_list_make(k, &l, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    add_opening(k, &l);
    if (names.size == 0) {
        if (k->issues == NULL) {
            add_repeats(k, &l);
        }
        status = compose_witnesses_short(k, &l, err);
        if (status == TRUCE_OK && k->issues != NULL) {
            add_several(k, &l);
        } else if (status == TRUCE_OK) {
            (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                                  TRUCE_STR("This is in short; whole: truce witnesses --sections "
                                            "all."),
                                  "how truce works");
        }
    }
    for (unsigned i = 0; i < PARTS && status == TRUCE_OK; i++) {
        if ((asked >> i & 1) != 0) {
            add[i](k, &l);
        }
    }
    return status;
}
