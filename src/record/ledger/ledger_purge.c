/* To take texts out of the file: their hashes stay, and a mark says who did it and why. */
#include "record/chain/bytes.h"
#include "record/ledger/ledger_in.h"

enum { ATTEMPTS = 100 };

typedef struct purging {
    const truce_ledger *l;
    const uint64_t *places;
    size_t n, at;
    uint8_t (*gone)[TRUCE_GONE];
    truce_buffer text;
} purging;

/* The id of the event at a place; zeros where it says nothing that can be read. */
static const uint8_t *id_at(const truce_ledger *l, uint64_t place) {
    static const uint8_t none[TRUCE_SAID_ID];
    for (size_t from = 0, until = l->n_opened; from < until;) {
        const size_t middle = from + (until - from) / 2;
        const opened *const o = &l->opened[middle];
        if (o->n == place) {
            return o->said.id;
        }
        if (o->n < place) {
            from = middle + 1;
        } else {
            until = middle;
        }
    }
    return none;
}

/* Of each entry that goes: its place, mark and event for the mark of purging, its hashes for what
 * stays. */
static truce_status look(void *with, const truce_entry *entry, truce_error *err) {
    purging *const p = with;
    if (p->at >= p->n || entry->n != p->places[p->at]) {
        return TRUCE_OK;
    }
    if (entry->kind != TRUCE_ENTRY_EVENT || entry->purged) {
        return truce_fail(err, TRUCE_EINVAL, "entry %llu %s", (unsigned long long)entry->n,
                          entry->purged ? "was purged before" : "is no event");
    }
    bytes_put_number(&p->text, entry->n, 8);
    bytes_put(&p->text, entry->mark, TRUCE_MARK);
    bytes_put(&p->text, id_at(p->l, entry->n), TRUCE_SAID_ID);
    hash_text(entry->body, p->gone[p->at]);
    hash_text(entry->wraps, p->gone[p->at] + HASH);
    p->at++;
    return TRUCE_OK;
}

static truce_status attempt(truce_ledger *l, purging *p, truce_str why, int64_t now,
                            truce_arena *arena, uint64_t *placed, truce_error *err) {
    truce_status status = truce_ledger_refresh(l, err);
    status = status == TRUCE_OK ? truce_ledger_sound(l, err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    if ((l->roster.rights & TRUCE_RIGHT_MANAGE) == 0) {
        return truce_fail(err, TRUCE_EDENIED, "you have not the right to purge this ledger");
    }
    p->at = p->text.size = 0;
    bytes_put_number(&p->text, p->n, 4);
    status = truce_store_read(l->store, p->places[0], p->places[p->n - 1], look, p, err);
    if (status == TRUCE_OK && p->at < p->n) {
        status = truce_fail(err, TRUCE_EINVAL, "there is no entry %llu",
                            (unsigned long long)p->places[p->at]);
    }
    truce_buffer_add(&p->text, why);
    status = status == TRUCE_OK && p->text.failed ? ledger_no_memory(err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    statement said = {.type = STATEMENT_PURGE, .time = now, .text = {p->text.data, p->text.size}};
    randombytes_buf(said.id, sizeof said.id);
    truce_draft draft;
    uint8_t to[1][KEY];
    memcpy(to[0], ledger_epoch(l)->rooms[0].key, KEY);
    status =
        ledger_draft(l, &said, TRUCE_ENTRY_PURGE, (const uint8_t(*)[KEY])to, 1, arena, &draft, err);
    sodium_memzero(to, sizeof to);
    commit_plan plan = {.l = l, .ledger = truce_store_id(l->store), .me = l->me, .now = now};
    return status == TRUCE_OK ? truce_store_purge(l->store, p->places, p->gone[0], p->n, &draft,
                                                  ledger_seal, &plan, placed, err)
                              : status;
}

truce_status truce_ledger_purge(truce_ledger *ledger, const uint64_t *places, size_t n,
                                truce_str why, int64_t now, truce_error *err) {
    for (size_t i = 0; i < n; i++) {
        if (places[i] == 0 || (i > 0 && places[i - 1] >= places[i])) {
            return truce_fail(err, TRUCE_EINVAL, "places to purge rise, from 1");
        }
    }
    if (n == 0) {
        return TRUCE_OK;
    }
    truce_arena arena = truce_arena_secret();
    purging p = {.l = ledger, .places = places, .n = n, .text = truce_buffer_new()};
    p.gone = truce_arena_take(&arena, n * sizeof *p.gone);
    truce_status status = p.gone != NULL ? TRUCE_OK : ledger_no_memory(err);
    uint64_t placed = 0;
    for (int i = 0; placed == 0 && status == TRUCE_OK; i++) {
        status = i < ATTEMPTS ? attempt(ledger, &p, why, now, &arena, &placed, err)
                              : truce_fail(err, TRUCE_ELIMIT,
                                           "the keys change all the time: "
                                           "nothing was purged; try again");
    }
    truce_buffer_clear(&p.text);
    truce_arena_clear(&arena);
    /* Purged is purged, also where the log could not be emptied. */
    const truce_status read = placed > 0 ? truce_ledger_refresh(ledger, NULL) : TRUCE_OK;
    return status != TRUCE_OK || read == TRUCE_OK
               ? status
               : truce_fail(err, read, "purged, but the ledger could not be read again");
}
