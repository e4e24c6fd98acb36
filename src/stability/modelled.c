/* What of a case belongs to one of its models: one pass over moves, orders and lines. */
#include "truce/stability/compile.h"

#include <string.h>

typedef struct finder {
    const truce_case *c;
    truce_symbol model;
    truce_arena *arena;
    uint32_t moves[TRUCE_GRAPH_OPTIONS_MAX];
    uint32_t n_moves;
    truce_modelled_maker makers[TRUCE_GRAPH_MAKERS_MAX];
    uint32_t n_makers;
} finder;

/* The place of a maker, new if need be; reading has seen that there are not too many. */
static truce_modelled_maker *maker_of(finder *f, truce_ref actor) {
    const uint32_t a = truce_case_find(f->c, TRUCE_KIND_ACTOR, actor);
    uint32_t i = 0;
    while (i < f->n_makers && f->makers[i].actor != a) {
        i++;
    }
    if (i == f->n_makers) {
        f->makers[f->n_makers++] = (truce_modelled_maker){.actor = a};
    }
    return &f->makers[i];
}

static bool take_orders(finder *f) {
    const truce_case *const c = f->c;
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_orders; i++) {
        if (c->orders[i].top.model.symbol == f->model) {
            maker_of(f, c->orders[i].top.what)->n_orders++;
            n++;
        }
    }
    uint32_t *const all = truce_arena_take(f->arena, n * sizeof *all);
    uint32_t used = 0;
    if (all == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < f->n_makers; i++) {
        f->makers[i].orders = all + used;
        used += f->makers[i].n_orders;
        f->makers[i].n_orders = 0;
    }
    for (uint32_t i = 0; i < c->n_orders; i++) {
        if (c->orders[i].top.model.symbol == f->model) {
            truce_modelled_maker *const maker = maker_of(f, c->orders[i].top.what);
            all[maker->orders - all + maker->n_orders++] = i;
        }
    }
    return true;
}

truce_status truce_modelled_find(const truce_case *c, uint32_t model, truce_arena *arena,
                                 truce_modelled *out, truce_error *err) {
    const truce_plan *const record = &c->models[model];
    finder f = {.c = c, .model = record->head.name, .arena = arena};
    for (uint32_t i = 0; i < c->n_moves; i++) {
        if (c->moves[i].top.model.symbol == f.model) {
            f.moves[f.n_moves++] = i;
            (void)maker_of(&f, c->moves[i].top.what);
        }
    }
    bool ok = take_orders(&f);
    for (uint32_t i = 0; i < record->n_lines; i++) {
        for (uint32_t b = 0; b < record->lines[i].by.n; b++) {
            (void)maker_of(&f, record->lines[i].by.at[b]);
        }
    }
    uint32_t *const moves = truce_arena_take(arena, f.n_moves * sizeof *moves);
    truce_modelled_maker *const makers = truce_arena_take(arena, f.n_makers * sizeof *makers);
    ok = ok && moves != NULL && makers != NULL;
    if (!ok) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a model");
    }
    memcpy(moves, f.moves, f.n_moves * sizeof *moves);
    memcpy(makers, f.makers, f.n_makers * sizeof *makers);
    *out = (truce_modelled){.c = c,
                            .model = model,
                            .moves = moves,
                            .n_moves = f.n_moves,
                            .makers = makers,
                            .n_makers = f.n_makers};
    return TRUCE_OK;
}
