#include "folder.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "truce/case/load.h"

enum { TRIES_MAX = 100 };

static truce_status cannot_make(const char *folder, int why, truce_error *err) {
    return truce_fail(err, TRUCE_EIO, "cannot make the folder %s: %s", folder, strerror(why));
}

truce_status folder_begin(const char *folder, unsigned mode, truce_arena *arena, new_folder *out,
                          truce_error *err) {
    struct stat info;
    *out = (new_folder){.folder = folder, .arena = arena, .err = err};
    if (lstat(folder, &info) == 0) {
        return cannot_make(folder, EEXIST, err);
    }
    size_t size = strlen(folder);
    while (size > 1 && folder[size - 1] == '/') {
        size--;
    }
    for (int i = 0; i < TRIES_MAX; i++) {
        out->beside = truce_arena_printf(arena, "%.*s.part%d", (int)size, folder, i);
        if (out->beside.data == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for a folder's name");
        }
        if (mkdir(out->beside.data, (mode_t)mode) == 0) {
            return TRUCE_OK;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return cannot_make(folder, errno, err);
}

/* Names come from elsewhere: only their last part is used, and only as a plain file name. */
static truce_str plain_name(truce_str name) {
    size_t begin = name.size;
    while (begin > 0 && name.data[begin - 1] != '/') {
        begin--;
    }
    const truce_str last = {name.data + begin, name.size - begin};
    const bool plain = last.size > 0 && last.size < 200 && last.data[0] != '.' &&
                       memchr(last.data, '\0', last.size) == NULL;
    return plain ? last : (truce_str){NULL, 0};
}

static truce_str path_of(const new_folder *f, truce_str name) {
    const truce_str last = plain_name(name);
    truce_str path = {NULL, 0};
    struct stat info;
    if (last.size > 0) {
        path = truce_arena_printf(f->arena, "%.*s/%.*s", TRUCE_STR_ARGS(f->beside),
                                  TRUCE_STR_ARGS(last));
    }
    if (path.data == NULL || stat(path.data, &info) == 0) {
        path = truce_arena_printf(f->arena, "%.*s/%03zu.truce", TRUCE_STR_ARGS(f->beside), f->n);
    }
    for (int again = 2; path.data != NULL && stat(path.data, &info) == 0; again++) {
        path = truce_arena_printf(f->arena, "%.*s/%03zu-%d.truce", TRUCE_STR_ARGS(f->beside), f->n,
                                  again);
    }
    return path;
}

truce_status folder_add(new_folder *f, truce_str name, truce_str bytes) {
    truce_str *const grown =
        truce_arena_grow(f->arena, f->written, f->n, &f->cap, sizeof *f->written);
    const truce_str path = grown != NULL ? path_of(f, name) : (truce_str){NULL, 0};
    if (path.data == NULL) {
        return truce_fail(f->err, TRUCE_ENOMEM, "no memory for a file's name");
    }
    f->written = grown;
    f->written[f->n++] = path;
    return truce_file_replace(path.data, bytes, f->err);
}

truce_status folder_end(new_folder *f, truce_status status) {
    if (status == TRUCE_OK && rename(f->beside.data, f->folder) != 0) {
        status = cannot_make(f->folder, errno, f->err);
    }
    for (size_t i = 0; i < f->n && status != TRUCE_OK; i++) {
        (void)unlink(f->written[i].data);
    }
    if (status != TRUCE_OK && f->beside.data != NULL) {
        (void)rmdir(f->beside.data);
    }
    return status;
}
