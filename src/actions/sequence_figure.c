/* The orders as a figure: phases from left to right, in them what one side gives above the line and
 * what the other gives below it, and under both how far each is exposed at every moment. Both sides
 * have the same form: what is above or below, and the names, tell them apart. */
#include "compose_exposure.h"

enum {
    NARROW = 400, /* with so many moments at most, two drawings stand side by side */
    NARROW_MOST = 18,
    WIDE = 720,
    MARGIN = 8,
    BOX = 20,
    PANEL = 108,
    ROOM = 16, /* above the highest step, for its number */
    LETTERS = 11,
    LEGEND = 16,
    MOMENTS_DRAWN = EXPOSURE_MOMENTS_DRAWN
};

/* One order to be drawn: its moments that count for the two sides. */
typedef struct plot {
    composer *k;
    const sequenced *s;
    const truce_exposure_path *path;
    uint32_t moments[MOMENTS_DRAWN]; /* of the path */
    uint32_t n;
    truce_drawing d;
    double width;
    double step;              /* between moments */
    double high[TRUCE_SIDES]; /* of the panel: the largest exposure ... */
    double low[TRUCE_SIDES];  /* ... and the least, 0 or below */
} plot;

static double column(const plot *p, uint32_t i) {
    return MARGIN + p->step * (i + 0.5);
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
    p->width = p->n <= NARROW_MOST ? NARROW : WIDE;
    p->step = p->n > 0 ? (p->width - 2 * MARGIN) / p->n : 0;
    return p->n > 0;
}

/* Shares are told on one scale for both; numbers with an author on a scale for each. */
static void set_scales(plot *p) {
    for (int side = 0; side < TRUCE_SIDES; side++) {
        for (uint32_t i = 0; i < p->n; i++) {
            const double at = (double)p->path->exposure[side][p->moments[i] + 1];
            p->low[side] = at < p->low[side] ? at : p->low[side];
            p->high[side] = at > p->high[side] ? at : p->high[side];
        }
    }
    if (p->s->two.worth[0] == NULL && p->s->two.worth[1] == NULL) { /* of the same whole */
        p->low[0] = p->low[1] = p->low[0] < p->low[1] ? p->low[0] : p->low[1];
        p->high[0] = p->high[1] = p->high[0] > p->high[1] ? p->high[0] : p->high[1];
    }
}

static truce_str side_title(const plot *p, int side) {
    return p->k->c->actors[p->s->two.sides[side]].head.title;
}

static truce_str number(plot *p, uint32_t n) {
    truce_buffer_printf(&p->k->text, "%u", n);
    return compose_keep(p->k);
}

/* What happens at a moment, by whom. */
static truce_str moment_says(plot *p, uint32_t number) {
    composer *const k = p->k;
    const uint32_t m = p->moments[number];
    bool any = false;
    for (uint32_t i = p->path->begin[m]; i < p->path->begin[m + 1]; i++) {
        const uint32_t at = p->path->steps[i];
        if (p->s->amounts[at].giver == TRUCE_NO_SIDE) {
            continue;
        }
        truce_buffer_printf(&k->text, "%s", any ? "; " : "");
        const thing *const t = &p->s->steps.things[at];
        plan_thing_says(k, t);
        if (t->kind != THING_RELEASE && t->kind != THING_RETURN) { /* these say who */
            truce_buffer_lit(&k->text, " (");
            truce_buffer_add(&k->text, side_title(p, p->s->amounts[at].giver));
            truce_buffer_byte(&k->text, ')');
        }
        any = true;
    }
    return compose_keep(k);
}

/* ---- phases ---- */

/* The phase that the first step of a moment belongs to; 0: none says so. */
static int64_t phase_of(const plot *p, uint32_t moment) {
    const truce_case *const c = p->k->c;
    for (uint32_t i = p->path->begin[moment]; i < p->path->begin[moment + 1]; i++) {
        const thing *const t = &p->s->steps.things[p->path->steps[i]];
        for (uint32_t l = 0; t->kind == THING_STEP && l < c->steps[t->of].n_lines; l++) {
            const truce_plan_line *const line = &c->steps[t->of].lines[l];
            if (line->kind == TRUCE_PLAN_PHASE) {
                return line->number.low.units;
            }
        }
    }
    return 0;
}

/* The phase of each moment drawn: its own; where it has none, the one that it lies in the middle
 * of. 0: none. */
static void find_phases(const plot *p, int64_t phases[MOMENTS_DRAWN]) {
    int64_t before = 0;
    uint32_t open = 0; /* moments drawn from here on wait for the next phase */
    uint32_t i = 0;
    for (uint32_t m = 0; m < p->path->n; m++) {
        const int64_t phase = phase_of(p, m);
        const bool drawn = i < p->n && p->moments[i] == m;
        if (drawn) {
            phases[i++] = phase;
        }
        for (; phase != 0 && open < i; open++) {
            const bool own = drawn && open + 1 == i;
            phases[open] = own || phase == before ? phase : 0;
        }
        before = phase != 0 ? phase : before;
    }
    for (; open < i; open++) {
        phases[open] = 0;
    }
}

/* A field behind the moments of each phase: "phase 2". Returns whether there is one. */
static bool draw_phases(plot *p, double top, double end) {
    int64_t phases[MOMENTS_DRAWN];
    bool any = false;
    find_phases(p, phases);
    for (uint32_t i = 0, next = 0; i < p->n; i = next) {
        for (next = i + 1; next < p->n && phases[next] == phases[i]; next++) {
        }
        if (phases[i] == 0) {
            continue;
        }
        const double from = column(p, i) - p->step / 2 + 1;
        const double to = column(p, next - 1) + p->step / 2 - 1;
        (void)truce_drawing_box(&p->d, (truce_spot){from, top}, (truce_spot){to, end}, 3,
                                TRUCE_INK_BAND);
        truce_buffer_printf(&p->k->text, "%s%lld", to - from > 52 ? "phase " : "",
                            (long long)phases[i]);
        (void)truce_drawing_text(&p->d, (truce_spot){from + 4, top + LETTERS + 2},
                                 TRUCE_ANCHOR_START, LETTERS, TRUCE_INK_MUTED, compose_keep(p->k));
        any = true;
    }
    return any;
}

/* ---- the line with what is given ---- */

static void draw_name(plot *p, double y, int side, const char *behind) {
    truce_buffer_add(&p->k->text, side_title(p, side));
    truce_buffer_printf(&p->k->text, "%s", behind);
    (void)truce_drawing_lines(&p->d, (truce_spot){MARGIN, y}, TRUCE_ANCHOR_START, LETTERS,
                              truce_ink_of_series((size_t)side), true, p->width - 2 * MARGIN, 1,
                              compose_keep(p->k));
}

static void draw_boxes(plot *p, double axis) {
    truce_drawing *const d = &p->d;
    (void)truce_drawing_line(d, (truce_spot){MARGIN, axis}, (truce_spot){p->width - MARGIN, axis},
                             TRUCE_INK_MUTED, 1);
    const double half = p->step * 0.5 - 1 < BOX ? p->step * 0.5 - 1 : BOX;
    for (int side = 0; side < TRUCE_SIDES; side++) {
        const double y = side == 0 ? axis - BOX - 3 : axis + 3;
        const truce_ink ink = truce_ink_of_series((size_t)side);
        draw_name(p, side == 0 ? y - 6 : y + BOX + LETTERS + 4, side, " gives");
        for (uint32_t i = 0; i < p->n; i++) {
            if (!gives_at(p, p->moments[i], side)) {
                continue;
            }
            const double x = column(p, i);
            truce_shape *const box = truce_drawing_box(
                d, (truce_spot){x - half, y}, (truce_spot){x + half, y + BOX}, 3, TRUCE_INK_GROUND);
            box->stroke = ink;
            box->stroke_width = 1.5;
            box->tip = moment_says(p, i);
            (void)truce_drawing_text(d, (truce_spot){x, y + BOX * 0.7}, TRUCE_ANCHOR_MIDDLE,
                                     LETTERS, ink, number(p, i + 1));
        }
    }
}

/* ---- exposure ---- */

static truce_str amount(plot *p, int side, int64_t value) {
    sequence_amount_says(p->k, &p->s->two, side, value);
    return compose_keep(p->k);
}

static void draw_worst(plot *p, double top, double zero, double scale, int side) {
    const truce_worst worst = p->path->worst[side];
    for (uint32_t i = 0; i < p->n && worst.after > 0; i++) {
        if (p->moments[i] + 1 != worst.after) {
            continue;
        }
        const double y = zero - scale * (double)worst.exposure;
        truce_buffer_lit(&p->k->text, "at most ");
        sequence_amount_says(p->k, &p->s->two, side, worst.exposure);
        truce_buffer_printf(&p->k->text, ", after %u", i + 1);
        const truce_str text = compose_keep(p->k);
        const double width = truce_drawing_text_width(text, LETTERS, false);
        const double x = column(p, i);
        const double at = x + width > p->width - MARGIN ? p->width - MARGIN - width : x;
        (void)truce_drawing_circle(&p->d, (truce_spot){x, y}, 4, truce_ink_of_series((size_t)side));
        (void)truce_drawing_text(&p->d, (truce_spot){at, y - 7 < top ? top : y - 7},
                                 TRUCE_ANCHOR_START, LETTERS, TRUCE_INK_TEXT, text);
    }
    if (worst.after == 0) {
        (void)truce_drawing_text(&p->d, (truce_spot){p->width - MARGIN, zero - 5}, TRUCE_ANCHOR_END,
                                 LETTERS, TRUCE_INK_TEXT, TRUCE_STR("never exposed"));
    }
}

static void draw_panel(plot *p, double top, int side) {
    truce_drawing *const d = &p->d;
    const int64_t *const exposure = p->path->exposure[side];
    const double range = p->high[side] - p->low[side];
    const double height = PANEL - 2 * LETTERS - ROOM - 8;
    const double scale = range > 0 ? height / range : 0;
    const double zero = top + LETTERS + ROOM + 4 + scale * p->high[side];
    draw_name(p, top + LETTERS, side, ": given and not yet received");
    (void)truce_drawing_line(d, (truce_spot){MARGIN, zero}, (truce_spot){p->width - MARGIN, zero},
                             TRUCE_INK_MUTED, 1);
    truce_spot points[2 * MOMENTS_DRAWN + 2];
    size_t n = 0;
    double y = zero;
    points[n++] = (truce_spot){MARGIN, zero};
    for (uint32_t i = 0; i < p->n; i++) {
        points[n++] = (truce_spot){column(p, i), y};
        y = zero - scale * (double)exposure[p->moments[i] + 1];
        points[n++] = (truce_spot){column(p, i), y};
    }
    points[n++] = (truce_spot){p->width - MARGIN, y};
    truce_shape *const line = truce_drawing_path(d, points, n, false, TRUCE_INK_NONE);
    line->stroke = truce_ink_of_series((size_t)side);
    line->stroke_width = 2;
    draw_worst(p, top + LETTERS + ROOM, zero, scale, side);
}

/* ---- words ---- */

static double draw_legend(plot *p, double top) {
    enum { NUMBERS = 24 };
    for (uint32_t i = 0; i < p->n; i++) {
        (void)truce_drawing_text(&p->d, (truce_spot){NUMBERS - 6, top}, TRUCE_ANCHOR_END, LETTERS,
                                 TRUCE_INK_MUTED, number(p, i + 1));
        top +=
            LEGEND * (double)truce_drawing_lines(&p->d, (truce_spot){NUMBERS, top},
                                                 TRUCE_ANCHOR_START, LETTERS, TRUCE_INK_TEXT, false,
                                                 p->width - NUMBERS - MARGIN, 2, moment_says(p, i));
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
        sequence_amount_says(k, &p->s->two, side, worst.exposure);
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
    set_scales(&p);
    p.d = truce_drawing_new(k->arena, p.width, title);
    const size_t lines = truce_drawing_lines(&p.d, (truce_spot){0, LETTERS + 2}, TRUCE_ANCHOR_START,
                                             LETTERS + 2, TRUCE_INK_TEXT, true, p.width, 2, title);
    double y = (double)lines * 17 + 4;
    /* the name, the boxes of both sides, the other name */
    const double end = y + LETTERS + 10 + 2 * (LETTERS + 8) + 2 * (BOX + 3);
    const double first = draw_phases(&p, y, end) ? y + LETTERS + 10 : y;
    draw_boxes(&p, first + LETTERS + 8 + BOX + 3);
    y = first + 2 * (LETTERS + 8) + 2 * (BOX + 3) + 12;
    draw_panel(&p, y, 0);
    draw_panel(&p, y + PANEL, 1);
    p.d.height = draw_legend(&p, y + 2 * PANEL + 10);
    set_words(&p);
    truce_document_draw(&k->doc, figure, &p.d);
}

void exposure_figure(composer *k, const sequenced *s, const exposure_row *rows, uint32_t n) {
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        any = any || rows[i].drawn;
    }
    if (!any) {
        return;
    }
    truce_block *const figure = truce_document_figure(&k->doc, TRUCE_STR("exposure-figure"),
                                                      TRUCE_STR("Exposure, moment by moment"));
    truce_buffer_lit(
        &k->text,
        "What each side gives, in order, and what it has then given and not yet received. Where it "
        "is drawn, a stepped line above the straight one is exposure; the worst moment has a dot.");
    (void)compose_quietly(k, truce_document_caption(&k->doc, figure), TRUCE_SPAN_PLAIN,
                          compose_keep(k), "the orders of the table above");
    for (uint32_t i = 0; i < n; i++) {
        if (rows[i].drawn) {
            draw(k, s, figure, rows[i].title, rows[i].path);
        }
    }
}
