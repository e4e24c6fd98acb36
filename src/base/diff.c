/* Myers' search from both ends at once, in space that is linear: each round finds the middle of a
 * shortest way, and what lies before and behind it is searched likewise. */
#include "truce/base/diff.h"

#include <string.h>

/* A box still to be compared: rows of a from a0 to a1, of b from b0 to b1. */
typedef struct box {
    size_t a0, a1, b0, b1;
} box;

typedef struct search {
    truce_diff_side a, b;
    ptrdiff_t *ahead, *back; /* [diagonal, a - b]: how far ways with so many changes come; from the
                                corner where both begin, and from that where both end */
    uint64_t *effort;
} search;

static void mark_all(const search *s, box x) {
    for (size_t i = x.a0; i < x.a1; i++) {
        s->a.gone[i] = true;
    }
    for (size_t i = x.b0; i < x.b1; i++) {
        s->b.gone[i] = true;
    }
}

/* Take what is common away at both ends. */
static box trimmed(const search *s, box x) {
    while (x.a0 < x.a1 && x.b0 < x.b1 && s->a.at[x.a0] == s->b.at[x.b0]) {
        x.a0++;
        x.b0++;
    }
    while (x.a0 < x.a1 && x.b0 < x.b1 && s->a.at[x.a1 - 1] == s->b.at[x.b1 - 1]) {
        x.a1--;
        x.b1--;
    }
    return x;
}

/* Diagonals that are looked at; they lie within `least` and `most`, those of the box. */
typedef struct band {
    ptrdiff_t low, high;
} band;

/* One more change: the band widens by one on each side, or narrows where the box ends. What lies
 * just outside of it is set to `never`. */
static void widen(band *b, ptrdiff_t *reached, ptrdiff_t least, ptrdiff_t most, ptrdiff_t never) {
    if (b->low > least) {
        b->low--;
        reached[b->low - 1] = never;
    } else {
        b->low++;
    }
    if (b->high < most) {
        b->high++;
        reached[b->high + 1] = never;
    } else {
        b->high--;
    }
}

static bool is_in(band b, ptrdiff_t k) {
    return k >= b.low && k <= b.high;
}

/* A point in the middle of a shortest way through a box that is trimmed and has rows on both sides:
 * such a way has two changes or more, so both parts are smaller than the box. False: the effort is
 * used up. */
static bool middle(const search *s, box x, size_t *a_mid, size_t *b_mid) {
    const ptrdiff_t a0 = (ptrdiff_t)x.a0, a1 = (ptrdiff_t)x.a1;
    const ptrdiff_t b0 = (ptrdiff_t)x.b0, b1 = (ptrdiff_t)x.b1;
    const ptrdiff_t least = a0 - b1, most = a1 - b0;
    const bool odd = ((a0 - b0 - (a1 - b1)) & 1) != 0;
    band from = {a0 - b0, a0 - b0};
    band to = {a1 - b1, a1 - b1};
    s->ahead[from.low] = a0;
    s->back[to.low] = a1;
    for (uint64_t changes = 1; *s->effort >= 2 * changes; changes++) {
        *s->effort -= 2 * changes;
        widen(&from, s->ahead, least, most, -1);
        for (ptrdiff_t k = from.high; k >= from.low; k -= 2) {
            ptrdiff_t i =
                s->ahead[k - 1] >= s->ahead[k + 1] ? s->ahead[k - 1] + 1 : s->ahead[k + 1];
            while (i < a1 && i - k < b1 && s->a.at[i] == s->b.at[i - k]) {
                i++;
            }
            s->ahead[k] = i;
            if (odd && is_in(to, k) && s->back[k] <= i) {
                *a_mid = (size_t)i;
                *b_mid = (size_t)(i - k);
                return true;
            }
        }
        widen(&to, s->back, least, most, PTRDIFF_MAX);
        for (ptrdiff_t k = to.high; k >= to.low; k -= 2) {
            ptrdiff_t i = s->back[k - 1] < s->back[k + 1] ? s->back[k - 1] : s->back[k + 1] - 1;
            while (i > a0 && i - k > b0 && s->a.at[i - 1] == s->b.at[i - k - 1]) {
                i--;
            }
            s->back[k] = i;
            if (!odd && is_in(from, k) && i <= s->ahead[k]) {
                *a_mid = (size_t)i;
                *b_mid = (size_t)(i - k);
                return true;
            }
        }
    }
    *s->effort = 0;
    return false;
}

bool truce_diff_rows(truce_diff_side a, truce_diff_side b, truce_arena *arena, uint64_t *effort,
                     bool *rough) {
    const size_t diagonals = a.n + b.n + 3;
    ptrdiff_t *const ways = truce_arena_zero(arena, 2 * diagonals, sizeof *ways);
    size_t cap = 0;
    box *boxes = truce_arena_grow(arena, NULL, 0, &cap, sizeof *boxes);
    if (ways == NULL || boxes == NULL) {
        return false;
    }
    const search s = {a, b, ways + b.n + 1, ways + diagonals + b.n + 1, effort};
    size_t n = 1;
    boxes[0] = (box){0, a.n, 0, b.n};
    while (n > 0) {
        const box x = trimmed(&s, boxes[--n]);
        size_t a_mid = 0, b_mid = 0;
        if (x.a0 == x.a1 || x.b0 == x.b1) {
            mark_all(&s, x);
        } else if (!middle(&s, x, &a_mid, &b_mid)) {
            mark_all(&s, x);
            *rough = true;
        } else {
            box *const grown = truce_arena_grow(arena, boxes, n + 1, &cap, sizeof *boxes);
            if (grown == NULL) {
                return false;
            }
            boxes = grown;
            boxes[n++] = (box){a_mid, x.a1, b_mid, x.b1};
            boxes[n++] = (box){x.a0, a_mid, x.b0, b_mid};
        }
    }
    return true;
}
