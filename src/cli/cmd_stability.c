#include <stdlib.h>

#include "cli.h"
#include "truce/actions/stability.h"

static const cli_option options[] = {
    {"--graph", "MODEL", "answer about the graph model in this file of JSON; - is standard input"},
    {"--model", NULL, "write the model itself, in the same form"},
    {"--state", "STATE",
     "only this state, with who would move away and why not: YNNY, a letter for each option, or "
     "its "
     "number"},
    {"--threads", "N", "work on this many threads, 1 to 16; the answer is the same"},
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

static int read_threads(const cli_command *command, const cli_args *args, uint32_t *threads) {
    const char *const given = cli_value(command, args, "--threads");
    char *end = NULL;
    const long n = given != NULL ? strtol(given, &end, 10) : 1;
    if (given != NULL && (end == given || *end != '\0' || n < 1 || n > 16)) {
        return cli_usage(command, "--threads is a number from 1 to 16");
    }
    *threads = (uint32_t)n;
    return -1;
}

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    truce_paper paper = {.form = TRUCE_PAPER_TEXT};
    truce_stability_request request = {.path = NULL};
    int code = cli_parse(command, argc, argv, &args);
    if (code >= 0) {
        return code;
    }
    request.path = cli_value(command, &args, "--graph");
    request.model = cli_value(command, &args, "--model") != NULL;
    request.state = cli_value(command, &args, "--state");
    if (request.path == NULL || args.n_operands > 0) {
        return cli_usage(command, "name a model: truce stability --graph MODEL.json");
    }
    if (request.model && request.state != NULL) {
        return cli_usage(command, "--model and --state ask for two things");
    }
    code = read_threads(command, &args, &request.threads);
    if (code >= 0) {
        return code;
    }
    int wrong = -1;
    paper.form = cli_value(command, &args, "--json") != NULL ? TRUCE_PAPER_JSON : TRUCE_PAPER_TEXT;
    paper.text = (truce_text_style){.width = cli_width(command, &args, &wrong),
                                    .colour = cli_colour(command, &args, 1)};
    if (wrong >= 0) {
        return wrong;
    }
    truce_buffer out = truce_buffer_new();
    truce_error err;
    const truce_status status = truce_stability_graph(&request, paper, &out, &err);
    if (status != TRUCE_OK) {
        truce_buffer_clear(&out);
        const int failed = cli_fail(command->name, &err);
        return status == TRUCE_EINVAL ? EXIT_DATA : failed;
    }
    return cli_write(&out, EXIT_DONE);
}

const cli_command cmd_stability = {
    "stability",
    "",
    "Tell from which states of a graph model nobody would move away.",
    options,
    sizeof options / sizeof *options,
    "The model says who can do what, which combinations are feasible and what each decision maker\n"
    "prefers; docs/stability.md has its form and each concept's definition. States are numbered "
    "from\n"
    "1, in the order in which option k counts 2^k.",
    run};
