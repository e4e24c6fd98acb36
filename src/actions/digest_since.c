/* What is new since a date: the case as it was known then is computed like the case of now, and the
 * two are set side by side. */
#include "digest_since.h"

#include <stdio.h>

/* ---- the section ---- */

/* "(s0, s3)": the sources that nothing dates. */
static void name_undated(composer *k, const before *b) {
    enum { SHOWN = 6 };
    uint32_t n = 0;
    bool *const seen = truce_arena_zero(k->arena, k->c->n_sources, sizeof *seen);
    k->failed = k->failed || seen == NULL;
    for (uint32_t i = 0; i < k->c->n_claims && seen != NULL; i++) {
        const uint32_t s = truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[i].source);
        if (!b->scope.in[i] || k->scope.times[i].basis != TRUCE_BASIS_NONE || seen[s]) {
            continue;
        }
        seen[s] = true;
        if (n++ < SHOWN) {
            truce_buffer_printf(&k->text, "%s", n == 1 ? " (" : ", ");
            truce_buffer_add(&k->text, truce_case_name(k->c, k->c->sources[s].head.name));
        }
    }
    truce_buffer_printf(&k->text, "%s", n > SHOWN ? " and others)" : n > 0 ? ")" : "");
}

static void count_claims(composer *k, const before *b) {
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    truce_buffer_printf(&k->text, "%u claim%s became known after %.*s", b->scope.n_later,
                        b->scope.n_later == 1 ? "" : "s",
                        TRUCE_STR_ARGS(k->session->request.since));
    if (b->scope.n_undated > 0) {
        truce_buffer_printf(&k->text, "; of %u no date tells, and they are taken as known before",
                            b->scope.n_undated);
        name_undated(k, b);
    }
    truce_buffer_byte(&k->text, '.');
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k),
                          "dates of capture and publication, else estimates, against the date "
                          "asked for");
}

static const struct {
    const char *id, *title, *section; /* of the brief, that it is part of */
    void (*add)(sort *s, const before *b);
    bool on_page;
    uint32_t more; /* than of others */
} sorts[] = {
    {"since-state", "How the talks stand", "state", since_states, false, 0},
    {"since-events", "What happened", "timeline", since_events, true, 2},
    {"since-moved", "What moved", "matrix", since_moved, true, 0},
    {"since-offers", "What is said of offers", "offers", since_offers, true, 0},
    {"since-opened", "New accounts that do not match", "accounts", since_opened, true, 0},
    {"since-changed", "Still at odds, of another kind", "accounts", since_changed, false, 0},
    {"since-settled", "No longer at odds", "accounts", since_settled, false, 0},
    {"since-positions", "New positions", "matrix", since_positions, false, 0},
    {"since-exchange", "Exchanges of people", "exchange", since_swaps, false, 0},
    {"since-order", "Whether the order of steps can be kept", "sequence", since_order, false, 0},
    {"since-closed", "Gaps that closed", "gaps", since_closed_gaps, false, 0},
    {"since-claims", "New claims", "claims", since_claims, false, 0},
};
enum { SORTS = sizeof sorts / sizeof *sorts };

/* Whether the sections asked for hold this one; none named: all. */
static bool is_asked(truce_str names, truce_str section) {
    bool asked = names.size == 0 || truce_str_equal(names, TRUCE_STR("all"));
    while (names.size > 0 && !asked) {
        const char *const comma = memchr(names.data, ',', names.size);
        const size_t size = comma != NULL ? (size_t)(comma - names.data) : names.size;
        const size_t taken = size + (comma != NULL);
        asked = truce_str_equal((truce_str){names.data, size}, section);
        names = (truce_str){names.data + taken, names.size - taken};
    }
    return asked;
}

/* Whether the case has anything of this sort at all, then or now. */
static bool is_there(const before *b, size_t of) {
    return (sorts[of].add != since_swaps || b->swaps_now.n > 0) &&
           (sorts[of].add != since_order ||
            b->order.steps.rules.n + b->order_now.steps.rules.n > 0);
}

/* The sorts of which there is something, then the names of those of which there is nothing. Of a
 * section that is named all is shown. */
static void add_sorts(composer *k, const before *b, uint32_t max) {
    const truce_str names = k->session->request.sections;
    bool none = false;
    bool empty[SORTS];
    for (size_t i = 0; i < SORTS; i++) {
        sort count = {.k = k};
        empty[i] = false;
        if ((k->doc.compact && !sorts[i].on_page) || !is_there(b, i) ||
            !is_asked(names, truce_str_of(sorts[i].section))) {
            continue;
        }
        sorts[i].add(&count, b);
        empty[i] = count.n == 0;
        none = none || empty[i];
        if (empty[i]) {
            continue;
        }
        const uint32_t most = names.size > 0 ? count.n : max + sorts[i].more;
        (void)truce_document_heading(&k->doc, 3, truce_str_of(sorts[i].id),
                                     truce_str_of(sorts[i].title));
        sort shown = {.k = k, .list = truce_document_list(&k->doc), .left = most};
        char command[96];
        (void)snprintf(command, sizeof command, "brief --since %.*s --sections %s",
                       TRUCE_STR_ARGS(k->session->request.since), sorts[i].section);
        sorts[i].add(&shown, b);
        digest_rest(k, shown.list, shown.n, most, command);
    }
    for (size_t i = 0, first = 1; i < SORTS && none; i++) {
        if (empty[i]) {
            truce_buffer_printf(&k->text, "%s%c%s", first != 0 ? "Nothing new of: " : "; ",
                                sorts[i].title[0] | 0x20, sorts[i].title + 1);
            first = 0;
        }
    }
    if (none) {
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              compose_keep(k), "the case then, beside the case now");
    }
}

/* What is demanded of the order of steps, by what was known then and by what is known now. */
static truce_status find_orders(composer *k, before *b, truce_error *err) {
    composer then = *k;
    then.scope = b->scope;
    then.matrix = b->matrix;
    truce_status status = sequence_find(&then, false, &b->order, err);
    k->failed = k->failed || then.failed;
    k->text = then.text; /* one buffer */
    if (status == TRUCE_OK) {
        status = sequence_find(k, false, &b->order_now, err);
    }
    return status;
}

truce_status digest_before_make(composer *k, const truce_timeline *t, const truce_accounts *a,
                                const truce_offers *o, const truce_gaps *g, digest_before **made,
                                truce_error *err) {
    before *const b = truce_arena_zero(k->arena, 1, sizeof *b);
    if (b == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what was known before");
    }
    *b = (before){.line_now = t, .accounts_now = a, .offers_now = o, .gaps_now = g};
    /* What only a section shows that is not asked for is not looked at twice. */
    truce_status status =
        truce_scope_before(&k->scope, k->session->since, k->arena, &b->scope, err);
    if (status == TRUCE_OK) {
        status = truce_matrix_make(&b->scope, k->arena, &b->matrix, err);
    }
    if (status == TRUCE_OK && a != NULL) {
        status = truce_accounts_make(&b->matrix, k->arena, &b->accounts, err);
    }
    if (status == TRUCE_OK && g != NULL) {
        status = truce_gaps_make(&b->matrix, k->arena, &b->gaps, err);
    }
    if (status == TRUCE_OK && a != NULL && !since_match_accounts(b, k->c->n_claims, k->arena)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for what was known before");
    }
    const truce_str sections = k->session->request.sections;
    if (status == TRUCE_OK && is_asked(sections, TRUCE_STR("exchange"))) {
        status = swaps_make(k, &b->swaps_now, err);
    }
    if (status == TRUCE_OK && is_asked(sections, TRUCE_STR("sequence"))) {
        status = find_orders(k, b, err);
    }
    *made = b;
    return status;
}

void digest_since(composer *k, const digest_before *b, uint32_t max) {
    truce_buffer_printf(&k->text, "What is new since %.*s",
                        TRUCE_STR_ARGS(k->session->request.since));
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("since"), compose_keep(k));
    count_claims(k, b);
    if (b->scope.n_later > 0) {
        add_sorts(k, b, max);
    }
}

void digest_since_json(composer *k, const digest_before *b, truce_json *json) {
    truce_json_object(json);
    truce_json_member_str(json, "date", k->session->request.since);
    truce_json_key(json, "claims");
    truce_json_array(json);
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        if (k->scope.in[i] && !b->scope.in[i]) {
            truce_json_str(json, claim_name(k->c, i));
        }
    }
    truce_json_close(json);
    truce_json_member_int(json, "claims_undated", b->scope.n_undated);
    since_accounts_json(b, json);
    since_swaps_json(k, b, json);
    if (b->order.steps.rules.n + b->order_now.steps.rules.n > 0) {
        since_order_json(k, b, json);
    }
    truce_json_close(json);
}
