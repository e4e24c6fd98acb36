/* What names alone do not settle in plans: that a tranche which is named is there, that an exchange
 * releases those whom it has, and that nothing is said twice. */
#include <stdlib.h>

#include "plan.h"
#include "reader.h"

static const truce_str no_hint = {NULL, 0};

/* The numbers of the tranches of an exchange, or of the phases of an agreement, rising. */
typedef struct numbers {
    int64_t *at;
    uint32_t n;
} numbers;

typedef struct checker {
    reader *r;
    numbers *tranches, *phases;    /* [exchange], [agreement] */
    uint32_t *category, *group_in; /* [symbol]: the last exchange that has it so, from 1 */
    uint32_t *listed;              /* [symbol]: the last list that names it, from 1; [0]: any */
    uint32_t lists;
    uint32_t *said[TRUCE_PLAN_N]; /* [symbol]: the last record in which such a line is about it */
} checker;

/* ---- numbers ---- */

static int by_number(const void *left, const void *right) {
    const int64_t l = *(const int64_t *)left;
    const int64_t r = *(const int64_t *)right;
    return (l > r) - (l < r);
}

static bool list_numbers(reader *r, const truce_plan *plan, truce_plan_kind kind, numbers *out) {
    out->at = truce_arena_take(r->arena, plan->n_lines * sizeof *out->at);
    if (out->at == NULL) {
        return no_memory(r);
    }
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        if (plan->lines[i].kind == kind) {
            out->at[out->n++] = plan->lines[i].number.low.units;
        }
    }
    qsort(out->at, out->n, sizeof *out->at, by_number);
    return true;
}

/* How often the number is there: 0, 1, or 2 for more. */
static unsigned times_there(const numbers *all, truce_plan_number number) {
    const int64_t key = number.low.units;
    const int64_t *const at =
        all->n > 0 ? bsearch(&key, all->at, all->n, sizeof key, by_number) : NULL;
    if (at == NULL) {
        return 0;
    }
    return (at > all->at && at[-1] == key) || (at + 1 < all->at + all->n && at[1] == key) ? 2 : 1;
}

/* Whose part of an exchange or of its tranche: one of its two sides has one. */
static void check_part(reader *r, const truce_plan_line *line, uint32_t exchange) {
    for (uint32_t i = 0; i < line->by.n; i++) {
        const truce_plan_line *const top =
            exchange != TRUCE_NONE ? &r->c->exchanges[exchange].top : NULL;
        const truce_str name = truce_case_name(r->c, line->by.at[i].symbol);
        if (top == NULL) {
            (void)wrong(r, line->by.at[i].place, 0, no_hint,
                        "only of an exchange does each side have a part");
            return;
        }
        if (line->by.at[i].symbol != top->what.symbol &&
            line->by.at[i].symbol != top->to.at[0].symbol) {
            (void)wrong(r, line->by.at[i].place, name.size, no_hint,
                        "\"%.*s\" is no side of the exchange", TRUCE_STR_ARGS(name));
        }
    }
}

/* `after swap tranche 2`: the exchange has it. */
static void check_trigger(checker *k, const truce_plan_line *line) {
    reader *const r = k->r;
    const uint32_t e = truce_case_find(r->c, TRUCE_KIND_EXCHANGE, line->what);
    check_part(r, line, e);
    if (line->tranche.place == 0) {
        return;
    }
    const truce_str name = truce_case_name(r->c, line->what.symbol);
    if (e == TRUCE_NONE) {
        (void)wrong(r, line->tranche.place, 0, no_hint,
                    "\"%.*s\" is no exchange, and so has no tranches", TRUCE_STR_ARGS(name));
    } else if (times_there(&k->tranches[e], line->tranche) == 0) {
        (void)wrong(r, line->tranche.place, 0, no_hint, "the exchange \"%.*s\" has no such tranche",
                    TRUCE_STR_ARGS(name));
    }
}

/* A whole exchange takes its time: nothing is done together with all of it. */
static void check_with(checker *k, const truce_plan_line *line) {
    if (line->kind == TRUCE_PLAN_WITH && line->tranche.place == 0 &&
        truce_case_find(k->r->c, TRUCE_KIND_EXCHANGE, line->what) != TRUCE_NONE) {
        (void)wrong(k->r, line->what.place, 0, TRUCE_STR("write: with swap tranche 2"),
                    "an exchange is not done at one moment, but a tranche of it is");
    }
}

/* A step does not wait for itself. */
static void check_not_itself(reader *r, const truce_plan *plan, const truce_plan_line *line) {
    if (line->what.symbol == plan->head.name && line->tranche.place == 0) {
        (void)wrong(r, line->what.place, 0, no_hint, "a step cannot wait for itself");
    }
}

/* Whether a line of this kind was about that already in record `i`; from now on it was. */
static bool was_said(checker *k, truce_plan_kind kind, truce_symbol about, uint32_t i) {
    if (k->said[kind] == NULL) {
        k->said[kind] = truce_arena_zero(k->r->arena, k->r->c->symbols.n, sizeof(uint32_t));
    }
    if (k->said[kind] == NULL) {
        (void)no_memory(k->r);
        return false;
    }
    const bool before = k->said[kind][about] == i + 1;
    k->said[kind][about] = i + 1;
    return before;
}

/* ---- exchanges ---- */

static void check_declared(checker *k, const uint32_t *declared, uint32_t exchange, truce_ref ref,
                           const char *what) {
    if (ref.symbol != 0 && declared[ref.symbol] != exchange + 1) {
        const truce_str name = truce_case_name(k->r->c, ref.symbol);
        (void)wrong(k->r, ref.place, name.size,
                    truce_arena_printf(k->r->arena, "give this exchange a line: %s %.*s 10", what,
                                       TRUCE_STR_ARGS(name)),
                    "the exchange has no %s \"%.*s\"", what, TRUCE_STR_ARGS(name));
    }
}

static void check_shares(checker *k, uint32_t exchange, const truce_plan_shares *shares,
                         const uint32_t *declared, const char *what) {
    k->lists++;
    for (uint32_t i = 0; i < shares->n; i++) {
        const truce_ref of = shares->at[i].of;
        check_declared(k, declared, exchange, of, what);
        if (k->listed[of.symbol] == k->lists) {
            (void)wrong(k->r, shares->at[i].n.place, 0, TRUCE_STR("add the two numbers"),
                        "the same is named twice in one list");
        }
        k->listed[of.symbol] = k->lists;
    }
}

static void check_quota(checker *k, const truce_plan *plan, const truce_plan_line *line,
                        uint32_t i) {
    if (line->what.symbol != plan->top.what.symbol &&
        line->what.symbol != plan->top.to.at[0].symbol) {
        (void)wrong(k->r, line->what.place, 0, no_hint, "a quota is of one of the two sides");
    } else if (line->period != TRUCE_PERIOD_DAY) {
        (void)wrong(k->r, line->place, 5, TRUCE_STR("write: per day"), "a quota is for a day");
    } else if (line->number.low.units == 0) {
        (void)wrong(k->r, line->number.place, 0, no_hint, "with a quota of 0 nobody is released");
    } else if (was_said(k, line->kind, line->what.symbol, i)) {
        (void)wrong(k->r, line->what.place, 0, no_hint, "a second quota of one side");
    }
}

static void check_tranche(checker *k, uint32_t exchange, const truce_plan_line *line) {
    reader *const r = k->r;
    if (times_there(&k->tranches[exchange], line->number) > 1) {
        (void)wrong(r, line->number.place, 0, TRUCE_STR("give each tranche a number of its own"),
                    "two tranches of this number");
    }
    if (line->what.symbol == 0 &&
        (line->tranche.place != 0 || line->by.n > 0 || line->days.place != 0)) {
        (void)wrong(r,
                    line->tranche.place != 0 ? line->tranche.place
                    : line->by.n > 0         ? line->by.at[0].place
                                             : line->days.place,
                    0, TRUCE_STR("write: after swap tranche 1 within 7 days"),
                    "this needs \"after\" and a name before it");
    }
    check_trigger(k, line);
    check_shares(k, exchange, &line->counts, k->category, "category");
    check_shares(k, exchange, &line->shares, k->group_in, "class");
}

static void check_exchange_line(checker *k, const truce_plan *plan, uint32_t exchange,
                                const truce_plan_line *line) {
    reader *const r = k->r;
    switch (line->kind) {
    case TRUCE_PLAN_CATEGORY:
    case TRUCE_PLAN_CLASS:
        if (was_said(k, line->kind, line->what.symbol, exchange)) {
            (void)wrong(r, line->what.place, 0, no_hint, "the exchange has a line on this already");
        }
        check_shares(k, exchange, &line->shares, k->group_in, "class");
        break;
    case TRUCE_PLAN_EXCLUDES:
    case TRUCE_PLAN_TRANSFER:
        check_declared(k, k->group_in, exchange, line->what, "class");
        break;
    case TRUCE_PLAN_TRANCHE:
        check_tranche(k, exchange, line);
        break;
    case TRUCE_PLAN_QUOTA:
        check_quota(k, plan, line, exchange);
        break;
    case TRUCE_PLAN_EXTENDS:
        if (line->number.low.units == 0) {
            (void)wrong(r, line->number.place, 0, no_hint, "for each 0 released means nothing");
        } else if (truce_decimal_compare(line->days.low, line->days.high) != 0) {
            (void)wrong(r, line->days.place, 0, no_hint, "an extension is of one number of days");
        }
        break;
    default:
        break;
    }
}

static void check_exchange(checker *k, uint32_t i) {
    const truce_plan *const plan = &k->r->c->exchanges[i];
    for (uint32_t n = 0; n < plan->n_lines; n++) {
        const truce_plan_line *const line = &plan->lines[n];
        if (line->kind == TRUCE_PLAN_CATEGORY || line->kind == TRUCE_PLAN_CLASS) {
            (line->kind == TRUCE_PLAN_CATEGORY ? k->category : k->group_in)[line->what.symbol] =
                i + 1;
        }
    }
    if (plan->top.to.n > 1 || plan->top.to.at[0].symbol == plan->top.what.symbol) {
        (void)wrong(k->r, plan->top.to.at[plan->top.to.n - 1].place, 0,
                    TRUCE_STR("write an exchange for each pair"), "an exchange is of two sides");
    }
    for (uint32_t n = 0; n < plan->n_lines && !k->r->out_of_memory; n++) {
        check_exchange_line(k, plan, i, &plan->lines[n]);
    }
}

/* ---- the others ---- */

static void check_agreement(checker *k, uint32_t i) {
    reader *const r = k->r;
    const truce_plan *const plan = &r->c->agreements[i];
    if (plan->top.names.n < 2) {
        (void)wrong(r, plan->top.names.at[0].place, 0, TRUCE_STR("write: of union, company"),
                    "an agreement is of two or more");
    }
    for (uint32_t n = 0; n < plan->n_lines; n++) {
        const truce_plan_line *const line = &plan->lines[n];
        const unsigned times = times_there(&k->phases[i], line->number);
        if (line->kind == TRUCE_PLAN_ROLLS && times == 0) {
            (void)wrong(r, line->number.place, 0, no_hint, "the agreement has no such phase");
        } else if (line->kind == TRUCE_PLAN_PHASED && times > 1) {
            (void)wrong(r, line->number.place, 0, no_hint, "two phases of this number");
        }
    }
}

/* An obligation's phase is one of its agreement. */
static void check_obligation(checker *k, const truce_plan *plan) {
    uint32_t agreement = TRUCE_NONE;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        if (plan->lines[i].kind == TRUCE_PLAN_IN) {
            agreement = truce_case_find(k->r->c, TRUCE_KIND_AGREEMENT, plan->lines[i].what);
        }
    }
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        if (line->kind == TRUCE_PLAN_PHASE && agreement != TRUCE_NONE &&
            times_there(&k->phases[agreement], line->number) == 0) {
            (void)wrong(k->r, line->number.place, 0, no_hint, "its agreement has no such phase");
        }
        if (line->kind == TRUCE_PLAN_AFTER) {
            check_trigger(k, line);
        }
    }
}

static void check_step(checker *k, const truce_plan *plan) {
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        if (line->kind == TRUCE_PLAN_AFTER || line->kind == TRUCE_PLAN_BEFORE ||
            line->kind == TRUCE_PLAN_WITH) {
            check_not_itself(k->r, plan, line);
            check_with(k, line);
            check_trigger(k, line);
        }
    }
}

static void check_values(checker *k, uint32_t i) {
    const truce_plan *const plan = &k->r->c->values[i];
    for (uint32_t n = 0; n < plan->n_lines && !k->r->out_of_memory; n++) {
        if (was_said(k, TRUCE_PLAN_WORTH, plan->lines[n].what.symbol, i)) {
            (void)wrong(k->r, plan->lines[n].what.place, 0, no_hint,
                        "this step has a value already");
        }
    }
}

static bool prepare(checker *k) {
    reader *const r = k->r;
    const truce_case *const c = r->c;
    k->tranches = truce_arena_zero(r->arena, c->n_exchanges, sizeof *k->tranches);
    k->phases = truce_arena_zero(r->arena, c->n_agreements, sizeof *k->phases);
    k->category = truce_arena_zero(r->arena, c->symbols.n, sizeof *k->category);
    k->group_in = truce_arena_zero(r->arena, c->symbols.n, sizeof *k->group_in);
    k->listed = truce_arena_zero(r->arena, c->symbols.n, sizeof *k->listed);
    bool ok = k->tranches != NULL && k->phases != NULL && k->category != NULL &&
              k->group_in != NULL && k->listed != NULL;
    for (uint32_t i = 0; ok && i < c->n_exchanges; i++) {
        ok = list_numbers(r, &c->exchanges[i], TRUCE_PLAN_TRANCHE, &k->tranches[i]);
    }
    for (uint32_t i = 0; ok && i < c->n_agreements; i++) {
        ok = list_numbers(r, &c->agreements[i], TRUCE_PLAN_PHASED, &k->phases[i]);
    }
    return ok || no_memory(r);
}

bool check_plans(reader *r) {
    const truce_case *const c = r->c;
    checker k = {.r = r};
    if (c->n_steps + c->n_exchanges + c->n_values + c->n_agreements + c->n_obligations == 0) {
        return true;
    }
    if (!prepare(&k)) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_records && !r->out_of_memory; i++) {
        const truce_declared record = c->records[i];
        switch (record.kind) {
        case TRUCE_KIND_STEP:
            check_step(&k, &c->steps[record.index]);
            break;
        case TRUCE_KIND_EXCHANGE:
            check_exchange(&k, record.index);
            break;
        case TRUCE_KIND_VALUES:
            check_values(&k, record.index);
            break;
        case TRUCE_KIND_AGREEMENT:
            check_agreement(&k, record.index);
            break;
        case TRUCE_KIND_OBLIGATION:
            check_obligation(&k, &c->obligations[record.index]);
            break;
        default:
            break;
        }
    }
    return !r->out_of_memory;
}
