/* plan.h - the words of plans: one table for reading, binding and both ways of JSON (private).
 *
 * Steps, exchanges, values, agreements, obligations, reports, incidents, the records of the
 * single text, and models with their moves and orders have lines of one form: a word, then slots in
 * a fixed order, some behind a word of their own, some that may be left out. A row of the table
 * says so for one line. A line that the language gains is a row, and the member of truce_plan_line
 * that its slots fill.
 */
#ifndef TRUCE_SRC_CASE_PLAN_H
#define TRUCE_SRC_CASE_PLAN_H

#include "truce/case/model.h"

typedef enum plan_form {
    PLAN_REF, /* a name of one of `kinds` */
    PLAN_REFS,
    PLAN_CLAIMS,
    PLAN_TEXT,
    PLAN_ITEM,
    PLAN_DATE,
    PLAN_COUNT,  /* a whole number */
    PLAN_AMOUNT, /* a number or a range */
    PLAN_NUMBER,
    PLAN_DAYS, /* a whole number or a range of such, and "days" */
    PLAN_UNIT,
    PLAN_PERIOD,
    PLAN_CLAUSE, /* what a clause covers */
    PLAN_STANDING,
    PLAN_LABEL,  /* a name within the record */
    PLAN_COUNTS, /* 3 women, 1 men */
    PLAN_SHARES, /* 30 life, 20: of any */
    PLAN_LOGIC,  /* moves with and, or, not, if, iff */
    PLAN_MOVES,  /* moves, or the word nothing: an outcome */
    PLAN_ATTITUDE
} plan_form;

typedef struct plan_slot {
    const char *lead; /* the word before it, or NULL */
    const char *key;  /* in JSON; NULL: no further slot */
    plan_form form;
    bool needed;
    uint16_t at;    /* where its member stands in truce_plan_line */
    uint64_t kinds; /* PLAN_REF, PLAN_REFS: what may be named; bits of truce_kind */
} plan_slot;

enum { PLAN_SLOTS_MAX = 8 };

typedef struct plan_row {
    uint64_t records; /* in which it may stand; bits of truce_kind */
    bool top;         /* behind the title of the record */
    bool once;
    bool untitled;             /* a top without a title */
    const char *word, *second; /* with which the line begins; `second` may be NULL */
    const char *name;          /* in JSON */
    const char *called;        /* in messages: "this line is written: CALLED" */
    plan_slot slots[PLAN_SLOTS_MAX + 1];
} plan_row;

/* The row of a line. */
const plan_row *plan_row_of(truce_plan_kind kind);

/* Whether records of that kind are plans. */
static inline bool is_plan(truce_kind kind) {
    return kind >= TRUCE_KIND_STEP && kind <= TRUCE_KIND_ORDER;
}
/* The plan of a record that is one; not const, so that the reader can fill it. */
truce_plan *plan_of(const truce_case *c, truce_declared record);

/* The member of a line that a slot fills. */
static inline void *plan_member(const plan_slot *slot, truce_plan_line *line) {
    return (char *)line + slot->at;
}
static inline const void *plan_member_of(const plan_slot *slot, const truce_plan_line *line) {
    return (const char *)line + slot->at;
}
/* Whether the line says what the slot is for. */
bool plan_says(const plan_slot *slot, const truce_plan_line *line);

#endif
