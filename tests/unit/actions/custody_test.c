/* Records and receipts as text, where memory runs out; the rest stands in the pages of
 * tests/golden/offer. */
#include "truce/actions/custody.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"

static const char written[] = "truce 1\noffer f \"F\" by a to b\n  text \"x\"\n  terms\n    w 5\n";

typedef struct given {
    truce_identity *anna, *omar;
    truce_input paper; /* an offer with a salt */
    truce_str name, block;
} given;

static truce_status all(const given *g, truce_arena *arena, truce_error *err) {
    truce_str text;
    truce_str name;
    truce_stage_said said = {.offer = g->name,
                             .stage = TRUCE_STAGE_CONVEYED,
                             .by = TRUCE_STR("m"),
                             .to = TRUCE_STR("b,c"),
                             .at = TRUCE_STR("2031-02-03"),
                             .note = TRUCE_STR("a \"note\""),
                             .receipt = g->block};
    truce_buffer out = truce_buffer_new();
    truce_status status = truce_custody_stage(&said, arena, &text, &name, err);
    if (status == TRUCE_OK) {
        status = truce_custody_new(truce_str_of(written), false, said.at, arena, &text, &name, err);
    }
    if (status == TRUCE_OK) {
        status = truce_custody_copy(&g->paper, 1, g->name, &out, err);
    }
    if (status == TRUCE_OK) {
        status = truce_custody_receipt(&g->paper, 1, &said, g->anna, &out, err);
    }
    if (status == TRUCE_OK) {
        status = truce_custody_countersign(g->block, g->paper.bytes, g->omar, &out, err);
    }
    status = status == TRUCE_OK ? truce_buffer_status(&out, err) : status;
    truce_buffer_clear(&out);
    return status;
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_buffer block = truce_buffer_new();
    truce_str text;
    given g = {.paper = {TRUCE_STR("paper"), {NULL, 0}}};
    assert_int_equal(truce_identity_make(TRUCE_STR("anna"), &g.anna, NULL), TRUCE_OK);
    assert_int_equal(truce_identity_make(TRUCE_STR("omar"), &g.omar, NULL), TRUCE_OK);
    assert_int_equal(truce_custody_new(truce_str_of(written), false, TRUCE_STR(""), &arena, &text,
                                       &g.name, NULL),
                     TRUCE_OK);
    g.paper.bytes = text;
    const truce_stage_said said = {
        .offer = g.name, .stage = TRUCE_STAGE_HANDED, .by = TRUCE_STR("a"), .to = TRUCE_STR("m")};
    assert_int_equal(truce_custody_receipt(&g.paper, 1, &said, g.anna, &block, NULL), TRUCE_OK);
    g.block = truce_buffer_str(&block);
    for (int once = 0; once < 2; once++) {
        for (long allowed = 0;; allowed++) {
            truce_arena own = truce_arena_new();
            truce_error err = {.message = ""};
            fails_once = once == 1;
            allocations_left = allowed;
            const truce_status status = all(&g, &own, &err);
            const bool failed = allocations_left < 0;
            allocations_left = LONG_MAX;
            truce_arena_clear(&own);
            assert_int_equal(status, failed ? TRUCE_ENOMEM : TRUCE_OK);
            if (!failed) {
                assert_true(allowed > 5);
                break;
            }
        }
    }
    truce_buffer_clear(&block);
    truce_arena_clear(&arena);
    truce_identity_close(g.anna);
    truce_identity_close(g.omar);
}

/* Two whose copies are laid out otherwise come to the same; a word changed, to something else. */
static void who_has_the_same_paper_comes_to_the_same(void **state) {
    (void)state;
    static const char *const papers[] = {
        "truce 1\noffer f \"F\" by a\n  salt \"AAAAAAAAAAAAAAAAAAAAAA==\"\n  text \"x\"\n",
        ("offer  f  \"F\" by a\n  note \"mine\"\n  text   \"x\"\n"
         "  salt \"AAAAAAAAAAAAAAAAAAAAAA==\"\n# c\n"),
        "truce 1\noffer f \"F\" by a\n  salt \"AAAAAAAAAAAAAAAAAAAAAA==\"\n  text \"y\"\n",
        "truce 1\noffer f \"F\" by a\n  salt \"BAAAAAAAAAAAAAAAAAAAAA==\"\n  text \"x\"\n"};
    uint8_t content[4][TRUCE_CONTENT];
    for (size_t i = 0; i < 4; i++) {
        const truce_input paper = {TRUCE_STR("paper"), truce_str_of(papers[i])};
        assert_int_equal(truce_custody_content(&paper, 1, TRUCE_STR("f"), content[i], NULL),
                         TRUCE_OK);
    }
    assert_memory_equal(content[0], content[1], TRUCE_CONTENT);
    assert_memory_not_equal(content[0], content[2], TRUCE_CONTENT);
    assert_memory_not_equal(content[0], content[3], TRUCE_CONTENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
        cmocka_unit_test(who_has_the_same_paper_comes_to_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
