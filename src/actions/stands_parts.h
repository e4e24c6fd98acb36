/* stands_parts.h - from positions to stands: the steps, a file each (private to stands). */
#ifndef TRUCE_SRC_ACTIONS_STANDS_PARTS_H
#define TRUCE_SRC_ACTIONS_STANDS_PARTS_H

#include "stands.h"

/* A line of a list, or a position alone, on its way to a stand. */
typedef struct line {
    uint32_t position; /* of the matrix */
    const truce_evidence *evidence;
} line;

typedef struct stands_maker {
    const truce_matrix *m;
    const truce_case *c;
    truce_arena *arena;
    const stands_ask *ask;
    bool failed;
    truce_stand *stands;
    size_t n_stands, cap_stands;
    held_position *held;
    size_t n_held, cap_held;
    truce_stand_holder *holders;
    size_t cap_holders;
    truce_symbols words; /* assumptions with words: symbol -> number, through `numbers` */
    uint32_t *numbers;
    size_t cap_numbers, n_numbers;
    truce_str *assumptions;
    size_t n_assumptions, cap_assumptions;
    uint32_t *assumed_by;
    const truce_part **assumed; /* [assumption]: the part that first states it */
    size_t cap_assumed, cap_assumed_parts;
    truce_acceptance *accepted;
    size_t n_accepted, cap_accepted;
    held_aside aside;
    uint32_t *supposed; /* positions of the matrix, rising */
    uint32_t n_supposed;
} stands_maker;

typedef enum answer { ANSWER_NONE, ANSWER_DEMAND, ANSWER_REFUSAL, ANSWER_ACCEPTANCE } answer;

/* ---- stands.c ---- */

/* It is a party's, reported, and neither superseded, denied by all nor lifted. */
bool stands_in_matrix(const stands_maker *k, const truce_position *p);

/* Whether a claim's word counts: all do, unless only a side's own was asked for. */
bool stands_counts(const stands_maker *k, const truce_evidence *e);

/* Add a stand of the position that was added last. */
void stands_add(stands_maker *k, truce_stand stand);

/* A new position made of lines. Its stands follow. */
void stands_hold(stands_maker *k, const line *lines, uint32_t n, bool package, bool any);

/* What a statement asks of packages; what asks nothing is counted. */
answer stands_answer(stands_maker *k, const truce_position *p, const truce_statement *st);

/* One line as stands of the position that was added last: none where what is supposed lifts it. */
void stands_line(stands_maker *k, answer a, const line *of, truce_condition condition);

/* Whether it names options to be weighed; what does not is counted. */
bool stands_weighs(stands_maker *k, const truce_position *p);

/* ---- stands_terms.c ---- */

/* An item as a term; false when it names no option. */
bool stands_term(stands_maker *k, const truce_item *item, bool denied, truce_stand_term *term);

/* The condition of a line and of the list that it stands in, as one; `*n` is 0 or 1. */
truce_stand_condition *stands_condition(stands_maker *k, truce_condition a, truce_condition b,
                                        uint32_t *n);

/* ---- stands_lift.c: what is supposed, of all that may be asked ---- */

/* Find the positions that are supposed. */
void stands_find_supposed(stands_maker *k);

/* Whether the position is one of them. */
bool stands_supposed(const stands_maker *k, const truce_position *p);

/* Whether anything that is supposed is the latest word on what it speaks of. */
bool stands_spoken_to(const stands_maker *k, const truce_position *p);

/* Whether it is supposed that its holder lets this option in, on no condition, for the group at
 * this place of the list. */
bool stands_let_in(stands_maker *k, const truce_position *p, int64_t option, uint32_t place);

/* How many groups a term is about; 1 where its issue is decided once for all. */
uint32_t stands_groups(const stands_maker *k, const truce_stand_term *term);

/* What is left of a demand for `term`: terms that all hold, at most one for each group; of a demand
 * in an `any of`, its options, in one; of a refusal, sets of stands_groups() terms that do not all
 * hold, at most one for each group, into `out`, their number as the result. */
const truce_stand_term *stands_eased_demand(stands_maker *k, const truce_position *p,
                                            const truce_stand_term *term, uint32_t *n);
truce_option_set stands_eased_options(stands_maker *k, const truce_position *p,
                                      const truce_stand_term *term);
uint32_t stands_eased_refusal(stands_maker *k, const truce_position *p,
                              const truce_stand_term *term, const truce_stand_term **out);

/* ---- stands_only_if.c, stands_lists.c, stands_offers.c ---- */

/* The acceptances on a condition among positions begin .. end - 1, of one actor on one issue. */
void stands_acceptances(stands_maker *k, uint32_t begin, uint32_t end);

/* All lists and offers of the matrix. */
void stands_lists(stands_maker *k);

/* The terms of one offer, at least one, each position once. */
void stands_offer(stands_maker *k, const line *lines, uint32_t n);

#endif
