/* json_in.h - JSON text to jansson's values, with bounds on what it may claim (private).
 *
 * Two rooms read JSON: a case, and other tools' files. The second keeps numbers as they are
 * written, since jansson would round them: `numbers_as_text` gives each as a string.
 */
#ifndef TRUCE_SRC_BASE_JSON_IN_H
#define TRUCE_SRC_BASE_JSON_IN_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "truce/base/error.h"
#include "truce/base/str.h"

typedef struct truce_json_limits {
    size_t bytes;                          /* of the text */
    size_t depth;                          /* objects and arrays within each other */
    size_t containers;                     /* objects and arrays */
    size_t values;                         /* all values, keys not counted */
    const char *advice_deep, *advice_many; /* what the messages say behind the number */
} truce_json_limits;

/* Parse `json`. `*out` is owned by the caller (json_decref); left as it was on failure.
 * TRUCE_EPARSE (not JSON, or a member twice; the message says line and column), TRUCE_ELIMIT,
 * TRUCE_ENOMEM. Cost O(size of json). */
TRUCE_MUST_USE truce_status truce_json_parse(truce_str json, const truce_json_limits *limits,
                                             bool numbers_as_text, json_t **out, truce_error *err);

#endif
