/* Whose act a breach was. An obligation may be owed by several: then it is breached by those alone
 * to whom a named verifier attributes an incident, and of the others nothing is said but that. */
#include <stdlib.h>

#include "agreement_words.h"

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* A line by which, on some day, an incident is attributed as it has to be to a side that owes the
 * obligation. */
static bool attributes(const promises *p, const promise *o, const truce_plan_line *line,
                       int64_t day) {
    bool owes = false;
    for (uint32_t i = 0; i < o->plan->top.names.n && line->to.n > 0; i++) {
        owes = owes || promises_same_side(p, line->to.at[0], o->plan->top.names.at[i]);
    }
    return owes && line->kind == TRUCE_PLAN_ATTRIBUTED && promises_known(p, line->claims) <= day &&
           promises_verifier(p, o, line->by);
}

/* Whether an incident may be of the obligation's days. */
static bool within(const promise *o, int64_t day) {
    return (o->from.kind != PROMISED_ON || day >= o->from.days.earliest) &&
           (o->last.kind != PROMISED_ON || day <= o->last.days.latest);
}

/* Actors to whom incidents of the obligation's days are attributed by some day; how many. */
static uint32_t attributed(const promises *p, uint32_t o, int64_t day, uint32_t *actors) {
    uint32_t n = 0;
    for (uint32_t i = p->incident_begin[o]; i < p->incident_begin[o + 1]; i++) {
        const uint32_t incident = p->incident_at[i];
        const truce_plan *const plan = &p->c->incidents[p->incidents[incident].record];
        if (!within(&p->at[o], p->agreement->incidents[incident].day)) {
            continue;
        }
        for (uint32_t l = 0; l < plan->n_lines; l++) {
            if (attributes(p, &p->at[o], &plan->lines[l], day)) {
                const truce_ref to = plan->lines[l].to.at[0];
                const uint32_t actor = truce_case_find(p->c, TRUCE_KIND_ACTOR, to);
                if (actors != NULL && actor != TRUCE_NONE) {
                    actors[n] = actor;
                }
                n += actor != TRUCE_NONE;
            }
        }
    }
    return n;
}

static truce_ref name_of(const promises *p, uint32_t actor) {
    return (truce_ref){.symbol = p->c->actors[actor].head.name};
}

bool agreement_breach_find(const promises *p, uint32_t o, int64_t day, truce_arena *arena,
                           agreement_breach *out) {
    const truce_refs debtors = p->at[o].plan->top.names;
    agreement_breach found = {{NULL, 0}, {NULL, 0}};
    const uint32_t n = attributed(p, o, day, NULL);
    uint32_t *const actors = truce_arena_take(arena, (n + 1U) * sizeof *actors);
    found.by.at = truce_arena_zero(arena, n + 1U, sizeof *found.by.at);
    found.others.at = truce_arena_zero(arena, debtors.n + 1U, sizeof *found.others.at);
    if (actors == NULL || found.by.at == NULL || found.others.at == NULL) {
        return false;
    }
    (void)attributed(p, o, day, actors);
    if (n > 1) {
        qsort(actors, n, sizeof *actors, by_number);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 || actors[i] != actors[i - 1]) {
            found.by.at[found.by.n++] = name_of(p, actors[i]);
        }
    }
    for (uint32_t i = 0; i < debtors.n; i++) {
        bool his = false;
        for (uint32_t k = 0; k < found.by.n && !his; k++) {
            his = promises_same_side(p, debtors.at[i], found.by.at[k]);
        }
        if (!his) {
            found.others.at[found.others.n++] = debtors.at[i];
        }
    }
    *out = found;
    return true;
}

void agreement_rule(composer *k, const promises *p, uint32_t o) {
    const truce_owed_standing *const s = &p->owed.standings[o];
    agreement_breach breach = {{NULL, 0}, {NULL, 0}};
    if (s->rule == TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED &&
        !agreement_breach_find(p, o, p->day, k->arena, &breach)) {
        k->failed = true;
    }
    if (breach.by.n > 0) {
        truce_buffer_lit(&k->text, "an incident is attributed to ");
        agreement_names(k, breach.by);
        truce_buffer_lit(&k->text, ", with evidence, by a named verifier");
        if (breach.others.n > 0) {
            truce_buffer_lit(&k->text, "; none is attributed to ");
            agreement_names(k, breach.others);
        }
        return;
    }
    truce_buffer_printf(&k->text, "%s", truce_owed_rule_words(s->rule));
    if (s->rule == TRUCE_OWED_RULE_VERIFIED_NOT_KEPT && p->at[o].plan->top.names.n > 1) {
        truce_buffer_lit(&k->text, "; it is owed by ");
        agreement_names(k, p->at[o].plan->top.names);
        truce_buffer_lit(&k->text, ", and whose act it was is not said");
    }
}

void agreement_whose(composer *k, const promises *p, uint32_t o, truce_owed_rule rule,
                     int64_t day) {
    agreement_breach breach = {{NULL, 0}, {NULL, 0}};
    if (rule == TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED &&
        !agreement_breach_find(p, o, day, k->arena, &breach)) {
        k->failed = true;
    }
    if (breach.by.n > 0) {
        truce_buffer_lit(&k->text, "attributed to ");
        agreement_names(k, breach.by);
    }
}
