/* sat.h - is there an assignment of yes and no that satisfies these clauses? A solver, CaDiCaL,
 * where it is; without it nothing here can be opened. PAPER: biere2020.
 *
 * A literal is a variable from 1 on, or minus it: not. A clause is satisfied when one of its
 * literals is. Clauses are added one after the other and stay; assumptions hold for one call.
 *
 * The same calls give the same answers. What CaDiCaL takes from the system it takes as C++ does:
 * where there is no more, it ends the program.
 */
#ifndef TRUCE_SOLVE_SAT_H
#define TRUCE_SOLVE_SAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/error.h"

typedef struct truce_sat truce_sat;

typedef enum truce_sat_answer {
    TRUCE_SAT_UNKNOWN, /* the call's effort, or the number of calls, is spent */
    TRUCE_SAT_YES,
    TRUCE_SAT_NO
} truce_sat_answer;

/* Was truce built with a solver? */
bool truce_sat_available(void);

/* A solver without clauses, to be closed. `conflicts_max` bounds the effort of one call, counted in
 * wrong turns; 0: none. Fails with TRUCE_ENOTFOUND (built without one) or TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_sat_open(uint32_t conflicts_max, truce_sat **out,
                                           truce_error *err);

/* NULL is fine. */
void truce_sat_close(truce_sat *sat);

/* The empty clause is never satisfied. */
void truce_sat_clause(truce_sat *sat, const int32_t *literals, size_t n);

/* Solve the clauses so far with these assumptions, and for this call one of `any_of` (none: no such
 * condition). */
truce_sat_answer truce_sat_solve(truce_sat *sat, const int32_t *assumed, size_t n_assumed,
                                 const int32_t *any_of, size_t n_any_of);

/* After TRUCE_SAT_YES: is this literal satisfied? */
bool truce_sat_value(truce_sat *sat, int32_t literal);

/* After TRUCE_SAT_NO: was this assumption needed? Those that were cannot all hold. */
bool truce_sat_failed(truce_sat *sat, int32_t assumption);

#endif
