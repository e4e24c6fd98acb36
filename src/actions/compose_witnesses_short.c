/* What rests on one witness, in short: counted by what is told and by how it is known; then point
 * by point, first what an answer would rest on. */
#include <stdlib.h>

#include "named_parts.h"
#include "truce/evidence/clashes.h"
#include "witness_short.h"

/* Sorts of witnesses that tell a point alone, and what is asked for by --voice. */
typedef enum voice { ANONYMOUS, GROUP, REPORT, NAMED, SECOND_HAND, VOICES } voice;

static const char *const voices[VOICES] = {[ANONYMOUS] = "anonymous",
                                           [GROUP] = "anonymous-group",
                                           [REPORT] = "report",
                                           [NAMED] = "named",
                                           [SECOND_HAND] = "second-hand"};

/* A point that one witness alone tells. */
typedef struct lone {
    const truce_testimony *point;
    const witness_entry *by;
    unsigned rank; /* what rests on it: less is more */
    uint32_t place;
} lone;

static voice voice_of(const witness_entry *e) {
    return e->grade == TRUCE_GRADE_SEVERAL_ANONYMOUS ? GROUP
           : witness_is_unnamed(e)                   ? ANONYMOUS
           : e->grade == TRUCE_GRADE_NARRATOR        ? REPORT
                                                     : NAMED;
}

/* A position of which nobody of the side speaks in any claim. */
static bool is_second_hand(const composer *k, const truce_testimony *p) {
    return p->kind == TRUCE_TESTIMONY_POSITION &&
           (k->matrix.positions[p->which].hands & 1U << TRUCE_HAND_FIRST) == 0;
}

static bool is_asked(const composer *k, const lone *l, unsigned asked) {
    return asked == 0 || (asked >> voice_of(l->by) & 1) != 0 ||
           ((asked >> SECOND_HAND & 1) != 0 && is_second_hand(k, l->point));
}

/* ---- the order ---- */

/* Positions that block a deal first, then how the talks stand, what came of offers, what else is
 * held or moved, blame and what is denied; then who is what, and what happened. */
static unsigned rank_of(const truce_testimony *p, const bool *blocks) {
    static const unsigned ranks[TRUCE_TESTIMONY_KINDS] = {
        [TRUCE_TESTIMONY_STATE] = 1,    [TRUCE_TESTIMONY_STAGE] = 2, [TRUCE_TESTIMONY_POSITION] = 4,
        [TRUCE_TESTIMONY_MOVEMENT] = 3, [TRUCE_TESTIMONY_BLAME] = 5, [TRUCE_TESTIMONY_DENIAL] = 2,
        [TRUCE_TESTIMONY_TIE] = 6,      [TRUCE_TESTIMONY_EVENT] = 7};
    return p->kind == TRUCE_TESTIMONY_POSITION && blocks[p->which] ? 0 : ranks[p->kind];
}

static int by_rank(const void *left, const void *right) {
    const lone *const l = left;
    const lone *const r = right;
    if (l->rank != r->rank) {
        return l->rank < r->rank ? -1 : 1;
    }
    const voice a = voice_of(l->by);
    const voice b = voice_of(r->by);
    if (a != b) {
        return a < b ? -1 : 1;
    }
    return (l->place > r->place) - (l->place < r->place);
}

/* Positions that clash with one of another party. */
static bool *find_blocking(composer *k) {
    truce_clashes clashes;
    bool *const blocks = truce_arena_zero(k->arena, k->matrix.n_positions, sizeof *blocks);
    if (blocks == NULL || truce_clashes_make(&k->matrix, k->arena, &clashes, NULL) != TRUCE_OK) {
        return NULL;
    }
    for (uint32_t i = 0; i < clashes.n; i++) {
        blocks[clashes.at[i].a] = true;
        blocks[clashes.at[i].b] = true;
    }
    return blocks;
}

static lone *list_lone(composer *k, const witness_list *l, unsigned asked, uint32_t *n) {
    uint32_t room = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        room += l->at[i].n_alone;
    }
    const bool *const blocks = find_blocking(k);
    lone *const at = truce_arena_take(k->arena, room * sizeof *at);
    *n = 0;
    if (at == NULL || blocks == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < l->n; i++) {
        for (uint32_t p = 0; p < l->at[i].n_alone; p++) {
            const truce_testimony *const point = l->at[i].alone[p];
            const lone one = {point, &l->at[i], rank_of(point, blocks), *n};
            if (is_asked(k, &one, asked)) {
                at[(*n)++] = one;
            }
        }
    }
    if (*n > 1) {
        qsort(at, *n, sizeof *at, by_rank);
    }
    return at;
}

truce_status witnesses_keep_asked(composer *k, witness_list *l, bool *some, truce_error *err) {
    unsigned asked = 0;
    uint32_t n = 0;
    const truce_status status = named_parts(k->session->request.voices, "no witness is of the sort",
                                            voices, VOICES, &asked, err);
    for (uint32_t i = 0; i < l->n && asked != 0; i++) {
        witness_entry *const e = &l->at[i];
        uint32_t n_alone = 0;
        for (uint32_t p = 0; p < e->n_alone; p++) {
            const lone one = {e->alone[p], e, 0, 0};
            if (is_asked(k, &one, asked)) {
                e->alone[n_alone++] = e->alone[p];
            }
        }
        e->n_alone = n_alone;
        if (n_alone > 0) {
            l->at[n++] = *e;
        }
    }
    *some = asked != 0;
    l->n = *some ? n : l->n;
    return status;
}

/* ---- counted ---- */

enum { ALL = VOICES, COLUMNS };

/* "44", or "69, 52 of them second hand". */
static void add_number(composer *k, truce_cell *cell, uint32_t n, uint32_t of_them,
                       const char *called) {
    truce_buffer_printf(&k->text, "%u", n);
    if (of_them > 0) {
        truce_buffer_printf(&k->text, ", %u %s", of_them, called);
    }
    (void)compose_quietly(k, truce_document_cell(&k->doc, cell),
                          n > 0 ? TRUCE_SPAN_PLAIN : TRUCE_SPAN_MUTED, compose_keep(k),
                          "the claims of each point, by their witnesses");
}

static void add_counts(composer *k, const witness_list *l) {
    static const struct {
        truce_testimony_kind kind;
        const char *called;
    } kinds[] = {{TRUCE_TESTIMONY_POSITION, "Positions that stand"},
                 {TRUCE_TESTIMONY_STATE, "States of the talks"},
                 {TRUCE_TESTIMONY_STAGE, "Stages of offers"},
                 {TRUCE_TESTIMONY_MOVEMENT, "Movement"},
                 {TRUCE_TESTIMONY_BLAME, "Blame"},
                 {TRUCE_TESTIMONY_DENIAL, "Claims denied"},
                 {TRUCE_TESTIMONY_TIE, "Roles and relations"},
                 {TRUCE_TESTIMONY_EVENT, "Events"}};
    static const truce_column columns[] = {{{"What is told", 12}, 22},
                                           {{"All", 3}, 22},
                                           {{"By one without a name", 21}, 20},
                                           {{"By one report alone", 19}, 18},
                                           {{"By one by name", 14}, 18}};
    uint32_t counts[TRUCE_TESTIMONY_KINDS][COLUMNS] = {{0}};
    for (uint32_t i = 0; i < l->points.n; i++) {
        const truce_testimony *const p = &l->points.at[i];
        if (witness_shows(k, p)) {
            counts[p->kind][ALL]++;
            counts[p->kind][SECOND_HAND] += is_second_hand(k, p);
        }
    }
    for (uint32_t i = 0; i < l->n; i++) {
        for (uint32_t p = 0; p < l->at[i].n_alone; p++) {
            counts[l->at[i].alone[p]->kind][voice_of(&l->at[i])]++;
        }
    }
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("How many rest on one witness, and on which sort"),
                             columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const uint32_t *const n = counts[kinds[i].kind];
        if (n[ALL] == 0) {
            continue;
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                              truce_str_of(kinds[i].called), "how truce sorts what is told");
        add_number(k, &row->cells[1], n[ALL], n[SECOND_HAND], "second hand alone");
        add_number(k, &row->cells[2], n[ANONYMOUS] + n[GROUP], n[GROUP], "by a group");
        add_number(k, &row->cells[3], n[REPORT], 0, "");
        add_number(k, &row->cells[4], n[NAMED], 0, "");
    }
}

/* ---- point by point ---- */

static void add_lone(composer *k, truce_block *table, const lone *l) {
    truce_row *const row = truce_document_row(&k->doc, table);
    truce_sentence *const point =
        witness_point(k, truce_document_cell(&k->doc, &row->cells[0]), l->point);
    if (l->rank == 0) {
        truce_sentence_badge(&k->doc, point, TRUCE_TONE_STRONG,
                             TRUCE_STR("stands between the parties"));
    }
    if (is_second_hand(k, l->point) && voice_of(l->by) != REPORT) {
        truce_sentence_badge(&k->doc, point, TRUCE_TONE_CAUTION, TRUCE_STR("second-hand"));
    }
    witness_name(k, &row->cells[1], l->by);
}

static void add_lones(composer *k, const lone *at, uint32_t n, bool filtered) {
    enum { SHOWN = 12 };
    static const truce_column columns[] = {{{"Told by one witness alone", 25}, 66},
                                           {{"Witness", 7}, 34}};
    const uint32_t asked = k->session->request.most;
    const uint32_t most = asked > 0 ? asked : filtered ? n : SHOWN;
    if (n == 0) {
        (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc),
                                 TRUCE_STR("Nothing of what was asked for rests on one witness."),
                                 TRUCE_STR("the claims of each point, by their witnesses"));
        return;
    }
    truce_block *const table =
        truce_document_table(&k->doc,
                             TRUCE_STR("What rests on one witness, in the order of what "
                                       "an answer would rest on"),
                             columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < n && i < most; i++) {
        add_lone(k, table, &at[i]);
    }
    if (n > most) {
        truce_buffer_printf(&k->text,
                            "and %u more: --most %u; by witness: truce witnesses --sections alone; "
                            "of one sort: --voice anonymous, anonymous-group, report, named or "
                            "second-hand.",
                            n - most, n < 1000 ? n : 1000);
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              compose_keep(k), "the first are shown");
    }
}

truce_status compose_witnesses_short(composer *k, const witness_list *l, truce_error *err) {
    unsigned asked = 0;
    uint32_t n = 0;
    const truce_status status = named_parts(k->session->request.voices, "no witness is of the sort",
                                            voices, VOICES, &asked, err);
    if (status != TRUCE_OK) {
        return status;
    }
    const lone *const at = list_lone(k, l, asked, &n);
    if (at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what rests on one witness");
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("witness-short"),
                                 TRUCE_STR("What rests on one witness"));
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                          TRUCE_STR("That nobody else tells it does not say that it is not so. "
                                    "First positions that stand between the parties, then the "
                                    "state of the talks, offers, movement, other positions, blame, "
                                    "roles, events; of each first people without a name."),
                          "how truce works");
    if (asked == 0) {
        add_counts(k, l);
    }
    add_lones(k, at, n, asked != 0 || k->issues != NULL);
    return TRUCE_OK;
}
