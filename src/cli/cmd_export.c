#include "cli.h"
#include "truce/actions/export.h"
#include "truce/base/utf8.h"

static const cli_option options[] = {
    {"--genius", "FOLDER", "write domain.xml and a profile for each party into this new folder"},
    {"--geniusweb", "FOLDER", "write a profile for each party into this new folder"},
    {"--preferences", "NAME",
     "whose numbers to take where a party has several; may be given again"},
    OPTION_AS,
    OPTION_COLOUR,
};

static int write_files(const cli_command *command, truce_tool tool, const char *folder,
                       truce_session *session) {
    truce_error err;
    truce_foreign_files files;
    truce_status status = truce_export_scenario(session, tool, &files, &err);
    if (status == TRUCE_EINVAL) {
        (void)cli_fail(command->name, &err);
        return EXIT_DATA;
    }
    if (status == TRUCE_OK) {
        status = truce_folder_new(folder, files.at, files.n, &session->arena, &err);
    }
    if (status != TRUCE_OK) {
        return cli_fail(command->name, &err);
    }
    truce_buffer text = truce_buffer_new();
    for (size_t i = 0; i < files.n_told; i++) {
        truce_buffer_printf(&text, "truce %s: ", command->name);
        truce_utf8_show(&text, files.told[i]);
        truce_buffer_byte(&text, '\n');
    }
    cli_complain(&text);
    return EXIT_DONE;
}

static int run(const cli_command *command, int argc, char **argv) {
    cli_args args;
    truce_session session;
    int code = cli_parse(command, argc, argv, &args);
    if (code >= 0) {
        return code;
    }
    const char *const genius = cli_value(command, &args, "--genius");
    const char *const geniusweb = cli_value(command, &args, "--geniusweb");
    if ((genius == NULL) == (geniusweb == NULL)) {
        return cli_usage(command, "say where to: --genius FOLDER, or --geniusweb FOLDER");
    }
    code = cli_open(command, &args, false, &session);
    if (code >= 0) {
        return code;
    }
    code = genius != NULL ? write_files(command, TRUCE_TOOL_GENIUS, genius, &session)
                          : write_files(command, TRUCE_TOOL_GENIUSWEB, geniusweb, &session);
    truce_session_close(&session);
    return code;
}

const cli_command cmd_export = {
    "export",
    "PATH...",
    "Write the numbers of preferences as files of another tool.",
    options,
    sizeof options / sizeof *options,
    "Such files hold issues, a weight for each and a number for each option: preferences that say\n"
    "anything else are refused (exit 3), and so are links between issues. The folder must not\n"
    "exist yet; it is written whole or not at all. `truce import` reads the same numbers back.",
    run};
