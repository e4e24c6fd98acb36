/* agreement - how fast the state of each obligation is found.
 *
 * A hundred thousand obligations of all measures, with a million reports of a week each (one in
 * four of days that another speaks of as well), incidents, and each falling with two others; as of
 * a day in the middle. Then all the reports of one obligation, each of days that the next speaks of
 * too.
 *
 *   agreement   the table
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "truce/agreement/owed.h"
#include "truce/base/random.h"

/* Processor time: one thread, and what else the machine does counts less. */
static double now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(bool fine, const truce_error *err) {
    if (!fine) {
        (void)fprintf(stderr, "bench agreement: %s\n", err->message);
        exit(4);
    }
}

static void run(uint32_t n, uint32_t n_reports, uint32_t n_incidents) {
    truce_arena arena = truce_arena_new();
    truce_arena answer = truce_arena_new();
    truce_error err = {.message = "no memory"};
    truce_random r = truce_random_new(1, 0);
    truce_owed_obligation *o = truce_arena_zero(&arena, n, sizeof *o);
    uint32_t *with = truce_arena_zero(&arena, (size_t)2 * n, sizeof *with);
    truce_owed_report *reports = truce_arena_zero(&arena, n_reports, sizeof *reports);
    truce_owed_incident *incidents = truce_arena_zero(&arena, n_incidents, sizeof *incidents);
    const truce_owed_trigger triggers[] = {{TRUCE_OWED_HAPPENED, {3, 5}, TRUCE_OWED_NONE},
                                           {TRUCE_OWED_UNKNOWN, {0, 0}, TRUCE_OWED_NONE}};
    static const truce_owed_stage stages[] = {{TRUCE_OWED_STAGE_REPORTED, 30, false, false, false},
                                              {TRUCE_OWED_STAGE_VERIFIED, 40, true, true, false}};
    must(o != NULL && with != NULL && reports != NULL && incidents != NULL, &err);
    for (uint32_t i = 0; i < n; i++) {
        with[2 * i] = (uint32_t)truce_random_below(&r, n);
        with[2 * i + 1] = (uint32_t)truce_random_below(&r, n);
        const bool waits = truce_random_below(&r, 10) == 0;
        o[i] = (truce_owed_obligation){
            .from = waits ? (truce_owed_when){TRUCE_OWED_AFTER, {0, 2}, 0}
                          : (truce_owed_when){TRUCE_OWED_ON, {0, 0}, TRUCE_OWED_NONE},
            .until = {TRUCE_OWED_ON, {60, 62}, TRUCE_OWED_NONE},
            .measure = n == 1 ? TRUCE_OWED_A_DAY : (truce_owed_measure)(i % 7),
            .quantity = 600,
            .evidence = i % 3 == 0,
            .falls_with = &with[(size_t)2 * i],
            .n_falls_with = 2};
    }
    for (uint32_t i = 0; i < n_reports; i++) {
        const int64_t week = n == 1 ? (int64_t)i * 6 : 7 * (int64_t)(i / n);
        const int64_t day = truce_random_below(&r, 4) == 0 ? week + 3 : week;
        reports[i] = (truce_owed_report){(uint32_t)(((uint64_t)i * 7919) % n),
                                         {day, day + 6},
                                         TRUCE_OWED_AMOUNT,
                                         (int64_t)truce_random_below(&r, 5000),
                                         day % 90,
                                         i % 2 == 0 ? day % 90 : TRUCE_OWED_NEVER,
                                         i % 5 == 0 ? 50 : TRUCE_OWED_NEVER};
    }
    for (uint32_t i = 0; i < n_incidents; i++) {
        incidents[i] = (truce_owed_incident){(uint32_t)truce_random_below(&r, n), 20, 1, stages, 2};
    }
    const truce_owed_agreement a = {.obligations = o,
                                    .triggers = triggers,
                                    .reports = reports,
                                    .incidents = incidents,
                                    .n_obligations = n,
                                    .n_triggers = 2,
                                    .n_reports = n_reports,
                                    .n_incidents = n_incidents,
                                    .epoch = 20000};
    truce_owed owed;
    truce_owed_falls falls;
    const double begun = now_ms();
    must(truce_owed_find(&a, 45, (truce_owed_options){0}, &answer, &owed, &err) == TRUCE_OK, &err);
    const double found = now_ms();
    must(truce_owed_fall_with(&a, 0, &answer, &falls, &err) == TRUCE_OK, &err);
    const double fallen = now_ms();
    uint32_t states[TRUCE_OWED_STATES] = {0};
    for (uint32_t i = 0; i < n; i++) {
        states[owed.standings[i].state]++;
    }
    printf("%11u %9u %9u %9.0f %9.0f %9u %9u %9u\n", n, n_reports, n_incidents, found - begun,
           fallen - found, falls.n, states[TRUCE_OWED_STATE_PARTLY],
           states[TRUCE_OWED_STATE_CANNOT_TELL]);
    truce_arena_clear(&answer);
    truce_arena_clear(&arena);
}

int main(void) {
    printf("agreement: each obligation as of a day, and all that falls with one\n");
    printf("%11s %9s %9s %9s %9s %9s %9s %9s\n", "obligations", "reports", "incidents", "find ms",
           "fall ms", "fall", "partly", "untold");
    run(10000, 100000, 10000);
    run(100000, 1000000, 100000);
    run(1, 1000000, 100000);
    return 0;
}
