/* The weighted sum is what packages are worth to a single party: what they lose against the most
 * that could be is added up along the tree, and of each part only the least losses are kept. The
 * packages behind a loss are numbered, and gone back to by number. */
#include "deals/search.h"

#include <assert.h>
#include <string.h>

#include "deals/back.h"
#include "deals/halves.h"
#include "deals/wide.h"

/* A weight's words, the lowest first. */
typedef struct weight {
    uint64_t *words;
    uint32_t n;
} weight;

static bool weight_words(truce_bigint from, truce_arena *arena, weight *out) {
    const uint32_t *half = NULL;
    size_t n = 0;
    if (truce_bigint_words(from, arena, &half, &n, NULL) != TRUCE_OK) {
        return false;
    }
    *out =
        (weight){truce_arena_zero(arena, n / 2 + 1, sizeof *out->words), (uint32_t)((n + 1) / 2)};
    for (size_t i = 0; out->words != NULL && i < n; i++) {
        out->words[i / 2] |= (uint64_t)half[i] << (i % 2 * 32);
    }
    return out->words != NULL;
}

/* sum += weight * amount, both sums in two's complement. `room` has two rows of `width` words. */
static void add_weighted(uint64_t *sum, uint32_t width, weight w, const uint64_t *amount,
                         uint32_t amount_width, uint64_t *room) {
    uint64_t *const size = room;
    uint64_t *const product = room + width;
    memset(room, 0, (size_t)2 * width * sizeof *room);
    const bool negative = wide_is_negative(amount, amount_width);
    if (negative) {
        (void)wide_subtract(size, size, amount, amount_width);
    } else {
        memcpy(size, amount, amount_width * sizeof *size);
    }
    wide_add_product(product, width, size, amount_width, w.words, w.n);
    if (negative) {
        (void)wide_subtract(sum, sum, product, width);
    } else {
        (void)wide_add(sum, sum, product, width);
    }
}

static size_t combinations_of(const truce_worth *w, const truce_worth_term *t) {
    size_t n = 1;
    for (uint32_t i = 0; i < t->n_variables; i++) {
        n *= w->choices->n_values[t->variables[i]];
    }
    return n;
}

/* The worth to one party that values packages by the sum. */
static bool weigh(const truce_worth *w, const truce_bigint *weights, truce_arena *arena,
                  truce_worth *out) {
    weight each[TRUCE_WORTH_PARTIES_MAX];
    uint32_t width = w->width + 1;
    for (uint32_t p = 0; p < w->n_parties; p++) {
        if (!weight_words(weights[p], arena, &each[p])) {
            return false;
        }
        width = each[p].n + w->width + 1 > width ? each[p].n + w->width + 1 : width;
    }
    truce_worth_term *terms = truce_arena_zero(arena, w->n_terms, sizeof *terms);
    uint64_t *room = truce_arena_zero(arena, (size_t)2 * width, sizeof *room);
    if (terms == NULL || room == NULL) {
        return false;
    }
    for (uint32_t t = 0; t < w->n_terms; t++) {
        const size_t n = combinations_of(w, &w->terms[t]);
        uint64_t *amounts = truce_arena_zero(arena, n, width * sizeof *amounts);
        if (amounts == NULL) {
            return false;
        }
        for (size_t i = 0; i < n; i++) {
            for (uint32_t p = 0; p < w->n_parties; p++) {
                add_weighted(amounts + i * width, width, each[p],
                             w->terms[t].amounts + (i * w->n_parties + p) * w->width, w->width,
                             room);
            }
        }
        terms[t] = w->terms[t];
        terms[t].amounts = amounts;
    }
    *out = (truce_worth){.choices = w->choices,
                         .n_parties = 1,
                         .width = width,
                         .terms = terms,
                         .n_terms = w->n_terms};
    return true;
}

/* The first k packages behind the sums of all, the least losses first. */
static bool list_packages(passing *p, const truce_worth *w, uint32_t k, truce_arena *arena,
                          truce_ranking *out) {
    const uint32_t last = p->order[p->n_order - 1];
    const sums *const s = &p->sent[last];
    truce_searched *at = truce_arena_zero(arena, k, sizeof *at);
    size_t *wanted = truce_arena_zero(&p->arena, p->all->n, sizeof *wanted);
    size_t *cells = truce_arena_zero(&p->arena, p->all->n, sizeof *cells);
    uint64_t *ranks = truce_arena_zero(&p->arena, p->all->n, sizeof *ranks);
    bool ok = at != NULL && wanted != NULL && cells != NULL && ranks != NULL;
    uint32_t n = 0;
    for (size_t i = 0; ok && i < s->n && n < k; i++) {
        const uint64_t *const count = s->words + i * sums_stride(s) + s->key;
        const bool many = s->count > 1 && !wide_is_zero(count + 1, s->count - 1);
        const uint64_t behind = many ? UINT64_MAX : count[0];
        for (uint64_t rank = 0; ok && rank < behind && n < k; rank++) {
            uint32_t *package = truce_arena_zero(arena, w->choices->n_variables, sizeof *package);
            wanted[last] = i;
            cells[last] = 0;
            ranks[last] = rank;
            ok = package != NULL && back_go(p, wanted, cells, NULL, ranks, package);
            if (ok) {
                at[n] = (truce_searched){package, search_worth_of(w, package, arena)};
                ok = at[n++].worth != NULL;
            }
        }
    }
    *out = (truce_ranking){at, n};
    return ok;
}

static bool rank_all(const truce_worth *w, const truce_worth *weighed, const cliques *all,
                     uint32_t k, truce_arena *scratch, truce_arena *arena, truce_ranking *out) {
    band b;
    passing p;
    if (!band_full(weighed, scratch, &b) ||
        !passing_init(&p, weighed, &b, all, PASSING_EXACT, SIZE_MAX, SIZE_MAX, true)) {
        return false;
    }
    p.first = k;
    const bool ok = halves_to_end(&p) == SUMS_DONE && list_packages(&p, w, k, arena, out);
    passing_clear(&p);
    return ok;
}

/* Without issues there is one package. */
static bool rank_nothing(const truce_worth *w, truce_arena *arena, truce_ranking *out) {
    truce_searched *at = truce_arena_zero(arena, 1, sizeof *at);
    uint32_t *package = truce_arena_zero(arena, 1, sizeof *package);
    if (at == NULL || package == NULL) {
        return false;
    }
    *at = (truce_searched){package, search_worth_of(w, package, arena)};
    *out = (truce_ranking){at, 1};
    return at->worth != NULL;
}

truce_status truce_best_packages(const truce_worth *worth, const truce_bigint *weights, uint32_t k,
                                 truce_arena *arena, truce_ranking *out, truce_error *err) {
    assert(worth != NULL && weights != NULL && k > 0 && arena != NULL && out != NULL);
    truce_arena scratch = truce_arena_new();
    search_tree tree;
    truce_worth weighed;
    truce_ranking made = {0};
    truce_status status = search_tree_make(worth, false, &scratch, &tree, err);
    if (status == TRUCE_OK && tree.possible) {
        const bool ok = tree.all.n == 0
                            ? rank_nothing(worth, arena, &made)
                            : weigh(worth, weights, &scratch, &weighed) &&
                                  rank_all(worth, &weighed, &tree.all, k, &scratch, arena, &made);
        status = ok ? TRUCE_OK : search_no_memory(worth, err);
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}
