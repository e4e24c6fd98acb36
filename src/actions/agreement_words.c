/* Days, amounts, names and doubts of agreements, in words. */
#include "agreement_words.h"
#include "plan_steps.h"

#include <stdio.h>

const truce_owed_state agreement_order[TRUCE_OWED_STATES] = {
    TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_STATE_DISPUTED,    TRUCE_OWED_STATE_LATE,
    TRUCE_OWED_STATE_PARTLY,   TRUCE_OWED_STATE_CANNOT_TELL, TRUCE_OWED_STATE_RUNNING,
    TRUCE_OWED_STATE_NOT_DUE,  TRUCE_OWED_STATE_KEPT,        TRUCE_OWED_STATE_WAIVED,
    TRUCE_OWED_STATE_VOID,
};

const char *agreement_state_key(truce_owed_state state) {
    static const char *const keys[] = {
        [TRUCE_OWED_STATE_NOT_DUE] = "not_due",   [TRUCE_OWED_STATE_RUNNING] = "running",
        [TRUCE_OWED_STATE_KEPT] = "kept",         [TRUCE_OWED_STATE_PARTLY] = "partly_kept",
        [TRUCE_OWED_STATE_LATE] = "late",         [TRUCE_OWED_STATE_BREACHED] = "breached",
        [TRUCE_OWED_STATE_DISPUTED] = "disputed", [TRUCE_OWED_STATE_WAIVED] = "waived",
        [TRUCE_OWED_STATE_VOID] = "void",         [TRUCE_OWED_STATE_CANNOT_TELL] = "cannot_tell",
    };
    return keys[state];
}

void agreement_day(composer *k, int64_t day) {
    char text[TRUCE_DAY_BYTES];
    truce_buffer_add(&k->text, (truce_str){text, truce_day_write(day, text)});
}

void agreement_when(composer *k, promised when) {
    const truce_owed_days days = when.days;
    if (when.kind == PROMISED_NOT_YET) {
        truce_buffer_lit(&k->text, "not yet");
    } else if (when.kind != PROMISED_ON ||
               (days.earliest == -TRUCE_OWED_DAY_MAX && days.latest == TRUCE_OWED_DAY_MAX)) {
        truce_buffer_lit(&k->text, "not known");
    } else if (days.latest == TRUCE_OWED_DAY_MAX) {
        agreement_day(k, days.earliest);
        truce_buffer_lit(&k->text, " or later");
    } else if (days.earliest == -TRUCE_OWED_DAY_MAX) {
        agreement_day(k, days.latest);
        truce_buffer_lit(&k->text, " or before");
    } else {
        agreement_day(k, days.earliest);
        if (days.latest > days.earliest) {
            truce_buffer_lit(&k->text, "/");
            agreement_day(k, days.latest);
            truce_buffer_lit(&k->text, " (no day is given)");
        }
    }
}

void agreement_names(composer *k, truce_refs names) {
    for (uint32_t i = 0; i < names.n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "" : i + 1 == names.n ? " and " : ", ");
        truce_buffer_add(&k->text, phrase_actor(k->c, names.at[i]));
    }
}

void agreement_sides(composer *k, const promise *o) {
    agreement_names(k, o->plan->top.names);
    if (o->plan->top.to.n > 0) {
        truce_buffer_lit(&k->text, " to ");
        agreement_names(k, o->plan->top.to);
    }
}

void agreement_trigger(composer *k, const truce_plan_line *after) {
    plan_part_says(&k->text, k->c, after);
}

/* ---- amounts ---- */

/* Digits in groups of three. */
static void add_grouped(truce_buffer *out, int64_t n) {
    char digits[24];
    const int size = snprintf(digits, sizeof digits, "%lld", (long long)n);
    for (int i = 0; i < size; i++) {
        truce_buffer_byte(out, digits[i]);
        if (i + 1 < size && (size - i - 1) % 3 == 0 && digits[i] != '-') {
            truce_buffer_byte(out, ',');
        }
    }
}

void agreement_amount(composer *k, truce_ratio amount, int32_t scale) {
    int64_t ten = 1;
    truce_ratio value = amount;
    for (int32_t i = 0; i < scale; i++) {
        ten *= 10;
    }
    if (!truce_ratio_divide(amount, truce_ratio_whole(ten), &value)) {
        truce_buffer_printf(&k->text, "about %.6g", truce_ratio_double(amount) / (double)ten);
        return;
    }
    int64_t whole = value.over / value.under;
    int64_t rest = value.over % value.under;
    char places[20];
    int n = 0;
    while (rest > 0 && n < 6) { /* never rounded up, so that a part is not told as the whole */
        __extension__ const __int128 next = (__int128)rest * 10;
        places[n++] = (char)('0' + (int)(next / value.under));
        rest = (int64_t)(next % value.under);
    }
    if (rest > 0) {
        truce_buffer_lit(&k->text, "about ");
        n = 1;
    }
    add_grouped(&k->text, whole);
    if (n > 0) {
        truce_buffer_byte(&k->text, '.');
        truce_buffer_add(&k->text, (truce_str){places, (size_t)n});
    }
}

void agreement_measure(composer *k, const promise *o, const truce_owed_standing *s) {
    agreement_amount(k, s->measured, o->scale);
    truce_buffer_lit(&k->text, " of ");
    agreement_amount(k, s->due_least, o->scale);
    if (!truce_ratio_equal(s->due_least, s->due_most)) {
        truce_buffer_lit(&k->text, " to ");
        agreement_amount(k, s->due_most, o->scale);
    }
    truce_buffer_byte(&k->text, ' ');
    truce_buffer_add(&k->text, o->quantity->unit);
}

void agreement_score(composer *k, const truce_owed_standing *s) {
    static const char *const words[] = {"none", "minimal", "intermediate", "full"};
    if (s->score_least == s->score_most) {
        truce_buffer_printf(&k->text, "%d of 3, %s", s->score_least, words[s->score_least]);
    } else {
        truce_buffer_printf(&k->text, "%d to %d of 3, %s to %s", s->score_least, s->score_most,
                            words[s->score_least], words[s->score_most]);
    }
}

/* ---- states and doubts ---- */

void agreement_states(composer *k, uint32_t states) {
    bool any = false;
    for (unsigned i = 0; i < TRUCE_OWED_STATES; i++) {
        if ((states >> agreement_order[i] & 1U) != 0) {
            truce_buffer_printf(&k->text, "%s%s", any ? " or " : "",
                                truce_owed_state_words(agreement_order[i]));
            any = true;
        }
    }
}

void agreement_why(composer *k, const truce_owed_standing *s) {
    static const struct {
        uint32_t bit;
        const char *words;
    } whys[] = {
        {TRUCE_OWED_WHY_START, "its first day is not known exactly"},
        {TRUCE_OWED_WHY_END, "its last day is not known exactly"},
        {TRUCE_OWED_WHY_TRIGGER, "it is not known whether what it waits for has come"},
        {TRUCE_OWED_WHY_DEPENDS, "an obligation that it depends on may have fallen"},
    };
    bool any = false;
    for (size_t i = 0; i < sizeof whys / sizeof *whys; i++) {
        if ((s->why & whys[i].bit) != 0) {
            truce_buffer_printf(&k->text, "%s%s", any ? "; " : "", whys[i].words);
            any = true;
        }
    }
    if ((s->why & TRUCE_OWED_WHY_REPORTS) != 0) {
        truce_buffer_printf(&k->text, "%s", any ? "; " : "");
        if (s->days_due > 0 && s->days_reported > 0) {
            truce_buffer_printf(&k->text, "reports speak of %lld of its %lld days",
                                (long long)s->days_reported, (long long)s->days_due);
        } else {
            truce_buffer_lit(&k->text, "no report says how it was kept on some or all of its days");
        }
    }
}

const char *agreement_lack(uint32_t bit) {
    switch (bit) {
    case TRUCE_OWED_VERIFIER:
        return "verifier";
    case TRUCE_OWED_GUARANTOR:
        return "guarantor";
    case TRUCE_OWED_DEADLINE:
        return "deadline";
    case TRUCE_OWED_MEASURED:
        return "quantity or evidence to measure it by";
    case TRUCE_OWED_RESPONSE:
        return "response";
    default:
        return "deadline for its response";
    }
}
