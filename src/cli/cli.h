/* cli.h - what the subcommands share: options, output, exit codes (private to the room). */
#ifndef TRUCE_SRC_CLI_CLI_H
#define TRUCE_SRC_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "truce/actions/import.h"
#include "truce/actions/keys.h"
#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

enum {
    EXIT_DONE = 0,  /* yes, or done */
    EXIT_NO = 1,    /* the answer is no */
    EXIT_USAGE = 2, /* the command line is wrong */
    EXIT_DATA = 3,  /* the data is wrong */
    EXIT_SYSTEM = 4 /* a file, memory or the terminal failed */
};

enum { OPTION_VALUES_MAX = 64 };

/* One option of a command; the table is also what --help prints. */
typedef struct cli_option {
    const char *name;  /* "--as" */
    const char *value; /* "READER"; NULL: a flag; "[=OFFER]": a flag that may have a value */
    const char *help;
} cli_option;

typedef struct cli_command {
    const char *name;
    const char *operands; /* "PATH..." */
    const char *summary;  /* one line */
    const cli_option *options;
    size_t n_options;
    const char *more; /* paragraphs for --help, or NULL */
    int (*run)(const struct cli_command *command, int argc, char **argv);
} cli_command;

/* Options that may be given again: all their values are kept. */
typedef enum cli_list {
    CLI_ONLY,
    CLI_ISSUE,
    CLI_HOLD,
    CLI_ASSUME,
    CLI_RELAX,
    CLI_IGNORE,
    CLI_PREFERENCES,
    CLI_VALUES,
    CLI_AT_LEAST,
    CLI_NEAR,
    CLI_HEAD,
    CLI_ORDER,
    CLI_LISTS_N
} cli_list;

/* What was given on the command line. Values are those of the last use. */
typedef struct cli_args {
    const char *values[24]; /* by place in the command's table; a flag's value is its name */
    const char *operands[256];
    size_t n_operands;
    truce_str lists[CLI_LISTS_N][OPTION_VALUES_MAX];
    size_t n_lists[CLI_LISTS_N];
    struct timespec begun; /* when the command line was read */
    long seconds;          /* --seconds; 0: any time */
    const char *key;       /* --key, of every command; or NULL */
    int passphrase_fd;     /* --passphrase-fd likewise; or -1 */
    const char *known_by;  /* --known-by, of every command that takes a case; or NULL */
} cli_args;

#define OPTION_AS                                                                                  \
    {                                                                                              \
        "--as", "READER",                                                                          \
            "answer as this reader may see it: an actor, a reader, a compartment, public"          \
    }
#define OPTION_AT                                                                                  \
    { "--at", "DATE", "only what was known by this date (2024-03-27, 2024-03)" }
#define OPTION_ONLY                                                                                \
    { "--only", "SOURCE", "only claims of this source; may be given again" }
#define OPTION_MOST                                                                                \
    { "--most", "N", "show at most this many rows, 1 to 1000" }

#define OPTION_ISSUE                                                                               \
    {                                                                                              \
        "--issue", "NAME",                                                                         \
            "only this issue, by name or title, or several with commas; may be given again"        \
    }
#define OPTION_JSON                                                                                \
    { "--json", NULL, "the same facts for machines" }
#define OPTION_FORMAT                                                                              \
    { "--format", "FORM", "text (the default), md, html, json or pdf" }
/* Of another tool's files; cli_tool() looks at them. */
#define OPTION_GENIUS                                                                              \
    { "--genius", NULL, "from Genius: DOMAIN.xml and a PROFILE.xml for each party" }
#define OPTION_GENIUSWEB                                                                           \
    { "--geniusweb", NULL, "from GeniusWeb: a PROFILE.json for each party" }
#define OPTION_NEGOLOG                                                                             \
    { "--negolog", NULL, "from NegoLog: a PROFILE.json for each party" }
#define OPTION_READING                                                                             \
    {                                                                                              \
        "--reading", "HOW",                                                                        \
            "of Genius: as-written (the default), or genius, as that tool computes utilities"      \
    }
#define OPTION_COLOUR                                                                              \
    { "--colour", "WHEN", "auto (the default), always or never; NO_COLOR is respected" }
#define OPTION_WIDTH                                                                               \
    { "--width", "CELLS", "width of text, 40 to 500; by default the terminal's, or 100" }

/* Take the command line apart. Returns -1 to go on, or the exit code to end with (--help: 0, wrong
 * use: 2, said on standard error). */
int cli_parse(const cli_command *command, int argc, char **argv, cli_args *args);

/* The value of an option, or NULL. */
const char *cli_value(const cli_command *command, const cli_args *args, const char *name);

/* Of cli_paper(): whether --most, if given, is a whole number from 1 to 1000. -1 to go on. */
int cli_check_most(const cli_command *command, const cli_args *args);

/* family.c: run the one of `commands`, called "FAMILY WORD", that the command line names; or list
 * them, below "truce FAMILY COMMAND [OPTION]... OPERANDS". */
int cli_family(const cli_command *of, const cli_command *commands, size_t n, const char *operands,
               int argc, char **argv);

/* Say what is wrong with the command line; returns EXIT_USAGE. */
int cli_usage(const cli_command *command, const char *format, ...) TRUCE_PRINTF(2, 3);

/* Say why something failed; returns the exit code that fits the status. */
int cli_fail(const char *subject, const truce_error *err);

/* Show what is wrong with a case on standard error; returns EXIT_DATA. */
int cli_problems(const cli_command *command, const cli_args *args, const truce_report *report);

/* What the arguments ask for, without warnings. */
truce_request cli_request(const cli_command *command, const cli_args *args);

/* tool.c: whether the operands are another tool's files: a truce_tool, or -1. Returns -1 to go on,
 * or the exit code for wrong use. */
int cli_tool(const cli_command *command, const cli_args *args, int *tool,
             truce_genius_reading *reading);
/* Open the case that such files make; `arena` holds its text, and outlives the session. Returns as
 * cli_open does. How the files were read is told on standard error. */
int cli_open_tool(const cli_command *command, const cli_args *args, truce_tool tool,
                  truce_genius_reading reading, truce_arena *arena, truce_session *session);
void cli_tell_assumptions(const cli_command *command, const truce_imported *imported);

/* secret.c: the identity in the key file that the arguments name, opened with the passphrase that
 * --passphrase-fd gives, else from the agent that has it unlocked, else with one that is asked for.
 * `*keys` receives the file's path, which may lie in `path`. -1 when it is open, else an exit code.
 */
int cli_identity(const cli_command *command, const cli_args *args, char *path, size_t size,
                 const char **keys, truce_identity **identity);
/* The same, and no agent is asked. */
int cli_locked_identity(const cli_command *command, const cli_args *args, char *path, size_t size,
                        const char **keys, truce_identity **identity);
/* The path alone, of a file that is there. */
int cli_key_path(const cli_command *command, const cli_args *args, char *path, size_t size,
                 const char **keys);
/* The same with new keys for `name` in a new file. */
int cli_new_identity(const cli_command *command, const cli_args *args, const char *name, char *path,
                     size_t size, const char **keys, truce_identity **identity);

/* Open the case that the arguments name. Returns -1 when it is open, else an exit code; the
 * problems of a case with errors are shown on standard error. `paths` default to the current
 * folder's case. */
int cli_open(const cli_command *command, const cli_args *args, bool warnings,
             truce_session *session);

/* Whether to colour what goes to `fd`, by --colour, NO_COLOR and TERM. */
bool cli_colour(const cli_command *command, const cli_args *args, int fd);

/* The width for text on standard output: --width, else the terminal's, else COLUMNS, else 100. */
int cli_width(const cli_command *command, const cli_args *args, int *wrong);

/* paper.c, for commands that open no case: the form that --format or --json names, where the help
 * of
 * --format lists it; refuse bytes that no terminal can show; say what a PDF could not show. The
 * first two return -1, or the exit code. */
int cli_form(const cli_command *command, const cli_args *args, truce_paper_form *form);
int cli_refuse_terminal(const cli_command *command, truce_paper_form form);
void cli_tell_unknown(const cli_command *command, size_t unknown);

/* A command that answers on paper: parse, open, compose by `answer`, print. `check` looks at what
 * only this command knows of its options: -1 to go on, else the exit code; or it is NULL. */
int cli_paper(const cli_command *command, int argc, char **argv,
              int (*check)(const cli_command *command, const cli_args *args),
              truce_status (*answer)(truce_session *session, truce_paper paper, truce_buffer *out,
                                     truce_error *err));

/* watch.c: from now on, where standard error is a terminal and this takes longer than a second,
 * tell there what is being done; `doing` is looked at each time, and may be NULL there. End it
 * before anything is written. */
void cli_watch(const cli_command *command, const char *const volatile *doing);
void cli_watch_end(void);

/* Write all of the buffer, and clear it. Returns `code`, or EXIT_SYSTEM when it cannot be written
 * or is incomplete. */
int cli_write(truce_buffer *buffer, int code);
/* The same to standard error. */
void cli_complain(truce_buffer *buffer);

extern const cli_command *const cli_commands[];
extern const size_t cli_n_commands;

extern const cli_command cmd_timeline, cmd_offers, cmd_offer, cmd_message;
extern const cli_command cmd_new, cmd_check, cmd_fmt, cmd_json, cmd_import, cmd_matrix, cmd_brief;
extern const cli_command cmd_actors, cmd_gaps, cmd_agreement, cmd_exchange;
extern const cli_command cmd_accounts, cmd_witnesses, cmd_impasse, cmd_deals, cmd_export;
extern const cli_command cmd_ballot, cmd_release, cmd_sequence, cmd_stability, cmd_ledger;
extern const cli_command cmd_unlock, cmd_lock, cmd_text;

#endif
