/* A text in Markdown is read, or refused with a reason that can be shown; what was read is a case,
 * names of actors aside, and what is written of it is read back to the same. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "truce/case/read.h"
#include "truce/text/markdown.h"

static const char actors[] = "truce 1\nparty union \"U\"\nparty company \"C\"\n";

/* The text of a case as Markdown; false: it is no case, for want of an actor or a name taken twice.
 */
static bool write_case(truce_str bytes, truce_arena *arena, truce_buffer *out) {
    const truce_input input = {TRUCE_STR("t.truce"), bytes};
    truce_view view;
    truce_case c;
    truce_drafts d;
    truce_report report = truce_report_new(arena);
    if (truce_case_view(&input, 1, TRUCE_STR(""), arena, &view, NULL) != TRUCE_OK ||
        truce_case_read(&view, (truce_read_options){.no_warnings = true}, arena, &c, &report,
                        NULL) != TRUCE_OK ||
        c.n_drafts == 0 ||
        truce_drafts_make(&c, &(truce_draft_asked){0}, arena, &d, NULL) != TRUCE_OK) {
        return false;
    }
    return truce_markdown_write(&d, 0, arena, out);
}

static bool read_text(truce_str bytes, truce_arena *arena, truce_buffer *out) {
    truce_report report;
    truce_buffer_lit(out, actors);
    const truce_status status =
        truce_markdown_read(TRUCE_STR("t.md"), bytes, 2, arena, out, &report, NULL);
    if (status == TRUCE_EPARSE) {
        truce_buffer shown = truce_buffer_new();
        truce_report_show(&report, false, &shown);
        if (report.errors == 0 || shown.size == 0) {
            abort();
        }
        truce_buffer_clear(&shown);
    }
    return status == TRUCE_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    truce_arena arena = truce_arena_new();
    truce_buffer records = truce_buffer_new();
    truce_buffer first = truce_buffer_new();
    truce_buffer again = truce_buffer_new();
    truce_buffer second = truce_buffer_new();
    if (size < 1 << 16 && read_text((truce_str){(const char *)data, size}, &arena, &records) &&
        write_case(truce_buffer_str(&records), &arena, &first)) {
        if (!read_text(truce_buffer_str(&first), &arena, &again) ||
            !write_case(truce_buffer_str(&again), &arena, &second) ||
            !truce_str_equal(truce_buffer_str(&first), truce_buffer_str(&second))) {
            abort();
        }
    }
    truce_buffer_clear(&records);
    truce_buffer_clear(&first);
    truce_buffer_clear(&again);
    truce_buffer_clear(&second);
    truce_arena_clear(&arena);
    return 0;
}
