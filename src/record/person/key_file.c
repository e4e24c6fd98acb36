/* A key file: its lines are in clear but for the last, which seals the secret keys and binds all
 * lines before it. */
#include "record/chain/hash.h"
#include "record/person/lines.h"
#include "record/person/person.h"

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SECRET = crypto_sign_SECRETKEYBYTES + crypto_box_SECRETKEYBYTES,
    SALT = crypto_pwhash_SALTBYTES,
    FILE_MOST = 4096
};

_Static_assert(SECRET == TRUCE_IDENTITY_SECRET, "both secret keys");

#define PASSES_MOST UINT64_C(64)
#define BYTES_MOST  (UINT64_C(1) << 30)

truce_key_cost truce_key_cost_usual(void) {
    return (truce_key_cost){crypto_pwhash_argon2id_OPSLIMIT_MODERATE,
                            crypto_pwhash_argon2id_MEMLIMIT_MODERATE};
}

static truce_status stretch(truce_str passphrase, const uint8_t salt[SALT], truce_key_cost cost,
                            uint8_t key[KEY], truce_error *err) {
    if (crypto_pwhash(key, KEY, passphrase.data, passphrase.size, salt, cost.passes,
                      (size_t)cost.bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return truce_fail(err, TRUCE_ELIMIT, "the system has not the %llu MiB that a key asks for",
                          (unsigned long long)(cost.bytes >> 20));
    }
    return TRUCE_OK;
}

truce_status truce_identity_write(const truce_identity *identity, truce_str passphrase,
                                  truce_key_cost cost, truce_buffer *file, truce_error *err) {
    if (passphrase.size == 0) {
        return truce_fail(err, TRUCE_EINVAL, "a passphrase is not empty");
    }
    uint8_t salt[SALT];
    uint8_t key[KEY];
    randombytes_buf(salt, sizeof salt);
    const truce_status status = stretch(passphrase, salt, cost, key, err);
    if (status != TRUCE_OK) {
        return status;
    }
    const size_t from = file->size;
    truce_buffer_lit(file, "truce-key 1\n");
    lines_put(file, "name", truce_str_of(identity->card.name));
    lines_put_bytes(file, "sign", identity->card.keys.sign, sizeof identity->card.keys.sign);
    lines_put_bytes(file, "box", identity->card.keys.box, sizeof identity->card.keys.box);
    truce_buffer_printf(file, "passes %llu\nbytes %llu\n", (unsigned long long)cost.passes,
                        (unsigned long long)cost.bytes);
    lines_put_bytes(file, "salt", salt, sizeof salt);
    uint8_t sealed[NONCE + SECRET + TAG];
    uint8_t *const secret = sealed + NONCE;
    memcpy(secret, identity->sign, sizeof identity->sign);
    memcpy(secret + sizeof identity->sign, identity->box, sizeof identity->box);
    randombytes_buf(sealed, NONCE);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        secret, NULL, secret, SECRET, file->failed ? NULL : (uint8_t *)file->data + from,
        file->failed ? 0 : file->size - from, NULL, sealed, key);
    sodium_memzero(key, sizeof key);
    lines_put_bytes(file, "secret", sealed, sizeof sealed);
    return file->failed ? truce_fail(err, TRUCE_ENOMEM, "no memory to write a key") : TRUCE_OK;
}

typedef struct key_file {
    truce_card card;
    truce_key_cost cost;
    uint8_t salt[SALT];
    uint8_t sealed[NONCE + SECRET + TAG];
    size_t bound; /* bytes before the line that is sealed */
} key_file;

static truce_status take_apart(truce_str file, key_file *k, truce_error *err) {
    lines_in in = {.rest = file};
    bool version = false;
    bool passes = false;
    bool bytes = false;
    version = lines_number(lines_value(&in, "truce-key"), UINT64_MAX, &version) == 1;
    const truce_str name = lines_value(&in, "name");
    lines_bytes(&in, "sign", k->card.keys.sign, sizeof k->card.keys.sign);
    lines_bytes(&in, "box", k->card.keys.box, sizeof k->card.keys.box);
    k->cost.passes = lines_number(lines_value(&in, "passes"), PASSES_MOST, &passes);
    k->cost.bytes = lines_number(lines_value(&in, "bytes"), BYTES_MOST, &bytes);
    lines_bytes(&in, "salt", k->salt, sizeof k->salt);
    k->bound = file.size - in.rest.size;
    lines_bytes(&in, "secret", k->sealed, sizeof k->sealed);
    if (in.line > 0 && in.wrong != NULL) {
        return truce_fail(err, TRUCE_EPARSE,
                          "line %u: this is no key file, or it was damaged: "
                          "here should be \"%s\" and its value",
                          in.line, in.wrong);
    }
    if (!version) {
        return truce_fail(err, TRUCE_EPARSE, "line 1: a key file of another version");
    }
    if (!person_member_name(name)) {
        return truce_fail(err, TRUCE_EPARSE, "line 2: this is no name");
    }
    if (!passes || !bytes || k->cost.passes < crypto_pwhash_argon2id_OPSLIMIT_MIN ||
        k->cost.bytes < crypto_pwhash_argon2id_MEMLIMIT_MIN) {
        return truce_fail(err, TRUCE_ELIMIT,
                          "line %d: not a cost that is tried: at most %llu "
                          "passes over at most %llu bytes",
                          passes ? 6 : 5, (unsigned long long)PASSES_MOST,
                          (unsigned long long)BYTES_MOST);
    }
    memcpy(k->card.name, name.data, name.size);
    return TRUCE_OK;
}

/* The secret keys belong to the public ones. */
static bool fits(const truce_identity *identity) {
    uint8_t sign[crypto_sign_PUBLICKEYBYTES];
    uint8_t box[crypto_box_PUBLICKEYBYTES];
    (void)crypto_sign_ed25519_sk_to_pk(sign, identity->sign);
    (void)crypto_scalarmult_base(box, identity->box);
    return memcmp(sign, identity->card.keys.sign, sizeof sign) == 0 &&
           memcmp(box, identity->card.keys.box, sizeof box) == 0;
}

static truce_status open_file(truce_str file, key_file *k, truce_error *err) {
    const truce_status status = person_ready(err);
    if (status != TRUCE_OK) {
        return status;
    }
    return file.size <= FILE_MOST
               ? take_apart(file, k, err)
               : truce_fail(err, TRUCE_EPARSE, "this is no key file: it is too large");
}

truce_status truce_identity_card_in(truce_str file, truce_card *card, truce_error *err) {
    key_file k = {.bound = 0};
    const truce_status status = open_file(file, &k, err);
    if (status == TRUCE_OK) {
        *card = k.card;
    }
    return status;
}

void truce_identity_hand(const truce_identity *identity, uint8_t secret[TRUCE_IDENTITY_SECRET]) {
    memcpy(secret, identity->sign, sizeof identity->sign);
    memcpy(secret + sizeof identity->sign, identity->box, sizeof identity->box);
}

truce_status truce_identity_handed(const truce_card *card,
                                   const uint8_t secret[TRUCE_IDENTITY_SECRET],
                                   truce_identity **identity, truce_error *err) {
    const truce_status status = person_ready(err);
    truce_identity *const made = status == TRUCE_OK ? sodium_malloc(sizeof *made) : NULL;
    if (made == NULL) {
        return status == TRUCE_OK ? truce_fail(err, TRUCE_ENOMEM, "no memory for keys") : status;
    }
    made->card = *card;
    memcpy(made->sign, secret, sizeof made->sign);
    memcpy(made->box, secret + sizeof made->sign, sizeof made->box);
    if (!fits(made)) {
        truce_identity_close(made);
        return truce_fail(err, TRUCE_EDENIED,
                          "the secret keys are not those of the public "
                          "ones");
    }
    *identity = made;
    return TRUCE_OK;
}

truce_status truce_identity_read(truce_str file, truce_str passphrase, truce_identity **identity,
                                 truce_error *err) {
    key_file k = {.bound = 0};
    truce_status status = open_file(file, &k, err);
    uint8_t key[KEY];
    status = status == TRUCE_OK ? stretch(passphrase, k.salt, k.cost, key, err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    uint8_t secret[SECRET];
    const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
        secret, NULL, NULL, k.sealed + NONCE, sizeof k.sealed - NONCE, (const uint8_t *)file.data,
        k.bound, k.sealed, key);
    sodium_memzero(key, sizeof key);
    status = wrong == 0 ? truce_identity_handed(&k.card, secret, identity, err)
                        : truce_fail(err, TRUCE_EDENIED,
                                     "the passphrase is wrong, or the key file was "
                                     "altered");
    sodium_memzero(secret, sizeof secret);
    return status;
}
