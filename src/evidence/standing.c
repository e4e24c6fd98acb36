/* Which positions stand. Within one side's positions on one issue, those with equal contents (the
 * direction, the options, the groups) behave alike, so they are compared as one: it knows the latest
 * second at which its last claim may have been made, and the latest at which one surely began. */
#include <stdlib.h>

#include "matrix_parts.h"

typedef struct content {
    uint32_t first; /* position */
    uint32_t newest; /* the position whose latest claim began last */
    int64_t ends;   /* no claim of it was made after this; INT64_MAX when one is undated */
    int64_t begins; /* some claim of it was surely not made before this; INT64_MIN: none is dated */
} content;

/* Every group of `inner` is also meant by `outer`; no groups: all. */
static bool groups_within(truce_refs inner, truce_refs outer) {
    if (outer.n == 0) {
        return true;
    }
    if (inner.n == 0) {
        return false;
    }
    for (uint32_t i = 0; i < inner.n; i++) {
        bool in = false;
        for (uint32_t k = 0; k < outer.n && !in; k++) {
            in = inner.at[i].symbol == outer.at[k].symbol;
        }
        if (!in) {
            return false;
        }
    }
    return true;
}

static bool groups_meet(truce_refs a, truce_refs b) {
    if (a.n == 0 || b.n == 0) {
        return true;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        for (uint32_t k = 0; k < b.n; k++) {
            if (a.at[i].symbol == b.at[k].symbol) {
                return true;
            }
        }
    }
    return false;
}

/* Refusing options for some groups speaks against accepting them for these or more; it leaves open
 * accepting them for fewer ("not for all" is no refusal for some). */
static bool against(const truce_position *refusal, const truce_position *favour) {
    return truce_options_meet(refusal->options, favour->options) &&
           groups_within(refusal->demand->item.groups, favour->demand->item.groups);
}

static bool disagree(const truce_position *a, const truce_position *b) {
    if (a->direction == TRUCE_DIRECTION_OPEN || b->direction == TRUCE_DIRECTION_OPEN) {
        return false;
    }
    if (a->direction != b->direction) {
        return a->direction == TRUCE_DIRECTION_AGAINST ? against(a, b) : against(b, a);
    }
    return a->direction == TRUCE_DIRECTION_FOR && !truce_options_meet(a->options, b->options) &&
           groups_meet(a->demand->item.groups, b->demand->item.groups);
}

static bool same_content(const truce_position *a, const truce_position *b) {
    return a->direction == b->direction && truce_options_equal(a->options, b->options) &&
           groups_within(a->demand->item.groups, b->demand->item.groups) &&
           groups_within(b->demand->item.groups, a->demand->item.groups);
}

static int64_t ends_of(const truce_position *p, const truce_scope *scope) {
    int64_t ends = p->undated ? INT64_MAX : INT64_MIN;
    for (uint32_t i = 0; i < p->n_evidence && ends != INT64_MAX; i++) {
        const int64_t last = scope->times[p->evidence[i].claim].date.last;
        ends = last > ends ? last : ends;
    }
    return ends;
}

static int64_t begins_of(const truce_position *p) {
    return (p->last.marks & TRUCE_DATE_GIVEN) != 0 ? p->last.first : INT64_MIN;
}

typedef struct cell {
    truce_matrix *m;
    content *contents;
    uint32_t n;
    uint32_t *content_of; /* [position - first of the cell] */
} cell;

static void add_to_contents(cell *cl, uint32_t first, uint32_t i) {
    truce_matrix *const m = cl->m;
    const truce_position *const p = &m->positions[i];
    uint32_t k = 0;
    while (k < cl->n && !same_content(p, &m->positions[cl->contents[k].first])) {
        k++;
    }
    if (k == cl->n) {
        if (cl->n == TRUCE_CELL_COMPARED_MAX) {
            m->partly_compared = true;
            cl->content_of[i - first] = TRUCE_NONE;
            return;
        }
        cl->contents[cl->n++] = (content){i, i, INT64_MIN, INT64_MIN};
    }
    content *const ct = &cl->contents[k];
    const int64_t ends = ends_of(p, m->scope);
    const int64_t begins = begins_of(p);
    ct->ends = ends > ct->ends ? ends : ct->ends;
    if (begins > ct->begins) {
        ct->begins = begins;
        ct->newest = i;
    }
    cl->content_of[i - first] = k;
}

/* One side's positions on one issue. */
static void settle_cell(cell *cl, uint32_t first, uint32_t end) {
    truce_matrix *const m = cl->m;
    uint32_t by[TRUCE_CELL_COMPARED_MAX];
    bool unknown[TRUCE_CELL_COMPARED_MAX] = {false};
    cl->n = 0;
    for (uint32_t i = first; i < end; i++) {
        cl->content_of[i - first] = TRUCE_NONE;
        if (m->positions[i].direction != TRUCE_DIRECTION_OPEN) {
            add_to_contents(cl, first, i);
        }
    }
    for (uint32_t a = 0; a < cl->n; a++) {
        by[a] = TRUCE_NONE;
        for (uint32_t b = 0; b < cl->n; b++) {
            if (cl->contents[b].begins > cl->contents[a].ends &&
                (by[a] == TRUCE_NONE ||
                 cl->contents[b].begins > cl->contents[by[a]].begins) &&
                disagree(&m->positions[cl->contents[a].first],
                         &m->positions[cl->contents[b].first])) {
                by[a] = b;
            }
        }
    }
    for (uint32_t a = 0; a < cl->n; a++) {
        for (uint32_t b = 0; by[a] == TRUCE_NONE && b < cl->n && !unknown[a]; b++) {
            unknown[a] = by[b] == TRUCE_NONE && a != b &&
                         disagree(&m->positions[cl->contents[a].first],
                                  &m->positions[cl->contents[b].first]);
        }
    }
    for (uint32_t i = first; i < end; i++) {
        const uint32_t k = cl->content_of[i - first];
        if (k != TRUCE_NONE) {
            m->positions[i].superseded = by[k] != TRUCE_NONE;
            m->positions[i].by = by[k] != TRUCE_NONE ? cl->contents[by[k]].newest : TRUCE_NONE;
            m->positions[i].order_unknown = unknown[k];
        }
    }
}

bool find_standing(truce_matrix *m, truce_arena *arena) {
    cell cl = {.m = m};
    cl.contents = truce_arena_take(arena, TRUCE_CELL_COMPARED_MAX * sizeof *cl.contents);
    cl.content_of = truce_arena_take(arena, m->n_positions * sizeof *cl.content_of);
    if (cl.contents == NULL || cl.content_of == NULL) {
        return false;
    }
    for (uint32_t first = 0; first < m->n_positions;) {
        uint32_t end = first + 1;
        while (end < m->n_positions && m->positions[end].issue == m->positions[first].issue &&
               m->positions[end].side == m->positions[first].side) {
            end++;
        }
        settle_cell(&cl, first, end);
        first = end;
    }
    return true;
}
