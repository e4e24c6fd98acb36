/* ledger.h - what the commands of truce ledger share: a ledger opened by a person, and what is done
 * when they are through. cmd_ledger.c has the table of them. */
#ifndef CLI_LEDGER_H
#define CLI_LEDGER_H

#include "cli.h"
#include "truce/actions/book.h"
#include "truce/actions/keys.h"
#include "truce/case/load.h"

enum { LEDGER_PATH_MOST = 4096, LEDGER_LIST_MOST = 64 };

/* A ledger that is open, and everything that goes with it. */
typedef struct ledger_work {
    const cli_command *command;
    cli_args args;
    char path[LEDGER_PATH_MOST];
    const char *keys;
    truce_identity *me;
    truce_book book;
    bool open;
    truce_arena arena; /* secret */
    int64_t now;
} ledger_work;

/* Take the command line apart, with `least` to `most` operands, and open the keys. Like all below:
 * -1 to go on, else the exit status; cli_ledger_end in every case. */
int cli_ledger_begin(ledger_work *w, const cli_command *command, int argc, char **argv,
                     size_t least, size_t most);

/* Open the ledger that the first operand names; `whole` as truce_book_open. */
int cli_ledger_open_book(ledger_work *w, bool whole);
int cli_ledger_open_with(ledger_work *w, truce_book_options options);

/* Both. */
int cli_ledger_begin_open(ledger_work *w, const cli_command *command, int argc, char **argv,
                          size_t least, size_t most);

/* The files that the operands from `from` on name, or standard input. */
int cli_ledger_load(ledger_work *w, size_t from, truce_input **inputs, size_t *n);

/* Print what was done, and remember the ledger as it is now; or say why it was not. */
int cli_ledger_done(ledger_work *w, truce_status status, truce_error *err, truce_buffer *out);

int cli_ledger_end(ledger_work *w, int code);

/* The words of a list with commas, LEDGER_LIST_MOST at most; how many. NULL has none. */
size_t cli_ledger_list(const char *text, truce_str *words);

/* ledger_who.c */
int cli_ledger_key(const cli_command *command, int argc, char **argv);
int cli_ledger_card(const cli_command *command, int argc, char **argv);
int cli_ledger_init(const cli_command *command, int argc, char **argv);
int cli_ledger_members(const cli_command *command, int argc, char **argv);
int cli_ledger_admit(const cli_command *command, int argc, char **argv);
int cli_ledger_invite(const cli_command *command, int argc, char **argv);
int cli_ledger_accept(const cli_command *command, int argc, char **argv);
int cli_ledger_remove(const cli_command *command, int argc, char **argv);
int cli_ledger_rights(const cli_command *command, int argc, char **argv);
int cli_ledger_compartment(const cli_command *command, int argc, char **argv);
int cli_ledger_past(const cli_command *command, int argc, char **argv);
int cli_ledger_put(const cli_command *command, int argc, char **argv);
int cli_ledger_take(const cli_command *command, int argc, char **argv);

/* ledger_say.c */
int cli_ledger_log(const cli_command *command, int argc, char **argv);
int cli_ledger_show(const cli_command *command, int argc, char **argv);
int cli_ledger_add(const cli_command *command, int argc, char **argv);
/* ledger_edit.c: records that are written in an editor, in memory alone; where `of` is not NULL,
 * one, which takes its place. -1: they were added. */
int cli_ledger_edit(ledger_work *w, const truce_ledger_event *of, const truce_str *labels,
                    size_t n_labels, size_t *added, size_t *left_out);
int cli_ledger_supersede(const cli_command *command, int argc, char **argv);
int cli_ledger_retract(const cli_command *command, int argc, char **argv);

/* ledger_merge.c */
int cli_ledger_export(const cli_command *command, int argc, char **argv);
int cli_ledger_import(const cli_command *command, int argc, char **argv);

/* ledger_file.c */
int cli_ledger_verify(const cli_command *command, int argc, char **argv);
int cli_ledger_purge(const cli_command *command, int argc, char **argv);
int cli_ledger_backup(const cli_command *command, int argc, char **argv);
int cli_ledger_restore(const cli_command *command, int argc, char **argv);

#endif
