/* GeniusWeb and NegoLog: a small scenario of each whole, old names, what is told, each refusal with
 * its place, and memory that runs out. */
#include "truce/formats/foreign.h"

#include "given.h"
#include "support/memory.h"

static const char *const names[] = {"x/seller.json", "x/buyer.json"};

static const char seller_negolog[] =
    "{\"reservationValue\": 0.25,\n"
    " \"issueWeights\": {\"Price\": 0.7, \"Delivery time\": 3E-1},\n"
    " \"issues\": {\"Price\": {\"low\": 0.12345678901234567890123, \"high\": 1},\n"
    "  \"Delivery time\": {\"1 week\": 1.0, \"2 \\\"weeks\\\"\": 0, \"later\": -0.5}}}\n";
static const char buyer_negolog[] =
    "{\"issues\": {\"Delivery time\": {\"later\": 0, \"2 \\\"weeks\\\"\": 0.5, \"1 week\": 1.0},\n"
    "  \"Price\": {\"low\": 1, \"high\": 0}},\n"
    " \"issueWeights\": {\"Price\": 0.5, \"Delivery time\": 0.5}}\n";

#define DOMAIN                                                                                     \
    "\"domain\": {\"name\": \"A van\", \"issuesValues\": {\"Price\": {\"range\": {\"low\": 10, "   \
    "\"high\": \"11.5\", \"step\": 0.5}}, \"Colour\": {\"values\": [\"red\", \"blue\"]}}}"
#define SELLER                                                                                     \
    "\"issueUtilities\": {\"Price\": {\"NumberValueSetUtilities\": {\"lowValue\": 10.0, "          \
    "\"lowUtility\": 0, \"highValue\": 11.5, \"highUtility\": 1}}, \"Colour\": "                   \
    "{\"DiscreteValueSetUtilities\": {\"valueUtilities\": {\"red\": 0.5, \"blue\": 1}}}}"
#define WEIGHTS "\"issueWeights\": {\"Price\": 0.6, \"Colour\": 0.4}"

static const char seller_geniusweb[] =
    "{\"LinearAdditiveUtilitySpace\": {" DOMAIN ", " SELLER ", " WEIGHTS
    ", \"name\": \"van-seller\", \"reservationBid\": {\"issuevalues\": {\"Colour\": \"blue\", "
    "\"Price\": 10.5}}}}";
static const char buyer_geniusweb[] =
    "{\"LinearAdditiveUtilitySpace\": {\"domain\": {\"issuesValues\": {\"Colour\": {\"values\": "
    "[\"blue\", \"red\"]}, \"Price\": {\"range\": {\"step\": 0.5, \"low\": 10, \"high\": 11.5}}}},"
    "\"issueUtilities\": {\"Colour\": {\"discreteutils\": {\"valueUtilities\": {\"blue\": 1}}},"
    "\"Price\": {\"numberutils\": {\"lowValue\": 10, \"lowUtility\": 0.9, \"highValue\": 11.5, "
    "\"highUtility\": 0.1}}}, " WEIGHTS ", \"reservationBid\": null}}";

/* ---- helpers
 * ------------------------------------------------------------------------------------- */

static void expect_case(given_reader *read, const char *seller, const char *buyer,
                        const char *want) {
    truce_arena arena = truce_arena_new();
    truce_scenario scenario = {0};
    truce_buffer out = truce_buffer_new();
    truce_error err = {.message = ""};
    const truce_str texts[] = {truce_str_of(seller), truce_str_of(buyer)};
    if (read_given(read, names, texts, 2, &arena, &scenario, &err) != TRUCE_OK ||
        truce_scenario_to_case(&scenario, &arena, &out, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    expect_text(truce_buffer_str(&out), want);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void expect_refusal(given_reader *read, const char *first, const char *second,
                           const char *message) {
    truce_arena arena = truce_arena_new();
    truce_scenario scenario = {.n_issues = 77};
    truce_error err = {.message = ""};
    const truce_str texts[] = {truce_str_of(first), truce_str_of(second != NULL ? second : "")};
    const truce_status status =
        read_given(read, names, texts, second != NULL ? 2 : 1, &arena, &scenario, &err);
    assert_string_equal(err.message, message);
    assert_true(status == TRUCE_EINVAL || status == TRUCE_EPARSE || status == TRUCE_ELIMIT);
    assert_int_equal(err.status, status);
    assert_int_equal(scenario.n_issues, 77);
    truce_arena_clear(&arena);
}

/* ---- NegoLog
 * ------------------------------------------------------------------------------------- */

static void negolog_profiles_become_a_case(void **state) {
    (void)state;
    /* A number of 23 digits does not fit; it is one of 17 below. */
    char seller[sizeof seller_negolog];
    memcpy(seller, seller_negolog, sizeof seller);
    char *const digits = strstr(seller, "12345678901234567890123");
    memcpy(digits + 17, "      ", 6);
    expect_case(truce_negolog_read, seller, buyer_negolog,
                "truce 1\n\n"
                "case imported-domain \"Imported domain\"\n"
                "  note \"Imported from NegoLog: seller.json, buyer.json\"\n"
                "\n"
                "party seller \"seller\"\n"
                "party buyer \"buyer\"\n"
                "reader profiles \"Whoever wrote the imported profiles\"\n"
                "\n"
                "issue price \"Price\"\n"
                "  option low \"low\"\n"
                "  option high \"high\"\n"
                "\n"
                "issue delivery-time \"Delivery time\"\n"
                "  option option-1-week \"1 week\"\n"
                "  option option-2-weeks \"2 \\\"weeks\\\"\"\n"
                "  option later \"later\"\n"
                "\n"
                "preferences seller-profile of seller by profiles\n"
                "  weight price 0.7\n"
                "  weight delivery-time 0.3\n"
                "  value price low is 0.12345678901234567\n"
                "  value price high is 1\n"
                "  value delivery-time option-1-week is 1\n"
                "  value delivery-time option-2-weeks is 0\n"
                "  value delivery-time later is -0.5\n"
                "  reserve 0.25\n"
                "  note \"From seller.json\"\n"
                "\n"
                "preferences buyer-profile of buyer by profiles\n"
                "  weight price 0.5\n"
                "  weight delivery-time 0.5\n"
                "  value price low is 1\n"
                "  value price high is 0\n"
                "  value delivery-time option-1-week is 1\n"
                "  value delivery-time option-2-weeks is 0.5\n"
                "  value delivery-time later is 0\n"
                "  note \"From buyer.json\"\n");
}

static void a_number_that_no_case_can_hold_is_refused_and_not_rounded(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scenario scenario;
    truce_buffer out = truce_buffer_new();
    truce_error err = {.message = ""};
    const truce_str texts[] = {TRUCE_STR(seller_negolog), TRUCE_STR(buyer_negolog)};
    assert_int_equal(read_given(truce_negolog_read, names, texts, 2, &arena, &scenario, &err),
                     TRUCE_OK);
    assert_int_equal(truce_scenario_to_case(&scenario, &arena, &out, &err), TRUCE_ELIMIT);
    assert_string_equal(
        err.message, "x/seller.json: a number of \"Price\" has more than 18 digits that matter; a "
                     "case cannot hold it exactly");
    assert_int_equal(out.size, 0);
    truce_arena_clear(&arena);
}

#define NEGOLOG(issues, weights) "{\"issues\": " issues ", \"issueWeights\": " weights "}"
#define ONE                      "{\"a\": {\"x\": 1, \"y\": 0}}"

static void what_is_no_negolog_profile_is_refused_with_its_place(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"[]", "x/seller.json: this is no object"},
        {"{}", "x/seller.json: /issues: this member is missing"},
        {"{\"issues\": 5}", "x/seller.json: /issues: this is no object"},
        {"{\"issues\": {}}", "x/seller.json: /issueWeights: this member is missing"},
        {seller_geniusweb,
         "x/seller.json: this is a profile of GeniusWeb; give it with --geniusweb"},
        {NEGOLOG("{}", "{}"), "x/seller.json: /issues: there is no issue"},
        {NEGOLOG("{\"a\": []}", "{}"), "x/seller.json: /issues/a: this is no object"},
        {NEGOLOG("{\"a\": {}}", "{}"),
         "x/seller.json: /issues/a: an issue without a value to choose"},
        {NEGOLOG("{\"\": {\"x\": 1}}", "{}"), "x/seller.json: /issues/: a name that is empty"},
        {NEGOLOG("{\"a\": {\"x\": \"much\"}}", "{\"a\": 1}"),
         "x/seller.json: /issues/a/x: much: this is not a number"},
        {NEGOLOG("{\"a\": {\"x\": null}}", "{\"a\": 1}"),
         "x/seller.json: /issues/a/x: this is no number"},
        {NEGOLOG("{\"a\": {\"x\": 1e99}}", "{\"a\": 1}"),
         "x/seller.json: /issues/a/x: 1e99: a number with more than 50 places before or behind its "
         "point"},
        {NEGOLOG(ONE, "{\"a\": -1}"), "x/seller.json: /issueWeights/a: a negative weight"},
        {NEGOLOG(ONE, "{\"a\": 0.0}"), "x/seller.json: /issueWeights: all weights are 0"},
        {NEGOLOG(ONE, "{}"), "x/seller.json: /issueWeights: the issue a has no weight"},
        {NEGOLOG(ONE, "{\"a\": 1, \"b\": 1}"),
         "x/seller.json: /issueWeights/b: a weight of no issue"},
        {"{\"reservationValue\": [], \"issues\": " ONE ", \"issueWeights\": {\"a\": 1}}",
         "x/seller.json: /reservationValue: this is no number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_refusal(truce_negolog_read, cases[i][0], NULL, cases[i][1]);
    }
}

static void profiles_of_different_domains_are_refused(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {NEGOLOG("{\"b\": {\"x\": 1, \"y\": 0}}", "{\"b\": 1}"),
         "x/buyer.json: /issues/b: the first profile has no such issue"},
        {NEGOLOG("{}", "{}"), "x/buyer.json: /issues: 0 issues; the first profile has 1"},
        {NEGOLOG("{\"a\": {\"x\": 1}}", "{\"a\": 1}"),
         "x/buyer.json: /issues/a: 1 values; the first profile has 2 here"},
        {NEGOLOG("{\"a\": {\"x\": 1, \"z\": 1}}", "{\"a\": 1}"),
         "x/buyer.json: /issues/a/z: the first profile has no such value"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_refusal(truce_negolog_read, NEGOLOG(ONE, "{\"a\": 1}"), cases[i][0], cases[i][1]);
    }
}

/* The column and the reason are the parser's own, and differ between its versions. */
static void what_is_not_json_is_told_by_line_and_column(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    static const char *const cases[][2] = {
        {"", "x/seller.json: line 1, column "},
        {"{\"issues\": {\"a\": {\"x\": NaN}}}", "x/seller.json: line 1, column "},
        {"{\"a\": 12345,\n \"b\": 01}", "x/seller.json: line 2, column "},
        {"{\"a\": 1, \"a\": 2}", "x/seller.json: line 1, column "},
        {"{\"a\": \"caf\xE9\"}", "x/seller.json: line 1, column "},
        {"{\"a\\u0000\": 1}", "x/seller.json: line 1, column "},
        {"<utility_space/>", "x/seller.json: line 1, column "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_scenario scenario;
        truce_error err = {.message = ""};
        const truce_str text = truce_str_of(cases[i][0]);
        assert_int_equal(read_given(truce_negolog_read, names, &text, 1, &arena, &scenario, &err),
                         TRUCE_EPARSE);
        if (strncmp(err.message, cases[i][1], strlen(cases[i][1])) != 0) {
            fail_msg("%s\nwant %s", err.message, cases[i][1]);
        }
    }
    truce_arena_clear(&arena);
}

static void size_is_bounded(void **state) {
    (void)state;
    truce_buffer out = truce_buffer_new();
    truce_buffer_lit(&out, "{\"issueWeights\": {}, \"issues\": {");
    for (int i = 0; i < 1001; i++) {
        truce_buffer_printf(&out, "%s\"i%d\": {\"x\": 1}", i > 0 ? ", " : "", i);
    }
    truce_buffer_lit(&out, "}}");
    truce_buffer_byte(&out, '\0');
    expect_refusal(truce_negolog_read, out.data, NULL,
                   "x/seller.json: /issues: 1001 issues; at most 1000 are read");
    out.size = 0;
    truce_buffer_lit(&out, "{\"issueWeights\": {}, \"issues\": {\"a\": {");
    for (int i = 0; i < 4001; i++) {
        truce_buffer_printf(&out, "%s\"x%d\": 1", i > 0 ? ", " : "", i);
    }
    truce_buffer_lit(&out, "}}}");
    truce_buffer_byte(&out, '\0');
    expect_refusal(truce_negolog_read, out.data, NULL,
                   "x/seller.json: /issues/a/x4000: more than 4000 values in all issues");
    out.size = 0;
    truce_buffer_lit(&out, "{\"issueWeights\": {}, \"issues\": {\"");
    truce_buffer_fill(&out, 'n', 501);
    truce_buffer_lit(&out, "\": {}}}");
    truce_buffer_byte(&out, '\0');
    expect_refusal(
        truce_negolog_read, out.data, NULL,
        "x/seller.json: /issues/nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn..."
        ": a name of more than 500 bytes");
    out.size = 0;
    truce_buffer_fill(&out, '[', 33);
    truce_buffer_byte(&out, '\0');
    expect_refusal(truce_negolog_read, out.data, NULL,
                   "x/seller.json: line 1, column 33: more than 32 objects and arrays within each "
                   "other; a profile has none so deep");
    out.size = 0;
    truce_buffer_fill(&out, ',', 100001);
    truce_buffer_byte(&out, '\0');
    expect_refusal(truce_negolog_read, out.data, NULL,
                   "x/seller.json: line 1: more than 20000 objects and arrays, or 100000 values; a "
                   "profile has far fewer");
    truce_buffer_clear(&out);
}

/* ---- GeniusWeb
 * ----------------------------------------------------------------------------------- */

static void geniusweb_profiles_become_a_case(void **state) {
    (void)state;
    expect_case(truce_geniusweb_read, seller_geniusweb, buyer_geniusweb,
                "truce 1\n\n"
                "case a-van \"A van\"\n"
                "  note \"Imported from GeniusWeb: seller.json, buyer.json\"\n"
                "  note \"buyer.json: 1 value of the issue Colour without a utility is worth 0\"\n"
                "\n"
                "party van-seller \"van-seller\"\n"
                "party buyer \"buyer\"\n"
                "reader profiles \"Whoever wrote the imported profiles\"\n"
                "\n"
                "issue price \"Price\"\n"
                "  range 10..11.5 step 0.5 units\n"
                "\n"
                "issue colour \"Colour\"\n"
                "  option red \"red\"\n"
                "  option blue \"blue\"\n"
                "\n"
                "preferences van-seller-profile of van-seller by profiles\n"
                "  weight price 0.6\n"
                "  weight colour 0.4\n"
                "  value price 10 is 0\n"
                "  value price 11.5 is 1\n"
                "  value colour red is 0.5\n"
                "  value colour blue is 1\n"
                "  reserve\n"
                "    price 10.5\n"
                "    colour blue\n"
                "  note \"From seller.json\"\n"
                "\n"
                "preferences buyer-profile of buyer by profiles\n"
                "  weight price 0.6\n"
                "  weight colour 0.4\n"
                "  value price 10 is 0.9\n"
                "  value price 11.5 is 0.1\n"
                "  value colour red is 0\n"
                "  value colour blue is 1\n"
                "  note \"From buyer.json\"\n");
}

#define SPACE(rest) "{\"LinearAdditiveUtilitySpace\": {" rest "}}"
#define OF(domain)  SPACE("\"domain\": {\"issuesValues\": " domain "}")

static void what_is_no_geniusweb_profile_is_refused_with_its_place(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"{\"DefaultPartialOrdering\": {}}",
         "x/seller.json: this is no LinearAdditiveUtilitySpace; no other profile is read"},
        {buyer_negolog, "x/seller.json: this may be a profile of NegoLog; give it with --negolog"},
        {SPACE(""), "x/seller.json: /LinearAdditiveUtilitySpace/domain: this member is missing"},
        {OF("{}"), "x/seller.json: /LinearAdditiveUtilitySpace/domain/issuesValues: there is no "
                   "issue"},
        {OF("{\"a\": {}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/domain/issuesValues/a: an issue has a list of "
         "\"values\" or a \"range\" with low, high and step"},
        {OF("{\"a\": {\"values\": []}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/domain/issuesValues/a/values: an issue "
         "without "
         "a value to choose"},
        {OF("{\"a\": {\"values\": [\"x\", \"x\"]}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/domain/issuesValues/a/values/1: the value x "
         "stands twice in this issue"},
        {OF("{\"a\": {\"values\": [true]}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/domain/issuesValues/a/values/0: a value is a "
         "text"},
        {OF("{\"a\": {\"range\": {\"low\": 0, \"high\": 1}}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/domain/issuesValues/a/range/step: this number "
         "is missing"},
        {OF("{\"a\": {\"range\": {\"low\": 0, \"high\": 1, \"step\": 0}}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/domain/issuesValues/a/range/step: a step is "
         "more than 0"},
        {OF("{\"a\": {\"range\": {\"low\": 2, \"high\": 1, \"step\": 1}}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/domain/issuesValues/a/range: this range ends "
         "before it begins"},
        {OF("{\"a\": {\"range\": {\"low\": 12.2, \"high\": 12.6, \"step\": 0.3}}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/domain/issuesValues/a/range: the range does "
         "not "
         "end on a step, or has more than 100000"},
        {OF("{\"a\": {\"range\": {\"low\": 0, \"high\": 1e20, \"step\": 1}}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/domain/issuesValues/a/range: the range does "
         "not "
         "end on a step, or has more than 100000"},
        {SPACE(DOMAIN), "x/seller.json: /LinearAdditiveUtilitySpace/issueWeights: this member is "
                        "missing"},
        {SPACE(DOMAIN ", " WEIGHTS ", \"issueUtilities\": {}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/issueUtilities: utilities of 0 issues; the "
         "domain has 2"},
        {SPACE(DOMAIN ", " WEIGHTS
                      ", \"issueUtilities\": {\"Colour\": {\"numberutils\": {}}, \"Price\": {}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/issueUtilities/Colour: expected "
         "DiscreteValueSetUtilities"},
        {SPACE(DOMAIN ", " WEIGHTS
                      ", \"issueUtilities\": {\"Colour\": {\"discreteutils\": {\"valueUtilities\": "
                      "{\"green\": 1}}}, \"Price\": {}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/issueUtilities/Colour/discreteutils/"
         "valueUtilities/green: the domain's issue has no such value"},
        {SPACE(DOMAIN
               ", " WEIGHTS ", \"issueUtilities\": {\"Price\": {\"numberutils\": {\"lowValue\": 9, "
               "\"lowUtility\": 0, \"highValue\": 11.5, \"highUtility\": 1}}, \"Colour\": {}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/issueUtilities/Price/numberutils/lowValue: "
         "this "
         "is not the end of the issue's range"},
        {SPACE(DOMAIN ", " WEIGHTS ", " SELLER ", \"reservationBid\": {\"issuevalues\": {}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/reservationBid: a reservation bid has a value "
         "for every issue"},
        {SPACE(DOMAIN ", " WEIGHTS ", " SELLER
                      ", \"reservationBid\": {\"issuevalues\": {\"Price\": "
                      "10.25, \"Colour\": \"red\"}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/reservationBid/issuevalues/Price: the domain "
         "has "
         "no such issue or value"},
        {SPACE(DOMAIN ", " WEIGHTS ", " SELLER
                      ", \"reservationBid\": {\"issuevalues\": {\"Price\": "
                      "12, \"Colour\": \"red\"}}"),
         "x/seller.json: /LinearAdditiveUtilitySpace/reservationBid/issuevalues/Price: the domain "
         "has "
         "no such issue or value"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_refusal(truce_geniusweb_read, cases[i][0], NULL, cases[i][1]);
    }
}

static void geniusweb_profiles_of_different_domains_are_refused(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {OF("{\"Colour\": {\"values\": [\"red\", \"blue\"]}}"),
         "x/buyer.json: /LinearAdditiveUtilitySpace/domain/issuesValues: the first profile has "
         "more "
         "issues"},
        {OF("{\"Colour\": {\"values\": [\"red\"]}}"),
         "x/buyer.json: /LinearAdditiveUtilitySpace/domain/issuesValues/Colour/values: 1 values; "
         "the "
         "first profile has 2 here"},
        {OF("{\"Colour\": {\"values\": [\"red\", \"green\"]}}"),
         "x/buyer.json: /LinearAdditiveUtilitySpace/domain/issuesValues/Colour/values/1: the first "
         "profile has no such value"},
        {OF("{\"Size\": {\"values\": [\"red\"]}}"),
         "x/buyer.json: /LinearAdditiveUtilitySpace/domain/issuesValues/Size: the first profile "
         "has "
         "no such issue"},
        {OF("{\"Price\": {\"range\": {\"low\": 10, \"high\": 12, \"step\": 0.5}}}"),
         "x/buyer.json: /LinearAdditiveUtilitySpace/domain/issuesValues/Price/range: the first "
         "profile has another range here"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_refusal(truce_geniusweb_read, seller_geniusweb, cases[i][0], cases[i][1]);
    }
}

static void at_least_one_profile(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scenario scenario;
    truce_error err = {.message = ""};
    assert_int_equal(truce_negolog_read(NULL, 0, &arena, &scenario, &err), TRUCE_EINVAL);
    assert_string_equal(err.message, "give a profile for each party: PROFILE.json ...");
    truce_arena_clear(&arena);
}

/* ---- memory
 * -------------------------------------------------------------------------------------- */

static void run_out_of_memory(given_reader *read, const char *first, const char *second) {
    const truce_str texts[] = {truce_str_of(first), truce_str_of(second)};
    for (long n = 0;; n++) {
        truce_arena arena = truce_arena_new();
        truce_scenario scenario = {.n_issues = 77};
        allocations_left = n;
        const truce_status status = read_given(read, names, texts, 2, &arena, &scenario, NULL);
        const bool ran_out = allocations_left < 0;
        allocations_left = LONG_MAX;
        assert_int_equal(status, ran_out ? TRUCE_ENOMEM : TRUCE_OK);
        assert_int_equal(scenario.n_issues, ran_out ? 77 : 2);
        truce_arena_clear(&arena);
        if (!ran_out) {
            assert_true(n > 3);
            return;
        }
    }
}

static void running_out_of_memory_is_an_error_and_nothing_leaks(void **state) {
    (void)state;
    run_out_of_memory(truce_negolog_read, seller_negolog, buyer_negolog);
    run_out_of_memory(truce_geniusweb_read, seller_geniusweb, buyer_geniusweb);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(negolog_profiles_become_a_case),
        cmocka_unit_test(a_number_that_no_case_can_hold_is_refused_and_not_rounded),
        cmocka_unit_test(what_is_no_negolog_profile_is_refused_with_its_place),
        cmocka_unit_test(profiles_of_different_domains_are_refused),
        cmocka_unit_test(what_is_not_json_is_told_by_line_and_column),
        cmocka_unit_test(size_is_bounded),
        cmocka_unit_test(geniusweb_profiles_become_a_case),
        cmocka_unit_test(what_is_no_geniusweb_profile_is_refused_with_its_place),
        cmocka_unit_test(geniusweb_profiles_of_different_domains_are_refused),
        cmocka_unit_test(at_least_one_profile),
        cmocka_unit_test(running_out_of_memory_is_an_error_and_nothing_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
