/* What has been released by each day, category upon category or class upon class: at the latest,
 * and as a line at the earliest. */
#include "swap_course.h"

#include <stdlib.h>
#include <string.h>

enum {
    SNAPS = 400, /* no more than there are pixels */
    SIDING = 58  /* where those without a day stand */
};

/* ---- bands ---- */

static const truce_exchange_line *lines_of(const swap_course *c, uint32_t t, uint32_t *n) {
    const truce_exchange_step *const step = &c->s->x.steps[t];
    *n = c->back ? step->n_due : step->n_released;
    return c->back ? step->due : step->released;
}

static uint32_t place_of(const swap_course *c, uint32_t of) {
    return c->back && of == TRUCE_EXCHANGE_ANY ? c->s->deal.n_classes : of;
}

static truce_str kind_name(const swap_course *c, uint32_t kind) {
    return !c->back                       ? swap_category(c->k, c->s, kind)
           : kind == c->s->deal.n_classes ? swap_class(c->k, c->s, TRUCE_EXCHANGE_ANY)
                                          : swap_class(c->k, c->s, kind);
}

/* The largest kinds, of equal ones the first: those with a band of their own where there are more
 * kinds than bands. */
typedef struct largest {
    uint32_t at[SWAP_BANDS - 1];
    uint32_t n;
} largest;

static void rank_kind(largest *top, const int64_t *sums, uint32_t kind) {
    uint32_t place = top->n;
    while (place > 0 && sums[top->at[place - 1]] < sums[kind]) {
        place--;
    }
    if (place == SWAP_BANDS - 1) {
        return;
    }
    top->n += top->n < SWAP_BANDS - 1;
    for (uint32_t i = top->n - 1; i > place; i--) {
        top->at[i] = top->at[i - 1];
    }
    top->at[place] = kind;
}

static bool is_large(const largest *top, uint32_t kind) {
    bool found = false;
    for (uint32_t i = 0; i < top->n && !found; i++) {
        found = top->at[i] == kind;
    }
    return found;
}

/* A band for each category (class) of which there is somebody in a tranche, in the order of the
 * record; those that have none of their own share the last. False when memory is out. */
static bool set_bands(swap_course *c) {
    const uint32_t kinds = c->back ? c->s->deal.n_classes + 1 : c->s->deal.n_categories;
    int64_t *const sums = truce_arena_zero(c->k->arena, (size_t)kinds + 1, sizeof *sums);
    c->band_of = truce_arena_zero(c->k->arena, (size_t)kinds + 1, sizeof *c->band_of);
    if (sums == NULL || c->band_of == NULL) {
        return false;
    }
    uint32_t used = 0;
    for (uint32_t t = 0; t < c->s->deal.n_tranches; t++) {
        uint32_t n = 0;
        const truce_exchange_line *const lines = lines_of(c, t, &n);
        for (uint32_t i = 0; i < n; i++) {
            int64_t *const sum = &sums[place_of(c, lines[i].of)];
            used += *sum == 0 && lines[i].number > 0;
            *sum += lines[i].number;
            c->all += lines[i].number;
        }
    }
    largest top = {.n = 0};
    for (uint32_t kind = 0; kind < kinds; kind++) {
        if (sums[kind] > 0) {
            rank_kind(&top, sums, kind);
        }
    }
    for (uint32_t kind = 0; kind < kinds; kind++) {
        if (sums[kind] > 0) {
            const bool own = used <= SWAP_BANDS || is_large(&top, kind);
            c->band_of[kind] = own ? c->n_bands++ : SWAP_BANDS - 1;
            c->names[c->band_of[kind]] = own ? kind_name(c, kind) : c->names[SWAP_BANDS - 1];
            c->whole[c->band_of[kind]] += sums[kind];
        }
    }
    if (used > SWAP_BANDS) {
        c->n_bands = SWAP_BANDS;
        truce_buffer_printf(&c->k->text, "%u others", used - SWAP_BANDS + 1);
        c->names[SWAP_BANDS - 1] = compose_keep(c->k);
    }
    return true;
}

/* ---- days ---- */

/* By day, those of one day by number; those without come last. */
typedef struct turn {
    int64_t day;
    uint32_t tranche;
} turn;

static int by_turn(const void *left, const void *right) {
    const turn *const l = left;
    const turn *const r = right;
    if (l->day != r->day) {
        return l->day < r->day ? -1 : 1;
    }
    return (l->tranche > r->tranche) - (l->tranche < r->tranche);
}

/* Walks over the lines of the tranches in their turn, as many people on as were released. */
typedef struct walk {
    const turn *turns;
    uint32_t n, turn, line;
    int64_t taken; /* of the line */
    int64_t band[SWAP_BANDS];
    int64_t all;
} walk;

static void walk_to(swap_course *c, walk *w, int64_t all) {
    while (w->all < all && w->turn < w->n) {
        uint32_t n = 0;
        const truce_exchange_line *const lines = lines_of(c, w->turns[w->turn].tranche, &n);
        if (w->line == n) {
            w->turn++;
            w->line = 0;
            continue;
        }
        const truce_exchange_line *const line = &lines[w->line];
        const int64_t left = line->number - w->taken;
        const int64_t now = left < all - w->all ? left : all - w->all;
        w->band[c->band_of[place_of(c, line->of)]] += now;
        w->all += now;
        w->taken += now;
        if (w->taken == line->number) {
            w->line++;
            w->taken = 0;
        }
    }
}

/* Where it changed: the last state at each pixel. */
static void add_snap(swap_course *c, const walk *w, double x, int64_t day) {
    if (w->all == (c->n > 0 ? c->at[c->n - 1].all : 0)) {
        return;
    }
    const bool same = c->n > 0 && x - c->at[c->n - 1].x < 1;
    swap_state *const at = same ? &c->at[c->n - 1] : &c->at[c->n++];
    at->x = same ? at->x : x;
    at->day = day;
    at->all = w->all;
    memcpy(at->band, w->band, sizeof at->band);
}

double swap_course_x(const swap_course *c, int64_t day) {
    return c->last > c->first ? c->left + 6 +
                                    (c->right - c->left - 30) *
                                        ((double)(day - c->first) / (double)(c->last - c->first))
                              : c->left + (c->right - c->left) / 3;
}

static int64_t so_far(const swap_course *c, const truce_exchange_day *d) {
    return c->back ? d->given_all : d->released_all;
}

/* From where it leaves the other; heights are people until it is drawn. */
static bool set_early(swap_course *c) {
    const truce_exchange_plan *const early = &c->s->laid[0];
    const truce_exchange_plan *const late = &c->s->laid[1];
    size_t l = 0;
    double y = 0;
    c->early = truce_arena_take(c->k->arena, (2 * SNAPS + 4) * sizeof *c->early);
    if (c->early == NULL) {
        return false;
    }
    for (size_t i = 0; i < early->n; i++) {
        while (l < late->n && late->days[l].day <= early->days[i].day) {
            l++;
        }
        const int64_t all = so_far(c, &early->days[i]);
        const double x = swap_course_x(c, early->days[i].day);
        if (c->n_early > 0 && x - c->early[c->n_early - 1].x < 1) {
            c->early[c->n_early - 1].y = (double)all;
        } else if (c->n_early > 0 || all != (l > 0 ? so_far(c, &late->days[l - 1]) : 0)) {
            c->early[c->n_early++] = (truce_spot){x, y};
            c->early[c->n_early++] = (truce_spot){x, (double)all};
        }
        y = (double)all;
    }
    return true;
}

/* What has been released by each day, at the latest. False when memory is out. */
static bool set_course(swap_course *c) {
    const swap *const s = c->s;
    const truce_exchange_plan *const late = &s->laid[1];
    turn *const turns = truce_arena_take(c->k->arena, (s->deal.n_tranches + 1U) * sizeof *turns);
    c->at = truce_arena_take(c->k->arena, SNAPS * sizeof *c->at);
    if (turns == NULL || c->at == NULL) {
        return false;
    }
    walk w = {.turns = turns, .n = s->deal.n_tranches};
    for (uint32_t t = 0; t < s->deal.n_tranches; t++) {
        const int64_t day = c->by_day ? s->windows[t].day[1] : 0;
        turns[t] = (turn){day == TRUCE_EXCHANGE_UNKNOWN ? INT64_MAX : day, t};
    }
    if (w.n > 1) {
        qsort(turns, w.n, sizeof *turns, by_turn);
    }
    for (size_t i = 0; i < late->n && c->by_day; i++) {
        walk_to(c, &w, so_far(c, &late->days[i]));
        add_snap(c, &w, swap_course_x(c, late->days[i].day), late->days[i].day);
    }
    for (uint32_t t = 0; t < w.n && !c->by_day; t++) {
        const truce_exchange_step *const step = &s->x.steps[t];
        walk_to(c, &w, c->back ? step->due_so_far.number : step->persons_so_far);
        add_snap(c, &w, c->left + (c->right - c->left) * ((double)t + 0.5) / (double)w.n, t);
    }
    return !c->by_day || set_early(c);
}

/* ---- both ---- */

bool swap_course_make(swap_course *c) {
    const swap *const s = c->s;
    c->by_day = s->unlaid.size == 0 && s->laid[1].n > 0;
    if (c->by_day) {
        const truce_exchange_plan *const early = &s->laid[0];
        const truce_exchange_plan *const late = &s->laid[1];
        c->first = early->n > 0 && early->days[0].day < late->days[0].day ? early->days[0].day
                                                                          : late->days[0].day;
        c->last = late->days[late->n - 1].day;
        if (early->n > 0 && early->days[early->n - 1].day > c->last) {
            c->last = early->days[early->n - 1].day;
        }
        c->siding = s->laid[1].undated > 0;
    }
    if (!set_bands(c)) {
        return false;
    }
    swap_number(&c->k->text, c->all);
    const double tick = truce_drawing_text_width(compose_keep(c->k), SWAP_LETTERS, false);
    const double word = truce_drawing_text_width(TRUCE_STR("tranche"), SWAP_LETTERS, false);
    c->left = (tick > word ? tick : word) + 8;
    c->right = SWAP_WIDTH - SWAP_MARGIN - (c->siding ? SIDING : 0);
    return set_course(c);
}
