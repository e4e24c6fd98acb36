/* over_time.h - how obligations stood at the end of each week, month, year or phase, or on each day
 * on which something changes (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_OVER_TIME_H
#define TRUCE_SRC_ACTIONS_OVER_TIME_H

#include "compose_agreement.h"

typedef struct over_time_column {
    truce_str title;
    uint32_t agreement; /* whose phase it is; TRUCE_NONE: all obligations have it */
    int64_t day;        /* as of which */
    const truce_owed_standing *standings; /* [p->n] */
} over_time_column;

typedef struct over_time {
    const char *unit;
    over_time_column *at; /* by agreement, then by day */
    uint32_t n;
    int64_t first;              /* the first day that is looked at; the last is that of `p` */
    truce_owed_history changes; /* from that day on */
    bool too_many;              /* changes were not looked for, or there are too many */
} over_time;

/* `unit` is week, month, year, phase or date; empty: the finest of the first three that makes at
 * most OVER_TIME_FEW columns, else years. Each column is as of its last day, or of the day of `p`
 * where that comes first, with the reports known by then; days on which obligations begin and end
 * are as known on the day of `p`. It begins with the first obligation or report. In the arena.
 *
 * Fails with TRUCE_ENOTFOUND (no such unit), TRUCE_ELIMIT (more than OVER_TIME_MOST columns, or a
 * sum that does not fit) or TRUCE_ENOMEM. Cost: truce_owed_find for each column and, with at most
 * OVER_TIME_RECORDS obligations, reports and incidents, for each day on which one may change. */
enum { OVER_TIME_FEW = 10, OVER_TIME_MOST = 120, OVER_TIME_RECORDS = 4000 };
TRUCE_MUST_USE truce_status over_time_find(composer *k, const promises *p, truce_str unit,
                                           over_time *out, truce_error *err);
/* The same without columns: only the changes. */
TRUCE_MUST_USE truce_status over_time_changes(composer *k, const promises *p, over_time *out,
                                              truce_error *err);

/* The level from 0, none, to 3, full; false where no report that counts measures it, and it is not
 * kept. */
bool over_time_level(const truce_owed_standing *s, int *least, int *most);

/* Changes of each obligation in a row, those only by which it is in another state: `first` of an
 * obligation, or TRUCE_NONE, and `next` of a change. In the arena; false when memory is out, and
 * then k->failed. */
bool over_time_chain(composer *k, const promises *p, const over_time *t, const uint32_t **first,
                     const uint32_t **next);

/* agreement_figure.c: phases, and each obligation as it stood; nothing where there are too many. Of
 * more than 24, those that need a look. Cost O(n log n + changes). */
void agreement_figure(composer *k, const promises *p, const over_time *t);

/* compose_over_time.c */
void compose_over_time(composer *k, const promises *p, const over_time *t);
void compose_over_time_json(composer *k, const promises *p, const over_time *t, truce_json *json);
void over_time_csv(composer *k, const promises *p, const over_time *t, truce_buffer *out);

#endif
