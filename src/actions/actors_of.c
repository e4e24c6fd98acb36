/* --of: one side alone. */
#include "compose_actors.h"

/* Whether a path begins at, ends at or passes this side. */
static bool passes(const truce_leverage *l, const truce_path *path, uint32_t side) {
    bool found = l->hops[path->hops[0]].from == side;
    for (uint32_t i = 0; i < path->n && !found; i++) {
        found = l->hops[path->hops[i]].to == side;
    }
    return found;
}

static void keep_paths(truce_leverage *l, uint32_t side) {
    for (uint32_t i = 0; i < l->n_parties; i++) {
        truce_paths *const of = &l->parties[i];
        uint32_t kept = 0;
        for (uint32_t p = 0; p < of->n; p++) {
            if (passes(l, &l->paths[of->first + p], side)) {
                l->paths[of->first + kept++] = l->paths[of->first + p];
            }
        }
        of->n = kept;
    }
}

/* Hops that the paths left run over, numbered anew. */
static bool keep_hops(composer *k, truce_leverage *l) {
    uint32_t *const place = truce_arena_zero(k->arena, l->n_hops, sizeof *place); /* + 1 */
    uint32_t n = 0;
    if (place == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < l->n_parties; i++) {
        for (uint32_t p = 0; p < l->parties[i].n; p++) {
            const truce_path *const path = &l->paths[l->parties[i].first + p];
            for (uint32_t h = 0; h < path->n; h++) {
                place[path->hops[h]] = 1;
            }
        }
    }
    for (uint32_t h = 0; h < l->n_hops; h++) {
        if (place[h] != 0) {
            l->hops[n] = l->hops[h];
            place[h] = ++n;
        }
    }
    l->n_hops = n;
    for (uint32_t i = 0; i < l->n_parties; i++) {
        for (uint32_t p = 0; p < l->parties[i].n; p++) {
            truce_path *const path = &l->paths[l->parties[i].first + p];
            for (uint32_t h = 0; h < path->n; h++) {
                path->hops[h] = place[path->hops[h]] - 1;
            }
        }
    }
    return true;
}

bool actors_keep_of(composer *k, truce_actors *a, actor_sides *sides, uint32_t side) {
    uint32_t n = 0;
    keep_paths(&a->leverage, side);
    for (uint32_t i = 0; i < a->n_mediators; i++) {
        if (a->mediators[i].side == side) {
            a->mediators[n++] = a->mediators[i];
        }
    }
    a->n_mediators = n;
    n = 0;
    for (uint32_t i = 0; i < sides->n; i++) {
        if (sides->at[i] == side) {
            sides->at[n++] = side;
        }
    }
    sides->n = n;
    return keep_hops(k, &a->leverage);
}
