/* stability.h - from which states of a graph model would nobody move away? */
#ifndef TRUCE_ACTIONS_STABILITY_H
#define TRUCE_ACTIONS_STABILITY_H

#include "truce/actions/paper.h"
#include "truce/base/buffer.h"

typedef struct truce_stability_request {
    const char *path;  /* of a model in the exchange format; "-": standard input */
    bool model;        /* write the model back instead of an answer */
    const char *state; /* of this state alone, with reasons: its number, or a letter for each
                          option; NULL: of all */
    uint32_t threads;  /* 0: one */
} truce_stability_request;

/* Answer about a graph model in a file of its own, without a case: which states are stable for
 * whom, and which are equilibria. As text, or as JSON {"states", "stability", "equilibria"}; other
 * forms are not made. Fails as truce_case_load(), truce_graph_read(), truce_graph_list() and
 * truce_stable_find() do; messages begin with the path. */
TRUCE_MUST_USE truce_status truce_stability_graph(const truce_stability_request *request,
                                                  truce_paper paper, truce_buffer *out,
                                                  truce_error *err);

#endif
