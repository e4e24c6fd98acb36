/* Items: an issue, options of it, for whom; with order, wording and conditions they are demands. */
#include "reader.h"

/* The words that may follow an item, so cannot be its option. */
static bool ends_item(truce_symbol keyword) {
    switch (keyword) {
    case KW_FOR:
    case KW_AS:
    case KW_IF:
    case KW_AND:
    case KW_BEFORE:
    case KW_AFTER:
    case KW_WITH:
        return true;
    default:
        return false;
    }
}

static bool is_number_start(const reader *r) {
    const char b = *r->lex.at;
    return (b >= '0' && b <= '9') || b == '-';
}

/* "at least 3", which a person may write: "at" alone can be the name of an option. */
static bool is_at_least(const reader *r, truce_str word) {
    lexer ahead = r->lex;
    lexer_next(&ahead);
    const truce_str next = {ahead.at, ahead.size};
    return truce_str_equal(word, TRUCE_STR("at")) && ahead.kind == TOKEN_WORD &&
           (truce_str_equal(next, TRUCE_STR("least")) || truce_str_equal(next, TRUCE_STR("most")));
}

static bool read_value(reader *r, truce_value *value) {
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, "an option, a number or a range");
    }
    value->place = place_here(r);
    value->index = TRUCE_NONE;
    const truce_str word = {r->lex.at, r->lex.size};
    if (*r->lex.at == '<' || *r->lex.at == '>' || *r->lex.at == '=' || is_at_least(r, word)) {
        return expected_with(r, "an option, a number or a range",
                             TRUCE_STR("write it in words: 6 or more, 6 or less"));
    }
    if (!is_number_start(r)) {
        truce_ref ref = {0, 0};
        value->kind = TRUCE_VALUE_OPTION;
        if (!need_ref(r, &ref, "an option")) {
            return false;
        }
        value->option = ref.symbol;
        return true;
    }
    const truce_str token = {r->lex.at, r->lex.size};
    if (truce_decimal_parse(token, &value->low, NULL) == TRUCE_OK) {
        value->kind = TRUCE_VALUE_NUMBER;
        value->high = value->low;
        advance(r);
        return true;
    }
    value->kind = TRUCE_VALUE_RANGE;
    for (size_t i = 1; i < token.size; i++) {
        if (token.data[i - 1] == '.' && token.data[i] == '.') {
            return need_range(r, &value->low, &value->high);
        }
    }
    return expected_with(r, "a number such as 6.5 or a range such as 2.0..8.0",
                         TRUCE_STR("the unit is said once, in the issue"));
}

/* value [ "or" ( "more" | "less" | value { "or" value } ) ] */
bool read_values(reader *r, truce_item *item) {
    const size_t mark = scratch_begin(r);
    item->extent = TRUCE_EXTENT_VALUES;
    bool ok = true;
    do {
        if (r->scratch.used > mark && r->lex.kind == TOKEN_WORD) {
            const truce_symbol word = peek_keyword(r);
            if (word == KW_MORE || word == KW_LESS) {
                if (r->scratch.used - mark > sizeof(truce_value)) {
                    ok = wrong(
                        r, place_here(r), 4, TRUCE_STR("name one rung or number, then \"or more\""),
                        "\"or %s\" after several options", word == KW_MORE ? "more" : "less");
                    break;
                }
                item->extent = word == KW_MORE ? TRUCE_EXTENT_OR_MORE : TRUCE_EXTENT_OR_LESS;
                advance(r);
                break;
            }
        }
        truce_value value = {0};
        ok = read_value(r, &value);
        if (!ok) {
            break;
        }
        if ((r->scratch.used - mark) / sizeof value >= TRUCE_LIST_MAX) {
            ok = wrong(r, value.place, 0, (truce_str){NULL, 0}, "more than %d options in one item",
                       TRUCE_LIST_MAX);
            break;
        }
        if (r->lex.kind == TOKEN_COMMA) {
            ok = wrong(r, place_here(r), 1,
                       value.kind == TRUCE_VALUE_OPTION
                           ? TRUCE_STR("join options with \"or\"")
                           : TRUCE_STR("write 6.5 with a point, and join numbers with \"or\""),
                       "a comma cannot stand here");
            break;
        }
        truce_value *const slot = scratch_push(r, sizeof value);
        ok = slot != NULL;
        if (ok) {
            *slot = value;
        }
    } while (ok && eat(r, KW_OR));
    if (!ok) {
        r->scratch.used = mark;
        return false;
    }
    void *at = NULL;
    ok = scratch_take(r, mark, sizeof(truce_value), &at, &item->n_values);
    item->values = at;
    return ok;
}

bool read_item(reader *r, truce_item *item) {
    if (peek_keyword(r) == KW_OFFER) {
        return expected_with(
            r, "an issue",
            TRUCE_STR("what becomes of an offer is written: offer NAME accepted by "
                      "ACTOR"));
    }
    if (r->lex.kind == TOKEN_TEXT) {
        return expected_with(r, "an issue",
                             TRUCE_STR("a position names an issue and its options; words alone are "
                                       "a saying: NAME says \"...\""));
    }
    if (!need_ref(r, &item->issue, "an issue")) {
        return false;
    }
    const truce_symbol word = peek_keyword(r);
    if (word == KW_UNSTATED) {
        item->extent = TRUCE_EXTENT_UNSTATED;
        advance(r);
    } else if (r->lex.kind == TOKEN_WORD && !ends_item(word) &&
               peek_list(r, TRUCE_WORDS_LINK) < 0) {
        if (!read_values(r, item)) {
            return false;
        }
    }
    return !eat(r, KW_FOR) || need_refs(r, &item->groups, "the name of a group");
}

static bool read_part(reader *r, truce_part *part) {
    part->place = place_here(r);
    if (r->lex.kind == TOKEN_TEXT) {
        part->kind = TRUCE_PART_WORDS;
        part->place--;
        return need_text(r, &part->words);
    }
    if (eat(r, KW_UNSTATED)) {
        part->kind = TRUCE_PART_UNSTATED;
        return true;
    }
    part->kind = TRUCE_PART_ITEM;
    part->denied = eat(r, KW_NOT);
    if (!read_item(r, &part->item)) {
        return false;
    }
    if (part->item.extent == TRUCE_EXTENT_BARE) {
        return expected(r, "an option of this issue, or \"unstated\"");
    }
    return true;
}

bool read_condition(reader *r, truce_condition *condition) {
    const size_t mark = scratch_begin(r);
    do {
        truce_part part = {0};
        const bool ok = read_part(r, &part);
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

bool read_demand(reader *r, truce_demand *demand) {
    demand->place = place_here(r);
    if (!read_item(r, &demand->item)) {
        return false;
    }
    const int order = peek_list(r, TRUCE_WORDS_ORDER);
    if (order > 0) {
        demand->order = (truce_order)order;
        advance(r);
        if (!read_item(r, &demand->other)) {
            return false;
        }
    } else if (demand->item.extent == TRUCE_EXTENT_BARE) {
        return expected(r, "an option of this issue, or \"unstated\"");
    }
    if (eat(r, KW_AS) && !need_text(r, &demand->as)) {
        return false;
    }
    if (!optional_text(r, &demand->words) ||
        (eat(r, KW_IF) && !read_condition(r, &demand->condition))) {
        return false;
    }
    const truce_symbol word = peek_keyword(r);
    const bool unit = r->lex.kind == TOKEN_WORD && (word == 0 || word == KW_PERCENT) &&
                      demand->item.n_values == 1 && demand->item.extent == TRUCE_EXTENT_VALUES &&
                      demand->item.values[0].kind != TRUCE_VALUE_OPTION;
    return !unit || expected_with(r, "the end of the line",
                                  TRUCE_STR("a number stands without its unit: the issue has it"));
}

bool read_times(reader *r, truce_times *times) {
    int kind = peek_list(r, TRUCE_WORDS_TIME);
    if (kind < 0) {
        return true;
    }
    const size_t mark = scratch_begin(r);
    bool ok = true;
    bool has_at = false;
    while (ok && kind >= 0) {
        truce_time time = {.kind = (truce_time_kind)kind};
        if (time.kind == TRUCE_TIME_AT && has_at) {
            ok = wrong(r, place_here(r), 2, TRUCE_STR("one date, or the source's words"),
                       "\"at\" twice");
            break;
        }
        has_at = has_at || time.kind == TRUCE_TIME_AT;
        advance(r);
        ok = time.kind == TRUCE_TIME_AT ? need_date_or_words(r, &time.when)
                                        : need_ref(r, &time.event, "the name of an event");
        truce_time *const slot = ok ? scratch_push(r, sizeof time) : NULL;
        ok = slot != NULL;
        if (ok) {
            *slot = time;
        }
        kind = peek_list(r, TRUCE_WORDS_TIME);
    }
    if (!ok) {
        r->scratch.used = mark;
        return false;
    }
    void *at = NULL;
    ok = scratch_take(r, mark, sizeof(truce_time), &at, &times->n);
    times->at = at;
    return ok;
}

void leave_list(reader *r) {
    r->lex = lexer_new(r->next_line, r->next_line);
    advance(r);
}

bool read_demands(reader *r, truce_demand **demands, uint32_t *n, const char *what) {
    const size_t mark = scratch_begin(r);
    const truce_place head = place_at(r, r->line_end);
    const size_t errors_before = r->report->errors;
    bool any = false;
    while (next_line(r, 2)) {
        truce_demand demand = {0};
        any = true;
        if (!read_demand(r, &demand) || !need_end(r)) {
            continue; /* reported; the other lines are still looked at */
        }
        truce_demand *const slot = scratch_push(r, sizeof demand);
        if (slot == NULL) {
            break;
        }
        *slot = demand;
    }
    leave_list(r);
    void *at = NULL;
    const bool ok = scratch_take(r, mark, sizeof(truce_demand), &at, n);
    *demands = at;
    if (ok && !any && r->report->errors == errors_before) {
        return wrong(r, head, 0, TRUCE_STR("put one demand a line below, indented by four spaces"),
                     "%s needs its list on the next lines", what);
    }
    return ok;
}
