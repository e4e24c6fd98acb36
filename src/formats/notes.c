#include "formats/notes.h"

#include <stdarg.h>
#include <stdio.h>

#include "truce/base/utf8.h"

void note(notes *all, const char *format, ...) {
    char text[1024];
    va_list args;
    va_start(args, format);
    const int size = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (size < 0) {
        return;
    }
    const size_t n = (size_t)size < sizeof text ? (size_t)size : sizeof text - 1;
    truce_str *const at = truce_arena_grow(all->arena, all->at, all->n, &all->cap, sizeof *at);
    const truce_str kept =
        at != NULL ? truce_arena_str(all->arena, (truce_str){text, n}) : (truce_str){NULL, 0};
    if (kept.data == NULL) {
        all->failed = true;
        return;
    }
    all->at = at;
    all->at[all->n++] = kept;
}

truce_str base_name(truce_str path) {
    size_t begin = path.size;
    while (begin > 0 && path.data[begin - 1] != '/') {
        begin--;
    }
    return (truce_str){path.data + begin, path.size - begin};
}

truce_str without_ending(truce_str name) {
    size_t end = name.size;
    while (end > 0 && name.data[end - 1] != '.') {
        end--;
    }
    return end > 1 ? (truce_str){name.data, end - 1} : name;
}

const char *quoted(truce_str text, char out[QUOTED_MAX]) {
    static const char hex[] = "0123456789ABCDEF";
    const size_t shown = text.size < 60 ? text.size : 60;
    size_t n = 0;
    size_t i = 0;
    while (i < shown) {
        const truce_str left = {text.data + i, text.size - i};
        uint32_t point = 0;
        const size_t size = truce_utf8_next(left, &point);
        if (size == 0 || truce_utf8_is_hidden(point)) {
            const unsigned char byte = (unsigned char)text.data[i++];
            memcpy(out + n, "\\x", 2);
            out[n + 2] = hex[byte >> 4];
            out[n + 3] = hex[byte & 15];
            n += 4;
            continue;
        }
        memcpy(out + n, left.data, size);
        n += size;
        i += size;
    }
    if (i < text.size) {
        memcpy(out + n, "...", 3);
        n += 3;
    }
    out[n] = '\0';
    return out;
}
