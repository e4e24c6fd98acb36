#include "cli.h"
#include "truce/actions/text.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    {"--text", "TEXT", "only this text, by name or title"},
    {"--version", "NUMBER", "as of this version of the text"},
    {"--clause", "CLAUSE", "one clause whole, by name, number or title"},
    {"--redline", "FROM..TO", "what changed between two versions, and for whose criticism"},
    {"--history", NULL, "every version of each clause, each with its changes"},
    {"--falls", "CLAUSE", "what reopens if this clause falls"},
    {"--draft", NULL, "the text as it reads, brackets with their owners in it"},
    {"--clean", NULL, "the same without brackets; refused while any stands"},
    OPTION_FORMAT,
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, NULL, truce_text_answer);
}

const cli_command cmd_text = {
    "text",
    "PATH...",
    "Show the single text: what is in brackets, who stands how, what is open and who could close "
    "it.",
    options,
    sizeof options / sizeof *options,
    "A clause is closed once each party of the text has closed its last wording and no bracket\n"
    "stands in it. A criticism is neither acceptance nor rejection.\n"
    "A draft as Markdown, to be edited:\n"
    "  truce text talks.truce --draft --format md > draft.md",
    run};
