/* The actors as a figure: two parties facing each other, those tied to them between, and every tie
 * that somebody reports as an arrow with its kind. Who mediates is one word among others: it is
 * where a node's other ties stand too. */
#include "compose_actors.h"

#include <stdlib.h>

#include "truce/case/words.h"
#include "truce/document/network.h"

enum {
    NODES_DRAWN = 12, /* between two parties: those with most claims */
    TIES_OF_PAIR = 4, /* between the same two; how many more there are is said */
    TIES_DRAWN = 64,
    ROLES_SHOWN = 3
};

/* What is drawn around two parties. */
typedef struct map {
    composer *k;
    const truce_actors *a;
    uint32_t sides[2 + NODES_DRAWN]; /* [node]: the parties first */
    size_t n_pillars, n_nodes;
    truce_network_node nodes[2 + NODES_DRAWN];
    truce_network_tie ties[TIES_DRAWN];
    size_t n_ties;
    size_t left_out; /* ties between sides that are drawn */
} map;

typedef struct weighed {
    uint32_t side;
    uint64_t claims;
} weighed;

static truce_str title(const map *m, uint32_t actor) {
    return m->k->c->actors[actor].head.title;
}

/* Whom a tie is about: the object of a relation, or who is hosted. */
static truce_ref object_of(const truce_statement *st) {
    if (st->kind == TRUCE_STATES_RELATION) {
        return st->as.relation.object;
    }
    return st->kind == TRUCE_STATES_ROLE && st->as.role.role == TRUCE_ROLE_HOST ? st->as.role.of
                                                                                : (truce_ref){0, 0};
}

/* The sides that a tie joins; false when it joins none, is internal, or is about something else
 * than an actor. */
static bool ends_of(const map *m, const truce_tie *tie, uint32_t *from, uint32_t *to) {
    const truce_case *const c = m->k->c;
    const uint32_t object = truce_case_find(c, TRUCE_KIND_ACTOR, object_of(tie->statement));
    if (object == TRUCE_NONE) {
        return false;
    }
    *from = c->actors[tie->actor].side;
    *to = c->actors[object].side;
    return *from != *to;
}

static bool is_alliance(const truce_statement *st) {
    return st->kind == TRUCE_STATES_RELATION && st->as.relation.relation == TRUCE_RELATION_ALLIANCE;
}

/* What sort of tie it is, in a word. */
static truce_str kind_of(const truce_statement *st) {
    if (st->kind == TRUCE_STATES_ROLE) {
        return truce_words_at(TRUCE_WORDS_ROLE, (size_t)st->as.role.role);
    }
    return st->as.relation.relation == TRUCE_RELATION_WORDS
               ? st->as.relation.name
               : truce_words_at(TRUCE_WORDS_RELATION, (size_t)st->as.relation.relation);
}

/* A capacity at the table, of the side or one of its people. */
static bool is_capacity(const truce_tie *tie) {
    return tie->statement->kind == TRUCE_STATES_ROLE && !tie->statement->denied &&
           tie->statement->as.role.role <= TRUCE_ROLE_OBSERVER;
}

/* ---- who stands between ---- */

static int most_claims_first(const void *left, const void *right) {
    const weighed *const l = left;
    const weighed *const r = right;
    if (l->claims != r->claims) {
        return l->claims > r->claims ? -1 : 1;
    }
    return l->side < r->side ? -1 : l->side > r->side;
}

static int in_reading_order(const void *left, const void *right) {
    const weighed *const l = left;
    const weighed *const r = right;
    return l->side < r->side ? -1 : l->side > r->side;
}

/* Fill the nodes after the pillars; returns how many sides could have been one. */
static size_t choose_nodes(map *m) {
    const truce_case *const c = m->k->c;
    weighed *const all = truce_arena_zero(m->k->arena, c->n_actors + 1U, sizeof *all);
    if (all == NULL) {
        m->k->failed = true;
        return 0;
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        all[i].side = i;
        all[i].claims = c->actors[i].kind == TRUCE_ACTOR_MEDIATOR && c->actors[i].side == i;
    }
    for (uint32_t i = 0; i < m->a->ties.n; i++) {
        const truce_tie *const tie = &m->a->ties.at[i];
        uint32_t from = 0;
        uint32_t to = 0;
        if (is_capacity(tie)) {
            all[c->actors[tie->actor].side].claims += tie->n_claims;
        } else if (ends_of(m, tie, &from, &to)) {
            all[from].claims += tie->n_claims;
            all[to].claims += tie->n_claims;
        }
    }
    for (size_t i = 0; i < m->n_pillars; i++) {
        all[m->sides[i]].claims = 0;
    }
    qsort(all, c->n_actors, sizeof *all, most_claims_first);
    size_t could = 0;
    while (could < c->n_actors && all[could].claims > 0) {
        could++;
    }
    const size_t n = could < NODES_DRAWN ? could : NODES_DRAWN;
    qsort(all, n, sizeof *all, in_reading_order);
    for (size_t i = 0; i < n; i++) {
        m->sides[m->n_nodes++] = all[i].side;
    }
    return could;
}

/* "mediator, host": what the side is declared or reported to be, each once. */
static truce_str capacities(map *m, uint32_t side) {
    composer *const k = m->k;
    unsigned said = k->c->actors[side].kind == TRUCE_ACTOR_MEDIATOR ? 1U << TRUCE_ROLE_MEDIATOR : 0;
    for (uint32_t i = m->a->ties.rows[side]; i < m->a->ties.rows[side + 1]; i++) {
        const truce_tie *const tie = &m->a->ties.at[i];
        said |= is_capacity(tie) ? 1U << tie->statement->as.role.role : 0;
    }
    size_t shown = 0;
    for (unsigned role = 0; role <= TRUCE_ROLE_OBSERVER && shown < ROLES_SHOWN; role++) {
        if ((said & 1U << role) != 0) {
            truce_buffer_printf(&k->text, "%s", shown++ > 0 ? ", " : "");
            truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_ROLE, role));
        }
    }
    return compose_keep(k);
}

static void make_nodes(map *m) {
    for (size_t i = 0; i < m->n_nodes; i++) {
        m->nodes[i] = (truce_network_node){.title = title(m, m->sides[i])};
        if (i >= m->n_pillars) {
            m->nodes[i].note = capacities(m, m->sides[i]);
        }
    }
}

/* ---- ties ---- */

static size_t node_of(const map *m, uint32_t side) {
    size_t i = 0;
    while (i < m->n_nodes && m->sides[i] != side) {
        i++;
    }
    return i;
}

static truce_str label_of(map *m, const truce_tie *tie, uint32_t side) {
    composer *const k = m->k;
    const truce_statement *const st = tie->statement;
    truce_buffer_printf(&k->text, "%s", st->denied ? "not: " : "");
    truce_buffer_add(&k->text, kind_of(st));
    if (tie->actor != side) {
        truce_buffer_lit(&k->text, " (");
        truce_buffer_add(&k->text, title(m, tie->actor));
        truce_buffer_byte(&k->text, ')');
    }
    return compose_keep(k);
}

static truce_str tip_of(map *m, const truce_tie *tie) {
    composer *const k = m->k;
    truce_buffer_add(&k->text, title(m, tie->actor));
    truce_buffer_lit(&k->text, ": ");
    phrase_tie(&k->text, k->c, tie->statement);
    truce_buffer_lit(&k->text, ", according to ");
    phrase_speakers(&k->text, k->c, &k->c->claims[tie->claims[0]]);
    if (tie->n_claims > 1) {
        truce_buffer_printf(&k->text, " and %u more claim%s", tie->n_claims - 1,
                            tie->n_claims == 2 ? "" : "s");
    }
    return compose_keep(k);
}

static truce_network_line line_of(const truce_statement *st) {
    if (st->kind == TRUCE_STATES_ROLE) {
        return TRUCE_NETWORK_PLAIN;
    }
    switch (st->as.relation.relation) {
    case TRUCE_RELATION_ALLIANCE:
        return TRUCE_NETWORK_HEAVY;
    case TRUCE_RELATION_LEVERAGE:
    case TRUCE_RELATION_PRESSURE:
    case TRUCE_RELATION_FINANCE:
    case TRUCE_RELATION_DEPENDENCE:
        return TRUCE_NETWORK_PLAIN;
    case TRUCE_RELATION_CONTACT:
    case TRUCE_RELATION_RECOGNITION:
    case TRUCE_RELATION_WORDS:
        break;
    }
    return TRUCE_NETWORK_DASHED;
}

static bool has_room(const map *m, size_t from, size_t to) {
    size_t of_pair = 0;
    for (size_t i = 0; i < m->n_ties; i++) {
        const truce_network_tie *const t = &m->ties[i];
        of_pair += (t->from == from && t->to == to) || (t->from == to && t->to == from) ? 1 : 0;
    }
    return m->n_ties < TIES_DRAWN && of_pair < TIES_OF_PAIR;
}

static void make_ties(map *m) {
    for (uint32_t i = 0; i < m->a->ties.n; i++) {
        const truce_tie *const tie = &m->a->ties.at[i];
        uint32_t from = 0;
        uint32_t to = 0;
        if (!ends_of(m, tie, &from, &to)) {
            continue;
        }
        const size_t a = node_of(m, from);
        const size_t b = node_of(m, to);
        if (a == m->n_nodes || b == m->n_nodes) {
            continue;
        }
        if (!has_room(m, a, b)) {
            m->left_out++;
            continue;
        }
        m->ties[m->n_ties++] = (truce_network_tie){
            .from = a,
            .to = b,
            .both = is_alliance(tie->statement),
            .faint = tie->statement->denied,
            .line = line_of(tie->statement),
            .label = label_of(m, tie, from),
            .tip = tip_of(m, tie),
            .link = claim_name(m->k->c, tie->claims[0]),
        };
    }
}

/* ---- the figure ---- */

static truce_str say(map *m) {
    truce_buffer all = truce_buffer_new();
    for (size_t i = 0; i < m->n_ties; i++) {
        truce_buffer_add(&all, m->ties[i].tip);
        truce_buffer_lit(&all, ". ");
    }
    for (size_t i = m->n_pillars; i < m->n_nodes; i++) {
        if (m->nodes[i].note.size > 0) {
            truce_buffer_add(&all, m->nodes[i].title);
            truce_buffer_lit(&all, ": ");
            truce_buffer_add(&all, m->nodes[i].note);
            truce_buffer_lit(&all, ". ");
        }
    }
    all.size -= all.size > 0 ? 1 : 0;
    const truce_str kept = truce_arena_str(m->k->arena, truce_buffer_str(&all));
    m->k->failed = m->k->failed || all.failed || kept.data == NULL;
    truce_buffer_clear(&all);
    return kept;
}

static truce_str heading(map *m) {
    truce_buffer_add(&m->k->text, title(m, m->sides[0]));
    if (m->n_pillars == 2) {
        truce_buffer_lit(&m->k->text, " and ");
        truce_buffer_add(&m->k->text, title(m, m->sides[1]));
    }
    truce_buffer_lit(&m->k->text, ": who is tied to whom");
    return compose_keep(m->k);
}

/* Draw the parties from `first` on, one or two; returns how many sides and ties are left out. */
static size_t draw_map(composer *k, const truce_actors *a, truce_block *figure, uint32_t first) {
    const truce_matrix *const m = &k->matrix;
    map *const around = truce_arena_zero(k->arena, 1, sizeof *around);
    if (around == NULL) {
        k->failed = true;
        return 0;
    }
    around->k = k;
    around->a = a;
    for (uint32_t i = first; i < m->n_parties && i < first + 2; i++) {
        around->sides[around->n_nodes++] = m->parties[i];
    }
    around->n_pillars = around->n_nodes;
    const size_t could = choose_nodes(around);
    if (k->failed) {
        return 0;
    }
    make_nodes(around);
    make_ties(around);
    for (size_t i = 0; i < around->n_pillars; i++) {
        around->nodes[i].ink = truce_ink_of_series(first + i);
    }
    const truce_network network = {.title = heading(around),
                                   .alternative = say(around),
                                   .others = TRUCE_STR("Between others"),
                                   .n_pillars = around->n_pillars,
                                   .nodes = around->nodes,
                                   .n_nodes = around->n_nodes,
                                   .ties = around->ties,
                                   .n_ties = around->n_ties};
    if (!k->failed) {
        const truce_drawing d = truce_network_draw(k->arena, &network);
        truce_document_draw(&k->doc, figure, &d);
    }
    const size_t shown = around->n_nodes - around->n_pillars;
    return (could > shown ? could - shown : 0) + around->left_out;
}

void compose_network(composer *k, const truce_actors *a) {
    enum { PARTIES_DRAWN = 8 };
    const uint32_t n = k->matrix.n_parties;
    if (n == 0 || a->ties.n == 0) {
        return;
    }
    truce_block *const figure =
        truce_document_figure(&k->doc, TRUCE_STR("network"), TRUCE_STR("Who is tied to whom"));
    size_t left_out = n > PARTIES_DRAWN ? n - PARTIES_DRAWN : 0;
    for (uint32_t i = 0; i < n && i < PARTIES_DRAWN && !k->failed; i += 2) {
        left_out += draw_map(k, a, figure, i);
    }
    truce_passage *const caption = truce_document_caption(&k->doc, figure);
    (void)compose_quietly(
        k, caption, TRUCE_SPAN_PLAIN,
        TRUCE_STR(
            "Each arrow is a tie that somebody reports, from whose it is to whom it is about; "
            "an alliance binds both ways. Faint: said not to be so. A name in brackets is the "
            "person or body it is said of. Places tell nothing: parties stand at the sides and "
            "all others between them, in the order of the case."),
        "the relations and roles of the table below, drawn");
    if (left_out > 0) {
        (void)compose_quietly(
            k, caption, TRUCE_SPAN_PLAIN,
            TRUCE_STR("Not all that is reported is drawn; the tables have it."),
            "at most 8 parties, 12 others around two of them, 4 ties between two");
    }
}
