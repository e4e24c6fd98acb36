/* What the case does not say, as questions to take along: what is missing, what to ask of whom, and
 * which later answer waits for it. */
#include "compose.h"
#include "gap_words.h"
#include "truce/evidence/gaps.h"

enum { ITEMS_SHOWN = 12, CLAIMS_SHOWN = 4, ASKED_SHOWN = 8 };

static const char ASKED_BASIS[] = "who the gap is about, and who is said to mediate";

static truce_str item_title(composer *k, truce_symbol name) {
    const truce_declared d = k->c->declared[name];
    const truce_head *const head =
        name != 0 && d.kind != TRUCE_KIND_NONE ? truce_case_head(k->c, d) : NULL;
    if (name == 0) {
        return TRUCE_STR("Some offer, not said which");
    }
    return head != NULL && head->title.size > 0 ? head->title : truce_case_name(k->c, name);
}

static void add_item(composer *k, truce_cell *cell, const truce_gap *gap,
                     const truce_gap_item *item, const char *basis) {
    truce_passage *const passage = truce_document_cell(&k->doc, cell);
    truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, item_title(k, item->name));
    for (uint32_t i = 0; i < item->n_words; i++) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_TERM, item->words[i]);
    }
    for (uint32_t i = 0; i < item->n_claims && i < CLAIMS_SHOWN; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, item->claims[i]));
    }
    if (item->n_claims > CLAIMS_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more claim%s", item->n_claims - CLAIMS_SHOWN,
                            item->n_claims - CLAIMS_SHOWN == 1 ? "" : "s");
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
    if (gap->kind == TRUCE_GAP_POSITION && item->n_claims > 0) {
        bool ours = true;
        for (uint32_t i = 0; i < item->n_claims; i++) {
            ours = ours && (k->c->claims[item->claims[i]].marks & TRUCE_MARK_INFERRED) != 0;
        }
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG,
                             ours ? TRUCE_STR("our reading only")
                                  : TRUCE_STR("named in a condition of its own only"));
    }
    if (item->n_claims == 0) {
        sentence->basis = truce_str_of(basis);
        sentence->quiet = true;
    }
}

static void add_asked(composer *k, truce_passage *passage, const truce_gap *gap) {
    const char *const role = gap_role(gap);
    truce_buffer_lit(&k->text, "Ask: ");
    if (role != NULL) {
        truce_buffer_printf(&k->text, "%s", role);
    }
    for (uint32_t i = 0; i < gap->n_ask && i < ASKED_SHOWN; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 || role != NULL ? "; " : "");
        truce_buffer_add(&k->text, k->c->actors[gap->ask[i]].head.title);
    }
    if (gap->n_ask > ASKED_SHOWN) {
        truce_buffer_printf(&k->text, "; and %u more", gap->n_ask - ASKED_SHOWN);
    }
    truce_buffer_byte(&k->text, '.');
    (void)compose_quietly(k, passage, TRUCE_SPAN_STRONG, compose_keep(k), ASKED_BASIS);
}

static void add_gap(composer *k, truce_block *table, const truce_gap *gap) {
    const gap_words w = gap_words_of(gap);
    truce_row *const row = truce_document_row(&k->doc, table);
    truce_passage *const head = truce_document_cell(&k->doc, &row->cells[0]);
    if (gap->party != TRUCE_NONE) {
        truce_buffer_add(&k->text, k->c->actors[gap->party].head.title);
        truce_buffer_printf(&k->text, ": %c%s", w.missing[0] | 0x20, w.missing + 1);
    } else {
        truce_buffer_printf(&k->text, "%s", w.missing);
    }
    (void)compose_quietly(k, head, TRUCE_SPAN_STRONG, compose_keep(k), w.basis);
    for (uint32_t i = 0; i < gap->n_items && i < ITEMS_SHOWN; i++) {
        add_item(k, &row->cells[1], gap, &gap->items[i], w.basis);
    }
    if (gap->n_items > ITEMS_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more", gap->n_items - ITEMS_SHOWN);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[1]), TRUCE_SPAN_MUTED,
                              compose_keep(k), "at most 12 are shown; JSON has all");
    }
    truce_passage *const question = truce_document_cell(&k->doc, &row->cells[2]);
    (void)compose_quietly(k, question, TRUCE_SPAN_PLAIN, truce_str_of(w.question), w.basis);
    add_asked(k, question, gap);
    truce_buffer_printf(&k->text, "%s: %s.", w.serves, w.why);
    (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[3]), TRUCE_SPAN_MUTED,
                          compose_keep(k), "what truce needs it for");
}

/* The rule by which each kind is found, where somebody wants to know. */
static void add_rules(composer *k, const truce_gaps *gaps) {
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("gap-rules"),
                                 TRUCE_STR("When each of these is listed"));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < gaps->n; i++) {
        const gap_words w = gap_words_of(&gaps->at[i]);
        if (i == 0 || gaps->at[i - 1].kind != gaps->at[i].kind) {
            truce_passage *const item =
                truce_document_item(&k->doc, list, (truce_str){NULL, 0}, truce_str_of(w.missing));
            truce_buffer_printf(&k->text, "%s.", w.basis);
            (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k), "how truce works");
        }
    }
}

truce_status compose_gaps(composer *k, truce_error *err) {
    static const truce_column columns[] = {
        {{"Not said", 8}, 20}, {{"About", 5}, 28}, {{"Question", 8}, 32}, {{"Needed for", 10}, 20}};
    truce_gaps gaps;
    truce_block *table = NULL;
    const char *section = NULL;
    const truce_status status = truce_gaps_make(&k->matrix, k->arena, &gaps, err);
    if (status != TRUCE_OK) {
        return status;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("gaps"), TRUCE_STR("What is not said"));
    if (gaps.n == 0) {
        (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc),
                                 TRUCE_STR("Nothing that truce looks for is missing."),
                                 TRUCE_STR("every rule for gaps finds a claim, or does not apply"));
        return TRUCE_OK;
    }
    for (uint32_t i = 0; i < gaps.n; i++) {
        if (section == NULL || section != gap_section(gaps.at[i].kind)) {
            section = gap_section(gaps.at[i].kind);
            table = truce_document_table(&k->doc, truce_str_of(section), columns,
                                         sizeof columns / sizeof *columns);
        }
        add_gap(k, table, &gaps.at[i]);
    }
    add_rules(k, &gaps);
    return TRUCE_OK;
}

/* ---- for machines ---- */

static void names_json(composer *k, const truce_gap *gap, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < gap->n_items; i++) {
        truce_json_str(json, gap->items[i].name != 0 ? truce_case_name(k->c, gap->items[i].name)
                                                     : TRUCE_STR("any"));
    }
    truce_json_close(json);
}

static void claims_json(composer *k, const uint32_t *claims, uint32_t n, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n; i++) {
        truce_json_str(json, claim_name(k->c, claims[i]));
    }
    truce_json_close(json);
}

/* All claims that its items name, each once. */
static void all_claims_json(composer *k, const truce_gap *gap, bool *named, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < gap->n_items; i++) {
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

static void asked_json(composer *k, const truce_gap *gap, truce_json *json) {
    truce_json_array(json);
    if (gap_role(gap) != NULL) {
        truce_json_object_inline(json);
        truce_json_member_str(json, "role", truce_str_of(gap_role(gap)));
        truce_json_close(json);
    }
    for (uint32_t i = 0; i < gap->n_ask; i++) {
        truce_json_object_inline(json);
        truce_json_member_str(json, "actor",
                              truce_case_name(k->c, k->c->actors[gap->ask[i]].head.name));
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void items_json(composer *k, const truce_gap *gap, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < gap->n_items; i++) {
        const truce_gap_item *const item = &gap->items[i];
        truce_json_object_inline(json);
        truce_json_member_str(
            json, "name", item->name != 0 ? truce_case_name(k->c, item->name) : TRUCE_STR("any"));
        if (item->n_words > 0) {
            truce_json_key(json, "words");
            truce_json_array_inline(json);
            for (uint32_t n = 0; n < item->n_words; n++) {
                truce_json_str(json, item->words[n]);
            }
            truce_json_close(json);
        }
        truce_json_key(json, "claims");
        claims_json(k, item->claims, item->n_claims, json);
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
    truce_gaps gaps;
    bool *const named = truce_arena_zero(k->arena, k->c->n_claims, sizeof *named);
    if (named == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the gaps");
    }
    const truce_status status = truce_gaps_make(&k->matrix, k->arena, &gaps, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_json_array(json);
    for (uint32_t i = 0; i < gaps.n; i++) {
        gap_json(k, &gaps.at[i], named, json);
    }
    truce_json_close(json);
    return TRUCE_OK;
}
