/* oracles.h - the files of ../shared/oracles: what others computed, and from what. */
#ifndef TRUCE_TESTS_ORACLES_H
#define TRUCE_TESTS_ORACLES_H

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "truce/case/load.h"

#define ORACLES TRUCE_SOURCE_DIR "/../shared/oracles/"

enum { ORACLE_FILES_MAX = 16 };

/* Whether they are there; said where not. */
static inline bool oracle_is_there(void) {
    FILE *const there = fopen(ORACLES "genius_expected.json", "rb");
    if (there == NULL) {
        (void)printf("skipped: there is no %s\n", ORACLES);
        return false;
    }
    (void)fclose(there);
    return true;
}

/* A file of expected results; the caller's (json_decref). */
static inline json_t *oracle_expected(const char *name) {
    char path[600];
    json_error_t why;
    (void)snprintf(path, sizeof path, ORACLES "%s", name);
    json_t *const all = json_load_file(path, 0, &why);
    if (all == NULL) {
        fail_msg("%s: %s", path, why.text);
    }
    return all;
}

static inline truce_input oracle_load(const char *path, truce_arena *arena) {
    truce_input *inputs = NULL;
    size_t n = 0;
    truce_error err;
    if (truce_case_load(&path, 1, arena, &inputs, &n, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    return inputs[0];
}

/* The file of a folder that is no profile. */
static inline void oracle_find_domain(const char *folder, const json_t *profiles, char *out,
                                      size_t size) {
    DIR *const dir = opendir(folder);
    assert_non_null(dir);
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        bool profile = entry->d_name[0] == '.';
        for (size_t i = 0; i < json_array_size(profiles); i++) {
            profile = profile ||
                      strcmp(entry->d_name, json_string_value(json_array_get(profiles, i))) == 0;
        }
        if (!profile) {
            (void)snprintf(out, size, "%s/%s", folder, entry->d_name);
        }
    }
    (void)closedir(dir);
}

/* The domain of a Genius scenario and its profiles; how many files in all. */
static inline size_t oracle_genius_files(const json_t *want, truce_input *inputs,
                                         truce_arena *arena) {
    const json_t *const profiles = json_object_get(want, "profiles");
    const size_t n = json_array_size(profiles);
    char folder[600];
    char path[900];
    assert_true(n < ORACLE_FILES_MAX);
    (void)snprintf(folder, sizeof folder, ORACLES "genius/%s",
                   json_string_value(json_object_get(want, "folder")));
    oracle_find_domain(folder, profiles, path, sizeof path);
    inputs[0] = oracle_load(path, arena);
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder,
                       json_string_value(json_array_get(profiles, i)));
        inputs[i + 1] = oracle_load(path, arena);
    }
    return n + 1;
}

/* The two profiles of a NegoLog domain. */
static inline void oracle_negolog_files(const json_t *want, truce_input inputs[2],
                                        truce_arena *arena) {
    for (int i = 0; i < 2; i++) {
        char path[600];
        (void)snprintf(path, sizeof path, ORACLES "negolog/%s/profile%c.json",
                       json_string_value(json_object_get(want, "domain")), i == 0 ? 'A' : 'B');
        inputs[i] = oracle_load(path, arena);
    }
}

static inline void expect_near(const char *scenario, const char *what, double got, double want) {
    if (fabs(got - want) > 1e-9 * fmax(1, fabs(want))) {
        fail_msg("%s: %s is %.12g, not %.12g", scenario, what, got, want);
    }
}

#endif
