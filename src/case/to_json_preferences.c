/* Preferences as JSON: its lines are statements, in their order. */
#include "to_json.h"

const char *const preference_words[] = {"order",    "importance", "weight", "value",
                                        "together", "reserve",    NULL};

/* The items between two `>` are one list, in the list of them all. */
static void out_ranked(const json_out *out, const truce_preference *line) {
    truce_json_key(out->json, "order");
    truce_json_array_inline(out->json);
    for (uint32_t i = 0; i < line->n_items; i++) {
        const truce_item *const item = &line->items[i].item;
        if (!line->items[i].tied) {
            if (i > 0) {
                truce_json_close(out->json);
            }
            truce_json_array_inline(out->json);
        }
        truce_json_object_inline(out->json);
        if (line->kind == TRUCE_PREFERS_ORDER) {
            out_options(out, item);
        } else {
            out_item(out, item);
        }
        truce_json_close(out->json);
    }
    truce_json_close(out->json);
    truce_json_close(out->json);
}

static void out_items(const json_out *out, const char *key, const truce_preference *line) {
    truce_json_key(out->json, key);
    truce_json_array_inline(out->json);
    for (uint32_t i = 0; i < line->n_items; i++) {
        truce_json_object_inline(out->json);
        out_item(out, &line->items[i].item);
        truce_json_close(out->json);
    }
    truce_json_close(out->json);
}

static void out_amount(const json_out *out, const truce_amount *amount) {
    truce_json_key(out->json, "amount");
    out_span(out, amount->low, amount->high, amount->kind == TRUCE_AMOUNT_RANGE);
    if (amount->kind == TRUCE_AMOUNT_FRACTION) {
        out_number(out, "of", amount->of);
    }
}

static void out_line(const json_out *out, const truce_preference *line) {
    const truce_item *const first = line->n_items > 0 ? &line->items[0].item : NULL;
    truce_json_object_inline(out->json);
    truce_json_member_str(out->json, "statement", truce_str_of(preference_words[line->kind]));
    switch (line->kind) {
    case TRUCE_PREFERS_ORDER:
        out_name(out, "issue", first->issue);
        out_names(out, "for", first->groups);
        out_ranked(out, line);
        break;
    case TRUCE_PREFERS_IMPORTANCE:
        out_ranked(out, line);
        break;
    case TRUCE_PREFERS_WEIGHT:
    case TRUCE_PREFERS_VALUE:
        out_item(out, first);
        out_amount(out, &line->amount);
        out_condition(out, &line->condition);
        break;
    case TRUCE_PREFERS_TOGETHER:
        out_items(out, "items", line);
        out_amount(out, &line->amount);
        break;
    case TRUCE_PREFERS_RESERVE:
        if (first != NULL) {
            out_items(out, "package", line);
        } else {
            out_amount(out, &line->amount);
        }
        break;
    }
    truce_json_close(out->json);
}

void out_preferences(const json_out *out, const truce_preferences *preferences) {
    out_name(out, "of", preferences->of);
    out_name(out, "by", preferences->by);
    if (preferences->percent) {
        truce_json_member_bool(out->json, "percent", true);
    }
    if (preferences->n_lines == 0) {
        return;
    }
    truce_json_key(out->json, "statements");
    truce_json_array(out->json);
    for (uint32_t i = 0; i < preferences->n_lines; i++) {
        out_line(out, &preferences->lines[i]);
    }
    truce_json_close(out->json);
}
