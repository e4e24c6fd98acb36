/* graph_paper.h - what is stable in a graph model that has no case, on paper (private). */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_PAPER_H
#define TRUCE_SRC_ACTIONS_GRAPH_PAPER_H

#include "truce/actions/paper.h"
#include "truce/stability/stable.h"

/* As docs/stability.md has it. Memory running out is remembered by `out`. */
void graph_json(const truce_stable *found, truce_buffer *out);

TRUCE_MUST_USE truce_status graph_text(const char *path, const truce_stable *found,
                                       truce_text_style style, truce_buffer *out, truce_error *err);

#endif
