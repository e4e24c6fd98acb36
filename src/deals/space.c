/* The options of an issue fall into runs between the limits that sets name: each run is a value. */
#include "truce/deals/space.h"

#include <stdlib.h>

/* The sets that are named on one issue. */
typedef struct named {
    truce_option_set *at;
    size_t n, cap;
} named;

enum {
    SINGLES_MAX = 256,  /* a ladder or range of no more options has each of them as a value */
    WEIGHED_MAX = 65536 /* values of an issue, where packages are weighed */
};

/* Runs of steps of one issue. */
typedef struct runs {
    truce_interval *at;
    size_t n, cap;
} runs;

typedef struct maker {
    const truce_case *c;
    truce_arena *arena;
    named *sets;                 /* [issue] */
    runs *gaps;                  /* [issue]: steps between those that a record gives values to */
    bool weighed;                /* by preferences, so that values are counted */
    const truce_issue *too_many; /* one of too many values; NULL: none */
    bool failed;
} maker;

static void note_set(maker *m, uint32_t issue, truce_option_set set) {
    named *const of = &m->sets[issue];
    truce_option_set *const at = truce_arena_grow(m->arena, of->at, of->n, &of->cap, sizeof *at);
    if (at == NULL) {
        m->failed = true;
        return;
    }
    of->at = at;
    of->at[of->n++] = set;
}

static void note_terms(maker *m, const truce_stand_term *terms, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        if (terms[i].issue != TRUCE_NONE) {
            note_set(m, terms[i].issue, terms[i].options);
        }
    }
}

static void note_item(maker *m, const truce_item *item) {
    const uint32_t issue = truce_case_find(m->c, TRUCE_KIND_ISSUE, item->issue);
    const truce_option_set set =
        truce_item_options(&m->c->issues[issue], item, m->arena, &m->failed);
    if (set.n > 0) {
        note_set(m, issue, set);
    }
}

static void note_all(maker *m, const truce_stands *stands) {
    for (uint32_t i = 0; i < stands->n; i++) {
        const truce_stand *const s = &stands->at[i];
        note_terms(m, s->terms, s->n_terms);
        for (uint32_t k = 0; k < s->n_conditions; k++) {
            note_terms(m, s->conditions[k].terms, s->conditions[k].n);
        }
    }
    for (uint32_t i = 0; i < stands->n_accepted; i++) {
        note_terms(m, &stands->accepted[i].term, 1);
    }
    for (uint32_t i = 0; i < m->c->n_links; i++) {
        if (m->c->links[i].kind != TRUCE_LINK_AFFECTS) {
            note_item(m, &m->c->links[i].a);
            note_item(m, &m->c->links[i].b);
        }
    }
}

/* ---- preferences ---- */

static void add_run(maker *m, runs *list, truce_interval run) {
    truce_interval *const at =
        truce_arena_grow(m->arena, list->at, list->n, &list->cap, sizeof *at);
    if (at == NULL) {
        m->failed = true;
        return;
    }
    list->at = at;
    list->at[list->n++] = run;
}

static int by_low(const void *left, const void *right) {
    const truce_interval *const l = left;
    const truce_interval *const r = right;
    return l->low != r->low ? (l->low > r->low) - (l->low < r->low)
                            : (l->high > r->high) - (l->high < r->high);
}

/* Options of a range that the record gives a value to. */
static void note_value(maker *m, runs *valued, const truce_item *item) {
    const uint32_t i = truce_case_find(m->c, TRUCE_KIND_ISSUE, item->issue);
    const truce_issue *const issue = &m->c->issues[i];
    const truce_option_set set = truce_item_options(issue, item, m->arena, &m->failed);
    for (uint32_t k = 0; issue->has_range && k < set.n; k++) {
        add_run(m, &valued[i], set.at[k]);
    }
}

/* What lies between them has values of its own, step by step. The list is then empty again. */
static void note_gaps(maker *m, runs *valued, uint32_t issue) {
    runs *const list = &valued[issue];
    if (list->n > 1) {
        qsort(list->at, list->n, sizeof *list->at, by_low);
    }
    for (size_t i = 1; i < list->n; i++) {
        const int64_t end = list->at[i - 1].high;
        if (list->at[i].low > end + 1) {
            add_run(m, &m->gaps[issue], (truce_interval){end + 1, list->at[i].low - 1});
        }
        list->at[i].high = end > list->at[i].high ? end : list->at[i].high;
    }
    list->n = 0;
}

static void note_preferences(maker *m, const truce_preferences *p, runs *valued) {
    for (uint32_t i = 0; i < p->n_lines && !m->failed; i++) {
        const truce_preference *const line = &p->lines[i];
        for (uint32_t k = 0; k < line->n_items; k++) {
            note_item(m, &line->items[k].item);
        }
        for (uint32_t k = 0; k < line->condition.n; k++) {
            note_item(m, &line->condition.parts[k].item);
        }
        if (line->kind == TRUCE_PREFERS_VALUE && line->condition.n == 0) {
            note_value(m, valued, &line->items[0].item);
        }
    }
    for (uint32_t i = 0; i < p->n_lines; i++) {
        const truce_preference *const line = &p->lines[i];
        if (line->kind == TRUCE_PREFERS_VALUE) {
            note_gaps(m, valued,
                      truce_case_find(m->c, TRUCE_KIND_ISSUE, line->items[0].item.issue));
        }
    }
}

bool truce_space_has(const truce_space_value *value, truce_option_set options) {
    uint32_t low = 0;
    uint32_t high = options.n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (options.at[middle].high < value->first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < options.n && options.at[low].low <= value->first;
}

/* ---- the values of one issue ---- */

static int by_number(const void *left, const void *right) {
    const int64_t l = *(const int64_t *)left;
    const int64_t r = *(const int64_t *)right;
    return (l > r) - (l < r);
}

/* Make the runs rise apart from each other, some of them empty; how many steps they hold. */
static int64_t join_runs(const runs *list) {
    int64_t steps = 0;
    if (list->n > 1) {
        qsort(list->at, list->n, sizeof *list->at, by_low);
    }
    int64_t end = -1; /* up to here steps are counted */
    for (size_t i = 0; i < list->n; i++) {
        truce_interval *const run = &list->at[i];
        run->low = run->low > end + 1 ? run->low : end + 1;
        end = run->high > end ? run->high : end;
        steps += run->high >= run->low ? run->high - run->low + 1 : 0;
    }
    return steps;
}

/* Where runs may begin, rising and each once: the first option, both sides of each limit, and each
 * option off the ladder. */
static int64_t *find_cuts(maker *m, const truce_issue *issue, const named *sets, size_t *n) {
    size_t room = 2U + issue->n_options;
    for (size_t i = 0; i < sets->n; i++) {
        room += 2U * sets->at[i].n;
    }
    const int64_t top = issue->has_range ? issue->steps : (int64_t)issue->n_rungs - 1;
    const int64_t singles = top < SINGLES_MAX ? top + 1 : 0;
    const runs gaps = singles == 0 ? m->gaps[issue - m->c->issues] : (runs){NULL, 0, 0};
    const int64_t fine = join_runs(&gaps);
    if (fine > WEIGHED_MAX) {
        m->too_many = issue;
        *n = 0;
        return NULL;
    }
    room += (size_t)singles + (size_t)fine;
    int64_t *const cuts = truce_arena_take(m->arena, room * sizeof *cuts);
    size_t all = 0;
    *n = 0;
    if (cuts == NULL) {
        m->failed = true;
        return NULL;
    }
    if (issue->has_range || issue->n_rungs > 0) {
        cuts[all++] = 0;
        cuts[all++] = issue->has_range ? issue->steps + 1 : (int64_t)issue->n_rungs;
    }
    for (int64_t i = 0; i < singles; i++) {
        cuts[all++] = i;
    }
    for (size_t i = 0; i < gaps.n; i++) {
        for (int64_t k = gaps.at[i].low; k <= gaps.at[i].high; k++) {
            cuts[all++] = k;
        }
    }
    for (uint32_t i = 0; i < issue->n_options; i++) {
        if (!issue->options[i].rung) {
            cuts[all++] = (int64_t)issue->n_rungs + i;
        }
    }
    for (size_t i = 0; i < sets->n; i++) {
        for (uint32_t k = 0; k < sets->at[i].n; k++) {
            cuts[all++] = sets->at[i].at[k].low;
            cuts[all++] = sets->at[i].at[k].high + 1;
        }
    }
    if (all > 1) {
        qsort(cuts, all, sizeof *cuts, by_number);
    }
    for (size_t i = 0; i < all; i++) {
        if (*n == 0 || cuts[*n - 1] != cuts[i]) {
            cuts[(*n)++] = cuts[i];
        }
    }
    return cuts;
}

/* How many options begin at `first` and come before `next`; 0 where there is none. */
static uint64_t count_options(const truce_issue *issue, int64_t first, int64_t next) {
    const int64_t top = issue->has_range ? issue->steps : (int64_t)issue->n_rungs - 1;
    if (first < 0) {
        return 0;
    }
    if (first <= top) {
        return (uint64_t)((next - 1 < top ? next - 1 : top) - first + 1);
    }
    const int64_t place = first - issue->n_rungs;
    return !issue->has_range && place < issue->n_options && !issue->options[place].rung;
}

static truce_space_value *find_values(maker *m, const truce_issue *issue, const named *sets,
                                      uint32_t *n_values) {
    size_t n_cuts;
    const int64_t *const cuts = find_cuts(m, issue, sets, &n_cuts);
    truce_space_value *const values = truce_arena_take(m->arena, (n_cuts + 1) * sizeof *values);
    *n_values = 0;
    if (cuts == NULL || values == NULL) {
        m->failed = m->failed || m->too_many == NULL;
        return NULL;
    }
    for (size_t i = 0; i < n_cuts; i++) {
        const uint64_t count =
            count_options(issue, cuts[i], i + 1 < n_cuts ? cuts[i + 1] : INT64_MAX);
        if (count > 0) {
            values[(*n_values)++] = (truce_space_value){cuts[i], count};
        }
    }
    if (m->weighed && *n_values > WEIGHED_MAX) {
        m->too_many = issue;
    }
    return values;
}

/* ---- the space ---- */

static bool has_options(const truce_issue *issue) {
    return issue->has_range || issue->n_options > 0;
}

static uint32_t groups_of(const truce_issue *issue) {
    return issue->per.n > 0 ? issue->per.n : 1;
}

static bool add_issues(maker *m, truce_space *space) {
    for (uint32_t i = 0; i < m->c->n_issues; i++) {
        const truce_issue *const issue = &m->c->issues[i];
        uint32_t n_values;
        space->rows[i] = space->n_variables;
        if (!has_options(issue)) {
            continue;
        }
        const truce_space_value *const values = find_values(m, issue, &m->sets[i], &n_values);
        for (uint32_t g = 0; g < groups_of(issue) && values != NULL; g++) {
            space->variables[space->n_variables++] =
                (truce_space_variable){i, issue->per.n > 0 ? g : TRUCE_NONE, values, n_values};
        }
    }
    space->rows[m->c->n_issues] = space->n_variables;
    return !m->failed && m->too_many == NULL;
}

static truce_status failure(const maker *m, truce_error *err) {
    if (m->failed || m->too_many == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the space of packages");
    }
    const truce_str name = truce_case_name(m->c, m->too_many->head.name);
    return truce_fail(
        err, TRUCE_ELIMIT,
        "the issue \"%.*s\" has more than %d options to be weighed one by one; give it "
        "a coarser step",
        TRUCE_STR_ARGS(name), WEIGHED_MAX);
}

static bool note_records(maker *m, const uint32_t *records, uint32_t n) {
    const uint32_t n_issues = m->c->n_issues;
    runs *const valued = truce_arena_zero(m->arena, n_issues, sizeof *valued);
    m->gaps = truce_arena_zero(m->arena, n_issues, sizeof *m->gaps);
    if (n_issues > 0 && (valued == NULL || m->gaps == NULL)) {
        m->failed = true;
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        note_preferences(m, &m->c->preferences[records[i]], valued);
    }
    m->weighed = n > 0;
    return !m->failed;
}

truce_status truce_space_make(const truce_case *c, const truce_stands *stands, truce_arena *arena,
                              truce_space *space, truce_error *err) {
    return truce_space_make_with(c, stands, NULL, 0, arena, space, err);
}

truce_status truce_space_make_with(const truce_case *c, const truce_stands *stands,
                                   const uint32_t *records, uint32_t n_records, truce_arena *arena,
                                   truce_space *space, truce_error *err) {
    static const truce_space_value holds[2] = {{0, 1}, {1, 1}};
    maker m = {.c = c, .arena = arena};
    truce_space made = {.c = c, .links_off = stands->links_off};
    uint64_t room = stands->n_assumptions;
    for (uint32_t i = 0; i < c->n_issues; i++) {
        room += has_options(&c->issues[i]) ? groups_of(&c->issues[i]) : 0;
    }
    if (room >= TRUCE_NONE) {
        return truce_fail(err, TRUCE_ELIMIT, "the issues have too many groups to combine");
    }
    m.sets = truce_arena_zero(arena, c->n_issues, sizeof *m.sets);
    made.rows = truce_arena_zero(arena, c->n_issues + 1U, sizeof *made.rows);
    made.variables = truce_arena_take(arena, room * sizeof *made.variables);
    if (m.sets == NULL || made.rows == NULL || made.variables == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the space of packages");
    }
    note_all(&m, stands);
    if (m.failed || !note_records(&m, records, n_records) || !add_issues(&m, &made)) {
        return failure(&m, err);
    }
    for (uint32_t i = 0; i < stands->n_assumptions; i++) {
        made.variables[made.n_variables++] =
            (truce_space_variable){TRUCE_NONE, TRUCE_NONE, holds, 2};
    }
    *space = made;
    return TRUCE_OK;
}
