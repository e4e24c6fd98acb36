/* Terms hold or fail by lists of choices; a stand rules out a formula of them. */
#include "compile.h"

/* Every group of the term, or all of the issue's: variables `first` and on, n of them; with groups
 * named, variable i is `first` plus the place of the i-th. */
static uint32_t n_variables(const truce_space *s, const truce_stand_term *t) {
    return t->n_groups > 0 ? t->n_groups : s->rows[t->issue + 1] - s->rows[t->issue];
}

static uint32_t variable(const truce_space *s, const truce_stand_term *t, uint32_t i) {
    if (t->issue == TRUCE_NONE) {
        return s->rows[s->c->n_issues] + t->assumption;
    }
    return s->rows[t->issue] + (t->n_groups > 0 ? t->groups[i] : i);
}

/* The choices of one variable that are in the term's options, or that are not. */
static cubes choices(cube_maker *m, const truce_space *s, const truce_stand_term *t, uint32_t i,
                     bool in) {
    const uint32_t v = variable(s, t, i);
    const truce_space_variable *const of = &s->variables[v];
    cubes list = {NULL, 0, 0};
    for (uint32_t k = 0; k < of->n_values; k++) {
        const bool has =
            t->issue == TRUCE_NONE ? k == 1 : truce_space_has(&of->values[k], t->options);
        if (has == in) {
            cubes_add(m, &list, (truce_choice){v, k});
        }
    }
    return list;
}

/* A term holds when all its groups have one of its options; it fails when one group has another. */
static cubes term_is(cube_maker *m, const truce_space *s, const truce_stand_term *t, bool wanted) {
    const bool holds = wanted != t->denied;
    const uint32_t n = t->issue == TRUCE_NONE ? 1 : n_variables(s, t);
    cubes list = holds ? cubes_everything(m) : (cubes){NULL, 0, 0};
    for (uint32_t i = 0; i < n && !m->too_many && !m->no_memory; i++) {
        const cubes one = choices(m, s, t, i, holds);
        if (holds) {
            list = cubes_and(m, &list, &one);
        } else {
            cubes_or(m, &list, &one);
        }
    }
    return list;
}

/* All of the terms hold, or not all of them do. */
static cubes terms_are(cube_maker *m, const truce_space *s, const truce_stand_term *terms,
                       uint32_t n, bool all) {
    cubes list = all ? cubes_everything(m) : (cubes){NULL, 0, 0};
    for (uint32_t i = 0; i < n && !m->too_many && !m->no_memory; i++) {
        const cubes one = term_is(m, s, &terms[i], all);
        if (all) {
            list = cubes_and(m, &list, &one);
        } else {
            cubes_or(m, &list, &one);
        }
    }
    return list;
}

/* None of the terms holds. */
static cubes none_holds(cube_maker *m, const truce_space *s, const truce_stand_term *terms,
                        uint32_t n) {
    cubes list = cubes_everything(m);
    for (uint32_t i = 0; i < n && !m->too_many && !m->no_memory; i++) {
        const cubes one = term_is(m, s, &terms[i], false);
        list = cubes_and(m, &list, &one);
    }
    return list;
}

/* Note the variables of all cubes as those of `stand`; false when one of them was noted already. */
static bool note_variables(const cubes *list, uint32_t stand, uint32_t *noted) {
    for (size_t i = 0; i < list->n; i++) {
        for (uint32_t k = 0; k < list->at[i].n; k++) {
            if (noted[list->at[i].at[k].variable] == stand) {
                return false;
            }
        }
    }
    for (size_t i = 0; i < list->n; i++) {
        for (uint32_t k = 0; k < list->at[i].n; k++) {
            noted[list->at[i].at[k].variable] = stand;
        }
    }
    return true;
}

static bool is_surely_too_many(cube_maker *m, const truce_space *space, const truce_stand *stand,
                               uint32_t number, uint32_t *noted) {
    cubes list = terms_are(m, space, stand->terms, stand->n_terms, true);
    size_t product = list.n;
    bool apart = note_variables(&list, number, noted);
    for (uint32_t i = 0; i < stand->n_conditions && apart && product <= CUBES_MAX; i++) {
        const truce_stand_condition *const c = &stand->conditions[i];
        list = terms_are(m, space, c->terms, c->n, false);
        product *= list.n; /* both are small */
        apart = note_variables(&list, number, noted);
    }
    return apart && product > CUBES_MAX;
}

void compile_foresee(cube_maker *m, const truce_space *space, const truce_stand *stands,
                     uint32_t n) {
    uint32_t *const noted = truce_arena_zero(m->arena, space->n_variables, sizeof *noted);
    m->no_memory = m->no_memory || noted == NULL;
    for (uint32_t i = 0; i < n && !m->too_many && !m->no_memory; i++) {
        if (stands[i].kind == TRUCE_STAND_ONLY_IF && stands[i].n_conditions > 1) {
            m->too_many = is_surely_too_many(m, space, &stands[i], i + 1, noted) || m->too_many;
        }
    }
}

cubes compile_stand(cube_maker *m, const truce_space *space, const truce_stand *stand) {
    cubes list;
    if (stand->kind == TRUCE_STAND_ONLY_IF) {
        list = terms_are(m, space, stand->terms, stand->n_terms, true);
        for (uint32_t i = 0; i < stand->n_conditions; i++) {
            const truce_stand_condition *const c = &stand->conditions[i];
            const cubes fails = terms_are(m, space, c->terms, c->n, false);
            list = cubes_and(m, &list, &fails);
        }
        return list;
    }
    if (stand->kind == TRUCE_STAND_REFUSAL) {
        list = terms_are(m, space, stand->terms, stand->n_terms, true);
    } else if (stand->any) {
        list = none_holds(m, space, stand->terms, stand->n_terms);
    } else {
        list = terms_are(m, space, stand->terms, stand->n_terms, false);
    }
    if (stand->n_conditions > 0) {
        const truce_stand_condition *const c = &stand->conditions[0];
        const cubes binds = terms_are(m, space, c->terms, c->n, true);
        list = cubes_and(m, &list, &binds);
    }
    return list;
}

/* An item of a link as a term; false when it names no option. */
static bool term_of_item(cube_maker *m, const truce_space *s, const truce_item *item,
                         truce_stand_term *term) {
    const uint32_t issue = truce_case_find(s->c, TRUCE_KIND_ISSUE, item->issue);
    const truce_issue *const of = &s->c->issues[issue];
    uint32_t *const groups = truce_arena_take(m->arena, item->groups.n * sizeof *groups);
    bool failed = groups == NULL;
    uint32_t n = 0;
    *term = (truce_stand_term){.issue = issue,
                               .options = truce_item_options(of, item, m->arena, &failed)};
    for (uint32_t g = 0; g < of->per.n && !failed; g++) {
        for (uint32_t i = 0; i < item->groups.n; i++) {
            if (item->groups.at[i].symbol == of->per.at[g].symbol &&
                (n == 0 || groups[n - 1] != g)) {
                groups[n++] = g;
            }
        }
    }
    term->groups = groups;
    term->n_groups = n;
    m->no_memory = m->no_memory || failed;
    return term->options.n > 0;
}

cubes compile_link(cube_maker *m, const truce_space *space, const truce_link *link) {
    const cubes nothing = {NULL, 0, 0};
    truce_stand_term a;
    truce_stand_term b;
    if (link->kind == TRUCE_LINK_AFFECTS || !term_of_item(m, space, &link->a, &a) ||
        !term_of_item(m, space, &link->b, &b)) {
        return nothing;
    }
    const cubes first = term_is(m, space, &a, true);
    const cubes second = term_is(m, space, &b, link->kind == TRUCE_LINK_EXCLUDES);
    return cubes_and(m, &first, &second);
}

truce_status compile_limit(const cube_maker *m, truce_error *err) {
    if (m->too_many) {
        return truce_fail(err, TRUCE_ELIMIT,
                          "a position or a link rules out packages in more than %d ways: it names "
                          "too many groups and options at once",
                          CUBES_MAX);
    }
    return m->no_memory ? truce_fail(err, TRUCE_ENOMEM, "no memory to weigh the positions")
                        : TRUCE_OK;
}

truce_status compile_forbid(truce_domain *d, const cubes *list, uint32_t label, uint32_t link,
                            truce_error *err) {
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < list->n && status == TRUCE_OK; i++) {
        status = truce_domain_forbid(d, list->at[i].at, list->at[i].n, &label,
                                     label != TRUCE_NONE ? 1 : 0, link, err);
    }
    return status;
}

truce_status compile_links(const truce_case *c, const truce_space *space, truce_domain *d,
                           truce_arena *arena, truce_error *err) {
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < c->n_links && status == TRUCE_OK; i++) {
        if (space->links_off != NULL && space->links_off[i]) {
            continue;
        }
        cube_maker m = {.arena = arena};
        const cubes list = compile_link(&m, space, &c->links[i]);
        status = compile_limit(&m, err);
        if (status == TRUCE_OK) {
            status = compile_forbid(d, &list, TRUCE_NONE, i, err);
        }
    }
    return status;
}
