/* worth.h - signed numbers as unsigned ones in the same order (private to the room). */
#ifndef TRUCE_STABILITY_WORTH_H
#define TRUCE_STABILITY_WORTH_H

#include <stdint.h>

static inline uint64_t worth_of(int64_t value) {
    return (uint64_t)value ^ (UINT64_C(1) << 63);
}

#endif
