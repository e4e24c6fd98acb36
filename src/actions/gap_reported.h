/* gap_reported.h - the positions that are reported on an issue of a gap, so that nobody reads "no
 * exact number" as "nothing" (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_GAP_REPORTED_H
#define TRUCE_SRC_ACTIONS_GAP_REPORTED_H

#include "compose.h"
#include "truce/evidence/gaps.h"

/* Whether a position on an issue of the gap is shown beside it: of a number that is missing those
 * of all, of a red line or groups those of the side; none of which nobody says what it holds. */
bool gap_reports(const composer *k, const truce_gap *gap, const truce_position *p);

/* The positions on the issue of an item, [*begin, *end) of the matrix; both 0 where the gap is of a
 * kind that shows none. Whether any of them is shown. O(positions on the issue). */
bool gap_reported_rows(const composer *k, const truce_gap *gap, const truce_gap_item *item,
                       uint32_t *begin, uint32_t *end);

/* "Hamas demands: hundreds", into k->text. */
void gap_reported_phrase(composer *k, const truce_position *p);

/* A number that a claim gives which says something of the issue too, "130 people held", which is no
 * position: the next one from statement `*i` of the scope on, or NULL. O(statements). */
enum { GAP_COUNTS = 3 /* that are shown of an issue */ };
const truce_stated *gap_count_next(const composer *k, truce_symbol issue, uint32_t *i);
/* "People held: counted as 130 - the report s1 (s1:P2)" */
void gap_add_count(composer *k, truce_sentence *sentence, const truce_stated *at);

/* A passage for each, four at most, with who says so; of a number that is missing also what is
 * counted in a claim that says something of the issue. O(positions on the issue + statements). */
void gap_add_reported(composer *k, truce_cell *cell, const truce_gap *gap,
                      const truce_gap_item *item);

#endif
