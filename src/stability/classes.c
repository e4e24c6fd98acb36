#include "stability/classes.h"

#include <stdlib.h>
#include <string.h>

#include "stability/radix.h"

/* What tells classes apart: all options but the maker's own free ones, with the directed ones in
 * the lowest places, pressed together. */
typedef struct label {
    uint64_t directed, back, rest; /* options; `back` of the directed ones */
    unsigned n_directed;
} label;

static uint64_t press(uint64_t s, uint64_t options) {
    uint64_t pressed = 0;
    unsigned to = 0;
    while (options != 0) { /* a run of options at a time */
        const unsigned from = (unsigned)__builtin_ctzll(options);
        const uint64_t above = ~(options >> from);
        const unsigned length = above == 0 ? 64 - from : (unsigned)__builtin_ctzll(above);
        const uint64_t run = length == 64 ? ~UINT64_C(0) : (UINT64_C(1) << length) - 1;
        pressed |= ((s >> from) & run) << to;
        to += length;
        options &= ~(run << from);
    }
    return pressed;
}

static uint64_t label_of(const label *l, truce_graph_state s) {
    return press(s, l->rest) << l->n_directed | press(s ^ l->back, l->directed);
}

static label label_make(const truce_graph_model *m, uint32_t maker) {
    label l = {.rest = (UINT64_C(1) << m->n_options) - 1};
    for (uint32_t k = 0; k < m->n_options; k++) {
        const truce_graph_option *const o = &m->options[k];
        const uint64_t bit = UINT64_C(1) << k;
        if (o->owner == maker) {
            l.rest &= ~bit;
            l.directed |= o->direction != TRUCE_GRAPH_BOTH ? bit : 0;
            l.back |= o->direction == TRUCE_GRAPH_BACK ? bit : 0;
        }
    }
    l.n_directed = (unsigned)__builtin_popcountll(l.directed);
    return l;
}

/* Give states their class where labels leave gaps. `label_at`, [states], receives the label of each
 * class. False when memory is out. */
static bool number_classes(const truce_graph_states *states, const label *l, classes *c,
                           uint64_t *label_at) {
    uint32_t *const item = malloc((size_t)states->n * sizeof *item);
    for (uint32_t i = 0; item != NULL && i < states->n; i++) {
        label_at[i] = label_of(l, truce_graph_at(states, i));
        item[i] = i;
    }
    const bool sorted = item != NULL && radix_sort(label_at, item, states->n);
    for (uint32_t i = 0; sorted && i < states->n; i++) {
        if (i == 0 || label_at[i] != label_at[c->n - 1]) {
            label_at[c->n++] = label_at[i];
        }
        c->of[item[i]] = c->n - 1;
    }
    free(item);
    return sorted;
}

/* `order`: all states by rising rank. */
static void fill(const truce_graph_states *states, uint32_t maker, const uint32_t *order,
                 classes *c) {
    const uint32_t *const rank = states->rank[maker];
    memset(c->begin, 0, ((size_t)c->n + 1) * sizeof *c->begin);
    for (uint32_t i = 0; i < states->n; i++) {
        c->begin[c->of[i] + 1]++;
    }
    for (uint32_t k = 0; k < c->n; k++) {
        c->begin[k + 1] += c->begin[k];
    }
    for (uint32_t i = 0; i < states->n; i++) {
        c->member[c->begin[c->of[order[i]]]++] = order[i];
    }
    for (uint32_t k = c->n; k > 0; k--) { /* each begin had moved to its end */
        c->begin[k] = c->begin[k - 1];
    }
    c->begin[0] = 0;
    for (uint32_t k = 0; k < c->n; k++) {
        uint32_t worse = c->begin[k];
        for (uint32_t q = worse; q < c->begin[k + 1]; q++) {
            worse = rank[c->member[q]] != rank[c->member[worse]] ? q : worse;
            c->worse[c->member[q]] = worse;
        }
    }
}

/* `label_at`, [n], is NULL where class and label are the same. */
static bool make_groups(const label *l, const uint64_t *label_at, truce_arena *arena, classes *c) {
    const uint64_t low = (UINT64_C(1) << l->n_directed) - 1;
    c->group = truce_arena_take(arena, (size_t)c->n * sizeof *c->group);
    c->group_end = truce_arena_take(arena, (size_t)c->n * sizeof *c->group_end);
    c->way = truce_arena_take(arena, (size_t)c->n * sizeof *c->way);
    if (c->group == NULL || c->group_end == NULL || c->way == NULL) {
        return false;
    }
    uint64_t last = 0;
    for (uint32_t k = 0; k < c->n; k++) {
        const uint64_t label_k = label_at != NULL ? label_at[k] : k;
        const bool first = k == 0 || label_k >> l->n_directed != last;
        last = label_k >> l->n_directed;
        c->group[k] = first ? k : c->group[k - 1];
        c->way[k] = label_k & low;
    }
    for (uint32_t k = c->n; k > 0; k--) {
        const bool ends = k == c->n || c->group[k] != c->group[k - 1];
        c->group_end[k - 1] = ends ? k : c->group_end[k];
    }
    return true;
}

static bool take_rooms(const truce_graph_states *states, const label *l, bool whole,
                       truce_arena *arena, classes *c, uint64_t **label_at, truce_arena *scratch) {
    c->of = truce_arena_take(arena, (size_t)states->n * sizeof *c->of);
    c->member = truce_arena_take(arena, (size_t)states->n * sizeof *c->member);
    c->worse = truce_arena_take(arena, (size_t)states->n * sizeof *c->worse);
    if (c->of == NULL || c->member == NULL || c->worse == NULL) {
        return false;
    }
    if (whole) {
        const unsigned bits = (unsigned)__builtin_popcountll(l->rest) + l->n_directed;
        c->n = UINT32_C(1) << bits;
        for (uint32_t i = 0; i < states->n; i++) {
            c->of[i] = (uint32_t)label_of(l, i);
        }
    } else {
        *label_at = truce_arena_take(scratch, (size_t)states->n * sizeof **label_at);
        if (*label_at == NULL || !number_classes(states, l, c, *label_at)) {
            return false;
        }
    }
    c->begin = truce_arena_take(arena, ((size_t)c->n + 1) * sizeof *c->begin);
    return c->begin != NULL;
}

bool classes_make(const truce_graph_states *states, uint32_t maker, truce_arena *arena,
                  classes *out) {
    const truce_graph_model *const m = states->model;
    classes c = {.moves = truce_graph_own(m, maker) != 0};
    if (!c.moves) {
        *out = c;
        return true;
    }
    const label l = label_make(m, maker);
    truce_arena scratch = truce_arena_new();
    uint64_t *label_at = NULL;
    bool done = take_rooms(states, &l, states->at == NULL, arena, &c, &label_at, &scratch);
    c.directed = l.n_directed > 0;
    if (done && c.directed) {
        done = make_groups(&l, label_at, arena, &c);
    }
    if (done) {
        uint32_t *const order = malloc((size_t)states->n * sizeof *order);
        uint32_t *const count = malloc(((size_t)states->n_ranks[maker] + 1) * sizeof *count);
        done = order != NULL && count != NULL;
        if (done) {
            count_sort(states->rank[maker], states->n, states->n_ranks[maker], count, order);
            fill(states, maker, order, &c);
            *out = c;
        }
        free(order);
        free(count);
    }
    truce_arena_clear(&scratch);
    return done;
}

void classes_raise(const classes *c, uint32_t *value, uint32_t *scratch) {
    if (!c->directed) {
        return;
    }
    for (uint32_t a = 0; a < c->n; a++) {
        uint32_t most = value[a];
        for (uint32_t b = c->group[a]; b < c->group_end[a]; b++) {
            most = value[b] > most && classes_leads(c, a, b) ? value[b] : most;
        }
        scratch[a] = most;
    }
    memcpy(value, scratch, (size_t)c->n * sizeof *value);
}
