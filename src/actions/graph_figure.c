/* A small model as a figure: states as boxes, the move with which each maker gains most as an arrow
 * of its own line and ink, equilibria set heavy, how things stand flagged, and below the arrows a
 * broad band for a way from there to an equilibrium. */
#include <inttypes.h>

#include "graph_map.h"
#include "graph_words.h"

enum {
    LEFT = 104, /* names of rows */
    TOP_LINES = 3,
    BOX_WIDE = 68,
    BOX_HIGH = 48,
    PITCH_X = 100,
    PITCH_Y = 96,
    MARGIN = 8,
    LETTERS = 11,
    SMALL = 9,
    LEGEND = 18,
    STYLES = 4, /* lines that can be told apart without ink */
    CURVE = 12, /* parts of a bent line */
    LETTERS_FIT = 7
};

typedef struct plot {
    graph_writer *w;
    graph_map map;
    truce_drawing d;
    double top;
    uint32_t way_to; /* the equilibrium that the band leads to; TRUCE_GRAPH_NONE */
} plot;

static truce_spot centre(const plot *p, uint32_t s) {
    return (truce_spot){LEFT + PITCH_X * (p->map.column[s] + 0.5),
                        p->top + PITCH_Y * (p->map.row[s] + 0.5)};
}

/* ---- lines
 * --------------------------------------------------------------------------------------- */

static truce_spot on_curve(truce_spot a, truce_spot bend, truce_spot b, double at) {
    const double far = 1 - at;
    return (truce_spot){far * far * a.x + 2 * far * at * bend.x + at * at * b.x,
                        far * far * a.y + 2 * far * at * bend.y + at * at * b.y};
}

/* From box to box. Neighbours are joined straight; who is further away by a bow, above the row or
 * beside the column, so that it passes no box. */
static void route(const plot *p, uint32_t from, uint32_t to, truce_spot *points) {
    const truce_spot a = centre(p, from), b = centre(p, to);
    const int right = (int)p->map.column[to] - (int)p->map.column[from];
    const int down = (int)p->map.row[to] - (int)p->map.row[from];
    const double way_x = right > 0 ? 1 : right < 0 ? -1 : 0;
    const double way_y = down > 0 ? 1 : down < 0 ? -1 : 0;
    const int far = right * right + down * down;
    truce_spot begin = {a.x + way_x * BOX_WIDE / 2, a.y + way_y * BOX_HIGH / 2};
    truce_spot end = {b.x - way_x * BOX_WIDE / 2, b.y - way_y * BOX_HIGH / 2};
    truce_spot bend = {(begin.x + end.x) / 2, (begin.y + end.y) / 2};
    if (far > 1 && down == 0) {
        begin = (truce_spot){a.x + way_x * 12, a.y - BOX_HIGH / 2.0};
        end = (truce_spot){b.x - way_x * 12, b.y - BOX_HIGH / 2.0};
        bend = (truce_spot){(a.x + b.x) / 2, begin.y - 14 - 14 * way_x * right};
    } else if (far > 1 && right == 0) {
        begin = (truce_spot){a.x + BOX_WIDE / 2.0, a.y + way_y * 8};
        end = (truce_spot){b.x + BOX_WIDE / 2.0, b.y - way_y * 8};
        bend = (truce_spot){begin.x + 14 + 6 * way_y * down, (a.y + b.y) / 2};
    }
    for (int k = 0; k <= CURVE; k++) {
        points[k] = on_curve(begin, bend, end, (double)k / CURVE);
    }
}

static void style_line(const plot *p, uint32_t maker, truce_shape *line) {
    const bool heavy = maker % STYLES >= 2;
    line->stroke = truce_ink_of_series(maker);
    line->stroke_width = heavy ? 3 : 1.4;
    line->dashed = maker % 2 == 1;
    (void)p;
}

static void draw_arrow(plot *p, const graph_arrow *arrow) {
    graph_writer *const w = p->w;
    const truce_graph_states *const states = &w->a->states;
    const truce_graph_state from = truce_graph_at(states, arrow->from);
    const truce_graph_state to = truce_graph_at(states, arrow->to);
    const truce_str who = graph_maker(w, arrow->maker);
    const truce_str change = graph_change(w, from, to);
    truce_spot points[CURVE + 1];
    route(p, arrow->from, arrow->to, points);
    truce_shape *const line = truce_drawing_path(&p->d, points, CURVE + 1, false, TRUCE_INK_NONE);
    style_line(p, arrow->maker, line);
    truce_buffer_printf(&w->text, "%.*s gains most when it %.*s", TRUCE_STR_ARGS(who),
                        TRUCE_STR_ARGS(change));
    line->tip = graph_keep(w);
    (void)truce_drawing_arrowhead(&p->d, points[CURVE - 1], points[CURVE],
                                  arrow->maker % STYLES >= 2 ? 10 : 8,
                                  truce_ink_of_series(arrow->maker));
    if (w->m->n_makers > STYLES) { /* lines repeat, so that each says whose it is */
        (void)truce_drawing_text(&p->d, (truce_spot){points[CURVE / 2].x, points[CURVE / 2].y - 3},
                                 TRUCE_ANCHOR_MIDDLE, SMALL, truce_ink_of_series(arrow->maker),
                                 graph_number(w, arrow->maker));
    }
}

/* A way, below everything else. */
static void draw_way(plot *p) {
    const graph_answer *const a = p->w->a;
    const truce_paths *const way = graph_way_to(a, p->way_to);
    const uint32_t n = way->length[p->way_to];
    truce_paths_move *const moves = truce_arena_take(p->w->arena, n * sizeof *moves);
    uint32_t from = a->from_at;
    if (moves == NULL) {
        p->d.failed = true;
        return;
    }
    truce_paths_to(way, p->way_to, moves);
    for (uint32_t k = 0; k < n; k++) {
        truce_spot points[CURVE + 1];
        route(p, from, moves[k].to, points);
        truce_shape *const band =
            truce_drawing_path(&p->d, points, CURVE + 1, false, TRUCE_INK_NONE);
        band->stroke = TRUCE_INK_MUTED;
        band->stroke_width = 11;
        band->faint = true;
        (void)truce_drawing_text(
            &p->d, (truce_spot){points[CURVE / 2].x + 9, points[CURVE / 2].y + 14},
            TRUCE_ANCHOR_START, LETTERS, TRUCE_INK_TEXT, graph_number(p->w, k + 1));
        from = moves[k].to;
    }
}

/* ---- boxes and names
 * ------------------------------------------------------------------------------ */

static void draw_state(plot *p, uint32_t s) {
    graph_writer *const w = p->w;
    const truce_spot c = centre(p, s);
    const truce_graph_state at = truce_graph_at(&w->a->states, s);
    const bool equilibrium = graph_equilibrium(&w->a->found, s) > 0;
    const truce_str name =
        w->m->n_options <= LETTERS_FIT ? graph_letters(w, at) : graph_number(w, s + 1);
    const truce_spot corner = {c.x - BOX_WIDE / 2.0, c.y - BOX_HIGH / 2.0};
    truce_shape *const box =
        truce_drawing_box(&p->d, corner, (truce_spot){c.x + BOX_WIDE / 2.0, c.y + BOX_HIGH / 2.0},
                          4, equilibrium ? TRUCE_INK_BAND : TRUCE_INK_GROUND);
    box->stroke = equilibrium ? TRUCE_INK_TEXT : TRUCE_INK_MUTED;
    box->stroke_width = equilibrium ? 3 : 1;
    box->tip = graph_taken(w, at);
    truce_drawing_text(&p->d, (truce_spot){c.x, equilibrium ? c.y - 8 : c.y + 4},
                       TRUCE_ANCHOR_MIDDLE, name.size < LETTERS_FIT ? LETTERS + 1 : LETTERS - 1,
                       TRUCE_INK_TEXT, name)
        ->strong = equilibrium;
    if (equilibrium) {
        const truce_str under = graph_concepts_of(w, w->m->n_makers, s);
        const bool every = truce_str_equal(under, TRUCE_STR("nash and so all"));
        (void)truce_drawing_lines(&p->d, (truce_spot){c.x, c.y + 6}, TRUCE_ANCHOR_MIDDLE, SMALL,
                                  TRUCE_INK_TEXT, false, BOX_WIDE - 6, 2,
                                  every ? TRUCE_STR("every concept") : under);
    }
    if (w->a->has_from && w->a->from_at == s) {
        (void)truce_drawing_text(&p->d, (truce_spot){corner.x + 2, corner.y - 4},
                                 TRUCE_ANCHOR_START, LETTERS, TRUCE_INK_TEXT,
                                 TRUCE_STR("\xE2\x96\xBC now"));
    }
}

static truce_str setting(graph_writer *w, uint64_t options, uint64_t taken) {
    return options == 0 ? (truce_str){NULL, 0} : graph_taken(w, taken);
}

/* "across: North, Mediator" */
static void draw_axis(plot *p, double y, const char *word, uint64_t options) {
    graph_writer *const w = p->w;
    bool any = false;
    for (uint32_t i = 0; i < w->m->n_makers; i++) {
        if ((truce_graph_own(w->m, i) & options) != 0) {
            const truce_str name = graph_maker(w, i);
            truce_buffer_printf(&w->text, "%s%.*s", any ? ", " : word, TRUCE_STR_ARGS(name));
            any = true;
        }
    }
    const truce_str words = graph_keep(w);
    (void)truce_drawing_lines(&p->d, (truce_spot){MARGIN, y}, TRUCE_ANCHOR_START, SMALL,
                              TRUCE_INK_MUTED, false, LEFT - MARGIN, 2, words);
}

static void draw_names(plot *p) {
    draw_axis(p, MARGIN + LETTERS, "across: ", p->map.across);
    draw_axis(p, MARGIN + LETTERS + 2.6 * SMALL + 2, "down: ", p->map.down);
    for (uint32_t k = 0; k < p->map.columns; k++) {
        (void)truce_drawing_lines(&p->d, (truce_spot){LEFT + PITCH_X * (k + 0.5), MARGIN + LETTERS},
                                  TRUCE_ANCHOR_MIDDLE, LETTERS, TRUCE_INK_TEXT, false, PITCH_X - 8,
                                  TOP_LINES, setting(p->w, p->map.across, p->map.column_taken[k]));
    }
    for (uint32_t k = 0; k < p->map.rows; k++) {
        (void)truce_drawing_lines(&p->d, (truce_spot){MARGIN, p->top + PITCH_Y * (k + 0.5) - 4},
                                  TRUCE_ANCHOR_START, LETTERS, TRUCE_INK_TEXT, false,
                                  LEFT - MARGIN - 4, TOP_LINES,
                                  setting(p->w, p->map.down, p->map.row_taken[k]));
    }
}

static double draw_legend(plot *p, double y) {
    graph_writer *const w = p->w;
    for (uint32_t i = 0; i < w->m->n_makers; i++, y += LEGEND) {
        const truce_spot to = {MARGIN + 44, y};
        style_line(p, i,
                   truce_drawing_line(&p->d, (truce_spot){MARGIN, y}, to, TRUCE_INK_MUTED, 1));
        (void)truce_drawing_arrowhead(&p->d, (truce_spot){MARGIN, y}, to, i % STYLES >= 2 ? 10 : 8,
                                      truce_ink_of_series(i));
        const truce_str name = graph_maker(w, i);
        truce_buffer_printf(&w->text, "%.*s", TRUCE_STR_ARGS(name));
        if (w->m->n_makers > STYLES) {
            truce_buffer_printf(&w->text, " (%" PRIu32 ")", i);
        }
        (void)truce_drawing_lines(&p->d, (truce_spot){MARGIN + 56, y + 4}, TRUCE_ANCHOR_START,
                                  LETTERS, TRUCE_INK_TEXT, false, p->d.width - 72, 1,
                                  graph_keep(w));
    }
    return y;
}

/* ---- the figure
 * ----------------------------------------------------------------------------------- */

static truce_str alternative(plot *p) {
    graph_writer *const w = p->w;
    const truce_graph_states *const states = &w->a->states;
    bool any = false;
    truce_buffer_printf(&w->text, "%" PRIu32 " states. Everybody would stay in ", states->n);
    for (uint32_t s = 0; s < states->n; s++) {
        if (graph_equilibrium(&w->a->found, s) > 0) {
            const truce_str name = graph_letters(w, truce_graph_at(states, s));
            truce_buffer_printf(&w->text, "%s%.*s", any ? ", " : "", TRUCE_STR_ARGS(name));
            any = true;
        }
    }
    truce_buffer_printf(&w->text, "%s.", any ? "" : "none");
    for (uint32_t k = 0; k < p->map.n_gains; k++) {
        const graph_arrow *const g = &p->map.gains[k];
        const truce_str who = graph_maker(w, g->maker);
        const truce_str from = graph_letters(w, truce_graph_at(states, g->from));
        const truce_str to = graph_letters(w, truce_graph_at(states, g->to));
        const bool same = k > 0 && g[-1].maker == g->maker;
        truce_buffer_printf(&w->text, "%s%.*s%s%.*s to %.*s",
                            same    ? ", "
                            : k > 0 ? ". "
                                    : " ",
                            same ? 0 : (int)who.size, who.size > 0 ? who.data : "",
                            same ? "" : " gains most by moving from ", TRUCE_STR_ARGS(from),
                            TRUCE_STR_ARGS(to));
    }
    truce_buffer_add(&w->text, p->map.n_gains > 0 ? TRUCE_STR(".") : TRUCE_STR(""));
    return graph_keep(w);
}

static void draw(plot *p) {
    graph_writer *const w = p->w;
    const double width = LEFT + PITCH_X * p->map.columns + MARGIN;
    p->top = MARGIN + TOP_LINES * LETTERS * 1.3 + 8;
    p->d = truce_drawing_new(w->arena, width > 320 ? width : 320,
                             TRUCE_STR("The states, and who would move where"));
    draw_names(p);
    if (p->way_to != TRUCE_GRAPH_NONE) {
        draw_way(p);
    }
    for (uint32_t k = 0; k < p->map.n_gains; k++) {
        draw_arrow(p, &p->map.gains[k]);
    }
    for (uint32_t s = 0; s < w->a->states.n; s++) {
        draw_state(p, s);
    }
    p->d.height = draw_legend(p, p->top + PITCH_Y * p->map.rows + 12) + 4;
    p->d.alternative = alternative(p);
}

/* The first equilibrium to which a way of gains leads from where things stand; else any way. */
static uint32_t way_drawn(const graph_answer *a) {
    uint32_t found = TRUCE_GRAPH_NONE;
    for (uint32_t i = 0; i < a->picked.n && a->picked.with_ways; i++) {
        const uint32_t s = a->picked.equilibria[i];
        const truce_paths *const way = graph_way_to(a, s);
        if (s != a->from_at && way != NULL) {
            if (way->improving) {
                return s;
            }
            found = found == TRUCE_GRAPH_NONE ? s : found;
        }
    }
    return found;
}

void graph_figure_document(graph_writer *w) {
    plot p = {.w = w, .way_to = way_drawn(w->a)};
    if (!graph_map_make(&w->a->states, &p.map)) {
        return;
    }
    draw(&p);
    truce_block *const figure = truce_document_figure(
        w->doc, TRUCE_STR("graph"), TRUCE_STR("The states, and who would move where"));
    truce_document_draw(w->doc, figure, &p.d);
    truce_passage *const caption = truce_document_caption(w->doc, figure);
    truce_buffer_lit(&w->text, "Each arrow is the move with which a maker gains most; who has none "
                               "from a state gains nothing by moving. Heavy boxes: everybody would "
                               "stay, under the concepts named.");
    graph_say_quietly(w, caption, graph_keep(w));
    if (p.way_to != TRUCE_GRAPH_NONE) {
        const truce_str to = graph_letters(w, truce_graph_at(&w->a->states, p.way_to));
        truce_buffer_printf(
            &w->text, "The broad band is a shortest way from %s to %.*s%s.",
            graph_supposed(w->a) ? "what is supposed" : "how the model takes things to stand",
            TRUCE_STR_ARGS(to),
            graph_way_to(w->a, p.way_to)->improving ? ", each move a gain"
                                                    : "; not each of its moves is a gain");
        graph_say_quietly(w, caption, graph_keep(w));
    }
}
