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

typedef struct collected {
    uint64_t first, last;
    size_t n, stop_at;
    truce_store *inner; /* read from while reading; NULL: not */
} collected;

static truce_status collect(void *with, const truce_entry *entry, truce_error *err) {
    collected *c = with;
    c->first = c->n == 0 ? entry->n : c->first;
    c->last = entry->n;
    c->n++;
    if (c->inner != NULL) {
        collected inner = {0};
        assert_int_equal(truce_store_read(c->inner, entry->n, entry->n, collect, &inner, err),
                         TRUCE_OK);
        assert_int_equal(inner.first, entry->n);
    }
    return c->n == c->stop_at ? truce_fail(err, TRUCE_EDENIED, "that is enough") : TRUCE_OK;
}

static void expect_range(truce_store *store, uint64_t from, uint64_t until, size_t n) {
    collected c = {0};
    assert_int_equal(truce_store_read(store, from, until, collect, &c, NULL), TRUCE_OK);
    assert_int_equal(c.n, n);
    assert_true(n == 0 || (c.first == from && c.last == from + n - 1));
}

static void any_range_is_read(void **state) {
    fixture *f = *state;
    for (uint32_t i = 0; i < 9; i++) {
        (void)append(f, i, 100);
    }
    expect_range(f->store, 1, UINT64_MAX, 10);
    expect_range(f->store, 1, 10, 10);
    expect_range(f->store, 4, 6, 3);
    expect_range(f->store, 10, 10, 1);
    expect_range(f->store, 11, 20, 0);
    expect_range(f->store, 5, 4, 0);
    expect_range(f->store, UINT64_MAX, UINT64_MAX, 0);
}

static void a_visitor_may_read_and_may_end_the_reading(void **state) {
    fixture *f = *state;
    for (uint32_t i = 0; i < 9; i++) {
        (void)append(f, i, 100);
    }
    truce_error err = {0};
    collected c = {.stop_at = 4, .inner = f->store};
    assert_int_equal(truce_store_read(f->store, 1, 10, collect, &c, &err), TRUCE_EDENIED);
    assert_string_equal(err.message, "that is enough");
    assert_int_equal(c.n, 4);
    assert_int_equal(append(f, 9, 100), 11);
    expect_whole(f, 11);
}

static void drafts_of_one_append_are_one_commit(void **state) {
    fixture *f = *state;
    truce_draft drafts[50];
    uint64_t placed[50] = {0};
    toy_sealer toy = {.store = f->store};
    for (uint32_t i = 0; i < 50; i++) {
        drafts[i] = toy_draft(3, i, i * 100, 1, &f->arena);
    }
    assert_int_equal(truce_store_append(f->store, drafts, 50, toy_seal, &toy, placed, NULL),
                     TRUCE_OK);
    assert_int_equal(toy.calls, 1);
    for (size_t i = 0; i < 50; i++) {
        assert_int_equal(placed[i], i + 2);
    }
    expect_whole(f, 51);
    assert_int_equal(truce_store_append(f->store, NULL, 0, toy_seal, &toy, NULL, NULL), TRUCE_OK);
    assert_int_equal(toy.calls, 1);
}

static void what_the_sealer_refuses_is_not_there(void **state) {
    fixture *f = *state;
    truce_draft drafts[4];
    uint64_t placed[4] = {77, 77, 77, 77};
    for (uint32_t i = 0; i < 4; i++) {
        drafts[i] = toy_draft(3, i, 100, 1, &f->arena);
        drafts[i].kind = i % 2 == 0 ? TRUCE_ENTRY_KEYS : TRUCE_ENTRY_EVENT;
    }
    toy_sealer toy = {.store = f->store, .refuses = TRUCE_ENTRY_KEYS};
    assert_int_equal(truce_store_append(f->store, drafts, 4, toy_seal, &toy, placed, NULL),
                     TRUCE_OK);
    const uint64_t want[] = {0, 2, 0, 3};
    assert_memory_equal(placed, want, sizeof want);
    assert_int_equal(truce_store_append(f->store, drafts, 1, toy_seal, &toy, placed, NULL),
                     TRUCE_OK);
    assert_int_equal(placed[0], 0);
    expect_whole(f, 3);
}

static void when_the_sealer_fails_nothing_is_there(void **state) {
    fixture *f = *state;
    truce_error err = {0};
    const truce_draft draft = toy_draft(3, 0, 100, 1, &f->arena);
    uint64_t placed = 77;
    toy_sealer toy = {.store = f->store, .fails = TRUCE_EDENIED};
    assert_int_equal(truce_store_append(f->store, &draft, 1, toy_seal, &toy, &placed, &err),
                     TRUCE_EDENIED);
    assert_string_equal(err.message, "the toy sealer does not want to");
    assert_int_equal(placed, 77);
    expect_whole(f, 1);
    assert_int_equal(append(f, 1, 5), 2);
}

static void nothing_is_committed_twice(void **state) {
    fixture *f = *state;
    truce_draft drafts[3];
    uint64_t placed[3] = {0};
    toy_sealer toy = {.store = f->store};
    (void)append(f, 0, 10);
    for (uint32_t i = 0; i < 3; i++) {
        drafts[i] = toy_draft(3, i, 100, 1, &f->arena);
    }
    assert_int_equal(truce_store_append(f->store, drafts, 2, toy_seal, &toy, placed, NULL),
                     TRUCE_OK);
    drafts[0].behind = 0; /* it looks at the whole ledger then */
    assert_int_equal(truce_store_append(f->store, drafts, 3, toy_seal, &toy, placed, NULL),
                     TRUCE_OK);
    const uint64_t want[] = {3, 4, 5};
    assert_memory_equal(placed, want, sizeof want);
    toy.calls = 0;
    assert_int_equal(truce_store_append(f->store, drafts, 3, toy_seal, &toy, placed, NULL),
                     TRUCE_OK);
    assert_memory_equal(placed, want, sizeof want);
    assert_int_equal(toy.calls, 0);
    const truce_draft twins[] = {toy_draft(4, 0, 9, 5, &f->arena),
                                 toy_draft(4, 0, 9, 5, &f->arena)};
    assert_int_equal(truce_store_append(f->store, twins, 2, toy_seal, &toy, placed, NULL),
                     TRUCE_OK);
    assert_int_equal(placed[0], 6);
    assert_int_equal(placed[1], 6);
    expect_whole(f, 6);
}

static void what_is_too_large_is_refused(void **state) {
    fixture *f = *state;
    truce_error err = {0};
    toy_sealer toy = {.store = f->store};
    uint64_t placed = 77;
    truce_draft draft = toy_draft(3, 0, 100, 1, &f->arena);
    draft.body.size = TRUCE_BODY_MAX + 1;
    assert_int_equal(truce_store_append(f->store, &draft, 1, toy_seal, &toy, &placed, &err),
                     TRUCE_ELIMIT);
    draft.body.size = 100;
    draft.wraps.size = TRUCE_WRAPS_MAX + 1;
    assert_int_equal(truce_store_append(f->store, &draft, 1, toy_seal, &toy, &placed, &err),
                     TRUCE_ELIMIT);
    assert_int_equal(
        truce_store_append(f->store, &draft, TRUCE_COMMIT_MAX + 1, toy_seal, &toy, &placed, &err),
        TRUCE_ELIMIT);
    assert_int_equal(toy.calls, 0);
    expect_whole(f, 1);
}

static void the_largest_wraps_are_kept(void **state) {
    fixture *f = *state;
    char *wraps = calloc(1, TRUCE_WRAPS_MAX);
    assert_non_null(wraps);
    memset(wraps, 'w', TRUCE_WRAPS_MAX);
    truce_draft draft = toy_draft(3, 0, TRUCE_BODY_MAX, 1, &f->arena);
    draft.wraps = (truce_str){wraps, TRUCE_WRAPS_MAX};
    toy_sealer toy = {.store = f->store};
    uint64_t placed = 0;
    assert_int_equal(truce_store_append(f->store, &draft, 1, toy_seal, &toy, &placed, NULL),
                     TRUCE_OK);
    expect_range(f->store, 2, 2, 1);
    free(wraps);
}

static truce_status purge(fixture *f, const uint64_t *places, size_t n, uint32_t number,
                          toy_sealer *toy, uint64_t *placed, truce_error *err) {
    uint8_t gone[8][TRUCE_GONE];
    for (size_t i = 0; i < n; i++) {
        memset(gone[i], (int)places[i], TRUCE_GONE);
    }
    const truce_draft draft = toy_draft(9, number, 64, 1, &f->arena);
    return truce_store_purge(f->store, places, gone[0], n, &draft, toy_seal, toy, placed, err);
}

static truce_status expect_purged(void *with, const truce_entry *entry, truce_error *err) {
    (void)err;
    const bool *purged = with;
    uint8_t gone[TRUCE_GONE] = {0};
    memset(gone, purged[entry->n] ? (int)entry->n : 0, TRUCE_GONE);
    assert_int_equal(entry->purged, purged[entry->n]);
    assert_memory_equal(entry->gone, gone, TRUCE_GONE);
    assert_true(!entry->purged || (entry->body.size == 0 && entry->wraps.size == 0));
    return TRUCE_OK;
}

static void what_is_purged_is_gone_and_all_else_is_there(void **state) {
    fixture *f = *state;
    truce_error err = {0};
    for (uint32_t i = 0; i < 9; i++) {
        (void)append(f, i, i % 3 == 0 ? 9000 : 300);
    }
    const uint64_t places[] = {2, 3, 7};
    const bool purged[13] = {[2] = true, [3] = true, [7] = true};
    toy_sealer toy = {.store = f->store};
    uint64_t placed = 0;
    assert_int_equal(purge(f, places, 3, 0, &toy, &placed, &err), TRUCE_OK);
    assert_int_equal(placed, 11);
    expect_whole(f, 11);
    assert_int_equal(truce_store_read(f->store, 1, 99, expect_purged, (void *)purged, &err),
                     TRUCE_OK);

    const uint64_t again[] = {4, 7};
    assert_int_equal(purge(f, again, 2, 1, &toy, &placed, &err), TRUCE_EINVAL);
    assert_int_equal(placed, 0);
    const uint64_t beyond[] = {4, 12};
    assert_int_equal(purge(f, beyond, 2, 2, &toy, &placed, &err), TRUCE_EINVAL);
    const uint64_t none[] = {0};
    assert_int_equal(purge(f, none, 1, 3, &toy, &placed, &err), TRUCE_EINVAL);
    toy.refuses = TRUCE_ENTRY_EVENT;
    assert_int_equal(purge(f, again, 1, 4, &toy, &placed, &err), TRUCE_OK);
    assert_int_equal(placed, 0);
    toy.fails = TRUCE_EDENIED;
    assert_int_equal(purge(f, again, 1, 5, &toy, &placed, &err), TRUCE_EDENIED);
    expect_whole(f, 11);
    assert_int_equal(truce_store_read(f->store, 1, 99, expect_purged, (void *)purged, &err),
                     TRUCE_OK);
    assert_int_equal(append(f, 77, 100), 12);
}

static void a_copy_is_the_same(void **state) {
    fixture *f = *state;
    truce_error err = {0};
    for (uint32_t i = 0; i < 9; i++) {
        (void)append(f, i, 2000 * i);
    }
    const uint64_t places[] = {5};
    toy_sealer toy = {.store = f->store};
    uint64_t placed = 0;
    assert_int_equal(purge(f, places, 1, 0, &toy, &placed, &err), TRUCE_OK);
    char path[FOLDER_PATH];
    (void)folder_file(f->folder, "copy.ledger", path);
    assert_int_equal(truce_store_copy(f->store, path, &err), TRUCE_OK);
    assert_int_equal(truce_store_copy(f->store, path, &err), TRUCE_EINVAL);
    fixture copy = {.in_file = true, .arena = truce_arena_new()};
    assert_int_equal(truce_store_open(path, &copy.store, &err), TRUCE_OK);
    assert_memory_equal(truce_store_id(copy.store), toy_id, TRUCE_LEDGER_ID);
    expect_whole(&copy, 11);
    const bool purged[13] = {[5] = true};
    assert_int_equal(truce_store_read(copy.store, 1, 99, expect_purged, (void *)purged, &err),
                     TRUCE_OK);
    assert_int_equal(append(&copy, 50, 10), 12);
    truce_store_close(copy.store);
    truce_arena_clear(&copy.arena);
    expect_whole(f, 11);
}

static void waiting_ends_with_an_entry_or_the_time(void **state) {
    fixture *f = *state;
    uint64_t last = 0;
    assert_int_equal(truce_store_wait(f->store, 0, 10000, &last, NULL), TRUCE_OK);
    assert_int_equal(last, 1);
    assert_int_equal(truce_store_wait(f->store, 1, 30, &last, NULL), TRUCE_OK);
    assert_int_equal(last, 1);
    assert_int_equal(truce_store_scrub(f->store, NULL), TRUCE_OK);
}

static void nobody_closes_nothing(void **state) {
    (void)state;
    truce_store_close(NULL);
}

int main(void) {
#define BOTH(test)                                                                                 \
    {#test "_in_file", test, in_file, tear_down, NULL}, {                                          \
#test "_in_memory", test, in_memory, tear_down, NULL                                       \
    }
    const struct CMUnitTest tests[] = {
        BOTH(what_is_appended_is_there_in_order),
        BOTH(any_range_is_read),
        BOTH(a_visitor_may_read_and_may_end_the_reading),
        BOTH(drafts_of_one_append_are_one_commit),
        BOTH(what_the_sealer_refuses_is_not_there),
        BOTH(when_the_sealer_fails_nothing_is_there),
        BOTH(nothing_is_committed_twice),
        BOTH(what_is_too_large_is_refused),
        BOTH(the_largest_wraps_are_kept),
        BOTH(what_is_purged_is_gone_and_all_else_is_there),
        BOTH(a_copy_is_the_same),
        BOTH(waiting_ends_with_an_entry_or_the_time),
        cmocka_unit_test(nobody_closes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
