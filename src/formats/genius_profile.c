/* A Genius profile: the domain's tree again, with what each item is worth, a weight for each issue,
 * and perhaps a reservation value. Issues are found by their names and items by their values;
 * numbers only tie the weights to the issues of the same file. */
#include "formats/genius_parts.h"

typedef struct profile {
    const genius_in *in;
    const genius_domain *domain;
    xml_document document;
    truce_str file; /* its base name, for notes */
    genius_issues found;
    size_t *issue_of;             /* [found] -> issue of the domain */
    size_t *found_of;             /* [issue] -> found, or SIZE_MAX */
    truce_scenario_worth *worth;  /* [issue] */
    size_t unvalued, unvalued_at; /* values without an evaluation, and the first such element */
} profile;

#define FAIL(p, element, status, ...)                                                              \
    xml_fail(&(p)->document, (element)->at, (p)->in->err, status, __VA_ARGS__)

static size_t line_of(const profile *p, size_t at) {
    return xml_line(p->document.bytes, at, NULL);
}

static truce_status check_kind(const profile *p) {
    const xml_element *const root = p->document.root;
    const xml_element *const odd =
        genius_find(root, "ufun") != NULL ? genius_find(root, "ufun") : genius_find(root, "rule");
    if (odd != NULL) {
        return FAIL(p, odd, TRUCE_EINVAL,
                    "a utility space of rules or functions; only sums over the issues are read");
    }
    if (genius_find(root, "weight") == NULL) {
        return FAIL(p, root, TRUCE_EINVAL, "there is no weight in this file: it is no profile");
    }
    return TRUCE_OK;
}

/* The domain's issue that an issue of the profile is: by name, else by number. */
static truce_status match_issue(profile *p, size_t i) {
    const genius_issue *const issue = &p->found.at[i];
    const genius_issues *const all = &p->domain->found;
    char shown[QUOTED_MAX];
    size_t match = truce_symbols_find(&p->domain->titles, issue->title);
    for (size_t j = 0; match == 0 && issue->indexed && j < all->n; j++) {
        if (all->at[j].indexed && all->at[j].index == issue->index) {
            match = j + 1;
            note(p->in->told, "%.*s, line %zu: %s is the domain's issue of the same number, %.*s",
                 TRUCE_STR_ARGS(p->file), line_of(p, issue->element->at),
                 quoted(issue->title, shown), TRUCE_STR_ARGS(all->at[j].title));
        }
    }
    if (match == 0) {
        return FAIL(p, issue->element, TRUCE_EINVAL, "the domain has no issue %s",
                    quoted(issue->title, shown));
    }
    if (p->found_of[match - 1] != SIZE_MAX) {
        return FAIL(p, issue->element, TRUCE_EINVAL, "the issue %s stands twice in this profile",
                    quoted(issue->title, shown));
    }
    const xml_element *const outer =
        issue->element->parent != NULL ? issue->element->parent->parent : NULL;
    if (outer != NULL && xml_is(outer, "objective")) {
        return FAIL(
            p, issue->element, TRUCE_EINVAL,
            "an issue below an objective within another: weights of objectives are not read");
    }
    p->issue_of[i] = match - 1;
    p->found_of[match - 1] = i;
    return TRUCE_OK;
}

static truce_status match_issues(profile *p) {
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < p->domain->found.n; i++) {
        p->found_of[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < p->found.n && status == TRUCE_OK; i++) {
        status = match_issue(p, i);
    }
    for (size_t i = 0; i < p->domain->found.n && status == TRUCE_OK; i++) {
        if (p->found_of[i] == SIZE_MAX) {
            char shown[QUOTED_MAX];
            note(p->in->told, "%.*s has no issue %s: it is worth nothing to this party",
                 TRUCE_STR_ARGS(p->file), quoted(p->domain->issues[i].title, shown));
        }
    }
    return status;
}

/* ---- what values are worth ----------------------------------------------------------------------
 */

static void unvalued(profile *p, size_t at) {
    if (p->unvalued++ == 0) {
        p->unvalued_at = at;
    }
}

static truce_status read_item(profile *p, const xml_element *item, const truce_symbols *known,
                              truce_scenario_amount *values, bool *seen) {
    char shown[QUOTED_MAX];
    const truce_str value = xml_value(item, "value");
    const truce_symbol symbol = value.size > 0 ? truce_symbols_find(known, value) : 0;
    if (symbol == 0) {
        return FAIL(p, item, TRUCE_EINVAL, "the domain's issue has no value %s",
                    quoted(value, shown));
    }
    if (seen[symbol - 1]) {
        return FAIL(p, item, TRUCE_EINVAL, "the value %s stands twice in this issue",
                    quoted(value, shown));
    }
    seen[symbol - 1] = true;
    const truce_status status =
        genius_number(p->in, &p->document, item, "evaluation", &values[symbol - 1].over);
    if (status == TRUCE_ENOTFOUND) {
        unvalued(p, item->at);
        return TRUCE_OK;
    }
    return status;
}

/* As Genius computes it: each evaluation divided by the largest. Where no evaluation is above 0
 * there is nothing to divide by. */
static void divide(const profile *p, const xml_element *element, uint32_t n,
                   truce_scenario_amount *values) {
    truce_numeral largest = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (truce_numeral_compare(&values[i].over, &largest) > 0) {
            largest = values[i].over;
        }
    }
    if (truce_numeral_is_zero(&largest)) {
        note(p->in->told,
             "%.*s, line %zu: no evaluation of this issue is above 0, so none is divided",
             TRUCE_STR_ARGS(p->file), line_of(p, element->at));
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        values[i].under = largest;
    }
}

static truce_status read_values(profile *p, size_t issue, const xml_element *element) {
    const uint32_t n = p->domain->issues[issue].n_values;
    truce_scenario_amount *const values = truce_arena_zero(p->in->arena, n, sizeof *values);
    bool *const seen = truce_arena_zero(p->in->arena, n, sizeof *seen);
    if (values == NULL || seen == NULL) {
        return genius_no_memory(p->in, &p->document);
    }
    for (uint32_t i = 0; i < n; i++) {
        values[i].under = truce_numeral_of(1);
    }
    p->worth[issue].values = values;
    if (element == NULL) {
        return TRUCE_OK;
    }
    for (const xml_element *item = element->first; item != NULL; item = item->next) {
        const truce_status status =
            xml_is(item, "item") ? read_item(p, item, &p->domain->values[issue], values, seen)
                                 : TRUCE_OK;
        if (status != TRUCE_OK) {
            return status;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!seen[i]) {
            unvalued(p, element->at);
        }
    }
    if (p->in->reading == TRUCE_GENIUS_GENIUS) {
        divide(p, element, n, values);
    }
    return TRUCE_OK;
}

static truce_status read_worth(profile *p) {
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < p->domain->found.n && status == TRUCE_OK; i++) {
        const truce_scenario_issue *const issue = &p->domain->issues[i];
        const size_t at = p->found_of[i];
        const xml_element *const element = at != SIZE_MAX ? p->found.at[at].element : NULL;
        if (!issue->range) {
            status = read_values(p, i, element);
            continue;
        }
        const xml_element *const evaluator =
            element != NULL ? genius_find(element, "evaluator") : NULL;
        if (element != NULL && evaluator == NULL) {
            note(p->in->told, "%.*s, line %zu: an issue without an evaluator is worth nothing",
                 TRUCE_STR_ARGS(p->file), line_of(p, element->at));
        }
        status = genius_evaluate_range(p->in, &p->document, evaluator, issue, &p->worth[i]);
    }
    if (status == TRUCE_OK && p->unvalued > 0) {
        note(p->in->told,
             "%.*s: %zu value%s without an evaluation %s worth 0 (the first by line %zu)",
             TRUCE_STR_ARGS(p->file), p->unvalued, p->unvalued == 1 ? "" : "s",
             p->unvalued == 1 ? "is" : "are", line_of(p, p->unvalued_at));
    }
    return status;
}

/* ---- weights ------------------------------------------------------------------------------------
 */

typedef struct weight {
    const xml_element *element;
    bool indexed;
    int64_t index;
    truce_numeral value;
} weight;

typedef struct weights {
    weight *at;
    size_t n, cap;
} weights;

static truce_status read_weight(const profile *p, const xml_element *element, weight *out) {
    truce_numeral index;
    *out = (weight){.element = element};
    truce_status status = genius_number(p->in, &p->document, element, "value", &out->value);
    if (status == TRUCE_ENOTFOUND) {
        return FAIL(p, element, TRUCE_EINVAL, "a weight without a value");
    }
    if (status == TRUCE_OK && out->value.negative) {
        return FAIL(p, element, TRUCE_EINVAL, "a negative weight");
    }
    if (status != TRUCE_OK) {
        return status;
    }
    status = genius_number(p->in, &p->document, element, "index", &index);
    out->indexed = status == TRUCE_OK && truce_numeral_whole(&index, &out->index);
    if (status == TRUCE_OK && !out->indexed) {
        return FAIL(p, element, TRUCE_EINVAL, "an index is a whole number");
    }
    return status == TRUCE_ENOTFOUND ? TRUCE_OK : status;
}

static truce_status collect_weights(const profile *p, const xml_element *below, weights *out) {
    for (const xml_element *e = below->first; e != NULL; e = e->next) {
        truce_status status = TRUCE_OK;
        if (!xml_is(e, "weight")) {
            status = collect_weights(p, e, out); /* as deep as elements are nested: XML_DEPTH_MAX */
        } else if (out->n == 2 * (size_t)TRUCE_SCENARIO_ISSUES_MAX) {
            status =
                FAIL(p, e, TRUCE_ELIMIT, "more than %d weights", 2 * TRUCE_SCENARIO_ISSUES_MAX);
        } else {
            weight *const grown =
                truce_arena_grow(p->in->arena, out->at, out->n, &out->cap, sizeof *out->at);
            if (grown == NULL) {
                return genius_no_memory(p->in, &p->document);
            }
            out->at = grown;
            status = read_weight(p, e, &out->at[out->n++]);
        }
        if (status != TRUCE_OK) {
            return status;
        }
    }
    return TRUCE_OK;
}

/* Whether numbers rise by one, from wherever. */
static bool consecutive(const profile *p, const weights *w) {
    for (size_t i = 1; i < p->found.n; i++) {
        if (!p->found.at[i].indexed || p->found.at[i].index != p->found.at[0].index + (int64_t)i) {
            return false;
        }
    }
    for (size_t i = 1; i < w->n; i++) {
        if (!w->at[i].indexed || w->at[i].index != w->at[0].index + (int64_t)i) {
            return false;
        }
    }
    return p->found.at[0].indexed && w->n > 0 && w->at[0].indexed;
}

/* The issue that a weight is of, as a place in `found`, or SIZE_MAX. */
static size_t issue_of_weight(const profile *p, const weight *w) {
    size_t match = SIZE_MAX;
    for (size_t i = 0; i < p->found.n; i++) {
        if (w->indexed && p->found.at[i].indexed && p->found.at[i].index == w->index) {
            if (match != SIZE_MAX) {
                return SIZE_MAX; /* two issues of one number */
            }
            match = i;
        }
    }
    return match;
}

/* Weights belong to issues by number; in order, where numbers are missing, or both run on from
 * different starts. */
static truce_status weigh_in_order(const profile *p, const weights *w, bool *in_order) {
    size_t unmatched = SIZE_MAX;
    bool numbers_missing = false;
    for (size_t i = 0; i < w->n; i++) {
        numbers_missing = numbers_missing || !w->at[i].indexed;
        unmatched =
            issue_of_weight(p, &w->at[i]) == SIZE_MAX && unmatched == SIZE_MAX ? i : unmatched;
    }
    for (size_t i = 0; i < p->found.n; i++) {
        numbers_missing = numbers_missing || !p->found.at[i].indexed;
    }
    *in_order = unmatched != SIZE_MAX;
    if (unmatched == SIZE_MAX) {
        return TRUCE_OK;
    }
    if (w->n != p->found.n || (!numbers_missing && !consecutive(p, w))) {
        return FAIL(p, w->at[unmatched].element, TRUCE_EINVAL,
                    "this weight has the number of no issue, or of two");
    }
    note(p->in->told,
         numbers_missing
             ? "%.*s: issues or weights have no number; the weights belong to the issues in order"
             : "%.*s: issues and weights are numbered from different starts; the weights belong to "
               "the issues in order",
         TRUCE_STR_ARGS(p->file));
    return TRUCE_OK;
}

static truce_status read_weights(profile *p) {
    weights w = {NULL, 0, 0};
    bool in_order = false;
    bool positive = false;
    bool *const weighed = truce_arena_zero(p->in->arena, p->domain->found.n, sizeof *weighed);
    truce_status status = weighed != NULL ? collect_weights(p, p->document.root, &w)
                                          : genius_no_memory(p->in, &p->document);
    if (status == TRUCE_OK) {
        status = weigh_in_order(p, &w, &in_order);
    }
    for (size_t i = 0; i < w.n && status == TRUCE_OK; i++) {
        const size_t issue = p->issue_of[in_order ? i : issue_of_weight(p, &w.at[i])];
        if (weighed[issue]) {
            return FAIL(p, w.at[i].element, TRUCE_EINVAL, "a second weight of the same issue");
        }
        weighed[issue] = true;
        p->worth[issue].weight = w.at[i].value;
        positive = positive || !truce_numeral_is_zero(&w.at[i].value);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    if (!positive) {
        return FAIL(p, p->document.root, TRUCE_EINVAL, "all weights are 0");
    }
    for (size_t i = 0; i < p->domain->found.n; i++) {
        if (!weighed[i] && p->found_of[i] != SIZE_MAX) {
            char shown[QUOTED_MAX];
            note(p->in->told, "%.*s: the issue %s has no weight: it weighs nothing",
                 TRUCE_STR_ARGS(p->file), quoted(p->domain->issues[i].title, shown));
        }
    }
    if (p->found.at[0].indexed && p->found.at[0].index == 0) {
        note(p->in->told, "%.*s numbers its issues from 0", TRUCE_STR_ARGS(p->file));
    }
    return TRUCE_OK;
}

/* ---- the rest
 * ------------------------------------------------------------------------------------ */

static truce_status read_reserve(const profile *p, truce_scenario_party *out) {
    const xml_element *const element = genius_find(p->document.root, "reservation");
    const xml_element *const discount = genius_find(p->document.root, "discount_factor");
    truce_status status = TRUCE_ENOTFOUND;
    if (element != NULL) {
        status = genius_number(p->in, &p->document, element, "value", &out->reserve);
        out->reserved = status == TRUCE_OK;
    }
    if (status != TRUCE_OK && status != TRUCE_ENOTFOUND) {
        return status;
    }
    truce_numeral factor = {0};
    const truce_numeral one = truce_numeral_of(1);
    status = discount != NULL ? genius_number(p->in, &p->document, discount, "value", &factor)
                              : TRUCE_ENOTFOUND;
    if (status == TRUCE_OK && !truce_numeral_is_zero(&factor) &&
        truce_numeral_compare(&factor, &one) != 0) {
        const truce_str text = xml_value(discount, "value");
        note(p->in->told, "%.*s: the discount factor %.*s is passed over; no time runs here",
             TRUCE_STR_ARGS(p->file), TRUCE_STR_ARGS(text));
    }
    return status == TRUCE_OK || status == TRUCE_ENOTFOUND ? TRUCE_OK : status;
}

/* Genius cuts a utility off at 1; a sum of weights and values is not cut. */
static void tell_of_large_sums(const profile *p) {
    const truce_numeral one = truce_numeral_of(1);
    truce_numeral sum = {0};
    bool fits = true;
    for (size_t i = 0; i < p->domain->found.n; i++) {
        fits = fits && truce_numeral_add(&sum, &p->worth[i].weight, &sum);
    }
    if (p->in->reading == TRUCE_GENIUS_GENIUS && (!fits || truce_numeral_compare(&sum, &one) > 0)) {
        note(p->in->told,
             "%.*s: the weights sum to more than 1; Genius cuts utilities off at 1, and "
             "here they are not",
             TRUCE_STR_ARGS(p->file));
    }
}

truce_status genius_read_profile(const genius_in *in, const truce_input *input,
                                 const genius_domain *domain, truce_scenario_party *out) {
    profile p = {.in = in, .domain = domain, .file = base_name(input->name)};
    truce_status status = xml_read(input, genius_rank, in->told, in->arena, &p.document, in->err);
    if (status == TRUCE_OK) {
        status = check_kind(&p);
    }
    if (status == TRUCE_OK) {
        status = genius_issues_of(in, &p.document, &p.found);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    const size_t n = domain->found.n;
    p.issue_of = truce_arena_zero(in->arena, p.found.n, sizeof *p.issue_of);
    p.found_of = truce_arena_zero(in->arena, n, sizeof *p.found_of);
    p.worth = truce_arena_zero(in->arena, n, sizeof *p.worth);
    if (p.issue_of == NULL || p.found_of == NULL || p.worth == NULL) {
        return genius_no_memory(in, &p.document);
    }
    status = match_issues(&p);
    if (status == TRUCE_OK) {
        status = read_worth(&p);
    }
    if (status == TRUCE_OK) {
        status = read_weights(&p);
    }
    if (status == TRUCE_OK) {
        status = read_reserve(&p, out);
    }
    if (status == TRUCE_OK) {
        tell_of_large_sums(&p);
        out->title = without_ending(p.file);
        out->file = input->name;
        out->worth = p.worth;
    }
    return status;
}
