#include <unistd.h>

#include "cli.h"
#include "truce/actions/actors.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    {"--of", "NAME", "only what is about this actor's side, by name or title; whole"},
    {"--sections", "NAMES", "of leverage,alliances,mediators,roles,moves; or all: each whole"},
    OPTION_MOST,
    OPTION_FORMAT,
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, cli_check_most, truce_actors_answer);
}

const cli_command cmd_actors = {
    "actors",
    "PATH...",
    "Show who is what according to whom, who can press whom, and what moves each side.",
    options,
    sizeof options / sizeof *options,
    "A path runs over one, two or three steps, each a claim of leverage, pressure, finance, "
    "hosting\n"
    "or dependence. Alliances are listed apart: they make no path. Mediators are shown with all\n"
    "else that they are reported to be. Without --sections the answer is in short.\n"
    "  truce actors talks.truce --of union",
    run};
