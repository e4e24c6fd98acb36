/* given.h - files as texts of a test: read, turned into a case, compared (tests of this room). */
#ifndef TRUCE_TESTS_FORMATS_GIVEN_H
#define TRUCE_TESTS_FORMATS_GIVEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "truce/formats/foreign.h"
#include "truce/formats/scenario_case.h"

enum { GIVEN_MAX = 8 };

typedef truce_status given_reader(const truce_input *inputs, size_t n, truce_arena *arena,
                                  truce_scenario *scenario, truce_error *err);

/* Each text is copied to a block of its own size, so that a read beyond its end is seen. */
static inline truce_status read_given(given_reader *read, const char *const *names,
                                      const truce_str *texts, size_t n, truce_arena *arena,
                                      truce_scenario *scenario, truce_error *err) {
    truce_input inputs[GIVEN_MAX];
    assert_true(n <= GIVEN_MAX);
    for (size_t i = 0; i < n; i++) {
        inputs[i].name = truce_str_of(names[i]);
        inputs[i].bytes = texts[i];
    }
    return read(inputs, n, arena, scenario, err);
}

static inline void expect_text(truce_str got, const char *want) {
    const size_t size = strlen(want);
    size_t i = 0;
    while (i < got.size && i < size && got.data[i] == want[i]) {
        i++;
    }
    if (got.size != size || i < size) {
        size_t line = i;
        while (line > 0 && want[line - 1] != '\n') {
            line--;
        }
        fail_msg("byte %zu: got\n%.*s\nwant\n%.300s", i,
                 (int)(got.size - line < 300 ? got.size - line : 300), got.data + line,
                 want + line);
    }
}

#endif
