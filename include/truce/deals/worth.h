/* worth.h - what each package is worth to each party, exactly.
 *
 * The worth of a package to a party is a sum: an amount for each issue by the option chosen, and
 * one for each joint term by the options chosen of its issues. Amounts are whole numbers of a unit
 * of the party's own (a utility of 1 is `unit` of them), so that what is worth the same is equal,
 * whatever decimals or fractions were written. No party's amounts are ever compared with another's.
 */
#ifndef TRUCE_DEALS_WORTH_H
#define TRUCE_DEALS_WORTH_H

#include "truce/solve/bigint.h"
#include "truce/solve/domain.h"

enum { TRUCE_WORTH_PARTIES_MAX = 9 };

/* Whole numbers, each `width` words (truce_worth.width) in two's complement, the lowest first; of
 * width 1 they are int64_t. */
typedef const uint64_t *truce_amounts;

/* One variable: an issue (or group) on its own. More: a joint term. Every variable has at most one
 * term of its own; one without is worth nothing to anybody. */
typedef struct truce_worth_term {
    const uint32_t *variables; /* rising */
    uint32_t n_variables;      /* at least 1 */
    truce_amounts amounts;     /* [combination][party], the last variable running fastest */
} truce_worth_term;

typedef struct truce_worth {
    /* Variables and their values; its hard nogoods are the links. No labels. */
    const truce_domain *choices;
    /* [variable][value]: for how many options a value stands (at least 1); NULL: one each, also of
     * a single variable. */
    const uint64_t *const *options;
    uint32_t n_parties; /* 2 .. TRUCE_WORTH_PARTIES_MAX */
    /* Words of an amount; no sum of a package needs more than 64 * width - 2 bits. */
    uint32_t width;
    /* Those of one variable first, by variable; then the joint ones. */
    const truce_worth_term *terms;
    uint32_t n_terms;
    const truce_bigint *units; /* [party]: at least 1 */
    truce_amounts reserve;     /* [party]; NULL: nobody has one */
    const bool *reserved;      /* [party]: whether it has a reservation value */
} truce_worth;

/* What a package is worth: `package` is [variable] -> value, `out` has room for [party] amounts. */
void truce_worth_of(const truce_worth *worth, const uint32_t *package, uint64_t *out);

#endif
