/* matrix_parts.h - the steps of the matrix, a file each (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_MATRIX_PARTS_H
#define TRUCE_SRC_EVIDENCE_MATRIX_PARTS_H

#include "truce/evidence/matrix.h"

/* positions.c: from statements to positions with evidence, sorted into rows; packages, refusals and
 * movements are collected on the way. False when memory is out. */
bool collect_positions(truce_matrix *m, bool with_offers, truce_arena *arena);

/* positions_offers.c: offers on the table, once for each maker, in reading order, with their terms
 * as one statement of the maker. False when memory is out. */
typedef struct offered {
    uint32_t offer;
    const truce_statement *statement;
} offered;
bool find_offered(const truce_scope *scope, const uint32_t *denied_by, truce_arena *arena,
                  offered **out, uint32_t *n_out);

/* standing.c: what supersedes what, and where the order is unknown. */
bool find_standing(truce_matrix *m, truce_arena *arena);

/* movement.c: what each movement could be a movement from. */
bool find_movements(truce_matrix *m, truce_arena *arena);

#endif
