#include "cli.h"
#include "truce/actions/witnesses.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    OPTION_ISSUE,
    {"--voice", "SORTS",
     "only what rests on one witness: anonymous (one person), anonymous-group, report, named or "
     "second-hand; several with commas"},
    {"--sections", "NAMES", "of reports,claims,perhaps,alone,several; or all: each whole"},
    OPTION_MOST,
    OPTION_FORMAT,
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, cli_check_most, truce_witnesses_answer);
}

const cli_command cmd_witnesses = {
    "witnesses",
    "PATH...",
    "Show which reports are one witness, and what rests on one witness alone.",
    options,
    sizeof options / sizeof *options,
    "Copies of a report, a report in its own words, and one named speaker in one report or "
    "through\n"
    "one outlet count once. People without a name count as different in every claim; where they "
    "are\n"
    "called alike in one report, they are listed as perhaps the same. With --issue: what is said "
    "on\n"
    "it, by how many witnesses each. Without --sections the answer is in short; --voice lists all\n"
    "that rests on one sort of witness alone.\n"
    "  truce witnesses talks.truce --voice anonymous\n"
    "  truce witnesses talks.truce --issue wage",
    run};
