/* Pillars at both edges, the others in the middle, and between them channels in which every tie has
 * a line of its own with its words above it:
 *
 *     Hamas                        Israel
 *     |  leverage  +-------+  alliance  |
 *     |<-----------| one   |<---------->|
 *     |            +-------+            |
 *     |  pressure  +-------+            |
 *     |<- - - - - -| two   |            |
 *
 * Ties are sorted to their node and side once, by counting. */
#include "truce/document/network.h"

#include <assert.h>

enum {
    TITLE = 14, /* sizes of letters */
    NAME = 12,
    WORDS = 11,
    LINES_MAX = 6,
    PILLAR = 7,
    BOX_LEFT = 112,
    BOX_RIGHT = 228,
    HEAD = 8,  /* of an arrow */
    ENDS = 104 /* width of the two boxes of a tie between others */
};

typedef struct sheet {
    const truce_network *n;
    truce_drawing d;
    size_t *first; /* [2 * node + side]: its first tie in `order`; one more at the end */
    size_t *order; /* ties to pillars, by node and side */
    double y;
} sheet;

static bool is_pillar(const sheet *s, size_t node) {
    return node < s->n->n_pillars;
}

/* The slot of a tie: its node between the pillars and the side it runs to. A tie of the pillars
 * themselves is in that of the first pillar; one of two others in none: SIZE_MAX. */
static size_t slot_of(const sheet *s, const truce_network_tie *tie) {
    const bool from = is_pillar(s, tie->from);
    const bool to = is_pillar(s, tie->to);
    if (from && to) {
        return 0;
    }
    return from ? 2 * tie->to + tie->from : to ? 2 * tie->from + tie->to : (size_t)-1;
}

static bool sort_ties(sheet *s) {
    const size_t slots = 2 * s->n->n_nodes;
    s->first = truce_arena_zero(s->d.arena, slots + 2, sizeof *s->first);
    s->order = truce_arena_zero(s->d.arena, s->n->n_ties + 1, sizeof *s->order);
    if (s->first == NULL || s->order == NULL) {
        return false;
    }
    for (size_t i = 0; i < s->n->n_ties; i++) {
        assert(s->n->ties[i].from != s->n->ties[i].to);
        const size_t slot = slot_of(s, &s->n->ties[i]);
        if (slot < slots) {
            s->first[slot + 1]++;
        }
    }
    for (size_t i = 0; i < slots; i++) {
        s->first[i + 1] += s->first[i];
    }
    for (size_t i = s->n->n_ties; i-- > 0;) {
        const size_t slot = slot_of(s, &s->n->ties[i]);
        if (slot < slots) {
            s->order[--s->first[slot + 1]] = i;
        }
    }
    for (size_t i = 0; i < slots; i++) { /* they have become the beginnings */
        s->first[i] = s->first[i + 1];
    }
    size_t placed = 0;
    for (size_t i = 0; i < s->n->n_ties; i++) {
        placed += slot_of(s, &s->n->ties[i]) < slots ? 1 : 0;
    }
    s->first[slots] = placed;
    return true;
}

/* ---- one tie ---- */

static void dress(truce_shape *shape, const truce_network_tie *tie) {
    shape->faint = tie->faint;
    shape->tip = tie->tip;
    shape->link = tie->link;
}

/* Words over a line from `a` to `b` (left to right); the arrow is at the right end, unless
 * `reversed`. Returns how high it is. */
static double draw_tie(sheet *s, const truce_network_tie *tie, double a, double b, double y,
                       bool reversed) {
    truce_str lines[LINES_MAX];
    const size_t n =
        truce_drawing_wrap(&s->d, tie->label, WORDS, false, b - a - 6, lines, LINES_MAX);
    for (size_t i = 0; i < n; i++) {
        truce_shape *const text = truce_drawing_text(
            &s->d, (truce_spot){(a + b) / 2, y + WORDS + (double)i * WORDS * 1.3},
            TRUCE_ANCHOR_MIDDLE, WORDS, tie->faint ? TRUCE_INK_MUTED : TRUCE_INK_TEXT, lines[i]);
        text->tip = tie->tip;
        text->link = tie->link;
    }
    const double at = y + (double)n * WORDS * 1.3 + 6;
    const bool left = reversed || tie->both;
    const bool right = !reversed || tie->both;
    const truce_spot from = {a + (left ? HEAD - 1 : 0), at};
    const truce_spot to = {b - (right ? HEAD - 1 : 0), at};
    truce_shape *const line = truce_drawing_line(&s->d, from, to, TRUCE_INK_TEXT,
                                                 tie->line == TRUCE_NETWORK_HEAVY ? 3 : 1.3);
    line->dashed = tie->line == TRUCE_NETWORK_DASHED;
    dress(line, tie);
    if (left) {
        dress(truce_drawing_arrowhead(&s->d, to, (truce_spot){a, at}, HEAD, TRUCE_INK_TEXT), tie);
    }
    if (right) {
        dress(truce_drawing_arrowhead(&s->d, from, (truce_spot){b, at}, HEAD, TRUCE_INK_TEXT), tie);
    }
    return at - y + 8;
}

/* The ties of a slot, one under another; returns where they end. */
static double draw_slot(sheet *s, size_t slot, double a, double b, double y) {
    for (size_t i = s->first[slot]; i < s->first[slot + 1]; i++) {
        const truce_network_tie *const tie = &s->n->ties[s->order[i]];
        /* From the middle to the left pillar, or from the right pillar to whatever is left of it.
         */
        const bool to_left = slot % 2 == 0 && slot > 0 ? is_pillar(s, tie->to)
                             : slot == 0               ? tie->to == 0
                                                       : is_pillar(s, tie->from);
        y += draw_tie(s, tie, a, b, y, to_left);
    }
    return y;
}

/* ---- nodes ---- */

/* A box with a name and a note, from `y` on; returns how high it has to be. */
static double draw_box(sheet *s, const truce_network_node *node, double a, double b, double y) {
    const size_t box = s->d.n_shapes;
    truce_shape *const shape =
        truce_drawing_box(&s->d, (truce_spot){a, y}, (truce_spot){b, y}, 4, TRUCE_INK_BAND);
    shape->stroke = TRUCE_INK_NONE;
    const double middle = (a + b) / 2;
    const size_t n =
        truce_drawing_lines(&s->d, (truce_spot){middle, y + 6 + NAME}, TRUCE_ANCHOR_MIDDLE, NAME,
                            TRUCE_INK_TEXT, true, b - a - 8, LINES_MAX, node->title);
    double height = 6 + (double)n * NAME * 1.3;
    const size_t notes =
        truce_drawing_lines(&s->d, (truce_spot){middle, y + height + WORDS}, TRUCE_ANCHOR_MIDDLE,
                            WORDS, TRUCE_INK_MUTED, false, b - a - 8, LINES_MAX, node->note);
    height += (double)notes * WORDS * 1.3 + 5;
    if (!s->d.failed) {
        s->d.shapes[box].to.y = y + height;
    }
    return height;
}

static void draw_node(sheet *s, size_t node) {
    const double left = draw_slot(s, 2 * node, PILLAR + 3, BOX_LEFT - 3, s->y);
    const double right = draw_slot(s, 2 * node + 1, BOX_RIGHT + 3, s->d.width - PILLAR - 3, s->y);
    const double ties = left > right ? left : right;
    const size_t box = s->d.n_shapes;
    const double height = draw_box(s, &s->n->nodes[node], BOX_LEFT, BOX_RIGHT, s->y);
    double end = s->y + height;
    if (ties - 2 > end) {
        end = ties - 2;
        if (!s->d.failed) { /* as high as the lines that leave it */
            s->d.shapes[box].to.y = end;
        }
    }
    s->y = end + 12;
}

static void draw_names(sheet *s) {
    double most = 0;
    for (size_t i = 0; i < s->n->n_pillars; i++) {
        const size_t n = truce_drawing_lines(
            &s->d, (truce_spot){i == 0 ? 0 : s->d.width, s->y + NAME},
            i == 0 ? TRUCE_ANCHOR_START : TRUCE_ANCHOR_END, NAME, TRUCE_INK_TEXT, true,
            s->d.width / 2 - 12, LINES_MAX, s->n->nodes[i].title);
        most = (double)n > most ? (double)n : most;
    }
    s->y += most * NAME * 1.3 + 4;
}

static void draw_pillars(sheet *s, double top) {
    for (size_t i = 0; i < s->n->n_pillars; i++) {
        const double x = i == 0 ? 0 : s->d.width - PILLAR;
        truce_drawing_box(&s->d, (truce_spot){x, top}, (truce_spot){x + PILLAR, s->y}, 2,
                          s->n->nodes[i].ink);
    }
}

/* The ties between those that are no pillars, one a row. */
static void draw_others(sheet *s) {
    bool any = false;
    for (size_t i = 0; i < s->n->n_ties; i++) {
        const truce_network_tie *const tie = &s->n->ties[i];
        if (is_pillar(s, tie->from) || is_pillar(s, tie->to)) {
            continue;
        }
        if (!any) {
            s->y += 10;
            const size_t n =
                truce_drawing_lines(&s->d, (truce_spot){0, s->y + NAME}, TRUCE_ANCHOR_START, NAME,
                                    TRUCE_INK_TEXT, true, s->d.width, 2, s->n->others);
            s->y += (double)n * NAME * 1.3 + 6;
            any = true;
        }
        truce_network_node from = s->n->nodes[tie->from];
        truce_network_node to = s->n->nodes[tie->to];
        from.note = to.note = (truce_str){NULL, 0};
        const double a = draw_box(s, &from, 0, ENDS, s->y);
        const double b = draw_box(s, &to, s->d.width - ENDS, s->d.width, s->y);
        const double line = draw_tie(s, tie, ENDS + 3, s->d.width - ENDS - 3, s->y, false);
        const double boxes = a > b ? a : b;
        s->y += (boxes > line ? boxes : line) + 10;
    }
}

truce_drawing truce_network_draw(truce_arena *arena, const truce_network *network) {
    assert(network->n_pillars >= 1 && network->n_pillars <= 2 &&
           network->n_pillars <= network->n_nodes);
    sheet s = {.n = network, .d = truce_drawing_new(arena, TRUCE_NETWORK_WIDTH, network->title)};
    s.d.alternative = network->alternative;
    if (!sort_ties(&s)) {
        s.d.failed = true;
        return s.d;
    }
    const size_t n = truce_drawing_lines(&s.d, (truce_spot){0, TITLE}, TRUCE_ANCHOR_START, TITLE,
                                         TRUCE_INK_TEXT, true, s.d.width, 3, network->title);
    s.y = (double)n * TITLE * 1.3 + 6;
    draw_names(&s);
    const double top = s.y;
    s.y += 8;
    s.y = draw_slot(&s, 0, PILLAR + 3, s.d.width - PILLAR - 3, s.y);
    s.y += s.first[1] > s.first[0] ? 6 : 0;
    for (size_t i = network->n_pillars; i < network->n_nodes; i++) {
        if (s.first[2 * i + 2] > s.first[2 * i] || network->nodes[i].note.size > 0) {
            draw_node(&s, i);
        }
    }
    draw_pillars(&s, top);
    draw_others(&s);
    s.d.height = s.y + 4;
    return s.d;
}
