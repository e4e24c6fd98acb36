#include "truce/actions/import.h"

#include <errno.h>
#include <sys/stat.h>

#include "truce/case/load.h"
#include "truce/case/read.h"
#include "truce/formats/scenario_case.h"

/* One file, whatever it is. */
static truce_status load_one(const char *path, truce_arena *arena, truce_input *out,
                             truce_error *err) {
    truce_input *inputs = NULL;
    size_t n = 0;
    const truce_status status = truce_case_load(&path, 1, arena, &inputs, &n, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (n != 1 || inputs == NULL) {
        return truce_fail(err, TRUCE_EINVAL, "%s is a folder; name one file", path);
    }
    *out = inputs[0];
    return TRUCE_OK;
}

/* Read what came out as any case is read. */
static truce_status check_case(const truce_json_files *files, truce_arena *arena,
                               truce_report *report, truce_error *err) {
    truce_view view;
    truce_case c;
    const truce_status status =
        truce_case_view(files->at, files->n, (truce_str){NULL, 0}, arena, &view, err);
    return status == TRUCE_OK ? truce_case_read(&view, (truce_read_options){.no_warnings = true},
                                                arena, &c, report, err)
                              : status;
}

truce_status truce_import_json(const char *path, truce_arena *arena, truce_json_files *files,
                               truce_report *report, truce_error *err) {
    truce_input input = {.name = {NULL, 0}};
    *report = truce_report_new(arena);
    truce_status status = load_one(path, arena, &input, err);
    if (status == TRUCE_OK) {
        status = truce_case_text_from_json(input.bytes, arena, files, err);
    }
    return status == TRUCE_OK ? check_case(files, arena, report, err) : status;
}

static truce_status read_scenario(truce_tool tool, truce_genius_reading reading,
                                  const truce_input *inputs, size_t n, truce_arena *arena,
                                  truce_scenario *out, truce_error *err) {
    switch (tool) {
    case TRUCE_TOOL_GENIUS:
        return truce_genius_read(inputs, n, reading, arena, out, err);
    case TRUCE_TOOL_GENIUSWEB:
        return truce_geniusweb_read(inputs, n, arena, out, err);
    case TRUCE_TOOL_NEGOLOG:
        break;
    }
    return truce_negolog_read(inputs, n, arena, out, err);
}

truce_status truce_import_scenario(truce_tool tool, truce_genius_reading reading,
                                   const char *const *paths, size_t n, truce_arena *arena,
                                   truce_imported *out, truce_report *report, truce_error *err) {
    truce_scenario scenario = {0};
    truce_buffer text = truce_buffer_new();
    *report = truce_report_new(arena);
    truce_input *const inputs = truce_arena_zero(arena, n + 1, sizeof *inputs);
    truce_input *const file = truce_arena_zero(arena, 1, sizeof *file);
    if (inputs == NULL || file == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %zu files", n);
    }
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = load_one(paths[i], arena, &inputs[i], err);
    }
    if (status == TRUCE_OK) {
        status = read_scenario(tool, reading, inputs, n, arena, &scenario, err);
    }
    if (status == TRUCE_OK) {
        status = truce_scenario_to_case(&scenario, arena, &text, err);
    }
    if (status == TRUCE_OK) {
        *file = (truce_input){TRUCE_STR("imported.truce"),
                              truce_arena_str(arena, truce_buffer_str(&text))};
        status = file->bytes.data != NULL ? TRUCE_OK
                                          : truce_fail(err, TRUCE_ENOMEM, "no memory for the case");
    }
    truce_buffer_clear(&text);
    const truce_imported made = {.files = {file, 1},
                                 .assumptions = scenario.assumptions,
                                 .n_assumptions = scenario.n_assumptions};
    if (status == TRUCE_OK) {
        status = check_case(&made.files, arena, report, err);
    }
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}

/* Names in JSON come from elsewhere: only their last part is used, and only as a plain file name.
 */
static bool plain_name(truce_str name, truce_str *last) {
    size_t begin = name.size;
    while (begin > 0 && name.data[begin - 1] != '/') {
        begin--;
    }
    *last = (truce_str){name.data + begin, name.size - begin};
    return last->size > 6 && last->size < 200 && last->data[0] != '.' &&
           memcmp(last->data + last->size - 6, ".truce", 6) == 0 &&
           memchr(last->data, '\0', last->size) == NULL;
}

static truce_str path_of(const char *folder, const truce_input *file, size_t i,
                         truce_arena *arena) {
    truce_str last;
    struct stat info;
    truce_str path = {NULL, 0};
    if (plain_name(file->name, &last)) {
        path = truce_arena_printf(arena, "%s/%.*s", folder, TRUCE_STR_ARGS(last));
    }
    if (path.data == NULL || stat(path.data, &info) == 0) {
        path = truce_arena_printf(arena, "%s/%03zu.truce", folder, i);
    }
    for (int again = 2; path.data != NULL && stat(path.data, &info) == 0; again++) {
        path = truce_arena_printf(arena, "%s/%03zu-%d.truce", folder, i, again);
    }
    return path;
}

truce_status truce_import_write(const char *folder, const truce_json_files *files,
                                truce_arena *arena, truce_error *err) {
    if (mkdir(folder, 0777) != 0) {
        return truce_fail(err, TRUCE_EIO, "cannot make the folder %s: %s", folder, strerror(errno));
    }
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < files->n && status == TRUCE_OK; i++) {
        const truce_str path = path_of(folder, &files->at[i], i, arena);
        status = path.data != NULL ? truce_file_replace(path.data, files->at[i].bytes, err)
                                   : truce_fail(err, TRUCE_ENOMEM, "no memory for a file's name");
    }
    return status;
}
