/* witness_short.h - what rests on one witness, in short (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_WITNESS_SHORT_H
#define TRUCE_SRC_ACTIONS_WITNESS_SHORT_H

#include "witness_list.h"

/* Counted by what is told; then point by point, as --voice and --most ask. TRUCE_ENOTFOUND: there
 * is no such sort of witness. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status compose_witnesses_short(composer *k, const witness_list *l,
                                                    truce_error *err);

/* Leave of the list the points that one witness alone tells of a sort that --voice asks for, and
 * the witnesses that have any; all when it asks for none (*some is false then). TRUCE_ENOTFOUND. */
TRUCE_MUST_USE truce_status witnesses_keep_asked(composer *k, witness_list *l, bool *some,
                                                 truce_error *err);

/* A witness by name, with its grade, in a cell. */
void witness_name(composer *k, truce_cell *cell, const witness_entry *e);

#endif
