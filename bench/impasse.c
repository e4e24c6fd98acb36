/* impasse - how long it takes to tell why there is no deal and what would open one, and how that
 * grows.
 *
 * A case is generated as text: issues of 3 to 6 rungs, of which some are contested; positions of
 * the parties, in turn wanting low rungs, high rungs, or either (only on a contested issue can they
 * miss each other), or ruling one rung out; one in five under a condition on another issue; two in
 * ten are red lines, two in ten are called open. Half of the links exclude a pair of rungs, half
 * tie a rung to the rungs above or below another. Each size is solved for several seeds; told are
 * the median and the slowest, in ms of processor time:
 *
 *   conflicts   all conflicts of every size, from the positions
 *   openings    the same with the Pareto openings, and what each of those shown opens
 *   answer      `truce impasse` as a whole, from the text of the case to the text of the paper
 *
 *   impasse     the table
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "actions/stands.h"
#include "deals/impasse_parts.h"
#include "truce/actions/impasse.h"

enum { SEEDS = 9, PEOPLE = 60 };

typedef struct family {
    uint32_t parties, issues, positions, links;
    uint32_t contested; /* of 100 issues */
    double asked_ms;    /* of conflicts with openings; 0: nothing was asked */
} family;

static uint64_t next_random(uint64_t *seed) {
    uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint32_t pick(uint64_t *seed, uint32_t n) {
    return (uint32_t)(next_random(seed) % n);
}

/* Processor time: one thread, and what else the machine does counts less. */
static double now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(bool ok, const char *what) {
    if (!ok) {
        (void)fprintf(stderr, "bench impasse: %s failed\n", what);
        exit(4);
    }
}

/* ---- a case ---------------------------------------------------------------------------------- */

typedef struct issue {
    uint32_t rungs;
    bool contested;
} issue;

static void write_frames(truce_buffer *out, const family *f, const issue *issues) {
    truce_buffer_lit(out, "truce 1\n\ncase generated \"A generated case\"\n\n");
    for (uint32_t p = 0; p < f->parties; p++) {
        truce_buffer_printf(out, "party party-%u \"Party %u\"\n", p, p);
    }
    for (uint32_t i = 0; i < PEOPLE * f->parties; i++) {
        truce_buffer_printf(out, "person person-%u \"Person %u\" of party-%u\n", i, i,
                            i % f->parties);
    }
    for (uint32_t i = 0; i < f->issues; i++) {
        truce_buffer_printf(out, "\nissue issue-%u \"Issue number %u\"\n", i, i);
        for (uint32_t k = 0; k < issues[i].rungs; k++) {
            truce_buffer_printf(out, "  rung rung-%u \"rung %u of it\"\n", k, k);
        }
    }
    truce_buffer_lit(out, "\nsource press \"A source\" press\n");
}

static void write_link(truce_buffer *out, uint64_t *seed, const family *f, const issue *issues,
                       uint32_t number) {
    const uint32_t i = pick(seed, f->issues);
    const uint32_t j = (i + 1 + pick(seed, f->issues - 1)) % f->issues;
    const uint32_t here = pick(seed, issues[i].rungs);
    const uint32_t there = pick(seed, issues[j].rungs);
    const uint32_t kind = pick(seed, 4); /* 0, 1: the pair; 2: requires it or more; 3: or less */
    truce_buffer_printf(out, "link link-%u issue-%u rung-%u %s issue-%u rung-%u%s\n", number, i,
                        here, kind < 2 ? "excludes" : "requires", j, there,
                        kind < 2    ? ""
                        : kind == 2 ? " or more"
                                    : " or less");
}

static void write_position(truce_buffer *out, uint64_t *seed, const family *f, const issue *issues,
                           uint32_t number) {
    static const char *const firmness[] = {"firmly ", "firmly ", "flexibly ", "flexibly "};
    const uint32_t i = pick(seed, f->issues);
    const uint32_t n = issues[i].rungs;
    const uint32_t party = pick(seed, f->parties);
    const uint32_t person = party + f->parties * pick(seed, PEOPLE);
    const bool high = party < 2 ? party == 1 : pick(seed, 2) == 1;
    const bool excludes = pick(seed, 3) == 2;
    const uint32_t limit = issues[i].contested ? pick(seed, n - 1) : (high ? 0 : n - 1);
    const uint32_t excluded = pick(seed, n);
    const uint32_t firm = pick(seed, 10);
    truce_buffer_printf(out, "\nclaim press:P%u by person-%u\n  person-%u %s", number + 1, person,
                        person, firm < 4 ? firmness[firm] : "");
    if (excludes) {
        truce_buffer_printf(out, "rejects issue-%u rung-%u", i, excluded);
    } else {
        truce_buffer_printf(out, "demands issue-%u rung-%u or %s", i,
                            high && issues[i].contested ? limit + 1 : limit,
                            high ? "more" : "less");
    }
    if (pick(seed, 5) == 0) {
        const uint32_t other = pick(seed, f->issues);
        if (other != i) {
            truce_buffer_printf(out, " if issue-%u rung-%u or more", other,
                                pick(seed, issues[other].rungs));
        }
    }
    truce_buffer_byte(out, '\n');
}

static truce_buffer generate(const family *f, uint64_t seed) {
    truce_buffer out = truce_buffer_new();
    issue *const issues = calloc(f->issues, sizeof *issues);
    must(issues != NULL, "memory");
    for (uint32_t i = 0; i < f->issues; i++) {
        issues[i].rungs = 3 + pick(&seed, 4);
        issues[i].contested = pick(&seed, 100) < f->contested;
    }
    write_frames(&out, f, issues);
    for (uint32_t i = 0; i < f->links; i++) {
        write_link(&out, &seed, f, issues, i);
    }
    for (uint32_t i = 0; i < f->positions; i++) {
        write_position(&out, &seed, f, issues, i);
    }
    free(issues);
    must(!out.failed, "generating");
    return out;
}

/* ---- a run ----------------------------------------------------------------------------------- */

typedef struct sample {
    double conflicts_ms, openings_ms, answer_ms;
    uint32_t positions, conflicts, components;
    char openings[32]; /* in all */
    size_t pareto;     /* costs that none betters */
    uint32_t inexact;  /* openings of which the packages were not counted to the end */
    bool complete;     /* all conflicts, and all Pareto openings */
} sample;

static void answer(truce_str text, sample *s) {
    const truce_input input = {TRUCE_STR("generated.truce"), text};
    const truce_request request = {.warnings = true};
    truce_session session;
    truce_buffer out = truce_buffer_new();
    const double start = now_ms();
    truce_error err = {.message = ""};
    must(truce_session_open_inputs(&session, &request, &input, 1, &err) == TRUCE_OK &&
             truce_impasse_answer(&session, (truce_paper){.form = TRUCE_PAPER_TEXT}, &out, &err) ==
                 TRUCE_OK,
         "an answer");
    truce_session_close(&session);
    s->answer_ms = now_ms() - start;
    truce_buffer_clear(&out);
}

/* The conflicts alone, as truce_impasse_find() looks for them. */
static void find_conflicts(const truce_case *c, const truce_stands *stands, truce_arena *arena,
                           sample *s) {
    const double start = now_ms();
    truce_space space;
    truce_domain d;
    truce_conflicts found;
    must(truce_space_make(c, stands, arena, &space, NULL) == TRUCE_OK &&
             impasse_domain(c, stands, &space, false, arena, &d, NULL) == TRUCE_OK &&
             truce_conflicts_find(&d, &(truce_conflict_limits){0}, arena, &found, NULL) == TRUCE_OK,
         "a search for conflicts");
    s->conflicts_ms = now_ms() - start;
}

static void find_all(truce_str text, sample *s) {
    const truce_input input = {TRUCE_STR("generated.truce"), text};
    const truce_request request = {.warnings = false};
    truce_session session;
    truce_scope scope;
    truce_matrix matrix;
    held_stands held;
    truce_impasse im;
    must(truce_session_open_inputs(&session, &request, &input, 1, NULL) == TRUCE_OK, "reading");
    truce_arena *const arena = &session.arena;
    must(truce_scope_make(&session.c, session.at, NULL, 0, arena, &scope, NULL) == TRUCE_OK &&
             truce_matrix_make_with_offers(&scope, arena, &matrix, NULL) == TRUCE_OK &&
             stands_make(&matrix, &(stands_ask){.hold = false}, arena, &held, NULL) == TRUCE_OK,
         "positions");
    find_conflicts(&session.c, &held.stands, arena, s);
    const double start = now_ms();
    must(truce_impasse_find(&session.c, &held.stands, (truce_impasse_options){0}, arena, &im,
                            NULL) == TRUCE_OK,
         "an impasse");
    s->openings_ms = now_ms() - start;
    s->positions = held.stands.n_positions;
    s->conflicts = im.n_conflicts;
    s->components = im.n_components;
    s->pareto = im.n_pareto;
    for (uint32_t i = 0; i < im.n_openings; i++) {
        s->inexact += !im.openings[i].exact;
    }
    (void)snprintf(s->openings, sizeof s->openings, "%s%.1e",
                   im.openings_exact ? "" : ">= ", strtod(im.openings_total.data, NULL));
    s->complete = im.complete && im.pareto_complete;
    truce_session_close(&session);
}

static int by_value(const void *left, const void *right) {
    const double l = *(const double *)left;
    const double r = *(const double *)right;
    return (l > r) - (l < r);
}

static void measure(const family *f) {
    double conflicts[SEEDS];
    double openings[SEEDS];
    double answers[SEEDS];
    sample largest = {.conflicts = 0};
    unsigned incomplete = 0;
    unsigned inexact = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        truce_buffer text = generate(f, seed);
        sample s = {.positions = 0};
        answer(truce_buffer_str(&text), &s);
        find_all(truce_buffer_str(&text), &s);
        truce_buffer_clear(&text);
        conflicts[seed] = s.conflicts_ms;
        openings[seed] = s.openings_ms;
        answers[seed] = s.answer_ms;
        incomplete += !s.complete;
        largest = s.conflicts >= largest.conflicts ? s : largest;
        inexact += s.inexact;
    }
    qsort(conflicts, SEEDS, sizeof *conflicts, by_value);
    qsort(openings, SEEDS, sizeof *openings, by_value);
    qsort(answers, SEEDS, sizeof *answers, by_value);
    printf("%7u %6u %9u %6u %9u  %8.1f %8.1f  %8.1f %8.1f %6.0f  %8.1f %8.1f  %9u %5u %10s %8zu "
           "%10u %7u\n",
           f->parties, f->issues, largest.positions, f->links, f->contested, conflicts[SEEDS / 2],
           conflicts[SEEDS - 1], openings[SEEDS / 2], openings[SEEDS - 1], f->asked_ms,
           answers[SEEDS / 2], answers[SEEDS - 1], largest.conflicts, largest.components,
           largest.openings, largest.pareto, incomplete, inexact);
}

int main(void) {
    static const family families[] = {
        {2, 200, 500, 300, 30, 200}, {3, 200, 500, 300, 10, 200}, {3, 200, 500, 300, 20, 200},
        {3, 200, 500, 300, 30, 200}, {3, 200, 500, 300, 60, 200}, {3, 200, 500, 300, 100, 200},
        {5, 200, 500, 300, 60, 0},   {3, 400, 1000, 600, 30, 0},  {3, 800, 2000, 1200, 30, 0},
    };
    printf(
        "why there is no deal and what would open one, %d seeds each, ms of processor time: the\n"
        "median and the slowest of the conflicts, of conflicts and openings (next to what is\n"
        "asked), of the whole answer; then of the case with the most conflicts: their number,\n"
        "the components, the openings in all, the Pareto ones that differ; in how many cases\n"
        "not all of these were found; of how many openings shown the packages were not counted\n"
        "to the end\n",
        SEEDS);
    printf("parties issues positions  links contested conflicts  slowest  openings  slowest  asked"
           "    answer  slowest  conflicts parts   openings   pareto incomplete inexact\n");
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        measure(&families[i]);
    }
    return 0;
}
