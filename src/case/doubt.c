/* What is legal and doubtful: things that a person would want to be asked about once. */
#include "reader.h"
#include "truce/base/prefetch.h"

static const truce_str no_hint = {NULL, 0};

static void unlocated(reader *r, const truce_claim *claim) {
    const truce_str name = truce_case_name(r->c, claim->head.name);
    truce_report_add(r->report, true, claim->head.name_place, name.size,
                     TRUCE_STR("give the paragraph (P), page (G), line (L), bytes (B) or second "
                               "(S)"),
                     "the claim \"%.*s\" does not say where in its source it stands",
                     TRUCE_STR_ARGS(name));
}

/* Said after it was published: one of the two dates is wrong, and the order of positions rests on
 * them. */
static bool is_impossible(const truce_case *c, const truce_claim *claim) {
    if ((claim->said.date.marks & TRUCE_DATE_GIVEN) == 0) {
        return false;
    }
    const uint32_t s = truce_case_find(c, TRUCE_KIND_SOURCE, claim->source);
    const truce_date published = (claim->published.date.marks & TRUCE_DATE_GIVEN) != 0
                                     ? claim->published.date
                                     : c->sources[s].published.date;
    return truce_date_compare(claim->said.date, published) == TRUCE_DATE_AFTER;
}

/* One doubt after the other, but claims are looked at once unless there is something to tell. */
static void doubtful_claims(reader *r) {
    enum { AHEAD = 16 }; /* claims: where each says that it stands is a line of the text */
    const truce_case *const c = r->c;
    bool impossible = false;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        if (c->n_claims - i > AHEAD) {
            truce_prefetch(c->claims[i + AHEAD].locator.data);
        }
        impossible = impossible || is_impossible(c, &c->claims[i]);
        if (c->claims[i].locator.data[0] == '?') {
            unlocated(r, &c->claims[i]);
        }
    }
    for (uint32_t i = 0; impossible && i < c->n_claims; i++) {
        const truce_claim *const claim = &c->claims[i];
        if (is_impossible(c, claim)) {
            truce_report_add(
                r->report, true, claim->said.place, claim->said.text.size,
                TRUCE_STR("check both dates: what moved and what stands rests on them"),
                "said after it was published");
        }
    }
}

#define UNUSED(r, array, format, hint)                                                             \
    for (uint32_t i = 0; i < (r)->c->n_##array; i++) {                                             \
        const truce_head *const head = &(r)->c->array[i].head;                                     \
        if (!(r)->used[head->name]) {                                                              \
            const truce_str name = truce_case_name((r)->c, head->name);                            \
            truce_report_add((r)->report, true, head->name_place, name.size, (hint), (format),     \
                             TRUCE_STR_ARGS(name));                                                \
        }                                                                                          \
    }

static void unused_records(reader *r) {
    const truce_case *const c = r->c;
    for (uint32_t i = 0; i < c->n_sources; i++) {
        if (c->sources[i].unseen) {
            r->used[c->sources[i].head.name] = true;
        }
    }
    UNUSED(r, sources, "no claim comes from the source \"%.*s\"", no_hint)
    UNUSED(r, issues, "nobody says anything on the issue \"%.*s\"", no_hint)
    UNUSED(r, events, "no claim says that the event \"%.*s\" happened", no_hint)
    UNUSED(r, offers, "no claim mentions the offer \"%.*s\"", no_hint)
}

/* Two words for one thing, and nobody says what it means. */
static bool rival_terms(reader *r) {
    const truce_case *const c = r->c;
    if (c->n_terms == 0) {
        return true;
    }
    truce_str *const first = truce_arena_zero(r->arena, c->n_terms, sizeof *first);
    truce_str *const second = truce_arena_zero(r->arena, c->n_terms, sizeof *second);
    bool *const defined = truce_arena_zero(r->arena, c->n_terms, sizeof *defined);
    if (first == NULL || second == NULL || defined == NULL) {
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
    if (r->c->n_cases == 0 && r->c->n_records > 0) {
        truce_report_add(r->report, true, r->c->texts[0].base, 0,
                         TRUCE_STR("add, for example: case harbour-strike \"Port of Linden\""),
                         "no record says what this case is");
    }
    doubtful_claims(r);
    unused_records(r);
    return rival_terms(r) && doubt_preferences(r);
}
