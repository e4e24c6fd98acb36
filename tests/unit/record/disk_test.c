/* A ledger on a disk that fails at every call in turn, fills up, or loses its power: all that was
 * acknowledged is there, no entry is there in half, and the ledger opens and goes on. And the disk
 * is a hard one: without flushes it does lose what was acknowledged. */
#include "truce/record/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "record/store/store_file.h"
#include "support/disk.h"
#include "support/folder.h"
#include "support/ledger.h"
#include "support/random.h"

typedef struct fixture {
    char folder[FOLDER_PATH], path[FOLDER_PATH], copy[FOLDER_PATH];
    bool carelessly;       /* without flushes */
    uint32_t acknowledged; /* entries of writer 1, numbered 1, 2, 3, ... */
    uint32_t tried;
    uint64_t purged;     /* places 1 .. this, for certain */
    char fresh[1 << 16]; /* a ledger that was just made */
    size_t n_fresh;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    folder_make_fast(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    (void)folder_file(f->folder, "copy.ledger", f->copy);
    disk_install();
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    disk_remove();
    folder_remove(f->folder);
    free(f);
    return 0;
}

/* A new ledger. It is made once, which flushes to the real disk, and then put back as it was. */
static void make_ledger(fixture *f) {
    if (f->n_fresh == 0) {
        truce_arena arena = truce_arena_new();
        const truce_draft first = toy_draft(0, 0, 10, 0, &arena);
        toy_sealer toy = {0};
        assert_int_equal(truce_store_create(f->path, toy_id, &first, 1, toy_seal, &toy, NULL),
                         TRUCE_OK);
        truce_arena_clear(&arena);
        FILE *file = fopen(f->path, "rb");
        assert_non_null(file);
        f->n_fresh = fread(f->fresh, 1, sizeof f->fresh, file);
        assert_in_range(f->n_fresh, 1, sizeof f->fresh - 1);
        assert_int_equal(fclose(file), 0);
    }
    folder_empty(f->folder);
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(f->fresh, 1, f->n_fresh, file), f->n_fresh);
    assert_int_equal(fclose(file), 0);
    f->acknowledged = 0;
    f->tried = 0;
    f->purged = 0;
}

static truce_store *open_ledger(fixture *f) {
    truce_store *store = NULL;
    if (truce_store_open(f->path, &store, NULL) == TRUCE_OK && f->carelessly) {
        (void)sqlite3_exec(((file_store *)store)->db, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
    }
    return store;
}

/* Commits of one to three entries, small and large. What failed is not tried again. */
static void append_some(fixture *f, truce_store *store, unsigned commits, uint64_t *seed) {
    for (unsigned i = 0; store != NULL && i < commits; i++) {
        truce_arena arena = truce_arena_new();
        truce_draft drafts[3];
        uint64_t placed[3] = {0};
        uint64_t last = 0;
        const size_t n = 1 + below(seed, 3);
        toy_sealer toy = {.store = store};
        if (truce_store_last(store, &last, NULL) == TRUCE_OK && f->tried == f->acknowledged) {
            for (size_t k = 0; k < n; k++) {
                const size_t size = percent(seed, 20) ? 9000 : below(seed, 600);
                drafts[k] = toy_draft(1, f->tried + 1 + (uint32_t)k, size, last, &arena);
            }
            f->tried += (uint32_t)n;
            if (truce_store_append(store, drafts, n, toy_seal, &toy, placed, NULL) == TRUCE_OK) {
                f->acknowledged = f->tried;
            }
        }
        truce_arena_clear(&arena);
    }
}

static void purge_first(fixture *f, truce_store *store) {
    truce_arena arena = truce_arena_new();
    uint8_t gone[TRUCE_GONE];
    uint64_t placed = 0;
    const uint64_t place = f->purged + 1;
    memset(gone, 7, sizeof gone);
    toy_sealer toy = {.store = store};
    if (store != NULL && f->tried == f->acknowledged) {
        const truce_draft draft = toy_draft(2, 1, 40, 0, &arena);
        const truce_status status =
            truce_store_purge(store, &place, gone, 1, &draft, toy_seal, &toy, &placed, NULL);
        assert_true(status != TRUCE_OK || placed > 0);
        f->purged += placed > 0 ? 1 : 0;
    }
    truce_arena_clear(&arena);
}

/* Open, write, purge, close, open again, write. */
static void work(fixture *f, uint64_t seed) {
    truce_store *store = open_ledger(f);
    append_some(f, store, 3, &seed);
    purge_first(f, store);
    append_some(f, store, 2, &seed);
    truce_store_close(store);
    store = open_ledger(f);
    append_some(f, store, 4, &seed);
    truce_store_close(store);
}

typedef struct found {
    uint32_t numbers;
    bool in_order;
    truce_store *store;
} found;

static void see(void *with, uint64_t n, uint32_t writer, uint32_t number) {
    (void)n;
    found *f = with;
    if (writer == 1) {
        f->numbers++;
        f->in_order = f->in_order && number == f->numbers;
    }
}

static truce_status see_purged(void *with, const truce_entry *entry, truce_error *err) {
    const fixture *f = with;
    return entry->n <= f->purged && !entry->purged
               ? truce_fail(err, TRUCE_EINVAL, "entry %d is not purged any more", (int)entry->n)
               : TRUCE_OK;
}

/* Does the ledger hold all that it must? Says what it does not. */
static truce_status check(fixture *f, truce_error *err) {
    found seen = {.in_order = true};
    truce_status status = truce_store_open(f->path, &seen.store, err);
    if (status != TRUCE_OK) {
        return status;
    }
    status = toy_verify(seen.store, see, &seen, err);
    if (status == TRUCE_OK) {
        status = truce_store_read(seen.store, 1, UINT64_MAX, see_purged, f, err);
    }
    if (status == TRUCE_OK && (!seen.in_order || seen.numbers < f->acknowledged)) {
        status = truce_fail(err, TRUCE_ENOTFOUND, "%u of %u acknowledged entries are there",
                            seen.numbers, f->acknowledged);
    }
    /* A commit is there whole or not at all. */
    if (status == TRUCE_OK && seen.numbers != f->acknowledged && seen.numbers != f->tried) {
        status = truce_fail(err, TRUCE_EINVAL, "a commit is there in half");
    }
    if (status == TRUCE_OK) {
        uint64_t seed = 1;
        f->acknowledged = f->tried = seen.numbers;
        append_some(f, seen.store, 2, &seed);
        status = f->tried == f->acknowledged
                     ? toy_verify(seen.store, NULL, NULL, err)
                     : truce_fail(err, TRUCE_EIO, "nothing can be added any more");
    }
    truce_store_close(seen.store);
    return status;
}

static void a_failing_call_loses_nothing(void **state) {
    fixture *f = *state;
    static const disk_mishap mishaps[] = {DISK_FAILS_ONCE, DISK_FAILS, DISK_FULL_ONCE, DISK_FULL};
    unsigned failures = 0;
    for (size_t i = 0; i < sizeof mishaps / sizeof mishaps[0]; i++) {
        bool came = true;
        for (unsigned calls = 0; came; calls++) {
            truce_error err = {0};
            make_ledger(f);
            disk_set(mishaps[i], calls);
            work(f, 5);
            came = disk_came();
            failures += came ? 1 : 0;
            disk_set(DISK_SOUND, 0);
            if (check(f, &err) != TRUCE_OK) {
                fail_msg("mishap %d after %u calls: %s", mishaps[i], calls, err.message);
            }
        }
    }
    print_message("%u failing calls, each in turn: nothing acknowledged was lost\n", failures);
    assert_true(failures > 200);
}

static void what_is_made_or_copied_is_there_whole_or_not_at_all(void **state) {
    fixture *f = *state;
    make_ledger(f);
    uint64_t seed = 3;
    truce_store *store = open_ledger(f);
    append_some(f, store, 10, &seed);
    truce_store_close(store);
    bool came = true;
    for (unsigned calls = 0; came; calls++) {
        truce_error err = {0};
        store = open_ledger(f);
        disk_set(DISK_FAILS_ONCE, calls);
        const truce_status status = truce_store_copy(store, f->copy, &err);
        came = disk_came();
        disk_set(DISK_SOUND, 0);
        truce_store_close(store);
        store = NULL;
        if (status == TRUCE_OK) {
            assert_int_equal(truce_store_open(f->copy, &store, &err), TRUCE_OK);
            assert_int_equal(toy_verify(store, NULL, NULL, &err), TRUCE_OK);
            truce_store_close(store);
            char other[FOLDER_PATH];
            (void)remove(folder_file(f->folder, "copy.ledger", other));
        } else {
            assert_int_equal(status, TRUCE_EIO);
            assert_int_equal(truce_store_open(f->copy, &store, &err), TRUCE_ENOTFOUND);
        }
        assert_true(came || status == TRUCE_OK);
    }
}

static truce_status purge_meanwhile(void *with, const truce_entry *entry, truce_error *err) {
    truce_arena arena = truce_arena_new();
    truce_error why = {0};
    truce_store *store = with;
    const uint64_t place = entry->n;
    const uint8_t gone[TRUCE_GONE] = {0};
    uint64_t placed = 0;
    toy_sealer toy = {.store = store};
    const truce_draft draft = toy_draft(2, 1, 40, 0, &arena);
    const truce_status status =
        truce_store_purge(store, &place, gone, 1, &draft, toy_seal, &toy, &placed, &why);
    assert_int_equal(status, TRUCE_EIO); /* it waited for us, in vain */
    assert_non_null(strstr(why.message, "is still reading"));
    assert_int_equal(placed, 2);
    truce_arena_clear(&arena);
    return truce_fail(err, TRUCE_EDENIED, "read no further");
}

static void a_purge_says_when_somebody_reads_on(void **state) {
    fixture *f = *state;
    make_ledger(f);
    truce_store *reader = open_ledger(f);
    truce_store *purger = open_ledger(f);
    assert_non_null(reader);
    assert_non_null(purger);
    assert_int_equal(truce_store_read(reader, 1, 1, purge_meanwhile, purger, NULL), TRUCE_EDENIED);
    assert_int_equal(truce_store_scrub(purger, NULL), TRUCE_OK);
    char path[FOLDER_PATH];
    FILE *log = fopen(folder_file(f->folder, "talks.ledger-wal", path), "rb");
    assert_non_null(log);
    assert_int_equal(fgetc(log), EOF);
    assert_int_equal(fclose(log), 0);
    truce_store_close(reader);
    truce_store_close(purger);
}

/* The power goes at every call in turn, and each time in some of the ways it can. Returns how often
 * the ledger did not hold. */
static unsigned lose_power(fixture *f, unsigned ways, unsigned *losses) {
    unsigned broken = 0;
    *losses = 0;
    bool came = true;
    for (unsigned calls = 0; came; calls++) {
        for (uint64_t way = 0; came && way < ways; way++) {
            truce_error err = {0};
            make_ledger(f);
            disk_set(DISK_LOSES_POWER, calls);
            work(f, 5 + way % 3);
            came = disk_came();
            disk_settle(calls * 1000 + way);
            *losses += came ? 1 : 0;
            const truce_status status = check(f, &err);
            if (status != TRUCE_OK && !f->carelessly) {
                fail_msg("power lost at call %u, way %u: %s", calls, (unsigned)way, err.message);
            }
            broken += status != TRUCE_OK ? 1 : 0;
        }
    }
    return broken;
}

static void lost_power_loses_nothing(void **state) {
    fixture *f = *state;
    unsigned losses = 0;
    assert_int_equal(lose_power(f, 4, &losses), 0);
    print_message("power lost %u times: nothing acknowledged was lost\n", losses);
    assert_true(losses > 300);
}

static void without_flushes_lost_power_is_seen_to_lose(void **state) {
    fixture *f = *state;
    f->carelessly = true;
    unsigned losses = 0;
    const unsigned broken = lose_power(f, 2, &losses);
    print_message("without flushes: %u of %u times\n", broken, losses);
    assert_true(broken > 0);
    assert_true(broken > losses / 10);
}

int main(void) {
#define ONE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ONE(a_failing_call_loses_nothing),
        ONE(what_is_made_or_copied_is_there_whole_or_not_at_all),
        ONE(a_purge_says_when_somebody_reads_on),
        ONE(lost_power_loses_nothing),
        ONE(without_flushes_lost_power_is_seen_to_lose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
