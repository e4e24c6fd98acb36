/* truce ledger: a command for each thing that is done with a record. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cli.h"
#include "truce/actions/book.h"
#include "truce/actions/keys.h"
#include "truce/base/utf8.h"
#include "truce/case/load.h"

enum { PATH_MOST = 4096, LIST_MOST = 64 };

/* A ledger that is open, and everything that goes with it. */
typedef struct work {
    const cli_command *command;
    cli_args args;
    char path[PATH_MOST];
    const char *keys;
    truce_identity *me;
    truce_book book;
    bool open;
    truce_arena arena; /* secret */
    int64_t now;
} work;

static int begin(work *w, const cli_command *command, int argc, char **argv, size_t least,
                 size_t most) {
    *w = (work){.command = command, .arena = truce_arena_secret(), .now = (int64_t)time(NULL)};
    const int code = cli_parse(command, argc, argv, &w->args);
    if (code >= 0) {
        return code;
    }
    if (w->args.n_operands < least || w->args.n_operands > most) {
        return cli_usage(command, "write: truce %s %s", command->name, command->operands);
    }
    return cli_identity(command, &w->args, w->path, sizeof w->path, &w->keys, &w->me);
}

static int open_book(work *w, bool whole) {
    truce_error err;
    const truce_status status =
        truce_book_open(&w->book, w->args.operands[0], w->keys, w->me, whole, &err);
    w->open = status == TRUCE_OK;
    return w->open ? -1 : cli_fail(w->command->name, &err);
}

static int end(work *w, int code) {
    if (w->open) {
        truce_book_close(&w->book);
    }
    truce_identity_close(w->me);
    truce_arena_clear(&w->arena);
    return code;
}

/* Begin, and open the ledger that the first operand names. */
static int begin_open(work *w, const cli_command *command, int argc, char **argv, size_t least,
                      size_t most) {
    const int code = begin(w, command, argc, argv, least, most);
    return code < 0 ? open_book(w, false) : code;
}

/* What was done, and what is remembered of the ledger now. */
static int done(work *w, truce_status status, truce_error *err, truce_buffer *out) {
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

/* The words of a list with commas; how many. */
static size_t take_list(const char *text, truce_str *words) {
    size_t n = 0;
    while (text != NULL && *text != '\0' && n < LIST_MOST) {
        const size_t size = strcspn(text, ",");
        if (size > 0) {
            words[n++] = (truce_str){text, size};
        }
        text += size + (text[size] == ',');
    }
    return n;
}

#define OPTION_FOR                                                                                 \
    {                                                                                              \
        "--for", "NAMES",                                                                          \
            "compartments, with commas, for records without an audience; else the team, or you"    \
    }
#define OPTION_WHY                                                                                 \
    { "--why", "TEXT", "the reason, which stays in the record" }
#define OPTION_RIGHTS                                                                              \
    { "--rights", "NAMES", "add, convey, release, manage, with commas, or none" }

/* ---- keys and cards -------------------------------------------------------------------------- */

static void put_card(const truce_identity *me, truce_buffer *out) {
    char fingerprint[TRUCE_FINGERPRINT];
    truce_card_write(me, out);
    truce_card_fingerprint(truce_identity_card(me), fingerprint);
    truce_buffer_printf(out, "Compare this aloud with whoever admits you: %s\n", fingerprint);
}

static int run_key(const cli_command *command, int argc, char **argv) {
    work w = {.command = command, .arena = truce_arena_secret()};
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
    return end(&w, cli_write(&out, EXIT_DONE));
}

static int run_card(const cli_command *command, int argc, char **argv) {
    work w;
    const int code = begin(&w, command, argc, argv, 0, 0);
    if (code >= 0) {
        return end(&w, code);
    }
    truce_buffer out = truce_buffer_new();
    put_card(w.me, &out);
    return end(&w, cli_write(&out, EXIT_DONE));
}

/* ---- making, reading ------------------------------------------------------------------------- */

static int run_init(const cli_command *command, int argc, char **argv) {
    work w;
    truce_error err;
    int code = begin(&w, command, argc, argv, 1, 1);
    if (code < 0 && truce_ledger_create(w.args.operands[0], w.me, w.now, &err) != TRUCE_OK) {
        code = cli_fail(command->name, &err);
    }
    code = code < 0 ? open_book(&w, false) : code;
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        truce_book_members(&w.book, &out);
        code = cli_write(&out, EXIT_DONE);
    }
    return end(&w, code);
}

static int run_log(const cli_command *command, int argc, char **argv) {
    work w;
    int code = begin_open(&w, command, argc, argv, 1, 1);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        (cli_value(command, &w.args, "--json") != NULL ? truce_book_log_json
                                                       : truce_book_log)(&w.book, &out);
        code = cli_write(&out, EXIT_DONE);
    }
    return end(&w, code);
}

static int run_show(const cli_command *command, int argc, char **argv) {
    work w;
    truce_error err;
    const truce_ledger_event *event = NULL;
    int code = begin_open(&w, command, argc, argv, 2, 2);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        if (truce_book_find(&w.book, truce_str_of(w.args.operands[1]), &event, &err) != TRUCE_OK) {
            code = cli_fail(command->name, &err);
        } else {
            truce_book_show(&w.book, event, &out);
            code = cli_write(&out, EXIT_DONE);
        }
    }
    return end(&w, code);
}

static int run_verify(const cli_command *command, int argc, char **argv) {
    work w;
    int code = begin(&w, command, argc, argv, 1, 1);
    code = code < 0 ? open_book(&w, true) : code;
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        const bool good = truce_book_verify(&w.book, &out);
        code = cli_write(&out, good ? EXIT_DONE : EXIT_NO);
    }
    return end(&w, code);
}

static int run_members(const cli_command *command, int argc, char **argv) {
    work w;
    int code = begin_open(&w, command, argc, argv, 1, 1);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        truce_book_members(&w.book, &out);
        code = cli_write(&out, EXIT_DONE);
    }
    return end(&w, code);
}

/* ---- writing --------------------------------------------------------------------------------- */

static int load(work *w, size_t from, truce_input **inputs, size_t *n) {
    static const char *const standard_input[] = {"-"};
    const bool none = w->args.n_operands <= from;
    truce_error err;
    return truce_case_load(none ? standard_input : w->args.operands + from,
                           none ? 1 : w->args.n_operands - from, &w->arena, inputs, n,
                           &err) == TRUCE_OK
               ? -1
               : cli_fail(w->command->name, &err);
}

static int run_add(const cli_command *command, int argc, char **argv) {
    work w;
    truce_error err;
    truce_report report;
    truce_str labels[LIST_MOST];
    truce_input *inputs = NULL;
    size_t n = 0;
    size_t added = 0;
    size_t left_out = 0;
    int code = begin_open(&w, command, argc, argv, 1, 256);
    code = code < 0 ? load(&w, 1, &inputs, &n) : code;
    if (code < 0) {
        const size_t n_labels = take_list(cli_value(command, &w.args, "--for"), labels);
        const truce_status status = truce_book_add(&w.book, inputs, n, labels, n_labels, w.now,
                                                   &w.arena, &added, &left_out, &report, &err);
        if (status == TRUCE_EPARSE) {
            code = cli_problems(command, &w.args, &report);
        } else {
            truce_buffer out = truce_buffer_new();
            truce_buffer_printf(&out, "%zu %s added.\n", added, added == 1 ? "record" : "records");
            if (left_out > 0) {
                truce_buffer_printf(&out,
                                    "%zu of readers and compartments left out: those of a ledger "
                                    "are its members and compartments.\n",
                                    left_out);
            }
            code = done(&w, status, &err, &out);
        }
    }
    return end(&w, code);
}

static int undo(work *w, const truce_input *inputs, size_t n, const char *why) {
    truce_error err;
    truce_report report;
    const truce_ledger_event *event = NULL;
    truce_status status =
        truce_book_find(&w->book, truce_str_of(w->args.operands[1]), &event, &err);
    if (status == TRUCE_OK) {
        status = truce_book_undo(&w->book, event, truce_str_of(why), inputs, n, w->now, &w->arena,
                                 &report, &err);
    }
    if (status == TRUCE_EPARSE) {
        return cli_problems(w->command, &w->args, &report);
    }
    truce_buffer out = truce_buffer_new();
    truce_buffer_printf(&out, "%s", n > 0 ? "Superseded.\n" : "Retracted.\n");
    return done(w, status, &err, &out);
}

static int run_supersede(const cli_command *command, int argc, char **argv) {
    work w;
    truce_input *inputs = NULL;
    size_t n = 0;
    int code = begin_open(&w, command, argc, argv, 2, 3);
    code = code < 0 ? load(&w, 2, &inputs, &n) : code;
    return end(&w, code < 0 ? undo(&w, inputs, n, NULL) : code);
}

static int run_retract(const cli_command *command, int argc, char **argv) {
    work w;
    int code = begin_open(&w, command, argc, argv, 2, 2);
    const char *const why = code < 0 ? cli_value(command, &w.args, "--why") : NULL;
    if (code < 0 && why == NULL) {
        code = cli_usage(command, "say why, with --why");
    }
    return end(&w, code < 0 ? undo(&w, NULL, 0, why) : code);
}

static int by_place(const void *left, const void *right) {
    const uint64_t a = *(const uint64_t *)left;
    const uint64_t b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static int run_purge(const cli_command *command, int argc, char **argv) {
    work w;
    truce_error err;
    uint64_t places[256];
    size_t n = 0;
    int code = begin_open(&w, command, argc, argv, 2, 256);
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
        code = done(&w, status, &err, &out);
    }
    return end(&w, code);
}

static int run_backup(const cli_command *command, int argc, char **argv) {
    work w;
    truce_error err;
    truce_store *store = NULL;
    int code = begin_open(&w, command, argc, argv, 2, 2);
    if (code < 0) {
        truce_status status = truce_store_open(w.args.operands[0], &store, &err);
        status = status == TRUCE_OK ? truce_store_copy(store, w.args.operands[1], &err) : status;
        truce_store_close(store);
        truce_buffer out = truce_buffer_new();
        code = done(&w, status, &err, &out);
    }
    return end(&w, code);
}

/* ---- who is there ---------------------------------------------------------------------------- */

static int take_rights(const cli_command *command, const char *text, uint8_t *rights) {
    static const char *const names[] = {"add", "convey", "release", "manage"};
    truce_str words[LIST_MOST];
    const size_t n = take_list(text, words);
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

static int change(work *w, const truce_roster_change *changes, size_t n) {
    truce_error err;
    truce_buffer out = truce_buffer_new();
    const truce_status status = truce_ledger_change(w->book.ledger, changes, n, w->now, &err);
    if (status == TRUCE_OK) {
        truce_book_members(&w->book, &out);
    }
    return done(w, status, &err, &out);
}

static int run_admit(const cli_command *command, int argc, char **argv) {
    work w;
    truce_error err;
    truce_card card;
    truce_input *inputs = NULL;
    size_t n = 0;
    uint8_t rights = TRUCE_RIGHT_ADD;
    int code = begin_open(&w, command, argc, argv, 1, 2);
    if (code < 0 && cli_value(command, &w.args, "--rights") != NULL) {
        code = take_rights(command, cli_value(command, &w.args, "--rights"), &rights);
    }
    code = code < 0 ? load(&w, 1, &inputs, &n) : code;
    if (code < 0 && truce_card_read(inputs[0].bytes, &card, &err) != TRUCE_OK) {
        code = cli_fail(command->name, &err);
    }
    if (code < 0) {
        truce_str labels[LIST_MOST];
        truce_roster_change changes[LIST_MOST + 1];
        const size_t n_labels = take_list(cli_value(command, &w.args, "--in"), labels);
        changes[0] =
            (truce_roster_change){.what = TRUCE_CHANGE_ADMIT, .card = &card, .rights = rights};
        for (size_t i = 0; i < n_labels; i++) {
            changes[1 + i] = (truce_roster_change){
                .what = TRUCE_CHANGE_PUT, .name = truce_str_of(card.name), .label = labels[i]};
        }
        code = change(&w, changes, 1 + n_labels);
    }
    return end(&w, code);
}

/* A change whose operands behind the ledger are a member and perhaps a compartment. */
static int run_change(const cli_command *command, int argc, char **argv, int what,
                      size_t operands) {
    work w;
    truce_roster_change c = {.rights = 0};
    int code = begin_open(&w, command, argc, argv, 1 + operands, 1 + operands);
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
    return end(&w, code < 0 ? change(&w, &c, 1) : code);
}

static int run_remove(const cli_command *command, int argc, char **argv) {
    return run_change(command, argc, argv, TRUCE_CHANGE_REMOVE, 1);
}

static int run_rights(const cli_command *command, int argc, char **argv) {
    return run_change(command, argc, argv, TRUCE_CHANGE_RIGHTS, 1);
}

static int run_compartment(const cli_command *command, int argc, char **argv) {
    return run_change(command, argc, argv, TRUCE_CHANGE_FOUND, 1);
}

static int run_past(const cli_command *command, int argc, char **argv) {
    work w;
    truce_error err;
    int code = begin_open(&w, command, argc, argv, 3, 3);
    if (code < 0) {
        const truce_status status =
            truce_ledger_open_past(w.book.ledger, truce_str_of(w.args.operands[1]),
                                   truce_str_of(w.args.operands[2]), w.now, &err);
        truce_buffer out = truce_buffer_new();
        truce_buffer_lit(&out, "They can read what was written to it before they came. That "
                               "cannot be taken back.\n");
        code = done(&w, status, &err, &out);
    }
    return end(&w, code);
}

static int run_put(const cli_command *command, int argc, char **argv) {
    return run_change(command, argc, argv, TRUCE_CHANGE_PUT, 2);
}

static int run_take(const cli_command *command, int argc, char **argv) {
    return run_change(command, argc, argv, TRUCE_CHANGE_TAKE, 2);
}

/* ---- the table ------------------------------------------------------------------------------- */

static const cli_option of_log[] = {OPTION_JSON};
static const cli_option of_add[] = {OPTION_FOR, OPTION_COLOUR};
static const cli_option of_supersede[] = {OPTION_COLOUR};
static const cli_option of_why[] = {OPTION_WHY};
static const cli_option of_admit[] = {{"--in", "NAMES", "compartments to be put into, with commas"},
                                      OPTION_RIGHTS};
static const cli_option of_rights[] = {OPTION_RIGHTS};
static const cli_option of_compartment[] = {
    {"--role", "ROLE", "mediator, party, monitor or observer"}};

static const cli_command commands[] = {
    {"ledger key", "NAME", "Make your keys, in a new file under a passphrase; show your card.",
     NULL, 0, NULL, run_key},
    {"ledger card", "", "Show your card again.", NULL, 0, NULL, run_card},
    {"ledger init", "LEDGER", "Make a new ledger; you are its manager.", NULL, 0, NULL, run_init},
    {"ledger add", "LEDGER [PATH]...", "Add the records in these files, or on standard input.",
     of_add, 2, NULL, run_add},
    {"ledger supersede", "LEDGER EVENT [PATH]", "Put a record in the place of an earlier one.",
     of_supersede, 1, NULL, run_supersede},
    {"ledger retract", "LEDGER EVENT", "Take a record back.", of_why, 1, NULL, run_retract},
    {"ledger log", "LEDGER", "List what was said, by whom, for whom.", of_log, 1, NULL, run_log},
    {"ledger show", "LEDGER EVENT", "Show one event whole.", NULL, 0, NULL, run_show},
    {"ledger verify", "LEDGER", "Check every entry, head and signature.", NULL, 0,
     "Exits 0 when all is in order, 1 when not.", run_verify},
    {"ledger members", "LEDGER", "Show who is there, as far as you may know.", NULL, 0, NULL,
     run_members},
    {"ledger admit", "LEDGER [CARD]", "Admit whoever's card this is; all keys are new.", of_admit,
     2, NULL, run_admit},
    {"ledger remove", "LEDGER NAME", "Remove a member; all keys are new.", NULL, 0,
     "What the member could read before, they still can, in every copy of the file.", run_remove},
    {"ledger rights", "LEDGER NAME", "Say what a member may do.", of_rights, 1, NULL, run_rights},
    {"ledger compartment", "LEDGER NAME", "Make a compartment.", of_compartment, 1, NULL,
     run_compartment},
    {"ledger put", "LEDGER NAME COMPARTMENT", "Put a member into a compartment.", NULL, 0, NULL,
     run_put},
    {"ledger take", "LEDGER NAME COMPARTMENT", "Take a member out of a compartment.", NULL, 0, NULL,
     run_take},
    {"ledger open-past", "LEDGER NAME COMPARTMENT",
     "Let a member read what was written to a compartment before they came.", NULL, 0, NULL,
     run_past},
    {"ledger purge", "LEDGER EVENT...", "Take the text of events out of the file, for good.",
     of_why, 1, NULL, run_purge},
    {"ledger backup", "LEDGER COPY", "Make a copy of the whole, while others write.", NULL, 0, NULL,
     run_backup},
};

enum { N_COMMANDS = sizeof commands / sizeof *commands };

static int list_commands(int code) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, "usage: truce ledger COMMAND [OPTION]... LEDGER ...\n\n"
                            "A record that cannot be altered unseen, and in which each reads only "
                            "their own.\n\n");
    for (size_t i = 0; i < N_COMMANDS; i++) {
        truce_buffer_printf(&text, "  %-11s  %s\n", commands[i].name + strlen("ledger "),
                            commands[i].summary);
    }
    truce_buffer_lit(&text, "  --help       this page\n"
                            "\n  truce ledger COMMAND --help   what a command takes\n\n"
                            "Every command that takes a case takes a ledger: truce brief "
                            "talks.ledger\n");
    return code == EXIT_DONE ? cli_write(&text, code) : (cli_complain(&text), code);
}

static int run(const cli_command *command, int argc, char **argv) {
    if (argc < 2) {
        return list_commands(EXIT_USAGE);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        return list_commands(EXIT_DONE);
    }
    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (strcmp(commands[i].name + strlen("ledger "), argv[1]) == 0) {
            return commands[i].run(&commands[i], argc - 1, argv + 1);
        }
    }
    if (argc > 2 && strcmp(argv[2], "--help") == 0) {
        return list_commands(EXIT_DONE);
    }
    return cli_usage(command, "there is no truce ledger %.40s (truce ledger --help lists them)",
                     argv[1]);
}

const cli_command cmd_ledger = {"ledger",
                                "COMMAND ...",
                                "Keep a case in a sealed record that several people share.",
                                NULL,
                                0,
                                NULL,
                                run};
