/* Each kind of point is listed as "finds", one for each claim that makes it, in the order in which
 * the points shall stand; finds of equal keys that follow each other are one point. */
#include "truce/evidence/testimony.h"

#include <stdlib.h>

typedef struct find {
    uint64_t key; /* of one kind: equal for one point */
    uint32_t which, claim;
    const truce_statement *statement;
} find;

typedef struct maker {
    const truce_scope *scope;
    const truce_case *c;
    const truce_witnesses *w;
    truce_arena *arena;
    truce_testimonies *out;
    size_t cap_points;
    find *finds;
    uint32_t n_finds;
    size_t cap_finds;
    bool failed;
} maker;

static void add_find(maker *k, uint64_t key, uint32_t which, truce_told told) {
    if ((k->c->claims[told.claim].marks & TRUCE_MARK_INFERRED) != 0) {
        return;
    }
    find *const at = truce_arena_grow(k->arena, k->finds, k->n_finds, &k->cap_finds, sizeof *at);
    if (at == NULL) {
        k->failed = true;
        return;
    }
    k->finds = at;
    at[k->n_finds++] = (find){key, which, told.claim, told.statement};
}

static int by_key(const void *left, const void *right) {
    const find *const l = left;
    const find *const r = right;
    if (l->key != r->key) {
        return l->key < r->key ? -1 : 1;
    }
    if (l->claim != r->claim) {
        return l->claim < r->claim ? -1 : 1;
    }
    return (l->statement->place > r->statement->place) -
           (l->statement->place < r->statement->place);
}

/* One point of the finds from `at` on. */
static void add_point(maker *k, truce_testimony_kind kind, const find *at, uint32_t n) {
    truce_testimonies *const out = k->out;
    truce_testimony *const points =
        truce_arena_grow(k->arena, out->at, out->n, &k->cap_points, sizeof *points);
    uint32_t *const claims = truce_arena_take(k->arena, n * sizeof *claims);
    if (points == NULL || claims == NULL) {
        k->failed = true;
        return;
    }
    truce_testimony point = {.kind = kind,
                             .statement = at->statement,
                             .which = at->which,
                             .claims = claims,
                             .witness = k->w->of[at->claim]};
    for (uint32_t i = 0; i < n; i++) {
        if (point.n_claims == 0 || claims[point.n_claims - 1] != at[i].claim) {
            claims[point.n_claims++] = at[i].claim;
        }
        if (k->w->of[at[i].claim] != point.witness) {
            point.witness = TRUCE_NONE;
        }
    }
    out->at = points;
    points[out->n++] = point;
}

/* The finds so far are points of that kind. */
static void add_points(maker *k, truce_testimony_kind kind) {
    if (k->n_finds > 1 && !k->failed) {
        qsort(k->finds, k->n_finds, sizeof *k->finds, by_key);
    }
    for (uint32_t i = 0, end = 0; i < k->n_finds && !k->failed; i = end) {
        for (end = i + 1; end < k->n_finds && k->finds[end].key == k->finds[i].key; end++) {
        }
        add_point(k, kind, &k->finds[i], end - i);
    }
    k->n_finds = 0;
}

/* ---- kind by kind ---- */

static void find_states(maker *k, const truce_timeline *line) {
    for (uint32_t i = 0; i < line->n_talks; i++) {
        const truce_talks *const talks = &line->talks[i];
        const truce_statement *const st = talks->told.statement;
        for (uint32_t s = 0; s < st->as.talks.n && truce_talks_stands(talks); s++) {
            add_find(k, 2 * (uint64_t)st->as.talks.at[s] + st->denied, st->as.talks.at[s],
                     talks->told);
        }
    }
    add_points(k, TRUCE_TESTIMONY_STATE);
}

static void find_events(maker *k, const truce_timeline *line) {
    for (uint32_t i = 0; i < line->n_events; i++) {
        const truce_timeline_event *const e = &line->events[i];
        for (uint32_t t = 0; t < e->n_said + e->n_denied; t++) {
            add_find(k, 2 * (uint64_t)i + (t >= e->n_said), e->event, e->told[t]);
        }
    }
    add_points(k, TRUCE_TESTIMONY_EVENT);
}

/* By the offer, its stage, and whether it is denied; who did it to whom parts no point. */
static void find_stages(maker *k) {
    const truce_stated *at = NULL;
    for (uint32_t i = 0;
         (at = truce_scope_next(k->scope, TRUCE_STATED(TRUCE_STATES_OFFER), &i)) != NULL;) {
        const truce_statement *const st = at->statement;
        const uint32_t offer = truce_case_find(k->c, TRUCE_KIND_OFFER, st->as.offer.offer);
        const uint64_t key = ((uint64_t)offer << 8) + 2 * (uint64_t)st->as.offer.stage;
        add_find(k, key + st->denied, TRUCE_NONE, (truce_told){at->claim, st});
    }
    add_points(k, TRUCE_TESTIMONY_STAGE);
}

static void find_positions(maker *k, const truce_matrix *m) {
    for (uint32_t i = 0; i < m->n_positions; i++) {
        const truce_position *const p = &m->positions[i];
        for (uint32_t e = 0; e < p->n_evidence && !p->superseded; e++) {
            add_find(k, i, i, (truce_told){p->evidence[e].claim, p->evidence[e].statement});
        }
    }
    add_points(k, TRUCE_TESTIMONY_POSITION);
}

static void find_movements(maker *k, const truce_matrix *m) {
    for (uint32_t i = 0; i < m->n_movements; i++) {
        const truce_movement *const mv = &m->movements[i];
        const uint64_t on = mv->issue == TRUCE_NONE ? 0 : (uint64_t)mv->issue + 1;
        add_find(k, ((uint64_t)mv->side << 33) + 2 * on + mv->statement->as.movement.hardens,
                 mv->issue, (truce_told){mv->claim, mv->statement});
    }
    add_points(k, TRUCE_TESTIMONY_MOVEMENT);
}

static void find_ties(maker *k, const truce_ties *ties) {
    for (uint32_t i = 0; i < ties->n; i++) {
        const truce_tie *const tie = &ties->at[i];
        for (uint32_t t = 0; t < tie->n_claims; t++) {
            add_find(k, i, TRUCE_NONE, (truce_told){tie->claims[t], tie->told[t]});
        }
    }
    add_points(k, TRUCE_TESTIMONY_TIE);
}

/* By who blames and whom; blame and accusations apart. */
static void find_blame(maker *k) {
    for (int accused = 0; accused < 2; accused++) {
        const truce_statement_kind kind =
            accused == 1 ? TRUCE_STATES_ACCUSATION : TRUCE_STATES_BLAME;
        const truce_stated *at = NULL;
        for (uint32_t i = 0; (at = truce_scope_next(k->scope, TRUCE_STATED(kind), &i)) != NULL;) {
            const truce_statement *const st = at->statement;
            if (st->kind == kind) {
                add_find(k,
                         ((uint64_t)st->subject.symbol << 33) +
                             2 * (uint64_t)st->as.blame.object.symbol + st->denied,
                         TRUCE_NONE, (truce_told){at->claim, st});
            }
        }
        add_points(k, TRUCE_TESTIMONY_BLAME);
    }
}

static void find_denials(maker *k) {
    const truce_stated *at = NULL;
    for (uint32_t i = 0;
         (at = truce_scope_next(k->scope, TRUCE_STATED(TRUCE_STATES_DENIAL), &i)) != NULL;) {
        const truce_statement *const st = at->statement;
        if (st->kind == TRUCE_STATES_DENIAL) {
            add_find(k, 2 * (uint64_t)st->as.denial.claim.symbol + st->denied, TRUCE_NONE,
                     (truce_told){at->claim, st});
        }
    }
    add_points(k, TRUCE_TESTIMONY_DENIAL);
}

truce_status truce_testimonies_make(const truce_matrix *matrix, const truce_timeline *line,
                                    const truce_witnesses *witnesses, truce_arena *arena,
                                    truce_testimonies *points, truce_error *err) {
    truce_ties ties;
    truce_testimonies made = {.at = NULL};
    maker k = {.scope = matrix->scope,
               .c = matrix->scope->c,
               .w = witnesses,
               .arena = arena,
               .out = &made};
    const truce_status status = truce_ties_make(matrix->scope, arena, &ties, err);
    if (status != TRUCE_OK) {
        return status;
    }
    find_states(&k, line);
    find_events(&k, line);
    find_stages(&k);
    find_positions(&k, matrix);
    find_movements(&k, matrix);
    find_ties(&k, &ties);
    find_blame(&k);
    find_denials(&k);
    if (k.failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what each witness tells");
    }
    *points = made;
    return TRUCE_OK;
}
