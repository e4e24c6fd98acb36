/* In which capacities each actor stands, and which mediators are something else besides; then all
 * parts of the answer: the same form for all, with who says so and when. */
#include "compose_actors.h"
#include "actor_words.h"
#include "compose.h"
#include "digest.h"
#include "find_actor.h"
#include "named_parts.h"
#include "truce/case/words.h"

enum { CLAIMS_SHOWN = ACTOR_CLAIMS, POSITIONS_SHOWN = 8 };

static const char LIST_BASIS[] = "the case's list of actors";

/* ---- capacities, by source and time ---- */

static void add_capacities(composer *k, const truce_actors *a, const actor_sides *sides) {
    static const truce_column columns[] = {{{"Who", 3}, 20},
                                           {{"Declared as", 11}, 12},
                                           {{"Reported, in which source and when", 34}, 68}};
    truce_block *const table = truce_document_table(
        &k->doc, TRUCE_STR("Roles, relations and presence, by source and time"), columns,
        sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < sides->n; i++) {
        const uint32_t side = sides->at[i];
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                              actor_title(k, side), LIST_BASIS);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[1]), TRUCE_SPAN_MUTED,
                              truce_words_at(TRUCE_WORDS_ACTOR, (size_t)k->c->actors[side].kind),
                              LIST_BASIS);
        for (uint32_t m = sides->begins[side]; m < sides->begins[side + 1]; m++) {
            const uint32_t actor = sides->members[m];
            for (uint32_t t = a->ties.rows[actor]; t < a->ties.rows[actor + 1]; t++) {
                actor_tie(k, &row->cells[2], &a->ties.at[t], side);
            }
        }
    }
}

/* ---- mediators ---- */

static void add_position(composer *k, truce_cell *cell, const truce_position *p) {
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    uint32_t shown = 0;
    if (p->actor != p->side) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, actor_title(k, p->actor));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
    }
    phrase_position_stance(&k->text, p);
    truce_buffer_byte(&k->text, ' ');
    phrase_asked(&k->text, k->c, p, true);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t e = 0; e < p->n_evidence && shown < CLAIMS_SHOWN; e++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[e].claim));
        shown++;
    }
}

/* "Somebody who is not named accuses: ..." with who says so. */
static void add_charge(composer *k, truce_cell *cell, const truce_told *charge) {
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    const truce_claim *const claim = &k->c->claims[charge->claim];
    phrase_statement(&k->text, k->c, charge->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    phrase_speakers(&k->text, k->c, claim);
    truce_buffer_lit(&k->text, ", ");
    if (claim->n_speakers > 0) {
        truce_buffer_add(&k->text, truce_case_name(k->c, claim->source.symbol));
        truce_buffer_lit(&k->text, ", ");
    }
    phrase_statement_date(&k->text, &k->scope, charge->claim, charge->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    actor_cite(k, sentence, &charge->claim, 1);
}

/* What the claims that call it a mediator say of it besides. */
static void add_sayings(composer *k, truce_cell *cell, const truce_actors *a,
                        const truce_mediator *m) {
    uint32_t told[CLAIMS_SHOWN];
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_as; i++) {
        const truce_tie *const tie = &a->ties.at[m->as[i]];
        for (uint32_t c = 0; c < tie->n_claims && n < CLAIMS_SHOWN; c++) {
            uint32_t x = 0;
            while (x < n && told[x] != tie->claims[c]) {
                x++;
            }
            if (x == n) {
                told[n++] = tie->claims[c];
                compose_sayings_in(k, NULL, cell, tie->claims[c], m->side);
            }
        }
    }
}

static void add_mediator(composer *k, truce_block *table, const truce_actors *a,
                         const truce_mediator *m) {
    truce_row *const row = truce_document_row(&k->doc, table);
    (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                          actor_title(k, m->side), LIST_BASIS);
    for (uint32_t i = 0; i < m->n_as; i++) {
        actor_tie(k, &row->cells[1], &a->ties.at[m->as[i]], m->side);
    }
    for (uint32_t i = 0; i < m->n_denied; i++) {
        actor_tie(k, &row->cells[1], &a->ties.at[m->denied[i]], m->side);
    }
    if (m->n_as == 0) {
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[1]), TRUCE_SPAN_MUTED,
                              TRUCE_STR("declared as mediator"), LIST_BASIS);
    }
    for (uint32_t i = 0; i < m->n_also; i++) {
        actor_tie(k, &row->cells[2], &a->ties.at[m->also[i]], m->side);
    }
    if (k->of == TRUCE_NONE) { /* of one side all that is said stands together */
        add_sayings(k, &row->cells[2], a, m);
    }
    for (uint32_t i = 0; i < m->n_charges && i < POSITIONS_SHOWN; i++) {
        add_charge(k, &row->cells[2], &m->charges[i]);
    }
    if (m->n_charges > POSITIONS_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more accusations", m->n_charges - POSITIONS_SHOWN);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[2]), TRUCE_SPAN_MUTED,
                              compose_keep(k), "at most 8 are shown");
    }
    for (uint32_t i = a->facet_rows[m->side]; i < a->facet_rows[m->side + 1]; i++) {
        if (a->facets[i].kind <= TRUCE_FACET_STAKE) {
            compose_facet(k, &row->cells[2], &a->facets[i], true);
        }
    }
    for (uint32_t i = 0; i < m->n_positions && i < POSITIONS_SHOWN; i++) {
        add_position(k, &row->cells[2], &a->matrix->positions[m->positions[i]]);
    }
    if (m->n_positions > POSITIONS_SHOWN) {
        truce_buffer_printf(&k->text, "%u more positions: truce matrix",
                            m->n_positions - POSITIONS_SHOWN);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[2]), TRUCE_SPAN_MUTED,
                              compose_keep(k), "at most 8 are shown; the matrix has all");
    }
    if (row->cells[2].n_passages == 0) {
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[2]), TRUCE_SPAN_MUTED,
                              TRUCE_STR("nothing reported"), "no claim in view says so");
    }
}

static void add_mediators(composer *k, const truce_actors *a) {
    static const truce_column columns[] = {
        {{"Who", 3}, 18}, {{"Mediator, according to", 22}, 32}, {{"Also reported", 13}, 50}};
    if (a->n_mediators == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("mediators"),
                                 TRUCE_STR("Mediators, and what else they are reported to be"));
    truce_block *const table = truce_document_table(
        &k->doc,
        TRUCE_STR(
            "Host, ally, financier, withdrawn, accused; interests and positions of their own"),
        columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < a->n_mediators; i++) {
        add_mediator(k, table, a, &a->mediators[i]);
    }
}

/* ---- the section ---- */

/* What is to be shown, and the sides that are shown: all, or one. */
typedef struct whole {
    truce_actors actors;
    actor_sides sides;
    uint32_t *mediators; /* the sides that are mediators, all of them */
    uint32_t n_mediators;
} whole;

static void show_leverage(composer *k, const whole *w) {
    compose_leverage(k, &w->actors, &w->sides, w->mediators, w->n_mediators);
    if (k->of != TRUCE_NONE) {
        compose_answers(k, k->of);
    }
    compose_home(k, &w->actors, true);
}

static void show_alliances(composer *k, const whole *w) {
    compose_alliances(k, &w->actors);
}

static void show_mediators(composer *k, const whole *w) {
    add_mediators(k, &w->actors);
}

static void show_roles(composer *k, const whole *w) {
    add_capacities(k, &w->actors, &w->sides);
}

static void show_moves(composer *k, const whole *w) {
    compose_facets(k, &w->actors, &w->sides);
    if (k->of != TRUCE_NONE) {
        compose_sayings_of(k, k->of);
    }
}

static const char *const parts[] = {"leverage", "alliances", "mediators", "roles", "moves"};
static void (*const show[])(composer *k, const whole *w) = {show_leverage, show_alliances,
                                                            show_mediators, show_roles, show_moves};
enum { PARTS = sizeof parts / sizeof *parts };

static truce_status make(composer *k, whole *w, truce_error *err) {
    const truce_status status = truce_actors_make(&k->matrix, k->arena, &w->actors, err);
    if (status != TRUCE_OK) {
        return status;
    }
    w->n_mediators = w->actors.n_mediators;
    w->mediators = truce_arena_zero(k->arena, w->n_mediators, sizeof *w->mediators);
    if (w->mediators == NULL || !actor_sides_find(k, &w->actors, &w->sides)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the list of actors");
    }
    for (uint32_t i = 0; i < w->n_mediators; i++) {
        w->mediators[i] = w->actors.mediators[i].side;
    }
    return TRUCE_OK;
}

truce_status compose_actors(composer *k, truce_error *err) {
    whole w;
    const truce_status status = make(k, &w, err);
    if (status != TRUCE_OK || k->c->n_actors == 0) {
        return status;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("actors"), TRUCE_STR("Actors and leverage"));
    compose_network(k, &w.actors);
    for (unsigned i = 0; i < PARTS; i++) {
        show[i](k, &w);
    }
    return TRUCE_OK;
}

truce_status compose_actors_asked(composer *k, truce_error *err) {
    enum { HOLDS_SHOWN = 16 };
    const truce_request *const r = &k->session->request;
    uint32_t side = TRUCE_NONE;
    unsigned asked = 0;
    whole w;
    truce_status status =
        named_parts(r->sections, "the answer on actors has no section", parts, PARTS, &asked, err);
    if (status == TRUCE_OK) {
        status = find_actor(k, r->of, &side, err);
    }
    if (status == TRUCE_OK) {
        status = make(k, &w, err);
    }
    if (status == TRUCE_OK && side != TRUCE_NONE && !actors_keep_of(k, &w.actors, &w.sides, side)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for one actor");
    }
    if (status != TRUCE_OK || k->c->n_actors == 0) {
        return status;
    }
    const bool in_short = r->sections.size == 0;
    if (in_short && side == TRUCE_NONE) {
        digest_leverage(k, &w.actors, r->most > 0 ? r->most : HOLDS_SHOWN);
        compose_home(k, &w.actors, false);
        compose_network(k, &w.actors);
        show_mediators(k, &w);
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              TRUCE_STR("This is in short; whole: truce actors --sections all; all "
                                        "of one actor: --of NAME."),
                              "how truce works");
        return TRUCE_OK;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("actors"), TRUCE_STR("Actors and leverage"));
    if (side != TRUCE_NONE) {
        find_actor_note(k, r->of, side);
        k->of = side;
    } else {
        compose_network(k, &w.actors);
    }
    for (unsigned i = 0; i < PARTS; i++) {
        if (in_short || (asked >> i & 1) != 0) {
            show[i](k, &w);
        }
    }
    return TRUCE_OK;
}
