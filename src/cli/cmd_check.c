#include <unistd.h>

#include "cli.h"
#include "truce/actions/check.h"

static const cli_option options[] = {OPTION_AS, OPTION_JSON, OPTION_COLOUR};

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    truce_session session;
    int code = cli_parse(command, argc, argv, &args);
    code = code < 0 ? cli_open(command, &args, true, &session) : code;
    if (code >= 0) {
        return code;
    }
    truce_error err;
    if (truce_check_models(&session, &err) != TRUCE_OK ||
        truce_check_ways(&session, &err) != TRUCE_OK) {
        truce_session_close(&session);
        return cli_fail(command->name, &err);
    }
    const int done = session.report.errors > 0 ? EXIT_DATA : EXIT_DONE;
    truce_buffer out = truce_buffer_new();
    if (cli_value(command, &args, "--json") != NULL) {
        truce_check_json(&session, &out);
    } else {
        truce_buffer problems = truce_buffer_new();
        truce_report_show(&session.report, cli_colour(command, &args, STDERR_FILENO), &problems);
        cli_complain(&problems);
        truce_check_text(&session, &out);
    }
    truce_session_close(&session);
    return cli_write(&out, done);
}

const cli_command cmd_check = {
    "check",
    "PATH...",
    "Tell what is wrong with a case, where, and what would be right.",
    options,
    sizeof options / sizeof *options,
    "A PATH is a file, a folder of .truce files, or - for standard input; all paths together are\n"
    "one case. Problems go to standard error, the count to standard output.\n"
    "Exits 0 when there is no error, 3 when there is one.",
    run};
