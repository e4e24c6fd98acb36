/* What an author states of a party's preferences: orders of options and of issues, numbers for
 * them, and what the party has without an agreement. Each line is looked at by itself here; what
 * several lines say together is weighed when they are used. */
#include <assert.h>

#include "reader.h"

static const truce_str no_hint = {NULL, 0};

bool preferences_head(reader *r, void *record) {
    truce_preferences *const p = record;
    if (!need_new_name(r, TRUCE_RESERVED_N, &p->head.name, &p->head.name_place)) {
        return false;
    }
    if (!eat(r, KW_OF)) {
        return expected_with(r, "\"of\"",
                             TRUCE_STR("the first line is: preferences NAME of PARTY by AUTHOR"));
    }
    if (!need_ref(r, &p->of, "the name of a party")) {
        return false;
    }
    if (!eat(r, KW_BY)) {
        return expected_with(
            r, "\"by\"",
            TRUCE_STR("say whose estimate this is: of PARTY by AUTHOR, a reader or an "
                      "actor"));
    }
    if (!need_ref(r, &p->by, "the name of a reader or an actor")) {
        return false;
    }
    if (r->lex.kind == TOKEN_WORD && peek_keyword(r) == KW_PERCENT) {
        return expected_with(r, "the end of the line", TRUCE_STR("write: in percent"));
    }
    p->percent = eat(r, KW_IN);
    return !p->percent || need(r, KW_PERCENT);
}

/* ---- amounts ---- */

static bool token_has(const reader *r, const char *part) {
    const size_t n = strlen(part);
    for (size_t i = 0; r->lex.kind == TOKEN_WORD && i + n <= r->lex.size; i++) {
        if (memcmp(r->lex.at + i, part, n) == 0) {
            return true;
        }
    }
    return false;
}

static bool not_an_amount(reader *r) {
    const bool number = r->lex.kind == TOKEN_WORD && *r->lex.at >= '0' && *r->lex.at <= '9';
    const truce_str hint =
        token_has(r, "%")
            ? TRUCE_STR("write the number alone, and \"in percent\" at the end of the first line")
        : number && token_has(r, "/") ? TRUCE_STR("a fraction is written: 35 of 80")
        : number && token_has(r, "-") ? TRUCE_STR("from 45 to 60 is written: 45..60")
                                      : no_hint;
    return expected_with(r, "a number such as 45, a range such as 45..60, or 35 of 80", hint);
}

/* NUMBER | RANGE | NUMBER "of" NUMBER */
static bool need_amount(reader *r, truce_amount *amount) {
    const truce_place place = place_here(r);
    *amount = (truce_amount){.place = place, .of = {1, 0}};
    const truce_str token = {r->lex.at, r->lex.size};
    if (r->lex.kind != TOKEN_WORD) {
        return not_an_amount(r);
    }
    if (token_has(r, "..")) {
        amount->kind = TRUCE_AMOUNT_RANGE;
        if (!need_range(r, &amount->low, &amount->high)) {
            return false;
        }
        amount->size = (uint32_t)token.size;
        return true;
    }
    const truce_status status = truce_decimal_parse(token, &amount->low, NULL);
    if (status != TRUCE_OK && status != TRUCE_ELIMIT) {
        return not_an_amount(r);
    }
    if (!need_number(r, &amount->low)) {
        return false;
    }
    amount->high = amount->low;
    amount->size = (uint32_t)token.size;
    if (eat(r, KW_OF)) {
        const truce_place of_place = place_here(r);
        const char *const end = r->lex.at + r->lex.size;
        amount->kind = TRUCE_AMOUNT_FRACTION;
        if (!need_number(r, &amount->of)) {
            return false;
        }
        if (amount->of.units <= 0) {
            return wrong(r, of_place, 0, TRUCE_STR("35 of 80 is 35 divided by 80"),
                         "a part is of more than 0");
        }
        amount->size = (uint32_t)(end - token.data);
    }
    if (r->lex.kind == TOKEN_COMMA) {
        return wrong(r, place_here(r), 1, TRUCE_STR("write 6.5 with a point"),
                     "a comma cannot stand here");
    }
    return true;
}

/* ---- items ---- */

/* What is wrong with the signs in a word, as advice: spaces belong round > and =, and < is none. */
static truce_str sign_hint(const reader *r) {
    if (token_has(r, "<")) {
        return TRUCE_STR("the better one stands first: full > incident > none");
    }
    if (r->lex.size > 1 && (token_has(r, ">") || token_has(r, "="))) {
        return TRUCE_STR("put spaces round > and =; \">=\" is written in words: 6 or more");
    }
    return no_hint;
}

static bool check_signs(reader *r) {
    const truce_symbol word = peek_keyword(r);
    const truce_str hint =
        word == KW_BETTER || word == KW_TIED
            ? TRUCE_STR("an order begins with the best: wage 6.5 or more > 4.0 > 2.0")
            : sign_hint(r);
    return hint.size == 0 || expected_with(r, "an option, a number or a range", hint);
}

static bool need_options(reader *r, truce_item *item) {
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, "an option, a number or a range");
    }
    if (peek_keyword(r) == KW_UNSTATED) {
        return expected_with(r, "an option, a number or a range",
                             TRUCE_STR("preferences are among options; leave out what is unknown"));
    }
    return check_signs(r) && read_values(r, item);
}

static bool maybe_groups(reader *r, truce_item *item) {
    return !eat(r, KW_FOR) || need_refs(r, &item->groups, "the name of a group");
}

/* An issue, its options, for whom. */
static bool need_choice(reader *r, truce_item *item) {
    return need_ref(r, &item->issue, "an issue") && need_options(r, item) && maybe_groups(r, item);
}

static bool push_item(reader *r, size_t mark, const truce_item *item, bool tied) {
    if ((r->scratch.used - mark) / sizeof(truce_preferred) >= TRUCE_LIST_MAX) {
        return wrong(r, item->issue.place, 0, no_hint, "more than %d items in one line",
                     TRUCE_LIST_MAX);
    }
    truce_preferred *const slot = scratch_push(r, sizeof *slot);
    if (slot == NULL) {
        return false;
    }
    *slot = (truce_preferred){*item, tied};
    return true;
}

/* The items pushed since `mark` become those of the line, unless something was wrong. */
static bool take_items(reader *r, size_t mark, bool good, truce_preference *line) {
    void *at = NULL;
    if (!good) {
        r->scratch.used = mark;
        return false;
    }
    const bool ok = scratch_take(r, mark, sizeof(truce_preferred), &at, &line->n_items);
    line->items = at;
    return ok;
}

/* `>` or `=`, going past it. */
static bool eat_sign(reader *r, bool *tied) {
    *tied = eat(r, KW_TIED);
    return *tied || eat(r, KW_BETTER);
}

/* ---- lines ---- */

/* Behind the first options of a line that begins with an issue: > or =, and the next options. */
static bool rest_of_order(reader *r, size_t mark, const truce_item *first) {
    bool tied;
    while (eat_sign(r, &tied)) {
        truce_item next = {.issue = first->issue};
        if (!need_options(r, &next) || !push_item(r, mark, &next, tied)) {
            return false;
        }
    }
    truce_item whom = {.issue = first->issue};
    if (!maybe_groups(r, &whom)) {
        return false;
    }
    if (r->lex.kind != TOKEN_END) {
        return whom.groups.n == 0 ? expected_with(r, "\">\" or \"=\"", sign_hint(r))
                                  : expected_with(r, "the end of the line",
                                                  TRUCE_STR("\"for\" ends an order, and holds for "
                                                            "all of it"));
    }
    truce_preferred *const items = (truce_preferred *)(void *)(r->scratch.data + mark);
    for (size_t i = 0; i < (r->scratch.used - mark) / sizeof *items; i++) {
        items[i].item.groups = whom.groups;
    }
    return true;
}

/* Behind the first item: "and" ITEM { "and" ITEM } "together" "add" AMOUNT. */
static bool rest_of_together(reader *r, size_t mark, truce_preference *line) {
    while (eat(r, KW_AND)) {
        truce_item item = {0};
        if (!need_choice(r, &item) || !push_item(r, mark, &item, false)) {
            return false;
        }
    }
    if (!eat(r, KW_TOGETHER)) {
        return expected_with(
            r, "\"together\"",
            TRUCE_STR("what items add is written: cameras full and wage 6.5 together add -5"));
    }
    return need(r, KW_ADD) && need_amount(r, &line->amount);
}

/* What was meant by a word at the start of a line that names no issue. */
static truce_str first_word_hint(const reader *r, truce_ref first) {
    static const char *const words[] = {"importance", "weight", "value",   "reserve",
                                        "note",       "why",    "audience"};
    const truce_str word = truce_case_name(r->c, first.symbol);
    if (first.symbol == KW_PERCENT) {
        return TRUCE_STR("write \"in percent\" at the end of the first line");
    }
    if (first.symbol == KW_TOGETHER) {
        return TRUCE_STR("what items add is written: cameras full and wage 6.5 together add -5");
    }
    if (sign_hint(r).size > 0) {
        return sign_hint(r);
    }
    truce_suggestion s = truce_suggest_for(word);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        truce_suggest_try(&s, truce_str_of(words[i]));
    }
    const truce_str hint = truce_suggest_hint(&s, r->arena);
    return hint.size > 0 ? hint
                         : TRUCE_STR("an order is written: wage 6.5 or more > 4.0..6.0 > 2.0");
}

/* A line that begins with an issue. */
static bool read_by_issue(reader *r, truce_preference *line) {
    const size_t mark = scratch_begin(r);
    truce_item first = {0};
    if (!need_ref(r, &first.issue, "an issue, or importance, weight, value, reserve")) {
        return false;
    }
    if (r->lex.kind == TOKEN_END) {
        return expected_with(r, "an option, a number or a range", first_word_hint(r, first.issue));
    }
    if (!need_options(r, &first)) {
        return false;
    }
    const truce_symbol word = peek_keyword(r);
    if (word == KW_BETTER || word == KW_TIED) {
        line->kind = TRUCE_PREFERS_ORDER;
        return take_items(
            r, mark, push_item(r, mark, &first, false) && rest_of_order(r, mark, &first), line);
    }
    line->kind = TRUCE_PREFERS_TOGETHER;
    if (!maybe_groups(r, &first)) {
        return false;
    }
    if (peek_keyword(r) != KW_AND) {
        return first.groups.n > 0
                   ? expected_with(r, "\"and\"",
                                   TRUCE_STR("\"for\" ends an order: home > corridor for women"))
                   : expected_with(r, "\">\", \"=\" or \"and\"", first_word_hint(r, first.issue));
    }
    return take_items(r, mark, push_item(r, mark, &first, false) && rest_of_together(r, mark, line),
                      line);
}

static bool need_issue(reader *r, truce_item *item) {
    *item = (truce_item){.extent = TRUCE_EXTENT_BARE};
    return need_ref(r, &item->issue, "an issue") && maybe_groups(r, item);
}

static bool read_importance(reader *r, truce_preference *line) {
    const size_t mark = scratch_begin(r);
    truce_item item;
    bool tied = false;
    line->kind = TRUCE_PREFERS_IMPORTANCE;
    bool good = need_issue(r, &item) && push_item(r, mark, &item, false);
    if (good && !eat_sign(r, &tied)) {
        good = expected_with(r, "\">\" or \"=\"",
                             TRUCE_STR("the weightier issue stands first: importance wage > "
                                       "cameras = return for women"));
    } else if (good) {
        do {
            good = need_issue(r, &item) && push_item(r, mark, &item, tied);
        } while (good && eat_sign(r, &tied));
    }
    return take_items(r, mark, good, line);
}

static bool read_weight(reader *r, truce_preference *line) {
    const size_t mark = scratch_begin(r);
    truce_item item;
    line->kind = TRUCE_PREFERS_WEIGHT;
    bool good =
        need_issue(r, &item) && push_item(r, mark, &item, false) && need_amount(r, &line->amount);
    if (good && line->amount.low.units < 0) {
        good =
            wrong(r, line->amount.place, line->amount.size, no_hint, "a weight is not less than 0");
    }
    return take_items(r, mark, good, line);
}

/* The items of a condition, which all are options of an issue. */
static bool need_choices(reader *r, truce_condition *condition) {
    const size_t mark = scratch_begin(r);
    do {
        truce_part part = {.kind = TRUCE_PART_ITEM, .place = place_here(r)};
        const bool ok =
            peek_keyword(r) == KW_NOT
                ? expected_with(r, "an issue", TRUCE_STR("name the options for which it holds"))
                : need_choice(r, &part.item);
        truce_part *const slot = ok ? scratch_push(r, sizeof part) : NULL;
        if (slot == NULL) {
            r->scratch.used = mark;
            return false;
        }
        *slot = part;
    } while (eat(r, KW_AND));
    void *at = NULL;
    const bool ok = scratch_take(r, mark, sizeof(truce_part), &at, &condition->n);
    condition->parts = at;
    return ok;
}

static bool read_value_line(reader *r, truce_preference *line) {
    const size_t mark = scratch_begin(r);
    truce_item item = {0};
    line->kind = TRUCE_PREFERS_VALUE;
    bool good = need_choice(r, &item) && push_item(r, mark, &item, false);
    if (good && !eat(r, KW_IS)) {
        good =
            expected_with(r, "\"is\"", TRUCE_STR("a value is written: value wage 5.0 is 40..55"));
    }
    good = good && need_amount(r, &line->amount) &&
           (!eat(r, KW_IF) || need_choices(r, &line->condition));
    return take_items(r, mark, good, line);
}

/* A package: one option of each issue. */
static bool need_single(reader *r, truce_item *item) {
    if (!need_choice(r, item)) {
        return false;
    }
    if (item->extent != TRUCE_EXTENT_VALUES || item->n_values != 1 ||
        item->values[0].kind == TRUCE_VALUE_RANGE) {
        return wrong(r, item->values[0].place, 0, TRUCE_STR("name one option, or one number"),
                     "what a party has without an agreement is one package");
    }
    return true;
}

static bool read_package(reader *r, truce_preference *line) {
    const size_t mark = scratch_begin(r);
    const truce_place place = line->place;
    const size_t errors_before = r->report->errors;
    while (next_line(r, 2)) {
        truce_item item = {0};
        if (need_single(r, &item) && need_end(r) && !push_item(r, mark, &item, false)) {
            break;
        }
    }
    leave_list(r);
    const bool ok = take_items(r, mark, true, line);
    if (ok && line->n_items == 0 && r->report->errors == errors_before) {
        return wrong(r, place, 7,
                     TRUCE_STR("write a number behind it, or below it the package that the party "
                               "has without an agreement, indented by four spaces"),
                     "\"reserve\" says nothing");
    }
    return ok && r->report->errors == errors_before;
}

static bool read_reserve(reader *r, truce_preference *line, truce_preferences *p) {
    line->kind = TRUCE_PREFERS_RESERVE;
    const bool first = first_time(r, p->reserved);
    p->reserved = true;
    return r->lex.kind == TOKEN_END ? read_package(r, line) && first
                                    : first && need_amount(r, &line->amount);
}

static bool read_one(reader *r, truce_preferences *p, truce_preference *line) {
    if (eat(r, KW_IMPORTANCE)) {
        return read_importance(r, line);
    }
    if (eat(r, KW_WEIGHT)) {
        return read_weight(r, line);
    }
    if (eat(r, KW_VALUE)) {
        return read_value_line(r, line);
    }
    return eat(r, KW_RESERVE) ? read_reserve(r, line, p) : read_by_issue(r, line);
}

bool preferences_line(reader *r, void *record) {
    truce_preferences *const p = record;
    truce_preference line = {.place = place_here(r)};
    if (!read_one(r, p, &line)) {
        return false;
    }
    truce_preference *const slot = scratch_push(r, sizeof line);
    if (slot == NULL) {
        return false;
    }
    *slot = line;
    p->n_lines++;
    return true;
}
