/* One moment of an order on paper: the one that is worst for a side, what the other has gained by
 * then, and what is still to come. */
#include "compose_exposure.h"
#include "compose_order.h"

enum { THINGS_SHOWN = 4, LEFT_SHOWN = 4, INTENDED_SHOWN = 4 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static truce_str title_of(const composer *k, const sequence_two *two, int side) {
    return k->c->actors[two->sides[side]].head.title;
}

void exposure_things(composer *k, const sequenced *s, const truce_exposure_path *path,
                     uint32_t moment) {
    const uint32_t begin = path->begin[moment];
    const uint32_t end = path->begin[moment + 1];
    for (uint32_t i = begin; i < end && i < begin + THINGS_SHOWN; i++) {
        truce_buffer_printf(&k->text, "%s\xE2\x80\x9C", i > begin ? " and " : "");
        plan_thing_says(k, &s->steps.things[path->steps[i]]);
        truce_buffer_lit(&k->text, "\xE2\x80\x9D");
    }
    if (end - begin > THINGS_SHOWN) {
        truce_buffer_printf(&k->text, " and %u more", end - begin - THINGS_SHOWN);
    }
}

void exposure_worst(composer *k, const sequenced *s, const sequence_two *two, truce_cell *cell,
                    const truce_exposure_path *path, int side) {
    static const char *const basis = "given less received, at each moment before the last";
    const truce_worst worst = path->worst[side];
    if (worst.after == 0) {
        truce_buffer_lit(&k->text, "never exposed");
        say(k, truce_document_cell(&k->doc, cell), basis);
        return;
    }
    sequence_amount_says(k, two, side, worst.exposure);
    truce_buffer_lit(&k->text, " after ");
    exposure_things(k, s, path, worst.after - 1);
    say(k, truce_document_cell(&k->doc, cell), basis);
    if (worst.gain > 0) {
        truce_buffer_add(&k->text, title_of(k, two, 1 - side));
        truce_buffer_lit(&k->text, " has then received ");
        sequence_amount_says(k, two, 1 - side, worst.gain);
        truce_buffer_lit(&k->text, " more than it gave");
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              compose_keep(k), "what it would keep if it stopped there");
    }
}

/* ---- what is still to come, and what is intended ---- */

static void add_left(composer *k, const sequenced *s, truce_cell *cell,
                     const truce_exposure_path *path, uint32_t after, int giver) {
    uint32_t n = 0;
    truce_buffer_lit(&k->text, "still to come: ");
    for (uint32_t i = path->begin[after]; i < s->steps.n_things; i++) {
        const uint32_t t = path->steps[i];
        if (s->amounts[t].giver == giver) {
            if (n < LEFT_SHOWN) {
                truce_buffer_printf(&k->text, "%s\xE2\x80\x9C", n > 0 ? ", " : "");
                plan_thing_says(k, &s->steps.things[t]);
                truce_buffer_lit(&k->text, "\xE2\x80\x9D");
            }
            n++;
        }
    }
    if (n > LEFT_SHOWN) {
        truce_buffer_printf(&k->text, ", and %u more", n - LEFT_SHOWN);
    }
    truce_buffer_printf(&k->text, "%s", n == 0 ? "nothing" : "");
    (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED, compose_keep(k),
                          "what the other side has not given by then");
}

static void say_intended(composer *k, const sequenced *s, truce_cell *cell, uint32_t rule) {
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    truce_buffer_lit(&k->text, "Behind it, ");
    truce_buffer_add(
        &k->text, k->c->actors[k->matrix.positions[s->steps.said[rule].position].actor].head.title);
    truce_buffer_lit(&k->text, " is said to intend: ");
    plan_thing_says(k, &s->steps.things[s->steps.rules.at[rule].after]);
    sequence_teller_says(k, &k->matrix.positions[s->steps.said[rule].position]);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    sequence_cite(k, s, sentence, s->steps.said[rule]);
}

/* What the other side is said to intend behind something that has been done by then. */
static void add_intended(composer *k, const sequenced *s, truce_cell *cell,
                         const truce_exposure_path *path, uint32_t after, int side) {
    uint32_t n = 0;
    const uint32_t first = s->steps.rules.n - s->steps.n_orders;
    bool *const done = truce_arena_zero(k->arena, (size_t)s->steps.n_things + 1, sizeof *done);
    if (done == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < path->begin[after]; i++) {
        done[path->steps[i]] = true;
    }
    for (uint32_t r = first; r < s->steps.rules.n; r++) {
        const truce_order_rule *const rule = &s->steps.rules.at[r];
        const truce_position *const p = &k->matrix.positions[s->steps.said[r].position];
        const thing *const next = &s->steps.things[rule->after];
        if (!done[rule->before] || p->side != s->two.sides[1 - side] ||
            s->amounts[rule->before].giver != side || next->receiver == s->two.sides[side] ||
            p->stance != TRUCE_STANCE_INTENDS) {
            continue;
        }
        if (n++ < INTENDED_SHOWN) {
            say_intended(k, s, cell, r);
        }
    }
    if (n > INTENDED_SHOWN) {
        truce_buffer_printf(&k->text, "And %u more such intentions.", n - INTENDED_SHOWN);
        say(k, truce_document_cell(&k->doc, cell), "intentions on order that stand");
    }
}

void exposure_worst_whole(composer *k, const sequenced *s, truce_cell *cell,
                          const truce_exposure_path *path, int side) {
    const uint32_t after = path->worst[side].after;
    exposure_worst(k, s, &s->two, cell, path, side);
    if (after > 0) {
        add_left(k, s, cell, path, after, 1 - side);
        add_intended(k, s, cell, path, after, side);
    }
}
