/* genius_parts.h - the two kinds of Genius file, taken apart (private to the room). */
#ifndef TRUCE_SRC_FORMATS_GENIUS_PARTS_H
#define TRUCE_SRC_FORMATS_GENIUS_PARTS_H

#include "formats/xml.h"
#include "truce/base/symbols.h"
#include "truce/formats/foreign.h"

/* An issue element of either file. */
typedef struct genius_issue {
    const xml_element *element;
    truce_str title;
    bool indexed; /* it has an index attribute that is a whole number */
    int64_t index;
} genius_issue;

typedef struct genius_issues {
    genius_issue *at;
    size_t n, cap;
} genius_issues;

/* The domain, and how to find its issues and values again. */
typedef struct genius_domain {
    xml_document document;
    genius_issues found;
    truce_scenario_issue *issues; /* [found.n] */
    truce_symbols titles;         /* symbol s: issue s - 1 */
    truce_symbols *values;        /* [issue]: symbol s: value s - 1 */
} genius_domain;

/* What all steps need. */
typedef struct genius_in {
    truce_arena *arena;
    notes *told;
    truce_genius_reading reading;
    truce_error *err;
} genius_in;

xml_rank genius_rank;

truce_status genius_no_memory(const genius_in *in, const xml_document *document);

/* Every issue of a file, in its order. Fails on more than the limit and on one without a name. */
TRUCE_MUST_USE truce_status genius_issues_of(const genius_in *in, const xml_document *document,
                                             genius_issues *out);

/* The first element of that name anywhere below `from`, or NULL. */
const xml_element *genius_find(const xml_element *from, const char *name);

/* The number in an attribute; TRUCE_ENOTFOUND without a message where it is absent or empty. */
truce_status genius_number(const genius_in *in, const xml_document *document,
                           const xml_element *element, const char *name, truce_numeral *out);

TRUCE_MUST_USE truce_status genius_read_domain(const genius_in *in, const truce_input *input,
                                               genius_domain *out);

TRUCE_MUST_USE truce_status genius_read_profile(const genius_in *in, const truce_input *input,
                                                const genius_domain *domain,
                                                truce_scenario_party *out);

/* What the numbers of a range are worth by the element `evaluator` (NULL: nothing). */
TRUCE_MUST_USE truce_status genius_evaluate_range(const genius_in *in, const xml_document *document,
                                                  const xml_element *evaluator,
                                                  const truce_scenario_issue *issue,
                                                  truce_scenario_worth *out);

#endif
