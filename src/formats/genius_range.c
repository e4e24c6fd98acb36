/* What the numbers of an integer issue are worth: offset + slope * v, or as Genius computes it,
 * offset + slope * (v - lowest) kept within 0 and 1. The second has corners; on the numbers between
 * two of the points given it is a straight line. */
#include "formats/genius_parts.h"

#include <assert.h>

typedef struct line {
    truce_numeral slope, offset;
    int64_t origin; /* what is taken off a number first */
} line;

/* The two names that a parameter has had. */
static truce_status parameter(const genius_in *in, const xml_document *document,
                              const xml_element *evaluator, const char *name, const char *older,
                              truce_numeral *out) {
    truce_status status = genius_number(in, document, evaluator, name, out);
    if (status == TRUCE_ENOTFOUND) {
        status = genius_number(in, document, evaluator, older, out);
    }
    return status != TRUCE_ENOTFOUND ? status
                                     : xml_fail(document, evaluator->at, in->err, TRUCE_EINVAL,
                                                "an evaluator without its %s", name);
}

static truce_status read_line(const genius_in *in, const xml_document *document,
                              const xml_element *evaluator, line *out) {
    const truce_str type = xml_value(evaluator, "ftype");
    char shown[QUOTED_MAX];
    const bool constant = truce_str_equal(type, TRUCE_STR("constant"));
    if (!constant && type.size > 0 && !truce_str_equal(type, TRUCE_STR("linear"))) {
        return xml_fail(document, evaluator->at, in->err, TRUCE_EINVAL,
                        "an evaluator is linear or constant, not %s", quoted(type, shown));
    }
    truce_status status = parameter(in, document, evaluator, "offset", "parameter0", &out->offset);
    if (status == TRUCE_OK && !constant) {
        status = parameter(in, document, evaluator, "slope", "parameter1", &out->slope);
    }
    return status;
}

static truce_numeral at(const line *l, int64_t v) {
    const truce_numeral by = truce_numeral_of(v - l->origin);
    truce_numeral sum = {0};
    /* Bounds have ten digits, and what was read leaves them room. */
    const bool fits =
        truce_numeral_multiply(&l->slope, &by, &sum) && truce_numeral_add(&sum, &l->offset, &sum);
    assert(fits);
    (void)fits;
    return sum;
}

static truce_numeral clamped(truce_numeral value) {
    const truce_numeral one = truce_numeral_of(1);
    if (value.negative) {
        return (truce_numeral){0};
    }
    return truce_numeral_compare(&value, &one) > 0 ? one : value;
}

/* On which side of the span from 0 to 1 a value lies. */
static int side(truce_numeral value) {
    const truce_numeral kept = clamped(value);
    return truce_numeral_compare(&value, &kept);
}

/* The last number from low on whose side is that of `low`; sides only change one way. */
static int64_t last_of_side(const line *l, int64_t low, int64_t high) {
    const int wanted = side(at(l, low));
    while (low < high) {
        const int64_t middle = low + (high - low + 1) / 2;
        if (side(at(l, middle)) == wanted) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

truce_status genius_evaluate_range(const genius_in *in, const xml_document *document,
                                   const xml_element *evaluator, const truce_scenario_issue *issue,
                                   truce_scenario_worth *out) {
    const bool clamp = in->reading == TRUCE_GENIUS_GENIUS;
    int64_t low = 0;
    int64_t high = 0;
    line l = {.offset = {0}};
    const bool whole =
        truce_numeral_whole(&issue->low, &low) && truce_numeral_whole(&issue->high, &high);
    assert(whole); /* the domain was checked */
    (void)whole;
    if (evaluator != NULL) {
        const truce_status status = read_line(in, document, evaluator, &l);
        if (status != TRUCE_OK) {
            return status;
        }
    }
    l.origin = clamp ? low : 0;
    enum { POINTS_MAX = 6 }; /* the ends of each of three stretches */
    truce_scenario_point *const points = truce_arena_zero(in->arena, POINTS_MAX, sizeof *points);
    if (points == NULL) {
        return genius_no_memory(in, document);
    }
    uint32_t n = 0;
    for (int64_t v = low; v <= high;) {
        const int64_t last = clamp ? last_of_side(&l, v, high) : high;
        for (int end = 0; end < (last > v ? 2 : 1); end++) {
            const int64_t number = end == 0 ? v : last;
            const truce_numeral worth = clamp ? clamped(at(&l, number)) : at(&l, number);
            points[n++] = (truce_scenario_point){truce_numeral_of(number),
                                                 {.over = worth, .under = truce_numeral_of(1)}};
        }
        v = last + 1;
    }
    out->points = points;
    out->n_points = n;
    return TRUCE_OK;
}
