/* Plans of made-up cases: steps, exchanges, values of steps, agreements, obligations, reports and
 * incidents, with every line that each of them takes. */
#include "support/generate_parts.h"

#include <assert.h>
#include <stdio.h>

enum { GROUPS_MAX = 4 };

/* ---- names and numbers ---- */

/* Different records of these kinds: as many as asked for, or as there are (and luck finds). */
static size_t draw_some(generator *g, uint64_t kinds, const generate_record **some, size_t most) {
    enum { TRIES = 50 };
    size_t n = 0;
    for (size_t i = 0; i < TRIES && n < most; i++) {
        const generate_record *const r = generate_choose(g, kinds);
        bool fresh = r != NULL;
        for (size_t k = 0; k < n; k++) {
            fresh = fresh && some[k] != r;
        }
        if (fresh) {
            some[n++] = r;
        }
    }
    return n;
}

static void say_names(generator *g, uint64_t kinds, const char *otherwise) {
    generate_name(g, kinds, otherwise);
    while (generate_chance(g, 20)) {
        generate_say(g, ", ");
        generate_name(g, kinds, otherwise);
    }
}

/* A whole number; with the fault perhaps none. */
static void say_count(generator *g, size_t most) {
    static const char *const wrong[] = {"-3", "1.5", "2..9", "many", "1234567890123"};
    if (g->now->fault == BAD_VALUE && generate_chance(g, 40)) {
        generate_say(g, "%s", PICK(g, wrong));
    } else {
        generate_say(g, "%zu", below(&g->seed, most + 1));
    }
}

static void say_days(generator *g) {
    if (generate_chance(g, 30)) {
        generate_say(g, "%zu..%zu days", below(&g->seed, 4), 4 + below(&g->seed, 30));
    } else {
        const size_t from = g->line.size;
        say_count(g, 40);
        const bool one = g->line.size == from + 1 && g->line.data[from] == '1';
        generate_say(g, " day%s", one ? "" : "s");
    }
}

/* The number of one of its tranches or phases. */
static void say_part(generator *g, const generate_record *whole) {
    const bool wrong = g->now->fault == BAD_VALUE && generate_chance(g, 30);
    generate_say(g, "%zu", wrong ? 99 : 1 + below(&g->seed, whole->parts));
}

/* Whose part of an exchange, perhaps. */
static void say_whose(generator *g, const generate_record *what) {
    if (what->sides[0][0] != '\0' && generate_chance(g, 40)) {
        generate_say(g, " by %s", what->sides[below(&g->seed, 2)]);
    }
}

static void say_trigger(generator *g) {
    const generate_record *const what = generate_choose(g, ONE(STEP) | ONE(EXCHANGE) | ONE(EVENT));
    generate_say(g, "%s", what->name);
    if (what->kind == EXCHANGE && what->parts > 0 && generate_chance(g, 60)) {
        generate_say(g, " tranche ");
        say_part(g, what);
    }
    say_whose(g, what);
    if (generate_chance(g, 40)) {
        generate_say(g, " within ");
        say_days(g);
    }
}

static bool have_trigger(generator *g) {
    return generate_have(g, ONE(STEP) | ONE(EXCHANGE) | ONE(EVENT));
}

/* Begin a line in so many of a hundred cases, where something of these kinds (0: of any) may be
 * named; true: what stands behind the word is to be said, then the line ended. */
static bool begin(generator *g, unsigned percents, uint64_t kinds, const char *word) {
    if (!generate_chance(g, percents) || (kinds != 0 && !generate_have(g, kinds))) {
        return false;
    }
    generate_say(g, "%s", word);
    return true;
}

static void end(generator *g) {
    generate_flush(g, 2);
}

static void claims_line(generator *g) {
    if (begin(g, 30, ONE(CLAIM), "from ")) {
        generate_some_claims(g);
        end(g);
    }
}

static void oversight_lines(generator *g) {
    static const char *const words[] = {"dispute ", "guarantor ", "verifier "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (begin(g, 30, ACTORS, words[i])) {
            say_names(g, ACTORS, "union");
            end(g);
        }
    }
}

static void covers_lines(generator *g) {
    static const char *const kinds[] = {"definitions", "area", "commission", "aid", "changes"};
    while (begin(g, 30, 0, "covers ")) {
        generate_say(g, "%s", PICK(g, kinds));
        if (generate_chance(g, 40)) {
            generate_say(g, " clause ");
            generate_text(g);
        }
        end(g);
    }
}

/* ---- steps and what they are worth ---- */

static void step_lines(generator *g) {
    static const char *const orders[] = {"after ", "before "};
    if (generate_chance(g, 70)) {
        generate_say(g, " of ");
        generate_some_actors(g);
    }
    if (generate_chance(g, 50)) {
        generate_say(g, " to ");
        generate_some_actors(g);
    }
    generate_flush(g, 0);
    if (begin(g, 50, 0, "gives ")) {
        if (generate_chance(g, 40) || !generate_item(g, false)) {
            generate_text(g);
        }
        end(g);
    }
    while (generate_chance(g, 40) && have_trigger(g)) {
        generate_say(g, "%s", PICK(g, orders));
        say_trigger(g);
        end(g);
    }
    if (begin(g, 20, ONE(STEP), "with ")) {
        generate_name(g, ONE(STEP), "union");
        end(g);
    }
    const generate_record *const x = generate_chance(g, 20) && generate_have(g, ONE(EXCHANGE))
                                         ? generate_choose(g, ONE(EXCHANGE))
                                         : NULL;
    if (x != NULL && x->parts > 0) {
        generate_say(g, "with %s tranche ", x->name);
        say_part(g, x);
        say_whose(g, x);
        end(g);
    }
    static const char *const times[] = {"at ", "not before ", "until "};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        if (begin(g, 25, 0, times[i])) {
            generate_date(g);
            end(g);
        }
    }
    if (begin(g, 25, ONE(EVENT), "done ")) {
        generate_name(g, ONE(EVENT), "walk-out");
        end(g);
    }
    if (begin(g, 30, 0, "phase ")) {
        say_count(g, 3);
        end(g);
    }
    claims_line(g);
}

static void values_lines(generator *g) {
    const generate_record *steps[GROUPS_MAX];
    generate_say(g, " of ");
    generate_name(g, ONE(PARTY), "union");
    generate_say(g, " by ");
    generate_name(g, ONE(READER) | ONE(PARTY), "union");
    generate_flush(g, 0);
    const size_t n = draw_some(g, ONE(STEP), steps, GROUPS_MAX);
    for (size_t i = 0; i < n; i++) {
        generate_say(g, "step %s is %s", steps[i]->name,
                     generate_chance(g, 50) ? "40..55" : "-6.50");
        end(g);
    }
}

/* ---- exchanges ---- */

typedef struct sides {
    const generate_record *categories[GROUPS_MAX], *classes[GROUPS_MAX];
    size_t n_categories, n_classes;
} sides;

/* Numbers of some of the classes, perhaps of any. */
static void say_shares(generator *g, const sides *s) {
    const size_t first = s->n_classes > 0 ? below(&g->seed, s->n_classes) : 0;
    for (size_t i = first; i < s->n_classes; i++) {
        say_count(g, 50);
        generate_say(g, " %s, ", s->classes[i]->name);
    }
    say_count(g, 50);
}

static void tranche_line(generator *g, const sides *s, unsigned number) {
    generate_say(g, "tranche %u", number);
    if (generate_chance(g, 60)) {
        generate_say(g, " at ");
        generate_date(g);
    }
    if (generate_chance(g, 40) && have_trigger(g)) {
        generate_say(g, " after ");
        say_trigger(g);
    }
    if (s->n_categories > 0 && generate_chance(g, 80)) {
        const size_t first = below(&g->seed, s->n_categories);
        for (size_t i = first; i < s->n_categories; i++) {
            generate_say(g, "%s", i == first ? " releases " : ", ");
            say_count(g, 12);
            generate_say(g, " %s", s->categories[i]->name);
        }
    }
    if (generate_chance(g, 25)) {
        generate_say(g, " for ");
        say_shares(g, s);
    }
    end(g);
}

static void class_lines(generator *g, const sides *s) {
    for (size_t i = 0; i < s->n_classes; i++) {
        generate_say(g, "class %s%s", s->classes[i]->name, generate_chance(g, 70) ? " " : "");
        if (g->line.data[g->line.size - 1] == ' ') {
            say_count(g, 300);
        }
        end(g);
        if (generate_chance(g, 40)) {
            generate_say(g, "excludes %s", s->classes[i]->name);
            if (generate_chance(g, 70)) {
                generate_say(g, " ");
                say_count(g, 100);
            }
            if (generate_chance(g, 60)) {
                generate_say(g, " by ");
                generate_some_actors(g);
            }
            end(g);
        }
        if (generate_chance(g, 25)) {
            generate_say(g, "transfer %s ", s->classes[i]->name);
            say_count(g, 60);
            generate_say(g, " to ");
            generate_actor(g);
            end(g);
        }
    }
}

static void exchange_lines(generator *g) {
    const generate_record *two[2] = {NULL, NULL};
    sides s;
    const size_t n = draw_some(g, ACTORS, two, 2);
    assert(n > 0);
    generate_say(g, " of %s and %s", two[0]->name, two[n - 1]->name);
    (void)snprintf(g->now->sides[0], sizeof g->now->sides[0], "%s", two[0]->name);
    (void)snprintf(g->now->sides[1], sizeof g->now->sides[1], "%s", two[n - 1]->name);
    generate_flush(g, 0);
    s.n_categories = draw_some(g, ACTORS, s.categories, below(&g->seed, GROUPS_MAX));
    s.n_classes = draw_some(g, ACTORS, s.classes, below(&g->seed, GROUPS_MAX));
    for (size_t i = 0; i < s.n_categories; i++) {
        generate_say(g, "category %s ", s.categories[i]->name);
        say_count(g, 40);
        if (generate_chance(g, 75)) {
            generate_say(g, " at ");
            say_shares(g, &s);
        }
        end(g);
    }
    class_lines(g, &s);
    for (unsigned i = 1; i <= g->now->parts; i++) {
        tranche_line(g, &s, i);
    }
    if (begin(g, 40, 0, "quota ")) {
        generate_say(g, "%s %zu per day", two[below(&g->seed, n)]->name, 1 + below(&g->seed, 100));
        end(g);
    }
    if (begin(g, 30, 0, "extends ")) {
        generate_say(g, "%zu days per %zu", 2 + below(&g->seed, 4), 1 + below(&g->seed, 12));
        end(g);
    }
    while (begin(g, 40, 0, "total ")) {
        say_count(g, 2000);
        if (generate_chance(g, 60) && generate_have(g, ONE(CLAIM))) {
            generate_say(g, " from ");
            generate_some_claims(g);
        }
        end(g);
    }
    if (begin(g, 25, 0, "open ")) {
        generate_text(g);
        end(g);
    }
    claims_line(g);
}

/* ---- agreements and obligations ---- */

static void agreement_lines(generator *g) {
    const generate_record *some[3] = {NULL, NULL, NULL};
    const size_t n = draw_some(g, ACTORS, some, 3);
    for (size_t i = 0; i < n; i++) {
        generate_say(g, "%s%s", i == 0 ? " of " : ", ", some[i]->name);
    }
    generate_flush(g, 0);
    for (unsigned i = 1; i <= g->now->parts; i++) {
        generate_say(g, "phase %u", i);
        if (generate_chance(g, 50)) {
            generate_say(g, " ");
            generate_text(g);
        }
        if (generate_chance(g, 50)) {
            generate_say(g, " at ");
            generate_date(g);
        }
        if (generate_chance(g, 60)) {
            generate_say(g, " for ");
            say_days(g);
        }
        end(g);
    }
    if (g->now->parts > 0 && begin(g, 30, 0, "rolls phase ")) {
        say_part(g, g->now);
        generate_say(g, " while ");
        generate_text(g);
        end(g);
    }
    if (begin(g, 20, 0, "indivisible")) {
        end(g);
    }
    oversight_lines(g);
    covers_lines(g);
    claims_line(g);
}

/* In an agreement, perhaps in one of its phases. */
static void place_lines(generator *g) {
    const generate_record *const whole = generate_choose(g, ONE(AGREEMENT));
    if (whole == NULL || generate_chance(g, 30)) {
        return;
    }
    generate_say(g, "in %s", whole->name);
    if (generate_chance(g, 50)) {
        generate_say(g, " clause ");
        generate_text(g);
    }
    end(g);
    if (whole->parts > 0 && begin(g, 60, 0, "phase ")) {
        say_part(g, whole);
        end(g);
    }
}

static void waived_line(generator *g) {
    generate_say(g, "waived ");
    generate_some_claims(g);
    generate_say(g, " by ");
    say_names(g, ACTORS, "union");
    if (generate_chance(g, 50)) {
        generate_say(g, " at ");
        generate_date(g);
    }
    end(g);
}

static void obligation_lines(generator *g) {
    static const char *const per[] = {"", " per day", " per week", " per month", " per phase"};
    generate_say(g, " of ");
    generate_some_actors(g);
    if (generate_chance(g, 60)) {
        generate_say(g, " to ");
        generate_some_actors(g);
    }
    generate_flush(g, 0);
    place_lines(g);
    if (begin(g, 40, 0, "from ")) {
        generate_date(g);
        if (generate_chance(g, 50)) {
            generate_say(g, " until ");
            generate_date(g);
        }
        end(g);
    } else if (begin(g, 30, 0, "until ")) {
        generate_date(g);
        end(g);
    } else if (generate_chance(g, 40) && have_trigger(g)) {
        generate_say(g, "after ");
        say_trigger(g);
        end(g);
    }
    if (begin(g, 50, 0, "quantity ")) {
        say_count(g, 600);
        generate_say(g, " trucks%s", PICK(g, per));
        end(g);
    }
    while (begin(g, 25, 0, "evidence ")) {
        generate_text(g);
        end(g);
    }
    oversight_lines(g);
    covers_lines(g);
    if (begin(g, 40, 0, "response ")) {
        generate_text(g);
        if (generate_chance(g, 50)) {
            generate_say(g, " within ");
            say_days(g);
        }
        end(g);
    }
    if (begin(g, 20, ONE(OBLIGATION), "falls with ")) {
        say_names(g, ONE(OBLIGATION), "union");
        end(g);
    }
    if (generate_chance(g, 15) && generate_have(g, ONE(CLAIM)) && generate_have(g, ACTORS)) {
        waived_line(g);
    }
}

/* ---- reports and incidents ---- */

static void seen_lines(generator *g) {
    static const char *const by[] = {"verified ", "disputed "};
    generate_flush(g, 0);
    if (begin(g, 70, ONE(OBLIGATION), "concerns ")) {
        say_names(g, ONE(OBLIGATION), "union");
        end(g);
    }
    if (begin(g, 70, 0, "at ")) {
        generate_date(g);
        end(g);
    }
    if (begin(g, 40, 0, "measured ")) {
        generate_say(g, "%s%s", generate_chance(g, 50) ? "540" : "38.5",
                     generate_chance(g, 60) ? " trucks" : "");
        end(g);
    }
    if (begin(g, 60, ONE(CLAIM), "reported ")) {
        generate_some_claims(g);
        end(g);
    }
    for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
        if (generate_have(g, ACTORS) && begin(g, 40, ONE(CLAIM), by[i])) {
            generate_some_claims(g);
            generate_say(g, " by ");
            say_names(g, ACTORS, "union");
            end(g);
        }
    }
    if (g->now->kind == REPORT && begin(g, 40, 0, generate_chance(g, 50) ? "kept" : "not kept")) {
        end(g);
    }
    if (g->now->kind == INCIDENT && generate_have(g, ACTORS) &&
        begin(g, 30, ONE(CLAIM), "attributed ")) {
        generate_some_claims(g);
        generate_say(g, " to ");
        generate_actor(g);
        generate_say(g, " by ");
        say_names(g, ACTORS, "union");
        end(g);
    }
}

bool generate_plan_fits(generator *g) {
    switch (g->now->kind) {
    case EXCHANGE:
    case AGREEMENT: {
        const generate_record *two[2];
        return draw_some(g, ACTORS, two, 2) == 2;
    }
    case VALUES:
        return generate_have(g, ONE(PARTY)) && generate_have(g, ONE(READER) | ONE(PARTY));
    default:
        return true;
    }
}

void generate_plan_lines(generator *g) {
    switch (g->now->kind) {
    case STEP:
        step_lines(g);
        break;
    case EXCHANGE:
        exchange_lines(g);
        break;
    case VALUES:
        values_lines(g);
        break;
    case AGREEMENT:
        agreement_lines(g);
        break;
    case OBLIGATION:
        obligation_lines(g);
        break;
    default:
        seen_lines(g);
        break;
    }
}
