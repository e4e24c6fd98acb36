/* compose_reasons.h - why a side stands where it does, as told, beside its positions on an issue
 * that was asked for (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_REASONS_H
#define TRUCE_SRC_ACTIONS_COMPOSE_REASONS_H

#include "compose.h"

/* What claims tell on the issues asked for besides positions: interests, stakes, alternatives,
 * costs and divisions, how much it matters to whom, what is said of it; by issue. */
typedef struct reasons {
    struct reason *at;
    uint32_t n;
    uint32_t begin; /* issues are asked for in the order of the case: where the next one begins */
} reasons;

/* Cost O(statements + r log r) for r of them. False when memory is out. */
TRUCE_MUST_USE bool reasons_find(composer *k, reasons *out);

/* A line in `item` for each of the first four of a party on the issue (TRUCE_NONE: of those who are
 * no party), with who says so and when, the same told by several once. Whether there is any; an
 * `item` of NULL only asks. Issues come in the order of the case. Cost O(what is told on the
 * issue). */
bool reasons_of(composer *k, truce_passage *item, reasons *all, uint32_t issue, uint32_t side);

/* The same of what is said of the issue itself and of nobody, as an item of its own. */
void reasons_of_issue(composer *k, truce_block *list, reasons *all, uint32_t issue);

#endif
