#include "base/json_in.h"

#include <stdlib.h>

#include "truce/base/buffer.h"
#include "truce/base/utf8.h"

/* Where the scan below stands, and what it has seen. */
typedef struct scan {
    const char *p;
    size_t depth, containers, commas, line;
    const char *line_begin;
} scan;

/* From a quote to the one that ends the string, or to the end. */
static const char *end_of_string(const char *p, const char *end) {
    p++;
    while (p < end && *p != '"') {
        p += *p == '\\' && p + 1 < end ? 2 : 1;
    }
    return p;
}

/* Count what jansson would have to allocate, before it does: an object costs it some 230 bytes and
 * a string 90, however short the text is. Each value but the first of its container stands behind
 * a comma, so commas and containers bound them. What is not JSON is counted somehow, and refused
 * later. */
static truce_status check_bounds(truce_str json, const truce_json_limits *limits,
                                 truce_error *err) {
    const char *const end = json.data + json.size;
    scan s = {.p = json.data, .line = 1, .line_begin = json.data};
    for (; s.p < end; s.p++) {
        switch (*s.p) {
        case '"':
            s.p = end_of_string(s.p, end);
            break;
        case '[':
        case '{':
            s.depth++;
            s.containers++;
            break;
        case ']':
        case '}':
            s.depth -= s.depth > 0;
            break;
        case ',':
            s.commas++;
            break;
        case '\n':
            s.line++;
            s.line_begin = s.p + 1;
            break;
        default:
            break;
        }
        if (s.depth > limits->depth) {
            return truce_fail(err, TRUCE_ELIMIT,
                              "line %zu, column %zu: more than %zu objects and arrays within each "
                              "other; %s",
                              s.line, (size_t)(s.p - s.line_begin) + 1, limits->depth,
                              limits->advice_deep);
        }
        if (s.containers > limits->containers || s.containers + s.commas > limits->values) {
            return truce_fail(err, TRUCE_ELIMIT,
                              "line %zu: more than %zu objects and arrays, or %zu values; %s",
                              s.line, limits->containers, limits->values, limits->advice_many);
        }
    }
    return TRUCE_OK;
}

/* What jansson says, which quotes the text near the fault and so may hold anything. */
static truce_status not_json(const json_error_t *why, truce_error *err) {
    enum { REASON_MAX = 100 };
    truce_str text = truce_str_of(why->text);
    const bool cut = text.size > REASON_MAX;
    text.size = cut ? REASON_MAX : text.size;
    while (cut && text.size > 0 && ((unsigned char)text.data[text.size] & 0xC0) == 0x80) {
        text.size--;
    }
    truce_buffer safe = truce_buffer_new();
    truce_utf8_show(&safe, text);
    const truce_status status =
        truce_fail(err, TRUCE_EPARSE, "line %d, column %d: not JSON: %.*s%s", why->line,
                   why->column, TRUCE_STR_ARGS(truce_buffer_str(&safe)), cut ? "..." : "");
    truce_buffer_clear(&safe);
    return status;
}

static truce_status load(truce_str json, size_t flags, json_t **out, truce_error *err) {
    json_error_t why;
    *out = json_loadb(json.size > 0 ? json.data : "", json.size, flags, &why);
    if (*out != NULL) {
        return TRUCE_OK;
    }
    /* Deep inside, jansson gives up without a word when memory is out. */
    if (json_error_code(&why) == json_error_out_of_memory || why.text[0] == '\0') {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to parse %zu bytes of JSON", json.size);
    }
    return not_json(&why, err);
}

static bool in_number(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/* Put every number in quotes. The text is JSON, so what begins like a number is one. */
static void quote_numbers(truce_str json, truce_buffer *out) {
    const char *const end = json.data + json.size;
    const char *from = json.data; /* copied up to here */
    for (const char *p = json.data; p < end; p++) {
        if (*p == '"') {
            p = end_of_string(p, end);
        } else if (*p == '-' || (*p >= '0' && *p <= '9')) {
            truce_buffer_add(out, (truce_str){from, (size_t)(p - from)});
            from = p;
            while (p < end && in_number(*p)) {
                p++;
            }
            truce_buffer_byte(out, '"');
            truce_buffer_add(out, (truce_str){from, (size_t)(p - from)});
            truce_buffer_byte(out, '"');
            from = p--;
        }
    }
    truce_buffer_add(out, (truce_str){from, (size_t)(end - from)});
}

truce_status truce_json_parse(truce_str json, const truce_json_limits *limits, bool numbers_as_text,
                              json_t **out, truce_error *err) {
    if (json.size > limits->bytes) {
        return truce_fail(err, TRUCE_ELIMIT, "%zu bytes of JSON; at most %zu are read", json.size,
                          limits->bytes);
    }
    truce_status status = check_bounds(json, limits, err);
    json_t *document = NULL;
    if (status == TRUCE_OK) {
        /* As it is first, so that faults are found where they are. */
        const size_t whole = numbers_as_text ? JSON_DECODE_INT_AS_REAL : 0;
        status = load(json, JSON_REJECT_DUPLICATES | whole, &document, err);
    }
    if (status == TRUCE_OK && numbers_as_text) {
        truce_buffer quoted = truce_buffer_new();
        json_decref(document);
        document = NULL;
        quote_numbers(json, &quoted);
        status = truce_buffer_status(&quoted, err);
        if (status == TRUCE_OK) {
            status = load(truce_buffer_str(&quoted), JSON_REJECT_DUPLICATES, &document, err);
        }
        truce_buffer_clear(&quoted);
    }
    if (status == TRUCE_OK) {
        *out = document;
    }
    return status;
}
