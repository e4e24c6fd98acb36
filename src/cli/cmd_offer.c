/* truce offer, truce message: a command for each thing that is done with one. */
#include "offer.h"
#include "truce/actions/ways.h"
#include "truce/case/load.h"

static const cli_option of_status[] = {
    OPTION_AS,
    OPTION_AT,
    {"--offer", "NAME", "only this one, by name or title"},
    {"--card", "FILE", "the card of somebody who may have countersigned a receipt"},
    {"--quiet", "DAYS", "name what has not moved for so many days, 7d; with --today"},
    {"--today", "DATE", "the day until which --quiet counts"},
    OPTION_FORMAT,
    OPTION_JSON,
    OPTION_COLOUR,
    OPTION_WIDTH};

enum { N_OF_STATUS = sizeof of_status / sizeof *of_status };

static int run_status(const cli_command *command, int argc, char **argv) {
    return cli_paper(command, argc, argv, NULL, truce_ways_answer);
}

#define OPTION_AT_STAGE                                                                            \
    { "--at", "DATE", "when it happened (2031-04-28); left out: not said" }
#define OPTION_NOTE                                                                                \
    { "--note", "TEXT", "a remark that stays with the record" }
#define OPTION_FOR                                                                                 \
    { "--for", "NAMES", "of a ledger: compartments, with commas; else the team, or you" }
#define OPTION_INTO                                                                                \
    { "--into", "FILE", "of a plain case: append it to this file; else it is printed" }
#define OPTION_SOURCE                                                                              \
    { "--source", "CLAIM", "it is a claim, s2:P8, and not of the books" }
#define OPTION_SPEAKER                                                                             \
    { "--speaker", "NAME", "of a claim: who says it; else the source itself" }

static const cli_option of_new[] = {{"--at", "DATE", "when it was issued; left out: not said"},
                                    OPTION_FOR,
                                    OPTION_INTO,
                                    OPTION_COLOUR};
static const cli_option of_way[] = {{"--by", "NAMES", "who hands it over, actors with commas"},
                                    {"--to", "NAMES", "to whom"},
                                    OPTION_AT_STAGE,
                                    OPTION_NOTE,
                                    OPTION_FOR,
                                    OPTION_INTO,
                                    OPTION_SOURCE,
                                    OPTION_SPEAKER,
                                    OPTION_COLOUR};
static const cli_option of_receive[] = {
    {"--by", "NAMES", "who has it, actors with commas"},
    {"--from", "NAMES", "from whom"},
    {"--receipt", "FILE", "a countersigned receipt; without OFFER and FILE: on standard input"},
    OPTION_AT_STAGE,
    OPTION_NOTE,
    OPTION_FOR,
    OPTION_INTO,
    OPTION_SOURCE,
    OPTION_SPEAKER,
    OPTION_COLOUR};
static const cli_option of_done[] = {{"--by", "NAMES", "who does so, actors with commas"},
                                     {"--with", "OFFER", "of countered: by which offer"},
                                     OPTION_AT_STAGE,
                                     OPTION_NOTE,
                                     OPTION_FOR,
                                     OPTION_INTO,
                                     OPTION_SOURCE,
                                     OPTION_SPEAKER,
                                     OPTION_COLOUR};
static const cli_option of_countersign[] = {
    {"--content", "FILE",
     "the paper that you hold, as truce offer copy gives it; -: standard input"}};

#define N(options) (sizeof(options) / sizeof *(options))

static const cli_command of_offers[] = {
    {"offer new", "PATH [FILE]", "Make a new one: a name of its own, a salt, that it was issued.",
     of_new, N(of_new),
     "FILE, or standard input, holds one record, offer NAME \"title\" by ... to ..., with text or "
     "terms.\n"
     "On a ledger it is added; of a plain case what is made is printed, to be pasted.",
     cli_offer_new},
    {"offer hand", "PATH NAME", "Record that it was handed to a mediator; with a receipt.", of_way,
     N(of_way), NULL, cli_offer_hand},
    {"offer convey", "PATH NAME", "Record that it was conveyed to its recipient; with a receipt.",
     of_way, N(of_way), "On a ledger this asks for the right to convey.", cli_offer_convey},
    {"offer receive", "PATH [NAME]", "Record that it was received, by word or by a receipt.",
     of_receive, N(of_receive),
     "Without NAME a countersigned receipt is read and kept with the record.", cli_offer_receive},
    {"offer acknowledge", "PATH NAME", "Record that its recipient has acknowledged it.", of_done,
     N(of_done), NULL, cli_offer_acknowledge},
    {"offer review", "PATH NAME", "Record that it is under review.", of_done, N(of_done), NULL,
     cli_offer_review},
    {"offer answer", "PATH NAME ANSWER", "Record the answer: accepted, rejected or countered.",
     of_done, N(of_done), NULL, cli_offer_answer},
    {"offer withdraw", "PATH NAME", "Record that it was withdrawn.", of_done, N(of_done), NULL,
     cli_offer_withdraw},
    {"offer copy", "PATH NAME", "Print the paper: what it says, with its salt, and nothing else.",
     NULL, 0, NULL, cli_offer_copy},
    {"offer countersign", "[RECEIPT]",
     "Sign, with your own key, that you have what a receipt is for.", of_countersign,
     N(of_countersign),
     "RECEIPT is a file, or standard input. It is refused when the paper that you hold does not\n"
     "come to what the receipt says. Needs no ledger. Give back what it prints.",
     cli_offer_countersign},
    {"offer status", "PATH...", "Show the way of each: what the books hold, what is claimed.",
     of_status, N_OF_STATUS,
     "Each stage stands with the custody record that holds it (in a ledger: who signed it), and\n"
     "with who claims or denies it. Versions of one offer are held against each other.\n"
     "  truce offer status talks.ledger --offer bridge --quiet 7d --today 2031-05-01",
     run_status},
};

static const cli_command of_messages[] = {
    {"message new", "PATH [FILE]", "Make a new one: a name of its own, a salt, that it was issued.",
     of_new, N(of_new),
     "FILE, or standard input, holds one record, message NAME \"title\" by ... to ..., with text.\n"
     "On a ledger it is added; of a plain case what is made is printed, to be pasted.",
     cli_offer_new},
    {"message hand", "PATH NAME", "Record that it was handed to a mediator; with a receipt.",
     of_way, N(of_way), NULL, cli_offer_hand},
    {"message convey", "PATH NAME", "Record that it was conveyed to its recipient; with a receipt.",
     of_way, N(of_way), "On a ledger this asks for the right to convey.", cli_offer_convey},
    {"message receive", "PATH [NAME]", "Record that it was received, by word or by a receipt.",
     of_receive, N(of_receive),
     "Without NAME a countersigned receipt is read and kept with the record.", cli_offer_receive},
    {"message acknowledge", "PATH NAME", "Record that its recipient has acknowledged it.", of_done,
     N(of_done), NULL, cli_offer_acknowledge},
    {"message review", "PATH NAME", "Record that it is under review.", of_done, N(of_done), NULL,
     cli_offer_review},
    {"message withdraw", "PATH NAME", "Record that it was withdrawn.", of_done, N(of_done), NULL,
     cli_offer_withdraw},
    {"message copy", "PATH NAME", "Print the paper: what it says, with its salt, and nothing else.",
     NULL, 0, NULL, cli_offer_copy},
    {"message countersign", "[RECEIPT]",
     "Sign, with your own key, that you have what a receipt is for.", of_countersign,
     N(of_countersign),
     "RECEIPT is a file, or standard input. It is refused when the paper that you hold does not\n"
     "come to what the receipt says. Needs no ledger. Give back what it prints.",
     cli_offer_countersign},
    {"message status", "PATH...", "Show the way of each: what the books hold, what is claimed.",
     of_status, N_OF_STATUS, NULL, run_status},
};

static int run_offer(const cli_command *command, int argc, char **argv) {
    return cli_family(command, of_offers, N(of_offers), "PATH ...", argc, argv);
}

static int run_message(const cli_command *command, int argc, char **argv) {
    return cli_family(command, of_messages, N(of_messages), "PATH ...", argc, argv);
}

const cli_command cmd_offer = {
    "offer",
    "COMMAND ...",
    "Follow an offer from hand to hand: who holds which version, and how "
    "that is known.",
    NULL,
    0,
    NULL,
    run_offer};

const cli_command cmd_message = {
    "message", "COMMAND ...", "The same of a message that is no offer.", NULL, 0,
    NULL,      run_message};
