#include <string.h>

#include "cli.h"
#include "truce/actions/text.h"

static const cli_option options[] = {
    OPTION_AS,
    OPTION_AT,
    OPTION_ONLY,
    {"--text", "TEXT", "only this text, by name or title"},
    {"--version", "NUMBER",
     "as of this version of the text; of what is imported: its version, 1 if not given"},
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

/* `truce text import FILE`: the records of a text in Markdown. */
static int run_import(const cli_command *command, const cli_args *args) {
    truce_error err;
    truce_report report;
    truce_arena arena = truce_arena_new();
    truce_buffer out = truce_buffer_new();
    const char *const version = cli_value(command, args, "--version");
    int code = -1;
    if (args->n_operands != 2) {
        code = cli_usage(command, "write: truce text import FILE.md");
    }
    if (code < 0) {
        const truce_status status =
            truce_text_import(args->operands[1], truce_str_of(version != NULL ? version : "1"),
                              &arena, &out, &report, &err);
        code = status == TRUCE_OK       ? cli_write(&out, EXIT_DONE)
               : status == TRUCE_EPARSE ? cli_problems(command, args, &report)
                                        : cli_fail(command->name, &err);
    }
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
    return code;
}

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    const int code = cli_parse(command, argc, argv, &args);
    if (code >= 0) {
        return code;
    }
    return args.n_operands > 0 && strcmp(args.operands[0], "import") == 0
               ? run_import(command, &args)
               : cli_paper(command, argc, argv, NULL, truce_text_answer);
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
    "A draft as Markdown, to be edited, and the records of what came of it:\n"
    "  truce text talks.truce --draft --format md > draft.md\n"
    "  truce text import draft.md --version 2",
    run};
