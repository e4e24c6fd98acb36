/* brief_page.h - a brief that fits one page (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_BRIEF_PAGE_H
#define TRUCE_SRC_ACTIONS_BRIEF_PAGE_H

#include "digest.h"

/* Which answers a brief needs: what none of its sections shows is not computed. */
enum {
    NEED_TIMELINE = 1,
    NEED_CLASHES = 2,
    NEED_ACCOUNTS = 4,
    NEED_OFFERS = 8,
    NEED_ACTORS = 16,
    NEED_GAPS = 32,
    NEED_IMPASSE = 64,
    NEED_ALL = 127
};

/* The answers in short: computed once in `arena`, shown in full sentences, as many as fit. Those
 * that were not needed are empty. */
typedef struct findings {
    truce_timeline timeline;
    truce_clashes clashes;
    truce_accounts accounts;
    truce_offers offers;
    truce_actors actors;
    truce_gaps gaps;
    struct weighed *impasse; /* NULL: too much to weigh */
    struct swaps *swaps;     /* of a page; else NULL */
    struct sequenced *order; /* likewise, without giving and receiving */
    digest_before *before;   /* NULL: no date of --since */
} findings;

/* `f` is all zero before. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status findings_make(composer *k, truce_arena *arena, unsigned needs,
                                          findings *f, truce_error *err);

/* Replace what was composed by one page: where the talks stand, what is between the parties, what
 * cannot be had together, what moved (or what is new, with --since), offers, what does not match,
 * who could press whom, what to ask. Entries are left out until the page holds at most 69 lines of
 * 112 characters, and each section says how many; a text too long for its place ends in an
 * ellipsis. */
TRUCE_MUST_USE truce_status brief_page(composer *k, const findings *f, truce_error *err);

#endif
