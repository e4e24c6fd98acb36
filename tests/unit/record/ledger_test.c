/* A ledger's life: three members, two rooms, what each can read, and what is seen when the file
 * is not what was written. */
#include "truce/record/ledger.h"

#include "record/ledger/ledger_in.h"
#include "record/person/person.h"
#include "three.h"

static void each_reads_their_own(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *const team = three(f);
    ok(say(team, "team", "between us", &err));
    ok(say(team, "room-a", "for a", &err));
    ok(say(team, "room-b", "for b", &err));
    ok(say(team, "public", "for all", &err));
    assert_string_equal(heard(team), "anna: between us; anna: for a; anna: for b; anna: for all; ");
    truce_ledger *const ben = open_as(f, f->ben);
    assert_string_equal(heard(ben), "anna: for a; anna: for all; ");
    ok(say(ben, "room-a", "from a", &err));
    ok(say(ben, "ben", "a note of mine", &err));
    assert_string_equal(heard(ben),
                        "anna: for a; anna: for all; ben: from a; ben: a note of mine; ");
    assert_string_equal(heard_by(f, f->carla), "anna: for b; anna: for all; ");
    ok(truce_ledger_refresh(team, &err));
    assert_string_equal(heard(team), "anna: between us; anna: for a; anna: for b; anna: for all; "
                                     "ben: from a; ben: a note of mine; ");
    /* What one is not in is not there. */
    assert_int_equal(say(ben, "room-b", "x", &err), TRUCE_ENOTFOUND);
    assert_int_equal(say(ben, "team", "x", &err), TRUCE_ENOTFOUND);
    assert_int_equal(say(ben, "room-z", "x", &err), TRUCE_ENOTFOUND);
    truce_ledger_close(ben);
    truce_ledger_close(team);
}

static void who_else_may_read_it_is_not_told(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *const team = three(f);
    const truce_str both[] = {TRUCE_STR("room-b"), TRUCE_STR("room-a")};
    const truce_ledger_message m = {
        .type = TRUCE_SAID_ADD, .labels = both, .n_labels = 2, .text = TRUCE_STR("for both")};
    ok(truce_ledger_say(team, &m, 1, NOW + 10, NULL, &err));
    size_t n = 0;
    const truce_ledger_event *e = truce_ledger_events(team, &n);
    assert_int_equal(e[0].n_labels, 2);
    assert_memory_equal(e[0].labels[0].data, "room-a", 6);
    truce_ledger_close(team);
    truce_ledger *const ben = open_as(f, f->ben);
    e = truce_ledger_events(ben, &n);
    assert_int_equal(n, 1);
    assert_int_equal(e[0].n_labels, 1);
    assert_memory_equal(e[0].labels[0].data, "room-a", 6);
    truce_ledger_close(ben);
}

static void the_roster_is_what_one_may_know(void **state) {
    const fixture *const f = *state;
    truce_ledger *const team = three(f);
    const truce_roster *r = truce_ledger_roster(team);
    assert_true(r->team);
    assert_int_equal(r->n_members, 3);
    assert_int_equal(r->n_compartments, 7); /* public, team, three of their own, two rooms */
    assert_int_equal(r->epoch, 2);
    truce_ledger_close(team);
    truce_ledger *const ben = open_as(f, f->ben);
    r = truce_ledger_roster(ben);
    assert_false(r->team);
    assert_int_equal(r->rights, TRUCE_RIGHT_ADD);
    assert_int_equal(r->n_compartments, 3); /* public, ben, room-a */
    assert_int_equal(r->n_members, 1);
    assert_string_equal(r->members[0].card.name, "ben");
    truce_ledger_close(ben);
}

static void a_stranger_opens_nothing(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    ok(truce_ledger_create(f->path, f->anna, NOW, &err));
    truce_ledger *ledger = NULL;
    assert_int_equal(
        truce_ledger_open(f->path, f->ben, (truce_ledger_options){.whole = true}, &ledger, &err),
        TRUCE_EDENIED);
    assert_null(ledger);
}

static void who_is_removed_reads_nothing_new(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *const team = three(f);
    ok(say(team, "room-a", "before", &err));
    truce_ledger *const ben = open_as(f, f->ben);
    const truce_roster_change out = {.what = TRUCE_CHANGE_REMOVE, .name = TRUCE_STR("ben")};
    ok(truce_ledger_change(team, &out, 1, NOW + 20, &err));
    ok(say(team, "room-a", "after", &err));
    ok(say(team, "public", "after for all", &err));
    assert_int_equal(say(ben, "room-a", "still here?", &err), TRUCE_EDENIED);
    ok(truce_ledger_refresh(ben, &err));
    assert_true(truce_ledger_roster(ben)->removed);
    assert_string_equal(heard(ben), "anna: before; ");
    truce_ledger_close(ben);
    truce_ledger_close(team);
    truce_ledger *const again = open_as(f, f->ben);
    assert_string_equal(heard(again), "anna: before; ");
    truce_ledger_close(again);
    assert_string_equal(heard_by(f, f->anna), "anna: before; anna: after; anna: after for all; ");
}

static void rosters_keep_their_rules(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *const team = three(f);
    const struct {
        truce_roster_change change;
        truce_status status;
    } cases[] = {
        {{.what = TRUCE_CHANGE_REMOVE, .name = TRUCE_STR("anna")}, TRUCE_EINVAL},
        {{.what = TRUCE_CHANGE_RIGHTS, .name = TRUCE_STR("anna"), .rights = 1}, TRUCE_EINVAL},
        {{.what = TRUCE_CHANGE_RIGHTS, .name = TRUCE_STR("ben"), .rights = TRUCE_RIGHT_MANAGE},
         TRUCE_EINVAL},
        {{.what = TRUCE_CHANGE_TAKE, .name = TRUCE_STR("anna"), .label = TRUCE_STR("team")},
         TRUCE_EINVAL},
        {{.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("dora"), .label = TRUCE_STR("team")},
         TRUCE_ENOTFOUND},
        {{.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("ben"), .label = TRUCE_STR("carla")},
         TRUCE_ENOTFOUND},
        {{.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("ben"), .label = TRUCE_STR("room-a")},
         TRUCE_EINVAL},
        {{.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("ben"), .role = TRUCE_ROOM_PARTY},
         TRUCE_EINVAL},
        {{.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("new"), .role = TRUCE_ROOM_TEAM},
         TRUCE_EINVAL},
        {{.what = TRUCE_CHANGE_ADMIT, .card = truce_identity_card(f->ben), .rights = 1},
         TRUCE_EINVAL},
    };
    uint8_t link[TRUCE_LINK];
    const uint64_t last = truce_ledger_last(team, link);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(truce_ledger_change(team, &cases[i].change, 1, NOW, &err),
                         cases[i].status);
    }
    assert_int_equal(truce_ledger_last(team, link), last);
    truce_ledger *const ben = open_as(f, f->ben);
    const truce_roster_change any = {.what = TRUCE_CHANGE_REMOVE, .name = TRUCE_STR("carla")};
    assert_int_equal(truce_ledger_change(ben, &any, 1, NOW, &err), TRUCE_EDENIED);
    truce_ledger_close(ben);
    truce_ledger_close(team);
}

static void what_is_superseded_or_retracted_stands_no_more(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *const team = three(f);
    const truce_str label = TRUCE_STR("room-a");
    truce_ledger_message m = {
        .type = TRUCE_SAID_ADD, .labels = &label, .n_labels = 1, .text = TRUCE_STR("one")};
    uint8_t id[1][TRUCE_SAID_ID];
    ok(truce_ledger_say(team, &m, 1, NOW, id, &err));
    m.type = TRUCE_SAID_SUPERSEDE;
    m.text = TRUCE_STR("two");
    memcpy(m.of, id[0], sizeof m.of);
    ok(truce_ledger_say(team, &m, 1, NOW, id, &err));
    assert_string_equal(heard(team), "anna: one (undone); anna: two; ");
    truce_ledger *const ben = open_as(f, f->ben);
    m.type = TRUCE_SAID_RETRACT;
    memcpy(m.of, id[0], sizeof m.of);
    assert_int_equal(truce_ledger_say(ben, &m, 1, NOW, NULL, &err), TRUCE_EDENIED);
    m.of[0] ^= 1;
    assert_int_equal(truce_ledger_say(ben, &m, 1, NOW, NULL, &err), TRUCE_ENOTFOUND);
    truce_ledger_close(ben);
    m.of[0] ^= 1;
    m.text = TRUCE_STR("mistaken");
    ok(truce_ledger_say(team, &m, 1, NOW, NULL, &err));
    assert_string_equal(heard(team), "anna: one (undone); anna: two (undone); anna: mistaken; ");
    truce_ledger_close(team);
}

static void a_new_member_reads_the_past_when_it_is_opened(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *const team = three(f);
    ok(say(team, "room-a", "first", &err));
    ok(say(team, "public", "to all", &err));
    const truce_str both[] = {TRUCE_STR("room-a"), TRUCE_STR("public")};
    const truce_ledger_message m = {
        .type = TRUCE_SAID_ADD, .labels = both, .n_labels = 2, .text = TRUCE_STR("to both")};
    ok(truce_ledger_say(team, &m, 1, NOW, NULL, &err));
    const truce_roster_change again = {
        .what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("other"), .role = TRUCE_ROOM_MONITOR};
    ok(truce_ledger_change(team, &again, 1, NOW, &err));
    ok(say(team, "room-a", "second", &err));
    ok(say(team, "room-b", "not for a", &err));
    truce_identity *dora = NULL;
    ok(truce_identity_make(TRUCE_STR("dora"), &dora, &err));
    const truce_roster_change admit[] = {
        {.what = TRUCE_CHANGE_ADMIT, .card = truce_identity_card(dora), .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("dora"), .label = TRUCE_STR("room-a")},
    };
    ok(truce_ledger_change(team, admit, 2, NOW, &err));
    ok(say(team, "room-a", "third", &err));
    truce_ledger *held = open_as(f, dora);
    assert_string_equal(heard(held), "anna: third; ");
    ok(truce_ledger_open_past(team, TRUCE_STR("dora"), TRUCE_STR("room-a"), NOW, &err));
    ok(truce_ledger_refresh(held, &err));
    ok(truce_ledger_sound(held, &err));
    size_t n = 0;
    const truce_ledger_event *e = truce_ledger_events(held, &n);
    assert_int_equal(n, 5);
    assert_int_equal(e[4].type, TRUCE_SAID_OLDER_KEYS);
    assert_memory_equal(e[0].text.data, "first", 5);
    assert_memory_equal(e[2].text.data, "second", 6);
    assert_memory_equal(e[3].text.data, "third", 5);
    assert_int_equal(e[0].n_labels, 1);
    assert_memory_equal(e[0].labels[0].data, "room-a", 6);
    truce_ledger_close(held);
    ok(truce_ledger_open_past(team, TRUCE_STR("dora"), TRUCE_STR("public"), NOW, &err));
    held = open_as(f, dora);
    e = truce_ledger_events(held, &n);
    assert_int_equal(n, 7);
    assert_memory_equal(e[1].text.data, "to all", 6);
    assert_memory_equal(e[2].text.data, "to both", 7);
    (void)truce_ledger_faults(held, &n);
    assert_int_equal(n, 0);
    assert_int_equal(truce_ledger_open_past(held, TRUCE_STR("dora"), TRUCE_STR("team"), NOW, &err),
                     TRUCE_EDENIED);
    truce_ledger_close(held);
    assert_int_equal(
        truce_ledger_open_past(team, TRUCE_STR("dora"), TRUCE_STR("room-b"), NOW, &err),
        TRUCE_EINVAL);
    assert_int_equal(
        truce_ledger_open_past(team, TRUCE_STR("anna"), TRUCE_STR("public"), NOW, &err),
        TRUCE_EINVAL);
    truce_ledger_close(team);
    truce_identity_close(dora);
}

/* Ben says something in Anna's name, under a signature of his own; the ledger commits it, as it
 * cannot tell. He gives her key too, or, with `name_only`, his own. What she writes beside her name
 * he has read. */
static void forge(const fixture *f, const char *label, bool name_only) {
    truce_error err = {0};
    truce_ledger *const ben = open_as(f, f->ben);
    const epoch *const e = ledger_epoch(ben);
    const room *const r = &e->rooms[epoch_room(e, truce_str_of(label))];
    truce_identity pretended = *f->ben;
    pretended.card = *truce_identity_card(f->anna);
    if (name_only) {
        pretended.card.keys = truce_identity_card(f->ben)->keys;
    }
    truce_arena arena = truce_arena_new();
    uint8_t tag[1][STATEMENT_TAG];
    uint8_t to[1][KEY];
    statement said = {.type = TRUCE_SAID_ADD,
                      .id = "forged",
                      .time = NOW,
                      .n_tags = 1,
                      .tags = (const uint8_t(*)[STATEMENT_TAG])tag,
                      .text = TRUCE_STR("forged")};
    statement_tag(r->id, said.id, tag[0]);
    memcpy(to[0], r->key, KEY);
    truce_draft draft;
    uint64_t placed = 0;
    truce_ledger *const anna = open_as(f, f->anna);
    epoch_salt(ledger_epoch(anna), TRUCE_STR("anna"), said.salt);
    truce_ledger_close(anna);
    truce_buffer plain = truce_buffer_new();
    statement_write(&said, e->origin, &pretended, &plain);
    ok(ledger_draft_signed(ben, (truce_str){plain.data, plain.size}, TRUCE_ENTRY_EVENT,
                           (const uint8_t(*)[KEY])to, 1, &arena, &draft, &err));
    truce_buffer_clear(&plain);
    ledger_prove(truce_ledger_id(ben), e, &draft);
    commit_plan plan = {.l = ben, .ledger = truce_ledger_id(ben), .me = f->ben, .now = NOW + 11};
    ok(truce_store_append(ben->store, &draft, 1, ledger_seal, &plan, &placed, &err));
    assert_true(placed > 0);
    sodium_memzero(&pretended, sizeof pretended);
    truce_arena_clear(&arena);
    truce_ledger_close(ben);
}

/* How many events this member is told, with what the machine remembers; what it remembers then. One
 * thing is refused, for its author. */
static size_t told_again(const fixture *f, const truce_identity *who, const uint8_t *before,
                         uint8_t seen[TRUCE_SEEN]) {
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    size_t n = 0;
    ok(truce_ledger_open(f->path, who, (truce_ledger_options){.seen = before}, &ledger, &err));
    ok(truce_ledger_sound(ledger, &err));
    const truce_fault *const faults = truce_ledger_faults(ledger, &n);
    assert_int_equal(n, 1);
    assert_int_equal(faults[0].kind, TRUCE_FAULT_AUTHOR);
    (void)truce_ledger_events(ledger, &n);
    truce_ledger_seen(ledger, seen);
    truce_ledger_close(ledger);
    return n;
}

static void what_is_said_in_anothers_name_is_never_accepted(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    uint8_t seen[TRUCE_SEEN];
    truce_ledger *const team = three(f);
    ok(say(team, "room-a", "first", &err));
    forge(f, "room-a", false);
    ok(say(team, "room-a", "second", &err));
    assert_int_equal(told_again(f, f->anna, NULL, seen), 2);
    assert_int_equal(told_again(f, f->anna, seen, seen), 2);
    assert_int_equal(told_again(f, f->anna, seen, seen), 2);
    /* Carla's machine knows the ledger from before she could read any of it. */
    truce_ledger *ledger = open_as(f, f->carla);
    truce_ledger_seen(ledger, seen);
    truce_ledger_close(ledger);
    const truce_roster_change put = {
        .what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("carla"), .label = TRUCE_STR("room-a")};
    ok(truce_ledger_change(team, &put, 1, NOW, &err));
    ok(truce_ledger_open_past(team, TRUCE_STR("carla"), TRUCE_STR("room-a"), NOW, &err));
    assert_int_equal(told_again(f, f->carla, seen, seen), 3); /* and the older keys */
    assert_int_equal(told_again(f, f->carla, seen, seen), 3);
    truce_ledger_close(team);
}

static void a_name_is_held_to_the_key_by_every_reader(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    uint8_t seen[TRUCE_SEEN];
    truce_ledger *const team = three(f);
    ok(say(team, "room-a", "first", &err));
    truce_ledger_close(team);
    forge(f, "room-a", true);
    assert_int_equal(told_again(f, f->anna, NULL, seen), 1);
    assert_int_equal(told_again(f, f->anna, seen, seen), 1);
    assert_int_equal(told_again(f, f->ben, NULL, seen), 1);
}

/* Anna says something for room a, as she signs, and wraps its key for `also` as well. */
static void hand_on(const fixture *f, truce_ledger *team, const char *also) {
    truce_error err = {0};
    const epoch *const e = ledger_epoch(team);
    const room *const r = &e->rooms[epoch_room(e, TRUCE_STR("room-a"))];
    truce_arena arena = truce_arena_new();
    uint8_t tag[1][STATEMENT_TAG];
    uint8_t to[2][KEY];
    statement said = {.type = TRUCE_SAID_ADD,
                      .time = NOW,
                      .n_tags = 1,
                      .tags = (const uint8_t(*)[STATEMENT_TAG])tag,
                      .text = TRUCE_STR("handed on")};
    memcpy(said.id, also, strlen(also));
    statement_tag(r->id, said.id, tag[0]);
    memcpy(to[0], r->key, KEY);
    memcpy(to[1], e->rooms[epoch_room(e, truce_str_of(also))].key, KEY);
    truce_draft draft;
    uint64_t placed = 0;
    ok(ledger_draft(team, &said, TRUCE_ENTRY_EVENT, (const uint8_t(*)[KEY])to, 2, &arena, &draft,
                    &err));
    commit_plan plan = {.l = team, .ledger = truce_ledger_id(team), .me = f->anna, .now = NOW + 11};
    ok(truce_store_append(team->store, &draft, 1, ledger_seal, &plan, &placed, &err));
    truce_arena_clear(&arena);
}

/* How many events `who` is told; so many times somebody was handed what is not for them. */
static size_t told_and_handed(const fixture *f, const truce_identity *who, bool whole,
                              size_t handed) {
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    size_t n = 0;
    ok(truce_ledger_open(f->path, who, (truce_ledger_options){.whole = whole}, &ledger, &err));
    const truce_fault *const faults = truce_ledger_faults(ledger, &n);
    assert_int_equal(n, handed);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(faults[i].kind, TRUCE_FAULT_LABEL);
    }
    (void)truce_ledger_events(ledger, &n);
    truce_ledger_close(ledger);
    return n;
}

/* Also where another key than the one that was tried first opens it: which one that is rests on
 * what was opened before. */
static void what_is_handed_on_is_seen(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *const team = three(f);
    hand_on(f, team, "room-b");
    hand_on(f, team, "public");
    assert_int_equal(told_and_handed(f, f->anna, false, 0), 2);
    assert_int_equal(told_and_handed(f, f->anna, true, 2), 0);
    assert_int_equal(told_and_handed(f, f->ben, false, 0), 2);
    assert_int_equal(told_and_handed(f, f->carla, false, 2), 0);
    ok(truce_ledger_refresh(team, &err));
    for (int i = 0; i < 3; i++) {
        ok(say(team, "room-b", "more", &err));
        ok(truce_ledger_refresh(team, &err));
    }
    hand_on(f, team, "anna");
    ok(truce_ledger_refresh(team, &err));
    truce_ledger_close(team);
    assert_int_equal(told_and_handed(f, f->anna, false, 0), 6);
    assert_int_equal(told_and_handed(f, f->anna, true, 3), 3);
    assert_int_equal(told_and_handed(f, f->carla, false, 2), 3);
}

static void what_is_purged_is_gone_and_said_to_be(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *const team = three(f);
    ok(say(team, "room-a", "a name that must not be here", &err));
    ok(say(team, "room-a", "this stays", &err));
    size_t n = 0;
    const uint64_t place = truce_ledger_events(team, &n)[0].n;
    truce_ledger *const ben = open_as(f, f->ben);
    assert_int_equal(truce_ledger_purge(ben, &place, 1, TRUCE_STR("?"), NOW, &err), TRUCE_EDENIED);
    ok(truce_ledger_purge(team, &place, 1, TRUCE_STR("a slip"), NOW, &err));
    assert_string_equal(heard(team), "anna: this stays; ");
    ok(truce_ledger_refresh(ben, &err));
    ok(truce_ledger_sound(ben, &err));
    assert_string_equal(heard(ben), "anna: this stays; ");
    assert_int_equal(truce_ledger_purge(team, &place, 1, TRUCE_STR("again"), NOW, &err),
                     TRUCE_EINVAL);
    truce_ledger_close(ben);
    assert_string_equal(heard_by(f, f->ben), "anna: this stays; ");
    /* Who was removed before a mark was made cannot read it, and does not take the gap for a fault.
     */
    const truce_roster_change out = {.what = TRUCE_CHANGE_REMOVE, .name = TRUCE_STR("ben")};
    ok(truce_ledger_change(team, &out, 1, NOW, &err));
    const uint64_t other = truce_ledger_events(team, &n)[0].n;
    ok(truce_ledger_purge(team, &other, 1, TRUCE_STR("another"), NOW, &err));
    truce_ledger_close(team);
    assert_string_equal(heard_by(f, f->ben), "");
}

static void a_machine_remembers_what_it_saw(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    char older[FOLDER_PATH];
    truce_ledger *ledger = three(f);
    ok(say(ledger, "team", "one", &err));
    truce_store *store = NULL;
    ok(truce_store_open(f->path, &store, &err));
    ok(truce_store_copy(store, folder_file(f->folder, "older.ledger", older), &err));
    truce_store_close(store);
    ok(say(ledger, "team", "two", &err));
    uint8_t seen[TRUCE_SEEN];
    truce_ledger_seen(ledger, seen);
    truce_ledger_close(ledger);
    /* The same file, and one that goes on. */
    ok(truce_ledger_open(f->path, f->anna, (truce_ledger_options){.seen = seen}, &ledger, &err));
    ok(truce_ledger_sound(ledger, &err));
    ok(say(ledger, "team", "three", &err));
    truce_ledger_close(ledger);
    ok(truce_ledger_open(f->path, f->anna, (truce_ledger_options){.seen = seen}, &ledger, &err));
    ok(truce_ledger_sound(ledger, &err));
    truce_ledger_close(ledger);
    /* The older copy: cut off, and gone another way since. */
    for (int forked = 0; forked < 2; forked++) {
        ok(truce_ledger_open(older, f->anna, (truce_ledger_options){.seen = NULL}, &ledger, &err));
        ok(truce_ledger_sound(ledger, &err));
        if (forked) {
            ok(say(ledger, "team", "another two", &err));
        }
        truce_ledger_close(ledger);
        ok(truce_ledger_open(older, f->anna, (truce_ledger_options){.seen = seen}, &ledger, &err));
        assert_int_equal(truce_ledger_sound(ledger, &err), TRUCE_EINVAL);
        size_t n = 0;
        assert_int_equal(truce_ledger_faults(ledger, &n)[0].kind,
                         forked ? TRUCE_FAULT_ROLLBACK : TRUCE_FAULT_OLDER);
        assert_int_equal(n, 1);
        assert_int_equal(strstr(err.message, "an older copy") == NULL, forked);
        truce_ledger_close(ledger);
    }
    /* What somebody else puts in its place is not believed. */
    seen[20] ^= 1;
    ok(truce_ledger_open(f->path, f->anna, (truce_ledger_options){.seen = seen}, &ledger, &err));
    ok(truce_ledger_sound(ledger, &err));
    truce_ledger_close(ledger);
}

/* ---- heads that others told ------------------------------------------------------------------ */

static truce_ledger *open_told(const fixture *f, const truce_head_told *heads, size_t n) {
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    const truce_ledger_options options = {.heads = heads, .n_heads = n, .whole = true};
    ok(truce_ledger_open(f->path, f->anna, options, &ledger, &err));
    return ledger;
}

static void a_head_that_was_told_is_met_or_is_a_fault(void **state) {
    const fixture *const f = *state;
    truce_error err = {0};
    truce_ledger *const ledger = three(f); /* entry 2 is the last */
    truce_head_told heads[3] = {{.n = 2, .size = TRUCE_LINK}, {.n = 2, .size = 16}, {.n = 1}};
    assert_int_equal(truce_ledger_last(ledger, heads[0].link), 2);
    memcpy(heads[1].link, heads[0].link, 16); /* and zeros behind, which do not count */
    ok(say(ledger, "team", "three", &err));
    const truce_ledger_message two[] = {{.type = TRUCE_SAID_ADD,
                                         .labels = (const truce_str[]){TRUCE_STR("team")},
                                         .n_labels = 1,
                                         .text = TRUCE_STR("four")},
                                        {.type = TRUCE_SAID_ADD,
                                         .labels = (const truce_str[]){TRUCE_STR("team")},
                                         .n_labels = 1,
                                         .text = TRUCE_STR("five")}};
    ok(truce_ledger_say(ledger, two, 2, NOW + 20, NULL, &err));
    truce_ledger_close(ledger);
    size_t n = 0;

    truce_ledger *const good = open_told(f, heads, 3);
    ok(truce_ledger_sound(good, &err));
    const truce_head_found *found = truce_ledger_heads(good, &n);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(found[i].state, TRUCE_HEAD_AGREES);
        assert_int_equal(found[i].by, heads[i].n);
        assert_memory_equal(found[i].signer, f->anna->card.keys.sign, 32);
        assert_int_equal(found[i].time, i < 2 ? NOW + 5 : NOW);
    }
    assert_memory_equal(found[1].link, heads[0].link, TRUCE_LINK);
    truce_ledger_close(good);

    for (size_t byte = 0; byte < 16; byte++) { /* each of those that count does */
        heads[1].link[byte] ^= 1;
        truce_ledger *const other = open_told(f, heads, 2);
        assert_int_equal(truce_ledger_sound(other, &err), TRUCE_EINVAL);
        found = truce_ledger_heads(other, &n);
        assert_int_equal(found[0].state, TRUCE_HEAD_AGREES);
        assert_int_equal(found[1].state, TRUCE_HEAD_OTHER);
        const truce_fault *const faults = truce_ledger_faults(other, &n);
        assert_int_equal(n, 1);
        assert_int_equal(faults[0].kind, TRUCE_FAULT_ROLLBACK);
        assert_int_equal(faults[0].n, 2);
        truce_ledger_close(other);
        heads[1].link[byte] ^= 1;
    }

    /* A place within a commit is signed for by its end; one behind the end is only a fault where a
     * link was told. */
    const truce_head_told far[2] = {{.n = 4}, {.n = 6}};
    truce_ledger *const within = open_told(f, far, 2);
    ok(truce_ledger_sound(within, &err));
    found = truce_ledger_heads(within, &n);
    assert_int_equal(found[0].by, 5);
    assert_int_equal(found[0].time, NOW + 20);
    assert_int_equal(found[1].state, TRUCE_HEAD_BEHIND);
    truce_ledger_close(within);
    heads[0].n = 6;
    truce_ledger *const cut = open_told(f, heads, 1);
    assert_int_equal(truce_ledger_sound(cut, &err), TRUCE_EINVAL);
    const truce_fault *const faults = truce_ledger_faults(cut, &n);
    assert_int_equal(n, 1);
    assert_int_equal(faults[0].kind, TRUCE_FAULT_ROLLBACK);
    assert_int_equal(faults[0].n, 5);
    truce_ledger_close(cut);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_reads_their_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_else_may_read_it_is_not_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_roster_is_what_one_may_know, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stranger_opens_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_is_removed_reads_nothing_new, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rosters_keep_their_rules, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_superseded_or_retracted_stands_no_more, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_new_member_reads_the_past_when_it_is_opened, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_said_in_anothers_name_is_never_accepted, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_handed_on_is_seen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_name_is_held_to_the_key_by_every_reader, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_purged_is_gone_and_said_to_be, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_machine_remembers_what_it_saw, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_head_that_was_told_is_met_or_is_a_fault, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
