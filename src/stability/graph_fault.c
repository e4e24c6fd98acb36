#include "truce/stability/graph_json.h"

#include <stdio.h>
#include <string.h>

#include "base/json_place.h"

/* A line and a column, both from 1; jansson tells column 0 of an end of the text, and columns in
 * code points. */
static truce_graph_place at_line(truce_str json, size_t line, size_t column) {
    size_t i = 0;
    for (; i < json.size && line > 1; i++) {
        line -= json.data[i] == '\n';
    }
    for (; i < json.size && json.data[i] != '\n' && column > 1; column--) {
        for (i++; i < json.size && ((unsigned char)json.data[i] & 0xC0) == 0x80; i++) {
        }
    }
    return (truce_graph_place){i, 0};
}

/* Payoffs of one maker may also stand with its preferences. */
static truce_json_place find(truce_str json, const char *message, size_t size) {
    char path[64];
    unsigned maker = 0;
    truce_json_place at = truce_json_find(json, (truce_str){message, size});
    if (!at.whole && sscanf(message, "payoffs[%u]", &maker) == 1) {
        const int n = snprintf(path, sizeof path, "preferences[%u].payoffs", maker);
        at = truce_json_find(json, (truce_str){path, (size_t)n});
    }
    return at;
}

truce_graph_place truce_graph_fault(truce_str json, const char *message) {
    size_t line = 0, column = 0;
    if (sscanf(message, "line %zu, column %zu", &line, &column) == 2) {
        return at_line(json, line, column);
    }
    if (sscanf(message, "line %zu", &line) == 1) {
        return at_line(json, line, 1);
    }
    const char *const colon = strchr(message, ':');
    const size_t size = colon != NULL ? (size_t)(colon - message) : 0;
    const truce_json_place at = find(json, message, size);
    if (colon != NULL && at.whole && sscanf(colon, ": column %zu", &column) == 1) {
        const size_t begin = truce_json_in_string(json, at.offset, column - (column > 0));
        return (truce_graph_place){begin, 0};
    }
    return (truce_graph_place){at.offset, at.size};
}
