/* aside.h - what of a ledger cannot be read with the rest (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_ASIDE_H
#define TRUCE_SRC_ACTIONS_ASIDE_H

#include "truce/actions/session.h"
#include "truce/case/read.h"

/* The session's view was read, and has errors. Put the texts aside that have them, read what is
 * left, and so on until it can be read; the names of what is aside stay taken, so that nothing
 * comes to mean another record. TRUCE_OK: `aside` says what; TRUCE_EPARSE: what is wrong is in no
 * text of the ledger (in one that is being written), and the report is of that; TRUCE_ELIMIT: it
 * goes on for too long; TRUCE_ENOMEM. Cost: a reading for each link of the longest chain of records
 * of which one names the other. */
TRUCE_MUST_USE truce_status aside_read(truce_session *session, truce_read_options options,
                                       truce_error *err);

#endif
