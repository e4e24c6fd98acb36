/* The sources are sorted, and stay so when a shift is added to every key; a heap of their next keys
 * yields the sums in order, and equal ones become one entry. Most keys have one or two words: the
 * loop is compiled for these by themselves. */
#include "deals/sums.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "deals/wide.h"

#define INLINE static inline __attribute__((always_inline))

bool sums_init(sums *s, size_t n_cells, uint32_t key, uint32_t count) {
    *s = (sums){.n_cells = n_cells, .key = key, .count = count};
    s->begin = calloc(n_cells + 1, sizeof *s->begin);
    return s->begin != NULL;
}

void sums_clear(sums *s) {
    free(s->begin);
    free(s->words);
    *s = (sums){0};
}

/* Room for one more entry. */
static bool grow(sums *s) {
    const size_t stride = sums_stride(s);
    if ((s->n + 1) * stride <= s->cap) {
        return true;
    }
    const size_t cap = s->cap < 1024 ? 1024 + stride : s->cap + s->cap / 2;
    uint64_t *words = realloc(s->words, cap * sizeof *words);
    if (words != NULL) {
        s->words = words;
        s->cap = cap;
    }
    return words != NULL;
}

/* ---- the merge ------------------------------------------------------------------------------- */

/* heap[i]: which source; next[source]: its next key, `key` words. */
typedef struct merge {
    sums_source *sources;
    uint64_t *next;
    uint32_t *heap;
    size_t n;
} merge;

INLINE int key_compare(const uint64_t *a, const uint64_t *b, uint32_t key) {
    return key == 1 ? (a[0] > b[0]) - (a[0] < b[0]) : wide_compare(a, b, key);
}

INLINE void sink(merge *m, size_t at, uint32_t key) {
    const uint32_t moved = m->heap[at];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= m->n) {
            break;
        }
        if (child + 1 < m->n && key_compare(m->next + (size_t)m->heap[child + 1] * key,
                                            m->next + (size_t)m->heap[child] * key, key) < 0) {
            child++;
        }
        if (key_compare(m->next + (size_t)moved * key, m->next + (size_t)m->heap[child] * key,
                        key) <= 0) {
            break;
        }
        m->heap[at] = m->heap[child];
        at = child;
    }
    m->heap[at] = moved;
}

/* The source's next sum within the limits; false when there is none. */
INLINE bool advance(const band *b, sums_source *from, uint64_t *next, uint32_t key) {
    for (; from->at < from->end; from->at += key + from->count) {
        (void)wide_add(next, from->at, from->shift, key);
        if (band_keeps(b, next, key)) {
            return true;
        }
    }
    return false;
}

/* The count of the entry in hand times that of its source, added to a count; one of a single word
 * stays at the largest once it gets there. */
static void add_count(uint64_t *sum, uint32_t n, const sums_source *from, uint32_t key) {
    if (n == 1) {
        const bool fits = from->n_times == 1 || wide_is_zero(from->times + 1, from->n_times - 1);
        const wide_pair x = (wide_pair)from->at[key] * from->times[0] + sum[0];
        sum[0] = fits && x >> 64 == 0 ? (uint64_t)x : UINT64_MAX;
    } else {
        wide_add_product(sum, n, from->at + key, from->count, from->times, from->n_times);
    }
}

INLINE sums_end merge_all(sums *s, const band *b, merge *m, uint32_t key, size_t first_keys,
                          size_t entries_max) {
    const uint32_t stride = key + s->count;
    const size_t begin = s->n;
    while (m->n > 0) {
        const uint32_t first = m->heap[0];
        const uint64_t *const next = m->next + (size_t)first * key;
        uint64_t *last = s->words + s->n * stride - stride;
        if (s->n == begin || key_compare(last, next, key) != 0) {
            if (first_keys > 0 && s->n - begin == first_keys) {
                return SUMS_DONE;
            }
            if (s->n >= entries_max) {
                return SUMS_TOO_MANY;
            }
            if (!grow(s)) {
                return SUMS_NO_MEMORY;
            }
            last = s->words + s->n++ * stride;
            for (uint32_t i = 0; i < key; i++) {
                last[i] = next[i];
            }
            memset(last + key, 0, s->count * sizeof *last);
        }
        sums_source *const from = &m->sources[first];
        add_count(last + key, s->count, from, key);
        from->at += key + from->count;
        if (!advance(b, from, m->next + (size_t)first * key, key)) {
            m->heap[0] = m->heap[--m->n];
        }
        if (m->n > 1) {
            sink(m, 0, key);
        }
    }
    return SUMS_DONE;
}

static sums_end merge_sources(sums *s, const band *b, merge *m, size_t n_sources, size_t first,
                              size_t entries_max) {
    for (size_t i = 0; i < n_sources; i++) {
        if (advance(b, &m->sources[i], m->next + i * s->key, s->key)) {
            m->heap[m->n++] = (uint32_t)i;
        }
    }
    for (size_t i = m->n / 2; i-- > 0;) {
        sink(m, i, s->key);
    }
    switch (s->key) {
    case 1:
        return merge_all(s, b, m, 1, first, entries_max);
    case 2:
        return merge_all(s, b, m, 2, first, entries_max);
    default:
        return merge_all(s, b, m, s->key, first, entries_max);
    }
}

sums_end sums_fill(sums *s, size_t cell, const band *b, sums_source *sources, size_t n_sources,
                   size_t first, size_t entries_max) {
    assert(n_sources < UINT32_MAX && cell < s->n_cells);
    merge m = {.sources = sources};
    m.next = malloc((n_sources * s->key + 1) * sizeof *m.next);
    m.heap = malloc((n_sources + 1) * sizeof *m.heap);
    s->begin[cell] = s->n;
    const sums_end end = m.next != NULL && m.heap != NULL && grow(s)
                             ? merge_sources(s, b, &m, n_sources, first, entries_max)
                             : SUMS_NO_MEMORY;
    s->begin[cell + 1] = s->n;
    free(m.next);
    free(m.heap);
    return end;
}

/* ---- the grid -------------------------------------------------------------------------------- */

/* Sort entries by key: runs of twice the length are merged until one is left. `room` is as large.
 */
static void sort_entries(uint64_t *entries, uint64_t *room, size_t n, uint32_t key,
                         uint32_t stride) {
    uint64_t *from = entries;
    uint64_t *to = room;
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t begin = 0; begin < n; begin += 2 * run) {
            const size_t middle = n - begin < run ? n : begin + run;
            const size_t end = n - middle < run ? n : middle + run;
            size_t left = begin;
            size_t right = middle;
            for (size_t i = begin; i < end; i++) {
                const bool first = left < middle &&
                                   (right == end || wide_compare(from + left * stride,
                                                                 from + right * stride, key) <= 0);
                const size_t taken = first ? left++ : right++;
                memcpy(to + i * stride, from + taken * stride, stride * sizeof *to);
            }
        }
        uint64_t *const other = from;
        from = to;
        to = other;
    }
    if (from != entries) {
        memcpy(entries, from, n * stride * sizeof *entries);
    }
}

bool sums_is_round(const sums *s, const uint64_t *low_bits) {
    uint64_t any = 0;
    for (size_t i = 0; i < s->n; i++) {
        for (uint32_t k = 0; k < s->key; k++) {
            any |= s->words[i * sums_stride(s) + k] & low_bits[k];
        }
    }
    return any == 0;
}

bool sums_copy(const sums *s, sums *out) {
    sums copy;
    if (!sums_init(&copy, s->n_cells, s->key, s->count)) {
        return false;
    }
    const size_t words = s->n * sums_stride(s);
    copy.words = malloc((words + 1) * sizeof *copy.words);
    if (copy.words == NULL) {
        sums_clear(&copy);
        return false;
    }
    if (words > 0) {
        memcpy(copy.words, s->words, words * sizeof *copy.words);
    }
    memcpy(copy.begin, s->begin, (s->n_cells + 1) * sizeof *copy.begin);
    copy.n = s->n;
    copy.cap = words + 1;
    *out = copy;
    return true;
}

bool sums_round(sums *s, const band *b, const uint64_t *low_bits, bool up) {
    const uint32_t stride = sums_stride(s);
    uint64_t *room = malloc((s->n * stride + 1) * sizeof *room);
    if (room == NULL) {
        return false;
    }
    size_t kept = 0; /* entries, over all cells */
    for (size_t cell = 0; cell < s->n_cells; cell++) {
        uint64_t *const entries = s->words + s->begin[cell] * stride;
        const size_t all = s->begin[cell + 1] - s->begin[cell];
        size_t n = 0;
        for (size_t i = 0; i < all; i++) {
            uint64_t *const entry = entries + i * stride;
            if (sums_round_key(b, low_bits, up, entry)) {
                memmove(entries + n++ * stride, entry, stride * sizeof *entry);
            }
        }
        sort_entries(entries, room, n, s->key, stride);
        s->begin[cell] = kept;
        for (size_t i = 0; i < n; i++) {
            const uint64_t *const entry = entries + i * stride;
            uint64_t *const last = s->words + kept * stride - stride;
            if (kept > s->begin[cell] && wide_compare(last, entry, s->key) == 0) {
                (void)wide_add(last + s->key, last + s->key, entry + s->key, s->count);
            } else {
                memmove(s->words + kept++ * stride, entry, stride * sizeof *entry);
            }
        }
    }
    s->begin[s->n_cells] = kept;
    s->n = kept;
    free(room);
    return true;
}
