/* Documents short enough to read, then random trees, which must come out as a plain recursive
 * writer lays them out and must read back equal with another library (jansson), then misuse and
 * memory running out. */
#include "truce/base/json.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/random.h"
#include <jansson.h>

#include "truce/base/utf8.h"

static void expect(truce_buffer *out, const char *want) {
    assert_int_equal(truce_buffer_status(out, NULL), TRUCE_OK);
    if (out->size != strlen(want) || memcmp(out->data, want, out->size) != 0) {
        fail_msg("wrote\n%.*s\nnot\n%s", (int)out->size, out->data, want);
    }
    truce_buffer_clear(out);
}

/* ---- cases ----------------------------------------------------------------------------------- */

static void a_document_is_indented_by_two_with_one_member_a_line(void **state) {
    (void)state;
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    truce_json_object(&json);
    truce_json_member_str(&json, "name", TRUCE_STR("Gaza talks"));
    truce_json_member_int(&json, "offers", 3);
    truce_json_member_bool(&json, "open", true);
    truce_json_key(&json, "weight");
    truce_json_decimal(&json, (truce_decimal){650, 2});
    truce_json_key(&json, "parties");
    truce_json_array(&json);
    truce_json_str(&json, TRUCE_STR("hamas"));
    truce_json_object(&json);
    truce_json_key_str(&json, TRUCE_STR("a \"key\""));
    truce_json_null(&json);
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_end(&json);
    expect(&out, "{\n"
                 "  \"name\": \"Gaza talks\",\n"
                 "  \"offers\": 3,\n"
                 "  \"open\": true,\n"
                 "  \"weight\": 6.50,\n"
                 "  \"parties\": [\n"
                 "    \"hamas\",\n"
                 "    {\n"
                 "      \"a \\\"key\\\"\": null\n"
                 "    }\n"
                 "  ]\n"
                 "}\n");
}

static void an_inline_container_stays_on_one_line_with_all_within(void **state) {
    (void)state;
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    truce_json_array(&json);
    truce_json_object_inline(&json);
    truce_json_member_int(&json, "a", 1);
    truce_json_key(&json, "b");
    truce_json_array(&json);
    truce_json_int(&json, -2);
    truce_json_object(&json);
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_array_inline(&json);
    truce_json_bool(&json, false);
    truce_json_close(&json);
    truce_json_array(&json);
    truce_json_null(&json);
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_end(&json);
    expect(&out, "[\n"
                 "  {\"a\": 1, \"b\": [-2, {}]},\n"
                 "  [false],\n"
                 "  [\n"
                 "    null\n"
                 "  ]\n"
                 "]\n");
}

static void what_was_written_before_is_copied_at_any_depth(void **state) {
    (void)state;
    truce_buffer before = truce_buffer_new();
    truce_json one = truce_json_new(&before);
    truce_json_object_inline(&one);
    truce_json_member_str(&one, "a", TRUCE_STR("\"b\""));
    truce_json_close(&one);
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    truce_json_object(&json);
    truce_json_key(&json, "first");
    truce_json_written(&json, truce_buffer_str(&before));
    truce_json_key(&json, "all");
    truce_json_array(&json);
    truce_json_written(&json, truce_buffer_str(&before));
    truce_json_written(&json, truce_buffer_str(&before));
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_end(&json);
    expect(&out, "{\n"
                 "  \"first\": {\"a\": \"\\\"b\\\"\"},\n"
                 "  \"all\": [\n"
                 "    {\"a\": \"\\\"b\\\"\"},\n"
                 "    {\"a\": \"\\\"b\\\"\"}\n"
                 "  ]\n"
                 "}\n");
    truce_buffer_clear(&before);
}

/* Members 0 .. n-1 of what is open, those from `from` on by writers of their own. */
static void write_apart(truce_json *json, bool object, int n, int from) {
    for (int i = 0; i < n; i++) {
        truce_buffer apart = truce_buffer_new();
        truce_json own = truce_json_within(json, &apart);
        truce_json *const to = i < from ? json : &own;
        if (object) {
            truce_json_key_str(to, TRUCE_STR("k"));
        }
        truce_json_array(to);
        truce_json_int(to, i);
        truce_json_close(to);
        if (i >= from) {
            assert_int_equal(truce_buffer_status(&apart, NULL), TRUCE_OK);
            truce_json_members(json, truce_buffer_str(&apart));
        }
        truce_buffer_clear(&apart);
    }
    truce_json_members(json, TRUCE_STR(""));
}

static void members_written_apart_are_as_if_written_here(void **state) {
    (void)state;
    for (int form = 0; form < 4; form++) {
        truce_buffer once = truce_buffer_new();
        for (int from = 3; from >= 0; from--) { /* 3: none of them apart */
            truce_buffer out = truce_buffer_new();
            truce_json json = truce_json_new(&out);
            void (*const open[])(truce_json *) = {truce_json_object, truce_json_array,
                                                  truce_json_object_inline,
                                                  truce_json_array_inline};
            truce_json_array(&json);
            open[form](&json);
            write_apart(&json, form % 2 == 0, 3, from);
            truce_json_close(&json);
            truce_json_close(&json);
            truce_json_end(&json);
            if (from == 3) {
                truce_buffer_move(&once, &out);
            }
            assert_int_equal(truce_buffer_status(&out, NULL), TRUCE_OK);
            assert_true(from == 3 ||
                        (out.size == once.size && memcmp(out.data, once.data, out.size) == 0));
            truce_buffer_clear(&out);
        }
        truce_buffer_clear(&once);
    }
}

static void empty_containers_are_two_brackets(void **state) {
    (void)state;
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    truce_json_object(&json);
    truce_json_key(&json, "");
    truce_json_array(&json);
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_end(&json);
    expect(&out, "{\n  \"\": []\n}\n");
}

static void documents_may_follow_each_other(void **state) {
    (void)state;
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    for (int i = 0; i < 2; i++) {
        truce_json_object_inline(&json);
        truce_json_member_int(&json, "i", i);
        truce_json_close(&json);
        truce_json_end(&json);
    }
    truce_json_str(&json, TRUCE_STR("end"));
    truce_json_end(&json);
    expect(&out, "{\"i\": 0}\n{\"i\": 1}\n\"end\"\n");
}

static void expect_escaped(truce_str text, const char *want) {
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    truce_json_str(&json, text);
    expect(&out, want);
}

static void what_is_hidden_is_escaped_and_the_rest_is_utf8(void **state) {
    (void)state;
    expect_escaped(TRUCE_STR(""), "\"\"");
    expect_escaped((truce_str){NULL, 0}, "\"\"");
    expect_escaped(TRUCE_STR("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
    expect_escaped(TRUCE_STR("\0\n\t\x1F\x7F "), "\"\\u0000\\u000A\\u0009\\u001F\\u007F \"");
    expect_escaped(TRUCE_STR("M\xC3\xA4rz \xE2\x80\x9Cq\xE2\x80\x9D \xF0\x9F\x95\x8A \xC2\xA0"),
                   "\"M\xC3\xA4rz \xE2\x80\x9Cq\xE2\x80\x9D \xF0\x9F\x95\x8A \xC2\xA0\"");
    expect_escaped(TRUCE_STR("\xE2\x80\xAE"
                             "abc\xD8\x9C\xC2\x80\xEF\xBB\xBF"),
                   "\"\\u202Eabc\\u061C\\u0080\\uFEFF\"");
    expect_escaped(TRUCE_STR("\xF3\xA0\x81\x81"), "\"\\uDB40\\uDC41\"");
    expect_escaped(TRUCE_STR("\xD8\xA7\xEF\xBC\xA1\xF3\xA1\x80\x80"),
                   "\"\xD8\xA7\xEF\xBC\xA1\xF3\xA1\x80\x80\"");
}

static void an_ill_formed_byte_becomes_the_replacement_character(void **state) {
    (void)state;
    expect_escaped(TRUCE_STR("a\xFFz"), "\"a\\uFFFDz\"");
    expect_escaped(TRUCE_STR("\xC3"), "\"\\uFFFD\"");
    expect_escaped(TRUCE_STR("\xE2\x82\"\xED\xA0\x80"),
                   "\"\\uFFFD\\uFFFD\\\"\\uFFFD\\uFFFD\\uFFFD\"");
}

static void integers_are_written_to_the_last_digit(void **state) {
    (void)state;
    const int64_t cases[] = {0, 9, 10, 99, 100, -1, -9, -10, -1000, 12345, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char want[32];
        (void)snprintf(want, sizeof want, "%jd", (intmax_t)cases[i]);
        truce_buffer out = truce_buffer_new();
        truce_json json = truce_json_new(&out);
        truce_json_int(&json, cases[i]);
        expect(&out, want);
    }
}

static void the_deepest_nesting_is_32_containers(void **state) {
    (void)state;
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    for (int i = 0; i < TRUCE_JSON_DEPTH_MAX; i++) {
        truce_json_array(&json);
    }
    truce_json_int(&json, INT64_MIN);
    truce_json_decimal(&json, (truce_decimal){INT64_MIN, 18});
    for (int i = 0; i < TRUCE_JSON_DEPTH_MAX; i++) {
        truce_json_close(&json);
    }
    truce_json_end(&json);
    json_t *tree = json_loadb(out.data, out.size, 0, NULL);
    assert_non_null(tree);
    json_decref(tree);
    truce_buffer_clear(&out);
}

/* ---- properties ------------------------------------------------------------------------------ */

enum { PIECES_MAX = 24 };

/* Pieces of text, most of them plain. */
static truce_buffer random_text(uint64_t *seed) {
    static const char *const PIECES[] = {
        "plain words and more of them, ",
        "a",
        "\"",
        "\\",
        "\n",
        "\x01",
        "\x7F",
        "M\xC3\xA4rz ",
        "\xE2\x80\x9Cquote\xE2\x80\x9D",
        "\xE2\x80\xAE",
        "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
        "\xD8\x9C",
        "\xF0\x9F\x95\x8A",
        "\xF3\xA0\x81\x81",
        "\xC2\x85",
        "\xEF\xBB\xBF",
        "1234567",
        "12345678",
    };
    truce_buffer text = truce_buffer_new();
    const size_t n = below(seed, PIECES_MAX);
    for (size_t i = 0; i < n; i++) {
        const size_t odd = sizeof PIECES / sizeof *PIECES;
        truce_buffer_add(&text, truce_str_of(PIECES[below(seed, 3) == 0 ? below(seed, odd) : 1]));
    }
    return text;
}

/* The definition of an escaped string, one point at a time. */
static void naive_string(truce_buffer *want, truce_str text) {
    truce_buffer_byte(want, '"');
    while (text.size > 0) {
        uint32_t point = 0;
        const size_t size = truce_utf8_next(text, &point);
        if (point == '"' || point == '\\') {
            truce_buffer_printf(want, "\\%c", (char)point);
        } else if (truce_utf8_is_hidden(point) && point > 0xFFFF) {
            truce_buffer_printf(want, "\\u%04X\\u%04X", (unsigned)(0xD7C0 + (point >> 10)),
                                (unsigned)(0xDC00 | (point & 0x3FF)));
        } else if (truce_utf8_is_hidden(point)) {
            truce_buffer_printf(want, "\\u%04X", (unsigned)point);
        } else {
            truce_buffer_add(want, (truce_str){text.data, size});
        }
        text = (truce_str){text.data + size, text.size - size};
    }
    truce_buffer_byte(want, '"');
}

/* One random value, three times: through the writer, as a plain recursion writes it (at `depth`,
 * on one line if `flat`), and as a tree of jansson's. */
static json_t *random_value(uint64_t *seed, truce_json *json, truce_buffer *want, int depth,
                            bool flat);

static json_t *random_container(uint64_t *seed, truce_json *json, truce_buffer *want, int depth,
                                bool flat) {
    const bool is_object = below(seed, 2) == 0;
    const bool is_inline = below(seed, 3) == 0;
    json_t *tree = is_object ? json_object() : json_array();
    if (is_object) {
        (is_inline ? truce_json_object_inline : truce_json_object)(json);
    } else {
        (is_inline ? truce_json_array_inline : truce_json_array)(json);
    }
    flat = flat || is_inline;
    truce_buffer_byte(want, is_object ? '{' : '[');
    const size_t n = below(seed, 6);
    for (size_t i = 0; i < n; i++) {
        truce_buffer_add(want, i > 0 && flat ? TRUCE_STR(", ") : truce_str_of(i > 0 ? "," : ""));
        if (!flat) {
            truce_buffer_byte(want, '\n');
            truce_buffer_fill(want, ' ', 2 * (size_t)(depth + 1));
        }
        if (!is_object) {
            json_array_append_new(tree, random_value(seed, json, want, depth + 1, flat));
            continue;
        }
        truce_buffer key = truce_buffer_new();
        if (below(seed, 2) == 0) {
            key = random_text(seed);
        }
        truce_buffer_printf(&key, "%zu", i); /* so that no two are the same */
        const bool plain = key.size == 1;
        truce_buffer_byte(&key, '\0');
        const truce_str text = {key.data, key.size - 1};
        if (plain) {
            truce_json_key(json, key.data);
        } else {
            truce_json_key_str(json, text);
        }
        naive_string(want, text);
        truce_buffer_lit(want, ": ");
        json_object_set_new(tree, key.data, random_value(seed, json, want, depth + 1, flat));
        truce_buffer_clear(&key);
    }
    truce_json_close(json);
    if (n > 0 && !flat) {
        truce_buffer_byte(want, '\n');
        truce_buffer_fill(want, ' ', 2 * (size_t)depth);
    }
    truce_buffer_byte(want, is_object ? '}' : ']');
    return tree;
}

static json_t *random_value(uint64_t *seed, truce_json *json, truce_buffer *want, int depth,
                            bool flat) {
    switch (below(seed, depth < 12 ? 8 : 4)) {
    case 0: {
        const bool value = below(seed, 2) == 0;
        truce_json_bool(json, value);
        truce_buffer_add(want, truce_str_of(value ? "true" : "false"));
        return json_boolean(value);
    }
    case 1:
        truce_json_null(json);
        truce_buffer_lit(want, "null");
        return json_null();
    case 2: {
        const int64_t value = (int64_t)next_random(seed) >> below(seed, 64);
        truce_json_int(json, value);
        truce_buffer_printf(want, "%jd", (intmax_t)value);
        return json_integer(value);
    }
    case 3: {
        truce_buffer text = random_text(seed);
        truce_json_str(json, truce_buffer_str(&text));
        naive_string(want, truce_buffer_str(&text));
        json_t *tree = text.size > 0 ? json_stringn(text.data, text.size) : json_string("");
        truce_buffer_clear(&text);
        return tree;
    }
    default:
        return random_container(seed, json, want, depth, flat);
    }
}

static void random_documents_are_laid_out_as_defined_and_read_back_equal(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 3000; round++) {
        uint64_t seed = round;
        truce_buffer out = truce_buffer_new();
        truce_buffer want = truce_buffer_new();
        truce_json json = truce_json_new(&out);
        json_t *tree = random_value(&seed, &json, &want, 0, false);
        truce_json_end(&json);
        truce_buffer_byte(&want, '\n');
        assert_int_equal(truce_buffer_status(&out, NULL), TRUCE_OK);
        assert_int_equal(truce_buffer_status(&want, NULL), TRUCE_OK);
        if (!truce_str_equal(truce_buffer_str(&out), truce_buffer_str(&want))) {
            fail_msg("round %ju:\n%.*s\n%.*s", (uintmax_t)round, (int)out.size, out.data,
                     (int)want.size, want.data);
        }
        json_error_t err;
        json_t *back = json_loadb(out.data, out.size,
                                  JSON_ALLOW_NUL | JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &err);
        if (back == NULL || !json_equal(tree, back)) {
            fail_msg("round %ju: %s", (uintmax_t)round, back == NULL ? err.text : "another tree");
        }
        json_decref(back);
        json_decref(tree);
        truce_buffer_clear(&out);
        truce_buffer_clear(&want);
    }
}

/* Each pair of bytes at each place of a word, in a block of its own size. */
static void any_two_bytes_at_any_offset_make_a_string_that_reads_back(void **state) {
    (void)state;
    for (unsigned code = 0; code < 0x10000; code++) {
        const size_t size = 2 + code % 19;
        const size_t at = code / 19 % (size - 1);
        char *text = malloc(size);
        assert_non_null(text);
        memset(text, 'a', size);
        text[at] = (char)(code >> 8);
        text[at + 1] = (char)(code & 0xFF);
        truce_buffer out = truce_buffer_new();
        truce_json json = truce_json_new(&out);
        truce_json_str(&json, (truce_str){text, size});
        json_t *back = json_loadb(out.data, out.size, JSON_ALLOW_NUL | JSON_DECODE_ANY, NULL);
        assert_non_null(back);
        if (truce_utf8_check((truce_str){text, size}) == size) {
            assert_int_equal(json_string_length(back), size);
            assert_memory_equal(json_string_value(back), text, size);
        } else {
            assert_true(json_string_length(back) > size); /* a byte became three */
        }
        json_decref(back);
        truce_buffer_clear(&out);
        free(text);
    }
}

static void doubles_are_the_shortest_numbers_that_read_back(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *want;
    } cases[] = {{0, "0"},
                 {-0.0, "0"},
                 {1, "1"},
                 {0.1, "0.1"},
                 {1e21, "1e+21"},
                 {-62.5, "-62.5"},
                 {5e-324, "5e-324"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1e300 * 1e300, "null"},
                 {299, "299"},
                 {300, "300"},
                 {-1.7976931348623157e308, "-1.7976931348623157e+308"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_buffer out = truce_buffer_new();
        truce_json json = truce_json_new(&out);
        truce_json_double(&json, cases[i].value);
        assert_true(truce_str_equal(truce_buffer_str(&out), truce_str_of(cases[i].want)));
        truce_buffer_clear(&out);
    }
    uint64_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        const uint64_t bits = next_random(&seed);
        double value;
        memcpy(&value, &bits, sizeof value);
        truce_buffer out = truce_buffer_new();
        truce_json json = truce_json_new(&out);
        truce_json_double(&json, value);
        truce_buffer_byte(&out, '\0');
        assert_true(value - value != 0 || strtod(out.data, NULL) == value);
        truce_buffer_clear(&out);
    }
}

static void decimals_are_numbers_with_every_digit(void **state) {
    (void)state;
    const struct {
        truce_decimal value;
        const char *want;
    } cases[] = {
        {{0, 0}, "0"},     {{-25, 2}, "-0.25"}, {{650, 2}, "6.50"},
        {{130, 0}, "130"}, {{0, 3}, "0.000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_buffer out = truce_buffer_new();
        truce_json json = truce_json_new(&out);
        truce_json_decimal(&json, cases[i].value);
        expect(&out, cases[i].want);
    }
}

/* ---- misuse and memory ----------------------------------------------------------------------- */

static void value_without_key(truce_json *json) {
    truce_json_object(json);
    truce_json_int(json, 1);
}

static void key_in_an_array(truce_json *json) {
    truce_json_array(json);
    truce_json_key(json, "a");
}

static void key_outside(truce_json *json) {
    truce_json_key(json, "a");
}

static void two_keys(truce_json *json) {
    truce_json_object(json);
    truce_json_key(json, "a");
    truce_json_key_str(json, TRUCE_STR("b"));
}

static void key_that_needs_escapes(truce_json *json) {
    truce_json_object(json);
    truce_json_key(json, "a\"b");
}

static void close_of_nothing(truce_json *json) {
    truce_json_close(json);
}

static void close_behind_a_key(truce_json *json) {
    truce_json_object(json);
    truce_json_key(json, "a");
    truce_json_close(json);
}

static void two_values(truce_json *json) {
    truce_json_null(json);
    truce_json_null(json);
}

static void value_behind_a_closed_document(truce_json *json) {
    truce_json_array(json);
    truce_json_close(json);
    truce_json_array(json);
}

static void end_while_open(truce_json *json) {
    truce_json_array(json);
    truce_json_end(json);
}

static void end_of_nothing(truce_json *json) {
    truce_json_end(json);
}

static void thirty_three_deep(truce_json *json) {
    for (int i = 0; i <= TRUCE_JSON_DEPTH_MAX; i++) {
        truce_json_array(json);
    }
}

static int signal_of(void (*misuse)(truce_json *), bool out_of_memory) {
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const struct rlimit none = {0, 0};
        (void)setrlimit(RLIMIT_CORE, &none);
        (void)signal(SIGABRT, SIG_DFL); /* cmocka's own handler would go on */
        (void)close(STDERR_FILENO);
        truce_buffer out = truce_buffer_new();
        out.failed = out_of_memory;
        truce_json json = truce_json_new(&out);
        misuse(&json);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void misuse_meets_an_assert_even_when_memory_is_out(void **state) {
    (void)state;
    void (*const cases[])(truce_json *) = {
        value_without_key,  key_in_an_array,  key_outside,
        two_keys,           close_of_nothing, key_that_needs_escapes,
        close_behind_a_key, two_values,       value_behind_a_closed_document,
        end_while_open,     end_of_nothing,   thirty_three_deep,
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(signal_of(cases[i], false), SIGABRT);
        assert_int_equal(signal_of(cases[i], true), SIGABRT);
    }
}

/* Link with -Wl,--wrap=realloc: the n-th growth of the buffer can be made to fail. */
static int growths_left = -1;
void *__real_realloc(void *p, size_t size);
void *__wrap_realloc(void *p, size_t size);
void *__wrap_realloc(void *p, size_t size) {
    if (growths_left == 0) {
        return NULL;
    }
    growths_left -= growths_left > 0;
    return __real_realloc(p, size);
}

/* A build that wraps one allocation function wraps them all. */
void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size) {
    return __real_malloc(size);
}
void *__real_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size) {
    return __real_calloc(n, size);
}

static void memory_running_out_anywhere_is_remembered_by_the_buffer(void **state) {
    (void)state;
    int n_failed = 0;
    bool failed = true;
    for (int growths = 0; failed; growths++) {
        uint64_t seed = 5;
        truce_buffer out = truce_buffer_new();
        truce_json json = truce_json_new(&out);
        growths_left = growths;
        truce_json_array(&json);
        for (int i = 0; i < 200; i++) {
            truce_json_object(&json);
            truce_json_member_str(&json, "text", TRUCE_STR("plain\n\xFF\"escaped\" and plain"));
            truce_json_key_str(&json, TRUCE_STR("k\xE2\x80\xAE"));
            truce_json_int(&json, (int64_t)next_random(&seed));
            truce_json_member_bool(&json, "b", true);
            truce_json_key(&json, "d");
            truce_json_decimal(&json, (truce_decimal){1, 3});
            truce_json_close(&json);
        }
        truce_json_close(&json);
        truce_json_end(&json);
        growths_left = -1;
        truce_error err;
        failed = truce_buffer_status(&out, &err) == TRUCE_ENOMEM;
        n_failed += failed;
        assert_int_equal(json.depth, 0);
        truce_buffer_clear(&out);
    }
    assert_true(n_failed > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_indented_by_two_with_one_member_a_line),
        cmocka_unit_test(an_inline_container_stays_on_one_line_with_all_within),
        cmocka_unit_test(what_was_written_before_is_copied_at_any_depth),
        cmocka_unit_test(members_written_apart_are_as_if_written_here),
        cmocka_unit_test(empty_containers_are_two_brackets),
        cmocka_unit_test(documents_may_follow_each_other),
        cmocka_unit_test(what_is_hidden_is_escaped_and_the_rest_is_utf8),
        cmocka_unit_test(an_ill_formed_byte_becomes_the_replacement_character),
        cmocka_unit_test(integers_are_written_to_the_last_digit),
        cmocka_unit_test(the_deepest_nesting_is_32_containers),
        cmocka_unit_test(random_documents_are_laid_out_as_defined_and_read_back_equal),
        cmocka_unit_test(any_two_bytes_at_any_offset_make_a_string_that_reads_back),
        cmocka_unit_test(doubles_are_the_shortest_numbers_that_read_back),
        cmocka_unit_test(decimals_are_numbers_with_every_digit),
        cmocka_unit_test(misuse_meets_an_assert_even_when_memory_is_out),
        cmocka_unit_test(memory_running_out_anywhere_is_remembered_by_the_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
