/* What a trustee says came of it. */
#include "record/ballot/ballot_in.h"

#define BEGINS "-----BEGIN TRUCE OUTCOME-----"
#define ENDS   "-----END TRUCE OUTCOME-----"

static const char *word_of(bool all) {
    return all ? "all accepted" : "not all";
}

static void digest(const truce_question *q, const truce_outcome *o, uint8_t out[HASH]) {
    hashing h;
    hash_begin(&h, "truce outcome 1", NULL, HASH);
    hash_bytes(&h, q->digest, HASH);
    hash_u32(&h, o->trustee);
    hash_bytes(&h, o->answers, HASH);
    hash_u8(&h, o->all ? 1 : 0);
    hash_end(&h, out, HASH);
}

static truce_status check(const truce_question *q, const truce_answer *const *by_side, bool all,
                          int64_t now, truce_error *err) {
    const char *absent = NULL;
    for (size_t i = 0; i < q->n_sides && absent == NULL; i++) {
        absent = by_side[i] == NULL ? q->sides[i].name : NULL;
    }
    if (absent != NULL && now <= q->until) {
        return truce_fail(err, TRUCE_EINVAL, "%s has not answered, and may until the time is over",
                          absent);
    }
    return absent == NULL || !all
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EINVAL, "%s has not answered: not all have accepted",
                            absent);
}

truce_status truce_outcome_make(const truce_question *question, const truce_answer *answers,
                                size_t n, bool all, int64_t now, const truce_identity *trustee,
                                truce_buffer *block, truce_error *err) {
    const truce_question *const q = question;
    const truce_answer *by_side[TRUCE_SIDES_MAX];
    truce_outcome o = {.trustee = ballot_who(q->trustees, q->n_trustees, trustee->card.keys.sign),
                       .all = all};
    if (o.trustee == NOBODY || !truce_card_equal(&q->trustees[o.trustee], &trustee->card)) {
        return truce_fail(err, TRUCE_EDENIED, "%s is no trustee of this question",
                          trustee->card.name);
    }
    truce_status status = ballot_sort(q, answers, n, by_side, err);
    status = status == TRUCE_OK ? check(q, by_side, all, now, err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    uint8_t what[HASH];
    ballot_answers(q, by_side, o.answers);
    digest(q, &o, what);
    truce_buffer_lit(block, BEGINS "\n");
    ballot_put_head(block, q, &trustee->card);
    lines_put_bytes(block, "answers", o.answers, HASH);
    lines_put(block, "outcome", truce_str_of(word_of(all)));
    ballot_sign(block, "truce tells 1", what, trustee);
    truce_buffer_lit(block, ENDS "\n");
    return block->failed ? truce_fail(err, TRUCE_ENOMEM, "no memory for an outcome") : TRUCE_OK;
}

truce_status truce_outcome_read(const truce_question *question, truce_str text,
                                truce_outcome *outcome, truce_error *err) {
    const truce_question *const q = question;
    signed_block block;
    truce_outcome o = {.trustee = 0};
    truce_status status = ballot_begin(text, "outcome", BEGINS, &block, err);
    status = status == TRUCE_OK
                 ? ballot_head(&block, q, q->trustees, q->n_trustees, &o.trustee, err)
                 : status;
    if (status != TRUCE_OK) {
        return status;
    }
    lines_bytes(&block.in, "answers", o.answers, HASH);
    const truce_str word = lines_value(&block.in, "outcome");
    o.all = truce_str_equal(word, truce_str_of(word_of(true)));
    if (block.in.wrong == NULL && !o.all && !truce_str_equal(word, truce_str_of(word_of(false)))) {
        block.in.wrong = "outcome";
    }
    uint8_t what[HASH];
    const uint32_t by = o.trustee != NOBODY ? o.trustee : 0; /* nobody's is wrong before */
    digest(q, &o, what);
    status = ballot_end(&block, "truce tells 1", what, q->trustees[by].keys.sign, err);
    if (status == TRUCE_OK) {
        *outcome = o;
    }
    return status;
}

truce_status truce_ballot_decide(const truce_question *question, const truce_outcome *outcomes,
                                 size_t n, bool *all, truce_error *err) {
    const truce_outcome *by_trustee[TRUCE_TRUSTEES_MAX] = {NULL};
    for (size_t i = 0; i < n; i++) {
        const truce_outcome *const o = &outcomes[i];
        if (o->all != outcomes[0].all ||
            (o->all && memcmp(o->answers, outcomes[0].answers, HASH) != 0)) {
            return truce_fail(err, TRUCE_EINVAL,
                              "%s and %s do not say the same of the same answers: there is no "
                              "outcome",
                              question->trustees[outcomes[0].trustee].name,
                              question->trustees[o->trustee].name);
        }
        by_trustee[o->trustee] = o;
    }
    for (size_t i = 0; i < question->n_trustees; i++) {
        if (by_trustee[i] == NULL) {
            return truce_fail(err, TRUCE_EINVAL,
                              "%s has not said what came of it: there is no "
                              "outcome before all trustees have",
                              question->trustees[i].name);
        }
    }
    *all = outcomes[0].all;
    return TRUCE_OK;
}
