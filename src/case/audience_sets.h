/* audience_sets.h - the audiences of a case: equal lists of names are one set, and a set is
 * expanded once to the symbols of all who see by it (private to the room). */
#ifndef TRUCE_SRC_CASE_AUDIENCE_SETS_H
#define TRUCE_SRC_CASE_AUDIENCE_SETS_H

#include "reader.h"

typedef struct audience_set {
    truce_refs names;      /* as written, of the first record that has it */
    truce_symbol *viewers; /* rising, with the members of compartments; without team and public */
    uint32_t n;
    bool everybody;
} audience_set;

typedef struct audience_sets {
    reader *r;
    truce_symbol team, everybody;
    audience_set *at;
    size_t n, cap;
    uint32_t *slots; /* hash of names -> set + 1 */
    size_t slots_cap;
    uint32_t *set_of[TRUCE_KIND_N]; /* [kind][index] */
    size_t expanded;                /* names of all sets, with the members of compartments */
    bool out_of_memory;
} audience_sets;

/* The set of every record; room for `more` others. Readers and compartments are declared. False
 * when memory is out. */
bool audience_sets_find(reader *r, size_t more, audience_sets *sets);

/* The set of those names, new if need be; `out_of_memory` when memory is out. */
uint32_t audience_sets_of(audience_sets *sets, truce_refs names);

/* Who may see the record: its own audience, else its file's, else the case's; empty: the team. */
truce_refs audience_of(const truce_case *c, const truce_head *head);

/* Whether everybody in `inner` is in `outer`, or is in `self` or among `members`. */
bool audience_fits(const audience_set *inner, const audience_set *outer, truce_symbol self,
                   truce_refs members);

#endif
