/* Four to nine parties: candidates come falling for the first, so one is beaten exactly when some
 * vector kept before gives all others at least as much. Those kept lie in trees, each at least
 * twice as large as the next, and the newest few in a row; when the row is full, it and the trees
 * that are not larger become one. A tree halves its vectors by one party's amount after the other;
 * of each part it has the most that any vector gives to each party, so that a look-up leaves out
 * whole parts. PAPER: bentley1980 */
#include <stdlib.h>

#include "deals/merger.h"

enum { LEAF = 8, ROW = 32, LEVELS = 32 };

/* The amounts of the parties but the first, of one tree behind the other. A part [from, to) of more
 * than LEAF vectors has two halves; `best` of the part lies at its middle vector. */
typedef struct forest {
    uint64_t *at;   /* [n][party but the first][word] */
    uint64_t *best; /* the same, of the part whose middle it is */
    size_t n, cap;
    size_t begins[LEVELS + 1]; /* of the trees, falling in size; then of the row */
    uint32_t n_trees;
    uint64_t *room; /* of one vector */
} forest;

AMOUNTS_INLINE uint64_t *row_of(uint64_t *at, size_t i, uint32_t others, uint32_t width) {
    return at + i * others * width;
}

static void swap_rows(forest *f, size_t i, size_t j, uint32_t others, uint32_t width) {
    const size_t bytes = (size_t)others * width * sizeof *f->at;
    memcpy(f->room, row_of(f->at, i, others, width), bytes);
    memcpy(row_of(f->at, i, others, width), row_of(f->at, j, others, width), bytes);
    memcpy(row_of(f->at, j, others, width), f->room, bytes);
}

/* Put the vector that is number `middle` by the falling amounts of a party there, none with less
 * before it and none with more behind it. PAPER: hoare1961 */
static void halve(forest *f, size_t from, size_t to, size_t middle, uint32_t party, uint32_t others,
                  uint32_t width) {
    uint64_t pivot[AMOUNT_WORDS_MAX];
    const uint64_t *const at = f->at + (size_t)party * width;
    const size_t words = (size_t)others * width;
    while (to - from > 1) {
        memcpy(pivot, at + (from + (to - from - 1) / 2) * words, width * sizeof *pivot);
        size_t i = from;
        size_t j = to;
        for (;; i++) {
            while (amount_compare(at + i * words, pivot, width) > 0) {
                i++;
            }
            do {
                j--;
            } while (amount_compare(at + j * words, pivot, width) < 0);
            if (i >= j) {
                break;
            }
            swap_rows(f, i, j, others, width);
        }
        if (middle <= j) { /* up to j none is less than the pivot, behind it none is more */
            to = j + 1;
        } else {
            from = j + 1;
        }
    }
}

/* best = the larger of each amount. */
static void raise(uint64_t *best, const uint64_t *row, uint32_t others, uint32_t width) {
    for (uint32_t p = 0; p < others; p++) {
        if (amount_compare(row + (size_t)p * width, best + (size_t)p * width, width) > 0) {
            memcpy(best + (size_t)p * width, row + (size_t)p * width, width * sizeof *best);
        }
    }
}

/* Order a part; its depth is at most the number of bits of its size. */
static void grow_tree(forest *f, size_t from, size_t to, uint32_t party, uint32_t others,
                      uint32_t width) {
    const size_t middle = from + (to - from) / 2;
    uint64_t *const best = row_of(f->best, middle, others, width);
    if (to - from > LEAF) {
        halve(f, from, to, middle, party, others, width);
        grow_tree(f, from, middle, (party + 1) % others, others, width);
        grow_tree(f, middle + 1, to, (party + 1) % others, others, width);
    }
    memcpy(best, row_of(f->at, middle, others, width), (size_t)others * width * sizeof *best);
    for (size_t i = from; i < to; i++) {
        raise(best, row_of(f->at, i, others, width), others, width);
    }
}

/* The row is full: it and the trees that are at most as large as what lies behind them become a
 * tree. */
static void fold(forest *f, uint32_t others, uint32_t width) {
    while (f->n_trees > 0 &&
           f->begins[f->n_trees] - f->begins[f->n_trees - 1] <= f->n - f->begins[f->n_trees]) {
        f->n_trees--;
    }
    grow_tree(f, f->begins[f->n_trees], f->n, 0, others, width);
    f->begins[++f->n_trees] = f->n;
}

static bool add(forest *f, const uint64_t *row, uint32_t others, uint32_t width) {
    const size_t words = (size_t)others * width;
    if (f->n == f->cap) {
        const size_t cap = f->cap < ROW ? ROW : f->cap * 2;
        uint64_t *const at = realloc(f->at, cap * words * sizeof *at);
        f->at = at != NULL ? at : f->at;
        uint64_t *const best = realloc(f->best, cap * words * sizeof *best);
        f->best = best != NULL ? best : f->best;
        if (at == NULL || best == NULL) {
            return false;
        }
        f->cap = cap;
    }
    memcpy(f->at + f->n * words, row, words * sizeof *row);
    if (++f->n - f->begins[f->n_trees] == ROW) {
        fold(f, others, width);
    }
    return true;
}

AMOUNTS_INLINE bool covered_by_row(const forest *f, size_t from, size_t to, const uint64_t *row,
                                   uint32_t others, uint32_t width) {
    const size_t words = (size_t)others * width;
    for (size_t i = to; i-- > from;) {
        if (vector_covers(f->at + i * words, row, others, width)) {
            return true;
        }
    }
    return false;
}

AMOUNTS_INLINE bool covered_by_tree(const forest *f, size_t from, size_t to, const uint64_t *row,
                                    uint32_t others, uint32_t width) {
    const size_t words = (size_t)others * width;
    struct {
        size_t from, to;
    } waiting[sizeof(size_t) * 8];
    uint32_t n = 0;
    for (;;) {
        const size_t middle = from + (to - from) / 2;
        const bool may = from < to && vector_covers(f->best + middle * words, row, others, width);
        if (may && to - from > LEAF) {
            if (vector_covers(f->at + middle * words, row, others, width)) {
                return true;
            }
            waiting[n].from = middle + 1;
            waiting[n++].to = to;
            to = middle;
            continue;
        }
        if (may && covered_by_row(f, from, to, row, others, width)) {
            return true;
        }
        if (n == 0) {
            return false;
        }
        from = waiting[--n].from;
        to = waiting[n].to;
    }
}

AMOUNTS_INLINE bool covered(const forest *f, const uint64_t *row, uint32_t others, uint32_t width) {
    for (uint32_t t = 0; t < f->n_trees; t++) {
        if (covered_by_tree(f, f->begins[t], f->begins[t + 1], row, others, width)) {
            return true;
        }
    }
    return covered_by_row(f, f->begins[f->n_trees], f->n, row, others, width);
}

AMOUNTS_INLINE bool keep(merger *m, forest *f, const uint64_t *now, uint32_t parties,
                         uint32_t width) {
    const uint32_t h = m->heap[0];
    const size_t words = (size_t)parties * width;
    if (m->out->n == m->out->cap && !merger_reserve(m, 1)) {
        return false;
    }
    if (!add(f, now + width, parties - 1, width)) {
        m->end = MERGE_NO_MEMORY;
        return false;
    }
    memcpy(m->out->at + m->out->n * words, now, words * sizeof *now);
    merger_note(m, h, m->next[h], 1);
    m->out->n++;
    return true;
}

AMOUNTS_INLINE void merge(merger *m, forest *f, uint32_t parties, uint32_t width) {
    const size_t words = (size_t)parties * width;
    while (m->n_heap > 0) {
        const uint32_t h = m->heap[0];
        const uint64_t *const now = merger_now(m, h, parties, width);
        const uint64_t *const last = m->out->n > 0 ? m->out->at + (m->out->n - 1) * words : NULL;
        if (last != NULL && vector_equal(now, last, parties, width)) {
            if (!merger_again(m, h, m->next[h])) {
                return;
            }
        } else if (!covered(f, now + width, parties - 1, width) &&
                   !keep(m, f, now, parties, width)) {
            return;
        }
        merger_advance(m, m->next[h] + 1, parties, width);
    }
}

void merge_many(merger *m) {
    forest f = {.n = 0};
    f.room = malloc(shape_words(m->s) * sizeof *f.room);
    if (f.room == NULL) {
        m->end = MERGE_NO_MEMORY;
    } else if (m->s.width == 1 && m->s.parties == 4) {
        merge(m, &f, 4, 1);
    } else if (m->s.width == 1) {
        merge(m, &f, m->s.parties, 1);
    } else {
        merge(m, &f, m->s.parties, m->s.width);
    }
    free(f.at);
    free(f.best);
    free(f.room);
}
