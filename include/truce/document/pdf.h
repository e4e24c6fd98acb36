/* pdf.h - a document on sheets of paper: a PDF to print, to send and to file.
 *
 * It shows what the HTML form shows. Fonts are embedded as subsets. Pages are numbered "3 / 12";
 * the title stands at each foot, headings are bookmarks, citations link to the passage that they
 * name, and paragraphs, lists and tables are tagged as such. A table's rows break across pages, and
 * its header row is repeated. A table whose columns would be too narrow lies on a sheet turned on
 * its side, and where that is not enough its cells are set below one another.
 *
 * Figures are drawn in the colours that HTML has in print. Their words are text; the alternative
 * that a drawing has for who cannot see it is left out, because cairo has no place for it.
 *
 * A text runs from right to left when its first letter does, whatever stands beside it. A document
 * whose language is written so has its columns from right to left too.
 *
 * The same document, fonts and versions of cairo and pango give the same bytes: the file names no
 * date and no author, and neither the locale nor the environment's languages are asked.
 *
 * The work is done by cairo and pango, which a build may lack. Memory that they cannot get ends the
 * program: glib, below pango, aborts then. Of all other memory the caller hears as usual.
 */
#ifndef TRUCE_DOCUMENT_PDF_H
#define TRUCE_DOCUMENT_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/buffer.h"
#include "truce/document/document.h"

/* More pages than anybody reads; at three milliseconds each. */
enum { TRUCE_PDF_PAGES_MAX = 2000 };

typedef enum truce_pdf_sheet { TRUCE_PDF_A4, TRUCE_PDF_LETTER } truce_pdf_sheet;

/* What came of it. */
typedef struct truce_pdf_made {
    size_t pages;
    size_t unknown; /* characters that no installed font has; they are shown as boxes */
} truce_pdf_made;

typedef struct truce_pdf_options {
    truce_pdf_sheet sheet;
    bool dense;           /* small type and margins: 78 lines of 100 letters on a page of A4; so is
                             what the document itself wants tight */
    size_t pages_max;     /* fail rather than make more; 0, or more: TRUCE_PDF_PAGES_MAX */
    truce_pdf_made *made; /* written on success; NULL: nobody asks */
} truce_pdf_options;

/* Whether this build can make a PDF. */
bool truce_document_pdf_built(void);

/* Append `doc` as a PDF file to `out`.
 *
 * Fails with TRUCE_ENOMEM; TRUCE_ELIMIT (more pages than asked for or than TRUCE_PDF_PAGES_MAX, or
 * a passage above 1 MiB); TRUCE_EIO (this build has no PDF, no font is installed, or cairo cannot
 * go on; the message says which). `out` may then hold a part, which the caller throws away.
 *
 * The document is laid out twice, since the first page says how many there are. Cost O(size of the
 * document). Besides what is written, memory is needed for a row of a table at a time, and in cairo
 * for the tags, links and fonts. */
TRUCE_MUST_USE truce_status truce_document_pdf(const truce_document *doc,
                                               const truce_pdf_options *options, truce_buffer *out,
                                               truce_error *err);

#endif
