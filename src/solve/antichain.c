/* The dead stay where they are until there are as many as living members; then all is laid out
 * anew. Lists are walked past the dead, which are unlinked on the way. */
#include "solve/antichain.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "solve/grow.h"

bool antichain_init(antichain *a, uint32_t n_elements) {
    *a = (antichain){.n_elements = n_elements};
    const size_t n = n_elements > 0 ? n_elements : 1;
    a->watchers = malloc(n * sizeof *a->watchers);
    a->holders = malloc(n * sizeof *a->holders);
    a->n_holders = calloc(n, sizeof *a->n_holders);
    a->stamp = calloc(n, sizeof *a->stamp);
    if (a->watchers == NULL || a->holders == NULL || a->n_holders == NULL || a->stamp == NULL) {
        return false;
    }
    memset(a->watchers, 0xFF, n * sizeof *a->watchers);
    memset(a->holders, 0xFF, n * sizeof *a->holders);
    return true;
}

void antichain_clear(antichain *a) {
    free(a->watchers);
    free(a->holders);
    free(a->n_holders);
    free(a->stamp);
    free(a->at);
    free(a->words);
    free(a->nodes);
    *a = (antichain){0};
}

/* Nobody is listed under the elements of any member, dead or alive. */
static void unlist_all(antichain *a) {
    for (size_t i = 0; i < a->n_words; i++) {
        a->watchers[a->words[i]] = ANTICHAIN_END;
        a->holders[a->words[i]] = ANTICHAIN_END;
        a->n_holders[a->words[i]] = 0;
    }
    a->n_nodes = 0;
}

void antichain_empty(antichain *a) {
    unlist_all(a);
    a->n = a->n_live = 0;
    a->n_words = 0;
    a->has_empty = false;
}

void antichain_drop(antichain *a, uint32_t member) {
    antichain_member *const m = &a->at[member];
    assert(!m->dead);
    m->dead = true;
    a->n_live--;
    for (uint32_t i = 0; i < m->n; i++) {
        a->n_holders[a->words[m->begin + i]]--;
    }
}

/* ---- asking ---------------------------------------------------------------------------------- */

static uint64_t mark_of(truce_set set) {
    uint64_t mark = 0;
    for (uint32_t i = 0; i < set.n; i++) {
        mark |= UINT64_C(1) << (set.at[i] * UINT32_C(2654435769) >> 26);
    }
    return mark;
}

static void stamp_set(antichain *a, truce_set set) {
    if (++a->stamped == 0) {
        memset(a->stamp, 0, a->n_elements * sizeof *a->stamp);
        a->stamped = 1;
    }
    for (uint32_t i = 0; i < set.n; i++) {
        a->stamp[set.at[i]] = a->stamped;
    }
}

static bool within_stamped(const antichain *a, const antichain_member *m) {
    const uint32_t *const words = a->words + m->begin;
    for (uint32_t i = 0; i < m->n; i++) {
        if (a->stamp[words[i]] != a->stamped) {
            return false;
        }
    }
    return true;
}

/* Is a watcher of `element` within the stamped set? */
static bool watcher_within(antichain *a, uint32_t element, uint32_t n, uint64_t mark) {
    uint32_t *link = &a->watchers[element];
    while (*link != ANTICHAIN_END) {
        antichain_member *const m = &a->at[*link];
        if (m->dead) {
            *link = m->next_watcher;
            continue;
        }
        a->effort++;
        if (m->n <= n && (m->mark & ~mark) == 0 && within_stamped(a, m)) {
            return true;
        }
        link = &m->next_watcher;
    }
    return false;
}

static bool holds(antichain *a, truce_set set, uint64_t mark) {
    if (a->has_empty) {
        return true;
    }
    stamp_set(a, set);
    for (uint32_t i = 0; i < set.n; i++) {
        if (watcher_within(a, set.at[i], set.n, mark)) {
            return true;
        }
    }
    return false;
}

bool antichain_holds(antichain *a, truce_set set) {
    return holds(a, set, mark_of(set));
}

/* ---- adding ---------------------------------------------------------------------------------- */

static uint32_t rarest(const antichain *a, truce_set set) {
    uint32_t best = set.at[0];
    for (uint32_t i = 1; i < set.n; i++) {
        if (a->n_holders[set.at[i]] < a->n_holders[best]) {
            best = set.at[i];
        }
    }
    return best;
}

/* Drop the members that hold the stamped set. */
static void drop_holders(antichain *a, truce_set set, uint64_t mark) {
    uint32_t *link = &a->holders[rarest(a, set)];
    while (*link != ANTICHAIN_END) {
        antichain_node *const node = &a->nodes[*link];
        const antichain_member *const m = &a->at[node->member];
        if (m->dead) {
            *link = node->next;
            continue;
        }
        a->effort++;
        if (m->n > set.n && (mark & ~m->mark) == 0) {
            uint32_t met = 0;
            for (uint32_t i = 0; i < m->n; i++) {
                met += a->stamp[a->words[m->begin + i]] == a->stamped;
            }
            if (met == set.n) {
                antichain_drop(a, node->member);
                *link = node->next;
                continue;
            }
        }
        link = &node->next;
    }
}

/* The member at the end of `at` becomes one that is found. */
static void list_member(antichain *a, uint32_t member) {
    antichain_member *const m = &a->at[member];
    const truce_set set = antichain_set(a, member);
    const uint32_t watched = rarest(a, set);
    m->next_watcher = a->watchers[watched];
    a->watchers[watched] = member;
    for (uint32_t i = 0; i < set.n; i++) {
        a->nodes[a->n_nodes] = (antichain_node){.member = member, .next = a->holders[set.at[i]]};
        a->holders[set.at[i]] = a->n_nodes++;
        a->n_holders[set.at[i]]++;
    }
}

static void lay_out_anew(antichain *a) {
    unlist_all(a);
    uint32_t n = 0;
    size_t n_words = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        const antichain_member m = a->at[i];
        if (!m.dead) {
            memmove(a->words + n_words, a->words + m.begin, m.n * sizeof *a->words);
            a->at[n] = m;
            a->at[n].begin = n_words;
            n_words += m.n;
            list_member(a, n++);
        }
    }
    a->n = n;
    a->n_words = n_words;
}

/* False when memory is out, or places no longer have numbers. */
static bool make_room_for(antichain *a, uint32_t elements) {
    antichain_member *at = solve_grow(a->at, a->n, 1, &a->cap, sizeof *at);
    if (at == NULL) {
        return false;
    }
    a->at = at;
    uint32_t *words = solve_grow(a->words, a->n_words, elements, &a->words_cap, sizeof *words);
    if (words == NULL) {
        return false;
    }
    a->words = words;
    antichain_node *nodes =
        solve_grow(a->nodes, a->n_nodes, elements, &a->nodes_cap, sizeof *nodes);
    if (nodes == NULL) {
        return false;
    }
    a->nodes = nodes;
    return a->n < ANTICHAIN_END - 1 && a->n_nodes < ANTICHAIN_END - elements;
}

static antichain_added add_empty(antichain *a) {
    if (a->has_empty) {
        return ANTICHAIN_HELD;
    }
    antichain_empty(a);
    a->has_empty = true;
    a->n_live = 1;
    return ANTICHAIN_ADDED;
}

antichain_added antichain_add(antichain *a, truce_set set) {
    if (set.n == 0) {
        return add_empty(a);
    }
    const uint64_t mark = mark_of(set);
    if (holds(a, set, mark)) {
        return ANTICHAIN_HELD;
    }
    drop_holders(a, set, mark);
    if (a->n > 256 && a->n / 2 > a->n_live) {
        lay_out_anew(a);
    }
    if (!make_room_for(a, set.n)) {
        return ANTICHAIN_NO_MEMORY;
    }
    a->at[a->n] = (antichain_member){.begin = a->n_words, .n = set.n, .mark = mark};
    memcpy(a->words + a->n_words, set.at, set.n * sizeof *set.at);
    a->n_words += set.n;
    list_member(a, a->n);
    a->n++;
    a->n_live++;
    return ANTICHAIN_ADDED;
}
