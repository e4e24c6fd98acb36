/* truce - keep the case of talks as plain text, and ask it questions. */
#include <signal.h>

#include "cli.h"
#include "truce/base/utf8.h"

static int print_help(int code) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(
        &text, "usage: truce COMMAND [OPTION]... [PATH...]\n\n"
               "Keep the case of talks as plain text - who said what, where you read it - and\n"
               "ask it where each side stands, since when, and according to whom.\n\n");
    for (size_t i = 0; i < cli_n_commands; i++) {
        truce_buffer_printf(&text, "  %-9s  %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    }
    truce_buffer_lit(
        &text, "\n  truce COMMAND --help   what a command takes\n"
               "  truce --version        which truce this is\n\n"
               "To begin:  truce new talks.truce  and then  truce brief talks.truce\n"
               "One page:  truce brief talks.truce --brief 1 --since 2031-04-01\n"
               "One issue: truce brief talks.truce --issue wage  (matrix, accounts, gaps too)\n");
    return cli_write(&text, code);
}

static int print_version(void) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, "truce " TRUCE_VERSION "\n");
    return cli_write(&text, EXIT_DONE);
}

static int unknown_command(const char *name) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, "truce: there is no command \"");
    truce_utf8_show(&text, truce_str_of(name));
    truce_buffer_lit(&text, "\" (truce --help lists them)\n");
    cli_complain(&text);
    return EXIT_USAGE;
}

static const cli_command *find_command(const char *name) {
    for (size_t i = 0; i < cli_n_commands; i++) {
        if (strcmp(cli_commands[i]->name, name) == 0) {
            return cli_commands[i];
        }
    }
    return NULL;
}

int main(int argc, char **argv) {
    /* A reader that goes away (`truce brief | head`) is no failure worth a message. */
    (void)signal(SIGPIPE, SIG_DFL);
    if (argc < 2) {
        return print_help(EXIT_USAGE);
    }
    const char *const word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
        (strcmp(word, "help") == 0 && argc == 2)) {
        return print_help(EXIT_DONE);
    }
    if (strcmp(word, "--version") == 0) {
        return print_version();
    }
    const bool help = strcmp(word, "help") == 0;
    const cli_command *const command = find_command(help ? argv[2] : word);
    if (command == NULL) {
        return unknown_command(help ? argv[2] : word);
    }
    if (help) {
        char *asked[] = {argv[2], (char[]){"--help"}, NULL};
        return command->run(command, 2, asked);
    }
    return command->run(command, argc - 1, argv + 1);
}
