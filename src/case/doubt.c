/* What is legal and doubtful: things that a person would want to be asked about once. */
#include "reader.h"

static const truce_str no_hint = {NULL, 0};

typedef struct doubter {
    visitor visit; /* first */
    reader *r;
    bool *used; /* [symbol]: some record names it */
} doubter;

static void mark_used(visitor *v, truce_ref *ref, unsigned kinds) {
    (void)kinds;
    ((doubter *)v)->used[ref->symbol] = true;
}

static void unlocated_claims(reader *r) {
    for (uint32_t i = 0; i < r->c->n_claims; i++) {
        const truce_claim *const claim = &r->c->claims[i];
        if (claim->locator.data[0] == '?') {
            const truce_str name = truce_case_name(r->c, claim->head.name);
            truce_report_add(r->report, true, claim->head.name_place, name.size,
                             TRUCE_STR("give the paragraph (P), page (G), line (L), bytes (B) or "
                                       "second (S)"),
                             "the claim \"%.*s\" does not say where in its source it stands",
                             TRUCE_STR_ARGS(name));
        }
    }
}

/* Said after it was published: one of the two dates is wrong, and the order of positions rests on
 * them. */
static void impossible_dates(reader *r) {
    for (uint32_t i = 0; i < r->c->n_claims; i++) {
        const truce_claim *const claim = &r->c->claims[i];
        const uint32_t s = truce_case_find(r->c, TRUCE_KIND_SOURCE, claim->source);
        const truce_date published = (claim->published.date.marks & TRUCE_DATE_GIVEN) != 0
                                         ? claim->published.date
                                         : r->c->sources[s].published.date;
        if (truce_date_compare(claim->said.date, published) == TRUCE_DATE_AFTER) {
            truce_report_add(
                r->report, true, claim->said.place, claim->said.text.size,
                TRUCE_STR("check both dates: what moved and what stands rests on them"),
                "said after it was published");
        }
    }
}

#define UNUSED(d, array, format, hint)                                                             \
    for (uint32_t i = 0; i < (d)->r->c->n_##array; i++) {                                          \
        const truce_head *const head = &(d)->r->c->array[i].head;                                  \
        if (!(d)->used[head->name]) {                                                              \
            const truce_str name = truce_case_name((d)->r->c, head->name);                         \
            truce_report_add((d)->r->report, true, head->name_place, name.size, (hint), (format),  \
                             TRUCE_STR_ARGS(name));                                                \
        }                                                                                          \
    }

static void unused_records(doubter *d) {
    const truce_case *const c = d->r->c;
    for (uint32_t i = 0; i < c->n_sources; i++) {
        if (c->sources[i].unseen) {
            d->used[c->sources[i].head.name] = true;
        }
    }
    UNUSED(d, sources, "no claim comes from the source \"%.*s\"", no_hint)
    UNUSED(d, issues, "nobody says anything on the issue \"%.*s\"", no_hint)
    UNUSED(d, events, "no claim says that the event \"%.*s\" happened", no_hint)
    UNUSED(d, offers, "no claim mentions the offer \"%.*s\"", no_hint)
}

/* Two words for one thing, and nobody says what it means. */
static bool rival_terms(reader *r) {
    const truce_case *const c = r->c;
    truce_str *const first = truce_arena_zero(r->arena, c->n_terms, sizeof *first);
    truce_str *const second = truce_arena_zero(r->arena, c->n_terms, sizeof *second);
    bool *const defined = truce_arena_zero(r->arena, c->n_terms, sizeof *defined);
    if (c->n_terms > 0 && (first == NULL || second == NULL || defined == NULL)) {
        return no_memory(r);
    }
    for (uint32_t i = 0; i < c->n_claims; i++) {
        for (uint32_t k = 0; k < c->claims[i].n_statements; k++) {
            const truce_statement *const st = &c->claims[i].statements[k];
            if (st->kind != TRUCE_STATES_TERM) {
                continue;
            }
            const uint32_t t = truce_case_find(c, TRUCE_KIND_TERM, st->as.term.term);
            if (st->as.term.means) {
                defined[t] = true;
            } else if (first[t].size == 0) {
                first[t] = st->text;
            } else if (second[t].size == 0 && !truce_str_equal(first[t], st->text)) {
                second[t] = st->text;
            }
        }
    }
    for (uint32_t t = 0; t < c->n_terms; t++) {
        if (second[t].size > 0 && !defined[t]) {
            const truce_str name = truce_case_name(c, c->terms[t].head.name);
            truce_report_add(
                r->report, true, c->terms[t].head.name_place, name.size,
                truce_arena_printf(r->arena, "ask what each means by \"%.*s\" and \"%.*s\"",
                                   TRUCE_STR_ARGS(first[t]), TRUCE_STR_ARGS(second[t])),
                "rival words for \"%.*s\", and nobody defines them", TRUCE_STR_ARGS(name));
        }
    }
    return true;
}

bool find_doubts(reader *r) {
    doubter d = {.visit = {mark_used, NULL}, .r = r};
    d.used = truce_arena_zero(r->arena, r->c->symbols.n, sizeof *d.used);
    if (d.used == NULL) {
        return no_memory(r);
    }
    for (uint32_t i = 0; i < r->c->n_records; i++) {
        walk_record(r->c, r->c->records[i], &d.visit);
    }
    if (r->c->n_cases == 0 && r->c->n_records > 0) {
        truce_report_add(r->report, true, r->c->texts[0].base, 0,
                         TRUCE_STR("add, for example: case harbour-strike \"Port of Linden\""),
                         "no record says what this case is");
    }
    unlocated_claims(r);
    impossible_dates(r);
    unused_records(&d);
    return rival_terms(r);
}
