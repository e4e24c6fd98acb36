/* truce unlock and truce lock: an agent keeps the keys for a while, and ends. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "truce/actions/agent.h"

enum { USUAL = 30 * 60, LONGEST = 24 * 3600 /* seconds */ };

static const cli_option of_unlock[] = {
    {"--for", "TIME", "how long: 90s, 30m (the default), 8h; a day at most"}};

/* 30m, in seconds; 0: it is no such time. */
static long take_time(const char *text) {
    char *end = NULL;
    if (text == NULL) {
        return USUAL;
    }
    const long n = *text >= '0' && *text <= '9' ? strtol(text, &end, 10) : 0;
    const long unit = n <= 0 || end[0] == '\0' || end[1] != '\0' ? 0
                      : *end == 's'                              ? 1
                      : *end == 'm'                              ? 60
                      : *end == 'h'                              ? 3600
                                                                 : 0;
    return unit > 0 && n <= LONGEST / unit ? n * unit : 0;
}

/* Nothing of whoever started it stays with it: no terminal, no pipe, no folder. */
static void leave_all(int but) {
    const long most = sysconf(_SC_OPEN_MAX);
    (void)setsid();
    (void)!chdir("/");
    for (int fd = 3; fd < (most > 0 && most < 65536 ? (int)most : 65536); fd++) {
        if (fd != but) {
            (void)close(fd);
        }
    }
    const int nothing = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3 && nothing >= 0; fd++) {
        (void)dup2(nothing, fd);
    }
    if (nothing > 2) {
        (void)close(nothing);
    }
}

/* Locked memory is not inherited: the child makes its own, and wipes what it was born with. */
static _Noreturn void be_agent(truce_agent *agent, truce_identity *me, long seconds) {
    uint8_t secret[TRUCE_IDENTITY_SECRET];
    truce_identity *own = NULL;
    leave_all(agent->fd);
    truce_identity_hand(me, secret);
    const truce_status status = truce_identity_handed(truce_identity_card(me), secret, &own, NULL);
    truce_wipe(secret, sizeof secret);
    truce_identity_close(me);
    if (status == TRUCE_OK) {
        truce_agent_serve(agent, own, seconds);
    }
    truce_identity_close(own);
    _exit(status == TRUCE_OK ? 0 : 1);
}

static int start(const cli_command *command, truce_identity *me, long seconds) {
    truce_agent agent;
    truce_error err;
    if (truce_agent_listen(&agent, truce_identity_card(me), &err) != TRUCE_OK) {
        return cli_fail(command->name, &err);
    }
    const pid_t child = fork();
    if (child == 0) {
        be_agent(&agent, me, seconds);
    }
    truce_agent_leave(&agent);
    if (child < 0) {
        (void)unlink(agent.path);
        (void)truce_fail(&err, TRUCE_EIO, "the system starts no more processes");
        return cli_fail(command->name, &err);
    }
    truce_buffer out = truce_buffer_new();
    const long n = seconds % 3600 == 0 ? seconds / 3600
                   : seconds % 60 == 0 ? seconds / 60
                                       : seconds;
    truce_buffer_printf(
        &out,
        "The keys of %s are unlocked for %ld %s%s, for programs that you run. truce "
        "lock ends it.\n",
        truce_identity_card(me)->name, n,
        seconds % 3600 == 0 ? "hour"
        : seconds % 60 == 0 ? "minute"
                            : "second",
        n == 1 ? "" : "s");
    if (!truce_identity_locked(me)) {
        truce_buffer_lit(
            &out, "The system lets you lock too little memory (ulimit -l): they may get into "
                  "swap space.\n");
    }
    return cli_write(&out, EXIT_DONE);
}

static int unlock(const cli_command *command, int argc, char **argv) {
    cli_args args;
    char path[4096];
    const char *keys = NULL;
    truce_identity *me = NULL;
    truce_agent_no_dump();
    int code = cli_parse(command, argc, argv, &args);
    if (code >= 0) {
        return code;
    }
    const long seconds = take_time(cli_value(command, &args, "--for"));
    if (args.n_operands > 0) {
        return cli_usage(command, "it takes no path: the key file is given with --key");
    }
    if (seconds == 0) {
        return cli_usage(command, "--for is a time as 90s, 30m or 8h, a day at most");
    }
    code = cli_locked_identity(command, &args, path, sizeof path, &keys, &me);
    code = code < 0 ? start(command, me, seconds) : code;
    truce_identity_close(me);
    return code;
}

static int lock(const cli_command *command, int argc, char **argv) {
    cli_args args;
    char path[4096];
    const char *keys = NULL;
    truce_card card;
    truce_error err;
    size_t n = 0;
    int code = cli_parse(command, argc, argv, &args);
    if (code < 0 && args.n_operands > 0) {
        code = cli_usage(command, "it takes no path: the key file is given with --key");
    }
    if (code < 0 && args.key != NULL) {
        code = cli_key_path(command, &args, path, sizeof path, &keys);
    }
    if (code >= 0) {
        return code;
    }
    truce_status status = keys != NULL ? truce_keys_card(keys, &card, &err) : TRUCE_OK;
    status = status == TRUCE_OK ? truce_agent_end(keys != NULL ? &card : NULL, &n, &err) : status;
    if (status != TRUCE_OK) {
        return cli_fail(command->name, &err);
    }
    truce_buffer out = truce_buffer_new();
    if (n == 0) {
        truce_buffer_lit(&out, "Nothing was unlocked.\n");
    } else {
        truce_buffer_printf(&out, "Locked%s.\n", n > 1 ? ", all of them" : "");
    }
    return cli_write(&out, EXIT_DONE);
}

const cli_command cmd_unlock = {"unlock",
                                "",
                                "Keep your keys open for a while, so that no passphrase is asked.",
                                of_unlock,
                                1,
                                "Every program that you run can have the keys until then. truce "
                                "lock ends it, as do the time and\n"
                                "SIGTERM. With --passphrase-fd a command asks no agent.",
                                unlock};
const cli_command cmd_lock = {
    "lock", "",  "Forget the keys that truce unlock keeps: those of --key, or all.", NULL, 0,
    NULL,   lock};
