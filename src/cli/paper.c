/* The commands that put an answer on paper differ only in the answer. */
#include <unistd.h>

#include "cli.h"

/* Whether the help of --format lists the form: a few commands have more than the usual ones. */
static bool has_form(const cli_command *command, const char *form) {
    const size_t size = strlen(form);
    bool found = false;
    for (size_t i = 0; i < command->n_options && !found; i++) {
        const char *at =
            strcmp(command->options[i].name, "--format") == 0 ? command->options[i].help : NULL;
        while (at != NULL && !found && (at = strstr(at, form)) != NULL) {
            found = at[size] == '\0' || strchr(" ,;:", at[size]) != NULL;
            at += size;
        }
    }
    return found;
}

int cli_form(const cli_command *command, const cli_args *args, truce_paper_form *form) {
    static const char *const names[] = {
        [TRUCE_PAPER_TEXT] = "text", [TRUCE_PAPER_MARKDOWN] = "md", [TRUCE_PAPER_HTML] = "html",
        [TRUCE_PAPER_JSON] = "json", [TRUCE_PAPER_PDF] = "pdf",     [TRUCE_PAPER_CSV] = "csv",
        [TRUCE_PAPER_SVG] = "svg"};
    const char *const given = cli_value(command, args, "--format");
    const bool json = cli_value(command, args, "--json") != NULL;
    if (given == NULL) {
        *form = json ? TRUCE_PAPER_JSON : TRUCE_PAPER_TEXT;
        return -1;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i] != NULL && strcmp(given, names[i]) == 0 && has_form(command, given)) {
            *form = (truce_paper_form)i;
            return json && *form != TRUCE_PAPER_JSON
                       ? cli_usage(command, "--json and --format %s ask for two things", given)
                       : -1;
        }
    }
    return cli_usage(command,
                     has_form(command, "ics") ? "--format is text, md, html, json, pdf, csv or ics"
                     : has_form(command, "csv") ? "--format is text, md, html, json, pdf or csv"
                     : has_form(command, "svg") ? "--format is text, md, html, json, pdf or svg"
                                                : "--format is text, md, html, json or pdf");
}

int cli_refuse_terminal(const cli_command *command, truce_paper_form form) {
    return form == TRUCE_PAPER_PDF && isatty(STDOUT_FILENO) != 0
               ? cli_usage(command,
                           "a PDF is not for a terminal; send it to a file: "
                           "truce %s ... --format pdf > %s.pdf",
                           command->name, command->name)
               : -1;
}

void cli_tell_unknown(const cli_command *command, size_t unknown) {
    if (unknown > 0) {
        truce_buffer text = truce_buffer_new();
        truce_buffer_printf(&text,
                            "truce %s: no installed font has %zu of the characters; they are shown "
                            "as boxes (Debian: fonts-noto has most)\n",
                            command->name, unknown);
        cli_complain(&text);
    }
}

int cli_paper(const cli_command *command, int argc, char **argv,
              int (*check)(const cli_command *command, const cli_args *args),
              truce_status (*answer)(truce_session *session, truce_paper paper, truce_buffer *out,
                                     truce_error *err)) {
    cli_args args;
    truce_session session;
    truce_error err;
    truce_pdf_made made = {0};
    truce_genius_reading reading;
    truce_arena foreign = truce_arena_new(); /* the text of a case that was another tool's */
    int tool = -1;
    truce_paper paper = {.form = TRUCE_PAPER_TEXT, .pdf = {.made = &made}};
    int code = cli_parse(command, argc, argv, &args);
    code = code < 0 && check != NULL ? check(command, &args) : code;
    code = code < 0 ? cli_form(command, &args, &paper.form) : code;
    if (code < 0) {
        paper.text.colour = cli_colour(command, &args, STDOUT_FILENO);
        paper.text.width = cli_width(command, &args, &code);
    }
    code = code < 0 ? cli_refuse_terminal(command, paper.form) : code;
    code = code < 0 ? cli_tool(command, &args, &tool, &reading) : code;
    if (code < 0) {
        code = tool < 0
                   ? cli_open(command, &args, false, &session)
                   : cli_open_tool(command, &args, (truce_tool)tool, reading, &foreign, &session);
    }
    if (code >= 0) {
        truce_arena_clear(&foreign);
        return code;
    }
    truce_buffer out = truce_buffer_new();
    cli_watch(command, &session.doing);
    const truce_status status = answer(&session, paper, &out, &err);
    cli_watch_end();
    if (status == TRUCE_EPARSE) { /* what the case says only this answer found wrong */
        truce_buffer_clear(&out);
        code = cli_problems(command, &args, &session.report);
        truce_session_close(&session);
        truce_arena_clear(&foreign);
        return code;
    }
    truce_session_close(&session);
    truce_arena_clear(&foreign);
    if (status != TRUCE_OK) {
        truce_buffer_clear(&out);
        return cli_fail(command->name, &err);
    }
    cli_tell_unknown(command, made.unknown);
    return cli_write(&out, EXIT_DONE);
}
