/* The order of events, in four steps.
 *
 * 1. Claims give arcs between where events begin and end. Strongly connected components of them are
 *    cycles; the arcs inside one are left out, so that what is kept has none.
 * 2. Along what is kept, the latest known beginning of what surely came before is handed on. Where
 * it lies behind the date of an event, claims and dates cannot both hold: that date is left out.
 *    Afterwards dates and claims together have no ring: in one, each event would have to begin
 *    after the last second of the next.
 * 3. Dates join as arcs too, by way of a chain of the dates at which events may begin: an event
 * leads to the first link behind its last second, and a link to the next and to its own events. So
 * each date costs two arcs, and not one for every later date.
 * 4. The arcs are followed from what nothing precedes. Among events that may stand next, the
 *    earliest comes first; an undated one just before the first dated event that it precedes, else
 *    just behind the last that precedes it, else by when it was first told; then reading order. */
#include <assert.h>
#include <stdlib.h>

#include "timeline_parts.h"

enum { STEPS_MAX = 64 }; /* nested events that are looked through for one line */

typedef struct orderer {
    truce_timeline *t;
    uint32_t *at; /* [event] -> place in t->events */
    truce_arena *arena;
    uint32_t n_nodes; /* two for each event of the case */
    truce_arc *list;  /* arcs that claims give */
    size_t n_list;
    truce_arcs kept;       /* without those inside cycles */
    uint32_t *topological; /* the nodes in an order in which all kept arcs go forward */
    int64_t *low;          /* [node]: no earlier than this; INT64_MIN: not known */
    uint32_t *low_event;   /* [node]: whose date that is */
    uint32_t *low_from;    /* [node]: the node that it was handed on by */
    uint32_t *low_edge;    /* [node]: by which edge, or TRUCE_NONE */
    int64_t *next_date; /* [node]: where the first dated event behind it begins; INT64_MAX: none */
} orderer;

static bool is_dated(const truce_timeline_event *e) {
    return (e->date.marks & TRUCE_DATE_GIVEN) != 0 && !e->date_unused;
}

/* The event at a node, or NULL when it is not in the timeline. */
static truce_timeline_event *event_at(const orderer *o, uint32_t node) {
    const uint32_t at = o->at[node / 2];
    return at != TRUCE_NONE ? &o->t->events[at] : NULL;
}

/* ---- 1: cycles ---- */

static bool list_arcs(orderer *o) {
    const truce_timeline *const t = o->t;
    o->list = truce_arena_take(o->arena,
                               ((size_t)t->n_events + 2 * (size_t)t->n_edges) * sizeof *o->list);
    if (o->list == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < t->n_events; i++) {
        const uint32_t e = t->events[i].event;
        o->list[o->n_list++] = (truce_arc){begins(e), ends(e), TRUCE_NONE};
    }
    for (uint32_t i = 0; i < t->n_edges; i++) {
        const truce_order_edge *const e = &t->edges[i];
        if (e->during) {
            o->list[o->n_list++] = (truce_arc){begins(e->second), begins(e->first), i};
            o->list[o->n_list++] = (truce_arc){ends(e->first), ends(e->second), i};
        } else {
            o->list[o->n_list++] = (truce_arc){ends(e->first), begins(e->second), i};
        }
    }
    return true;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static void sort_distinct(uint32_t *at, uint32_t *n) {
    uint32_t kept = 0;
    if (*n > 1) {
        qsort(at, *n, sizeof *at, by_number);
    }
    for (uint32_t i = 0; i < *n; i++) {
        if (kept == 0 || at[kept - 1] != at[i]) {
            at[kept++] = at[i];
        }
    }
    *n = kept;
}

/* Number the cycles: components with a `before` inside, by their first event. Two events that are
 * each during the other are at one time, which is no contradiction. */
static bool number_cycles(orderer *o, const uint32_t *component, uint32_t *cycle_of, uint32_t n) {
    truce_timeline *const t = o->t;
    for (uint32_t i = 0; i < n; i++) {
        cycle_of[i] = TRUCE_NONE;
    }
    uint32_t n_cyclic = 0;
    for (uint32_t i = 0; i < t->n_edges; i++) {
        const truce_order_edge *const e = &t->edges[i];
        const uint32_t k = component[ends(e->first)];
        if (!e->during && k == component[begins(e->second)] && cycle_of[k] == TRUCE_NONE) {
            cycle_of[k] = 0;
            n_cyclic++;
        }
    }
    t->cycles = truce_arena_zero(o->arena, n_cyclic, sizeof *t->cycles);
    bool *const numbered = truce_arena_zero(o->arena, n, sizeof *numbered);
    if (t->cycles == NULL || numbered == NULL) {
        return false;
    }
    for (uint32_t i = 0; n_cyclic > 0 && i < t->n_events; i++) {
        const uint32_t nodes[] = {begins(t->events[i].event), ends(t->events[i].event)};
        for (int k = 0; k < 2; k++) {
            const uint32_t mine = component[nodes[k]];
            if (cycle_of[mine] != TRUCE_NONE && !numbered[mine]) {
                cycle_of[mine] = t->n_cycles++;
                numbered[mine] = true;
            }
            if (cycle_of[mine] != TRUCE_NONE && (k == 0 || mine != component[nodes[0]])) {
                t->cycles[cycle_of[mine]].n_events++;
            }
        }
    }
    return true;
}

/* The cycle that an arc is inside of, or TRUCE_NONE. */
static uint32_t cycle_of_arc(const truce_arc *a, const uint32_t *component,
                             const uint32_t *cycle_of) {
    return component[a->from] == component[a->to] ? cycle_of[component[a->from]] : TRUCE_NONE;
}

static bool fill_cycles(orderer *o, const uint32_t *component, const uint32_t *cycle_of) {
    truce_timeline *const t = o->t;
    for (size_t i = 0; i < o->n_list; i++) {
        const uint32_t cycle = cycle_of_arc(&o->list[i], component, cycle_of);
        truce_order_edge *const e =
            o->list[i].edge != TRUCE_NONE ? &t->edges[o->list[i].edge] : NULL;
        if (e != NULL && cycle != TRUCE_NONE && e->cycle == TRUCE_NONE) {
            e->cycle = cycle;
            t->cycles[cycle].n_claims += e->n_claims;
        }
    }
    for (uint32_t i = 0; i < t->n_cycles; i++) {
        truce_order_cycle *const y = &t->cycles[i];
        y->events = truce_arena_take(o->arena, y->n_events * sizeof *y->events);
        y->claims = truce_arena_take(o->arena, y->n_claims * sizeof *y->claims);
        if (y->events == NULL || y->claims == NULL) {
            return false;
        }
        y->n_events = y->n_claims = 0;
    }
    for (uint32_t i = 0; i < t->n_events; i++) {
        const uint32_t e = t->events[i].event;
        const uint32_t first = cycle_of[component[begins(e)]];
        const uint32_t last = cycle_of[component[ends(e)]];
        if (first != TRUCE_NONE) {
            t->cycles[first].events[t->cycles[first].n_events++] = e;
        }
        if (last != TRUCE_NONE && last != first) {
            t->cycles[last].events[t->cycles[last].n_events++] = e;
        }
    }
    for (uint32_t i = 0; i < t->n_edges; i++) {
        const truce_order_edge *const e = &t->edges[i];
        for (uint32_t n = 0; e->cycle != TRUCE_NONE && n < e->n_claims; n++) {
            truce_order_cycle *const y = &t->cycles[e->cycle];
            y->claims[y->n_claims++] = e->claims[n];
        }
    }
    for (uint32_t i = 0; i < t->n_cycles; i++) {
        sort_distinct(t->cycles[i].claims, &t->cycles[i].n_claims);
    }
    return true;
}

/* Components count upwards along arcs; within one, only an event's own beginning leads to its end.
 */
static bool sort_nodes(orderer *o, const uint32_t *component, uint32_t n) {
    uint32_t *const begin = truce_arena_zero(o->arena, n + 1U, sizeof *begin);
    o->topological = truce_arena_take(o->arena, o->n_nodes * sizeof *o->topological);
    if (begin == NULL || o->topological == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < o->n_nodes; v++) {
        begin[component[v] + 1]++;
    }
    for (uint32_t k = 1; k <= n; k++) {
        begin[k] += begin[k - 1];
    }
    for (uint32_t end = 0; end < 2; end++) {
        for (uint32_t v = end; v < o->n_nodes; v += 2) {
            o->topological[begin[component[v]]++] = v;
        }
    }
    return true;
}

static bool find_cycles(orderer *o) {
    truce_arcs all;
    uint32_t n = 0;
    uint32_t *const component = truce_arena_take(o->arena, o->n_nodes * sizeof *component);
    if (component == NULL || !list_arcs(o) ||
        !truce_arcs_make(&all, o->n_nodes, o->list, o->n_list, o->arena) ||
        !truce_arcs_components(&all, component, &n, o->arena)) {
        return false;
    }
    uint32_t *const cycle_of = truce_arena_take(o->arena, n * sizeof *cycle_of);
    if (cycle_of == NULL || !number_cycles(o, component, cycle_of, n) ||
        !fill_cycles(o, component, cycle_of) || !sort_nodes(o, component, n)) {
        return false;
    }
    size_t n_kept = 0;
    for (size_t i = 0; i < o->n_list; i++) {
        const truce_arc a = o->list[i];
        if (a.edge == TRUCE_NONE || component[a.from] != component[a.to]) {
            o->list[n_kept++] = a;
        }
    }
    o->n_list = n_kept;
    return truce_arcs_make(&o->kept, o->n_nodes, o->list, o->n_list, o->arena);
}

/* ---- 2: claims against dates ---- */

/* The way by which the clash came, from its end to its beginning. */
static void follow_back(const orderer *o, uint32_t node, truce_order_clash *clash) {
    for (uint32_t v = node; v != TRUCE_NONE && !clash->more; v = o->low_from[v]) {
        if (o->low_from[v] == TRUCE_NONE || o->low_edge[v] == TRUCE_NONE) {
            continue;
        }
        if (clash->n_claims == TRUCE_CLASH_CLAIMS_MAX) {
            clash->more = true;
            break;
        }
        clash->claims[clash->n_claims++] = o->t->edges[o->low_edge[v]].claims[0];
    }
    sort_distinct(clash->claims, &clash->n_claims);
}

static bool hand_on(orderer *o, size_t *cap) {
    truce_timeline *const t = o->t;
    for (uint32_t i = 0; i < o->n_nodes; i++) {
        const uint32_t v = o->topological[i];
        truce_timeline_event *const e = event_at(o, v);
        if (e != NULL && is_dated(e) && o->low[v] > e->date.last) {
            truce_order_clash *const clash =
                truce_arena_grow(o->arena, t->clashes, t->n_clashes, cap, sizeof *clash);
            if (clash == NULL) {
                return false;
            }
            t->clashes = clash;
            clash[t->n_clashes] = (truce_order_clash){.first = o->low_event[v], .second = v / 2};
            follow_back(o, v, &clash[t->n_clashes++]);
            e->date_unused = true;
        }
        if (e != NULL && v == begins(e->event) && is_dated(e) && e->date.first > o->low[v]) {
            o->low[v] = e->date.first;
            o->low_event[v] = e->event;
            o->low_from[v] = TRUCE_NONE;
        }
        for (uint32_t k = o->kept.begin[v]; k < o->kept.begin[v + 1]; k++) {
            const uint32_t to = o->kept.to[k];
            if (o->low[v] > o->low[to]) {
                o->low[to] = o->low[v];
                o->low_event[to] = o->low_event[v];
                o->low_from[to] = v;
                o->low_edge[to] = o->kept.edge[k];
            }
        }
    }
    return true;
}

static bool find_clashes(orderer *o) {
    size_t cap = 0;
    o->low = truce_arena_take(o->arena, o->n_nodes * sizeof *o->low);
    o->low_event = truce_arena_take(o->arena, o->n_nodes * sizeof *o->low_event);
    o->low_from = truce_arena_take(o->arena, o->n_nodes * sizeof *o->low_from);
    o->low_edge = truce_arena_take(o->arena, o->n_nodes * sizeof *o->low_edge);
    o->next_date = truce_arena_take(o->arena, o->n_nodes * sizeof *o->next_date);
    if (o->low == NULL || o->low_event == NULL || o->low_from == NULL || o->low_edge == NULL ||
        o->next_date == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < o->n_nodes; v++) {
        o->low[v] = INT64_MIN;
        o->low_event[v] = o->low_from[v] = o->low_edge[v] = TRUCE_NONE;
        o->next_date[v] = INT64_MAX;
    }
    if (!hand_on(o, &cap)) {
        return false;
    }
    for (uint32_t i = o->n_nodes; i > 0; i--) {
        const uint32_t v = o->topological[i - 1];
        const truce_timeline_event *const e = event_at(o, v);
        for (uint32_t k = o->kept.begin[v]; k < o->kept.begin[v + 1]; k++) {
            const int64_t next = o->next_date[o->kept.to[k]];
            o->next_date[v] = next < o->next_date[v] ? next : o->next_date[v];
        }
        if (e != NULL && v == begins(e->event) && is_dated(e) && e->date.first < o->next_date[v]) {
            o->next_date[v] = e->date.first;
        }
    }
    return true;
}

/* ---- 3: dates as arcs ---- */

static int by_second(const void *left, const void *right) {
    const int64_t l = *(const int64_t *)left;
    const int64_t r = *(const int64_t *)right;
    return (l > r) - (l < r);
}

/* The first of the rising links that is not before `t`. */
static uint32_t link_from(const int64_t *links, uint32_t n, int64_t t) {
    uint32_t low = 0;
    uint32_t high = n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (links[mid] < t) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static bool add_dates(orderer *o, truce_arcs *all) {
    const truce_timeline *const t = o->t;
    int64_t *const links = truce_arena_take(o->arena, t->n_events * sizeof *links);
    truce_arc *const list =
        truce_arena_take(o->arena, (o->n_list + 3 * (size_t)t->n_events) * sizeof *list);
    if (links == NULL || list == NULL) {
        return false;
    }
    uint32_t n_links = 0;
    for (uint32_t i = 0; i < t->n_events; i++) {
        if (is_dated(&t->events[i])) {
            links[n_links++] = t->events[i].date.first;
        }
    }
    if (n_links > 1) {
        qsort(links, n_links, sizeof *links, by_second);
    }
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < n_links; i++) {
        if (distinct == 0 || links[distinct - 1] != links[i]) {
            links[distinct++] = links[i];
        }
    }
    size_t n = 0;
    for (; n < o->n_list; n++) {
        list[n] = o->list[n];
    }
    for (uint32_t i = 1; i < distinct; i++) {
        list[n++] = (truce_arc){o->n_nodes + i - 1, o->n_nodes + i, TRUCE_NONE};
    }
    for (uint32_t i = 0; i < t->n_events; i++) {
        const truce_timeline_event *const e = &t->events[i];
        if (!is_dated(e)) {
            continue;
        }
        const uint32_t mine = link_from(links, distinct, e->date.first);
        list[n++] = (truce_arc){o->n_nodes + mine, begins(e->event), TRUCE_NONE};
        const uint32_t behind =
            e->date.last < INT64_MAX ? link_from(links, distinct, e->date.last + 1) : distinct;
        if (behind < distinct) {
            list[n++] = (truce_arc){ends(e->event), o->n_nodes + behind, TRUCE_NONE};
        }
    }
    return truce_arcs_make(all, o->n_nodes + distinct, list, n, o->arena);
}

/* ---- 4: one order that fits ---- */

typedef struct ready {
    int64_t key;
    uint32_t event;
} ready;

static bool comes_first(ready a, ready b) {
    return a.key != b.key ? a.key < b.key : a.event < b.event;
}

static void heap_push(ready *heap, uint32_t *n, ready value) {
    uint32_t i = (*n)++;
    for (; i > 0 && comes_first(value, heap[(i - 1) / 2]); i = (i - 1) / 2) {
        heap[i] = heap[(i - 1) / 2];
    }
    heap[i] = value;
}

static ready heap_pop(ready *heap, uint32_t *n) {
    const ready top = heap[0];
    const ready last = heap[--*n];
    uint32_t i = 0;
    for (;;) {
        uint32_t child = 2 * i + 1;
        if (child + 1 < *n && comes_first(heap[child + 1], heap[child])) {
            child++;
        }
        if (child >= *n || !comes_first(heap[child], last)) {
            break;
        }
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return top;
}

static int by_key(const void *left, const void *right) {
    const ready *const l = left;
    const ready *const r = right;
    return comes_first(*l, *r) ? -1 : comes_first(*r, *l);
}

/* INT64_MAX: nothing dates it. */
static int64_t told_at(const truce_timeline *t, const truce_timeline_event *e) {
    return e->first_told != TRUCE_NONE ? t->scope->times[e->first_told].date.first : INT64_MAX;
}

static int64_t key_of(const orderer *o, const truce_timeline_event *e) {
    const uint32_t v = begins(e->event);
    if (is_dated(e)) {
        return e->date.first;
    }
    return o->next_date[v] < INT64_MAX ? o->next_date[v]
           : o->low[v] > INT64_MIN     ? o->low[v]
                                       : told_at(o->t, e);
}

/* The events of a group that nothing orders: by when they were first told. */
static bool list_group(orderer *o, truce_event_group group, truce_timeline_event *sorted,
                       uint32_t *n_sorted) {
    const truce_timeline *const t = o->t;
    ready *const at = truce_arena_take(o->arena, t->n_events * sizeof *at);
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_events && at != NULL; i++) {
        if (t->events[i].group == group) {
            at[n++] = (ready){told_at(t, &t->events[i]), i};
        }
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_key);
    }
    for (uint32_t i = 0; i < n; i++) {
        sorted[(*n_sorted)++] = t->events[at[i].event];
    }
    return at != NULL;
}

/* Ends of events and links of the chain are passed at once; beginnings wait for their turn. */
static bool follow_arcs(orderer *o, const truce_arcs *all, truce_timeline_event *sorted) {
    uint32_t *const before = truce_arena_zero(o->arena, all->n, sizeof *before);
    uint32_t *const at_once = truce_arena_take(o->arena, all->n * sizeof *at_once);
    ready *const heap = truce_arena_take(o->arena, (o->t->n_events + 1U) * sizeof *heap);
    if (before == NULL || at_once == NULL || heap == NULL) {
        return false;
    }
    uint32_t n_at_once = 0;
    uint32_t n_heap = 0;
    uint32_t n_sorted = 0;
    for (uint32_t k = 0; k < all->begin[all->n]; k++) {
        before[all->to[k]]++;
    }
    for (uint32_t v = 0; v < all->n; v++) {
        const bool chain = v >= o->n_nodes;
        const truce_timeline_event *const e = chain ? NULL : event_at(o, v);
        if (before[v] > 0 || (!chain && (e == NULL || e->group != TRUCE_EVENT_ORDERED))) {
            continue;
        }
        if (chain) {
            at_once[n_at_once++] = v;
        } else {
            heap_push(heap, &n_heap, (ready){key_of(o, e), v / 2});
        }
    }
    while (n_at_once > 0 || n_heap > 0) {
        uint32_t v = 0;
        if (n_at_once > 0) {
            v = at_once[--n_at_once];
        } else {
            v = begins(heap_pop(heap, &n_heap).event);
            sorted[n_sorted++] = *event_at(o, v);
        }
        for (uint32_t k = all->begin[v]; k < all->begin[v + 1]; k++) {
            const uint32_t to = all->to[k];
            if (--before[to] > 0) {
                continue;
            }
            if (to < o->n_nodes && to == begins(to / 2)) {
                heap_push(heap, &n_heap, (ready){key_of(o, event_at(o, to)), to / 2});
            } else {
                at_once[n_at_once++] = to;
            }
        }
    }
    if (!list_group(o, TRUCE_EVENT_WORDS, sorted, &n_sorted) ||
        !list_group(o, TRUCE_EVENT_UNPLACED, sorted, &n_sorted)) {
        return false;
    }
    assert(n_sorted == o->t->n_events); /* there is no ring left */
    return true;
}

/* How `e` stands to `p`, the event listed before it: by the end of `p`, or of what `p` is within.
 */
static truce_follows follows(const orderer *o, const truce_timeline_event *p,
                             const truce_timeline_event *e) {
    uint32_t open[STEPS_MAX];
    uint32_t n = 0;
    uint32_t looked = 0;
    open[n++] = ends(p->event);
    while (n > 0) {
        const uint32_t v = open[--n];
        const truce_timeline_event *const q = event_at(o, v);
        if (is_dated(q) && is_dated(e) && q->date.last < e->date.first) {
            return TRUCE_FOLLOWS_SURELY;
        }
        for (uint32_t k = o->kept.begin[v]; k < o->kept.begin[v + 1] && looked < 8 * STEPS_MAX;
             k++, looked++) {
            const uint32_t to = o->kept.to[k];
            if (to == begins(e->event)) {
                return TRUCE_FOLLOWS_SURELY;
            }
            if (to == ends(to / 2) && n < STEPS_MAX) {
                open[n++] = to;
            }
        }
    }
    const uint32_t end = ends(e->event);
    for (uint32_t k = o->kept.begin[end]; k < o->kept.begin[end + 1]; k++) {
        if (o->kept.to[k] == ends(p->event)) {
            return TRUCE_FOLLOWS_WITHIN;
        }
    }
    return TRUCE_FOLLOWS_UNKNOWN;
}

bool order_events(truce_timeline *t, uint32_t *at, truce_arcs *laid, truce_arena *arena) {
    orderer o = {.t = t, .at = at, .arena = arena, .n_nodes = 2 * t->scope->c->n_events};
    truce_arcs all;
    truce_timeline_event *const sorted = truce_arena_take(arena, t->n_events * sizeof *sorted);
    if (sorted == NULL || !find_cycles(&o) || !find_clashes(&o) || !add_dates(&o, &all) ||
        !follow_arcs(&o, &all, sorted)) {
        return false;
    }
    t->events = sorted;
    for (uint32_t i = 0; i < t->n_events; i++) {
        at[sorted[i].event] = i;
    }
    for (uint32_t i = 1; i < t->n_events && sorted[i].group == TRUCE_EVENT_ORDERED; i++) {
        sorted[i].follows = follows(&o, &sorted[i - 1], &sorted[i]);
    }
    *laid = o.kept;
    return true;
}
