/* Numbers, parties and packages in words. */
#include <math.h>

#include "compose_deals.h"
#include "truce/deals/worth_make.h"

truce_str deal_party(const composer *k, const dealt *d, uint32_t party) {
    return phrase_actor(k->c, k->c->preferences[d->records[party]].of);
}

truce_str deal_author(const composer *k, const dealt *d, uint32_t party) {
    const truce_ref by = k->c->preferences[d->records[party]].by;
    const uint32_t reader = truce_case_find(k->c, TRUCE_KIND_READER, by);
    return reader != TRUCE_NONE ? k->c->readers[reader].head.title : phrase_actor(k->c, by);
}

void deal_number(truce_buffer *out, double v) {
    enum { DIGITS = 4, SCALE_MAX = 12 };
    if (!(fabs(v) < 1e15)) {
        truce_buffer_printf(out, "%s", v > 0 ? "more than 1e15" : "less than -1e15");
        return;
    }
    truce_decimal d = {0, 0};
    double shown = fabs(v);
    for (; shown > 0 && shown < 1000 && d.scale < SCALE_MAX; shown *= 10) {
        d.scale++;
    }
    d.units = (int64_t)llround(v * pow(10, d.scale));
    while (d.scale > 0 && d.units % 10 == 0) {
        d.units /= 10;
        d.scale--;
    }
    char text[24];
    truce_buffer_add(out, (truce_str){text, truce_decimal_write(d, text)});
}

const deal_rule deal_rules[] = {
    [TRUCE_POINT_NASH] = {"nash", "N", "Nash",
                          "largest product of what each side gains over its reservation value"},
    [TRUCE_POINT_KALAI_SMORODINSKY] =
        {"kalai_smorodinsky", "K", "Kalai-Smorodinsky",
         "the side that gets the smallest share of its possible gain gets the most"},
    [TRUCE_POINT_EGALITARIAN] = {"egalitarian", "E", "egalitarian",
                                 "the side that gains least, in its own unit, gains most"},
    [TRUCE_POINT_MAX_WELFARE] = {"max_welfare", "S", "largest sum",
                                 "of the worths as written, which takes their units as comparable"},
    [TRUCE_POINT_MIN_GAP] = {"min_gap", "G", "smallest gap",
                             "shares of the possible gain as equal as they get"},
};

double deal_utility(composer *k, const dealt *d, truce_amounts amounts, size_t i, uint32_t party) {
    double u = 0;
    const truce_amounts amount = amounts + (i * d->n_parties + party) * d->worth.width;
    k->failed = k->failed || truce_worth_double(&d->worth, party, amount, &u, NULL) != TRUCE_OK;
    return u;
}

double deal_package_utility(composer *k, const dealt *d, const uint32_t *package, uint32_t party) {
    uint64_t *const amounts =
        truce_arena_take(k->arena, (size_t)d->n_parties * d->worth.width * sizeof *amounts);
    if (amounts == NULL) {
        k->failed = true;
        return 0;
    }
    truce_worth_of(&d->worth, package, amounts);
    return deal_utility(k, d, amounts, 0, party);
}

bool deal_names(const dealt *d, size_t rule, size_t vector) {
    bool names = false;
    for (uint32_t i = 0; i < d->named[rule].n; i++) {
        names = names || d->named[rule].points[i].vector == vector;
    }
    return names;
}

bool deal_is_first(const dealt *d, size_t rule, uint32_t i) {
    for (size_t r = 0; r < rule; r++) {
        if (deal_names(d, r, d->named[rule].points[i].vector)) {
            return false;
        }
    }
    return true;
}

const char *deal_every_side(const dealt *d) {
    for (uint32_t p = 0; p < d->n_parties; p++) {
        if (d->beliefs[p].reserve_kind == TRUCE_RESERVE_NONE) {
            return "every side that has one";
        }
    }
    return "every side";
}
