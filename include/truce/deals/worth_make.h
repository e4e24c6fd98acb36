/* worth_make.h - from what authors state in single numbers to what each package is worth, exactly;
 * and amounts back to numbers that people read. */
#ifndef TRUCE_DEALS_WORTH_MAKE_H
#define TRUCE_DEALS_WORTH_MAKE_H

#include "truce/deals/belief.h"
#include "truce/deals/worth.h"

enum { TRUCE_WORTH_COMBINATIONS_MAX = 1 << 22 /* of a joint term's values */ };

/* The worth of packages by one belief for each party.
 *
 * c        kept
 * beliefs  [n], 2 to TRUCE_WORTH_PARTIES_MAX, all `exact` and over one space, which is kept; party
 *          i of the worth is that of beliefs[i]
 * arena    the worth lives in it
 *
 * Amounts are exact: the unit is a common multiple of all that is divided by. The links of the case
 * that bind are hard nogoods. A reservation value is exact too; one that is stated as a range is
 * left out (`reserved` is false), for the caller to tell.
 *
 * Fails with TRUCE_ELIMIT (more than TRUCE_WORTH_COMBINATIONS_MAX combinations of a joint term;
 * amounts of more than 64 words; a link that takes more than 65,536 combinations to state),
 * TRUCE_ENOMEM; `worth` is then untouched. Cost O(values + combinations) multiplications.
 */
TRUCE_MUST_USE truce_status truce_worth_make(const truce_case *c, const truce_belief *beliefs,
                                             uint32_t n, truce_arena *arena, truce_worth *worth,
                                             truce_error *err);

/* The least amount of that party that is a utility of `value` or more, `worth->width` words into
 * `out`. TRUCE_EINVAL (far beyond what packages are worth), TRUCE_ENOMEM; `out` is then untouched.
 */
TRUCE_MUST_USE truce_status truce_worth_amount(const truce_worth *worth, uint32_t party,
                                               truce_decimal value, uint64_t *out,
                                               truce_error *err);

/* An amount of that party, `worth->width` words, as the nearest double. */
TRUCE_MUST_USE truce_status truce_worth_double(const truce_worth *worth, uint32_t party,
                                               truce_amounts amount, double *out, truce_error *err);

/* The same as text: exactly where it is a finite decimal of at most 40 digits, else as the shortest
 * decimal that reads back as the nearest double. Lives in `arena`; NUL behind it. */
TRUCE_MUST_USE truce_status truce_worth_text(const truce_worth *worth, uint32_t party,
                                             truce_amounts amount, truce_arena *arena,
                                             truce_str *out, truce_error *err);

#endif
