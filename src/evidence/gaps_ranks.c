/* What claims say matters: the order of priorities that a side does not give itself, and main
 * points of which nobody says what would settle them. */
#include "gaps_parts.h"

/* ---- priorities ---- */

typedef struct ranks {
    bool *own; /* [column]: it puts an issue first, or over another, in its own words */
} ranks;

static uint32_t rank_column(finder *f, const truce_statement *st) {
    const uint32_t to = st->kind == TRUCE_STATES_RANK && !st->denied
                            ? truce_case_find(f->c, TRUCE_KIND_ACTOR, st->as.rank.to)
                            : TRUCE_NONE;
    return to != TRUCE_NONE ? f->column[to] : f->m->n_parties;
}

static void note_rank(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    const uint32_t column = rank_column(f, st);
    if (column < f->m->n_parties &&
        (st->as.rank.rank == TRUCE_RANK_MOST || st->as.rank.rank == TRUCE_RANK_OVER) &&
        truce_claim_hand(f->c, &f->c->claims[claim], f->m->parties[column]) == TRUCE_HAND_FIRST) {
        ((ranks *)data)->own[column] = true;
    }
}

/* What others say of its priorities. */
static void add_rank(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    const uint32_t column = rank_column(f, st);
    if (column < f->m->n_parties && !((ranks *)data)->own[column]) {
        gap_claim(f, gap_item(f, f->c->actors[f->m->parties[column]].head.name), claim);
    }
}

static void find_priorities(finder *f) {
    ranks r = {truce_arena_zero(f->arena, f->m->n_parties, sizeof *r.own)};
    if (r.own == NULL || f->c->n_issues < 2) {
        f->failed = f->failed || r.own == NULL;
        return;
    }
    each_statement(f, TRUCE_STATED(TRUCE_STATES_RANK), note_rank, &r);
    gap_begin(f, TRUCE_GAP_PRIORITIES, TRUCE_NONE);
    for (uint32_t p = 0; p < f->m->n_parties; p++) {
        if (!r.own[p]) {
            gap_ask(f, gap_item(f, f->c->actors[f->m->parties[p]].head.name), f->m->parties[p],
                    TRUCE_WHOM_OWN, TRUCE_NONE);
        }
    }
    each_statement(f, TRUCE_STATED(TRUCE_STATES_RANK), add_rank, &r);
    gap_end(f);
}

/* ---- main points ---- */

typedef struct points {
    bool *settled; /* [issue]: each side is reported to accept something */
} points;

/* The issue that a statement names as a main point, for nobody in particular; or TRUCE_NONE. */
static uint32_t point_of(const finder *f, const truce_statement *st) {
    return st->kind == TRUCE_STATES_RANK && !st->denied && st->as.rank.to.symbol == 0 &&
                   (st->as.rank.rank == TRUCE_RANK_MOST || st->as.rank.rank == TRUCE_RANK_MUCH)
               ? truce_case_find(f->c, TRUCE_KIND_ISSUE, st->subject)
               : TRUCE_NONE;
}

/* What the same claim says of it comes along. */
static void add_point(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    const uint32_t issue = point_of(f, st);
    const truce_claim *const cl = &f->c->claims[claim];
    if (issue == TRUCE_NONE || ((const points *)data)->settled[issue]) {
        return;
    }
    const truce_symbol name = f->c->issues[issue].head.name;
    truce_gap_item *const item = gap_item(f, name);
    gap_claim(f, item, claim);
    gap_ask_speakers(f, item, claim);
    for (uint32_t s = 0; s < cl->n_statements; s++) {
        if (cl->statements[s].kind == TRUCE_STATES_SAYING &&
            cl->statements[s].as.saying.on.symbol == name) {
            gap_word(f, item, cl->statements[s].text);
        }
    }
}

/* Issues on which each side is reported to accept some option. */
static void note_settled(finder *f, points *p) {
    const truce_matrix *const m = f->m;
    bool *const accepts = truce_arena_zero(f->arena, f->c->n_issues, m->n_parties + (size_t)1);
    if (accepts == NULL) {
        f->failed = true;
        return;
    }
    for (uint32_t i = 0; i < m->n_positions; i++) {
        const truce_position *const at = &m->positions[i];
        if (at->column < m->n_parties && !at->inferred && !at->denied &&
            at->stance == TRUCE_STANCE_ACCEPTS &&
            at->demand->item.extent != TRUCE_EXTENT_UNSTATED) {
            accepts[(size_t)at->issue * m->n_parties + at->column] = true;
        }
    }
    for (uint32_t i = 0; i < f->c->n_issues; i++) {
        p->settled[i] = m->n_parties > 0;
        for (uint32_t k = 0; k < m->n_parties; k++) {
            p->settled[i] = p->settled[i] && accepts[(size_t)i * m->n_parties + k];
        }
    }
}

static void find_points(finder *f) {
    points p = {truce_arena_zero(f->arena, f->c->n_issues, sizeof *p.settled)};
    if (p.settled == NULL) {
        f->failed = true;
        return;
    }
    note_settled(f, &p);
    gap_begin(f, TRUCE_GAP_OBSTACLE, TRUCE_NONE);
    each_statement(f, TRUCE_STATED(TRUCE_STATES_RANK), add_point, &p);
    gap_ask_parties(f);
    gap_ask_mediators(f);
    gap_end(f);
}

void find_gaps_of_ranks(finder *f) {
    if (!f->failed) {
        find_priorities(f);
    }
    if (!f->failed) {
        find_points(f);
    }
}
