/* exchange - how fast a release for a release is counted and laid out over days.
 *
 * A million persons of 20 categories, each owing of 3 of 40 classes, in tranches a week apart, with
 * extensions; without quotas, with quotas that make a year of it, and one person a day.
 *
 *   exchange   the table
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "truce/sequence/exchange.h"

enum { PERSONS = 1000000, CATEGORIES = 20, CLASSES = 40, ENTRIES = 3, PARTS = 5 };

/* Processor time: one thread, and what else the machine does counts less. */
static double now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(bool fine, const truce_error *err) {
    if (!fine) {
        (void)fprintf(stderr, "bench exchange: %s\n", err->message);
        exit(4);
    }
}

static void run(const char *name, uint32_t n_tranches, int64_t released_a_day,
                int64_t given_a_day) {
    truce_arena arena = truce_arena_new();
    truce_error err = {.message = "no memory"};
    truce_exchange_category *categories = truce_arena_zero(&arena, CATEGORIES, sizeof *categories);
    truce_exchange_due *dues = truce_arena_zero(&arena, (size_t)CATEGORIES * ENTRIES, sizeof *dues);
    truce_exchange_class *classes = truce_arena_zero(&arena, CLASSES, sizeof *classes);
    truce_exchange_tranche *tranches = truce_arena_zero(&arena, n_tranches, sizeof *tranches);
    truce_exchange_part *parts =
        truce_arena_zero(&arena, (size_t)n_tranches * PARTS, sizeof *parts);
    must(categories != NULL && dues != NULL && classes != NULL && tranches != NULL && parts != NULL,
         &err);
    for (uint32_t i = 0; i < CATEGORIES; i++) {
        for (uint32_t k = 0; k < ENTRIES; k++) {
            dues[i * ENTRIES + k] = (truce_exchange_due){(i * 7 + k * 11) % CLASSES, 1 + i + k};
        }
        categories[i] = (truce_exchange_category){PERSONS / CATEGORIES,
                                                  {&dues[(size_t)i * ENTRIES], ENTRIES, false}};
    }
    for (uint32_t i = 0; i < CLASSES; i++) {
        classes[i].size = PERSONS / 2;
    }
    for (uint32_t i = 0; i < n_tranches; i++) {
        for (uint32_t k = 0; k < PARTS; k++) {
            parts[i * PARTS + k] = (truce_exchange_part){
                (i * PARTS + k) % CATEGORIES, PERSONS / (PARTS * (int64_t)n_tranches), NULL};
        }
        tranches[i] = (truce_exchange_tranche){&parts[(size_t)i * PARTS], PARTS, NULL,
                                               7 * (int64_t)i, TRUCE_EXCHANGE_NONE};
    }
    const truce_exchange_extension extension = {.after = 0, .each = 10, .days = 1};
    const truce_exchange_deal deal = {.categories = categories,
                                      .classes = classes,
                                      .tranches = tranches,
                                      .extensions = &extension,
                                      .n_categories = CATEGORIES,
                                      .n_classes = CLASSES,
                                      .n_tranches = n_tranches,
                                      .n_extensions = 1,
                                      .released_a_day = released_a_day,
                                      .given_a_day = given_a_day,
                                      .days = 42};
    truce_exchange x;
    truce_exchange_plan plan;
    const double begun = now_ms();
    must(truce_exchange_count(&deal, &arena, &x, &err) == TRUCE_OK, &err);
    const double counted = now_ms();
    must(truce_exchange_lay_out(&x, &arena, &plan, &err) == TRUCE_OK, &err);
    const double laid = now_ms();
    printf("%-22s %9u %9zu %12lld %10.1f %10.1f\n", name, n_tranches, plan.n,
           (long long)x.due.number, counted - begun, laid - counted);
    truce_arena_clear(&arena);
}

int main(void) {
    printf("exchange: %d persons of %d categories, %d classes\n", PERSONS, CATEGORIES, CLASSES);
    printf("%-22s %9s %9s %12s %10s %10s\n", "quotas", "tranches", "days", "due", "count ms",
           "days ms");
    run("none", 50, 0, 0);
    run("none", 20000, 0, 0);
    run("a year", 50, 2740, 100000);
    run("one person a day", 50, 1, 0);
    run("15 in return a day", 50, 0, 15);
    return 0;
}
