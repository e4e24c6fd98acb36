/* The exchange format: what is read, what each fault is called, and that what is written is read as
 * the same model; and statements as people write them. */
#include "truce/stability/graph_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/graphs.h"
#include "support/memory.h"
#include "truce/stability/statement.h"

/* ---- the model
 * ------------------------------------------------------------------------------------- */

static void expect_fault(const char *json, truce_status want, const char *message) {
    truce_arena arena = truce_arena_new();
    truce_graph_model m;
    truce_error err = {.message = ""};
    assert_int_equal(truce_graph_read(truce_str_of(json), &arena, &m, &err), want);
    assert_string_equal(err.message, message);
    truce_arena_clear(&arena);
}

static void each_fault_has_its_place(void **state) {
    (void)state;
    expect_fault("[1, 2", TRUCE_EPARSE,
                 "line 1, column 5: not JSON: ']' expected near end of file");
    expect_fault("[]", TRUCE_EINVAL, "a graph model is an object");
    expect_fault("{}", TRUCE_EINVAL, "options: how many (1 to 62), or an array of their names");
    expect_fault("{\"options\": 63, \"owner\": []}", TRUCE_EINVAL,
                 "options: how many (1 to 62), or an array of their names");
    expect_fault("{\"options\": [\"a\", \"a\"], \"owner\": [0, 0], \"payoffs\": [[1,2,3,4]]}",
                 TRUCE_EINVAL, "options[1]: has the name of options[0]");
    expect_fault("{\"options\": 2, \"owner\": [0]}", TRUCE_EINVAL,
                 "owner: an array with the decision maker, from 0, of each of the 2 options");
    expect_fault("{\"options\": 1, \"owner\": [-1]}", TRUCE_EINVAL,
                 "owner[0]: must be a whole number from 0 to 15");
    expect_fault("{\"options\": 1, \"owner\": [0], \"direction\": [\"up\"]}", TRUCE_EINVAL,
                 "direction[0]: must be \"both\", \"fwd\" or \"back\"");
    expect_fault("{\"options\": 2, \"owner\": [0, 0], \"infeasible\": [\"YX\"]}", TRUCE_EINVAL,
                 "infeasible[0]: column 2: must be Y, N or -");
    expect_fault("{\"options\": 2, \"owner\": [0, 0], \"infeasible\": [\"Y\"]}", TRUCE_EINVAL,
                 "infeasible[0]: must be a string of 2 letters: Y, N or -");
    expect_fault("{\"options\": 1, \"owner\": [0], \"common\": [{\"from\": \"-\", \"to\": \"Y\"}], "
                 "\"payoffs\": [[1, 2]]}",
                 TRUCE_EINVAL, "common[0].makers: name one decision maker or several");
    expect_fault("{\"options\": 1, \"owner\": [0]}", TRUCE_EINVAL,
                 "payoffs: an array of payoffs for each of the 1 decision makers; or "
                 "\"preferences\" instead");
    expect_fault("{\"options\": 1, \"owner\": [0], \"payoffs\": [[1, 2.5]]}", TRUCE_EINVAL,
                 "payoffs[0][1]: must be a whole number from -9223372036854775808 to "
                 "9223372036854775807");
    expect_fault("{\"options\": 1, \"owner\": [0], \"preferences\": [{}]}", TRUCE_EINVAL,
                 "preferences[0]: give one of \"payoffs\", \"statements\" and \"weights\"");
    expect_fault("{\"options\": 1, \"owner\": [0], \"preferences\": [{\"weights\": [1, 2]}]}",
                 TRUCE_EINVAL, "preferences[0].weights: one for each of the 1 options");
    expect_fault("{\"options\": 1, \"owner\": [0], \"preferences\": [{\"weights\": "
                 "[1099511627777]}]}",
                 TRUCE_EINVAL, "preferences[0].weights[0]: from -2^40 to 2^40");
    expect_fault("{\"options\": 1, \"owner\": [0], \"preferences\": [{\"weights\": [1], "
                 "\"strong\": [2, 2]}]}",
                 TRUCE_EINVAL, "preferences[0].strong[1]: must rise");
    expect_fault("{\"options\": 1, \"owner\": [0], \"preferences\": [{\"statements\": [\"0\"], "
                 "\"strong\": 2}]}",
                 TRUCE_EINVAL,
                 "preferences[0].strong: a list of numbers for payoffs and weights; for "
                 "statements, how many of the first");
    expect_fault("{\"options\": 1, \"owner\": [0], \"payoffs\": [[1, 2]], \"status_quo\": \"-\"}",
                 TRUCE_EINVAL, "status_quo: Y or N for every option");
    expect_fault("{\"options\": 1, \"owner\": [0], \"payoffs\": [[1, 2]], \"status_quo\": 2}",
                 TRUCE_EINVAL, "status_quo: 2 is no feasible state");
    expect_fault("{\"options\": 1, \"owner\": [0], \"payoffs\": [[1, 2]], \"states\": [1, 0]}",
                 TRUCE_EINVAL,
                 "states[1]: the feasible states, rising, as numbers in which option k counts 2^k");
    expect_fault("{\"options\": 1, \"owner\": [0], \"payoffs\": [[1, 2]], \"states\": [0]}",
                 TRUCE_EINVAL, "payoffs[0]: 2 of them for 1 states");
    expect_fault("{\"options\": 1, \"owner\": [0], \"payoffs\": [[1, 2]], \"attitudes\": [[2]]}",
                 TRUCE_EINVAL, "attitudes[0][0]: must be a whole number from -1 to 1");
}

/* The text from the fault's place on begins so. */
static void expect_place(const char *json, const char *from, size_t size) {
    truce_arena arena = truce_arena_new();
    truce_graph_model m;
    truce_error err = {.message = ""};
    assert_int_not_equal(truce_graph_read(truce_str_of(json), &arena, &m, &err), TRUCE_OK);
    const truce_graph_place at = truce_graph_fault(truce_str_of(json), err.message);
    if (strncmp(json + at.offset, from, strlen(from)) != 0 || at.size != size) {
        fail_msg("%s: %zu bytes at %zu", err.message, at.size, at.offset);
    }
    truce_arena_clear(&arena);
}

static void each_fault_is_found_in_the_text(void **state) {
    (void)state;
    expect_place("{\"options\": 1,\n \"owner\": [0]", "", 0);
    expect_place("{\"options\": 1,\n \"owner\" [0]}", "[0]}", 0);
    expect_place("{\"options\": 0, \"owner\": []}", "0, ", 1);
    expect_place("{\"owner\": [0]}", "{", 1); /* what is not there: where it could be */
    expect_place("{\"a\": {\"owner\": [7, \"]\"]}, \"options\": 2, \"owner\": [0, 99], \"b\": 3}",
                 "99]", 2);
    expect_place("{\"options\": 2, \"owner\": [0, 0], \"infeasible\": [\"NN\", \"YX\"]}", "X\"", 0);
    expect_place("{\"options\": 1, \"owner\": [0], \"payoffs\": [[1, 2.5]]}", "2.5", 3);
    expect_place("{\"options\": 1, \"owner\": [0], \"preferences\": [{\"payoffs\": [1, true]}]}",
                 "true", 4);
    expect_place("{\"options\": 1, \"owner\": [0], \"preferences\": "
                 "[{\"weights\": [1], \"unknown\": [[\"Y\", \"YN\"]]}]}",
                 "\"YN\"", 4);
    expect_place("{\"options\": 1, \"owner\": [0], \"preferences\": [{\"weights\": 3}]}", "3}", 1);
    expect_place("{\"options\": 1, \"owner\": [0], \"common\": [{\"from\": \"-\", \"to\": 5}], "
                 "\"payoffs\": [[1, 2]]}",
                 "5}", 1);
    expect_place("{\"options\": [\"a\\u00e9\\\"\"], \"owner\": [0], \"preferences\": "
                 "[{\"statements\": [\"0\", \"'a\\u00e9\\\"' \\/ 0\"]}]}",
                 "\\/ 0", 0);
    expect_place(
        "{\"options\": 1, \"owner\": [0], \"preferences\": [{\"statements\": [\"0 or\"]}]}", "\"]}",
        0);
}

static void what_is_listed_wrongly_is_found_too(void **state) {
    (void)state;
    const char *const both[] = {
        "{\"options\": 1, \"owner\": [0], \"payoffs\": [[1, 2, 3]]}",
        "{\"options\": 1, \"owner\": [0], \"preferences\": [{\"payoffs\": [1, 2, 3]}]}"};
    for (size_t i = 0; i < 2; i++) {
        truce_arena arena = truce_arena_new();
        truce_graph_model m;
        truce_graph_states states;
        truce_error err = {.message = ""};
        assert_int_equal(truce_graph_read(truce_str_of(both[i]), &arena, &m, NULL), TRUCE_OK);
        assert_int_equal(truce_graph_list(&m, &arena, &states, &err), TRUCE_EINVAL);
        const truce_graph_place at = truce_graph_fault(truce_str_of(both[i]), err.message);
        assert_true(strncmp(both[i] + at.offset, "[1, 2, 3]", 9) == 0);
        truce_arena_clear(&arena);
    }
}

static void what_is_written_is_read_the_same(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        truce_arena arena = truce_arena_new();
        truce_graph_model m, again;
        truce_error err = {.message = ""};
        graph_brute before, after;
        truce_buffer once = truce_buffer_new(), twice = truce_buffer_new();
        if (graph_random(seed, GRAPH_UNSURE | (seed % 2 == 0 ? GRAPH_COMMON : 0), &arena, &m)) {
            truce_graph_write(&m, &once);
            if (truce_graph_read(truce_buffer_str(&once), &arena, &again, &err) != TRUCE_OK) {
                fail_msg("seed %llu: %s", (unsigned long long)seed, err.message);
            }
            truce_graph_write(&again, &twice);
            assert_true(truce_str_equal(truce_buffer_str(&once), truce_buffer_str(&twice)));
            graph_brute_make(&m, &before);
            graph_brute_make(&again, &after);
            assert_int_equal(before.n, after.n);
            assert_memory_equal(before.worth, after.worth, sizeof before.worth);
            assert_memory_equal(before.moves, after.moves, sizeof before.moves);
        }
        truce_buffer_clear(&once);
        truce_buffer_clear(&twice);
        truce_arena_clear(&arena);
    }
}

/* ---- statements
 * -------------------------------------------------------------------------------------- */

static const truce_graph_option options[] = {{{"accept", 6}, 0, TRUCE_GRAPH_BOTH},
                                             {{"walk out", 8}, 0, TRUCE_GRAPH_BOTH},
                                             {{"not", 3}, 0, TRUCE_GRAPH_BOTH},
                                             {{NULL, 0}, 0, TRUCE_GRAPH_BOTH}};

/* For which of the 16 states it holds, the first lowest; and how it is written. */
static void expect_statement(const char *text, unsigned holds, const char *written) {
    truce_arena arena = truce_arena_new();
    truce_graph_statement s;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    if (truce_graph_statement_read(options, 4, truce_str_of(text), &arena, &s, &err) != TRUCE_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    unsigned found = 0;
    for (unsigned state = 0; state < 16; state++) {
        found |= (unsigned)truce_graph_holds(s, state) << state;
    }
    assert_int_equal(found, holds);
    truce_graph_statement_write(options, s, &out);
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, written);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void statements_are_read_and_written(void **state) {
    (void)state;
    expect_statement("accept", 0xAAAA, "accept");
    expect_statement(" not not  0", 0xAAAA, "accept");
    expect_statement("not 'walk out'", 0x3333, "not 'walk out'");
    expect_statement("'not' or 3", 0xFFF0, "'not' or 3");
    expect_statement("0 or 1 and 2", 0xEAEA, "accept or ('walk out' and 'not')");
    expect_statement("(0 or 1) and 2", 0xE0E0, "(accept or 'walk out') and 'not'");
    expect_statement("0 if 1 or 3", 0xAABB, "accept if ('walk out' or 3)");
    expect_statement("0 iff 1", 0x9999, "accept iff 'walk out'");
    expect_statement("not (0 iff 1)", 0x6666, "not (accept iff 'walk out')");
}

static void expect_misread(const char *text, truce_status want, const char *message) {
    truce_arena arena = truce_arena_new();
    truce_graph_statement s;
    truce_error err = {.message = ""};
    assert_int_equal(truce_graph_statement_read(options, 4, truce_str_of(text), &arena, &s, &err),
                     want);
    assert_string_equal(err.message, message);
    truce_arena_clear(&arena);
}

static void a_misread_statement_names_the_column(void **state) {
    (void)state;
    char deep[400];
    expect_misread("", TRUCE_EPARSE, "column 1: the statement ends where an option would stand");
    expect_misread("accept and", TRUCE_EPARSE,
                   "column 11: the statement ends where an option would stand");
    expect_misread("accept accept", TRUCE_EPARSE,
                   "column 8: here the statement should have ended; join with and, or, if, iff");
    expect_misread("(accept", TRUCE_EPARSE,
                   "column 8: a parenthesis that opened before does not close here");
    expect_misread("accept & 1", TRUCE_EPARSE,
                   "column 8: here the statement should have ended; join with and, or, if, iff");
    expect_misread("'walk", TRUCE_EPARSE, "column 1: a quote that does not end");
    expect_misread("or", TRUCE_EPARSE, "column 1: an option, by name or number, would stand here");
    expect_misread("4", TRUCE_EPARSE, "column 1: no such option");
    expect_misread("99999999999999999999", TRUCE_EPARSE, "column 1: no such option");
    memset(deep, '(', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    expect_misread(deep, TRUCE_ELIMIT, "column 129: parentheses more than 128 deep");
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    const char json[] =
        "{\"options\": [\"a\", \"b\"], \"makers\": [\"A\", \"B\"], \"owner\": [0, 1],"
        "\"infeasible\": [\"YY\"], \"attitudes\": [[1, 0], [0, 1]],"
        "\"preferences\": [{\"statements\": [\"a or b\"]}, {\"weights\": [1, 2],"
        "\"unknown\": [[\"Y-\", \"-Y\"]], \"strong\": [1]}]}";
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status == TRUCE_ENOMEM; n++) {
        truce_arena arena = truce_arena_new();
        truce_graph_model m;
        allocations_left = n;
        status = truce_graph_read(truce_str_of(json), &arena, &m, NULL);
        allocations_left = LONG_MAX;
        truce_arena_clear(&arena);
        assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_has_its_place),
        cmocka_unit_test(each_fault_is_found_in_the_text),
        cmocka_unit_test(what_is_listed_wrongly_is_found_too),
        cmocka_unit_test(what_is_written_is_read_the_same),
        cmocka_unit_test(statements_are_read_and_written),
        cmocka_unit_test(a_misread_statement_names_the_column),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
