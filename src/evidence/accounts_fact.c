/* What is said and denied: events, ties, whole claims; dates of one event that exclude each other;
 * numbers that differ. */
#include "accounts_parts.h"

#define DENIED UINT32_C(0x80000000) /* the part of a denial: what is denied, and this */

/* ---- events ---- */

/* Drop denials that it was A's doing where nobody says it was, and the reverse: the other way round
 * they do not meet. */
static void drop_other_doers(accounts_maker *k, find *at, uint32_t n, bool denials) {
    bool all = false;
    new_look(k);
    for (uint32_t i = 0; i < n; i++) {
        const truce_refs by = at[i].statement->as.event.by;
        if (at[i].dropped || at[i].statement->denied == denials) {
            continue;
        }
        all = all || by.n == 0;
        for (uint32_t r = 0; r < by.n; r++) {
            const uint32_t side = truce_side_of(k->c, by.at[r]);
            all = all || side == TRUCE_NONE;
            if (side != TRUCE_NONE) {
                k->stamp_actor[side] = k->stamp;
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        const truce_refs by = at[i].statement->as.event.by;
        bool meets = all || by.n == 0;
        for (uint32_t r = 0; r < by.n && !meets; r++) {
            const uint32_t side = truce_side_of(k->c, by.at[r]);
            meets = side == TRUCE_NONE || k->stamp_actor[side] == k->stamp;
        }
        at[i].dropped = at[i].dropped || (at[i].statement->denied == denials && !meets);
    }
}

static truce_account_row *row_of_denial(accounts_maker *k, truce_account_rule rule,
                                        uint32_t subject, const find *at, uint32_t n) {
    bool claimed = false;
    bool denied = false;
    for (uint32_t i = 0; i < n; i++) {
        claimed = claimed || (!at[i].dropped && at[i].part < DENIED);
        denied = denied || (!at[i].dropped && at[i].part >= DENIED);
    }
    if (!claimed || !denied) {
        return NULL;
    }
    const bool first = denied_before(k, at, n, DENIED);
    truce_account_row *const row = add_row(k, rule,
                                           rule == TRUCE_RULE_TIE && first ? TRUCE_ACCOUNT_TIME
                                           : is_one_witness(k, at, n)      ? TRUCE_ACCOUNT_SELF
                                                                           : TRUCE_ACCOUNT_FACT,
                                           subject, TRUCE_NONE, at, n);
    if (row != NULL) {
        row->denied_first = first;
    }
    return row;
}

static void look_at_event(accounts_maker *k, find *at, uint32_t n) {
    drop_other_doers(k, at, n, true);
    drop_other_doers(k, at, n, false);
    truce_account_row *const row = row_of_denial(k, TRUCE_RULE_EVENT, at[0].a, at, n);
    row_asks_mediators(k, row);
}

/* ---- when ---- */

static const truce_time *date_in(truce_times times) {
    for (uint32_t i = 0; i < times.n; i++) {
        if (times.at[i].kind == TRUCE_TIME_AT &&
            (times.at[i].when.date.marks & TRUCE_DATE_GIVEN) != 0) {
            /* cppcheck-suppress returnDanglingLifetime ; the array is the case's */
            return &times.at[i];
        }
    }
    return NULL;
}

static void look_at_dates(accounts_maker *k, find *at, uint32_t n) {
    int64_t latest_start = INT64_MIN;
    int64_t earliest_end = INT64_MAX;
    for (uint32_t i = 0; i < n; i++) {
        const truce_date date = date_in(at[i].statement->times)->when.date;
        latest_start = date.first > latest_start ? date.first : latest_start;
        earliest_end = date.last < earliest_end ? date.last : earliest_end;
    }
    if (latest_start > earliest_end && count_parts(at, n) > 1) {
        truce_account_row *const row = add_row(
            k, TRUCE_RULE_WHEN, is_one_witness(k, at, n) ? TRUCE_ACCOUNT_SELF : TRUCE_ACCOUNT_TIME,
            at[0].a, TRUCE_NONE, at, n);
        row_asks_mediators(k, row);
    }
}

/* ---- ties ---- */

typedef struct tie_key {
    uint32_t kind, subject, what, other, third, words;
} tie_key;

/* What is said of somebody or something, apart from whether it is denied. False: nothing that a
 * denial of this form could meet, or that has a rule of its own. */
static bool key_of(accounts_maker *k, const truce_statement *st, tie_key *key) {
    *key = (tie_key){.kind = (uint32_t)st->kind, .subject = st->subject.symbol};
    switch (st->kind) {
    case TRUCE_STATES_ROLE:
        key->what = (uint32_t)st->as.role.role;
        key->other = st->as.role.of.symbol;
        key->words = st->as.role.role == TRUCE_ROLE_WORDS ? number_of_text(k, st->text) : 0;
        return true;
    case TRUCE_STATES_RELATION:
        key->what = (uint32_t)st->as.relation.relation;
        key->other = st->as.relation.object.symbol;
        key->words = st->as.relation.name.size > 0 ? number_of_text(k, st->as.relation.name) : 0;
        return true;
    case TRUCE_STATES_TRAIT:
        key->what = (uint32_t)st->as.trait.trait;
        key->other = st->as.trait.on.symbol;
        key->third = st->as.trait.unstated;
        key->words = number_of_text(k, st->text);
        return true;
    case TRUCE_STATES_MOVEMENT:
        key->what = st->as.movement.hardens;
        key->other = st->as.movement.on.symbol;
        return true;
    case TRUCE_STATES_RANK:
        key->what = (uint32_t)st->as.rank.rank;
        key->other = st->as.rank.over.symbol;
        key->third = st->as.rank.to.symbol;
        return true;
    default:
        return false;
    }
}

static void look_at_tie(accounts_maker *k, find *at, uint32_t n) {
    const truce_declared subject = k->c->declared[at[0].statement->subject.symbol];
    truce_account_row *const row = row_of_denial(k, TRUCE_RULE_TIE, subject.index, at, n);
    const uint32_t side = truce_side_of(k->c, at[0].statement->subject);
    if (side != TRUCE_NONE) {
        row_asks(k, row, &side, 1);
    } else {
        row_asks(k, row, k->parties, k->n_parties);
    }
}

/* ---- counts ---- */

static uint32_t number_of_count(accounts_maker *k, truce_decimal value) {
    while (value.scale > 0 && value.units % 10 == 0) {
        value.units /= 10;
        value.scale--;
    }
    const int64_t key[2] = {value.units, value.scale};
    return number_of(k, key, sizeof key);
}

static void look_at_count(accounts_maker *k, find *at, uint32_t n) {
    if (count_parts(at, n) > 1 && !is_one_witness(k, at, n)) {
        truce_account_row *const row =
            add_row(k, TRUCE_RULE_COUNT, TRUCE_ACCOUNT_FACT, at[0].a, TRUCE_NONE, at, n);
        row_asks_mediators(k, row);
    }
}

/* ---- denials of claims ---- */

static void find_denials(accounts_maker *k) {
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    finds all = {0};
    while ((st = next_statement(k, TRUCE_STATED(TRUCE_STATES_DENIAL), &at, &claim)) != NULL) {
        if (!st->denied) {
            const uint32_t target = truce_case_find(k->c, TRUCE_KIND_CLAIM, st->as.denial.claim);
            if (k->m->scope->in[target] && target != claim) {
                add_find(k, &all, (find){.a = target, .part = 1, .claim = claim, .statement = st});
                if (k->stamp_claim[target] != k->stamp) {
                    k->stamp_claim[target] = k->stamp;
                    add_find(k, &all,
                             (find){.a = target,
                                    .claim = target,
                                    .statement = &k->c->claims[target].statements[0]});
                }
            }
        }
    }
    sort_finds(&all);
    for (uint32_t i = 0, end = 0; i < all.n && !k->failed; i = end) {
        end = group_end(&all, i);
        truce_account_row *const row = add_row(
            k, TRUCE_RULE_DENIAL,
            is_one_witness(k, all.at + i, end - i) ? TRUCE_ACCOUNT_SELF : TRUCE_ACCOUNT_FACT,
            all.at[i].a, TRUCE_NONE, all.at + i, end - i);
        row_asks_mediators(k, row);
    }
}

/* ---- all ---- */

enum { EVENTS, DATES, COUNTS, TIES, SORTS };

static void collect(accounts_maker *k, finds *all) {
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_EVENT) | TRUCE_STATED(TRUCE_STATES_COUNT) |
                           TRUCE_STATED(TRUCE_STATES_ROLE) | TRUCE_STATED(TRUCE_STATES_RELATION) |
                           TRUCE_STATED(TRUCE_STATES_TRAIT) | TRUCE_STATED(TRUCE_STATES_MOVEMENT) |
                           TRUCE_STATED(TRUCE_STATES_RANK);
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    while ((st = next_statement(k, kinds, &at, &claim)) != NULL) {
        find f = {.part = st->denied ? DENIED : 0, .claim = claim, .statement = st};
        tie_key key;
        if (st->kind == TRUCE_STATES_EVENT) {
            f.a = truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.event.event);
            f.part += number_of_doers(k, st->as.event.by);
            add_find(k, &all[EVENTS], f);
            const truce_time *const date = date_in(st->times);
            if (!st->denied && date != NULL) {
                f.part = number_of_text(k, date->when.text);
                add_find(k, &all[DATES], f);
            }
        } else if (st->kind == TRUCE_STATES_COUNT && !st->denied) {
            f.a = truce_case_find(k->c, TRUCE_KIND_TERM, st->as.count.term);
            f.part = number_of_count(k, st->as.count.number);
            add_find(k, &all[COUNTS], f);
        } else if (key_of(k, st, &key)) {
            f.a = number_of(k, &key, sizeof key);
            add_find(k, &all[TIES], f);
        }
    }
}

void find_facts(accounts_maker *k) {
    static void (*const look[SORTS])(accounts_maker *, find *,
                                     uint32_t) = {[EVENTS] = look_at_event,
                                                  [DATES] = look_at_dates,
                                                  [COUNTS] = look_at_count,
                                                  [TIES] = look_at_tie};
    finds all[SORTS] = {{0}};
    collect(k, all);
    new_look(k);
    find_denials(k);
    for (size_t s = 0; s < SORTS; s++) {
        sort_finds(&all[s]);
        for (uint32_t i = 0, end = 0; i < all[s].n && !k->failed; i = end) {
            end = group_end(&all[s], i);
            look[s](k, all[s].at + i, end - i);
        }
    }
}
