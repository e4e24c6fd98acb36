/* What happened, in an order that dates and claims allow: each event with what places it, and with
 * those who say so and those who deny it; then what cannot all hold. */
#include <stdlib.h>

#include "digest.h"
#include "find_actor.h"
#include "named_parts.h"
#include "truce/case/words.h"

/* One way of placing an event in time, and a claim that gives it. */
typedef struct placing {
    uint8_t kind; /* truce_time_kind */
    bool words;
    uint32_t event; /* of BEFORE, AFTER and DURING */
    truce_str text; /* of AT */
    uint32_t claim, order;
} placing;

static int by_content(const placing *l, const placing *r) {
    if (l->kind != r->kind) {
        return l->kind < r->kind ? -1 : 1;
    }
    if (l->words != r->words) {
        return l->words ? 1 : -1;
    }
    if (l->event != r->event) {
        return l->event < r->event ? -1 : 1;
    }
    return truce_str_compare(l->text, r->text);
}

static int by_content_and_order(const void *left, const void *right) {
    const placing *const l = left;
    const placing *const r = right;
    const int content = by_content(l, r);
    return content != 0 ? content : (l->order > r->order) - (l->order < r->order);
}

/* Every time that claims give the event, equal ones together. */
static placing *find_placings(composer *k, const truce_timeline_event *e, uint32_t *n) {
    size_t room = 0;
    *n = 0;
    for (uint32_t i = 0; i < e->n_said; i++) {
        room += e->told[i].statement->times.n;
    }
    placing *const at = truce_arena_take(k->arena, room * sizeof *at);
    k->failed = k->failed || at == NULL;
    for (uint32_t i = 0; i < e->n_said && at != NULL; i++) {
        const truce_times times = e->told[i].statement->times;
        for (uint32_t t = 0; t < times.n; t++) {
            const truce_time *const time = &times.at[t];
            at[*n] = (placing){.kind = (uint8_t)time->kind, .claim = e->told[i].claim, .order = *n};
            if (time->kind == TRUCE_TIME_AT) {
                at[*n].text = time->when.text;
                at[*n].words = (time->when.date.marks & TRUCE_DATE_GIVEN) == 0;
            } else {
                at[*n].event = truce_case_find(k->c, TRUCE_KIND_EVENT, time->event);
            }
            (*n)++;
        }
    }
    if (*n > 1) {
        qsort(at, *n, sizeof *at, by_content_and_order);
    }
    return at;
}

static void phrase_placing(composer *k, const placing *p) {
    if (p->kind != TRUCE_TIME_AT) {
        truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_TIME, p->kind));
        truce_buffer_printf(&k->text, " \xE2\x80\x9C%.*s\xE2\x80\x9D",
                            TRUCE_STR_ARGS(k->c->events[p->event].head.title));
    } else if (p->words) {
        truce_buffer_printf(&k->text, "\xE2\x80\x9C%.*s\xE2\x80\x9D", TRUCE_STR_ARGS(p->text));
    } else {
        truce_buffer_add(&k->text, p->text);
    }
}

static void add_estimate(composer *k, truce_cell *cell, uint32_t dating) {
    const truce_dating *const d = &k->c->datings[dating];
    const uint32_t by = truce_case_find(k->c, TRUCE_KIND_READER, d->by);
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, d->date.text);
    truce_buffer_printf(&k->text, "estimate %.*s by %.*s",
                        TRUCE_STR_ARGS(truce_case_name(k->c, d->head.name)),
                        TRUCE_STR_ARGS(by != TRUCE_NONE ? k->c->readers[by].head.title
                                                        : truce_case_name(k->c, d->by.symbol)));
    sentence->basis = compose_keep(k);
    truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("estimate"));
}

truce_str compose_event_when(composer *k, const truce_timeline_event *e) {
    enum { SHOWN = 3 };
    uint32_t n = 0;
    uint32_t shown = 0;
    const placing *const at = find_placings(k, e, &n);
    for (uint32_t i = 0; i < n && at != NULL && shown < SHOWN; i++) {
        if (i == 0 || by_content(&at[i - 1], &at[i]) != 0) {
            truce_buffer_printf(&k->text, "%s", shown++ > 0 ? ", " : "");
            phrase_placing(k, &at[i]);
        }
    }
    if (e->dating != TRUCE_NONE) {
        truce_buffer_printf(&k->text, "%s", shown > 0 ? ", " : "");
        truce_buffer_add(&k->text, k->c->datings[e->dating].date.text);
        truce_buffer_lit(&k->text, " (estimate)");
    }
    if (k->text.size == 0) {
        truce_buffer_add(&k->text, e->group == TRUCE_EVENT_ORDERED
                                       ? TRUCE_STR("no date; others are dated by it")
                                       : TRUCE_STR("no time given"));
    }
    return compose_keep(k);
}

static void add_when(composer *k, truce_cell *cell, const truce_timeline_event *e) {
    uint32_t n = 0;
    const placing *const at = find_placings(k, e, &n);
    truce_sentence *sentence = NULL;
    for (uint32_t i = 0; i < n && at != NULL; i++) {
        if (i == 0 || by_content(&at[i - 1], &at[i]) != 0) {
            sentence = truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
            phrase_placing(k, &at[i]);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        }
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, at[i].claim));
    }
    if (e->dating != TRUCE_NONE) {
        add_estimate(k, cell, e->dating);
    }
    if (n == 0 && e->dating == TRUCE_NONE) {
        truce_buffer_printf(&k->text, e->group == TRUCE_EVENT_ORDERED
                                          ? "no date; others are dated by it"
                                          : "no time given");
        if (e->first_told != TRUCE_NONE) {
            truce_buffer_lit(&k->text, "; told ");
            phrase_date(&k->text, &k->scope, e->first_told);
        }
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              compose_keep(k), "no claim about this event gives its time");
    }
}

static void add_event_badges(composer *k, truce_sentence *sentence, const truce_timeline_event *e,
                             bool first) {
    if (!first && e->group == TRUCE_EVENT_ORDERED && e->follows == TRUCE_FOLLOWS_UNKNOWN) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, TRUCE_STR("order unknown"));
    }
    if (e->dates_differ) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("dates differ"));
    }
    if (e->date_unused) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION,
                             TRUCE_STR("date and claimed order differ"));
    }
    if (e->n_denied > 0) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG,
                             e->n_said > 0 ? TRUCE_STR("said and denied") : TRUCE_STR("denied"));
    }
}

/* "said by: Hamas, Israel, and some whose side is not known", when they are of several. */
static void add_sides(composer *k, truce_cell *cell, const truce_timeline_event *e) {
    uint32_t n = 0;
    const uint32_t *const sides = compose_sides(k, e->told, e->n_said, &n);
    if (sides == NULL || n < 2) {
        return;
    }
    truce_buffer_lit(&k->text, "said by: ");
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? ", " : "");
        truce_buffer_add(&k->text, sides[i] != TRUCE_NONE ? k->c->actors[sides[i]].head.title
                                                          : TRUCE_STR("side not stated"));
    }
    (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED, compose_keep(k),
                          "the sides of those who say so");
}

static void add_event(composer *k, truce_block *table, const truce_timeline *t,
                      const truce_timeline_event *e, bool first) {
    truce_row *const row = truce_document_row(&k->doc, table);
    add_when(k, &row->cells[0], e);
    truce_sentence *const sentence =
        compose_quietly(k, truce_document_cell(&k->doc, &row->cells[1]), TRUCE_SPAN_STRONG,
                        k->c->events[e->event].head.title, "the case's list of events");
    add_event_badges(k, sentence, e, first);
    if (k->c->events[e->event].kind == TRUCE_EVENT_STATEMENT) {
        compose_said_in(k, &row->cells[1], e);
    }
    compose_told(k, &row->cells[2], e->told, e->n_said, "", t->denied_by);
    compose_told(k, &row->cells[2], e->told + e->n_said, e->n_denied, "denied by", t->denied_by);
    if (e->n_said + e->n_denied == 0) {
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[2]), TRUCE_SPAN_MUTED,
                              TRUCE_STR("no claim says that it happened"),
                              "others are placed by it");
    }
    add_sides(k, &row->cells[2], e);
}

static void add_events(composer *k, const truce_timeline *t) {
    static const truce_column columns[] = {
        {{"When", 4}, 28}, {{"What", 4}, 34}, {{"According to whom", 17}, 38}};
    static const truce_str captions[] = {
        {"Events in one order that dates and claims allow; order unknown: to the line above", 81},
        {"Events that only the sources' own words place, by when they were first told", 75},
        {"Events with no time given, by when they were first told", 55}};
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("events"), TRUCE_STR("What happened"));
    if (t->n_events == 0) {
        (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc),
                                 TRUCE_STR("No claim speaks of an event."),
                                 TRUCE_STR("the claims counted"));
    }
    truce_block *table = NULL;
    for (uint32_t i = 0; i < t->n_events; i++) {
        const truce_timeline_event *const e = &t->events[i];
        const bool first = i == 0 || t->events[i - 1].group != e->group;
        if (first) {
            table = truce_document_table(&k->doc, captions[e->group], columns,
                                         sizeof columns / sizeof *columns);
        }
        add_event(k, table, t, e, first);
    }
}

static void quote_event(composer *k, uint32_t event) {
    truce_buffer_printf(&k->text, "\xE2\x80\x9C%.*s\xE2\x80\x9D",
                        TRUCE_STR_ARGS(k->c->events[event].head.title));
}

static void add_cycle(composer *k, truce_block *list, const truce_order_cycle *y) {
    truce_sentence *const sentence = truce_document_sentence(
        &k->doc, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}));
    for (uint32_t i = 0; i < y->n_events; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "" : i + 1 == y->n_events ? " and " : ", ");
        quote_event(k, y->events[i]);
    }
    truce_buffer_printf(&k->text, y->n_events == 1 ? " is put before itself."
                                                   : " are put before each other in a ring.");
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t i = 0; i < y->n_claims; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, y->claims[i]));
    }
    sentence->basis = TRUCE_STR("the claims' before, after and during, followed round; none of "
                                "them places these events above");
}

static void add_clash(composer *k, truce_block *list, const truce_order_clash *clash) {
    truce_sentence *const sentence = truce_document_sentence(
        &k->doc, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}));
    quote_event(k, clash->first);
    truce_buffer_lit(&k->text, " is put before ");
    quote_event(k, clash->second);
    truce_buffer_lit(&k->text, " by claims, and after it by their dates.");
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t i = 0; i < clash->n_claims; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, clash->claims[i]));
    }
    sentence->basis = TRUCE_STR("dates compared with the claimed order; the second stands above "
                                "where the claims put it");
}

static void add_contradictions(composer *k, const truce_timeline *t) {
    if (t->n_cycles + t->n_clashes == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("orders"),
                                 TRUCE_STR("Orders that cannot all hold"));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < t->n_cycles; i++) {
        add_cycle(k, list, &t->cycles[i]);
    }
    for (uint32_t i = 0; i < t->n_clashes; i++) {
        add_clash(k, list, &t->clashes[i]);
    }
}

/* Reports with a time of publication of their own, such as the headlines of one day. */
static void add_reports(composer *k, const truce_timeline *t) {
    if (t->n_reports == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("reports"),
                                 TRUCE_STR("Reports by the time of their publication"));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < t->n_reports; i++) {
        const truce_claim *const claim = &k->c->claims[t->reports[i]];
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, claim->published.text);
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        for (uint32_t s = 0; s < claim->n_statements; s++) {
            truce_buffer_printf(&k->text, "%s", s > 0 ? "; " : "");
            phrase_statement(&k->text, k->c, &claim->statements[s]);
        }
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        const truce_told told = {t->reports[i], claim->statements};
        compose_told_behind(k, sentence, &told, 1, t->denied_by);
        if (claim->copy_of.symbol != 0) {
            truce_buffer_lit(&k->text, "copy of ");
            truce_buffer_add(&k->text, truce_case_name(k->c, claim->copy_of.symbol));
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
        }
        const truce_date before =
            i > 0 ? k->c->claims[t->reports[i - 1]].published.date : (truce_date){0};
        if (i > 0 && truce_date_compare(before, claim->published.date) != TRUCE_DATE_BEFORE) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, TRUCE_STR("order unknown"));
        }
    }
}

/* ---- of one actor ---- */

/* Of a side all its people, of one of these that one alone. */
static bool is_of(const composer *k, truce_ref ref, uint32_t asked) {
    return k->c->actors[asked].side == asked
               ? truce_side_of(k->c, ref) == asked
               : truce_case_find(k->c, TRUCE_KIND_ACTOR, ref) == asked;
}

static bool speaks(const composer *k, uint32_t claim, uint32_t asked) {
    const truce_claim *const cl = &k->c->claims[claim];
    bool found = false;
    for (uint32_t i = 0; i < cl->n_speakers && !found; i++) {
        found = is_of(k, cl->speakers[i].actor, asked);
    }
    return found;
}

static bool names_asked(const composer *k, truce_refs refs, uint32_t asked) {
    bool found = false;
    for (uint32_t i = 0; i < refs.n && !found; i++) {
        found = is_of(k, refs.at[i], asked);
    }
    return found;
}

/* Whether it did the event, or tells of it. */
static bool has_part(const composer *k, const truce_timeline_event *e, uint32_t asked) {
    bool part = names_asked(k, k->c->events[e->event].by, asked);
    for (uint32_t i = 0; i < e->n_said + e->n_denied && !part; i++) {
        part = speaks(k, e->told[i].claim, asked) ||
               names_asked(k, e->told[i].statement->as.event.by, asked);
    }
    return part;
}

/* Leave what this actor did, what it or its people tell, and its presence. An event follows the
 * line above it when it followed each of those left out between. */
static void keep_of(const composer *k, truce_timeline *t, uint32_t asked) {
    uint32_t n = 0;
    bool known = true;
    for (uint32_t i = 0; i < t->n_events; i++) {
        known = known && t->events[i].follows != TRUCE_FOLLOWS_UNKNOWN;
        if (has_part(k, &t->events[i], asked)) {
            t->events[n] = t->events[i];
            t->events[n].follows = known ? t->events[n].follows : TRUCE_FOLLOWS_UNKNOWN;
            n++;
            known = true;
        }
    }
    t->n_events = n;
    n = 0;
    for (uint32_t i = 0; i < t->n_talks; i++) {
        if (speaks(k, t->talks[i].told.claim, asked)) {
            t->talks[n++] = t->talks[i];
        }
    }
    t->n_talks = n;
    n = 0;
    for (uint32_t i = 0; i < t->n_presence; i++) {
        if ((k->c->actors[asked].side == asked ? t->presence[i].side : t->presence[i].actor) ==
            asked) {
            t->presence[n++] = t->presence[i];
        }
    }
    t->n_presence = n;
    n = 0;
    for (uint32_t i = 0; i < t->n_reports; i++) {
        if (speaks(k, t->reports[i], asked)) {
            t->reports[n++] = t->reports[i];
        }
    }
    t->n_reports = n;
    t->n_cycles = 0;
    t->n_clashes = 0;
}

truce_status compose_timeline_make(composer *k, truce_timeline *t, truce_error *err) {
    uint32_t side = TRUCE_NONE;
    truce_status status = find_actor(k, k->session->request.of, &side, err);
    if (status == TRUCE_OK) {
        status = truce_timeline_make(&k->scope, k->arena, t, err);
    }
    if (status == TRUCE_OK && side != TRUCE_NONE) {
        keep_of(k, t, find_named(k->c, k->session->request.of));
    }
    return status;
}

/* ---- the section ---- */

truce_status compose_timeline(composer *k, truce_error *err) {
    truce_timeline t;
    const truce_status status = truce_timeline_make(&k->scope, k->arena, &t, err);
    if (status != TRUCE_OK) {
        return status;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("timeline"), TRUCE_STR("Timeline"));
    compose_chronology(k, &t);
    compose_talks(k, &t);
    add_events(k, &t);
    add_reports(k, &t);
    add_contradictions(k, &t);
    return TRUCE_OK;
}

/* How the talks stand, whole: who denies a state and who has left is what is asked at a bad hour;
 * then the last events, and orders that cannot all hold. */
static void add_short(composer *k, const truce_timeline *t) {
    enum { SHOWN = 16 };
    const uint32_t most = k->session->request.most;
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("timeline"), TRUCE_STR("Timeline"));
    compose_talks(k, t);
    digest_timeline(k, t, most > 0 ? most : SHOWN);
    compose_chronology(k, t);
    add_contradictions(k, t);
    (void)compose_quietly(
        k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
        TRUCE_STR("Of the events these are the last; all: truce timeline --sections "
                  "all; of one side: --of NAME."),
        "how truce works");
}

truce_status compose_timeline_asked(composer *k, truce_error *err) {
    static const char *const parts[] = {"state", "events", "reports", "orders"};
    static void (*const add[])(composer * k, const truce_timeline *t) = {
        compose_talks, add_events, add_reports, add_contradictions};
    enum { PARTS = sizeof parts / sizeof *parts };
    const truce_str names = k->session->request.sections;
    truce_timeline t;
    unsigned asked = 0;
    truce_status status =
        named_parts(names, "a timeline has no section", parts, PARTS, &asked, err);
    if (status == TRUCE_OK) {
        status = compose_timeline_make(k, &t, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    if (names.size == 0) {
        add_short(k, &t);
        return TRUCE_OK;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("timeline"), TRUCE_STR("Timeline"));
    compose_chronology(k, &t);
    for (unsigned i = 0; i < PARTS; i++) {
        if ((asked >> i & 1) != 0) {
            add[i](k, &t);
        }
    }
    return TRUCE_OK;
}
