/* generated.h - the case that measurements are made on: two sides, 200 people, 60 issues, 500
 * sources, 200 events, and the given number of claims of two statements each. */
#ifndef TRUCE_BENCH_GENERATED_H
#define TRUCE_BENCH_GENERATED_H

#include <stdint.h>

#include "truce/base/buffer.h"

enum { PEOPLE = 200, ISSUES = 60, RUNGS = 5, SOURCES = 500, EVENTS = 200 };

static inline uint64_t next_random(uint64_t *seed) {
    uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static inline unsigned pick(uint64_t *seed, unsigned n) {
    return (unsigned)(next_random(seed) % n);
}

static inline void generate_frames(truce_buffer *out) {
    truce_buffer_lit(out, "truce 1\n\ncase generated \"A generated case\"\n\n"
                          "party north \"The north\"\nparty south \"The south\"\n");
    for (unsigned i = 0; i < PEOPLE; i++) {
        truce_buffer_printf(out, "person person-%u \"Person %u\" of %s\n", i, i,
                            i % 2 == 0 ? "north" : "south");
    }
    for (unsigned i = 0; i < ISSUES; i++) {
        truce_buffer_printf(out, "\nissue issue-%u \"Issue number %u\"\n", i, i);
        for (unsigned k = 0; k < RUNGS; k++) {
            truce_buffer_printf(out, "  rung rung-%u \"rung %u of it\"\n", k, k);
        }
    }
    for (unsigned i = 0; i < SOURCES; i++) {
        truce_buffer_printf(out,
                            "\nsource source-%u \"Source number %u\" press\n"
                            "  published 20%02u-%02u-1%u\n  reliability %c\n",
                            i, i, 10 + i % 20, 1 + i % 12, i % 10, "ABCDEF"[i % 6]);
    }
    truce_buffer_byte(out, '\n');
    for (unsigned i = 0; i < EVENTS; i++) {
        truce_buffer_printf(out, "event event-%u \"Event %u\" statement by person-%u\n", i, i, i);
    }
}

static inline void generate_claim(truce_buffer *out, uint64_t *seed, unsigned i) {
    const char *const party = pick(seed, 2) == 0 ? "north" : "south";
    truce_buffer_printf(out, "\nclaim source-%u:P%u.line-%u by person-%u\n", i % SOURCES,
                        1 + i / SOURCES, i, pick(seed, PEOPLE));
    truce_buffer_printf(out, "  %s demands issue-%u rung-%u or more as \"in words %u\"\n", party,
                        pick(seed, ISSUES), pick(seed, RUNGS), pick(seed, 100));
    switch (pick(seed, 3)) {
    case 0:
        truce_buffer_printf(out, "  %s accepts issue-%u rung-%u if issue-%u rung-1\n", party,
                            pick(seed, ISSUES), pick(seed, RUNGS), pick(seed, ISSUES));
        break;
    case 1:
        truce_buffer_printf(out, "  event event-%u at 2024-03-%02u\n", pick(seed, EVENTS),
                            1 + pick(seed, 28));
        break;
    default:
        truce_buffer_lit(out, "  talks running deadlocked \"as the office reports it\"\n");
        break;
    }
}

static inline truce_buffer generate(unsigned claims) {
    truce_buffer out = truce_buffer_new();
    uint64_t seed = 1;
    generate_frames(&out);
    for (unsigned i = 0; i < claims; i++) {
        generate_claim(&out, &seed, i);
    }
    return out;
}

#endif
