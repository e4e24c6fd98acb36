/* deals_doubt - how fast shares are found, for preferences known as intervals.
 *
 * An instance: two parties, 10 issues of 10 options. Each party's values are three digits at
 * random, its weights too; what is stated are intervals of 10 (30) percent of the range around
 * them. Independent: the second party's values have nothing to do with the first one's. Opposed:
 * they are 1 minus the first one's. 10,000 profiles.
 *
 *   deals_doubt      the table
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "truce/base/random.h"
#include "truce/deals/shares.h"

enum { ISSUES = 10, OPTIONS = 10, PARTIES = 2, GRID = 1000 };

typedef struct instance {
    uint32_t n_values[ISSUES];
    truce_domain choices;
    truce_bounds values[PARTIES][ISSUES][OPTIONS];
    truce_belief_issue issues[PARTIES][ISSUES];
    truce_belief beliefs[PARTIES];
} instance;

/* Processor time: one thread, and what else the machine does counts less. */
static double now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(truce_status status, const truce_error *err) {
    if (status != TRUCE_OK) {
        (void)fprintf(stderr, "bench deals_doubt: %s\n", err->message);
        exit(4);
    }
}

static truce_ratio thousandths(int64_t x) {
    truce_ratio r;
    if (!truce_ratio_divide(truce_ratio_whole(x), truce_ratio_whole(GRID), &r)) {
        exit(4);
    }
    return r;
}

static truce_ratio minus_from_1(truce_ratio x) {
    return (truce_ratio){x.under - x.over, x.under};
}

/* `off` to each side, within 0 and 1. */
static truce_bounds around(int64_t at, int64_t off) {
    return (truce_bounds){thousandths(at > off ? at - off : 0),
                          thousandths(at + off < GRID ? at + off : GRID)};
}

static void make(instance *in, uint64_t seed, bool opposed, int64_t percent, truce_arena *arena) {
    truce_random r = truce_random_new(seed, 0);
    truce_error err;
    *in = (instance){0};
    for (int i = 0; i < ISSUES; i++) {
        in->n_values[i] = OPTIONS;
    }
    must(truce_domain_init(&in->choices, in->n_values, ISSUES, 0, 0, arena, &err), &err);
    for (int p = 0; p < PARTIES; p++) {
        int64_t weights[ISSUES];
        int64_t sum = 0;
        for (int i = 0; i < ISSUES; i++) {
            weights[i] = 200 + (int64_t)truce_random_below(&r, GRID);
            sum += weights[i];
        }
        for (int i = 0; i < ISSUES; i++) {
            const int64_t weight = weights[i] * GRID / sum;
            in->issues[p][i] =
                (truce_belief_issue){.weight = around(weight, weight * percent / 100),
                                     .values = in->values[p][i],
                                     .mentioned = true};
            for (int k = 0; k < OPTIONS; k++) {
                const int64_t value = (int64_t)truce_random_below(&r, GRID + 1);
                in->values[p][i][k] = around(value, percent * GRID / 200);
                if (p == 1 && opposed) {
                    const truce_bounds s = in->values[0][i][k];
                    in->values[1][i][k] = (truce_bounds){minus_from_1(s.high), minus_from_1(s.low)};
                }
            }
        }
        in->beliefs[p] = (truce_belief){.party = (uint32_t)p,
                                        .issues = in->issues[p],
                                        .top = 1,
                                        .reserve_kind = TRUCE_RESERVE_AMOUNT,
                                        .reserve = {thousandths(500), thousandths(500)}};
    }
}

int main(void) {
    printf("shares: two parties, 10 issues x 10 options, 10,000 profiles\n");
    printf("%-12s %8s %8s %10s %10s %8s %8s %8s\n", "family", "percent", "ms", "frontier",
           "packages", "most", "nash", "agree");
    for (int opposed = 0; opposed < 2; opposed++) {
        for (int64_t percent = 10; percent <= 30; percent += 20) {
            truce_arena arena = truce_arena_new();
            instance in;
            truce_doubt *doubt;
            truce_shares shares;
            truce_error err;
            make(&in, 1, opposed != 0, percent, &arena);
            const double begun = now_ms();
            must(truce_doubt_open(in.beliefs, PARTIES, &in.choices, &arena, &doubt, &err), &err);
            must(truce_doubt_shares(doubt, &(truce_shares_options){.seed = 1}, &arena, &shares,
                                    &err),
                 &err);
            const double ended = now_ms();
            uint32_t nash = 0;
            for (uint32_t i = 0; i < shares.n; i++) {
                nash = shares.at[i].nash > nash ? shares.at[i].nash : nash;
            }
            printf("%-12s %8ld %8.0f %10.0f %10llu %8u %8u %8u%s\n",
                   opposed != 0 ? "opposed" : "independent", (long)percent, ended - begun,
                   shares.frontier, (unsigned long long)shares.seen, shares.at[0].efficient, nash,
                   shares.agreeable, shares.n_walks > 0 ? "  (walked)" : "");
            truce_arena_clear(&arena);
        }
    }
    return 0;
}
