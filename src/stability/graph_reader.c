#include "stability/graph_reader.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

void fault(reader *r, truce_status status, const char *format, ...) {
    if (r->status == TRUCE_OK) {
        char text[512];
        va_list args;
        va_start(args, format);
        (void)vsnprintf(text, sizeof text, format, args);
        va_end(args);
        r->status = truce_fail(r->err, status, "%s%s", r->within, text);
    }
}

void *room(reader *r, size_t n, size_t size) {
    void *const p = truce_arena_zero(r->arena, n > 0 ? n : 1, size);
    if (p == NULL) {
        fault(r, TRUCE_ENOMEM, "no memory for a model");
    }
    return p;
}

json_t *array_at(reader *r, json_t *of, const char *key) {
    json_t *const value = json_object_get(of, key);
    if (value != NULL && !json_is_array(value)) {
        fault(r, TRUCE_EINVAL, "%s: must be an array", key);
        return NULL;
    }
    return value;
}

int64_t whole(reader *r, const json_t *value, int64_t low, int64_t high, const char *what,
              size_t i) {
    if (!json_is_integer(value) || json_integer_value(value) < low ||
        json_integer_value(value) > high) {
        fault(r, TRUCE_EINVAL, "%s[%zu]: must be a whole number from %" PRId64 " to %" PRId64, what,
              i, low, high);
        return low;
    }
    return json_integer_value(value);
}

truce_str text_of(reader *r, const json_t *value, const char *what, size_t i) {
    if (!json_is_string(value)) {
        fault(r, TRUCE_EINVAL, "%s[%zu]: must be a string", what, i);
        return (truce_str){NULL, 0};
    }
    const truce_str text =
        truce_arena_str(r->arena, (truce_str){json_string_value(value), json_string_length(value)});
    if (text.data == NULL) {
        fault(r, TRUCE_ENOMEM, "no memory for a name");
    }
    return text;
}

truce_graph_pattern pattern_of(reader *r, const json_t *value, const char *what) {
    const char *const text = json_string_value(value);
    truce_graph_pattern p = {0, 0};
    if (text == NULL || json_string_length(value) != r->m->n_options) {
        fault(r, TRUCE_EINVAL, "%s: must be a string of %" PRIu32 " letters: Y, N or -", what,
              r->m->n_options);
        return p;
    }
    for (uint32_t k = 0; k < r->m->n_options; k++) {
        if (text[k] != 'Y' && text[k] != 'N' && text[k] != '-') {
            fault(r, TRUCE_EINVAL, "%s: column %" PRIu32 ": must be Y, N or -", what, k + 1);
        }
        p.care |= (uint64_t)(text[k] != '-') << k;
        p.taken |= (uint64_t)(text[k] == 'Y') << k;
    }
    return p;
}
