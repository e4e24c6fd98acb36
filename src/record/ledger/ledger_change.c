/* To change who is there: the roster is copied, changed and held to its rules, and a new epoch
 * begins with it. */
#include <stdlib.h>

#include "record/ledger/ledger_in.h"

enum { ATTEMPTS = 100 };

typedef struct changing {
    const truce_ledger *l;
    epoch next; /* its arrays have room for every change */
    truce_arena *arena;
    truce_error *err;
} changing;

static truce_status copy_roster(changing *c, const epoch *e, size_t n_changes) {
    *c = (changing){.l = c->l, .next = {.number = e->number + 1}, .arena = c->arena, .err = c->err};
    epoch *const next = &c->next;
    memcpy(next->origin, e->origin, sizeof next->origin);
    next->members = truce_arena_take(c->arena, (e->n_members + n_changes) * sizeof *next->members);
    next->rooms = truce_arena_take(c->arena, (e->n_rooms + n_changes) * sizeof *next->rooms);
    if (next->members == NULL || next->rooms == NULL) {
        return ledger_no_memory(c->err);
    }
    memcpy(next->members, e->members, e->n_members * sizeof *next->members);
    memcpy(next->rooms, e->rooms, e->n_rooms * sizeof *next->rooms);
    next->n_members = e->n_members;
    next->n_rooms = e->n_rooms;
    for (size_t i = 0; i < e->n_rooms; i++) {
        room *const r = &next->rooms[i];
        const uint32_t *const members = r->members;
        r->key = NULL;
        r->members = truce_arena_take(c->arena, (r->n_members + n_changes) * sizeof *r->members);
        if (r->members == NULL) {
            return ledger_no_memory(c->err);
        }
        if (r->n_members > 0) {
            memcpy(r->members, members, r->n_members * sizeof *members);
        }
    }
    return TRUCE_OK;
}

/* ---- finding --------------------------------------------------------------------------------- */

static truce_status find_member(changing *c, truce_str name, uint32_t *member) {
    *member = epoch_member(&c->next, name);
    return *member < TRUCE_MEMBERS_MAX
               ? TRUCE_OK
               : truce_fail(c->err, TRUCE_ENOTFOUND, "no member is called \"%.*s\"",
                            name.size > 80 ? 80 : (int)name.size, name.size > 0 ? name.data : "");
}

/* A compartment that members are put into: not that of all, and not one's own. */
static truce_status find_room(changing *c, truce_str label, room **found) {
    const uint32_t at = epoch_room(&c->next, label);
    const truce_room_role role = at != NO_ROOM ? c->next.rooms[at].role : TRUCE_ROOM_PUBLIC;
    if (at != NO_ROOM && role != TRUCE_ROOM_PUBLIC && role != TRUCE_ROOM_OWN) {
        *found = &c->next.rooms[at];
        return TRUCE_OK;
    }
    return truce_fail(c->err, TRUCE_ENOTFOUND,
                      at == NO_ROOM ? "there is no compartment \"%.*s\""
                                    : "nobody is put into or taken out of \"%.*s\"",
                      label.size > 80 ? 80 : (int)label.size, label.size > 0 ? label.data : "");
}

static truce_status check_new_label(changing *c, truce_str label) {
    if (!person_member_name(label)) {
        return truce_fail(c->err, TRUCE_EINVAL,
                          "\"%.*s\" is no name: letters a to z, digits and "
                          "single hyphens, beginning with a letter",
                          label.size > 80 ? 80 : (int)label.size, label.size > 0 ? label.data : "");
    }
    return epoch_room(&c->next, label) == NO_ROOM
               ? TRUCE_OK
               : truce_fail(c->err, TRUCE_EINVAL, "there is a \"%.*s\" already", (int)label.size,
                            label.data);
}

/* ---- the changes ----------------------------------------------------------------------------- */

/* A new room in its place; it has room for `cap` members. */
static truce_status add_room(changing *c, truce_str label, truce_room_role role, size_t cap,
                             room **added) {
    epoch *const e = &c->next;
    const truce_str copy = truce_arena_str(c->arena, label);
    uint32_t *const members = truce_arena_take(c->arena, cap * sizeof *members);
    if (copy.data == NULL || members == NULL) {
        return ledger_no_memory(c->err);
    }
    if (e->n_rooms >= TRUCE_COMPARTMENTS_MAX) {
        return truce_fail(c->err, TRUCE_ELIMIT, "a ledger has at most %d compartments",
                          TRUCE_COMPARTMENTS_MAX);
    }
    size_t at = e->n_rooms;
    while (at > 2 && truce_str_compare(e->rooms[at - 1].label, label) > 0) {
        e->rooms[at] = e->rooms[at - 1];
        at--;
    }
    e->n_rooms++;
    e->rooms[at] = (room){.label = copy, .role = role, .members = members};
    randombytes_buf(e->rooms[at].id, ROOM_ID);
    *added = &e->rooms[at];
    return TRUCE_OK;
}

/* All indices from `from` on go up or down by one; one that is `gone` goes away. */
static void shift_members(epoch *e, uint32_t from, bool gone) {
    for (size_t i = 0; i < e->n_rooms; i++) {
        room *const r = &e->rooms[i];
        size_t n = 0;
        for (size_t k = 0; k < r->n_members; k++) {
            const uint32_t m = r->members[k];
            if (!gone || m != from) {
                r->members[n++] = m < from ? m : gone ? m - 1 : m + 1;
            }
        }
        r->n_members = n;
    }
}

/* Who comes again, with the same keys and name, has the same room of their own: so what they write
 * beside their name stays the same (epoch_salt). */
static void come_again(const changing *c, const truce_card *card, room *own) {
    const truce_str name = truce_str_of(card->name);
    for (size_t i = c->l->n_epochs; i-- > 0;) {
        const epoch *const e = &c->l->epochs[i];
        const uint32_t at = epoch_room(e, name);
        const uint32_t member = epoch_member(e, name);
        if (at != NO_ROOM && member < TRUCE_MEMBERS_MAX &&
            memcmp(&e->members[member].card.keys, &card->keys, sizeof card->keys) == 0) {
            memcpy(own->id, e->rooms[at].id, ROOM_ID);
            return;
        }
    }
}

static truce_status admit(changing *c, const truce_roster_change *change, size_t n_changes) {
    epoch *const e = &c->next;
    const truce_card *const card = change->card;
    const truce_str name = truce_str_of(card->name);
    truce_status status = check_new_label(c, name);
    for (size_t i = 0; i < e->n_members && status == TRUCE_OK; i++) {
        if (memcmp(e->members[i].card.keys.sign, card->keys.sign, sizeof card->keys.sign) == 0) {
            status = truce_fail(c->err, TRUCE_EINVAL, "the key on this card is that of \"%s\"",
                                e->members[i].card.name);
        }
    }
    if (status == TRUCE_OK && e->n_members >= TRUCE_MEMBERS_MAX) {
        status =
            truce_fail(c->err, TRUCE_ELIMIT, "a ledger has at most %d members", TRUCE_MEMBERS_MAX);
    }
    room *own = NULL;
    status = status == TRUCE_OK ? add_room(c, name, TRUCE_ROOM_OWN, 1 + n_changes, &own) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    come_again(c, card, own);
    uint32_t at = (uint32_t)e->n_members;
    while (at > 0 && strcmp(e->members[at - 1].card.name, card->name) > 0) {
        e->members[at] = e->members[at - 1];
        at--;
    }
    e->n_members++;
    e->members[at] = (truce_ledger_member){*card, change->rights};
    shift_members(e, at, false);
    own->members[0] = at;
    own->n_members = 1;
    return TRUCE_OK;
}

static truce_status drop(changing *c, const truce_roster_change *change) {
    epoch *const e = &c->next;
    uint32_t member = 0;
    const truce_status status = find_member(c, change->name, &member);
    if (status != TRUCE_OK) {
        return status;
    }
    const uint32_t own = epoch_room(e, change->name);
    memmove(e->rooms + own, e->rooms + own + 1, (e->n_rooms - own - 1) * sizeof *e->rooms);
    e->n_rooms--;
    memmove(e->members + member, e->members + member + 1,
            (e->n_members - member - 1) * sizeof *e->members);
    e->n_members--;
    shift_members(e, member, true);
    return TRUCE_OK;
}

static truce_status put(changing *c, const truce_roster_change *change) {
    uint32_t member = 0;
    room *r = NULL;
    truce_status status = find_member(c, change->name, &member);
    status = status == TRUCE_OK ? find_room(c, change->label, &r) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    size_t n = 0; /* without the member */
    for (size_t i = 0; i < r->n_members; i++) {
        if (r->members[i] != member) {
            r->members[n++] = r->members[i];
        }
    }
    if ((change->what == TRUCE_CHANGE_PUT) == (n < r->n_members)) {
        return truce_fail(c->err, TRUCE_EINVAL, "\"%.*s\" is %s in \"%.*s\"",
                          TRUCE_STR_ARGS(change->name), n < r->n_members ? "already" : "not",
                          TRUCE_STR_ARGS(change->label));
    }
    if (change->what == TRUCE_CHANGE_PUT) {
        r->members[n++] = member;
    }
    r->n_members = n;
    return TRUCE_OK;
}

static truce_status make_change(changing *c, const truce_roster_change *change, size_t n_changes) {
    uint32_t member = 0;
    room *added = NULL;
    truce_status status = TRUCE_OK;
    switch (change->what) {
    case TRUCE_CHANGE_ADMIT:
        return admit(c, change, n_changes);
    case TRUCE_CHANGE_REMOVE:
        return drop(c, change);
    case TRUCE_CHANGE_RIGHTS:
        status = find_member(c, change->name, &member);
        if (status == TRUCE_OK) {
            c->next.members[member].rights = change->rights;
        }
        return status;
    case TRUCE_CHANGE_FOUND:
        status = check_new_label(c, change->label);
        if (status == TRUCE_OK && change->role <= TRUCE_ROOM_OWN) {
            return truce_fail(c->err, TRUCE_EINVAL,
                              "a new compartment is a mediator's, a "
                              "party's, a monitor's or an observer's");
        }
        return status == TRUCE_OK ? add_room(c, change->label, change->role, n_changes, &added)
                                  : status;
    case TRUCE_CHANGE_PUT:
    case TRUCE_CHANGE_TAKE:
        break;
    }
    return put(c, change);
}

/* What holds for every roster, whatever was changed. */
static truce_status check_roster(changing *c) {
    const epoch *const e = &c->next;
    const room *const team = &e->rooms[1];
    size_t managers = 0;
    for (uint32_t i = 0; i < e->n_members; i++) {
        bool in_team = false;
        for (size_t k = 0; k < team->n_members; k++) {
            in_team = in_team || team->members[k] == i;
        }
        const bool manages = (e->members[i].rights & TRUCE_RIGHT_MANAGE) != 0;
        if (manages && !in_team) {
            return truce_fail(c->err, TRUCE_EINVAL,
                              "\"%s\" cannot manage: only members of the "
                              "team can, since they hold all keys",
                              e->members[i].card.name);
        }
        managers += manages;
    }
    return managers > 0 ? TRUCE_OK
                        : truce_fail(c->err, TRUCE_EINVAL,
                                     "nobody would be left to manage the "
                                     "ledger, and nobody could ever be admitted or removed");
}

/* ---- committing it --------------------------------------------------------------------------- */

/* Authors of an export go on being known, whether they are members of it or not. */
static const signer *authors(const epoch *e, truce_arena *arena, size_t *n) {
    signer *const all = truce_arena_take(arena, (e->n_signers + 1) * sizeof *all);
    *n = 0;
    for (size_t i = 0; all != NULL && i < e->n_signers; i++) {
        all[*n] = e->signers[i];
        all[*n].rights &= TRUCE_RIGHT_WROTE | TRUCE_RIGHT_MANAGED;
        *n += all[*n].rights != 0;
    }
    return all;
}

static truce_status commit_change(truce_ledger *l, changing *c, int64_t now, uint64_t *placed) {
    const epoch *const e = ledger_epoch(l);
    size_t n_wrote = 0;
    const signer *const wrote = authors(e, c->arena, &n_wrote);
    if (wrote == NULL) {
        return ledger_no_memory(c->err);
    }
    truce_buffer body = truce_buffer_new();
    truce_buffer wraps = truce_buffer_new();
    const uint8_t *const ledger = truce_store_id(l->store);
    truce_draft draft = {.kind = TRUCE_ENTRY_KEYS, .keys = e->n, .behind = l->n};
    truce_status status = epoch_write(&c->next, wrote, n_wrote, ledger, l->me, now, c->arena, &body,
                                      &wraps, draft.mark, c->err);
    if (status == TRUCE_OK) {
        draft.body = (truce_str){body.data, body.size};
        draft.wraps = (truce_str){wraps.data, wraps.size};
        ledger_prove(ledger, e, &draft);
        commit_plan plan = {.l = l, .ledger = ledger, .me = l->me, .now = now, .next = &c->next};
        memcpy(plan.mark, draft.mark, TRUCE_MARK);
        status = truce_store_append(l->store, &draft, 1, ledger_seal, &plan, placed, c->err);
    }
    epoch_close(&c->next);
    truce_buffer_clear(&body);
    truce_buffer_clear(&wraps);
    return status;
}

static truce_status attempt(truce_ledger *l, const truce_roster_change *changes, size_t n,
                            int64_t now, changing *c, uint64_t *placed) {
    truce_status status = truce_ledger_refresh(l, c->err);
    status = status == TRUCE_OK ? truce_ledger_sound(l, c->err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    if ((l->roster.rights & TRUCE_RIGHT_MANAGE) == 0) {
        return truce_fail(c->err, TRUCE_EDENIED, "you have not the right to manage this ledger");
    }
    status = copy_roster(c, ledger_epoch(l), n);
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = make_change(c, &changes[i], n);
    }
    status = status == TRUCE_OK ? check_roster(c) : status;
    return status == TRUCE_OK ? commit_change(l, c, now, placed) : status;
}

truce_status truce_ledger_change(truce_ledger *ledger, const truce_roster_change *changes, size_t n,
                                 int64_t now, truce_error *err) {
    truce_arena arena = truce_arena_secret();
    changing c = {.l = ledger, .arena = &arena, .err = err};
    truce_status status = TRUCE_OK;
    uint64_t placed = 0;
    for (int i = 0; placed == 0 && status == TRUCE_OK; i++) {
        status = i < ATTEMPTS ? attempt(ledger, changes, n, now, &c, &placed)
                              : truce_fail(err, TRUCE_ELIMIT,
                                           "others write all the time: the "
                                           "keys could not be changed; try again");
    }
    truce_arena_clear(&arena);
    return status == TRUCE_OK ? truce_ledger_refresh(ledger, err) : status;
}
