/* Genius XML: the domain, then a profile for each party. What both kinds of file have in common
 * stands here first. */
#include "truce/formats/foreign.h"

#include <assert.h>

#include "formats/genius_parts.h"

/* Elements that hold no issue and no weight are closed by one; see xml_rank. */
int genius_rank(truce_str name) {
    static const struct {
        const char *name;
        int rank;
    } ranks[] = {
        {"issue", 1},
        {"weight", 1},
        {"reservation", 1},
        {"discount_factor", 1},
        {"similarity_function", 2},
        {"criteria_function", 3},
        {"item", 4},
        {"evaluator", 4},
        {"range", 4},
    };
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        if (truce_str_equal(name, truce_str_of(ranks[i].name))) {
            return ranks[i].rank;
        }
    }
    return 0;
}

truce_status genius_no_memory(const genius_in *in, const xml_document *document) {
    return truce_fail(in->err, TRUCE_ENOMEM, "no memory to read %.*s",
                      TRUCE_STR_ARGS(document->file));
}

/* The element behind `at` when everything below `top` is walked in the file's order, or NULL. */
static const xml_element *next_below(const xml_element *at, const xml_element *top) {
    if (at->first != NULL) {
        return at->first;
    }
    while (at != top && at->next == NULL) {
        at = at->parent;
    }
    return at != top ? at->next : NULL;
}

const xml_element *genius_find(const xml_element *from, const char *name) {
    const xml_element *at = from;
    while (at != NULL && !xml_is(at, name)) {
        at = next_below(at, from);
    }
    return at;
}

truce_status genius_number(const genius_in *in, const xml_document *document,
                           const xml_element *element, const char *name, truce_numeral *out) {
    const truce_str text = xml_value(element, name);
    truce_error why;
    char shown[QUOTED_MAX];
    if (text.size == 0) {
        return TRUCE_ENOTFOUND;
    }
    const truce_status status = truce_numeral_parse(text, out, &why);
    return status == TRUCE_OK ? TRUCE_OK
                              : xml_fail(document, element->at, in->err, status, "%s=\"%s\": %s",
                                         name, quoted(text, shown), why.message);
}

static truce_status issue_of(const genius_in *in, const xml_document *document,
                             const xml_element *element, genius_issue *out) {
    *out = (genius_issue){.element = element, .title = xml_value(element, "name")};
    truce_numeral index;
    if (out->title.size == 0) {
        return xml_fail(document, element->at, in->err, TRUCE_EINVAL, "an issue without a name");
    }
    const truce_status status = genius_number(in, document, element, "index", &index);
    if (status == TRUCE_OK) {
        out->indexed = truce_numeral_whole(&index, &out->index);
        return out->indexed ? TRUCE_OK
                            : xml_fail(document, element->at, in->err, TRUCE_EINVAL,
                                       "an index is a whole number");
    }
    return status == TRUCE_ENOTFOUND ? TRUCE_OK : status;
}

truce_status genius_issues_of(const genius_in *in, const xml_document *document,
                              genius_issues *out) {
    const xml_element *at = document->root;
    assert(at != NULL);
    *out = (genius_issues){NULL, 0, 0};
    for (; at != NULL; at = next_below(at, document->root)) {
        if (!xml_is(at, "issue")) {
            continue;
        }
        if (out->n == TRUCE_SCENARIO_ISSUES_MAX) {
            return xml_fail(document, at->at, in->err, TRUCE_ELIMIT, "more than %d issues",
                            TRUCE_SCENARIO_ISSUES_MAX);
        }
        genius_issue *const grown =
            truce_arena_grow(in->arena, out->at, out->n, &out->cap, sizeof *out->at);
        if (grown == NULL) {
            return genius_no_memory(in, document);
        }
        out->at = grown;
        const truce_status status = issue_of(in, document, at, &out->at[out->n]);
        if (status != TRUCE_OK) {
            return status;
        }
        out->n++;
    }
    return out->n > 0 ? TRUCE_OK
                      : xml_fail(document, document->root->at, in->err, TRUCE_EINVAL,
                                 "there is no issue in this file");
}

static truce_str title_of_domain(const genius_domain *domain) {
    const xml_element *const objective = genius_find(domain->document.root, "objective");
    const truce_str name = objective != NULL ? xml_value(objective, "name") : (truce_str){NULL, 0};
    return name.size > 0 && !truce_str_equal(name, TRUCE_STR("root"))
               ? name
               : without_ending(base_name(domain->document.file));
}

truce_status truce_genius_read(const truce_input *inputs, size_t n, truce_genius_reading reading,
                               truce_arena *arena, truce_scenario *scenario, truce_error *err) {
    notes told = {.arena = arena};
    const genius_in in = {arena, &told, reading, err};
    genius_domain domain;
    if (n < 2) {
        return truce_fail(err, TRUCE_EINVAL,
                          "a Genius scenario is a domain and a profile for each party: "
                          "DOMAIN.xml PROFILE.xml ...");
    }
    if (n - 1 > TRUCE_SCENARIO_PARTIES_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "more than %d profiles", TRUCE_SCENARIO_PARTIES_MAX);
    }
    if (reading == TRUCE_GENIUS_AS_WRITTEN) {
        note(&told, "The utilities are read as written: a utility is the sum of weight times "
                    "evaluation, and nothing is divided. Genius itself divides each evaluation by "
                    "the largest of its issue: --reading genius does so");
    } else {
        note(&told, "The utilities are read as Genius computes them: each evaluation is divided by "
                    "the largest of its issue, and what a number is worth stays within 0 and 1");
    }
    truce_scenario_party *const parties = truce_arena_zero(arena, n - 1, sizeof *parties);
    truce_str *const files = truce_arena_zero(arena, n, sizeof *files);
    if (parties == NULL || files == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %zu parties", n - 1);
    }
    truce_status status = genius_read_domain(&in, &inputs[0], &domain);
    for (size_t i = 0; status == TRUCE_OK && i < n; i++) {
        files[i] = inputs[i].name;
        if (i > 0) {
            status = genius_read_profile(&in, &inputs[i], &domain, &parties[i - 1]);
        }
    }
    if (status == TRUCE_OK && told.failed) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for what was assumed");
    }
    if (status == TRUCE_OK) {
        *scenario = (truce_scenario){.tool = "Genius",
                                     .title = title_of_domain(&domain),
                                     .files = files,
                                     .n_files = n,
                                     .issues = domain.issues,
                                     .n_issues = (uint32_t)domain.found.n,
                                     .parties = parties,
                                     .n_parties = (uint32_t)(n - 1),
                                     .assumptions = told.at,
                                     .n_assumptions = told.n};
    }
    return status;
}
