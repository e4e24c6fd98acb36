#include <stdio.h>
#include <sys/stat.h>

#include "cli.h"
#include "truce/actions/exchange.h"
#include "truce/base/utf8.h"
#include "truce/case/load.h"

static const cli_option options[] = {
    {"--title", "TEXT", "what the case is about"},
};

/* "talks/My Case.truce" -> "my-case": a name of the language from the file's name. */
static void case_name(const char *path, char *name, size_t size) {
    const char *const slash = strrchr(path, '/');
    const char *p = slash != NULL ? slash + 1 : path;
    size_t n = 0;
    for (; *p != '\0' && *p != '.' && n + 2 < size; p++) {
        const bool upper = *p >= 'A' && *p <= 'Z';
        const bool plain = upper || (*p >= 'a' && *p <= 'z') || (n > 0 && *p >= '0' && *p <= '9');
        if (plain) {
            name[n++] = (char)(upper ? *p - 'A' + 'a' : *p);
        } else if (n > 0 && name[n - 1] != '-') {
            name[n++] = '-';
        }
    }
    while (n > 0 && name[n - 1] == '-') {
        n--;
    }
    if (n == 0) {
        memcpy(name, "talks", 5);
        n = 5;
    }
    name[n] = '\0';
}

static bool is_line(truce_str text) {
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7F) {
            return false;
        }
    }
    return truce_utf8_check(text) == text.size && text.size < 1000;
}

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    const int code = cli_parse(command, argc, argv, &args);
    if (code >= 0) {
        return code;
    }
    if (args.n_operands > 1) {
        return cli_usage(command, "one file at a time");
    }
    const char *const path = args.n_operands == 1 ? args.operands[0] : "-";
    const char *const title = cli_value(command, &args, "--title");
    struct stat info;
    truce_error err;
    if (strcmp(path, "-") != 0 && lstat(path, &info) == 0) {
        (void)truce_fail(&err, TRUCE_EINVAL, "%s exists already", path);
        return cli_fail(command->name, &err);
    }
    if (title != NULL && !is_line(truce_str_of(title))) {
        return cli_usage(command, "a title is one line of UTF-8 without control characters");
    }
    char name[40];
    case_name(strcmp(path, "-") != 0 ? path : "talks", name, sizeof name);
    truce_buffer out = truce_buffer_new();
    truce_case_starter(truce_str_of(name),
                       truce_str_of(title != NULL ? title : "What this is about"), &out);
    if (strcmp(path, "-") == 0) {
        return cli_write(&out, EXIT_DONE);
    }
    const truce_status status = truce_buffer_status(&out, &err) == TRUCE_OK
                                    ? truce_file_replace(path, truce_buffer_str(&out), &err)
                                    : TRUCE_ENOMEM;
    truce_buffer_clear(&out);
    return status == TRUCE_OK ? EXIT_DONE : cli_fail(command->name, &err);
}

const cli_command cmd_new = {"new",
                             "[FILE]",
                             "Write a commented starter case to a new file, or to standard output.",
                             options,
                             sizeof options / sizeof *options,
                             NULL,
                             run};
