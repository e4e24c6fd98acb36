/* exchange.h - a release for a release: do its numbers add up, to the last person?
 *
 * One side releases persons by category, in tranches. For each of them the other side owes a number
 * of persons out of a pool, which has classes. Everything is counted in whole persons; what is not
 * agreed or not known stays open and is never filled in. No names: whoever calls knows what the
 * indices stand for.
 */
#ifndef TRUCE_SEQUENCE_EXCHANGE_H
#define TRUCE_SEQUENCE_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"

/* ---- the deal -------------------------------------------------------------------------------- */

/* A number or a day that nobody has said. */
#define TRUCE_EXCHANGE_UNKNOWN INT64_MIN
/* Of an exclusion: however many the class has. */
#define TRUCE_EXCHANGE_ALL INT64_MAX
/* No index: any class of the pool, no trigger, no tranche. */
#define TRUCE_EXCHANGE_NONE UINT32_MAX
#define TRUCE_EXCHANGE_ANY  TRUCE_EXCHANGE_NONE

/* So many persons of a class. */
typedef struct truce_exchange_due {
    uint32_t pool;  /* a class of the pool, or TRUCE_EXCHANGE_ANY */
    int64_t number; /* 0 or more */
} truce_exchange_due;

/* What is due for one person. The same class may stand in it twice: both are due. */
typedef struct truce_exchange_ratio {
    const truce_exchange_due *at;
    uint32_t n;
    bool open; /* terms are left open: at least what is listed */
} truce_exchange_ratio;

typedef struct truce_exchange_category {
    int64_t persons; /* 0 or more, or unknown */
    truce_exchange_ratio ratio;
} truce_exchange_category;

/* A class of the pool that the other side releases from. */
typedef struct truce_exchange_class {
    int64_t size; /* 0 or more, or unknown */
} truce_exchange_class;

/* Somebody rules persons of a class out. */
typedef struct truce_exchange_exclusion {
    uint32_t pool;
    int64_t number; /* 0 or more, or TRUCE_EXCHANGE_ALL */
    uint32_t by;    /* the caller's own; not read */
} truce_exchange_exclusion;

/* Of those released from a class, so many go to a third country. They are released all the same. */
typedef struct truce_exchange_transfer {
    uint32_t pool;
    int64_t number; /* 0 or more */
} truce_exchange_transfer;

/* Persons of one category in a tranche. A category may stand in a tranche twice, say at two ratios.
 */
typedef struct truce_exchange_part {
    uint32_t category;
    int64_t persons;                   /* 0 or more */
    const truce_exchange_ratio *ratio; /* in place of the category's; NULL: the category's */
} truce_exchange_part;

typedef struct truce_exchange_tranche {
    const truce_exchange_part *parts;
    uint32_t n_parts;
    /* Due for all its persons together, in place of what the ratios say; NULL: what they say. */
    const truce_exchange_ratio *instead;
    int64_t day;      /* days after the truce begins, 0: its first day; or unknown */
    uint32_t trigger; /* the caller's own; not read */
} truce_exchange_tranche;

/* Beyond the first `after` persons released, each further `each` make the truce `days` longer. */
typedef struct truce_exchange_extension {
    int64_t after; /* 0 or more */
    int64_t each;  /* 1 or more */
    int64_t days;  /* 0 or more */
} truce_exchange_extension;

/* A total as somebody states it for the whole deal. */
typedef struct truce_exchange_total {
    int64_t value;   /* 0 or more */
    bool released;   /* of those whom the one side releases; false: of those due for them */
    uint32_t source; /* the caller's own; not read */
} truce_exchange_total;

typedef struct truce_exchange_deal {
    const truce_exchange_category *categories;
    const truce_exchange_class *classes;
    const truce_exchange_exclusion *exclusions;
    const truce_exchange_transfer *transfers;
    const truce_exchange_tranche *tranches; /* in the order of the deal */
    const truce_exchange_extension *extensions;
    const truce_exchange_total *totals;
    uint32_t n_categories, n_classes, n_exclusions, n_transfers, n_tranches, n_extensions, n_totals;
    int64_t released_a_day; /* at most so many by the one side; 0: no quota */
    int64_t given_a_day;    /* at most so many by the other; 0: no quota */
    int64_t days;           /* how long the truce lasts without extension; 0: nobody says */
} truce_exchange_deal;

/* ---- what it comes to ------------------------------------------------------------------------ */

/* A number, or at least a number. */
typedef struct truce_exchange_amount {
    int64_t number;
    bool open; /* it may be more: terms are open, or a number is unknown */
} truce_exchange_amount;

/* One class or one category in a tranche. */
typedef struct truce_exchange_line {
    uint32_t of; /* a class of the pool or TRUCE_EXCHANGE_ANY; or a category */
    int64_t number;
    int64_t so_far; /* with all tranches before */
} truce_exchange_line;

typedef struct truce_exchange_step {
    const truce_exchange_line *released; /* by rising category; only those with persons in it */
    const truce_exchange_line *due;      /* by rising class, any class last; only what is due */
    uint32_t n_released, n_due;
    int64_t persons, persons_so_far;
    truce_exchange_amount due_all, due_so_far;
    truce_exchange_amount by_ratios; /* what is due by them, though something else is instead */
} truce_exchange_step;

typedef struct truce_exchange_share {
    int64_t distributed;        /* persons of the category in all tranches */
    truce_exchange_amount left; /* in no tranche */
    int64_t over;               /* more in the tranches than the category has */
    uint32_t over_from;         /* the tranche that first has one too many; or NONE */
    int64_t due;                /* for one person, all classes together; at least, if the ratio
                                   is open */
} truce_exchange_share;

/* A class of the pool. Lists of exclusions may name the same persons or different ones; nobody says
 * which. `least` counts them as if the longest held all the others, `most` as if no two had a
 * person in common; where one list excludes, they are the same.
 *
 * The rule of a shortfall: what is due of a named class comes from that class, and what is due of
 * any class comes from what is then left in all of them. No other way leaves fewer unmet. Where a
 * size is unknown, or no classes are told, nothing is known to be short. */
typedef struct truce_exchange_pool {
    truce_exchange_amount due; /* of this class by name, for all persons of all categories */
    int64_t excluded_least, excluded_most;   /* where the size is known, no more than that */
    int64_t available_least, available_most; /* size without the excluded; unknown where the size
                                                is, but 0 where a list excludes all */
    truce_exchange_amount short_least, short_most; /* due and not available */
    uint32_t short_from; /* the first tranche with which `short_most` is above 0; or NONE */
    int64_t abroad;      /* to third countries */
} truce_exchange_pool;

/* A total that was stated. */
typedef struct truce_exchange_stated {
    truce_exchange_amount computed; /* what it is compared with */
    int64_t difference;             /* stated - computed */
    bool agrees;      /* computed is that number; where it is open: not more than that number */
    uint32_t same_as; /* the first total of this side that states the same: its own place, if none
                         before it does */
} truce_exchange_stated;

typedef enum truce_exchange_finding_kind {
    TRUCE_EXCHANGE_LEFT,    /* persons of `category` in no tranche: `number` */
    TRUCE_EXCHANGE_OVER,    /* more of `category` in the tranches than it has, from `tranche`:
                               `number` too many */
    TRUCE_EXCHANGE_INSTEAD, /* `tranche` has another number due (`stated`) than the ratios make it
                               (`number`): one that cannot be the same, whatever is open */
    TRUCE_EXCHANGE_BACK,    /* `tranche` has an earlier day (`number`) than one before it (`stated`)
                             */
    TRUCE_EXCHANGE_EXCLUDED, /* exclusions of `pool` name more (`stated`: the longest list) than it
                                has (`number`) */
    TRUCE_EXCHANGE_SHORT,    /* of `pool`, `number` (`short_most`) are due and not available;
                                TRUCE_EXCHANGE_ANY: of any class */
    TRUCE_EXCHANGE_ABROAD, /* more of `pool` to third countries (`stated`) than can be due of it or
                              be available (`number`) */
    TRUCE_EXCHANGE_TOTAL,  /* a stated total (`total`, `stated`) is not the computed `number` */
    TRUCE_EXCHANGE_TOTALS  /* a stated total (`total`, `stated`) is not that which the first one of
                              its side states (`number`) */
} truce_exchange_finding_kind;

/* Something that does not add up. What a kind does not speak of is NONE or 0. */
typedef struct truce_exchange_finding {
    truce_exchange_finding_kind kind;
    uint32_t tranche, category, pool, total;
    uint32_t against; /* what it does not agree with: of BACK the tranche before it, of EXCLUDED the
                         exclusion (the first of the longest), of TOTALS the first total */
    int64_t number, stated;
} truce_exchange_finding;

typedef struct truce_exchange {
    const truce_exchange_deal *deal;     /* kept */
    const truce_exchange_step *steps;    /* [n_tranches] */
    const truce_exchange_share *shares;  /* [n_categories] */
    const truce_exchange_pool *pools;    /* [n_classes] */
    const truce_exchange_stated *totals; /* [n_totals] */
    const truce_exchange_finding *found; /* by kind, then as in the deal */
    uint32_t n_found;
    /* All persons of all categories, and what is due for them: in tranches as these say, the others
     * at the ratio of their category. Where tranches have more of a category than it has, those of
     * the tranches count. */
    truce_exchange_amount persons, due;
    truce_exchange_amount distributed_due;                 /* for those in tranches */
    truce_exchange_amount any;                             /* of `due`: of any class */
    truce_exchange_amount any_short_least, any_short_most; /* see truce_exchange_pool */
    uint32_t any_short_from;
    int64_t length; /* of the truce in days, once all tranches are released; or unknown */
} truce_exchange;

/* Count the deal.
 *
 * deal      kept; numbers as above
 * arena     kept; what is found lives in it
 * exchange  receives it
 *
 * Fails with TRUCE_EINVAL (a negative number, an `each` of 0, an index of nothing; the message says
 * where), TRUCE_ELIMIT (a sum beyond 2^63 - 1; the message says which) or TRUCE_ENOMEM; `exchange`
 * is left as it was. Cost: O(d log d), d being all entries of the deal and of the ratios once for
 * each part that uses them.
 */
TRUCE_MUST_USE truce_status truce_exchange_count(const truce_exchange_deal *deal,
                                                 truce_arena *arena, truce_exchange *exchange,
                                                 truce_error *err);

/* ---- one person elsewhere -------------------------------------------------------------------- */

typedef struct truce_exchange_change {
    uint32_t pool; /* or TRUCE_EXCHANGE_ANY */
    int64_t by;    /* more due; never 0 */
} truce_exchange_change;

typedef struct truce_exchange_move {
    int64_t by;                      /* more due in all; less where negative */
    bool open;                       /* one of the two ratios is open: only what is listed */
    const truce_exchange_change *at; /* by rising class, any class last */
    uint32_t n;
} truce_exchange_move;

/* What changes when one person of category `from` counts as one of category `to`: the ratio of the
 * one without that of the other. Ratios of a single tranche are not looked at.
 *
 * exchange  counted
 * arena     kept; `move` lives in it
 *
 * Both categories exist. Fails with TRUCE_ELIMIT (a difference beyond 64 bits) or TRUCE_ENOMEM;
 * `move` is left as it was. Cost: O(r log r), r being the entries of both ratios.
 */
TRUCE_MUST_USE truce_status truce_exchange_moved(const truce_exchange *exchange, uint32_t from,
                                                 uint32_t to, truce_arena *arena,
                                                 truce_exchange_move *move, truce_error *err);

/* ---- day by day ------------------------------------------------------------------------------ */

enum { TRUCE_EXCHANGE_DAYS_MAX = 4000000 };

/* A day on which somebody is released. */
typedef struct truce_exchange_day {
    int64_t day;           /* as the tranches' */
    int64_t released;      /* by the one side on this day */
    int64_t released_all;  /* and until its end */
    int64_t released_wait; /* in a tranche whose day has come, and not released at its end */
    int64_t due;           /* falls due from the other side */
    int64_t due_all;
    int64_t given; /* by the other side */
    int64_t given_all;
    int64_t given_wait; /* due and not given at its end */
    int64_t length;     /* of the truce, with the extensions earned by then; or unknown */
} truce_exchange_day;

/* When a tranche is carried out; all unknown where its day is. */
typedef struct truce_exchange_span {
    int64_t first,
        last;      /* days on which its persons are released; with none: when its turn comes */
    int64_t given; /* the day on which all that is due until its end is given */
} truce_exchange_span;

typedef struct truce_exchange_plan {
    const truce_exchange_day *days; /* by rising day */
    size_t n;
    const truce_exchange_span *spans; /* [n_tranches] */
    uint32_t undated;                 /* tranches without a day: in no row */
    bool open;                        /* what is due is open: the rows have what is listed */
    int64_t late_from; /* the first day with a release at which the truce, with the extensions
                          earned before it, is over; unknown where there is none */
} truce_exchange_plan;

/* Lay the tranches out over days.
 *
 * Tranches come by day, those of one day in the order of the deal, and wait for each other. On a
 * day the one side releases all whose day has come, up to its quota. With each of them what the
 * ratio says falls due; where a tranche has something due instead, it falls due with the last of
 * its persons. On the same day the other side gives all that is due, up to its quota. What is left
 * waits for the next day.
 *
 * exchange  counted
 * arena     kept; `plan` lives in it
 *
 * Fails with TRUCE_ELIMIT (more than TRUCE_EXCHANGE_DAYS_MAX days; a day beyond 2^63 - 1) or
 * TRUCE_ENOMEM; `plan` is left as it was. Cost: O(days with a release + tranches log tranches +
 * parts), however many persons.
 */
TRUCE_MUST_USE truce_status truce_exchange_lay_out(const truce_exchange *exchange,
                                                   truce_arena *arena, truce_exchange_plan *plan,
                                                   truce_error *err);

#endif
