/* offer.h - the commands of truce offer and truce message; cmd_offer.c has the tables of them. */
#ifndef CLI_OFFER_H
#define CLI_OFFER_H

#include "cli.h"

/* offer_say.c */
int cli_offer_new(const cli_command *command, int argc, char **argv);
int cli_offer_hand(const cli_command *command, int argc, char **argv);
int cli_offer_convey(const cli_command *command, int argc, char **argv);
int cli_offer_receive(const cli_command *command, int argc, char **argv);
int cli_offer_acknowledge(const cli_command *command, int argc, char **argv);
int cli_offer_review(const cli_command *command, int argc, char **argv);
int cli_offer_answer(const cli_command *command, int argc, char **argv);
int cli_offer_withdraw(const cli_command *command, int argc, char **argv);
int cli_offer_copy(const cli_command *command, int argc, char **argv);
int cli_offer_countersign(const cli_command *command, int argc, char **argv);

#endif
