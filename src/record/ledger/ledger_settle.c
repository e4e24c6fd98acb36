/* What can only be asked once entries were taken in: do the signatures hold that nobody checked
 * before, is every gap named, what does each event undo? Then what is told is made anew. */
#include <stdlib.h>

#include "record/ledger/ledger_in.h"
#include "truce/base/parallel.h"

/* ---- signatures ------------------------------------------------------------------------------ */

typedef struct checking {
    const truce_ledger *l;
    bool *bad; /* [events that were not settled] */
} checking;

static void check_some(void *with, size_t from, size_t to) {
    const checking *const c = with;
    const truce_ledger *const l = c->l;
    for (size_t i = from; i < to; i++) {
        const opened *const o = &l->opened[l->settled + i];
        c->bad[i] =
            (o->past || o->n > l->trusted) && !statement_signed(&o->said, l->epochs[0].origin);
    }
}

enum { WORTH_A_THREAD = 256 };

static const opened *undoes(const truce_ledger *l, const opened *o) {
    if (o->said.type != TRUCE_SAID_SUPERSEDE && o->said.type != TRUCE_SAID_RETRACT) {
        return NULL;
    }
    const opened *const of = ledger_event(l, o->said.of, NULL);
    return of != NULL && of->n < o->n && !of->refused ? of : NULL;
}

static truce_status refuse(truce_ledger *l, opened *o, const char *what, truce_error *err) {
    o->refused = true;
    return ledger_fault(l, o->n, TRUCE_FAULT_AUTHOR, what, err);
}

static truce_status settle_events(truce_ledger *l, truce_error *err) {
    const size_t n = l->n_opened - l->settled;
    if (n == 0) {
        return TRUCE_OK;
    }
    bool *const bad = truce_arena_zero(&l->arena, n, sizeof *bad);
    if (bad == NULL) {
        return ledger_no_memory(err);
    }
    truce_parallel(n, WORTH_A_THREAD, check_some, &(checking){l, bad});
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        opened *const o = &l->opened[l->settled + i];
        const opened *const of = undoes(l, o);
        if (bad[i] && (l->first_bad == 0 || o->n < l->first_bad)) {
            l->first_bad = o->n;
        }
        if (o->refused) {
            continue;
        }
        if (bad[i]) {
            status = refuse(l, o, "the author's signature does not hold", err);
        } else if ((o->rights & (TRUCE_RIGHT_ADD | TRUCE_RIGHT_WROTE)) == 0) {
            status = refuse(l, o, "the author may not add", err);
        } else if (o->said.type == TRUCE_SAID_OLDER_KEYS && (o->rights & TRUCE_RIGHT_MANAGE) == 0) {
            status = refuse(l, o, "older keys are given by managers only", err);
        } else if (of != NULL && (o->rights & (TRUCE_RIGHT_MANAGE | TRUCE_RIGHT_MANAGED)) == 0 &&
                   memcmp(of->said.author, o->said.author, sizeof o->said.author) != 0) {
            status = refuse(l, o, "the author may not undo what another said", err);
        }
    }
    l->settled = l->n_opened;
    return status;
}

/* ---- the rest -------------------------------------------------------------------------------- */

static truce_status settle_gaps(truce_ledger *l, truce_error *err) {
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < l->n_gaps && status == TRUCE_OK; i++) {
        if (!l->gaps[i].named && l->gaps[i].n > l->blind) {
            status = ledger_fault(l, l->gaps[i].n, TRUCE_FAULT_PURGE,
                                  "the entry was taken away, and no mark says so", err);
        }
    }
    l->n_gaps = 0;
    return status;
}

static truce_status settle_head(truce_ledger *l, truce_error *err) {
    if (l->n == 0) {
        return ledger_fault(l, 0, TRUCE_FAULT_HEAD, "the ledger has no entries", err);
    }
    if (l->open_commit) {
        return ledger_fault(l, l->n, TRUCE_FAULT_HEAD, "nobody signed the end of the ledger", err);
    }
    if (l->head_n > 0 && !l->head_checked) {
        l->head_checked = true;
        if (!head_signed(truce_store_id(l->store), l->head_n, l->head_link, &l->head,
                         l->head_signature)) {
            return ledger_fault(l, l->head_n, TRUCE_FAULT_HEAD,
                                "the signature of the last head does not hold", err);
        }
    }
    truce_status status = TRUCE_OK;
    if (l->seen_n > l->n) {
        l->lacks = l->seen_n - l->n;
        l->seen_n = 0;
        status =
            l->options.older
                ? TRUCE_OK
                : ledger_fault(l, l->n, TRUCE_FAULT_OLDER,
                               "this machine has seen more of this ledger than is here now", err);
    }
    return status == TRUCE_OK ? ledger_heads_end(l, err) : status;
}

/* ---- what is told ---------------------------------------------------------------------------- */

static truce_status tell_events(truce_ledger *l, truce_error *err) {
    for (; l->told < l->n_opened; l->told++) {
        opened *const o = &l->opened[l->told];
        if (o->refused) {
            continue;
        }
        truce_ledger_event *const events =
            truce_arena_grow(&l->arena, l->events, l->n_events, &l->events_cap, sizeof *events);
        if (events == NULL) {
            return ledger_no_memory(err);
        }
        l->events = events;
        o->told = (uint32_t)l->n_events;
        truce_ledger_event *const e = &events[l->n_events++];
        *e = (truce_ledger_event){.n = o->n,
                                  .type = (truce_said_type)o->said.type,
                                  .name = o->said.name,
                                  .time = o->said.time,
                                  .committed = o->committed,
                                  .labels = o->labels,
                                  .n_labels = o->n_labels,
                                  .text = o->said.text};
        memcpy(e->id, o->said.id, sizeof e->id);
        memcpy(e->of, o->said.of, sizeof e->of);
        memcpy(e->author, o->said.author, sizeof e->author);
        const opened *const of = undoes(l, o);
        if (of != NULL && events[of->told].undone_by == 0) {
            events[of->told].undone_by = o->n;
        }
    }
    return TRUCE_OK;
}

size_t truce_ledger_find(const truce_ledger *l, const uint8_t *id) {
    const opened *const found = ledger_event(l, id, NULL);
    return found != NULL && !found->refused ? found->told : SIZE_MAX;
}

static int by_place(const void *left, const void *right) {
    const uint64_t a = ((const opened *)left)->n;
    const uint64_t b = ((const opened *)right)->n;
    return (a > b) - (a < b);
}

/* Where older keys opened what lies between, all is put in its place again, and told anew. */
static truce_status put_in_order(truce_ledger *l, truce_error *err) {
    bool ordered = true;
    for (size_t i = 1; i < l->n_opened && ordered; i++) {
        ordered = l->opened[i - 1].n < l->opened[i].n;
    }
    if (ordered) {
        return TRUCE_OK;
    }
    qsort(l->opened, l->n_opened, sizeof *l->opened, by_place);
    for (size_t i = l->n_opened; i-- > 0;) { /* of two with one id the first is the event */
        const truce_str id = {(const char *)l->opened[i].said.id, TRUCE_SAID_ID};
        const truce_symbol symbol = truce_symbols_find(&l->ids, id);
        if (symbol == 0) {
            return ledger_no_memory(err);
        }
        l->by_id[symbol - 1] = (uint32_t)i;
    }
    l->told = l->n_events = 0;
    return TRUCE_OK;
}

static truce_status tell_roster(truce_ledger *l, truce_error *err) {
    if (l->n_epochs == 0) {
        l->roster = (truce_roster){.removed = false};
        return TRUCE_OK;
    }
    /* Who was removed reads on what they could read, in the rooms in which they were. */
    const epoch *const e = &l->epochs[l->n_epochs - 1];
    truce_ledger_room *const compartments =
        truce_arena_take(&l->arena, (e->n_rooms + 1) * sizeof *compartments);
    if (compartments == NULL) {
        return ledger_no_memory(err);
    }
    for (size_t i = 0; i < e->n_rooms; i++) {
        const room *const r = &e->rooms[i];
        compartments[i] = (truce_ledger_room){r->label, r->role, r->members, r->n_members};
    }
    l->roster = (truce_roster){
        .epoch = e->number,
        .team = e->team,
        .removed = !l->member,
        .rights = l->member ? epoch_rights(e, l->me->card.keys.sign) & TRUCE_RIGHTS : 0,
        .members = e->members,
        .n_members = e->n_members,
        .compartments = compartments,
        .n_compartments = e->n_rooms};
    return TRUCE_OK;
}

truce_status ledger_settle(truce_ledger *l, truce_error *err) {
    truce_status status = settle_events(l, err);
    for (bool more = true; more && status == TRUCE_OK;) {
        status = ledger_past(l, &more, err);
        status = status == TRUCE_OK ? settle_events(l, err) : status;
        status = status == TRUCE_OK ? put_in_order(l, err) : status;
    }
    status = status == TRUCE_OK ? settle_gaps(l, err) : status;
    status = status == TRUCE_OK ? settle_head(l, err) : status;
    status = status == TRUCE_OK ? tell_events(l, err) : status;
    status = status == TRUCE_OK ? tell_roster(l, err) : status;
    if (status == TRUCE_OK) {
        l->settled_n = l->n;
    }
    return status;
}
