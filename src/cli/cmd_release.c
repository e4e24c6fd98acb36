/* truce release: what handing records on would tell, and handing them on. */
#include "ledger.h"
#include "truce/actions/release.h"

static const cli_option options[] = {
    {"--to", "NAME", "the member or compartment that is to read them"},
    {"--yes", NULL, "do it; without, it is only looked at"},
    {"--why", "TEXT", "the reason, which the team can read later; asked for with --yes"},
    {"--answer", "COMMAND",
     "not records, but this answer (impasse, matrix, offer status): what it rests on, and how it "
     "differs from theirs"},
    {"--bytes", "RECORD",
     "write the bytes of this record as they would be handed over, and no more"},
    OPTION_JSON,
    OPTION_COLOUR};

enum { N_OPTIONS = sizeof options / sizeof *options };

static int tell(const cli_command *command, ledger_work *w, const truce_release *release) {
    truce_buffer out = truce_buffer_new();
    if (cli_value(command, &w->args, "--json") != NULL) {
        truce_release_json(release, &out);
    } else {
        truce_release_tell(release, &out);
        truce_release_along(release, false, truce_str_of(w->args.operands[0]), &out);
    }
    return cli_write(&out, EXIT_DONE);
}

static int put_bytes(const cli_command *command, ledger_work *w, const truce_release *release,
                     const char *name) {
    for (size_t i = 1; i < w->args.n_operands; i++) {
        if (strcmp(w->args.operands[i], name) == 0) {
            truce_buffer out = truce_buffer_new();
            truce_buffer_add(&out, truce_release_bytes(release, i - 1));
            return cli_write(&out, EXIT_DONE);
        }
    }
    return cli_usage(command, "--bytes names one of the records that are released");
}

/* An answer is looked at, or written out and noted. */
static int run_answer(const cli_command *command, ledger_work *w, const char *answer,
                      const char *to, const char *why, bool yes) {
    truce_error err;
    truce_str text = {NULL, 0};
    truce_str rests = {NULL, 0};
    truce_buffer out = truce_buffer_new();
    truce_status status = truce_release_answer(&w->book, truce_str_of(answer), truce_str_of(to),
                                               &w->arena, &text, &rests, &out, &err);
    if (status == TRUCE_OK && yes) {
        status = truce_release_note(&w->book, truce_str_of(answer), truce_str_of(to), rests,
                                    truce_str_of(why), w->now, &err);
        out.size = 0;
        truce_buffer_add(&out, text);
        return cli_ledger_done(w, status, &err, &out);
    }
    if (status != TRUCE_OK) {
        truce_buffer_clear(&out);
        return cli_fail(command->name, &err);
    }
    return cli_write(&out, EXIT_DONE);
}

static int run(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    truce_error err;
    truce_report report;
    truce_release *release = NULL;
    int code = cli_ledger_begin_open(&w, command, argc, argv, 1, 256);
    const char *const answer = code < 0 ? cli_value(command, &w.args, "--answer") : NULL;
    const char *const to = code < 0 ? cli_value(command, &w.args, "--to") : NULL;
    const char *const why = code < 0 ? cli_value(command, &w.args, "--why") : NULL;
    const bool yes = code < 0 && cli_value(command, &w.args, "--yes") != NULL;
    if (code < 0 && to == NULL) {
        code = cli_usage(command, "say who is to read them, with --to");
    }
    if (code < 0 && yes && (why == NULL || *why == '\0')) {
        code = cli_usage(command, "say why, with --why: the team can read it later");
    }
    if (code < 0 && (answer != NULL) != (w.args.n_operands == 1)) {
        code = cli_usage(command, "name records to hand on, or with --answer an answer");
    }
    if (code < 0 && answer != NULL) {
        code = run_answer(command, &w, answer, to, why, yes);
    }
    if (code < 0) {
        const truce_status status =
            truce_release_look(&w.book, w.args.operands + 1, w.args.n_operands - 1,
                               truce_str_of(to), &w.arena, &release, &report, &err);
        code = status == TRUCE_OK       ? -1
               : status == TRUCE_EPARSE ? cli_problems(command, &w.args, &report)
                                        : cli_fail(command->name, &err);
    }
    const char *const bytes = code < 0 ? cli_value(command, &w.args, "--bytes") : NULL;
    if (code < 0 && bytes != NULL) {
        code = put_bytes(command, &w, release, bytes);
    } else if (code < 0 && !yes) {
        code = tell(command, &w, release);
    } else if (code < 0) {
        truce_buffer out = truce_buffer_new();
        truce_buffer_printf(&out, "%zu released to %s.\n", w.args.n_operands - 1, to);
        truce_release_along(release, true, truce_str_of(w.args.operands[0]), &out);
        const truce_status status =
            truce_release_do(&w.book, release, truce_str_of(why), w.now, &err);
        code = cli_ledger_done(&w, status, &err, &out);
    }
    return cli_ledger_end(&w, code);
}

const cli_command cmd_release = {
    "release",
    "LEDGER [RECORD]...",
    "See what handing records on would tell; and hand them on.",
    options,
    N_OPTIONS,
    "A record is named by its name, or by the first digits of its event. Shown are the bytes\n"
    "that would be handed over, what of them also stands in records that the new reader may\n"
    "not see, and what they do not have yet. Only what you can read is looked at.\n"
    "  truce release talks.ledger notes:P4 --to karda-room\n"
    "  truce release talks.ledger notes:P4 --to karda-room --yes --why \"agreed by both\"\n"
    "An answer that was computed from all that you read is held against the same answer to what\n"
    "they can read, which gives nothing away (truce impasse talks.ledger --as karda-room):\n"
    "  truce release talks.ledger --answer impasse --to karda-room",
    run};
