/* What every merge needs, and which merge it is. Counts are rows of 64-bit limbs as wide as the
 * largest possible sum; there are none as long as every vector stands for one package, which is
 * what independent weights mostly give. */
#include "deals/vectors.h"

#include <assert.h>
#include <stdlib.h>

#include "deals/merger.h"

void vectors_clear(vectors *v) {
    free(v->at);
    free(v->counts);
    free(v->from);
    *v = (vectors){0};
}

bool vectors_move(vectors *v, shape s, truce_arena *arena) {
    vectors moved = *v;
    const size_t bytes = v->n * shape_words(s) * sizeof *v->at;
    const size_t count_bytes = v->counts != NULL ? v->n * v->limbs * sizeof *v->counts : 0;
    moved.at = truce_arena_take(arena, bytes);
    moved.counts = v->counts != NULL ? truce_arena_take(arena, count_bytes) : NULL;
    moved.from = v->from != NULL ? truce_arena_take(arena, v->n * sizeof *v->from) : NULL;
    const bool ok = moved.at != NULL && (v->counts == NULL || moved.counts != NULL) &&
                    (v->from == NULL || moved.from != NULL);
    if (ok && v->n > 0) {
        memcpy(moved.at, v->at, bytes);
        if (v->counts != NULL) {
            memcpy(moved.counts, v->counts, count_bytes);
        }
        if (v->from != NULL) {
            memcpy(moved.from, v->from, v->n * sizeof *v->from);
        }
    }
    vectors_clear(v);
    if (ok) {
        *v = moved;
        v->cap = v->n;
    }
    return ok;
}

size_t vectors_bytes_each(const vectors *v, shape s) {
    return (shape_words(s) + (v->counts != NULL ? v->limbs : 0)) * sizeof(uint64_t) +
           (v->from != NULL ? sizeof *v->from : 0);
}

size_t vectors_find(const vectors *v, shape s, const uint64_t *vector) {
    const size_t words = shape_words(s);
    size_t low = 0;
    size_t high = v->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (vector_compare(v->at + middle * words, vector, s.parties, s.width) > 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < v->n && vector_equal(v->at + low * words, vector, s.parties, s.width) ? low : v->n;
}

void vectors_keep(vectors *v, shape s, const bool *kept) {
    const size_t words = shape_words(s);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++) {
        if (!kept[i]) {
            continue;
        }
        memmove(v->at + n * words, v->at + i * words, words * sizeof *v->at);
        if (v->counts != NULL) {
            memmove(v->counts + n * v->limbs, v->counts + i * v->limbs,
                    v->limbs * sizeof *v->counts);
        }
        if (v->from != NULL) {
            v->from[n] = v->from[i];
        }
        n++;
    }
    v->n = n;
}

bool vectors_leave_out(vectors *v, shape s, const uint64_t *floors, const bool *floored) {
    bool *const kept = malloc(v->n > 0 ? v->n : 1);
    bool all = true;
    for (size_t i = 0; kept != NULL && i < v->n; i++) {
        kept[i] = true;
        for (uint32_t p = 0; p < s.parties; p++) {
            const size_t at = (size_t)p * s.width;
            kept[i] = kept[i] && (!floored[p] || amount_compare(v->at + i * shape_words(s) + at,
                                                                floors + at, s.width) >= 0);
        }
        all = all && kept[i];
    }
    if (kept != NULL && !all) {
        vectors_keep(v, s, kept);
    }
    free(kept);
    return kept != NULL;
}

/* ---- counts ---------------------------------------------------------------------------------- */

static const uint64_t one[] = {1};

uint64_t count_bits(const uint64_t *limbs, uint32_t n) {
    while (n > 0 && limbs[n - 1] == 0) {
        n--;
    }
    uint64_t bits = 64 * (uint64_t)n;
    for (uint64_t top = n > 0 ? limbs[n - 1] : 0; n > 0 && top >> 63 == 0; top <<= 1) {
        bits--;
    }
    return bits;
}

void count_add_product(uint64_t *sum, uint32_t n, const uint64_t *a, uint32_t n_a,
                       const uint64_t *b, uint32_t n_b) {
    for (uint32_t i = 0; i < n_a; i++) {
        amount_two_bits carry = 0;
        for (uint32_t j = 0; a[i] != 0 && i + j < n && (j < n_b || carry != 0); j++) {
            carry += (amount_two_bits)a[i] * (j < n_b ? b[j] : 0) + sum[i + j];
            sum[i + j] = (uint64_t)carry;
            carry >>= 64;
        }
        assert(carry == 0);
    }
}

static const uint64_t *count_at(const vectors *v, size_t place, uint32_t *limbs) {
    *limbs = v->counts != NULL ? v->limbs : 1;
    return v->counts != NULL ? v->counts + place * v->limbs : one;
}

static bool is_short(const merger *m, const head *from) {
    return m->out->limbs <= 2 && (from->factor == NULL || from->factor_limbs == 1);
}

/* The count of a candidate, where that is of at most two limbs. */
static inline amount_two_bits short_count(const head *from, size_t place) {
    const vectors *const base = from->base;
    amount_two_bits count = 1;
    if (base->counts != NULL) {
        const uint64_t *const limbs = base->counts + place * base->limbs;
        count = base->limbs > 1 ? (amount_two_bits)limbs[1] << 64 | *limbs : *limbs;
    }
    return from->factor != NULL ? count * *from->factor : count;
}

static inline void add_short(uint64_t *sum, uint32_t limbs, amount_two_bits count) {
    if (limbs > 1) {
        count += (amount_two_bits)sum[1] << 64 | *sum;
        sum[1] = (uint64_t)(count >> 64);
        *sum = (uint64_t)count;
    } else {
        *sum += (uint64_t)count;
    }
}

/* Add the count of a candidate to that of the vector `to`. */
static void add_count(merger *m, uint32_t h, size_t place, size_t to) {
    const head *const from = &m->heads[h];
    uint64_t *const sum = m->out->counts + to * m->out->limbs;
    if (is_short(m, from)) {
        add_short(sum, m->out->limbs, short_count(from, place));
        return;
    }
    uint32_t limbs = 0;
    const uint64_t *const count = count_at(from->base, place, &limbs);
    count_add_product(sum, m->out->limbs, count, limbs, from->factor != NULL ? from->factor : one,
                      from->factor != NULL ? from->factor_limbs : 1);
}

/* From now on counts are written; so far each was 1. */
static bool start_counts(merger *m) {
    vectors *const v = m->out;
    v->counts = calloc(v->cap, v->limbs * sizeof *v->counts);
    for (size_t i = 0; v->counts != NULL && i < v->n; i++) {
        v->counts[i * v->limbs] = 1;
    }
    m->end = v->counts != NULL ? m->end : MERGE_NO_MEMORY;
    return v->counts != NULL;
}

/* How wide a sum of counts may get; whether it is wider than any in it. */
static void bound_counts(merger *m, bool *counted, bool *widened) {
    uint64_t bits = 1;
    uint32_t limbs = 1;
    *counted = false;
    for (uint32_t h = 0; h < m->n_heads && !m->limits.uncounted; h++) {
        const head *const from = &m->heads[h];
        const uint64_t base = from->base->counts != NULL ? from->base->bits : 1;
        const uint64_t factor =
            from->factor != NULL ? count_bits(from->factor, from->factor_limbs) : 1;
        bits = base + factor > bits ? base + factor : bits;
        limbs = from->base->counts != NULL && from->base->limbs > limbs ? from->base->limbs : limbs;
        *counted = *counted || base > 1 || factor > 1;
    }
    for (uint32_t n = m->n_heads; n > 1; n = n / 2 + n % 2) {
        bits++;
    }
    m->out->bits = bits;
    m->out->limbs = (uint32_t)((bits + 63) / 64);
    *widened = m->out->limbs > limbs;
}

/* How wide they got: as wide as what has all their bits. */
static void narrow_counts(vectors *v) {
    v->bits = 1;
    for (uint32_t limb = v->counts != NULL ? v->limbs : 0; limb-- > 0;) {
        uint64_t any = 0;
        for (size_t i = 0; i < v->n; i++) {
            any |= v->counts[i * v->limbs + limb];
        }
        if (any != 0) {
            v->bits = (uint64_t)64 * limb + count_bits(&any, 1);
            break;
        }
    }
    const uint32_t limbs = (uint32_t)((v->bits + 63) / 64);
    for (size_t i = 0; v->counts != NULL && limbs < v->limbs && i < v->n; i++) {
        memmove(v->counts + i * limbs, v->counts + i * v->limbs, limbs * sizeof *v->counts);
    }
    v->limbs = limbs;
}

/* ---- writing --------------------------------------------------------------------------------- */

static bool resize(merger *m, size_t cap) {
    vectors *const v = m->out;
    const size_t words = shape_words(m->s);
    uint64_t *const at = realloc(v->at, cap * words * sizeof *at);
    if (at == NULL) {
        return false;
    }
    v->at = at;
    if (v->counts != NULL) {
        uint64_t *const counts = realloc(v->counts, cap * v->limbs * sizeof *counts);
        if (counts == NULL) {
            return false;
        }
        v->counts = counts;
    }
    if (m->limits.record) {
        uint32_t *const from = realloc(v->from, cap * sizeof *from);
        if (from == NULL) {
            return false;
        }
        v->from = from;
    }
    v->cap = cap;
    return true;
}

bool merger_reserve(merger *m, size_t more) {
    vectors *const v = m->out;
    if (m->limits.n_max > 0 && v->n + more > m->limits.n_max) {
        m->end = MERGE_TOO_LARGE;
        return false;
    }
    if (v->cap - v->n >= more) {
        return true;
    }
    size_t cap = v->cap;
    while (cap - v->n < more) {
        cap += cap / 2 + 16;
    }
    if (cap > SIZE_MAX / 16 / (shape_words(m->s) + v->limbs) || !resize(m, cap)) {
        m->end = MERGE_NO_MEMORY;
        return false;
    }
    return true;
}

static void note_counts(merger *m, uint32_t h, size_t place, size_t n) {
    vectors *const v = m->out;
    const head *const from = &m->heads[h];
    uint64_t *const to = v->counts + v->n * v->limbs;
    if (from->factor == NULL && from->base->counts != NULL && from->base->limbs == v->limbs) {
        memcpy(to, from->base->counts + place * v->limbs, n * v->limbs * sizeof *to);
        return;
    }
    const bool shortly = is_short(m, from);
    for (size_t i = 0; shortly && i < n; i++) {
        const amount_two_bits count = short_count(from, place + i);
        to[i * v->limbs] = (uint64_t)count;
        if (v->limbs > 1) {
            to[i * v->limbs + 1] = (uint64_t)(count >> 64);
        }
    }
    if (!shortly) {
        memset(to, 0, n * v->limbs * sizeof *to);
    }
    for (size_t i = 0; !shortly && i < n; i++) {
        add_count(m, h, place + i, v->n + i);
    }
}

void merger_note(merger *m, uint32_t h, size_t place, size_t n) {
    vectors *const v = m->out;
    if (v->counts != NULL) {
        note_counts(m, h, place, n);
    }
    for (size_t i = 0; m->limits.record && i < n; i++) {
        v->from[v->n + i] = (uint32_t)((place + i) * m->n_heads + h);
    }
}

bool merger_again(merger *m, uint32_t h, size_t place) {
    if (m->limits.uncounted) {
        return true;
    }
    if (m->out->counts == NULL && !start_counts(m)) {
        return false;
    }
    add_count(m, h, place, m->out->n - 1);
    return true;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static bool start(merger *m, bool *widened) {
    enum { FIRST_CAP = 16 };
    const size_t words = shape_words(m->s);
    bool counted = false;
    bound_counts(m, &counted, widened);
    m->next = calloc((size_t)m->n_heads + 1, sizeof *m->next);
    m->now = calloc((size_t)m->n_heads + 1, words * sizeof *m->now);
    m->heap = calloc((size_t)m->n_heads + 1, sizeof *m->heap);
    if (m->next == NULL || m->now == NULL || m->heap == NULL ||
        !resize(m, m->out->cap > 0 ? m->out->cap : FIRST_CAP) || (counted && !start_counts(m))) {
        return false;
    }
    for (uint32_t h = 0; h < m->n_heads; h++) {
        if (m->heads[h].base->n > 0) {
            m->heap[m->n_heap++] = h;
            vector_add(m->now + h * words, m->heads[h].base->at, m->heads[h].shift, m->s.parties,
                       m->s.width);
        }
    }
    for (uint32_t i = m->n_heap / 2; i-- > 0;) {
        merger_sift(m, i, m->s.parties, m->s.width);
    }
    return true;
}

/* Give back what was reserved and not used. */
static void trim(merger *m) {
    vectors *const v = m->out;
    if (v->cap > v->n + v->n / 8 + 16) {
        (void)resize(m, v->n > 0 ? v->n : 1); /* too large is as good */
    }
}

merge_end vectors_merge(shape s, const head *heads, uint32_t n_heads, merge_limits limits,
                        vectors *out) {
    free(out->counts);
    if (!limits.record) {
        free(out->from);
        out->from = NULL;
    }
    const bool used_again = out->cap > 0;
    *out = (vectors){.at = out->at, .cap = out->cap, .from = out->from};
    merger m = {.s = s, .heads = heads, .n_heads = n_heads, .limits = limits, .out = out};
    bool widened = false;
    if (!start(&m, &widened)) {
        m.end = MERGE_NO_MEMORY;
    } else if (s.parties == 2) {
        merge_two(&m);
    } else if (s.parties == 3) {
        merge_three(&m);
    } else {
        merge_many(&m);
    }
    free(m.next);
    free(m.now);
    free(m.heap);
    if (m.end != MERGE_DONE) {
        vectors_clear(out);
        return m.end;
    }
    if (widened) {
        narrow_counts(out);
    }
    if (!used_again) {
        trim(&m);
    }
    return MERGE_DONE;
}
