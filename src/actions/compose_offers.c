/* Offers stage by stage: who says that it was issued, conveyed, received and answered, who denies
 * it, what nobody says; terms by claim; what is open and who could tell. */
#include "compose.h"
#include "digest.h"
#include "issues.h"
#include "offer_around.h"
#include "truce/case/words.h"
#include "ways.h"
#include "whom_words.h"

enum { ANY_SHOWN = 8 /* statements on any offer that stand with each offer */ };

/* ---- words that papers and machines share ---- */

static truce_str title_of(const composer *k, uint32_t actor, const char *else_) {
    return actor != TRUCE_NONE ? k->c->actors[actor].head.title : truce_str_of(else_);
}

truce_str compose_offer_question(composer *k, const truce_offer_question *q) {
    const truce_str who = title_of(k, q->recipient, "its recipient");
    switch (q->kind) {
    case TRUCE_ASK_DELIVERY:
        truce_buffer_printf(&k->text,
                            "Who could prove that it reached %.*s? It is said to have "
                            "been issued or sent, and %s.",
                            TRUCE_STR_ARGS(who),
                            q->denied ? "that it arrived is denied"
                                      : "nobody says that it arrived");
        break;
    case TRUCE_ASK_ANSWER:
        truce_buffer_printf(&k->text,
                            "What does %.*s answer? By what is reported it seems to have "
                            "arrived; no acceptance, rejection or counter-offer is reported.",
                            TRUCE_STR_ARGS(who));
        break;
    case TRUCE_ASK_TERMS:
        truce_buffer_lit(&k->text, "What does it hold? No claim gives its terms.");
        break;
    }
    return compose_keep(k);
}

const char *compose_offer_question_basis(truce_offer_question_kind kind) {
    static const char *const basis[] = {
        [TRUCE_ASK_DELIVERY] = "issued, handed or conveyed is claimed; received, acknowledged, "
                               "reviewed or answered is denied or not claimed",
        [TRUCE_ASK_ANSWER] = "received, acknowledged or reviewed is claimed; accepted, rejected or "
                             "countered is not",
        [TRUCE_ASK_TERMS] = "a stage is claimed or denied; no terms from a claim are",
    };
    return basis[kind];
}

/* Whether a stage's list of actors speaks of `side`: it names one of that side, or nobody. */
static bool speaks_of(const composer *k, truce_refs refs, uint32_t side) {
    bool speaks = refs.n == 0 || side == TRUCE_NONE;
    for (uint32_t i = 0; i < refs.n && !speaks; i++) {
        speaks = truce_side_of(k->c, refs.at[i]) == side;
    }
    return speaks;
}

size_t compose_offer_question_claims(composer *k, const truce_offer_file *f,
                                     const truce_offer_question *q, uint32_t *claims) {
    enum { SENT, ARRIVED };
    static const int part[TRUCE_STAGE_N] = {
        [TRUCE_STAGE_ISSUED] = SENT,          [TRUCE_STAGE_HANDED] = SENT,
        [TRUCE_STAGE_CONVEYED] = SENT,        [TRUCE_STAGE_RECEIVED] = ARRIVED,
        [TRUCE_STAGE_ACKNOWLEDGED] = ARRIVED, [TRUCE_STAGE_REVIEWED] = ARRIVED,
        [TRUCE_STAGE_ACCEPTED] = -1,          [TRUCE_STAGE_REJECTED] = -1,
        [TRUCE_STAGE_COUNTERED] = -1,         [TRUCE_STAGE_WITHDRAWN] = -1,
    };
    size_t n = 0;
    for (unsigned s = 0; s < TRUCE_STAGE_N && q->kind != TRUCE_ASK_TERMS; s++) {
        const truce_custody *const stage = &f->stages[s];
        const bool denials = q->kind == TRUCE_ASK_DELIVERY && part[s] == ARRIVED;
        const uint32_t begin = denials ? stage->n_claimed : 0;
        const uint32_t end = stage->n_claimed + (denials ? stage->n_denied : 0);
        size_t most = n + OFFER_QUESTION_CLAIMS / TRUCE_STAGE_N;
        if (part[s] < 0 || (q->kind == TRUCE_ASK_ANSWER && part[s] == SENT)) {
            continue;
        }
        for (uint32_t i = begin; i < end && n < most; i++) {
            const truce_statement *const st = stage->told[i].statement;
            if (speaks_of(k, part[s] == ARRIVED ? st->as.offer.by : st->as.offer.to,
                          q->recipient) ||
                s == TRUCE_STAGE_HANDED) {
                claims[n++] = stage->told[i].claim;
            }
        }
    }
    for (uint32_t i = 0;
         i < f->n_any && q->kind == TRUCE_ASK_DELIVERY && q->denied && n < OFFER_QUESTION_CLAIMS;
         i++) {
        const truce_statement *const st = f->any[i].statement;
        const bool last = n > 0 && claims[n - 1] == f->any[i].claim;
        if (st->denied && part[st->as.offer.stage] == ARRIVED && !last &&
            speaks_of(k, st->as.offer.by, q->recipient)) {
            claims[n++] = f->any[i].claim;
        }
    }
    return n;
}

truce_str compose_offer_alarm(composer *k, const truce_offer_alarm *a) {
    switch (a->kind) {
    case TRUCE_ALARM_CARRIERS:
        truce_buffer_printf(&k->text,
                            "Claims name different carriers to %.*s: was it conveyed "
                            "twice, and in one version?",
                            TRUCE_STR_ARGS(title_of(k, a->other, "its recipient")));
        break;
    case TRUCE_ALARM_TERMS:
        truce_buffer_printf(&k->text,
                            "Claims give different terms on %.*s: do all hold the same "
                            "version?",
                            TRUCE_STR_ARGS(k->c->issues[a->other].head.title));
        break;
    case TRUCE_ALARM_REPLACED:
        truce_buffer_printf(&k->text,
                            "It is said to be answered, and \xE2\x80\x9C%.*s\xE2\x80\x9D "
                            "replaces it; nothing tells that the answer came first.",
                            TRUCE_STR_ARGS(k->c->offers[a->other].head.title));
        break;
    case TRUCE_ALARM_ORDER:
        truce_buffer_lit(&k->text, "By the dates that claims give, it was ");
        truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_STAGE, (size_t)a->late));
        if (a->other != TRUCE_NONE) {
            truce_buffer_printf(&k->text, " %s ", a->late <= TRUCE_STAGE_CONVEYED ? "to" : "by");
            truce_buffer_add(&k->text, k->c->actors[a->other].head.title);
        }
        truce_buffer_lit(&k->text, " before it was ");
        truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_STAGE, (size_t)a->early));
        truce_buffer_lit(&k->text, ": is a date wrong, or is another version meant?");
        break;
    }
    return compose_keep(k);
}

const char *compose_offer_alarm_basis(truce_offer_alarm_kind kind) {
    static const char *const basis[] = {
        [TRUCE_ALARM_CARRIERS] = "no one carrier is named by all claims that it was conveyed",
        [TRUCE_ALARM_TERMS] = "terms of one offer compared claim by claim",
        [TRUCE_ALARM_ORDER] = "a stage is over by its own date, or by the time of the claim that "
                              "tells of it; the stage before it begins later by all dates",
        [TRUCE_ALARM_REPLACED] = "the offer's record says what it replaces; dates of the answers "
                                 "and of the issuing",
    };
    return basis[kind];
}

/* ---- on paper ---- */

static void add_list(composer *k, const char *before, truce_refs refs) {
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? before : i + 1 == refs.n ? " and " : ", ");
        truce_buffer_add(&k->text, phrase_actor(k->c, refs.at[i]));
    }
}

void compose_offer_record(composer *k, const truce_offer *offer) {
    const truce_refs by = offer->by;
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    add_list(k, "By ", by);
    add_list(k, by.n > 0 ? " to " : "To ", offer->to);
    if (offer->replaces.symbol != 0) {
        const uint32_t old = truce_case_find(k->c, TRUCE_KIND_OFFER, offer->replaces);
        truce_buffer_printf(&k->text, "%s \xE2\x80\x9C%.*s\xE2\x80\x9D",
                            k->text.size > 0 ? "; replaces" : "Replaces",
                            TRUCE_STR_ARGS(k->c->offers[old].head.title));
    }
    truce_buffer_printf(&k->text, "%s", k->text.size > 0 ? "." : "Nobody is named as its maker.");
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), "the offer's record");
    for (uint32_t i = 0; i < offer->head.n_notes; i++) {
        (void)compose_quietly(k, passage, TRUCE_SPAN_MUTED, offer->head.notes[i].text,
                              "note of whoever keeps the case");
    }
}

static truce_block *stage_table(composer *k, const char *caption) {
    static const truce_column columns[] = {
        {{"Stage", 5}, 20}, {{"Said", 4}, 40}, {{"Denied", 6}, 40}};
    return truce_document_table(&k->doc, truce_str_of(caption), columns,
                                sizeof columns / sizeof *columns);
}

static void add_stage(composer *k, truce_block *table, unsigned stage, const truce_told *told,
                      uint32_t n_claimed, uint32_t n_denied, const uint32_t *denied_by) {
    truce_row *const row = truce_document_row(&k->doc, table);
    (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_STRONG,
                          truce_words_at(TRUCE_WORDS_STAGE, stage), "the stages of an offer");
    compose_told(k, &row->cells[1], told, n_claimed, "", denied_by);
    if (n_claimed == 0) {
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[1]), TRUCE_SPAN_MUTED,
                              TRUCE_STR("nobody says so"), "no claim in view says so");
    }
    compose_told(k, &row->cells[2], told + n_claimed, n_denied, "", denied_by);
}

/* The second before which nothing is told of an offer by its name, nor said to have happened to it;
 * INT64_MIN when that is not known. A source's own words for a time ("the last week") are of the
 * time of telling. What was told earlier of some offer may be of another: this one may not have
 * been made. */
static int64_t first_mention(const composer *k, const truce_offer_file *f) {
    int64_t first = INT64_MAX;
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        const truce_custody *const stage = &f->stages[s];
        for (uint32_t i = 0; i < stage->n_claimed + stage->n_denied; i++) {
            const truce_date told = k->scope.times[stage->told[i].claim].date;
            const truce_times times = stage->told[i].statement->times;
            if ((told.marks & TRUCE_DATE_GIVEN) == 0) {
                return INT64_MIN;
            }
            first = told.first < first ? told.first : first;
            for (uint32_t t = 0; t < times.n; t++) {
                const truce_date own = times.at[t].when.date;
                if (times.at[t].kind == TRUCE_TIME_AT && (own.marks & TRUCE_DATE_GIVEN) != 0) {
                    first = own.first < first ? own.first : first;
                }
            }
        }
    }
    return first < INT64_MAX ? first : INT64_MIN;
}

static bool told_earlier(const composer *k, uint32_t claim, int64_t first) {
    const truce_date date = k->scope.times[claim].date;
    return (date.marks & TRUCE_DATE_GIVEN) != 0 && date.last < first;
}

/* Those that were surely told before this offer is first mentioned: where they stand; and where it
 * was asked for alone, what they say, under that warning. */
static void add_told_earlier(composer *k, const truce_offers *o, const truce_offer_file *f) {
    const int64_t first = first_mention(k, f);
    const bool alone = k->offer != TRUCE_NONE;
    uint32_t n = 0;
    uint32_t shown = 0;
    for (uint32_t i = 0; i < f->n_any; i++) {
        n += told_earlier(k, f->any[i].claim, first);
    }
    if (n == 0) {
        return;
    }
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_paragraph(&k->doc));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED,
                       alone ? TRUCE_STR("Told of offers in general before this one is first "
                                         "mentioned, and so perhaps of another:")
                             : TRUCE_STR("What was told of offers in general before this one is "
                                         "first mentioned stands at the end."));
    sentence->basis = TRUCE_STR("dates of the claims; statements on any offer whose sides may be "
                                "those of this one");
    sentence->quiet = true;
    truce_block *const list = alone ? truce_document_list(&k->doc) : NULL;
    for (uint32_t i = 0; i < f->n_any && shown < ANY_SHOWN; i++) {
        const truce_statement *const st = f->any[i].statement;
        if (!told_earlier(k, f->any[i].claim, first)) {
            continue;
        }
        shown++;
        if (alone) {
            digest_stage(
                k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("earlier")),
                o, (unsigned)st->as.offer.stage, &f->any[i], 1, st->denied);
        } else {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, f->any[i].claim));
        }
    }
    digest_rest(k, list, n, alone ? shown : n, "offers");
}

/* Statements on any offer may be about this one: the first of them stand with it too, but for those
 * that are surely older. */
static void add_any(composer *k, const truce_offers *o, const truce_offer_file *f) {
    const int64_t first = first_mention(k, f);
    truce_block *list = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n_any; i++) {
        const truce_statement *const st = f->any[i].statement;
        if (told_earlier(k, f->any[i].claim, first) || n++ >= ANY_SHOWN) {
            continue;
        }
        if (list == NULL) {
            (void)compose_quietly(
                k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                TRUCE_STR("Said of offers in general; it may be about this one too:"),
                "statements on any offer whose sides may be those of this one");
            list = truce_document_list(&k->doc);
        }
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        digest_stage(k, item, o, (unsigned)st->as.offer.stage, &f->any[i], 1, st->denied);
    }
    if (n > ANY_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more, at the end", n - ANY_SHOWN);
        (void)compose_quietly(
            k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}),
            TRUCE_SPAN_MUTED, compose_keep(k), "at most 8 are shown with each offer");
    }
    add_told_earlier(k, o, f);
}

static void add_unproven(composer *k, const truce_offer_file *f) {
    truce_str missing[TRUCE_STAGE_N];
    uint32_t n = 0;
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        if (f->stages[s].n_claimed == 0) {
            missing[n++] = truce_words_at(TRUCE_WORDS_STAGE, s);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s",
                            i == 0       ? "Of this offer by name nobody says that it was "
                            : i + 1 == n ? " or "
                                         : ", ");
        truce_buffer_add(&k->text, missing[i]);
    }
    if (n > 0) {
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              compose_keep(k), "stages that no claim about this offer states");
    }
}

static void add_stages(composer *k, const truce_offers *o, const truce_offer_file *f) {
    bool told = false;
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        told = told || f->stages[s].n_claimed + f->stages[s].n_denied > 0;
    }
    if (told) {
        truce_block *const table = stage_table(k, "Its stages, as claimed and as denied");
        for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
            const truce_custody *const stage = &f->stages[s];
            if (stage->n_claimed + stage->n_denied > 0) {
                add_stage(k, table, s, stage->told, stage->n_claimed, stage->n_denied,
                          o->denied_by);
            }
        }
    }
    add_unproven(k, f);
    add_any(k, o, f);
}

/* What custody records hold of it, with whose signature; truce offer status tells it stage by
 * stage. */
static void add_books(composer *k, uint32_t offer) {
    enum { BOOKED_SHOWN = 12 };
    const truce_way *const way = ways_booked(k, offer);
    if (way == NULL) {
        return;
    }
    truce_block *const list = truce_document_list(&k->doc);
    compose_way_records(
        k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("in the books")), way,
        BOOKED_SHOWN);
    if (way->n_records > BOOKED_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more: truce offer status",
                            way->n_records - BOOKED_SHOWN);
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              compose_keep(k), "how truce works");
    }
}

static void add_terms(composer *k, const truce_offer_file *f) {
    static const truce_column columns[] = {{{"Issue", 5}, 34}, {{"Terms, by claim", 15}, 66}};
    if (f->n_terms == 0) {
        return;
    }
    truce_block *const table = truce_document_table(&k->doc, TRUCE_STR("Its terms, as reported"),
                                                    columns, sizeof columns / sizeof *columns);
    truce_row *row = NULL;
    for (uint32_t i = 0; i < f->n_terms; i++) {
        const truce_offer_term *const term = &f->terms[i];
        if (row == NULL || f->terms[i - 1].issue != term->issue) {
            row = truce_document_row(&k->doc, table);
            (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                                  k->c->issues[term->issue].head.title,
                                  "the case's list of issues");
        }
        truce_sentence *const sentence =
            truce_document_sentence(&k->doc, truce_document_cell(&k->doc, &row->cells[1]));
        phrase_demand(&k->text, k->c, term->demand, false);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
        truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
        phrase_speakers(&k->text, k->c, &k->c->claims[term->claim]);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
        if (term->differs) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("claims differ"));
        }
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, term->claim));
    }
}

/* "(named as who would have brought it elsewhere)"; of the mediators once, before the first. */
static void add_whom(composer *k, const truce_whom *whom, const truce_whom *before, bool last) {
    const bool mediator = whom->why == TRUCE_WHOM_MEDIATOR;
    const bool first = mediator && (before == NULL || before->why != TRUCE_WHOM_MEDIATOR);
    truce_buffer_printf(&k->text, "%s", before != NULL ? "; " : "");
    if (first && !last) {
        truce_buffer_printf(&k->text,
                            "%sany of those called mediators%s: ", before != NULL ? "or " : "",
                            whom->elsewhere ? " elsewhere" : "");
    } else if (first && before != NULL) {
        truce_buffer_lit(&k->text, "or ");
    }
    truce_buffer_add(&k->text, k->c->actors[whom->actor].head.title);
    if (!mediator || (first && last)) {
        truce_buffer_printf(&k->text, " (%s%s)", whom_because(whom->why),
                            whom->elsewhere ? " elsewhere" : "");
    }
}

static void add_who(composer *k, truce_passage *item, const truce_offer_question *q) {
    if (q->n_whom == 0) {
        return;
    }
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    truce_buffer_lit(&k->text, "Who could tell: ");
    for (uint32_t i = 0; i < q->n_whom; i++) {
        const truce_whom *const whom = &q->whom[i];
        add_whom(k, whom, i > 0 ? whom - 1 : NULL, i + 1 == q->n_whom);
        bool cited = whom->claim == TRUCE_NONE;
        for (uint32_t n = 0; n < i && !cited; n++) {
            cited = q->whom[n].claim == whom->claim;
        }
        if (!cited) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, whom->claim));
        }
    }
    truce_buffer_byte(&k->text, '.');
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    sentence->basis =
        TRUCE_STR("the offer's maker and recipient, carriers that claims name, who else tells of "
                  "it; where no carrier is named, those called mediators by a source that speaks "
                  "of the offer, else by any");
    sentence->quiet = true;
}

static void add_open(composer *k, const truce_offer_file *f) {
    const ways_found *const all = ways_all(k);
    const uint32_t first = ways_first_alarm(k, f->offer);
    if (f->n_questions + f->n_alarms == 0 && first == TRUCE_NONE) {
        return;
    }
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = first; i != TRUCE_NONE; i = all->another[i]) {
        const truce_way_alarm *const a = &all->ways.alarms[i];
        (void)compose_quietly(
            k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("to look at")),
            TRUCE_SPAN_PLAIN, ways_alarm(k, a), ways_alarm_basis(a->kind));
    }
    for (uint32_t i = 0; i < f->n_alarms; i++) {
        const truce_offer_alarm *const a = &f->alarms[i];
        truce_sentence *const sentence = truce_document_sentence(
            &k->doc,
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("to look at")));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_offer_alarm(k, a));
        for (uint32_t n = 0; n < a->n_claims; n++) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, a->claims[n]));
        }
        sentence->basis = truce_str_of(compose_offer_alarm_basis(a->kind));
        sentence->quiet = true;
    }
    for (uint32_t i = 0; i < f->n_questions; i++) {
        const truce_offer_question *const q = &f->questions[i];
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("open"));
        uint32_t claims[OFFER_QUESTION_CLAIMS];
        const size_t n = compose_offer_question_claims(k, f, q, claims);
        truce_sentence *const sentence =
            compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_offer_question(k, q),
                            compose_offer_question_basis(q->kind));
        for (size_t c = 0; c < n; c++) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claims[c]));
        }
        add_who(k, item, q);
    }
}

static void add_any_alone(composer *k, const truce_offers *o) {
    bool told = false;
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        told = told || o->any[s].n_claimed + o->any[s].n_denied > 0;
    }
    if (!told) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("any-offer"),
                                 TRUCE_STR("Said of offers in general"));
    truce_block *const table =
        stage_table(k, "Stages of an offer that is not named, as claimed and as denied");
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        const truce_custody *const stage = &o->any[s];
        if (stage->n_claimed + stage->n_denied > 0) {
            add_stage(k, table, s, stage->told, stage->n_claimed, stage->n_denied, o->denied_by);
        }
    }
}

/* "3 offers. That it arrived is denied of 1. No claim gives the terms of 2." */
static void add_count(composer *k, const truce_offers *o) {
    uint32_t denied = 0;
    uint32_t unknown = 0;
    for (uint32_t i = 0; i < o->n; i++) {
        bool is = false;
        for (uint32_t q = 0; q < o->at[i].n_questions && !is; q++) {
            is = o->at[i].questions[q].kind == TRUCE_ASK_DELIVERY && o->at[i].questions[q].denied;
        }
        denied += is;
        const truce_offer *const offer = &k->c->offers[o->at[i].offer];
        unknown += o->at[i].n_terms == 0 && offer->issued == NULL && offer->n_text == 0;
    }
    truce_buffer_printf(&k->text, "%u offer%s.", o->n, o->n == 1 ? "" : "s");
    if (denied > 0) {
        truce_buffer_printf(&k->text, " That it arrived is denied of %u.", denied);
    }
    if (unknown > 0) {
        truce_buffer_printf(&k->text, " No claim gives the terms of %u.", unknown);
    }
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN, compose_keep(k),
                          "offers that claims name, by what is told of them");
}

truce_status compose_offers(composer *k, truce_error *err) {
    truce_offers o;
    const truce_status status = truce_offers_make(&k->scope, k->arena, &o, err);
    if (status != TRUCE_OK) {
        return status;
    }
    offer_around around;
    if (!offer_around_find(k, &o, &around)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what happened around the offer");
    }
    keep_offers_asked(k, &o);
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("offers"), TRUCE_STR("Offers"));
    if (o.n == 0) {
        (void)truce_document_say(
            &k->doc, truce_document_paragraph(&k->doc),
            k->offer != TRUCE_NONE && k->c->offers[k->offer].message
                ? TRUCE_STR("That is a message and no offer: truce message status follows it.")
            : k->issues != NULL  ? TRUCE_STR("No claim gives terms of an offer on it.")
            : k->c->n_offers > 0 ? TRUCE_STR("No claim that is counted here names an offer.")
                                 : TRUCE_STR("The case names no offer."),
            TRUCE_STR("the case's list of offers"));
    } else {
        add_count(k, &o);
        (void)compose_quietly(
            k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
            TRUCE_STR("A date after at is when it is said to have happened; a date "
                      "after told is when the claim was made, where it gives no "
                      "other."),
            "how truce works");
    }
    for (uint32_t i = 0; i < o.n; i++) {
        const truce_offer *const offer = &k->c->offers[o.at[i].offer];
        truce_buffer_printf(&k->text, "offer-%.*s",
                            TRUCE_STR_ARGS(truce_case_name(k->c, offer->head.name)));
        (void)truce_document_heading(&k->doc, 3, compose_keep(k), offer->head.title);
        compose_offer_record(k, offer);
        add_stages(k, &o, &o.at[i]);
        offer_around_tell(k, &o, &around);
        add_books(k, o.at[i].offer);
        add_terms(k, &o.at[i]);
        add_open(k, &o.at[i]);
    }
    bool some = k->issues == NULL && k->offer == TRUCE_NONE;
    for (uint32_t i = 0; i < o.n && !some; i++) {
        const int64_t first = first_mention(k, &o.at[i]);
        some = o.at[i].n_any > ANY_SHOWN;
        for (uint32_t n = 0; n < o.at[i].n_any && k->offer == TRUCE_NONE && !some; n++) {
            some = told_earlier(k, o.at[i].any[n].claim, first);
        }
    }
    if (some) {
        add_any_alone(k, &o);
    }
    return TRUCE_OK;
}
