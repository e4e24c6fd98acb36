/* json.h - writing JSON: one pass, stable layout, into a buffer.
 *
 * The layout is for people who read diffs: two-space indentation, one member a line; an array or
 * object opened with the `_inline` forms stays on one line, and an empty one is {} or []. Strings
 * are escaped so that the output is ASCII-safe for control and bidirectional characters (every
 * point that truce_utf8_is_hidden names is written \uXXXX, beyond U+FFFF as a pair) and UTF-8
 * otherwise; an ill-formed byte becomes \uFFFD, so the output is well-formed whatever the input
 * was. Misuse (a value without a key in an object, closing what is not open, a second value in one
 * document) meets an assert. Memory running out is remembered by the buffer: ask it at the end.
 */
#ifndef TRUCE_BASE_JSON_H
#define TRUCE_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/base/buffer.h"
#include "truce/base/decimal.h"
#include "truce/base/str.h"

enum { TRUCE_JSON_DEPTH_MAX = 32 };

typedef struct truce_json {
    truce_buffer *out;                  /* kept */
    int depth;                          /* how many containers are open */
    uint8_t open[TRUCE_JSON_DEPTH_MAX]; /* bits: array or object, inline, has a member; [0]
                                           also says whether the document has its value */
    bool after_key;
} truce_json;

static inline truce_json truce_json_new(truce_buffer *out) {
    truce_json json = {.out = out};
    return json;
}

void truce_json_object(truce_json *json);
void truce_json_array(truce_json *json);
void truce_json_object_inline(truce_json *json); /* {"a": 1, "b": 2} on one line, and all within */
void truce_json_array_inline(truce_json *json);
void truce_json_close(truce_json *json); /* the innermost open container */

/* The key of the next value. `key` is a plain ASCII literal. */
void truce_json_key(truce_json *json, const char *key);
/* A key that comes from data, escaped. */
void truce_json_key_str(truce_json *json, truce_str key);

void truce_json_str(truce_json *json, truce_str text);
void truce_json_int(truce_json *json, int64_t value);
void truce_json_bool(truce_json *json, bool value);
void truce_json_null(truce_json *json);
/* A decimal as a JSON number, with every digit as written. */
void truce_json_decimal(truce_json *json, truce_decimal value);
/* The shortest number that reads back as `value`; null for what JSON has no number for. */
void truce_json_double(truce_json *json, double value);
/* A value that a truce_json of its own wrote before, copied as it stands: a scalar, or a container
 * on one line, which looks the same at every depth. */
void truce_json_written(truce_json *json, truce_str value);

/* A writer of members or elements of the container that `json` has open innermost, into a buffer of
 * its own: so many can be written at once, or ahead. What it opens it closes; no document is ended
 * with it. */
truce_json truce_json_within(const truce_json *json, truce_buffer *out);
/* What a truce_json_within wrote, behind what is in the container by now; nothing if it is empty.
 */
void truce_json_members(truce_json *json, truce_str members);

/* key and value in one call, the commonest case. */
void truce_json_member_str(truce_json *json, const char *key, truce_str text);
void truce_json_member_int(truce_json *json, const char *key, int64_t value);
void truce_json_member_bool(truce_json *json, const char *key, bool value);

/* End the document with a newline; all containers must be closed, and it must have a value. The
 * writer is then as new: another document may follow. */
void truce_json_end(truce_json *json);

#endif
