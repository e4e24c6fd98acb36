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

/* The events that dates place, which are those with a date and what surely follows one of them in
 * the order; and the others, of which something tells a time or an order. */
static void part_events(const composer *k, const truce_timeline *t, uint32_t *placed,
                        uint32_t *n_placed, loose *rest, uint32_t *n_rest) {
    const bool all = k->session->request.of.size > 0; /* of one actor few, and each is asked for */
    bool above = false;                               /* the event above is placed */
    for (uint32_t i = 0; i < t->n_events; i++) {
        const truce_timeline_event *const e = &t->events[i];
        if (e->group == TRUCE_EVENT_UNPLACED && !all) {
            break;
        }
        const bool dated = (e->date.marks & TRUCE_DATE_GIVEN) != 0 && !e->date_unused;
        above = e->group == TRUCE_EVENT_ORDERED &&
                (dated || (above && e->follows != TRUCE_FOLLOWS_UNKNOWN));
        if (above) {
            placed[(*n_placed)++] = i;
        } else {
            rest[(*n_rest)++] = (loose){told_at(k, e), i};
        }
    }
    if (*n_rest > 1) {
        qsort(rest, *n_rest, sizeof *rest, by_telling);
    }
}

void digest_timeline(composer *k, const truce_timeline *t, uint32_t max) {
    static const char UNPLACED[] =
        "Without a date, by when it was told, and then what has no date at all. What was told last "
        "need not have happened last.";
    uint32_t *const placed = truce_arena_take(k->arena, t->n_events * sizeof *placed);
    loose *const rest = truce_arena_take(k->arena, t->n_events * sizeof *rest);
    uint32_t n_placed = 0;
    uint32_t n_rest = 0;
    if (placed == NULL || rest == NULL) {
        k->failed = true;
        return;
    }
    part_events(k, t, placed, &n_placed, rest, &n_rest);
    if (n_placed + n_rest == 0) {
        return;
    }
    const uint32_t shown = n_placed < max ? n_placed : max;
    const uint32_t loosely = n_rest < max + max / 2 ? n_rest : max + max / 2;
    truce_block *list = NULL;
    if (shown > 0) {
        list = digest_open(k, "timeline", "What happened last");
    }
    for (uint32_t i = n_placed - shown; i < n_placed; i++) {
        digest_event(k, list, t, &t->events[placed[i]]);
    }
    if (loosely > 0) {
        if (shown == 0) {
            (void)truce_document_heading(&k->doc, 2, TRUCE_STR("timeline"),
                                         TRUCE_STR("What happened"));
        }
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              truce_str_of(UNPLACED), "dates and claimed order of the events");
        list = truce_document_list(&k->doc);
    }
    for (uint32_t i = n_rest - loosely; i < n_rest; i++) {
        digest_event(k, list, t, &t->events[rest[i].event]);
    }
    digest_rest(k, list, t->n_events, shown + loosely, "timeline --sections events");
}
