#include "support/folder.h"

#define _XOPEN_SOURCE 700
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *folder_file(const char *path, const char *name, char out[FOLDER_PATH]) {
    if (snprintf(out, FOLDER_PATH, "%s/%s", path, name) >= FOLDER_PATH) {
        abort();
    }
    return out;
}

static void make_in(const char *where, char path[FOLDER_PATH]) {
    (void)folder_file(where, "truce-test-XXXXXX", path);
    if (mkdtemp(path) == NULL) {
        perror(path);
        abort();
    }
}

void folder_make(char path[FOLDER_PATH]) {
    const char *where = getenv("TMPDIR");
    make_in(where != NULL ? where : "/tmp", path);
}

void folder_make_fast(char path[FOLDER_PATH]) {
    if (access("/dev/shm", W_OK) == 0) {
        make_in("/dev/shm", path);
    } else {
        folder_make(path);
    }
}

void folder_empty(const char *path) {
    DIR *folder = opendir(path);
    const struct dirent *entry = NULL;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char file[FOLDER_PATH];
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            (void)unlink(folder_file(path, entry->d_name, file));
        }
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
}

void folder_remove(const char *path) {
    folder_empty(path);
    (void)rmdir(path);
}
