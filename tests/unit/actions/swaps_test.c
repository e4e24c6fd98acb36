/* Exchanges from the lines of a case to numbers: the invented deal of the house, then what each
 * line does, by a small case with one line more or other; CSV; and memory running out. */
#include "truce/actions/swaps.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/memory.h"
#include "truce/base/random.h"

/* A releases 2 women and 4 men; for each woman 30 of L and 20 of any are due, for each man 10. */
#define HEAD                                                                                       \
    "truce 1\ncase c \"C\"\nparty a \"A\"\nparty b \"B\"\ngroup w \"Women\" of b\n"                \
    "group m \"Men\" of b\ngroup l \"L\" of a\ngroup k \"K\" of a\nsource s \"S\" press\n"         \
    "  published 2031-02-01\nclaim s:P1 by a\n  talks agreed\nevent e \"E\" other\n"
#define SWAP                                                                                       \
    "exchange x \"X\" of a and b\n  category w 2 at 30 l, 20\n  category m 4 at 10\n"              \
    "  class l 100\n  class k 200\n"

static truce_buffer ask_text(const char *text, truce_paper_form form, const char *at) {
    return answer_text(truce_swaps_answer, text,
                       &(truce_request){.at = truce_str_of(at), .seed = 1}, form);
}

static json_t *count_text(const char *text) {
    return json_text(truce_swaps_answer, text, &(truce_request){.seed = 1});
}

static json_t *first(const json_t *root) {
    json_t *const one = json_array_get(member(root, "exchanges"), 0);
    assert_non_null(one);
    return one;
}

static json_int_t amount(const json_t *object, const char *key, bool open) {
    const json_t *const value = member(object, key);
    assert_int_equal(json_is_true(json_object_get(value, "at_least")), open);
    return json_integer_value(member(value, "number"));
}

static json_int_t whole(const json_t *object, const char *key) {
    assert_true(json_is_integer(member(object, key)));
    return json_integer_value(member(object, key));
}

/* The text of the finding of a kind; NULL: there is none. */
static const char *finding(const json_t *one, const char *kind) {
    json_t *const f = find_object(member(one, "does_not_add_up"), "kind", kind);
    return f != NULL ? text_of(f, "text") : NULL;
}

static void the_deal_in_phases_comes_to_1090_and_a_person_moved_to_20(void **state) {
    (void)state;
    json_t *const root =
        json_answer(truce_swaps_answer, &(question){.path = CASE("phased-deal.truce")});
    const json_t *const one = first(root);
    assert_int_equal(amount(one, "persons", false), 33);
    assert_int_equal(amount(one, "due", false), 1090);
    const json_t *const away = find_object(member(one, "moves"), "from", "conscripts");
    const json_t *const back = find_object(member(one, "moves"), "from", "civilians");
    assert_int_equal(whole(away, "changes_by"), -20);
    assert_int_equal(whole(back, "changes_by"), 20);
    const json_t *const lifers = find_object(member(one, "classes"), "class", "lifers");
    assert_int_equal(amount(lifers, "due", false), 150);
    assert_int_equal(amount(lifers, "short_most", false), 20);
    /* Both totals are there, each with its claim; only one agrees. */
    const json_t *const totals = member(one, "totals");
    assert_int_equal(json_array_size(totals), 2);
    assert_int_equal(whole(json_array_get(totals, 0), "difference"), 0);
    assert_int_equal(whole(json_array_get(totals, 1), "difference"), -30);
    assert_true(has_text(member(json_array_get(totals, 1), "claims"), "courier:P3"));
    /* 42 days of phase one, and a day for each ten of the 33. */
    assert_int_equal(whole(one, "length"), 45);
    json_decref(root);
}

static void excluding_a_class_is_short_by_class(void **state) {
    (void)state;
    static const struct {
        const char *line;
        json_int_t least, most;
    } cases[] = {
        {"", 0, 0},
        {"  excludes l 40 by b\n", 0, 0},
        {"  excludes l 41 by b\n", 1, 1},
        {"  excludes l by b\n", 60, 60},
        {"  excludes l 45 by b\n  excludes l 50\n", 10, 55}, /* the same people, or others */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2000];
        (void)snprintf(text, sizeof text, HEAD SWAP "%s", cases[i].line);
        json_t *const root = count_text(text);
        const json_t *const l = find_object(member(first(root), "classes"), "class", "l");
        assert_int_equal(amount(l, "due", false), 60);
        assert_int_equal(amount(l, "short_least", false), cases[i].least);
        assert_int_equal(amount(l, "short_most", false), cases[i].most);
        assert_int_equal(finding(first(root), "short") != NULL, cases[i].most > 0);
        json_decref(root);
    }
}

static void moving_a_person_in_the_record_moves_the_total(void **state) {
    (void)state;
    json_t *const before = count_text(HEAD SWAP);
    json_t *const after =
        count_text(HEAD "exchange x \"X\" of a and b\n  category w 3 at 30 l, 20\n"
                        "  category m 3 at 10\n  class l\n");
    assert_int_equal(amount(first(before), "due", false), 140);
    assert_int_equal(amount(first(after), "due", false), 180);
    assert_int_equal(whole(find_object(member(first(before), "moves"), "from", "m"), "changes_by"),
                     40);
    json_decref(before);
    json_decref(after);
}

static void tranches_come_by_number_and_may_say_what_is_due_for_them(void **state) {
    (void)state;
    json_t *const root =
        count_text(HEAD SWAP "  tranche 2 at 2031-03-08 releases 1 w, 4 m for 70 l, 5\n"
                             "  tranche 1 at 2031-03-01 releases 1 w\n  quota b 30 per day\n");
    const json_t *const one = first(root);
    const json_t *const t = member(one, "tranches");
    assert_int_equal(whole(json_array_get(t, 0), "tranche"), 1);
    assert_int_equal(amount(json_array_get(t, 0), "due_all", false), 50);
    assert_string_equal(text_of(json_array_get(t, 0), "given_by"), "2031-03-02");
    assert_int_equal(amount(json_array_get(t, 1), "due_all", false), 75);
    assert_int_equal(amount(json_array_get(t, 1), "by_categories", false), 90);
    assert_int_equal(amount(one, "due", false), 125);
    assert_non_null(strstr(finding(one, "instead"), "75 are due"));
    assert_null(finding(one, "left"));
    json_decref(root);
}

static void what_nobody_says_stays_open(void **state) {
    (void)state;
    json_t *const root =
        count_text(HEAD "exchange x \"X\" of a and b\n  category w 2 at 30\n"
                        "  category m 4\n  class l\n  tranche 1 at 2031-03 releases 2 "
                        "w\n  tranche 2 after e within 3 days releases 3 m\n"
                        "  open \"who\"\n");
    const json_t *const one = first(root);
    assert_int_equal(amount(one, "due", true), 60);
    assert_null(json_object_get(find_object(member(one, "classes"), "class", "l"), "size"));
    assert_null(json_object_get(json_array_get(member(one, "tranches"), 0), "day"));
    assert_int_equal(whole(one, "tranches_without_day"), 2);
    assert_string_equal(finding(one, "left"), "Men: 1 is in no tranche.");
    assert_true(has_text(member(one, "open"), "who"));
    json_decref(root);
}

/* Whether the text has `says` at that line and column, both from 1. */
static void expect_says(const char *text, const json_t *place) {
    const char *line = text;
    for (json_int_t n = whole(place, "line"); n > 1; n--) {
        line = strchr(line, '\n');
        assert_non_null(line);
        line++;
    }
    const char *const at = line + whole(place, "column") - 1;
    assert_memory_equal(at, text_of(place, "says"), strlen(text_of(place, "says")));
    assert_string_equal(text_of(place, "file"), "c.truce");
    assert_string_equal(text_of(place, "record"), "exchange x");
}

/* A case in which nothing adds up. */
#define ODD                                                                                        \
    HEAD "exchange x \"X\" of a and b\n  category w 2 at 30 l, 20\n  category m 4 at 10\n"         \
         "  tranche 2 at 2031-03-01 releases 2 m\n  total 140 from s:P1\n  total 150\n"            \
         "  class l 10\n  class k 20\n  excludes k 5 by a\n  excludes k 21 by b\n"                 \
         "  tranche 1 at 2031-03-05 releases 3 w for 7 l\n  transfer l 90 to a\n  excludes l 1\n"  \
         "  total 150 from s:P1\n"

static void what_does_not_add_up_has_its_places(void **state) {
    (void)state;
    static const struct {
        const char *kind, *places;
    } cases[] = {
        {"left", "category m"},
        {"over", "tranche 1;category w"},
        {"instead", "tranche 1"},
        {"back", "tranche 2;tranche 1"},
        {"excluded", "excludes k;class k"},
        {"short", "exchange x"},
        {"elsewhere", "transfer l;class l"},
        {"total", "total 140"},
        {"totals", "total 150;total 140"},
    };
    json_t *const root = count_text(ODD);
    const json_t *const one = first(root);
    const json_t *const all = member(one, "does_not_add_up");
    size_t i;
    json_t *finding;
    json_array_foreach(all, i, finding) {
        size_t n;
        json_t *place;
        assert_true(json_array_size(member(finding, "places")) > 0);
        json_array_foreach(member(finding, "places"), n, place) {
            expect_says(ODD, place);
        }
    }
    json_array_foreach(member(one, "totals"), i, finding) {
        expect_says(ODD, member(finding, "place"));
    }
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const json_t *const found = find_object(all, "kind", cases[c].kind);
        assert_non_null(found);
        char says[200] = "";
        json_t *place;
        json_array_foreach(member(found, "places"), i, place) {
            (void)snprintf(says + strlen(says), sizeof says - strlen(says), "%s%s",
                           i > 0 ? ";" : "", text_of(place, "says"));
        }
        assert_string_equal(says, cases[c].places);
    }
    const json_t *const longest = find_object(all, "kind", "excluded");
    assert_int_equal(whole(json_array_get(member(longest, "places"), 0), "line"), 23);
    json_decref(root);
}

/* A narrowed reader is told the line within the record: lines above it could be hidden ones. */
static void a_narrowed_reader_is_told_no_line_of_the_file(void **state) {
    (void)state;
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    static const char text[] = "truce 1\naudience public\nparty a \"A\"\n  note \"n\"\n"
                               "party b \"B\"\ngroup w \"W\" of b\n"
                               "exchange x \"X\" of a and b\n  category w 2 at 30\n  total 61\n";
    const truce_input input = {TRUCE_STR("c.truce"), TRUCE_STR(text)};
    const truce_request request = {.reader = TRUCE_STR("a"), .seed = 1};
    assert_int_equal(truce_session_open_inputs(&session, &request, &input, 1, &err), TRUCE_OK);
    assert_int_equal(
        truce_swaps_answer(&session, (truce_paper){.form = TRUCE_PAPER_JSON}, &out, &err),
        TRUCE_OK);
    truce_session_close(&session);
    json_t *const root = parse_json(&out);
    const json_t *const total = json_array_get(member(first(root), "totals"), 0);
    assert_int_equal(whole(member(total, "place"), "line"), 3);
    assert_null(json_object_get(member(total, "place"), "file"));
    truce_buffer_clear(&out);
    json_decref(root);
}

static void totals_of_claims_not_yet_known_are_left_out(void **state) {
    (void)state;
    static const char text[] = HEAD SWAP "  total 140 from s:P1\n  total 150\n";
    json_t *const all = count_text(text);
    truce_buffer out = ask_text(text, TRUCE_PAPER_JSON, "2031-01");
    json_t *const early = parse_json(&out);
    assert_int_equal(json_array_size(member(first(all), "totals")), 2);
    assert_int_equal(json_array_size(member(first(early), "totals")), 1);
    assert_int_equal(whole(json_array_get(member(first(early), "totals"), 0), "stated"), 150);
    truce_buffer_clear(&out);
    json_decref(all);
    json_decref(early);
}

static void the_truce_is_that_of_the_one_agreement_between_both(void **state) {
    (void)state;
#define TWO_PHASES                                                                                 \
    "agreement g \"G\" of a, b\n  phase 1 at 2031-03-01 for 10 days\n  phase 2 for 20 days\n"
#define LATER "  tranche 1 at 2031-03-11 releases 2 w, 4 m\n  extends 2 days per 4\n"
    json_t *const one = count_text(HEAD SWAP LATER TWO_PHASES);
    assert_int_equal(whole(first(one), "phase"), 2);
    assert_int_equal(whole(first(one), "length"), 22);
    json_t *const two =
        count_text(HEAD SWAP LATER TWO_PHASES
                   "agreement h \"H\" of b, a\n  phase 1 at 2031-03-10 for 9 days\n");
    assert_null(json_object_get(first(two), "phase"));
    json_decref(one);
    json_decref(two);
}

static void numbers_beyond_the_count_say_so_and_stop_nothing_else(void **state) {
    (void)state;
    json_t *const root = count_text(HEAD "exchange y \"Y\" of a and b\n"
                                         "  category w 999999999999 at 999999999999\n" SWAP);
    assert_non_null(json_object_get(first(root), "refused"));
    const json_t *const other = json_array_get(member(root, "exchanges"), 1);
    assert_int_equal(amount(other, "due", false), 140);
    json_decref(root);
}

static void a_spreadsheet_takes_no_cell_for_a_formula(void **state) {
    (void)state;
    truce_buffer out = ask_text("truce 1\nparty a \"=A1+1\"\nparty b \"-B, \\\"b\\\"\"\n"
                                "group w \"@w\" of b\ngroup l \"+l\" of a\n"
                                "exchange x \"X\" of a and b\n  category w 1 at 2 l\n  class l\n"
                                "  tranche 1 releases 1 w\n",
                                TRUCE_PAPER_CSV, NULL);
    assert_true(truce_str_equal(
        truce_buffer_str(&out),
        TRUCE_STR(
            "exchange,tranche,when,what,from,to,number,at_least,who,earliest,by,counterpart,done,"
            "noted_by\r\n"
            "x,1,,release,'=A1+1,\"'-B, \"\"b\"\"\",1,no,'@w,,,'+l: 2,,\r\n"
            "x,1,,in return,\"'-B, \"\"b\"\"\",'=A1+1,2,no,'+l,,,'@w: 1,,\r\n")));
    truce_buffer_clear(&out);
}

/* ---- when tranches without a day can come, against all days that keep the plan ---- */

enum { WAITING = 3, STEPS = 2, HORIZON = 90 };

typedef struct waiting {
    int people, from, low, high; /* from: a step; STEPS: the tranche before it */
} waiting;

typedef struct triggered {
    int first[STEPS], last[STEPS]; /* days in March 2031, from 0 */
    waiting tranches[WAITING];
    int quota[2];                            /* of a and of b; 0: none */
    int step_day[STEPS], day[WAITING];       /* the assignment at hand */
    int least[2][WAITING], most[2][WAITING]; /* released, given: over all of them */
    bool possible;
} triggered;

/* The last day on which somebody of each tranche is released, and given for. */
static void work_off(const triggered *x, int done[2][WAITING]) {
    int left[2][WAITING];
    for (int t = 0; t < WAITING; t++) {
        left[0][t] = left[1][t] = x->tranches[t].people;
    }
    for (int day = 0; day < HORIZON; day++) {
        for (int side = 0; side < 2; side++) {
            int room = x->quota[side] > 0 ? x->quota[side] : INT_MAX;
            for (int t = 0; t < WAITING && room > 0 && x->day[t] <= day; t++) {
                const int ready = side == 0 ? left[0][t] : left[1][t] - left[0][t];
                const int now = ready < room ? ready : room;
                left[side][t] -= now;
                room -= now;
                done[side][t] = now > 0 ? day : done[side][t];
                if (left[side][t] > 0) {
                    break; /* those behind it wait */
                }
            }
        }
    }
}

static void note(triggered *x) {
    int done[2][WAITING] = {{0}};
    work_off(x, done);
    for (int side = 0; side < 2; side++) {
        for (int t = 0; t < WAITING; t++) {
            const int d = done[side][t];
            x->least[side][t] = !x->possible || d < x->least[side][t] ? d : x->least[side][t];
            x->most[side][t] = !x->possible || d > x->most[side][t] ? d : x->most[side][t];
        }
    }
    x->possible = true;
}

static void try_tranche(triggered *x, int t) {
    if (t == WAITING) {
        note(x);
        return;
    }
    const waiting *const w = &x->tranches[t];
    const int from = w->from < STEPS ? x->step_day[w->from] : x->day[t - 1];
    for (int d = from + w->low; d <= from + w->high; d++) {
        if (t == 0 || d >= x->day[t - 1]) {
            x->day[t] = d;
            try_tranche(x, t + 1);
        }
    }
}

static void try_steps(triggered *x) {
    for (int a = x->first[0]; a <= x->last[0]; a++) {
        for (int b = x->first[1]; b <= x->last[1]; b++) {
            x->step_day[0] = a;
            x->step_day[1] = b;
            try_tranche(x, 0);
        }
    }
}

static triggered draw(truce_random *r) {
    triggered x = {.quota = {(int)truce_random_below(r, 4), (int)truce_random_below(r, 4)}};
    for (int i = 0; i < STEPS; i++) {
        x.first[i] = (int)truce_random_below(r, 6);
        x.last[i] = x.first[i] + (int)truce_random_below(r, 4);
    }
    for (int t = 0; t < WAITING; t++) {
        waiting *const w = &x.tranches[t];
        w->people = 1 + (int)truce_random_below(r, 5);
        w->from = (int)truce_random_below(r, t > 0 ? STEPS + 1 : STEPS);
        w->low = (int)truce_random_below(r, 3);
        w->high = w->low + 1 + (int)truce_random_below(r, 3); /* one number would be from 0 on */
    }
    return x;
}

static void write_triggered(const triggered *x, truce_buffer *out) {
    truce_buffer_printf(out, HEAD "group n \"N\" of a\nexchange x \"X\" of a and b\n"
                                  "  category w 99 at 1 l\n  class l 100\n");
    for (int side = 0; side < 2; side++) {
        if (x->quota[side] > 0) {
            truce_buffer_printf(out, "  quota %c %d per day\n", "ab"[side], x -> quota[side]);
        }
    }
    for (int t = 0; t < WAITING; t++) {
        const waiting *const w = &x->tranches[t];
        truce_buffer_printf(out, "  tranche %d after ", t + 1);
        truce_buffer_printf(out, w->from < STEPS ? "step-%d" : "x tranche %d",
                            w->from < STEPS ? w->from : t);
        truce_buffer_printf(out, " within %d..%d days releases %d w\n", w->low, w->high, w->people);
    }
    for (int i = 0; i < STEPS; i++) {
        truce_buffer_printf(out,
                            "step step-%d \"S\" of a to b\n  not before 2031-03-%02d\n"
                            "  until 2031-03-%02d\n",
                            i, x->first[i] + 1, x->last[i] + 1);
    }
    truce_buffer_byte(out, '\0');
}

/* "2031-03-05" as 4; days of April go on. */
static int day_of(const json_t *item, const char *key) {
    int month = 0;
    int day = 0;
    assert_int_equal(sscanf(text_of(item, key), "2031-%d-%d", &month, &day), 2);
    return day - 1 + (month > 3 ? 31 : 0) + (month > 4 ? 30 : 0);
}

static void by_when_is_what_all_days_that_keep_the_plan_make_it(void **state) {
    (void)state;
    uint32_t possible = 0;
    for (uint64_t round = 0; round < 400; round++) {
        truce_random random = truce_random_new(round, 5);
        triggered x = draw(&random);
        truce_buffer text = truce_buffer_new();
        write_triggered(&x, &text);
        try_steps(&x);
        possible += x.possible;
        json_t *const root = count_text(text.data);
        const json_t *const list = member(first(root), "checklist");
        assert_int_equal(json_array_size(list), 2 * WAITING);
        for (size_t i = 0; i < 2 * WAITING; i++) {
            const json_t *const item = json_array_get(list, i);
            if (!x.possible) {
                assert_null(json_object_get(item, "earliest"));
                assert_null(json_object_get(item, "by"));
                continue;
            }
            assert_int_equal(day_of(item, "earliest"), x.least[i % 2][i / 2]);
            assert_int_equal(day_of(item, "by"), x.most[i % 2][i / 2]);
        }
        json_decref(root);
        truce_buffer_clear(&text);
    }
    assert_in_range(possible, 100, 399);
}

static void expect_whole_or_nothing(truce_paper_form form, bool checklist, bool once) {
    static const char text[] = HEAD SWAP
        "  excludes l 50 by b\n  transfer l 3 to b\n  tranche 1 at 2031-03-01 releases 1 w for 40\n"
        "  tranche 2 after e releases 4 m\n  quota b 30 per day\n  extends 1 day per 2\n"
        "  total 9 from s:P1\n  open \"who\"\nagreement g \"G\" of a, b\n"
        "  phase 1 at 2031-03-01 for 10 days\n  rolls phase 1 while \"they talk\"\n";
    const truce_input input = {TRUCE_STR("c.truce"), {text, sizeof text - 1}};
    long allowed = 0;
    for (;; allowed += 1 + allowed / 16) {
        truce_session session;
        truce_error err;
        truce_buffer out = truce_buffer_new();
        truce_buffer_lit(&out, "before");
        const truce_request request = {.checklist = checklist, .seed = 1};
        assert_int_equal(truce_session_open_inputs(&session, &request, &input, 1, &err), TRUCE_OK);
        fails_once = once;
        allocations_left = allowed;
        const truce_paper paper = {.form = form, .text = {.width = 80}};
        const truce_status status = truce_swaps_answer(&session, paper, &out, &err);
        const bool failed = allocations_left < 0;
        allocations_left = LONG_MAX;
        assert_int_equal(status, failed ? TRUCE_ENOMEM : TRUCE_OK);
        assert_true(failed ? out.size == 6 : out.size > 6);
        truce_buffer_clear(&out);
        truce_session_close(&session);
        if (!failed) {
            break;
        }
    }
    assert_true(allowed > 3);
}

static void without_memory_the_output_is_left_as_it_was(void **state) {
    (void)state;
    static const truce_paper_form forms[] = {TRUCE_PAPER_TEXT, TRUCE_PAPER_HTML, TRUCE_PAPER_JSON,
                                             TRUCE_PAPER_CSV};
    for (size_t i = 0; i < 2 * sizeof forms / sizeof *forms; i++) {
        expect_whole_or_nothing(forms[i / 2], i % 2 == 1, false);
        expect_whole_or_nothing(forms[i / 2], i % 2 == 1, true);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_deal_in_phases_comes_to_1090_and_a_person_moved_to_20),
        cmocka_unit_test(excluding_a_class_is_short_by_class),
        cmocka_unit_test(moving_a_person_in_the_record_moves_the_total),
        cmocka_unit_test(tranches_come_by_number_and_may_say_what_is_due_for_them),
        cmocka_unit_test(what_nobody_says_stays_open),
        cmocka_unit_test(what_does_not_add_up_has_its_places),
        cmocka_unit_test(a_narrowed_reader_is_told_no_line_of_the_file),
        cmocka_unit_test(totals_of_claims_not_yet_known_are_left_out),
        cmocka_unit_test(the_truce_is_that_of_the_one_agreement_between_both),
        cmocka_unit_test(numbers_beyond_the_count_say_so_and_stop_nothing_else),
        cmocka_unit_test(a_spreadsheet_takes_no_cell_for_a_formula),
        cmocka_unit_test(by_when_is_what_all_days_that_keep_the_plan_make_it),
        cmocka_unit_test(without_memory_the_output_is_left_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
