/* truce ledger: what goes out of it for others, and what comes back. */
#include "ledger.h"

#include "truce/base/utf8.h"

static int export_text(ledger_work *w) {
    truce_error err;
    size_t n = 0;
    truce_buffer out = truce_buffer_new();
    const truce_status status = truce_book_write(&w->book, w->args.operands[1], &n, &err);
    truce_buffer_printf(&out, "%zu %s of plain text, which anybody can read who gets at them.\n", n,
                        n == 1 ? "file" : "files");
    return cli_ledger_done(w, status, &err, &out);
}

static int export_for(ledger_work *w, const char *name) {
    truce_error err;
    size_t n = 0;
    size_t left_out = 0;
    truce_buffer out = truce_buffer_new();
    const truce_status status = truce_ledger_export(
        w->book.ledger, truce_str_of(name), w->args.operands[1], w->now, &n, &left_out, &err);
    truce_buffer_printf(&out, "%zu %s for %s, in ", n, n == 1 ? "event" : "events", name);
    truce_utf8_show(&out, truce_str_of(w->args.operands[1]));
    truce_buffer_lit(&out, ".\n");
    if (left_out > 0) {
        truce_buffer_printf(&out,
                            "%zu more that they may read you cannot hand on: older keys opened "
                            "them to you. Whoever was there then can.\n",
                            left_out);
    }
    return cli_ledger_done(w, status, &err, &out);
}

int cli_ledger_export(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 2, 2);
    const char *const name = code < 0 ? cli_value(command, &w.args, "--for") : NULL;
    const bool text = code < 0 && cli_value(command, &w.args, "--text") != NULL;
    if (code < 0 && (name != NULL) == text) {
        code = cli_usage(command, "give --for and a member's name, or --text");
    }
    if (code < 0) {
        code = text ? export_text(&w) : export_for(&w, name);
    }
    return cli_ledger_end(&w, code);
}

int cli_ledger_import(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    bool all = false;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 2, 2);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        const truce_status status =
            truce_book_merge(&w.book, w.args.operands[1], w.now, &all, &out, &err);
        code = cli_ledger_done(&w, status, &err, &out);
        code = code == EXIT_DONE && !all ? EXIT_NO : code;
    }
    return cli_ledger_end(&w, code);
}
