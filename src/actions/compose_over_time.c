/* How obligations stood over time: tables of a few columns, and each change with its day. */
#include "over_time.h"
#include "truce/document/csv.h"

enum { COLUMNS = 4 }; /* beside one another: as many as 80 cells hold */

static const char basis[] = "the state by its rule, as of the column's day, with what was reported "
                            "by then";

static void add_state(composer *k, const truce_owed_standing *s) {
    int least;
    int most;
    truce_buffer_printf(&k->text, "%s", truce_owed_state_words(s->state));
    if (over_time_level(s, &least, &most)) {
        truce_buffer_printf(&k->text, least == most ? ", %d" : ", %d to %d", least, most);
    }
}

/* ", attributed to Norrin" */
static void add_whose(composer *k, const promises *p, uint32_t o, truce_owed_rule rule,
                      int64_t day) {
    const size_t before = k->text.size;
    truce_buffer_lit(&k->text, ", ");
    agreement_whose(k, p, o, rule, day);
    k->text.size = k->text.size == before + 2 ? before : k->text.size;
}

static void add_table(composer *k, const promises *p, const over_time *t, uint32_t first,
                      uint32_t n) {
    truce_column columns[COLUMNS + 1] = {{TRUCE_STR("Obligation"), 24}};
    const uint32_t agreement = t->at[first].agreement;
    for (uint32_t i = 0; i < n; i++) {
        columns[i + 1] = (truce_column){t->at[first + i].title, 19};
    }
    truce_block *const table = truce_document_table(
        &k->doc,
        agreement == TRUCE_NONE ? TRUCE_STR("Each obligation as of the last day of a column")
                                : k->c->agreements[agreement].head.title,
        columns, n + 1);
    for (uint32_t o = 0; o < p->n; o++) {
        if (agreement != TRUCE_NONE && p->at[o].agreement != agreement) {
            continue;
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_STRONG,
                              p->at[o].plan->head.title, "the obligation's record");
        for (uint32_t i = 0; i < n; i++) {
            add_state(k, &t->at[first + i].standings[o]);
            add_whose(k, p, o, t->at[first + i].standings[o].rule, t->at[first + i].day);
            (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[i + 1]),
                                  TRUCE_SPAN_PLAIN, compose_keep(k), basis);
        }
    }
}

/* ---- each change ---- */

typedef struct chains {
    const uint32_t *first, *next;
} chains;

static bool chain(composer *k, const promises *p, const over_time *t, chains *c) {
    return over_time_chain(k, p, t, &c->first, &c->next);
}

static void add_changes(composer *k, const promises *p, const over_time *t) {
    chains c;
    if (t->too_many || !chain(k, p, t, &c)) {
        return;
    }
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t o = 0; o < p->n; o++) {
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, p->at[o].plan->head.title);
        for (uint32_t i = c.first[o]; i != TRUCE_NONE; i = c.next[i]) {
            truce_buffer_printf(&k->text, "%s", i == c.first[o] ? "" : "; ");
            agreement_day(k, t->changes.at[i].day);
            truce_buffer_printf(&k->text, " %s", truce_owed_state_words(t->changes.at[i].state));
            add_whose(k, p, o, t->changes.at[i].rule, t->changes.at[i].day);
        }
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(
            k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
            "the first day on which the state is so, with what was known by then");
    }
}

void compose_over_time(composer *k, const promises *p, const over_time *t) {
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("time"), TRUCE_STR("Over time"));
    truce_buffer_lit(&k->text, "Each column is as of its last day, with what was reported by then; "
                               "the last one is as of ");
    agreement_day(k, p->day);
    truce_buffer_lit(&k->text, ". When obligations begin and end is as known now. A number is the "
                               "level of what is measured: 0 none, 1 minimal, 2 intermediate, 3 "
                               "full.");
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED, compose_keep(k),
                          "how truce works");
    for (uint32_t i = 0; i < t->n;) {
        uint32_t n = 1;
        while (n < COLUMNS && i + n < t->n && t->at[i + n].agreement == t->at[i].agreement) {
            n++;
        }
        add_table(k, p, t, i, n);
        i += n;
    }
    if (t->n == 0) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("No phase is known to have begun."),
                              "the phases of the agreements");
    }
    add_changes(k, p, t);
    if (t->too_many) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              TRUCE_STR("There are too many records to list each change with its "
                                        "day."),
                              "how truce works");
    }
}

/* ---- for machines ---- */

static void day_member(truce_json *json, int64_t day) {
    char text[TRUCE_DAY_BYTES];
    truce_json_member_str(json, "day", (truce_str){text, truce_day_write(day, text)});
}

/* To whom a breach is attributed; nothing where it is none, or not so. */
static void whose_member(composer *k, const promises *p, uint32_t o, truce_owed_rule rule,
                         int64_t day, truce_json *json) {
    agreement_breach breach = {{NULL, 0}, {NULL, 0}};
    if (rule != TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED) {
        return;
    }
    k->failed = k->failed || !agreement_breach_find(p, o, day, k->arena, &breach);
    truce_json_key(json, "attributed_to");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < breach.by.n; i++) {
        truce_json_str(json, truce_case_name(k->c, breach.by.at[i].symbol));
    }
    truce_json_close(json);
}

static void states_member(composer *k, const promises *p, const over_time *t, uint32_t o,
                          truce_json *json) {
    const uint32_t agreement = p->at[o].agreement;
    truce_json_key(json, "states");
    truce_json_array(json);
    for (uint32_t i = 0; i < t->n; i++) {
        const truce_owed_standing *const s = &t->at[i].standings[o];
        int least;
        int most;
        if (t->at[i].agreement != TRUCE_NONE && t->at[i].agreement != agreement) {
            continue;
        }
        truce_json_object_inline(json);
        truce_json_member_str(json, "column", t->at[i].title);
        day_member(json, t->at[i].day);
        truce_json_member_str(json, "state", truce_str_of(agreement_state_key(s->state)));
        truce_json_member_str(json, "rule", truce_str_of(truce_owed_rule_words(s->rule)));
        if (over_time_level(s, &least, &most)) {
            truce_json_member_int(json, "level_least", least);
            truce_json_member_int(json, "level_most", most);
        }
        whose_member(k, p, o, s->rule, t->at[i].day, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void changes_member(composer *k, const promises *p, const over_time *t, const chains *c,
                           uint32_t o, truce_json *json) {
    truce_json_key(json, "changes");
    truce_json_array(json);
    for (uint32_t i = c->first[o]; i != TRUCE_NONE; i = c->next[i]) {
        truce_json_object_inline(json);
        day_member(json, t->changes.at[i].day);
        truce_json_member_str(json, "state",
                              truce_str_of(agreement_state_key(t->changes.at[i].state)));
        whose_member(k, p, o, t->changes.at[i].rule, t->changes.at[i].day, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

void compose_over_time_json(composer *k, const promises *p, const over_time *t, truce_json *json) {
    chains c;
    truce_json_key(json, "over_time");
    truce_json_object(json);
    truce_json_member_str(json, "unit", truce_str_of(t->unit));
    truce_json_key(json, "obligations");
    truce_json_array(json);
    const bool chained = !t->too_many && chain(k, p, t, &c);
    for (uint32_t o = 0; o < p->n; o++) {
        truce_json_object(json);
        truce_json_member_str(json, "name", truce_case_name(k->c, p->at[o].plan->head.name));
        states_member(k, p, t, o, json);
        if (chained) {
            changes_member(k, p, t, &c, o, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_close(json);
}

/* ---- for a spreadsheet ---- */

static void number_cell(truce_csv *csv, bool any, int number) {
    const char digit = (char)('0' + number);
    truce_csv_own(csv, (truce_str){&digit, any ? 1 : 0});
}

static void add_row(composer *k, const promises *p, const over_time_column *at, uint32_t o,
                    truce_csv *csv) {
    const promise *const ob = &p->at[o];
    const truce_owed_standing *const s = &at->standings[o];
    int least;
    int most;
    const bool level = over_time_level(s, &least, &most);
    truce_csv_cell(csv, truce_case_name(k->c, ob->plan->head.name));
    truce_csv_cell(csv, ob->plan->head.title);
    truce_csv_cell(csv, ob->agreement != TRUCE_NONE ? k->c->agreements[ob->agreement].head.title
                                                    : (truce_str){NULL, 0});
    agreement_names(k, ob->plan->top.names);
    truce_csv_cell(csv, compose_keep(k));
    agreement_names(k, ob->plan->top.to);
    truce_csv_cell(csv, compose_keep(k));
    truce_csv_own(csv, at->title);
    agreement_day(k, at->day);
    truce_csv_own(csv, compose_keep(k));
    truce_csv_own(csv, truce_str_of(truce_owed_state_words(s->state)));
    truce_csv_own(csv, truce_str_of(truce_owed_rule_words(s->rule)));
    number_cell(csv, level, least);
    number_cell(csv, level, most);
    agreement_breach breach = {{NULL, 0}, {NULL, 0}};
    if (s->rule == TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED &&
        !agreement_breach_find(p, o, at->day, k->arena, &breach)) {
        k->failed = true;
    }
    agreement_names(k, breach.by);
    truce_csv_cell(csv, compose_keep(k));
    truce_csv_row(csv);
}

void over_time_csv(composer *k, const promises *p, const over_time *t, truce_buffer *out) {
    static const char *const titles[] = {
        "obligation", "title", "agreement", "of",          "to",         "column",
        "day",        "state", "rule",      "level_least", "level_most", "attributed_to"};
    truce_csv csv = {.out = out};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        truce_csv_own(&csv, truce_str_of(titles[i]));
    }
    truce_csv_row(&csv);
    for (uint32_t o = 0; o < p->n; o++) {
        for (uint32_t i = 0; i < t->n; i++) {
            if (t->at[i].agreement == TRUCE_NONE || t->at[i].agreement == p->at[o].agreement) {
                add_row(k, p, &t->at[i], o, &csv);
            }
        }
    }
}
