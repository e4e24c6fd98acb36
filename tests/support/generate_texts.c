/* Random single texts: texts, clauses, wordings with brackets, and what is said of them. */
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

static void say_names(generator *g, uint64_t kinds, const char *otherwise) {
    generate_name(g, kinds, otherwise);
    while (generate_chance(g, 30)) {
        generate_say(g, ", ");
        generate_name(g, kinds, otherwise);
    }
}

static void told_lines(generator *g) {
    if (begin(g, 30, 0, "at ")) {
        generate_date(g);
        end(g);
    }
    if (begin(g, 30, ONE(CLAIM), "from ")) {
        generate_some_claims(g);
        end(g);
    }
}

static void clause_lines(generator *g) {
    static const char *const numbers[] = {"1", "2", "2.1", "2.10", "4", "IV", "(a)"};
    static const char *const covers[] = {"definitions", "monitoring", "aid", "changes"};
    generate_say(g, " of ");
    generate_name(g, ONE(TEXT), "paper");
    if (generate_chance(g, 70)) {
        generate_say(g, " number \"%s\"", PICK(g, numbers));
    }
    generate_flush(g, 0);
    if (begin(g, 50, ONE(ISSUE), "about ")) {
        say_names(g, ONE(ISSUE), "wage");
        end(g);
    }
    while (begin(g, 30, 0, "covers ")) {
        generate_say(g, "%s", PICK(g, covers));
        end(g);
    }
    if (begin(g, 30, ONE(CLAUSE), "reopens with ")) {
        say_names(g, ONE(CLAUSE), "cl1");
        end(g);
    }
    if (begin(g, 15, 0, "deliberate \"work\"")) {
        end(g);
    }
}

static void bracket_line(generator *g, unsigned bracket) {
    static const char *const words[] = {" \"shall\"", " \"may, at times,\"", " \"will [[not]\""};
    const bool owned = generate_chance(g, 80) && generate_have(g, ACTORS);
    generate_say(g, "bracket b%u%s", bracket,
                 owned && generate_chance(g, 25) ? "" : PICK(g, words));
    if (owned) {
        generate_say(g, " of ");
        say_names(g, ACTORS, "union");
    }
    if (begin(g, 30, ONE(ISSUE), " says ")) {
        (void)generate_item(g, false);
    }
    end(g);
}

static void wording_lines(generator *g) {
    static const char *const paragraphs[] = {
        "The crews work as ever.", "Both sides work with crews, on each day.",
        "The crews and the company work [[x] together.", "עברית, and a loan"};
    generate_say(g, " of ");
    generate_name(g, ONE(CLAUSE), "cl1");
    generate_say(g, " version %zu", 1 + below(&g->seed, 3));
    if (generate_chance(g, 40) && generate_have(g, ACTORS)) {
        generate_say(g, " by ");
        say_names(g, ACTORS, "union");
    }
    generate_flush(g, 0);
    told_lines(g);
    if (begin(g, 8, 0, "struck")) {
        end(g);
        return;
    }
    const unsigned brackets = (unsigned)below(&g->seed, 3);
    generate_say(g, "paragraph \"%s", PICK(g, paragraphs));
    for (unsigned i = 0; i < brackets; i++) {
        generate_say(g, " They [b%u] agree.", i);
    }
    generate_say(g, "\"");
    end(g);
    for (unsigned i = 0; i < brackets; i++) {
        bracket_line(g, i + (g->now->fault == BAD_VALUE));
        bracket_line(g, i);
    }
    while (begin(g, 40, 0, "paragraph ")) {
        generate_say(g, "\"%s\"", PICK(g, paragraphs));
        end(g);
    }
    if (begin(g, 30, ONE(ISSUE), "says ")) {
        (void)generate_item(g, false);
        end(g);
    }
    if (begin(g, 15, 0, "number \"3\"")) {
        end(g);
    }
}

static void of_wording(generator *g) {
    generate_say(g, " of ");
    generate_name(g, ONE(WORDING), "w1");
    generate_say(g, " by ");
    say_names(g, ONE(PARTY), "union");
}

static void standing_lines(generator *g) {
    static const char *const words[] = {" open", " provisional", " closed", " closed"};
    of_wording(g);
    if (begin(g, 30, ONE(CLAUSE), " conditional on ")) {
        say_names(g, ONE(CLAUSE), "cl1");
    } else {
        generate_say(g, "%s", PICK(g, words));
    }
    generate_flush(g, 0);
    told_lines(g);
}

static void change_lines(generator *g) {
    generate_say(g, " of ");
    generate_name(g, ONE(WORDING), "w1");
    if (generate_chance(g, 40)) {
        generate_say(g, " paragraph %s", g->now->fault == BAD_VALUE ? "9" : "1");
    }
    generate_say(g, " for ");
    say_names(g, ONE(CRITICISM), "k1");
    generate_flush(g, 0);
}

static void definition_lines(generator *g) {
    generate_say(g, " of ");
    generate_name(g, ONE(TEXT), "paper");
    if (generate_chance(g, 60) && generate_have(g, ONE(PARTY))) {
        generate_say(g, " by ");
        say_names(g, ONE(PARTY), "union");
    }
    generate_flush(g, 0);
    if (begin(g, 70, 0, "means ")) {
        generate_text(g);
        end(g);
    }
    if (begin(g, 30, ONE(TERM), "term ")) {
        generate_name(g, ONE(TERM), "crews");
        end(g);
    }
    if (begin(g, 20, 0, "deliberate")) {
        end(g);
    }
}

bool generate_text_fits(generator *g) {
    switch (g->now->kind) {
    case CLAUSE:
    case DEFINITION:
        return generate_have(g, ONE(TEXT));
    case WORDING:
        return generate_have(g, ONE(CLAUSE));
    case CHANGE:
        return generate_have(g, ONE(WORDING)) && generate_have(g, ONE(CRITICISM));
    case CRITICISM:
    case STANDING:
    case READING:
        return generate_have(g, ONE(WORDING)) && generate_have(g, ONE(PARTY));
    default:
        return true;
    }
}

void generate_text_lines(generator *g) {
    switch (g->now->kind) {
    case TEXT:
        if (generate_chance(g, 40) && generate_have(g, ONE(PARTY))) {
            generate_say(g, " of ");
            say_names(g, ONE(PARTY), "union");
        }
        generate_flush(g, 0);
        if (begin(g, 40, 0, "indivisible")) {
            end(g);
        }
        break;
    case CLAUSE:
        clause_lines(g);
        break;
    case WORDING:
        wording_lines(g);
        break;
    case CHANGE:
        change_lines(g);
        break;
    case STANDING:
        standing_lines(g);
        break;
    case DEFINITION:
        definition_lines(g);
        break;
    default: /* criticisms and readings */
        of_wording(g);
        generate_flush(g, 0);
        told_lines(g);
        break;
    }
}
