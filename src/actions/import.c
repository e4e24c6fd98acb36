#include "truce/actions/import.h"

#include "folder.h"

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

/* A file of a case ends in .truce, whatever its name was elsewhere. */
static truce_str case_name(truce_str name) {
    const bool ends = name.size > 6 && memcmp(name.data + name.size - 6, ".truce", 6) == 0;
    return ends ? name : (truce_str){NULL, 0};
}

truce_status truce_import_write(const char *folder, const truce_json_files *files,
                                truce_arena *arena, truce_error *err) {
    new_folder made;
    truce_status status = folder_begin(folder, 0777, arena, &made, err);
    if (status != TRUCE_OK) {
        return status;
    }
    for (size_t i = 0; i < files->n && status == TRUCE_OK; i++) {
        status = folder_add(&made, case_name(files->at[i].name), files->at[i].bytes);
    }
    return folder_end(&made, status);
}
