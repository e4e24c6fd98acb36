/* What a person does with a ledger, where the program would need more people than a transcript has:
 * invitations of those who may not invite, what a machine remembers, what a removed member keeps.
 */
#include "truce/actions/book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <limits.h>
#include <unistd.h>

#include "support/folder.h"
#include "support/memory.h"
#include "support/ok.h"
#include "truce/actions/keys.h"
#include "truce/record/invitation.h"

enum { NOW = 1900000000 };

typedef struct fixture {
    truce_identity *anna, *ben, *carla;
    char folder[FOLDER_PATH], path[FOLDER_PATH], keys[FOLDER_PATH];
} fixture;

/* Anna's ledger, with ben and carla in a desk. */
static int set_up(void **state) {
    fixture *const f = calloc(1, sizeof *f);
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    assert_non_null(f);
    folder_make(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    (void)folder_file(f->folder, "key", f->keys);
    ok(truce_identity_make(TRUCE_STR("anna"), &f->anna, &err));
    ok(truce_identity_make(TRUCE_STR("ben"), &f->ben, &err));
    ok(truce_identity_make(TRUCE_STR("carla"), &f->carla, &err));
    ok(truce_ledger_create(f->path, f->anna, NOW, &err));
    ok(truce_ledger_open(f->path, f->anna, (truce_ledger_options){.whole = true}, &ledger, &err));
    const truce_roster_change changes[] = {
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("desk"), .role = TRUCE_ROOM_OBSERVER},
        {.what = TRUCE_CHANGE_ADMIT,
         .card = truce_identity_card(f->ben),
         .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_ADMIT,
         .card = truce_identity_card(f->carla),
         .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("ben"), .label = TRUCE_STR("desk")},
    };
    ok(truce_ledger_change(ledger, changes, 4, NOW, &err));
    truce_ledger_close(ledger);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *const f = *state;
    truce_identity_close(f->anna);
    truce_identity_close(f->ben);
    truce_identity_close(f->carla);
    folder_remove(f->folder);
    free(f);
    return 0;
}

/* An invitation to the ledger as it is, by `by` for `to`. */
static void invite(const fixture *f, const truce_identity *by, const truce_identity *to,
                   truce_buffer *block) {
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    uint8_t link[TRUCE_LINK];
    ok(truce_ledger_open(f->path, f->anna, (truce_ledger_options){.whole = true}, &ledger, &err));
    const uint64_t n = truce_ledger_last(ledger, link);
    truce_invitation_write(by, truce_ledger_id(ledger), n, link, truce_identity_card(to), block);
    truce_ledger_close(ledger);
}

static void who_may_not_manage_invites_nobody(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_identity *stranger = NULL;
    ok(truce_identity_make(TRUCE_STR("anna"), &stranger, &err));
    const truce_identity *const by[] = {f->ben, stranger, f->anna};
    for (size_t i = 0; i < 3; i++) {
        truce_buffer block = truce_buffer_new();
        truce_buffer out = truce_buffer_new();
        uint8_t seen[TRUCE_SEEN];
        truce_ledger *ledger = NULL;
        ok(truce_ledger_open(f->path, f->anna, (truce_ledger_options){0}, &ledger, &err));
        invite(f, by[i], f->carla, &block);
        const truce_str text = {block.data, block.size};
        const truce_status status = truce_book_accept(f->path, f->keys, f->carla, text, &out, &err);
        assert_int_equal(status, i < 2 ? TRUCE_EDENIED : TRUCE_OK);
        assert_true(i < 2 ? out.size == 0 : out.size > 0);
        /* Only what was accepted is remembered. */
        assert_int_equal(truce_keys_recall(f->keys, truce_ledger_id(ledger), seen), i == 2);
        truce_ledger_close(ledger);
        truce_buffer_clear(&block);
        truce_buffer_clear(&out);
    }
    truce_identity_close(stranger);
}

static void who_was_removed_has_the_case_as_it_was(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *team = NULL;
    truce_book book = {.path = "book", .keys = f->keys, .me = f->ben};
    truce_buffer cases[2] = {truce_buffer_new(), truce_buffer_new()};
    const truce_str desk[] = {TRUCE_STR("desk")};
    const truce_ledger_message m = {.type = TRUCE_SAID_ADD,
                                    .labels = desk,
                                    .n_labels = 1,
                                    .text = TRUCE_STR("term one \"The word one\"\n")};
    const truce_roster_change change = {.what = TRUCE_CHANGE_REMOVE, .name = TRUCE_STR("ben")};
    ok(truce_ledger_open(f->path, f->anna, (truce_ledger_options){0}, &team, &err));
    ok(truce_ledger_say(team, &m, 1, NOW, NULL, &err));
    for (int i = 0; i < 2; i++) {
        truce_arena arena = truce_arena_new();
        truce_book_texts texts;
        ok(truce_ledger_open(f->path, f->ben, (truce_ledger_options){0}, &book.ledger, &err));
        assert_int_equal(truce_ledger_roster(book.ledger)->removed, i);
        assert_int_equal(truce_ledger_roster(book.ledger)->rights, i == 0 ? TRUCE_RIGHT_ADD : 0);
        ok(truce_book_case(&book, (truce_str){NULL, 0}, INT64_MAX, &arena, &texts, &err));
        assert_int_equal(texts.n, 2); /* who is there, and the event */
        for (size_t k = 0; k < texts.n; k++) {
            truce_buffer_add(&cases[i], texts.inputs[k].bytes);
        }
        assert_int_equal(truce_ledger_say(book.ledger, &m, 1, NOW, NULL, &err),
                         i == 0 ? TRUCE_OK : TRUCE_EDENIED);
        truce_ledger_close(book.ledger);
        truce_arena_clear(&arena);
        if (i == 0) { /* what ben has just said, and what comes after, is not to be there twice */
            ok(truce_ledger_refresh(team, &err));
            size_t n_events = 0;
            const truce_ledger_event *const events = truce_ledger_events(team, &n_events);
            const uint64_t last = events[n_events - 1].n;
            ok(truce_ledger_purge(team, &last, 1, TRUCE_STR("said twice"), NOW, &err));
            ok(truce_ledger_change(team, &change, 1, NOW, &err));
            ok(truce_ledger_say(team, &m, 1, NOW, NULL, &err));
        }
    }
    assert_int_equal(cases[0].size, cases[1].size);
    assert_memory_equal(cases[0].data, cases[1].data, cases[0].size);
    truce_buffer_clear(&cases[0]);
    truce_buffer_clear(&cases[1]);
    truce_ledger_close(team);
}

/* Where memory runs out anywhere, nothing is remembered that was not accepted, and no half of a
 * ledger is put back. */
static void running_out_of_memory_remembers_and_restores_nothing(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char place[FOLDER_PATH];
    char seen[FOLDER_PATH];
    truce_buffer block = truce_buffer_new();
    int refused[2] = {0, 0};
    (void)folder_file(f->folder, "restored.ledger", place);
    (void)folder_file(f->folder, "key-seen", seen);
    invite(f, f->anna, f->carla, &block);
    for (int what = 0; what < 2; what++) {
        truce_status status = TRUCE_ENOMEM;
        for (long n = 0; status != TRUCE_OK; n++) {
            truce_buffer out = truce_buffer_new();
            (void)unlink(seen);
            allocations_left = n;
            status = what == 0
                         ? truce_book_accept(f->path, f->keys, f->carla,
                                             (truce_str){block.data, block.size}, &out, &err)
                         : truce_book_restore(f->path, place, f->keys, f->carla, false, &out, &err);
            allocations_left = LONG_MAX;
            truce_buffer_clear(&out);
            if (status != TRUCE_OK) {
                if (status != TRUCE_ENOMEM) {
                    fail_msg("allocation %ld: %d %s (%s:%d)", n, status, err.message, err.file,
                             err.line);
                }
                assert_int_not_equal(access(what == 0 ? seen : place, F_OK), 0);
                refused[what]++;
            }
        }
        assert_int_equal(access(seen, F_OK), 0);
    }
    assert_int_equal(access(place, F_OK), 0);
    assert_true(refused[0] > 8 && refused[1] > 8);
    truce_buffer_clear(&block);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_may_not_manage_invites_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(running_out_of_memory_remembers_and_restores_nothing,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_was_removed_has_the_case_as_it_was, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
