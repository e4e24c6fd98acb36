/* Who could move whom: those with a hold of their own on each party. */
#include <stdlib.h>

#include "digest.h"

/* Leverage before all else, then what it rests on; pressure by calls last; an alliance presses
 * nobody, and is told with the rest. */
static unsigned rank_of(const truce_actors *a, const truce_hold *hold) {
    static const unsigned ranks[] = {
        [TRUCE_RELATION_LEVERAGE] = 0,    [TRUCE_RELATION_FINANCE] = 1,
        [TRUCE_RELATION_DEPENDENCE] = 1,  [TRUCE_RELATION_ALLIANCE] = 3,
        [TRUCE_RELATION_PRESSURE] = 4,    [TRUCE_RELATION_CONTACT] = 5,
        [TRUCE_RELATION_RECOGNITION] = 5, [TRUCE_RELATION_WORDS] = 5};
    const truce_statement *const st = a->ties.at[hold->tie].statement;
    return st->kind == TRUCE_STATES_RELATION ? ranks[st->as.relation.relation] : 2;
}

/* One line for whoever can press: all its holds, the strongest first, with their claims. */
static void add_hop(composer *k, truce_passage *item, const truce_actors *a, const truce_hop *hop) {
    enum { RANKS = 6, CLAIMS_SHOWN = 2 };
    const truce_leverage *const l = &a->leverage;
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    bool any = false;
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->actors[hop->from].head.title);
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    for (unsigned rank = 0; rank < RANKS; rank++) {
        for (uint32_t h = 0; h < hop->n; h++) {
            const truce_hold *const hold = &l->holds[hop->first + h];
            const truce_tie *const tie = &a->ties.at[hold->tie];
            if (rank_of(a, hold) != rank) {
                continue;
            }
            truce_buffer_printf(&k->text, "%s", any ? ", " : "");
            if (tie->actor != hop->from) {
                truce_buffer_add(&k->text, k->c->actors[tie->actor].head.title);
                truce_buffer_lit(&k->text, ": ");
            }
            phrase_tie(&k->text, k->c, tie->statement);
            any = true;
            for (uint32_t i = 0; i < tie->n_claims && i < CLAIMS_SHOWN; i++) {
                truce_sentence_claim(&k->doc, sentence, claim_name(k->c, tie->claims[i]));
            }
            if (hold->denied_by != TRUCE_NONE) {
                truce_buffer_lit(&k->text, " (denied)");
                truce_sentence_claim(&k->doc, sentence,
                                     claim_name(k->c, a->ties.at[hold->denied_by].claims[0]));
            }
        }
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
}

/* A hop that runs straight to a party, with the rank of its strongest hold. */
typedef struct direct {
    uint32_t hop;
    unsigned rank;
} direct;

static int by_rank(const void *left, const void *right) {
    const direct *const l = left;
    const direct *const r = right;
    if (l->rank != r->rank) {
        return l->rank < r->rank ? -1 : 1;
    }
    return (l->hop > r->hop) - (l->hop < r->hop);
}

static uint32_t find_direct(const truce_actors *a, const truce_paths *of, direct *at) {
    const truce_leverage *const l = &a->leverage;
    uint32_t n = 0;
    for (uint32_t i = 0; i < of->n; i++) {
        const truce_path *const path = &l->paths[of->first + i];
        if (path->n != 1) {
            continue;
        }
        const truce_hop *const hop = &l->hops[path->hops[0]];
        at[n] = (direct){path->hops[0], rank_of(a, &l->holds[hop->first])};
        for (uint32_t h = 1; h < hop->n; h++) {
            const unsigned rank = rank_of(a, &l->holds[hop->first + h]);
            at[n].rank = rank < at[n].rank ? rank : at[n].rank;
        }
        n++;
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_rank);
    }
    return n;
}

void digest_leverage(composer *k, const truce_actors *a, uint32_t max) {
    const truce_leverage *const l = &a->leverage;
    direct at[TRUCE_PATHS_PER_PARTY];
    truce_block *list = NULL;
    uint32_t n = 0;
    uint32_t shown = 0;
    for (uint32_t p = 0; p < l->n_parties; p++) {
        n += find_direct(a, &l->parties[p], at);
    }
    if (n == 0) {
        return;
    }
    /* As many for each party, so that the list is cut alike. */
    const uint32_t each = max > l->n_parties ? max / l->n_parties : 1;
    list = digest_open(k, "leverage", "Who could press whom, as reported");
    for (uint32_t p = 0; p < l->n_parties; p++) {
        const uint32_t of = find_direct(a, &l->parties[p], at);
        if (of == 0) {
            continue;
        }
        truce_buffer_lit(&k->text, "On ");
        truce_buffer_add(&k->text, k->c->actors[l->parties[p].party].head.title);
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
        for (uint32_t i = 0; i < of && i < each; i++) {
            add_hop(k, item, a, &l->hops[at[i].hop]);
            shown++;
        }
    }
    digest_rest(k, list, n, shown, "actors --sections leverage");
}
