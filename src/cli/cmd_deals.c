#include <errno.h>
#include <stdlib.h>

#include "cli.h"
#include "truce/actions/deals.h"
#include "truce/case/load.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    {"--preferences", "NAME",
     "whose numbers to take where a party has several; may be given again"},
    {"--no-reservation", NULL, "show packages below a reservation value too"},
    {"--points", "N",
     "give at most this many efficient packages in JSON, 1 to 100000; by default "
     "1000"},
    {"--most", "N", "show at most this many efficient packages, 1 to 1000; by default 10"},
    {"--profiles", "N",
     "of orders and ranges, draw so many ways to fill them in, 100 to 1000000; by default 10000"},
    {"--seed", "N", "of what is drawn; by default 0"},
    {"--effort", "N",
     "work for about N million steps, 1 to 1000000; by default 1000, some seconds. What that cuts "
     "short is told with its bounds"},
    {"--best", "PARTY", "only the best packages for this party; with --at-least, among those"},
    {"--at-least", "AMOUNTS", "only packages worth so much: PARTY=40 or PARTY=40,OTHER=30"},
    {"--near", "AMOUNTS", "only the package whose worth is nearest to these: PARTY=40,OTHER=30"},
    {"--random", "N",
     "only packages drawn at random, 1 to 1000, of those at least so good or reserved"},
    {"--svg", "FILE", "write the figure to this file too"},
    OPTION_GENIUS,
    OPTION_GENIUSWEB,
    OPTION_NEGOLOG,
    OPTION_READING,
    OPTION_FORMAT,
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static bool is_number(const char *text, long most) {
    char *end = NULL;
    const long n = strtol(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == '\0' && n >= 1 && n <= most;
}

static int check(const cli_command *command, const cli_args *args) {
    const char *const most = cli_value(command, args, "--most");
    const char *const points = cli_value(command, args, "--points");
    if (most != NULL && !is_number(most, 1000)) {
        return cli_usage(command, "--most is a whole number from 1 to 1000");
    }
    if (points != NULL && !is_number(points, 100000)) {
        return cli_usage(command, "--points is a whole number from 1 to 100000");
    }
    const char *const profiles = cli_value(command, args, "--profiles");
    if (profiles != NULL && (!is_number(profiles, 1000000) || strtol(profiles, NULL, 10) < 100)) {
        return cli_usage(command, "--profiles is a whole number from 100 to 1000000");
    }
    const char *const effort = cli_value(command, args, "--effort");
    if (effort != NULL && !is_number(effort, 1000000)) {
        return cli_usage(command, "--effort is a whole number from 1 to 1000000");
    }
    const char *const random = cli_value(command, args, "--random");
    if (random != NULL && !is_number(random, 1000)) {
        return cli_usage(command, "--random is a whole number from 1 to 1000");
    }
    const char *const seed = cli_value(command, args, "--seed");
    if (seed != NULL && !is_number(seed, 2000000000) && strcmp(seed, "0") != 0) {
        return cli_usage(command, "--seed is a whole number from 0 to 2000000000");
    }
    static const char *const asks[] = {"--best", "--at-least", "--near", "--random"};
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        if (cli_value(command, args, asks[i]) != NULL &&
            cli_value(command, args, "--svg") != NULL) {
            return cli_usage(command, "%s and --svg ask for two things", asks[i]);
        }
    }
    return -1;
}

/* The answer, and with --svg its figure in a file: neither is written when one cannot be made. */
static truce_status answer(truce_session *session, truce_paper paper, truce_buffer *out,
                           truce_error *err) {
    const truce_str file = session->request.svg;
    truce_buffer svg = truce_buffer_new();
    truce_status status = truce_deals_answer(session, paper, out, err);
    if (status == TRUCE_OK && file.size > 0) {
        status = truce_deals_answer(session, (truce_paper){.form = TRUCE_PAPER_SVG}, &svg, err);
        if (status == TRUCE_ENOTFOUND) {
            (void)truce_fail(err, status,
                             "there is nothing to draw of these preferences: leave "
                             "out --svg");
        }
    }
    if (status == TRUCE_OK && file.size > 0) {
        status = truce_file_replace(file.data, truce_buffer_str(&svg), err);
    }
    truce_buffer_clear(&svg);
    return status;
}

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, check, answer);
}

const cli_command cmd_deals = {
    "deals",
    "PATH... | --genius DOMAIN PROFILE... | --geniusweb PROFILE... | --negolog PROFILE...",
    "Show what packages are worth by stated preferences, and which are efficient.",
    options,
    sizeof options / sizeof *options,
    "What a package is worth to a side is what the author of its preferences says; no number is\n"
    "truce's own. A package is efficient when none is worth more to one side without being worth\n"
    "less to another; all of them are found, however many packages there are.",
    run};
