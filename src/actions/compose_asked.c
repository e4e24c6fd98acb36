/* The packages that were asked for, each with what it is worth to every side. */
#include "deals_asked.h"
#include "packages.h"

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static void lit(composer *k, const char *text) {
    truce_buffer_add(&k->text, truce_str_of(text));
}

static void heading(composer *k, const char *id, const char *title) {
    (void)truce_document_heading(&k->doc, 3, truce_str_of(id), truce_str_of(title));
}

static truce_block *open_table(composer *k, const dealt *d, const char *caption) {
    truce_column columns[TRUCE_WORTH_PARTIES_MAX + 2];
    size_t n = 0;
    columns[n++] = (truce_column){TRUCE_STR("No."), 6};
    columns[n++] = (truce_column){TRUCE_STR("Package"), 50};
    for (uint32_t p = 0; p < d->n_parties; p++) {
        columns[n++] = (truce_column){deal_party(k, d, p), 20};
    }
    return truce_document_table(&k->doc, truce_str_of(caption), columns, n);
}

static bool is_low(composer *k, const dealt *d, uint32_t party, double u) {
    return d->worth.reserve != NULL && d->worth.reserved[party] &&
           u < deal_utility(k, d, d->worth.reserve, 0, party);
}

static void add_row(composer *k, const dealt *d, truce_block *table, uint32_t number,
                    const uint32_t *package) {
    truce_row *const row = truce_document_row(&k->doc, table);
    truce_buffer_printf(&k->text, "%u", number);
    say(k, truce_document_cell(&k->doc, &row->cells[0]), "its number on this paper");
    deal_package_cell(k, d, &row->cells[1], package, NULL);
    for (uint32_t p = 0; p < d->n_parties; p++) {
        truce_passage *const cell = truce_document_cell(&k->doc, &row->cells[2 + p]);
        const double u = deal_package_utility(k, d, package, p);
        deal_number(&k->text, u);
        truce_sentence *const sentence =
            compose_quietly(k, cell, TRUCE_SPAN_STRONG, compose_keep(k), "by its preferences");
        if (is_low(k, d, p, u)) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION,
                                 TRUCE_STR("below its reservation value"));
        }
    }
}

/* "Union at least 40, Owner at least 30". */
static void add_band(composer *k, const dealt *d, const deal_asked *a) {
    bool any = false;
    for (uint32_t p = 0; p < d->n_parties; p++) {
        if (a->band.has_least != NULL && a->band.has_least[p]) {
            lit(k, any ? ", " : "");
            truce_buffer_add(&k->text, deal_party(k, d, p));
            lit(k, " at least ");
            if (a->banded) {
                char text[24];
                truce_buffer_add(&k->text,
                                 (truce_str){text, truce_decimal_write(a->least[p], text)});
            } else {
                deal_number(&k->text, deal_utility(k, d, a->band.least, 0, p));
            }
            any = true;
        }
    }
    lit(k, any ? "" : "any worth");
}

static void add_count(composer *k, const dealt *d, const deal_asked *a) {
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    truce_str low = {NULL, 0};
    truce_str high = {NULL, 0};
    k->failed = k->failed ||
                truce_bigint_decimal(a->count.at_least, k->arena, &low, NULL) != TRUCE_OK ||
                truce_bigint_decimal(a->count.at_most, k->arena, &high, NULL) != TRUCE_OK;
    lit(k, "Packages that leave ");
    add_band(k, d, a);
    if (a->count.exact) {
        truce_buffer_printf(&k->text, ": %.*s.", TRUCE_STR_ARGS(low));
    } else {
        truce_buffer_printf(&k->text, ": between %.*s and %.*s.", TRUCE_STR_ARGS(low),
                            TRUCE_STR_ARGS(high));
    }
    say(k, passage, "packages counted against what was asked for with --at-least");
}

static void add_best(composer *k, const dealt *d, const deal_asked *a) {
    const uint32_t n = a->banded ? a->n_within : a->ranking.n;
    heading(k, "best", "The best packages");
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    lit(k, a->banded ? "Best for " : "By worth to ");
    truce_buffer_add(&k->text, deal_party(k, d, a->best));
    if (a->banded) {
        lit(k, " among those that leave ");
        add_band(k, d, a);
        lit(k, n == 0 ? ": there is none."
                      : "; those that are as good for everybody stand for one "
                        "another.");
    } else {
        lit(k, " alone, the best first. What they are worth to others, and reservation values, do "
               "not matter to this order.");
    }
    if (a->banded && !a->frontier.exact) {
        lit(k, " There were too many efficient packages to keep: a better one may have been left "
               "out.");
    }
    say(k, passage, "asked for with --best");
    if (n == 0) {
        return;
    }
    truce_block *const table = open_table(k, d, "The best packages, with their worth to each side");
    for (uint32_t i = 0; i < n; i++) {
        add_row(k, d, table, i + 1, a->banded ? a->within[i].package : a->ranking.at[i].package);
    }
}

static void add_near(composer *k, const dealt *d, const deal_asked *a) {
    heading(k, "near", "The nearest package");
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    if (a->nearest.found.package == NULL) {
        lit(k, "The links leave no package.");
        say(k, passage, "the links of the case");
        return;
    }
    lit(k, "Nearest to what was asked for, differences counted as shares of each side's range; the "
           "distance is ");
    deal_number(&k->text, a->nearest.distance);
    lit(k, a->nearest.exact ? "." : ". A nearer one may have been left out.");
    say(k, passage, "asked for with --near");
    add_row(k, d, open_table(k, d, "The nearest package, with its worth to each side"), 1,
            a->nearest.found.package);
}

static void add_random(composer *k, const dealt *d, const deal_asked *a) {
    heading(k, "drawn", "Packages drawn at random");
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    if (a->drawn.n == 0) {
        lit(k, a->drawn.none ? "No package is worth so much to every side."
                             : "None was found in the draws allowed.");
        say(k, passage, "asked for with --random");
        return;
    }
    lit(k, "Of those that leave ");
    add_band(k, d, a);
    truce_buffer_printf(&k->text, ", each as likely as another (seed %llu).",
                        (unsigned long long)k->session->request.draws);
    say(k, passage, "asked for with --random");
    truce_block *const table =
        open_table(k, d, "Packages drawn at random, with their worth to each side");
    for (uint32_t i = 0; i < a->drawn.n; i++) {
        add_row(k, d, table, i + 1, a->drawn.at[i].package);
    }
}

void compose_asked(composer *k, const dealt *d, const deal_asked *a) {
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("deals"),
                                 TRUCE_STR("Packages that were asked for"));
    deal_authors(k, d);
    if (a->counted) {
        add_count(k, d, a);
    }
    if (a->best != TRUCE_NONE) {
        add_best(k, d, a);
    }
    if (a->near) {
        add_near(k, d, a);
    }
    if (a->random) {
        add_random(k, d, a);
    }
}

/* ---- for machines ---- */

static void one_json(composer *k, const dealt *d, const uint32_t *package, truce_json *json) {
    truce_json_object(json);
    truce_json_key(json, "utilities");
    truce_json_array_inline(json);
    for (uint32_t p = 0; p < d->n_parties; p++) {
        truce_json_double(json, deal_package_utility(k, d, package, p));
    }
    truce_json_close(json);
    truce_json_key(json, "package");
    package_json(k, &d->space, package, json);
    truce_json_close(json);
}

static void count_json(composer *k, const truce_zopa *z, truce_json *json) {
    truce_str digits = {NULL, 0};
    truce_json_key(json, "count");
    truce_json_object(json);
    truce_json_member_bool(json, "exact", z->exact);
    k->failed = k->failed || truce_bigint_decimal(z->at_least, k->arena, &digits, NULL) != TRUCE_OK;
    truce_json_member_str(json, "at_least", digits);
    k->failed = k->failed || truce_bigint_decimal(z->at_most, k->arena, &digits, NULL) != TRUCE_OK;
    truce_json_member_str(json, "at_most", digits);
    truce_json_close(json);
}

void compose_asked_json(composer *k, const dealt *d, const deal_asked *a, truce_json *json) {
    truce_json_key(json, "parties");
    truce_json_array_inline(json);
    for (uint32_t p = 0; p < d->n_parties; p++) {
        truce_json_str(json, truce_case_name(k->c, k->c->preferences[d->records[p]].of.symbol));
    }
    truce_json_close(json);
    truce_json_key(json, "asked");
    truce_json_object(json);
    if (a->counted) {
        count_json(k, &a->count, json);
    }
    if (a->best != TRUCE_NONE) {
        truce_json_key(json, "best");
        truce_json_array(json);
        for (uint32_t i = 0; i < (a->banded ? a->n_within : a->ranking.n); i++) {
            one_json(k, d, a->banded ? a->within[i].package : a->ranking.at[i].package, json);
        }
        truce_json_close(json);
    }
    if (a->near && a->nearest.found.package != NULL) {
        truce_json_key(json, "near");
        one_json(k, d, a->nearest.found.package, json);
        truce_json_key(json, "distance");
        truce_json_double(json, a->nearest.distance);
        truce_json_member_bool(json, "near_exact", a->nearest.exact);
    }
    if (a->random) {
        truce_json_key(json, "random");
        truce_json_array(json);
        for (uint32_t i = 0; i < a->drawn.n; i++) {
            one_json(k, d, a->drawn.at[i].package, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}
