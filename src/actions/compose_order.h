/* compose_order.h - the files that put the order of steps on paper (private to them).
 *
 * Each appends to an open section; nothing where there is nothing to tell. */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_ORDER_H
#define TRUCE_SRC_ACTIONS_COMPOSE_ORDER_H

#include "compose_sequence.h"

/* The position that a rule is; NULL: a plan says it. */
const truce_position *sequence_position(const composer *k, order_said said);
/* A thing in quotation marks. Appended to k->text. */
void sequence_quote(composer *k, const sequenced *s, uint32_t t);

/* ", as told by" whoever tells of a position; nothing where it is whoever holds it, or our
 * own reading. Appended to k->text. */
void sequence_teller_says(composer *k, const truce_position *p);

/* k->text as one more line of a passage. */
void order_line(composer *k, truce_passage *passage, truce_span_style style, const char *basis);

/* compose_order_steps.c: the table of steps. */
void order_steps(composer *k, const sequenced *s);
/* compose_order_loops.c: the first `most` loops; demands that tie a step of a loop to one that is
 * on none. */
void order_loops(composer *k, const sequenced *s, uint32_t most);
void order_hanging(composer *k, const sequenced *s);
/* compose_order_days.c: demands that the days of the plan do not allow; how many there are. */
void order_days(composer *k, const sequenced *s);
uint32_t order_against_days(const sequenced *s);
/* compose_order_cuts.c: what would have to be given up; one such set as an item of a list, with an
 * example of the order that is then left. */
void order_cuts(composer *k, const sequenced *s);
void order_cut(composer *k, const sequenced *s, truce_block *list, uint32_t knot,
               const truce_order_cut *cut, bool example);
/* compose_order_ways.c: what else would open the first loop. */
void order_ways(composer *k, const sequenced *s);

#endif
