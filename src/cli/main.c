/* truce - keep the case of talks as plain text, and ask it questions. */
#include <signal.h>
#include <stdio.h>

#include "cli.h"

static void print_help(void) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, "usage: truce COMMAND [OPTION]... [PATH...]\n\n"
                            "Keep the case of talks as plain text - who said what, where you read it - and\n"
                            "ask it where each side stands, since when, and according to whom.\n\n");
    for (size_t i = 0; i < cli_n_commands; i++) {
        truce_buffer_printf(&text, "  %-8s  %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    }
    truce_buffer_lit(&text, "\n  truce COMMAND --help   what a command takes\n"
                            "  truce --version        which truce this is\n\n"
                            "To begin:  truce new talks.truce  and then  truce brief talks.truce\n");
    (void)cli_write(&text, EXIT_DONE);
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
        print_help();
        return EXIT_USAGE;
    }
    const char *const word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
        (strcmp(word, "help") == 0 && argc == 2)) {
        print_help();
        return EXIT_DONE;
    }
    if (strcmp(word, "--version") == 0) {
        (void)puts("truce " TRUCE_VERSION);
        return EXIT_DONE;
    }
    const bool help = strcmp(word, "help") == 0;
    const cli_command *const command = find_command(help ? argv[2] : word);
    if (command == NULL) {
        (void)fprintf(stderr, "truce: there is no command \"%.60s\" (truce --help lists them)\n",
                      help ? argv[2] : word);
        return EXIT_USAGE;
    }
    if (help) {
        char *asked[] = {argv[2], (char[]){"--help"}, NULL};
        return command->run(command, 2, asked);
    }
    return command->run(command, argc - 1, argv + 1);
}
