/* What the case does not say, as questions to take along: what is missing, what to ask of whom, and
 * which later answer waits for it. */
#include "compose.h"
#include "gap_list.h"
#include "gap_reported.h"
#include "gap_words.h"
#include "whom_words.h"

enum {
    ITEMS_SHOWN = 12,       /* of one gap, in the list of all gaps */
    ITEMS_SHOWN_ALONE = 99, /* and where one answer was asked for */
    CLAIMS_SHOWN = 3,
    ASKED_SHOWN = 8,
    ANSWERS_MAX = 16
};

static const char ASKED_BASIS[] =
    "who has to do with it: whose it is, who made, carried, got or said it; then who is said to "
    "mediate";

/* In a list of what is missing. */
static truce_str item_title(composer *k, truce_symbol name) {
    return name != 0 ? gap_item_title(k->c, name) : TRUCE_STR("Some offer, not said which");
}

/* ---- one gap ---- */

/* Whether what is reported all the same stands beside an item: of a number that is missing always,
 * of the rest where issues or one answer were asked for. */
static bool shows_reported(const composer *k, const gap_listing *l, const truce_gap *gap) {
    return gap->kind == TRUCE_GAP_NUMBER || l->alone || k->issues != NULL;
}

/* Whether the records of a gap are their titles and no more, so that they make one line. What is
 * said on an issue stands in the matrix; it is repeated only where one answer was asked for. */
static bool are_titles(const composer *k, const gap_listing *l, const truce_gap *gap) {
    const bool cell = gap->kind == TRUCE_GAP_RESERVE || gap->kind == TRUCE_GAP_FIRST_HAND ||
                      gap->kind == TRUCE_GAP_ONE_SOURCE;
    bool titles = true;
    for (uint32_t i = 0; i < gap->n_items && titles; i++) {
        const truce_gap_item *const item = &gap->items[i];
        titles = item->n_words == 0 && item->n_groups == 0 && item->arrival == TRUCE_ARRIVAL_OPEN &&
                 (item->n_claims == 0 || (cell && !l->alone)) &&
                 !(shows_reported(k, l, gap) &&
                   gap_reported_rows(k, gap, item, &(uint32_t){0}, &(uint32_t){0}));
    }
    return titles;
}

static void add_groups(composer *k, const truce_gap_item *item) {
    for (uint32_t i = 0; i < item->n_groups; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? " (nothing reported for: " : ", ");
        truce_buffer_add(&k->text, k->c->actors[item->groups[i]].head.title);
    }
    truce_buffer_printf(&k->text, "%s", item->n_groups > 0 ? ")" : "");
}

/* How many more there are; --json has all. */
static void add_rest(composer *k, truce_sentence *sentence, uint32_t n, const char *what) {
    truce_buffer_printf(&k->text, "and %u more %s%s", n, what, n == 1 ? "" : "s");
    truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
}

/* Whether the head of the gap names the record already, an actor of whom something is left open, or
 * its words do. */
static bool is_named(const composer *k, const truce_gap *gap, const truce_gap_item *item) {
    if (gap->kind == TRUCE_GAP_STATE) {
        return true;
    }
    return gap->kind == TRUCE_GAP_UNSAID && k->c->actors[gap->party].head.name == item->name;
}

static truce_sentence *add_item(composer *k, truce_cell *cell, const gap_listing *l,
                                const truce_gap *gap, const truce_gap_item *item,
                                const char *basis) {
    truce_passage *const passage = truce_document_cell(&k->doc, cell);
    truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
    const bool named = is_named(k, gap, item);
    if (!named) {
        truce_buffer_add(&k->text, item_title(k, item->name));
        add_groups(k, item);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    }
    if (gap_arrival(item->arrival) != NULL) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG,
                             truce_str_of(gap_arrival(item->arrival)));
    }
    for (uint32_t i = 0; i < item->n_words; i++) {
        truce_buffer_printf(&k->text, named ? "%s%.*s" : "%s(%.*s)", named && i > 0 ? "; " : "",
                            TRUCE_STR_ARGS(item->words[i]));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    }
    if (gap->kind == TRUCE_GAP_STATE && item->n_claims > 0) {
        truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
        phrase_speakers(&k->text, k->c, &k->c->claims[item->claims[0]]);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    }
    const bool beside = shows_reported(k, l, gap) &&
                        gap_reported_rows(k, gap, item, &(uint32_t){0}, &(uint32_t){0});
    const uint32_t n_claims = beside ? 0 : item->n_claims; /* they stand with what is reported */
    for (uint32_t i = 0; i < n_claims && i < CLAIMS_SHOWN; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, item->claims[i]));
    }
    if (n_claims > CLAIMS_SHOWN) {
        add_rest(k, sentence, n_claims - CLAIMS_SHOWN, "claim");
    }
    if (gap->kind == TRUCE_GAP_POSITION && item->n_claims > 0) {
        bool ours = true;
        for (uint32_t i = 0; i < item->n_claims; i++) {
            ours = ours && (k->c->claims[item->claims[i]].marks & TRUCE_MARK_INFERRED) != 0;
        }
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG,
                             ours ? TRUCE_STR("our reading only")
                                  : TRUCE_STR("named in a condition of its own only"));
    }
    if (n_claims == 0) {
        sentence->basis = truce_str_of(basis);
        sentence->quiet = true;
    }
    if (beside) {
        gap_add_reported(k, cell, gap, item);
    }
    return sentence;
}

/* What the gap is about: titles behind its head, or what has words or claims below, one by one. */
static void add_items(composer *k, truce_cell *cell, truce_passage *head, const gap_listing *l,
                      const truce_gap *gap, const char *basis) {
    const uint32_t most = l->alone ? ITEMS_SHOWN_ALONE : ITEMS_SHOWN;
    const uint32_t shown = gap->n_items < most ? gap->n_items : most;
    const bool titles = are_titles(k, l, gap);
    truce_sentence *last = NULL;
    for (uint32_t i = 0; i < shown; i++) {
        if (titles) {
            truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "\xE2\x80\x94 ");
            truce_buffer_add(&k->text, item_title(k, gap->items[i].name));
        } else {
            last = add_item(k, cell, l, gap, &gap->items[i], basis);
        }
    }
    if (titles) {
        last = compose_quietly(k, head, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
    }
    if (gap->n_items > shown) {
        truce_buffer_printf(&k->text, "and %u more%s%s", gap->n_items - shown,
                            l->alone ? "" : ": --for ", l->alone ? "" : gap_words_of(gap).serves);
        truce_sentence_badge(&k->doc, last, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

/* The groups that the issues of an exchange are decided for, by the case's own titles. */
static void add_exchanged(composer *k, const truce_gap *gap) {
    uint32_t n = 0;
    for (uint32_t i = 0; gap->kind == TRUCE_GAP_RATIO && i < gap->n_items; i++) {
        const truce_ref issue = {gap->items[i].name, 0};
        const truce_refs per = k->c->issues[truce_case_find(k->c, TRUCE_KIND_ISSUE, issue)].per;
        for (uint32_t g = 0; g < per.n && n < ASKED_SHOWN; g++) {
            const uint32_t actor = truce_case_find(k->c, TRUCE_KIND_ACTOR, per.at[g]);
            truce_buffer_printf(&k->text, "%s", n++ == 0 ? " Does it differ by group: " : "; ");
            truce_buffer_add(&k->text, k->c->actors[actor].head.title);
        }
    }
    if (n > 0) {
        truce_buffer_byte(&k->text, '?');
    }
}

/* "On Return of the displaced first Qatar.": those who have to do with one record of several. */
static void add_asked_of(composer *k, truce_passage *question, const truce_gap *gap,
                         const truce_gap_item *item) {
    truce_whom own[ASKED_SHOWN];
    uint32_t n = 0;
    const bool apart = gap->n_all == 0; /* each record has its own */
    for (uint32_t i = 0; i < item->n_ask && n < ASKED_SHOWN; i++) {
        bool asked = false;
        for (uint32_t a = 0; a < gap->n_all; a++) {
            asked = asked || (gap->all[a].actor == item->ask[i].actor &&
                              gap->all[a].why <= item->ask[i].why);
        }
        if (!asked) {
            own[n++] = item->ask[i];
        }
    }
    if (n == 0) {
        return;
    }
    truce_buffer_printf(&k->text, "%s", apart ? "Of " : "On ");
    truce_buffer_add(&k->text, item_title(k, item->name));
    truce_buffer_printf(&k->text, "%s", apart ? " ask " : " first ");
    whom_add(&k->text, k->c, own, n, ASKED_SHOWN);
    truce_buffer_byte(&k->text, '.');
    compose_quietly(k, question, TRUCE_SPAN_STRONG, compose_keep(k), ASKED_BASIS)->join =
        TRUCE_JOIN_LINE;
}

/* Whether each record is a side that is asked about itself. */
static bool asks_itself(composer *k, const truce_gap *gap) {
    bool itself = true;
    for (uint32_t i = 0; i < gap->n_items && itself; i++) {
        const truce_gap_item *const item = &gap->items[i];
        itself = item->n_ask == 1 && k->c->actors[item->ask[0].actor].head.name == item->name;
    }
    return itself;
}

/* Whether all records of a gap are asked of the same. */
static bool asks_alike(const truce_gap *gap) {
    bool alike = true;
    for (uint32_t i = 0; i < gap->n_items && alike; i++) {
        alike = gap->items[i].n_ask == gap->items[0].n_ask;
        for (uint32_t a = 0; a < gap->items[i].n_ask && alike; a++) {
            alike = gap->items[i].ask[a].actor == gap->items[0].ask[a].actor &&
                    (gap->items[i].ask[a].why == TRUCE_WHOM_MEDIATOR) ==
                        (gap->items[0].ask[a].why == TRUCE_WHOM_MEDIATOR);
        }
    }
    return alike;
}

static void add_asked(composer *k, truce_passage *question, const truce_gap *gap) {
    const char *const role = gap_role(gap);
    const bool each = role == NULL && !asks_alike(gap) && !asks_itself(k, gap);
    if (!each || gap->n_all > 0) {
        truce_buffer_printf(&k->text, "Ask %s", role != NULL ? role : "");
        if (role != NULL && gap->n_ask > 0) {
            truce_buffer_lit(&k->text, "; ");
        }
        whom_add(&k->text, k->c, each ? gap->all : gap->ask, each ? gap->n_all : gap->n_ask,
                 ASKED_SHOWN);
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, question, TRUCE_SPAN_STRONG, compose_keep(k), ASKED_BASIS);
    }
    for (uint32_t i = 0; each && i < gap->n_items && i < ITEMS_SHOWN; i++) {
        add_asked_of(k, question, gap, &gap->items[i]);
    }
}

/* ", 3 of which stand between the parties" */
static void add_between(composer *k, const truce_gap *gap) {
    const bool position = gap->kind == TRUCE_GAP_POSITION;
    if (gap->between == 0) {
        return;
    }
    truce_buffer_printf(&k->text, position ? ", on " : ", ");
    if (gap->issues > 1) {
        if (gap->between == gap->issues) {
            truce_buffer_lit(&k->text, "all of ");
        } else {
            truce_buffer_printf(&k->text, "%u of ", gap->between);
        }
    }
    truce_buffer_printf(&k->text, position            ? "which another side has a position"
                                  : gap->between == 1 ? "which stands between the parties"
                                                      : "which stand between the parties");
}

/* Why, then for which of the answers named below and on how many issues. */
static void add_waiting(composer *k, truce_passage *passage, const truce_gap *gap,
                        const gap_words *w) {
    truce_buffer_printf(&k->text, "%c%s.", w->why[0] & ~0x20, w->why + 1);
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), "what truce needs it for");
    truce_buffer_printf(&k->text, "For: %s", w->serves);
    const bool any = gap->issues == k->c->n_issues && gap->between == 0; /* tells nothing */
    if (gap->issues > 0 && !any) {
        truce_buffer_printf(&k->text, ", on %u issue%s", gap->issues, gap->issues == 1 ? "" : "s");
        add_between(k, gap);
    }
    truce_buffer_byte(&k->text, '.');
    (void)compose_quietly(k, passage, TRUCE_SPAN_MUTED, compose_keep(k),
                          "issues that it is about, or that its claims or terms are");
}

static void add_gap(composer *k, truce_block *table, const gap_listing *l, const truce_gap *gap) {
    const gap_words w = gap_words_of(gap);
    truce_row *const row = truce_document_row(&k->doc, table);
    truce_passage *const head = truce_document_cell(&k->doc, &row->cells[0]);
    if (gap->party != TRUCE_NONE) {
        truce_buffer_add(&k->text, k->c->actors[gap->party].head.title);
        truce_buffer_printf(&k->text, ": %c%s", w.missing[0] | 0x20, w.missing + 1);
    } else {
        truce_buffer_printf(&k->text, "%s", w.missing);
    }
    truce_buffer_printf(&k->text, "%s", are_titles(k, l, gap) ? "" : ".");
    (void)compose_quietly(k, head, TRUCE_SPAN_STRONG, compose_keep(k), w.basis);
    add_items(k, &row->cells[0], head, l, gap, w.basis);
    truce_passage *const question = truce_document_cell(&k->doc, &row->cells[1]);
    truce_buffer_printf(&k->text, "%s", w.question);
    add_exchanged(k, gap);
    (void)compose_quietly(k, question, TRUCE_SPAN_PLAIN, compose_keep(k), w.basis);
    add_asked(k, question, gap);
    add_waiting(k, truce_document_cell(&k->doc, &row->cells[2]), gap, &w);
}

/* ---- the paper ---- */

/* "12 packages, 3 exchange": those that hold an answer up, or those that make one less sure. */
static uint32_t count_answers(composer *k, const gap_listing *l, bool weakens) {
    size_t n = 0;
    const gap_answer *const answers = gap_answers(&n);
    uint32_t counts[ANSWERS_MAX] = {0};
    uint32_t all = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        const truce_str serves = truce_str_of(gap_words_of(l->at[i].gap).serves);
        for (size_t a = 0; a < n && l->at[i].gap->weakens == weakens; a++) {
            const bool is = truce_str_equal(serves, truce_str_of(answers[a].name));
            counts[a] += is;
            all += is;
        }
    }
    const char *before = "";
    for (size_t a = 0; a < n; a++) {
        if (counts[a] > 0) {
            truce_buffer_printf(&k->text, "%s%s %u", before, answers[a].name, counts[a]);
            before = ", ";
        }
    }
    return all;
}

/* "To ask Qatar: 3 by its own part in it, 9 that any of several can be asked" */
static void add_opening_of(composer *k, const gap_listing *l) {
    const uint32_t any = l->n - l->n_own;
    truce_buffer_lit(&k->text, "To ask ");
    truce_buffer_add(&k->text, k->c->actors[l->side].head.title);
    if (l->n_own > 0) {
        truce_buffer_printf(&k->text, ": %u by its own part in it", l->n_own);
    } else {
        truce_buffer_lit(&k->text, ": none by a part of its own");
    }
    if (any > 0) {
        truce_buffer_printf(&k->text, ", %s%u as one of those called mediators",
                            l->n_own > 0 ? "then " : "", any);
    }
}

static void add_opening(composer *k, const gap_listing *l) {
    static const char BASIS[] = "gaps counted by the later answer that needs them";
    truce_passage *const opening = truce_document_paragraph(&k->doc);
    const uint32_t hold = count_answers(k, l, false);
    const truce_str held = compose_keep(k);
    const uint32_t less = count_answers(k, l, true);
    const truce_str weak = compose_keep(k);
    if (l->side != TRUCE_NONE) {
        add_opening_of(k, l);
    } else {
        truce_buffer_printf(&k->text, "%u gap%s", l->n, l->n == 1 ? "" : "s");
    }
    if (l->alone) {
        truce_buffer_printf(&k->text, "%s for ", l->side != TRUCE_NONE ? "," : "");
        truce_buffer_add(&k->text, k->session->request.answer);
    }
    if (l->alone || l->side != TRUCE_NONE) {
        truce_buffer_printf(&k->text, ", of %u gap%s in all.", l->gaps.n,
                            l->gaps.n == 1 ? "" : "s");
    } else {
        truce_buffer_byte(&k->text, '.');
        if (hold > 0) {
            truce_buffer_printf(&k->text, " %u hold%s up a later answer: %.*s.", hold,
                                hold == 1 ? "s" : "", TRUCE_STR_ARGS(held));
        }
        if (less > 0) {
            truce_buffer_printf(&k->text, " %u make%s an answer less sure: %.*s.", less,
                                less == 1 ? "s" : "", TRUCE_STR_ARGS(weak));
        }
    }
    (void)compose_quietly(k, opening, TRUCE_SPAN_STRONG, compose_keep(k), BASIS);
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                          TRUCE_STR("In the order in which to ask; how it is made stands at the "
                                    "end."),
                          "how truce works");
}

/* How the order is made. */
static void add_order(composer *k, const gap_listing *l) {
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("gap-order"),
                                 TRUCE_STR("In which order to ask"));
    truce_buffer_lit(
        &k->text, "First what holds an answer up: whether the talks go on, where one witness alone "
                  "tells it; what a source itself says is not known; offers "
                  "of which nobody proves that they arrived; what is not said on issues that "
                  "stand between the parties, beginning with what a reported position leaves "
                  "out, then positions that are missing; other issues; what any agreement "
                  "needs. Then what makes an answer less sure.");
    if (!l->alone) {
        truce_buffer_printf(&k->text,
                            " truce gaps --for %s lists those for one answer, with their "
                            "claims and the rule for each.",
                            gap_words_of(l->at[0].gap).serves);
    }
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED, compose_keep(k),
                          "how truce works");
}

/* The rule by which each kind is found, where somebody asks for one answer. */
static void add_rules(composer *k, const gap_listing *l) {
    bool told[TRUCE_GAP_N] = {false};
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("gap-rules"),
                                 TRUCE_STR("When each of these is listed"));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < l->n; i++) {
        const truce_gap *const gap = l->at[i].gap;
        const gap_words w = gap_words_of(gap);
        if (told[gap->kind]) {
            continue;
        }
        told[gap->kind] = true;
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, truce_str_of(w.missing));
        truce_buffer_printf(&k->text, "%c%s.", w.basis[0] & ~0x20, w.basis + 1);
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k), "how truce works");
    }
}

/* What the names of the answers mean, of those that occur. */
static void add_answers(composer *k, const gap_listing *l) {
    size_t n = 0;
    const gap_answer *const answers = gap_answers(&n);
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("gap-answers"),
                                 TRUCE_STR("The answers that need them"));
    truce_block *const list = truce_document_list(&k->doc);
    for (size_t a = 0; a < n; a++) {
        bool occurs = false;
        for (uint32_t i = 0; i < l->n && !occurs; i++) {
            occurs = truce_str_equal(truce_str_of(gap_words_of(l->at[i].gap).serves),
                                     truce_str_of(answers[a].name));
        }
        if (occurs) {
            truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                            truce_str_of(answers[a].name));
            truce_buffer_printf(&k->text, "%c%s.", answers[a].what[0] & ~0x20, answers[a].what + 1);
            (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k), "how truce works");
        }
    }
}

truce_status compose_gaps(composer *k, truce_error *err) {
    static const truce_column columns[] = {
        {{"Not said", 8}, 42}, {{"Question, and whom to ask", 25}, 32}, {{"Needed for", 10}, 26}};
    gap_listing l = {.at = NULL};
    const truce_status status = gap_list(k, false, &l, err);
    if (status != TRUCE_OK) {
        return status;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("gaps"), TRUCE_STR("What is not said"));
    if (k->issues != NULL) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("Only what is missing on the issues asked for is shown; "
                                        "what any agreement needs is left out."),
                              "the issues asked for");
    }
    if (l.n == 0) {
        truce_buffer_lit(&k->text, "Nothing that truce looks for");
        if (l.alone) {
            truce_buffer_lit(&k->text, ", for ");
            truce_buffer_add(&k->text, k->session->request.answer);
            truce_buffer_byte(&k->text, ',');
        }
        truce_buffer_printf(&k->text, "%s is missing%s.", k->issues != NULL ? " on it" : "",
                            l.side != TRUCE_NONE ? " that this actor is asked" : "");
        (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc), compose_keep(k),
                                 TRUCE_STR("every rule for gaps finds a claim, or does not apply"));
        return TRUCE_OK;
    }
    add_opening(k, &l);
    truce_block *table = NULL;
    for (uint32_t i = 0; i < l.n; i++) {
        if (i == 0 || l.at[i].any != l.at[i - 1].any) {
            table = truce_document_table(
                &k->doc,
                l.side == TRUCE_NONE ? TRUCE_STR("Gaps, in the order in which to ask")
                : l.at[i].any ? TRUCE_STR("As one of those called mediators: any of them may know")
                              : TRUCE_STR("By its own part in it, in the order in which to "
                                          "ask"),
                columns, sizeof columns / sizeof *columns);
        }
        add_gap(k, table, &l, l.at[i].gap);
    }
    if (l.alone) {
        add_rules(k, &l);
    } else {
        add_answers(k, &l);
    }
    add_order(k, &l);
    return TRUCE_OK;
}
