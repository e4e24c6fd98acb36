/* Whoever waits at a terminal is told what is being done, after a second and on a line of its own;
 * a program that reads standard error is not. */
#define _XOPEN_SOURCE 700 /* terminals of our own */

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/folder.h"
enum { ISSUES = 40, OPTIONS = 8, PARTIES = 5, LEAST_MS = 120000 };

/* Five sides whose efficient packages are too many: some seconds of work. */
static void write_case(FILE *f) {
    unsigned random = 1;
    (void)fprintf(f, "truce 1\naudience public\ncase long \"Long\"\nreader desk \"Desk\"\n");
    for (int i = 0; i < ISSUES; i++) {
        (void)fprintf(f, "issue i%d \"I %d\"\n", i, i);
        for (int o = 0; o < OPTIONS; o++) {
            (void)fprintf(f, "  rung o%d\n", o);
        }
    }
    for (int p = 0; p < PARTIES; p++) {
        (void)fprintf(f, "party side%d \"Side %d\"\npreferences p%d of side%d by desk\n", p, p, p,
                      p);
        for (int i = 0; i < ISSUES; i++) {
            random = random * 1103515245U + 12345U;
            (void)fprintf(f, "  weight i%d %u\n", i, 1 + (random >> 16) % 999);
            for (int o = 0; o < OPTIONS; o++) {
                random = random * 1103515245U + 12345U;
                (void)fprintf(f, "  value i%d o%d is %u\n", i, o, (random >> 16) % 999);
            }
        }
    }
}

/* The program at work on that case, its standard error being `err`; its number. */
static pid_t start(const char *path, int err) {
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const int nowhere = open("/dev/null", O_RDWR);
        (void)dup2(nowhere, STDIN_FILENO);
        (void)dup2(nowhere, STDOUT_FILENO);
        (void)dup2(err, STDERR_FILENO);
        (void)execl(TRUCE_PROGRAM, "truce", "deals", path, (char *)NULL);
        _exit(127);
    }
    return child;
}

static void stop(pid_t child) {
    (void)kill(child, SIGKILL);
    (void)waitpid(child, NULL, 0);
}

/* What is written to `fd` until `wanted` is in it, or until so long nothing is. */
static bool reads(int fd, const char *wanted, int wait_ms) {
    char text[4096];
    size_t n = 0;
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    while (n + 1 < sizeof text && poll(&ready, 1, wait_ms) > 0) {
        const ssize_t more = read(fd, text + n, sizeof text - 1 - n);
        if (more <= 0) {
            break;
        }
        n += (size_t)more;
        text[n] = '\0';
        if (strstr(text, wanted) != NULL) {
            return true;
        }
    }
    return false;
}

static void at_a_terminal_it_is_told_what_is_in_hand(void **state) {
    (void)state;
    char folder[FOLDER_PATH];
    char path[FOLDER_PATH];
    folder_make(folder);
    FILE *const f = fopen(folder_file(folder, "case.truce", path), "w");
    assert_non_null(f);
    write_case(f);
    assert_int_equal(fclose(f), 0);
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0) {
        folder_remove(folder);
        skip();
    }
    const int other = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    assert_true(other >= 0);
    pid_t child = start(path, other);
    const bool told = reads(terminal, " s, finding efficient packages", LEAST_MS);
    stop(child);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    child = start(path, ends[1]);
    const bool told_pipe = reads(ends[0], "truce", 2500);
    stop(child);
    (void)close(terminal);
    (void)close(other);
    (void)close(ends[0]);
    (void)close(ends[1]);
    folder_remove(folder);
    assert_true(told);
    assert_false(told_pipe);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(at_a_terminal_it_is_told_what_is_in_hand)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
