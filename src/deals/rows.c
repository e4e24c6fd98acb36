#include "deals/rows.h"

/* The least that a value counts in the row where a joint term can stand in its place. */
static int64_t least_replaced(const mind *m, const mind_joint *t, const seek *s,
                              const seek_row *row) {
    int64_t least = INT64_MAX;
    for (uint32_t k = 0; k < m->issues[t->replaces].n_values; k++) {
        const int64_t here = row->values[s->offsets[t->replaces] + k];
        if (mind_has(t->parts[t->held].values, k) && here < least) {
            least = here;
        }
    }
    return least == INT64_MAX ? 0 : least;
}

bool rows_make(const truce_doubt *doubt, seek *s, const rows_maker *maker, seek_row *row,
               bool *fits) {
    const mind *m = &doubt->minds[maker->party];
    rows_wide base = maker->base;
    if (!seek_new_row(s, maker->party, maker->strict, row)) {
        return false;
    }
    for (uint32_t i = 0; i < m->n_issues; i++) {
        for (uint32_t k = 0; *fits && k < m->issues[i].n_values; k++) {
            *fits = maker->choice(maker->context, i, (gain_choice){k, TRUCE_NONE},
                                  &row->values[s->offsets[i] + k]);
        }
    }
    for (uint32_t j = 0; *fits && j < m->n_joints; j++) {
        const mind_joint *t = &m->joints[j];
        int64_t *const term = &row->terms[doubt->first_term[maker->party] + j];
        if (t->replaces != TRUCE_NONE) {
            *fits = maker->choice(maker->context, t->replaces, (gain_choice){0, j}, term);
            *term -= least_replaced(m, t, s, row);
        } else {
            const rows_wide held = (rows_wide)maker->added(maker->context, j, true) * maker->under;
            const rows_wide other =
                (rows_wide)maker->added(maker->context, j, false) * maker->under;
            *fits = rows_is_short(held) && rows_is_short(other);
            *term = *fits ? (int64_t)(held - other) : 0;
            base += *fits ? other : 0;
        }
    }
    *fits = *fits && rows_is_short(base);
    row->base = *fits ? (int64_t)base : 0;
    return true;
}
