/* Dates that nobody gives: sources without one, and times that stand in words only. */
#include "gaps_parts.h"

static void find_sources(finder *f) {
    gap_begin(f, TRUCE_GAP_SOURCE_DATE, TRUCE_NONE);
    for (uint32_t i = 0; i < f->c->n_claims; i++) {
        if (f->scope->in[i] && f->scope->times[i].basis == TRUCE_BASIS_NONE) {
            (void)gap_item(f, f->c->claims[i].source.symbol);
        }
    }
    gap_end(f);
}

static truce_str words_at(const truce_statement *st) {
    for (uint32_t i = 0; i < st->times.n; i++) {
        const truce_when *const when = &st->times.at[i].when;
        if (st->times.at[i].kind == TRUCE_TIME_AT && (when->date.marks & TRUCE_DATE_GIVEN) == 0) {
            return when->text;
        }
    }
    return (truce_str){NULL, 0};
}

/* Events that some claim dates. */
static void note_event(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    bool *const dated = data;
    (void)claim;
    for (uint32_t i = 0; st->kind == TRUCE_STATES_EVENT && i < st->times.n; i++) {
        if (st->times.at[i].kind == TRUCE_TIME_AT &&
            (st->times.at[i].when.date.marks & TRUCE_DATE_GIVEN) != 0) {
            dated[truce_case_find(f->c, TRUCE_KIND_EVENT, st->as.event.event)] = true;
        }
    }
}

static void add_words(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    const bool *const dated = data;
    const truce_str words = words_at(st);
    const bool event = st->kind == TRUCE_STATES_EVENT;
    if (words.size == 0 ||
        (event && dated[truce_case_find(f->c, TRUCE_KIND_EVENT, st->as.event.event)])) {
        return;
    }
    truce_gap_item *const item =
        gap_item(f, event ? st->as.event.event.symbol : f->c->claims[claim].head.name);
    gap_claim(f, item, claim);
    gap_word(f, item, words);
    if (event) {
        const uint32_t index = truce_case_find(f->c, TRUCE_KIND_EVENT, st->as.event.event);
        gap_ask_refs(f, item, st->as.event.by, TRUCE_WHOM_OWN);
        gap_ask_refs(f, item, f->c->events[index].by, TRUCE_WHOM_OWN);
    }
    gap_ask_speakers(f, item, claim);
}

/* When it was spoken, in words: unless somebody dated the claim itself. */
static void add_said(finder *f, const bool *claim_dated) {
    for (uint32_t i = 0; i < f->c->n_claims; i++) {
        const truce_when *const said = &f->c->claims[i].said;
        if (f->scope->in[i] && said->text.size > 0 && !claim_dated[i] &&
            (said->date.marks & TRUCE_DATE_GIVEN) == 0) {
            truce_gap_item *const item = gap_item(f, f->c->claims[i].head.name);
            gap_claim(f, item, i);
            gap_word(f, item, said->text);
            gap_ask_speakers(f, item, i);
        }
    }
}

static void find_words(finder *f) {
    bool *const dated = truce_arena_zero(f->arena, f->c->n_events, sizeof *dated);
    bool *const claim_dated = truce_arena_zero(f->arena, f->c->n_claims, sizeof *claim_dated);
    if (dated == NULL || claim_dated == NULL) {
        f->failed = true;
        return;
    }
    for (uint32_t i = 0; i < f->c->n_datings; i++) {
        const truce_declared of = f->c->declared[f->c->datings[i].of.symbol];
        if (of.kind == TRUCE_KIND_EVENT) {
            dated[of.index] = true;
        } else if (of.kind == TRUCE_KIND_CLAIM) {
            claim_dated[of.index] = true;
        }
    }
    each_statement(f, TRUCE_STATED(TRUCE_STATES_EVENT), note_event, dated);
    gap_begin(f, TRUCE_GAP_DATE_WORDS, TRUCE_NONE);
    each_statement(f, UINT32_MAX, add_words, dated);
    add_said(f, claim_dated);
    gap_end(f);
}

void find_gaps_of_dates(finder *f) {
    if (!f->failed) {
        find_sources(f);
        find_words(f);
    }
}
