/* What several readings come to, told once where it is the same: "Under 3 of 4 combinations of
 * orders (all but a with b): ..." */
#include "graph_case_taking.h"

enum { COMBINATIONS_SHOWN = 4 };

/* ---- which readings ---- */

/* Of a set of readings: which orders of each maker they take. */
typedef struct taken_orders {
    uint32_t of[TRUCE_GRAPH_MAKERS_MAX];
} taken_orders;

static taken_orders orders_in(const graph_case *g, uint32_t set) {
    taken_orders all = {{0}};
    for (; set != 0; set &= set - 1) {
        const graph_reading *const reading = &g->readings[__builtin_ctz(set)];
        for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
            all.of[i] |= UINT32_C(1) << reading->orders[i];
        }
    }
    return all;
}

static uint32_t all_readings(const graph_case *g) {
    return UINT32_MAX >> (32 - g->n);
}

/* "a or b with c": of each maker that has rival orders, those that are taken; nothing of a maker
 * any of whose orders will do. */
static void add_orders(const graph_case *g, const taken_orders *taken, const taken_orders *rival) {
    const char *before = "";
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        if (__builtin_popcount(rival->of[i]) < 2 || taken->of[i] == rival->of[i]) {
            continue;
        }
        for (uint32_t left = taken->of[i]; left != 0; left &= left - 1) {
            const uint32_t order = g->modelled.makers[i].orders[__builtin_ctz(left)];
            const truce_str name = truce_case_name(g->c, g->c->orders[order].head.name);
            truce_buffer_printf(&g->k->text, "%s%.*s", before, TRUCE_STR_ARGS(name));
            before = " or ";
        }
        before = " with ";
    }
}

/* Whether a set is all readings with some orders of each maker. */
static bool is_product(const graph_case *g, uint32_t set, const taken_orders *taken) {
    uint32_t n = 1;
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        n *= (uint32_t)__builtin_popcount(taken->of[i]);
    }
    return n == (uint32_t)__builtin_popcount(set);
}

/* How many makers have rival orders. */
static uint32_t n_rivals(const graph_case *g, const taken_orders *rival) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->modelled.n_makers; i++) {
        n += __builtin_popcount(rival->of[i]) > 1;
    }
    return n;
}

/* "those with a", "a with b; a with c" */
static void add_set(const graph_case *g, uint32_t set, const taken_orders *rival) {
    const taken_orders taken = orders_in(g, set);
    if (is_product(g, set, &taken)) {
        const bool several = (set & (set - 1)) != 0 && n_rivals(g, rival) > 1;
        truce_buffer_add(&g->k->text, truce_str_of(several ? "those with " : ""));
        add_orders(g, &taken, rival);
        return;
    }
    for (uint32_t shown = 0; set != 0; set &= set - 1, shown++) {
        const taken_orders one = orders_in(g, set & -set);
        if (shown == COMBINATIONS_SHOWN) {
            truce_buffer_printf(&g->k->text, "; and %d more", __builtin_popcount(set));
            return;
        }
        truce_buffer_add(&g->k->text, truce_str_of(shown > 0 ? "; " : ""));
        add_orders(g, &one, rival);
    }
}

/* "Under a with b:", "Under 3 of 4 combinations of orders (all but a with b):" */
static void say_which(const graph_case *g, uint32_t set, truce_passage *to) {
    truce_buffer *const text = &g->k->text;
    const uint32_t all = all_readings(g);
    const taken_orders rival = orders_in(g, all);
    const taken_orders taken = orders_in(g, set);
    const uint32_t n = (uint32_t)__builtin_popcount(set);
    const char *const what = n_rivals(g, &rival) > 1 ? "combinations of orders" : "orders";
    if (set == all && g->n == 2) {
        truce_buffer_printf(text, "Under both %s", what);
    } else if (set == all) {
        truce_buffer_printf(text, "Under all %u %s", g->n, what);
    } else if (n == 1) {
        truce_buffer_lit(text, "Under ");
        add_set(g, set, &rival);
    } else {
        const bool product = is_product(g, set, &taken);
        const bool but = !product && 2 * n > g->n;
        truce_buffer_printf(text, "Under %u of %u %s (%s", n, g->n, what, but ? "all but " : "");
        add_set(g, but ? all & ~set : set, &rival);
        truce_buffer_byte(text, ')');
    }
    truce_buffer_byte(text, ':');
    truce_sentence *const sentence = truce_document_line(&g->k->doc, to);
    const truce_str words = compose_keep(g->k);
    truce_sentence_add(&g->k->doc, sentence, TRUCE_SPAN_PLAIN, words);
    sentence->basis = g->basis;
    sentence->quiet = true;
}

/* ---- what is the same ---- */

static bool same_sentence(const truce_sentence *a, const truce_sentence *b) {
    bool same = a->n_spans == b->n_spans && a->n_claims == b->n_claims;
    for (size_t i = 0; same && i < a->n_spans; i++) {
        same = truce_str_equal(a->spans[i].text, b->spans[i].text);
    }
    for (size_t i = 0; same && i < a->n_claims; i++) {
        same = truce_str_equal(a->claims[i], b->claims[i]);
    }
    return same;
}

static bool same_passage(const truce_passage *a, const truce_passage *b) {
    bool same = a->n_sentences == b->n_sentences;
    for (size_t i = 0; same && i < a->n_sentences; i++) {
        same = same_sentence(&a->sentences[i], &b->sentences[i]);
    }
    return same;
}

enum { STAYS = 1 << TOLD_STAYS, CHANGES = 1 << TOLD_CHANGES };

/* Whether two readings come to the same in these parts. */
static bool same_told(const told *a, const told *b, uint32_t parts) {
    bool same = true;
    for (uint32_t p = 0; p < TOLD_PARTS; p++) {
        same = same && ((parts >> p & 1) == 0 || same_passage(&a->parts[p], &b->parts[p]));
    }
    return same;
}

/* The readings that come to the same in these parts as `r`; none where an earlier one does. */
static uint32_t readings_like(const graph_case *g, const told *of, uint32_t r, uint32_t parts) {
    uint32_t set = 0;
    for (uint32_t other = 0; other < g->n; other++) {
        set |= same_told(&of[r], &of[other], parts) ? UINT32_C(1) << other : 0;
    }
    return (set & (UINT32_MAX >> (31 - r))) == UINT32_C(1) << r ? set : 0;
}

static size_t n_sentences(const told *of, uint32_t parts) {
    size_t n = 0;
    for (uint32_t p = 0; p < TOLD_PARTS; p++) {
        n += (parts >> p & 1) != 0 ? of->parts[p].n_sentences : 0;
    }
    return n;
}

/* How many sentences these parts take, each group of readings with one that says which. */
static size_t n_told(const graph_case *g, const told *of, uint32_t parts) {
    size_t n = 0;
    for (uint32_t r = 0; r < g->n; r++) {
        const size_t own = n_sentences(&of[r], parts);
        n += own > 0 && readings_like(g, of, r, parts) != 0 ? 1 + own : 0;
    }
    return n;
}

static void tell(const graph_case *g, const told *of, uint32_t parts, truce_passage *to) {
    for (uint32_t r = 0; r < g->n; r++) {
        const uint32_t set = readings_like(g, of, r, parts);
        if (set == 0 || n_sentences(&of[r], parts) == 0) {
            continue;
        }
        if (g->n > 1) {
            say_which(g, set, to);
        }
        for (uint32_t p = 0; p < TOLD_PARTS; p++) {
            const truce_passage *const part = &of[r].parts[p];
            for (size_t i = 0; (parts >> p & 1) != 0 && i < part->n_sentences; i++) {
                *truce_document_sentence(&g->k->doc, to) = part->sentences[i];
            }
        }
    }
}

/* Together, or each part by itself: whichever is shorter. */
void taking_tell(const graph_case *g, const told *of, truce_passage *to) {
    if (n_told(g, of, STAYS | CHANGES) <= n_told(g, of, STAYS) + n_told(g, of, CHANGES)) {
        tell(g, of, STAYS | CHANGES, to);
    } else {
        tell(g, of, STAYS, to);
        tell(g, of, CHANGES, to);
    }
}
