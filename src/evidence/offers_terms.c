/* The terms of an offer, claim by claim. Two claims differ on an issue when they name other options
 * for a group in common, or one sets a condition and the other does not. What a claim leaves out,
 * or leaves open, is no difference. */
#include <stdlib.h>

#include "offers_parts.h"
#include "truce/case/options.h"

static int by_issue(const void *left, const void *right) {
    const truce_offer_term *const l = left;
    const truce_offer_term *const r = right;
    if (l->issue != r->issue) {
        return l->issue < r->issue ? -1 : 1;
    }
    return (l->demand->place > r->demand->place) - (l->demand->place < r->demand->place);
}

static bool groups_meet(truce_refs a, truce_refs b) {
    bool meet = a.n == 0 || b.n == 0;
    for (uint32_t i = 0; i < a.n && !meet; i++) {
        for (uint32_t k = 0; k < b.n && !meet; k++) {
            meet = a.at[i].symbol == b.at[k].symbol;
        }
    }
    return meet;
}

static bool differ(const truce_offer_term *a, const truce_offer_term *b,
                   const truce_option_set *options_a, const truce_option_set *options_b) {
    if (a->claim == b->claim || a->demand->order != TRUCE_ORDER_NONE ||
        b->demand->order != TRUCE_ORDER_NONE || options_a->n == 0 || options_b->n == 0 ||
        !groups_meet(a->demand->item.groups, b->demand->item.groups)) {
        return false;
    }
    return !truce_options_equal(*options_a, *options_b) ||
           (a->demand->condition.n > 0) != (b->demand->condition.n > 0);
}

/* Terms of one issue with each other; they are few. */
static bool compare(const truce_case *c, truce_offer_term *terms, uint32_t n, truce_arena *arena) {
    n = n < TRUCE_OFFER_COMPARED_MAX ? n : TRUCE_OFFER_COMPARED_MAX;
    truce_option_set *const options = truce_arena_take(arena, n * sizeof *options);
    bool failed = options == NULL;
    for (uint32_t i = 0; i < n && !failed; i++) {
        options[i] =
            truce_item_options(&c->issues[terms[i].issue], &terms[i].demand->item, arena, &failed);
    }
    for (uint32_t i = 0; i < n && !failed; i++) {
        for (uint32_t k = 0; k < i; k++) {
            if (differ(&terms[i], &terms[k], &options[i], &options[k])) {
                terms[i].differs = terms[k].differs = true;
            }
        }
    }
    return !failed;
}

bool collect_terms(const truce_scope *scope, truce_offer_file *f, truce_arena *arena) {
    const truce_case *const c = scope->c;
    const truce_offer *const offer = &c->offers[f->offer];
    size_t room = 0;
    for (uint32_t i = 0; i < offer->n_terms; i++) {
        room += offer->terms[i].n;
    }
    f->terms = truce_arena_take(arena, room * sizeof *f->terms);
    if (f->terms == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < offer->n_terms; i++) {
        const uint32_t claim = truce_case_find(c, TRUCE_KIND_CLAIM, offer->terms[i].from);
        for (uint32_t d = 0; d < offer->terms[i].n && scope->in[claim]; d++) {
            const truce_demand *const demand = &offer->terms[i].demands[d];
            f->terms[f->n_terms++] = (truce_offer_term){
                claim, truce_case_find(c, TRUCE_KIND_ISSUE, demand->item.issue), demand, false};
        }
    }
    if (f->n_terms > 1) {
        qsort(f->terms, f->n_terms, sizeof *f->terms, by_issue);
    }
    for (uint32_t i = 0; i < f->n_terms;) {
        uint32_t end = i + 1;
        while (end < f->n_terms && f->terms[end].issue == f->terms[i].issue) {
            end++;
        }
        if (end - i > 1 && !compare(c, &f->terms[i], end - i, arena)) {
            return false;
        }
        i = end;
    }
    return true;
}
