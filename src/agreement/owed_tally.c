/* Which reports count, and what they come to.
 *
 * The reports of an obligation are asked in the order of their strength, and one counts unless it
 * has a day in common with one that counts already. Where no two have, all count. Else the ends of
 * their periods are cells in a row; a report that counts marks the cells from its first day to its
 * last, and two reports have a day in common exactly when a cell of the one lies within the other.
 * Each cell is marked once, and a Fenwick tree says whether one between two is. PAPER:
 * fenwick1994 */
#include "agreement/owed_parts.h"

#include <stdlib.h>

/* ---- parts of a day, a week, a month --------------------------------------------------------- */

enum { MONTH = 377580 }; /* 28 * 29 * 15 * 31: as many parts as any month's days divide */

int64_t owed_parts_of(truce_owed_measure measure) {
    return measure == TRUCE_OWED_A_WEEK ? 7 : measure == TRUCE_OWED_A_MONTH ? MONTH : 1;
}

static int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

/* How many parts of months have passed before a day, from 0000-03-01 on. Years begin in March, so
 * that the day more of a leap year is their last. */
static int64_t months_before(int64_t days_since_1970) {
    const int64_t z = days_since_1970 + 719468; /* since 0000-03-01 */
    const int64_t era = floor_div(z, 146097);
    const int64_t day_of_era = z - era * 146097;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month = (5 * day_of_year + 2) / 153;
    const int64_t day = day_of_year - (153 * month + 2) / 5;
    const int64_t year = year_of_era + 1; /* that of its February */
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    static const int64_t length[] = {31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31};
    const int64_t days = month < 11 ? length[month] : leap ? 29 : 28;
    return ((era * 400 + year_of_era) * 12 + month) * MONTH + day * (MONTH / days);
}

int64_t owed_time(truce_owed_measure measure, truce_owed_days days, int64_t epoch) {
    if (days.earliest > days.latest) {
        return 0;
    }
    if (measure == TRUCE_OWED_A_MONTH) {
        return months_before(days.latest + epoch + 1) - months_before(days.earliest + epoch);
    }
    return days.latest - days.earliest + 1;
}

/* ---- candidates ------------------------------------------------------------------------------ */

typedef struct candidate {
    truce_owed_days period;
    int64_t made; /* when it became known as strong as it is */
    uint32_t report;
    owed_strength strength;
    bool counts;
} candidate;

bool owed_known(const truce_owed_report *report, int64_t day, owed_strength *strength) {
    if (report->verified <= day) {
        *strength = OWED_VERIFIED;
        return true;
    }
    *strength = report->disputed <= day ? OWED_DISPUTED : OWED_REPORTED;
    return report->reported <= day;
}

static int by_strength(const void *left, const void *right) {
    const candidate *const l = left;
    const candidate *const r = right;
    if (l->strength != r->strength) {
        return l->strength < r->strength ? -1 : 1;
    }
    if (l->made != r->made) {
        return l->made > r->made ? -1 : 1;
    }
    return (l->report < r->report) - (l->report > r->report);
}

static int by_period(const void *left, const void *right) {
    const candidate *const l = left;
    const candidate *const r = right;
    if (l->period.earliest != r->period.earliest) {
        return l->period.earliest < r->period.earliest ? -1 : 1;
    }
    if (l->period.latest != r->period.latest) {
        return l->period.latest < r->period.latest ? -1 : 1;
    }
    return (l->report > r->report) - (l->report < r->report);
}

static int by_day(const void *left, const void *right) {
    const int64_t l = *(const int64_t *)left;
    const int64_t r = *(const int64_t *)right;
    return (l > r) - (l < r);
}

/* ---- which of them have a day in common ------------------------------------------------------ */

/* Room for the largest list of an obligation. */
typedef struct room {
    candidate *candidates; /* [most] */
    int64_t *cells;        /* [2 * most]: ends of periods */
    uint32_t *tree;        /* [2 * most + 1]: Fenwick, from 1 */
    uint32_t n_cells;
} room;

static uint32_t cell_of(const room *r, int64_t day) {
    uint32_t low = 0;
    uint32_t high = r->n_cells - 1;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (r->cells[middle] < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Marked cells before a cell. */
static uint32_t marked_before(const room *r, uint32_t cell) {
    uint32_t n = 0;
    for (uint32_t i = cell; i > 0; i &= i - 1) {
        n += r->tree[i];
    }
    return n;
}

static void mark(room *r, uint32_t cell) {
    for (uint32_t i = cell + 1; i <= r->n_cells; i += i & (0 - i)) {
        r->tree[i]++;
    }
}

static void make_cells(room *r, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        r->cells[2 * i] = r->candidates[i].period.earliest;
        r->cells[2 * i + 1] = r->candidates[i].period.latest;
    }
    qsort(r->cells, (size_t)2 * n, sizeof *r->cells, by_day);
    r->n_cells = 1;
    for (uint32_t i = 1; i < 2 * n; i++) {
        if (r->cells[i] != r->cells[r->n_cells - 1]) {
            r->cells[r->n_cells++] = r->cells[i];
        }
    }
    for (uint32_t i = 0; i <= r->n_cells; i++) {
        r->tree[i] = 0;
    }
}

/* Mark those that count; the candidates are by period before and after. */
static void choose(room *r, uint32_t n) {
    bool apart = true;
    for (uint32_t i = 0; i < n; i++) {
        candidate *const c = &r->candidates[i];
        c->counts = true;
        apart = apart && (i == 0 || c[-1].period.latest < c->period.earliest);
    }
    if (apart) {
        return;
    }
    make_cells(r, n);
    qsort(r->candidates, n, sizeof *r->candidates, by_strength);
    for (uint32_t i = 0; i < n; i++) {
        candidate *const c = &r->candidates[i];
        const uint32_t first = cell_of(r, c->period.earliest);
        const uint32_t last = cell_of(r, c->period.latest);
        c->counts = marked_before(r, last + 1) == marked_before(r, first);
        for (uint32_t k = first; c->counts && k <= last; k++) {
            mark(r, k);
        }
    }
    qsort(r->candidates, n, sizeof *r->candidates, by_period);
}

/* ---- what they come to ----------------------------------------------------------------------- */

static void add(const truce_owed_agreement *a, const truce_owed_obligation *o, owed_tally *tally,
                owed_choice *choice) {
    const truce_owed_report *const report = &a->reports[choice->report];
    const bool per_time = o->measure >= TRUCE_OWED_A_DAY;
    owed_wide sum = 0;
    if (report->value == TRUCE_OWED_AMOUNT) {
        sum = (owed_wide)report->amount * tally->parts;
    } else if (report->value == TRUCE_OWED_KEPT && o->measure >= TRUCE_OWED_IN_ALL) {
        sum = per_time ? (owed_wide)o->quantity * owed_time(o->measure, report->period, a->epoch)
                       : o->quantity;
    }
    choice->kept =
        report->value == TRUCE_OWED_AMOUNT ? report->amount > 0 : report->value == TRUCE_OWED_KEPT;
    if (choice->kept) {
        tally->kept[choice->strength]++;
    } else {
        tally->not_kept[choice->strength]++;
    }
    tally->sum[choice->strength] += sum;
}

static truce_status tally_one(const truce_owed_agreement *a, uint32_t obligation, int64_t day,
                              owed_lists reports, room *r, truce_arena *arena, owed_tally *tally,
                              truce_error *err) {
    uint32_t n = 0;
    for (uint32_t i = reports.start[obligation]; i < reports.start[obligation + 1]; i++) {
        const truce_owed_report *const report = &a->reports[reports.at[i]];
        candidate *const c = &r->candidates[n];
        if (owed_known(report, day, &c->strength)) {
            c->made = c->strength == OWED_VERIFIED ? report->verified : report->reported;
            c->period = report->period;
            c->report = reports.at[i];
            n++;
        }
    }
    *tally = (owed_tally){.parts = owed_parts_of(a->obligations[obligation].measure)};
    if (n == 0) {
        return TRUCE_OK;
    }
    if (n > 1) {
        qsort(r->candidates, n, sizeof *r->candidates, by_period);
    }
    choose(r, n);
    owed_choice *const at = truce_arena_take(arena, n * sizeof *at);
    if (at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %u reports", n);
    }
    tally->at = at;
    for (uint32_t i = 0; i < n; i++) {
        const candidate *const c = &r->candidates[i];
        if (c->counts) {
            at[tally->n] = (owed_choice){c->period, c->report, c->strength, false};
            add(a, &a->obligations[obligation], tally, &at[tally->n]);
            tally->n++;
        }
    }
    return TRUCE_OK;
}

truce_status owed_tally_all(const truce_owed_agreement *a, int64_t day, owed_lists reports,
                            truce_arena *arena, owed_tally *tallies, truce_error *err) {
    size_t most = 0;
    for (uint32_t i = 0; i < a->n_obligations; i++) {
        const uint32_t n = reports.start[i + 1] - reports.start[i];
        most = n > most ? n : most;
    }
    room r = {.candidates = truce_arena_zero(arena, most, sizeof *r.candidates),
              .cells = truce_arena_zero(arena, 2 * most, sizeof *r.cells),
              .tree = truce_arena_zero(arena, 2 * most + 1, sizeof *r.tree)};
    if (r.candidates == NULL || r.cells == NULL || r.tree == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %zu reports", most);
    }
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < a->n_obligations && status == TRUCE_OK; i++) {
        status = tally_one(a, i, day, reports, &r, arena, &tallies[i], err);
    }
    return status;
}
