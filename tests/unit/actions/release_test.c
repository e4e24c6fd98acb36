/* A release that is looked at: what is missing is found through several records, what stays behind
 * of an offer is told, and memory may run out wherever it is asked for. What is said on paper
 * stands in tests/golden/release and tests/golden/offer. */
#include "truce/actions/release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/folder.h"
#include "support/memory.h"
#include "support/ok.h"

enum { NOW = 1900000000 };

static const char written[] =
    "truce 1\naudience team\ncase sarn \"Sarn (fictional)\"\n  audience public\n"
    "party karda \"Karda\"\n  audience public\nissue flow \"Flow\"\n  audience public\n"
    "  range 100..400 step 25 units\nsource calls \"Calls\" interview\n"
    "  published 2031-02-01\nclaim calls:P1 by karda\n  says \"we can speak\"\n"
    "offer paper \"Paper\" by karda\n  terms from calls:P1\n    flow 225\n"
    "offer other \"Other\" by karda replaces paper\n  text \"One.\"\n"
    "custody told of paper issued by karda\n  at 2031-02-03\n"
    "custody   else  of   other issued by karda\n";

typedef struct fixture {
    truce_identity *anna;
    char folder[FOLDER_PATH], path[FOLDER_PATH];
    truce_book book;
} fixture;

/* Anna's ledger with an empty room, and records for the team. */
static int set_up(void **state) {
    fixture *const f = calloc(1, sizeof *f);
    truce_error err = {0};
    truce_report report;
    truce_arena arena = truce_arena_new();
    size_t added = 0;
    size_t left_out = 0;
    assert_non_null(f);
    folder_make(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    ok(truce_identity_make(TRUCE_STR("anna"), &f->anna, &err));
    ok(truce_ledger_create(f->path, f->anna, NOW, &err));
    f->book = (truce_book){.path = f->path, .keys = "", .me = f->anna};
    ok(truce_ledger_open(f->path, f->anna, (truce_ledger_options){.whole = true}, &f->book.ledger,
                         &err));
    const truce_roster_change room = {
        .what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("room"), .role = TRUCE_ROOM_PARTY};
    ok(truce_ledger_change(f->book.ledger, &room, 1, NOW, &err));
    const truce_input input = {TRUCE_STR("written"), truce_str_of(written)};
    ok(truce_book_add(&f->book, &input, 1, NULL, 0, NOW, &arena, &added, &left_out, &report, &err));
    assert_int_equal(added, 9);
    truce_arena_clear(&arena);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *const f = *state;
    truce_ledger_close(f->book.ledger);
    truce_identity_close(f->anna);
    folder_remove(f->folder);
    free(f);
    return 0;
}

/* Look at it, and write what is to be told: of a release, or of why it cannot be. */
static truce_status look(const fixture *f, const char *const *records, size_t n, truce_buffer *out,
                         truce_error *err) {
    truce_arena arena = truce_arena_new();
    truce_release *r = NULL;
    truce_report report;
    const truce_status status =
        truce_release_look(&f->book, records, n, TRUCE_STR("room"), &arena, &r, &report, err);
    if (status == TRUCE_OK) {
        truce_release_along(r, false, TRUCE_STR("L"), out);
    } else if (status == TRUCE_EPARSE) {
        for (size_t i = 0; i < report.n; i++) {
            truce_buffer_printf(out, "%.*s (%.*s)\n", TRUCE_STR_ARGS(report.problems[i].message),
                                TRUCE_STR_ARGS(report.problems[i].hint));
        }
    }
    truce_arena_clear(&arena);
    return status;
}

static void expect(const fixture *f, const char *const *records, size_t n, truce_status want,
                   const char *text) {
    truce_error err = {0};
    truce_buffer out = truce_buffer_new();
    assert_int_equal(look(f, records, n, &out, &err), want);
    truce_buffer_byte(&out, '\0');
    const char *const command = strstr(out.data, "With them:");
    assert_string_equal(want == TRUCE_OK && command != NULL ? command : out.data, text);
    truce_buffer_clear(&out);
}

static void what_is_missing_is_found_through_what_it_names(void **state) {
    static const char *const records[] = {"other"};
    expect(*state, records, 1, TRUCE_EPARSE,
           "room cannot read \"paper\" (name it as well; all that is missing: paper calls:P1 "
           "calls)\n");
}

static void what_tells_where_an_offer_is_is_proposed(void **state) {
    static const char *const records[] = {"other", "paper", "calls", "calls:P1", "told", "else"};
    expect(*state, records, 4, TRUCE_OK,
           "With them: truce release L other paper calls calls:P1 told else --to room\n");
    expect(*state, records, 5, TRUCE_OK,
           "With them: truce release L other paper calls calls:P1 told else --to room\n");
    expect(*state, records, 6, TRUCE_OK, "");
}

static void running_out_of_memory_is_told(void **state) {
    const fixture *const f = *state;
    static const char *const records[] = {"other", "paper", "calls", "calls:P1"};
    for (int what = 0; what < 4; what++) {
        const size_t n = what % 2 == 0 ? 1 : 4;
        for (long allowed = 0;; allowed++) {
            truce_error err = {0};
            truce_buffer out = truce_buffer_new();
            fails_once = what >= 2;
            allocations_left = allowed;
            const truce_status status = look(f, records, n, &out, &err);
            const bool refused = allocations_left < 0;
            const bool told = out.failed;
            allocations_left = LONG_MAX;
            fails_once = false;
            truce_buffer_clear(&out);
            if (!refused) {
                assert_int_equal(status, n == 1 ? TRUCE_EPARSE : TRUCE_OK);
                assert_true(allowed > 8);
                break;
            }
            assert_true(status == TRUCE_ENOMEM || told);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_missing_is_found_through_what_it_names, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_tells_where_an_offer_is_is_proposed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(running_out_of_memory_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
