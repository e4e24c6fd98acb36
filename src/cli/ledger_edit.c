/* truce ledger add --edit and supersede --edit: records are written in an editor, and while they
 * cannot be added it comes back with what is wrong above them. */
#include <time.h>

#include "edit.h"
#include "ledger.h"

/* Lines that begin so are ours, and not looked at. */
#define OURS "#: "

/* The text without our lines. */
static truce_str without_ours(truce_str text, truce_arena *arena) {
    char *const kept = truce_arena_take(arena, text.size + 1);
    size_t size = 0;
    for (size_t at = 0; kept != NULL && at < text.size;) {
        const char *const end = memchr(text.data + at, '\n', text.size - at);
        const size_t n = end != NULL ? (size_t)(end - (text.data + at)) + 1 : text.size - at;
        if (n < 2 || memcmp(text.data + at, OURS, 2) != 0) {
            memcpy(kept + size, text.data + at, n);
            size += n;
        }
        at += n;
    }
    return (truce_str){kept, size};
}

/* Our lines, those of `what`, above the text. NULL data: no memory. */
static truce_str with_ours(truce_str what, truce_str text, truce_arena *arena) {
    truce_buffer out = truce_buffer_new();
    for (size_t at = 0; at < what.size;) {
        const char *const end = memchr(what.data + at, '\n', what.size - at);
        const size_t n = end != NULL ? (size_t)(end - (what.data + at)) : what.size - at;
        truce_buffer_lit(&out, OURS);
        truce_buffer_add(&out, (truce_str){what.data + at, n});
        truce_buffer_byte(&out, '\n');
        at += n + 1;
    }
    truce_buffer_add(&out, text);
    const truce_str all = truce_arena_str(arena, (truce_str){out.data, out.failed ? 0 : out.size});
    const bool good = !out.failed;
    if (out.data != NULL) {
        truce_wipe(out.data, out.cap);
    }
    truce_buffer_clear(&out);
    return good ? all : (truce_str){NULL, 0};
}

/* What is wrong, in words, into the arena. */
static truce_str words(truce_status status, const truce_report *report, const truce_error *err,
                       truce_arena *arena) {
    truce_buffer out = truce_buffer_new();
    if (status == TRUCE_EPARSE) {
        truce_report_show(report, false, &out);
    } else {
        truce_buffer_printf(&out, "%s\n", err->message);
    }
    truce_buffer_lit(&out, "Mend it and leave the editor, or leave it as it is to add nothing.\n");
    const truce_str all = truce_arena_str(arena, (truce_str){out.data, out.failed ? 0 : out.size});
    if (out.data != NULL) {
        truce_wipe(out.data, out.cap); /* it quotes what was written */
    }
    truce_buffer_clear(&out);
    return all;
}

typedef struct trying {
    ledger_work *w;
    const truce_ledger_event *of; /* whose place it takes; NULL: nothing's */
    const truce_str *labels;
    size_t n_labels;
    size_t added, left_out;
    truce_str what; /* is wrong, after a failure */
} trying;

static truce_status try_add(trying *t, truce_str text, truce_error *err) {
    truce_report report;
    t->w->now = (int64_t)time(NULL); /* and not when the editor was opened */
    const truce_input input = {TRUCE_STR(EDIT_NAME), text};
    const truce_status status =
        t->of != NULL && t->n_labels > 0
            ? truce_book_say_anew(&t->w->book, t->of, t->labels, t->n_labels, &input, 1, t->w->now,
                                  &t->w->arena, &report, err)
        : t->of != NULL ? truce_book_undo(&t->w->book, t->of, (truce_str){NULL, 0}, &input, 1,
                                          t->w->now, &t->w->arena, &report, err)
                        : truce_book_add(&t->w->book, &input, 1, t->labels, t->n_labels, t->w->now,
                                         &t->w->arena, &t->added, &t->left_out, &report, err);
    if (status != TRUCE_OK) {
        t->what = words(status, &report, err, &t->w->arena);
    }
    return status;
}

/* Are there records in it? */
static bool says_nothing(truce_str text) {
    for (size_t at = 0; at < text.size;) {
        const char *const line = text.data + at;
        const char *const end = memchr(line, '\n', text.size - at);
        const size_t n = end != NULL ? (size_t)(end - line) : text.size - at;
        size_t blank = 0;
        while (blank < n && (line[blank] == ' ' || line[blank] == '\r' || line[blank] == '\t')) {
            blank++;
        }
        if (blank < n && line[0] != '#' &&
            !truce_str_equal((truce_str){line, n}, TRUCE_STR("truce 1"))) {
            return false;
        }
        at += n + 1;
    }
    return true;
}

/* What is there when the editor opens. NULL data: no memory. */
static truce_str first_page(const trying *t, truce_arena *arena) {
    return t->of == NULL
               ? TRUCE_STR("truce 1\n\n"
                           "# Records of the case language, as in a file; an empty page "
                           "adds nothing.\n\n")
               : truce_arena_printf(arena, "truce 1\n\n%.*s", TRUCE_STR_ARGS(t->of->text));
}

/* What was written, added; or TRUCE_ENOTFOUND: nothing was, or it was left as it was. */
static truce_status write_and_add(trying *t, const edit *e, truce_error *err) {
    truce_arena *const arena = &t->w->arena;
    truce_str shown = first_page(t, arena);
    truce_str before = t->of != NULL ? shown : (truce_str){NULL, 0}; /* what is not added */
    if (shown.data == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what is to be written");
    }
    for (;;) {
        truce_str text;
        truce_status status = edit_write(e, shown, err);
        status = status == TRUCE_OK ? edit_run(e, err) : status;
        status = status == TRUCE_OK ? edit_read(e, arena, &text, err) : status;
        if (status != TRUCE_OK) {
            return status;
        }
        text = without_ours(text, arena);
        if (says_nothing(text) || (before.data != NULL && truce_str_equal(text, before))) {
            return truce_fail(err, TRUCE_ENOTFOUND, "%s",
                              says_nothing(text) ? "nothing was written, and nothing was added"
                                                 : "it was left as it was, and nothing was added");
        }
        status = try_add(t, text, err);
        if (status == TRUCE_EPARSE) { /* once more, below as many lines: then places are right */
            const truce_str placed = with_ours(t->what, text, arena);
            status = placed.data != NULL ? try_add(t, placed, err) : TRUCE_ENOMEM;
        }
        if (status == TRUCE_OK) {
            return TRUCE_OK;
        }
        before = text;
        shown = with_ours(t->what, text, arena);
        if (text.data == NULL || shown.data == NULL || t->what.data == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for what was written");
        }
    }
}

int cli_ledger_edit(ledger_work *w, const truce_ledger_event *of, const truce_str *labels,
                    size_t n_labels, size_t *added, size_t *left_out) {
    edit e;
    truce_error err;
    truce_error left;
    trying t = {.w = w, .of = of, .labels = labels, .n_labels = n_labels};
    const bool may = (truce_ledger_roster(w->book.ledger)->rights & TRUCE_RIGHT_ADD) != 0;
    truce_status status =
        may ? edit_begin(&e, &err)
            : truce_fail(&err, TRUCE_EDENIED, "you have not the right to add to this ledger");
    if (status != TRUCE_OK) {
        return cli_fail(w->command->name, &err);
    }
    status = write_and_add(&t, &e, &err);
    if (edit_end(&e, &left) != TRUCE_OK) {
        (void)cli_fail(w->command->name, &left);
    }
    *added = t.added;
    *left_out = t.left_out;
    if (status == TRUCE_OK) {
        return -1;
    }
    const int code = cli_fail(w->command->name, &err);
    return status == TRUCE_ENOTFOUND ? EXIT_NO : code;
}
