/* States of the talks, and presence, that exclude each other in overlapping time. Times are
 * compared three ways, and what clashes in any of them is one row:
 *
 *   dated    spans by date, over all sources: the statement's own date, else its claim's
 *   a source what its claims say of the time of the report, where a date is missing on either side
 *   an event what is said to hold during it; before it, in one source
 *   now      over all sources: what is of the latest date, and what has neither date nor words,
 *            because nothing tells that it is not of that time
 *
 * A statement with times in words ("the weekend") stands for the report's own time, but not beside
 * one with other words. Whoever is said to take part before leaving clashes with nobody. */
#include <stdlib.h>

#include "accounts_parts.h"

enum { DAY = 86400 };

typedef enum time_class { CLASS_SOURCE, CLASS_DURING, CLASS_BEFORE, CLASS_OWN_DATE } time_class;

typedef enum axis_kind { AXIS_CONTACT, AXIS_HEADWAY, AXIS_PRESENCE } axis_kind;

typedef struct item {
    uint32_t axis; /* axis_kind; + side of presence */
    uint32_t code;
    uint32_t claim;
    const truce_statement *statement;
    time_class when;
    uint32_t place; /* source, event, or number of both */
    uint32_t words; /* 0: none */
    bool dated;     /* [first, last] holds */
    int64_t first, last;
    uint32_t row; /* union-find: a parent, among the items */
    bool clashes;
    bool by_date; /* clashes with another dated one */
} item;

typedef struct items {
    item *at;
    uint32_t n;
    size_t cap;
} items;

/* ---- what excludes what ---- */

static uint64_t excluded(uint32_t code) {
#define BIT(c) (UINT64_C(1) << (uint32_t)(c))
    const uint64_t still = BIT(TRUCE_STATE_PAUSED) | BIT(TRUCE_STATE_BROKEN) |
                           BIT(TRUCE_STATE_ENDED) | BIT(TRUCE_CODE_LEFT);
    const uint64_t moving = BIT(TRUCE_STATE_MOVING) | BIT(TRUCE_STATE_REVIEWING) |
                            BIT(TRUCE_STATE_CLOSE) | BIT(TRUCE_STATE_AGREED);
    const uint64_t denial = code < TRUCE_CODE_NOT    ? BIT(code + TRUCE_CODE_NOT)
                            : code < TRUCE_CODE_LEFT ? BIT(code - TRUCE_CODE_NOT)
                                                     : 0;
    if (code == TRUCE_STATE_RUNNING) {
        return denial | still;
    }
    if (code == TRUCE_STATE_DEADLOCKED) {
        return denial | moving;
    }
    if (code == TRUCE_CODE_IN || code == TRUCE_CODE_OUT) {
        return BIT(code == TRUCE_CODE_IN ? TRUCE_CODE_OUT : TRUCE_CODE_IN);
    }
    return denial | ((still & BIT(code)) != 0 ? BIT(TRUCE_STATE_RUNNING) : 0) |
           ((moving & BIT(code)) != 0 ? BIT(TRUCE_STATE_DEADLOCKED) : 0);
}

static bool any_excluded(const uint32_t *counts, uint32_t code) {
    const uint64_t out = excluded(code);
    for (uint32_t c = 0; c < TRUCE_CODE_N; c++) {
        if ((out & BIT(c)) != 0 && counts[c] > 0) {
            return true;
        }
    }
    return false;
}
#undef BIT

/* ---- when ---- */

/* A report's hour is not the state's: it counts as its day. Ends that are unknown are as near as
 * they can be, so that nothing overlaps only because nobody knows. */
static void set_date(item *it, truce_date date) {
    it->dated = (date.marks & TRUCE_DATE_GIVEN) != 0;
    it->first = (date.marks & TRUCE_DATE_UNKNOWN_START) != 0 ? date.last : date.first;
    it->last = (date.marks & TRUCE_DATE_UNKNOWN_END) != 0 ? date.first : date.last;
    if (it->last < it->first) {
        it->dated = false;
    }
    if (it->dated && it->first > INT64_MIN + DAY) {
        const int64_t of_day = it->first % DAY;
        it->first -= of_day < 0 ? of_day + DAY : of_day;
    }
    if (it->dated && it->last < INT64_MAX - DAY) {
        const int64_t of_day = it->last % DAY;
        it->last += DAY - 1 - (of_day < 0 ? of_day + DAY : of_day);
    }
}

static void set_time(accounts_maker *k, item *it) {
    const truce_case *const c = k->c;
    const uint32_t source =
        k->origin[truce_case_find(c, TRUCE_KIND_SOURCE, c->claims[it->claim].source)];
    const truce_times times = it->statement->times;
    it->when = CLASS_SOURCE;
    it->place = source;
    for (uint32_t i = 0; i < times.n; i++) {
        const truce_time *const t = &times.at[i];
        if (t->kind == TRUCE_TIME_AT && (t->when.date.marks & TRUCE_DATE_GIVEN) != 0) {
            set_date(it, t->when.date);
            it->when = CLASS_OWN_DATE;
            return;
        }
        if (t->kind == TRUCE_TIME_AT) {
            it->words = number_of_text(k, t->when.text);
        } else if (t->kind == TRUCE_TIME_DURING && it->when == CLASS_SOURCE) {
            it->when = CLASS_DURING;
            it->place = t->event.symbol;
        } else if (t->kind == TRUCE_TIME_BEFORE && it->when == CLASS_SOURCE) {
            const uint32_t key[2] = {t->event.symbol, source};
            it->when = CLASS_BEFORE;
            it->place = number_of(k, key, sizeof key);
        }
    }
    if (it->when == CLASS_SOURCE && it->words == 0) {
        set_date(it, k->m->scope->times[it->claim].date);
    }
}

/* ---- collecting ---- */

static void add_item(accounts_maker *k, items *all, uint32_t axis, uint32_t code, uint32_t claim,
                     const truce_statement *st) {
    item *const at = truce_arena_grow(k->arena, all->at, all->n, &all->cap, sizeof *at);
    if (at == NULL) {
        k->failed = true;
        return;
    }
    all->at = at;
    at[all->n] = (item){.axis = axis, .code = code, .claim = claim, .statement = st};
    set_time(k, &at[all->n++]);
}

static void add_talks(accounts_maker *k, items *all, uint32_t claim, const truce_statement *st) {
    for (uint32_t i = 0; i < st->as.talks.n; i++) {
        const uint32_t state = st->as.talks.at[i];
        add_item(k, all, state < TRUCE_STATE_DEADLOCKED ? AXIS_CONTACT : AXIS_HEADWAY,
                 state + (st->denied ? (uint32_t)TRUCE_CODE_NOT : 0U), claim, st);
    }
}

static void add_leaving(accounts_maker *k, items *all, uint32_t side, uint32_t claim,
                        const truce_statement *st) {
    if (side != TRUCE_NONE) {
        add_item(k, all, AXIS_PRESENCE + side, TRUCE_CODE_OUT, claim, st);
        if (k->c->actors[side].kind == TRUCE_ACTOR_PARTY) {
            add_item(k, all, AXIS_CONTACT, TRUCE_CODE_LEFT, claim, st);
        }
    }
}

static void add_event(accounts_maker *k, items *all, uint32_t claim, const truce_statement *st) {
    const truce_event_kind kind =
        k->c->events[truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.event.event)].kind;
    const truce_refs by = doers_of(k->c, st);
    for (uint32_t i = 0;
         i < by.n && !st->denied && (kind == TRUCE_EVENT_LEAVE || kind == TRUCE_EVENT_WITHDRAW);
         i++) {
        add_leaving(k, all, truce_side_of(k->c, by.at[i]), claim, st);
    }
}

static void collect(accounts_maker *k, items *all) {
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_TALKS) | TRUCE_STATED(TRUCE_STATES_EVENT) |
                           TRUCE_STATED(TRUCE_STATES_PRESENCE);
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    while ((st = next_statement(k, kinds, &at, &claim)) != NULL && !k->failed) {
        if (st->kind == TRUCE_STATES_TALKS) {
            add_talks(k, all, claim, st);
        } else if (st->kind == TRUCE_STATES_EVENT) {
            add_event(k, all, claim, st);
        } else if (st->kind == TRUCE_STATES_PRESENCE) {
            const uint32_t side = truce_side_of(k->c, st->subject);
            if (st->as.presence.withdraws != st->denied) {
                add_leaving(k, all, side, claim, st);
            } else if (side != TRUCE_NONE) {
                add_item(k, all, AXIS_PRESENCE + side, TRUCE_CODE_IN, claim, st);
            }
        }
    }
}

/* ---- rows as sets of items ---- */

static uint32_t row_of(items *all, uint32_t i) {
    while (all->at[i].row != i) {
        all->at[i].row = all->at[all->at[i].row].row;
        i = all->at[i].row;
    }
    return i;
}

static void join(items *all, uint32_t a, uint32_t b) {
    const uint32_t x = row_of(all, a);
    const uint32_t y = row_of(all, b);
    all->at[x > y ? x : y].row = x > y ? y : x;
}

#define ORDER(x, y)                                                                                \
    do {                                                                                           \
        if ((x) != (y)) {                                                                          \
            return (x) < (y) ? -1 : 1;                                                             \
        }                                                                                          \
    } while (false)

/* Indices are sorted, so that the items stay where their sets point to. qsort has no argument for
 * the items: each entry carries what it is sorted by. */
typedef struct entry {
    uint32_t axis, when, place, words, code;
    int64_t first, last;
    uint32_t i;
} entry;

static int by_place(const void *left, const void *right) {
    const entry *const l = left;
    const entry *const r = right;
    ORDER(l->axis, r->axis);
    ORDER(l->when, r->when);
    ORDER(l->place, r->place);
    ORDER(l->words, r->words);
    ORDER(l->i, r->i);
    return 0;
}

static int by_code_and_start(const void *left, const void *right) {
    const entry *const l = left;
    const entry *const r = right;
    ORDER(l->axis, r->axis);
    ORDER(l->code, r->code);
    ORDER(l->first, r->first);
    ORDER(l->i, r->i);
    return 0;
}

static int by_start(const void *left, const void *right) {
    const entry *const l = left;
    const entry *const r = right;
    ORDER(l->axis, r->axis);
    ORDER(l->first, r->first);
    ORDER(l->i, r->i);
    return 0;
}

static entry entry_of(const items *all, uint32_t i) {
    const item *const it = &all->at[i];
    return (entry){it->axis, (uint32_t)it->when, it->place, it->words,
                   it->code, it->first,          it->last,  i};
}

/* ---- by date ---- */

/* Of the entries of one code (sorted by start), whether one overlaps. `reach[i]` is the latest end
 * of the first i + 1. */
static bool overlaps(const entry *at, const int64_t *reach, uint32_t n, const entry *other) {
    uint32_t low = 0;
    uint32_t high = n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (at[mid].first <= other->last) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low > 0 && reach[low - 1] >= other->first;
}

static void clash_axis(items *all, const entry *at, const int64_t *reach, uint32_t n) {
    uint32_t begin[TRUCE_CODE_N + 1] = {0};
    for (uint32_t c = 0, i = 0; c <= TRUCE_CODE_N; c++) {
        while (i < n && at[i].code < c) {
            i++;
        }
        begin[c] = i;
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint64_t out = excluded(at[i].code);
        for (uint32_t c = 0; c < TRUCE_CODE_N && !all->at[at[i].i].by_date; c++) {
            if ((out >> c & 1) != 0 &&
                overlaps(at + begin[c], reach + begin[c], begin[c + 1] - begin[c], &at[i])) {
                all->at[at[i].i].by_date = true;
                all->at[at[i].i].clashes = true;
            }
        }
    }
}

static void clash_by_date(accounts_maker *k, items *all, entry *at) {
    int64_t *const reach = truce_arena_take(k->arena, all->n * sizeof *reach);
    uint32_t n = 0;
    if (reach == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        if (all->at[i].dated) {
            at[n++] = entry_of(all, i);
        }
    }
    qsort(at, n, sizeof *at, by_code_and_start);
    for (uint32_t i = 0; i < n; i++) {
        const bool goes_on = i > 0 && at[i - 1].axis == at[i].axis && at[i - 1].code == at[i].code;
        reach[i] = goes_on && reach[i - 1] > at[i].last ? reach[i - 1] : at[i].last;
    }
    for (uint32_t i = 0, end = 0; i < n; i = end) {
        for (end = i + 1; end < n && at[end].axis == at[i].axis; end++) {
        }
        clash_axis(all, at + i, reach + i, end - i);
    }
    /* Those that clash, in spans that touch each other, are one row. */
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (all->at[at[i].i].by_date) {
            at[kept++] = at[i];
        }
    }
    qsort(at, kept, sizeof *at, by_start);
    int64_t until = 0;
    for (uint32_t i = 0; i < kept; i++) {
        if (i > 0 && at[i].axis == at[i - 1].axis && at[i].first <= until) {
            join(all, at[i - 1].i, at[i].i);
            until = at[i].last > until ? at[i].last : until;
        } else {
            until = at[i].last;
        }
    }
}

/* ---- by place ---- */

typedef struct counts {
    uint32_t plain[TRUCE_CODE_N]; /* no words; in a source: and no date */
    uint32_t dated[TRUCE_CODE_N]; /* in a source, by the claim's date */
    uint32_t worded[TRUCE_CODE_N];
    uint32_t same[TRUCE_CODE_N]; /* with the words looked at */
} counts;

static bool clashes_in_place(const counts *n, const item *it) {
    if (any_excluded(n->plain, it->code)) {
        return true;
    }
    if (it->words != 0) {
        return any_excluded(n->dated, it->code) || any_excluded(n->same, it->code);
    }
    return any_excluded(n->worded, it->code) || (!it->dated && any_excluded(n->dated, it->code));
}

static void clash_in_place(items *all, const entry *at, uint32_t n) {
    counts c = {{0}, {0}, {0}, {0}};
    uint32_t first = TRUCE_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const item *const it = &all->at[at[i].i];
        (it->words != 0 ? c.worded : it->dated ? c.dated : c.plain)[it->code]++;
    }
    for (uint32_t i = 0, end = 0; i < n; i = end) {
        memset(c.same, 0, sizeof c.same);
        for (end = i; end < n && at[end].words == at[i].words; end++) {
            c.same[at[end].code]++;
        }
        for (uint32_t e = i; e < end; e++) {
            item *const it = &all->at[at[e].i];
            if (clashes_in_place(&c, it)) {
                it->clashes = true;
                first = first == TRUCE_NONE ? at[e].i : first;
                join(all, first, at[e].i);
            }
        }
    }
}

static void clash_by_place(items *all, entry *at) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        if (all->at[i].when != CLASS_OWN_DATE) {
            at[n++] = entry_of(all, i);
        }
    }
    qsort(at, n, sizeof *at, by_place);
    for (uint32_t i = 0, end = 0; i < n; i = end) {
        for (end = i + 1; end < n && at[end].axis == at[i].axis && at[end].when == at[i].when &&
                          at[end].place == at[i].place;
             end++) {
        }
        clash_in_place(all, at + i, end - i);
    }
}

/* ---- what may stand now ---- */

/* To repeat a report is to say nothing later: add_copies() puts it where the report stands. */
static bool is_of_talks(const accounts_maker *k, const item *it) {
    const uint32_t root = k->root[it->claim];
    return it->axis < AXIS_PRESENCE && it->code < TRUCE_CODE_LEFT &&
           (root == it->claim || !k->m->scope->in[root]);
}

/* Whether nothing tells that it is older than the latest dated state: what a source tells of times
 * past is. */
static bool may_stand(const accounts_maker *k, const item *it, int64_t latest) {
    const bool past = k->m->scope->times[it->claim].basis == TRUCE_BASIS_TOLD_LATER;
    return is_of_talks(k, it) && it->words == 0 &&
           (it->dated ? it->last >= latest : it->when == CLASS_SOURCE && !past);
}

/* Those that clash in no other way, among each other; what is left of them joins the rows of what
 * it excludes, where its state is told in no row yet. */
static void clash_now(const accounts_maker *k, items *all) {
    uint32_t fresh[AXIS_PRESENCE][TRUCE_CODE_N] = {{0}};
    uint32_t old[AXIS_PRESENCE][TRUCE_CODE_N] = {{0}}; /* one of them + 1 */
    uint32_t first[AXIS_PRESENCE] = {TRUCE_NONE, TRUCE_NONE};
    int64_t latest = INT64_MIN;
    for (uint32_t i = 0; i < all->n; i++) {
        const item *const it = &all->at[i];
        latest = is_of_talks(k, it) && it->dated && it->first > latest ? it->first : latest;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        const item *const it = &all->at[i];
        if (may_stand(k, it, latest) && it->clashes) {
            old[it->axis][it->code] = i + 1;
        } else if (may_stand(k, it, latest)) {
            fresh[it->axis][it->code]++;
        }
    }
    for (uint32_t i = 0; i < all->n; i++) {
        item *const it = &all->at[i];
        if (!may_stand(k, it, latest) || it->clashes) {
            continue;
        }
        if (any_excluded(fresh[it->axis], it->code)) {
            it->clashes = true;
            first[it->axis] = first[it->axis] == TRUCE_NONE ? i : first[it->axis];
            join(all, first[it->axis], i);
            continue;
        }
        for (uint32_t c = 0; c < TRUCE_CODE_N && old[it->axis][it->code] == 0; c++) {
            if ((excluded(it->code) >> c & 1) != 0 && old[it->axis][c] > 0) {
                it->clashes = true;
                join(all, i, old[it->axis][c] - 1);
            }
        }
    }
}

/* ---- copies: of one voice, so they stand where what they copy stands ---- */

typedef struct said {
    uint32_t axis, code, root, i;
    bool clashes;
} said;

static int by_root(const void *left, const void *right) {
    const said *const l = left;
    const said *const r = right;
    ORDER(l->axis, r->axis);
    ORDER(l->code, r->code);
    ORDER(l->root, r->root);
    ORDER(!l->clashes, !r->clashes);
    ORDER(l->i, r->i);
    return 0;
}

static void add_copies(accounts_maker *k, items *all) {
    said *const at = truce_arena_take(k->arena, all->n * sizeof *at);
    if (at == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        const item *const it = &all->at[i];
        at[i] = (said){it->axis, it->code, k->root[it->claim], i, it->clashes};
    }
    qsort(at, all->n, sizeof *at, by_root);
    for (uint32_t i = 1; i < all->n; i++) {
        if (at[i].axis == at[i - 1].axis && at[i].code == at[i - 1].code &&
            at[i].root == at[i - 1].root && at[i - 1].clashes && !at[i].clashes) {
            at[i].clashes = true;
            all->at[at[i].i].clashes = true;
            join(all, at[i - 1].i, at[i].i);
        }
    }
}

/* ---- all ---- */

static void add_state_row(accounts_maker *k, uint32_t axis, const find *at, uint32_t n) {
    const bool presence = axis >= AXIS_PRESENCE;
    const uint32_t side = presence ? axis - AXIS_PRESENCE : TRUCE_NONE;
    truce_account_row *const row =
        add_row(k,
                presence               ? TRUCE_RULE_PRESENCE
                : axis == AXIS_CONTACT ? TRUCE_RULE_CONTACT
                                       : TRUCE_RULE_HEADWAY,
                is_one_witness(k, at, n) ? TRUCE_ACCOUNT_SELF : TRUCE_ACCOUNT_STATE, side,
                TRUCE_NONE, at, n);
    row_asks_mediators(k, row);
    if (presence) {
        row_asks(k, row, &side, 1);
    }
}

/* Leaving is told apart by the event, or by who withdraws. */
static uint32_t part_of(const truce_case *c, const item *it) {
    if (it->code != TRUCE_CODE_LEFT && it->code != TRUCE_CODE_OUT) {
        return it->code;
    }
    const uint32_t which =
        it->statement->kind == TRUCE_STATES_EVENT
            ? c->n_actors + truce_case_find(c, TRUCE_KIND_EVENT, it->statement->as.event.event)
            : truce_case_find(c, TRUCE_KIND_ACTOR, it->statement->subject);
    return it->code + 64 * (which + 1);
}

void find_states(accounts_maker *k) {
    items all = {0};
    finds found = {0};
    collect(k, &all);
    entry *const at = truce_arena_take(k->arena, all.n * sizeof *at);
    if (at == NULL || k->failed || all.n == 0) {
        k->failed = k->failed || at == NULL;
        return;
    }
    for (uint32_t i = 0; i < all.n; i++) {
        all.at[i].row = i;
    }
    clash_by_date(k, &all, at);
    clash_by_place(&all, at);
    clash_now(k, &all);
    add_copies(k, &all);
    for (uint32_t i = 0; i < all.n && !k->failed; i++) {
        if (all.at[i].clashes) {
            add_find(k, &found,
                     (find){.a = all.at[i].axis,
                            .b = row_of(&all, i),
                            .part = part_of(k->c, &all.at[i]),
                            .claim = all.at[i].claim,
                            .statement = all.at[i].statement});
        }
    }
    sort_finds(&found);
    for (uint32_t i = 0, end = 0; i < found.n && !k->failed; i = end) {
        end = group_end(&found, i);
        add_state_row(k, found.at[i].a, found.at + i, end - i);
    }
}
