/* Who waits for an answer at a terminal is told, from the first second on, that it is being worked
 * out, for how long already, and what is in hand. The line stands on standard error and is gone
 * before anything else is written; what is no terminal gets none.
 *
 * The time is only shown: no answer depends on it. A timer's signal draws the line, so that no loop
 * of the library has to think of it; a handler can be handed nothing, so what it needs stands here.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "cli.h"

enum { LINE_MAX_BYTES = 160 };

static const char *volatile command_name;
static const char *const volatile *volatile in_hand;
static volatile sig_atomic_t seconds;
static volatile sig_atomic_t shown;

static size_t put(char *line, size_t n, const char *text) {
    for (; *text != '\0' && n < LINE_MAX_BYTES; text++) {
        line[n++] = *text;
    }
    return n;
}

static size_t put_number(char *line, size_t n, unsigned number) {
    char digits[12];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return put(line, n, digits + at);
}

/* Only what a handler may do: no formatting, no memory, one write. */
static void draw(int signal_number) {
    const int kept = errno;
    char line[LINE_MAX_BYTES];
    const char *const doing = in_hand != NULL ? *in_hand : NULL;
    (void)signal_number;
    seconds++;
    size_t n = put(line, 0, "\r\033[Ktruce ");
    n = put(line, n, command_name);
    n = put(line, n, ": ");
    n = put_number(line, n, (unsigned)seconds);
    n = put(line, n, " s");
    if (doing != NULL) {
        n = put(line, n, ", ");
        n = put(line, n, doing);
    }
    n = put(line, n, " ");
    shown = write(STDERR_FILENO, line, n) > 0;
    errno = kept;
}

static void set_timer(time_t every) {
    const struct itimerval timer = {{every, 0}, {every, 0}};
    (void)setitimer(ITIMER_REAL, &timer, NULL);
}

void cli_watch(const cli_command *command, const char *const volatile *doing) {
    if (isatty(STDERR_FILENO) == 0) {
        return;
    }
    struct sigaction action = {.sa_handler = draw, .sa_flags = SA_RESTART};
    (void)sigemptyset(&action.sa_mask);
    command_name = command->name;
    in_hand = doing;
    seconds = 0;
    if (sigaction(SIGALRM, &action, NULL) == 0) {
        set_timer(1);
    }
}

void cli_watch_end(void) {
    static const char gone[] = "\r\033[K";
    if (in_hand == NULL) {
        return;
    }
    set_timer(0);
    in_hand = NULL;
    if (shown != 0) {
        shown = 0;
        (void)!write(STDERR_FILENO, gone, sizeof gone - 1);
    }
}
