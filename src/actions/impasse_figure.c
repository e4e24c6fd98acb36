/* The positions that clash between sides, each on the ladder of its issue, drawn. */
#include "compose_impasse.h"

/* The lines of these positions that stand on the issues that their clash is about. */
static void note(const weighed *w, const truce_conflict *c, const impasse_matter *matter,
                 bool *positions) {
    for (uint32_t i = 0; i < c->n; i++) {
        const held_position *const p = &w->held.positions[c->positions[i]];
        for (uint32_t l = 0; l < p->n; l++) {
            for (uint32_t m = 0; m < matter->n; m++) {
                if (w->matrix.positions[p->of[l]].issue == matter->issues[m]) {
                    positions[p->of[l]] = true;
                }
            }
        }
    }
}

void impasse_figure(composer *k, const weighed *w) {
    const impasse_matter *const matters = w->told.matters;
    bool *const positions =
        truce_arena_zero(k->arena, w->matrix.n_positions + 1U, sizeof *positions);
    bool any = false;
    if (positions == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < w->impasse.n_conflicts; i++) {
        if (!w->impasse.conflicts[i].internal && impasse_shows(k, w, i)) {
            note(w, &w->impasse.conflicts[i], &matters[i], positions);
            any = true;
        }
    }
    if (!any) {
        return;
    }
    const truce_matrix matrix = k->matrix;
    const ladders_asked asked = {
        .id = "clashes-drawn",
        .title = "Where the positions that clash stand",
        .caption = "Only positions that cannot all hold are drawn, on the issues on which they "
                   "clash. Options are listed in the order of the case; neither end is the better "
                   "one.",
        .positions = positions};
    k->matrix = w->matrix; /* with the terms of offers, which may clash too */
    compose_ladders_of(k, &asked);
    k->matrix = matrix;
}
