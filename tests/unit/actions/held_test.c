/* A ledger that is held open answers as one that is opened, whatever came in between; what fails
 * leaves what was there. */
#include "truce/actions/held.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <limits.h>

#include "support/folder.h"
#include "support/memory.h"
#include "support/ok.h"
#include "support/random.h"
#include "truce/actions/brief.h"
#include "truce/record/ledger.h"

enum { NOW = 1900000000, STEPS = 40 };

typedef struct fixture {
    truce_identity *anna, *ben;
    char folder[FOLDER_PATH], path[FOLDER_PATH], keys[FOLDER_PATH], others[FOLDER_PATH];
    truce_ledger *team;
} fixture;

static void say(const fixture *f, truce_said_type type, const uint8_t *of, const char *room,
                const char *text) {
    truce_error err = {0};
    const truce_str label = truce_str_of(room);
    truce_ledger_message m = {
        .type = type, .labels = &label, .n_labels = 1, .text = truce_str_of(text)};
    if (of != NULL) {
        memcpy(m.of, of, sizeof m.of);
    }
    ok(truce_ledger_say(f->team, &m, 1, NOW, NULL, &err));
}

static int set_up(void **state) {
    fixture *const f = calloc(1, sizeof *f);
    truce_error err = {0};
    assert_non_null(f);
    folder_make(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    (void)folder_file(f->folder, "key", f->keys);
    (void)folder_file(f->folder, "other", f->others);
    ok(truce_identity_make(TRUCE_STR("anna"), &f->anna, &err));
    ok(truce_identity_make(TRUCE_STR("ben"), &f->ben, &err));
    ok(truce_ledger_create(f->path, f->anna, NOW, &err));
    ok(truce_ledger_open(f->path, f->anna, (truce_ledger_options){0}, &f->team, &err));
    const truce_roster_change changes[] = {
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("desk"), .role = TRUCE_ROOM_OBSERVER},
        {.what = TRUCE_CHANGE_ADMIT,
         .card = truce_identity_card(f->ben),
         .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("ben"), .label = TRUCE_STR("desk")},
    };
    ok(truce_ledger_change(f->team, changes, 3, NOW, &err));
    say(f, TRUCE_SAID_ADD, NULL, "public", "party north \"North\"\n");
    say(f, TRUCE_SAID_ADD, NULL, "public", "source s \"A paper\"\n");
    say(f, TRUCE_SAID_ADD, NULL, "public", "issue road \"The road\"\n  rung shut\n  rung open\n");
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *const f = *state;
    truce_ledger_close(f->team);
    truce_identity_close(f->anna);
    truce_identity_close(f->ben);
    folder_remove(f->folder);
    free(f);
    return 0;
}

static truce_request request_of(const fixture *f, const char *const *paths, const char *keys) {
    return (truce_request){.paths = paths, .n_paths = 1, .me = f->ben, .keys = keys};
}

static truce_buffer brief_of(truce_session *session) {
    truce_error err = {0};
    truce_buffer out = truce_buffer_new();
    ok(truce_brief_answer(session, (truce_paper){.form = TRUCE_PAPER_JSON}, &out, &err));
    return out;
}

/* The same as when it is opened now. */
static void is_up_to_date(const fixture *f, truce_held *held) {
    truce_error err = {0};
    const char *const paths[] = {f->path};
    const truce_request request = request_of(f, paths, f->others);
    truce_session fresh;
    ok(truce_session_open(&fresh, &request, &err));
    truce_buffer want = brief_of(&fresh);
    truce_buffer got = brief_of(truce_held_session(held));
    assert_int_equal(got.size, want.size);
    assert_memory_equal(got.data, want.data, want.size);
    truce_buffer_clear(&want);
    truce_buffer_clear(&got);
    truce_session_close(&fresh);
}

/* Something that the team may say, of whatever sort. */
static void say_something(const fixture *f, uint64_t *seed, int number) {
    char text[200];
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(f->team, &n);
    const char *const room = percent(seed, 50) ? "desk" : percent(seed, 50) ? "public" : "team";
    (void)snprintf(text, sizeof text, "claim s:P%d by north\n  north demands road %s\n", number,
                   percent(seed, 50) ? "open" : "shut");
    if (number > 4 && percent(seed, 40)) { /* of what was said, but for the first three */
        const truce_ledger_event *const e = &events[3 + below(seed, n - 3)];
        const bool anew = percent(seed, 50);
        const truce_str label = e->labels[0];
        char name[64];
        (void)snprintf(name, sizeof name, "%.*s", TRUCE_STR_ARGS(label));
        say(f, anew ? TRUCE_SAID_SUPERSEDE : TRUCE_SAID_RETRACT, e->id, name, anew ? text : "");
        return;
    }
    say(f, TRUCE_SAID_ADD, NULL, room, text);
}

static void it_answers_as_one_that_is_opened_now(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    const char *const paths[] = {f->path};
    const truce_request request = request_of(f, paths, f->keys);
    truce_held *held = NULL;
    uint64_t seed = 7;
    ok(truce_held_open(&request, &held, &err));
    is_up_to_date(f, held);
    for (int i = 0; i < STEPS; i++) {
        bool changed = true;
        ok(truce_held_refresh(held, &changed, &err));
        assert_false(changed);
        say_something(f, &seed, i + 1);
        ok(truce_held_refresh(held, &changed, &err));
        assert_true(changed);
        is_up_to_date(f, held);
    }
    truce_held_close(held);
}

static void what_fails_leaves_what_was_there(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    const char *const paths[] = {f->path};
    const truce_request request = request_of(f, paths, f->keys);
    truce_held *held = NULL;
    ok(truce_held_open(&request, &held, &err));
    truce_buffer before = brief_of(truce_held_session(held));
    say(f, TRUCE_SAID_ADD, NULL, "desk", "term t \"One more\"\n");
    bool changed = false;
    long allowed = 0;
    for (; !changed; allowed++) {
        allocations_left = allowed;
        const truce_status status = truce_held_refresh(held, &changed, &err);
        allocations_left = LONG_MAX;
        assert_int_equal(changed, status == TRUCE_OK);
        assert_true(changed || status == TRUCE_ENOMEM || status == TRUCE_EIO);
        if (!changed) {
            truce_buffer now = brief_of(truce_held_session(held));
            assert_int_equal(now.size, before.size);
            assert_memory_equal(now.data, before.data, before.size);
            truce_buffer_clear(&now);
        }
    }
    assert_true(allowed > 5);
    is_up_to_date(f, held);
    truce_buffer_clear(&before);
    truce_held_close(held);
}

static void one_ledger_is_held_and_nothing_else(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_held *held = NULL;
    const char *const plain[] = {TRUCE_SOURCE_DIR "/cases/gaza-talks"};
    truce_request request = request_of(f, plain, f->keys);
    assert_int_equal(truce_held_open(&request, &held, &err), TRUCE_EINVAL);
    const char *const paths[] = {f->path};
    request = request_of(f, paths, f->keys);
    request.me = NULL;
    assert_int_equal(truce_held_open(&request, &held, &err), TRUCE_EDENIED);
    request.me = f->ben;
    request.reader = TRUCE_STR("carla");
    assert_int_equal(truce_held_open(&request, &held, &err), TRUCE_EDENIED);
    assert_null(held);
    truce_held_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_answers_as_one_that_is_opened_now, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_fails_leaves_what_was_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_ledger_is_held_and_nothing_else, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
