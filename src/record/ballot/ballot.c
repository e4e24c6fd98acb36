#include "truce/record/ballot.h"

#include "record/ballot/ballot_in.h"

enum { SIGNATURE = crypto_sign_BYTES, SIGNED = WORD + HASH };

uint32_t ballot_who(const truce_card *cards, size_t n, const uint8_t sign[32]) {
    for (size_t i = 0; i < n; i++) {
        if (memcmp(cards[i].keys.sign, sign, 32) == 0) {
            return (uint32_t)i;
        }
    }
    return NOBODY;
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static void what_is_signed(const char *word, const uint8_t digest[HASH], uint8_t out[SIGNED]) {
    memset(out, 0, WORD);
    memcpy(out, word, strlen(word));
    memcpy(out + WORD, digest, HASH);
}

void ballot_sign(truce_buffer *block, const char *word, const uint8_t digest[HASH],
                 const truce_identity *by) {
    uint8_t what[SIGNED];
    uint8_t signature[SIGNATURE];
    what_is_signed(word, digest, what);
    (void)crypto_sign_detached(signature, NULL, what, sizeof what, by->sign);
    lines_put_bytes(block, "signed-1", signature, SIGNATURE / 2);
    lines_put_bytes(block, "signed-2", signature + SIGNATURE / 2, SIGNATURE / 2);
}

truce_status ballot_begin(truce_str text, const char *what, const char *begins, signed_block *block,
                          truce_error *err) {
    const truce_status status = person_ready(err);
    if (status != TRUCE_OK) {
        return status;
    }
    block->what = what;
    return lines_block(text, begins, &block->in)
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EPARSE, "no %s: it begins with a line %s", what, begins);
}

truce_status ballot_end(signed_block *block, const char *word, const uint8_t digest[HASH],
                        const uint8_t sign[32], truce_error *err) {
    uint8_t what[SIGNED];
    uint8_t signature[SIGNATURE];
    lines_bytes(&block->in, "signed-1", signature, SIGNATURE / 2);
    lines_bytes(&block->in, "signed-2", signature + SIGNATURE / 2, SIGNATURE / 2);
    if (block->in.wrong != NULL) {
        return truce_fail(
            err, TRUCE_EPARSE,
            "line %u of the %s was cut or mistyped: it should be \"%s\" and its value",
            block->in.line, block->what, block->in.wrong);
    }
    what_is_signed(word, digest, what);
    return crypto_sign_verify_detached(signature, what, sizeof what, sign) == 0
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EPARSE,
                            "the %s was mistyped or altered: whoever it says did not sign it",
                            block->what);
}

void ballot_put_head(truce_buffer *block, const truce_question *question, const truce_card *by) {
    lines_put_bytes(block, "question", question->digest, HASH);
    lines_put(block, "by", truce_str_of(by->name));
    lines_put_bytes(block, "sign", by->keys.sign, sizeof by->keys.sign);
}

truce_status ballot_head(signed_block *block, const truce_question *question,
                         const truce_card *cards, size_t n, uint32_t *who, truce_error *err) {
    uint8_t digest[HASH];
    uint8_t sign[32];
    lines_bytes(&block->in, "question", digest, HASH);
    const truce_str name = lines_value(&block->in, "by");
    lines_bytes(&block->in, "sign", sign, sizeof sign);
    *who = ballot_who(cards, n, sign);
    if (block->in.wrong != NULL) {
        return TRUCE_OK; /* ballot_end says so */
    }
    if (memcmp(digest, question->digest, HASH) != 0) {
        return truce_fail(err, TRUCE_EINVAL, "the %s is to another question", block->what);
    }
    return *who != NOBODY && truce_str_equal(name, truce_str_of(cards[*who].name))
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EINVAL,
                            "the %s is by somebody who was not asked: name or key is another",
                            block->what);
}

/* ---- shares ---------------------------------------------------------------------------------- */

void ballot_bound(const truce_question *question, uint32_t side, uint32_t trustee,
                  uint8_t out[HASH]) {
    hashing h;
    hash_begin(&h, "truce share 1", NULL, HASH);
    hash_bytes(&h, question->digest, HASH);
    hash_u32(&h, side);
    hash_u32(&h, trustee);
    hash_end(&h, out, HASH);
}

void ballot_seal_share(const truce_question *question, uint32_t side, uint32_t from,
                       const uint8_t share[SHARE], const truce_card *to,
                       uint8_t out[SHARE_SEALED]) {
    uint8_t plain[SHARED];
    memcpy(plain, share, SHARE);
    ballot_bound(question, side, from, plain + SHARE);
    (void)crypto_box_seal(out, plain, sizeof plain, to->keys.box);
    sodium_memzero(plain, sizeof plain);
}

bool ballot_open_share(const truce_question *question, uint32_t side, uint32_t from,
                       const uint8_t sealed[SHARE_SEALED], const truce_identity *to,
                       uint8_t share[SHARE]) {
    uint8_t plain[SHARED];
    uint8_t bound[HASH];
    ballot_bound(question, side, from, bound);
    const bool good =
        crypto_box_seal_open(plain, sealed, SHARE_SEALED, to->card.keys.box, to->box) == 0 &&
        sodium_memcmp(plain + SHARE, bound, HASH) == 0;
    memset(share, 0, SHARE);
    if (good) {
        memcpy(share, plain, SHARE);
    }
    sodium_memzero(plain, sizeof plain);
    return good;
}

/* ---- all answers ----------------------------------------------------------------------------- */

truce_status ballot_sort(const truce_question *question, const truce_answer *answers, size_t n,
                         const truce_answer *by_side[TRUCE_SIDES_MAX], truce_error *err) {
    for (size_t i = 0; i < TRUCE_SIDES_MAX; i++) {
        by_side[i] = NULL;
    }
    for (size_t i = 0; i < n; i++) {
        const truce_answer **const at = &by_side[answers[i].side];
        if (*at != NULL && memcmp((*at)->digest, answers[i].digest, HASH) != 0) {
            return truce_fail(err, TRUCE_EINVAL, "there are two answers by %s",
                              question->sides[answers[i].side].name);
        }
        *at = &answers[i];
    }
    return TRUCE_OK;
}

void ballot_answers(const truce_question *question, const truce_answer *const *by_side,
                    uint8_t out[HASH]) {
    static const uint8_t none[HASH] = {0};
    hashing h;
    hash_begin(&h, "truce answers 1", NULL, HASH);
    hash_bytes(&h, question->digest, HASH);
    for (size_t i = 0; i < question->n_sides; i++) {
        hash_bytes(&h, by_side[i] != NULL ? by_side[i]->digest : none, HASH);
    }
    hash_end(&h, out, HASH);
}
