/* symbols.h - names become small numbers once, at the door.
 *
 * Equal texts get equal symbols, numbered 1, 2, 3 ... in order of first appearance, so arrays can
 * be indexed by symbol and order is always defined. 0 means "no symbol".
 */
#ifndef TRUCE_BASE_SYMBOLS_H
#define TRUCE_BASE_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/str.h"

typedef uint32_t truce_symbol;

typedef struct truce_symbols {
    truce_arena *arena; /* kept; the tables live there */
    uint64_t seed;      /* of the hash: never changes a result, only who could force collisions */
    truce_str *texts;   /* [symbol]; texts[0] is empty; borrowed from whoever gave them */
    uint64_t *slots;    /* hash (upper half) and symbol (lower half); 0 is empty */
    size_t n;           /* symbols, counting 0 */
    size_t cap, slots_cap; /* of texts; of slots, a power of two */
} truce_symbols;

/* An empty table. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_symbols_init(truce_symbols *symbols, truce_arena *arena,
                                               uint64_t seed, truce_error *err);

/* Make room for `n` symbols in all, so that adding them moves nothing. False when memory is out;
 * the table is then as it was. */
TRUCE_MUST_USE bool truce_symbols_reserve(truce_symbols *symbols, size_t n);

/* The symbol of `text`, new if it had none; the text is kept, not copied. 0 when memory is out
 * or 2^32 - 1 symbols exist. Expected O(size of text). */
truce_symbol truce_symbols_add(truce_symbols *symbols, truce_str text);

/* Say that `text` will be added or looked for soon: its slot is asked for, and need not be waited
 * for then. Changes nothing. It pays for names that are met once, as those of claims are, in a
 * table larger than a cache, with some other work in between. Cost O(size of text). */
void truce_symbols_expect(const truce_symbols *symbols, truce_str text);

/* The symbol of `text`, or 0. */
truce_symbol truce_symbols_find(const truce_symbols *symbols, truce_str text);

static inline truce_str truce_symbols_text(const truce_symbols *symbols, truce_symbol symbol) {
    return symbols->texts[symbol];
}

#endif
