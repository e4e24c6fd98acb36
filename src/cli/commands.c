#include "cli.h"

const cli_command *const cli_commands[] = {
    &cmd_new,    &cmd_check, &cmd_brief,  &cmd_matrix,
    &cmd_fmt,    &cmd_json,  &cmd_import,
};
const size_t cli_n_commands = sizeof cli_commands / sizeof *cli_commands;
