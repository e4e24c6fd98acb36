/* The figure of the deals where preferences are orders and ranges: how often each package listed is
 * efficient among the ways to fill them in, and how often it is worth enough to all. */
#include "compose_deals.h"
#include "packages.h"
#include "truce/document/bars.h"

enum { BARS_SHOWN = 8 };

/* In which issues the packages drawn are not all alike, [variable]. */
static bool *find_differing(composer *k, const dealt *d, const uint32_t *drawn, uint32_t n) {
    const uint32_t n_variables = d->space.rows[k->c->n_issues];
    bool *const differing = truce_arena_zero(k->arena, n_variables + 1U, sizeof *differing);
    k->failed = k->failed || differing == NULL;
    for (uint32_t v = 0; differing != NULL && v < n_variables; v++) {
        for (uint32_t i = 0; i < n; i++) {
            differing[v] = differing[v] || n == 1 ||
                           d->shares.at[drawn[i]].package[v] != d->shares.at[drawn[0]].package[v];
        }
        differing[v] = differing[v] && d->told[v];
    }
    return differing;
}

static truce_str label_of(composer *k, const dealt *d, const bool *differing,
                          const uint32_t *package) {
    for (uint32_t v = 0; v < d->space.rows[k->c->n_issues]; v++) {
        if (differing[v]) {
            truce_buffer_printf(&k->text, "%s", k->text.size > 0 ? "; " : "");
            package_choice(&k->text, &d->space, v, package[v]);
        }
    }
    return compose_keep(k);
}

/* "71 to 77 %", "always". */
static truce_str told_of(composer *k, const truce_share *share, bool always) {
    if (always) {
        return TRUCE_STR("always");
    }
    const int low = (int)(share->range.low * 100);
    const int high = (int)(share->range.high * 100) + (share->range.high < 1);
    truce_buffer_printf(&k->text, "%d to %d %%", low, high);
    return compose_keep(k);
}

static truce_bar bar_of(composer *k, const dealt *d, const bool *differing,
                        const truce_share *share) {
    const truce_shares *const s = &d->shares;
    const bool always = share->beaten.found == TRUCE_FOUND_NONE;
    const truce_str label = label_of(k, d, differing, share->package);
    return (truce_bar){.label = label,
                       .low = always ? 1 : share->range.low,
                       .high = always ? 1 : share->range.high,
                       .second = s->reserved ? (double)share->acceptable / s->n_profiles : -1,
                       .told = told_of(k, share, always),
                       .tip = label};
}

static truce_str alternative_of(composer *k, const truce_bars *bars) {
    for (size_t i = 0; i < bars->n; i++) {
        const truce_bar *const bar = &bars->at[i];
        truce_buffer_printf(&k->text, "%s%.*s: efficient %.*s", i > 0 ? " " : "",
                            TRUCE_STR_ARGS(bar->label), TRUCE_STR_ARGS(bar->told));
        if (bar->second >= 0) {
            truce_buffer_printf(&k->text, ", worth enough to all in %d %%",
                                (int)(bar->second * 100 + 0.5));
        }
        truce_buffer_lit(&k->text, ".");
    }
    return compose_keep(k);
}

/* What all packages drawn have in common, as a sentence of the caption. */
static void add_common(composer *k, const dealt *d, const bool *differing, const uint32_t *package,
                       truce_passage *caption) {
    const uint32_t n = d->space.rows[k->c->n_issues];
    bool any = false;
    for (uint32_t v = 0; v < n; v++) {
        if (!differing[v] && d->told[v]) {
            truce_buffer_printf(&k->text, "%s", any ? "; " : "The same in all of them: ");
            package_choice(&k->text, &d->space, v, package[v]);
            any = true;
        }
    }
    if (any) {
        truce_buffer_lit(&k->text, ".");
        (void)compose_quietly(k, caption, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "the packages drawn, compared");
    }
}

void compose_often(composer *k, const dealt *d, const uint32_t *listed, uint32_t n) {
    const truce_shares *const s = &d->shares;
    const uint32_t shown = n < BARS_SHOWN ? n : BARS_SHOWN;
    const bool *const differing = find_differing(k, d, listed, shown);
    truce_bar *const at = truce_arena_take(k->arena, (shown + 1U) * sizeof *at);
    k->failed = k->failed || at == NULL;
    if (shown == 0 || k->failed) {
        return;
    }
    for (uint32_t i = 0; i < shown; i++) {
        at[i] = bar_of(k, d, differing, &s->at[listed[i]]);
    }
    truce_bars bars = {
        .title = TRUCE_STR("In how many of the ways to fill them in"),
        .at = at,
        .n = shown,
        .key = TRUCE_STR("efficient: no package is better for one side and no worse for another"),
        .key_faint = TRUCE_STR("perhaps so: the draws leave it open"),
        .key_second = s->reserved ? TRUCE_STR("worth its reservation value to every side that has "
                                              "one")
                                  : TRUCE_STR("")};
    bars.alternative = alternative_of(k, &bars);
    truce_block *const figure =
        truce_document_figure(&k->doc, TRUCE_STR("often"),
                              TRUCE_STR("How often packages are efficient, whatever is filled in"));
    const truce_drawing drawing = truce_bars_draw(k->arena, &bars);
    truce_document_draw(&k->doc, figure, &drawing);
    truce_passage *const caption = truce_document_caption(&k->doc, figure);
    (void)compose_quietly(k, caption, TRUCE_SPAN_PLAIN,
                          TRUCE_STR("Each bar is a package; its full part is what is sure, with 95 "
                                    "percent confidence. A share counts ways to fill in what is "
                                    "not stated; it is not how likely a package is."),
                          "profiles in which no package beats it; 95 percent range");
    add_common(k, d, differing, s->at[listed[0]].package, caption);
}
