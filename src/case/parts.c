#include "truce/case/parts.h"

#include "spans.h"

/* The record without the line that names its audience. */
static bool copy_text(const record_span *record, truce_str bytes, truce_arena *arena,
                      truce_str *text) {
    const char *const from = bytes.data + record->begin;
    const char *const end = bytes.data + record->end;
    char *const copy = truce_arena_take(arena, record->end - record->begin + 1);
    size_t size = 0;
    for (const char *p = from; copy != NULL && p < end;) {
        const text_line line = line_at(p, end);
        if (!spans_is_audience(&line)) {
            memcpy(copy + size, p, (size_t)(line.next - p));
            size += (size_t)(line.next - p);
        }
        p = line.next;
    }
    if (copy != NULL && size > 0 && copy[size - 1] != '\n') {
        copy[size++] = '\n'; /* the last line of the file had none */
    }
    *text = (truce_str){copy, size};
    return copy != NULL;
}

/* Those who may see a record, by the rules of case/view.h; NULL: the team alone. */
static const names *audience_of(const spans *s, const record_span *only_case,
                                const record_span *record, bool *unclear) {
    const file_span *const file = &s->files[record->file];
    *unclear = record->unclear;
    if (record->has_audience) {
        return &record->audience;
    }
    *unclear = *unclear || file->unclear;
    if (file->has_audience) {
        return &file->audience;
    }
    if (only_case != NULL && only_case->has_audience) {
        *unclear = *unclear || only_case->unclear;
        return &only_case->audience;
    }
    return NULL;
}

static bool make_part(const spans *s, const record_span *only_case, const record_span *record,
                      const truce_input *inputs, truce_case_part *part) {
    const names *const whom = audience_of(s, only_case, record, &part->unclear);
    part->input = record->file;
    part->kind = record->kind;
    part->name = s->symbols.texts[record->name];
    part->n_audience = whom != NULL ? whom->n : 0;
    truce_str *const audience =
        truce_arena_take(s->arena, (part->n_audience + 1) * sizeof *audience);
    for (size_t i = 0; audience != NULL && i < part->n_audience; i++) {
        audience[i] = s->symbols.texts[whom->at[i]];
    }
    part->audience = audience;
    return audience != NULL && copy_text(record, inputs[record->file].bytes, s->arena, &part->text);
}

truce_status truce_case_parts(const truce_input *inputs, size_t n_inputs, truce_arena *arena,
                              truce_case_part **parts, size_t *n, truce_error *err) {
    spans s = {.arena = arena};
    bool ok = truce_symbols_init(&s.symbols, arena, 0, err) == TRUCE_OK &&
              spans_find(&s, inputs, n_inputs);
    truce_case_part *const made =
        ok ? truce_arena_zero(arena, s.n_records + 1, sizeof *made) : NULL;
    const record_span *const only_case = ok ? spans_case(&s) : NULL;
    ok = made != NULL;
    for (size_t i = 0; ok && i < s.n_records; i++) {
        ok = make_part(&s, only_case, &s.records[i], inputs, &made[i]);
    }
    if (!ok) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the records of a case");
    }
    *parts = made;
    *n = s.n_records;
    return TRUCE_OK;
}
