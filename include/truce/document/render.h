/* render.h - a document on paper, on a terminal, in a page, or for a machine.
 *
 * All four append to `out` and say the same; of a figure, a page shows the drawings, text and
 * Markdown their form in characters (or nothing, when they have none or the width is less than it
 * needs), and JSON what they show in words. Texts are shown with control and bidirectional
 * characters escaped. Each fails with TRUCE_ENOMEM; `out` may then hold a part, which the
 * caller throws away. Cost O(size of what is written).
 */
#ifndef TRUCE_DOCUMENT_RENDER_H
#define TRUCE_DOCUMENT_RENDER_H

#include <stdbool.h>

#include "truce/base/buffer.h"
#include "truce/base/json.h"
#include "truce/document/document.h"

typedef struct truce_text_style {
    int width;   /* cells, 40..; 0 means 100 */
    bool colour; /* ANSI SGR sequences */
} truce_text_style;

/* For a terminal or a pipe: tables with aligned, wrapped columns; badges in [brackets]; citations
 * as (s2:P8.office, s4:P3) behind the sentence; a table that is too narrow to set (a column below
 * 12 cells) is set as a list of rows instead. */
TRUCE_MUST_USE truce_status truce_document_text(const truce_document *doc, truce_text_style style,
                                                truce_buffer *out, truce_error *err);

/* CommonMark with pipe tables (passages within a cell joined by <br>). */
TRUCE_MUST_USE truce_status truce_document_markdown(const truce_document *doc, truce_buffer *out,
                                                    truce_error *err);

/* One self-contained page: no script, no outside reference, a policy that forbids both; printable,
 * accessible (landmarks, table headers with scope, contents list, skip link), readable on a phone.
 * Figures are SVG within it, each with its title and alternative.
 * A citation links to the passage whose anchor is that name, where the document has one. */
TRUCE_MUST_USE truce_status truce_document_html(const truce_document *doc, truce_buffer *out,
                                                truce_error *err);

/* The figures alone, as one SVG file: their drawings one below another, bright or dark as who shows
 * it prefers. Citations lead nowhere in it. TRUCE_ENOTFOUND too: the document has no drawing. */
TRUCE_MUST_USE truce_status truce_document_svg(const truce_document *doc, truce_buffer *out,
                                               truce_error *err);

/* Write the document as one JSON value:
 * {"title","subtitle","sections":[{"id","title","blocks":[...]}]}. Every sentence is
 * {"text","claims":[...],"badges":[...],"basis"} under the key "statements"; empty members are left
 * out, but `claims` never is. Blocks have a "kind": "heading" (level 3), "paragraph" and "note"
 * (with statements), "list" (with "items"), "table" (with "columns", and "rows" of cells of
 * passages), "figure" ("id", "title", "drawings" of {"title","alternative"}, and the statements of
 * its caption); a passage is {"anchor","label","statements"}. What stands before the first heading
 * is a section without id and title. A document that `failed`, or no memory, sets the buffer's
 * `failed`. */
void truce_document_json(const truce_document *doc, truce_json *json);

#endif
