/* Where there are more than two sides: what each pair of them that gives each other something risks
 * in the order of the plan, and what is left out of that. */
#include "compose_exposure.h"

enum { PAIRS_SHOWN = 12, ONE_WAY_SHOWN = 6 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static void add_title(composer *k, uint32_t actor) {
    truce_buffer_add(&k->text, k->c->actors[actor].head.title);
}

static void add_given(composer *k, const sequence_pair *p, int side) {
    const uint32_t n = p->two.n_given[side];
    add_title(k, p->two.sides[side]);
    truce_buffer_lit(&k->text, " gives ");
    add_title(k, p->two.sides[1 - side]);
    truce_buffer_printf(&k->text, " %u step%s", n, n == 1 ? "" : "s");
}

/* ---- those who give each other something ---- */

static void add_pair(composer *k, const sequenced *s, truce_block *table, const sequence_pair *p) {
    truce_row *const row = truce_document_row(&k->doc, table);
    for (int side = 0; side < TRUCE_SIDES; side++) {
        truce_cell *const cell = &row->cells[side];
        add_title(k, p->two.sides[side]);
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_STRONG,
                              compose_keep(k), "who gives and who receives each step");
        truce_buffer_printf(&k->text, "gives %u step%s%s", p->two.n_given[side],
                            p->two.n_given[side] == 1 ? "" : "s",
                            p->two.worth[side] != NULL ? ", counted in numbers of its own" : "");
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              compose_keep(k), "who gives and who receives each step");
        if (p->followed) {
            exposure_worst(k, s, &p->two, cell, &p->path, side);
        } else {
            truce_buffer_lit(&k->text, "not followed: the numbers are too large");
            say(k, truce_document_cell(&k->doc, cell), "a limit of truce");
        }
    }
}

static void add_mutual(composer *k, const sequenced *s) {
    static const truce_column columns[] = {{{"One", 3}, 50}, {{"The other", 9}, 50}};
    truce_block *table = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_pairs; i++) {
        n += sequence_mutual(&s->pairs[i]);
    }
    for (uint32_t i = 0, shown = 0; n > 1 && i < s->n_pairs && shown < PAIRS_SHOWN; i++) {
        if (sequence_mutual(&s->pairs[i])) {
            table = table != NULL
                        ? table
                        : truce_document_table(
                              &k->doc,
                              TRUCE_STR("Pairs of sides that give each other something: the most "
                                        "each has given the other and not yet received, in the "
                                        "order of the plan"),
                              columns, sizeof columns / sizeof *columns);
            add_pair(k, s, table, &s->pairs[i]);
            shown++;
        }
    }
    if (n > 1) {
        truce_passage *const passage = truce_document_paragraph(&k->doc);
        if (n > PAIRS_SHOWN) {
            truce_buffer_printf(&k->text, "And %u more pairs: truce sequence --json has them.",
                                n - PAIRS_SHOWN);
            say(k, passage, "who gives and who receives each step");
        }
        truce_buffer_lit(&k->text, "What follows is between ");
        add_title(k, s->two.sides[0]);
        truce_buffer_lit(&k->text, " and ");
        add_title(k, s->two.sides[1]);
        truce_buffer_printf(
            &k->text, s->chosen ? "." : ", who give each other most; for another pair: --between ");
        for (uint32_t i = 0; i < s->n_pairs && !s->chosen; i++) {
            const sequence_pair *const p = &s->pairs[i];
            if (sequence_mutual(p) && !sequence_same(&p->two, &s->two)) {
                for (int side = 0; side < TRUCE_SIDES; side++) {
                    truce_buffer_add(
                        &k->text,
                        truce_case_name(k->c, k->c->actors[p->two.sides[side]].head.name));
                    truce_buffer_byte(&k->text, side == 0 ? ',' : '.');
                }
                break;
            }
        }
        say(k, passage, "who gives and who receives each step");
    }
}

/* ---- the rest ---- */

/* What one gives that gives nothing back; and what belongs to no pair. */
static void say_left_out(composer *k, const sequenced *s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_pairs; i++) {
        const sequence_pair *const p = &s->pairs[i];
        if (sequence_mutual(p) || sequence_same(&p->two, &s->two)) {
            continue;
        }
        if (n++ < ONE_WAY_SHOWN) {
            truce_buffer_printf(&k->text, "%s", n == 1 ? "Given and not answered: " : "; ");
            add_given(k, p, p->two.n_given[0] > 0 ? 0 : 1);
        }
    }
    if (n > ONE_WAY_SHOWN) {
        truce_buffer_printf(&k->text, "; and %u more pair%s", n - ONE_WAY_SHOWN,
                            n - ONE_WAY_SHOWN == 1 ? "" : "s");
    }
    if (n > 0) {
        truce_buffer_lit(&k->text, ". Where one gives another and receives nothing from there, "
                                   "there is nothing to weigh.");
    }
    if (s->n_apart > 0) {
        truce_buffer_printf(&k->text,
                            "%s%u step%s no giver on one side and receiver on the other, and "
                            "count%s for nobody.",
                            n > 0 ? " " : "", s->n_apart, s->n_apart == 1 ? " has" : "s have",
                            s->n_apart == 1 ? "s" : "");
    }
    if (k->text.size > 0) {
        say(k, truce_document_paragraph(&k->doc), "who gives and who receives each step");
    }
}

void exposure_pairs(composer *k, const sequenced *s) {
    add_mutual(k, s);
    say_left_out(k, s);
}

void exposure_one_way(composer *k, const sequenced *s) {
    const sequence_pair *pair = NULL;
    for (uint32_t i = 0; i < s->n_pairs && pair == NULL; i++) {
        pair = sequence_same(&s->pairs[i].two, &s->two) ? &s->pairs[i] : NULL;
    }
    if (pair == NULL) {
        add_title(k, s->two.sides[0]);
        truce_buffer_lit(&k->text, " and ");
        add_title(k, s->two.sides[1]);
        truce_buffer_lit(&k->text, " give each other nothing here");
    } else {
        add_given(k, pair, pair->two.n_given[0] > 0 ? 0 : 1);
        truce_buffer_lit(&k->text, " and receives none from there");
    }
    truce_buffer_lit(&k->text, ": there is nothing to weigh against each other.");
    say(k, truce_document_paragraph(&k->doc), "who gives and who receives each step");
}
