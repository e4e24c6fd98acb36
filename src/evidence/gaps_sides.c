/* What is not known of each side: where it stands, what matters to it, and how well we know that.
 * All of it follows from the cells of the matrix: one set of bits for each issue and party. */
#include "gaps_parts.h"

enum {
    SAID = 1,      /* some claim states a position */
    STATED = 2,    /* and which */
    LIMIT = 4,     /* a red line, or something it would accept */
    QUOTED = 8,    /* somebody of that side says so */
    WITNESSES = 16 /* some position rests on more than one source */
};

typedef bool wanted(unsigned bits);

static bool stated(const truce_position *p) {
    return p->demand->order != TRUCE_ORDER_NONE || p->demand->item.extent != TRUCE_EXTENT_UNSTATED;
}

static bool limits(const truce_position *p) {
    const bool accepts = p->stance == TRUCE_STANCE_ACCEPTS && !p->denied;
    return stated(p) && (p->n_firm > 0 || accepts);
}

static unsigned char *cells(finder *f) {
    const truce_matrix *const m = f->m;
    unsigned char *const bits = truce_arena_zero(f->arena, f->c->n_issues, m->n_parties);
    f->failed = f->failed || bits == NULL;
    for (uint32_t i = 0; i < m->n_positions && bits != NULL; i++) {
        const truce_position *const p = &m->positions[i];
        if (p->column < m->n_parties && !p->inferred) {
            unsigned char *const cell = &bits[(size_t)p->issue * m->n_parties + p->column];
            *cell |= (unsigned char)(SAID | (stated(p) ? STATED : 0) | (limits(p) ? LIMIT : 0));
            *cell |= (unsigned char)((p->hands & 1U << TRUCE_HAND_FIRST) != 0 ? QUOTED : 0);
            *cell |= (unsigned char)(p->single_source ? 0 : WITNESSES);
        }
    }
    return bits;
}

static bool silent(unsigned bits) {
    return (bits & SAID) == 0;
}

static bool unstated(unsigned bits) {
    return (bits & (SAID | STATED)) == SAID;
}

static bool unlimited(unsigned bits) {
    return (bits & (SAID | LIMIT)) == SAID;
}

static bool unquoted(unsigned bits) {
    return (bits & (SAID | QUOTED)) == SAID;
}

static bool single(unsigned bits) {
    return (bits & (SAID | WITNESSES)) == SAID;
}

/* The claims of a cell, behind the item about its issue. */
static void add_cell(finder *f, uint32_t issue, uint32_t column, bool inferred) {
    truce_gap_item *const item = gap_item(f, f->c->issues[issue].head.name);
    for (uint32_t i = f->m->rows[issue]; i < f->m->rows[issue + 1]; i++) {
        const truce_position *const p = &f->m->positions[i];
        for (uint32_t e = 0; p->column == column && p->inferred == inferred && e < p->n_evidence;
             e++) {
            gap_claim(f, item, p->evidence[e].claim);
        }
    }
}

/* One gap of a party: the issues of which its cell is `is`. */
static void find_cells(finder *f, truce_gap_kind kind, const unsigned char *bits, uint32_t column,
                       wanted *is) {
    gap_begin(f, kind, f->m->parties[column]);
    for (uint32_t i = 0; i < f->c->n_issues; i++) {
        const uint32_t issue = f->by_topic[i];
        if (is(bits[(size_t)issue * f->m->n_parties + column])) {
            add_cell(f, issue, column, false);
        }
    }
    gap_ask(f, f->m->parties[column]);
    gap_end(f);
}

static void add_if_named(finder *f, uint32_t claim, truce_condition condition) {
    for (uint32_t i = 0; i < condition.n; i++) {
        const truce_symbol name = condition.parts[i].item.issue.symbol;
        if (condition.parts[i].kind == TRUCE_PART_ITEM && f->built[name] == f->number) {
            gap_claim(f, gap_item(f, name), claim);
        }
    }
}

/* Where the party names an issue of the gap in a condition, which is no position on it. */
static void add_conditions(finder *f, uint32_t column) {
    for (uint32_t i = 0; i < f->m->n_positions && f->gap.n_items > 0; i++) {
        const truce_position *const p = &f->m->positions[i];
        for (uint32_t e = 0; p->column == column && !p->inferred && e < p->n_evidence; e++) {
            add_if_named(f, p->evidence[e].claim, p->evidence[e].demand->condition);
            add_if_named(f, p->evidence[e].claim, p->evidence[e].statement->as.position.condition);
        }
    }
}

/* The same by topic, because what to ask depends on it. */
static void find_silence(finder *f, const unsigned char *bits, uint32_t column) {
    uint32_t i = 0;
    while (i < f->c->n_issues) {
        const truce_topic topic = f->c->issues[f->by_topic[i]].topic;
        gap_begin(f, TRUCE_GAP_POSITION, f->m->parties[column]);
        f->gap.topic = topic;
        for (; i < f->c->n_issues && f->c->issues[f->by_topic[i]].topic == topic; i++) {
            if (silent(bits[(size_t)f->by_topic[i] * f->m->n_parties + column])) {
                add_cell(f, f->by_topic[i], column, true);
            }
        }
        add_conditions(f, column);
        gap_ask(f, f->m->parties[column]);
        gap_end(f);
    }
}

static bool has_unstated_part(truce_condition condition) {
    for (uint32_t i = 0; i < condition.n; i++) {
        if (condition.parts[i].kind == TRUCE_PART_UNSTATED) {
            return true;
        }
    }
    return false;
}

static void find_conditions(finder *f, uint32_t column) {
    gap_begin(f, TRUCE_GAP_CONDITION, f->m->parties[column]);
    for (uint32_t i = 0; i < f->m->n_positions; i++) {
        const truce_position *const p = &f->m->positions[i];
        for (uint32_t e = 0; p->column == column && !p->inferred && e < p->n_evidence; e++) {
            if (has_unstated_part(p->evidence[e].demand->condition) ||
                has_unstated_part(p->evidence[e].statement->as.position.condition)) {
                gap_claim(f, gap_item(f, f->c->issues[p->issue].head.name), p->evidence[e].claim);
            }
        }
    }
    gap_ask(f, f->m->parties[column]);
    gap_end(f);
}

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
    each_statement(f, note_rank, &r);
    gap_begin(f, TRUCE_GAP_PRIORITIES, TRUCE_NONE);
    for (uint32_t p = 0; p < f->m->n_parties; p++) {
        if (!r.own[p]) {
            (void)gap_item(f, f->c->actors[f->m->parties[p]].head.name);
            gap_ask(f, f->m->parties[p]);
        }
    }
    each_statement(f, add_rank, &r);
    gap_end(f);
}

void find_gaps_of_sides(finder *f) {
    const unsigned char *const bits = cells(f);
    static const struct {
        truce_gap_kind kind;
        wanted *is;
    } kinds[] = {{TRUCE_GAP_POSITION, NULL},
                 {TRUCE_GAP_CONTENT, unstated},
                 {TRUCE_GAP_CONDITION, NULL},
                 {TRUCE_GAP_PRIORITIES, NULL},
                 {TRUCE_GAP_RESERVE, unlimited}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !f->failed; k++) {
        if (kinds[k].kind == TRUCE_GAP_PRIORITIES) {
            find_priorities(f);
            continue;
        }
        for (uint32_t p = 0; p < f->m->n_parties; p++) {
            if (kinds[k].kind == TRUCE_GAP_POSITION) {
                find_silence(f, bits, p);
            } else if (kinds[k].kind == TRUCE_GAP_CONDITION) {
                find_conditions(f, p);
            } else {
                find_cells(f, kinds[k].kind, bits, p, kinds[k].is);
            }
        }
    }
}

void find_gaps_of_knowledge(finder *f) {
    const unsigned char *const bits = f->failed ? NULL : cells(f);
    for (uint32_t p = 0; bits != NULL && p < f->m->n_parties; p++) {
        find_cells(f, TRUCE_GAP_FIRST_HAND, bits, p, unquoted);
    }
    for (uint32_t p = 0; bits != NULL && p < f->m->n_parties; p++) {
        find_cells(f, TRUCE_GAP_ONE_SOURCE, bits, p, single);
    }
}
