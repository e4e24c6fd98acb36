/* The grammar in docs/case-language.md, by way of tools/ll1: it is LL(1), and the words that the
 * reader takes from truce/case/words.h are the page's, list by list and name by name. Then the tool
 * itself, on small grammars with one fault each.
 *
 * Arguments: the path of the ll1 program and that of the page. */
#include "truce/case/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/folder.h"
enum { OUTPUT_MAX = 16384 };

static const char *tool;
static const char *page;

/* Run the tool on a page; its output goes to `out`. Returns its exit status. */
static int run_tool(const char *options, const char *on_page, char *out) {
    char command[2048];
    assert_true(snprintf(command, sizeof command, "'%s' %s '%s' 2>&1", tool, options, on_page) <
                (int)sizeof command);
    FILE *const pipe = popen(command, "r");
    assert_non_null(pipe);
    const size_t n = fread(out, 1, OUTPUT_MAX - 1, pipe);
    out[n] = '\0';
    const int status = pclose(pipe);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* Append a word to a line of words. */
static void add_word(char *line, truce_str word) {
    const size_t used = strlen(line);
    (void)snprintf(line + used, OUTPUT_MAX - used, " %.*s", TRUCE_STR_ARGS(word));
}

static void add_list(char *line, truce_word_list list) {
    for (size_t i = 0; i < truce_words_count(list); i++) {
        if (truce_words_at(list, i).size > 0) { /* an enum's zero value may be unwritten */
            add_word(line, truce_words_at(list, i));
        }
    }
}

/* ---- the page ---------------------------------------------------------------------------------
 */

static void the_grammar_is_ll1(void **state) {
    (void)state;
    char out[OUTPUT_MAX];
    const int status = run_tool("", page, out);
    if (status != 0) {
        print_message("%s", out);
    }
    assert_int_equal(status, 0);
}

static void names_are_refused_exactly_where_the_grammar_says(void **state) {
    (void)state;
    static const struct {
        const char *called;
        truce_reserved kind;
    } kinds[] = {
        {"actor:", TRUCE_RESERVED_ACTOR},   {"issue:", TRUCE_RESERVED_ISSUE},
        {"move:", TRUCE_RESERVED_MOVE},     {"offer:", TRUCE_RESERVED_OFFER},
        {"option:", TRUCE_RESERVED_OPTION}, {"reader:", TRUCE_RESERVED_READER},
    };
    assert_int_equal(sizeof kinds / sizeof *kinds, TRUCE_RESERVED_N);
    char want[OUTPUT_MAX] = "";
    char out[OUTPUT_MAX];
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t n = 0;
        const char *const *const words = truce_words_reserved(kinds[k].kind, &n);
        strcat(want, kinds[k].called);
        for (size_t i = 0; i < n; i++) {
            add_word(want, truce_str_of(words[i]));
        }
        strcat(want, "\n");
    }
    assert_int_equal(run_tool("--reserved", page, out), 0);
    assert_string_equal(out, want);
}

/* The page's line that begins so. */
static void find_line(const char *begin, char *line) {
    FILE *const file = fopen(page, "r");
    assert_non_null(file);
    bool found = false;
    while (!found && fgets(line, OUTPUT_MAX, file) != NULL) {
        found = strncmp(line, begin, strlen(begin)) == 0;
    }
    (void)fclose(file);
    if (!found) {
        fail_msg("the page has no line \"%s\"", begin);
    }
}

static void the_table_of_refused_names_is_complete(void **state) {
    (void)state;
    static const char *const rows[TRUCE_RESERVED_N] = {
        [TRUCE_RESERVED_ACTOR] = "| an actor | `",
        [TRUCE_RESERVED_ISSUE] = "| an issue | `",
        [TRUCE_RESERVED_OPTION] = "| an option | `",
        [TRUCE_RESERVED_OFFER] = "| an offer | `",
        [TRUCE_RESERVED_MOVE] = "| a move | `",
        [TRUCE_RESERVED_READER] = "| a reader or a compartment | `",
    };
    for (int kind = 0; kind < TRUCE_RESERVED_N; kind++) {
        char line[OUTPUT_MAX];
        find_line(rows[kind], line);
        size_t n = 0;
        size_t met = 0;
        const char *const *const words = truce_words_reserved((truce_reserved)kind, &n);
        for (char *word = strtok(line + strlen(rows[kind]), " `|\n"); word != NULL;
             word = strtok(NULL, " `|\n")) {
            bool known = false;
            for (size_t i = 0; i < n; i++) {
                known = known || strcmp(words[i], word) == 0;
            }
            if (!known) {
                fail_msg("%s...: \"%s\" is not refused", rows[kind], word);
            }
            met++;
        }
        assert_int_equal(met, n);
    }
}

static const struct {
    const char *called;
    truce_word_list list;
} lists[] = {
    {"ACTOR", TRUCE_WORDS_ACTOR},       {"SOURCE", TRUCE_WORDS_SOURCE},
    {"GRADE", TRUCE_WORDS_GRADE},       {"TOPIC", TRUCE_WORDS_TOPIC},
    {"LINK", TRUCE_WORDS_LINK},         {"EVENT", TRUCE_WORDS_EVENT},
    {"ACCOUNT", TRUCE_WORDS_ACCOUNT},   {"STAGE", TRUCE_WORDS_STAGE},
    {"STATE", TRUCE_WORDS_STATE},       {"STANCE", TRUCE_WORDS_STANCE},
    {"FIRMNESS", TRUCE_WORDS_FIRMNESS}, {"LISTED", TRUCE_WORDS_LISTED},
    {"ORDER", TRUCE_WORDS_ORDER},       {"TIME", TRUCE_WORDS_TIME},
    {"ROLE", TRUCE_WORDS_ROLE},         {"TRAIT", TRUCE_WORDS_TRAIT},
    {"RELATION", TRUCE_WORDS_RELATION}, {"PREPOSITION", TRUCE_WORDS_PREPOSITION},
    {"STANDING", TRUCE_WORDS_STANDING}, {"RANK", TRUCE_WORDS_RANK},
    {"MARK", TRUCE_WORDS_MARK},         {"PERIOD", TRUCE_WORDS_PERIOD},
    {"CLAUSE", TRUCE_WORDS_CLAUSE},     {"ATTITUDE", TRUCE_WORDS_ATTITUDE},
};

static void every_list_of_words_is_on_the_page_in_its_order(void **state) {
    (void)state;
    char out[OUTPUT_MAX] = "\n";
    size_t lines = 0;
    assert_int_equal(sizeof lists / sizeof *lists, TRUCE_WORDS_N - 1); /* all but RECORD */
    assert_int_equal(run_tool("--lists", page, out + 1), 0);
    for (const char *p = out + 1; (p = strchr(p, '\n')) != NULL; p++) {
        lines++;
    }
    assert_int_equal(lines, sizeof lists / sizeof *lists);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char line[OUTPUT_MAX];
        (void)snprintf(line, sizeof line, "\n%s:", lists[i].called);
        add_list(line, lists[i].list);
        strcat(line, "\n");
        if (strstr(out, line) == NULL) {
            fail_msg("the page's list differs from words.c's:%s", line);
        }
    }
}

static int by_text(const void *left, const void *right) {
    const char *const *l = left;
    const char *const *r = right;
    return strcmp(*l, *r);
}

static void records_begin_with_the_words_for_records_and_those_of_later(void **state) {
    (void)state;
    char all[OUTPUT_MAX] = " step exchange obligation incident message protocol clause";
    char out[OUTPUT_MAX];
    char want[OUTPUT_MAX] = "record:";
    const char *words[128];
    size_t n = 0;
    add_list(all, TRUCE_WORDS_ACTOR);
    add_list(all, TRUCE_WORDS_RECORD);
    for (const char *p = strtok(all, " "); p != NULL; p = strtok(NULL, " ")) {
        words[n++] = p;
    }
    qsort(words, n, sizeof *words, by_text);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(words[i - 1], words[i]) != 0) { /* "actor" is in both lists */
            add_word(want, truce_str_of(words[i]));
        }
    }
    strcat(want, "\n");
    assert_int_equal(run_tool("--first record", page, out), 0);
    assert_string_equal(out, want);
}

static void a_name_with_a_digit_or_a_hyphen_is_always_safe(void **state) {
    (void)state;
    char out[OUTPUT_MAX];
    size_t n = 0;
    assert_int_equal(run_tool("--keywords", page, out), 0);
    for (const char *word = strtok(out, " \n"); word != NULL; word = strtok(NULL, " \n")) {
        const bool sign = strchr("ABCDEF,>=()", word[0]) != NULL && word[1] == '\0';
        if (n++ > 0 && !sign) { /* the first is "keywords:" */
            assert_int_equal(word[strspn(word, "abcdefghijklmnopqrstuvwxyz")], '\0');
        }
    }
    assert_true(n > 100);
}

/* ---- the tool ---------------------------------------------------------------------------------
 */

static int run_on(const char *options, const char *grammar, char *out) {
    char folder[FOLDER_PATH];
    char path[FOLDER_PATH];
    folder_make(folder);
    FILE *const file = fopen(folder_file(folder, "page.md", path), "w");
    assert_non_null(file);
    assert_true(fprintf(file, "# A page\n\n```ebnf\n%s", grammar) > 0);
    assert_int_equal(fclose(file), 0);
    const int status = run_tool(options, path, out);
    folder_remove(folder);
    return status;
}

static void expect(const char *grammar, int want_status, const char *want) {
    char out[OUTPUT_MAX];
    const int status = run_on("", grammar, out);
    if (status != want_status || strstr(out, want) == NULL) {
        fail_msg("%s\ngave %d, not %d and \"%s\":\n%s", grammar, status, want_status, want, out);
    }
}

static void each_kind_of_conflict_is_found(void **state) {
    (void)state;
    expect("a = \"x\" NL | \"y\" NL\n```\n", 0, "is LL(1)");
    expect("a = \"x\" NL | \"x\" TEXT\n```\n", 1, "in \"a\", two choices begin alike: x");
    expect("a = b | c\nb = \"x\"\nc = [ \"y\" ] \"x\"\n```\n", 1, "two choices begin alike: x");
    expect("a = [ \"x\" ] \"x\"\n```\n", 1, "in \"a\", goes on or ends alike: x");
    expect("a = b \"x\"\nb = { \"y\" | \"x\" }\n```\n", 1, "in \"b\", goes on or ends alike: x");
    expect("a = > { \"x\" } < > \"y\" <\n```\n", 1, "goes on or ends alike: >");
    expect("a = [ \"x\" ] | { \"y\" }\n```\n", 1, "two choices may both be empty");
    expect("a = { [ \"x\" ] } \"y\"\n```\n", 1, "what may be left out may also be empty");
    expect("a = a \"x\" | \"x\"\n```\n", 1, "two choices begin alike: x");
}

static void tokens_that_look_alike_are_not_told_apart(void **state) {
    (void)state;
    expect("a = NUMBER | DATE\n```\n", 1, "two choices begin alike: NUMBER");
    expect("a = an-issue-name | an-actor-name \"x\"\n"
           "an-issue-name = NAME\nan-actor-name = NAME\n```\n",
           1, "two choices begin alike: NAME");
    expect("a = NAME | UNIT\n```\n", 1, "two choices begin alike: NAME");
    expect("a = \"x\" | CLAIM | NUMBER | NAME | TEXT\n```\n", 0, "any: x");
}

static void a_list_stands_for_its_words(void **state) {
    (void)state;
    expect("a = \"x\" | COLOUR\n```\n| `COLOUR` | a colour | `red` `x` |\n", 1,
           "two choices begin alike: x");
    expect("a = \"x\" | COLOUR\n```\n| `COLOUR` | a colour | `red` `blue` |\n", 0, "is LL(1)");
    expect("a = \"x\" | COLOUR\n```\n", 1, "no token or list of this name: COLOUR");
    expect("a = \"x\"\n```\n| `COLOUR` | a colour | `red` |\n", 1, "nothing uses this: COLOUR");
    expect("a = \"x\" | \"red\"\n```\n| `COLOUR` | a colour | `red` |\n", 0, "is LL(1)");
    expect("a = \"x\" | COLOUR\n```\n# Behind\n| `COLOUR` | a colour | `red` `blue` |\n", 1,
           "no token or list of this name: COLOUR");
}

static void loose_ends_are_found(void **state) {
    (void)state;
    expect("a = b\n```\n", 1, "no rule of this name: b");
    expect("a = \"x\"\nb = \"y\"\n```\n", 1, "nothing uses this: b");
    expect("a = c-name\n```\n", 1, "no rule for this name: c-name");
    expect("a = b\nb = b \"x\"\n```\n", 1, "this rule never begins: b");
    expect("a = \"x-1\"\n```\n", 1, "a keyword is lower-case letters only: x-1");
}

static void a_page_without_a_grammar_is_refused(void **state) {
    (void)state;
    expect("", 3, "the ```ebnf block does not end");
    expect("a = \"x\n```\n", 3, "a quoted word that does not end");
    expect("a = ( \"x\" ]\n```\n", 3, "a bracket that does not close before: ]");
    expect("a = \"x\"\na = \"y\"\n```\n", 3, "a second rule of this name: a");
    expect("a \"x\"\n```\n", 3, "= is missing behind: a");
    expect("a = \"x\" ;\n```\n", 3, "not a part of a grammar: ;");
    expect("b-name = \"x\"\n```\n", 3, "a rule that ends in -name is just NAME: b-name");
    expect("```\n", 3, "the grammar has no rule");
    char out[OUTPUT_MAX];
    assert_int_equal(run_tool("", "/nowhere/at/all.md", out), 3);
    assert_int_equal(run_tool("--wrong", page, out), 2);
}

static void competing_words_go_to_the_kinds_that_the_rule_names(void **state) {
    (void)state;
    char out[OUTPUT_MAX];
    assert_int_equal(run_on("--reserved",
                            "a = cat-or-dog-name [ \"b\" ] hen-name NL { \"c\" | cat-name } NL\n"
                            "cat-name = NAME\ncat-or-dog-name = NAME\nhen-name = NAME\n```\n",
                            out),
                     0);
    assert_string_equal(out, "cat: c\nhen: b\n");
    assert_int_equal(run_on("--reserved",
                            "a = ( cat-or-dog-name | KIND ) NL\ncat-or-dog-name = NAME\n```\n"
                            "| `KIND` | a kind | `tame` `wild` |\n",
                            out),
                     0);
    assert_string_equal(out, "cat: tame wild\ndog: tame wild\n");
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: grammar_test LL1-PROGRAM PAGE.md\n");
        return 2;
    }
    tool = argv[1];
    page = argv[2];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_grammar_is_ll1),
        cmocka_unit_test(names_are_refused_exactly_where_the_grammar_says),
        cmocka_unit_test(the_table_of_refused_names_is_complete),
        cmocka_unit_test(every_list_of_words_is_on_the_page_in_its_order),
        cmocka_unit_test(records_begin_with_the_words_for_records_and_those_of_later),
        cmocka_unit_test(a_name_with_a_digit_or_a_hyphen_is_always_safe),
        cmocka_unit_test(each_kind_of_conflict_is_found),
        cmocka_unit_test(tokens_that_look_alike_are_not_told_apart),
        cmocka_unit_test(a_list_stands_for_its_words),
        cmocka_unit_test(loose_ends_are_found),
        cmocka_unit_test(a_page_without_a_grammar_is_refused),
        cmocka_unit_test(competing_words_go_to_the_kinds_that_the_rule_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
