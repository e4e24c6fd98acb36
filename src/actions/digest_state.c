/* Where the talks stand, according to whom, and which party left, withdrew or takes part. */
#include <stdlib.h>

#include "digest.h"

static int by_claim(const void *left, const void *right) {
    const truce_told *const l = left;
    const truce_told *const r = right;
    return (l->claim > r->claim) - (l->claim < r->claim);
}

/* Each claim once, in reading order. */
static uint32_t once_each(truce_told *told, uint32_t n) {
    uint32_t kept = 0;
    if (n > 1) {
        qsort(told, n, sizeof *told, by_claim);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kept == 0 || told[kept - 1].claim != told[i].claim) {
            told[kept++] = told[i];
        }
    }
    return kept;
}

/* Of one party: each sort of presence that is claimed, with who says so. */
static void add_presence(composer *k, truce_block *list, const truce_timeline *t, uint32_t begin,
                         uint32_t end) {
    static const char *const called[] = {[TRUCE_PRESENCE_LEFT] = "left a place",
                                         [TRUCE_PRESENCE_WITHDRAWS] = "withdrawn",
                                         [TRUCE_PRESENCE_PARTICIPATES] = "takes part"};
    truce_told *const told = truce_arena_take(k->arena, (end - begin) * sizeof *told);
    truce_passage *item = NULL;
    k->failed = k->failed || told == NULL;
    for (int p = 0; p <= TRUCE_PRESENCE_PARTICIPATES && told != NULL; p++) {
        for (int denied = 0; denied < 2; denied++) {
            uint32_t n = 0;
            for (uint32_t i = begin; i < end; i++) {
                if ((int)t->presence[i].presence == p &&
                    t->presence[i].told.statement->denied == (denied == 1)) {
                    told[n++] = t->presence[i].told;
                }
            }
            if (n == 0) {
                continue;
            }
            if (item == NULL) {
                item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                           k->c->actors[t->presence[begin].side].head.title);
            }
            truce_sentence *const sentence = truce_document_line(&k->doc, item);
            truce_buffer_printf(&k->text, "%s%s", denied == 1 ? "not: " : "", called[p]);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
            compose_told_graded(k, sentence, told, once_each(told, n), t->denied_by);
        }
    }
}

void digest_state(composer *k, const truce_timeline *t) {
    truce_block *const list = digest_open(k, "state", "Where the talks stand, according to whom");
    const size_t before = list->n_passages;
    (void)compose_states_now(k, list, t, NULL, UINT32_MAX);
    for (uint32_t begin = 0, end = 0; begin < t->n_presence; begin = end) {
        const uint32_t side = t->presence[begin].side;
        for (end = begin + 1; end < t->n_presence && t->presence[end].side == side; end++) {
        }
        if (k->c->actors[side].kind == TRUCE_ACTOR_PARTY) {
            add_presence(k, list, t, begin, end);
        }
    }
    if (list->n_passages == before) {
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN,
                              TRUCE_STR("No claim states how the talks stand."),
                              "the claims counted");
    }
}
