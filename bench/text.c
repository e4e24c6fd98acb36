/* text - how fast `truce text` is, whole, and how that grows.
 *
 * A case is generated: one single text of so many clauses, each with a wording in brackets and, of
 * four in five, a later one without; a criticism of every second, a change for it, how both parties
 * stand; each clause settles one of 200 issues, on which 1,000 claims state positions. Reading the
 * case and answering from it are told apart; each is the processor time of one run in a process of
 * its own.
 *
 *   text [CLAUSES]   by default 10000, then 100000
 */
#include "truce/actions/text.h"
#include "truce/actions/brief.h"
#include "truce/actions/impasse.h"
#include "truce/actions/matrix.h"
#include "whole.h"

enum { ISSUES = 200, CLAIMS = 1000 };

static void add_frame(truce_buffer *out) {
    truce_buffer_lit(out, "case generated \"A generated case\"\nparty north \"The north\"\n"
                          "party south \"The south\"\nmediator board \"Board\"\n"
                          "source s \"Source\" press\n  published 2031-01-02\n");
    for (unsigned i = 0; i < ISSUES; i++) {
        truce_buffer_printf(out, "issue i%u \"Issue %u\"\n  range 1..9 step 1 percent\n", i, i);
    }
    for (unsigned i = 0; i < CLAIMS; i++) {
        truce_buffer_printf(out, "claim s:P%u by %s\n  %s ", i + 1, i % 2 == 0 ? "north" : "south",
                            i % 2 == 0 ? "north" : "south");
        static const char *const stances[] = {"firmly demands", "rejects", "accepts", "demands"};
        static const char *const options[] = {"6 or more", "1..2", "4", "3..7"};
        truce_buffer_printf(out, "%s i%u %s", stances[i % 4], i % ISSUES, options[i % 4]);
        if (i % 4 == 2) {
            truce_buffer_printf(out, " if i%u 3 or more", (i + 7) % ISSUES);
        }
        truce_buffer_byte(out, '\n');
    }
    truce_buffer_lit(out, "text paper \"Paper\" of north, south\n  indivisible\n");
}

static void add_clause(truce_buffer *out, unsigned i) {
    truce_buffer_printf(out,
                        "clause c%u \"Clause number %u\" of paper number \"%u.%u\"\n  about i%u\n",
                        i, i, 1 + i / 100, 1 + i % 100, i % ISSUES);
    if (i > 0 && i % 4 == 0) {
        truce_buffer_printf(out, "  reopens with c%u\n", i - 1);
    }
    truce_buffer_printf(out,
                        "wording c%u-1 of c%u version 1 by board\n  at 2031-01-03\n"
                        "  paragraph \"The rise is [b1] over two years, and the board keeps its "
                        "books on number %u.\"\n  bracket b1 \"6 percent\" of north says i%u 6\n"
                        "  bracket b1 \"4 percent\" of south says i%u 4\n",
                        i, i, i, i % ISSUES, i % ISSUES);
    if (i % 2 == 0) {
        truce_buffer_printf(out, "criticism k%u \"too much at once, number %u\" of c%u-1 by %s\n",
                            i, i, i, i % 4 == 0 ? "north" : "south");
    }
    if (i % 5 == 0) {
        return;
    }
    truce_buffer_printf(out,
                        "wording c%u-2 of c%u version 2 by board\n  at 2031-01-05\n"
                        "  paragraph \"The rise is 5 percent over two years, half of it at once, "
                        "and the board keeps its books on number %u.\"\n  says i%u 5\n",
                        i, i, i, i % ISSUES);
    if (i % 2 == 0) {
        truce_buffer_printf(out, "change ch%u of c%u-2 paragraph 1 for k%u\n", i, i, i);
    }
    truce_buffer_printf(out, "standing n%u of c%u-2 by north %s\nstanding o%u of c%u-2 by south ",
                        i, i, i % 3 == 0 ? "closed" : "provisional", i, i);
    if (i % 7 == 0 && i > 0) {
        truce_buffer_printf(out, "conditional on c%u\n", i - 1);
    } else {
        truce_buffer_printf(out, "%s\n", i % 2 == 0 ? "closed" : "open");
    }
}

static void measure(unsigned clauses) {
    static const row rows[] = {
        {"status", truce_text_answer, TRUCE_PAPER_TEXT, {.seed = 0}},
        {"status, JSON", truce_text_answer, TRUCE_PAPER_JSON, {.seed = 0}},
        {"status, HTML", truce_text_answer, TRUCE_PAPER_HTML, {.seed = 0}},
        {"draft", truce_text_answer, TRUCE_PAPER_TEXT, {.draft = true}},
        {"draft, Markdown", truce_text_answer, TRUCE_PAPER_MARKDOWN, {.draft = true}},
        {"redline", truce_text_answer, TRUCE_PAPER_TEXT, {.redline = {"1..2", 4}}},
        {"history", truce_text_answer, TRUCE_PAPER_TEXT, {.history = true}},
        {"what falls", truce_text_answer, TRUCE_PAPER_TEXT, {.falls = {"c3", 2}}},
        {"one clause", truce_text_answer, TRUCE_PAPER_TEXT, {.clause = {"c3", 2}}},
        {"brief, text", truce_brief_answer, TRUCE_PAPER_TEXT, {.sections = {"text", 4}}},
        {"matrix", truce_matrix_answer, TRUCE_PAPER_TEXT, {.seed = 0}},
        {"impasse", truce_impasse_answer, TRUCE_PAPER_TEXT, {.effort = 1}},
    };
    files text = files_begin();
    add_frame(&text.at[0]);
    for (unsigned i = 0; i < clauses; i++) {
        add_clause(files_next(&text), i);
    }
    printf("%u clauses", clauses);
    measure_rows(rows, sizeof rows / sizeof *rows, &text, NULL);
}

int main(int argc, char **argv) {
    printf("text: truce text, whole, and what other answers tell of a text\n");
    if (argc == 2) {
        measure((unsigned)strtoul(argv[1], NULL, 10));
        return 0;
    }
    measure(10000);
    measure(100000);
    return 0;
}
