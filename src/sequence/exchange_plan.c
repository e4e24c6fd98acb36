/* The tranches are a queue of persons, in parts that owe the same for each; a day takes from its
 * front. It is walked twice: once to count the days, once to write them. */
#include <assert.h>
#include <stdlib.h>

#include "sequence/exchange_parts.h"

typedef struct dated {
    int64_t day;
    uint32_t tranche;
} dated;

typedef struct queue {
    const truce_exchange_deal *deal;
    const dated *order; /* by day, then as in the deal */
    uint32_t n;
    int64_t *reached;           /* [n]: `due_all` once the tranche is released */
    truce_exchange_span *spans; /* [tranche] */

    uint32_t come;     /* tranches whose day has come */
    uint32_t front;    /* the one being released */
    uint32_t part;     /* and its part */
    int64_t taken;     /* persons of it */
    int64_t each;      /* due for one of them */
    uint32_t answered; /* tranches whose due is given */
    int64_t ready;     /* persons of tranches that have come */
    truce_exchange_day now;
} queue;

static int by_day(const void *left, const void *right) {
    const dated *const l = left;
    const dated *const r = right;
    if (l->day != r->day) {
        return l->day < r->day ? -1 : 1;
    }
    return (l->tranche > r->tranche) - (l->tranche < r->tranche);
}

static const truce_exchange_tranche *front_of(const queue *q) {
    return &q->deal->tranches[q->order[q->front].tranche];
}

static truce_status owe(queue *q, int64_t more, truce_error *err) {
    const truce_status status = exchange_add(&q->now.due_all, more, "all that falls due", err);
    q->now.due += status == TRUCE_OK ? more : 0;
    return status;
}

/* The last person of the tranche in front is released. */
static truce_status finish(queue *q, truce_error *err) {
    const truce_exchange_tranche *const t = front_of(q);
    truce_exchange_span *const span = &q->spans[q->order[q->front].tranche];
    if (t->instead != NULL) {
        int64_t all = 0;
        truce_status status = exchange_ratio_sum(t->instead, &all, err);
        status = status == TRUCE_OK ? owe(q, all, err) : status;
        if (status != TRUCE_OK) {
            return status;
        }
    }
    span->first = span->first == TRUCE_EXCHANGE_UNKNOWN ? q->now.day : span->first;
    span->last = q->now.day;
    q->reached[q->front++] = q->now.due_all;
    q->part = 0;
    q->taken = 0;
    return TRUCE_OK;
}

/* Release up to `most` persons of those who wait. */
static truce_status release(queue *q, int64_t most, truce_error *err) {
    truce_status status = TRUCE_OK;
    while (q->front < q->come && status == TRUCE_OK) {
        const truce_exchange_tranche *const t = front_of(q);
        if (q->part == t->n_parts) {
            status = finish(q, err);
            continue;
        }
        const truce_exchange_part *const part = &t->parts[q->part];
        const int64_t rest = part->persons - q->taken;
        if (rest == 0) {
            q->part++;
            q->taken = 0;
            continue;
        }
        if (most == 0) {
            break;
        }
        const int64_t n = rest < most ? rest : most;
        if (q->taken == 0) {
            status = exchange_ratio_sum(exchange_ratio_of(q->deal, part), &q->each, err);
        }
        if (status == TRUCE_OK && t->instead == NULL) {
            int64_t due = 0;
            status = exchange_add_times(&due, n, q->each, "what falls due on a day", err);
            status = status == TRUCE_OK ? owe(q, due, err) : status;
        }
        truce_exchange_span *const span = &q->spans[q->order[q->front].tranche];
        span->first = span->first == TRUCE_EXCHANGE_UNKNOWN ? q->now.day : span->first;
        q->taken += n;
        q->now.released += n;
        most -= n;
    }
    return status;
}

static truce_status one_day(queue *q, truce_error *err) {
    truce_exchange_day *const now = &q->now;
    const truce_exchange_deal *const d = q->deal;
    now->released = now->due = now->given = 0;
    for (; q->come < q->n && q->order[q->come].day <= now->day; q->come++) {
        const truce_exchange_tranche *const t = &d->tranches[q->order[q->come].tranche];
        for (uint32_t i = 0; i < t->n_parts; i++) {
            q->ready += t->parts[i].persons; /* of all tranches it has been summed */
        }
    }
    truce_status status = release(q, d->released_a_day > 0 ? d->released_a_day : INT64_MAX, err);
    if (status != TRUCE_OK) {
        return status;
    }
    now->released_all += now->released;
    now->released_wait = q->ready - now->released_all;
    const int64_t due = now->due_all - now->given_all;
    now->given = d->given_a_day > 0 && d->given_a_day < due ? d->given_a_day : due;
    now->given_all += now->given;
    now->given_wait = now->due_all - now->given_all;
    for (; q->answered < q->front && now->given_all >= q->reached[q->answered]; q->answered++) {
        q->spans[q->order[q->answered].tranche].given = now->day;
    }
    return exchange_length(d, now->released_all, &now->length, err);
}

/* The next day on which something can happen; false when there is none. */
static bool next_day(const queue *q, bool begun, int64_t *day, truce_status *status,
                     truce_error *err) {
    if (begun && (q->now.released_wait > 0 || q->now.given_wait > 0)) {
        if (q->now.day == INT64_MAX) {
            *status = truce_fail(err, TRUCE_ELIMIT, "the quotas lead to a day beyond 2^63 - 1");
            return false;
        }
        *day = q->now.day + 1;
        return true;
    }
    if (q->come == q->n) {
        return false;
    }
    *day = q->order[q->come].day;
    return true;
}

/* Walk all days; write them to `rows` unless that is NULL. */
static truce_status walk(queue *q, truce_exchange_day *rows, size_t *n, int64_t *late_from,
                         truce_error *err) {
    truce_status status = TRUCE_OK;
    q->come = q->front = q->part = q->answered = 0;
    q->taken = q->ready = 0;
    q->now = (truce_exchange_day){0};
    for (uint32_t i = 0; i < q->deal->n_tranches; i++) {
        q->spans[i] = (truce_exchange_span){TRUCE_EXCHANGE_UNKNOWN, TRUCE_EXCHANGE_UNKNOWN,
                                            TRUCE_EXCHANGE_UNKNOWN};
    }
    *n = 0;
    *late_from = TRUCE_EXCHANGE_UNKNOWN;
    int64_t day = 0;
    int64_t length = 0;
    status = exchange_length(q->deal, 0, &length, err);
    for (bool begun = false; status == TRUCE_OK && next_day(q, begun, &day, &status, err);
         begun = true) {
        q->now.day = day;
        status = one_day(q, err);
        if (status != TRUCE_OK) {
            break;
        }
        if (q->now.released > 0 && length != TRUCE_EXCHANGE_UNKNOWN && day >= length &&
            *late_from == TRUCE_EXCHANGE_UNKNOWN) {
            *late_from = day;
        }
        length = q->now.length;
        if (q->now.released == 0 && q->now.due == 0 && q->now.given == 0) {
            continue;
        }
        if (*n == TRUCE_EXCHANGE_DAYS_MAX) {
            return truce_fail(err, TRUCE_ELIMIT, "the quotas need more than %d days",
                              TRUCE_EXCHANGE_DAYS_MAX);
        }
        if (rows != NULL) {
            rows[*n] = q->now;
        }
        (*n)++;
    }
    return status;
}

static truce_status lay_out(const truce_exchange *x, truce_arena *arena, truce_arena *scratch,
                            truce_exchange_plan *plan, truce_error *err) {
    const truce_exchange_deal *const d = x->deal;
    dated *const order = truce_arena_zero(scratch, d->n_tranches, sizeof *order);
    queue q = {.deal = d, .order = order};
    q.reached = truce_arena_zero(scratch, d->n_tranches, sizeof *q.reached);
    q.spans = truce_arena_zero(arena, d->n_tranches, sizeof *q.spans);
    if (order == NULL || q.reached == NULL || q.spans == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to lay out %u tranches", d->n_tranches);
    }
    *plan = (truce_exchange_plan){.spans = q.spans};
    for (uint32_t i = 0; i < d->n_tranches; i++) {
        if (d->tranches[i].day == TRUCE_EXCHANGE_UNKNOWN) {
            plan->undated++;
            continue;
        }
        order[q.n++] = (dated){d->tranches[i].day, i};
        plan->open = plan->open || x->steps[i].due_all.open;
    }
    if (q.n > 1) {
        qsort(order, q.n, sizeof *order, by_day);
    }
    truce_status status = walk(&q, NULL, &plan->n, &plan->late_from, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_exchange_day *const rows = truce_arena_take(arena, plan->n * sizeof *rows);
    if (rows == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %zu days", plan->n);
    }
    plan->days = rows;
    return walk(&q, rows, &plan->n, &plan->late_from, err);
}

truce_status truce_exchange_lay_out(const truce_exchange *exchange, truce_arena *arena,
                                    truce_exchange_plan *plan, truce_error *err) {
    assert(exchange != NULL && arena != NULL && plan != NULL);
    truce_arena scratch = truce_arena_new();
    truce_exchange_plan laid;
    const truce_status status = lay_out(exchange, arena, &scratch, &laid, err);
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *plan = laid;
    }
    return status;
}
