/* Each issue's options as a ladder, and the positions of the table as marks on it. What is drawn is
 * the table's content, no more: the forms of the marks are its verbs, hollow ones its badges. */
#include "compose.h"

#include <stdlib.h>

#include "truce/document/ladder.h"

enum {
    ISSUES_DRAWN = 24, /* those with most claims */
    MARKS_OF_LANE = 8, /* of one side on one issue; how many more there are is said */
    LANES_ALWAYS = 3,  /* so many parties have a lane even where nothing is reported of them */
    LABEL_GROUPS = 3
};

/* One issue while its ladder is made. */
typedef struct rungs {
    composer *k;
    const truce_issue *issue;
    truce_ladder_row *rows;
    size_t n_rows;
    int64_t *numbers; /* [row]: the option's number, as truce_option_set has it */
    truce_ladder_lane *lanes;
    size_t n_lanes;
    truce_ladder_mark *marks;
    const truce_position **positions; /* [mark] */
    size_t n_marks;
    const ladders_asked *asked;
} rungs;

static void *take(composer *k, size_t n, size_t size) {
    void *const p = truce_arena_zero(k->arena, n + 1, size);
    k->failed = k->failed || p == NULL;
    return p;
}

/* ---- which issues ---- */

/* A position that a ladder can show; an order of two items stands on no rung. */
static bool has_place(const truce_position *p) {
    return p->demand->order == TRUCE_ORDER_NONE && p->demand->item.extent != TRUCE_EXTENT_BARE;
}

static bool is_asked(const ladders_asked *asked, const truce_matrix *m, uint32_t position) {
    return has_place(&m->positions[position]) &&
           (asked->positions == NULL || asked->positions[position]);
}

typedef struct weighed {
    uint32_t issue;
    uint64_t claims;
} weighed;

static int most_claims_first(const void *left, const void *right) {
    const weighed *const l = left;
    const weighed *const r = right;
    if (l->claims != r->claims) {
        return l->claims > r->claims ? -1 : 1;
    }
    return l->issue < r->issue ? -1 : l->issue > r->issue;
}

static int in_order_of_case(const void *left, const void *right) {
    const weighed *const l = left;
    const weighed *const r = right;
    return l->issue < r->issue ? -1 : l->issue > r->issue;
}

/* The issues to draw, in the order of the case; `*n_could` is how many have something to draw. */
static weighed *choose(composer *k, const ladders_asked *asked, size_t *n, size_t *n_could) {
    const truce_matrix *const m = &k->matrix;
    weighed *const all = take(k, k->c->n_issues, sizeof *all);
    *n = *n_could = 0;
    if (k->failed) {
        return NULL;
    }
    for (uint32_t i = 0; i < k->c->n_issues; i++) {
        uint64_t claims = 0;
        for (uint32_t p = m->rows[i]; p < m->rows[i + 1]; p++) {
            claims += is_asked(asked, m, p) ? m->positions[p].n_evidence : 0;
        }
        if (claims > 0 && compose_shows_issue(k, i) &&
            (k->c->issues[i].n_options > 0 || k->c->issues[i].has_range)) {
            all[(*n_could)++] = (weighed){i, claims};
        }
    }
    qsort(all, *n_could, sizeof *all, most_claims_first);
    *n = *n_could < ISSUES_DRAWN ? *n_could : ISSUES_DRAWN;
    qsort(all, *n, sizeof *all, in_order_of_case);
    return all;
}

/* ---- rows ---- */

static truce_str option_title(const rungs *r, const truce_option *o) {
    return o->title.size > 0 ? o->title : truce_case_name(r->k->c, o->name);
}

static void add_row(rungs *r, truce_ladder_row_kind kind, truce_str label, int64_t number) {
    r->numbers[r->n_rows] = number;
    r->rows[r->n_rows++] = (truce_ladder_row){.kind = kind, .label = label};
}

static void add_options(rungs *r) {
    for (int off = 0; off < 2; off++) {
        for (uint32_t i = 0; i < r->issue->n_options; i++) {
            const truce_option *const o = &r->issue->options[i];
            if (o->rung == (off == 0)) {
                add_row(r, off == 0 ? TRUCE_LADDER_RUNG : TRUCE_LADDER_OFF, option_title(r, o),
                        off == 0 ? (int64_t)o->rank : (int64_t)r->issue->n_rungs + (int64_t)i);
            }
        }
    }
}

typedef struct numbered {
    int64_t number;
    truce_decimal value;
} numbered;

static int by_number(const void *left, const void *right) {
    const numbered *const l = left;
    const numbered *const r = right;
    return l->number < r->number ? -1 : l->number > r->number;
}

static void add_number(const truce_issue *issue, numbered *all, size_t *n, truce_decimal value) {
    int64_t number = 0;
    if (truce_decimal_step(value, issue->low, issue->step, &number)) {
        all[(*n)++] = (numbered){number, value};
    }
}

/* The ends of the range and every value that a mark names. */
static void add_values(rungs *r) {
    size_t most = 2;
    for (size_t i = 0; i < r->n_marks; i++) {
        most += 2 * (size_t)r->positions[i]->demand->item.n_values;
    }
    numbered *const all = take(r->k, most, sizeof *all);
    r->rows = take(r->k, most + 1, sizeof *r->rows);
    r->numbers = take(r->k, most + 1, sizeof *r->numbers);
    if (r->k->failed) {
        return;
    }
    size_t n = 0;
    add_number(r->issue, all, &n, r->issue->low);
    add_number(r->issue, all, &n, r->issue->high);
    for (size_t i = 0; i < r->n_marks; i++) {
        const truce_item *const item = &r->positions[i]->demand->item;
        for (uint32_t v = 0; v < item->n_values; v++) {
            add_number(r->issue, all, &n, item->values[v].low);
            add_number(r->issue, all, &n, item->values[v].high);
        }
    }
    qsort(all, n, sizeof *all, by_number);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && all[i].number == all[i - 1].number) {
            continue;
        }
        char text[24];
        const size_t size = truce_decimal_write(all[i].value, text);
        truce_buffer_add(&r->k->text, (truce_str){text, size});
        truce_buffer_byte(&r->k->text, ' ');
        truce_buffer_add(&r->k->text, truce_case_name(r->k->c, r->issue->unit));
        add_row(r, TRUCE_LADDER_VALUE, compose_keep(r->k), all[i].number);
        r->rows[r->n_rows - 1].value =
            r->issue->steps > 0 ? (double)all[i].number / (double)r->issue->steps : 0;
    }
}

static size_t row_of(const rungs *r, int64_t number) {
    for (size_t i = 0; i < r->n_rows; i++) {
        if (r->rows[i].kind != TRUCE_LADDER_UNSAID && r->numbers[i] == number) {
            return i;
        }
    }
    return r->n_rows - 1;
}

static void make_rows(rungs *r) {
    bool unsaid = false;
    for (size_t i = 0; i < r->n_marks; i++) {
        unsaid = unsaid || r->positions[i]->options.n == 0;
    }
    if (r->issue->has_range) {
        add_values(r);
    } else {
        r->rows = take(r->k, r->issue->n_options + 1, sizeof *r->rows);
        r->numbers = take(r->k, r->issue->n_options + 1, sizeof *r->numbers);
        if (!r->k->failed) {
            add_options(r);
        }
    }
    if (unsaid && !r->k->failed) {
        add_row(r, TRUCE_LADDER_UNSAID, TRUCE_STR("not stated which"), -1);
    }
}

/* ---- lanes and which marks they hold ---- */

/* Take the positions that stand first, then the others, until the lane is full. */
static void fill_lane(rungs *r, uint32_t begin, uint32_t end, truce_ladder_lane *lane) {
    size_t shown = 0;
    for (int superseded = 0; superseded < 2; superseded++) {
        for (uint32_t i = begin; i < end; i++) {
            const truce_position *const p = &r->k->matrix.positions[i];
            if (p->superseded != (superseded == 1) || !is_asked(r->asked, &r->k->matrix, i)) {
                continue;
            }
            if (shown++ < MARKS_OF_LANE) {
                r->positions[r->n_marks] = p;
                r->marks[r->n_marks++].lane = r->n_lanes;
            } else {
                lane->more++;
            }
        }
    }
}

static void make_lanes(rungs *r, uint32_t issue) {
    const truce_matrix *const m = &r->k->matrix;
    uint32_t at = m->rows[issue];
    for (uint32_t column = 0; column <= m->n_parties; column++) {
        const uint32_t begin = at;
        while (at < m->rows[issue + 1] && m->positions[at].column == column) {
            at++;
        }
        const bool party = column < m->n_parties;
        truce_ladder_lane lane = {
            .title = party ? r->k->c->actors[m->parties[column]].head.title : TRUCE_STR("Others"),
            .ink = party ? truce_ink_of_series(column) : TRUCE_INK_MUTED,
        };
        const size_t before = r->n_marks;
        fill_lane(r, begin, at, &lane);
        if (r->n_marks > before || (party && m->n_parties <= LANES_ALWAYS)) {
            r->lanes[r->n_lanes++] = lane;
        }
    }
}

/* ---- marks ---- */

static truce_ladder_form form_of(const truce_position *p) {
    switch (p->stance) {
    case TRUCE_STANCE_DEMANDS:
        return p->denied ? TRUCE_LADDER_TRIANGLE : TRUCE_LADDER_DISC;
    case TRUCE_STANCE_PREFERS:
        return p->denied ? TRUCE_LADDER_CROSS : TRUCE_LADDER_DISC;
    case TRUCE_STANCE_OFFERS:
    case TRUCE_STANCE_ACCEPTS:
        return p->denied ? TRUCE_LADDER_CROSS : TRUCE_LADDER_SQUARE;
    case TRUCE_STANCE_REJECTS:
        return p->denied ? TRUCE_LADDER_TRIANGLE : TRUCE_LADDER_CROSS;
    case TRUCE_STANCE_INTENDS:
        break;
    }
    return TRUCE_LADDER_TRIANGLE;
}

static bool is_own_word(const truce_position *p) {
    return !p->inferred && (p->hands & 1U << TRUCE_HAND_FIRST) != 0;
}

/* "Egypt demands (for: Women, Children)"; the whole of it is in the tip. */
static truce_str label_of(rungs *r, const truce_position *p) {
    composer *const k = r->k;
    const truce_refs groups = p->demand->item.groups;
    if (p->actor != p->side || p->column == k->matrix.n_parties) {
        truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
        truce_buffer_byte(&k->text, ' ');
    }
    phrase_position_stance(&k->text, p);
    for (uint32_t i = 0; i < groups.n && i < LABEL_GROUPS; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? " (for: " : ", ");
        truce_buffer_add(&k->text, phrase_actor(k->c, groups.at[i]));
    }
    truce_buffer_printf(&k->text, "%s%s", groups.n > LABEL_GROUPS ? " and others" : "",
                        groups.n > 0 ? ")" : "");
    return compose_keep(k);
}

/* "Hamas demands permanent, not open to change" and its badges behind it in brackets. */
static truce_str sentence_of(composer *k, const truce_position *p) {
    truce_badge badges[POSITION_BADGES];
    truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
    truce_buffer_byte(&k->text, ' ');
    phrase_position_stance(&k->text, p);
    truce_buffer_byte(&k->text, ' ');
    phrase_asked(&k->text, k->c, p, false);
    phrase_condition(&k->text, k->c, p->statement->as.position.condition);
    truce_str text = compose_keep(k);
    const size_t n = compose_badges(k, p, badges);
    truce_buffer_add(&k->text, text);
    if (p->inferred) {
        truce_buffer_lit(&k->text, " \xE2\x80\x94 ");
        phrase_speakers(&k->text, k->c, &k->c->claims[p->evidence[0].claim]);
    }
    size_t said = 0;
    for (size_t i = 0; i < n; i++) {
        if (!p->inferred || !truce_str_equal(badges[i].label, TRUCE_STR("our reading"))) {
            truce_buffer_printf(&k->text, "%s", said++ == 0 ? " (" : ", ");
            truce_buffer_add(&k->text, badges[i].label);
        }
    }
    truce_buffer_printf(&k->text, "%s", said > 0 ? ")" : "");
    return compose_keep(k);
}

static void place(rungs *r, truce_ladder_mark *mark, const truce_position *p) {
    const truce_option_set set = p->options;
    const truce_extent extent = p->demand->item.extent;
    if (set.n == 0) {
        mark->row = r->n_rows - 1;
        return;
    }
    truce_ladder_stretch *const at = take(r->k, set.n, sizeof *at);
    if (at == NULL) {
        return;
    }
    for (uint32_t i = 0; i < set.n; i++) {
        at[i] = (truce_ladder_stretch){row_of(r, set.at[i].low), row_of(r, set.at[i].high)};
    }
    mark->stretches = at;
    mark->n_stretches = set.n;
    mark->open_last = extent == TRUCE_EXTENT_OR_MORE;
    mark->open_first = extent == TRUCE_EXTENT_OR_LESS;
    mark->row = mark->open_first ? at[set.n - 1].last : at[0].first;
}

/* Where a position went: what set it aside, or what was asked for later instead. */
static size_t successor(const rungs *r, size_t i) {
    const truce_position *const p = r->positions[i];
    const uint32_t by = p->superseded ? p->by : p->shifted;
    for (size_t m = 0; by != TRUCE_NONE && m < r->n_marks; m++) {
        if (r->positions[m] == &r->k->matrix.positions[by] &&
            r->marks[m].lane == r->marks[i].lane) {
            return m;
        }
    }
    return TRUCE_LADDER_STAYS;
}

static void make_marks(rungs *r) {
    for (size_t i = 0; i < r->n_marks; i++) {
        truce_ladder_mark *const mark = &r->marks[i];
        const truce_position *const p = r->positions[i];
        place(r, mark, p);
        mark->form = form_of(p);
        mark->hollow = !is_own_word(p);
        mark->ring = p->n_firm > 0;
        mark->dashed = p->conditional;
        mark->earlier = p->superseded || p->shifted != TRUCE_NONE;
        mark->moved_to = successor(r, i);
        mark->label = label_of(r, p);
        mark->tip = sentence_of(r->k, p);
        mark->link = claim_name(r->k->c, p->evidence[0].claim);
    }
}

static truce_str say(rungs *r) {
    truce_buffer all = truce_buffer_new();
    for (size_t i = 0; i < r->n_marks; i++) {
        truce_buffer_printf(&all, "%s", r->marks[i].earlier ? "Earlier: " : "");
        truce_buffer_add(&all, r->marks[i].tip);
        truce_buffer_lit(&all, ". ");
    }
    for (size_t i = 0; i < r->n_lanes; i++) {
        bool any = r->lanes[i].more > 0;
        for (size_t m = 0; m < r->n_marks && !any; m++) {
            any = r->marks[m].lane == i;
        }
        if (!any) {
            truce_buffer_add(&all, r->lanes[i].title);
            truce_buffer_lit(&all, ": none reported. ");
        } else if (r->lanes[i].more > 0) {
            truce_buffer_add(&all, r->lanes[i].title);
            truce_buffer_printf(&all, ": %zu more are not drawn. ", r->lanes[i].more);
        }
    }
    all.size -= all.size > 0 ? 1 : 0;
    const truce_str kept = truce_arena_str(r->k->arena, truce_buffer_str(&all));
    r->k->failed = r->k->failed || all.failed || kept.data == NULL;
    truce_buffer_clear(&all);
    return kept;
}

/* ---- the figure ---- */

/* Note which words the legend needs. */
static void note_words(truce_ladder_words *w, const rungs *r) {
    static const char *const forms[TRUCE_LADDER_FORMS] = {
        "demands or prefers", "offers or accepts",
        "another answer (intends, does not demand, has not rejected): read its words",
        "rejects, or has not offered or accepted"};
    for (size_t i = 0; i < r->n_marks; i++) {
        const truce_ladder_mark *const m = &r->marks[i];
        w->forms[m->form] = truce_str_of(forms[m->form]);
        if (m->hollow) {
            w->hollow = TRUCE_STR("hollow, whatever the form: not in the side's own voice, but "
                                  "second-hand, by the narrator or as our own reading");
        }
        if (m->ring) {
            w->ring = TRUCE_STR("ring: called firm, or a red line, in at least one claim");
        }
        if (m->dashed) {
            w->dashed = TRUCE_STR("dashes: holds on a condition");
        }
        if (m->n_stretches > 1 || m->open_first || m->open_last ||
            (m->n_stretches == 1 && m->stretches[0].first < m->stretches[0].last)) {
            w->bar = TRUCE_STR("bar: all these options; with an arrow: or any further that way");
        }
        if (m->earlier) {
            w->earlier = TRUCE_STR("faint: an earlier position, and an arrow to the later one");
        }
    }
}

static void draw_issue(composer *k, truce_block *figure, const ladders_asked *asked, uint32_t issue,
                       truce_ladder_words *words) {
    const size_t lanes_max = k->matrix.n_parties + 1U;
    rungs r = {.k = k, .issue = &k->c->issues[issue], .asked = asked};
    r.lanes = take(k, lanes_max, sizeof *r.lanes);
    r.marks = take(k, lanes_max * MARKS_OF_LANE, sizeof *r.marks);
    r.positions = take(k, lanes_max * MARKS_OF_LANE, sizeof(const truce_position *));
    if (k->failed) {
        return;
    }
    make_lanes(&r, issue);
    make_rows(&r);
    if (k->failed) {
        return;
    }
    make_marks(&r);
    note_words(words, &r);
    const truce_ladder ladder = {.title = r.issue->head.title,
                                 .alternative = say(&r),
                                 .rows = r.rows,
                                 .n_rows = r.n_rows,
                                 .lanes = r.lanes,
                                 .n_lanes = r.n_lanes,
                                 .marks = r.marks,
                                 .n_marks = r.n_marks};
    if (!k->failed) {
        const truce_drawing d = truce_ladder_draw(k->arena, &ladder);
        truce_document_draw(&k->doc, figure, &d);
    }
}

void compose_ladders_of(composer *k, const ladders_asked *asked) {
    size_t n = 0;
    size_t n_could = 0;
    const weighed *const chosen = choose(k, asked, &n, &n_could);
    if (n == 0 || k->failed) {
        return;
    }
    truce_block *const figure =
        truce_document_figure(&k->doc, truce_str_of(asked->id), truce_str_of(asked->title));
    truce_ladder_words words = {.hollow = {NULL, 0}};
    for (size_t i = 0; i < n; i++) {
        draw_issue(k, figure, asked, chosen[i].issue, &words);
    }
    if (k->failed) {
        return;
    }
    truce_drawing legend =
        truce_ladder_legend(k->arena, TRUCE_STR("How to read the marks"), &words);
    legend.alternative = TRUCE_STR("What the forms of the marks mean; the description of each "
                                   "drawing says the same in words.");
    truce_document_draw(&k->doc, figure, &legend);
    truce_passage *const caption = truce_document_caption(&k->doc, figure);
    (void)compose_quietly(k, caption, TRUCE_SPAN_PLAIN, truce_str_of(asked->caption),
                          "the positions of the table, drawn");
    if (n < n_could) {
        truce_buffer_printf(&k->text,
                            "Drawn are the %zu issues with most claims of %zu; the table has all.",
                            n, n_could);
        (void)compose_quietly(k, caption, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "at most 24 issues are drawn");
    }
}

void compose_ladders(composer *k) {
    static const ladders_asked all = {
        .id = "ladders",
        .title = "Who stands where on each issue",
        .caption = "Who is reported to stand where. Options are listed from top to bottom in the "
                   "order of the case; neither end is the better one. Each mark leads to its first "
                   "claim, where the paper lists the claims."};
    compose_ladders_of(k, &all);
}
