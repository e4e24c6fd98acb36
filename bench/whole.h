/* whole.h - what the measurements of whole answers share: a case in files of which none is too
 * large, and one answer about it in a process of its own, so that what it costs is its own. */
#ifndef TRUCE_BENCH_WHOLE_H
#define TRUCE_BENCH_WHOLE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "truce/actions/paper.h"
#include "truce/actions/session.h"

enum { FILES_MAX = 64, FILE_BYTES = 32 << 20 };

typedef struct files {
    truce_buffer at[FILES_MAX];
    size_t n;
} files;

/* What is asked: the answer to a request, in a form. */
typedef struct row {
    const char *what;
    truce_status (*ask)(truce_session *session, truce_paper paper, truce_buffer *out,
                        truce_error *err);
    truce_paper_form form;
    truce_request request;
} row;

typedef struct cost {
    double read_ms, answer_ms; /* processor time */
    size_t bytes;
    long peak_mb;
} cost;

static double now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(bool fine, const char *what) {
    if (!fine) {
        (void)fprintf(stderr, "bench: %s failed\n", what);
        exit(4);
    }
}

static files files_begin(void) {
    files all = {.n = 1};
    all.at[0] = truce_buffer_new();
    truce_buffer_lit(&all.at[0], "truce 1\n");
    return all;
}

/* Where the next record goes. */
static truce_buffer *files_next(files *all) {
    if (all->at[all->n - 1].size > FILE_BYTES) {
        must(all->n < FILES_MAX, "so many files");
        all->at[all->n] = truce_buffer_new();
        truce_buffer_lit(&all->at[all->n++], "truce 1\n");
    }
    return &all->at[all->n - 1];
}

static cost cost_here(const row *r, const files *text) {
    truce_session session;
    struct rusage usage;
    static char names[FILES_MAX][24];
    truce_input inputs[FILES_MAX];
    for (size_t i = 0; i < text->n; i++) {
        (void)snprintf(names[i], sizeof names[i], "%02zu.truce", i);
        inputs[i] = (truce_input){truce_str_of(names[i]), truce_buffer_str(&text->at[i])};
    }
    const truce_paper paper = {.form = r->form, .text = {.width = 100}};
    truce_buffer out = truce_buffer_new();
    const double begun = now_ms();
    truce_error err = {.message = ""};
    if (truce_session_open_inputs(&session, &r->request, inputs, text->n, &err) != TRUCE_OK) {
        truce_report_show(&session.report, false, &out);
        (void)fprintf(stderr, "%s%.*s\n", err.message, (int)out.size, out.data);
        must(false, "reading");
    }
    const double opened = now_ms();
    must(r->ask(&session, paper, &out, NULL) == TRUCE_OK, r->what);
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

/* All rows about a case, each on a line, the better of two runs; the case is given back. What each
 * cost in all, to `ms` unless that is NULL. */
static void measure_rows(const row *rows, size_t n, files *text, double *ms) {
    double mb = 0;
    for (size_t i = 0; i < text->n; i++) {
        must(!text->at[i].failed, "generating");
        mb += (double)text->at[i].size / 1e6;
    }
    printf(", %.1f MB\n", mb);
    for (size_t i = 0; i < n; i++) {
        const cost one = in_fresh_process(&rows[i], text);
        const cost two = in_fresh_process(&rows[i], text);
        const cost c = one.read_ms + one.answer_ms < two.read_ms + two.answer_ms ? one : two;
        printf("  %-24s read %7.0f ms  answer %7.0f ms  %7.1f MB told  peak %5ld MB\n",
               rows[i].what, c.read_ms, c.answer_ms, (double)c.bytes / 1e6, c.peak_mb);
        if (ms != NULL) {
            ms[i] = c.read_ms + c.answer_ms;
        }
    }
    for (size_t i = 0; i < text->n; i++) {
        truce_buffer_clear(&text->at[i]);
    }
}

#endif
