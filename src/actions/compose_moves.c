/* What moves each side: interests, stakes, alternatives, costs, divisions; the same form for all.
 */
#include "actor_words.h"
#include "truce/case/words.h"

enum { CLAIMS_SHOWN = ACTOR_CLAIMS };

/* "- the report s1, 2025-07~": who says it, each once; of our reading its mark tells. */
static void add_facet_tellers(composer *k, truce_sentence *sentence, const truce_facet *f) {
    enum { SHOWN = 3 };
    truce_str names[SHOWN];
    uint32_t n = 0;
    uint32_t rest = 0;
    for (uint32_t i = 0; i < f->n_claims && i < CLAIMS_SHOWN; i++) {
        const truce_claim *const claim = &k->c->claims[f->claims[i]];
        if ((claim->marks & TRUCE_MARK_INFERRED) != 0) {
            continue;
        }
        phrase_speakers(&k->text, k->c, claim);
        truce_buffer_lit(&k->text, ", ");
        phrase_date(&k->text, &k->scope, f->claims[i]);
        const truce_str who = compose_keep(k);
        uint32_t at = 0;
        while (at < n && !truce_str_equal(names[at], who)) {
            at++;
        }
        rest += at == n && n == SHOWN;
        if (at == n && n < SHOWN) {
            names[n++] = who;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "\xE2\x80\x94 " : "; ");
        truce_buffer_add(&k->text, names[i]);
    }
    truce_buffer_printf(&k->text, "%s", rest > 0 ? "; and others" : "");
    if (n > 0) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    }
}

void compose_facet(composer *k, truce_cell *cell, const truce_facet *f, bool with_kind) {
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    if (f->kind == TRUCE_FACET_PRESSURE) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG,
                           f->actor != TRUCE_NONE ? actor_title(k, f->actor)
                                                  : TRUCE_STR("Somebody who is not named"));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
        phrase_tie(&k->text, k->c, f->statement);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    } else {
        if (f->actor != f->side) {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, actor_title(k, f->actor));
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
        }
        if (with_kind) {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN,
                               truce_words_at(TRUCE_WORDS_TRAIT, (size_t)f->kind));
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
        }
        if (f->statement->denied) {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR("not:"));
        }
    }
    if (f->kind != TRUCE_FACET_PRESSURE) {
        phrase_trait_words(&k->text, f->statement);
    } else if (f->statement->text.size > 0) {
        truce_buffer_printf(&k->text, "(%.*s)", TRUCE_STR_ARGS(f->statement->text));
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    const uint32_t on = f->kind != TRUCE_FACET_PRESSURE
                            ? truce_case_find(k->c, TRUCE_KIND_ISSUE, f->statement->as.trait.on)
                            : TRUCE_NONE;
    if (on != TRUCE_NONE) {
        truce_buffer_printf(&k->text, "(on %.*s)", TRUCE_STR_ARGS(k->c->issues[on].head.title));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    }
    add_facet_tellers(k, sentence, f);
    actor_cite(k, sentence, f->claims, f->n_claims);
}

/* What moves one side, line by line. */
static void add_facets_of(composer *k, const truce_actors *a) {
    static const truce_column columns[] = {{{"As reported", 11}, 24}, {{"What", 4}, 76}};
    static const char *const called[] = {
        "Interests", "Stakes", "Alternatives", "Costs of no deal", "Divisions at home", "Pressure"};
    truce_block *table = NULL;
    for (uint32_t i = a->facet_rows[k->of]; i < a->facet_rows[k->of + 1]; i++) {
        if (table == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("moves"),
                                         TRUCE_STR("What moves it"));
            table = truce_document_table(&k->doc,
                                         TRUCE_STR("Interests, stakes, alternatives, costs of no "
                                                   "deal; at home"),
                                         columns, sizeof columns / sizeof *columns);
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                              truce_str_of(called[a->facets[i].kind]),
                              "how truce sorts what is reported");
        compose_facet(k, &row->cells[1], &a->facets[i], false);
    }
}

void compose_facets(composer *k, const truce_actors *a, const actor_sides *sides) {
    static const char *const called[] = {"Interests",
                                         "Stakes",
                                         "Alternatives to a deal",
                                         "Costs of no deal",
                                         "Divisions at home",
                                         "Pressure by its own, or by somebody not named"};
    static const char NONE_BASIS[] = "no claim in view says so";
    truce_column columns[TRUCE_MATRIX_PARTIES_MAX + 2] = {{TRUCE_STR("As reported"), 16}};
    const uint32_t n = a->matrix->n_parties;
    bool others = false;
    if (k->of != TRUCE_NONE) {
        add_facets_of(k, a);
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        columns[i + 1] = (truce_column){actor_title(k, a->matrix->parties[i]), 30};
    }
    for (uint32_t i = 0; i < a->n_facets && !others; i++) {
        others = k->c->actors[a->facets[i].side].kind != TRUCE_ACTOR_PARTY;
    }
    columns[n + 1] = (truce_column){TRUCE_STR("Others"), 24};
    if (a->n_facets == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("moves"), TRUCE_STR("What moves each side"));
    truce_block *const table = truce_document_table(
        &k->doc, TRUCE_STR("Interests, stakes, alternatives, costs of no deal; at home"), columns,
        n + 1 + (others ? 1U : 0U));
    for (int kind = TRUCE_FACET_INTEREST; kind < TRUCE_FACET_N; kind++) {
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                              truce_str_of(called[kind]), "how truce sorts what is reported");
        for (uint32_t p = 0; p < n; p++) {
            const uint32_t side = a->matrix->parties[p];
            for (uint32_t i = a->facet_rows[side]; i < a->facet_rows[side + 1]; i++) {
                if ((int)a->facets[i].kind == kind) {
                    compose_facet(k, &row->cells[p + 1], &a->facets[i], false);
                }
            }
            if (row->cells[p + 1].n_passages == 0) {
                (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[p + 1]),
                                      TRUCE_SPAN_MUTED, TRUCE_STR("none reported"), NONE_BASIS);
            }
        }
        for (uint32_t s = 0; others && s < sides->n_all; s++) {
            const uint32_t side = sides->all[s];
            for (uint32_t i = a->facet_rows[side];
                 k->c->actors[side].kind != TRUCE_ACTOR_PARTY && i < a->facet_rows[side + 1]; i++) {
                if ((int)a->facets[i].kind == kind) {
                    truce_cell *const cell = &row->cells[n + 1];
                    const size_t before = cell->n_passages;
                    compose_facet(k, cell, &a->facets[i], false);
                    if (a->facets[i].actor == side && cell->n_passages > before) {
                        cell->passages[before].label = actor_title(k, side);
                    }
                }
            }
        }
    }
}
