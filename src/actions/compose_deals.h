/* compose_deals.h - preferences weighed, and efficient packages in words (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_DEALS_H
#define TRUCE_SRC_ACTIONS_COMPOSE_DEALS_H

#include "compose.h"
#include "tabled.h"
#include "truce/deals/belief.h"
#include "truce/deals/frontier.h"
#include "truce/deals/points.h"
#include "truce/deals/search.h"
#include "truce/deals/shares.h"
#include "truce/deals/zopa.h"

/* The first packages of a rule's points, among its ties. */
enum { DEAL_TIES_SHOWN = 5 };
typedef struct deal_named {
    truce_frontier_point points[DEAL_TIES_SHOWN];
    uint32_t n;
} deal_named;

/* What all forms of the answer are made of; in the session's arena. */
typedef struct dealt {
    const uint32_t *records; /* [party]: whose preferences, of the case */
    uint32_t n_parties;      /* that have preferences, in the order of the matrix */
    uint32_t n_without;      /* parties that have none */
    truce_space space;
    const truce_belief *beliefs; /* [party] */
    /* Every belief is one number throughout: worth, frontier, points and zopa are there. Else doubt
     * and shares are. */
    bool exact;
    truce_worth worth;
    truce_frontier frontier;
    truce_points points;
    deal_named named[TRUCE_POINTS];
    truce_zopa zopa;
    uint64_t steps; /* of work, for each of finding, counting and drawing packages */
    truce_domain choices;
    truce_doubt *doubt;
    uint32_t profiles; /* asked for */
    truce_shares shares;
    tabled tabled;
    /* [variable]: on paper packages tell it; all, unless they are very many (deals_told.c). */
    const bool *told;
    uint32_t n_weighed_untold, n_unweighed; /* not told: weighed by some side, or by none */
} dealt;

/* Choose the preferences and weigh them. TRUCE_EINVAL (a party has several and none was named; what
 * was named is nobody's; fewer than two parties have any), TRUCE_ELIMIT, TRUCE_ENOMEM.
 * `quick`: for a section of a paper, with less effort. */
TRUCE_MUST_USE truce_status deal(composer *k, dealt *d, bool quick, truce_error *err);

/* Only whose preferences they are, and what they state: `exact`, the space and the beliefs. */
TRUCE_MUST_USE truce_status deal_base(composer *k, dealt *d, bool quick, truce_error *err);
/* How packages are found, counted and searched: with the effort allowed. */
truce_frontier_options deal_finding(const composer *k, const dealt *d);
truce_zopa_options deal_counting(const dealt *d);
truce_search_limits deal_searching(const dealt *d);

void compose_deals(composer *k, const dealt *d);
void compose_deals_short(composer *k, const dealt *d);
void compose_deals_json(composer *k, const dealt *d, truce_json *json);
/* Whose numbers they are, as a note. */
void deal_authors(composer *k, const dealt *d);
/* compose_scatter.c: the figure; nothing where there is nothing to draw. */
void compose_scatter(composer *k, const dealt *d);

/* compose_often.c: the figure of orders and ranges; the places of the n packages listed among the
 * shares. */
void compose_often(composer *k, const dealt *d, const uint32_t *listed, uint32_t n);

/* deals_tables.c: the points that rules name, and efficient packages from end to end; nothing where
 * none is efficient. */
void deal_points(composer *k, const dealt *d);
void deal_asks(composer *k, const dealt *d);

/* deals_doubt.c: what can be said of orders and ranges. */
void deal_shares(composer *k, const dealt *d);
/* deals_open.c: the values that a record of numbers leaves out, as sentences; what a package asks
 * of a party, in a cell, as far as orders and ranges tell; and the offers on the table. */
void deal_missing(composer *k, const dealt *d, truce_passage *passage);
void deal_asks_of(composer *k, const dealt *d, truce_cell *cell, uint32_t party,
                  const uint32_t *package);
void deal_open_offers(composer *k, const dealt *d);
/* The value of a member: an object. */
void deal_shares_json(composer *k, const dealt *d, truce_json *json);

/* deals_words.c */

/* The title of a party, and the title of who states its preferences. */
truce_str deal_party(const composer *k, const dealt *d, uint32_t party);
truce_str deal_author(const composer *k, const dealt *d, uint32_t party);
/* Whose reservation values are meant: "every side", or "every side that has one". */
const char *deal_every_side(const dealt *d);
/* Add a number in at most four digits, without zeros behind: "62.5". */
void deal_number(truce_buffer *out, double v);
/* Of a list of amounts, each [party], that of place `i`: as a utility. */
double deal_utility(composer *k, const dealt *d, truce_amounts amounts, size_t i, uint32_t party);
/* What a whole package is worth to a party. */
double deal_package_utility(composer *k, const dealt *d, const uint32_t *package, uint32_t party);

/* deals_told.c: what is told of packages over very many issues. */

/* Choose `told`. False when memory is out. */
bool deal_choose_told(composer *k, dealt *d);
/* Add "Rise over two years: 5.0 percent; Cameras: ...". */
void deal_package(composer *k, const dealt *d, const uint32_t *package);
/* The same of an offer's terms, [variable] or TRUCE_NONE: told even where nobody weighs them. */
void deal_terms(composer *k, const dealt *d, const uint32_t *terms);
/* Add "Rise over two years; Cameras", [variable]. */
void deal_issues(composer *k, const dealt *d, const bool *wanted);
/* A package's choices, one below the other; without those of `left_out`, [variable] or NULL. */
void deal_package_cell(composer *k, const dealt *d, truce_cell *cell, const uint32_t *package,
                       const bool *left_out);

/* Whether a rule names this vector; whether no rule before it names its `i`th. */
bool deal_names(const dealt *d, size_t rule, size_t vector);
bool deal_is_first(const dealt *d, size_t rule, uint32_t i);

/* The rules that name points, by truce_point. */
typedef struct deal_rule {
    const char *key, *sign, *name, *words;
} deal_rule;
extern const deal_rule deal_rules[];

#endif
