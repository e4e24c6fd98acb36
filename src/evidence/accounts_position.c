/* What one side holds on one issue, where it does not match: within a cell of the matrix positions
 * of equal content (direction, options, groups) are taken together, and contents are compared. */
#include "accounts_parts.h"

typedef struct content {
    uint32_t first;   /* position */
    int64_t begins;   /* the latest start of a claim of it; INT64_MIN: none is dated */
    int64_t ends;     /* no claim of it was made after; INT64_MAX: one is undated */
    uint32_t witness; /* of all its claims, or TRUCE_NONE: several */
    tellings told;    /* when some content is to be compared with it */
} content;

typedef struct cell {
    accounts_maker *k;
    content contents[TRUCE_ACCOUNT_CONTENTS_MAX];
    uint32_t n;
    uint32_t first, end;  /* positions */
    uint32_t *content_of; /* [position - first] */
} cell;

/* Groups are sorted; none: all. */
static bool groups_within(truce_group_set inner, truce_group_set outer) {
    uint32_t o = 0;
    if (outer.n == 0 || inner.n == 0) {
        return outer.n == 0;
    }
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
        *(a.at[i] < b.at[k] ? &i : &k) += 1;
    }
    return a.n == 0 || b.n == 0 || (i < a.n && k < b.n);
}

static const truce_position *position(const cell *cl, uint32_t i) {
    return &cl->k->m->positions[cl->contents[i].first];
}

static bool same_content(const truce_position *a, const truce_position *b) {
    return a->direction == b->direction && truce_options_equal(a->options, b->options) &&
           groups_within(a->groups, b->groups) && groups_within(b->groups, a->groups);
}

static void add_evidence(const accounts_maker *k, content *ct, const truce_position *p) {
    const truce_scope *const scope = k->m->scope;
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        const truce_date date = scope->times[p->evidence[i].claim].date;
        if (k->witness[p->evidence[i].claim] != ct->witness) {
            ct->witness = TRUCE_NONE;
        }
        ct->told.n++;
        if ((date.marks & TRUCE_DATE_GIVEN) == 0) {
            ct->ends = INT64_MAX;
            continue;
        }
        ct->begins = date.first > ct->begins ? date.first : ct->begins;
        ct->ends = date.last > ct->ends ? date.last : ct->ends;
    }
}

static void find_contents(cell *cl) {
    const truce_matrix *const m = cl->k->m;
    cl->n = 0;
    for (uint32_t i = cl->first; i < cl->end; i++) {
        const truce_position *const p = &m->positions[i];
        uint32_t n = 0;
        cl->content_of[i - cl->first] = TRUCE_NONE;
        if (p->direction == TRUCE_DIRECTION_OPEN) {
            continue;
        }
        while (n < cl->n && !same_content(p, position(cl, n))) {
            n++;
        }
        if (n == TRUCE_ACCOUNT_CONTENTS_MAX) {
            cl->k->out->partly_compared = true;
            continue;
        }
        if (n == cl->n) {
            cl->contents[cl->n++] = (content){.first = i,
                                              .begins = INT64_MIN,
                                              .ends = INT64_MIN,
                                              .witness = cl->k->witness[p->evidence[0].claim]};
        }
        cl->content_of[i - cl->first] = n;
        add_evidence(cl->k, &cl->contents[n], p);
    }
}

/* ---- two contents ---- */

typedef enum clash { CLASH_NONE, CLASH_EXCLUDES, CLASH_REFUSES, CLASH_DIFFERS } clash;

/* How two contents do not match, times apart: they ask for options of which only one can be; the
 * side refuses what it is for; or they differ in groups or extent only. */
static clash compare(const truce_position *a, const truce_position *b) {
    const bool meet = truce_options_meet(a->options, b->options);
    if (!groups_meet(a->groups, b->groups) ||
        (a->direction == TRUCE_DIRECTION_AGAINST && b->direction == TRUCE_DIRECTION_AGAINST)) {
        return CLASH_NONE; /* refusing much and refusing some go together */
    }
    if (a->direction == b->direction) {
        return meet ? CLASH_DIFFERS : CLASH_EXCLUDES;
    }
    if (!meet) {
        return CLASH_NONE;
    }
    const bool refused = a->direction == TRUCE_DIRECTION_AGAINST
                             ? groups_within(a->groups, b->groups)
                             : groups_within(b->groups, a->groups);
    return refused ? CLASH_REFUSES : CLASH_DIFFERS;
}

/* Every claim of every content, with its time and its voice. */
static void find_tellings(cell *cl) {
    accounts_maker *const k = cl->k;
    for (uint32_t i = 0; i < cl->n; i++) {
        tellings *const t = &cl->contents[i].told;
        t->at = truce_arena_take(k->arena, 2 * (size_t)t->n * sizeof *t->at);
        if (t->at == NULL) {
            k->failed = true;
            return;
        }
        t->by_report = t->at + t->n;
        t->n = 0;
    }
    for (uint32_t i = cl->first; i < cl->end; i++) {
        const truce_position *const p = &k->m->positions[i];
        const uint32_t ct = cl->content_of[i - cl->first];
        for (uint32_t e = 0; e < p->n_evidence && ct != TRUCE_NONE; e++) {
            const uint32_t claim = p->evidence[e].claim;
            const truce_date date = k->m->scope->times[claim].date;
            tellings *const t = &cl->contents[ct].told;
            t->at[t->n++] = (telling){
                .first = date.first,
                .last = date.last,
                .witness = k->witness[claim],
                .report =
                    k->origin[truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[claim].source)],
                .dated = (date.marks & TRUCE_DATE_GIVEN) != 0,
                .own = p->evidence[e].hand == TRUCE_HAND_FIRST};
        }
    }
    for (uint32_t i = 0; i < cl->n; i++) {
        tellings_sort(&cl->contents[i].told, cl->contents[i].told.by_report);
    }
}

/* Beside the rungs of a ladder an option off it says something of another sort: that an exchange is
 * to be honourable goes with any number. */
static bool is_off_ladder(const cell *cl, const truce_position *p) {
    const truce_issue *const issue = &cl->k->c->issues[p->issue];
    return issue->n_rungs > 0 && p->options.n > 0 &&
           p->options.at[p->options.n - 1].high >= (int64_t)issue->n_rungs;
}

/* NONE for no row. `*unknown` when dates do not tell the order. Fact is only what one report tells
 * of one time and cannot be; dates that may overlap, by others than the side, prove no more than
 * that nobody knows the order. */
static truce_account_kind kind_of(const cell *cl, uint32_t a, uint32_t b, bool *unknown) {
    const content *const x = &cl->contents[a];
    const content *const y = &cl->contents[b];
    const truce_position *const p = position(cl, a);
    const truce_position *const q = position(cl, b);
    const clash how = compare(p, q);
    const bool ordered = x->begins > y->ends || y->begins > x->ends;
    *unknown = false;
    if (how == CLASH_NONE) {
        return TRUCE_ACCOUNT_NONE;
    }
    const bool at_once = tellings_overlap(&x->told, &y->told, false);
    if (ordered && !at_once) {
        return TRUCE_ACCOUNT_TIME;
    }
    if (x->witness != TRUCE_NONE && x->witness == y->witness) {
        return TRUCE_ACCOUNT_NONE; /* one voice, more closely */
    }
    if (how == CLASH_DIFFERS || p->conditional || q->conditional ||
        (how == CLASH_EXCLUDES && (is_off_ladder(cl, p) || is_off_ladder(cl, q)))) {
        return TRUCE_ACCOUNT_SCOPE;
    }
    if (tellings_overlap(&x->told, &y->told, true) ||
        tellings_share_report(&x->told, &y->told, true)) {
        return TRUCE_ACCOUNT_SELF;
    }
    if (tellings_share_report(&x->told, &y->told, false)) {
        return TRUCE_ACCOUNT_FACT;
    }
    if (!at_once && x->ends != INT64_MAX && y->ends != INT64_MAX) {
        return TRUCE_ACCOUNT_NONE; /* only what one voice says twice over is of one time */
    }
    *unknown = true;
    return TRUCE_ACCOUNT_TIME;
}

/* ---- a cell ---- */

/* Which contents are in a row of each kind, as bits. */
typedef struct kinds {
    uint64_t in[TRUCE_ACCOUNT_NONE + 1];
    bool unknown; /* of the order of some that are `time` */
    bool mixed;   /* some of `time` is told of one time too, and differs there */
} kinds;

static void add_kind(cell *cl, truce_account_kind kind, const kinds *found) {
    accounts_maker *const k = cl->k;
    const uint64_t in = found->in[kind];
    finds all = {0};
    const truce_position *const at = &k->m->positions[cl->first];
    for (uint32_t i = cl->first; i < cl->end && !k->failed; i++) {
        const truce_position *const p = &k->m->positions[i];
        const uint32_t ct = cl->content_of[i - cl->first];
        for (uint32_t e = 0; e < p->n_evidence && ct != TRUCE_NONE && (in >> ct & 1) != 0; e++) {
            add_find(k, &all,
                     (find){.part = i,
                            .claim = p->evidence[e].claim,
                            .statement = p->evidence[e].statement,
                            .demand = p->evidence[e].demand});
        }
    }
    if (k->failed) {
        return;
    }
    sort_finds(&all);
    truce_account_row *const row =
        add_row(k, TRUCE_RULE_POSITION, kind, at->side, at->issue, all.at, all.n);
    if (row != NULL) {
        row->order_unknown = found->unknown && kind == TRUCE_ACCOUNT_TIME;
        row->mixed = found->mixed && kind == TRUCE_ACCOUNT_TIME;
        row_asks(k, row, &at->side, 1);
    }
}

/* What hangs together by a content is one matter, and one row: of the first kind of these. But what
 * differs at one time stays apart from movement: that one says that nothing is contradicted. */
static const truce_account_kind ranked[] = {TRUCE_ACCOUNT_TIME, TRUCE_ACCOUNT_FACT,
                                            TRUCE_ACCOUNT_SELF, TRUCE_ACCOUNT_SCOPE};
enum { RANKED = sizeof ranked / sizeof *ranked };

static void join_kinds(kinds *found) {
    for (size_t i = 0; i < RANKED; i++) {
        uint64_t *const into = &found->in[ranked[i]];
        for (size_t k = i + 1; k < RANKED; k++) {
            uint64_t *const from = &found->in[ranked[k]];
            if ((*into & *from) == 0) {
                continue;
            }
            found->mixed = found->mixed || i == 0;
            if (i > 0 || ranked[k] == TRUCE_ACCOUNT_SCOPE) {
                *into |= *from;
                *from = 0;
                k = i; /* it may touch those passed over now */
            }
        }
    }
}

static void look_at_cell(cell *cl) {
    kinds found = {{0}, false, false};
    find_contents(cl);
    if (cl->n < 2) {
        return;
    }
    find_tellings(cl);
    for (uint32_t a = 0; a < cl->n && !cl->k->failed; a++) {
        for (uint32_t b = a + 1; b < cl->n; b++) {
            bool order_unknown = false;
            const truce_account_kind kind = kind_of(cl, a, b, &order_unknown);
            found.in[kind] |= UINT64_C(1) << a | UINT64_C(1) << b;
            found.unknown = found.unknown || order_unknown;
        }
    }
    join_kinds(&found);
    for (size_t i = 0; i < RANKED && !cl->k->failed; i++) {
        if (found.in[ranked[i]] != 0) {
            add_kind(cl, ranked[i], &found);
        }
    }
}

void find_rival_positions(accounts_maker *k) {
    const truce_matrix *const m = k->m;
    cell cl = {.k = k};
    cl.content_of = truce_arena_take(k->arena, m->n_positions * sizeof *cl.content_of);
    if (cl.content_of == NULL) {
        k->failed = true;
        return;
    }
    for (cl.first = 0; cl.first < m->n_positions && !k->failed; cl.first = cl.end) {
        cl.end = cl.first + 1;
        while (cl.end < m->n_positions &&
               m->positions[cl.end].issue == m->positions[cl.first].issue &&
               m->positions[cl.end].side == m->positions[cl.first].side) {
            cl.end++;
        }
        look_at_cell(&cl);
    }
}

/* ---- softens, and is firm or accepts nothing ---- */

/* Beside a movement that does not say on what, only what leaves no room: a red line, or that
 * nothing of a list was accepted. Beside one on an issue, any refusal on it. */
static void add_refusals(accounts_maker *k, finds *all) {
    for (uint32_t i = 0; i < k->m->n_refusals; i++) {
        const truce_refusal *const r = &k->m->refusals[i];
        const truce_statement *const st = r->statement;
        find f = {.a = r->side,
                  .b = TRUCE_NONE,
                  .part = TRUCE_MOVED_UNORDERED,
                  .claim = r->claim,
                  .statement = st};
        if (st->as.position.firmness == TRUCE_FIRMNESS_FIRM ||
            (st->denied && st->as.position.list == TRUCE_LIST_ANY)) {
            add_find(k, all, f);
        }
        for (uint32_t d = 0; d < st->as.position.n; d++) {
            f.b = truce_case_find(k->c, TRUCE_KIND_ISSUE, st->as.position.demands[d].item.issue);
            add_find(k, all, f);
        }
    }
}

static void look_at_softening(accounts_maker *k, find *at, uint32_t n) {
    int64_t from = INT64_MAX; /* of the movements */
    int64_t until = INT64_MIN;
    bool unknown = false;
    uint32_t moves = 0;
    for (; moves < n && at[moves].part == TRUCE_MOVED_SOFTENS; moves++) {
        const truce_date date = find_date(k, &at[moves]);
        const bool dated = (date.marks & TRUCE_DATE_GIVEN) != 0;
        from = !dated ? INT64_MIN : date.first < from ? date.first : from;
        until = !dated ? INT64_MAX : date.last > until ? date.last : until;
    }
    if (moves == 0 || moves == n) {
        return;
    }
    for (uint32_t i = moves; i < n; i++) {
        const truce_date date = find_date(k, &at[i]);
        if ((date.marks & TRUCE_DATE_GIVEN) != 0 && date.last < from) {
            at[i].part = TRUCE_MOVED_EARLIER;
        } else if ((date.marks & TRUCE_DATE_GIVEN) != 0 && date.first > until) {
            at[i].part = TRUCE_MOVED_LATER;
        } else {
            unknown = true;
        }
    }
    finds group = {at, n, n};
    sort_finds(&group);
    truce_account_row *const row =
        add_row(k, TRUCE_RULE_MOVEMENT, TRUCE_ACCOUNT_TIME, at[0].a, at[0].b, at, n);
    if (row != NULL) {
        row->order_unknown = unknown;
        row_asks(k, row, &at[0].a, 1);
    }
}

void find_softening(accounts_maker *k) {
    finds all = {0};
    for (uint32_t i = 0; i < k->m->n_movements; i++) {
        const truce_movement *const mv = &k->m->movements[i];
        if (!mv->statement->as.movement.hardens &&
            (k->c->claims[mv->claim].marks & TRUCE_MARK_INFERRED) == 0) {
            add_find(k, &all,
                     (find){.a = mv->side,
                            .b = mv->issue,
                            .part = TRUCE_MOVED_SOFTENS,
                            .claim = mv->claim,
                            .statement = mv->statement});
        }
    }
    if (all.n > 0) {
        add_refusals(k, &all);
    }
    sort_finds(&all);
    for (uint32_t i = 0, end = 0; i < all.n && !k->failed; i = end) {
        end = group_end(&all, i);
        look_at_softening(k, all.at + i, end - i);
    }
}
