/* Commands of two words: truce ledger add, truce ballot ask. */
#include "cli.h"

static const char *second_word(const cli_command *of, const cli_command *one) {
    return one->name + strlen(of->name) + 1;
}

static int list(const cli_command *of, const cli_command *commands, size_t n, const char *operands,
                int code) {
    truce_buffer text = truce_buffer_new();
    size_t width = strlen("--help");
    for (size_t i = 0; i < n; i++) {
        const size_t size = strlen(second_word(of, &commands[i]));
        width = size > width ? size : width;
    }
    truce_buffer_printf(&text, "usage: truce %s COMMAND [OPTION]... %s\n\n%s\n\n", of->name,
                        operands, of->summary);
    for (size_t i = 0; i < n; i++) {
        truce_buffer_printf(&text, "  %-*s  %s\n", (int)width, second_word(of, &commands[i]),
                            commands[i].summary);
    }
    truce_buffer_printf(&text,
                        "  %-*s  this page\n\n  truce %s COMMAND --help   what a command takes\n",
                        (int)width, "--help", of->name);
    if (of->more != NULL) {
        truce_buffer_printf(&text, "\n%s\n", of->more);
    }
    return code == EXIT_DONE ? cli_write(&text, code) : (cli_complain(&text), code);
}

int cli_family(const cli_command *of, const cli_command *commands, size_t n, const char *operands,
               int argc, char **argv) {
    if (argc < 2) {
        return list(of, commands, n, operands, EXIT_USAGE);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        return list(of, commands, n, operands, EXIT_DONE);
    }
    for (size_t i = 0; i < n; i++) {
        if (strcmp(second_word(of, &commands[i]), argv[1]) == 0) {
            return commands[i].run(&commands[i], argc - 1, argv + 1);
        }
    }
    if (argc > 2 && strcmp(argv[2], "--help") == 0) {
        return list(of, commands, n, operands, EXIT_DONE);
    }
    return cli_usage(of, "there is no truce %s %.40s (truce %s --help lists them)", of->name,
                     argv[1], of->name);
}
