/* Text to JSON and back loses nothing: the JSON of what was imported is the JSON it came from, what
 * is imported is laid out as `truce fmt` lays it out, and its lines are those of the text, but for
 * comments and the order of a record's lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "support/generate.h"
#include "truce/actions/exchange.h"
#include "truce/case/format.h"
#include "truce/case/load.h"

enum { CASES = 4000, LINES_MAX = 8192 };

static void fail_on(const char *name, const char *what, truce_str left, truce_str right) {
    (void)fprintf(stderr, "==== before\n%.*s==== after\n%.*s", TRUCE_STR_ARGS(left),
                  TRUCE_STR_ARGS(right));
    fail_msg("%s: %s", name, what);
}

static void json_of(const char *name, const truce_input *files, size_t n, truce_buffer *out) {
    truce_session session;
    truce_error err = {.message = ""};
    const truce_request request = {.seed = out->size + n};
    const truce_status status = truce_session_open_inputs(&session, &request, files, n, &err);
    if (status == TRUCE_EPARSE) {
        truce_report_show(&session.report, false, out);
        fail_on(name, "does not read", files[0].bytes, truce_buffer_str(out));
    }
    assert_int_equal(status, TRUCE_OK);
    truce_case_export(&session, out);
    truce_session_close(&session);
}

typedef struct lines {
    truce_str at[LINES_MAX];
    size_t n;
} lines;

static int by_text(const void *left, const void *right) {
    return truce_str_compare(*(const truce_str *)left, *(const truce_str *)right);
}

/* The lines that are not blank, sorted. */
static void sort_lines(truce_str text, lines *out) {
    out->n = 0;
    for (size_t i = 0; i < text.size; i++) {
        const size_t begin = i;
        while (i < text.size && text.data[i] != '\n') {
            i++;
        }
        if (i > begin) {
            assert_true(out->n < LINES_MAX);
            out->at[out->n++] = (truce_str){text.data + begin, i - begin};
        }
    }
    qsort(out->at, out->n, sizeof *out->at, by_text);
}

static void check_lines(const char *name, truce_str before, truce_str after) {
    static lines left;
    static lines right;
    sort_lines(before, &left);
    sort_lines(after, &right);
    bool same = left.n == right.n;
    for (size_t i = 0; same && i < left.n; i++) {
        same = truce_str_equal(left.at[i], right.at[i]);
    }
    if (!same) {
        fail_on(name, "a line is lost, or changed", before, after);
    }
}

/* `plain`: the text has no comments and is laid out as it should be, so its lines can be compared.
 */
static void check_round_trip(const char *name, const truce_input *files, size_t n, bool plain,
                             truce_arena *arena) {
    truce_json_files back = {NULL, 0};
    truce_error err = {.message = ""};
    truce_buffer first = truce_buffer_new();
    truce_buffer second = truce_buffer_new();
    json_of(name, files, n, &first);
    if (truce_case_text_from_json(truce_buffer_str(&first), arena, &back, &err) != TRUCE_OK) {
        fail_on(name, err.message, truce_buffer_str(&first), TRUCE_STR(""));
    }
    assert_int_equal(back.n, n);
    for (size_t i = 0; i < n; i++) {
        truce_buffer laid = truce_buffer_new();
        assert_int_equal(truce_case_format(back.at[i].bytes, &laid, NULL), TRUCE_OK);
        if (!truce_str_equal(truce_buffer_str(&laid), back.at[i].bytes)) {
            fail_on(name, "what is imported is not canonical", back.at[i].bytes,
                    truce_buffer_str(&laid));
        }
        truce_buffer_clear(&laid);
        if (plain) {
            check_lines(name, files[i].bytes, back.at[i].bytes);
        }
    }
    json_of(name, back.at, back.n, &second);
    if (!truce_str_equal(truce_buffer_str(&first), truce_buffer_str(&second))) {
        fail_on(name, "the JSON is another", truce_buffer_str(&first), truce_buffer_str(&second));
    }
    truce_buffer_clear(&first);
    truce_buffer_clear(&second);
}

static void json_carries_generated_cases(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        char name[40];
        truce_arena arena = truce_arena_new();
        const bool messy = seed % 4 == 0;
        const generated made = generate_case(
            (generate_options){.seed = seed, .records = (unsigned)(seed % 40), .messy = messy},
            &arena);
        (void)snprintf(name, sizeof name, "seed %llu", (unsigned long long)seed);
        check_round_trip(name, made.files, made.n_files, !messy, &arena);
        truce_arena_clear(&arena);
    }
}

static void check_paths(const char *const *paths, size_t n_paths) {
    truce_arena arena = truce_arena_new();
    truce_input *files = NULL;
    size_t n = 0;
    assert_int_equal(truce_case_load(paths, n_paths, &arena, &files, &n, NULL), TRUCE_OK);
    check_round_trip(paths[0], files, n, false, &arena);
    truce_arena_clear(&arena);
}

static void json_carries_the_cases_of_the_house(void **state) {
    (void)state;
    static const char *const paths[] = {TRUCE_SOURCE_DIR "/cases/gaza-talks",
                                        TRUCE_SOURCE_DIR "/cases/harbour-strike.truce",
                                        TRUCE_SOURCE_DIR "/cases/phased-deal.truce",
                                        TRUCE_SOURCE_DIR "/tests/unit/case/json/everything.truce"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        check_paths(&paths[i], 1);
    }
}

/* The draft lies beside the checkout where the language was worked out, and nowhere else. */
static void json_carries_the_draft_case(void **state) {
    (void)state;
    static const char *const paths[] = {TRUCE_SOURCE_DIR "/../shared/draft-case/gaza-talks.truce",
                                        TRUCE_SOURCE_DIR "/../shared/draft-case/outside.truce"};
    struct stat info;
    if (stat(paths[0], &info) != 0) {
        print_message("skipped: there is no %s\n", paths[0]);
        skip();
    }
    check_paths(paths, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_carries_generated_cases),
        cmocka_unit_test(json_carries_the_cases_of_the_house),
        cmocka_unit_test(json_carries_the_draft_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
