/* The words of a text and what they mean, in it and to each side; and which of the usual clauses
 * none of its clauses says that it covers. */
#include "text_parts.h"

#include <stdlib.h>
#include <string.h>

#include "truce/agreement/usual_clauses.h"

/* ---- words ---- */

/* A word that a definition is of, or that a clause leaves open on purpose. */
typedef struct defined {
    truce_str word;
    uint32_t definition; /* TRUCE_NONE: none */
    uint32_t clause;     /* likewise */
} defined;

static int by_word(const void *left, const void *right) {
    const defined *const l = left;
    const defined *const r = right;
    const size_t n = l->word.size < r->word.size ? l->word.size : r->word.size;
    const int order = memcmp(l->word.data, r->word.data, n);
    return order != 0                       ? order
           : l->word.size != r->word.size   ? (l->word.size > r->word.size ? 1 : -1)
           : l->definition != r->definition ? (l->definition > r->definition ? 1 : -1)
                                            : (l->clause > r->clause) - (l->clause < r->clause);
}

static bool is_deliberate(const truce_plan *definition) {
    return truce_draft_line(definition, TRUCE_PLAN_DELIBERATE) != NULL;
}

/* One meaning of a word: whose, and what; or that it is left open on purpose. */
static void add_meaning(const text_page *p, truce_row *row, const truce_plan *definition) {
    truce_passage *const passage = truce_document_cell(&p->k->doc, &row->cells[1]);
    const truce_plan_line *const means = truce_draft_line(definition, TRUCE_PLAN_MEANS);
    if (definition->top.by.n > 0) {
        text_names(p, definition->top.by);
    } else {
        truce_buffer_lit(&p->k->text, "the text itself");
    }
    truce_buffer_printf(&p->k->text, ":%s",
                        means != NULL               ? ""
                        : is_deliberate(definition) ? " left open on purpose"
                                                    : " no meaning is given");
    truce_sentence *const sentence = text_say(p, passage, TRUCE_SPAN_PLAIN, definition);
    if (means != NULL) {
        truce_sentence_add(&p->k->doc, sentence, TRUCE_SPAN_PLAIN, means->text);
        if (is_deliberate(definition)) {
            truce_sentence_badge(&p->k->doc, sentence, TRUCE_TONE_PLAIN,
                                 TRUCE_STR("open on purpose"));
        }
    }
}

/* What there is to see to: the same word read in two ways, or not defined in the text. */
static void add_finding(const text_page *p, truce_row *row, const defined *at, uint32_t n) {
    truce_str first = {NULL, 0};
    bool differs = false;
    bool own = false;
    bool deliberate = false;
    for (uint32_t i = 0; i < n; i++) {
        if (at[i].definition == TRUCE_NONE) {
            deliberate = true;
            continue;
        }
        const truce_plan *const definition = &p->c->definitions[at[i].definition];
        const truce_plan_line *const means = truce_draft_line(definition, TRUCE_PLAN_MEANS);
        own = own || (means != NULL && definition->top.by.n == 0);
        deliberate = deliberate || is_deliberate(definition);
        if (means != NULL) {
            differs = differs || (first.size > 0 && !truce_str_equal(first, means->text));
            first = means->text;
        }
    }
    truce_buffer_printf(&p->k->text, "%s%s%s", differs ? "given more than one meaning" : "",
                        differs && !own ? "; " : "", !own ? "not defined in the text" : "");
    if (p->k->text.size > 0 && deliberate) {
        truce_buffer_lit(&p->k->text, "; left open on purpose");
    }
    if (p->k->text.size > 0) {
        (void)text_compute(p, truce_document_cell(&p->k->doc, &row->cells[2]), TRUCE_SPAN_PLAIN,
                           "the definitions of the word, letter for letter");
    }
}

/* That a clause leaves it open. */
static void add_open_word(const text_page *p, truce_row *row, uint32_t clause) {
    text_clause_name(p, clause);
    truce_buffer_lit(&p->k->text, ": left open on purpose");
    (void)text_say(p, truce_document_cell(&p->k->doc, &row->cells[1]), TRUCE_SPAN_PLAIN,
                   &p->c->clauses[clause]);
}

/* The words that definitions are of, and those that clauses mark; NULL: no memory. */
static defined *find_words(const text_page *p, uint32_t draft, uint32_t *n) {
    const truce_indices all = p->d.drafts[draft].definitions;
    const truce_indices clauses = p->d.drafts[draft].clauses;
    size_t room = all.n;
    for (uint32_t i = 0; i < clauses.n; i++) {
        room += p->c->clauses[clauses.at[i]].n_lines;
    }
    defined *const at = truce_arena_take(p->k->arena, (room + 1) * sizeof *at);
    for (uint32_t i = 0; i < all.n && at != NULL; i++) {
        at[(*n)++] = (defined){p->c->definitions[all.at[i]].head.title, all.at[i], TRUCE_NONE};
    }
    for (uint32_t i = 0; i < clauses.n && at != NULL; i++) {
        const truce_plan *const clause = &p->c->clauses[clauses.at[i]];
        for (uint32_t l = 0; l < clause->n_lines && !p->d.clauses[clauses.at[i]].struck; l++) {
            if (clause->lines[l].kind == TRUCE_PLAN_DELIBERATE && clause->lines[l].text.size > 0) {
                at[(*n)++] = (defined){clause->lines[l].text, TRUCE_NONE, clauses.at[i]};
            }
        }
    }
    return at;
}

void compose_text_terms(const text_page *p, uint32_t draft) {
    static const truce_column columns[] = {
        {{"Word", 4}, 18}, {{"What it means", 13}, 52}, {{"To see to", 9}, 30}};
    uint32_t n = 0;
    defined *const at = find_words(p, draft, &n);
    if (at == NULL || n == 0) {
        p->k->failed = p->k->failed || at == NULL;
        return;
    }
    qsort(at, n, sizeof *at, by_word);
    truce_block *const table =
        truce_document_table(&p->k->doc, TRUCE_STR("Words of the text, and what they mean to whom"),
                             columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i;
        truce_row *const row = truce_document_row(&p->k->doc, table);
        truce_sentence *const word =
            truce_document_sentence(&p->k->doc, truce_document_cell(&p->k->doc, &row->cells[0]));
        truce_sentence_add(&p->k->doc, word, TRUCE_SPAN_TERM, at[i].word);
        word->basis = TRUCE_STR("the definitions of the text, and what its clauses leave open");
        word->quiet = true;
        while (end < n && truce_str_equal(at[end].word, at[i].word)) {
            if (at[end].definition != TRUCE_NONE) {
                add_meaning(p, row, &p->c->definitions[at[end].definition]);
            } else {
                add_open_word(p, row, at[end].clause);
            }
            end++;
        }
        add_finding(p, row, &at[i], end - i);
        i = end;
    }
}

/* ---- usual clauses ---- */

void compose_text_covers(const text_page *p, uint32_t draft) {
    const truce_draft *const d = &p->d.drafts[draft];
    size_t n = 0;
    const truce_usual_clause *const rows = truce_usual_clauses(&n);
    bool *const said = truce_arena_zero(p->k->arena, n + 1, sizeof *said);
    if (said == NULL) {
        p->k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < d->clauses.n; i++) {
        const truce_plan *const clause = &p->c->clauses[d->clauses.at[i]];
        for (uint32_t l = 0; l < clause->n_lines && !p->d.clauses[d->clauses.at[i]].struck; l++) {
            if (clause->lines[l].kind == TRUCE_PLAN_COVERS) {
                said[0] = true;
                said[clause->lines[l].covers] = true;
            }
        }
    }
    if (!said[0]) {
        return; /* nothing tells what the clauses are about */
    }
    uint32_t lacking = 0;
    for (size_t i = 0; i < n; i++) {
        if (!said[i + 1]) {
            truce_buffer_printf(
                &p->k->text, "%s%s",
                lacking++ > 0 ? "; " : "No clause says that it covers: ", rows[i].name);
        }
    }
    if (lacking == 0) {
        return;
    }
    truce_buffer_printf(&p->k->text, ". %u of %zu that agreements of this kind usually have.",
                        lacking, n);
    truce_passage *const passage = truce_document_paragraph(&p->k->doc);
    (void)text_compute(p, passage, TRUCE_SPAN_PLAIN,
                       "lines `covers` of the clauses, against the checklist of usual clauses");
    (void)compose_quietly(p->k, passage, TRUCE_SPAN_MUTED,
                          TRUCE_STR("This says what is usual, not what ought to be; the sources "
                                    "stand in docs/papers.md."),
                          "how truce works");
}
