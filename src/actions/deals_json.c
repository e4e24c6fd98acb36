/* The deals for machines: the same facts under stable keys. */
#include "compose_deals.h"
#include "packages.h"

enum { TIES_SHOWN = 10000 };

static void big(composer *k, const char *key, truce_bigint n, truce_json *json) {
    truce_str digits = {NULL, 0};
    k->failed = k->failed || truce_bigint_decimal(n, k->arena, &digits, NULL) != TRUCE_OK;
    truce_json_member_str(json, key, digits);
}

static void utilities(composer *k, const dealt *d, truce_amounts amounts, size_t i,
                      truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t p = 0; p < d->n_parties; p++) {
        truce_json_double(json, deal_utility(k, d, amounts, i, p));
    }
    truce_json_close(json);
}

static void parties_json(composer *k, const dealt *d, truce_json *json) {
    truce_json_array(json);
    for (uint32_t p = 0; p < d->n_parties; p++) {
        const truce_preferences *const record = &k->c->preferences[d->records[p]];
        truce_json_object(json);
        truce_json_member_str(json, "party", truce_case_name(k->c, record->of.symbol));
        truce_json_member_str(json, "preferences", truce_case_name(k->c, record->head.name));
        truce_json_member_str(json, "by", truce_case_name(k->c, record->by.symbol));
        if (d->exact) {
            truce_json_key(json, "lowest");
            truce_json_double(json, deal_utility(k, d, d->frontier.lowest, 0, p));
            truce_json_key(json, "highest");
            truce_json_double(json, deal_utility(k, d, d->frontier.highest, 0, p));
            truce_json_key(json, "reserve");
            if (d->worth.reserve != NULL && d->worth.reserved[p]) {
                truce_json_double(json, deal_utility(k, d, d->worth.reserve, 0, p));
            } else {
                truce_json_null(json);
            }
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void frontier_json(composer *k, const dealt *d, truce_json *json) {
    const truce_frontier *const f = &d->frontier;
    truce_json_object(json);
    truce_json_member_int(json, "size", (int64_t)f->n);
    truce_json_member_bool(json, "exact", f->exact);
    truce_json_key(json, "epsilon");
    truce_json_double(json, f->epsilon);
    truce_json_key(json, "points");
    truce_json_array(json);
    for (uint32_t i = 0; i < f->n_points; i++) {
        truce_json_object(json);
        truce_json_key(json, "utilities");
        utilities(k, d, f->vectors, f->points[i].vector, json);
        truce_json_key(json, "package");
        package_json(k, &d->space, f->points[i].package, json);
        big(k, "packages", f->points[i].packages, json);
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_close(json);
}

static void points_json(composer *k, const dealt *d, truce_json *json) {
    truce_json_object(json);
    for (size_t r = 0; r < TRUCE_POINTS; r++) {
        truce_json_key(json, deal_rules[r].key);
        truce_json_array(json);
        for (size_t i = 0; i < d->points.at[r].n && i < TIES_SHOWN; i++) {
            utilities(k, d, d->frontier.vectors, d->points.at[r].vectors[i], json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void zopa_json(composer *k, const dealt *d, truce_json *json) {
    const truce_zopa *const z = &d->zopa;
    truce_json_object(json);
    truce_json_key(json, "packages");
    if (z->exact) {
        truce_str digits = {NULL, 0};
        k->failed =
            k->failed || truce_bigint_decimal(z->at_least, k->arena, &digits, NULL) != TRUCE_OK;
        truce_json_str(json, digits);
    } else {
        truce_json_null(json);
    }
    truce_json_member_bool(json, "exact", z->exact);
    big(k, "at_least", z->at_least, json);
    big(k, "at_most", z->at_most, json);
    if (z->estimated) {
        big(k, "estimate", z->estimate, json);
        truce_json_key(json, "error");
        truce_json_double(json, z->error);
    }
    truce_json_close(json);
}

static void offers_json(composer *k, const dealt *d, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < d->tabled.n; i++) {
        const tabled_terms *const t = &d->tabled.at[i];
        truce_json_object(json);
        truce_json_member_str(json, "offer",
                              truce_case_name(k->c, k->c->offers[t->offer].head.name));
        truce_json_member_str(json, "claim", claim_name(k->c, t->claim));
        truce_json_key(json, "terms");
        package_json(k, &d->space, t->package, json);
        truce_json_member_int(json, "open", t->n_open);
        if (t->n_open == 0 && d->exact) {
            truce_json_key(json, "utilities");
            truce_json_array_inline(json);
            for (uint32_t p = 0; p < d->n_parties; p++) {
                truce_json_double(json, deal_package_utility(k, d, t->package, p));
            }
            truce_json_close(json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

void compose_deals_json(composer *k, const dealt *d, truce_json *json) {
    truce_json_key(json, "parties");
    parties_json(k, d, json);
    if (!d->exact) {
        truce_json_key(json, "shares");
        deal_shares_json(k, d, json);
        return;
    }
    big(k, "outcomes", d->frontier.outcomes, json);
    truce_json_key(json, "frontier");
    frontier_json(k, d, json);
    truce_json_key(json, "points");
    points_json(k, d, json);
    truce_json_key(json, "opposition");
    if (d->points.opposed) {
        truce_json_double(json, d->points.opposition);
    } else {
        truce_json_null(json);
    }
    truce_json_key(json, "zopa");
    zopa_json(k, d, json);
    truce_json_key(json, "offers");
    offers_json(k, d, json);
}
