/* Holds are sorted by where they lead to, so that a run of them is a hop and the hops to a side
 * stand together. Paths are then read off backwards from the party, length by length, until there
 * are enough: each look either adds a path or meets one of at most three sides that are on it
 * already, so that a dense graph costs no more than a thin one. */
#include "truce/evidence/leverage.h"

#include <stdlib.h>

typedef struct walk {
    truce_leverage *out;
    size_t cap;
    truce_arena *arena;
    truce_paths *of;
    truce_path path; /* hops from the party backwards */
    uint32_t sides[TRUCE_PATH_HOPS_MAX + 1];
    bool failed;
} walk;

/* ---- holds ---- */

static int compare(uint32_t l, uint32_t r) {
    return (l > r) - (l < r);
}

static int by_end(const void *left, const void *right) {
    const truce_hold *const l = left;
    const truce_hold *const r = right;
    const int to = compare(l->to, r->to);
    const int from = compare(l->from, r->from);
    return to != 0 ? to : from != 0 ? from : compare(l->tie, r->tie);
}

enum { IS_HOST = TRUCE_RELATION_WORDS + 1 /* among relations: host of somebody */ };

/* What a denial has to have in common with what it denies. */
typedef struct denial {
    uint32_t actor, relation, object, tie;
} denial;

static denial denial_of(const truce_ties *ties, uint32_t tie) {
    const truce_statement *const st = ties->at[tie].statement;
    return st->kind == TRUCE_STATES_ROLE
               ? (denial){ties->at[tie].actor, IS_HOST, st->as.role.of.symbol, tie}
               : (denial){ties->at[tie].actor, (uint32_t)st->as.relation.relation,
                          st->as.relation.object.symbol, tie};
}

static int by_content(const void *left, const void *right) {
    const denial *const l = left;
    const denial *const r = right;
    const int actor = compare(l->actor, r->actor);
    const int relation = compare(l->relation, r->relation);
    return actor != 0 ? actor : relation != 0 ? relation : compare(l->object, r->object);
}

static bool presses(const truce_statement *st) {
    return st->kind == TRUCE_STATES_ROLE
               ? st->as.role.role == TRUCE_ROLE_HOST
               : st->kind == TRUCE_STATES_RELATION &&
                     st->as.relation.relation <= TRUCE_RELATION_DEPENDENCE;
}

/* The other end. */
static truce_ref object_of(const truce_statement *st) {
    return st->kind == TRUCE_STATES_ROLE ? st->as.role.of : st->as.relation.object;
}

static bool is(const truce_statement *st, truce_relation relation) {
    return st->kind == TRUCE_STATES_RELATION && st->as.relation.relation == relation;
}

static void add_hold(truce_leverage *out, truce_hold hold) {
    if (hold.from != hold.to) {
        out->holds[out->n_holds++] = hold;
    }
}

/* [actor]: the first tie in words of its own, not denied, in which somebody of another side stands
 * to it; NULL when memory is out. */
static uint32_t *find_beside(const truce_case *c, const truce_ties *ties, truce_arena *arena) {
    uint32_t *const beside = truce_arena_zero(arena, c->n_actors + (size_t)1, sizeof *beside);
    for (uint32_t i = 0; beside != NULL && i < c->n_actors; i++) {
        beside[i] = TRUCE_NONE;
    }
    for (uint32_t t = ties->n; beside != NULL && t-- > 0;) {
        const truce_statement *const st = ties->at[t].statement;
        const uint32_t object = is(st, TRUCE_RELATION_WORDS) && !st->denied
                                    ? truce_case_find(c, TRUCE_KIND_ACTOR, st->as.relation.object)
                                    : TRUCE_NONE;
        if (object != TRUCE_NONE && c->actors[object].side != c->actors[ties->at[t].actor].side) {
            beside[object] = t;
        }
    }
    return beside;
}

static bool find_holds(const truce_case *c, const truce_ties *ties, truce_leverage *out,
                       truce_arena *arena) {
    denial *const denials = truce_arena_zero(arena, ties->n, sizeof *denials);
    size_t n = 0;
    out->holds = truce_arena_zero(arena, 2 * (size_t)ties->n, sizeof *out->holds);
    const uint32_t *const beside = find_beside(c, ties, arena);
    if (denials == NULL || out->holds == NULL || beside == NULL) {
        return false;
    }
    for (uint32_t t = 0; t < ties->n; t++) {
        if (presses(ties->at[t].statement) && ties->at[t].statement->denied) {
            denials[n++] = denial_of(ties, t);
        }
    }
    if (n > 1) {
        qsort(denials, n, sizeof *denials, by_content);
    }
    for (uint32_t t = 0; t < ties->n; t++) {
        const truce_statement *const st = ties->at[t].statement;
        const uint32_t object = presses(st) && !st->denied
                                    ? truce_case_find(c, TRUCE_KIND_ACTOR, object_of(st))
                                    : TRUCE_NONE;
        if (object == TRUCE_NONE) {
            continue;
        }
        const denial key = denial_of(ties, t);
        const denial *const denied =
            n > 0 ? bsearch(&key, denials, n, sizeof *denials, by_content) : NULL;
        const truce_hold hold = {.from = c->actors[ties->at[t].actor].side,
                                 .to = c->actors[object].side,
                                 .tie = t,
                                 .ally = is(st, TRUCE_RELATION_ALLIANCE),
                                 .denied_by = denied != NULL ? denied->tie : TRUCE_NONE,
                                 .beside = beside[ties->at[t].actor]};
        const truce_hold back = {.from = hold.to,
                                 .to = hold.from,
                                 .tie = t,
                                 .reversed = true,
                                 .ally = hold.ally,
                                 .denied_by = hold.denied_by,
                                 .beside = beside[object]};
        if (!is(st, TRUCE_RELATION_DEPENDENCE)) {
            add_hold(out, hold);
        }
        if (hold.ally || is(st, TRUCE_RELATION_DEPENDENCE)) {
            add_hold(out, back);
        }
    }
    if (out->n_holds > 1) {
        qsort(out->holds, out->n_holds, sizeof *out->holds, by_end);
    }
    return true;
}

static bool find_hops(const truce_case *c, truce_leverage *out, truce_arena *arena) {
    out->hops = truce_arena_zero(arena, out->n_holds, sizeof *out->hops);
    out->rows = truce_arena_zero(arena, c->n_actors + (size_t)1, sizeof *out->rows);
    if (out->hops == NULL || out->rows == NULL) {
        return false;
    }
    for (uint32_t i = 0, end = 0; i < out->n_holds; i = end) {
        const truce_hold *const h = &out->holds[i];
        bool allies = true; /* and no more */
        while (end < out->n_holds && out->holds[end].to == h->to &&
               out->holds[end].from == h->from) {
            allies = allies && out->holds[end].ally;
            end++;
        }
        if (!allies) {
            out->hops[out->n_hops++] = (truce_hop){h->from, h->to, i, end - i};
        }
    }
    uint32_t at = 0;
    for (uint32_t i = 0; i <= c->n_actors; i++) {
        while (at < out->n_hops && out->hops[at].to < i) {
            at++;
        }
        out->rows[i] = at;
    }
    return true;
}

/* ---- paths ---- */

static bool on_path(const walk *w, uint32_t side) {
    for (uint32_t i = 0; i <= w->path.n; i++) {
        if (w->sides[i] == side) {
            return true;
        }
    }
    return false;
}

static void add_path(walk *w) {
    truce_path path = {.n = w->path.n};
    if (w->of->n == TRUCE_PATHS_PER_PARTY) {
        w->of->more = true;
        return;
    }
    for (uint32_t i = 0; i < path.n; i++) {
        path.hops[i] = w->path.hops[path.n - 1 - i];
    }
    truce_path *const paths =
        truce_arena_grow(w->arena, w->out->paths, w->out->n_paths, &w->cap, sizeof *paths);
    if (paths == NULL) {
        w->failed = true;
        return;
    }
    w->out->paths = paths;
    paths[w->out->n_paths++] = path;
    w->of->n++;
}

/* All paths with `length` hops more than w->path has. */
static void extend(walk *w, uint32_t length) {
    const uint32_t side = w->sides[w->path.n];
    if (length == 0) {
        add_path(w);
        return;
    }
    for (uint32_t h = w->out->rows[side]; h < w->out->rows[side + 1]; h++) {
        if (w->of->more || w->failed) {
            return;
        }
        if (!on_path(w, w->out->hops[h].from)) {
            w->path.hops[w->path.n++] = h;
            w->sides[w->path.n] = w->out->hops[h].from;
            extend(w, length - 1);
            w->path.n--;
        }
    }
}

static bool find_paths(const truce_case *c, truce_leverage *out, truce_arena *arena) {
    size_t cap = 0;
    walk w = {.out = out, .arena = arena};
    for (uint32_t i = 0; i < c->n_actors; i++) {
        if (c->actors[i].kind != TRUCE_ACTOR_PARTY || c->actors[i].side != i) {
            continue;
        }
        truce_paths *const parties =
            truce_arena_grow(arena, out->parties, out->n_parties, &cap, sizeof *parties);
        if (parties == NULL) {
            return false;
        }
        out->parties = parties;
        parties[out->n_parties] = (truce_paths){.party = i, .first = out->n_paths};
        w.of = &parties[out->n_parties++];
        w.sides[0] = i;
        for (uint32_t length = 1; length <= TRUCE_PATH_HOPS_MAX; length++) {
            extend(&w, length);
        }
        if (w.failed) {
            return false;
        }
    }
    return true;
}

truce_status truce_leverage_make(const truce_case *c, const truce_ties *ties, truce_arena *arena,
                                 truce_leverage *leverage, truce_error *err) {
    truce_leverage made = {0};
    if (!find_holds(c, ties, &made, arena) || !find_hops(c, &made, arena) ||
        !find_paths(c, &made, arena)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for paths of leverage");
    }
    *leverage = made;
    return TRUCE_OK;
}
