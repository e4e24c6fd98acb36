/* Receipts for offers: what an offer's content comes to, and who signs what of it. */
#include <stdio.h>

#include "custody_text.h"
#include "truce/actions/custody.h"
#include "truce/case/words.h"

/* The offer's record, and its content and salt. The parts live in `arena`. */
static truce_status find(const truce_input *inputs, size_t n, truce_str offer, truce_arena *arena,
                         truce_buffer *content, truce_str *salt, truce_error *err) {
    truce_case_part *parts = NULL;
    size_t n_parts = 0;
    const truce_status status = truce_case_parts(inputs, n, arena, &parts, &n_parts, err);
    if (status != TRUCE_OK) {
        return status;
    }
    for (size_t i = 0; i < n_parts; i++) {
        if (truce_case_is_offer(&parts[i], offer)) {
            truce_case_content(&parts[i], content, salt);
            return truce_buffer_status(content, err);
        }
    }
    return truce_fail(err, TRUCE_ENOTFOUND, "no offer or message is called \"%.*s\"",
                      offer.size > 80 ? 80 : (int)offer.size, offer.data);
}

static truce_status no_salt(truce_str offer, truce_error *err) {
    return truce_fail(err, TRUCE_EINVAL,
                      "\"%.*s\" has no salt, so nothing can be signed of what it says: truce offer "
                      "new makes one",
                      TRUCE_STR_ARGS(offer));
}

truce_status truce_custody_copy(const truce_input *inputs, size_t n, truce_str offer,
                                truce_buffer *out, truce_error *err) {
    truce_arena arena = truce_arena_secret();
    truce_buffer content = truce_buffer_new();
    truce_str salt = {NULL, 0};
    uint8_t bytes[TRUCE_CONTENT_SALT];
    truce_status status = find(inputs, n, offer, &arena, &content, &salt, err);
    if (status == TRUCE_OK && !truce_content_salt_read(salt, bytes)) {
        status = no_salt(offer, err);
    }
    if (status == TRUCE_OK) {
        truce_str rest = truce_buffer_str(&content);
        bool terms = false;
        truce_buffer_lit(out, "truce 1\n");
        for (size_t i = 0; rest.size > 0; i++) {
            const char *const stop = memchr(rest.data, '\n', rest.size);
            const size_t size = (size_t)(stop - rest.data) + 1;
            const char *const indent = i == 0 ? "" : terms ? "    " : "  ";
            truce_buffer_printf(out, "%s%.*s", indent, (int)size, rest.data);
            terms = terms || (size == 6 && memcmp(rest.data, "terms", 5) == 0);
            rest = (truce_str){rest.data + size, rest.size - size};
        }
        custody_put_text(out, "  salt", salt);
        status = truce_buffer_status(out, err);
    }
    truce_buffer_clear(&content);
    truce_arena_clear(&arena);
    return status;
}

truce_status truce_custody_content(const truce_input *inputs, size_t n, truce_str offer,
                                   uint8_t content[TRUCE_CONTENT], truce_error *err) {
    truce_arena arena = truce_arena_secret();
    truce_buffer bytes = truce_buffer_new();
    truce_str text = {NULL, 0};
    uint8_t salt[TRUCE_CONTENT_SALT];
    truce_status status = find(inputs, n, offer, &arena, &bytes, &text, err);
    if (status == TRUCE_OK && !truce_content_salt_read(text, salt)) {
        status = no_salt(offer, err);
    }
    if (status == TRUCE_OK) {
        truce_content_hash(salt, truce_buffer_str(&bytes), content);
    }
    truce_buffer_clear(&bytes);
    truce_arena_clear(&arena);
    return status;
}

static bool put_label(char out[TRUCE_RECEIPT_LABEL_MAX + 1], truce_str text) {
    const int n = snprintf(out, TRUCE_RECEIPT_LABEL_MAX + 1, "%.*s", TRUCE_STR_ARGS(text));
    return n >= 0 && n <= TRUCE_RECEIPT_LABEL_MAX;
}

truce_status truce_custody_receipt(const truce_input *inputs, size_t n,
                                   const truce_stage_said *said, const truce_identity *me,
                                   truce_buffer *out, truce_error *err) {
    truce_receipt r;
    memset(&r, 0, sizeof r);
    const truce_status status = truce_custody_content(inputs, n, said->offer, r.content, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (!put_label(r.about, said->offer) || !put_label(r.from, said->by) ||
        !put_label(r.to, said->to) ||
        !put_label(r.what, truce_words_at(TRUCE_WORDS_STAGE, (size_t)said->stage)) ||
        !put_label(r.at, said->at.size > 0 ? said->at : TRUCE_STR("-"))) {
        return truce_fail(err, TRUCE_EINVAL, "names and dates of a receipt have at most %d bytes",
                          TRUCE_RECEIPT_LABEL_MAX);
    }
    return truce_receipt_write(me, &r, out, err);
}

truce_status truce_custody_received(truce_str block, const truce_receipt *receipt,
                                    truce_stage_said *said, truce_error *err) {
    if (!receipt->countered) {
        return truce_fail(err, TRUCE_EINVAL,
                          "nobody has countersigned this receipt: truce offer countersign does");
    }
    *said = (truce_stage_said){.offer = truce_str_of(receipt->about),
                               .stage = TRUCE_STAGE_RECEIVED,
                               .by = truce_str_of(receipt->to),
                               .from = truce_str_of(receipt->from),
                               .receipt = block};
    if (strcmp(receipt->at, "-") != 0) {
        said->at = truce_str_of(receipt->at);
    }
    return TRUCE_OK;
}

truce_status truce_custody_countersign(truce_str block, truce_str content, const truce_identity *me,
                                       truce_buffer *out, truce_error *err) {
    const truce_input paper = {TRUCE_STR("(the paper)"), content};
    truce_receipt r;
    uint8_t comes_to[TRUCE_CONTENT];
    truce_status status = truce_receipt_read(block, &r, err);
    if (status == TRUCE_OK) {
        status = truce_custody_content(&paper, 1, truce_str_of(r.about), comes_to, err);
    }
    if (status == TRUCE_OK && memcmp(comes_to, r.content, sizeof comes_to) != 0) {
        char digits[TRUCE_CONTENT_DIGITS];
        truce_content_digits(comes_to, digits);
        status = truce_fail(err, TRUCE_EINVAL,
                            "the paper that you hold is not the one of this receipt: yours comes "
                            "to %s. Do not sign; ask who brought it",
                            digits);
    }
    if (status == TRUCE_OK) {
        truce_receipt_countersign(me, &r, out);
        status = truce_buffer_status(out, err);
    }
    return status;
}
