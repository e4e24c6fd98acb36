/* Who did it, why, and whose fault: one event or accusation by different actors, one thing
 * explained in different ways, blame that falls on different sides. */
#include <stdlib.h>

#include "accounts_parts.h"

static uint32_t source_of(const accounts_maker *k, uint32_t claim) {
    return k->origin[truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[claim].source)];
}

/* ---- by whom ---- */

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* Sorts `at` and gives the set a number. */
static uint32_t number_of_set(accounts_maker *k, uint32_t *at, uint32_t n, uint32_t *kept) {
    *kept = 0;
    if (n > 1) {
        qsort(at, n, sizeof *at, by_number);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (*kept == 0 || at[*kept - 1] != at[i]) {
            at[(*kept)++] = at[i];
        }
    }
    return number_of(k, at, *kept * sizeof *at);
}

uint32_t number_of_doers(accounts_maker *k, truce_refs by) {
    uint32_t *const sides = truce_arena_take(k->arena, by.n * sizeof *sides);
    uint32_t n = 0;
    if (sides == NULL) {
        k->failed = true;
        return 0;
    }
    for (uint32_t i = 0; i < by.n; i++) {
        sides[i] = truce_side_of(k->c, by.at[i]);
    }
    return number_of_set(k, sides, by.n, &n);
}

/* Within one report. */
static void look_at_doers(accounts_maker *k, const find *at, uint32_t n, truce_account_rule rule,
                          uint32_t subject) {
    if (count_parts(at, n) > 1) {
        (void)add_row(k, rule, TRUCE_ACCOUNT_SELF, subject, at[0].b, at, n);
    }
}

typedef struct doers {
    uint32_t source;
    truce_str sides; /* as bytes of a sorted array */
} doers;

static int by_size(const void *left, const void *right) {
    const doers *const l = left;
    const doers *const r = right;
    if (l->sides.size != r->sides.size) {
        return l->sides.size < r->sides.size ? -1 : 1;
    }
    return (l->source > r->source) - (l->source < r->source);
}

/* Who has told of which doer of an event, so far. */
typedef struct tellers {
    uint32_t *only;  /* [actor; behind them: someone]: the one report that has, or TRUCE_NONE:
                        several; if `seen` is now */
    uint32_t *alone; /* [source]: of how many it is the only one; if `used` is now */
    uint32_t *seen;  /* [actor] */
    uint32_t *used;  /* [source] */
    uint32_t someone;
    uint32_t now, n; /* the event looked at; how many doers are told of */
} tellers;

static bool tellers_make(tellers *t, const truce_case *c, truce_arena *arena) {
    *t = (tellers){truce_arena_zero(arena, c->n_actors + 1U, sizeof *t->only),
                   truce_arena_zero(arena, c->n_sources, sizeof *t->alone),
                   truce_arena_zero(arena, c->n_actors + 1U, sizeof *t->seen),
                   truce_arena_zero(arena, c->n_sources, sizeof *t->used),
                   c->n_actors,
                   0,
                   0};
    return t->only != NULL && t->alone != NULL && t->seen != NULL && t->used != NULL;
}

static uint32_t *alone(tellers *t, uint32_t source) {
    if (t->used[source] != t->now) {
        t->used[source] = t->now;
        t->alone[source] = 0;
    }
    return &t->alone[source];
}

/* Whether it holds every doer that other reports have told of; then it is one that tells. */
static bool holds_all_others(tellers *t, const doers *set) {
    uint32_t held = 0;
    uint32_t others = t->n - *alone(t, set->source);
    for (size_t i = 0; i < set->sides.size; i += sizeof(uint32_t)) {
        uint32_t side = 0;
        memcpy(&side, set->sides.data + i, sizeof side);
        side = side != TRUCE_NONE ? side : t->someone;
        if (t->seen[side] != t->now) {
            t->seen[side] = t->now;
            t->only[side] = set->source;
            t->n++;
            *alone(t, set->source) += 1;
        } else if (t->only[side] != set->source) {
            held++;
            if (t->only[side] != TRUCE_NONE) {
                *alone(t, t->only[side]) -= 1;
                t->only[side] = TRUCE_NONE;
            }
        }
    }
    return held == others;
}

/* Between reports: telling fewer of the doers is no clash, telling others is. Sets are looked at by
 * size: each has to hold all that other reports have told of before. `at` is all that is told of
 * one event. */
static void look_at_reports(accounts_maker *k, tellers *t, find *at, uint32_t n) {
    doers *const sets = truce_arena_take(k->arena, n * sizeof *sets);
    bool chain = true;
    if (sets == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        sets[i] = (doers){at[i].b, truce_symbols_text(&k->words, at[i].part)};
    }
    qsort(sets, n, sizeof *sets, by_size);
    t->now++;
    t->n = 0;
    for (uint32_t i = 0; i < n && chain; i++) {
        chain = holds_all_others(t, &sets[i]);
    }
    if (chain) {
        return;
    }
    finds by_set = {at, n, n};
    for (uint32_t i = 0; i < n; i++) {
        at[i].b = 0;
    }
    sort_finds(&by_set);
    truce_account_row *const row = add_row(
        k, TRUCE_RULE_DOER, is_one_witness(k, at, n) ? TRUCE_ACCOUNT_SELF : TRUCE_ACCOUNT_FACT,
        at[0].a, TRUCE_NONE, at, n);
    row_asks_mediators(k, row);
}

static void find_doers(accounts_maker *k) {
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    finds all = {0};
    tellers t;
    if (!tellers_make(&t, k->c, k->arena)) {
        k->failed = true;
        return;
    }
    while ((st = next_statement(k, TRUCE_STATED(TRUCE_STATES_EVENT), &at, &claim)) != NULL) {
        if (!st->denied && st->as.event.by.n > 0) {
            add_find(k, &all,
                     (find){.a = truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.event.event),
                            .b = source_of(k, claim),
                            .part = number_of_doers(k, st->as.event.by),
                            .claim = claim,
                            .statement = st});
        }
    }
    sort_finds(&all);
    for (uint32_t i = 0; i < all.n && !k->failed;) {
        uint32_t end = i;
        while (end < all.n && all.at[end].a == all.at[i].a && !k->failed) {
            const uint32_t begin = end;
            end = group_end(&all, begin);
            look_at_doers(k, all.at + begin, end - begin, TRUCE_RULE_DOER, all.at[i].a);
        }
        look_at_reports(k, &t, all.at + i, end - i);
        i = end;
    }
}

/* ---- accusations ---- */

typedef struct accusation {
    uint32_t kind, side, words, source;
} accusation;

static uint32_t accuser_of(const accounts_maker *k, uint32_t claim, const truce_statement *st) {
    return st->subject.symbol == k->c->someone ? TRUCE_NONE : voice_of(k, claim, st->subject);
}

static void collect_accusers(accounts_maker *k, finds *all) {
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_BLAME) | TRUCE_STATED(TRUCE_STATES_ACCUSATION);
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    while ((st = next_statement(k, kinds, &at, &claim)) != NULL) {
        const uint32_t side = truce_side_of(k->c, st->as.blame.object);
        if (side != TRUCE_NONE && !st->denied && st->text.size > 0) {
            const accusation key = {(uint32_t)st->kind, side, number_of_text(k, st->text),
                                    source_of(k, claim)};
            add_find(k, all,
                     (find){.a = number_of(k, &key, sizeof key),
                            .b = claim,
                            .part = accuser_of(k, claim, st),
                            .claim = claim,
                            .statement = st});
        }
    }
}

/* First who accuses in each claim, as a set; then the sets of one accusation in one report. */
static void find_accusers(accounts_maker *k) {
    finds all = {0};
    collect_accusers(k, &all);
    sort_finds(&all);
    uint32_t *const sides = truce_arena_take(k->arena, all.n * sizeof *sides);
    if (sides == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0, end = 0; i < all.n && !k->failed; i = end) {
        uint32_t kept = 0;
        end = group_end(&all, i);
        for (uint32_t f = i; f < end; f++) {
            sides[f - i] = all.at[f].part;
        }
        const uint32_t set = number_of_set(k, sides, end - i, &kept);
        for (uint32_t f = i; f < end; f++) {
            all.at[f].part = set;
        }
    }
    for (uint32_t i = 0; i < all.n; i++) {
        all.at[i].b = 0;
    }
    sort_finds(&all);
    for (uint32_t i = 0, end = 0; i < all.n && !k->failed; i = end) {
        end = group_end(&all, i);
        if (count_parts(all.at + i, end - i) > 1) {
            (void)add_row(k, TRUCE_RULE_ACCUSER, TRUCE_ACCOUNT_SELF,
                          truce_side_of(k->c, all.at[i].statement->as.blame.object),
                          source_of(k, all.at[i].claim), all.at + i, end - i);
        }
    }
}

/* ---- narratives, blame ---- */

/* Several voices, and not all with the same words. */
static bool is_told_differently(const accounts_maker *k, const find *at, uint32_t n) {
    bool voices = false;
    bool words = false;
    for (uint32_t i = 1; i < n; i++) {
        voices = voices || voice_of(k, at[i].claim, at[i].statement->subject) !=
                               voice_of(k, at[0].claim, at[0].statement->subject);
        words = words || !truce_str_equal(at[i].statement->text, at[0].statement->text);
    }
    return voices && words;
}

static void find_narratives(accounts_maker *k) {
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    finds all = {0};
    while ((st = next_statement(k, TRUCE_STATED(TRUCE_STATES_NARRATIVE), &at, &claim)) != NULL) {
        if (!st->denied) {
            const uint32_t key[2] = {st->subject.symbol, number_of_text(k, st->text)};
            add_find(k, &all,
                     (find){.a = st->as.narrative.event.symbol,
                            .part = number_of(k, key, sizeof key),
                            .claim = claim,
                            .statement = st});
        }
    }
    sort_finds(&all);
    for (uint32_t i = 0, end = 0; i < all.n && !k->failed; i = end) {
        end = group_end(&all, i);
        if (is_told_differently(k, all.at + i, end - i)) {
            truce_account_row *const row = add_row(k, TRUCE_RULE_NARRATIVE, TRUCE_ACCOUNT_FACT,
                                                   all.at[i].a, TRUCE_NONE, all.at + i, end - i);
            row_asks_mediators(k, row);
        }
    }
}

/* Whether it falls on two sides or more, or on one that somebody says is not to blame. */
static bool is_disputed(const find *at, uint32_t n) {
    uint32_t side = TRUCE_NONE;
    bool charged = false;
    bool cleared = false;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t on = at[i].part & ~(TRUCE_ACCUSED | TRUCE_CLEARED);
        if (side != TRUCE_NONE && on != side) {
            return true;
        }
        side = on;
        charged = charged || (at[i].part & TRUCE_CLEARED) == 0;
        cleared = cleared || (at[i].part & TRUCE_CLEARED) != 0;
    }
    return charged && cleared;
}

/* One row for the talks, a part for each side that blame falls on, and one for each that is said
 * not to be to blame. Accusations stand beside it, apart, and only those of parties: they are of
 * doing something, and not for the state of things. */
static void find_blame(accounts_maker *k) {
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_BLAME) | TRUCE_STATED(TRUCE_STATES_ACCUSATION);
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    finds all = {0};
    while ((st = next_statement(k, kinds, &at, &claim)) != NULL) {
        const bool blame = st->kind == TRUCE_STATES_BLAME;
        const uint32_t side = truce_side_of(k->c, st->as.blame.object);
        if (side != TRUCE_NONE &&
            (blame || (!st->denied && k->c->actors[side].kind == TRUCE_ACTOR_PARTY))) {
            add_find(k, &all,
                     (find){.part = side + (!blame       ? TRUCE_ACCUSED
                                            : st->denied ? TRUCE_CLEARED
                                                         : 0),
                            .claim = claim,
                            .statement = st});
        }
    }
    sort_finds(&all);
    if (!k->failed && is_disputed(all.at, all.n) && !is_one_witness(k, all.at, all.n)) {
        truce_account_row *const row = add_row(k, TRUCE_RULE_BLAME, TRUCE_ACCOUNT_BLAME, TRUCE_NONE,
                                               TRUCE_NONE, all.at, all.n);
        row_asks_others(k, row);
    }
}

void find_stories(accounts_maker *k) {
    find_doers(k);
    find_accusers(k);
    find_narratives(k);
    find_blame(k);
}
