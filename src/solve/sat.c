#include "truce/solve/sat.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

#include <ccadical.h>

enum { SATISFIED = 10, UNSATISFIED = 20 }; /* as in SAT competitions */

struct truce_sat {
    CCaDiCaL *solver;
    int conflicts_max; /* -1: no bound */
};

bool truce_sat_available(void) {
    return true;
}

truce_status truce_sat_open(uint32_t conflicts_max, truce_sat **out, truce_error *err) {
    assert(out != NULL);
    truce_sat *sat = malloc(sizeof *sat);
    CCaDiCaL *solver = sat != NULL ? ccadical_init() : NULL;
    if (solver == NULL) {
        free(sat);
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a solver");
    }
    ccadical_set_option(solver, "quiet", 1);
    const bool bounded = conflicts_max > 0 && conflicts_max <= INT_MAX;
    *sat = (truce_sat){.solver = solver, .conflicts_max = bounded ? (int)conflicts_max : -1};
    *out = sat;
    return TRUCE_OK;
}

void truce_sat_close(truce_sat *sat) {
    if (sat != NULL) {
        ccadical_release(sat->solver);
        free(sat);
    }
}

void truce_sat_clause(truce_sat *sat, const int32_t *literals, size_t n) {
    for (size_t i = 0; i < n; i++) {
        ccadical_add(sat->solver, literals[i]);
    }
    ccadical_add(sat->solver, 0);
}

truce_sat_answer truce_sat_solve(truce_sat *sat, const int32_t *assumed, size_t n_assumed,
                                 const int32_t *any_of, size_t n_any_of) {
    for (size_t i = 0; i < n_assumed; i++) {
        ccadical_assume(sat->solver, assumed[i]);
    }
    for (size_t i = 0; i < n_any_of; i++) {
        ccadical_constrain(sat->solver, any_of[i]);
    }
    if (n_any_of > 0) {
        ccadical_constrain(sat->solver, 0);
    }
    if (sat->conflicts_max >= 0) {
        ccadical_limit(sat->solver, "conflicts", sat->conflicts_max);
    }
    const int answer = ccadical_solve(sat->solver);
    return answer == SATISFIED     ? TRUCE_SAT_YES
           : answer == UNSATISFIED ? TRUCE_SAT_NO
                                   : TRUCE_SAT_UNKNOWN;
}

bool truce_sat_value(truce_sat *sat, int32_t literal) {
    /* Of a negative literal the library's versions tell the value differently. */
    return (ccadical_val(sat->solver, abs(literal)) > 0) == (literal > 0);
}

bool truce_sat_failed(truce_sat *sat, int32_t assumption) {
    return ccadical_failed(sat->solver, assumption) != 0;
}
