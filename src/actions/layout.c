#include "truce/actions/layout.h"

#include "truce/case/format.h"
#include "truce/case/read.h"

truce_status truce_layout(const truce_input *input, truce_arena *arena, truce_report *report,
                          truce_buffer *out, truce_error *err) {
    truce_view view;
    truce_case c;
    *report = truce_report_new(arena);
    truce_status status = truce_case_view(input, 1, (truce_str){NULL, 0}, arena, &view, err);
    if (status == TRUCE_OK) {
        status = truce_case_read(&view, (truce_read_options){.syntax_only = true}, arena, &c,
                                 report, err);
    }
    return status == TRUCE_OK ? truce_case_format(input->bytes, out, err) : status;
}
