/* A case that uses every form of the language against its JSON, both ways, byte for byte; the real
 * cases there and back; random cases; the schema against what the code accepts; then every refusal
 * with its message, and memory that runs out. */
#include "truce/case/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/random.h"
#include <jansson.h>

#include "case/from_json.h"
#include "case/plan.h"
#include "truce/base/buffer.h"
#include "truce/case/read.h"

#ifndef TRUCE_SOURCE_DIR
#define TRUCE_SOURCE_DIR "."
#endif

/* ---- memory that can run out ----------------------------------------------------------------- */

/* How many more allocations succeed; SIZE_MAX: all. */
static size_t allocations_left = SIZE_MAX;

static bool may_allocate(void) {
    if (allocations_left == 0) {
        return false;
    }
    allocations_left -= allocations_left != SIZE_MAX;
    return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

void *__wrap_malloc(size_t size) {
    return may_allocate() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t n, size_t size) {
    return may_allocate() ? __real_calloc(n, size) : NULL;
}

void *__wrap_realloc(void *p, size_t size) {
    return may_allocate() ? __real_realloc(p, size) : NULL;
}

/* ---- helpers --------------------------------------------------------------------------------- */

/* A file of the checkout, in the arena. */
static truce_str file_at(truce_arena *arena, const char *path) {
    char full[512];
    (void)snprintf(full, sizeof full, "%s/%s", TRUCE_SOURCE_DIR, path);
    FILE *const file = fopen(full, "rb");
    if (file == NULL) {
        fail_msg("cannot read %s", full);
        return TRUCE_STR("");
    }
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    const long size = ftell(file);
    assert_true(size >= 0);
    rewind(file);
    char *const data = truce_arena_take(arena, (size_t)size + 1);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, (size_t)size, file), size);
    assert_int_equal(fclose(file), 0);
    return (truce_str){data, (size_t)size};
}

static truce_str json_of(const truce_input *inputs, size_t n, truce_str reader,
                         truce_arena *arena) {
    truce_error err = {.message = ""};
    truce_view view;
    truce_case c;
    truce_report report = truce_report_new(arena);
    assert_int_equal(truce_case_view(inputs, n, reader, arena, &view, &err), TRUCE_OK);
    if (truce_case_read(&view, (truce_read_options){.seed = 1}, arena, &c, &report, &err) !=
        TRUCE_OK) {
        truce_buffer shown_report = truce_buffer_new();
        truce_report_show(&report, false, &shown_report);
        print_error("%.*s\n", TRUCE_STR_ARGS(truce_buffer_str(&shown_report)));
        truce_buffer_clear(&shown_report);
        fail_msg("%s", err.message);
    }
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    truce_case_to_json(&c, &json);
    truce_json_end(&json);
    assert_int_equal(truce_buffer_status(&out, &err), TRUCE_OK);
    const truce_str kept = truce_arena_str(arena, truce_buffer_str(&out));
    truce_buffer_clear(&out);
    return kept;
}

static truce_json_files files_of(truce_str json, truce_arena *arena) {
    truce_json_files files = {NULL, 0};
    truce_error err = {.message = ""};
    if (truce_case_text_from_json(json, arena, &files, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    return files;
}

static void expect_text(truce_str got, truce_str want) {
    size_t i = 0;
    while (i < got.size && i < want.size && got.data[i] == want.data[i]) {
        i++;
    }
    if (got.size != want.size || i != want.size) {
        const truce_str rest_got = {got.data + i, got.size - i < 80 ? got.size - i : 80};
        const truce_str rest_want = {want.data + i, want.size - i < 80 ? want.size - i : 80};
        fail_msg("byte %zu: got \"%.*s\", want \"%.*s\"", i, TRUCE_STR_ARGS(rest_got),
                 TRUCE_STR_ARGS(rest_want));
    }
}

/* ---- there and back -------------------------------------------------------------------------- */

static void every_form_of_the_language_has_its_json(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_input input = {TRUCE_STR("everything.truce"),
                               file_at(&arena, "tests/unit/case/json/everything.truce")};
    expect_text(json_of(&input, 1, TRUCE_STR(""), &arena),
                file_at(&arena, "tests/unit/case/json/everything.json"));
    truce_arena_clear(&arena);
}

static void its_json_gives_every_form_back_in_canonical_layout(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_json_files files =
        files_of(file_at(&arena, "tests/unit/case/json/everything.json"), &arena);
    assert_int_equal(files.n, 1);
    expect_text(files.at[0].name, TRUCE_STR("everything.truce"));
    expect_text(files.at[0].bytes, file_at(&arena, "tests/unit/case/json/everything.truce"));
    truce_arena_clear(&arena);
}

/* text -> model -> JSON -> text -> model -> JSON: the two JSON are the same bytes. */
static void expect_round_trip(const truce_input *inputs, size_t n, truce_arena *arena) {
    const truce_str first = json_of(inputs, n, TRUCE_STR(""), arena);
    const truce_json_files files = files_of(first, arena);
    assert_int_equal(files.n, n);
    expect_text(json_of(files.at, files.n, TRUCE_STR(""), arena), first);
}

static void the_sample_cases_go_there_and_back(void **state) {
    (void)state;
    static const char *const talks[] = {
        "00-case", "10-sources", "20-actors", "30-issues", "40-offers-events", "50-s0",
        "51-s1",   "52-s2",      "53-s3",     "54-s4",     "60-accounts",      "90-outside",
    };
    enum { N = sizeof talks / sizeof *talks };
    truce_arena arena = truce_arena_new();
    truce_input inputs[N];
    for (size_t i = 0; i < N; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "cases/gaza-talks/%s.truce", talks[i]);
        inputs[i] = (truce_input){truce_str_of(talks[i]), file_at(&arena, path)};
    }
    expect_round_trip(inputs, N, &arena);
    inputs[0] = (truce_input){TRUCE_STR("h"), file_at(&arena, "cases/harbour-strike.truce")};
    expect_round_trip(inputs, 1, &arena);
    truce_arena_clear(&arena);
}

static void a_narrowed_view_gives_only_what_its_reader_sees(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_input input = {TRUCE_STR("h"), file_at(&arena, "cases/harbour-strike.truce")};
    const truce_str all = json_of(&input, 1, TRUCE_STR(""), &arena);
    const truce_str narrowed = json_of(&input, 1, TRUCE_STR("public"), &arena);
    assert_non_null(strstr(all.data, "\"minute:G4\""));
    assert_null(strstr(narrowed.data, "\"minute:G4\""));
    assert_non_null(strstr(narrowed.data, "\"minute:G3\""));
    truce_arena_clear(&arena);
}

static void files_without_records_stay(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_json_files none = files_of(TRUCE_STR("{\"truce\":1,\"files\":[]}"), &arena);
    assert_int_equal(none.n, 0);
    const truce_json_files two =
        files_of(TRUCE_STR("{\"truce\":1,\"files\":[{\"name\":\"a\",\"records\":[]},"
                           "{\"records\":[],\"name\":\"b c\",\"audience\":[\"team\",\"x\"]}]}"),
                 &arena);
    assert_int_equal(two.n, 2);
    expect_text(two.at[0].bytes, TRUCE_STR("truce 1\n"));
    expect_text(two.at[1].name, TRUCE_STR("b c"));
    expect_text(two.at[1].bytes, TRUCE_STR("truce 1\naudience team, x\n"));
    truce_arena_clear(&arena);
}

/* What a person may write and we would not: other orders of members, false, empty lists. */
static void what_says_nothing_is_left_out(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_json_files files = files_of(
        TRUCE_STR("{\"files\":[{\"name\":\"a\",\"records\":["
                  "{\"kind\":\"press\",\"unseen\":false,\"title\":\"T\",\"name\":\"s\","
                  "\"record\":\"source\",\"notes\":[]},"
                  "{\"name\":\"s:P1\",\"record\":\"claim\",\"label\":\"\",\"marks\":[\"inferred\","
                  "\"reportedly\"],\"statements\":[{\"not\":false,\"statement\":\"position\","
                  "\"stance\":\"demands\",\"actor\":\"a\",\"demands\":[{\"unstated\":false,"
                  "\"options\":[\"x\"],\"issue\":\"i\"}]}]}]}],\"truce\":1}"),
        &arena);
    expect_text(files.at[0].bytes, TRUCE_STR("truce 1\n\nsource s \"T\" press\n\n"
                                             "claim s:P1 reportedly inferred\n"
                                             "  a demands i x\n"));
    truce_arena_clear(&arena);
}

/* ---- random cases ---------------------------------------------------------------------------- */

static bool one_in(uint64_t *seed, uint64_t n) {
    return next_random(seed) % n == 0;
}

#define PICK(seed, ...)                                                                            \
    ((const char *const[]){                                                                        \
        __VA_ARGS__}[next_random(seed) %                                                           \
                     (sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))])

/* Declared for every random case: actors a b c (groups g h of a), events e f, terms t, offers o,
 * issues r (a range), w (a ladder, per g h), claims s:P1 (in the prelude) and s:G*. */
static const char prelude[] =
    "{\"record\":\"reader\",\"name\":\"me\",\"title\":\"Me\"},"
    "{\"record\":\"party\",\"name\":\"a\",\"title\":\"A\"},"
    "{\"record\":\"actor\",\"name\":\"b\",\"title\":\"B\"},"
    "{\"record\":\"outlet\",\"name\":\"c\",\"title\":\"C\",\"of\":\"b\"},"
    "{\"record\":\"group\",\"name\":\"g\",\"title\":\"G\",\"of\":\"a\"},"
    "{\"record\":\"group\",\"name\":\"h\",\"title\":\"H\",\"of\":\"a\"},"
    "{\"record\":\"event\",\"name\":\"e\",\"title\":\"E\",\"kind\":\"open\"},"
    "{\"record\":\"event\",\"name\":\"f\",\"title\":\"F\",\"kind\":\"other\"},"
    "{\"record\":\"term\",\"name\":\"t\",\"title\":\"T\"},"
    "{\"record\":\"offer\",\"name\":\"o\",\"title\":\"O\"},"
    "{\"record\":\"source\",\"name\":\"s\",\"title\":\"S\",\"kind\":\"press\"},"
    "{\"record\":\"issue\",\"name\":\"r\",\"title\":\"R\",\"range\":{\"low\":\"0\","
    "\"high\":\"9.00\",\"step\":\"0.5\",\"unit\":\"days\"}},"
    "{\"record\":\"issue\",\"name\":\"w\",\"title\":\"W\",\"topic\":\"sequence\",\"per\":[\"g\","
    "\"h\"],"
    "\"options\":[{\"rung\":\"lo\"},{\"rung\":\"mid\",\"title\":\"M\"},{\"rung\":\"hi\"}]},"
    "{\"record\":\"claim\",\"name\":\"s:P1\",\"source\":\"s\",\"locator\":\"P1\","
    "\"statements\":[{\"statement\":\"event\",\"event\":\"e\"}]}";

static const char *any_text(uint64_t *seed) {
    return PICK(seed, "word", "two words", "a \\\"quote\\\" \\\\ slash", "# no comment",
                "שלום، 你好", "1, 2 and 3", "\\u202e hidden", "claim s:P1", "e\\u0301");
}

static const char *any_actor(uint64_t *seed) {
    return PICK(seed, "a", "b", "c", "g", "h", "someone");
}

static void gen_item(truce_buffer *out, uint64_t *seed, bool bare) {
    const bool range = one_in(seed, 2);
    truce_buffer_printf(out, "\"issue\":\"%s\"", range ? "r" : "w");
    if (!bare && one_in(seed, 5)) {
        truce_buffer_printf(out, ",\"unstated\":true");
    } else if (!bare && one_in(seed, 3)) {
        truce_buffer_printf(out, ",\"options\":[\"%s\",\"%s\"]",
                            range ? PICK(seed, "0", "1.50", "2.0..4.5") : "lo",
                            range ? PICK(seed, "5", "5.5", "6.00..7.0") : PICK(seed, "mid", "hi"));
    } else if (!bare) {
        truce_buffer_printf(out, ",\"options\":[\"%s\"]",
                            range ? PICK(seed, "0", "1.50", "8.0") : PICK(seed, "lo", "mid", "hi"));
        if (one_in(seed, 3)) {
            truce_buffer_printf(out, ",\"or\":\"%s\"", PICK(seed, "more", "less"));
        }
    }
    if (!range && one_in(seed, 3)) {
        truce_buffer_printf(out, ",\"for\":[%s]", PICK(seed, "\"g\"", "\"h\"", "\"h\",\"g\""));
    }
}

static void gen_condition(truce_buffer *out, uint64_t *seed) {
    if (!one_in(seed, 4)) {
        return;
    }
    truce_buffer_printf(out, ",\"if\":[");
    const uint64_t n = 1 + next_random(seed) % 3;
    for (uint64_t i = 0; i < n; i++) {
        truce_buffer_printf(out, i > 0 ? ",{" : "{");
        switch (next_random(seed) % 3) {
        case 0:
            truce_buffer_printf(out, "\"words\":\"%s\"", any_text(seed));
            break;
        case 1:
            truce_buffer_printf(out, "\"unstated\":true");
            break;
        default:
            truce_buffer_printf(out, one_in(seed, 2) ? "\"not\":true," : "");
            gen_item(out, seed, false);
            break;
        }
        truce_buffer_printf(out, "}");
    }
    truce_buffer_printf(out, "]");
}

static void gen_demand(truce_buffer *out, uint64_t *seed) {
    const bool order = one_in(seed, 5);
    truce_buffer_printf(out, "{");
    gen_item(out, seed, order && one_in(seed, 2));
    if (order) {
        truce_buffer_printf(out, ",\"%s\":{", PICK(seed, "before", "after", "with"));
        gen_item(out, seed, one_in(seed, 2));
        truce_buffer_printf(out, "}");
    }
    if (one_in(seed, 4)) {
        truce_buffer_printf(out, ",\"as\":\"%s\"", any_text(seed));
    }
    if (one_in(seed, 4)) {
        truce_buffer_printf(out, ",\"words\":\"%s\"", any_text(seed));
    }
    gen_condition(out, seed);
    truce_buffer_printf(out, "}");
}

static void gen_position(truce_buffer *out, uint64_t *seed) {
    const bool list = one_in(seed, 3);
    truce_buffer_printf(
        out, "\"position\",\"actor\":\"%s\",\"stance\":\"%s\"", any_actor(seed),
        PICK(seed, "demands", "prefers", "offers", "accepts", "rejects", "intends"));
    if (one_in(seed, 3)) {
        truce_buffer_printf(out, ",\"firmness\":\"%s\"", PICK(seed, "firmly", "flexibly"));
    }
    if (list) {
        truce_buffer_printf(out, ",\"list\":\"%s\"", PICK(seed, "all", "any", "each"));
        gen_condition(out, seed);
    }
    truce_buffer_printf(out, ",\"demands\":[");
    const uint64_t n = list ? 1 + next_random(seed) % 4 : 1;
    for (uint64_t i = 0; i < n; i++) {
        truce_buffer_printf(out, i > 0 ? "," : "");
        gen_demand(out, seed);
    }
    truce_buffer_printf(out, "]");
}

static void gen_times(truce_buffer *out, uint64_t *seed) {
    if (one_in(seed, 3)) {
        truce_buffer_printf(out, ",\"times\":[{%s},{\"%s\":\"%s\"}]",
                            PICK(seed, "\"at\":\"2031-02\"", "\"at\":\"2031-02-03/..\"",
                                 "\"at\":{\"words\":\"then\"}", "\"before\":\"e\""),
                            PICK(seed, "before", "after", "during"), PICK(seed, "e", "f"));
    }
}

static void gen_statement(truce_buffer *out, uint64_t *seed) {
    truce_buffer_printf(out, one_in(seed, 4) ? "{\"not\":true,\"statement\":" : "{\"statement\":");
    switch (next_random(seed) % 9) {
    case 0:
        truce_buffer_printf(out, "\"event\",\"event\":\"%s\",\"by\":[\"%s\",\"b\"]",
                            PICK(seed, "e", "f"), PICK(seed, "a", "someone"));
        gen_times(out, seed);
        break;
    case 1:
        truce_buffer_printf(out, "\"offer\",\"offer\":\"%s\",\"stage\":\"%s\",\"to\":[\"%s\"]",
                            PICK(seed, "o", "any"), PICK(seed, "handed", "received", "countered"),
                            any_actor(seed));
        gen_times(out, seed);
        break;
    case 2:
        truce_buffer_printf(out, "\"talks\",\"states\":[\"running\",\"%s\"],\"words\":\"%s\"",
                            PICK(seed, "slow", "close", "reviewing"), any_text(seed));
        gen_times(out, seed);
        break;
    case 3:
        truce_buffer_printf(out, "\"term\",\"term\":\"t\",\"%s\":\"%s\"", PICK(seed, "as", "means"),
                            any_text(seed));
        break;
    case 4:
        truce_buffer_printf(out, "\"count\",\"term\":\"t\",\"number\":\"%s\"",
                            PICK(seed, "0", "12", "6.50", "-3.0", "999999999999999999"));
        break;
    case 5:
        truce_buffer_printf(out, "\"relation\",\"actor\":\"%s\",\"object\":\"%s\",\"relation\":%s",
                            any_actor(seed), any_actor(seed),
                            PICK(seed, "\"finance\"", "\"leverage\"", "{\"words\":\"ties\"}"));
        gen_times(out, seed);
        break;
    case 6:
        truce_buffer_printf(out, "\"rank\",\"issue\":\"w\",%s,\"to\":\"%s\"",
                            PICK(seed, "\"rank\":\"most\"", "\"rank\":\"over\",\"over\":\"r\""),
                            any_actor(seed));
        break;
    default:
        gen_position(out, seed);
        break;
    }
    truce_buffer_printf(out, "}");
}

static void gen_claim(truce_buffer *out, uint64_t *seed, uint64_t number) {
    truce_buffer_printf(out,
                        ",{\"record\":\"claim\",\"name\":\"s:G%d.x\",\"source\":\"s\","
                        "\"locator\":\"G%d\",\"label\":\"x\"",
                        (int)number + 1, (int)number + 1);
    if (one_in(seed, 2)) {
        truce_buffer_printf(out, ",\"by\":[%s,{\"anonymous\":\"%s\",\"words\":\"%s\"}]",
                            PICK(seed, "{\"actor\":\"a\"}", "{\"words\":\"they\"}"),
                            PICK(seed, "one", "some", "2"), any_text(seed));
    }
    if (one_in(seed, 3)) {
        truce_buffer_printf(out, ",\"via\":%s", PICK(seed, "\"c\"", "{\"words\":\"c\"}"));
    }
    if (one_in(seed, 3)) {
        truce_buffer_printf(out, ",\"marks\":[\"headline\"],\"credibility\":%s,\"said\":%s",
                            PICK(seed, "1", "6"), PICK(seed, "\"2031\"", "{\"words\":\"2031\"}"));
    }
    truce_buffer_printf(out, ",\"statements\":[");
    const uint64_t n = 1 + next_random(seed) % 4;
    for (uint64_t i = 0; i < n; i++) {
        truce_buffer_printf(out, i > 0 ? "," : "");
        gen_statement(out, seed);
    }
    truce_buffer_printf(out, "],\"notes\":[{\"%s\":\"%s\"}]}", PICK(seed, "note", "why"),
                        any_text(seed));
}

static void random_cases_keep_every_member_and_value(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 300; round++) {
        uint64_t seed = round; /* a failing round reproduces itself */
        truce_arena arena = truce_arena_new();
        truce_buffer text = truce_buffer_new();
        truce_buffer_printf(&text, "{\"truce\":1,\"files\":[{\"name\":\"f\",\"records\":[%s",
                            prelude);
        const uint64_t n = next_random(&seed) % 6;
        for (uint64_t i = 0; i < n; i++) {
            gen_claim(&text, &seed, i);
        }
        truce_buffer_printf(&text, "]}]}");
        const truce_json_files files = files_of(truce_buffer_str(&text), &arena);
        const truce_str again = json_of(files.at, files.n, TRUCE_STR(""), &arena);
        json_t *const want = json_loadb(text.data, text.size, JSON_REJECT_DUPLICATES, NULL);
        json_t *const got = json_loadb(again.data, again.size, JSON_REJECT_DUPLICATES, NULL);
        if (!json_equal(want, got)) {
            fail_msg("round %d: %.*s", (int)round, TRUCE_STR_ARGS(files.at[0].bytes));
        }
        json_decref(want);
        json_decref(got);
        truce_buffer_clear(&text);
        truce_arena_clear(&arena);
    }
}

/* ---- the schema ------------------------------------------------------------------------------ */

static json_t *schema_file(truce_arena *arena) {
    const truce_str text = file_at(arena, "docs/case.schema.json");
    json_error_t why;
    json_t *const schema = json_loadb(text.data, text.size, JSON_REJECT_DUPLICATES, &why);
    if (schema == NULL) {
        fail_msg("line %d: %s", why.line, why.text);
    }
    return schema;
}

static const json_t *definition(const json_t *schema, const char *name) {
    const json_t *const def = json_object_get(json_object_get(schema, "$defs"), name);
    if (def == NULL) {
        fail_msg("no definition of \"%s\"", name);
    }
    return def;
}

static void expect_enum(const json_t *words, truce_word_list list, const char *name) {
    size_t n = 0;
    for (size_t i = 0; i < truce_words_count(list); i++) {
        const truce_str word = truce_words_at(list, i);
        if (word.size > 0) {
            const char *const got = json_string_value(json_array_get(words, n++));
            if (got == NULL || strcmp(got, word.data) != 0) {
                fail_msg("%s: \"%s\" where \"%s\" belongs", name, got != NULL ? got : "",
                         word.data);
            }
        }
    }
    assert_int_equal(json_array_size(words), n);
}

static void the_schema_has_the_word_lists_of_the_language(void **state) {
    (void)state;
    static const struct {
        truce_word_list list;
        const char *name;
    } lists[] = {
        {TRUCE_WORDS_ACTOR, "actor_kind"},
        {TRUCE_WORDS_SOURCE, "source_kind"},
        {TRUCE_WORDS_GRADE, "grade"},
        {TRUCE_WORDS_TOPIC, "topic"},
        {TRUCE_WORDS_LINK, "link_kind"},
        {TRUCE_WORDS_EVENT, "event_kind"},
        {TRUCE_WORDS_ACCOUNT, "account_kind"},
        {TRUCE_WORDS_STAGE, "stage"},
        {TRUCE_WORDS_STATE, "state"},
        {TRUCE_WORDS_STANCE, "stance"},
        {TRUCE_WORDS_FIRMNESS, "firmness"},
        {TRUCE_WORDS_LISTED, "list"},
        {TRUCE_WORDS_ROLE, "role"},
        {TRUCE_WORDS_TRAIT, "trait"},
        {TRUCE_WORDS_RELATION, "relation"},
        {TRUCE_WORDS_RANK, "rank"},
        {TRUCE_WORDS_MARK, "mark"},
        {TRUCE_WORDS_PERIOD, "period"},
        {TRUCE_WORDS_STANDING, "standing"},
        {TRUCE_WORDS_ATTITUDE, "attitude"},
    };
    truce_arena arena = truce_arena_new();
    json_t *const schema = schema_file(&arena);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        expect_enum(json_object_get(definition(schema, lists[i].name), "enum"), lists[i].list,
                    lists[i].name);
    }
    json_decref(schema);
    truce_arena_clear(&arena);
}

static void the_schema_refuses_the_names_that_the_language_refuses(void **state) {
    (void)state;
    static const struct {
        truce_reserved kind;
        const char *name;
    } kinds[] = {
        {TRUCE_RESERVED_ACTOR, "actor_name"},
        {TRUCE_RESERVED_ISSUE, "issue_name"},
        {TRUCE_RESERVED_OPTION, "option_name"},
        {TRUCE_RESERVED_MOVE, "move_name"},
    };
    truce_arena arena = truce_arena_new();
    json_t *const schema = schema_file(&arena);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const json_t *const refused =
            json_object_get(json_object_get(definition(schema, kinds[k].name), "not"), "enum");
        size_t n = 0;
        size_t at = 0;
        const char *const *const words = truce_words_reserved(kinds[k].kind, &n);
        for (size_t i = 0; i < n; i++) {
            /* "someone" is no actor's name, and names one wherever an actor may stand. */
            if (kinds[k].kind != TRUCE_RESERVED_ACTOR || strcmp(words[i], "someone") != 0) {
                const char *const got = json_string_value(json_array_get(refused, at++));
                assert_string_equal(got != NULL ? got : "", words[i]);
            }
        }
        assert_int_equal(json_array_size(refused), at);
    }
    json_decref(schema);
    truce_arena_clear(&arena);
}

static void expect_shape(const json_t *def, const shape_table *table) {
    const json_t *const members = json_object_get(def, "properties");
    const json_t *const required = json_object_get(def, "required");
    size_t n = 0;
    while (table->members[n] != NULL) {
        if (json_object_get(members, table->members[n]) == NULL) {
            fail_msg("%s: the schema has no member \"%s\"", table->name, table->members[n]);
        }
        n++;
    }
    assert_int_equal(json_object_size(members), n);
    assert_int_equal(json_array_size(required), table->n_required);
    for (size_t i = 0; i < table->n_required; i++) {
        assert_string_equal(json_string_value(json_array_get(required, i)), table->members[i]);
    }
    assert_true(json_is_false(json_object_get(def, "additionalProperties")));
}

static void the_schema_has_the_members_that_are_read(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    json_t *const schema = schema_file(&arena);
    for (size_t kind = 0; kind < SHAPE_N; kind++) {
        const shape_table *const table = shape_of((shape)kind);
        expect_shape(kind == SHAPE_DOCUMENT ? schema : definition(schema, table->name), table);
    }
    for (int kind = 0; kind < TRUCE_PLAN_N; kind++) {
        if (!plan_row_of((truce_plan_kind)kind)->top) {
            char name[64];
            const shape_table table = plan_shape((truce_plan_kind)kind);
            (void)snprintf(name, sizeof name, "plan_%s", table.name);
            expect_shape(definition(schema, name), &table);
        }
    }
    json_decref(schema);
    truce_arena_clear(&arena);
}

/* ---- refusals -------------------------------------------------------------------------------- */

static void expect_refusal(truce_str json, truce_status status, const char *message) {
    truce_arena arena = truce_arena_new();
    truce_input untouched = {TRUCE_STR("untouched"), TRUCE_STR("")};
    truce_json_files files = {&untouched, 77};
    truce_error err = {.message = ""};
    const truce_status got = truce_case_text_from_json(json, &arena, &files, &err);
    assert_string_equal(err.message, message);
    assert_int_equal(got, status);
    assert_ptr_equal(files.at, &untouched);
    assert_int_equal(files.n, 77);
    assert_int_equal(truce_case_text_from_json(json, &arena, &files, NULL), status);
    truce_arena_clear(&arena);
}

/* The reason behind the place is the parser's own, and differs between its versions. */
static void what_is_not_json_is_told_by_line_and_column(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", "line 1, column 0: not JSON: "},
        {"{\"truce\": 1,\n  \"files\": [}", "line 2, column 13: not JSON: "},
        {"{\"truce\":1,\"truce\":1}", "line 1, column 18: not JSON: duplicate object key"},
        {"{\"truce\":\"\\u0000\"}", "line 1, column 17: not JSON: \\u0000 is not allowed"},
        {"{\"truce\":\"\xFF\"}", "line 1, column 10: not JSON: unable to decode byte 0xff"},
        {"{\"\xE2\x80\xAE\":\x01}", "line 1, column 6: not JSON: invalid token near '\\u{1}'"},
        {"{} {}", "line 1, column 4: not JSON: end of file expected near '{'"},
        {"{} [[[[[[[[[[[[[[[[", "line 1, column 4: not JSON: end of file expected near '['"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_arena arena = truce_arena_new();
        truce_json_files files = {NULL, 77};
        truce_error err = {.message = ""};
        assert_int_equal(truce_case_text_from_json(truce_str_of(cases[i][0]), &arena, &files, &err),
                         TRUCE_EPARSE);
        if (strncmp(err.message, cases[i][1], strlen(cases[i][1])) != 0) {
            fail_msg("%s", err.message);
        }
        assert_int_equal(files.n, 77);
        truce_arena_clear(&arena);
    }
}

static void what_would_claim_too_much_memory_is_refused_before_parsing(void **state) {
    (void)state;
    expect_refusal(TRUCE_STR("{\"\\\"[[\":\n [[[[[[[[[[[[[[[[ 1"), TRUCE_ELIMIT,
                   "line 2, column 17: more than 16 objects and arrays within each other; a case "
                   "has none so deep");
    const size_t n = (size_t)TRUCE_JSON_IN_CONTAINERS_MAX + 1;
    truce_buffer many = truce_buffer_new();
    truce_buffer_byte(&many, '[');
    for (size_t i = 0; i < n; i++) {
        truce_buffer_lit(&many, "{},");
    }
    expect_refusal(truce_buffer_str(&many), TRUCE_ELIMIT,
                   "line 1: more than 4194304 objects and arrays, or 16777216 values; give the "
                   "case as text instead");
    truce_buffer_clear(&many);
    truce_buffer_fill(&many, ',', (size_t)TRUCE_JSON_IN_VALUES_MAX + 1);
    expect_refusal(truce_buffer_str(&many), TRUCE_ELIMIT,
                   "line 1: more than 4194304 objects and arrays, or 16777216 values; give the "
                   "case as text instead");
    truce_buffer_clear(&many);
    /* Never looked at, so it need not be there. */
    expect_refusal((truce_str){"", TRUCE_JSON_IN_BYTES_MAX + 1}, TRUCE_ELIMIT,
                   "268435457 bytes of JSON; at most 268435456 are read");
}

static void more_files_than_a_case_may_have_are_refused(void **state) {
    (void)state;
    truce_buffer many = truce_buffer_new();
    truce_buffer_lit(&many, "{\"truce\":1,\"files\":[0");
    for (size_t i = 0; i < TRUCE_FILES_MAX; i++) {
        truce_buffer_lit(&many, ",0");
    }
    truce_buffer_lit(&many, "]}");
    expect_refusal(truce_buffer_str(&many), TRUCE_ELIMIT,
                   "1048577 files; a case has at most 1048576");
    truce_buffer_clear(&many);
}

static void the_outer_form_is_checked(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"[]", "document: an object (the JSON of a case) belongs here, not an array"},
        {"{}", "document: the JSON of a case needs the member \"truce\""},
        {"{\"truce\":1}", "document: the JSON of a case needs the member \"files\""},
        {"{\"truce\":1,\"file\":[]}",
         "document: the JSON of a case has no member \"file\"; did you mean \"files\"?"},
        {"{\"truce\":2,\"files\":[]}", "/truce: this is version 1 of the form; write 1 (a number)"},
        {"{\"truce\":\"1\",\"files\":[]}",
         "/truce: this is version 1 of the form; write 1 (a number)"},
        {"{\"truce\":1,\"files\":{}}", "/files: an array belongs here, not an object"},
        {"{\"truce\":1,\"files\":[null]}", "/files/0: an object (a file) belongs here, not null"},
        {"{\"truce\":1,\"files\":[{\"name\":\"a\",\"records\":1.5}]}",
         "/files/0/records: an array belongs here, not a number"},
        {"{\"truce\":1,\"files\":[{\"name\":\"\",\"records\":[]}]}",
         "/files/0/name: a file's name is one line, and not empty"},
        {"{\"truce\":1,\"files\":[{\"name\":\"a\\nb\",\"records\":[]}]}",
         "/files/0/name: a file's name is one line, and not empty"},
        {"{\"truce\":1,\"files\":[{\"name\":7,\"records\":[]}]}",
         "/files/0/name: a file's name is a string in this form: put quotes round it"},
        {"{\"truce\":1,\"files\":[{\"name\":\"a\",\"records\":[],\"audience\":[\"A\"]}]}",
         "/files/0/audience/0: \"A\" is not a name; a name is a-z, 0-9 and single inner hyphens, "
         "at "
         "most 64"},
        {"{\"truce\":1,\"files\":[{\"name\":\"a\",\"records\":[],\"audience\":[]}]}",
         "/files/0/audience: an empty array says nothing; leave the member out or fill it"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_refusal(truce_str_of(cases[i][0]), TRUCE_EINVAL, cases[i][1]);
    }
}

/* Refuse a record; single quotes stand for double ones. */
static void expect_record_refusal(const char *before, const char *record, const char *after,
                                  const char *where, const char *message) {
    char json[1024];
    char full[256];
    const int n =
        snprintf(json, sizeof json, "{'truce':1,'files':[{'name':'a','records':[%s%s%s]}]}", before,
                 record, after);
    assert_in_range(n, 1, sizeof json - 1);
    for (char *p = json; *p != '\0'; p++) {
        *p = *p == '\'' ? '"' : *p;
    }
    (void)snprintf(full, sizeof full, "/files/0/records/0%s%s", where, message);
    expect_refusal(truce_str_of(json), TRUCE_EINVAL, full);
}

static void the_form_of_records_is_checked(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"1", ": an object (a record) belongs here, not a number"},
        {"{}", "/record: a string (the kind of record) belongs here, but it is missing"},
        {"{'record':'partie'}",
         "/record: \"partie\" is not a kind of record; did you mean \"party\"?"},
        {"{'record':'claimm'}",
         "/record: \"claimm\" is not a kind of record; did you mean \"claim\"?"},
        {"{'record':'xxxxxxxx'}", "/record: \"xxxxxxxx\" is not a kind of record"},
        {"{'record':''}", "/record: \"\" is not a kind of record"},
        {"{'record':'party','name':'a'}", ": an actor needs the member \"title\""},
        {"{'record':'party','name':'a','title':'A','off':'b'}",
         ": an actor has no member \"off\"; did you mean \"of\"?"},
        {"{'record':'party','name':'a','title':'A','\\u202e\\n':'b'}",
         ": an actor has no member \"\\u{202E}\\u{A}\""},
        {"{'record':'party','name':'A','title':'A'}",
         "/name: \"A\" is not the name of an actor; a name is a-z, 0-9 and inner hyphens, and no "
         "word of the language"},
        {"{'record':'party','name':'event','title':'A'}",
         "/name: \"event\" is not the name of an actor; a name is a-z, 0-9 and inner hyphens, and "
         "no word of the language"},
        {"{'record':'issue','name':'all','title':'A'}",
         "/name: \"all\" is not the name of an issue; a name is a-z, 0-9 and inner hyphens, and no "
         "word of the language"},
        {"{'record':'term','name':'a\\nparty b','title':'A'}",
         "/name: \"a\\u{A}party b\" is not a name; a name is a-z, 0-9 and single inner hyphens, at "
         "most 64"},
        {"{'record':'term','name':'a','title':''}", "/title: an empty text"},
        {"{'record':'term','name':'a','title':'a\\nb'}",
         "/title: a text is one line: no line breaks, tabs or other control characters"},
        {"{'record':'term','name':'a','title':'a\\tb'}",
         "/title: a text is one line: no line breaks, tabs or other control characters"},
        {"{'record':'term','name':'a','title':'a\\u007f'}",
         "/title: a text is one line: no line breaks, tabs or other control characters"},
        {"{'record':'term','name':'a','title':true}",
         "/title: a string (a text) belongs here, not true"},
        {"{'record':'term','name':'a','title':'A','notes':[1]}",
         "/notes/0: an object (a note) belongs here, not a number"},
        {"{'record':'term','name':'a','title':'A','notes':[{'note':'n','why':'w'}]}",
         "/notes/0: a reason has no member \"note\""},
        {"{'record':'case','name':'a','title':'A','period':'soon'}",
         "/period: \"soon\" is not a date; write 2024-03-27, 2024-03, 2024-05~ or 2007/.."},
        {"{'record':'case','name':'a','title':'A','period':2031}",
         "/period: a date is a string in this form: put quotes round it"},
        {"{'record':'source','name':'a','title':'A','kind':'news'}",
         "/kind: \"news\" is not a kind of source; one of: press statement document interview "
         "minute message memoir study"},
        {"{'record':'source','name':'a','title':'A','kind':'messages'}",
         "/kind: \"messages\" is not a kind of source; did you mean \"message\"?"},
        {"{'record':'source','name':'a','title':'A','kind':'press','unseen':1}",
         "/unseen: true or false belongs here, not a number"},
        {"{'record':'source','name':'a','title':'A','kind':'press','reliability':'b'}",
         "/reliability: \"b\" is not a grade of reliability; one of: A B C D E F"},
        {"{'record':'event','name':'a','title':'A','kind':'xxxxxxxxxxx'}",
         "/kind: \"xxxxxxxxxxx\" is not a kind of event; one of: open round stall propose receive "
         "review answer statement leave withdraw resume pressure shock resolution host soften deny "
         "other"},
        {"{'record':'event','name':'a','title':'A','kind':7}",
         "/kind: a kind of event is a string in this form: put quotes round it"},
        {"{'record':'issue','name':'a','title':'A','range':{'low':'1'}}",
         "/range: a range needs the member \"high\""},
        {"{'record':'issue','name':'a','title':'A','range':{'low':'1.','high':'2','step':'1',"
         "'unit':'x'}}",
         "/range/low: \"1.\" is not a number; write it as 6.50 or -3, with at most 18 digits"},
        {"{'record':'issue','name':'a','title':'A','options':['x']}",
         "/options/0: an object (a rung or an option) belongs here, not a string"},
        {"{'record':'issue','name':'a','title':'A','options':[{'rung':'more'}]}",
         "/options/0/rung: \"more\" is not the name of an option; a name is a-z, 0-9 and inner "
         "hyphens, and no word of the language"},
        {"{'record':'link','name':'a','a':{'issue':'x'},'kind':'affects','b':{'issue':'y',"
         "'options':['two words']}}",
         "/b/options/0: \"two words\" is not an option, a number or a range; write an option's "
         "name, "
         "\"6.5\" or \"4.0..5.0\""},
        {"{'record':'account','name':'a','title':'A','kind':'fact','between':['s:P1','s']}",
         "/between/1: \"s\" is not a claim; claims are named by source, place and label: "
         "s2:P8.office"},
        {"{'record':'dating','name':'a','of':'s:','date':'2031','by':'b'}",
         "/of: \"s:\" is not a name or a claim; write a name such as s2, or a claim such as "
         "s2:P8.office"},
        {"{'record':'claim','name':'s:X1'}", "/name: \"s:X1\" is not a claim; claims are named by "
                                             "source, place and label: s2:P8.office"},
        {"{'record':'claim','name':'s:P1','source':'t'}",
         "/source: this differs from the claim's name, which says \"s\"; leave it out"},
        {"{'record':'claim','name':'s:P1','label':'x'}",
         "/label: this differs from the claim's name, which says \"\"; leave it out"},
        {"{'record':'claim','name':'s:P1','locator':'P2'}",
         "/locator: this differs from the claim's name, which says \"P1\"; leave it out"},
        {"{'record':'claim','name':'s:P1','by':['a']}",
         "/by/0: an object (a speaker) belongs here, not a string"},
        {"{'record':'claim','name':'s:P1','by':[{'actor':'a','words':'x'}]}",
         "/by/0: a named speaker has no member \"words\""},
        {"{'record':'claim','name':'s:P1','by':[{'anonymous':'two','words':'x'}]}",
         "/by/0/anonymous: \"two\" is not a number; write it as 6.50 or -3, with at most 18 "
         "digits"},
        {"{'record':'claim','name':'s:P1','by':[{'anonymous':'one'}]}",
         "/by/0: an anonymous speaker needs the member \"words\""},
        {"{'record':'claim','name':'s:P1','marks':['headline','headline']}",
         "/marks/1: the same mark twice"},
        {"{'record':'claim','name':'s:P1','credibility':7}",
         "/credibility: credibility is a whole number from 1 to 6"},
        {"{'record':'claim','name':'s:P1','credibility':'6'}",
         "/credibility: credibility is a whole number from 1 to 6"},
        {"{'record':'claim','name':'s:P1','also':['P1.b']}",
         "/also/0: \"P1.b\" is not a place in a source; write P12, G3, L40, B10-20, S75 or ?"},
        {"{'record':'claim','name':'s:P1','also':['P1 #']}",
         "/also/0: \"P1 #\" is not a place in a source; write P12, G3, L40, B10-20, S75 or ?"},
        {"{'record':'claim','name':'s:P1','said':{'word':'x'}}",
         "/said: somebody's own words has no member \"word\"; did you mean \"words\"?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_record_refusal("", cases[i][0], "", "", cases[i][1]);
    }
}

static void the_form_of_statements_is_checked(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"'x'", ": an object (a statement) belongs here, not a string"},
        {"{'statement':'positon'}",
         "/statement: \"positon\" is not a kind of statement; did you mean \"position\"?"},
        {"{'statement':'event'}", ": a statement of an event needs the member \"event\""},
        {"{'statement':'event','event':'e','not':'yes'}",
         "/not: true or false belongs here, not a string"},
        {"{'statement':'presence','actor':'event','presence':'participates'}",
         "/actor: \"event\" is not the name of an actor; a name is a-z, 0-9 and inner hyphens, and "
         "no word of the language"},
        {"{'statement':'presence','actor':'a','presence':'leaves'}",
         "/presence: \"leaves\" is neither \"participates\" nor \"withdraws\""},
        {"{'statement':'movement','actor':'a','movement':'soft'}",
         "/movement: \"soft\" is neither \"softens\" nor \"hardens\""},
        {"{'statement':'offer','offer':'o','stage':'recieved'}",
         "/stage: \"recieved\" is not a stage of an offer; did you mean \"received\"?"},
        {"{'statement':'talks','states':[]}",
         "/states: an empty array says nothing; leave the member out or fill it"},
        {"{'statement':'term','term':'t'}",
         ": a statement of a term says either \"as\" or \"means\""},
        {"{'statement':'term','term':'t','as':'x','means':'y'}",
         ": a statement of a term says either \"as\" or \"means\""},
        {"{'statement':'count','term':'t','number':130}",
         "/number: a number is a string in this form: put quotes round it"},
        {"{'statement':'count','term':'t','number':'1234567890123456789'}",
         "/number: \"1234567890123456789\" is not a number; write it as 6.50 or -3, with at most "
         "18 "
         "digits"},
        {"{'statement':'role','actor':'a','role':'hots'}",
         "/role: \"hots\" is not a role; did you mean \"host\"?"},
        {"{'statement':'relation','actor':'a','relation':'friendship','object':'b'}",
         "/relation: \"friendship\" is not a relation; one of: leverage alliance pressure finance "
         "dependence contact recognition"},
        {"{'statement':'rank','issue':'w','rank':'over'}",
         ": \"over\" and the rank \"over\" go together"},
        {"{'statement':'rank','issue':'w','rank':'most','over':'x'}",
         ": \"over\" and the rank \"over\" go together"},
        {"{'statement':'saying','words':'x','times':[]}", ": a saying has no member \"times\""},
        {"{'statement':'forecast','words':'x','times':['then']}",
         "/times/0: an object (a time) belongs here, not a string"},
        {"{'statement':'forecast','words':'x','times':[{'at':'2031','after':'e'}]}",
         "/times/0: a time \"after\" has no member \"at\""},
        {"{'statement':'position','actor':'a','stance':'demands','demands':[]}",
         "/demands: an empty array says nothing; leave the member out or fill it"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_record_refusal("{'record':'claim','name':'s:P1','statements':[", cases[i][0], "]}",
                              "/statements/0", cases[i][1]);
    }
}

static void the_form_of_demands_is_checked(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"[{'issue':'w','options':['x']},{'issue':'w','options':['x']}]",
         "/demands: several demands need a \"list\": all, any or each"},
        {"[{'issue':'w'}]",
         "/demands/0: say the \"options\", or \"unstated\": true if the source does not"},
        {"[{'issue':'w','options':['x'],'unstated':true}]",
         "/demands/0: either \"options\" or \"unstated\", not both"},
        {"[{'issue':'w','unstated':true,'or':'more'}]",
         "/demands/0/or: \"or\" needs an option to start from"},
        {"[{'issue':'w','options':['x'],'or':'most'}]",
         "/demands/0/or: \"most\" is neither \"more\" nor \"less\""},
        {"[{'issue':'w','options':['x','y'],'or':'more'}]",
         "/demands/0/options: \"or\" more or less goes with one option, not several"},
        {"[{'issue':'w','before':{'issue':'x'},'with':{'issue':'y'}}]",
         "/demands/0: either \"before\" or \"with\", not both"},
        {"[{'issue':'w','options':['x'],'if':['then']}]",
         "/demands/0/if/0: an object (a condition) belongs here, not a string"},
        {"[{'issue':'w','options':['x'],'if':[{'unstated':false}]}]",
         "/demands/0/if/0/unstated: a condition is \"unstated\": true, or it is something else"},
        {"[{'issue':'w','options':['x'],'if':[{'issue':'v'}]}]",
         "/demands/0/if/0: say the \"options\", or \"unstated\": true if the source does not"},
        {"[{'issue':'not','options':['x']}]",
         "/demands/0/issue: \"not\" is not the name of an issue; a name is a-z, 0-9 and inner "
         "hyphens, and no word of the language"},
        {"[{'issue':'w','options':['as']}]", "/demands/0/options/0: \"as\" is not an option, a "
                                             "number or a range; write an option's name, "
                                             "\"6.5\" or \"4.0..5.0\""},
        {"[{'issue':'w','options':['x']}],'if':[{'unstated':true}]",
         "/if: without a \"list\", a condition belongs to the demand"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_record_refusal("{'record':'claim','name':'s:P1','statements':[{'statement':"
                              "'position','actor':'a','stance':'demands','demands':",
                              cases[i][0], "}]}", "/statements/0", cases[i][1]);
    }
}

static void the_form_of_preferences_is_checked(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"1", "/statements/0: an object (a statement) belongs here, not a number"},
        {"{'statement':'ordr'}", "/statements/0/statement: \"ordr\" is not "
                                 "something that preferences state; did you mean \"order\"?"},
        {"{'statement':'order','issue':'w','order':[]}",
         "/statements/0/order: an empty array says nothing; leave the member out "
         "or fill it"},
        {"{'statement':'order','issue':'w','order':[[{'options':['a']}]]}",
         "/statements/0/order: an order is of two or more"},
        {"{'statement':'order','issue':'w','order':[{'options':['a']}]}",
         "/statements/0/order/0: an array belongs here, not an object"},
        {"{'statement':'order','issue':'w','order':[[{'options':['a > b']}],[{'options':['c']}]]}",
         "/statements/0/order/0/0/options/0: \"a > b\" is not an option, a number "
         "or a range; write an option's name, \"6.5\" or \"4.0..5.0\""},
        {"{'statement':'order','issue':'value','order':[[{'options':['a']}],[{'options':['c']}]]}",
         "/statements/0/issue: \"value\" is not the name of an issue; a name is "
         "a-z, 0-9 and inner hyphens, and no word of the language"},
        {"{'statement':'importance','order':[[{'issue':'w'}],[{'issue':'v','options':['a']}]]}",
         "/statements/0/order/1/0: an issue has no member \"options\""},
        {"{'statement':'weight','issue':'w','amount':5}",
         "/statements/0/amount: a number or a range is a string in this form: put "
         "quotes round it"},
        {"{'statement':'weight','issue':'w','amount':'5%'}",
         "/statements/0/amount: \"5%\" is not a number or a range; write \"45\" or "
         "\"45..60\""},
        {"{'statement':'value','issue':'w','options':['a'],'amount':'1','of':'2','if':[]}",
         "/statements/0/if: an empty array says nothing; leave the member out or "
         "fill it"},
        {"{'statement':'value','issue':'w','amount':'1'}",
         "/statements/0: a value needs the member \"options\""},
        {"{'statement':'together','items':[{'issue':'w','options':['a']}],'amount':'1'}",
         "/statements/0/items: one item has a value; what items add together is of "
         "two or more"},
        {"{'statement':'reserve'}", "/statements/0: either \"amount\" or \"package\""},
        {"{'statement':'reserve','amount':'1','package':[{'issue':'w','options':['a']}]}",
         "/statements/0: either \"amount\" or \"package\""},
        {"{'statement':'reserve','of':'2','package':[{'issue':'w','options':['a']}]}",
         "/statements/0/of: \"of\" goes with \"amount\""},
        {"{'statement':'reserve','package':[{'issue':'w','options':['a','b']}]}",
         "/statements/0/package/0/options: a package has one option of each issue"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_record_refusal("{'record':'preferences','name':'p','of':'a','by':'b','statements':[",
                              cases[i][0], "]}", "", cases[i][1]);
    }
}

static void a_long_or_unprintable_value_is_shown_cut(void **state) {
    (void)state;
    expect_record_refusal("", "{'record':'éééééééééééééééééééé'}", "",
                          "/record: ", "\"éééééééééééééééé...\" is not a kind of record");
    expect_record_refusal("", "{'record':'xéééééééééééééééééééé'}", "",
                          "/record: ", "\"xééééééééééééééé...\" is not a kind of record");
    expect_record_refusal(
        "",
        "{'record':'\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n'}",
        "", "/record: ", "\"(unprintable)\" is not a kind of record");
}

/* ---- memory ---------------------------------------------------------------------------------- */

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    truce_buffer json = truce_buffer_new(); /* with a text larger than a block of the arena */
    truce_buffer_lit(&json, "{\"truce\":1,\"files\":[{\"name\":\"a\",\"records\":["
                            "{\"record\":\"party\",\"name\":\"a\",\"title\":\"");
    truce_buffer_fill(&json, 'x', 100000);
    truce_buffer_lit(&json, "\"}]}]}");
    truce_status status = TRUCE_ENOMEM;
    size_t n = 0;
    for (; status != TRUCE_OK; n++) {
        truce_arena arena = truce_arena_new();
        truce_json_files files = {NULL, 77};
        truce_error err = {.status = TRUCE_OK};
        allocations_left = n;
        status = truce_case_text_from_json(truce_buffer_str(&json), &arena, &files, &err);
        allocations_left = SIZE_MAX;
        if (status != TRUCE_OK) {
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(err.status, TRUCE_ENOMEM);
            assert_int_equal(files.n, 77);
        } else {
            assert_int_equal(files.at[0].bytes.size, 100000 + strlen("truce 1\n\nparty a \"\"\n"));
            assert_int_equal(files.at[0].name.size, 1);
        }
        truce_arena_clear(&arena);
        assert_in_range(n, 0, 1000);
    }
    assert_in_range(n, 4, 1000);
    truce_buffer_clear(&json);
}

/* jansson's own memory: it may take the shortage for a fault of the text, but never for success. */
static size_t parser_allocations_left;

static void *parser_malloc(size_t size) {
    if (parser_allocations_left == 0) {
        return NULL;
    }
    parser_allocations_left--;
    return __real_malloc(size);
}

static void running_out_of_memory_while_parsing_is_an_error_too(void **state) {
    (void)state;
    const truce_str json =
        TRUCE_STR("{\"truce\":1,\"files\":[{\"name\":\"a\",\"records\":[{\"record\":\"party\","
                  "\"name\":\"a\",\"title\":\"A title of more than a few bytes\"}]}]}");
    json_malloc_t real_malloc;
    json_free_t real_free;
    json_get_alloc_funcs(&real_malloc, &real_free);
    truce_status status = TRUCE_ENOMEM;
    for (size_t n = 0; status != TRUCE_OK; n++) {
        truce_arena arena = truce_arena_new();
        truce_json_files files = {NULL, 77};
        json_set_alloc_funcs(parser_malloc, free);
        parser_allocations_left = n;
        status = truce_case_text_from_json(json, &arena, &files, NULL);
        json_set_alloc_funcs(real_malloc, real_free);
        if (status != TRUCE_OK) {
            assert_true(status == TRUCE_ENOMEM || (n > 0 && status == TRUCE_EPARSE));
            assert_int_equal(files.n, 77);
        } else {
            expect_text(files.at[0].bytes,
                        TRUCE_STR("truce 1\n\nparty a \"A title of more than a few bytes\"\n"));
        }
        truce_arena_clear(&arena);
        assert_in_range(n, 0, 1000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_of_the_language_has_its_json),
        cmocka_unit_test(its_json_gives_every_form_back_in_canonical_layout),
        cmocka_unit_test(the_sample_cases_go_there_and_back),
        cmocka_unit_test(a_narrowed_view_gives_only_what_its_reader_sees),
        cmocka_unit_test(files_without_records_stay),
        cmocka_unit_test(what_says_nothing_is_left_out),
        cmocka_unit_test(random_cases_keep_every_member_and_value),
        cmocka_unit_test(the_schema_has_the_word_lists_of_the_language),
        cmocka_unit_test(the_schema_refuses_the_names_that_the_language_refuses),
        cmocka_unit_test(the_schema_has_the_members_that_are_read),
        cmocka_unit_test(what_is_not_json_is_told_by_line_and_column),
        cmocka_unit_test(what_would_claim_too_much_memory_is_refused_before_parsing),
        cmocka_unit_test(more_files_than_a_case_may_have_are_refused),
        cmocka_unit_test(the_outer_form_is_checked),
        cmocka_unit_test(the_form_of_records_is_checked),
        cmocka_unit_test(the_form_of_statements_is_checked),
        cmocka_unit_test(the_form_of_demands_is_checked),
        cmocka_unit_test(the_form_of_preferences_is_checked),
        cmocka_unit_test(a_long_or_unprintable_value_is_shown_cut),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
        cmocka_unit_test(running_out_of_memory_while_parsing_is_an_error_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
