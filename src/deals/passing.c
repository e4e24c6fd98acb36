#include "deals/passing.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "deals/wide.h"

enum { FINENESS = 24 };
static const size_t sources_max = 50000000; /* of one cell */
static const size_t source_bytes = 128;     /* of one, with what belongs to it, about */

bool passing_init(passing *p, const truce_worth *worth, const band *b, const cliques *all,
                  passing_mode mode, size_t entries_max, size_t bytes_max, bool keep) {
    *p = (passing){.worth = worth,
                   .b = b,
                   .all = all,
                   .mode = mode,
                   .entries_max = entries_max,
                   .bytes_max = bytes_max,
                   .keep = keep,
                   .fineness = FINENESS,
                   .arena = truce_arena_new()};
    p->low_bits = truce_arena_zero(&p->arena, b->words, sizeof *p->low_bits);
    p->along = truce_arena_zero(&p->arena, all->n, sizeof *p->along);
    p->order = truce_arena_zero(&p->arena, all->n, sizeof *p->order);
    p->bits = truce_arena_zero(&p->arena, all->n, sizeof *p->bits);
    p->ways_of = truce_arena_zero(&p->arena, all->n, sizeof *p->ways_of);
    p->sent = truce_arena_zero(&p->arena, all->n, sizeof *p->sent);
    p->finer = truce_arena_zero(&p->arena, all->n, sizeof *p->finer);
    p->finer_low = truce_arena_zero(&p->arena, all->n, sizeof *p->finer_low);
    if (p->low_bits == NULL || p->along == NULL || p->order == NULL || p->bits == NULL ||
        p->ways_of == NULL || p->sent == NULL || p->finer == NULL || p->finer_low == NULL) {
        passing_clear(p);
        return false;
    }
    return true;
}

void passing_clear(passing *p) {
    for (uint32_t i = 0; p->sent != NULL && i < p->all->n; i++) {
        sums_clear(&p->sent[i]);
    }
    for (uint32_t i = 0; p->finer != NULL && i < p->all->n; i++) {
        sums_clear(&p->finer[i]);
    }
    truce_arena_clear(&p->arena);
    p->sent = NULL;
    p->finer = NULL;
}

/* ---- what is brought ------------------------------------------------------------------------- */

/* The edges that bring something, the one with the most entries first; how many. */
static uint32_t brought(const passing *p, const clique *c, uint32_t edge, uint32_t *edges) {
    uint32_t n = 0;
    for (uint32_t e = 0; e < c->n_edges; e++) {
        if (e != edge) {
            edges[n++] = e;
            if (p->sent[c->edges[e].to].n > p->sent[c->edges[edges[0]].to].n) {
                edges[n - 1] = edges[0];
                edges[0] = e;
            }
        }
    }
    return n;
}

static uint32_t bits_of(uint64_t x) {
    return wide_bits(&x, 1);
}

/* No count that the clique sends has more bits. */
static uint64_t count_bits(const passing *p, const clique *c, uint32_t edge) {
    const uint64_t *const options = p->worth->options != NULL ? p->worth->options[c->own] : NULL;
    const uint32_t n_values = p->worth->choices->n_values[c->own];
    uint64_t largest = 1;
    for (uint32_t i = 0; options != NULL && i < n_values; i++) {
        largest = options[i] > largest ? options[i] : largest;
    }
    uint64_t bits = (largest > 1 ? bits_of(largest) : 0) + (uint64_t)bits_of(n_values);
    for (uint32_t e = 0; e < c->n_edges; e++) {
        bits += e != edge ? p->bits[c->edges[e].to] : 0;
    }
    return bits;
}

int64_t passing_cost(const passing *p, uint32_t from, uint32_t edge) {
    const clique *const c = &p->all->at[from];
    double cost = (double)c->choices;
    for (uint32_t e = 0; e < c->n_edges; e++) {
        const sums *const s = &p->sent[c->edges[e].to];
        cost *= e != edge && s->n_cells > 0 ? (double)s->n / (double)s->n_cells + 1 : 1;
    }
    return cost < 1e18 ? (int64_t)cost : INT64_MAX;
}

uint64_t passing_steps(const passing *p, double added, double sources) {
    const double all = added * (2 + log2(1 + sources)) * p->b->words;
    return all < 1e18 ? (uint64_t)all : (uint64_t)1e18;
}

/* ---- sending --------------------------------------------------------------------------------- */

typedef struct sending {
    passing *p;
    const clique *c;
    const ways *ways;
    const uint32_t
        *edges; /* that bring something; the first is merged, the others are gone through */
    uint32_t n_edges;
    uint64_t *nothing; /* the entry of an empty part: no loss, one package */
    uint32_t n_times;
    size_t *picked; /* [edge]: the entry in hand of those gone through */
    truce_arena scratch;
    sums_source *sources;
    size_t n_sources;
} sending;

static const sums *brought_by(const sending *s, uint32_t i) {
    return &s->p->sent[s->c->edges[s->edges[i]].to];
}

static uint32_t cell_of(const sending *s, uint32_t i, uint32_t way) {
    return s->ways->cells[s->edges[i]][way];
}

static size_t entries_of(const sending *s, uint32_t i, uint32_t way) {
    const sums *const from = brought_by(s, i);
    const uint32_t cell = cell_of(s, i, way);
    return from->begin[cell + 1] - from->begin[cell];
}

/* The way together with the picked entries of the edges gone through becomes a source, unless it
 * loses too much. */
static bool add_source(sending *s, uint32_t way) {
    const uint32_t words = s->p->b->words;
    uint64_t *shift = truce_arena_take(&s->scratch, words * sizeof *shift);
    uint64_t *times = truce_arena_zero(&s->scratch, s->n_times, sizeof *times);
    uint64_t *product = truce_arena_zero(&s->scratch, s->n_times, sizeof *product);
    if (shift == NULL || times == NULL || product == NULL) {
        return false;
    }
    memcpy(shift, s->ways->keys + (size_t)way * words, words * sizeof *shift);
    times[0] = s->ways->times[way];
    for (uint32_t i = 1; i < s->n_edges; i++) {
        const sums *const from = brought_by(s, i);
        const uint64_t *const entry =
            from->words + (from->begin[cell_of(s, i, way)] + s->picked[i]) * sums_stride(from);
        (void)wide_add(shift, shift, entry, words);
        if (!band_keeps(s->p->b, shift, words)) {
            return true;
        }
        memset(product, 0, s->n_times * sizeof *product);
        wide_add_product(product, s->n_times, times, s->n_times, entry + words, from->count);
        memcpy(times, product, s->n_times * sizeof *times);
    }
    sums_source *const to = &s->sources[s->n_sources++];
    *to = (sums_source){.shift = shift, .times = times, .n_times = s->n_times};
    if (s->n_edges == 0) {
        to->at = s->nothing;
        to->end = s->nothing + words + 1;
        to->count = 1;
    } else {
        const sums *const from = brought_by(s, 0);
        const size_t stride = sums_stride(from);
        to->at = from->words + from->begin[cell_of(s, 0, way)] * stride;
        to->end = to->at + entries_of(s, 0, way) * stride;
        to->count = from->count;
    }
    return true;
}

/* All picks of the edges gone through, for one way. */
static bool add_sources(sending *s, uint32_t way) {
    for (uint32_t i = 0; i < s->n_edges; i++) {
        s->picked[i] = 0;
        if (entries_of(s, i, way) == 0) {
            return true;
        }
    }
    for (;;) {
        if (!add_source(s, way)) {
            return false;
        }
        uint32_t i = 1;
        while (i < s->n_edges && ++s->picked[i] == entries_of(s, i, way)) {
            s->picked[i++] = 0;
        }
        if (i >= s->n_edges) {
            return true;
        }
    }
}

/* How many sources a cell has at most; 0 means too many. */
static size_t count_sources(const sending *s, size_t cell) {
    size_t n = 1;
    for (size_t k = s->ways->begin[cell]; k < s->ways->begin[cell + 1]; k++) {
        size_t product = 1;
        for (uint32_t i = 1; i < s->n_edges; i++) {
            const size_t entries = entries_of(s, i, s->ways->order[k]);
            if (entries > 0 && product > sources_max / entries) {
                return 0;
            }
            product *= entries;
        }
        n += product;
        if (n > sources_max) {
            return 0;
        }
    }
    return n;
}

static sums_end send_cell(sending *s, size_t cell, sums *out, size_t entries_max) {
    const size_t n = count_sources(s, cell);
    if (n == 0 || (s->p->steps_max > 0 && n > s->p->bytes_max / source_bytes + 1)) {
        return SUMS_TOO_MANY;
    }
    s->sources = truce_arena_take(&s->scratch, n * sizeof *s->sources);
    s->n_sources = 0;
    bool ok = s->sources != NULL;
    for (size_t k = s->ways->begin[cell]; ok && k < s->ways->begin[cell + 1]; k++) {
        ok = add_sources(s, s->ways->order[k]);
    }
    const sums_end end =
        ok ? sums_fill(out, cell, s->p->b, s->sources, s->n_sources, s->p->first, entries_max)
           : SUMS_NO_MEMORY;
    truce_arena_clear(&s->scratch);
    return end;
}

static sums_end send_cells(sending *s, uint32_t edge, uint64_t bits, sums *out) {
    const size_t n_cells = edge == WAYS_NOWHERE ? 1 : s->c->edges[edge].cells;
    if (!sums_init(out, n_cells, s->p->b->words, s->p->first > 0 ? 1 : (uint32_t)(bits / 64 + 1))) {
        return SUMS_NO_MEMORY;
    }
    const size_t fit = s->p->bytes_max / (sums_stride(out) * sizeof *out->words);
    const size_t entries_max = fit < s->p->entries_max ? fit : s->p->entries_max;
    sums_end end = SUMS_DONE;
    for (size_t cell = 0; end == SUMS_DONE && cell < n_cells; cell++) {
        end = send_cell(s, cell, out, entries_max);
    }
    if (end != SUMS_DONE) {
        sums_clear(out);
    }
    return end;
}

/* A grid of half as many lines in every field. */
static void coarsen(passing *p) {
    p->rounded = true;
    p->fineness -= p->fineness > 0;
    memset(p->low_bits, 0, p->b->words * sizeof *p->low_bits);
    for (uint32_t r = 0; r < p->b->n_rows; r++) {
        const band_row *const row = &p->b->rows[r];
        const uint32_t low = row->bits > p->fineness ? row->bits - p->fineness : 0;
        wide_set_bits(p->low_bits, row->place, row->place + low);
    }
}

/* What was sent onto the grid; where everything is kept, what it was before as well. */
static bool round_sent(passing *p, uint32_t from) {
    sums *const s = &p->sent[from];
    if (p->keep && !sums_is_round(s, p->low_bits)) {
        const size_t bytes = p->b->words * sizeof *p->low_bits;
        uint64_t *low = truce_arena_take(&p->arena, bytes);
        if (low == NULL || (p->finer[from].begin == NULL && !sums_copy(s, &p->finer[from]))) {
            return false;
        }
        memcpy(low, p->low_bits, bytes);
        p->finer_low[from] = low;
    }
    return sums_round(s, p->b, p->low_bits, p->mode == PASSING_UP);
}

/* What is brought, and the clique's own losses, onto the grid. */
static bool round_all(sending *s, ways *w, size_t n_cells) {
    const passing *const p = s->p;
    const bool up = p->mode == PASSING_UP;
    size_t kept = 0;
    for (size_t cell = 0; cell < n_cells; cell++) {
        const size_t begin = w->begin[cell];
        const size_t end = w->begin[cell + 1];
        w->begin[cell] = kept;
        for (size_t k = begin; k < end; k++) {
            const uint32_t way = w->order[k];
            if (sums_round_key(p->b, p->low_bits, up, w->keys + (size_t)way * p->b->words)) {
                w->order[kept++] = way;
            }
        }
    }
    w->begin[n_cells] = kept;
    bool ok = true;
    for (uint32_t i = 0; ok && i < s->n_edges; i++) {
        ok = round_sent(s->p, s->c->edges[s->edges[i]].to);
    }
    return ok;
}

static sums_end send_on_grid(sending *s, ways *own, uint32_t edge, uint64_t bits) {
    passing *const p = s->p;
    const size_t n_cells = edge == WAYS_NOWHERE ? 1 : s->c->edges[edge].cells;
    sums *const out = &p->sent[s->c - p->all->at];
    if (p->rounded && !round_all(s, own, n_cells)) {
        return SUMS_NO_MEMORY;
    }
    sums_end end = send_cells(s, edge, bits, out);
    while (end == SUMS_TOO_MANY && p->mode != PASSING_EXACT && p->fineness > 0) {
        coarsen(p);
        end = round_all(s, own, n_cells) ? send_cells(s, edge, bits, out) : SUMS_NO_MEMORY;
    }
    return end;
}

sums_end passing_send(passing *p, uint32_t from, uint32_t edge) {
    const clique *const c = &p->all->at[from];
    truce_arena scratch = truce_arena_new();
    ways own;
    sending s = {.p = p, .c = c, .ways = &own, .scratch = truce_arena_new()};
    uint32_t *edges = truce_arena_take(&scratch, c->n_edges * sizeof *edges);
    s.picked = truce_arena_zero(&scratch, c->n_edges, sizeof *s.picked);
    s.nothing = truce_arena_zero(&scratch, (size_t)p->b->words + 1, sizeof *s.nothing);
    sums_end end = SUMS_NO_MEMORY;
    if (edges != NULL && s.picked != NULL && s.nothing != NULL &&
        ways_make(p->b, c, edge, &scratch, p->keep ? &p->arena : &scratch, &own)) {
        s.nothing[p->b->words] = 1;
        s.edges = edges;
        s.n_edges = brought(p, c, edge, edges);
        s.n_times = 1;
        for (uint32_t i = 1; i < s.n_edges; i++) {
            s.n_times += brought_by(&s, i)->count;
        }
        p->along[from] = edge;
        p->bits[from] = count_bits(p, c, edge);
        end = send_on_grid(&s, &own, edge, p->bits[from]);
        p->steps += passing_steps(p, (double)passing_cost(p, from, edge), (double)c->choices);
    }
    for (uint32_t i = 0; end == SUMS_DONE && !p->keep && i < s.n_edges; i++) {
        sums_clear(&p->sent[c->edges[edges[i]].to]);
    }
    if (p->keep) {
        p->ways_of[from] = own;
    }
    if (end == SUMS_DONE) {
        p->order[p->n_order++] = from;
    }
    truce_arena_clear(&s.scratch);
    truce_arena_clear(&scratch);
    return end;
}
