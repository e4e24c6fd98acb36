/* By when what is to be done. */
#include "deadlines.h"

#include <stdlib.h>

static int by_day(const void *left, const void *right) {
    const deadline *const l = left;
    const deadline *const r = right;
    if (l->day != r->day) {
        return l->day < r->day ? -1 : 1;
    }
    if (l->promise != r->promise) {
        return l->promise < r->promise ? -1 : 1;
    }
    return (l->incident + 1U > r->incident + 1U) - (l->incident + 1U < r->incident + 1U);
}

/* When an incident first became known. */
static int64_t known_on(const truce_owed_incident *incident) {
    int64_t first = TRUCE_OWED_NEVER;
    for (uint32_t i = 0; i < incident->n_stages; i++) {
        const truce_owed_stage *const stage = &incident->stages[i];
        if (stage->kind != TRUCE_OWED_STAGE_DISPUTED && stage->day < first) {
            first = stage->day;
        }
    }
    return first;
}

truce_status deadlines_find(composer *k, const promises *p, deadlines *out, truce_error *err) {
    const truce_owed_agreement *const a = p->agreement;
    deadlines all = {truce_arena_zero(k->arena, (size_t)p->n + a->n_incidents, sizeof *all.at), 0};
    if (all.at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for deadlines");
    }
    for (uint32_t i = 0; i < p->n; i++) {
        const promised last = p->at[i].last;
        const bool open = last.days.latest == TRUCE_OWED_DAY_MAX;
        if (last.kind == PROMISED_ON && !(open && last.days.earliest == -TRUCE_OWED_DAY_MAX)) {
            all.at[all.n++] =
                (deadline){open ? last.days.earliest : last.days.latest, open, i, TRUCE_NONE};
        }
    }
    for (uint32_t i = 0; i < a->n_incidents; i++) {
        const uint32_t o = a->incidents[i].obligation;
        const truce_plan_line *const response = p->at[o].response;
        const int64_t known = known_on(&a->incidents[i]);
        if (response != NULL && response->days.place != 0 && known <= p->day) {
            all.at[all.n++] = (deadline){known + response->days.high.units, false, o, i};
        }
    }
    if (all.n > 1) {
        qsort(all.at, all.n, sizeof *all.at, by_day);
    }
    *out = all;
    return TRUCE_OK;
}

void deadline_words(composer *k, const promises *p, const deadline *d) {
    if (d->incident == TRUCE_NONE) {
        truce_buffer_lit(&k->text, "last day");
        return;
    }
    const truce_plan_line *const response = p->at[d->promise].response;
    truce_buffer_printf(
        &k->text, "response to \xE2\x80\x9C%.*s\xE2\x80\x9D: %.*s",
        TRUCE_STR_ARGS(k->c->incidents[p->incidents[d->incident].record].head.title),
        TRUCE_STR_ARGS(response->text));
}

/* ---- on paper ---- */

enum { SHOWN = 12 };

static bool is_over(const promises *p, const deadline *d) {
    const truce_owed_state state = p->owed.standings[d->promise].state;
    return d->day < p->day || (d->incident == TRUCE_NONE && (state == TRUCE_OWED_STATE_KEPT ||
                                                             state == TRUCE_OWED_STATE_WAIVED ||
                                                             state == TRUCE_OWED_STATE_VOID));
}

void compose_deadlines(composer *k, const promises *p, const deadlines *all, bool whole) {
    const uint32_t most = whole ? UINT32_MAX : SHOWN;
    uint32_t n = 0;
    truce_block *list = NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        const deadline *const d = &all->at[i];
        if (is_over(p, d) || n++ >= most) {
            continue;
        }
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("deadlines"),
                                         TRUCE_STR("What is due next"));
            list = truce_document_list(&k->doc);
        }
        agreement_day(k, d->day);
        truce_buffer_printf(&k->text, "%s", d->or_later ? " or later" : "");
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
        truce_buffer_add(&k->text, p->at[d->promise].plan->head.title);
        truce_buffer_lit(&k->text, " (");
        agreement_sides(k, &p->at[d->promise]);
        truce_buffer_lit(&k->text, "): ");
        deadline_words(k, p, d);
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                              d->incident == TRUCE_NONE
                                  ? "the last day of an obligation that is not done"
                                  : "so many days after the incident became known");
    }
    if (n > most) {
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        truce_buffer_printf(&k->text, "and %u more: --sections deadlines has all", n - most);
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                              "the first of them are shown");
    }
}

/* ---- what falls with what ---- */

static truce_status add_falls(composer *k, truce_block *list, const promises *p, uint32_t o,
                              bool whole, truce_error *err) {
    const uint32_t most = whole ? UINT32_MAX : 8;
    truce_owed_falls falls;
    const truce_status status = truce_owed_fall_with(p->agreement, o, k->arena, &falls, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, p->at[o].plan->head.title);
    truce_buffer_lit(&k->text, "if it falls, so does ");
    for (uint32_t i = 0; i < falls.n && i < most; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
        truce_buffer_add(&k->text, p->at[falls.at[i].obligation].plan->head.title);
    }
    if (falls.n > most) {
        truce_buffer_printf(&k->text, "; and %u more", falls.n - most);
    }
    truce_buffer_byte(&k->text, '.');
    (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                          "what falls with what, by the obligations' records, step by step");
    return TRUCE_OK;
}

truce_status compose_falls(composer *k, const promises *p, bool whole, truce_error *err) {
    const uint32_t most = whole ? UINT32_MAX : SHOWN;
    bool *const others = truce_arena_zero(k->arena, p->n, sizeof *others);
    truce_status status = others != NULL ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory");
    uint32_t n = 0;
    truce_block *list = NULL;
    for (uint32_t i = 0; i < p->n && status == TRUCE_OK; i++) {
        const truce_owed_obligation *const o = &p->agreement->obligations[i];
        for (uint32_t w = 0; w < o->n_falls_with; w++) {
            others[o->falls_with[w]] = true;
        }
    }
    for (uint32_t i = 0; i < p->n && status == TRUCE_OK; i++) {
        if (!others[i] || n++ >= most) {
            continue;
        }
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("falls"),
                                         TRUCE_STR("What falls if an obligation falls"));
            list = truce_document_list(&k->doc);
        }
        status = add_falls(k, list, p, i, whole, err);
    }
    if (status == TRUCE_OK && n > most) {
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        truce_buffer_printf(
            &k->text, "and %u more on which others depend: --sections falls has all", n - most);
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                              "the first of them are shown");
    }
    return status;
}
