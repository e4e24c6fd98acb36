/* buffer.h - bytes that grow at the end: every output is built whole here, then written once,
 * so that nothing half-written ever reaches a person or a file.
 *
 * Running out of memory is remembered (`failed`) instead of being reported at each append; the
 * caller asks once, at the end.
 */
#ifndef TRUCE_BASE_BUFFER_H
#define TRUCE_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/error.h"
#include "truce/base/str.h"

typedef struct truce_buffer {
    char *data; /* owned; not NUL-terminated */
    size_t size;
    size_t cap;
    bool failed; /* an append found no memory; the content is then incomplete */
} truce_buffer;

static inline truce_buffer truce_buffer_new(void) {
    return (truce_buffer){NULL, 0, 0, false};
}

/* Give the memory back; the buffer is then empty and usable. */
void truce_buffer_clear(truce_buffer *buffer);

/* Make room for `extra` more bytes; false (and `failed`) when there is none. Amortised O(1). */
bool truce_buffer_reserve(truce_buffer *buffer, size_t extra);

static inline void truce_buffer_add(truce_buffer *buffer, truce_str text) {
    if (text.size > buffer->cap - buffer->size && !truce_buffer_reserve(buffer, text.size)) {
        return;
    }
    if (text.size > 0) {
        memcpy(buffer->data + buffer->size, text.data, text.size);
        buffer->size += text.size;
    }
}

static inline void truce_buffer_byte(truce_buffer *buffer, char byte) {
    if (buffer->size == buffer->cap && !truce_buffer_reserve(buffer, 1)) {
        return;
    }
    buffer->data[buffer->size++] = byte;
}

/* Append a literal. */
#define truce_buffer_lit(buffer, literal) truce_buffer_add((buffer), TRUCE_STR(literal))

/* Append `n` times `byte`. */
void truce_buffer_fill(truce_buffer *buffer, char byte, size_t n);

void truce_buffer_printf(truce_buffer *buffer, const char *format, ...) TRUCE_PRINTF(2, 3);

/* Append all that `from` holds and empty it; no byte is copied when `to` is empty. */
void truce_buffer_move(truce_buffer *to, truce_buffer *from);

/* What it holds, borrowed until the next append. */
static inline truce_str truce_buffer_str(const truce_buffer *buffer) {
    return (truce_str){buffer->data, buffer->size};
}

/* TRUCE_OK, or TRUCE_ENOMEM when any append failed. */
TRUCE_MUST_USE truce_status truce_buffer_status(const truce_buffer *buffer, truce_error *err);

#endif
