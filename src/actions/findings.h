/* findings.h - the answers that a brief shows in short, each made once (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_FINDINGS_H
#define TRUCE_SRC_ACTIONS_FINDINGS_H

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
    NEED_ALL = 127,
    NEED_CLAIMS_JSON = 128
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

/* Make those that are needed, in the arena of `k`; and with NEED_CLAIMS_JSON the claims for
 * machines, which are then at hand (claims_json.h). `f` is all zero before. A large case is looked
 * at by as many threads as there are processors, each in an arena of its own. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status findings_make(composer *k, unsigned needs, findings *f,
                                          truce_error *err);

#endif
