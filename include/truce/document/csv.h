/* csv.h - rows for a spreadsheet: comma-separated values as RFC 4180 has them.
 *
 * Rows end in CR LF; a cell that holds a comma, a quotation mark or the end of a line stands in
 * quotation marks, and those within it are doubled. Spreadsheets run a cell as a formula that
 * begins with = + - @, a tab or the end of a line, and a cell may hold what anybody wrote: such a
 * cell gets an apostrophe before it, which they show as text. Who reads such a file by program
 * takes it off again.
 */
#ifndef TRUCE_DOCUMENT_CSV_H
#define TRUCE_DOCUMENT_CSV_H

#include <stdbool.h>

#include "truce/base/buffer.h"
#include "truce/base/str.h"

typedef struct truce_csv {
    truce_buffer *out; /* borrowed; remembers that memory ran out */
    bool within;       /* a row is open, and has a cell */
} truce_csv;

/* One more cell of the row, with what people wrote: UTF-8 of any content. Cost O(size). */
void truce_csv_cell(truce_csv *csv, truce_str text);
/* Likewise, with what the program wrote itself (a number, a date, a fixed word): no apostrophe. */
void truce_csv_own(truce_csv *csv, truce_str text);
/* End the row. One of a single empty cell is not told apart from none. */
void truce_csv_row(truce_csv *csv);

#endif
