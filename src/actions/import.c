#include "truce/actions/import.h"

#include <errno.h>
#include <sys/stat.h>

#include "truce/case/load.h"
#include "truce/case/read.h"

truce_status truce_import_json(const char *path, truce_arena *arena, truce_json_files *files,
                               truce_report *report, truce_error *err) {
    truce_input *inputs = NULL;
    size_t n = 0;
    truce_view view;
    truce_case c;
    *report = truce_report_new(arena);
    truce_status status = truce_case_load(&path, 1, arena, &inputs, &n, err);
    if (status == TRUCE_OK && n != 1) {
        return truce_fail(err, TRUCE_EINVAL, "%s is a folder; name one JSON file", path);
    }
    if (status == TRUCE_OK) {
        status = truce_case_text_from_json(inputs[0].bytes, arena, files, err);
    }
    if (status == TRUCE_OK) {
        status = truce_case_view(files->at, files->n, (truce_str){NULL, 0}, arena, &view, err);
    }
    return status == TRUCE_OK ? truce_case_read(&view, (truce_read_options){.no_warnings = true},
                                                arena, &c, report, err)
                              : status;
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
