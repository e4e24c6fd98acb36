#include "compile.h"

truce_status truce_space_choices(const truce_space *space, truce_arena *arena, truce_domain *out,
                                 truce_error *err) {
    uint32_t *const n_values = truce_arena_take(arena, space->n_variables * sizeof *n_values);
    truce_domain made;
    if (n_values == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the choices of packages");
    }
    for (uint32_t v = 0; v < space->n_variables; v++) {
        n_values[v] = space->variables[v].n_values;
    }
    truce_status status =
        truce_domain_init(&made, n_values, space->n_variables, 0, space->c->n_links, arena, err);
    if (status == TRUCE_OK) {
        status = compile_links(space->c, space, &made, arena, err);
    }
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}
