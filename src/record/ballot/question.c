/* The question of a ballot: what, until when, whom, with whom. */
#include "record/ballot/ballot_in.h"

#define BEGINS "-----BEGIN TRUCE QUESTION-----"
#define ENDS   "-----END TRUCE QUESTION-----"

static void hash_of(truce_str text, uint8_t out[HASH]) {
    hashing h;
    hash_begin(&h, "truce asked 1", NULL, HASH);
    hash_bytes(&h, text.data, text.size);
    hash_end(&h, out, HASH);
}

static void digest(truce_question *q) {
    uint8_t card[HASH];
    hashing h;
    hash_begin(&h, "truce question 1", NULL, HASH);
    hash_bytes(&h, q->id, sizeof q->id);
    hash_bytes(&h, q->asks, sizeof q->asks);
    hash_u64(&h, (uint64_t)q->until);
    hash_u32(&h, (uint32_t)q->n_sides);
    hash_u32(&h, (uint32_t)q->n_trustees);
    for (size_t i = 0; i < q->n_sides; i++) {
        truce_card_digest(&q->sides[i], card);
        hash_bytes(&h, card, HASH);
    }
    for (size_t i = 0; i < q->n_trustees; i++) {
        truce_card_digest(&q->trustees[i], card);
        hash_bytes(&h, card, HASH);
    }
    truce_card_digest(&q->by, card);
    hash_bytes(&h, card, HASH);
    hash_end(&h, q->digest, HASH);
}

/* ---- who is asked ---------------------------------------------------------------------------- */

static bool like(const truce_card *a, const truce_card *b) {
    return strcmp(a->name, b->name) == 0 ||
           memcmp(a->keys.sign, b->keys.sign, sizeof a->keys.sign) == 0 ||
           memcmp(a->keys.box, b->keys.box, sizeof a->keys.box) == 0;
}

/* Is anybody of these another one of those; the same one, where they are the same list? */
static const char *twice(const truce_card *some, size_t n, const truce_card *others, size_t m) {
    for (size_t i = 0; i < n; i++) {
        for (size_t k = some == others ? i + 1 : 0; k < m; k++) {
            if (like(&some[i], &others[k])) {
                return some[i].name;
            }
        }
    }
    return NULL;
}

static truce_status check(const truce_question *q, truce_error *err) {
    if (q->n_sides < 2 || q->n_trustees < 1) {
        return truce_fail(err, TRUCE_EINVAL,
                          "a question is put to two sides or more, with a trustee "
                          "or more");
    }
    const char *who = twice(q->sides, q->n_sides, q->sides, q->n_sides);
    who = who != NULL ? who : twice(q->trustees, q->n_trustees, q->trustees, q->n_trustees);
    if (who != NULL) {
        return truce_fail(err, TRUCE_EINVAL, "%s is there twice, by name or key", who);
    }
    who = twice(q->sides, q->n_sides, q->trustees, q->n_trustees);
    return who == NULL
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EINVAL,
                            "%s is a side: a trustee would learn what the others answered", who);
}

/* ---- its block ------------------------------------------------------------------------------- */

static void put_card(truce_buffer *block, const char *word, const truce_card *card) {
    lines_put(block, word, truce_str_of(card->name));
    lines_put_bytes(block, "sign", card->keys.sign, sizeof card->keys.sign);
    lines_put_bytes(block, "box", card->keys.box, sizeof card->keys.box);
}

static void get_card(lines_in *in, const char *word, truce_card *card) {
    *card = (truce_card){.name = ""};
    const truce_str name = lines_value(in, word);
    lines_bytes(in, "sign", card->keys.sign, sizeof card->keys.sign);
    lines_bytes(in, "box", card->keys.box, sizeof card->keys.box);
    if (in->wrong == NULL && !person_member_name(name)) {
        in->wrong = word;
    }
    if (in->wrong == NULL) {
        memcpy(card->name, name.data, name.size);
    }
}

truce_status truce_question_make(truce_str text, int64_t until, const truce_card *sides,
                                 size_t n_sides, const truce_card *trustees, size_t n_trustees,
                                 const truce_identity *by, truce_buffer *block, truce_error *err) {
    if (n_sides > TRUCE_SIDES_MAX || n_trustees > TRUCE_TRUSTEES_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "at most %d sides and %d trustees", TRUCE_SIDES_MAX,
                          TRUCE_TRUSTEES_MAX);
    }
    truce_question q = {
        .until = until, .n_sides = n_sides, .n_trustees = n_trustees, .by = by->card};
    memcpy(q.sides, sides, n_sides * sizeof *sides);
    memcpy(q.trustees, trustees, n_trustees * sizeof *trustees);
    const truce_status status = check(&q, err);
    if (status != TRUCE_OK) {
        return status;
    }
    randombytes_buf(q.id, sizeof q.id);
    hash_of(text, q.asks);
    digest(&q);
    truce_buffer_lit(block, BEGINS "\n");
    lines_put_bytes(block, "id", q.id, sizeof q.id);
    lines_put_bytes(block, "asks", q.asks, sizeof q.asks);
    truce_buffer_printf(block, "until %lld\nsides %zu\n", (long long)until, n_sides);
    for (size_t i = 0; i < n_sides; i++) {
        put_card(block, "side", &q.sides[i]);
    }
    truce_buffer_printf(block, "trustees %zu\n", n_trustees);
    for (size_t i = 0; i < n_trustees; i++) {
        put_card(block, "trustee", &q.trustees[i]);
    }
    put_card(block, "by", &q.by);
    ballot_sign(block, "truce asks 1", q.digest, by);
    truce_buffer_lit(block, ENDS "\n");
    return block->failed ? truce_fail(err, TRUCE_ENOMEM, "no memory for a question") : TRUCE_OK;
}

static size_t get_number(lines_in *in, const char *word, uint64_t most) {
    bool good = false;
    const uint64_t n = lines_number(lines_value(in, word), most, &good);
    if (!good && in->wrong == NULL) {
        in->wrong = word;
    }
    return in->wrong == NULL ? (size_t)n : 0;
}

truce_status truce_question_read(truce_str text, truce_question *question, truce_error *err) {
    signed_block block;
    truce_status status = ballot_begin(text, "question", BEGINS, &block, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_question q = {.n_sides = 0};
    lines_bytes(&block.in, "id", q.id, sizeof q.id);
    lines_bytes(&block.in, "asks", q.asks, sizeof q.asks);
    q.until = (int64_t)get_number(&block.in, "until", INT64_C(1) << 40);
    q.n_sides = get_number(&block.in, "sides", TRUCE_SIDES_MAX);
    for (size_t i = 0; i < q.n_sides; i++) {
        get_card(&block.in, "side", &q.sides[i]);
    }
    q.n_trustees = get_number(&block.in, "trustees", TRUCE_TRUSTEES_MAX);
    for (size_t i = 0; i < q.n_trustees; i++) {
        get_card(&block.in, "trustee", &q.trustees[i]);
    }
    get_card(&block.in, "by", &q.by);
    digest(&q);
    status = ballot_end(&block, "truce asks 1", q.digest, q.by.keys.sign, err);
    status = status == TRUCE_OK ? check(&q, err) : status;
    if (status == TRUCE_OK) {
        *question = q;
    }
    return status;
}

bool truce_question_asks(const truce_question *question, truce_str text) {
    uint8_t asks[HASH];
    hash_of(text, asks);
    return memcmp(asks, question->asks, HASH) == 0;
}
