/* A whole ledger, with its keys, chain and signed heads, on a disk that fails at every call in
 * turn, fills up, or loses its power. Afterwards it is in order by every check that verify makes,
 * goes through the last head that was acknowledged, and holds all that was said up to there. */
#include "truce/record/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "record/ledger/ledger_in.h"
#include "record/store/store_file.h"
#include "support/disk.h"
#include "support/folder.h"

enum { NOW = 1900000000 };

typedef struct fixture {
    truce_identity *anna, *ben;
    char folder[FOLDER_PATH], path[FOLDER_PATH];
    char fresh[1 << 16]; /* a ledger that was just made */
    size_t n_fresh;
    bool carelessly; /* without flushes */
    bool in_doubt;   /* something was tried and not acknowledged: nothing more is said */
    unsigned said;   /* events that were acknowledged */
    uint8_t seen[TRUCE_SEEN];
} fixture;

static truce_ledger *open_ledger(const fixture *f, const uint8_t *seen) {
    truce_ledger *l = NULL;
    const truce_ledger_options options = {.whole = true, .seen = seen};
    if (truce_ledger_open(f->path, f->anna, options, &l, NULL) == TRUCE_OK && f->carelessly) {
        (void)sqlite3_exec(((file_store *)l->store)->db, "PRAGMA synchronous=OFF", NULL, NULL,
                           NULL);
    }
    return l;
}

static int set_up(void **state) {
    fixture *const f = calloc(1, sizeof *f);
    assert_non_null(f);
    folder_make_fast(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    assert_int_equal(truce_identity_make(TRUCE_STR("anna"), &f->anna, NULL), TRUCE_OK);
    assert_int_equal(truce_identity_make(TRUCE_STR("ben"), &f->ben, NULL), TRUCE_OK);
    disk_install();
    assert_int_equal(truce_ledger_create(f->path, f->anna, NOW, NULL), TRUCE_OK);
    FILE *const file = fopen(f->path, "rb");
    assert_non_null(file);
    f->n_fresh = fread(f->fresh, 1, sizeof f->fresh, file);
    assert_in_range(f->n_fresh, 1, sizeof f->fresh - 1);
    assert_int_equal(fclose(file), 0);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *const f = *state;
    disk_remove();
    truce_identity_close(f->anna);
    truce_identity_close(f->ben);
    folder_remove(f->folder);
    free(f);
    return 0;
}

static void put_back(fixture *f) {
    folder_empty(f->folder);
    FILE *const file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(f->fresh, 1, f->n_fresh, file), f->n_fresh);
    assert_int_equal(fclose(file), 0);
    f->said = 0;
    f->in_doubt = false;
    truce_ledger *const l = open_ledger(f, NULL);
    assert_non_null(l);
    truce_ledger_seen(l, f->seen);
    truce_ledger_close(l);
}

/* What was acknowledged is what the machine remembers. */
static void done(fixture *f, const truce_ledger *l, truce_status status, unsigned said) {
    f->in_doubt = status != TRUCE_OK;
    if (status == TRUCE_OK) {
        f->said += said;
        truce_ledger_seen(l, f->seen);
    }
}

static void say(fixture *f, truce_ledger *l, unsigned n) {
    const truce_str label = TRUCE_STR("public");
    truce_ledger_message said[3];
    char texts[3][16];
    for (unsigned i = 0; i < n; i++) {
        (void)snprintf(texts[i], sizeof texts[i], "%u", f->said + 1 + i);
        said[i] = (truce_ledger_message){.type = TRUCE_SAID_ADD,
                                         .labels = &label,
                                         .n_labels = 1,
                                         .text = truce_str_of(texts[i])};
    }
    if (!f->in_doubt) {
        done(f, l, truce_ledger_say(l, said, n, NOW, NULL, NULL), n);
    }
}

/* Say, admit, say, close, open, say, say. */
static void work(fixture *f) {
    const truce_roster_change admit = {
        .what = TRUCE_CHANGE_ADMIT, .card = truce_identity_card(f->ben), .rights = TRUCE_RIGHT_ADD};
    for (int again = 0; again < 2; again++) {
        truce_ledger *const l = open_ledger(f, NULL);
        if (l == NULL) {
            return;
        }
        say(f, l, 2);
        if (again == 0 && !f->in_doubt) {
            done(f, l, truce_ledger_change(l, &admit, 1, NOW, NULL), 0);
        }
        say(f, l, 3);
        truce_ledger_close(l);
    }
}

/* What is wrong with it; NULL when nothing is. */
static const char *check(fixture *f) {
    static truce_error err;
    const char *wrong = NULL;
    truce_ledger *l = NULL;
    const truce_ledger_options options = {.whole = true, .seen = f->seen};
    if (truce_ledger_open(f->path, f->anna, options, &l, &err) != TRUCE_OK) {
        return err.message;
    }
    size_t n = 0;
    const truce_fault *const faults = truce_ledger_faults(l, &n);
    if (n > 0) {
        wrong = faults[0].what;
    }
    const truce_ledger_event *const events = truce_ledger_events(l, &n);
    for (size_t i = 0; i < n && wrong == NULL; i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "%zu", i + 1);
        wrong = truce_str_equal(events[i].text, truce_str_of(text)) ? NULL : "another text";
    }
    if (wrong == NULL && n < f->said) {
        wrong = "something that was acknowledged is not there";
    }
    if (wrong == NULL && n != f->said && n != f->said + 2 && n != f->said + 3) {
        wrong = "a commit is there in half";
    }
    f->in_doubt = false;
    f->said = (unsigned)n;
    if (wrong == NULL) {
        say(f, l, 1);
        wrong = f->in_doubt ? "nothing can be said any more" : NULL;
    }
    truce_ledger_close(l);
    return wrong;
}

static void a_failing_call_leaves_it_in_order(void **state) {
    fixture *const f = *state;
    static const disk_mishap mishaps[] = {DISK_FAILS_ONCE, DISK_FAILS, DISK_FULL_ONCE, DISK_FULL};
    unsigned failures = 0;
    for (size_t i = 0; i < sizeof mishaps / sizeof mishaps[0]; i++) {
        bool came = true;
        for (unsigned calls = 0; came; calls++) {
            put_back(f);
            disk_set(mishaps[i], calls);
            work(f);
            came = disk_came();
            failures += came;
            disk_set(DISK_SOUND, 0);
            const char *const wrong = check(f);
            if (wrong != NULL) {
                fail_msg("mishap %d after %u calls: %s", mishaps[i], calls, wrong);
            }
        }
    }
    print_message("%u failing calls: the ledger was in order and lost nothing\n", failures);
    assert_true(failures > 100);
}

static unsigned lose_power(fixture *f, unsigned ways, unsigned *losses) {
    unsigned broken = 0;
    bool came = true;
    *losses = 0;
    for (unsigned calls = 0; came; calls++) {
        for (unsigned way = 0; came && way < ways; way++) {
            put_back(f);
            disk_set(DISK_LOSES_POWER, calls);
            work(f);
            came = disk_came();
            disk_settle(calls * 1000 + way);
            *losses += came;
            const char *const wrong = check(f);
            if (wrong != NULL && !f->carelessly) {
                fail_msg("power lost at call %u, way %u: %s", calls, way, wrong);
            }
            broken += wrong != NULL;
        }
    }
    return broken;
}

static void lost_power_leaves_it_in_order(void **state) {
    fixture *const f = *state;
    unsigned losses = 0;
    assert_int_equal(lose_power(f, 3, &losses), 0);
    print_message("power lost %u times: the ledger was in order and lost nothing\n", losses);
    assert_true(losses > 100);
}

static void without_flushes_it_is_seen_not_to_be(void **state) {
    fixture *const f = *state;
    unsigned losses = 0;
    f->carelessly = true;
    const unsigned broken = lose_power(f, 2, &losses);
    print_message("without flushes: %u of %u times not in order, or less than acknowledged\n",
                  broken, losses);
    assert_true(broken > losses / 10);
}

int main(void) {
#define each(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        each(a_failing_call_leaves_it_in_order),
        each(lost_power_leaves_it_in_order),
        each(without_flushes_it_is_seen_not_to_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
