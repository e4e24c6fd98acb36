/* xml_decode.h - the bytes of an XML file as UTF-8 (private to the room). */
#ifndef TRUCE_SRC_FORMATS_XML_DECODE_H
#define TRUCE_SRC_FORMATS_XML_DECODE_H

#include "formats/xml.h"

/* Turn `document->bytes` into UTF-8 without a byte-order mark: as they are, or a copy in `arena`
 * where the file says that it is in Latin-1 or Windows-1252. TRUCE_EPARSE (another encoding, bytes
 * that are not of it, control characters), TRUCE_ELIMIT (too large), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status xml_decode(xml_document *document, truce_arena *arena,
                                       truce_error *err);

#endif
