/* A table in a page. The roles repeat what the elements say, because the style sheet turns rows
 * into cards on a phone and browsers then forget that it was a table; `data-label` is the column's
 * title on such a card. */
#include "truce/document/parts.h"

static void write_head(truce_html *html, const truce_block *table) {
    size_t weights = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        weights += table->columns[i].weight > 0 ? (size_t)table->columns[i].weight : 1;
    }
    truce_buffer_lit(html->out, "<colgroup>");
    for (size_t i = 0; i < table->n_columns; i++) {
        const size_t weight = table->columns[i].weight > 0 ? (size_t)table->columns[i].weight : 1;
        const size_t tenths = weight * 1000 / weights;
        truce_buffer_printf(html->out, "<col style=\"width:%zu.%zu%%\">", tenths / 10, tenths % 10);
    }
    truce_buffer_lit(html->out, "</colgroup>\n<thead role=\"rowgroup\">\n<tr role=\"row\">");
    for (size_t i = 0; i < table->n_columns; i++) {
        truce_buffer_lit(html->out, "<th scope=\"col\" role=\"columnheader\" dir=\"auto\">");
        truce_document_html_escape(html, table->columns[i].title);
        truce_buffer_lit(html->out, "</th>");
    }
    truce_buffer_lit(html->out, "</tr>\n</thead>\n");
}

static void write_cell(truce_html *html, const truce_cell *cell) {
    if (cell->n_passages == 0) {
        truce_buffer_lit(html->out, "<span class=\"empty\"><span aria-hidden=\"true\">" TRUCE_DASH
                                    "</span><span class=\"unseen\">nothing recorded</span></span>");
    }
    for (size_t i = 0; i < cell->n_passages; i++) {
        const truce_passage *const passage = &cell->passages[i];
        truce_buffer_lit(html->out, "<p dir=\"auto\"");
        truce_document_html_id(html, passage->anchor);
        truce_buffer_byte(html->out, '>');
        truce_document_html_passage(html, passage, true);
        truce_buffer_lit(html->out, "</p>");
    }
}

void truce_document_html_table(truce_html *html, const truce_block *table) {
    truce_buffer_lit(html->out, "<table role=\"table\"");
    truce_buffer_add(html->out,
                     table->n_columns > 5 ? TRUCE_STR(" class=\"wide\"") : TRUCE_STR(""));
    truce_buffer_lit(html->out, ">\n");
    if (table->title.size > 0) {
        truce_buffer_lit(html->out, "<caption dir=\"auto\">");
        truce_document_html_escape(html, table->title);
        truce_buffer_lit(html->out, "</caption>\n");
    }
    write_head(html, table);
    truce_buffer_lit(html->out, "<tbody role=\"rowgroup\">\n");
    for (size_t r = 0; r < table->n_rows; r++) {
        truce_buffer_lit(html->out, "<tr role=\"row\">");
        for (size_t i = 0; i < table->n_columns; i++) {
            if (i == 0) {
                truce_buffer_lit(html->out, "<th scope=\"row\" role=\"rowheader\"");
            } else {
                truce_buffer_lit(html->out, "\n<td role=\"cell\" data-label=\"");
                truce_document_html_escape(html, table->columns[i].title);
                truce_buffer_byte(html->out, '"');
            }
            truce_buffer_byte(html->out, '>');
            write_cell(html, &table->rows[r].cells[i]);
            truce_buffer_add(html->out, i == 0 ? TRUCE_STR("</th>") : TRUCE_STR("</td>"));
        }
        truce_buffer_lit(html->out, "</tr>\n");
    }
    truce_buffer_lit(html->out, "</tbody>\n</table>\n");
}
