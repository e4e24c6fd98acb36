/* Of all states those that stand out: where things stand, the target, the equilibria under most
 * concepts. */
#include "graph_parts.h"

enum { EFFORT = 200000 }; /* of each question; what takes longer is left untold */

static void choose(graph_answer *a) {
    graph_picked *const p = &a->picked;
    for (uint32_t count = a->q.n_concepts; count > 0 && p->n < GRAPH_EQUILIBRIA; count--) {
        for (uint32_t s = 0; s < a->states.n && p->n < GRAPH_EQUILIBRIA; s++) {
            if (graph_equilibrium(&a->found, s) == count) {
                p->equilibria[p->n++] = s;
            }
        }
    }
}

/* What is told in words is told of these six. */
static bool tells(const graph_question *q) {
    uint32_t told = 0;
    for (uint32_t k = 0; k < q->n_concepts; k++) {
        told += q->concepts[k].kind == GRAPH_BASIC;
    }
    return q->sense == GRAPH_OWN && told == TRUCE_CONCEPTS;
}

/* In the list, unless something is held otherwise than it has it. */
static uint32_t target_place(const graph_answer *a) {
    return a->task.has_target ? truce_graph_find(&a->states, a->task.target) : TRUCE_GRAPH_NONE;
}

truce_status graph_pick(graph_answer *a, truce_arena *arena, truce_error *err) {
    graph_picked *const p = &a->picked;
    truce_status status = TRUCE_OK;
    choose(a);
    p->target = target_place(a);
    p->with_told = tells(&a->q);
    if (p->with_told && a->has_from) {
        status = graph_tell(&a->model, &a->states, a->from, EFFORT, arena, &p->from, err);
    }
    if (p->with_told && p->target != TRUCE_GRAPH_NONE && status == TRUCE_OK) {
        status =
            graph_tell(&a->model, &a->states, a->task.target, EFFORT, arena, &p->of_target, err);
    }
    for (uint32_t i = 0; p->with_told && i < p->n && i < GRAPH_TOLD && status == TRUCE_OK; i++) {
        status = graph_tell(&a->model, &a->states, truce_graph_at(&a->states, p->equilibria[i]),
                            EFFORT, arena, &p->told[i], err);
    }
    p->with_ways = a->has_from && a->states.n <= GRAPH_WAYS_MAX;
    if (p->with_ways && status == TRUCE_OK) {
        status = truce_paths_find(&a->states, a->from_at, true, arena, &p->improving, err);
    }
    if (p->with_ways && status == TRUCE_OK) {
        status = truce_paths_find(&a->states, a->from_at, false, arena, &p->any, err);
    }
    return status;
}
