/* swaps.h - the exchanges of a case, counted: from the lines of their records to what they come to
 * (private to the room). Papers call them exchanges; "exchange.h" is how cases travel as JSON. */
#ifndef TRUCE_SRC_ACTIONS_SWAPS_H
#define TRUCE_SRC_ACTIONS_SWAPS_H

#include "compose.h"
#include "truce/sequence/exchange.h"

/* When a tranche is carried out: at the earliest and at the latest, in days as those of the deal;
 * unknown where nothing says. For one that has a day both are that day. What waits for a quota is
 * laid out with all tranches on their earliest days, and with all on their latest. */
typedef struct swap_window {
    int64_t day[2];
    int64_t released[2]; /* the last of its people */
    int64_t given[2];    /* the last of what is due for them */
} swap_window;

/* One exchange. The lines are in the order of `deal`: tranches by their number, everything else as
 * written. Totals that rest on claims of which none is counted here are left out. */
typedef struct swap {
    const truce_plan *plan;
    const truce_plan_line **categories, **classes, **exclusions, **transfers, **tranches, **totals;
    const truce_plan_line **opens; /* what is left open, in words */
    uint32_t n_opens;
    /* The exclusions of a class in a row: [class], then [exclusion], NONE at the end; likewise. */
    uint32_t *first_exclusion, *next_exclusion, *first_transfer, *next_transfer;
    const truce_plan_line *extends, *from; /* NULL: no such line */
    truce_exchange_deal deal;
    truce_exchange x;
    truce_exchange_plan days;
    truce_str refused; /* why it cannot be counted; empty: it was */
    truce_str unlaid;  /* why it cannot be laid out over days; empty: it was */
    /* The phase of the one agreement between the two sides in which the first dated tranche falls;
     * both NULL where there is none, or more than one. Its first day is day 0 then. */
    const truce_plan *agreement;
    const truce_plan_line *phase;
    int64_t day0; /* in days since 1970-01-01; unknown where no day of any tranche is known */
    swap_window *windows;        /* [tranche] */
    truce_exchange_plan laid[2]; /* with all tranches on their first days, and on their last; those
                                    of which none is known are left out */
} swap;

typedef struct swaps {
    swap *at; /* as in the case */
    uint32_t n;
    bool clash; /* the days of the plan contradict each other: none follows for a tranche that has
                   none itself */
} swaps;

/* Count every exchange of the case; what is made lives in the arena. A deal whose numbers outgrow
 * the count is no failure: it says so. TRUCE_ENOMEM. Cost O(d log d) for d lines and shares. */
TRUCE_MUST_USE truce_status swaps_make(composer *k, swaps *out, truce_error *err);

/* swap_windows.c: when their tranches can come; a part of swaps_make(). */
TRUCE_MUST_USE truce_status swaps_window(composer *k, swaps *all, truce_error *err);

/* ---- words ---- */

/* "1,090"; "at least 1,090". */
void swap_number(truce_buffer *out, int64_t number);
void swap_amount(truce_buffer *out, truce_exchange_amount amount);
/* The date of a day of the exchange: "2032-05-17". */
void swap_date(truce_buffer *out, const swap *s, int64_t day);
/* "2032-05-17"; "2032-05-17 to 2032-05-24"; "not before 2032-05-17". Nothing where the first day is
 * unknown. */
void swap_days(truce_buffer *out, const swap *s, const int64_t days[2]);
/* "tranche 2", "all of the exchange", with what it follows: "after “Norrin leaves”, within 7 days".
 * Nothing where the line has no trigger. */
void swap_trigger(truce_buffer *out, const composer *k, const swap *s, const truce_plan_line *line);
/* When a tranche is: its date as written, its trigger, both; or nothing. */
void swap_when(truce_buffer *out, const composer *k, const swap *s, uint32_t tranche);
/* The title of a class of the pool, or "any class"; of a category. */
truce_str swap_class(const composer *k, const swap *s, uint32_t pool);
truce_str swap_category(const composer *k, const swap *s, uint32_t category);
/* Whoever releases first, and whoever answers. */
truce_str swap_one(const composer *k, const swap *s);
truce_str swap_other(const composer *k, const swap *s);
/* "Lifers: 30; any class: 20": what is due in a step; "nobody", "not stated how many". */
void swap_due(truce_buffer *out, const composer *k, const swap *s, const truce_exchange_step *step);
void swap_released(truce_buffer *out, const composer *k, const swap *s,
                   const truce_exchange_step *step);
/* "150 by Karda", of one exclusion. */
void swap_excluded(truce_buffer *out, const composer *k, const swap *s, uint32_t exclusion);
/* What does not add up, as a sentence. */
void swap_finding(truce_buffer *out, const composer *k, const swap *s,
                  const truce_exchange_finding *f);
const char *swap_finding_name(truce_exchange_finding_kind kind);

/* ---- places (swap_places.c) ---- */

enum { SWAP_PLACES_MAX = 4 };

/* The lines that do not agree: that which is meant, then those it stands against. Where all classes
 * are too few it is the head of the record, `plan->top`. */
typedef struct swap_places {
    const truce_plan_line *at[SWAP_PLACES_MAX];
    uint32_t n;
    bool more; /* there are more such lines */
} swap_places;

swap_places swap_places_of(const swap *s, const truce_exchange_finding *f);
/* "tranche 4"; its place, "talks.truce:12:3", for a narrowed reader "exchange x, line 4, column 3";
 * and that taken apart. Lines of the record, or its head. Cost O(log) once lines are counted. */
void swap_line_says(truce_buffer *out, const composer *k, const swap *s,
                    const truce_plan_line *line);
void swap_line_where(truce_buffer *out, composer *k, const swap *s, const truce_plan_line *line);
truce_where swap_where(const composer *k, const swap *s, const truce_plan_line *line);
/* All places of a finding: "tranche 4 at talks.truce:12:3; category m at talks.truce:8:3". */
void swap_place(truce_buffer *out, composer *k, const swap *s, const truce_exchange_finding *f);

/* Where tranches have no day: how the days that are told for them were found, or why there are
 * none. Nothing else. */
void swap_note_windows(composer *k, const swaps *all, const swap *s, truce_passage *passage);

/* "A releases 33 people in 6 tranches; 1,090 are due from B in return.", of an exchange that was
 * counted; and the rule. */
void swap_whole(truce_buffer *out, const composer *k, const swap *s);
extern const char *const swap_whole_basis;

/* Cite the claims of a line that are counted here. */
void swap_cite(composer *k, truce_sentence *sentence, const truce_plan_line *line);

/* ---- papers ---- */

void compose_swaps(composer *k, const swaps *all);
/* The paragraph of a case without any: where what is reported on issues of exchange stands. */
void compose_no_swap(composer *k);
/* swap_figure.c: what each side has released by when, a drawing for each; nothing where there are
 * no tranches. False when memory is out. Cost O(tranches log tranches + days). */
TRUCE_MUST_USE bool swap_figure(composer *k, const swap *s);
void compose_swaps_checklist(composer *k, const swaps *all);
void compose_swaps_json(composer *k, const swaps *all, truce_json *json);
/* One row for each group that is due, under a line of column names. */
void swaps_csv(composer *k, const swaps *all, truce_buffer *out);

/* What a field team ticks off: one group, from one side to the other, in one tranche. */
typedef struct swap_item {
    uint32_t tranche;
    bool back;   /* in return */
    uint32_t of; /* a category; of what is due in return a class, or TRUCE_EXCHANGE_ANY */
    int64_t number;
    bool open;       /* at least so many */
    int64_t days[2]; /* the last of them, at the earliest and at the latest: the second is by when;
                        unknown where no day is known */
} swap_item;

/* Call `take` for each, tranche by tranche: first who is released, then who is due in return. */
void swap_items(const swap *s, void (*take)(void *data, const swap_item *item), void *data);

#endif
