/* report.h - what is wrong or doubtful in a case, where, and what would be right.
 *
 * A problem points at bytes; it is shown as `file:line:column: error: message`, the line itself and
 * a caret. A narrowed reader is told the record and the line within it instead, because the file's
 * own line numbers would count records that the reader may not see.
 */
#ifndef TRUCE_CASE_REPORT_H
#define TRUCE_CASE_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/arena.h"
#include "truce/base/buffer.h"
#include "truce/case/model.h"

enum { TRUCE_ERRORS_SHOWN = 20, TRUCE_WARNINGS_SHOWN = 50 };

typedef struct truce_problem {
    bool warning;
    truce_place place;
    uint32_t size;     /* bytes to underline; 0: a caret alone */
    truce_str message; /* a sentence without a full stop, in words a mediator's analyst uses */
    truce_str hint;    /* what would be right; may be empty */
} truce_problem;

typedef struct truce_report {
    truce_arena *arena; /* kept: messages live there */
    truce_problem *problems;
    size_t n, cap;
    size_t errors, warnings; /* all that were found, shown or not */
    bool failed;             /* memory ran out while reporting */
    bool narrowed;           /* made for a reader who does not see everything */
    const truce_text *texts; /* borrowed from the case or the inputs */
    uint32_t n_texts;
    truce_place *records; /* where each record begins, rising; for narrowed messages */
    size_t n_records, cap_records;
    bool *faulty;           /* [text]: it has an error; NULL: nobody asks */
    const uint32_t **lines; /* [text][stretch]: lines that end before it; NULL: not counted */
} truce_report;

truce_report truce_report_new(truce_arena *arena);

/* Add a problem. Beyond the number shown it is only counted. */
void truce_report_add(truce_report *report, bool warning, truce_place place, size_t size,
                      truce_str hint, const char *format, ...) TRUCE_PRINTF(6, 7);

/* Put the problems into the order of the text (errors and warnings together). */
void truce_report_sort(truce_report *report);

/* "talks.truce:12:7", or for a narrowed reader "claim s2:P6, line 2, column 7". Into `arena`. */
truce_str truce_report_where(const truce_report *report, truce_place place, truce_arena *arena);

/* A place taken apart, as --json gives it. */
typedef struct truce_where {
    truce_str file;   /* empty for a narrowed reader */
    truce_str record; /* the first two words of the record's first line; empty before any */
    size_t line;      /* from 1; within the record for a narrowed reader */
    size_t column;    /* from 1, in code points */
    truce_str text;   /* the whole line, without its end */
    size_t offset;    /* of the place, in bytes from the line's start */
} truce_where;

/* Cost: O(bytes of the text before it), or of a few thousand once lines are counted. */
truce_where truce_report_locate(const truce_report *report, truce_place place);

/* Count the lines of all texts once, for whoever tells very many places; again is nothing. The
 * count lives in the report's arena. False when memory is out. Cost O(bytes). */
TRUCE_MUST_USE bool truce_report_count_lines(truce_report *report);

/* Append every problem as text for a person: place, message, the line, a caret, the hint.
 * `colour` adds ANSI SGR. Then a line that counts what was not shown, if anything. */
void truce_report_show(const truce_report *report, bool colour, truce_buffer *out);

#endif
