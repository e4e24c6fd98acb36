/* Older keys: a manager gives a new member those that a compartment had before they came, and the
 * member's reader goes back and opens what they open. */
#include <stdlib.h>

#include "record/chain/bytes.h"
#include "record/epoch/epoch_form.h"
#include "record/ledger/ledger_in.h"

/* ---- reading with them ----------------------------------------------------------------------- */

/* One older epoch as it was given: the place and key of its keys entry, and a compartment's id and
 * key. */
typedef struct given {
    truce_ledger *l;
    uint64_t n;
    const uint8_t *key, *place;
    const epoch *e; /* once its keys entry was read */
    bool over;      /* the next one began */
} given;

static int by_place(const void *key, const void *at) {
    const uint64_t place = *(const uint64_t *)key;
    const uint64_t n = ((const opened *)at)->n;
    return (place > n) - (place < n);
}

static truce_status begin_past(given *g, const truce_entry *entry, truce_error *err) {
    truce_ledger *const l = g->l;
    epoch *const past = truce_arena_grow(&l->arena, l->past, l->n_past, &l->past_cap, sizeof *past);
    if (past == NULL) {
        return ledger_no_memory(err);
    }
    l->past = past;
    const truce_status status = epoch_open(entry, truce_store_id(l->store), g->key, g->place, 1,
                                           &l->arena, &past[l->n_past], err);
    if (status == TRUCE_OK) {
        g->e = &past[l->n_past++];
        return TRUCE_OK;
    }
    g->over = true;
    return status == TRUCE_ENOMEM ? status
                                  : ledger_fault(l, entry->n, TRUCE_FAULT_TEXT,
                                                 "older keys that were given do not "
                                                 "open this change of keys",
                                                 err);
}

static truce_status look_back(void *with, const truce_entry *entry, truce_error *err) {
    given *const g = with;
    truce_ledger *const l = g->l;
    bool found = false;
    if (g->over) {
        return TRUCE_OK;
    }
    if (entry->n == g->n && entry->kind == TRUCE_ENTRY_KEYS) {
        return begin_past(g, entry, err);
    }
    if (g->e == NULL || entry->kind == TRUCE_ENTRY_KEYS) {
        g->over = true;
        return TRUCE_OK;
    }
    /* What was opened before stands in front, in order. */
    if (entry->kind != TRUCE_ENTRY_EVENT || entry->purged ||
        bsearch(&entry->n, l->opened, l->settled, sizeof *l->opened, by_place) != NULL) {
        return TRUCE_OK;
    }
    const size_t before = l->n_opened;
    const truce_status status = ledger_open_event(l, g->e, entry, &found, err);
    if (l->n_opened > before) {
        l->opened[before].past = true;
    }
    return status;
}

/* Where the epoch ends is known to this reader, who has seen every keys entry. */
static truce_status read_given(truce_ledger *l, const statement *said, truce_error *err) {
    bytes_in in = bytes_from(said->text);
    const size_t n = (size_t)bytes_number(&in, 4);
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        given g = {.l = l, .n = bytes_number(&in, 8)};
        g.key = bytes_take(&in, KEY);
        g.place = bytes_take(&in, FORM_PLACE);
        if (in.short_of || g.n == 0 || g.n > l->n) {
            break;
        }
        /* In steps, so that what lies behind the epoch is not read. */
        for (uint64_t from = g.n; from <= l->n && !g.over && status == TRUCE_OK; from += 1024) {
            const uint64_t until = from + 1023 < l->n ? from + 1023 : l->n;
            status = truce_store_read(l->store, from, until, look_back, &g, err);
        }
    }
    return status;
}

truce_status ledger_past(truce_ledger *l, bool *more, truce_error *err) {
    *more = false;
    if (l->n_given == l->n_opened) {
        return TRUCE_OK;
    }
    for (size_t i = 0; i < l->n_opened; i++) {
        opened *const o = &l->opened[i];
        if (o->said.type == TRUCE_SAID_OLDER_KEYS && !o->refused && !o->asked) {
            const statement said = o->said; /* the array may move */
            o->asked = *more = true;
            return memcmp(said.author, l->me->card.keys.sign, sizeof said.author) != 0
                       ? read_given(l, &said, err)
                       : TRUCE_OK;
        }
    }
    l->n_given = l->n_opened;
    return TRUCE_OK;
}

/* ---- giving them ----------------------------------------------------------------------------- */

static const room *room_by_id(const epoch *e, const uint8_t id[ROOM_ID]) {
    for (size_t i = 0; i < e->n_rooms; i++) {
        if (memcmp(e->rooms[i].id, id, ROOM_ID) == 0) {
            return &e->rooms[i];
        }
    }
    return NULL;
}

static bool was_in(const epoch *e, const room *r, truce_str name) {
    const uint32_t member = epoch_member(e, name);
    bool in = member < TRUCE_MEMBERS_MAX && r->role == TRUCE_ROOM_PUBLIC;
    for (size_t i = 0; i < r->n_members && !in; i++) {
        in = r->members[i] == member;
    }
    return in;
}

static uint32_t put_given(const truce_ledger *l, const room *now, truce_str name,
                          truce_buffer *out) {
    uint32_t n = 0;
    for (size_t i = 0; i + 1 < l->n_epochs; i++) {
        const epoch *const e = &l->epochs[i];
        const room *const then = room_by_id(e, now->id);
        if (then != NULL && !was_in(e, then, name)) {
            bytes_put_number(out, e->n, 8);
            bytes_put(out, epoch_key(e), KEY);
            bytes_put(out, then->id, ROOM_ID);
            bytes_put(out, then->key, KEY);
            n++;
        }
    }
    return n;
}

truce_status truce_ledger_open_past(truce_ledger *ledger, truce_str name, truce_str label,
                                    int64_t now, truce_error *err) {
    truce_status status = truce_ledger_refresh(ledger, err);
    status = status == TRUCE_OK ? truce_ledger_sound(ledger, err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    if ((ledger->roster.rights & TRUCE_RIGHT_MANAGE) == 0) {
        return truce_fail(err, TRUCE_EDENIED, "you have not the right to manage this ledger");
    }
    const epoch *const e = ledger_epoch(ledger);
    const uint32_t at = epoch_room(e, label);
    if (at == NO_ROOM || epoch_member(e, name) == TRUCE_MEMBERS_MAX) {
        return truce_fail(err, TRUCE_ENOTFOUND, "there is no such %s",
                          at == NO_ROOM ? "compartment" : "member");
    }
    if (!was_in(e, &e->rooms[at], name)) {
        return truce_fail(err, TRUCE_EINVAL, "they are not in that compartment now");
    }
    truce_buffer text = truce_buffer_new();
    (void)truce_buffer_reserve(&text, 4 + ledger->n_epochs * FORM_GIVEN_SIZE);
    bytes_put_number(&text, 0, 4);
    const uint32_t n = put_given(ledger, &e->rooms[at], name, &text);
    for (size_t i = 0; i < 4 && !text.failed; i++) {
        text.data[i] = (char)(uint8_t)(n >> (8 * i));
    }
    const truce_ledger_message m = {.type = TRUCE_SAID_OLDER_KEYS,
                                    .labels = &name,
                                    .n_labels = 1,
                                    .text = {text.data, text.size}};
    status = text.failed ? ledger_no_memory(err)
             : n == 0    ? truce_fail(err, TRUCE_EINVAL, "they can read all of it already")
                         : truce_ledger_say(ledger, &m, 1, now, NULL, err);
    if (text.data != NULL) {
        sodium_memzero(text.data, text.cap);
    }
    truce_buffer_clear(&text);
    return status;
}
