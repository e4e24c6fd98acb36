/* ballot.h - a sealed yes or no to a final text, step by step: each takes files and appends the
 * block that is handed on (record/ballot.h says what each is, and who learns what).
 *
 * Every file may hold several blocks, and other text between them. Errors name the file.
 */
#ifndef TRUCE_ACTIONS_BALLOT_H
#define TRUCE_ACTIONS_BALLOT_H

#include "truce/case/view.h"
#include "truce/record/ballot.h"

/* Ask about `text`, to the byte, until the last second of the date or minute `until` (UTC), of the
 * sides and with the trustees whose cards are in these files. `said` receives what is to be
 * compared aloud. TRUCE_EINVAL (the date), TRUCE_EPARSE (a card), and as truce_question_make. */
TRUCE_MUST_USE truce_status truce_ballot_ask(const truce_input *text, truce_str until,
                                             const truce_input *sides, size_t n_sides,
                                             const truce_input *trustees, size_t n_trustees,
                                             const truce_identity *me, truce_buffer *block,
                                             truce_buffer *said, truce_error *err);

/* Answer the question in a file about the text that this side holds, which must be the one that is
 * asked about: TRUCE_EINVAL else, or where the time is over. Wipe `block` and `kept`. */
TRUCE_MUST_USE truce_status truce_ballot_answer(const truce_input *question,
                                                const truce_input *text, bool yes, int64_t now,
                                                const truce_identity *me, truce_buffer *block,
                                                truce_buffer *kept, truce_error *err);

/* A trustee's opening of the answers in `files`. */
TRUCE_MUST_USE truce_status truce_ballot_open(const truce_input *question, const truce_input *files,
                                              size_t n, const truce_identity *me,
                                              truce_buffer *block, truce_error *err);

/* A trustee's outcome, from the answers and openings in `files`; where a side has not answered and
 * the time is over, without openings. `said` receives, for the trustee alone, whose answer could
 * not be opened or is not there. */
TRUCE_MUST_USE truce_status truce_ballot_tell(const truce_input *question, const truce_input *files,
                                              size_t n, int64_t now, const truce_identity *me,
                                              truce_buffer *block, truce_buffer *said,
                                              truce_error *err);

/* What all trustees tell in `files`. */
TRUCE_MUST_USE truce_status truce_ballot_outcome(const truce_input *question,
                                                 const truce_input *files, size_t n, bool *all,
                                                 truce_error *err);

/* Who answered what, by the answers and what was kept of them in `files`: "karda answered yes". */
TRUCE_MUST_USE truce_status truce_ballot_show(const truce_input *question, const truce_input *files,
                                              size_t n, truce_buffer *said, truce_error *err);

/* Who is asked what, until when, with whom; and the digits to compare with whoever asks. */
TRUCE_MUST_USE truce_status truce_ballot_read(const truce_input *question, truce_buffer *said,
                                              truce_error *err);

#endif
