/* told.h - for tests of what is made of a case: one from its text, and what is in it by name.
 * Include it behind <cmocka.h>. */
#ifndef TRUCE_TESTS_TOLD_H
#define TRUCE_TESTS_TOLD_H

#include <stdio.h>

#include "truce/case/read.h"
#include "truce/evidence/scope.h"

typedef struct told {
    truce_arena arena;
    truce_case c;
} told;

/* Read a case that has no error; clear its arena afterwards. */
static inline void tell(told *t, truce_str text) {
    truce_error err = {.message = ""};
    truce_view view;
    t->arena = truce_arena_new();
    truce_report report = truce_report_new(&t->arena);
    truce_input *const input = truce_arena_take(&t->arena, sizeof *input);
    assert_non_null(input);
    *input = (truce_input){TRUCE_STR("told.truce"), truce_arena_str(&t->arena, text)};
    assert_int_equal(truce_case_view(input, 1, (truce_str){NULL, 0}, &t->arena, &view, &err),
                     TRUCE_OK);
    if (truce_case_read(&view, (truce_read_options){.no_warnings = true}, &t->arena, &t->c, &report,
                        &err) != TRUCE_OK) {
        truce_buffer shown = truce_buffer_new();
        truce_report_show(&report, false, &shown);
        fail_msg("%.*s", (int)shown.size, shown.data);
    }
}

static inline uint32_t named(const told *t, truce_kind kind, const char *name) {
    const truce_ref ref = {truce_symbols_find(&t->c.symbols, truce_str_of(name)), 0};
    const uint32_t found = truce_case_find(&t->c, kind, ref);
    if (found == TRUCE_NONE) {
        fail_msg("nothing is called %s", name);
    }
    return found;
}

/* All claims, whenever they were known. */
static inline void scope_all(told *t, truce_scope *scope) {
    assert_int_equal(truce_scope_make(&t->c, (truce_date){0}, NULL, 0, &t->arena, scope, NULL),
                     TRUCE_OK);
}

#endif
