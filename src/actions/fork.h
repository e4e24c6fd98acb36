/* fork.h - a composer beside another, for a thread of its own (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_FORK_H
#define TRUCE_SRC_ACTIONS_FORK_H

#include "compose.h"

enum { FORK_CLAIMS = 4096 /* in a case of so many a thread is worth its while */ };

typedef struct composer_fork {
    composer k;        /* reads what the other reads; its document is empty */
    truce_arena arena; /* of `k` */
    truce_error err;
    truce_status status; /* of what was asked of it */
} composer_fork;

/* `fork` stays where it is, and while it is there nothing of the other composer may change. Where
 * memory is out, its composer has failed. Cost: O(claims) where `tells` (it says who told what). */
void composer_fork_begin(const composer *k, bool tells, composer_fork *fork);

/* What it composed comes behind what is there, and its memory to the other's. Its status; `err` is
 * set where that is not TRUCE_OK and it is not NULL. */
truce_status composer_fork_end(composer *k, composer_fork *fork, truce_error *err);

#endif
