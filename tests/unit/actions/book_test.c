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

#include "support/folder.h"
#include "truce/actions/keys.h"
#include "truce/record/invitation.h"

enum { NOW = 1900000000 };

typedef struct fixture {
    truce_identity *anna, *ben, *carla;
    char folder[FOLDER_PATH], path[FOLDER_PATH], keys[FOLDER_PATH];
} fixture;

#define ok(call)                                                                                   \
    do {                                                                                           \
        if ((call) != TRUCE_OK) {                                                                  \
            fail_msg("%s:%d: %s (%s:%d)", __FILE__, __LINE__, err.message, err.file, err.line);    \
        }                                                                                          \
    } while (0)

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_may_not_manage_invites_nobody, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
