/* Non-interference at the level of files: what is exported for a member is, byte for byte, what it
 * would be if nothing had ever been said, given or purged that is not theirs to read. Both lives of
 * a ledger draw the same random bytes at each step, from a source that only tests have.
 * And what the program prints for the member of the ledger itself is the same too. Only numbers of
 * entries tell how many there are, as anybody can count them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <sodium.h>

#include "support/folder.h"
#include "support/ok.h"
#include "truce/actions/book.h"
#include "truce/base/random.h"
#include "truce/record/ledger.h"

enum { NOW = 1900000000, HISTORIES = 1000, STEPS = 14, MEMBERS = 4, ROOMS = 7, LABELS = 3 };

static const char *const names[MEMBERS] = {"anna", "ben", "carla", "dora"};
static const char *const rooms[ROOMS] = {"public", "team",  "room-a", "room-b",
                                         "ben",    "carla", "dora"};

/* ---- random bytes that can be drawn twice ---------------------------------------------------- */

static struct { uint64_t seed[3]; /* of history and step; how often it was drawn from */ } source;

static void seed(uint64_t history, uint64_t step) {
    source.seed[0] = history;
    source.seed[1] = step;
    source.seed[2] = 0;
}

static const char *source_name(void) {
    return "drawn twice";
}

static void draw(void *const out, const size_t size) {
    uint8_t bytes[randombytes_SEEDBYTES];
    source.seed[2]++;
    (void)crypto_generichash(bytes, sizeof bytes, (const uint8_t *)source.seed, sizeof source.seed,
                             NULL, 0);
    randombytes_buf_deterministic(out, size, bytes);
}

static uint32_t draw_number(void) {
    uint32_t x = 0;
    draw(&x, sizeof x);
    return x;
}

static randombytes_implementation twice = {
    .implementation_name = source_name, .random = draw_number, .buf = draw};

/* ---- a history ------------------------------------------------------------------------------- */

typedef struct step {
    enum { SAY, PUT, TAKE, REMOVE, ADMIT, GIVE, PURGE } what;
    int who;                                    /* a member: says it, or is put, given ... */
    int labels[LABELS], n_labels, room, target; /* target: an earlier step that says something */
    truce_said_type type;
    bool theirs; /* is it in the ledger that has only what is for the member? */
} step;

typedef struct history {
    truce_random random;
    int member; /* for whom it is exported */
    bool in[MEMBERS][ROOMS], there[MEMBERS];
    bool purged[STEPS];
    step steps[STEPS];
} history;

static bool sees(const history *h, int member, const step *s) {
    for (int i = 0; i < s->n_labels; i++) {
        if (h->there[member] && h->in[member][s->labels[i]]) {
            return true;
        }
    }
    return false;
}

static int below(history *h, unsigned n) {
    return (int)truce_random_below(&h->random, n);
}

static void plan_say(history *h, int at) {
    step *const s = &h->steps[at];
    s->who = below(h, 3) == 0 ? 1 + below(h, MEMBERS - 1) : 0;
    s->type = TRUCE_SAID_ADD;
    if (!h->there[s->who]) {
        s->who = 0;
    }
    const int n = 1 + below(h, LABELS);
    for (int i = 0; i < n; i++) {
        const int room = below(h, ROOMS);
        const bool exists = room < 4 || h->there[room - 3];
        if (exists && (s->who == 0 || h->in[s->who][room])) {
            s->labels[s->n_labels++] = room;
        }
    }
    s->n_labels += s->n_labels == 0; /* public */
    s->target = at > 0 ? below(h, (unsigned)at) : 0;
    if (at > 0 && h->steps[s->target].what == SAY && below(h, 3) == 0 &&
        (s->who == 0 || h->steps[s->target].who == s->who)) {
        s->type = below(h, 2) == 0 ? TRUCE_SAID_SUPERSEDE : TRUCE_SAID_RETRACT;
    }
    s->theirs = sees(h, h->member, s);
}

static void plan_roster(history *h, step *s) {
    s->who = 1 + below(h, MEMBERS - 1);
    s->room = 2 + below(h, 2);
    s->theirs = true;
    s->what = !h->there[s->who]        ? ADMIT
              : below(h, 4) == 0       ? REMOVE
              : h->in[s->who][s->room] ? TAKE
                                       : PUT;
    h->there[s->who] = s->what != REMOVE;
    if (s->what == REMOVE || s->what == ADMIT) {
        memset(h->in[s->who] + 2, 0, (ROOMS - 2) * sizeof(bool));
        h->in[s->who][3 + s->who] = true;
    } else {
        h->in[s->who][s->room] = s->what == PUT;
    }
}

/* Older keys: all that was said to the room is theirs from now on. */
static void plan_give(history *h, int at) {
    step *const s = &h->steps[at];
    s->who = 1 + below(h, MEMBERS - 1);
    s->room = below(h, 2) == 0 ? 0 : 2 + below(h, 2);
    s->what = GIVE;
    s->theirs = s->who == h->member;
    if (!h->there[s->who] || !h->in[s->who][s->room]) {
        s->what = SAY;
        s->who = 0;
        s->n_labels = 1;
        s->type = TRUCE_SAID_ADD;
        s->theirs = sees(h, h->member, s);
        return;
    }
    for (int i = 0; i < at && s->theirs; i++) {
        for (int k = 0; k < h->steps[i].n_labels; k++) {
            const bool of = h->steps[i].what == SAY && h->steps[i].labels[k] == s->room;
            h->steps[i].theirs = h->steps[i].theirs || of;
        }
    }
}

static void plan(history *h) {
    memset(h->steps, 0, sizeof h->steps);
    memset(h->purged, 0, sizeof h->purged);
    memset(h->in, 0, sizeof h->in);
    for (int m = 0; m < MEMBERS; m++) {
        h->there[m] = true;
        h->in[m][0] = true;
        h->in[m][3 + m] = m > 0;
    }
    h->in[1][2] = h->in[2][3] = h->in[3][2] = h->in[3][3] = true;
    for (int i = 0; i < STEPS; i++) {
        step *const s = &h->steps[i];
        const int kind = i + 1 < STEPS || h->there[h->member] ? below(h, 10) : 6;
        if (kind == 6 || kind == 7) {
            plan_roster(h, s);
        } else if (kind == 8) {
            plan_give(h, i);
        } else if (kind == 9 && i > 0 && h->steps[s->target = below(h, (unsigned)i)].what == SAY &&
                   !h->purged[s->target]) {
            s->what = PURGE;
            h->purged[s->target] = true;
        } else {
            plan_say(h, i);
        }
    }
    for (int i = 0; i < STEPS; i++) {
        step *const s = &h->steps[i];
        /* What undoes something of others cannot be said where that never was; what was purged can
         * no more be undone. */
        if (s->what == SAY && s->type != TRUCE_SAID_ADD &&
            ((s->theirs && !h->steps[s->target].theirs) || h->purged[s->target])) {
            s->type = TRUCE_SAID_ADD;
        }
        if (s->what == PURGE) {
            s->theirs = h->steps[s->target].theirs;
        }
    }
}

/* ---- living it ------------------------------------------------------------------------------- */

typedef struct lives {
    truce_identity *who[MEMBERS];
    char folder[FOLDER_PATH], main[FOLDER_PATH], path[FOLDER_PATH];
    history h;
    uint8_t ids[STEPS][TRUCE_SAID_ID];
} lives;

static truce_ledger *begin(const lives *l) {
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    ok(truce_ledger_create(l->main, l->who[0], NOW, &err));
    ok(truce_ledger_open(l->main, l->who[0], (truce_ledger_options){.whole = true}, &ledger, &err));
    truce_roster_change changes[9] = {
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("room-a"), .role = TRUCE_ROOM_PARTY},
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("room-b"), .role = TRUCE_ROOM_MEDIATOR}};
    static const struct { int who, room; } put[4] = {{1, 2}, {2, 3}, {3, 2}, {3, 3}};
    for (int i = 1; i < MEMBERS; i++) {
        changes[1 + i] = (truce_roster_change){.what = TRUCE_CHANGE_ADMIT,
                                               .card = truce_identity_card(l->who[i]),
                                               .rights = TRUCE_RIGHT_ADD};
    }
    for (int i = 0; i < 4; i++) {
        changes[5 + i] = (truce_roster_change){.what = TRUCE_CHANGE_PUT,
                                               .name = truce_str_of(names[put[i].who]),
                                               .label = truce_str_of(rooms[put[i].room])};
    }
    ok(truce_ledger_change(ledger, changes, 9, NOW, &err));
    return ledger;
}

static void say(lives *l, truce_ledger *team, int at) {
    truce_error err = {0};
    const step *const s = &l->h.steps[at];
    truce_str labels[LABELS];
    char text[64];
    for (int i = 0; i < s->n_labels; i++) {
        labels[i] = truce_str_of(rooms[s->labels[i]]);
    }
    (void)snprintf(text, sizeof text, "term t%d \"said %d\"\n", at, at * at);
    truce_ledger_message m = {.type = s->type,
                              .labels = labels,
                              .n_labels = (size_t)s->n_labels,
                              .text = truce_str_of(text)};
    memcpy(m.of, l->ids[s->target], sizeof m.of);
    if (s->who == 0) {
        ok(truce_ledger_say(team, &m, 1, NOW + at, &l->ids[at], &err));
        return;
    }
    truce_ledger *own = NULL;
    ok(truce_ledger_open(l->main, l->who[s->who], (truce_ledger_options){.whole = false}, &own,
                         &err));
    /* Somebody who was away may not know what they undo. */
    if (truce_ledger_say(own, &m, 1, NOW + at, &l->ids[at], &err) == TRUCE_ENOTFOUND) {
        m.type = TRUCE_SAID_ADD;
        ok(truce_ledger_say(own, &m, 1, NOW + at, &l->ids[at], &err));
    }
    truce_ledger_close(own);
    ok(truce_ledger_refresh(team, &err));
}

static void purge(const lives *l, truce_ledger *team, int at) {
    const step *const s = &l->h.steps[at];
    truce_error err = {0};
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(team, &n);
    for (size_t i = 0; i < n; i++) {
        if (memcmp(events[i].id, l->ids[s->target], TRUCE_SAID_ID) == 0) {
            const uint64_t place = events[i].n;
            ok(truce_ledger_purge(team, &place, 1, TRUCE_STR("why"), NOW + at, &err));
            return;
        }
    }
    fail_msg("what is to be purged is not there");
}

static void live(lives *l, truce_ledger *team, int at) {
    truce_error err = {0};
    const step *const s = &l->h.steps[at];
    truce_roster_change c = {.name = truce_str_of(names[s->who]),
                             .label = truce_str_of(rooms[s->room]),
                             .card = truce_identity_card(l->who[s->who]),
                             .rights = TRUCE_RIGHT_ADD};
    switch (s->what) {
    case SAY:
        say(l, team, at);
        return;
    case GIVE: { /* there may be nothing that they cannot read already */
        const truce_status status = truce_ledger_open_past(team, c.name, c.label, NOW + at, &err);
        assert_true(status == TRUCE_OK || status == TRUCE_EINVAL);
        return;
    }
    case PURGE:
        purge(l, team, at);
        return;
    case PUT:
        c.what = TRUCE_CHANGE_PUT;
        break;
    case TAKE:
        c.what = TRUCE_CHANGE_TAKE;
        break;
    case REMOVE:
        c.what = TRUCE_CHANGE_REMOVE;
        break;
    case ADMIT:
        c.what = TRUCE_CHANGE_ADMIT;
        break;
    }
    ok(truce_ledger_change(team, &c, 1, NOW + at, &err));
}

/* What the member is told, by their own keys: ids and texts. */
static void put_told(const truce_ledger *ledger, truce_buffer *out) {
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(ledger, &n);
    for (size_t i = 0; i < n; i++) {
        if (events[i].type != TRUCE_SAID_OLDER_KEYS) {
            char id[2 * TRUCE_SAID_ID + 1];
            (void)sodium_bin2hex(id, sizeof id, events[i].id, TRUCE_SAID_ID);
            truce_buffer_printf(out, "%s %.*s%s %.*s", id, TRUCE_STR_ARGS(events[i].name),
                                events[i].undone_by != 0 ? " (undone)" : "",
                                TRUCE_STR_ARGS(events[i].text));
        }
    }
}

/* What truce ledger log, log --json and members print for the member. */
static void put_printed(const lives *l, truce_ledger *ledger, truce_buffer *out) {
    const truce_book book = {.path = l->main, .me = l->who[l->h.member], .ledger = ledger};
    truce_book_log(&book, out);
    truce_book_log_json(&book, out);
    truce_book_members(&book, out);
}

static void read_file(const char *path, truce_buffer *out) {
    char bytes[4096];
    FILE *const file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t n = 0; (n = fread(bytes, 1, sizeof bytes, file)) > 0;) {
        truce_buffer_add(out, (truce_str){bytes, n});
    }
    assert_int_equal(fclose(file), 0);
}

/* Live it, with what others were told or without, and export; `file` and what the member is told
 * there, and in the ledger itself. */
static void export(lives *l, uint64_t n, bool all, truce_buffer *file, truce_buffer told[2],
                   truce_buffer *printed) {
    truce_error err = {0};
    const int m = l->h.member;
    size_t events = 0;
    size_t left_out = 0;
    const char *const paths[2] = {l->main, l->path};
    seed(n, STEPS);
    truce_ledger *const team = begin(l);
    for (int i = 0; i < STEPS; i++) {
        seed(n, (uint64_t)i);
        if (all || l->h.steps[i].theirs) {
            live(l, team, i);
        }
    }
    seed(n, STEPS + 1);
    ok(truce_ledger_export(team, truce_str_of(names[m]), l->path, NOW + 100, &events, &left_out,
                           &err));
    assert_int_equal(left_out, 0);
    truce_ledger_close(team);
    read_file(l->path, file);
    for (int i = 0; i < 2; i++) {
        truce_ledger *own = NULL;
        size_t faults = 0;
        ok(truce_ledger_open(paths[i], l->who[m], (truce_ledger_options){.whole = true}, &own,
                             &err));
        (void)truce_ledger_faults(own, &faults);
        assert_int_equal(faults, 0);
        put_told(own, &told[i]);
        if (i == 0) {
            put_printed(l, own, printed);
        }
        truce_ledger_close(own);
    }
    folder_empty(l->folder);
}

static void check_same(const truce_buffer *a, const truce_buffer *b, uint64_t n, const char *what) {
    if (a->size != b->size || (a->size > 0 && memcmp(a->data, b->data, a->size) != 0)) {
        fail_msg("history %llu: %s differ (%zu and %zu bytes)\n%.*s---\n%.*s",
                 (unsigned long long)n, what, a->size, b->size, a->size < 4000 ? (int)a->size : 0,
                 a->data, b->size < 4000 ? (int)b->size : 0, b->data);
    }
}

static void an_export_is_made_from_what_its_reader_may_read_and_nothing_else(void **state) {
    (void)state;
    truce_error err = {0};
    lives l = {.h = {.random = truce_random_new(20261122, 0)}};
    size_t hidden = 0;
    folder_make_fast(l.folder);
    (void)folder_file(l.folder, "main", l.main);
    (void)folder_file(l.folder, "export", l.path);
    seed(0, 0);
    for (int i = 0; i < MEMBERS; i++) {
        ok(truce_identity_make(truce_str_of(names[i]), &l.who[i], &err));
    }
    for (uint64_t n = 1; n <= HISTORIES; n++) {
        truce_buffer file[2] = {truce_buffer_new(), truce_buffer_new()};
        truce_buffer told[2][2] = {{truce_buffer_new(), truce_buffer_new()},
                                   {truce_buffer_new(), truce_buffer_new()}};
        truce_buffer printed[2] = {truce_buffer_new(), truce_buffer_new()};
        l.h.member = 1 + (int)(n % (MEMBERS - 1));
        do {
            plan(&l.h);
        } while (!l.h.there[l.h.member]);
        for (int i = 0; i < STEPS; i++) {
            hidden += !l.h.steps[i].theirs;
        }
        for (int i = 0; i < 2; i++) {
            export(&l, n, i == 0, &file[i], told[i], &printed[i]);
            check_same(&told[i][0], &told[i][1], n, "what is told in the ledger and its export");
        }
        check_same(&told[0][0], &told[1][0], n, "what is told in both ledgers");
        check_same(&file[0], &file[1], n, "the files");
        check_same(&printed[0], &printed[1], n, "what is printed of both ledgers");
        for (int i = 0; i < 2; i++) {
            truce_buffer_clear(&file[i]);
            truce_buffer_clear(&printed[i]);
            truce_buffer_clear(&told[i][0]);
            truce_buffer_clear(&told[i][1]);
        }
    }
    assert_true(hidden > 3 * HISTORIES); /* there was something to tell from nothing */
    for (int i = 0; i < MEMBERS; i++) {
        truce_identity_close(l.who[i]);
    }
    folder_remove(l.folder);
}

int main(void) {
    (void)randombytes_set_implementation(&twice);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_export_is_made_from_what_its_reader_may_read_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
