/* The blocks of a document as rows: headings that stay with what they head, paragraphs, notes and
 * lists. */
#include "pdf_parts.h"

#include <math.h>

enum { LEAD_IN = 3 }; /* blocks that go with a table to a sheet on its side */

/* ---- rows ---- */

static pdf_row paragraph_row(truce_pdf *pdf, const truce_passage *passage, bool note) {
    pdf_row row = pdf_row_new(pdf, 1);
    const double inset = note ? 10 : 0;
    const double padding = note ? 2 : 0;
    if (row.columns == NULL) {
        return row;
    }
    row.columns[0].x = inset;
    row.columns[0].width = pdf_line_width(pdf) - inset;
    row.columns[0].tag = note ? "Note" : NULL;
    row.columns[0].leaf = "P";
    row.bar = note;
    row.above = padding;
    row.below = padding;
    pdf_text_passage(pdf, &row, &row.columns[0], 0, &pdf->scale.body, passage, true);
    return row;
}

/* Names stand in a column of their own, but on a tight page, where they open the line. */
static bool list_is_named(const truce_pdf *pdf, const truce_block *list) {
    bool named = false;
    for (size_t i = 0; i < list->n_passages && !named && !pdf->doc->compact; i++) {
        named = list->passages[i].anchor.size + list->passages[i].label.size > 0;
    }
    return named;
}

/* An item: its name or a dot at the side, what it says beside it. */
static pdf_row item_row(truce_pdf *pdf, const truce_block *list, size_t i, bool named) {
    const truce_passage *const item = &list->passages[i];
    const truce_str name = item->anchor.size > 0 ? item->anchor : item->label;
    const double side = named ? pdf->scale.name_width : 10;
    const double between = named ? 10 : 0;
    pdf_row row = pdf_row_new(pdf, 2);
    if (row.columns == NULL) {
        return row;
    }
    row.tag = "LI";
    row.columns[0].width = side;
    row.columns[0].tag = "Lbl";
    row.columns[1].x = side + between;
    row.columns[1].width = pdf_line_width(pdf) - side - between;
    row.columns[1].tag = "LBody";
    row.columns[1].leaf = "P";
    if (named) {
        const double padding = pdf->scale.body.pitch * .22;
        row.above = padding;
        row.below = padding;
        row.rule_above = .4;
        row.rule_below = i + 1 == list->n_passages ? .4 : 0;
        pdf_text_plain(pdf, &row, &row.columns[0], 0, &pdf->scale.label, name);
    } else {
        row.below = pdf->scale.body.pitch * .2;
        pdf_text_plain(pdf, &row, &row.columns[0], 0, &pdf->scale.body, TRUCE_STR("\xE2\x80\xA2"));
    }
    pdf_text_passage(pdf, &row, &row.columns[1], 0, &pdf->scale.body, item,
                     !named || !truce_str_equal(name, item->label));
    return row;
}

/* `section`: the number of a heading of level 2. */
static pdf_row heading_row(truce_pdf *pdf, const truce_block *heading, size_t section) {
    static const char *const tags[] = {"H2", "H3"};
    const size_t level = heading->level == 2 ? 0 : 1;
    const pdf_face *const face = &pdf->scale.heading[level];
    pdf_row row = pdf_row_new(pdf, 1);
    if (row.columns == NULL) {
        return row;
    }
    row.columns[0].width = pdf_line_width(pdf);
    row.columns[0].tag = tags[level];
    row.below = pdf->scale.gap * .5;
    if (level == 0 && !pdf->doc->compact) {
        pdf_text_numbered(pdf, &row, &row.columns[0], face, section, heading->title);
    } else {
        pdf_text_plain(pdf, &row, &row.columns[0], 0, face, heading->title);
    }
    return row;
}

/* ---- what a block asks for ---- */

static double heading_gap(const truce_pdf *pdf, const truce_block *heading) {
    return pdf->fresh ? 0 : pdf->scale.gap * (heading->level == 2 ? 1.6 : .6);
}

static double row_need_once(truce_pdf *pdf, pdf_row row) {
    const double need = pdf_row_need(pdf, &row);
    pdf_row_clear(&row);
    return need;
}

double pdf_block_need(truce_pdf *pdf, size_t i) {
    if (i >= pdf->doc->n_blocks || pdf->status != TRUCE_OK) {
        return 0;
    }
    const truce_block *const block = &pdf->doc->blocks[i];
    const size_t unknown = pdf->unknown; /* what is only measured is not counted */
    double need = 0;
    switch (block->kind) {
    case TRUCE_BLOCK_HEADING:
        need = row_need_once(pdf, heading_row(pdf, block, pdf->section + 1)) +
               heading_gap(pdf, block) + pdf_block_need(pdf, i + 1);
        break;
    case TRUCE_BLOCK_PARAGRAPH:
    case TRUCE_BLOCK_NOTE:
        need = block->n_passages > 0
                   ? row_need_once(pdf, paragraph_row(pdf, &block->passages[0],
                                                      block->kind == TRUCE_BLOCK_NOTE))
                   : 0;
        break;
    case TRUCE_BLOCK_LIST:
        need = block->n_passages > 0
                   ? row_need_once(pdf, item_row(pdf, block, 0, list_is_named(pdf, block)))
                   : 0;
        break;
    case TRUCE_BLOCK_TABLE:
        need = pdf_table_need(pdf, block);
        break;
    case TRUCE_BLOCK_FIGURE:
        need = pdf_figure_need(pdf, block);
        break;
    }
    pdf->unknown = unknown;
    return need;
}

/* A table that wants a turned sheet takes what leads to it along. */
static bool wants_turn(truce_pdf *pdf, size_t i) {
    for (size_t k = i; k < pdf->doc->n_blocks && k <= i + LEAD_IN; k++) {
        const truce_block *const block = &pdf->doc->blocks[k];
        if (block->kind == TRUCE_BLOCK_TABLE) {
            return pdf_table_wants_turn(pdf, block);
        }
        if (block->kind == TRUCE_BLOCK_LIST || block->kind == TRUCE_BLOCK_FIGURE ||
            (k > i && block->kind == TRUCE_BLOCK_HEADING && block->level == 2)) {
            return false;
        }
    }
    return false;
}

/* ---- blocks ---- */

static void put_once(truce_pdf *pdf, pdf_row row) {
    pdf_row_put(pdf, &row);
    pdf_row_clear(&row);
}

static void put_heading(truce_pdf *pdf, size_t i) {
    const truce_block *const heading = &pdf->doc->blocks[i];
    const double need = fmin(pdf_block_need(pdf, i), pdf_page_room(pdf) * .9);
    if (!pdf->fresh && need > pdf_room(pdf)) {
        pdf_next_page(pdf);
    }
    pdf->section += heading->level == 2;
    pdf->y += heading_gap(pdf, heading);
    pdf_bookmark(pdf, heading, i, pdf->y);
    put_once(pdf, heading_row(pdf, heading, pdf->section));
}

static void put_paragraphs(truce_pdf *pdf, const truce_block *block) {
    for (size_t i = 0; i < block->n_passages; i++) {
        put_once(pdf, paragraph_row(pdf, &block->passages[i], block->kind == TRUCE_BLOCK_NOTE));
        pdf->y += pdf->scale.gap;
    }
}

static void put_list(truce_pdf *pdf, const truce_block *list) {
    const bool named = list_is_named(pdf, list);
    pdf->open_tag = "L";
    pdf_tag(pdf, pdf->open_tag);
    for (size_t i = 0; i < list->n_passages && pdf->status == TRUCE_OK; i++) {
        put_once(pdf, item_row(pdf, list, i, named));
    }
    pdf_untag(pdf, pdf->open_tag);
    pdf->open_tag = NULL;
    pdf->y += pdf->scale.gap;
}

void pdf_block(truce_pdf *pdf, size_t i) {
    const truce_block *const block = &pdf->doc->blocks[i];
    pdf_turn(pdf, wants_turn(pdf, i));
    switch (block->kind) {
    case TRUCE_BLOCK_HEADING:
        put_heading(pdf, i);
        break;
    case TRUCE_BLOCK_PARAGRAPH:
    case TRUCE_BLOCK_NOTE:
        put_paragraphs(pdf, block);
        break;
    case TRUCE_BLOCK_LIST:
        put_list(pdf, block);
        break;
    case TRUCE_BLOCK_TABLE:
        pdf_table(pdf, block);
        break;
    case TRUCE_BLOCK_FIGURE:
        pdf_figure(pdf, block);
        break;
    }
}
