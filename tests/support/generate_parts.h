/* generate_parts.h - what the files that make up cases share (private to them). */
#ifndef TRUCE_TESTS_GENERATE_PARTS_H
#define TRUCE_TESTS_GENERATE_PARTS_H

#include "support/generate.h"
#include "support/random.h"
#include "truce/base/buffer.h"

enum { RECORDS_MAX = 64, NAME_MAX_BYTES = 48, EVERYBODY = 0xFF };

typedef enum generate_kind {
    CASE,
    PARTY,
    ACTOR,
    GROUP,
    OUTLET,
    SOURCE,
    ISSUE,
    LINK,
    TERM,
    OFFER,
    EVENT,
    CLAIM,
    ACCOUNT,
    DATING,
    READER,
    COMPARTMENT,
    PREFERENCES,
    CUSTODY,
    STEP, /* from here on: plans */
    EXCHANGE,
    VALUES,
    AGREEMENT,
    OBLIGATION,
    REPORT,
    INCIDENT,
    TEXT, /* from here on: the single text */
    CLAUSE,
    WORDING,
    CHANGE,
    CRITICISM,
    STANDING,
    READING,
    DEFINITION,
    MODEL, /* from here on: models */
    MOVE,
    ORDER,
    KINDS
} generate_kind;

#define ONE(kind) (UINT64_C(1) << (kind))
#define ACTORS    (ONE(PARTY) | ONE(ACTOR) | ONE(GROUP) | ONE(OUTLET))

typedef enum generate_fault {
    NO_FAULT,
    HIDDEN_NAMES, /* names things regardless of who sees them */
    SAME_NAME,
    UNKNOWN_NAME,
    WRONG_KIND,
    BAD_WORD,
    BAD_LINE,
    BAD_DATE,
    BAD_VALUE,
    BAD_AUDIENCE,
    BAD_MEMBERS,
    BAD_INDENT,
    FIRST_COLUMN,
    BAD_BYTE,
    OPEN_TEXT,
    SAYS_NOTHING,
    LATER_RECORD,
    RECORD_FAULTS,
    NO_HEAD = RECORD_FAULTS, /* from here on of a file */
    BAD_HEAD,
    BAD_FILE_AUDIENCE,
    BAD_HEAD_BYTE,
    FAULTS
} generate_fault;

typedef struct generate_record {
    generate_kind kind;
    generate_fault fault;
    char name[NAME_MAX_BYTES];
    size_t file;
    unsigned viewers; /* by its audience: a bit for each who may see it */
    char audience[80];
    unsigned values; /* ISSUE: a range, LADDER or NOTHING */
    unsigned rungs;
    char per[NAME_MAX_BYTES]; /* ISSUE: a group; empty: none */
    bool unseen;
    unsigned parts; /* EXCHANGE: its tranches; AGREEMENT: its phases; numbered from 1 */
    char sides[2][NAME_MAX_BYTES]; /* EXCHANGE: once it is written; else empty */
    char of[NAME_MAX_BYTES];       /* MOVE, ORDER: its model */
} generate_record;

typedef struct generator {
    uint64_t seed;
    generate_options options;
    generate_record records[RECORDS_MAX];
    size_t n;
    size_t n_files;
    char file_audience[GENERATED_FILES_MAX][80];
    unsigned file_viewers[GENERATED_FILES_MAX];
    generate_fault file_fault[GENERATED_FILES_MAX];
    bool crlf;
    generate_record *now; /* the record being written */
    truce_buffer line;
    truce_buffer out;
} generator;

#define PICK(g, words) ((words)[below(&(g)->seed, sizeof(words) / sizeof *(words))])

/* ---- generate.c: pieces of a line, behind what was said so far ---- */

bool generate_chance(generator *g, unsigned percents);
void generate_say(generator *g, const char *format, ...) TRUCE_PRINTF(2, 3);
/* Write what was said as a line, indented. */
void generate_flush(generator *g, size_t spaces);
void generate_text(generator *g);
void generate_date(generator *g);
/* A record of these kinds that all who see the present one may see, faults aside; NULL: none. */
const generate_record *generate_choose(generator *g, uint64_t kinds);
/* Say the name of such a record, or `otherwise`. */
void generate_name(generator *g, uint64_t kinds, const char *otherwise);
void generate_actor(generator *g);
void generate_some_actors(generator *g);
void generate_some_claims(generator *g);
/* An item; false when no issue may be named here: then nothing was said. */
bool generate_item(generator *g, bool bare);

/* Whether there is such a record. */
static inline bool generate_have(generator *g, uint64_t kinds) {
    return generate_choose(g, kinds) != NULL;
}

/* ---- generate_plans.c ---- */

/* Whether the present record, a plan, can be said with what it may name. */
bool generate_plan_fits(generator *g);
/* What stands behind its title, and its lines. */
void generate_plan_lines(generator *g);

/* ---- generate_texts.c ---- */

/* The same of the records of a single text. */
bool generate_text_fits(generator *g);
void generate_text_lines(generator *g);

/* ---- generate_models.c ---- */

/* The same of models, moves and orders. */
bool generate_model_fits(generator *g);
void generate_model_lines(generator *g);

#endif
