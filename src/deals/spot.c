/* Two parties: the frontier so far, falling by the first party and rising by the second, is shifted
 * by each option of the next part, and the shifted rows are merged from the top, keeping what gives
 * the second party more than anything before. More parties: all sums are put in order, and each is
 * held against those kept so far. What is worth the same to everybody is all kept. */
#include "deals/spot.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const size_t POINTS_MAX = 500000;

static spot_point *point(const spot *s, int which, size_t i) {
    return (spot_point *)(void *)(s->points[which] + i * s->stride);
}

/* Room for one point more; false without memory. */
static bool grow(spot *s, int which, size_t n) {
    if (n < s->room[which]) {
        return true;
    }
    const size_t room = s->room[which] == 0 ? 256 : 2 * s->room[which];
    char *points = realloc(s->points[which], room * s->stride);
    if (points != NULL) {
        s->points[which] = points;
        s->room[which] = room;
    }
    return points != NULL;
}

/* ---- what the options of a part are worth -----------------------------------------------------
 */

static bool holds_here(const spot_part *part, const uint32_t *values, const mind_joint *joint) {
    bool holds = true;
    for (uint32_t k = 0, i = 0; holds && k < joint->n_parts; k++) {
        while (part->variables[i] != joint->parts[k].variable) {
            i++;
        }
        holds = mind_has(joint->parts[k].values, values[i]);
    }
    return holds;
}

/* What an option of a part is worth; a joint term that stands in place of a value adds the
 * difference. */
static int64_t worth_of(const spot *s, const spot_part *part, const uint32_t *values,
                        uint32_t party, const chance_profile *profile) {
    const truce_doubt *doubt = s->doubt;
    const mind *m = &doubt->minds[party];
    int64_t sum = 0;
    for (uint32_t i = 0; i < part->n_variables; i++) {
        const uint32_t v = part->variables[i];
        sum += profile->weights[v] * profile->values[doubt->offsets[v] + values[i]];
    }
    for (uint32_t t = 0; t < part->n_terms; t++) {
        const uint32_t joint = part->terms[t] - doubt->first_term[party];
        if (part->terms[t] < doubt->first_term[party] ||
            part->terms[t] >= doubt->first_term[party + 1] ||
            !holds_here(part, values, &m->joints[joint])) {
            continue;
        }
        const uint32_t v = m->joints[joint].replaces;
        uint32_t i = 0;
        while (v != TRUCE_NONE && part->variables[i] != v) {
            i++;
        }
        sum += v == TRUCE_NONE
                   ? profile->amounts[joint]
                   : profile->weights[v] *
                         (profile->amounts[joint] - profile->values[doubt->offsets[v] + values[i]]);
    }
    return sum;
}

/* -1, 0, 1: falling by the first party, then the second, ...; then by package. */
static int compare(const spot_point *a, const spot_point *b, uint32_t n_parties) {
    for (uint32_t p = 0; p < n_parties; p++) {
        if (a->worth[p] != b->worth[p]) {
            return a->worth[p] > b->worth[p] ? -1 : 1;
        }
    }
    return (a->package > b->package) - (a->package < b->package);
}

static bool same_worth(const spot_point *a, const spot_point *b, uint32_t n_parties) {
    return memcmp(a->worth, b->worth, n_parties * sizeof a->worth[0]) == 0;
}

static bool is_worse(const spot_point *a, const spot_point *than, uint32_t n_parties) {
    bool worse = true;
    for (uint32_t p = 0; worse && p < n_parties; p++) {
        worse = a->worth[p] <= than->worth[p];
    }
    return worse && !same_worth(a, than, n_parties);
}

static int compare_two(const void *a, const void *b) {
    return compare(a, b, 2);
}

/* A sort of many parties needs their number: it is done by runs that grow (merge sort), with the
 * third row as room. */
static bool sort_points(spot *s, int which, int spare, size_t n, uint32_t n_parties) {
    if (n_parties == 2) {
        qsort(s->points[which], n, s->stride, compare_two);
        return true;
    }
    while (s->room[spare] < n) {
        if (!grow(s, spare, s->room[spare])) {
            return false;
        }
    }
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t at = 0; at < n; at += 2 * run) {
            size_t a = at;
            size_t b = at + run < n ? at + run : n;
            const size_t a_end = b;
            const size_t b_end = at + 2 * run < n ? at + 2 * run : n;
            for (size_t to = at; to < b_end; to++) {
                const bool left =
                    b == b_end ||
                    (a < a_end && compare(point(s, which, a), point(s, which, b), n_parties) <= 0);
                memcpy(point(s, spare, to), point(s, which, left ? a++ : b++), s->stride);
            }
        }
        memcpy(s->points[which], s->points[spare], n * s->stride);
    }
    return true;
}

static bool is_spent(const spot *s) {
    return s->compared_max > 0 && s->compared > s->compared_end;
}

/* Keep those of `which`, in order, that none beats. With two parties the last kept is enough to
 * ask. */
static size_t keep_best(spot *s, int which, size_t n, bool ties) {
    const uint32_t parties = s->doubt->n_parties;
    size_t kept = 0;
    for (size_t i = 0; i < n && !is_spent(s); i++) {
        const spot_point *here = point(s, which, i);
        bool good = true;
        for (size_t k = parties > 2 || kept == 0 ? 0 : kept - 1; good && k < kept; k++) {
            const spot_point *other = point(s, which, k);
            good = !is_worse(here, other, parties) && (ties || !same_worth(here, other, parties));
            s->compared++;
        }
        if (good) {
            memmove(point(s, which, kept++), here, s->stride);
        }
    }
    return kept;
}

/* The options of a part that no other beats, into the third row; their number. */
static bool find_options(spot *s, const spot_part *part, const chance_profile *profile, bool ties,
                         size_t *n) {
    const uint32_t parties = s->doubt->n_parties;
    int64_t low[TRUCE_DOUBT_PARTIES_MAX];
    while (s->room[2] < part->n_options) {
        if (!grow(s, 2, s->room[2])) {
            return false;
        }
    }
    for (uint32_t i = 0; i < part->n_options; i++) {
        spot_point *here = point(s, 2, i);
        here->package = (uint64_t)i << part->shift;
        for (uint32_t p = 0; p < parties; p++) {
            here->worth[p] =
                worth_of(s, part, part->values + (size_t)i * part->n_variables, p, &profile[p]);
            low[p] = i == 0 || here->worth[p] < low[p] ? here->worth[p] : low[p];
        }
    }
    for (uint32_t p = 0; p < parties; p++) {
        s->lowest[p] += low[p];
    }
    if (!sort_points(s, 2, 1, part->n_options, parties)) {
        return false;
    }
    *n = keep_best(s, 2, part->n_options, ties);
    return true;
}

/* ---- merging ----------------------------------------------------------------------------------
 */

typedef enum merged { MERGED, TOO_MANY, SPENT, OUT } merged;

/* A row of the frontier, shifted by an option: where it is, and what is there. */
typedef struct two_head {
    int64_t x, y; /* of the next point, shifted */
    int64_t by_x, by_y;
    const char *next, *end;
    uint64_t option;
} two_head;

static inline bool load(two_head *h, size_t stride, int64_t least_y) {
    for (; h->next < h->end; h->next += stride) {
        const spot_point *p = (const spot_point *)(const void *)h->next;
        if (p->worth[1] + h->by_y >= least_y) {
            h->x = p->worth[0] + h->by_x;
            h->y = p->worth[1] + h->by_y;
            return true;
        }
    }
    return false;
}

static merged merge_two(spot *s, size_t n_options, bool ties) {
    enum { HEADS_MAX = 64 };
    two_head few[HEADS_MAX];
    two_head *heads = n_options <= HEADS_MAX ? few : malloc(n_options * sizeof *heads);
    size_t n_heads = 0;
    size_t n = 0;
    int64_t last_x = INT64_MAX;
    int64_t last_y = INT64_MIN;
    merged answer = MERGED;
    if (heads == NULL) {
        return OUT;
    }
    for (size_t i = 0; i < n_options; i++) {
        const spot_point *o = point(s, 2, i);
        two_head h = {.by_x = o->worth[0],
                      .by_y = o->worth[1],
                      .next = s->points[0],
                      .end = s->points[0] + s->n * s->stride,
                      .option = o->package};
        if (load(&h, s->stride, last_y)) {
            heads[n_heads++] = h;
        }
    }
    while (n_heads > 0) {
        size_t best = 0;
        for (size_t i = 1; i < n_heads; i++) {
            if (heads[i].x > heads[best].x ||
                (heads[i].x == heads[best].x && heads[i].y > heads[best].y)) {
                best = i;
            }
        }
        two_head *h = &heads[best];
        const bool again = h->x == last_x && h->y == last_y;
        if (h->y > last_y || (again && ties)) {
            if (n == s->room[1] && (n >= POINTS_MAX || !grow(s, 1, n))) {
                answer = n >= POINTS_MAX ? TOO_MANY : OUT;
                break;
            }
            spot_point *to = point(s, 1, n++);
            to->package = ((const spot_point *)(const void *)h->next)->package | h->option;
            to->worth[0] = last_x = h->x;
            to->worth[1] = last_y = h->y;
        }
        s->compared++;
        h->next += s->stride;
        if (!load(h, s->stride, last_y)) {
            *h = heads[--n_heads];
        }
    }
    if (heads != few) {
        free(heads);
    }
    s->n = n;
    return answer;
}

static merged merge_more(spot *s, size_t n_options, bool ties) {
    const uint32_t parties = s->doubt->n_parties;
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        for (size_t k = 0; k < n_options; k++) {
            if (n >= POINTS_MAX) {
                return TOO_MANY;
            }
            if (!grow(s, 1, n)) {
                return OUT;
            }
            const spot_point *a = point(s, 0, i);
            const spot_point *b = point(s, 2, k);
            spot_point *to = point(s, 1, n++);
            to->package = a->package | b->package;
            for (uint32_t p = 0; p < parties; p++) {
                to->worth[p] = a->worth[p] + b->worth[p];
            }
        }
    }
    if (!sort_points(s, 1, 2, n, parties)) {
        return OUT;
    }
    s->n = keep_best(s, 1, n, ties);
    return MERGED;
}

static merged merge_all(spot *s, const chance_profile *profile, bool ties) {
    if (!grow(s, 0, 0)) {
        return OUT;
    }
    memset(s->points[0], 0, s->stride);
    memset(s->lowest, 0, sizeof s->lowest);
    s->n = 1;
    merged answer = MERGED;
    for (uint32_t i = 0; i < s->n_parts && answer == MERGED; i++) {
        size_t n = 0;
        if (!find_options(s, &s->parts[i], profile, ties, &n)) {
            return OUT;
        }
        answer = s->doubt->n_parties == 2 ? merge_two(s, n, ties) : merge_more(s, n, ties);
        answer = answer == MERGED && is_spent(s) ? SPENT : answer;
        char *const swapped = s->points[0];
        const size_t room = s->room[0];
        s->points[0] = s->points[1];
        s->room[0] = s->room[1];
        s->points[1] = swapped;
        s->room[1] = room;
    }
    return answer;
}

truce_status spot_find(spot *s, const chance_profile *profile, truce_error *err) {
    s->compared_end = s->compared + s->compared_max;
    merged answer = merge_all(s, profile, true);
    if (answer == TOO_MANY) {
        s->ties_left_out = true;
        answer = merge_all(s, profile, false);
    }
    switch (answer) {
    case MERGED:
        return TRUCE_OK;
    case TOO_MANY:
        return truce_fail(err, TRUCE_ELIMIT,
                          "one way to fill in orders and ranges makes more than %zu packages "
                          "efficient",
                          POINTS_MAX);
    case SPENT:
        return truce_fail(err, TRUCE_ELIMIT,
                          "it takes more effort than is allowed to compare the packages of one way "
                          "to fill in orders and ranges (--effort)");
    case OUT:
        break;
    }
    return truce_fail(err, TRUCE_ENOMEM, "no memory for the frontier of a profile");
}
