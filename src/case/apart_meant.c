/* Which of the records of a name is meant (case/writers.h has the rules). */
#include "apart_parts.h"

/* Is that the compartment, or the text, that the name is written with? Of a claim, also its
 * source's. */
static bool is_where(const apart *a, const version *v, truce_str where) {
    const truce_refs labels = a->sets.at[v->set].names;
    bool is = where.size == 0 || truce_str_equal(v->writer.event, where) ||
              (labels.n == 0 && truce_str_equal(where, TRUCE_STR("team")));
    for (uint32_t i = 0; i < labels.n && !is; i++) {
        is = truce_str_equal(truce_case_name(a->r->c, labels.at[i].symbol), where);
    }
    return is || (v->source != TRUCE_NONE && is_where(a, &a->versions[v->source], where));
}

/* When what stood in its place was taken back for good or for a while; OF_NONE: never. */
static uint64_t taken_back(const apart *a, const version *v) {
    while (v->record == TRUCE_NONE) {
        const truce_gone *const g = &a->writers->gone[v->gone];
        if (g->next == TRUCE_ORDER_OF_NONE) {
            return g->undone;
        }
        if (v->next == TRUCE_NONE) {
            break; /* superseded, under another name or for others */
        }
        v = &a->versions[v->next];
    }
    return TRUCE_ORDER_OF_NONE;
}

/* 0 is likeliest. */
static int likelihood(const apart *a, const version *v) {
    const bool before = v->writer.order <= a->writer.order;
    const bool own = apart_same_author(v->writer, a->writer);
    return own && (before || v->writer.committed == a->writer.committed) ? 0 : before ? 1 : 2;
}

uint32_t apart_meant(const apart *a, uint32_t list, uint64_t kinds, truce_str where) {
    uint32_t found = TRUCE_NONE;
    for (uint32_t i = a->first[list]; i < a->first[list + 1]; i++) {
        const version *const v = &a->versions[i];
        if ((kinds & UINT64_C(1) << v->kind) != 0 && is_where(a, v, where) &&
            taken_back(a, v) >= a->writer.order && /* else it was gone already */
            audience_fits(&a->sets.at[a->set], &a->sets.at[v->set], 0, (truce_refs){NULL, 0}) &&
            (found == TRUCE_NONE || likelihood(a, v) < likelihood(a, &a->versions[found]))) {
            found = i;
        }
    }
    return found;
}

uint32_t apart_now(const apart *a, uint32_t i) {
    while (i != TRUCE_NONE && a->versions[i].record == TRUCE_NONE) {
        i = apart_next(a, i, a->set);
    }
    return i;
}

/* A name that the author sees is another record's for them. */
static void not_as_seen(const apart *a, const truce_ref *ref, const version *v) {
    const truce_str name = truce_case_name(a->r->c, ref->symbol);
    const truce_str shown = truce_case_name(a->r->c, v->shown);
    (void)wrong(a->r, ref->place, name.size,
                truce_arena_printf(
                    a->r->arena, "write %.*s for that one, or else narrow who may see this record",
                    TRUCE_STR_ARGS(shown)),
                "for those who may see this record \"%.*s\" is another one, which you see as "
                "\"%.*s\"",
                TRUCE_STR_ARGS(name), TRUCE_STR_ARGS(shown));
}

/* The list of a name as it is written; TRUCE_NONE: it is not looked at. `*where`: what it is
 * written with; empty: nothing. */
uint32_t apart_list(const apart *a, truce_symbol written, truce_str *where) {
    const truce_str name = truce_case_name(a->r->c, written);
    truce_str text;
    truce_symbol base = written;
    *where = (truce_str){NULL, 0};
    if (a->listed[base] == 0) {
        const bool with = memchr(name.data, '@', name.size) != NULL && a->holder[written] == 0;
        const bool taken = with && apart_split(name, a->r->arena, &text, where);
        if (with && !taken) {
            (void)no_memory(a->r);
        }
        base = taken ? truce_symbols_find(&a->r->c->symbols, text) : 0;
    }
    return base != 0 && base < a->n_symbols ? a->listed[base] - 1 : TRUCE_NONE;
}

void apart_look_up(visitor *visit, truce_ref *ref, uint64_t kinds) {
    apart *const a = (apart *)visit;
    const truce_str name = truce_case_name(a->r->c, ref->symbol);
    truce_str where;
    const uint32_t list = apart_list(a, ref->symbol, &where);
    if (list == TRUCE_NONE) {
        return;
    }
    const uint32_t found = apart_meant(a, list, kinds, where);
    uint32_t i = apart_now(a, found);
    if (found != TRUCE_NONE && i == TRUCE_NONE) {
        (void)wrong(a->r, ref->place, name.size, (truce_str){NULL, 0},
                    "the record called \"%.*s\" that is meant here was taken back",
                    TRUCE_STR_ARGS(name));
        return;
    }
    for (uint32_t k = a->first[list]; i == TRUCE_NONE && k < a->first[list + 1]; k++) {
        if ((kinds & UINT64_C(1) << a->versions[k].kind) != 0) {
            (void)wrong(a->r, ref->place, name.size,
                        TRUCE_STR("narrow this record's audience, or widen that of what it names"),
                        "nothing that all may see who may see this record is called \"%.*s\"",
                        TRUCE_STR_ARGS(name));
            return;
        }
    }
    if (i == TRUCE_NONE) {
        return; /* of another kind: a reader's name, or wrong */
    }
    const version *const v = &a->versions[i];
    if (a->fresh && where.size == 0 && v->shown != ref->symbol) {
        not_as_seen(a, ref, v);
    }
    const truce_declared in = a->r->c->records[a->record];
    const bool within = in.kind == TRUCE_KIND_CLAIM && ref == &a->r->c->claims[in.index].source;
    if (!within) { /* a claim's source stands in its name */
        apart_rename(a, ref->place, name.size, ref->symbol, v->shown);
    }
    ref->symbol = v->shown;
}

void apart_take(apart *a, uint32_t record) {
    const truce_declared d = a->r->c->records[record];
    a->record = record;
    a->writer = apart_writer(a, record);
    a->set = a->sets.set_of[d.kind][d.index];
    a->fresh = apart_is_fresh(a, record);
}
