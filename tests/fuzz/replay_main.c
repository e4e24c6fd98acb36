/* Runs a fuzz target over inputs that are kept, in builds without libFuzzer: each argument is a
 * file, or a folder whose files are taken in name order, subfolders included. The empty input
 * always comes first. A folder that is not there holds nothing. */
#include "fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static size_t n_inputs;

static bool complain(const char *path) {
    (void)fprintf(stderr, "replay: %s: %s\n", path, strerror(errno));
    return false;
}

/* The input is copied to a block of exactly its size, so that a sanitizer sees one byte beyond. */
static bool replay_file(const char *path, off_t size) {
    const size_t n = (size_t)size;
    uint8_t *data = malloc(n > 0 ? n : 1);
    FILE *file = fopen(path, "rb");
    const bool read = data != NULL && file != NULL && fread(data, 1, n, file) == n;
    if (read) {
        (void)LLVMFuzzerTestOneInput(n > 0 ? data : NULL, n);
        n_inputs++;
    } else {
        (void)complain(path);
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    free(data);
    return read;
}

static bool replay(const char *path);

static bool replay_folder(const char *path) {
    struct dirent **entries = NULL;
    const int n = scandir(path, &entries, NULL, alphasort);
    if (n < 0) {
        return complain(path);
    }
    bool ok = true;
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        const size_t size = strlen(path) + strlen(name) + 2;
        char *inner = malloc(size);
        if (inner == NULL) {
            ok = complain(path);
        } else if (name[0] != '.') {
            (void)snprintf(inner, size, "%s/%s", path, name);
            ok = replay(inner) && ok;
        }
        free(inner);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

static bool replay(const char *path) {
    struct stat info;
    if (stat(path, &info) != 0) {
        return complain(path);
    }
    return S_ISDIR(info.st_mode) ? replay_folder(path) : replay_file(path, info.st_size);
}

int main(int argc, char **argv) {
    bool ok = true;
    (void)LLVMFuzzerTestOneInput(NULL, 0);
    n_inputs++;
    for (int i = 1; i < argc; i++) {
        struct stat info;
        if (stat(argv[i], &info) != 0 && errno == ENOENT) {
            continue;
        }
        ok = replay(argv[i]) && ok;
    }
    (void)printf("%zu inputs replayed\n", n_inputs);
    return ok ? 0 : 1;
}
