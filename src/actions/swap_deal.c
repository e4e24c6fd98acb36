/* From the lines of an exchange to the numbers that are counted. Names become indices by two
 * tables over all symbols, which every exchange fills anew; so no line is looked for. */
#include "swaps.h"

#include <stdlib.h>

enum { DAY = 86400, AGREEMENTS_MAX = 32 /* with more, none is taken to be the truce */ };

/* Reading has checked that an exchange names no group that it does not have. */
typedef struct maker {
    composer *k;
    uint32_t *category, *class; /* [symbol]: its place in the exchange at hand */
} maker;

static int64_t count_of(truce_plan_number number) {
    return number.place != 0 ? number.low.units : TRUCE_EXCHANGE_UNKNOWN;
}

/* ---- days ---- */

static int64_t day_of_second(int64_t second) {
    return second >= 0 ? second / DAY : -((-(second + 1)) / DAY) - 1;
}

/* The day, if it is a certain one. */
static int64_t one_day(const truce_when *when) {
    const truce_date d = when->date;
    const bool vague = (d.marks & (TRUCE_DATE_UNCERTAIN | TRUCE_DATE_APPROXIMATE)) != 0;
    if ((d.marks & TRUCE_DATE_GIVEN) == 0 || vague || d.first == INT64_MIN || d.last == INT64_MAX ||
        day_of_second(d.first) != day_of_second(d.last)) {
        return TRUCE_EXCHANGE_UNKNOWN;
    }
    return day_of_second(d.first);
}

static int64_t exact_days(truce_plan_number days) {
    const bool exact = days.place != 0 && truce_decimal_compare(days.low, days.high) == 0;
    return exact ? days.low.units : TRUCE_EXCHANGE_UNKNOWN;
}

static bool names(truce_refs refs, truce_symbol symbol) {
    bool found = false;
    for (uint32_t i = 0; i < refs.n && !found; i++) {
        found = refs.at[i].symbol == symbol;
    }
    return found;
}

/* The phase of an agreement in which a day falls: a phase without a date follows the one before. */
static const truce_plan_line *phase_at(const truce_plan *agreement, int64_t day, int64_t *begins) {
    int64_t next = TRUCE_EXCHANGE_UNKNOWN;
    for (uint32_t i = 0; i < agreement->n_lines; i++) {
        const truce_plan_line *const line = &agreement->lines[i];
        if (line->kind != TRUCE_PLAN_PHASED) {
            continue;
        }
        const bool dated = line->when.text.size > 0;
        const int64_t first = dated ? one_day(&line->when) : next;
        const int64_t days = exact_days(line->days);
        const bool known = first != TRUCE_EXCHANGE_UNKNOWN && days != TRUCE_EXCHANGE_UNKNOWN;
        if (known && first <= day && day < first + days) {
            *begins = first;
            return line;
        }
        next = known ? first + days : TRUCE_EXCHANGE_UNKNOWN;
    }
    return NULL;
}

static void find_phase(const truce_case *c, swap *s, int64_t first) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < c->n_agreements && c->n_agreements <= AGREEMENTS_MAX; i++) {
        const truce_plan *const agreement = &c->agreements[i];
        int64_t begins = first;
        const truce_plan_line *const phase =
            names(agreement->top.names, s->plan->top.what.symbol) &&
                    names(agreement->top.names, s->plan->top.to.at[0].symbol)
                ? phase_at(agreement, first, &begins)
                : NULL;
        if (phase != NULL) {
            found++;
            s->agreement = agreement;
            s->phase = phase;
            s->day0 = begins;
        }
    }
    if (found != 1) {
        s->agreement = NULL;
        s->phase = NULL;
        s->day0 = first;
    }
}

/* Days of the tranches, counted from the first day of the truce. */
static void set_days(const truce_case *c, swap *s, truce_exchange_tranche *tranches) {
    int64_t first = TRUCE_EXCHANGE_UNKNOWN;
    for (uint32_t i = 0; i < s->deal.n_tranches; i++) {
        const int64_t day = one_day(&s->tranches[i]->when);
        tranches[i].day = day;
        first = day != TRUCE_EXCHANGE_UNKNOWN && (first == TRUCE_EXCHANGE_UNKNOWN || day < first)
                    ? day
                    : first;
    }
    s->day0 = first;
    if (first != TRUCE_EXCHANGE_UNKNOWN) {
        find_phase(c, s, first);
    }
    for (uint32_t i = 0; i < s->deal.n_tranches; i++) {
        tranches[i].day -= tranches[i].day != TRUCE_EXCHANGE_UNKNOWN ? s->day0 : 0;
    }
    s->deal.days = s->phase != NULL ? s->phase->days.low.units : 0;
}

/* ---- lines ---- */

static const truce_plan_line ***list_of(swap *s, truce_plan_kind kind, uint32_t **n) {
    switch (kind) {
    case TRUCE_PLAN_CATEGORY:
        *n = &s->deal.n_categories;
        return &s->categories;
    case TRUCE_PLAN_CLASS:
        *n = &s->deal.n_classes;
        return &s->classes;
    case TRUCE_PLAN_EXCLUDES:
        *n = &s->deal.n_exclusions;
        return &s->exclusions;
    case TRUCE_PLAN_TRANSFER:
        *n = &s->deal.n_transfers;
        return &s->transfers;
    case TRUCE_PLAN_TRANCHE:
        *n = &s->deal.n_tranches;
        return &s->tranches;
    case TRUCE_PLAN_TOTAL:
        *n = &s->deal.n_totals;
        return &s->totals;
    case TRUCE_PLAN_OPEN:
        *n = &s->n_opens;
        return &s->opens;
    default:
        return NULL;
    }
}

/* Whether what a line says is counted: it rests on no claim, or on one that is. */
static bool counts(const composer *k, const truce_plan_line *line) {
    bool any = line->claims.n == 0;
    for (uint32_t i = 0; i < line->claims.n && !any; i++) {
        const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, line->claims.at[i]);
        any = claim != TRUCE_NONE && k->scope.in[claim];
    }
    return any;
}

static int by_number(const void *left, const void *right) {
    const truce_plan_line *const l = *(const truce_plan_line *const *)left;
    const truce_plan_line *const r = *(const truce_plan_line *const *)right;
    return (l->number.low.units > r->number.low.units) -
           (l->number.low.units < r->number.low.units);
}

static bool sort_lines(maker *m, swap *s) {
    const truce_plan_line ***list = NULL;
    uint32_t *n = NULL;
    for (uint32_t i = 0; i < s->plan->n_lines; i++) { /* how many of each */
        list = list_of(s, s->plan->lines[i].kind, &n);
        if (list != NULL) {
            ++*n;
        }
    }
    static const truce_plan_kind kinds[] = {
        TRUCE_PLAN_CATEGORY, TRUCE_PLAN_CLASS, TRUCE_PLAN_EXCLUDES, TRUCE_PLAN_TRANSFER,
        TRUCE_PLAN_TRANCHE,  TRUCE_PLAN_TOTAL, TRUCE_PLAN_OPEN};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        list = list_of(s, kinds[i], &n);
        *list = truce_arena_take(m->k->arena, (*n + 1U) * sizeof **list);
        if (*list == NULL) {
            return false;
        }
        *n = 0;
    }
    for (uint32_t i = 0; i < s->plan->n_lines; i++) {
        const truce_plan_line *const line = &s->plan->lines[i];
        list = list_of(s, line->kind, &n);
        if (list != NULL && (line->kind != TRUCE_PLAN_TOTAL || counts(m->k, line))) {
            (*list)[(*n)++] = line;
        }
        s->extends = line->kind == TRUCE_PLAN_EXTENDS ? line : s->extends;
        s->from = line->kind == TRUCE_PLAN_FROM ? line : s->from;
    }
    if (s->deal.n_tranches > 1) {
        qsort(s->tranches, s->deal.n_tranches, sizeof *s->tranches, by_number);
    }
    return true;
}

/* ---- the deal ---- */

/* What a list of shares makes due. Without a list nobody says what is due: at least nothing. */
static bool set_ratio(maker *m, const truce_plan_shares *shares, truce_exchange_ratio *out) {
    truce_exchange_due *const due = truce_arena_take(m->k->arena, (shares->n + 1U) * sizeof *due);
    if (due == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < shares->n; i++) {
        const truce_symbol of = shares->at[i].of.symbol;
        due[i] = (truce_exchange_due){of != 0 ? m->class[of] : TRUCE_EXCHANGE_ANY,
                                      shares->at[i].n.low.units};
    }
    *out = (truce_exchange_ratio){due, shares->n, shares->n == 0};
    return true;
}

static bool set_groups(maker *m, swap *s) {
    truce_arena *const arena = m->k->arena;
    truce_exchange_category *const categories =
        truce_arena_zero(arena, s->deal.n_categories, sizeof *categories);
    truce_exchange_class *const classes =
        truce_arena_zero(arena, s->deal.n_classes, sizeof *classes);
    bool ok = categories != NULL && classes != NULL;
    for (uint32_t i = 0; i < s->deal.n_classes && ok; i++) {
        m->class[s->classes[i]->what.symbol] = i;
        classes[i].size = count_of(s->classes[i]->number);
    }
    for (uint32_t i = 0; i < s->deal.n_categories && ok; i++) {
        m->category[s->categories[i]->what.symbol] = i;
        categories[i].persons = count_of(s->categories[i]->number);
        ok = set_ratio(m, &s->categories[i]->shares, &categories[i].ratio);
    }
    s->deal.categories = categories;
    s->deal.classes = classes;
    return ok;
}

/* A chain for each class: the lines about it, in the order of the record. */
static bool chain(maker *m, const swap *s, const truce_plan_line **lines, uint32_t n,
                  uint32_t **first, uint32_t **next) {
    *first = truce_arena_take(m->k->arena, (s->deal.n_classes + 1U) * sizeof **first);
    *next = truce_arena_take(m->k->arena, (n + 1U) * sizeof **next);
    if (*first == NULL || *next == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < s->deal.n_classes; i++) {
        (*first)[i] = TRUCE_EXCHANGE_NONE;
    }
    for (uint32_t i = n; i > 0; i--) {
        const uint32_t class = m->class[lines[i - 1]->what.symbol];
        (*next)[i - 1] = (*first)[class];
        (*first)[class] = i - 1;
    }
    return true;
}

static bool set_lists(maker *m, swap *s) {
    truce_arena *const arena = m->k->arena;
    truce_exchange_exclusion *const exclusions =
        truce_arena_zero(arena, s->deal.n_exclusions, sizeof *exclusions);
    truce_exchange_transfer *const transfers =
        truce_arena_zero(arena, s->deal.n_transfers, sizeof *transfers);
    truce_exchange_total *const totals = truce_arena_zero(arena, s->deal.n_totals, sizeof *totals);
    if (exclusions == NULL || transfers == NULL || totals == NULL ||
        !chain(m, s, s->exclusions, s->deal.n_exclusions, &s->first_exclusion,
               &s->next_exclusion) ||
        !chain(m, s, s->transfers, s->deal.n_transfers, &s->first_transfer, &s->next_transfer)) {
        return false;
    }
    for (uint32_t i = 0; i < s->deal.n_exclusions; i++) {
        const truce_plan_line *const line = s->exclusions[i];
        exclusions[i].pool = m->class[line->what.symbol];
        exclusions[i].number =
            line->number.place != 0 ? line->number.low.units : TRUCE_EXCHANGE_ALL;
    }
    for (uint32_t i = 0; i < s->deal.n_transfers; i++) {
        transfers[i] = (truce_exchange_transfer){m->class[s->transfers[i]->what.symbol],
                                                 s -> transfers[i] -> number.low.units};
    }
    for (uint32_t i = 0; i < s->deal.n_totals; i++) {
        totals[i] = (truce_exchange_total){s->totals[i]->number.low.units, false, i};
    }
    s->deal.exclusions = exclusions;
    s->deal.transfers = transfers;
    s->deal.totals = totals;
    return true;
}

static bool set_tranches(maker *m, swap *s) {
    truce_arena *const arena = m->k->arena;
    truce_exchange_tranche *const tranches =
        truce_arena_zero(arena, s->deal.n_tranches, sizeof *tranches);
    bool ok = tranches != NULL;
    for (uint32_t i = 0; i < s->deal.n_tranches && ok; i++) {
        const truce_plan_line *const line = s->tranches[i];
        truce_exchange_part *const parts = truce_arena_zero(arena, line->counts.n, sizeof *parts);
        truce_exchange_ratio *const instead = truce_arena_zero(arena, 1, sizeof *instead);
        ok = parts != NULL && instead != NULL && set_ratio(m, &line->shares, instead);
        for (uint32_t p = 0; p < line->counts.n && ok; p++) {
            parts[p].category = m->category[line->counts.at[p].of.symbol];
            parts[p].persons = line->counts.at[p].n.low.units;
        }
        if (ok) {
            tranches[i] =
                (truce_exchange_tranche){parts, line->counts.n, line->shares.n > 0 ? instead : NULL,
                                         TRUCE_EXCHANGE_UNKNOWN, TRUCE_EXCHANGE_NONE};
        }
    }
    if (ok) {
        set_days(m->k->c, s, tranches);
        s->deal.tranches = tranches;
    }
    return ok;
}

static bool set_rules(maker *m, swap *s) {
    truce_exchange_extension *const extension = truce_arena_zero(m->k->arena, 1, sizeof *extension);
    if (extension == NULL) {
        return false;
    }
    if (s->extends != NULL) {
        *extension =
            (truce_exchange_extension){0, s->extends->number.low.units, s->extends->days.low.units};
        s->deal.extensions = extension;
        s->deal.n_extensions = 1;
    }
    for (uint32_t i = 0; i < s->plan->n_lines; i++) {
        const truce_plan_line *const line = &s->plan->lines[i];
        if (line->kind == TRUCE_PLAN_QUOTA) {
            *(line->what.symbol == s->plan->top.what.symbol ? &s->deal.released_a_day
                                                            : &s->deal.given_a_day) =
                line->number.low.units;
        }
    }
    return true;
}

/* TRUCE_OK also where the numbers are too large: `why` then says so. */
static truce_status allow_limit(composer *k, truce_status status, const truce_error *found,
                                truce_str *why, truce_error *err) {
    if (status == TRUCE_ELIMIT) {
        *why = truce_arena_str(k->arena, truce_str_of(found->message));
        status = why->data != NULL ? TRUCE_OK : TRUCE_ENOMEM;
    }
    return status == TRUCE_OK ? TRUCE_OK
                              : truce_fail(err, status, "%s",
                                           status == TRUCE_ENOMEM ? "no memory for the exchanges"
                                                                  : found->message);
}

static truce_status make_one(maker *m, const truce_plan *plan, swap *s, truce_error *err) {
    truce_error found = {.message = ""};
    s->plan = plan;
    if (!sort_lines(m, s) || !set_groups(m, s) || !set_lists(m, s) || !set_tranches(m, s) ||
        !set_rules(m, s)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the exchanges");
    }
    truce_status status = allow_limit(
        m->k, truce_exchange_count(&s->deal, m->k->arena, &s->x, &found), &found, &s->refused, err);
    if (status == TRUCE_OK && s->refused.size == 0) {
        status = allow_limit(m->k, truce_exchange_lay_out(&s->x, m->k->arena, &s->days, &found),
                             &found, &s->unlaid, err);
    }
    return status;
}

truce_status swaps_make(composer *k, swaps *out, truce_error *err) {
    const truce_case *const c = k->c;
    maker m = {.k = k};
    *out = (swaps){.at = truce_arena_zero(k->arena, c->n_exchanges, sizeof *out->at)};
    m.category =
        truce_arena_zero(k->arena, c->n_exchanges > 0 ? c->symbols.n : 0, sizeof *m.category);
    m.class = truce_arena_zero(k->arena, c->n_exchanges > 0 ? c->symbols.n : 0, sizeof *m.class);
    if (out->at == NULL || m.category == NULL || m.class == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the exchanges");
    }
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < c->n_exchanges && status == TRUCE_OK; i++) {
        status = make_one(&m, &c->exchanges[i], &out->at[i], err);
        out->n += status == TRUCE_OK;
    }
    if (status == TRUCE_OK && c->n_exchanges > 0 &&
        !truce_report_count_lines(&k->session->report)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the exchanges");
    }
    return status == TRUCE_OK ? swaps_window(k, out, err) : status;
}

/* ---- what is ticked off ---- */

void swap_items(const swap *s, void (*take)(void *data, const swap_item *item), void *data) {
    for (uint32_t t = 0; t < s->deal.n_tranches && s->refused.size == 0; t++) {
        const truce_exchange_step *const step = &s->x.steps[t];
        const swap_window *const w = &s->windows[t];
        const int64_t *const day = s->unlaid.size == 0 ? w->released : w->day;
        for (uint32_t i = 0; i < step->n_released; i++) {
            take(data, &(swap_item){t,
                                    false,
                                    step->released[i].of,
                                    step->released[i].number,
                                    false,
                                    {day[0], day[1]}});
        }
        for (uint32_t i = 0; i < step->n_due; i++) {
            take(data, &(swap_item){t,
                                    true,
                                    step->due[i].of,
                                    step->due[i].number,
                                    step->due_all.open,
                                    {w->given[0], w->given[1]}});
        }
        if (step->n_due == 0 && step->due_all.open) { /* nobody says how many */
            take(data,
                 &(swap_item){t, true, TRUCE_EXCHANGE_ANY, 0, true, {w->given[0], w->given[1]}});
        }
    }
}
