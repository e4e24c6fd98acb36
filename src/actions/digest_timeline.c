/* The last events that dates or claims place, in their order. */
#include "digest.h"

/* Its date as the first claim writes it, else the estimate's. */
static truce_str date_text(const composer *k, const truce_timeline_event *e) {
    for (uint32_t i = 0; i < e->n_said; i++) {
        const truce_times times = e->told[i].statement->times;
        for (uint32_t t = 0; t < times.n; t++) {
            if (times.at[t].kind == TRUCE_TIME_AT &&
                (times.at[t].when.date.marks & TRUCE_DATE_GIVEN) != 0) {
                return times.at[t].when.text;
            }
        }
    }
    return e->dating != TRUCE_NONE ? k->c->datings[e->dating].date.text : (truce_str){NULL, 0};
}

/* Its date; else when it was told. */
static truce_str label_of(composer *k, const truce_timeline_event *e) {
    const truce_str date = date_text(k, e);
    if (date.size > 0 || e->n_said == 0) {
        return date.size > 0 ? date : TRUCE_STR("no date");
    }
    if (k->scope.times[e->told[0].claim].basis == TRUCE_BASIS_NONE) {
        return TRUCE_STR("no date");
    }
    truce_buffer_lit(&k->text, "told ");
    phrase_date(&k->text, &k->scope, e->told[0].claim);
    return compose_keep(k);
}

/* The words and the order that the first claim with any gives it: "at “Sunday”". */
static void add_words(composer *k, truce_sentence *sentence, const truce_timeline_event *e) {
    for (uint32_t i = 0; i < e->n_said; i++) {
        if (e->told[i].statement->times.n > 0) {
            phrase_times(&k->text, k->c, e->told[i].statement->times);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
            return;
        }
    }
}

static void add_event(composer *k, truce_block *list, const truce_timeline *t,
                      const truce_timeline_event *e) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, label_of(k, e));
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->events[e->event].head.title);
    if ((e->date.marks & TRUCE_DATE_GIVEN) == 0) {
        add_words(k, sentence, e);
    }
    if (e->n_said + e->n_denied == 0) {
        sentence->basis = TRUCE_STR("others are placed by it; no claim says that it happened");
        sentence->quiet = true;
    }
    if (e->n_said > 0) {
        compose_told_behind(k, sentence, e->told, e->n_said, t->denied_by);
    }
    if (e->dating != TRUCE_NONE) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("date estimated"));
    }
    if (e->dates_differ) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("dates differ"));
    }
    if (e->n_denied > 0) {
        truce_sentence *const denial = truce_document_sentence(&k->doc, item);
        truce_sentence_add(&k->doc, denial, TRUCE_SPAN_STRONG, TRUCE_STR("Denied"));
        compose_told_behind(k, denial, e->told + e->n_said, e->n_denied, t->denied_by);
    }
}

void digest_timeline(composer *k, const truce_timeline *t, uint32_t max) {
    uint32_t ordered = 0;
    while (ordered < t->n_events && t->events[ordered].group == TRUCE_EVENT_ORDERED) {
        ordered++;
    }
    if (ordered == 0) {
        return;
    }
    truce_block *const list = digest_open(k, "timeline", "What happened last");
    const uint32_t shown = ordered < max ? ordered : max;
    for (uint32_t i = ordered - shown; i < ordered; i++) {
        add_event(k, list, t, &t->events[i]);
    }
    digest_rest(k, list, t->n_events, shown, "timeline");
}
