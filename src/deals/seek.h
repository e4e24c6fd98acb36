/* seek.h - a package that passes a judge, or the proof that there is none.
 *
 * What is known of the judge are rows: sums over the issues and the joint terms that must be above
 * 0 (or at least 0) for every package that passes. Packages are built issue by issue, and one is
 * given up as soon as some row cannot be reached any more. Where the judge turns a package down
 * that no row rules out, it says why, as a new row. Rows of several parties are added up too, with
 * the multiples that rule out most: what is good for one is often bad for another, and no row of
 * one party knows.
 */
#ifndef TRUCE_DEALS_SEEK_H
#define TRUCE_DEALS_SEEK_H

#include "truce/base/arena.h"
#include "truce/deals/belief.h"
#include "truce/solve/domain.h"

enum { SEEK_ROWS_MAX = 96 };

typedef struct seek_term {
    const truce_belief_part *parts;
    uint32_t n_parts;
} seek_term;

typedef struct seek_row {
    int64_t base;
    int64_t *values; /* [offset of the variable + value] */
    int64_t *terms;  /* [term]: added where it holds */
    uint32_t party;  /* TRUCE_NONE: of several */
    bool strict;     /* above 0; else at least 0 */
} seek_row;

typedef struct seek seek;

typedef enum seek_answer { SEEK_FOUND, SEEK_NONE, SEEK_UNDECIDED } seek_answer;

/* Sets `pass`; may learn rows with seek_learn. */
typedef truce_status (*seek_judge)(void *context, seek *s, const uint32_t *package, bool *pass,
                                   truce_error *err);

struct seek {
    const truce_domain *choices; /* hard nogoods are the links */
    const uint32_t *offsets;     /* [n_variables + 1] */
    const seek_term *terms;
    uint32_t n_terms;
    const bool *allowed; /* [offset + value]; NULL: every value */
    seek_judge judge;
    void *context;
    uint64_t nodes_max; /* steps; beyond them nothing is decided. Those taken are taken off. */
    uint32_t judged_max;
    truce_arena *arena;
    seek_row rows[SEEK_ROWS_MAX];
    uint32_t n_rows;
};

/* A row of zeros. False without memory. */
bool seek_new_row(const seek *s, uint32_t party, bool strict, seek_row *row);

/* Keep a row, and its sums with rows of other parties. Rows whose numbers are too long, or for
 * which there is no room, are left out: the search is then longer, never wrong. False without
 * memory. */
bool seek_learn(seek *s, const seek_row *row);

/* The same without the sums; false where there is no room, or its numbers are too long. */
bool seek_keep(seek *s, const seek_row *row);

/* Keep that the rows so far, each of one party, sum to more than 0. False without memory. */
bool seek_learn_sum(seek *s);

/* `package` receives [n_variables] where one is found. TRUCE_ENOMEM, and what the judge fails with.
 */
TRUCE_MUST_USE truce_status seek_run(seek *s, uint32_t *package, seek_answer *answer,
                                     truce_error *err);

#endif
