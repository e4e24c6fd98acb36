/* One entry after the other: is it where it belongs, does it stand on what came before, and what
 * does it say to this reader? What is wrong is noted, and reading goes on. */
#include <stdlib.h>

#include "record/chain/bytes.h"
#include "record/chain/seal.h"
#include "record/chain/wrap.h"
#include "record/ledger/ledger_in.h"

truce_status ledger_no_memory(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory to read the ledger");
}

truce_status ledger_fault(truce_ledger *l, uint64_t n, truce_fault_kind kind, const char *what,
                          truce_error *err) {
    truce_fault *const faults =
        truce_arena_grow(&l->arena, l->faults, l->n_faults, &l->faults_cap, sizeof *faults);
    if (faults == NULL) {
        return ledger_no_memory(err);
    }
    faults[l->n_faults++] = (truce_fault){n, kind, what};
    l->faults = faults;
    return TRUCE_OK;
}

/* Outside memory, reading an entry fails for what is in it, and that is noted. */
static truce_status note(truce_ledger *l, truce_status status, uint64_t n, truce_fault_kind kind,
                         const char *what, truce_error *err) {
    return status == TRUCE_OK || status == TRUCE_ENOMEM ? status
                                                        : ledger_fault(l, n, kind, what, err);
}

/* ---- the chain ------------------------------------------------------------------------------- */

static truce_status take_link(truce_ledger *l, const truce_entry *entry, uint8_t signed_link[HASH],
                              truce_error *err) {
    truce_status status = TRUCE_OK;
    if (entry->n != l->n + 1) {
        status = ledger_fault(l, l->n + 1, TRUCE_FAULT_MISSING, "the entry here was removed", err);
    }
    chain_entry(l->link, entry, signed_link);
    memcpy(l->link, signed_link, HASH);
    if (entry->sealed) {
        chain_seal(l->link, entry->seal);
    }
    if (status == TRUCE_OK && memcmp(l->link, entry->link, HASH) != 0) {
        status = ledger_fault(l, entry->n, TRUCE_FAULT_LINK,
                              "the entry was altered, exchanged or inserted, or the one before it "
                              "was removed",
                              err);
        memcpy(l->link, entry->link,
               HASH); /* so that those behind it are looked at for themselves */
    }
    l->n = entry->n;
    if (l->seen_n == l->n) {
        if (memcmp(l->seen_link, l->link, HASH) == 0) {
            l->trusted = l->options.whole ? 0 : l->seen_good;
        } else if (status == TRUCE_OK) {
            status = ledger_fault(l, l->n, TRUCE_FAULT_ROLLBACK,
                                  "up to here the ledger is not the one that was seen before", err);
        }
    }
    return status;
}

/* The head behind an entry: who signed it, and when. Its signature is looked at when it is the
 * last, or all are. */
static truce_status take_head(truce_ledger *l, const truce_entry *entry,
                              const uint8_t signed_link[HASH], truce_error *err) {
    const epoch *const e = ledger_epoch(l);
    const int64_t least = (int64_t)entry->hour * 3600;
    if (e == NULL) {
        l->time = l->time < least ? least : l->time;
        return TRUCE_OK;
    }
    chain_head head;
    uint8_t signature[64];
    const uint8_t *const ledger = truce_store_id(l->store);
    if (!head_open(ledger, e->rooms[0].key, signed_link, entry->seal, &head, signature)) {
        return ledger_fault(l, entry->n, TRUCE_FAULT_HEAD,
                            "the head here was not sealed for the members of its time, or is not "
                            "of these entries",
                            err);
    }
    if ((epoch_rights(e, head.signer) & ~(TRUCE_RIGHT_WROTE | TRUCE_RIGHT_MANAGED)) == 0) {
        return ledger_fault(l, entry->n, TRUCE_FAULT_HEAD,
                            "whoever signed the head here may not "
                            "commit",
                            err);
    }
    if (l->options.whole && !head_signed(ledger, entry->n, signed_link, &head, signature)) {
        return ledger_fault(l, entry->n, TRUCE_FAULT_HEAD,
                            "the signature of the head here does "
                            "not hold",
                            err);
    }
    truce_status status = TRUCE_OK;
    if (head.time < l->time || head.time < least || head.time >= least + 3600) {
        status = ledger_fault(l, entry->n, TRUCE_FAULT_TIME,
                              "the commit is earlier than the one before, or not of its hour", err);
    }
    l->head = head;
    l->head_n = entry->n;
    l->head_checked = l->options.whole;
    memcpy(l->head_link, signed_link, HASH);
    memcpy(l->head_signature, signature, sizeof signature);
    l->time = l->time < head.time ? head.time : l->time;
    return status;
}

/* ---- changes of keys ------------------------------------------------------------------------- */

/* May this epoch follow? In the order in which reasons are worth telling. */
static const char *refused(const truce_ledger *l, const epoch *e) {
    const epoch *const before = l->n_epochs > 0 ? &l->epochs[l->n_epochs - 1] : NULL;
    /* Who was not there before has nothing to hold it to but itself. */
    const epoch *const judge = before != NULL && l->member ? before : e;
    if ((epoch_rights(judge, e->by.author) & TRUCE_RIGHT_MANAGE) == 0) {
        return "the keys were changed by somebody who may not";
    }
    if (!statement_signed(&e->by, e->origin)) {
        return "the signature of the change of keys does not hold";
    }
    if (before != NULL &&
        (memcmp(before->origin, e->origin, TRUCE_LEDGER_ID) != 0 || e->number <= before->number)) {
        return "the change of keys belongs to another ledger or another time";
    }
    return NULL;
}

static truce_status take_keys(truce_ledger *l, const truce_entry *entry, truce_error *err) {
    epoch e;
    const truce_status status =
        epoch_read(entry, truce_store_id(l->store), l->me, &l->arena, &e, err);
    if (status != TRUCE_OK) {
        return note(l, status, entry->n, TRUCE_FAULT_KEYS, "the change of keys cannot be read",
                    err);
    }
    if (!e.member) {
        l->member = false;
        return TRUCE_OK;
    }
    const char *const why = refused(l, &e);
    epoch *const epochs = why == NULL ? truce_arena_grow(&l->arena, l->epochs, l->n_epochs,
                                                         &l->epochs_cap, sizeof *epochs)
                                      : NULL;
    if (epochs == NULL) {
        epoch_close(&e);
        return why == NULL ? ledger_no_memory(err)
                           : ledger_fault(l, entry->n, TRUCE_FAULT_KEYS, why, err);
    }
    epochs[l->n_epochs++] = e;
    l->epochs = epochs;
    l->member = l->was_ever = true;
    return TRUCE_OK;
}

/* ---- events ---------------------------------------------------------------------------------- */

/* The room of the epoch whose key opens the entry; NO_ROOM when none does. */
static uint32_t find_room(const truce_ledger *l, const epoch *e, const truce_entry *entry,
                          uint8_t key[KEY]) {
    for (size_t i = 0; e != NULL && i < e->n_rooms; i++) {
        if (wrap_open(truce_store_id(l->store), entry->mark, e->rooms[i].key, entry->wraps, key)) {
            return (uint32_t)i;
        }
    }
    return NO_ROOM;
}

static truce_status open_text(truce_ledger *l, const truce_entry *entry, const uint8_t key[KEY],
                              statement *said, truce_error *err) {
    truce_str plain;
    const truce_status status =
        seal_open(truce_store_id(l->store), key, entry, &l->arena, &plain, err);
    return status == TRUCE_OK ? statement_read(plain, said, err) : status;
}

/* That the event with this id is `index` among those opened, or EVENT_GONE. `*known`: it was there
 * before, and is what it was. The id is copied: that in an array moves when it grows, and names are
 * looked for where they lie. */
static truce_status name_event(truce_ledger *l, const uint8_t *id, uint32_t index, bool *known,
                               truce_error *err) {
    const truce_str name = truce_arena_str(&l->arena, (truce_str){(const char *)id, TRUCE_SAID_ID});
    const size_t before = l->ids.n;
    const truce_symbol symbol = name.data != NULL ? truce_symbols_add(&l->ids, name) : 0;
    if (symbol == 0) {
        return ledger_no_memory(err);
    }
    *known = l->ids.n == before;
    if (*known) {
        return TRUCE_OK;
    }
    uint32_t *const by_id =
        truce_arena_grow(&l->arena, l->by_id, symbol - 1, &l->by_id_cap, sizeof *by_id);
    if (by_id == NULL) {
        return ledger_no_memory(err);
    }
    by_id[symbol - 1] = index;
    l->by_id = by_id;
    return TRUCE_OK;
}

static truce_status keep(truce_ledger *l, opened o, truce_error *err) {
    opened *const all =
        truce_arena_grow(&l->arena, l->opened, l->n_opened, &l->opened_cap, sizeof *all);
    if (all == NULL) {
        return ledger_no_memory(err);
    }
    l->opened = all;
    truce_status status = name_event(l, o.said.id, (uint32_t)l->n_opened, &o.refused, err);
    if (status == TRUCE_OK && o.refused) {
        status = ledger_fault(l, o.n, TRUCE_FAULT_TWICE, "the event was there before", err);
    }
    if (status == TRUCE_OK) {
        all[l->n_opened++] = o;
    }
    return status;
}

/* The rooms that it is for, as far as this reader knows them. */
static truce_status find_labels(truce_ledger *l, const epoch *e, opened *o, truce_error *err) {
    truce_str labels[TRUCE_LABELS_MAX];
    for (size_t i = 0; i < e->n_rooms && o->n_labels < o->said.n_tags; i++) {
        if (statement_is_for(&o->said, e->rooms[i].id)) {
            labels[o->n_labels++] = e->rooms[i].label;
        }
    }
    truce_str *const kept = truce_arena_take(&l->arena, o->n_labels * sizeof *kept);
    if (kept == NULL) {
        return ledger_no_memory(err);
    }
    memcpy(kept, labels, o->n_labels * sizeof *kept);
    o->labels = kept;
    return TRUCE_OK;
}

truce_status ledger_open_event(truce_ledger *l, const epoch *e, const truce_entry *entry,
                               bool *found, truce_error *err) {
    uint8_t key[KEY];
    const uint32_t at = find_room(l, e, entry, key);
    *found = at != NO_ROOM;
    if (!*found) {
        return TRUCE_OK;
    }
    opened o = {.n = entry->n};
    truce_status status = open_text(l, entry, key, &o.said, err);
    sodium_memzero(key, sizeof key);
    if (status != TRUCE_OK) {
        return note(l, status, entry->n, TRUCE_FAULT_TEXT,
                    "the entry is not what its author sealed", err);
    }
    if (o.said.type < TRUCE_SAID_ADD || o.said.type > TRUCE_SAID_OLDER_KEYS) {
        return ledger_fault(l, entry->n, TRUCE_FAULT_TEXT,
                            "the entry is of a kind that this version does not know", err);
    }
    if (!statement_is_for(&o.said, e->rooms[at].id)) {
        return ledger_fault(l, entry->n, TRUCE_FAULT_LABEL,
                            "the event was handed to a compartment that its author did not name",
                            err);
    }
    o.rights = epoch_rights(e, o.said.author);
    if (o.rights != 0 && !epoch_names(e, &o.said)) {
        return ledger_fault(l, entry->n, TRUCE_FAULT_AUTHOR,
                            "the author gives a name that is not theirs", err);
    }
    o.committed = (int64_t)entry->hour * 3600; /* until a head says it better */
    status = find_labels(l, e, &o, err);
    return status == TRUCE_OK ? keep(l, o, err) : status;
}

static truce_status take_event(truce_ledger *l, const truce_entry *entry, truce_error *err) {
    if (entry->purged) {
        gap *const gaps =
            truce_arena_grow(&l->arena, l->gaps, l->n_gaps, &l->gaps_cap, sizeof *gaps);
        if (gaps == NULL) {
            return ledger_no_memory(err);
        }
        l->gaps = gaps;
        gaps[l->n_gaps] = (gap){.n = entry->n};
        memcpy(gaps[l->n_gaps++].mark, entry->mark, TRUCE_MARK);
        return TRUCE_OK;
    }
    if (!wrap_size(entry->wraps.size)) {
        return ledger_fault(l, entry->n, TRUCE_FAULT_TEXT,
                            "the entry is not of a form that "
                            "truce writes",
                            err);
    }
    const epoch *const e = ledger_epoch(l);
    bool found = false;
    const truce_status status = ledger_open_event(l, e, entry, &found, err);
    return status == TRUCE_OK && !found && e != NULL && e->team
               ? ledger_fault(l, entry->n, TRUCE_FAULT_UNKNOWN,
                              "no key that the team holds opens this entry", err)
               : status;
}

/* ---- purging --------------------------------------------------------------------------------- */

static int by_place(const void *key, const void *at) {
    const uint64_t place = *(const uint64_t *)key;
    const uint64_t n = ((const opened *)at)->n;
    return (place > n) - (place < n);
}

/* What a mark names is no part of the case any more, also where this copy still has it, or this
 * process. */
static void forget(truce_ledger *l, uint64_t place) {
    opened *const o =
        l->n_opened > 0 ? bsearch(&place, l->opened, l->n_opened, sizeof *o, by_place) : NULL;
    if (o != NULL) {
        o->refused = true;
        l->told = l->n_events = 0;
    }
}

static truce_status name_gaps(truce_ledger *l, truce_str text, truce_error *err) {
    bytes_in in = bytes_from(text);
    const size_t n = (size_t)bytes_number(&in, 4);
    size_t from = 0;
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < n && !in.short_of && status == TRUCE_OK; i++) {
        const uint64_t place = bytes_number(&in, 8);
        const uint8_t *const mark = bytes_take(&in, TRUCE_MARK);
        const uint8_t *const id = bytes_take(&in, TRUCE_SAID_ID);
        while (from < l->n_gaps && l->gaps[from].n < place) { /* both rise */
            from++;
        }
        if (mark != NULL && from < l->n_gaps && l->gaps[from].n == place &&
            memcmp(mark, l->gaps[from].mark, TRUCE_MARK) == 0) {
            l->gaps[from].named = true;
        }
        forget(l, place);
        bool known = false;
        if (id != NULL && !sodium_is_zero(id, TRUCE_SAID_ID)) {
            status = name_event(l, id, EVENT_GONE, &known, err);
        }
    }
    return status;
}

static truce_status take_purge(truce_ledger *l, const truce_entry *entry, truce_error *err) {
    uint8_t key[KEY];
    statement said;
    const epoch *const e = ledger_epoch(l);
    if (e == NULL) { /* not a member then */
        l->blind = entry->n;
        return TRUCE_OK;
    }
    if (entry->purged || find_room(l, e, entry, key) == NO_ROOM) {
        return ledger_fault(l, entry->n, TRUCE_FAULT_PURGE,
                            "the mark of purging is not for all "
                            "members",
                            err);
    }
    truce_status status = open_text(l, entry, key, &said, err);
    sodium_memzero(key, sizeof key);
    if (status == TRUCE_OK &&
        (said.type != STATEMENT_PURGE || (epoch_rights(e, said.author) & TRUCE_RIGHT_MANAGE) == 0 ||
         !statement_signed(&said, e->origin))) {
        status = TRUCE_EINVAL;
    }
    if (status != TRUCE_OK) {
        return note(l, status, entry->n, TRUCE_FAULT_PURGE,
                    "the mark of purging was not made by somebody who may", err);
    }
    return name_gaps(l, said.text, err);
}

/* ---- all of it ------------------------------------------------------------------------------- */

static truce_status take(void *with, const truce_entry *entry, truce_error *err) {
    truce_ledger *const l = with;
    uint8_t signed_link[HASH];
    truce_status status = take_link(l, entry, signed_link, err);
    if (status != TRUCE_OK) {
        return status;
    }
    switch (entry->kind) {
    case TRUCE_ENTRY_EVENT:
        status = take_event(l, entry, err);
        break;
    case TRUCE_ENTRY_KEYS:
        status = take_keys(l, entry, err);
        break;
    case TRUCE_ENTRY_PURGE:
        status = take_purge(l, entry, err);
        break;
    default:
        status = ledger_fault(l, entry->n, TRUCE_FAULT_LINK, "the entry is of no known kind", err);
    }
    l->open_commit = !entry->sealed;
    if (status == TRUCE_OK && entry->sealed) {
        status = take_head(l, entry, signed_link, err);
        for (; l->in_commit < l->n_opened; l->in_commit++) {
            l->opened[l->in_commit].committed = l->time;
        }
    }
    if (status == TRUCE_OK && l->open_heads > 0) {
        status = ledger_heads_look(l, err);
    }
    if (l->options.progress != NULL && entry->n % 8192 == 0) {
        l->options.progress(l->options.with, entry->n, l->all);
    }
    return status;
}

truce_status ledger_take(truce_ledger *l, uint64_t until, truce_error *err) {
    if (l->broken) {
        return truce_fail(err, TRUCE_ENOMEM,
                          "there was no memory for an entry: open the ledger again");
    }
    truce_status status = truce_store_last(l->store, &l->all, err);
    if (status == TRUCE_OK && l->all > l->n) {
        status = truce_store_read(l->store, l->n + 1, until, take, l, err);
        l->broken = status == TRUCE_ENOMEM;
    }
    return status;
}
