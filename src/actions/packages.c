#include "packages.h"

/* The option of a ladder, or off it, that has this number (truce_option_set). */
static const truce_option *find_option(const truce_issue *issue, int64_t number) {
    for (uint32_t i = 0; i < issue->n_options; i++) {
        const truce_option *const o = &issue->options[i];
        if (number == (o->rung ? (int64_t)o->rank : (int64_t)issue->n_rungs + i)) {
            return o;
        }
    }
    return NULL;
}

void package_option_name(truce_buffer *out, const truce_case *c, const truce_issue *issue,
                         int64_t number) {
    if (issue->has_range) {
        char text[24];
        truce_decimal value;
        if (truce_decimal_at(issue->low, issue->step, number, &value)) {
            truce_buffer_add(out, (truce_str){text, truce_decimal_write(value, text)});
        }
        return;
    }
    const truce_option *const o = find_option(issue, number);
    if (o != NULL) {
        truce_buffer_add(out, truce_case_name(c, o->name));
    }
}

void package_option(truce_buffer *out, const truce_case *c, const truce_issue *issue,
                    int64_t number) {
    const truce_option *const o = issue->has_range ? NULL : find_option(issue, number);
    if (o != NULL && o->title.size > 0) {
        truce_buffer_add(out, o->title);
        return;
    }
    package_option_name(out, c, issue, number);
    if (issue->has_range) {
        truce_buffer_byte(out, ' ');
        truce_buffer_add(out, truce_case_name(c, issue->unit));
    }
}

void package_issue(truce_buffer *out, const truce_space *space, uint32_t variable) {
    const truce_space_variable *const v = &space->variables[variable];
    const truce_issue *const issue = &space->c->issues[v->issue];
    truce_buffer_add(out, issue->head.title);
    if (v->group != TRUCE_NONE) {
        truce_buffer_lit(out, " for ");
        truce_buffer_add(out, phrase_actor(space->c, issue->per.at[v->group]));
    }
}

void package_choice(truce_buffer *out, const truce_space *space, uint32_t variable,
                    uint32_t value) {
    const truce_space_variable *const v = &space->variables[variable];
    package_issue(out, space, variable);
    truce_buffer_lit(out, ": ");
    package_option(out, space->c, &space->c->issues[v->issue], v->values[value].first);
}

void package_json(composer *k, const truce_space *space, const uint32_t *values, truce_json *json) {
    truce_json_object(json);
    for (uint32_t v = 0; v < space->rows[k->c->n_issues] && values != NULL; v++) {
        if (values[v] == TRUCE_NONE) {
            continue;
        }
        const truce_issue *const issue = &k->c->issues[space->variables[v].issue];
        truce_buffer_add(&k->text, truce_case_name(k->c, issue->head.name));
        if (space->variables[v].group != TRUCE_NONE) {
            truce_buffer_byte(&k->text, ':');
            truce_buffer_add(
                &k->text, truce_case_name(k->c, issue->per.at[space->variables[v].group].symbol));
        }
        const truce_str key = compose_keep(k);
        package_option_name(&k->text, k->c, issue, space->variables[v].values[values[v]].first);
        truce_json_key_str(json, key);
        truce_json_str(json, truce_buffer_str(&k->text));
        k->text.size = 0;
    }
    truce_json_close(json);
}
