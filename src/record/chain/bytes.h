/* bytes.h - numbers and texts as bytes, little-endian, and back: reading beyond the end is
 * remembered and asked for once. */
#ifndef RECORD_BYTES_H
#define RECORD_BYTES_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/base/buffer.h"
#include "truce/base/str.h"

static inline void bytes_put(truce_buffer *to, const void *data, size_t size) {
    truce_buffer_add(to, (truce_str){data, size});
}

static inline void bytes_put_number(truce_buffer *to, uint64_t x, size_t size) {
    for (size_t i = 0; i < size; i++) {
        truce_buffer_byte(to, (char)(uint8_t)(x >> (8 * i)));
    }
}

/* A text of at most 255 bytes behind its size. */
static inline void bytes_put_name(truce_buffer *to, truce_str text) {
    bytes_put_number(to, text.size, 1);
    truce_buffer_add(to, text);
}

typedef struct bytes_in {
    const uint8_t *at, *end;
    bool short_of; /* more was asked for than there was; what came then was zeros */
} bytes_in;

static inline bytes_in bytes_from(truce_str text) {
    const uint8_t *const at = (const uint8_t *)text.data;
    return (bytes_in){at, at != NULL ? at + text.size : at, false};
}

static inline size_t bytes_left(const bytes_in *in) {
    return (size_t)(in->end - in->at);
}

/* The next `size` bytes where they lie; NULL when there are not so many. */
static inline const uint8_t *bytes_take(bytes_in *in, size_t size) {
    if (in->short_of || bytes_left(in) < size) {
        in->short_of = true;
        return NULL;
    }
    const uint8_t *const at = in->at;
    in->at += size;
    return at;
}

static inline void bytes_get(bytes_in *in, void *out, size_t size) {
    const uint8_t *const at = bytes_take(in, size);
    if (at != NULL && size > 0) {
        memcpy(out, at, size);
    } else {
        memset(out, 0, size);
    }
}

static inline uint64_t bytes_number(bytes_in *in, size_t size) {
    const uint8_t *const at = bytes_take(in, size);
    uint64_t x = 0;
    for (size_t i = 0; at != NULL && i < size; i++) {
        x |= (uint64_t)at[i] << (8 * i);
    }
    return x;
}

static inline truce_str bytes_text(bytes_in *in, size_t size) {
    const uint8_t *const at = bytes_take(in, size);
    return at != NULL ? (truce_str){(const char *)at, size} : (truce_str){NULL, 0};
}

static inline truce_str bytes_name(bytes_in *in) {
    return bytes_text(in, (size_t)bytes_number(in, 1));
}

/* All of it was read, and nothing was missing. */
static inline bool bytes_done(const bytes_in *in) {
    return !in->short_of && in->at == in->end;
}

#endif
