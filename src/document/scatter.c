/* First the plot, then the marks, then a sign for each mark at the first free place around it, and
 * the key below. Right and above of an efficient package there is nothing, so signs try that first.
 */
#include "truce/document/scatter.h"

#include <assert.h>
#include <math.h>

#include "truce/base/decimal.h"

enum {
    TITLE = 14, /* sizes of letters */
    AXIS = 11,
    SIGN = 11,
    KEY = 11,
    RIGHT = 26,
    RADIUS = 5,
    TICK = 4,
    TICKS_MAX = 8,
    TITLE_LINES = 3
};

typedef struct area {
    double left, top, right, bottom;
} area;

typedef struct plan {
    const truce_scatter *s;
    truce_drawing d;
    area plot;
    area *signs; /* [n_signs]: where those placed stand */
    size_t n_signs;
} plan;

static double share(const truce_scatter_axis *axis, double v) {
    return axis->high > axis->low ? (v - axis->low) / (axis->high - axis->low) : 0.5;
}

static truce_spot place(const plan *p, truce_spot at) {
    const area *const a = &p->plot;
    return (truce_spot){a->left + share(&p->s->across, at.x) * (a->right - a->left),
                        a->bottom - share(&p->s->up, at.y) * (a->bottom - a->top)};
}

/* ---- axes ---- */

/* The ticks of an axis are multiples of a step of 1, 2 or 5 times a power of ten. */
typedef struct steps {
    int64_t digit; /* 1, 2 or 5 */
    int power;     /* of ten, -18 .. 15 */
    double step;
    int64_t first, last; /* multiples; first > last: none */
} steps;

static steps find_steps(const truce_scatter_axis *axis, int most) {
    steps s = {.digit = 1, .power = -18, .first = 1, .last = 0};
    const double range = axis->high - axis->low;
    static const int64_t digits[] = {1, 2, 5};
    for (int power = -9; range > 0 && power <= 15; power++) {
        for (size_t i = 0; i < sizeof digits / sizeof *digits; i++) {
            const double step = (double)digits[i] * pow(10, power);
            const double first = ceil(axis->low / step - 1e-9);
            const double last = floor(axis->high / step + 1e-9);
            if (last - first < most && fabs(first) < 1e9 && fabs(last) < 1e9) {
                return (steps){digits[i], power, step, (int64_t)first, (int64_t)last};
            }
        }
    }
    return s;
}

static truce_str tick_words(plan *p, const steps *s, int64_t k) {
    truce_decimal v = {k * s->digit, 0};
    for (int i = 0; i < s->power; i++) {
        v.units *= 10;
    }
    v.scale = s->power < 0 ? -s->power : 0;
    char text[24];
    const truce_str kept =
        truce_arena_str(p->d.arena, (truce_str){text, truce_decimal_write(v, text)});
    p->d.failed = p->d.failed || kept.data == NULL;
    return kept;
}

static double tick_width(plan *p, const steps *s) {
    double most = 0;
    for (int64_t k = s->first; k <= s->last; k++) {
        most = fmax(most, truce_drawing_text_width(tick_words(p, s, k), AXIS, false));
    }
    return most;
}

/* As many ticks as there is room for their numbers side by side. */
static steps find_across(plan *p, double side) {
    int most = TICKS_MAX;
    steps s = find_steps(&p->s->across, most);
    while (most > 1 && (double)(s.last - s.first + 1) * (tick_width(p, &s) + 8) > side) {
        s = find_steps(&p->s->across, --most);
    }
    return s;
}

static void draw_across(plan *p) {
    const steps s = find_across(p, p->plot.right - p->plot.left);
    const area a = p->plot;
    for (int64_t k = s.first; k <= s.last; k++) {
        const double x = place(p, (truce_spot){(double)k * s.step, p->s->up.low}).x;
        truce_drawing_line(&p->d, (truce_spot){x, a.bottom}, (truce_spot){x, a.bottom + TICK},
                           TRUCE_INK_MUTED, 1);
        truce_drawing_text(&p->d, (truce_spot){x, a.bottom + TICK + AXIS + 2}, TRUCE_ANCHOR_MIDDLE,
                           AXIS, TRUCE_INK_MUTED, tick_words(p, &s, k));
    }
}

static void draw_up(plan *p) {
    const steps s = find_steps(&p->s->up, TICKS_MAX);
    const area a = p->plot;
    for (int64_t k = s.first; k <= s.last; k++) {
        const double y = place(p, (truce_spot){p->s->across.low, (double)k * s.step}).y;
        truce_drawing_line(&p->d, (truce_spot){a.left - TICK, y}, (truce_spot){a.left, y},
                           TRUCE_INK_MUTED, 1);
        truce_drawing_text(&p->d, (truce_spot){a.left - TICK - 3, y + AXIS * 0.36},
                           TRUCE_ANCHOR_END, AXIS, TRUCE_INK_MUTED, tick_words(p, &s, k));
    }
}

/* ---- the plot ---- */

static bool is_within(const truce_scatter_axis *axis, double v) {
    return v > axis->low && v < axis->high;
}

static void draw_reserves(plan *p) {
    const truce_scatter_axis *const across = &p->s->across;
    const truce_scatter_axis *const up = &p->s->up;
    const area a = p->plot;
    const truce_spot corner = place(p, (truce_spot){across->reserve, up->reserve});
    const bool right = across->reserved && is_within(across, across->reserve);
    const bool above = up->reserved && is_within(up, up->reserve);
    const bool none = (across->reserved && across->reserve >= across->high) ||
                      (up->reserved && up->reserve >= up->high);
    if ((right || above) && !none) {
        truce_drawing_box(&p->d, (truce_spot){right ? corner.x : a.left, a.top},
                          (truce_spot){a.right, above ? corner.y : a.bottom}, 0, TRUCE_INK_BAND);
    }
    if (right) {
        truce_drawing_line(&p->d, (truce_spot){corner.x, a.top}, (truce_spot){corner.x, a.bottom},
                           TRUCE_INK_TEXT, 1)
            ->dashed = true;
    }
    if (above) {
        truce_drawing_line(&p->d, (truce_spot){a.left, corner.y}, (truce_spot){a.right, corner.y},
                           TRUCE_INK_TEXT, 1)
            ->dashed = true;
    }
}

/* Steps and discs; of the discs only those that are told apart on paper. */
static void draw_efficient(plan *p) {
    const size_t n = p->s->n_efficient;
    if (n == 0) {
        return;
    }
    truce_spot *const stairs = truce_arena_zero(p->d.arena, 2 * n, sizeof *stairs);
    if (stairs == NULL) {
        p->d.failed = true;
        return;
    }
    size_t m = 0;
    truce_spot drawn = {0, 0};
    for (size_t i = 0; i < n; i++) {
        const truce_spot at = place(p, p->s->efficient[i]);
        if (m > 0 && fabs(at.x - drawn.x) < 1 && fabs(at.y - drawn.y) < 1 && i + 1 < n) {
            continue;
        }
        if (m > 0) {
            stairs[m] = (truce_spot){stairs[m - 1].x, at.y};
            m++;
        }
        stairs[m++] = at;
        drawn = at;
    }
    if (m >= 2) {
        truce_shape *const path = truce_drawing_path(&p->d, stairs, m, false, TRUCE_INK_NONE);
        path->stroke = TRUCE_INK_RULE;
        path->stroke_width = 1;
    }
    for (size_t i = 0; i < m; i += 2) {
        truce_drawing_circle(&p->d, stairs[i], 2, TRUCE_INK_MUTED);
    }
}

static void draw_mark(plan *p, const truce_scatter_mark *mark, truce_spot at) {
    const double r = mark->form == TRUCE_SCATTER_DIAMOND ? RADIUS + 1 : RADIUS - 1;
    const truce_spot diamond[] = {
        {at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}};
    const truce_spot square[] = {
        {at.x - r, at.y - r}, {at.x + r, at.y - r}, {at.x + r, at.y + r}, {at.x - r, at.y + r}};
    truce_shape *const shape = truce_drawing_path(
        &p->d, mark->form == TRUCE_SCATTER_DIAMOND ? diamond : square, 4, true, TRUCE_INK_GROUND);
    shape->stroke = TRUCE_INK_TEXT;
    shape->stroke_width = 1.5;
    shape->tip = mark->tip;
    shape->link = mark->link;
}

/* ---- signs ---- */

static bool meet(area a, area b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static area around(truce_spot a, truce_spot b, double more) {
    return (area){fmin(a.x, b.x) - more, fmin(a.y, b.y) - more, fmax(a.x, b.x) + more,
                  fmax(a.y, b.y) + more};
}

/* Whether nothing that is drawn runs into it, and it is within the plot and its margins. */
static bool is_free(const plan *p, area a) {
    if (a.left < p->plot.left + 1 || a.right > p->d.width || a.top < p->plot.top - SIGN - 2 ||
        a.bottom > p->plot.bottom - 1) {
        return false;
    }
    for (size_t i = 0; i < p->d.n_shapes; i++) {
        const truce_shape *const s = &p->d.shapes[i];
        switch (s->kind) {
        case TRUCE_SHAPE_LINE:
            if (meet(around(s->at, s->to, 1), a)) {
                return false;
            }
            break;
        case TRUCE_SHAPE_CIRCLE:
            if (meet(around(s->at, s->at, s->radius + 1), a)) {
                return false;
            }
            break;
        case TRUCE_SHAPE_PATH:
            for (size_t k = 0; k + 1 < s->n_points; k++) {
                if (meet(around(s->points[k], s->points[k + 1], 1), a)) {
                    return false;
                }
            }
            break;
        case TRUCE_SHAPE_BOX: /* the plot and the tint are crossed at their edges only */
            if (meet(around(s->at, s->to, 1), a) &&
                !(s->at.x + 1 <= a.left && a.right <= s->to.x - 1 && s->at.y + 1 <= a.top &&
                  a.bottom <= s->to.y - 1)) {
                return false;
            }
            break;
        case TRUCE_SHAPE_TEXT:
            break; /* the signs are looked at below, all other text is outside */
        }
    }
    for (size_t i = 0; i < p->n_signs; i++) {
        if (meet(p->signs[i], a)) {
            return false;
        }
    }
    return true;
}

static void draw_sign(plan *p, const truce_scatter_mark *mark, truce_spot at) {
    enum { RINGS = 5 };
    static const truce_spot towards[] = {{1, -1}, {1, 0},  {0, -1}, {-1, -1},
                                         {1, 1},  {-1, 1}, {-1, 0}, {0, 1}};
    const double width = truce_drawing_text_width(mark->sign, SIGN, true);
    for (int ring = 0; ring < RINGS; ring++) {
        for (size_t i = 0; i < sizeof towards / sizeof *towards; i++) {
            const double off = RADIUS + 4 + ring * 7;
            const truce_spot middle = {at.x + towards[i].x * (off + width / 2),
                                       at.y + towards[i].y * (off + SIGN / 2.0)};
            const area a = {middle.x - width / 2, middle.y - SIGN * 0.5, middle.x + width / 2,
                            middle.y + SIGN * 0.5};
            if (mark->sign.size == 0 || !is_free(p, a)) {
                continue;
            }
            p->signs[p->n_signs++] = a;
            truce_drawing_text(&p->d, (truce_spot){middle.x, middle.y + SIGN * 0.36},
                               TRUCE_ANCHOR_MIDDLE, SIGN, TRUCE_INK_TEXT, mark->sign)
                ->strong = true;
            return;
        }
    }
}

static void draw_marks(plan *p) {
    const size_t n = p->s->n_marks;
    p->signs = truce_arena_zero(p->d.arena, n + 1, sizeof *p->signs);
    if (p->signs == NULL) {
        p->d.failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        draw_mark(p, &p->s->marks[i], place(p, p->s->marks[i].at));
    }
    for (size_t i = 0; i < n && !p->d.failed; i++) {
        draw_sign(p, &p->s->marks[i], place(p, p->s->marks[i].at));
    }
}

/* ---- words ---- */

static double write(plan *p, double x, double y, double size, truce_ink ink, bool strong,
                    size_t most, truce_str text) {
    const size_t n = truce_drawing_lines(&p->d, (truce_spot){x, y + size}, TRUCE_ANCHOR_START, size,
                                         ink, strong, p->d.width - x, most, text);
    return y + (double)n * size * 1.3;
}

static double draw_key(plan *p, double y) {
    double indent = 0;
    for (size_t i = 0; i < p->s->n_marks; i++) {
        indent = fmax(indent, truce_drawing_text_width(p->s->marks[i].sign, KEY, true) + 8);
    }
    for (size_t i = 0; i < p->s->n_marks; i++) {
        const truce_scatter_mark *const mark = &p->s->marks[i];
        (void)write(p, 0, y, KEY, TRUCE_INK_TEXT, true, 1, mark->sign);
        y = write(p, indent, y, KEY, TRUCE_INK_TEXT, false, TRUCE_DRAWING_LINES, mark->label) + 3;
    }
    return y;
}

truce_drawing truce_scatter_draw(truce_arena *arena, const truce_scatter *scatter) {
    assert(scatter->across.low <= scatter->across.high && scatter->up.low <= scatter->up.high);
    plan p = {.s = scatter};
    p.d = truce_drawing_new(arena, scatter->small ? TRUCE_SCATTER_SMALL : TRUCE_SCATTER_WIDTH,
                            scatter->title);
    p.d.alternative = scatter->alternative;
    double y = write(&p, 0, 0, TITLE, TRUCE_INK_TEXT, true, TITLE_LINES, scatter->title) + 6;
    y = write(&p, 0, y, AXIS, TRUCE_INK_TEXT, false, TITLE_LINES, scatter->up.title) + SIGN + 6;
    const steps up = find_steps(&scatter->up, TICKS_MAX);
    const double left = tick_width(&p, &up) + TICK + 4;
    const double side = p.d.width - left - RIGHT;
    p.plot = (area){left, y, left + side, y + side};
    truce_shape *const frame =
        truce_drawing_box(&p.d, (truce_spot){p.plot.left, p.plot.top},
                          (truce_spot){p.plot.right, p.plot.bottom}, 0, TRUCE_INK_NONE);
    frame->stroke = TRUCE_INK_RULE;
    frame->stroke_width = 1;
    draw_reserves(&p);
    draw_across(&p);
    draw_up(&p);
    draw_efficient(&p);
    draw_marks(&p);
    y = p.plot.bottom + TICK + AXIS * 1.3 + 8;
    y = write(&p, left, y, AXIS, TRUCE_INK_TEXT, false, TITLE_LINES, scatter->across.title) + 6;
    p.d.height = (scatter->small ? y : draw_key(&p, y)) + 2;
    return p.d;
}
