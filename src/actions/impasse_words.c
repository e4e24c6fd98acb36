/* Positions, options and packages of an impasse in words. */
#include "compose_impasse.h"
#include "packages.h"

static void lit(composer *k, const char *text) {
    truce_buffer_add(&k->text, truce_str_of(text));
}

void impasse_position_id(composer *k, const weighed *w, const held_position *p) {
    const truce_position *const first = &w->matrix.positions[p->of[0]];
    truce_buffer_add(&k->text, truce_case_name(k->c, k->c->actors[p->actor].head.name));
    lit(k, ":");
    truce_buffer_add(
        &k->text, p->offer != TRUCE_NONE ? truce_case_name(k->c, k->c->offers[p->offer].head.name)
                  : p->package           ? TRUCE_STR("package")
                               : truce_case_name(k->c, k->c->issues[first->issue].head.name));
    lit(k, ":");
    truce_buffer_add(&k->text, truce_case_name(k->c, k->c->claims[p->claims[0]].head.name));
}

/* The lines of a package that are on `issues`; NULL: all of them. */
static void add_lines(composer *k, const weighed *w, const held_position *p, const bool *issues,
                      uint32_t n_issues) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const truce_position *const of = &w->matrix.positions[p->of[i]];
        if (issues == NULL || issues[of->issue]) {
            lit(k, n++ > 0 ? "; " : "");
            phrase_asked(&k->text, k->c, of, n_issues != 1);
        }
    }
}

/* How many lines of a package are on these issues. */
static uint32_t count_lines(const weighed *w, const held_position *p, const bool *issues) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n && issues != NULL; i++) {
        n += issues[w->matrix.positions[p->of[i]].issue];
    }
    return n;
}

void impasse_position_says(composer *k, const weighed *w, const held_position *p,
                           const bool *issues, uint32_t n_issues) {
    const truce_statement *const st = p->statement;
    const truce_position *const first = &w->matrix.positions[p->of[0]];
    if (!p->package) {
        lit(k, p->only_if ? "only " : "");
        phrase_position_stance(&k->text, first);
        for (uint32_t i = 0; i < p->n; i++) {
            const truce_position *const of = &w->matrix.positions[p->of[i]];
            lit(k, i == 0 ? " " : "; ");
            phrase_asked(&k->text, k->c, of, n_issues != 1);
            phrase_condition(&k->text, k->c, of->statement->as.position.condition);
        }
        return;
    }
    const uint32_t shown = count_lines(w, p, issues);
    const bool some = shown > 0 && shown < p->n;
    if (p->offer != TRUCE_NONE) {
        lit(k, p->kept ? "holds to its offer (" : "offers (");
        truce_buffer_add(&k->text, k->c->offers[p->offer].head.title);
        lit(k, p->only_if ? "), on a condition: " : "): ");
        add_lines(k, w, p, some ? issues : NULL, n_issues);
        return;
    }
    phrase_stance(&k->text, st->as.position.stance, st->denied,
                  st->as.position.firmness == TRUCE_FIRMNESS_FIRM,
                  st->as.position.firmness == TRUCE_FIRMNESS_FLEXIBLE);
    if (some) {
        truce_buffer_printf(&k->text, " %s of %u things, ", p->any ? "one" : "all", p->n);
        lit(k, p->any ? "such as: " : "with: ");
    } else {
        lit(k, p->any ? " any of: " : " all of: ");
    }
    add_lines(k, w, p, some ? issues : NULL, n_issues);
    phrase_condition(&k->text, k->c, st->as.position.condition);
}
