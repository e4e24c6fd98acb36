/* A case as the files of other tools, and back: a small one whole, then random scenarios whose
 * numbers must survive the whole way round; then each thing that cannot be said, and memory that
 * runs out. */
#include "truce/formats/foreign_write.h"

#include "given.h"
#include "support/memory.h"
#include "support/random.h"
#include "truce/case/read.h"
#include "truce/formats/case_scenario.h"

#define CASE                                                                                       \
    "truce 1\ncase lease \"Lease & more\"\nparty owner \"The owner\"\nparty tenant \"The "         \
    "tenant\"\n"                                                                                   \
    "group young \"Young\" of tenant\ngroup old \"Old\" of tenant\nreader a1 \"First analyst\"\n"  \
    "issue rent \"Rent\"\n  range 10..12 step 1 coins\n"                                           \
    "issue fee \"Fee\"\n  range 0..1 step 0.5 coins\n"                                             \
    "issue tools \"Tools\"\n  rung none\n  option own \"Their <own>\"\n  rung new \"New\"\n"       \
    "issue time \"Time off\"\n  per young, old\n  rung short\n  rung long\n"                       \
    "issue empty \"Empty\"\n  rung x\n"

#define OWNER                                                                                      \
    "preferences o of owner by a1\n  weight rent 0.5\n  weight tools 0.5\n"                        \
    "  value rent 10 is 0\n  value rent 12 is 1\n  value tools none is 1\n"                        \
    "  value tools own or new is 35 of 80\n"

static truce_case read_text(const char *text, truce_arena *arena) {
    truce_view view;
    truce_case c;
    truce_error err;
    truce_report report = truce_report_new(arena);
    truce_input *const input = truce_arena_zero(arena, 1, sizeof *input);
    assert_non_null(input);
    *input = (truce_input){TRUCE_STR("case.truce"), truce_str_of(text)};
    assert_int_equal(truce_case_view(input, 1, TRUCE_STR(""), arena, &view, &err), TRUCE_OK);
    const truce_read_options options = {.seed = 1, .no_warnings = true};
    if (truce_case_read(&view, options, arena, &c, &report, &err) != TRUCE_OK) {
        truce_buffer shown = truce_buffer_new();
        truce_report_show(&report, false, &shown);
        fail_msg("%.*s", TRUCE_STR_ARGS(truce_buffer_str(&shown)));
    }
    return c;
}

typedef truce_status writer_of(const truce_scenario *scenario, truce_arena *arena,
                               truce_foreign_files *out, truce_error *err);

/* Every record of the case, as files. */
static truce_foreign_files write_case(const char *text, writer_of *write, truce_scenario *scenario,
                                      truce_arena *arena) {
    static const uint32_t all[] = {0, 1, 2, 3};
    const truce_case c = read_text(text, arena);
    truce_foreign_files files = {.n = 0};
    truce_error err;
    if (truce_scenario_from_case(&c, write == truce_genius_write, all, c.n_preferences, arena,
                                 scenario, &err) != TRUCE_OK ||
        write(scenario, arena, &files, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    return files;
}

static void expect_told(const truce_str *told, size_t n, size_t i, const char *want) {
    assert_true(i < n);
    expect_text(told[i], want);
}

/* ---- whole
 * --------------------------------------------------------------------------------------- */

static const char both[] =
    CASE OWNER "  reserve\n    rent 11\n    tools new\n"
               "preferences t of tenant by a1 in percent\n  weight time for young 25\n"
               "  weight time for old 75\n  value time short is 10\n  value time long for young is "
               "100\n  value time long for old is 40\n  reserve 40\n";

static void genius_files_hold_every_number(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scenario s = {0};
    const truce_foreign_files files = write_case(both, truce_genius_write, &s, &arena);
    assert_int_equal(files.n, 3);
    expect_text(files.at[0].name, "domain.xml");
    expect_text(
        files.at[0].bytes,
        "<negotiation_template>\n"
        "<utility_space number_of_issues=\"4\">\n"
        "  <objective index=\"0\" name=\"Lease &amp; more\" description=\"\" type=\"objective\" "
        "etype=\"objective\">\n"
        "    <issue index=\"1\" name=\"Rent\" type=\"integer\" etype=\"integer\" vtype=\"integer\" "
        "lowerbound=\"10\" upperbound=\"12\">\n"
        "      <range lowerbound=\"10\" upperbound=\"12\"></range>\n"
        "    </issue>\n"
        "    <issue index=\"2\" name=\"Tools\" type=\"discrete\" etype=\"discrete\" "
        "vtype=\"discrete\">\n"
        "      <item index=\"1\" value=\"none\"></item>\n"
        "      <item index=\"2\" value=\"Their &lt;own&gt;\"></item>\n"
        "      <item index=\"3\" value=\"New\"></item>\n"
        "    </issue>\n"
        "    <issue index=\"3\" name=\"Time off: Young\" type=\"discrete\" etype=\"discrete\" "
        "vtype=\"discrete\">\n"
        "      <item index=\"1\" value=\"short\"></item>\n"
        "      <item index=\"2\" value=\"long\"></item>\n"
        "    </issue>\n"
        "    <issue index=\"4\" name=\"Time off: Old\" type=\"discrete\" etype=\"discrete\" "
        "vtype=\"discrete\">\n"
        "      <item index=\"1\" value=\"short\"></item>\n"
        "      <item index=\"2\" value=\"long\"></item>\n"
        "    </issue>\n"
        "  </objective>\n"
        "</utility_space>\n"
        "</negotiation_template>\n");
    expect_text(files.at[1].name, "owner.xml");
    assert_non_null(strstr(files.at[1].bytes.data,
                           "<evaluator ftype=\"linear\" offset=\"-5\" slope=\"0.5\"></evaluator>"));
    assert_non_null(strstr(files.at[1].bytes.data,
                           "<item index=\"2\" value=\"Their &lt;own&gt;\" evaluation=\"0.4375\">"));
    assert_non_null(strstr(files.at[1].bytes.data, "<weight index=\"3\" value=\"0\">"));
    /* 0.5 * 0.5 + 0.5 * 0.4375 */
    assert_non_null(strstr(files.at[1].bytes.data, "<reservation value=\"0.46875\">"));
    expect_text(files.at[2].name, "tenant.xml");
    assert_non_null(strstr(files.at[2].bytes.data, "<weight index=\"4\" value=\"0.75\">"));
    assert_non_null(strstr(files.at[2].bytes.data, "value=\"long\" evaluation=\"0.4\""));
    assert_non_null(strstr(files.at[2].bytes.data, "<reservation value=\"0.4\">"));
    assert_int_equal(s.n_assumptions, 3);
    expect_told(s.assumptions, 3, 0, "nobody's preferences name the issue fee, so it is left out");
    expect_told(s.assumptions, 3, 2, "t is in percent: its numbers are written as parts of 1");
    assert_int_equal(files.n_told, 2);
    expect_told(files.told, 2, 0,
                "owner: Genius will divide the values of an issue by the largest of them, which is "
                "not 1 everywhere here");
    truce_arena_clear(&arena);
}

static void geniusweb_files_hold_every_number(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scenario s = {0};
    const truce_foreign_files files = write_case(
        CASE OWNER
        "  weight fee 0\n  value fee 0..1 is 0.25\n  reserve\n    rent 11\n    tools own\n"
        "    fee 0.5\n",
        truce_geniusweb_write, &s, &arena);
    assert_int_equal(files.n, 1);
    assert_int_equal(files.n_told, 0);
    expect_text(files.at[0].name, "owner.json");
    expect_text(files.at[0].bytes,
                "{\n"
                "  \"LinearAdditiveUtilitySpace\": {\n"
                "    \"name\": \"The owner\",\n"
                "    \"domain\": {\n"
                "      \"name\": \"Lease & more\",\n"
                "      \"issuesValues\": {\n"
                "        \"Rent\": {\"range\": {\"low\": 10, \"high\": 12, \"step\": 1}},\n"
                "        \"Fee\": {\"range\": {\"low\": 0, \"high\": 1, \"step\": 0.5}},\n"
                "        \"Tools\": {\"values\": [\"none\", \"Their <own>\", \"New\"]}\n"
                "      }\n"
                "    },\n"
                "    \"issueUtilities\": {\n"
                "      \"Rent\": {\n"
                "        \"NumberValueSetUtilities\": {\n"
                "          \"lowValue\": 10,\n"
                "          \"lowUtility\": 0,\n"
                "          \"highValue\": 12,\n"
                "          \"highUtility\": 1\n"
                "        }\n"
                "      },\n"
                "      \"Fee\": {\n"
                "        \"NumberValueSetUtilities\": {\n"
                "          \"lowValue\": 0,\n"
                "          \"lowUtility\": 0.25,\n"
                "          \"highValue\": 1,\n"
                "          \"highUtility\": 0.25\n"
                "        }\n"
                "      },\n"
                "      \"Tools\": {\n"
                "        \"DiscreteValueSetUtilities\": {\n"
                "          \"valueUtilities\": {\n"
                "            \"none\": 1,\n"
                "            \"Their <own>\": 0.4375,\n"
                "            \"New\": 0.4375\n"
                "          }\n"
                "        }\n"
                "      }\n"
                "    },\n"
                "    \"issueWeights\": {\n"
                "      \"Rent\": 0.5,\n"
                "      \"Fee\": 0,\n"
                "      \"Tools\": 0.5\n"
                "    },\n"
                "    \"reservationBid\": {\n"
                "      \"issuevalues\": {\n"
                "        \"Rent\": 11,\n"
                "        \"Fee\": 0.5,\n"
                "        \"Tools\": \"Their <own>\"\n"
                "      }\n"
                "    }\n"
                "  }\n"
                "}\n");
    truce_arena_clear(&arena);
}

static void what_the_tool_will_not_take_is_told(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scenario s = {0};
    const truce_foreign_files files =
        write_case(CASE "preferences o of owner by a1\n  value tools none or own or new is 2\n"
                        "  reserve 1\n",
                   truce_geniusweb_write, &s, &arena);
    assert_int_equal(files.n_told, 2);
    expect_told(files.told, 2, 0,
                "owner: GeniusWeb takes only weights that sum to 1 and values from 0 to 1, which "
                "these are not");
    expect_told(files.told, 2, 1,
                "owner: the reservation value is left out; GeniusWeb knows only a reservation "
                "package of every issue");
    truce_arena_clear(&arena);
}

static void a_range_that_does_not_fit_becomes_a_list(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scenario s = {0};
    (void)write_case(CASE
                     "preferences o of owner by a1\n  value rent 10 is 0\n  value rent 11 is 3\n"
                     "  value rent 12 is 4\n  value fee 0 is 1\n  value fee 1 is 2\n",
                     truce_genius_write, &s, &arena);
    assert_int_equal(s.n_assumptions, 5);
    expect_told(
        s.assumptions, 5, 3,
        "the range of rent is written as a list of its numbers: its steps or its values are "
        "not what a range of such a file can hold");
    assert_false(s.issues[0].range || s.issues[1].range);
    assert_int_equal(s.issues[1].n_values, 3);
    expect_text(s.issues[1].values[1], "0.5");
    const truce_numeral half = s.parties[0].worth[1].values[1].over;
    truce_buffer out = truce_buffer_new();
    truce_numeral_write(&half, &out);
    expect_text(truce_buffer_str(&out), "1.5");
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void titles_that_are_the_same_get_their_names_behind_them(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scenario s = {0};
    (void)write_case(
        "truce 1\ncase c \"C\"\nparty p \"P\"\nreader r \"R\"\n"
        "issue a \"Same\"\n  option x \"X\"\n  option y \"X\"\n"
        "issue b \"Same\"\n  option x\n"
        "preferences f of p by r\n  value a x is 1\n  value a y is 2\n  value b x is 1\n",
        truce_genius_write, &s, &arena);
    expect_text(s.issues[0].title, "Same");
    expect_text(s.issues[1].title, "Same (b)");
    expect_text(s.issues[0].values[1], "X (y)");
    truce_arena_clear(&arena);
}

/* ---- there and back
 * ------------------------------------------------------------------------------ */

static truce_numeral random_number(uint64_t *seed, bool negative) {
    char text[32];
    truce_numeral n = {0};
    (void)snprintf(text, sizeof text, "%s%u.%02u", negative && percent(seed, 20) ? "-" : "",
                   (unsigned)below(seed, 30), (unsigned)below(seed, 100));
    assert_int_equal(truce_numeral_parse(truce_str_of(text), &n, NULL), TRUCE_OK);
    return n;
}

/* Issues of every kind and parties with numbers for them; the first weight is never 0. */
static truce_scenario random_scenario(uint64_t *seed, bool whole, truce_arena *arena) {
    static const truce_str titles[] = {{"Rent & more", 11}, {"2 \"tools\"", 9}, {"caf\xC3\xA9", 5},
                                       {"weight", 6},       {"<if>", 4},        {"reserve", 7}};
    truce_scenario s = {
        .tool = "Test", .title = TRUCE_STR("Random"), .files = titles, .n_files = 1};
    s.n_issues = 1 + (uint32_t)below(seed, 5);
    s.n_parties = 1 + (uint32_t)below(seed, 3);
    truce_scenario_issue *const issues = truce_arena_zero(arena, s.n_issues, sizeof *issues);
    truce_scenario_party *const parties = truce_arena_zero(arena, s.n_parties, sizeof *parties);
    assert_true(issues != NULL && parties != NULL);
    for (uint32_t i = 0; i < s.n_issues; i++) {
        issues[i].title = titles[i];
        issues[i].range = percent(seed, 40);
        const int64_t low = (int64_t)below(seed, 20) - 10;
        issues[i].low = truce_numeral_of(low);
        issues[i].step = truce_numeral_of(1);
        issues[i].high = truce_numeral_of(low + 10);
        if (issues[i].range && !whole && percent(seed, 50)) {
            issues[i].step.exponent--; /* 0.1 */
            issues[i].high = truce_numeral_of(low + 1);
        }
        issues[i].n_values = issues[i].range ? 0 : 1 + (uint32_t)below(seed, 6);
        issues[i].values = titles;
    }
    for (uint32_t p = 0; p < s.n_parties; p++) {
        truce_scenario_worth *const worth = truce_arena_zero(arena, s.n_issues, sizeof *worth);
        parties[p].title = truce_arena_printf(arena, "p%u", (unsigned)p);
        parties[p].file = parties[p].title;
        parties[p].worth = worth;
        for (uint32_t i = 0; i < s.n_issues; i++) {
            worth[i].weight = i == 0 ? truce_numeral_of(2) : random_number(seed, false);
            truce_scenario_amount *const values =
                truce_arena_zero(arena, issues[i].n_values + 1U, sizeof *values);
            truce_scenario_point *const points = truce_arena_zero(arena, 2, sizeof *points);
            for (uint32_t k = 0; k < issues[i].n_values; k++) {
                values[k] = (truce_scenario_amount){random_number(seed, true), truce_numeral_of(1)};
            }
            for (int k = 0; k < 2; k++) {
                points[k].at = k == 0 ? issues[i].low : issues[i].high;
                points[k].worth =
                    (truce_scenario_amount){random_number(seed, true), truce_numeral_of(1)};
            }
            worth[i].values = issues[i].range ? NULL : values;
            worth[i].points = issues[i].range ? points : NULL;
            worth[i].n_points = issues[i].range ? 2 : 0;
        }
        parties[p].reserved = whole && percent(seed, 50);
        parties[p].reserve = random_number(seed, true);
    }
    s.issues = issues;
    s.parties = parties;
    return s;
}

static void expect_same_number(const truce_numeral *a, const truce_numeral *b) {
    assert_int_equal(truce_numeral_compare(a, b), 0);
}

static void expect_same(const truce_scenario *a, const truce_scenario *b) {
    assert_int_equal(a->n_issues, b->n_issues);
    assert_int_equal(a->n_parties, b->n_parties);
    for (uint32_t i = 0; i < a->n_issues; i++) {
        assert_true(truce_str_equal(a->issues[i].title, b->issues[i].title));
        assert_int_equal(a->issues[i].range, b->issues[i].range);
        assert_int_equal(a->issues[i].n_values, b->issues[i].n_values);
        for (uint32_t k = 0; k < a->issues[i].n_values; k++) {
            assert_true(truce_str_equal(a->issues[i].values[k], b->issues[i].values[k]));
        }
    }
    for (uint32_t p = 0; p < a->n_parties; p++) {
        for (uint32_t i = 0; i < a->n_issues; i++) {
            const truce_scenario_worth *const x = &a->parties[p].worth[i];
            const truce_scenario_worth *const y = &b->parties[p].worth[i];
            expect_same_number(&x->weight, &y->weight);
            for (uint32_t k = 0; k < a->issues[i].n_values; k++) {
                expect_same_number(&x->values[k].over, &y->values[k].over);
            }
            assert_int_equal(x->n_points, y->n_points);
            for (uint32_t k = 0; k < x->n_points; k++) {
                expect_same_number(&x->points[k].at, &y->points[k].at);
                expect_same_number(&x->points[k].worth.over, &y->points[k].worth.over);
            }
        }
        assert_int_equal(a->parties[p].reserved, b->parties[p].reserved);
        if (a->parties[p].reserved) {
            expect_same_number(&a->parties[p].reserve, &b->parties[p].reserve);
        }
    }
}

/* scenario -> case -> scenario -> files -> scenario */
static void every_number_survives_the_way_round(void **state) {
    (void)state;
    static const uint32_t all[] = {0, 1, 2};
    for (uint64_t round = 0; round < 300; round++) {
        const bool genius = round % 2 == 0;
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        const truce_scenario first = random_scenario(&seed, genius, &arena);
        truce_buffer text = truce_buffer_new();
        truce_scenario second = {0}, third = {0};
        truce_foreign_files files = {NULL, 0, NULL, 0};
        truce_error err;
        assert_int_equal(truce_scenario_to_case(&first, &arena, &text, &err), TRUCE_OK);
        truce_buffer_byte(&text, '\0');
        const truce_case c = read_text(text.data, &arena);
        if (truce_scenario_from_case(&c, genius, all, first.n_parties, &arena, &second, &err) !=
            TRUCE_OK) {
            fail_msg("round %d: %s", (int)round, err.message);
        }
        expect_same(&first, &second);
        if (genius) {
            assert_int_equal(truce_genius_write(&second, &arena, &files, &err), TRUCE_OK);
            assert_int_equal(
                truce_genius_read(files.at, files.n, TRUCE_GENIUS_AS_WRITTEN, &arena, &third, &err),
                TRUCE_OK);
            assert_int_equal(third.n_assumptions, 1);
        } else {
            assert_int_equal(truce_geniusweb_write(&second, &arena, &files, &err), TRUCE_OK);
            assert_int_equal(truce_geniusweb_read(files.at, files.n, &arena, &third, &err),
                             TRUCE_OK);
            assert_int_equal(third.n_assumptions, 0);
        }
        expect_same(&first, &third);
        truce_buffer_clear(&text);
        truce_arena_clear(&arena);
    }
}

/* ---- refusals
 * ------------------------------------------------------------------------------------ */

static void what_such_files_cannot_say_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *records;
        const char *message;
    } cases[] = {
        {"", "the case has no preferences"},
        {"preferences o of owner by a1\n  reserve 4\n", "the preferences name no issue"},
        {"preferences o of owner by a1\n  tools new > none\n",
         "\"o\" states an order; such a file holds numbers only"},
        {OWNER "  importance rent > tools\n",
         "\"o\" states an order; such a file holds numbers only"},
        {OWNER "  rent 11 and tools new together add 1\n",
         "\"o\" states what items add together; such a file holds sums over the issues only"},
        {OWNER "  value tools new is 1 if rent 11\n",
         "\"o\" has a value under a condition; such a file knows none"},
        {"preferences o of owner by a1\n  value tools none is 0.5..1\n",
         "\"o\" states an interval; such a file holds exact numbers only"},
        {"preferences o of owner by a1\n  value tools none is 1 of 3\n",
         "\"o\" states a fraction whose decimals do not end; such a file holds decimals only"},
        {"preferences o of owner by a1\n  value tools none is 1\n",
         "\"o\" has no value for some option of \"tools\""},
        {"preferences o of owner by a1\n  value rent 11..12 is 1\n",
         "\"o\" has no value for an end of the range of \"rent\""},
        {"preferences o of owner by a1\n  value tools none or own or new is 1\n  weight rent 1\n"
         "  value rent 10..12 is 1\n",
         "\"o\" has no weight of \"tools\""},
        {"preferences o of owner by a1 in percent\n  value tools none or own or new is 50\n",
         "\"o\" is in percent without a weight; then nobody says what the weights are"},
        {OWNER "  weight rent 1\n", "\"o\" has two weights of one issue"},
        {OWNER "  value tools none is 2\n", "\"o\" has two values of one option of \"tools\""},
        {OWNER "  reserve\n    rent 11\n", "\"o\" leaves \"tools\" out of its reservation package"},
        {OWNER "link l tools new requires rent 12\n",
         "\"l\" links options of two issues; such a file cannot rule packages out"},
        {"issue deep \"Deep\"\n  range 0..3 step 1 coins\n"
         "preferences o of owner by a1\n  value deep 0 is 0\n  value deep 3 is 1\n",
         "\"o\" gives a number between two stated ones a value whose decimals do not end; such a "
         "file "
         "holds decimals only"},
        {"issue deep \"Deep\"\n  range 0..5000 step 0.5 coins\n"
         "preferences o of owner by a1\n  value deep 0..5000 is 0\n",
         "\"deep\" makes more than 4000 options in all issues together"},
    };
    static const uint32_t all[] = {0, 1, 2};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_arena arena = truce_arena_new();
        char text[4096];
        (void)snprintf(text, sizeof text, "%s%s", CASE, cases[i].records);
        const truce_case c = read_text(text, &arena);
        truce_scenario scenario = {.n_issues = 77};
        truce_error err = {.message = ""};
        const truce_status status =
            truce_scenario_from_case(&c, true, all, c.n_preferences, &arena, &scenario, &err);
        assert_string_equal(err.message, cases[i].message);
        assert_int_equal(err.status, status);
        assert_int_equal(scenario.n_issues, 77);
        truce_arena_clear(&arena);
    }
}

/* ---- memory
 * -------------------------------------------------------------------------------------- */

static void running_out_of_memory_is_an_error_and_nothing_leaks(void **state) {
    (void)state;
    static const uint32_t all[] = {0, 1};
    for (int tool = 0; tool < 2; tool++) {
        for (long n = 0;; n++) {
            truce_arena arena = truce_arena_new();
            truce_arena scratch = truce_arena_new();
            const truce_case c = read_text(both, &arena);
            truce_scenario scenario = {.n_issues = 77};
            truce_foreign_files files = {.n = 77};
            allocations_left = n;
            truce_status status =
                truce_scenario_from_case(&c, tool == 0, all, 2, &scratch, &scenario, NULL);
            if (status == TRUCE_OK) {
                status = tool == 0 ? truce_genius_write(&scenario, &scratch, &files, NULL)
                                   : truce_geniusweb_write(&scenario, &scratch, &files, NULL);
            }
            const bool ran_out = allocations_left < 0;
            allocations_left = LONG_MAX;
            assert_int_equal(status, ran_out ? TRUCE_ENOMEM : TRUCE_OK);
            assert_int_equal(files.n, ran_out ? 77 : tool == 0 ? 3 : 2);
            truce_arena_clear(&scratch);
            truce_arena_clear(&arena);
            if (!ran_out) {
                assert_true(n > 2);
                break;
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(genius_files_hold_every_number),
        cmocka_unit_test(geniusweb_files_hold_every_number),
        cmocka_unit_test(what_the_tool_will_not_take_is_told),
        cmocka_unit_test(a_range_that_does_not_fit_becomes_a_list),
        cmocka_unit_test(titles_that_are_the_same_get_their_names_behind_them),
        cmocka_unit_test(every_number_survives_the_way_round),
        cmocka_unit_test(what_such_files_cannot_say_is_refused),
        cmocka_unit_test(running_out_of_memory_is_an_error_and_nothing_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
