/* document.h - a paper to hand over: headings, sentences with their sources, lists and tables.
 *
 * A document knows nothing of negotiation. It is built once, then rendered as text, Markdown,
 * HTML or JSON with the same content. Its smallest unit is the sentence, and every sentence
 * carries what it rests on: the claims it reports, or the rule by which it was computed.
 *
 * Everything lives in the arena that the document was made with; the texts given are kept
 * (borrowed for the life of the document), not copied. An append that finds no memory sets
 * `failed`, and the renderers then refuse with TRUCE_ENOMEM.
 */
#ifndef TRUCE_DOCUMENT_DOCUMENT_H
#define TRUCE_DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/str.h"
#include "truce/document/drawing.h"

/* So that a table stays a table; a caller with more parties makes several. */
enum { TRUCE_DOCUMENT_COLUMNS_MAX = 256 };

/* How a piece of a sentence is set. */
typedef enum truce_span_style {
    TRUCE_SPAN_PLAIN,
    TRUCE_SPAN_STRONG,
    TRUCE_SPAN_MUTED, /* secondary: still readable, less ink */
    TRUCE_SPAN_TERM,  /* somebody's own word: set in quotation marks */
    TRUCE_SPAN_TAKEN, /* of a redline: taken out; struck through, or [-so-] */
    TRUCE_SPAN_PUT    /* of a redline: put in; underlined, or {+so+} */
} truce_span_style;

typedef struct truce_span {
    truce_str text;
    truce_span_style style;
} truce_span;

/* A short badge behind a sentence ("second-hand", "one source"). Tones differ in form as well as
 * in colour, so that print and colour-blind readers lose nothing; none of them means bad. */
typedef enum truce_tone { TRUCE_TONE_PLAIN, TRUCE_TONE_CAUTION, TRUCE_TONE_STRONG } truce_tone;

typedef struct truce_badge {
    truce_str label;
    truce_tone tone;
} truce_badge;

typedef enum truce_join {
    TRUCE_JOIN_SPACE,
    TRUCE_JOIN_LINE, /* on a line of its own */
    TRUCE_JOIN_DOT   /* behind a dot in the middle of the line */
} truce_join;

typedef struct truce_sentence {
    truce_span *spans;
    size_t n_spans, cap_spans;
    truce_badge *badges;
    size_t n_badges, cap_badges;
    truce_str *claims; /* names of the claims it rests on, in the order to be shown */
    size_t n_claims, cap_claims;
    truce_str basis; /* when computed: from what and by which rule; else empty */
    bool quiet;      /* where it stands tells the basis already: only JSON repeats it */
    truce_join join; /* how it follows the sentence before it in its passage */
} truce_sentence;

/* Sentences that belong together: a paragraph, a list item, or one line of a table's cell. */
typedef struct truce_passage {
    truce_str anchor; /* a name that citations link to (a claim's name), or empty */
    truce_str label;  /* a term before it, set strong ("s2", "Hamas"), or empty */
    truce_sentence *sentences;
    size_t n_sentences, cap_sentences;
} truce_passage;

typedef struct truce_cell {
    truce_passage *passages; /* none: the cell is blank */
    size_t n_passages, cap_passages;
} truce_cell;

typedef struct truce_row {
    truce_cell *cells; /* one for each column; the first is the row's header */
} truce_row;

typedef struct truce_column {
    truce_str title;
    int weight; /* share of the width, 1..100 */
} truce_column;

typedef enum truce_block_kind {
    TRUCE_BLOCK_HEADING,   /* level 2 or 3; level 2 opens a section */
    TRUCE_BLOCK_PARAGRAPH, /* one passage */
    TRUCE_BLOCK_NOTE,      /* one passage, set apart */
    TRUCE_BLOCK_LIST,      /* passages, one an item; label and anchor are shown */
    TRUCE_BLOCK_TABLE,
    TRUCE_BLOCK_FIGURE /* drawings side by side; one passage is the caption */
} truce_block_kind;

typedef struct truce_block {
    truce_block_kind kind;
    int level;       /* of a heading */
    truce_str id;    /* of a heading or figure: stable ASCII key such as "matrix" */
    truce_str title; /* of a heading or figure; caption of a table */
    truce_passage *passages;
    size_t n_passages, cap_passages;
    truce_column *columns;
    size_t n_columns;
    truce_row *rows;
    size_t n_rows, cap_rows;
    truce_drawing *drawings; /* of a figure: small multiples, in reading order */
    size_t n_drawings, cap_drawings;
} truce_block;

typedef struct truce_document {
    truce_arena *arena; /* kept */
    truce_str title;
    truce_str subtitle;
    truce_str language; /* BCP 47, for HTML; "en" */
    bool compact;       /* set tight, to fit a page: small type, headings without rules */
    truce_block *blocks;
    size_t n_blocks, cap_blocks;
    bool failed;
} truce_document;

/* An empty document whose parts will live in `arena`. */
truce_document truce_document_new(truce_arena *arena, truce_str title, truce_str subtitle);

/* Each returns what was opened, to be filled before the next block is opened (opening another
 * may move it). Never NULL: when memory is out, a scratch block that is thrown away. */
truce_block *truce_document_heading(truce_document *doc, int level, truce_str id, truce_str title);
truce_passage *truce_document_paragraph(truce_document *doc);
truce_passage *truce_document_note(truce_document *doc);
truce_block *truce_document_list(truce_document *doc);
truce_passage *truce_document_item(truce_document *doc, truce_block *list, truce_str anchor,
                                   truce_str label);
/* `columns` are copied; 1..TRUCE_DOCUMENT_COLUMNS_MAX of them. */
truce_block *truce_document_table(truce_document *doc, truce_str caption,
                                  const truce_column *columns, size_t n_columns);
truce_row *truce_document_row(truce_document *doc, truce_block *table);
truce_passage *truce_document_cell(truce_document *doc, truce_cell *cell); /* one more passage */

/* `id` is a key of its own among those of headings and figures; `title` says what all drawings of
 * the figure are. The caption is filled before the next block is opened, sentence by sentence, as
 * any other passage. A drawing is copied (its parts are kept), and one that `failed` makes the
 * document fail. */
truce_block *truce_document_figure(truce_document *doc, truce_str id, truce_str title);
truce_passage *truce_document_caption(truce_document *doc, truce_block *figure);
void truce_document_draw(truce_document *doc, truce_block *figure, const truce_drawing *drawing);

truce_sentence *truce_document_sentence(truce_document *doc, truce_passage *passage);
/* The same, on a line of its own; on a compact page, where lines are dear, behind a dot. */
truce_sentence *truce_document_line(truce_document *doc, truce_passage *passage);
/* Spans are set one space apart, unless one of the two brings its own space, the second begins with
 * closing punctuation (. , ; : ! ? ) ] % or an apostrophe) or the first ends with an opening
 * bracket.
 */
void truce_sentence_add(truce_document *doc, truce_sentence *sentence, truce_span_style style,
                        truce_str text);
void truce_sentence_badge(truce_document *doc, truce_sentence *sentence, truce_tone tone,
                          truce_str label);
void truce_sentence_claim(truce_document *doc, truce_sentence *sentence, truce_str claim);

/* The commonest sentence: plain text, computed, nothing cited. */
truce_sentence *truce_document_say(truce_document *doc, truce_passage *passage, truce_str text,
                                   truce_str basis);

#endif
