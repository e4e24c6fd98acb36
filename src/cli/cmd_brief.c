#include <unistd.h>

#include "cli.h"
#include "truce/actions/brief.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    OPTION_FORMAT,
    {"--sections", "NAMES",
     "of who,matrix,accounts,offers,timeline,actors,gaps,sources,claims,reading; or all"},
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, truce_brief_answer);
}

const cli_command cmd_brief = {
    "brief",
    "PATH...",
    "Put the case on paper: every sentence with its sources.",
    options,
    sizeof options / sizeof *options,
    "Without --sections: who, matrix, sources, claims, reading. The others are also commands.\n"
    "The HTML form is one page that needs nothing else, to print or to send:\n"
    "  truce brief talks.truce --format html > brief.html",
    run};
