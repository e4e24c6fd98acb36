/* A ladder is laid out like a table: the columns first (labels, then lanes, each as wide as its
 * longest word and its bars need), then the heights of the rows, then everything is drawn.
 *
 *     label | o disc  | o disc   |      In a lane, marks stand on its left edge; bars and arrows
 *     label | |       |  |       |      have tracks of their own to the right of them, first fit,
 *     label | o       |  v       |      so that no line runs through a mark or a word.
 *     -----------------------------
 *     beside the ladder
 *
 * PAPER: tufte1983 (small multiples). */
#include "truce/document/ladder.h"

#include <assert.h>

#include "glyph.h"

enum {
    TITLE = 14, /* sizes of letters */
    HEAD = 12,
    LABEL = 12,
    WORDS = 11,
    LINES_MAX = 7,
    LANE_LEFT = 10, /* from a lane's edge to its marks */
    TRACK = 9,
    AXIS = 16, /* room for the spine, left of the labels */
    LABEL_MOST = 126,
    WORD_MOST = 110, /* a longer word is broken */
    GAP = 10,        /* before what stands off the ladder */
    TRACKS_MAX = 12
};

/* A bar or an arrow of a lane, between two marks or rows. */
typedef struct span {
    size_t mark;
    bool arrow;
    size_t first, last; /* rows */
    size_t track;       /* 1.. ; 0: no room, not drawn */
} span;

typedef struct plan {
    const truce_ladder *l;
    truce_drawing d;
    double label_width;
    double *lane_at, *lane_width;  /* [lane] */
    size_t *tracks;                /* [lane] */
    double *row_at, *row_height;   /* [row] */
    double *mark_at;               /* [mark]: its centre's y */
    truce_str (*words)[LINES_MAX]; /* [mark] */
    size_t *n_words;
    span *spans; /* at most two a mark */
    size_t n_spans;
} plan;

static double more(double a, double b) {
    return a > b ? a : b;
}

static double longest_word(truce_str text, double size, bool strong) {
    double longest = 0;
    for (size_t i = 0, begin = 0; i <= text.size; i++) {
        const bool ends = i == text.size || text.data[i] == ' ' || text.data[i - (i > 0)] == '-';
        if (ends && i >= begin) {
            longest = more(longest, truce_drawing_text_width(
                                        (truce_str){text.data + begin, i - begin}, size, strong));
            begin = i < text.size && text.data[i] == ' ' ? i + 1 : i;
        }
    }
    return (longest < WORD_MOST ? longest : WORD_MOST) + 0.5; /* so that it fits its own width */
}

/* ---- tracks ---- */

static void add_span(plan *p, size_t mark, bool arrow, size_t a, size_t b) {
    p->spans[p->n_spans++] =
        (span){.mark = mark, .arrow = arrow, .first = a < b ? a : b, .last = a < b ? b : a};
}

/* Whether a mark covers more than the row it stands in. */
static bool is_wide(const truce_ladder_mark *m) {
    return m->n_stretches > 1 || m->open_first || m->open_last ||
           (m->n_stretches == 1 && m->stretches[0].last > m->stretches[0].first);
}

static void find_spans(plan *p) {
    for (size_t i = 0; i < p->l->n_marks; i++) {
        const truce_ladder_mark *const m = &p->l->marks[i];
        if (is_wide(m)) {
            add_span(p, i, false, m->stretches[0].first, m->stretches[m->n_stretches - 1].last);
        }
        if (m->moved_to != TRUCE_LADDER_STAYS) {
            assert(m->moved_to < p->l->n_marks && p->l->marks[m->moved_to].lane == m->lane);
            add_span(p, i, true, m->row, p->l->marks[m->moved_to].row);
        }
    }
}

/* First fit, by the order in which they are given. */
static void set_tracks(plan *p) {
    for (size_t i = 0; i < p->n_spans; i++) {
        span *const s = &p->spans[i];
        const size_t lane = p->l->marks[s->mark].lane;
        bool taken[TRACKS_MAX + 1] = {true};
        for (size_t k = 0; k < i; k++) {
            const span *const other = &p->spans[k];
            if (p->l->marks[other->mark].lane == lane && other->first <= s->last &&
                s->first <= other->last) {
                taken[other->track] = true;
            }
        }
        while (s->track <= TRACKS_MAX && taken[s->track]) {
            s->track++;
        }
        s->track = s->track > TRACKS_MAX ? 0 : s->track;
        p->tracks[lane] = s->track > p->tracks[lane] ? s->track : p->tracks[lane];
    }
}

/* ---- columns ---- */

/* Where the words of a lane begin. */
static double words_at(const plan *p, size_t lane) {
    return LANE_LEFT + (p->tracks[lane] > 0 ? 4 : 0) + (double)p->tracks[lane] * TRACK + 13;
}

static void set_columns(plan *p) {
    const truce_ladder *const l = p->l;
    double word = 0;
    for (size_t i = 0; i < l->n_rows; i++) {
        word = more(word, longest_word(l->rows[i].label, LABEL, false));
    }
    double least = AXIS + word + 8;
    double lanes = 0;
    for (size_t i = 0; i < l->n_lanes; i++) {
        p->lane_width[i] = more(longest_word(l->lanes[i].title, HEAD, true) + 8, 60);
    }
    for (size_t i = 0; i < l->n_marks; i++) {
        const size_t lane = l->marks[i].lane;
        const double wide = words_at(p, lane) + longest_word(l->marks[i].label, WORDS, false) + 4;
        p->lane_width[lane] = more(p->lane_width[lane], wide);
    }
    for (size_t i = 0; i < l->n_lanes; i++) {
        lanes += p->lane_width[i];
    }
    double spare = TRUCE_LADDER_WIDTH - least - lanes;
    if (spare > 0) {
        const double labels = more(0, LABEL_MOST - least);
        const double given = labels < spare / 2 ? labels : spare / 2;
        least += given;
        spare -= given;
    }
    p->label_width = least;
    double at = least;
    for (size_t i = 0; i < l->n_lanes; i++) {
        p->lane_at[i] = at;
        p->lane_width[i] += spare > 0 ? spare / (double)l->n_lanes : 0;
        at += p->lane_width[i];
    }
    p->d.width = more(at, TRUCE_LADDER_WIDTH);
}

/* ---- rows ---- */

static double mark_height(const plan *p, size_t i) {
    return more((double)p->n_words[i] * WORDS * 1.3, 20) + 5;
}

static void set_words(plan *p) {
    for (size_t i = 0; i < p->l->n_marks; i++) {
        const truce_ladder_mark *const m = &p->l->marks[i];
        const double width = p->lane_width[m->lane] - words_at(p, m->lane) - 4;
        p->n_words[i] =
            truce_drawing_wrap(&p->d, m->label, WORDS, false, width, p->words[i], LINES_MAX);
    }
}

static bool opens_gap(const truce_ladder *l, size_t row) {
    return row > 0 && l->rows[row].kind != l->rows[row - 1].kind;
}

/* Heights and places of the rows from `top` on; returns where the last one ends. `fill` is scratch
 * for each lane. */
static double set_rows(plan *p, double top, double *fill) {
    const truce_ladder *const l = p->l;
    size_t *const first =
        p->d.failed ? NULL : truce_arena_zero(p->d.arena, l->n_rows + 1, sizeof *first);
    size_t *const order =
        p->d.failed ? NULL : truce_arena_zero(p->d.arena, l->n_marks + 1, sizeof *order);
    if (first == NULL || order == NULL) {
        p->d.failed = true;
        return top;
    }
    for (size_t i = 0; i < l->n_marks; i++) {
        first[l->marks[i].row + 1]++;
    }
    for (size_t r = 0; r < l->n_rows; r++) {
        first[r + 1] += first[r];
    }
    for (size_t i = l->n_marks; i-- > 0;) { /* stable: the last of a row goes to its end */
        order[--first[l->marks[i].row + 1]] = i;
    }
    double at = top;
    for (size_t r = 0; r < l->n_rows; r++) {
        truce_str lines[LINES_MAX];
        const size_t n = truce_drawing_wrap(&p->d, l->rows[r].label, LABEL, false,
                                            p->label_width - AXIS - 8, lines, LINES_MAX);
        at += opens_gap(l, r) ? GAP : 0;
        double height = more((double)n * LABEL * 1.3, 20) + 10;
        for (size_t i = 0; i < l->n_lanes; i++) {
            fill[i] = 8;
        }
        const size_t end = r + 1 < l->n_rows ? first[r + 2] : l->n_marks;
        for (size_t k = first[r + 1]; k < end; k++) {
            const size_t i = order[k];
            double *const used = &fill[l->marks[i].lane];
            p->mark_at[i] = at + *used + 8;
            *used += mark_height(p, i);
            height = more(height, *used + 3);
        }
        p->row_at[r] = at;
        p->row_height[r] = height;
        at += height;
    }
    return at;
}

/* ---- drawing ---- */

static double row_middle(const plan *p, size_t row) {
    return p->row_at[row] + 16;
}

static void draw_rows(plan *p, double bottom) {
    const truce_ladder *const l = p->l;
    for (size_t r = 0; r < l->n_rows; r++) {
        const double y = p->row_at[r];
        truce_drawing_line(&p->d, (truce_spot){0, y}, (truce_spot){p->d.width, y}, TRUCE_INK_RULE,
                           1);
        if (opens_gap(l, r)) {
            const double end = y - GAP;
            truce_drawing_line(&p->d, (truce_spot){0, end}, (truce_spot){p->d.width, end},
                               TRUCE_INK_RULE, 1);
        }
        const bool unsaid = l->rows[r].kind == TRUCE_LADDER_UNSAID;
        truce_drawing_lines(&p->d, (truce_spot){AXIS, y + 20}, TRUCE_ANCHOR_START, LABEL,
                            unsaid ? TRUCE_INK_MUTED : TRUCE_INK_TEXT, false,
                            p->label_width - AXIS - 8, LINES_MAX, l->rows[r].label);
    }
    truce_drawing_line(&p->d, (truce_spot){0, bottom}, (truce_spot){p->d.width, bottom},
                       TRUCE_INK_RULE, 1);
}

/* The spine joins the rungs; on a scale, each value has its true place on the spine and a line
 * from there to its row. */
static void draw_spine(plan *p) {
    const truce_ladder *const l = p->l;
    size_t n = 0;
    while (n < l->n_rows && l->rows[n].kind == l->rows[0].kind) {
        n++;
    }
    if (n == 0 || l->rows[0].kind > TRUCE_LADDER_VALUE) {
        return;
    }
    const double top = row_middle(p, 0);
    const double bottom = row_middle(p, n - 1);
    truce_drawing_line(&p->d, (truce_spot){4, top}, (truce_spot){4, bottom}, TRUCE_INK_MUTED, 1.4);
    for (size_t r = 0; r < n; r++) {
        const double y = row_middle(p, r);
        const bool scale = l->rows[r].kind == TRUCE_LADDER_VALUE;
        const double on = scale ? top + (bottom - top) * l->rows[r].value : y;
        truce_drawing_circle(&p->d, (truce_spot){4, on}, 2.4, TRUCE_INK_MUTED);
        if (scale) {
            truce_drawing_line(&p->d, (truce_spot){4, on}, (truce_spot){AXIS - 3, y},
                               TRUCE_INK_MUTED, 0.8);
        }
    }
}

static double track_x(const plan *p, const span *s) {
    return p->lane_at[p->l->marks[s->mark].lane] + LANE_LEFT + 4 + (double)s->track * TRACK;
}

static void dress(truce_shape *s, const truce_ladder_mark *m) {
    s->faint = m->earlier;
    s->dashed = m->dashed;
}

/* One end of a bar: a cap, or an arrow where it goes on. */
static void draw_end(plan *p, const truce_ladder_mark *m, truce_ink ink, truce_spot at, double out,
                     bool open) {
    if (open) {
        const truce_spot tip = {at.x, at.y + out * 12};
        truce_drawing_line(&p->d, at, (truce_spot){at.x, at.y + out * 6}, ink, 2.2)->faint =
            m->earlier;
        truce_drawing_arrowhead(&p->d, at, tip, 7, ink)->faint = m->earlier;
        return;
    }
    truce_drawing_line(&p->d, (truce_spot){at.x - 4, at.y}, (truce_spot){at.x + 4, at.y}, ink, 2.2)
        ->faint = m->earlier;
}

static void draw_bar(plan *p, const span *s) {
    const truce_ladder_mark *const m = &p->l->marks[s->mark];
    const truce_ink ink = p->l->lanes[m->lane].ink;
    const double x = track_x(p, s);
    for (size_t i = 0; i < m->n_stretches; i++) {
        /* An end in the mark's own row is level with the mark. */
        const truce_ladder_stretch st = m->stretches[i];
        const double y1 = st.first == m->row ? p->mark_at[s->mark] : row_middle(p, st.first);
        const double y2 = st.last == m->row ? p->mark_at[s->mark] : row_middle(p, st.last);
        if (i > 0) {
            const size_t before = m->stretches[i - 1].last;
            const double from = before == m->row ? p->mark_at[s->mark] : row_middle(p, before);
            truce_shape *const gap =
                truce_drawing_line(&p->d, (truce_spot){x, from}, (truce_spot){x, y1}, ink, 0.8);
            gap->faint = m->earlier;
        }
        if (y2 > y1) {
            dress(truce_drawing_line(&p->d, (truce_spot){x, y1}, (truce_spot){x, y2}, ink, 2.2), m);
        }
        draw_end(p, m, ink, (truce_spot){x, y1}, -1, i == 0 && m->open_first);
        draw_end(p, m, ink, (truce_spot){x, y2}, 1, i + 1 == m->n_stretches && m->open_last);
    }
    const double y = p->mark_at[s->mark];
    truce_drawing_line(&p->d, (truce_spot){p->lane_at[m->lane] + LANE_LEFT, y}, (truce_spot){x, y},
                       ink, 0.8)
        ->faint = m->earlier;
}

static void draw_arrow(plan *p, const span *s) {
    const truce_ladder_mark *const m = &p->l->marks[s->mark];
    const truce_ink ink = p->l->lanes[m->lane].ink;
    const double edge = p->lane_at[m->lane] + LANE_LEFT;
    const double x = track_x(p, s);
    const double from = p->mark_at[s->mark];
    const double to = p->mark_at[m->moved_to];
    const truce_spot points[] = {{edge + 6, from}, {x, from}, {x, to}, {edge + 13, to}};
    truce_shape *const line = truce_drawing_path(&p->d, points, 4, false, TRUCE_INK_NONE);
    line->stroke = ink;
    line->stroke_width = 1.4;
    truce_drawing_arrowhead(&p->d, points[2], (truce_spot){edge + 8, to}, 7, ink);
}

static void draw_marks(plan *p) {
    const truce_ladder *const l = p->l;
    for (size_t i = 0; i < l->n_marks; i++) {
        const truce_ladder_mark *const m = &l->marks[i];
        const double x = p->lane_at[m->lane];
        const double y = p->mark_at[i];
        truce_ladder_glyph(&p->d, (truce_spot){x + LANE_LEFT, y}, l->lanes[m->lane].ink, m);
        for (size_t k = 0; k < p->n_words[i]; k++) {
            truce_shape *const t = truce_drawing_text(
                &p->d, (truce_spot){x + words_at(p, m->lane), y + 4 + (double)k * WORDS * 1.3},
                TRUCE_ANCHOR_START, WORDS, m->earlier ? TRUCE_INK_MUTED : TRUCE_INK_TEXT,
                p->words[i][k]);
            t->tip = m->tip;
            t->link = m->link;
        }
    }
}

/* The names over the lanes, each with a stroke of its ink; returns where they end. */
static double draw_heads(plan *p, double top) {
    double most = 0;
    for (size_t i = 0; i < p->l->n_lanes; i++) {
        const double width = p->lane_width[i] - 8;
        const size_t n = truce_drawing_lines(
            &p->d, (truce_spot){p->lane_at[i] + LANE_LEFT - GLYPH_RADIUS, top + HEAD},
            TRUCE_ANCHOR_START, HEAD, TRUCE_INK_TEXT, true, width, LINES_MAX, p->l->lanes[i].title);
        most = more(most, (double)n * HEAD * 1.3);
    }
    const double y = top + most + 3;
    for (size_t i = 0; i < p->l->n_lanes; i++) {
        const double x = p->lane_at[i] + LANE_LEFT - GLYPH_RADIUS;
        truce_drawing_line(&p->d, (truce_spot){x, y}, (truce_spot){x + p->lane_width[i] - 14, y},
                           p->l->lanes[i].ink, 3);
    }
    return y + 6;
}

/* What could not be shown, and lanes of which nothing is known, below the rows. */
static double draw_rest(plan *p, double top) {
    const truce_ladder *const l = p->l;
    double end = top;
    for (size_t i = 0; i < l->n_lanes; i++) {
        bool any = false;
        for (size_t m = 0; m < l->n_marks && !any; m++) {
            any = l->marks[m].lane == i;
        }
        truce_str text = {NULL, 0};
        if (l->lanes[i].more > 0) {
            text = truce_arena_printf(p->d.arena, "and %zu more", l->lanes[i].more);
            p->d.failed = p->d.failed || text.data == NULL;
        } else if (!any) {
            text = TRUCE_STR("none reported");
        }
        const size_t n = truce_drawing_lines(
            &p->d, (truce_spot){p->lane_at[i] + LANE_LEFT - GLYPH_RADIUS, top + 15},
            TRUCE_ANCHOR_START, WORDS, TRUCE_INK_MUTED, false, p->lane_width[i] - 8, 2, text);
        end = more(end, n > 0 ? top + 6 + (double)n * WORDS * 1.3 : top);
    }
    return end;
}

/* An array of `n` (one at least, so that it has an address). */
static void *room(plan *p, size_t n, size_t size) {
    void *const a = p->d.failed ? NULL : truce_arena_zero(p->d.arena, n + 1, size);
    p->d.failed = p->d.failed || a == NULL;
    return a;
}

truce_drawing truce_ladder_draw(truce_arena *arena, const truce_ladder *ladder) {
    plan p = {.l = ladder, .d = truce_drawing_new(arena, TRUCE_LADDER_WIDTH, ladder->title)};
    p.d.alternative = ladder->alternative;
    p.lane_at = room(&p, ladder->n_lanes, sizeof *p.lane_at);
    p.lane_width = room(&p, ladder->n_lanes, sizeof *p.lane_width);
    p.tracks = room(&p, ladder->n_lanes, sizeof *p.tracks);
    p.row_at = room(&p, ladder->n_rows, sizeof *p.row_at);
    p.row_height = room(&p, ladder->n_rows, sizeof *p.row_height);
    p.mark_at = room(&p, ladder->n_marks, sizeof *p.mark_at);
    p.words = room(&p, ladder->n_marks, sizeof *p.words);
    p.n_words = room(&p, ladder->n_marks, sizeof *p.n_words);
    p.spans = room(&p, 2 * ladder->n_marks, sizeof *p.spans);
    double *const fill = room(&p, ladder->n_lanes, sizeof *fill);
    if (p.d.failed) {
        return p.d;
    }
    find_spans(&p);
    set_tracks(&p);
    set_columns(&p);
    set_words(&p);
    const size_t n = truce_drawing_lines(&p.d, (truce_spot){0, TITLE}, TRUCE_ANCHOR_START, TITLE,
                                         TRUCE_INK_TEXT, true, p.d.width, 3, ladder->title);
    const double top = draw_heads(&p, (double)n * TITLE * 1.3 + 6);
    const double bottom = set_rows(&p, top, fill);
    if (p.d.failed) {
        return p.d;
    }
    draw_rows(&p, bottom);
    draw_spine(&p);
    for (size_t i = 0; i < p.n_spans; i++) {
        if (p.spans[i].track > 0 && p.spans[i].arrow) {
            draw_arrow(&p, &p.spans[i]);
        } else if (p.spans[i].track > 0) {
            draw_bar(&p, &p.spans[i]);
        }
    }
    draw_marks(&p);
    p.d.height = draw_rest(&p, bottom) + 6;
    return p.d;
}
