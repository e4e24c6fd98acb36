/* How the parts of a sentence meet: the same in every rendering. */
#include "truce/document/parts.h"

static bool ends_with(truce_str text, truce_str end) {
    return text.size >= end.size &&
           memcmp(text.data + text.size - end.size, end.data, end.size) == 0;
}

static bool begins_with(truce_str text, truce_str front) {
    return text.size >= front.size && memcmp(text.data, front.data, front.size) == 0;
}

/* Whether a text keeps what follows it close: it ends in a space or an opening bracket. */
static bool holds_on(truce_str text) {
    return strchr(" ([", text.data[text.size - 1]) != NULL ||
           ends_with(text, TRUCE_STR(TRUCE_QUOTE_OPEN));
}

/* Whether a text keeps close to what stands before it. */
static bool leans_back(truce_str text) {
    return strchr(" .,;:!?)]%'", text.data[0]) != NULL ||
           begins_with(text, TRUCE_STR("\xE2\x80\x99")) || /* apostrophe */
           begins_with(text, TRUCE_STR("\xE2\x80\xA6")) || /* ellipsis */
           begins_with(text, TRUCE_STR(TRUCE_QUOTE_CLOSE));
}

bool truce_sentence_gap(const truce_span *before, const truce_span *after) {
    if (before == NULL || before->text.size == 0 || after->text.size == 0) {
        return false;
    }
    const bool held = before->style != TRUCE_SPAN_TERM && holds_on(before->text);
    const bool leans = after->style != TRUCE_SPAN_TERM && leans_back(after->text);
    return !held && !leans;
}

static const struct {
    const char *open, *close;
} enclosures[] = {
    [TRUCE_SPAN_PLAIN] = {"", ""},
    [TRUCE_SPAN_STRONG] = {"", ""},
    [TRUCE_SPAN_MUTED] = {"", ""},
    [TRUCE_SPAN_TERM] = {TRUCE_QUOTE_OPEN, TRUCE_QUOTE_CLOSE},
    [TRUCE_SPAN_TAKEN] = {TRUCE_TAKEN_OPEN, TRUCE_TAKEN_CLOSE},
    [TRUCE_SPAN_PUT] = {TRUCE_PUT_OPEN, TRUCE_PUT_CLOSE},
};

void truce_sentence_text(const truce_sentence *sentence, truce_buffer *out) {
    const truce_span *before = NULL;
    for (size_t i = 0; i < sentence->n_spans; i++) {
        const truce_span *const span = &sentence->spans[i];
        if (span->text.size == 0) {
            continue;
        }
        if (truce_sentence_gap(before, span)) {
            truce_buffer_byte(out, ' ');
        }
        truce_buffer_add(out, truce_str_of(enclosures[span->style].open));
        truce_buffer_add(out, span->text);
        truce_buffer_add(out, truce_str_of(enclosures[span->style].close));
        before = span;
    }
}

bool truce_document_basis_due(const truce_passage *passage, size_t i) {
    const truce_str basis = passage->sentences[i].basis;
    return basis.size > 0 && !passage->sentences[i].quiet &&
           !(i + 1 < passage->n_sentences &&
             truce_str_equal(basis, passage->sentences[i + 1].basis));
}

bool truce_document_wants_colon(truce_str label, const truce_passage *passage) {
    const truce_sentence *const first = passage->n_sentences > 0 ? &passage->sentences[0] : NULL;
    const bool dash = first != NULL && first->n_spans > 0 && first->spans[0].text.size > 3 &&
                      memcmp(first->spans[0].text.data, "\xE2\x80\x94", 3) == 0;
    return label.size > 0 && !dash && strchr(" .,;:!?", label.data[label.size - 1]) == NULL;
}
