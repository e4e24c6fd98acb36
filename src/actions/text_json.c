/* The single text for machines. */
#include "text_settles.h"

#include "truce/text/falls.h"
#include "truce/text/redline.h"

static truce_str name_of(const text_page *p, truce_symbol symbol) {
    return truce_case_name(p->c, symbol);
}

static void names_member(const text_page *p, const char *key, truce_refs refs, truce_json *json) {
    truce_json_key(json, key);
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_json_str(json, name_of(p, refs.at[i].symbol));
    }
    truce_json_close(json);
}

/* "name", "claims" and "denied_by" of a record, and its "day". */
static void record_members(const text_page *p, const truce_plan *record, truce_json *json) {
    const truce_plan_line *const from = truce_draft_line(record, TRUCE_PLAN_FROM);
    const truce_plan_line *const at = truce_draft_line(record, TRUCE_PLAN_AT);
    truce_json_member_str(json, "name", name_of(p, record->head.name));
    if (at != NULL) {
        truce_json_member_str(json, "day", at->when.text);
    }
    truce_json_key(json, "claims");
    truce_json_array_inline(json);
    uint32_t denied = TRUCE_NONE;
    for (uint32_t i = 0; from != NULL && i < from->claims.n; i++) {
        const uint32_t claim = truce_case_find(p->c, TRUCE_KIND_CLAIM, from->claims.at[i]);
        if (claim != TRUCE_NONE && p->k->scope.in[claim]) {
            truce_json_str(json, claim_name(p->c, claim));
            denied = denied == TRUCE_NONE ? p->denied_by[claim] : denied;
        }
    }
    truce_json_close(json);
    if (denied != TRUCE_NONE) {
        truce_json_member_str(json, "denied_by", claim_name(p->c, denied));
    }
}

static const char *state_key(truce_draft_state state) {
    static const char *const keys[TRUCE_DRAFT_STATES] = {
        [TRUCE_DRAFT_UNWRITTEN] = "unwritten",     [TRUCE_DRAFT_FORKED] = "forked",
        [TRUCE_DRAFT_BRACKETED] = "bracketed",     [TRUCE_DRAFT_OPEN] = "open",
        [TRUCE_DRAFT_UNSAID] = "unsaid",           [TRUCE_DRAFT_CONDITIONAL] = "conditional",
        [TRUCE_DRAFT_PROVISIONAL] = "provisional", [TRUCE_DRAFT_CLOSED] = "closed",
    };
    return keys[state];
}

static void paragraphs_member(const text_page *p, const truce_plan *wording,
                              const truce_brackets *brackets, truce_json *json) {
    truce_json_key(json, "paragraphs");
    truce_json_array(json);
    for (uint32_t i = 0; i < wording->n_lines && !p->k->failed; i++) {
        if (wording->lines[i].kind == TRUCE_PLAN_PARAGRAPH) {
            text_paragraph(p, brackets, &wording->lines[i]);
            truce_json_str(json, truce_buffer_str(&p->k->text));
            p->k->text.size = 0;
        }
    }
    truce_json_close(json);
}

static void brackets_member(const text_page *p, const truce_brackets *brackets, truce_json *json) {
    truce_json_key(json, "brackets");
    truce_json_array(json);
    for (uint32_t b = 0; b < brackets->n; b++) {
        const truce_bracket *const one = &brackets->at[brackets->order[b]];
        truce_json_object(json);
        truce_json_member_str(json, "name", name_of(p, one->name));
        truce_json_key(json, "alternatives");
        truce_json_array(json);
        for (uint32_t i = 0; i < one->n; i++) {
            truce_json_object_inline(json);
            if (one->alternatives[i]->text.size > 0) {
                truce_json_member_str(json, "words", one->alternatives[i]->text);
            }
            names_member(p, "of", one->alternatives[i]->names, json);
            truce_json_close(json);
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* One wording, within an object. */
static void wording_members(const text_page *p, uint32_t wording, truce_json *json) {
    const truce_plan *const record = text_wording(p, wording);
    const truce_brackets brackets = text_brackets(p, wording);
    truce_json_member_int(json, "version", text_version(p, wording));
    record_members(p, record, json);
    names_member(p, "by", record->top.by, json);
    if (truce_draft_line(record, TRUCE_PLAN_STRUCK) != NULL) {
        truce_json_member_bool(json, "struck", true);
    }
    paragraphs_member(p, record, &brackets, json);
    brackets_member(p, &brackets, json);
}

static void stands_member(const text_page *p, const truce_draft_clause *one, truce_json *json) {
    truce_json_key(json, "stands");
    truce_json_array(json);
    for (uint32_t i = 0; i < one->n_stands; i++) {
        const truce_draft_stand *const stand = &one->stands[i];
        const truce_plan *const standing = &p->c->standings[stand->standing];
        truce_json_object_inline(json);
        record_members(p, standing, json);
        truce_json_member_str(json, "actor", name_of(p, p->c->actors[stand->actor].head.name));
        if (stand->party != TRUCE_NONE) {
            truce_json_member_str(json, "party", name_of(p, p->c->actors[stand->party].head.name));
        }
        truce_json_member_str(json, "standing",
                              truce_words_at(TRUCE_WORDS_STANDING, (size_t)standing->top.standing));
        names_member(p, "on", standing->top.names, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* Criticisms or readings of every wording of the clause. */
static void said_member(const text_page *p, const char *key, const truce_draft_clause *one,
                        const truce_drafts_lists *lists, const truce_plan *records,
                        truce_json *json) {
    truce_json_key(json, key);
    truce_json_array(json);
    for (uint32_t w = 0; w < one->wordings.n; w++) {
        const truce_indices at = truce_drafts_of(lists, one->wordings.at[w]);
        for (uint32_t i = 0; i < at.n; i++) {
            truce_json_object_inline(json);
            record_members(p, &records[at.at[i]], json);
            truce_json_member_int(json, "version", text_version(p, one->wordings.at[w]));
            names_member(p, "by", records[at.at[i]].top.by, json);
            truce_json_member_str(json, "words", records[at.at[i]].head.title);
            truce_json_close(json);
        }
    }
    truce_json_close(json);
}

static void changes_member(const text_page *p, const truce_draft_clause *one, truce_json *json) {
    truce_json_key(json, "changes");
    truce_json_array(json);
    for (uint32_t w = 0; w < one->wordings.n; w++) {
        const truce_indices at = truce_drafts_of(&p->d.changes, one->wordings.at[w]);
        for (uint32_t i = 0; i < at.n; i++) {
            const truce_plan *const change = &p->c->changes[at.at[i]];
            truce_json_object_inline(json);
            record_members(p, change, json);
            truce_json_member_int(json, "version", text_version(p, one->wordings.at[w]));
            if (change->top.number.place != 0) {
                truce_json_member_int(json, "paragraph", change->top.number.low.units);
            }
            names_member(p, "for", change->top.names, json);
            truce_json_close(json);
        }
    }
    truce_json_close(json);
}

/* What differs between two wordings, as a row of {"kept"} and {"taken", "put"}. */
static truce_status redline_member(const text_page *p, uint32_t old, uint32_t now, truce_json *json,
                                   truce_error *err) {
    truce_redline r;
    truce_str sides[2];
    for (unsigned i = 0; i < 2; i++) {
        const uint32_t wording = i == 0 ? old : now;
        const truce_brackets brackets =
            wording != TRUCE_NONE ? text_brackets(p, wording) : (truce_brackets){NULL, NULL, 0};
        if (wording != TRUCE_NONE && !p->k->failed) {
            truce_wording_write_all(p->c, text_wording(p, wording), &brackets, &p->k->text);
        }
        sides[i] = compose_keep(p->k);
    }
    if (p->k->failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the wordings");
    }
    const truce_status status = truce_redline_make(sides[0], sides[1], 0, p->k->arena, &r, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_json_key(json, "redline");
    truce_json_array(json);
    for (uint32_t i = 0; i < r.n; i++) {
        truce_json_object_inline(json);
        if (r.parts[i].kept) {
            truce_json_member_str(json, "kept", r.parts[i].now);
        } else {
            truce_json_member_str(json, "taken", r.parts[i].old);
            truce_json_member_str(json, "put", r.parts[i].now);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_member_bool(json, "rough", r.rough);
    return TRUCE_OK;
}

static truce_status versions_member(const text_page *p, const truce_draft_clause *one,
                                    truce_json *json, truce_error *err) {
    truce_status status = TRUCE_OK;
    truce_json_key(json, "versions");
    truce_json_array(json);
    for (uint32_t w = 0; w < one->wordings.n && status == TRUCE_OK; w++) {
        truce_json_object(json);
        wording_members(p, one->wordings.at[w], json);
        status = redline_member(p, w > 0 ? one->wordings.at[w - 1] : TRUCE_NONE,
                                one->wordings.at[w], json, err);
        truce_json_close(json);
    }
    truce_json_close(json);
    return status;
}

static truce_status clause_json(const text_page *p, uint32_t clause, truce_json *json,
                                truce_error *err) {
    const truce_draft_clause *const one = &p->d.clauses[clause];
    truce_status status = TRUCE_OK;
    truce_json_object(json);
    truce_json_member_str(json, "clause", name_of(p, p->c->clauses[clause].head.name));
    truce_json_member_str(json, "title", p->c->clauses[clause].head.title);
    if (one->number.size > 0) {
        truce_json_member_str(json, "number", one->number);
    }
    truce_json_member_str(json, "state", truce_str_of(state_key(one->state)));
    if (one->last != TRUCE_NONE) {
        truce_json_key(json, "wording");
        truce_json_object(json);
        wording_members(p, one->last, json);
        truce_json_close(json);
    }
    stands_member(p, one, json);
    if (p->settles != NULL) {
        compose_settles_json(&p->settles[one->draft], clause, json);
    }
    said_member(p, "criticisms", one, &p->d.criticisms, p->c->criticisms, json);
    changes_member(p, one, json);
    said_member(p, "readings", one, &p->d.readings, p->c->readings, json);
    if (p->to > 0) {
        status = redline_member(p, truce_draft_wording(&p->d, one, p->from),
                                truce_draft_wording(&p->d, one, p->to), json, err);
    } else if (p->k->session->request.history) {
        status = versions_member(p, one, json, err);
    }
    truce_json_close(json);
    return status;
}

static void definitions_member(const text_page *p, const truce_draft *d, truce_json *json) {
    truce_json_key(json, "definitions");
    truce_json_array(json);
    for (uint32_t i = 0; i < d->definitions.n; i++) {
        const truce_plan *const definition = &p->c->definitions[d->definitions.at[i]];
        const truce_plan_line *const means = truce_draft_line(definition, TRUCE_PLAN_MEANS);
        truce_json_object_inline(json);
        record_members(p, definition, json);
        truce_json_member_str(json, "word", definition->head.title);
        names_member(p, "by", definition->top.by, json);
        if (means != NULL) {
            truce_json_member_str(json, "means", means->text);
        }
        truce_json_member_bool(json, "deliberate",
                               truce_draft_line(definition, TRUCE_PLAN_DELIBERATE) != NULL);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static truce_status text_json(const text_page *p, uint32_t draft, truce_json *json,
                              truce_error *err) {
    const truce_draft *const d = &p->d.drafts[draft];
    truce_status status = TRUCE_OK;
    truce_json_object(json);
    truce_json_member_str(json, "text", name_of(p, p->c->drafts[draft].head.name));
    truce_json_member_str(json, "title", p->c->drafts[draft].head.title);
    truce_json_member_int(json, "version", d->version);
    truce_json_member_bool(json, "indivisible", d->indivisible);
    truce_json_key(json, "parties");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < d->parties.n; i++) {
        truce_json_str(json, name_of(p, p->c->actors[d->parties.at[i]].head.name));
    }
    truce_json_close(json);
    truce_json_key(json, "states");
    truce_json_object_inline(json);
    for (unsigned s = 0; s < TRUCE_DRAFT_STATES; s++) {
        truce_json_member_int(json, state_key((truce_draft_state)s), d->in_state[s]);
    }
    truce_json_close(json);
    definitions_member(p, d, json);
    if (p->settles != NULL) {
        compose_settles_held_json(&p->settles[draft], json);
    }
    truce_json_key(json, "clauses");
    truce_json_array(json);
    for (uint32_t i = 0; i < d->clauses.n && status == TRUCE_OK; i++) {
        if (p->clause == TRUCE_NONE || p->clause == d->clauses.at[i]) {
            status = clause_json(p, d->clauses.at[i], json, err);
        }
    }
    truce_json_close(json);
    truce_json_close(json);
    return status;
}

static truce_status falls_json(const text_page *p, truce_json *json, truce_error *err) {
    truce_falls falls;
    const truce_status status = truce_falls_find(&p->d, p->falls, p->k->arena, &falls, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_json_member_str(json, "falls", name_of(p, p->c->clauses[p->falls].head.name));
    truce_json_key(json, "reopens");
    truce_json_array(json);
    for (uint32_t i = 0; i < falls.n; i++) {
        const truce_fall *const fall = &falls.at[i];
        const truce_head *const head =
            fall->why == TRUCE_FALLS_CONDITION ? &p->c->standings[fall->record].head
            : fall->why == TRUCE_FALLS_WITH    ? &p->c->clauses[fall->record].head
                                               : &p->c->links[fall->record].head;
        truce_json_object_inline(json);
        truce_json_member_str(json, "clause", name_of(p, p->c->clauses[fall->clause].head.name));
        truce_json_member_str(json, "with", name_of(p, p->c->clauses[fall->with].head.name));
        truce_json_member_int(json, "steps", fall->steps);
        truce_json_member_str(json, "why",
                              fall->why == TRUCE_FALLS_CONDITION ? TRUCE_STR("condition")
                              : fall->why == TRUCE_FALLS_WITH    ? TRUCE_STR("reopens_with")
                                                                 : TRUCE_STR("link"));
        truce_json_member_str(json, "record", name_of(p, head->name));
        truce_json_close(json);
    }
    truce_json_close(json);
    return TRUCE_OK;
}

truce_status compose_text_json(const text_page *p, truce_json *json, truce_error *err) {
    truce_status status = TRUCE_OK;
    if (p->falls != TRUCE_NONE) {
        return falls_json(p, json, err);
    }
    truce_json_key(json, "texts");
    truce_json_array(json);
    for (uint32_t i = 0; i < p->c->n_drafts && status == TRUCE_OK; i++) {
        if (text_shows(p, i)) {
            status = text_json(p, i, json, err);
        }
    }
    truce_json_close(json);
    return status;
}
