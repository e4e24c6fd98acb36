/* random.h - seeded numbers for tests: splitmix64, small and the same on every machine. */
#ifndef TRUCE_TESTS_RANDOM_H
#define TRUCE_TESTS_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline uint64_t next_random(uint64_t *seed) {
    uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* 0 to n - 1; the slight lean to small numbers does not matter here. */
static inline size_t below(uint64_t *seed, size_t n) {
    return (size_t)(next_random(seed) % n);
}

static inline bool percent(uint64_t *seed, unsigned chance) {
    return next_random(seed) % 100 < chance;
}

#endif
