/* What an author may have meant to state of preferences and did not: a value that was forgotten
 * makes a record of exact numbers uncertain, and several options in one item of an order are not
 * ordered among themselves. */
#include "reader.h"

typedef struct doubter {
    reader *r;
    uint32_t *first;       /* [issue] -> its first option among all; [n_issues]: all */
    uint32_t *valued;      /* [option of all]: the record, from 1, that gives it a value */
    uint32_t *last;        /* [issue]: the last line of that record that gives values */
    uint32_t *valued_by;   /* [issue]: the record, from 1, with such a line */
    uint32_t *ordered_by;  /* [issue]: the record, from 1, that orders its options */
    uint32_t *asked_about; /* [issue]: the record, from 1, of which it was told that ... */
} doubter;

static uint32_t issue_of(const doubter *d, const truce_preference *line) {
    return truce_case_find(d->r->c, TRUCE_KIND_ISSUE, line->items[0].item.issue);
}

/* The options of a line that gives them a value. */
static void mark_options(doubter *d, const truce_item *item, uint32_t issue, uint32_t record) {
    const truce_issue *const at = &d->r->c->issues[issue];
    uint32_t *const valued = d->valued + d->first[issue];
    for (uint32_t i = 0; i < item->n_values && !at->has_range; i++) {
        valued[item->values[i].index] = record + 1;
    }
    if (at->has_range || item->n_values == 0 || item->extent == TRUCE_EXTENT_VALUES) {
        return;
    }
    const uint32_t rank = at->options[item->values[0].index].rank;
    for (uint32_t i = 0; i < at->n_options; i++) {
        const truce_option *const o = &at->options[i];
        if (o->rung && (item->extent == TRUCE_EXTENT_OR_MORE ? o->rank >= rank : o->rank <= rank)) {
            valued[i] = record + 1;
        }
    }
}

static void mark_line(doubter *d, uint32_t record, uint32_t number) {
    const truce_preference *const line = &d->r->c->preferences[record].lines[number];
    if (line->kind == TRUCE_PREFERS_ORDER) {
        d->ordered_by[issue_of(d, line)] = record + 1;
    } else if (line->kind == TRUCE_PREFERS_VALUE && line->condition.n == 0) {
        const uint32_t issue = issue_of(d, line);
        d->last[issue] = number;
        d->valued_by[issue] = record + 1;
        mark_options(d, &line->items[0].item, issue, record);
    }
}

static void tell_forgotten(doubter *d, uint32_t record, uint32_t number) {
    const truce_case *const c = d->r->c;
    const truce_preference *const line = &c->preferences[record].lines[number];
    const uint32_t issue = issue_of(d, line);
    const truce_issue *const at = &c->issues[issue];
    uint32_t n = 0;
    uint32_t first = 0;
    if (d->last[issue] != number || at->has_range || d->ordered_by[issue] == record + 1) {
        return;
    }
    for (uint32_t i = at->n_options; i-- > 0;) {
        if (d->valued[d->first[issue] + i] != record + 1) {
            n++;
            first = i;
        }
    }
    if (n > 0) {
        const truce_str name = truce_case_name(c, at->head.name);
        const truce_str option = truce_case_name(c, at->options[first].name);
        truce_report_add(d->r->report, true, line->place, 0,
                         TRUCE_STR("give one, if you can: without it packages are compared by how "
                                   "often they are efficient, whatever it is"),
                         "no value of %.*s %.*s is given%s", TRUCE_STR_ARGS(name),
                         TRUCE_STR_ARGS(option), n > 1 ? ", nor of others of that issue" : "");
    }
}

/* "200..225", "half or more". */
static bool is_run(const truce_issue *issue, const truce_item *item) {
    if (item->n_values == 0) {
        return false;
    }
    const truce_value *const v = &item->values[0];
    if (issue->has_range) {
        return item->extent != TRUCE_EXTENT_VALUES || v->kind == TRUCE_VALUE_RANGE;
    }
    const uint32_t rank = issue->options[v->index].rank;
    return item->extent == TRUCE_EXTENT_OR_MORE   ? rank + 1 < issue->n_rungs
           : item->extent == TRUCE_EXTENT_OR_LESS ? rank > 0
                                                  : false;
}

static void tell_unordered(doubter *d, uint32_t record, const truce_preference *line) {
    const uint32_t issue = issue_of(d, line);
    if (d->valued_by[issue] == record + 1 || d->asked_about[issue] == record + 1) {
        return; /* values order them */
    }
    for (uint32_t i = 0; i < line->n_items; i++) {
        const truce_item *const item = &line->items[i].item;
        if (is_run(&d->r->c->issues[issue], item)) {
            d->asked_about[issue] = record + 1;
            truce_report_add(
                d->r->report, true, item->values[0].place, 0,
                TRUCE_STR("each of them is better or worse than what stands beside the "
                          "item, and no more; write apart what you can order"),
                "options of one item are not ordered among themselves");
            return;
        }
    }
}

bool doubt_preferences(reader *r) {
    const truce_case *const c = r->c;
    doubter d = {.r = r};
    if (c->n_preferences == 0) {
        return true;
    }
    d.first = truce_arena_zero(r->arena, c->n_issues + 1U, sizeof *d.first);
    for (uint32_t i = 0; d.first != NULL && i < c->n_issues; i++) {
        d.first[i + 1] = d.first[i] + c->issues[i].n_options;
    }
    d.valued = d.first != NULL
                   ? truce_arena_zero(r->arena, d.first[c->n_issues] + 1U, sizeof *d.valued)
                   : NULL;
    d.last = truce_arena_zero(r->arena, c->n_issues + 1U, sizeof *d.last);
    d.valued_by = truce_arena_zero(r->arena, c->n_issues + 1U, sizeof *d.valued_by);
    d.ordered_by = truce_arena_zero(r->arena, c->n_issues + 1U, sizeof *d.ordered_by);
    d.asked_about = truce_arena_zero(r->arena, c->n_issues + 1U, sizeof *d.asked_about);
    if (d.valued == NULL || d.last == NULL || d.valued_by == NULL || d.ordered_by == NULL ||
        d.asked_about == NULL) {
        return no_memory(r);
    }
    for (uint32_t p = 0; p < c->n_preferences; p++) {
        const truce_preferences *const record = &c->preferences[p];
        for (uint32_t i = 0; i < record->n_lines; i++) {
            mark_line(&d, p, i);
        }
        for (uint32_t i = 0; i < record->n_lines; i++) {
            if (record->lines[i].kind == TRUCE_PREFERS_ORDER) {
                tell_unordered(&d, p, &record->lines[i]);
            } else if (record->lines[i].kind == TRUCE_PREFERS_VALUE &&
                       record->lines[i].condition.n == 0) {
                tell_forgotten(&d, p, i);
            }
        }
    }
    return true;
}
