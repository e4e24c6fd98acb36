/* swaps.h - truce exchange: do the numbers of a release for a release add up, to the last person?
 * (How cases travel as JSON is exchange.h.) */
#ifndef TRUCE_ACTIONS_SWAPS_H
#define TRUCE_ACTIONS_SWAPS_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the exchanges of an open session: what each comes to, what does not add up, tranches,
 * classes, what moving one person changes, days, what is open. With `checklist` in the request:
 * only what a field team ticks off, tranche by tranche; and this alone is there as CSV.
 *
 * Numbers are whole and exact. What nobody states is not filled in: {"number", "at_least": true} is
 * a number that may be more. Totals that rest on claims of which none is counted (--at, --only) are
 * left out. In JSON, with or without `checklist`, {"about", "exchanges": [{"name", "title",
 * "releases", "answers", "claims", "persons", "due", "does_not_add_up": [{"kind", "text", "place",
 * "claims"}], "totals": [{"stated", "difference", "agrees", "claims"}], "categories": [{"category",
 * "persons", "due_for_one", "in_tranches"}], "tranches": [{"tranche", "when", "day", "earliest",
 * "latest" (by the days of the plan; where it has a day, that), "released":
 * [{"category", "number", "so_far"}], "due": [{"class": name or null for any, "number", "so_far"}],
 * "released_so_far", "due_all", "due_so_far", "by_categories": where the tranche says otherwise,
 * "first_day", "last_day", "given_by"}], "classes": [{"class", "size", "excluded": [{"number" or
 * "all", "by"}], "elsewhere", "available_least", "available_most", "due", "short_least",
 * "short_most"}], "any_class", "any_class_short_least", "any_class_short_most", "moves": [{"from",
 * "to", "changes_by", "open", "classes": [{"class", "by"}]}] (of the first 100 categories), "days":
 * [{"day", "released", "released_so_far", "released_waiting", "due", "due_so_far", "given",
 * "given_so_far", "given_waiting"}], "tranches_without_day", "late_from", "agreement", "phase",
 * "length", "checklist": [{"tranche", "in_return", "category" or "class", "count", "earliest",
 * "by"}], "open"}]}. A member whose number nobody knows is not there. An exchange whose numbers
 * outgrow the count has "refused" in place of all behind "claims"; one with too many days
 * "days_refused".
 *
 * CSV has a line of column names, then exchange, tranche, when, what (release, in return), from,
 * to, number, at_least, who, earliest, by, counterpart, and done and noted_by to fill in
 * (document/csv.h).
 *
 * `out` is left as it was on failure: TRUCE_ENOMEM. Cost O(d log d) for d lines and shares of
 * exchanges, and the days that are shown. */
TRUCE_MUST_USE truce_status truce_swaps_answer(truce_session *session, truce_paper paper,
                                               truce_buffer *out, truce_error *err);

#endif
