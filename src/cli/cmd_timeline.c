#include "cli.h"
#include "truce/actions/timeline.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    {"--of", "NAME", "only what this actor did, told or takes part in, by name or title"},
    {"--sections", "NAMES", "of state,events,reports,orders; or all: each whole"},
    OPTION_MOST,
    OPTION_FORMAT,
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, cli_check_most, truce_timeline_answer);
}

const cli_command cmd_timeline = {
    "timeline",
    "PATH...",
    "Show what happened in what order, and how the talks stand.",
    options,
    sizeof options / sizeof *options,
    "Dates and the claims' own before, after and during order events; the words of a source\n"
    "(\"Sunday\") are kept and never resolved. Where accounts of the talks differ, all stand, "
    "each\n"
    "with those who give it. Claims whose orders cannot all hold are listed. Without --sections "
    "the\n"
    "answer is in short.\n"
    "  truce timeline talks.truce --of union --sections events",
    run};
