#include "cli.h"
#include "truce/actions/agreement.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    {"--sections", "NAMES",
     "of obligations,time,deadlines,incidents,disputes,unknown,falls,lacks,clauses; or all: each "
     "whole"},
    {"--over-time", "UNIT",
     "how each stood at the end of each week, month, year or phase; or by date of change"},
    {"--format", "FORM",
     "text (the default), md, html, json or pdf; csv: the deadlines, or with --over-time the "
     "states; ics: the deadlines"},
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

/* A calendar is no paper, and has a session of its own. */
static int run_calendar(const cli_command *command, const cli_args *args) {
    truce_session session;
    truce_error err;
    const int code = cli_open(command, args, false, &session);
    if (code >= 0) {
        return code;
    }
    truce_buffer out = truce_buffer_new();
    const truce_status status = truce_agreement_calendar(&session, &out, &err);
    truce_session_close(&session);
    if (status != TRUCE_OK) {
        truce_buffer_clear(&out);
        return cli_fail(command->name, &err);
    }
    return cli_write(&out, EXIT_DONE);
}

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    const int code = cli_parse(command, argc, argv, &args);
    if (code >= 0) {
        return code;
    }
    const char *const form = cli_value(command, &args, "--format");
    if (form == NULL || strcmp(form, "ics") != 0) {
        return cli_paper(command, argc, argv, NULL, truce_agreement_answer);
    }
    if (cli_value(command, &args, "--json") != NULL ||
        cli_value(command, &args, "--over-time") != NULL) {
        return cli_usage(command, "%s and --format ics ask for two things",
                         cli_value(command, &args, "--json") != NULL ? "--json" : "--over-time");
    }
    return run_calendar(command, &args);
}

const cli_command cmd_agreement = {
    "agreement",
    "PATH...",
    "Show what was promised, and how it stands as of a date.",
    options,
    sizeof options / sizeof *options,
    "Each obligation has a state, the rule by which it is told, and the reports it is known from.\n"
    "An incident is attributed to nobody but with claims, by a verifier whom the agreement names.\n"
    "Without --at it is as of the latest day of which a claim or a record of the case tells.\n"
    "--sections clauses tells which clauses such agreements usually have and none of its lines\n"
    "`covers` names: why, what to ask, and the public source.\n"
    "The deadlines, for a calendar or a spreadsheet:\n"
    "  truce agreement talks.truce --format ics > deadlines.ics\n"
    "How obligations stood over time, with the level of what is measured, 0 none to 3 full:\n"
    "  truce agreement talks.truce --over-time month",
    run};
