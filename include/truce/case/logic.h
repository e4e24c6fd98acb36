/* logic.h - what is so of moves, as "accept if (guarantee and not walk-out)".
 *
 * "not" binds closest, then "and", then "or"; "if" and "iff" join two of these once, and stand in
 * parentheses within anything else. "A if B" is true wherever B is not.
 */
#ifndef TRUCE_CASE_LOGIC_H
#define TRUCE_CASE_LOGIC_H

#include "truce/base/buffer.h"
#include "truce/case/model.h"

/* Append it as it is written in a case, with no more parentheses than it needs; read again, it is
 * the same. `logic` has been read, and says something. O(operations and moves) */
void truce_logic_write(const truce_case *c, truce_logic logic, truce_buffer *out);

/* Whether it is moves joined by "and", each perhaps with "not" before it: one outcome, or several
 * that differ in other moves. O(1) for each operation */
bool truce_logic_joined(truce_logic logic);

/* Go through the moves of one for which truce_logic_joined() holds: the move of operation `*at` on,
 * and whether it is taken, `*at` then lying behind it. NULL at the end. Begin with `*at` 0. */
const truce_ref *truce_logic_next(truce_logic logic, uint32_t *at, bool *taken);

#endif
