#include "stability/engine.h"

#include <string.h>

#include "stability/radix.h"

static bool make_classes(engine *e, truce_arena *arena) {
    const uint32_t n = e->states->model->n_makers;
    classes *const of = truce_arena_zero(arena, n, sizeof *of);
    bool done = of != NULL;
    for (uint32_t i = 0; done && i < n; i++) {
        done = classes_make(e->states, i, arena, &of[i]);
    }
    e->classes = of;
    return done;
}

static bool turn_moves(engine *e, truce_arena *arena) {
    const uint32_t n = e->states->model->n_makers;
    moves *const back = truce_arena_zero(arena, n, sizeof *back);
    bool done = back != NULL;
    for (uint32_t i = 0; done && i < n; i++) {
        done = moves_turn(&e->forth[i], e->states->n, arena, &back[i]);
    }
    e->back = back;
    return done;
}

truce_status engine_make(const truce_graph_states *states, truce_arena *arena, engine *out,
                         truce_error *err) {
    engine e = {.states = states};
    truce_status status = TRUCE_OK;
    if (states->model->n_common > 0) {
        status = moves_list(states, arena, &e.forth, err);
        if (status == TRUCE_OK && !turn_moves(&e, arena)) {
            status = truce_fail(err, TRUCE_ENOMEM, "no memory for moves");
        }
    } else if (!make_classes(&e, arena)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory to class %u states", (unsigned)states->n);
    }
    if (status == TRUCE_OK) {
        *out = e;
    }
    return status;
}

bool engine_room_make(const engine *e, truce_arena *arena, engine_room *out) {
    const uint32_t n_makers = e->states->model->n_makers;
    engine_room room = {.scratch = NULL};
    size_t most = e->classes != NULL ? 0 : e->states->n;
    for (uint32_t j = 0; e->classes != NULL && j < n_makers; j++) {
        most = e->classes[j].n > most ? e->classes[j].n : most;
    }
    if (e->classes != NULL && !reach_make(e->states, e->classes, arena, &room.reach)) {
        return false;
    }
    if (e->classes == NULL) {
        uint32_t ranks = 0;
        for (uint32_t j = 0; j < n_makers; j++) {
            ranks = e->states->n_ranks[j] > ranks ? e->states->n_ranks[j] : ranks;
        }
        room.reach.order = truce_arena_take(arena, (size_t)e->states->n * sizeof(uint32_t));
        room.reach.stack = truce_arena_take(arena, (size_t)e->states->n * 4 * sizeof(uint32_t));
        room.reach.count = truce_arena_take(arena, ((size_t)ranks + 1) * sizeof(uint32_t));
        room.phase = truce_arena_take(arena, e->states->n);
        room.first = truce_arena_take(arena, e->states->n);
        if (room.reach.order == NULL || room.reach.stack == NULL || room.reach.count == NULL ||
            room.phase == NULL || room.first == NULL) {
            return false;
        }
    }
    /* Two: what classes hold, and a copy while it is raised. */
    room.scratch = truce_arena_take(arena, 2 * most * sizeof *room.scratch);
    *out = room;
    return room.scratch != NULL;
}

/* ---- the best within reach ------------------------------------------------------------------- */

static void raise_by_classes(const classes *c, uint32_t n, uint32_t *scratch, uint32_t *value) {
    memset(scratch, 0, (size_t)c->n * sizeof *scratch);
    for (uint32_t s = 0; s < n; s++) {
        uint32_t *const most = &scratch[c->of[s]];
        *most = value[s] > *most ? value[s] : *most;
    }
    classes_raise(c, scratch, scratch + c->n);
    for (uint32_t s = 0; s < n; s++) {
        value[s] = scratch[c->of[s]];
    }
}

void engine_raise(const engine *e, engine_room *room, uint32_t maker, uint32_t *value) {
    const uint32_t n = e->states->n;
    if (e->classes != NULL) {
        if (e->classes[maker].moves) {
            raise_by_classes(&e->classes[maker], n, room->scratch, value);
        }
        return;
    }
    const moves *const m = &e->forth[maker];
    memcpy(room->scratch, value, (size_t)n * sizeof *value);
    for (uint32_t s = 0; s < n; s++) {
        for (uint32_t i = m->begin[s]; i < m->begin[s + 1]; i++) {
            const uint32_t there = room->scratch[m->to[i]];
            value[s] = there > value[s] ? there : value[s];
        }
    }
}

/* ---- the worst that others can bring about, where moves need not be transitive -----------------
 */

/* A state is open to a first mover when a sequence that this one begins from there reaches a small
 * enough value. Whoever moved there may not be the next to move, so a state that was opened to one
 * can be entered by all others; opened to a second one, by the first as well; and a state whose own
 * value is small enough by everybody. Each is on the stack at most twice. */
enum { CLOSED, OPEN_TO_ONE, OPEN_TO_ALL };

typedef struct opening {
    const engine *e;
    engine_room *room;
    uint32_t maker;
    bool improving;
    size_t top;
} opening;

/* All moves into `state` by those in `movers` (bit j) may now be taken back. */
static void push(opening *o, uint32_t state, uint32_t movers) {
    o->room->reach.stack[o->top++] = state;
    o->room->reach.stack[o->top++] = movers;
}

static void open_to(opening *o, uint32_t state, uint32_t mover, uint32_t value, uint32_t *least) {
    uint8_t *const phase = &o->room->phase[state], *const first = &o->room->first[state];
    if (*phase == CLOSED) {
        *phase = OPEN_TO_ONE;
        *first = (uint8_t)mover;
        least[state] = value;
        push(o, state, ~(UINT32_C(1) << mover));
    } else if (*phase == OPEN_TO_ONE && *first != mover) {
        *phase = OPEN_TO_ALL;
        push(o, state, UINT32_C(1) << *first);
    }
}

static void enter(opening *o, uint32_t state, uint32_t movers, uint32_t value, uint32_t *least) {
    const truce_graph_states *const states = o->e->states;
    for (uint32_t j = 0; j < states->model->n_makers; j++) {
        const moves *const back = &o->e->back[j];
        if (j == o->maker || (movers >> j & 1) == 0) {
            continue;
        }
        for (uint32_t i = back->begin[state]; i < back->begin[state + 1]; i++) {
            if (!o->improving || moves_improves(states, j, back->to[i], state)) {
                open_to(o, back->to[i], j, value, least);
            }
        }
    }
}

static void least_by_moves(const engine *e, engine_room *room, uint32_t maker, bool improving,
                           const uint32_t *value, uint32_t *least) {
    opening o = {e, room, maker, improving, 0};
    const uint32_t n = e->states->n;
    count_sort(value, n, e->states->n_ranks[maker], room->reach.count, room->reach.order);
    memset(room->phase, CLOSED, n);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t root = room->reach.order[i];
        uint8_t *const phase = &room->phase[root];
        if (*phase == CLOSED) {
            least[root] = value[root];
            push(&o, root, UINT32_MAX);
        } else if (*phase == OPEN_TO_ONE) {
            push(&o, root, UINT32_C(1) << room->first[root]);
        }
        *phase = OPEN_TO_ALL;
        while (o.top > 0) {
            const uint32_t movers = room->reach.stack[--o.top];
            const uint32_t state = room->reach.stack[--o.top];
            enter(&o, state, movers, value[root], least);
        }
    }
}

void engine_least(const engine *e, engine_room *room, uint32_t maker, bool improving,
                  const uint32_t *value, uint32_t *least) {
    if (e->classes != NULL) {
        reach_least(&room->reach, maker, improving, value, least);
    } else {
        least_by_moves(e, room, maker, improving, value, least);
    }
}

/* ---- improvements ------------------------------------------------------------------------------
 */

uint32_t engine_most_moves(const engine *e, uint32_t j) {
    uint32_t most = 0;
    if (e->classes == NULL) {
        for (uint32_t s = 0; s < e->states->n; s++) {
            const uint32_t n = e->forth[j].begin[s + 1] - e->forth[j].begin[s];
            most = n > most ? n : most;
        }
        return most;
    }
    const classes *const c = &e->classes[j];
    for (uint32_t k = 0; c->moves && k < c->n; k++) {
        const uint32_t first = c->directed ? c->group[k] : k;
        const uint32_t end = c->directed ? c->group_end[k] : k + 1;
        const uint32_t n = c->begin[end] - c->begin[first];
        most = n > most ? n : most;
    }
    return most;
}

static uint32_t add_class(const engine *e, uint32_t j, uint32_t s, uint32_t k, uint64_t *flips,
                          uint32_t n) {
    const classes *const c = &e->classes[j];
    const truce_graph_state from = truce_graph_at(e->states, s);
    for (uint32_t q = c->begin[k + 1]; q > c->begin[k]; q--) { /* the best first */
        const uint32_t to = c->member[q - 1];
        if (!moves_improves(e->states, j, s, to)) {
            break;
        }
        flips[n++] = from ^ truce_graph_at(e->states, to);
    }
    return n;
}

uint32_t engine_improvements(const engine *e, uint32_t j, uint32_t s, uint64_t *flips) {
    uint32_t n = 0;
    if (e->classes == NULL) {
        const moves *const m = &e->forth[j];
        for (uint32_t i = m->begin[s]; i < m->begin[s + 1]; i++) {
            if (moves_improves(e->states, j, s, m->to[i])) {
                flips[n++] = truce_graph_at(e->states, s) ^ truce_graph_at(e->states, m->to[i]);
            }
        }
        return n;
    }
    const classes *const c = &e->classes[j];
    if (!c->moves) {
        return 0;
    }
    const uint32_t k = c->of[s];
    if (!c->directed) {
        return add_class(e, j, s, k, flips, 0);
    }
    for (uint32_t b = c->group[k]; b < c->group_end[k]; b++) {
        n = classes_leads(c, k, b) ? add_class(e, j, s, b, flips, n) : n;
    }
    return n;
}
