/* paper.h - in which form an answer is put on paper. */
#ifndef TRUCE_ACTIONS_PAPER_H
#define TRUCE_ACTIONS_PAPER_H

#include "truce/document/pdf.h"
#include "truce/document/render.h"

typedef enum truce_paper_form {
    TRUCE_PAPER_TEXT,
    TRUCE_PAPER_MARKDOWN,
    TRUCE_PAPER_HTML,
    TRUCE_PAPER_JSON,
    TRUCE_PAPER_PDF,
    TRUCE_PAPER_SVG, /* the figures alone; TRUCE_ENOTFOUND where there is none */
    TRUCE_PAPER_CSV  /* rows for a spreadsheet, of the few answers that have them */
} truce_paper_form;

typedef struct truce_paper {
    truce_paper_form form;
    truce_text_style text; /* of TEXT */
    truce_pdf_options pdf; /* of PDF */
} truce_paper;

#endif
