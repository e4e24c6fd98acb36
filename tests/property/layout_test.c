/* `truce fmt` on generated cases: laying out twice changes nothing more, no comment is lost, and
 * the case stays the case it was; and whatever a slip of the hand makes of a text, nothing crashes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/generate.h"
#include "support/random.h"
#include "truce/actions/check.h"
#include "truce/actions/exchange.h"
#include "truce/actions/layout.h"

enum { CASES = 4000, SLIPS = 12000, COMMENTS_MAX = 4096 };

typedef struct comments {
    truce_str at[COMMENTS_MAX];
    size_t n;
} comments;

static int by_text(const void *left, const void *right) {
    return truce_str_compare(*(const truce_str *)left, *(const truce_str *)right);
}

/* All comments of a text that has no error, sorted. Nothing of the program is asked. */
static void find_comments(truce_str text, comments *out) {
    bool quoted = false;
    out->n = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char b = text.data[i];
        if (quoted && b == '\\') {
            i++;
        } else if (b == '"' || b == '\n') {
            quoted = b == '"' && !quoted;
        } else if (b == '#' && !quoted) {
            size_t end = i;
            while (end < text.size && text.data[end] != '\n') {
                end++;
            }
            size_t last = end;
            while (last > i && (text.data[last - 1] == ' ' || text.data[last - 1] == '\r')) {
                last--;
            }
            assert_true(out->n < COMMENTS_MAX);
            out->at[out->n++] = (truce_str){text.data + i, last - i};
            i = end - 1;
        }
    }
    qsort(out->at, out->n, sizeof *out->at, by_text);
}

static void json_of(const truce_input *files, size_t n, truce_buffer *out) {
    truce_session session;
    truce_error err = {.message = ""};
    const truce_request request = {.seed = 5};
    const truce_status status = truce_session_open_inputs(&session, &request, files, n, &err);
    if (status != TRUCE_OK) {
        fail_msg("the case does not read: %s", err.message);
    }
    truce_case_export(&session, out);
    truce_session_close(&session);
}

static void fail_on(uint64_t seed, const char *what, truce_str before, truce_str after) {
    (void)fprintf(stderr, "==== before\n%.*s==== after\n%.*s", TRUCE_STR_ARGS(before),
                  TRUCE_STR_ARGS(after));
    fail_msg("seed %llu: %s", (unsigned long long)seed, what);
}

/* No spaces at the end of a line, no carriage return, no two blank lines in a row, and a line end
 * at the end. */
static bool is_neat(truce_str text) {
    for (size_t i = 0; i + 1 < text.size; i++) {
        const bool line_ends = text.data[i + 1] == '\n';
        const bool two_blank =
            i > 0 && text.data[i - 1] == '\n' && text.data[i] == '\n' && line_ends;
        if (text.data[i] == '\r' || (text.data[i] == ' ' && line_ends) || two_blank) {
            return false;
        }
    }
    return text.size > 1 && text.data[text.size - 1] == '\n' && text.data[text.size - 2] != '\n';
}

static void check_file(uint64_t seed, const truce_input *file, truce_arena *arena,
                       truce_buffer *out) {
    static comments before;
    static comments after;
    truce_report report;
    truce_buffer again = truce_buffer_new();
    if (truce_layout(file, arena, &report, out, NULL) != TRUCE_OK) {
        fail_on(seed, "cannot be laid out", file->bytes, TRUCE_STR(""));
    }
    const truce_input once = {file->name, truce_buffer_str(out)};
    assert_int_equal(truce_layout(&once, arena, &report, &again, NULL), TRUCE_OK);
    if (!truce_str_equal(truce_buffer_str(&again), once.bytes)) {
        fail_on(seed, "laid out again it changes", once.bytes, truce_buffer_str(&again));
    }
    if (!is_neat(once.bytes)) {
        fail_on(seed, "is not neat", file->bytes, once.bytes);
    }
    find_comments(file->bytes, &before);
    find_comments(once.bytes, &after);
    bool same = before.n == after.n;
    for (size_t i = 0; same && i < before.n; i++) {
        same = truce_str_equal(before.at[i], after.at[i]);
    }
    if (!same) {
        fail_on(seed, "a comment is lost, or changed", file->bytes, once.bytes);
    }
    truce_buffer_clear(&again);
}

static void layout_keeps_the_case_and_its_comments(void **state) {
    (void)state;
    size_t changed = 0;
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        truce_arena arena = truce_arena_new();
        const generated made = generate_case(
            (generate_options){.seed = seed, .records = (unsigned)(seed % 30), .messy = true},
            &arena);
        truce_input laid[GENERATED_FILES_MAX];
        truce_buffer texts[GENERATED_FILES_MAX] = {{0}};
        truce_buffer before = truce_buffer_new();
        truce_buffer after = truce_buffer_new();
        for (size_t i = 0; i < made.n_files; i++) {
            check_file(seed, &made.files[i], &arena, &texts[i]);
            laid[i] = (truce_input){made.files[i].name, truce_buffer_str(&texts[i])};
            changed += !truce_str_equal(laid[i].bytes, made.files[i].bytes);
        }
        json_of(made.files, made.n_files, &before);
        json_of(laid, made.n_files, &after);
        if (!truce_str_equal(truce_buffer_str(&before), truce_buffer_str(&after))) {
            fail_on(seed, "the case is another", truce_buffer_str(&before),
                    truce_buffer_str(&after));
        }
        for (size_t i = 0; i < made.n_files; i++) {
            truce_buffer_clear(&texts[i]);
        }
        truce_buffer_clear(&before);
        truce_buffer_clear(&after);
        truce_arena_clear(&arena);
    }
    assert_true(changed > CASES / 2);
}

/* ---- slips ---- */

/* The spans of a text between spaces, line ends kept as spans of their own. */
static size_t split(truce_str text, truce_str *out, size_t max) {
    size_t n = 0;
    size_t i = 0;
    while (i < text.size && n < max) {
        const size_t begin = i;
        if (text.data[i] == '\n' || text.data[i] == ' ') {
            while (i < text.size && text.data[i] == text.data[begin]) {
                i++;
            }
        } else {
            while (i < text.size && text.data[i] != ' ' && text.data[i] != '\n') {
                i++;
            }
        }
        out[n++] = (truce_str){text.data + begin, i - begin};
    }
    return n;
}

/* Some tokens left out, doubled, exchanged, cut short, or replaced by ones that stand elsewhere. */
static void slip(uint64_t *seed, truce_str text, truce_buffer *out) {
    enum { SPANS_MAX = 8192 };
    static truce_str spans[SPANS_MAX];
    const size_t n = split(text, spans, SPANS_MAX);
    for (size_t k = 1 + below(seed, 4); k > 0 && n > 0; k--) {
        truce_str *const at = &spans[below(seed, n)];
        truce_str *const other = &spans[below(seed, n)];
        const truce_str kept = *at;
        switch (below(seed, 4)) {
        case 0:
            *at = (truce_str){"", 0};
            break;
        case 1:
            *at = *other;
            break;
        case 2:
            *at = *other;
            *other = kept;
            break;
        default:
            at->size = below(seed, at->size + 1);
            break;
        }
    }
    for (size_t i = 0; i < n; i++) {
        truce_buffer_add(out, spans[i]);
    }
}

static void check_slip(truce_input input, uint64_t seed) {
    static const char *const names[] = {"", "public", "analyst-a", "desk", "union"};
    truce_session session;
    truce_report report;
    truce_buffer out = truce_buffer_new();
    const truce_request request = {
        .reader = truce_str_of(names[seed % 5]), .seed = seed, .warnings = true};
    const truce_status status = truce_session_open_inputs(&session, &request, &input, 1, NULL);
    if (status == TRUCE_OK || status == TRUCE_EPARSE) {
        truce_report_show(&session.report, true, &out);
        truce_check_json(&session, &out);
        if (status == TRUCE_OK) {
            truce_case_export(&session, &out);
        } else {
            assert_true(session.report.errors > 0);
        }
        truce_session_close(&session);
    }
    truce_arena arena = truce_arena_new();
    truce_buffer laid = truce_buffer_new();
    if (truce_layout(&input, &arena, &report, &laid, NULL) == TRUCE_OK) {
        const truce_input once = {input.name, truce_buffer_str(&laid)};
        out.size = 0;
        assert_int_equal(truce_layout(&once, &arena, &report, &out, NULL), TRUCE_OK);
        if (!truce_str_equal(truce_buffer_str(&out), once.bytes)) {
            fail_on(seed, "laid out again it changes", once.bytes, truce_buffer_str(&out));
        }
    }
    truce_arena_clear(&arena);
    truce_buffer_clear(&laid);
    truce_buffer_clear(&out);
}

static void slips_of_the_hand_crash_nothing(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= SLIPS; seed++) {
        truce_arena arena = truce_arena_new();
        uint64_t draw = seed;
        const generated made = generate_case(
            (generate_options){
                .seed = seed % 500, .records = 8, .messy = seed % 3 == 0, .one_file = true},
            &arena);
        truce_buffer text = truce_buffer_new();
        slip(&draw, made.files[0].bytes, &text);
        check_slip((truce_input){made.files[0].name, truce_buffer_str(&text)}, seed);
        truce_buffer_clear(&text);
        truce_arena_clear(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout_keeps_the_case_and_its_comments),
        cmocka_unit_test(slips_of_the_hand_crash_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
