/* ballot_in.h - what the blocks of a ballot have in common. */
#ifndef RECORD_BALLOT_IN_H
#define RECORD_BALLOT_IN_H

#include "record/chain/hash.h"
#include "record/person/lines.h"
#include "record/person/person.h"
#include "truce/record/ballot.h"

enum { SHARE = 32, SHARED = 64, SHARE_SEALED = SHARED + crypto_box_SEALBYTES, NONCE = 32 };
_Static_assert(SHARE_SEALED == 112, "a share, what it belongs to, and its sealing");

#define NOBODY UINT32_MAX

/* Index of whoever has this key; NOBODY. */
uint32_t ballot_who(const truce_card *cards, size_t n, const uint8_t sign[32]);

/* The last lines of a block: a signature over `word` and `digest`. */
void ballot_sign(truce_buffer *block, const char *word, const uint8_t digest[HASH],
                 const truce_identity *by);

/* A block that is signed, being read: what stands in it is wrong where nobody signed it. */
typedef struct signed_block {
    const char *what; /* "answer" */
    lines_in in;
} signed_block;

TRUCE_MUST_USE truce_status ballot_begin(truce_str text, const char *what, const char *begins,
                                         signed_block *block, truce_error *err);

/* Read the signature and hold it to `digest`. TRUCE_EPARSE, also for what was read before it. */
TRUCE_MUST_USE truce_status ballot_end(signed_block *block, const char *word,
                                       const uint8_t digest[HASH], const uint8_t sign[32],
                                       truce_error *err);

/* The first lines of all but the question: which question, and by whom of these. TRUCE_EINVAL. */
void ballot_put_head(truce_buffer *block, const truce_question *question, const truce_card *by);
TRUCE_MUST_USE truce_status ballot_head(signed_block *block, const truce_question *question,
                                        const truce_card *cards, size_t n, uint32_t *who,
                                        truce_error *err);

/* That a share is of this side's answer to this question, for this trustee. */
void ballot_bound(const truce_question *question, uint32_t side, uint32_t trustee,
                  uint8_t out[HASH]);

/* A share and what it is bound to, sealed for a trustee, and opened; false: it is none, and zeros
 * are in its place. `from` is the trustee whose share it is. */
void ballot_seal_share(const truce_question *question, uint32_t side, uint32_t from,
                       const uint8_t share[SHARE], const truce_card *to, uint8_t out[SHARE_SEALED]);
bool ballot_open_share(const truce_question *question, uint32_t side, uint32_t from,
                       const uint8_t sealed[SHARE_SEALED], const truce_identity *to,
                       uint8_t share[SHARE]);

/* The answers in the order of sides; NULL: none of it. TRUCE_EINVAL: one is there twice. */
TRUCE_MUST_USE truce_status ballot_sort(const truce_question *question, const truce_answer *answers,
                                        size_t n, const truce_answer *by_side[TRUCE_SIDES_MAX],
                                        truce_error *err);
/* A hash of them. */
void ballot_answers(const truce_question *question, const truce_answer *const *by_side,
                    uint8_t out[HASH]);

/* What is sealed, with the key of all shares: the answer and its nonce. False: it cannot be opened,
 * or is not what was committed to. */
bool ballot_open_answer(const truce_question *question, const truce_answer *answer,
                        const uint8_t key[KEY], bool *yes);

#endif
