#include "truce/record/invitation.h"

#include "record/chain/hash.h"
#include "record/person/lines.h"
#include "record/person/person.h"

#define BEGINS "-----BEGIN TRUCE INVITATION-----"
#define ENDS   "-----END TRUCE INVITATION-----"

enum { SIGNATURE = crypto_sign_BYTES, SIGNED = WORD + HASH };

static void what_is_signed(const truce_invitation *v, uint8_t out[SIGNED]) {
    uint8_t by[HASH];
    memset(out, 0, WORD);
    memcpy(out, "truce invite 1", 14);
    truce_card_digest(&v->by, by);
    hashing h;
    hash_begin(&h, "truce invited 1", NULL, HASH);
    hash_bytes(&h, v->ledger, sizeof v->ledger);
    hash_u64(&h, v->head.n);
    hash_bytes(&h, v->head.link, sizeof v->head.link);
    hash_u8(&h, (uint8_t)strlen(v->name));
    hash_bytes(&h, v->name, strlen(v->name));
    hash_bytes(&h, v->who, sizeof v->who);
    hash_bytes(&h, by, sizeof by);
    hash_end(&h, out + WORD, HASH);
}

void truce_invitation_write(const truce_identity *by, const uint8_t *ledger, uint64_t n,
                            const uint8_t link[TRUCE_LINK], const truce_card *to,
                            truce_buffer *block) {
    truce_invitation v = {.head = {.n = n, .size = TRUCE_LINK}, .by = by->card};
    uint8_t what[SIGNED];
    uint8_t signature[SIGNATURE];
    memcpy(v.ledger, ledger, sizeof v.ledger);
    memcpy(v.head.link, link, sizeof v.head.link);
    memcpy(v.name, to->name, sizeof v.name);
    truce_card_digest(to, v.who);
    what_is_signed(&v, what);
    (void)crypto_sign_detached(signature, NULL, what, sizeof what, by->sign);
    truce_buffer_lit(block, BEGINS "\n");
    lines_put_bytes(block, "ledger", v.ledger, sizeof v.ledger);
    truce_buffer_printf(block, "place %llu\n", (unsigned long long)n);
    lines_put_bytes(block, "link", v.head.link, sizeof v.head.link);
    lines_put(block, "for", truce_str_of(v.name));
    lines_put_bytes(block, "card", v.who, sizeof v.who);
    lines_put(block, "by", truce_str_of(v.by.name));
    lines_put_bytes(block, "sign", v.by.keys.sign, sizeof v.by.keys.sign);
    lines_put_bytes(block, "box", v.by.keys.box, sizeof v.by.keys.box);
    lines_put_bytes(block, "signed-1", signature, SIGNATURE / 2);
    lines_put_bytes(block, "signed-2", signature + SIGNATURE / 2, SIGNATURE / 2);
    truce_buffer_lit(block, ENDS "\n");
}

truce_status truce_invitation_read(truce_str text, truce_invitation *invitation, truce_error *err) {
    truce_status status = person_ready(err);
    if (status != TRUCE_OK) {
        return status;
    }
    lines_in in;
    if (!lines_block(text, BEGINS, &in)) {
        return truce_fail(err, TRUCE_EPARSE, "no invitation: it begins with a line %s", BEGINS);
    }
    truce_invitation v = {.head = {.size = TRUCE_LINK}};
    uint8_t signature[SIGNATURE];
    bool placed = false;
    lines_bytes(&in, "ledger", v.ledger, sizeof v.ledger);
    v.head.n = lines_number(lines_value(&in, "place"), TRUCE_ENTRIES_MAX, &placed);
    lines_bytes(&in, "link", v.head.link, sizeof v.head.link);
    const truce_str name = lines_value(&in, "for");
    lines_bytes(&in, "card", v.who, sizeof v.who);
    const truce_str by = lines_value(&in, "by");
    lines_bytes(&in, "sign", v.by.keys.sign, sizeof v.by.keys.sign);
    lines_bytes(&in, "box", v.by.keys.box, sizeof v.by.keys.box);
    lines_bytes(&in, "signed-1", signature, SIGNATURE / 2);
    lines_bytes(&in, "signed-2", signature + SIGNATURE / 2, SIGNATURE / 2);
    if (in.wrong != NULL) {
        return truce_fail(err, TRUCE_EPARSE,
                          "line %u of the invitation was cut or mistyped: it should be \"%s\" and "
                          "its value",
                          in.line, in.wrong);
    }
    if (!placed || v.head.n == 0) {
        return truce_fail(err, TRUCE_EPARSE, "line 2 of the invitation has no place");
    }
    if (!person_member_name(name) || !person_member_name(by)) {
        return truce_fail(err, TRUCE_EPARSE, "line %d of the invitation has no name",
                          person_member_name(name) ? 6 : 4);
    }
    memcpy(v.name, name.data, name.size);
    memcpy(v.by.name, by.data, by.size);
    uint8_t what[SIGNED];
    what_is_signed(&v, what);
    if (crypto_sign_verify_detached(signature, what, sizeof what, v.by.keys.sign) != 0) {
        return truce_fail(err, TRUCE_EPARSE,
                          "the invitation was mistyped or altered: it is not signed by the key in "
                          "it");
    }
    *invitation = v;
    return TRUCE_OK;
}

bool truce_invitation_is_for(const truce_invitation *invitation, const truce_card *card) {
    uint8_t who[HASH];
    truce_card_digest(card, who);
    return strcmp(invitation->name, card->name) == 0 &&
           memcmp(invitation->who, who, sizeof who) == 0;
}
