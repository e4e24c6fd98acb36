/* A record may not be seen more widely than what it names: else a reader would meet names of things
 * that are hidden. Checked for the team, which sees all, so that no lesser reader ever meets a
 * dangling name.
 *
 * Audiences repeat: equal lists of names become one set, and a set is expanded once to the symbols
 * of all who see by it. Most records share their set with what they name, which needs no look. */
#include <stdlib.h>

#include "reader.h"

typedef struct audience_set {
    truce_refs names;      /* as written, of the first record that has it */
    truce_symbol *viewers; /* rising, with the members of compartments; without team and public */
    uint32_t n;
    bool everybody;
} audience_set;

enum { CACHE = 4096 };

typedef struct checker {
    visitor visit; /* first */
    reader *r;
    truce_symbol team, everybody;
    audience_set *sets;
    size_t n_sets, cap_sets;
    uint32_t *slots; /* hash of names -> set + 1 */
    size_t slots_cap;
    uint32_t *set_of[TRUCE_KIND_N]; /* [kind][index] */
    size_t expanded;                /* names of all sets, with the members of compartments */
    uint32_t current;               /* set of the record that is being walked */
    uint64_t cache[CACHE];          /* pairs of sets that were found to fit, + 1 */
    bool out_of_memory;
} checker;

static int by_symbol(const void *left, const void *right) {
    const truce_symbol l = *(const truce_symbol *)left;
    const truce_symbol r = *(const truce_symbol *)right;
    return (l > r) - (l < r);
}

static bool expand(checker *k, audience_set *set) {
    const truce_case *const c = k->r->c;
    size_t n = 0;
    for (uint32_t i = 0; i < set->names.n; i++) {
        const uint32_t d = truce_case_find(c, TRUCE_KIND_COMPARTMENT, set->names.at[i]);
        n += 1 + (d != TRUCE_NONE ? c->compartments[d].members.n : 0);
    }
    k->expanded += n;
    if (k->expanded > TRUCE_VIEWERS_MAX) {
        if (k->expanded - n <= TRUCE_VIEWERS_MAX) {
            (void)wrong(
                k->r, set->names.at[0].place, 0,
                TRUCE_STR("give the records that are for the same people the same audience"),
                "the audiences of this case name more than %d readers in all", TRUCE_VIEWERS_MAX);
        }
        set->everybody = true; /* reported once; nothing more is compared with it */
        return true;
    }
    truce_symbol *const viewers = truce_arena_take(k->r->arena, n * sizeof *viewers);
    if (viewers == NULL) {
        return false;
    }
    uint32_t used = 0;
    for (uint32_t i = 0; i < set->names.n; i++) {
        const truce_ref ref = set->names.at[i];
        set->everybody = set->everybody || ref.symbol == k->everybody;
        if (ref.symbol != k->everybody && ref.symbol != k->team) {
            viewers[used++] = ref.symbol;
        }
        const uint32_t d = truce_case_find(c, TRUCE_KIND_COMPARTMENT, ref);
        for (uint32_t m = 0; d != TRUCE_NONE && m < c->compartments[d].members.n; m++) {
            viewers[used++] = c->compartments[d].members.at[m].symbol;
        }
    }
    qsort(viewers, used, sizeof *viewers, by_symbol);
    for (uint32_t i = 0; i < used; i++) {
        if (set->n == 0 || viewers[set->n - 1] != viewers[i]) {
            viewers[set->n++] = viewers[i];
        }
    }
    set->viewers = viewers;
    return true;
}

static bool same_names(truce_refs a, truce_refs b) {
    if (a.n != b.n) {
        return false;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        if (a.at[i].symbol != b.at[i].symbol) {
            return false;
        }
    }
    return true;
}

static size_t find_set(const checker *k, truce_refs names) {
    uint64_t h = 0;
    for (uint32_t i = 0; i < names.n; i++) {
        h = (h ^ names.at[i].symbol) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 32;
    }
    size_t i = (size_t)h & (k->slots_cap - 1);
    while (k->slots[i] != 0 && !same_names(k->sets[k->slots[i] - 1].names, names)) {
        i = (i + 1) & (k->slots_cap - 1);
    }
    return i;
}

/* The set of those names, new if need be. The table is as large as twice all records. */
static uint32_t intern_set(checker *k, truce_refs names) {
    const size_t slot = find_set(k, names);
    if (k->slots[slot] != 0) {
        return k->slots[slot] - 1;
    }
    audience_set *const sets =
        truce_arena_grow(k->r->arena, k->sets, k->n_sets, &k->cap_sets, sizeof *sets);
    if (sets == NULL) {
        k->out_of_memory = true;
        return 0;
    }
    k->sets = sets;
    sets[k->n_sets] = (audience_set){.names = names};
    if (!expand(k, &sets[k->n_sets])) {
        k->out_of_memory = true;
        return 0;
    }
    k->slots[slot] = (uint32_t)++k->n_sets;
    return k->slots[slot] - 1;
}

/* Whether everybody in `inner` is in `outer`, or is in `self` or among `members`. */
static bool fits(const audience_set *inner, const audience_set *outer, truce_symbol self,
                 truce_refs members) {
    if (outer->everybody) {
        return true;
    }
    if (inner->everybody) {
        return false;
    }
    uint32_t o = 0;
    for (uint32_t i = 0; i < inner->n; i++) {
        while (o < outer->n && outer->viewers[o] < inner->viewers[i]) {
            o++;
        }
        bool in =
            (o < outer->n && outer->viewers[o] == inner->viewers[i]) || inner->viewers[i] == self;
        for (uint32_t m = 0; !in && m < members.n; m++) {
            in = members.at[m].symbol == inner->viewers[i];
        }
        if (!in) {
            return false;
        }
    }
    return true;
}

static void check_ref(visitor *v, truce_ref *ref, uint64_t kinds) {
    (void)kinds;
    checker *const k = (checker *)v;
    truce_case *const c = k->r->c;
    const truce_declared target = c->declared[ref->symbol];
    if (target.kind == TRUCE_KIND_NONE) {
        return; /* someone */
    }
    const uint32_t set = k->set_of[target.kind][target.index];
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
    if (fits(&k->sets[k->current], &k->sets[set], seen_by_self ? ref->symbol : 0, members)) {
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
        const truce_kind kind = c->declared[ref.symbol].kind;
        if (ref.symbol == k->team || ref.symbol == k->everybody || kind == TRUCE_KIND_READER ||
            kind == TRUCE_KIND_COMPARTMENT || kind == TRUCE_KIND_ACTOR) {
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

static truce_refs audience_of(const truce_case *c, const truce_head *head, truce_refs team) {
    if (head->audience.n > 0) {
        return head->audience;
    }
    if (c->texts[head->file].audience.n > 0) {
        return c->texts[head->file].audience;
    }
    return c->n_cases == 1 && c->cases[0].head.audience.n > 0 ? c->cases[0].head.audience : team;
}

static bool find_sets(checker *k, truce_refs team) {
    truce_case *const c = k->r->c;
    for (k->slots_cap = 16; k->slots_cap < 2 * (size_t)c->n_records; k->slots_cap *= 2) {
    }
    k->slots = truce_arena_zero(k->r->arena, k->slots_cap, sizeof *k->slots);
    if (k->slots == NULL) {
        return false;
    }
    uint32_t counts[TRUCE_KIND_N] = {0};
    for (uint32_t i = 0; i < c->n_records; i++) {
        counts[c->records[i].kind]++;
    }
    for (int kind = 0; kind < TRUCE_KIND_N; kind++) {
        k->set_of[kind] = truce_arena_take(k->r->arena, counts[kind] * sizeof(uint32_t));
        if (k->set_of[kind] == NULL) {
            return false;
        }
    }
    for (uint32_t i = 0; i < c->n_records; i++) {
        const truce_head *const head = truce_case_head(c, c->records[i]);
        k->set_of[c->records[i].kind][c->records[i].index] =
            intern_set(k, audience_of(c, head, team));
        check_names(k, head->audience);
    }
    return !k->out_of_memory;
}

bool check_audiences(reader *r) {
    truce_case *const c = r->c;
    checker k = {.visit = {check_ref, NULL}, .r = r};
    k.team = KW_TEAM;
    k.everybody = KW_PUBLIC;
    truce_ref team = {k.team, 0};
    for (uint32_t i = 0; i < c->n_texts; i++) {
        check_names(&k, c->texts[i].audience);
    }
    if (!find_sets(&k, (truce_refs){&team, 1})) {
        return no_memory(r);
    }
    if (r->report->errors > 0) {
        return true; /* a misspelt name fits nowhere */
    }
    for (uint32_t i = 0; k.n_sets > 1 && i < c->n_records; i++) {
        if (c->records[i].kind == TRUCE_KIND_COMPARTMENT) {
            continue; /* names only members, of whom each reader is shown those it may see */
        }
        k.current = k.set_of[c->records[i].kind][c->records[i].index];
        walk_record(c, c->records[i], &k.visit);
    }
    return true;
}
