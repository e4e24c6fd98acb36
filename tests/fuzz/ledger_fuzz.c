/* What a member can put into a ledger, and what a file can hold, read as a ledger and merged into
 * another. The first byte says what the rest is: the plain text of an event, as nobody else would
 * write it; the words of a good event; a mark of purging; a change of keys; older keys that are
 * given; or the bytes of a file. All but the last are sealed and committed as a member does it.
 * Whatever it is, reading and merging end, and what is told is as events are. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "easy_keys.h"
#include "record/chain/seal.h"
#include "record/epoch/epoch_form.h"
#include "record/ledger/ledger_in.h"
#include "support/folder.h"

enum { NOW = 1900000000, MOST = 1 << 17, MODES = 6 };

static char folder[FOLDER_PATH], path[FOLDER_PATH], here[FOLDER_PATH];
static truce_identity *anna, *ben; /* the team; a member with a room of their own */
static char fresh[MOST];           /* a small ledger */
static size_t n_fresh;

static void remove_folder(void) {
    truce_identity_close(anna);
    truce_identity_close(ben);
    folder_remove(folder);
}

static void write_file(const char *to, const void *data, size_t size) {
    FILE *const file = fopen(to, "wb");
    assert(file != NULL);
    const size_t written = size > 0 ? fwrite(data, 1, size, file) : 0;
    assert(written == size);
    (void)fclose(file);
}

static truce_ledger *open_at(const char *at, const truce_identity *who) {
    truce_ledger *l = NULL;
    const truce_status status =
        truce_ledger_open(at, who, (truce_ledger_options){.whole = true}, &l, NULL);
    return status == TRUCE_OK ? l : NULL;
}

static void make(void) {
    folder_make_fast(folder);
    (void)atexit(remove_folder);
    (void)folder_file(folder, "talks.ledger", path);
    (void)folder_file(folder, "here.ledger", here);
    truce_status status = truce_identity_make(TRUCE_STR("anna"), &anna, NULL);
    assert(status == TRUCE_OK);
    status = truce_identity_make(TRUCE_STR("ben"), &ben, NULL);
    assert(status == TRUCE_OK);
    status = truce_ledger_create(path, anna, NOW, NULL);
    assert(status == TRUCE_OK);
    truce_ledger *const l = open_at(path, anna);
    assert(l != NULL);
    const truce_roster_change admit = {
        .what = TRUCE_CHANGE_ADMIT, .card = truce_identity_card(ben), .rights = TRUCE_RIGHT_ADD};
    const truce_str label = TRUCE_STR("ben");
    const truce_ledger_message m = {
        .type = TRUCE_SAID_ADD, .labels = &label, .n_labels = 1, .text = TRUCE_STR("a word\n")};
    status = truce_ledger_change(l, &admit, 1, NOW, NULL);
    assert(status == TRUCE_OK);
    status = truce_ledger_say(l, &m, 1, NOW, NULL, NULL);
    assert(status == TRUCE_OK);
    truce_ledger_close(l);
    FILE *const file = fopen(path, "rb");
    assert(file != NULL);
    n_fresh = fread(fresh, 1, sizeof fresh, file);
    assert(n_fresh > 0 && n_fresh < sizeof fresh);
    (void)fclose(file);
}

/* ---- what a member commits ------------------------------------------------------------------- */

static void commit(truce_ledger *l, const truce_draft *draft, const commit_plan *plan) {
    uint64_t placed = 0;
    const truce_status status =
        truce_store_append(l->store, draft, 1, ledger_seal, (void *)plan, &placed, NULL);
    assert(status != TRUCE_OK || placed <= TRUCE_ENTRIES_MAX);
}

/* Seal `plain` for everybody, or for Ben alone. */
static void put(truce_ledger *l, uint8_t kind, truce_str plain, const char *label) {
    truce_arena arena = truce_arena_new();
    truce_draft draft;
    uint8_t to[1][KEY];
    const epoch *const e = ledger_epoch(l);
    memcpy(to[0], e->rooms[epoch_room(e, truce_str_of(label))].key, KEY);
    if (ledger_draft_signed(l, plain, kind, (const uint8_t(*)[KEY])to, 1, &arena, &draft, NULL) ==
        TRUCE_OK) {
        ledger_prove(truce_store_id(l->store), e, &draft);
        const commit_plan plan = {
            .l = l, .ledger = truce_store_id(l->store), .me = anna, .now = NOW};
        commit(l, &draft, &plan);
    }
    truce_arena_clear(&arena);
}

/* Signed by Anna, with these words. */
static void say(truce_ledger *l, uint8_t kind, uint8_t type, truce_str text, const char *label) {
    const epoch *const e = ledger_epoch(l);
    uint8_t tag[1][STATEMENT_TAG];
    statement s = {.type = type,
                   .id = "an event",
                   .time = NOW,
                   .tags = (const uint8_t(*)[STATEMENT_TAG])tag,
                   .n_tags = kind == TRUCE_ENTRY_EVENT,
                   .text = text};
    if (text.size >= sizeof s.of) {
        memcpy(s.of, l->opened[0].said.id, sizeof s.of);
    }
    epoch_salt(e, TRUCE_STR("anna"), s.salt);
    statement_tag(e->rooms[epoch_room(e, truce_str_of(label))].id, s.id, tag[0]);
    truce_buffer plain = truce_buffer_new();
    statement_write(&s, e->origin, anna, &plain);
    put(l, kind, (truce_str){plain.data, plain.size}, label);
    truce_buffer_clear(&plain);
}

/* A keys entry whose boxes are good and whose text is anything. */
static void change_keys(truce_ledger *l, truce_str text) {
    truce_arena arena = truce_arena_secret();
    const epoch *const e = ledger_epoch(l);
    epoch next = {.number = e->number + 1,
                  .members = e->members,
                  .n_members = e->n_members,
                  .rooms = e->rooms,
                  .n_rooms = e->n_rooms};
    room rooms[8];
    assert(e->n_rooms <= 8);
    memcpy(rooms, e->rooms, e->n_rooms * sizeof *rooms);
    next.rooms = rooms;
    memcpy(next.origin, e->origin, sizeof next.origin);
    truce_buffer body = truce_buffer_new();
    truce_buffer wraps = truce_buffer_new();
    truce_buffer plain = truce_buffer_new();
    truce_draft draft = {.kind = TRUCE_ENTRY_KEYS, .keys = e->n, .behind = l->n};
    const uint8_t *const ledger = truce_store_id(l->store);
    if (epoch_write(&next, NULL, 0, ledger, anna, NOW, &arena, &body, &wraps, draft.mark, NULL) ==
        TRUCE_OK) {
        statement s = {.type = STATEMENT_KEYS, .time = NOW, .text = text};
        statement_write(&s, e->origin, anna, &plain);
        truce_buffer_clear(&body);
        if (seal_close(ledger, epoch_key(&next), TRUCE_ENTRY_KEYS,
                       (truce_str){plain.data, plain.size}, &body, NULL) == TRUCE_OK) {
            draft.body = (truce_str){body.data, body.size};
            draft.wraps = (truce_str){wraps.data, wraps.size};
            commit_plan plan = {.l = l, .ledger = ledger, .me = anna, .now = NOW, .next = &next};
            memcpy(plan.mark, draft.mark, TRUCE_MARK);
            commit(l, &draft, &plan);
        }
    }
    epoch_close(&next);
    truce_buffer_clear(&plain);
    truce_buffer_clear(&body);
    truce_buffer_clear(&wraps);
    truce_arena_clear(&arena);
}

/* ---- reading it ------------------------------------------------------------------------------ */

static void look(const truce_ledger *l) {
    size_t n = 0;
    size_t bytes = 0;
    uint64_t before = 0;
    const truce_ledger_event *const events = truce_ledger_events(l, &n);
    for (size_t i = 0; i < n; i++) {
        assert(events[i].n > before);
        before = events[i].n;
        assert(events[i].n_labels > 0 && events[i].name.size > 0);
        for (size_t k = 0; k < events[i].text.size; k++) {
            bytes += (uint8_t)events[i].text.data[k];
        }
    }
    const truce_roster *const r = truce_ledger_roster(l);
    for (size_t i = 0; i < r->n_compartments; i++) {
        for (size_t k = 0; k < r->compartments[i].n_members; k++) {
            assert(r->compartments[i].members[k] < r->n_members);
        }
    }
    for (size_t i = 0; i < r->n_members; i++) {
        assert(is_name(r->members[i].card.name));
    }
    const truce_fault *const faults = truce_ledger_faults(l, &n);
    for (size_t i = 0; i < n; i++) {
        assert(faults[i].what != NULL);
    }
    assert(bytes < SIZE_MAX);
}

static void merge(truce_ledger *other) {
    truce_arena arena = truce_arena_new();
    truce_merge m;
    write_file(here, fresh, n_fresh);
    truce_ledger *const l = open_at(here, anna);
    assert(l != NULL);
    if (truce_ledger_import(l, other, NOW, &arena, &m, NULL) == TRUCE_OK) {
        const truce_status status = truce_ledger_sound(l, NULL);
        assert(status == TRUCE_OK);
    }
    look(l);
    truce_ledger_close(l);
    truce_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (n_fresh == 0) {
        make();
    }
    if (size == 0) {
        return 0;
    }
    const int mode = data[0] % MODES;
    const truce_str text = {(const char *)data + 1, size - 1};
    folder_empty(folder);
    write_file(path, mode == 5 ? (const char *)data + 1 : fresh, mode == 5 ? size - 1 : n_fresh);
    truce_ledger *l = mode == 5 ? NULL : open_at(path, anna);
    switch (mode) {
    case 0:
        put(l, TRUCE_ENTRY_EVENT, text, "ben");
        break;
    case 1:
        say(l, TRUCE_ENTRY_EVENT, (uint8_t)(1 + (data[0] >> 4) % 3), text, "ben");
        break;
    case 2:
        say(l, TRUCE_ENTRY_PURGE, STATEMENT_PURGE, text, "public");
        break;
    case 3:
        change_keys(l, text);
        break;
    case 4:
        say(l, TRUCE_ENTRY_EVENT, TRUCE_SAID_OLDER_KEYS, text, "ben");
        break;
    default:
        break;
    }
    truce_ledger_close(l);
    for (int i = 0; i < 2; i++) {
        l = open_at(path, i == 0 ? ben : anna);
        if (l != NULL) {
            look(l);
        }
        if (l != NULL && i == 1) {
            merge(l);
        }
        truce_ledger_close(l);
    }
    return 0;
}
