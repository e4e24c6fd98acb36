/* sequence_case - how fast `truce sequence` and `truce exchange` are, whole, and how that grows.
 *
 * Two cases are generated: so many steps between three sides, each after one before it within some
 * days, with dates, phases and a demand on order for every hundred of them; and so many tranches of
 * exchanges of 2,000 tranches each, under quotas, with lists that rule people out, totals that do
 * not agree and tranches that wait for a step. Reading a case and answering from it are told apart;
 * each is the processor time of one run in a process of its own. Ten times as much is to take at
 * most fifteen times as long.
 *
 *   sequence_case [N]   by default 10000 and 100000 of each
 */
#include "truce/actions/sequence.h"

#include "truce/actions/swaps.h"
#include "whole.h"

enum { TRANCHES = 2000, PER_DEMAND = 100, PER_DATE = 7, PEOPLE = 30 };

static const char *const sides[] = {"north", "south", "coast"};

static void add_sides(truce_buffer *out) {
    truce_buffer_lit(out, "case generated \"A generated case\"\nparty north \"The north\"\n"
                          "party south \"The south\"\nparty coast \"The coast\"\n"
                          "source s \"A source\" press\n  published 2031-01-01\n");
}

static void add_date(truce_buffer *out, unsigned day) {
    truce_buffer_printf(out, "%04u-%02u-%02u", 2031 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
}

/* ---- steps ---- */

static void add_step(truce_buffer *out, unsigned i, unsigned n) {
    truce_buffer_printf(out, "step step-%u \"Step number %u\" of %s to %s\n  phase %u\n", i, i,
                        sides[i % 3], sides[(i + 1 + i / 3 % 2) % 3],
                        1 + (unsigned)(i * UINT64_C(3) / n));
    if (i >= 3) {
        truce_buffer_printf(out, "  after step-%u within %u days\n", i - 3, 1 + i % 9);
    }
    if (i % PER_DATE == 0) {
        truce_buffer_lit(out, "  not before ");
        add_date(out, i / 200);
        truce_buffer_byte(out, '\n');
    }
    if (i % PER_DEMAND == 1) {
        truce_buffer_printf(out, "  gives hour hour-%u\n", i / PER_DEMAND);
    }
}

static files generate_steps(unsigned n) {
    files all = files_begin();
    add_sides(&all.at[0]);
    const unsigned demands = (n + PER_DEMAND - 2) / PER_DEMAND;
    truce_buffer_lit(&all.at[0], "issue hour \"The hour\"\n");
    for (unsigned i = 0; i < demands; i++) {
        truce_buffer_printf(&all.at[0], "  option hour-%u\n", i);
    }
    for (unsigned i = 0; i + 1 < demands; i++) {
        truce_buffer_printf(&all.at[0],
                            "claim s:P%u by %s\n  %s demands hour hour-%u before hour hour-%u\n",
                            i + 1, sides[i % 3], sides[i % 3], i, i + 1);
    }
    for (unsigned i = 0; i < n; i++) {
        add_step(files_next(&all), i, n);
    }
    return all;
}

/* ---- tranches ---- */

static void add_exchange(truce_buffer *out, unsigned x, unsigned tranches) {
    const unsigned people = tranches * PEOPLE;
    truce_buffer_printf(out,
                        "exchange swap-%u \"Exchange number %u\" of south and north\n"
                        "  category held %u at 3 lifers, 2\n  class lifers %u\n"
                        "  excludes lifers %u by north\n  quota north %u per day\n"
                        "  extends 1 day per 1000\n  total %u from s:P1\n  total %u\n",
                        x, x, people + x % 2, 3 * people, people / 10, 5 * PEOPLE - 1, 5 * people,
                        5 * people + 7);
    for (unsigned t = 0; t < tranches; t++) {
        truce_buffer_printf(out, "  tranche %u ", t + 1);
        if (t % 10 == 9) {
            truce_buffer_printf(out, "after gate-%u within 4000 days", x);
        } else {
            truce_buffer_lit(out, "at ");
            add_date(out, t);
        }
        truce_buffer_printf(out, " releases %d held", PEOPLE);
        if (t % 50 == 0) { /* and says otherwise what is due */
            truce_buffer_printf(out, " for %u lifers", t);
        }
        truce_buffer_byte(out, '\n');
    }
}

static files generate_tranches(unsigned n) {
    files all = files_begin();
    add_sides(&all.at[0]);
    truce_buffer_lit(&all.at[0], "group held \"Those held\" of north\n"
                                 "group lifers \"Serving life\" of south\n"
                                 "claim s:P1 by one \"official\"\n  talks slow\n");
    for (unsigned x = 0; x * TRANCHES < n; x++) {
        truce_buffer *const out = files_next(&all);
        truce_buffer_printf(out, "step gate-%u \"Gate %u is opened\" of north to south\n  at ", x,
                            x);
        add_date(out, 0);
        truce_buffer_byte(out, '\n');
        add_exchange(out, x, n - x * TRANCHES < TRANCHES ? n - x * TRANCHES : TRANCHES);
    }
    return all;
}

/* ---- rows ---- */

static const row of_steps[] = {
    {"sequence, text", truce_sequence_answer, TRUCE_PAPER_TEXT, {.seed = 0}},
    {"sequence, HTML", truce_sequence_answer, TRUCE_PAPER_HTML, {.seed = 0}},
    {"sequence, JSON", truce_sequence_answer, TRUCE_PAPER_JSON, {.seed = 0}},
    {"sequence, a delay", truce_sequence_answer, TRUCE_PAPER_TEXT, {.delay = {"step-3=400", 10}}},
};
static const row of_tranches[] = {
    {"exchange, text", truce_swaps_answer, TRUCE_PAPER_TEXT, {.seed = 0}},
    {"exchange, HTML", truce_swaps_answer, TRUCE_PAPER_HTML, {.seed = 0}},
    {"exchange, JSON", truce_swaps_answer, TRUCE_PAPER_JSON, {.seed = 0}},
    {"checklist, text", truce_swaps_answer, TRUCE_PAPER_TEXT, {.checklist = true}},
    {"checklist, CSV", truce_swaps_answer, TRUCE_PAPER_CSV, {.checklist = true}},
    {"sequence of tranches", truce_sequence_answer, TRUCE_PAPER_TEXT, {.seed = 0}},
};
enum {
    OF_STEPS = sizeof of_steps / sizeof *of_steps,
    OF_TRANCHES = sizeof of_tranches / sizeof *of_tranches
};

static void measure(unsigned n, double ms[OF_STEPS + OF_TRANCHES]) {
    files steps = generate_steps(n);
    printf("%u steps", n);
    measure_rows(of_steps, OF_STEPS, &steps, ms);
    files tranches = generate_tranches(n);
    printf("%u tranches", n);
    measure_rows(of_tranches, OF_TRANCHES, &tranches, ms + OF_STEPS);
}

int main(int argc, char **argv) {
    double few[OF_STEPS + OF_TRANCHES];
    double many[OF_STEPS + OF_TRANCHES];
    printf("sequence_case: truce sequence and truce exchange, whole\n");
    if (argc == 2) {
        measure((unsigned)strtoul(argv[1], NULL, 10), few);
        return 0;
    }
    measure(10000, few);
    measure(100000, many);
    for (int i = 0; i < OF_STEPS + OF_TRANCHES; i++) {
        printf("  %-24s ten times as much takes %4.1f times as long\n",
               i < OF_STEPS ? of_steps[i].what : of_tranches[i - OF_STEPS].what, many[i] / few[i]);
    }
    return 0;
}
