/* Random models: a model, moves in it, and orders of those who move. */
#include <stdio.h>
#include <string.h>

#include "support/generate_parts.h"

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

static void from_line(generator *g) {
    if (begin(g, 30, ONE(CLAIM), "from ")) {
        generate_some_claims(g);
        end(g);
    }
}

/* A move of the model that all who see the present record may see; mostly of this one, so that
 * cases stay without errors. False: there is none, and nothing was said. */
static bool say_move(generator *g, const char *model) {
    const generate_record *found = NULL;
    size_t met = 0;
    for (size_t i = 0; i < g->n; i++) {
        const generate_record *const r = &g->records[i];
        if (r->kind == MOVE && strcmp(r->of, model) == 0 && (g->now->viewers & ~r->viewers) == 0 &&
            below(&g->seed, ++met) == 0) {
            found = r;
        }
    }
    if (found == NULL) {
        return false;
    }
    generate_say(g, "%s",
                 g->now->fault == UNKNOWN_NAME && generate_chance(g, 30) ? "nowhere" : found->name);
    return true;
}

/* As it comes back: with no more parentheses than it needs. */
static void say_logic(generator *g, const char *model) {
    static const char *const forms[] = {
        "M",      "not M",       "M and not M",   "M or not M and M",      "M and (M or M)",
        "M if M", "not M iff M", "not (M and M)", "M if not (M or not M)", "(M iff M) or M",
    };
    for (const char *p = PICK(g, forms); *p != '\0'; p++) {
        if (*p == 'M') {
            (void)say_move(g, model);
        } else if (*p != ')' || g->now->fault != BAD_VALUE) {
            generate_say(g, "%c", *p);
        }
    }
}

static void outcome(generator *g, const char *model) {
    if (generate_chance(g, 40) || !say_move(g, model)) {
        generate_say(g, "nothing");
    }
}

/* Whether there is a move that may be named; what is said of moves would else be nothing. */
static bool have_move(generator *g, const char *model) {
    for (size_t i = 0; i < g->n; i++) {
        const generate_record *const r = &g->records[i];
        if (r->kind == MOVE && strcmp(r->of, model) == 0 && (g->now->viewers & ~r->viewers) == 0) {
            return true;
        }
    }
    return false;
}

static void model_lines(generator *g) {
    const char *const model = g->now->name;
    const bool moves = have_move(g, model);
    generate_say(g, " by ");
    generate_name(g, ONE(READER) | ONE(PARTY), "analyst-a");
    generate_flush(g, 0);
    if (begin(g, 70, 0, "status quo ")) {
        outcome(g, model);
        end(g);
    }
    if (begin(g, 30, 0, "target ")) {
        outcome(g, model);
        end(g);
    }
    if (moves && begin(g, 20, 0, "together ")) {
        (void)say_move(g, model);
        generate_say(g, " by ");
        generate_name(g, ACTORS, "union");
        end(g);
    }
    from_line(g);
}

static void move_lines(generator *g) {
    static const char *const ways[] = {"once taken", "once dropped"};
    generate_say(g, " of ");
    generate_name(g, ONE(PARTY), "union");
    generate_say(g, " in %s", g->now->of);
    generate_flush(g, 0);
    if (begin(g, 20, 0, PICK(g, ways))) {
        end(g);
    }
    from_line(g);
}

static void ranked_lines(generator *g, const char *model, bool moves) {
    generate_say(g, "ranks ");
    if (moves) {
        (void)say_move(g, model);
    } else {
        generate_say(g, "nothing");
    }
    end(g);
    if (moves) {
        generate_say(g, "%s nothing", generate_chance(g, 50) ? "ranks" : "equals");
        end(g);
    }
}

static void order_lines(generator *g) {
    const char *const model = g->now->of;
    const bool moves = have_move(g, model);
    generate_say(g, " of ");
    generate_name(g, ONE(PARTY), "union");
    generate_say(g, " in %s by ", model);
    generate_name(g, ONE(READER) | ONE(PARTY), "analyst-a");
    generate_flush(g, 0);
    if (!moves || generate_chance(g, 15)) {
        ranked_lines(g, model, moves);
    } else if (generate_chance(g, 25)) {
        generate_say(g, "weighs ");
        (void)say_move(g, model);
        generate_say(g, " %s", g->now->fault == BAD_VALUE ? "0.5" : "-3");
        end(g);
    } else {
        do {
            generate_say(g, "prefers ");
            say_logic(g, model);
            end(g);
        } while (generate_chance(g, 60));
        if (begin(g, 20, 0, "strong")) {
            end(g);
        }
    }
    if (moves && begin(g, 15, 0, "unknown ")) {
        (void)say_move(g, model);
        generate_say(g, " against not ");
        (void)say_move(g, model);
        end(g);
    }
    if (begin(g, 20, ONE(PARTY), "toward ")) {
        generate_name(g, ONE(PARTY), "union");
        generate_say(g, " negative");
        end(g);
    }
    from_line(g);
}

bool generate_model_fits(generator *g) {
    generate_record *const r = g->now;
    const generate_record *model = NULL;
    if (!generate_have(g, ONE(PARTY)) || !generate_have(g, ONE(READER) | ONE(PARTY))) {
        return false;
    }
    if (r->kind == MODEL) {
        return true;
    }
    model = generate_choose(g, ONE(MODEL));
    if (model == NULL) {
        return false;
    }
    (void)snprintf(r->of, sizeof r->of, "%s", model->name);
    return true;
}

void generate_model_lines(generator *g) {
    if (g->now->kind == MODEL) {
        model_lines(g);
    } else if (g->now->kind == MOVE) {
        move_lines(g);
    } else {
        order_lines(g);
    }
}
