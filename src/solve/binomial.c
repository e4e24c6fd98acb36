/* The probability of `k` hits or more is summed from k outwards, in units of that of exactly k, so
 * that nothing has to be raised to a power; each end of the range is then found by halving. */
#include "truce/solve/binomial.h"

#include <assert.h>

enum { HALVINGS = 60 };

static const double NOTHING = 1e-20; /* beside a sum */
static const double FAR = 1e40;      /* so much larger that even 2^32 of the others are nothing */
static const double ALL = 1e30;      /* beside a sum of 2^32 terms of at most 1 */

/* P(at least k of n) at share p, above 0 and below 1; k is 1 to n. */
static double at_least(uint32_t k, uint32_t n, double p) {
    const double odds = p / (1 - p);
    double above = 0;
    double below = 0;
    double term = 1;
    for (uint32_t j = k; j < n && (term > NOTHING * above || term > 1); j++) {
        above += term;
        if (term > FAR) {
            return 1; /* k lies so far below the middle that what is below it is nothing */
        }
        term *= (double)(n - j) / (double)(j + 1) * odds;
        if (above > ALL) { /* so terms grow from k on, and those before it are below 1 */
            return 1;
        }
    }
    above += term;
    term = 1;
    for (uint32_t j = k; j > 0; j--) {
        const double ratio = (double)j / (double)(n - j + 1) / odds;
        term *= ratio;
        below += term;
        if ((ratio < 1 && term < NOTHING * below) || below > ALL * above) {
            break;
        }
    }
    return above / (above + below);
}

/* The share at which k hits or more of n have this probability. */
static double share_at(uint32_t k, uint32_t n, double probability) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = low + (high - low) / 2;
        if (middle <= 0 || middle >= 1) {
            break;
        }
        if (at_least(k, n, middle) < probability) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low + (high - low) / 2;
}

truce_share_range truce_binomial_range(uint32_t hits, uint32_t n, double confidence) {
    assert(n > 0 && hits <= n && confidence > 0 && confidence < 1);
    const double outside = (1 - confidence) / 2;
    return (truce_share_range){hits == 0 ? 0 : share_at(hits, n, outside),
                               hits == n ? 1 : share_at(hits + 1, n, 1 - outside)};
}
