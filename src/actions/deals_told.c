/* Of packages over very many issues: which issues are told on paper. Those that nobody weighs are
 * not what a package is about, and nobody reads hundreds in a cell; --json has each. */
#include "compose_deals.h"
#include "packages.h"

enum { TOLD_MAX = 40 };

static const char basis[] = "a package of the options";

/* Whether some side's preferences name it. */
static bool is_weighed(const dealt *d, uint32_t v) {
    bool weighed = false;
    for (uint32_t p = 0; p < d->n_parties; p++) {
        weighed = weighed || d->beliefs[p].issues[v].mentioned;
    }
    return weighed;
}

bool deal_choose_told(composer *k, dealt *d) {
    const uint32_t n = d->space.rows[k->c->n_issues];
    bool *const told = truce_arena_zero(k->arena, n + 1U, sizeof *told);
    uint32_t n_weighed = 0;
    for (uint32_t v = 0; told != NULL && n > TOLD_MAX && v < n; v++) {
        told[v] = is_weighed(d, v) && n_weighed++ < TOLD_MAX;
    }
    for (uint32_t v = 0; told != NULL && n <= TOLD_MAX && v < n; v++) {
        told[v] = true;
    }
    d->told = told;
    d->n_weighed_untold = n_weighed > TOLD_MAX ? n_weighed - TOLD_MAX : 0;
    d->n_unweighed = n > TOLD_MAX ? n - n_weighed : 0;
    return told != NULL;
}

/* "1,260 more issues that are weighed, and 98,700 that nobody weighs". */
static bool add_untold(composer *k, const dealt *d) {
    if (d->n_weighed_untold > 0) {
        truce_buffer_printf(&k->text, "and %u more that %s weighed", d->n_weighed_untold,
                            d->n_weighed_untold == 1 ? "is" : "are");
    }
    if (d->n_unweighed > 0) {
        truce_buffer_printf(&k->text, "%s%u that nobody weighs",
                            d->n_weighed_untold > 0 ? ", " : "and ", d->n_unweighed);
    }
    return k->text.size > 0;
}

void deal_package(composer *k, const dealt *d, const uint32_t *package) {
    const uint32_t n = d->space.rows[k->c->n_issues];
    bool any = false;
    for (uint32_t v = 0; v < n; v++) {
        if (package[v] != TRUCE_NONE && d->told[v]) {
            truce_buffer_printf(&k->text, "%s", any ? "; " : "");
            package_choice(&k->text, &d->space, v, package[v]);
            any = true;
        }
    }
    if (any && d->n_weighed_untold + d->n_unweighed > 0) {
        truce_buffer_lit(&k->text, "; ");
        (void)add_untold(k, d);
    }
}

void deal_terms(composer *k, const dealt *d, const uint32_t *terms) {
    const uint32_t n = d->space.rows[k->c->n_issues];
    uint32_t n_named = 0;
    for (uint32_t v = 0; v < n; v++) {
        if (terms[v] != TRUCE_NONE && n_named++ < TOLD_MAX) {
            truce_buffer_printf(&k->text, "%s", n_named > 1 ? "; " : "");
            package_choice(&k->text, &d->space, v, terms[v]);
        }
    }
    if (n_named > TOLD_MAX) {
        truce_buffer_printf(&k->text, "; and %u more", n_named - TOLD_MAX);
    }
}

void deal_issues(composer *k, const dealt *d, const bool *wanted) {
    const uint32_t n = d->space.rows[k->c->n_issues];
    uint32_t n_named = 0;
    for (uint32_t v = 0; v < n; v++) {
        if (wanted[v] && n_named++ < TOLD_MAX) {
            truce_buffer_printf(&k->text, "%s", n_named > 1 ? "; " : "");
            package_issue(&k->text, &d->space, v);
        }
    }
    if (n_named > TOLD_MAX) {
        truce_buffer_printf(&k->text, "; and %u more", n_named - TOLD_MAX);
    }
}

static void add_line(composer *k, truce_cell *cell) {
    (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_PLAIN, compose_keep(k),
                          basis);
}

void deal_package_cell(composer *k, const dealt *d, truce_cell *cell, const uint32_t *package,
                       const bool *left_out) {
    const uint32_t n = d->space.rows[k->c->n_issues];
    bool any = false;
    for (uint32_t v = 0; v < n; v++) {
        if (package[v] != TRUCE_NONE && d->told[v] && (left_out == NULL || !left_out[v])) {
            package_choice(&k->text, &d->space, v, package[v]);
            add_line(k, cell);
            any = true;
        }
    }
    if (add_untold(k, d)) {
        add_line(k, cell);
    } else if (!any) {
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              TRUCE_STR("as above"), basis);
    }
}
