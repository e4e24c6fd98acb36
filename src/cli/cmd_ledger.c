/* truce ledger: a command for each thing that is done with a record. */
#include "ledger.h"

#define OPTION_FOR                                                                                 \
    {                                                                                              \
        "--for", "NAMES",                                                                          \
            "compartments, with commas, for records without an audience; else the team, or you"    \
    }
#define OPTION_WHY                                                                                 \
    { "--why", "TEXT", "the reason, which stays in the record" }
#define OPTION_RIGHTS                                                                              \
    { "--rights", "NAMES", "add, convey, release, manage, with commas, or none" }

static const cli_option of_verify[] = {
    {"--head", "HEAD",
     "what another member read to you, 15:30a0fb45...; may be given again; a place alone shows\n"
     "                      what stands there here"},
    {"--older", NULL, "go on from this state, though this machine has seen more: it forgets that"}};
static const cli_option of_restore[] = {
    {"--older", NULL, "also when this machine has seen more than COPY holds"}};
static const cli_option of_log[] = {OPTION_JSON};
static const cli_option of_members[] = {OPTION_COLOUR};
static const cli_option of_add[] = {
    OPTION_FOR,
    {"--edit", NULL, "write the records in your editor (VISUAL, EDITOR), on no disk"},
    OPTION_COLOUR};
static const cli_option of_supersede[] = {
    {"--edit", NULL, "change the record in your editor (VISUAL, EDITOR), on no disk"},
    {"--for", "NAMES",
     "for these compartments from now on, with commas, in place of those it was for"},
    OPTION_COLOUR};
static const cli_option of_why[] = {OPTION_WHY};
static const cli_option of_admit[] = {{"--in", "NAMES", "compartments to be put into, with commas"},
                                      OPTION_RIGHTS};
static const cli_option of_rights[] = {OPTION_RIGHTS};
static const cli_option of_compartment[] = {
    {"--role", "ROLE", "mediator, party, monitor or observer"}};

static const cli_option of_export[] = {
    {"--for", "NAME", "make a ledger for this member, of what they may read"},
    {"--text", NULL, "make a folder with the case as plain text, as you read it"}};

static const cli_command commands[] = {
    {"ledger key", "NAME", "Make your keys, in a new file under a passphrase; show your card.",
     NULL, 0, NULL, cli_ledger_key},
    {"ledger card", "", "Show your card again.", NULL, 0, NULL, cli_ledger_card},
    {"ledger init", "LEDGER", "Make a new ledger; you are its manager.", NULL, 0, NULL,
     cli_ledger_init},
    {"ledger add", "LEDGER [PATH]...", "Add the records in these files, or on standard input.",
     of_add, 3, NULL, cli_ledger_add},
    {"ledger supersede", "LEDGER EVENT [PATH]", "Put a record in the place of an earlier one.",
     of_supersede, 3,
     "Without PATH, --for alone takes the record as it stands. Who gets it and did not have it\n"
     "takes the right to release (truce release shows first what that tells them).",
     cli_ledger_supersede},
    {"ledger retract", "LEDGER EVENT", "Take a record back.", of_why, 1, NULL, cli_ledger_retract},
    {"ledger log", "LEDGER", "List what was said, by whom, for whom.", of_log, 1, NULL,
     cli_ledger_log},
    {"ledger show", "LEDGER EVENT", "Show one event whole.", NULL, 0, NULL, cli_ledger_show},
    {"ledger verify", "LEDGER", "Check every entry, head and signature.", of_verify, 2,
     "Exits 0 when all is in order and goes through each HEAD, 1 when not.", cli_ledger_verify},
    {"ledger members", "LEDGER", "Show who is there, as far as you may know.", of_members, 1, NULL,
     cli_ledger_members},
    {"ledger admit", "LEDGER [CARD]", "Admit whoever's card this is; all keys are new.", of_admit,
     2, "Without --rights a member may add. Who carries papers needs --rights add,convey.",
     cli_ledger_admit},
    {"ledger invite", "LEDGER NAME", "Show a member's invitation: which ledger, up to where.", NULL,
     0, "admit shows it too. It holds no secret. The member gives it to truce ledger accept.",
     cli_ledger_invite},
    {"ledger accept", "INVITATION LEDGER", "Check that this is the ledger you were invited to.",
     NULL, 0,
     "INVITATION is a file, or - for standard input. The ledger is checked whole and remembered;\n"
     "compare the digits of whoever invited you aloud.",
     cli_ledger_accept},
    {"ledger remove", "LEDGER NAME", "Remove a member; all keys are new.", NULL, 0,
     "What the member could read before, they still can, in every copy of the file.",
     cli_ledger_remove},
    {"ledger rights", "LEDGER NAME --rights NAMES", "Say what a member may do.", of_rights, 1, NULL,
     cli_ledger_rights},
    {"ledger compartment", "LEDGER NAME", "Make a compartment.", of_compartment, 1, NULL,
     cli_ledger_compartment},
    {"ledger put", "LEDGER NAME COMPARTMENT", "Put a member into a compartment.", NULL, 0, NULL,
     cli_ledger_put},
    {"ledger take", "LEDGER NAME COMPARTMENT", "Take a member out of a compartment.", NULL, 0, NULL,
     cli_ledger_take},
    {"ledger open-past", "LEDGER NAME COMPARTMENT",
     "Let a member read what was written to a compartment before they came.", NULL, 0, NULL,
     cli_ledger_past},
    {"ledger purge", "LEDGER EVENT...", "Take the text of events out of the file, for good.",
     of_why, 1, NULL, cli_ledger_purge},
    {"ledger export", "LEDGER NEW", "Make a fresh ledger for a member, or a folder of plain text.",
     of_export, 2,
     "A ledger for a member tells nothing of what they may not read: it has its own numbers, times "
     "and sizes. What they add to it comes back with truce ledger import.",
     cli_ledger_export},
    {"ledger import", "LEDGER OTHER",
     "Take in what another copy, or an export, has and this has not.", NULL, 0,
     "Events are known by their ids, so it may be done again. Exits 1 when something could not be "
     "taken, or when the two had gone separate ways.",
     cli_ledger_import},
    {"ledger backup", "LEDGER COPY", "Make a copy of the whole, while others write.", NULL, 0, NULL,
     cli_ledger_backup},
    {"ledger restore", "COPY LEDGER", "Put a copy in the place of a ledger that is gone.",
     of_restore, 1, "COPY is checked whole first. There may be no LEDGER yet, and nothing of one.",
     cli_ledger_restore},
};

static int run(const cli_command *command, int argc, char **argv) {
    return cli_family(command, commands, sizeof commands / sizeof *commands, "LEDGER ...", argc,
                      argv);
}

const cli_command cmd_ledger = {
    "ledger",
    "COMMAND ...",
    "Keep a case in a sealed record that several people share.",
    NULL,
    0,
    "The record cannot be altered unseen, and each reads only their own.\n"
    "Every command that takes a case takes a ledger: truce brief "
    "talks.ledger",
    run};
