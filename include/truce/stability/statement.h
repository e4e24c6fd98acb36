/* statement.h - a maker's statements about options, as people write them.
 *
 *   accept
 *   not walk-out
 *   accept if (guarantee and not operation)
 *   withdraw iff release
 *   2 or 'Accept the text'
 *
 * An option stands by its name, in single quotes where that has other characters than letters,
 * digits, `-` and `_`, is a number or one of the words, or by its number, from 0. `not` binds
 * before `and`, this before `or`, this before `if` and `iff`, of which there is at most one within
 * a pair of parentheses. `A if B` is true wherever B is not.
 */
#ifndef TRUCE_STABILITY_STATEMENT_H
#define TRUCE_STABILITY_STATEMENT_H

#include "truce/base/arena.h"
#include "truce/base/buffer.h"
#include "truce/stability/model.h"

/* Read one.
 *
 * options  names and how many there are, borrowed
 * text     borrowed; parentheses are at most 128 deep
 * arena    `out` lives in it
 *
 * Fails with TRUCE_EPARSE (the message begins with the column, in bytes from 1), TRUCE_ELIMIT (too
 * long or too deep) or TRUCE_ENOMEM; `out` is then left as it was. O(size of text * options)
 */
TRUCE_MUST_USE truce_status truce_graph_statement_read(const truce_graph_option *options,
                                                       uint32_t n_options, truce_str text,
                                                       truce_arena *arena,
                                                       truce_graph_statement *out,
                                                       truce_error *err);

/* Append a statement that truce_graph_check() found right; read again, it holds for the same
 * states. O(operations^2) */
void truce_graph_statement_write(const truce_graph_option *options, truce_graph_statement statement,
                                 truce_buffer *out);

#endif
