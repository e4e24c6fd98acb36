/* claims_json.h - all claims for machines, a piece at a time, so that others can do other pieces
 * (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_CLAIMS_JSON_H
#define TRUCE_SRC_ACTIONS_CLAIMS_JSON_H

#include "compose.h"

typedef struct claims_json {
    const composer *k;
    truce_json like; /* a writer in the object that the claims stand in */
    size_t n_pieces;
    truce_buffer *pieces; /* [piece]: its members */
} claims_json;

/* What is to be written, in the arena of `k`, which from now on has it: compose_claims_json() takes
 * what was written of it, and gives it back. NULL: no memory. */
claims_json *claims_json_begin(composer *k);

/* Write a piece; each may be written by another thread. */
void claims_json_piece(claims_json *claims, size_t piece);

/* Give back what nobody took. NULL is fine. */
void claims_json_drop(claims_json *claims);

#endif
