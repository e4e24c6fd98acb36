/* deadlines.h - by when what is to be done, as a list (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_DEADLINES_H
#define TRUCE_SRC_ACTIONS_DEADLINES_H

#include "compose_agreement.h"

/* The last day of an obligation, or the last for a response to an incident. */
typedef struct deadline {
    int64_t day;
    bool or_later; /* it may be later: nobody says how long its phase goes on */
    uint32_t promise;
    uint32_t incident; /* in p->incidents, of a response; else TRUCE_NONE */
} deadline;

typedef struct deadlines {
    deadline *at; /* by day, then as the case has them */
    uint32_t n;
} deadlines;

/* The last days that are known, and for each incident that is known the last day for the response
 * that its obligation names, counted from the day on which it became known. In the arena;
 * TRUCE_ENOMEM. Cost O(n log n) of obligations and incidents. */
TRUCE_MUST_USE truce_status deadlines_find(composer *k, const promises *p, deadlines *out,
                                           truce_error *err);

/* "last day", "last day for a response to A convoy is hit". */
void deadline_words(composer *k, const promises *p, const deadline *d);

/* The list as iCalendar (RFC 5545), and as CSV (RFC 4180) with a line of titles. The first fails as
 * truce_calendar_write does. */
TRUCE_MUST_USE truce_status deadlines_ics(composer *k, const promises *p, const deadlines *all,
                                          truce_buffer *out, truce_error *err);
void deadlines_csv(composer *k, const promises *p, const deadlines *all, truce_buffer *out);

/* Members "deadlines" and "falls" of the object that is open: all deadlines; what falls with each
 * obligation, as far as DEADLINES_FALLS rows and as much work go, and for how many others it was
 * not looked up. */
enum { DEADLINES_FALLS = 10000 };
TRUCE_MUST_USE truce_status deadlines_json(composer *k, const promises *p, truce_json *json,
                                           truce_error *err);

/* On paper: those that are to come of what is not done; what falls if an obligation falls. Not
 * `whole`: the first of them. */
void compose_deadlines(composer *k, const promises *p, const deadlines *all, bool whole);
TRUCE_MUST_USE truce_status compose_falls(composer *k, const promises *p, bool whole,
                                          truce_error *err);

#endif
