/* A side's answer: committed to, and sealed for all trustees together. */
#include "record/ballot/ballot_in.h"

#define BEGINS      "-----BEGIN TRUCE ANSWER-----"
#define ENDS        "-----END TRUCE ANSWER-----"
#define KEPT_BEGINS "-----BEGIN TRUCE KEPT ANSWER-----"
#define KEPT_ENDS   "-----END TRUCE KEPT ANSWER-----"

enum {
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    ANSWER = 1 + NONCE, /* yes or no, and what hides it in the commitment */
    BOUND = 2 * HASH
};
_Static_assert(ANSWER + TAG == sizeof((truce_answer *)0)->sealed, "an answer, sealed");

/* The key seals one text, ever. */
static const uint8_t no_nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES] = {0};

static void commit(const truce_question *q, uint32_t side, const uint8_t answer[ANSWER],
                   uint8_t out[HASH]) {
    hashing h;
    hash_begin(&h, "truce commits 1", NULL, HASH);
    hash_bytes(&h, q->digest, HASH);
    hash_u32(&h, side);
    hash_bytes(&h, answer, ANSWER);
    hash_end(&h, out, HASH);
}

static void bind(const truce_question *q, const truce_answer *a, uint8_t out[BOUND]) {
    memcpy(out, a->commitment, HASH);
    ballot_bound(q, a->side, NOBODY, out + HASH);
}

static void digest(const truce_question *q, truce_answer *a) {
    hashing h;
    hash_begin(&h, "truce answer 1", NULL, HASH);
    hash_bytes(&h, q->digest, HASH);
    hash_u32(&h, a->side);
    hash_bytes(&h, a->commitment, sizeof a->commitment);
    hash_bytes(&h, a->sealed, sizeof a->sealed);
    hash_bytes(&h, a->shares, q->n_trustees * sizeof a->shares[0]);
    hash_end(&h, a->digest, HASH);
}

/* ---- making it ------------------------------------------------------------------------------- */

/* The key is the sum of all shares (exclusive or); all but the last are random. PAPER:
 * shamir1979. */
static void share_out(const truce_question *q, truce_answer *a, const uint8_t key[KEY]) {
    uint8_t last[SHARE];
    memcpy(last, key, SHARE);
    for (uint32_t i = 0; i < q->n_trustees; i++) {
        uint8_t share[SHARE];
        if (i + 1 < q->n_trustees) {
            randombytes_buf(share, sizeof share);
            for (size_t k = 0; k < SHARE; k++) {
                last[k] ^= share[k];
            }
        } else {
            memcpy(share, last, SHARE);
        }
        ballot_seal_share(q, a->side, i, share, &q->trustees[i], a->shares[i]);
        sodium_memzero(share, sizeof share);
    }
    sodium_memzero(last, sizeof last);
}

static void put_kept(const truce_question *q, const truce_answer *a, const uint8_t answer[ANSWER],
                     truce_buffer *kept) {
    truce_buffer_lit(kept, KEPT_BEGINS "\n");
    lines_put_bytes(kept, "question", q->digest, HASH);
    lines_put(kept, "by", truce_str_of(q->sides[a->side].name));
    lines_put_bytes(kept, "answer", answer, ANSWER);
    truce_buffer_lit(kept, KEPT_ENDS "\n");
}

static void share_word(char word[24], size_t i) {
    (void)snprintf(word, 24, "share-%u", (unsigned)i + 1);
}

truce_status truce_answer_make(const truce_question *question, const truce_identity *side, bool yes,
                               truce_buffer *block, truce_buffer *kept, truce_error *err) {
    truce_answer a = {.side = ballot_who(question->sides, question->n_sides, side->card.keys.sign)};
    if (a.side == NOBODY || !truce_card_equal(&question->sides[a.side], &side->card)) {
        return truce_fail(err, TRUCE_EDENIED, "%s is none of the sides that are asked",
                          side->card.name);
    }
    uint8_t answer[ANSWER];
    uint8_t key[KEY];
    uint8_t bound[BOUND];
    answer[0] = yes ? 1 : 0;
    randombytes_buf(answer + 1, NONCE);
    randombytes_buf(key, sizeof key);
    commit(question, a.side, answer, a.commitment);
    bind(question, &a, bound);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(a.sealed, NULL, answer, sizeof answer, bound,
                                                     sizeof bound, NULL, no_nonce, key);
    share_out(question, &a, key);
    sodium_memzero(key, sizeof key);
    digest(question, &a);
    truce_buffer_lit(block, BEGINS "\n");
    ballot_put_head(block, question, &side->card);
    lines_put_bytes(block, "commits", a.commitment, sizeof a.commitment);
    lines_put_bytes(block, "sealed", a.sealed, sizeof a.sealed);
    for (size_t i = 0; i < question->n_trustees; i++) {
        char word[24];
        share_word(word, i);
        lines_put_bytes(block, word, a.shares[i], sizeof a.shares[i]);
    }
    ballot_sign(block, "truce answers 1", a.digest, side);
    truce_buffer_lit(block, ENDS "\n");
    put_kept(question, &a, answer, kept);
    sodium_memzero(answer, sizeof answer);
    return block->failed || kept->failed ? truce_fail(err, TRUCE_ENOMEM, "no memory for an answer")
                                         : TRUCE_OK;
}

/* ---- reading it ------------------------------------------------------------------------------ */

truce_status truce_answer_read(const truce_question *question, truce_str text, truce_answer *answer,
                               truce_error *err) {
    signed_block block;
    truce_answer a = {.side = 0};
    truce_status status = ballot_begin(text, "answer", BEGINS, &block, err);
    status = status == TRUCE_OK
                 ? ballot_head(&block, question, question->sides, question->n_sides, &a.side, err)
                 : status;
    if (status != TRUCE_OK) {
        return status;
    }
    lines_bytes(&block.in, "commits", a.commitment, sizeof a.commitment);
    lines_bytes(&block.in, "sealed", a.sealed, sizeof a.sealed);
    for (size_t i = 0; i < question->n_trustees; i++) {
        char word[24];
        share_word(word, i);
        lines_bytes(&block.in, word, a.shares[i], sizeof a.shares[i]);
        if (block.in.wrong == word) {
            block.in.wrong = "share-N";
        }
    }
    const uint32_t by = a.side != NOBODY ? a.side : 0; /* nobody's is wrong before */
    digest(question, &a);
    status = ballot_end(&block, "truce answers 1", a.digest, question->sides[by].keys.sign, err);
    if (status == TRUCE_OK) {
        *answer = a;
    }
    return status;
}

bool ballot_open_answer(const truce_question *question, const truce_answer *answer,
                        const uint8_t key[KEY], bool *yes) {
    uint8_t opened[ANSWER];
    uint8_t bound[BOUND];
    uint8_t commitment[HASH] = {0};
    bind(question, answer, bound);
    bool good = crypto_aead_xchacha20poly1305_ietf_decrypt(opened, NULL, NULL, answer->sealed,
                                                           sizeof answer->sealed, bound,
                                                           sizeof bound, no_nonce, key) == 0;
    if (good) {
        commit(question, answer->side, opened, commitment);
        good = memcmp(commitment, answer->commitment, HASH) == 0 && opened[0] <= 1;
        *yes = good && opened[0] == 1;
    }
    sodium_memzero(opened, sizeof opened);
    return good;
}

truce_status truce_answer_show(const truce_question *question, const truce_answer *answer,
                               truce_str text, bool *yes, truce_error *err) {
    signed_block block;
    uint8_t digest_kept[HASH];
    uint8_t kept[ANSWER];
    uint8_t commitment[HASH];
    const truce_status status = ballot_begin(text, "kept answer", KEPT_BEGINS, &block, err);
    if (status != TRUCE_OK) {
        return status;
    }
    lines_bytes(&block.in, "question", digest_kept, HASH);
    const truce_str name = lines_value(&block.in, "by");
    lines_bytes(&block.in, "answer", kept, sizeof kept);
    if (block.in.wrong != NULL) {
        return truce_fail(err, TRUCE_EPARSE,
                          "line %u of the kept answer was cut or mistyped: it should be \"%s\" and "
                          "its value",
                          block.in.line, block.in.wrong);
    }
    commit(question, answer->side, kept, commitment);
    if (memcmp(digest_kept, question->digest, HASH) != 0 ||
        !truce_str_equal(name, truce_str_of(question->sides[answer->side].name)) || kept[0] > 1 ||
        memcmp(commitment, answer->commitment, HASH) != 0) {
        return truce_fail(err, TRUCE_EINVAL, "what was kept is not of this answer");
    }
    *yes = kept[0] == 1;
    return TRUCE_OK;
}
