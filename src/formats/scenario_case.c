/* The case is written in the layout of `truce fmt`, record by record, and never read back here. */
#include "truce/formats/scenario_case.h"

#include <inttypes.h>

#include "formats/names.h"
#include "formats/notes.h"
#include "truce/base/utf8.h"
#include "truce/case/read.h"

typedef struct writer {
    const truce_scenario *s;
    truce_arena *arena;
    truce_buffer out;
    truce_error *err;
    truce_status status;
    truce_symbols taken;
    truce_str case_name, author;
    truce_str *issues;   /* [issue] -> name */
    truce_str **options; /* [issue][value] -> name */
    truce_str *parties, *records;
} writer;

static bool failed(const writer *w) {
    return w->status != TRUCE_OK;
}

static void no_memory(writer *w) {
    if (!failed(w)) {
        w->status = truce_fail(w->err, TRUCE_ENOMEM, "no memory for a case of this size");
    }
}

/* ---- names
 * --------------------------------------------------------------------------------------- */

static truce_str new_name(writer *w, truce_str title, const char *kind, truce_reserved reserved,
                          truce_symbols *taken) {
    const truce_str name =
        failed(w) ? (truce_str){NULL, 0} : name_from(title, kind, reserved, taken, w->arena);
    if (name.data == NULL) {
        no_memory(w);
    }
    return name;
}

static void *room_for(writer *w, size_t n, size_t size) {
    void *const p = failed(w) ? NULL : truce_arena_zero(w->arena, n, size);
    if (p == NULL) {
        no_memory(w);
    }
    return p;
}

static void name_options(writer *w, uint32_t i) {
    const truce_scenario_issue *const issue = &w->s->issues[i];
    truce_symbols taken;
    w->options[i] = room_for(w, issue->n_values, sizeof **w->options);
    if (failed(w)) {
        return;
    }
    w->status = truce_symbols_init(&taken, w->arena, 0, w->err);
    for (uint32_t k = 0; k < issue->n_values && !failed(w); k++) {
        w->options[i][k] = new_name(w, issue->values[k], "option", TRUCE_RESERVED_OPTION, &taken);
    }
}

static void name_all(writer *w) {
    const truce_scenario *const s = w->s;
    w->status = truce_symbols_init(&w->taken, w->arena, 0, w->err);
    w->issues = room_for(w, s->n_issues, sizeof *w->issues);
    w->options = room_for(w, s->n_issues, sizeof *w->options);
    w->parties = room_for(w, s->n_parties, sizeof *w->parties);
    w->records = room_for(w, s->n_parties, sizeof *w->records);
    for (uint32_t i = 0; i < s->n_parties && !failed(w); i++) {
        w->parties[i] = new_name(w, s->parties[i].title, "party", TRUCE_RESERVED_ACTOR, &w->taken);
    }
    for (uint32_t i = 0; i < s->n_issues && !failed(w); i++) {
        w->issues[i] = new_name(w, s->issues[i].title, "issue", TRUCE_RESERVED_ISSUE, &w->taken);
        name_options(w, i);
    }
    w->case_name = new_name(w, s->title, "case", TRUCE_RESERVED_N, &w->taken);
    w->author = new_name(w, TRUCE_STR("profiles"), "reader", TRUCE_RESERVED_READER, &w->taken);
    for (uint32_t i = 0; i < s->n_parties && !failed(w); i++) {
        const truce_str title =
            truce_arena_printf(w->arena, "%.*s-profile", TRUCE_STR_ARGS(w->parties[i]));
        w->records[i] = new_name(w, title, "profile", TRUCE_RESERVED_N, &w->taken);
    }
}

/* ---- parts of lines
 * ------------------------------------------------------------------------------ */

static void put(writer *w, truce_str text) {
    truce_buffer_add(&w->out, text);
}

#define PUT(w, literal) truce_buffer_lit(&(w)->out, literal)

/* The inside of a text in quotes: a line break is a blank, what is not UTF-8 a replacement. */
static void put_words(writer *w, truce_str text) {
    while (text.size > 0) {
        uint32_t point = 0;
        const size_t size = truce_utf8_next(text, &point);
        if (size == 0) {
            PUT(w, "\xEF\xBF\xBD");
        } else if (point < 0x20 || point == 0x7F) {
            PUT(w, " ");
        } else {
            if (point == '"' || point == '\\') {
                PUT(w, "\\");
            }
            put(w, (truce_str){text.data, size});
        }
        text.data += size > 0 ? size : 1;
        text.size -= size > 0 ? size : 1;
    }
}

/* A text is never empty in the language. */
static void put_text(writer *w, truce_str text) {
    PUT(w, " \"");
    put_words(w, text.size > 0 ? text : TRUCE_STR("unnamed"));
    PUT(w, "\"");
}

static void put_head(writer *w, const char *record, truce_str name, truce_str title) {
    put(w, truce_str_of(record));
    put(w, name);
    put_text(w, title);
    PUT(w, "\n");
}

static void put_plain(writer *w, const truce_numeral *number) {
    const truce_numeral one = truce_numeral_of(1);
    const size_t before = w->out.size;
    const bool fits = truce_numeral_write_amount(number, &one, &w->out);
    /* A range has numbers only, no fractions. */
    const bool fraction = fits && w->out.size > before &&
                          memchr(w->out.data + before, ' ', w->out.size - before) != NULL;
    if ((!fits || fraction) && !failed(w)) {
        w->status = truce_fail(w->err, TRUCE_ELIMIT,
                               "a bound or a step with more digits than a number of a case has");
    }
}

static void put_amount(writer *w, const truce_scenario_party *party, truce_str what,
                       const truce_scenario_amount *amount) {
    char shown[QUOTED_MAX];
    if (!truce_numeral_write_amount(&amount->over, &amount->under, &w->out) && !failed(w)) {
        w->status =
            truce_fail(w->err, TRUCE_ELIMIT,
                       "%.*s: a number of \"%s\" has more than 18 digits that matter; a case "
                       "cannot hold it exactly",
                       TRUCE_STR_ARGS(party->file), quoted(what, shown));
    }
}

/* ---- records
 * ------------------------------------------------------------------------------------- */

static void put_case(writer *w) {
    const truce_scenario *const s = w->s;
    PUT(w, "truce 1\n\n");
    put_head(w, "case ", w->case_name, s->title);
    PUT(w, "  note \"Imported from ");
    put(w, truce_str_of(s->tool));
    for (size_t i = 0; i < s->n_files; i++) {
        put(w, i == 0 ? TRUCE_STR(": ") : TRUCE_STR(", "));
        put_words(w, base_name(s->files[i]));
    }
    PUT(w, "\"\n");
    for (size_t i = 0; i < s->n_assumptions; i++) {
        PUT(w, "  note");
        put_text(w, s->assumptions[i]);
        PUT(w, "\n");
    }
    PUT(w, "\n");
    for (uint32_t i = 0; i < s->n_parties; i++) {
        put_head(w, "party ", w->parties[i], s->parties[i].title);
    }
    put_head(w, "reader ", w->author, TRUCE_STR("Whoever wrote the imported profiles"));
}

static void put_issue(writer *w, uint32_t i) {
    const truce_scenario_issue *const issue = &w->s->issues[i];
    PUT(w, "\n");
    put_head(w, "issue ", w->issues[i], issue->title);
    if (issue->range) {
        PUT(w, "  range ");
        put_plain(w, &issue->low);
        PUT(w, "..");
        put_plain(w, &issue->high);
        PUT(w, " step ");
        put_plain(w, &issue->step);
        PUT(w, " units\n");
    }
    for (uint32_t k = 0; k < issue->n_values; k++) {
        PUT(w, "  option ");
        put(w, w->options[i][k]);
        put_text(w, issue->values[k]);
        PUT(w, "\n");
    }
}

static void put_values(writer *w, const truce_scenario_party *party, uint32_t i) {
    const truce_scenario_issue *const issue = &w->s->issues[i];
    const truce_scenario_worth *const worth = &party->worth[i];
    const uint32_t n = issue->range ? worth->n_points : issue->n_values;
    for (uint32_t k = 0; k < n && !failed(w); k++) {
        PUT(w, "  value ");
        put(w, w->issues[i]);
        PUT(w, " ");
        if (issue->range) {
            put_plain(w, &worth->points[k].at);
        } else {
            put(w, w->options[i][k]);
        }
        PUT(w, " is ");
        put_amount(w, party, issue->title,
                   issue->range ? &worth->points[k].worth : &worth->values[k]);
        PUT(w, "\n");
    }
}

/* The number that many steps above the lowest. */
static void put_number_at(writer *w, const truce_scenario_issue *issue, uint32_t steps) {
    const truce_numeral by = truce_numeral_of(steps);
    truce_numeral number = {0};
    if (truce_numeral_multiply(&issue->step, &by, &number) &&
        truce_numeral_add(&issue->low, &number, &number)) {
        put_plain(w, &number);
    } else if (!failed(w)) {
        w->status = truce_fail(w->err, TRUCE_ELIMIT, "a number of a range has too many digits");
    }
}

static void put_reserve(writer *w, const truce_scenario_party *party) {
    if (party->reserve_package == NULL) {
        const truce_scenario_amount amount = {party->reserve, truce_numeral_of(1)};
        PUT(w, "  reserve ");
        put_amount(w, party, TRUCE_STR("the reservation value"), &amount);
        PUT(w, "\n");
        return;
    }
    PUT(w, "  reserve\n");
    for (uint32_t i = 0; i < w->s->n_issues; i++) {
        PUT(w, "    ");
        put(w, w->issues[i]);
        PUT(w, " ");
        if (w->s->issues[i].range) {
            put_number_at(w, &w->s->issues[i], party->reserve_package[i]);
        } else {
            put(w, w->options[i][party->reserve_package[i]]);
        }
        PUT(w, "\n");
    }
}

static void check_lines(writer *w, const truce_scenario_party *party) {
    size_t lines = 2 + (party->reserve_package != NULL ? w->s->n_issues : 0);
    for (uint32_t i = 0; i < w->s->n_issues; i++) {
        lines += 1U + (w->s->issues[i].range ? party->worth[i].n_points : w->s->issues[i].n_values);
    }
    if (lines > TRUCE_RECORD_LINES_MAX && !failed(w)) {
        w->status = truce_fail(w->err, TRUCE_ELIMIT,
                               "%.*s: the weights and values of a party would fill %zu lines; a "
                               "record of a case has at most %d",
                               TRUCE_STR_ARGS(party->file), lines, TRUCE_RECORD_LINES_MAX);
    }
}

static void put_party(writer *w, uint32_t p) {
    const truce_scenario_party *const party = &w->s->parties[p];
    check_lines(w, party);
    PUT(w, "\npreferences ");
    put(w, w->records[p]);
    PUT(w, " of ");
    put(w, w->parties[p]);
    PUT(w, " by ");
    put(w, w->author);
    PUT(w, "\n");
    for (uint32_t i = 0; i < w->s->n_issues && !failed(w); i++) {
        const truce_scenario_amount weight = {party->worth[i].weight, truce_numeral_of(1)};
        PUT(w, "  weight ");
        put(w, w->issues[i]);
        PUT(w, " ");
        put_amount(w, party, w->s->issues[i].title, &weight);
        PUT(w, "\n");
    }
    for (uint32_t i = 0; i < w->s->n_issues && !failed(w); i++) {
        put_values(w, party, i);
    }
    if (party->reserved) {
        put_reserve(w, party);
    }
    PUT(w, "  note \"From ");
    put_words(w, base_name(party->file));
    PUT(w, "\"\n");
}

truce_status truce_scenario_to_case(const truce_scenario *scenario, truce_arena *arena,
                                    truce_buffer *out, truce_error *err) {
    writer w = {.s = scenario, .arena = arena, .out = truce_buffer_new(), .err = err};
    name_all(&w);
    if (!failed(&w)) {
        put_case(&w);
    }
    for (uint32_t i = 0; i < scenario->n_issues && !failed(&w); i++) {
        put_issue(&w, i);
    }
    for (uint32_t p = 0; p < scenario->n_parties && !failed(&w); p++) {
        put_party(&w, p);
    }
    if (!failed(&w) && truce_buffer_status(&w.out, err) != TRUCE_OK) {
        w.status = TRUCE_ENOMEM;
    }
    if (!failed(&w)) {
        truce_buffer_move(out, &w.out);
        if (out->failed) {
            no_memory(&w);
        }
    }
    truce_buffer_clear(&w.out);
    return w.status;
}
