#include "truce/evidence/clashes.h"

#include <stdlib.h>
#include <string.h>

/* The standing positions of one party on one issue. */
typedef struct column {
    uint32_t at[TRUCE_CLASH_COMPARED_MAX];
    uint32_t n;
    bool own; /* of the side itself, not of one of its people or offices */
} column;

static bool stands(const truce_position *p) {
    return !p->superseded && !p->inferred && p->direction != TRUCE_DIRECTION_OPEN &&
           p->n_denied < p->n_evidence;
}

/* Of clashes on one matter, or of the whole list: which is shown first; 0: both alike. */
static int compare(const truce_clash *a, const truce_clash *b) {
    if (a->red_lines != b->red_lines) {
        return a->red_lines > b->red_lines ? -1 : 1;
    }
    if (a->weight != b->weight) {
        return a->weight > b->weight ? -1 : 1;
    }
    return (a->n_evidence < b->n_evidence) - (a->n_evidence > b->n_evidence);
}

static truce_clash clash_of(const truce_matrix *m, uint32_t a, uint32_t b) {
    const truce_position *const p = &m->positions[a];
    const truce_position *const q = &m->positions[b];
    return (truce_clash){.issue = p->issue,
                         .a = a,
                         .b = b,
                         .red_lines = (unsigned)(p->n_firm > 0) + (unsigned)(q->n_firm > 0),
                         .weight = p->weight < q->weight ? p->weight : q->weight,
                         .n_evidence = p->n_evidence + q->n_evidence};
}

static bool same_groups(truce_group_set a, truce_group_set b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n * sizeof *a.at) == 0);
}

static bool agree(const truce_position *a, const truce_position *b) {
    return a->direction == TRUCE_DIRECTION_FOR && b->direction == TRUCE_DIRECTION_FOR &&
           !a->conditional && !b->conditional && truce_options_meet(a->options, b->options) &&
           same_groups(a->groups, b->groups);
}

static bool have_settled(const truce_matrix *m, const column *a, const column *b) {
    for (uint32_t i = 0; i < a->n; i++) {
        for (uint32_t k = 0; k < b->n; k++) {
            if (agree(&m->positions[a->at[i]], &m->positions[b->at[k]])) {
                return true;
            }
        }
    }
    return false;
}

/* The best pair of two parties' positions, if any disagree. */
static bool find_best(const truce_matrix *m, const column *a, const column *b, truce_clash *best) {
    bool found = false;
    if (have_settled(m, a, b)) {
        return false;
    }
    for (uint32_t i = 0; i < a->n; i++) {
        for (uint32_t k = 0; k < b->n; k++) {
            if (truce_positions_disagree(&m->positions[a->at[i]], &m->positions[b->at[k]])) {
                const truce_clash clash = clash_of(m, a->at[i], b->at[k]);
                if (!found || compare(&clash, best) < 0) {
                    *best = clash;
                }
                found = true;
            }
        }
    }
    return found;
}

/* By rank; else as they were found, which is by issue and then by parties. */
static int by_rank(const void *left, const void *right) {
    const truce_clash *const l = left;
    const truce_clash *const r = right;
    const int rank = compare(l, r);
    if (rank != 0) {
        return rank;
    }
    return l->a != r->a ? (l->a > r->a) - (l->a < r->a) : (l->b > r->b) - (l->b < r->b);
}

typedef struct list {
    truce_arena *arena;
    truce_clash *at;
    size_t n, cap;
} list;

static bool append(list *l, truce_clash clash) {
    truce_clash *const at = truce_arena_grow(l->arena, l->at, l->n, &l->cap, sizeof *at);
    if (at == NULL) {
        return false;
    }
    l->at = at;
    l->at[l->n++] = clash;
    return true;
}

truce_status truce_clashes_make(const truce_matrix *matrix, truce_arena *arena,
                                truce_clashes *clashes, truce_error *err) {
    const truce_matrix *const m = matrix;
    list found = {.arena = arena};
    bool partly = false;
    bool ok = true;
    column *const columns = truce_arena_take(arena, (m->n_parties + 1U) * sizeof *columns);
    for (uint32_t issue = 0; columns != NULL && issue < m->scope->c->n_issues && ok; issue++) {
        uint32_t some = 0; /* parties with a standing position here */
        for (uint32_t c = 0; c < m->n_parties; c++) {
            columns[c].n = 0;
        }
        for (uint32_t i = m->rows[issue]; i < m->rows[issue + 1]; i++) {
            const truce_position *const p = &m->positions[i];
            if (p->column >= m->n_parties || !stands(p)) {
                continue;
            }
            column *const of = &columns[p->column];
            const bool own = p->actor == p->side;
            if (of->n > 0 && own != of->own) {
                if (!own) {
                    continue;
                }
                of->n = 0; /* the side's own words take the place of its people's */
                some--;
            }
            of->own = own;
            if (of->n == TRUCE_CLASH_COMPARED_MAX) {
                partly = true;
                continue;
            }
            some += of->n == 0;
            of->at[of->n++] = i;
        }
        for (uint32_t a = 0; a < m->n_parties && some > 1 && ok; a++) {
            for (uint32_t b = a + 1; b < m->n_parties && columns[a].n > 0 && ok; b++) {
                truce_clash best;
                ok = !find_best(m, &columns[a], &columns[b], &best) || append(&found, best);
            }
        }
    }
    if (columns == NULL || !ok) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to compare the parties' positions");
    }
    if (found.n > 1) {
        qsort(found.at, found.n, sizeof *found.at, by_rank);
    }
    *clashes = (truce_clashes){found.at, (uint32_t)found.n, partly};
    return TRUCE_OK;
}
