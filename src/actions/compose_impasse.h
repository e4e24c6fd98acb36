/* compose_impasse.h - the positions weighed, and the impasse in words (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_IMPASSE_H
#define TRUCE_SRC_ACTIONS_COMPOSE_IMPASSE_H

#include "compose.h"
#include "impasse_evidence.h"
#include "stands.h"
#include "truce/deals/enough.h"
#include "truce/deals/impasse.h"

/* The issues that a conflict is about: those that two of its positions name, in their lines or
 * conditions, or that a link ties to one of them. Rising. */
typedef struct impasse_matter {
    uint32_t *issues;
    uint32_t n;
} impasse_matter;

/* What one side is reported to demand on one issue, told in several ways. */
typedef struct impasse_telling {
    uint32_t issue, party;
    const uint32_t *positions; /* rising */
    uint32_t n;
} impasse_telling;

/* Clashes within one side that may be none: demands on one issue, told by others each, of which at
 * least one of any two names something off the ladder, so that the case does not say whether they
 * exclude one another. The reckoning takes them as it takes all options of an issue. */
typedef struct impasse_tellings {
    bool *conflicts;               /* [conflict]: it is one of these */
    const impasse_matter *matters; /* [conflict] */
    impasse_telling *at;           /* by issue, then party */
    uint32_t n;
    uint32_t n_told, n_within, n_between; /* conflicts: these; others within one side; the rest */
} impasse_tellings;

/* What both forms of the answer are made of; in the session's arena. */
struct weighed {
    truce_matrix matrix; /* with the terms of offers */
    held_stands held;
    truce_impasse impasse;
    truce_enough_opening *nearest; /* [opening] */
    impasse_attested attested;
    impasse_tellings told;
};

TRUCE_MUST_USE truce_status weigh(composer *k, weighed *w, truce_error *err);

/* The same of the claims in `scope`, without the nearest and what is attested; `drop`, if given,
 * tells which positions are not insisted on
 * ([position]; NULL: memory is out). */
TRUCE_MUST_USE truce_status weigh_claims(composer *k, const truce_scope *scope,
                                         const stands_ask *ask,
                                         const bool *(*drop)(composer *k, const weighed *w),
                                         weighed *w, truce_error *err);
/* Then how little of each opening is enough, and how well the clashes are attested. */
TRUCE_MUST_USE truce_status weigh_closer(composer *k, weighed *w, truce_error *err);
/* impasse_hold.c: [offer]: the terms of those that --hold names are held. TRUCE_ENOTFOUND. And
 * TRUCE_EINVAL where one of them binds nobody, with why. */
TRUCE_MUST_USE truce_status impasse_check_held(const composer *k, const weighed *w,
                                               truce_error *err);
TRUCE_MUST_USE truce_status impasse_held(composer *k, const bool **out, truce_error *err);

/* What follows from what was supposed, next to the case as it stands. */
typedef struct supposed {
    const weighed *before;
    weighed after;
    truce_scope scope;   /* without the claims that are ignored */
    const bool *ignored; /* [claim] */
    const bool *relaxed; /* [position of `before`] */
    bool *gone, *kept;   /* [conflict of `before`], [of `after`]: the same positions clash */
    uint32_t n_gone, n_kept, n_new; /* without what is only told in several ways */
    bool *opened;                   /* [opening of `after`]: it opens nothing as the case stands */
    uint32_t n_opened;
} supposed;

/* impasse_if.c: whether the request supposes anything; then weigh that too. TRUCE_ENOTFOUND (a
 * claim or position that nobody in this view is called), as weigh() else. */
bool impasse_is_supposed(const composer *k);
TRUCE_MUST_USE truce_status weigh_supposed(composer *k, const weighed *before, supposed *s,
                                           truce_error *err);
/* The next of names with commas between; false behind the last. The source of this name that the
 * reader sees and that is no supposition, or TRUCE_NONE. */
bool impasse_next_name(truce_str *rest, truce_str *name);
uint32_t impasse_find_source(const composer *k, truce_str name);
/* The scope without some claims, [claim]; false when memory is out. And the links that then bind no
 * more, [link], because they rest on such claims alone; NULL when memory is out. */
bool impasse_leave_out(composer *k, const bool *ignored, truce_scope *out);
const bool *impasse_links_off(composer *k, const bool *ignored);
/* impasse_change.c: which conflicts and openings are the same before and after. False when memory
 * is out. Positions are the same that state the same, whatever evidence they have. */
bool impasse_compare(composer *k, supposed *s);
/* compose_if.c, impasse_if_json.c */
void compose_supposed(composer *k, const supposed *s, unsigned whole);
void compose_supposed_json(composer *k, const supposed *s, truce_json *json);
/* Where offers are held and nothing else is supposed: the members of the answer, with what that
 * changes. */
void compose_held_json(composer *k, const supposed *s, truce_json *json);

/* impasse_short.c: the parts that are whole, by --sections; none: all of it in short.
 * TRUCE_ENOTFOUND. */
enum { IMPASSE_CLASHES = 1, IMPASSE_KNOWN = 2, IMPASSE_OPENINGS = 4, IMPASSE_CONDITIONS = 8 };
enum { IMPASSE_WHOLE = 15 };
TRUCE_MUST_USE truce_status impasse_find_parts(const composer *k, unsigned *whole,
                                               truce_error *err);
/* The answer in short; and how it ends, with or without a supposition: how well that is known, what
 * opens, what was weighed. */
void impasse_in_short(composer *k, const weighed *w);
void impasse_short_end(composer *k, const weighed *w);
/* Whether some line of a position is on an issue that was asked for. */
bool impasse_shows_position(const composer *k, const weighed *w, const held_position *p);
/* What the paper leaves out, where only some issues were asked for. */
void impasse_asked_note(composer *k);

void compose_impasse(composer *k, const weighed *w, unsigned whole);
void compose_impasse_json(composer *k, const weighed *w, truce_json *json);

/* A table of conflicts: a row for those about the same issues, a column for each party. */
typedef struct clash_table {
    const char *id, *title, *caption; /* title NULL: without a heading */
    uint32_t max;                     /* rows; 0: the usual number */
    const bool *which;                /* [conflict]; NULL: all */
    bool between, within; /* between sides; within one; where both are, the latter are marked */
    bool brief;           /* without how well each is known */
    const char *more;     /* which command shows the rows that are left out; NULL: JSON has them */
} clash_table;

/* Whether a conflict is about an issue that was asked for. */
bool impasse_shows(const composer *k, const weighed *w, uint32_t conflict);

/* impasse_clashes.c: false when there is nothing to show. */
bool impasse_clash_table(composer *k, const weighed *w, const clash_table *t);
/* The links that cannot all hold; the clashes between sides, those within one, and what is told of
 * one side in several ways. */
void impasse_links(composer *k, const weighed *w);
void impasse_tellings_told(composer *k, const weighed *w, bool heading);
void impasse_clashes(composer *k, const weighed *w);

/* impasse_none.c: of each issue asked for about which no clash is, that it is so, and why: the
 * parties' positions on it that were weighed and those that rule nothing out, at most 12 of each.
 * Before one that orders of steps are on, whether these can all be kept. Nothing where none was
 * asked for. Cost O(positions + size of conflicts), with such orders that of truce sequence. */
void impasse_no_clash(composer *k, const weighed *w);

/* impasse_given.c: what a party does not insist on in an opening, as a sentence; nothing where it
 * gives nothing. What of the opening's i-th position gives; NULL: not known. And a claim, where the
 * sentence does not cite it yet. */
void impasse_given(composer *k, truce_passage *item, const weighed *w, uint32_t opening,
                   uint32_t party);
const truce_enough *impasse_nearest_of(const weighed *w, uint32_t opening, uint32_t i);
void impasse_cite(composer *k, truce_sentence *sentence, uint32_t claim);

/* impasse_openings.c; `opened`: [opening] those to be marked, or NULL. */
void impasse_openings_found(composer *k, const weighed *w, const char *title, const bool *opened);
/* Whether one gives anything on an issue that was asked for. */
bool impasse_shows_opening(const composer *k, const weighed *w, uint32_t opening);
/* The first `n`, as a list with a sentence that leads to it; and one of them as an item. */
void impasse_openings_short(composer *k, const weighed *w, uint32_t n);
void impasse_opening_brief(composer *k, truce_block *list, const weighed *w, uint32_t opening);
/* compose_impasse.c */
void impasse_verdict(composer *k, truce_passage *passage, const weighed *w);
void impasse_assumptions(composer *k, const weighed *w);
void impasse_weighed(composer *k, const weighed *w);
/* " 2 of them are our own reading."; nothing where none is. */
void impasse_readings(composer *k, const weighed *w);
/* impasse_json.c: the members of an open object, and some of them alone. */
void impasse_facts_json(composer *k, const weighed *w, const bool *kept, const bool *opened,
                        truce_json *json);
void impasse_conflict_json(composer *k, const weighed *w, uint32_t conflict, const char *change,
                           truce_json *json);

/* "hamas:duration:s2:P6": who holds it, on what (or "package", or an offer's name), and its first
 * claim. */
void impasse_position_id(composer *k, const weighed *w, const held_position *p);

/* "demands permanent", "only accepts durable if ...": what a position asks, without its holder. Of
 * a package only the lines on `issues`, if given, and how many lines there are; where `n_issues` of
 * them is 1, it need not be named. */
void impasse_position_says(composer *k, const weighed *w, const held_position *p,
                           const bool *issues, uint32_t n_issues);

/* impasse_matters.c: [conflict]; NULL when memory is out. */
impasse_matter *impasse_matters(composer *k, const weighed *w);

/* impasse_told.c: find them, with what each conflict is about; false when memory is out. Cost
 * O(size of conflicts), and of each two positions of one within a side at most 4,096 pairs of
 * claims. */
bool impasse_find_tellings(composer *k, const weighed *w, impasse_tellings *out);
/* "3 clashes between the sides and 1 within one side"; "no clash". */
void impasse_count_words(composer *k, const weighed *w);
/* A sentence on each way in which it is told; the issue is named where the passage has no label. */
void impasse_tell(composer *k, truce_passage *passage, const weighed *w, const impasse_telling *t);
/* What a position asks for on the issue, without the rest of a list. */
void impasse_way(composer *k, const weighed *w, const held_position *p, uint32_t issue);

/* impasse_taken.c: whether a line gives in an opening only because what its side demands is told in
 * several ways, and what is then taken of it, as sentences. Cost O(size of conflicts) for a line.
 */
bool impasse_gives_telling(const weighed *w, const truce_opening *o, uint32_t position,
                           uint32_t issue);
const impasse_telling *impasse_telling_of(const weighed *w, uint32_t party, uint32_t issue);
void impasse_taken(composer *k, truce_passage *item, const weighed *w, uint32_t opening);
/* Whether two openings ask the same of the sides, and differ only in what is taken. */
bool impasse_asks_the_same(const weighed *w, uint32_t a, uint32_t b);

/* impasse_figure.c: what clashes between sides, drawn; nothing where nothing does. */
void impasse_figure(composer *k, const weighed *w);

#endif
