/* The timeline as a figure: what happened on one axis of time, and beside it every state of the
 * talks with who says so. Both are drawn from what the tables below them say, no more. */
#include "compose.h"

#include <stdlib.h>

#include "truce/case/words.h"
#include "truce/document/chronology.h"

enum {
    EVENTS_DRAWN = 32, /* those placed in time first, then those with most claims */
    STATES_DRAWN = 32,
    ROWS_OF_DRAWING = 16,
    NAMES_SHOWN = 3
};

static void *take(composer *k, size_t n, size_t size) {
    void *const p = truce_arena_zero(k->arena, n + 1, size);
    k->failed = k->failed || p == NULL;
    return p;
}

static void set_date(truce_chronology_row *row, truce_date date) {
    row->dated = true;
    row->open_first = date.first == INT64_MIN;
    row->open_last = date.last == INT64_MAX;
    row->first = row->open_first ? 0 : truce_day_of(date.first);
    row->last = row->open_last ? row->first : truce_day_of(date.last);
    row->first = row->open_first ? row->last : row->first;
    row->soft = (date.marks & (TRUCE_DATE_UNCERTAIN | TRUCE_DATE_APPROXIMATE)) != 0;
}

/* ---- who says so ---- */

/* "Hamas; one diplomat; and 3 more claims": the first names, each once. */
static truce_str names_of(composer *k, const truce_told *const *told, size_t n) {
    truce_str names[NAMES_SHOWN];
    size_t shown = 0;
    size_t rest = 0;
    for (size_t i = 0; i < n; i++) {
        phrase_speakers(&k->text, k->c, &k->c->claims[told[i]->claim]);
        size_t same = 0;
        while (same < shown && !truce_str_equal(names[same], truce_buffer_str(&k->text))) {
            same++;
        }
        if (same < shown) {
            k->text.size = 0;
        } else if (shown < NAMES_SHOWN) {
            names[shown++] = compose_keep(k);
        } else {
            k->text.size = 0;
            rest++;
        }
    }
    for (size_t i = 0; i < shown; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
        truce_buffer_add(&k->text, names[i]);
    }
    if (rest > 0) {
        truce_buffer_printf(&k->text, "; and %zu more claim%s", rest, rest == 1 ? "" : "s");
    }
    return compose_keep(k);
}

/* ---- events ---- */

static bool is_placed(const truce_timeline_event *e) {
    return (e->date.marks & TRUCE_DATE_GIVEN) != 0 && !e->date_unused;
}

static truce_str event_note(composer *k, const truce_timeline_event *e, truce_str when) {
    truce_buffer_add(&k->text, is_placed(e) ? when : TRUCE_STR(""));
    if (e->n_denied > 0) {
        truce_buffer_printf(&k->text, "%s%s", k->text.size > 0 ? "; " : "",
                            e->n_said > 0 ? "said and denied" : "denied");
    }
    if (e->dates_differ) {
        truce_buffer_printf(&k->text, "%sdates differ", k->text.size > 0 ? "; " : "");
    }
    return compose_keep(k);
}

static truce_str event_tip(composer *k, const truce_timeline_event *e, truce_str when) {
    const size_t n = e->n_said + e->n_denied;
    const truce_told **const told = take(k, n, sizeof(const truce_told *));
    if (told == NULL) {
        return (truce_str){NULL, 0};
    }
    for (size_t i = 0; i < n; i++) {
        told[i] = &e->told[i];
    }
    const truce_str names = names_of(k, told, n);
    truce_buffer_add(&k->text, k->c->events[e->event].head.title);
    truce_buffer_printf(&k->text, ", %.*s", TRUCE_STR_ARGS(when));
    if (n > 0) {
        truce_buffer_printf(&k->text, "; %s ", e->n_said > 0 ? "according to" : "denied by");
        truce_buffer_add(&k->text, names);
    }
    return compose_keep(k);
}

static truce_chronology_row event_row(composer *k, const truce_timeline_event *e, bool next) {
    static const truce_str groups[] = {
        {"", 0}, {"Placed only by the sources' own words", 37}, {"No time given", 13}};
    const truce_str when = compose_event_when(k, e);
    truce_chronology_row row = {.group = groups[e->group],
                                .label = k->c->events[e->event].head.title,
                                .hollow =
                                    e->dating != TRUCE_NONE || (e->n_said == 0 && e->n_denied > 0)};
    if (next && e->follows == TRUCE_FOLLOWS_SURELY) {
        row.tie = TRUCE_CHRONOLOGY_AFTER;
    } else if (next && e->follows == TRUCE_FOLLOWS_WITHIN) {
        row.tie = TRUCE_CHRONOLOGY_WITHIN;
    }
    if (is_placed(e)) {
        set_date(&row, e->date);
    }
    row.note = event_note(k, e, when);
    row.words = e->group == TRUCE_EVENT_UNPLACED ? TRUCE_STR("") : when;
    row.tip = event_tip(k, e, when);
    row.link =
        e->n_said + e->n_denied > 0 ? claim_name(k->c, e->told[0].claim) : (truce_str){NULL, 0};
    return row;
}

typedef struct weighed {
    uint32_t event, claims; /* event: in the timeline */
    truce_event_group group;
} weighed;

/* What has a place in time first, then by claims. */
static int most_telling_first(const void *left, const void *right) {
    const weighed *const l = left;
    const weighed *const r = right;
    if (l->group != r->group) {
        return l->group < r->group ? -1 : 1;
    }
    if (l->claims != r->claims) {
        return l->claims > r->claims ? -1 : 1;
    }
    return l->event < r->event ? -1 : l->event > r->event;
}

static int in_order(const void *left, const void *right) {
    const weighed *const l = left;
    const weighed *const r = right;
    return l->event < r->event ? -1 : l->event > r->event;
}

static size_t make_events(composer *k, const truce_timeline *t, truce_chronology_row *rows) {
    weighed *const all = take(k, t->n_events, sizeof *all);
    if (all == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < t->n_events; i++) {
        const truce_timeline_event *const e = &t->events[i];
        all[i] = (weighed){i, e->n_said + e->n_denied, e->group};
    }
    qsort(all, t->n_events, sizeof *all, most_telling_first);
    const size_t n = t->n_events < EVENTS_DRAWN ? t->n_events : EVENTS_DRAWN;
    qsort(all, n, sizeof *all, in_order);
    for (size_t i = 0; i < n; i++) {
        /* What is left out between two events would make their tie a guess. */
        const bool next =
            i > 0 && all[i - 1].event + 1 == all[i].event && all[i - 1].group == all[i].group;
        rows[i] = event_row(k, &t->events[all[i].event], next);
    }
    return n;
}

/* ---- states ---- */

static bool says_state(const truce_statement *st, unsigned state) {
    for (uint32_t i = 0; i < st->as.talks.n; i++) {
        if (st->as.talks.at[i] == state) {
            return true;
        }
    }
    return false;
}

static bool is_estimate(const composer *k, const truce_talks *talks) {
    return talks->told.statement->times.n == 0 &&
           k->scope.times[talks->timed_by].basis == TRUCE_BASIS_DATING;
}

static truce_str time_of(composer *k, const truce_talks *talks) {
    phrase_statement_date(&k->text, &k->scope, talks->timed_by, talks->told.statement);
    return compose_keep(k);
}

typedef struct states {
    truce_chronology_row *rows;
    size_t n;
    size_t left_out;         /* statements */
    const truce_told **told; /* scratch */
} states;

/* One row: the statements told[0..n), of the same state and time as `first`. */
static void add_state_row(composer *k, states *s, truce_str group, const truce_talks *first,
                          truce_str when, size_t n) {
    if (s->n == STATES_DRAWN) {
        s->left_out += n;
        return;
    }
    truce_chronology_row *const row = &s->rows[s->n++];
    *row = (truce_chronology_row){.group = group, .label = names_of(k, s->told, n), .words = when};
    if ((first->date.marks & TRUCE_DATE_GIVEN) != 0) {
        set_date(row, first->date);
        row->hollow = is_estimate(k, first);
        row->note = when;
    }
    truce_buffer_add(&k->text, group);
    truce_buffer_printf(&k->text, ", %.*s", TRUCE_STR_ARGS(when));
    truce_buffer_lit(&k->text, "; according to ");
    truce_buffer_add(&k->text, row->label);
    row->tip = compose_keep(k);
    row->link = claim_name(k->c, s->told[0]->claim);
}

static void add_state(composer *k, const truce_timeline *t, states *s, unsigned state,
                      bool denied) {
    const truce_talks *first = NULL;
    truce_str when = {NULL, 0};
    size_t n = 0;
    truce_buffer_printf(&k->text, "%s", denied ? "not " : "");
    truce_buffer_add(&k->text, phrase_state(state));
    const truce_str group = compose_keep(k);
    for (uint32_t i = 0; i < t->n_talks; i++) {
        const truce_talks *const talks = &t->talks[i];
        if (talks->told.statement->denied != denied || !says_state(talks->told.statement, state)) {
            continue;
        }
        const truce_str at = time_of(k, talks);
        if (first != NULL && !truce_str_equal(at, when)) {
            add_state_row(k, s, group, first, when, n);
            n = 0;
        }
        first = n == 0 ? talks : first;
        when = at;
        s->told[n++] = &talks->told;
    }
    if (n > 0) {
        add_state_row(k, s, group, first, when, n);
    }
}

static void make_states(composer *k, const truce_timeline *t, states *s) {
    s->rows = take(k, STATES_DRAWN, sizeof *s->rows);
    s->told = take(k, t->n_talks, sizeof(const truce_told *));
    for (unsigned state = 0; state < TRUCE_STATE_N && !k->failed; state++) {
        add_state(k, t, s, state, false);
        add_state(k, t, s, state, true);
    }
}

/* ---- the figure ---- */

static truce_str say(composer *k, const truce_chronology_row *rows, size_t n) {
    truce_buffer all = truce_buffer_new();
    for (size_t i = 0; i < n; i++) {
        truce_buffer_add(&all, rows[i].tip);
        truce_buffer_add(&all, i + 1 < n ? TRUCE_STR(". ") : TRUCE_STR("."));
    }
    const truce_str kept = truce_arena_str(k->arena, truce_buffer_str(&all));
    k->failed = k->failed || all.failed || kept.data == NULL;
    truce_buffer_clear(&all);
    return kept;
}

/* Rows in as many drawings as keep each on one page, each with an axis of its own. */
static void draw(composer *k, truce_block *figure, const char *title, truce_chronology_row *rows,
                 size_t n) {
    const size_t parts = (n + ROWS_OF_DRAWING - 1) / ROWS_OF_DRAWING;
    for (size_t part = 0; part < parts && !k->failed; part++) {
        const size_t first = n * part / parts;
        const size_t end = n * (part + 1) / parts;
        truce_buffer_printf(&k->text, parts > 1 ? "%s, part %zu of %zu" : "%s", title, part + 1,
                            parts);
        rows[first].tie = TRUCE_CHRONOLOGY_LOOSE; /* what it follows is in another drawing */
        const truce_chronology chronology = {.title = compose_keep(k),
                                             .alternative = say(k, rows + first, end - first),
                                             .rows = rows + first,
                                             .n_rows = end - first};
        if (!k->failed) {
            const truce_drawing d = truce_chronology_draw(k->arena, &chronology);
            truce_document_draw(&k->doc, figure, &d);
        }
    }
}

void compose_chronology(composer *k, const truce_timeline *t) {
    if (t->n_events + t->n_talks == 0) {
        return;
    }
    truce_chronology_row *const rows = take(k, EVENTS_DRAWN, sizeof *rows);
    states s = {.rows = NULL};
    if (rows == NULL) {
        return;
    }
    const size_t n = make_events(k, t, rows);
    make_states(k, t, &s);
    if (k->failed) {
        return;
    }
    truce_block *const figure =
        truce_document_figure(&k->doc, TRUCE_STR("chronology"), TRUCE_STR("The timeline, drawn"));
    draw(k, figure, "What is said to have happened", rows, n);
    draw(k, figure, "State of the talks, and who says so", s.rows, s.n);
    truce_passage *const caption = truce_document_caption(&k->doc, figure);
    (void)compose_quietly(
        k, caption, TRUCE_SPAN_PLAIN,
        TRUCE_STR(
            "A disc is a day, a bar a longer time in which it lies; dashes: approximate or "
            "uncertain; hollow: dated by an estimate, or denied. Where the axis is cut, empty "
            "time is left out. What has no date shows what is known of its time instead. An "
            "arrow in the margin: surely later than the line above; indented: during it; "
            "neither: no order is known, or what it follows is not drawn."),
        "the dates and orders of the tables below, drawn");
    if (n < t->n_events || s.left_out > 0) {
        truce_buffer_printf(&k->text,
                            "Drawn are %zu of %u events, those placed in time "
                            "first, then those with most claims",
                            n, t->n_events);
        if (s.left_out > 0) {
            truce_buffer_printf(&k->text, ", and all but %zu statements on the talks", s.left_out);
        }
        truce_buffer_lit(&k->text, "; the tables have all.");
        (void)compose_quietly(k, caption, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "at most 32 events and 32 lines of states are drawn");
    }
}
