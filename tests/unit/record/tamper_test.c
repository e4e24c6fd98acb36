/* Whoever can write to the file changes something: the place is named, or nothing that a member
 * reads is different. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "record/ledger/ledger_in.h"
#include "support/folder.h"
#include "support/ok.h"
#include "truce/record/ledger.h"

enum { NOW = 1900000000 };

typedef struct fixture {
    truce_identity *anna, *ben;
    char folder[FOLDER_PATH], path[FOLDER_PATH];
    sqlite3 *db; /* the other one, who can write to the file */
    uint64_t last;
    uint8_t seen[TRUCE_SEEN];
} fixture;

static void say(truce_ledger *ledger, const char *label, const char *text) {
    truce_error err = {0};
    const truce_str labels = truce_str_of(label);
    const truce_ledger_message m = {
        .type = TRUCE_SAID_ADD, .labels = &labels, .n_labels = 1, .text = truce_str_of(text)};
    ok(truce_ledger_say(ledger, &m, 1, NOW, NULL, &err));
}

static void sql(fixture *f, const char *text) {
    if (sqlite3_exec(f->db, text, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", text, sqlite3_errmsg(f->db));
    }
}

/* Seven entries: keys, keys, four events of which one is purged, the mark of that. */
static int set_up(void **state) {
    fixture *const f = calloc(1, sizeof *f);
    truce_error err = {0};
    assert_non_null(f);
    ok(truce_identity_make(TRUCE_STR("anna"), &f->anna, &err));
    ok(truce_identity_make(TRUCE_STR("ben"), &f->ben, &err));
    folder_make(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    ok(truce_ledger_create(f->path, f->anna, NOW, &err));
    truce_ledger *ledger = NULL;
    ok(truce_ledger_open(f->path, f->anna, (truce_ledger_options){.whole = true}, &ledger, &err));
    const truce_roster_change admit = {
        .what = TRUCE_CHANGE_ADMIT, .card = truce_identity_card(f->ben), .rights = TRUCE_RIGHT_ADD};
    ok(truce_ledger_change(ledger, &admit, 1, NOW, &err));
    say(ledger, "team", "one");
    say(ledger, "ben", "two");
    say(ledger, "public", "three");
    say(ledger, "team", "four");
    const uint64_t place = 5;
    ok(truce_ledger_purge(ledger, &place, 1, TRUCE_STR("why"), NOW, &err));
    truce_ledger_seen(ledger, f->seen);
    uint8_t link[TRUCE_LINK];
    f->last = truce_ledger_last(ledger, link);
    truce_ledger_close(ledger);
    assert_int_equal(f->last, 7);
    assert_int_equal(sqlite3_open(f->path, &f->db), SQLITE_OK);
    sql(f, "PRAGMA synchronous=OFF");
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *const f = *state;
    assert_int_equal(sqlite3_close(f->db), SQLITE_OK);
    truce_identity_close(f->anna);
    truce_identity_close(f->ben);
    folder_remove(f->folder);
    free(f);
    return 0;
}

/* The first fault that this member is told of, or that the ledger cannot be opened at all. */
typedef struct seen {
    bool opens;
    size_t n_faults;
    truce_fault first;
    size_t n_events;
} seen;

static seen look(const fixture *f, const truce_identity *who, const uint8_t *before) {
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    seen s = {.opens = truce_ledger_open(f->path, who,
                                         (truce_ledger_options){.whole = true, .seen = before},
                                         &ledger, &err) == TRUCE_OK};
    if (s.opens) {
        const truce_fault *const faults = truce_ledger_faults(ledger, &s.n_faults);
        if (s.n_faults > 0) {
            s.first = faults[0];
        }
        (void)truce_ledger_events(ledger, &s.n_events);
        truce_ledger_close(ledger);
    }
    return s;
}

/* Change one byte of a column of an entry, by xor with 1 << `bit`; twice is as before. */
static void flip(fixture *f, const char *column, uint64_t n, int at, int bit) {
    sqlite3_blob *blob = NULL;
    uint8_t byte = 0;
    if (sqlite3_blob_open(f->db, "main", "entry", column, (sqlite3_int64)n, 1, &blob) !=
        SQLITE_OK) {
        fail_msg("%s of %d: %s", column, (int)n, sqlite3_errmsg(f->db));
    }
    assert_int_equal(sqlite3_blob_read(blob, &byte, 1, at), SQLITE_OK);
    byte ^= (uint8_t)(1 << bit);
    assert_int_equal(sqlite3_blob_write(blob, &byte, 1, at), SQLITE_OK);
    assert_int_equal(sqlite3_blob_close(blob), SQLITE_OK);
}

static int size_of(fixture *f, const char *column, uint64_t n) {
    char text[128];
    sqlite3_stmt *s = NULL;
    (void)snprintf(text, sizeof text, "SELECT length(%s) FROM entry WHERE n=%d", column, (int)n);
    assert_int_equal(sqlite3_prepare_v2(f->db, text, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    const int size = sqlite3_column_int(s, 0); /* NULL is 0 */
    (void)sqlite3_finalize(s);
    return size;
}

/* Each byte of marks, links, seals and hashes; of the long ones some, and the ends. */
static void every_changed_field_is_named(void **state) {
    fixture *const f = *state;
    static const char *const columns[] = {"mark", "body", "wraps", "link", "seal", "gone"};
    int flips = 0;
    assert_int_equal(look(f, f->anna, NULL).n_faults, 0);
    for (uint64_t n = 1; n <= f->last; n++) {
        for (size_t c = 0; c < 6; c++) {
            const int size = size_of(f, columns[c], n);
            for (int at = 0; at<size; at += size> 256 && at + 97 < size ? 97 : size > 64 ? 11 : 3) {
                flip(f, columns[c], n, at, at % 8);
                const seen s = look(f, f->anna, NULL);
                flip(f, columns[c], n, at, at % 8);
                flips++;
                if (!s.opens || s.n_faults == 0 || s.first.n != n) {
                    /* The first keys cannot be read any more: nothing is told at all. */
                    assert_true(!s.opens && n == 1 && (c == 0 || c == 1 || c == 2));
                }
            }
        }
    }
    assert_int_equal(look(f, f->anna, NULL).n_faults, 0);
    assert_true(flips > 400);
    print_message("%d changed bytes, each named by its place\n", flips);
}

static void every_changed_number_is_named(void **state) {
    fixture *const f = *state;
    static const char *const changes[][2] = {
        {"hour=hour+1", "hour=hour-1"},
        {"kind=kind%3+1", "kind=(kind+1)%3+1"}, /* 1, 2 and 3 in a ring */
    };
    for (uint64_t n = 1; n <= f->last; n++) {
        for (int c = 0; c < 2; c++) {
            for (int there = 0; there < 2; there++) {
                char text[96];
                (void)snprintf(text, sizeof text, "UPDATE entry SET %s WHERE n=%d",
                               changes[c][there], (int)n);
                sql(f, text);
                const seen s = look(f, f->anna, NULL);
                assert_true(there == 1 ? s.n_faults == 0
                            : !s.opens ? n == 1
                                       : s.n_faults > 0 && s.first.n == n);
            }
        }
    }
    assert_int_equal(look(f, f->anna, NULL).n_faults, 0);
}

static void removing_reordering_and_cutting_off_is_seen(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    char copy[FOLDER_PATH];
    static const struct {
        const char *what;
        uint64_t n; /* where it is seen; 0: only by who has seen the ledger before */
    } cases[] = {
        {"DELETE FROM entry WHERE n=4", 4},
        {"UPDATE entry SET n=-n WHERE n IN (3, 4);"
         "UPDATE entry SET n=7+n WHERE n<0",
         3},
        {"DELETE FROM entry WHERE n=4; UPDATE entry SET n=-n WHERE n>4;"
         "UPDATE entry SET n=-n-1 WHERE n<0",
         4},
        {"DELETE FROM entry WHERE n>5", 0},
        {"UPDATE entry SET seal=NULL WHERE n=7", 7},
        {"UPDATE entry SET n=8 WHERE n=7; INSERT INTO entry(n, kind, hour, mark, body, wraps, "
         "link, "
         "seal) SELECT 7, kind, hour, mark, body, wraps, link, seal FROM entry WHERE n=6",
         7},
        {"UPDATE entry SET gone=NULL, body=(SELECT body FROM entry WHERE n=6), "
         "wraps=(SELECT wraps FROM entry WHERE n=6) WHERE n=5",
         5},
        {"UPDATE entry SET gone=zeroblob(64), body=NULL, wraps=NULL WHERE n=6", 6},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        truce_store *store = NULL;
        ok(truce_store_open(f->path, &store, &err));
        ok(truce_store_copy(store, folder_file(f->folder, "copy.ledger", copy), &err));
        truce_store_close(store);
        fixture other = *f;
        memcpy(other.path, copy, sizeof copy);
        assert_int_equal(sqlite3_open(copy, &other.db), SQLITE_OK);
        sql(&other, cases[i].what);
        assert_int_equal(sqlite3_close(other.db), SQLITE_OK);
        const seen s = look(&other, f->anna, NULL);
        const seen again = look(&other, f->anna, f->seen);
        if (!s.opens || !again.opens || again.n_faults == 0) {
            fail_msg("%s: %d %d %zu", cases[i].what, s.opens, again.opens, again.n_faults);
        }
        if (cases[i].n == 0) {
            assert_int_equal(s.n_faults, 1); /* the gap that no mark names any more */
            assert_int_equal(s.first.kind, TRUCE_FAULT_PURGE);
        } else if (s.n_faults == 0 || s.first.n != cases[i].n) {
            fail_msg("%s: first at %d, %s", cases[i].what, (int)s.first.n, s.first.what);
        }
        assert_int_equal(remove(copy), 0);
    }
}

static void an_event_of_another_ledger_is_not_accepted(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    fixture other = *f;
    (void)folder_file(f->folder, "other.ledger", other.path);
    ok(truce_ledger_create(other.path, f->anna, NOW, &err));
    truce_ledger *ledger = NULL;
    ok(truce_ledger_open(other.path, f->anna, (truce_ledger_options){.whole = true}, &ledger,
                         &err));
    say(ledger, "team", "elsewhere");
    truce_ledger_close(ledger);
    char text[FOLDER_PATH + 64];
    (void)snprintf(text, sizeof text, "ATTACH '%s' AS other", other.path);
    sql(f, text);
    sql(f, "UPDATE entry SET (mark, body, wraps, link, seal) = (SELECT mark, body, wraps, link, "
           "seal FROM other.entry WHERE n=2) WHERE n=7");
    const seen s = look(f, f->anna, NULL);
    assert_true(s.opens && s.n_faults > 0 && s.first.n == 7);
    sql(f, "DETACH other");
}

/* What is behind the fork of two copies is put behind the other's entries: both parts are good by
 * themselves. */
static void two_good_parts_do_not_make_a_ledger(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    fixture other = *f;
    truce_store *store = NULL;
    truce_ledger *ledger = NULL;
    ok(truce_store_open(f->path, &store, &err));
    ok(truce_store_copy(store, folder_file(f->folder, "other.ledger", other.path), &err));
    truce_store_close(store);
    for (int i = 0; i < 2; i++) {
        ok(truce_ledger_open(i == 0 ? f->path : other.path, f->anna,
                             (truce_ledger_options){.whole = true}, &ledger, &err));
        say(ledger, "public", i == 0 ? "here" : "there");
        say(ledger, "public", "last");
        truce_ledger_close(ledger);
    }
    char text[FOLDER_PATH + 64];
    (void)snprintf(text, sizeof text, "ATTACH '%s' AS other", other.path);
    sql(f, text);
    sql(f, "DELETE FROM entry WHERE n=9; INSERT INTO entry SELECT * FROM other.entry WHERE n=9");
    const seen s = look(f, f->anna, NULL);
    assert_true(s.opens && s.n_faults > 0 && s.first.n == 9 && s.first.kind == TRUCE_FAULT_LINK);
    sql(f, "DETACH other");
}

/* Ben commits again, with a good chain and head, what Anna signed once. */
static void an_event_that_is_played_again_counts_once(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *ben = NULL;
    truce_draft draft;
    uint64_t placed = 0;
    uint8_t to[1][KEY];
    truce_arena arena = truce_arena_new();
    const size_t before = look(f, f->anna, NULL).n_events;
    ok(truce_ledger_open(f->path, f->ben, (truce_ledger_options){.whole = true}, &ben, &err));
    assert_true(ben->n_opened > 0);
    const statement *const said = &ben->opened[0].said;
    const epoch *const e = ledger_epoch(ben);
    memcpy(to[0], e->rooms[epoch_room(e, TRUCE_STR("ben"))].key, KEY);
    ok(ledger_draft_signed(ben, (truce_str){said->signs.data, said->signs.size + 64},
                           TRUCE_ENTRY_EVENT, (const uint8_t(*)[KEY])to, 1, &arena, &draft, &err));
    ledger_prove(truce_ledger_id(ben), e, &draft);
    commit_plan plan = {.l = ben, .ledger = truce_ledger_id(ben), .me = f->ben, .now = NOW};
    ok(truce_store_append(ben->store, &draft, 1, ledger_seal, &plan, &placed, &err));
    assert_int_equal(placed, 8);
    truce_ledger_close(ben);
    truce_arena_clear(&arena);
    for (int i = 0; i < 2; i++) {
        const seen s = look(f, i == 0 ? f->anna : f->ben, NULL);
        assert_true(s.opens && s.n_faults == 1 && s.first.n == 8);
        assert_int_equal(s.first.kind, TRUCE_FAULT_TWICE);
    }
    assert_int_equal(look(f, f->anna, NULL).n_events, before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_changed_field_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_changed_number_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(removing_reordering_and_cutting_off_is_seen, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_event_of_another_ledger_is_not_accepted, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(two_good_parts_do_not_make_a_ledger, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_event_that_is_played_again_counts_once, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
