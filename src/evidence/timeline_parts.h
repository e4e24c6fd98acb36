/* timeline_parts.h - the steps of the timeline, a file each (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_TIMELINE_PARTS_H
#define TRUCE_SRC_EVIDENCE_TIMELINE_PARTS_H

#include "truce/evidence/timeline.h"

/* A graph of arcs from 0 .. n - 1, laid out by where they start: those of v are
 * to[begin[v]] .. to[begin[v + 1] - 1]. */
typedef struct arcs {
    uint32_t n;
    uint32_t *begin;
    uint32_t *to;
    uint32_t *edge; /* the order edge that an arc comes from, or TRUCE_NONE */
} arcs;

/* One arc before it is laid out. */
typedef struct arc {
    uint32_t from, to, edge;
} arc;

/* order_graph.c: lay out arcs in the order given. False when memory is out. */
bool arcs_make(arcs *a, uint32_t n, const arc *list, size_t n_list, truce_arena *arena);

/* order_graph.c: component[v], numbered so that every arc between two goes from the lower number to
 * the higher; their count in `*n`. False when memory is out. */
bool components_find(const arcs *a, uint32_t *component, uint32_t *n, truce_arena *arena);

/* Each event has two nodes, where it begins and where it ends. */
static inline uint32_t begins(uint32_t event) {
    return 2 * event;
}
static inline uint32_t ends(uint32_t event) {
    return 2 * event + 1;
}

/* timeline_events.c: events with what is told of them, and edges; `at` gives each event of the case
 * its place in t->events, or TRUCE_NONE. */
bool collect_events(truce_timeline *t, uint32_t **at, truce_arena *arena);

/* timeline_order.c: cycles, clashes, and the events in order. `laid` receives the arcs that hold
 * (begins and ends of each place in the order that t->events has before the call). */
bool order_events(truce_timeline *t, uint32_t *at, arcs *laid, truce_arena *arena);

/* timeline_talks.c: states of the talks, the state now, presence, reports. `at` and `laid` are as
 * order_events() leaves them. */
bool collect_talks(truce_timeline *t, const uint32_t *at, const arcs *laid, truce_arena *arena);

#endif
