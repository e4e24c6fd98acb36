#include "truce/evidence/matrix.h"

#include "matrix_parts.h"

static truce_status find_parties(truce_matrix *m, truce_arena *arena, truce_error *err) {
    const truce_case *const c = m->scope->c;
    m->parties = truce_arena_take(arena, TRUCE_MATRIX_PARTIES_MAX * sizeof *m->parties);
    if (m->parties == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the matrix");
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        if (c->actors[i].kind != TRUCE_ACTOR_PARTY) {
            continue;
        }
        if (m->n_parties == TRUCE_MATRIX_PARTIES_MAX) {
            return truce_fail(err, TRUCE_ELIMIT,
                              "a matrix has at most %d parties; declare the others as actors",
                              TRUCE_MATRIX_PARTIES_MAX);
        }
        m->parties[m->n_parties++] = i;
    }
    return TRUCE_OK;
}

static truce_status make(const truce_scope *scope, bool with_offers, truce_arena *arena,
                         truce_matrix *matrix, truce_error *err) {
    truce_matrix m = {.scope = scope};
    const truce_status status = find_parties(&m, arena, err);
    if (status != TRUCE_OK) {
        return status;
    }
    m.event_dates = truce_event_dates(scope, arena);
    if (m.event_dates == NULL || !collect_positions(&m, with_offers, arena) ||
        !find_standing(&m, arena) || !find_movements(&m, arena)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the matrix");
    }
    *matrix = m;
    return TRUCE_OK;
}

truce_status truce_matrix_make(const truce_scope *scope, truce_arena *arena, truce_matrix *matrix,
                               truce_error *err) {
    return make(scope, false, arena, matrix, err);
}

truce_status truce_matrix_make_with_offers(const truce_scope *scope, truce_arena *arena,
                                           truce_matrix *matrix, truce_error *err) {
    return make(scope, true, arena, matrix, err);
}
