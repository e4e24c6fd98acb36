/* Gaps for machines. */
#include "ahead.h"
#include "gap_list.h"
#include "gap_reported.h"
#include "gap_words.h"
#include "whom_words.h"

static void names_json(composer *k, const truce_gap *gap, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < gap->n_items; i++) {
        truce_json_str(json, gap->items[i].name != 0 ? truce_case_name(k->c, gap->items[i].name)
                                                     : TRUCE_STR("any"));
    }
    truce_json_close(json);
}

/* In a loop over items, at the i-th: most name a claim or two, and have a text at most. */
static void ahead_items(const composer *k, const truce_gap *gap, uint32_t i) {
    const truce_gap_item *const at = &gap->items[i];
    if (gap->n_items - i > AHEAD_FAR) {
        truce_prefetch(at[AHEAD_FAR].claims);
        truce_prefetch(at[AHEAD_FAR].words);
    }
    if (gap->n_items - i > AHEAD_NEAR) {
        const truce_gap_item *const near = &at[AHEAD_NEAR];
        if (near->n_claims > 0) {
            truce_prefetch(&k->c->claim_names[near->claims[0]]);
        }
        if (near->n_words > 0) {
            truce_prefetch(near->words[0].data);
        }
    }
    if (gap->n_items - i > 2 && at[2].n_claims > 0) {
        truce_prefetch(k->c->claim_names[at[2].claims[0]].data);
    }
}

/* All claims that its items name, each once. */
static void all_claims_json(composer *k, const truce_gap *gap, bool *named, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < gap->n_items; i++) {
        ahead_items(k, gap, i);
        for (uint32_t n = 0; n < gap->items[i].n_claims; n++) {
            const uint32_t claim = gap->items[i].claims[n];
            if (!named[claim]) {
                named[claim] = true;
                truce_json_str(json, claim_name(k->c, claim));
            }
        }
    }
    for (uint32_t i = 0; i < gap->n_items; i++) {
        for (uint32_t n = 0; n < gap->items[i].n_claims; n++) {
            named[gap->items[i].claims[n]] = false;
        }
    }
    truce_json_close(json);
}

/* Whom to ask: about all of a gap, or about one record. */
static void whom_json(composer *k, const truce_whom *whom, uint32_t n, truce_json *json) {
    for (uint32_t i = 0; i < n; i++) {
        truce_json_object_inline(json);
        truce_json_member_str(json, "actor",
                              truce_case_name(k->c, k->c->actors[whom[i].actor].head.name));
        truce_json_member_str(json, "because", truce_str_of(whom_because(whom[i].why)));
        if (whom[i].claim != TRUCE_NONE) {
            truce_json_member_str(json, "claim", claim_name(k->c, whom[i].claim));
        }
        truce_json_close(json);
    }
}

static void asked_json(composer *k, const truce_gap *gap, truce_json *json) {
    truce_json_array(json);
    if (gap_role(gap) != NULL) {
        truce_json_object_inline(json);
        truce_json_member_str(json, "role", truce_str_of(gap_role(gap)));
        truce_json_close(json);
    }
    whom_json(k, gap->ask, gap->n_ask, json);
    truce_json_close(json);
}

/* The positions that are reported all the same, each with its claims. */
static void reported_json(composer *k, const truce_gap *gap, const truce_gap_item *item,
                          truce_json *json) {
    uint32_t begin = 0;
    uint32_t end = 0;
    if (!gap_reported_rows(k, gap, item, &begin, &end)) {
        return;
    }
    truce_json_key(json, "reported");
    truce_json_array(json);
    for (uint32_t i = begin; i < end; i++) {
        const truce_position *const p = &k->matrix.positions[i];
        if (!gap_reports(k, gap, p)) {
            continue;
        }
        truce_json_object_inline(json);
        k->text.size = 0;
        gap_reported_phrase(k, p);
        truce_json_member_str(json, "position", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_key(json, "claims");
        truce_json_array_inline(json);
        for (uint32_t e = 0; e < p->n_evidence; e++) {
            truce_json_str(json, claim_name(k->c, p->evidence[e].claim));
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void items_json(composer *k, const truce_gap *gap, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < gap->n_items; i++) {
        const truce_gap_item *const item = &gap->items[i];
        ahead_items(k, gap, i);
        truce_json_object_inline(json);
        truce_json_member_str(
            json, "name", item->name != 0 ? truce_case_name(k->c, item->name) : TRUCE_STR("any"));
        if (gap_arrival(item->arrival) != NULL) {
            truce_json_member_str(json, "arrival", truce_str_of(gap_arrival(item->arrival)));
        }
        if (item->n_words > 0) {
            truce_json_key(json, "words");
            truce_json_array_inline(json);
            for (uint32_t n = 0; n < item->n_words; n++) {
                ahead_words(item->words, item->n_words, n);
                truce_json_str(json, item->words[n]);
            }
            truce_json_close(json);
        }
        if (item->n_groups > 0) {
            truce_json_key(json, "groups");
            truce_json_array_inline(json);
            for (uint32_t n = 0; n < item->n_groups; n++) {
                truce_json_str(json,
                               truce_case_name(k->c, k->c->actors[item->groups[n]].head.name));
            }
            truce_json_close(json);
        }
        truce_json_key(json, "claims");
        compose_names_json(k, item->claims, item->n_claims, json);
        reported_json(k, gap, item, json);
        if (item->n_ask > 0) {
            truce_json_key(json, "ask");
            truce_json_array(json);
            whom_json(k, item->ask, item->n_ask, json);
            truce_json_close(json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void gap_json(composer *k, const truce_gap *gap, bool *named, truce_json *json) {
    const gap_words w = gap_words_of(gap);
    truce_json_object(json);
    k->text.size = 0;
    gap_id(&k->text, k->c, gap);
    truce_json_member_str(json, "id", truce_buffer_str(&k->text));
    k->text.size = 0;
    truce_json_member_str(json, "kind", truce_str_of(w.key));
    truce_json_member_str(json, "missing", truce_str_of(w.missing));
    if (gap->party != TRUCE_NONE) {
        truce_json_member_str(json, "party",
                              truce_case_name(k->c, k->c->actors[gap->party].head.name));
    }
    truce_json_member_str(json, "question", truce_str_of(w.question));
    truce_json_key(json, "ask");
    asked_json(k, gap, json);
    truce_json_member_str(json, "for", truce_str_of(w.serves));
    truce_json_member_str(json, "why", truce_str_of(w.why));
    truce_json_member_bool(json, "holds_up", !gap->weakens);
    truce_json_member_str(json, "place", truce_str_of(gap_place(gap->place)));
    truce_json_member_int(json, "issues", gap->issues);
    truce_json_member_int(json, "between", gap->between);
    truce_json_key(json, "about");
    names_json(k, gap, json);
    truce_json_key(json, "items");
    items_json(k, gap, json);
    truce_json_key(json, "claims");
    all_claims_json(k, gap, named, json);
    truce_json_member_str(json, "basis", truce_str_of(w.basis));
    truce_json_close(json);
}

truce_status compose_gaps_json(composer *k, truce_json *json, truce_error *err) {
    gap_listing l = {.at = NULL};
    bool *const named = truce_arena_zero(k->arena, k->c->n_claims, sizeof *named);
    if (named == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the gaps");
    }
    const truce_status status = gap_list(k, true, &l, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_json_array(json);
    for (uint32_t i = 0; i < l.n; i++) {
        gap_json(k, l.at[i].gap, named, json);
    }
    truce_json_close(json);
    return TRUCE_OK;
}
