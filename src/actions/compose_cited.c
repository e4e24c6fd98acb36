/* What the short names in brackets stand for: a line for each source that the paper cites, in the
 * case's order. It is read off the finished paper, so it names neither more nor less than what
 * stands there; and a paper that lists the sources anyway needs no second list. */
#include "digest.h"

#include "truce/case/words.h"

typedef struct cited {
    bool *source;     /* [source]: cited */
    uint32_t *dating; /* [source]: the first estimate of when it was written, or TRUCE_NONE */
    truce_str last;   /* the name found last: claims of one source stand side by side */
} cited;

static truce_str source_part(truce_str claim) {
    const char *const colon = memchr(claim.data, ':', claim.size);
    return (truce_str){claim.data, colon != NULL ? (size_t)(colon - claim.data) : 0};
}

static void find_in_passage(const composer *k, cited *found, const truce_passage *passage) {
    for (size_t s = 0; s < passage->n_sentences; s++) {
        const truce_sentence *const sentence = &passage->sentences[s];
        for (size_t i = 0; i < sentence->n_claims; i++) {
            const truce_str name = source_part(sentence->claims[i]);
            if (truce_str_equal(name, found->last)) {
                continue;
            }
            const truce_ref ref = {truce_symbols_find(&k->c->symbols, name), 0};
            const uint32_t source = truce_case_find(k->c, TRUCE_KIND_SOURCE, ref);
            found->last = name;
            if (source != TRUCE_NONE) {
                found->source[source] = true;
            }
        }
    }
}

static void find_in_block(const composer *k, cited *found, const truce_block *block) {
    for (size_t i = 0; i < block->n_passages; i++) {
        find_in_passage(k, found, &block->passages[i]);
    }
    for (size_t i = 0; i < block->n_rows * block->n_columns; i++) {
        const truce_cell *const cell =
            &block->rows[i / block->n_columns].cells[i % block->n_columns];
        for (size_t p = 0; p < cell->n_passages; p++) {
            find_in_passage(k, found, &cell->passages[p]);
        }
    }
}

static bool find_begin(composer *k, cited *found) {
    const truce_case *const c = k->c;
    *found = (cited){.source = truce_arena_zero(k->arena, c->n_sources + 1, sizeof *found->source),
                     .dating = truce_arena_zero(k->arena, c->n_sources + 1, sizeof *found->dating)};
    if (found->source == NULL || found->dating == NULL) {
        k->failed = true;
        return false;
    }
    for (uint32_t i = 0; i < c->n_sources; i++) {
        found->dating[i] = TRUCE_NONE;
    }
    for (uint32_t i = c->n_datings; i-- > 0;) {
        const uint32_t source = truce_case_find(c, TRUCE_KIND_SOURCE, c->datings[i].of);
        if (source != TRUCE_NONE) {
            found->dating[source] = i;
        }
    }
    return true;
}

/* Mark what the document cites. False: nothing is to be listed. */
static bool find_all(composer *k, cited *found) {
    if (!find_begin(k, found)) {
        return false;
    }
    for (size_t b = 0; b < k->doc.n_blocks; b++) {
        const truce_block *const block = &k->doc.blocks[b];
        if (block->kind == TRUCE_BLOCK_HEADING &&
            truce_str_equal(block->id, TRUCE_STR("sources"))) {
            return false;
        }
        find_in_block(k, found, block);
    }
    if (k->session->n_assumed > 0) {
        found->source[k->session->assumed_source] = false; /* what is supposed is no source */
    }
    return true;
}

static void add_date(composer *k, const cited *found, uint32_t source) {
    const truce_when *const published = &k->c->sources[source].published;
    const uint32_t dating = found->dating[source];
    truce_buffer_lit(&k->text, ", ");
    if (published->text.size > 0) {
        truce_buffer_add(&k->text, published->text);
    } else if (dating != TRUCE_NONE) {
        truce_buffer_add(&k->text, k->c->datings[dating].date.text);
        truce_buffer_lit(&k->text, " (estimate)");
    } else {
        truce_buffer_lit(&k->text, "undated");
    }
}

static const char basis[] = "the source's record in the case";

/* "s2  Stalemate Persists — press, Trendy Digests, 2024-03~ (estimate)". */
static void add_item(composer *k, truce_block *list, const cited *found, uint32_t source) {
    const truce_source *const s = &k->c->sources[source];
    truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                    truce_case_name(k->c, s->head.name));
    truce_buffer_add(&k->text, s->head.title);
    truce_buffer_lit(&k->text, " \xE2\x80\x94 ");
    truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_SOURCE, (size_t)s->kind));
    if (s->publisher.size > 0) {
        truce_buffer_lit(&k->text, ", ");
        truce_buffer_add(&k->text, s->publisher);
    }
    add_date(k, found, source);
    (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

void compose_cited(composer *k) {
    cited found;
    if (!find_all(k, &found)) {
        return;
    }
    truce_block *list = NULL;
    for (uint32_t i = 0; i < k->c->n_sources; i++) {
        if (found.source[i]) {
            list = list != NULL ? list : digest_open(k, "cited", "Sources cited here");
            add_item(k, list, &found, i);
        }
    }
}

/* "s2 Trendy Digests, 2024-03~ (estimate)": who printed it stands for what it is called. */
static void add_in_line(composer *k, truce_passage *line, const cited *found, uint32_t source) {
    enum { LETTERS = 24 };
    const truce_source *const s = &k->c->sources[source];
    truce_sentence *const sentence = truce_document_line(&k->doc, line);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, truce_case_name(k->c, s->head.name));
    const truce_str called =
        s->publisher.size > 0 ? s->publisher : digest_clip(k, s->head.title, LETTERS);
    truce_buffer_add(&k->text, called);
    add_date(k, found, source);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    sentence->basis = truce_str_of(basis);
    sentence->quiet = true;
}

void compose_cited_page(composer *k, uint32_t most) {
    cited found;
    if (!find_all(k, &found)) {
        return;
    }
    truce_passage *line = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->c->n_sources; i++) {
        if (found.source[i] && n++ < most) {
            if (line == NULL) {
                line = truce_document_paragraph(&k->doc);
                line->label = TRUCE_STR("Sources");
            }
            add_in_line(k, line, &found, i);
        }
    }
    if (line != NULL && n > most) {
        truce_sentence *const rest = truce_document_line(&k->doc, line);
        truce_buffer_printf(&k->text, "and %u more: truce brief --sections sources", n - most);
        truce_sentence_add(&k->doc, rest, TRUCE_SPAN_MUTED, compose_keep(k));
        rest->basis = TRUCE_STR(DIGEST_REST);
        rest->quiet = true;
    }
}
