/* read.h - from the text of a case to its model.
 *
 * Reading is one pass over the bytes, then one over the nodes to bind names. Nothing is guessed:
 * a case with an error gives no model, and every error says where it is and what would be right.
 */
#ifndef TRUCE_CASE_READ_H
#define TRUCE_CASE_READ_H

#include "truce/case/model.h"
#include "truce/case/report.h"
#include "truce/case/view.h"
#include "truce/case/writers.h"

/* Documented limits; each counts per view. */
enum {
    TRUCE_LINE_BYTES_MAX = 64 * 1024,
    TRUCE_NAME_BYTES_MAX = 64,
    TRUCE_CLAIM_NAME_BYTES_MAX = 160,
    TRUCE_RECORDS_MAX = 1000000, /* of one kind */
    TRUCE_OPTIONS_MAX = 100000,  /* of one issue */
    TRUCE_RECORD_LINES_MAX = 4096,
    TRUCE_LIST_MAX = 1024,        /* names in one list */
    TRUCE_VIEWERS_MAX = 16777216, /* of all different audiences, members of compartments counted */
    TRUCE_FILES_MAX = 1048576
};
#define TRUCE_FILE_BYTES_MAX ((size_t)64 * 1024 * 1024)
#define TRUCE_CASE_BYTES_MAX ((size_t)256 * 1024 * 1024)

typedef struct truce_read_options {
    uint64_t seed;     /* of the hash table of names; never changes a result */
    bool no_warnings;  /* do not look for what is legal and doubtful */
    bool syntax_only;  /* do not look up names: enough to lay a text out, not to answer from it */
    bool any_audience; /* do not mind a record that is seen more widely than what it names */
    const truce_writers *writers; /* who wrote what; NULL: each name is given once */
} truce_read_options;

/* Read the case that `view` gives.
 *
 * view    kept, as are the texts behind it: names and words in the model point into them.
 * c       receives the model on TRUCE_OK; it and all its parts live in `arena`.
 * report  receives errors and warnings, also on TRUCE_OK (warnings only, then).
 *
 * TRUCE_EPARSE: the report has at least one error, and `c` must not be used except as the texts
 * behind the report. TRUCE_ELIMIT: a file, all files or their number exceed the limits above.
 * TRUCE_ENOMEM. Expected O(bytes).
 */
TRUCE_MUST_USE truce_status truce_case_read(const truce_view *view, truce_read_options options,
                                            truce_arena *arena, truce_case *c, truce_report *report,
                                            truce_error *err);

#endif
