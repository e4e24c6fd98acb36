/* graph_reader.h - what the parts of reading a graph model share (private to the room).
 *
 * The first fault is kept and nothing after it is read, so that only loops and what uses a result
 * ask `ok`.
 */
#ifndef TRUCE_STABILITY_GRAPH_READER_H
#define TRUCE_STABILITY_GRAPH_READER_H

#include "base/json_in.h"
#include "truce/stability/graph_json.h"

enum { READER_PLACE = 48 }; /* bytes of a place: "unknown[3][0]" */

typedef struct reader {
    truce_arena *arena;
    truce_graph_model *m;
    truce_error *err;
    truce_status status;
    char within[READER_PLACE]; /* before the place that a fault names: "preferences[2]." */
} reader;

static inline bool ok(const reader *r) {
    return r->status == TRUCE_OK;
}

/* Keep the first fault. The message begins with its place: `owner[3]: ...`. */
void fault(reader *r, truce_status status, const char *format, ...) TRUCE_PRINTF(3, 4);

/* `n` cleared elements, one at least; NULL (and a fault) when memory is out. */
void *room(reader *r, size_t n, size_t size);

/* An array at `key` of `of`, or NULL where there is none. */
json_t *array_at(reader *r, json_t *of, const char *key);

/* A whole number within these; what[i] names it. */
int64_t whole(reader *r, const json_t *value, int64_t low, int64_t high, const char *what,
              size_t i);

truce_str text_of(reader *r, const json_t *value, const char *what, size_t i);

/* "Y" taken, "N" not, "-" either; one letter for each option. */
truce_graph_pattern pattern_of(reader *r, const json_t *value, const char *what);

/* graph_read_preferences.c: "payoffs", or "preferences". */
void read_preferences(reader *r, json_t *top);

#endif
