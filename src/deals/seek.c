/* Variables that matter most come first, and of each its most promising value. For every row the
 * sum so far is kept at each depth, and what the variables and terms still open can add at most; a
 * term is decided with the last of its variables. */
#include "deals/seek.h"

#include <assert.h>
#include <string.h>

__extension__ typedef __int128 wide;

static const int64_t SUM_MAX = INT64_MAX / 4; /* of the sizes of all numbers of a row */

enum { SEARCH_STEPS = 60, MULTIPLE_MAX = 1000000 };

typedef struct walk {
    seek *s;
    uint32_t n;
    uint32_t *order;        /* [depth] -> variable */
    uint32_t *depth_of;     /* [variable] */
    uint32_t *values;       /* [offset + place] -> value, by promise */
    uint32_t *last_of_term; /* [term] -> depth at which it is decided */
    size_t *first_nogood;   /* [depth] -> where in `nogoods` those begin that it decides */
    size_t *nogoods;        /* the hard ones, by the depth that decides them */
    int64_t *open;          /* [row][depth]: what depths from here on add at most */
    int64_t *sums;          /* [row][depth]: what the depths before here have added */
    uint32_t *package;
    uint32_t n_ready; /* rows that `open` is set for */
} walk;

/* ---- rows -------------------------------------------------------------------------------------
 */

static uint32_t n_values(const seek *s) {
    return s->offsets[s->choices->n_variables];
}

static bool is_allowed(const seek *s, uint32_t variable, uint32_t value) {
    return s->allowed == NULL || s->allowed[s->offsets[variable] + value];
}

bool seek_new_row(const seek *s, uint32_t party, bool strict, seek_row *row) {
    *row = (seek_row){.party = party, .strict = strict};
    row->values = truce_arena_zero(s->arena, n_values(s), sizeof *row->values);
    row->terms = truce_arena_zero(s->arena, s->n_terms, sizeof *row->terms);
    return row->values != NULL && row->terms != NULL;
}

/* The sizes of all numbers that a package can meet, added up. */
static wide size_of(const seek *s, const seek_row *row) {
    wide size = row->base < 0 ? -(wide)row->base : row->base;
    for (uint32_t v = 0; v < s->choices->n_variables; v++) {
        wide most = 0;
        for (uint32_t i = s->offsets[v]; i < s->offsets[v + 1]; i++) {
            const wide here = row->values[i] < 0 ? -(wide)row->values[i] : row->values[i];
            most = here > most ? here : most;
        }
        size += most;
    }
    for (uint32_t t = 0; t < s->n_terms; t++) {
        size += row->terms[t] < 0 ? -(wide)row->terms[t] : row->terms[t];
    }
    return size;
}

/* The most that a * f + b * g can reach, each variable and term for itself. */
static double reach(const seek *s, const seek_row *f, double a, const seek_row *g, double b) {
    double sum = a * (double)f->base + b * (double)g->base;
    for (uint32_t v = 0; v < s->choices->n_variables; v++) {
        double most = -1e300;
        for (uint32_t i = s->offsets[v]; i < s->offsets[v + 1]; i++) {
            const double here = a * (double)f->values[i] + b * (double)g->values[i];
            most = here > most && is_allowed(s, v, i - s->offsets[v]) ? here : most;
        }
        sum += most;
    }
    for (uint32_t t = 0; t < s->n_terms; t++) {
        const double here = a * (double)f->terms[t] + b * (double)g->terms[t];
        sum += here > 0 ? here : 0;
    }
    return sum;
}

/* The fraction of small numbers next to x, above 0. */
static void small_fraction(double x, int64_t *over, int64_t *under) {
    int64_t p0 = 0, q0 = 1, p1 = 1, q1 = 0;
    double rest = x;
    for (int i = 0; i < 40 && rest < (double)MULTIPLE_MAX; i++) {
        const int64_t whole = (int64_t)rest;
        const int64_t p = whole * p1 + p0;
        const int64_t q = whole * q1 + q0;
        if (p > MULTIPLE_MAX || q > MULTIPLE_MAX) {
            break;
        }
        p0 = p1, q0 = q1, p1 = p, q1 = q;
        const double off = x * (double)q - (double)p;
        if (rest - (double)whole < 1e-9 || (off < 1e-9 * (double)p && -off < 1e-9 * (double)p)) {
            break;
        }
        rest = 1 / (rest - (double)whole);
    }
    *over = p1 > 0 ? p1 : 1;
    *under = q1 > 0 ? q1 : 1;
}

/* a * f + b * g, above 0 each; where the numbers fit. */
static bool add_rows(const seek *s, const seek_row *f, int64_t a, const seek_row *g, int64_t b,
                     seek_row *out, bool *fits) {
    if (!seek_new_row(s, TRUCE_NONE, f->strict || g->strict, out)) {
        return false;
    }
    *fits = size_of(s, f) * a + size_of(s, g) * b <= SUM_MAX;
    for (uint32_t i = 0; *fits && i < n_values(s); i++) {
        out->values[i] = a * f->values[i] + b * g->values[i];
    }
    for (uint32_t t = 0; *fits && t < s->n_terms; t++) {
        out->terms[t] = a * f->terms[t] + b * g->terms[t];
    }
    out->base = *fits ? a * f->base + b * g->base : 0;
    return true;
}

/* The sum of multiples of two rows that reaches least: the reach is convex in the multiples, and a
 * search in thirds finds its least. */
static bool join_rows(seek *s, const seek_row *f, const seek_row *g, seek_row *out, bool *fits) {
    const double by_f = 1 / ((double)size_of(s, f) + 1);
    const double by_g = 1 / ((double)size_of(s, g) + 1);
    double low = 1e-6;
    double high = 1 - 1e-6;
    for (int i = 0; i < SEARCH_STEPS; i++) {
        const double left = low + (high - low) / 3;
        const double right = high - (high - low) / 3;
        if (reach(s, f, (1 - left) * by_f, g, left * by_g) <=
            reach(s, f, (1 - right) * by_f, g, right * by_g)) {
            high = right;
        } else {
            low = left;
        }
    }
    const double at = (low + high) / 2;
    int64_t over = 1;
    int64_t under = 1;
    small_fraction(at * by_g / ((1 - at) * by_f), &over, &under);
    return add_rows(s, f, under, g, over, out, fits);
}

bool seek_keep(seek *s, const seek_row *row) {
    const bool room = s->n_rows < SEEK_ROWS_MAX && size_of(s, row) <= SUM_MAX;
    if (room) {
        s->rows[s->n_rows++] = *row;
    }
    return room;
}

/* With the newest row of each other party: every pair, and all together. */
bool seek_learn(seek *s, const seek_row *row) {
    const uint32_t before = s->n_rows;
    if (!seek_keep(s, row)) {
        return true;
    }
    seek_row all = *row;
    uint32_t joined = 0;
    for (uint32_t i = before; i-- > 0;) {
        const seek_row *other = &s->rows[i];
        bool newest = other->party != TRUCE_NONE && other->party != row->party;
        for (uint32_t k = i + 1; newest && k < before; k++) {
            newest = s->rows[k].party != other->party;
        }
        bool fits = false;
        seek_row sum;
        if (newest && !join_rows(s, row, other, &sum, &fits)) {
            return false;
        }
        if (fits) {
            (void)seek_keep(s, &sum);
        }
        bool all_fit = false;
        if (newest && joined > 0 && !join_rows(s, &all, other, &sum, &all_fit)) {
            return false;
        }
        if (newest && (joined == 0 ? fits : all_fit)) {
            all = sum;
            joined++;
        }
    }
    if (joined > 1) {
        (void)seek_keep(s, &all);
    }
    return true;
}

bool seek_learn_sum(seek *s) {
    seek_row sum;
    bool fits = true;
    if (!seek_new_row(s, TRUCE_NONE, true, &sum)) {
        return false;
    }
    for (uint32_t r = 0; r < s->n_rows && fits; r++) {
        seek_row next;
        if (s->rows[r].party != TRUCE_NONE) {
            if (!add_rows(s, &sum, 1, &s->rows[r], 1, &next, &fits)) {
                return false;
            }
            sum = next;
        }
    }
    if (fits) {
        (void)seek_keep(s, &sum);
    }
    return true;
}

/* ---- the walk ---------------------------------------------------------------------------------
 */

static double spread(const seek *s, uint32_t variable) {
    double sum = 0;
    for (uint32_t r = 0; r < s->n_rows; r++) {
        const seek_row *row = &s->rows[r];
        int64_t low = INT64_MAX;
        int64_t high = INT64_MIN;
        for (uint32_t i = s->offsets[variable]; i < s->offsets[variable + 1]; i++) {
            low = row->values[i] < low ? row->values[i] : low;
            high = row->values[i] > high ? row->values[i] : high;
        }
        sum += high > low ? ((double)high - (double)low) / ((double)size_of(s, row) + 1) : 0;
    }
    return sum;
}

/* Insertion by falling key; equal ones in their order. */
static void insert_falling(uint32_t *list, double *keys, uint32_t n, uint32_t item, double key) {
    uint32_t at = n;
    for (; at > 0 && keys[at - 1] < key; at--) {
        list[at] = list[at - 1];
        keys[at] = keys[at - 1];
    }
    list[at] = item;
    keys[at] = key;
}

static void order_choices(walk *w, double *keys) {
    const seek *s = w->s;
    for (uint32_t v = 0; v < w->n; v++) {
        insert_falling(w->order, keys, v, v, spread(s, v));
    }
    for (uint32_t d = 0; d < w->n; d++) {
        w->depth_of[w->order[d]] = d;
    }
    for (uint32_t v = 0; v < w->n; v++) {
        for (uint32_t k = 0; k < s->choices->n_values[v]; k++) {
            double promise = 0;
            for (uint32_t r = 0; r < s->n_rows; r++) {
                promise += (double)s->rows[r].values[s->offsets[v] + k] /
                           ((double)size_of(s, &s->rows[r]) + 1);
            }
            insert_falling(w->values + s->offsets[v], keys, k, k, promise);
        }
    }
    for (uint32_t t = 0; t < s->n_terms; t++) {
        w->last_of_term[t] = 0;
        for (uint32_t i = 0; i < s->terms[t].n_parts; i++) {
            const uint32_t d = w->depth_of[s->terms[t].parts[i].variable];
            w->last_of_term[t] = d > w->last_of_term[t] ? d : w->last_of_term[t];
        }
    }
}

/* The depth at which a nogood is decided. */
static uint32_t depth_of_nogood(const walk *w, const truce_nogood *nogood) {
    uint32_t last = 0;
    for (uint32_t i = 0; i < nogood->n_choices; i++) {
        const uint32_t d = w->depth_of[nogood->choices[i].variable];
        last = d > last ? d : last;
    }
    return last;
}

/* Two places ahead, so that each part's end becomes the next one's beginning as it is filled. */
static void order_nogoods(walk *w) {
    const truce_domain *d = w->s->choices;
    for (size_t g = 0; g < d->n_nogoods; g++) {
        if (d->nogoods[g].labels.n == 0) {
            w->first_nogood[depth_of_nogood(w, &d->nogoods[g]) + 2]++;
        }
    }
    for (uint32_t depth = 1; depth < w->n + 2; depth++) {
        w->first_nogood[depth] += w->first_nogood[depth - 1];
    }
    for (size_t g = 0; g < d->n_nogoods; g++) {
        if (d->nogoods[g].labels.n == 0) {
            w->nogoods[w->first_nogood[depth_of_nogood(w, &d->nogoods[g]) + 1]++] = g;
        }
    }
}

static bool term_holds(const seek_term *term, const uint32_t *package) {
    bool holds = true;
    for (uint32_t i = 0; holds && i < term->n_parts; i++) {
        const uint32_t value = package[term->parts[i].variable];
        holds = (term->parts[i].values[value / 64] >> (value % 64) & 1) != 0;
    }
    return holds;
}

/* What the choice at `depth` adds to a row, with the terms it decides. */
static int64_t step(const walk *w, const seek_row *row, uint32_t depth) {
    const seek *s = w->s;
    const uint32_t v = w->order[depth];
    int64_t sum = row->values[s->offsets[v] + w->package[v]];
    for (uint32_t t = 0; t < s->n_terms; t++) {
        if (w->last_of_term[t] == depth && row->terms[t] != 0 &&
            term_holds(&s->terms[t], w->package)) {
            sum += row->terms[t];
        }
    }
    return sum;
}

/* Rows learnt on the way: what is open, and what the choices before `depth` have added. */
static void get_ready(walk *w, uint32_t depth) {
    const seek *s = w->s;
    for (; w->n_ready < s->n_rows; w->n_ready++) {
        const seek_row *row = &s->rows[w->n_ready];
        int64_t *open = w->open + (size_t)w->n_ready * (w->n + 1);
        int64_t *sums = w->sums + (size_t)w->n_ready * (w->n + 1);
        open[w->n] = 0;
        for (uint32_t d = w->n; d-- > 0;) {
            const uint32_t v = w->order[d];
            int64_t most = -SUM_MAX;
            for (uint32_t k = 0; k < s->choices->n_values[v]; k++) {
                const int64_t here = row->values[s->offsets[v] + k];
                most = here > most && is_allowed(s, v, k) ? here : most;
            }
            open[d] = open[d + 1] + most;
            for (uint32_t t = 0; t < s->n_terms; t++) {
                open[d] += w->last_of_term[t] == d && row->terms[t] > 0 ? row->terms[t] : 0;
            }
        }
        sums[0] = row->base;
        for (uint32_t d = 0; d < depth; d++) {
            sums[d + 1] = sums[d] + step(w, row, d);
        }
    }
}

/* Take the value at `depth` into all sums; false where a row cannot be reached any more. */
static bool advance(walk *w, uint32_t depth) {
    const seek *s = w->s;
    for (uint32_t r = 0; r < s->n_rows; r++) {
        int64_t *sums = w->sums + (size_t)r * (w->n + 1);
        sums[depth + 1] = sums[depth] + step(w, &s->rows[r], depth);
        const int64_t most = sums[depth + 1] + w->open[(size_t)r * (w->n + 1) + depth + 1];
        if (most < 0 || (most == 0 && s->rows[r].strict)) {
            return false;
        }
    }
    return true;
}

static bool is_linked(const walk *w, uint32_t depth) {
    const truce_domain *d = w->s->choices;
    bool linked = false;
    for (size_t g = w->first_nogood[depth]; !linked && g < w->first_nogood[depth + 1]; g++) {
        const truce_nogood *nogood = &d->nogoods[w->nogoods[g]];
        linked = true;
        for (uint32_t i = 0; linked && i < nogood->n_choices; i++) {
            const truce_choice c = nogood->choices[i];
            linked = w->package[c.variable] == c.value;
        }
    }
    return linked;
}

/* Some row is out of reach from the start? */
static bool is_hopeless(const walk *w) {
    bool hopeless = false;
    for (uint32_t r = 0; r < w->s->n_rows; r++) {
        const int64_t most = w->open[(size_t)r * (w->n + 1)] + w->sums[(size_t)r * (w->n + 1)];
        hopeless = hopeless || most < 0 || (most == 0 && w->s->rows[r].strict);
    }
    return hopeless;
}

static truce_status go(walk *w, uint32_t *next, uint32_t *found, seek_answer *answer,
                       truce_error *err) {
    seek *s = w->s;
    uint32_t depth = 0;
    next[0] = 0;
    get_ready(w, 0);
    *answer = SEEK_NONE;
    if (is_hopeless(w)) {
        return TRUCE_OK;
    }
    for (;;) {
        if (depth == w->n) {
            bool pass = false;
            if (s->judged_max == 0) {
                *answer = SEEK_UNDECIDED;
                return TRUCE_OK;
            }
            s->judged_max--;
            const truce_status status = s->judge(s->context, s, w->package, &pass, err);
            if (status != TRUCE_OK) {
                return status;
            }
            if (pass) {
                memcpy(found, w->package, w->n * sizeof *found);
                *answer = SEEK_FOUND;
                return TRUCE_OK;
            }
            get_ready(w, depth);
        }
        bool down = false;
        if (depth < w->n) {
            const uint32_t v = w->order[depth];
            while (!down && next[depth] < s->choices->n_values[v]) {
                const uint32_t k = w->values[s->offsets[v] + next[depth]++];
                if (s->nodes_max == 0) {
                    *answer = SEEK_UNDECIDED;
                    return TRUCE_OK;
                }
                s->nodes_max--;
                w->package[v] = k;
                down = is_allowed(s, v, k) && !is_linked(w, depth) && advance(w, depth);
            }
        }
        if (down) {
            depth++;
            if (depth < w->n) {
                next[depth] = 0;
            }
        } else if (depth == 0) {
            return TRUCE_OK;
        } else {
            depth--;
        }
    }
}

truce_status seek_run(seek *s, uint32_t *package, seek_answer *answer, truce_error *err) {
    const uint32_t n = s->choices->n_variables;
    const size_t n_choices = (size_t)n_values(s) + n;
    const size_t cells = SEEK_ROWS_MAX * ((size_t)n + 1);
    walk w = {.s = s,
              .n = n,
              .order = truce_arena_zero(s->arena, n, sizeof *w.order),
              .depth_of = truce_arena_zero(s->arena, n, sizeof *w.depth_of),
              .values = truce_arena_zero(s->arena, n_choices, sizeof *w.values),
              .last_of_term = truce_arena_zero(s->arena, s->n_terms, sizeof *w.last_of_term),
              .first_nogood = truce_arena_zero(s->arena, (size_t)n + 2, sizeof *w.first_nogood),
              .nogoods = truce_arena_zero(s->arena, s->choices->n_nogoods, sizeof *w.nogoods),
              .open = truce_arena_zero(s->arena, cells, sizeof *w.open),
              .sums = truce_arena_zero(s->arena, cells, sizeof *w.sums),
              .package = truce_arena_zero(s->arena, n, sizeof *w.package)};
    double *keys = truce_arena_zero(s->arena, n_choices, sizeof *keys);
    uint32_t *next = truce_arena_zero(s->arena, (size_t)n + 1, sizeof *next);
    if (w.order == NULL || w.depth_of == NULL || w.values == NULL || w.last_of_term == NULL ||
        w.first_nogood == NULL || w.nogoods == NULL || w.open == NULL || w.sums == NULL ||
        w.package == NULL || keys == NULL || next == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages");
    }
    order_choices(&w, keys);
    order_nogoods(&w);
    return go(&w, next, package, answer, err);
}
