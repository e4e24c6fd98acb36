/* Which positions stand. Within one actor's positions on one issue, those of equal content (the
 * direction, the options, the groups, whether they hold on a condition, how well they are attested)
 * behave alike, so each position is compared with contents, of which there are few, and not with
 * all other positions. The time of a content is that of all its positions together. */
#include <stdlib.h>

#include "matrix_parts.h"

typedef struct content {
    uint32_t first;  /* position */
    uint32_t newest; /* the position whose latest claim began last */
    int64_t begins; /* some claim of it was surely not made before this; INT64_MIN: none is dated */
    size_t at, n;   /* its positions that stand, among the starts and the ends of the cell */
} content;

/* When a standing position of a content begins or ends. Each is there for all (`of` is TRUCE_NONE),
 * and again for the one claim that states it, if one does. */
typedef struct edge {
    uint32_t content;
    uint32_t of;
    int64_t t;
} edge;

/* Every group of `inner` is also meant by `outer`. */
static bool groups_within(truce_group_set inner, truce_group_set outer) {
    if (outer.n == 0 || inner.n == 0) {
        return outer.n == 0;
    }
    uint32_t o = 0;
    for (uint32_t i = 0; i < inner.n; i++) {
        while (o < outer.n && outer.at[o] < inner.at[i]) {
            o++;
        }
        if (o == outer.n || outer.at[o] != inner.at[i]) {
            return false;
        }
    }
    return true;
}

static bool groups_meet(truce_group_set a, truce_group_set b) {
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < a.n && k < b.n && a.at[i] != b.at[k]) {
        if (a.at[i] < b.at[k]) {
            i++;
        } else {
            k++;
        }
    }
    return a.n == 0 || b.n == 0 || (i < a.n && k < b.n);
}

static bool same_groups(truce_group_set a, truce_group_set b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n * sizeof *a.at) == 0);
}

/* Refusing options for some groups speaks against accepting them for these or more; it leaves open
 * accepting them for fewer ("not for all" is no refusal for some). */
static bool against(const truce_position *refusal, const truce_position *favour) {
    return truce_options_meet(refusal->options, favour->options) &&
           groups_within(refusal->groups, favour->groups);
}

bool truce_positions_disagree(const truce_position *a, const truce_position *b) {
    if (a->direction == TRUCE_DIRECTION_OPEN || b->direction == TRUCE_DIRECTION_OPEN) {
        return false;
    }
    if (a->direction != b->direction) {
        const truce_position *const refusal = a->direction == TRUCE_DIRECTION_AGAINST ? a : b;
        return !refusal->conditional && against(refusal, refusal == a ? b : a);
    }
    return a->direction == TRUCE_DIRECTION_FOR && !a->conditional && !b->conditional &&
           !truce_options_meet(a->options, b->options) && groups_meet(a->groups, b->groups);
}

/* Both ask for something, not for the same, and both can hold: asking for more or for less than
 * before, or for something else on a condition, is movement too. */
static bool shifts(const truce_position *a, const truce_position *b) {
    return a->direction == TRUCE_DIRECTION_FOR && b->direction == TRUCE_DIRECTION_FOR &&
           !truce_positions_disagree(a, b) && !truce_options_equal(a->options, b->options) &&
           groups_meet(a->groups, b->groups);
}

static bool same_content(const truce_position *a, const truce_position *b) {
    return a->direction == b->direction && a->conditional == b->conditional &&
           a->weight == b->weight && truce_options_equal(a->options, b->options) &&
           same_groups(a->groups, b->groups);
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
    edge *starts, *stops; /* by content, claim and time; two for each position at most */
    size_t n_edges;
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
        cl->contents[cl->n++] = (content){.first = i, .newest = i, .begins = INT64_MIN};
    }
    content *const ct = &cl->contents[k];
    const int64_t begins = begins_of(p);
    if (begins > ct->begins) {
        ct->begins = begins;
        ct->newest = i;
    }
    cl->content_of[i - first] = k;
}

/* Of the contents that are surely later than what ended at `ends`, the one that begins first and
 * stands to position `p` as asked; TRUCE_NONE when there is none. */
typedef bool relation(const truce_position *p, const truce_position *later);

/* A side leaves its own word by its own word. What others tell of it are reports beside each other:
 * a later one tells that reports differ, and not that the side has moved. */
static bool may_follow(const truce_position *p, const truce_position *later) {
    return p->weight >= TRUCE_WEIGHT_OWN && later->weight >= p->weight;
}

static bool supersedes(const truce_position *p, const truce_position *later) {
    return may_follow(p, later) && truce_positions_disagree(p, later);
}

static bool contradicts(const truce_position *p, const truce_position *later) {
    return !may_follow(p, later) && truce_positions_disagree(p, later);
}

static bool follows(const truce_position *p, const truce_position *later) {
    return may_follow(p, later) && shifts(p, later);
}

static uint32_t next_content(const cell *cl, const truce_position *p, int64_t ends,
                             relation *holds) {
    uint32_t next = TRUCE_NONE;
    for (uint32_t b = 0; b < cl->n; b++) {
        const content *const ct = &cl->contents[b];
        if (ct->begins > ends && (next == TRUCE_NONE || ct->begins < cl->contents[next].begins) &&
            holds(p, &cl->m->positions[ct->first])) {
            next = b;
        }
    }
    return next;
}

static uint32_t newest_of(const cell *cl, uint32_t k) {
    return k != TRUCE_NONE ? cl->contents[k].newest : TRUCE_NONE;
}

static void add_edges(cell *cl, uint32_t k, uint32_t of, int64_t begins, int64_t ends) {
    cl->starts[cl->n_edges] = (edge){k, of, begins};
    cl->stops[cl->n_edges++] = (edge){k, of, ends};
}

static void settle_position(cell *cl, truce_position *p, uint32_t k) {
    const int64_t ends = ends_of(p, cl->m->scope);
    p->by = newest_of(cl, next_content(cl, p, ends, supersedes));
    p->superseded = p->by != TRUCE_NONE;
    if (p->superseded) {
        return;
    }
    p->contradicted = newest_of(cl, next_content(cl, p, ends, contradicts));
    p->shifted = newest_of(cl, next_content(cl, p, ends, follows));
    add_edges(cl, k, TRUCE_NONE, begins_of(p), ends);
    if (p->only_claim != TRUCE_NONE) {
        add_edges(cl, k, p->only_claim, begins_of(p), ends);
    }
}

static int by_content(const void *left, const void *right) {
    const edge *const l = left;
    const edge *const r = right;
    if (l->content != r->content) {
        return l->content < r->content ? -1 : 1;
    }
    if (l->of != r->of) {
        return l->of < r->of ? -1 : 1;
    }
    return (l->t > r->t) - (l->t < r->t);
}

static void sort_edges(cell *cl) {
    if (cl->n_edges > 1) {
        qsort(cl->starts, cl->n_edges, sizeof *cl->starts, by_content);
        qsort(cl->stops, cl->n_edges, sizeof *cl->stops, by_content);
    }
    for (size_t i = 0; i < cl->n_edges; i++) {
        content *const ct = &cl->contents[cl->starts[i].content];
        ct->at = ct->n == 0 ? i : ct->at;
        ct->n++;
    }
}

/* How many edges of the content stand before `key`, or also at it. */
static size_t edges_until(const content *ct, const edge *all, edge key, bool at_it) {
    size_t low = 0;
    size_t high = ct->n;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (by_content(&all[ct->at + mid], &key) < (at_it ? 1 : 0)) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

/* How many standing positions of content `b`, of claim `of` alone or of all, may be of the time
 * begins..ends: those that begin in it or before, without those that end before it. What stands
 * before the first of them is the same among starts and stops. */
static size_t meet_in_time(const cell *cl, uint32_t b, uint32_t of, int64_t begins, int64_t ends) {
    const content *const ct = &cl->contents[b];
    return edges_until(ct, cl->starts, (edge){b, of, ends}, true) -
           edges_until(ct, cl->stops, (edge){b, of, begins}, false);
}

/* Whether a standing content disagrees, and neither it nor the position is surely the later. What
 * one claim alone says beside it is left out: a wish and what would do, of one time. */
static bool is_order_unknown(const cell *cl, const truce_position *p) {
    const int64_t ends = ends_of(p, cl->m->scope);
    const int64_t begins = begins_of(p);
    for (uint32_t b = 0; b < cl->n; b++) {
        const content *const ct = &cl->contents[b];
        if (ct->n == 0 || !truce_positions_disagree(p, &cl->m->positions[ct->first])) {
            continue;
        }
        const size_t all = meet_in_time(cl, b, TRUCE_NONE, begins, ends);
        const uint32_t of = p->only_claim;
        if (all > 0 && (of == TRUCE_NONE || all > meet_in_time(cl, b, of, begins, ends))) {
            return true;
        }
    }
    return false;
}

/* The positions of one actor on one issue: what a member of a side holds is not yet the side's. */
static void settle_cell(cell *cl, uint32_t first, uint32_t end) {
    truce_matrix *const m = cl->m;
    cl->n = 0;
    cl->n_edges = 0;
    for (uint32_t i = first; i < end; i++) {
        cl->content_of[i - first] = TRUCE_NONE;
        if (m->positions[i].direction != TRUCE_DIRECTION_OPEN) {
            add_to_contents(cl, first, i);
        }
    }
    for (uint32_t i = first; i < end; i++) {
        const uint32_t k = cl->content_of[i - first];
        if (k != TRUCE_NONE) {
            settle_position(cl, &m->positions[i], k);
        }
    }
    sort_edges(cl);
    for (uint32_t i = first; i < end; i++) {
        const uint32_t k = cl->content_of[i - first];
        m->positions[i].order_unknown = k != TRUCE_NONE && !m->positions[i].superseded &&
                                        is_order_unknown(cl, &m->positions[i]);
    }
}

bool find_standing(truce_matrix *m, truce_arena *arena) {
    cell cl = {.m = m};
    cl.contents = truce_arena_take(arena, TRUCE_CELL_COMPARED_MAX * sizeof *cl.contents);
    cl.content_of = truce_arena_take(arena, m->n_positions * sizeof *cl.content_of);
    cl.starts = truce_arena_take(arena, 2 * (size_t)m->n_positions * sizeof *cl.starts);
    cl.stops = truce_arena_take(arena, 2 * (size_t)m->n_positions * sizeof *cl.stops);
    if (cl.contents == NULL || cl.content_of == NULL || cl.starts == NULL || cl.stops == NULL) {
        return false;
    }
    for (uint32_t first = 0; first < m->n_positions;) {
        uint32_t end = first + 1;
        while (end < m->n_positions && m->positions[end].issue == m->positions[first].issue &&
               m->positions[end].actor == m->positions[first].actor) {
            end++;
        }
        settle_cell(&cl, first, end);
        first = end;
    }
    return true;
}
