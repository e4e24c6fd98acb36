#include "formats/xml_decode.h"

#include <stdint.h>

#include "truce/base/utf8.h"
#include "truce/formats/scenario.h"

/* Windows-1252 from 0x80 to 0x9F; 0 where it has nothing. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static bool same_word(truce_str a, const char *b) {
    for (size_t i = 0; i < a.size; i++) {
        const char c = a.data[i];
        const char lower = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        if (b[i] == '\0' || lower != b[i]) {
            return false;
        }
    }
    return b[a.size] == '\0';
}

/* What the XML declaration calls the encoding; empty when it does not say. */
static truce_str declared(truce_str bytes) {
    static const truce_str word = {"encoding", 8};
    const char *const begin = bytes.size >= 5 ? memchr(bytes.data, '<', bytes.size) : NULL;
    const char *const end = bytes.data + bytes.size;
    if (begin == NULL || end - begin < 5 || memcmp(begin, "<?xml", 5) != 0) {
        return (truce_str){NULL, 0};
    }
    const char *const close = memchr(begin, '>', (size_t)(end - begin));
    for (const char *p = begin; close != NULL && p + word.size < close; p++) {
        if (memcmp(p, word.data, word.size) != 0) {
            continue;
        }
        for (p += word.size; p < close && (*p == ' ' || *p == '='); p++) {
        }
        const char *const last =
            *p == '"' || *p == '\'' ? memchr(p + 1, *p, (size_t)(close - p) - 1) : NULL;
        return last != NULL ? (truce_str){p + 1, (size_t)(last - p) - 1} : (truce_str){NULL, 0};
    }
    return (truce_str){NULL, 0};
}

static truce_status widen(xml_document *document, bool latin, truce_arena *arena,
                          truce_error *err) {
    const truce_str from = document->bytes;
    char *const out = truce_arena_take(arena, 3 * from.size);
    if (out == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to read %.*s",
                          TRUCE_STR_ARGS(document->file));
    }
    size_t n = 0;
    for (size_t i = 0; i < from.size; i++) {
        uint32_t point = (unsigned char)from.data[i];
        if (point >= 0x80 && point < 0xA0 && !latin) {
            point = windows[point - 0x80];
        }
        if (point == 0 || (point >= 0x80 && point < 0xA0)) {
            return xml_fail(document, i, err, TRUCE_EPARSE,
                            "the byte 0x%02X is no character in the encoding that the file names",
                            (unsigned)(unsigned char)from.data[i]);
        }
        if (point < 0x80) {
            out[n++] = (char)point;
        } else if (point < 0x800) {
            out[n++] = (char)(0xC0 | point >> 6);
            out[n++] = (char)(0x80 | (point & 0x3F));
        } else {
            out[n++] = (char)(0xE0 | point >> 12);
            out[n++] = (char)(0x80 | (point >> 6 & 0x3F));
            out[n++] = (char)(0x80 | (point & 0x3F));
        }
    }
    document->bytes = (truce_str){out, n};
    return TRUCE_OK;
}

static truce_status check_bytes(const xml_document *document, truce_error *err) {
    const truce_str bytes = document->bytes;
    const size_t good = truce_utf8_check(bytes);
    for (size_t i = 0; i < good; i++) {
        const unsigned char b = (unsigned char)bytes.data[i];
        if ((b < 0x20 && b != '\t' && b != '\n' && b != '\r') || b == 0x7F) {
            return xml_fail(document, i, err, TRUCE_EPARSE, "a control character (byte 0x%02X)",
                            (unsigned)b);
        }
    }
    return good == bytes.size
               ? TRUCE_OK
               : xml_fail(document, good, err, TRUCE_EPARSE,
                          "the byte 0x%02X is not UTF-8; a file in Latin-1 says so in its first "
                          "line: <?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
                          (unsigned)(unsigned char)bytes.data[good]);
}

truce_status xml_decode(xml_document *document, truce_arena *arena, truce_error *err) {
    static const char *const latins[] = {"iso-8859-1", "iso8859-1", "latin1", "latin-1"};
    static const char *const utfs[] = {"", "utf-8", "utf8", "us-ascii", "ascii"};
    truce_str *const bytes = &document->bytes;
    if (bytes->size > TRUCE_SCENARIO_FILE_BYTES_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "%.*s: a file of %zu bytes; at most %zu are read",
                          TRUCE_STR_ARGS(document->file), bytes->size,
                          TRUCE_SCENARIO_FILE_BYTES_MAX);
    }
    if (bytes->size >= 2 &&
        (memcmp(bytes->data, "\xFF\xFE", 2) == 0 || memcmp(bytes->data, "\xFE\xFF", 2) == 0 ||
         bytes->data[0] == '\0' || bytes->data[1] == '\0')) {
        return truce_fail(err, TRUCE_EPARSE, "%.*s:1:1: this is UTF-16 or UTF-32; save it as UTF-8",
                          TRUCE_STR_ARGS(document->file));
    }
    if (bytes->size >= 3 && memcmp(bytes->data, "\xEF\xBB\xBF", 3) == 0) {
        bytes->data += 3;
        bytes->size -= 3;
    }
    const truce_str encoding = declared(*bytes);
    for (size_t i = 0; i < sizeof utfs / sizeof *utfs; i++) {
        if (same_word(encoding, utfs[i])) {
            return check_bytes(document, err);
        }
    }
    bool latin = false;
    for (size_t i = 0; i < sizeof latins / sizeof *latins; i++) {
        latin = latin || same_word(encoding, latins[i]);
    }
    if (!latin && !same_word(encoding, "windows-1252") && !same_word(encoding, "cp1252")) {
        char shown[QUOTED_MAX];
        return xml_fail(document, 0, err, TRUCE_EPARSE,
                        "the encoding %s is not read; save the file as UTF-8",
                        quoted(encoding, shown));
    }
    const truce_status status = widen(document, latin, arena, err);
    return status == TRUCE_OK ? check_bytes(document, err) : status;
}
