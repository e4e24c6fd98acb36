#include <unistd.h>

#include "cli.h"
#include "truce/actions/accounts.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    OPTION_ISSUE,
    {"--kind", "KINDS",
     "only fact, blame, state, scope, time, role, self, rank, "
     "term or none; denied: what is said and denied; several with commas"},
    OPTION_FORMAT,
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, NULL, truce_accounts_answer);
}

const cli_command cmd_accounts = {"accounts",
                                  "PATH...",
                                  "Show which claims do not match, why, and what would settle it.",
                                  options,
                                  sizeof options / sizeof *options,
                                  "Found by rule and grouped, beside the accounts that the case "
                                  "declares; a declared account's kind\n"
                                  "prevails, and the kind none means: looked at, no conflict. "
                                  "Copies of one report are one witness.\n"
                                  "All accounts are shown with who says so; none is called wrong.\n"
                                  "What is said and denied, and what may have moved on one issue:\n"
                                  "  truce accounts talks.truce --kind denied\n"
                                  "  truce accounts talks.truce --kind time --issue wage",
                                  run};
