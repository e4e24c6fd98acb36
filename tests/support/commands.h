/* commands.h - commands of the program that take a case, as tests ask them of many cases: a new
 * one, or an option that changes an answer, is one more row of commands.c. */
#ifndef TRUCE_TESTS_COMMANDS_H
#define TRUCE_TESTS_COMMANDS_H

#include <stddef.h>

enum { COMMAND_WORDS = 4 };

/* Each ends in NULL; `--as READER` and the case come behind. */
extern const char *const commands[][COMMAND_WORDS];
extern const size_t n_commands;

#endif
