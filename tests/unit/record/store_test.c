/* What every store must do, asked of both: the one in a file, and the one in memory. */
#include "truce/record/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/folder.h"
#include "support/ledger.h"

/* A ledger of no entry is possible in memory only; so each begins with one. */
typedef struct fixture {
    bool in_file;
    truce_store *store;
    truce_arena arena;
    char folder[FOLDER_PATH], path[FOLDER_PATH];
} fixture;

static void open_fixture(fixture *f) {
    truce_error err = {0};
    const truce_draft first = toy_draft(0, 0, 10, 0, &f->arena);
    toy_sealer toy = {0};
    if (f->in_file) {
        assert_int_equal(truce_store_create(f->path, toy_id, &first, 1, toy_seal, &toy, &err),
                         TRUCE_OK);
        assert_int_equal(truce_store_open(f->path, &f->store, &err), TRUCE_OK);
    } else {
        uint64_t placed = 0;
        assert_int_equal(truce_store_memory(toy_id, &f->store, &err), TRUCE_OK);
        toy.store = f->store;
        assert_int_equal(truce_store_append(f->store, &first, 1, toy_seal, &toy, &placed, &err),
                         TRUCE_OK);
        assert_int_equal(placed, 1);
    }
}

static int set_up(void **state, bool in_file) {
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->in_file = in_file;
    f->arena = truce_arena_new();
    folder_make(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    open_fixture(f);
    *state = f;
    return 0;
}

static int in_file(void **state) {
    return set_up(state, true);
}

static int in_memory(void **state) {
    return set_up(state, false);
}

static int tear_down(void **state) {
    fixture *f = *state;
    truce_store_close(f->store);
    truce_arena_clear(&f->arena);
    folder_remove(f->folder);
    free(f);
    return 0;
}

/* Appends draft `number` of writer 1, and says where it is. */
static uint64_t append(fixture *f, uint32_t number, size_t size) {
    truce_error err = {0};
    toy_sealer toy = {.store = f->store};
    uint64_t last = 0;
    uint64_t placed = 77;
    assert_int_equal(truce_store_last(f->store, &last, &err), TRUCE_OK);
    const truce_draft draft = toy_draft(1, number, size, last, &f->arena);
    if (truce_store_append(f->store, &draft, 1, toy_seal, &toy, &placed, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    return placed;
}

static void expect_whole(fixture *f, uint64_t n) {
    truce_error err = {0};
    uint64_t last = 0;
    assert_int_equal(truce_store_last(f->store, &last, &err), TRUCE_OK);
    assert_int_equal(last, n);
    if (toy_verify(f->store, NULL, NULL, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
}

static void what_is_appended_is_there_in_order(void **state) {
    fixture *f = *state;
    static const size_t sizes[] = {0, 1, 256, 4096, 5000, 100000, TRUCE_BODY_MAX};
    for (uint32_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        assert_int_equal(append(f, i, sizes[i]), i + 2);
    }
    expect_whole(f, 8);
    assert_memory_equal(truce_store_id(f->store), toy_id, TRUCE_LEDGER_ID);
}

int main(void) {
#define BOTH(test)                                                                                 \
    {#test "_in_file", test, in_file, tear_down, NULL}, {                                          \
#test "_in_memory", test, in_memory, tear_down, NULL                                       \
    }
    const struct CMUnitTest tests[] = {
        BOTH(what_is_appended_is_there_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
