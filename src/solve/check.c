/* The whole domain as clauses: each variable has a value, and of each nogood one choice is not made
 * or one label not kept. A set of labels is then a set of assumptions. */
#include "truce/solve/conflicts.h"

#include <assert.h>
#include <stdlib.h>

#include "truce/solve/sat.h"

enum { CALLS_MAX = 20000 };

typedef struct check {
    const truce_domain *d;
    truce_sat *sat;
    int32_t *first;    /* [variable]: literal of its first value */
    int32_t label;     /* literal of the first label */
    int32_t *literals; /* room */
    uint64_t calls_left;
} check;

/* How many literals a clause or a question can have. */
static size_t most_literals(const truce_domain *d) {
    size_t most = (size_t)d->n_labels + 1;
    for (uint32_t v = 0; v < d->n_variables; v++) {
        most = d->n_values[v] > most ? d->n_values[v] : most;
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        const size_t n = (size_t)d->nogoods[i].n_choices + d->nogoods[i].labels.n;
        most = n > most ? n : most;
    }
    return most;
}

static bool prepare(check *c) {
    c->first = malloc(((size_t)c->d->n_variables + 1) * sizeof *c->first);
    c->literals = malloc(most_literals(c->d) * sizeof *c->literals);
    if (c->first == NULL || c->literals == NULL) {
        return false;
    }
    c->label = 1;
    for (uint32_t v = 0; v < c->d->n_variables; v++) {
        c->first[v] = c->label;
        c->label += (int32_t)c->d->n_values[v];
    }
    return true;
}

static void state_domain(check *c) {
    for (uint32_t v = 0; v < c->d->n_variables; v++) {
        for (uint32_t a = 0; a < c->d->n_values[v]; a++) {
            c->literals[a] = c->first[v] + (int32_t)a;
        }
        truce_sat_clause(c->sat, c->literals, c->d->n_values[v]);
    }
    for (size_t i = 0; i < c->d->n_nogoods; i++) {
        const truce_nogood *const g = &c->d->nogoods[i];
        uint32_t n = 0;
        for (uint32_t k = 0; k < g->n_choices; k++) {
            c->literals[n++] = -(c->first[g->choices[k].variable] + (int32_t)g->choices[k].value);
        }
        for (uint32_t k = 0; k < g->labels.n; k++) {
            c->literals[n++] = -(c->label + (int32_t)g->labels.at[k]);
        }
        truce_sat_clause(c->sat, c->literals, n);
    }
}

/* Can the labels of the set be kept, but for the one at `without`? */
static truce_sat_answer ask(check *c, truce_set set, uint32_t without) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < set.n; i++) {
        if (i != without) {
            c->literals[n++] = c->label + (int32_t)set.at[i];
        }
    }
    if (c->calls_left == 0) {
        return TRUCE_SAT_UNKNOWN;
    }
    c->calls_left--;
    return truce_sat_solve(c->sat, c->literals, n, NULL, 0);
}

/* Is it a conflict, and minimal? */
static truce_sat_answer check_one(check *c, truce_set set) {
    truce_sat_answer answer = ask(c, set, UINT32_MAX);
    if (answer != TRUCE_SAT_NO) {
        return answer == TRUCE_SAT_YES ? TRUCE_SAT_NO : TRUCE_SAT_UNKNOWN;
    }
    answer = TRUCE_SAT_YES;
    for (uint32_t i = 0; i < set.n && answer == TRUCE_SAT_YES; i++) {
        answer = ask(c, set, i);
    }
    return answer;
}

static truce_conflict_check check_all(check *c, truce_sets sets) {
    truce_conflict_check out = {.all_right = true};
    while (out.n < sets.n && out.all_right) {
        const truce_sat_answer answer = check_one(c, sets.at[out.n]);
        if (answer == TRUCE_SAT_UNKNOWN) {
            break;
        }
        out.all_right = answer == TRUCE_SAT_YES;
        out.n++;
    }
    return out;
}

truce_status truce_conflicts_check(const truce_domain *d, truce_sets sets, uint64_t calls_max,
                                   truce_conflict_check *out, truce_error *err) {
    assert(d != NULL && out != NULL);
    check c = {.d = d, .calls_left = calls_max > 0 ? calls_max : CALLS_MAX};
    truce_status status = truce_sat_open(0, &c.sat, err);
    if (status == TRUCE_OK && !prepare(&c)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory to check %zu conflicts", sets.n);
    }
    if (status == TRUCE_OK) {
        state_domain(&c);
        *out = check_all(&c, sets);
    }
    truce_sat_close(c.sat);
    free(c.first);
    free(c.literals);
    return status;
}
