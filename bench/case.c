/* case - how fast a case is read, checked and briefed, and how that grows.
 *
 * A case is generated: two sides, 200 people, 60 issues, 500 sources, and the given number of
 * claims of two statements each. Every run is a process of its own that did nothing before, as a
 * person meets the program; within one process a second run finds memory that the first gave back,
 * if that was little enough to be kept, which flatters small cases. A figure is the processor time
 * of the best of five runs, next to the most memory of a run and to what the machine does with the
 * same bytes (a memchr scan for line ends), so that a slow machine shows as such.
 *
 *   case [CLAIMS...]      by default 10000 and 100000, and the ratio of the two
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "generated.h"
#include "truce/actions/accounts.h"
#include "truce/actions/actors.h"
#include "truce/actions/brief.h"
#include "truce/actions/check.h"
#include "truce/actions/gaps.h"
#include "truce/actions/offers.h"
#include "truce/actions/timeline.h"
#include "truce/actions/ways.h"
#include "truce/actions/witnesses.h"

enum { RUNS = 5 };

/* Processor time: every job here is one thread, and what else the machine does counts less. */
static double now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static volatile size_t sink;

static void scan(truce_str text) {
    size_t lines = 0;
    const char *const end = text.data + text.size;
    for (const char *p = text.data; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        lines++;
    }
    sink = lines;
}

static void must(bool ok, const char *what) {
    if (!ok) {
        (void)fprintf(stderr, "bench case: %s failed\n", what);
        exit(4);
    }
}

static void read_case(truce_str text, truce_read_options options) {
    truce_arena arena = truce_arena_new();
    truce_report report = truce_report_new(&arena);
    const truce_input input = {TRUCE_STR("generated.truce"), text};
    truce_view view;
    truce_case c;
    must(truce_case_view(&input, 1, (truce_str){NULL, 0}, &arena, &view, NULL) == TRUCE_OK &&
             truce_case_read(&view, options, &arena, &c, &report, NULL) == TRUCE_OK,
         "reading");
    sink = c.n_claims;
    truce_arena_clear(&arena);
}

static void read_syntax(truce_str text) {
    read_case(text, (truce_read_options){.syntax_only = true});
}

static void read_bound(truce_str text) {
    read_case(text, (truce_read_options){.no_warnings = true});
}

static void read_checked(truce_str text) {
    read_case(text, (truce_read_options){0});
}

typedef truce_status answerer(truce_session *session, truce_paper paper, truce_buffer *out,
                              truce_error *err);

static void answer(truce_str text, answerer *answered) {
    truce_session session;
    const truce_input input = {TRUCE_STR("generated.truce"), text};
    const truce_request request = {.warnings = true};
    truce_buffer out = truce_buffer_new();
    must(truce_session_open_inputs(&session, &request, &input, 1, NULL) == TRUCE_OK &&
             answered(&session, (truce_paper){.form = TRUCE_PAPER_JSON}, &out, NULL) == TRUCE_OK,
         "answering");
    sink = out.size;
    truce_buffer_clear(&out);
    truce_session_close(&session);
}

static void brief(truce_str text) {
    answer(text, truce_brief_answer);
}

static void accounts(truce_str text) {
    answer(text, truce_accounts_answer);
}

static void timeline(truce_str text) {
    answer(text, truce_timeline_answer);
}

static void witnesses(truce_str text) {
    answer(text, truce_witnesses_answer);
}

static void offers(truce_str text) {
    answer(text, truce_offers_answer);
}

static void ways(truce_str text) {
    answer(text, truce_ways_answer);
}

static void actors(truce_str text) {
    answer(text, truce_actors_answer);
}

static void gaps(truce_str text) {
    answer(text, truce_gaps_answer);
}

/* What a run cost; the peak is of the whole process, with the text of the case. */
typedef struct cost {
    double ms;
    long peak_mb;
} cost;

static cost cost_here(void (*job)(truce_str text), truce_str text) {
    struct rusage usage;
    const double begin = now_ms();
    job(text);
    const double took = now_ms() - begin;
    must(getrusage(RUSAGE_SELF, &usage) == 0, "getrusage");
    return (cost){took, usage.ru_maxrss / 1024};
}

static cost cost_in_fresh_process(void (*job)(truce_str text), truce_str text) {
    cost told;
    int ends[2];
    int status = 0;
    must(pipe(ends) == 0, "pipe");
    const pid_t child = fork();
    must(child >= 0, "fork");
    if (child == 0) {
        told = cost_here(job, text);
        _exit(write(ends[1], &told, sizeof told) == (ssize_t)sizeof told ? 0 : 4);
    }
    must(waitpid(child, &status, 0) == child && status == 0, "a run");
    must(read(ends[0], &told, sizeof told) == (ssize_t)sizeof told, "a run's report");
    (void)close(ends[0]);
    (void)close(ends[1]);
    return told;
}

static cost best_of(void (*job)(truce_str text), truce_str text) {
    cost best = {1e300, 0};
    (void)fflush(stdout);
    for (int i = 0; i < RUNS; i++) {
        const cost one = cost_in_fresh_process(job, text);
        best.ms = one.ms < best.ms ? one.ms : best.ms;
        best.peak_mb = one.peak_mb > best.peak_mb ? one.peak_mb : best.peak_mb;
    }
    return best;
}

typedef struct row {
    const char *what;
    void (*job)(truce_str text);
} row;

static const row rows[] = {
    {"memchr scan of the lines", scan},      {"read (words and records)", read_syntax},
    {"read and names bound", read_bound},    {"read, bound and checked for doubts", read_checked},
    {"read, checked, accounts", accounts},   {"read, checked, timeline", timeline},
    {"read, checked, witnesses", witnesses}, {"read, checked, offers", offers},
    {"read, checked, offer status", ways},   {"read, checked, actors", actors},
    {"read, checked, gaps", gaps},           {"the whole job: a brief to JSON", brief},
};
enum { ROWS = sizeof rows / sizeof *rows };

static void measure(unsigned claims, double took[ROWS]) {
    truce_buffer text = generate(claims);
    must(!text.failed, "generating");
    const double mb = (double)text.size / 1e6;
    printf("%u claims, %.1f MB\n", claims, mb);
    for (size_t i = 0; i < ROWS; i++) {
        const cost best = best_of(rows[i].job, truce_buffer_str(&text));
        took[i] = best.ms;
        printf("  %-36s %8.1f ms  %6.0f MB/s  %6.1f times the scan  peak %4ld MB\n", rows[i].what,
               best.ms, mb / best.ms * 1e3, best.ms / took[0], best.peak_mb);
    }
    truce_buffer_clear(&text);
}

int main(int argc, char **argv) {
    const unsigned sizes[] = {10000, 100000};
    double took[2][ROWS];
    if (argc > 1) {
        for (int i = 1; i < argc; i++) {
            measure((unsigned)strtoul(argv[i], NULL, 10), took[0]);
        }
        return 0;
    }
    for (size_t i = 0; i < 2; i++) {
        measure(sizes[i], took[i]);
    }
    printf("ten times the claims cost\n");
    for (size_t i = 0; i < ROWS; i++) {
        printf("  %-36s %8.1f times\n", rows[i].what, took[1][i] / took[0][i]);
    }
    return 0;
}
