/* pdf_parts.h - what the files that make a PDF share (private to the room).
 *
 * Everything is measured in points (1/72 inch), y downwards from the top of the sheet. The document
 * is laid out twice by the same code: first without a sheet to draw on (`cr` is NULL), to count the
 * pages, then drawing. The unit that is set is the row: columns side by side, each a list of texts.
 * A paragraph is a row with one column. Rows break between lines, at the foot of a page.
 */
#ifndef TRUCE_SRC_DOCUMENT_PDF_PARTS_H
#define TRUCE_SRC_DOCUMENT_PDF_PARTS_H

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include "truce/document/parts.h"
#include "truce/document/pdf.h"

typedef enum pdf_ink { PDF_TEXT, PDF_QUIET, PDF_FIRM, PDF_RULE, PDF_PAPER, PDF_INKS } pdf_ink;

/* How a text is set: the look of its plain pieces. */
typedef struct pdf_face {
    double size, pitch; /* of the letters; from line to line */
    bool strong, serif;
    pdf_ink ink;
} pdf_face;

/* Type and margins of a sheet. */
typedef struct pdf_scale {
    pdf_face title, subtitle, heading[2], body, table, label, foot;
    double margin, top, bottom; /* margin: left and right */
    double gap;                 /* between two blocks */
    double name_width;          /* of the names in a list */
} pdf_scale;

/* Something that is drawn with a stretch of a text: a badge's outline, a citation's link. */
typedef struct pdf_mark {
    size_t from, to; /* bytes of the text */
    bool badge;
    truce_tone tone; /* of a badge */
    truce_str claim; /* of a link */
} pdf_mark;

typedef struct pdf_line {
    PangoLayoutLine *line; /* borrowed from the layout */
    double height, ascent; /* height: of the place it takes; ascent: baseline below its top */
    double width;
    size_t mark; /* the first mark that may touch it */
} pdf_line;

/* A text set to a width. */
typedef struct pdf_text {
    PangoLayout *layout; /* owned */
    bool rtl;
    double width;
    double size; /* of its letters */
    pdf_ink ink;
    double before; /* space above it, unless it begins a column */
    pdf_line *lines;
    size_t n_lines;
    pdf_mark *marks;
    size_t n_marks, cap_marks;
    truce_str anchor;
} pdf_text;

typedef struct pdf_column {
    double x, width;  /* x: from where the sheet's lines begin, the margin left out */
    const char *tag;  /* what it is to a machine: "TD", "LBody"; NULL: part of what is around it */
    const char *leaf; /* what each text of it is: "P"; NULL the same */
    pdf_text *texts;
    size_t n, cap;
    size_t text, line; /* what is set next */
} pdf_column;

typedef struct pdf_row {
    truce_arena arena; /* owned: columns, texts, lines, marks */
    pdf_column *columns;
    size_t n;
    const char *tag;               /* around its columns, or NULL */
    double above, below;           /* space within it */
    double rule_above, rule_below; /* how thick; 0: none */
    bool firm;                     /* its rules are in the ink of texts */
    bool bar;                      /* a bar runs down its side */
} pdf_row;

typedef struct truce_pdf {
    const truce_document *doc;
    truce_pdf_options options;
    truce_buffer *out;    /* kept */
    truce_buffer scratch; /* owned: the bytes of the text being set */
    truce_buffer words;   /* owned: attributes of a tag */
    truce_anchors anchors;
    truce_flow flow; /* owned: scratch for the widths of tables */
    pdf_scale scale;
    PangoFontMap *fonts;       /* owned */
    PangoContext *contexts[2]; /* owned: from left to right, and from right to left */
    cairo_surface_t *surface;  /* owned; NULL while pages are counted */
    cairo_t *cr;               /* owned; the same */
    bool mirrored;             /* the document's language runs from right to left */
    bool turned;               /* this sheet lies on its side */
    bool fresh;                /* nothing stands on this page but what is repeated */
    double width, height;      /* of this sheet */
    double y;                  /* where the next row begins */
    size_t page, pages;        /* this one, from 1; all, once counted */
    size_t section;            /* how many headings of level 2 there were */
    int outline;               /* the bookmark of the last one */
    size_t unknown;
    const char *open_tag; /* the list or table that goes on across pages, or NULL */
    pdf_row *head;        /* the row that begins each page of a table, or NULL */
    truce_error *err;
    truce_status status; /* the first failure */
} truce_pdf;

/* Remember the first failure; what follows does nothing any more. */
#define pdf_fail(pdf, why, ...)                                                                    \
    ((pdf)->status =                                                                               \
         (pdf)->status != TRUCE_OK ? (pdf)->status : truce_fail((pdf)->err, (why), __VA_ARGS__))
void pdf_out_of_memory(truce_pdf *pdf);

/* ---- pdf_sheet.c: the sheets, and what is drawn on them ---- */

/* Begin to set: first to count, then (with the pages known) to draw. */
void pdf_begin(truce_pdf *pdf);
/* End the page at hand: its foot, and the sheet goes out. */
void pdf_end_page(truce_pdf *pdf);
/* End the page and begin the next; the open list or table goes on there. */
void pdf_next_page(truce_pdf *pdf);
/* The same on a sheet that lies on its side, or stands; nothing when it does already. */
void pdf_turn(truce_pdf *pdf, bool turned);

/* The width of a full line, and of one on a sheet that would lie on its side. */
double pdf_line_width(const truce_pdf *pdf);
double pdf_turned_width(const truce_pdf *pdf);
/* The height that a page has for rows, and what is left of it. */
double pdf_page_room(const truce_pdf *pdf);
double pdf_room(const truce_pdf *pdf);
/* Where on the sheet something `width` wide begins that is `x` from the beginning of the line. */
double pdf_place(const truce_pdf *pdf, double x, double width);

void pdf_ink_set(truce_pdf *pdf, pdf_ink ink);
/* A filled box; nothing while pages are counted, as with all that follow. */
void pdf_box(truce_pdf *pdf, double x, double y, double width, double height, pdf_ink ink);
void pdf_tag(truce_pdf *pdf, const char *tag);
void pdf_untag(truce_pdf *pdf, const char *tag);
/* The place that `anchor` leads to, if no other passage was it. */
void pdf_destination(truce_pdf *pdf, truce_str anchor, double y);
/* A heading's place, and its bookmark. */
void pdf_bookmark(truce_pdf *pdf, const truce_block *heading, size_t block, double y);
/* A box that leads to `claim`. */
void pdf_link(truce_pdf *pdf, truce_str claim, double x, double y, double width, double height);

/* ---- pdf_script.c ---- */

/* Of the first letter of `text`; neutral when it has none. */
PangoDirection pdf_direction_of(truce_str text);
/* Whether any letter of it runs from right to left. */
bool pdf_runs_left(truce_str text);
/* Where in `text` the first words begin that run so, and their size; its end and 0 without any. */
size_t pdf_run_from_right(truce_str text, size_t *size);
/* A language that is written in the script of `point`; NULL for Latin and what has none. */
const char *pdf_language_of(uint32_t point);

/* ---- pdf_text.c, pdf_passage.c, pdf_draw.c: texts ---- */

/* A text being written. */
typedef struct pdf_writer {
    truce_pdf *pdf;
    pdf_row *row;
    pdf_text *text; /* NULL: memory is out, and nothing is written any more */
    const pdf_face *face;
    PangoAttrList *attrs;           /* owned */
    bool lines;                     /* some sentences begin lines of their own */
    bool mixed;                     /* something in it runs from right to left */
    PangoDirection outside, inside; /* of the first letter that has one: not isolated; isolated */
} pdf_writer;

/* How a piece differs from its text's face. */
typedef struct pdf_look {
    pdf_ink ink;
    bool strong;
    double scale; /* of the size */
    bool struck, underlined;
} pdf_look;

/* Begin one more text of a column, `before` points below the one above it. */
pdf_writer pdf_write_begin(truce_pdf *pdf, pdf_row *row, pdf_column *column, double before,
                           const pdf_face *face);
/* Bytes of ours, or bytes of data with what is hidden shown escaped. */
void pdf_write_ours(pdf_writer *w, pdf_look look, const char *text);
void pdf_write_data(pdf_writer *w, pdf_look look, truce_str text);
/* The same, kept from reordering what stands beside it. */
void pdf_write_isolated(pdf_writer *w, pdf_look look, truce_str text);
/* Where the next byte goes. */
size_t pdf_write_at(const pdf_writer *w);
/* What was written from byte `mark.from` on, to here, is marked. */
void pdf_write_mark(pdf_writer *w, pdf_mark mark);
/* Break it into lines. */
void pdf_write_end(pdf_writer *w);

/* Set `text` as it is, in one look. */
void pdf_text_plain(truce_pdf *pdf, pdf_row *row, pdf_column *column, double before,
                    const pdf_face *face, truce_str text);
/* Set `number` in quiet ink, then `text`: a heading. */
void pdf_text_numbered(truce_pdf *pdf, pdf_row *row, pdf_column *column, const pdf_face *face,
                       size_t number, truce_str text);
/* Set a passage: label (if asked), sentences, badges, citations. */
void pdf_text_passage(truce_pdf *pdf, pdf_row *row, pdf_column *column, double before,
                      const pdf_face *face, const truce_passage *passage, bool with_label);
/* Draw line `i`, its top at `y`, the column at `x`. */
void pdf_text_draw(truce_pdf *pdf, const pdf_text *text, size_t i, double x, double y);
/* Its links. Cairo gives letters to a machine only where no other tag stands within theirs, so
 * these come behind the tag of the text. */
void pdf_text_link(truce_pdf *pdf, const pdf_text *text, size_t i, double x, double y);

/* ---- pdf_row.c ---- */

/* An empty row of `n` columns, to be filled, put once or more, and cleared. */
pdf_row pdf_row_new(truce_pdf *pdf, size_t n);
void pdf_row_clear(pdf_row *row);
/* Its whole height. */
double pdf_row_height(const pdf_row *row);
/* The room it asks for at the foot of a page: less is not worth beginning with. */
double pdf_row_need(const truce_pdf *pdf, const pdf_row *row);
/* Set it, over as many pages as it takes. */
void pdf_row_put(truce_pdf *pdf, pdf_row *row);
/* Set it again from its beginning, on this page, as it is. */
void pdf_row_repeat(truce_pdf *pdf, pdf_row *row);

/* ---- pdf_blocks.c, pdf_table.c ---- */

void pdf_block(truce_pdf *pdf, size_t i);
/* The room that the block asks for at the foot of a page. */
double pdf_block_need(truce_pdf *pdf, size_t i);

void pdf_table(truce_pdf *pdf, const truce_block *table);
double pdf_table_need(truce_pdf *pdf, const truce_block *table);
/* Whether the table wants a sheet that lies on its side. */
bool pdf_table_wants_turn(truce_pdf *pdf, const truce_block *table);

/* ---- pdf_drawing.c ---- */

void pdf_figure(truce_pdf *pdf, const truce_block *figure);
double pdf_figure_need(truce_pdf *pdf, const truce_block *figure);

#endif
