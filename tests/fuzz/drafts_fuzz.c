/* Any bytes as the records of a single text - wordings, brackets, criticisms, changes, standings -
 * behind a few actors, issues, claims and clauses that are always there: the first byte chooses who
 * reads and what is asked of it, the second the form. Never a crash, never half an answer; the same
 * from tables that are seeded otherwise; and no criticism changes how a clause stands. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "truce/actions/impasse.h"
#include "truce/actions/matrix.h"
#include "truce/actions/text.h"
#include "truce/text/draft.h"

static const char before[] =
    "truce 1\naudience public\nparty a \"A\"\nparty b \"B\"\nmediator m \"M\"\nperson p \"P\" of "
    "a\n"
    "reader r \"R\"\ngroup g \"G\"\ngroup h \"H\"\nissue i \"I\"\n  range 1..9 step 1 percent\n"
    "issue j \"J\"\n  per g, h\n  rung j0\n  rung j1\n  option jx\nlink l j j1 requires i 5 or "
    "more\n"
    "source s \"S\" press\n  published 2031-01-02\nclaim s:P1 by p\n  a firmly demands i 6 or "
    "more\n"
    "claim s:P2 by b\n  b accepts j j1 if i 4 or less\n  b rejects j j0 for g\nclaim s:P3 by a\n"
    "  denies s:P1\ntext t \"T\" of a, b\nclause c \"C\" of t number \"1\"\n  about i\n"
    "clause d \"D\" of t number \"2\"\n  reopens with c\n  covers start\n"
    "wording c1 of c version 1\n  paragraph \"Pay [b1] two.\"\n  bracket b1 \"6\" of a says i 6\n"
    "  bracket b1 of b\ncriticism k \"too long\" of c1 by b\n";

typedef enum question {
    STATUS,
    ONE,
    REDLINE,
    HISTORY,
    FALLS,
    DRAFT,
    CLEAN,
    MATRIX,
    IMPASSE
} question;
enum { QUESTIONS = IMPASSE + 1, READERS = 3, FORMS = 4 };

static truce_buffer answer(truce_input input, unsigned asked, unsigned form, uint64_t seed) {
    static const char *const readers[READERS] = {"", "public", "a"};
    static const truce_paper_form forms[FORMS] = {TRUCE_PAPER_TEXT, TRUCE_PAPER_MARKDOWN,
                                                  TRUCE_PAPER_HTML, TRUCE_PAPER_JSON};
    const question q = (question)(asked % QUESTIONS);
    const truce_request request = {
        .reader = truce_str_of(readers[asked / QUESTIONS % READERS]),
        .clause = q == ONE ? TRUCE_STR("c") : (truce_str){NULL, 0},
        .redline = q == REDLINE ? TRUCE_STR("1..2") : (truce_str){NULL, 0},
        .falls = q == FALLS ? TRUCE_STR("1") : (truce_str){NULL, 0},
        .version = form / FORMS % 3 == 1 ? TRUCE_STR("1") : (truce_str){NULL, 0},
        .history = q == HISTORY,
        .draft = q == DRAFT,
        .clean = q == CLEAN,
        .seed = seed};
    const truce_paper paper = {.form = forms[form % FORMS]};
    truce_session session;
    truce_error err;
    truce_buffer out = truce_buffer_new();
    const truce_status status = truce_session_open_inputs(&session, &request, &input, 1, &err);
    if (status == TRUCE_OK) {
        const truce_status told = (q == MATRIX    ? truce_matrix_answer
                                   : q == IMPASSE ? truce_impasse_answer
                                                  : truce_text_answer)(&session, paper, &out, &err);
        assert(told == TRUCE_OK || told == TRUCE_EINVAL || told == TRUCE_ENOTFOUND ||
               told == TRUCE_ELIMIT);
        assert((out.size > 0) == (told == TRUCE_OK));
    }
    if (status == TRUCE_OK || status == TRUCE_EPARSE) {
        truce_session_close(&session);
    }
    assert(!out.failed);
    return out;
}

static bool is_no_criticism(const void *data, const truce_plan *record) {
    const truce_case *const c = data;
    return record < c->criticisms || record >= c->criticisms + c->n_criticisms;
}

/* A criticism is neither acceptance nor rejection. */
static void check_states(truce_input input) {
    truce_arena arena = truce_arena_new();
    truce_report report = truce_report_new(&arena);
    truce_view view;
    truce_case c;
    truce_drafts all;
    truce_drafts without;
    if (truce_case_view(&input, 1, TRUCE_STR(""), &arena, &view, NULL) == TRUCE_OK &&
        truce_case_read(&view, (truce_read_options){.no_warnings = true}, &arena, &c, &report,
                        NULL) == TRUCE_OK) {
        const truce_draft_asked asked = {.counts = is_no_criticism, .data = &c};
        const truce_status one = truce_drafts_make(&c, &(truce_draft_asked){0}, &arena, &all, NULL);
        const truce_status other = truce_drafts_make(&c, &asked, &arena, &without, NULL);
        assert(one == TRUCE_OK && other == TRUCE_OK);
        for (uint32_t i = 0; i < c.n_clauses; i++) {
            assert(all.clauses[i].state == without.clauses[i].state);
            assert(truce_draft_wording(&all, &all.clauses[i], INT64_MAX) == all.clauses[i].last);
        }
    }
    truce_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2 || size > 1 << 14) {
        return 0;
    }
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, before);
    truce_buffer_add(&text, (truce_str){(const char *)data + 2, size - 2});
    const truce_input input = {TRUCE_STR("case.truce"), truce_buffer_str(&text)};
    truce_buffer first = answer(input, data[0], data[1], 7);
    truce_buffer second = answer(input, data[0], data[1], 9);
    assert(truce_str_equal(truce_buffer_str(&first), truce_buffer_str(&second)));
    check_states(input);
    truce_buffer_clear(&first);
    truce_buffer_clear(&second);
    truce_buffer_clear(&text);
    return 0;
}
