/* From decimals and fractions to one grid: the coarsest on which every number stated lies, or
 * billionths where that would be finer still. Numbers are then rounded, and ends inwards. */
#include "deals/mind.h"

#include <assert.h>
#include <string.h>

__extension__ typedef __int128 wide;

/* No sum of a package is larger, so that the sum of two of them is a number too. */
static const int64_t WORTH_MAX = INT64_MAX / 4;
static const int64_t PART_MAX = INT64_C(1000000000000000000); /* of a fraction */

/* over / under in lowest terms, under above 0; neither beyond PART_MAX. */
typedef struct fraction {
    int64_t over, under;
} fraction;

/* What is being made, and what went wrong on the way. */
typedef struct making {
    const truce_belief *belief;
    const truce_domain *choices;
    truce_arena *arena;
    mind *out;
    bool no_memory, too_long;
} making;

static wide gcd(wide a, wide b) {
    a = a < 0 ? -a : a;
    while (b != 0) {
        const wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* A number stated, as a share of what 1 is. */
static fraction share_of(making *m, truce_ratio r) {
    const int64_t top = m->belief->top;
    const int64_t common = (int64_t)gcd(r.over, top);
    const wide under = (wide)r.under * (top / common);
    if (r.over > PART_MAX || r.over < -PART_MAX || under > PART_MAX) {
        m->too_long = true;
        return (fraction){0, 1};
    }
    return (fraction){r.over / common, (int64_t)under};
}

static void refine(making *m, truce_ratio r, int64_t *unit) {
    const fraction f = share_of(m, r);
    const wide both = (wide)*unit / gcd(f.under, *unit) * f.under;
    m->out->rounded = m->out->rounded || both > MIND_UNIT_MAX;
    *unit = both > MIND_UNIT_MAX ? MIND_UNIT_MAX : (int64_t)both;
}

static void refine_span(making *m, truce_bounds s, int64_t *unit) {
    refine(m, s.low, unit);
    refine(m, s.high, unit);
}

/* unit * f: down (-1), to the nearest (0) or up (1). */
static int64_t on_grid(making *m, fraction f, int64_t unit, int side) {
    const wide product = (wide)f.over * unit;
    wide whole = product / f.under;
    wide rest = product % f.under;
    if (rest < 0) {
        whole--;
        rest += f.under;
    }
    whole += rest > 0 && (side > 0 || (side == 0 && 2 * rest >= f.under));
    if (whole > WORTH_MAX || whole < -WORTH_MAX) {
        m->too_long = true;
        return 0;
    }
    return (int64_t)whole;
}

static mind_span span_of(making *m, truce_bounds s, int64_t unit) {
    const fraction low = share_of(m, s.low);
    const fraction high = share_of(m, s.high);
    const bool number = low.over == high.over && low.under == high.under;
    mind_span span = {on_grid(m, low, unit, number ? 0 : 1),
                      on_grid(m, high, unit, number ? 0 : -1)};
    if (span.low > span.high && (wide)low.over * high.under < (wide)high.over * low.under) {
        span.low = span.high; /* both ends between two steps of the grid */
    }
    return span;
}

static void *take(making *m, size_t n, size_t size) {
    void *data = truce_arena_zero(m->arena, n, size);
    m->no_memory = m->no_memory || data == NULL;
    return data;
}

/* ---- the values of an issue -------------------------------------------------------------------
 */

static void put(uint64_t *set, uint32_t i) {
    set[i / 64] |= UINT64_C(1) << (i % 64);
}

/* Every value of one list is at least as good as every one of the other. */
static void put_all(uint64_t *over, uint32_t words, const uint32_t *better, uint32_t n_better,
                    const uint32_t *worse, uint32_t n_worse) {
    for (uint32_t k = 0; k < n_worse; k++) {
        for (uint32_t i = 0; i < n_better; i++) {
            put(over + (size_t)worse[k] * words, better[i]);
        }
    }
}

/* The values at least as good as each: what the orders say, and all that follows. */
static uint64_t *closure(making *m, const truce_belief_issue *issue, uint32_t n, uint32_t words) {
    uint64_t *over = take(m, (size_t)n * words, sizeof *over);
    for (uint32_t v = 0; over != NULL && v < n; v++) {
        put(over + (size_t)v * words, v);
    }
    for (uint32_t i = 0; over != NULL && i < issue->n_orders; i++) {
        const truce_belief_order *o = &issue->orders[i];
        put_all(over, words, o->better, o->n_better, o->worse, o->n_worse);
        if (o->tied) {
            put_all(over, words, o->worse, o->n_worse, o->better, o->n_better);
            put_all(over, words, o->better, o->n_better, o->better, o->n_better);
            put_all(over, words, o->worse, o->n_worse, o->worse, o->n_worse);
        }
    }
    for (uint32_t by = 0; over != NULL && issue->n_orders > 0 && by < n; by++) {
        for (uint32_t v = 0; v < n; v++) {
            uint64_t *const here = over + (size_t)v * words;
            for (uint32_t w = 0; mind_has(here, by) && w < words; w++) {
                here[w] |= over[(size_t)by * words + w];
            }
        }
    }
    return over;
}

/* Values on a line, where something is open on it: what orders say of them is taken out of `over`,
 * and listed. */
static void set_lines(making *m, const truce_belief_issue *said, mind_issue *issue,
                      uint64_t *over) {
    const uint32_t n = issue->n_values;
    mind_line *lines = take(m, n, sizeof *lines);
    uint32_t n_lines = 0;
    for (uint32_t v = 0; lines != NULL && v < n; v++) {
        lines[v].left = TRUCE_NONE;
        if (said->lines[v].left != TRUCE_NONE && !truce_bounds_exact(said->values[v])) {
            const truce_belief_line l = said->lines[v];
            lines[v] = (mind_line){l.left, l.right, l.share.over, l.share.under};
            n_lines++;
        }
    }
    mind_order *crossed = take(m, (size_t)n * n_lines * 2, sizeof *crossed);
    for (uint32_t a = 0; !m->no_memory && n_lines > 0 && a < n; a++) {
        for (uint32_t b = 0; b < n; b++) {
            const bool open = lines[a].left != TRUCE_NONE || lines[b].left != TRUCE_NONE;
            if (a != b && open && mind_has(over + (size_t)b * issue->n_words, a)) {
                over[(size_t)b * issue->n_words + a / 64] &= ~(UINT64_C(1) << (a % 64));
                crossed[issue->n_crossed++] = (mind_order){a, b, false};
            }
        }
    }
    issue->lines = n_lines > 0 ? lines : NULL;
    issue->crossed = crossed;
}

/* The ends of each value, moved in by those of the values above and below it. */
static void tighten(const mind_issue *issue, const mind_span *stated, mind_span *at) {
    for (uint32_t v = 0; v < issue->n_values; v++) {
        at[v] = stated[v];
    }
    for (uint32_t v = 0; v < issue->n_values; v++) {
        for (uint32_t a = 0; a < issue->n_values; a++) {
            if (a != v && mind_over(issue, a, v)) {
                at[v].high = stated[a].high < at[v].high ? stated[a].high : at[v].high;
                at[a].low = stated[v].low > at[a].low ? stated[v].low : at[a].low;
            }
        }
    }
}

/* Whether some value can be the best while another is the worst; which can be either. */
static bool find_ends(const mind_issue *issue, int64_t unit, uint64_t *best, uint64_t *worst) {
    for (uint32_t b = 0; b < issue->n_values; b++) {
        const bool high = issue->at[b].high == unit && !mind_is_on_line(issue, b);
        for (uint32_t w = 0; high && w < issue->n_values; w++) {
            if (issue->at[w].low == 0 && !mind_is_on_line(issue, w) && !mind_over(issue, w, b)) {
                put(best, b);
                put(worst, w);
            }
        }
    }
    uint64_t any = 0;
    for (uint32_t w = 0; w < issue->n_words; w++) {
        any |= best[w];
    }
    return any != 0;
}

/* Values that all tie have no best and no worst: what they are worth is then their span. */
static bool all_tie(const mind_issue *issue) {
    bool all = true;
    for (uint32_t v = 1; all && v < issue->n_values; v++) {
        all = mind_over(issue, 0, v) && mind_over(issue, v, 0);
    }
    return all;
}

/* False where nothing satisfies what is stated. */
static bool make_issue(making *m, uint32_t variable, mind_issue *issue) {
    const truce_belief_issue *said = &m->belief->issues[variable];
    const uint32_t n = m->choices->n_values[variable];
    *issue = (mind_issue){.n_values = n, .n_words = n / 64 + 1};
    mind_span *stated = take(m, n, sizeof *stated);
    mind_span *at = take(m, n, sizeof *at);
    uint64_t *best = take(m, issue->n_words, sizeof *best);
    uint64_t *worst = take(m, issue->n_words, sizeof *worst);
    issue->at = at;
    issue->best = best;
    issue->worst = worst;
    if (!said->mentioned) {
        issue->over = take(m, (size_t)n * issue->n_words, sizeof *issue->over);
        return true;
    }
    uint64_t *over = closure(m, said, n, issue->n_words);
    issue->over = over;
    if (over != NULL && said->lines != NULL) {
        set_lines(m, said, issue, over);
    }
    if (m->no_memory) {
        return true;
    }
    issue->weight = span_of(m, said->weight, m->out->weight_unit);
    for (uint32_t v = 0; v < n; v++) {
        stated[v] = span_of(m, said->values[v], m->out->value_unit);
    }
    tighten(issue, stated, at);
    issue->anchored = said->anchored && !all_tie(issue);
    bool some = !issue->anchored || find_ends(issue, m->out->value_unit, best, worst);
    for (uint32_t v = 0; v < n; v++) {
        some = some && at[v].low <= at[v].high;
    }
    return some;
}

/* ---- weights and joint terms ------------------------------------------------------------------
 */

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
static void tighten_weights(const mind *m, mind_issue *issues) {
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
static truce_status open_weights(making *m, truce_error *err) {
    mind *out = m->out;
    const size_t n = out->n_issues;
    const size_t rows_max = 1 + out->n_heavier + 2 * n;
    int64_t *factors = take(m, rows_max * n, sizeof *factors);
    int64_t *bounds = take(m, rows_max, sizeof *bounds);
    bool *equal = take(m, rows_max, sizeof *equal);
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

static void make_joints(making *m, mind_joint *joints) {
    const truce_belief *b = m->belief;
    const int64_t unit = m->out->value_unit;
    for (uint32_t j = 0; j < b->n_joints && joints != NULL; j++) {
        const truce_belief_joint *said = &b->joints[j];
        const bool added = said->replaces == TRUCE_NONE;
        const mind_span amount =
            span_of(m, said->amount, added ? unit * m->out->weight_unit : unit);
        joints[j] = (mind_joint){said->parts, said->n_parts, said->replaces, 0, amount};
        while (!added && said->parts[joints[j].held].variable != said->replaces) {
            joints[j].held++;
        }
    }
}

/* Expand the orders of importance to pairs. */
static mind_order *make_heavier(making *m) {
    const truce_belief *b = m->belief;
    size_t n = 0;
    for (uint32_t i = 0; i < b->n_importance; i++) {
        const truce_belief_order *o = &b->importance[i];
        n += (size_t)o->n_better * o->n_worse + o->n_better + o->n_worse;
    }
    mind_order *pairs = take(m, n, sizeof *pairs);
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
    return pairs;
}

/* The package that is the reservation; what it does not say makes no difference. */
static void make_reserve_package(making *m) {
    uint32_t *package = take(m, m->out->n_issues, sizeof *package);
    for (uint32_t i = 0; package != NULL && i < m->out->n_issues; i++) {
        const uint32_t value = m->belief->reserve_package[i];
        package[i] = value == TRUCE_NONE ? 0 : value;
    }
    m->out->reserve_package = package;
}

/* Twice as fine as the steps of each line, so that differences of values on lines lie on it too. */
static void refine_lines(making *m, uint32_t variable, int64_t *unit) {
    const truce_belief_issue *said = &m->belief->issues[variable];
    int64_t steps = 1;
    for (uint32_t v = 0;
         said->mentioned && said->lines != NULL && v < m->choices->n_values[variable]; v++) {
        if (said->lines[v].left != TRUCE_NONE && !truce_bounds_exact(said->values[v])) {
            const int64_t under = said->lines[v].share.under;
            const wide both = (wide)steps / gcd(under, steps) * under;
            steps = both > MIND_UNIT_MAX ? MIND_UNIT_MAX : (int64_t)both;
        }
    }
    for (int turn = 0; turn < 2 && steps > 1; turn++) {
        const wide finer = (wide)*unit * steps;
        m->out->rounded = m->out->rounded || finer > MIND_UNIT_MAX;
        *unit = finer > MIND_UNIT_MAX ? MIND_UNIT_MAX : (int64_t)finer;
    }
}

/* The grids: every number stated lies on them, where billionths allow. */
static void find_units(making *m) {
    const truce_belief *b = m->belief;
    int64_t weight = 1;
    int64_t value = 1;
    for (uint32_t i = 0; i < m->out->n_issues; i++) {
        if (b->issues[i].mentioned) {
            refine_span(m, b->issues[i].weight, &weight);
        }
        for (uint32_t v = 0; b->issues[i].mentioned && v < m->choices->n_values[i]; v++) {
            refine_span(m, b->issues[i].values[v], &value);
        }
    }
    for (uint32_t j = 0; j < b->n_joints; j++) {
        refine_span(m, b->joints[j].amount, &value);
    }
    if (b->reserve_kind == TRUCE_RESERVE_AMOUNT) {
        refine_span(m, b->reserve, &value);
    }
    for (uint32_t i = 0; i < m->out->n_issues; i++) {
        refine_lines(m, i, &value);
    }
    m->out->weight_unit = weight;
    m->out->value_unit = value;
}

static int64_t larger(int64_t a, int64_t b) {
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    return a > b ? a : b;
}

/* Whether no package is worth more than numbers can say. */
static bool sums_fit(mind *m) {
    wide most = larger(m->reserve.low, m->reserve.high);
    wide weight = 0;
    wide value = 0;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        const mind_issue *issue = &m->issues[i];
        wide here = 0;
        for (uint32_t v = 0; v < issue->n_values; v++) {
            const int64_t v_most = larger(issue->at[v].low, issue->at[v].high);
            here = v_most > here ? v_most : here;
        }
        weight += issue->weight.high;
        value = here > value ? here : value;
        most += m->summed ? 0 : here * issue->weight.high;
    }
    most += m->summed ? value * m->weight_unit : 0;
    for (uint32_t j = 0; j < m->n_joints; j++) {
        const mind_joint *t = &m->joints[j];
        const wide by = t->replaces == TRUCE_NONE ? 1 : m->issues[t->replaces].weight.high;
        most += by * larger(t->amount.low, t->amount.high);
    }
    m->worth_max = most <= WORTH_MAX ? (int64_t)most : WORTH_MAX;
    return most <= WORTH_MAX && weight <= WORTH_MAX;
}

static bool is_certain(const mind *m) {
    bool certain = true;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        const mind_issue *issue = &m->issues[i];
        certain = certain && issue->weight.low == issue->weight.high;
        for (uint32_t v = 0; v < issue->n_values && issue->weight.high > 0; v++) {
            certain = certain && issue->at[v].low == issue->at[v].high;
        }
    }
    for (uint32_t j = 0; j < m->n_joints; j++) {
        certain = certain && m->joints[j].amount.low == m->joints[j].amount.high;
    }
    return certain;
}

bool mind_holds(const mind_joint *joint, const uint32_t *package) {
    bool holds = true;
    for (uint32_t i = 0; holds && i < joint->n_parts; i++) {
        holds = mind_has(joint->parts[i].values, package[joint->parts[i].variable]);
    }
    return holds;
}

uint32_t mind_replaced(const mind *m, uint32_t issue, const uint32_t *package) {
    for (uint32_t j = 0; j < m->n_joints; j++) {
        if (m->joints[j].replaces == issue && mind_holds(&m->joints[j], package)) {
            return j;
        }
    }
    return TRUCE_NONE;
}

truce_status mind_make(const truce_belief *belief, const truce_domain *choices, truce_arena *arena,
                       mind *out, truce_error *err) {
    mind made = {.belief = belief, .n_issues = choices->n_variables, .summed = !belief->absolute};
    making m = {.belief = belief, .choices = choices, .arena = arena, .out = &made};
    mind_issue *issues = take(&m, made.n_issues, sizeof *issues);
    mind_joint *joints = take(&m, belief->n_joints, sizeof *joints);
    find_units(&m);
    for (uint32_t i = 0; !m.no_memory && i < made.n_issues; i++) {
        if (!make_issue(&m, i, &issues[i])) {
            return truce_fail(err, TRUCE_EINVAL, "no values satisfy what is stated of issue %u", i);
        }
    }
    make_joints(&m, joints);
    (void)make_heavier(&m);
    if (belief->reserve_kind == TRUCE_RESERVE_AMOUNT) {
        made.reserve = span_of(&m, belief->reserve, made.weight_unit * made.value_unit);
    } else if (belief->reserve_kind == TRUCE_RESERVE_PACKAGE) {
        make_reserve_package(&m);
    }
    if (m.no_memory) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for preferences");
    }
    made.issues = issues;
    made.joints = joints;
    made.n_joints = belief->n_joints;
    if (m.too_long || !sums_fit(&made)) {
        return truce_fail(err, TRUCE_ELIMIT, "numbers of preferences are too long to be added");
    }
    tighten_weights(&made, issues);
    made.certain = is_certain(&made);
    const truce_status status = open_weights(&m, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (made.weights.empty) {
        return truce_fail(err, TRUCE_EINVAL, "no weights satisfy what is stated of them");
    }
    *out = made;
    return TRUCE_OK;
}
