/* json_place.h - where in a text of JSON a value stands, so that a fault can be shown (private).
 *
 * jansson keeps no places. A fault is rare and there is one of it, so that its place is looked for
 * in the text once it is known: `preferences[0].statements[2]`.
 */
#ifndef TRUCE_SRC_BASE_JSON_PLACE_H
#define TRUCE_SRC_BASE_JSON_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/str.h"

typedef struct truce_json_place {
    size_t offset, size; /* of the value, in bytes; of an array or object only the bracket */
    bool whole;          /* the path led there; else this is where it ended */
} truce_json_place;

/* Follow a path from the outermost value, as far as it leads. Names in it end at `.`, `[` or the
 * end. A key that is written with escapes is not found. O(size of json) */
truce_json_place truce_json_find(truce_str json, truce_str path);

/* In the string that begins at an offset of the text: where the byte `n`, from 0, of what it says
 * is written; where it ends, if it is shorter. */
size_t truce_json_in_string(truce_str json, size_t offset, size_t n);

#endif
