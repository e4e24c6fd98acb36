/* search.h - what the searches share: a worth with its tree, and packages with what they are worth.
 */
#ifndef TRUCE_DEALS_SEARCH_PARTS_H
#define TRUCE_DEALS_SEARCH_PARTS_H

#include "deals/cliques.h"
#include "truce/deals/search.h"

typedef struct search_tree {
    bool possible; /* every issue has an option, and no link rules everything out at once */
    cliques all;   /* when possible */
} search_tree;

truce_search_limits search_limits_of(const truce_search_limits *given, size_t vectors_max);

/* Into `arena`; `free`: without the variables on which nothing hangs. TRUCE_ELIMIT, TRUCE_ENOMEM.
 */
truce_status search_tree_make(const truce_worth *worth, bool free, truce_arena *arena,
                              search_tree *out, truce_error *err);

/* What a package is worth, [party] in `arena`; NULL when memory is out. */
uint64_t *search_worth_of(const truce_worth *worth, const uint32_t *package, truce_arena *arena);

/* The same into room[party]. */
void search_add_up(const truce_worth *worth, const uint32_t *package, uint64_t *room);

/* Which combination of a term the package makes. */
size_t search_combination(const truce_worth *worth, uint32_t term, const uint32_t *package);

truce_status search_no_memory(const truce_worth *worth, truce_error *err);

#endif
