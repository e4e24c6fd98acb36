#include "formats/profile_json.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/json_in.h"

static const truce_json_limits limits = {.bytes = TRUCE_SCENARIO_FILE_BYTES_MAX,
                                         .depth = 32,
                                         .containers = 20000,
                                         .values = 100000,
                                         .advice_deep = "a profile has none so deep",
                                         .advice_many = "a profile has far fewer"};

/* ---- faults
 * -------------------------------------------------------------------------------------- */

enum { POINTER_MAX = 512 };

static size_t write_pointer(const json_at *at, char out[POINTER_MAX]) {
    if (at == NULL || at->up == NULL) {
        out[0] = '\0';
        return 0;
    }
    char shown[QUOTED_MAX];
    const size_t used = write_pointer(at->up, out);
    const int more = at->key != NULL ? snprintf(out + used, POINTER_MAX - used, "/%s",
                                                quoted(truce_str_of(at->key), shown))
                                     : snprintf(out + used, POINTER_MAX - used, "/%zu", at->index);
    return more > 0 && (size_t)more < POINTER_MAX - used ? used + (size_t)more : used;
}

void profile_fail(profiles *p, const json_at *at, truce_status status, const char *format, ...) {
    if (failed(p)) {
        return;
    }
    char pointer[POINTER_MAX];
    char reason[200];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    const size_t size = write_pointer(at, pointer);
    p->status = truce_fail(p->err, status, "%.*s: %s%s%s", TRUCE_STR_ARGS(p->file), pointer,
                           size > 0 ? ": " : "", reason);
}

void profile_no_memory(profiles *p) {
    if (!failed(p)) {
        p->status =
            truce_fail(p->err, TRUCE_ENOMEM, "no memory to read %.*s", TRUCE_STR_ARGS(p->file));
    }
}

/* ---- values
 * -------------------------------------------------------------------------------------- */

json_at json_member(const json_at *at, const char *key) {
    return (json_at){.up = at, .key = key, .value = json_object_get(at->value, key)};
}

json_at json_element(const json_at *at, size_t index) {
    return (json_at){.up = at, .index = index, .value = json_array_get(at->value, index)};
}

json_at profile_object(profiles *p, const json_at *at, const char *key) {
    const json_at member = json_member(at, key);
    if (!json_is_object(member.value)) {
        profile_fail(p, &member, TRUCE_EINVAL,
                     member.value == NULL ? "this member is missing" : "this is no object");
    }
    return member;
}

truce_numeral profile_number(profiles *p, const json_at *at) {
    truce_numeral number = {0};
    truce_error why;
    char shown[QUOTED_MAX];
    if (!json_is_string(at->value)) {
        profile_fail(p, at, TRUCE_EINVAL,
                     at->value == NULL ? "this number is missing" : "this is no number");
        return number;
    }
    const truce_str text = {json_string_value(at->value), json_string_length(at->value)};
    const truce_status status = truce_numeral_parse(text, &number, &why);
    if (status != TRUCE_OK) {
        profile_fail(p, at, status == TRUCE_EPARSE ? TRUCE_EINVAL : status, "%s: %s",
                     quoted(text, shown), why.message);
    }
    return number;
}

truce_numeral profile_weight(profiles *p, const json_at *at) {
    const truce_numeral number = profile_number(p, at);
    if (number.negative) {
        profile_fail(p, at, TRUCE_EINVAL, "a negative weight");
    }
    return number;
}

truce_str keep_title(profiles *p, const json_at *at, const char *title) {
    const truce_str text = truce_str_of(title);
    if (text.size == 0) {
        profile_fail(p, at, TRUCE_EINVAL, "a name that is empty");
    } else if (text.size > TRUCE_SCENARIO_TITLE_BYTES_MAX) {
        profile_fail(p, at, TRUCE_ELIMIT, "a name of more than %d bytes",
                     TRUCE_SCENARIO_TITLE_BYTES_MAX);
    }
    const truce_str kept = failed(p) ? (truce_str){NULL, 0} : truce_arena_str(p->arena, text);
    if (kept.data == NULL) {
        profile_no_memory(p);
    }
    return kept;
}

/* ---- issues and their values
 * --------------------------------------------------------------------- */

size_t find_issue(const profiles *p, const char *title) {
    return (size_t)truce_symbols_find(&p->titles, truce_str_of(title)) - 1;
}

size_t find_value(const profiles *p, size_t issue, const char *title) {
    return (size_t)truce_symbols_find(&p->values[issue], truce_str_of(title)) - 1;
}

void room_for_issues(profiles *p, const json_at *at, size_t n) {
    if (n == 0) {
        profile_fail(p, at, TRUCE_EINVAL, "there is no issue");
    } else if (n > TRUCE_SCENARIO_ISSUES_MAX) {
        profile_fail(p, at, TRUCE_ELIMIT, "%zu issues; at most %d are read", n,
                     TRUCE_SCENARIO_ISSUES_MAX);
    }
    if (failed(p)) {
        return;
    }
    p->issues = truce_arena_zero(p->arena, n, sizeof *p->issues);
    p->values = truce_arena_zero(p->arena, n, sizeof *p->values);
    if (p->issues == NULL || p->values == NULL) {
        profile_no_memory(p);
    }
}

void add_issue(profiles *p, const json_at *at, const char *title) {
    const truce_str kept = keep_title(p, at, title);
    if (failed(p)) {
        return;
    }
    p->status = truce_symbols_init(&p->values[p->n_issues], p->arena, 0, p->err);
    if (!failed(p) && truce_symbols_add(&p->titles, kept) == 0) {
        profile_no_memory(p);
    }
    p->issues[p->n_issues++].title = kept;
}

void add_value(profiles *p, const json_at *at, size_t issue, const char *title) {
    char shown[QUOTED_MAX];
    truce_symbols *const known = &p->values[issue];
    const truce_str kept = keep_title(p, at, title);
    if (!failed(p) && truce_symbols_find(known, kept) != 0) {
        profile_fail(p, at, TRUCE_EINVAL, "the value %s stands twice in this issue",
                     quoted(kept, shown));
    }
    if (!failed(p) && ++p->total > TRUCE_SCENARIO_VALUES_MAX) {
        profile_fail(p, at, TRUCE_ELIMIT, "more than %d values in all issues",
                     TRUCE_SCENARIO_VALUES_MAX);
    }
    if (failed(p)) {
        return;
    }
    if (truce_symbols_add(known, kept) == 0) {
        profile_no_memory(p);
    }
    p->issues[issue].values = known->texts + 1;
    p->issues[issue].n_values = (uint32_t)(known->n - 1);
}

truce_scenario_worth *new_worth(profiles *p) {
    truce_scenario_worth *const worth =
        failed(p) ? NULL : truce_arena_zero(p->arena, p->n_issues, sizeof *worth);
    if (worth == NULL) {
        profile_no_memory(p);
    }
    return worth;
}

truce_scenario_amount *new_amounts(profiles *p, size_t issue) {
    const uint32_t n = p->issues[issue].n_values;
    truce_scenario_amount *const amounts =
        failed(p) ? NULL : truce_arena_zero(p->arena, n, sizeof *amounts);
    if (amounts == NULL) {
        profile_no_memory(p);
    }
    for (uint32_t i = 0; amounts != NULL && i < n; i++) {
        amounts[i].under = truce_numeral_of(1);
    }
    return amounts;
}

void read_issue_weights(profiles *p, const json_at *weights, truce_scenario_worth *worth) {
    const char *key = NULL;
    json_t *value = NULL;
    size_t n = 0;
    bool positive = false;
    char shown[QUOTED_MAX];
    json_object_foreach(weights->value, key, value) {
        const json_at at = json_member(weights, key);
        const size_t issue = find_issue(p, key);
        if (issue == SIZE_MAX) {
            profile_fail(p, &at, TRUCE_EINVAL, "a weight of no issue");
        }
        const truce_numeral weight = profile_weight(p, &at);
        if (failed(p)) {
            return;
        }
        worth[issue].weight = weight;
        positive = positive || !truce_numeral_is_zero(&weight);
        n++;
    }
    for (uint32_t i = 0; i < p->n_issues && n < p->n_issues && !failed(p); i++) {
        char key_of[TRUCE_SCENARIO_TITLE_BYTES_MAX + 1];
        (void)snprintf(key_of, sizeof key_of, "%.*s", TRUCE_STR_ARGS(p->issues[i].title));
        if (json_object_get(weights->value, key_of) == NULL) {
            profile_fail(p, weights, TRUCE_EINVAL, "the issue %s has no weight",
                         quoted(p->issues[i].title, shown));
        }
    }
    if (!positive) {
        profile_fail(p, weights, TRUCE_EINVAL, "all weights are 0");
    }
}

/* ---- the whole
 * ----------------------------------------------------------------------------------- */

static void read_one(profiles *p, const truce_input *input, profile_reader *read, bool first,
                     truce_scenario_party *party) {
    json_t *document = NULL;
    truce_error why;
    p->file = input->name;
    party->file = input->name;
    party->title = without_ending(base_name(input->name));
    const truce_status status = truce_json_parse(input->bytes, &limits, true, &document, &why);
    if (status != TRUCE_OK) {
        profile_fail(p, NULL, status, "%s", why.message);
        return;
    }
    const json_at at = {.value = document};
    if (!json_is_object(document)) {
        profile_fail(p, NULL, TRUCE_EINVAL, "this is no object");
    } else {
        read(p, &at, first, party);
    }
    json_decref(document);
}

truce_status profiles_read(const truce_input *inputs, size_t n, const char *tool,
                           profile_reader *read, truce_arena *arena, truce_scenario *scenario,
                           truce_error *err) {
    profiles p = {.arena = arena,
                  .told = {.arena = arena},
                  .err = err,
                  .title = TRUCE_STR("Imported domain")};
    if (n == 0) {
        return truce_fail(err, TRUCE_EINVAL, "give a profile for each party: PROFILE.json ...");
    }
    if (n > TRUCE_SCENARIO_PARTIES_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "more than %d profiles", TRUCE_SCENARIO_PARTIES_MAX);
    }
    truce_scenario_party *const parties = truce_arena_zero(arena, n, sizeof *parties);
    truce_str *const files = truce_arena_zero(arena, n, sizeof *files);
    if (parties == NULL || files == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %zu profiles", n);
    }
    p.status = truce_symbols_init(&p.titles, arena, 0, err);
    for (size_t i = 0; i < n && !failed(&p); i++) {
        files[i] = inputs[i].name;
        read_one(&p, &inputs[i], read, i == 0, &parties[i]);
    }
    if (p.told.failed) {
        profile_no_memory(&p);
    }
    if (failed(&p)) {
        return p.status;
    }
    *scenario = (truce_scenario){.tool = tool,
                                 .title = p.title,
                                 .files = files,
                                 .n_files = n,
                                 .issues = p.issues,
                                 .n_issues = p.n_issues,
                                 .parties = parties,
                                 .n_parties = (uint32_t)n,
                                 .assumptions = p.told.at,
                                 .n_assumptions = p.told.n};
    return TRUCE_OK;
}
