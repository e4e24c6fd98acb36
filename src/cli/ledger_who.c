/* truce ledger: keys, and who is there. */
#include "ledger.h"

#include "truce/base/utf8.h"

/* ---- keys and cards -------------------------------------------------------------------------- */

static void put_card(const truce_identity *me, truce_buffer *out) {
    char fingerprint[TRUCE_FINGERPRINT];
    truce_card_write(me, out);
    truce_card_fingerprint(truce_identity_card(me), fingerprint);
    truce_buffer_printf(out, "Compare this aloud with whoever admits you: %s\n", fingerprint);
}

int cli_ledger_key(const cli_command *command, int argc, char **argv) {
    ledger_work w = {.command = command, .arena = truce_arena_secret()};
    int code = cli_parse(command, argc, argv, &w.args);
    if (code >= 0) {
        return code;
    }
    if (w.args.n_operands != 1) {
        return cli_usage(command, "for whom? give a name");
    }
    code = cli_new_identity(command, &w.args, w.args.operands[0], w.path, sizeof w.path, &w.keys,
                            &w.me);
    if (code >= 0) {
        return code;
    }
    truce_buffer out = truce_buffer_new();
    truce_buffer_lit(&out, "Keys are in ");
    truce_utf8_show(&out, truce_str_of(w.keys));
    truce_buffer_lit(&out, ". Keep that file to yourself; without its passphrase it is lost.\n");
    put_card(w.me, &out);
    return cli_ledger_end(&w, cli_write(&out, EXIT_DONE));
}

int cli_ledger_card(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    const int code = cli_ledger_begin(&w, command, argc, argv, 0, 0);
    if (code >= 0) {
        return cli_ledger_end(&w, code);
    }
    truce_buffer out = truce_buffer_new();
    put_card(w.me, &out);
    return cli_ledger_end(&w, cli_write(&out, EXIT_DONE));
}

int cli_ledger_init(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    int code = cli_ledger_begin(&w, command, argc, argv, 1, 1);
    if (code < 0 && truce_ledger_create(w.args.operands[0], w.me, w.now, &err) != TRUCE_OK) {
        code = cli_fail(command->name, &err);
    }
    code = code < 0 ? cli_ledger_open_book(&w, false) : code;
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        truce_book_members(&w.book, &out);
        code = cli_write(&out, EXIT_DONE);
    }
    return cli_ledger_end(&w, code);
}

int cli_ledger_members(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 1, 1);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        truce_book_members(&w.book, &out);
        code = cli_write(&out, EXIT_DONE);
    }
    return cli_ledger_end(&w, code);
}

/* ---- who is there ---------------------------------------------------------------------------- */

static int take_rights(const cli_command *command, const char *text, uint8_t *rights) {
    static const char *const names[] = {"add", "convey", "release", "manage"};
    truce_str words[LEDGER_LIST_MOST];
    const size_t n = cli_ledger_list(text, words);
    *rights = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < 4 && !truce_str_equal(words[i], truce_str_of(names[k]))) {
            k++;
        }
        if (k == 4 && (n > 1 || !truce_str_equal(words[i], TRUCE_STR("none")))) {
            return cli_usage(command, "rights are add, convey, release, manage, or none");
        }
        *rights |= (uint8_t)(k < 4 ? 1 << k : 0);
    }
    return -1;
}

/* Whoever is admitted reads what is written from now on: where there is something for a compartment
 * of theirs already, how it is opened. */
static void tell_past(const ledger_work *w, const truce_roster_change *changes, size_t n,
                      truce_buffer *out) {
    size_t n_events = 0;
    size_t told = 0;
    const truce_ledger_event *const events = truce_ledger_events(w->book.ledger, &n_events);
    for (size_t i = 0; i < n; i++) {
        const truce_str label = i == 0 ? TRUCE_STR("public") : changes[i].label;
        bool any = false;
        for (size_t e = 0; e < n_events && !any; e++) {
            for (size_t k = 0; k < events[e].n_labels && !any; k++) {
                any = truce_str_equal(events[e].labels[k], label);
            }
        }
        if (any && told++ == 0) {
            truce_buffer_printf(out,
                                "%s reads what is written from now on. What was written before is "
                                "opened with:\n",
                                changes[0].card->name);
        }
        if (any) {
            truce_buffer_printf(out, "  truce ledger open-past %s %s %.*s\n", w->args.operands[0],
                                changes[0].card->name, TRUCE_STR_ARGS(label));
        }
    }
}

static int change(ledger_work *w, const truce_roster_change *changes, size_t n) {
    truce_error err;
    truce_buffer out = truce_buffer_new();
    truce_status status = truce_ledger_change(w->book.ledger, changes, n, w->now, &err);
    if (status == TRUCE_OK) {
        truce_book_members(&w->book, &out);
    }
    if (status == TRUCE_OK && changes[0].what == TRUCE_CHANGE_ADMIT) {
        status = truce_book_invite(&w->book, truce_str_of(changes[0].card->name), &out, &err);
        tell_past(w, changes, n, &out);
    }
    return cli_ledger_done(w, status, &err, &out);
}

int cli_ledger_admit(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    truce_card card;
    truce_input *inputs = NULL;
    size_t n = 0;
    uint8_t rights = TRUCE_RIGHT_ADD;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 1, 2);
    if (code < 0 && cli_value(command, &w.args, "--rights") != NULL) {
        code = take_rights(command, cli_value(command, &w.args, "--rights"), &rights);
    }
    code = code < 0 ? cli_ledger_load(&w, 1, &inputs, &n) : code;
    if (code < 0 && truce_card_read(inputs[0].bytes, &card, &err) != TRUCE_OK) {
        code = cli_fail(command->name, &err);
    }
    if (code < 0) {
        truce_str labels[LEDGER_LIST_MOST];
        truce_roster_change changes[LEDGER_LIST_MOST + 1];
        const size_t n_labels = cli_ledger_list(cli_value(command, &w.args, "--in"), labels);
        changes[0] =
            (truce_roster_change){.what = TRUCE_CHANGE_ADMIT, .card = &card, .rights = rights};
        for (size_t i = 0; i < n_labels; i++) {
            changes[1 + i] = (truce_roster_change){
                .what = TRUCE_CHANGE_PUT, .name = truce_str_of(card.name), .label = labels[i]};
        }
        code = change(&w, changes, 1 + n_labels);
    }
    return cli_ledger_end(&w, code);
}

int cli_ledger_invite(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 2, 2);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        const truce_status status =
            truce_book_invite(&w.book, truce_str_of(w.args.operands[1]), &out, &err);
        code = status == TRUCE_OK ? cli_write(&out, EXIT_DONE) : cli_fail(command->name, &err);
    }
    return cli_ledger_end(&w, code);
}

int cli_ledger_accept(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    truce_input *inputs = NULL;
    size_t n = 0;
    int code = cli_ledger_begin(&w, command, argc, argv, 2, 2);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        truce_status status = truce_case_load(w.args.operands, 1, &w.arena, &inputs, &n, &err);
        if (status == TRUCE_OK) {
            status =
                truce_book_accept(w.args.operands[1], w.keys, w.me, inputs[0].bytes, &out, &err);
        }
        code = status == TRUCE_OK ? cli_write(&out, EXIT_DONE) : cli_fail(command->name, &err);
    }
    return cli_ledger_end(&w, code);
}

/* A change whose operands behind the ledger are a member and perhaps a compartment. */
static int run_change(const cli_command *command, int argc, char **argv, truce_roster_what what,
                      size_t operands) {
    ledger_work w;
    truce_roster_change c = {.rights = 0};
    int code = cli_ledger_begin_open(&w, command, argc, argv, 1 + operands, 1 + operands);
    if (code < 0) {
        c.what = what;
        c.name = truce_str_of(w.args.operands[1]);
        c.label = truce_str_of(operands == 2 ? w.args.operands[2] : w.args.operands[1]);
    }
    if (code < 0 && what == TRUCE_CHANGE_RIGHTS) {
        code = cli_value(command, &w.args, "--rights") == NULL
                   ? cli_usage(command, "which? give --rights")
                   : take_rights(command, cli_value(command, &w.args, "--rights"), &c.rights);
    }
    if (code < 0 && what == TRUCE_CHANGE_FOUND) {
        const char *const role = cli_value(command, &w.args, "--role");
        c.role = TRUCE_ROOM_MEDIATOR;
        while (role != NULL && c.role <= TRUCE_ROOM_OBSERVER &&
               strcmp(role, truce_room_role_name(c.role)) != 0) {
            c.role++;
        }
        code = role == NULL || c.role > TRUCE_ROOM_OBSERVER
                   ? cli_usage(command, "whose? --role is mediator, party, monitor or observer")
                   : -1;
    }
    return cli_ledger_end(&w, code < 0 ? change(&w, &c, 1) : code);
}

int cli_ledger_remove(const cli_command *command, int argc, char **argv) {
    return run_change(command, argc, argv, TRUCE_CHANGE_REMOVE, 1);
}

int cli_ledger_rights(const cli_command *command, int argc, char **argv) {
    return run_change(command, argc, argv, TRUCE_CHANGE_RIGHTS, 1);
}

int cli_ledger_compartment(const cli_command *command, int argc, char **argv) {
    return run_change(command, argc, argv, TRUCE_CHANGE_FOUND, 1);
}

int cli_ledger_past(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 3, 3);
    if (code < 0) {
        const truce_status status =
            truce_ledger_open_past(w.book.ledger, truce_str_of(w.args.operands[1]),
                                   truce_str_of(w.args.operands[2]), w.now, &err);
        truce_buffer out = truce_buffer_new();
        truce_buffer_lit(&out, "They can read what was written to it before they came. That "
                               "cannot be taken back.\n");
        code = cli_ledger_done(&w, status, &err, &out);
    }
    return cli_ledger_end(&w, code);
}

int cli_ledger_put(const cli_command *command, int argc, char **argv) {
    return run_change(command, argc, argv, TRUCE_CHANGE_PUT, 2);
}

int cli_ledger_take(const cli_command *command, int argc, char **argv) {
    return run_change(command, argc, argv, TRUCE_CHANGE_TAKE, 2);
}
