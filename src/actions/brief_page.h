/* brief_page.h - a brief that fits one page (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_BRIEF_PAGE_H
#define TRUCE_SRC_ACTIONS_BRIEF_PAGE_H

#include "findings.h"

/* Replace what was composed by one page: where the talks stand, what is between the parties, what
 * cannot be had together, what moved (or what is new, with --since), offers, what does not match,
 * who could press whom, what to ask. Entries are left out until the page holds at most 69 lines of
 * 112 characters, and each section says how many; a text too long for its place ends in an
 * ellipsis. */
TRUCE_MUST_USE truce_status brief_page(composer *k, const findings *f, truce_error *err);

#endif
