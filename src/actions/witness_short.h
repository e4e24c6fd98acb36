/* witness_short.h - what rests on one witness, in short (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_WITNESS_SHORT_H
#define TRUCE_SRC_ACTIONS_WITNESS_SHORT_H

#include "witness_list.h"

/* Counted by what is told; then point by point, as --voice and --most ask. TRUCE_ENOTFOUND: there
 * is no such sort of witness. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status compose_witnesses_short(composer *k, const witness_list *l,
                                                    truce_error *err);

/* A witness by name, with its grade, in a cell. */
void witness_name(composer *k, truce_cell *cell, const witness_entry *e);

#endif
