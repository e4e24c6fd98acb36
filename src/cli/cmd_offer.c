/* truce offer, truce message: a command for each thing that is done with one. */
#include "cli.h"
#include "truce/actions/ways.h"

static const cli_option of_status[] = {
    OPTION_AS,
    OPTION_AT,
    {"--offer", "NAME", "only this one, by name or title"},
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

static const cli_command of_offers[] = {
    {"offer status", "PATH...", "Show the way of each offer: what the books hold, what is claimed.",
     of_status, N_OF_STATUS,
     "Each stage stands with the custody record that holds it (in a ledger: who signed it), and\n"
     "with who claims or denies it. Versions of one offer are held against each other.\n"
     "  truce offer status talks.ledger --offer bridge --quiet 7d --today 2031-05-01",
     run_status},
};

static const cli_command of_messages[] = {
    {"message status", "PATH...",
     "Show the way of each message: what the books hold, what is claimed.", of_status, N_OF_STATUS,
     NULL, run_status},
};

static int list_commands(const cli_command *of, const cli_command *commands, size_t n, int code) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_printf(&text, "usage: truce %s COMMAND [OPTION]... PATH ...\n\n%s\n\n", of->name,
                        of->summary);
    for (size_t i = 0; i < n; i++) {
        truce_buffer_printf(&text, "  %-12s  %s\n", commands[i].name + strlen(of->name) + 1,
                            commands[i].summary);
    }
    truce_buffer_printf(&text,
                        "  --help        this page\n"
                        "\n  truce %s COMMAND --help   what a command takes\n",
                        of->name);
    return code == EXIT_DONE ? cli_write(&text, code) : (cli_complain(&text), code);
}

static int run_of(const cli_command *of, const cli_command *commands, size_t n, int argc,
                  char **argv) {
    if (argc < 2) {
        return list_commands(of, commands, n, EXIT_USAGE);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        return list_commands(of, commands, n, EXIT_DONE);
    }
    for (size_t i = 0; i < n; i++) {
        if (strcmp(commands[i].name + strlen(of->name) + 1, argv[1]) == 0) {
            return commands[i].run(&commands[i], argc - 1, argv + 1);
        }
    }
    if (argc > 2 && strcmp(argv[2], "--help") == 0) {
        return list_commands(of, commands, n, EXIT_DONE);
    }
    return cli_usage(of, "there is no truce %s %.40s (truce %s --help lists them)", of->name,
                     argv[1], of->name);
}

static int run_offer(const cli_command *command, int argc, char **argv) {
    return run_of(command, of_offers, sizeof of_offers / sizeof *of_offers, argc, argv);
}

static int run_message(const cli_command *command, int argc, char **argv) {
    return run_of(command, of_messages, sizeof of_messages / sizeof *of_messages, argc, argv);
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
