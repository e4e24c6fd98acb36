/* Breadth first. Where moves are transitive a shortest sequence never has the same maker twice in a
 * row, for the two moves would be one, so a node is a state; with common moves it is a state with
 * who moved there. */
#include "truce/stability/paths.h"

#include <string.h>

#include "stability/moves.h"

struct truce_paths_steps {
    uint32_t layers;      /* 1, or makers + 1: node = state * layers + last maker; the last layer is
                             nobody */
    const uint32_t *back; /* [nodes]: the node before */
    const uint8_t *by;    /* [nodes] */
    const uint32_t *last; /* [states]: the node at which it was met first */
};

typedef struct search {
    const truce_graph_states *states;
    uint32_t layers;
    bool improving;
    uint32_t *length, *last; /* [states] */
    uint32_t *depth;         /* [nodes] */
    uint32_t *back;          /* [nodes]; TRUCE_GRAPH_NONE: not met */
    uint8_t *by;
    uint32_t *queue;
    size_t head, tail;
} search;

static void meet(search *q, uint32_t from_node, uint32_t from, uint32_t maker, uint32_t to) {
    if (to == TRUCE_GRAPH_NONE || (q->improving && !moves_improves(q->states, maker, from, to))) {
        return;
    }
    const uint32_t node = to * q->layers + (q->layers > 1 ? maker : 0);
    if (q->back[node] != TRUCE_GRAPH_NONE) {
        return;
    }
    q->depth[node] = q->depth[from_node] + 1;
    q->back[node] = from_node;
    q->by[node] = (uint8_t)maker;
    q->queue[q->tail++] = node;
    if (q->length[to] == TRUCE_GRAPH_NONE) {
        q->length[to] = q->depth[node];
        q->last[to] = node;
    }
}

static void leave(search *q, uint32_t node) {
    const truce_graph_model *const m = q->states->model;
    const uint32_t from = node / q->layers;
    const truce_graph_state s = truce_graph_at(q->states, from);
    for (uint32_t j = 0; j < m->n_makers; j++) {
        if (q->layers > 1 && node % q->layers == j) {
            continue;
        }
        const uint64_t open = moves_open(m, j, s);
        for (uint32_t to = 0; moves_by_list(q->states, open) && to < q->states->n; to++) {
            if (to != from && ((truce_graph_at(q->states, to) ^ s) & ~open) == 0) {
                meet(q, node, from, j, to);
            }
        }
        for (uint64_t flip = moves_by_list(q->states, open) ? 0 : moves_next(open, 0); flip != 0;
             flip = moves_next(open, flip)) {
            meet(q, node, from, j, truce_graph_find(q->states, s ^ flip));
        }
        for (uint32_t c = 0; c < m->n_common; c++) {
            const truce_graph_common *const move = &m->common[c];
            const truce_graph_state to = (s & ~move->to.care) | move->to.taken;
            if ((move->makers >> j & 1) != 0 && truce_graph_matches(move->from, s) && to != s) {
                meet(q, node, from, j, truce_graph_find(q->states, to));
            }
        }
    }
}

static bool take_rooms(search *q, truce_arena *arena, truce_arena *scratch) {
    const size_t nodes = (size_t)q->states->n * q->layers, states = q->states->n;
    q->length = truce_arena_take(arena, states * sizeof *q->length);
    q->last = truce_arena_take(arena, states * sizeof *q->last);
    q->back = truce_arena_take(arena, nodes * sizeof *q->back);
    q->by = truce_arena_zero(arena, nodes, sizeof *q->by);
    q->depth = truce_arena_zero(scratch, nodes, sizeof *q->depth);
    q->queue = truce_arena_take(scratch, nodes * sizeof *q->queue);
    if (q->length == NULL || q->last == NULL || q->back == NULL || q->by == NULL ||
        q->depth == NULL || q->queue == NULL) {
        return false;
    }
    memset(q->length, 0xFF, states * sizeof *q->length);
    memset(q->back, 0xFF, nodes * sizeof *q->back);
    return true;
}

truce_status truce_paths_find(const truce_graph_states *states, uint32_t from, bool improving,
                              truce_arena *arena, truce_paths *out, truce_error *err) {
    const truce_graph_model *const m = states->model;
    search q = {
        .states = states, .layers = m->n_common > 0 ? m->n_makers + 1 : 1, .improving = improving};
    truce_arena scratch = truce_arena_new();
    struct truce_paths_steps *const steps = truce_arena_zero(arena, 1, sizeof *steps);
    truce_status status = TRUCE_OK;
    if (steps == NULL || (size_t)states->n * q.layers >= TRUCE_GRAPH_NONE ||
        !take_rooms(&q, arena, &scratch)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for paths");
    } else {
        const uint32_t start = from * q.layers + (q.layers - 1);
        q.length[from] = 0;
        q.last[from] = start;
        q.back[start] = start;
        q.queue[q.tail++] = start;
        while (q.head < q.tail) {
            leave(&q, q.queue[q.head++]);
        }
        *steps = (struct truce_paths_steps){q.layers, q.back, q.by, q.last};
        *out = (truce_paths){states, from, improving, q.length, steps};
    }
    truce_arena_clear(&scratch);
    return status;
}

void truce_paths_to(const truce_paths *paths, uint32_t to, truce_paths_move *way) {
    const struct truce_paths_steps *const steps = paths->steps;
    uint32_t node = steps->last[to];
    for (uint32_t i = paths->length[to]; i > 0; i--) {
        way[i - 1] = (truce_paths_move){steps->by[node], node / steps->layers};
        node = steps->back[node];
    }
}
