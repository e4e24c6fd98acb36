/* What to ask next: what is missing, the question, whom to ask. */
#include "digest.h"
#include "gap_reported.h"
#include "gap_words.h"
#include "whom_words.h"

static void add_asked(composer *k, truce_passage *item, const truce_gap *gap) {
    enum { SHOWN = 4 };
    const char *const role = gap_role(gap);
    truce_buffer_printf(&k->text, "Ask: %s%s", role != NULL ? role : "",
                        role != NULL && gap->n_ask > 0 ? "; " : "");
    whom_add(&k->text, k->c, gap->ask, gap->n_ask, SHOWN);
    truce_buffer_byte(&k->text, '.');
    (void)compose_quietly(k, item, TRUCE_SPAN_STRONG, compose_keep(k),
                          "who has to do with it, then who is said to mediate");
}

/* Whether the paper is on one issue, and that is all that the gap is about. */
static bool is_understood(const composer *k, const truce_gap *gap) {
    uint32_t n = 0;
    for (uint32_t i = 0; k->issues != NULL && i < k->c->n_issues && n < 2; i++) {
        n += k->issues[i];
    }
    return n == 1 && gap->n_items == 1 && gap_arrival(gap->items[0].arrival) == NULL &&
           truce_case_find(k->c, TRUCE_KIND_ISSUE, (truce_ref){gap->items[0].name, 0}) !=
               TRUCE_NONE;
}

/* Whether our own reading has a position of the side on the one issue that the gap is about: it
 * stands above, and is no report. */
static bool is_only_read(const composer *k, const truce_gap *gap) {
    const truce_ref name = {gap->items[0].name, 0};
    const uint32_t issue = truce_case_find(k->c, TRUCE_KIND_ISSUE, name);
    bool read = false;
    for (uint32_t i = k->matrix.rows[issue]; i < k->matrix.rows[issue + 1] && !read; i++) {
        read = k->matrix.positions[i].inferred && k->matrix.positions[i].side == gap->party;
    }
    return read;
}

/* Which number is told all the same, and that it is none of a release: of a brief of some issues.
 */
static void add_counted(composer *k, truce_passage *item, const truce_gap *gap) {
    for (uint32_t g = 0; g < gap->n_items && k->issues != NULL; g++) {
        const truce_stated *at = NULL;
        uint32_t i = 0;
        for (uint32_t n = 0;
             n < GAP_COUNTS && (at = gap_count_next(k, gap->items[g].name, &i)) != NULL; n++) {
            truce_sentence *const line = truce_document_line(&k->doc, item);
            truce_sentence_add(&k->doc, line, TRUCE_SPAN_MUTED,
                               TRUCE_STR("Told, and no position of anybody:"));
            gap_add_count(k, line, at);
        }
    }
}

static void add_gap(composer *k, truce_block *list, const truce_gap *gap) {
    enum { ITEMS_SHOWN = 3 };
    const gap_words w = gap_words_of(gap);
    const bool understood =
        is_understood(k, gap) || (gap->kind == TRUCE_GAP_UNSAID && gap->n_items == 1 &&
                                  gap->items[0].name == k->c->actors[gap->party].head.name);
    if (gap->party != TRUCE_NONE) {
        truce_buffer_add(&k->text, k->c->actors[gap->party].head.title);
        truce_buffer_printf(&k->text, ": %c%s%s", w.missing[0] | 0x20, w.missing + 1,
                            understood && gap->kind == TRUCE_GAP_POSITION && is_only_read(k, gap)
                                ? "; there is our own reading alone, which nobody says"
                                : "");
    } else {
        truce_buffer_printf(&k->text, "%s", w.missing);
    }
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
    for (uint32_t i = 0; i < gap->n_items && i < ITEMS_SHOWN && !understood; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
        truce_buffer_add(&k->text, gap->kind == TRUCE_GAP_STATE
                                       ? gap->items[i].words[0]
                                       : gap_item_title(k->c, gap->items[i].name));
        if (gap_arrival(gap->items[i].arrival) != NULL) {
            truce_buffer_printf(&k->text, " (%s)", gap_arrival(gap->items[i].arrival));
        }
    }
    if (gap->n_items > ITEMS_SHOWN) {
        truce_buffer_printf(&k->text, "; and %u more", gap->n_items - ITEMS_SHOWN);
    }
    if (!understood) {
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k), w.basis);
    }
    if (gap->kind == TRUCE_GAP_NUMBER) {
        add_counted(k, item, gap);
    }
    compose_quietly(k, item, TRUCE_SPAN_PLAIN, truce_str_of(w.question), w.basis)->join =
        k->doc.compact ? TRUCE_JOIN_SPACE : TRUCE_JOIN_LINE;
    add_asked(k, item, gap);
}

/* What is open of offers in doubt stands with the offers too: one question about them is enough. */
void digest_gaps(composer *k, const truce_gaps *g, uint32_t max) {
    if (g->n == 0) {
        return;
    }
    truce_block *const list = digest_open(k, "gaps", "What to ask next");
    uint32_t shown = 0;
    bool doubted = false;
    for (uint32_t i = 0; i < g->n && shown < max; i++) {
        const bool in_doubt = g->at[i].place == TRUCE_GAP_IN_DOUBT;
        if (!in_doubt || !doubted) {
            add_gap(k, list, &g->at[i]);
            shown++;
        }
        doubted = doubted || in_doubt;
    }
    digest_rest(k, list, g->n, shown, "gaps");
}
