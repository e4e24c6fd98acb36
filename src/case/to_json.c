/* A case as JSON: its files, and in each its records in reading order. Claims, items and the small
 * parts are written by their own files. */
#include "truce/case/json.h"

#include "plan.h"
#include "to_json.h"

/* The names of an audience or of members, but for those whose record is hidden from this reader. */
static void out_seen_names(const json_out *out, const char *key, truce_refs refs) {
    bool any = false;
    for (uint32_t i = 0; i < refs.n; i++) {
        const truce_str name = truce_case_name(out->c, refs.at[i].symbol);
        if (truce_case_circle(out->c, refs.at[i].symbol).kind == TRUCE_KIND_NONE &&
            !truce_str_equal(name, TRUCE_STR("team")) &&
            !truce_str_equal(name, TRUCE_STR("public"))) {
            continue;
        }
        if (!any) {
            truce_json_key(out->json, key);
            truce_json_array_inline(out->json);
        }
        any = true;
        truce_json_str(out->json, name);
    }
    if (any) {
        truce_json_close(out->json);
    }
}

static void out_case(const json_out *out, const truce_case_record *record) {
    out_when(out, "period", record->period);
}

static void out_source(const json_out *out, const truce_source *source) {
    out_word(out, "kind", TRUCE_WORDS_SOURCE, source->kind);
    out_text(out, "publisher", source->publisher);
    out_text(out, "file", source->file);
    out_text(out, "url", source->url);
    out_when(out, "published", source->published);
    out_when(out, "captured", source->captured);
    if (source->reliability != 0) {
        out_text(out, "reliability", (truce_str){&source->reliability, 1});
    }
    out_name(out, "copies", source->copies);
    out_name(out, "draws_on", source->draws_on);
    if (source->unseen) {
        truce_json_member_bool(out->json, "unseen", true);
    }
}

static void out_option(const json_out *out, const truce_option *option) {
    truce_json_object_inline(out->json);
    out_text(out, option->rung ? "rung" : "option", truce_case_name(out->c, option->name));
    out_text(out, "title", option->title);
    truce_json_close(out->json);
}

static void out_issue(const json_out *out, const truce_issue *issue) {
    if (issue->topic_said) {
        out_word(out, "topic", TRUCE_WORDS_TOPIC, issue->topic);
    }
    out_names(out, "per", issue->per);
    if (issue->has_range) {
        truce_json_key(out->json, "range");
        truce_json_object_inline(out->json);
        out_number(out, "low", issue->low);
        out_number(out, "high", issue->high);
        out_number(out, "step", issue->step);
        out_text(out, "unit", truce_case_name(out->c, issue->unit));
        truce_json_close(out->json);
    }
    if (issue->n_options > 0) {
        truce_json_key(out->json, "options");
        truce_json_array(out->json);
        for (uint32_t i = 0; i < issue->n_options; i++) {
            out_option(out, &issue->options[i]);
        }
        truce_json_close(out->json);
    }
}

static void out_link_item(const json_out *out, const char *key, const truce_item *item) {
    truce_json_key(out->json, key);
    truce_json_object_inline(out->json);
    out_item(out, item);
    truce_json_close(out->json);
}

static void out_link(const json_out *out, const truce_link *link) {
    out_link_item(out, "a", &link->a);
    out_word(out, "kind", TRUCE_WORDS_LINK, link->kind);
    out_link_item(out, "b", &link->b);
    out_names(out, "from", link->from);
}

static void out_texts(const json_out *out, const char *key, const truce_str *text, uint32_t n) {
    if (n == 0) {
        return;
    }
    truce_json_key(out->json, key);
    truce_json_array(out->json);
    for (uint32_t i = 0; i < n; i++) {
        truce_json_str(out->json, text[i]);
    }
    truce_json_close(out->json);
}

static void out_offer(const json_out *out, const truce_offer *offer) {
    out_names(out, "by", offer->by);
    out_names(out, "to", offer->to);
    out_name(out, "replaces", offer->replaces);
    out_text(out, "salt", offer->salt);
    out_texts(out, "text", offer->text, offer->n_text);
    if (offer->n_terms == 0 && offer->issued == NULL) {
        return;
    }
    truce_json_key(out->json, "terms");
    truce_json_array(out->json);
    if (offer->issued != NULL) {
        truce_json_object(out->json);
        out_demands(out, offer->issued->demands, offer->issued->n);
        truce_json_close(out->json);
    }
    for (uint32_t i = 0; i < offer->n_terms; i++) {
        truce_json_object(out->json);
        out_name(out, "from", offer->terms[i].from);
        out_demands(out, offer->terms[i].demands, offer->terms[i].n);
        truce_json_close(out->json);
    }
    truce_json_close(out->json);
}

static void out_custody(const json_out *out, const truce_custody_record *custody) {
    out_name(out, "of", custody->of);
    out_word(out, "stage", TRUCE_WORDS_STAGE, custody->stage);
    out_names(out, "by", custody->by);
    out_names(out, "to", custody->to);
    out_names(out, "from", custody->from);
    out_when(out, "at", custody->at);
    out_name(out, "with", custody->with);
    out_texts(out, "receipt", custody->receipt, custody->n_receipt);
}

static void out_event(const json_out *out, const truce_event *event) {
    out_word(out, "kind", TRUCE_WORDS_EVENT, event->kind);
    out_names(out, "by", event->by);
}

static void out_account(const json_out *out, const truce_account *account) {
    out_word(out, "kind", TRUCE_WORDS_ACCOUNT, account->kind);
    out_names(out, "between", account->claims);
    if (account->n_settles == 0) {
        return;
    }
    truce_json_key(out->json, "settle");
    truce_json_array(out->json);
    for (uint32_t i = 0; i < account->n_settles; i++) {
        truce_json_object_inline(out->json);
        out_text(out, "words", account->settles[i].text);
        out_name(out, "by", account->settles[i].by);
        truce_json_close(out->json);
    }
    truce_json_close(out->json);
}

static void out_dating(const json_out *out, const truce_dating *dating) {
    out_name(out, "of", dating->of);
    out_when(out, "date", dating->date);
    out_name(out, "by", dating->by);
}

static void out_notes(const json_out *out, const truce_head *head) {
    if (head->n_notes == 0) {
        return;
    }
    truce_json_key(out->json, "notes");
    truce_json_array(out->json);
    for (uint32_t i = 0; i < head->n_notes; i++) {
        truce_json_object_inline(out->json);
        out_text(out, head->notes[i].why ? "why" : "note", head->notes[i].text);
        truce_json_close(out->json);
    }
    truce_json_close(out->json);
}

/* What only records of its kind have. */
static void out_body(const json_out *out, truce_declared record) {
    const truce_case *const c = out->c;
    switch (record.kind) {
    case TRUCE_KIND_CASE:
        out_case(out, &c->cases[record.index]);
        return;
    case TRUCE_KIND_ACTOR:
        out_name(out, "of", c->actors[record.index].of);
        return;
    case TRUCE_KIND_SOURCE:
        out_source(out, &c->sources[record.index]);
        return;
    case TRUCE_KIND_ISSUE:
        out_issue(out, &c->issues[record.index]);
        return;
    case TRUCE_KIND_LINK:
        out_link(out, &c->links[record.index]);
        return;
    case TRUCE_KIND_OFFER:
        out_offer(out, &c->offers[record.index]);
        return;
    case TRUCE_KIND_CUSTODY:
        out_custody(out, &c->custody[record.index]);
        return;
    case TRUCE_KIND_EVENT:
        out_event(out, &c->events[record.index]);
        return;
    case TRUCE_KIND_CLAIM:
        out_claim(out, &c->claims[record.index]);
        return;
    case TRUCE_KIND_ACCOUNT:
        out_account(out, &c->accounts[record.index]);
        return;
    case TRUCE_KIND_DATING:
        out_dating(out, &c->datings[record.index]);
        return;
    case TRUCE_KIND_PREFERENCES:
        out_preferences(out, &c->preferences[record.index]);
        return;
    case TRUCE_KIND_STEP:
    case TRUCE_KIND_EXCHANGE:
    case TRUCE_KIND_VALUES:
    case TRUCE_KIND_AGREEMENT:
    case TRUCE_KIND_OBLIGATION:
    case TRUCE_KIND_REPORT:
    case TRUCE_KIND_INCIDENT:
    case TRUCE_KIND_TEXT:
    case TRUCE_KIND_CLAUSE:
    case TRUCE_KIND_WORDING:
    case TRUCE_KIND_CHANGE:
    case TRUCE_KIND_CRITICISM:
    case TRUCE_KIND_STANDING:
    case TRUCE_KIND_READING:
    case TRUCE_KIND_DEFINITION:
    case TRUCE_KIND_MODEL:
    case TRUCE_KIND_MOVE:
    case TRUCE_KIND_ORDER:
        out_plan(out, plan_of(c, record));
        return;
    case TRUCE_KIND_COMPARTMENT:
        out_seen_names(out, "members", c->compartments[record.index].members);
        return;
    case TRUCE_KIND_TERM:
    case TRUCE_KIND_READER:
    case TRUCE_KIND_NONE:
    case TRUCE_KIND_N:
        return;
    }
}

static void out_record(const json_out *out, truce_declared record) {
    const truce_head *const head = truce_case_head(out->c, record);
    truce_json_object(out->json);
    if (record.kind == TRUCE_KIND_ACTOR) {
        out_word(out, "record", TRUCE_WORDS_ACTOR, out->c->actors[record.index].kind);
    } else if (record.kind == TRUCE_KIND_OFFER && out->c->offers[record.index].message) {
        out_text(out, "record", TRUCE_STR("message"));
    } else {
        out_word(out, "record", TRUCE_WORDS_RECORD, record.kind);
    }
    out_text(out, "name", truce_case_name(out->c, head->name));
    out_text(out, "title", head->title);
    out_body(out, record);
    out_notes(out, head);
    out_seen_names(out, "audience", head->audience);
    truce_json_close(out->json);
}

static void out_file(const json_out *out, const truce_text *text) {
    truce_json_object(out->json);
    truce_json_member_str(out->json, "name", text->name);
    out_seen_names(out, "audience", text->audience);
    truce_json_key(out->json, "records");
    truce_json_array(out->json);
    for (uint32_t i = 0; i < text->n_records; i++) {
        out_record(out, out->c->records[text->first_record + i]);
    }
    truce_json_close(out->json);
    truce_json_close(out->json);
}

void truce_case_to_json(const truce_case *c, truce_json *json) {
    const json_out out = {c, json};
    truce_json_object(json);
    truce_json_member_int(json, "truce", 1);
    truce_json_key(json, "files");
    truce_json_array(json);
    for (uint32_t i = 0; i < c->n_texts; i++) {
        out_file(&out, &c->texts[i]);
    }
    truce_json_close(json);
    truce_json_close(json);
}
