/* Plans from JSON: what stands behind the title, and each line, by the table of plans. */
#include "from_json.h"
#include "plan.h"

#include <stdio.h>
#include <string.h>

static void put_shares(json_in *in, const spot *s) {
    const size_t n = count_elements(in, s, 1);
    for (size_t i = 0; i < n && !failed(in); i++) {
        const spot one = element(s, i);
        if (check_object(in, &one, SHAPE_SHARE)) {
            put_raw(in, i > 0 ? TRUCE_STR(",") : TRUCE_STR(""));
            put(in, member(&one, "number"), FORM_NUMBER);
            maybe(in, &one, "of", "", FORM_ACTOR);
        }
    }
}

static form form_of_refs(const plan_slot *slot) {
    if (slot->kinds == UINT64_C(1) << TRUCE_KIND_ISSUE) {
        return FORM_ISSUE;
    }
    return (slot->kinds & UINT64_C(1) << TRUCE_KIND_ACTOR) != 0 &&
                   (slot->kinds & UINT64_C(1) << TRUCE_KIND_READER) == 0
               ? FORM_ACTOR
               : FORM_NAME;
}

static void put_slot(json_in *in, const plan_slot *slot, const spot *s) {
    switch (slot->form) {
    case PLAN_REF:
        put(in, *s, form_of_refs(slot));
        break;
    case PLAN_REFS:
        put_list(in, *s, form_of_refs(slot));
        break;
    case PLAN_CLAIMS:
        put_list(in, *s, FORM_CLAIM);
        break;
    case PLAN_TEXT:
        put_text(in, *s);
        break;
    case PLAN_ITEM:
        put_item(in, *s);
        break;
    case PLAN_DATE:
        put(in, *s, FORM_DATE);
        break;
    case PLAN_COUNT:
    case PLAN_NUMBER:
        put(in, *s, FORM_NUMBER);
        break;
    case PLAN_AMOUNT:
        put(in, *s, FORM_AMOUNT);
        break;
    case PLAN_DAYS:
        put(in, *s, FORM_AMOUNT);
        put_raw(in, !failed(in) && strcmp(json_string_value(s->value), "1") == 0
                        ? TRUCE_STR(" day")
                        : TRUCE_STR(" days"));
        break;
    case PLAN_UNIT:
    case PLAN_LABEL:
        put(in, *s, FORM_NAME);
        break;
    case PLAN_PERIOD:
        put_word(in, *s, TRUCE_WORDS_PERIOD);
        break;
    case PLAN_STANDING:
        put_word(in, *s, TRUCE_WORDS_STANDING);
        break;
    case PLAN_CLAUSE:
        put_word(in, *s, TRUCE_WORDS_CLAUSE);
        break;
    case PLAN_COUNTS:
    case PLAN_SHARES:
        put_shares(in, s);
        break;
    case PLAN_LOGIC:
        put(in, *s, FORM_LOGIC);
        break;
    case PLAN_MOVES:
        if (count_elements(in, s, 0) > 0) {
            put_list(in, *s, FORM_MOVE);
        } else {
            put_lit(in, " nothing");
        }
        break;
    case PLAN_ATTITUDE:
        put_word(in, *s, TRUCE_WORDS_ATTITUDE);
        break;
    }
}

static void put_slots(json_in *in, const plan_row *row, const spot *s) {
    for (const plan_slot *slot = row->slots; slot->key != NULL && !failed(in); slot++) {
        const spot value = member(s, slot->key);
        if (has(&value)) {
            put_raw(in, slot->lead != NULL ? TRUCE_STR(" ") : TRUCE_STR(""));
            put_raw(in, slot->lead != NULL ? truce_str_of(slot->lead) : TRUCE_STR(""));
            put_slot(in, slot, &value);
        }
    }
}

/* The row of that name which records of the kind may have. */
static truce_plan_kind row_called(json_in *in, const spot *s, truce_kind record) {
    const truce_str word = string_of(in, s, "what the line tells");
    const char *words[TRUCE_PLAN_N + 1] = {NULL};
    size_t n = 0;
    for (int kind = 0; kind < TRUCE_PLAN_N; kind++) {
        const plan_row *const row = plan_row_of((truce_plan_kind)kind);
        if (row->top || (row->records & UINT64_C(1) << record) == 0) {
            continue;
        }
        words[n++] = row->name;
        if (truce_str_equal(word, truce_str_of(row->name))) {
            return (truce_plan_kind)kind;
        }
    }
    char value[SHOWN_MAX];
    char hint[MEANT_MAX];
    refuse(in, s, "\"%s\" is not a line of this record%s", shown(word, value),
           meant(word, words, hint));
    return TRUCE_PLAN_N;
}

void put_plan(json_in *in, const spot *s, truce_kind record) {
    const spot lines = member(s, "lines");
    put_slots(in, plan_row_of((truce_plan_kind)(TRUCE_PLAN_STEP + (record - TRUCE_KIND_STEP))), s);
    const size_t n = count_elements(in, &lines, 0);
    for (size_t i = 0; i < n && !failed(in); i++) {
        const spot one = element(&lines, i);
        if (!is_object(in, &one, "a line")) {
            return;
        }
        const spot called = member(&one, "line");
        const truce_plan_kind kind = row_called(in, &called, record);
        if (kind == TRUCE_PLAN_N) {
            return;
        }
        const shape_table table = plan_shape(kind);
        if (!check_members(in, &one, &table)) {
            return;
        }
        const plan_row *const row = plan_row_of(kind);
        put_line(in, 2);
        put_lit(in, " ");
        put_raw(in, truce_str_of(row->word));
        if (row->second != NULL) {
            put_lit(in, " ");
            put_raw(in, truce_str_of(row->second));
        }
        put_slots(in, row, &one);
    }
}

shape_table plan_shape(truce_plan_kind kind) {
    const plan_row *const row = plan_row_of(kind);
    shape_table table = {.name = row->name, .called = "this line", .n_required = 1};
    size_t n = 0;
    table.members[n++] = "line";
    for (const plan_slot *slot = row->slots; slot->key != NULL; slot++) {
        table.members[n++] = slot->key;
        table.n_required += slot->needed;
    }
    return table;
}
