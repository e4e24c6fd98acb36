/* The hundred random and the published graph models of ../shared/oracles: what is stable for whom
 * under every concept that they carry, as brute force from the definitions has it. Skipped (exit
 * 77) where that folder is absent. */
#include "truce/stability/stable.h"

#include "oracles.h"
#include "support/modelled.h"
#include "truce/stability/coalition.h"
#include "truce/stability/graph_json.h"
#include "truce/stability/limited.h"

/* A 0/1 string for each maker, a letter for each state. */
static void expect_stable(const truce_stable *found, truce_graph_concept c, const json_t *want,
                          const char *where) {
    const truce_graph_states *const states = found->states;
    assert_int_equal(json_array_size(want), states->model->n_makers);
    for (uint32_t i = 0; i < states->model->n_makers; i++) {
        const char *const letters = json_string_value(json_array_get(want, i));
        assert_int_equal(strlen(letters), states->n);
        for (uint32_t s = 0; s < states->n; s++) {
            if (truce_stable_bit(found->stable[c][i], s) != (letters[s] == '1')) {
                fail_msg("%s: %s of maker %u at state %u", where, truce_graph_concept_key(c),
                         (unsigned)i, (unsigned)s + 1);
            }
        }
    }
}

/* States counted from 1. */
static void expect_equilibria(const truce_stable *found, truce_graph_concept c, const json_t *want,
                              const char *where) {
    size_t n = 0;
    for (uint32_t s = 0; s < found->states->n; s++) {
        if (truce_stable_bit(found->equilibria[c], s)) {
            if (json_integer_value(json_array_get(want, n)) != s + 1) {
                fail_msg("%s: equilibria of %s", where, truce_graph_concept_key(c));
            }
            n++;
        }
    }
    assert_int_equal(n, json_array_size(want));
}

static void expect_model(const truce_graph_model *m, truce_arena *arena, const json_t *results,
                         const char *where) {
    truce_error err = {.message = ""};
    truce_graph_states states;
    truce_stable found;
    if (truce_graph_list(m, arena, &states, &err) != TRUCE_OK ||
        truce_stable_find(&states, NULL, arena, &found, &err) != TRUCE_OK) {
        fail_msg("%s: %s", where, err.message);
    }
    const json_t *const stable = json_object_get(results, "stability");
    const json_t *const equilibria = json_object_get(results, "equilibria");
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        const char *const key = truce_graph_concept_key(c);
        assert_non_null(json_object_get(stable, key));
        expect_stable(&found, c, json_object_get(stable, key), where);
        expect_equilibria(&found, c, json_object_get(equilibria, key), where);
    }
}

static void expect_results(const char *model, const json_t *results, const char *where) {
    truce_arena arena = truce_arena_new();
    truce_error err = {.message = ""};
    truce_graph_model m;
    if (truce_graph_read(truce_str_of(model), &arena, &m, &err) != TRUCE_OK) {
        fail_msg("%s: %s", where, err.message);
    }
    expect_model(&m, &arena, results, where);
    truce_arena_clear(&arena);
}

static void random_models_agree(void **state) {
    (void)state;
    json_t *const all = oracle_expected("graph_model_random.json");
    const json_t *const models = json_object_get(all, "models");
    assert_int_equal(json_array_size(models), 100);
    for (size_t i = 0; i < json_array_size(models); i++) {
        const json_t *const model = json_array_get(models, i);
        char where[64];
        (void)snprintf(where, sizeof where, "random model %zu", i);
        char *const text = json_dumps(model, 0);
        expect_results(text, model, where);
        free(text);
    }
    json_decref(all);
}

/* Rankings, the best first, as payoffs. */
static json_t *published_model(const json_t *conflict) {
    json_t *const model = json_object(), *const names = json_array(), *const owner = json_array();
    json_t *const direction = json_array(), *const payoffs = json_array();
    const json_t *const options = json_object_get(conflict, "options");
    const json_t *const makers = json_object_get(conflict, "dms");
    const size_t n_states = json_array_size(json_object_get(conflict, "states"));
    for (size_t k = 0; k < json_array_size(options); k++) {
        json_t *const o = json_array_get(options, k);
        (void)json_array_append(owner, json_object_get(o, "owner"));
        (void)json_array_append(direction, json_object_get(o, "direction"));
    }
    for (size_t i = 0; i < json_array_size(makers); i++) {
        json_t *const maker = json_array_get(makers, i);
        const json_t *const groups = json_object_get(maker, "ranking");
        json_t *const row = json_array();
        for (size_t s = 1; s <= n_states; s++) {
            for (size_t g = 0; g < json_array_size(groups); g++) {
                const json_t *const group = json_array_get(groups, g);
                for (size_t k = 0; k < json_array_size(group); k++) {
                    if ((size_t)json_integer_value(json_array_get(group, k)) == s) {
                        (void)json_array_append_new(row, json_integer(-(json_int_t)g));
                    }
                }
            }
        }
        (void)json_array_append_new(payoffs, row);
        (void)json_array_append(names, json_object_get(maker, "name"));
    }
    (void)json_object_set_new(model, "makers", names);
    (void)json_object_set_new(model, "options", json_integer((json_int_t)json_array_size(options)));
    (void)json_object_set_new(model, "owner", owner);
    (void)json_object_set_new(model, "direction", direction);
    (void)json_object_set(model, "infeasible", json_object_get(conflict, "infeasible_patterns"));
    (void)json_object_set_new(model, "payoffs", payoffs);
    return model;
}

static void published_models_agree(void **state) {
    (void)state;
    json_t *const all = oracle_expected("graph_model_published.json");
    const json_t *const conflicts = json_object_get(all, "conflicts");
    assert_int_equal(json_array_size(conflicts), 7);
    for (size_t i = 0; i < json_array_size(conflicts); i++) {
        const json_t *const c = json_array_get(conflicts, i);
        json_t *const model = published_model(c);
        char *const text = json_dumps(model, 0);
        expect_results(text, json_object_get(c, "bruteforce"),
                       json_string_value(json_object_get(c, "name")));
        free(text);
        json_decref(model);
    }
    json_decref(all);
}

/* The same models as cases of the house, typed anew. */
static void published_cases_agree(void **state) {
    (void)state;
    static const char *const names[] = {
        "prisoners-dilemma", "chicken",        "stag-hunt", "elmira",
        "cuba-1962",         "euphrates-1975", "garrison"};
    json_t *const all = oracle_expected("graph_model_published.json");
    const json_t *const conflicts = json_object_get(all, "conflicts");
    assert_int_equal(json_array_size(conflicts), sizeof names / sizeof *names);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        truce_arena arena = truce_arena_new();
        truce_case c;
        truce_graph_model m;
        modelled_published(names[i], &arena, &c, &m);
        expect_model(&m, &arena, json_object_get(json_array_get(conflicts, i), "bruteforce"),
                     names[i]);
        truce_arena_clear(&arena);
    }
    json_decref(all);
}

static void open_published(const json_t *conflict, truce_arena *arena, truce_graph_model *m,
                           truce_graph_states *states) {
    json_t *const model = published_model(conflict);
    char *const text = json_dumps(model, 0);
    assert_int_equal(truce_graph_read(truce_str_of(text), arena, m, NULL), TRUCE_OK);
    assert_int_equal(truce_graph_list(m, arena, states, NULL), TRUCE_OK);
    free(text);
    json_decref(model);
}

static void expect_letters(const uint64_t *bits, const json_t *want, uint32_t n) {
    const char *const letters = json_string_value(want);
    assert_int_equal(strlen(letters), n);
    for (uint32_t s = 0; s < n; s++) {
        assert_int_equal(truce_stable_bit(bits, s), letters[s] == '1');
    }
}

static void limited_moves_agree(void **state) {
    (void)state;
    json_t *const all = oracle_expected("graph_model_published.json");
    const json_t *const conflicts = json_object_get(all, "conflicts");
    unsigned n_checked = 0;
    for (size_t i = 0; i < json_array_size(conflicts); i++) {
        const json_t *const c = json_array_get(conflicts, i);
        const json_t *limited = json_object_get(json_object_get(c, "bruteforce"), "limited_move");
        limited = limited != NULL ? limited : json_object_get(c, "limited_move");
        for (uint32_t h = 1; limited != NULL && h <= 12; h++) {
            truce_arena arena = truce_arena_new();
            truce_graph_model m;
            truce_graph_states states;
            truce_limited found;
            char key[16];
            (void)snprintf(key, sizeof key, "L%u", (unsigned)h % 100);
            open_published(c, &arena, &m, &states);
            assert_int_equal(truce_limited_find(&states, h, &arena, &found, NULL), TRUCE_OK);
            for (size_t k = 0; k < 2; k++) {
                expect_letters(found.stable[k], json_array_get(json_object_get(limited, key), k),
                               states.n);
            }
            n_checked++;
            truce_arena_clear(&arena);
        }
    }
    assert_int_equal(n_checked, 5 * 12);
    json_decref(all);
}

/* "0+2": makers 0 and 2. */
static uint32_t coalition_of(const char *key) {
    uint32_t members = 0;
    for (; *key != '\0'; key++) {
        members |= *key != '+' ? UINT32_C(1) << (*key - '0') : 0;
    }
    return members;
}

static void coalitions_agree(void **state) {
    (void)state;
    static const char *const keys[] = {"cnash", "cgmr", "csmr", "cseq"};
    json_t *const all = oracle_expected("graph_model_published.json");
    const json_t *const conflicts = json_object_get(all, "conflicts");
    unsigned n_checked = 0;
    for (size_t i = 0; i < json_array_size(conflicts); i++) {
        const json_t *const c = json_array_get(conflicts, i);
        const json_t *const want = json_object_get(c, "coalition_inohara_hipel");
        truce_arena arena = truce_arena_new();
        truce_graph_model m;
        truce_graph_states states;
        truce_coalitions found;
        open_published(c, &arena, &m, &states);
        assert_int_equal(truce_coalitions_find(&states, 0, &arena, &found, NULL), TRUCE_OK);
        for (int k = 0; k < TRUCE_COALITION_CONCEPTS && want != NULL; k++) {
            json_t *const by = json_object_get(json_object_get(want, "by_coalition"), keys[k]);
            const char *key = NULL;
            json_t *letters = NULL;
            json_object_foreach(by, key, letters) {
                expect_letters(found.stable[k][coalition_of(key)], letters, states.n);
                n_checked++;
            }
            const json_t *const universal =
                json_object_get(json_object_get(want, "universally_stable"), keys[k]);
            size_t n = 0;
            for (uint32_t s = 0; s < states.n; s++) {
                if (truce_stable_bit(found.universal[k], s)) {
                    assert_int_equal(json_integer_value(json_array_get(universal, n)), s + 1);
                    n++;
                }
            }
            assert_int_equal(n, json_array_size(universal));
        }
        truce_arena_clear(&arena);
    }
    assert_true(n_checked > 0);
    json_decref(all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_models_agree),   cmocka_unit_test(published_models_agree),
        cmocka_unit_test(published_cases_agree), cmocka_unit_test(limited_moves_agree),
        cmocka_unit_test(coalitions_agree),
    };
    return oracle_is_there() ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
