#include "truce/base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void truce_buffer_clear(truce_buffer *buffer) {
    free(buffer->data);
    *buffer = truce_buffer_new();
}

bool truce_buffer_reserve(truce_buffer *buffer, size_t extra) {
    if (buffer->failed) {
        return false;
    }
    if (extra <= buffer->cap - buffer->size) {
        return true;
    }
    size_t cap = buffer->cap < 256 ? 256 : buffer->cap;
    while (cap - buffer->size < extra && cap <= SIZE_MAX / 2) {
        cap *= 2;
    }
    char *data = cap - buffer->size >= extra ? realloc(buffer->data, cap) : NULL;
    if (data == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    buffer->cap = cap;
    return true;
}

void truce_buffer_fill(truce_buffer *buffer, char byte, size_t n) {
    if (n > 0 && truce_buffer_reserve(buffer, n)) {
        memset(buffer->data + buffer->size, byte, n);
        buffer->size += n;
    }
}

void truce_buffer_printf(truce_buffer *buffer, const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    const int size = vsnprintf(NULL, 0, format, args);
    if (size >= 0 && truce_buffer_reserve(buffer, (size_t)size + 1)) {
        (void)vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
    va_end(args);
}

void truce_buffer_move(truce_buffer *to, truce_buffer *from) {
    if (to->size == 0 && !to->failed) {
        truce_buffer_clear(to);
        *to = *from;
        *from = truce_buffer_new();
        return;
    }
    truce_buffer_add(to, truce_buffer_str(from));
    to->failed = to->failed || from->failed;
    truce_buffer_clear(from);
}

truce_status truce_buffer_status(const truce_buffer *buffer, truce_error *err) {
    if (buffer->failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for an output of more than %zu bytes",
                          buffer->size);
    }
    return TRUCE_OK;
}
