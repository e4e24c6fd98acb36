/* Around one offer: what its makers and recipients are said to have done earlier and later than its
 * stages, or at a time that nothing orders to them; other offers that its sources name. */
#include "offer_around.h"

#include "digest.h"
#include "truce/base/graph.h"
#include "truce/case/words.h"
#include "truce/evidence/speaker.h"

enum {
    OTHERS_SHOWN = 6,
    EVENTS_SHOWN = 8, /* in each order */
    IS_EARLIER = 1,
    IS_LATER = 2
};

typedef struct finder {
    composer *k;
    const truce_offer *offer;
    const truce_offer_file *f;
    offer_around *out;
    bool *side;           /* [actor]: stands for a side of the offer */
    bool *source;         /* [source]: tells a stage of it */
    bool *claim;          /* [claim]: states a stage of it */
    uint8_t *order;       /* [event] */
    bool *within;         /* [event]: a stage is said to be during it */
    int64_t over, begins; /* the first end and the last beginning of the stages that are dated */
} finder;

static void mark_sides(finder *w, truce_refs refs) {
    for (uint32_t i = 0; i < refs.n; i++) {
        const uint32_t side = truce_side_of(w->k->c, refs.at[i]);
        if (side != TRUCE_NONE) {
            w->side[side] = true;
        }
    }
}

static bool is_by_them(const finder *w, truce_refs refs) {
    for (uint32_t i = 0; i < refs.n; i++) {
        const uint32_t side = truce_side_of(w->k->c, refs.at[i]);
        if (side != TRUCE_NONE && w->side[side]) {
            return true;
        }
    }
    return false;
}

static uint32_t source_of(const composer *k, uint32_t claim) {
    return truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[claim].source);
}

/* Whose they are, by a stage: not whoever carries it. */
static void look_at_stage(finder *w, truce_stage stage, truce_told told) {
    const uint32_t source = source_of(w->k, told.claim);
    w->claim[told.claim] = true;
    if (source != TRUCE_NONE) {
        w->source[source] = true;
    }
    if (stage != TRUCE_STAGE_CONVEYED && stage != TRUCE_STAGE_HANDED) {
        mark_sides(w, told.statement->as.offer.by);
    }
    if (stage != TRUCE_STAGE_HANDED) {
        mark_sides(w, told.statement->as.offer.to);
    }
}

/* What the stages' own times say at once; `w->within` and the dates are for order_all(). */
static void order_by_stage(finder *w, const truce_statement *st) {
    for (uint32_t i = 0; i < st->times.n; i++) {
        const truce_time *const time = &st->times.at[i];
        const truce_date date = time->when.date;
        const uint32_t event = time->kind != TRUCE_TIME_AT
                                   ? truce_case_find(w->k->c, TRUCE_KIND_EVENT, time->event)
                                   : TRUCE_NONE;
        switch (time->kind) {
        case TRUCE_TIME_AT:
            if ((date.marks & TRUCE_DATE_GIVEN) != 0) {
                w->over = date.last < w->over ? date.last : w->over;
                w->begins = date.first > w->begins ? date.first : w->begins;
            }
            break;
        case TRUCE_TIME_BEFORE:
            w->order[event] |= IS_LATER;
            break;
        case TRUCE_TIME_AFTER:
            w->order[event] |= IS_EARLIER;
            break;
        case TRUCE_TIME_DURING:
            w->within[event] = true;
            break;
        }
    }
}

/* By dates; and a stage within an event has what claims put before and after that event on either
 * side. */
static void order_all(finder *w) {
    const truce_timeline *const t = &w->out->t;
    for (uint32_t i = 0; i < t->n_events; i++) {
        const truce_timeline_event *const e = &t->events[i];
        if ((e->date.marks & TRUCE_DATE_GIVEN) != 0 && !e->date_unused) {
            w->order[e->event] |= e->date.first > w->over ? IS_LATER : 0;
            w->order[e->event] |= e->date.last < w->begins ? IS_EARLIER : 0;
        }
    }
    for (uint32_t i = 0; i < t->n_edges; i++) {
        const truce_order_edge *const e = &t->edges[i];
        if (!e->during && e->cycle == TRUCE_NONE) {
            w->order[e->second] |= w->within[e->first] ? IS_LATER : 0;
            w->order[e->first] |= w->within[e->second] ? IS_EARLIER : 0;
        }
    }
}

/* Hand one order on along claims: later to what comes later still, earlier the other way; and
 * either to what happened within. */
static bool spread(finder *w, uint8_t order) {
    const truce_timeline *const t = &w->out->t;
    const uint32_t n = w->k->c->n_events;
    truce_arc *const arcs = truce_arena_take(w->k->arena, t->n_edges * sizeof *arcs);
    uint32_t *const stack = truce_arena_take(w->k->arena, n * sizeof *stack);
    truce_arcs laid;
    size_t n_arcs = 0;
    uint32_t depth = 0;
    for (uint32_t i = 0; i < t->n_edges && arcs != NULL; i++) {
        const truce_order_edge *const e = &t->edges[i];
        const bool back = e->during || order == IS_EARLIER;
        if (e->cycle == TRUCE_NONE) {
            arcs[n_arcs++] = (truce_arc){back ? e->second : e->first, back ? e->first : e->second,
                                         TRUCE_NO_EDGE};
        }
    }
    if (arcs == NULL || stack == NULL || !truce_arcs_make(&laid, n, arcs, n_arcs, w->k->arena)) {
        return false;
    }
    for (uint32_t e = 0; e < n; e++) {
        if ((w->order[e] & order) != 0) {
            stack[depth++] = e;
        }
    }
    while (depth > 0) { /* an event comes here once: when it is marked */
        const uint32_t from = stack[--depth];
        for (uint32_t i = laid.begin[from]; i < laid.begin[from + 1]; i++) {
            if ((w->order[laid.to[i]] & order) == 0) {
                w->order[laid.to[i]] |= order;
                stack[depth++] = laid.to[i];
            }
        }
    }
    return true;
}

static around_order order_of(uint8_t marks) {
    return marks == IS_EARLIER ? AROUND_EARLIER
           : marks == IS_LATER ? AROUND_LATER
           : marks == 0        ? AROUND_UNKNOWN
                               : AROUND_BETWEEN;
}

/* Whether an event is to be told: by one of them, and ordered to the offer or told with it; more
 * than what the claims on a stage call an event. */
static bool is_told_of(const finder *w, const truce_timeline_event *e) {
    bool theirs = is_by_them(w, w->k->c->events[e->event].by);
    bool near = w->order[e->event] != 0;
    bool more = false;
    for (uint32_t i = 0; i < e->n_said + e->n_denied; i++) {
        const uint32_t claim = e->told[i].claim;
        const uint32_t source = source_of(w->k, claim);
        theirs = theirs || is_by_them(w, e->told[i].statement->as.event.by);
        near = near || (source != TRUCE_NONE && w->source[source]);
        more = more || !w->claim[claim];
    }
    return theirs && near && more;
}

static bool list_events(finder *w) {
    offer_around *const out = w->out;
    for (unsigned o = 0; o < AROUND_N; o++) {
        out->events[o] = truce_arena_take(w->k->arena, out->t.n_events * sizeof *out->events[o]);
        if (out->events[o] == NULL) {
            return false;
        }
    }
    for (uint32_t i = 0; i < out->t.n_events; i++) {
        if (is_told_of(w, &out->t.events[i])) {
            const around_order o = order_of(w->order[out->t.events[i].event]);
            out->events[o][out->n_events[o]++] = i;
            out->n++;
        }
    }
    return true;
}

/* ---- other offers ---- */

/* Whether the two may name the same sides: they share one, or one of them names none. */
static bool may_be_same(const finder *w, truce_refs left, truce_refs right) {
    bool shared = left.n == 0 || right.n == 0;
    for (uint32_t l = 0; l < left.n && !shared; l++) {
        for (uint32_t r = 0; r < right.n && !shared; r++) {
            shared = truce_side_of(w->k->c, left.at[l]) == truce_side_of(w->k->c, right.at[r]);
        }
    }
    return shared;
}

static bool is_named_beside(const finder *w, const truce_offer_file *f) {
    const truce_offer *const other = &w->k->c->offers[f->offer];
    bool near = false;
    for (unsigned s = 0; s < TRUCE_STAGE_N && !near; s++) {
        const truce_custody *const stage = &f->stages[s];
        for (uint32_t i = 0; i < stage->n_claimed + stage->n_denied && !near; i++) {
            const uint32_t source = source_of(w->k, stage->told[i].claim);
            near = source != TRUCE_NONE && w->source[source];
        }
    }
    return near && f->offer != w->f->offer && !other->message &&
           other->replaces.symbol != w->offer->head.name &&
           w->offer->replaces.symbol != other->head.name &&
           may_be_same(w, other->by, w->offer->by) && may_be_same(w, other->to, w->offer->to);
}

static bool list_others(finder *w, const truce_offers *o) {
    offer_around *const out = w->out;
    for (uint32_t i = 0; i < o->n; i++) {
        out->n_others += is_named_beside(w, &o->at[i]);
    }
    out->others = truce_arena_take(w->k->arena, out->n_others * sizeof *out->others);
    out->n += out->n_others;
    for (uint32_t i = 0, n = 0; i < o->n && out->others != NULL; i++) {
        if (is_named_beside(w, &o->at[i])) {
            out->others[n++] = o->at[i];
        }
    }
    return out->others != NULL;
}

bool offer_around_find(composer *k, const truce_offers *o, offer_around *around) {
    const truce_case *const c = k->c;
    finder w = {.k = k, .out = around, .over = INT64_MAX, .begins = INT64_MIN};
    *around = (offer_around){.n = 0};
    w.f = k->offer != TRUCE_NONE ? truce_offers_of(o, k->offer) : NULL;
    if (w.f == NULL) {
        return true;
    }
    w.offer = &c->offers[k->offer];
    w.side = truce_arena_zero(k->arena, c->n_actors, sizeof *w.side);
    w.source = truce_arena_zero(k->arena, c->n_sources, sizeof *w.source);
    w.claim = truce_arena_zero(k->arena, c->n_claims, sizeof *w.claim);
    w.order = truce_arena_zero(k->arena, c->n_events, sizeof *w.order);
    w.within = truce_arena_zero(k->arena, c->n_events, sizeof *w.within);
    if (w.side == NULL || w.source == NULL || w.claim == NULL || w.order == NULL ||
        w.within == NULL ||
        truce_timeline_make(&k->scope, k->arena, &around->t, NULL) != TRUCE_OK) {
        return false;
    }
    mark_sides(&w, w.offer->by);
    mark_sides(&w, w.offer->to);
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        const truce_custody *const stage = &w.f->stages[s];
        for (uint32_t i = 0; i < stage->n_claimed + stage->n_denied; i++) {
            look_at_stage(&w, (truce_stage)s, stage->told[i]);
        }
        for (uint32_t i = 0; i < stage->n_claimed; i++) {
            order_by_stage(&w, stage->told[i].statement);
        }
    }
    order_all(&w);
    return spread(&w, IS_EARLIER) && spread(&w, IS_LATER) && list_events(&w) && list_others(&w, o);
}

/* ---- on paper, and for machines ---- */

static const char *const orders[AROUND_N] = {"earlier", "between its stages", "later",
                                             "order not told"};

static void tell_event(composer *k, truce_block *list, const offer_around *a, around_order o,
                       uint32_t i) {
    const truce_timeline_event *const e = &a->t.events[i];
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, truce_str_of(orders[o]));
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->events[e->event].head.title);
    if (e->n_said > 0) {
        compose_told_dated(k, sentence, e->told, e->n_said, a->t.denied_by);
    }
    if (e->n_denied > 0) {
        truce_sentence *const denial = truce_document_sentence(&k->doc, item);
        truce_sentence_add(&k->doc, denial, TRUCE_SPAN_STRONG, TRUCE_STR("Denied"));
        compose_told_dated(k, denial, e->told + e->n_said, e->n_denied, a->t.denied_by);
    }
}

static void tell_events(composer *k, const offer_around *a) {
    (void)compose_quietly(
        k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
        TRUCE_STR("What its sides are said to have done, earlier or later than a stage above, or "
                  "told by the same source with no order to it:"),
        "events by its makers and recipients; dates and claimed order of the events");
    truce_block *const list = truce_document_list(&k->doc);
    uint32_t n = 0;
    uint32_t shown = 0;
    for (unsigned o = 0; o < AROUND_N; o++) {
        const uint32_t most = a->n_events[o] < EVENTS_SHOWN ? a->n_events[o] : EVENTS_SHOWN;
        const uint32_t begin = o == AROUND_EARLIER ? a->n_events[o] - most : 0;
        for (uint32_t i = begin; i < begin + most; i++) {
            tell_event(k, list, a, (around_order)o, a->events[o][i]);
        }
        n += a->n_events[o];
        shown += most;
    }
    digest_rest(k, list, n, shown, "timeline --of NAME");
}

static void tell_others(composer *k, const truce_offers *o, const offer_around *a) {
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                          TRUCE_STR("The same sources name other offers. Whether one of them "
                                    "is this one, no claim here says:"),
                          "offers of which a source of this one tells, and whose sides may be the "
                          "same");
    truce_block *const list = truce_document_list(&k->doc);
    const uint32_t most = a->n_others < OTHERS_SHOWN ? a->n_others : OTHERS_SHOWN;
    for (uint32_t i = 0; i < most; i++) {
        const truce_offer_file *const f = &a->others[i];
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        k->c->offers[f->offer].head.title);
        for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
            const truce_custody *const stage = &f->stages[s];
            digest_stage(k, item, o, s, stage->told, stage->n_claimed, false);
            digest_stage(k, item, o, s, stage->told + stage->n_claimed, stage->n_denied, true);
        }
    }
    digest_rest(k, list, a->n_others, most, "offers");
}

void offer_around_tell(composer *k, const truce_offers *o, const offer_around *around) {
    if (around->n > around->n_others) {
        tell_events(k, around);
    }
    if (around->n_others > 0) {
        tell_others(k, o, around);
    }
}

void offer_around_json(composer *k, const offer_around *around, truce_json *json) {
    static const char *const names[AROUND_N] = {"earlier", "between", "later", "unknown"};
    if (k->offer == TRUCE_NONE) {
        return;
    }
    truce_json_key(json, "around");
    truce_json_array(json);
    for (unsigned o = 0; o < AROUND_N; o++) {
        for (uint32_t i = 0; i < around->n_events[o]; i++) {
            const truce_timeline_event *const e = &around->t.events[around->events[o][i]];
            truce_json_object(json);
            truce_json_member_str(json, "event",
                                  truce_case_name(k->c, k->c->events[e->event].head.name));
            truce_json_member_str(json, "title", k->c->events[e->event].head.title);
            truce_json_member_str(json, "order", truce_str_of(names[o]));
            truce_json_key(json, "said_by");
            compose_told_json(k, e->told, e->n_said, around->t.denied_by, json);
            truce_json_key(json, "denied_by");
            compose_told_json(k, e->told + e->n_said, e->n_denied, around->t.denied_by, json);
            truce_json_close(json);
        }
    }
    truce_json_close(json);
    truce_json_key(json, "also_named");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < around->n_others; i++) {
        truce_json_str(json,
                       truce_case_name(k->c, k->c->offers[around->others[i].offer].head.name));
    }
    truce_json_close(json);
}
