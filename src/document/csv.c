#include "truce/document/csv.h"

#include <string.h>

static bool holds(const char *these, char c) {
    return c != '\0' && strchr(these, c) != NULL;
}

static void add(truce_csv *csv, truce_str text, bool guarded) {
    bool quoted = false;
    for (size_t i = 0; i < text.size && !quoted; i++) {
        quoted = holds("\",\r\n", text.data[i]);
    }
    if (csv->within) {
        truce_buffer_byte(csv->out, ',');
    }
    csv->within = true;
    if (quoted) {
        truce_buffer_byte(csv->out, '"');
    }
    if (guarded && text.size > 0 && holds("=+-@\t\r\n", text.data[0])) {
        truce_buffer_byte(csv->out, '\'');
    }
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"') {
            truce_buffer_byte(csv->out, '"');
        }
        truce_buffer_byte(csv->out, text.data[i]);
    }
    if (quoted) {
        truce_buffer_byte(csv->out, '"');
    }
}

void truce_csv_cell(truce_csv *csv, truce_str text) {
    add(csv, text, true);
}

void truce_csv_own(truce_csv *csv, truce_str text) {
    add(csv, text, false);
}

void truce_csv_row(truce_csv *csv) {
    truce_buffer_lit(csv->out, "\r\n");
    csv->within = false;
}
