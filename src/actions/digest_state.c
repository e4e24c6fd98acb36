/* Where the talks stand, according to whom, and who left, withdrew or takes part. */
#include <stdlib.h>

#include "digest.h"

static int by_claim(const void *left, const void *right) {
    const truce_told *const l = left;
    const truce_told *const r = right;
    return (l->claim > r->claim) - (l->claim < r->claim);
}

/* Each claim once, in reading order. */
static uint32_t once_each(truce_told *told, uint32_t n) {
    uint32_t kept = 0;
    if (n > 1) {
        qsort(told, n, sizeof *told, by_claim);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kept == 0 || told[kept - 1].claim != told[i].claim) {
            told[kept++] = told[i];
        }
    }
    return kept;
}

/* Someone's going or coming as one claim tells it, and when: the day of the statement, else of the
 * telling. */
typedef struct going {
    int64_t first, last; /* INT64_MAX: nothing dates it; at last, the latest end up to here */
    truce_told told;
} going;

static uint32_t event_of(const composer *k, const truce_statement *st) {
    return st->kind == TRUCE_STATES_EVENT
               ? truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.event.event)
               : TRUCE_NONE;
}

static going going_of(const composer *k, truce_told told) {
    const truce_times times = told.statement->times;
    truce_date date = k->scope.times[told.claim].date;
    for (uint32_t i = 0; i < times.n; i++) {
        if (times.at[i].kind == TRUCE_TIME_AT &&
            (times.at[i].when.date.marks & TRUCE_DATE_GIVEN) != 0) {
            date = times.at[i].when.date;
        }
    }
    return (date.marks & TRUCE_DATE_GIVEN) != 0 ? (going){date.first, date.last, told}
                                                : (going){INT64_MAX, INT64_MAX, told};
}

static int by_time(const void *left, const void *right) {
    const going *const l = left;
    const going *const r = right;
    if (l->first != r->first) {
        return l->first < r->first ? -1 : 1;
    }
    return by_claim(&l->told, &r->told);
}

/* What is told of one event is of one time, from the first telling to the last. */
static void span_events(const composer *k, going *at, uint32_t n, going *spans) {
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t e = event_of(k, at[i].told.statement);
            if (e != TRUCE_NONE && pass == 0) {
                spans[e] = at[i];
            }
        }
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t e = event_of(k, at[i].told.statement);
            if (e == TRUCE_NONE) {
                continue;
            }
            if (pass == 0) {
                spans[e].first = at[i].first < spans[e].first ? at[i].first : spans[e].first;
                spans[e].last = at[i].last > spans[e].last && at[i].last != INT64_MAX
                                    ? at[i].last
                                    : spans[e].last;
            } else {
                at[i].first = spans[e].first;
                at[i].last = spans[e].last;
            }
        }
    }
}

/* One time of it: "withdrawn - A, told 2031-02-01". */
static void add_going(composer *k, truce_passage *item, const truce_timeline *t, const char *what,
                      const going *at, uint32_t n, truce_told *told) {
    uint32_t event = TRUCE_NONE;
    for (uint32_t i = 0; i < n; i++) {
        told[i] = at[i].told;
        event = event != TRUCE_NONE ? event : event_of(k, at[i].told.statement);
    }
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    truce_buffer_printf(&k->text, "%s", what);
    if (event != TRUCE_NONE && !k->doc.compact) {
        truce_buffer_printf(&k->text, ": %.*s", TRUCE_STR_ARGS(k->c->events[event].head.title));
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    compose_told_graded(k, sentence, told, once_each(told, n), t->denied_by);
}

typedef struct presences {
    going *at, *spans; /* room for all of presence; [event] */
    truce_told *told;
} presences;

/* Of one side: each sort of presence that is claimed, each time of it for itself, the latest first,
 * with who says so. */
static void add_presence(composer *k, truce_block *list, const truce_timeline *t,
                         const presences *room, uint32_t begin, uint32_t end) {
    static const char *const called[][2] = {
        [TRUCE_PRESENCE_LEFT] = {"left a place", "not: left a place"},
        [TRUCE_PRESENCE_WITHDRAWS] = {"withdrawn", "not: withdrawn"},
        [TRUCE_PRESENCE_PARTICIPATES] = {"takes part", "not: takes part"}};
    truce_passage *item = NULL;
    for (unsigned p = 0; p < 2 * (TRUCE_PRESENCE_PARTICIPATES + 1); p++) {
        uint32_t n = 0;
        for (uint32_t i = begin; i < end; i++) {
            if ((unsigned)t->presence[i].presence == p / 2 &&
                t->presence[i].told.statement->denied == (p % 2 == 1)) {
                room->at[n++] = going_of(k, t->presence[i].told);
            }
        }
        if (n == 0) {
            continue;
        }
        if (item == NULL) {
            item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                       k->c->actors[t->presence[begin].side].head.title);
        }
        span_events(k, room->at, n, room->spans);
        qsort(room->at, n, sizeof *room->at, by_time);
        uint32_t dated = 0;
        while (dated < n && room->at[dated].first != INT64_MAX) {
            const int64_t before = dated > 0 ? room->at[dated - 1].last : INT64_MIN;
            room->at[dated].last = room->at[dated].last > before ? room->at[dated].last : before;
            dated++;
        }
        for (uint32_t last = dated; last > 0;) { /* a time of it is what overlaps */
            uint32_t first = last - 1;
            while (first > 0 && room->at[first - 1].last >= room->at[first].first) {
                first--;
            }
            add_going(k, item, t, called[p / 2][p % 2], room->at + first, last - first, room->told);
            last = first;
        }
        if (dated < n) {
            add_going(k, item, t, called[p / 2][p % 2], room->at + dated, n - dated, room->told);
        }
    }
}

/* Parties first, then the others of whom it is told. */
static void add_presences(composer *k, truce_block *list, const truce_timeline *t) {
    enum { OTHERS_SHOWN = 6 };
    const presences room = {truce_arena_take(k->arena, t->n_presence * sizeof *room.at),
                            truce_arena_take(k->arena, k->c->n_events * sizeof *room.spans),
                            truce_arena_take(k->arena, t->n_presence * sizeof *room.told)};
    uint32_t others = 0;
    if (room.at == NULL || room.spans == NULL || room.told == NULL) {
        k->failed = true;
        return;
    }
    for (int party = 1; party >= 0; party--) {
        for (uint32_t begin = 0, end = 0; begin < t->n_presence; begin = end) {
            const uint32_t side = t->presence[begin].side;
            for (end = begin + 1; end < t->n_presence && t->presence[end].side == side; end++) {
            }
            if ((k->c->actors[side].kind == TRUCE_ACTOR_PARTY) == (party == 1) &&
                (party == 1 || others++ < OTHERS_SHOWN)) {
                add_presence(k, list, t, &room, begin, end);
            }
        }
    }
    digest_rest(k, list, others, others < OTHERS_SHOWN ? others : OTHERS_SHOWN,
                "timeline --sections state");
}

void digest_state(composer *k, const truce_timeline *t) {
    truce_block *const list = digest_open(k, "state", "Where the talks stand, according to whom");
    const size_t before = list->n_passages;
    (void)compose_states_now(k, list, t, NULL, UINT32_MAX);
    add_presences(k, list, t);
    if (list->n_passages == before) {
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN,
                              TRUCE_STR("No claim states how the talks stand."),
                              "the claims counted");
    }
}
