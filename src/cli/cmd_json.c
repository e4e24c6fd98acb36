#include "cli.h"
#include "truce/actions/exchange.h"

static const cli_option options[] = {OPTION_AS, OPTION_COLOUR};

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    truce_session session;
    int code = cli_parse(command, argc, argv, &args);
    code = code < 0 ? cli_open(command, &args, false, &session) : code;
    if (code >= 0) {
        return code;
    }
    truce_buffer out = truce_buffer_new();
    truce_case_export(&session, &out);
    truce_session_close(&session);
    return cli_write(&out, EXIT_DONE);
}

const cli_command cmd_json = {
    "json",
    "PATH...",
    "Write a case as JSON, without loss (docs/case.schema.json).",
    options,
    sizeof options / sizeof *options,
    "Comments and blank lines are for people and are not carried; all else comes back with\n"
    "`truce import json`.",
    run};
