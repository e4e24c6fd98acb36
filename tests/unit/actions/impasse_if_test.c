/* What follows if ...: facts of the sample case; then random small cases against the definition,
 * each package and each set of positions looked at one by one.
 *
 * `unit_actions_impasse_if SEED` runs one random case. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/random.h"
#include "truce/actions/impasse.h"

#define GAZA CASE("gaza-talks")

/* ---- the sample case ---- */

static json_t *ask(const truce_request *request, truce_status *status, truce_error *err) {
    truce_session session;
    truce_buffer out = truce_buffer_new();
    *status = truce_session_open(&session, request, err);
    if (*status != TRUCE_OK) {
        return NULL;
    }
    *status = truce_impasse_answer(&session, (truce_paper){.form = TRUCE_PAPER_JSON}, &out, err);
    truce_session_close(&session);
    json_t *const root = *status == TRUCE_OK ? parse_json(&out) : NULL;
    truce_buffer_clear(&out);
    return root;
}

static json_t *ask_gaza(truce_request request) {
    static const char *const paths[] = {GAZA};
    static const truce_str only = {"s2", 2};
    static const truce_str held = {"updated", 7};
    truce_error err = {.message = ""};
    truce_status status;
    request.paths = paths;
    request.n_paths = 1;
    request.only = &only;
    request.n_only = 1;
    request.hold_offers = &held;
    request.n_hold_offers = 1;
    json_t *const root = ask(&request, &status, &err);
    if (root == NULL) {
        fail_msg("%s", err.message);
    }
    return root;
}

/* How many of the conflicts hold both claims. */
static size_t count_clashes(const json_t *conflicts, const char *one, const char *other) {
    size_t i;
    size_t n = 0;
    json_t *conflict;
    json_array_foreach(conflicts, i, conflict) {
        n += has_text(member(conflict, "claims"), one) &&
             has_text(member(conflict, "claims"), other);
    }
    return n;
}

/* The displaced return as women and children only: what was about that vanishes, and nothing else;
 * how long, and what one side asks of prisoners, remain. */
static void women_and_children_only(void **state) {
    (void)state;
    const truce_str assume[] = {TRUCE_STR("hamas accepts return home for women, children"),
                                TRUCE_STR("hamas accepts return none for men")};
    json_t *const root = ask_gaza((truce_request){.assume = assume, .n_assume = 2});
    const json_t *const then = member(root, "if");
    const json_t *const gone = member(then, "vanished");
    const json_t *const left = member(then, "conflicts");
    size_t i;
    json_t *conflict;
    assert_int_equal(json_array_size(member(root, "conflicts")), 5);
    assert_int_equal(json_array_size(gone), 2);
    assert_int_equal(count_clashes(gone, "s2:P6", "s2:P9.reading"), 1);
    assert_int_equal(count_clashes(gone, "s2:P7.naeim", "s2:P9.reading"), 1);
    assert_int_equal(json_array_size(left), 3);
    assert_int_equal(count_clashes(left, "s2:P6", "s2:P8.office"), 1);
    assert_int_equal(count_clashes(left, "s2:P7.naeim", "s2:P8.office"), 1);
    assert_int_equal(count_clashes(left, "s2:P6", "s2:P10.classes"), 1);
    json_array_foreach(left, i, conflict) {
        assert_string_equal(text_of(conflict, "change"), "remains");
    }
    assert_true(json_is_false(member(then, "possible")));
    json_decref(root);
}

/* The same word from the other side: who concedes does not matter to what clashes. */
static void either_side_may_be_supposed_to_move(void **state) {
    (void)state;
    const truce_str assume = TRUCE_STR("israel accepts return home");
    json_t *const root = ask_gaza((truce_request){.assume = &assume, .n_assume = 1});
    assert_int_equal(json_array_size(member(member(root, "if"), "vanished")), 2);
    json_decref(root);
}

static void without_a_claim_its_positions_are_gone(void **state) {
    (void)state;
    const truce_str claim = TRUCE_STR("s2:P9.reading");
    const truce_str list = TRUCE_STR("hamas:package:s2:P6");
    json_t *root = ask_gaza((truce_request){.ignore = &claim, .n_ignore = 1});
    assert_int_equal(json_array_size(member(member(root, "if"), "vanished")), 2);
    json_decref(root);
    root = ask_gaza((truce_request){.relax = &list, .n_relax = 1});
    assert_int_equal(json_array_size(member(member(root, "if"), "vanished")), 3);
    json_decref(root);
    root = ask_gaza((truce_request){.firm_only = true});
    assert_true(json_is_true(member(member(root, "if"), "possible")));
    json_decref(root);
    /* What we read in what Qatar's prime minister tells is nobody's own word; the offer is
     * Israel's. */
    root = ask_gaza((truce_request){.first_hand = true});
    assert_int_equal(
        count_clashes(member(member(root, "if"), "vanished"), "s2:P6", "s2:P9.reading"), 1);
    assert_int_equal(
        count_clashes(member(member(root, "if"), "conflicts"), "s2:P6", "s2:P8.office"), 1);
    json_decref(root);
}

static void what_is_unknown_is_told(void **state) {
    (void)state;
    static const char *const paths[] = {GAZA};
    static const struct {
        truce_request request;
        truce_str name;
        truce_status status;
    } asked[] = {
        {{.n_relax = 1}, {"nobody:wage:s1:P1", 17}, TRUCE_ENOTFOUND},
        {{.n_ignore = 1}, {"s2:P6,s9:P9", 11}, TRUCE_ENOTFOUND},
        {{.n_ignore = 1}, {"supposed:L1", 11}, TRUCE_ENOTFOUND},
        {{.n_hold_offers = 1}, {"nothing", 7}, TRUCE_ENOTFOUND},
        {{.n_assume = 1}, {"hamas accepts retun home", 24}, TRUCE_EPARSE},
        {{.n_assume = 1}, {"egypt accepts return home", 25}, TRUCE_EINVAL},
        {{.n_assume = 1}, {"hamas softens", 13}, TRUCE_EINVAL},
        {{.n_assume = 1}, {"hamas accepts return home\nclaim x:P1", 36}, TRUCE_EINVAL},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        truce_request request = asked[i].request;
        truce_session session;
        truce_error err = {.message = ""};
        truce_buffer out = truce_buffer_new();
        request.paths = paths;
        request.n_paths = 1;
        request.relax = request.ignore = request.hold_offers = request.assume = &asked[i].name;
        truce_status status = truce_session_open(&session, &request, &err);
        if (status == TRUCE_OK) {
            status =
                truce_impasse_answer(&session, (truce_paper){.form = TRUCE_PAPER_JSON}, &out, &err);
        }
        assert_int_equal(status, asked[i].status);
        assert_int_equal(out.size, 0);
        if (status == TRUCE_EPARSE) {
            assert_true(truce_session_show_assumed(&session, &out));
            truce_buffer_byte(&out, '\0');
            assert_non_null(strstr(out.data, "\n  hamas accepts retun home\n"
                                             "                ^~~~~\n"));
        }
        truce_buffer_clear(&out);
        truce_session_close(&session);
    }
}

/* ---- random cases ---- */

enum { POSITIONS_MAX = 6, SUPPOSED_MAX = 3, VALUES = 3, PACKAGES = VALUES * VALUES * VALUES };

/* Issue 0 is decided once (variable 0), issue 1 for men and for women (variables 1 and 2). */
typedef struct said {
    unsigned party;
    unsigned variables; /* bits */
    unsigned low, high; /* options */
    enum { DEMANDS, REJECTS, ACCEPTS, NOT_DEMANDS, STANCES } stance;
} said;

static bool same(const said *a, const said *b) {
    return a->party == b->party && a->variables == b->variables && a->low == b->low &&
           a->high == b->high && a->stance == b->stance;
}

static said random_said(uint64_t *seed, bool supposed) {
    static const unsigned variables[] = {1, 1, 2, 4, 6};
    said s = {.party = (unsigned)below(seed, 2), .variables = variables[below(seed, 5)]};
    s.low = (unsigned)below(seed, VALUES);
    s.high = s.low + (unsigned)below(seed, VALUES - s.low);
    s.stance = (unsigned)below(seed, supposed ? STANCES : 2);
    return s;
}

/* In a line of its own: "north demands a a0 or a1". */
static void tell_said(truce_buffer *out, const said *s) {
    static const char *const stances[] = {"demands", "rejects", "accepts", "demands"};
    const char name = s->variables == 1 ? 'a' : 'g';
    truce_buffer_printf(out, "%s%s %s %c", s->stance == NOT_DEMANDS ? "not " : "",
                        s->party == 0 ? "north" : "south", stances[s->stance], name);
    for (unsigned v = s->low; v <= s->high; v++) {
        truce_buffer_printf(out, "%s%c%u", v == s->low ? " " : " or ", name, v);
    }
    truce_buffer_printf(out, "%s",
                        s->variables == 2   ? " for men"
                        : s->variables == 4 ? " for women"
                                            : "");
}

typedef struct problem {
    said told[POSITIONS_MAX], supposed[SUPPOSED_MAX];
    size_t n, n_supposed;
} problem;

static unsigned value_of(unsigned package, unsigned variable) {
    return variable == 0   ? package % VALUES
           : variable == 1 ? package / VALUES % VALUES
                           : package / (VALUES * VALUES);
}

static bool in(const said *s, unsigned value) {
    return s->low <= value && value <= s->high;
}

/* Whether some supposition of the party lets this value of the variable in; or takes a demand for
 * `told`'s options back. */
static bool lets_in(const problem *p, const said *told, unsigned variable, unsigned value) {
    for (size_t i = 0; i < p->n_supposed; i++) {
        const said *const q = &p->supposed[i];
        if (q->party == told->party && (q->variables >> variable & 1) != 0 &&
            (q->stance == DEMANDS || q->stance == ACCEPTS) && in(q, value)) {
            return true;
        }
    }
    return false;
}

static bool takes_back(const problem *p, const said *told, unsigned variable) {
    for (size_t i = 0; i < p->n_supposed; i++) {
        const said *const q = &p->supposed[i];
        if (q->party == told->party && (q->variables >> variable & 1) != 0 &&
            (q->stance == REJECTS || q->stance == NOT_DEMANDS) && q->low <= told->low &&
            told->high <= q->high) {
            return true;
        }
    }
    return false;
}

/* Whether what was said rules the package out, `eased` by what is supposed. */
static bool rules_out(const problem *p, const said *s, unsigned package, bool eased) {
    bool broken = false; /* a demand, in one variable */
    bool all = true;     /* a refusal, in all */
    bool all_let_in = true;
    for (unsigned v = 0; v < 3; v++) {
        const unsigned value = value_of(package, v);
        if ((s->variables >> v & 1) != 0) {
            const bool let_in = eased && lets_in(p, s, v, value);
            broken = broken || (!in(s, value) && !let_in && !(eased && takes_back(p, s, v)));
            all = all && in(s, value);
            all_let_in = all_let_in && let_in;
        }
    }
    return s->stance == DEMANDS ? broken : s->stance == REJECTS && all && !all_let_in;
}

/* Possible packages, and how many conflicts; `supposed` or not. */
static unsigned look(const problem *p, bool supposed, unsigned *n_conflicts) {
    const size_t n = p->n + (supposed ? p->n_supposed : 0);
    unsigned against[PACKAGES];
    unsigned packages = 0;
    for (unsigned x = 0; x < PACKAGES; x++) {
        against[x] = 0;
        for (size_t i = 0; i < n; i++) {
            const said *const s = i < p->n ? &p->told[i] : &p->supposed[i - p->n];
            against[x] |= (unsigned)rules_out(p, s, x, supposed && i < p->n) << i;
        }
        packages += against[x] == 0;
    }
    *n_conflicts = 0;
    for (unsigned set = 1; set < 1U << n; set++) {
        bool minimal = true;
        for (unsigned without = 0; without <= n && minimal; without++) {
            const unsigned kept = without < n ? set & ~(1U << without) : set;
            bool left = false;
            for (unsigned x = 0; x < PACKAGES && !left; x++) {
                left = (against[x] & kept) == 0;
            }
            minimal = without == n ? !left : kept == set || left;
        }
        *n_conflicts += minimal;
    }
    return packages;
}

static void random_problem(problem *p, uint64_t *seed) {
    *p = (problem){.n = 0};
    const size_t n = 2 + below(seed, POSITIONS_MAX - 1);
    const size_t n_supposed = 1 + below(seed, SUPPOSED_MAX);
    for (size_t i = 0; i < n + n_supposed; i++) {
        const said s = random_said(seed, i >= n);
        bool again = false;
        for (size_t x = 0; x < p->n; x++) {
            again = again || same(&s, &p->told[x]);
        }
        for (size_t x = 0; x < p->n_supposed; x++) {
            again = again || same(&s, &p->supposed[x]);
        }
        if (!again && i < n) {
            p->told[p->n++] = s;
        } else if (!again) {
            p->supposed[p->n_supposed++] = s;
        }
    }
}

static void expect_same(const json_t *facts, unsigned packages, unsigned n_conflicts) {
    assert_int_equal(json_is_true(member(facts, "possible")), packages > 0);
    assert_int_equal(strtoul(text_of(facts, "packages"), NULL, 10), packages);
    assert_int_equal(json_array_size(member(facts, "conflicts")), n_conflicts);
}

static void one_problem(uint64_t seed) {
    problem p;
    random_problem(&p, &seed);
    if (p.n_supposed == 0) {
        return;
    }
    truce_buffer text = truce_buffer_new();
    truce_buffer lines = truce_buffer_new();
    truce_str assume[SUPPOSED_MAX];
    size_t ends[SUPPOSED_MAX];
    truce_buffer_lit(&text, "truce 1\nparty north \"North\"\nparty south \"South\"\n"
                            "group men \"Men\"\ngroup women \"Women\"\n"
                            "issue a \"A\"\n  rung a0\n  rung a1\n  rung a2\n"
                            "issue g \"G\"\n  per men, women\n  rung g0\n  rung g1\n  rung g2\n"
                            "source s \"S\" press\n");
    for (size_t i = 0; i < p.n; i++) {
        truce_buffer_printf(&text, "claim s:P%zu\n  ", i + 1);
        tell_said(&text, &p.told[i]);
        truce_buffer_byte(&text, '\n');
    }
    for (size_t i = 0; i < p.n_supposed; i++) {
        tell_said(&lines, &p.supposed[i]);
        ends[i] = lines.size;
    }
    for (size_t i = 0; i < p.n_supposed; i++) {
        const size_t begin = i > 0 ? ends[i - 1] : 0;
        assume[i] = (truce_str){lines.data + begin, ends[i] - begin};
    }
    const truce_request request = {.assume = assume, .n_assume = p.n_supposed};
    const truce_input input = {TRUCE_STR("made up"), truce_buffer_str(&text)};
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    assert_int_equal(truce_session_open_inputs(&session, &request, &input, 1, &err), TRUCE_OK);
    assert_int_equal(
        truce_impasse_answer(&session, (truce_paper){.form = TRUCE_PAPER_JSON}, &out, &err),
        TRUCE_OK);
    json_t *const root = parse_json(&out);
    unsigned n_conflicts;
    unsigned packages = look(&p, false, &n_conflicts);
    expect_same(root, packages, n_conflicts);
    const size_t before = n_conflicts;
    packages = look(&p, true, &n_conflicts);
    expect_same(member(root, "if"), packages, n_conflicts);
    size_t remain = 0;
    size_t i;
    json_t *conflict;
    json_array_foreach(member(member(root, "if"), "conflicts"), i, conflict) {
        remain += strcmp(text_of(conflict, "change"), "remains") == 0;
    }
    assert_int_equal(json_array_size(member(member(root, "if"), "vanished")), before - remain);
    json_decref(root);
    truce_buffer_clear(&out);
    truce_buffer_clear(&text);
    truce_buffer_clear(&lines);
    truce_session_close(&session);
}

static void suppositions_lift_what_they_should_and_no_more(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 2000; seed++) {
        one_problem(seed);
    }
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(women_and_children_only),
        cmocka_unit_test(either_side_may_be_supposed_to_move),
        cmocka_unit_test(without_a_claim_its_positions_are_gone),
        cmocka_unit_test(what_is_unknown_is_told),
        cmocka_unit_test(suppositions_lift_what_they_should_and_no_more),
    };
    if (argc > 1) {
        one_problem(strtoull(argv[1], NULL, 10));
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
