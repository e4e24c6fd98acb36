/* One record of preferences, line by line: only exact numbers pass. */
#include "formats/case_parts.h"

#include <inttypes.h>
#include <stdlib.h>

/* The place among an issue's options of the number that truce_item_options gives; on a range they
 * are the same. */
static int64_t place_of(const truce_issue *issue, int64_t number) {
    if (issue->has_range) {
        return number;
    }
    if (number >= issue->n_rungs) {
        return number - issue->n_rungs;
    }
    uint32_t i = 0;
    while (i < issue->n_options && issue->options[i].rank != number) {
        i++;
    }
    return i;
}

/* An amount as one decimal; of a record in percent, as a part of 1. */
static truce_numeral exact(leaver *l, const truce_preferences *p, const truce_amount *amount) {
    truce_numeral number = truce_numeral_of_decimal(amount->low);
    if (amount->kind == TRUCE_AMOUNT_RANGE) {
        leave_fail(l, p->head.name, TRUCE_EINVAL,
                   "states an interval; such a file holds exact numbers only");
    } else if (amount->kind == TRUCE_AMOUNT_FRACTION) {
        const truce_numeral of = truce_numeral_of_decimal(amount->of);
        if (!truce_numeral_divide(&number, &of, &number)) {
            leave_fail(
                l, p->head.name, TRUCE_EINVAL,
                "states a fraction whose decimals do not end; such a file holds decimals only");
        }
    }
    if (p->percent && number.n > 0) {
        number.exponent = (int16_t)(number.exponent - 2);
    }
    return number;
}

/* Whether an item speaks of a variable. */
static bool speaks_of(const leaver *l, const truce_item *item, uint32_t v) {
    const truce_symbol group = l->variables[v].group;
    bool named = item->groups.n == 0 || group == 0;
    for (uint32_t i = 0; i < item->groups.n && !named; i++) {
        named = item->groups.at[i].symbol == group;
    }
    return named;
}

/* The variables of an item's issue: `*end` one behind the last. */
static uint32_t variables_of(const leaver *l, const truce_item *item, uint32_t *end) {
    const uint32_t issue = truce_case_find(l->c, TRUCE_KIND_ISSUE, item->issue);
    const uint32_t groups = l->c->issues[issue].per.n;
    *end = l->first_of[issue] + (groups > 0 ? groups : 1);
    return l->first_of[issue];
}

static void state(leaver *l, said *s, int64_t at, const truce_numeral *worth) {
    stated *const grown = truce_arena_grow(l->arena, s->at, s->n, &s->cap, sizeof *s->at);
    if (grown == NULL) {
        leave_no_memory(l);
        return;
    }
    s->at = grown;
    s->at[s->n++] = (stated){at, *worth};
}

/* Within an interval of a range all is worth the same, so its ends say it. */
static void state_interval(leaver *l, said *s, const truce_issue *issue, truce_interval in,
                           const truce_numeral *worth) {
    const int64_t step = issue->has_range && in.high > in.low ? in.high - in.low : 1;
    for (int64_t number = in.low; number <= in.high && !left(l); number += step) {
        state(l, s, place_of(issue, number), worth);
    }
}

static void read_value_line(leaver *l, uint32_t k, const truce_preferences *p,
                            const truce_preference *line) {
    const truce_item *const item = &line->items[0].item;
    bool failed = false;
    uint32_t end = 0;
    if (line->condition.n > 0) {
        leave_fail(l, p->head.name, TRUCE_EINVAL,
                   "has a value under a condition; such a file knows none");
    }
    const truce_numeral worth = exact(l, p, &line->amount);
    for (uint32_t v = variables_of(l, item, &end); v < end && !left(l); v++) {
        const truce_issue *const issue = issue_of_variable(l, v);
        const truce_option_set set = truce_item_options(issue, item, l->arena, &failed);
        if (failed) {
            leave_no_memory(l);
        }
        for (uint32_t i = 0; i < set.n && speaks_of(l, item, v) && !left(l); i++) {
            state_interval(l, said_of(l, k, v), issue, set.at[i], &worth);
        }
    }
}

static void read_weight_line(leaver *l, uint32_t k, const truce_preferences *p,
                             const truce_preference *line) {
    const truce_item *const item = &line->items[0].item;
    uint32_t end = 0;
    const truce_numeral weight = exact(l, p, &line->amount);
    for (uint32_t v = variables_of(l, item, &end); v < end && !left(l); v++) {
        said *const s = said_of(l, k, v);
        if (!speaks_of(l, item, v)) {
            continue;
        }
        if (s->weighed) {
            leave_fail(l, p->head.name, TRUCE_EINVAL, "has two weights of one issue");
        }
        s->weighed = true;
        s->weight = weight;
    }
}

static int by_place(const void *a, const void *b) {
    const stated *const x = a;
    const stated *const y = b;
    return (x->at > y->at) - (x->at < y->at);
}

/* Every option of what is named has one number, and so has every weight or none. */
static void check_whole(leaver *l, uint32_t k, const truce_preferences *p, bool weighs) {
    for (uint32_t v = 0; v < l->n_variables && !left(l); v++) {
        said *const s = said_of(l, k, v);
        const truce_issue *const issue = issue_of_variable(l, v);
        const truce_str name = truce_case_name(l->c, issue->head.name);
        if (s->n == 0 && !s->weighed) {
            continue;
        }
        if (s->n > 0) {
            qsort(s->at, s->n, sizeof *s->at, by_place);
        }
        for (size_t i = 1; i < s->n; i++) {
            if (s->at[i].at == s->at[i - 1].at) {
                leave_fail(l, p->head.name, TRUCE_EINVAL,
                           "has two values of one option of \"%.*s\"", TRUCE_STR_ARGS(name));
            }
        }
        const int64_t last = n_options_of(l, v) - 1;
        const bool ends = s->n > 0 && s->at[0].at == 0 && s->at[s->n - 1].at == last;
        if (!(issue->has_range ? ends : (int64_t)s->n == last + 1)) {
            leave_fail(l, p->head.name, TRUCE_EINVAL,
                       issue->has_range ? "has no value for an end of the range of \"%.*s\""
                                        : "has no value for some option of \"%.*s\"",
                       TRUCE_STR_ARGS(name));
        }
        if (weighs && !s->weighed) {
            leave_fail(l, p->head.name, TRUCE_EINVAL, "has no weight of \"%.*s\"",
                       TRUCE_STR_ARGS(name));
        }
        if (!weighs) {
            s->weighed = true;
            s->weight = truce_numeral_of(1);
        }
    }
}

void leave_record(leaver *l, uint32_t k, const truce_preferences *p) {
    bool weighs = false;
    for (uint32_t i = 0; i < p->n_lines && !left(l); i++) {
        const truce_preference *const line = &p->lines[i];
        switch (line->kind) {
        case TRUCE_PREFERS_ORDER:
        case TRUCE_PREFERS_IMPORTANCE:
            leave_fail(l, p->head.name, TRUCE_EINVAL,
                       "states an order; such a file holds numbers only");
            break;
        case TRUCE_PREFERS_TOGETHER:
            leave_fail(
                l, p->head.name, TRUCE_EINVAL,
                "states what items add together; such a file holds sums over the issues only");
            break;
        case TRUCE_PREFERS_WEIGHT:
            weighs = true;
            read_weight_line(l, k, p, line);
            break;
        case TRUCE_PREFERS_VALUE:
            read_value_line(l, k, p, line);
            break;
        case TRUCE_PREFERS_RESERVE:
            break;
        }
    }
    if (p->percent && !weighs) {
        leave_fail(l, p->head.name, TRUCE_EINVAL,
                   "is in percent without a weight; then nobody says what the weights are");
    }
    check_whole(l, k, p, weighs);
    if (p->percent && !left(l)) {
        note(&l->told, "%.*s is in percent: its numbers are written as parts of 1",
             TRUCE_STR_ARGS(truce_case_name(l->c, p->head.name)));
    }
}

/* a + (b - a) * (at - a.at) / (b.at - a.at) */
static bool between(const stated *a, const stated *b, int64_t at, truce_numeral *out) {
    const truce_numeral part = truce_numeral_of(at - a->at);
    const truce_numeral whole = truce_numeral_of(b->at - a->at);
    truce_numeral rise;
    return truce_numeral_subtract(&b->worth, &a->worth, &rise) &&
           truce_numeral_multiply(&rise, &part, &rise) &&
           truce_numeral_divide(&rise, &whole, &rise) && truce_numeral_add(&a->worth, &rise, out);
}

truce_numeral leave_worth(leaver *l, const truce_preferences *p, const said *s, int64_t at) {
    truce_numeral worth = {0};
    if (s->n == 0) {
        return worth;
    }
    size_t low = 0; /* the first that is at or above */
    size_t high = s->n - 1;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (s->at[middle].at < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (s->at[low].at == at) {
        return s->at[low].worth;
    }
    if (low == 0 || !between(&s->at[low - 1], &s->at[low], at, &worth)) {
        leave_fail(
            l, p->head.name, TRUCE_EINVAL,
            "gives a number between two stated ones a value whose decimals do not end; such a "
            "file holds decimals only");
    }
    return worth;
}

void leave_reservation(leaver *l, uint32_t k, const truce_preferences *p,
                       truce_scenario_party *out) {
    const truce_preference *line = NULL;
    for (uint32_t i = 0; i < p->n_lines; i++) {
        line = p->lines[i].kind == TRUCE_PREFERS_RESERVE ? &p->lines[i] : line;
    }
    out->reserved = line != NULL;
    if (line == NULL || line->n_items == 0) {
        out->reserve = line != NULL ? exact(l, p, &line->amount) : truce_numeral_of(0);
        return;
    }
    uint32_t *const package = leave_room(l, l->n_variables, sizeof *package);
    bool *const chosen = leave_room(l, l->n_variables, sizeof *chosen);
    truce_numeral sum = {0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < line->n_items && !left(l); i++) {
        const truce_item *const item = &line->items[i].item;
        const uint32_t issue = truce_case_find(l->c, TRUCE_KIND_ISSUE, item->issue);
        bool failed = false;
        uint32_t end = 0;
        if (l->first_of[issue] == TRUCE_NONE) {
            continue; /* worth nothing to anybody */
        }
        const truce_option_set set =
            truce_item_options(&l->c->issues[issue], item, l->arena, &failed);
        if (failed || set.n == 0) {
            leave_no_memory(l);
        }
        for (uint32_t v = variables_of(l, item, &end); v < end && !left(l); v++) {
            if (!speaks_of(l, item, v) || chosen[v]) {
                continue;
            }
            const int64_t at = place_of(&l->c->issues[issue], set.at[0].low);
            const said *const s = said_of(l, k, v);
            truce_numeral part = leave_worth(l, p, s, at);
            if (!truce_numeral_multiply(&part, &s->weight, &part) ||
                !truce_numeral_add(&sum, &part, &sum)) {
                leave_fail(l, p->head.name, TRUCE_ELIMIT,
                           "has a reservation package worth a number of too many digits");
            }
            package[v] = (uint32_t)at;
            chosen[v] = true;
            n++;
        }
    }
    for (uint32_t v = 0; v < l->n_variables && !left(l); v++) {
        if (!chosen[v] && said_of(l, k, v)->weighed) {
            leave_fail(l, p->head.name, TRUCE_EINVAL,
                       "leaves \"%.*s\" out of its reservation package",
                       TRUCE_STR_ARGS(truce_case_name(l->c, issue_of_variable(l, v)->head.name)));
        }
    }
    out->reserve = sum;
    out->reserve_package = n == l->n_variables ? package : NULL;
}
