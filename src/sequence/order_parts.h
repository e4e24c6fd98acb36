/* order_parts.h - the steps of truce_order_find(), a file each (private to the room). */
#ifndef TRUCE_SEQUENCE_ORDER_PARTS_H
#define TRUCE_SEQUENCE_ORDER_PARTS_H

#include "solve/key_heap.h"
#include "truce/base/graph.h"
#include "truce/sequence/order.h"

/* One knot in numbers of its own: its steps and demands are numbered as they rise. An arc's edge is
 * one of `links`; a rule that says together has two. */
typedef struct knot {
    uint32_t n;      /* steps */
    truce_arcs arcs; /* all of it */
    struct knot_link *links;
    uint32_t n_links;
    uint32_t n_demands;
    uint32_t *first; /* [demand]: its first link; one that says together has the next one too */
    bool *dead;      /* [demand]: given up for now */
    bool plain;      /* only the plan's own rules count for now */

    /* Of the search for a loop: a place is a step twice, before and after a `before` was met. */
    uint32_t *stamp; /* [place]: == stamped when its distance is of this search */
    uint32_t stamped;
    int64_t *distance; /* [place] */
    uint32_t *by;      /* [place]: the link that led there */
    uint32_t *from;    /* [place]: from which place */
    uint32_t *met;     /* [step]: == stamped when the way found passes it */
    key_heap heap;     /* knot_clear() gives it back */
    uint64_t effort;   /* arcs looked at */
} knot;

typedef struct knot_link {
    truce_order_link link; /* in the caller's numbers */
    uint32_t from, to;     /* in the knot's */
    uint32_t demand;       /* the knot's; KNOT_PLAN: a rule of the plan */
    bool strict;           /* before, not together */
} knot_link;

#define KNOT_PLAN UINT32_MAX

/* Does this link count now? */
static inline bool knot_counts(const knot *k, const knot_link *l) {
    return l->demand == KNOT_PLAN || (!k->plain && !k->dead[l->demand]);
}

/* A way round, as links; room for 2 n + 1 of them. */
typedef struct knot_loop {
    uint32_t *links;
    uint32_t n;
    int64_t length; /* demands in units of 2^32, and rules */
} knot_loop;

typedef enum knot_found {
    KNOT_LOOP,
    KNOT_NONE,    /* there is none */
    KNOT_UNKNOWN, /* the shortest way passes a step twice: there may be one that does not */
    KNOT_NO_MEMORY
} knot_found;

/* order_knot.c: lay a knot out, from steps rising and the links within it, whose `from`, `to` and
 * `demand` are the knot's. False when memory is out; clearing is right in any case. */
bool knot_make(knot *k, uint32_t n, knot_link *links, uint32_t n_links, uint32_t n_demands,
               truce_arena *arena);
void knot_clear(knot *k);

bool knot_loop_make(const knot *k, truce_arena *arena, knot_loop *out);

/* The shortest loop with this link among those that count, shorter than `below`. */
knot_found knot_loop_with(knot *k, uint32_t link, int64_t below, knot_loop *out);

/* Some loop among the links that count: a shortest one with the first link that lies on one. */
knot_found knot_any_loop(knot *k, truce_arena *scratch, knot_loop *out);

/* order_loops.c: the loops that are shown. False when memory is out. */
bool knot_show_loops(knot *k, uint32_t loops_max, uint64_t effort_max, truce_arena *arena,
                     truce_order_knot *out);

/* order_circuits.c: the demands of every loop, as a family; of those that hold another only the
 * other. `*all` is false where they outgrew the effort or the number. False when memory is out. */
bool knot_all_loops(knot *k, uint64_t effort_max, truce_arena *arena, truce_sets *family,
                    bool *all);

/* order_cuts.c: the cuts, into `out`; `numbers` are the caller's for the knot's demands. Fails with
 * TRUCE_ENOMEM. */
truce_status knot_cut(knot *k, const truce_order_rules *rules, truce_set numbers,
                      const truce_order_limits *limits, truce_arena *arena, truce_order_knot *out,
                      truce_error *err);

#endif
