/* witnesses.h - truce witnesses: which claims count as one witness, and what rests on one alone. */
#ifndef TRUCE_ACTIONS_WITNESSES_H
#define TRUCE_ACTIONS_WITNESSES_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the witnesses of an open session: reports that repeat or draw on others, claims that count
 * as one and why, unnamed people who may be the same, and what one witness alone tells. With
 * `request.issues` only positions and movement on these, also those with several witnesses. In JSON
 * {"about", "witnesses": [{"witness", "grade", "voice", "why", "claims", "alone": [{"kind",
 * "point", "issue", "claims"}]}], "several": [point]}. With --voice only points that rest on one
 * witness of such a sort, and no "several"; --sections and --most are for paper. `out` is left as
 * it was on failure: TRUCE_ENOTFOUND (an issue, a sort), TRUCE_ELIMIT (too many parties),
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_witnesses_answer(truce_session *session, truce_paper paper,
                                                   truce_buffer *out, truce_error *err);

#endif
