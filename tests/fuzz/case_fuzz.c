/* Any bytes as the text of a case: the first one chooses who reads, the rest is the text. Never a
 * crash; what a narrowed reader gets is what the text of that view gives on its own; and a text
 * that can be laid out keeps its layout. */
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>

#include "truce/actions/check.h"
#include "truce/actions/exchange.h"
#include "truce/actions/layout.h"

/* All that is said of the case to that reader. Owned by the caller. */
static truce_buffer answers(truce_input input, truce_str reader, uint64_t seed) {
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    const truce_request request = {.reader = reader, .seed = seed, .warnings = true};
    const truce_status status = truce_session_open_inputs(&session, &request, &input, 1, &err);
    truce_buffer_printf(&out, "%d %s\n", (int)status, status == TRUCE_OK ? "" : err.message);
    if (status == TRUCE_OK || status == TRUCE_EPARSE) {
        truce_report_show(&session.report, (seed & 1) != 0, &out);
        truce_check_text(&session, &out);
        truce_check_json(&session, &out);
    }
    if (status == TRUCE_OK) {
        truce_case_export(&session, &out);
    }
    if (status == TRUCE_OK || status == TRUCE_EPARSE) {
        truce_session_close(&session);
    }
    assert(!out.failed);
    return out;
}

static void check_view(truce_input input, truce_str reader) {
    truce_arena arena = truce_arena_new();
    truce_view view;
    const truce_status status = truce_case_view(&input, 1, reader, &arena, &view, NULL);
    assert(status == TRUCE_OK);
    assert(view.inputs[0].bytes.size <= input.bytes.size);
    truce_buffer first = answers(input, reader, 7);
    if (view.narrowed) {
        truce_buffer second = answers(view.inputs[0], reader, 9);
        assert(truce_str_equal(truce_buffer_str(&first), truce_buffer_str(&second)));
        truce_buffer_clear(&second);
    }
    truce_buffer_clear(&first);
    truce_arena_clear(&arena);
}

static void check_layout(truce_input input) {
    truce_arena arena = truce_arena_new();
    truce_report report;
    truce_buffer first = truce_buffer_new();
    if (truce_layout(&input, &arena, &report, &first, NULL) == TRUCE_OK) {
        const truce_input again = {input.name, truce_buffer_str(&first)};
        truce_buffer second = truce_buffer_new();
        const truce_status status = truce_layout(&again, &arena, &report, &second, NULL);
        assert(status == TRUCE_OK);
        assert(truce_str_equal(truce_buffer_str(&first), truce_buffer_str(&second)));
        truce_buffer_clear(&second);
    }
    truce_buffer_clear(&first);
    truce_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const readers[] = {"", "public", "analyst-a", "desk"};
    if (size == 0) {
        return 0;
    }
    const truce_input input = {{"case.truce", 10}, {(const char *)data + 1, size - 1}};
    check_view(input, truce_str_of(readers[data[0] % 4]));
    check_layout(input);
    return 0;
}
