/* The weights of a party: orders as pairs, ends as tight as the sum leaves them, and the polytope.
 */
#include "deals/mind_parts.h"

enum { FACTORS_MAX = 1 << 25 }; /* of the rows of a polytope: 256 MiB */

__extension__ typedef __int128 wide;

/* Expand the orders of importance to pairs. */
void mind_make_heavier(making *m) {
    const truce_belief *b = m->belief;
    size_t n = 0;
    for (uint32_t i = 0; i < b->n_importance; i++) {
        const truce_belief_order *o = &b->importance[i];
        n += (size_t)o->n_better * o->n_worse + o->n_better + o->n_worse;
    }
    mind_order *pairs = mind_take(m, n, sizeof *pairs);
    uint32_t made = 0;
    for (uint32_t i = 0; pairs != NULL && i < b->n_importance; i++) {
        const truce_belief_order *o = &b->importance[i];
        for (uint32_t k = 0; o->tied && k < o->n_better + o->n_worse; k++) {
            const uint32_t other = k < o->n_better ? o->better[k] : o->worse[k - o->n_better];
            if (other != o->better[0]) {
                pairs[made++] = (mind_order){o->better[0], other, true};
            }
        }
        for (uint32_t k = 0; !o->tied && k < o->n_better * o->n_worse; k++) {
            pairs[made++] =
                (mind_order){o->better[k / o->n_worse], o->worse[k % o->n_worse], false};
        }
    }
    m->out->heavier = pairs;
    m->out->n_heavier = made;
}

static bool tighten_once(const mind *m, mind_issue *issues) {
    bool changed = false;
    for (uint32_t k = 0; k < m->n_heavier; k++) {
        mind_span *const better = &issues[m->heavier[k].better].weight;
        mind_span *const worse = &issues[m->heavier[k].worse].weight;
        const mind_span before[] = {*better, *worse};
        better->low = worse->low > better->low ? worse->low : better->low;
        worse->high = better->high < worse->high ? better->high : worse->high;
        if (m->heavier[k].tie) {
            worse->low = better->low;
            better->high = worse->high;
        }
        changed = changed || before[0].low != better->low || before[0].high != better->high ||
                  before[1].low != worse->low || before[1].high != worse->high;
    }
    return changed;
}

/* The ends of each weight, moved in by the orders and by what the others leave of the sum. An issue
 * that can have no weight at all is found out by this: with a rest of the sum to share, everything
 * not held at 0 by an end of its own can have some of it. */
void mind_tighten_weights(const mind *m, mind_issue *issues) {
    wide low = 0;
    wide high = 0;
    for (uint32_t i = 0; i <= m->n_issues && tighten_once(m, issues); i++) {
    }
    for (uint32_t i = 0; i < m->n_issues; i++) {
        low += issues[i].weight.low;
        high += issues[i].weight.high;
    }
    for (uint32_t i = 0; m->summed && i < m->n_issues; i++) {
        mind_span *const w = &issues[i].weight;
        const wide most = m->weight_unit - (low - w->low);
        const wide least = m->weight_unit - (high - w->high);
        w->high = most < w->high ? (int64_t)most : w->high;
        w->low = least > w->low ? (int64_t)least : w->low;
    }
}

/* Rows for what the spans do not say by themselves: the sum, the orders, and the ends. */
/* Numbers that are all stated need no search, only a look whether they fit. */
static bool are_fixed(const mind *m) {
    bool fixed = true;
    for (uint32_t i = 0; fixed && i < m->n_issues; i++) {
        fixed = m->issues[i].weight.low == m->issues[i].weight.high;
    }
    return fixed;
}

static bool fixed_fit(const mind *m) {
    wide sum = 0;
    bool fit = true;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        sum += m->issues[i].weight.low;
    }
    for (uint32_t k = 0; k < m->n_heavier; k++) {
        const int64_t better = m->issues[m->heavier[k].better].weight.low;
        const int64_t worse = m->issues[m->heavier[k].worse].weight.low;
        fit = fit && (m->heavier[k].tie ? better == worse : better >= worse);
    }
    const wide off = sum > m->weight_unit ? sum - m->weight_unit : m->weight_unit - sum;
    return fit && (!m->summed || m->n_issues == 0 || off <= (m->rounded ? m->n_issues : 0));
}

truce_status mind_open_weights(making *m, truce_error *err) {
    mind *out = m->out;
    out->fixed = are_fixed(out);
    if (out->fixed) {
        out->weights.empty = !fixed_fit(out);
        return TRUCE_OK;
    }
    const size_t n = out->n_issues;
    const size_t rows_max = 1 + out->n_heavier + 2 * n;
    if (rows_max > FACTORS_MAX / n) {
        return truce_fail(err, TRUCE_ELIMIT,
                          "orders and ranges of weights can be weighed over some thousand issues, "
                          "not over %zu",
                          n);
    }
    int64_t *factors = mind_take(m, rows_max * n, sizeof *factors);
    int64_t *bounds = mind_take(m, rows_max, sizeof *bounds);
    bool *equal = mind_take(m, rows_max, sizeof *equal);
    if (m->no_memory) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for weights");
    }
    uint32_t rows = 0;
    for (size_t i = 0; out->summed && i < n; i++) {
        factors[i] = 1;
        bounds[0] = out->weight_unit;
        equal[0] = true;
        rows = 1;
    }
    for (size_t k = 0; k < out->n_heavier; k++, rows++) {
        factors[rows * n + out->heavier[k].better] = -1;
        factors[rows * n + out->heavier[k].worse] = 1;
        equal[rows] = out->heavier[k].tie;
    }
    for (size_t i = 0; i < n; i++) {
        const mind_span w = out->issues[i].weight;
        const bool number = w.low == w.high;
        if (w.high < out->weight_unit || number || !out->summed) {
            factors[rows * n + i] = 1;
            bounds[rows] = w.high;
            equal[rows++] = number;
        }
        if (w.low > 0 && !number) {
            factors[rows * n + i] = -1;
            bounds[rows++] = -w.low;
        }
    }
    const truce_linear_rows all = {(uint32_t)n, rows, factors, bounds, equal};
    return truce_linear_open(&all, m->arena, &out->weights, err);
}
