/* compile.h - from a model, its moves and orders in a case to a graph model.
 *
 * An option is a move, by its name; a maker is an actor who has a move, or whose order is stated,
 * or who can bring something about together with others. Of each maker's orders one is chosen: two
 * orders of one maker are rival readings of what it prefers, and nothing here mixes them.
 */
#ifndef TRUCE_STABILITY_COMPILE_H
#define TRUCE_STABILITY_COMPILE_H

#include "truce/base/arena.h"
#include "truce/case/report.h"
#include "truce/stability/model.h"

/* Whose orders may be chosen, in reading order. */
typedef struct truce_modelled_maker {
    uint32_t actor;
    const uint32_t *orders; /* [n_orders]; none: nobody says what it prefers */
    uint32_t n_orders;
} truce_modelled_maker;

/* What of a case belongs to one of its models. */
typedef struct truce_modelled {
    const truce_case *c;
    uint32_t model;
    const uint32_t *moves; /* [n_moves], in reading order: option k is move k of these */
    uint32_t n_moves;
    const truce_modelled_maker *makers; /* [n_makers], as they come up in reading order: by moves,
                                           then orders, then common moves */
    uint32_t n_makers;
} truce_modelled;

/* Find what belongs to a model. `c` was read without errors, and is kept; `out` lives in `arena`.
 * Fails with TRUCE_ENOMEM; `out` is then left as it was. O(moves, orders and lines of the model) */
TRUCE_MUST_USE truce_status truce_modelled_find(const truce_case *c, uint32_t model,
                                                truce_arena *arena, truce_modelled *out,
                                                truce_error *err);

/* Make the graph model.
 *
 * orders  [n_makers]: for each maker which of its orders is taken, from 0. A maker that has none is
 *         as content with one outcome as with any other; what to make of that is the caller's
 * report  gets what is wrong with the case, with its place: an outcome that an order by ranks
 * leaves out, one that it ranks and that cannot be
 *
 * Fails with TRUCE_EPARSE (see `report`), TRUCE_EINVAL (a model without moves, or in which no
 * outcome can be), TRUCE_ELIMIT (ranks, and more outcomes than truce_graph_list() lists) or
 * TRUCE_ENOMEM; `out` is then left as it was. It lives in `arena`, borrows names from the case, and
 * has been checked. Cost: O(what is said), and with ranks that of truce_graph_list(). */
TRUCE_MUST_USE truce_status truce_modelled_graph(const truce_modelled *modelled,
                                                 const uint32_t *orders, truce_report *report,
                                                 truce_arena *arena, truce_graph_model *out,
                                                 truce_error *err);

/* Tell `report` of each order by ranks, rival ones too, that leaves out an outcome that can be or
 * ranks one that cannot, as truce_modelled_graph() does of those it is given. Nothing is told of a
 * model without such an order. Fails with TRUCE_ENOMEM. Cost: a list of the outcomes. */
TRUCE_MUST_USE truce_status truce_modelled_check(const truce_modelled *modelled,
                                                 truce_report *report, truce_arena *arena,
                                                 truce_error *err);

#endif
