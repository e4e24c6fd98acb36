/* Who takes part, and as what, according to whom: roles, relations and presence side by side, so
 * that a mediator who is also an ally, or who withdrew, shows as all of these. */
#include "actor_words.h"

#include "truce/case/words.h"

/* One tie of an actor; `named` puts the actor before it, as a member of the side that the row is
 * about. */
static void add_tie(composer *k, truce_cell *cell, const truce_tie *tie, bool named) {
    truce_passage *const passage = truce_document_cell(&k->doc, cell);
    truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
    if (named) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG,
                           k->c->actors[tie->actor].head.title);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
    }
    phrase_tie(&k->text, k->c, tie->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    actor_tie_words(k, sentence, tie);
    for (uint32_t i = 0; i < tie->n_claims; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, tie->claims[i]));
    }
}

/* The side's own ties, then those of its people and offices. */
static void add_side(composer *k, truce_block *table, const truce_ties *ties,
                     const uint32_t *members, uint32_t begin, uint32_t end, uint32_t side) {
    const truce_actor *const actor = &k->c->actors[side];
    truce_row *const row = truce_document_row(&k->doc, table);
    (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                          actor->head.title, "the case's list of actors");
    (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[1]), TRUCE_SPAN_MUTED,
                          truce_words_at(TRUCE_WORDS_ACTOR, (size_t)actor->kind),
                          "the case's list of actors");
    for (uint32_t t = ties->rows[side]; t < ties->rows[side + 1]; t++) {
        add_tie(k, &row->cells[2], &ties->at[t], false);
    }
    for (uint32_t m = begin; m < end; m++) {
        for (uint32_t t = ties->rows[members[m]]; t < ties->rows[members[m] + 1]; t++) {
            if (members[m] != side) {
                add_tie(k, &row->cells[2], &ties->at[t], true);
            }
        }
    }
}

/* Actors by side, in reading order within each: begins[s] .. begins[s + 1] are those of side s. */
static bool group_by_side(composer *k, uint32_t **members, uint32_t **begins) {
    const truce_case *const c = k->c;
    *members = truce_arena_take(k->arena, c->n_actors * sizeof **members);
    *begins = truce_arena_zero(k->arena, c->n_actors + 2U, sizeof **begins);
    if (*members == NULL || *begins == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        (*begins)[c->actors[i].side + 2]++;
    }
    for (uint32_t s = 2; s < c->n_actors + 2U; s++) {
        (*begins)[s] += (*begins)[s - 1];
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        (*members)[(*begins)[c->actors[i].side + 1]++] = i;
    }
    return true;
}

/* Everybody whom the table leaves out, so that no name in the paper is a stranger. */
static void add_others(composer *k, const bool *shown) {
    const truce_case *const c = k->c;
    bool any = false;
    for (uint32_t i = 0; i < c->n_actors; i++) {
        if (shown[i]) {
            continue;
        }
        const uint32_t of = truce_case_find(c, TRUCE_KIND_ACTOR, c->actors[i].of);
        truce_buffer_printf(&k->text, "%s", any ? "; " : "Also in the case: ");
        truce_buffer_add(&k->text, c->actors[i].head.title);
        truce_buffer_printf(
            &k->text, " (%.*s",
            TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_ACTOR, (size_t)c->actors[i].kind)));
        if (of != TRUCE_NONE) {
            truce_buffer_lit(&k->text, " of ");
            truce_buffer_add(&k->text, c->actors[of].head.title);
        }
        truce_buffer_byte(&k->text, ')');
        any = true;
    }
    if (any) {
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              compose_keep(k), "the case's list of actors");
    }
}

/* Parties first; then every other side of which, or of whose people, something is claimed, and
 * those whom the case calls mediators. The rest show where they speak or are spoken of. */
truce_status compose_who(composer *k, truce_error *err) {
    const truce_case *const c = k->c;
    truce_ties ties;
    uint32_t *members = NULL;
    uint32_t *begins = NULL;
    const truce_status status = truce_ties_make(&k->scope, k->arena, &ties, err);
    if (status != TRUCE_OK || c->n_actors == 0) {
        return status;
    }
    if (!group_by_side(k, &members, &begins)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the list of actors");
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("who"), TRUCE_STR("Who"));
    static const truce_column columns[] = {
        {{"Who", 3}, 22}, {{"Declared as", 11}, 12}, {{"Reported of them", 16}, 66}};
    truce_block *const table = truce_document_table(
        &k->doc, TRUCE_STR("Actors: roles, relations and presence, as reported"), columns,
        sizeof columns / sizeof *columns);
    bool *const in_table = truce_arena_zero(k->arena, c->n_actors, sizeof *in_table);
    if (in_table == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the list of actors");
    }
    for (int parties = 1; parties >= 0; parties--) {
        for (uint32_t s = 0; s < c->n_actors; s++) {
            const bool party = c->actors[s].kind == TRUCE_ACTOR_PARTY;
            bool shown = party || c->actors[s].kind == TRUCE_ACTOR_MEDIATOR;
            for (uint32_t m = begins[s]; m < begins[s + 1] && !shown; m++) {
                shown = ties.rows[members[m] + 1] > ties.rows[members[m]];
            }
            if (party == (parties == 1) && shown && c->actors[s].side == s) {
                add_side(k, table, &ties, members, begins[s], begins[s + 1], s);
                in_table[s] = true;
                for (uint32_t m = begins[s]; m < begins[s + 1]; m++) {
                    in_table[members[m]] =
                        in_table[members[m]] || ties.rows[members[m] + 1] > ties.rows[members[m]];
                }
            }
        }
    }
    add_others(k, in_table);
    return TRUCE_OK;
}
