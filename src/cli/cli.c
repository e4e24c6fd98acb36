#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "truce/actions/book.h"
#include "truce/base/utf8.h"

int cli_usage(const cli_command *command, const char *format, ...) {
    truce_buffer text = truce_buffer_new();
    char message[400];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    truce_buffer_printf(&text, "truce %s: ", command->name);
    truce_utf8_show(&text, truce_str_of(message));
    truce_buffer_printf(&text, "\nusage: truce %s [OPTION]...%s%s\n(truce %s --help tells more)\n",
                        command->name, command->operands[0] != '\0' ? " " : "", command->operands,
                        command->name);
    cli_complain(&text);
    return EXIT_USAGE;
}

static const cli_option *find_option(const cli_command *command, const char *name, size_t n,
                                     size_t *index) {
    for (size_t i = 0; i < command->n_options; i++) {
        if (strlen(command->options[i].name) == n &&
            memcmp(command->options[i].name, name, n) == 0) {
            *index = i;
            return &command->options[i];
        }
    }
    return NULL;
}

/* Those that answer from a case can be asked as somebody. */
static bool takes_case(const cli_command *command) {
    size_t index = 0;
    return find_option(command, "--as", 4, &index) != NULL;
}

static int print_help(const cli_command *command) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_printf(&text, "usage: truce %s [OPTION]...%s%s\n\n%s\n\n", command->name,
                        command->operands[0] != '\0' ? " " : "", command->operands,
                        command->summary);
    for (size_t i = 0; i < command->n_options; i++) {
        const cli_option *const option = &command->options[i];
        char name[40];
        const char *const value = option->value != NULL ? option->value : "";
        (void)snprintf(name, sizeof name, "%s%s%s", option->name,
                       value[0] != '\0' && value[0] != '[' ? " " : "", value);
        truce_buffer_printf(&text, "  %-18s  %s\n", name, option->help);
    }
    truce_buffer_printf(&text, "  %-18s  %s\n", "--help", "this page");
    if (takes_case(command)) {
        truce_buffer_lit(&text, "  --known-by TIME     of a ledger: as it held it by then "
                                "(2031-02-04, 2031-02-04T10:15), UTC\n");
    }
    const bool locks = command->run == cmd_lock.run;
    if (locks || command->run == cmd_unlock.run || strstr(command->operands, "LEDGER") != NULL ||
        strncmp(command->name, "ledger ", 7) == 0) {
        truce_buffer_printf(&text, "  --key FILE          your key file; %s\n%s",
                            locks ? "without it all that are unlocked are locked"
                                  : "by default truce/key in the folder for settings",
                            locks ? ""
                                  : "  --passphrase-fd N   read its passphrase from this file "
                                    "descriptor\n");
    }
    if (command->more != NULL) {
        truce_buffer_printf(&text, "\n%s\n", command->more);
    }
    return cli_write(&text, EXIT_DONE);
}

/* Keep one more value of an option that may be given again; others are let be. */
static int keep_value(const cli_command *command, const char *option, const char *value,
                      cli_args *args) {
    static const char *const names[CLI_LISTS_N] = {
        "--only",        "--issue",  "--hold",     "--assume", "--relax", "--ignore",
        "--preferences", "--values", "--at-least", "--near",   "--head",  "--order"};
    for (size_t i = 0; i < CLI_LISTS_N; i++) {
        if (strcmp(option, names[i]) != 0) {
            continue;
        }
        if (args->n_lists[i] == OPTION_VALUES_MAX) {
            return cli_usage(command, "%s can be given %d times", option, OPTION_VALUES_MAX);
        }
        args->lists[i][args->n_lists[i]++] = truce_str_of(value);
    }
    return -1;
}

/* --key and --passphrase-fd, which say who opens a ledger: every command takes them; and
 * --known-by, of those that take a case. -1: this is none; -2: it was taken; else an exit code. */
static int take_key(const cli_command *command, int argc, char **argv, int *i, cli_args *args) {
    static const char *const names[] = {"--key", "--passphrase-fd", "--known-by"};
    for (size_t k = 0; k < (takes_case(command) ? 3 : 2); k++) {
        const size_t n = strlen(names[k]);
        const char *const word = argv[*i];
        if (strncmp(word, names[k], n) != 0 || (word[n] != '\0' && word[n] != '=')) {
            continue;
        }
        if (word[n] == '\0' && *i + 1 >= argc) {
            return cli_usage(command, "%s needs a value", names[k]);
        }
        const char *const value = word[n] == '=' ? word + n + 1 : argv[++*i];
        char *end = NULL;
        const long fd = strtol(value, &end, 10);
        if (k == 2 && *value == '\0') {
            return cli_usage(command, "--known-by needs a value: DATE");
        }
        if (k == 0) {
            args->key = value;
        } else if (k == 2) {
            args->known_by = value;
        } else if (end == value || *end != '\0' || fd < 0 || fd > 1000000) {
            return cli_usage(command, "--passphrase-fd is the number of an open file descriptor");
        } else {
            args->passphrase_fd = (int)fd;
        }
        return -2;
    }
    return -1;
}

static int take_option(const cli_command *command, int argc, char **argv, int *i, cli_args *args) {
    const char *const word = argv[*i];
    const char *const equals = strchr(word, '=');
    const size_t n = equals != NULL ? (size_t)(equals - word) : strlen(word);
    size_t index = 0;
    const cli_option *option = find_option(command, word, n, &index);
    if (option == NULL && n == 7 && memcmp(word, "--color", 7) == 0) {
        option = find_option(command, "--colour", 8, &index);
    }
    if (option == NULL) {
        return cli_usage(command, "there is no option %s", word);
    }
    const bool optional = option->value != NULL && option->value[0] == '[';
    if (option->value == NULL && equals != NULL) {
        return cli_usage(command, "%s takes no value", option->name);
    }
    if (option->value == NULL || (optional && equals == NULL)) {
        args->values[index] = option->name;
        return -1;
    }
    if (equals == NULL && *i + 1 >= argc) {
        return cli_usage(command, "%s needs a value: %s", option->name, option->value);
    }
    const char *const value = equals != NULL ? equals + 1 : argv[++*i];
    if (*value == '\0') {
        return cli_usage(command, "%s needs a value: %s", option->name,
                         optional ? "or leave the = out" : option->value);
    }
    if (!optional) {
        args->values[index] = value;
    }
    if (strcmp(option->name, "--seconds") == 0) {
        args->seconds = strtol(value, NULL, 10); /* the command looks at what it is */
    }
    if (strcmp(option->name, "--colour") == 0 && strcmp(value, "auto") != 0 &&
        strcmp(value, "always") != 0 && strcmp(value, "never") != 0) {
        return cli_usage(command, "--colour is auto, always or never");
    }
    return keep_value(command, option->name, value, args);
}

int cli_parse(const cli_command *command, int argc, char **argv, cli_args *args) {
    bool options = true;
    *args = (cli_args){.passphrase_fd = -1};
    (void)clock_gettime(CLOCK_MONOTONIC, &args->begun);
    for (int i = 1; i < argc; i++) {
        const char *const word = argv[i];
        if (options && strcmp(word, "--") == 0) {
            options = false;
        } else if (options && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)) {
            return print_help(command);
        } else if (options && word[0] == '-' && word[1] != '\0') {
            int code = take_key(command, argc, argv, &i, args);
            code = code == -1 ? take_option(command, argc, argv, &i, args) : code;
            if (code >= 0) {
                return code;
            }
        } else if (args->n_operands == sizeof args->operands / sizeof *args->operands) {
            return cli_usage(command, "more than %zu paths; give their folder", args->n_operands);
        } else {
            args->operands[args->n_operands++] = word;
        }
    }
    return -1;
}

const char *cli_value(const cli_command *command, const cli_args *args, const char *name) {
    size_t index = 0;
    return find_option(command, name, strlen(name), &index) != NULL ? args->values[index] : NULL;
}

int cli_fail(const char *subject, const truce_error *err) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_printf(&text, "truce %s: ", subject);
    for (const char *line = err->message, *end = line; end != NULL; line = end + 1) {
        end = strchr(line, '\n');
        truce_utf8_show(&text,
                        (truce_str){line, end != NULL ? (size_t)(end - line) : strlen(line)});
        truce_buffer_byte(&text, '\n');
    }
    cli_complain(&text);
    switch (err->status) {
    case TRUCE_EPARSE:
    case TRUCE_ELIMIT:
        return EXIT_DATA;
    case TRUCE_EINVAL:
    case TRUCE_ENOTFOUND:
    case TRUCE_EDENIED:
        return EXIT_USAGE;
    case TRUCE_ENOMEM:
    case TRUCE_EIO:
    case TRUCE_OK:
        break;
    }
    return EXIT_SYSTEM;
}

/* Only who could force collisions depends on this; no answer does. */
static uint64_t hash_seed(void) {
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)(uintptr_t)&now ^ (uint64_t)now.tv_nsec << 20 ^ (uint64_t)getpid() << 44;
}

/* Whether the time that --seconds gives is over. */
static bool is_over(const void *data) {
    const cli_args *const args = data;
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    const int64_t seconds = (int64_t)now.tv_sec - args->begun.tv_sec;
    return seconds > args->seconds ||
           (seconds == args->seconds && now.tv_nsec >= args->begun.tv_nsec);
}

static truce_str value_str(const cli_command *command, const cli_args *args, const char *name) {
    return truce_str_of(cli_value(command, args, name));
}

/* A number that the command has looked at, or 0. */
static uint32_t value_number(const cli_command *command, const cli_args *args, const char *name) {
    const char *const text = cli_value(command, args, name);
    return text != NULL ? (uint32_t)strtoul(text, NULL, 10) : 0;
}

int cli_problems(const cli_command *command, const cli_args *args, const truce_report *report) {
    truce_buffer text = truce_buffer_new();
    truce_report_show(report, cli_colour(command, args, STDERR_FILENO), &text);
    cli_complain(&text);
    return EXIT_DATA;
}

int cli_check_most(const cli_command *command, const cli_args *args) {
    const char *const most = cli_value(command, args, "--most");
    const bool digits =
        most == NULL || (*most != '\0' && strspn(most, "0123456789") == strlen(most));
    const long n = most == NULL || !digits ? 1 : strtol(most, NULL, 10);
    return digits && n >= 1 && n <= 1000
               ? -1
               : cli_usage(command, "--most is a whole number from 1 to 1000");
}

truce_request cli_request(const cli_command *command, const cli_args *args) {
    return (truce_request){.paths = args->operands,
                           .n_paths = args->n_operands,
                           .reader = value_str(command, args, "--as"),
                           .at = value_str(command, args, "--at"),
                           .known_by = truce_str_of(args->known_by),
                           .only = args->lists[CLI_ONLY],
                           .n_only = args->n_lists[CLI_ONLY],
                           .issues = args->lists[CLI_ISSUE],
                           .n_issues = args->n_lists[CLI_ISSUE],
                           .hold_offers = args->lists[CLI_HOLD],
                           .n_hold_offers = args->n_lists[CLI_HOLD],
                           .preferences = args->lists[CLI_PREFERENCES],
                           .n_preferences = args->n_lists[CLI_PREFERENCES],
                           .values = args->lists[CLI_VALUES],
                           .n_values = args->n_lists[CLI_VALUES],
                           .single = value_str(command, args, "--text"),
                           .version = value_str(command, args, "--version"),
                           .clause = value_str(command, args, "--clause"),
                           .redline = value_str(command, args, "--redline"),
                           .falls = value_str(command, args, "--falls"),
                           .history = cli_value(command, args, "--history") != NULL,
                           .draft = cli_value(command, args, "--draft") != NULL,
                           .clean = cli_value(command, args, "--clean") != NULL,
                           .checklist = cli_value(command, args, "--checklist") != NULL,
                           .unreserved = cli_value(command, args, "--no-reservation") != NULL,
                           .best = value_str(command, args, "--best"),
                           .at_least = args->lists[CLI_AT_LEAST],
                           .n_at_least = args->n_lists[CLI_AT_LEAST],
                           .near = args->lists[CLI_NEAR],
                           .n_near = args->n_lists[CLI_NEAR],
                           .random = value_number(command, args, "--random"),
                           .points = value_number(command, args, "--points"),
                           .profiles = value_number(command, args, "--profiles"),
                           .draws = value_number(command, args, "--seed"),
                           .svg = value_str(command, args, "--svg"),
                           .sections = value_str(command, args, "--sections"),
                           .over_time = value_str(command, args, "--over-time"),
                           .answer = value_str(command, args, "--for"),
                           .ask = value_str(command, args, "--ask"),
                           .delay = value_str(command, args, "--delay"),
                           .at_most = value_str(command, args, "--at-most"),
                           .between = value_str(command, args, "--between"),
                           .kinds = value_str(command, args, "--kind"),
                           .of = value_str(command, args, "--of"),
                           .offer = value_str(command, args, "--offer"),
                           .messages = strncmp(command->name, "message", 7) == 0,
                           .card = cli_value(command, args, "--card"),
                           .quiet = value_str(command, args, "--quiet"),
                           .today = value_str(command, args, "--today"),
                           .voices = value_str(command, args, "--voice"),
                           .since = value_str(command, args, "--since"),
                           .hold = cli_value(command, args, "--hold") != NULL,
                           .assume = args->lists[CLI_ASSUME],
                           .firm_only = cli_value(command, args, "--firm-only") != NULL,
                           .first_hand = cli_value(command, args, "--first-hand") != NULL,
                           .ignore = args->lists[CLI_IGNORE],
                           .n_assume = args->n_lists[CLI_ASSUME],
                           .n_ignore = args->n_lists[CLI_IGNORE],
                           .n_relax = args->n_lists[CLI_RELAX],
                           .relax = args->lists[CLI_RELAX],
                           .effort = value_number(command, args, "--effort"),
                           .stop = args->seconds > 0 ? is_over : NULL,
                           .stop_data = args,
                           .most = value_number(command, args, "--most"),
                           .one_page = cli_value(command, args, "--brief") != NULL,
                           .seed = hash_seed()};
}

int cli_open(const cli_command *command, const cli_args *args, bool warnings,
             truce_session *session) {
    if (args->n_operands == 0) {
        return cli_usage(command, "which case? give a file or a folder");
    }
    truce_request request = cli_request(command, args);
    request.warnings = warnings;
    request.whole = warnings; /* who asks for all that is doubtful is told what cannot be read */
    truce_error err;
    truce_identity *me = NULL;
    char path[4096];
    if (args->n_operands == 1 && truce_book_is(args->operands[0])) {
        const int code = cli_identity(command, args, path, sizeof path, &request.keys, &me);
        if (code >= 0) {
            return code;
        }
        request.me = me;
    }
    const truce_status status = truce_session_open(session, &request, &err);
    truce_identity_close(me);
    if (status == TRUCE_OK || (status == TRUCE_EPARSE && warnings)) {
        return -1;
    }
    if (status != TRUCE_EPARSE) {
        return cli_fail(command->name, &err);
    }
    truce_buffer text = truce_buffer_new();
    truce_buffer_printf(&text, "truce %s: ", command->name);
    const bool supposed = truce_session_show_assumed(session, &text);
    if (supposed) {
        cli_complain(&text);
    }
    truce_buffer_clear(&text);
    const int code = supposed ? EXIT_USAGE : cli_problems(command, args, &session->report);
    truce_session_close(session);
    return code;
}

bool cli_colour(const cli_command *command, const cli_args *args, int fd) {
    const char *const when = cli_value(command, args, "--colour");
    const char *const no_color = getenv("NO_COLOR");
    const char *const term = getenv("TERM");
    if (when != NULL && strcmp(when, "auto") != 0) {
        return strcmp(when, "always") == 0;
    }
    return (no_color == NULL || *no_color == '\0') && isatty(fd) != 0 && term != NULL &&
           strcmp(term, "dumb") != 0;
}

int cli_width(const cli_command *command, const cli_args *args, int *wrong) {
    const char *const given = cli_value(command, args, "--width");
    const char *const columns = getenv("COLUMNS");
    struct winsize size;
    char *end = NULL;
    if (given != NULL) {
        const long width = strtol(given, &end, 10);
        if (*end != '\0' || width < 40 || width > 500) {
            *wrong = cli_usage(command, "--width is a whole number from 40 to 500");
        }
        return (int)width;
    }
    long width = 0;
    if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        width = size.ws_col;
    }
    if (width == 0 && columns != NULL) {
        width = strtol(columns, &end, 10);
    }
    return width < 40 || width > 500 ? 100 : (int)width;
}

static bool write_fd(int fd, truce_str text) {
    size_t done = 0;
    while (done < text.size) {
        const ssize_t n = write(fd, text.data + done, text.size - done);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return true;
}

int cli_write(truce_buffer *buffer, int code) {
    truce_error err;
    if (truce_buffer_status(buffer, &err) != TRUCE_OK) {
        truce_buffer_clear(buffer);
        return cli_fail("", &err);
    }
    const bool ok = write_fd(STDOUT_FILENO, truce_buffer_str(buffer));
    truce_buffer_clear(buffer);
    if (!ok) {
        (void)fprintf(stderr, "truce: cannot write: %s\n", strerror(errno));
        return EXIT_SYSTEM;
    }
    return code;
}

void cli_complain(truce_buffer *buffer) {
    (void)write_fd(STDERR_FILENO, truce_buffer_str(buffer));
    truce_buffer_clear(buffer);
}
