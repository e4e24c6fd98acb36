/* check.h - is the case well written, and what does it hold? */
#ifndef TRUCE_ACTIONS_CHECK_H
#define TRUCE_ACTIONS_CHECK_H

#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* How much a case holds. Positions count each line of a list; sources only those seen. */
typedef struct truce_counts {
    size_t files, sources, unseen, actors, parties, issues, links, terms, offers, events, claims,
        statements, positions, accounts, datings, preferences, models, moves, orders, readers,
        compartments;
} truce_counts;

/* Count an open case. Of one that has errors: what could be read. Cost O(statements). */
truce_counts truce_check_count(const truce_case *c);

/* Add to the report what is wrong with the models of a case that has no error so far, and needs the
 * list of all outcomes to be seen. Fails with TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_check_models(truce_session *session, truce_error *err);

/* Add to the report, as warnings, what the custody records of a case that has no error so far raise
 * an alarm about (evidence/ways.h). Nothing where it has none. Fails with TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_check_ways(truce_session *session, truce_error *err);

/* Append {"errors":[...],"warnings":[...],"counts":{...}}: of each problem the file and line (for a
 * narrowed reader the record and the line within it), column, message and hint; `more` tells how
 * many of each were found beyond those listed. */
void truce_check_json(const truce_session *session, truce_buffer *out);

/* Append one sentence that counts errors, warnings and what the case holds. */
void truce_check_text(const truce_session *session, truce_buffer *out);

#endif
