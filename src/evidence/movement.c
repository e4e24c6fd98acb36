/* What a movement could be a movement from: what the same side refused, or is said to have called a
 * red line, on the same issue (or on any, when the claim does not say on what). Refusals are sorted
 * by side and time once, so that each movement looks at few of them. */
#include <stdlib.h>

#include "matrix_parts.h"

typedef struct dated {
    uint32_t side;
    uint32_t refusal;
    int64_t first, last; /* INT64_MIN..INT64_MAX when undated */
} dated;

static int by_side_and_end(const void *left, const void *right) {
    const dated *const l = left;
    const dated *const r = right;
    if (l->side != r->side) {
        return l->side < r->side ? -1 : 1;
    }
    if (l->last != r->last) {
        return l->last < r->last ? -1 : 1;
    }
    return (l->refusal > r->refusal) - (l->refusal < r->refusal);
}

static bool is_about(const truce_matrix *m, uint32_t refusal, uint32_t issue) {
    if (issue == TRUCE_NONE) {
        return true;
    }
    const truce_statement *const st = m->refusals[refusal].statement;
    for (uint32_t i = 0; i < st->as.position.n; i++) {
        if (truce_case_find(m->scope->c, TRUCE_KIND_ISSUE, st->as.position.demands[i].item.issue) ==
            issue) {
            return true;
        }
    }
    return false;
}

/* The first of the sorted refusals of `side` whose end is not before `t` (or of the next side). */
static uint32_t lower_bound(const dated *all, uint32_t n, uint32_t side, int64_t t) {
    uint32_t low = 0;
    uint32_t high = n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (all[mid].side < side || (all[mid].side == side && all[mid].last < t)) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static bool fill(truce_matrix *m, truce_movement *mv, const dated *all, uint32_t n,
                 truce_arena *arena) {
    const truce_date date = mv->date;
    const bool is_dated = (date.marks & TRUCE_DATE_GIVEN) != 0;
    const int64_t first = is_dated ? date.first : INT64_MIN;
    const int64_t last = is_dated ? date.last : INT64_MAX;
    mv->before = truce_arena_take(arena, TRUCE_MOVEMENT_SHOWN * sizeof *mv->before);
    mv->unknown = truce_arena_take(arena, TRUCE_MOVEMENT_SHOWN * sizeof *mv->unknown);
    if (mv->before == NULL || mv->unknown == NULL) {
        return false;
    }
    const uint32_t begin = lower_bound(all, n, mv->side, INT64_MIN);
    const uint32_t split = lower_bound(all, n, mv->side, first);
    uint32_t seen = 0;
    for (uint32_t i = split; i > begin && !mv->more; i--) {
        if (is_about(m, all[i - 1].refusal, mv->issue)) {
            mv->before[mv->n_before++] = all[i - 1].refusal;
        }
        mv->more = i - 1 > begin &&
                   (mv->n_before == TRUCE_MOVEMENT_SHOWN || ++seen == TRUCE_MOVEMENT_SEEN);
    }
    seen = 0;
    for (uint32_t i = split; i < n && all[i].side == mv->side; i++) {
        if (mv->n_unknown == TRUCE_MOVEMENT_SHOWN || ++seen > TRUCE_MOVEMENT_SEEN) {
            mv->more = true;
            break;
        }
        if (all[i].first <= last && is_about(m, all[i].refusal, mv->issue)) {
            mv->unknown[mv->n_unknown++] = all[i].refusal;
        }
    }
    return true;
}

bool find_movements(truce_matrix *m, truce_arena *arena) {
    dated *const all = truce_arena_take(arena, m->n_refusals * sizeof *all);
    if (all == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < m->n_refusals; i++) {
        const truce_date date = m->refusals[i].date;
        const bool is_dated = (date.marks & TRUCE_DATE_GIVEN) != 0;
        all[i] = (dated){m->refusals[i].side, i, is_dated ? date.first : INT64_MIN,
                         is_dated ? date.last : INT64_MAX};
    }
    if (m->n_refusals > 1) {
        qsort(all, m->n_refusals, sizeof *all, by_side_and_end);
    }
    for (uint32_t i = 0; i < m->n_movements; i++) {
        if (!fill(m, &m->movements[i], all, m->n_refusals, arena)) {
            return false;
        }
    }
    return true;
}
