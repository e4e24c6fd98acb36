#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "truce/actions/stability.h"

static const cli_option options[] = {
    {"--graph", "MODEL", "answer about the graph model in this file of JSON; - is standard input"},
    {"--model", NULL, "write the model itself, in the same form"},
    {"--concept", "CONCEPT",
     "only these, with commas: nash, gmr, smr, seq, sseq, sim; l1, l2, ... and non-myopic (two "
     "decision makers); mr1, mr2, ..."},
    {"--sense", "SENSE",
     "coalitions, unknown-a to unknown-d, strength or attitudes: stable in this sense instead"},
    {"--hold", "OPTION",
     "nobody changes this option: it stays taken, or with \"not OPTION\" not; may be given again"},
    {"--from", "STATE", "suppose that things stand so: ways to the equilibria begin here"},
    {"--state", "STATE",
     "only this state, with who would move away and why not: YNNY, a letter for each option, its "
     "number, or the options that are taken, with commas"},
    {"--inverse", "STATE",
     "what each decision maker would have to prefer for this state to be stable for it, how little "
     "would change that, and how many orders of all states would do"},
    {"--what-if", "OPTIONS",
     "what it would do to settle these options, with commas, in every combination: is it still an "
     "equilibrium how things stand, or the target?"},
    {"--target", "STATE", "of --what-if: a state that one would like everybody to stay in"},
    {"--threads", "N", "work on this many threads, 1 to 16; the answer is the same"},
    OPTION_JSON,
    {"--format", "FORM", "text (the default), md, html, json, pdf or svg (the figure alone)"},
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

/* What is asked of a model, wherever it is from. */
static int read_query(const cli_command *command, const cli_args *args,
                      truce_stability_query *query) {
    *query = (truce_stability_query){.concepts = cli_value(command, args, "--concept"),
                                     .sense = cli_value(command, args, "--sense"),
                                     .hold = args->lists[CLI_HOLD],
                                     .n_hold = args->n_lists[CLI_HOLD],
                                     .from = cli_value(command, args, "--from"),
                                     .state = cli_value(command, args, "--state"),
                                     .inverse = cli_value(command, args, "--inverse"),
                                     .what_if = cli_value(command, args, "--what-if"),
                                     .target = cli_value(command, args, "--target")};
    if (query->target != NULL && query->what_if == NULL) {
        return cli_usage(command, "--target belongs to --what-if");
    }
    static const char *const asks[] = {"--model", "--state", "--inverse", "--what-if"};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        if (cli_value(command, args, asks[i]) != NULL) {
            if (first != NULL) {
                return cli_usage(command, "%s and %s ask for two things", first, asks[i]);
            }
            first = asks[i];
        }
    }
    return read_threads(command, args, &query->threads);
}

static int answer(const cli_command *command, const truce_stability_request *request,
                  truce_paper paper) {
    truce_buffer out = truce_buffer_new();
    truce_error err;
    cli_watch(command, NULL);
    const truce_status status = truce_stability_graph(request, paper, &out, &err);
    cli_watch_end();
    if (status == TRUCE_OK) {
        cli_tell_unknown(command, paper.pdf.made->unknown);
        return cli_write(&out, EXIT_DONE);
    }
    if (status == TRUCE_EPARSE) {
        cli_complain(&out);
        return EXIT_DATA;
    }
    truce_buffer_clear(&out);
    return cli_fail(command->name, &err);
}

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    truce_pdf_made made = {0};
    truce_paper paper = {.form = TRUCE_PAPER_TEXT, .pdf = {.made = &made}};
    truce_stability_request request = {.path = NULL};
    int code = cli_parse(command, argc, argv, &args);
    if (code >= 0) {
        return code;
    }
    request.path = cli_value(command, &args, "--graph");
    request.model = cli_value(command, &args, "--model") != NULL;
    request.colour = cli_colour(command, &args, STDERR_FILENO);
    if (request.path == NULL || args.n_operands > 0) {
        return cli_usage(command, "name a model: truce stability --graph MODEL.json");
    }
    code = read_query(command, &args, &request.query);
    code = code < 0 ? cli_form(command, &args, &paper.form) : code;
    code = code < 0 ? cli_refuse_terminal(command, paper.form) : code;
    if (code < 0) {
        paper.text = (truce_text_style){.width = cli_width(command, &args, &code),
                                        .colour = cli_colour(command, &args, 1)};
    }
    return code >= 0 ? code : answer(command, &request, paper);
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
