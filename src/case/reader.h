/* reader.h - what the files of the reader share (private to the room).
 *
 * The reader walks the lines of each file of the view. A record is a line in column 1 and the
 * indented lines behind it; each kind of record has a function that reads its head and pulls its
 * lines with next_line(). Every parsing function returns false once it has reported what is wrong
 * with the line it is on; the loop above it then goes on with the next line, so that one mistake
 * gives one message.
 */
#ifndef TRUCE_SRC_CASE_READER_H
#define TRUCE_SRC_CASE_READER_H

#include <stdbool.h>

#include "lex.h"
#include "truce/base/suggest.h"
#include "truce/case/read.h"
#include "truce/case/words.h"
#include "truce/case/writers.h"

/* The words that the grammar tests for by name; those of closed lists follow behind them. */
/* clang-format off */
#define KEYWORDS(X)                                                                                \
    X(ACCUSES, "accuses") X(ADD, "add") X(AFTER, "after") X(ALL, "all") X(ALSO, "also") X(AND, "and")            \
    X(ANY, "any") X(AS, "as") X(AT, "at") X(AUDIENCE, "audience") X(BEFORE, "before")              \
    X(BETWEEN, "between") X(BLAMES, "blames") X(BY, "by") X(CAPTURED, "captured")                  \
    X(COPIES, "copies") X(COPY, "copy") X(COUNT, "count") X(CREDIBILITY, "credibility")            \
    X(DENIES, "denies") X(DRAWS, "draws") X(DURING, "during") X(EACH, "each") X(EVENT, "event")    \
    X(EXPLAINS, "explains") X(FILE, "file") X(FIRMLY, "firmly") X(FLEXIBLY, "flexibly")            \
    X(FOR, "for") X(FROM, "from") X(HARDENS, "hardens") X(HAS, "has") X(IF, "if") X(IFF, "iff")                  \
    X(IMPORTANCE, "importance") X(IN, "in") X(IS, "is")                                            \
    X(LESS, "less") X(MATTERS, "matters") X(MEANS, "means") X(MEMBERS, "members") X(MESSAGE, "message")                 \
    X(MORE, "more") X(NOT, "not") X(NOTE, "note") X(NOTHING, "nothing") X(OF, "of") X(OFFER, "offer") X(ON, "on")        \
    X(ONE, "one") X(OPTION, "option") X(OR, "or") X(OVER, "over") X(PARTICIPATES, "participates")  \
    X(PER, "per") X(PERCENT, "percent") X(PERIOD, "period") X(PREDICTS, "predicts") X(PUBLIC, "public") X(PUBLISHED, "published")            \
    X(PUBLISHER, "publisher") X(RANGE, "range") X(RECEIPT, "receipt") X(RELIABILITY, "reliability")                      \
    X(REPLACES, "replaces") X(RESERVE, "reserve") X(RUNG, "rung") X(SAID, "said") X(SALT, "salt") X(SAYS, "says") X(SETTLE, "settle")    \
    X(SOFTENS, "softens") X(SOME, "some") X(SOMEONE, "someone") X(STEP, "step")                    \
    X(TALKS, "talks") X(TEAM, "team") X(TERM, "term") X(TERMS, "terms") X(TEXT, "text") X(TO, "to") X(TOGETHER, "together") X(TOPIC, "topic")              \
    X(TRUCE, "truce") X(UNSEEN, "unseen") X(UNSTATED, "unstated") X(URL, "url")                    \
    X(VALUE, "value") X(VIA, "via") X(WEIGHT, "weight")                                            \
    X(WHY, "why") X(WITH, "with") X(WITHDRAWS, "withdraws")                              \
    X(BETTER, ">") X(TIED, "=")
/* clang-format on */

enum {
    KW_NONE,
#define X(id, text) KW_##id,
    KEYWORDS(X)
#undef X
        KW_N
};

enum { KEYWORDS_MAX = 320 }; /* with the words of all lists */

typedef struct reader {
    truce_arena *arena;
    truce_case *c;
    truce_report *report;
    int8_t in_list[TRUCE_WORDS_N][KEYWORDS_MAX]; /* where a keyword stands in a list, or -1 */
    truce_symbol keywords;                       /* symbols below this one are keywords */
    bool out_of_memory;
    bool unread;   /* a part could not be read, so unknown names mean nothing */
    bool troubled; /* something was wrong with the line just read */

    const truce_text *text; /* the file being read */
    uint32_t file;
    const char *text_end;
    const char *line;      /* the line that `lex` is on */
    const char *line_end;  /* without its line end */
    const char *next_line; /* where the next one begins */
    int indent;            /* of the line, in steps of two spaces */
    uint32_t lines;        /* of the record so far */
    lexer lex;
    const char *known_at; /* the token whose symbol was looked up last: several tests ask for it */
    truce_symbol known;   /* 0: it had none */

    /* Growing arrays that are copied into place when complete. */
    struct scratch {
        char *data;
        size_t used, cap; /* bytes */
    } scratch;
    size_t caps[TRUCE_KIND_N]; /* of the case's arrays of records */
    size_t records_cap;
    truce_refs poisoned; /* names whose record could not be read: not complained about again */
    size_t poisoned_cap;
    bool *used; /* [symbol]: some record names it; set when names are bound */
} reader;

/* ---- lines (read.c) ---- */

/* Go to the next line of the record if it is indented by `indent` steps; false at the record's (or
 * list's) end. Blank lines and comments are passed over; lines indented deeper are reported. */
bool next_line(reader *r, int indent);
/* Remember the name of a record that could not be read, so that its uses are not complained about.
 */
void poison_name(reader *r, truce_symbol name);

/* ---- tokens (read_words.c) ---- */

truce_place place_at(const reader *r, const char *p);
static inline truce_place place_here(const reader *r) {
    return place_at(r, r->lex.at);
}
static inline void advance(reader *r) {
    lexer_next(&r->lex);
}
/* As much of a word as a message shows: some 60 bytes, cut between two code points. */
truce_str shown_word(truce_str word);
/* The symbol of the current word; 0 when it is not a word (or memory is out). */
truce_symbol word_symbol(reader *r);
/* The keyword that the current token is, or 0; only words that are keywords anywhere count. */
truce_symbol peek_keyword(reader *r);
/* If the current token is that keyword, go past it. */
bool eat(reader *r, truce_symbol keyword);
bool need(reader *r, truce_symbol keyword);
/* Where the current word stands in a list, or -1; stays on it. */
int peek_list(reader *r, truce_word_list list);
/* The same, going past it; reports when it is not in the list. */
bool need_list(reader *r, truce_word_list list, int *index);
/* A quoted text. */
bool need_text(reader *r, truce_str *text);
bool optional_text(reader *r, truce_str *text);
bool need_ref(reader *r, truce_ref *ref, const char *what);
bool need_actor(reader *r, truce_ref *ref);
bool need_refs(reader *r, truce_refs *refs, const char *what);
bool need_claim_ref(reader *r, truce_ref *ref);
bool need_claim_refs(reader *r, truce_refs *refs);
bool need_number(reader *r, truce_decimal *number);
bool need_range(reader *r, truce_decimal *low, truce_decimal *high);
bool need_date(reader *r, truce_when *when);          /* EDTF only */
bool need_date_or_words(reader *r, truce_when *when); /* or "..." */
bool need_locator(reader *r, truce_str *locator);
bool need_end(reader *r);
/* A name being declared: checked for its form and against the reserved words of its kind
 * (TRUCE_RESERVED_N: none). */
bool need_new_name(reader *r, truce_reserved reserved, truce_symbol *name, truce_place *place);
bool is_claim_name(truce_str name, truce_str *source, truce_str *locator, truce_str *label);
bool is_name(truce_str text);

/* Report that something else was expected here: "expected WHAT, not ..."; returns false. */
bool expected(reader *r, const char *what);
bool expected_with(reader *r, const char *what, truce_str hint);
/* The same for a word of a list; `or_else` goes on behind the words that the hint gives. */
bool expected_of_list(reader *r, truce_word_list list, const char *or_else);
bool wrong(reader *r, truce_place place, size_t size, truce_str hint, const char *format, ...)
    TRUCE_PRINTF(5, 6);
bool no_memory(reader *r);
/* Whether the next error will be shown, not only counted; if not, a hint is not worth looking for.
 */
static inline bool is_shown(const reader *r) {
    return r->report->errors < TRUCE_ERRORS_SHOWN;
}

/* Bytes on the scratch stack: begin, push elements of one size, then take them into the arena. */
size_t scratch_begin(reader *r);
void *scratch_push(reader *r, size_t size); /* cleared; NULL when memory is out */
bool scratch_take(reader *r, size_t mark, size_t size, void **out, uint32_t *n);

/* ---- items (read_item.c) ---- */

bool read_item(reader *r, truce_item *item);
/* The options of an item, which must be there and stated. */
bool read_values(reader *r, truce_item *item);
bool read_demand(reader *r, truce_demand *demand);
bool read_condition(reader *r, truce_condition *condition);
bool read_times(reader *r, truce_times *times);
/* The indented lines of a list, each one demand. */
bool read_demands(reader *r, truce_demand **demands, uint32_t *n, const char *what);
/* Behind the last line of a list: whoever opened it finds the lexer at the end of a line, whatever
 * that line held. */
void leave_list(reader *r);

/* ---- preferences (read_preferences.c) ---- */

bool preferences_head(reader *r, void *record);
/* One line; it goes on the scratch stack. */
bool preferences_line(reader *r, void *record);

/* ---- plans (read_plan.c) ---- */

bool plan_head(reader *r, void *record);
/* One line; it goes on the scratch stack. */
bool plan_line(reader *r, void *record);

/* ---- models (read_moves.c) ---- */

/* What is so of moves: names with and, or, not, if, iff and parentheses. */
bool need_logic(reader *r, truce_logic *logic);
/* Names of moves, or the word "nothing". */
bool need_moves(reader *r, truce_refs *moves);

/* ---- offers, messages, custody (read_offer.c) ---- */

bool offer_head(reader *r, void *record);
/* One line; terms, texts and what a receipt says go on the scratch stack. */
bool offer_line(reader *r, void *record);
bool custody_head(reader *r, void *record);
bool custody_line(reader *r, void *record);
/* Take what lines put on the scratch stack into the record. */
bool offer_end(reader *r, size_t mark, truce_offer *offer);
bool custody_end(reader *r, size_t mark, truce_custody_record *custody);

/* ---- claims (read_claim.c, read_statement.c) ---- */

bool read_claim(reader *r, truce_claim *claim);
bool read_statement(reader *r, truce_statement *statement);

/* An attribute that may stand once; `before`: it stood before. */
bool first_time(reader *r, bool before);
/* Lines that any record may hold: note, why, audience. *taken tells whether this was one. */
bool read_common_line(reader *r, truce_head *head, size_t *notes_cap, bool *taken);

/* The lines of any other record, behind its record word (read_record.c): reads the head and the
 * lines into the case's arrays. */
bool read_record(reader *r, truce_kind kind);
/* A record's name, and its name and title. */
bool read_named(reader *r, truce_head *head, truce_reserved reserved);
bool read_titled(reader *r, truce_head *head, truce_reserved reserved);
/* Report that the line just begun is none that this record knows; `what` lists those it does. */
bool unknown_line(reader *r, const char *const *words, size_t n, const char *what);
#define UNKNOWN_LINE(r, what, ...)                                                                 \
    unknown_line((r), (const char *const[]){__VA_ARGS__},                                          \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *), (what))
bool reserve_claims(reader *r, size_t n);

/* ---- walking over the names in a record (walk.c) ---- */

#define KINDS(kind) (UINT64_C(1) << TRUCE_KIND_##kind)
#define ANY_KIND    (~KINDS(NONE))
/* Where nobody in particular will do as well: "someone" names no record, so its kind is NONE. */
#define ACTOR_OR_SOMEONE (KINDS(ACTOR) | KINDS(NONE))

typedef struct visitor {
    void (*ref)(struct visitor *v, truce_ref *ref,
                uint64_t kinds);                       /* one of these kinds is meant */
    void (*item)(struct visitor *v, truce_item *item); /* before its refs; may be NULL */
} visitor;

/* Visit every name that the record uses (not those it declares, nor its audience). */
void walk_record(truce_case *c, truce_declared record, visitor *v);

/* ---- binding (bind.c) ---- */

/* The record that a name means where one of `kinds` is meant; of another kind when there is none.
 */
truce_declared meant_by(const truce_case *c, truce_symbol symbol, uint64_t kinds);
/* Notes in `used` what it meets, so that doubts need not walk over all names again. */
bool bind_case(reader *r, const truce_writers *writers);
/* Orders and weights of preferences that say a thing twice, or of nothing (bind_preferences.c).
 * Only where all names are bound. */
bool check_preferences(reader *r);
/* That numbers of tranches and names of categories lead somewhere, and the like (bind_plan.c).
 * Only where all names are bound. */
bool check_plans(reader *r);
/* That the brackets of a wording are those of its paragraphs, and the like (bind_text.c). Only
 * where all names are bound. */
bool check_texts(reader *r);
/* That moves are of the model, outcomes are feasible, and orders order (bind_moves.c). Only where
 * all names are bound. */
bool check_moves(reader *r);
/* ---- audiences (audience.c) ---- */
bool check_audiences(reader *r);
/* ---- warnings (doubt.c) ---- */
bool find_doubts(reader *r);
bool doubt_preferences(reader *r); /* doubt_preferences.c */

#endif
