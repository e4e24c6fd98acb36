/* What would have to be given up, so that no loop is left. */
#include "compose_order.h"

#include <stdlib.h>

enum { KNOTS_SHOWN = 12, CUTS_SHOWN = 8 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

/* A thing and when it comes. */
typedef struct placed {
    uint32_t rank, thing;
} placed;

static int by_rank(const void *left, const void *right) {
    const placed *const l = left;
    const placed *const r = right;
    return l->rank != r->rank ? (l->rank > r->rank) - (l->rank < r->rank)
                              : (l->thing > r->thing) - (l->thing < r->thing);
}

/* The things of all knots in the order of a line; NULL when memory is out. */
static placed *place_knots(composer *k, const sequenced *s, const truce_order_line *line,
                           uint32_t *n) {
    uint32_t *const rank = truce_arena_zero(k->arena, (size_t)line->n_moments + 1, sizeof *rank);
    placed *const all = truce_arena_zero(k->arena, (size_t)s->steps.n_things + 1, sizeof *all);
    *n = 0;
    if (rank == NULL || all == NULL) {
        k->failed = true;
        return NULL;
    }
    for (uint32_t m = 0; m < line->n_moments; m++) {
        rank[line->line[m]] = m;
    }
    for (uint32_t i = 0; i < s->ordering.n_knots; i++) {
        for (uint32_t t = 0; t < s->ordering.knots[i].steps.n; t++) {
            const uint32_t at = s->ordering.knots[i].steps.at[t];
            all[(*n)++] = (placed){rank[line->moment[at]], at};
        }
    }
    qsort(all, *n, sizeof *all, by_rank);
    return all;
}

/* "First A, then B, then C": the order that is left when these rules are given up. */
static void add_example(composer *k, const sequenced *s, truce_passage *item, const bool *given) {
    enum { EXAMPLE_SHOWN = 12 };
    truce_order_line line;
    uint32_t n = 0;
    if (truce_order_lay(&s->steps.rules, given, k->arena, &line, NULL) != TRUCE_OK) {
        k->failed = true;
        return;
    }
    const placed *const all = line.feasible ? place_knots(k, s, &line, &n) : NULL;
    if (n == 0) {
        return;
    }
    for (uint32_t i = 0; i < n && i < EXAMPLE_SHOWN; i++) {
        truce_buffer_printf(&k->text, "%s",
                            i == 0                           ? "For example: first "
                            : all[i].rank == all[i - 1].rank ? " together with "
                                                             : ", then ");
        sequence_quote(k, s, all[i].thing);
    }
    truce_buffer_printf(&k->text, "%s", n > EXAMPLE_SHOWN ? ", and so on." : ".");
    order_line(k, item, TRUCE_SPAN_MUTED,
               "the first order that then keeps all others, in the order of the case");
}

/* The first cut of every knot but one, in which `cut` is made. */
static bool *given_up(composer *k, const sequenced *s, uint32_t knot, const truce_order_cut *cut) {
    bool *const given = truce_arena_zero(k->arena, (size_t)s->steps.rules.n + 1, sizeof *given);
    for (uint32_t i = 0; given != NULL && i < s->ordering.n_knots; i++) {
        const truce_order_knot *const at = &s->ordering.knots[i];
        const truce_order_cut *const made = i == knot ? cut : at->n_cuts > 0 ? &at->cuts[0] : NULL;
        for (uint32_t n = 0; made != NULL && n < made->rules.n; n++) {
            given[made->rules.at[n]] = true;
        }
    }
    k->failed = k->failed || given == NULL;
    return given;
}

void order_cut(composer *k, const sequenced *s, truce_block *list, uint32_t knot,
               const truce_order_cut *cut, bool example) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
    for (uint32_t i = 0; i < cut->rules.n; i++) {
        truce_sentence *const sentence =
            i == 0 ? truce_document_sentence(&k->doc, item) : truce_document_line(&k->doc, item);
        truce_buffer_printf(&k->text, "%s", i > 0 ? "and " : "");
        sequence_rule_says(k, s, cut->rules.at[i]);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        sequence_cite(k, s, sentence, s->steps.said[cut->rules.at[i]]);
        const truce_position *const p = sequence_position(k, s->steps.said[cut->rules.at[i]]);
        if (p != NULL && p->inferred) {
            truce_buffer_lit(&k->text, "Nobody states this: before anything is given up, ask ");
            truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
            truce_buffer_lit(&k->text, " whether it is meant.");
            order_line(k, item, TRUCE_SPAN_STRONG, "positions that are inferred");
        }
    }
    const bool *const given = example ? given_up(k, s, knot, cut) : NULL;
    if (given != NULL) {
        add_example(k, s, item, given);
    }
}

static void say_number_of_cuts(composer *k, const sequenced *s) {
    truce_str total = TRUCE_STR("");
    if (truce_bigint_decimal(s->ordering.total, k->arena, &total, NULL) != TRUCE_OK) {
        k->failed = true;
        return;
    }
    truce_buffer_printf(&k->text,
                        "Each of these is a smallest set of demands without which the others can "
                        "be kept. There %s%s%.*s in all%s. They are options and no advice; that "
                        "one stands before another says nothing.",
                        truce_str_equal(total, TRUCE_STR("1")) ? "is " : "are ",
                        s->ordering.counted ? "" : "at least ", TRUCE_STR_ARGS(total),
                        s->ordering.n_knots > 1 ? ", one chosen for each group of loops" : "");
    say(k, truce_document_paragraph(&k->doc), "minimal sets of demands that break all loops");
}

void order_cuts(composer *k, const sequenced *s) {
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("cuts"),
                                 TRUCE_STR("What would have to be given up"));
    say_number_of_cuts(k, s);
    for (uint32_t i = 0; i < s->ordering.n_knots && i < KNOTS_SHOWN; i++) {
        const truce_order_knot *const knot = &s->ordering.knots[i];
        if (s->ordering.n_knots > 1) {
            truce_buffer_printf(&k->text, "Of the loops through ");
            sequence_quote(k, s, knot->steps.at[0]);
            truce_buffer_lit(&k->text, ", one of these:");
            say(k, truce_document_paragraph(&k->doc), "loops that share no demand");
        }
        truce_block *const list = truce_document_list(&k->doc);
        for (uint32_t n = 0; n < knot->n_cuts && n < CUTS_SHOWN; n++) {
            order_cut(k, s, list, i, &knot->cuts[n], true);
        }
    }
}
