/* Demands on order that could be kept, but for the days that the plan sets. */
#include "compose_order.h"

enum { SHOWN = 10 };

static bool is_behind(const sequenced *s, uint32_t first, uint32_t then) {
    return s->times.earliest[first] != TRUCE_DAYS_OPEN_LOW &&
           s->times.latest[then] != TRUCE_DAYS_OPEN_HIGH &&
           s->times.earliest[first] > s->times.latest[then];
}

bool sequence_against_days(const sequenced *s, uint32_t rule) {
    const truce_order_rule *const r = &s->steps.rules.at[rule];
    return r->owner != TRUCE_NO_OWNER && s->timed && s->times.consistent &&
           (is_behind(s, r->before, r->after) ||
            (r->together && is_behind(s, r->after, r->before)));
}

uint32_t order_against_days(const sequenced *s) {
    uint32_t n = 0;
    for (uint32_t r = s->steps.rules.n - s->steps.n_orders; r < s->steps.rules.n; r++) {
        n += sequence_against_days(s, r);
    }
    return n;
}

static void add_day(composer *k, const sequenced *s, const char *says, uint32_t t, int64_t day) {
    char text[24];
    sequence_quote(k, s, t);
    truce_buffer_printf(&k->text, " is %s ", says);
    if (s->steps.calendar) {
        truce_buffer_add(&k->text, (truce_str){text, truce_day_write(day, text)});
    } else {
        truce_buffer_printf(&k->text, "day %lld", (long long)day);
    }
}

void order_days(composer *k, const sequenced *s) {
    truce_block *list = NULL;
    uint32_t n = 0;
    for (uint32_t r = s->steps.rules.n - s->steps.n_orders; r < s->steps.rules.n; r++) {
        const truce_order_rule *const rule = &s->steps.rules.at[r];
        if (!sequence_against_days(s, r) || ++n > SHOWN) {
            continue;
        }
        list = list != NULL ? list : truce_document_list(&k->doc);
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        sequence_rule_says(k, s, r);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        sequence_cite(k, s, sentence, s->steps.said[r]);
        const bool turned = !is_behind(s, rule->before, rule->after); /* of two together */
        const uint32_t first = turned ? rule->after : rule->before;
        const uint32_t then = turned ? rule->before : rule->after;
        truce_buffer_lit(&k->text, "But ");
        add_day(k, s, "not before", first, s->times.earliest[first]);
        truce_buffer_lit(&k->text, ", and ");
        add_day(k, s, "not later than", then, s->times.latest[then]);
        truce_buffer_byte(&k->text, '.');
        order_line(k, item, TRUCE_SPAN_PLAIN, "the days and dates of the plan");
    }
    if (n > SHOWN) {
        truce_buffer_printf(&k->text, "And %u more: truce sequence --json has all.", n - SHOWN);
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              compose_keep(k), "the first of them are shown");
    }
}
