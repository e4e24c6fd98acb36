/* A small scenario whole; then each careless form that is read, with what is told of it; then each
 * that is refused, with its place; then memory that runs out. */
#include "truce/formats/foreign.h"

#include "given.h"
#include "support/memory.h"

/* ---- helpers
 * ------------------------------------------------------------------------------------- */

static const char domain_text[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<negotiation_template>\n"
    "<utility_space number_of_issues=\"2\">\n"
    "<objective index=\"0\" name=\"Orchard lease\" type=\"objective\">\n"
    "<issue index=\"1\" name=\"Rent\" type=\"integer\" lowerbound=\"10\" "
    "upperbound=\"20\"></issue>\n"
    "<issue index=\"2\" name=\"Who prunes\" type=\"discrete\">\n"
    "  <item index=\"1\" value=\"Owner\" description=\"the owner\"></item>\n"
    "  <item index=\"2\" value=\"Tenant &amp; sons\"/>\n"
    "  <item index=\"3\" value=\"more\"/>\n"
    "</issue>\n"
    "</objective>\n"
    "</utility_space>\n"
    "</negotiation_template>\n";

static const char owner_text[] =
    "<utility_space>\n"
    "<objective index=\"0\" name=\"Orchard lease\">\n"
    "<issue index=\"1\" name=\"Rent\" type=\"integer\" lowerbound=\"10\" upperbound=\"20\">\n"
    "<evaluator ftype=\"linear\" offset=\"-1.0\" slope=\"0.1\"></evaluator></issue>\n"
    "<issue index=\"2\" name=\"Who prunes\" type=\"discrete\">\n"
    "  <item index=\"1\" value=\"Owner\" evaluation=\"0\"></item>\n"
    "  <item index=\"2\" value=\"Tenant &amp; sons\" evaluation=\"3\"/>\n"
    "  <item index=\"3\" value=\"more\" evaluation=\"2\"/>\n"
    "  <similarity_function><criteria_function><item value=\"nothing\" evaluation=\"x\"/>\n"
    "  </criteria_function></similarity_function>\n"
    "</issue>\n"
    "<weight index=\"1\" value=\"0.75\"></weight>\n"
    "<weight index=\"2\" value=\"2.5e-1\"></weight>\n"
    "</objective>\n"
    "<discount_factor value=\"1.0\"></discount_factor>\n"
    "<reservation value=\"0.2\"></reservation>\n"
    "</utility_space>\n";

static const char tenant_text[] =
    "<utility_space><reservation value=\"0\"/><objective>\n"
    "<issue index=\"1\" name=\"Rent\"><evaluator ftype=\"linear\" offset=\"2\" "
    "slope=\"-0.1\"/></issue>\n"
    "<issue index=\"2\" name=\"Who prunes\"><item value=\"Owner\" evaluation=\"10\"/>"
    "<item value=\"Tenant &amp; sons\" evaluation=\"5\"/><item value=\"more\" "
    "evaluation=\"1\"/></issue>\n"
    "<weight index=\"1\" value=\"0.5\"/><weight index=\"2\" value=\"0.5\"/>\n"
    "</objective></utility_space>\n";

static truce_genius_reading reading;

static truce_status read_genius(const truce_input *inputs, size_t n, truce_arena *arena,
                                truce_scenario *scenario, truce_error *err) {
    return truce_genius_read(inputs, n, reading, arena, scenario, err);
}

static const char *const names[] = {"x/orchard.xml", "x/owner.xml", "x/tenant.xml"};

static truce_status read_texts(truce_str domain, truce_str profile, truce_arena *arena,
                               truce_scenario *scenario, truce_error *err) {
    const truce_str texts[] = {domain, profile};
    return read_given(read_genius, names, texts, 2, arena, scenario, err);
}

/* The domain above with a profile of this text: refused, with this message. */
static void expect_refusal_of(truce_str domain, truce_str profile, truce_status status,
                              const char *message) {
    truce_arena arena = truce_arena_new();
    truce_scenario scenario = {.n_issues = 77};
    truce_error err = {.message = ""};
    assert_int_equal(read_texts(domain, profile, &arena, &scenario, &err), status);
    assert_string_equal(err.message, message);
    assert_int_equal(scenario.n_issues, 77);
    truce_arena_clear(&arena);
}

static void expect_refusal(const char *profile, truce_status status, const char *message) {
    expect_refusal_of(TRUCE_STR(domain_text), truce_str_of(profile), status, message);
}

static void expect_domain_refusal(const char *domain, truce_status status, const char *message) {
    expect_refusal_of(truce_str_of(domain), TRUCE_STR(owner_text), status, message);
}

/* Read, with one assumption told besides how utilities are read; or none where it is NULL. */
static truce_scenario expect_read_of(truce_str domain, truce_str profile, const char *assumption,
                                     truce_arena *arena) {
    truce_scenario scenario = {0};
    truce_error err = {.message = ""};
    if (read_texts(domain, profile, arena, &scenario, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    if (assumption == NULL && scenario.n_assumptions > 1) {
        fail_msg("%.*s", TRUCE_STR_ARGS(scenario.assumptions[1]));
    }
    if (assumption != NULL) {
        assert_int_equal(scenario.n_assumptions, 2);
        expect_text(scenario.assumptions[1], assumption);
    }
    return scenario;
}

#define HEAD                                                                                       \
    "<utility_space><objective><issue index=\"1\" name=\"Rent\"><evaluator ftype=\"constant\" "    \
    "offset=\"1\"/></issue>\n"
#define ISSUE_2 "<issue index=\"2\" name=\"Who prunes\">"
#define ITEMS                                                                                      \
    "<item value=\"Owner\" evaluation=\"1\"/><item value=\"Tenant &amp; sons\" evaluation=\"2\"/>" \
    "<item value=\"more\" evaluation=\"3\"/>"
#define WEIGHTS "\n<weight index=\"1\" value=\"1\"/><weight index=\"2\" value=\"1\"/>"
#define TAIL    "</objective></utility_space>"

static void expect_read(const char *profile, const char *assumption) {
    truce_arena arena = truce_arena_new();
    (void)expect_read_of(TRUCE_STR(domain_text), truce_str_of(profile), assumption, &arena);
    truce_arena_clear(&arena);
}

static void expect_number(const truce_scenario_amount *amount, const char *want) {
    truce_buffer out = truce_buffer_new();
    assert_true(truce_numeral_write_amount(&amount->over, &amount->under, &out));
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, want);
    truce_buffer_clear(&out);
}

/* ---- a scenario
 * ---------------------------------------------------------------------------------- */

static void expect_case(truce_genius_reading how, const char *want) {
    truce_arena arena = truce_arena_new();
    truce_scenario scenario = {0};
    truce_buffer out = truce_buffer_new();
    truce_error err = {.message = ""};
    const truce_str texts[] = {TRUCE_STR(domain_text), TRUCE_STR(owner_text),
                               TRUCE_STR(tenant_text)};
    reading = how;
    if (read_given(read_genius, names, texts, 3, &arena, &scenario, &err) != TRUCE_OK ||
        truce_scenario_to_case(&scenario, &arena, &out, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    reading = TRUCE_GENIUS_AS_WRITTEN;
    expect_text(truce_buffer_str(&out), want);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void a_scenario_becomes_a_case(void **state) {
    (void)state;
    expect_case(TRUCE_GENIUS_AS_WRITTEN,
                "truce 1\n\n"
                "case orchard-lease \"Orchard lease\"\n"
                "  note \"Imported from Genius: orchard.xml, owner.xml, tenant.xml\"\n"
                "  note \"The utilities are read as written: a utility is the sum of weight times "
                "evaluation, "
                "and nothing is divided. Genius itself divides each evaluation by the largest of "
                "its issue: "
                "--reading genius does so\"\n"
                "\n"
                "party owner \"owner\"\n"
                "party tenant \"tenant\"\n"
                "reader profiles \"Whoever wrote the imported profiles\"\n"
                "\n"
                "issue rent \"Rent\"\n"
                "  range 10..20 step 1 units\n"
                "\n"
                "issue who-prunes \"Who prunes\"\n"
                "  option owner \"Owner\"\n"
                "  option tenant-sons \"Tenant & sons\"\n"
                "  option the-more \"more\"\n"
                "\n"
                "preferences owner-profile of owner by profiles\n"
                "  weight rent 0.75\n"
                "  weight who-prunes 0.25\n"
                "  value rent 10 is 0\n"
                "  value rent 20 is 1\n"
                "  value who-prunes owner is 0\n"
                "  value who-prunes tenant-sons is 3\n"
                "  value who-prunes the-more is 2\n"
                "  reserve 0.2\n"
                "  note \"From owner.xml\"\n"
                "\n"
                "preferences tenant-profile of tenant by profiles\n"
                "  weight rent 0.5\n"
                "  weight who-prunes 0.5\n"
                "  value rent 10 is 1\n"
                "  value rent 20 is 0\n"
                "  value who-prunes owner is 10\n"
                "  value who-prunes tenant-sons is 5\n"
                "  value who-prunes the-more is 1\n"
                "  reserve 0\n"
                "  note \"From tenant.xml\"\n");
}

static void genius_divides_by_the_largest_and_keeps_numbers_within_0_and_1(void **state) {
    (void)state;
    expect_case(TRUCE_GENIUS_GENIUS,
                "truce 1\n\n"
                "case orchard-lease \"Orchard lease\"\n"
                "  note \"Imported from Genius: orchard.xml, owner.xml, tenant.xml\"\n"
                "  note \"The utilities are read as Genius computes them: each evaluation is "
                "divided by the "
                "largest of its issue, and what a number is worth stays within 0 and 1\"\n"
                "\n"
                "party owner \"owner\"\n"
                "party tenant \"tenant\"\n"
                "reader profiles \"Whoever wrote the imported profiles\"\n"
                "\n"
                "issue rent \"Rent\"\n"
                "  range 10..20 step 1 units\n"
                "\n"
                "issue who-prunes \"Who prunes\"\n"
                "  option owner \"Owner\"\n"
                "  option tenant-sons \"Tenant & sons\"\n"
                "  option the-more \"more\"\n"
                "\n"
                "preferences owner-profile of owner by profiles\n"
                "  weight rent 0.75\n"
                "  weight who-prunes 0.25\n"
                "  value rent 10 is 0\n"
                "  value rent 19 is 0\n"
                "  value rent 20 is 0\n"
                "  value who-prunes owner is 0\n"
                "  value who-prunes tenant-sons is 1\n"
                "  value who-prunes the-more is 2 of 3\n"
                "  reserve 0.2\n"
                "  note \"From owner.xml\"\n"
                "\n"
                "preferences tenant-profile of tenant by profiles\n"
                "  weight rent 0.5\n"
                "  weight who-prunes 0.5\n"
                "  value rent 10 is 1\n"
                "  value rent 19 is 1\n"
                "  value rent 20 is 1\n"
                "  value who-prunes owner is 1\n"
                "  value who-prunes tenant-sons is 5 of 10\n"
                "  value who-prunes the-more is 1 of 10\n"
                "  reserve 0\n"
                "  note \"From tenant.xml\"\n");
}

/* Every number of the range against the definition, however the line runs. */
static void the_points_of_a_range_are_those_of_the_clamped_line(void **state) {
    (void)state;
    static const char *const lines[][2] = {
        {"-0.25", "0.2"}, {"1.3", "-0.15"}, {"0", "0.1"},   {"-0.5", "1"},    {"5", "-0.1"},
        {"-5", "0.1"},    {"0.3", "0"},     {"-2", "0.55"}, {"-1e-9", "0.2"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        truce_arena arena = truce_arena_new();
        char profile[1024];
        (void)snprintf(profile, sizeof profile,
                       "<utility_space><objective><issue index=\"1\" name=\"Rent\"><evaluator "
                       "ftype=\"linear\" offset=\"%s\" slope=\"%s\"/></issue>" ISSUE_2 ITEMS
                       "</issue>" WEIGHTS TAIL,
                       lines[i][0], lines[i][1]);
        truce_scenario scenario = {0};
        truce_error err = {.message = ""};
        reading = TRUCE_GENIUS_GENIUS;
        assert_int_equal(
            read_texts(TRUCE_STR(domain_text), truce_str_of(profile), &arena, &scenario, &err),
            TRUCE_OK);
        reading = TRUCE_GENIUS_AS_WRITTEN;
        const truce_scenario_worth *const worth = &scenario.parties[0].worth[0];
        const double offset = strtod(lines[i][0], NULL);
        const double slope = strtod(lines[i][1], NULL);
        for (int v = 10; v <= 20; v++) {
            const double u = offset + slope * (v - 10);
            const double want = u < 0 ? 0 : u > 1 ? 1 : u;
            double got = -1;
            for (uint32_t k = 0; k < worth->n_points; k++) {
                int64_t here = 0, next = 0;
                assert_true(truce_numeral_whole(&worth->points[k].at, &here));
                truce_buffer out = truce_buffer_new();
                truce_numeral_write(&worth->points[k].worth.over, &out);
                truce_buffer_byte(&out, '\0');
                const double a = strtod(out.data, NULL);
                out.size = 0;
                if (here == v) {
                    got = a;
                } else if (k + 1 < worth->n_points) {
                    assert_true(truce_numeral_whole(&worth->points[k + 1].at, &next));
                    truce_numeral_write(&worth->points[k + 1].worth.over, &out);
                    truce_buffer_byte(&out, '\0');
                    const double b = strtod(out.data, NULL);
                    assert_true(next > here);
                    got = here < v && v < next
                              ? a + (b - a) * (double)(v - here) / (double)(next - here)
                              : got;
                }
                truce_buffer_clear(&out);
            }
            if (got < want - 1e-12 || got > want + 1e-12) {
                fail_msg("line %zu at %d: %g, not %g", i, v, got, want);
            }
        }
        truce_arena_clear(&arena);
    }
}

/* ---- careless forms
 * ------------------------------------------------------------------------------ */

static void careless_xml_is_read_and_told(void **state) {
    (void)state;
    expect_read(HEAD ISSUE_2
                "<item value=\"Owner\" evaluation=\"1\"/><item value=\"Tenant & sons\" "
                "evaluation=\"2\"/><item value=\"more\" evaluation=\"3\"/></issue>" WEIGHTS TAIL,
                "owner.xml is not well-formed XML: an & that begins no reference is read as itself "
                "(line 2)");
    expect_read("<utility_space><objective><issue index=1 name=\"Rent\"><evaluator ftype=linear "
                "offset=0 slope = 1/></issue>" ISSUE_2 ITEMS "</issue>" WEIGHTS TAIL,
                "owner.xml is not well-formed XML: an attribute without quotes is read up to the "
                "next blank or > (4 times, first in line 1)");
    expect_read(
        HEAD ISSUE_2
        "<item value='Owner'evaluation='1'/><item value=\"Tenant &amp; sons\" "
        "evaluation=\"2\"/><item value=\"more\" evaluation=\"3\"/></issue>" WEIGHTS TAIL,
        "owner.xml is not well-formed XML: attributes without a blank between them are read "
        "as two (line 2)");
    expect_read(HEAD ISSUE_2
                "<item value=\"Owner\" evaluation=\"1\"><item value=\"Tenant &amp; sons\" "
                "evaluation=\"2\">\n<item value=\"more\" evaluation=\"3\">" WEIGHTS TAIL,
                "owner.xml is not well-formed XML: an element that is not closed ends where it can "
                "no longer go on (4 times, first in line 2)");
    expect_read(
        HEAD ISSUE_2 ITEMS "</item></issue>" WEIGHTS TAIL,
        "owner.xml is not well-formed XML: a closing tag that closes nothing is passed over "
        "(line 2)");
    expect_read(
        HEAD ISSUE_2 ITEMS "</issue>" WEIGHTS "\n< <3" TAIL,
        "owner.xml is not well-formed XML: a < that begins no tag is read as itself (2 times, "
        "first in line 4)");
    expect_read("<utility_space><objective><issue index=\"1\" name=\"Rent\"><evaluator "
                "ftype=\"constant\" offset=\"1\"/></issue>" ISSUE_2 ITEMS "</issue>" WEIGHTS,
                "owner.xml is not well-formed XML: an element that is not closed ends where it can "
                "no longer go on (2 times, first in line 2)");
}

static void what_xml_allows_is_not_told(void **state) {
    (void)state;
    expect_read("\xEF\xBB\xBF<?xml version='1.0'?><!DOCTYPE utility_space>\r\n<!-- a & < b -->\n"
                "<![CDATA[ <x> & ]]>" HEAD ISSUE_2
                "<item value=\"&#79;&#x77;ner\" evaluation='1'></item >\n"
                "<item value=\" Tenant &#38;&#32;sons \" evaluation=\"2\">&nothing;</item>"
                "<item value = \"more\"\n evaluation\t=\"3\"/></issue>" WEIGHTS TAIL "\n",
                NULL);
}

static void latin_1_and_windows_1252_are_read_where_the_file_says_so(void **state) {
    (void)state;
    static const char *const encodings[] = {"ISO-8859-1", "windows-1252"};
    for (size_t i = 0; i < 2; i++) {
        truce_arena arena = truce_arena_new();
        char domain[400];
        char profile[400];
        (void)snprintf(
            domain, sizeof domain,
            "<?xml version=\"1.0\" encoding=\"%s\"?><objective><issue name=\"Caf\xE9%s\">"
            "<item value=\"a\"/></issue></objective>",
            encodings[i], i == 1 ? "\x80" : "");
        (void)snprintf(profile, sizeof profile,
                       "<objective><issue index='1' name=\"Caf\xC3\xA9%s\"><item value=\"a\" "
                       "evaluation=\"1\"/></issue><weight index='1' value=\"1\"/></objective>",
                       i == 1 ? "\xE2\x82\xAC" : "");
        const truce_scenario scenario =
            expect_read_of(truce_str_of(domain), truce_str_of(profile), NULL, &arena);
        expect_text(scenario.issues[0].title, i == 1 ? "Caf\xC3\xA9\xE2\x82\xAC" : "Caf\xC3\xA9");
        truce_arena_clear(&arena);
    }
}

static void gaps_in_the_numbers_are_filled_and_told(void **state) {
    (void)state;
    expect_read(HEAD ISSUE_2 "\n<item value=\"Owner\"/>\n<item value=\"more\" evaluation=\"\"/>"
                             "</issue>" WEIGHTS TAIL,
                "owner.xml: 3 values without an evaluation are worth 0 (the first by line 3)");
    expect_read(HEAD "<weight index=\"1\" value=\"1\"/>" TAIL,
                "owner.xml has no issue Who prunes: it is worth nothing to this party");
    expect_read(HEAD ISSUE_2 ITEMS "</issue><weight index=\"2\" value=\"1\"/>" TAIL,
                "owner.xml: the issue Rent has no weight: it weighs nothing");
    expect_read("<utility_space><objective><issue index=\"1\" name=\"Rent\"/>" ISSUE_2 ITEMS
                "</issue>" WEIGHTS TAIL,
                "owner.xml, line 1: an issue without an evaluator is worth nothing");
    expect_read(HEAD ISSUE_2 ITEMS "</issue>" WEIGHTS "</objective><discount_factor value=\"0.9\"/>"
                                   "</utility_space>",
                "owner.xml: the discount factor 0.9 is passed over; no time runs here");
}

static void numbering_of_any_kind_is_understood_and_told(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    /* From 0, for both. */
    expect_read(
        "<objective><issue index=\"0\" name=\"Rent\"><evaluator offset=\"1\" "
        "ftype=\"constant\"/></issue><issue index=\"1\" name=\"Who prunes\">" ITEMS
        "</issue><weight index=\"0\" value=\"3\"/><weight index=\"1\" value=\"4\"/></objective>",
        "owner.xml numbers its issues from 0");
    /* Issues from 1 and weights from 0. */
    truce_scenario s =
        expect_read_of(TRUCE_STR(domain_text),
                       TRUCE_STR(HEAD ISSUE_2 ITEMS "</issue><weight index=\"0\" value=\"3\"/>"
                                                    "<weight index=\"1\" value=\"4\"/>" TAIL),
                       "owner.xml: issues and weights are numbered from different starts; the "
                       "weights belong to the "
                       "issues in order",
                       &arena);
    const truce_numeral four = truce_numeral_of(4);
    assert_int_equal(truce_numeral_compare(&s.parties[0].worth[1].weight, &four), 0);
    /* No numbers at all, and another order than the domain's. */
    s = expect_read_of(
        TRUCE_STR(domain_text),
        TRUCE_STR("<objective><issue name=\"Who prunes\">" ITEMS "</issue><issue name=\"Rent\">"
                  "<evaluator offset=\"1\" ftype=\"constant\"/></issue><weight value=\"3\"/>"
                  "<weight value=\"4\"/></objective>"),
        "owner.xml: issues or weights have no number; the weights belong to the issues in order",
        &arena);
    assert_int_equal(truce_numeral_compare(&s.parties[0].worth[0].weight, &four), 0);
    /* Another name, the same number. */
    expect_read("<objective><issue index=\"1\" name=\"The rent\"><evaluator offset=\"1\" "
                "ftype=\"constant\"/></issue>" ISSUE_2 ITEMS "</issue>" WEIGHTS "</objective>",
                "owner.xml, line 1: The rent is the domain's issue of the same number, Rent");
    truce_arena_clear(&arena);
}

static void types_that_differ_are_told_and_the_first_counts(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    (void)expect_read_of(
        TRUCE_STR("<objective><issue name=\"a\" type=\"discrete\" vtype=\"integer\">"
                  "<item value=\"x\"/></issue></objective>"),
        TRUCE_STR("<objective><issue name=\"a\" index='1'><item value=\"x\" evaluation=\"1\"/>"
                  "</issue><weight index='1' value=\"1\"/></objective>"),
        "orchard.xml, line 1: type, vtype and etype of this issue differ; the first counts",
        &arena);
    truce_arena_clear(&arena);
}

static void what_cannot_be_divided_is_left_and_told(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    reading = TRUCE_GENIUS_GENIUS;
    const truce_scenario s = expect_read_of(
        TRUCE_STR("<objective><issue name=\"a\"><item value=\"x\"/><item value=\"y\"/></issue>"
                  "</objective>"),
        TRUCE_STR("<objective><issue index='1' name=\"a\"><item value=\"x\" evaluation=\"-2\"/>"
                  "<item value=\"y\" evaluation=\"0\"/></issue><weight index='1' value=\"1\"/>"
                  "</objective>"),
        "owner.xml, line 1: no evaluation of this issue is above 0, so none is divided", &arena);
    reading = TRUCE_GENIUS_AS_WRITTEN;
    expect_number(&s.parties[0].worth[0].values[0], "-2");
    truce_arena_clear(&arena);
}

static void without_a_name_the_domain_is_called_as_its_file(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_scenario s = expect_read_of(
        TRUCE_STR(
            "<objective name=\"root\"><issue name=\"a\"><item value=\"x\"/></issue></objective>"),
        TRUCE_STR(
            "<objective><issue index='1' name=\"a\"><item value=\"x\" evaluation=\"1\"/></issue>"
            "<weight index='1' value=\"1\"/></objective>"),
        NULL, &arena);
    expect_text(s.title, "orchard");
    expect_text(s.parties[0].title, "owner");
    assert_false(s.parties[0].reserved);
    truce_arena_clear(&arena);
}

/* ---- refusals
 * ------------------------------------------------------------------------------------ */

static void nothing_is_expanded_and_nothing_fetched(void **state) {
    (void)state;
    static const char dtd[] = "a document type with declarations or a DTD elsewhere: neither is "
                              "read; take the DOCTYPE out of the file";
    char message[300];
    (void)snprintf(message, sizeof message, "x/owner.xml:1:1: %s", dtd);
    expect_refusal("<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]>"
                   "<utility_space>&lol2;</utility_space>",
                   TRUCE_EINVAL, message);
    expect_refusal("<!DOCTYPE u SYSTEM \"file:///etc/passwd\"><utility_space/>", TRUCE_EINVAL,
                   message);
    (void)snprintf(message, sizeof message, "x/owner.xml:2:3: %s", dtd);
    expect_refusal("<?xml version=\"1.0\"?>\n  <!DOCTYPE u PUBLIC \"x\" \"http://x/y.dtd\">",
                   TRUCE_EINVAL, message);
    expect_refusal(
        "<a b=\"&xxe;\"/>", TRUCE_EINVAL,
        "x/owner.xml:1:7: the entity &xxe; is none of XML's own five; entities are never "
        "expanded");
    expect_refusal("<a b=\"&#0;\"/>", TRUCE_EPARSE, "x/owner.xml:1:7: &#0; is no character");
    expect_refusal("<a b=\"&#xD800;\"/>", TRUCE_EPARSE,
                   "x/owner.xml:1:7: &#xD800; is no character");
    expect_refusal("<a b=\"&#99999999999;\"/>", TRUCE_EPARSE,
                   "x/owner.xml:1:7: &#99999999999; is no character");
}

static void wrong_encodings_are_told(void **state) {
    (void)state;
    expect_refusal_of(TRUCE_STR(domain_text), TRUCE_STR("\xFF\xFE<\0a\0"), TRUCE_EPARSE,
                      "x/owner.xml:1:1: this is UTF-16 or UTF-32; save it as UTF-8");
    expect_refusal_of(TRUCE_STR(domain_text), TRUCE_STR("\0<\0a"), TRUCE_EPARSE,
                      "x/owner.xml:1:1: this is UTF-16 or UTF-32; save it as UTF-8");
    expect_refusal("<a>\n caf\xE9</a>", TRUCE_EPARSE,
                   "x/owner.xml:2:5: the byte 0xE9 is not UTF-8; a file in Latin-1 says so in its "
                   "first line: <?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>");
    expect_refusal("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a/>", TRUCE_EPARSE,
                   "x/owner.xml:1:1: the encoding Shift_JIS is not read; save the file as UTF-8");
    expect_refusal("<?xml encoding='latin1'?>\n\x80", TRUCE_EPARSE,
                   "x/owner.xml:2:1: the byte 0x80 is no character in the encoding that the file "
                   "names");
    expect_refusal("<a>\x01</a>", TRUCE_EPARSE, "x/owner.xml:1:4: a control character (byte 0x01)");
}

static void what_has_no_one_meaning_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *profile;
        const char *message;
    } cases[] = {
        {"", "x/owner.xml:1:1: this is no XML: there is no element"},
        {"{\"issues\": 1}", "x/owner.xml:1:1: this is no XML: expected <"},
        {"<a b=\"c></a>", "x/owner.xml:1:6: this quote is not closed"},
        {"<a b=\"c>\n<d e=\"f\"/></a>", "x/owner.xml:1:6: this quote is not closed"},
        {"<a b=\"1\" b=\"2\"/>", "x/owner.xml:1:10: the attribute b stands twice in one tag"},
        {"<a b/>", "x/owner.xml:1:5: expected = behind b"},
        {"<a b=/>", "x/owner.xml:1:6: an attribute without a value"},
        {"<a 5=\"6\"/>", "x/owner.xml:1:4: expected the name of an attribute, or >"},
        {"<a ", "x/owner.xml:1:1: the file ends within this tag"},
        {"<a></a", "x/owner.xml:1:4: a closing tag without its >"},
        {"<!-- <a/>", "x/owner.xml:1:1: a comment without its end, -->"},
        {"<?xml <a/>", "x/owner.xml:1:1: a processing instruction without its end, ?>"},
        {"<![CDATA[ <a/>", "x/owner.xml:1:1: a CDATA section without its end, ]]>"},
        {"<a/>\n<b/>", "x/owner.xml:2:1: a second element outside of the first"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_refusal(cases[i].profile, TRUCE_EPARSE, cases[i].message);
    }
}

static void a_profile_that_makes_no_sense_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *profile;
        const char *message;
    } cases[] = {
        {domain_text, "x/owner.xml:2:1: there is no weight in this file: it is no profile"},
        {"<a><weight value=\"1\"/></a>", "x/owner.xml:1:1: there is no issue in this file"},
        {"<utility_space>\n<ufun type=\"PlainUfun\"/></utility_space>",
         "x/owner.xml:2:1: a utility space of rules or functions; only sums over the issues are "
         "read"},
        {HEAD ISSUE_2 ITEMS "</issue>\n<weight index=\"1\" value=\"-0.5\"/>" TAIL,
         "x/owner.xml:3:1: a negative weight"},
        {HEAD ISSUE_2 ITEMS "</issue>\n<weight index=\"1\" value=\"0\"/><weight index=\"2\" "
                            "value=\"0.0\"/>" TAIL,
         "x/owner.xml:1:1: all weights are 0"},
        {HEAD ISSUE_2 ITEMS "</issue>\n<weight index=\"1\"/>" TAIL,
         "x/owner.xml:3:1: a weight without a value"},
        {HEAD ISSUE_2 ITEMS "</issue>\n<weight index=\"1\" value=\"NaN\"/>" TAIL,
         "x/owner.xml:3:1: value=\"NaN\": this is not a number"},
        {HEAD ISSUE_2 ITEMS "</issue>\n<weight index=\"1.5\" value=\"1\"/>" TAIL,
         "x/owner.xml:3:1: an index is a whole number"},
        {HEAD ISSUE_2 ITEMS "</issue>" WEIGHTS "\n<weight index=\"7\" value=\"1\"/>" TAIL,
         "x/owner.xml:4:1: this weight has the number of no issue, or of two"},
        {HEAD ISSUE_2 ITEMS "</issue>" WEIGHTS "\n<weight index=\"2\" value=\"1\"/>" TAIL,
         "x/owner.xml:4:1: a second weight of the same issue"},
        {HEAD ISSUE_2 ITEMS "\n<item value=\"more\" evaluation=\"1\"/></issue>" WEIGHTS TAIL,
         "x/owner.xml:3:1: the value more stands twice in this issue"},
        {HEAD ISSUE_2 "\n<item value=\"less\" evaluation=\"1\"/></issue>" WEIGHTS TAIL,
         "x/owner.xml:3:1: the domain's issue has no value less"},
        {HEAD ISSUE_2 "\n<item evaluation=\"1\"/></issue>" WEIGHTS TAIL,
         "x/owner.xml:3:1: the domain's issue has no value "},
        {HEAD ISSUE_2 "\n<item value=\"more\" evaluation=\"much\"/></issue>" WEIGHTS TAIL,
         "x/owner.xml:3:1: evaluation=\"much\": this is not a number"},
        {HEAD ISSUE_2 ITEMS "</issue>\n<issue index=\"3\" name=\"Water\"/>" WEIGHTS TAIL,
         "x/owner.xml:3:1: the domain has no issue Water"},
        {HEAD ISSUE_2 ITEMS "</issue>\n<issue index=\"2\" name=\"Rent\"/>" WEIGHTS TAIL,
         "x/owner.xml:3:1: the issue Rent stands twice in this profile"},
        {HEAD ISSUE_2 ITEMS "</issue>\n<issue index=\"2\"/>" WEIGHTS TAIL,
         "x/owner.xml:3:1: an issue without a name"},
        {"<objective><objective>\n<issue index=\"1\" name=\"Rent\"/></objective>" WEIGHTS
         "</objective>",
         "x/owner.xml:2:1: an issue below an objective within another: weights of objectives are "
         "not read"},
        {"<objective><issue index=\"1\" name=\"Rent\">\n<evaluator ftype=\"triangular\"/></issue>"
         "<weight value=\"1\"/></objective>",
         "x/owner.xml:2:1: an evaluator is linear or constant, not triangular"},
        {"<objective><issue index=\"1\" name=\"Rent\">\n<evaluator offset=\"1\"/></issue>"
         "<weight value=\"1\"/></objective>",
         "x/owner.xml:2:1: an evaluator without its slope"},
        {HEAD ISSUE_2 ITEMS "</issue>" WEIGHTS "\n<reservation value=\"low\"/>" TAIL,
         "x/owner.xml:4:1: value=\"low\": this is not a number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        truce_arena arena = truce_arena_new();
        truce_scenario scenario;
        truce_error err = {.message = ""};
        const truce_status status = read_texts(
            TRUCE_STR(domain_text), truce_str_of(cases[i].profile), &arena, &scenario, &err);
        assert_string_equal(err.message, cases[i].message);
        assert_true(status == TRUCE_EINVAL || status == TRUCE_EPARSE);
        truce_arena_clear(&arena);
    }
    expect_refusal(HEAD ISSUE_2 ITEMS "</issue>\n<weight index=\"1\" value=\"1e400\"/>" TAIL,
                   TRUCE_ELIMIT,
                   "x/owner.xml:3:1: value=\"1e400\": a number with more than 50 places before or "
                   "behind its point");
}

static void a_domain_that_makes_no_sense_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *domain;
        const char *message;
    } cases[] = {
        {owner_text, "x/orchard.xml:12:1: a weight: this is a profile; the domain comes first"},
        {"<objective/>", "x/orchard.xml:1:1: there is no issue in this file"},
        {"<a><issue name=\"r\" type=\"real\"><range lowerbound=\"1\" "
         "upperbound=\"2\"/></issue></a>",
         "x/orchard.xml:1:4: a real issue has no steps to choose among; give it as an integer one, "
         "or "
         "as items"},
        {"<a><issue name=\"r\" type=\"Complex\"/></a>",
         "x/orchard.xml:1:4: an issue is discrete or integer, not Complex"},
        {"<a><issue name=\"r\"/></a>", "x/orchard.xml:1:4: an issue without a value to choose"},
        {"<a><issue name=\"r\"><item index=\"1\"/></issue></a>",
         "x/orchard.xml:1:20: an item without a value"},
        {"<a><issue name=\"r\"><item value=\"x\"/>\n<item value=\" x\"/></issue></a>",
         "x/orchard.xml:2:1: the value x stands twice in this issue"},
        {"<a><issue name=\"r\"><item value=\"x\"/></issue>\n<issue name=\"r\"/></a>",
         "x/orchard.xml:2:1: two issues are called r"},
        {"<a><issue name=\"r\" type=\"integer\"/></a>",
         "x/orchard.xml:1:4: an integer issue without its lowerbound"},
        {"<a><issue name=\"r\" type=\"integer\" lowerbound=\"0.5\" upperbound=\"1\"/></a>",
         "x/orchard.xml:1:4: the lowerbound of an integer issue is a whole number of at most 31 "
         "bits"},
        {"<a><issue name=\"r\" type=\"integer\" lowerbound=\"3\" upperbound=\"1\"/></a>",
         "x/orchard.xml:1:4: the lowerbound is above the upperbound"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_domain_refusal(cases[i].domain, TRUCE_EINVAL, cases[i].message);
    }
    expect_domain_refusal(
        "<a><issue name=\"r\" type=\"integer\" lowerbound=\"0\" upperbound=\"100000\"/></a>",
        TRUCE_ELIMIT, "x/orchard.xml:1:4: a range of more than 100000 numbers");
}

static void bounds_may_stand_in_an_element_of_their_own(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_scenario s = expect_read_of(
        TRUCE_STR("<a><issue name=\"r\" vtype=\"Integer\"><range lowerbound=\"-3\" "
                  "upperbound=\"4\"/></issue></a>"),
        TRUCE_STR("<a><issue name=\"r\" index=\"1\"><evaluator ftype=\"linear\" parameter0=\"1\" "
                  "parameter1=\"0.5\"/></issue><weight index=\"1\" value=\"1\"/></a>"),
        NULL, &arena);
    expect_number(&s.parties[0].worth[0].points[0].worth, "-0.5");
    expect_number(&s.parties[0].worth[0].points[1].worth, "3");
    truce_arena_clear(&arena);
}

/* ---- size
 * ---------------------------------------------------------------------------------------- */

static truce_str repeated(truce_buffer *out, const char *front, const char *each, size_t n,
                          const char *back) {
    truce_buffer_add(out, truce_str_of(front));
    for (size_t i = 0; i < n; i++) {
        truce_buffer_add(out, truce_str_of(each));
    }
    truce_buffer_add(out, truce_str_of(back));
    return truce_buffer_str(out);
}

static void expect_limit(const char *front, const char *each, size_t n, const char *back,
                         const char *message) {
    truce_buffer out = truce_buffer_new();
    expect_refusal_of(repeated(&out, front, each, n, back), TRUCE_STR(owner_text), TRUCE_ELIMIT,
                      message);
    truce_buffer_clear(&out);
}

static void size_is_bounded(void **state) {
    (void)state;
    expect_limit("<a>\n", "<issue name=\"x\"/>\n", 100000, "</a>",
                 "x/orchard.xml:1002:1: more than 1000 issues");
    expect_limit("", "<a>", 100000, "",
                 "x/orchard.xml:1:193: more than 64 elements within each other");
    expect_limit("<a>", "<b/>", 1000000, "</a>",
                 "x/orchard.xml:1:4000000: more than 1000000 elements and attributes");
    truce_buffer many = truce_buffer_new();
    truce_buffer_lit(&many, "<a");
    for (int i = 0; i < 65; i++) {
        truce_buffer_printf(&many, " b%d=\"\"", i);
    }
    expect_refusal_of(truce_buffer_str(&many), TRUCE_STR(owner_text), TRUCE_ELIMIT,
                      "x/orchard.xml:1:442: more than 64 attributes in one tag");
    truce_buffer_clear(&many);
    /* Never looked at, so it need not be there. */
    expect_refusal_of((truce_str){"<", TRUCE_SCENARIO_FILE_BYTES_MAX + 1}, TRUCE_STR(owner_text),
                      TRUCE_ELIMIT,
                      "x/orchard.xml: a file of 16777217 bytes; at most 16777216 are read");
    expect_refusal_of(TRUCE_STR(domain_text), TRUCE_STR(""), TRUCE_EPARSE,
                      "x/owner.xml:1:1: this is no XML: there is no element");
}

static void at_least_a_domain_and_a_profile(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_scenario scenario;
    truce_error err = {.message = ""};
    const truce_str texts[] = {TRUCE_STR(domain_text)};
    assert_int_equal(read_given(read_genius, names, texts, 1, &arena, &scenario, &err),
                     TRUCE_EINVAL);
    assert_string_equal(err.message, "a Genius scenario is a domain and a profile for each party: "
                                     "DOMAIN.xml PROFILE.xml ...");
    truce_arena_clear(&arena);
}

/* ---- memory
 * -------------------------------------------------------------------------------------- */

static void running_out_of_memory_is_an_error_and_nothing_leaks(void **state) {
    (void)state;
    const truce_str texts[] = {TRUCE_STR(domain_text), TRUCE_STR(owner_text),
                               TRUCE_STR(tenant_text)};
    for (long n = 0;; n++) {
        truce_arena arena = truce_arena_new();
        truce_scenario scenario = {.n_issues = 77};
        truce_buffer out = truce_buffer_new();
        allocations_left = n;
        truce_status status = read_given(read_genius, names, texts, 3, &arena, &scenario, NULL);
        const bool read = status == TRUCE_OK;
        if (read) {
            status = truce_scenario_to_case(&scenario, &arena, &out, NULL);
        }
        const bool ran_out = allocations_left < 0;
        allocations_left = LONG_MAX;
        assert_int_equal(status, ran_out ? TRUCE_ENOMEM : TRUCE_OK);
        assert_int_equal(scenario.n_issues, read ? 2 : 77);
        assert_true(status == TRUCE_OK || out.size == 0);
        truce_buffer_clear(&out);
        truce_arena_clear(&arena);
        if (!ran_out) {
            assert_true(n > 3);
            return;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scenario_becomes_a_case),
        cmocka_unit_test(genius_divides_by_the_largest_and_keeps_numbers_within_0_and_1),
        cmocka_unit_test(the_points_of_a_range_are_those_of_the_clamped_line),
        cmocka_unit_test(careless_xml_is_read_and_told),
        cmocka_unit_test(what_xml_allows_is_not_told),
        cmocka_unit_test(latin_1_and_windows_1252_are_read_where_the_file_says_so),
        cmocka_unit_test(gaps_in_the_numbers_are_filled_and_told),
        cmocka_unit_test(numbering_of_any_kind_is_understood_and_told),
        cmocka_unit_test(types_that_differ_are_told_and_the_first_counts),
        cmocka_unit_test(what_cannot_be_divided_is_left_and_told),
        cmocka_unit_test(without_a_name_the_domain_is_called_as_its_file),
        cmocka_unit_test(nothing_is_expanded_and_nothing_fetched),
        cmocka_unit_test(wrong_encodings_are_told),
        cmocka_unit_test(what_has_no_one_meaning_is_refused),
        cmocka_unit_test(a_profile_that_makes_no_sense_is_refused),
        cmocka_unit_test(a_domain_that_makes_no_sense_is_refused),
        cmocka_unit_test(bounds_may_stand_in_an_element_of_their_own),
        cmocka_unit_test(size_is_bounded),
        cmocka_unit_test(at_least_a_domain_and_a_profile),
        cmocka_unit_test(running_out_of_memory_is_an_error_and_nothing_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
