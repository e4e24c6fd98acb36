/* Where preferences are orders and ranges: which values nobody states, what a package asks of each
 * side as far as the statements tell, and the offers on the table. */
#include <string.h>

#include "compose_deals.h"
#include "packages.h"

static void lit(composer *k, const char *text) {
    truce_buffer_add(&k->text, truce_str_of(text));
}

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

/* ---- values that nobody states ---- */

/* [issue]: the record gives values of it, and no order. NULL: memory is out. */
static bool *find_valued(composer *k, const truce_preferences *record) {
    bool *const valued = truce_arena_zero(k->arena, k->c->n_issues, sizeof *valued);
    for (int orders = 0; orders < 2 && valued != NULL; orders++) {
        for (uint32_t i = 0; i < record->n_lines; i++) {
            const truce_preference *const line = &record->lines[i];
            if (line->kind == (orders == 1 ? TRUCE_PREFERS_ORDER : TRUCE_PREFERS_VALUE)) {
                valued[truce_case_find(k->c, TRUCE_KIND_ISSUE, line->items[0].item.issue)] =
                    orders == 0;
            }
        }
    }
    k->failed = k->failed || valued == NULL;
    return valued;
}

/* Nothing was said of this value but what the ends of the scale say. */
static bool is_open(const truce_belief *b, const truce_belief_issue *issue, uint32_t value) {
    const truce_bounds span = issue->values[value];
    const bool on_line = issue->lines != NULL && issue->lines[value].left != TRUCE_NONE;
    return !on_line && truce_ratio_equal(span.low, truce_ratio_whole(0)) &&
           truce_ratio_equal(span.high, truce_ratio_whole(b->top));
}

void deal_missing(composer *k, const dealt *d, truce_passage *passage) {
    enum { SHOWN = 4 };
    for (uint32_t p = 0; p < d->n_parties; p++) {
        const truce_belief *const b = &d->beliefs[p];
        const truce_preferences *const record = &k->c->preferences[d->records[p]];
        const bool *const valued = b->exact ? NULL : find_valued(k, record);
        uint32_t n = 0;
        for (uint32_t v = 0; valued != NULL && v < d->space.rows[k->c->n_issues]; v++) {
            if (!b->issues[v].mentioned || !valued[d->space.variables[v].issue]) {
                continue;
            }
            for (uint32_t o = 0; o < d->space.variables[v].n_values; o++) {
                if (is_open(b, &b->issues[v], o) && n++ < SHOWN) {
                    truce_buffer_printf(&k->text, "%s", n > 1 ? "; " : "In ");
                    if (n == 1) {
                        truce_buffer_add(&k->text, truce_case_name(k->c, record->head.name));
                        lit(k, " no value is given for: ");
                    }
                    package_choice(&k->text, &d->space, v, o);
                }
            }
        }
        if (n > 0) {
            if (n > SHOWN) {
                truce_buffer_printf(&k->text, "; and %u more", n - SHOWN);
            }
            truce_buffer_printf(&k->text, ". Any from 0 to %lld was taken as likely as another.",
                                (long long)b->top);
            say(k, passage, "the preferences as written");
        }
    }
}

/* ---- what a package asks of a side ---- */

static bool is_worse(const truce_belief_order *o, uint32_t value) {
    for (uint32_t i = 0; i < o->n_worse && !o->tied; i++) {
        if (o->worse[i] == value) {
            return true;
        }
    }
    return false;
}

/* Whether some other option of the variable is surely better: by an order, or by the numbers. */
static bool gives_way(const dealt *d, uint32_t party, uint32_t v, uint32_t value) {
    const truce_belief_issue *const issue = &d->beliefs[party].issues[v];
    if (!issue->mentioned) {
        return false;
    }
    for (uint32_t i = 0; i < issue->n_orders; i++) {
        if (is_worse(&issue->orders[i], value)) {
            return true;
        }
    }
    for (uint32_t o = 0; o < d->space.variables[v].n_values; o++) {
        if (truce_ratio_compare(issue->values[o].low, issue->values[value].high) > 0) {
            return true;
        }
    }
    return false;
}

void deal_asks_of(composer *k, const dealt *d, truce_cell *cell, uint32_t party,
                  const uint32_t *package) {
    enum { SHOWN = 3 };
    uint32_t n = 0;
    for (uint32_t v = 0; v < d->space.rows[k->c->n_issues]; v++) {
        if (gives_way(d, party, v, package[v]) && n++ < SHOWN) {
            lit(k, n == 1 ? "gives way on " : ", ");
            package_issue(&k->text, &d->space, v);
        }
    }
    if (n > SHOWN) {
        truce_buffer_printf(&k->text, " and on %u more", n - SHOWN);
    }
    if (n == 0) {
        lit(k, "nothing, as far as is stated");
    }
    say(k, truce_document_cell(&k->doc, cell),
        "issues on which another option is surely worth more to it");
}

/* ---- offers on the table ---- */

static void add_holds(composer *k, const dealt *d, truce_passage *item, const tabled_terms *t) {
    const truce_share *first = NULL;
    uint32_t holds = 0;
    for (uint32_t i = 0; i < d->shares.n; i++) {
        bool all = true;
        for (uint32_t v = 0; v < d->space.rows[k->c->n_issues] && all; v++) {
            all = t->package[v] == TRUCE_NONE || t->package[v] == d->shares.at[i].package[v];
        }
        holds += all;
        first = all && first == NULL ? &d->shares.at[i] : first;
    }
    truce_buffer_printf(&k->text, "Of the %u packages listed, %u hold%s its terms.", d->shares.n,
                        holds, holds == 1 ? "s" : "");
    say(k, item, "packages listed, beside the terms");
    if (first != NULL && holds < d->shares.n) {
        lit(k, "Of these the most often efficient is: ");
        deal_package(k, d, first->package);
        lit(k, ".");
        say(k, item, "packages listed, beside the terms");
    }
}

static void add_percent(composer *k, uint32_t hits, uint32_t n) {
    deal_number(&k->text, (double)((uint64_t)hits * 1000 / n) / 10);
    lit(k, " percent");
}

/* How often it is efficient and worth enough, if it is among the packages listed. */
static void add_listed(composer *k, const dealt *d, truce_passage *item, const tabled_terms *t) {
    const truce_shares *const s = &d->shares;
    const size_t bytes = d->space.rows[k->c->n_issues] * sizeof *t->package;
    for (uint32_t i = 0; i < s->n; i++) {
        const truce_share *const share = &s->at[i];
        if (memcmp(share->package, t->package, bytes) != 0) {
            continue;
        }
        const bool always = share->beaten.found == TRUCE_FOUND_NONE; /* told behind this */
        if (!always) {
            lit(k, "In ");
            add_percent(k, share->efficient, s->n_profiles);
            lit(k, " of the ways drawn it was efficient");
        }
        if (s->reserved) {
            lit(k, always ? "In " : ", in ");
            add_percent(k, share->acceptable, s->n_profiles);
            truce_buffer_printf(&k->text, "%s worth its reservation value to %s",
                                always ? " of the ways drawn it was" : "", deal_every_side(d));
        }
        if (k->text.size == 0) {
            return;
        }
        lit(k, ".");
        say(k, item, "profiles in which no package beats it, and each side gets enough");
    }
}

/* A whole package: whether another one can be better for all. */
static void add_whole(composer *k, const dealt *d, truce_passage *item, const tabled_terms *t) {
    enum { EFFORT = 200000 };
    truce_finding by = {.found = TRUCE_FOUND_UNDECIDED};
    k->failed = k->failed || truce_doubt_beaten(d->doubt, t->package, EFFORT, k->arena, &by,
                                                NULL) == TRUCE_ENOMEM;
    if (by.found == TRUCE_FOUND_NONE) {
        lit(k, "Whatever the numbers are, no package is better for one side and no worse for "
               "another.");
    } else if (by.found == TRUCE_FOUND_ONE) {
        lit(k, "By some of the numbers that fit, no worse for anybody and better for some: ");
        deal_package(k, d, by.package);
        lit(k, ".");
    } else {
        lit(k, "Whether another package can be better for all was not decided.");
    }
    say(k, item, "the largest gain of each side by another package, exactly");
}

void deal_open_offers(composer *k, const dealt *d) {
    truce_block *list = NULL;
    for (uint32_t i = 0; i < d->tabled.n; i++) {
        const tabled_terms *const t = &d->tabled.at[i];
        if (t->n_open == d->space.rows[k->c->n_issues]) {
            continue; /* it names no option */
        }
        if (list == NULL) {
            (void)truce_document_heading(
                &k->doc, 3, TRUCE_STR("tabled"),
                TRUCE_STR("The offers on the table, by the same statements"));
            list = truce_document_list(&k->doc);
        }
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        k->c->offers[t->offer].head.title);
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        deal_terms(k, d, t->package);
        lit(k, ".");
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, t->claim));
        if (t->n_open == 0) {
            add_listed(k, d, item, t);
            add_whole(k, d, item, t);
        } else if (d->shares.n > 0) {
            add_holds(k, d, item, t);
        }
    }
}
