/* impasse.h - truce impasse: why there is no deal, and what would open one, on paper. */
#ifndef TRUCE_ACTIONS_IMPASSE_H
#define TRUCE_ACTIONS_IMPASSE_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the impasse of an open session: whether a package is possible that no position and no link
 * rules out; else each smallest set of positions that cannot all hold, and what would have to be
 * given up for a package; in JSON {"about", "possible", "acceptable", "packages", "conflicts":
 * [{"positions", "claims", "internal"}], "openings": [{"relax", "by_party", "packages", "example",
 * "pareto"}], "openings_total", "pareto_total": costs than which no other asks less of one party
 * and no more of another, "complete", "positions", "assumptions", "aside"}.
 *
 * A conflict also has "told_apart": true where it is within one side and may be none: its positions
 * are demands on one issue that are told by others each, of which at least one of any two names
 * something off the ladder. On paper it is told, and not counted as a clash.
 *
 * Conflicts also have "attested", for each position {"only": the one claim that it rests on, copies
 * of it aside, or "", "anonymous", "second_hand", "narrator", "own_named": claims by a named
 * speaker of its side}; and "evidence" is {"survives": some conflict is left of what such speakers
 * say, "own_named": how many are, "own_named_twice": with two such claims for each position,
 * "alone": claims each of which, if it were not there, would leave no conflict, "alone_complete"}.
 *
 * An opening also has "nearest": how little of each of its positions is enough while the others are
 * given up as a whole, [{"position", "gives": the lines that cannot stay, [{"issue", "below",
 * "above": the nearest option that would have to be let in, "below_for", "above_for": for which
 * groups, "below_any", "above_any": any one of them}], "of": how many lines there are}], empty
 * where that was not found within the limits; "nearest_together": all of it is enough; and then
 * "nearest_example": the first such package.
 *
 * Where the request supposes something (assume, relax, ignore, firm_only, first_hand): what would
 * follow, next to the case as it stands; in JSON under "if": {"assume", "relax", "ignore",
 * "firm_only", "first_hand", "vanished": conflicts that would not be there, and the members above,
 * with "change" ("remains", "new") in each conflict, "new" in each opening, and in positions "if"
 * ("supposed", "less what is supposed", "not insisted on")}.
 *
 * Where offers are held and nothing else is supposed, that is what is supposed: on paper next to
 * the case without it; in JSON the members above are with it, conflicts have "change", and
 * "without_hold" is {"possible", "acceptable", "packages", "exact", "vanished"}.
 *
 * `out` is left as it was on failure: TRUCE_EINVAL (an offer to be held that binds nobody),
 * TRUCE_ELIMIT (too many parties; a position that takes too many combinations to state),
 * TRUCE_ENOTFOUND (an offer, claim or position that nobody in this view is called), TRUCE_ENOMEM.
 */
TRUCE_MUST_USE truce_status truce_impasse_answer(truce_session *session, truce_paper paper,
                                                 truce_buffer *out, truce_error *err);

#endif
