/* Clauses that agreements of this kind usually have, and which of them the lines `covers` of an
 * agreement and its obligations name. Nothing else tells it: a title is not read. */
#include "compose_agreement.h"
#include "truce/agreement/usual_clauses.h"
#include "truce/case/words.h"

/* [agreement * n_words + word]: some line of what is known says so; word 0: any of them is said. */
typedef struct covers {
    bool *at;
    size_t n_words;
} covers;

static void note(covers *all, uint32_t agreement, const truce_plan *plan) {
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        if (plan->lines[i].kind == TRUCE_PLAN_COVERS) {
            all->at[agreement * all->n_words] = true;
            all->at[agreement * all->n_words + plan->lines[i].covers] = true;
        }
    }
}

/* Whether the agreement is told, or its author's. */
static bool is_known(const promises *p, uint32_t agreement) {
    const truce_plan_line *const from =
        promises_line(&p->c->agreements[agreement], TRUCE_PLAN_FROM);
    return from == NULL || promises_told(p->scope, from->claims);
}

static bool find(composer *k, const promises *p, covers *out) {
    covers all = {NULL, truce_words_count(TRUCE_WORDS_CLAUSE)};
    all.at = truce_arena_zero(k->arena, k->c->n_agreements, all.n_words * sizeof *all.at);
    if (all.at == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < k->c->n_agreements; i++) {
        note(&all, i, &k->c->agreements[i]);
    }
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->at[i].agreement != TRUCE_NONE) {
            note(&all, p->at[i].agreement, p->at[i].plan);
        }
    }
    *out = all;
    return true;
}

static bool lacks(const covers *all, uint32_t agreement, size_t clause) {
    return !all->at[agreement * all->n_words + clause + 1];
}

/* ---- on paper ---- */

static const char basis[] = "lines `covers` of the agreement and its obligations, against the "
                            "checklist of usual clauses";

static void add_short(composer *k, truce_block *list, const covers *all, uint32_t agreement) {
    size_t n;
    const truce_usual_clause *const rows = truce_usual_clauses(&n);
    uint32_t lacking = 0;
    truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                    k->c->agreements[agreement].head.title);
    if (!all->at[agreement * all->n_words]) {
        truce_buffer_lit(&k->text, "none of its lines says what a clause is about, so this cannot "
                                   "be told.");
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (lacks(all, agreement, i)) {
            truce_buffer_printf(&k->text, "%s%s",
                                lacking++ > 0 ? "; " : "no clause named for: ", rows[i].name);
        }
    }
    truce_buffer_printf(&k->text, "%s", lacking > 0 ? "." : "a clause is named for each of them.");
    (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
    truce_buffer_printf(&k->text, "%u of %zu.", lacking, n);
    (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k), "count of those named here");
}

static void add_cell(composer *k, truce_row *row, unsigned column, truce_span_style style,
                     const char *text) {
    (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[column]), style,
                          truce_str_of(text), "the checklist of usual clauses");
}

/* Whether there was anything to list. */
static bool add_whole(composer *k, const covers *all, uint32_t agreement) {
    static const truce_column columns[] = {{{"No clause named for", 19}, 22},
                                           {{"Why such agreements have one", 28}, 26},
                                           {{"What to ask", 11}, 28},
                                           {{"Public source", 13}, 24}};
    size_t n;
    const truce_usual_clause *const rows = truce_usual_clauses(&n);
    truce_block *table = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!all->at[agreement * all->n_words] || !lacks(all, agreement, i)) {
            continue;
        }
        if (table == NULL) {
            table = truce_document_table(&k->doc, k->c->agreements[agreement].head.title, columns,
                                         sizeof columns / sizeof *columns);
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        add_cell(k, row, 0, TRUCE_SPAN_STRONG, rows[i].name);
        truce_buffer_printf(&k->text, "(covers %s)", rows[i].word);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_MUTED,
                              compose_keep(k), "how a case names it");
        add_cell(k, row, 1, TRUCE_SPAN_PLAIN, rows[i].why);
        add_cell(k, row, 2, TRUCE_SPAN_PLAIN, rows[i].ask);
        if (rows[i].source != NULL) {
            add_cell(k, row, 3, TRUCE_SPAN_PLAIN, rows[i].source);
        }
        if (rows[i].see != NULL) {
            truce_buffer_printf(&k->text, "%s*", rows[i].see);
            (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[3]), TRUCE_SPAN_MUTED,
                                  compose_keep(k), "the checklist of usual clauses");
        }
    }
    return table != NULL;
}

void compose_clauses(composer *k, const promises *p, bool whole) {
    enum { SHOWN = 12 };
    covers all;
    uint32_t shown = 0;
    bool listed = false;
    truce_block *list = NULL;
    if (!find(k, p, &all)) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < k->c->n_agreements; i++) {
        if (!is_known(p, i) || (shown++ >= SHOWN && !whole)) {
            continue;
        }
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("clauses"),
                                         TRUCE_STR("What such agreements usually have as well"));
            list = truce_document_list(&k->doc);
        }
        add_short(k, list, &all, i);
    }
    if (list == NULL) {
        return;
    }
    if (shown > SHOWN && !whole) {
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        truce_buffer_printf(&k->text, "and %u more agreements", shown - SHOWN);
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                              "the first of them are shown");
    }
    (void)compose_quietly(
        k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
        whole ? TRUCE_STR("This says what is usual, not what ought to be: something may be left "
                          "out on purpose, or be there and not be marked with covers.")
              : TRUCE_STR(
                    "This says what is usual, not what ought to be: something may be left "
                    "out on purpose, or be there and not be marked with covers. Why, what to ask "
                    "and the sources: truce agreement --sections clauses."),
        "how truce works");
    for (uint32_t i = 0; i < k->c->n_agreements && whole; i++) {
        if (is_known(p, i)) {
            listed = add_whole(k, &all, i) || listed;
        }
    }
    if (listed) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              TRUCE_STR("* is said to hold more on it, and was not read for this "
                                        "list. Full titles, and what was read of each, stand in "
                                        "docs/papers.md."),
                              "the checklist of usual clauses");
    }
}

/* ---- for machines ---- */

static void names_member(const char *key, const truce_usual_clause *rows, size_t n,
                         const covers *all, uint32_t agreement, bool lacking, truce_json *json) {
    truce_json_key(json, key);
    truce_json_array_inline(json);
    for (size_t i = 0; i < n; i++) {
        if (lacks(all, agreement, i) == lacking) {
            truce_json_str(json, truce_str_of(rows[i].word));
        }
    }
    truce_json_close(json);
}

static void checklist_member(const truce_usual_clause *rows, size_t n, truce_json *json) {
    truce_json_key(json, "usual_clauses");
    truce_json_array(json);
    for (size_t i = 0; i < n; i++) {
        truce_json_object(json);
        truce_json_member_str(json, "covers", truce_str_of(rows[i].word));
        truce_json_member_str(json, "name", truce_str_of(rows[i].name));
        truce_json_member_str(json, "why", truce_str_of(rows[i].why));
        truce_json_member_str(json, "ask", truce_str_of(rows[i].ask));
        if (rows[i].source != NULL) {
            truce_json_member_str(json, "source", truce_str_of(rows[i].source));
        }
        if (rows[i].see != NULL) {
            truce_json_member_str(json, "see", truce_str_of(rows[i].see));
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

void compose_clauses_json(composer *k, const promises *p, truce_json *json) {
    covers all;
    size_t n;
    const truce_usual_clause *const rows = truce_usual_clauses(&n);
    if (!find(k, p, &all)) {
        k->failed = true;
        return;
    }
    truce_json_key(json, "agreements");
    truce_json_array(json);
    for (uint32_t a = 0; a < k->c->n_agreements; a++) {
        if (!is_known(p, a)) {
            continue;
        }
        truce_json_object(json);
        truce_json_member_str(json, "name", truce_case_name(k->c, k->c->agreements[a].head.name));
        truce_json_member_str(json, "title", k->c->agreements[a].head.title);
        names_member("covers", rows, n, &all, a, false, json);
        if (all.at[a * all.n_words]) {
            names_member("usual_and_not_named", rows, n, &all, a, true, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
    checklist_member(rows, n, json);
}
