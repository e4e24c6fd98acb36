/* seal.h - an entry's text, sealed under a key of its own that its mark commits to. */
#ifndef RECORD_SEAL_H
#define RECORD_SEAL_H

#include "record/chain/hash.h"
#include "truce/base/arena.h"
#include "truce/base/buffer.h"

/* The public mark of `key` in a ledger. Finding another key with this mark is finding a collision
 * of BLAKE2b. PAPER: bellare2022. */
void seal_mark(const uint8_t *ledger, const uint8_t key[KEY], uint8_t mark[TRUCE_MARK]);

/* The size that `size` bytes of text are sealed in: a power of two, 256 or more; 0 when it would be
 * more than TRUCE_BODY_MAX. */
size_t seal_size(size_t size);

/* Append `plain`, padded and sealed. TRUCE_ELIMIT: it is too long; TRUCE_ENOMEM: nothing was
 * appended. */
TRUCE_MUST_USE truce_status seal_close(const uint8_t *ledger, const uint8_t key[KEY], uint8_t kind,
                                       truce_str plain, truce_buffer *body, truce_error *err);

/* The bytes that the text of an entry needs while it is opened; 0: its body is none. */
size_t seal_room(const truce_entry *entry);

/* The text of an entry, in the seal_room bytes at `text`. False: `key` is not the entry's, or the
 * body is not what was sealed. Any thread. */
bool seal_open_at(const uint8_t *ledger, const uint8_t key[KEY], const truce_entry *entry,
                  uint8_t *text, truce_str *plain);

/* The same, in `arena`. TRUCE_EINVAL: as above; TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status seal_open(const uint8_t *ledger, const uint8_t key[KEY],
                                      const truce_entry *entry, truce_arena *arena,
                                      truce_str *plain, truce_error *err);

#endif
