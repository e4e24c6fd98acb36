/* receipt.h - that something was handed over: signed by who hands it over, and countersigned by who
 * has it.
 *
 * A receipt is over bytes that only their hash stands for, with a few labels that say what was
 * done: this knows nothing of what they mean. It is a block of text that goes by any way, and each
 * of the two signs with the keys of an identity. docs/security.md has its form, and what it proves.
 */
#ifndef TRUCE_RECORD_RECEIPT_H
#define TRUCE_RECORD_RECEIPT_H

#include "truce/record/identity.h"

#define TRUCE_RECEIPT_LABEL_MAX 255 /* bytes: printing ASCII, no blank at either end */
#define TRUCE_CONTENT           32
#define TRUCE_CONTENT_SALT      16
#define TRUCE_CONTENT_DIGITS    30 /* 25 digits in groups of five, and a NUL */

typedef struct truce_receipt {
    char about[TRUCE_RECEIPT_LABEL_MAX + 1];
    uint8_t content[TRUCE_CONTENT];
    char what[TRUCE_RECEIPT_LABEL_MAX + 1];
    char from[TRUCE_RECEIPT_LABEL_MAX + 1], to[TRUCE_RECEIPT_LABEL_MAX + 1];
    char at[TRUCE_RECEIPT_LABEL_MAX + 1];
    char by[TRUCE_MEMBER_NAME_MAX + 1]; /* who hands it over, and their signing key */
    uint8_t key[32], signature[64];
    bool countered;
    char counter_by[TRUCE_MEMBER_NAME_MAX + 1]; /* who has it, likewise */
    uint8_t counter_key[32], counter[64];
} truce_receipt;

/* What bytes are called in a receipt. */
void truce_content_hash(const uint8_t salt[TRUCE_CONTENT_SALT], truce_str bytes,
                        uint8_t content[TRUCE_CONTENT]);

/* The same to be read aloud. NUL-terminated. */
void truce_content_digits(const uint8_t content[TRUCE_CONTENT], char text[TRUCE_CONTENT_DIGITS]);

/* A salt as text, NUL-terminated, and back; false where it is none. */
#define TRUCE_SALT_TEXT 25
void truce_content_salt_text(const uint8_t salt[TRUCE_CONTENT_SALT], char text[TRUCE_SALT_TEXT]);
bool truce_content_salt_read(truce_str text, uint8_t salt[TRUCE_CONTENT_SALT]);

/* Bytes that nobody can guess. TRUCE_EIO: the system gives none. */
TRUCE_MUST_USE truce_status truce_random(void *bytes, size_t size, truce_error *err);

/* Append a receipt with the labels and the content of `receipt`, signed by `by`; its other members
 * are not looked at. TRUCE_EINVAL: a label is empty, too long, or not printing ASCII. */
TRUCE_MUST_USE truce_status truce_receipt_write(const truce_identity *by,
                                                const truce_receipt *receipt, truce_buffer *block,
                                                truce_error *err);

/* Append the same receipt countersigned by `by`, as one that was read: it may have been
 * countersigned before, and that falls away. */
void truce_receipt_countersign(const truce_identity *by, const truce_receipt *receipt,
                               truce_buffer *block);

/* The receipt in a block; what stands before and behind it is passed over. TRUCE_EPARSE: there is
 * none, it was cut, mistyped or altered, or a signature in it does not hold. Whose the keys are is
 * for others to say. */
TRUCE_MUST_USE truce_status truce_receipt_read(truce_str text, truce_receipt *receipt,
                                               truce_error *err);

/* The first and the last line of a block, without line ends. */
#define TRUCE_RECEIPT_BEGINS "-----BEGIN TRUCE RECEIPT-----"
#define TRUCE_RECEIPT_ENDS   "-----END TRUCE RECEIPT-----"

#endif
