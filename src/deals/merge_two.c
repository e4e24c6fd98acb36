/* Two parties: what is kept rises for the second party as it falls for the first, so a candidate is
 * kept exactly when it gives the second party more than the last one kept. Within a head that holds
 * from one vector to the next: a whole run is copied, up to where another head comes first. A head
 * whose next vector is beaten is moved to its first that is not, by doubling steps. Amounts of one
 * word, as nearly all are, have the same merge in a file of its own. */
#include "deals/merger.h"

/* The larger of the heads that come next after the one on top; NULL: there is none. */
AMOUNTS_INLINE const uint64_t *second(const merger *m, uint32_t width) {
    if (m->n_heap < 2) {
        return NULL;
    }
    const uint64_t *const left = merger_now(m, m->heap[1], 2, width);
    if (m->n_heap < 3) {
        return left;
    }
    const uint64_t *const right = merger_now(m, m->heap[2], 2, width);
    return vector_compare(left, right, 2, width) >= 0 ? left : right;
}

/* The first place from `place` on whose second amount, shifted, is more than `limit`. */
AMOUNTS_INLINE size_t first_above(const head *from, size_t place, const uint64_t *limit,
                                  uint32_t width) {
    uint64_t sought[AMOUNT_WORDS_MAX];
    amount_subtract(sought, limit, from->shift + width, width);
    return place + amount_first(from->base->at + place * 2 * width + width, 2 * (ptrdiff_t)width,
                                from->base->n - place, sought, 1, width);
}

/* Copy from the head on top as long as it comes before `limit` (NULL: to its end), of which the
 * first vector does. False ends the merge. */
AMOUNTS_INLINE bool copy_run(merger *m, const uint64_t *limit, uint32_t width) {
    enum { AT_ONCE = 256 };
    const uint32_t h = m->heap[0];
    const head *const from = &m->heads[h];
    const size_t n = from->base->n;
    size_t place = m->next[h];
    bool runs = true;
    while (runs && place < n) {
        const size_t end = n - place < AT_ONCE ? n : place + AT_ONCE;
        const size_t first = place;
        if (!merger_reserve(m, end - place)) {
            return false;
        }
        const uint64_t *at = from->base->at + place * 2 * width;
        uint64_t *out = m->out->at + m->out->n * 2 * width;
        for (; place < end; place++) {
            vector_add(out, at, from->shift, 2, width);
            if (limit != NULL && vector_compare(out, limit, 2, width) < 0) {
                runs = false;
                break;
            }
            at += (size_t)2 * width;
            out += (size_t)2 * width;
        }
        merger_note(m, h, first, place - first);
        m->out->n += place - first;
    }
    merger_advance(m, place, 2, width);
    return true;
}

AMOUNTS_INLINE void merge(merger *m, uint32_t width) {
    while (m->n_heap > 0) {
        const uint32_t h = m->heap[0];
        const uint64_t *const now = merger_now(m, h, 2, width);
        const uint64_t *const last =
            m->out->n > 0 ? m->out->at + (m->out->n - 1) * 2 * width : NULL;
        if (last == NULL || amount_compare(now + width, last + width, width) > 0) {
            if (!copy_run(m, second(m, width), width)) {
                return;
            }
            continue;
        }
        if (vector_equal(now, last, 2, width) && !merger_again(m, h, m->next[h])) {
            return;
        }
        merger_advance(m, first_above(&m->heads[h], m->next[h] + 1, last + width, width), 2, width);
    }
}

void merge_two(merger *m) {
    switch (m->s.width) {
    case 1:
        merge_two_short(m);
        break;
    case 2:
        merge(m, 2);
        break;
    default:
        merge(m, m->s.width);
    }
}
