/* release.h - to hand records of a ledger on to others, knowing what that tells them.
 *
 * Only the team does it, which sees who reads what, with the right to release; and whoever releases
 * what another wrote needs the right to manage as well. What is released then stands for its
 * compartments and for the new one: taken back and added anew, to the byte, by whoever released it,
 * so that the new reader sees a record like others; with a note for the team of who did it, what
 * for whom, and why.
 */
#ifndef TRUCE_ACTIONS_RELEASE_H
#define TRUCE_ACTIONS_RELEASE_H

#include "truce/actions/book.h"

typedef struct truce_release truce_release;

/* Look at what it would be to release the records called so (by name, or by the first digits of
 * their event's id, 4 at least) to `to`, a member or a compartment. Nothing is done. In `arena`,
 * with the book. TRUCE_EDENIED (not in the team; no right), TRUCE_ENOTFOUND (a record, or `to`),
 * TRUCE_EINVAL (`to` is the team, or sees one of them already; one is named twice), TRUCE_EPARSE:
 * they could not read what they would get, as `report` says (in `arena`): it names what they may
 * not see, and what else would have to be released. TRUCE_ENOMEM. Cost: O(bytes of the case). */
TRUCE_MUST_USE truce_status truce_release_look(const truce_book *book, const char *const *records,
                                               size_t n, truce_str to, truce_arena *arena,
                                               truce_release **release, truce_report *report,
                                               truce_error *err);

/* Append what they would get, to the byte; what of it also stands where they may not read; and what
 * they learn by it. */
void truce_release_tell(const truce_release *release, truce_buffer *out);
void truce_release_json(const truce_release *release, truce_buffer *out);

/* Append the custody records of offers that are released which `to` does not see and would not get,
 * and the command that releases them too, from the ledger called `ledger`; nothing where there are
 * none. `done`: the others have been released. */
void truce_release_along(const truce_release *release, bool done, truce_str ledger,
                         truce_buffer *out);

/* The bytes of record `i` as they are handed over; empty behind the last one. */
truce_str truce_release_bytes(const truce_release *release, size_t i);

/* Do it, and note why. TRUCE_EINVAL: no reason is given. Else as truce_ledger_say: all or nothing
 * is done. The book has moved on then: the release is over. */
TRUCE_MUST_USE truce_status truce_release_do(truce_book *book, const truce_release *release,
                                             truce_str why, int64_t now, truce_error *err);

/* The same of an answer ("matrix", "impasse", as the program's commands are called), which is
 * computed from all that the team can read: `*text`, as the program writes it. Append which
 * compartments' records it may rest on, and name, that `to` may not see (`*rests`), and how it
 * differs from the same answer to what `to` can read. TRUCE_EINVAL: there is no such answer;
 * TRUCE_EDENIED and TRUCE_ENOTFOUND as above, and as the answer. Texts in `arena`. Cost: both
 * answers. */
TRUCE_MUST_USE truce_status truce_release_answer(const truce_book *book, truce_str command,
                                                 truce_str to, truce_arena *arena, truce_str *text,
                                                 truce_str *rests, truce_buffer *out,
                                                 truce_error *err);

/* Note for the team that it was handed on, and why. TRUCE_EINVAL: no reason is given. */
TRUCE_MUST_USE truce_status truce_release_note(truce_book *book, truce_str command, truce_str to,
                                               truce_str rests, truce_str why, int64_t now,
                                               truce_error *err);

#endif
