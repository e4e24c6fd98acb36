#include "record/ledger/ledger_opening.h"

#include "record/chain/wrap.h"

/* ---- by any thread --------------------------------------------------------------------------- */

static bool opens(const truce_ledger *l, const epoch *e, uint32_t at, const truce_entry *entry,
                  uint8_t key[KEY]) {
    return wrap_open(truce_store_id(l->store), entry->mark, e->rooms[at].key, entry->wraps, key);
}

void opening_find(const truce_ledger *l, const epoch *e, const uint32_t *order, opening *o) {
    o->room = NO_ROOM;
    for (uint32_t i = 0; i < e->n_rooms; i++) {
        const uint32_t at = order != NULL ? order[i] : i;
        if (opens(l, e, at, &o->entry, o->key)) {
            o->room = at;
            return;
        }
    }
}

static void find_labels(const epoch *e, opening *o) {
    for (uint32_t i = 0; i < e->n_rooms && o->n_labels < o->said.n_tags; i++) {
        if (statement_is_for(&o->said, e->rooms[i].id)) {
            o->labels[o->n_labels++] = i;
        }
    }
}

static bool is_for(const opening *o, uint32_t at) {
    bool found = false;
    for (size_t i = 0; i < o->n_labels && !found; i++) {
        found = o->labels[i] == at;
    }
    return found;
}

/* Does another room open it that it is for, or one that it is not for? */
static bool another(const truce_ledger *l, const epoch *e, const opening *o, bool named) {
    uint8_t key[KEY];
    bool found = false;
    for (uint32_t i = 0; i < e->n_rooms && !found; i++) {
        found = i != o->room && is_for(o, i) == named && opens(l, e, i, &o->entry, key);
    }
    sodium_memzero(key, sizeof key);
    return found;
}

void opening_read(const truce_ledger *l, const epoch *e, opening *o) {
    truce_str plain;
    o->read = seal_open_at(truce_store_id(l->store), o->key, &o->entry, o->text, &plain) &&
              statement_read(plain, &o->said, NULL) == TRUCE_OK;
    sodium_memzero(o->key, sizeof o->key);
    if (!o->read) {
        return;
    }
    find_labels(e, o);
    o->handed = is_for(o, o->room) ? l->options.whole && another(l, e, o, false)
                                   : l->options.whole || !another(l, e, o, true);
    o->rights = epoch_rights(e, o->said.author);
    o->named = o->rights == 0 || epoch_names(e, &o->said);
}

/* ---- by one ---------------------------------------------------------------------------------- */

/* The id is copied: that in an array moves when it grows, and names are looked for where they lie.
 */
truce_status ledger_name_event(truce_ledger *l, const uint8_t *id, uint32_t index, bool *known,
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
    truce_status status = ledger_name_event(l, o.said.id, (uint32_t)l->n_opened, &o.refused, err);
    if (status == TRUCE_OK && o.refused) {
        status = ledger_fault(l, o.n, TRUCE_FAULT_TWICE, "the event was there before", err);
    }
    if (status == TRUCE_OK) {
        all[l->n_opened++] = o;
    }
    return status;
}

truce_status opening_keep(truce_ledger *l, const epoch *e, const opening *o, truce_error *err) {
    const uint64_t n = o->entry.n;
    if (!o->read) {
        return ledger_fault(l, n, TRUCE_FAULT_TEXT, "the entry is not what its author sealed", err);
    }
    if (o->said.type < TRUCE_SAID_ADD || o->said.type > TRUCE_SAID_NOTE) {
        return ledger_fault(l, n, TRUCE_FAULT_TEXT,
                            "the entry is of a kind that this version does not know", err);
    }
    if (o->handed) {
        return ledger_fault(l, n, TRUCE_FAULT_LABEL,
                            "the event was handed to a compartment that its author did not name",
                            err);
    }
    if (!o->named) {
        return ledger_fault(l, n, TRUCE_FAULT_AUTHOR, "the author gives a name that is not theirs",
                            err);
    }
    truce_str *const labels = truce_arena_take(&l->arena, o->n_labels * sizeof *labels);
    if (labels == NULL) {
        return ledger_no_memory(err);
    }
    for (size_t i = 0; i < o->n_labels; i++) {
        labels[i] = e->rooms[o->labels[i]].label;
    }
    const opened kept = {.said = o->said,
                         .n = n,
                         .committed =
                             (int64_t)o->entry.hour * 3600, /* until a head says it better */
                         .rights = o->rights,
                         .labels = labels,
                         .n_labels = o->n_labels};
    return keep(l, kept, err);
}

truce_status ledger_open_event(truce_ledger *l, const epoch *e, const truce_entry *entry,
                               bool *found, truce_error *err) {
    opening o = {.entry = *entry};
    opening_find(l, e, NULL, &o);
    *found = o.room != NO_ROOM;
    if (!*found) {
        return TRUCE_OK;
    }
    o.text = truce_arena_take(&l->arena, seal_room(entry));
    if (o.text == NULL) {
        sodium_memzero(o.key, sizeof o.key);
        return ledger_no_memory(err);
    }
    opening_read(l, e, &o);
    return opening_keep(l, e, &o, err);
}
