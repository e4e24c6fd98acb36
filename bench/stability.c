/* stability - how fast all states of a graph model are classified, and how that grows.
 *
 * A model: four decision makers with as many options each. `random`: payoffs drawn evenly from as
 * many numbers as there are states / 16; `one way`: the same, a quarter of the options go one way,
 * and four patterns of three options are infeasible; `rules`: ten statements each about up to three
 * options; `common`: each maker prefers first that more of its own options are taken, then that
 * more are at all, so that nobody's improvement is ever answered by an improvement.
 *
 * A run lists the states, ranks them, and finds the concepts for all states. Every run is a process
 * of its own; told are the time of the best of three (of one for what takes longer than 10 s), the
 * most memory of a run, and what was asked for.
 *
 * Then single questions, without a list: for models of 30 options, of which `statements` are rules
 * as above or, for `common`, weights as above, 20 random states and makers are asked about under
 * each concept; told are the slowest and the median, and how many stayed unknown. Asked for is 1 s.
 *
 *   stability             the tables
 *   stability SECONDS     rows that are asked to take no longer than this
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "truce/stability/ask.h"

enum { MAKERS = 4, RUNS = 3, STATEMENTS = 10 };

typedef enum family { RANDOM, ONE_WAY, RULES, COMMON } family;

typedef struct row {
    family how;
    uint32_t options;
    bool sim;
    uint32_t threads;
    double asked_s;
    long asked_mb;
} row;

typedef struct cost {
    double seconds;
    long mb;
    uint32_t states, nash, seq;
} cost;

static uint64_t next_random(uint64_t *seed) {
    uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Processor time on one thread, so that what else the machine does counts less; on several, time on
 * the wall, which they are to shorten. */
static double now_s(uint32_t threads) {
    struct timespec t;
    (void)clock_gettime(threads > 1 ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(bool ok, const char *what) {
    if (!ok) {
        (void)fprintf(stderr, "bench stability: %s\n", what);
        exit(4);
    }
}

static truce_graph_pattern pattern(uint64_t *seed, uint32_t n_options, uint32_t care) {
    truce_graph_pattern p = {0, 0};
    while ((uint32_t)__builtin_popcountll(p.care) < care) {
        p.care |= UINT64_C(1) << next_random(seed) % n_options;
    }
    p.taken = next_random(seed) & p.care;
    return p;
}

static void prefer_by_rules(uint64_t *seed, uint32_t n_options, truce_arena *arena,
                            truce_graph_preference *p) {
    truce_graph_statement *const at = truce_arena_zero(arena, STATEMENTS, sizeof *at);
    must(at != NULL, "memory");
    for (int i = 0; i < STATEMENTS; i++) {
        truce_graph_op *const ops = truce_arena_zero(arena, 3, sizeof *ops);
        must(ops != NULL, "memory");
        for (int k = 0; k < 2; k++) {
            ops[k] = (truce_graph_op){TRUCE_GRAPH_IS, pattern(seed, n_options, 1 + (uint32_t)k)};
        }
        ops[2].kind = TRUCE_GRAPH_OR;
        at[i] = (truce_graph_statement){ops, 3};
    }
    p->rule = TRUCE_GRAPH_STATEMENTS;
    p->statements = at;
    p->n_statements = STATEMENTS;
}

static void prefer_for_all(uint32_t maker, uint32_t n_options, truce_arena *arena,
                           truce_graph_preference *p) {
    int64_t *const weights = truce_arena_zero(arena, n_options, sizeof *weights);
    must(weights != NULL, "memory");
    for (uint32_t k = 0; k < n_options; k++) {
        weights[k] = k * MAKERS / n_options == maker ? 33 : 1;
    }
    p->rule = TRUCE_GRAPH_WEIGHTS;
    p->weights = weights;
}

static void prefer_anyhow(uint64_t *seed, size_t n_states, truce_arena *arena,
                          truce_graph_preference *p) {
    int64_t *const payoffs = truce_arena_take(arena, n_states * sizeof *payoffs);
    must(payoffs != NULL, "memory");
    for (size_t s = 0; s < n_states; s++) {
        payoffs[s] = (int64_t)(next_random(seed) % (n_states / 16));
    }
    p->rule = TRUCE_GRAPH_PAYOFFS;
    p->payoffs = payoffs;
    p->n_payoffs = n_states;
}

static size_t count_states(const truce_graph_model *m) {
    size_t n = 0;
    for (uint64_t s = 0; s >> m->n_options == 0; s++) {
        n += truce_graph_feasible(m, s);
    }
    return n;
}

static void make_model(const row *r, truce_arena *arena, truce_graph_model *m) {
    uint64_t seed = 1;
    truce_graph_option *const options = truce_arena_zero(arena, r->options, sizeof *options);
    truce_graph_pattern *const infeasible = truce_arena_zero(arena, 4, sizeof *infeasible);
    truce_graph_preference *const p = truce_arena_zero(arena, MAKERS, sizeof *p);
    must(options != NULL && infeasible != NULL && p != NULL, "memory");
    *m = (truce_graph_model){.options = options, .n_options = r->options, .n_makers = MAKERS};
    for (uint32_t k = 0; k < r->options; k++) {
        options[k].owner = k * MAKERS / r->options;
        options[k].direction = r->how == ONE_WAY && k % 4 == 0
                                   ? (k % 8 == 0 ? TRUCE_GRAPH_FORWARD : TRUCE_GRAPH_BACK)
                                   : TRUCE_GRAPH_BOTH;
    }
    for (uint32_t i = 0; r->how == ONE_WAY && i < 4; i++) {
        infeasible[m->n_infeasible++] = pattern(&seed, r->options, 3);
    }
    m->infeasible = infeasible;
    m->preferences = p;
    const size_t n_states = r->how == RANDOM || r->how == ONE_WAY ? count_states(m) : 0;
    for (uint32_t i = 0; i < MAKERS; i++) {
        if (r->how == RULES) {
            prefer_by_rules(&seed, r->options, arena, &p[i]);
        } else if (r->how == COMMON) {
            prefer_for_all(i, r->options, arena, &p[i]);
        } else {
            prefer_anyhow(&seed, n_states, arena, &p[i]);
        }
    }
}

static uint32_t count_bits(const uint64_t *bits, uint32_t n) {
    uint32_t count = 0;
    for (uint32_t w = 0; bits != NULL && w <= n / 64; w++) {
        count += (uint32_t)__builtin_popcountll(bits[w]);
    }
    return count;
}

static cost run_here(const row *r) {
    truce_arena arena = truce_arena_new();
    truce_graph_model m;
    truce_graph_states states;
    truce_stable found;
    cost c;
    make_model(r, &arena, &m);
    const truce_stable_options options = {.concepts = (1U << TRUCE_CONCEPTS) - 1 -
                                                      (r->sim ? 0 : 1U << TRUCE_SIM),
                                          .threads = r->threads};
    const double start = now_s(r->threads);
    must(truce_graph_list(&m, &arena, &states, NULL) == TRUCE_OK, "the states");
    must(truce_stable_find(&states, &options, &arena, &found, NULL) == TRUCE_OK, "what is stable");
    c.seconds = now_s(r->threads) - start;
    c.states = states.n;
    c.nash = count_bits(found.equilibria[TRUCE_NASH], states.n);
    c.seq = count_bits(found.equilibria[TRUCE_SEQ], states.n);
    truce_arena_clear(&arena);
    struct rusage used;
    (void)getrusage(RUSAGE_SELF, &used);
    c.mb = used.ru_maxrss / 1024;
    return c;
}

/* In a process of its own, whose memory is its own. */
static cost run_apart(const row *r) {
    int ends[2];
    cost c;
    must(pipe(ends) == 0, "a pipe");
    const pid_t child = fork();
    must(child >= 0, "a process");
    if (child == 0) {
        c = run_here(r);
        _exit(write(ends[1], &c, sizeof c) == (ssize_t)sizeof c ? 0 : 4);
    }
    (void)close(ends[1]);
    must(read(ends[0], &c, sizeof c) == (ssize_t)sizeof c, "a run failed");
    (void)close(ends[0]);
    (void)waitpid(child, NULL, 0);
    return c;
}

static void measure(const row *r) {
    static const char *const names[] = {"random", "one way", "rules", "common"};
    cost best = run_apart(r);
    for (int i = 1; i < RUNS && best.seconds < 10; i++) {
        const cost c = run_apart(r);
        best.seconds = c.seconds < best.seconds ? c.seconds : best.seconds;
        best.mb = c.mb > best.mb ? c.mb : best.mb;
    }
    printf("%-8s %7u %9u %4s %8u %9.3f %7ld %9u %9u", names[r->how], (unsigned)r->options,
           (unsigned)best.states, r->sim ? "yes" : "no", (unsigned)r->threads, best.seconds,
           best.mb, (unsigned)best.nash, (unsigned)best.seq);
    if (r->asked_s > 0) {
        printf("  %g s%s", r->asked_s, best.seconds <= r->asked_s ? "" : ": missed");
    }
    if (r->asked_mb > 0) {
        printf(", %ld MB%s", r->asked_mb, best.mb <= r->asked_mb ? "" : ": missed");
    }
    printf("\n");
    (void)fflush(stdout);
}

/* ---- one state at a time
 * --------------------------------------------------------------------------- */

enum { QUESTIONS = 20 };

static int by_value(const void *left, const void *right) {
    const double l = *(const double *)left, r = *(const double *)right;
    return (l > r) - (l < r);
}

static void ask_about(family how, uint32_t n_options, truce_graph_concept concept) {
    const row r = {how, n_options, false, 1, 1, 0};
    truce_arena arena = truce_arena_new();
    truce_graph_model m;
    double seconds[QUESTIONS];
    uint32_t stable = 0, unknown = 0;
    uint64_t seed = 7;
    make_model(&r, &arena, &m);
    for (int i = 0; i < QUESTIONS; i++) {
        const truce_graph_state s = next_random(&seed) >> (64 - n_options);
        const uint32_t maker = (uint32_t)(next_random(&seed) % MAKERS);
        truce_arena kept = truce_arena_new();
        truce_ask ask;
        const double start = now_s(1);
        must(truce_ask_stable(&m, NULL, s, maker, concept, NULL, &kept, &ask, NULL) == TRUCE_OK,
             "a question");
        seconds[i] = now_s(1) - start;
        stable += ask.answer == TRUCE_ASK_STABLE;
        unknown += ask.answer == TRUCE_ASK_UNKNOWN;
        truce_arena_clear(&kept);
    }
    qsort(seconds, QUESTIONS, sizeof *seconds, by_value);
    printf("%-8s %7u %7s %9.3f %9.3f %7u %8u%s\n", how == RULES ? "rules" : "common",
           (unsigned)n_options, truce_graph_concept_key(concept), seconds[QUESTIONS / 2],
           seconds[QUESTIONS - 1], (unsigned)stable, (unsigned)unknown,
           seconds[QUESTIONS - 1] <= 1 ? "" : "  1 s: missed");
    (void)fflush(stdout);
    truce_arena_clear(&arena);
}

int main(int argc, char **argv) {
    static const row rows[] = {
        {RANDOM, 12, true, 1, 0.02, 0},    {ONE_WAY, 12, true, 1, 0.02, 0},
        {RULES, 12, true, 1, 0.02, 0},     {COMMON, 12, true, 1, 0.02, 0},
        {RANDOM, 16, false, 1, 0, 0},      {RANDOM, 20, false, 1, 5, 200},
        {ONE_WAY, 20, false, 1, 5, 200},   {RULES, 20, false, 1, 5, 200},
        {COMMON, 20, false, 1, 5, 200},    {RANDOM, 20, false, 2, 0, 0},
        {RANDOM, 20, true, 1, 25, 0},      {ONE_WAY, 20, true, 1, 25, 0},
        {RULES, 20, true, 1, 25, 0},       {COMMON, 20, true, 1, 25, 0},
        {RANDOM, 20, true, 2, 0, 0},       {RULES, 24, false, 1, 120, 2000},
        {COMMON, 24, false, 1, 120, 2000}, {RANDOM, 24, false, 1, 120, 0},
        {RULES, 24, false, 2, 0, 0},
    };
    const double most = argc > 1 ? atof(argv[1]) : 0;
    printf("family   options    states  sim  threads   seconds      MB      nash       seq  asked "
           "for\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (most == 0 || (rows[i].asked_s > 0 && rows[i].asked_s <= most)) {
            measure(&rows[i]);
        }
    }
    printf("\nfamily   options concept    median   slowest  stable  unknown\n");
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        ask_about(RULES, 30, c);
        ask_about(COMMON, 30, c);
    }
    return 0;
}
