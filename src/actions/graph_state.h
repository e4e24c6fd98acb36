/* graph_state.h - of one state of a graph model: who would move away, and why not, in words
 * (private). */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_STATE_H
#define TRUCE_SRC_ACTIONS_GRAPH_STATE_H

#include "truce/actions/paper.h"
#include "truce/stability/ask.h"

/* A state as it is asked for: its number, or a letter for each option. Fails with TRUCE_EINVAL. */
TRUCE_MUST_USE truce_status graph_state_read(const truce_graph_model *m, const char *text,
                                             truce_graph_state *out, truce_error *err);

/* As text, or as JSON {"state", "options", "makers": [{"maker", "stability", "gains"}]}. `states`
 * may be NULL where nobody's preferences are payoffs. Fails as truce_ask_stable() does. */
TRUCE_MUST_USE truce_status graph_state_tell(const truce_graph_model *m,
                                             const truce_graph_states *states, truce_graph_state s,
                                             truce_paper paper, truce_buffer *out,
                                             truce_error *err);

#endif
