/* Days as of which obligations are looked at, and how they stand then. */
#include "over_time.h"

enum { DAYS = 7, MONTH_LEAST = 28 };

/* ---- the calendar, by its own text ---- */

/* How many bytes of "2032-05-31" name the month, and the year. */
static bool same_text(int64_t a, int64_t b, size_t but_last) {
    char one[TRUCE_DAY_BYTES];
    char other[TRUCE_DAY_BYTES];
    const size_t size = truce_day_write(a, one);
    return size == truce_day_write(b, other) && size > but_last &&
           truce_str_equal((truce_str){one, size - but_last}, (truce_str){other, size - but_last});
}

/* The last day of the month, of the year. */
static int64_t month_end(int64_t day) {
    while (same_text(day, day + MONTH_LEAST, 3)) { /* at most once */
        day += MONTH_LEAST;
    }
    while (same_text(day, day + 1, 3)) {
        day++;
    }
    return day;
}

static int64_t year_end(int64_t day) {
    day = month_end(day);
    while (same_text(day, day + 1, 6)) {
        day = month_end(day + 1);
    }
    return day;
}

static int64_t week_end(int64_t day) {
    return day + DAYS - 1;
}

typedef struct unit {
    const char *name;
    int64_t (*end)(int64_t day); /* the last day of what begins with it, or holds it */
    const char *before;          /* what stands before the day */
    size_t but_last;             /* so many bytes of the day are left out */
} unit;

static const unit units[] = {
    {"week", week_end, "to ", 0}, {"month", month_end, "", 3}, {"year", year_end, "", 6}};
enum { UNITS = sizeof units / sizeof *units };

/* How many columns from one day to another; at most one more than OVER_TIME_MOST. */
static uint32_t count(const unit *u, int64_t first, int64_t last) {
    uint32_t n = 0;
    for (int64_t day = first; day <= last && n <= OVER_TIME_MOST; n++) {
        day = u->end(day) + 1;
    }
    return n;
}

/* ---- which days ---- */

static void note(int64_t day, int64_t *first) {
    if (day > -TRUCE_OWED_DAY_MAX && day < *first) {
        *first = day;
    }
}

/* The first day on which something begins or is known, as far back as it is known. */
static int64_t first_day(const promises *p) {
    int64_t first = p->day;
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->at[i].from.kind == PROMISED_ON) {
            note(p->at[i].from.days.earliest, &first);
        }
    }
    for (uint32_t i = 0; i < p->agreement->n_reports; i++) {
        note(p->agreement->reports[i].reported, &first);
        note(p->agreement->reports[i].verified, &first);
    }
    for (uint32_t i = 0; i < p->agreement->n_incidents; i++) {
        for (uint32_t s = 0; s < p->agreement->incidents[i].n_stages; s++) {
            note(p->agreement->incidents[i].stages[s].day, &first);
        }
    }
    return first;
}

static truce_str day_title(composer *k, const char *before, int64_t day, size_t but_last) {
    truce_buffer_printf(&k->text, "%s", before);
    agreement_day(k, day);
    k->text.size -= k->text.size > but_last ? but_last : 0;
    return compose_keep(k);
}

static bool add(over_time *t, truce_str title, uint32_t agreement, int64_t day) {
    if (t->n == OVER_TIME_MOST) {
        return false;
    }
    t->at[t->n++] = (over_time_column){title, agreement, day, NULL};
    return true;
}

static bool add_units(composer *k, const promises *p, const unit *u, over_time *t) {
    bool fits = true;
    for (int64_t day = t->first; day <= p->day && fits;) {
        const int64_t end = u->end(day);
        const int64_t of = end < p->day ? end : p->day;
        fits = add(t, day_title(k, u->before, of, u->but_last), TRUCE_NONE, of);
        day = end + 1;
    }
    return fits;
}

/* Phases that have begun, each as of its last day. */
static bool add_phases(composer *k, const promises *p, over_time *t) {
    bool fits = true;
    for (uint32_t i = 0; i < p->n_phases && fits; i++) {
        const promise_phase *const phase = &p->phases[i];
        if (phase->first.kind != PROMISED_ON || phase->first.days.latest > p->day) {
            continue;
        }
        const bool over = phase->last.kind == PROMISED_ON && phase->last.days.latest < p->day;
        truce_buffer_printf(&k->text, "phase %lld", (long long)phase->number);
        fits = add(t, compose_keep(k), phase->agreement, over ? phase->last.days.latest : p->day);
    }
    return fits;
}

static bool add_changes(composer *k, over_time *t) {
    bool fits = true;
    for (size_t i = 0; i < t->changes.n && fits; i++) {
        if (t->n == 0 || t->at[t->n - 1].day != t->changes.at[i].day) {
            fits =
                add(t, day_title(k, "", t->changes.at[i].day, 0), TRUCE_NONE, t->changes.at[i].day);
        }
    }
    return fits;
}

/* ---- all of it ---- */

static truce_status find_changes(composer *k, const promises *p, over_time *t, truce_error *err) {
    const truce_owed_agreement *const a = p->agreement;
    t->too_many = (uint64_t)a->n_obligations + a->n_reports + a->n_incidents > OVER_TIME_RECORDS;
    if (t->too_many) {
        return TRUCE_OK;
    }
    const truce_status status = truce_owed_over_time(a, t->first, p->day, (truce_owed_options){0},
                                                     k->arena, &t->changes, err);
    t->too_many = status == TRUCE_ELIMIT;
    return t->too_many ? TRUCE_OK : status;
}

truce_status over_time_changes(composer *k, const promises *p, over_time *out, truce_error *err) {
    over_time t = {.unit = "date", .first = first_day(p)};
    const truce_status status = find_changes(k, p, &t, err);
    if (status == TRUCE_OK) {
        *out = t;
    }
    return status;
}

static const unit *choose(const promises *p, const over_time *t, truce_str name) {
    for (size_t i = 0; i < UNITS; i++) {
        if (name.size == 0 ? count(&units[i], t->first, p->day) <= OVER_TIME_FEW
                           : truce_str_equal(name, truce_str_of(units[i].name))) {
            return &units[i];
        }
    }
    return name.size == 0 ? &units[UNITS - 1] : NULL;
}

truce_status over_time_find(composer *k, const promises *p, truce_str name, over_time *out,
                            truce_error *err) {
    over_time t = {.first = first_day(p)};
    const unit *const u = choose(p, &t, name);
    const bool phases = truce_str_equal(name, TRUCE_STR("phase"));
    const bool dates = truce_str_equal(name, TRUCE_STR("date"));
    if (u == NULL && !phases && !dates) {
        return truce_fail(err, TRUCE_ENOTFOUND,
                          "obligations are not shown by \"%.*s\"; it is week, month, year, phase "
                          "or date",
                          TRUCE_STR_ARGS(name));
    }
    t.unit = phases ? "phase" : dates ? "date" : u->name;
    t.at = truce_arena_zero(k->arena, OVER_TIME_MOST, sizeof *t.at);
    if (t.at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for obligations over time");
    }
    truce_status status = find_changes(k, p, &t, err);
    if (status != TRUCE_OK) {
        return status;
    }
    const bool fits = phases  ? add_phases(k, p, &t)
                      : dates ? !t.too_many && add_changes(k, &t)
                              : add_units(k, p, u, &t);
    if (!fits) {
        return truce_fail(err, TRUCE_ELIMIT,
                          "by %s there are more than %d columns; take month or year, or --at",
                          t.unit, OVER_TIME_MOST);
    }
    for (uint32_t i = 0; i < t.n && status == TRUCE_OK; i++) {
        truce_owed owed;
        status = truce_owed_find(p->agreement, t.at[i].day, (truce_owed_options){0}, k->arena,
                                 &owed, err);
        t.at[i].standings = status == TRUCE_OK ? owed.standings : NULL;
    }
    if (status == TRUCE_OK) {
        *out = t;
    }
    return status;
}

bool over_time_level(const truce_owed_standing *s, int *least, int *most) {
    const bool kept = s->state == TRUCE_OWED_STATE_KEPT;
    *least = s->score_least >= 0 && !kept ? s->score_least : 3;
    *most = s->score_least >= 0 && !kept ? s->score_most : 3;
    return (s->score_least >= 0 && s->reports.n > 0) || kept;
}

bool over_time_chain(composer *k, const promises *p, const over_time *t, const uint32_t **first,
                     const uint32_t **next) {
    uint32_t *const last = truce_arena_take(k->arena, (p->n + 1U) * sizeof *last);
    uint32_t *const begin = truce_arena_take(k->arena, (p->n + 1U) * sizeof *begin);
    uint32_t *const then = truce_arena_take(k->arena, (t->changes.n + 1U) * sizeof *then);
    if (last == NULL || begin == NULL || then == NULL) {
        k->failed = true;
        return false;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        begin[i] = last[i] = TRUCE_NONE;
    }
    for (uint32_t i = 0; i < t->changes.n; i++) {
        const uint32_t o = t->changes.at[i].obligation;
        then[i] = TRUCE_NONE;
        if (last[o] == TRUCE_NONE) {
            begin[o] = i;
        } else if (t->changes.at[last[o]].state == t->changes.at[i].state) {
            continue; /* another rule only */
        } else {
            then[last[o]] = i;
        }
        last[o] = i;
    }
    *first = begin;
    *next = then;
    return true;
}
