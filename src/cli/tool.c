/* The files of other tools as a case: which tool's they are, and a session on them. */
#include "cli.h"
#include "truce/base/utf8.h"

int cli_tool(const cli_command *command, const cli_args *args, int *tool,
             truce_genius_reading *reading) {
    static const char *const tools[] = {"--genius", "--geniusweb", "--negolog"};
    const char *const how = cli_value(command, args, "--reading");
    const bool genius = how != NULL && strcmp(how, "genius") == 0;
    *tool = -1;
    for (int i = 0; i < 3; i++) {
        if (cli_value(command, args, tools[i]) == NULL) {
            continue;
        }
        if (*tool >= 0) {
            return cli_usage(command, "the files are of one tool: %s or %s", tools[*tool],
                             tools[i]);
        }
        *tool = i;
    }
    if (how != NULL && !genius && strcmp(how, "as-written") != 0) {
        return cli_usage(command, "--reading is as-written or genius");
    }
    if (how != NULL && *tool != TRUCE_TOOL_GENIUS) {
        return cli_usage(command, "--reading is for --genius");
    }
    if (*tool >= 0 && args->n_operands < (*tool == TRUCE_TOOL_GENIUS ? 2 : 1)) {
        return cli_usage(command, "which files? give %s",
                         *tool == TRUCE_TOOL_GENIUS ? "the domain and a profile for each party"
                                                    : "a profile for each party");
    }
    *reading = genius ? TRUCE_GENIUS_GENIUS : TRUCE_GENIUS_AS_WRITTEN;
    return -1;
}

/* What was assumed is in the case too, but who redirects that does not see it. */
void cli_tell_assumptions(const cli_command *command, const truce_imported *imported) {
    truce_buffer text = truce_buffer_new();
    for (size_t i = 0; i < imported->n_assumptions; i++) {
        truce_buffer_printf(&text, "truce %s: ", command->name);
        truce_utf8_show(&text, imported->assumptions[i]);
        truce_buffer_byte(&text, '\n');
    }
    cli_complain(&text);
}

int cli_open_tool(const cli_command *command, const cli_args *args, truce_tool tool,
                  truce_genius_reading reading, truce_arena *arena, truce_session *session) {
    truce_error err;
    truce_report report;
    truce_imported imported = {.files = {NULL, 0}};
    truce_status status = truce_import_scenario(tool, reading, args->operands, args->n_operands,
                                                arena, &imported, &report, &err);
    if (status == TRUCE_EPARSE && report.errors > 0) {
        return cli_problems(command, args, &report);
    }
    if (status == TRUCE_EINVAL) {
        (void)cli_fail(command->name, &err);
        return EXIT_DATA;
    }
    if (status == TRUCE_OK) {
        const truce_request request = cli_request(command, args);
        status =
            truce_session_open_inputs(session, &request, imported.files.at, imported.files.n, &err);
    }
    if (status == TRUCE_EPARSE) {
        const int code = cli_problems(command, args, &session->report);
        truce_session_close(session);
        return code;
    }
    if (status != TRUCE_OK) {
        return cli_fail(command->name, &err);
    }
    cli_tell_assumptions(command, &imported);
    return -1;
}
