#include "truce/evidence/known.h"

#include "scope_dates.h"

int64_t *truce_scope_known(const truce_scope *scope, truce_arena *arena) {
    const truce_case *const c = scope->c;
    scope_datings d;
    int64_t *const from = truce_arena_take(arena, c->n_claims * sizeof *from);
    if (from == NULL || !scope_datings_find(c, arena, &d)) {
        return NULL;
    }
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const scope_knowing dates =
            scope_knowing_of(c, &d, i, truce_case_find(c, TRUCE_KIND_SOURCE, c->claims[i].source));
        from[i] = INT64_MAX;
        for (size_t k = 0; k < sizeof dates.at / sizeof *dates.at; k++) {
            const truce_date date = dates.at[k];
            const int marks = TRUCE_DATE_OPEN_END | TRUCE_DATE_UNKNOWN_END;
            if ((date.marks & TRUCE_DATE_GIVEN) != 0 && (date.marks & marks) == 0 &&
                date.last < from[i]) {
                from[i] = date.last;
            }
        }
        const truce_date published = dates.at[0];
        if ((published.marks & TRUCE_DATE_GIVEN) != 0 && published.first > from[i]) {
            from[i] = published.first; /* what is published later was not known before */
        }
    }
    return from;
}
