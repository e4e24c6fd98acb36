/* modelled.h - the graph model of a case that has one model, by the first order of each maker. */
#ifndef TRUCE_TESTS_MODELLED_H
#define TRUCE_TESTS_MODELLED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "truce/case/load.h"
#include "truce/case/read.h"
#include "truce/stability/compile.h"

/* Read texts of a case; `report` tells what is wrong. */
static inline truce_status modelled_read(const truce_input *inputs, size_t n, truce_arena *arena,
                                         truce_case *c, truce_report *report, truce_error *err) {
    truce_view view;
    const truce_status status = truce_case_view(inputs, n, TRUCE_STR(""), arena, &view, err);
    *report = truce_report_new(arena);
    return status != TRUCE_OK
               ? status
               : truce_case_read(&view, (truce_read_options){0}, arena, c, report, err);
}

/* The first model of a case, by the first order of each maker; *m lives in `arena`. */
static inline truce_status modelled_first(const truce_case *c, truce_report *report,
                                          truce_arena *arena, truce_graph_model *m,
                                          truce_error *err) {
    static const uint32_t firsts[TRUCE_GRAPH_MAKERS_MAX] = {0};
    truce_modelled modelled;
    const truce_status status = truce_modelled_find(c, 0, arena, &modelled, err);
    return status != TRUCE_OK ? status
                              : truce_modelled_graph(&modelled, firsts, report, arena, m, err);
}

/* cases/published/NAME.truce; the case goes to *c, which must last as long as the arena. */
static inline void modelled_published(const char *name, truce_arena *arena, truce_case *c,
                                      truce_graph_model *m) {
    char path[600];
    const char *const paths = path;
    truce_input *inputs = NULL;
    size_t n = 0;
    truce_error err = {.message = ""};
    truce_report report;
    (void)snprintf(path, sizeof path, TRUCE_SOURCE_DIR "/cases/published/%s.truce", name);
    if (truce_case_load(&paths, 1, arena, &inputs, &n, &err) != TRUCE_OK ||
        modelled_read(inputs, n, arena, c, &report, &err) != TRUCE_OK ||
        modelled_first(c, &report, arena, m, &err) != TRUCE_OK) {
        fail_msg("%s: %s", path, err.message);
    }
}

#endif
