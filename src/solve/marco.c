/* The part as clauses: each variable has a value, and of each nogood one choice is not made or one
 * label not kept. That a variable has only one value need not be said, since nogoods only rule out.
 *
 * That a proposal has at most k labels is said by a counter: `at least k among the first i`. It
 * goes to a dozen or so; after that proposals may be of any size. PAPER: liffiton2016 */
#include "solve/marco.h"

#include <stdlib.h>
#include <string.h>

#include "truce/solve/sat.h"

enum { COUNTED = 12 };

typedef struct work {
    const part *p;
    const marco_limits *limits;
    uint64_t *calls;
    truce_sat *part_solver; /* literal of an element: it plus 1 */
    truce_sat *map;         /* literal of a label: it plus 1; then the counter's */
    uint32_t first_label;
    uint32_t counted;   /* how far the counter goes */
    int32_t *literals;  /* room */
    int32_t *others;    /* room */
    uint32_t *elements; /* room */
    bool *in;           /* [label]: in the set in hand */
    antichain *best;
} work;

/* The calls are, or the time. */
static bool is_spent(const work *w) {
    const marco_limits *const l = w->limits;
    return *w->calls >= l->calls_max || (l->stop != NULL && l->stop(l->stop_data));
}

static int32_t label_literal(const work *w, uint32_t label) {
    return (int32_t)(w->first_label + label + 1);
}

static bool prepare(work *w) {
    const size_t n = (size_t)w->first_label + w->p->n_labels + 1;
    w->literals = malloc(n * sizeof *w->literals);
    w->others = malloc(n * sizeof *w->others);
    w->elements = malloc(n * sizeof *w->elements);
    w->in = calloc(n, sizeof *w->in);
    return w->literals != NULL && w->others != NULL && w->elements != NULL && w->in != NULL &&
           truce_sat_open(w->limits->conflicts_max, &w->part_solver, NULL) == TRUCE_OK &&
           truce_sat_open(w->limits->conflicts_max, &w->map, NULL) == TRUCE_OK;
}

static void state_part(work *w) {
    for (uint32_t v = 0; v < w->p->n_variables; v++) {
        uint32_t n = 0;
        for (uint32_t e = w->p->begin[v]; e < w->p->begin[v + 1]; e++) {
            w->literals[n++] = (int32_t)e + 1;
        }
        truce_sat_clause(w->part_solver, w->literals, n);
    }
    for (size_t i = 0; i < w->p->nogoods.n; i++) {
        const truce_set set = w->p->nogoods.at[i];
        for (uint32_t k = 0; k < set.n; k++) {
            w->literals[k] = -(int32_t)set.at[k] - 1;
        }
        truce_sat_clause(w->part_solver, w->literals, set.n);
    }
}

/* At least k among the labels up to i; k from 1 on. */
static int32_t at_least(const work *w, uint32_t i, uint32_t k) {
    return (int32_t)(w->p->n_labels + i * w->counted + k);
}

static void state_counter(work *w) {
    for (uint32_t i = 0; i < w->p->n_labels; i++) {
        const int32_t label = (int32_t)i + 1;
        truce_sat_clause(w->map, (int32_t[]){-label, at_least(w, i, 1)}, 2);
        for (uint32_t k = 1; i > 0 && k <= w->counted; k++) {
            truce_sat_clause(w->map, (int32_t[]){-at_least(w, i - 1, k), at_least(w, i, k)}, 2);
            if (k < w->counted) {
                truce_sat_clause(
                    w->map, (int32_t[]){-label, -at_least(w, i - 1, k), at_least(w, i, k + 1)}, 3);
            }
        }
    }
}

/* ---- the part -------------------------------------------------------------------------------- */

/* With the labels of `in`; `more`: and one other at least. */
static truce_sat_answer ask(work *w, bool more) {
    uint32_t n = 0;
    uint32_t n_others = 0;
    for (uint32_t l = 0; l < w->p->n_labels; l++) {
        if (w->in[l]) {
            w->literals[n++] = label_literal(w, l);
        } else if (more) {
            w->others[n_others++] = label_literal(w, l);
        }
    }
    if (is_spent(w)) {
        return TRUCE_SAT_UNKNOWN;
    }
    ++*w->calls;
    return truce_sat_solve(w->part_solver, w->literals, n, w->others, n_others);
}

/* After a yes: all labels that the assignment keeps. */
static uint32_t take_kept(work *w) {
    uint32_t missing = 0;
    for (uint32_t l = 0; l < w->p->n_labels; l++) {
        w->in[l] = w->in[l] || truce_sat_value(w->part_solver, label_literal(w, l));
        missing += !w->in[l];
    }
    return missing;
}

/* After a no: only the labels that were needed for it. */
static void take_needed(work *w) {
    for (uint32_t l = 0; l < w->p->n_labels; l++) {
        w->in[l] = w->in[l] && truce_sat_failed(w->part_solver, label_literal(w, l));
    }
}

/* `in` leaves an assignment: make it as large as it gets, and tell the map. */
static bool grow(work *w) {
    truce_sat_answer answer = TRUCE_SAT_YES;
    while (take_kept(w) > 0 && (answer = ask(w, true)) == TRUCE_SAT_YES) {
    }
    uint32_t n = 0;
    for (uint32_t l = 0; l < w->p->n_labels; l++) {
        if (!w->in[l]) {
            w->literals[n++] = (int32_t)l + 1;
        }
    }
    truce_sat_clause(w->map, w->literals, n);
    return answer != TRUCE_SAT_UNKNOWN;
}

static void block(work *w, truce_set labels) {
    for (uint32_t i = 0; i < labels.n; i++) {
        w->literals[i] = -(int32_t)(labels.at[i] - w->first_label) - 1;
    }
    truce_sat_clause(w->map, w->literals, labels.n);
}

/* `in` leaves no assignment: make it as small as it gets, tell the map and keep it. */
static part_end shrink(work *w) {
    take_needed(w);
    for (uint32_t l = w->p->n_labels; l-- > 0;) {
        if (!w->in[l]) {
            continue;
        }
        w->in[l] = false;
        const truce_sat_answer answer = ask(w, false);
        if (answer == TRUCE_SAT_UNKNOWN) {
            return PART_OUTGROWN;
        }
        if (answer == TRUCE_SAT_YES) {
            w->in[l] = true;
        } else {
            take_needed(w);
        }
    }
    uint32_t n = 0;
    for (uint32_t l = 0; l < w->p->n_labels; l++) {
        if (w->in[l]) {
            w->elements[n++] = w->first_label + l;
        }
    }
    block(w, (truce_set){w->elements, n});
    return antichain_add(w->best, (truce_set){w->elements, n}) == ANTICHAIN_NO_MEMORY
               ? PART_NO_MEMORY
               : PART_DONE;
}

/* ---- the map --------------------------------------------------------------------------------- */

/* A set of at most `size` labels of which nothing is known, into `in`. */
static truce_sat_answer propose(work *w, uint32_t size) {
    int32_t few = 0;
    if (size < w->p->n_labels) {
        few = -at_least(w, w->p->n_labels - 1, size + 1);
    }
    if (is_spent(w)) {
        return TRUCE_SAT_UNKNOWN;
    }
    ++*w->calls;
    const truce_sat_answer answer = truce_sat_solve(w->map, &few, few != 0, NULL, 0);
    for (uint32_t l = 0; answer == TRUCE_SAT_YES && l < w->p->n_labels; l++) {
        w->in[l] = truce_sat_value(w->map, (int32_t)l + 1);
    }
    return answer;
}

/* All conflicts of at most `size` labels. */
static part_end find_up_to(work *w, uint32_t size) {
    for (;;) {
        truce_sat_answer answer = propose(w, size);
        if (answer != TRUCE_SAT_YES) {
            return answer == TRUCE_SAT_NO ? PART_DONE : PART_OUTGROWN;
        }
        answer = ask(w, false);
        part_end end = PART_OUTGROWN;
        if (answer == TRUCE_SAT_YES) {
            end = grow(w) ? PART_DONE : PART_OUTGROWN;
        } else if (answer == TRUCE_SAT_NO) {
            end = shrink(w);
        }
        if (end != PART_DONE) {
            return end;
        }
    }
}

static part_end find_all(work *w, uint32_t known, uint32_t *reached) {
    const uint32_t n = w->p->n_labels;
    for (uint32_t i = 0; i < w->best->n; i++) {
        if (!w->best->at[i].dead) {
            block(w, antichain_set(w->best, i));
        }
    }
    part_end end = PART_DONE;
    for (uint32_t size = known + 1; end == PART_DONE; size++) {
        const uint32_t most = size < w->counted ? size : n;
        end = find_up_to(w, most);
        if (end == PART_DONE) {
            *reached = most == n ? UINT32_MAX : most;
        }
        if (most == n || most >= w->limits->size_max) {
            break;
        }
    }
    return end == PART_NO_MEMORY ? end : PART_DONE;
}

static part_end run(work *w, uint32_t *known, bool *undecided) {
    state_part(w);
    const truce_sat_answer any = ask(w, false);
    *undecided = any == TRUCE_SAT_UNKNOWN;
    if (any == TRUCE_SAT_UNKNOWN) {
        return PART_DONE;
    }
    if (any == TRUCE_SAT_NO) {
        *known = UINT32_MAX;
        return antichain_add(w->best, (truce_set){NULL, 0}) == ANTICHAIN_NO_MEMORY ? PART_NO_MEMORY
                                                                                   : PART_DONE;
    }
    state_counter(w);
    return find_all(w, *known, known);
}

part_end marco(const part *p, const marco_limits *limits, antichain *best, uint32_t *known,
               bool *undecided, uint64_t *calls) {
    work w = {.p = p,
              .limits = limits,
              .calls = calls,
              .first_label = p->begin[p->n_variables],
              .counted = p->n_labels < COUNTED ? p->n_labels : COUNTED,
              .best = best};
    const part_end end = prepare(&w) ? run(&w, known, undecided) : PART_NO_MEMORY;
    truce_sat_close(w.part_solver);
    truce_sat_close(w.map);
    free(w.literals);
    free(w.others);
    free(w.elements);
    free(w.in);
    return end;
}
