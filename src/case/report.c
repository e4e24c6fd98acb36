#include "truce/case/report.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "truce/base/utf8.h"

enum {
    SHOWN_BEFORE = 100, /* of a long line, on either side of the place, in bytes */
    SHOWN_BEHIND = 80,
    STRETCH = 4096 /* bytes between two counts of lines */
};

truce_report truce_report_new(truce_arena *arena) {
    return (truce_report){.arena = arena};
}

static const truce_text *text_of(const truce_report *report, truce_place place) {
    uint32_t low = 0;
    uint32_t high = report->n_texts;
    while (high - low > 1) {
        const uint32_t mid = low + (high - low) / 2;
        *(report->texts[mid].base <= place ? &low : &high) = mid;
    }
    return &report->texts[low];
}

void truce_report_add(truce_report *report, bool warning, truce_place place, size_t size,
                      truce_str hint, const char *format, ...) {
    size_t *const count = warning ? &report->warnings : &report->errors;
    *count += 1;
    if (report->faulty != NULL && !warning) {
        report->faulty[text_of(report, place) - report->texts] = true;
    }
    if (*count > (warning ? TRUCE_WARNINGS_SHOWN : TRUCE_ERRORS_SHOWN)) {
        return;
    }
    char text[512];
    va_list args;
    va_start(args, format);
    const int size_text = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const size_t n = size_text < 0 ? 0 : (size_t)size_text;
    const truce_str message =
        truce_arena_str(report->arena, (truce_str){text, n < sizeof text ? n : sizeof text - 1});
    truce_problem *const problems = truce_arena_grow(report->arena, report->problems, report->n,
                                                     &report->cap, sizeof *problems);
    if (problems == NULL || message.data == NULL) {
        report->failed = true;
        return;
    }
    problems[report->n++] = (truce_problem){.warning = warning,
                                            .place = place,
                                            .size = (uint32_t)size,
                                            .message = message,
                                            .hint = hint};
    report->problems = problems;
}

static int by_place(const void *left, const void *right) {
    const truce_problem *const l = left;
    const truce_problem *const r = right;
    if (l->place != r->place) {
        return l->place < r->place ? -1 : 1;
    }
    if (l->warning != r->warning) {
        return l->warning ? 1 : -1;
    }
    return truce_str_compare(l->message, r->message);
}

void truce_report_sort(truce_report *report) {
    if (report->n > 1) {
        qsort(report->problems, report->n, sizeof *report->problems, by_place);
    }
}

/* The last of the rising `places` that is not behind `place`; n when all are. */
static size_t last_at_or_before(const truce_place *places, size_t n, truce_place place) {
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (places[mid] <= place) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low == 0 ? n : low - 1;
}

static size_t count_lines(const char *begin, const char *end) {
    size_t n = 0;
    for (const char *p = begin; p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        n++;
    }
    return n;
}

/* How many lines of a text end before a byte of it. */
static size_t lines_before(const truce_report *report, const truce_text *text, size_t offset) {
    const char *const bytes = text->bytes.data;
    if (report->lines == NULL) {
        return count_lines(bytes, bytes + offset);
    }
    const size_t stretch = offset / STRETCH;
    return report->lines[text - report->texts][stretch] +
           count_lines(bytes + stretch * STRETCH, bytes + offset);
}

bool truce_report_count_lines(truce_report *report) {
    if (report->lines != NULL) {
        return true;
    }
    const uint32_t **const lines =
        truce_arena_take(report->arena, (report->n_texts + 1U) * sizeof *lines);
    for (uint32_t i = 0; lines != NULL && i < report->n_texts; i++) {
        const truce_str bytes = report->texts[i].bytes;
        const size_t n = bytes.size / STRETCH + 1;
        uint32_t *const at = truce_arena_take(report->arena, n * sizeof *at);
        if (at == NULL) {
            return false;
        }
        at[0] = 0;
        for (size_t s = 1; s < n; s++) {
            const char *const from = bytes.data + (s - 1) * STRETCH;
            at[s] = at[s - 1] + (uint32_t)count_lines(from, from + STRETCH);
        }
        lines[i] = at;
    }
    report->lines = lines;
    return lines != NULL;
}

/* The record's first two words: "claim s2:P6", as the reader would cite it. */
static truce_str first_words(truce_str line) {
    size_t i = 0;
    for (int word = 0; word < 2; word++) {
        const size_t before = i;
        while (i < line.size && line.data[i] == ' ') {
            i++;
        }
        if (i == line.size || i > 120) {
            return (truce_str){line.data, before};
        }
        while (i < line.size && line.data[i] != ' ' && i < 120) {
            i++;
        }
    }
    return (truce_str){line.data, i};
}

/* A byte-order mark is no part of the first line. */
static size_t mark_size(const truce_text *text) {
    return text->bytes.size >= 3 && memcmp(text->bytes.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static truce_str line_around(const truce_text *text, size_t offset) {
    const char *const bytes = text->bytes.data;
    const size_t first = mark_size(text);
    size_t begin = offset;
    while (begin > first && bytes[begin - 1] != '\n') {
        begin--;
    }
    const char *const newline =
        offset < text->bytes.size ? memchr(bytes + offset, '\n', text->bytes.size - offset) : NULL;
    size_t end = newline != NULL ? (size_t)(newline - bytes) : text->bytes.size;
    if (end > begin && bytes[end - 1] == '\r' && end > offset) {
        end--;
    }
    return (truce_str){bytes + begin, end - begin};
}

truce_where truce_report_locate(const truce_report *report, truce_place place) {
    assert(report->n_texts > 0);
    const truce_text *const text = text_of(report, place);
    const size_t mark = mark_size(text);
    const size_t offset = place - text->base < mark ? mark : place - text->base;
    const truce_str line = line_around(text, offset);
    const size_t line_begin = (size_t)(line.data - text->bytes.data);
    truce_where where = {.text = line, .offset = offset - line_begin};
    where.column = truce_utf8_count((truce_str){line.data, where.offset}) + 1;

    const size_t i = last_at_or_before(report->records, report->n_records, place);
    const bool in_record = i < report->n_records && report->records[i] >= text->base;
    size_t above = 0; /* lines that are not counted */
    if (in_record) {
        const size_t begin = report->records[i] - text->base;
        where.record = first_words(line_around(text, begin));
        above = report->narrowed ? lines_before(report, text, begin) : 0;
    }
    if (!report->narrowed || !in_record) {
        where.file = text->name;
    }
    where.line = lines_before(report, text, line_begin) - above + 1;
    return where;
}

truce_str truce_report_where(const truce_report *report, truce_place place, truce_arena *arena) {
    const truce_where w = truce_report_locate(report, place);
    if (w.file.size > 0) {
        return truce_arena_printf(arena, "%.*s:%zu:%zu", TRUCE_STR_ARGS(w.file), w.line, w.column);
    }
    return truce_arena_printf(arena, "%.*s, line %zu, column %zu", TRUCE_STR_ARGS(w.record), w.line,
                              w.column);
}

/* ---- showing ---- */

static void paint(truce_buffer *out, bool colour, const char *code) {
    if (colour) {
        truce_buffer_printf(out, "\033[%sm", code);
    }
}

/* Move a cut back to where a code point begins. */
static size_t code_point_start(truce_str text, size_t i) {
    while (i > 0 && i < text.size && ((unsigned char)text.data[i] & 0xC0) == 0x80) {
        i--;
    }
    return i;
}

static size_t shown_width(truce_str text) {
    truce_buffer shown = truce_buffer_new();
    truce_utf8_show(&shown, text);
    const size_t width = truce_utf8_width(truce_buffer_str(&shown));
    truce_buffer_clear(&shown);
    return width;
}

/* The line with a gutter, and below it a caret under the place and ~ under the rest. */
static void show_line(const truce_where *w, size_t size, bool colour, truce_buffer *out) {
    const size_t begin =
        w->offset > SHOWN_BEFORE ? code_point_start(w->text, w->offset - SHOWN_BEFORE) : 0;
    size_t end = w->text.size;
    if (end - w->offset > SHOWN_BEHIND) {
        end = code_point_start(w->text, w->offset + SHOWN_BEHIND);
    }
    size_t marked = w->offset + size < end ? w->offset + size : end;
    marked = marked < w->offset ? w->offset : marked;
    const truce_str before = {w->text.data + begin, w->offset - begin};
    const truce_str under = {w->text.data + w->offset, marked - w->offset};

    paint(out, colour, "2");
    truce_buffer_printf(out, "%6zu | ", w->line);
    paint(out, colour, "0");
    truce_buffer_printf(out, "%s", begin > 0 ? "..." : "");
    truce_utf8_show(out, (truce_str){w->text.data + begin, end - begin});
    truce_buffer_printf(out, "%s\n", end < w->text.size ? "..." : "");
    paint(out, colour, "2");
    truce_buffer_lit(out, "       | ");
    paint(out, colour, "0");
    truce_buffer_fill(out, ' ', shown_width(before) + (begin > 0 ? 3 : 0));
    paint(out, colour, "1;33");
    truce_buffer_byte(out, '^');
    const size_t width = shown_width(under);
    truce_buffer_fill(out, '~', width > 1 ? width - 1 : 0);
    paint(out, colour, "0");
    truce_buffer_byte(out, '\n');
}

static void show_problem(const truce_report *report, const truce_problem *problem, bool colour,
                         truce_buffer *out) {
    const truce_where w = truce_report_locate(report, problem->place);
    paint(out, colour, "1");
    if (w.file.size > 0) {
        truce_utf8_show(out, w.file);
        truce_buffer_printf(out, ":%zu:%zu: ", w.line, w.column);
    } else {
        truce_utf8_show(out, w.record);
        truce_buffer_printf(out, ", line %zu, column %zu: ", w.line, w.column);
    }
    paint(out, colour, problem->warning ? "1;33" : "1;31");
    truce_buffer_printf(out, "%s:", problem->warning ? "warning" : "error");
    paint(out, colour, "0");
    truce_buffer_byte(out, ' ');
    truce_utf8_show(out, problem->message);
    truce_buffer_byte(out, '\n');
    show_line(&w, problem->size, colour, out);
    if (problem->hint.size > 0) {
        paint(out, colour, "2");
        truce_buffer_lit(out, "       = ");
        paint(out, colour, "0");
        truce_utf8_show(out, problem->hint);
        truce_buffer_byte(out, '\n');
    }
}

static void show_rest(size_t n, size_t shown, const char *what, truce_buffer *out) {
    if (n > shown) {
        truce_buffer_printf(out, "and %zu more %s%s\n", n - shown, what, n - shown == 1 ? "" : "s");
    }
}

void truce_report_show(const truce_report *report, bool colour, truce_buffer *out) {
    for (size_t i = 0; i < report->n; i++) {
        show_problem(report, &report->problems[i], colour, out);
    }
    show_rest(report->errors, TRUCE_ERRORS_SHOWN, "error", out);
    show_rest(report->warnings, TRUCE_WARNINGS_SHOWN, "warning", out);
}
