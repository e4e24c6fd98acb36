/* Exchanges in words: numbers, days, who, how many, and what does not add up. */
#include <inttypes.h>
#include <stdio.h>

#include "plan_steps.h"
#include "swaps.h"

static void lit(truce_buffer *out, const char *text) {
    truce_buffer_add(out, truce_str_of(text));
}

void swap_number(truce_buffer *out, int64_t number) {
    char digits[24];
    const uint64_t size = number < 0 ? (uint64_t)0 - (uint64_t)number : (uint64_t)number;
    const int n = snprintf(digits, sizeof digits, "%" PRIu64, size);
    if (number < 0) {
        lit(out, "\xE2\x88\x92"); /* a minus sign */
    }
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0) {
            truce_buffer_byte(out, ',');
        }
        truce_buffer_byte(out, digits[i]);
    }
}

void swap_amount(truce_buffer *out, truce_exchange_amount amount) {
    lit(out, amount.open ? "at least " : "");
    swap_number(out, amount.number);
}

/* The calendar repeats every 400 years; within them years are counted from March, so that a leap
 * day is the last of its year. */
void swap_date(truce_buffer *out, const swap *s, int64_t day) {
    enum { ERA = 146097 /* days of 400 years */, TO_MARCH_0000 = 719468 };
    const int64_t z = s->day0 + day + TO_MARCH_0000;
    const int64_t era = (z >= 0 ? z : z - ERA + 1) / ERA;
    const int64_t doe = z - era * ERA;
    const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / (ERA - 1)) / 365;
    const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int64_t shifted = (5 * doy + 2) / 153; /* months since March */
    const int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    const int64_t year = yoe + era * 400 + (month <= 2);
    truce_buffer_printf(out, "%s%04" PRId64 "-%02" PRId64 "-%02" PRId64, year < 0 ? "-" : "",
                        year < 0 ? -year : year, month, doy - (153 * shifted + 2) / 5 + 1);
}

void swap_days(truce_buffer *out, const swap *s, const int64_t days[2]) {
    if (days[0] == TRUCE_EXCHANGE_UNKNOWN) {
        return;
    }
    lit(out, days[1] == TRUCE_EXCHANGE_UNKNOWN ? "not before " : "");
    swap_date(out, s, days[0]);
    if (days[1] != TRUCE_EXCHANGE_UNKNOWN && days[1] != days[0]) {
        lit(out, " to ");
        swap_date(out, s, days[1]);
    }
}

/* ---- who ---- */

truce_str swap_class(const composer *k, const swap *s, uint32_t pool) {
    return pool == TRUCE_EXCHANGE_ANY ? TRUCE_STR("any class")
                                      : phrase_actor(k->c, s->classes[pool]->what);
}

truce_str swap_category(const composer *k, const swap *s, uint32_t category) {
    return phrase_actor(k->c, s->categories[category]->what);
}

truce_str swap_one(const composer *k, const swap *s) {
    return phrase_actor(k->c, s->plan->top.what);
}

truce_str swap_other(const composer *k, const swap *s) {
    return phrase_actor(k->c, s->plan->top.to.at[0]);
}

/* "Women: 3; Men: 1": a title may be a plural, and stands better behind no number. */
static void add_groups(truce_buffer *out, const composer *k, const swap *s,
                       const truce_exchange_line *lines, uint32_t n, bool due) {
    for (uint32_t i = 0; i < n; i++) {
        lit(out, i > 0 ? "; " : "");
        truce_buffer_add(out,
                         due ? swap_class(k, s, lines[i].of) : swap_category(k, s, lines[i].of));
        lit(out, ": ");
        swap_number(out, lines[i].number);
    }
}

void swap_due(truce_buffer *out, const composer *k, const swap *s,
              const truce_exchange_step *step) {
    add_groups(out, k, s, step->due, step->n_due, true);
    if (step->n_due == 0) {
        lit(out, step->due_all.open ? "not stated how many" : "nobody");
    } else {
        lit(out, step->due_all.open ? "; or more" : "");
    }
}

void swap_released(truce_buffer *out, const composer *k, const swap *s,
                   const truce_exchange_step *step) {
    add_groups(out, k, s, step->released, step->n_released, false);
    lit(out, step->n_released == 0 ? "nobody" : "");
}

/* ---- when ---- */

void swap_trigger(truce_buffer *out, const composer *k, const swap *s,
                  const truce_plan_line *line) {
    if (line->what.symbol == 0) {
        return;
    }
    lit(out, "after ");
    if (line->what.symbol == s->plan->head.name && line->tranche.place != 0) { /* of its own */
        lit(out, "tranche ");
        swap_number(out, line->tranche.low.units);
        plan_by_says(out, k->c, line);
    } else {
        plan_part_says(out, k->c, line);
    }
    if (line->days.place != 0) {
        const int64_t low = line->days.low.units;
        const int64_t high = line->days.high.units;
        if (low != high) {
            lit(out, ", ");
            swap_number(out, low);
            lit(out, " to ");
            swap_number(out, high);
            lit(out, " days later");
        } else {
            lit(out, ", within ");
            swap_number(out, high);
            lit(out, high == 1 ? " day" : " days");
        }
    }
}

void swap_when(truce_buffer *out, const composer *k, const swap *s, uint32_t tranche) {
    const truce_plan_line *const line = s->tranches[tranche];
    truce_buffer_add(out, line->when.text);
    lit(out, line->when.text.size > 0 && line->what.symbol != 0 ? ", " : "");
    swap_trigger(out, k, s, line);
}

void swap_note_windows(composer *k, const swaps *all, const swap *s, truce_passage *passage) {
    bool any = false;
    bool known = false;
    for (uint32_t t = 0; t < s->deal.n_tranches; t++) {
        const bool undated = s->deal.tranches[t].day == TRUCE_EXCHANGE_UNKNOWN;
        any = any || undated;
        known = known || (undated && s->windows[t].day[0] != TRUCE_EXCHANGE_UNKNOWN);
    }
    if (!any || (!all->clash && !known)) {
        return;
    }
    lit(&k->text, all->clash
                      ? "The days of the plan contradict each other, so that none follows for "
                        "a tranche that has no day itself; truce sequence shows where."
                      : "A tranche that waits for something has the first and the last day "
                        "that the days of the plan leave it, as long as all else may still "
                        "move.");
    (void)compose_quietly(k, passage, all->clash ? TRUCE_SPAN_PLAIN : TRUCE_SPAN_MUTED,
                          compose_keep(k), "the days and dates of the plan, from step to step");
}

/* ---- what it comes to ---- */

const char *const swap_whole_basis =
    "the persons of each category, times what is due for one of them; in a tranche that says what "
    "is due for it, that";

void swap_whole(truce_buffer *out, const composer *k, const swap *s) {
    truce_buffer_add(out, swap_one(k, s));
    lit(out, " releases ");
    swap_amount(out, s->x.persons);
    lit(out, s->x.persons.number == 1 ? " person" : " people");
    if (s->deal.n_tranches > 0) {
        lit(out, " in ");
        swap_number(out, s->deal.n_tranches);
        lit(out, s->deal.n_tranches == 1 ? " tranche" : " tranches");
    }
    lit(out, "; ");
    if (s->x.due.number == 0 && s->x.due.open) {
        lit(out, "how many are due in return nobody says.");
        return;
    }
    swap_amount(out, s->x.due);
    lit(out, s->x.due.number == 1 && !s->x.due.open ? " is due from " : " are due from ");
    truce_buffer_add(out, swap_other(k, s));
    lit(out, " in return.");
}

/* ---- what does not add up ---- */

/* The names are for machines and for labels. */
const char *swap_finding_name(truce_exchange_finding_kind kind) {
    static const char *const names[] = {
        [TRUCE_EXCHANGE_LEFT] = "left out",       [TRUCE_EXCHANGE_OVER] = "too many",
        [TRUCE_EXCHANGE_INSTEAD] = "tranche",     [TRUCE_EXCHANGE_BACK] = "order",
        [TRUCE_EXCHANGE_EXCLUDED] = "exclusions", [TRUCE_EXCHANGE_SHORT] = "short",
        [TRUCE_EXCHANGE_ABROAD] = "transfer",     [TRUCE_EXCHANGE_TOTAL] = "total",
        [TRUCE_EXCHANGE_TOTALS] = "totals",
    };
    return names[kind];
}

static void add_tranche(truce_buffer *out, const swap *s, uint32_t tranche) {
    lit(out, "tranche ");
    swap_number(out, s->tranches[tranche]->number.low.units);
}

/* "150 by Karda, all by Osmir": those of a class. */
void swap_excluded(truce_buffer *out, const composer *k, const swap *s, uint32_t exclusion) {
    const truce_refs by = s->exclusions[exclusion]->by;
    if (s->deal.exclusions[exclusion].number == TRUCE_EXCHANGE_ALL) {
        lit(out, "all");
    } else {
        swap_number(out, s->deal.exclusions[exclusion].number);
    }
    lit(out, by.n > 0 ? " by " : " (nobody is named)");
    for (uint32_t i = 0; i < by.n; i++) {
        lit(out, i == 0 ? "" : i + 1 == by.n ? " and " : ", ");
        truce_buffer_add(out, phrase_actor(k->c, by.at[i]));
    }
}

/* Who rules people of the class out, the first few. */
static void add_ruled_out(truce_buffer *out, const composer *k, const swap *s, uint32_t pool) {
    enum { SHOWN = 4 };
    uint32_t n = 0;
    for (uint32_t i = s->first_exclusion[pool]; i != TRUCE_EXCHANGE_NONE && n <= SHOWN;
         i = s->next_exclusion[i]) {
        lit(out, n == 0 ? " Ruled out: " : ", ");
        if (n++ == SHOWN) {
            lit(out, "and others");
        } else {
            swap_excluded(out, k, s, i);
        }
    }
    lit(out, n > 0 ? "." : "");
}

static void add_short(truce_buffer *out, const composer *k, const swap *s,
                      const truce_exchange_finding *f) {
    const bool any = f->pool == TRUCE_EXCHANGE_ANY;
    const truce_exchange_pool *const pool = any ? NULL : &s->x.pools[f->pool];
    const truce_exchange_amount least = any ? s->x.any_short_least : pool->short_least;
    const truce_exchange_amount most = any ? s->x.any_short_most : pool->short_most;
    const uint32_t from = any ? s->x.any_short_from : pool->short_from;
    if (any) {
        swap_amount(out, s->x.any);
        lit(out, " are due of any class, and fewer are left in all classes together");
    } else {
        truce_buffer_add(out, swap_class(k, s, f->pool));
        lit(out, ": ");
        swap_amount(out, pool->due);
        lit(out, " are due and ");
        swap_number(out, pool->available_least);
        if (pool->available_least != pool->available_most) {
            lit(out, " to ");
            swap_number(out, pool->available_most);
        }
        lit(out, " are not ruled out");
    }
    lit(out, "; short by ");
    if (least.number != most.number) {
        swap_number(out, least.number);
        lit(out, " to ");
        swap_number(out, most.number);
        lit(out, ", by whether the lists name the same people");
    } else {
        swap_amount(out, most);
    }
    if (from != TRUCE_EXCHANGE_NONE) {
        lit(out, ", from ");
        add_tranche(out, s, from);
        lit(out, " on");
    }
    lit(out, ".");
    if (!any) {
        add_ruled_out(out, k, s, f->pool);
    }
}

/* "45 more than" the other; never the same. */
static void add_difference(truce_buffer *out, int64_t number, int64_t than) {
    const bool more = number > than;
    swap_number(out, more ? number - than : than - number);
    lit(out, more ? " more than" : " fewer than");
}

void swap_finding(truce_buffer *out, const composer *k, const swap *s,
                  const truce_exchange_finding *f) {
    switch (f->kind) {
    case TRUCE_EXCHANGE_LEFT:
        truce_buffer_add(out, swap_category(k, s, f->category));
        lit(out, ": ");
        swap_number(out, f->number);
        lit(out, f->number == 1 ? " is in no tranche." : " are in no tranche.");
        break;
    case TRUCE_EXCHANGE_OVER:
        truce_buffer_add(out, swap_category(k, s, f->category));
        lit(out, ": the tranches have ");
        swap_number(out, f->number);
        lit(out, " more than the category; the first too many is in ");
        add_tranche(out, s, f->tranche);
        lit(out, ".");
        break;
    case TRUCE_EXCHANGE_INSTEAD:
        lit(out, "Here ");
        swap_number(out, f->stated);
        lit(out, " are due; by what is due for each person it would be ");
        swap_number(out, f->number);
        lit(out, ". The tranche's own number is counted.");
        break;
    case TRUCE_EXCHANGE_BACK:
        lit(out, "Its day is ");
        swap_date(out, s, f->number);
        lit(out, "; a tranche with a lower number is on ");
        swap_date(out, s, f->stated);
        lit(out, ".");
        break;
    case TRUCE_EXCHANGE_EXCLUDED:
        truce_buffer_add(out, swap_class(k, s, f->pool));
        lit(out, ": one list rules out ");
        swap_number(out, f->stated);
        lit(out, "; the class has ");
        swap_number(out, f->number);
        lit(out, ".");
        break;
    case TRUCE_EXCHANGE_SHORT:
        add_short(out, k, s, f);
        break;
    case TRUCE_EXCHANGE_ABROAD:
        truce_buffer_add(out, swap_class(k, s, f->pool));
        lit(out, ": ");
        swap_number(out, f->stated);
        lit(out, " are to go elsewhere than home; at most ");
        swap_number(out, f->number);
        lit(out, " can be released.");
        break;
    case TRUCE_EXCHANGE_TOTAL:
    case TRUCE_EXCHANGE_TOTALS:
        swap_number(out, f->stated);
        lit(out, " is ");
        add_difference(out, f->stated, f->number);
        lit(out, f->kind == TRUCE_EXCHANGE_TOTAL ? " what the record comes to."
                                                 : " the first total that is stated.");
        break;
    }
}

void swap_cite(composer *k, truce_sentence *sentence, const truce_plan_line *line) {
    for (uint32_t i = 0; line != NULL && i < line->claims.n; i++) {
        const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, line->claims.at[i]);
        if (claim != TRUCE_NONE && k->scope.in[claim]) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
        }
    }
}
