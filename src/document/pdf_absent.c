/* A build without cairo and pango: asked for a PDF, it says what is missing. */
#include "truce/document/pdf.h"

bool truce_document_pdf_built(void) {
    return false;
}

truce_status truce_document_pdf(const truce_document *doc, const truce_pdf_options *options,
                                truce_buffer *out, truce_error *err) {
    (void)doc;
    (void)options;
    (void)out;
    return truce_fail(err, TRUCE_EIO,
                      "this truce was built without PDF; install cairo and pango for developers "
                      "(Debian: libcairo2-dev libpango1.0-dev), build again, or print the HTML "
                      "form");
}
