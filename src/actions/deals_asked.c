/* Packages that are asked for by what they are worth: the best ones for a side, those that leave
 * sides at least so much, the nearest to a target, some drawn at random. */
#include "deals_asked.h"

#include "truce/base/suggest.h"
#include "truce/deals/worth_make.h"

bool deal_is_asked(const composer *k) {
    const truce_request *const r = &k->session->request;
    return r->best.size > 0 || r->n_at_least > 0 || r->n_near > 0 || r->random > 0;
}

/* ---- what is asked ---- */

/* The side of this name among those weighed. */
static truce_status find_party(composer *k, const dealt *d, truce_str name, const char *option,
                               uint32_t *party, truce_error *err) {
    truce_suggestion near = truce_suggest_for(name);
    for (uint32_t p = 0; p < d->n_parties; p++) {
        const truce_str called = truce_case_name(k->c, k->c->preferences[d->records[p]].of.symbol);
        if (truce_str_equal(called, name)) {
            *party = p;
            return TRUCE_OK;
        }
        truce_suggest_try(&near, called);
    }
    const truce_str hint = truce_suggest_hint(&near, k->arena);
    for (uint32_t p = 0; p < d->n_parties && hint.size == 0; p++) {
        truce_buffer_printf(
            &k->text, "%s%.*s", p == 0 ? "these are: " : ", ",
            TRUCE_STR_ARGS(truce_case_name(k->c, k->c->preferences[d->records[p]].of.symbol)));
    }
    const truce_str there = hint.size > 0 ? hint : compose_keep(k);
    return truce_fail(err, TRUCE_ENOTFOUND,
                      "%s: no side whose packages are weighed is called \"%.*s\"; %.*s", option,
                      name.size > 40 ? 40 : (int)name.size, name.data, TRUCE_STR_ARGS(there));
}

/* "company=40, union=30": an amount for each side named. */
static truce_status read_amounts(composer *k, const dealt *d, const truce_str *texts, size_t n,
                                 const char *option, uint64_t *amounts, bool *has,
                                 truce_decimal *values, truce_error *err) {
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < n; i++) {
        for (size_t begin = 0, end = 0; begin <= texts[i].size && status == TRUCE_OK;
             begin = end + 1) {
            size_t equals = begin;
            uint32_t party = 0;
            truce_decimal value;
            for (end = begin; end < texts[i].size && texts[i].data[end] != ','; end++) {
            }
            while (equals < end && texts[i].data[equals] != '=') {
                equals++;
            }
            const truce_str name = {texts[i].data + begin, equals - begin};
            const truce_str number = {texts[i].data + equals + 1,
                                      equals < end ? end - equals - 1 : 0};
            if (equals == end || truce_decimal_parse(number, &value, NULL) != TRUCE_OK) {
                return truce_fail(err, TRUCE_EINVAL,
                                  "%s takes sides with numbers, as in %s "
                                  "SIDE=40,OTHER=30",
                                  option, option);
            }
            status = find_party(k, d, name, option, &party, err);
            if (status == TRUCE_OK) {
                status = truce_worth_amount(&d->worth, party, value,
                                            amounts + (size_t)party * d->worth.width, err);
                has[party] = true;
                values[party] = value;
            }
        }
    }
    return status;
}

/* ---- answers ---- */

static truce_status find_best(composer *k, const dealt *d, deal_asked *a, truce_error *err) {
    const truce_request *const r = &k->session->request;
    const uint32_t most = r->most > 0 ? r->most : DEAL_BEST_SHOWN;
    truce_status status = find_party(k, d, r->best, "--best", &a->best, err);
    if (status == TRUCE_OK && a->banded) {
        truce_tied tied = {NULL, 0};
        truce_frontier_options options = deal_finding(k, d);
        options.unreserved = true;
        status = truce_frontier_find(&d->worth, options, k->arena, &a->frontier, err);
        if (status == TRUCE_OK) {
            status = truce_best_within(&a->frontier, a->best, &a->band, k->arena, &tied, err);
        }
        a->n_within = tied.n < most ? (uint32_t)tied.n : most;
        a->within = truce_arena_take(k->arena, (a->n_within + 1U) * sizeof *a->within);
        if (status == TRUCE_OK && a->within == NULL) {
            status = truce_fail(err, TRUCE_ENOMEM, "no memory for the best packages");
        }
        return status == TRUCE_OK && a->n_within > 0
                   ? truce_frontier_packages(&a->frontier, tied.vectors, a->n_within, k->arena,
                                             a->within, err)
                   : status;
    }
    truce_bigint *const weights = truce_arena_take(k->arena, d->n_parties * sizeof *weights);
    if (status == TRUCE_OK && weights == NULL) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for the best packages");
    }
    for (uint32_t p = 0; p < d->n_parties && status == TRUCE_OK; p++) {
        status = truce_bigint_from(p == a->best, k->arena, &weights[p], err);
    }
    return status == TRUCE_OK
               ? truce_best_packages(&d->worth, weights, most, k->arena, &a->ranking, err)
               : status;
}

static truce_status find_near(composer *k, const dealt *d, deal_asked *a, truce_error *err) {
    const truce_request *const r = &k->session->request;
    const size_t n = (size_t)d->n_parties * d->worth.width;
    uint64_t *const target = truce_arena_zero(k->arena, n, sizeof *target);
    bool *const has = truce_arena_zero(k->arena, d->n_parties, sizeof *has);
    truce_decimal *const values = truce_arena_take(k->arena, d->n_parties * sizeof *values);
    if (target == NULL || has == NULL || values == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the target");
    }
    const truce_status status =
        read_amounts(k, d, r->near, r->n_near, "--near", target, has, values, err);
    for (uint32_t p = 0; p < d->n_parties && status == TRUCE_OK; p++) {
        if (!has[p]) {
            const truce_str called =
                truce_case_name(k->c, k->c->preferences[d->records[p]].of.symbol);
            return truce_fail(err, TRUCE_EINVAL,
                              "--near is a worth for every side; that for %.*s is missing",
                              TRUCE_STR_ARGS(called));
        }
    }
    const truce_search_limits limits = deal_searching(d);
    return status == TRUCE_OK
               ? truce_nearest_package(&d->worth, target, &limits, k->arena, &a->nearest, err)
               : status;
}

static truce_status find_band(composer *k, const dealt *d, deal_asked *a, truce_error *err) {
    const truce_request *const r = &k->session->request;
    const size_t n = (size_t)d->n_parties * d->worth.width;
    uint64_t *const least = truce_arena_zero(k->arena, n, sizeof *least);
    bool *const has = truce_arena_zero(k->arena, d->n_parties, sizeof *has);
    a->least = truce_arena_take(k->arena, d->n_parties * sizeof *a->least);
    if (least == NULL || has == NULL || a->least == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what is asked for");
    }
    a->banded = r->n_at_least > 0;
    if (!a->banded) {
        a->band =
            r->unreserved ? (truce_band){NULL, NULL, NULL, NULL} : truce_band_reserved(&d->worth);
        return TRUCE_OK;
    }
    a->band = (truce_band){.least = least, .has_least = has};
    return read_amounts(k, d, r->at_least, r->n_at_least, "--at-least", least, has, a->least, err);
}

truce_status deal_ask(composer *k, dealt *d, deal_asked *a, truce_error *err) {
    const truce_request *const r = &k->session->request;
    *a = (deal_asked){.best = TRUCE_NONE};
    truce_status status = deal_base(k, d, false, err);
    if (status == TRUCE_OK && !d->exact) {
        status = truce_fail(err, TRUCE_EINVAL,
                            "--best, --at-least, --near and --random look for packages by exact "
                            "numbers, and some of these preferences are orders or ranges");
    }
    if (status == TRUCE_OK) {
        status = truce_worth_make(k->c, d->beliefs, d->n_parties, k->arena, &d->worth, err);
    }
    if (status == TRUCE_OK) {
        status = find_band(k, d, a, err);
    }
    if (status == TRUCE_OK && a->banded) {
        a->counted = true;
        const truce_zopa_options counting = deal_counting(d);
        status = truce_zopa_count(&d->worth, &a->band, &counting, k->arena, &a->count, err);
    }
    if (status == TRUCE_OK && r->best.size > 0) {
        status = find_best(k, d, a, err);
    }
    if (status == TRUCE_OK && r->n_near > 0) {
        a->near = true;
        status = find_near(k, d, a, err);
    }
    if (status == TRUCE_OK && r->random > 0) {
        a->random = true;
        const truce_search_limits limits = deal_searching(d);
        status = truce_draw_packages(&d->worth, &a->band, r->random, r->draws, &limits, k->arena,
                                     &a->drawn, err);
    }
    return status;
}
