/* A record may not be seen more widely than what it names: else a reader would meet names of things
 * that are hidden. Checked for the team, which sees all, so that no lesser reader ever meets a
 * dangling name.
 * Most records share their set with what they name, which needs no look. */
#include "audience_sets.h"

enum { CACHE = 4096 };

typedef struct checker {
    visitor visit; /* first */
    reader *r;
    audience_sets sets;
    uint32_t current;      /* set of the record that is being walked */
    uint64_t cache[CACHE]; /* pairs of sets that were found to fit, + 1 */
} checker;

static void check_ref(visitor *v, truce_ref *ref, uint64_t kinds) {
    checker *const k = (checker *)v;
    truce_case *const c = k->r->c;
    const truce_declared target = meant_by(c, ref->symbol, kinds);
    if (target.kind == TRUCE_KIND_NONE) {
        return; /* someone */
    }
    const uint32_t set = k->sets.set_of[target.kind][target.index];
    if (set == k->current) {
        return;
    }
    const uint64_t pair = ((uint64_t)k->current << 32 | set) + 1;
    uint64_t *const cached = &k->cache[(pair * UINT64_C(0x9E3779B97F4A7C15)) >> 52];
    if (*cached == pair) {
        return;
    }
    const bool seen_by_self =
        target.kind == TRUCE_KIND_READER || target.kind == TRUCE_KIND_COMPARTMENT;
    const truce_refs members = target.kind == TRUCE_KIND_COMPARTMENT
                                   ? c->compartments[target.index].members
                                   : (truce_refs){NULL, 0};
    if (audience_fits(&k->sets.at[k->current], &k->sets.at[set], seen_by_self ? ref->symbol : 0,
                      members)) {
        if (!seen_by_self) {
            *cached = pair;
        }
        return;
    }
    const truce_str name = truce_case_name(c, ref->symbol);
    (void)wrong(k->r, ref->place, name.size,
                TRUCE_STR("narrow this record's audience, or widen that of what it names"),
                "this record may be seen by some who may not see \"%.*s\"", TRUCE_STR_ARGS(name));
}

/* Every name on an audience line is a reader, a compartment, an actor, team or public. */
static void check_names(checker *k, truce_refs names) {
    truce_case *const c = k->r->c;
    for (uint32_t i = 0; i < names.n; i++) {
        const truce_ref ref = names.at[i];
        if (ref.symbol == KW_TEAM || ref.symbol == KW_PUBLIC ||
            truce_case_circle(c, ref.symbol).kind != TRUCE_KIND_NONE) {
            continue;
        }
        const truce_str name = truce_case_name(c, ref.symbol);
        const truce_str shown = shown_word(name);
        truce_suggestion s = truce_suggest_for(name);
        truce_suggest_try(&s, TRUCE_STR("team"));
        truce_suggest_try(&s, TRUCE_STR("public"));
        for (uint32_t n = 0; n < c->n_readers && is_shown(k->r); n++) {
            truce_suggest_try(&s, truce_case_name(c, c->readers[n].head.name));
        }
        for (uint32_t n = 0; n < c->n_compartments && is_shown(k->r); n++) {
            truce_suggest_try(&s, truce_case_name(c, c->compartments[n].head.name));
        }
        truce_str hint = truce_suggest_hint(&s, k->r->arena);
        if (hint.size == 0) {
            hint = TRUCE_STR("an audience is a reader, a compartment, an actor, team or public");
        }
        (void)wrong(k->r, ref.place, name.size, hint, "nobody is called \"%.*s\"",
                    TRUCE_STR_ARGS(shown));
    }
}

bool check_audiences(reader *r) {
    truce_case *const c = r->c;
    checker k = {.visit = {check_ref, NULL}, .r = r};
    for (uint32_t i = 0; i < c->n_texts; i++) {
        check_names(&k, c->texts[i].audience);
    }
    if (!audience_sets_find(r, 0, &k.sets)) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_records; i++) {
        check_names(&k, truce_case_head(c, c->records[i])->audience);
    }
    if (r->report->errors > 0) {
        return true; /* a misspelt name fits nowhere */
    }
    for (uint32_t i = 0; k.sets.n > 1 && i < c->n_records; i++) {
        if (c->records[i].kind == TRUCE_KIND_COMPARTMENT) {
            continue; /* names only members, of whom each reader is shown those it may see */
        }
        k.current = k.sets.set_of[c->records[i].kind][c->records[i].index];
        walk_record(c, c->records[i], &k.visit);
    }
    return true;
}
