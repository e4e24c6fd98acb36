/* three.h - a ledger of three people for the tests of what is done with one: Anna is the team, Ben
 * is in room-a, Carla in room-b. */
#ifndef TRUCE_TESTS_THREE_H
#define TRUCE_TESTS_THREE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/folder.h"
#include "support/ok.h"
#include "truce/record/ledger.h"

enum { NOW = 1900000000 };

typedef struct fixture {
    truce_identity *anna, *ben, *carla; /* team; room a; room b */
    char folder[FOLDER_PATH], path[FOLDER_PATH];
} fixture;

static inline int set_up(void **state) {
    fixture *const f = calloc(1, sizeof *f);
    truce_error err = {0};
    assert_non_null(f);
    ok(truce_identity_make(TRUCE_STR("anna"), &f->anna, &err));
    ok(truce_identity_make(TRUCE_STR("ben"), &f->ben, &err));
    ok(truce_identity_make(TRUCE_STR("carla"), &f->carla, &err));
    folder_make(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    *state = f;
    return 0;
}

static inline int tear_down(void **state) {
    fixture *const f = *state;
    truce_identity_close(f->anna);
    truce_identity_close(f->ben);
    truce_identity_close(f->carla);
    folder_remove(f->folder);
    free(f);
    return 0;
}

static inline truce_ledger *open_as(const fixture *f, const truce_identity *who) {
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    ok(truce_ledger_open(f->path, who, (truce_ledger_options){.whole = true}, &ledger, &err));
    ok(truce_ledger_sound(ledger, &err));
    return ledger;
}

static inline truce_status say(truce_ledger *ledger, const char *label, const char *text,
                               truce_error *err) {
    const truce_str labels = truce_str_of(label);
    const truce_ledger_message m = {
        .type = TRUCE_SAID_ADD, .labels = &labels, .n_labels = 1, .text = truce_str_of(text)};
    return truce_ledger_say(ledger, &m, 1, NOW + 10, NULL, err);
}

/* All that this reader sees, in a line: "who: text; ". */
static inline const char *heard(const truce_ledger *ledger) {
    static char line[4096];
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(ledger, &n);
    line[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        const size_t at = strlen(line);
        (void)snprintf(line + at, sizeof line - at, "%.*s: %.*s%s; ",
                       TRUCE_STR_ARGS(events[i].name), TRUCE_STR_ARGS(events[i].text),
                       events[i].undone_by != 0 ? " (undone)" : "");
    }
    return line;
}

static inline const char *heard_by(const fixture *f, const truce_identity *who) {
    truce_ledger *const ledger = open_as(f, who);
    const char *const line = heard(ledger);
    truce_ledger_close(ledger);
    return line;
}

/* Anna's ledger, with ben in room-a and carla in room-b. */
static inline truce_ledger *three(const fixture *f) {
    truce_error err = {0};
    ok(truce_ledger_create(f->path, f->anna, NOW, &err));
    truce_ledger *const ledger = open_as(f, f->anna);
    const truce_roster_change changes[] = {
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("room-a"), .role = TRUCE_ROOM_PARTY},
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("room-b"), .role = TRUCE_ROOM_PARTY},
        {.what = TRUCE_CHANGE_ADMIT,
         .card = truce_identity_card(f->ben),
         .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_ADMIT,
         .card = truce_identity_card(f->carla),
         .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("ben"), .label = TRUCE_STR("room-a")},
        {.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("carla"), .label = TRUCE_STR("room-b")},
    };
    ok(truce_ledger_change(ledger, changes, 6, NOW + 5, &err));
    return ledger;
}

#endif
