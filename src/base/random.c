/* xoshiro256**, seeded through splitmix64 as its authors advise. A number below n is the upper half
 * of n times 64 random bits; the few products that would make some numbers likelier are drawn again
 * (PAPER: lemire2019). */
#include "truce/base/random.h"

#include <assert.h>

__extension__ typedef unsigned __int128 wide;

static uint64_t splitmix(uint64_t *state) {
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

truce_random truce_random_new(uint64_t seed, uint64_t stream) {
    uint64_t state = seed;
    state = splitmix(&state) ^ stream; /* one-to-one in the stream: no two begin alike */
    truce_random r;
    for (int i = 0; i < 4; i++) {
        r.state[i] = splitmix(&state);
    }
    return r;
}

uint64_t truce_random_below(truce_random *r, uint64_t n) {
    assert(n > 0);
    wide product = (wide)truce_random_next(r) * n;
    if ((uint64_t)product < n) {
        const uint64_t surplus = (UINT64_MAX - n + 1) % n; /* 2^64 mod n */
        while ((uint64_t)product < surplus) {
            product = (wide)truce_random_next(r) * n;
        }
    }
    return (uint64_t)(product >> 64);
}
