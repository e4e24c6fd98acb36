/* custody.h - records of offers and messages on their way, as text of the case language, and the
 * receipts that go with them.
 *
 * Nothing is added to a case here: what comes out is text, for truce_book_add or for a file. Names
 * are made by chance (eight hexadecimal digits behind what they are of), so that no name tells of
 * what its reader may not see.
 */
#ifndef TRUCE_ACTIONS_CUSTODY_H
#define TRUCE_ACTIONS_CUSTODY_H

#include "truce/base/arena.h"
#include "truce/case/model.h"
#include "truce/case/view.h"
#include "truce/record/receipt.h"

/* A stage that somebody tells of. Texts are as given on a command line. */
typedef struct truce_stage_said {
    truce_str offer; /* its name */
    truce_stage stage;
    truce_str by, to, from; /* names of actors, with commas; empty: not said */
    truce_str at;           /* EDTF; empty: not said */
    truce_str with;         /* COUNTERED: an offer; empty: not said */
    truce_str note;         /* empty: none */
    truce_str source;       /* s2:P8: it is a claim there, and not of the books; empty: a record */
    truce_str speaker;      /* of a claim: an actor; empty: the source itself */
    truce_str receipt;      /* a block; empty: none */
} truce_stage_said;

/* A custody record, or where there is a source a claim, behind a first line "truce 1"; into
 * `arena`. `name` receives the record's. TRUCE_EINVAL: a text holds what cannot stand there;
 * TRUCE_EIO, TRUCE_ENOMEM. Whether it fits the case is for whoever adds it. */
TRUCE_MUST_USE truce_status truce_custody_stage(const truce_stage_said *said, truce_arena *arena,
                                                truce_str *text, truce_str *name, truce_error *err);

/* The one offer (or `message`) that `written` holds, a text of the case language, under a name of
 * its own and with a salt, followed by a custody record that it was issued, by whoever its first
 * line names, at `at` (empty: not said); both with the audience that was written. TRUCE_EINVAL: it
 * holds no such record, or others, or an audience that cannot be read; TRUCE_EIO, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_custody_new(truce_str written, bool message, truce_str at,
                                              truce_arena *arena, truce_str *text, truce_str *name,
                                              truce_error *err);

/* The paper itself: what an offer of the case in `inputs` says, with its salt and nothing else, as
 * a text of the case language, appended to `out`. TRUCE_ENOTFOUND (no such offer or message),
 * TRUCE_EINVAL (it has no salt), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_custody_copy(const truce_input *inputs, size_t n, truce_str offer,
                                               truce_buffer *out, truce_error *err);

/* What its content comes to (record/receipt.h). Errors as above. An empty name: of the first offer
 * or message there. */
TRUCE_MUST_USE truce_status truce_custody_content(const truce_input *inputs, size_t n,
                                                  truce_str offer, uint8_t content[TRUCE_CONTENT],
                                                  truce_error *err);

/* The newest version that replaces an offer or message of the case in `inputs`, step by step: its
 * name and title, in `arena`; empty where none does, where it is not there, or where the case has
 * errors. TRUCE_ENOMEM. Cost: reading the case, and O(offers) for each step. */
TRUCE_MUST_USE truce_status truce_custody_newer(const truce_input *inputs, size_t n,
                                                truce_str offer, truce_arena *arena,
                                                truce_str *name, truce_str *title,
                                                truce_error *err);

/* Who may see its record, as its audience line has it; none: the team alone. In `arena`, or
 * pointing into the inputs. TRUCE_ENOMEM. Cost O(bytes). */
TRUCE_MUST_USE truce_status truce_custody_audience(const truce_input *inputs, size_t n,
                                                   truce_str offer, truce_arena *arena,
                                                   const truce_str **names, size_t *n_names,
                                                   truce_error *err);

/* The name of the offer that the first record in `text` replaces, in `arena`; empty: none.
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_custody_replaced(truce_str text, truce_arena *arena,
                                                   truce_str *older, truce_error *err);

/* Append a receipt of a stage (HANDED or CONVEYED, with `by` and `to`) for the offer, signed by
 * `me`. Errors as above, and as truce_receipt_write. */
TRUCE_MUST_USE truce_status truce_custody_receipt(const truce_input *inputs, size_t n,
                                                  const truce_stage_said *said,
                                                  const truce_identity *me, truce_buffer *out,
                                                  truce_error *err);

/* What a countersigned receipt says, as a stage: RECEIVED by whom it was handed to, from whom.
 * Texts point into `receipt` and into `block`. TRUCE_EINVAL: it is not countersigned. */
TRUCE_MUST_USE truce_status truce_custody_received(truce_str block, const truce_receipt *receipt,
                                                   truce_stage_said *said, truce_error *err);

/* Append the receipt in `block` countersigned by `me`, if the paper in `content` (as
 * truce_custody_copy gives it) comes to what it says. TRUCE_EPARSE: no receipt; TRUCE_EINVAL: the
 * paper says something else; and as above. */
TRUCE_MUST_USE truce_status truce_custody_countersign(truce_str block, truce_str content,
                                                      const truce_identity *me, truce_buffer *out,
                                                      truce_error *err);

#endif
