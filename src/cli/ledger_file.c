/* truce ledger: the file as a whole. */
#include "ledger.h"

#include <stdlib.h>

int cli_ledger_verify(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    truce_head_told heads[OPTION_VALUES_MAX];
    truce_book_options options = {.whole = true, .heads = heads};
    int code = cli_ledger_begin(&w, command, argc, argv, 1, 1);
    options.older = code < 0 && cli_value(command, &w.args, "--older") != NULL;
    for (; code < 0 && options.n_heads < w.args.n_lists[CLI_HEAD]; options.n_heads++) {
        const truce_str text = w.args.lists[CLI_HEAD][options.n_heads];
        if (truce_book_head(text, &heads[options.n_heads], &err) != TRUCE_OK) {
            code = cli_fail(command->name, &err);
            break;
        }
    }
    code = code < 0 ? cli_ledger_open_with(&w, options) : code;
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        const int done = truce_book_verify(&w.book, &out) ? EXIT_DONE : EXIT_NO;
        /* An event that is not accepted is no reason not to go on from here. */
        if (options.older && truce_ledger_sound(w.book.ledger, &err) == TRUCE_OK) {
            code = cli_ledger_done(&w, TRUCE_OK, &err, &out);
            code = code == EXIT_DONE ? done : code;
        } else {
            code = cli_write(&out, done);
        }
    }
    return cli_ledger_end(&w, code);
}

static int by_place(const void *left, const void *right) {
    const uint64_t a = *(const uint64_t *)left;
    const uint64_t b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

int cli_ledger_purge(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    uint64_t places[256];
    size_t n = 0;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 2, 256);
    const char *const why = code < 0 ? cli_value(command, &w.args, "--why") : NULL;
    if (code < 0 && why == NULL) {
        code = cli_usage(command, "say why, with --why: all members read it");
    }
    if (code < 0) {
        truce_status status = TRUCE_OK;
        const truce_ledger_event *event = NULL;
        for (size_t i = 1; i < w.args.n_operands && status == TRUCE_OK; i++) {
            status = truce_book_find(&w.book, truce_str_of(w.args.operands[i]), &event, &err);
            places[n] = status == TRUCE_OK ? event->n : 0;
            n++;
        }
        qsort(places, n, sizeof *places, by_place);
        if (status == TRUCE_OK) {
            status = truce_ledger_purge(w.book.ledger, places, n, truce_str_of(why), w.now, &err);
        }
        truce_buffer out = truce_buffer_new();
        truce_buffer_printf(&out,
                            "%zu purged. Earlier copies of the file - backups, exports, what the "
                            "drive put aside - may still hold %s.\n",
                            n, n == 1 ? "it" : "them");
        code = cli_ledger_done(&w, status, &err, &out);
    }
    return cli_ledger_end(&w, code);
}

int cli_ledger_backup(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    truce_store *store = NULL;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 2, 2);
    if (code < 0) {
        truce_status status = truce_store_open(w.args.operands[0], &store, &err);
        status = status == TRUCE_OK ? truce_store_copy(store, w.args.operands[1], &err) : status;
        truce_store_close(store);
        truce_buffer out = truce_buffer_new();
        code = cli_ledger_done(&w, status, &err, &out);
    }
    return cli_ledger_end(&w, code);
}

int cli_ledger_restore(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    int code = cli_ledger_begin(&w, command, argc, argv, 2, 2);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        const truce_status status =
            truce_book_restore(w.args.operands[0], w.args.operands[1], w.keys, w.me,
                               cli_value(command, &w.args, "--older") != NULL, &out, &err);
        if (status == TRUCE_OK) {
            truce_buffer_lit(&out, "Restored. Compare the head with other members: whose machine "
                                   "has seen more is told so.\n");
            code = cli_write(&out, EXIT_DONE);
        } else {
            truce_buffer_clear(&out);
            code = cli_fail(command->name, &err);
        }
    }
    return cli_ledger_end(&w, code);
}
