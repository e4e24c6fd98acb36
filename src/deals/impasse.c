/* From stands and links to a domain of choices, whose conflicts are those of the positions. */
#include "truce/deals/impasse.h"

#include <stdlib.h>

#include "compile.h"
#include "impasse_parts.h"

/* ---- the domain ---- */

/* All are compiled before the first is forbidden, and looked at before they are, so that one which
 * rules out too much is found early. */
static truce_status forbid_stands(const truce_stands *stands, const truce_space *space, bool hard,
                                  truce_domain *d, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    cube_maker m = {.arena = &scratch};
    cubes *const lists = truce_arena_take(&scratch, stands->n * sizeof *lists);
    truce_status status = TRUCE_OK;
    m.no_memory = lists == NULL;
    compile_foresee(&m, space, stands->at, stands->n);
    for (uint32_t i = 0; i < stands->n && !m.too_many && !m.no_memory; i++) {
        lists[i] = compile_stand(&m, space, &stands->at[i]);
    }
    status = compile_limit(&m, err);
    for (uint32_t i = 0; i < stands->n && status == TRUCE_OK; i++) {
        status = compile_forbid(d, &lists[i], hard ? TRUCE_NONE : stands->at[i].position,
                                TRUCE_NO_LINK, err);
    }
    truce_arena_clear(&scratch);
    return status;
}

truce_status impasse_domain(const truce_case *c, const truce_stands *stands,
                            const truce_space *space, bool hard, truce_arena *arena,
                            truce_domain *d, truce_error *err) {
    uint32_t *const n_values = truce_arena_take(arena, space->n_variables * sizeof *n_values);
    if (n_values == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to weigh the positions");
    }
    for (uint32_t i = 0; i < space->n_variables; i++) {
        n_values[i] = space->variables[i].n_values;
    }
    truce_status status = truce_domain_init(d, n_values, space->n_variables, stands->n_positions,
                                            c->n_links, arena, err);
    if (status == TRUCE_OK) {
        status = compile_links(c, space, d, arena, err);
    }
    return status == TRUCE_OK ? forbid_stands(stands, space, hard, d, err) : status;
}

/* ---- conflicts ---- */

static bool is_internal(const truce_stands *stands, truce_set set) {
    for (uint32_t i = 1; i < set.n; i++) {
        if (stands->positions[set.at[i]].party != stands->positions[set.at[0]].party) {
            return false;
        }
    }
    return true;
}

static truce_status note_conflicts(const truce_stands *stands, const truce_conflicts *found,
                                   truce_arena *arena, truce_impasse *im, truce_error *err) {
    im->conflicts = truce_arena_take(arena, found->sets.n * sizeof *im->conflicts);
    if (im->conflicts == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the conflicts");
    }
    for (size_t i = 0; i < found->sets.n; i++) {
        const truce_set set = found->sets.at[i];
        im->conflicts[i] = (truce_conflict){.positions = set.at,
                                            .n = set.n,
                                            .component = found->component[i],
                                            .internal = is_internal(stands, set)};
    }
    im->n_conflicts = (uint32_t)found->sets.n;
    im->n_components = found->n_components;
    im->calls = found->calls;
    im->complete = found->complete;
    im->complete_to = found->sizes_known;
    im->linked = found->contradictory;
    im->link_sets = found->links;
    im->possible = found->complete && !found->contradictory && found->sets.n == 0;
    return TRUCE_OK;
}

truce_status truce_impasse_find(const truce_case *c, const truce_stands *stands,
                                truce_impasse_options options, truce_arena *arena,
                                truce_impasse *impasse, truce_error *err) {
    truce_impasse im = {.stands = stands};
    truce_domain d;
    truce_conflicts found;
    const truce_conflict_limits limits = {.size_max = options.size_max,
                                          .calls_max = options.effort,
                                          .stop = options.stop,
                                          .stop_data = options.stop_data};
    truce_status status = truce_space_make(c, stands, arena, &im.space, err);
    if (status == TRUCE_OK) {
        status = impasse_domain(c, stands, &im.space, false, arena, &d, err);
    }
    if (status == TRUCE_OK) {
        status = truce_conflicts_find(&d, &limits, arena, &found, err);
    }
    if (status == TRUCE_OK) {
        status = note_conflicts(stands, &found, arena, &im, err);
    }
    if (status == TRUCE_OK) {
        status = impasse_acceptable(c, stands, arena, &im, err);
    }
    if (status == TRUCE_OK) {
        status = impasse_openings(&found, options, arena, &im, err);
    }
    if (status == TRUCE_OK) {
        status = impasse_count(c, arena, &im, err);
    }
    if (status == TRUCE_OK) {
        *impasse = im;
    }
    return status;
}
