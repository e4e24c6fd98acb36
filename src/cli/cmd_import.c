#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "cli.h"
#include "truce/actions/exchange.h"
#include "truce/case/load.h"

static const cli_option options[] = {
    {"--folder", "FOLDER", "write each file of the case into this folder, which must not exist yet"},
    OPTION_COLOUR,
};

/* Names in JSON come from elsewhere: only their last part is used, and only as a plain file name. */
static bool plain_name(truce_str name, truce_str *last) {
    size_t begin = name.size;
    while (begin > 0 && name.data[begin - 1] != '/') {
        begin--;
    }
    *last = (truce_str){name.data + begin, name.size - begin};
    return last->size > 6 && last->size < 200 && last->data[0] != '.' &&
           memcmp(last->data + last->size - 6, ".truce", 6) == 0 &&
           memchr(last->data, '\0', last->size) == NULL;
}

static int write_folder(const cli_command *command, const char *folder,
                        const truce_json_files *files, truce_arena *arena) {
    truce_error err;
    if (mkdir(folder, 0777) != 0) {
        (void)truce_fail(&err, TRUCE_EIO, "cannot make the folder %s: %s", folder, strerror(errno));
        return cli_fail(command->name, &err);
    }
    for (size_t i = 0; i < files->n; i++) {
        truce_str last;
        truce_str path;
        if (plain_name(files->at[i].name, &last)) {
            path = truce_arena_printf(arena, "%s/%.*s", folder, TRUCE_STR_ARGS(last));
        } else {
            path = truce_arena_printf(arena, "%s/%03zu.truce", folder, i);
        }
        struct stat info;
        if (path.data != NULL && stat(path.data, &info) == 0) {
            path = truce_arena_printf(arena, "%s/%03zu-again.truce", folder, i);
        }
        if (path.data == NULL ||
            truce_file_replace(path.data, files->at[i].bytes, &err) != TRUCE_OK) {
            if (path.data == NULL) {
                (void)truce_fail(&err, TRUCE_ENOMEM, "no memory for a file's name");
            }
            return cli_fail(command->name, &err);
        }
    }
    return EXIT_DONE;
}

/* What was imported is read as any case is, so that nothing wrong is written. */
static int check_files(const cli_command *command, const cli_args *args,
                       const truce_json_files *files, truce_arena *arena) {
    truce_error err;
    truce_view view;
    truce_case c;
    truce_report report = truce_report_new(arena);
    truce_status status =
        truce_case_view(files->at, files->n, (truce_str){NULL, 0}, arena, &view, &err);
    if (status == TRUCE_OK) {
        status = truce_case_read(&view, (truce_read_options){.no_warnings = true}, arena, &c,
                                 &report, &err);
    }
    if (status == TRUCE_EPARSE) {
        int wrong = -1;
        const bool colour = cli_colour(command, args, 2, &wrong);
        truce_buffer text = truce_buffer_new();
        truce_report_show(&report, colour, &text);
        cli_complain(&text);
        return EXIT_DATA;
    }
    return status == TRUCE_OK ? -1 : cli_fail(command->name, &err);
}

static int import_json(const cli_command *command, const cli_args *args, truce_arena *arena) {
    truce_error err;
    truce_input *inputs = NULL;
    size_t n = 0;
    truce_json_files files = {NULL, 0};
    truce_status status = truce_case_load(&args->operands[1], 1, arena, &inputs, &n, &err);
    if (status == TRUCE_OK && n != 1) {
        return cli_usage(command, "one JSON file at a time");
    }
    if (status == TRUCE_OK) {
        status = truce_case_text_from_json(inputs[0].bytes, arena, &files, &err);
    }
    if (status != TRUCE_OK) {
        return status == TRUCE_EINVAL ? (void)cli_fail(command->name, &err), EXIT_DATA
                                      : cli_fail(command->name, &err);
    }
    const int code = check_files(command, args, &files, arena);
    if (code >= 0) {
        return code;
    }
    const char *const folder = cli_value(command, args, "--folder");
    if (folder != NULL) {
        return write_folder(command, folder, &files, arena);
    }
    if (files.n != 1) {
        return cli_usage(command, "the case has %zu files; say where with --folder", files.n);
    }
    truce_buffer out = truce_buffer_new();
    truce_buffer_add(&out, files.at[0].bytes);
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
    "import", "json FILE", "Turn the JSON of a case back into its text.",
    options, sizeof options / sizeof *options,
    "A case of one file goes to standard output; one of several needs --folder. What is imported\n"
    "is checked like any case, and nothing is written when it has errors (exit 3).",
    run};
