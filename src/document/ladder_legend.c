/* What the marks of a ladder mean: each drawn once, by the same hand, beside its words. */
#include "truce/document/ladder.h"

#include "glyph.h"

enum { TITLE = 14, WORDS = 12, LEFT = 34 };

static double say(truce_drawing *d, double y, truce_str words) {
    const size_t n =
        truce_drawing_lines(d, (truce_spot){LEFT, y + 4}, TRUCE_ANCHOR_START, WORDS, TRUCE_INK_TEXT,
                            false, TRUCE_LADDER_WIDTH - LEFT - 4, 3, words);
    return y + (double)n * WORDS * 1.3 + 8;
}

static double entry(truce_drawing *d, double y, truce_ladder_mark mark, truce_str words) {
    if (words.size == 0) {
        return y;
    }
    truce_ladder_glyph(d, (truce_spot){12, y}, TRUCE_INK_MUTED, &mark);
    return say(d, y, words);
}

truce_drawing truce_ladder_legend(truce_arena *arena, truce_str title,
                                  const truce_ladder_words *words) {
    truce_drawing d = truce_drawing_new(arena, TRUCE_LADDER_WIDTH, title);
    const size_t n = truce_drawing_lines(&d, (truce_spot){0, TITLE}, TRUCE_ANCHOR_START, TITLE,
                                         TRUCE_INK_TEXT, true, TRUCE_LADDER_WIDTH, 2, title);
    double y = (double)n * TITLE * 1.3 + 16;
    for (int form = 0; form < TRUCE_LADDER_FORMS; form++) {
        const truce_ladder_mark mark = {.form = (truce_ladder_form)form};
        y = entry(&d, y, mark, words->forms[form]);
    }
    y = entry(&d, y, (truce_ladder_mark){.hollow = true}, words->hollow);
    y = entry(&d, y, (truce_ladder_mark){.ring = true}, words->ring);
    y = entry(&d, y, (truce_ladder_mark){.dashed = true}, words->dashed);
    if (words->bar.size > 0) {
        const truce_spot from = {12, y - 8};
        truce_drawing_line(&d, from, (truce_spot){12, y + 4}, TRUCE_INK_MUTED, 2.2);
        truce_drawing_line(&d, (truce_spot){8, y - 8}, (truce_spot){16, y - 8}, TRUCE_INK_MUTED,
                           2.2);
        truce_drawing_arrowhead(&d, from, (truce_spot){12, y + 9}, 7, TRUCE_INK_MUTED);
        y = say(&d, y, words->bar);
    }
    if (words->earlier.size > 0) {
        truce_ladder_glyph(&d, (truce_spot){6, y}, TRUCE_INK_MUTED,
                           &(truce_ladder_mark){.earlier = true});
        truce_drawing_line(&d, (truce_spot){13, y}, (truce_spot){20, y}, TRUCE_INK_MUTED, 1.4);
        truce_drawing_arrowhead(&d, (truce_spot){13, y}, (truce_spot){26, y}, 7, TRUCE_INK_MUTED);
        y = say(&d, y, words->earlier);
    }
    d.height = y;
    return d;
}
