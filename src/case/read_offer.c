/* Offers and messages, and the custody of both: a stage a record. */
#include "reader.h"

static const truce_str no_hint = {NULL, 0};

/* ---- offers and messages ---- */

/* What one line of an offer adds: terms (as issued, or from a claim) or a paragraph. */
typedef struct offer_part {
    enum { PART_TERMS, PART_ISSUED, PART_TEXT } kind;
    truce_terms terms;
    truce_str text;
} offer_part;

bool offer_head(reader *r, void *record) {
    truce_offer *const offer = record;
    if (!read_titled(r, &offer->head, TRUCE_RESERVED_OFFER) ||
        (eat(r, KW_BY) && !need_refs(r, &offer->by, "the name of an actor")) ||
        (eat(r, KW_TO) && !need_refs(r, &offer->to, "the name of an actor"))) {
        return false;
    }
    if (eat(r, KW_REPLACES) && !need_ref(r, &offer->replaces, "an offer")) {
        return false;
    }
    const truce_symbol word = peek_keyword(r);
    return (word != KW_BY && word != KW_TO) ||
           expected_with(r, "the end of the line",
                         TRUCE_STR("the order is \"by\", \"to\", \"replaces\", each once"));
}

static bool push_part(reader *r, offer_part part) {
    offer_part *const slot = scratch_push(r, sizeof part);
    if (slot == NULL) {
        return false;
    }
    *slot = part;
    return true;
}

static bool offer_terms(reader *r, truce_offer *offer) {
    offer_part part = {.kind = PART_ISSUED};
    const truce_place place = place_at(r, r->line + 2);
    bool ok = true;
    if (offer->message) {
        ok = wrong(r, place, 5, TRUCE_STR("what a message says is its text: text \"...\""),
                   "a message has no terms");
    } else if (eat(r, KW_FROM)) {
        part.kind = PART_TERMS;
        ok = need_claim_ref(r, &part.terms.from);
    } else {
        ok = first_time(r, offer->issued != NULL);
        offer->issued = ok ? truce_arena_zero(r->arena, 1, sizeof *offer->issued) : offer->issued;
        ok = ok && (offer->issued != NULL || no_memory(r));
    }
    ok = ok && need_end(r);
    if (!read_demands(r, &part.terms.demands, &part.terms.n, "\"terms\"") || !ok) {
        return false;
    }
    if (part.kind == PART_ISSUED) {
        *offer->issued = part.terms;
        return true;
    }
    return push_part(r, part);
}

bool offer_line(reader *r, void *record) {
    truce_offer *const offer = record;
    offer_part part = {.kind = PART_TEXT};
    switch (peek_keyword(r)) {
    case KW_TERMS:
        advance(r);
        return offer_terms(r, offer);
    case KW_TEXT:
        advance(r);
        return need_text(r, &part.text) && push_part(r, part);
    case KW_SALT:
        advance(r);
        return first_time(r, offer->salt.size > 0) && need_text(r, &offer->salt);
    default:
        return UNKNOWN_LINE(r, "terms text salt note why audience", "terms", "text", "salt");
    }
}

bool offer_end(reader *r, size_t mark, truce_offer *offer) {
    void *at = NULL;
    uint32_t n = 0;
    if (!scratch_take(r, mark, sizeof(offer_part), &at, &n)) {
        return false;
    }
    const offer_part *const parts = at;
    for (uint32_t i = 0; i < n; i++) {
        offer->n_terms += parts[i].kind == PART_TERMS;
        offer->n_text += parts[i].kind == PART_TEXT;
    }
    offer->terms = truce_arena_take(r->arena, offer->n_terms * sizeof *offer->terms);
    offer->text = truce_arena_take(r->arena, offer->n_text * sizeof *offer->text);
    if (offer->terms == NULL || offer->text == NULL) {
        return no_memory(r);
    }
    uint32_t terms = 0;
    uint32_t text = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (parts[i].kind == PART_TERMS) {
            offer->terms[terms++] = parts[i].terms;
        } else {
            offer->text[text++] = parts[i].text;
        }
    }
    return true;
}

/* ---- custody ---- */

bool custody_head(reader *r, void *record) {
    truce_custody_record *const c = record;
    int stage = 0;
    if (!read_named(r, &c->head, TRUCE_RESERVED_N) || !need(r, KW_OF) ||
        !need_ref(r, &c->of, "the name of an offer or a message") ||
        !need_list(r, TRUCE_WORDS_STAGE, &stage)) {
        return false;
    }
    c->stage = (truce_stage)stage;
    for (;;) {
        const truce_symbol word = peek_keyword(r);
        truce_refs *const refs = word == KW_BY     ? &c->by
                                 : word == KW_TO   ? &c->to
                                 : word == KW_FROM ? &c->from
                                                   : NULL;
        if (refs == NULL) {
            return true;
        }
        if (refs->n > 0) {
            const truce_str again = truce_case_name(r->c, word);
            return wrong(r, place_here(r), again.size, TRUCE_STR("join the names with commas"),
                         "a second \"%.*s\"", TRUCE_STR_ARGS(again));
        }
        advance(r);
        if (!need_refs(r, refs, "the name of an actor")) {
            return false;
        }
    }
}

bool custody_line(reader *r, void *record) {
    truce_custody_record *const c = record;
    switch (peek_keyword(r)) {
    case KW_AT:
        advance(r);
        return first_time(r, c->at.text.size > 0) && need_date(r, &c->at);
    case KW_WITH:
        if (c->stage != TRUCE_STAGE_COUNTERED) {
            return wrong(r, place_here(r), 4, no_hint,
                         "\"with\" says by which offer another is countered");
        }
        advance(r);
        return first_time(r, c->with.symbol != 0) && need_ref(r, &c->with, "the name of an offer");
    case KW_RECEIPT: {
        advance(r);
        truce_str line = {NULL, 0};
        truce_str *const slot = need_text(r, &line) ? scratch_push(r, sizeof line) : NULL;
        if (slot == NULL) {
            return false;
        }
        *slot = line;
        return true;
    }
    default:
        return UNKNOWN_LINE(r, "at with receipt note why audience", "at", "with", "receipt");
    }
}

bool custody_end(reader *r, size_t mark, truce_custody_record *custody) {
    void *at = NULL;
    const bool ok = scratch_take(r, mark, sizeof(truce_str), &at, &custody->n_receipt);
    custody->receipt = at;
    return ok;
}
