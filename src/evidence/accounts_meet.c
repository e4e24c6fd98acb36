/* Whether two things are told of one time: by claims whose dates overlap, or in one report with one
 * date. One witness does not meet itself: what it says twice over it holds at once. */
#include <stdlib.h>

#include "accounts_parts.h"

static int by_first(const void *left, const void *right) {
    const telling *const l = left;
    const telling *const r = right;
    return (l->first > r->first) - (l->first < r->first);
}

/* By the report and the time that it tells of; 0: one report tells both of one time. */
static int by_moment(const telling *l, const telling *r) {
    if (l->report != r->report) {
        return l->report < r->report ? -1 : 1;
    }
    if (l->dated != r->dated) {
        return l->dated ? 1 : -1;
    }
    if (!l->dated) {
        return 0;
    }
    return l->first != r->first ? (l->first > r->first) - (l->first < r->first)
                                : (l->last > r->last) - (l->last < r->last);
}

static int by_report(const void *left, const void *right) {
    const telling *const l = left;
    const telling *const r = right;
    const int moment = by_moment(l, r);
    return moment != 0 ? moment : (l->witness > r->witness) - (l->witness < r->witness);
}

void tellings_sort(tellings *t, telling *copy) {
    t->by_report = copy;
    memcpy(copy, t->at, t->n * sizeof *copy);
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->at[i].dated) {
            t->at[n++] = t->at[i];
        }
    }
    t->n_dated = n;
    if (n > 1) {
        qsort(t->at, n, sizeof *t->at, by_first);
    }
    if (t->n > 1) {
        qsort(copy, t->n, sizeof *copy, by_report);
    }
}

/* In the order in which they begin, each is held against those of the other side that began before
 * it: whether the one that ends last, of another witness, is not yet over. */
bool tellings_overlap(const tellings *a, const tellings *b, bool own) {
    lowest ends[2] = {{.n = 0}, {.n = 0}}; /* negated */
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < a->n_dated || k < b->n_dated) {
        const bool first = k == b->n_dated || (i < a->n_dated && a->at[i].first <= b->at[k].first);
        const telling *const t = first ? &a->at[i++] : &b->at[k++];
        int64_t end = 0;
        if (own && !t->own) {
            continue;
        }
        if (lowest_without(&ends[first], t->witness, &end) && -1 - end >= t->first) {
            return true;
        }
        keep_lowest(&ends[!first], -1 - t->last, t->witness);
    }
    return false;
}

/* The witnesses of the next report and time, from `*i` on: the first and the last by number. False
 * when there is none. */
static bool next_moment(const tellings *t, uint32_t *i, bool own, const telling **first,
                        const telling **last) {
    *first = NULL;
    for (; *i < t->n; (*i)++) {
        const telling *const at = &t->by_report[*i];
        if (own && !at->own) {
            continue;
        }
        if (*first != NULL && by_moment(at, *first) != 0) {
            return true;
        }
        *first = *first == NULL ? at : *first;
        *last = at;
    }
    return *first != NULL;
}

bool tellings_share_report(const tellings *a, const tellings *b, bool own) {
    const telling *of_a[2] = {NULL, NULL};
    const telling *of_b[2] = {NULL, NULL};
    uint32_t i = 0;
    uint32_t k = 0;
    bool more =
        next_moment(a, &i, own, &of_a[0], &of_a[1]) && next_moment(b, &k, own, &of_b[0], &of_b[1]);
    while (more) {
        const int order = by_moment(of_a[0], of_b[0]);
        if (order == 0 &&
            (of_a[0]->witness != of_a[1]->witness || of_b[0]->witness != of_b[1]->witness ||
             of_a[0]->witness != of_b[0]->witness)) {
            return true;
        }
        more = order <= 0 ? next_moment(a, &i, own, &of_a[0], &of_a[1])
                          : next_moment(b, &k, own, &of_b[0], &of_b[1]);
    }
    return false;
}
