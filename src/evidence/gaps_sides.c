/* What is not known of each side: where it stands, for whom, and how well we know that.
 * All of it follows from the cells of the matrix: one set of bits for each issue and party. */
#include "gaps_parts.h"

enum {
    SAID = 1,      /* some claim states a position */
    STATED = 2,    /* and which */
    LIMIT = 4,     /* a red line, or something it would accept */
    QUOTED = 8,    /* somebody of that side says so, whoever passes it on */
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

/* Whether somebody of the side is a speaker of some claim of the position. */
static bool quotes(const finder *f, const truce_position *p) {
    for (uint32_t e = 0; e < p->n_evidence; e++) {
        const truce_claim *const claim = &f->c->claims[p->evidence[e].claim];
        for (uint32_t i = 0; i < claim->n_speakers; i++) {
            if (truce_side_of(f->c, claim->speakers[i].actor) == p->side) {
                return true;
            }
        }
    }
    return false;
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
            *cell |=
                (unsigned char)((p->hands & 1U << TRUCE_HAND_FIRST) != 0 || quotes(f, p) ? QUOTED
                                                                                         : 0);
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
            if (f->gap.kind == TRUCE_GAP_CONTENT) {
                gap_ask_speakers(f, item, p->evidence[e].claim);
            }
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
    gap_ask(f, NULL, f->m->parties[column], TRUCE_WHOM_OWN, TRUCE_NONE);
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
        gap_ask(f, NULL, f->m->parties[column], TRUCE_WHOM_OWN, TRUCE_NONE);
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
                truce_gap_item *const item = gap_item(f, f->c->issues[p->issue].head.name);
                gap_claim(f, item, p->evidence[e].claim);
                gap_ask_speakers(f, item, p->evidence[e].claim);
            }
        }
    }
    gap_ask(f, NULL, f->m->parties[column], TRUCE_WHOM_OWN, TRUCE_NONE);
    gap_end(f);
}

/* ---- groups ---- */

/* Which groups the positions of a cell speak of: all, when one names none. An order of steps names
 * none and settles nothing for any. */
static bool covers_all(finder *f, uint32_t issue, uint32_t column, uint32_t *stamp, uint32_t now) {
    bool some = false;
    for (uint32_t i = f->m->rows[issue]; i < f->m->rows[issue + 1]; i++) {
        const truce_position *const p = &f->m->positions[i];
        if (p->column != column || p->inferred || p->demand->order != TRUCE_ORDER_NONE) {
            continue;
        }
        const truce_refs groups = p->demand->item.groups;
        some = true;
        if (groups.n == 0) {
            return true;
        }
        for (uint32_t g = 0; g < groups.n; g++) {
            const uint32_t actor = truce_case_find(f->c, TRUCE_KIND_ACTOR, groups.at[g]);
            if (actor != TRUCE_NONE) {
                stamp[actor] = now;
            }
        }
    }
    return !some;
}

/* `stamp` is by actor, and shared by all parties. */
static void find_groups(finder *f, uint32_t column, uint32_t *stamp) {
    gap_begin(f, TRUCE_GAP_GROUP, f->m->parties[column]);
    for (uint32_t i = 0; i < f->c->n_issues; i++) {
        const truce_issue *const issue = &f->c->issues[f->by_topic[i]];
        const uint32_t now = column * f->c->n_issues + i + 1;
        if (issue->per.n == 0 || covers_all(f, f->by_topic[i], column, stamp, now)) {
            continue;
        }
        for (uint32_t g = 0; g < issue->per.n; g++) {
            const uint32_t actor = truce_case_find(f->c, TRUCE_KIND_ACTOR, issue->per.at[g]);
            if (actor != TRUCE_NONE && stamp[actor] != now) {
                add_cell(f, f->by_topic[i], column, false);
                gap_group(f, gap_item(f, issue->head.name), actor);
            }
        }
    }
    gap_ask(f, NULL, f->m->parties[column], TRUCE_WHOM_OWN, TRUCE_NONE);
    gap_end(f);
}

void find_gaps_of_sides(finder *f) {
    const unsigned char *const bits = cells(f);
    uint32_t *const stamp = truce_arena_zero(f->arena, f->c->n_actors, sizeof *stamp);
    static const struct {
        truce_gap_kind kind;
        wanted *is;
    } kinds[] = {{TRUCE_GAP_POSITION, NULL},
                 {TRUCE_GAP_CONTENT, unstated},
                 {TRUCE_GAP_CONDITION, NULL},
                 {TRUCE_GAP_RESERVE, unlimited},
                 {TRUCE_GAP_GROUP, NULL}};
    f->failed = f->failed || stamp == NULL;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !f->failed; k++) {
        for (uint32_t p = 0; p < f->m->n_parties; p++) {
            if (kinds[k].kind == TRUCE_GAP_POSITION) {
                find_silence(f, bits, p);
            } else if (kinds[k].kind == TRUCE_GAP_CONDITION) {
                find_conditions(f, p);
            } else if (kinds[k].kind == TRUCE_GAP_GROUP) {
                find_groups(f, p, stamp);
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
