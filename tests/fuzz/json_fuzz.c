/* Any bytes as the JSON of a case: never a crash, and whatever text comes out has one line for each
 * line of ours, so no value brought in a control character. Text that reads as a case then goes
 * round: its JSON gives a text, and that text the same JSON. */
#include "fuzz.h"

#include <assert.h>
#include <stdbool.h>

#include "truce/case/json.h"
#include "truce/case/read.h"

/* The JSON of a case, or an empty text when it does not read as one. Owned by the caller. */
static truce_buffer json_of(const truce_json_files *files, truce_arena *arena) {
    truce_buffer out = truce_buffer_new();
    truce_view view;
    truce_case c;
    truce_report report = truce_report_new(arena);
    const truce_read_options options = {.seed = 7, .no_warnings = true};
    if (truce_case_view(files->at, files->n, (truce_str){NULL, 0}, arena, &view, NULL) ==
            TRUCE_OK &&
        truce_case_read(&view, options, arena, &c, &report, NULL) == TRUCE_OK) {
        truce_json json = truce_json_new(&out);
        truce_case_to_json(&c, &json);
        truce_json_end(&json);
        assert(!out.failed);
    }
    return out;
}

static void check_lines(truce_str text) {
    assert(text.size >= 8 && memcmp(text.data, "truce 1\n", 8) == 0);
    assert(text.data[text.size - 1] == '\n');
    for (size_t i = 0; i < text.size; i++) {
        const unsigned char b = (unsigned char)text.data[i];
        assert(b == '\n' || (b >= ' ' && b != 0x7F));
    }
}

/* The model drops leading zeros of numbers, so the first text may differ from the second. */
static void check_round_trip(const truce_json_files *files, truce_arena *arena) {
    truce_buffer first = json_of(files, arena);
    if (first.size > 0) {
        truce_json_files again = {NULL, 0};
        truce_error err;
        const truce_status status =
            truce_case_text_from_json(truce_buffer_str(&first), arena, &again, &err);
        assert(status == TRUCE_OK);
        truce_buffer second = json_of(&again, arena);
        assert(truce_str_equal(truce_buffer_str(&first), truce_buffer_str(&second)));
        truce_buffer_clear(&second);
    }
    truce_buffer_clear(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    truce_arena arena = truce_arena_new();
    truce_json_files files = {NULL, 0};
    const truce_str json = {(const char *)data, size};
    if (truce_case_text_from_json(json, &arena, &files, NULL) == TRUCE_OK) {
        for (size_t i = 0; i < files.n; i++) {
            check_lines(files.at[i].bytes);
        }
        check_round_trip(&files, &arena);
    }
    truce_arena_clear(&arena);
    return 0;
}
