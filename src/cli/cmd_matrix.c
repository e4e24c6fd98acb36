#include <unistd.h>

#include "cli.h"
#include "truce/actions/matrix.h"

static const cli_option options[] = {OPTION_AS,     OPTION_AT,   OPTION_ONLY,   OPTION_ISSUE,
                                     OPTION_FORMAT, OPTION_JSON, OPTION_COLOUR, OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, NULL, truce_matrix_answer);
}

const cli_command cmd_matrix = {
    "matrix",
    "PATH...",
    "Show where each side stands on each issue, since when, and how it has moved.",
    options,
    sizeof options / sizeof *options,
    "Claims that state the same thing are one position; every position names them. What is\n"
    "second-hand, from one source only, or told by the narrator is marked. \"none reported\" "
    "means\n"
    "that no claim states a position, and no more. One issue alone, over the whole width:\n"
    "  truce matrix talks.truce --issue wage",
    run};
