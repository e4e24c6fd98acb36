#include "cli.h"

/* In the order in which --help lists them: make a case, ask it, hand it on. */
const cli_command *const cli_commands[] = {
    &cmd_new,      &cmd_check,   &cmd_brief,  &cmd_matrix,   &cmd_accounts,  &cmd_witnesses,
    &cmd_timeline, &cmd_offers,  &cmd_offer,  &cmd_message,  &cmd_exchange,  &cmd_actors,
    &cmd_gaps,     &cmd_impasse, &cmd_deals,  &cmd_sequence, &cmd_stability, &cmd_agreement,
    &cmd_text,     &cmd_fmt,     &cmd_json,   &cmd_import,   &cmd_export,    &cmd_release,
    &cmd_ballot,   &cmd_ledger,  &cmd_unlock, &cmd_lock,
};
const size_t cli_n_commands = sizeof cli_commands / sizeof *cli_commands;
