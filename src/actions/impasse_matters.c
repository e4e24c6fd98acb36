/* What a conflict is about: the issues on which its positions meet. */
#include <stdlib.h>

#include "compose_impasse.h"

typedef struct marker {
    composer *k;
    const weighed *w;
    uint32_t *seen;  /* [issue]: how many positions of the conflict name it */
    uint32_t *names; /* issues of one conflict, as first met */
    uint32_t n;
} marker;

static void mark(marker *m, uint32_t issue, uint32_t *last, uint32_t position) {
    if (last[issue] == position + 1) {
        return; /* this position has named it */
    }
    last[issue] = position + 1;
    if (m->seen[issue]++ == 0) {
        m->names[m->n++] = issue;
    }
}

static void mark_condition(marker *m, truce_condition c, uint32_t *last, uint32_t position) {
    for (uint32_t i = 0; i < c.n; i++) {
        if (c.parts[i].kind == TRUCE_PART_ITEM) {
            mark(m, truce_case_find(m->k->c, TRUCE_KIND_ISSUE, c.parts[i].item.issue), last,
                 position);
        }
    }
}

static void mark_position(marker *m, const held_position *p, uint32_t *last, uint32_t position) {
    for (uint32_t i = 0; i < p->n; i++) {
        const truce_position *const of = &m->w->matrix.positions[p->of[i]];
        mark(m, of->issue, last, position);
        mark_condition(m, of->demand->condition, last, position);
        mark_condition(m, of->statement->as.position.condition, last, position);
    }
}

/* A link ties two issues that different positions name, each only once. */
static void mark_links(marker *m, const uint32_t *last) {
    const truce_case *const c = m->k->c;
    for (uint32_t i = 0; i < c->n_links; i++) {
        const uint32_t a = truce_case_find(c, TRUCE_KIND_ISSUE, c->links[i].a.issue);
        const uint32_t b = truce_case_find(c, TRUCE_KIND_ISSUE, c->links[i].b.issue);
        if (c->links[i].kind != TRUCE_LINK_AFFECTS && m->seen[a] == 1 && m->seen[b] == 1 &&
            last[a] != last[b]) {
            m->seen[a] = 2;
            m->seen[b] = 2;
        }
    }
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* The issues that two positions name; of a conflict without any, all of them. */
static impasse_matter take_matter(marker *m) {
    impasse_matter matter = {.issues = truce_arena_take(m->k->arena, m->n * sizeof *matter.issues)};
    bool any = false;
    m->k->failed = m->k->failed || matter.issues == NULL;
    for (uint32_t i = 0; i < m->n; i++) {
        any = any || m->seen[m->names[i]] > 1;
    }
    for (uint32_t i = 0; i < m->n && matter.issues != NULL; i++) {
        if (!any || m->seen[m->names[i]] > 1) {
            matter.issues[matter.n++] = m->names[i];
        }
    }
    if (matter.n > 1) {
        qsort(matter.issues, matter.n, sizeof *matter.issues, by_number);
    }
    return matter;
}

impasse_matter *impasse_matters(composer *k, const weighed *w) {
    const truce_impasse *const im = &w->impasse;
    impasse_matter *const matters = truce_arena_take(k->arena, im->n_conflicts * sizeof *matters);
    uint32_t *const last = truce_arena_zero(k->arena, k->c->n_issues, sizeof *last);
    marker m = {.k = k,
                .w = w,
                .seen = truce_arena_zero(k->arena, k->c->n_issues, sizeof *m.seen),
                .names = truce_arena_take(k->arena, k->c->n_issues * sizeof *m.names)};
    if (matters == NULL || last == NULL || m.seen == NULL || m.names == NULL) {
        k->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < im->n_conflicts; i++) {
        const truce_conflict *const c = &im->conflicts[i];
        for (uint32_t p = 0; p < c->n; p++) {
            mark_position(&m, &w->held.positions[c->positions[p]], last, p);
        }
        mark_links(&m, last);
        matters[i] = take_matter(&m);
        while (m.n > 0) {
            m.n--;
            m.seen[m.names[m.n]] = 0;
            last[m.names[m.n]] = 0;
        }
    }
    return matters;
}
