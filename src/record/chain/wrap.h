/* wrap.h - the key of an event, wrapped for each compartment that shall read it. */
#ifndef RECORD_WRAP_H
#define RECORD_WRAP_H

#include "record/chain/hash.h"
#include "truce/base/buffer.h"

enum { WRAP = 48, WRAPS_MOST = 64 };

/* Append the wraps of `key`, whose mark is `mark`, for the compartments with the keys `to`, 1 to
 * WRAPS_MOST of them: with random ones to 4, 8, 16, 32 or 64, sorted, so that neither how many they
 * are nor which is whose can be seen. TRUCE_ENOMEM: nothing was appended. PAPER: rogaway2006. */
TRUCE_MUST_USE truce_status wrap_key(const uint8_t *ledger, const uint8_t mark[TRUCE_MARK],
                                     const uint8_t key[KEY], const uint8_t (*to)[KEY], size_t n,
                                     truce_buffer *wraps, truce_error *err);

/* Is this a size that wraps have? */
bool wrap_size(size_t size);

/* The key, if one of the wraps is for the compartment with the key `of`. Whether it is the
 * entry's tells its mark (seal_open). One hash, then a comparison for each wrap. */
bool wrap_open(const uint8_t *ledger, const uint8_t mark[TRUCE_MARK], const uint8_t of[KEY],
               truce_str wraps, uint8_t key[KEY]);

#endif
