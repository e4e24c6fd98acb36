/* random.h - numbers drawn from a seed: the same seed gives the same numbers on every machine.
 *
 * For estimates, never for secrets. One seed has as many streams as one likes, so that the
 * thousandth sample can be drawn again without the 999 before it. PAPER: blackman2021.
 */
#ifndef TRUCE_BASE_RANDOM_H
#define TRUCE_BASE_RANDOM_H

#include <stdint.h>

/* A plain value: a copy goes on with the same numbers. Not all zero. */
typedef struct truce_random {
    uint64_t state[4];
} truce_random;

/* The stream of this number under this seed; any two differ. */
truce_random truce_random_new(uint64_t seed, uint64_t stream);

/* The next 64 random bits. */
static inline uint64_t truce_random_next(truce_random *r) {
    uint64_t *const s = r->state;
    const uint64_t five = s[1] * 5;
    const uint64_t result = ((five << 7) | (five >> 57)) * 9;
    const uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 45) | (s[3] >> 19);
    return result;
}

/* 0 to n - 1, each exactly as likely as the others; n is at least 1. */
uint64_t truce_random_below(truce_random *r, uint64_t n);

#endif
