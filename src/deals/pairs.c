/* A pair fits when for every row the one's loss is at most what the other leaves: points below
 * points. Rows are taken from the last to the second. Of a row's field the bits are looked at from
 * the highest down. Losses without the bit are below all that have left it: these pairs are counted
 * over the rows that remain; losses and leavings that agree go on to the next bit. Both lists stay
 * sorted by the first row, for which two fingers walk along them. PAPER: bentley1980b */
#include "deals/pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "deals/wide.h"

enum { FEW = 32 }; /* pairs that are looked at one by one */

typedef struct list {
    uint64_t *at;
    size_t n;
    uint32_t count; /* words of a count */
    size_t stride;
} list;

typedef struct task {
    const band *b;
    uint32_t key;
    uint64_t *room;    /* scratch for parts of lists: a stack */
    uint64_t *running; /* [n_running]: the losses so far, added up */
    uint32_t n_running;
    uint64_t *total;
    uint32_t n_total;
    uint64_t
        *each; /* what each of the lefts adds, by the number behind its count; NULL: not wanted */
} task;

/* Is the key no more than the other in every field? */
static bool is_below(const band *b, const uint64_t *loss, const uint64_t *left) {
    uint64_t borrow = 0;
    uint64_t missing = 0;
    for (uint32_t i = 0; i < b->words; i++) {
        const uint64_t ceiling = left[i] | b->guards[i];
        const uint64_t difference = ceiling - loss[i];
        const uint64_t with = difference - borrow;
        borrow = (ceiling < loss[i]) | (difference < borrow);
        missing |= ~with & b->guards[i];
    }
    return missing == 0;
}

/* So many packages, each together with those of `left`. */
static void add_pairs(task *t, const uint64_t *packages, uint32_t n, list lefts,
                      const uint64_t *left) {
    const uint64_t *const counted = left + t->key;
    if (n == 1 && lefts.count == 1 && t->n_total == 2 && t->each == NULL) {
        const wide_pair product = (wide_pair)packages[0] * counted[0];
        const wide_pair sum = ((wide_pair)t->total[1] << 64 | t->total[0]) + product;
        t->total[0] = (uint64_t)sum;
        t->total[1] = (uint64_t)(sum >> 64);
        return;
    }
    wide_add_product(t->total, t->n_total, packages, n, counted, lefts.count);
    if (t->each != NULL) {
        wide_add_product(t->each + counted[lefts.count] * t->n_total, t->n_total, packages, n,
                         counted, lefts.count);
    }
}

static void one_by_one(task *t, list losses, list lefts) {
    for (size_t i = 0; i < losses.n; i++) {
        const uint64_t *const loss = losses.at + i * losses.stride;
        for (size_t k = 0; k < lefts.n; k++) {
            const uint64_t *const left = lefts.at + k * lefts.stride;
            if (is_below(t->b, loss, left)) {
                add_pairs(t, loss + t->key, losses.count, lefts, left);
            }
        }
    }
}

/* The first row lies in the highest field: what is below its place does not count. */
static int compare_first(const task *t, const uint64_t *a, const uint64_t *b) {
    const uint32_t place = t->b->rows[0].place;
    for (uint32_t i = t->key; i-- > place / 64;) {
        const uint32_t low = i == place / 64 ? place % 64 : 0;
        const uint64_t x = a[i] >> low;
        const uint64_t y = b[i] >> low;
        if (x != y) {
            return x < y ? -1 : 1;
        }
    }
    return 0;
}

/* As walk, with one word for each key and each count: no sum of a list's counts has more. */
static void walk_words(task *t, list losses, list lefts) {
    const uint32_t place = t->b->rows[0].place;
    const uint64_t *const end = losses.at + losses.n * losses.stride;
    const uint64_t *loss = losses.at;
    uint64_t running = 0;
    for (size_t k = 0; k < lefts.n; k++) {
        const uint64_t *const left = lefts.at + k * lefts.stride;
        for (; loss < end && *loss >> place <= *left >> place; loss += losses.stride) {
            running += loss[1];
        }
        if (running > 0) {
            add_pairs(t, &running, 1, lefts, left);
        }
    }
}

/* Only the first row is left; both lists rise in it. */
static void walk(task *t, list losses, list lefts) {
    if (t->key == 1 && losses.count == 1 && lefts.count == 1) {
        walk_words(t, losses, lefts);
        return;
    }
    memset(t->running, 0, t->n_running * sizeof *t->running);
    size_t i = 0;
    for (size_t k = 0; k < lefts.n; k++) {
        const uint64_t *const left = lefts.at + k * lefts.stride;
        for (; i < losses.n; i++) {
            const uint64_t *const loss = losses.at + i * losses.stride;
            if (compare_first(t, loss, left) > 0) {
                break;
            }
            static const uint64_t one[] = {1};
            wide_add_product(t->running, t->n_running, loss + t->key, losses.count, one, 1);
        }
        if (i > 0) {
            add_pairs(t, t->running, t->n_running, lefts, left);
        }
    }
}

/* Those without the bit to the front, in their order; those with it behind them, in theirs. Most
 * entries have two or three words: the loop is compiled for these by themselves. */
static inline __attribute__((always_inline)) size_t split_by(const task *t, list l, uint32_t bit,
                                                             size_t stride) {
    const uint32_t word = bit / 64;
    const uint32_t place = bit % 64;
    const uint64_t *from = l.at;
    const uint64_t *const end = l.at + l.n * stride;
    uint64_t *without = l.at;
    uint64_t *with = t->room;
    for (; from < end; from += stride) {
        /* Written to both, and kept where it belongs: bits come without a pattern to foresee. */
        const size_t has = from[word] >> place & 1;
        for (size_t i = 0; i < stride; i++) {
            const uint64_t x = from[i];
            with[i] = x;
            without[i] = x;
        }
        with += has * stride;
        without += (1 - has) * stride;
    }
    memcpy(without, t->room, (size_t)(with - t->room) * sizeof *with);
    return (size_t)(without - l.at) / stride;
}

static size_t split(const task *t, list l, uint32_t bit) {
    switch (l.stride) {
    case 2:
        return split_by(t, l, bit, 2);
    case 3:
        return split_by(t, l, bit, 3);
    default:
        return split_by(t, l, bit, l.stride);
    }
}

static list part(list l, size_t from, size_t to) {
    l.at += from * l.stride;
    l.n = to - from;
    return l;
}

/* Rows 0..row remain, and of the row's field the bits below `bit`, counted within the field. */
static void count(task *t, list losses, list lefts, uint32_t row, uint32_t bit);

/* Count over the rows before; what that would put out of order is a copy where more are left. */
static void count_before(task *t, list losses, list lefts, uint32_t row) {
    if (losses.n == 0 || lefts.n == 0) {
        return;
    }
    if (row == 1) {
        walk(t, losses, lefts);
        return;
    }
    uint64_t *const room = t->room;
    memcpy(room, losses.at, losses.n * losses.stride * sizeof *room);
    losses.at = room;
    uint64_t *const behind = room + losses.n * losses.stride;
    memcpy(behind, lefts.at, lefts.n * lefts.stride * sizeof *room);
    lefts.at = behind;
    t->room = behind + lefts.n * lefts.stride;
    count(t, losses, lefts, row - 1, t->b->rows[row - 1].bits);
    t->room = room;
}

static void count(task *t, list losses, list lefts, uint32_t row, uint32_t bit) {
    for (; losses.n > 0 && lefts.n > 0; bit--) {
        if (row == 0) {
            walk(t, losses, lefts);
            return;
        }
        if (losses.n * lefts.n <= FEW) {
            /* Fields behind `row` are known to fit, and those looked at again do not hurt. */
            one_by_one(t, losses, lefts);
            return;
        }
        if (bit == 0) {
            count_before(t, losses, lefts, row);
            return;
        }
        const uint32_t place = t->b->rows[row].place + bit - 1;
        const size_t low = split(t, losses, place);
        const size_t little = split(t, lefts, place);
        count_before(t, part(losses, 0, low), part(lefts, little, lefts.n), row);
        count(t, part(losses, 0, low), part(lefts, 0, little), row, bit - 1);
        losses = part(losses, low, losses.n);
        lefts = part(lefts, little, lefts.n);
    }
}

/* A copy, with room for a word behind each entry that numbers it. */
static list copy_of(const sums *s, size_t cell, bool numbered, uint64_t *to) {
    const size_t stride = sums_stride(s);
    const size_t n = s->begin[cell + 1] - s->begin[cell];
    const list copy = {.at = to, .n = n, .count = s->count, .stride = stride + numbered};
    for (size_t i = 0; i < n; i++) {
        memcpy(to + i * copy.stride, s->words + (s->begin[cell] + i) * stride, stride * sizeof *to);
        if (numbered) {
            to[i * copy.stride + stride] = i;
        }
    }
    return copy;
}

/* What each entry leaves of the limits, rising like the losses. */
static void turn(const band *b, list l, uint64_t *room) {
    for (size_t i = 0; i < l.n / 2; i++) {
        uint64_t *const low = l.at + i * l.stride;
        uint64_t *const high = l.at + (l.n - 1 - i) * l.stride;
        memcpy(room, low, l.stride * sizeof *room);
        memcpy(low, high, l.stride * sizeof *low);
        memcpy(high, room, l.stride * sizeof *high);
    }
    for (size_t i = 0; i < l.n; i++) {
        uint64_t *const entry = l.at + i * l.stride;
        (void)wide_subtract(entry, b->limits, entry, b->words);
    }
}

bool pairs_count(const band *b, const sums *left, const sums *right, size_t cell, uint64_t *total,
                 uint32_t n_total, uint64_t *each) {
    const size_t n_left = left->begin[cell + 1] - left->begin[cell];
    const size_t n_right = right->begin[cell + 1] - right->begin[cell];
    if (n_left == 0 || n_right == 0) {
        return true;
    }
    const size_t words =
        n_left * sums_stride(left) + n_right * (sums_stride(right) + (each != NULL));
    /* The lists, a copy for each row between the first and the last, and room to split. */
    const size_t levels = b->n_rows > 2 ? b->n_rows : 2;
    uint64_t *all = words <= SIZE_MAX / sizeof *all / (levels + 1)
                        ? malloc(words * levels * sizeof *all)
                        : NULL;
    task t = {.b = b, .key = b->words, .total = total, .n_total = n_total, .each = each};
    t.n_running = left->count + 1;
    t.running = calloc(t.n_running, sizeof *t.running);
    const bool ok = all != NULL && t.running != NULL;
    if (ok) {
        const list losses = copy_of(left, cell, false, all);
        const list lefts = copy_of(right, cell, each != NULL, all + n_left * losses.stride);
        t.room = all + words;
        turn(b, lefts, t.room);
        if (b->n_rows == 0) {
            one_by_one(&t, losses, lefts);
        } else {
            count(&t, losses, lefts, b->n_rows - 1, b->rows[b->n_rows - 1].bits);
        }
    }
    free(all);
    free(t.running);
    return ok;
}

double pairs_steps(const band *b, double n_left, double n_right) {
    const double n = n_left + n_right;
    double steps = 2 * n;
    for (uint32_t r = 1; r < b->n_rows; r++) {
        steps *= log2(2 + n);
    }
    const double each = n_left * n_right;
    return (steps < each ? steps : each) * b->words;
}
