/* The single text beside other answers, so that they say the same: what its clauses settle, under
 * the matrix and in the impasse; and in a brief how it stands. */
#include "text_settles.h"

/* The texts as they stand now, with what they settle; p->settles is NULL where nothing does. */
static truce_status find_texts(composer *k, text_page *p, truce_error *err) {
    if (k->c->n_drafts == 0) {
        p->settles = NULL;
        return TRUCE_OK;
    }
    const truce_status status = text_open(k, 0, p, err);
    return status == TRUCE_OK ? text_settle(p, err) : status;
}

truce_status compose_text_section(composer *k, bool whole, truce_error *err) {
    enum { CLAUSES_SHOWN = 12 };
    text_page p;
    const truce_status status = find_texts(k, &p, err);
    if (status == TRUCE_OK && k->c->n_drafts > 0 && !whole) {
        (void)truce_document_heading(&k->doc, 2, TRUCE_STR("text"), TRUCE_STR("The single text"));
    }
    for (uint32_t i = 0; status == TRUCE_OK && i < k->c->n_drafts; i++) {
        if (whole) {
            compose_text_status(&p, i);
        } else {
            compose_text_short(&p, i, CLAUSES_SHOWN);
        }
    }
    return status;
}

/* Whether it settles an issue that is shown. */
static bool shows(const composer *k, const settles *s) {
    bool any = false;
    for (uint32_t i = 0; i < s->n && !any; i++) {
        any = compose_shows_issue(k, s->rows[i].term.issue);
    }
    return any;
}

/* "The single text: Framework for the port, version 3", in k->text. */
static void text_title(const text_page *p, uint32_t draft) {
    truce_buffer_printf(&p->k->text, "%.*s, version %lld",
                        TRUCE_STR_ARGS(p->c->drafts[draft].head.title),
                        (long long)p->d.drafts[draft].version);
}

truce_status compose_matrix_text(composer *k, truce_error *err) {
    text_page p;
    const truce_status status = find_texts(k, &p, err);
    for (uint32_t i = 0; status == TRUCE_OK && p.settles != NULL && i < k->c->n_drafts; i++) {
        const settles *const s = &p.settles[i];
        if (!shows(k, s)) {
            continue;
        }
        const truce_str name = truce_case_name(k->c, k->c->drafts[i].head.name);
        truce_buffer_printf(&k->text, "text-%.*s", TRUCE_STR_ARGS(name));
        const truce_str id = compose_keep(k);
        truce_buffer_lit(&k->text, "What the single text settles: ");
        text_title(&p, i);
        (void)truce_document_heading(&k->doc, 3, id, compose_keep(k));
        compose_settles_issues(s);
    }
    return status;
}

/* "texts": one for each text that settles something. */
static void texts_json(const text_page *p, bool clauses, truce_json *json) {
    truce_json_key(json, "texts");
    truce_json_array(json);
    for (uint32_t i = 0; i < p->c->n_drafts; i++) {
        const settles *const s = &p->settles[i];
        truce_json_object(json);
        truce_json_member_str(json, "text", truce_case_name(p->c, p->c->drafts[i].head.name));
        truce_json_member_int(json, "version", p->d.drafts[i].version);
        if (clauses) {
            truce_json_key(json, "clauses");
            truce_json_array(json);
            for (uint32_t r = 0; r < s->n; r = s->end[s->rows[r].clause]) {
                const uint32_t clause = s->rows[r].clause;
                truce_json_object(json);
                truce_json_member_str(json, "clause",
                                      truce_case_name(p->c, p->c->clauses[clause].head.name));
                compose_settles_json(s, clause, json);
                truce_json_close(json);
            }
            truce_json_close(json);
        } else {
            compose_settles_held_json(s, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

truce_status compose_matrix_text_json(composer *k, truce_json *json, truce_error *err) {
    text_page p;
    const truce_status status = find_texts(k, &p, err);
    if (status == TRUCE_OK && p.settles != NULL) {
        texts_json(&p, true, json);
    }
    return status;
}

/* The texts against positions that are weighed already. */
static truce_status find_weighed(composer *k, const weighed *w, text_page *p, truce_error *err) {
    p->settles = NULL;
    if (k->c->n_drafts == 0) {
        return TRUCE_OK;
    }
    const truce_status status = text_open(k, 0, p, err);
    return status == TRUCE_OK ? text_settle_with(p, w, err) : status;
}

void compose_impasse_text(composer *k, const weighed *w, truce_block *list) {
    text_page p;
    truce_error err;
    if (find_weighed(k, w, &p, &err) != TRUCE_OK) { /* memory is out */
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; p.settles != NULL && i < k->c->n_drafts; i++) {
        if (!shows(k, &p.settles[i])) {
            continue;
        }
        list = list != NULL ? list : truce_document_list(&k->doc);
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("The single text"));
        text_title(&p, i);
        truce_buffer_byte(&k->text, '.');
        (void)text_say(&p, item, TRUCE_SPAN_PLAIN, &k->c->drafts[i]);
        compose_settles_count(&p.settles[i], item, true);
    }
}

truce_status compose_impasse_text_json(composer *k, const weighed *w, truce_json *json,
                                       truce_error *err) {
    text_page p;
    const truce_status status = find_weighed(k, w, &p, err);
    if (status == TRUCE_OK && p.settles != NULL) {
        texts_json(&p, false, json);
    }
    return status;
}
