/* Empty years between busy weeks would leave the weeks no room. So no stretch without a named day
 * takes more than a quarter of the line (a half, where there are few), and one that is cut short is
 * said to be broken. */
#include "axis.h"

#include <stdlib.h>

#include "truce/base/edtf.h"

enum { FEW = 6 };

static int by_day(const void *left, const void *right) {
    const int64_t l = *(const int64_t *)left;
    const int64_t r = *(const int64_t *)right;
    return l < r ? -1 : l > r;
}

/* How long a stretch may be: the longest that is no more than its share of all, cut likewise. */
static double longest_stretch(const int64_t *days, size_t n) {
    double cap = (double)(days[n - 1] - days[0]);
    const double share = n > FEW ? 4 : 2;
    for (int round = 0; n > 3 && round < 200; round++) {
        double sum = 0;
        for (size_t i = 1; i < n; i++) {
            const double gap = (double)(days[i] - days[i - 1]);
            sum += gap < cap ? gap : cap;
        }
        if (sum / share >= cap * 0.999) {
            break;
        }
        cap = sum / share;
    }
    return cap > 1 ? cap : 1;
}

bool axis_make(axis *a, int64_t *days, size_t n, truce_arena *arena) {
    qsort(days, n, sizeof *days, by_day);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || days[i] != days[kept - 1]) {
            days[kept++] = days[i];
        }
    }
    *a = (axis){.days = days, .n = kept};
    a->at = truce_arena_zero(arena, kept + 1, sizeof *a->at);
    a->broken = truce_arena_zero(arena, kept + 1, sizeof *a->broken);
    if (a->at == NULL || a->broken == NULL) {
        return false;
    }
    if (kept < 2) {
        a->at[0] = 0.5;
        return true;
    }
    const double cap = longest_stretch(days, kept);
    for (size_t i = 1; i < kept; i++) {
        const double gap = (double)(days[i] - days[i - 1]);
        a->broken[i] = gap > cap * 1.5;
        a->at[i] = a->at[i - 1] + (gap < cap ? gap : cap);
    }
    const double all = a->at[kept - 1];
    for (size_t i = 0; i < kept; i++) {
        a->at[i] /= all;
    }
    return true;
}

double axis_place(const axis *a, int64_t day) {
    const int64_t *const found = bsearch(&day, a->days, a->n, sizeof day, by_day);
    return found != NULL ? a->at[found - a->days] : 0;
}

size_t axis_write_day(int64_t day, bool coarse, char *text) {
    const size_t size = truce_day_write(day, text);
    return coarse ? size - 3 : size; /* without "-DD" */
}
