/* truce ballot: a sealed yes or no to a final text, step by step. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger.h"
#include "truce/actions/ballot.h"
#include "truce/base/utf8.h"

/* The files that some words name, with commas. */
static int load_list(ledger_work *w, const char *names, const char *option, truce_input **inputs,
                     size_t *n) {
    truce_str words[LEDGER_LIST_MOST];
    const char *paths[LEDGER_LIST_MOST];
    truce_error err;
    *n = cli_ledger_list(names, words);
    if (*n == 0) {
        return cli_usage(w->command, "%s says whose cards: files, with commas", option);
    }
    for (size_t i = 0; i < *n; i++) {
        const truce_str path = truce_arena_str(&w->arena, words[i]);
        if (path.data == NULL) {
            (void)truce_fail(&err, TRUCE_ENOMEM, "no memory");
            return cli_fail(w->command->name, &err);
        }
        paths[i] = path.data;
    }
    return truce_case_load(paths, *n, &w->arena, inputs, n, &err) == TRUCE_OK
               ? -1
               : cli_fail(w->command->name, &err);
}

/* The first operand, and those behind it. */
typedef struct given {
    truce_input *first, *rest;
    size_t n_rest;
} given;

static int load_given(ledger_work *w, size_t rest, given *g) {
    truce_error err;
    size_t n = 0;
    if (truce_case_load(w->args.operands, 1, &w->arena, &g->first, &n, &err) != TRUCE_OK ||
        (rest > 0 && truce_case_load(w->args.operands + 1, rest, &w->arena, &g->rest, &g->n_rest,
                                     &err) != TRUCE_OK)) {
        return cli_fail(w->command->name, &err);
    }
    return -1;
}

/* What is for whoever runs it goes to standard error: standard output is a block to hand on. */
static int hand_on(ledger_work *w, truce_status status, const truce_error *err, truce_buffer *block,
                   truce_buffer *said) {
    int code = EXIT_DONE;
    if (status != TRUCE_OK) {
        truce_buffer_clear(said);
        code = cli_fail(w->command->name, err);
    } else {
        if (said->size > 0) {
            cli_complain(said);
        }
        code = cli_write(block, EXIT_DONE);
        block = NULL;
    }
    if (block != NULL) {
        truce_buffer_clear(block);
    }
    return code;
}

static int ask(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    given g;
    truce_error err;
    truce_input *sides = NULL;
    truce_input *trustees = NULL;
    size_t n_sides = 0;
    size_t n_trustees = 0;
    int code = cli_ledger_begin(&w, command, argc, argv, 1, 1);
    const char *const until = code < 0 ? cli_value(command, &w.args, "--until") : NULL;
    if (code < 0 && until == NULL) {
        code = cli_usage(command, "say until when they may answer, with --until");
    }
    code = code < 0 ? load_given(&w, 0, &g) : code;
    code = code < 0
               ? load_list(&w, cli_value(command, &w.args, "--sides"), "--sides", &sides, &n_sides)
               : code;
    code = code < 0 ? load_list(&w, cli_value(command, &w.args, "--trustees"), "--trustees",
                                &trustees, &n_trustees)
                    : code;
    if (code < 0) {
        truce_buffer block = truce_buffer_new();
        truce_buffer said = truce_buffer_new();
        const truce_status status =
            truce_ballot_ask(g.first, truce_str_of(until), sides, n_sides, trustees, n_trustees,
                             w.me, &block, &said, &err);
        code = hand_on(&w, status, &err, &block, &said);
    }
    return cli_ledger_end(&w, code);
}

static int read_it(const cli_command *command, int argc, char **argv) {
    ledger_work w = {.command = command, .arena = truce_arena_secret()};
    given g;
    truce_error err;
    int code = cli_parse(command, argc, argv, &w.args);
    if (code < 0 && w.args.n_operands != 1) {
        code = cli_usage(command, "write: truce %s %s", command->name, command->operands);
    }
    code = code < 0 ? load_given(&w, 0, &g) : code;
    if (code < 0) {
        truce_buffer said = truce_buffer_new();
        code = truce_ballot_read(g.first, &said, &err) == TRUCE_OK ? cli_write(&said, EXIT_DONE)
                                                                   : cli_fail(command->name, &err);
    }
    return cli_ledger_end(&w, code);
}

/* What a side keeps goes into a new file of its own. */
static truce_status keep(const char *path, const truce_buffer *kept, truce_error *err) {
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return truce_fail(err, TRUCE_EIO,
                          "%s cannot be made, or is there already: an answer that is not kept "
                          "cannot be shown later",
                          path);
    }
    bool good = true;
    for (size_t done = 0; done < kept->size && good;) {
        const ssize_t n = write(fd, kept->data + done, kept->size - done);
        good = n > 0;
        done += good ? (size_t)n : 0;
    }
    good = good && fsync(fd) == 0;
    good = close(fd) == 0 && good;
    if (!good) {
        (void)unlink(path);
        return truce_fail(err, TRUCE_EIO, "%s cannot be written", path);
    }
    return TRUCE_OK;
}

/* The first lines of what is kept: of which question, by which side. */
static size_t begin_of(const char *kept, size_t size) {
    size_t lines = 0;
    size_t i = 0;
    while (i < size && lines < 3) {
        lines += kept[i++] == '\n';
    }
    return i;
}

/* Whether the file at `path` was kept of another answer to the same question by the same side. */
static bool keeps_another(const char *path, const truce_buffer *kept) {
    char bytes[1024];
    const size_t begin = begin_of(kept->data, kept->size);
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    const ssize_t n = fd >= 0 && begin <= sizeof bytes ? read(fd, bytes, begin) : -1;
    if (fd >= 0) {
        (void)close(fd);
    }
    return n == (ssize_t)begin && memcmp(bytes, kept->data, begin) == 0;
}

/* A side that answers twice is told: beside what it keeps now lies what it kept before. Trustees
 * who are given both open neither. */
static void warn_of_another(const cli_command *command, const char *path,
                            const truce_buffer *kept) {
    char folder[LEDGER_PATH_MOST];
    char other[LEDGER_PATH_MOST];
    char found[LEDGER_PATH_MOST] = "";
    const char *const slash = strrchr(path, '/');
    const size_t size = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    if (size >= sizeof folder) {
        return;
    }
    (void)snprintf(folder, sizeof folder, "%.*s", (int)size, path);
    DIR *const all = opendir(size > 0 ? folder : ".");
    for (const struct dirent *entry = NULL; all != NULL && (entry = readdir(all)) != NULL;) {
        const int n = snprintf(other, sizeof other, "%s%s", folder, entry->d_name);
        const bool first = found[0] == '\0' || strcmp(other, found) < 0; /* in any order of names */
        if (n > 0 && (size_t)n < sizeof other && strcmp(other, path) != 0 && first &&
            keeps_another(other, kept)) {
            memcpy(found, other, (size_t)n + 1);
        }
    }
    if (all != NULL) {
        (void)closedir(all);
    }
    if (found[0] != '\0') {
        truce_buffer said = truce_buffer_new();
        truce_buffer_printf(
            &said, "truce %s: warning: you have answered this question before: ", command->name);
        truce_utf8_show(&said, truce_str_of(found));
        truce_buffer_lit(&said, ". Give the trustees one of the two answers alone: with both of "
                                "them they open nothing.\n");
        cli_complain(&said);
    }
}

static int answer(const cli_command *command, int argc, char **argv) {
    ledger_work w;
    given g;
    truce_error err;
    int code = cli_ledger_begin(&w, command, argc, argv, 3, 3);
    const char *const path = code < 0 ? cli_value(command, &w.args, "--keep") : NULL;
    const char *const word = code < 0 ? w.args.operands[2] : "";
    const bool yes = strcmp(word, "yes") == 0;
    if (code < 0 && !yes && strcmp(word, "no") != 0) {
        code = cli_usage(command, "the answer is yes or no");
    }
    if (code < 0 && path == NULL) {
        code = cli_usage(command, "say where to keep what shows your answer later, with --keep");
    }
    code = code < 0 ? load_given(&w, 1, &g) : code;
    if (code < 0) {
        truce_buffer block = truce_buffer_new();
        truce_buffer said = truce_buffer_new();
        truce_buffer kept = truce_buffer_new();
        truce_status status =
            truce_ballot_answer(g.first, g.rest, yes, w.now, w.me, &block, &kept, &err);
        status = status == TRUCE_OK ? keep(path, &kept, &err) : status;
        if (status == TRUCE_OK) {
            warn_of_another(command, path, &kept);
        }
        if (kept.data != NULL) {
            truce_wipe(kept.data, kept.cap);
        }
        truce_buffer_clear(&kept);
        code = hand_on(&w, status, &err, &block, &said);
    }
    return cli_ledger_end(&w, code);
}

/* What a trustee does with the blocks of others. */
static int by_trustee(const cli_command *command, int argc, char **argv, bool tells) {
    ledger_work w;
    given g = {.n_rest = 0};
    truce_error err;
    int code = cli_ledger_begin(&w, command, argc, argv, tells ? 1 : 2, 255);
    code = code < 0 ? load_given(&w, w.args.n_operands - 1, &g) : code;
    if (code < 0) {
        truce_buffer block = truce_buffer_new();
        truce_buffer said = truce_buffer_new();
        const truce_status status =
            tells ? truce_ballot_tell(g.first, g.rest, g.n_rest, w.now, w.me, &block, &said, &err)
                  : truce_ballot_open(g.first, g.rest, g.n_rest, w.me, &block, &err);
        code = hand_on(&w, status, &err, &block, &said);
    }
    return cli_ledger_end(&w, code);
}

static int open_all(const cli_command *command, int argc, char **argv) {
    return by_trustee(command, argc, argv, false);
}

static int tell(const cli_command *command, int argc, char **argv) {
    return by_trustee(command, argc, argv, true);
}

/* Those that need no key. */
static int look(const cli_command *command, int argc, char **argv, bool outcome) {
    ledger_work w = {.command = command, .arena = truce_arena_secret()};
    given g;
    truce_error err;
    bool all = false;
    truce_buffer said = truce_buffer_new();
    int code = cli_parse(command, argc, argv, &w.args);
    if (code < 0 && (w.args.n_operands < 2 || w.args.n_operands > 255)) {
        code = cli_usage(command, "write: truce %s %s", command->name, command->operands);
    }
    code = code < 0 ? load_given(&w, w.args.n_operands - 1, &g) : code;
    if (code < 0) {
        const truce_status status =
            outcome ? truce_ballot_outcome(g.first, g.rest, g.n_rest, &all, &err)
                    : truce_ballot_show(g.first, g.rest, g.n_rest, &said, &err);
        if (status == TRUCE_OK && outcome) {
            truce_buffer_printf(&said, "%s\n", all ? "All accepted." : "Not all accepted.");
        }
        code = status == TRUCE_OK ? cli_write(&said, outcome && !all ? EXIT_NO : EXIT_DONE)
                                  : (truce_buffer_clear(&said), cli_fail(command->name, &err));
    } else {
        truce_buffer_clear(&said);
    }
    return cli_ledger_end(&w, code);
}

static int outcome(const cli_command *command, int argc, char **argv) {
    return look(command, argc, argv, true);
}

static int show(const cli_command *command, int argc, char **argv) {
    return look(command, argc, argv, false);
}

/* ---- the table ------------------------------------------------------------------------------- */

static const cli_option of_ask[] = {
    {"--sides", "FILES", "cards of those who are asked, with commas"},
    {"--trustees", "FILES", "cards of those who open all answers together, with commas"},
    {"--until", "DATE", "who has not answered by then is absent (2031-02-04T18:00, UTC)"}};
static const cli_option of_outcome[] = {OPTION_COLOUR};
static const cli_option of_answer[] = {
    {"--keep", "FILE", "a new file for what shows your answer later; keep it secret"}};

static const cli_command commands[] = {
    {"ballot ask", "TEXT", "Ask all sides for a yes or no to a final text, to the byte.", of_ask, 3,
     NULL, ask},
    {"ballot read", "QUESTION", "Show who asks whom, until when, with which trustees.", NULL, 0,
     NULL, read_it},
    {"ballot answer", "QUESTION TEXT yes|no", "Answer, sealed for all trustees together.",
     of_answer, 1, "TEXT is the text as you hold it: another one is refused.", answer},
    {"ballot open", "QUESTION ANSWER...", "A trustee's shares of all answers, for the others.",
     NULL, 0, "Nothing is opened before the answers of all sides are there.", open_all},
    {"ballot tell", "QUESTION [ANSWER|OPENING]...", "A trustee's word: all accepted, or not all.",
     NULL, 0,
     "Where a side has not answered and the time is over it is not all, and nothing\nwas opened.",
     tell},
    {"ballot outcome", "QUESTION OUTCOME...", "What all trustees say; 1 when not all accepted.",
     of_outcome, 1, NULL, outcome},
    {"ballot show", "QUESTION ANSWER KEPT", "Who answered what, by what they kept.", NULL, 0, NULL,
     show},
};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_family(command, commands, sizeof commands / sizeof *commands, "FILE...", argc, argv);
}

const cli_command cmd_ballot = {
    "ballot",
    "COMMAND ...",
    "Ask all sides for a sealed yes or no to a final text.",
    NULL,
    0,
    "It only counts when all say yes, and else nobody but the trustees learns who did\nnot.",
    run};
