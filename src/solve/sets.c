#include "truce/solve/sets.h"

#include <assert.h>
#include <stdbool.h>

#include "solve/pieces.h"

int truce_set_compare(truce_set a, truce_set b) {
    if (a.n != b.n) {
        return a.n < b.n ? -1 : 1;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        if (a.at[i] != b.at[i]) {
            return a.at[i] < b.at[i] ? -1 : 1;
        }
    }
    return 0;
}

/* Number the trees of the forest in the order in which the sets meet them. */
static uint32_t number_trees(truce_sets sets, uint32_t *forest, uint32_t *number,
                             uint32_t *component) {
    uint32_t n = 0;
    for (size_t i = 0; i < sets.n; i++) {
        const uint32_t root = forest_root(forest, sets.at[i].at[0]);
        number[root] = number[root] == UINT32_MAX ? n++ : number[root];
        component[i] = number[root];
    }
    return n;
}

truce_status truce_sets_components(truce_sets sets, uint32_t n_numbers, truce_arena *arena,
                                   const uint32_t **component, uint32_t *n, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    uint32_t *forest = forest_make(n_numbers, &scratch);
    uint32_t *number = truce_arena_take(&scratch, n_numbers * sizeof *number);
    uint32_t *out = truce_arena_take(arena, sets.n * sizeof *out);
    const bool ok = forest != NULL && number != NULL && out != NULL;
    for (size_t i = 0; ok && i < sets.n; i++) {
        assert(sets.at[i].n > 0);
        for (uint32_t k = 1; k < sets.at[i].n; k++) {
            forest_join(forest, sets.at[i].at[0], sets.at[i].at[k]);
        }
    }
    for (uint32_t i = 0; ok && i < n_numbers; i++) {
        number[i] = UINT32_MAX;
    }
    if (ok) {
        *n = number_trees(sets, forest, number, out);
        *component = out;
    }
    truce_arena_clear(&scratch);
    return ok ? TRUCE_OK
              : truce_fail(err, TRUCE_ENOMEM, "no memory for the components of %zu sets", sets.n);
}
