/* A walk in breadth over clauses and issues. What leads away from a clause or an issue is listed
 * before: by the clause on which it hangs, or the issue to which it is tied. */
#include "truce/text/falls.h"

#include <assert.h>

typedef struct tie {
    uint32_t to;     /* a clause, or of a link an issue */
    uint32_t record; /* the standing, the clause or the link */
} tie;

typedef struct ties {
    uint32_t *start; /* [from]: the first of its ties in `at` */
    tie *at;
} ties;

typedef struct walk {
    const truce_drafts *d;
    const truce_case *c;
    truce_arena *arena;
    ties conditions, with, links; /* by clause; by clause; by issue */
    ties about;                   /* by issue: the clauses about it */
    bool *met, *issue_met;        /* [clause], [issue] */
    truce_falls found;
} walk;

static bool stands(const walk *w, uint32_t clause, uint32_t draft) {
    const truce_draft_clause *const one = &w->d->clauses[clause];
    return one->draft == draft && one->last != TRUCE_NONE && !one->struck;
}

/* ---- lists ---- */

/* Each function below tells its ties to `add`, once to count them and once to put them. */
typedef struct adder {
    ties *to;
    bool putting;
} adder;

static void add(adder *a, uint32_t from, uint32_t to, uint32_t record) {
    if (a->putting) {
        a->to->at[a->to->start[from + 1]++] = (tie){to, record};
    } else {
        a->to->start[from + 2]++;
    }
}

static void add_conditions(const walk *w, uint32_t draft, adder *a) {
    const truce_indices clauses = w->d->drafts[draft].clauses;
    for (uint32_t i = 0; i < clauses.n; i++) {
        const truce_draft_clause *const clause = &w->d->clauses[clauses.at[i]];
        for (uint32_t s = 0; s < clause->n_stands; s++) {
            const uint32_t standing = clause->stands[s].standing;
            const truce_refs on = w->c->standings[standing].top.names;
            for (uint32_t n = 0; n < on.n; n++) {
                add(a, truce_case_find(w->c, TRUCE_KIND_CLAUSE, on.at[n]), clauses.at[i], standing);
            }
        }
    }
}

static void add_with(const walk *w, uint32_t draft, adder *a) {
    const truce_indices clauses = w->d->drafts[draft].clauses;
    for (uint32_t i = 0; i < clauses.n; i++) {
        const truce_plan_line *const line =
            truce_draft_line(&w->c->clauses[clauses.at[i]], TRUCE_PLAN_REOPENS_WITH);
        for (uint32_t n = 0; line != NULL && n < line->names.n; n++) {
            add(a, truce_case_find(w->c, TRUCE_KIND_CLAUSE, line->names.at[n]), clauses.at[i],
                clauses.at[i]);
        }
    }
}

static void add_about(const walk *w, uint32_t draft, adder *a) {
    const truce_indices clauses = w->d->drafts[draft].clauses;
    for (uint32_t i = 0; i < clauses.n; i++) {
        const truce_plan_line *const line =
            truce_draft_line(&w->c->clauses[clauses.at[i]], TRUCE_PLAN_ABOUT);
        for (uint32_t n = 0; line != NULL && n < line->names.n; n++) {
            add(a, truce_case_find(w->c, TRUCE_KIND_ISSUE, line->names.at[n]), clauses.at[i], 0);
        }
    }
}

static void add_links(const walk *w, uint32_t draft, adder *a) {
    (void)draft;
    for (uint32_t i = 0; i < w->c->n_links; i++) {
        const truce_link *const link = &w->c->links[i];
        const uint32_t x = truce_case_find(w->c, TRUCE_KIND_ISSUE, link->a.issue);
        const uint32_t y = truce_case_find(w->c, TRUCE_KIND_ISSUE, link->b.issue);
        if (link->kind != TRUCE_LINK_EXCLUDES) {
            add(a, y, x, i);
        }
        if (link->kind == TRUCE_LINK_AFFECTS) {
            add(a, x, y, i);
        }
    }
}

static bool list(const walk *w, uint32_t draft, uint32_t n,
                 void (*each)(const walk *w, uint32_t draft, adder *a), ties *out) {
    adder a = {out, false};
    out->start = truce_arena_zero(w->arena, (size_t)n + 2, sizeof *out->start);
    if (out->start == NULL) {
        return false;
    }
    each(w, draft, &a);
    for (uint32_t i = 2; i < n + 2; i++) {
        out->start[i] += out->start[i - 1];
    }
    out->at = truce_arena_take(w->arena, out->start[n + 1] * sizeof *out->at);
    a.putting = true;
    if (out->at != NULL) {
        each(w, draft, &a);
    }
    return out->at != NULL;
}

/* ---- the walk ---- */

static void meet(walk *w, uint32_t draft, truce_fall fall) {
    if (!w->met[fall.clause] && stands(w, fall.clause, draft)) {
        w->met[fall.clause] = true;
        w->found.at[w->found.n++] = fall;
    }
}

/* What is about issues that are tied to those of the clause, each issue once. */
static void meet_linked(walk *w, uint32_t draft, uint32_t clause, uint32_t steps) {
    const truce_plan_line *const line = truce_draft_line(&w->c->clauses[clause], TRUCE_PLAN_ABOUT);
    for (uint32_t n = 0; line != NULL && n < line->names.n; n++) {
        const uint32_t issue = truce_case_find(w->c, TRUCE_KIND_ISSUE, line->names.at[n]);
        if (w->issue_met[issue]) {
            continue;
        }
        w->issue_met[issue] = true;
        for (uint32_t i = w->links.start[issue]; i < w->links.start[issue + 1]; i++) {
            const tie link = w->links.at[i];
            for (uint32_t k = w->about.start[link.to]; k < w->about.start[link.to + 1]; k++) {
                meet(w, draft,
                     (truce_fall){w->about.at[k].to, clause, steps, TRUCE_FALLS_LINK, link.record});
            }
        }
    }
}

static void meet_tied(walk *w, uint32_t draft, const ties *all, uint32_t clause, uint32_t steps,
                      truce_falls_why why) {
    for (uint32_t i = all->start[clause]; i < all->start[clause + 1]; i++) {
        meet(w, draft, (truce_fall){all->at[i].to, clause, steps, why, all->at[i].record});
    }
}

static void meet_all(walk *w, uint32_t draft, uint32_t clause, uint32_t steps) {
    meet_tied(w, draft, &w->conditions, clause, steps, TRUCE_FALLS_CONDITION);
    meet_tied(w, draft, &w->with, clause, steps, TRUCE_FALLS_WITH);
    meet_linked(w, draft, clause, steps);
}

truce_status truce_falls_find(const truce_drafts *d, uint32_t clause, truce_arena *arena,
                              truce_falls *out, truce_error *err) {
    const truce_case *const c = d->c;
    assert(clause < c->n_clauses);
    const uint32_t draft = d->clauses[clause].draft;
    walk w = {.d = d, .c = c, .arena = arena};
    w.met = truce_arena_zero(arena, c->n_clauses, sizeof *w.met);
    w.issue_met = truce_arena_zero(arena, c->n_issues, sizeof *w.issue_met);
    w.found.at = truce_arena_take(arena, d->drafts[draft].clauses.n * sizeof *w.found.at);
    if (w.met == NULL || w.issue_met == NULL || w.found.at == NULL ||
        !list(&w, draft, c->n_clauses, add_conditions, &w.conditions) ||
        !list(&w, draft, c->n_clauses, add_with, &w.with) ||
        !list(&w, draft, c->n_issues, add_about, &w.about) ||
        !list(&w, draft, c->n_issues, add_links, &w.links)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what falls with a clause");
    }
    w.met[clause] = true;
    meet_all(&w, draft, clause, 1);
    for (uint32_t i = 0; i < w.found.n; i++) {
        meet_all(&w, draft, w.found.at[i].clause, w.found.at[i].steps + 1);
    }
    *out = w.found;
    return TRUCE_OK;
}
