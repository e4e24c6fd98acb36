/* Is every number of a deal one, and does every index lead somewhere? */
#include "sequence/exchange_parts.h"

static truce_status bad_number(const char *what, uint32_t i, int64_t number, truce_error *err) {
    return truce_fail(err, TRUCE_EINVAL, "%s %u has the number %lld", what, i, (long long)number);
}

static truce_status bad_index(const char *what, uint32_t i, const char *of, uint32_t index,
                              truce_error *err) {
    return truce_fail(err, TRUCE_EINVAL, "%s %u names %s %u, and there is none", what, i, of,
                      index);
}

static bool counts(int64_t number) {
    return number >= 0;
}

static bool counts_or_unknown(int64_t number) {
    return number >= 0 || number == TRUCE_EXCHANGE_UNKNOWN;
}

static truce_status check_ratio(const truce_exchange_deal *d, const truce_exchange_ratio *ratio,
                                const char *what, uint32_t i, truce_error *err) {
    for (uint32_t k = 0; k < ratio->n; k++) {
        const truce_exchange_due *const due = &ratio->at[k];
        if (due->pool != TRUCE_EXCHANGE_ANY && due->pool >= d->n_classes) {
            return bad_index(what, i, "class", due->pool, err);
        }
        if (!counts(due->number)) {
            return bad_number(what, i, due->number, err);
        }
    }
    return TRUCE_OK;
}

static truce_status check_categories(const truce_exchange_deal *d, truce_error *err) {
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < d->n_categories && status == TRUCE_OK; i++) {
        if (!counts_or_unknown(d->categories[i].persons)) {
            return bad_number("category", i, d->categories[i].persons, err);
        }
        status = check_ratio(d, &d->categories[i].ratio, "category", i, err);
    }
    return status;
}

static truce_status check_pool(const truce_exchange_deal *d, truce_error *err) {
    for (uint32_t i = 0; i < d->n_classes; i++) {
        if (!counts_or_unknown(d->classes[i].size)) {
            return bad_number("class", i, d->classes[i].size, err);
        }
    }
    for (uint32_t i = 0; i < d->n_exclusions; i++) {
        if (d->exclusions[i].pool >= d->n_classes) {
            return bad_index("exclusion", i, "class", d->exclusions[i].pool, err);
        }
        if (!counts(d->exclusions[i].number)) {
            return bad_number("exclusion", i, d->exclusions[i].number, err);
        }
    }
    for (uint32_t i = 0; i < d->n_transfers; i++) {
        if (d->transfers[i].pool >= d->n_classes) {
            return bad_index("transfer", i, "class", d->transfers[i].pool, err);
        }
        if (!counts(d->transfers[i].number)) {
            return bad_number("transfer", i, d->transfers[i].number, err);
        }
    }
    return TRUCE_OK;
}

static truce_status check_tranche(const truce_exchange_deal *d, uint32_t i, truce_error *err) {
    const truce_exchange_tranche *const t = &d->tranches[i];
    if (!counts_or_unknown(t->day)) {
        return truce_fail(err, TRUCE_EINVAL, "tranche %u is on day %lld", i, (long long)t->day);
    }
    truce_status status =
        t->instead != NULL ? check_ratio(d, t->instead, "tranche", i, err) : TRUCE_OK;
    for (uint32_t k = 0; k < t->n_parts && status == TRUCE_OK; k++) {
        const truce_exchange_part *const part = &t->parts[k];
        if (part->category >= d->n_categories) {
            return bad_index("tranche", i, "category", part->category, err);
        }
        if (!counts(part->persons)) {
            return bad_number("tranche", i, part->persons, err);
        }
        if (part->ratio != NULL) {
            status = check_ratio(d, part->ratio, "tranche", i, err);
        }
    }
    return status;
}

static truce_status check_rules(const truce_exchange_deal *d, truce_error *err) {
    for (uint32_t i = 0; i < d->n_extensions; i++) {
        const truce_exchange_extension *const e = &d->extensions[i];
        if (!counts(e->after) || e->each < 1 || !counts(e->days)) {
            return truce_fail(err, TRUCE_EINVAL,
                              "extension %u: each further %lld beyond %lld are no %lld days", i,
                              (long long)e->each, (long long)e->after, (long long)e->days);
        }
    }
    for (uint32_t i = 0; i < d->n_totals; i++) {
        if (!counts(d->totals[i].value)) {
            return bad_number("total", i, d->totals[i].value, err);
        }
    }
    if (!counts(d->released_a_day) || !counts(d->given_a_day)) {
        return truce_fail(err, TRUCE_EINVAL, "a quota of %lld and %lld a day",
                          (long long)d->released_a_day, (long long)d->given_a_day);
    }
    if (!counts(d->days)) {
        return truce_fail(err, TRUCE_EINVAL, "a truce of %lld days", (long long)d->days);
    }
    return TRUCE_OK;
}

truce_status exchange_check(const truce_exchange_deal *deal, truce_error *err) {
    truce_status status = check_categories(deal, err);
    if (status == TRUCE_OK) {
        status = check_pool(deal, err);
    }
    for (uint32_t i = 0; i < deal->n_tranches && status == TRUCE_OK; i++) {
        status = check_tranche(deal, i, err);
    }
    return status == TRUCE_OK ? check_rules(deal, err) : status;
}
