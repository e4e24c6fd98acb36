#include "truce/record/ledger.h"

#include <assert.h>
#include <stdlib.h>

#include "record/ledger/ledger_in.h"

/* ---- making one ------------------------------------------------------------------------------ */

truce_status ledger_found(epoch *e, const signer *wrote, size_t n_wrote, const uint8_t *id,
                          const truce_identity *me, int64_t now, truce_arena *arena,
                          ledger_sink *sink, void *with, truce_error *err) {
    truce_buffer body = truce_buffer_new();
    truce_buffer wraps = truce_buffer_new();
    truce_draft draft = {.kind = TRUCE_ENTRY_KEYS};
    truce_status status =
        epoch_write(e, wrote, n_wrote, id, me, now, arena, &body, &wraps, draft.mark, err);
    if (status == TRUCE_OK) {
        draft.body = (truce_str){body.data, body.size};
        draft.wraps = (truce_str){wraps.data, wraps.size};
        commit_plan plan = {.ledger = id, .me = me, .now = now, .next = e};
        memcpy(plan.mark, draft.mark, TRUCE_MARK);
        status = sink(with, &draft, &plan, err);
    }
    truce_buffer_clear(&body);
    truce_buffer_clear(&wraps);
    return status;
}

static truce_status into_file(void *path, const truce_draft *draft, commit_plan *plan,
                              truce_error *err) {
    return truce_store_create(path, plan->ledger, draft, 1, ledger_seal, plan, err);
}

truce_status truce_ledger_create(const char *path, const truce_identity *identity, int64_t now,
                                 truce_error *err) {
    uint8_t id[TRUCE_LEDGER_ID];
    uint32_t founder = 0;
    truce_ledger_member member = {identity->card, TRUCE_RIGHT_ADD | TRUCE_RIGHT_CONVEY |
                                                      TRUCE_RIGHT_RELEASE | TRUCE_RIGHT_MANAGE};
    room rooms[3] = {
        {.label = TRUCE_STR("public"), .role = TRUCE_ROOM_PUBLIC, .id = "public"},
        {.label = TRUCE_STR("team"),
         .role = TRUCE_ROOM_TEAM,
         .id = "team",
         .members = &founder,
         .n_members = 1},
        {.label = truce_str_of(identity->card.name),
         .role = TRUCE_ROOM_OWN,
         .members = &founder,
         .n_members = 1},
    };
    randombytes_buf(id, sizeof id);
    randombytes_buf(rooms[2].id, sizeof rooms[2].id);
    epoch e = {.number = 1, .members = &member, .n_members = 1, .rooms = rooms, .n_rooms = 3};
    memcpy(e.origin, id, sizeof id);
    truce_arena arena = truce_arena_secret();
    const truce_status status =
        ledger_found(&e, NULL, 0, id, identity, now, &arena, into_file, (void *)path, err);
    epoch_close(&e);
    truce_arena_clear(&arena);
    return status;
}

/* ---- what a machine remembers ---------------------------------------------------------------- */

enum { SEEN_LINK = TRUCE_LEDGER_ID + 8, SEEN_GOOD = SEEN_LINK + HASH, SEEN_SAID = SEEN_GOOD + 8 };
_Static_assert(SEEN_SAID + HASH == TRUCE_SEEN, "what is remembered, and its keyed hash");

static void seen_proof(const truce_ledger *l, const uint8_t seen[TRUCE_SEEN], uint8_t out[HASH]) {
    uint8_t key[HASH];
    hash_derive(l->me->sign, "truce seen 1", truce_store_id(l->store), key); /* the seed of it */
    hashing h;
    hash_begin(&h, "truce seen 1", key, HASH);
    hash_bytes(&h, seen, SEEN_SAID);
    hash_end(&h, out, HASH);
    sodium_memzero(key, sizeof key);
}

void truce_ledger_seen(const truce_ledger *l, uint8_t seen[TRUCE_SEEN]) {
    memcpy(seen, truce_store_id(l->store), TRUCE_LEDGER_ID);
    for (int i = 0; i < 8; i++) {
        seen[TRUCE_LEDGER_ID + i] = (uint8_t)(l->n >> (8 * i));
    }
    memcpy(seen + SEEN_LINK, l->link, HASH);
    const uint64_t good = l->first_bad > 0 ? l->first_bad - 1 : l->n;
    for (int i = 0; i < 8; i++) {
        seen[SEEN_GOOD + i] = (uint8_t)(good >> (8 * i));
    }
    seen_proof(l, seen, seen + SEEN_SAID);
}

/* Nothing is believed that this member did not write of this ledger. */
static void remember(truce_ledger *l, const uint8_t *seen) {
    uint8_t right[HASH];
    if (seen == NULL || memcmp(seen, truce_store_id(l->store), TRUCE_LEDGER_ID) != 0) {
        return;
    }
    seen_proof(l, seen, right);
    if (sodium_memcmp(right, seen + SEEN_SAID, HASH) == 0) {
        for (int i = 0; i < 8; i++) {
            l->seen_n |= (uint64_t)seen[TRUCE_LEDGER_ID + i] << (8 * i);
            l->seen_good |= (uint64_t)seen[SEEN_GOOD + i] << (8 * i);
        }
        memcpy(l->seen_link, seen + SEEN_LINK, HASH);
    }
}

/* ---- opening --------------------------------------------------------------------------------- */

static truce_status read_all(truce_ledger *l, truce_error *err) {
    chain_begin(truce_store_id(l->store), l->link);
    remember(l, l->options.seen);
    l->options.seen = NULL;
    truce_status status = ledger_heads_keep(l, err);
    if (status == TRUCE_OK) {
        status = truce_symbols_init(&l->ids, &l->arena, randombytes_random(), err);
    }
    status = status == TRUCE_OK ? ledger_take(l, UINT64_MAX, err) : status;
    if (status == TRUCE_OK && !l->was_ever && l->n > 0) {
        return truce_fail(err, TRUCE_EDENIED, "this key opens nothing in this ledger");
    }
    return status == TRUCE_OK ? ledger_settle(l, err) : status;
}

truce_status truce_ledger_on(truce_store *store, const truce_identity *identity,
                             truce_ledger_options options, truce_ledger **ledger,
                             truce_error *err) {
    truce_status status = person_ready(err);
    truce_ledger *const l = status == TRUCE_OK ? calloc(1, sizeof *l) : NULL;
    if (l == NULL) {
        truce_store_close(store);
        return status != TRUCE_OK ? status : ledger_no_memory(err);
    }
    *l = (truce_ledger){
        .store = store, .me = identity, .options = options, .arena = truce_arena_secret()};
    status = read_all(l, err);
    if (status != TRUCE_OK) {
        truce_ledger_close(l);
        return status;
    }
    *ledger = l;
    return TRUCE_OK;
}

truce_status truce_ledger_open(const char *path, const truce_identity *identity,
                               truce_ledger_options options, truce_ledger **ledger,
                               truce_error *err) {
    truce_store *store = NULL;
    const truce_status status = truce_store_open(path, &store, err);
    return status == TRUCE_OK ? truce_ledger_on(store, identity, options, ledger, err) : status;
}

void truce_ledger_close(truce_ledger *l) {
    if (l == NULL) {
        return;
    }
    for (size_t i = 0; i < l->n_epochs; i++) {
        epoch_close(&l->epochs[i]);
    }
    for (size_t i = 0; i < l->n_past; i++) {
        epoch_close(&l->past[i]);
    }
    truce_store_close(l->store);
    ledger_window_close(l);
    truce_arena_clear(&l->arena);
    sodium_memzero(l, sizeof *l);
    free(l);
}

truce_status truce_ledger_refresh(truce_ledger *l, truce_error *err) {
    const truce_status status = ledger_take(l, UINT64_MAX, err);
    return status == TRUCE_OK && l->n > l->settled_n ? ledger_settle(l, err) : status;
}

/* ---- looking --------------------------------------------------------------------------------- */

truce_status truce_ledger_sound(const truce_ledger *l, truce_error *err) {
    bool older = false;
    for (size_t i = 0; i < l->n_faults; i++) {
        if (l->faults[i].kind == TRUCE_FAULT_OLDER) {
            older = true;
        } else if (l->faults[i].kind <= TRUCE_FAULT_GRAVE) {
            return truce_fail(err, TRUCE_EINVAL, "the ledger is not in order: entry %llu: %s",
                              (unsigned long long)l->faults[i].n, l->faults[i].what);
        }
    }
    if (older) {
        return truce_fail(err, TRUCE_EINVAL,
                          "this is an older copy of the ledger: this machine has seen %llu %s more "
                          "of it. Is it a backup, or was a copy written to? Take the newest copy; "
                          "if there is none, truce ledger verify LEDGER --older goes on from here",
                          (unsigned long long)l->lacks, l->lacks == 1 ? "entry" : "entries");
    }
    return TRUCE_OK;
}

const truce_fault *truce_ledger_faults(const truce_ledger *l, size_t *n) {
    *n = l->n_faults;
    return l->faults;
}

const truce_roster *truce_ledger_roster(const truce_ledger *l) {
    return &l->roster;
}

const uint8_t *truce_ledger_id(const truce_ledger *l) {
    return truce_store_id(l->store);
}

uint64_t truce_ledger_last(const truce_ledger *l, uint8_t link[TRUCE_LINK]) {
    memcpy(link, l->link, HASH);
    return l->n;
}

uint64_t truce_ledger_lacks(const truce_ledger *l) {
    return l->lacks;
}

uint8_t truce_ledger_rights(const truce_ledger *l, const uint8_t key[32], uint64_t n) {
    uint8_t rights = 0;
    for (size_t i = 0; i < l->n_epochs && l->epochs[i].n <= n; i++) {
        rights = epoch_rights(&l->epochs[i], key);
    }
    return rights;
}

const truce_ledger_event *truce_ledger_events(const truce_ledger *l, size_t *n) {
    *n = l->n_events;
    return l->events;
}

const char *truce_room_role_name(truce_room_role role) {
    switch (role) {
    case TRUCE_ROOM_MEDIATOR:
        return "mediator";
    case TRUCE_ROOM_PARTY:
        return "party";
    case TRUCE_ROOM_MONITOR:
        return "monitor";
    case TRUCE_ROOM_OBSERVER:
        return "observer";
    case TRUCE_ROOM_PUBLIC:
    case TRUCE_ROOM_TEAM:
    case TRUCE_ROOM_OWN:
        break;
    }
    return "";
}
