/* A Genius domain: negotiation_template / utility_space / objective / issue / item, or bounds. */
#include "formats/genius_parts.h"

static bool same_type(truce_str type, const char *word) {
    const truce_str w = truce_str_of(word);
    for (size_t i = 0; i < type.size && i < w.size; i++) {
        if ((type.data[i] | 0x20) != w.data[i]) {
            return false;
        }
    }
    return type.size == w.size;
}

/* `type` says what an issue is; where it is missing, `vtype` and `etype` do; without any it is
 * discrete, as Genius takes it. */
static truce_str type_of(const genius_in *in, const xml_document *document,
                         const xml_element *element) {
    static const char *const names[] = {"type", "vtype", "etype"};
    truce_str type = {NULL, 0};
    bool differ = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const truce_str other = xml_value(element, names[i]);
        type = type.size == 0 ? other : type;
        differ = differ || (other.size > 0 && !truce_str_equal(other, type));
    }
    if (differ) {
        note(in->told,
             "%.*s, line %zu: type, vtype and etype of this issue differ; the first counts",
             TRUCE_STR_ARGS(base_name(document->file)),
             xml_line(document->bytes, element->at, NULL));
    }
    return type.size > 0 ? type : TRUCE_STR("discrete");
}

static truce_status check_title(const genius_in *in, const xml_document *document, size_t at,
                                truce_str title) {
    return title.size <= TRUCE_SCENARIO_TITLE_BYTES_MAX
               ? TRUCE_OK
               : xml_fail(document, at, in->err, TRUCE_ELIMIT, "a name of more than %d bytes",
                          TRUCE_SCENARIO_TITLE_BYTES_MAX);
}

/* Values of a discrete issue. `*total` counts those of all issues. */
static truce_status read_values(const genius_in *in, genius_domain *domain, size_t i,
                                size_t *total) {
    const xml_document *const document = &domain->document;
    const xml_element *const element = domain->found.at[i].element;
    truce_symbols *const known = &domain->values[i];
    char shown[QUOTED_MAX];
    for (const xml_element *item = element->first; item != NULL; item = item->next) {
        if (!xml_is(item, "item")) {
            continue;
        }
        const truce_str value = xml_value(item, "value");
        if (value.size == 0) {
            return xml_fail(document, item->at, in->err, TRUCE_EINVAL, "an item without a value");
        }
        const truce_status status = check_title(in, document, item->at, value);
        if (status != TRUCE_OK) {
            return status;
        }
        if (truce_symbols_find(known, value) != 0) {
            return xml_fail(document, item->at, in->err, TRUCE_EINVAL,
                            "the value %s stands twice in this issue", quoted(value, shown));
        }
        if (++*total > TRUCE_SCENARIO_VALUES_MAX) {
            return xml_fail(document, item->at, in->err, TRUCE_ELIMIT,
                            "more than %d values in all issues", TRUCE_SCENARIO_VALUES_MAX);
        }
        if (truce_symbols_add(known, value) == 0) {
            return genius_no_memory(in, document);
        }
    }
    if (known->n < 2) {
        return xml_fail(document, element->at, in->err, TRUCE_EINVAL,
                        "an issue without a value to choose");
    }
    domain->issues[i].values = known->texts + 1;
    domain->issues[i].n_values = (uint32_t)(known->n - 1);
    return TRUCE_OK;
}

static truce_status read_bound(const genius_in *in, const xml_document *document,
                               const xml_element *element, const char *name, truce_numeral *out,
                               int64_t *whole) {
    const xml_element *const range = genius_find(element, "range");
    truce_status status = genius_number(in, document, element, name, out);
    if (status == TRUCE_ENOTFOUND && range != NULL) {
        status = genius_number(in, document, range, name, out);
    }
    if (status == TRUCE_ENOTFOUND) {
        return xml_fail(document, element->at, in->err, TRUCE_EINVAL,
                        "an integer issue without its %s", name);
    }
    if (status == TRUCE_OK &&
        (!truce_numeral_whole(out, whole) || *whole > INT32_MAX || *whole < INT32_MIN)) {
        return xml_fail(document, element->at, in->err, TRUCE_EINVAL,
                        "the %s of an integer issue is a whole number of at most 31 bits", name);
    }
    return status;
}

static truce_status read_range(const genius_in *in, const xml_document *document,
                               const xml_element *element, truce_scenario_issue *issue) {
    int64_t low = 0;
    int64_t high = 0;
    truce_status status = read_bound(in, document, element, "lowerbound", &issue->low, &low);
    if (status == TRUCE_OK) {
        status = read_bound(in, document, element, "upperbound", &issue->high, &high);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    if (low > high) {
        return xml_fail(document, element->at, in->err, TRUCE_EINVAL,
                        "the lowerbound is above the upperbound");
    }
    if (high - low >= TRUCE_SCENARIO_STEPS_MAX) {
        return xml_fail(document, element->at, in->err, TRUCE_ELIMIT,
                        "a range of more than %d numbers", TRUCE_SCENARIO_STEPS_MAX);
    }
    issue->range = true;
    issue->step = truce_numeral_of(1);
    return TRUCE_OK;
}

static truce_status read_issue(const genius_in *in, genius_domain *domain, size_t i,
                               size_t *total) {
    const xml_document *const document = &domain->document;
    const genius_issue *const found = &domain->found.at[i];
    const truce_str type = type_of(in, document, found->element);
    char shown[QUOTED_MAX];
    domain->issues[i].title = found->title;
    truce_status status = check_title(in, document, found->element->at, found->title);
    if (status != TRUCE_OK) {
        return status;
    }
    if (truce_symbols_find(&domain->titles, found->title) != 0) {
        return xml_fail(document, found->element->at, in->err, TRUCE_EINVAL,
                        "two issues are called %s", quoted(found->title, shown));
    }
    if (truce_symbols_add(&domain->titles, found->title) == 0) {
        return genius_no_memory(in, document);
    }
    status = truce_symbols_init(&domain->values[i], in->arena, 0, in->err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (same_type(type, "discrete")) {
        return read_values(in, domain, i, total);
    }
    if (same_type(type, "integer")) {
        return read_range(in, document, found->element, &domain->issues[i]);
    }
    if (same_type(type, "real")) {
        return xml_fail(document, found->element->at, in->err, TRUCE_EINVAL,
                        "a real issue has no steps to choose among; give it as an integer one, or "
                        "as items");
    }
    return xml_fail(document, found->element->at, in->err, TRUCE_EINVAL,
                    "an issue is discrete or integer, not %s", quoted(type, shown));
}

truce_status genius_read_domain(const genius_in *in, const truce_input *input, genius_domain *out) {
    genius_domain domain = {0};
    size_t total = 0;
    truce_status status =
        xml_read(input, genius_rank, in->told, in->arena, &domain.document, in->err);
    if (status != TRUCE_OK) {
        return status;
    }
    const xml_element *const root = domain.document.root;
    if (genius_find(root, "weight") != NULL) {
        return xml_fail(&domain.document, genius_find(root, "weight")->at, in->err, TRUCE_EINVAL,
                        "a weight: this is a profile; the domain comes first");
    }
    status = genius_issues_of(in, &domain.document, &domain.found);
    if (status == TRUCE_OK) {
        status = truce_symbols_init(&domain.titles, in->arena, 0, in->err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    domain.issues = truce_arena_zero(in->arena, domain.found.n, sizeof *domain.issues);
    domain.values = truce_arena_zero(in->arena, domain.found.n, sizeof *domain.values);
    if (domain.issues == NULL || domain.values == NULL) {
        return genius_no_memory(in, &domain.document);
    }
    for (size_t i = 0; i < domain.found.n && status == TRUCE_OK; i++) {
        status = read_issue(in, &domain, i, &total);
    }
    if (status == TRUCE_OK) {
        *out = domain;
    }
    return status;
}
