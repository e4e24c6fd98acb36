/* Words to the left, time to the right, the same axis for all rows:
 *
 *       what it is          ---o----------
 *       who says so
 *     | what came after     ------[====]--
 *     v
 *       one without a date  "on Sunday"
 *
 * Words never stand on the axis of a row, and nothing else does but its own mark. */
#include "truce/document/chronology.h"

#include <assert.h>

#include "axis.h"

enum {
    TITLE = 14, /* sizes of letters */
    GROUP = 12,
    LABEL = 12,
    NOTE = 11,
    TICK = 10,
    TICK_LINE = 14,
    LINES_MAX = 6,
    MARGIN = 14, /* for the ties between rows */
    INDENT = 12,
    WORDS_WIDTH = 176, /* labels end here */
    AXIS_LEFT = 192,
    AXIS_RIGHT = 332,
    MARK = 4 /* half of a bar's height */
};

typedef struct sheet {
    const truce_chronology *c;
    truce_drawing d;
    axis axis;
    bool coarse;
    double y;
    double mark_before; /* y of the mark of the row before */
    double tick_before; /* x of the last tick of the axis */
} sheet;

static double left_of(const sheet *s, int64_t day) {
    return AXIS_LEFT + axis_place(&s->axis, day) * (AXIS_RIGHT - AXIS_LEFT);
}

static int64_t clamped(int64_t day) {
    const int64_t most = TRUCE_CHRONOLOGY_DAY_MOST;
    return day > most ? most : day < -most ? -most : day;
}

/* ---- the axis ---- */

static bool make_axis(sheet *s) {
    size_t n = 0;
    int64_t *const days = truce_arena_zero(s->d.arena, 2 * s->c->n_rows + 1, sizeof *days);
    if (days == NULL) {
        return false;
    }
    for (size_t i = 0; i < s->c->n_rows; i++) {
        const truce_chronology_row *const r = &s->c->rows[i];
        if (r->dated && !r->open_first) {
            days[n++] = clamped(r->first);
        }
        if (r->dated && !r->open_last) {
            days[n++] = clamped(r->last);
        }
    }
    if (!axis_make(&s->axis, days, n, s->d.arena)) {
        return false;
    }
    s->coarse = s->axis.n > 1 && days[s->axis.n - 1] - days[0] > 62;
    return true;
}

/* A date over a tick, in the first line of dates that has room for it; `before` says where those
 * already written end, on each line. */
static void draw_tick(sheet *s, size_t i, size_t lines, double *before) {
    char text[24];
    const size_t size = axis_write_day(s->axis.days[i], s->coarse, text);
    const truce_str kept = truce_arena_str(s->d.arena, (truce_str){text, size});
    if (kept.data == NULL) {
        s->d.failed = true;
        return;
    }
    const double width = truce_drawing_text_width(kept, TICK, false);
    const double x = left_of(s, s->axis.days[i]);
    const double from = x - 4 + width > s->d.width ? s->d.width - width : x - 4;
    for (size_t line = 0; line < lines; line++) {
        const double y = s->y + (double)line * TICK_LINE + TICK;
        /* No tick may run through a date: neither those above through this one, nor this one
         * through those below. */
        bool free = from >= before[line] && (line == 0 || from > s->tick_before + 2);
        for (size_t below = line + 1; below < lines; below++) {
            free = free && x >= before[below];
        }
        if (free) {
            truce_drawing_line(&s->d, (truce_spot){x, y + 4},
                               (truce_spot){x, s->y + (double)lines * TICK_LINE + 4},
                               TRUCE_INK_MUTED, 1);
            truce_drawing_text(&s->d, (truce_spot){from, y}, TRUCE_ANCHOR_START, TICK,
                               TRUCE_INK_MUTED, kept);
            before[line] = from + width + 5;
            s->tick_before = x;
            return;
        }
    }
}

static void draw_break(sheet *s, size_t i, double y) {
    const double x = (left_of(s, s->axis.days[i - 1]) + left_of(s, s->axis.days[i])) / 2;
    truce_drawing_box(&s->d, (truce_spot){x - 3, y - 2}, (truce_spot){x + 3, y + 2}, 0,
                      TRUCE_INK_GROUND);
    for (int k = -1; k < 2; k += 2) {
        truce_drawing_line(&s->d, (truce_spot){x + k * 3 - 2, y + 4},
                           (truce_spot){x + k * 3 + 2, y - 4}, TRUCE_INK_MUTED, 1);
    }
}

static void draw_axis(sheet *s) {
    if (s->axis.n == 0) {
        return;
    }
    size_t lines = 1;
    for (size_t i = 0; i < s->axis.n; i++) {
        lines = s->axis.broken[i] ? 2 : lines;
    }
    const double y = s->y + (double)lines * TICK_LINE + 4;
    truce_drawing_line(&s->d, (truce_spot){AXIS_LEFT, y}, (truce_spot){AXIS_RIGHT, y},
                       TRUCE_INK_MUTED, 1);
    double before[2] = {0, 0};
    for (size_t i = 0; i < s->axis.n; i++) {
        if (i == 0 || s->axis.broken[i] || i + 1 == s->axis.n) {
            draw_tick(s, i, lines, before);
        }
        if (s->axis.broken[i]) {
            draw_break(s, i, y);
        }
    }
    s->y = y + 9;
}

/* ---- a row ---- */

static void dress(truce_shape *shape, const truce_chronology_row *r) {
    shape->tip = r->tip;
    shape->link = r->link;
}

static void draw_mark(sheet *s, const truce_chronology_row *r, double y) {
    truce_drawing_line(&s->d, (truce_spot){AXIS_LEFT, y}, (truce_spot){AXIS_RIGHT, y},
                       TRUCE_INK_RULE, 1);
    const double from = r->open_first ? AXIS_LEFT : left_of(s, clamped(r->first));
    const double to = r->open_last ? AXIS_RIGHT : left_of(s, clamped(r->last));
    const truce_ink fill = r->hollow ? TRUCE_INK_GROUND : r->soft ? TRUCE_INK_BAND : TRUCE_INK_TEXT;
    truce_shape *mark;
    const bool day = r->first == r->last && !r->open_first && !r->open_last && !r->soft;
    if (day) {
        mark = truce_drawing_circle(&s->d, (truce_spot){(from + to) / 2, y}, MARK, fill);
    } else {
        const double spare = to - from < 3 * MARK ? (3 * MARK - (to - from)) / 2 : 0;
        double begin = from - spare;
        double end = to + spare;
        mark = truce_drawing_box(&s->d, (truce_spot){begin, y - MARK}, (truce_spot){end, y + MARK},
                                 MARK, fill);
        mark->dashed = r->soft;
    }
    mark->stroke = TRUCE_INK_TEXT;
    mark->stroke_width = 1.4;
    dress(mark, r);
    if (r->open_first) {
        dress(truce_drawing_arrowhead(&s->d, (truce_spot){AXIS_LEFT, y},
                                      (truce_spot){AXIS_LEFT - 8, y}, 9, TRUCE_INK_TEXT),
              r);
    }
    if (r->open_last) {
        dress(truce_drawing_arrowhead(&s->d, (truce_spot){AXIS_RIGHT, y},
                                      (truce_spot){AXIS_RIGHT + 8, y}, 9, TRUCE_INK_TEXT),
              r);
    }
}

static void draw_tie(sheet *s, const truce_chronology_row *r, double y) {
    const bool room = y - s->mark_before > 16;
    if (r->tie == TRUCE_CHRONOLOGY_AFTER && room) {
        const truce_spot from = {4, s->mark_before + 7};
        const truce_spot to = {4, y - 5};
        truce_drawing_line(&s->d, from, (truce_spot){4, y - 9}, TRUCE_INK_MUTED, 1.2);
        truce_drawing_arrowhead(&s->d, from, to, 6, TRUCE_INK_MUTED);
    }
    truce_drawing_circle(&s->d, (truce_spot){r->tie == TRUCE_CHRONOLOGY_WITHIN ? MARGIN + 2 : 4, y},
                         2.2, TRUCE_INK_MUTED);
}

static size_t draw_lines(sheet *s, const truce_chronology_row *r, double x, double y, double size,
                         truce_ink ink, double width, truce_str text) {
    const size_t before = s->d.n_shapes;
    const size_t n = truce_drawing_lines(&s->d, (truce_spot){x, y}, TRUCE_ANCHOR_START, size, ink,
                                         false, width, LINES_MAX, text);
    for (size_t i = before; i < s->d.n_shapes; i++) {
        dress(&s->d.shapes[i], r);
    }
    return n;
}

static void draw_row(sheet *s, const truce_chronology_row *r) {
    const double x = MARGIN + (r->tie == TRUCE_CHRONOLOGY_WITHIN ? INDENT : 0);
    const double y = s->y + LABEL;
    const size_t n = draw_lines(s, r, x, y, LABEL, TRUCE_INK_TEXT, WORDS_WIDTH - x, r->label);
    double end = y + (double)n * LABEL * 1.3;
    const size_t notes =
        draw_lines(s, r, x, end - 1, NOTE, TRUCE_INK_MUTED, WORDS_WIDTH - x, r->note);
    end += (double)notes * NOTE * 1.3;
    draw_tie(s, r, y - 4);
    if (r->dated) {
        draw_mark(s, r, y - 4);
    } else {
        const size_t words =
            draw_lines(s, r, AXIS_LEFT, y, NOTE, TRUCE_INK_MUTED, s->d.width - AXIS_LEFT, r->words);
        const double below = y + (double)words * NOTE * 1.3;
        end = below > end ? below : end;
    }
    s->mark_before = y - 4;
    s->y = end;
}

static void draw_group(sheet *s, truce_str group) {
    s->y += 6;
    const size_t n = truce_drawing_lines(&s->d, (truce_spot){0, s->y + GROUP}, TRUCE_ANCHOR_START,
                                         GROUP, TRUCE_INK_TEXT, true, s->d.width, 3, group);
    s->y += (double)n * GROUP * 1.3 + 3;
}

truce_drawing truce_chronology_draw(truce_arena *arena, const truce_chronology *chronology) {
    sheet s = {.c = chronology,
               .d = truce_drawing_new(arena, TRUCE_CHRONOLOGY_WIDTH, chronology->title)};
    s.d.alternative = chronology->alternative;
    if (!make_axis(&s)) {
        s.d.failed = true;
        return s.d;
    }
    const size_t n = truce_drawing_lines(&s.d, (truce_spot){0, TITLE}, TRUCE_ANCHOR_START, TITLE,
                                         TRUCE_INK_TEXT, true, s.d.width, 3, chronology->title);
    s.y = (double)n * TITLE * 1.3 + 8;
    draw_axis(&s);
    for (size_t i = 0; i < chronology->n_rows; i++) {
        const truce_chronology_row *const r = &chronology->rows[i];
        assert(!r->dated || r->open_first || r->open_last || r->first <= r->last);
        if (r->group.size > 0 &&
            (i == 0 || !truce_str_equal(r->group, chronology->rows[i - 1].group))) {
            draw_group(&s, r->group);
            s.mark_before = s.y;
        }
        draw_row(&s, r);
    }
    s.d.height = s.y + 4;
    return s.d;
}
