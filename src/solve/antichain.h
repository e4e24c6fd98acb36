/* antichain.h - a family of sets, none of which holds another.
 *
 * A set is an array of rising numbers below `n_elements`. Adding a set that holds a member changes
 * nothing; adding one that members hold drops them. The empty set is held by all.
 *
 * Each member is found from two sides. It watches one of its elements, the one that fewest members
 * held when it came: whoever asks for members within a set looks at the watchers of that set's
 * elements. And it is listed under all of its elements: whoever asks for members around a set looks
 * at the list of that set's rarest element.
 */
#ifndef TRUCE_SOLVE_ANTICHAIN_H
#define TRUCE_SOLVE_ANTICHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/solve/domain.h"

#define ANTICHAIN_END UINT32_MAX

typedef struct antichain_member {
    size_t begin;          /* in `words` */
    uint32_t n;            /* elements */
    uint32_t next_watcher; /* of the same element */
    uint64_t mark;         /* one bit of 64 for each element: a quick "not within" */
    bool dead;
} antichain_member;

typedef struct antichain_node {
    uint32_t member;
    uint32_t next; /* under the same element */
} antichain_node;

typedef struct antichain {
    uint32_t n_elements;
    uint32_t *watchers;  /* [element]: first member that watches it */
    uint32_t *holders;   /* [element]: first node of the members that hold it, newest first */
    uint32_t *n_holders; /* [element]: how many live members hold it */
    uint32_t *stamp;     /* [element]: == `stamped` when it is in the set in question */
    uint32_t stamped;
    antichain_member *at; /* in the order in which they came; skip the dead */
    uint32_t n;
    uint32_t n_live;
    uint32_t n_nodes;
    antichain_node *nodes;
    uint32_t *words;
    size_t n_words;
    size_t cap, nodes_cap, words_cap;
    uint64_t effort; /* members looked at */
    bool has_empty;  /* the empty set is the one member; it is not in `at` */
} antichain;

typedef enum antichain_added {
    ANTICHAIN_ADDED,
    ANTICHAIN_HELD, /* it holds a member: nothing changed */
    ANTICHAIN_NO_MEMORY
} antichain_added;

/* Sets of numbers below `n_elements`. False when memory is out; clearing is then still right. */
bool antichain_init(antichain *a, uint32_t n_elements);
void antichain_clear(antichain *a);

/* No member is left; the memory stays. Cost: the elements of what was in it. */
void antichain_empty(antichain *a);

/* Does this set hold a member? */
bool antichain_holds(antichain *a, truce_set set);

/* Add a set, borrowed. Members may change their place in `at`. */
antichain_added antichain_add(antichain *a, truce_set set);

/* Take a member out. Places stay. */
void antichain_drop(antichain *a, uint32_t member);

static inline truce_set antichain_set(const antichain *a, uint32_t member) {
    return (truce_set){a->words + a->at[member].begin, a->at[member].n};
}

#endif
