/* parts.h - what the renderings of a document share, so that all of them say the same.
 *
 * For the files of this room; whoever composes a document needs document.h and render.h only.
 */
#ifndef TRUCE_DOCUMENT_PARTS_H
#define TRUCE_DOCUMENT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/buffer.h"
#include "truce/base/symbols.h"
#include "truce/document/document.h"
#include "truce/document/wrap.h"

/* Somebody's own word stands between these two. */
#define TRUCE_MIDDLE_DOT  "\xC2\xB7"
#define TRUCE_TAKEN_OPEN  "[-"
#define TRUCE_TAKEN_CLOSE "-]"
#define TRUCE_PUT_OPEN    "{+"
#define TRUCE_PUT_CLOSE   "+}"
#define TRUCE_QUOTE_OPEN  "\xE2\x80\x9C"
#define TRUCE_QUOTE_CLOSE "\xE2\x80\x9D"
/* A cell of which nothing is known. */
#define TRUCE_DASH "\xE2\x80\x94"

/* ---- sentences and passages ---- */

/* Whether one space belongs between a span and the one before it (NULL: none, no space). */
bool truce_sentence_gap(const truce_span *before, const truce_span *after);

/* Append the spans as one running text, terms in quotation marks, nothing escaped. */
void truce_sentence_text(const truce_sentence *sentence, truce_buffer *out);

/* Whether sentence `i` shows its basis: it has one that is not quiet, and the next sentence has not
 * the same. */
bool truce_document_basis_due(const truce_passage *passage, size_t i);

/* What stands before a sentence that is not the first of its passage; `line` begins a new line. */
static inline const char *truce_document_joint(const truce_sentence *sentence, const char *line) {
    return sentence->join == TRUCE_JOIN_LINE  ? line
           : sentence->join == TRUCE_JOIN_DOT ? " " TRUCE_MIDDLE_DOT " "
                                              : " ";
}

/* Whether a colon belongs behind the label of a passage: not when it brings its own end, or when a
 * dash follows. */
bool truce_document_wants_colon(truce_str label, const truce_passage *passage);

/* Whether any drawing of a figure has a form in characters, and none has lines wider than `width`
 * cells. Else the figure is left out where nothing can be drawn. */
bool truce_document_has_plain(const truce_block *figure, size_t width);

/* Take one line from the front of `*plain`, without its newline and the blanks before that; false
 * when none is left. */
bool truce_document_plain_line(truce_str *plain, truce_str *line);

/* ---- what citations lead to ---- */

typedef struct truce_anchors {
    truce_arena arena;   /* owned: everything below lives there */
    truce_symbols names; /* every anchor of the document */
    bool *placed;        /* [symbol]: the first passage of that anchor has been set */
} truce_anchors;

/* Find every anchor; false when memory is out. Clear it in any case. */
bool truce_document_anchors_open(truce_anchors *anchors, const truce_document *doc);
void truce_document_anchors_clear(truce_anchors *anchors);

/* Whether some passage has that anchor. */
bool truce_document_anchor_known(const truce_anchors *anchors, truce_str anchor);

/* True once for each anchor: the passage at hand is the place it leads to. */
bool truce_document_anchor_place(truce_anchors *anchors, truce_str anchor);

/* Append the fragment that `anchor` is linked by: ASCII, one to one. */
void truce_document_fragment(truce_buffer *out, truce_str anchor);

/* ---- text ---- */

/* How a piece of text looks on a terminal; the styles of a flow's pieces. */
typedef enum truce_look {
    TRUCE_LOOK_PLAIN,
    TRUCE_LOOK_BOLD,
    TRUCE_LOOK_DIM,
    TRUCE_LOOK_CAUTION,
    TRUCE_LOOK_CITE
} truce_look;

/* Add a passage to `flow`; `plain` is the look of what has no style of its own. */
void truce_document_flow_passage(truce_flow *flow, const truce_passage *passage, truce_look plain);

/* Append one line of `flow`, without indentation or newline; SGR sequences only with `colour`. */
void truce_document_flow_line(const truce_flow *flow, const truce_flow_line *line, bool colour,
                              truce_buffer *out);

/* Append `text`, a constant of ours, in one look. */
void truce_document_look(truce_buffer *out, truce_look look, bool colour, truce_str text);

/* The passages of a table's cell as paragraphs of `flow`, cut to `limit` cells (0: not cut). */
void truce_document_flow_cell(truce_flow *flow, const truce_cell *cell, size_t limit,
                              truce_look plain);

/* How many cells each column of `table` gets of `width`, of which `between` go between two of them:
 * what a column does not need goes to the others, by weight, and one whose longest word is wider
 * than its share gets room for that where the others can spare it. `share` tells of letters that
 * are not cells of a terminal: how wide a cell is in their size (0.56), so that words of the
 * headings, which are in bold, count what they may take there; 0: cells are letters. `widths` has
 * room for one a column. False when a column would fall below 12 cells, or (the flow's `failed`)
 * memory is out. */
bool truce_document_table_widths(const truce_block *table, size_t width, size_t between,
                                 double share, truce_flow *flow, size_t *widths);

/* Append a table in `width` cells: as columns, or as stacked rows when one column would fall
 * below 12 cells. `flow` is scratch. */
void truce_document_text_table(const truce_block *table, size_t width, bool colour,
                               truce_flow *flow, truce_buffer *out);

/* ---- HTML ---- */

typedef struct truce_html {
    truce_buffer *out;     /* kept */
    truce_buffer scratch;  /* owned: a text before its markup is escaped */
    truce_anchors anchors; /* owned */
} truce_html;

/* Append `text` as content of an element or of a quoted attribute. */
void truce_document_html_escape(truce_html *html, truce_str text);

/* Append ` id="..."` for the first passage of that anchor; nothing for the others, or without one.
 */
void truce_document_html_id(truce_html *html, truce_str anchor);

/* Append label (unless it was written), sentences, badges and citations of a passage; its element
 * is the caller's. */
void truce_document_html_passage(truce_html *html, const truce_passage *passage, bool with_label);

void truce_document_html_table(truce_html *html, const truce_block *table);

void truce_document_html_figure(truce_html *html, const truce_block *figure);

/* Append drawing `i` of the figure `id` as an SVG element. Links to anchors that the document does
 * not have are left out. */
void truce_drawing_svg(truce_html *html, const truce_drawing *drawing, truce_str id, size_t i);

/* Append the style sheet; the page's title stands at the foot of each printed page. */
void truce_document_html_style(truce_html *html, truce_str title, bool compact);

/* Append the part of it that drawings need in a file of their own. */
void truce_document_svg_style(truce_html *html);

#endif
