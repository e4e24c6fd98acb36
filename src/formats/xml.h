/* xml.h - elements and attributes of an XML file that may be careless (private to the room).
 *
 * Genius reads its files with a parser of its own that takes much for XML that is none, so public
 * files hold such things. What this one repairs is listed in docs/formats.md, and each repair is
 * noted. It knows no DTD: entities beyond the five of XML are refused, nothing is expanded, nothing
 * is fetched. Text between tags is passed over; there is none that matters in these files.
 */
#ifndef TRUCE_SRC_FORMATS_XML_H
#define TRUCE_SRC_FORMATS_XML_H

#include "formats/notes.h"
#include "truce/case/view.h"

enum {
    XML_DEPTH_MAX = 64,
    XML_ATTRIBUTES_MAX = 64, /* of one element */
    XML_NODES_MAX = 1000000  /* elements and attributes */
};

typedef struct xml_attribute {
    truce_str name, value;
    const struct xml_attribute *next;
} xml_attribute;

typedef struct xml_element {
    truce_str name;
    const xml_attribute *attributes;
    struct xml_element *parent, *first, *last,
        *next; /* children, and the next of the same parent */
    size_t at; /* byte of its < */
} xml_element;

typedef struct xml_document {
    truce_str file;  /* as the input is named */
    truce_str bytes; /* UTF-8 */
    const xml_element *root;
} xml_document;

/* Where an element stands among those that cannot hold each other: one that opens closes the open
 * ones of its own rank and of higher ones. 0: it closes none and is closed by none. */
typedef int xml_rank(truce_str name);

/* Read a file. Statuses as truce_genius_read; the document, in `arena`, points into the input. */
TRUCE_MUST_USE truce_status xml_read(const truce_input *input, xml_rank *rank, notes *told,
                                     truce_arena *arena, xml_document *out, truce_error *err);

/* The line of a byte, from 1; and its column in code points, where `column` is not NULL. */
size_t xml_line(truce_str bytes, size_t at, size_t *column);

/* Fail at a byte: "talks.xml:12:7: ...". */
truce_status xml_fail(const xml_document *document, size_t at, truce_error *err,
                      truce_status status, const char *format, ...) TRUCE_PRINTF(5, 6);

bool xml_is(const xml_element *element, const char *name);

/* The value of an attribute without blanks at its ends; data NULL when it is not there. */
truce_str xml_value(const xml_element *element, const char *name);

#endif
