#include "cli.h"
#include "truce/actions/import.h"

static const cli_option options[] = {
    OPTION_GENIUS,
    OPTION_GENIUSWEB,
    OPTION_NEGOLOG,
    OPTION_READING,
    {"--folder", "FOLDER",
     "write each file of the case into this folder, which must not exist yet"},
    OPTION_COLOUR,
};

/* Hand on what was imported, or say why there is nothing. */
static int finish(const cli_command *command, const cli_args *args, truce_status status,
                  const truce_json_files *files, const truce_report *report, truce_arena *arena,
                  truce_error *err) {
    const char *const folder = cli_value(command, args, "--folder");
    if (status == TRUCE_EPARSE && report->errors > 0) {
        return cli_problems(command, args, report);
    }
    if (status == TRUCE_EINVAL) {
        (void)cli_fail(command->name, err);
        return EXIT_DATA;
    }
    if (status == TRUCE_OK && folder == NULL && files->n != 1) {
        return cli_usage(command, "the case has %zu files; say where with --folder", files->n);
    }
    if (status == TRUCE_OK && folder != NULL) {
        status = truce_import_write(folder, files, arena, err);
    }
    if (status != TRUCE_OK) {
        return cli_fail(command->name, err);
    }
    truce_buffer out = truce_buffer_new();
    if (folder == NULL) {
        truce_buffer_add(&out, files->at[0].bytes);
    }
    return cli_write(&out, EXIT_DONE);
}

static int import_json(const cli_command *command, const cli_args *args, truce_arena *arena) {
    truce_error err;
    truce_report report;
    truce_json_files files = {NULL, 0};
    const truce_status status = truce_import_json(args->operands[1], arena, &files, &report, &err);
    return finish(command, args, status, &files, &report, arena, &err);
}

static int import_scenario(const cli_command *command, const cli_args *args, truce_tool tool,
                           truce_genius_reading reading, truce_arena *arena) {
    truce_error err;
    truce_report report;
    truce_imported imported = {.files = {NULL, 0}};
    const truce_status status = truce_import_scenario(
        tool, reading, args->operands, args->n_operands, arena, &imported, &report, &err);
    if (status == TRUCE_OK) {
        cli_tell_assumptions(command, &imported);
    }
    return finish(command, args, status, &imported.files, &report, arena, &err);
}

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    const int code = cli_parse(command, argc, argv, &args);
    if (code >= 0) {
        return code;
    }
    truce_genius_reading reading = TRUCE_GENIUS_AS_WRITTEN;
    int tool = -1;
    const int wrong = cli_tool(command, &args, &tool, &reading);
    if (wrong >= 0) {
        return wrong;
    }
    if (tool < 0 && (args.n_operands != 2 || strcmp(args.operands[0], "json") != 0)) {
        return cli_usage(command, "write: truce import json FILE, or say whose files these are");
    }
    truce_arena arena = truce_arena_new();
    const int done = tool < 0 ? import_json(command, &args, &arena)
                              : import_scenario(command, &args, (truce_tool)tool, reading, &arena);
    truce_arena_clear(&arena);
    return done;
}

const cli_command cmd_import = {
    "import",
    "json FILE | --genius DOMAIN PROFILE... | --geniusweb PROFILE... | --negolog PROFILE...",
    "Turn the JSON of a case, or another tool's files, into case text.",
    options,
    sizeof options / sizeof *options,
    "A case of one file goes to standard output; one of several needs --folder. What is imported\n"
    "is checked like any case, and nothing is written when it has errors (exit 3).\n"
    "\n"
    "Genius, GeniusWeb and NegoLog give a party for each profile and its numbers as preferences,\n"
    "exactly. Where the files leave open what they mean, the reading is told on standard error "
    "and\n"
    "in notes of the case; docs/formats.md lists all of them.",
    run};
