#include "cli.h"
#include "truce/actions/sequence.h"

static const cli_option options[] = {
    OPTION_AS,     OPTION_AT,
    OPTION_ONLY,   {"--delay", "STEP=DAYS", "what moves when this step is so many days later"},
    OPTION_FORMAT, OPTION_JSON,
    OPTION_COLOUR, OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, NULL, truce_sequence_answer);
}

const cli_command cmd_sequence = {
    "sequence",
    "PATH...",
    "Show whether the steps can be put in an order, and on which days.",
    options,
    sizeof options / sizeof *options,
    "Loops of demands are shown with their claims, with what would have to be given up and what\n"
    "else would open them. All of it is options and no advice.",
    run};
