/* easy_keys.h - for fuzzing what is behind a signature and a passphrase: every signature holds
 * here, and Argon2id is a quick hash. The target is linked with --wrap for both. */
#ifndef TRUCE_TESTS_EASY_KEYS_H
#define TRUCE_TESTS_EASY_KEYS_H

#include <assert.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>

/* What a name may look like at most; it may be shown as it is. */
static inline bool is_name(const char *name) {
    const size_t size = strlen(name);
    return size > 0 && size <= 64 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == size;
}

int __wrap_crypto_sign_verify_detached(const unsigned char *signature, const unsigned char *said,
                                       unsigned long long size, const unsigned char *key);
int __wrap_crypto_pwhash(unsigned char *out, unsigned long long out_size, const char *passphrase,
                         unsigned long long size, const unsigned char *salt,
                         unsigned long long passes, size_t bytes, int algorithm);

/* All that it would read is there to be read. */
int __wrap_crypto_sign_verify_detached(const unsigned char *signature, const unsigned char *said,
                                       unsigned long long size, const unsigned char *key) {
    return signature[63] + said[size - 1] + key[31] < 0;
}

int __wrap_crypto_pwhash(unsigned char *out, unsigned long long out_size, const char *passphrase,
                         unsigned long long size, const unsigned char *salt,
                         unsigned long long passes, size_t bytes, int algorithm) {
    assert(passes <= 64 && bytes <= (size_t)1 << 30 && algorithm > 0);
    return crypto_generichash(out, (size_t)out_size, (const unsigned char *)passphrase, size, salt,
                              crypto_pwhash_SALTBYTES);
}

#endif
