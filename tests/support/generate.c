/* First a plan: which records there are, in which file, and who sees each. Then the text, record by
 * record, in which names are chosen from the plan: without faults only such as everybody may see
 * who sees the record. Faults are drawn for single records and files, as a person makes them. */
#include "support/generate.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/random.h"
#include "truce/base/buffer.h"

enum { RECORDS_MAX = 64, NAME_MAX_BYTES = 48, EVERYBODY = 0xFF };

typedef enum kind {
    CASE,
    PARTY,
    ACTOR,
    GROUP,
    OUTLET,
    SOURCE,
    ISSUE,
    LINK,
    TERM,
    OFFER,
    EVENT,
    CLAIM,
    ACCOUNT,
    DATING,
    READER,
    COMPARTMENT,
    PREFERENCES,
    KINDS
} kind;

#define ONE(kind) (1U << (kind))
static const unsigned actors = ONE(PARTY) | ONE(ACTOR) | ONE(GROUP) | ONE(OUTLET);

typedef enum fault {
    NO_FAULT,
    HIDDEN_NAMES, /* names things regardless of who sees them */
    SAME_NAME,
    UNKNOWN_NAME,
    WRONG_KIND,
    BAD_WORD,
    BAD_LINE,
    BAD_DATE,
    BAD_VALUE,
    BAD_AUDIENCE,
    BAD_MEMBERS,
    BAD_INDENT,
    FIRST_COLUMN,
    BAD_BYTE,
    OPEN_TEXT,
    SAYS_NOTHING,
    LATER_RECORD,
    RECORD_FAULTS,
    NO_HEAD = RECORD_FAULTS, /* from here on of a file */
    BAD_HEAD,
    BAD_FILE_AUDIENCE,
    BAD_HEAD_BYTE,
    FAULTS
} fault;

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

typedef struct record {
    kind kind;
    fault fault;
    char name[NAME_MAX_BYTES];
    size_t file;
    unsigned viewers; /* by its audience: a bit for each who may see it */
    char audience[80];
    unsigned values; /* ISSUE: a range, LADDER or NOTHING */
    unsigned rungs;
    char per[NAME_MAX_BYTES]; /* ISSUE: a group; empty: none */
    bool unseen;
} record;

typedef struct generator {
    uint64_t seed;
    generate_options options;
    record records[RECORDS_MAX];
    size_t n;
    size_t n_files;
    char file_audience[GENERATED_FILES_MAX][80];
    unsigned file_viewers[GENERATED_FILES_MAX];
    fault file_fault[GENERATED_FILES_MAX];
    bool crlf;
    record *now; /* the record being written */
    truce_buffer line;
    truce_buffer out;
} generator;

#define PICK(g, words) ((words)[below(&(g)->seed, sizeof(words) / sizeof *(words))])

static bool chance(generator *g, unsigned percents) {
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
    const size_t n = chance(g, 70) ? 1 : 2 + below(&g->seed, 2);
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

static record *add_record(generator *g, kind what, const char *name) {
    assert(g->n < RECORDS_MAX);
    record *const r = &g->records[g->n++];
    *r = (record){.kind = what, .file = below(&g->seed, g->n_files)};
    (void)snprintf(r->name, sizeof r->name, "%s", name);
    return r;
}

static void add_numbered(generator *g, kind what) {
    static const char *const stems[KINDS] = {
        "case",  "side",  "body", "people", "agency", "paper", "matter", "tie",  "thing",
        "offer", "event", "",     "rival",  "dating", "clerk", "room",   "wish",
    };
    static const char *const locators[] = {"P", "G", "L", "B12-", "S", "P3-"};
    char name[NAME_MAX_BYTES];
    (void)snprintf(name, sizeof name, "%s%s%zu", stems[what], chance(g, 20) ? "-x" : "", g->n);
    if (what == CLAIM) {
        const record *source = NULL;
        while (source == NULL) {
            const record *const r = &g->records[below(&g->seed, g->n)];
            source = r->kind == SOURCE && !r->unseen ? r : NULL;
        }
        const bool unknown = chance(g, 5);
        (void)snprintf(name, sizeof name, "%.20s:%s%.0zu%s%zu", source->name,
                       unknown ? "?" : PICK(g, locators), unknown ? (size_t)0 : g->n,
                       chance(g, 30) ? ".part" : ".", g->n);
    }
    record *const r = add_record(g, what, name);
    r->unseen = what == SOURCE && chance(g, 10);
}

static const record *find_record(const generator *g, const char *name, size_t size) {
    for (size_t i = 0; i < g->n; i++) {
        if (strlen(g->records[i].name) == size && memcmp(g->records[i].name, name, size) == 0) {
            return &g->records[i];
        }
    }
    return NULL;
}

static bool all_see(unsigned viewers, const record *target) {
    return (viewers & ~target->viewers) == 0;
}

/* Who sees each record, so that a claim is seen by nobody who may not see its source. */
static void draw_viewers(generator *g) {
    unsigned by_case = 0;
    for (size_t i = 0; i < g->n_files; i++) {
        if (chance(g, 40)) {
            g->file_viewers[i] = draw_audience(g, g->file_audience[i], sizeof g->file_audience[i]);
        }
    }
    for (int round = 0; round < 2; round++) { /* first the case, by which the others may go */
        for (size_t i = 0; i < g->n; i++) {
            record *const r = &g->records[i];
            if ((r->kind == CASE) != (round == 0)) {
                continue;
            }
            const bool base = i < 8;
            if (base && chance(g, 70)) {
                (void)snprintf(r->audience, sizeof r->audience, "public");
                r->viewers = EVERYBODY;
            } else if (chance(g, 40)) {
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
        record *const r = &g->records[i];
        const char *const colon = strchr(r->name, ':');
        const record *const source =
            r->kind == CLAIM ? find_record(g, r->name, (size_t)(colon - r->name)) : NULL;
        if (source != NULL && !all_see(r->viewers, source)) {
            (void)snprintf(r->audience, sizeof r->audience, "team");
            r->viewers = 0;
        }
    }
    /* Readers and compartments see themselves whatever their audience. */
    for (size_t i = 0; i < g->n; i++) {
        for (size_t k = 0; k < sizeof audiences / sizeof *audiences; k++) {
            record *const r = &g->records[i];
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
        const record r = g->records[i - 1];
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
    if (chance(g, 95)) {
        add_record(g, CASE, "harbour");
    }
    if (g->options.faults > 0 && chance(g, 8)) {
        add_record(g, CASE, "second");
    }
    for (unsigned i = 0; i < g->options.records && g->n < RECORDS_MAX; i++) {
        add_numbered(g, chance(g, 45) ? CLAIM : PARTY + below(&g->seed, KINDS - PARTY));
    }
    for (size_t i = 0; i < g->n; i++) {
        record *const r = &g->records[i];
        r->values = (unsigned)below(&g->seed, NOTHING + 1);
        r->rungs = 1 + (unsigned)below(&g->seed, 4);
    }
    draw_viewers(g);
    shuffle(g);
    for (unsigned i = 0; i < g->options.faults; i++) {
        const fault f = 1 + (fault)below(&g->seed, FAULTS - 1);
        if (f >= RECORD_FAULTS) {
            g->file_fault[below(&g->seed, g->n_files)] = f;
        } else if (f == BAD_MEMBERS || f == SAYS_NOTHING) {
            for (size_t k = 0; k < g->n; k++) {
                record *const r = &g->records[k];
                if (r->kind == (f == BAD_MEMBERS ? COMPARTMENT : CLAIM) && chance(g, 40)) {
                    r->fault = f;
                }
            }
        } else {
            g->records[below(&g->seed, g->n)].fault = f;
        }
    }
}

/* ---- lines ---- */

static void say(generator *g, const char *format, ...) TRUCE_PRINTF(2, 3);
static void say(generator *g, const char *format, ...) {
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
    while (g->options.messy && chance(g, 15)) {
        if (chance(g, 50)) {
            truce_buffer_fill(&g->out, ' ', below(&g->seed, 7));
            comment(g);
        } else {
            truce_buffer_fill(&g->out, ' ', chance(g, 80) ? 0 : below(&g->seed, 4));
        }
        end_line(g);
    }
}

/* Write what was said as a line, indented; spaces outside quotes may be stretched. */
static void flush(generator *g, size_t spaces) {
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
        } else if (g->options.messy && !quoted && b == ' ' && chance(g, 10)) {
            truce_buffer_fill(&g->out, ' ', 1 + below(&g->seed, 3));
        }
    }
    if (g->options.messy && chance(g, 8)) {
        truce_buffer_fill(&g->out, ' ', below(&g->seed, 4));
        comment(g);
    } else if (g->options.messy && chance(g, 5)) {
        truce_buffer_fill(&g->out, ' ', 1 + below(&g->seed, 3));
    }
    end_line(g);
    g->line.size = 0;
}

/* ---- words, dates, names ---- */

static void text(generator *g) {
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
    say(g, "\"%s\"", PICK(g, texts));
}

static void date(generator *g) {
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
    if (g->now->fault == BAD_DATE && chance(g, 50)) {
        say(g, "%s", PICK(g, wrong));
    } else {
        say(g, "%s", g->now->kind == CASE ? PICK(g, spans) : PICK(g, dates));
    }
}

static void date_or_text(generator *g) {
    if (chance(g, 60)) {
        date(g);
    } else {
        text(g);
    }
}

/* A record of these kinds that all who see the present one may see, faults aside; NULL: none. */
static const record *choose(generator *g, unsigned kinds) {
    const bool any = g->now->fault == HIDDEN_NAMES;
    const record *fitting[RECORDS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++) {
        const record *const r = &g->records[i];
        if ((kinds & ONE(r->kind)) != 0 && r != g->now && (any || all_see(g->now->viewers, r))) {
            fitting[n++] = r;
        }
    }
    return n > 0 ? fitting[below(&g->seed, n)] : NULL;
}

/* Say a name of such a record, or `otherwise`. */
static void name(generator *g, unsigned kinds, const char *otherwise) {
    static const char *const unknown[] = {"nobody-here", "analyst", "compan",
                                          "walkout",     "offer",   "wages"};
    if (g->now->fault == UNKNOWN_NAME && chance(g, 30)) {
        say(g, "%s", PICK(g, unknown));
        return;
    }
    if (g->now->fault == WRONG_KIND && chance(g, 30)) {
        say(g, "%s", g->records[below(&g->seed, g->n)].name);
        return;
    }
    const record *const r = choose(g, kinds);
    say(g, "%s", r != NULL ? r->name : otherwise);
}

static void actor(generator *g) {
    name(g, chance(g, 70) ? ONE(PARTY) : actors, "someone");
}

static void some_actors(generator *g) {
    actor(g);
    while (chance(g, 20)) {
        say(g, ", ");
        actor(g);
    }
}

/* Whether there is one. */
static bool have(generator *g, unsigned kinds) {
    return choose(g, kinds) != NULL;
}

static void times(generator *g) {
    static const char *const orders[] = {" before ", " after ", " during "};
    if (chance(g, 30)) {
        say(g, " at ");
        date_or_text(g);
    }
    while (chance(g, 15) && have(g, ONE(EVENT))) {
        say(g, "%s", PICK(g, orders));
        name(g, ONE(EVENT), "walk-out");
    }
}

/* ---- items ---- */

static void values_of_range(generator *g, const number_range *range) {
    const size_t i = below(&g->seed, 6);
    const size_t k = i + below(&g->seed, 6 - i);
    if (g->now->fault == BAD_VALUE && chance(g, 40)) {
        say(g, " %s", chance(g, 50) ? "9999" : "1.01");
        return;
    }
    switch (below(&g->seed, 4)) {
    case 0:
        say(g, " %s", range->values[i]);
        break;
    case 1:
        say(g, " %s or %s", range->values[i], chance(g, 50) ? "more" : "less");
        break;
    case 2:
        say(g, " %s..%s", range->values[i], range->values[k]);
        break;
    default:
        say(g, " %s or %s..%s", range->values[0], range->values[i], range->values[k]);
        break;
    }
}

static void values_of_ladder(generator *g, const record *issue) {
    const size_t rung = below(&g->seed, issue->rungs);
    if (g->now->fault == BAD_VALUE && chance(g, 40)) {
        say(g, " %s", chance(g, 50) ? "rung-9" : "aside or more");
        return;
    }
    switch (below(&g->seed, 4)) {
    case 0:
        say(g, " rung-%zu", rung);
        break;
    case 1:
        say(g, " rung-%zu or %s", rung, chance(g, 50) ? "more" : "less");
        break;
    case 2:
        say(g, " aside");
        break;
    default:
        say(g, " rung-%zu or aside", rung);
        break;
    }
}

/* False when no issue may be named here: then nothing was said. */
static bool item(generator *g, bool bare) {
    const record *const issue = choose(g, ONE(ISSUE));
    if (issue == NULL) {
        return false;
    }
    say(g, "%s", issue->name);
    if (!bare || chance(g, 50)) {
        if (issue->values == NOTHING || chance(g, 10)) {
            say(g, " unstated");
        } else if (issue->values == LADDER) {
            values_of_ladder(g, issue);
        } else {
            values_of_range(g, &ranges[issue->values]);
        }
    }
    const record *const group =
        issue->per[0] != '\0' ? find_record(g, issue->per, strlen(issue->per)) : NULL;
    if (group != NULL && all_see(g->now->viewers, group) && chance(g, 40)) {
        say(g, " for %s", group->name);
    }
    return true;
}

static void condition(generator *g) {
    do {
        const size_t form = below(&g->seed, 4);
        const size_t before = g->line.size;
        if (form == 0) {
            text(g);
        } else if (form == 1) {
            say(g, "unstated");
        } else {
            say(g, "%s", form == 2 ? "not " : "");
            if (!item(g, false)) {
                g->line.size = before;
                text(g);
            }
        }
    } while (chance(g, 30) && (say(g, " and "), true));
}

/* Behind what was said so far; false when nothing could be. */
static bool demand(generator *g) {
    static const char *const orders[] = {" before ", " after ", " with "};
    const bool ordered = chance(g, 20);
    if (!item(g, ordered)) {
        return false;
    }
    if (ordered) {
        say(g, "%s", PICK(g, orders));
        (void)item(g, true); /* there is one: the first was found */
    }
    if (chance(g, 25)) {
        say(g, " as ");
        text(g);
    }
    if (chance(g, 25)) {
        say(g, " ");
        text(g);
    }
    if (chance(g, 25)) {
        say(g, " if ");
        condition(g);
    }
    return true;
}

/* The lines of a list; the line above is flushed first. `have_issue` was asked for before. */
static void demands(generator *g) {
    flush(g, 2);
    do {
        while (!demand(g)) {
            g->line.size = 0;
        }
        flush(g, 4);
    } while (chance(g, 50));
}

/* ---- statements ---- */

static void position(generator *g) {
    static const char *const stances[] = {"demands", "prefers", "offers",
                                          "accepts", "rejects", "intends"};
    static const char *const lists[] = {"all of", "any of", "each of"};
    static const char *const firmness[] = {" ", " ", " firmly ", " flexibly "};
    actor(g);
    say(g, "%s%s ", PICK(g, firmness), PICK(g, stances));
    if (chance(g, 70)) {
        while (!demand(g)) {
        }
        flush(g, 2);
        return;
    }
    say(g, "%s", PICK(g, lists));
    if (chance(g, 30)) {
        say(g, " if ");
        condition(g);
    }
    demands(g);
}

static void stage(generator *g) {
    static const char *const stages[] = {"issued",   "handed",   "conveyed", "received",
                                         "reviewed", "accepted", "rejected", "withdrawn"};
    say(g, "offer ");
    if (chance(g, 15)) {
        say(g, "any");
    } else {
        name(g, ONE(OFFER), "any");
    }
    say(g, " %s", PICK(g, stages));
    if (chance(g, 40)) {
        say(g, " by ");
        some_actors(g);
    }
    if (chance(g, 40)) {
        say(g, " to ");
        some_actors(g);
    }
    if (chance(g, 20)) {
        say(g, " from ");
        some_actors(g);
    }
    if (chance(g, 20)) {
        say(g, " ");
        text(g);
    }
    times(g);
}

static void speech(generator *g) {
    const unsigned all = ONE(KINDS) - 1;
    if (chance(g, 60)) {
        actor(g);
        say(g, " ");
    }
    switch (below(&g->seed, 5)) {
    case 0:
        say(g, "%s ", chance(g, 50) ? "blames" : "accuses");
        actor(g);
        if (chance(g, 50)) {
            say(g, " ");
            text(g);
        }
        return;
    case 1:
        if (have(g, all)) {
            say(g, "explains ");
            name(g, all, "union");
            say(g, " ");
            text(g);
            return;
        }
        break;
    case 2:
        say(g, "predicts ");
        text(g);
        times(g);
        return;
    case 3:
        if (have(g, ONE(CLAIM))) {
            say(g, "denies ");
            name(g, ONE(CLAIM), "s1:P1");
            return;
        }
        break;
    default:
        break;
    }
    say(g, "says ");
    text(g);
    if (chance(g, 40) && have(g, all)) {
        say(g, " on ");
        name(g, all, "union");
    }
}

static void deed(generator *g) {
    static const char *const roles[] = {"mediator", "host", "leader", "spokesman"};
    static const char *const traits[] = {"interest", "stake", "alternative", "cost", "division"};
    static const char *const relations[] = {"leverage over",  "alliance with",       "pressure on",
                                            "finance for",    "dependence on",       "contact with",
                                            "recognition of", "\"an old debt\" with"};
    actor(g);
    switch (below(&g->seed, 6)) {
    case 0:
        say(g, " %s", chance(g, 50) ? "softens" : "hardens");
        if (chance(g, 50) && have(g, ONE(ISSUE))) {
            say(g, " on ");
            name(g, ONE(ISSUE), "wage");
        }
        break;
    case 1:
        say(g, " %s", chance(g, 50) ? "participates" : "withdraws");
        break;
    case 2:
        say(g, " is %s", PICK(g, roles));
        break;
    case 3:
        say(g, " is ");
        text(g);
        say(g, " of ");
        actor(g);
        break;
    case 4:
        say(g, " has %s ", PICK(g, traits));
        text(g);
        if (chance(g, 50) && have(g, ONE(ISSUE))) {
            say(g, " on ");
            name(g, ONE(ISSUE), "wage");
        }
        return;
    default:
        say(g, " has %s ", PICK(g, relations));
        actor(g);
        if (chance(g, 50)) {
            say(g, " ");
            text(g);
        }
        break;
    }
    times(g);
}

static void rank(generator *g) {
    static const char *const ranks[] = {"most", "much", "little"};
    name(g, ONE(ISSUE), "wage");
    if (chance(g, 30)) {
        say(g, " matters over ");
        name(g, ONE(ISSUE), "wage");
    } else {
        say(g, " matters %s", PICK(g, ranks));
    }
    if (chance(g, 40)) {
        say(g, " to ");
        actor(g);
    }
}

static void statement(generator *g) {
    static const char *const states[] = {"running",    "paused slow",  "broken",
                                         "deadlocked", "moving close", "agreed"};
    say(g, "%s", chance(g, 12) ? "not " : "");
    switch (below(&g->seed, 10)) {
    case 0:
        if (have(g, ONE(EVENT))) {
            say(g, "event ");
            name(g, ONE(EVENT), "walk-out");
            if (chance(g, 30)) {
                say(g, " by ");
                some_actors(g);
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
        say(g, "talks %s", PICK(g, states));
        if (chance(g, 30)) {
            say(g, " ");
            text(g);
        }
        times(g);
        break;
    case 3:
        if (have(g, ONE(TERM))) {
            static const char *const uses[] = {" as ", " means "};
            const bool count = chance(g, 30);
            say(g, "%s ", count ? "count" : "term");
            name(g, ONE(TERM), "crews");
            if (count) {
                say(g, " %s", chance(g, 50) ? "130" : "-6.50");
            } else {
                say(g, "%s", PICK(g, uses));
                text(g);
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
        if (have(g, ONE(ISSUE))) {
            rank(g);
            break;
        }
        deed(g);
        break;
    default:
        if (have(g, ONE(ISSUE))) {
            position(g);
            return;
        }
        speech(g);
        break;
    }
    flush(g, 2);
}

/* ---- records ---- */

/* No `someone` here: who speaks without a name is `one "official"`. */
static void speaker(generator *g) {
    const bool named = have(g, actors);
    switch (below(&g->seed, 5)) {
    case 0:
        say(g, "one ");
        text(g);
        if (named) {
            say(g, " of ");
            name(g, actors, "union");
        }
        break;
    case 1:
        say(g, "%s ", chance(g, 50) ? "some" : "3");
        text(g);
        break;
    case 2:
        text(g);
        break;
    default:
        if (named) {
            name(g, actors, "union");
        } else {
            text(g);
        }
        break;
    }
}

static void claim_lines(generator *g) {
    if (chance(g, 60)) {
        say(g, " by ");
        speaker(g);
        while (chance(g, 15)) {
            say(g, " and ");
            speaker(g);
        }
    }
    if (chance(g, 20)) {
        say(g, " via ");
        const bool named = chance(g, 50) && have(g, actors);
        if (named) {
            name(g, actors, "union");
        } else {
            text(g);
        }
    }
    say(g, "%s%s%s", chance(g, 10) ? " reportedly" : "", chance(g, 5) ? " headline" : "",
        chance(g, 5) ? " inferred" : "");
    flush(g, 0);
    if (chance(g, 20)) {
        say(g, "said ");
        date_or_text(g);
        flush(g, 2);
    }
    if (chance(g, 15)) {
        say(g, "published ");
        date(g);
        flush(g, 2);
    }
    if (chance(g, 15)) {
        say(g, "credibility %zu", 1 + below(&g->seed, 6));
        flush(g, 2);
    }
    if (chance(g, 10)) {
        say(g, "also P10, L4-9, ?");
        flush(g, 2);
    }
    do {
        if (g->now->fault != SAYS_NOTHING) {
            statement(g);
        }
    } while (chance(g, 45));
}

static void source_lines(generator *g) {
    static const char *const types[] = {"press",  "statement", "document", "interview",
                                        "minute", "message",   "memoir",   "study"};
    say(g, " %s", PICK(g, types));
    flush(g, 0);
    if (chance(g, 50)) {
        say(g, "published ");
        date(g);
        flush(g, 2);
    }
    if (chance(g, 30)) {
        say(g, "publisher ");
        text(g);
        flush(g, 2);
    }
    if (chance(g, 30)) {
        say(g, "reliability %c", "ABCDEF"[below(&g->seed, 6)]);
        flush(g, 2);
    }
    /* Only what has no such line itself is copied, so that nothing copies itself. */
    if (strcmp(g->now->name, "s1") != 0 && chance(g, 30)) {
        const record *const s1 = find_record(g, "s1", 2);
        if (s1 != NULL && (all_see(g->now->viewers, s1) || g->now->fault == HIDDEN_NAMES)) {
            say(g, "%s s1", chance(g, 50) ? "copies" : "draws on");
            flush(g, 2);
        }
    }
    if (g->now->unseen) {
        say(g, "unseen");
        flush(g, 2);
    }
}

static void issue_lines(generator *g) {
    static const char *const topics[] = {"ceasefire", "return", "aid", "sequence", "other"};
    const record *const issue = g->now;
    flush(g, 0);
    if (chance(g, 40)) {
        say(g, "topic %s", PICK(g, topics));
        flush(g, 2);
    }
    if (issue->per[0] != '\0') {
        say(g, "per %s", issue->per);
        flush(g, 2);
    }
    if (issue->values < LADDER) {
        say(g, "%s", ranges[issue->values].line);
        flush(g, 2);
    } else if (issue->values == LADDER) {
        for (unsigned i = 0; i < issue->rungs; i++) {
            say(g, "rung rung-%u%s", i, chance(g, 50) ? " \"some\"" : "");
            flush(g, 2);
        }
        say(g, "option aside");
        flush(g, 2);
    }
}

static void offer_lines(generator *g) {
    if (chance(g, 70)) {
        say(g, " by ");
        some_actors(g);
    }
    if (chance(g, 50)) {
        say(g, " to ");
        some_actors(g);
    }
    if (strcmp(g->now->name, "bridge") != 0 && chance(g, 40)) {
        const record *const bridge = find_record(g, "bridge", 6);
        if (bridge != NULL && all_see(g->now->viewers, bridge)) {
            say(g, " replaces bridge");
        }
    }
    flush(g, 0);
    while (chance(g, 40) && have(g, ONE(CLAIM)) && have(g, ONE(ISSUE))) {
        say(g, "terms from ");
        name(g, ONE(CLAIM), "s1:P1");
        demands(g);
    }
}

static void some_claims(generator *g) {
    do {
        name(g, ONE(CLAIM), "s1:P1");
    } while (chance(g, 40) && (say(g, ", "), true));
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
        "  \xC2\xA0\xC2\xA0"
        "audience team",
    };
    if (g->now->fault == BAD_AUDIENCE) {
        if (chance(g, 30) && g->now->audience[0] != '\0') {
            truce_buffer_printf(&g->out, "  audience %s\n", g->now->audience);
        }
        truce_buffer_printf(&g->out, "%s\n", PICK(g, wrong));
    } else if (g->now->audience[0] != '\0') {
        say(g, "audience %s", g->now->audience);
        flush(g, 2);
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
        say(g, "members %s", desk ? "analyst-a, analyst-b" : "analyst-b, analyst-c, union");
        flush(g, 2);
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
                            chance(g, 50) ? "note \"in the first column\"" : "union rejects wage");
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
static const record *group_of(const generator *g, const record *issue) {
    const record *const group =
        issue->per[0] != '\0' ? find_record(g, issue->per, strlen(issue->per)) : NULL;
    return group != NULL && all_see(g->now->viewers, group) ? group : NULL;
}

static bool has_options(const record *issue) {
    return issue->values != NOTHING;
}

/* An issue that no line of the record spoke of yet; NULL: none. */
static const record *fresh_issue(generator *g, bool spoken[RECORDS_MAX]) {
    for (int tries = 0; tries < 4; tries++) {
        const record *const issue = choose(g, ONE(ISSUE));
        if (issue != NULL && has_options(issue) && !spoken[issue - g->records]) {
            spoken[issue - g->records] = true;
            return issue;
        }
    }
    return NULL;
}

static void for_group(generator *g, const record *issue, bool always) {
    const record *const group = group_of(g, issue);
    if (group != NULL && (always || chance(g, 40))) {
        say(g, " for %s", group->name);
    }
}

static void order_line(generator *g, const record *issue) {
    static const char *const signs[] = {" > ", " > ", " = "};
    if (issue->values < LADDER) {
        const char *const *const v = ranges[issue->values].values;
        say(g, "%s %s or more%s%s", issue->name, v[4], PICK(g, signs), v[3]);
        if (chance(g, 50)) {
            say(g, " > %s..%s = %s", v[1], v[2], v[0]);
        }
    } else {
        say(g, "%s aside", issue->name);
        for (unsigned i = 0; i < issue->rungs; i++) {
            say(g, "%srung-%u", PICK(g, signs), i);
        }
    }
    for_group(g, issue, false);
    if (g->now->fault == BAD_VALUE && chance(g, 50)) {
        say(g, "%s", chance(g, 50) ? " > 9999" : " < aside");
    }
    flush(g, 2);
}

/* Numbers for all options: numbers, or within their scale. */
static void value_lines(generator *g, const record *issue, bool exact) {
    static const char *const numbers[] = {" is 0.5", " is 1", " is 35 of 80", " is 0", " is 0.250"};
    static const char *const wide[] = {" is 0..1", " is 0.25..0.5", " is 0", " is 1..1", " is 0.5"};
    const bool range = issue->values < LADDER;
    const unsigned n = range ? 2 : issue->rungs + 1;
    for (unsigned i = 0; i < n; i++) {
        const char *const number = exact ? PICK(g, numbers) : PICK(g, wide);
        if (range) {
            say(g, "value %s %s%s", issue->name, ranges[issue->values].values[i == 0 ? 0 : 5],
                number);
        } else if (i == issue->rungs) {
            say(g, "value %s aside%s", issue->name, number);
        } else {
            say(g, "value %s rung-%u%s", issue->name, i, number);
        }
        flush(g, 2);
    }
}

static void joint_line(generator *g, bool spoken[RECORDS_MAX]) {
    const record *const a = fresh_issue(g, spoken);
    const record *const b = fresh_issue(g, spoken);
    if (a == NULL || b == NULL) {
        return;
    }
    const record *const both[] = {a, b};
    for (int i = 0; i < 2; i++) {
        say(g, "%s%s", i > 0 ? " and " : "", both[i]->name);
        if (both[i]->values == LADDER) {
            say(g, " rung-0 or more");
        } else {
            say(g, " %s or less", ranges[both[i]->values].values[3]);
        }
        for_group(g, both[i], false);
    }
    say(g, " together add %s", chance(g, 50) ? "-5" : "0.5..1");
    flush(g, 2);
}

static void preferences_lines(generator *g) {
    bool spoken[RECORDS_MAX] = {false};
    const bool numbers = chance(g, 50);
    const bool exact = chance(g, 50);
    say(g, " of ");
    name(g, ONE(PARTY), "union");
    say(g, " by ");
    name(g, ONE(READER) | ONE(PARTY), "union");
    flush(g, 0);
    const record *heavier = NULL;
    while (chance(g, 70)) {
        const record *const issue = fresh_issue(g, spoken);
        if (issue == NULL) {
            break;
        }
        if (numbers) {
            value_lines(g, issue, exact);
        } else {
            order_line(g, issue);
        }
        const bool weighed = issue->per[0] == '\0' || group_of(g, issue) != NULL;
        if (!numbers && weighed && heavier != NULL && chance(g, 50)) {
            say(g, "importance %s", heavier->name);
            for_group(g, heavier, true);
            say(g, " > %s", issue->name);
            for_group(g, issue, true);
            flush(g, 2);
        }
        heavier = weighed ? issue : heavier;
    }
    if (chance(g, 30)) {
        joint_line(g, spoken);
    }
    if (chance(g, 30)) {
        say(g, "reserve %s", chance(g, 50) ? "0.5" : "0..0.75");
        flush(g, 2);
    }
}

static const char *record_word(generator *g) {
    static const char *const words[KINDS] = {
        "case",    "party",  "actor",  "group",       "outlet",      "source",
        "issue",   "link",   "term",   "offer",       "event",       "claim",
        "account", "dating", "reader", "compartment", "preferences",
    };
    static const char *const others[] = {"actor", "mediator", "person", "office"};
    static const char *const bad[] = {"partie", "claims", "xyz", "audience", "\"claim\"", "truce"};
    static const char *const later[] = {"exchange", "step", "obligation", "clause"};
    if (g->now->fault == BAD_WORD) {
        return PICK(g, bad);
    }
    if (g->now->fault == LATER_RECORD) {
        return PICK(g, later);
    }
    return g->now->kind == ACTOR ? PICK(g, others) : words[g->now->kind];
}

static void head(generator *g, size_t index) {
    const char *called = g->now->name;
    if (g->now->fault == SAME_NAME) {
        called = g->records[below(&g->seed, g->n)].name;
    } else if (g->now->fault == BAD_MEMBERS && chance(g, 30)) {
        called = chance(g, 50) ? "team" : "public";
    }
    say(g, "%s %s", record_word(g), called);
    if (g->now->kind != LINK && g->now->kind != CLAIM && g->now->kind != DATING &&
        g->now->kind != PREFERENCES) {
        say(g, " \"Title zq%zuz\"", index);
    }
}

/* What cannot be said, for want of anything to name, becomes another kind of record. */
static void settle_kind(generator *g) {
    record *const r = g->now;
    if ((r->kind == LINK && !have(g, ONE(ISSUE))) || (r->kind == ACCOUNT && !have(g, ONE(CLAIM))) ||
        (r->kind == PREFERENCES && (!have(g, ONE(PARTY)) || !have(g, ONE(READER) | ONE(PARTY)))) ||
        (r->kind == DATING &&
         (!have(g, ONE(READER)) || !have(g, ONE(SOURCE) | ONE(CLAIM) | ONE(EVENT))))) {
        r->kind = TERM;
    }
}

static void body(generator *g) {
    static const char *const links[] = {" requires ", " excludes ", " affects "};
    static const char *const accounts[] = {"fact", "blame", "state", "scope", "none"};
    static const char *const events[] = {"open", "round", "leave", "shock", "other"};
    switch (g->now->kind) {
    case CASE:
        flush(g, 0);
        say(g, "period ");
        date(g);
        flush(g, 2);
        break;
    case ACTOR:
    case GROUP:
    case OUTLET:
        /* Only of a party, so that nobody belongs to itself. */
        if (chance(g, 50) && have(g, ONE(PARTY))) {
            say(g, " of ");
            name(g, ONE(PARTY), "union");
        }
        flush(g, 0);
        break;
    case SOURCE:
        source_lines(g);
        break;
    case ISSUE:
        issue_lines(g);
        break;
    case LINK:
        say(g, " ");
        (void)item(g, true);
        say(g, "%s", PICK(g, links));
        (void)item(g, true);
        flush(g, 0);
        if (chance(g, 50) && have(g, ONE(CLAIM))) {
            say(g, "from ");
            some_claims(g);
            flush(g, 2);
        }
        break;
    case OFFER:
        offer_lines(g);
        break;
    case EVENT:
        say(g, " %s", PICK(g, events));
        if (chance(g, 40)) {
            say(g, " by ");
            some_actors(g);
        }
        flush(g, 0);
        break;
    case CLAIM:
        claim_lines(g);
        break;
    case ACCOUNT:
        say(g, " %s between ", PICK(g, accounts));
        some_claims(g);
        say(g, ", ");
        name(g, ONE(CLAIM), "s1:P1");
        flush(g, 0);
        while (chance(g, 40)) {
            say(g, "settle ");
            text(g);
            if (chance(g, 50)) {
                say(g, " by ");
                actor(g);
            }
            flush(g, 2);
        }
        break;
    case DATING:
        say(g, " of ");
        name(g, ONE(SOURCE) | ONE(CLAIM) | ONE(EVENT), "s1");
        say(g, " ");
        date(g);
        say(g, " by ");
        name(g, ONE(READER), "analyst-a");
        flush(g, 0);
        break;
    case PREFERENCES:
        preferences_lines(g);
        break;
    default:
        flush(g, 0);
        break;
    }
}

static void write_record(generator *g, size_t index) {
    g->now = &g->records[index];
    const bool early = chance(g, 50);
    head(g, index);
    body(g);
    if (early) {
        audience_line(g);
    }
    if (g->now->kind == COMPARTMENT) {
        members_line(g);
    }
    say(g, "%s \"zq%zuz\"", chance(g, 80) ? "note" : "why", index);
    flush(g, 2);
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
    const fault f = g->file_fault[file];
    if (g->options.messy && chance(g, 10)) {
        truce_buffer_lit(&g->out, "\xEF\xBB\xBF");
    }
    if (f == NO_HEAD) {
        return;
    }
    if (f == BAD_HEAD) {
        truce_buffer_add(&g->out, truce_str_of(PICK(g, heads)));
    } else {
        say(g, "truce 1");
        flush(g, 0);
    }
    if (f == BAD_HEAD_BYTE) {
        truce_buffer_add(&g->out, chance(g, 50) ? TRUCE_STR("# \xFF\n") : TRUCE_STR("# \001\n"));
    }
    if (f == BAD_FILE_AUDIENCE) {
        truce_buffer_add(&g->out, truce_str_of(PICK(g, wrong)));
    } else if (g->file_audience[file][0] != '\0') {
        say(g, "audience %s", g->file_audience[file]);
        flush(g, 0);
    }
    if (!g->options.messy) {
        end_line(g);
    }
}

/* The groups by which issues are decided: known before any item is written. */
static void draw_groups(generator *g) {
    for (size_t i = 0; i < g->n; i++) {
        record *const r = &g->records[i];
        g->now = r;
        const record *const group =
            r->kind == ISSUE && chance(g, 40) ? choose(g, ONE(GROUP)) : NULL;
        if (group != NULL) {
            (void)snprintf(r->per, sizeof r->per, "%s", group->name);
        }
    }
}

static truce_str write_file(generator *g, size_t file, truce_arena *arena) {
    g->out.size = 0;
    g->crlf = g->options.messy && chance(g, 10);
    write_head(g, file);
    for (size_t i = 0; i < g->n; i++) {
        if (g->records[i].file == file) {
            write_record(g, i);
        }
    }
    between_lines(g);
    if (g->out.size > 0 && chance(g, 5)) {
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
    for (size_t i = 0; i < g->n; i++) { /* before any text names a record of that kind */
        g->now = &g->records[i];
        settle_kind(g);
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
