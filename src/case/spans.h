/* spans.h - the records of a case as pieces of its text, and the words that decide who may see
 * each. */
#ifndef TRUCE_SRC_CASE_SPANS_H
#define TRUCE_SRC_CASE_SPANS_H

#include "lex.h"
#include "lines.h"
#include "truce/base/symbols.h"
#include "truce/case/view.h"

/* Names as symbols; `n` of them on a line of their own. */
typedef struct names {
    truce_symbol *at;
    size_t n, cap;
} names;

typedef struct record_span {
    size_t file;
    size_t begin, end; /* whole lines */
    truce_str kind;    /* its first word, as it stands */
    truce_symbol name; /* 0: none that could be made out */
    bool compartment, reader, is_case;
    bool has_audience;
    bool unclear; /* about who may see it */
    names audience, members;
} record_span;

typedef struct file_span {
    size_t first_record, n_records;
    bool has_audience, unclear;
    names audience;
} file_span;

typedef struct spans {
    truce_arena *arena;
    truce_symbols symbols;
    file_span *files;
    record_span *records;
    size_t n_records, cap_records;
    bool out_of_memory;
} spans;

/* Find the records of all files: `s` has an arena and initialised symbols, the rest is made here.
 * False, and `out_of_memory`, when memory is out. Cost O(bytes). */
bool spans_find(spans *s, const truce_input *inputs, size_t n_inputs);

/* The case record, when there is exactly one; else NULL. */
const record_span *spans_case(const spans *s);

/* Is this line of a record the one that names its audience? */
bool spans_is_audience(const text_line *line);

#endif
