#include "amounts.h"
#include "truce/deals/frontier.h"

size_t truce_frontier_beats(const truce_frontier *frontier, truce_amounts amounts) {
    const uint32_t width = frontier->worth->width;
    const uint32_t n_parties = frontier->worth->n_parties;
    for (size_t i = 0; i < frontier->n; i++) {
        const truce_amounts at = frontier->vectors + i * n_parties * width;
        bool least = true;
        bool more = false;
        for (uint32_t p = 0; p < n_parties && least; p++) {
            const int sign =
                amount_compare(at + (size_t)p * width, amounts + (size_t)p * width, width);
            least = sign >= 0;
            more = more || sign > 0;
        }
        if (least && more) {
            return i;
        }
    }
    return frontier->n;
}
