/* graph_words.h - makers, states and moves of a graph model in words (private). Texts live in the
 * arena; data is NULL when memory is out. */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_WORDS_H
#define TRUCE_SRC_ACTIONS_GRAPH_WORDS_H

#include "truce/base/arena.h"
#include "truce/stability/model.h"

/* Its name, or "maker 1". */
truce_str graph_maker(const truce_graph_model *m, uint32_t maker, truce_arena *arena);

/* "YNNY" */
truce_str graph_letters(const truce_graph_model *m, truce_graph_state s, truce_arena *arena);

/* "accept, guarantee", or "nothing" */
truce_str graph_taken(const truce_graph_model *m, truce_graph_state s, truce_arena *arena);

/* What a move changes: "takes accept and gives up walk-out" */
truce_str graph_change(const truce_graph_model *m, truce_graph_state from, truce_graph_state to,
                       truce_arena *arena);

#endif
