/* Deadlines, and what falls with what, for machines. */
#include "deadlines.h"

static void name_member(const char *key, composer *k, truce_symbol name, truce_json *json) {
    truce_json_member_str(json, key, truce_case_name(k->c, name));
}

static void deadline_json(composer *k, const promises *p, const deadline *d, truce_json *json) {
    char text[TRUCE_DAY_BYTES];
    const truce_plan *const plan = p->at[d->promise].plan;
    truce_json_object_inline(json);
    truce_json_member_str(json, "day", (truce_str){text, truce_day_write(d->day, text)});
    truce_json_member_bool(json, "or_later", d->or_later);
    truce_json_member_str(
        json, "what", d->incident == TRUCE_NONE ? TRUCE_STR("last_day") : TRUCE_STR("response"));
    name_member("obligation", k, plan->head.name, json);
    if (d->incident != TRUCE_NONE) {
        name_member("incident", k, k->c->incidents[p->incidents[d->incident].record].head.name,
                    json);
        truce_json_member_str(json, "response", p->at[d->promise].response->text);
    }
    truce_json_close(json);
}

static truce_status fall_json(composer *k, const promises *p, uint32_t o, uint32_t *rows,
                              truce_json *json, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    truce_owed_falls falls;
    const truce_status status = truce_owed_fall_with(p->agreement, o, &scratch, &falls, err);
    if (status == TRUCE_OK && falls.n > 0) {
        truce_json_object(json);
        name_member("obligation", k, p->at[o].plan->head.name, json);
        truce_json_key(json, "falls");
        truce_json_array(json);
        for (uint32_t i = 0; i < falls.n; i++) {
            truce_json_object_inline(json);
            name_member("obligation", k, p->at[falls.at[i].obligation].plan->head.name, json);
            name_member("with", k, p->at[falls.at[i].with].plan->head.name, json);
            truce_json_member_int(json, "steps", falls.at[i].steps);
            truce_json_close(json);
        }
        truce_json_close(json);
        truce_json_close(json);
        *rows += falls.n;
    }
    truce_arena_clear(&scratch);
    return status;
}

/* Each look-up goes through all obligations: only those on which others depend have one, and so
 * many that all take no longer than reading a large case. */
static truce_status falls_json(composer *k, const promises *p, truce_json *json, truce_error *err) {
    enum { WORK = 20000000 };
    bool *const others = truce_arena_zero(k->arena, p->n, sizeof *others);
    if (others == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what falls with what");
    }
    for (uint32_t i = 0; i < p->n; i++) {
        const truce_owed_obligation *const o = &p->agreement->obligations[i];
        for (uint32_t w = 0; w < o->n_falls_with; w++) {
            others[o->falls_with[w]] = true;
        }
    }
    truce_status status = TRUCE_OK;
    uint32_t rows = 0;
    uint32_t left_out = 0;
    uint64_t work = 0;
    truce_json_key(json, "falls");
    truce_json_array(json);
    for (uint32_t i = 0; i < p->n && status == TRUCE_OK; i++) {
        const bool asked = others[i] && rows < DEADLINES_FALLS && work < WORK;
        left_out += others[i] && !asked;
        if (asked) {
            work += p->n;
            status = fall_json(k, p, i, &rows, json, err);
        }
    }
    truce_json_close(json);
    truce_json_member_int(json, "falls_left_out", left_out);
    return status;
}

truce_status deadlines_json(composer *k, const promises *p, truce_json *json, truce_error *err) {
    deadlines all;
    const truce_status status = deadlines_find(k, p, &all, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_json_key(json, "deadlines");
    truce_json_array(json);
    for (uint32_t i = 0; i < all.n; i++) {
        deadline_json(k, p, &all.at[i], json);
    }
    truce_json_close(json);
    return falls_json(k, p, json, err);
}
