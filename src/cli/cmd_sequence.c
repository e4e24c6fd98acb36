#include "cli.h"
#include "truce/actions/sequence.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    {"--between", "A,B",
     "whose giving and receiving to follow; by default the two with most steps"},
    {"--at-most", "SHARE",
     "in how many equal parts neither side is exposed by more: 1/4 of all it gives, or a number"},
    {"--delay", "STEP=DAYS", "what moves when this step is so many days later"},
    {"--values", "NAME",
     "whose numbers to take where a side has several records of values; may be given again"},
    OPTION_FORMAT,
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, NULL, truce_sequence_answer);
}

const cli_command cmd_sequence = {
    "sequence",
    "PATH...",
    "Show whether the steps can be put in an order, and who is exposed in it.",
    options,
    sizeof options / sizeof *options,
    "Loops of demands are shown with their claims, with what would have to be given up and what\n"
    "else would open them. What a side has given and not yet received is counted in shares, or in\n"
    "numbers that have an author. All of it is options and no advice.",
    run};
