/* One pass over the bytes, with the open elements linked by their parents. Every loop goes forward,
 * so time and memory are bounded by the file's size. */
#include "formats/xml.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "formats/xml_decode.h"
#include "truce/base/utf8.h"
#include "truce/formats/scenario.h"

typedef enum repair {
    REPAIR_AMPERSAND,
    REPAIR_LESS,
    REPAIR_UNQUOTED,
    REPAIR_NO_SPACE,
    REPAIR_UNCLOSED,
    REPAIR_STRAY,
    REPAIR_N
} repair;

static const char *const repairs[REPAIR_N] = {
    "an & that begins no reference is read as itself",
    "a < that begins no tag is read as itself",
    "an attribute without quotes is read up to the next blank or >",
    "attributes without a blank between them are read as two",
    "an element that is not closed ends where it can no longer go on",
    "a closing tag that closes nothing is passed over",
};

typedef struct xml_reader {
    const xml_document *document;
    const char *p, *end;
    xml_rank *rank;
    truce_arena *arena;
    truce_error *err;
    xml_element *root, *open;
    size_t depth, nodes;
    size_t counts[REPAIR_N], first[REPAIR_N];
} xml_reader;

size_t xml_line(truce_str bytes, size_t at, size_t *column) {
    size_t line = 1;
    size_t begin = 0;
    for (size_t i = 0; i < at && i < bytes.size; i++) {
        if (bytes.data[i] == '\n') {
            line++;
            begin = i + 1;
        }
    }
    if (column != NULL) {
        *column = truce_utf8_count((truce_str){bytes.data + begin, at - begin}) + 1;
    }
    return line;
}

truce_status xml_fail(const xml_document *document, size_t at, truce_error *err,
                      truce_status status, const char *format, ...) {
    char message[200];
    size_t column = 0;
    const size_t line = xml_line(document->bytes, at, &column);
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return truce_fail(err, status, "%.*s:%zu:%zu: %s", TRUCE_STR_ARGS(document->file), line, column,
                      message);
}

bool xml_is(const xml_element *element, const char *name) {
    return truce_str_equal(element->name, truce_str_of(name));
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

truce_str xml_value(const xml_element *element, const char *name) {
    for (const xml_attribute *a = element->attributes; a != NULL; a = a->next) {
        if (truce_str_equal(a->name, truce_str_of(name))) {
            truce_str value = a->value;
            while (value.size > 0 && is_blank(*value.data)) {
                value.data++;
                value.size--;
            }
            while (value.size > 0 && is_blank(value.data[value.size - 1])) {
                value.size--;
            }
            return value;
        }
    }
    return (truce_str){NULL, 0};
}

static size_t offset(const xml_reader *r, const char *p) {
    return (size_t)(p - r->document->bytes.data);
}

static void repaired(xml_reader *r, repair what, const char *p) {
    if (r->counts[what]++ == 0) {
        r->first[what] = offset(r, p);
    }
}

#define FAIL(r, p, status, ...)                                                                    \
    xml_fail((r)->document, offset((r), (p)), (r)->err, status, __VA_ARGS__)

static truce_status no_memory(const xml_reader *r) {
    return truce_fail(r->err, TRUCE_ENOMEM, "no memory to read %.*s",
                      TRUCE_STR_ARGS(r->document->file));
}

static truce_status count_node(xml_reader *r, const char *p) {
    return ++r->nodes <= XML_NODES_MAX
               ? TRUCE_OK
               : FAIL(r, p, TRUCE_ELIMIT, "more than %d elements and attributes", XML_NODES_MAX);
}

static void skip_blanks(xml_reader *r) {
    while (r->p < r->end && is_blank(*r->p)) {
        r->p++;
    }
}

static bool ahead(const xml_reader *r, const char *text) {
    const size_t n = strlen(text);
    return (size_t)(r->end - r->p) >= n && memcmp(r->p, text, n) == 0;
}

/* Go behind the next `text`, or fail. */
static truce_status skip_to(xml_reader *r, const char *text, const char *what) {
    const char *const begin = r->p;
    while (r->p < r->end && !ahead(r, text)) {
        r->p++;
    }
    if (r->p == r->end) {
        return FAIL(r, begin, TRUCE_EPARSE, "%s without its end, %s", what, text);
    }
    r->p += strlen(text);
    return TRUCE_OK;
}

static bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static truce_str take_name(xml_reader *r) {
    const char *const begin = r->p;
    while (r->p < r->end && !is_blank(*r->p) && strchr("/>=\"'<", *r->p) == NULL) {
        r->p++;
    }
    return (truce_str){begin, (size_t)(r->p - begin)};
}

/* ---- values of attributes ---------------------------------------------------------------------
 */

static size_t put_point(uint32_t point, char *out) {
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    const size_t size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (point & 0x3F));
        point >>= 6;
    }
    out[0] = (char)((0xF00 >> size & 0xFF) | point);
    return size;
}

/* The number of &#...; between its # and its ; (a point too large is saturated). */
static bool character_number(truce_str text, uint32_t *point) {
    const bool hex = text.size > 0 && (*text.data == 'x' || *text.data == 'X');
    *point = 0;
    for (size_t i = hex; i < text.size; i++) {
        const char c = text.data[i];
        const char lower = (char)(c | 0x20);
        uint32_t digit = 0;
        if (c >= '0' && c <= '9') {
            digit = (uint32_t)(c - '0');
        } else if (hex && lower >= 'a' && lower <= 'f') {
            digit = (uint32_t)(lower - 'a') + 10;
        } else {
            return false;
        }
        *point = *point < 0x110000 ? *point * (hex ? 16 : 10) + digit : *point;
    }
    return text.size > hex;
}

/* What a reference stands for, as UTF-8 in `out`; `*size` stays 0 where the & begins none. `at` is
 * the
 * &, and `*taken` how many bytes the reference has. */
static truce_status reference(xml_reader *r, const char *at, const char *end, char out[4],
                              size_t *size, size_t *taken) {
    static const struct {
        const char *name;
        char c;
    } known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    const char *p = at + 1;
    *size = 0;
    while (p < end && p - at < 40 && (begins_name(*p) || *p == '#' || (*p >= '0' && *p <= '9'))) {
        p++;
    }
    const truce_str name = {at + 1, (size_t)(p - at) - 1};
    if (p == end || *p != ';' || name.size == 0) {
        return TRUCE_OK;
    }
    *taken = name.size + 2;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (truce_str_equal(name, truce_str_of(known[i].name))) {
            out[0] = known[i].c;
            *size = 1;
            return TRUCE_OK;
        }
    }
    if (*name.data != '#') {
        return FAIL(r, at, TRUCE_EINVAL,
                    "the entity &%.*s; is none of XML's own five; entities are never expanded",
                    TRUCE_STR_ARGS(name));
    }
    uint32_t point = 0;
    char bytes[4];
    if (!character_number((truce_str){name.data + 1, name.size - 1}, &point) || point == 0 ||
        point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
        return FAIL(r, at, TRUCE_EPARSE, "&%.*s; is no character", TRUCE_STR_ARGS(name));
    }
    *size = put_point(point < 0x20 || point == 0x7F ? ' ' : point, bytes);
    memcpy(out, bytes, *size);
    return TRUCE_OK;
}

/* The value between `begin` and `end`: references resolved, line breaks as blanks. */
static truce_status decode(xml_reader *r, const char *begin, const char *end, truce_str *value) {
    bool plain = true;
    for (const char *p = begin; p < end && plain; p++) {
        plain = *p != '&' && *p != '<' && (unsigned char)*p >= 0x20;
    }
    if (plain) {
        *value = (truce_str){begin, (size_t)(end - begin)};
        return TRUCE_OK;
    }
    char *const out = truce_arena_take(r->arena, (size_t)(end - begin));
    if (out == NULL) {
        return no_memory(r);
    }
    size_t n = 0;
    for (const char *p = begin; p < end;) {
        size_t size = 0;
        size_t taken = 1;
        if (*p == '&') {
            const truce_status status = reference(r, p, end, out + n, &size, &taken);
            if (status != TRUCE_OK) {
                return status;
            }
        }
        if (size == 0) {
            taken = 1;
            if (*p == '&' || *p == '<') {
                repaired(r, *p == '&' ? REPAIR_AMPERSAND : REPAIR_LESS, p);
            }
            out[n] = (unsigned char)*p < 0x20 ? ' ' : *p;
            size = 1;
        }
        n += size;
        p += taken;
    }
    *value = (truce_str){out, n};
    return TRUCE_OK;
}

static truce_status read_value(xml_reader *r, truce_str *value) {
    const char *const begin = r->p;
    if (r->p < r->end && (*r->p == '"' || *r->p == '\'')) {
        const char *const close = memchr(r->p + 1, *r->p, (size_t)(r->end - r->p) - 1);
        const size_t size = close != NULL ? (size_t)(close - begin) - 1 : 0;
        /* A quote that was forgotten swallows a line break and the next tag. */
        if (close == NULL ||
            (memchr(begin + 1, '<', size) != NULL && memchr(begin + 1, '\n', size) != NULL)) {
            return FAIL(r, begin, TRUCE_EPARSE, "this quote is not closed");
        }
        r->p = close + 1;
        return decode(r, begin + 1, close, value);
    }
    while (r->p < r->end && !is_blank(*r->p) && *r->p != '>' && !ahead(r, "/>")) {
        r->p++;
    }
    if (r->p == begin) {
        return FAIL(r, begin, TRUCE_EPARSE, "an attribute without a value");
    }
    repaired(r, REPAIR_UNQUOTED, begin);
    return decode(r, begin, r->p, value);
}

static truce_status read_attribute(xml_reader *r, xml_element *element, xml_attribute **last) {
    const char *const begin = r->p;
    char shown[QUOTED_MAX];
    truce_status status = count_node(r, begin);
    if (status != TRUCE_OK) {
        return status;
    }
    xml_attribute a = {.name = take_name(r)};
    if (a.name.size == 0 || !begins_name(*begin)) {
        return FAIL(r, begin, TRUCE_EPARSE, "expected the name of an attribute, or >");
    }
    skip_blanks(r);
    if (r->p == r->end || *r->p != '=') {
        return FAIL(r, r->p, TRUCE_EPARSE, "expected = behind %s", quoted(a.name, shown));
    }
    r->p++;
    skip_blanks(r);
    status = read_value(r, &a.value);
    if (status != TRUCE_OK) {
        return status;
    }
    size_t n = 0;
    for (const xml_attribute *b = element->attributes; b != NULL; b = b->next) {
        if (++n == XML_ATTRIBUTES_MAX) {
            return FAIL(r, begin, TRUCE_ELIMIT, "more than %d attributes in one tag",
                        XML_ATTRIBUTES_MAX);
        }
        if (truce_str_equal(a.name, b->name)) {
            return FAIL(r, begin, TRUCE_EPARSE, "the attribute %s stands twice in one tag",
                        quoted(a.name, shown));
        }
    }
    xml_attribute *const kept = truce_arena_take(r->arena, sizeof *kept);
    if (kept == NULL) {
        return no_memory(r);
    }
    *kept = a;
    if (*last != NULL) {
        (*last)->next = kept;
    } else {
        element->attributes = kept;
    }
    *last = kept;
    if (r->p < r->end && begins_name(*r->p)) {
        repaired(r, REPAIR_NO_SPACE, r->p);
    }
    return TRUCE_OK;
}

/* ---- tags --------------------------------------------------------------------------------------
 */

static void close_one(xml_reader *r) {
    r->open = r->open->parent;
    r->depth--;
}

/* What cannot hold the element that begins at `p` is closed. */
static void make_way(xml_reader *r, truce_str name, const char *p) {
    const int rank = r->rank(name);
    while (rank > 0 && r->open != NULL && r->rank(r->open->name) >= rank) {
        repaired(r, REPAIR_UNCLOSED, p);
        close_one(r);
    }
}

static truce_status open_element(xml_reader *r, const char *begin, xml_element *element) {
    make_way(r, element->name, begin);
    element->parent = r->open;
    if (r->open == NULL) {
        if (r->root != NULL) {
            return FAIL(r, begin, TRUCE_EPARSE, "a second element outside of the first");
        }
        r->root = element;
    } else if (r->open->last == NULL) {
        r->open->first = r->open->last = element;
    } else {
        r->open->last->next = element;
        r->open->last = element;
    }
    r->open = element;
    return ++r->depth <= XML_DEPTH_MAX
               ? TRUCE_OK
               : FAIL(r, begin, TRUCE_ELIMIT, "more than %d elements within each other",
                      XML_DEPTH_MAX);
}

static truce_status read_element(xml_reader *r) {
    const char *const begin = r->p++;
    xml_attribute *last = NULL;
    truce_status status = count_node(r, begin);
    xml_element *const element =
        status == TRUCE_OK ? truce_arena_zero(r->arena, 1, sizeof *element) : NULL;
    if (element == NULL) {
        return status != TRUCE_OK ? status : no_memory(r);
    }
    element->at = offset(r, begin);
    element->name = take_name(r);
    status = open_element(r, begin, element);
    while (status == TRUCE_OK) {
        skip_blanks(r);
        if (r->p == r->end) {
            return FAIL(r, begin, TRUCE_EPARSE, "the file ends within this tag");
        }
        if (*r->p == '>') {
            r->p++;
            return TRUCE_OK;
        }
        if (ahead(r, "/>")) {
            r->p += 2;
            close_one(r);
            return TRUCE_OK;
        }
        status = read_attribute(r, element, &last);
    }
    return status;
}

static truce_status read_closing(xml_reader *r) {
    const char *const begin = r->p;
    r->p += 2;
    const truce_str name = take_name(r);
    skip_blanks(r);
    if (r->p == r->end || *r->p != '>') {
        return FAIL(r, begin, TRUCE_EPARSE, "a closing tag without its >");
    }
    r->p++;
    const xml_element *match = r->open;
    while (match != NULL && !truce_str_equal(match->name, name)) {
        match = match->parent;
    }
    if (match == NULL) {
        repaired(r, REPAIR_STRAY, begin);
        return TRUCE_OK;
    }
    while (r->open != match) {
        repaired(r, REPAIR_UNCLOSED, begin);
        close_one(r);
    }
    close_one(r);
    return TRUCE_OK;
}

/* A document type is passed over when it only names itself. */
static truce_status read_doctype(xml_reader *r) {
    const char *const begin = r->p;
    while (r->p < r->end && *r->p != '>' && *r->p != '[' && *r->p != '"' && *r->p != '\'') {
        r->p++;
    }
    if (r->p < r->end && *r->p == '>') {
        r->p++;
        return TRUCE_OK;
    }
    return FAIL(r, begin, TRUCE_EINVAL,
                "a document type with declarations or a DTD elsewhere: neither is read; take the "
                "DOCTYPE out of the file");
}

static truce_status read_markup(xml_reader *r) {
    if (ahead(r, "<!--")) {
        return skip_to(r, "-->", "a comment");
    }
    if (ahead(r, "<![CDATA[")) {
        return skip_to(r, "]]>", "a CDATA section");
    }
    if (ahead(r, "<?")) {
        return skip_to(r, "?>", "a processing instruction");
    }
    if (ahead(r, "<!")) {
        return read_doctype(r);
    }
    if (ahead(r, "</")) {
        return read_closing(r);
    }
    if (r->p + 1 < r->end && begins_name(r->p[1])) {
        return read_element(r);
    }
    repaired(r, REPAIR_LESS, r->p++);
    return TRUCE_OK;
}

static void tell_repairs(const xml_reader *r, notes *told) {
    const truce_str file = base_name(r->document->file);
    for (size_t i = 0; i < REPAIR_N; i++) {
        const size_t line = xml_line(r->document->bytes, r->first[i], NULL);
        if (r->counts[i] == 1) {
            note(told, "%.*s is not well-formed XML: %s (line %zu)", TRUCE_STR_ARGS(file),
                 repairs[i], line);
        } else if (r->counts[i] > 1) {
            note(told, "%.*s is not well-formed XML: %s (%zu times, first in line %zu)",
                 TRUCE_STR_ARGS(file), repairs[i], r->counts[i], line);
        }
    }
}

truce_status xml_read(const truce_input *input, xml_rank *rank, notes *told, truce_arena *arena,
                      xml_document *out, truce_error *err) {
    xml_document document = {.file = input->name, .bytes = input->bytes};
    truce_status status = xml_decode(&document, arena, err);
    xml_reader r = {.document = &document,
                    .p = document.bytes.data,
                    .end = document.bytes.data + document.bytes.size,
                    .rank = rank,
                    .arena = arena,
                    .err = err};
    while (status == TRUCE_OK && r.p < r.end) {
        if (*r.p == '<') {
            status = read_markup(&r);
        } else if (r.root == NULL && !is_blank(*r.p)) {
            status = FAIL(&r, r.p, TRUCE_EPARSE, "this is no XML: expected <");
        } else {
            r.p++;
        }
    }
    if (status != TRUCE_OK) {
        return status;
    }
    if (r.root == NULL) {
        return xml_fail(&document, 0, err, TRUCE_EPARSE, "this is no XML: there is no element");
    }
    while (r.open != NULL) {
        repaired(&r, REPAIR_UNCLOSED, r.end);
        close_one(&r);
    }
    tell_repairs(&r, told);
    document.root = r.root;
    *out = document;
    return told->failed ? no_memory(&r) : TRUCE_OK;
}
