#include "truce/case/load.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct loader {
    truce_arena *arena;
    truce_input *inputs;
    size_t n, cap;
    size_t bytes; /* of all files so far */
    truce_error *err;
} loader;

static truce_status no_memory(loader *l) {
    return truce_fail(l->err, TRUCE_ENOMEM, "no memory to load the case");
}

static truce_status failed(loader *l, const char *path, const char *doing) {
    const int why = errno;
    return truce_fail(l->err, why == ENOENT ? TRUCE_ENOTFOUND : TRUCE_EIO, "cannot %s %s: %s",
                      doing, path, strerror(why));
}

/* Read until the end; `hint` is how much is expected. */
static truce_status read_all(loader *l, int fd, const char *path, size_t hint, truce_str *bytes) {
    size_t cap = hint + 1;
    char *data = truce_arena_take(l->arena, cap);
    size_t size = 0;
    while (data != NULL) {
        const ssize_t n = read(fd, data + size, cap - size);
        if (n < 0 && errno != EINTR) {
            return failed(l, path, "read");
        }
        if (n == 0) {
            *bytes = (truce_str){data, size};
            return TRUCE_OK;
        }
        size += n > 0 ? (size_t)n : 0;
        if (size > UINT32_MAX - l->bytes - 1) {
            return truce_fail(l->err, TRUCE_ELIMIT, "%s: the case is larger than 4 GiB", path);
        }
        if (size == cap) {
            char *const larger = truce_arena_take(l->arena, cap * 2);
            if (larger != NULL) {
                memcpy(larger, data, size);
            }
            data = larger;
            cap *= 2;
        }
    }
    return no_memory(l);
}

static truce_status add_input(loader *l, const char *name, truce_str bytes) {
    truce_input *const inputs =
        truce_arena_grow(l->arena, l->inputs, l->n, &l->cap, sizeof *inputs);
    const truce_str copy = truce_arena_str(l->arena, truce_str_of(name));
    if (inputs == NULL || copy.data == NULL) {
        return no_memory(l);
    }
    inputs[l->n++] = (truce_input){copy, bytes};
    l->inputs = inputs;
    l->bytes += bytes.size + 1;
    return TRUCE_OK;
}

static truce_status load_file(loader *l, const char *path) {
    const int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return failed(l, path, "open");
    }
    struct stat info;
    truce_str bytes = {NULL, 0};
    truce_status status = TRUCE_OK;
    if (fstat(fd, &info) != 0) {
        status = failed(l, path, "look at");
    } else if (!S_ISREG(info.st_mode)) {
        status = truce_fail(l->err, TRUCE_EIO, "%s is neither a file nor a folder", path);
    } else {
        status = read_all(l, fd, path, (size_t)info.st_size, &bytes);
    }
    (void)close(fd);
    return status == TRUCE_OK ? add_input(l, path, bytes) : status;
}

static int is_case_file(const struct dirent *entry) {
    const size_t n = strlen(entry->d_name);
    return n > 6 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 6, ".truce") == 0;
}

static int by_name(const void *left, const void *right) {
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static truce_status load_folder(loader *l, const char *path) {
    DIR *const folder = opendir(path);
    if (folder == NULL) {
        return failed(l, path, "open");
    }
    char **names = NULL;
    size_t n = 0;
    size_t cap = 0;
    truce_status status = TRUCE_OK;
    const size_t size = strlen(path);
    const char *const slash = size > 0 && path[size - 1] == '/' ? "" : "/";
    const struct dirent *entry;
    while (status == TRUCE_OK && (errno = 0, entry = readdir(folder)) != NULL) {
        if (!is_case_file(entry)) {
            continue;
        }
        char **const grown = truce_arena_grow(l->arena, names, n, &cap, sizeof *names);
        const truce_str name = truce_arena_printf(l->arena, "%s%s%s", path, slash, entry->d_name);
        if (grown == NULL || name.data == NULL) {
            status = no_memory(l);
            break;
        }
        names = grown;
        struct stat info;
        if (stat(name.data, &info) == 0 && S_ISDIR(info.st_mode)) {
            continue; /* its own folders are not entered, whatever they are called */
        }
        names[n++] = (char *)(uintptr_t)name.data;
    }
    if (status == TRUCE_OK && errno != 0) {
        status = failed(l, path, "read");
    }
    (void)closedir(folder);
    if (status == TRUCE_OK && n == 0) {
        return truce_fail(l->err, TRUCE_ENOTFOUND,
                          "the folder %s has no file whose name ends in .truce", path);
    }
    if (n > 1) {
        qsort(names, n, sizeof *names, by_name);
    }
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = load_file(l, names[i]);
    }
    return status;
}

truce_status truce_case_load(const char *const *paths, size_t n, truce_arena *arena,
                             truce_input **inputs, size_t *n_inputs, truce_error *err) {
    loader l = {.arena = arena, .err = err};
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        struct stat info;
        if (strcmp(paths[i], "-") == 0) {
            truce_str bytes = {NULL, 0};
            status = read_all(&l, STDIN_FILENO, "standard input", 65536, &bytes);
            status = status == TRUCE_OK ? add_input(&l, "(standard input)", bytes) : status;
        } else if (stat(paths[i], &info) != 0) {
            status = failed(&l, paths[i], "open");
        } else if (S_ISDIR(info.st_mode)) {
            status = load_folder(&l, paths[i]);
        } else {
            status = load_file(&l, paths[i]);
        }
    }
    if (status == TRUCE_OK) {
        *inputs = l.inputs;
        *n_inputs = l.n;
    }
    return status;
}

static bool write_all(int fd, truce_str bytes) {
    size_t done = 0;
    while (done < bytes.size) {
        const ssize_t n = write(fd, bytes.data + done, bytes.size - done);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return fsync(fd) == 0;
}

/* What the system gives a new file. */
static mode_t new_mode(void) {
    const mode_t mask = umask(077);
    (void)umask(mask);
    return 0666 & ~mask;
}

truce_status truce_file_replace(const char *path, truce_str bytes, truce_error *err) {
    char beside[4096];
    const int n = snprintf(beside, sizeof beside, "%s.XXXXXX", path);
    if (n < 0 || (size_t)n >= sizeof beside) {
        return truce_fail(err, TRUCE_EIO, "the path %.60s... is too long", path);
    }
    struct stat info;
    if (lstat(path, &info) == 0 && S_ISLNK(info.st_mode)) {
        /* To rename over it would leave the file behind the link as it was. */
        return truce_fail(err, TRUCE_EIO, "%s is a link; name the file that it leads to", path);
    }
    const mode_t mode = stat(path, &info) == 0 ? info.st_mode & 07777 : new_mode();
    const int fd = mkstemp(beside);
    if (fd < 0) {
        return truce_fail(err, TRUCE_EIO, "cannot write beside %s: %s", path, strerror(errno));
    }
    bool ok = fchmod(fd, mode) == 0 && write_all(fd, bytes);
    ok = close(fd) == 0 && ok;
    ok = ok && rename(beside, path) == 0;
    if (!ok) {
        const int why = errno;
        (void)unlink(beside);
        return truce_fail(err, TRUCE_EIO, "cannot write %s: %s", path, strerror(why));
    }
    return TRUCE_OK;
}
