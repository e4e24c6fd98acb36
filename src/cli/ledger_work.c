/* Before and after a command of truce ledger. */
#include "ledger.h"

#include <time.h>

int cli_ledger_begin(ledger_work *w, const cli_command *command, int argc, char **argv,
                     size_t least, size_t most) {
    *w = (ledger_work){
        .command = command, .arena = truce_arena_secret(), .now = (int64_t)time(NULL)};
    const int code = cli_parse(command, argc, argv, &w->args);
    if (code >= 0) {
        return code;
    }
    if (w->args.n_operands < least || w->args.n_operands > most) {
        return cli_usage(command, "write: truce %s %s", command->name, command->operands);
    }
    return cli_identity(command, &w->args, w->path, sizeof w->path, &w->keys, &w->me);
}

int cli_ledger_open_book(ledger_work *w, bool whole) {
    return cli_ledger_open_with(w, (truce_book_options){.whole = whole});
}

int cli_ledger_open_with(ledger_work *w, truce_book_options options) {
    truce_error err;
    const truce_status status =
        truce_book_open_with(&w->book, w->args.operands[0], w->keys, w->me, options, &err);
    w->open = status == TRUCE_OK;
    return w->open ? -1 : cli_fail(w->command->name, &err);
}

int cli_ledger_end(ledger_work *w, int code) {
    if (w->open) {
        truce_book_close(&w->book);
    }
    truce_identity_close(w->me);
    truce_arena_clear(&w->arena);
    return code;
}

int cli_ledger_begin_open(ledger_work *w, const cli_command *command, int argc, char **argv,
                          size_t least, size_t most) {
    const int code = cli_ledger_begin(w, command, argc, argv, least, most);
    return code < 0 ? cli_ledger_open_book(w, false) : code;
}

int cli_ledger_done(ledger_work *w, truce_status status, truce_error *err, truce_buffer *out) {
    uint8_t seen[TRUCE_SEEN];
    if (status == TRUCE_OK) {
        truce_ledger_seen(w->book.ledger, seen);
        status = truce_keys_remember(w->keys, seen, err);
    }
    if (status != TRUCE_OK) {
        truce_buffer_clear(out);
        return cli_fail(w->command->name, err);
    }
    return cli_write(out, EXIT_DONE);
}

size_t cli_ledger_list(const char *text, truce_str *words) {
    size_t n = 0;
    while (text != NULL && *text != '\0' && n < LEDGER_LIST_MOST) {
        const size_t size = strcspn(text, ",");
        if (size > 0) {
            words[n++] = (truce_str){text, size};
        }
        text += size + (text[size] == ',');
    }
    return n;
}

int cli_ledger_load(ledger_work *w, size_t from, truce_input **inputs, size_t *n) {
    static const char *const standard_input[] = {"-"};
    const bool none = w->args.n_operands <= from;
    truce_error err;
    return truce_case_load(none ? standard_input : w->args.operands + from,
                           none ? 1 : w->args.n_operands - from, &w->arena, inputs, n,
                           &err) == TRUCE_OK
               ? -1
               : cli_fail(w->command->name, &err);
}
