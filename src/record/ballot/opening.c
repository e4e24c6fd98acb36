/* A trustee's shares, handed to the other trustees once all answers are there; and the count. */
#include "record/ballot/ballot_in.h"

#define BEGINS "-----BEGIN TRUCE OPENING-----"
#define ENDS   "-----END TRUCE OPENING-----"

static void share_word(char word[32], size_t side, size_t trustee) {
    (void)snprintf(word, 32, "share-%u-%u", (unsigned)side + 1, (unsigned)trustee + 1);
}

static void digest(const truce_question *q, const truce_opening *o, uint8_t out[HASH]) {
    hashing h;
    hash_begin(&h, "truce opening 1", NULL, HASH);
    hash_bytes(&h, q->digest, HASH);
    hash_u32(&h, o->trustee);
    hash_bytes(&h, o->answers, HASH);
    hash_bytes(&h, o->shares, q->n_sides * q->n_trustees * sizeof o->shares[0]);
    hash_end(&h, out, HASH);
}

static truce_status make_room(const truce_question *q, truce_arena *arena, truce_opening *o,
                              truce_error *err) {
    o->shares = truce_arena_zero(arena, q->n_sides * q->n_trustees, sizeof *o->shares);
    return o->shares != NULL ? TRUCE_OK
                             : truce_fail(err, TRUCE_ENOMEM, "no memory to open the answers");
}

static truce_status find_trustee(const truce_question *q, const truce_identity *who,
                                 uint32_t *trustee, truce_error *err) {
    *trustee = ballot_who(q->trustees, q->n_trustees, who->card.keys.sign);
    return *trustee != NOBODY && truce_card_equal(&q->trustees[*trustee], &who->card)
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EDENIED, "%s is no trustee of this question",
                            who->card.name);
}

/* All of them, in the order of sides. */
static truce_status sort_all(const truce_question *q, const truce_answer *answers, size_t n,
                             const truce_answer *by_side[TRUCE_SIDES_MAX], truce_error *err) {
    truce_status status = ballot_sort(q, answers, n, by_side, err);
    for (size_t i = 0; i < q->n_sides && status == TRUCE_OK; i++) {
        if (by_side[i] == NULL) {
            status = truce_fail(err, TRUCE_EINVAL,
                                "%s has not answered: nothing is opened before all have",
                                q->sides[i].name);
        }
    }
    return status;
}

truce_status truce_opening_make(const truce_question *question, const truce_answer *answers,
                                size_t n, const truce_identity *trustee, truce_buffer *block,
                                truce_error *err) {
    const truce_question *const q = question;
    const truce_answer *by_side[TRUCE_SIDES_MAX];
    truce_arena arena = truce_arena_new();
    truce_opening o = {.trustee = 0};
    truce_status status = find_trustee(q, trustee, &o.trustee, err);
    status = status == TRUCE_OK ? sort_all(q, answers, n, by_side, err) : status;
    status = status == TRUCE_OK ? make_room(q, &arena, &o, err) : status;
    if (status != TRUCE_OK) {
        truce_arena_clear(&arena);
        return status;
    }
    ballot_answers(q, by_side, o.answers);
    truce_buffer_lit(block, BEGINS "\n");
    ballot_put_head(block, q, &trustee->card);
    lines_put_bytes(block, "answers", o.answers, HASH);
    for (uint32_t side = 0; side < q->n_sides; side++) {
        uint8_t share[SHARE];
        (void)ballot_open_share(q, side, o.trustee, by_side[side]->shares[o.trustee], trustee,
                                share);
        for (uint32_t to = 0; to < q->n_trustees; to++) {
            uint8_t(*const sealed)[SHARE_SEALED] = &o.shares[side * q->n_trustees + to];
            char word[32];
            if (to != o.trustee) {
                ballot_seal_share(q, side, o.trustee, share, &q->trustees[to], *sealed);
                share_word(word, side, to);
                lines_put_bytes(block, word, *sealed, SHARE_SEALED);
            }
        }
        sodium_memzero(share, sizeof share);
    }
    uint8_t what[HASH];
    digest(q, &o, what);
    ballot_sign(block, "truce opens 1", what, trustee);
    truce_buffer_lit(block, ENDS "\n");
    truce_arena_clear(&arena);
    return block->failed ? truce_fail(err, TRUCE_ENOMEM, "no memory for an opening") : TRUCE_OK;
}

truce_status truce_opening_read(const truce_question *question, truce_str text, truce_arena *arena,
                                truce_opening *opening, truce_error *err) {
    const truce_question *const q = question;
    signed_block block;
    truce_opening o = {.trustee = 0};
    truce_status status = ballot_begin(text, "opening", BEGINS, &block, err);
    status = status == TRUCE_OK
                 ? ballot_head(&block, q, q->trustees, q->n_trustees, &o.trustee, err)
                 : status;
    status = status == TRUCE_OK ? make_room(q, arena, &o, err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    lines_bytes(&block.in, "answers", o.answers, HASH);
    for (size_t i = 0; i < q->n_sides * q->n_trustees && block.in.wrong == NULL; i++) {
        char word[32];
        if (i % q->n_trustees != o.trustee) {
            share_word(word, i / q->n_trustees, i % q->n_trustees);
            lines_bytes(&block.in, word, o.shares[i], SHARE_SEALED);
            block.in.wrong = block.in.wrong != NULL ? "share-N-M" : NULL;
        }
    }
    uint8_t what[HASH];
    const uint32_t by = o.trustee != NOBODY ? o.trustee : 0; /* nobody's is wrong before */
    digest(q, &o, what);
    status = ballot_end(&block, "truce opens 1", what, q->trustees[by].keys.sign, err);
    if (status == TRUCE_OK) {
        *opening = o;
    }
    return status;
}

/* ---- the count ------------------------------------------------------------------------------- */

static truce_status sort_openings(const truce_question *q, const truce_opening *openings, size_t n,
                                  uint32_t own, const uint8_t answers[HASH],
                                  const truce_opening *by_trustee[TRUCE_TRUSTEES_MAX],
                                  truce_error *err) {
    for (size_t i = 0; i < n; i++) {
        const uint32_t who = openings[i].trustee;
        if (memcmp(openings[i].answers, answers, HASH) != 0) {
            return truce_fail(err, TRUCE_EINVAL, "%s has other answers than these: compare them",
                              q->trustees[who].name);
        }
        by_trustee[who] = &openings[i];
    }
    for (uint32_t i = 0; i < q->n_trustees; i++) {
        if (i != own && by_trustee[i] == NULL) {
            return truce_fail(err, TRUCE_EINVAL, "%s has not opened", q->trustees[i].name);
        }
    }
    return TRUCE_OK;
}

/* The key of a side's answer, of all shares. */
static void join(const truce_question *q, const truce_answer *a,
                 const truce_opening *const *by_trustee, uint32_t own,
                 const truce_identity *trustee, uint8_t key[KEY]) {
    memset(key, 0, KEY);
    for (uint32_t i = 0; i < q->n_trustees; i++) {
        uint8_t share[SHARE];
        const uint8_t *const sealed =
            i == own ? a->shares[own] : by_trustee[i]->shares[a->side * q->n_trustees + own];
        (void)ballot_open_share(q, a->side, i, sealed, trustee, share);
        for (size_t k = 0; k < SHARE; k++) {
            key[k] ^= share[k];
        }
        sodium_memzero(share, sizeof share);
    }
}

truce_status truce_ballot_count(const truce_question *question, const truce_answer *answers,
                                size_t n, const truce_opening *openings, size_t n_openings,
                                const truce_identity *trustee, bool *all, bool *closed,
                                truce_error *err) {
    const truce_question *const q = question;
    const truce_answer *by_side[TRUCE_SIDES_MAX];
    const truce_opening *by_trustee[TRUCE_TRUSTEES_MAX] = {NULL};
    uint8_t what[HASH];
    uint32_t own = 0;
    truce_status status = find_trustee(q, trustee, &own, err);
    status = status == TRUCE_OK ? sort_all(q, answers, n, by_side, err) : status;
    if (status == TRUCE_OK) {
        ballot_answers(q, by_side, what);
        status = sort_openings(q, openings, n_openings, own, what, by_trustee, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    *all = true;
    for (size_t i = 0; i < q->n_sides; i++) {
        uint8_t key[KEY];
        bool yes = false;
        join(q, by_side[i], by_trustee, own, trustee, key);
        const bool opens = ballot_open_answer(q, by_side[i], key, &yes);
        sodium_memzero(key, sizeof key);
        *all = *all && opens && yes;
        if (closed != NULL) {
            closed[i] = !opens;
        }
    }
    return TRUCE_OK;
}
