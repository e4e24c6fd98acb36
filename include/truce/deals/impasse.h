/* impasse.h - why no package is possible, and what would have to give for one.
 *
 * A package is possible when no stand and no link rules it out. Where none is, every smallest set
 * of positions that cannot all hold is a conflict, and every smallest set that would have to be
 * given up is an opening: one that meets each conflict. Conflicts that share no position are
 * independent, so openings are choices, one for each component; their number is a product.
 *
 * Nothing here weighs one side's positions against another's: what an opening asks of each party is
 * a cost of its own (red lines, then what is stated, then what is open), and an opening is Pareto
 * when none asks less of one party and no more of any other.
 *
 * PAPER: reiter1987 for conflicts and openings (conflict sets and diagnoses).
 */
#ifndef TRUCE_DEALS_IMPASSE_H
#define TRUCE_DEALS_IMPASSE_H

#include "truce/deals/space.h"
#include "truce/solve/domain.h"

/* The zero value of each field is its default. */
typedef struct truce_impasse_options {
    uint32_t size_max;     /* positions in a conflict; 0: any number */
    uint32_t openings_max; /* openings given; 0: 24 */
    uint64_t effort; /* calls of the solver, where conflicts outgrow our own search; 0: 2,000 */
    bool (*stop)(const void *data); /* asked from time to time: true ends the search for conflicts
                                 as if all limits were reached; NULL: never */
    const void *stop_data;
} truce_impasse_options;

/* What an opening asks of one party: how many positions of each firmness. */
typedef struct truce_cost {
    uint32_t given[TRUCE_STAND_FIRMNESS_N];
} truce_cost;

typedef struct truce_conflict {
    const uint32_t *positions; /* rising */
    uint32_t n;
    uint32_t component;
    bool internal; /* all of one party */
} truce_conflict;

typedef struct truce_opening {
    uint32_t *positions; /* rising: those that would have to be given up */
    uint32_t n;
    truce_cost *costs; /* [party] */
    bool pareto;
    bool symmetric; /* it asks as much of each party as of any other, if it asks anything */
    const uint32_t *example; /* [variable of the space] -> value: the first package it opens; NULL:
                                not found within the limits */
    truce_str packages; /* how many it opens, a decimal number; of assumptions none is counted */
    bool exact;         /* `packages` is the number; else it is at least that */
} truce_opening;

typedef struct truce_impasse {
    const truce_stands *stands; /* kept */
    truce_space space;
    bool possible;
    bool acceptable;      /* some possible package has, for each party and issue, only options that
                             the party demands, offers, accepts or prefers */
    uint32_t n_unspoken;  /* pairs of a party and an issue (or group) on which it names none */
    bool linked;          /* links alone rule out every package */
    truce_sets link_sets; /* of the case's links, by number: the smallest sets that do */
    const uint32_t *example; /* when possible: the first package, [variable] -> value; or NULL */
    truce_str packages;      /* how many are possible; "0" */
    bool exact;
    truce_conflict *conflicts; /* smallest first, then by their positions */
    uint32_t n_conflicts;
    uint32_t n_components;
    uint64_t calls; /* of the solver, in the search for conflicts */
    bool complete;  /* all conflicts are there; else all of at most `complete_to` positions */
    uint32_t complete_to;
    truce_opening *openings; /* Pareto ones first, then symmetric ones, then fewer positions, then
                                by their positions */
    uint32_t n_openings;
    truce_str openings_total; /* decimal: all of them, the product over the components */
    bool openings_exact;      /* else there are at least that many */
    size_t n_pareto;          /* costs that none betters; of these as many are given as asked for,
                                 one opening for each */
    bool pareto_complete;     /* these are all; else others may ask less than those given */
} truce_impasse;

/* Find them. Everything lives in `arena`; `c` and `stands` are kept. TRUCE_ELIMIT (a stand that
 * takes more than 65,536 combinations to state, too many variables), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_impasse_find(const truce_case *c, const truce_stands *stands,
                                               truce_impasse_options options, truce_arena *arena,
                                               truce_impasse *impasse, truce_error *err);

#endif
