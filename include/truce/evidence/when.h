/* when.h - the time of one statement: its own where it has one, else its claim's. */
#ifndef TRUCE_EVIDENCE_WHEN_H
#define TRUCE_EVIDENCE_WHEN_H

#include "truce/base/arena.h"
#include "truce/evidence/scope.h"

/* [event]: the span of the dates at which claims in scope say that it happened, else the first
 * estimate of its date; not GIVEN: neither. Lives in `arena`; NULL when memory is out. Cost
 * O(statements and their times + datings). */
truce_date *truce_event_dates(const truce_scope *scope, truce_arena *arena);

/* When what the statement says is said to have held: its `at DATE`, else the date of the event that
 * it is `during`, else when its claim was made. Not GIVEN when none of these is, or when it is said
 * to be `before` an event, which dates it no closer. Words ("last week") date nothing by
 * themselves, and are of the claim's own time. `event_dates` is as truce_event_dates() gives it. */
truce_date truce_statement_date(const truce_scope *scope, const truce_date *event_dates,
                                uint32_t claim, const truce_statement *st);

#endif
