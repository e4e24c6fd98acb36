/* timeline_parts.h - the steps of the timeline, a file each (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_TIMELINE_PARTS_H
#define TRUCE_SRC_EVIDENCE_TIMELINE_PARTS_H

#include "truce/base/graph.h"
#include "truce/evidence/timeline.h"

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
bool order_events(truce_timeline *t, uint32_t *at, truce_arcs *laid, truce_arena *arena);

/* timeline_talks.c: states of the talks, the state now, presence, reports. `at` and `laid` are as
 * order_events() leaves them. */
bool collect_talks(truce_timeline *t, const uint32_t *at, const truce_arcs *laid,
                   truce_arena *arena);

#endif
