/* The order of steps on paper: what is demanded of it, where it runs in a loop, what would have to
 * be given up, and what else would open it. */
#include "compose_sequence.h"

#include <stdlib.h>

enum {
    DEMANDS_SHOWN = 40,
    LOOPS_SHOWN = 6,
    KNOTS_SHOWN = 12,
    HANGING_SHOWN = 12,
    SHORT_LOOPS = 2,
    SHORT_CUTS = 3,
    CUTS_SHOWN = 8,
    STEPS_SHOWN = 60,
    THIRD_SHOWN = 6
};

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static void say_line(composer *k, truce_passage *passage, truce_span_style style,
                     const char *basis) {
    truce_sentence *const sentence = truce_document_line(&k->doc, passage);
    truce_sentence_add(&k->doc, sentence, style, compose_keep(k));
    sentence->basis = truce_str_of(basis);
    sentence->quiet = true;
}

/* ---- rules in words ---- */

static const truce_position *position_of(const composer *k, order_said said) {
    return said.position != TRUCE_NONE ? &k->matrix.positions[said.position] : NULL;
}

void sequence_cite(composer *k, const sequenced *s, truce_sentence *sentence, order_said said) {
    enum { CLAIMS_SHOWN = 4 };
    const truce_position *const p = position_of(k, said);
    (void)s;
    if (p != NULL) {
        truce_badge badges[POSITION_BADGES];
        const size_t n = compose_badges(k, p, badges);
        for (size_t i = 0; i < n; i++) {
            truce_sentence_badge(&k->doc, sentence, badges[i].tone, badges[i].label);
        }
        for (uint32_t i = 0; i < p->n_evidence && i < CLAIMS_SHOWN; i++) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[i].claim));
        }
        return;
    }
    for (uint32_t i = 0; said.plan != NULL && i < said.plan->n_lines; i++) {
        const truce_plan_line *const line = &said.plan->lines[i];
        for (uint32_t n = 0; line->kind == TRUCE_PLAN_FROM && n < line->claims.n; n++) {
            const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, line->claims.at[n]);
            if (k->scope.in[claim]) { /* of the sources that were asked for */
                truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
            }
        }
    }
    if (sentence->n_claims == 0) {
        sentence->basis = TRUCE_STR("the plan as its author wrote it");
    }
}

static void quote_thing(composer *k, const sequenced *s, uint32_t t) {
    truce_buffer_lit(&k->text, "\xE2\x80\x9C");
    plan_thing_says(k, &s->steps.things[t]);
    truce_buffer_lit(&k->text, "\xE2\x80\x9D");
}

void sequence_rule_says(composer *k, const sequenced *s, uint32_t rule) {
    const truce_order_rule *const r = &s->steps.rules.at[rule];
    const truce_position *const p = position_of(k, s->steps.said[rule]);
    if (p != NULL) {
        truce_buffer_printf(&k->text, "%s",
                            p->inferred ? "As we read it, and nobody says so: " : "");
        truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
        truce_buffer_byte(&k->text, ' ');
        phrase_position_stance(&k->text, p);
        truce_buffer_lit(&k->text, ": ");
    }
    quote_thing(k, s, r->before);
    truce_buffer_printf(&k->text, "%s", r->together ? " together with " : " before ");
    quote_thing(k, s, r->after);
    if (p != NULL) {
        phrase_condition(&k->text, k->c, p->demand->condition);
    }
}

/* ---- what is demanded ---- */

static void add_demands(composer *k, const sequenced *s) {
    static const truce_column columns[] = {
        {{"By whom", 7}, 20}, {{"First", 5}, 30}, {{"Then", 4}, 30}, {{"How it is known", 15}, 20}};
    const uint32_t first = s->steps.rules.n - s->steps.n_orders;
    if (s->steps.n_orders == 0) {
        return;
    }
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("Demands and intentions that stand"), columns,
                             sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < s->steps.n_orders && i < DEMANDS_SHOWN; i++) {
        const truce_order_rule *const r = &s->steps.rules.at[first + i];
        const truce_position *const p = position_of(k, s->steps.said[first + i]);
        truce_row *const row = truce_document_row(&k->doc, table);
        truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
        truce_buffer_byte(&k->text, ' ');
        phrase_position_stance(&k->text, p);
        say(k, truce_document_cell(&k->doc, &row->cells[0]), "positions on order that stand");
        plan_thing_says(k, &s->steps.things[r->before]);
        say(k, truce_document_cell(&k->doc, &row->cells[1]), "positions on order that stand");
        truce_buffer_printf(&k->text, "%s", r->together ? "at the same time: " : "");
        plan_thing_says(k, &s->steps.things[r->after]);
        phrase_condition(&k->text, k->c, p->demand->condition);
        say(k, truce_document_cell(&k->doc, &row->cells[2]), "positions on order that stand");
        truce_sentence *const known =
            truce_document_sentence(&k->doc, truce_document_cell(&k->doc, &row->cells[3]));
        phrase_speakers(&k->text, k->c, &k->c->claims[p->evidence[0].claim]);
        truce_sentence_add(&k->doc, known, TRUCE_SPAN_PLAIN, compose_keep(k));
        sequence_cite(k, s, known, s->steps.said[first + i]);
    }
    if (s->steps.n_orders > DEMANDS_SHOWN) {
        truce_buffer_printf(&k->text, "And %u more: truce sequence --json has all.",
                            s->steps.n_orders - DEMANDS_SHOWN);
        say(k, truce_document_paragraph(&k->doc), "the first of them are shown");
    }
}

/* What is offered, refused or set aside of the order: shown, and not weighed. */
static void add_aside(composer *k, const sequenced *s) {
    if (s->steps.n_aside == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("order-aside"),
                                 TRUCE_STR("Said of the order, and not insisted on"));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < s->steps.n_aside && i < DEMANDS_SHOWN; i++) {
        const truce_position *const p = &k->matrix.positions[s->steps.aside[i]];
        truce_sentence *const sentence = truce_document_sentence(
            &k->doc, truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                         k->c->actors[p->actor].head.title));
        phrase_position_stance(&k->text, p);
        truce_buffer_lit(&k->text, ": ");
        phrase_demand(&k->text, k->c, p->demand, true);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        if (p->superseded) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION,
                                 TRUCE_STR("set aside by a later one"));
        }
        sequence_cite(k, s, sentence, (order_said){s->steps.aside[i], NULL, NULL});
    }
}

/* ---- the steps ---- */

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
    if (line->tranche.place != 0) {
        truce_buffer_printf(&k->text, "tranche %lld of ", (long long)line->tranche.low.units);
    }
    truce_buffer_lit(&k->text, "\xE2\x80\x9C");
    truce_buffer_add(&k->text, k->c->exchanges[x].head.title);
    truce_buffer_lit(&k->text, "\xE2\x80\x9D");
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

static void add_steps(composer *k, const sequenced *s) {
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

/* ---- loops ---- */

static void add_loop(composer *k, const sequenced *s, truce_block *list,
                     const truce_order_loop *loop) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
    for (uint32_t i = 0; i < loop->n; i++) {
        truce_sentence *const sentence =
            i == 0 ? truce_document_sentence(&k->doc, item) : truce_document_line(&k->doc, item);
        sequence_rule_says(k, s, loop->at[i].rule);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        if (s->steps.said[loop->at[i].rule].position == TRUCE_NONE) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("the plan"));
        }
        sequence_cite(k, s, sentence, s->steps.said[loop->at[i].rule]);
    }
    truce_buffer_lit(&k->text, "So ");
    quote_thing(k, s, loop->at[0].from);
    truce_buffer_lit(&k->text, " would have to come before itself.");
    say_line(k, item, TRUCE_SPAN_MUTED, "each goes on where the one before it ends");
}

/* Demands that tie a step of a loop to one that is on none: they wait with it. */
static void add_hanging(composer *k, const sequenced *s) {
    uint32_t *const knot =
        truce_arena_zero(k->arena, (size_t)s->steps.n_things + 1, sizeof *knot); /* from 1 */
    uint32_t n = 0;
    truce_block *list = NULL;
    if (knot == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < s->ordering.n_knots; i++) {
        for (uint32_t t = 0; t < s->ordering.knots[i].steps.n; t++) {
            knot[s->ordering.knots[i].steps.at[t]] = i + 1;
        }
    }
    for (uint32_t r = s->steps.rules.n - s->steps.n_orders; r < s->steps.rules.n; r++) {
        const truce_order_rule *const rule = &s->steps.rules.at[r];
        if (knot[rule->before] == knot[rule->after]) {
            continue;
        }
        if (n++ == 0) {
            truce_buffer_lit(&k->text, "These hang on it: they tie another step to one of a loop, "
                                       "before it or behind it.");
            say(k, truce_document_paragraph(&k->doc), "demands with one end in a loop");
            list = truce_document_list(&k->doc);
        }
        if (n <= HANGING_SHOWN) {
            truce_sentence *const sentence = truce_document_sentence(
                &k->doc,
                truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}));
            sequence_rule_says(k, s, r);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
            sequence_cite(k, s, sentence, s->steps.said[r]);
        }
    }
    if (n > HANGING_SHOWN) {
        truce_buffer_printf(&k->text, "And %u more: truce sequence --json has all.",
                            n - HANGING_SHOWN);
        say(k, truce_document_paragraph(&k->doc), "the first of them are shown");
    }
}

static void add_loops(composer *k, const sequenced *s, uint32_t most) {
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("loops"),
                                 TRUCE_STR("Where each waits for the other"));
    truce_block *const list = truce_document_list(&k->doc);
    uint32_t left = 0;
    uint32_t shown = 0;
    bool covered = true;
    for (uint32_t i = 0; i < s->ordering.n_knots; i++) {
        const truce_order_knot *const knot = &s->ordering.knots[i];
        covered = covered && knot->covered;
        for (uint32_t n = 0; n < knot->n_loops; n++) {
            if (shown < most) {
                add_loop(k, s, list, &knot->loops[n]);
                shown++;
            } else {
                left++;
            }
        }
    }
    if (left > 0 || !covered) {
        truce_buffer_printf(&k->text, "There are more such loops; the shortest are shown%s.",
                            left > 0 ? ", and truce sequence --json has more" : "");
        say(k, truce_document_paragraph(&k->doc), "the shortest loops through each demand");
    }
}

/* ---- what would have to be given up ---- */

/* A thing and when it comes. */
typedef struct placed {
    uint32_t rank, thing;
} placed;

static int by_rank(const void *left, const void *right) {
    const placed *const l = left;
    const placed *const r = right;
    return l->rank != r->rank ? (l->rank > r->rank) - (l->rank < r->rank)
                              : (l->thing > r->thing) - (l->thing < r->thing);
}

/* The things of all knots in the order of a line; NULL when memory is out. */
static placed *place_knots(composer *k, const sequenced *s, const truce_order_line *line,
                           uint32_t *n) {
    uint32_t *const rank = truce_arena_zero(k->arena, (size_t)line->n_moments + 1, sizeof *rank);
    placed *const all = truce_arena_zero(k->arena, (size_t)s->steps.n_things + 1, sizeof *all);
    *n = 0;
    if (rank == NULL || all == NULL) {
        k->failed = true;
        return NULL;
    }
    for (uint32_t m = 0; m < line->n_moments; m++) {
        rank[line->line[m]] = m;
    }
    for (uint32_t i = 0; i < s->ordering.n_knots; i++) {
        for (uint32_t t = 0; t < s->ordering.knots[i].steps.n; t++) {
            const uint32_t at = s->ordering.knots[i].steps.at[t];
            all[(*n)++] = (placed){rank[line->moment[at]], at};
        }
    }
    qsort(all, *n, sizeof *all, by_rank);
    return all;
}

/* "First A, then B, then C": the order that is left when these rules are given up. */
static void add_example(composer *k, const sequenced *s, truce_passage *item, const bool *given) {
    enum { EXAMPLE_SHOWN = 12 };
    truce_order_line line;
    uint32_t n = 0;
    if (truce_order_lay(&s->steps.rules, given, k->arena, &line, NULL) != TRUCE_OK) {
        k->failed = true;
        return;
    }
    const placed *const all = line.feasible ? place_knots(k, s, &line, &n) : NULL;
    if (n == 0) {
        return;
    }
    for (uint32_t i = 0; i < n && i < EXAMPLE_SHOWN; i++) {
        truce_buffer_printf(&k->text, "%s",
                            i == 0                           ? "For example: first "
                            : all[i].rank == all[i - 1].rank ? " together with "
                                                             : ", then ");
        quote_thing(k, s, all[i].thing);
    }
    truce_buffer_printf(&k->text, "%s", n > EXAMPLE_SHOWN ? ", and so on." : ".");
    say_line(k, item, TRUCE_SPAN_MUTED,
             "the first order that then keeps all others, in the order of the case");
}

/* The first cut of every knot but one, in which `cut` is made. */
static bool *given_up(composer *k, const sequenced *s, uint32_t knot, const truce_order_cut *cut) {
    bool *const given = truce_arena_zero(k->arena, (size_t)s->steps.rules.n + 1, sizeof *given);
    for (uint32_t i = 0; given != NULL && i < s->ordering.n_knots; i++) {
        const truce_order_knot *const at = &s->ordering.knots[i];
        const truce_order_cut *const made = i == knot ? cut : at->n_cuts > 0 ? &at->cuts[0] : NULL;
        for (uint32_t n = 0; made != NULL && n < made->rules.n; n++) {
            given[made->rules.at[n]] = true;
        }
    }
    k->failed = k->failed || given == NULL;
    return given;
}

static void add_cut(composer *k, const sequenced *s, truce_block *list, uint32_t knot,
                    const truce_order_cut *cut, bool example) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
    for (uint32_t i = 0; i < cut->rules.n; i++) {
        truce_sentence *const sentence =
            i == 0 ? truce_document_sentence(&k->doc, item) : truce_document_line(&k->doc, item);
        truce_buffer_printf(&k->text, "%s", i > 0 ? "and " : "");
        sequence_rule_says(k, s, cut->rules.at[i]);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        sequence_cite(k, s, sentence, s->steps.said[cut->rules.at[i]]);
    }
    const bool *const given = example ? given_up(k, s, knot, cut) : NULL;
    if (given != NULL) {
        add_example(k, s, item, given);
    }
}

static void say_number_of_cuts(composer *k, const sequenced *s) {
    truce_str total = TRUCE_STR("");
    if (truce_bigint_decimal(s->ordering.total, k->arena, &total, NULL) != TRUCE_OK) {
        k->failed = true;
        return;
    }
    truce_buffer_printf(&k->text,
                        "Each of these is a smallest set of demands without which the others can "
                        "be kept. There %s%s%.*s in all%s. They are options and no advice: who "
                        "demands less for them is not said by their order.",
                        truce_str_equal(total, TRUCE_STR("1")) ? "is " : "are ",
                        s->ordering.counted ? "" : "at least ", TRUCE_STR_ARGS(total),
                        s->ordering.n_knots > 1 ? ", one chosen for each group of loops" : "");
    say(k, truce_document_paragraph(&k->doc), "minimal sets of demands that break all loops");
}

static void add_cuts(composer *k, const sequenced *s) {
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("cuts"),
                                 TRUCE_STR("What would have to be given up"));
    say_number_of_cuts(k, s);
    for (uint32_t i = 0; i < s->ordering.n_knots && i < KNOTS_SHOWN; i++) {
        const truce_order_knot *const knot = &s->ordering.knots[i];
        if (s->ordering.n_knots > 1) {
            truce_buffer_printf(&k->text, "Of the loops through ");
            quote_thing(k, s, knot->steps.at[0]);
            truce_buffer_lit(&k->text, ", one of these:");
            say(k, truce_document_paragraph(&k->doc), "loops that share no demand");
        }
        truce_block *const list = truce_document_list(&k->doc);
        for (uint32_t n = 0; n < knot->n_cuts && n < CUTS_SHOWN; n++) {
            add_cut(k, s, list, i, &knot->cuts[n], true);
        }
    }
}

/* ---- other ways out ---- */

/* Two things of the loop that different sides give; false: there are none. */
static bool opposite(const sequenced *s, const truce_order_loop *loop, uint32_t *one,
                     uint32_t *other) {
    for (uint32_t i = 0; i < loop->n; i++) {
        const thing *const a = &s->steps.things[loop->at[i].from];
        for (uint32_t n = i + 1; n < loop->n; n++) {
            const thing *const b = &s->steps.things[loop->at[n].from];
            if (a->giver != TRUCE_NONE && b->giver != TRUCE_NONE && a->giver != b->giver) {
                *one = loop->at[i].from;
                *other = loop->at[n].from;
                return true;
            }
        }
    }
    return false;
}

static void way(composer *k, truce_block *list, const char *label, const char *basis) {
    say(k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, truce_str_of(label)), basis);
}

/* Those whom the case declares as mediators, or whom a claim calls mediator, guarantor or verifier;
 * each once, with its claim. */
static void add_third_parties(composer *k, truce_passage *item) {
    bool *const told = truce_arena_zero(k->arena, (size_t)k->c->n_actors + 1, sizeof *told);
    uint32_t n = 0;
    uint32_t last = TRUCE_NONE;
    k->failed = k->failed || told == NULL;
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    for (uint32_t i = 0; told != NULL && i < k->c->n_actors && n < THIRD_SHOWN; i++) {
        if (k->c->actors[i].kind == TRUCE_ACTOR_MEDIATOR) {
            told[i] = true;
            truce_buffer_printf(&k->text, "%s", n++ > 0 ? ", " : "");
            truce_buffer_add(&k->text, k->c->actors[i].head.title);
        }
    }
    for (uint32_t i = 0; told != NULL && i < k->c->n_claims && n < THIRD_SHOWN; i++) {
        for (uint32_t st = 0; k->scope.in[i] && st < k->c->claims[i].n_statements; st++) {
            const truce_statement *const at = &k->c->claims[i].statements[st];
            const bool role = at->kind == TRUCE_STATES_ROLE && !at->denied &&
                              (at->as.role.role == TRUCE_ROLE_MEDIATOR ||
                               at->as.role.role == TRUCE_ROLE_GUARANTOR ||
                               at->as.role.role == TRUCE_ROLE_VERIFIER);
            const uint32_t a =
                role ? truce_case_find(k->c, TRUCE_KIND_ACTOR, at->subject) : TRUCE_NONE;
            if (a != TRUCE_NONE && !told[a] && n < THIRD_SHOWN) {
                told[a] = true;
                truce_buffer_printf(&k->text, "%s", n++ > 0 ? ", " : "");
                truce_buffer_add(&k->text, k->c->actors[a].head.title);
                if (i != last) {
                    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, i));
                }
                last = i;
            }
        }
    }
    const truce_str names = compose_keep(k);
    truce_buffer_printf(&k->text, "%s%.*s",
                        n > 0 ? "Named in the case as mediators, guarantors or verifiers: "
                              : "The case names nobody as mediator, guarantor or verifier",
                        TRUCE_STR_ARGS(names));
    truce_buffer_byte(&k->text, '.');
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    if (sentence->n_claims == 0) {
        sentence->basis = TRUCE_STR("the actors of the case and their roles");
        sentence->quiet = true;
    }
}

static void add_ways(composer *k, const sequenced *s) {
    const truce_order_loop *const loop = &s->ordering.knots[0].loops[0];
    uint32_t one = loop->at[0].from;
    uint32_t other = loop->at[loop->n > 1 ? 1 : 0].from;
    const bool sides = opposite(s, loop, &one, &other);
    if (one == other) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("ways-out"),
                                 TRUCE_STR("Ways out that give up no demand whole"));
    truce_buffer_lit(&k->text,
                     "Known ways to open such a loop, with the first loop as the example. Each "
                     "changes what a demand means, so that whoever made it has to agree.");
    say(k, truce_document_paragraph(&k->doc), "the shapes of orders; nobody has offered them");
    truce_block *const list = truce_document_list(&k->doc);
    quote_thing(k, s, one);
    truce_buffer_lit(&k->text, " and ");
    quote_thing(k, s, other);
    truce_buffer_lit(&k->text, " begin at one moment. Nobody is first; each must be able to see "
                               "that the other begins.");
    way(k, list, "At the same time", "a moment has no order within it");
    truce_buffer_lit(&k->text, "Both are cut into parts that alternate, say three: a third of ");
    quote_thing(k, s, one);
    truce_buffer_lit(&k->text, ", a third of ");
    quote_thing(k, s, other);
    truce_buffer_printf(
        &k->text,
        ", and so on. Whoever goes first is then exposed by a third at most%s. More "
        "parts mean less at stake in each, and more moments at which it can stop. "
        "What cannot be divided stays as it is.",
        sides ? "" : ", if the parts are alike");
    way(k, list, "In parts",
        "k equal parts that alternate: nobody is exposed by more than one part");
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("In other hands"));
    quote_thing(k, s, one);
    truce_buffer_lit(&k->text, " is handed to somebody whom both accept, who passes it on when ");
    quote_thing(k, s, other);
    truce_buffer_lit(&k->text, " is done, or gives it back; or somebody guarantees it. Both then "
                               "depend on that third one.");
    say(k, item, "an escrow or a guarantee takes the place of going first");
    add_third_parties(k, item);
}

/* ---- all ---- */

/* Whether every loop that is listed holds something that is our own reading. */
static bool all_by_reading(const composer *k, const sequenced *s) {
    bool all = s->ordering.n_knots > 0;
    for (uint32_t i = 0; i < s->ordering.n_knots && all; i++) {
        const truce_order_knot *const knot = &s->ordering.knots[i];
        for (uint32_t n = 0; n < knot->n_loops && all; n++) {
            bool read = false;
            for (uint32_t l = 0; l < knot->loops[n].n && !read; l++) {
                const truce_position *const p =
                    position_of(k, s->steps.said[knot->loops[n].at[l].rule]);
                read = p != NULL && p->inferred;
            }
            all = read;
        }
    }
    return all;
}

void compose_order_verdict(composer *k, truce_passage *passage, const sequenced *s) {
    const truce_ordering *const o = &s->ordering;
    if (s->steps.rules.n == 0) {
        truce_buffer_lit(&k->text, "Nobody says anything of the order of steps.");
    } else if (o->feasible) {
        truce_buffer_printf(&k->text, "All that is said of the order of steps can be kept%s.",
                            s->steps.n_orders == 0 ? "; nobody demands any of it" : "");
    } else if (o->contradictory) {
        truce_buffer_lit(&k->text,
                         "The plan contradicts itself: lines of it run in a loop, so that "
                         "no order keeps them all.");
    } else {
        truce_buffer_lit(&k->text, "What is demanded of the order of steps cannot all be kept: the "
                                   "demands run in a loop, in which each step waits for another "
                                   "and none can be the first.");
    }
    say(k, passage, "the positions on order that stand, and the lines of the plan");
    if (!o->feasible && all_by_reading(k, s)) {
        truce_buffer_lit(&k->text, "Each loop found holds a demand that is our own reading: nobody "
                                   "states it.");
        say(k, passage, "positions that are inferred");
    }
    if (s->timed && !s->times.consistent) {
        truce_buffer_lit(&k->text, "The days that are set cannot all be kept either.");
        say(k, passage, "the days and dates of the plan");
    }
}

void compose_order(composer *k, const sequenced *s) {
    compose_order_verdict(k, truce_document_paragraph(&k->doc), s);
    if (!s->ordering.feasible) {
        add_loops(k, s, LOOPS_SHOWN);
        add_hanging(k, s);
        if (!s->ordering.contradictory) {
            add_cuts(k, s);
            add_ways(k, s);
        }
    }
    if (s->steps.n_orders > 0) {
        (void)truce_document_heading(&k->doc, 3, TRUCE_STR("demanded"),
                                     TRUCE_STR("What is demanded of the order"));
    }
    add_demands(k, s);
    add_aside(k, s);
    if (k->c->n_steps > 0) {
        (void)truce_document_heading(&k->doc, 3, TRUCE_STR("steps"), TRUCE_STR("The steps"));
    }
    add_steps(k, s);
}

void compose_order_short(composer *k, const sequenced *s) {
    compose_order_verdict(k, truce_document_paragraph(&k->doc), s);
    if (s->ordering.feasible) {
        return;
    }
    add_loops(k, s, SHORT_LOOPS);
    const truce_order_knot *const knot = &s->ordering.knots[0];
    if (knot->n_cuts > 0) {
        truce_buffer_lit(&k->text, "The fewest demands to give up, or to change: one of these.");
        say(k, truce_document_paragraph(&k->doc), "minimal sets of demands that break the loops");
        truce_block *const list = truce_document_list(&k->doc);
        for (uint32_t n = 0; n < knot->n_cuts && n < SHORT_CUTS; n++) {
            add_cut(k, s, list, 0, &knot->cuts[n], false);
        }
    }
    truce_buffer_lit(&k->text,
                     "truce sequence has all, with other ways out and who would be exposed.");
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED, compose_keep(k),
                          "this is the short form");
}
