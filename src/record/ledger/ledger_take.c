/* One entry after the other: is it where it belongs, does it stand on what came before, and what
 * does it say to this reader? What is wrong is noted, and reading goes on. */
#include <stdlib.h>

#include "record/chain/bytes.h"
#include "record/chain/wrap.h"
#include "record/ledger/ledger_opening.h"

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

static truce_status take_gap(truce_ledger *l, const truce_entry *entry, truce_error *err) {
    gap *const gaps = truce_arena_grow(&l->arena, l->gaps, l->n_gaps, &l->gaps_cap, sizeof *gaps);
    if (gaps == NULL) {
        return ledger_no_memory(err);
    }
    l->gaps = gaps;
    gaps[l->n_gaps] = (gap){.n = entry->n};
    memcpy(gaps[l->n_gaps++].mark, entry->mark, TRUCE_MARK);
    return TRUCE_OK;
}

/* `o`: as it was opened, where it is an event that this reader could be one of. */
static truce_status take_event(truce_ledger *l, const truce_entry *entry, const opening *o,
                               truce_error *err) {
    if (entry->purged) {
        return take_gap(l, entry, err);
    }
    if (!wrap_size(entry->wraps.size)) {
        return ledger_fault(l, entry->n, TRUCE_FAULT_TEXT,
                            "the entry is not of a form that "
                            "truce writes",
                            err);
    }
    const epoch *const e = ledger_epoch(l);
    if (o != NULL && o->room != NO_ROOM) {
        return opening_keep(l, e, o, err);
    }
    return e != NULL && e->team ? ledger_fault(l, entry->n, TRUCE_FAULT_UNKNOWN,
                                               "no key that the team holds opens this entry", err)
                                : TRUCE_OK;
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
            status = ledger_name_event(l, id, EVENT_GONE, &known, err);
        }
    }
    return status;
}

static truce_status take_purge(truce_ledger *l, const truce_entry *entry, truce_error *err) {
    const epoch *const e = ledger_epoch(l);
    if (e == NULL) { /* not a member then */
        l->blind = entry->n;
        return TRUCE_OK;
    }
    opening o = {.entry = *entry, .room = NO_ROOM};
    if (!entry->purged) {
        opening_find(l, e, NULL, &o);
    }
    if (o.room == NO_ROOM) {
        return ledger_fault(l, entry->n, TRUCE_FAULT_PURGE,
                            "the mark of purging is not for all "
                            "members",
                            err);
    }
    truce_str plain;
    truce_status status = seal_open(truce_store_id(l->store), o.key, entry, &l->arena, &plain, err);
    status = status == TRUCE_OK ? statement_read(plain, &o.said, err) : status;
    sodium_memzero(o.key, sizeof o.key);
    if (status == TRUCE_OK && (o.said.type != STATEMENT_PURGE ||
                               (epoch_rights(e, o.said.author) & TRUCE_RIGHT_MANAGE) == 0 ||
                               !statement_signed(&o.said, e->origin))) {
        status = TRUCE_EINVAL;
    }
    if (status != TRUCE_OK) {
        return note(l, status, entry->n, TRUCE_FAULT_PURGE,
                    "the mark of purging was not made by somebody who may", err);
    }
    return name_gaps(l, o.said.text, err);
}

/* ---- all of it ------------------------------------------------------------------------------- */

static truce_status take(truce_ledger *l, const truce_entry *entry, const opening *o,
                         truce_error *err) {
    uint8_t signed_link[HASH];
    truce_status status = take_link(l, entry, signed_link, err);
    if (status != TRUCE_OK) {
        return status;
    }
    switch (entry->kind) {
    case TRUCE_ENTRY_EVENT:
        status = take_event(l, entry, o, err);
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

static truce_status take_opened(truce_ledger *l, const opening *o, truce_error *err) {
    return take(l, &o->entry, o, err);
}

/* Events wait for one another; whatever else comes, they are taken before it. */
static truce_status read_entry(void *with, const truce_entry *entry, truce_error *err) {
    truce_ledger *const l = with;
    const bool waits = entry->kind == TRUCE_ENTRY_EVENT && !entry->purged &&
                       wrap_size(entry->wraps.size) && ledger_epoch(l) != NULL;
    bool full = !waits;
    truce_status status = waits ? ledger_window_add(l, entry, &full, err) : TRUCE_OK;
    status = status == TRUCE_OK && full ? ledger_window_empty(l, take_opened, err) : status;
    return status == TRUCE_OK && !waits ? take(l, entry, NULL, err) : status;
}

truce_status ledger_take(truce_ledger *l, uint64_t until, truce_error *err) {
    if (l->broken) {
        return truce_fail(err, TRUCE_ENOMEM,
                          "there was no memory for an entry: open the ledger again");
    }
    truce_status status = truce_store_last(l->store, &l->all, err);
    if (status == TRUCE_OK && l->all > l->n) {
        ledger_window_drop(l); /* what an error left there is read again */
        status = truce_store_read(l->store, l->n + 1, until, read_entry, l, err);
        status = status == TRUCE_OK ? ledger_window_empty(l, take_opened, err) : status;
        l->broken = status == TRUCE_ENOMEM;
    }
    return status;
}
