/* A card: a block of text between two lines that mark it, which survives mail and copying by
 * hand: each value has its own line, and the signature over all is the checksum. */
#include "record/chain/hash.h"
#include "record/person/lines.h"
#include "record/person/person.h"

#define BEGINS "-----BEGIN TRUCE CARD-----"
#define ENDS   "-----END TRUCE CARD-----"

enum { SIGNATURE = crypto_sign_BYTES, CARD = WORD + HASH };

void truce_card_digest(const truce_card *card, uint8_t out[HASH]) {
    hashing h;
    hash_begin(&h, "truce person 1", NULL, HASH);
    hash_u8(&h, (uint8_t)strlen(card->name));
    hash_bytes(&h, card->name, strlen(card->name));
    hash_bytes(&h, card->keys.sign, sizeof card->keys.sign);
    hash_bytes(&h, card->keys.box, sizeof card->keys.box);
    hash_end(&h, out, HASH);
}

/* What stands for a card where it is signed and compared. */
static void digest(const truce_card *card, uint8_t out[CARD]) {
    memset(out, 0, WORD);
    memcpy(out, "truce card 1", 12);
    truce_card_digest(card, out + WORD);
}

void truce_card_write(const truce_identity *identity, truce_buffer *block) {
    uint8_t what[CARD];
    uint8_t signature[SIGNATURE];
    const truce_card *const card = &identity->card;
    digest(card, what);
    (void)crypto_sign_detached(signature, NULL, what, sizeof what, identity->sign);
    truce_buffer_lit(block, BEGINS "\n");
    lines_put(block, "name", truce_str_of(card->name));
    lines_put_bytes(block, "sign", card->keys.sign, sizeof card->keys.sign);
    lines_put_bytes(block, "box", card->keys.box, sizeof card->keys.box);
    lines_put_bytes(block, "signed-1", signature, SIGNATURE / 2);
    lines_put_bytes(block, "signed-2", signature + SIGNATURE / 2, SIGNATURE / 2);
    truce_buffer_lit(block, ENDS "\n");
}

truce_status truce_card_read(truce_str text, truce_card *card, truce_error *err) {
    truce_status status = person_ready(err);
    if (status != TRUCE_OK) {
        return status;
    }
    lines_in in;
    if (!lines_block(text, BEGINS, &in)) {
        return truce_fail(err, TRUCE_EPARSE, "no card: it begins with a line %s", BEGINS);
    }
    truce_card read = {.name = ""};
    uint8_t signature[SIGNATURE];
    const truce_str name = lines_value(&in, "name");
    lines_bytes(&in, "sign", read.keys.sign, sizeof read.keys.sign);
    lines_bytes(&in, "box", read.keys.box, sizeof read.keys.box);
    lines_bytes(&in, "signed-1", signature, SIGNATURE / 2);
    lines_bytes(&in, "signed-2", signature + SIGNATURE / 2, SIGNATURE / 2);
    if (in.wrong != NULL) {
        return truce_fail(err, TRUCE_EPARSE,
                          "line %u of the card was cut or mistyped: it should "
                          "be \"%s\" and its value",
                          in.line, in.wrong);
    }
    if (!person_member_name(name)) {
        return truce_fail(err, TRUCE_EPARSE, "line 1 of the card has no name");
    }
    memcpy(read.name, name.data, name.size);
    uint8_t what[CARD];
    digest(&read, what);
    if (crypto_sign_verify_detached(signature, what, sizeof what, read.keys.sign) != 0) {
        return truce_fail(err, TRUCE_EPARSE,
                          "the card was mistyped or altered: it is not signed "
                          "by its own key");
    }
    *card = read;
    return TRUCE_OK;
}

void truce_card_fingerprint(const truce_card *card, char text[TRUCE_FINGERPRINT]) {
    uint8_t what[CARD];
    digest(card, what);
    /* 5 bytes for each five digits: 40 bits modulo 100,000 are even to one in ten million. */
    uint8_t bytes[40];
    hashing h;
    hash_begin(&h, "truce aloud 1", NULL, sizeof bytes);
    hash_bytes(&h, what, sizeof what);
    hash_end(&h, bytes, sizeof bytes);
    for (size_t group = 0; group < 8; group++) {
        uint64_t x = 0;
        for (size_t i = 0; i < 5; i++) {
            x = x << 8 | bytes[5 * group + i];
        }
        x %= 100000;
        for (size_t i = 0; i < 5; i++) {
            text[6 * group + 4 - i] = (char)('0' + x % 10);
            x /= 10;
        }
        text[6 * group + 5] = group < 7 ? ' ' : '\0';
    }
}
