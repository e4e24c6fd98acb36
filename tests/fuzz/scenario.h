/* scenario.h - fuzzing a reader of other tools' files: any bytes as its files, which stand one
 * behind the other with a byte 0x1E between. What is read becomes a case that reads without an
 * error. */
#ifndef TRUCE_TESTS_FUZZ_SCENARIO_H
#define TRUCE_TESTS_FUZZ_SCENARIO_H

#include <assert.h>
#include <stdlib.h>

#include "fuzz.h"
#include "truce/case/read.h"
#include "truce/formats/foreign.h"
#include "truce/formats/scenario_case.h"

enum { SCENARIO_FILES_MAX = 6 };

/* The files, each in a block of its own size, so that a read beyond its end is seen. */
static inline size_t split_files(const uint8_t *data, size_t size, truce_input *inputs) {
    static const char *const names[SCENARIO_FILES_MAX] = {"a/one.xml", "two.json", "",
                                                          "x.y.z",     ".b",       "five"};
    size_t n = 0;
    for (size_t begin = 0; n < SCENARIO_FILES_MAX && begin <= size; n++) {
        size_t end = begin;
        while (end < size && data[end] != 0x1E) {
            end++;
        }
        char *const block = malloc(end - begin + (end == begin));
        assert(block != NULL);
        if (end > begin) {
            memcpy(block, data + begin, end - begin);
        }
        inputs[n] = (truce_input){truce_str_of(names[n]), {block, end - begin}};
        begin = end + 1;
    }
    return n;
}

static inline void free_files(truce_input *inputs, size_t n) {
    for (size_t i = 0; i < n; i++) {
        free((void *)(uintptr_t)inputs[i].bytes.data);
    }
}

static inline void check_read(truce_status status, const truce_scenario *scenario,
                              const truce_error *err, truce_arena *arena) {
    truce_error why;
    truce_buffer out = truce_buffer_new();
    if (status != TRUCE_OK) {
        assert(status == TRUCE_EPARSE || status == TRUCE_EINVAL || status == TRUCE_ELIMIT);
        assert(err->status == status && err->message[0] != '\0');
        return;
    }
    status = truce_scenario_to_case(scenario, arena, &out, &why);
    assert(status == TRUCE_OK || status == TRUCE_ELIMIT);
    if (status == TRUCE_OK) {
        const truce_input input = {TRUCE_STR("case.truce"), truce_buffer_str(&out)};
        truce_view view;
        truce_case c;
        truce_report report = truce_report_new(arena);
        const truce_read_options options = {.seed = 7, .no_warnings = true};
        status = truce_case_view(&input, 1, (truce_str){NULL, 0}, arena, &view, NULL);
        assert(status == TRUCE_OK);
        status = truce_case_read(&view, options, arena, &c, &report, NULL);
        assert(status == TRUCE_OK);
        assert(c.n_issues == scenario->n_issues && c.n_preferences == scenario->n_parties);
    }
    truce_buffer_clear(&out);
}

#endif
