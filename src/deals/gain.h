/* gain.h - the most that a party can gain by one package over another, whatever holds of what is
 * stated of its preferences.
 *
 * The issues' values, the amounts of the joint terms and the weights are stated independently, and
 * no weight is below 0. So the largest gain is reached by the largest gain on each issue and term,
 * and over these by the best weights: a linear form over the polytope of the weights. Nothing is
 * bounded here that is not reached.
 */
#ifndef TRUCE_DEALS_GAIN_H
#define TRUCE_DEALS_GAIN_H

#include "deals/mind.h"

/* The most that value `to` of an issue can be worth above value `from`, and the least and the most
 * that a value can be worth, of value_unit. Cost O(values * words); without an order between best
 * and worst O(words). */
int64_t gain_of_value(const mind *m, uint32_t issue, uint32_t to, uint32_t from);
int64_t gain_least(const mind *m, uint32_t issue, uint32_t value);
int64_t gain_most(const mind *m, uint32_t issue, uint32_t value);

/* What is chosen of an issue: a value, or a joint term that stands in its place. */
typedef struct gain_choice {
    uint32_t value, joint; /* joint: TRUCE_NONE where none does */
} gain_choice;

static inline gain_choice gain_chosen(const mind *m, uint32_t issue, const uint32_t *package) {
    return (gain_choice){package[issue], mind_replaced(m, issue, package)};
}

/* The most that one choice can be worth above another, of value_unit. */
int64_t gain_of_choice(const mind *m, uint32_t issue, gain_choice to, gain_choice from);

/* What a joint term adds at most when a package that holds it or not takes the place of one that
 * holds it or not. */
static inline int64_t gain_of_joint(const mind_joint *joint, bool to, bool from) {
    return to == from ? 0 : to ? joint->amount.high : -joint->amount.low;
}

/* A sum over the issues of weight times factor, and a constant. */
typedef struct gain_form {
    int64_t *factors; /* [issue] */
    int64_t constant;
} gain_form;

/* The form whose largest value is the largest gain of `to` over `from`; factors has room for every
 * issue. */
void gain_between(const mind *m, const uint32_t *to, const uint32_t *from, gain_form *form);

/* The corner of the weights at which a sum of weight times factor is largest, as
 * truce_linear_maximise finds it; prices are those of the sum's row, where there is one, and of the
 * orders. Lives in `arena`. TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status gain_corner(const mind *m, const int64_t *factors, truce_arena *arena,
                                        truce_linear_best *best, truce_error *err);

/* The largest value of a form: its sign, and what truce_linear_maximise finds (without the
 * constant). Lives in `arena`. TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status gain_largest(const mind *m, const gain_form *form, truce_arena *arena,
                                         truce_linear_best *best, int *sign, truce_error *err);

#endif
