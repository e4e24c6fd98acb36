/* The steps as a table: what each gives, by whom, for whom, and what it waits for. */
#include "compose_order.h"

enum { STEPS_SHOWN = 60 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

/* What a thing waits for: in the words of its own line where that names an exchange. */
static void add_awaited(composer *k, const sequenced *s, const truce_plan_line *line, uint32_t t,
                        uint32_t other) {
    const uint32_t x = line != NULL && s->steps.things[t].kind == THING_STEP
                           ? truce_case_find(k->c, TRUCE_KIND_EXCHANGE, line->what)
                           : TRUCE_NONE;
    if (x == TRUCE_NONE || s->steps.things[other].of != x) {
        plan_thing_says(k, &s->steps.things[other]);
        return;
    }
    plan_part_says(&k->text, k->c, line);
}

static void add_waits(composer *k, const sequenced *s, truce_cell *cell, uint32_t t,
                      const uint32_t *rules, uint32_t n) {
    const truce_plan_line *told = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const truce_order_rule *const r = &s->steps.rules.at[rules[i]];
        const truce_plan_line *const line = s->steps.said[rules[i]].line;
        if (s->steps.said[rules[i]].position != TRUCE_NONE || (r->after != t && !r->together)) {
            continue;
        }
        if (line != NULL && line == told) {
            continue; /* one line may name all tranches of an exchange, and both sides of each */
        }
        told = line;
        const uint32_t other = r->after == t ? r->before : r->after;
        truce_buffer_printf(&k->text, "%s", r->together ? "together with " : "after ");
        add_awaited(k, s, line, t, other);
        if (line != NULL && line->days.place != 0) {
            const long long low = (long long)line->days.low.units;
            const long long high = (long long)line->days.high.units;
            if (low != high) {
                truce_buffer_printf(&k->text, ", %lld to %lld days later", low, high);
            } else {
                truce_buffer_printf(&k->text, ", within %lld day%s", high, high == 1 ? "" : "s");
            }
        }
        say(k, truce_document_cell(&k->doc, cell), "the lines of the plan");
    }
}

static void add_gives(composer *k, const thing *t, truce_cell *cell) {
    const truce_plan *const step = &k->c->steps[t->of];
    for (uint32_t i = 0; i < step->n_lines; i++) {
        const truce_plan_line *const line = &step->lines[i];
        if (line->kind == TRUCE_PLAN_GIVES) {
            phrase_item(&k->text, k->c, &line->item);
        } else if (line->kind == TRUCE_PLAN_GIVES_WORDS) {
            truce_buffer_add(&k->text, line->text);
        } else {
            continue;
        }
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              compose_keep(k), "what the step gives");
    }
}

static void add_people(composer *k, truce_cell *cell, truce_refs who, truce_refs whom) {
    for (uint32_t i = 0; i < who.n; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? " and " : "");
        truce_buffer_add(&k->text, phrase_actor(k->c, who.at[i]));
    }
    for (uint32_t i = 0; i < whom.n; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? " and " : who.n > 0 ? " for " : "for ");
        truce_buffer_add(&k->text, phrase_actor(k->c, whom.at[i]));
    }
    if (who.n + whom.n > 0) {
        say(k, truce_document_cell(&k->doc, cell), "the plan as its author wrote it");
    }
}

/* The rules at each thing, [begin[t], begin[t + 1]). False when memory is out. */
static bool list_rules(composer *k, const sequenced *s, uint32_t **begin, uint32_t **at) {
    const truce_order_rules *const r = &s->steps.rules;
    *begin = truce_arena_zero(k->arena, (size_t)r->n_steps + 2, sizeof **begin);
    *at = truce_arena_zero(k->arena, 2 * (size_t)r->n + 1, sizeof **at);
    if (*begin == NULL || *at == NULL) {
        k->failed = true;
        return false;
    }
    for (uint32_t i = 0; i < r->n; i++) {
        (*begin)[r->at[i].before + 2]++;
        (*begin)[r->at[i].after + 2]++;
    }
    for (uint32_t t = 2; t < r->n_steps + 2; t++) {
        (*begin)[t] += (*begin)[t - 1];
    }
    for (uint32_t i = 0; i < r->n; i++) {
        (*at)[(*begin)[r->at[i].before + 1]++] = i;
        (*at)[(*begin)[r->at[i].after + 1]++] = i;
    }
    return true;
}

void order_steps(composer *k, const sequenced *s) {
    static const truce_column columns[] = {
        {{"Step", 4}, 36}, {{"By whom, for whom", 17}, 24}, {{"Waits for", 9}, 40}};
    uint32_t *begin = NULL;
    uint32_t *at = NULL;
    const uint32_t n = k->c->n_steps;
    if (n == 0 || !list_rules(k, s, &begin, &at)) {
        return;
    }
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("The steps, as the case's author lists them"),
                             columns, sizeof columns / sizeof *columns);
    for (uint32_t t = 0; t < n && t < STEPS_SHOWN; t++) {
        const truce_plan *const step = &k->c->steps[t];
        truce_row *const row = truce_document_row(&k->doc, table);
        truce_sentence *const sentence =
            truce_document_sentence(&k->doc, truce_document_cell(&k->doc, &row->cells[0]));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, step->head.title);
        sequence_cite(k, s, sentence, (order_said){TRUCE_NONE, step, NULL});
        sentence->quiet = true;
        add_gives(k, &s->steps.things[t], &row->cells[0]);
        add_people(k, &row->cells[1], step->top.names, step->top.to);
        add_waits(k, s, &row->cells[2], t, at + begin[t], begin[t + 1] - begin[t]);
    }
    if (n > STEPS_SHOWN) {
        truce_buffer_printf(&k->text, "And %u more: truce sequence --json has all.",
                            n - STEPS_SHOWN);
        say(k, truce_document_paragraph(&k->doc), "the first of them are shown");
    }
}
