/* First a plan: which records there are, in which file, and who sees each. Then the text, record by
 * record, in which names are chosen from the plan: without faults only such as everybody may see
 * who sees the record. Faults are drawn for single records and files, as a person makes them. */
#include "support/generate_parts.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An issue has rungs and options, or one of these ranges, or nothing. */
typedef struct number_range {
    const char *line;
    const char *values[6]; /* rising */
} number_range;

static const number_range ranges[] = {
    {"range 100..400 step 25 cubic-metres", {"100", "125", "225.0", "250", "375", "400"}},
    {"range -2.50..8.0 step 0.25 percent", {"-2.50", "-0.25", "0", "4.0", "6.50", "8.0"}},
    {"range 1..6 step 1 phases", {"1", "2", "3", "4.00", "5", "6"}},
};
enum { N_RANGES = sizeof ranges / sizeof *ranges, LADDER = N_RANGES, NOTHING };

bool generate_chance(generator *g, unsigned percents) {
    return percent(&g->seed, percents);
}

/* ---- who sees ---- */

static const struct {
    const char *name;
    unsigned viewers; /* a bit of its own, and those of its members */
} audiences[] = {
    {"analyst-a", 1}, {"analyst-b", 2},     {"analyst-c", 4},          {"union", 8},
    {"team", 0},      {"desk", 16 | 1 | 2}, {"inner", 32 | 2 | 4 | 8}, {"public", EVERYBODY},
};

static unsigned draw_audience(generator *g, char *out, size_t size) {
    unsigned viewers = 0;
    size_t used = 0;
    const size_t n = generate_chance(g, 70) ? 1 : 2 + below(&g->seed, 2);
    for (size_t i = 0; i < n && used < size; i++) {
        const size_t k = below(&g->seed, sizeof audiences / sizeof *audiences);
        const int more =
            snprintf(out + used, size - used, "%s%s", i > 0 ? ", " : "", audiences[k].name);
        used += (size_t)more;
        viewers |= audiences[k].viewers;
    }
    return viewers;
}

/* ---- the plan ---- */

static generate_record *add_record(generator *g, generate_kind what, const char *name) {
    assert(g->n < RECORDS_MAX);
    generate_record *const r = &g->records[g->n++];
    *r = (generate_record){.kind = what, .file = below(&g->seed, g->n_files)};
    (void)snprintf(r->name, sizeof r->name, "%s", name);
    return r;
}

static void add_numbered(generator *g, generate_kind what) {
    static const char *const stems[KINDS] = {
        "case",  "side",  "body",  "people", "agency", "paper",   "matter", "tie",   "thing",
        "offer", "event", "",      "rival",  "dating", "clerk",   "room",   "wish",  "way",
        "act",   "swap",  "gain",  "pact",   "duty",   "sight",   "affair", "draft", "article",
        "reads", "edit",  "fault", "stance", "sense",  "meaning", "game",   "deed",  "liking",
    };
    static const char *const locators[] = {"P", "G", "L", "B12-", "S", "P3-"};
    char name[NAME_MAX_BYTES];
    (void)snprintf(name, sizeof name, "%s%s%zu", stems[what], generate_chance(g, 20) ? "-x" : "",
                   g->n);
    if (what == CLAIM) {
        const generate_record *source = NULL;
        while (source == NULL) {
            const generate_record *const r = &g->records[below(&g->seed, g->n)];
            source = r->kind == SOURCE && !r->unseen ? r : NULL;
        }
        const bool unknown = generate_chance(g, 5);
        (void)snprintf(name, sizeof name, "%.20s:%s%.0zu%s%zu", source->name,
                       unknown ? "?" : PICK(g, locators), unknown ? (size_t)0 : g->n,
                       generate_chance(g, 30) ? ".part" : ".", g->n);
    }
    generate_record *const r = add_record(g, what, name);
    r->unseen = what == SOURCE && generate_chance(g, 10);
}

static const generate_record *find_record(const generator *g, const char *name, size_t size) {
    for (size_t i = 0; i < g->n; i++) {
        if (strlen(g->records[i].name) == size && memcmp(g->records[i].name, name, size) == 0) {
            return &g->records[i];
        }
    }
    return NULL;
}

static bool all_see(unsigned viewers, const generate_record *target) {
    return (viewers & ~target->viewers) == 0;
}

/* Who sees each record, so that a claim is seen by nobody who may not see its source. */
static void draw_viewers(generator *g) {
    unsigned by_case = 0;
    for (size_t i = 0; i < g->n_files; i++) {
        if (generate_chance(g, 40)) {
            g->file_viewers[i] = draw_audience(g, g->file_audience[i], sizeof g->file_audience[i]);
        }
    }
    for (int round = 0; round < 2; round++) { /* first the case, by which the others may go */
        for (size_t i = 0; i < g->n; i++) {
            generate_record *const r = &g->records[i];
            if ((r->kind == CASE) != (round == 0)) {
                continue;
            }
            const bool base = i < 8;
            if (base && generate_chance(g, 70)) {
                (void)snprintf(r->audience, sizeof r->audience, "public");
                r->viewers = EVERYBODY;
            } else if (generate_chance(g, 40)) {
                r->viewers = draw_audience(g, r->audience, sizeof r->audience);
            } else if (g->file_audience[r->file][0] != '\0') {
                r->viewers = g->file_viewers[r->file];
            } else {
                r->viewers = by_case;
            }
            if (r->kind == CASE && r->audience[0] != '\0') {
                by_case = r->viewers;
            }
        }
    }
    for (size_t i = 0; i < g->n; i++) {
        generate_record *const r = &g->records[i];
        const char *const colon = strchr(r->name, ':');
        const generate_record *const source =
            r->kind == CLAIM ? find_record(g, r->name, (size_t)(colon - r->name)) : NULL;
        if (source != NULL && !all_see(r->viewers, source)) {
            (void)snprintf(r->audience, sizeof r->audience, "team");
            r->viewers = 0;
        }
    }
    /* Readers and compartments see themselves whatever their audience. */
    for (size_t i = 0; i < g->n; i++) {
        for (size_t k = 0; k < sizeof audiences / sizeof *audiences; k++) {
            generate_record *const r = &g->records[i];
            if ((r->kind == READER || r->kind == COMPARTMENT) &&
                strcmp(r->name, audiences[k].name) == 0) {
                r->viewers |= audiences[k].viewers;
            }
        }
    }
}

static void shuffle(generator *g) {
    for (size_t i = g->n; i > 1; i--) {
        const size_t k = below(&g->seed, i);
        const generate_record r = g->records[i - 1];
        g->records[i - 1] = g->records[k];
        g->records[k] = r;
    }
}

static void make_plan(generator *g) {
    g->n_files = g->options.one_file ? 1 : 1 + below(&g->seed, GENERATED_FILES_MAX);
    add_record(g, PARTY, "union");
    add_record(g, PARTY, "company");
    add_record(g, SOURCE, "s1");
    add_record(g, ISSUE, "wage");
    add_record(g, EVENT, "walk-out");
    add_record(g, GROUP, "dockers");
    add_record(g, TERM, "crews");
    add_record(g, OFFER, "bridge");
    add_record(g, READER, "analyst-a");
    add_record(g, READER, "analyst-b");
    add_record(g, READER, "analyst-c");
    add_record(g, COMPARTMENT, "desk");
    add_record(g, COMPARTMENT, "inner");
    if (generate_chance(g, 95)) {
        add_record(g, CASE, "harbour");
    }
    if (g->options.faults > 0 && generate_chance(g, 8)) {
        add_record(g, CASE, "second");
    }
    for (unsigned i = 0; i < g->options.records && g->n < RECORDS_MAX; i++) {
        add_numbered(g, generate_chance(g, 45)
                            ? CLAIM
                            : (generate_kind)(PARTY + below(&g->seed, KINDS - PARTY)));
    }
    for (size_t i = 0; i < g->n; i++) {
        generate_record *const r = &g->records[i];
        r->values = (unsigned)below(&g->seed, NOTHING + 1);
        r->rungs = 1 + (unsigned)below(&g->seed, 4);
        r->parts = (unsigned)below(&g->seed, 4);
    }
    draw_viewers(g);
    shuffle(g);
    for (unsigned i = 0; i < g->options.faults; i++) {
        const generate_fault f = 1 + (generate_fault)below(&g->seed, FAULTS - 1);
        if (f >= RECORD_FAULTS) {
            g->file_fault[below(&g->seed, g->n_files)] = f;
        } else if (f == BAD_MEMBERS || f == SAYS_NOTHING) {
            for (size_t k = 0; k < g->n; k++) {
                generate_record *const r = &g->records[k];
                if (r->kind == (f == BAD_MEMBERS ? COMPARTMENT : CLAIM) && generate_chance(g, 40)) {
                    r->fault = f;
                }
            }
        } else {
            g->records[below(&g->seed, g->n)].fault = f;
        }
    }
}

/* ---- lines ---- */

void generate_say(generator *g, const char *format, ...) {
    char text[400];
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    assert(n >= 0 && (size_t)n < sizeof text);
    truce_buffer_add(&g->line, (truce_str){text, (size_t)n});
}

static void comment(generator *g) {
    static const char *const comments[] = {
        "# as read", "#", "#tight", "# a \"quote\", a # and a comma", "# שלום עולם", "##  two  ",
    };
    truce_buffer_add(&g->out, truce_str_of(PICK(g, comments)));
    truce_buffer_printf(&g->out, "%zu", g->out.size);
}

static void end_line(generator *g) {
    truce_buffer_add(&g->out, g->crlf ? TRUCE_STR("\r\n") : TRUCE_STR("\n"));
}

static void between_lines(generator *g) {
    while (g->options.messy && generate_chance(g, 15)) {
        if (generate_chance(g, 50)) {
            truce_buffer_fill(&g->out, ' ', below(&g->seed, 7));
            comment(g);
        } else {
            truce_buffer_fill(&g->out, ' ', generate_chance(g, 80) ? 0 : below(&g->seed, 4));
        }
        end_line(g);
    }
}

/* Write what was said as a line, indented; spaces outside quotes may be stretched. */
void generate_flush(generator *g, size_t spaces) {
    const truce_str text = truce_buffer_str(&g->line);
    bool quoted = false;
    between_lines(g);
    truce_buffer_fill(&g->out, ' ', spaces);
    for (size_t i = 0; i < text.size; i++) {
        const char b = text.data[i];
        const bool escaped = quoted && b == '\\' && i + 1 < text.size;
        quoted = b == '"' ? !quoted : quoted;
        truce_buffer_byte(&g->out, b);
        if (escaped) {
            truce_buffer_byte(&g->out, text.data[++i]);
        } else if (g->options.messy && !quoted && b == ' ' && generate_chance(g, 10)) {
            truce_buffer_fill(&g->out, ' ', 1 + below(&g->seed, 3));
        }
    }
    if (g->options.messy && generate_chance(g, 8)) {
        truce_buffer_fill(&g->out, ' ', below(&g->seed, 4));
        comment(g);
    } else if (g->options.messy && generate_chance(g, 5)) {
        truce_buffer_fill(&g->out, ' ', 1 + below(&g->seed, 3));
    }
    end_line(g);
    g->line.size = 0;
}

/* ---- words, dates, names ---- */

void generate_text(generator *g) {
    static const char *const texts[] = {
        "as ever",
        "a loan",
        "said \\\"no\\\" twice",
        "back \\\\ slash",
        "שלום, עולם",
        "# not a comment",
        "  spaced  out  ",
        "\xE2\x80\xAE turned",
        "tomorrow or later",
        "x",
        "naïve, and so on",
    };
    generate_say(g, "\"%s\"", PICK(g, texts));
}

void generate_date(generator *g) {
    static const char *const dates[] = {
        "2031-02-03",
        "2031-02",
        "2031",
        "2031-02~",
        "2031?",
        "2031-02-03%",
        "2031-21",
        "203X",
        "2031-XX",
        "2031-02-03/2031-02-09",
        "../2031-03",
        "2031-01/..",
        "2031-02-03T18:30:00Z",
        "-0044",
        "Y-17000",
    };
    static const char *const spans[] = {"2031-01/2031-03", "2031", "2031-02~"};
    static const char *const wrong[] = {"2031-13", "yesterday", "2031-02-30", "2031/2030", "31-1"};
    if (g->now->fault == BAD_DATE && generate_chance(g, 50)) {
        generate_say(g, "%s", PICK(g, wrong));
    } else {
        generate_say(g, "%s", g->now->kind == CASE ? PICK(g, spans) : PICK(g, dates));
    }
}

static void date_or_text(generator *g) {
    if (generate_chance(g, 60)) {
        generate_date(g);
    } else {
        generate_text(g);
    }
}

/* A record of these kinds that all who see the present one may see, faults aside; NULL: none. */
const generate_record *generate_choose(generator *g, uint64_t kinds) {
    const bool any = g->now->fault == HIDDEN_NAMES;
    const generate_record *fitting[RECORDS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++) {
        const generate_record *const r = &g->records[i];
        if ((kinds & ONE(r->kind)) != 0 && r != g->now && (any || all_see(g->now->viewers, r))) {
            fitting[n++] = r;
        }
    }
    return n > 0 ? fitting[below(&g->seed, n)] : NULL;
}

/* Say a name of such a record, or `otherwise`. */
void generate_name(generator *g, uint64_t kinds, const char *otherwise) {
    static const char *const unknown[] = {"nobody-here", "analyst", "compan",
                                          "walkout",     "offer",   "wages"};
    if (g->now->fault == UNKNOWN_NAME && generate_chance(g, 30)) {
        generate_say(g, "%s", PICK(g, unknown));
        return;
    }
    if (g->now->fault == WRONG_KIND && generate_chance(g, 30)) {
        generate_say(g, "%s", g->records[below(&g->seed, g->n)].name);
        return;
    }
    const generate_record *const r = generate_choose(g, kinds);
    generate_say(g, "%s", r != NULL ? r->name : otherwise);
}

void generate_actor(generator *g) {
    generate_name(g, generate_chance(g, 70) ? ONE(PARTY) : ACTORS, "someone");
}

void generate_some_actors(generator *g) {
    generate_actor(g);
    while (generate_chance(g, 20)) {
        generate_say(g, ", ");
        generate_actor(g);
    }
}

static void times(generator *g) {
    static const char *const orders[] = {" before ", " after ", " during "};
    if (generate_chance(g, 30)) {
        generate_say(g, " at ");
        date_or_text(g);
    }
    while (generate_chance(g, 15) && generate_have(g, ONE(EVENT))) {
        generate_say(g, "%s", PICK(g, orders));
        generate_name(g, ONE(EVENT), "walk-out");
    }
}

/* ---- items ---- */

static void values_of_range(generator *g, const number_range *range) {
    const size_t i = below(&g->seed, 6);
    const size_t k = i + below(&g->seed, 6 - i);
    if (g->now->fault == BAD_VALUE && generate_chance(g, 40)) {
        generate_say(g, " %s", generate_chance(g, 50) ? "9999" : "1.01");
        return;
    }
    switch (below(&g->seed, 4)) {
    case 0:
        generate_say(g, " %s", range->values[i]);
        break;
    case 1:
        generate_say(g, " %s or %s", range->values[i], generate_chance(g, 50) ? "more" : "less");
        break;
    case 2:
        generate_say(g, " %s..%s", range->values[i], range->values[k]);
        break;
    default:
        generate_say(g, " %s or %s..%s", range->values[0], range->values[i], range->values[k]);
        break;
    }
}

static void values_of_ladder(generator *g, const generate_record *issue) {
    const size_t rung = below(&g->seed, issue->rungs);
    if (g->now->fault == BAD_VALUE && generate_chance(g, 40)) {
        generate_say(g, " %s", generate_chance(g, 50) ? "rung-9" : "aside or more");
        return;
    }
    switch (below(&g->seed, 4)) {
    case 0:
        generate_say(g, " rung-%zu", rung);
        break;
    case 1:
        generate_say(g, " rung-%zu or %s", rung, generate_chance(g, 50) ? "more" : "less");
        break;
    case 2:
        generate_say(g, " aside");
        break;
    default:
        generate_say(g, " rung-%zu or aside", rung);
        break;
    }
}

/* False when no issue may be named here: then nothing was said. */
bool generate_item(generator *g, bool bare) {
    const generate_record *const issue = generate_choose(g, ONE(ISSUE));
    if (issue == NULL) {
        return false;
    }
    generate_say(g, "%s", issue->name);
    if (!bare || generate_chance(g, 50)) {
        if (issue->values == NOTHING || generate_chance(g, 10)) {
            generate_say(g, " unstated");
        } else if (issue->values == LADDER) {
            values_of_ladder(g, issue);
        } else {
            values_of_range(g, &ranges[issue->values]);
        }
    }
    const generate_record *const group =
        issue->per[0] != '\0' ? find_record(g, issue->per, strlen(issue->per)) : NULL;
    if (group != NULL && all_see(g->now->viewers, group) && generate_chance(g, 40)) {
        generate_say(g, " for %s", group->name);
    }
    return true;
}

static void condition(generator *g) {
    do {
        const size_t form = below(&g->seed, 4);
        const size_t before = g->line.size;
        if (form == 0) {
            generate_text(g);
        } else if (form == 1) {
            generate_say(g, "unstated");
        } else {
            generate_say(g, "%s", form == 2 ? "not " : "");
            if (!generate_item(g, false)) {
                g->line.size = before;
                generate_text(g);
            }
        }
    } while (generate_chance(g, 30) && (generate_say(g, " and "), true));
}

/* Behind what was said so far; false when nothing could be. */
static bool demand(generator *g) {
    static const char *const orders[] = {" before ", " after ", " with "};
    const bool ordered = generate_chance(g, 20);
    if (!generate_item(g, ordered)) {
        return false;
    }
    if (ordered) {
        generate_say(g, "%s", PICK(g, orders));
        (void)generate_item(g, true); /* there is one: the first was found */
    }
    if (generate_chance(g, 25)) {
        generate_say(g, " as ");
        generate_text(g);
    }
    if (generate_chance(g, 25)) {
        generate_say(g, " ");
        generate_text(g);
    }
    if (generate_chance(g, 25)) {
        generate_say(g, " if ");
        condition(g);
    }
    return true;
}

/* The lines of a list; the line above is flushed first. `have_issue` was asked for before. */
static void demands(generator *g) {
    generate_flush(g, 2);
    do {
        while (!demand(g)) {
            g->line.size = 0;
        }
        generate_flush(g, 4);
    } while (generate_chance(g, 50));
}

/* ---- statements ---- */

static void position(generator *g) {
    static const char *const stances[] = {"demands", "prefers", "offers",
                                          "accepts", "rejects", "intends"};
    static const char *const lists[] = {"all of", "any of", "each of"};
    static const char *const firmness[] = {" ", " ", " firmly ", " flexibly "};
    generate_actor(g);
    generate_say(g, "%s%s ", PICK(g, firmness), PICK(g, stances));
    if (generate_chance(g, 70)) {
        while (!demand(g)) {
        }
        generate_flush(g, 2);
        return;
    }
    generate_say(g, "%s", PICK(g, lists));
    if (generate_chance(g, 30)) {
        generate_say(g, " if ");
        condition(g);
    }
    demands(g);
}

static void stage(generator *g) {
    static const char *const stages[] = {"issued",   "handed",   "conveyed", "received",
                                         "reviewed", "accepted", "rejected", "withdrawn"};
    generate_say(g, "offer ");
    if (generate_chance(g, 15)) {
        generate_say(g, "any");
    } else {
        generate_name(g, ONE(OFFER), "any");
    }
    generate_say(g, " %s", PICK(g, stages));
    if (generate_chance(g, 40)) {
        generate_say(g, " by ");
        generate_some_actors(g);
    }
    if (generate_chance(g, 40)) {
        generate_say(g, " to ");
        generate_some_actors(g);
    }
    if (generate_chance(g, 20)) {
        generate_say(g, " from ");
        generate_some_actors(g);
    }
    if (generate_chance(g, 20)) {
        generate_say(g, " ");
        generate_text(g);
    }
    times(g);
}

static void speech(generator *g) {
    const uint64_t all = ONE(KINDS) - 1;
    if (generate_chance(g, 60)) {
        generate_actor(g);
        generate_say(g, " ");
    }
    switch (below(&g->seed, 5)) {
    case 0:
        generate_say(g, "%s ", generate_chance(g, 50) ? "blames" : "accuses");
        generate_actor(g);
        if (generate_chance(g, 50)) {
            generate_say(g, " ");
            generate_text(g);
        }
        return;
    case 1:
        if (generate_have(g, all)) {
            generate_say(g, "explains ");
            generate_name(g, all, "union");
            generate_say(g, " ");
            generate_text(g);
            return;
        }
        break;
    case 2:
        generate_say(g, "predicts ");
        generate_text(g);
        times(g);
        return;
    case 3:
        if (generate_have(g, ONE(CLAIM))) {
            generate_say(g, "denies ");
            generate_name(g, ONE(CLAIM), "s1:P1");
            return;
        }
        break;
    default:
        break;
    }
    generate_say(g, "says ");
    generate_text(g);
    if (generate_chance(g, 40) && generate_have(g, all)) {
        generate_say(g, " on ");
        generate_name(g, all, "union");
    }
}

static void deed(generator *g) {
    static const char *const roles[] = {"mediator", "host", "leader", "spokesman"};
    static const char *const traits[] = {"interest", "stake", "alternative", "cost", "division"};
    static const char *const relations[] = {"leverage over",  "alliance with",       "pressure on",
                                            "finance for",    "dependence on",       "contact with",
                                            "recognition of", "\"an old debt\" with"};
    generate_actor(g);
    switch (below(&g->seed, 6)) {
    case 0:
        generate_say(g, " %s", generate_chance(g, 50) ? "softens" : "hardens");
        if (generate_chance(g, 50) && generate_have(g, ONE(ISSUE))) {
            generate_say(g, " on ");
            generate_name(g, ONE(ISSUE), "wage");
        }
        break;
    case 1:
        generate_say(g, " %s", generate_chance(g, 50) ? "participates" : "withdraws");
        break;
    case 2:
        generate_say(g, " is %s", PICK(g, roles));
        break;
    case 3:
        generate_say(g, " is ");
        generate_text(g);
        generate_say(g, " of ");
        generate_actor(g);
        break;
    case 4:
        generate_say(g, " has %s %s", PICK(g, traits), generate_chance(g, 20) ? "unstated " : "");
        generate_text(g);
        if (generate_chance(g, 50) && generate_have(g, ONE(ISSUE))) {
            generate_say(g, " on ");
            generate_name(g, ONE(ISSUE), "wage");
        }
        return;
    default:
        generate_say(g, " has %s ", PICK(g, relations));
        generate_actor(g);
        if (generate_chance(g, 50)) {
            generate_say(g, " ");
            generate_text(g);
        }
        break;
    }
    times(g);
}

static void rank(generator *g) {
    static const char *const ranks[] = {"most", "much", "little"};
    generate_name(g, ONE(ISSUE), "wage");
    if (generate_chance(g, 30)) {
        generate_say(g, " matters over ");
        generate_name(g, ONE(ISSUE), "wage");
    } else {
        generate_say(g, " matters %s", PICK(g, ranks));
    }
    if (generate_chance(g, 40)) {
        generate_say(g, " to ");
        generate_actor(g);
    }
}

static void statement(generator *g) {
    static const char *const states[] = {"running",    "paused slow",  "broken",
                                         "deadlocked", "moving close", "agreed"};
    generate_say(g, "%s", generate_chance(g, 12) ? "not " : "");
    switch (below(&g->seed, 10)) {
    case 0:
        if (generate_have(g, ONE(EVENT))) {
            generate_say(g, "event ");
            generate_name(g, ONE(EVENT), "walk-out");
            if (generate_chance(g, 30)) {
                generate_say(g, " by ");
                generate_some_actors(g);
            }
            times(g);
            break;
        }
        stage(g);
        break;
    case 1:
        stage(g);
        break;
    case 2:
        generate_say(g, "talks %s", PICK(g, states));
        if (generate_chance(g, 30)) {
            generate_say(g, " ");
            generate_text(g);
        }
        times(g);
        break;
    case 3:
        if (generate_have(g, ONE(TERM))) {
            static const char *const uses[] = {" as ", " means "};
            const bool count = generate_chance(g, 30);
            generate_say(g, "%s ", count ? "count" : "term");
            generate_name(g, ONE(TERM), "crews");
            if (count) {
                generate_say(g, " %s", generate_chance(g, 50) ? "130" : "-6.50");
            } else {
                generate_say(g, "%s", PICK(g, uses));
                generate_text(g);
            }
            break;
        }
        speech(g);
        break;
    case 4:
        speech(g);
        break;
    case 5:
        deed(g);
        break;
    case 6:
        if (generate_have(g, ONE(ISSUE))) {
            rank(g);
            break;
        }
        deed(g);
        break;
    default:
        if (generate_have(g, ONE(ISSUE))) {
            position(g);
            return;
        }
        speech(g);
        break;
    }
    generate_flush(g, 2);
}

/* ---- records ---- */

/* No `someone` here: who speaks without a name is `one "official"`. */
static void speaker(generator *g) {
    const bool named = generate_have(g, ACTORS);
    switch (below(&g->seed, 5)) {
    case 0:
        generate_say(g, "one ");
        generate_text(g);
        if (named) {
            generate_say(g, " of ");
            generate_name(g, ACTORS, "union");
        }
        break;
    case 1:
        generate_say(g, "%s ", generate_chance(g, 50) ? "some" : "3");
        generate_text(g);
        break;
    case 2:
        generate_text(g);
        break;
    default:
        if (named) {
            generate_name(g, ACTORS, "union");
        } else {
            generate_text(g);
        }
        break;
    }
}

static void claim_lines(generator *g) {
    if (generate_chance(g, 60)) {
        generate_say(g, " by ");
        speaker(g);
        while (generate_chance(g, 15)) {
            generate_say(g, " and ");
            speaker(g);
        }
    }
    if (generate_chance(g, 20)) {
        generate_say(g, " via ");
        const bool named = generate_chance(g, 50) && generate_have(g, ACTORS);
        if (named) {
            generate_name(g, ACTORS, "union");
        } else {
            generate_text(g);
        }
    }
    generate_say(g, "%s%s%s", generate_chance(g, 10) ? " reportedly" : "",
                 generate_chance(g, 5) ? " headline" : "",
                 generate_chance(g, 5) ? " inferred" : "");
    generate_flush(g, 0);
    if (generate_chance(g, 20)) {
        generate_say(g, "said ");
        date_or_text(g);
        generate_flush(g, 2);
    }
    if (generate_chance(g, 15)) {
        generate_say(g, "published ");
        generate_date(g);
        generate_flush(g, 2);
    }
    if (generate_chance(g, 15)) {
        generate_say(g, "credibility %zu", 1 + below(&g->seed, 6));
        generate_flush(g, 2);
    }
    if (generate_chance(g, 10)) {
        generate_say(g, "also P10, L4-9, ?");
        generate_flush(g, 2);
    }
    do {
        if (g->now->fault != SAYS_NOTHING) {
            statement(g);
        }
    } while (generate_chance(g, 45));
}

static void source_lines(generator *g) {
    static const char *const types[] = {"press",  "statement", "document", "interview",
                                        "minute", "message",   "memoir",   "study"};
    generate_say(g, " %s", PICK(g, types));
    generate_flush(g, 0);
    if (generate_chance(g, 50)) {
        generate_say(g, "published ");
        generate_date(g);
        generate_flush(g, 2);
    }
    if (generate_chance(g, 30)) {
        generate_say(g, "publisher ");
        generate_text(g);
        generate_flush(g, 2);
    }
    if (generate_chance(g, 30)) {
        generate_say(g, "reliability %c", "ABCDEF"[below(&g->seed, 6)]);
        generate_flush(g, 2);
    }
    /* Only what has no such line itself is copied, so that nothing copies itself. */
    if (strcmp(g->now->name, "s1") != 0 && generate_chance(g, 30)) {
        const generate_record *const s1 = find_record(g, "s1", 2);
        if (s1 != NULL && (all_see(g->now->viewers, s1) || g->now->fault == HIDDEN_NAMES)) {
            generate_say(g, "%s s1", generate_chance(g, 50) ? "copies" : "draws on");
            generate_flush(g, 2);
        }
    }
    if (g->now->unseen) {
        generate_say(g, "unseen");
        generate_flush(g, 2);
    }
}

static void issue_lines(generator *g) {
    static const char *const topics[] = {"ceasefire", "return", "aid", "sequence", "other"};
    const generate_record *const issue = g->now;
    generate_flush(g, 0);
    if (generate_chance(g, 40)) {
        generate_say(g, "topic %s", PICK(g, topics));
        generate_flush(g, 2);
    }
    if (issue->per[0] != '\0') {
        generate_say(g, "per %s", issue->per);
        generate_flush(g, 2);
    }
    if (issue->values < LADDER) {
        generate_say(g, "%s", ranges[issue->values].line);
        generate_flush(g, 2);
    } else if (issue->values == LADDER) {
        for (unsigned i = 0; i < issue->rungs; i++) {
            generate_say(g, "rung rung-%u%s", i, generate_chance(g, 50) ? " \"some\"" : "");
            generate_flush(g, 2);
        }
        generate_say(g, "option aside");
        generate_flush(g, 2);
    }
}

/* Custody of an offer; what cannot be said for want of one was made something else. */
static void custody_lines(generator *g) {
    static const char *const stages[] = {"issued",   "handed",    "conveyed", "received",
                                         "accepted", "countered", "withdrawn"};
    const char *const what = PICK(g, stages);
    generate_say(g, " of ");
    generate_name(g, ONE(OFFER), "bridge");
    generate_say(g, " %s", what);
    if (generate_chance(g, 60)) {
        generate_say(g, " by ");
        generate_some_actors(g);
    }
    if (generate_chance(g, 60)) {
        generate_say(g, " to ");
        generate_some_actors(g);
    }
    if (generate_chance(g, 20)) {
        generate_say(g, " from ");
        generate_some_actors(g);
    }
    generate_flush(g, 0);
    if (generate_chance(g, 60)) {
        generate_say(g, "at ");
        generate_date(g);
        generate_flush(g, 2);
    }
    if (strcmp(what, "countered") == 0 && generate_chance(g, 70)) {
        generate_say(g, "with ");
        generate_name(g, ONE(OFFER), "bridge");
        generate_flush(g, 2);
    }
    while (generate_chance(g, 15)) {
        generate_say(g, "receipt ");
        generate_text(g);
        generate_flush(g, 2);
    }
}

/* Messages are offers in all but their terms. */
static bool is_message(const generator *g) {
    return g->now->kind == OFFER && strstr(g->now->name, "-x") != NULL;
}

static void offer_lines(generator *g) {
    if (generate_chance(g, 70)) {
        generate_say(g, " by ");
        generate_some_actors(g);
    }
    if (generate_chance(g, 50)) {
        generate_say(g, " to ");
        generate_some_actors(g);
    }
    if (strcmp(g->now->name, "bridge") != 0 && generate_chance(g, 40)) {
        const generate_record *const bridge = find_record(g, "bridge", 6);
        if (bridge != NULL && all_see(g->now->viewers, bridge)) {
            generate_say(g, " replaces bridge");
        }
    }
    generate_flush(g, 0);
    while (!is_message(g) && generate_chance(g, 40) && generate_have(g, ONE(CLAIM)) &&
           generate_have(g, ONE(ISSUE))) {
        generate_say(g, "terms from ");
        generate_name(g, ONE(CLAIM), "s1:P1");
        demands(g);
    }
    if (!is_message(g) && generate_chance(g, 30) && generate_have(g, ONE(ISSUE))) {
        generate_say(g, "terms");
        demands(g);
    }
    while (generate_chance(g, 30)) {
        generate_say(g, "text ");
        generate_text(g);
        generate_flush(g, 2);
    }
    if (generate_chance(g, 20)) {
        generate_say(g, "salt ");
        generate_text(g);
        generate_flush(g, 2);
    }
}

void generate_some_claims(generator *g) {
    do {
        generate_name(g, ONE(CLAIM), "s1:P1");
    } while (generate_chance(g, 40) && (generate_say(g, ", "), true));
}

static void audience_line(generator *g) {
    static const char *const wrong[] = {
        "  audience",
        "  audience team,",
        "  audience \"team\"",
        "  audience team desk",
        "  audience , team",
        "  audiense team",
        "  audence team",
        "  Audience team",
        "  AUDIENCE team",
        "  audience: team",
        "  audience:team",
        "  audience-team",
        "    audience team",
        "   audience team",
        "\taudience team",
        "  \taudience team",
        "  audience\tteam",
        "  audience nobody-at-all",
        "  audience publik",
        "audience team",
        "  audience team \"x",
        "  ceasefire team",
        "  adience public",
        "  audience team\n  audience public",
        "  audience public # \001",
        "  audience analyst-a; analyst-b",
        ("  \xC2\xA0\xC2\xA0"
         "audience team"),
    };
    if (g->now->fault == BAD_AUDIENCE) {
        if (generate_chance(g, 30) && g->now->audience[0] != '\0') {
            truce_buffer_printf(&g->out, "  audience %s\n", g->now->audience);
        }
        truce_buffer_printf(&g->out, "%s\n", PICK(g, wrong));
    } else if (g->now->audience[0] != '\0') {
        generate_say(g, "audience %s", g->now->audience);
        generate_flush(g, 2);
    }
}

static void members_line(generator *g) {
    const bool desk = strcmp(g->now->name, "desk") == 0;
    const bool inner = strcmp(g->now->name, "inner") == 0;
    static const char *const wrong[] = {
        "  members",
        "  members analyst-a,",
        "  members analyst-a analyst-b",
        "    members union",
        "\tmembers union",
        "  members analyst-a\n  members union",
        "  members nobody",
        "  members team",
        "  members public, analyst-b",
        "  members union, analyst-a, analyst-c",
    };
    if (g->now->fault == BAD_MEMBERS) {
        truce_buffer_printf(&g->out, "%s\n", PICK(g, wrong));
    } else if (desk || inner) {
        generate_say(g, "members %s",
                     desk ? "analyst-a, analyst-b" : "analyst-b, analyst-c, union");
        generate_flush(g, 2);
    }
}

/* A line of nonsense, or one that would be right elsewhere. */
static void bad_lines(generator *g) {
    static const char *const lines[] = {
        "  of of of",
        "  \"text first\"",
        "  rung rung-1",
        "  union firmly",
        "  42",
        "  union demands",
        "  period 2031-02",
        "  , union",
        "  not not event walk-out",
        "  talks running running",
        "  term crews",
        "  members union",
        "  topic aid",
    };
    static const char *const bytes[] = {
        "  note \"\xFF\"",  "  note \"a\001b\"", "  note\t\"x\"",
        "  # comment \x7F", "  note \"\xC3\"",   "\t",
        "  note \"x\r y\"", "# \xF5 bad",        "  union says \"\\n\"",
    };
    switch (g->now->fault) {
    case BAD_LINE:
        truce_buffer_printf(&g->out, "%s\n", PICK(g, lines));
        break;
    case BAD_BYTE:
        truce_buffer_printf(&g->out, "%s\n", PICK(g, bytes));
        break;
    case BAD_INDENT:
        truce_buffer_printf(&g->out, "%*snote \"deep\"\n", 1 + (int)below(&g->seed, 7), " ");
        break;
    case FIRST_COLUMN:
        truce_buffer_printf(&g->out, "%s\n",
                            generate_chance(g, 50) ? "note \"in the first column\""
                                                   : "union rejects wage");
        break;
    case OPEN_TEXT:
        truce_buffer_printf(&g->out, "  note \"no end\n");
        break;
    default:
        break;
    }
}

/* ---- preferences: each issue is spoken of once, in a way that holds together ---- */

/* The group of an issue that the present record may name; NULL: none, or none that it may. */
static const generate_record *group_of(const generator *g, const generate_record *issue) {
    const generate_record *const group =
        issue->per[0] != '\0' ? find_record(g, issue->per, strlen(issue->per)) : NULL;
    return group != NULL && all_see(g->now->viewers, group) ? group : NULL;
}

static bool has_options(const generate_record *issue) {
    return issue->values != NOTHING;
}

/* An issue that no line of the record spoke of yet; NULL: none. */
static const generate_record *fresh_issue(generator *g, bool spoken[RECORDS_MAX]) {
    for (int tries = 0; tries < 4; tries++) {
        const generate_record *const issue = generate_choose(g, ONE(ISSUE));
        if (issue != NULL && has_options(issue) && !spoken[issue - g->records]) {
            spoken[issue - g->records] = true;
            return issue;
        }
    }
    return NULL;
}

static void for_group(generator *g, const generate_record *issue, bool always) {
    const generate_record *const group = group_of(g, issue);
    if (group != NULL && (always || generate_chance(g, 40))) {
        generate_say(g, " for %s", group->name);
    }
}

static void order_line(generator *g, const generate_record *issue) {
    static const char *const signs[] = {" > ", " > ", " = "};
    if (issue->values < LADDER) {
        const char *const *const v = ranges[issue->values].values;
        generate_say(g, "%s %s or more%s%s", issue->name, v[4], PICK(g, signs), v[3]);
        if (generate_chance(g, 50)) {
            generate_say(g, " > %s..%s = %s", v[1], v[2], v[0]);
        }
    } else {
        generate_say(g, "%s aside", issue->name);
        for (unsigned i = 0; i < issue->rungs; i++) {
            generate_say(g, "%srung-%u", PICK(g, signs), i);
        }
    }
    for_group(g, issue, false);
    if (g->now->fault == BAD_VALUE && generate_chance(g, 50)) {
        generate_say(g, "%s", generate_chance(g, 50) ? " > 9999" : " < aside");
    }
    generate_flush(g, 2);
}

/* Numbers for all options: numbers, or within their scale. */
static void value_lines(generator *g, const generate_record *issue, bool exact) {
    static const char *const numbers[] = {" is 0.5", " is 1", " is 35 of 80", " is 0", " is 0.250"};
    static const char *const wide[] = {" is 0..1", " is 0.25..0.5", " is 0", " is 1..1", " is 0.5"};
    const bool range = issue->values < LADDER;
    const unsigned n = range ? 2 : issue->rungs + 1;
    for (unsigned i = 0; i < n; i++) {
        const char *const number = exact ? PICK(g, numbers) : PICK(g, wide);
        if (range) {
            generate_say(g, "value %s %s%s", issue->name,
                         ranges[issue->values].values[i == 0 ? 0 : 5], number);
        } else if (i == issue->rungs) {
            generate_say(g, "value %s aside%s", issue->name, number);
        } else {
            generate_say(g, "value %s rung-%u%s", issue->name, i, number);
        }
        generate_flush(g, 2);
    }
}

static void joint_line(generator *g, bool spoken[RECORDS_MAX]) {
    const generate_record *const a = fresh_issue(g, spoken);
    const generate_record *const b = fresh_issue(g, spoken);
    if (a == NULL || b == NULL) {
        return;
    }
    const generate_record *const both[] = {a, b};
    for (int i = 0; i < 2; i++) {
        generate_say(g, "%s%s", i > 0 ? " and " : "", both[i]->name);
        if (both[i]->values == LADDER) {
            generate_say(g, " rung-0 or more");
        } else {
            generate_say(g, " %s or less", ranges[both[i]->values].values[3]);
        }
        for_group(g, both[i], false);
    }
    generate_say(g, " together add %s", generate_chance(g, 50) ? "-5" : "0.5..1");
    generate_flush(g, 2);
}

static void preferences_lines(generator *g) {
    bool spoken[RECORDS_MAX] = {false};
    const bool numbers = generate_chance(g, 50);
    const bool exact = generate_chance(g, 50);
    generate_say(g, " of ");
    generate_name(g, ONE(PARTY), "union");
    generate_say(g, " by ");
    generate_name(g, ONE(READER) | ONE(PARTY), "union");
    generate_flush(g, 0);
    const generate_record *heavier = NULL;
    while (generate_chance(g, 70)) {
        const generate_record *const issue = fresh_issue(g, spoken);
        if (issue == NULL) {
            break;
        }
        if (numbers) {
            value_lines(g, issue, exact);
        } else {
            order_line(g, issue);
        }
        const bool weighed = issue->per[0] == '\0' || group_of(g, issue) != NULL;
        if (!numbers && weighed && heavier != NULL && generate_chance(g, 50)) {
            generate_say(g, "importance %s", heavier->name);
            for_group(g, heavier, true);
            generate_say(g, " > %s", issue->name);
            for_group(g, issue, true);
            generate_flush(g, 2);
        }
        heavier = weighed ? issue : heavier;
    }
    if (generate_chance(g, 30)) {
        joint_line(g, spoken);
    }
    if (generate_chance(g, 30)) {
        generate_say(g, "reserve %s", generate_chance(g, 50) ? "0.5" : "0..0.75");
        generate_flush(g, 2);
    }
}

static const char *record_word(generator *g) {
    static const char *const words[KINDS] = {
        "case",     "party",    "actor",      "group",       "outlet",      "source",
        "issue",    "link",     "term",       "offer",       "event",       "claim",
        "account",  "dating",   "reader",     "compartment", "preferences", "custody",
        "step",     "exchange", "values",     "agreement",   "obligation",  "report",
        "incident", "text",     "clause",     "wording",     "change",      "criticism",
        "standing", "reading",  "definition", "model",       "move",        "order",
    };
    static const char *const others[] = {"actor", "mediator", "person", "office"};
    static const char *const bad[] = {"partie", "claims", "xyz", "audience", "\"claim\"", "truce"};
    static const char *const later[] = {"protocol"};
    if (g->now->fault == BAD_WORD) {
        return PICK(g, bad);
    }
    if (g->now->fault == LATER_RECORD) {
        return PICK(g, later);
    }
    return is_message(g)           ? "message"
           : g->now->kind == ACTOR ? PICK(g, others)
                                   : words[g->now->kind];
}

static void head(generator *g, size_t index) {
    const char *called = g->now->name;
    if (g->now->fault == SAME_NAME) {
        called = g->records[below(&g->seed, g->n)].name;
    } else if (g->now->fault == BAD_MEMBERS && generate_chance(g, 30)) {
        called = generate_chance(g, 50) ? "team" : "public";
    }
    generate_say(g, "%s %s", record_word(g), called);
    if (g->now->kind != LINK && g->now->kind != CUSTODY && g->now->kind != CLAIM &&
        g->now->kind != DATING && g->now->kind != PREFERENCES && g->now->kind != VALUES &&
        g->now->kind != WORDING && g->now->kind != CHANGE && g->now->kind != STANDING &&
        g->now->kind != ORDER) {
        generate_say(g, " \"Title zq%zuz\"", index);
    }
}

/* What cannot be said, for want of anything to name, becomes another kind of record; true: it did.
 */
static bool settle_kind(generator *g) {
    generate_record *const r = g->now;
    if ((r->kind == LINK && !generate_have(g, ONE(ISSUE))) ||
        (r->kind == ACCOUNT && !generate_have(g, ONE(CLAIM))) ||
        (r->kind == PREFERENCES &&
         (!generate_have(g, ONE(PARTY)) || !generate_have(g, ONE(READER) | ONE(PARTY)))) ||
        (r->kind == CUSTODY && !generate_have(g, ONE(OFFER))) ||
        (r->kind == DATING && (!generate_have(g, ONE(READER)) ||
                               !generate_have(g, ONE(SOURCE) | ONE(CLAIM) | ONE(EVENT)))) ||
        (r->kind >= MODEL  ? !generate_model_fits(g)
         : r->kind >= TEXT ? !generate_text_fits(g)
                           : r->kind >= STEP && !generate_plan_fits(g))) {
        r->kind = TERM;
        return true;
    }
    return false;
}

static void body(generator *g) {
    static const char *const links[] = {" requires ", " excludes ", " affects "};
    static const char *const accounts[] = {"fact", "blame", "state", "scope", "none"};
    static const char *const events[] = {"open", "round", "leave", "shock", "other"};
    switch (g->now->kind) {
    case CASE:
        generate_flush(g, 0);
        generate_say(g, "period ");
        generate_date(g);
        generate_flush(g, 2);
        break;
    case ACTOR:
    case GROUP:
    case OUTLET:
        /* Only of a party, so that nobody belongs to itself. */
        if (generate_chance(g, 50) && generate_have(g, ONE(PARTY))) {
            generate_say(g, " of ");
            generate_name(g, ONE(PARTY), "union");
        }
        generate_flush(g, 0);
        break;
    case SOURCE:
        source_lines(g);
        break;
    case ISSUE:
        issue_lines(g);
        break;
    case LINK:
        generate_say(g, " ");
        (void)generate_item(g, true);
        generate_say(g, "%s", PICK(g, links));
        (void)generate_item(g, true);
        generate_flush(g, 0);
        if (generate_chance(g, 50) && generate_have(g, ONE(CLAIM))) {
            generate_say(g, "from ");
            generate_some_claims(g);
            generate_flush(g, 2);
        }
        break;
    case OFFER:
        offer_lines(g);
        break;
    case CUSTODY:
        custody_lines(g);
        break;
    case EVENT:
        generate_say(g, " %s", PICK(g, events));
        if (generate_chance(g, 40)) {
            generate_say(g, " by ");
            generate_some_actors(g);
        }
        generate_flush(g, 0);
        break;
    case CLAIM:
        claim_lines(g);
        break;
    case ACCOUNT:
        generate_say(g, " %s between ", PICK(g, accounts));
        generate_some_claims(g);
        generate_say(g, ", ");
        generate_name(g, ONE(CLAIM), "s1:P1");
        generate_flush(g, 0);
        while (generate_chance(g, 40)) {
            generate_say(g, "settle ");
            generate_text(g);
            if (generate_chance(g, 50)) {
                generate_say(g, " by ");
                generate_actor(g);
            }
            generate_flush(g, 2);
        }
        break;
    case DATING:
        generate_say(g, " of ");
        generate_name(g, ONE(SOURCE) | ONE(CLAIM) | ONE(EVENT), "s1");
        generate_say(g, " ");
        generate_date(g);
        generate_say(g, " by ");
        generate_name(g, ONE(READER), "analyst-a");
        generate_flush(g, 0);
        break;
    case PREFERENCES:
        preferences_lines(g);
        break;
    case STEP:
    case EXCHANGE:
    case VALUES:
    case AGREEMENT:
    case OBLIGATION:
    case REPORT:
    case INCIDENT:
        generate_plan_lines(g);
        break;
    case TEXT:
    case CLAUSE:
    case WORDING:
    case CHANGE:
    case CRITICISM:
    case STANDING:
    case READING:
    case DEFINITION:
        generate_text_lines(g);
        break;
    case MODEL:
    case MOVE:
    case ORDER:
        generate_model_lines(g);
        break;
    default:
        generate_flush(g, 0);
        break;
    }
}

static void write_record(generator *g, size_t index) {
    g->now = &g->records[index];
    const bool early = generate_chance(g, 50);
    head(g, index);
    body(g);
    if (early) {
        audience_line(g);
    }
    if (g->now->kind == COMPARTMENT) {
        members_line(g);
    }
    generate_say(g, "%s \"zq%zuz\"", generate_chance(g, 80) ? "note" : "why", index);
    generate_flush(g, 2);
    bad_lines(g);
    if (!early) {
        audience_line(g);
    }
    if (!g->options.messy) {
        end_line(g);
    }
}

/* ---- files ---- */

static void write_head(generator *g, size_t file) {
    static const char *const heads[] = {" truce 1\n",
                                        "truce 2\n",
                                        "truce\n",
                                        "truce 1 more\n",
                                        "\ttruce 1\n",
                                        "  note \"first\"\ntruce 1\n",
                                        "audience public\ntruce 1\n",
                                        "truce 1\ntruce 1\n",
                                        "  note \"first\"\naudience public\n"};
    static const char *const wrong[] = {
        "audience\n",          "audience team,\n",         "audiense public\n",
        "  audience public\n", "Audience public\n",        "audience:team\n",
        "\taudience team\n",   "audience nobody\n",        "audience public\naudience team\n",
        "audience \"team\"\n", "audience public public\n",
    };
    const generate_fault f = g->file_fault[file];
    if (g->options.messy && generate_chance(g, 10)) {
        truce_buffer_lit(&g->out, "\xEF\xBB\xBF");
    }
    if (f == NO_HEAD) {
        return;
    }
    if (f == BAD_HEAD) {
        truce_buffer_add(&g->out, truce_str_of(PICK(g, heads)));
    } else {
        generate_say(g, "truce 1");
        generate_flush(g, 0);
    }
    if (f == BAD_HEAD_BYTE) {
        truce_buffer_add(&g->out,
                         generate_chance(g, 50) ? TRUCE_STR("# \xFF\n") : TRUCE_STR("# \001\n"));
    }
    if (f == BAD_FILE_AUDIENCE) {
        truce_buffer_add(&g->out, truce_str_of(PICK(g, wrong)));
    } else if (g->file_audience[file][0] != '\0') {
        generate_say(g, "audience %s", g->file_audience[file]);
        generate_flush(g, 0);
    }
    if (!g->options.messy) {
        end_line(g);
    }
}

/* The groups by which issues are decided: known before any item is written. */
static void draw_groups(generator *g) {
    for (size_t i = 0; i < g->n; i++) {
        generate_record *const r = &g->records[i];
        g->now = r;
        const generate_record *const group =
            r->kind == ISSUE && generate_chance(g, 40) ? generate_choose(g, ONE(GROUP)) : NULL;
        if (group != NULL) {
            (void)snprintf(r->per, sizeof r->per, "%s", group->name);
        }
    }
}

static truce_str write_file(generator *g, size_t file, truce_arena *arena) {
    g->out.size = 0;
    g->crlf = g->options.messy && generate_chance(g, 10);
    write_head(g, file);
    for (size_t i = 0; i < g->n; i++) {
        if (g->records[i].file == file) {
            write_record(g, i);
        }
    }
    between_lines(g);
    if (g->out.size > 0 && generate_chance(g, 5)) {
        g->out.size--; /* no line end at the file's end */
    }
    assert(!g->out.failed && !g->line.failed);
    const truce_str bytes = truce_arena_str(arena, truce_buffer_str(&g->out));
    assert(bytes.data != NULL);
    return bytes;
}

generated generate_case(generate_options options, truce_arena *arena) {
    static const char *const names[GENERATED_FILES_MAX] = {"a.truce", "b.truce", "c.truce"};
    generator *const g = calloc(1, sizeof *g);
    assert(g != NULL);
    g->seed = options.seed;
    g->options = options;
    make_plan(g);
    draw_groups(g);
    for (bool settled = true; settled;) { /* before any text names a record of that kind */
        settled = false;
        for (size_t i = 0; i < g->n; i++) {
            g->now = &g->records[i];
            settled = settle_kind(g) || settled;
        }
    }
    generated made = {.n_files = g->n_files};
    for (size_t i = 0; i < g->n_files; i++) {
        made.files[i] = (truce_input){truce_str_of(names[i]), write_file(g, i, arena)};
    }
    truce_buffer_clear(&g->line);
    truce_buffer_clear(&g->out);
    free(g);
    return made;
}
