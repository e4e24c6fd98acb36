/* One walk over the text, which is JSON: brackets are counted, not kept, so that nothing nests too
 * deep. Of what is no JSON some place comes out, within the text. */
#include "base/json_place.h"

typedef struct walk {
    const char *p, *end;
} walk;

static void skip_space(walk *w) {
    while (w->p < w->end && (*w->p == ' ' || *w->p == '\n' || *w->p == '\t' || *w->p == '\r')) {
        w->p++;
    }
}

static void skip_string(walk *w) {
    w->p++;
    while (w->p < w->end && *w->p != '"') {
        w->p += *w->p == '\\' && w->p + 1 < w->end ? 2 : 1;
    }
    w->p += w->p < w->end;
}

static bool ends_value(char c) {
    return c == ',' || c == ']' || c == '}' || c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void skip_value(walk *w) {
    size_t depth = 0;
    do {
        skip_space(w);
        if (w->p == w->end) {
            return;
        }
        const char c = *w->p;
        if (c == '"') {
            skip_string(w);
        } else if (c == '[' || c == '{') {
            depth++;
            w->p++;
        } else if (c == ']' || c == '}') {
            depth -= depth > 0;
            w->p++;
        } else if (c == ',' || c == ':') {
            w->p++;
        } else {
            while (w->p < w->end && !ends_value(*w->p) && *w->p != ':') {
                w->p++;
            }
        }
    } while (depth > 0);
}

/* To the member of the object that begins here; false, and nowhere else, where it has none. */
static bool enter_member(walk *w, truce_str key) {
    walk at = *w;
    if (at.p == at.end || *at.p != '{') {
        return false;
    }
    at.p++;
    for (skip_space(&at); at.p < at.end && *at.p == '"'; skip_space(&at)) {
        const char *const name = at.p + 1;
        skip_string(&at);
        const bool found =
            at.p > name && truce_str_equal((truce_str){name, (size_t)(at.p - name) - 1}, key);
        skip_space(&at);
        at.p += at.p < at.end && *at.p == ':';
        skip_space(&at);
        if (found) {
            *w = at;
            return true;
        }
        skip_value(&at);
        skip_space(&at);
        at.p += at.p < at.end && *at.p == ',';
    }
    return false;
}

static bool enter_element(walk *w, size_t i) {
    walk at = *w;
    if (at.p == at.end || *at.p != '[') {
        return false;
    }
    at.p++;
    skip_space(&at);
    for (; i > 0 && at.p < at.end && *at.p != ']'; i--) {
        skip_value(&at);
        skip_space(&at);
        at.p += at.p < at.end && *at.p == ',';
        skip_space(&at);
    }
    if (i > 0 || at.p == at.end || *at.p == ']') {
        return false;
    }
    *w = at;
    return true;
}

/* Follow the next part of the path, which is taken off. */
static bool enter(walk *w, truce_str *path) {
    size_t n = 0, i = 0;
    if (path->data[0] == '[') {
        for (n = 1; n < path->size && path->data[n] >= '0' && path->data[n] <= '9'; n++) {
            i = i * 10 + (size_t)(path->data[n] - '0');
        }
        n += n < path->size;
        *path = (truce_str){path->data + n, path->size - n};
        return enter_element(w, i);
    }
    const size_t dot = path->data[0] == '.';
    for (n = dot; n < path->size && path->data[n] != '.' && path->data[n] != '['; n++) {
    }
    const truce_str key = {path->data + dot, n - dot};
    *path = (truce_str){path->data + n, path->size - n};
    return enter_member(w, key);
}

truce_json_place truce_json_find(truce_str json, truce_str path) {
    walk w = {json.data, json.data + json.size};
    bool whole = true;
    skip_space(&w);
    while (path.size > 0 && whole) {
        whole = enter(&w, &path);
    }
    walk behind = w;
    if (w.p < w.end && (*w.p == '[' || *w.p == '{')) {
        behind.p++;
    } else {
        skip_value(&behind);
    }
    return (truce_json_place){(size_t)(w.p - json.data), (size_t)(behind.p - w.p), whole};
}

static unsigned hex(char c) {
    return c >= '0' && c <= '9'   ? (unsigned)(c - '0')
           : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
           : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                  : 0;
}

/* How many bytes of UTF-8 an escape stands for; half a pair for two, so that both make four. */
static size_t escaped(const char *p, const char *end) {
    if (p[1] != 'u' || end - p < 6) {
        return 1;
    }
    const unsigned code = hex(p[2]) << 12 | hex(p[3]) << 8 | hex(p[4]) << 4 | hex(p[5]);
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xD800 && code <= 0xDFFF ? 2 : 3;
}

size_t truce_json_in_string(truce_str json, size_t offset, size_t n) {
    const char *const end = json.data + json.size;
    const char *p = json.data + offset;
    p += p < end && *p == '"';
    while (p < end && *p != '"') {
        const bool escape = *p == '\\' && p + 1 < end;
        const size_t bytes = escape ? escaped(p, end) : 1;
        if (n < bytes) {
            break;
        }
        n -= bytes;
        p += !escape ? 1 : p[1] == 'u' && end - p >= 6 ? 6 : 2;
    }
    return (size_t)(p - json.data);
}
