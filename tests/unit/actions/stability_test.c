/* Every question about a model, with memory running out anywhere on the way to paper or JSON: the
 * answer is whole, or there is none. What is answered is in tests/golden/stability. */
#include "truce/actions/stability.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/folder.h"
#include "support/memory.h"

static const char model[] =
    "{\"options\": [\"walk out\", \"operation\", \"accept\", \"guarantee\"],\n"
    " \"makers\": [\"North\", \"South\"], \"owner\": [0, 1, 0, 1], \"infeasible\": [\"Y-Y-\"],\n"
    " \"status_quo\": \"NNYN\", \"preferences\": [\n"
    "  {\"statements\": [\"not operation\", \"accept if guarantee\", \"not accept\"],\n"
    "   \"strong\": 1, \"unknown\": [[\"Y---\", \"N---\"]]},\n"
    "  {\"payoffs\": [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]}]}\n";

static const truce_str guarantee = {"guarantee", 9};

static const truce_stability_query queries[] = {
    {.concepts = NULL},
    {.concepts = "nash,l3,mr4,non-myopic", .hold = &guarantee, .n_hold = 1},
    {.sense = "coalitions"},
    {.sense = "unknown-b", .from = "nothing"},
    {.sense = "strength", .threads = 2},
    {.state = "accept"},
    {.inverse = "accept,guarantee"},
    {.inverse = "4", .concepts = "smr"},
    {.what_if = "guarantee,operation", .target = "accept"},
};

static const truce_paper_form forms[] = {TRUCE_PAPER_JSON, TRUCE_PAPER_TEXT, TRUCE_PAPER_HTML};

static void write_model(const char *path) {
    FILE *const file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fputs(model, file) >= 0, true);
    assert_int_equal(fclose(file), 0);
}

static truce_status answer(const char *path, size_t query, truce_paper_form form,
                           truce_buffer *out) {
    const truce_stability_request request = {.path = path, .query = queries[query]};
    return truce_stability_graph(&request, (truce_paper){.form = form}, out, NULL);
}

/* From the n-th allocation on there is no memory, or for that one alone. */
static void expect_whole_or_none(const char *path, size_t query, truce_paper_form form) {
    truce_buffer whole = truce_buffer_new();
    assert_int_equal(answer(path, query, form, &whole), TRUCE_OK);
    assert_true(whole.size > 100);
    for (int once = 0; once < 2; once++) {
        truce_status status = TRUCE_ENOMEM;
        fails_once = once == 1;
        for (long n = 0; status == TRUCE_ENOMEM; n++) {
            truce_buffer out = truce_buffer_new();
            allocations_left = n;
            status = answer(path, query, form, &out);
            allocations_left = LONG_MAX;
            if (status == TRUCE_OK) {
                assert_true(truce_str_equal(truce_buffer_str(&out), truce_buffer_str(&whole)));
            } else {
                assert_int_equal(status, TRUCE_ENOMEM);
            }
            truce_buffer_clear(&out);
        }
        fails_once = false;
    }
    truce_buffer_clear(&whole);
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    char folder[FOLDER_PATH], path[FOLDER_PATH];
    folder_make(folder);
    write_model(folder_file(folder, "model.json", path));
    for (size_t q = 0; q < sizeof queries / sizeof *queries; q++) {
        for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
            expect_whole_or_none(path, q, forms[f]);
        }
    }
    folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
