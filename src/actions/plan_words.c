/* What a thing in the order is called. */
#include "plan_steps.h"

void plan_thing_says(composer *k, const thing *t) {
    const truce_case *const c = k->c;
    switch (t->kind) {
    case THING_STEP:
        truce_buffer_add(&k->text, c->steps[t->of].head.title);
        return;
    case THING_EVENT:
        truce_buffer_add(&k->text, c->events[t->of].head.title);
        return;
    case THING_ITEM:
        phrase_item(&k->text, c, t->item);
        return;
    case THING_RELEASE:
    case THING_RETURN:
        if (c->n_exchanges > 1) {
            truce_buffer_add(&k->text, c->exchanges[t->of].head.title);
            truce_buffer_lit(&k->text, ", tranche ");
        } else {
            truce_buffer_lit(&k->text, "Tranche ");
        }
        truce_buffer_printf(
            &k->text, "%lld: ", (long long)c->exchanges[t->of].lines[t->line].number.low.units);
        truce_buffer_add(&k->text, t->giver != TRUCE_NONE ? c->actors[t->giver].head.title
                                                          : TRUCE_STR("one side"));
        truce_buffer_printf(&k->text, t->kind == THING_RELEASE ? " releases" : " gives in return");
        return;
    }
}

void plan_thing_name(composer *k, const thing *t) {
    const truce_case *const c = k->c;
    switch (t->kind) {
    case THING_STEP:
        truce_buffer_add(&k->text, truce_case_name(c, c->steps[t->of].head.name));
        return;
    case THING_EVENT:
        truce_buffer_add(&k->text, truce_case_name(c, c->events[t->of].head.name));
        return;
    case THING_ITEM:
        truce_buffer_add(&k->text, truce_case_name(c, t->item->issue.symbol));
        return;
    case THING_RELEASE:
    case THING_RETURN:
        truce_buffer_add(&k->text, truce_case_name(c, c->exchanges[t->of].head.name));
        truce_buffer_printf(&k->text, " tranche %lld %s",
                            (long long)c->exchanges[t->of].lines[t->line].number.low.units,
                            t->kind == THING_RELEASE ? "release" : "return");
        return;
    }
}

void plan_by_says(truce_buffer *out, const truce_case *c, const truce_plan_line *line) {
    const bool of_exchange = truce_case_find(c, TRUCE_KIND_EXCHANGE, line->what) != TRUCE_NONE;
    for (uint32_t i = 0; of_exchange && i < line->by.n; i++) {
        truce_buffer_printf(out, "%s", i == 0 ? " by " : i + 1 == line->by.n ? " and " : ", ");
        truce_buffer_add(out, phrase_actor(c, line->by.at[i]));
    }
}

void plan_part_says(truce_buffer *out, const truce_case *c, const truce_plan_line *line) {
    if (line->tranche.place != 0) {
        truce_buffer_printf(out, "tranche %lld of ", (long long)line->tranche.low.units);
    }
    truce_buffer_printf(
        out, "\xE2\x80\x9C%.*s\xE2\x80\x9D",
        TRUCE_STR_ARGS(truce_case_head(c, truce_case_named(c, line->what.symbol))->title));
    plan_by_says(out, c, line);
}
