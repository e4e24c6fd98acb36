/* truce ledger: what was said, and saying it. */
#include "ledger.h"

int cli_ledger_log(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 1, 1);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        (cli_value(command, &w.args, "--json") != NULL ? truce_book_log_json
                                                       : truce_book_log)(&w.book, &out);
        code = cli_write(&out, EXIT_DONE);
    }
    return cli_ledger_end(&w, code);
}

int cli_ledger_show(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    const truce_ledger_event *event = NULL;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 2, 2);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        if (truce_book_find(&w.book, truce_str_of(w.args.operands[1]), &event, &err) != TRUCE_OK) {
            code = cli_fail(command->name, &err);
        } else {
            truce_book_show(&w.book, event, &out);
            code = cli_write(&out, EXIT_DONE);
        }
    }
    return cli_ledger_end(&w, code);
}

/* ---- writing --------------------------------------------------------------------------------- */

/* Those in files, or on standard input. */
static int add_files(ledger_work *w, const truce_str *labels, size_t n_labels, size_t *added,
                     size_t *left_out) {
    truce_error err;
    truce_report report;
    truce_input *inputs = NULL;
    size_t n = 0;
    const int code = cli_ledger_load(w, 1, &inputs, &n);
    if (code >= 0) {
        return code;
    }
    const truce_status status = truce_book_add(&w->book, inputs, n, labels, n_labels, w->now,
                                               &w->arena, added, left_out, &report, &err);
    return status == TRUCE_OK       ? -1
           : status == TRUCE_EPARSE ? cli_problems(w->command, &w->args, &report)
                                    : cli_fail(w->command->name, &err);
}

/* Of the last `added` events of this member, those that nobody else but the team can read. */
static size_t for_oneself(const ledger_work *w, size_t added) {
    const truce_card *const me = truce_identity_card(w->me);
    size_t n = 0;
    size_t own = 0;
    const truce_ledger_event *const events = truce_ledger_events(w->book.ledger, &n);
    for (size_t i = n; i > 0 && added > 0; i--) {
        const truce_ledger_event *const e = &events[i - 1];
        if (memcmp(e->author, me->keys.sign, sizeof e->author) == 0) {
            own += e->n_labels == 1 && truce_str_equal(e->labels[0], truce_str_of(me->name));
            added--;
        }
    }
    return own;
}

int cli_ledger_add(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    truce_str labels[LEDGER_LIST_MOST];
    size_t added = 0;
    size_t left_out = 0;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 1, 256);
    const bool edits = code < 0 && cli_value(command, &w.args, "--edit") != NULL;
    if (edits && w.args.n_operands > 1) {
        code = cli_usage(command, "--edit takes no files: what is written in the editor is added");
    }
    if (code < 0) {
        const size_t n_labels = cli_ledger_list(cli_value(command, &w.args, "--for"), labels);
        code = edits ? cli_ledger_edit(&w, NULL, labels, n_labels, &added, &left_out)
                     : add_files(&w, labels, n_labels, &added, &left_out);
    }
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        truce_buffer_printf(&out, "%zu %s added.\n", added, added == 1 ? "record" : "records");
        const size_t own = for_oneself(&w, added);
        if (own > 0) {
            truce_buffer_printf(
                &out,
                "%zu of them for nobody but you and the team: --for, or an audience "
                "line, says for whom else.\n",
                own);
        }
        if (left_out > 0) {
            truce_buffer_printf(&out,
                                "%zu of readers and compartments left out: those of a ledger "
                                "are its members and compartments.\n",
                                left_out);
        }
        code = cli_ledger_done(&w, TRUCE_OK, &err, &out);
    }
    return cli_ledger_end(&w, code);
}

static int undo(ledger_work *w, const truce_input *inputs, size_t n, const char *why) {
    truce_error err;
    truce_report report;
    truce_str labels[LEDGER_LIST_MOST];
    const char *const names = why == NULL ? cli_value(w->command, &w->args, "--for") : NULL;
    const size_t n_labels = cli_ledger_list(names, labels);
    const truce_ledger_event *event = NULL;
    truce_status status =
        truce_book_find(&w->book, truce_str_of(w->args.operands[1]), &event, &err);
    if (status == TRUCE_OK && names != NULL) {
        status = truce_book_say_anew(&w->book, event, labels, n_labels, inputs, n, w->now,
                                     &w->arena, &report, &err);
    } else if (status == TRUCE_OK) {
        status = truce_book_undo(&w->book, event, truce_str_of(why), inputs, n, w->now, &w->arena,
                                 &report, &err);
    }
    if (status == TRUCE_EPARSE) {
        return cli_problems(w->command, &w->args, &report);
    }
    truce_buffer out = truce_buffer_new();
    size_t left_out = 0;
    truce_buffer_printf(&out, "%s", why == NULL ? "Superseded.\n" : "Retracted.\n");
    if (names != NULL) {
        truce_buffer_lit(&out, "Those who had it before may have read it.\n");
    }
    if (status == TRUCE_OK && (why != NULL || names != NULL)) {
        status = truce_book_left_out(&w->book, &left_out, &err);
    }
    if (left_out > 0) {
        truce_buffer_printf(&out,
                            "%zu %s that cannot be read without what was taken back %s left out of "
                            "answers: truce check tells which.\n",
                            left_out, left_out == 1 ? "record" : "records",
                            left_out == 1 ? "is" : "are");
    }
    return cli_ledger_done(w, status, &err, &out);
}

static int supersede_edited(ledger_work *w) {
    truce_error err;
    const truce_ledger_event *event = NULL;
    size_t added = 0;
    size_t left_out = 0;
    if (truce_book_find(&w->book, truce_str_of(w->args.operands[1]), &event, &err) != TRUCE_OK) {
        return cli_fail(w->command->name, &err);
    }
    truce_str labels[LEDGER_LIST_MOST];
    const size_t n_labels = cli_ledger_list(cli_value(w->command, &w->args, "--for"), labels);
    const int code = cli_ledger_edit(w, event, labels, n_labels, &added, &left_out);
    if (code >= 0) {
        return code;
    }
    truce_buffer out = truce_buffer_new();
    truce_buffer_lit(&out, "Superseded.\n");
    return cli_ledger_done(w, TRUCE_OK, &err, &out);
}

int cli_ledger_supersede(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_input *inputs = NULL;
    size_t n = 0;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 2, 3);
    const bool edits = code < 0 && cli_value(command, &w.args, "--edit") != NULL;
    if (edits) {
        code = w.args.n_operands > 2 ? cli_usage(command, "--edit takes no file: what is written "
                                                          "in the editor takes its place")
                                     : supersede_edited(&w);
    } else {
        const bool as_it_stands =
            code < 0 && w.args.n_operands == 2 && cli_value(command, &w.args, "--for") != NULL;
        code = code < 0 && !as_it_stands ? cli_ledger_load(&w, 2, &inputs, &n) : code;
        code = code < 0 ? undo(&w, inputs, n, NULL) : code;
    }
    return cli_ledger_end(&w, code);
}

int cli_ledger_retract(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 2, 2);
    const char *const why = code < 0 ? cli_value(command, &w.args, "--why") : NULL;
    if (code < 0 && why == NULL) {
        code = cli_usage(command, "say why, with --why");
    }
    return cli_ledger_end(&w, code < 0 ? undo(&w, NULL, 0, why) : code);
}
