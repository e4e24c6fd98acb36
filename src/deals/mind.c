/* From decimals and fractions to one grid: the coarsest on which every number stated lies, or
 * billionths where that would be finer still. Numbers are then rounded, and ends inwards. */
#include "deals/mind.h"

#include <assert.h>

#include "deals/mind_parts.h"

__extension__ typedef __int128 wide;

/* No sum of a package is larger, so that the sum of two of them is a number too. */
static const int64_t WORTH_MAX = INT64_MAX / 4;
static const int64_t PART_MAX = INT64_C(1000000000000000000); /* of a fraction */

/* over / under in lowest terms, under above 0; neither beyond PART_MAX. */
typedef struct fraction {
    int64_t over, under;
} fraction;

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

mind_span mind_span_of(making *m, truce_bounds s, int64_t unit) {
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

void *mind_take(making *m, size_t n, size_t size) {
    void *data = truce_arena_zero(m->arena, n, size);
    m->no_memory = m->no_memory || data == NULL;
    return data;
}

/* ---- joint terms and the reservation ----------------------------------------------------------
 */

static void make_joints(making *m, mind_joint *joints) {
    const truce_belief *b = m->belief;
    const int64_t unit = m->out->value_unit;
    for (uint32_t j = 0; j < b->n_joints && joints != NULL; j++) {
        const truce_belief_joint *said = &b->joints[j];
        const bool added = said->replaces == TRUCE_NONE;
        const mind_span amount =
            mind_span_of(m, said->amount, added ? unit * m->out->weight_unit : unit);
        joints[j] = (mind_joint){said->parts, said->n_parts, said->replaces, 0, amount};
        while (!added && said->parts[joints[j].held].variable != said->replaces) {
            joints[j].held++;
        }
    }
}

/* The package that is the reservation; what it does not say makes no difference. */
static void make_reserve_package(making *m) {
    uint32_t *package = mind_take(m, m->out->n_issues, sizeof *package);
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
    mind_issue *issues = mind_take(&m, made.n_issues, sizeof *issues);
    mind_joint *joints = mind_take(&m, belief->n_joints, sizeof *joints);
    find_units(&m);
    for (uint32_t i = 0; !m.no_memory && i < made.n_issues; i++) {
        if (!mind_make_values(&m, i, &issues[i])) {
            return truce_fail(err, TRUCE_EINVAL, "no values satisfy what is stated of issue %u", i);
        }
    }
    make_joints(&m, joints);
    mind_make_heavier(&m);
    if (belief->reserve_kind == TRUCE_RESERVE_AMOUNT) {
        made.reserve = mind_span_of(&m, belief->reserve, made.weight_unit * made.value_unit);
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
    mind_tighten_weights(&made, issues);
    made.certain = is_certain(&made);
    const truce_status status = mind_open_weights(&m, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (made.weights.empty) {
        return truce_fail(err, TRUCE_EINVAL, "no weights satisfy what is stated of them");
    }
    *out = made;
    return TRUCE_OK;
}
