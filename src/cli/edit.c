/* truce ledger add --edit: what is written lies in a file that is in memory alone, in a folder for
 * nobody else, until it was added or given up; then both are overwritten and removed, also when a
 * signal ends the program. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/vfs.h>
#endif

#include "edit.h"

/* ---- where ----------------------------------------------------------------------------------- */

/* Is what lies there in memory and on no disk? Where the system does not tell, no. */
static bool in_memory(const char *folder) {
#ifdef __linux__
    static const uint32_t of_memory[] = {0x01021994 /* tmpfs */, 0x858458f6 /* ramfs */};
    struct statfs system;
    const bool told = statfs(folder, &system) == 0;
    for (size_t i = 0; told && i < sizeof of_memory / sizeof of_memory[0]; i++) {
        if ((uint32_t)system.f_type == of_memory[i]) {
            return true;
        }
    }
#else
    (void)folder;
#endif
    return false;
}

/* ---- the file -------------------------------------------------------------------------------- */

truce_status edit_write(const edit *e, truce_str text, truce_error *err) {
    const int fd = open(e->path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    size_t done = 0;
    bool good = fd >= 0;
    while (good && done < text.size) {
        const ssize_t n = write(fd, text.data + done, text.size - done);
        good = n > 0 || (n < 0 && errno == EINTR);
        done += n > 0 ? (size_t)n : 0;
    }
    const int why = errno;
    if (fd >= 0) {
        (void)close(fd);
    }
    return good ? TRUCE_OK
                : truce_fail(err, TRUCE_EIO, "cannot write %s: %s", e->path, strerror(why));
}

truce_status edit_read(const edit *e, truce_arena *arena, truce_str *text, truce_error *err) {
    struct stat info;
    const int fd = open(e->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    const bool file = fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    const bool fits = file && info.st_size <= EDIT_MOST;
    char *const bytes = fits ? truce_arena_take(arena, (size_t)info.st_size + 1) : NULL;
    size_t size = 0;
    bool good = bytes != NULL;
    for (ssize_t n = 1; good && n != 0 && size < (size_t)info.st_size;) {
        n = read(fd, bytes + size, (size_t)info.st_size - size);
        good = n >= 0 || errno == EINTR;
        size += n > 0 ? (size_t)n : 0;
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    *text = (truce_str){bytes, size};
    return good ? TRUCE_OK
           : file && !fits
               ? truce_fail(err, TRUCE_ELIMIT, "more than %d MiB were written", EDIT_MOST >> 20)
           : fits && !bytes ? truce_fail(err, TRUCE_ENOMEM, "no memory for what was written")
                            : truce_fail(err, TRUCE_EIO, "the editor left no file %s", e->path);
}

/* Whatever the editor left in the folder is overwritten, too. */
static bool wipe_file(const char *path) {
    static const char zeros[4096] = {0};
    struct stat info;
    const int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
        for (off_t left = info.st_size; left > 0;) {
            const ssize_t n =
                write(fd, zeros, left < (off_t)sizeof zeros ? (size_t)left : sizeof zeros);
            left = n > 0 ? left - n : n < 0 && errno == EINTR ? left : 0;
        }
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return unlink(path) == 0;
}

static bool wipe_folder(const char *folder) {
    DIR *const all = opendir(folder);
    bool good = all != NULL;
    for (const struct dirent *entry = NULL; good && (entry = readdir(all)) != NULL;) {
        char path[sizeof((edit *)0)->folder + 300];
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            (void)wipe_file(path);
        }
    }
    if (all != NULL) {
        (void)closedir(all);
    }
    return rmdir(folder) == 0;
}

/* ---- signals --------------------------------------------------------------------------------- */

static volatile sig_atomic_t ended_by;

static void note_signal(int signal) {
    if (signal != SIGCHLD) {
        ended_by = signal;
    }
}

/* Of these none but in sigsuspend, while the editor is waited for; and those are the editor's. */
static const int held[] = {SIGTERM, SIGHUP, SIGCHLD};
static const int let_be[] = {SIGINT, SIGQUIT};
enum { N_HELD = sizeof held / sizeof held[0], N_LET_BE = sizeof let_be / sizeof let_be[0] };

static void hold_signals(edit *e) {
    struct sigaction action = {.sa_handler = note_signal};
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < N_HELD; i++) {
        (void)sigaddset(&set, held[i]);
        (void)sigaction(held[i], &action, &e->held[i]);
    }
    action.sa_handler = SIG_IGN;
    for (size_t i = 0; i < N_LET_BE; i++) {
        (void)sigaction(let_be[i], &action, &e->let_be[i]);
    }
    (void)sigprocmask(SIG_BLOCK, &set, &e->mask);
}

static void give_signals_back(const edit *e) {
    for (size_t i = 0; i < N_HELD; i++) {
        (void)sigaction(held[i], &e->held[i], NULL);
    }
    for (size_t i = 0; i < N_LET_BE; i++) {
        (void)sigaction(let_be[i], &e->let_be[i], NULL);
    }
    (void)sigprocmask(SIG_SETMASK, &e->mask, NULL);
}

/* ---- the editor ------------------------------------------------------------------------------ */

static _Noreturn void be_editor(const edit *e) {
    const char *const visual = getenv("VISUAL");
    const char *const editor = visual != NULL && visual[0] != '\0' ? visual : getenv("EDITOR");
    char command[4096];
    const int n = snprintf(command, sizeof command, "%s \"$1\"",
                           editor != NULL && editor[0] != '\0' ? editor : "vi");
    give_signals_back(e);
    if (n > 0 && (size_t)n < sizeof command) {
        (void)execl("/bin/sh", "sh", "-c", command, "truce", e->path, (char *)NULL);
    }
    _exit(127);
}

truce_status edit_run(const edit *e, truce_error *err) {
    int how = 0;
    pid_t done = 0;
    bool told = false;
    const pid_t child = fork();
    if (child == 0) {
        be_editor(e);
    }
    while (child > 0 && done == 0) {
        if (ended_by != 0 && !told) {
            told = true;
            (void)kill(child, SIGTERM);
        }
        done = waitpid(child, &how, WNOHANG);
        if (done == 0) {
            (void)sigsuspend(&e->mask);
        }
    }
    return ended_by == 0 && child > 0 && done == child && WIFEXITED(how) && WEXITSTATUS(how) == 0
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EIO, "the editor did not end well: nothing was added");
}

/* ---- before and after ------------------------------------------------------------------------ */

truce_status edit_begin(edit *e, truce_error *err) {
    const char *const runtime = getenv("XDG_RUNTIME_DIR");
    const char *const folders[] = {runtime != NULL && runtime[0] == '/' ? runtime : NULL,
                                   "/dev/shm"};
    *e = (edit){.folder = ""};
    hold_signals(e);
    for (size_t i = 0; i < 2 && e->folder[0] == '\0'; i++) {
        const int n = folders[i] == NULL || !in_memory(folders[i])
                          ? -1
                          : snprintf(e->folder, sizeof e->folder, "%s/truce-XXXXXX", folders[i]);
        if (n < 0 || (size_t)n >= sizeof e->folder || mkdtemp(e->folder) == NULL) {
            e->folder[0] = '\0';
        }
    }
    if (e->folder[0] == '\0') {
        give_signals_back(e);
        return truce_fail(err, TRUCE_EIO,
                          "there is no folder in memory to edit in: neither XDG_RUNTIME_DIR nor "
                          "/dev/shm is one (tmpfs), and what is for a ledger is not put on a disk. "
                          "Give the records on standard input");
    }
    (void)snprintf(e->path, sizeof e->path, "%s/" EDIT_NAME, e->folder);
    return TRUCE_OK;
}

truce_status edit_end(edit *e, truce_error *err) {
    const bool gone = wipe_folder(e->folder);
    give_signals_back(e);
    if (ended_by != 0) {
        (void)raise(ended_by);
    }
    return gone ? TRUCE_OK
                : truce_fail(err, TRUCE_EIO,
                             "what the editor left in %s could not be removed: look after it "
                             "yourself",
                             e->folder);
}
