#include <unistd.h>

#include "cli.h"
#include "truce/actions/brief.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    OPTION_ISSUE,
    OPTION_FORMAT,
    {"--sections", "NAMES",
     "of state,between,impasse,deals,stability,sequence,exchange,agreement,text,offers,accounts,"
     "witnesses,gaps,actors,matrix,who,timeline,sources,claims,reading; or all: each whole"},
    {"--preferences", "NAME", "weigh these where a party has several; may be given again"},
    {"--brief", "PAGES", "a brief that fits so many pages; 1 is what there is"},
    {"--since", "DATE", "what became known after this date, first"},
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

/* -1 to go on. */
static int check_pages(const cli_command *command, const cli_args *args) {
    const char *const pages = cli_value(command, args, "--brief");
    if (pages != NULL && strcmp(pages, "1") != 0) {
        return cli_usage(command, "--brief is 1: one page; without it the brief is whole");
    }
    if (pages != NULL && cli_value(command, args, "--sections") != NULL) {
        return cli_usage(command, "--brief and --sections ask for two things");
    }
    return -1;
}

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, check_pages, truce_brief_answer);
}

const cli_command cmd_brief = {
    "brief",
    "PATH...",
    "Put the case on paper: every sentence with its sources.",
    options,
    sizeof options / sizeof *options,
    "Without --sections the long ones are in short; each is also a command of its own.\n"
    "All on one issue, claim by claim: where each side stands, what does not match, what blocks,\n"
    "what is offered, what to ask:\n"
    "  truce brief talks.truce --issue wage\n"
    "One page for the morning, with what is new since the last brief:\n"
    "  truce brief talks.truce --brief 1 --since 2031-02-03\n"
    "and all that is new of what does not match:\n"
    "  truce brief talks.truce --since 2031-02-03 --sections accounts\n"
    "The HTML form is one page that needs nothing else; the PDF form is sheets of A4:\n"
    "  truce brief talks.truce --format html > brief.html\n"
    "  truce brief talks.truce --format pdf > brief.pdf",
    run};
