#include "brief_page.h"

enum {
    PAGE_WIDTH = 112, /* characters of a line in the small type of a tight page */
    PAGE_LINES = 69   /* of an A4 page in small type, with room for its margins */
};

typedef enum part {
    PART_STATE,
    PART_BETWEEN,
    PART_IMPASSE,
    PART_OFFERS,
    PART_MOVED,
    PART_ACCOUNTS,
    PART_ORDER,
    PART_SWAPS,
    PART_GAPS,
    PART_LEVERAGE,
    PART_CITED, /* what the short names of its sources stand for */
    PART_N
} part;

/* How much of each part is shown, and how long a text may be. */
typedef struct plan {
    uint32_t most[PART_N]; /* 0: the part is left out */
    size_t letters;
    bool since; /* what is new comes first, and stands for what moved and does not match; plans have
                   no room then */
} plan;

/* ---- one attempt ---- */

enum { OPEN_SHOWN = 2 /* of each party on each issue */ };

static truce_status compose_parts(composer *k, const findings *f, const plan *p, truce_error *err) {
    compose_note(k);
    if (p->most[PART_STATE] > 0) {
        digest_state(k, &f->timeline);
    }
    if (p->since && p->most[PART_MOVED] > 0) {
        digest_since(k, f->before, p->most[PART_MOVED]);
    }
    if (p->most[PART_BETWEEN] > 0 &&
        !digest_clashes(k, &f->clashes, p->most[PART_BETWEEN], OPEN_SHOWN)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the page");
    }
    if (p->most[PART_IMPASSE] > 0) {
        digest_impasse_page(k, f->impasse, p->most[PART_IMPASSE]);
    }
    if (!p->since && p->most[PART_ORDER] > 0) {
        digest_order_page(k, f->order);
    }
    if (!p->since && p->most[PART_SWAPS] > 0) {
        digest_swaps_page(k, f->swaps, p->most[PART_SWAPS]);
    }
    if (p->most[PART_OFFERS] > 0) {
        digest_offers(k, &f->offers, p->most[PART_OFFERS]);
    }
    if (!p->since && p->most[PART_MOVED] > 0) {
        digest_moved(k, p->most[PART_MOVED]);
    }
    if (!p->since && p->most[PART_ACCOUNTS] > 0 &&
        !digest_accounts(k, &f->accounts, true, p->most[PART_ACCOUNTS])) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the page");
    }
    if (p->most[PART_GAPS] > 0) {
        digest_gaps(k, &f->gaps, p->most[PART_GAPS]);
    }
    if (p->most[PART_LEVERAGE] > 0) {
        digest_leverage(k, &f->actors, p->most[PART_LEVERAGE]);
    }
    return TRUCE_OK;
}

static void say_left_out(composer *k, const plan *p) {
    static const char *const called[PART_N] = {"where the talks stand",
                                               "what stands between them",
                                               "what cannot be had together",
                                               "offers",
                                               "what moved",
                                               "what does not match",
                                               "in which order",
                                               "who is released for whom",
                                               "what to ask",
                                               "who could press whom",
                                               "its sources"};
    bool any = false;
    for (int i = 0; i < PART_N; i++) {
        if (p->most[i] == 0) {
            truce_buffer_printf(&k->text, "%s%s",
                                any ? "; " : "For want of room without: ", called[i]);
            any = true;
        }
    }
    truce_buffer_printf(&k->text,
                        "%sThe whole brief, with every claim and its source: truce brief.",
                        any ? ". " : "");
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED, compose_keep(k),
                          "how truce works");
}

/* ---- texts that are too long ---- */

static void clip_passage(composer *k, truce_passage *passage, size_t letters) {
    passage->label = digest_clip(k, passage->label, letters / 2);
    for (size_t s = 0; s < passage->n_sentences; s++) {
        truce_sentence *const sentence = &passage->sentences[s];
        const bool whole = truce_str_equal(sentence->basis, TRUCE_STR(DIGEST_REST));
        for (size_t i = 0; i < sentence->n_spans && !whole; i++) {
            sentence->spans[i].text = digest_clip(k, sentence->spans[i].text, letters);
        }
    }
}

/* What the paper rests on is said in full, unless it is very long. */
static void clip_all(composer *k, size_t letters) {
    enum { NOTE_LETTERS = 320 };
    k->doc.title = digest_clip(k, k->doc.title, PAGE_WIDTH);
    for (size_t b = 0; b < k->doc.n_blocks; b++) {
        const bool list = k->doc.blocks[b].kind == TRUCE_BLOCK_LIST;
        for (size_t i = 0; i < k->doc.blocks[b].n_passages; i++) {
            clip_passage(k, &k->doc.blocks[b].passages[i], list ? letters : NOTE_LETTERS);
        }
    }
}

/* ---- until it fits ---- */

static size_t count_lines(composer *k, bool *ok) {
    truce_buffer text = truce_buffer_new();
    size_t lines = 0;
    *ok = truce_document_text(&k->doc, (truce_text_style){.width = PAGE_WIDTH}, &text, NULL) ==
          TRUCE_OK;
    for (size_t i = 0; i < text.size && *ok; i++) {
        lines += text.data[i] == '\n';
    }
    truce_buffer_clear(&text);
    return lines;
}

/* What each part keeps as long as others can give: what blocks comes before all else; of a page
 * that tells what is new, that. */
static const uint32_t floors[][PART_N] = {{[PART_STATE] = 1,
                                           [PART_BETWEEN] = 5,
                                           [PART_IMPASSE] = 2,
                                           [PART_MOVED] = 2,
                                           [PART_OFFERS] = 2,
                                           [PART_ACCOUNTS] = 2,
                                           [PART_ORDER] = 1,
                                           [PART_SWAPS] = 1,
                                           [PART_LEVERAGE] = 6,
                                           [PART_CITED] = 8,
                                           [PART_GAPS] = 3},
                                          {[PART_STATE] = 1,
                                           [PART_IMPASSE] = 1,
                                           [PART_BETWEEN] = 3,
                                           [PART_MOVED] = 4,
                                           [PART_OFFERS] = 1,
                                           [PART_ACCOUNTS] = 1,
                                           [PART_ORDER] = 1,
                                           [PART_SWAPS] = 1,
                                           [PART_LEVERAGE] = 4,
                                           [PART_CITED] = 8,
                                           [PART_GAPS] = 2}};
/* What it keeps as long as texts can be shorter. */
static const uint32_t least[][PART_N] = {{[PART_STATE] = 1,
                                          [PART_IMPASSE] = 1,
                                          [PART_BETWEEN] = 3,
                                          [PART_OFFERS] = 1,
                                          [PART_MOVED] = 1,
                                          [PART_ACCOUNTS] = 1,
                                          [PART_ORDER] = 1,
                                          [PART_SWAPS] = 1,
                                          [PART_GAPS] = 2,
                                          [PART_CITED] = 5,
                                          [PART_LEVERAGE] = 4},
                                         {[PART_STATE] = 1,
                                          [PART_IMPASSE] = 1,
                                          [PART_BETWEEN] = 1,
                                          [PART_OFFERS] = 1,
                                          [PART_MOVED] = 4,
                                          [PART_ACCOUNTS] = 1,
                                          [PART_ORDER] = 1,
                                          [PART_SWAPS] = 1,
                                          [PART_GAPS] = 1,
                                          [PART_CITED] = 5,
                                          [PART_LEVERAGE] = 2}};

/* Take one entry from the part that is furthest above its floor, of several from the last. */
static bool take_entry(plan *p, const uint32_t *keep) {
    int from = -1;
    for (int i = 0; i < PART_N; i++) {
        if (p->most[i] > keep[i] &&
            (from < 0 || p->most[i] - keep[i] >= p->most[from] - keep[from])) {
            from = i;
        }
    }
    if (from >= 0) {
        p->most[from]--;
    }
    return from >= 0;
}

/* Entries down to the floors, then shorter texts; fewer entries, shorter texts; one entry each,
 * then whole parts from the end. False when nothing is left to take. */
static bool reduce(plan *p) {
    static const uint32_t ones[PART_N] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, [PART_CITED] = 5};
    if (take_entry(p, floors[p->since])) {
        return true;
    }
    if (p->letters > 160) {
        p->letters -= 40;
        return true;
    }
    if (take_entry(p, least[p->since])) {
        return true;
    }
    if (p->letters > 100) {
        p->letters -= 20;
        return true;
    }
    if (take_entry(p, ones)) {
        return true;
    }
    if (p->letters > 40) {
        p->letters -= 20;
        return true;
    }
    for (int i = PART_N - 1; i >= 0; i--) {
        if (p->most[i] > 0) {
            p->most[i] = 0;
            return true;
        }
    }
    return false;
}

truce_status brief_page(composer *k, const findings *f, truce_error *err) {
    plan p = {.most = {[PART_STATE] = 1,
                       [PART_BETWEEN] = 10,
                       [PART_IMPASSE] = 3,
                       [PART_OFFERS] = 4,
                       [PART_MOVED] = 4,
                       [PART_ACCOUNTS] = 6,
                       [PART_ORDER] = 1,
                       [PART_SWAPS] = 2,
                       [PART_GAPS] = 6,
                       [PART_LEVERAGE] = 8,
                       [PART_CITED] = 8},
              .letters = 240,
              .since = f->before != NULL};
    const truce_document empty =
        truce_document_new(k->arena, k->doc.title, TRUCE_STR("One page: what is reported"));
    bool fits = false;
    for (bool more = true; more && !fits; more = !fits && reduce(&p)) {
        bool ok = true;
        k->doc = empty;
        k->doc.compact = true;
        const truce_status status = compose_parts(k, f, &p, err);
        if (status != TRUCE_OK) {
            return status;
        }
        if (p.most[PART_CITED] > 0) {
            compose_cited_page(k, p.most[PART_CITED]);
        }
        say_left_out(k, &p);
        clip_all(k, p.letters);
        fits = count_lines(k, &ok) <= PAGE_LINES;
        if (!ok || k->failed || k->text.failed) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for the page");
        }
    }
    return TRUCE_OK;
}
