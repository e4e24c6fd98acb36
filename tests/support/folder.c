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

void folder_make(char path[FOLDER_PATH]) {
    const char *where = getenv("TMPDIR");
    (void)folder_file(where != NULL ? where : "/tmp", "truce-test-XXXXXX", path);
    if (mkdtemp(path) == NULL) {
        perror(path);
        abort();
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
