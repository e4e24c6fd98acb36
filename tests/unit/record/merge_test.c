/* What goes out of a ledger for one member, what comes back, and what is not taken. */
#include "truce/record/ledger.h"

#include <pthread.h>
#include <unistd.h>

#include "record/ledger/ledger_in.h"
#include "three.h"

static size_t export_for(const fixture *f, truce_ledger *team, const char *name, const char *file,
                         char path[FOLDER_PATH]) {
    truce_error err = {0};
    size_t n = 0;
    size_t left_out = 0;
    ok(truce_ledger_export(team, truce_str_of(name), folder_file(f->folder, file, path), NOW + 50,
                           &n, &left_out, &err));
    assert_int_equal(left_out, 0);
    return n;
}

static truce_ledger *open_at(const char *path, const truce_identity *who) {
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    ok(truce_ledger_open(path, who, (truce_ledger_options){.whole = true}, &ledger, &err));
    ok(truce_ledger_sound(ledger, &err));
    return ledger;
}

static void no_faults(const truce_ledger *ledger) {
    size_t n = 0;
    const truce_fault *const faults = truce_ledger_faults(ledger, &n);
    if (n > 0) {
        fail_msg("entry %llu: %s", (unsigned long long)faults[0].n, faults[0].what);
    }
}

/* Merge the ledger at `path` into `team`, and check that the result is in order. */
static truce_merge merge(const fixture *f, truce_ledger *team, const char *path) {
    static truce_arena arena;
    truce_error err = {0};
    truce_merge m;
    truce_ledger *const other = open_at(path, f->anna);
    truce_arena_clear(&arena);
    arena = truce_arena_new();
    ok(truce_ledger_import(team, other, NOW + 60, &arena, &m, &err));
    truce_ledger_close(other);
    no_faults(team);
    truce_ledger *const again = open_as(f, f->anna);
    no_faults(again);
    assert_string_equal(heard(again), heard(team));
    truce_ledger_close(again);
    return m;
}

static truce_status undo(truce_ledger *ledger, truce_said_type type, size_t at, const char *label,
                         const char *text, truce_error *err) {
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(ledger, &n);
    const truce_str labels = truce_str_of(label);
    truce_ledger_message m = {
        .type = type, .labels = &labels, .n_labels = 1, .text = truce_str_of(text)};
    assert_true(at < n);
    memcpy(m.of, events[at].id, sizeof m.of);
    return truce_ledger_say(ledger, &m, 1, NOW + 20, NULL, err);
}

static void an_export_holds_what_its_reader_may_read(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char path[FOLDER_PATH];
    size_t n = 0;
    size_t left_out = 0;
    truce_ledger *const team = three(f);
    ok(say(team, "team", "between us", &err));
    ok(say(team, "room-a", "for a", &err));
    ok(say(team, "room-b", "for b", &err));
    ok(say(team, "public", "for all", &err));
    assert_int_equal(export_for(f, team, "ben", "ben.ledger", path), 2);
    truce_ledger *ben = open_at(path, f->ben);
    no_faults(ben);
    assert_string_equal(heard(ben), "anna: for a; anna: for all; ");
    assert_int_equal(truce_ledger_last(ben, (uint8_t[TRUCE_LINK]){0}), 3); /* keys and two events */
    assert_true(memcmp(truce_ledger_id(ben), truce_ledger_id(team), TRUCE_LEDGER_ID) != 0);
    const truce_roster *const roster = truce_ledger_roster(ben);
    assert_int_equal(roster->n_compartments, 3); /* public, their own, room-a */
    assert_int_equal(roster->rights, TRUCE_RIGHT_ADD);
    truce_ledger_close(ben);
    truce_ledger *carla = NULL; /* nothing is told to who is no member of it */
    assert_int_equal(
        truce_ledger_open(path, f->carla, (truce_ledger_options){.whole = true}, &carla, &err),
        TRUCE_EDENIED);
    /* Anybody but the team has no right to make one; nobody overwrites a file. */
    ben = open_as(f, f->ben);
    (void)folder_file(f->folder, "other.ledger", path);
    assert_int_equal(truce_ledger_export(ben, TRUCE_STR("ben"), path, NOW, &n, &left_out, &err),
                     TRUCE_EDENIED);
    truce_ledger_close(ben);
    assert_int_equal(truce_ledger_export(team, TRUCE_STR("dora"), path, NOW, &n, &left_out, &err),
                     TRUCE_ENOTFOUND);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(truce_ledger_export(team, TRUCE_STR("ben"), f->path, NOW, &n, &left_out, &err),
                     TRUCE_EINVAL);
    truce_ledger_close(team);
}

static void what_is_said_there_comes_back_once(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char path[FOLDER_PATH];
    truce_ledger *const team = three(f);
    ok(say(team, "room-a", "for a", &err));
    (void)export_for(f, team, "ben", "ben.ledger", path);
    truce_ledger *const ben = open_at(path, f->ben);
    ok(say(ben, "room-a", "an answer", &err));
    ok(undo(ben, TRUCE_SAID_SUPERSEDE, 1, "room-a", "a better answer", &err));
    assert_int_equal(undo(ben, TRUCE_SAID_RETRACT, 0, "room-a", "no", &err), TRUCE_EDENIED);
    truce_ledger_close(ben);
    ok(say(team, "room-b", "meanwhile", &err));
    truce_merge m = merge(f, team, path);
    assert_int_equal(m.taken, 2);
    assert_int_equal(m.known, 1);
    assert_int_equal(m.n_left, 0);
    assert_false(m.copies);
    assert_string_equal(heard(team), "anna: for a; anna: meanwhile; ben: an answer (undone); "
                                     "ben: a better answer; ");
    m = merge(f, team, path);
    assert_int_equal(m.taken, 0);
    assert_int_equal(m.known, 3);
    assert_string_equal(heard_by(f, f->ben), "anna: for a; ben: an answer (undone); "
                                             "ben: a better answer; ");
    assert_string_equal(heard_by(f, f->carla), "anna: meanwhile; ");
    truce_ledger_close(team);
}

static void an_export_of_an_export_is_of_the_first(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char first[FOLDER_PATH];
    char second[FOLDER_PATH];
    truce_ledger *const team = three(f);
    ok(say(team, "room-a", "one", &err));
    ok(undo(team, TRUCE_SAID_SUPERSEDE, 0, "room-a", "two", &err));
    (void)export_for(f, team, "ben", "first", first);
    truce_ledger *const anna = open_at(first, f->anna);
    assert_int_equal(export_for(f, anna, "ben", "second", second), 2);
    truce_ledger_close(anna);
    truce_ledger *const ben = open_at(second, f->ben);
    no_faults(ben);
    ok(say(ben, "ben", "mine", &err));
    assert_string_equal(heard(ben), "anna: one (undone); anna: two; ben: mine; ");
    truce_ledger_close(ben);
    assert_int_equal(merge(f, team, second).taken, 1);
    truce_ledger_close(team);
}

/* Carla managed when she undid it, and is gone when it is exported. */
static void the_right_to_undo_goes_with_what_was_undone(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char path[FOLDER_PATH];
    const truce_roster_change changes[] = {
        {.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("carla"), .label = TRUCE_STR("team")},
        {.what = TRUCE_CHANGE_RIGHTS,
         .name = TRUCE_STR("carla"),
         .rights = TRUCE_RIGHT_ADD | TRUCE_RIGHT_MANAGE},
        {.what = TRUCE_CHANGE_REMOVE, .name = TRUCE_STR("carla")},
    };
    truce_ledger *const team = three(f);
    ok(truce_ledger_change(team, changes, 2, NOW, &err));
    truce_ledger *const ben = open_as(f, f->ben);
    ok(say(ben, "room-a", "of ben", &err));
    truce_ledger_close(ben);
    truce_ledger *const carla = open_as(f, f->carla);
    ok(undo(carla, TRUCE_SAID_RETRACT, 0, "room-a", "of carla", &err));
    truce_ledger_close(carla);
    ok(truce_ledger_change(team, changes + 2, 1, NOW, &err));
    (void)export_for(f, team, "ben", "ben.ledger", path);
    truce_ledger *const there = open_at(path, f->ben);
    no_faults(there);
    assert_string_equal(heard(there), "ben: of ben (undone); carla: of carla; ");
    truce_ledger_close(there);
    truce_ledger_close(team);
}

static void what_was_purged_does_not_come_back(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char path[FOLDER_PATH];
    truce_ledger *team = three(f);
    ok(say(team, "room-a", "named in error", &err));
    (void)export_for(f, team, "ben", "ben.ledger", path);
    size_t n = 0;
    const uint64_t place = truce_ledger_events(team, &n)[0].n;
    ok(truce_ledger_purge(team, &place, 1, TRUCE_STR("why"), NOW, &err));
    for (int fresh = 0; fresh < 2; fresh++) { /* by whoever had it open, and by whoever had not */
        const truce_merge m = merge(f, team, path);
        assert_int_equal(m.taken, 0);
        if (fresh == 1) {
            assert_int_equal(m.n_left, 1);
            assert_int_equal(m.left[0].why, TRUCE_MERGE_PURGED);
        }
        assert_string_equal(heard(team), "");
        truce_ledger_close(team);
        team = open_as(f, f->anna);
    }
    truce_ledger_close(team);
}

static void only_who_may_add_now_is_taken(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char path[FOLDER_PATH];
    truce_ledger *const team = three(f);
    (void)export_for(f, team, "ben", "ben.ledger", path);
    truce_ledger *const ben = open_at(path, f->ben);
    ok(say(ben, "room-a", "for the room", &err));
    ok(say(ben, "public", "for all", &err));
    truce_ledger_close(ben);
    const truce_roster_change take = {
        .what = TRUCE_CHANGE_TAKE, .name = TRUCE_STR("ben"), .label = TRUCE_STR("room-a")};
    ok(truce_ledger_change(team, &take, 1, NOW, &err));
    truce_merge m = merge(f, team, path);
    assert_int_equal(m.taken, 1);
    assert_int_equal(m.n_left, 1);
    assert_int_equal(m.left[0].why, TRUCE_MERGE_ROOM);
    assert_true(truce_str_equal(m.left[0].name, TRUCE_STR("ben")));
    const truce_roster_change gone = {.what = TRUCE_CHANGE_REMOVE, .name = TRUCE_STR("ben")};
    ok(truce_ledger_change(team, &gone, 1, NOW, &err));
    m = merge(f, team, path);
    assert_int_equal(m.taken, 0);
    assert_int_equal(m.known, 1);
    assert_int_equal(m.left[0].why, TRUCE_MERGE_AUTHOR);
    assert_string_equal(heard(team), "ben: for all; ");
    truce_ledger_close(team);
}

/* Ben signs two things under one id: one here, one in his export. */
static void who_signs_two_things_as_one_is_found(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char path[FOLDER_PATH];
    truce_ledger *const team = three(f);
    (void)export_for(f, team, "ben", "ben.ledger", path);
    for (int i = 0; i < 2; i++) {
        truce_ledger *const ben = open_at(i == 0 ? path : f->path, f->ben);
        const epoch *const e = ledger_epoch(ben);
        const room *const r = &e->rooms[epoch_room(e, TRUCE_STR("room-a"))];
        uint8_t tag[1][STATEMENT_TAG];
        uint8_t to[1][KEY];
        truce_arena arena = truce_arena_new();
        statement said = {.type = TRUCE_SAID_ADD,
                          .id = "the same",
                          .time = NOW,
                          .n_tags = 1,
                          .tags = (const uint8_t(*)[STATEMENT_TAG])tag,
                          .text = i == 0 ? TRUCE_STR("yes") : TRUCE_STR("no")};
        statement_tag(r->id, said.id, tag[0]);
        memcpy(to[0], r->key, KEY);
        truce_draft draft;
        uint64_t placed = 0;
        ok(ledger_draft(ben, &said, TRUCE_ENTRY_EVENT, (const uint8_t(*)[KEY])to, 1, &arena, &draft,
                        &err));
        commit_plan plan = {.l = ben, .ledger = truce_ledger_id(ben), .me = f->ben, .now = NOW};
        ok(truce_store_append(ben->store, &draft, 1, ledger_seal, &plan, &placed, &err));
        truce_arena_clear(&arena);
        truce_ledger_close(ben);
    }
    ok(truce_ledger_refresh(team, &err));
    const truce_merge m = merge(f, team, path);
    assert_int_equal(m.taken, 0);
    assert_int_equal(m.n_left, 1);
    assert_int_equal(m.left[0].why, TRUCE_MERGE_DIFFERENT);
    assert_string_equal(heard(team), "ben: no; ");
    truce_ledger_close(team);
}

static void two_copies_that_parted_are_told_from_where(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char path[FOLDER_PATH];
    truce_ledger *const team = three(f);
    ok(say(team, "public", "before", &err));
    ok(truce_store_copy(team->store, folder_file(f->folder, "copy", path), &err));
    truce_ledger *const copy = open_at(path, f->anna);
    ok(say(copy, "public", "there", &err));
    ok(say(copy, "public", "there too", &err));
    truce_ledger_close(copy);
    truce_merge m = merge(f, team, path); /* one is a beginning of the other: no fork */
    assert_true(m.copies);
    assert_int_equal(m.agree, 3);
    assert_int_equal(m.here, 0);
    assert_int_equal(m.there, 2);
    assert_int_equal(m.taken, 2);
    m = merge(f, team, path);
    assert_int_equal(m.agree, 3);
    assert_int_equal(m.here, 2);
    assert_int_equal(m.there, 2);
    assert_int_equal(m.taken, 0);
    assert_string_equal(heard(team), "anna: before; anna: there; anna: there too; ");
    truce_ledger_close(team);
}

static void strangers_do_not_merge(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char path[FOLDER_PATH];
    truce_arena arena = truce_arena_new();
    truce_merge m;
    truce_ledger *const team = three(f);
    ok(truce_ledger_create(folder_file(f->folder, "other", path), f->anna, NOW, &err));
    truce_ledger *const other = open_at(path, f->anna);
    assert_int_equal(truce_ledger_import(team, other, NOW, &arena, &m, &err), TRUCE_EINVAL);
    truce_ledger *const ben = open_as(f, f->ben);
    truce_ledger *const again = open_as(f, f->anna);
    assert_int_equal(truce_ledger_import(ben, again, NOW, &arena, &m, &err), TRUCE_EDENIED);
    truce_ledger_close(again);
    truce_ledger_close(ben);
    truce_ledger_close(other);
    truce_ledger_close(team);
    truce_arena_clear(&arena);
}

enum { AT_ONCE = 40, TRIES = 20 };

typedef struct merger {
    pthread_t thread;
    pthread_barrier_t *start;
    truce_ledger *here, *there;
    truce_arena arena;
    truce_merge m;
    truce_status status;
} merger;

static void *merge_at_once(void *with) {
    merger *const w = with;
    truce_error err = {0};
    (void)pthread_barrier_wait(w->start);
    w->status = truce_ledger_import(w->here, w->there, NOW, &w->arena, &w->m, &err);
    return NULL;
}

/* Two of the team merge one export at the same time: each event is taken by one of them. */
static void who_merges_at_once_takes_nothing_twice(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char path[FOLDER_PATH];
    truce_ledger *const team = three(f);
    (void)export_for(f, team, "ben", "ben.ledger", path);
    truce_ledger *const ben = open_at(path, f->ben);
    for (size_t i = 0; i < TRIES; i++) {
        truce_ledger_message said[AT_ONCE];
        pthread_barrier_t start;
        merger w[2];
        const truce_str label = TRUCE_STR("public");
        for (size_t k = 0; k < AT_ONCE; k++) {
            said[k] = (truce_ledger_message){
                .type = TRUCE_SAID_ADD, .labels = &label, .n_labels = 1, .text = TRUCE_STR("x")};
        }
        ok(truce_ledger_say(ben, said, AT_ONCE, NOW, NULL, &err));
        assert_int_equal(pthread_barrier_init(&start, NULL, 2), 0);
        for (int k = 0; k < 2; k++) {
            w[k] = (merger){.start = &start,
                            .here = open_as(f, f->anna),
                            .there = open_at(path, f->anna),
                            .arena = truce_arena_new()};
        }
        for (int k = 0; k < 2; k++) {
            assert_int_equal(pthread_create(&w[k].thread, NULL, merge_at_once, &w[k]), 0);
        }
        for (int k = 0; k < 2; k++) {
            assert_int_equal(pthread_join(w[k].thread, NULL), 0);
            assert_int_equal(w[k].status, TRUCE_OK);
            assert_int_equal(w[k].m.taken + w[k].m.known, (i + 1) * AT_ONCE);
            no_faults(w[k].here);
            truce_ledger_close(w[k].here);
            truce_ledger_close(w[k].there);
            truce_arena_clear(&w[k].arena);
        }
        assert_int_equal(w[0].m.taken + w[1].m.taken, AT_ONCE);
        (void)pthread_barrier_destroy(&start);
    }
    truce_ledger_close(ben);
    ok(truce_ledger_refresh(team, &err));
    no_faults(team);
    truce_ledger_close(team);
}

int main(void) {
#define each(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        each(an_export_holds_what_its_reader_may_read),
        each(what_is_said_there_comes_back_once),
        each(an_export_of_an_export_is_of_the_first),
        each(the_right_to_undo_goes_with_what_was_undone),
        each(what_was_purged_does_not_come_back),
        each(only_who_may_add_now_is_taken),
        each(who_signs_two_things_as_one_is_found),
        each(two_copies_that_parted_are_told_from_where),
        each(strangers_do_not_merge),
        each(who_merges_at_once_takes_nothing_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
