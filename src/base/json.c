/* What is open is a stack of bit sets, one per container; depth 0 is the document itself, whose
 * bit says that it has its value. Every write first makes sure of enough room for the most it may
 * append, then goes on through a bare pointer.
 *
 * A string is checked once for well-formed UTF-8. Within the well-formed part only a few bytes
 * can begin something that must be escaped: the controls, the quote and the backslash, DEL, and
 * the lead bytes of the hidden points. Everything between two such bytes is copied in one piece. */
#include "truce/base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "truce/base/utf8.h"

enum {
    OBJECT = 1,     /* else an array */
    INLINE = 2,     /* on one line */
    HAS_MEMBER = 4, /* so the next one needs a comma */
    HAS_VALUE = 8   /* of the document: its one value is there */
};

enum { INDENT_MAX = 2 * TRUCE_JSON_DEPTH_MAX, SEPARATOR_MAX = 2 + INDENT_MAX, NUMBER_MAX = 24 };

/* ---- bytes ----------------------------------------------------------------------------------- */

/* Where up to `n` bytes may be written, or NULL when memory is out: the buffer then stays as it
 * is, and remembers. What was written is counted by grown_to. */
static inline char *room(truce_buffer *out, size_t n) {
    if (out->failed || (n > out->cap - out->size && !truce_buffer_reserve(out, n))) {
        return NULL;
    }
    return out->data + out->size;
}

static inline void grown_to(truce_buffer *out, const char *end) {
    out->size = (size_t)(end - out->data);
}

static inline uint64_t word_at(const char *p) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* ---- separators ------------------------------------------------------------------------------ */

/* A line break and the indentation of `depth`; a full line of blanks is copied at once, because
 * the room is there anyway. */
static inline char *put_line(char *p, int depth) {
    static const char BLANKS[INDENT_MAX + 1] =
        "                                                                ";
    *p++ = '\n';
    memcpy(p, BLANKS, INDENT_MAX);
    return p + 2 * depth;
}

/* What stands before a member of the innermost container: comma, line break, indentation. */
static inline char *put_separator(truce_json *json, char *p) {
    uint8_t *const bits = &json->open[json->depth - 1];
    const bool follows = (*bits & HAS_MEMBER) != 0;
    *bits |= HAS_MEMBER;
    if (follows) {
        *p++ = ',';
    }
    if ((*bits & INLINE) == 0) {
        return put_line(p, json->depth);
    }
    if (follows) {
        *p++ = ' ';
    }
    return p;
}

/* The separator before a value, if it is not behind a key; `p` may be NULL, when memory is out. */
static inline char *begin_value(truce_json *json, char *p) {
    char unseen[SEPARATOR_MAX]; /* so that misuse is found even when nothing can be written */
    char *const at = p != NULL ? p : unseen;
    char *end = at;
    if (json->depth == 0) {
        assert((json->open[0] & HAS_VALUE) == 0 && "a document has one value");
        json->open[0] = HAS_VALUE;
    } else if ((json->open[json->depth - 1] & OBJECT) != 0) {
        assert(json->after_key && "a value in an object needs a key");
        json->after_key = false;
    } else {
        end = put_separator(json, at);
    }
    return p != NULL ? end : NULL;
}

static inline char *begin_key(truce_json *json, char *p) {
    assert(json->depth > 0 && (json->open[json->depth - 1] & OBJECT) != 0 && !json->after_key &&
           "a key belongs into an object, and a value behind it");
    char unseen[SEPARATOR_MAX];
    char *const end = put_separator(json, p != NULL ? p : unseen);
    json->after_key = true;
    return p != NULL ? end : NULL;
}

/* ---- strings --------------------------------------------------------------------------------- */

/* Which bytes of well-formed UTF-8 can begin something to escape. */
static const uint8_t MAY_ESCAPE[256] = {
    [0x00] = 1, [0x01] = 1, [0x02] = 1, [0x03] = 1, [0x04] = 1, [0x05] = 1, [0x06] = 1, [0x07] = 1,
    [0x08] = 1, [0x09] = 1, [0x0A] = 1, [0x0B] = 1, [0x0C] = 1, [0x0D] = 1, [0x0E] = 1, [0x0F] = 1,
    [0x10] = 1, [0x11] = 1, [0x12] = 1, [0x13] = 1, [0x14] = 1, [0x15] = 1, [0x16] = 1, [0x17] = 1,
    [0x18] = 1, [0x19] = 1, [0x1A] = 1, [0x1B] = 1, [0x1C] = 1, [0x1D] = 1, [0x1E] = 1, [0x1F] = 1,
    ['"'] = 1,  ['\\'] = 1, [0x7F] = 1, [0xC2] = 1, /* C1 controls */
    [0xD8] = 1,                                     /* U+061C */
    [0xE2] = 1,                                     /* U+2000-2FFF */
    [0xEF] = 1,                                     /* U+F000-FFFF */
    [0xF3] = 1,                                     /* U+C0000-FFFFF */
};

/* Whether one of eight bytes is a control, a quote, a backslash, DEL or not ASCII. A zero byte is
 * found by the borrow of x - 1, which ~x confines to bytes below 0x80; a borrow that runs on into
 * the next byte can only follow a true find, so the answer for the word is exact. */
static inline bool may_escape_in(uint64_t word) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t high = UINT64_C(0x8080808080808080);
    const uint64_t quote = word ^ (ones * '"');
    const uint64_t backslash = word ^ (ones * '\\');
    const uint64_t del = word ^ (ones * 0x7F);
    const uint64_t found = ((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) |
                           ((backslash - ones) & ~backslash) | ((del - ones) & ~del) | word;
    return (found & high) != 0;
}

/* Whether the point at `p`, of two bytes or more, is none of those that MAY_ESCAPE suspects it of:
 * its second byte tells for most of Arabic and for all that is not punctuation. */
static inline bool is_surely_shown(const char *p) {
    const unsigned char second = (unsigned char)p[1];
    switch ((unsigned char)p[0]) {
    case 0xC2:
        return second >= 0xA0;
    case 0xD8:
        return second != 0x9C;
    case 0xE2:
        return second > 0x81;
    default:
        return false;
    }
}

/* How many bytes at the front of `n` well-formed ones can be copied as they are, for sure. */
static inline size_t plain_run(const char *p, size_t n) {
    size_t i = 0;
    while (n - i >= 8 && !may_escape_in(word_at(p + i))) {
        i += 8;
    }
    while (i < n) {
        const unsigned char byte = (unsigned char)p[i];
        if (MAY_ESCAPE[byte] == 0) {
            i++;
        } else if (byte >= 0x80 && is_surely_shown(p + i)) {
            i += 2; /* what is left of it is plain */
        } else {
            break;
        }
    }
    return i;
}

static char *put_unit(char *p, uint32_t unit) {
    static const char HEX[] = "0123456789ABCDEF";
    *p++ = '\\';
    *p++ = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
        *p++ = HEX[unit >> shift & 0xF];
    }
    return p;
}

/* The code point at the front of well-formed text, escaped if it must be, into at most 12 bytes. */
static char *put_point(char *p, truce_str text, size_t *size) {
    uint32_t point = 0;
    *size = truce_utf8_next(text, &point);
    if (point == '"' || point == '\\') {
        *p++ = '\\';
        *p++ = (char)point;
        return p;
    }
    if (!truce_utf8_is_hidden(point)) {
        memcpy(p, text.data, *size);
        return p + *size;
    }
    if (point < 0x10000) {
        return put_unit(p, point);
    }
    p = put_unit(p, 0xD800 + ((point - 0x10000) >> 10));
    return put_unit(p, 0xDC00 + ((point - 0x10000) & 0x3FF));
}

enum { ESCAPE_MAX = 12 };

/* Escape `text`, which is well-formed, behind what the buffer holds. */
static void add_well_formed(truce_buffer *out, truce_str text) {
    size_t i = 0;
    while (i < text.size) {
        const size_t run = plain_run(text.data + i, text.size - i);
        char *p = room(out, run + ESCAPE_MAX);
        if (p == NULL) {
            return;
        }
        memcpy(p, text.data + i, run);
        p += run;
        i += run;
        if (i < text.size) {
            size_t size;
            p = put_point(p, (truce_str){text.data + i, text.size - i}, &size);
            i += size;
        }
        grown_to(out, p);
    }
}

/* The escaped text; each ill-formed byte becomes U+FFFD. Out of line: most texts are plain. */
static void add_escaped(truce_buffer *out, truce_str text) {
    while (text.size > 0) {
        const size_t good = truce_utf8_check(text);
        add_well_formed(out, (truce_str){text.data, good});
        if (good < text.size) {
            truce_buffer_lit(out, "\\uFFFD");
        }
        const size_t used = good < text.size ? good + 1 : good;
        text = (truce_str){text.data + used, text.size - used};
    }
}

/* How long the front of `text` is that is ASCII and needs no escape. */
static inline size_t plain_ascii_run(truce_str text) {
    size_t i = 0;
    while (text.size - i >= 8 && !may_escape_in(word_at(text.data + i))) {
        i += 8;
    }
    while (i < text.size && (unsigned char)text.data[i] < 0x80 &&
           MAY_ESCAPE[(unsigned char)text.data[i]] == 0) {
        i++;
    }
    return i;
}

/* `text` in quotes, then `tail` (a colon behind a key). `p` is where to begin, with room for
 * SEPARATOR_MAX bytes behind what the caller has put there. */
static inline void add_string(truce_buffer *out, char *p, truce_str text, truce_str tail) {
    *p++ = '"';
    grown_to(out, p);
    const size_t plain = plain_ascii_run(text);
    p = room(out, plain + 1 + tail.size);
    if (p == NULL) {
        return;
    }
    if (plain > 0) {
        memcpy(p, text.data, plain);
        p += plain;
    }
    if (plain < text.size) {
        grown_to(out, p);
        add_escaped(out, (truce_str){text.data + plain, text.size - plain});
        p = room(out, 1 + tail.size);
        if (p == NULL) {
            return;
        }
    }
    *p++ = '"';
    memcpy(p, tail.data, tail.size);
    grown_to(out, p + tail.size);
}

void truce_json_str(truce_json *json, truce_str text) {
    char *p = begin_value(json, room(json->out, SEPARATOR_MAX + 1));
    if (p != NULL) {
        add_string(json->out, p, text, TRUCE_STR(""));
    }
}

void truce_json_key_str(truce_json *json, truce_str key) {
    char *p = begin_key(json, room(json->out, SEPARATOR_MAX + 1));
    if (p != NULL) {
        add_string(json->out, p, key, TRUCE_STR(": "));
    }
}

void truce_json_key(truce_json *json, const char *key) {
    const truce_str text = truce_str_of(key);
    assert(key != NULL && plain_ascii_run(text) == text.size && "a key is a plain ASCII literal");
    char *p = begin_key(json, room(json->out, SEPARATOR_MAX + text.size + sizeof "\"\": "));
    if (p == NULL) {
        return;
    }
    *p++ = '"';
    memcpy(p, text.data, text.size);
    p += text.size;
    memcpy(p, "\": ", 3);
    grown_to(json->out, p + 3);
}

/* ---- numbers and words ----------------------------------------------------------------------- */

/* Written from the end, two digits a step. */
static inline char *put_int(char *p, int64_t value) {
    static const char PAIRS[] = "0001020304050607080910111213141516171819"
                                "2021222324252627282930313233343536373839"
                                "4041424344454647484950515253545556575859"
                                "6061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";
    char digits[20];
    size_t n = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    while (rest >= 100) {
        n -= 2;
        memcpy(digits + n, PAIRS + 2 * (rest % 100), 2);
        rest /= 100;
    }
    if (rest >= 10) {
        n -= 2;
        memcpy(digits + n, PAIRS + 2 * rest, 2);
    } else {
        digits[--n] = (char)('0' + rest);
    }
    if (value < 0) {
        *p++ = '-';
    }
    memcpy(p, digits + n, sizeof digits - n);
    return p + (sizeof digits - n);
}

void truce_json_int(truce_json *json, int64_t value) {
    char *p = begin_value(json, room(json->out, SEPARATOR_MAX + NUMBER_MAX));
    if (p != NULL) {
        grown_to(json->out, put_int(p, value));
    }
}

void truce_json_decimal(truce_json *json, truce_decimal value) {
    char *p = begin_value(json, room(json->out, SEPARATOR_MAX + NUMBER_MAX));
    if (p != NULL) {
        grown_to(json->out, p + truce_decimal_write(value, p));
    }
}

/* The fewest digits that read back as the same number, with a point whatever the locale has. */
static size_t write_double(double value, char *out, size_t cap) {
    char text[NUMBER_MAX + 1];
    int size = 0;
    const bool whole = value > -1e15 && value < 1e15 && value == (double)(int64_t)value;
    if (whole) {
        return (size_t)snprintf(out, cap, "%" PRId64, (int64_t)value);
    }
    for (int digits = 1; digits <= 17; digits++) {
        size = snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    size_t n = 0;
    bool radix = false;
    for (int i = 0; i < size && n < cap; i++) {
        const bool usual = (text[i] >= '0' && text[i] <= '9') || strchr("+-e", text[i]) != NULL;
        if (usual || !radix) {
            out[n++] = usual ? text[i] : '.';
        }
        radix = radix || !usual;
    }
    return n;
}

void truce_json_double(truce_json *json, double value) {
    if (value - value != 0) { /* infinite, or no number */
        truce_json_null(json);
        return;
    }
    char *p = begin_value(json, room(json->out, SEPARATOR_MAX + NUMBER_MAX));
    if (p != NULL) {
        grown_to(json->out, p + write_double(value, p, NUMBER_MAX));
    }
}

void truce_json_written(truce_json *json, truce_str value) {
    char *p = begin_value(json, room(json->out, SEPARATOR_MAX + value.size));
    if (p != NULL) {
        memcpy(p, value.data, value.size);
        grown_to(json->out, p + value.size);
    }
}

truce_json truce_json_within(const truce_json *json, truce_buffer *out) {
    assert(json->depth > 0 && !json->after_key && "members stand in a container");
    truce_json within = *json;
    within.out = out;
    within.open[json->depth - 1] |= HAS_MEMBER; /* its first member begins with a comma too */
    return within;
}

void truce_json_members(truce_json *json, truce_str members) {
    assert(json->depth > 0 && !json->after_key && "members stand in a container");
    uint8_t *const bits = &json->open[json->depth - 1];
    if (members.size == 0) {
        return;
    }
    /* of the first member of all no comma, and on one line no blank behind it */
    const size_t skip = (*bits & HAS_MEMBER) != 0 ? 0 : (*bits & INLINE) != 0 ? 2 : 1;
    assert(members.size > skip);
    *bits |= HAS_MEMBER;
    truce_buffer_add(json->out, (truce_str){members.data + skip, members.size - skip});
}

void truce_json_bool(truce_json *json, bool value) {
    truce_json_written(json, value ? TRUCE_STR("true") : TRUCE_STR("false"));
}

void truce_json_null(truce_json *json) {
    truce_json_written(json, TRUCE_STR("null"));
}

void truce_json_member_str(truce_json *json, const char *key, truce_str text) {
    truce_json_key(json, key);
    truce_json_str(json, text);
}

void truce_json_member_int(truce_json *json, const char *key, int64_t value) {
    truce_json_key(json, key);
    truce_json_int(json, value);
}

void truce_json_member_bool(truce_json *json, const char *key, bool value) {
    truce_json_key(json, key);
    truce_json_bool(json, value);
}

/* ---- containers ------------------------------------------------------------------------------ */

/* Everything within an inline container is inline too. */
static void open_container(truce_json *json, uint8_t bits) {
    assert(json->depth < TRUCE_JSON_DEPTH_MAX && "nested too deeply");
    const bool within = json->depth > 0 && (json->open[json->depth - 1] & INLINE) != 0;
    char *p = begin_value(json, room(json->out, SEPARATOR_MAX + 1));
    if (p != NULL) {
        *p++ = (bits & OBJECT) != 0 ? '{' : '[';
        grown_to(json->out, p);
    }
    json->open[json->depth++] = (uint8_t)(within ? bits | INLINE : bits);
}

void truce_json_object(truce_json *json) {
    open_container(json, OBJECT);
}

void truce_json_array(truce_json *json) {
    open_container(json, 0);
}

void truce_json_object_inline(truce_json *json) {
    open_container(json, OBJECT | INLINE);
}

void truce_json_array_inline(truce_json *json) {
    open_container(json, INLINE);
}

void truce_json_close(truce_json *json) {
    assert(json->depth > 0 && !json->after_key &&
           "closing what is not open, or a key without value");
    const uint8_t bits = json->open[--json->depth];
    if (json->depth == 0) {
        json->open[0] = HAS_VALUE;
    }
    char *p = room(json->out, SEPARATOR_MAX + 1);
    if (p == NULL) {
        return;
    }
    if ((bits & HAS_MEMBER) != 0 && (bits & INLINE) == 0) {
        p = put_line(p, json->depth);
    }
    *p++ = (bits & OBJECT) != 0 ? '}' : ']';
    grown_to(json->out, p);
}

void truce_json_end(truce_json *json) {
    assert(json->depth == 0 && "a container is still open");
    assert((json->open[0] & HAS_VALUE) != 0 && "a document needs a value");
    json->open[0] = 0;
    truce_buffer_byte(json->out, '\n');
}
