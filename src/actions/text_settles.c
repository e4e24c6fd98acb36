/* Each wording that stands says what it settles; together these are a draft that is held against
 * every standing position. An alternative in brackets is held against them in place of the rest. */
#include "text_settles.h"

#include "stands_parts.h"

truce_status settles_weigh(composer *k, weighed *w, truce_error *err) {
    const stands_ask ask = {.without = k->session->assumed, .n_without = k->session->n_assumed};
    *w = (weighed){.nearest = NULL};
    const truce_status status = truce_matrix_make_with_offers(&k->scope, k->arena, &w->matrix, err);
    return status == TRUCE_OK ? stands_make(&w->matrix, &ask, k->arena, &w->held, err) : status;
}

/* ---- what the wordings say ---- */

static bool says(const truce_plan_line *of) {
    return (of->kind == TRUCE_PLAN_SAYS || of->kind == TRUCE_PLAN_BRACKET) &&
           of->item.issue.symbol != 0;
}

/* The lines of the wording that stands; none where several do or the clause is taken out. */
static const truce_plan *standing_wording(const text_page *p, uint32_t clause) {
    const truce_draft_clause *const one = &p->d.clauses[clause];
    return one->last != TRUCE_NONE && one->n_last == 1 && !one->struck ? text_wording(p, one->last)
                                                                       : NULL;
}

bool settles_any(const text_page *p) {
    for (uint32_t i = 0; i < p->c->n_clauses; i++) {
        const truce_plan *const wording =
            text_shows(p, p->d.clauses[i].draft) ? standing_wording(p, i) : NULL;
        for (uint32_t l = 0; wording != NULL && l < wording->n_lines; l++) {
            if (says(&wording->lines[l])) {
                return true;
            }
        }
    }
    return false;
}

static truce_status find_rows(settles *s, truce_error *err) {
    const text_page *const p = s->p;
    const truce_indices clauses = p->d.drafts[s->draft].clauses;
    stands_maker maker = {.c = p->c, .arena = p->k->arena};
    settles_row *rows = NULL;
    size_t n = 0;
    size_t cap = 0;
    uint32_t *const begin = truce_arena_zero(p->k->arena, p->c->n_clauses, sizeof *begin);
    uint32_t *const end = truce_arena_zero(p->k->arena, p->c->n_clauses, sizeof *end);
    maker.failed = begin == NULL || end == NULL;
    for (uint32_t i = 0; i < clauses.n && !maker.failed; i++) {
        begin[clauses.at[i]] = (uint32_t)n;
        const truce_plan *const wording = standing_wording(p, clauses.at[i]);
        for (uint32_t l = 0; wording != NULL && l < wording->n_lines && !maker.failed; l++) {
            truce_stand_term term;
            if (!says(&wording->lines[l]) ||
                !stands_term(&maker, &wording->lines[l].item, false, &term)) {
                continue;
            }
            settles_row *const at = truce_arena_grow(p->k->arena, rows, n, &cap, sizeof *at);
            maker.failed = at == NULL;
            if (at != NULL) {
                rows = at;
                at[n++] = (settles_row){clauses.at[i], &wording->lines[l], term};
            }
        }
        end[clauses.at[i]] = (uint32_t)n;
    }
    s->rows = rows;
    s->begin = begin;
    s->end = end;
    s->n = (uint32_t)n;
    return maker.failed ? truce_fail(err, TRUCE_ENOMEM, "no memory for what a text settles")
                        : TRUCE_OK;
}

static truce_status find_settled(settles *s, truce_error *err) {
    truce_arena *const arena = s->p->k->arena;
    truce_stand_term *const terms = truce_arena_take(arena, s->n * sizeof *terms);
    uint32_t n = 0;
    if (terms == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what a text settles");
    }
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->rows[i].line->kind == TRUCE_PLAN_SAYS) {
            terms[n++] = s->rows[i].term;
        }
    }
    return truce_settled_make(s->p->c, terms, n, arena, &s->settled, err);
}

/* ---- positions ---- */

static truce_settled_how how_of(const settles *s, const truce_stand_term *instead,
                                uint32_t position) {
    truce_settled_how how = TRUCE_SETTLED_KEPT;
    for (uint32_t i = s->first[position]; i < s->first[position + 1]; i++) {
        const truce_settled_how one =
            truce_settled_stand(&s->settled, instead, &s->w->held.stands.at[i]);
        how = one < how ? one : how;
    }
    return how;
}

/* Tell `note` each issue that a position names, in its lines and conditions; an issue may be told
 * again. */
static void each_issue(const settles *s, uint32_t position,
                       void (*note)(void *data, uint32_t issue), void *data) {
    for (uint32_t i = s->first[position]; i < s->first[position + 1]; i++) {
        const truce_stand *const stand = &s->w->held.stands.at[i];
        for (uint32_t t = 0; t < stand->n_terms; t++) {
            note(data, stand->terms[t].issue);
        }
        for (uint32_t c = 0; c < stand->n_conditions; c++) {
            for (uint32_t t = 0; t < stand->conditions[c].n; t++) {
                note(data, stand->conditions[c].terms[t].issue);
            }
        }
    }
}

typedef struct lister {
    uint32_t *start, *at;
    uint32_t *seen; /* [issue]: the last position that named it, from 1 */
    uint32_t position;
    bool count;
} lister;

static void list_issue(void *data, uint32_t issue) {
    lister *const l = data;
    if (issue == TRUCE_NONE || l->seen[issue] == l->position + 1) {
        return;
    }
    l->seen[issue] = l->position + 1;
    if (l->count) {
        l->start[issue + 2]++;
    } else {
        l->at[l->start[issue + 1]++] = l->position;
    }
}

static bool list_by_issue(settles *s, uint32_t n_positions) {
    const uint32_t n_issues = s->p->c->n_issues;
    truce_arena *const arena = s->p->k->arena;
    lister l = {.start = truce_arena_zero(arena, (size_t)n_issues + 2, sizeof *l.start),
                .seen = truce_arena_zero(arena, n_issues, sizeof *l.seen),
                .count = true};
    bool done = l.start != NULL && l.seen != NULL;
    for (int pass = 0; pass < 2 && done; pass++) {
        for (l.position = 0; l.position < n_positions; l.position++) {
            each_issue(s, l.position, list_issue, &l);
        }
        if (l.count) {
            for (uint32_t i = 2; i < n_issues + 2; i++) {
                l.start[i] += l.start[i - 1];
            }
            l.at = truce_arena_take(arena, (l.start[n_issues + 1] + 1U) * sizeof *l.at);
            memset(l.seen, 0, n_issues * sizeof *l.seen);
            l.count = false;
            done = l.at != NULL;
        }
    }
    s->of_issue = (truce_drafts_lists){l.start, l.at};
    return done;
}

static bool is_settled(const settles *s, uint32_t issue) {
    bool any = false;
    for (uint32_t i = s->settled.rows[issue]; i < s->settled.rows[issue + 1] && !any; i++) {
        any = s->settled.slots[i].n_terms > 0;
    }
    return any;
}

typedef struct toucher {
    const settles *s;
    bool touched;
} toucher;

static void touch(void *data, uint32_t issue) {
    toucher *const t = data;
    t->touched = t->touched || (issue != TRUCE_NONE && is_settled(t->s, issue));
}

static bool find_positions(settles *s) {
    const truce_stands *const stands = &s->w->held.stands;
    truce_arena *const arena = s->p->k->arena;
    const uint32_t n = stands->n_positions;
    uint32_t *const first = truce_arena_zero(arena, (size_t)n + 1, sizeof *first);
    truce_settled_how *const hows = truce_arena_take(arena, n * sizeof *hows);
    s->only = truce_arena_zero(arena, s->p->c->n_issues, sizeof *s->only);
    if (first == NULL || hows == NULL || s->only == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < stands->n; i++) { /* those of one position stand together */
        first[stands->at[i].position + 1]++;
    }
    for (uint32_t i = 0; i < n; i++) {
        first[i + 1] += first[i];
    }
    s->first = first;
    s->hows = hows;
    for (uint32_t i = 0; i < n; i++) {
        toucher t = {s, false};
        each_issue(s, i, touch, &t);
        hows[i] = how_of(s, NULL, i);
        s->counts[hows[i]] += t.touched;
    }
    return list_by_issue(s, n);
}

truce_settled_how settles_how(const settles *s, const settles_row *row, uint32_t position) {
    return row->line->kind == TRUCE_PLAN_SAYS ? s->hows[position] : how_of(s, &row->term, position);
}

bool settles_at_odds(const settles *s, const settles_row *row) {
    bool odds = false;
    const uint32_t begin = s->settled.rows[row->term.issue];
    for (uint32_t i = begin; i < s->settled.rows[row->term.issue + 1]; i++) {
        odds = odds || s->settled.slots[i].at_odds;
    }
    return odds && row->line->kind == TRUCE_PLAN_SAYS;
}

/* ---- links ---- */

static bool find_broken(settles *s) {
    const truce_case *const c = s->p->c;
    stands_maker maker = {.c = c, .arena = s->p->k->arena};
    uint32_t *const broken = truce_arena_take(s->p->k->arena, c->n_links * sizeof *broken);
    for (uint32_t i = 0; i < c->n_links && broken != NULL && !maker.failed; i++) {
        const truce_link *const link = &c->links[i];
        truce_stand_term a;
        truce_stand_term b;
        if (link->kind != TRUCE_LINK_AFFECTS && stands_term(&maker, &link->a, false, &a) &&
            stands_term(&maker, &link->b, false, &b)) {
            const truce_settled_how worst =
                link->kind == TRUCE_LINK_REQUIRES ? TRUCE_SETTLED_CONTRADICTED : TRUCE_SETTLED_KEPT;
            if (truce_settled_term(&s->settled, NULL, &a) == TRUCE_SETTLED_KEPT &&
                truce_settled_term(&s->settled, NULL, &b) == worst) {
                broken[s->n_broken++] = i;
            }
        }
    }
    s->broken = broken;
    return broken != NULL && !maker.failed;
}

truce_status settles_find(const text_page *p, uint32_t draft, const weighed *w, settles *out,
                          truce_error *err) {
    settles s = {.p = p, .w = w, .draft = draft};
    truce_status status = find_rows(&s, err);
    if (status == TRUCE_OK) {
        status = find_settled(&s, err);
    }
    if (status == TRUCE_OK && (!find_positions(&s) || !find_broken(&s))) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for what a text settles");
    }
    if (status == TRUCE_OK) {
        *out = s;
    }
    return status;
}
