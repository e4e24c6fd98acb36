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
};

/* Is that somebody who reads the ledger, or a compartment of it? A party of the case is neither.
 * TRUCE_ENOTFOUND. */
truce_status release_check_to(const truce_book *book, truce_str to, truce_error *err);

#endif
