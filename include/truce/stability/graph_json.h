/* graph_json.h - a graph model as JSON: the exchange format of docs/stability.md, both ways. */
#ifndef TRUCE_STABILITY_GRAPH_JSON_H
#define TRUCE_STABILITY_GRAPH_JSON_H

#include "truce/base/arena.h"
#include "truce/base/buffer.h"
#include "truce/stability/model.h"

/* Read a model and check it.
 *
 * json   borrowed
 * arena  `out` lives in it
 *
 * Fails with TRUCE_EPARSE (not JSON; the message begins with line and column), TRUCE_EINVAL (JSON
 * that is no model; the message begins with the place in it and a colon: `owner[3]: ...`, and in a
 * statement goes on with a column), TRUCE_ELIMIT (over 256 MB or 8 million values) or TRUCE_ENOMEM;
 * `out` is then left as it was. O(size of json * options) */
TRUCE_MUST_USE truce_status truce_graph_read(truce_str json, truce_arena *arena,
                                             truce_graph_model *out, truce_error *err);

/* What a fault is about, in bytes of the text. */
typedef struct truce_graph_place {
    size_t offset, size;
} truce_graph_place;

/* Where the fault lies that such a message tells of, also one of truce_graph_list(): as far as the
 * place in it leads, or the line and column. O(size of json) */
truce_graph_place truce_graph_fault(truce_str json, const char *message);

/* Append the model, checked, as JSON with a newline behind it: read again, it is the same. */
void truce_graph_write(const truce_graph_model *model, truce_buffer *out);

#endif
