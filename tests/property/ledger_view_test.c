/* Non-interference on a ledger: what a member's own keys open, now or as it was at some time, is,
 * byte for byte, what the team is shown as that member, and what it would be if nothing had ever
 * been said that is not for them. Every command that takes a case starts from these inputs and from
 * nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/folder.h"
#include "support/ok.h"
#include "truce/actions/book.h"
#include "truce/base/random.h"

enum { NOW = 1900000000, HISTORIES = 30, ROUNDS = 8, AT_ONCE = 6, MEMBERS = 4, ROOMS = 6 };

static const char *const names[MEMBERS] = {"anna", "ben", "carla", "dora"};
static const char *const rooms[ROOMS] = {"public", "team", "room-a", "room-b", "ben", "carla"};

/* Two ledgers with the same life, but that `bare` has only what is for one member. */
typedef struct lives {
    truce_identity *who[MEMBERS];
    char folder[FOLDER_PATH], path[2][FOLDER_PATH];
    truce_ledger *team[2];
    truce_random random;
    int64_t until; /* what was committed by then is looked at */
    int member;    /* whose view the second one is */
    uint8_t ids[2][ROUNDS * AT_ONCE][TRUCE_SAID_ID];
    bool in_bare[ROUNDS * AT_ONCE];
    size_t n;
} lives;

static bool sees(int member, const char *room) {
    return strcmp(room, "public") == 0 || strcmp(room, names[member]) == 0 ||
           (strcmp(room, "room-a") == 0 && (member == 1 || member == 3)) ||
           (strcmp(room, "room-b") == 0 && (member == 2 || member == 3));
}

static void begin(lives *l, int which) {
    truce_error err = {0};
    const truce_ledger_options options = {.whole = true};
    ok(truce_ledger_create(folder_file(l->folder, which == 0 ? "all" : "bare", l->path[which]),
                           l->who[0], NOW, &err));
    ok(truce_ledger_open(l->path[which], l->who[0], options, &l->team[which], &err));
    truce_roster_change changes[9] = {
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("room-a"), .role = TRUCE_ROOM_PARTY},
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("room-b"), .role = TRUCE_ROOM_MEDIATOR},
    };
    size_t n = 2;
    for (int i = 1; i < MEMBERS; i++) {
        changes[n++] = (truce_roster_change){.what = TRUCE_CHANGE_ADMIT,
                                             .card = truce_identity_card(l->who[i]),
                                             .rights = TRUCE_RIGHT_ADD};
    }
    for (int i = 1; i < MEMBERS; i++) {
        for (int r = 2; r < 4; r++) {
            if (sees(i, rooms[r])) {
                changes[n++] = (truce_roster_change){.what = TRUCE_CHANGE_PUT,
                                                     .name = truce_str_of(names[i]),
                                                     .label = truce_str_of(rooms[r])};
            }
        }
    }
    ok(truce_ledger_change(l->team[which], changes, n, NOW, &err));
}

/* Some events at once; into the bare ledger those that the member may see. */
static void go_on(lives *l) {
    truce_error err = {0};
    truce_str labels[AT_ONCE][2];
    char texts[AT_ONCE][80];
    truce_ledger_message said[2][AT_ONCE];
    size_t place[2][AT_ONCE];
    size_t n[2] = {0, 0};
    const size_t before = l->n;
    for (int i = 0; i < AT_ONCE; i++) {
        bool seen = false;
        const size_t n_labels = 1 + truce_random_below(&l->random, 2);
        for (size_t k = 0; k < n_labels; k++) {
            const char *const room = rooms[truce_random_below(&l->random, ROOMS)];
            labels[i][k] = truce_str_of(room);
            seen = seen || sees(l->member, room);
        }
        truce_ledger_message m = {
            .type = TRUCE_SAID_ADD, .labels = labels[i], .n_labels = n_labels};
        (void)snprintf(texts[i], sizeof texts[i], "term t%zu \"said %zu\"\n", before + (size_t)i,
                       (size_t)truce_random_below(&l->random, 1000));
        m.text = truce_str_of(texts[i]);
        const size_t target = before > 0 ? truce_random_below(&l->random, before) : 0;
        /* What undoes something that the member may not see could not be said where that never was.
         */
        const bool undoes =
            before > 0 && (!seen || l->in_bare[target]) && truce_random_below(&l->random, 3) == 0;
        if (undoes) {
            m.type =
                truce_random_below(&l->random, 2) == 0 ? TRUCE_SAID_SUPERSEDE : TRUCE_SAID_RETRACT;
        }
        for (int which = 0; which < 2; which++) {
            if (which == 0 || seen) {
                memcpy(m.of, l->ids[which][target], sizeof m.of);
                place[which][n[which]] = before + (size_t)i;
                said[which][n[which]++] = m;
            }
        }
        l->in_bare[before + (size_t)i] = seen;
        l->n++;
    }
    for (int which = 0; which < 2; which++) {
        uint8_t ids[AT_ONCE][TRUCE_SAID_ID];
        ok(truce_ledger_say(l->team[which], said[which], n[which], NOW + (int64_t)before, ids,
                            &err)); /* none is fine */
        for (size_t i = 0; i < n[which]; i++) {
            memcpy(l->ids[which][place[which][i]], ids[i], TRUCE_SAID_ID);
        }
    }
}

/* What a reader starts from, without the ids in the inputs' names when `bytes_only`. */
static void put_case(const lives *l, int which, truce_ledger *ledger, int as, const char *reader,
                     bool bytes_only, truce_buffer *out) {
    truce_error err = {0};
    truce_arena arena = truce_arena_new();
    truce_book_texts texts;
    const truce_book book = {.path = "book", .me = l->who[as], .ledger = ledger};
    (void)which;
    ok(truce_book_case(&book, truce_str_of(reader), l->until, &arena, &texts, &err));
    truce_buffer_printf(out, "%.*s\n", TRUCE_STR_ARGS(texts.as));
    for (size_t i = 0; i < texts.n; i++) {
        truce_buffer_printf(out, "%.*s\n",
                            TRUCE_STR_ARGS(bytes_only ? TRUCE_STR("-") : texts.inputs[i].name));
        /* The team's roster names all; the view takes the others out of it, by the same rule as in
         * a file. */
        if (i > 0) {
            truce_buffer_add(out, texts.inputs[i].bytes);
        }
    }
    truce_arena_clear(&arena);
}

static void check_same(const truce_buffer *a, const truce_buffer *b, const char *what) {
    if (a->size != b->size || memcmp(a->data, b->data, a->size) != 0) {
        fail_msg("%s:\n%.*s\n---\n%.*s", what, (int)a->size, a->data, (int)b->size, b->data);
    }
}

static void one_history(lives *l) {
    truce_error err = {0};
    const truce_ledger_options options = {.whole = true};
    truce_buffer text[4];
    truce_ledger *own[2];
    for (int i = 0; i < 4; i++) {
        text[i] = truce_buffer_new();
    }
    l->until = truce_random_below(&l->random, 2) == 0
                   ? INT64_MAX
                   : NOW + (int64_t)truce_random_below(&l->random, ROUNDS * AT_ONCE);
    begin(l, 0);
    begin(l, 1);
    for (int i = 0; i < ROUNDS; i++) {
        go_on(l);
    }
    for (int which = 0; which < 2; which++) {
        ok(truce_ledger_open(l->path[which], l->who[l->member], options, &own[which], &err));
        ok(truce_ledger_sound(own[which], &err));
    }
    put_case(l, 0, l->team[0], 0, names[l->member], false, &text[0]);
    put_case(l, 0, own[0], l->member, "", false, &text[1]);
    check_same(&text[0], &text[1], "as the team is shown it, and by their own keys");
    put_case(l, 0, own[0], l->member, "", true, &text[2]);
    put_case(l, 1, own[1], l->member, "", true, &text[3]);
    check_same(&text[2], &text[3], "with and without what others were told");
    for (int which = 0; which < 2; which++) {
        truce_ledger_close(own[which]);
        truce_ledger_close(l->team[which]);
    }
    for (int i = 0; i < 4; i++) {
        truce_buffer_clear(&text[i]);
    }
    folder_empty(l->folder);
}

static void each_reads_what_is_for_them_and_nothing_else_matters(void **state) {
    (void)state;
    truce_error err = {0};
    lives l = {.random = truce_random_new(20261121, 0)};
    folder_make(l.folder);
    for (int i = 0; i < MEMBERS; i++) {
        ok(truce_identity_make(truce_str_of(names[i]), &l.who[i], &err));
    }
    for (int i = 0; i < HISTORIES; i++) {
        l.member = 1 + i % (MEMBERS - 1);
        l.n = 0;
        one_history(&l);
    }
    for (int i = 0; i < MEMBERS; i++) {
        truce_identity_close(l.who[i]);
    }
    folder_remove(l.folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_reads_what_is_for_them_and_nothing_else_matters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
