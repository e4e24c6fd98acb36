#include "support/program.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/folder.h"

static void must(bool good, const char *what) {
    if (!good) {
        (void)fprintf(stderr, "running truce: %s\n", what);
        exit(1);
    }
}

static void read_whole(const char *path, truce_buffer *out) {
    char block[4096];
    size_t n = 0;
    FILE *const file = fopen(path, "rb");
    must(file != NULL, "it left no output");
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        truce_buffer_add(out, (truce_str){block, n});
    }
    (void)fclose(file);
}

/* What was run, how it ended, and what it had to say. */
static void tell_end(const char *folder, const char *const *words, int status) {
    char path[FOLDER_PATH];
    truce_buffer err = truce_buffer_new();
    (void)fprintf(stderr, "truce");
    for (size_t i = 0; words[i] != NULL; i++) {
        (void)fprintf(stderr, " %s", words[i]);
    }
    (void)fprintf(stderr, "\nended with %d; in %s\n", status, folder);
    read_whole(folder_file(folder, "err", path), &err);
    (void)fprintf(stderr, "%.*s\n", (int)err.size, err.size > 0 ? err.data : "");
    truce_buffer_clear(&err);
}

/* In the child. */
static _Noreturn void become(const char *folder, const char *const *words, const char *third) {
    char *argv[PROGRAM_ARGS + 2] = {(char *)"truce"};
    for (size_t i = 0; words[i] != NULL && i < PROGRAM_ARGS; i++) {
        argv[i + 1] = (char *)words[i];
    }
    if (chdir(folder) != 0) {
        _exit(126);
    }
    const int in = third != NULL ? open(third, O_RDONLY) : 3;
    const int fds[2] = {open("out", O_WRONLY | O_CREAT | O_TRUNC, 0600),
                        open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600)};
    if (fds[0] < 0 || fds[1] < 0 || in < 0 || dup2(fds[0], 1) < 0 || dup2(fds[1], 2) < 0 ||
        (in != 3 && dup2(in, 3) < 0)) {
        _exit(126);
    }
    (void)execv(TRUCE_PROGRAM, argv);
    _exit(127);
}

void program_run(const char *folder, const char *const *words, const char *third,
                 truce_buffer *out) {
    char path[FOLDER_PATH];
    const pid_t child = fork();
    must(child >= 0, "no process for it");
    if (child == 0) {
        become(folder, words, third);
    }
    int status = 0;
    must(waitpid(child, &status, 0) == child, "it was lost");
    if (!WIFEXITED(status) || WEXITSTATUS(status) >= 5) {
        tell_end(folder, words, status);
        must(false, "it did not end with a status of ours");
    }
    truce_buffer_printf(out, "exit %d\n", WEXITSTATUS(status));
    read_whole(folder_file(folder, "out", path), out);
    truce_buffer_lit(out, "---- stderr\n");
    read_whole(folder_file(folder, "err", path), out);
}
