/* deals.h - truce deals: what packages are worth by stated preferences, and which are efficient. */
#ifndef TRUCE_ACTIONS_DEALS_H
#define TRUCE_ACTIONS_DEALS_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the deals of an open session: of the preferences that the request names, or the only ones
 * each party has, what packages are worth to each side, which are efficient, those that a rule
 * would choose, how many are worth enough to all, what each asks of each side, and where the offers
 * on the table stand. Where some of them are orders or ranges: of many ways to fill them in, drawn
 * from a seed, in how many a package is efficient, and whether it is so in all. In JSON {"about",
 * "outcomes", "parties", "frontier": {"size", "exact", "epsilon", "points": [{"utilities",
 * "package", "packages"}]}, "points", "opposition", "zopa", "offers"}, or "shares" in place of what
 * is behind "parties": {"profiles", "seed", "walks", "seen", "packages": [{"package", "efficient",
 * "range", "beaten_by", "nash", "kalai_smorodinsky", "acceptable", "witness"}], "agreeable",
 * "safe"}, counts of profiles. Utilities are by party, in the order of "parties".
 *
 * Where the request asks for packages by their worth (best, at_least, near, random), these are the
 * answer; in JSON {"about", "parties": names, "asked": {"count", "best", "near", "distance",
 * "near_exact", "random"}}, of what was asked for; packages as {"utilities", "package"}.
 *
 * `out` is left as it was on failure: TRUCE_ENOTFOUND (no preferences of that name), TRUCE_EINVAL
 * (several for one party and none named; those of fewer than two parties; numbers that contradict
 * each other), TRUCE_ELIMIT (too many parties, options or digits), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_deals_answer(truce_session *session, truce_paper paper,
                                               truce_buffer *out, truce_error *err);

#endif
