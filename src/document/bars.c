/* The title, the bars with their labels above them, a scale, and the key. */
#include "truce/document/bars.h"

#include <assert.h>

enum {
    TITLE = 14, /* sizes of letters */
    LABEL = 11,
    SMALL = 10,
    TITLE_LINES = 3,
    LABEL_LINES = 4,
    TRACK = 240, /* all, in units of the drawing */
    BAR = 12,    /* high */
    OVER = 4,    /* what a stroke stands out, above and below */
    GAP = 9,
    TICK = 4
};

static double write(truce_drawing *d, double x, double y, double size, truce_ink ink, bool strong,
                    size_t most, truce_str text) {
    const size_t n = truce_drawing_lines(d, (truce_spot){x, y + size}, TRUCE_ANCHOR_START, size,
                                         ink, strong, d->width - x, most, text);
    return y + (double)n * size * 1.3;
}

static void fill(truce_drawing *d, double from, double to, double y, bool faint, truce_str tip) {
    if (to > from) {
        truce_shape *const box =
            truce_drawing_box(d, (truce_spot){from * TRACK, y}, (truce_spot){to * TRACK, y + BAR},
                              0, TRUCE_INK_MUTED);
        box->faint = faint;
        box->tip = tip;
    }
}

static void stroke(truce_drawing *d, double x, double y) {
    (void)truce_drawing_line(d, (truce_spot){x, y - OVER}, (truce_spot){x, y + BAR + OVER},
                             TRUCE_INK_TEXT, 3);
}

static double draw_bar(truce_drawing *d, const truce_bar *bar, double y) {
    assert(bar->low >= 0 && bar->low <= bar->high && bar->high <= 1 && bar->second <= 1);
    y = write(d, 0, y, LABEL, TRUCE_INK_TEXT, false, LABEL_LINES, bar->label) + OVER + 1;
    truce_shape *const track =
        truce_drawing_box(d, (truce_spot){0, y}, (truce_spot){TRACK, y + BAR}, 0, TRUCE_INK_GROUND);
    track->stroke = TRUCE_INK_RULE;
    track->stroke_width = 1;
    fill(d, bar->low, bar->high, y, true, bar->tip);
    fill(d, 0, bar->low, y, false, bar->tip);
    if (bar->second >= 0) {
        stroke(d, bar->second * TRACK, y);
    }
    (void)truce_drawing_lines(d, (truce_spot){TRACK + 8, y + BAR - 2}, TRUCE_ANCHOR_START, SMALL,
                              TRUCE_INK_TEXT, true, d->width - TRACK - 8, 1, bar->told);
    return y + BAR + OVER + GAP;
}

static double draw_scale(truce_drawing *d, double y) {
    static const struct {
        double at;
        truce_str text;
        truce_text_anchor anchor;
    } ticks[] = {{0, {"0", 1}, TRUCE_ANCHOR_START},
                 {0.5, {"50", 2}, TRUCE_ANCHOR_MIDDLE},
                 {1, {"100 percent", 11}, TRUCE_ANCHOR_MIDDLE}};
    (void)truce_drawing_line(d, (truce_spot){0, y}, (truce_spot){TRACK, y}, TRUCE_INK_RULE, 1);
    for (size_t i = 0; i < sizeof ticks / sizeof *ticks; i++) {
        const double x = ticks[i].at * TRACK;
        (void)truce_drawing_line(d, (truce_spot){x, y}, (truce_spot){x, y + TICK}, TRUCE_INK_RULE,
                                 1);
        (void)truce_drawing_text(d, (truce_spot){x, y + TICK + SMALL + 2}, ticks[i].anchor, SMALL,
                                 TRUCE_INK_TEXT, ticks[i].text);
    }
    return y + TICK + SMALL + 2 + GAP;
}

/* One line of the key: a small piece of what is meant, and what it means. */
static double draw_key(truce_drawing *d, double y, int which, truce_str text) {
    enum { PIECE = 18, INDENT = 26 };
    if (text.size == 0) {
        return y;
    }
    y += OVER;
    if (which == 2) {
        stroke(d, PIECE / 2.0, y);
    } else {
        fill(d, 0, (double)PIECE / TRACK, y, which == 1, (truce_str){NULL, 0});
    }
    const double below =
        write(d, INDENT, y - 1, LABEL, TRUCE_INK_TEXT, false, TRUCE_DRAWING_LINES, text);
    return (below > y + BAR ? below : y + BAR) + OVER;
}

truce_drawing truce_bars_draw(truce_arena *arena, const truce_bars *bars) {
    truce_drawing d = truce_drawing_new(arena, TRUCE_BARS_WIDTH, bars->title);
    d.alternative = bars->alternative;
    double y = write(&d, 0, 0, TITLE, TRUCE_INK_TEXT, true, TITLE_LINES, bars->title) + GAP;
    for (size_t i = 0; i < bars->n; i++) {
        y = draw_bar(&d, &bars->at[i], y);
    }
    y = draw_scale(&d, y);
    y = draw_key(&d, y, 0, bars->key);
    y = draw_key(&d, y, 1, bars->key_faint);
    d.height = draw_key(&d, y, 2, bars->key_second) + 2;
    return d;
}
