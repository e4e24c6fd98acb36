#include "deals/thin.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "deals/amounts.h"

/* One party's amounts, counted from the least of the set in units of 2^shift, and the side of a box
 * in these units. */
typedef struct axis {
    uint64_t least[AMOUNT_WORDS_MAX];
    uint64_t range; /* of the party, in units */
    uint32_t shift;
    uint64_t side;
} axis;

typedef struct boxes {
    const vectors *v;
    shape s;
    axis *axes;      /* [party] */
    uint32_t free;   /* the party left out */
    uint32_t *slots; /* a hash table of the vectors that stay, each with one added; 0: none */
    uint64_t mask;
} boxes;

/* The amount, which is not negative, divided by 2^shift; it fits. */
static uint64_t shifted(const uint64_t *amount, uint32_t width, uint32_t shift) {
    const uint32_t word = shift / 64;
    const uint32_t bits = shift % 64;
    const uint64_t low = amount[word] >> bits;
    return bits > 0 && word + 1 < width ? low | amount[word + 1] << (64 - bits) : low;
}

static uint32_t bits_of(const uint64_t *amount, uint32_t width) {
    uint32_t bits = 64 * width;
    while (bits > 0 && (amount[(bits - 1) / 64] >> ((bits - 1) % 64) & 1) == 0) {
        bits--;
    }
    return bits;
}

static void set_axis(axis *a, const vectors *v, shape s, uint32_t party, const uint64_t *range) {
    enum { BITS = 48 };
    const uint64_t *const first = v->at + (size_t)party * s.width;
    const uint32_t bits = bits_of(range, s.width);
    const uint64_t *least = first;
    for (size_t i = 1; i < v->n; i++) {
        const uint64_t *const at = first + i * shape_words(s);
        least = amount_compare(at, least, s.width) < 0 ? at : least;
    }
    memcpy(a->least, least, s.width * sizeof *least);
    a->shift = bits > BITS ? bits - BITS : 0;
    a->range = shifted(range, s.width, a->shift);
}

static void set_sides(boxes *b, double share) {
    for (uint32_t p = 0; p < b->s.parties; p++) {
        const double side = share * (double)b->axes[p].range;
        b->axes[p].side = side >= 1 ? (uint64_t)side : 1;
    }
}

static uint64_t place_in(const boxes *b, size_t i, uint32_t party) {
    const axis *const a = &b->axes[party];
    uint64_t above[AMOUNT_WORDS_MAX];
    amount_subtract(above, b->v->at + i * shape_words(b->s) + (size_t)party * b->s.width, a->least,
                    b->s.width);
    return shifted(above, b->s.width, a->shift) / a->side;
}

static uint64_t hash_of(const boxes *b, size_t i) {
    uint64_t hash = 0;
    for (uint32_t p = 0; p < b->s.parties; p++) {
        if (p != b->free) {
            hash = (hash ^ place_in(b, i, p)) * UINT64_C(0x9E3779B97F4A7C15);
            hash ^= hash >> 29;
        }
    }
    return hash;
}

static bool same_box(const boxes *b, size_t i, size_t j) {
    for (uint32_t p = 0; p < b->s.parties; p++) {
        if (p != b->free && place_in(b, i, p) != place_in(b, j, p)) {
            return false;
        }
    }
    return true;
}

static bool better(const boxes *b, size_t i, size_t j) {
    const size_t free = (size_t)b->free * b->s.width;
    return amount_compare(b->v->at + i * shape_words(b->s) + free,
                          b->v->at + j * shape_words(b->s) + free, b->s.width) > 0;
}

/* Put the best vector of each box into the table; how many boxes, n_max + 1 when more. */
static size_t fill(boxes *b, size_t n_max) {
    size_t n = 0;
    memset(b->slots, 0, (b->mask + 1) * sizeof *b->slots);
    for (size_t i = 0; i < b->v->n; i++) {
        uint64_t slot = hash_of(b, i) & b->mask;
        while (b->slots[slot] != 0 && !same_box(b, b->slots[slot] - 1, i)) {
            slot = (slot + 1) & b->mask;
        }
        if (b->slots[slot] == 0) {
            if (n++ == n_max) {
                return n;
            }
            b->slots[slot] = (uint32_t)i + 1;
        } else if (better(b, i, b->slots[slot] - 1)) {
            b->slots[slot] = (uint32_t)i + 1;
        }
    }
    return n;
}

/* The smallest share, nearly, that needs no more than n_max boxes; the table is filled for it. */
static double find_share(boxes *b, size_t n_max) {
    enum { HALVINGS = 5 };
    double high = pow((double)n_max, -1 / (double)(b->s.parties - 1));
    for (;; high *= 2) { /* a box with sides twice the range has all */
        uint32_t best = 0;
        assert(high <= 4);
        size_t fewest = SIZE_MAX;
        set_sides(b, high);
        for (uint32_t p = 0; p < b->s.parties; p++) {
            b->free = p;
            const size_t n = fill(b, n_max);
            best = n < fewest ? p : best;
            fewest = n < fewest ? n : fewest;
        }
        b->free = best;
        if (fewest <= n_max) {
            break;
        }
    }
    double low = high / 2;
    for (set_sides(b, low); low > 0x1p-48 && fill(b, n_max) <= n_max; set_sides(b, low)) {
        high = low;
        low /= 2;
    }
    for (unsigned i = 0; i < HALVINGS; i++) {
        const double middle = (low + high) / 2;
        set_sides(b, middle);
        if (fill(b, n_max) <= n_max) {
            high = middle;
        } else {
            low = middle;
        }
    }
    set_sides(b, high);
    (void)fill(b, n_max);
    return high;
}

static void add_loss(const boxes *b, thin_loss *loss) {
    for (uint32_t p = 0; p < b->s.parties; p++) {
        const axis *const a = &b->axes[p];
        if (p != b->free && a->range > 0 && (a->side > 1 || a->shift > 0)) {
            /* The range was rounded down, so the share is not too small; nor are the sums. */
            const double share = (double)a->side / (double)a->range;
            loss->of[p] = (loss->of[p] + share) * (1 + 0x1p-50);
        }
    }
}

bool vectors_thin(vectors *v, shape s, const uint64_t *ranges, size_t n_max, thin_loss *loss) {
    if (v->n <= n_max) {
        return true;
    }
    boxes b = {.v = v, .s = s, .mask = 15};
    while (b.mask < n_max * 2) {
        b.mask = b.mask * 2 + 1;
    }
    b.axes = calloc(s.parties, sizeof *b.axes);
    b.slots = malloc((b.mask + 1) * sizeof *b.slots);
    bool *const kept = calloc(v->n, sizeof *kept);
    const bool ok = b.axes != NULL && b.slots != NULL && kept != NULL;
    if (ok) {
        for (uint32_t p = 0; p < s.parties; p++) {
            set_axis(&b.axes[p], v, s, p, ranges + (size_t)p * s.width);
        }
        (void)find_share(&b, n_max);
        for (uint64_t i = 0; i <= b.mask; i++) {
            if (b.slots[i] != 0) {
                kept[b.slots[i] - 1] = true;
            }
        }
        add_loss(&b, loss);
        vectors_keep(v, s, kept);
    }
    free(b.axes);
    free(b.slots);
    free(kept);
    return ok;
}
