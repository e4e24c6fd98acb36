#include "truce/record/receipt.h"

#include "record/chain/hash.h"
#include "record/person/lines.h"
#include "record/person/person.h"

enum { SIGNATURE = crypto_sign_BYTES, SIGNED = WORD + HASH };

/* ---- content --------------------------------------------------------------------------------- */

void truce_content_hash(const uint8_t salt[TRUCE_CONTENT_SALT], truce_str bytes,
                        uint8_t content[TRUCE_CONTENT]) {
    hashing h;
    hash_begin(&h, "truce content 1", NULL, HASH);
    hash_bytes(&h, salt, TRUCE_CONTENT_SALT);
    hash_bytes(&h, bytes.data, bytes.size);
    hash_end(&h, content, HASH);
}

void truce_content_digits(const uint8_t content[TRUCE_CONTENT], char text[TRUCE_CONTENT_DIGITS]) {
    uint8_t bytes[HASH];
    hashing h;
    hash_begin(&h, "truce aloud 2", NULL, HASH);
    hash_bytes(&h, content, TRUCE_CONTENT);
    hash_end(&h, bytes, sizeof bytes);
    for (size_t group = 0; group < 5; group++) {
        uint64_t x = 0;
        for (size_t i = 0; i < 5; i++) {
            x = x << 8 | bytes[5 * group + i];
        }
        x %= 100000;
        for (size_t i = 0; i < 5; i++) {
            text[6 * group + 4 - i] = (char)('0' + x % 10);
            x /= 10;
        }
        text[6 * group + 5] = group < 4 ? ' ' : '\0';
    }
}

void truce_content_salt_text(const uint8_t salt[TRUCE_CONTENT_SALT], char text[TRUCE_SALT_TEXT]) {
    (void)sodium_bin2base64(text, TRUCE_SALT_TEXT, salt, TRUCE_CONTENT_SALT,
                            sodium_base64_VARIANT_ORIGINAL);
}

bool truce_content_salt_read(truce_str text, uint8_t salt[TRUCE_CONTENT_SALT]) {
    size_t got = 0;
    const char *end = NULL;
    return sodium_base642bin(salt, TRUCE_CONTENT_SALT, text.data, text.size, NULL, &got, &end,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == TRUCE_CONTENT_SALT && end == text.data + text.size;
}

truce_status truce_random(void *bytes, size_t size, truce_error *err) {
    const truce_status status = person_ready(err);
    if (status == TRUCE_OK) {
        randombytes_buf(bytes, size);
    }
    return status;
}

/* ---- what is signed -------------------------------------------------------------------------- */

static void add_sized(hashing *h, const char *text) {
    hash_u32(h, (uint32_t)strlen(text));
    hash_bytes(h, text, strlen(text));
}

static void digest(const truce_receipt *r, uint8_t out[HASH]) {
    hashing h;
    hash_begin(&h, "truce receipted", NULL, HASH);
    add_sized(&h, r->about);
    hash_u32(&h, sizeof r->content);
    hash_bytes(&h, r->content, sizeof r->content);
    add_sized(&h, r->what);
    add_sized(&h, r->from);
    add_sized(&h, r->to);
    add_sized(&h, r->at);
    add_sized(&h, r->by);
    hash_u32(&h, sizeof r->key);
    hash_bytes(&h, r->key, sizeof r->key);
    hash_end(&h, out, HASH);
}

static void first_signed(const truce_receipt *r, uint8_t out[SIGNED]) {
    memset(out, 0, WORD);
    memcpy(out, "truce receipt 1", 15);
    digest(r, out + WORD);
}

static void second_signed(const truce_receipt *r, uint8_t out[SIGNED]) {
    uint8_t first[HASH];
    hashing h;
    digest(r, first);
    memset(out, 0, WORD);
    memcpy(out, "truce counter 1", 15);
    hash_begin(&h, "truce countered", NULL, HASH);
    hash_bytes(&h, first, sizeof first);
    hash_bytes(&h, r->signature, sizeof r->signature);
    add_sized(&h, r->counter_by);
    hash_bytes(&h, r->counter_key, sizeof r->counter_key);
    hash_end(&h, out + WORD, HASH);
}

/* ---- the block ------------------------------------------------------------------------------- */

static bool is_label(truce_str text) {
    bool is = text.size > 0 && text.size <= TRUCE_RECEIPT_LABEL_MAX && text.data[0] != ' ' &&
              text.data[text.size - 1] != ' ';
    for (size_t i = 0; i < text.size && is; i++) {
        is = text.data[i] >= ' ' && text.data[i] <= '~';
    }
    return is;
}

static void put_block(const truce_receipt *r, truce_buffer *block) {
    truce_buffer_lit(block, TRUCE_RECEIPT_BEGINS "\n");
    lines_put(block, "about", truce_str_of(r->about));
    lines_put_bytes(block, "content", r->content, sizeof r->content);
    lines_put(block, "what", truce_str_of(r->what));
    lines_put(block, "from", truce_str_of(r->from));
    lines_put(block, "to", truce_str_of(r->to));
    lines_put(block, "at", truce_str_of(r->at));
    lines_put(block, "by", truce_str_of(r->by));
    lines_put_bytes(block, "key", r->key, sizeof r->key);
    lines_put_bytes(block, "signed-1", r->signature, SIGNATURE / 2);
    lines_put_bytes(block, "signed-2", r->signature + SIGNATURE / 2, SIGNATURE / 2);
    if (r->countered) {
        lines_put(block, "for", truce_str_of(r->counter_by));
        lines_put_bytes(block, "for-key", r->counter_key, sizeof r->counter_key);
        lines_put_bytes(block, "counter-1", r->counter, SIGNATURE / 2);
        lines_put_bytes(block, "counter-2", r->counter + SIGNATURE / 2, SIGNATURE / 2);
    }
    truce_buffer_lit(block, TRUCE_RECEIPT_ENDS "\n");
}

truce_status truce_receipt_write(const truce_identity *by, const truce_receipt *receipt,
                                 truce_buffer *block, truce_error *err) {
    const struct {
        const char *text, *called;
    } labels[] = {{receipt->about, "what it is about"},
                  {receipt->what, "what was done"},
                  {receipt->from, "who hands it over"},
                  {receipt->to, "who gets it"},
                  {receipt->at, "the date"}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (!is_label(truce_str_of(labels[i].text))) {
            return truce_fail(err, TRUCE_EINVAL,
                              "a receipt says %s in 1 to %d plain characters, and this is not so",
                              labels[i].called, TRUCE_RECEIPT_LABEL_MAX);
        }
    }
    truce_receipt r = *receipt;
    uint8_t what[SIGNED];
    memcpy(r.by, by->card.name, sizeof r.by);
    memcpy(r.key, by->card.keys.sign, sizeof r.key);
    r.countered = false;
    first_signed(&r, what);
    (void)crypto_sign_detached(r.signature, NULL, what, sizeof what, by->sign);
    put_block(&r, block);
    return TRUCE_OK;
}

void truce_receipt_countersign(const truce_identity *by, const truce_receipt *receipt,
                               truce_buffer *block) {
    truce_receipt r = *receipt;
    uint8_t what[SIGNED];
    r.countered = true;
    memcpy(r.counter_by, by->card.name, sizeof r.counter_by);
    memcpy(r.counter_key, by->card.keys.sign, sizeof r.counter_key);
    second_signed(&r, what);
    (void)crypto_sign_detached(r.counter, NULL, what, sizeof what, by->sign);
    put_block(&r, block);
}

/* ---- reading --------------------------------------------------------------------------------- */

static void take_label(lines_in *in, const char *word, char out[TRUCE_RECEIPT_LABEL_MAX + 1]) {
    const truce_str value = lines_value(in, word);
    if (in->wrong != NULL) {
        return;
    }
    if (!is_label(value)) {
        in->wrong = word;
        return;
    }
    memcpy(out, value.data, value.size);
    out[value.size] = '\0';
}

static void take_name(lines_in *in, const char *word, char out[TRUCE_MEMBER_NAME_MAX + 1]) {
    const truce_str value = lines_value(in, word);
    if (in->wrong != NULL) {
        return;
    }
    if (!person_member_name(value)) {
        in->wrong = word;
        return;
    }
    memcpy(out, value.data, value.size);
    out[value.size] = '\0';
}

/* The part of who countersigned: at once behind it stands the last line. */
static void take_counter(lines_in *in, truce_receipt *r) {
    static const char ends[] = TRUCE_RECEIPT_ENDS;
    const size_t n = sizeof ends - 1;
    r->countered = in->wrong == NULL && (in->rest.size < n || memcmp(in->rest.data, ends, n) != 0);
    if (!r->countered) {
        return;
    }
    take_name(in, "for", r->counter_by);
    lines_bytes(in, "for-key", r->counter_key, sizeof r->counter_key);
    lines_bytes(in, "counter-1", r->counter, SIGNATURE / 2);
    lines_bytes(in, "counter-2", r->counter + SIGNATURE / 2, SIGNATURE / 2);
    if (in->wrong == NULL && (in->rest.size < n || memcmp(in->rest.data, ends, n) != 0)) {
        in->line++;
        in->wrong = ends;
    }
}

truce_status truce_receipt_read(truce_str text, truce_receipt *receipt, truce_error *err) {
    truce_status status = person_ready(err);
    if (status != TRUCE_OK) {
        return status;
    }
    lines_in in;
    truce_receipt r;
    uint8_t what[SIGNED];
    memset(&r, 0, sizeof r);
    if (!lines_block(text, TRUCE_RECEIPT_BEGINS, &in)) {
        return truce_fail(err, TRUCE_EPARSE, "no receipt: it begins with a line %s",
                          TRUCE_RECEIPT_BEGINS);
    }
    take_label(&in, "about", r.about);
    lines_bytes(&in, "content", r.content, sizeof r.content);
    take_label(&in, "what", r.what);
    take_label(&in, "from", r.from);
    take_label(&in, "to", r.to);
    take_label(&in, "at", r.at);
    take_name(&in, "by", r.by);
    lines_bytes(&in, "key", r.key, sizeof r.key);
    lines_bytes(&in, "signed-1", r.signature, SIGNATURE / 2);
    lines_bytes(&in, "signed-2", r.signature + SIGNATURE / 2, SIGNATURE / 2);
    take_counter(&in, &r);
    if (in.wrong != NULL) {
        return truce_fail(err, TRUCE_EPARSE,
                          "line %u of the receipt was cut or mistyped: it should be \"%s\" and "
                          "its value",
                          in.line, in.wrong);
    }
    first_signed(&r, what);
    if (crypto_sign_verify_detached(r.signature, what, sizeof what, r.key) != 0) {
        return truce_fail(err, TRUCE_EPARSE,
                          "the receipt was mistyped or altered: it is not signed by the key of "
                          "who hands it over");
    }
    second_signed(&r, what);
    if (r.countered &&
        crypto_sign_verify_detached(r.counter, what, sizeof what, r.counter_key) != 0) {
        return truce_fail(err, TRUCE_EPARSE,
                          "the receipt was mistyped or altered: it is not countersigned by the "
                          "key of who has it");
    }
    *receipt = r;
    return TRUCE_OK;
}
