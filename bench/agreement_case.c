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
#include "truce/actions/agreement.h"
#include "whole.h"

enum { CLAIMS = 1000, SOURCES = 100 };

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
    files all = files_begin();
    add_frame(&all.at[0]);
    for (unsigned i = 0; i < obligations + reports; i++) {
        truce_buffer *const out = files_next(&all);
        if (i < obligations) {
            add_obligation(out, i);
        } else {
            add_report(out, i - obligations, obligations);
        }
    }
    return all;
}

static void measure(unsigned obligations, unsigned reports) {
    static const row rows[] = {
        {"text", truce_agreement_answer, TRUCE_PAPER_TEXT, {.seed = 0}},
        {"JSON", truce_agreement_answer, TRUCE_PAPER_JSON, {.seed = 0}},
        {"CSV, the deadlines", truce_agreement_answer, TRUCE_PAPER_CSV, {.seed = 0}},
        {"CSV, by month", truce_agreement_answer, TRUCE_PAPER_CSV, {.over_time = {"month", 5}}},
    };
    files text = generate(obligations, reports);
    printf("%u obligations, %u reports", obligations, reports);
    measure_rows(rows, sizeof rows / sizeof *rows, &text, NULL);
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
