#include "cli.h"
#include "truce/actions/agreement.h"

static const cli_option options[] = {OPTION_AS,   OPTION_AT,     OPTION_ONLY, OPTION_FORMAT,
                                     OPTION_JSON, OPTION_COLOUR, OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, NULL, truce_agreement_answer);
}

const cli_command cmd_agreement = {
    "agreement",
    "PATH...",
    "Show what was promised, and how it stands as of a date.",
    options,
    sizeof options / sizeof *options,
    "Each obligation has a state, the rule by which it is told, and the reports it is known from.\n"
    "An incident is attributed to nobody but with claims, by a verifier whom the agreement names.\n"
    "Without --at it is as of the latest day of which a claim or a record of the case tells.",
    run};
