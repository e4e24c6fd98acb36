/* Memory runs out at every allocation in turn, while a ledger is made, changed, written, purged and
 * read: each call fails cleanly, and what was acknowledged is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include <unistd.h>

#include <cmocka.h>

#include "support/folder.h"
#include "support/memory.h"
#include "truce/record/ledger.h"

enum { NOW = 1900000000 };

typedef struct life {
    truce_identity *anna, *ben;
    char folder[FOLDER_PATH], path[FOLDER_PATH];
    size_t said; /* events that were acknowledged */
} life;

static truce_status say(truce_ledger *ledger, life *l, truce_error *err) {
    const truce_str labels[] = {TRUCE_STR("desk"), TRUCE_STR("team")};
    truce_ledger_message m = {
        .type = TRUCE_SAID_ADD, .labels = labels, .n_labels = 2, .text = TRUCE_STR("one\n")};
    uint8_t id[1][TRUCE_SAID_ID];
    truce_status status = truce_ledger_say(ledger, &m, 1, NOW, id, err);
    l->said += status == TRUCE_OK;
    if (status == TRUCE_OK) {
        m.type = TRUCE_SAID_SUPERSEDE;
        memcpy(m.of, id[0], sizeof m.of);
        status = truce_ledger_say(ledger, &m, 1, NOW, NULL, err);
        l->said += status == TRUCE_OK;
    }
    return status;
}

/* Export for Ben, who answers there; and merge that. */
static truce_status send_and_merge(life *l, truce_ledger *ledger, truce_error *err) {
    char path[FOLDER_PATH];
    size_t n = 0;
    size_t left_out = 0;
    truce_ledger *other = NULL;
    truce_merge merge;
    truce_arena arena = truce_arena_new();
    const truce_str label = TRUCE_STR("desk");
    const truce_ledger_message m = {
        .type = TRUCE_SAID_ADD, .labels = &label, .n_labels = 1, .text = TRUCE_STR("two\n")};
    (void)unlink(folder_file(l->folder, "export", path));
    truce_status status =
        truce_ledger_export(ledger, TRUCE_STR("ben"), path, NOW, &n, &left_out, err);
    for (int i = 0; i < 2 && status == TRUCE_OK; i++) {
        status = truce_ledger_open(path, i == 0 ? l->ben : l->anna, (truce_ledger_options){0},
                                   &other, err);
        if (status == TRUCE_OK && i == 0) {
            status = truce_ledger_say(other, &m, 1, NOW, NULL, err);
        } else if (status == TRUCE_OK) {
            status = truce_ledger_import(ledger, other, NOW, &arena, &merge, err);
            l->said += status == TRUCE_OK;
        }
        truce_ledger_close(other);
        other = NULL;
    }
    truce_arena_clear(&arena);
    return status;
}

static truce_status live(life *l, truce_error *err) {
    truce_ledger *ledger = NULL;
    const truce_roster_change changes[] = {
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("desk"), .role = TRUCE_ROOM_OBSERVER},
        {.what = TRUCE_CHANGE_ADMIT,
         .card = truce_identity_card(l->ben),
         .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("ben"), .label = TRUCE_STR("desk")},
    };
    truce_status status = truce_ledger_create(l->path, l->anna, NOW, err);
    if (status == TRUCE_OK) {
        status = truce_ledger_open(l->path, l->anna, (truce_ledger_options){.whole = true}, &ledger,
                                   err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    status = truce_ledger_change(ledger, changes, 1, NOW, err);
    status = status == TRUCE_OK ? say(ledger, l, err) : status;
    status = status == TRUCE_OK ? truce_ledger_change(ledger, changes + 1, 2, NOW, err) : status;
    if (status == TRUCE_OK) {
        status = truce_ledger_open_past(ledger, TRUCE_STR("ben"), TRUCE_STR("desk"), NOW, err);
        l->said += status == TRUCE_OK;
    }
    const uint64_t place = 3;
    if (status == TRUCE_OK) {
        status = truce_ledger_purge(ledger, &place, 1, TRUCE_STR("why"), NOW, err);
        l->said -= status == TRUCE_OK;
    }
    status = status == TRUCE_OK ? send_and_merge(l, ledger, err) : status;
    truce_ledger_close(ledger);
    ledger = NULL;
    status = status == TRUCE_OK
                 ? truce_ledger_open(l->path, l->ben, (truce_ledger_options){0}, &ledger, err)
                 : status;
    status = status == TRUCE_OK ? truce_ledger_sound(ledger, err) : status;
    truce_ledger_close(ledger);
    return status;
}

/* With memory again: the ledger is in order and has at least what was acknowledged. */
static void look(const life *l) {
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    const truce_status status =
        truce_ledger_open(l->path, l->anna, (truce_ledger_options){.whole = true}, &ledger, &err);
    if (status == TRUCE_ENOTFOUND) {
        assert_int_equal(l->said, 0);
        return;
    }
    size_t n = 0;
    if (status != TRUCE_OK || truce_ledger_sound(ledger, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    (void)truce_ledger_events(ledger, &n);
    assert_true(n + 1 >= l->said); /* a purge may be done and not be acknowledged */
    truce_ledger_close(ledger);
}

static void running_out_of_memory_harms_nothing(void **state) {
    (void)state;
    truce_error err = {0};
    life l = {.said = 0};
    folder_make(l.folder);
    (void)folder_file(l.folder, "talks.ledger", l.path);
    assert_int_equal(truce_identity_make(TRUCE_STR("anna"), &l.anna, &err), TRUCE_OK);
    assert_int_equal(truce_identity_make(TRUCE_STR("ben"), &l.ben, &err), TRUCE_OK);
    int refused = 0;
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status != TRUCE_OK; n++) {
        l.said = 0;
        allocations_left = n;
        status = live(&l, &err);
        allocations_left = LONG_MAX;
        if (status != TRUCE_OK) {
            if (status != TRUCE_ENOMEM) {
                fail_msg("allocation %ld: %d %s (%s:%d)", n, status, err.message, err.file,
                         err.line);
            }
            refused++;
        }
        look(&l);
        folder_empty(l.folder);
    }
    assert_true(refused > 50);
    truce_identity_close(l.anna);
    truce_identity_close(l.ben);
    folder_remove(l.folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(running_out_of_memory_harms_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
