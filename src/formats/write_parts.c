#include "formats/write_parts.h"

foreign_writer foreign_begin(const truce_scenario *s, size_t n, truce_arena *arena,
                             truce_error *err) {
    foreign_writer w = {.s = s,
                        .arena = arena,
                        .out = truce_buffer_new(),
                        .told = {.arena = arena},
                        .err = err,
                        .status = TRUCE_OK};
    w.files.at = truce_arena_zero(arena, n, sizeof *w.files.at);
    if (w.files.at == NULL) {
        w.status = truce_fail(err, TRUCE_ENOMEM, "no memory for %zu files", n);
    }
    return w;
}

void foreign_file(foreign_writer *w, truce_str stem, const char *ending) {
    if (w->status != TRUCE_OK || truce_buffer_status(&w->out, w->err) != TRUCE_OK) {
        w->status = w->status != TRUCE_OK ? w->status : TRUCE_ENOMEM;
        return;
    }
    const truce_str name = truce_arena_printf(w->arena, "%.*s%s", TRUCE_STR_ARGS(stem), ending);
    const truce_str bytes = truce_arena_str(w->arena, truce_buffer_str(&w->out));
    if (name.data == NULL || bytes.data == NULL) {
        w->status = truce_fail(w->err, TRUCE_ENOMEM, "no memory for a file");
        return;
    }
    w->files.at[w->files.n++] = (truce_input){name, bytes};
    w->out.size = 0;
}

truce_status foreign_end(foreign_writer *w, truce_foreign_files *out) {
    if (w->status == TRUCE_OK && w->told.failed) {
        w->status = truce_fail(w->err, TRUCE_ENOMEM, "no memory for what is to be told");
    }
    if (w->status == TRUCE_OK) {
        *out = w->files;
        out->told = w->told.at;
        out->n_told = w->told.n;
    }
    truce_buffer_clear(&w->out);
    return w->status;
}

const truce_numeral *largest_value(const truce_scenario_issue *issue,
                                   const truce_scenario_worth *worth) {
    const truce_numeral *largest = NULL;
    for (uint32_t i = 0; i < issue->n_values; i++) {
        const truce_numeral *const value = &worth->values[i].over;
        largest = largest == NULL || truce_numeral_compare(value, largest) > 0 ? value : largest;
    }
    return largest;
}
