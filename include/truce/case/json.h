/* json.h - the machine's form of a case: the same records as JSON, out and in, without loss.
 *
 * docs/case.schema.json describes the form. Three rules run through it: a number that somebody
 * stated is a string ("6.50"), so that no reader of JSON drops a digit; what may be either a word
 * of the language or somebody's own words is {"words": "..."} in the second case; what the case
 * does not say is absent. Comments, blank lines and the order of a record's attribute lines are
 * not part of a case, so they are not part of its JSON.
 */
#ifndef TRUCE_CASE_JSON_H
#define TRUCE_CASE_JSON_H

#include <stddef.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/json.h"
#include "truce/base/str.h"
#include "truce/case/model.h"
#include "truce/case/view.h"

/* Documented limits of what is read. They bound the memory that a hostile text can claim to what
 * an honest one of the largest size takes, some eight times its bytes. */
enum {
    TRUCE_JSON_IN_DEPTH_MAX = 16,
    TRUCE_JSON_IN_CONTAINERS_MAX = 4 * 1024 * 1024, /* objects and arrays */
    TRUCE_JSON_IN_VALUES_MAX = 16 * 1024 * 1024     /* all values, keys not counted */
};
#define TRUCE_JSON_IN_BYTES_MAX ((size_t)256 * 1024 * 1024)

/* Write a case as one JSON value, in reading order.
 *
 * c     as read (truce_case_read), whole or for a narrowed reader.
 * json  where a value may stand: at the start, or behind a key. What it writes into remembers when
 *       memory is out (truce_buffer_status). The caller ends the document (truce_json_end).
 *
 * Cost O(size of the case).
 */
void truce_case_to_json(const truce_case *c, truce_json *json);

/* The files of a case; what truce_case_view takes. */
typedef struct truce_json_files {
    truce_input *at;
    size_t n;
} truce_json_files;

/* Turn the JSON of a case into the files of that case, in the language's canonical layout.
 *
 * json   borrowed; UTF-8, at most TRUCE_JSON_IN_BYTES_MAX.
 * arena  receives names and texts of the files, also what is left behind on failure.
 * out    receives the files in the order given. A name is what the JSON says, never checked against
 *        a file system: who writes files decides where. Left as it was on failure.
 *
 * Only form is judged here: members, types, and that each name, number, date and text is one word
 * or one line of the language, so that no value can bring in a line or a word of its own. Whether
 * the case makes sense is judged once, by reading the texts (truce_case_read).
 *
 * TRUCE_EPARSE (not JSON, or a member twice; the message says line and column), TRUCE_EINVAL (not
 * the JSON of a case; the message begins with a JSON pointer, /files/0/records/3/kind, and says
 * what would be right), TRUCE_ELIMIT, TRUCE_ENOMEM. Cost O(size of json), in scratch too.
 */
TRUCE_MUST_USE truce_status truce_case_text_from_json(truce_str json, truce_arena *arena,
                                                      truce_json_files *out, truce_error *err);

#endif
