/* Who is asking: the key file, and its passphrase from a file descriptor, else the keys from the
 * agent that has them unlocked, else the passphrase from the terminal; never from arguments or the
 * environment, which others on the machine can read. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

#include "cli.h"
#include "truce/actions/agent.h"
#include "truce/actions/keys.h"

enum { PASSPHRASE_MOST = 1024 };

/* --key, else where such things are kept. NULL when nothing says where. */
static const char *key_path(const cli_args *args, char *path, size_t size) {
    const char *const config = getenv("XDG_CONFIG_HOME");
    const char *const home = getenv("HOME");
    int n = -1;
    if (args->key != NULL) {
        return args->key;
    }
    if (config != NULL && config[0] == '/') {
        n = snprintf(path, size, "%s/truce/key", config);
    } else if (home != NULL && home[0] == '/') {
        n = snprintf(path, size, "%s/.config/truce/key", home);
    }
    return n > 0 && (size_t)n < size ? path : NULL;
}

/* A line from `fd`, without its end. */
static bool read_line(int fd, char *line, size_t size, size_t *n) {
    *n = 0;
    for (;;) {
        char c = 0;
        const ssize_t got = read(fd, &c, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0 || c == '\n') {
            return got >= 0;
        }
        if (*n == size) {
            return false;
        }
        line[(*n)++] = c;
    }
}

static bool ask(const char *question, char *line, size_t size, size_t *n) {
    struct termios before;
    struct termios quiet;
    const int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (fd < 0 || tcgetattr(fd, &before) != 0) {
        if (fd >= 0) {
            (void)close(fd);
        }
        return false;
    }
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    bool ok = write(fd, question, strlen(question)) > 0 && tcsetattr(fd, TCSAFLUSH, &quiet) == 0 &&
              read_line(fd, line, size, n);
    ok = tcsetattr(fd, TCSAFLUSH, &before) == 0 && ok;
    (void)!write(fd, "\n", 1);
    (void)close(fd);
    return ok;
}

/* What was typed is overwritten when it was used. */
static void forget(char *line, size_t size) {
    volatile char *const p = line;
    for (size_t i = 0; i < size; i++) {
        p[i] = 0;
    }
}

static int get_passphrase(const cli_command *command, const cli_args *args, bool twice, char *line,
                          size_t *n) {
    char again[PASSPHRASE_MOST];
    size_t n_again = 0;
    if (args->passphrase_fd >= 0) {
        return read_line(args->passphrase_fd, line, PASSPHRASE_MOST, n)
                   ? -1
                   : cli_usage(command, "no passphrase came from file descriptor %d",
                               args->passphrase_fd);
    }
    if (!ask("Passphrase: ", line, PASSPHRASE_MOST, n)) {
        return cli_usage(command, "there is no terminal to ask for a passphrase: give "
                                  "--passphrase-fd, or truce unlock first");
    }
    if (twice) {
        const bool same = ask("The same again: ", again, sizeof again, &n_again) && n_again == *n &&
                          memcmp(again, line, *n) == 0;
        forget(again, sizeof again);
        return same ? -1 : cli_usage(command, "the two were not the same");
    }
    return -1;
}

/* Nothing of what is opened gets into a core file. */
static void no_core(void) {
    const struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
}

int cli_key_path(const cli_command *command, const cli_args *args, char *path, size_t size,
                 const char **keys) {
    truce_error err;
    *keys = key_path(args, path, size);
    if (*keys == NULL) {
        return cli_usage(command, "where is the key file? give --key");
    }
    if (access(*keys, F_OK) != 0) {
        (void)truce_fail(&err, TRUCE_ENOTFOUND,
                         "there is no key file %.150s: make one with truce ledger key", *keys);
        return cli_fail(command->name, &err);
    }
    return -1;
}

/* With the passphrase; `name`: new keys for somebody of this name. */
static int with_passphrase(const cli_command *command, const cli_args *args, const char *name,
                           const char *keys, truce_identity **identity) {
    char line[PASSPHRASE_MOST];
    size_t n = 0;
    truce_error err;
    int code = get_passphrase(command, args, name != NULL, line, &n);
    if (code < 0) {
        const truce_str passphrase = {line, n};
        const truce_status status = name != NULL
                                        ? truce_keys_make(keys, truce_str_of(name), passphrase,
                                                          truce_key_cost_usual(), identity, &err)
                                        : truce_keys_open(keys, passphrase, identity, &err);
        code = status == TRUCE_OK ? -1 : cli_fail(command->name, &err);
    }
    forget(line, sizeof line);
    return code;
}

/* From the agent that has it unlocked. -1: it is open; -2: the passphrase is to be asked for. */
static int with_agent(const cli_command *command, const char *keys, truce_identity **identity) {
    truce_error err;
    bool file_bad = false;
    const truce_status status = truce_agent_get(keys, identity, &file_bad, &err);
    if (status == TRUCE_OK || file_bad) {
        return status == TRUCE_OK ? -1 : cli_fail(command->name, &err);
    }
    if (status != TRUCE_ENOTFOUND) { /* told, and then it goes on as if there were none */
        (void)cli_fail(command->name, &err);
    }
    return -2;
}

int cli_identity(const cli_command *command, const cli_args *args, char *path, size_t size,
                 const char **keys, truce_identity **identity) {
    no_core();
    int code = cli_key_path(command, args, path, size, keys);
    if (code < 0 && args->passphrase_fd < 0) {
        code = with_agent(command, *keys, identity);
        if (code != -2) {
            return code;
        }
    }
    return code < 0 ? with_passphrase(command, args, NULL, *keys, identity) : code;
}

int cli_locked_identity(const cli_command *command, const cli_args *args, char *path, size_t size,
                        const char **keys, truce_identity **identity) {
    no_core();
    const int code = cli_key_path(command, args, path, size, keys);
    return code < 0 ? with_passphrase(command, args, NULL, *keys, identity) : code;
}

int cli_new_identity(const cli_command *command, const cli_args *args, const char *name, char *path,
                     size_t size, const char **keys, truce_identity **identity) {
    no_core();
    *keys = key_path(args, path, size);
    return *keys != NULL ? with_passphrase(command, args, name, *keys, identity)
                         : cli_usage(command, "where is the key file? give --key");
}
