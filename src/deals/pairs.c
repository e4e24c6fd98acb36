/* A pair fits when for every row the one's loss is at most what the other leaves: points below
 * points. Rows are taken from the last to the second. Of a row's field the bits are looked at from
 * the highest down. Losses without the bit are below all that have left it: these pairs are counted
 * over the rows that remain; losses and leavings that agree go on to the next bit. Both lists stay
 * sorted by the first row, for which two fingers walk along them. PAPER: bentley1980 */
#include "deals/pairs.h"

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

static void add_pair(task *t, const uint64_t *a, uint32_t n_a, const uint64_t *b, uint32_t n_b) {
    wide_add_product(t->total, t->n_total, a, n_a, b, n_b);
}

static void one_by_one(task *t, list losses, list lefts) {
    for (size_t i = 0; i < losses.n; i++) {
        const uint64_t *const loss = losses.at + i * losses.stride;
        for (size_t k = 0; k < lefts.n; k++) {
            const uint64_t *const left = lefts.at + k * lefts.stride;
            if (is_below(t->b, loss, left)) {
                add_pair(t, loss + t->key, losses.count, left + t->key, lefts.count);
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

/* Only the first row is left; both lists rise in it. */
static void walk(task *t, list losses, list lefts) {
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
            add_pair(t, t->running, t->n_running, left + t->key, lefts.count);
        }
    }
}

/* Those without the bit to the front, in their order; those with it behind them, in theirs. */
static size_t split(task *t, list l, uint32_t bit) {
    size_t without = 0;
    size_t with = 0;
    for (size_t i = 0; i < l.n; i++) {
        const uint64_t *const entry = l.at + i * l.stride;
        uint64_t *const to =
            wide_bit(entry, bit) ? t->room + with++ * l.stride : l.at + without++ * l.stride;
        if (to != entry) {
            memcpy(to, entry, l.stride * sizeof *to);
        }
    }
    memcpy(l.at + without * l.stride, t->room, with * l.stride * sizeof *l.at);
    return without;
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

static list copy_of(const sums *s, size_t cell, uint64_t *to) {
    const size_t stride = sums_stride(s);
    const size_t n = s->begin[cell + 1] - s->begin[cell];
    memcpy(to, s->words + s->begin[cell] * stride, n * stride * sizeof *to);
    return (list){.at = to, .n = n, .count = s->count, .stride = stride};
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
                 uint32_t n_total) {
    const size_t n_left = left->begin[cell + 1] - left->begin[cell];
    const size_t n_right = right->begin[cell + 1] - right->begin[cell];
    if (n_left == 0 || n_right == 0) {
        return true;
    }
    const size_t words = n_left * sums_stride(left) + n_right * sums_stride(right);
    /* The lists, a copy for each row between the first and the last, and room to split. */
    const size_t levels = b->n_rows > 2 ? b->n_rows : 2;
    uint64_t *all = words <= SIZE_MAX / sizeof *all / (levels + 1)
                        ? malloc(words * levels * sizeof *all)
                        : NULL;
    task t = {.b = b, .key = b->words, .total = total, .n_total = n_total};
    t.n_running = left->count + 1;
    t.running = calloc(t.n_running, sizeof *t.running);
    const bool ok = all != NULL && t.running != NULL;
    if (ok) {
        const list losses = copy_of(left, cell, all);
        const list lefts = copy_of(right, cell, all + n_left * losses.stride);
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
