/* truce offer, truce message: what is told of one, and the receipts that go with it. On a ledger
 * what is told is added to it, signed; on a plain case it is printed, to be pasted, or appended to
 * a file. */
#include "offer.h"

#include <stdlib.h>

#include "truce/actions/custody.h"
#include "truce/base/utf8.h"

/* What a command works on: a ledger that is open, or a plain case. */
typedef struct offer_work {
    const cli_command *command;
    cli_args args;
    ledger_work ledger;
    bool is_ledger;
    truce_arena arena; /* of the case */
    truce_input *inputs;
    size_t n;
    bool written; /* the user wrote the record that is added */
} offer_work;

static truce_str value(const offer_work *w, const char *option) {
    const char *const text = cli_value(w->command, &w->args, option);
    return text != NULL ? truce_str_of(text) : (truce_str){NULL, 0};
}

static int begin(offer_work *w, const cli_command *command, int argc, char **argv, size_t least,
                 size_t most) {
    truce_error err;
    truce_status status;
    *w = (offer_work){.command = command, .arena = truce_arena_secret()};
    int code = cli_parse(command, argc, argv, &w->args);
    if (code < 0 && (w->args.n_operands < least || w->args.n_operands > most)) {
        code = cli_usage(command, "write: truce %s %s", command->name, command->operands);
    }
    if (code >= 0) {
        return code;
    }
    w->is_ledger = truce_book_is(w->args.operands[0]);
    if (w->is_ledger) {
        code = cli_ledger_begin_open(&w->ledger, command, argc, argv, least, most);
        if (code >= 0) {
            return code;
        }
        truce_book_texts texts;
        status = truce_book_case(&w->ledger.book, (truce_str){NULL, 0}, INT64_MAX, &w->arena,
                                 &texts, &err);
        w->inputs = texts.inputs;
        w->n = texts.n;
    } else {
        status = truce_case_load(w->args.operands, 1, &w->arena, &w->inputs, &w->n, &err);
    }
    return status == TRUCE_OK ? -1 : cli_fail(command->name, &err);
}

static int end(offer_work *w, int code) {
    if (w->is_ledger) {
        code = cli_ledger_end(&w->ledger, code);
    }
    truce_arena_clear(&w->arena);
    return code;
}

/* ---- to add what is told --------------------------------------------------------------------- */

/* What is wrong with a record that truce made of a command line: in words, for nobody wrote its
 * lines; each once. What the user wrote, or what else is wrong with the case, is shown as always.
 */
static int problems(const offer_work *w, const truce_report *report) {
    truce_buffer text = truce_buffer_new();
    bool made = !w->written;
    for (size_t i = 0; i < report->n && made; i++) {
        const truce_problem *const p = &report->problems[i];
        made = truce_str_equal(truce_report_locate(report, p->place).file,
                               TRUCE_STR("(what is added)"));
        if (i == 0 || !truce_str_equal(p->message, report->problems[i - 1].message)) {
            truce_buffer_printf(&text, "truce %s: %.*s%s%.*s\n", w->command->name,
                                TRUCE_STR_ARGS(p->message), p->hint.size > 0 ? "; " : "",
                                TRUCE_STR_ARGS(p->hint));
        }
    }
    if (made) {
        cli_complain(&text);
        return EXIT_DATA;
    }
    truce_buffer_clear(&text);
    return cli_problems(w->command, &w->args, report);
}

static int add_to_ledger(offer_work *w, truce_str text) {
    truce_error err;
    truce_report report;
    truce_str labels[LEDGER_LIST_MOST];
    size_t added = 0;
    size_t left_out = 0;
    const truce_input input = {TRUCE_STR("(what is added)"), text};
    const size_t n = cli_ledger_list(cli_value(w->command, &w->args, "--for"), labels);
    const truce_status status = truce_book_add(&w->ledger.book, &input, 1, labels, n, w->ledger.now,
                                               &w->ledger.arena, &added, &left_out, &report, &err);
    return status == TRUCE_OK       ? -1
           : status == TRUCE_EPARSE ? problems(w, &report)
                                    : cli_fail(w->command->name, &err);
}

/* Would the case still be read? */
static int try_out(offer_work *w, truce_str text) {
    truce_error err;
    truce_session session;
    const truce_request request = {.n_paths = 0};
    truce_input *const all = truce_arena_take(&w->arena, (w->n + 1) * sizeof *all);
    if (all == NULL) {
        (void)truce_fail(&err, TRUCE_ENOMEM, "no memory to try it out");
        return cli_fail(w->command->name, &err);
    }
    memcpy(all, w->inputs, w->n * sizeof *all);
    all[w->n] = (truce_input){TRUCE_STR("(what is added)"), text};
    const truce_status status = truce_session_open_inputs(&session, &request, all, w->n + 1, &err);
    if (status != TRUCE_OK && status != TRUCE_EPARSE) {
        return cli_fail(w->command->name, &err);
    }
    const int code = status == TRUCE_EPARSE ? problems(w, &session.report) : -1;
    truce_session_close(&session);
    return code;
}

/* Behind what the file holds; a new file begins as every file of a case does. */
static int append(offer_work *w, const char *path, truce_str lines) {
    truce_error err;
    truce_input *files = NULL;
    size_t n = 0;
    truce_buffer text = truce_buffer_new();
    truce_status status = truce_case_load(&path, 1, &w->arena, &files, &n, &err);
    if (status == TRUCE_ENOTFOUND) {
        truce_buffer_lit(&text, "truce 1\n");
        status = TRUCE_OK;
    } else if (status == TRUCE_OK) {
        truce_buffer_add(&text, files[0].bytes);
        if (text.size > 0 && text.data[text.size - 1] != '\n') {
            truce_buffer_byte(&text, '\n');
        }
    }
    truce_buffer_byte(&text, '\n');
    truce_buffer_add(&text, lines);
    status = status == TRUCE_OK ? truce_buffer_status(&text, &err) : status;
    status = status == TRUCE_OK ? truce_file_replace(path, truce_buffer_str(&text), &err) : status;
    truce_buffer_clear(&text);
    return status == TRUCE_OK ? -1 : cli_fail(w->command->name, &err);
}

/* On a ledger it is added; else printed without its first line, or appended to --into. */
static int tell(offer_work *w, truce_str text, truce_buffer *out) {
    static const char head[] = "truce 1\n";
    const truce_str lines = {text.data + sizeof head - 1, text.size - (sizeof head - 1)};
    const char *const into = cli_value(w->command, &w->args, "--into");
    if (w->is_ledger) {
        return into != NULL ? cli_usage(w->command, "--into is for a plain case: a ledger is "
                                                    "added to")
                            : add_to_ledger(w, text);
    }
    if (cli_value(w->command, &w->args, "--for") != NULL) {
        return cli_usage(w->command, "--for is for a ledger: in a plain case a record has an "
                                     "audience line");
    }
    const int code = try_out(w, text);
    if (code >= 0 || into != NULL) {
        return code >= 0 ? code : append(w, into, lines);
    }
    truce_buffer_add(out, lines);
    return -1;
}

static int done(offer_work *w, truce_buffer *out) {
    truce_error err;
    return w->is_ledger ? cli_ledger_done(&w->ledger, TRUCE_OK, &err, out)
                        : cli_write(out, EXIT_DONE);
}

static void say_where(const offer_work *w, truce_str name, truce_buffer *out) {
    const char *const into = cli_value(w->command, &w->args, "--into");
    if (w->is_ledger || into != NULL) {
        truce_buffer_printf(out, "%.*s is in %s", TRUCE_STR_ARGS(name),
                            w->is_ledger ? "the ledger" : into);
        if (w->is_ledger) {
            cli_offer_put_whom(&w->ledger, out);
        }
        truce_buffer_lit(out, ".\n");
    }
}

/* ---- a new one ------------------------------------------------------------------------------- */

int cli_offer_new(const cli_command *command, int argc, char **argv) {
    offer_work w;
    truce_error err;
    truce_str text;
    truce_str name;
    truce_input *written = NULL;
    size_t n = 0;
    int code = begin(&w, command, argc, argv, 1, 2);
    const bool message = strncmp(command->name, "message", 7) == 0;
    w.written = true;
    if (code < 0) {
        static const char *const standard_input[] = {"-"};
        const bool none = w.args.n_operands < 2;
        if (truce_case_load(none ? standard_input : &w.args.operands[1], 1, &w.arena, &written, &n,
                            &err) != TRUCE_OK ||
            truce_custody_new(written[0].bytes, message, value(&w, "--at"), &w.arena, &text, &name,
                              &err) != TRUCE_OK) {
            code = cli_fail(command->name, &err);
        }
    }
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        code = tell(&w, text, &out);
        if (code < 0) {
            say_where(&w, name, &out);
            code = w.is_ledger ? cli_offer_warn_replaced(&w.ledger, w.inputs, w.n, text, &w.arena)
                               : -1;
        }
        code = code < 0 ? done(&w, &out) : code;
        truce_buffer_clear(&out);
    }
    return end(&w, code);
}

/* ---- stages ---------------------------------------------------------------------------------- */

/* For a receipt, behind what is recorded: the block, and how to read the content aloud. */
static int give_receipt(offer_work *w, const truce_stage_said *said, truce_buffer *out) {
    truce_error err;
    uint8_t content[TRUCE_CONTENT];
    char digits[TRUCE_CONTENT_DIGITS];
    if (said->by.size == 0 || said->to.size == 0) {
        truce_buffer_lit(out, "There is no receipt: it needs --by and --to.\n");
        return -1;
    }
    if (truce_custody_content(w->inputs, w->n, said->offer, content, &err) != TRUCE_OK) {
        truce_buffer_printf(out, "There is no receipt: %s.\n", err.message);
        return -1;
    }
    truce_content_digits(content, digits);
    truce_buffer_printf(out,
                        "Give this with the paper (truce %s copy); who gets both countersigns it "
                        "(truce %s countersign):\n",
                        strncmp(w->command->name, "message", 7) == 0 ? "message" : "offer",
                        strncmp(w->command->name, "message", 7) == 0 ? "message" : "offer");
    const truce_status status =
        truce_custody_receipt(w->inputs, w->n, said, w->ledger.me, out, &err);
    truce_buffer_printf(out, "What the paper says comes to, aloud: %s\n", digits);
    return status == TRUCE_OK ? -1 : cli_fail(w->command->name, &err);
}

static int may_convey(const offer_work *w, truce_stage stage) {
    if (!w->is_ledger || stage != TRUCE_STAGE_CONVEYED ||
        (truce_ledger_roster(w->ledger.book.ledger)->rights & TRUCE_RIGHT_CONVEY) != 0) {
        return -1;
    }
    truce_error err;
    (void)truce_fail(&err, TRUCE_EDENIED,
                     "you may not convey here: a manager can give you that right (truce ledger "
                     "rights LEDGER NAME --rights add,convey)");
    return cli_fail(w->command->name, &err);
}

/* Whoever carries an older version is told at once, on standard error: the slip is on standard
 * output. */
static int warn_of_newer(offer_work *w, const truce_stage_said *said) {
    truce_error err;
    truce_str name;
    truce_str title;
    if (truce_custody_newer(w->inputs, w->n, said->offer, &w->arena, &name, &title, &err) !=
        TRUCE_OK) {
        return cli_fail(w->command->name, &err);
    }
    if (name.size > 0) {
        truce_buffer text = truce_buffer_new();
        truce_buffer_printf(
            &text, "truce %s: warning: a newer version replaces this one: ", w->command->name);
        truce_utf8_show(&text, name);
        truce_buffer_lit(&text, " \"");
        truce_utf8_show(&text, title);
        truce_buffer_lit(&text, "\"\n");
        cli_complain(&text);
    }
    return -1;
}

/* That it was conveyed puts it before nobody in the ledger. */
static int tell_who_reads(offer_work *w, const truce_stage_said *said) {
    truce_error err;
    const truce_str *names = NULL;
    size_t n = 0;
    if (truce_custody_audience(w->inputs, w->n, said->offer, &w->arena, &names, &n, &err) !=
        TRUCE_OK) {
        return cli_fail(w->command->name, &err);
    }
    truce_buffer text = truce_buffer_new();
    bool all = false;
    truce_buffer_printf(&text, "truce %s: the paper itself, %.*s, stays in the ledger for %s",
                        w->command->name, TRUCE_STR_ARGS(said->offer), n == 0 ? "the team" : "");
    for (size_t i = 0; i < n; i++) {
        truce_buffer_printf(&text, "%s%.*s", i > 0 ? ", " : "", TRUCE_STR_ARGS(names[i]));
        all = all || truce_str_equal(names[i], TRUCE_STR("public"));
    }
    truce_buffer_lit(&text, "; the team opens it to others with truce release\n");
    if (all) {
        truce_buffer_clear(&text);
    } else {
        cli_complain(&text);
    }
    return -1;
}

static int told(offer_work *w, const truce_stage_said *said) {
    truce_error err;
    truce_str text;
    truce_str name;
    truce_buffer out = truce_buffer_new();
    const bool sent = said->stage == TRUCE_STAGE_HANDED || said->stage == TRUCE_STAGE_CONVEYED;
    int code = may_convey(w, said->stage);
    if (code < 0 && truce_custody_stage(said, &w->arena, &text, &name, &err) != TRUCE_OK) {
        code = cli_fail(w->command->name, &err);
    }
    code = code < 0 ? tell(w, text, &out) : code;
    if (code < 0 && sent && said->source.size == 0) {
        code = warn_of_newer(w, said);
    }
    if (code < 0) {
        say_where(w, name, &out);
        if (w->is_ledger && sent && said->source.size == 0) {
            code = give_receipt(w, said, &out);
        }
    }
    if (code < 0 && w->is_ledger && said->stage == TRUCE_STAGE_CONVEYED) {
        code = tell_who_reads(w, said);
    }
    if (code < 0 && w->is_ledger) {
        code = cli_offer_warn_stage(&w->ledger, w->inputs, w->n, said->offer, &w->arena);
    }
    code = code < 0 ? done(w, &out) : code;
    truce_buffer_clear(&out);
    return code;
}

static truce_stage_said said_of(const offer_work *w, truce_stage stage) {
    return (truce_stage_said){.offer = truce_str_of(w->args.operands[1]),
                              .stage = stage,
                              .by = value(w, "--by"),
                              .to = value(w, "--to"),
                              .from = value(w, "--from"),
                              .at = value(w, "--at"),
                              .with = value(w, "--with"),
                              .note = value(w, "--note"),
                              .source = value(w, "--source"),
                              .speaker = value(w, "--speaker")};
}

static int stage(const cli_command *command, int argc, char **argv, truce_stage stage) {
    offer_work w;
    int code = begin(&w, command, argc, argv, 2, 2);
    if (code < 0) {
        const truce_stage_said said = said_of(&w, stage);
        code = told(&w, &said);
    }
    return end(&w, code);
}

int cli_offer_hand(const cli_command *command, int argc, char **argv) {
    return stage(command, argc, argv, TRUCE_STAGE_HANDED);
}

int cli_offer_convey(const cli_command *command, int argc, char **argv) {
    return stage(command, argc, argv, TRUCE_STAGE_CONVEYED);
}

int cli_offer_acknowledge(const cli_command *command, int argc, char **argv) {
    return stage(command, argc, argv, TRUCE_STAGE_ACKNOWLEDGED);
}

int cli_offer_review(const cli_command *command, int argc, char **argv) {
    return stage(command, argc, argv, TRUCE_STAGE_REVIEWED);
}

int cli_offer_withdraw(const cli_command *command, int argc, char **argv) {
    return stage(command, argc, argv, TRUCE_STAGE_WITHDRAWN);
}

int cli_offer_answer(const cli_command *command, int argc, char **argv) {
    static const char *const answers[] = {"accepted", "rejected", "countered"};
    offer_work w;
    int code = begin(&w, command, argc, argv, 3, 3);
    if (code < 0) {
        size_t i = 0;
        while (i < 3 && strcmp(w.args.operands[2], answers[i]) != 0) {
            i++;
        }
        const truce_stage_said said = said_of(&w, (truce_stage)(TRUCE_STAGE_ACCEPTED + i));
        code = i == 3 ? cli_usage(command, "an answer is accepted, rejected or countered")
                      : told(&w, &said);
    }
    return end(&w, code);
}

/* Received: as somebody tells, or as a countersigned receipt shows. */
int cli_offer_receive(const cli_command *command, int argc, char **argv) {
    offer_work w;
    truce_error err;
    truce_receipt receipt;
    truce_input *block = NULL;
    size_t n = 0;
    uint8_t content[TRUCE_CONTENT];
    int code = begin(&w, command, argc, argv, 1, 2);
    if (code < 0 && w.args.n_operands == 2) {
        const truce_stage_said said = said_of(&w, TRUCE_STAGE_RECEIVED);
        return end(&w, told(&w, &said));
    }
    const char *path = code < 0 ? cli_value(command, &w.args, "--receipt") : NULL;
    path = path != NULL ? path : "-";
    truce_stage_said said = {.offer = {NULL, 0}};
    if (code < 0 && (truce_case_load(&path, 1, &w.arena, &block, &n, &err) != TRUCE_OK ||
                     truce_receipt_read(block[0].bytes, &receipt, &err) != TRUCE_OK ||
                     truce_custody_received(block[0].bytes, &receipt, &said, &err) != TRUCE_OK ||
                     truce_custody_content(w.inputs, w.n, said.offer, content, &err) != TRUCE_OK)) {
        code = cli_fail(command->name, &err);
    }
    if (code < 0 && memcmp(content, receipt.content, sizeof content) != 0) {
        (void)truce_fail(&err, TRUCE_EINVAL,
                         "the receipt is for another text than this case has of \"%.80s\"",
                         receipt.about);
        code = cli_fail(command->name, &err);
    }
    if (code < 0) {
        said.note = value(&w, "--note");
        code = told(&w, &said);
    }
    return end(&w, code);
}

/* ---- papers and receipts --------------------------------------------------------------------- */

int cli_offer_copy(const cli_command *command, int argc, char **argv) {
    offer_work w;
    truce_error err;
    int code = begin(&w, command, argc, argv, 2, 2);
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        code = truce_custody_copy(w.inputs, w.n, truce_str_of(w.args.operands[1]), &out, &err) ==
                       TRUCE_OK
                   ? cli_write(&out, EXIT_DONE)
                   : cli_fail(command->name, &err);
        truce_buffer_clear(&out);
    }
    return end(&w, code);
}

int cli_offer_countersign(const cli_command *command, int argc, char **argv) {
    ledger_work w; /* for the keys: no ledger is opened */
    truce_error err;
    truce_input *block = NULL;
    truce_input *paper = NULL;
    size_t n = 0;
    int code = cli_ledger_begin(&w, command, argc, argv, 0, 1);
    const char *const content = code < 0 ? cli_value(command, &w.args, "--content") : NULL;
    if (code < 0 && content == NULL) {
        code = cli_usage(command, "--content names the paper that you hold: nobody signs for what "
                                  "they have not");
    }
    if (code < 0 && truce_case_load(&content, 1, &w.arena, &paper, &n, &err) != TRUCE_OK) {
        code = cli_fail(command->name, &err);
    }
    code = code < 0 ? cli_ledger_load(&w, 0, &block, &n) : code;
    if (code < 0) {
        truce_buffer out = truce_buffer_new();
        code =
            truce_custody_countersign(block[0].bytes, paper[0].bytes, w.me, &out, &err) == TRUCE_OK
                ? cli_write(&out, EXIT_DONE)
                : cli_fail(command->name, &err);
        truce_buffer_clear(&out);
    }
    return cli_ledger_end(&w, code);
}
