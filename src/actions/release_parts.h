/* release_parts.h - a release that is looked at, for the files that look, tell and do it. */
#ifndef ACTIONS_RELEASE_PARTS_H
#define ACTIONS_RELEASE_PARTS_H

#include "leaks.h"
#include "truce/actions/release.h"
#include "truce/case/parts.h"

/* A record of the case as the team has it. */
typedef struct held {
    const truce_ledger_event *event;
    truce_case_part part;
    bool seen; /* by those it is to be released to */
} held;

struct truce_release {
    const truce_book *book;
    truce_str to;
    held *records; /* all that stand */
    size_t n_records;
    truce_book_for *given; /* those that are released, with their new compartments */
    size_t *given_record;
    size_t n_given;
    leaks leaks;
    const held **hidden; /* [index in the leaks] */
    size_t *along;       /* what stays behind of offers that are released: newer versions, then
                            custody records of all of these */
    size_t n_along, n_newer;
};

/* Is that somebody who reads the ledger, or a compartment of it? A party of the case is neither.
 * TRUCE_ENOTFOUND. */
truce_status release_check_to(const truce_book *book, truce_str to, truce_error *err);

/* release_whole.c ---------------------------------------------------------------------------- */

bool release_is_given(const truce_release *r, size_t record);

/* The event as it would be for `to` as well. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status release_also_to(const truce_release *r, const truce_ledger_event *e,
                                            truce_arena *arena, truce_book_for *given,
                                            truce_error *err);

/* Can they read the case, with what they would get? TRUCE_EPARSE: `report` says why not, and what
 * else would have to be released. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status release_check_readable(const truce_release *r, truce_arena *arena,
                                                   truce_report *report, truce_error *err);

/* What of the offers stays behind, into `along`. TRUCE_ENOMEM. Cost O(records). */
TRUCE_MUST_USE truce_status release_find_along(truce_release *r, truce_arena *arena,
                                               truce_error *err);

#endif
