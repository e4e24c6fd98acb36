/* fuzz.h - what a fuzz target offers to libFuzzer and to replay_main.c. */
#ifndef TRUCE_TESTS_FUZZ_H
#define TRUCE_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Feed one input to the parser under test. Returns 0; a finding is a sanitizer's report or a
 * failed assert. `data` holds exactly `size` bytes, borrowed, with nothing after them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
