/* band.h - what a package must be worth, as one number to compare with.
 *
 * Every bound of a band becomes a row: "at least" counts what a package loses against the most that
 * each term can give, "at most" what it has above the least. The sum of these losses may not exceed
 * the row's limit. All rows' losses lie side by side in one wide number, the key, each in a field
 * with room for the sum of two allowed losses: keys are added as numbers, and one subtraction tells
 * whether any field is above its limit. A row that every package keeps is left out.
 */
#ifndef TRUCE_DEALS_BAND_PARTS_H
#define TRUCE_DEALS_BAND_PARTS_H

#include "truce/base/arena.h"
#include "truce/deals/zopa.h"

enum { BAND_ROWS_MAX = 2 * TRUCE_WORTH_PARTIES_MAX };

typedef struct band_row {
    uint32_t party;
    bool most;             /* the row of an "at most" */
    const uint64_t *base;  /* [term]: the amount that loses nothing, worth->width words each */
    const uint64_t *limit; /* worth->width + 1 words */
    uint32_t bits;         /* of the limit */
    uint32_t place;        /* of its field's lowest bit */
} band_row;

typedef struct band {
    const truce_worth *worth;
    band_row rows[BAND_ROWS_MAX]; /* the first one in the highest field */
    uint32_t n_rows;
    uint32_t words;    /* of a key; 0 without rows */
    uint64_t *limits;  /* the key of all limits */
    uint64_t *guards;  /* the highest bit of each field, which no sum reaches */
    uint64_t *ceiling; /* limits and guards */
    bool impossible;   /* a row that not even the best of all terms keeps */
    uint64_t *loss;    /* work area: an amount's words and one more */
    uint64_t *added;   /* work area: a key */
} band;

/* Into `arena`. False when memory is out. */
bool band_make(const truce_worth *worth, const truce_band *asked, truce_arena *arena, band *out);

/* A row for every party, of "at least" what any package is worth: no sum is above a limit, and keys
 * tell what packages are worth. */
bool band_full(const truce_worth *worth, truce_arena *arena, band *out);

/* Is no field of the key above its limit? Fields hold at most the sum of two allowed losses. */
static inline bool band_keeps(const band *b, const uint64_t *key, uint32_t words) {
    uint64_t borrow = 0;
    uint64_t missing = 0;
    for (uint32_t i = 0; i < words; i++) {
        const uint64_t difference = b->ceiling[i] - key[i];
        const uint64_t with = difference - borrow;
        borrow = (b->ceiling[i] < key[i]) | (difference < borrow);
        missing |= ~with & b->guards[i];
    }
    return missing == 0;
}

/* Add what combination `number` of a term loses. False when a row's limit is exceeded; the key is
 * then spoilt. */
bool band_add_term(const band *b, uint32_t term, size_t combination, uint64_t *key);

#endif
