/* Of all states those that stand out: where things stand, the equilibria under most concepts, and
 * how the one could lead to the others. */
#include <inttypes.h>

#include "graph_parts.h"
#include "graph_words.h"

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

truce_status graph_pick(graph_answer *a, truce_arena *arena, truce_error *err) {
    graph_picked *const p = &a->picked;
    truce_status status = TRUCE_OK;
    choose(a);
    p->with_told = tells(&a->q);
    if (p->with_told && a->has_from) {
        status = graph_tell(&a->model, &a->states, a->from, EFFORT, arena, &p->from, err);
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

const truce_paths *graph_way_to(const graph_answer *a, uint32_t state) {
    const graph_picked *const p = &a->picked;
    return p->improving.length[state] != TRUCE_GRAPH_NONE ? &p->improving
           : p->any.length[state] != TRUCE_GRAPH_NONE     ? &p->any
                                                          : NULL;
}

void graph_way_document(graph_writer *w, truce_passage *to, uint32_t state) {
    const graph_answer *const a = w->a;
    const truce_paths *const way = graph_way_to(a, state);
    if (way == NULL) {
        graph_say_quietly(w, to,
                          TRUCE_STR("No moves lead there from the state in which things stand."));
        return;
    }
    const uint32_t n = way->length[state];
    if (n == 0) {
        graph_say_quietly(w, to, TRUCE_STR("This is how things stand."));
        return;
    }
    truce_paths_move *const moves = truce_arena_take(w->arena, n * sizeof *moves);
    if (moves == NULL) {
        w->doc->failed = true;
        return;
    }
    truce_paths_to(way, state, moves);
    truce_buffer_printf(
        &w->text, "From how things stand, %s in %" PRIu32 " move%s: ",
        way->improving
            ? "by moves that each gain who makes them,"
            : "only by moves of which some leave who makes them no better off, or worse off,",
        n, n == 1 ? "" : "s");
    truce_graph_state at = a->from;
    for (uint32_t k = 0; k < n; k++) {
        const truce_graph_state next = truce_graph_at(&a->states, moves[k].to);
        const truce_str who = graph_maker(w, moves[k].maker);
        const truce_str change = graph_change(w, at, next);
        truce_buffer_printf(&w->text, "%s%.*s %.*s", k > 0 ? ", then " : "", TRUCE_STR_ARGS(who),
                            TRUCE_STR_ARGS(change));
        at = next;
    }
    truce_buffer_byte(&w->text, '.');
    graph_say_quietly(w, to, graph_keep(w));
}

static void json_way(const graph_answer *a, const truce_paths *way, uint32_t state,
                     truce_arena *arena, truce_json *json) {
    const uint32_t n = way->length[state];
    truce_paths_move *const moves = truce_arena_take(arena, n * sizeof *moves);
    if (moves == NULL) {
        json->out->failed = true;
        return;
    }
    truce_paths_to(way, state, moves);
    truce_json_member_bool(json, "improving", way->improving);
    truce_json_key(json, "moves");
    truce_json_array(json);
    for (uint32_t k = 0; k < n; k++) {
        truce_json_object(json);
        truce_json_member_int(json, "maker", moves[k].maker);
        truce_json_member_int(json, "to", (int64_t)truce_graph_at(&a->states, moves[k].to));
        truce_json_close(json);
    }
    truce_json_close(json);
}

void graph_ways_json(const graph_answer *a, truce_arena *arena, truce_json *json) {
    if (!a->has_from) {
        return;
    }
    truce_json_member_int(json, "from", (int64_t)a->from);
    truce_json_key(json, "paths");
    truce_json_array(json);
    for (uint32_t i = 0; i < a->picked.n && a->picked.with_ways; i++) {
        const uint32_t state = a->picked.equilibria[i];
        const truce_paths *const way = graph_way_to(a, state);
        truce_json_object_inline(json);
        truce_json_member_int(json, "to", (int64_t)truce_graph_at(&a->states, state));
        if (way != NULL) {
            json_way(a, way, state, arena, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}
