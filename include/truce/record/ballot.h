/* ballot.h - a yes or no that only counts when all say yes, and of which else nothing is told.
 *
 * Somebody asks a question about a text: of sides, who answer, each sealed, and with trustees, who
 * open all answers together or none. What is then published is whether all said yes. Each piece is
 * a block of text, signed by whoever made it, that can go by mail or lie in a ledger:
 *
 *   question  what is asked (a hash of the text), until when, of which sides, with which trustees
 *   answer    a side's commitment to yes or no, and the answer sealed under a key of which every
 *             trustee gets a share: all shares are needed, and one fewer tells nothing
 *   opening   a trustee's shares of all answers, each sealed for each other trustee; made only when
 *             all answers are there
 *   outcome   a trustee's word, "all accepted" or "not all"; it counts when all trustees say it
 *
 * All trustees together learn each answer; anybody else learns the outcome, as long as one trustee
 * keeps their shares until all answers are there and then to themselves. A side that did not answer
 * is "not all" without that anything is opened. An answer that cannot be opened, by whose fault
 * ever, is no yes. A side can show later what it answered, with what it kept (its commitment is in
 * its answer), and so that an outcome is false. docs/security.md has forms and reasons.
 */
#ifndef TRUCE_RECORD_BALLOT_H
#define TRUCE_RECORD_BALLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/buffer.h"
#include "truce/record/identity.h"

#define TRUCE_SIDES_MAX    32
#define TRUCE_TRUSTEES_MAX 16

typedef struct truce_question {
    uint8_t id[16];   /* random */
    uint8_t asks[32]; /* a hash of the text */
    int64_t until;    /* seconds since 1970: who has not answered by then is absent */
    truce_card sides[TRUCE_SIDES_MAX], trustees[TRUCE_TRUSTEES_MAX];
    size_t n_sides, n_trustees;
    truce_card by;
    uint8_t digest[32]; /* of all of it */
} truce_question;

/* Append a question about `text`, signed by `by`. TRUCE_EINVAL: fewer than two sides or no trustee,
 * somebody twice, a trustee who is a side; TRUCE_ELIMIT: too many; TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_question_make(truce_str text, int64_t until,
                                                const truce_card *sides, size_t n_sides,
                                                const truce_card *trustees, size_t n_trustees,
                                                const truce_identity *by, truce_buffer *block,
                                                truce_error *err);

/* The question in a block; what stands before and behind it is passed over. TRUCE_EPARSE: there is
 * none, it was cut, mistyped or altered; TRUCE_EINVAL: it asks nobody who could answer, as above.
 * Whose key signed it is for people to compare. */
TRUCE_MUST_USE truce_status truce_question_read(truce_str text, truce_question *question,
                                                truce_error *err);

/* Is it about this text, to the byte? */
bool truce_question_asks(const truce_question *question, truce_str text);

typedef struct truce_answer {
    uint32_t side;
    uint8_t commitment[32];
    uint8_t sealed[49];
    uint8_t shares[TRUCE_TRUSTEES_MAX][112];
    uint8_t digest[32];
} truce_answer;

/* Append a side's answer, and to `kept` what it needs to show later what it was: to be kept secret
 * until then. Yes and no have the same size. TRUCE_EDENIED: this is none of the sides;
 * TRUCE_ENOMEM. Wipe both. */
TRUCE_MUST_USE truce_status truce_answer_make(const truce_question *question,
                                              const truce_identity *side, bool yes,
                                              truce_buffer *block, truce_buffer *kept,
                                              truce_error *err);

/* TRUCE_EPARSE as above; TRUCE_EINVAL: it is to another question, or by none of its sides. */
TRUCE_MUST_USE truce_status truce_answer_read(const truce_question *question, truce_str text,
                                              truce_answer *answer, truce_error *err);

/* What a side kept, `text`, held to its answer: `*yes` is what it answered. TRUCE_EPARSE: no such
 * block; TRUCE_EINVAL: it does not fit this answer. */
TRUCE_MUST_USE truce_status truce_answer_show(const truce_question *question,
                                              const truce_answer *answer, truce_str text, bool *yes,
                                              truce_error *err);

typedef struct truce_opening {
    uint32_t trustee;
    uint8_t answers[32];    /* a hash of the answers that were there */
    uint8_t (*shares)[112]; /* [sides * trustees]: of each side for each trustee; own ones zeros */
} truce_opening;

/* Append a trustee's opening. `answers`: one of each side, in any order. TRUCE_EDENIED: this is
 * none of the trustees; TRUCE_EINVAL: one is missing, or there twice; TRUCE_ENOMEM. A share that is
 * none is passed on as zeros: then the answer cannot be opened. */
TRUCE_MUST_USE truce_status truce_opening_make(const truce_question *question,
                                               const truce_answer *answers, size_t n,
                                               const truce_identity *trustee, truce_buffer *block,
                                               truce_error *err);

/* In `arena`. Errors as truce_answer_read, and TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_opening_read(const truce_question *question, truce_str text,
                                               truce_arena *arena, truce_opening *opening,
                                               truce_error *err);

/* Did all say yes? For a trustee, with the openings of all others (their own may be among them).
 * `closed[side]` is set, where it is not NULL, for answers that could not be opened. TRUCE_EDENIED:
 * this is none of the trustees; TRUCE_EINVAL: an answer or an opening is missing or there twice, or
 * a trustee had other answers: its message says whose. */
TRUCE_MUST_USE truce_status truce_ballot_count(const truce_question *question,
                                               const truce_answer *answers, size_t n,
                                               const truce_opening *openings, size_t n_openings,
                                               const truce_identity *trustee, bool *all,
                                               bool *closed, truce_error *err);

typedef struct truce_outcome {
    uint32_t trustee;
    uint8_t answers[32];
    bool all;
} truce_outcome;

/* Append a trustee's word. Where not all sides answered, `all` must be false and `now` behind
 * `until`: TRUCE_EINVAL. TRUCE_EDENIED; TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_outcome_make(const truce_question *question,
                                               const truce_answer *answers, size_t n, bool all,
                                               int64_t now, const truce_identity *trustee,
                                               truce_buffer *block, truce_error *err);

/* Errors as truce_answer_read. */
TRUCE_MUST_USE truce_status truce_outcome_read(const truce_question *question, truce_str text,
                                               truce_outcome *outcome, truce_error *err);

/* What all trustees say. TRUCE_EINVAL: one has not spoken, or they do not say the same; that all
 * accepted, they must say of the same answers. */
TRUCE_MUST_USE truce_status truce_ballot_decide(const truce_question *question,
                                                const truce_outcome *outcomes, size_t n, bool *all,
                                                truce_error *err);

#endif
