/* What a side has given and not yet received, as a number in words: part of all it gives, or in the
 * numbers of whoever values the steps. */
#include "compose_sequence.h"

static int64_t common_divisor(int64_t a, int64_t b) {
    while (b != 0) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* "3/77 (4%)": with what it is in hundredths, to the nearest, where nobody sees that at once. */
static void add_part(truce_buffer *out, int64_t over, int64_t under) {
    enum { SEEN = 10, HUNDRED = 100 };
    __extension__ typedef __int128 wide;
    truce_buffer_printf(out, "%lld/%lld", (long long)over, (long long)under);
    if (under > SEEN) {
        const wide percent = ((wide)over * 2 * HUNDRED + under) / ((wide)under * 2);
        if (percent == 0 && over > 0) {
            truce_buffer_lit(out, " (below 1%)");
        } else {
            truce_buffer_printf(out, " (%lld%%)", (long long)percent);
        }
    }
}

void sequence_amount_says(composer *k, const sequence_two *two, int side, int64_t amount) {
    if (two->worth[side] != NULL) {
        int scale = 0;
        for (int64_t p = two->whole[side]; p > 1; p /= 10) {
            scale++;
        }
        char digits[32];
        const size_t size =
            truce_decimal_write((truce_decimal){.units = amount, .scale = scale}, digits);
        truce_buffer_add(&k->text, (truce_str){digits, size});
        return;
    }
    const int64_t by = common_divisor(amount, two->whole[side]);
    if (amount == 0 || amount == two->whole[side]) {
        truce_buffer_printf(&k->text, "%s", amount == 0 ? "nothing" : "all");
    } else {
        add_part(&k->text, amount / by, two->whole[side] / by);
    }
}

void sequence_ratio_says(composer *k, const sequence_two *two, int side, truce_ratio amount) {
    truce_ratio part = amount;
    if (amount.under == 1) {
        sequence_amount_says(k, two, side, amount.over);
    } else if (truce_ratio_divide(amount, truce_ratio_whole(two->whole[side]), &part)) {
        if (two->worth[side] == NULL) {
            add_part(&k->text, part.over, part.under);
        } else {
            truce_buffer_printf(&k->text, "%lld/%lld", (long long)part.over, (long long)part.under);
        }
    } else {
        truce_buffer_printf(&k->text, "%.4g",
                            truce_ratio_double(amount) / (double)two->whole[side]);
    }
}
