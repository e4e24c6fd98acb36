/* Packages by what their authors say they are worth, for somebody who wants to know which to talk
 * about: how many there are, which are efficient, what each asks of each side, and where the offers
 * on the table stand among them. All sides are set alike, in the order of the case. */
#include "compose_deals.h"

#include "packages.h"

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static void lit(composer *k, const char *text) {
    truce_buffer_add(&k->text, truce_str_of(text));
}

static void plural(composer *k, truce_str n, const char *what) {
    truce_buffer_printf(&k->text, "%.*s %s%s", TRUCE_STR_ARGS(n), what,
                        truce_str_equal(n, TRUCE_STR("1")) ? "" : "s");
}

/* A big number in decimal; long ones by their power of ten. */
static truce_str count_of(composer *k, truce_bigint n) {
    enum { SHOWN = 15 };
    truce_str digits = {NULL, 0};
    k->failed = k->failed || truce_bigint_decimal(n, k->arena, &digits, NULL) != TRUCE_OK;
    if (digits.size > SHOWN) {
        const truce_str power = truce_arena_printf(k->arena, "%c.%c times 10 to the power of %zu",
                                                   digits.data[0], digits.data[1], digits.size - 1);
        k->failed = k->failed || power.data == NULL;
        return power;
    }
    return digits;
}

/* ---- whose numbers, and how many packages ---- */

void deal_authors(composer *k, const dealt *d) {
    truce_passage *const note = truce_document_note(&k->doc);
    for (uint32_t p = 0; p < d->n_parties; p++) {
        const truce_preferences *const record = &k->c->preferences[d->records[p]];
        truce_buffer_printf(&k->text, "%s",
                            p == 0                 ? "What packages are worth to "
                            : p + 1 < d->n_parties ? ", to "
                                                   : " and to ");
        truce_buffer_add(&k->text, deal_party(k, d, p));
        lit(k, " is as ");
        truce_buffer_add(&k->text, deal_author(k, d, p));
        lit(k, " states it (");
        truce_buffer_add(&k->text, truce_case_name(k->c, record->head.name));
        lit(k, ")");
    }
    lit(k,
        ". No number is truce's own, one side's are never set against another's, and whether they "
        "are right nothing here can tell. Positions that are reported are not weighed "
        "here: truce impasse does that.");
    say(k, note, "the preferences of the case");
}

static void add_counts(composer *k, const dealt *d) {
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    const truce_frontier *const f = &d->frontier;
    plural(k, count_of(k, f->outcomes), "package");
    lit(k, " can be made of the options");
    lit(k, k->c->n_links > 0 ? " and are not ruled out by a link. " : ". ");
    if (f->n == 0) {
        truce_buffer_printf(&k->text, "None of them is worth its reservation value to %s.",
                            deal_every_side(d));
    } else if (f->exact) {
        truce_buffer_printf(
            &k->text,
            "%zu %s efficient: no package is worth more to one side without being "
            "worth less to another%s.",
            f->n, f->n == 1 ? "worth is" : "different worths are",
            f->worth->reserve != NULL ? ", and each side gets at least its reservation value" : "");
    } else {
        truce_buffer_printf(
            &k->text, "There are too many efficient ones to keep: %zu stand for them, and ", f->n);
        if (f->epsilon < 1) {
            lit(k, "for each one left out one of these is worse for any side by at most ");
            deal_number(&k->text, f->epsilon * 100);
            lit(k, " percent of what packages can be worth to it. With more --effort it is less.");
        } else {
            lit(k, "how much better those left out can be is not bounded. With more --effort more "
                   "of them are kept.");
        }
    }
    say(k, passage, "all packages, compared by what they are worth to each side");
}

static bool is_reserved(const dealt *d) {
    for (uint32_t p = 0; p < d->n_parties; p++) {
        if (d->worth.reserve != NULL && d->worth.reserved[p]) {
            return true;
        }
    }
    return false;
}

static void add_zopa(composer *k, const dealt *d) {
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    const truce_zopa *const z = &d->zopa;
    uint64_t least = 0;
    if (!is_reserved(d)) {
        lit(k, "No reservation value is stated for any side: nothing tells which packages a side "
               "would take rather than have no deal.");
    } else if (truce_bigint_fits(z->at_most, &least) && least == 0) {
        truce_buffer_printf(&k->text,
                            "No package is worth its reservation value to %s: by these numbers "
                            "there is no zone of possible agreement (ZOPA).",
                            deal_every_side(d));
    } else if (z->exact) {
        plural(k, count_of(k, z->at_least), "package");
        truce_buffer_printf(&k->text,
                            " %s worth at least its reservation value to %s: the zone of possible "
                            "agreement (ZOPA).",
                            truce_bigint_fits(z->at_least, &least) && least == 1 ? "is" : "are",
                            deal_every_side(d));
    } else {
        lit(k,
            "The zone of possible agreement (ZOPA), packages worth at least its reservation value "
            "to every side, has between ");
        truce_buffer_add(&k->text, count_of(k, z->at_least));
        lit(k, " and ");
        truce_buffer_add(&k->text, count_of(k, z->at_most));
        lit(k, " packages");
        if (z->estimated) {
            lit(k, "; from packages drawn at random, about ");
            truce_buffer_add(&k->text, count_of(k, z->estimate));
        }
        lit(k, ". With more --effort the bounds are closer, or the number is exact.");
    }
    say(k, passage, "packages counted against the reservation values stated");
}

/* ---- offers on the table ---- */

static bool agrees(const dealt *d, const uint32_t *package, const uint32_t *terms, uint32_t n) {
    (void)d;
    for (uint32_t v = 0; v < n; v++) {
        if (terms[v] != TRUCE_NONE && terms[v] != package[v]) {
            return false;
        }
    }
    return true;
}

/* A whole package: what it is worth, and whether some other one is better for all. */
static void add_whole_offer(composer *k, const dealt *d, truce_passage *item,
                            const tabled_terms *t) {
    uint64_t *const amounts =
        truce_arena_take(k->arena, (size_t)d->n_parties * d->worth.width * sizeof *amounts);
    if (amounts == NULL) {
        k->failed = true;
        return;
    }
    truce_worth_of(&d->worth, t->package, amounts);
    for (uint32_t p = 0; p < d->n_parties; p++) {
        truce_buffer_printf(&k->text, "%s", p > 0 ? ", to " : "It is worth, to ");
        truce_buffer_add(&k->text, deal_party(k, d, p));
        lit(k, ", ");
        deal_number(&k->text, deal_utility(k, d, amounts, 0, p));
        if (d->worth.reserve != NULL && d->worth.reserved[p] &&
            deal_utility(k, d, amounts, 0, p) < deal_utility(k, d, d->worth.reserve, 0, p)) {
            lit(k, " (less than its reservation value)");
        }
    }
    lit(k, ".");
    say(k, item, "its terms, by the preferences");
    const size_t better = truce_frontier_beats(&d->frontier, amounts);
    if (better == d->frontier.n) {
        lit(k, d->frontier.exact ? "No package that is shown here is better for one side and no "
                                   "worse for another."
                                 : "None of the packages kept beats it.");
        say(k, item, "its worth beside that of the efficient packages");
        return;
    }
    truce_frontier_point point;
    k->failed = k->failed || truce_frontier_packages(&d->frontier, &better, 1, k->arena, &point,
                                                     NULL) != TRUCE_OK;
    if (!k->failed) {
        lit(k, "No worse for anybody, and better for some: ");
        deal_package(k, d, point.package);
        lit(k, ".");
        say(k, item, "the first efficient package that beats it");
    }
}

/* The least and the most that packages with these terms can be worth to a party, term by term: what
 * links rule out is not left out. */
static void find_ends(composer *k, const dealt *d, const uint32_t *terms, uint32_t party,
                      double *least, double *most) {
    *least = *most = 0;
    for (uint32_t t = 0; t < d->worth.n_terms; t++) {
        const truce_worth_term *const term = &d->worth.terms[t];
        size_t combinations = 1;
        bool any = false;
        double low = 0;
        double high = 0;
        for (uint32_t i = 0; i < term->n_variables; i++) {
            combinations *= d->worth.choices->n_values[term->variables[i]];
        }
        for (size_t at = 0; at < combinations; at++) {
            size_t rest = at;
            bool fits = true;
            for (uint32_t i = term->n_variables; i-- > 0;) {
                const uint32_t v = term->variables[i];
                const uint32_t n = d->worth.choices->n_values[v];
                fits = fits && (terms[v] == TRUCE_NONE || terms[v] == rest % n);
                rest /= n;
            }
            if (fits) {
                const double u = deal_utility(k, d, term->amounts, at, party);
                low = !any || u < low ? u : low;
                high = !any || u > high ? u : high;
                any = true;
            }
        }
        *least += low;
        *most += high;
    }
}

static void add_ends(composer *k, const dealt *d, truce_passage *item, const uint32_t *terms) {
    for (uint32_t p = 0; p < d->n_parties; p++) {
        double least = 0;
        double most = 0;
        find_ends(k, d, terms, p, &least, &most);
        truce_buffer_printf(&k->text, "%s",
                            p == 0 ? "As what is left open is settled, it is worth, to " : "; to ");
        truce_buffer_add(&k->text, deal_party(k, d, p));
        lit(k, ", ");
        deal_number(&k->text, least);
        lit(k, " to ");
        deal_number(&k->text, most);
        if (d->worth.reserve != NULL && d->worth.reserved[p]) {
            lit(k, " (reservation value: ");
            deal_number(&k->text, deal_utility(k, d, d->worth.reserve, 0, p));
            lit(k, ")");
        }
    }
    lit(k, ".");
    say(k, item, "its terms, by the preferences; the ends of each side's own range");
}

static void add_open_offer(composer *k, const dealt *d, truce_passage *item,
                           const tabled_terms *t) {
    const uint32_t n = d->space.rows[k->c->n_issues];
    uint32_t fits = 0;
    for (uint32_t i = 0; i < d->frontier.n_points; i++) {
        fits += agrees(d, d->frontier.points[i].package, t->package, n);
    }
    bool *const open = truce_arena_zero(k->arena, n + 1U, sizeof *open);
    k->failed = k->failed || open == NULL;
    for (uint32_t v = 0; open != NULL && v < n; v++) {
        open[v] = t->package[v] == TRUCE_NONE;
    }
    if (open != NULL) {
        lit(k, "It leaves open: ");
        deal_issues(k, d, open);
        lit(k, ".");
    }
    say(k, item, "its terms, beside the issues of the case");
    add_ends(k, d, item, t->package);
    if (d->frontier.n_points == 0) {
        return;
    }
    truce_buffer_printf(&k->text, "Of the %u efficient packages%s, %u hold%s its terms.",
                        d->frontier.n_points, d->frontier.n > d->frontier.n_points ? " listed" : "",
                        fits, fits == 1 ? "s" : "");
    say(k, item, "efficient packages beside the terms");
}

static void add_offers(composer *k, const dealt *d) {
    truce_block *list = NULL;
    for (uint32_t i = 0; i < d->tabled.n; i++) {
        const tabled_terms *const t = &d->tabled.at[i];
        if (t->n_open == d->space.rows[k->c->n_issues]) {
            continue; /* it names no option */
        }
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("tabled"),
                                         TRUCE_STR("The offers on the table, by the same numbers"));
            list = truce_document_list(&k->doc);
        }
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        k->c->offers[t->offer].head.title);
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        deal_terms(k, d, t->package);
        lit(k, ".");
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, t->claim));
        if (t->n_aside > 0) {
            truce_buffer_printf(&k->text, "%u more term%s cannot be weighed", t->n_aside,
                                t->n_aside == 1 ? "" : "s");
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, compose_keep(k));
        }
        if (t->n_open == 0) {
            add_whole_offer(k, d, item, t);
        } else {
            add_open_offer(k, d, item, t);
        }
    }
}

/* ---- what was assumed ---- */

static void add_assumptions(composer *k, const dealt *d) {
    truce_block *list = NULL;
    const uint32_t n = d->space.rows[k->c->n_issues];
    bool *const unnamed = truce_arena_zero(k->arena, n + 1U, sizeof *unnamed);
    k->failed = k->failed || unnamed == NULL;
    for (uint32_t p = 0; p < d->n_parties && unnamed != NULL; p++) {
        const truce_belief *const b = &d->beliefs[p];
        bool silent = false;
        for (uint32_t v = 0; v < n; v++) {
            unnamed[v] = !b->issues[v].mentioned;
            silent = silent || unnamed[v];
        }
        if (silent) {
            lit(k, "worth nothing to it, since its preferences do not name them: ");
            deal_issues(k, d, unnamed);
        }
        if (b->straight) {
            lit(k, silent ? ". Between" : "between");
            lit(k, " two values stated on a range, those between lie on a straight line");
        }
        if (b->reserve_kind == TRUCE_RESERVE_NONE ||
            (d->exact && (d->worth.reserve == NULL || !d->worth.reserved[p]))) {
            lit(k, silent || b->straight ? ". No" : "no");
            lit(k, " single reservation value is stated, so none is used");
        }
        if (k->text.size == 0) {
            continue;
        }
        lit(k, ".");
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("assumed"),
                                         TRUCE_STR("What was assumed"));
            list = truce_document_list(&k->doc);
        }
        const truce_str words = compose_keep(k);
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, deal_party(k, d, p));
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, words, "the preferences as written");
    }
}

static void add_head(composer *k, const dealt *d) {
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("deals"),
                                 TRUCE_STR("What packages are worth, and which are efficient"));
    deal_authors(k, d);
    if (!d->exact) {
        deal_shares(k, d);
        return;
    }
    add_counts(k, d);
    add_zopa(k, d);
    compose_scatter(k, d);
    deal_points(k, d);
}

void compose_deals(composer *k, const dealt *d) {
    add_head(k, d);
    if (d->exact) {
        deal_asks(k, d);
        add_offers(k, d);
    } else {
        deal_open_offers(k, d);
    }
    add_assumptions(k, d);
}

void compose_deals_short(composer *k, const dealt *d) {
    add_head(k, d);
    if (d->exact) {
        add_offers(k, d);
    } else {
        deal_open_offers(k, d);
    }
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                          TRUCE_STR("What each efficient package asks of each side, and what was "
                                    "assumed: truce deals."),
                          "a limit of the paper");
}
