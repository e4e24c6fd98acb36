/* Genius XML out. The domain and the profiles have the same tree; a profile has the numbers too. */
#include "truce/formats/foreign_write.h"

#include "formats/write_parts.h"

#define PUT(w, literal) truce_buffer_lit(&(w)->out, literal)

static void put_value(foreign_writer *w, const char *name, truce_str value) {
    truce_buffer_printf(&w->out, " %s=\"", name);
    for (size_t i = 0; i < value.size; i++) {
        switch (value.data[i]) {
        case '&':
            PUT(w, "&amp;");
            break;
        case '<':
            PUT(w, "&lt;");
            break;
        case '>':
            PUT(w, "&gt;");
            break;
        case '"':
            PUT(w, "&quot;");
            break;
        default:
            truce_buffer_byte(&w->out, value.data[i]);
            break;
        }
    }
    PUT(w, "\"");
}

static void put_number(foreign_writer *w, const char *name, const truce_numeral *value) {
    truce_buffer_printf(&w->out, " %s=\"", name);
    truce_numeral_write(value, &w->out);
    PUT(w, "\"");
}

/* offset + slope * v through both ends. */
static void put_evaluator(foreign_writer *w, const truce_scenario_issue *issue,
                          const truce_scenario_worth *worth) {
    const truce_scenario_point *const first = &worth->points[0];
    const truce_scenario_point *const last = &worth->points[worth->n_points - 1];
    truce_numeral run, rise, slope = {0}, offset = first->worth.over;
    const bool fits = worth->n_points < 2 ||
                      (truce_numeral_subtract(&last->at, &first->at, &run) &&
                       truce_numeral_subtract(&last->worth.over, &first->worth.over, &rise) &&
                       truce_numeral_divide(&rise, &run, &slope) &&
                       truce_numeral_multiply(&slope, &first->at, &rise) &&
                       truce_numeral_subtract(&first->worth.over, &rise, &offset));
    char shown[QUOTED_MAX];
    if (!fits && w->status == TRUCE_OK) {
        w->status = truce_fail(w->err, TRUCE_EINVAL,
                               "the slope over the numbers of \"%s\" has decimals that do not end",
                               quoted(issue->title, shown));
    }
    PUT(w, "      <evaluator ftype=\"linear\"");
    put_number(w, "offset", &offset);
    put_number(w, "slope", &slope);
    PUT(w, "></evaluator>\n");
}

/* An issue; with what it is worth in a profile, without in the domain. */
static void put_issue(foreign_writer *w, uint32_t i, const truce_scenario_worth *worth) {
    const truce_scenario_issue *const issue = &w->s->issues[i];
    const char *const type = issue->range ? "integer" : "discrete";
    truce_buffer_printf(&w->out, "    <issue index=\"%u\"", (unsigned)i + 1);
    put_value(w, "name", issue->title);
    truce_buffer_printf(&w->out, " type=\"%s\" etype=\"%s\" vtype=\"%s\"", type, type, type);
    if (issue->range) {
        put_number(w, "lowerbound", &issue->low);
        put_number(w, "upperbound", &issue->high);
        PUT(w, ">\n      <range");
        put_number(w, "lowerbound", &issue->low);
        put_number(w, "upperbound", &issue->high);
        PUT(w, "></range>\n");
        if (worth != NULL) {
            put_evaluator(w, issue, worth);
        }
    } else {
        PUT(w, ">\n");
    }
    for (uint32_t k = 0; k < issue->n_values; k++) {
        truce_buffer_printf(&w->out, "      <item index=\"%u\"", (unsigned)k + 1);
        put_value(w, "value", issue->values[k]);
        if (worth != NULL) {
            put_number(w, "evaluation", &worth->values[k].over);
        }
        PUT(w, "></item>\n");
    }
    PUT(w, "    </issue>\n");
}

static void put_space(foreign_writer *w, const truce_scenario_party *party) {
    truce_buffer_printf(&w->out, "<utility_space number_of_issues=\"%u\">\n",
                        (unsigned)w->s->n_issues);
    PUT(w, "  <objective index=\"0\"");
    put_value(w, "name", w->s->title);
    PUT(w, " description=\"\" type=\"objective\" etype=\"objective\">\n");
    for (uint32_t i = 0; i < w->s->n_issues; i++) {
        put_issue(w, i, party != NULL ? &party->worth[i] : NULL);
    }
    for (uint32_t i = 0; party != NULL && i < w->s->n_issues; i++) {
        truce_buffer_printf(&w->out, "    <weight index=\"%u\"", (unsigned)i + 1);
        put_number(w, "value", &party->worth[i].weight);
        PUT(w, "></weight>\n");
    }
    PUT(w, "  </objective>\n");
    if (party != NULL && party->reserved) {
        PUT(w, "  <reservation");
        put_number(w, "value", &party->reserve);
        PUT(w, "></reservation>\n");
    }
    PUT(w, "</utility_space>\n");
}

/* Genius divides by the largest evaluation, which changes nothing only where that is 1. */
static void tell_of_division(foreign_writer *w, const truce_scenario_party *party) {
    const truce_numeral one = truce_numeral_of(1);
    bool divides = false;
    for (uint32_t i = 0; i < w->s->n_issues; i++) {
        const truce_numeral *const largest = largest_value(&w->s->issues[i], &party->worth[i]);
        divides = divides || (largest != NULL && truce_numeral_compare(largest, &one) != 0);
    }
    if (divides) {
        note(&w->told,
             "%.*s: Genius will divide the values of an issue by the largest of them, which is not "
             "1 "
             "everywhere here",
             TRUCE_STR_ARGS(party->file));
    }
}

truce_status truce_genius_write(const truce_scenario *scenario, truce_arena *arena,
                                truce_foreign_files *out, truce_error *err) {
    foreign_writer w = foreign_begin(scenario, (size_t)scenario->n_parties + 1, arena, err);
    PUT(&w, "<negotiation_template>\n");
    put_space(&w, NULL);
    PUT(&w, "</negotiation_template>\n");
    foreign_file(&w, TRUCE_STR("domain"), ".xml");
    for (uint32_t p = 0; p < scenario->n_parties && w.status == TRUCE_OK; p++) {
        const truce_scenario_party *const party = &scenario->parties[p];
        put_space(&w, party);
        tell_of_division(&w, party);
        foreign_file(&w, party->file,
                     truce_str_equal(party->file, TRUCE_STR("domain")) ? "-party.xml" : ".xml");
    }
    return foreign_end(&w, out);
}
