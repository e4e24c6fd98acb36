/* A fresh ledger for one member: what they may read of this one, and nothing that tells of the
 * rest. It is made from their view alone: under the same random bytes it would be the same, byte
 * for byte, had nobody else ever been told anything. */
#include <stdlib.h>

#include "record/chain/bytes.h"
#include "record/epoch/epoch_form.h"
#include "record/ledger/ledger_in.h"

#define NOT_READ UINT32_MAX

/* What they may read in one epoch: for each of its rooms the export's room, or NOT_READ. */
typedef struct sight {
    uint32_t *rooms;
} sight;

typedef struct exporting {
    truce_ledger *l;
    const truce_card *card; /* the member's */
    epoch next;             /* of the export */
    size_t rooms_cap, wrote_cap;
    sight *sights; /* of each epoch */
    signer *wrote; /* rising by key once all are there */
    size_t n_wrote;
    uint32_t *chosen; /* indices of opened events, in order */
    size_t n_chosen;
    truce_arena *arena;
    truce_error *err;
} exporting;

/* ---- what they may read ---------------------------------------------------------------------- */

static bool is_in(const room *r, uint32_t member) {
    for (size_t i = 0; i < r->n_members; i++) {
        if (r->members[i] == member) {
            return true;
        }
    }
    return false;
}

/* The member in an epoch: the same name with the same keys; TRUCE_MEMBERS_MAX when not there. */
static uint32_t member_of(const exporting *x, const epoch *e) {
    const uint32_t member = epoch_member(e, truce_str_of(x->card->name));
    return member < TRUCE_MEMBERS_MAX && truce_card_equal(&e->members[member].card, x->card)
               ? member
               : TRUCE_MEMBERS_MAX;
}

/* The export's room with this id, new where it was not there; NOT_READ when its label is that of
 * another, so that it cannot be. */
static truce_status export_room(exporting *x, const room *from, uint32_t *at) {
    epoch *const e = &x->next;
    for (*at = 0; *at < e->n_rooms; (*at)++) {
        if (memcmp(e->rooms[*at].id, from->id, ROOM_ID) == 0) {
            return TRUCE_OK;
        }
    }
    if (epoch_room(e, from->label) != NO_ROOM) {
        *at = NOT_READ;
        return TRUCE_OK;
    }
    room *const rooms =
        truce_arena_grow(x->arena, e->rooms, e->n_rooms, &x->rooms_cap, sizeof *rooms);
    if (rooms == NULL) {
        return ledger_no_memory(x->err);
    }
    e->rooms = rooms;
    rooms[e->n_rooms] = (room){.label = from->label, .role = from->role};
    memcpy(rooms[e->n_rooms].id, from->id, ROOM_ID);
    e->n_rooms++;
    return TRUCE_OK;
}

/* The rooms of an epoch that they were in. Those of now are in the export in any case; those of
 * before are added when an event is found that is for them (choose). */
static truce_status see_epoch(exporting *x, size_t at) {
    const epoch *const e = &x->l->epochs[at];
    sight *const s = &x->sights[at];
    const uint32_t member = member_of(x, e);
    s->rooms = truce_arena_take(x->arena, e->n_rooms * sizeof *s->rooms);
    if (s->rooms == NULL) {
        return ledger_no_memory(x->err);
    }
    const bool team =
        e->team && member < TRUCE_MEMBERS_MAX && is_in(&e->rooms[1], member); /* reads all */
    for (size_t i = 0; i < e->n_rooms; i++) {
        const room *const r = &e->rooms[i];
        const bool reads = e->team && member < TRUCE_MEMBERS_MAX &&
                           (team || r->role == TRUCE_ROOM_PUBLIC || is_in(r, member));
        s->rooms[i] = reads ? (uint32_t)i : NOT_READ;
    }
    return TRUCE_OK;
}

/* Older keys that a manager gave them: each opens one room in one epoch. */
static void see_given(exporting *x, const statement *said) {
    bytes_in in = bytes_from(said->text);
    const size_t n = (size_t)bytes_number(&in, 4);
    for (size_t i = 0; i < n && !in.short_of; i++) {
        const uint64_t place = bytes_number(&in, 8);
        (void)bytes_take(&in, KEY);
        const uint8_t *const id = bytes_take(&in, ROOM_ID);
        (void)bytes_take(&in, KEY);
        for (size_t k = 0; k < x->l->n_epochs && !in.short_of; k++) {
            const epoch *const e = &x->l->epochs[k];
            for (size_t r = 0; e->n == place && r < e->n_rooms; r++) {
                if (memcmp(e->rooms[r].id, id, ROOM_ID) == 0) {
                    x->sights[k].rooms[r] = (uint32_t)r;
                }
            }
        }
    }
}

/* The epoch in which an event was committed, among those that this member was in. */
static size_t epoch_at(const truce_ledger *l, uint64_t n) {
    size_t at = l->n_epochs;
    while (at > 0 && l->epochs[at - 1].n > n) {
        at--;
    }
    return at - 1;
}

static truce_status see(exporting *x) {
    truce_ledger *const l = x->l;
    x->sights = truce_arena_take(x->arena, l->n_epochs * sizeof *x->sights);
    truce_status status = x->sights != NULL ? TRUCE_OK : ledger_no_memory(x->err);
    for (size_t i = 0; i < l->n_epochs && status == TRUCE_OK; i++) {
        status = see_epoch(x, i);
    }
    const truce_str name = truce_str_of(x->card->name);
    for (size_t i = 0; i < l->n_opened && status == TRUCE_OK; i++) {
        const opened *const o = &l->opened[i];
        if (o->said.type != TRUCE_SAID_OLDER_KEYS || o->refused || o->past ||
            member_of(x, &l->epochs[epoch_at(l, o->n)]) == TRUCE_MEMBERS_MAX) {
            continue;
        }
        for (size_t k = 0; k < o->n_labels; k++) {
            if (truce_str_equal(o->labels[k], name)) {
                see_given(x, &o->said);
            }
        }
    }
    return status;
}

/* ---- who is there ---------------------------------------------------------------------------- */

/* The room `from` of the present epoch, with those of its members who are members of the export. */
static truce_status copy_room(exporting *x, const epoch *now, const room *from) {
    uint32_t at = 0;
    const truce_status status = export_room(x, from, &at);
    if (status != TRUCE_OK) {
        return status;
    }
    room *const r = &x->next.rooms[at];
    r->members = truce_arena_take(x->arena, (from->n_members + 1) * sizeof *r->members);
    if (r->members == NULL) {
        return ledger_no_memory(x->err);
    }
    for (size_t i = 0; i < from->n_members; i++) {
        const char *const name = now->members[from->members[i]].card.name;
        const uint32_t member = epoch_member(&x->next, truce_str_of(name));
        if (member < TRUCE_MEMBERS_MAX) {
            r->members[r->n_members++] = member;
        }
    }
    return TRUCE_OK;
}

/* The team and the member, in the rooms that they are in now. */
static truce_status make_roster(exporting *x) {
    const epoch *const now = ledger_epoch(x->l);
    const sight *const s = &x->sights[x->l->n_epochs - 1];
    const uint32_t member = member_of(x, now);
    epoch *const e = &x->next;
    memcpy(e->origin, now->origin, sizeof e->origin);
    e->number = 1;
    e->members = truce_arena_take(x->arena, now->n_members * sizeof *e->members);
    if (e->members == NULL) {
        return ledger_no_memory(x->err);
    }
    for (uint32_t i = 0; i < now->n_members; i++) {
        if (i == member || is_in(&now->rooms[1], i)) {
            e->members[e->n_members++] = now->members[i];
        }
    }
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < now->n_rooms && status == TRUCE_OK; i++) {
        const room *const r = &now->rooms[i];
        const bool own = r->role == TRUCE_ROOM_OWN && epoch_member(e, r->label) < TRUCE_MEMBERS_MAX;
        if (i < 2 || own || s->rooms[i] != NOT_READ) {
            status = copy_room(x, now, r);
        }
    }
    return status;
}

/* ---- what they are given --------------------------------------------------------------------- */

static int by_key(const void *left, const void *right) {
    return memcmp(((const signer *)left)->key, ((const signer *)right)->key, 32);
}

static truce_status add_author(exporting *x, const epoch *e, const opened *o) {
    const signer *const s = epoch_signer(e, o->said.author);
    const uint8_t rights =
        TRUCE_RIGHT_WROTE |
        ((o->rights & (TRUCE_RIGHT_MANAGE | TRUCE_RIGHT_MANAGED)) != 0 ? TRUCE_RIGHT_MANAGED : 0);
    for (size_t i = 0; i < x->n_wrote; i++) {
        if (memcmp(x->wrote[i].key, o->said.author, sizeof o->said.author) == 0) {
            x->wrote[i].rights |= rights;
            return TRUCE_OK;
        }
    }
    signer *const wrote =
        truce_arena_grow(x->arena, x->wrote, x->n_wrote, &x->wrote_cap, sizeof *wrote);
    if (wrote == NULL || s == NULL) {
        return ledger_no_memory(x->err);
    }
    x->wrote = wrote;
    wrote[x->n_wrote] = *s;
    wrote[x->n_wrote++].rights = rights;
    return TRUCE_OK;
}

/* Is an event theirs to read? Then its rooms are in the export. */
static truce_status look_at(exporting *x, uint32_t index, size_t *left_out) {
    const opened *const o = &x->l->opened[index];
    if (o->refused || o->said.type == TRUCE_SAID_OLDER_KEYS) {
        return TRUCE_OK;
    }
    if (o->past) { /* in an epoch whose members are not known to this one */
        (*left_out)++;
        return TRUCE_OK;
    }
    const size_t at = epoch_at(x->l, o->n);
    const epoch *const e = &x->l->epochs[at];
    bool theirs = false;
    bool can_be = false;
    for (size_t i = 0; i < o->n_labels; i++) {
        const uint32_t r = epoch_room(e, o->labels[i]);
        uint32_t to = NOT_READ;
        if (r != NO_ROOM && x->sights[at].rooms[r] != NOT_READ) {
            theirs = true;
            const truce_status status = export_room(x, &e->rooms[r], &to);
            if (status != TRUCE_OK) {
                return status;
            }
            can_be = can_be || to != NOT_READ;
        }
    }
    *left_out += theirs && !can_be;
    if (can_be) {
        x->chosen[x->n_chosen++] = index;
    }
    return can_be ? add_author(x, e, o) : TRUCE_OK;
}

/* Rooms of before, in which nobody of the export was put: the member reads them. */
static truce_status fill_rooms(exporting *x) {
    epoch *const e = &x->next;
    const uint32_t member = epoch_member(e, truce_str_of(x->card->name));
    for (size_t i = 0; i < e->n_rooms; i++) {
        room *const r = &e->rooms[i];
        if (r->members == NULL && r->role != TRUCE_ROOM_PUBLIC) {
            r->members = truce_arena_take(x->arena, sizeof *r->members);
            if (r->members == NULL) {
                return ledger_no_memory(x->err);
            }
            r->members[r->n_members++] = member;
        }
    }
    return TRUCE_OK;
}

static int by_label(const void *left, const void *right) {
    return truce_str_compare(((const room *)left)->label, ((const room *)right)->label);
}

static truce_status choose(exporting *x, size_t *left_out) {
    truce_ledger *const l = x->l;
    x->chosen = truce_arena_take(x->arena, (l->n_opened + 1) * sizeof *x->chosen);
    truce_status status = x->chosen != NULL ? TRUCE_OK : ledger_no_memory(x->err);
    for (size_t i = 0; i < l->n_opened && status == TRUCE_OK; i++) {
        status = look_at(x, (uint32_t)i, left_out);
    }
    status = status == TRUCE_OK ? fill_rooms(x) : status;
    if (status == TRUCE_OK) {
        qsort(x->next.rooms + 2, x->next.n_rooms - 2, sizeof *x->next.rooms, by_label);
        if (x->n_wrote > 0) {
            qsort(x->wrote, x->n_wrote, sizeof *x->wrote, by_key);
        }
    }
    return status;
}

/* ---- writing it ------------------------------------------------------------------------------ */

/* One event as its author signed it, for the rooms of the export that it is for. */
static truce_status draft_event(const truce_ledger *out, const opened *o, truce_arena *arena,
                                truce_draft *draft, truce_error *err) {
    const epoch *const e = ledger_epoch(out);
    uint8_t to[TRUCE_LABELS_MAX][KEY];
    size_t n = 0;
    for (size_t i = 0; i < e->n_rooms && n < TRUCE_LABELS_MAX; i++) {
        if (statement_is_for(&o->said, e->rooms[i].id)) {
            memcpy(to[n++], e->rooms[i].key, KEY);
        }
    }
    const truce_str plain = {o->said.signs.data, o->said.signs.size + STATEMENT_SIGNATURE};
    const truce_status status = ledger_draft_signed(
        out, plain, TRUCE_ENTRY_EVENT, (const uint8_t(*)[KEY])to, n, arena, draft, err);
    sodium_memzero(to, sizeof to);
    if (status == TRUCE_OK) {
        ledger_prove(truce_store_id(out->store), e, draft);
    }
    return status;
}

enum { AT_ONCE = 4096 };

static truce_status write_events(const exporting *x, truce_ledger *out, int64_t now) {
    truce_arena arena = truce_arena_secret();
    truce_draft *const drafts = truce_arena_take(&arena, AT_ONCE * sizeof *drafts);
    uint64_t *const placed = truce_arena_take(&arena, AT_ONCE * sizeof *placed);
    truce_status status = drafts != NULL && placed != NULL ? TRUCE_OK : ledger_no_memory(x->err);
    for (size_t from = 0; from < x->n_chosen && status == TRUCE_OK; from += AT_ONCE) {
        truce_arena texts = truce_arena_new();
        const size_t left = x->n_chosen - from;
        const size_t n = left < AT_ONCE ? left : AT_ONCE;
        for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
            status =
                draft_event(out, &x->l->opened[x->chosen[from + i]], &texts, &drafts[i], x->err);
        }
        commit_plan plan = {
            .l = out, .ledger = truce_store_id(out->store), .me = out->me, .now = now};
        status = status == TRUCE_OK
                     ? truce_store_append(out->store, drafts, n, ledger_seal, &plan, placed, x->err)
                     : status;
        truce_arena_clear(&texts);
    }
    truce_arena_clear(&arena);
    return status;
}

static truce_status into_store(void *with, const truce_draft *draft, commit_plan *plan,
                               truce_error *err) {
    truce_store *const store = with;
    uint64_t placed = 0;
    return truce_store_append(store, draft, 1, ledger_seal, plan, &placed, err);
}

/* It is made in memory, and comes to its file whole or not at all. */
static truce_status write_all(exporting *x, const char *path, int64_t now) {
    uint8_t id[TRUCE_LEDGER_ID];
    truce_store *store = NULL;
    truce_ledger *out = NULL;
    randombytes_buf(id, sizeof id);
    truce_status status = truce_store_memory(id, &store, x->err);
    if (status == TRUCE_OK) {
        status = ledger_found(&x->next, x->wrote, x->n_wrote, id, x->l->me, now, x->arena,
                              into_store, store, x->err);
        if (status != TRUCE_OK) {
            truce_store_close(store);
        }
    }
    if (status == TRUCE_OK) {
        status =
            truce_ledger_on(store, x->l->me, (truce_ledger_options){.whole = false}, &out, x->err);
    }
    status = status == TRUCE_OK ? write_events(x, out, now) : status;
    status = status == TRUCE_OK ? truce_store_copy(out->store, path, x->err) : status;
    truce_ledger_close(out);
    return status;
}

static truce_status find_member(exporting *x, truce_str name) {
    const epoch *const e = ledger_epoch(x->l);
    if (!e->team || (x->l->roster.rights & TRUCE_RIGHT_RELEASE) == 0) {
        return truce_fail(
            x->err, TRUCE_EDENIED,
            "to make a ledger for another takes a member of the team who may release");
    }
    const uint32_t member = epoch_member(e, name);
    if (member == TRUCE_MEMBERS_MAX) {
        return truce_fail(x->err, TRUCE_ENOTFOUND, "no member is called \"%.*s\"",
                          name.size > 80 ? 80 : (int)name.size, name.size > 0 ? name.data : "");
    }
    x->card = &e->members[member].card;
    return TRUCE_OK;
}

truce_status truce_ledger_export(truce_ledger *ledger, truce_str name, const char *path,
                                 int64_t now, size_t *n, size_t *left_out, truce_error *err) {
    truce_arena arena = truce_arena_secret();
    exporting x = {.l = ledger, .arena = &arena, .err = err};
    *left_out = 0;
    truce_status status = truce_ledger_refresh(ledger, err);
    status = status == TRUCE_OK ? truce_ledger_sound(ledger, err) : status;
    status = status == TRUCE_OK && ledger_epoch(ledger) == NULL
                 ? truce_fail(err, TRUCE_EDENIED, "you are no member of this ledger any more")
                 : status;
    status = status == TRUCE_OK ? find_member(&x, name) : status;
    status = status == TRUCE_OK ? see(&x) : status;
    status = status == TRUCE_OK ? make_roster(&x) : status;
    status = status == TRUCE_OK ? choose(&x, left_out) : status;
    status = status == TRUCE_OK ? write_all(&x, path, now) : status;
    *n = x.n_chosen;
    epoch_close(&x.next);
    truce_arena_clear(&arena);
    return status;
}
