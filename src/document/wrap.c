/* Greedy filling: a line takes words until the next one does not fit. A word is a run of glued
 * pieces, so that a quotation mark or a comma never leaves what it belongs to. */
#include "truce/document/wrap.h"

#include <stdlib.h>

#include "truce/base/utf8.h"

void truce_document_flow_clear(truce_flow *flow) {
    truce_buffer_clear(&flow->bytes);
    free(flow->pieces);
    *flow = truce_document_flow_new();
}

void truce_document_flow_reset(truce_flow *flow, size_t limit) {
    flow->bytes.size = 0;
    flow->n = 0;
    flow->limit = limit;
    flow->hang = 0;
    flow->glue = false;
    flow->opening = true;
}

void truce_document_flow_paragraph(truce_flow *flow, uint8_t hang) {
    flow->hang = hang;
    flow->glue = false;
    flow->opening = true;
}

void truce_document_flow_glue(truce_flow *flow) {
    flow->glue = true;
}

static bool make_room(truce_flow *flow) {
    if (flow->n < flow->cap) {
        return true;
    }
    const size_t cap = flow->cap < 32 ? 32 : flow->cap * 2;
    truce_flow_piece *const pieces =
        cap <= SIZE_MAX / sizeof *pieces ? realloc(flow->pieces, cap * sizeof *pieces) : NULL;
    if (pieces == NULL) {
        flow->failed = true;
        return false;
    }
    flow->pieces = pieces;
    flow->cap = cap;
    return true;
}

static void add_piece(truce_flow *flow, uint8_t style, size_t at, size_t size) {
    if (flow->failed || !make_room(flow)) {
        return;
    }
    const truce_str text = {flow->bytes.data + at, size};
    flow->pieces[flow->n++] = (truce_flow_piece){
        .at = at,
        .size = size,
        .cells = (uint32_t)truce_utf8_width(text),
        .style = style,
        .hang = flow->hang,
        .space = !flow->glue && !flow->opening,
        .paragraph = flow->opening,
    };
    flow->opening = false;
    flow->glue = true; /* what else comes of the same word */
}

/* The size of the front of `word` that fills at most `limit` cells, at least one character; cut
 * behind punctuation if there is some in its second half, as names like s2:P7.office have. */
static size_t front_of(truce_str word, size_t limit) {
    size_t cells = 0;
    size_t size = 0;
    size_t nice = 0;
    while (size < word.size) {
        uint32_t point = 0;
        const size_t step =
            truce_utf8_next((truce_str){word.data + size, word.size - size}, &point);
        const size_t n = step > 0 ? step : 1;
        const size_t wide = truce_utf8_width((truce_str){word.data + size, n});
        if (size > 0 && cells + wide > limit) {
            return nice > 0 ? nice : size;
        }
        cells += wide;
        size += n;
        if (point != 0 && point < 0x80 && strchr("/.:,-_?&=", (int)point) != NULL &&
            cells * 2 >= limit) {
            nice = size;
        }
    }
    return word.size;
}

static void add_word(truce_flow *flow, uint8_t style, size_t at, size_t size) {
    const size_t limit = flow->limit > flow->hang ? flow->limit - flow->hang : flow->limit;
    while (limit > 0 && size > 0) {
        const truce_str rest = {flow->bytes.data + at, size};
        if (truce_utf8_width(rest) <= limit) {
            break;
        }
        const size_t front = front_of(rest, limit);
        add_piece(flow, style, at, front);
        at += front;
        size -= front;
    }
    if (size > 0) {
        add_piece(flow, style, at, size);
    }
}

void truce_document_flow_enclosed(truce_flow *flow, uint8_t style, const char *before,
                                  truce_str text, const char *after) {
    size_t at = flow->bytes.size;
    truce_buffer_add(&flow->bytes, truce_str_of(before));
    truce_utf8_show(&flow->bytes, text);
    truce_buffer_add(&flow->bytes, truce_str_of(after));
    flow->failed = flow->failed || flow->bytes.failed;
    if (flow->failed) {
        return;
    }
    const size_t end = flow->bytes.size;
    while (at < end) {
        const char *const data = flow->bytes.data;
        if (data[at] == ' ') {
            flow->glue = false;
            at++;
            continue;
        }
        const char *const space = memchr(data + at, ' ', end - at);
        const size_t stop = space != NULL ? (size_t)(space - data) : end;
        add_word(flow, style, at, stop - at);
        at = stop;
    }
    flow->glue = false; /* unless the caller says otherwise, the next text stands apart */
}

void truce_document_flow_add(truce_flow *flow, uint8_t style, truce_str text) {
    truce_document_flow_enclosed(flow, style, "", text, "");
}

/* Where the word ends that begins with piece `first`, and how many cells it fills. */
static size_t word_end(const truce_flow *flow, size_t first, size_t *cells) {
    size_t end = first;
    *cells = 0;
    do {
        *cells += flow->pieces[end++].cells;
    } while (end < flow->n && !flow->pieces[end].space && !flow->pieces[end].paragraph);
    return end;
}

bool truce_document_flow_next(const truce_flow *flow, size_t *next, size_t width,
                              truce_flow_line *line) {
    if (*next >= flow->n) {
        return false;
    }
    const truce_flow_piece *const start = &flow->pieces[*next];
    const size_t hang = start->hang < width ? start->hang : 0;
    *line = (truce_flow_line){*next, *next, start->paragraph ? 0 : hang, 0};
    const size_t room = width - line->indent;
    while (line->end < flow->n && (line->end == *next || !flow->pieces[line->end].paragraph)) {
        size_t cells;
        const size_t end = word_end(flow, line->end, &cells);
        const size_t space = line->end > *next;
        if (line->end > *next && line->cells + space + cells > room) {
            break;
        }
        if (cells > room && flow->limit > 0) { /* the first word, and too wide */
            do {
                line->cells += flow->pieces[line->end++].cells;
            } while (line->end < end && line->cells + flow->pieces[line->end].cells <= room);
            if (line->end < end) {
                break;
            }
            continue;
        }
        line->cells += space + cells;
        line->end = end;
    }
    *next = line->end;
    return true;
}

size_t truce_document_flow_longest(const truce_flow *flow) {
    size_t longest = 0;
    for (size_t i = 0; i < flow->n;) {
        size_t cells;
        i = word_end(flow, i, &cells);
        longest = cells > longest ? cells : longest;
    }
    return longest;
}

size_t truce_document_flow_natural(const truce_flow *flow) {
    size_t natural = 0;
    size_t next = 0;
    truce_flow_line line;
    while (truce_document_flow_next(flow, &next, SIZE_MAX / 2, &line)) {
        const size_t cells = line.indent + line.cells;
        natural = cells > natural ? cells : natural;
    }
    return natural;
}
