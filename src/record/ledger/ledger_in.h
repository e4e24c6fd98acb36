/* ledger_in.h - a ledger in memory, for the files that read it and write to it. */
#ifndef RECORD_LEDGER_IN_H
#define RECORD_LEDGER_IN_H

#include "record/chain/chain.h"
#include "record/epoch/epoch.h"
#include "record/epoch/statement.h"
#include "truce/base/symbols.h"
#include "truce/record/ledger.h"

/* An event that was opened, and what is still to be asked of it. */
typedef struct opened {
    statement said;
    uint64_t n;
    int64_t committed;
    uint8_t rights;          /* its author's when it was committed */
    const truce_str *labels; /* the rooms it is for, as far as this reader knows them */
    size_t n_labels;
    bool past;     /* opened by older keys: nobody has checked it before */
    bool asked;    /* older keys that were used */
    bool refused;  /* not part of the case: a fault says why, or a mark of purging */
    uint32_t told; /* its index among what is told, once it is */
} opened;

#define EVENT_GONE UINT32_MAX /* of an event that was purged, and that nobody can open any more */

/* An event that was purged, until a mark has named it. */
typedef struct gap {
    uint64_t n;
    uint8_t mark[TRUCE_MARK];
    bool named;
} gap;

struct truce_ledger {
    truce_store *store; /* owned */
    const truce_identity *me;
    truce_ledger_options options;
    truce_arena arena; /* secret */

    /* How far it was read. */
    uint64_t n, all;    /* of so many, when reading began */
    uint64_t settled_n; /* up to here all was asked that there is to ask */
    bool broken;        /* memory ran out within an entry: it must be opened again */
    uint8_t link[HASH];
    bool open_commit; /* entries behind the last head */
    int64_t time;     /* of the last head that was opened; never less than its hour */
    chain_head head;  /* the last one that was opened, and where */
    uint8_t head_signature[64];
    uint8_t head_link[HASH]; /* what it signed */
    uint64_t head_n;
    bool head_checked;

    epoch *epochs; /* those that this reader has a box in, in order */
    size_t n_epochs, epochs_cap;
    bool member;   /* now */
    bool was_ever; /* at some time */

    struct ledger_window *window; /* events that wait to be opened together */
    opened *opened;
    size_t n_opened, opened_cap;
    size_t settled;    /* so many were asked all questions */
    size_t in_commit;  /* the first of the commit that is still open */
    truce_symbols ids; /* of events */
    uint32_t *by_id;   /* [symbol - 1]: index of the opened event, or EVENT_GONE */
    size_t by_id_cap;

    size_t n_given; /* when so many were opened, no older keys were left to be used */
    epoch *past;    /* epochs that were opened by such keys */
    size_t n_past, past_cap;

    gap *gaps;
    size_t n_gaps, gaps_cap;
    uint64_t blind; /* the last mark of purging that this reader has no key for: what it names is
                       not known */

    truce_fault *faults;
    size_t n_faults, faults_cap;

    truce_ledger_event *events; /* what is told */
    size_t n_events, events_cap;
    size_t told; /* of so many opened events it was asked whether they are told */
    truce_roster roster;

    uint64_t seen_n; /* this machine has seen the ledger up to here; 0: not */
    uint8_t seen_link[HASH];
    uint64_t lacks;              /* so many entries behind the last one were seen */
    uint64_t seen_good;          /* and up to here every signature that it could check held */
    uint64_t trusted;            /* up to here nothing need be verified again */
    truce_head_told *told_heads; /* those that it must go through */
    truce_head_found *heads;
    size_t n_heads;
    size_t open_heads;  /* of so many it is not known yet who signed for them */
    bool heads_told;    /* the faults of those that it did not come to were noted */
    uint64_t first_bad; /* the first event whose signature does not hold; 0: none */
};

/* The epoch in force; NULL when this reader is not in it. */
static inline const epoch *ledger_epoch(const truce_ledger *l) {
    return l->member ? &l->epochs[l->n_epochs - 1] : NULL;
}

TRUCE_MUST_USE truce_status ledger_no_memory(truce_error *err);

/* Note a fault; `what` is a literal. */
TRUCE_MUST_USE truce_status ledger_fault(truce_ledger *l, uint64_t n, truce_fault_kind kind,
                                         const char *what, truce_error *err);

/* The event with this id, where this reader has opened it; NULL. `*gone`: it was purged, and is
 * not here; may be NULL. */
static inline const opened *ledger_event(const truce_ledger *l, const uint8_t *id, bool *gone) {
    const truce_symbol symbol =
        truce_symbols_find(&l->ids, (truce_str){(const char *)id, TRUCE_SAID_ID});
    const uint32_t at = symbol != 0 ? l->by_id[symbol - 1] : EVENT_GONE;
    if (gone != NULL) {
        *gone = symbol != 0 && at == EVENT_GONE;
    }
    return at != EVENT_GONE ? &l->opened[at] : NULL;
}

/* Take in the entries behind the last one that was taken in, up to place `until`. */
TRUCE_MUST_USE truce_status ledger_take(truce_ledger *l, uint64_t until, truce_error *err);

/* Hold what was taken in to the heads that were given (ledger_heads.c): keep them, look at the
 * entry that was just taken, and note those that it did not come to. */
TRUCE_MUST_USE truce_status ledger_heads_keep(truce_ledger *l, truce_error *err);
TRUCE_MUST_USE truce_status ledger_heads_look(truce_ledger *l, truce_error *err);
TRUCE_MUST_USE truce_status ledger_heads_end(truce_ledger *l, truce_error *err);

/* Events are opened together (ledger_window.c): one that may be this reader's is put with those
 * that wait, until the window is `*full`; when it is emptied, they are opened with the keys in
 * force and taken by `take`, in their order. */
struct opening;
typedef truce_status ledger_take_opened(truce_ledger *l, const struct opening *o, truce_error *err);
TRUCE_MUST_USE truce_status ledger_window_add(truce_ledger *l, const truce_entry *entry, bool *full,
                                              truce_error *err);
TRUCE_MUST_USE truce_status ledger_window_empty(truce_ledger *l, ledger_take_opened *take,
                                                truce_error *err);
void ledger_window_drop(truce_ledger *l);
void ledger_window_close(truce_ledger *l);

/* That the event with this id is `index` among those opened, or EVENT_GONE. `*known`: it was there
 * before, and is what it was. */
TRUCE_MUST_USE truce_status ledger_name_event(truce_ledger *l, const uint8_t *id, uint32_t index,
                                              bool *known, truce_error *err);

/* Open an event with the keys of `e`, if one of them does: `*found` tells. What it says is kept, to
 * be settled. */
TRUCE_MUST_USE truce_status ledger_open_event(truce_ledger *l, const epoch *e,
                                              const truce_entry *entry, bool *found,
                                              truce_error *err);

/* With the next older keys that a manager gave this reader, open what they open, behind all that
 * was opened before: to be settled and put in order. `*more` is false when there were none. */
TRUCE_MUST_USE truce_status ledger_past(truce_ledger *l, bool *more, truce_error *err);

/* Ask what can only be asked once entries have been taken in: signatures, what is undone by what,
 * gaps; and make what is told. */
TRUCE_MUST_USE truce_status ledger_settle(truce_ledger *l, truce_error *err);

/* A draft under the present keys: `said` for the rooms `to`. Its texts in `arena`. */
TRUCE_MUST_USE truce_status ledger_draft(truce_ledger *l, const statement *said, uint8_t kind,
                                         const uint8_t (*to)[KEY], size_t n, truce_arena *arena,
                                         truce_draft *draft, truce_error *err);

/* The same of what somebody signed, whole; nobody but who prepared it can commit it, until it is
 * proved. */
TRUCE_MUST_USE truce_status ledger_draft_signed(const truce_ledger *l, truce_str plain,
                                                uint8_t kind, const uint8_t (*to)[KEY], size_t n,
                                                truce_arena *arena, truce_draft *draft,
                                                truce_error *err);

/* That a member queued it, under the keys of `e`. */
void ledger_prove(const uint8_t *ledger, const epoch *e, truce_draft *draft);

/* What the store calls with its lock held (record/store/store.h); `with` is a commit_plan. A change
 * of keys is taken from nobody but who holds the lock, and then nothing with it. TRUCE_EDENIED: not
 * a member any more; TRUCE_EINVAL: the ledger is not sound. */
typedef struct commit_plan {
    truce_ledger *l; /* NULL where a ledger is made */
    const uint8_t *ledger;
    const truce_identity *me;
    int64_t now;
    const epoch *next; /* the epoch that is begun, if one is; and the mark of its entry */
    uint8_t mark[TRUCE_MARK];
    /* NULL, or tells of a draft that is not proved whether it is to be committed all the same: the
     * ledger has taken in all that is before it. */
    bool (*mine)(const void *with, const truce_draft *draft);
    const void *with;
} commit_plan;

truce_store_sealer ledger_seal;

/* Begin a ledger with the epoch `e`, which is completed (epoch_write): its keys entry goes to
 * `sink`, which commits it as the first. */
typedef truce_status ledger_sink(void *with, const truce_draft *draft, commit_plan *plan,
                                 truce_error *err);
TRUCE_MUST_USE truce_status ledger_found(epoch *e, const signer *wrote, size_t n_wrote,
                                         const uint8_t *id, const truce_identity *me, int64_t now,
                                         truce_arena *arena, ledger_sink *sink, void *with,
                                         truce_error *err);

#endif
