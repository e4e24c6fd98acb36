/* domain.h - choices that cannot all be made: variables with finitely many values, and nogoods.
 *
 * An assignment gives each variable one of its values. A nogood is a set of choices, at most one
 * of each variable, that no assignment may contain. It holds under its labels: as long as all of
 * them are kept. A label is what can be given up, one with all its nogoods; a nogood without
 * labels is hard and always holds. What a label stands for is the caller's affair.
 *
 * A hard nogood may come from a link. Links are never given up; they are numbered so that one can
 * say which of them contradict each other.
 */
#ifndef TRUCE_SOLVE_DOMAIN_H
#define TRUCE_SOLVE_DOMAIN_H

#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/solve/sets.h"

#define TRUCE_NO_LINK UINT32_MAX /* a hard nogood of no link that anybody would want named */

typedef struct truce_choice {
    uint32_t variable;
    uint32_t value;
} truce_choice;

typedef struct truce_nogood {
    const truce_choice *choices; /* by variable, rising; no variable twice */
    uint32_t n_choices;          /* 0: nothing is left as long as the labels are kept */
    uint32_t link;               /* of a hard nogood: where it comes from, or TRUCE_NO_LINK */
    truce_set labels;            /* none: hard */
} truce_nogood;

typedef struct truce_domain {
    truce_arena *arena; /* kept; holds everything below */
    const uint32_t *n_values;
    uint32_t n_variables;
    uint32_t n_labels;
    uint32_t n_links;
    truce_nogood *nogoods; /* in the order in which they were added */
    size_t n_nogoods;
    size_t nogoods_cap;
} truce_domain;

/* A domain without nogoods.
 *
 * n_values  [n_variables]: how many values each variable has, borrowed. One without a value leaves
 *           no assignment.
 * n_labels, n_links  how many there are; fewer than 2^31 each
 * arena     kept: the domain lives in it
 *
 * Fails with TRUCE_ENOMEM, or TRUCE_ELIMIT (2^31 values in all); `d` is then left as it was.
 */
TRUCE_MUST_USE truce_status truce_domain_init(truce_domain *d, const uint32_t *n_values,
                                              uint32_t n_variables, uint32_t n_labels,
                                              uint32_t n_links, truce_arena *arena,
                                              truce_error *err);

/* Add: these choices cannot all be made as long as these labels are all kept.
 *
 * choices   in any order, a choice may be named twice; borrowed. Two values of one variable are
 *           never chosen together: nothing is added then.
 * labels    in any order, one may be named twice; borrowed. None: hard.
 * link      of a hard nogood, where it comes from, or TRUCE_NO_LINK. With labels: TRUCE_NO_LINK.
 *
 * Numbers out of range are a wrong program. Fails with TRUCE_ENOMEM; the domain is then as it was.
 * Cost O(n log n) in the choices and labels.
 */
TRUCE_MUST_USE truce_status truce_domain_forbid(truce_domain *d, const truce_choice *choices,
                                                uint32_t n_choices, const uint32_t *labels,
                                                uint32_t n_labels, uint32_t link, truce_error *err);

#endif
