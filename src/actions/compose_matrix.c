/* The table: one row an issue, one column a party, and in each cell what stands there, according to
 * whom. What was superseded stands below it, marked so. */
#include "ahead.h"
#include "compose_reasons.h"

#include "truce/case/words.h"

enum { NAMES_SHOWN = 4 };

static truce_badge badge(truce_tone tone, truce_str label) {
    return (truce_badge){label, tone};
}

static size_t package_size(const composer *k, const truce_position *p, size_t *others) {
    size_t size = 0;
    *others = 0;
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        if (p->evidence[i].package == TRUCE_NONE) {
            *others += 1;
        } else if (size == 0) {
            size = k->matrix.packages[p->evidence[i].package].statement->as.position.n;
        }
    }
    return size;
}

/* The same named speaker in every claim: repeating oneself is no second witness. */
static bool is_one_speaker(const truce_case *c, const truce_position *p) {
    const truce_claim *const first = &c->claims[p->evidence[0].claim];
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        const truce_claim *const claim = &c->claims[p->evidence[i].claim];
        if (claim->n_speakers != 1 || claim->speakers[0].kind != TRUCE_SPEAKER_NAMED ||
            claim->speakers[0].actor.symbol != first->speakers[0].actor.symbol) {
            return false;
        }
    }
    return p->n_evidence > 1;
}

/* The first claim that calls it a red line, when all that do are surely later than all that do not;
 * else TRUCE_NONE. */
static uint32_t firm_since(const composer *k, const truce_position *p) {
    uint32_t since = TRUCE_NONE;
    int64_t firm_from = INT64_MAX;
    int64_t others_to = INT64_MIN;
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        const truce_date date = k->scope.times[p->evidence[i].claim].date;
        const bool dated = (date.marks & TRUCE_DATE_GIVEN) != 0;
        const bool firm = p->evidence[i].statement->as.position.firmness == TRUCE_FIRMNESS_FIRM;
        if (firm && (since == TRUCE_NONE || (dated && date.first < firm_from))) {
            since = i;
            firm_from = dated ? date.first : INT64_MIN;
        } else if (!firm) {
            const int64_t last = dated ? date.last : INT64_MAX;
            others_to = last > others_to ? last : others_to;
        }
    }
    return firm_from > others_to ? since : TRUCE_NONE;
}

/* A claim of it is denied that states other things too. */
static bool is_perhaps_denied(const truce_position *p) {
    bool denied = false;
    for (uint32_t i = 0; i < p->n_evidence && !denied; i++) {
        denied = p->evidence[i].denied_by != TRUCE_NONE;
    }
    return denied;
}

/* "a red line only in s2:P6", "open in 2 of 5 claims". */
static void add_some(composer *k, const truce_position *p, truce_firmness firmness,
                     const char *called, uint32_t n) {
    uint32_t e = 0;
    truce_buffer_printf(&k->text, "%s ", called);
    while (n == 1 && p->evidence[e].statement->as.position.firmness != firmness) {
        e++;
    }
    if (n == 1) {
        truce_buffer_lit(&k->text, "only in ");
        truce_buffer_add(&k->text, claim_name(k->c, p->evidence[e].claim));
    } else {
        truce_buffer_printf(&k->text, "in %u of %u claims", n, p->n_evidence);
    }
}

size_t compose_badges(composer *k, const truce_position *p, truce_badge *badges) {
    size_t n = 0;
    size_t alone = 0;
    if (p->superseded) {
        badges[n++] = badge(TRUCE_TONE_PLAIN, TRUCE_STR("superseded"));
    }
    if (p->n_denied > 0) {
        badges[n++] = badge(TRUCE_TONE_STRONG, TRUCE_STR("denied"));
    } else if (is_perhaps_denied(p)) {
        badges[n++] = badge(TRUCE_TONE_CAUTION, TRUCE_STR("perhaps denied"));
    }
    if (p->contradicted != TRUCE_NONE) {
        badges[n++] = badge(TRUCE_TONE_CAUTION, TRUCE_STR("a later report differs"));
    }
    if (p->order_unknown) {
        badges[n++] = badge(TRUCE_TONE_CAUTION, TRUCE_STR("order unknown"));
    }
    if (p->inferred) {
        badges[n++] = badge(TRUCE_TONE_STRONG, TRUCE_STR("our reading"));
    }
    if (p->inferred) {
        /* Whoever keeps the case speaks here, and no report. */
    } else if (p->hands == 1U << TRUCE_HAND_SECOND) {
        badges[n++] = badge(TRUCE_TONE_CAUTION, TRUCE_STR("second-hand"));
    } else if (p->hands == 1U << TRUCE_HAND_NARRATOR) {
        badges[n++] = badge(TRUCE_TONE_CAUTION, TRUCE_STR("narrator"));
    } else if (p->hands == 1U << TRUCE_HAND_SIDE_UNKNOWN) {
        badges[n++] = badge(TRUCE_TONE_CAUTION, TRUCE_STR("side unknown"));
    } else if ((p->hands & 1U << TRUCE_HAND_FIRST) == 0) {
        badges[n++] = badge(TRUCE_TONE_CAUTION, TRUCE_STR("not first-hand"));
    }
    if (p->inferred) {
        /* nor is it any source's */
    } else if (p->single_source) {
        badges[n++] = badge(TRUCE_TONE_PLAIN, TRUCE_STR("one source"));
    } else if (is_one_speaker(k->c, p)) {
        badges[n++] = badge(TRUCE_TONE_PLAIN, TRUCE_STR("one speaker"));
    }
    if (p->hedged) {
        badges[n++] = badge(TRUCE_TONE_CAUTION, TRUCE_STR("reportedly"));
    }
    if (p->headline) {
        badges[n++] = badge(TRUCE_TONE_CAUTION, TRUCE_STR("headline only"));
    }
    if (p->n_firm > 0 && p->n_firm < p->n_evidence) {
        const uint32_t since = firm_since(k, p);
        if (since != TRUCE_NONE) {
            truce_buffer_lit(&k->text, "a red line since ");
            phrase_date(&k->text, &k->scope, p->evidence[since].claim);
        } else {
            add_some(k, p, TRUCE_FIRMNESS_FIRM, "a red line", p->n_firm);
        }
        badges[n++] = badge(TRUCE_TONE_STRONG, compose_keep(k));
    }
    if (p->n_flexible > 0 && p->n_flexible < p->n_evidence) {
        add_some(k, p, TRUCE_FIRMNESS_FLEXIBLE, "open", p->n_flexible);
        badges[n++] = badge(TRUCE_TONE_STRONG, compose_keep(k));
    }
    if (p->one_of) {
        truce_buffer_printf(&k->text, "one of %u is enough", p->statement->as.position.n);
        badges[n++] = badge(TRUCE_TONE_STRONG, compose_keep(k));
    }
    const size_t package = package_size(k, p, &alone);
    if (package > 0) {
        truce_buffer_printf(&k->text, "%s a package of %zu", alone > 0 ? "also in" : "in", package);
        badges[n++] = badge(TRUCE_TONE_STRONG, compose_keep(k));
    }
    return n;
}

/* The sources' own words for it, each once. */
static void add_terms(composer *k, truce_sentence *sentence, const truce_position *p) {
    truce_str seen[3];
    size_t n = 0;
    for (uint32_t i = 0; i < p->n_evidence && n < 3; i++) {
        const truce_str as = p->evidence[i].demand->as;
        bool again = as.size == 0;
        for (size_t s = 0; s < n && !again; s++) {
            again = truce_str_equal(as, seen[s]);
        }
        if (!again) {
            seen[n++] = as;
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_TERM, as);
        }
    }
}

/* How it is put, where one issue is asked for: "apprehension"; each once. Where not all claims put
 * it so, the claim that does is named, so that its words are in no other mouth. */
static void add_words(composer *k, truce_sentence *sentence, const truce_position *p) {
    truce_str seen[3];
    size_t n = 0;
    for (uint32_t i = 0; k->issues != NULL && i < p->n_evidence && n < 3; i++) {
        const truce_str words = p->evidence[i].demand->words;
        bool again = words.size == 0;
        for (size_t s = 0; s < n && !again; s++) {
            again = truce_str_equal(words, seen[s]);
        }
        if (again) {
            continue;
        }
        seen[n++] = words;
        truce_buffer_printf(&k->text, "(%.*s", TRUCE_STR_ARGS(words));
        if (p->n_evidence > 1) {
            truce_buffer_printf(&k->text, ": %.*s",
                                TRUCE_STR_ARGS(claim_name(k->c, p->evidence[i].claim)));
        }
        truce_buffer_byte(&k->text, ')');
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    }
}

/* Whether an earlier claim of the position has the same speakers, told the same way. */
static bool named_before(composer *k, const truce_position *p, uint32_t i, truce_str name) {
    bool same = false;
    truce_buffer before = truce_buffer_new();
    for (uint32_t e = 0; e < i && e < 4 * NAMES_SHOWN && !same; e++) {
        before.size = 0;
        phrase_speakers(&before, k->c, &k->c->claims[p->evidence[e].claim]);
        same = truce_str_equal(truce_buffer_str(&before), name);
    }
    k->failed = k->failed || before.failed;
    truce_buffer_clear(&before);
    return same;
}

static bool is_told_later(const composer *k, const truce_position *p) {
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        if (k->scope.times[p->evidence[i].claim].basis != TRUCE_BASIS_TOLD_LATER) {
            return false;
        }
    }
    return true;
}

/* "- Ismail Haniyeh; Basem Naeim via CNN; second-hand Al Thani" */
static void add_attribution(composer *k, truce_sentence *sentence, const truce_position *p) {
    size_t named = 0;
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        if (named == NAMES_SHOWN) {
            truce_buffer_printf(&k->text, "; and %u more claims", p->n_evidence - i);
            break;
        }
        const size_t begin = k->text.size;
        truce_buffer_printf(&k->text, "%s", named > 0 ? "; " : "");
        if (p->evidence[i].hand == TRUCE_HAND_SECOND && p->hands != 1U << TRUCE_HAND_SECOND) {
            truce_buffer_lit(&k->text, "second-hand ");
        }
        const size_t name = k->text.size;
        phrase_speakers(&k->text, k->c, &k->c->claims[p->evidence[i].claim]);
        if (named_before(k, p, i, (truce_str){k->text.data + name, k->text.size - name})) {
            k->text.size = begin;
        } else {
            named++;
        }
    }
    if ((p->first.marks & TRUCE_DATE_GIVEN) != 0) {
        truce_buffer_lit(&k->text, "; since ");
        phrase_date(&k->text, &k->scope, p->evidence[p->oldest].claim);
    } else if (is_told_later(k, p)) {
        truce_buffer_lit(&k->text, "; told later, when it was held is not said");
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
}

/* Who denies it, or what set it aside. */
static void add_fate(composer *k, truce_sentence *sentence, const truce_position *p) {
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        const uint32_t by = p->evidence[i].denied_by;
        if (by != TRUCE_NONE) {
            const bool whole = truce_claim_states_one(&k->c->claims[p->evidence[i].claim]);
            truce_buffer_printf(&k->text, "%s", whole ? "; denied by " : "; ");
            phrase_speakers(&k->text, k->c, &k->c->claims[by]);
            truce_buffer_printf(&k->text, "%s", whole ? "" : " denies something of its claim");
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, by));
            break;
        }
    }
    if (p->superseded) {
        const truce_position *const by = &k->matrix.positions[p->by];
        truce_buffer_lit(&k->text, "; until ");
        phrase_date(&k->text, &k->scope, by->evidence[by->newest].claim);
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, by->evidence[by->newest].claim));
    }
    if (k->text.size > 0) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    }
}

/* What it is, who says so, and how it stands. */
static void add_said(composer *k, truce_sentence *sentence, const truce_position *p) {
    truce_badge badges[POSITION_BADGES];
    const truce_span_style plain = p->superseded ? TRUCE_SPAN_MUTED : TRUCE_SPAN_PLAIN;
    phrase_position_stance(&k->text, p);
    truce_buffer_byte(&k->text, ':');
    truce_sentence_add(&k->doc, sentence, p->superseded ? plain : TRUCE_SPAN_STRONG,
                       compose_keep(k));
    phrase_asked(&k->text, k->c, p, false);
    phrase_condition(&k->text, k->c, p->statement->as.position.condition);
    truce_sentence_add(&k->doc, sentence, plain, compose_keep(k));
    add_terms(k, sentence, p);
    add_words(k, sentence, p);
    add_attribution(k, sentence, p);
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[i].claim));
    }
    add_fate(k, sentence, p);
    const size_t n = compose_badges(k, p, badges);
    for (size_t i = 0; i < n; i++) {
        truce_sentence_badge(&k->doc, sentence, badges[i].tone, badges[i].label);
    }
}

static void add_position(composer *k, truce_sentence *sentence, const truce_position *p) {
    if (p->actor != p->side || p->column == k->matrix.n_parties) {
        truce_sentence_add(&k->doc, sentence, p->superseded ? TRUCE_SPAN_MUTED : TRUCE_SPAN_PLAIN,
                           k->c->actors[p->actor].head.title);
    }
    add_said(k, sentence, p);
}

static void add_cell(composer *k, truce_cell *cell, uint32_t begin, uint32_t end, bool party) {
    const truce_position *const positions = k->matrix.positions;
    if (begin == end && party) {
        truce_passage *const passage = truce_document_cell(&k->doc, cell);
        (void)compose_quietly(k, passage, TRUCE_SPAN_MUTED, TRUCE_STR("none reported"),
                              "no claim states a position");
    }
    for (int superseded = 0; superseded < 2; superseded++) {
        for (uint32_t i = begin; i < end; i++) {
            ahead_position(k, end, i);
            if (positions[i].superseded == (superseded == 1)) {
                truce_passage *const passage = truce_document_cell(&k->doc, cell);
                add_position(k, truce_document_sentence(&k->doc, passage), &positions[i]);
            }
        }
    }
}

static void add_issue(composer *k, truce_block *table, uint32_t issue, bool others) {
    const truce_matrix *const m = &k->matrix;
    const uint32_t end = m->rows[issue + 1];
    uint32_t at = m->rows[issue];
    truce_row *const row = truce_document_row(&k->doc, table);
    truce_passage *const head = truce_document_cell(&k->doc, &row->cells[0]);
    truce_sentence *const title = compose_quietly(
        k, head, TRUCE_SPAN_PLAIN, k->c->issues[issue].head.title, "the case's list of issues");
    truce_buffer_printf(&k->text, "(%.*s)", /* what --issue takes */
                        TRUCE_STR_ARGS(truce_case_name(k->c, k->c->issues[issue].head.name)));
    truce_sentence_add(&k->doc, title, TRUCE_SPAN_MUTED, compose_keep(k));
    for (uint32_t column = 0; column < m->n_parties + others; column++) {
        const uint32_t begin = at;
        while (at < end && m->positions[at].column == column) {
            at++;
        }
        add_cell(k, &row->cells[column + 1], begin, at, column < m->n_parties);
    }
}

/* What one column holds on an issue, a line each, what was superseded last; then why, as told.
 * `side` is TRUCE_NONE for all who are no party. */
static void add_column_of(composer *k, truce_block *list, reasons *why, uint32_t issue,
                          uint32_t side, uint32_t begin, uint32_t end) {
    const bool party = side != TRUCE_NONE;
    const bool reasoned = reasons_of(k, NULL, why, issue, side);
    if (!party && begin == end && !reasoned) {
        return;
    }
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                            party ? k->c->actors[side].head.title : TRUCE_STR("Others"));
    if (begin == end && party) {
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, TRUCE_STR("none reported"),
                              "no claim states a position");
    }
    for (int superseded = 0; superseded < 2; superseded++) {
        for (uint32_t i = begin; i < end; i++) {
            const truce_position *const p = &k->matrix.positions[i];
            ahead_position(k, end, i);
            if (p->superseded == (superseded == 1)) {
                truce_sentence *const line = truce_document_line(&k->doc, item);
                if (end - begin > 1 || reasoned) {
                    truce_sentence_add(&k->doc, line, TRUCE_SPAN_MUTED, TRUCE_STR("\xC2\xB7"));
                }
                add_position(k, line, p);
            }
        }
    }
    (void)reasons_of(k, item, why, issue, side);
}

/* One issue that was asked for: over the whole width, which is a third of the lines of narrow
 * columns; the parties in the order of the case, then all others. */
static void add_asked_issue(composer *k, reasons *why, uint32_t issue) {
    const truce_matrix *const m = &k->matrix;
    const truce_head *const head = &k->c->issues[issue].head;
    const uint32_t end = m->rows[issue + 1];
    uint32_t at = m->rows[issue];
    const truce_str name = truce_case_name(k->c, head->name);
    truce_buffer_printf(&k->text, "issue-%.*s", TRUCE_STR_ARGS(name));
    const truce_str id = compose_keep(k);
    truce_buffer_printf(&k->text, "%.*s (%.*s)", TRUCE_STR_ARGS(head->title),
                        TRUCE_STR_ARGS(name)); /* what --issue takes */
    (void)truce_document_heading(&k->doc, 3, id, compose_keep(k));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t column = 0; column <= m->n_parties; column++) {
        const uint32_t begin = at;
        while (at < end && m->positions[at].column == column) {
            at++;
        }
        add_column_of(k, list, why, issue, column < m->n_parties ? m->parties[column] : TRUCE_NONE,
                      begin, at);
    }
    reasons_of_issue(k, list, why, issue);
}

/* Whether a position on the order of steps names an issue that was asked for, under another one. */
static bool speaks_of_asked(const composer *k, const truce_position *p) {
    const truce_item *const items[] = {&p->demand->item, &p->demand->other};
    bool speaks = false;
    for (size_t i = 0; p->demand->order != TRUCE_ORDER_NONE && i < 2; i++) {
        const uint32_t issue = truce_case_find(k->c, TRUCE_KIND_ISSUE, items[i]->issue);
        speaks = speaks || (issue != TRUCE_NONE && k->issues[issue]);
    }
    return speaks && !k->issues[p->issue];
}

/* What an order of steps says of the issues asked for, which stands with the order. */
static void add_orders(composer *k) {
    truce_block *list = NULL;
    for (uint32_t i = 0; k->issues != NULL && i < k->matrix.n_positions; i++) {
        const truce_position *const p = &k->matrix.positions[i];
        if (!speaks_of_asked(k, p)) {
            continue;
        }
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("orders"),
                                         TRUCE_STR("What is said of it in an order of steps"));
            list = truce_document_list(&k->doc);
        }
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        k->c->actors[p->actor].head.title);
        add_said(k, truce_document_sentence(&k->doc, item), p);
    }
}

void compose_matrix(composer *k) {
    const truce_matrix *const m = &k->matrix;
    truce_column columns[TRUCE_MATRIX_PARTIES_MAX + 2] = {{TRUCE_STR("Issue"), 16}};
    bool others = false;
    for (uint32_t i = 0; i < m->n_positions && !others; i++) {
        others =
            m->positions[i].column == m->n_parties && compose_shows_issue(k, m->positions[i].issue);
    }
    for (uint32_t i = 0; i < m->n_parties; i++) {
        columns[i + 1] = (truce_column){k->c->actors[m->parties[i]].head.title, 30};
    }
    columns[m->n_parties + 1] = (truce_column){TRUCE_STR("Others"), 18};
    if (k->c->n_issues == 0) {
        return;
    }
    reasons why = {.at = NULL};
    if (k->issues != NULL && !reasons_find(k, &why)) {
        return;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("matrix"),
                                 TRUCE_STR("Where each side stands"));
    if (k->issues != NULL) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("Only the issues asked for are shown."),
                              "the issues asked for");
    }
    compose_ladders(k);
    truce_block *const table =
        k->issues != NULL
            ? NULL
            : truce_document_table(&k->doc, TRUCE_STR("Positions on each issue, as reported"),
                                   columns, m->n_parties + 1 + (others ? 1U : 0U));
    for (uint32_t i = 0; i < k->c->n_issues; i++) {
        if (table != NULL) {
            add_issue(k, table, i, others);
        } else if (k->issues[i]) {
            add_asked_issue(k, &why, i);
        }
    }
    add_orders(k);
    if (m->partly_compared) {
        truce_passage *const note = truce_document_note(&k->doc);
        (void)truce_document_say(
            &k->doc, note,
            TRUCE_STR("Some cell holds more than 512 different contents; beyond these, positions "
                      "were not compared, so some may be superseded without being marked."),
            TRUCE_STR("limit of the comparison"));
    }
}
