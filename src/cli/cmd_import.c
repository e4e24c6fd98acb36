#include "cli.h"
#include "truce/actions/import.h"

static const cli_option options[] = {
    {"--folder", "FOLDER",
     "write each file of the case into this folder, which must not exist yet"},
    OPTION_COLOUR,
};

static int import_json(const cli_command *command, const cli_args *args, truce_arena *arena) {
    truce_error err;
    truce_report report;
    truce_json_files files = {NULL, 0};
    const char *const folder = cli_value(command, args, "--folder");
    truce_status status = truce_import_json(args->operands[1], arena, &files, &report, &err);
    if (status == TRUCE_EPARSE && report.errors > 0) {
        return cli_problems(command, args, &report);
    }
    if (status == TRUCE_EINVAL) {
        (void)cli_fail(command->name, &err);
        return EXIT_DATA;
    }
    if (status == TRUCE_OK && folder == NULL && files.n != 1) {
        return cli_usage(command, "the case has %zu files; say where with --folder", files.n);
    }
    if (status == TRUCE_OK && folder != NULL) {
        status = truce_import_write(folder, &files, arena, &err);
    }
    if (status != TRUCE_OK) {
        return cli_fail(command->name, &err);
    }
    truce_buffer out = truce_buffer_new();
    if (folder == NULL) {
        truce_buffer_add(&out, files.at[0].bytes);
    }
    return cli_write(&out, EXIT_DONE);
}

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    const int code = cli_parse(command, argc, argv, &args);
    if (code >= 0) {
        return code;
    }
    if (args.n_operands != 2 || strcmp(args.operands[0], "json") != 0) {
        return cli_usage(command, "write: truce import json FILE");
    }
    truce_arena arena = truce_arena_new();
    const int done = import_json(command, &args, &arena);
    truce_arena_clear(&arena);
    return done;
}

const cli_command cmd_import = {
    "import",
    "json FILE",
    "Turn the JSON of a case back into its text.",
    options,
    sizeof options / sizeof *options,
    "A case of one file goes to standard output; one of several needs --folder. What is imported\n"
    "is checked like any case, and nothing is written when it has errors (exit 3).",
    run};
