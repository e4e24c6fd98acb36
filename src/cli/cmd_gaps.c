#include <unistd.h>

#include "cli.h"
#include "truce/actions/gaps.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    OPTION_ISSUE,
    {"--for", "ANSWER",
     "packages, exchange, sequencing, agreement, custody, actors, matrix or timeline"},
    {"--ask", "NAME", "only what to ask of this actor, by name or title"},
    OPTION_FORMAT,
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, NULL, truce_gaps_answer);
}

const cli_command cmd_gaps = {
    "gaps",
    "PATH...",
    "List what the case does not say: each with the question to ask, of whom, and why.",
    options,
    sizeof options / sizeof *options,
    "What to look for follows from the topics of the issues, from roles, stages of offers and\n"
    "other statements in view. A gap goes when a claim says it; our own reading closes none.\n"
    "What blocks most comes first: offers that may not have arrived, then what is not said on "
    "issues\n"
    "that stand between the parties; what any agreement needs comes after. --for lists the gaps "
    "for\n"
    "one answer alone, with every claim; --ask those for one actor, first by its own part in it:\n"
    "what it holds, made, carried, got or said.\n"
    "  truce gaps talks.truce --ask harbour-master",
    run};
