/* A ledger with an offer on its way, on a disk that fails at every call in turn, fills up or loses
 * its power, and in processes that are killed: a stage with its receipt is added, records are
 * released - each taken back and added anew, with a note of it - and an answer is. Afterwards the
 * ledger is in order by every check, and holds what was acknowledged, or one step more: never a
 * record that was taken back and is not there for its new readers, nor the note without it. */
#include "truce/actions/release.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/disk.h"
#include "support/folder.h"
#include "support/ok.h"
#include "support/random.h"
#include "truce/actions/custody.h"

enum { NOW = 1900000000, STEPS = 3, STATE = 8192, FRESH = 1 << 20, KILLS = 60 };

static const char written[] =
    "truce 1\naudience public\ncase sarn \"Sarn (fictional)\"\nparty karda \"Karda\"\n"
    "party osmir \"Osmir\"\nmediator lakeland \"Lakeland\"\n"
    "offer paper \"Paper\" by karda to osmir\n  audience carriers\n  text \"A flow of 225.\"\n"
    "  salt \"xCPw+9nY6+qqgThs1vfK1Q==\"\n"
    "source calls \"Calls\" interview\n  audience carriers\n  published 2031-02-01\n"
    "claim calls:P1 by karda\n  audience carriers\n  says \"we can speak\"\n";

typedef struct fixture {
    truce_identity *anna, *ben, *omar;
    char folder[FOLDER_PATH], path[FOLDER_PATH];
    char *fresh; /* the ledger as it was made */
    size_t n_fresh;
    truce_str stage; /* the custody record with its receipt, as it is added */
    truce_arena arena;
    char states[STEPS + 1][STATE]; /* what stands after so many steps */
    unsigned acknowledged;
    int told; /* where a child tells of each step; -1: nowhere */
} fixture;

/* ---- what is done -------------------------------------------------------------------------- */

static truce_status convey(fixture *f, truce_book *book, truce_arena *arena, truce_error *err) {
    const truce_str carriers = TRUCE_STR("carriers");
    const truce_input input = {TRUCE_STR("stage"), f->stage};
    truce_report report;
    size_t added = 0;
    size_t left_out = 0;
    return truce_book_add(book, &input, 1, &carriers, 1, NOW, arena, &added, &left_out, &report,
                          err);
}

static truce_status release(truce_book *book, truce_arena *arena, truce_error *err) {
    static const char *const records[] = {"calls", "calls:P1"};
    truce_release *r = NULL;
    truce_report report;
    const truce_status status =
        truce_release_look(book, records, 2, TRUCE_STR("watch"), arena, &r, &report, err);
    return status == TRUCE_OK ? truce_release_do(book, r, TRUCE_STR("agreed"), NOW, err) : status;
}

static truce_status step(fixture *f, truce_book *book, unsigned i, truce_error *err) {
    truce_arena arena = truce_arena_new();
    const truce_status status =
        i == 0   ? convey(f, book, &arena, err)
        : i == 1 ? release(book, &arena, err)
                 : truce_release_note(book, TRUCE_STR("offer status"), TRUCE_STR("watch"),
                                      TRUCE_STR("carriers: 2 records"), TRUCE_STR("they asked"),
                                      NOW, err);
    truce_arena_clear(&arena);
    return status;
}

static bool open_book(fixture *f, bool whole, truce_book *book, truce_error *err) {
    *book = (truce_book){.path = f->path, .keys = "", .me = f->anna};
    return truce_ledger_open(f->path, f->anna, (truce_ledger_options){.whole = whole},
                             &book->ledger, err) == TRUCE_OK;
}

/* Step by step until one is not acknowledged; each with the ledger opened anew, as commands do. */
static void work(fixture *f, unsigned steps) {
    f->acknowledged = 0;
    for (unsigned i = 0; i < steps; i++) {
        truce_book book;
        truce_error err;
        if (!open_book(f, false, &book, &err)) {
            return;
        }
        const truce_status status = step(f, &book, i, &err);
        truce_ledger_close(book.ledger);
        if (status != TRUCE_OK) {
            return;
        }
        f->acknowledged++;
        if (f->told >= 0 && write(f->told, ".", 1) != 1) {
            return;
        }
    }
}

/* ---- what stands --------------------------------------------------------------------------- */

/* What is wrong with the ledger; NULL when nothing is, and then all that stands of it, each event
 * with its readers. */
static const char *look(fixture *f, char *state) {
    static truce_error err;
    truce_book book;
    if (!open_book(f, true, &book, &err)) {
        return err.message;
    }
    size_t n = 0;
    size_t used = 0;
    const truce_fault *const faults = truce_ledger_faults(book.ledger, &n);
    const char *const wrong = n > 0 ? faults[0].what : NULL;
    const truce_ledger_event *const events = truce_ledger_events(book.ledger, &n);
    state[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        if (events[i].undone_by != 0 || events[i].type == TRUCE_SAID_RETRACT) {
            continue;
        }
        for (size_t k = 0; k < events[i].n_labels; k++) {
            used += (size_t)snprintf(state + used, STATE - used, "%.*s ",
                                     TRUCE_STR_ARGS(events[i].labels[k]));
        }
        /* Ids are made by chance: of a note, its first line. */
        const char *const line = memchr(events[i].text.data, '\n', events[i].text.size);
        const size_t size = events[i].type == TRUCE_SAID_NOTE && line != NULL
                                ? (size_t)(line - events[i].text.data)
                                : events[i].text.size;
        used += (size_t)snprintf(state + used, STATE - used, "%d %.*s\n", (int)events[i].type,
                                 (int)size, events[i].text.data);
        assert_true(used < STATE);
    }
    truce_ledger_close(book.ledger);
    return wrong;
}

/* After a mishap: what was acknowledged stands, or the next step too; and work goes on from there.
 */
static const char *check(fixture *f) {
    static char state[STATE];
    const char *const wrong = look(f, state);
    if (wrong != NULL) {
        return wrong;
    }
    const bool one_more =
        f->acknowledged < STEPS && strcmp(state, f->states[f->acknowledged + 1]) == 0;
    if (!one_more && strcmp(state, f->states[f->acknowledged]) != 0) {
        return "what stands is neither as before the step that was cut off nor as after it";
    }
    truce_book book;
    truce_error err;
    const unsigned next = f->acknowledged + one_more;
    if (next < STEPS && (!open_book(f, false, &book, &err))) {
        return "it cannot be opened to go on";
    }
    if (next < STEPS) {
        const truce_status status = step(f, &book, next, &err);
        truce_ledger_close(book.ledger);
        return status == TRUCE_OK ? NULL : "the step cannot be done any more";
    }
    return NULL;
}

/* ---- the ledger ---------------------------------------------------------------------------- */

static void make_stage(fixture *f) {
    truce_error err;
    const truce_input paper = {TRUCE_STR("paper"), truce_str_of(written)};
    truce_stage_said said = {.offer = TRUCE_STR("paper"),
                             .stage = TRUCE_STAGE_CONVEYED,
                             .by = TRUCE_STR("lakeland"),
                             .to = TRUCE_STR("osmir"),
                             .at = TRUCE_STR("2031-01-29")};
    truce_buffer block = truce_buffer_new();
    truce_buffer both = truce_buffer_new();
    truce_buffer copy = truce_buffer_new();
    truce_receipt receipt;
    truce_str name;
    ok(truce_custody_receipt(&paper, 1, &said, f->anna, &block, &err));
    ok(truce_custody_copy(&paper, 1, said.offer, &copy, &err));
    ok(truce_custody_countersign(truce_buffer_str(&block), truce_buffer_str(&copy), f->omar, &both,
                                 &err));
    ok(truce_receipt_read(truce_buffer_str(&both), &receipt, &err));
    ok(truce_custody_received(truce_buffer_str(&both), &receipt, &said, &err));
    ok(truce_custody_stage(&said, &f->arena, &f->stage, &name, &err));
    truce_buffer_clear(&block);
    truce_buffer_clear(&both);
    truce_buffer_clear(&copy);
}

static void make_ledger(fixture *f) {
    truce_error err;
    truce_book book;
    truce_report report;
    size_t added = 0;
    size_t left_out = 0;
    const truce_roster_change changes[] = {
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("carriers"), .role = TRUCE_ROOM_MEDIATOR},
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("watch"), .role = TRUCE_ROOM_MONITOR},
        {.what = TRUCE_CHANGE_ADMIT,
         .card = truce_identity_card(f->ben),
         .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("ben"), .label = TRUCE_STR("watch")}};
    const truce_input input = {TRUCE_STR("written"), truce_str_of(written)};
    ok(truce_ledger_create(f->path, f->anna, NOW, &err));
    assert_true(open_book(f, false, &book, &err));
    ok(truce_ledger_change(book.ledger, changes, 4, NOW, &err));
    ok(truce_book_add(&book, &input, 1, NULL, 0, NOW, &f->arena, &added, &left_out, &report, &err));
    truce_ledger_close(book.ledger);
    FILE *const file = fopen(f->path, "rb");
    assert_non_null(file);
    f->n_fresh = fread(f->fresh, 1, FRESH, file);
    assert_in_range(f->n_fresh, 1, FRESH - 1);
    assert_int_equal(fclose(file), 0);
}

static void put_back(fixture *f) {
    folder_empty(f->folder);
    FILE *const file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(f->fresh, 1, f->n_fresh, file), f->n_fresh);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **state) {
    fixture *const f = calloc(1, sizeof *f);
    assert_non_null(f);
    *f = (fixture){.arena = truce_arena_new(), .fresh = malloc(FRESH), .told = -1};
    assert_non_null(f->fresh);
    folder_make_fast(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    assert_int_equal(truce_identity_make(TRUCE_STR("anna"), &f->anna, NULL), TRUCE_OK);
    assert_int_equal(truce_identity_make(TRUCE_STR("ben"), &f->ben, NULL), TRUCE_OK);
    assert_int_equal(truce_identity_make(TRUCE_STR("omar"), &f->omar, NULL), TRUCE_OK);
    disk_install();
    make_stage(f);
    make_ledger(f);
    for (unsigned i = 0; i <= STEPS; i++) {
        put_back(f);
        work(f, i);
        assert_int_equal(f->acknowledged, i);
        assert_null(look(f, f->states[i]));
        assert_true(i == 0 || strcmp(f->states[i], f->states[i - 1]) != 0);
    }
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *const f = *state;
    disk_remove();
    truce_identity_close(f->anna);
    truce_identity_close(f->ben);
    truce_identity_close(f->omar);
    truce_arena_clear(&f->arena);
    folder_remove(f->folder);
    free(f->fresh);
    free(f);
    return 0;
}

/* ---- mishaps ------------------------------------------------------------------------------- */

static void a_failing_call_leaves_each_step_whole(void **state) {
    fixture *const f = *state;
    static const disk_mishap mishaps[] = {DISK_FAILS_ONCE, DISK_FAILS, DISK_FULL};
    unsigned failures = 0;
    for (size_t i = 0; i < sizeof mishaps / sizeof mishaps[0]; i++) {
        bool came = true;
        for (unsigned calls = 0; came; calls++) {
            put_back(f);
            disk_set(mishaps[i], calls);
            work(f, STEPS);
            came = disk_came();
            failures += came;
            disk_set(DISK_SOUND, 0);
            const char *const wrong = check(f);
            if (wrong != NULL) {
                fail_msg("mishap %d after %u calls: %s", mishaps[i], calls, wrong);
            }
        }
    }
    print_message("%u failing calls: each step was done whole, or not at all\n", failures);
    assert_true(failures > 30);
}

static void lost_power_leaves_each_step_whole(void **state) {
    fixture *const f = *state;
    unsigned losses = 0;
    bool came = true;
    for (unsigned calls = 0; came; calls++) {
        for (unsigned way = 0; came && way < 3; way++) {
            put_back(f);
            disk_set(DISK_LOSES_POWER, calls);
            work(f, STEPS);
            came = disk_came();
            disk_settle(calls * 1000 + way);
            losses += came;
            const char *const wrong = check(f);
            if (wrong != NULL) {
                fail_msg("power lost at call %u, way %u: %s", calls, way, wrong);
            }
        }
    }
    print_message("power lost %u times: each step was done whole, or not at all\n", losses);
    assert_true(losses > 30);
}

static int64_t microseconds(void) {
    struct timespec t;
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &t), 0);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* A child works and tells of each step; it is killed after a while, or after it has ended. */
static unsigned work_and_kill(fixture *f, int64_t after) {
    int ends[2];
    char told[STEPS];
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)close(ends[0]);
        f->told = ends[1];
        work(f, STEPS);
        _exit(0);
    }
    (void)close(ends[1]);
    const struct timespec wait = {after / 1000000, (long)(after % 1000000) * 1000};
    (void)nanosleep(&wait, NULL);
    (void)kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    unsigned n = 0;
    for (ssize_t got = 1; got > 0; n += got > 0 ? (unsigned)got : 0) {
        got = read(ends[0], told, sizeof told);
    }
    (void)close(ends[0]);
    return n;
}

static void killed_processes_leave_each_step_whole(void **state) {
    fixture *const f = *state;
    uint64_t seed = 17;
    unsigned within = 0;
    disk_remove();
    put_back(f);
    const int64_t began = microseconds();
    work(f, STEPS);
    const int64_t whole = microseconds() - began;
    for (unsigned i = 0; i < KILLS; i++) {
        put_back(f);
        f->acknowledged = work_and_kill(f, (int64_t)below(&seed, (size_t)whole + 1000));
        within += f->acknowledged > 0 && f->acknowledged < STEPS;
        const char *const wrong = check(f);
        if (wrong != NULL) {
            fail_msg("kill %u, %u steps told: %s", i, f->acknowledged, wrong);
        }
    }
    print_message(
        "%d kills, %u between the first step and the last: each was done whole, or not at "
        "all\n",
        KILLS, within);
    disk_install();
}

int main(void) {
#define each(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        each(a_failing_call_leaves_each_step_whole),
        each(lost_power_leaves_each_step_whole),
        each(killed_processes_leave_each_step_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
