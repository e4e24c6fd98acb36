/* The exchange as a figure: for each side one drawing of the same form, in which what has been
 * released by each day rises in steps. Filled is what is released at the latest; a dashed line is
 * the same at the earliest. */
#include "swap_course.h"

enum { PLOT = 150, LEGEND = 17, TICKS = 40 };

/* ---- the plot ---- */

static double y_of(const swap_course *c, double people) {
    const double top = 18; /* room for a number above the highest step */
    return c->top + PLOT - (PLOT - top) * (people / (double)(c->all > 0 ? c->all : 1));
}

static truce_str number(swap_course *c, int64_t n) {
    swap_number(&c->k->text, n);
    return compose_keep(c->k);
}

static truce_ink ink_of(const swap_course *c) {
    return truce_ink_of_series(c->back ? 1 : 0);
}

/* How one band is told from the others without colour. */
typedef struct look {
    bool filled, faint, lined;
} look;

static look look_of(uint32_t band) {
    static const look looks[SWAP_BANDS] = {{true, false, false},
                                           {false, false, true},
                                           {true, true, false},
                                           {false, false, false},
                                           {true, true, true}};
    return looks[band];
}

static void draw_lined(swap_course *c, double x, double to, double y, double end) {
    for (double at = x + 2.5; at < to; at += 5) {
        (void)truce_drawing_line(&c->d, (truce_spot){at, y}, (truce_spot){at, end}, ink_of(c), 1);
    }
}

static void draw_patch(swap_course *c, const truce_spot *points, size_t n, uint32_t band) {
    const look l = look_of(band);
    truce_shape *const filled =
        truce_drawing_path(&c->d, points, n, true, l.filled ? ink_of(c) : TRUCE_INK_GROUND);
    filled->faint = l.faint;
    truce_buffer_add(&c->k->text, c->names[band]);
    truce_buffer_lit(&c->k->text, ": ");
    swap_number(&c->k->text, c->whole[band]);
    filled->tip = compose_keep(c->k);
    truce_shape *const edge = truce_drawing_path(&c->d, points, n, true, TRUCE_INK_NONE);
    edge->stroke = ink_of(c);
    edge->stroke_width = 1;
}

static double below(const swap_state *s, uint32_t band) {
    double sum = 0;
    for (uint32_t b = 0; b < band; b++) {
        sum += (double)s->band[b];
    }
    return sum;
}

static double end_of(const swap_course *c, uint32_t i) {
    return i + 1 < c->n ? c->at[i + 1].x : c->right;
}

static void draw_band(swap_course *c, uint32_t band) {
    truce_spot *const points =
        truce_arena_take(c->k->arena, 4 * (size_t)(c->n + 1U) * sizeof *points);
    size_t n = 0;
    uint32_t begin = 0;
    if (points == NULL) {
        c->d.failed = true;
        return;
    }
    while (begin < c->n && c->at[begin].band[band] == 0) {
        begin++;
    }
    for (uint32_t i = begin; i < c->n; i++) {
        const double y = y_of(c, below(&c->at[i], band + 1));
        points[n++] = (truce_spot){c->at[i].x, y};
        points[n++] = (truce_spot){end_of(c, i), y};
    }
    for (uint32_t i = c->n; i > begin; i--) {
        const double y = y_of(c, below(&c->at[i - 1], band));
        points[n++] = (truce_spot){end_of(c, i - 1), y};
        points[n++] = (truce_spot){c->at[i - 1].x, y};
    }
    if (n > 0) {
        draw_patch(c, points, n, band);
    }
    for (uint32_t i = begin; i < c->n && look_of(band).lined; i++) {
        draw_lined(c, c->at[i].x, end_of(c, i), y_of(c, below(&c->at[i], band)),
                   y_of(c, below(&c->at[i], band + 1)));
    }
}

/* Those of whom nothing says by when: all of them, behind the last day. */
static void draw_siding(swap_course *c) {
    const double x = c->right + 10;
    const double to = SWAP_WIDTH - SWAP_MARGIN;
    double sum = 0;
    for (uint32_t band = 0; band < c->n_bands; band++) {
        const double y = y_of(c, sum);
        sum += (double)c->whole[band];
        const double end = y_of(c, sum);
        const truce_spot points[] = {{x, y}, {to, y}, {to, end}, {x, end}};
        draw_patch(c, points, 4, band);
        if (look_of(band).lined) {
            draw_lined(c, x, to, y, end);
        }
    }
    (void)truce_drawing_text(&c->d, (truce_spot){(x + to) / 2, y_of(c, sum) - 4},
                             TRUCE_ANCHOR_MIDDLE, SWAP_LETTERS, TRUCE_INK_TEXT, number(c, c->all));
    (void)truce_drawing_lines(&c->d, (truce_spot){(x + to) / 2, c->top + PLOT + 15},
                              TRUCE_ANCHOR_MIDDLE, SWAP_LETTERS, TRUCE_INK_TEXT, false, to - x + 8,
                              2, TRUCE_STR("no last day"));
}

/* 1, 2 or 5 with noughts: two to five of them reach `most`. */
static int64_t nice_step(int64_t most) {
    int64_t step = 1;
    for (int i = 0; most / step > 4; i++) {
        step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    return step;
}

static void draw_grid(swap_course *c) {
    const int64_t step = nice_step(c->all > 0 ? c->all : 1);
    const double to = c->siding ? SWAP_WIDTH - SWAP_MARGIN : c->right;
    for (int64_t n = 0;; n += step) {
        const double y = y_of(c, (double)n);
        (void)truce_drawing_line(&c->d, (truce_spot){c->left, y}, (truce_spot){to, y},
                                 TRUCE_INK_RULE, 1);
        (void)truce_drawing_text(&c->d, (truce_spot){c->left - 6, y + 4}, TRUCE_ANCHOR_END,
                                 SWAP_LETTERS, TRUCE_INK_MUTED, number(c, n));
        if (n > c->all - step) {
            return;
        }
    }
}

/* The number at each step, where there is room for it. */
static void draw_numbers(swap_course *c) {
    double free = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const truce_str text = number(c, c->at[i].all);
        const double width = truce_drawing_text_width(text, SWAP_LETTERS, false);
        const bool last = i + 1 == c->n;
        const double x = last && c->at[i].x + width > c->right ? c->right - width : c->at[i].x;
        if (x < free || (!last && x + width > c->at[i + 1].x)) {
            continue;
        }
        const double y = y_of(c, (double)c->at[i].all) - 4;
        (void)truce_drawing_box(&c->d, (truce_spot){x + 1, y - SWAP_LETTERS + 1},
                                (truce_spot){x + width + 2, y + 2}, 2, TRUCE_INK_GROUND);
        (void)truce_drawing_text(&c->d, (truce_spot){x + 2, y}, TRUCE_ANCHOR_START, SWAP_LETTERS,
                                 TRUCE_INK_TEXT, text);
        free = x + width + 3;
    }
}

static void draw_early(swap_course *c) {
    if (c->n_early == 0) {
        return;
    }
    c->early[c->n_early] = (truce_spot){c->right, c->early[c->n_early - 1].y};
    c->n_early++;
    for (uint32_t i = 0; i < c->n_early; i++) {
        c->early[i].y = y_of(c, c->early[i].y);
    }
    truce_shape *const line =
        truce_drawing_path(&c->d, c->early, c->n_early, false, TRUCE_INK_NONE);
    line->stroke = TRUCE_INK_TEXT;
    line->stroke_width = 1.5;
    line->dashed = true;
}

/* ---- along the axis ---- */

/* "10 May"; of a tranche its number. */
static truce_str short_day(swap_course *c, int64_t day) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    truce_buffer *const out = &c->k->text;
    if (!c->by_day) {
        swap_number(out, c->s->tranches[day]->number.low.units);
        return compose_keep(c->k);
    }
    swap_date(out, c->s, day);
    const char *const end = out->data + out->size; /* ...-05-10 */
    const int month = (end[-5] - '0') * 10 + (end[-4] - '0');
    const int of_month = (end[-2] - '0') * 10 + (end[-1] - '0');
    out->size = 0;
    truce_buffer_printf(out, "%d %s", of_month, months[month - 1]);
    return compose_keep(c->k);
}

static truce_str year_of(swap_course *c, int64_t day) {
    swap_date(&c->k->text, c->s, day);
    c->k->text.size -= 6;
    return compose_keep(c->k);
}

/* The first day, the last, and those between for which there is room; the year where it begins. */
static void draw_axis(swap_course *c) {
    const double y = c->top + PLOT + 15;
    double free = 0;
    truce_str year = {NULL, 0};
    const truce_str end = c->n > 0 ? short_day(c, c->at[c->n - 1].day) : (truce_str){NULL, 0};
    const double last = c->n > 0 ? c->at[c->n - 1].x : 0;
    const double room = last - truce_drawing_text_width(end, SWAP_LETTERS, false) / 2 - 8;
    for (uint32_t i = 0; i < c->n; i++) {
        const truce_str text = short_day(c, c->at[i].day);
        const double half = truce_drawing_text_width(text, SWAP_LETTERS, false) / 2;
        const double x = c->at[i].x;
        if (c->n <= TICKS) {
            (void)truce_drawing_line(&c->d, (truce_spot){x, c->top + PLOT},
                                     (truce_spot){x, c->top + PLOT + 3}, TRUCE_INK_MUTED, 1);
        }
        if (x - half < free || (i + 1 < c->n && x + half > room)) {
            continue;
        }
        (void)truce_drawing_text(&c->d, (truce_spot){x, y}, TRUCE_ANCHOR_MIDDLE, SWAP_LETTERS,
                                 TRUCE_INK_TEXT, text);
        if (c->by_day) {
            const truce_str now = year_of(c, c->at[i].day);
            if (!truce_str_equal(now, year)) {
                (void)truce_drawing_text(&c->d, (truce_spot){x, y + 14}, TRUCE_ANCHOR_MIDDLE,
                                         SWAP_LETTERS, TRUCE_INK_MUTED, now);
            }
            year = now;
        }
        free = x + half + 8;
    }
}

/* Where a tranche is over, for this side: within what is drawn, though its day may lie behind that.
 */
static double tranche_x(const swap_course *c, uint32_t t) {
    const swap_window *const w = &c->s->windows[t];
    const int64_t day = c->back ? w->given[1] : w->released[1];
    const double x = day != TRUCE_EXCHANGE_UNKNOWN ? swap_course_x(c, day) : c->right + 10;
    return x < c->left ? c->left : x > c->right + 10 ? c->right + 10 : x;
}

/* "3"; "3–5". */
static truce_str tranches_say(swap_course *c, uint32_t first, uint32_t last) {
    swap_number(&c->k->text, c->s->tranches[first]->number.low.units);
    if (last > first) {
        truce_buffer_lit(&c->k->text, "\xE2\x80\x93");
        swap_number(&c->k->text, c->s->tranches[last]->number.low.units);
    }
    return compose_keep(c->k);
}

/* The numbers of the tranches above the days on which they are over, those too near to each other
 * as one. */
static void draw_tranches(swap_course *c) {
    enum { BETWEEN = 6, WIDEST = 48 };
    const bool many = c->s->deal.n_tranches > 20; /* a pair of numbers is wide */
    (void)truce_drawing_text(&c->d, (truce_spot){0, c->by_day ? c->top - 6 : c->top + PLOT + 15},
                             TRUCE_ANCHOR_START, SWAP_LETTERS, TRUCE_INK_MUTED,
                             TRUCE_STR("tranche"));
    for (uint32_t t = 0; t < c->s->deal.n_tranches && c->by_day;) {
        const uint32_t first = t;
        const double x = tranche_x(c, t++);
        while (t < c->s->deal.n_tranches && tranche_x(c, t) - x < (many ? WIDEST : 22) + BETWEEN) {
            t++;
        }
        const truce_str text = tranches_say(c, first, t - 1);
        const double width = truce_drawing_text_width(text, SWAP_LETTERS, false);
        (void)truce_drawing_text(
            &c->d, (truce_spot){x + width > SWAP_WIDTH ? SWAP_WIDTH - width : x, c->top - 6},
            TRUCE_ANCHOR_START, SWAP_LETTERS, TRUCE_INK_MUTED, text);
    }
}

static double draw_legend(swap_course *c, double y) {
    for (uint32_t i = c->n_bands; i > 0; i--) { /* from above, as they lie */
        const uint32_t band = i - 1;
        const truce_spot box[] = {{0, y - 9}, {20, y - 9}, {20, y + 2}, {0, y + 2}};
        draw_patch(c, box, 4, band);
        if (look_of(band).lined) {
            draw_lined(c, 0, 20, y + 2, y - 9);
        }
        truce_buffer_add(&c->k->text, c->names[band]);
        truce_buffer_lit(&c->k->text, ": ");
        swap_number(&c->k->text, c->whole[band]);
        y += LEGEND * (double)truce_drawing_lines(&c->d, (truce_spot){28, y}, TRUCE_ANCHOR_START,
                                                  SWAP_LETTERS, TRUCE_INK_TEXT, false,
                                                  SWAP_WIDTH - 36, 2, compose_keep(c->k));
    }
    return y;
}

/* ---- a drawing ---- */

/* Lines that a title takes at most, so that both plots begin at one height. */
static size_t title_lines(swap_course *c) {
    truce_str lines[2];
    truce_drawing scratch = truce_drawing_new(c->k->arena, SWAP_WIDTH, (truce_str){NULL, 0});
    return truce_drawing_wrap(&scratch, swap_course_title(c), SWAP_LETTERS + 2, true, SWAP_WIDTH,
                              lines, 2);
}

static void draw(swap_course *c, truce_block *figure, size_t lines) {
    c->d = truce_drawing_new(c->k->arena, SWAP_WIDTH, swap_course_title(c));
    (void)truce_drawing_lines(&c->d, (truce_spot){0, SWAP_LETTERS + 2}, TRUCE_ANCHOR_START,
                              SWAP_LETTERS + 2, ink_of(c), true, SWAP_WIDTH, 2, c->d.title);
    c->top = (double)lines * 17 + 26;
    draw_tranches(c);
    draw_grid(c);
    for (uint32_t band = 0; band < c->n_bands; band++) {
        draw_band(c, band);
    }
    if (c->siding) {
        draw_siding(c);
    }
    draw_early(c);
    draw_numbers(c);
    draw_axis(c);
    c->d.height = draw_legend(c, c->top + PLOT + 52);
    swap_course_describe(c);
    swap_course_print(c);
    truce_document_draw(&c->k->doc, figure, &c->d);
}

static void say(composer *k, truce_passage *caption, const char *text, const char *basis) {
    (void)compose_quietly(k, caption, TRUCE_SPAN_PLAIN, truce_str_of(text), basis);
}

static void add_caption(composer *k, truce_passage *caption, const swap_course *c) {
    static const char *const days = "tranches by day, under the quotas";
    say(k, caption,
        c->by_day
            ? "How many each side has released by each day. Each side has a scale of its own."
            : "How many each side has released with each tranche, as no days can be laid out. "
              "Each side has a scale of its own.",
        c->by_day ? days : "the record of the exchange");
    if (c[0].n_early > 0 || c[1].n_early > 0) {
        say(k, caption,
            "Filled is what is released at the latest; a dashed line in the drawing is the "
            "earliest that "
            "the plan's days leave.",
            days);
    }
    if (c->siding) {
        say(k, caption, "At the right end all together, with those of whom no last day follows.",
            days);
    }
}

bool swap_figure(composer *k, const swap *s) {
    if (s->refused.size > 0 || s->deal.n_tranches == 0 ||
        s->x.steps[s->deal.n_tranches - 1].persons_so_far == 0) {
        return true;
    }
    swap_course sides[] = {{.k = k, .s = s}, {.k = k, .s = s, .back = true}};
    size_t lines = 1;
    for (int i = 0; i < 2; i++) {
        if (!swap_course_make(&sides[i])) {
            return false;
        }
        const size_t n = title_lines(&sides[i]);
        lines = n > lines ? n : lines;
    }
    truce_buffer_printf(&k->text, "exchange-%.*s-figure",
                        TRUCE_STR_ARGS(truce_case_name(k->c, s->plan->head.name)));
    const truce_str id = compose_keep(k);
    truce_block *const figure =
        truce_document_figure(&k->doc, id, TRUCE_STR("Who has been released by when"));
    truce_passage *const caption = truce_document_caption(&k->doc, figure);
    for (int i = 0; i < 2; i++) {
        draw(&sides[i], figure, lines);
    }
    add_caption(k, caption, sides);
    return !k->failed;
}
