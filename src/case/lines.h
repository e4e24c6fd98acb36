/* lines.h - how a text falls into its head and its records (private to the room).
 *
 * The reader and the view must agree on this to the byte, or a line that one takes for part of a
 * hidden record would be part of a visible one for the other. So both ask here.
 */
#ifndef TRUCE_SRC_CASE_LINES_H
#define TRUCE_SRC_CASE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "truce/base/str.h"

typedef enum line_kind {
    LINE_BLANK,  /* nothing, or only a comment */
    LINE_TAB,    /* begins with a tab: wrong, but part of what it stands in */
    LINE_INSIDE, /* indented */
    LINE_RECORD, /* begins in column 1 */
} line_kind;

/* The line that begins at `begin`: its end (without its line end), its indentation in spaces, and
 * where the next one begins. */
typedef struct text_line {
    const char *begin, *end, *next;
    size_t spaces;
    line_kind kind;
} text_line;

static inline text_line line_at(const char *begin, const char *text_end) {
    const char *const newline = memchr(begin, '\n', (size_t)(text_end - begin));
    text_line line = {.begin = begin, .end = newline != NULL ? newline : text_end};
    line.next = newline != NULL ? newline + 1 : text_end;
    if (line.end > begin && line.end[-1] == '\r') {
        line.end--;
    }
    const char *p = begin;
    while (p < line.end && *p == ' ') {
        p++;
    }
    line.spaces = (size_t)(p - begin);
    line.kind = p == line.end || *p == '#' ? LINE_BLANK
                : *p == '\t'               ? LINE_TAB
                : p > begin                ? LINE_INSIDE
                                           : LINE_RECORD;
    return line;
}

/* Whether the line's first word is `word`. */
static inline bool line_begins_with(const text_line *line, truce_str word) {
    const char *const p = line->begin + line->spaces;
    return (size_t)(line->end - p) >= word.size && memcmp(p, word.data, word.size) == 0 &&
           (p + word.size == line->end || memchr(" ,\"#\t", p[word.size], 5) != NULL);
}

#endif
