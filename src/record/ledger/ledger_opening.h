/* ledger_opening.h - to open one event: whose key, what it says, whom it is for.
 *
 * Looking for its key and reading it write to the opening alone, so threads do both for many events
 * at once; taking it in is one thread's.
 */
#ifndef RECORD_LEDGER_OPENING_H
#define RECORD_LEDGER_OPENING_H

#include "record/chain/seal.h"
#include "record/ledger/ledger_in.h"

typedef struct opening {
    truce_entry entry;
    uint32_t room; /* of the epoch: one whose key opens it; NO_ROOM */
    uint8_t key[KEY];
    uint8_t *text; /* seal_room bytes, for what it says */
    statement said;
    uint8_t rights; /* its author's */
    bool named;     /* the author has the name that it gives, or is none of the epoch */
    bool read;      /* what is sealed in it can be read */
    bool handed;    /* it can be opened by a compartment that it is not for */
    uint32_t labels[TRUCE_LABELS_MAX]; /* rooms of the epoch that it is for */
    size_t n_labels;
} opening;

/* Find the key of `o->entry`, an event with wraps: the rooms of `e` are tried in this order, or
 * where it is NULL in theirs. Which of several is found makes no difference. */
void opening_find(const truce_ledger *l, const epoch *e, const uint32_t *order, opening *o);

/* Where it was found: open it, with `o->text`, and wipe the key. It is `handed` when no room that
 * it is for opens it; or where all is checked (`whole`), when one opens it that it is not for. */
void opening_read(const truce_ledger *l, const epoch *e, opening *o);

/* Keep what it says, to be settled, or note why not. */
TRUCE_MUST_USE truce_status opening_keep(truce_ledger *l, const epoch *e, const opening *o,
                                         truce_error *err);

#endif
