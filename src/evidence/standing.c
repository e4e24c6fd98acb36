/* Which positions stand. Within one side's positions on one issue, those with equal contents (the
 * direction, the options, the groups) disagree with the same others, so contents are compared and not
 * positions. What supersedes a position, if anything does, is the latest that disagrees with it: all
 * of a content share that one, and each compares its own last claim with it. */
#include <stdlib.h>

#include "matrix_parts.h"

typedef struct content {
    uint32_t first;  /* position */
    uint32_t newest; /* the position whose latest claim began last */
    int64_t begins;  /* some claim of it was surely not made before this; INT64_MIN: none is dated */
    uint32_t latest; /* the content that disagrees with it and begins last, or TRUCE_NONE */
    uint32_t other;  /* the content that is FOR other options, but not only, and begins last */
    bool stands;     /* some position of it is not superseded */
    bool disputed;   /* so has one that disagrees with it */
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
static bool against(const truce_case *c, const truce_position *refusal,
                    const truce_position *favour) {
    return truce_options_meet(refusal->options, favour->options) &&
           groups_within(item_groups(c, &refusal->demand->item),
                         item_groups(c, &favour->demand->item));
}

static bool disagree(const truce_case *c, const truce_position *a, const truce_position *b) {
    if (a->direction == TRUCE_DIRECTION_OPEN || b->direction == TRUCE_DIRECTION_OPEN) {
        return false;
    }
    if (a->direction != b->direction) {
        return a->direction == TRUCE_DIRECTION_AGAINST ? against(c, a, b) : against(c, b, a);
    }
    return a->direction == TRUCE_DIRECTION_FOR && !truce_options_meet(a->options, b->options) &&
           groups_meet(item_groups(c, &a->demand->item), item_groups(c, &b->demand->item));
}

/* Both ask for something, and not for the same, though one answer may satisfy both: asking for more
 * or for less than before is movement too. */
static bool shifts(const truce_position *a, const truce_position *b) {
    return a->direction == TRUCE_DIRECTION_FOR && b->direction == TRUCE_DIRECTION_FOR &&
           truce_options_meet(a->options, b->options) &&
           !truce_options_equal(a->options, b->options) &&
           groups_meet(a->demand->item.groups, b->demand->item.groups);
}

static bool same_content(const truce_case *c, const truce_position *a, const truce_position *b) {
    const truce_refs for_a = item_groups(c, &a->demand->item);
    const truce_refs for_b = item_groups(c, &b->demand->item);
    return a->direction == b->direction && truce_options_equal(a->options, b->options) &&
           groups_within(for_a, for_b) && groups_within(for_b, for_a);
}

/* No claim of it was made after this; INT64_MAX when one is undated. */
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
    while (k < cl->n && !same_content(m->scope->c, p, &m->positions[cl->contents[k].first])) {
        k++;
    }
    if (k == cl->n) {
        if (cl->n == TRUCE_CELL_COMPARED_MAX) {
            m->partly_compared = true;
            cl->content_of[i - first] = TRUCE_NONE;
            return;
        }
        cl->contents[cl->n++] =
            (content){.first = i, .newest = i, .begins = INT64_MIN, .latest = TRUCE_NONE,
                      .other = TRUCE_NONE};
    }
    content *const ct = &cl->contents[k];
    const int64_t begins = begins_of(p);
    if (begins > ct->begins) {
        ct->begins = begins;
        ct->newest = i;
    }
    cl->content_of[i - first] = k;
}

static bool contents_disagree(const cell *cl, uint32_t a, uint32_t b) {
    const truce_matrix *const m = cl->m;
    return a != b && disagree(m->scope->c, &m->positions[cl->contents[a].first],
                              &m->positions[cl->contents[b].first]);
}

static void find_latest(cell *cl) {
    for (uint32_t a = 0; a < cl->n; a++) {
        content *const ct = &cl->contents[a];
        for (uint32_t b = 0; b < cl->n; b++) {
            if ((ct->latest == TRUCE_NONE ||
                 cl->contents[b].begins > cl->contents[ct->latest].begins) &&
                contents_disagree(cl, a, b)) {
                ct->latest = b;
            }
        }
    }
}

static void find_others(cell *cl) {
    for (uint32_t a = 0; a < cl->n; a++) {
        content *const ct = &cl->contents[a];
        for (uint32_t b = 0; b < cl->n; b++) {
            if ((ct->other == TRUCE_NONE ||
                 cl->contents[b].begins > cl->contents[ct->other].begins) &&
                shifts(&cl->m->positions[ct->first], &cl->m->positions[cl->contents[b].first])) {
                ct->other = b;
            }
        }
    }
}

static void find_disputed(cell *cl) {
    for (uint32_t a = 0; a < cl->n; a++) {
        for (uint32_t b = 0; b < cl->n && !cl->contents[a].disputed; b++) {
            cl->contents[a].disputed = cl->contents[b].stands && contents_disagree(cl, a, b);
        }
    }
}

/* One side's positions on one issue. */
static void settle_cell(cell *cl, uint32_t first, uint32_t end) {
    truce_matrix *const m = cl->m;
    cl->n = 0;
    for (uint32_t i = first; i < end; i++) {
        cl->content_of[i - first] = TRUCE_NONE;
        if (m->positions[i].direction != TRUCE_DIRECTION_OPEN) {
            add_to_contents(cl, first, i);
        }
    }
    find_latest(cl);
    find_others(cl);
    for (uint32_t i = first; i < end; i++) {
        const uint32_t k = cl->content_of[i - first];
        if (k != TRUCE_NONE) {
            truce_position *const p = &m->positions[i];
            content *const ct = &cl->contents[k];
            p->superseded = ct->latest != TRUCE_NONE &&
                            cl->contents[ct->latest].begins > ends_of(p, m->scope);
            p->by = p->superseded ? cl->contents[ct->latest].newest : TRUCE_NONE;
            if (!p->superseded && ct->other != TRUCE_NONE &&
                cl->contents[ct->other].begins > ends_of(p, m->scope)) {
                p->shifted = cl->contents[ct->other].newest;
            }
            ct->stands = ct->stands || !p->superseded;
        }
    }
    find_disputed(cl);
    for (uint32_t i = first; i < end; i++) {
        const uint32_t k = cl->content_of[i - first];
        m->positions[i].order_unknown =
            k != TRUCE_NONE && !m->positions[i].superseded && cl->contents[k].disputed;
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
