/* The state of the talks now and over time, and who left, withdrew or takes part: every account
 * beside the others, each with those who give it. */
#include <stdlib.h>

#include "compose.h"
#include "truce/case/words.h"

enum {
    MEETING = 1U << TRUCE_STATE_RUNNING | 1U << TRUCE_STATE_PAUSED | 1U << TRUCE_STATE_BROKEN |
              1U << TRUCE_STATE_ENDED | 1U << TRUCE_STATE_PLANNED
};

/* Room for the statements that are looked for, reused from one search to the next. */
typedef struct gathering {
    truce_told *told;
    uint32_t n;
} gathering;

static bool says_state(const truce_statement *st, unsigned state) {
    for (uint32_t i = 0; i < st->as.talks.n; i++) {
        if (st->as.talks.at[i] == state) {
            return true;
        }
    }
    return false;
}

/* Those of `n` statements that say, or deny, one state. */
static void gather(gathering *g, const truce_talks *const *talks, uint32_t n, unsigned state,
                   bool denied) {
    g->n = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (talks[i]->told.statement->denied == denied &&
            says_state(talks[i]->told.statement, state)) {
            g->told[g->n++] = talks[i]->told;
        }
    }
}

static void list_states(truce_buffer *out, unsigned states) {
    bool any = false;
    for (unsigned s = 0; s < TRUCE_STATE_N; s++) {
        if ((states & 1U << s) != 0) {
            truce_buffer_printf(out, "%s", any ? ", " : "");
            truce_buffer_add(out, phrase_state(s));
            any = true;
        }
    }
}

/* ---- the state now ---- */

/* Statements that are shown together: those that a date places, or those that none does. */
typedef struct standing_group {
    const truce_talks *const *at;
    uint32_t n;
    unsigned said; /* a bit for each state that they say */
    bool dated;    /* they have a date, and others have none */
    bool undated;  /* the other way round */
} standing_group;

/* "Accounts without a date say: running": those against a state, by whether dates set them apart.
 */
static void add_against(composer *k, const standing_group *with, unsigned against) {
    const unsigned here = against & with->said;
    const unsigned there = against & ~with->said;
    truce_buffer_printf(&k->text, "%s", k->text.size > 0 && against != 0 ? " " : "");
    if (here != 0) {
        truce_buffer_lit(&k->text, "Other accounts say: ");
        list_states(&k->text, here);
        truce_buffer_printf(&k->text, ". Both cannot hold at one time.%s", there != 0 ? " " : "");
    }
    if (there != 0) {
        truce_buffer_printf(&k->text, "Accounts with%s date say: ", with->dated ? "out a" : " a");
        list_states(&k->text, there);
        truce_buffer_lit(&k->text, "; nothing says whether of the same time.");
    }
}

static void add_state(composer *k, truce_block *list, const truce_timeline *t, gathering *g,
                      const standing_group *with, unsigned state, bool denied) {
    gather(g, with->at, with->n, state, denied);
    if (g->n == 0) {
        return;
    }
    truce_buffer_printf(&k->text, "%s%s", with->undated ? "undated: " : "", denied ? "not " : "");
    truce_buffer_add(&k->text, phrase_state(state));
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    compose_told_graded(k, sentence, g->told, g->n, t->denied_by);
    const unsigned against = t->now.said & truce_state_excludes((truce_state)state);
    const bool other = ((denied ? t->now.said : t->now.denied) & 1U << state) != 0;
    if (!other && (denied || against == 0)) {
        return;
    }
    truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("contested"));
    if (k->doc.compact) { /* the accounts against it stand beside it */
        return;
    }
    if (other) {
        truce_buffer_printf(&k->text, "%s",
                            denied ? "Other accounts say that it is so."
                                   : "Other accounts deny it.");
    }
    if (!denied) {
        add_against(k, with, against);
    }
    truce_sentence *const others =
        compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                        "running excludes paused, broken and ended; deadlocked excludes moving, "
                        "reviewing, close and agreed");
    others->join = TRUCE_JOIN_LINE;
}

static bool is_placed(const truce_talks *talks) {
    return (talks->placed.marks & TRUCE_DATE_GIVEN) != 0;
}

/* Those that stand for the present, said outside `before` if that is not NULL. */
static uint32_t find_standing(const truce_timeline *t, const truce_scope *before,
                              const truce_talks **talks) {
    uint32_t n = 0;
    for (int undated = 0; undated < 2; undated++) { /* those that a date places first */
        for (uint32_t i = 0; i < t->n_talks; i++) {
            if (truce_talks_stands(&t->talks[i]) && is_placed(&t->talks[i]) == (undated == 0) &&
                (before == NULL || !before->in[t->talks[i].told.claim])) {
                talks[n++] = &t->talks[i];
            }
        }
    }
    return n;
}

/* One state that is said, or denied, and the latest time that places it. */
typedef struct state_line {
    unsigned state;
    bool denied, any;
    int64_t latest; /* INT64_MIN: no date places it */
} state_line;

static int latest_first(const void *left, const void *right) {
    const state_line *const l = left;
    const state_line *const r = right;
    if (l->latest != r->latest) {
        return l->latest > r->latest ? -1 : 1;
    }
    return l->state != r->state ? (l->state < r->state ? -1 : 1) : (int)l->denied - (int)r->denied;
}

/* What the statements say, a bit for each state. */
static unsigned said_by(const truce_talks *const *talks, uint32_t n) {
    unsigned said = 0;
    for (uint32_t i = 0; i < n; i++) {
        const truce_statement *const st = talks[i]->told.statement;
        for (uint32_t s = 0; s < st->as.talks.n && !st->denied; s++) {
            said |= 1U << st->as.talks.at[s];
        }
    }
    return said;
}

/* The latest first. At most `max`; how many there are. */
static uint32_t add_lines(composer *k, truce_block *list, const truce_timeline *t, gathering *g,
                          const standing_group *with, uint32_t max) {
    state_line lines[2 * TRUCE_STATE_N] = {{0}};
    for (unsigned s = 0; s < 2 * TRUCE_STATE_N; s++) {
        lines[s] = (state_line){s / 2, s % 2 == 1, false, INT64_MIN};
    }
    for (uint32_t i = 0; i < with->n; i++) {
        const truce_statement *const st = with->at[i]->told.statement;
        const truce_date placed = with->at[i]->placed;
        for (uint32_t s = 0; s < st->as.talks.n; s++) {
            state_line *const line = &lines[2 * st->as.talks.at[s] + (st->denied ? 1 : 0)];
            line->any = true;
            if (is_placed(with->at[i]) && placed.first > line->latest) {
                line->latest = placed.first;
            }
        }
    }
    qsort(lines, sizeof lines / sizeof *lines, sizeof *lines, latest_first);
    uint32_t all = 0;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lines[i].any && all++ < max) {
            add_state(k, list, t, g, with, lines[i].state, lines[i].denied);
        }
    }
    return all;
}

/* What a date places, the latest first; then, apart, what no date does, which may be of any time.
 * At most `max` of them; how many there are. */
static uint32_t add_states(composer *k, truce_block *list, const truce_timeline *t, gathering *g,
                           const truce_talks *const *standing, uint32_t n, uint32_t max) {
    uint32_t placed = 0;
    while (placed < n && is_placed(standing[placed])) {
        placed++;
    }
    const bool both = placed > 0 && placed < n;
    const standing_group dated = {standing, placed, said_by(standing, placed), both, false};
    const standing_group undated = {standing + placed, n - placed,
                                    said_by(standing + placed, n - placed), false, both};
    const uint32_t all = add_lines(k, list, t, g, &dated, max);
    return all + add_lines(k, list, t, g, &undated, max > all ? max - all : 0);
}

static void add_now(composer *k, const truce_timeline *t, gathering *g, const truce_talks **talks) {
    const uint32_t n = find_standing(t, NULL, talks);
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("state"),
                                 TRUCE_STR("The state now, according to whom"));
    const bool some = k->session->request.of.size > 0; /* all others are left out */
    if (n == 0 && some && t->n_talks > 0) {
        truce_buffer_printf(&k->text,
                            "%s on the talks stands%s: another is surely of a later time.",
                            t->n_talks == 1 ? "Its one statement" : "None of its statements",
                            t->n_talks == 1 ? " no more" : "");
    } else {
        truce_buffer_printf(
            &k->text,
            "%u of %u statement%s on the talks stand%s: no other is surely of a later "
            "time. Where accounts differ, all stand. They are listed by date, the last "
            "first%s.",
            n, t->n_talks, t->n_talks == 1 ? "" : "s", n == 1 ? "s" : "",
            n > 0 && is_placed(talks[0]) && !is_placed(talks[n - 1])
                ? "; those without a date stand behind them"
                : "");
    }
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k),
                          "dates and claimed order of the statements on the talks; one that is "
                          "said to be before an event that happened is of an earlier time");
    if (n < t->n_talks && t->now.latest != TRUCE_NONE) {
        truce_buffer_printf(&k->text, "The latest of %s is ", some ? "all" : "them");
        phrase_time(&k->text, &k->scope, t->now.latest);
        truce_buffer_byte(&k->text, '.');
        truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, t->now.latest));
    }
    (void)add_states(k, truce_document_list(&k->doc), t, g, talks, n, UINT32_MAX);
}

uint32_t compose_states_now(composer *k, truce_block *list, const truce_timeline *t,
                            const truce_scope *before, uint32_t max) {
    const truce_talks **const talks = truce_arena_take(k->arena, t->n_talks * sizeof *talks);
    gathering g = {.told = truce_arena_take(k->arena, t->n_talks * sizeof *g.told)};
    if (talks == NULL || g.told == NULL) {
        k->failed = true;
        return 0;
    }
    return add_states(k, list, t, &g, talks, find_standing(t, before, talks), max);
}

/* ---- states over time ---- */

static void add_cell(composer *k, truce_cell *cell, const truce_timeline *t, gathering *g,
                     const truce_talks *const *row, uint32_t n, unsigned states) {
    unsigned said = 0;
    unsigned all = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t s = 0; s < row[i]->told.statement->as.talks.n; s++) {
            const unsigned bit = 1U << row[i]->told.statement->as.talks.at[s];
            all |= bit;
            said |= row[i]->told.statement->denied ? 0 : bit;
        }
    }
    for (unsigned s = 0; s < TRUCE_STATE_N; s++) {
        for (int denied = 0; denied < 2 && (all & states & 1U << s) != 0; denied++) {
            gather(g, row, n, s, denied == 1);
            if (g->n == 0) {
                continue;
            }
            truce_sentence *const sentence =
                truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
            truce_buffer_printf(&k->text, "%s", denied == 1 ? "not " : "");
            truce_buffer_add(&k->text, phrase_state(s));
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
            compose_told_behind(k, sentence, g->told, g->n, t->denied_by);
            const unsigned against = said & truce_state_excludes((truce_state)s);
            if (denied == 0 && against != 0) {
                truce_buffer_lit(&k->text, "beside ");
                list_states(&k->text, against);
                truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, compose_keep(k));
            }
        }
    }
}

/* Whether it is listed by the day on which it was told, its own time being no date. */
static bool stands_by_telling(const truce_talks *talks) {
    return (talks->date.marks & TRUCE_DATE_GIVEN) == 0 &&
           (talks->placed.marks & TRUCE_DATE_GIVEN) != 0;
}

/* What a statement on the talks says of its time: its own words, else when it was said. */
static truce_str label_of(composer *k, const truce_talks *talks) {
    if (talks->told.statement->times.n == 0) {
        phrase_time(&k->text, &k->scope, talks->timed_by);
        return compose_keep(k);
    }
    phrase_times(&k->text, k->c, talks->told.statement->times);
    if (stands_by_telling(talks)) {
        truce_buffer_lit(&k->text, "; told ");
        phrase_date(&k->text, &k->scope, talks->timed_by);
    }
    return compose_keep(k);
}

/* How the rows are ordered, where that needs words. */
static void explain_order(composer *k, const truce_timeline *t) {
    bool by_telling = false;
    for (uint32_t i = 0; i < t->n_talks; i++) {
        by_telling = by_telling || stands_by_telling(&t->talks[i]);
    }
    if (by_telling) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("By date. A state whose time is given in words only stands "
                                        "where the day puts it on which it was told; it may have "
                                        "held long before."),
                              "dates of the statements on the talks, else of their claims");
    }
}

/* Rows by label, in the order of their first statement. */
static void add_over_time(composer *k, const truce_timeline *t, gathering *g,
                          const truce_talks **talks) {
    static const truce_column columns[] = {
        {{"When", 4}, 24}, {{"On meeting", 10}, 38}, {{"On headway", 10}, 38}};
    truce_symbols labels;
    uint32_t *const row_of = truce_arena_take(k->arena, t->n_talks * sizeof *row_of);
    uint32_t *const begin = truce_arena_zero(k->arena, t->n_talks + 2U, sizeof *begin);
    if (row_of == NULL || begin == NULL ||
        truce_symbols_init(&labels, k->arena, k->c->symbols.seed, NULL) != TRUCE_OK) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < t->n_talks; i++) {
        const truce_str label = label_of(k, &t->talks[i]);
        const truce_symbol symbol = label.size > 0 ? truce_symbols_add(&labels, label) : 0;
        if (symbol == 0) { /* no memory: a label is never empty */
            k->failed = true;
            return;
        }
        row_of[i] = symbol - 1;
        begin[symbol + 1]++;
    }
    const uint32_t n_rows = (uint32_t)labels.n - 1;
    for (uint32_t r = 1; r <= n_rows + 1; r++) {
        begin[r] += begin[r - 1];
    }
    for (uint32_t i = 0; i < t->n_talks; i++) {
        talks[begin[row_of[i] + 1]++] = &t->talks[i];
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("states"), TRUCE_STR("States of the talks"));
    explain_order(k, t);
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("States of the talks by the time they are said of"),
                             columns, sizeof columns / sizeof *columns);
    for (uint32_t r = 0; r < n_rows; r++) {
        const truce_talks *const *const row = &talks[begin[r]];
        const uint32_t n = begin[r + 1] - begin[r];
        truce_row *const line = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &line->cells[0]), TRUCE_SPAN_PLAIN,
                              truce_symbols_text(&labels, r + 1),
                              "the times of the statements in this row");
        add_cell(k, &line->cells[1], t, g, row, n, MEETING);
        add_cell(k, &line->cells[2], t, g, row, n, ~(unsigned)MEETING);
    }
}

/* ---- presence ---- */

static bool is_same(const truce_presence_claim *a, const truce_presence_claim *b) {
    const truce_statement *const l = a->told.statement;
    const truce_statement *const r = b->told.statement;
    return a->side == b->side && a->presence == b->presence && a->actor == b->actor &&
           l->kind == r->kind && l->denied == r->denied &&
           (l->kind != TRUCE_STATES_EVENT || l->as.event.event.symbol == r->as.event.event.symbol);
}

static void add_presence(composer *k, truce_cell *cell, const truce_timeline *t,
                         const truce_presence_claim *p, const truce_told *told, uint32_t n) {
    const truce_statement *const st = p->told.statement;
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    if (p->actor != p->side) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, k->c->actors[p->actor].head.title);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
    }
    if (st->kind == TRUCE_STATES_EVENT) {
        const uint32_t event = truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.event.event);
        truce_buffer_printf(&k->text, "%s", st->denied ? "not: " : "");
        truce_buffer_add(&k->text, k->c->events[event].head.title);
    } else {
        phrase_tie(&k->text, k->c, st);
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    compose_told_behind(k, sentence, told, n, t->denied_by);
}

/* Equal ones together, first said first; those of one side, presence and actor stand together. */
static int by_content(const void *left, const void *right) {
    const truce_presence_claim *const l = left;
    const truce_presence_claim *const r = right;
    const truce_statement *const a = l->told.statement;
    const truce_statement *const b = r->told.statement;
    const uint32_t keys[][2] = {
        {l->side, r->side},
        {(uint32_t)l->presence, (uint32_t)r->presence},
        {l->actor, r->actor},
        {(uint32_t)a->kind, (uint32_t)b->kind},
        {a->kind == TRUCE_STATES_EVENT ? a->as.event.event.symbol : 0,
         b->kind == TRUCE_STATES_EVENT ? b->as.event.event.symbol : 0},
        {a->denied, b->denied},
        {a->place, b->place},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return 0;
}

static void add_coexistence(composer *k, truce_cell *cell, unsigned seen) {
    const unsigned both = 1U << TRUCE_PRESENCE_LEFT | 1U << TRUCE_PRESENCE_PARTICIPATES;
    if ((seen & both) == both) {
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              TRUCE_STR("Both can hold: to leave a place is not to leave the "
                                        "talks."),
                              "an event of kind leave, and a statement that the side takes part");
    }
}

static void add_all_presence(composer *k, const truce_timeline *t) {
    static const truce_column columns[] = {{{"Who", 3}, 19},
                                           {{"Left a place", 12}, 27},
                                           {{"Withdraws", 9}, 27},
                                           {{"Takes part", 10}, 27}};
    truce_presence_claim *const all = truce_arena_take(k->arena, t->n_presence * sizeof *all);
    truce_told *const told = truce_arena_take(k->arena, t->n_presence * sizeof *told);
    if (all == NULL || told == NULL) {
        k->failed = true;
        return;
    }
    if (t->n_presence == 0) {
        return;
    }
    for (uint32_t i = 0; i < t->n_presence; i++) {
        all[i] = t->presence[i];
    }
    qsort(all, t->n_presence, sizeof *all, by_content);
    for (uint32_t i = 0; i < t->n_presence; i++) {
        told[i] = all[i].told;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("presence"), TRUCE_STR("Presence"));
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("Who left, withdraws or takes part, as reported"),
                             columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < t->n_presence;) {
        const uint32_t side = all[i].side;
        unsigned seen = 0;
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                              k->c->actors[side].head.title, "the case's list of actors");
        while (i < t->n_presence && all[i].side == side) {
            uint32_t end = i + 1;
            while (end < t->n_presence && is_same(&all[i], &all[end])) {
                end++;
            }
            add_presence(k, &row->cells[1 + all[i].presence], t, &all[i], &told[i], end - i);
            seen |= all[i].told.statement->denied ? 0 : 1U << all[i].presence;
            i = end;
        }
        add_coexistence(k, &row->cells[0], seen);
    }
}

void compose_talks(composer *k, const truce_timeline *t) {
    const truce_talks **const talks = truce_arena_take(k->arena, t->n_talks * sizeof *talks);
    gathering g = {.told = truce_arena_take(k->arena, t->n_talks * sizeof *g.told)};
    if (talks == NULL || g.told == NULL) {
        k->failed = true;
        return;
    }
    if (t->n_talks > 0) {
        add_now(k, t, &g, talks);
        add_over_time(k, t, &g, talks);
    } else {
        (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc),
                                 k->session->request.of.size > 0
                                     ? TRUCE_STR("Nothing of it states how the talks stand; "
                                                 "what others state is in truce timeline.")
                                     : TRUCE_STR("No claim states how the talks stand."),
                                 TRUCE_STR("the claims counted"));
    }
    add_all_presence(k, t);
}
