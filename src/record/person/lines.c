#include "record/person/lines.h"

#include <assert.h>
#include <sodium.h>

static truce_str next_line(lines_in *in) {
    const char *const end = in->rest.size > 0 ? memchr(in->rest.data, '\n', in->rest.size) : NULL;
    truce_str line = in->rest;
    if (end != NULL) {
        line.size = (size_t)(end - in->rest.data);
        in->rest = (truce_str){end + 1, in->rest.size - line.size - 1};
    } else {
        in->rest = (truce_str){NULL, 0};
    }
    while (line.size > 0 && (line.data[line.size - 1] == ' ' || line.data[line.size - 1] == '\r')) {
        line.size--;
    }
    in->line++;
    return line;
}

bool lines_block(truce_str text, const char *begins, lines_in *in) {
    const size_t n = strlen(begins);
    bool found = false;
    *in = (lines_in){.rest = text};
    while (!found && in->rest.size > 0) {
        const truce_str line = next_line(in);
        found = line.size >= n && memcmp(line.data, begins, n) == 0;
    }
    in->line = 0;
    return found;
}

truce_str lines_value(lines_in *in, const char *word) {
    if (in->wrong != NULL) {
        return (truce_str){NULL, 0};
    }
    const truce_str line = next_line(in);
    const size_t n = strlen(word);
    if (line.size <= n + 1 || memcmp(line.data, word, n) != 0 || line.data[n] != ' ') {
        in->wrong = word;
        return (truce_str){NULL, 0};
    }
    return (truce_str){line.data + n + 1, line.size - n - 1};
}

void lines_bytes(lines_in *in, const char *word, void *out, size_t size) {
    const truce_str value = lines_value(in, word);
    size_t got = 0;
    const char *end = NULL;
    memset(out, 0, size);
    if (in->wrong == NULL && (sodium_base642bin(out, size, value.data, value.size, NULL, &got, &end,
                                                sodium_base64_VARIANT_ORIGINAL) != 0 ||
                              got != size || end != value.data + value.size)) {
        in->wrong = word;
    }
}

uint64_t lines_number(truce_str text, uint64_t most, bool *good) {
    uint64_t x = 0;
    *good = text.size > 0 && text.size < 20;
    for (size_t i = 0; i < text.size && *good; i++) {
        *good = text.data[i] >= '0' && text.data[i] <= '9';
        x = *good ? 10 * x + (uint64_t)(text.data[i] - '0') : 0;
    }
    *good = *good && x <= most;
    return *good ? x : 0;
}

void lines_put(truce_buffer *to, const char *word, truce_str value) {
    truce_buffer_printf(to, "%s %.*s\n", word, TRUCE_STR_ARGS(value));
}

void lines_put_bytes(truce_buffer *to, const char *word, const void *data, size_t size) {
    char text[512];
    assert(sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL) <= sizeof text);
    (void)sodium_bin2base64(text, sizeof text, data, size, sodium_base64_VARIANT_ORIGINAL);
    lines_put(to, word, truce_str_of(text));
}
