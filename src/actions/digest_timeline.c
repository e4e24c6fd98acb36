/* What happened last as far as dates tell; and apart from it what nobody dates, by when it was
 * told, because what is told last need not have happened last. */
#include <stdlib.h>

#include "digest.h"

/* Its date as the first claim writes it, else the estimate's. */
static truce_str date_text(const composer *k, const truce_timeline_event *e) {
    for (uint32_t i = 0; i < e->n_said; i++) {
        const truce_times times = e->told[i].statement->times;
        for (uint32_t t = 0; t < times.n; t++) {
            if (times.at[t].kind == TRUCE_TIME_AT &&
                (times.at[t].when.date.marks & TRUCE_DATE_GIVEN) != 0) {
                return times.at[t].when.text;
            }
        }
    }
    return e->dating != TRUCE_NONE ? k->c->datings[e->dating].date.text : (truce_str){NULL, 0};
}

/* Its date; else when it was told. */
static truce_str label_of(composer *k, const truce_timeline_event *e) {
    const truce_str date = date_text(k, e);
    if (date.size > 0 || e->n_said == 0) {
        return date.size > 0 ? date : TRUCE_STR("no date");
    }
    switch (k->scope.times[e->told[0].claim].basis) {
    case TRUCE_BASIS_NONE:
        return TRUCE_STR("no date");
    case TRUCE_BASIS_TOLD_LATER:
        return TRUCE_STR("told later");
    default:
        break;
    }
    truce_buffer_lit(&k->text, "told ");
    phrase_date(&k->text, &k->scope, e->told[0].claim);
    return compose_keep(k);
}

/* The words and the order that the first claim with any gives it: "at “Sunday”". */
static void add_words(composer *k, truce_sentence *sentence, const truce_timeline_event *e) {
    for (uint32_t i = 0; i < e->n_said; i++) {
        if (e->told[i].statement->times.n > 0) {
            phrase_times(&k->text, k->c, e->told[i].statement->times);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
            return;
        }
    }
}

void digest_event(composer *k, truce_block *list, const truce_timeline *t,
                  const truce_timeline_event *e) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, label_of(k, e));
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->events[e->event].head.title);
    if ((e->date.marks & TRUCE_DATE_GIVEN) == 0) {
        add_words(k, sentence, e);
    }
    if (e->n_said + e->n_denied == 0) {
        sentence->basis = TRUCE_STR("others are placed by it; no claim says that it happened");
        sentence->quiet = true;
    }
    if (e->n_said > 0) {
        compose_told_behind(k, sentence, e->told, e->n_said, t->denied_by);
    }
    if (e->dating != TRUCE_NONE) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("date estimated"));
    }
    if (e->dates_differ) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("dates differ"));
    }
    if (e->n_denied > 0) {
        truce_sentence *const denial = truce_document_sentence(&k->doc, item);
        truce_sentence_add(&k->doc, denial, TRUCE_SPAN_STRONG, TRUCE_STR("Denied"));
        compose_told_behind(k, denial, e->told + e->n_said, e->n_denied, t->denied_by);
    }
}

/* An event that no date places, and when it was told; INT64_MAX: that is not known. */
typedef struct loose {
    int64_t told;
    uint32_t event;
} loose;

static int by_telling(const void *left, const void *right) {
    const loose *const l = left;
    const loose *const r = right;
    if (l->told != r->told) {
        return l->told < r->told ? -1 : 1;
    }
    return (l->event > r->event) - (l->event < r->event);
}

static int64_t told_at(const composer *k, const truce_timeline_event *e) {
    if (e->n_said + e->n_denied == 0) {
        return INT64_MAX;
    }
    const truce_date date = k->scope.times[e->told[0].claim].date;
    return (date.marks & TRUCE_DATE_GIVEN) != 0 ? date.first : INT64_MAX;
}

/* The latest day of which anything is known: an event's date, or when one was told. */
static int64_t latest_day(const composer *k, const truce_timeline *t) {
    int64_t latest = INT64_MIN;
    for (uint32_t i = 0; i < t->n_events; i++) {
        const truce_timeline_event *const e = &t->events[i];
        const int64_t told = told_at(k, e);
        if ((e->date.marks & TRUCE_DATE_GIVEN) != 0 && e->date.first > latest) {
            latest = e->date.first;
        }
        latest = told != INT64_MAX && told > latest ? told : latest;
    }
    return latest;
}

/* Surely over two years before that: background, and not what happened last. */
static bool is_long_ago(const truce_timeline_event *e, int64_t latest) {
    const int64_t years = INT64_C(2) * 366 * 86400;
    return (e->date.marks & TRUCE_DATE_GIVEN) != 0 && latest > INT64_MIN + years &&
           e->date.last < latest - years;
}

typedef struct parted {
    uint32_t *placed; /* by dates: those with a date and what surely follows one of them */
    loose *told;      /* the others, by when they were told, then what has no date at all */
    uint32_t n_placed, n_told, n_undated;
} parted;

static void part_events(const composer *k, const truce_timeline *t, parted *p) {
    const bool all = k->session->request.of.size > 0; /* of one actor few, and each is asked for */
    const int64_t latest = latest_day(k, t);
    bool above = false; /* the event above is placed */
    for (uint32_t i = 0; i < t->n_events; i++) {
        const truce_timeline_event *const e = &t->events[i];
        const bool dated = (e->date.marks & TRUCE_DATE_GIVEN) != 0 && !e->date_unused;
        above = e->group == TRUCE_EVENT_ORDERED &&
                (dated || (above && e->follows != TRUCE_FOLLOWS_UNKNOWN));
        if (above && (all || !is_long_ago(e, latest))) {
            p->placed[p->n_placed++] = i;
        } else if (!above) {
            const int64_t told = told_at(k, e);
            p->told[p->n_told + p->n_undated] = (loose){told, i};
            p->n_told += told != INT64_MAX;
            p->n_undated += told == INT64_MAX;
        }
    }
    if (p->n_told + p->n_undated > 1) {
        qsort(p->told, p->n_told + p->n_undated, sizeof *p->told, by_telling);
    }
}

static int64_t last_day(const truce_timeline *t, const uint32_t *at, uint32_t n) {
    int64_t last = INT64_MIN;
    for (uint32_t i = 0; i < n; i++) {
        const truce_date date = t->events[at[i]].date;
        last = (date.marks & TRUCE_DATE_GIVEN) != 0 && date.last > last ? date.last : last;
    }
    return last;
}

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

void digest_timeline(composer *k, const truce_timeline *t, uint32_t max) {
    static const char UNPLACED[] =
        "Without a date, by when it was told, and then what has no date at all. What was told last "
        "need not have happened last.";
    parted p = {.placed = truce_arena_take(k->arena, t->n_events * sizeof *p.placed),
                .told = truce_arena_take(k->arena, t->n_events * sizeof *p.told)};
    if (p.placed == NULL || p.told == NULL) {
        k->failed = true;
        return;
    }
    part_events(k, t, &p);
    if (p.n_placed + p.n_told + p.n_undated == 0) {
        return;
    }
    const uint32_t placed = least(p.n_placed, max);
    const uint32_t told = least(p.n_told, max + max / 2);
    const uint32_t undated = least(p.n_undated, k->doc.compact ? max / 2 : max);
    truce_block *list = NULL;
    if (placed > 0) {
        const bool later =
            p.n_told > 0 && p.told[p.n_told - 1].told > last_day(t, p.placed, p.n_placed);
        list = digest_open(k, "timeline",
                           later ? "The last events that have a date" : "What happened last");
    }
    for (uint32_t i = p.n_placed - placed; i < p.n_placed; i++) {
        digest_event(k, list, t, &t->events[p.placed[i]]);
    }
    if (told + undated > 0) {
        if (placed == 0) {
            (void)truce_document_heading(&k->doc, 2, TRUCE_STR("timeline"),
                                         TRUCE_STR("What happened"));
        }
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              truce_str_of(UNPLACED), "dates and claimed order of the events");
        list = truce_document_list(&k->doc);
    }
    for (uint32_t i = p.n_told - told; i < p.n_told; i++) {
        digest_event(k, list, t, &t->events[p.told[i].event]);
    }
    for (uint32_t i = p.n_undated - undated; i < p.n_undated; i++) {
        digest_event(k, list, t, &t->events[p.told[p.n_told + i].event]);
    }
    digest_rest(k, list, t->n_events, placed + told + undated, "timeline --sections events");
}
