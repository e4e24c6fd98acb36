#include "cli.h"
#include "truce/actions/layout.h"
#include "truce/case/load.h"

static const cli_option options[] = {
    {"--check", NULL, "write nothing; name the files that are not in canonical form, and exit 1"},
    {"--stdout", NULL, "write the canonical form to standard output instead"},
    OPTION_COLOUR,
};

static int format_one(const cli_command *command, const cli_args *args, const truce_input *input,
                      truce_arena *arena, truce_buffer *out) {
    truce_error err;
    truce_report report;
    truce_buffer text = truce_buffer_new();
    int code = EXIT_DONE;
    const truce_status status = truce_layout(input, arena, &report, &text, &err);
    const bool same = status == TRUCE_OK && truce_str_equal(truce_buffer_str(&text), input->bytes);
    const bool to_stdout = cli_value(command, args, "--stdout") != NULL ||
                           truce_str_equal(input->name, TRUCE_STR("(standard input)"));
    if (status == TRUCE_EPARSE) {
        code = cli_problems(command, args, &report);
    } else if (status != TRUCE_OK) {
        code = cli_fail(command->name, &err);
    } else if (cli_value(command, args, "--check") != NULL) {
        code = same ? EXIT_DONE : EXIT_NO;
        if (!same) {
            truce_buffer_printf(out, "%.*s\n", TRUCE_STR_ARGS(input->name));
        }
    } else if (to_stdout) {
        truce_buffer_add(out, truce_buffer_str(&text));
    } else if (!same &&
               truce_file_replace(input->name.data, truce_buffer_str(&text), &err) != TRUCE_OK) {
        code = cli_fail(command->name, &err);
    }
    truce_buffer_clear(&text);
    return code;
}

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    truce_error err;
    truce_input *inputs = NULL;
    size_t n = 0;
    int code = cli_parse(command, argc, argv, &args);
    if (code >= 0) {
        return code;
    }
    if (args.n_operands == 0) {
        return cli_usage(command, "which files? give a file or a folder");
    }
    truce_arena arena = truce_arena_new();
    truce_buffer out = truce_buffer_new();
    code = EXIT_DONE;
    if (truce_case_load(args.operands, args.n_operands, &arena, &inputs, &n, &err) != TRUCE_OK) {
        code = cli_fail(command->name, &err);
    }
    for (size_t i = 0; i < n; i++) {
        const int one = format_one(command, &args, &inputs[i], &arena, &out);
        code = one > code ? one : code;
    }
    truce_arena_clear(&arena);
    return cli_write(&out, code);
}

const cli_command cmd_fmt = {
    "fmt",
    "PATH...",
    "Put a case into canonical form: same words, same comments, one layout.",
    options,
    sizeof options / sizeof *options,
    "Files are rewritten in place, each as a whole or not at all; standard input (-) goes to\n"
    "standard output. A file that cannot be read is left as it is (exit 3).",
    run};
