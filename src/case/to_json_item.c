/* The small parts of a case as JSON: names, dates, numbers, items, demands and conditions. */
#include "to_json.h"

#include <string.h>

enum { DECIMAL_BYTES = 24 };

void out_text(const json_out *out, const char *key, truce_str text) {
    if (text.size > 0) {
        truce_json_member_str(out->json, key, text);
    }
}

void out_word(const json_out *out, const char *key, truce_word_list list, size_t word) {
    out_text(out, key, truce_words_at(list, word));
}

void out_name(const json_out *out, const char *key, truce_ref ref) {
    if (ref.symbol != 0) {
        truce_json_member_str(out->json, key, truce_case_name(out->c, ref.symbol));
    }
}

void out_names(const json_out *out, const char *key, truce_refs refs) {
    if (refs.n == 0) {
        return;
    }
    truce_json_key(out->json, key);
    truce_json_array_inline(out->json);
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_json_str(out->json, truce_case_name(out->c, refs.at[i].symbol));
    }
    truce_json_close(out->json);
}

void out_words(const json_out *out, truce_str words) {
    truce_json_object_inline(out->json);
    truce_json_member_str(out->json, "words", words);
    truce_json_close(out->json);
}

void out_when(const json_out *out, const char *key, truce_when when) {
    if (when.text.size == 0) {
        return;
    }
    truce_json_key(out->json, key);
    if ((when.date.marks & TRUCE_DATE_GIVEN) != 0) {
        truce_json_str(out->json, when.text);
    } else {
        out_words(out, when.text);
    }
}

void out_number(const json_out *out, const char *key, truce_decimal number) {
    char digits[DECIMAL_BYTES];
    const size_t size = truce_decimal_write(number, digits);
    truce_json_member_str(out->json, key, (truce_str){digits, size});
}

void out_word_or_words(const json_out *out, const char *key, truce_word_list list, size_t word,
                       truce_str words) {
    truce_json_key(out->json, key);
    if (word < truce_words_count(list)) {
        truce_json_str(out->json, truce_words_at(list, word));
    } else {
        out_words(out, words);
    }
}

void out_span(const json_out *out, truce_decimal low, truce_decimal high, bool range) {
    char text[2 * DECIMAL_BYTES + 2];
    size_t size = truce_decimal_write(low, text);
    if (range) {
        memcpy(text + size, "..", 2);
        size += 2;
        size += truce_decimal_write(high, text + size);
    }
    truce_json_str(out->json, (truce_str){text, size});
}

static void out_value(const json_out *out, const truce_value *value) {
    if (value->kind == TRUCE_VALUE_OPTION) {
        truce_json_str(out->json, truce_case_name(out->c, value->option));
    } else {
        out_span(out, value->low, value->high, value->kind == TRUCE_VALUE_RANGE);
    }
}

void out_options(const json_out *out, const truce_item *item) {
    if (item->extent == TRUCE_EXTENT_UNSTATED) {
        truce_json_member_bool(out->json, "unstated", true);
    } else if (item->extent != TRUCE_EXTENT_BARE) {
        truce_json_key(out->json, "options");
        truce_json_array_inline(out->json);
        for (uint32_t i = 0; i < item->n_values; i++) {
            out_value(out, &item->values[i]);
        }
        truce_json_close(out->json);
    }
    if (item->extent == TRUCE_EXTENT_OR_MORE) {
        out_text(out, "or", TRUCE_STR("more"));
    } else if (item->extent == TRUCE_EXTENT_OR_LESS) {
        out_text(out, "or", TRUCE_STR("less"));
    }
}

void out_item(const json_out *out, const truce_item *item) {
    out_name(out, "issue", item->issue);
    out_options(out, item);
    out_names(out, "for", item->groups);
}

static void out_part(const json_out *out, const truce_part *part) {
    truce_json_object_inline(out->json);
    switch (part->kind) {
    case TRUCE_PART_WORDS:
        out_text(out, "words", part->words);
        break;
    case TRUCE_PART_UNSTATED:
        truce_json_member_bool(out->json, "unstated", true);
        break;
    case TRUCE_PART_ITEM:
        if (part->denied) {
            truce_json_member_bool(out->json, "not", true);
        }
        out_item(out, &part->item);
        break;
    }
    truce_json_close(out->json);
}

void out_condition(const json_out *out, const truce_condition *condition) {
    if (condition->n == 0) {
        return;
    }
    truce_json_key(out->json, "if");
    truce_json_array_inline(out->json);
    for (uint32_t i = 0; i < condition->n; i++) {
        out_part(out, &condition->parts[i]);
    }
    truce_json_close(out->json);
}

static void out_demand(const json_out *out, const truce_demand *demand) {
    static const char *const order_keys[] = {"", "before", "after", "with"};
    truce_json_object_inline(out->json);
    out_item(out, &demand->item);
    if (demand->order != TRUCE_ORDER_NONE) {
        truce_json_key(out->json, order_keys[demand->order]);
        truce_json_object_inline(out->json);
        out_item(out, &demand->other);
        truce_json_close(out->json);
    }
    out_text(out, "as", demand->as);
    out_text(out, "words", demand->words);
    out_condition(out, &demand->condition);
    truce_json_close(out->json);
}

void out_demands(const json_out *out, const truce_demand *demands, uint32_t n) {
    truce_json_key(out->json, "demands");
    truce_json_array(out->json);
    for (uint32_t i = 0; i < n; i++) {
        out_demand(out, &demands[i]);
    }
    truce_json_close(out->json);
}
