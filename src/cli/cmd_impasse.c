#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "truce/actions/impasse.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    {"--issue", "NAME",
     "only what touches this issue, by name or title, or several with commas; may be given again"},
    {"--sections", "NAMES", "of clashes,known,openings,conditions; or all: each whole"},
    {"--hold", "[=OFFER]",
     "take what a side offers, or the terms of this offer, as firmly held: as a demand"},
    {"--assume", "POSITION",
     "what follows if this were a side's latest position, written as in a claim; may be given "
     "again"},
    {"--relax", "NAMES",
     "what follows if these positions, or those that rest on these claims, were not insisted on"},
    {"--ignore", "NAMES",
     "what follows if these claims, or all of these sources, were not in the case"},
    {"--firm-only", NULL, "what follows if only red lines bound"},
    {"--first-hand", NULL, "what follows if only a side's own word bound it"},
    {"--most", "N",
     "show at most this many openings, 1 to 1000; by default 3, of --sections 6, of JSON 24"},
    {"--effort", "N",
     "search for clashes with at most so many calls of the solver; by default 2000"},
    {"--seconds", "N", "end the search after so long: the one option that can change the answer"},
    OPTION_FORMAT,
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

/* A whole number within bounds; *wrong is the exit code if it is none. */
static long whole_number(const cli_command *command, const cli_args *args, const char *name,
                         long most, int *wrong) {
    const char *const text = cli_value(command, args, name);
    char *end = NULL;
    if (text == NULL) {
        return 0;
    }
    errno = 0;
    const long n = strtol(text, &end, 10);
    if (*end != '\0' || errno != 0 || n < 1 || n > most) {
        *wrong = cli_usage(command, "%s is a whole number from 1 to %ld", name, most);
    }
    return n;
}

/* "--hold updated": the value of --hold stands behind a =, so that a path may follow it. */
static int check_hold(const cli_command *command, const cli_args *args) {
    for (size_t i = 0; i < args->n_operands && cli_value(command, args, "--hold") != NULL; i++) {
        const char *const path = args->operands[i];
        if (strcmp(path, "-") != 0 && strpbrk(path, "/.") == NULL && access(path, F_OK) != 0) {
            return cli_usage(command, "there is no file %s; an offer is held with --hold=%s", path,
                             path);
        }
    }
    return -1;
}

static int check(const cli_command *command, const cli_args *args) {
    int wrong = check_hold(command, args);
    if (wrong >= 0) {
        return wrong;
    }
    (void)whole_number(command, args, "--most", 1000, &wrong);
    if (wrong < 0) {
        (void)whole_number(command, args, "--effort", 1000000000, &wrong);
    }
    if (wrong < 0) {
        (void)whole_number(command, args, "--seconds", 1000000, &wrong);
    }
    return wrong;
}

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, check, truce_impasse_answer);
}

const cli_command cmd_impasse = {
    "impasse",
    "PATH...",
    "Explain why there is no deal: which positions cannot all hold, and what would open one.",
    options,
    sizeof options / sizeof *options,
    "Only what is reported is weighed, with no numbers of truce's own: a demand rules out all\n"
    "packages in which it does not hold, a refusal those in which it does, an acceptance on a\n"
    "condition those without the condition. It is no advice on who should move.\n"
    "Without --sections the answer is in short.",
    run};
