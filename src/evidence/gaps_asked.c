/* Who is said to press a party, and no claim tells what that party answers: to ask is not to know
 * that it was heard. */
#include "gaps_parts.h"
#include "truce/evidence/asked.h"

void find_gaps_of_answers(finder *f) {
    truce_asks asks;
    if (f->failed) {
        return;
    }
    if (truce_asks_make(f->scope, f->arena, &asks, NULL) != TRUCE_OK) {
        f->failed = true;
        return;
    }
    for (uint32_t p = 0; p < f->m->n_parties && asks.n > 0; p++) {
        gap_begin(f, TRUCE_GAP_ANSWER, f->m->parties[p]);
        for (uint32_t i = 0; i < asks.n; i++) {
            const truce_asked *const at = &asks.at[i];
            if (at->of != f->m->parties[p] || at->answer != TRUCE_NONE) {
                continue;
            }
            truce_gap_item *const item = gap_item(f, f->c->actors[at->by].head.name);
            for (uint32_t c = 0; c < at->n_claims; c++) {
                gap_claim(f, item, at->claims[c]);
            }
            gap_ask(f, item, f->m->parties[p], TRUCE_WHOM_OWN, TRUCE_NONE);
        }
        gap_end(f);
    }
}
