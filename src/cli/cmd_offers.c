#include "cli.h"
#include "truce/actions/offers.h"

static const cli_option options[] = {
    OPTION_AS,    OPTION_AT,
    OPTION_ONLY,  {"--offer", "NAME", "only this offer, by name or title"},
    OPTION_ISSUE, OPTION_FORMAT,
    OPTION_JSON,  OPTION_COLOUR,
    OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, NULL, truce_offers_answer);
}

const cli_command cmd_offers = {
    "offers",
    "PATH...",
    "Show each offer stage by stage: claimed by whom, denied by whom.",
    options,
    sizeof options / sizeof *options,
    "Issued, handed over, conveyed, received and answered are separate claims; what nobody says "
    "is\n"
    "listed as such. What is said of any offer stands with each that it may be about, and at the\n"
    "end. Open questions name who could tell. --issue: offers of which a claim gives terms on it.\n"
    "--offer: also what its sides are said to have done before it and since.\n"
    "  truce offers talks.truce --offer bridge",
    run};
