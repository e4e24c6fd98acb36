#include <string.h>

#include "cli.h"
#include "truce/actions/swaps.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    {"--checklist", NULL, "only who is due from whom, tranche by tranche, with room to tick"},
    {"--format", "FORM", "text (the default), md, html, json, pdf or, of a checklist, csv"},
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static int check(const cli_command *command, const cli_args *args) {
    const char *const form = cli_value(command, args, "--format");
    return form != NULL && strcmp(form, "csv") == 0 &&
                   cli_value(command, args, "--checklist") == NULL
               ? cli_usage(command, "--format csv is for --checklist")
               : -1;
}

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, check, truce_swaps_answer);
}

const cli_command cmd_exchange = {
    "exchange",
    "PATH...",
    "Count each exchange of people to the last person: tranches, classes, days, what does not add "
    "up.",
    options,
    sizeof options / sizeof *options,
    "The numbers are those of the exchange records; what nobody states stays open. Totals that\n"
    "sources state are shown side by side, and none of them is chosen. With --checklist:\n"
    "  truce exchange talks.truce --checklist --format html > tick.html\n"
    "  truce exchange talks.truce --checklist --format csv > tick.csv",
    run};
