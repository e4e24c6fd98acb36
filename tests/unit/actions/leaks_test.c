/* What a release would give away: 200 generated cases, whose records are dealt out to those that
 * are handed on, those that the reader has and those that stay hidden. Into one that is handed on
 * and a hidden one are planted a value, a name, a phrase and a package; and for comparison others
 * that are not hidden, or that the reader has. Every planted leak is found, where it is; nothing is
 * that is none; and what else is found, which are words that the generator put into both, is
 * counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "actions/leaks.h"
#include "support/generate.h"
#include "support/ok.h"
#include "support/random.h"
#include "truce/case/parts.h"

enum { CASES = 200, PLANTS = 4 };

typedef struct dealt {
    truce_str *handed, *had, *hidden, *names, *issues;
    size_t n_handed, n_had, n_hidden, n_names, n_issues;
} dealt;

static truce_str *room(truce_arena *arena, size_t n) {
    truce_str *const all = truce_arena_zero(arena, n + 1, sizeof *all);
    assert_non_null(all);
    return all;
}

static dealt deal(const truce_case_part *parts, size_t n, uint64_t *draw, truce_arena *arena) {
    dealt d = {room(arena, n),     room(arena, n),     room(arena, n),
               room(arena, n + 2), room(arena, n + 2), .n_handed = 0};
    for (size_t i = 0; i < n; i++) {
        const uint64_t to = below(draw, 4);
        if (to == 0) {
            d.handed[d.n_handed++] = parts[i].text;
        } else if (to == 1) {
            d.had[d.n_had++] = parts[i].text;
        } else {
            d.hidden[d.n_hidden++] = parts[i].text;
        }
        d.names[d.n_names++] = parts[i].name;
        if (truce_str_equal(parts[i].kind, TRUCE_STR("issue"))) {
            d.issues[d.n_issues++] = parts[i].name;
        }
    }
    d.issues[d.n_issues++] = d.names[d.n_names++] = TRUCE_STR("planted-one");
    d.issues[d.n_issues++] = d.names[d.n_names++] = TRUCE_STR("planted-two");
    return d;
}

/* Add lines to one of the texts. */
static size_t plant(truce_str *texts, size_t n, uint64_t *draw, const char *lines,
                    truce_arena *arena) {
    const size_t at = (size_t)below(draw, n);
    texts[at] = truce_arena_printf(arena, "%.*s%s", TRUCE_STR_ARGS(texts[at]), lines);
    assert_non_null(texts[at].data);
    return at;
}

static char letters[8][12];

static void draw_words(uint64_t *draw) {
    for (size_t i = 0; i < 8; i++) {
        for (size_t k = 0; k < 9; k++) {
            letters[i][k] = (char)('a' + below(draw, 26));
        }
        letters[i][9] = '\0';
    }
    letters[6][0] = (char)(letters[6][0] - 'a' + 'A');
    letters[7][0] = (char)(letters[7][0] - 'a' + 'A');
}

/* Is this found, in this hidden text? */
static bool is_found(const leaks *l, leak_kind kind, const char *what, size_t hidden) {
    for (size_t i = 0; i < l->n; i++) {
        const leak *const k = &l->found[i];
        if (k->kind == kind && k->hidden == hidden &&
            (what == NULL ? k->n >= 2 : truce_str_equal(k->what, truce_str_of(what)))) {
            return true;
        }
    }
    return false;
}

static bool is_anywhere(const leak *all, size_t n, const char *what) {
    for (size_t i = 0; i < n; i++) {
        if (truce_str_equal(all[i].what, truce_str_of(what))) {
            return true;
        }
    }
    return false;
}

static size_t check_case(uint64_t seed) {
    truce_error err = {0};
    truce_arena arena = truce_arena_new();
    truce_case_part *parts = NULL;
    size_t n = 0;
    uint64_t draw = seed * 9176 + 3;
    const generated made = generate_case((generate_options){.seed = seed, .records = 10}, &arena);
    ok(truce_case_parts(made.files, made.n_files, &arena, &parts, &n, &err));
    dealt d = deal(parts, n, &draw, &arena);
    if (d.n_handed == 0 || d.n_had == 0 || d.n_hidden == 0) {
        truce_arena_clear(&arena);
        return SIZE_MAX;
    }
    draw_words(&draw);
    char lines[5][400];
    char others[PLANTS][400]; /* the same leaks between other words */
    char phrase[80];
    char value[24];
    char open_value[24];
    (void)snprintf(value, sizeof value, "%u", 70000 + (unsigned)below(&draw, 9000));
    (void)snprintf(open_value, sizeof open_value, "%u", 80000 + (unsigned)below(&draw, 9000));
    (void)snprintf(phrase, sizeof phrase, "%s %s %s %s %s", letters[0], letters[1], letters[2],
                   letters[3], letters[4]);
    (void)snprintf(lines[0], sizeof lines[0], "  note \"it is %s\"\n", value);
    (void)snprintf(lines[1], sizeof lines[1], "  note \"told by %s then\"\n", letters[6]);
    (void)snprintf(lines[2], sizeof lines[2], "  note \"so %s\"\n", phrase);
    (void)snprintf(others[0], sizeof others[0], "  note \"some %s\"\n", value);
    (void)snprintf(others[1], sizeof others[1], "  note \"and %s\"\n", letters[6]);
    (void)snprintf(others[2], sizeof others[2], "  note \"or %s\"\n", phrase);
    (void)snprintf(others[3], sizeof others[3], "  planted-two 7\n  planted-one %s\n", letters[5]);
    (void)snprintf(lines[3], sizeof lines[3], "  planted-one %s\n  planted-two 7\n", letters[5]);
    /* Not hidden; and what the reader has, though it is hidden elsewhere. */
    (void)snprintf(lines[4], sizeof lines[4], "  note \"also %s and %s here\"\n", open_value,
                   letters[7]);
    size_t where[PLANTS];
    for (size_t i = 0; i < PLANTS; i++) {
        where[i] = plant(d.hidden, d.n_hidden, &draw, lines[i], &arena);
        (void)plant(d.handed, d.n_handed, &draw, others[i], &arena);
    }
    (void)plant(d.handed, d.n_handed, &draw, lines[4], &arena);
    char known[40];
    (void)snprintf(known, sizeof known, "  note \"of %s\"\n", letters[7]);
    (void)plant(d.had, d.n_had, &draw, known, &arena);
    (void)plant(d.hidden, d.n_hidden, &draw, known, &arena);

    leaks l;
    ok(leaks_find(d.handed, d.n_handed, d.had, d.n_had, d.hidden, d.n_hidden, d.names, d.n_names,
                  d.issues, d.n_issues, &arena, &l, &err));
    char pair[40];
    (void)snprintf(pair, sizeof pair, "planted-one %s", letters[5]);
    const bool all = is_found(&l, LEAK_VALUE, value, where[0]) &&
                     is_found(&l, LEAK_NAME, letters[6], where[1]) &&
                     is_found(&l, LEAK_PHRASE, phrase, where[2]) &&
                     is_found(&l, LEAK_VALUE, pair, where[3]) &&
                     is_found(&l, LEAK_PACKAGE, NULL, where[3]);
    if (!all || is_anywhere(l.found, l.n, open_value) || is_anywhere(l.found, l.n, letters[7]) ||
        is_anywhere(l.learnt, l.n_learnt, letters[7]) ||
        !is_anywhere(l.learnt, l.n_learnt, open_value)) {
        for (size_t i = 0; i < l.n; i++) {
            (void)fprintf(stderr, "%s: %.*s (hidden %u)\n", leak_kind_name(l.found[i].kind),
                          TRUCE_STR_ARGS(l.found[i].what), l.found[i].hidden);
        }
        fail_msg("seed %llu: %s, %s, %s, %s in %zu %zu %zu %zu", (unsigned long long)seed, value,
                 letters[6], phrase, pair, where[0], where[1], where[2], where[3]);
    }
    const size_t found = l.n;
    truce_arena_clear(&arena);
    return found - (PLANTS + 4); /* the package, its two values, and the names of their issues */
}

static void every_planted_leak_is_found(void **state) {
    (void)state;
    size_t cases = 0;
    size_t more = 0;
    size_t most = 0;
    for (uint64_t seed = 1; cases < CASES; seed++) {
        const size_t n = check_case(seed);
        if (n != SIZE_MAX) {
            cases++;
            more += n;
            most = n > most ? n : most;
        }
    }
    print_message("%zu cases, %d leaks planted in each and found; %zu more alarms (%.1f a case, at "
                  "most %zu)\n",
                  cases, PLANTS + 1, more, (double)more / (double)cases, most);
    assert_true(more < 40 * cases);
}

/* Titles and names of compartments, by their words, however they are written; each once; not what
 * the reader has, nor what only looks like it. */
static void titles_are_found_by_their_words(void **state) {
    (void)state;
    static const char *const texts[] = {
        "source s \"From the North room, in short\"\n  salt \"the north room\"\n",
        ("claim s:P1\n  says \"As karda's SECOND\tpaper has it, in the north-room; the south "
         "room\"\n"),
        "claim s:P2\n  says \"a northern room; Karda's second; who is Mona's mother\"\n"};
    static const char *const read[] = {"event e \"The south room is full\"\n"};
    static const leak_sought sought[] = {{LEAK_COMPARTMENT, {"north-room", 10}, 0},
                                         {LEAK_COMPARTMENT, {"south-room", 10}, 0},
                                         {LEAK_TITLE, {"Karda's second paper", 20}, 3},
                                         {LEAK_TITLE, {"A paper of one's own", 20}, 4},
                                         {LEAK_TITLE, {"", 0}, 5},
                                         {LEAK_MEMBER, {"mona", 4}, 0},
                                         {LEAK_TITLE, {"karda's second paper", 20}, 6}};
    truce_arena arena = truce_arena_new();
    truce_error err = {0};
    leaks l = {.n = 0};
    truce_str handed[3];
    for (size_t i = 0; i < 3; i++) {
        handed[i] = truce_str_of(texts[i]);
    }
    const truce_str had = truce_str_of(read[0]);
    ok(leaks_find_titles(handed, 3, &had, 1, sought, sizeof sought / sizeof *sought, &arena, &l,
                         &err));
    assert_int_equal(l.n, 3);
    assert_int_equal(l.found[0].kind, LEAK_COMPARTMENT);
    assert_true(truce_str_equal(l.found[0].what, TRUCE_STR("North room")));
    assert_int_equal(l.found[0].text, 0);
    assert_int_equal(l.found[0].line, 1);
    assert_int_equal(l.found[1].kind, LEAK_TITLE);
    assert_int_equal(l.found[1].hidden, 3);
    assert_int_equal(l.found[1].text, 1);
    assert_int_equal(l.found[1].line, 2);
    assert_int_equal(l.found[2].kind, LEAK_MEMBER);
    assert_true(truce_str_equal(l.found[2].what, TRUCE_STR("Mona's")));
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_planted_leak_is_found),
        cmocka_unit_test(titles_are_found_by_their_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
