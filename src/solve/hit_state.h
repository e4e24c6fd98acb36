/* hit_state.h - a partial hitting set: what is chosen, what may still be, and what is not hit yet.
 *
 * A chosen number is of use while it is the only one to hit some set; a choice in which one is of
 * no use leads to no minimal hitting set, whatever is added. PAPER: murakami2014 */
#ifndef TRUCE_SOLVE_HIT_STATE_H
#define TRUCE_SOLVE_HIT_STATE_H

#include "truce/solve/hitting.h"

#define HIT_NONE UINT32_MAX

typedef struct hit_state {
    truce_sets family;
    uint32_t n_numbers;
    const size_t
        *begin; /* [number]: where the sets with it begin in `with`; one more for the end */
    const uint32_t *with; /* sets, rising */
    uint32_t *hits;       /* [set]: how many chosen numbers are in it */
    uint32_t *chosen_xor; /* [set]: of those; when it is one, that one */
    uint32_t *open;       /* [set]: how many numbers in it may be chosen */
    uint32_t *alone;      /* [number]: how many sets are hit by it alone */
    bool *may;            /* [number]: may be chosen */
    uint32_t *chosen;     /* in the order in which they were */
    uint32_t n_chosen;
    uint32_t n_useless; /* chosen numbers that hit no set alone */
    size_t n_unhit;
    uint64_t effort; /* places looked at */
} hit_state;

/* Nothing is chosen and every number may be. False when memory is out. */
bool hit_state_make(truce_sets family, uint32_t n_numbers, truce_arena *arena, hit_state *out);

void hit_choose(hit_state *s, uint32_t number); /* which hits a set that is not hit yet */
void hit_unchoose(hit_state *s);                /* the last one chosen */
void hit_rule_out(hit_state *s, uint32_t number);
void hit_allow(hit_state *s, uint32_t number);

/* The set to hit next: not hit yet, with the fewest numbers that may be chosen; the first of these.
 * HIT_NONE when all are hit. */
uint32_t hit_next(hit_state *s);

/* ---- the two ways to go through them --------------------------------------------------------- */

/* What is found, in the order in which it is. Sets are copied into the arena, sorted. */
typedef struct hit_list {
    truce_arena *arena;
    truce_set *at;
    size_t n, cap;
} hit_list;

bool hit_list_add(hit_list *l, const hit_state *s);

typedef enum hit_end { HIT_ALL, HIT_STOPPED, HIT_NO_MEMORY } hit_end;

/* Every minimal hitting set once, in no useful order; stops when the effort is spent. Lists at most
 * `sets_max` of them and counts all. */
hit_end hit_walk(hit_state *s, size_t sets_max, uint64_t effort_max, hit_list *list, uint64_t *n);

/* In the order of their cost; stops after `sets_max` or when the effort is spent. */
hit_end hit_cheapest(hit_state *s, truce_costs costs, size_t sets_max, uint64_t effort_max,
                     hit_list *list);

/* The cost of the numbers of a set is put into sum[width]. */
void hit_cost(truce_costs costs, const uint32_t *numbers, uint32_t n, uint64_t *sum);
int hit_cost_compare(const uint64_t *a, const uint64_t *b, uint32_t width);

#endif
