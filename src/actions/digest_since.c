/* What is new since a date: the case as it was known then is computed like the case of now, and the
 * two are set side by side. */
#include <stdlib.h>

#include "account_words.h"
#include "digest.h"
#include "gap_words.h"
#include "truce/case/words.h"

/* The case as it was known then, and as it is known now. */
struct digest_before {
    truce_scope scope;
    truce_matrix matrix;
    truce_accounts accounts;
    truce_gaps gaps;
    const truce_accounts *accounts_now;
    const truce_offers *offers_now;
    const truce_gaps *gaps_now;
};
typedef struct digest_before before;

/* Items of one sort: the list they go to, how many more may be shown, how many there are. They are
 * counted first, with no list and no room. */
typedef struct sort {
    composer *k;
    truce_block *list;
    uint32_t left, n;
} sort;

/* Room for one more? Counts it either way. */
static bool take(sort *s) {
    s->n++;
    if (s->left == 0) {
        return false;
    }
    s->left--;
    return true;
}

static truce_passage *item(sort *s, const char *label) {
    return truce_document_item(&s->k->doc, s->list, (truce_str){NULL, 0}, truce_str_of(label));
}

/* ---- names of what there was ---- */

static int by_text(const void *left, const void *right) {
    return truce_str_compare(*(const truce_str *)left, *(const truce_str *)right);
}

static bool has(const truce_str *sorted, uint32_t n, truce_str id) {
    return n > 0 && bsearch(&id, sorted, n, sizeof id, by_text) != NULL;
}

static truce_str *account_ids(composer *k, const truce_accounts *a) {
    truce_str *const ids = truce_arena_take(k->arena, a->n_clashes * sizeof *ids);
    for (uint32_t i = 0; ids != NULL && i < a->n_clashes; i++) {
        ids[i] = a->at[i].id;
    }
    if (ids != NULL && a->n_clashes > 1) {
        qsort(ids, a->n_clashes, sizeof *ids, by_text);
    }
    k->failed = k->failed || ids == NULL;
    return ids;
}

static truce_str *gap_ids(composer *k, const truce_gaps *g) {
    truce_str *const ids = truce_arena_take(k->arena, g->n * sizeof *ids);
    for (uint32_t i = 0; ids != NULL && i < g->n; i++) {
        gap_id(&k->text, k->c, &g->at[i]);
        ids[i] = compose_keep(k);
    }
    if (ids != NULL && g->n > 1) {
        qsort(ids, g->n, sizeof *ids, by_text);
    }
    k->failed = k->failed || ids == NULL;
    return ids;
}

/* ---- the sorts ---- */

static void add_accounts(sort *s, const truce_accounts *a, const truce_accounts *other) {
    const truce_str *const ids = account_ids(s->k, other);
    for (uint32_t i = 0; i < a->n_clashes && ids != NULL; i++) {
        if (!has(ids, other->n_clashes, a->at[i].id) && take(s)) {
            digest_account(s->k, s->list, &a->at[i]);
        }
    }
}

/* Statements outside `before`, kept in order at the front of `told`. */
static uint32_t keep_new(const truce_scope *scope, const truce_told *from, uint32_t n,
                         truce_told *told) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!scope->in[from[i].claim]) {
            told[kept++] = from[i];
        }
    }
    return kept;
}

/* How much is told of the stage of which most is told; one claim may tell of it twice. */
static size_t most_told(const truce_offers *o) {
    size_t most = 0;
    for (uint32_t i = 0; i < o->n; i++) {
        for (unsigned g = 0; g < TRUCE_STAGE_N; g++) {
            const truce_custody *const stage = &o->at[i].stages[g];
            const size_t n = (size_t)stage->n_claimed + stage->n_denied;
            most = n > most ? n : most;
        }
    }
    return most;
}

static void add_offers(sort *s, const before *b) {
    const truce_offers *const o = b->offers_now;
    composer *const k = s->k;
    truce_told *const told = truce_arena_take(k->arena, most_told(o) * sizeof *told);
    k->failed = k->failed || told == NULL;
    for (uint32_t i = 0; i < o->n && told != NULL; i++) {
        const truce_offer_file *const f = &o->at[i];
        truce_passage *passage = NULL;
        for (unsigned g = 0; g < TRUCE_STAGE_N; g++) {
            const truce_custody *const stage = &f->stages[g];
            for (int denied = 0; denied < 2; denied++) {
                const uint32_t from = denied == 1 ? stage->n_claimed : 0;
                const uint32_t n = keep_new(&b->scope, stage->told + from,
                                            denied == 1 ? stage->n_denied : stage->n_claimed, told);
                if (n == 0 || (passage == NULL && !take(s))) {
                    continue;
                }
                if (passage == NULL) {
                    passage = truce_document_item(&k->doc, s->list, (truce_str){NULL, 0},
                                                  k->c->offers[f->offer].head.title);
                }
                digest_stage(k, passage, o, g, told, n, denied == 1);
            }
        }
    }
}

/* Positions of which every claim is new; our own reading is none. */
static void add_positions(sort *s, const before *b) {
    composer *const k = s->k;
    for (uint32_t i = 0; i < k->matrix.n_positions; i++) {
        const truce_position *const p = &k->matrix.positions[i];
        bool new = !p->inferred;
        for (uint32_t e = 0; e < p->n_evidence && new; e++) {
            new = !b->scope.in[p->evidence[e].claim];
        }
        if (new &&take(s)) {
            digest_position(k,
                            truce_document_item(&k->doc, s->list, (truce_str){NULL, 0},
                                                k->c->issues[p->issue].head.title),
                            i);
        }
    }
}

static void add_closed_gaps(sort *s, const before *b) {
    const truce_gaps *const now = b->gaps_now;
    composer *const k = s->k;
    const truce_str *const ids = gap_ids(k, now);
    for (uint32_t i = 0; i < b->gaps.n && ids != NULL; i++) {
        const truce_gap *const gap = &b->gaps.at[i];
        gap_id(&k->text, k->c, gap);
        if (has(ids, now->n, compose_keep(k)) || !take(s)) {
            continue;
        }
        const gap_words w = gap_words_of(gap);
        truce_buffer_lit(&k->text, "was missing: ");
        if (gap->party != TRUCE_NONE) {
            truce_buffer_add(&k->text, k->c->actors[gap->party].head.title);
            truce_buffer_lit(&k->text, ", ");
        }
        truce_buffer_printf(&k->text, "%c%s. A claim now says it.", w.missing[0] | 0x20,
                            w.missing + 1);
        (void)compose_quietly(k, item(s, ""), TRUCE_SPAN_PLAIN, compose_keep(k), w.basis);
    }
}

static void add_claims(sort *s, const before *b) {
    enum { STATEMENTS_SHOWN = 4 };
    composer *const k = s->k;
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[i];
        if (!k->scope.in[i] || b->scope.in[i] || !take(s)) {
            continue;
        }
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item(s, "claim"));
        for (uint32_t n = 0; n < claim->n_statements && n < STATEMENTS_SHOWN; n++) {
            truce_buffer_printf(&k->text, "%s", n > 0 ? "; " : "");
            phrase_statement(&k->text, k->c, &claim->statements[n]);
        }
        if (claim->n_statements > STATEMENTS_SHOWN) {
            truce_buffer_printf(&k->text, "; and %u more statements",
                                claim->n_statements - STATEMENTS_SHOWN);
        }
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
        phrase_speakers(&k->text, k->c, claim);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, i));
    }
}

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

static void add_moved(sort *s, const before *b) {
    s->n = compose_moved(s->k, s->list, s->left, &b->scope);
}

static void add_opened(sort *s, const before *b) {
    add_accounts(s, b->accounts_now, &b->accounts);
}

static void add_settled(sort *s, const before *b) {
    add_accounts(s, &b->accounts, b->accounts_now);
}

static const struct {
    const char *id, *title, *command;
    void (*add)(sort *s, const before *b);
} sorts[] = {
    {"since-moved", "What moved", "matrix", add_moved},
    {"since-opened", "New accounts that do not match", "accounts", add_opened},
    {"since-settled", "No longer at odds", "accounts --at", add_settled},
    {"since-offers", "What is said of offers", "offers", add_offers},
    {"since-positions", "New positions", "matrix", add_positions},
    {"since-closed", "Gaps that closed", "gaps --at", add_closed_gaps},
    {"since-claims", "New claims", "brief --sections claims", add_claims},
};
enum { SORTS = sizeof sorts / sizeof *sorts };

/* The sorts of which there is something, then the names of those of which there is nothing. */
static void add_sorts(composer *k, const before *b, uint32_t max) {
    bool none = false;
    bool empty[SORTS];
    for (size_t i = 0; i < SORTS; i++) {
        sort count = {.k = k};
        sorts[i].add(&count, b);
        empty[i] = count.n == 0;
        none = none || empty[i];
        if (empty[i]) {
            continue;
        }
        (void)truce_document_heading(&k->doc, 3, truce_str_of(sorts[i].id),
                                     truce_str_of(sorts[i].title));
        sort shown = {.k = k, .list = truce_document_list(&k->doc), .left = max};
        sorts[i].add(&shown, b);
        digest_rest(k, shown.list, shown.n, max, sorts[i].command);
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

truce_status digest_before_make(composer *k, const truce_accounts *a, const truce_offers *o,
                                const truce_gaps *g, digest_before **made, truce_error *err) {
    before *const b = truce_arena_zero(k->arena, 1, sizeof *b);
    if (b == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what was known before");
    }
    *b = (before){.accounts_now = a, .offers_now = o, .gaps_now = g};
    truce_status status =
        truce_scope_before(&k->scope, k->session->since, k->arena, &b->scope, err);
    if (status == TRUCE_OK) {
        status = truce_matrix_make(&b->scope, k->arena, &b->matrix, err);
    }
    if (status == TRUCE_OK) {
        status = truce_accounts_make(&b->matrix, k->arena, &b->accounts, err);
    }
    if (status == TRUCE_OK) {
        status = truce_gaps_make(&b->matrix, k->arena, &b->gaps, err);
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
    const truce_str *const then = account_ids(k, &b->accounts);
    const truce_str *const now = account_ids(k, b->accounts_now);
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
    truce_json_key(json, "accounts_opened");
    truce_json_array(json);
    for (uint32_t i = 0; i < b->accounts_now->n_clashes && then != NULL; i++) {
        if (!has(then, b->accounts.n_clashes, b->accounts_now->at[i].id)) {
            truce_json_str(json, b->accounts_now->at[i].id);
        }
    }
    truce_json_close(json);
    truce_json_key(json, "accounts_settled");
    truce_json_array(json);
    for (uint32_t i = 0; i < b->accounts.n_clashes && now != NULL; i++) {
        if (!has(now, b->accounts_now->n_clashes, b->accounts.at[i].id)) {
            truce_json_str(json, b->accounts.at[i].id);
        }
    }
    truce_json_close(json);
    truce_json_close(json);
}
