/* From names to what they mean. Names may be used before they are declared, so first every record
 * is entered under its name, then every use is looked up; options are looked up in their issue. */
#include <stdio.h>

#include "apart.h"
#include "reader.h"

static const truce_str no_hint = {NULL, 0};

/* (issue, symbol) -> place among the issue's options, or among its groups. Open addressing; the
 * table is half empty at most. */
typedef struct option_table {
    struct option_slot {
        uint64_t key; /* 0: empty */
        uint32_t index;
    } * slots;
    size_t mask;
} option_table;

typedef struct binder {
    visitor visit; /* first, so that the visitor is the binder */
    reader *r;
    bool *poisoned; /* [symbol] */
    option_table options;
    bool in_ledger; /* readers and compartments have names apart from those of records */
} binder;

static const char *const kind_called[TRUCE_KIND_N] = {
    [TRUCE_KIND_CASE] = "case",
    [TRUCE_KIND_ACTOR] = "actor",
    [TRUCE_KIND_SOURCE] = "source",
    [TRUCE_KIND_ISSUE] = "issue",
    [TRUCE_KIND_LINK] = "link",
    [TRUCE_KIND_TERM] = "term",
    [TRUCE_KIND_OFFER] = "offer",
    [TRUCE_KIND_CUSTODY] = "custody record",
    [TRUCE_KIND_EVENT] = "event",
    [TRUCE_KIND_CLAIM] = "claim",
    [TRUCE_KIND_ACCOUNT] = "account",
    [TRUCE_KIND_DATING] = "dating",
    [TRUCE_KIND_PREFERENCES] = "preferences record",
    [TRUCE_KIND_STEP] = "step",
    [TRUCE_KIND_EXCHANGE] = "exchange",
    [TRUCE_KIND_VALUES] = "values record",
    [TRUCE_KIND_AGREEMENT] = "agreement",
    [TRUCE_KIND_OBLIGATION] = "obligation",
    [TRUCE_KIND_REPORT] = "report",
    [TRUCE_KIND_INCIDENT] = "incident",
    [TRUCE_KIND_TEXT] = "text",
    [TRUCE_KIND_CLAUSE] = "clause",
    [TRUCE_KIND_WORDING] = "wording",
    [TRUCE_KIND_CHANGE] = "change",
    [TRUCE_KIND_CRITICISM] = "criticism",
    [TRUCE_KIND_STANDING] = "standing",
    [TRUCE_KIND_READING] = "reading",
    [TRUCE_KIND_DEFINITION] = "definition",
    [TRUCE_KIND_MODEL] = "model",
    [TRUCE_KIND_MOVE] = "move",
    [TRUCE_KIND_ORDER] = "order",
    [TRUCE_KIND_READER] = "reader",
    [TRUCE_KIND_COMPARTMENT] = "compartment",
};

static const char *article(const char *noun) {
    return strchr("aeio", noun[0]) != NULL ? "an" : "a";
}

/* "an actor", "a source, a claim or an event" */
static const char *kinds_called(uint64_t kinds, char *out, size_t size) {
    size_t used = 0;
    uint64_t left = kinds & ~KINDS(NONE);
    for (int k = 1; k < TRUCE_KIND_N && used < size; k++) {
        if ((kinds & UINT64_C(1) << k) == 0) {
            continue;
        }
        left &= ~(UINT64_C(1) << k);
        const char *const join = used == 0 ? "" : left == 0 ? " or " : ", ";
        used += (size_t)snprintf(out + used, size - used, "%s%s %s", join, article(kind_called[k]),
                                 kind_called[k]);
    }
    return out;
}

/* ---- declaring ---- */

static bool is_circle(truce_kind kind) {
    return kind == TRUCE_KIND_READER || kind == TRUCE_KIND_COMPARTMENT;
}

/* Readers and compartments alone; the first of a name. */
static bool declare_circles(reader *r) {
    truce_case *const c = r->c;
    c->circles = truce_arena_zero(r->arena, c->symbols.n, sizeof *c->circles);
    for (uint32_t i = 0; c->circles != NULL && i < c->n_records; i++) {
        const truce_head *const head = truce_case_head(c, c->records[i]);
        if (is_circle(head->kind) && c->circles[head->name].kind == TRUCE_KIND_NONE) {
            c->circles[head->name] = c->records[i];
        }
    }
    return c->circles != NULL || no_memory(r);
}

static bool declare_all(reader *r) {
    truce_case *const c = r->c;
    c->declared = truce_arena_zero(r->arena, c->symbols.n, sizeof *c->declared);
    c->circles = truce_arena_zero(r->arena, c->symbols.n, sizeof *c->circles);
    if (c->declared == NULL || c->circles == NULL) {
        return no_memory(r);
    }
    for (uint32_t i = 0; i < c->n_records; i++) {
        const truce_head *const head = truce_case_head(c, c->records[i]);
        if (head->name == 0) {
            continue;
        }
        truce_declared *const slot =
            is_circle(head->kind) ? &c->circles[head->name] : &c->declared[head->name];
        if (slot->kind != TRUCE_KIND_NONE) {
            const truce_str name = truce_case_name(c, head->name);
            const char *const advice = head->kind == TRUCE_KIND_CLAIM
                                           ? "; give each a label of its own, as in s2:P8.office"
                                           : "";
            truce_str hint = no_hint;
            if (is_shown(r)) {
                const truce_str where =
                    truce_report_where(r->report, truce_case_head(c, *slot)->place, r->arena);
                hint = truce_arena_printf(r->arena, "the other one is at %.*s%s",
                                          TRUCE_STR_ARGS(where), advice);
            }
            (void)wrong(r, head->name_place, name.size, hint,
                        "\"%.*s\" is already the name of %s %s", TRUCE_STR_ARGS(name),
                        article(kind_called[slot->kind]), kind_called[slot->kind]);
            continue;
        }
        *slot = c->records[i];
    }
    if (c->n_cases > 1) {
        (void)wrong(r, c->cases[1].head.place, 4, no_hint, "a second case record");
    }
    return true;
}

truce_declared meant_by(const truce_case *c, truce_symbol symbol, uint64_t kinds) {
    const truce_declared thing = c->declared[symbol];
    const truce_declared circle = c->circles[symbol];
    const bool fits = (kinds & UINT64_C(1) << circle.kind & ~KINDS(NONE)) != 0;
    /* Where anything may stand, the things of the talks come before their readers. */
    return fits && (kinds != ANY_KIND || thing.kind == TRUCE_KIND_NONE) ? circle
           : thing.kind != TRUCE_KIND_NONE                              ? thing
                                                                        : circle;
}

/* ---- options ---- */

static uint64_t option_key(uint32_t issue, truce_symbol name, bool group) {
    return ((uint64_t)issue + 1) << 33 | (uint64_t)group << 32 | name;
}

static struct option_slot *option_slot_of(const option_table *t, uint64_t key) {
    uint64_t h = key * UINT64_C(0x9E3779B97F4A7C15);
    h ^= h >> 29;
    h *= UINT64_C(0xBF58476D1CE4E5B9);
    size_t i = (size_t)(h >> 32) & t->mask;
    while (t->slots[i].key != 0 && t->slots[i].key != key) {
        i = (i + 1) & t->mask;
    }
    return &t->slots[i];
}

static bool build_options(binder *b) {
    reader *const r = b->r;
    const truce_case *const c = r->c;
    size_t n = 0;
    for (uint32_t i = 0; i < c->n_issues; i++) {
        n += c->issues[i].n_options + c->issues[i].per.n;
    }
    size_t cap = 16;
    while (cap < 2 * n) {
        cap *= 2;
    }
    b->options.slots = truce_arena_zero(r->arena, cap, sizeof *b->options.slots);
    if (b->options.slots == NULL) {
        return no_memory(r);
    }
    b->options.mask = cap - 1;
    for (uint32_t i = 0; i < c->n_issues; i++) {
        const truce_issue *const issue = &c->issues[i];
        for (uint32_t k = 0; k < issue->n_options + issue->per.n; k++) {
            const bool group = k >= issue->n_options;
            const truce_symbol name =
                group ? issue->per.at[k - issue->n_options].symbol : issue->options[k].name;
            const truce_place place =
                group ? issue->per.at[k - issue->n_options].place : issue->options[k].place;
            struct option_slot *const slot =
                option_slot_of(&b->options, option_key(i, name, group));
            if (slot->key != 0) {
                const truce_str text = truce_case_name(c, name);
                (void)wrong(r, place, text.size, no_hint, "%s \"%.*s\" twice in one issue",
                            group ? "the group" : "the option", TRUCE_STR_ARGS(text));
                continue;
            }
            slot->key = option_key(i, name, group);
            slot->index = group ? k - issue->n_options : k;
        }
    }
    return true;
}

static void unknown_option(binder *b, const truce_issue *issue, const truce_value *value) {
    reader *const r = b->r;
    const truce_str name = truce_case_name(r->c, value->option);
    const truce_str called = truce_case_name(r->c, issue->head.name);
    if (issue->n_options == 0) {
        (void)wrong(r, value->place, name.size,
                    issue->has_range
                        ? TRUCE_STR("give a number within its range")
                        : TRUCE_STR("give the issue rungs or options, or write: unstated"),
                    "the issue \"%.*s\" has no options", TRUCE_STR_ARGS(called));
        return;
    }
    truce_suggestion s = truce_suggest_for(name);
    char all[160] = "";
    size_t used = 0;
    for (uint32_t i = 0; i < issue->n_options && is_shown(r); i++) {
        const truce_str option = truce_case_name(r->c, issue->options[i].name);
        truce_suggest_try(&s, option);
        if (used < sizeof all - 1) {
            used += (size_t)snprintf(all + used, sizeof all - used, "%s%.*s", i > 0 ? ", " : "",
                                     TRUCE_STR_ARGS(option));
        }
    }
    truce_str hint = truce_suggest_hint(&s, r->arena);
    if (hint.size == 0) {
        hint = truce_arena_printf(r->arena, "its options are: %s%s", all,
                                  used >= sizeof all - 1 ? "..." : "");
    }
    const truce_str shown = shown_word(name);
    (void)wrong(r, value->place, name.size, hint, "the issue \"%.*s\" has no option \"%.*s\"",
                TRUCE_STR_ARGS(called), TRUCE_STR_ARGS(shown));
}

static void bind_number(binder *b, const truce_issue *issue, const truce_value *value) {
    reader *const r = b->r;
    const truce_str called = truce_case_name(r->c, issue->head.name);
    if (!issue->has_range) {
        (void)wrong(r, value->place, 0, TRUCE_STR("name one of its options"),
                    "the issue \"%.*s\" has no range of numbers", TRUCE_STR_ARGS(called));
        return;
    }
    char low[24];
    char high[24];
    char step[24];
    const int n_low = (int)truce_decimal_write(issue->low, low);
    const int n_high = (int)truce_decimal_write(issue->high, high);
    const int n_step = (int)truce_decimal_write(issue->step, step);
    if (truce_decimal_compare(value->low, issue->low) < 0 ||
        truce_decimal_compare(value->high, issue->high) > 0) {
        (void)wrong(r, value->place, 0, no_hint,
                    "this is outside of the range of \"%.*s\", %.*s..%.*s", TRUCE_STR_ARGS(called),
                    n_low, low, n_high, high);
        return;
    }
    int64_t index = 0;
    if (!truce_decimal_step(value->low, issue->low, issue->step, &index) ||
        !truce_decimal_step(value->high, issue->low, issue->step, &index)) {
        (void)wrong(r, value->place, 0, no_hint,
                    "\"%.*s\" goes from %.*s in steps of %.*s, and this lies between two",
                    TRUCE_STR_ARGS(called), n_low, low, n_step, step);
    }
}

static void bind_item(visitor *v, truce_item *item) {
    binder *const b = (binder *)v;
    reader *const r = b->r;
    const uint32_t i = truce_case_find(r->c, TRUCE_KIND_ISSUE, item->issue);
    if (i == TRUCE_NONE || b->poisoned[item->issue.symbol]) {
        return; /* the name itself is complained about, or was */
    }
    const truce_issue *const issue = &r->c->issues[i];
    for (uint32_t k = 0; k < item->n_values; k++) {
        truce_value *const value = &item->values[k];
        if (value->kind != TRUCE_VALUE_OPTION) {
            bind_number(b, issue, value);
            continue;
        }
        const struct option_slot *const slot =
            option_slot_of(&b->options, option_key(i, value->option, false));
        if (slot->key == 0) {
            unknown_option(b, issue, value);
            continue;
        }
        value->index = slot->index;
    }
    const bool open_ended =
        item->extent == TRUCE_EXTENT_OR_MORE || item->extent == TRUCE_EXTENT_OR_LESS;
    if (open_ended &&
        (item->values[0].kind == TRUCE_VALUE_RANGE ||
         (item->values[0].index != TRUCE_NONE && !issue->options[item->values[0].index].rung))) {
        (void)wrong(
            r, item->values[0].place, 0,
            TRUCE_STR("\"or more\" and \"or less\" follow the ladder from a rung or a number"),
            "\"or %s\" needs a rung or a number",
            item->extent == TRUCE_EXTENT_OR_MORE ? "more" : "less");
    }
    for (uint32_t k = 0; k < item->groups.n; k++) {
        const truce_ref group = item->groups.at[k];
        /* A name that is no actor's is complained about where names are looked up. */
        if (option_slot_of(&b->options, option_key(i, group.symbol, true))->key == 0 &&
            !b->poisoned[group.symbol] &&
            truce_case_find(r->c, TRUCE_KIND_ACTOR, group) != TRUCE_NONE) {
            const truce_str called = truce_case_name(r->c, issue->head.name);
            const truce_str name = truce_case_name(r->c, group.symbol);
            (void)wrong(r, group.place, name.size,
                        TRUCE_STR("list the group under \"per\" in the issue"),
                        "the issue \"%.*s\" is not decided for \"%.*s\" apart",
                        TRUCE_STR_ARGS(called), TRUCE_STR_ARGS(name));
        }
    }
}

/* ---- uses ---- */

enum { MOVES_LISTED = 12 };

/* "declare it; the moves are water, pay": where they are few, and may be told. */
static truce_str declare_hint(const reader *r, uint64_t kinds) {
    char what[160];
    const truce_case *const c = r->c;
    if (kinds != KINDS(MOVE) || !is_shown(r) || c->n_moves == 0 || c->n_moves > MOVES_LISTED) {
        return truce_arena_printf(r->arena, "declare it; here %s is meant",
                                  kinds_called(kinds, what, sizeof what));
    }
    truce_buffer names = truce_buffer_new();
    for (uint32_t i = 0; i < c->n_moves; i++) {
        const truce_str name = truce_case_name(c, c->moves[i].head.name);
        truce_buffer_printf(&names, "%s%.*s", i > 0 ? ", " : "", TRUCE_STR_ARGS(name));
    }
    const truce_str all = truce_buffer_str(&names);
    const truce_str hint =
        truce_arena_printf(r->arena, "declare it; here a move is meant: %.*s", TRUCE_STR_ARGS(all));
    truce_buffer_clear(&names);
    return hint;
}

static void unknown_name(binder *b, const truce_ref *ref, uint64_t kinds) {
    reader *const r = b->r;
    const truce_case *const c = r->c;
    const truce_str name = truce_case_name(c, ref->symbol);
    const truce_str shown = shown_word(name);
    truce_suggestion s = truce_suggest_for(name);
    if (is_shown(r)) {
        for (uint32_t i = 0; i < c->n_records; i++) {
            const truce_head *const head = truce_case_head(c, c->records[i]);
            if ((kinds & UINT64_C(1) << head->kind) != 0 && head->name != 0) {
                truce_suggest_try(&s, truce_case_name(c, head->name));
            }
        }
    }
    truce_str hint = truce_suggest_hint(&s, r->arena);
    if (hint.size == 0 && kinds != ANY_KIND) {
        hint = declare_hint(r, kinds);
    }
    (void)wrong(r, ref->place, name.size, hint, "nothing is called \"%.*s\"",
                TRUCE_STR_ARGS(shown));
}

static void use_ref(visitor *v, truce_ref *ref, uint64_t kinds) {
    (void)kinds;
    ((binder *)v)->r->used[ref->symbol] = true;
}

static void bind_ref(visitor *v, truce_ref *ref, uint64_t kinds) {
    binder *const b = (binder *)v;
    reader *const r = b->r;
    use_ref(v, ref, kinds);
    if (b->poisoned[ref->symbol]) {
        return;
    }
    if (ref->symbol == KW_SOMEONE && (kinds & KINDS(ACTOR)) != 0) {
        if ((kinds & KINDS(NONE)) == 0) {
            (void)wrong(r, ref->place, 7,
                        TRUCE_STR("name an actor; a speaker without a name is: one \"official\""),
                        "\"someone\" is nobody in particular and cannot stand here");
        }
        return;
    }
    const truce_kind kind = meant_by(r->c, ref->symbol, kinds).kind;
    if ((kinds & UINT64_C(1) << kind) != 0 && kind != TRUCE_KIND_NONE) {
        return;
    }
    if (kind == TRUCE_KIND_NONE) {
        if (!r->unread) {
            unknown_name(b, ref, kinds);
        }
        return;
    }
    char what[160];
    const truce_str name = truce_case_name(r->c, ref->symbol);
    truce_str hint = no_hint;
    if ((kinds & KINDS(ACTOR)) != 0 &&
        (kind == TRUCE_KIND_READER || kind == TRUCE_KIND_COMPARTMENT)) {
        hint = truce_arena_printf(r->arena,
                                  "who acts in the case has a record there: person %.*s \"...\" of "
                                  "PARTY",
                                  TRUCE_STR_ARGS(b->in_ledger ? name : TRUCE_STR("NAME")));
        r->out_of_memory = r->out_of_memory || hint.data == NULL;
    }
    (void)wrong(r, ref->place, name.size, hint, "\"%.*s\" is %s %s, and here %s is meant",
                TRUCE_STR_ARGS(name), article(kind_called[kind]), kind_called[kind],
                kinds_called(kinds, what, sizeof what));
}

/* ---- chains ---- */

/* Each of `n` things may point to one other. Report one link of every ring, by `report`. */
static bool find_rings(reader *r, uint32_t n, const uint32_t *next,
                       void (*report)(reader *r, uint32_t i)) {
    uint32_t *const seen =
        truce_arena_zero(r->arena, n, sizeof *seen); /* walk that saw it, from 1 */
    if (n > 0 && seen == NULL) {
        return no_memory(r);
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i;
        while (at != TRUCE_NONE && seen[at] == 0) {
            seen[at] = i + 1;
            at = next[at];
        }
        if (at != TRUCE_NONE && seen[at] == i + 1) {
            report(r, at);
        }
    }
    return true;
}

static void actor_ring(reader *r, uint32_t i) {
    const truce_str name = truce_case_name(r->c, r->c->actors[i].head.name);
    (void)wrong(r, r->c->actors[i].of.place, 0, no_hint,
                "\"%.*s\" belongs to itself, directly or through others", TRUCE_STR_ARGS(name));
}

static void copy_ring(reader *r, uint32_t i) {
    (void)wrong(r, r->c->sources[i].copies.place, 0, no_hint,
                "this source copies itself, directly or through others");
}

static void draw_ring(reader *r, uint32_t i) {
    (void)wrong(r, r->c->sources[i].draws_on.place, 0, no_hint,
                "this source draws on itself, directly or through others");
}

static void replace_ring(reader *r, uint32_t i) {
    (void)wrong(r, r->c->offers[i].replaces.place, 0, no_hint,
                "this offer replaces itself, directly or through others");
}

static void claim_ring(reader *r, uint32_t i) {
    (void)wrong(r, r->c->claims[i].copy_of.place, 0, no_hint,
                "this claim is a copy of itself, directly or through others");
}

#define CHECK_RINGS(r, KIND, array, field, report)                                                 \
    check_rings((r), (r)->c->n_##array, TRUCE_KIND_##KIND, (r)->c->array,                          \
                (r)->c->n_##array > 0                                                              \
                    ? (size_t)((char *)&(r)->c->array[0].field - (char *)&(r)->c->array[0])        \
                    : 0,                                                                           \
                (r)->c->n_##array > 1                                                              \
                    ? (size_t)((char *)&(r)->c->array[1] - (char *)&(r)->c->array[0])              \
                    : 0,                                                                           \
                (report))

static bool check_rings(reader *r, uint32_t n, truce_kind kind, const void *array, size_t offset,
                        size_t stride, void (*report)(reader *r, uint32_t i)) {
    uint32_t *const next = truce_arena_take(r->arena, n * sizeof *next);
    if (next == NULL) {
        return no_memory(r);
    }
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        const char *const field = (const char *)array + i * stride + offset;
        next[i] = truce_case_find(r->c, kind, *(const truce_ref *)field);
        any = any || next[i] != TRUCE_NONE;
    }
    return !any || find_rings(r, n, next, report);
}

/* The last actor along `of`. Only when there are no rings: each step then ends. Linear: an actor
 * whose side is known ends the walk, and all on the way get it. */
static void find_sides(truce_case *c) {
    for (uint32_t i = 0; i < c->n_actors; i++) {
        c->actors[i].side = TRUCE_NONE;
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        uint32_t at = i;
        uint32_t next = truce_case_find(c, TRUCE_KIND_ACTOR, c->actors[at].of);
        while (c->actors[at].side == TRUCE_NONE && next != TRUCE_NONE) {
            at = next;
            next = truce_case_find(c, TRUCE_KIND_ACTOR, c->actors[at].of);
        }
        const uint32_t side = c->actors[at].side != TRUCE_NONE ? c->actors[at].side : at;
        for (at = i; at != TRUCE_NONE && c->actors[at].side == TRUCE_NONE;
             at = truce_case_find(c, TRUCE_KIND_ACTOR, c->actors[at].of)) {
            c->actors[at].side = side;
        }
    }
}

/* ---- all ---- */

static void check_claims(reader *r) {
    for (uint32_t i = 0; i < r->c->n_claims; i++) {
        const truce_claim *const claim = &r->c->claims[i];
        const uint32_t s = truce_case_find(r->c, TRUCE_KIND_SOURCE, claim->source);
        if (s != TRUCE_NONE && r->c->sources[s].unseen) {
            const truce_str name = truce_case_name(r->c, claim->source.symbol);
            (void)wrong(r, claim->head.name_place, name.size,
                        TRUCE_STR("cite the source in which you read it, or take \"unseen\" away"),
                        "the source \"%.*s\" is unseen and so can hold no claims",
                        TRUCE_STR_ARGS(name));
        }
    }
}

bool bind_case(reader *r, const truce_writers *writers) {
    truce_case *const c = r->c;
    if (writers != NULL && !(declare_circles(r) && keep_names_apart(r, writers))) {
        return false;
    }
    binder b = {.visit = {bind_ref, bind_item}, .r = r, .in_ledger = writers != NULL};
    b.poisoned = truce_arena_zero(r->arena, c->symbols.n, sizeof *b.poisoned);
    r->used = truce_arena_zero(r->arena, c->symbols.n, sizeof *r->used);
    if (b.poisoned == NULL || r->used == NULL) {
        return no_memory(r);
    }
    for (uint32_t i = 0; i < r->poisoned.n; i++) {
        b.poisoned[r->poisoned.at[i].symbol] = true;
    }
    if (!declare_all(r) || !build_options(&b)) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_records && !r->out_of_memory; i++) {
        /* Who sees a compartment does not always see all of its members. */
        const bool unsure = r->report->narrowed && c->records[i].kind == TRUCE_KIND_COMPARTMENT;
        b.visit.ref = unsure ? use_ref : bind_ref;
        walk_record(c, c->records[i], &b.visit);
    }
    check_claims(r);
    const bool ok = CHECK_RINGS(r, ACTOR, actors, of, actor_ring) &&
                    CHECK_RINGS(r, SOURCE, sources, copies, copy_ring) &&
                    CHECK_RINGS(r, SOURCE, sources, draws_on, draw_ring) &&
                    CHECK_RINGS(r, OFFER, offers, replaces, replace_ring) &&
                    CHECK_RINGS(r, CLAIM, claims, copy_of, claim_ring);
    if (ok && r->report->errors == 0) {
        find_sides(c);
    }
    return ok && !r->out_of_memory &&
           (r->report->errors > 0 ||
            (check_preferences(r) && check_plans(r) && check_texts(r) && check_moves(r)));
}
