/* The orders as a figure: moments from left to right, what one side gives above the line and what
 * the other gives below it, and under both how far each is exposed at every moment. */
#include "compose_sequence.h"

enum {
    WIDTH = 720,
    LEFT = 132,
    RIGHT = 24,
    BOX = 22,
    PANEL = 74,
    BOXES = 60, /* where the line between the boxes is */
    LETTERS = 12,
    LEGEND = 17,
    MOMENTS_DRAWN = 40
};

/* One order to be drawn: its moments that count for the two sides. */
typedef struct plot {
    composer *k;
    const sequenced *s;
    const truce_exposure_path *path;
    uint32_t moments[MOMENTS_DRAWN]; /* of the path */
    uint32_t n;
    truce_drawing d;
    double step; /* between moments */
} plot;

static double column(const plot *p, uint32_t i) {
    return LEFT + p->step * (i + 0.5);
}

static bool gives_at(const plot *p, uint32_t moment, int side) {
    for (uint32_t i = p->path->begin[moment]; i < p->path->begin[moment + 1]; i++) {
        if (p->s->amounts[p->path->steps[i]].giver == side) {
            return true;
        }
    }
    return false;
}

/* False where nothing counts, or too much for a picture. */
static bool find_moments(plot *p) {
    for (uint32_t m = 0; m < p->path->n; m++) {
        if (gives_at(p, m, 0) || gives_at(p, m, 1)) {
            if (p->n == MOMENTS_DRAWN) {
                return false;
            }
            p->moments[p->n++] = m;
        }
    }
    p->step = p->n > 0 ? (double)(WIDTH - LEFT - RIGHT) / p->n : 0;
    return p->n > 0;
}

static truce_str side_title(const plot *p, int side) {
    return p->k->c->actors[p->s->sides[side]].head.title;
}

static truce_str number(plot *p, uint32_t n) {
    truce_buffer_printf(&p->k->text, "%u", n);
    return compose_keep(p->k);
}

/* What happens at a moment, by whom. */
static truce_str moment_says(plot *p, uint32_t i) {
    composer *const k = p->k;
    const uint32_t m = p->moments[i];
    bool any = false;
    for (uint32_t t = p->path->begin[m]; t < p->path->begin[m + 1]; t++) {
        const uint32_t at = p->path->steps[t];
        if (p->s->amounts[at].giver == TRUCE_NO_SIDE) {
            continue;
        }
        truce_buffer_printf(&k->text, "%s", any ? "; " : "");
        plan_thing_says(k, &p->s->steps.things[at]);
        truce_buffer_lit(&k->text, " (");
        truce_buffer_add(&k->text, side_title(p, p->s->amounts[at].giver));
        truce_buffer_byte(&k->text, ')');
        any = true;
    }
    return compose_keep(k);
}

/* ---- the line with what is given ---- */

static void draw_boxes(plot *p, double axis) {
    truce_drawing *const d = &p->d;
    (void)truce_drawing_line(d, (truce_spot){LEFT, axis}, (truce_spot){WIDTH - RIGHT, axis},
                             TRUCE_INK_RULE, 1);
    const double half = p->step * 0.5 - 2 < BOX ? p->step * 0.5 - 2 : BOX;
    for (int side = 0; side < TRUCE_SIDES; side++) {
        const double y = side == 0 ? axis - BOX - 4 : axis + 4;
        const truce_ink ink = truce_ink_of_series((size_t)side);
        (void)truce_drawing_lines(d, (truce_spot){0, y + BOX * 0.7}, TRUCE_ANCHOR_START, LETTERS,
                                  ink, true, LEFT - 12, 1, side_title(p, side));
        for (uint32_t i = 0; i < p->n; i++) {
            if (!gives_at(p, p->moments[i], side)) {
                continue;
            }
            const double x = column(p, i);
            truce_shape *const box =
                truce_drawing_box(d, (truce_spot){x - half, y}, (truce_spot){x + half, y + BOX}, 3,
                                  side == 0 ? ink : TRUCE_INK_GROUND);
            box->stroke = ink;
            box->stroke_width = 1.5;
            box->tip = moment_says(p, i);
            (void)truce_drawing_text(d, (truce_spot){x, y + BOX * 0.7}, TRUCE_ANCHOR_MIDDLE,
                                     LETTERS, side == 0 ? TRUCE_INK_GROUND : ink, number(p, i + 1));
        }
    }
}

/* ---- exposure ---- */

static truce_str amount(plot *p, int side, int64_t value) {
    sequence_amount_says(p->k, p->s, side, value);
    return compose_keep(p->k);
}

static void draw_panel(plot *p, double top, int side) {
    truce_drawing *const d = &p->d;
    const int64_t *const exposure = p->path->exposure[side];
    const truce_worst worst = p->path->worst[side];
    const truce_ink ink = truce_ink_of_series((size_t)side);
    double low = 0;
    double high = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const double at = (double)exposure[p->moments[i] + 1];
        low = at < low ? at : low;
        high = at > high ? at : high;
    }
    const double range = high - low > 0 ? high - low : 1;
    const double zero = top + 10 + (PANEL - 24) * (high / range);
    (void)truce_drawing_line(d, (truce_spot){LEFT, zero}, (truce_spot){WIDTH - RIGHT, zero},
                             TRUCE_INK_RULE, 1);
    (void)truce_drawing_lines(d, (truce_spot){0, zero + 4}, TRUCE_ANCHOR_START, LETTERS, ink, true,
                              LEFT - 12, 1, side_title(p, side));
    truce_spot points[2 * MOMENTS_DRAWN + 2];
    size_t n = 0;
    double y = zero;
    points[n++] = (truce_spot){LEFT, zero};
    for (uint32_t i = 0; i < p->n; i++) {
        points[n++] = (truce_spot){column(p, i), y};
        y = zero - (PANEL - 24) * ((double)exposure[p->moments[i] + 1] / range);
        points[n++] = (truce_spot){column(p, i), y};
    }
    points[n++] = (truce_spot){WIDTH - RIGHT, y};
    truce_shape *const line = truce_drawing_path(d, points, n, false, TRUCE_INK_NONE);
    line->stroke = ink;
    line->stroke_width = 2;
    line->dashed = side == 1;
    for (uint32_t i = 0; i < p->n && worst.after > 0; i++) {
        if (p->moments[i] + 1 == worst.after) {
            const double at = zero - (PANEL - 24) * ((double)worst.exposure / range);
            const bool last = i + 1 == p->n;
            (void)truce_drawing_circle(d, (truce_spot){column(p, i), at}, 4, ink);
            (void)truce_drawing_text(
                d,
                (truce_spot){column(p, i) + (last ? -8 : 8), at - 4 < top + 8 ? top + 8 : at - 4},
                last ? TRUCE_ANCHOR_END : TRUCE_ANCHOR_START, LETTERS, TRUCE_INK_TEXT,
                amount(p, side, worst.exposure));
        }
    }
}

/* ---- words ---- */

static double draw_legend(plot *p, double top) {
    for (uint32_t i = 0; i < p->n; i++) {
        truce_buffer_printf(&p->k->text, "%u  ", i + 1);
        const truce_str numbered = compose_keep(p->k);
        (void)truce_drawing_text(&p->d, (truce_spot){LEFT, top}, TRUCE_ANCHOR_END, LETTERS,
                                 TRUCE_INK_MUTED, numbered);
        top += LEGEND * (double)truce_drawing_lines(
                            &p->d, (truce_spot){LEFT, top}, TRUCE_ANCHOR_START, LETTERS,
                            TRUCE_INK_TEXT, false, WIDTH - LEFT - RIGHT, 2, moment_says(p, i));
    }
    return top;
}

static void set_words(plot *p) {
    composer *const k = p->k;
    for (int side = 0; side < TRUCE_SIDES; side++) {
        const truce_worst worst = p->path->worst[side];
        truce_buffer_add(&k->text, side_title(p, side));
        if (worst.after == 0) {
            truce_buffer_lit(&k->text, " is never exposed. ");
            continue;
        }
        truce_buffer_lit(&k->text, " is exposed by ");
        sequence_amount_says(k, p->s, side, worst.exposure);
        truce_buffer_lit(&k->text, " at most. ");
    }
    p->d.alternative = compose_keep(k);
    truce_buffer plain = truce_buffer_new();
    truce_buffer_printf(&plain, "%.*s\n", TRUCE_STR_ARGS(p->d.title));
    for (uint32_t i = 0; i < p->n; i++) {
        truce_str lines[1];
        (void)truce_drawing_wrap(&p->d, moment_says(p, i), 10, false, 430, lines, 1);
        truce_buffer_printf(&plain, "%2u %.*s\n     ", i + 1, TRUCE_STR_ARGS(lines[0]));
        for (int side = 0; side < TRUCE_SIDES; side++) {
            const int64_t at = p->path->exposure[side][p->moments[i] + 1];
            const truce_str exposed = amount(p, side, at > 0 ? at : 0);
            truce_buffer_printf(&plain, "%s%.*s exposed by %.*s", side > 0 ? ", " : "",
                                TRUCE_STR_ARGS(side_title(p, side)), TRUCE_STR_ARGS(exposed));
        }
        truce_buffer_byte(&plain, '\n');
    }
    p->d.plain = phrase_keep(&plain, k->arena, &k->failed);
    truce_buffer_clear(&plain);
}

static void draw(composer *k, const sequenced *s, truce_block *figure, truce_str title,
                 const truce_exposure_path *path) {
    plot p = {.k = k, .s = s, .path = path};
    if (!find_moments(&p)) {
        return;
    }
    p.d = truce_drawing_new(k->arena, WIDTH, title);
    truce_drawing_text(&p.d, (truce_spot){0, LETTERS + 2}, TRUCE_ANCHOR_START, LETTERS + 1,
                       TRUCE_INK_TEXT, title)
        ->strong = true;
    draw_boxes(&p, BOXES);
    draw_panel(&p, BOXES + 40, 0);
    draw_panel(&p, BOXES + 40 + PANEL, 1);
    p.d.height = draw_legend(&p, BOXES + 40 + 2 * PANEL + 18);
    set_words(&p);
    truce_document_draw(&k->doc, figure, &p.d);
}

void sequence_figure(composer *k, const sequenced *s) {
    truce_block *const figure = truce_document_figure(&k->doc, TRUCE_STR("exposure-figure"),
                                                      TRUCE_STR("Exposure, moment by moment"));
    truce_buffer_lit(
        &k->text,
        "What each side gives, in order, and what it has then given and not yet received, "
        "which is drawn as a stepped line. The worst moment for a side has a dot.");
    (void)compose_quietly(k, truce_document_caption(&k->doc, figure), TRUCE_SPAN_PLAIN,
                          compose_keep(k), "the orders of the table above");
    for (uint32_t i = 0; i < s->n_orders; i++) {
        const told_order *const o = &s->orders[i];
        const uint32_t actor = s->steps.owners[o->owner];
        if (o->possible) {
            truce_buffer_lit(&k->text, "As ");
            truce_buffer_add(&k->text, k->c->actors[actor].head.title);
            truce_buffer_lit(&k->text, " asks");
            draw(k, s, figure, compose_keep(k),
                 &o->found.points[actor == s->sides[0] ? 0 : o->found.n - 1].path);
        }
    }
    for (uint32_t i = 0; s->free.possible && s->n_orders == 0 && i < s->free.found.n && i < 2;
         i++) {
        draw(k, s, figure, TRUCE_STR("Whatever is demanded: an order that no other beats for both"),
             &s->free.found.points[i == 0 ? 0 : s->free.found.n - 1].path);
    }
}
