/* JSON in: let it be parsed within its bounds, then walk the values once and print the case as
 * text. The walk goes only where a shape leads, so its depth is bounded by the form. */
#include "truce/case/json.h"

#include "base/json_in.h"
#include "from_json.h"
#include "truce/case/read.h"

static const truce_json_limits limits = {.bytes = TRUCE_JSON_IN_BYTES_MAX,
                                         .depth = TRUCE_JSON_IN_DEPTH_MAX,
                                         .containers = TRUCE_JSON_IN_CONTAINERS_MAX,
                                         .values = TRUCE_JSON_IN_VALUES_MAX,
                                         .advice_deep = "a case has none so deep",
                                         .advice_many = "give the case as text instead"};

static void put_file(json_in *in, spot s) {
    if (!check_object(in, &s, SHAPE_FILE)) {
        return;
    }
    const spot records = member(&s, "records");
    put_lit(in, "truce 1");
    maybe_list(in, &s, "audience", "\naudience", FORM_NAME);
    const size_t n = count_elements(in, &records, 0);
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_record(in, element(&records, i));
    }
    put_lit(in, "\n");
}

static truce_str name_of_file(json_in *in, spot s) {
    const spot name = member(&s, "name");
    const truce_str text = string_of(in, &name, "a file's name");
    if (text.size == 0 || !is_one_line(text)) {
        refuse(in, &name, "a file's name is one line, and not empty");
    }
    return text;
}

/* A copy in the arena, or a failure. */
static truce_str keep(json_in *in, truce_str text, truce_arena *arena) {
    const truce_str kept = failed(in) ? (truce_str){NULL, 0} : truce_arena_str(arena, text);
    if (kept.data == NULL && !failed(in)) {
        in->status = truce_fail(in->err, TRUCE_ENOMEM, "no memory for a case of this size");
    }
    return kept;
}

static void take_file(json_in *in, spot s, truce_arena *arena, truce_input *file) {
    put_file(in, s);
    if (!failed(in)) {
        in->status = truce_buffer_status(&in->text, in->err);
    }
    file->bytes = keep(in, truce_buffer_str(&in->text), arena);
    file->name = keep(in, name_of_file(in, s), arena);
    in->text.size = 0;
}

static void take_document(json_in *in, const json_t *value, truce_arena *arena,
                          truce_json_files *files) {
    const spot document = {.value = value};
    if (!check_object(in, &document, SHAPE_DOCUMENT)) {
        return;
    }
    const spot version = member(&document, "truce");
    const spot list = member(&document, "files");
    if (!json_is_integer(version.value) || json_integer_value(version.value) != 1) {
        refuse(in, &version, "this is version 1 of the form; write 1 (a number)");
    }
    files->n = count_elements(in, &list, 0);
    if (files->n > TRUCE_FILES_MAX) {
        in->status = truce_fail(in->err, TRUCE_ELIMIT, "%zu files; a case has at most %d", files->n,
                                TRUCE_FILES_MAX);
    }
    files->at = failed(in) ? NULL : truce_arena_zero(arena, files->n + 1, sizeof *files->at);
    if (files->at == NULL && !failed(in)) {
        in->status = truce_fail(in->err, TRUCE_ENOMEM, "no memory for %zu files", files->n);
    }
    for (size_t i = 0; i < files->n && !failed(in); i++) {
        take_file(in, element(&list, i), arena, &files->at[i]);
    }
}

truce_status truce_case_text_from_json(truce_str json, truce_arena *arena, truce_json_files *out,
                                       truce_error *err) {
    json_t *document = NULL;
    const truce_status status = truce_json_parse(json, &limits, false, &document, err);
    if (status != TRUCE_OK) {
        return status;
    }
    json_in in = {.text = truce_buffer_new(), .err = err};
    truce_json_files files = {NULL, 0};
    take_document(&in, document, arena, &files);
    if (!failed(&in)) {
        *out = files;
    }
    truce_buffer_clear(&in.text);
    json_decref(document);
    return in.status;
}
