/* A build without CaDiCaL: no solver can be opened, so nobody has one to call. */
#include "truce/solve/sat.h"

#include <assert.h>

bool truce_sat_available(void) {
    return false;
}

truce_status truce_sat_open(uint32_t conflicts_max, truce_sat **out, truce_error *err) {
    (void)conflicts_max;
    (void)out;
    return truce_fail(err, TRUCE_ENOTFOUND, "truce was built without CaDiCaL");
}

void truce_sat_close(truce_sat *sat) {
    assert(sat == NULL);
    (void)sat;
}

void truce_sat_clause(truce_sat *sat, const int32_t *literals, size_t n) {
    (void)sat;
    (void)literals;
    (void)n;
    assert(false && "there is no solver");
}

truce_sat_answer truce_sat_solve(truce_sat *sat, const int32_t *assumed, size_t n_assumed,
                                 const int32_t *any_of, size_t n_any_of) {
    (void)sat;
    (void)assumed;
    (void)n_assumed;
    (void)any_of;
    (void)n_any_of;
    assert(false && "there is no solver");
    return TRUCE_SAT_UNKNOWN;
}

bool truce_sat_value(truce_sat *sat, int32_t literal) {
    (void)sat;
    (void)literal;
    assert(false && "there is no solver");
    return false;
}

bool truce_sat_failed(truce_sat *sat, int32_t assumption) {
    (void)sat;
    (void)assumption;
    assert(false && "there is no solver");
    return false;
}
