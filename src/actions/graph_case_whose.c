/* Whose a model is, and whose the orders that are used: their authors may be several, and one of
 * them may be an actor of the case, who states what an order has. */
#include "graph_case.h"

/* Makers of whom an author has an order that is used; those of itself apart. */
typedef struct authorship {
    truce_symbol author;
    bool in_case;    /* an actor of the case: it is stated, not assumed */
    uint32_t others; /* makers but itself */
    bool itself;
} authorship;

typedef struct authors {
    authorship of[TRUCE_GRAPH_MAKERS_MAX * GRAPH_READINGS_MAX];
    uint32_t n;
} authors;

bool graph_case_used(const graph_case *g, uint32_t maker, uint32_t order) {
    for (uint32_t r = 0; r < g->n; r++) {
        if (g->readings[r].orders[maker] == order) {
            return true;
        }
    }
    return false;
}

const char *graph_case_by(const graph_case *g, const truce_plan *order) {
    return order->top.author.symbol == order->top.what.symbol &&
                   truce_case_find(g->c, TRUCE_KIND_READER, order->top.author) == TRUCE_NONE
               ? " itself"
               : "";
}

static authorship *author_of(const graph_case *g, authors *all, const truce_plan *order) {
    const truce_ref by = order->top.author;
    for (uint32_t i = 0; i < all->n; i++) {
        if (all->of[i].author == by.symbol) {
            return &all->of[i];
        }
    }
    authorship *const next = &all->of[all->n++];
    *next = (authorship){.author = by.symbol,
                         .in_case = truce_case_find(g->c, TRUCE_KIND_READER, by) == TRUCE_NONE};
    return next;
}

static void find_authors(const graph_case *g, authors *all) {
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const truce_modelled_maker *const m = &g->modelled.makers[i];
        for (uint32_t o = 0; o < m->n_orders; o++) {
            const truce_plan *const order = &g->c->orders[m->orders[o]];
            if (all->n == sizeof all->of / sizeof *all->of || !graph_case_used(g, i, o)) {
                continue;
            }
            authorship *const a = author_of(g, all, order);
            const bool own = graph_case_by(g, order)[0] != '\0';
            a->itself = a->itself || own;
            a->others |= own ? 0 : UINT32_C(1) << i;
        }
    }
}

/* "First analyst (of Hamas, Israel)", "Israel (of itself)" */
static void add_author(const graph_case *g, const authorship *a) {
    truce_buffer *const text = &g->k->text;
    const truce_str who = graph_case_who(g->c, (truce_ref){a->author, 0});
    truce_buffer_printf(text, "%.*s (of %s", TRUCE_STR_ARGS(who), a->itself ? "itself" : "");
    const char *before = a->itself ? ", " : "";
    for (uint32_t left = a->others; left != 0; left &= left - 1) {
        const uint32_t maker = (uint32_t)__builtin_ctz(left);
        const truce_str of = g->c->actors[g->modelled.makers[maker].actor].head.title;
        truce_buffer_printf(text, "%s%.*s", before, TRUCE_STR_ARGS(of));
        before = ", ";
    }
    truce_buffer_byte(text, ')');
}

/* "assumed by First analyst (of Hamas) and Second analyst (of Hamas)"; how many. */
static uint32_t add_authors(const graph_case *g, const authors *all, bool in_case,
                            const char *before) {
    truce_buffer *const text = &g->k->text;
    uint32_t n = 0;
    uint32_t told = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        n += all->of[i].in_case == in_case;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        if (all->of[i].in_case == in_case) {
            truce_buffer_add(text, told == 0       ? truce_str_of(before)
                                   : told + 1 == n ? TRUCE_STR(" and ")
                                                   : TRUCE_STR(", "));
            add_author(g, &all->of[i]);
            told++;
        }
    }
    return n;
}

void graph_case_add_whose(const graph_case *g) {
    truce_buffer *const text = &g->k->text;
    const truce_plan *const model = &g->c->models[g->modelled.model];
    const truce_str by = graph_case_who(g->c, model->top.author);
    const bool stands = g->readings[0].graph.has_status_quo;
    const bool aims = graph_case_has(model, TRUCE_PLAN_TARGET);
    authors *const all = truce_arena_zero(g->k->arena, 1, sizeof *all);
    if (all == NULL) {
        text->failed = true;
        return;
    }
    find_authors(g, all);
    truce_buffer_printf(text, "This is a model by %.*s, who sets what each could do%s%s.",
                        TRUCE_STR_ARGS(by),
                        stands && aims ? ", how things are taken to stand"
                        : stands       ? " and how things are taken to stand"
                                       : "",
                        aims && stands ? ", and the target"
                        : aims         ? " and the target"
                                       : "");
    if (all->n == 0) {
        truce_buffer_lit(text, " An answer is worth no more than that.");
        return;
    }
    truce_buffer_lit(text, " What each is taken to prefer is ");
    const uint32_t assumed = add_authors(g, all, false, "assumed by ");
    (void)add_authors(g, all, true, assumed > 0 ? "; and stated by " : "stated by ");
    truce_buffer_add(text, truce_str_of(assumed > 0
                                            ? ". Nobody in the case has said what is assumed, and "
                                              "an answer is worth no more than it is."
                                            : ". An answer is worth no more than that."));
}

/* ", and the orders a, b by First analyst, c by Israel itself"; of one reading, or of all. */
static void add_orders(const graph_case *g, const graph_reading *reading) {
    truce_buffer *const text = &g->k->text;
    const char *before = ", and the orders ";
    const truce_plan *last = NULL;
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        const truce_modelled_maker *const m = &g->modelled.makers[i];
        for (uint32_t o = 0; o < m->n_orders; o++) {
            const truce_plan *const order = &g->c->orders[m->orders[o]];
            if (reading != NULL ? reading->orders[i] != o : !graph_case_used(g, i, o)) {
                continue;
            }
            if (last != NULL && (last->top.author.symbol != order->top.author.symbol ||
                                 graph_case_by(g, last) != graph_case_by(g, order))) {
                const truce_str by = graph_case_who(g->c, last->top.author);
                truce_buffer_printf(text, " by %.*s%s", TRUCE_STR_ARGS(by), graph_case_by(g, last));
            }
            const truce_str name = truce_case_name(g->c, order->head.name);
            truce_buffer_printf(text, "%s%.*s", before, TRUCE_STR_ARGS(name));
            last = order;
            before = ", ";
        }
    }
    if (last != NULL) {
        const truce_str by = graph_case_who(g->c, last->top.author);
        truce_buffer_printf(text, " by %.*s%s", TRUCE_STR_ARGS(by), graph_case_by(g, last));
    }
}

truce_str graph_case_basis(const graph_case *g, const graph_reading *reading) {
    const truce_plan *const model = &g->c->models[g->modelled.model];
    const truce_str name = truce_case_name(g->c, model->head.name);
    const truce_str by = graph_case_who(g->c, model->top.author);
    truce_buffer_printf(&g->k->text, "the model %.*s by %.*s", TRUCE_STR_ARGS(name),
                        TRUCE_STR_ARGS(by));
    add_orders(g, reading);
    return compose_keep(g->k);
}
