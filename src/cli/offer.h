/* offer.h - the commands of truce offer and truce message; cmd_offer.c has the tables of them. */
#ifndef CLI_OFFER_H
#define CLI_OFFER_H

#include "ledger.h"

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

/* offer_for.c: of a ledger, what this member has just recorded. Append ", for carriers" to what is
 * said of it. */
void cli_offer_put_whom(const ledger_work *w, truce_buffer *out);
/* Warn, on standard error, where somebody who reads the offer (of the case in `inputs`, as it was
 * before) does not see that stage; or, `text` being a new offer, does not see what replaces theirs.
 * -1, or the exit status. */
int cli_offer_warn_stage(const ledger_work *w, const truce_input *inputs, size_t n, truce_str offer,
                         truce_arena *arena);
int cli_offer_warn_replaced(const ledger_work *w, const truce_input *inputs, size_t n,
                            truce_str text, truce_arena *arena);

#endif
