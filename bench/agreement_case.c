/* agreement_case - how fast `truce agreement` is, whole, and how that grows.
 *
 * A case is generated: one agreement, so many obligations of seven kinds (fixed days, phases, an
 * event, quantities per day and in all), so many reports of a week each, one incident for ten
 * reports, with 1,000 claims that they rest on. Reading the case and answering from it are told
 * apart; each is the processor time of one run in a process of its own.
 *
 *   agreement_case [OBLIGATIONS REPORTS]   by default 10000 100000 and 100000 100000; a
 *                                          million reports are 135 MB of case, and take 4 GB
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "truce/actions/agreement.h"

enum { CLAIMS = 1000, SOURCES = 100, FILES_MAX = 64, FILE_BYTES = 32 << 20 };

/* A case in files of which none is too large. */
typedef struct files {
    truce_buffer at[FILES_MAX];
    size_t n;
} files;

static double now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(bool fine, const char *what) {
    if (!fine) {
        (void)fprintf(stderr, "bench agreement_case: %s failed\n", what);
        exit(4);
    }
}

static void add_obligation(truce_buffer *out, unsigned i) {
    static const char *const lines[] = {
        "  from 2031-01-01 until 2031-06-30\n",
        "  phase 1\n  quantity 600 trucks per day\n",
        "  until 2031-02-28\n  evidence \"the log\"\n",
        "  after start within 7 days\n",
        "  from 2031-01-05 until 2031-03-31\n  quantity 50 trucks per week\n",
        "  until 2031-04-30\n  quantity 1090 persons\n",
        "  phase 2\n  response \"the board meets\" within 3 days\n",
    };
    truce_buffer_printf(out, "obligation ob-%u \"Obligation number %u\" of %s to %s\n  in pact\n%s",
                        i, i, i % 2 == 0 ? "north" : "south", i % 2 == 0 ? "south" : "north",
                        lines[i % (sizeof lines / sizeof *lines)]);
    if (i > 0 && i % 5 == 0) {
        truce_buffer_printf(out, "  falls with ob-%u\n", i - 1);
    }
}

static void add_frame(truce_buffer *out) {
    truce_buffer_lit(out, "case generated \"A generated case\"\nparty north \"The north\"\n"
                          "party south \"The south\"\nmediator board \"Board\"\n"
                          "event start \"The start\" other\n");
    for (unsigned i = 0; i < SOURCES; i++) {
        truce_buffer_printf(out, "source s%u \"Source %u\" press\n  published 2031-0%u-%02u\n", i,
                            i, 1 + i % 4, 1 + i % 28);
    }
    truce_buffer_lit(out, "claim s0:P99999\n  event start at 2031-01-03\n");
    for (unsigned i = 0; i < CLAIMS; i++) {
        truce_buffer_printf(out, "claim s%u:P%u\n  says \"seen %u\"\n", i % SOURCES, 1 + i, i);
    }
    truce_buffer_lit(out,
                     "agreement pact \"Pact\" of north, south\n  phase 1 \"One\" at 2031-01-01 "
                     "for 60 days\n  phase 2 \"Two\" for 90 days\n  verifier board\n"
                     "  covers aid\n");
}

static void add_report(truce_buffer *out, unsigned i, unsigned obligations) {
    const unsigned of = (unsigned)((i * UINT64_C(7919)) % obligations);
    const unsigned month = 1 + i % 4;
    const unsigned day = 1 + i / 4 % 21;
    const unsigned claim = i % CLAIMS;
    truce_buffer_printf(out,
                        "report re-%u \"Report %u\"\n  concerns ob-%u\n"
                        "  at 2031-0%u-%02u/2031-0%u-%02u\n  %s\n  %s s%u:P%u%s\n",
                        i, i, of, month, day, month, day + 6, i % 3 == 0 ? "measured 40" : "kept",
                        i % 2 == 0 ? "verified" : "reported", claim % SOURCES, 1 + claim,
                        i % 2 == 0 ? " by board" : "");
    if (i % 10 == 0) {
        truce_buffer_printf(out,
                            "incident in-%u \"Incident %u\"\n  concerns ob-%u\n  at 2031-0%u-%02u\n"
                            "  reported s%u:P%u\n",
                            i, i, of, month, day, claim % SOURCES, 1 + claim);
    }
}

static files generate(unsigned obligations, unsigned reports) {
    files all = {.n = 1};
    all.at[0] = truce_buffer_new();
    truce_buffer_lit(&all.at[0], "truce 1\n");
    add_frame(&all.at[0]);
    for (unsigned i = 0; i < obligations + reports; i++) {
        if (all.at[all.n - 1].size > FILE_BYTES) {
            must(all.n < FILES_MAX, "so many files");
            all.at[all.n] = truce_buffer_new();
            truce_buffer_lit(&all.at[all.n++], "truce 1\n");
        }
        if (i < obligations) {
            add_obligation(&all.at[all.n - 1], i);
        } else {
            add_report(&all.at[all.n - 1], i - obligations, obligations);
        }
    }
    return all;
}

typedef struct row {
    const char *what;
    truce_paper_form form;
    const char *over_time;
} row;

static const row rows[] = {
    {"text", TRUCE_PAPER_TEXT, NULL},
    {"JSON", TRUCE_PAPER_JSON, NULL},
    {"CSV, the deadlines", TRUCE_PAPER_CSV, NULL},
    {"CSV, by month", TRUCE_PAPER_CSV, "month"},
};
enum { ROWS = sizeof rows / sizeof *rows };

typedef struct cost {
    double read_ms, answer_ms;
    size_t bytes;
    long peak_mb;
} cost;

static cost cost_here(const row *r, const files *text) {
    truce_session session;
    struct rusage usage;
    static char names[FILES_MAX][24];
    truce_input inputs[FILES_MAX];
    for (size_t i = 0; i < text->n; i++) {
        (void)snprintf(names[i], sizeof names[i], "%02zu.truce", i);
        inputs[i] = (truce_input){truce_str_of(names[i]), truce_buffer_str(&text->at[i])};
    }
    const truce_request request = {.over_time = truce_str_of(r->over_time)};
    const truce_paper paper = {.form = r->form, .text = {.width = 100}};
    truce_buffer out = truce_buffer_new();
    const double begun = now_ms();
    truce_error err = {.message = ""};
    if (truce_session_open_inputs(&session, &request, inputs, text->n, &err) != TRUCE_OK) {
        truce_report_show(&session.report, false, &out);
        (void)fprintf(stderr, "%s%.*s\n", err.message, (int)out.size, out.data);
        must(false, "reading");
    }
    const double opened = now_ms();
    must(truce_agreement_answer(&session, paper, &out, NULL) == TRUCE_OK, r->what);
    const double answered = now_ms();
    must(getrusage(RUSAGE_SELF, &usage) == 0, "getrusage");
    return (cost){opened - begun, answered - opened, out.size, usage.ru_maxrss / 1024};
}

static cost in_fresh_process(const row *r, const files *text) {
    cost told;
    int ends[2];
    int status = 0;
    (void)fflush(stdout);
    must(pipe(ends) == 0, "pipe");
    const pid_t child = fork();
    must(child >= 0, "fork");
    if (child == 0) {
        told = cost_here(r, text);
        _exit(write(ends[1], &told, sizeof told) == (ssize_t)sizeof told ? 0 : 4);
    }
    must(waitpid(child, &status, 0) == child && status == 0, "a run");
    must(read(ends[0], &told, sizeof told) == (ssize_t)sizeof told, "a run's report");
    (void)close(ends[0]);
    (void)close(ends[1]);
    return told;
}

static void measure(unsigned obligations, unsigned reports) {
    files text = generate(obligations, reports);
    double mb = 0;
    for (size_t i = 0; i < text.n; i++) {
        must(!text.at[i].failed, "generating");
        mb += (double)text.at[i].size / 1e6;
    }
    printf("%u obligations, %u reports, %.1f MB\n", obligations, reports, mb);
    for (size_t i = 0; i < ROWS; i++) {
        const cost c = in_fresh_process(&rows[i], &text);
        printf("  %-20s read %7.0f ms  answer %7.0f ms  %7.1f MB told  peak %5ld MB\n",
               rows[i].what, c.read_ms, c.answer_ms, (double)c.bytes / 1e6, c.peak_mb);
    }
    for (size_t i = 0; i < text.n; i++) {
        truce_buffer_clear(&text.at[i]);
    }
}

int main(int argc, char **argv) {
    printf("agreement_case: truce agreement, whole\n");
    if (argc == 3) {
        measure((unsigned)strtoul(argv[1], NULL, 10), (unsigned)strtoul(argv[2], NULL, 10));
        return 0;
    }
    measure(10000, 100000);
    measure(100000, 100000);
    return 0;
}
