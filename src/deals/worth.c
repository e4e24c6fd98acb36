#include "truce/deals/worth.h"

#include "amounts.h"

void truce_worth_of(const truce_worth *worth, const uint32_t *package, uint64_t *out) {
    const uint32_t width = worth->width;
    memset(out, 0, (size_t)worth->n_parties * width * sizeof *out);
    for (uint32_t t = 0; t < worth->n_terms; t++) {
        const truce_worth_term *const term = &worth->terms[t];
        size_t at = 0;
        for (uint32_t i = 0; i < term->n_variables; i++) {
            const uint32_t variable = term->variables[i];
            at = at * worth->choices->n_values[variable] + package[variable];
        }
        for (uint32_t p = 0; p < worth->n_parties; p++) {
            amount_add(&out[(size_t)p * width], &out[(size_t)p * width],
                       &term->amounts[(at * worth->n_parties + p) * width], width);
        }
    }
}
