/* Line by line: what a line is decides its indentation and the blank line before it; its words are
 * set one space apart. Comments wait until the next line of the case shows how deep they belong. */
#include "truce/case/format.h"

#include <stdint.h>

#include "lex.h"
#include "lines.h"
#include "truce/base/arena.h"

typedef struct formatter {
    truce_buffer *out;
    const char *waiting;     /* first of the comment and blank lines not yet written */
    const char *waiting_end; /* one past them */
    bool any;                /* a line was written */
} formatter;

static truce_str without_trailing_spaces(const char *begin, const char *end) {
    while (end > begin && (end[-1] == ' ' || end[-1] == '\r')) {
        end--;
    }
    return (truce_str){begin, (size_t)(end - begin)};
}

/* The comments that wait, at `spaces`. Single blank lines among them stay. `part` asks for a blank
 * line before them, or before the line that follows when there are none. */
static void write_waiting(formatter *f, size_t spaces, bool part) {
    bool blank = part;
    bool comment = false;
    for (const char *p = f->waiting; p < f->waiting_end;) {
        const text_line line = line_at(p, f->waiting_end);
        const truce_str text = without_trailing_spaces(line.begin + line.spaces, line.end);
        if (text.size == 0) {
            blank = true;
        } else {
            if (f->any && blank) {
                truce_buffer_byte(f->out, '\n');
            }
            truce_buffer_fill(f->out, ' ', spaces);
            truce_buffer_add(f->out, text);
            truce_buffer_byte(f->out, '\n');
            blank = false;
            comment = true;
            f->any = true;
        }
        p = line.next;
    }
    if (f->any && blank && (spaces == 0 || comment)) {
        truce_buffer_byte(f->out, '\n');
    }
    f->waiting = f->waiting_end = NULL;
}

static void write_line(formatter *f, const text_line *line, size_t spaces) {
    truce_buffer_fill(f->out, ' ', spaces);
    lexer lex = lexer_new(line->begin + line->spaces, line->end);
    const char *behind = line->begin + line->spaces; /* the last token */
    bool first = true;
    for (lexer_next(&lex); lex.kind != TOKEN_END && lex.kind != TOKEN_BAD; lexer_next(&lex)) {
        if (!first && lex.kind != TOKEN_COMMA) {
            truce_buffer_byte(f->out, ' ');
        }
        const bool text = lex.kind == TOKEN_TEXT;
        truce_buffer_add(f->out, (truce_str){lex.at - text, lex.size + (text ? 2 : 0)});
        first = false;
        behind = lex.next;
    }
    /* What is left of the line is a comment, or nothing, or what no words can be made of. */
    while (behind < line->end && *behind == ' ') {
        behind++;
    }
    const truce_str comment = without_trailing_spaces(behind, line->end);
    if (comment.size > 0) {
        truce_buffer_fill(f->out, ' ', first ? 0 : *comment.data == '#' ? 2 : 1);
        truce_buffer_add(f->out, comment);
    }
    truce_buffer_byte(f->out, '\n');
}

/* Whether the next line that is not blank belongs to the same record. */
static bool goes_on(const char *p, const char *end) {
    while (p < end) {
        const text_line line = line_at(p, end);
        if (line.kind != LINE_BLANK) {
            return line.kind != LINE_RECORD;
        }
        p = line.next;
    }
    return false;
}

/* Two lines in a row that open records of one line stay together, as actors do; a blank line parts
 * records that have lines of their own. */
truce_status truce_case_format(truce_str text, truce_buffer *out, truce_error *err) {
    formatter f = {.out = out};
    const size_t out_before = out->size;
    const char *p = text.data;
    const char *const end = text.data + text.size;
    bool in_head = true; /* of the file: before its first record */
    bool record_had_lines = false;
    if (text.size >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        p += 3;
    }
    f.waiting = f.waiting_end = NULL;
    int heads = 0;
    while (p < end) {
        const text_line line = line_at(p, end);
        if (line.kind == LINE_BLANK) {
            f.waiting = f.waiting == NULL ? line.begin : f.waiting;
            f.waiting_end = line.next;
            p = line.next;
            continue;
        }
        const bool head_line =
            in_head && ((heads == 0 && line_begins_with(&line, TRUCE_STR("truce"))) ||
                        (heads == 1 && line_begins_with(&line, TRUCE_STR("audience"))));
        heads++;
        if (line.kind == LINE_RECORD && !head_line) {
            const bool has_lines = goes_on(line.next, end);
            write_waiting(&f, 0, in_head || record_had_lines || has_lines);
            write_line(&f, &line, 0);
            record_had_lines = has_lines;
            in_head = false;
        } else {
            const size_t spaces = head_line || line.spaces == 0 ? 0 : line.spaces > 2 ? 4 : 2;
            write_waiting(&f, spaces, false);
            write_line(&f, &line, spaces);
        }
        f.any = true;
        p = line.next;
    }
    write_waiting(&f, 0, false);
    /* A file ends with its last line, not with blank ones. */
    while (out->size >= out_before + 2 && out->data[out->size - 1] == '\n' &&
           out->data[out->size - 2] == '\n') {
        out->size--;
    }
    return truce_buffer_status(out, err);
}
