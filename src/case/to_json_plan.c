/* Plans as JSON: its lines in their order, each with the members that its slots name. */
#include "plan.h"
#include "to_json.h"
#include "truce/case/logic.h"

static void out_shares(const json_out *out, const char *key, const truce_plan_shares *shares) {
    truce_json_key(out->json, key);
    truce_json_array_inline(out->json);
    for (uint32_t i = 0; i < shares->n; i++) {
        truce_json_object_inline(out->json);
        out_number(out, "number", shares->at[i].n.low);
        out_name(out, "of", shares->at[i].of);
        truce_json_close(out->json);
    }
    truce_json_close(out->json);
}

static void out_logic(const json_out *out, const char *key, truce_logic logic) {
    truce_buffer text = truce_buffer_new();
    truce_logic_write(out->c, logic, &text);
    truce_json_member_str(out->json, key, truce_buffer_str(&text));
    out->json->out->failed = out->json->out->failed || text.failed;
    truce_buffer_clear(&text);
}

/* An outcome; nobody need have made a move. */
static void out_moves(const json_out *out, const char *key, truce_refs moves) {
    if (moves.n > 0) {
        out_names(out, key, moves);
        return;
    }
    truce_json_key(out->json, key);
    truce_json_array_inline(out->json);
    truce_json_close(out->json);
}

static void out_slot(const json_out *out, const plan_slot *slot, const truce_plan_line *line) {
    const void *const at = plan_member_of(slot, line);
    if (!plan_says(slot, line)) {
        return;
    }
    switch (slot->form) {
    case PLAN_REF:
    case PLAN_LABEL:
        out_name(out, slot->key, *(const truce_ref *)at);
        break;
    case PLAN_REFS:
    case PLAN_CLAIMS:
        out_names(out, slot->key, *(const truce_refs *)at);
        break;
    case PLAN_TEXT:
    case PLAN_UNIT:
        out_text(out, slot->key, *(const truce_str *)at);
        break;
    case PLAN_ITEM:
        truce_json_key(out->json, slot->key);
        truce_json_object_inline(out->json);
        out_item(out, at);
        truce_json_close(out->json);
        break;
    case PLAN_DATE:
        out_when(out, slot->key, *(const truce_when *)at);
        break;
    case PLAN_COUNT:
    case PLAN_NUMBER:
        out_number(out, slot->key, ((const truce_plan_number *)at)->low);
        break;
    case PLAN_AMOUNT:
    case PLAN_DAYS: {
        const truce_plan_number *const number = at;
        truce_json_key(out->json, slot->key);
        out_span(out, number->low, number->high,
                 truce_decimal_compare(number->low, number->high) != 0);
        break;
    }
    case PLAN_PERIOD:
        out_word(out, slot->key, TRUCE_WORDS_PERIOD, *(const truce_period *)at);
        break;
    case PLAN_STANDING:
        out_word(out, slot->key, TRUCE_WORDS_STANDING, *(const truce_standing *)at);
        break;
    case PLAN_CLAUSE:
        out_word(out, slot->key, TRUCE_WORDS_CLAUSE, *(const uint8_t *)at);
        break;
    case PLAN_COUNTS:
    case PLAN_SHARES:
        out_shares(out, slot->key, at);
        break;
    case PLAN_LOGIC:
        out_logic(out, slot->key, *(const truce_logic *)at);
        break;
    case PLAN_MOVES:
        out_moves(out, slot->key, *(const truce_refs *)at);
        break;
    case PLAN_ATTITUDE:
        out_word(out, slot->key, TRUCE_WORDS_ATTITUDE, *(const truce_attitude *)at);
        break;
    }
}

static void out_slots(const json_out *out, const truce_plan_line *line) {
    for (const plan_slot *slot = plan_row_of(line->kind)->slots; slot->key != NULL; slot++) {
        out_slot(out, slot, line);
    }
}

void out_plan(const json_out *out, const truce_plan *plan) {
    out_slots(out, &plan->top);
    if (plan->n_lines == 0) {
        return;
    }
    truce_json_key(out->json, "lines");
    truce_json_array(out->json);
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        truce_json_object_inline(out->json);
        truce_json_member_str(out->json, "line",
                              truce_str_of(plan_row_of(plan->lines[i].kind)->name));
        out_slots(out, &plan->lines[i]);
        truce_json_close(out->json);
    }
    truce_json_close(out->json);
}
