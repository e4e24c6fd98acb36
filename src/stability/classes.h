/* classes.h - who can move where, for one maker, without a list of moves (private to the room).
 *
 * States between which a maker can go to and fro form a class: they differ only in options of its
 * own that may be taken and given up. Classes that differ only in options of its own that have a
 * direction form a group, and from a class the maker can go to those of its group that are on its
 * way: whose directed options include its own (a bit is set once the option has gone its way). So
 * a maker's moves are transitive, and to sweep all states that can move to a given one is to sweep
 * its class and those before it in the group.
 *
 *   group  | 00 | 01    | 10 | 11 |     directed options
 *   class  | 3 5| 1 8 9 | 2  | 4  |     states by rising rank
 */
#ifndef TRUCE_STABILITY_CLASSES_H
#define TRUCE_STABILITY_CLASSES_H

#include "truce/stability/states.h"

typedef struct classes {
    bool moves; /* the maker owns an option; else nothing below is set */
    uint32_t n;
    uint32_t *of;     /* [state] */
    uint32_t *begin;  /* [n + 1], into `member` */
    uint32_t *member; /* [states], by class, then by rising rank, then by number */
    uint32_t *worse;  /* [state]: where in `member` those of its class end that rank below it */

    bool directed;       /* some option is; else nothing below is set */
    uint32_t *group;     /* [n]: the first class of its group */
    uint32_t *group_end; /* [n]: and the one behind the last */
    uint64_t *way;       /* [n]: its directed options, those that went their way */
} classes;

/* For one maker. False when memory is out. O(states * options) */
bool classes_make(const truce_graph_states *states, uint32_t maker, truce_arena *arena,
                  classes *out);

/* Can the maker go from class a to class b of the same group, or stay? */
static inline bool classes_leads(const classes *c, uint32_t a, uint32_t b) {
    return (c->way[a] & ~c->way[b]) == 0;
}

/* In place, [n]: for each class the largest number of it and of those it leads to. `scratch`, [n].
 * O(n * the largest group) */
void classes_raise(const classes *c, uint32_t *value, uint32_t *scratch);

#endif
