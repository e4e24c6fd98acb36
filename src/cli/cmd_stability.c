#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "truce/actions/stability.h"

static const cli_option options[] = {
    {"--in", "MODEL", "of a case: its model of this name or title, where it has several"},
    {"--order", "NAME",
     "of a case: what somebody is taken to prefer as in this order, where there are rival ones, or "
     "several with commas, one of each actor; may be given again"},
    OPTION_AS,
    {"--graph", "MODEL",
     "instead of a case: the graph model in this file of JSON; - is standard input"},
    {"--model", NULL, "write the model itself, in the form of --graph"},
    {"--concept", "CONCEPT",
     "only these, with commas: nash, gmr, smr, seq, sseq, sim; l1, l2, ... and non-myopic (two "
     "decision makers); mr1, mr2, ..."},
    {"--sense", "SENSE",
     "coalitions, unknown-a to unknown-d, strength or attitudes: stable in this sense instead"},
    {"--hold", "OPTION",
     "nobody changes this option: it stays taken, or with \"not OPTION\" not; may be given again"},
    {"--from", "STATE", "suppose that things stand so: ways begin here"},
    {"--state", "STATE",
     "only this state, with who would move away and why not: YNNY, a letter for each option, its "
     "number, or the options that are taken, with commas"},
    {"--inverse", "STATE",
     "what each decision maker would have to prefer for this state to be stable for it, how little "
     "would change that, and how many orders of all states would do"},
    {"--what-if", "OPTIONS",
     "what it would do to settle these options, with commas, in every combination: is it still an "
     "equilibrium how things stand, or the target?"},
    {"--target", "STATE",
     "of --what-if: a state that one would like everybody to stay in; without it the one that the "
     "case's model names"},
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
                                     .target = cli_value(command, args, "--target"),
                                     .in = cli_value(command, args, "--in"),
                                     .orders = args->lists[CLI_ORDER],
                                     .n_orders = args->n_lists[CLI_ORDER]};
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

/* Of a case. */
static int answer_case(const cli_command *command, const cli_args *args,
                       const truce_stability_request *request, truce_paper paper) {
    truce_session session;
    truce_error err;
    truce_buffer out = truce_buffer_new();
    int code = cli_open(command, args, false, &session);
    if (code >= 0) {
        return code;
    }
    session.request.stability = &request->query;
    cli_watch(command, &session.doing);
    const truce_status status = request->model
                                    ? truce_stability_export(&session, &out, &err)
                                    : truce_stability_answer(&session, paper, &out, &err);
    cli_watch_end();
    if (status != TRUCE_OK) {
        truce_buffer_clear(&out);
    }
    code = status == TRUCE_OK       ? -1
           : status == TRUCE_EPARSE ? cli_problems(command, args, &session.report)
                                    : cli_fail(command->name, &err);
    truce_session_close(&session);
    if (code >= 0) {
        return code;
    }
    cli_tell_unknown(command, paper.pdf.made->unknown);
    return cli_write(&out, EXIT_DONE);
}

/* A case, or a model in a file of its own. */
static int check_source(const cli_command *command, const cli_args *args) {
    static const char *const of_cases[] = {"--in", "--order", "--as"};
    const bool graph = cli_value(command, args, "--graph") != NULL;
    if (graph == (args->n_operands > 0)) {
        return cli_usage(command, "name a case, or a model: truce stability --graph MODEL.json");
    }
    for (size_t i = 0; graph && i < sizeof of_cases / sizeof *of_cases; i++) {
        if (cli_value(command, args, of_cases[i]) != NULL) {
            return cli_usage(command, "%s is of a case, and --graph of a file", of_cases[i]);
        }
    }
    return -1;
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
    code = check_source(command, &args);
    code = code < 0 ? read_query(command, &args, &request.query) : code;
    code = code < 0 ? cli_form(command, &args, &paper.form) : code;
    code = code < 0 ? cli_refuse_terminal(command, paper.form) : code;
    if (code < 0) {
        paper.text = (truce_text_style){.width = cli_width(command, &args, &code),
                                        .colour = cli_colour(command, &args, 1)};
    }
    return code >= 0              ? code
           : request.path != NULL ? answer(command, &request, paper)
                                  : answer_case(command, &args, &request, paper);
}

const cli_command cmd_stability = {
    "stability",
    "PATH...",
    "Tell from which outcomes nobody would move away, as a model of who can do what has it.",
    options,
    sizeof options / sizeof *options,
    "A case has models in records of its own (model, move, order), each by its author; with\n"
    "--graph a model is a file. It says who can do what, which combinations are feasible and what\n"
    "each decision maker prefers; docs/stability.md has its form and each concept's definition.\n"
    "States are numbered from 1, in the order in which option k counts 2^k.",
    run};
