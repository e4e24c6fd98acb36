/* Packages as rows of a table: what each is worth to each side, and where that side gives way. */
#include <stdlib.h>

#include "compose_deals.h"
#include "packages.h"

enum { ASKS_SHOWN = 10 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static void lit(composer *k, const char *text) {
    truce_buffer_add(&k->text, truce_str_of(text));
}

/* ---- tables of packages ---- */

/* A table whose columns are what a row is, the package, and each party with all that packages can
 * be worth to it. */
static truce_block *open_table(composer *k, const dealt *d, const char *caption, const char *first,
                               int weight) {
    truce_column columns[TRUCE_WORTH_PARTIES_MAX + 2];
    size_t n = 0;
    columns[n++] = (truce_column){truce_str_of(first), weight};
    columns[n++] = (truce_column){TRUCE_STR("Package"), 40};
    for (uint32_t p = 0; p < d->n_parties; p++) {
        truce_buffer_add(&k->text, deal_party(k, d, p));
        lit(k, " (");
        deal_number(&k->text, deal_utility(k, d, d->frontier.lowest, 0, p));
        lit(k, " to ");
        deal_number(&k->text, deal_utility(k, d, d->frontier.highest, 0, p));
        lit(k, ")");
        columns[n++] = (truce_column){compose_keep(k), 24};
    }
    return truce_document_table(&k->doc, truce_str_of(caption), columns, n);
}

/* ---- what a package asks of each side ---- */

/* How much less the option chosen of one issue is worth than the best of it, to a party. */
typedef struct loss {
    uint32_t variable;
    double lost;
} loss;

static int by_loss(const void *left, const void *right) {
    const loss *const l = left;
    const loss *const r = right;
    if (l->lost != r->lost) {
        return l->lost > r->lost ? -1 : 1;
    }
    return (l->variable > r->variable) - (l->variable < r->variable);
}

static size_t find_losses(composer *k, const dealt *d, uint32_t party, const uint32_t *package,
                          const bool *left_out, loss *losses) {
    size_t n = 0;
    for (uint32_t t = 0; t < d->worth.n_terms; t++) {
        const truce_worth_term *const term = &d->worth.terms[t];
        const uint32_t v = term->variables[0];
        if (term->n_variables > 1 || (left_out != NULL && left_out[v])) {
            continue;
        }
        double best = 0;
        for (uint32_t o = 0; o < d->worth.choices->n_values[v]; o++) {
            const double u = deal_utility(k, d, term->amounts, o, party);
            best = o == 0 || u > best ? u : best;
        }
        const double lost = best - deal_utility(k, d, term->amounts, package[v], party);
        if (lost > 0) {
            losses[n++] = (loss){v, lost};
        }
    }
    if (n > 1) {
        qsort(losses, n, sizeof *losses, by_loss);
    }
    return n;
}

/* "48.35: gives way on Cameras (25), Rise over two years (16.65) and 1 more". */
static void add_side(composer *k, const dealt *d, truce_cell *cell, truce_amounts amounts, size_t i,
                     uint32_t party, const uint32_t *package, const bool *left_out) {
    enum { SHOWN = 3 };
    loss *const losses = truce_arena_take(k->arena, (d->worth.n_terms + 1U) * sizeof *losses);
    if (losses == NULL) {
        k->failed = true;
        return;
    }
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    deal_number(&k->text, deal_utility(k, d, amounts, i, party));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    const size_t n = find_losses(k, d, party, package, left_out, losses);
    for (size_t l = 0; l < n && l < SHOWN; l++) {
        truce_buffer_printf(&k->text, "%s", l == 0 ? ": gives way on " : ", ");
        package_issue(&k->text, &d->space, losses[l].variable);
        lit(k, " (");
        deal_number(&k->text, losses[l].lost);
        lit(k, ")");
    }
    if (n > SHOWN) {
        truce_buffer_printf(&k->text, " and on %zu more", n - SHOWN);
    }
    if (n == 0) {
        lit(k, left_out == NULL ? ": has its best on each issue" : ": has its best on these");
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    sentence->basis = TRUCE_STR("the worth of each option beside that of the best one of its "
                                "issue; what joint terms add is in the sum alone");
    sentence->quiet = true;
}

static void add_sides(composer *k, const dealt *d, truce_row *row, truce_amounts amounts, size_t i,
                      const uint32_t *package, const bool *left_out) {
    for (uint32_t p = 0; p < d->n_parties; p++) {
        add_side(k, d, &row->cells[2 + p], amounts, i, p, package, left_out);
    }
}

/* ---- points that rules name ---- */

/* The rules that would choose this vector, in one cell. */
static void add_rules(composer *k, const dealt *d, truce_row *row, size_t vector) {
    for (size_t r = 0; r < TRUCE_POINTS; r++) {
        if (deal_names(d, r, vector)) {
            truce_sentence *const name =
                truce_document_sentence(&k->doc, truce_document_cell(&k->doc, &row->cells[0]));
            truce_sentence_add(&k->doc, name, TRUCE_SPAN_STRONG, truce_str_of(deal_rules[r].name));
            name->basis = truce_str_of(deal_rules[r].words);
            name->quiet = true;
        }
    }
}

void deal_points(composer *k, const dealt *d) {
    if (d->frontier.n == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("points"),
                                 TRUCE_STR("Efficient packages that a rule of fairness names"));
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    for (size_t r = 0; r < TRUCE_POINTS; r++) {
        truce_buffer_printf(&k->text, "%s: %s%s", deal_rules[r].name, deal_rules[r].words,
                            r + 1 < TRUCE_POINTS ? ";" : ". None of them is advice.");
        (void)compose_quietly(k, passage, TRUCE_SPAN_MUTED, compose_keep(k), "definitions");
    }
    truce_block *const table =
        open_table(k, d, "What each would be worth, and what it asks of each side", "Named by", 30);
    for (size_t r = 0; r < TRUCE_POINTS; r++) {
        for (uint32_t i = 0; i < d->named[r].n; i++) {
            const truce_frontier_point *const point = &d->named[r].points[i];
            if (deal_is_first(d, r, i)) {
                truce_row *const row = truce_document_row(&k->doc, table);
                add_rules(k, d, row, point->vector);
                deal_package_cell(k, d, &row->cells[1], point->package, NULL);
                add_sides(k, d, row, d->frontier.vectors, point->vector, point->package, NULL);
            }
        }
    }
}

/* ---- the frontier, in a few packages ---- */

static const truce_frontier_point *shown_point(const truce_frontier *f, uint32_t i, uint32_t n) {
    return &f->points[n == 1 ? 0 : (uint64_t)i * (f->n_points - 1) / (n - 1)];
}

/* What all the packages shown have in common, in one sentence; which variables these are. */
static bool *add_common(composer *k, const dealt *d, uint32_t shown) {
    const uint32_t n = d->space.rows[k->c->n_issues];
    bool *const common = truce_arena_zero(k->arena, n + 1U, sizeof *common);
    bool any = false;
    k->failed = k->failed || common == NULL;
    for (uint32_t v = 0; v < n && common != NULL && shown > 1; v++) {
        const uint32_t value = d->frontier.points[0].package[v];
        common[v] = true;
        for (uint32_t i = 1; i < shown; i++) {
            common[v] = common[v] && shown_point(&d->frontier, i, shown)->package[v] == value;
        }
        if (common[v] && d->told[v]) {
            lit(k, any ? "; " : "The same in all of these: ");
            package_choice(&k->text, &d->space, v, value);
            any = true;
        }
    }
    if (any) {
        lit(k, ".");
        say(k, truce_document_paragraph(&k->doc), "the packages of the table, compared");
    }
    return common;
}

void deal_asks(composer *k, const dealt *d) {
    const truce_frontier *const f = &d->frontier;
    if (f->n_points == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("asks"),
                                 TRUCE_STR("What efficient packages ask of each side"));
    const uint32_t most = k->session->request.most > 0 ? k->session->request.most : ASKS_SHOWN;
    const uint32_t shown = f->n_points < most ? f->n_points : most;
    const bool *const common = add_common(k, d, shown);
    truce_block *const table =
        open_table(k, d, "From the best for one side to the best for another", "No.", 6);
    for (uint32_t i = 0; i < shown; i++) {
        const truce_frontier_point *const point = shown_point(f, i, shown);
        truce_row *const row = truce_document_row(&k->doc, table);
        truce_buffer_printf(&k->text, "%u", i + 1);
        say(k, truce_document_cell(&k->doc, &row->cells[0]), "its number on this paper");
        deal_package_cell(k, d, &row->cells[1], point->package, common);
        add_sides(k, d, row, f->vectors, point->vector, point->package, common);
    }
    if (f->n > shown) {
        truce_buffer_printf(&k->text,
                            "%u of %zu, spread evenly: --most N shows more, --json has them all up "
                            "to --points.",
                            shown, f->n);
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              compose_keep(k), "a limit of the paper");
    }
}
