/* The fewest chains that hold all moments: each moment is matched with one that comes after it, as
 * many as can be, and a chain ends at one that has no match. As many moments as chains are then
 * free of each other. PAPER: dilworth1950, fulkerson1956 */
#include "exposure_parts.h"

#include <string.h>

typedef struct matcher {
    const moments *m;
    uint32_t n_words; /* of a set of moments */
    uint64_t *after;  /* [moment]: those that come after it, over however many */
    uint32_t *order;  /* in which pairs go forward */
    uint32_t *next;   /* [moment]: its match, or TRUCE_NO_EDGE */
    uint32_t *last;   /* [moment]: whose match it is */
    uint64_t *free;   /* not met in this search */
    uint32_t *queue;
    uint32_t *from; /* [moment]: from whom it was met */
} matcher;

static bool matcher_make(matcher *x, const moments *m, truce_arena *arena) {
    *x = (matcher){.m = m, .n_words = (m->n + 63) / 64};
    const size_t n = m->n;
    x->after = truce_arena_zero(arena, n * x->n_words, sizeof *x->after);
    x->order = truce_arena_take(arena, n * sizeof *x->order);
    x->next = truce_arena_take(arena, n * sizeof *x->next);
    x->last = truce_arena_take(arena, n * sizeof *x->last);
    x->free = truce_arena_take(arena, x->n_words * sizeof *x->free);
    x->queue = truce_arena_take(arena, n * sizeof *x->queue);
    x->from = truce_arena_take(arena, n * sizeof *x->from);
    return x->after != NULL && x->order != NULL && x->next != NULL && x->last != NULL &&
           x->free != NULL && x->queue != NULL && x->from != NULL;
}

truce_status moments_sort(const moments *m, uint32_t *order, uint32_t *waits, truce_error *err) {
    const truce_arcs *const before = &m->before;
    uint32_t n = 0;
    for (uint32_t i = 0; i < before->begin[before->n]; i++) {
        waits[before->to[i]]++;
    }
    for (uint32_t v = 0; v < m->n; v++) {
        if (waits[v] == 0) {
            order[n++] = v;
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        const uint32_t v = order[k];
        for (uint32_t i = before->begin[v]; i < before->begin[v + 1]; i++) {
            if (--waits[before->to[i]] == 0) {
                order[n++] = before->to[i];
            }
        }
    }
    if (n < m->n) {
        uint32_t v = 0;
        while (waits[v] == 0) {
            v++;
        }
        return truce_fail(err, TRUCE_EINVAL, "step %u waits for a circle of steps",
                          m->steps.to[m->steps.begin[v]]);
    }
    return TRUCE_OK;
}

static void close_over(matcher *x) {
    const truce_arcs *const before = &x->m->before;
    for (uint32_t k = x->m->n; k-- > 0;) {
        uint64_t *const mine = x->after + (size_t)x->order[k] * x->n_words;
        for (uint32_t i = before->begin[x->order[k]]; i < before->begin[x->order[k] + 1]; i++) {
            const uint32_t to = before->to[i];
            mine[to / 64] |= UINT64_C(1) << to % 64;
            for (uint32_t w = 0; w < x->n_words; w++) {
                mine[w] |= x->after[(size_t)to * x->n_words + w];
            }
        }
    }
}

/* Find a match for a moment, moving others' where that helps. */
static void match(matcher *x, uint32_t start) {
    uint32_t n = 0;
    memset(x->free, 0xFF, x->n_words * sizeof *x->free);
    x->queue[n++] = start;
    for (uint32_t k = 0; k < n; k++) {
        const uint32_t v = x->queue[k];
        for (uint32_t w = 0; w < x->n_words; w++) {
            uint64_t open = x->after[(size_t)v * x->n_words + w] & x->free[w];
            x->free[w] &= ~open;
            for (; open != 0; open &= open - 1) {
                uint32_t to = w * 64 + (uint32_t)__builtin_ctzll(open);
                x->from[to] = v;
                if (x->last[to] != TRUCE_NO_EDGE) {
                    x->queue[n++] = x->last[to];
                    continue;
                }
                for (uint32_t by = v, then = 0; to != TRUCE_NO_EDGE; to = then) {
                    by = x->from[to];
                    then = x->next[by];
                    x->next[by] = to;
                    x->last[to] = by;
                }
                return;
            }
        }
    }
}

/* Lay the chains out, by their first moments; long ones in pieces. */
static void lay_out(const matcher *x, chains *out) {
    uint32_t n = 0;
    for (uint32_t v = 0; v < x->m->n; v++) {
        if (x->last[v] != TRUCE_NO_EDGE) {
            continue;
        }
        out->width++;
        uint32_t length = 0;
        for (uint32_t at = v; at != TRUCE_NO_EDGE; at = x->next[at]) {
            if (length++ % CHAIN_MAX == 0) {
                out->begin[out->n++] = n;
            }
            out->chain[at] = out->n - 1;
            out->moment[n++] = at;
        }
    }
    out->begin[out->n] = n;
}

static bool sum_up(const matcher *x, truce_arena *arena, chains *out) {
    const size_t n = x->m->n;
    out->need = truce_arena_zero(arena, n * out->n, sizeof *out->need);
    for (int side = 0; side < TRUCE_SIDES; side++) {
        out->sum[side] = truce_arena_zero(arena, n + out->n, sizeof *out->sum[side]);
    }
    if (out->need == NULL || out->sum[0] == NULL || out->sum[1] == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < n; v++) {
        for (uint32_t w = 0; w < n; w++) {
            if ((x->after[(size_t)v * x->n_words + w / 64] >> w % 64 & 1) != 0) {
                out->need[(size_t)w * out->n + out->chain[v]]++;
            }
        }
    }
    for (uint32_t c = 0; c < out->n; c++) {
        for (uint32_t i = out->begin[c]; i < out->begin[c + 1]; i++) {
            for (int side = 0; side < TRUCE_SIDES; side++) {
                out->sum[side][i + c + 1] =
                    out->sum[side][i + c] + x->m->rise[side][out->moment[i]];
            }
        }
    }
    return true;
}

static truce_status no_memory(const moments *m, truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for the chains of %u moments", m->n);
}

static truce_status find(matcher *x, truce_arena *arena, chains *out, truce_error *err) {
    uint32_t *waits = truce_arena_zero(arena, x->m->n, sizeof *waits);
    if (waits == NULL) {
        return no_memory(x->m, err);
    }
    const truce_status status = moments_sort(x->m, x->order, waits, err);
    if (status != TRUCE_OK) {
        return status;
    }
    close_over(x);
    for (uint32_t v = 0; v < x->m->n; v++) {
        x->next[v] = x->last[v] = TRUCE_NO_EDGE;
    }
    for (uint32_t v = 0; v < x->m->n; v++) {
        match(x, v);
    }
    lay_out(x, out);
    return sum_up(x, arena, out) ? TRUCE_OK : no_memory(x->m, err);
}

truce_status chains_make(const moments *m, truce_arena *arena, chains *out, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    matcher x;
    *out = (chains){.m = m};
    out->begin = truce_arena_take(arena, ((size_t)m->n + 1) * sizeof *out->begin);
    out->moment = truce_arena_take(arena, m->n * sizeof *out->moment);
    out->chain = truce_arena_take(arena, m->n * sizeof *out->chain);
    truce_status status = TRUCE_OK;
    if (out->begin != NULL && out->moment != NULL && out->chain != NULL &&
        matcher_make(&x, m, &scratch)) {
        status = find(&x, arena, out, err);
    } else {
        status = no_memory(m, err);
    }
    truce_arena_clear(&scratch);
    return status;
}
