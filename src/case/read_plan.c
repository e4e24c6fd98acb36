/* The lines of plans, by their table: a line's first word and what follows it choose its row, and
 * the row's slots are read from left to right. */
#include <assert.h>
#include <stdio.h>

#include "plan.h"
#include "reader.h"

static const truce_str no_hint = {NULL, 0};

/* The largest whole number of a plan: sums of many of them stay exact. */
enum { COUNT_DIGITS_MAX = 12 };

static bool word_is(const reader *r, const char *word) {
    return r->lex.kind == TOKEN_WORD &&
           truce_str_equal((truce_str){r->lex.at, r->lex.size}, truce_str_of(word));
}

static truce_str written(reader *r, const plan_row *row) {
    return truce_arena_printf(r->arena, "write: %s", row->called);
}

/* ---- numbers ---- */

static bool is_whole(truce_decimal n) {
    return n.scale == 0 && n.units >= 0;
}

static bool not_whole(reader *r, truce_place place, const plan_row *row) {
    return wrong(r, place, 0, written(r, row), "this is a whole number, not less than 0");
}

static bool small_enough(reader *r, truce_place place, truce_decimal n) {
    int64_t most = 1;
    for (int i = 0; i < COUNT_DIGITS_MAX; i++) {
        most *= 10;
    }
    return n.units < most ||
           wrong(r, place, 0, no_hint, "a whole number of more than %d digits", COUNT_DIGITS_MAX);
}

static bool need_plan_number(reader *r, truce_plan_number *number, bool range,
                             const plan_row *row) {
    const truce_place place = place_here(r);
    bool dots = false;
    for (size_t i = 1; range && r->lex.kind == TOKEN_WORD && i < r->lex.size; i++) {
        dots = dots || (r->lex.at[i] == '.' && r->lex.at[i - 1] == '.');
    }
    truce_decimal low;
    truce_decimal high;
    if (dots) {
        if (!need_range(r, &low, &high)) {
            return false;
        }
    } else {
        truce_decimal unread;
        if (r->lex.kind != TOKEN_WORD || truce_decimal_parse((truce_str){r->lex.at, r->lex.size},
                                                             &unread, NULL) == TRUCE_EPARSE) {
            return expected_with(r, range ? "a number or a range" : "a number", written(r, row));
        }
        if (!need_number(r, &low)) {
            return false;
        }
        high = low;
    }
    *number = (truce_plan_number){.place = place, .low = low, .high = high};
    return true;
}

static bool need_count(reader *r, truce_plan_number *number, bool range, const plan_row *row) {
    if (!need_plan_number(r, number, range, row)) {
        return false;
    }
    return is_whole(number->low) && is_whole(number->high)
               ? small_enough(r, number->place, number->high)
               : not_whole(r, number->place, row);
}

/* NUMBER | RANGE, then "day" or "days" */
static bool need_days(reader *r, truce_plan_number *number, const plan_row *row) {
    if (!need_count(r, number, true, row)) {
        return false;
    }
    if (!word_is(r, "days") && !word_is(r, "day")) {
        return expected_with(r, "\"days\"", written(r, row));
    }
    advance(r);
    return true;
}

/* { NUMBER [ NAME ] } with commas; `named`: each has a name. */
static bool need_shares(reader *r, truce_plan_shares *shares, bool named, const plan_row *row) {
    const size_t mark = scratch_begin(r);
    do {
        truce_plan_share share = {0};
        if (r->scratch.used > mark) {
            advance(r); /* the comma */
        }
        bool good = need_count(r, &share.n, false, row);
        if (good && (named || r->lex.kind == TOKEN_WORD)) {
            good = need_ref(r, &share.of, "the name of a group");
        }
        if (good && (r->scratch.used - mark) / sizeof share >= TRUCE_LIST_MAX) {
            good = wrong(r, share.n.place, 0, no_hint, "more than %d numbers in one list",
                         TRUCE_LIST_MAX);
        }
        truce_plan_share *const slot = good ? scratch_push(r, sizeof share) : NULL;
        if (slot == NULL) {
            r->scratch.used = mark;
            return false;
        }
        *slot = share;
    } while (r->lex.kind == TOKEN_COMMA);
    void *at = NULL;
    const bool ok = scratch_take(r, mark, sizeof(truce_plan_share), &at, &shares->n);
    shares->at = at;
    return ok;
}

/* ---- slots ---- */

static const char *named_by(uint64_t kinds) {
    static const struct {
        uint64_t kinds;
        const char *called;
    } all[] = {
        {KINDS(ACTOR), "the name of an actor"},
        {KINDS(OBLIGATION), "an obligation"},
        {KINDS(AGREEMENT), "an agreement"},
        {KINDS(TEXT), "a text"},
        {KINDS(CLAUSE), "a clause"},
        {KINDS(WORDING), "a wording"},
        {KINDS(CRITICISM), "a criticism"},
        {KINDS(ISSUE), "the name of an issue"},
        {KINDS(TERM), "a term"},
        {KINDS(EVENT) | KINDS(EXCHANGE), "a step, an exchange or an event"},
        {KINDS(EXCHANGE), "a step or an exchange"},
        {KINDS(STEP), "a step"},
        {KINDS(MODEL), "a model"},
        {KINDS(MOVE), "a move"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if ((kinds & all[i].kinds) == all[i].kinds) {
            return all[i].called;
        }
    }
    return "an event";
}

static bool need_unit(reader *r, truce_str *unit) {
    const truce_str word = {r->lex.at, r->lex.size};
    if (r->lex.kind != TOKEN_WORD || !is_name(word)) {
        return expected_with(r, "a unit such as shifts",
                             TRUCE_STR("a unit is written like a name: a-z, 0-9, inner hyphens"));
    }
    *unit = word;
    advance(r);
    return true;
}

static bool need_period(reader *r, truce_period *period) {
    int i = 0;
    if (!need_list(r, TRUCE_WORDS_PERIOD, &i)) {
        return false;
    }
    *period = (truce_period)i;
    return true;
}

static bool need_clause(reader *r, uint8_t *clause) {
    int i = 0;
    if (!need_list(r, TRUCE_WORDS_CLAUSE, &i)) {
        return false;
    }
    *clause = (uint8_t)i;
    return true;
}

static bool need_standing(reader *r, truce_standing *standing) {
    int i = 0;
    if (!need_list(r, TRUCE_WORDS_STANDING, &i)) {
        return false;
    }
    *standing = (truce_standing)i;
    return true;
}

static bool need_attitude(reader *r, truce_attitude *attitude) {
    int i = 0;
    if (!need_list(r, TRUCE_WORDS_ATTITUDE, &i)) {
        return false;
    }
    *attitude = (truce_attitude)i;
    return true;
}

/* The name of a bracket, in its wording. */
static bool need_label(reader *r, truce_ref *label) {
    if (r->lex.kind != TOKEN_WORD || !is_name((truce_str){r->lex.at, r->lex.size})) {
        return expected_with(r, "the name of a bracket",
                             TRUCE_STR("it is written like a name, here and in the paragraph: b1"));
    }
    return need_ref(r, label, "the name of a bracket");
}

static bool read_slot(reader *r, const plan_row *row, const plan_slot *slot,
                      truce_plan_line *line) {
    void *const at = plan_member(slot, line);
    switch (slot->form) {
    case PLAN_REF:
        return r->lex.kind == TOKEN_WORD ? need_ref(r, at, named_by(slot->kinds))
                                         : expected_with(r, named_by(slot->kinds), written(r, row));
    case PLAN_REFS:
        return r->lex.kind == TOKEN_WORD ? need_refs(r, at, named_by(slot->kinds))
                                         : expected_with(r, named_by(slot->kinds), written(r, row));
    case PLAN_CLAIMS:
        return need_claim_refs(r, at);
    case PLAN_TEXT:
        return need_text(r, at);
    case PLAN_ITEM:
        return read_item(r, at);
    case PLAN_DATE:
        return need_date(r, at);
    case PLAN_COUNT:
        return need_count(r, at, false, row);
    case PLAN_NUMBER:
        return need_plan_number(r, at, false, row);
    case PLAN_AMOUNT:
        return need_plan_number(r, at, true, row);
    case PLAN_DAYS:
        return need_days(r, at, row);
    case PLAN_UNIT:
        return need_unit(r, at);
    case PLAN_PERIOD:
        return need_period(r, at);
    case PLAN_CLAUSE:
        return need_clause(r, at);
    case PLAN_STANDING:
        return need_standing(r, at);
    case PLAN_LABEL:
        return need_label(r, at);
    case PLAN_COUNTS:
        return need_shares(r, at, true, row);
    case PLAN_SHARES:
        return need_shares(r, at, false, row);
    case PLAN_LOGIC:
        return need_logic(r, at);
    case PLAN_MOVES:
        return need_moves(r, at);
    case PLAN_ATTITUDE:
        return need_attitude(r, at);
    }
    return false;
}

/* Whether what the lexer stands on can begin what the slot is for. */
static bool begins(const reader *r, const plan_slot *slot) {
    const bool word = r->lex.kind == TOKEN_WORD;
    const char first = word ? *r->lex.at : '\0';
    /* A date with a time of day has colons too; no source begins as a date does. */
    const bool dated = (first >= '0' && first <= '9') || first == '-' || first == '.';
    const bool claim = word && !dated && memchr(r->lex.at, ':', r->lex.size) != NULL;
    if (slot->lead != NULL) {
        return word_is(r, slot->lead);
    }
    switch (slot->form) {
    case PLAN_TEXT:
        return r->lex.kind == TOKEN_TEXT;
    case PLAN_CLAIMS:
        return claim;
    case PLAN_REF:
    case PLAN_REFS:
    case PLAN_ITEM:
    case PLAN_UNIT:
    case PLAN_LABEL:
    case PLAN_STANDING:
    case PLAN_MOVES:
    case PLAN_ATTITUDE:
        return word && !claim && first >= 'a' && first <= 'z';
    case PLAN_LOGIC:
        return word && !claim && (first == '(' || (first >= 'a' && first <= 'z'));
    case PLAN_DATE:
    case PLAN_COUNT:
    case PLAN_NUMBER:
    case PLAN_AMOUNT:
    case PLAN_DAYS:
    case PLAN_PERIOD:
    case PLAN_CLAUSE:
    case PLAN_COUNTS:
    case PLAN_SHARES:
        break;
    }
    return word && !claim && (first == '-' || (first >= '0' && first <= '9'));
}

static bool read_slots(reader *r, const plan_row *row, truce_plan_line *line) {
    for (const plan_slot *slot = row->slots; slot->key != NULL; slot++) {
        if (!slot->needed && !begins(r, slot)) {
            continue;
        }
        if (slot->lead != NULL && !word_is(r, slot->lead)) {
            char what[40];
            (void)snprintf(what, sizeof what, "\"%s\"", slot->lead);
            return expected_with(r, what, written(r, row));
        }
        if (slot->lead != NULL) {
            advance(r);
        }
        if (!read_slot(r, row, slot, line)) {
            return false;
        }
    }
    return r->lex.kind == TOKEN_END || expected_with(r, "the end of the line", written(r, row));
}

/* ---- rows ---- */

/* The row that the line begins, going past its words; TRUCE_PLAN_N: none does. */
static truce_plan_kind find_row(reader *r, uint64_t record) {
    truce_plan_kind found = TRUCE_PLAN_N;
    const truce_str word = {r->lex.at, r->lex.size};
    bool gone_past = false;
    for (int kind = 0; kind < TRUCE_PLAN_N && r->lex.kind != TOKEN_BAD; kind++) {
        const plan_row *const row = plan_row_of((truce_plan_kind)kind);
        if (row->top || (row->records & record) == 0 ||
            !truce_str_equal(word, truce_str_of(row->word))) {
            continue;
        }
        if (!gone_past) {
            advance(r);
            gone_past = true;
        }
        found = (truce_plan_kind)kind;
        const bool fits = row->second != NULL
                              ? word_is(r, row->second)
                              : row->slots[0].key == NULL || begins(r, &row->slots[0]);
        if (fits) {
            break; /* else it is the best so far: it says what it expects */
        }
    }
    return found;
}

static bool unknown_plan_line(reader *r, uint64_t record) {
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, "a word that says what the line tells");
    }
    const truce_str word = {r->lex.at, r->lex.size};
    truce_suggestion s = truce_suggest_for(word);
    char all[400] = "";
    size_t used = 0;
    const char *last = "";
    for (int kind = 0; kind < TRUCE_PLAN_N; kind++) {
        const plan_row *const row = plan_row_of((truce_plan_kind)kind);
        if (row->top || (row->records & record) == 0 || strcmp(row->word, last) == 0) {
            continue;
        }
        last = row->word;
        truce_suggest_try(&s, truce_str_of(row->word));
        used += (size_t)snprintf(all + used, sizeof all - used, "%s ", row->word);
        assert(used < sizeof all);
    }
    truce_suggest_try(&s, TRUCE_STR("note"));
    truce_suggest_try(&s, TRUCE_STR("why"));
    truce_suggest_try(&s, TRUCE_STR("audience"));
    truce_str hint = truce_suggest_hint(&s, r->arena);
    if (hint.size == 0) {
        hint = truce_arena_printf(r->arena, "this record may say: %snote why audience", all);
    }
    const truce_str shown = shown_word(word);
    return wrong(r, place_here(r), word.size, hint, "\"%.*s\" is not something this record says",
                 TRUCE_STR_ARGS(shown));
}

static bool said_before(const reader *r, size_t mark, truce_plan_kind kind) {
    if (r->scratch.used == mark) { /* and there may be nothing at all */
        return false;
    }
    const truce_plan_line *const lines = (const truce_plan_line *)(void *)(r->scratch.data + mark);
    for (size_t i = 0; i < (r->scratch.used - mark) / sizeof *lines; i++) {
        if (lines[i].kind == kind) {
            return true;
        }
    }
    return false;
}

bool plan_head(reader *r, void *record) {
    truce_plan *const plan = record;
    const truce_plan_kind kind =
        (truce_plan_kind)(TRUCE_PLAN_STEP + (plan->head.kind - TRUCE_KIND_STEP));
    const plan_row *const row = plan_row_of(kind);
    plan->top = (truce_plan_line){.kind = kind, .place = plan->head.place};
    const truce_reserved refused = kind == TRUCE_PLAN_MOVE ? TRUCE_RESERVED_MOVE : TRUCE_RESERVED_N;
    return need_new_name(r, refused, &plan->head.name, &plan->head.name_place) &&
           (row->untitled || need_text(r, &plan->head.title)) && read_slots(r, row, &plan->top);
}

bool plan_line(reader *r, void *record) {
    truce_plan *const plan = record;
    const uint64_t bit = UINT64_C(1) << plan->head.kind;
    const truce_place place = place_here(r);
    const size_t mark = r->scratch.used - plan->n_lines * sizeof(truce_plan_line);
    const truce_plan_kind kind = find_row(r, bit);
    if (kind == TRUCE_PLAN_N) {
        return unknown_plan_line(r, bit);
    }
    const plan_row *const row = plan_row_of(kind);
    truce_plan_line line = {.kind = kind, .place = place};
    if (row->once && said_before(r, mark, kind)) {
        return first_time(r, true);
    }
    if (row->second != NULL && !word_is(r, row->second)) {
        char what[40];
        (void)snprintf(what, sizeof what, "\"%s\"", row->second);
        return expected_with(r, what, written(r, row));
    }
    if (row->second != NULL) {
        advance(r);
    }
    if (!read_slots(r, row, &line)) {
        return false;
    }
    truce_plan_line *const slot = scratch_push(r, sizeof line);
    if (slot == NULL) {
        return false;
    }
    *slot = line;
    plan->n_lines++;
    return true;
}
