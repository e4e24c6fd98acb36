/* "No issue is called so. It stands in: ... The issues are: ...": what somebody at a bad hour needs
 * to ask again. */
#include "known.h"

#include "phrase.h"
#include "truce/base/suggest.h"
#include "truce/base/utf8.h"
#include "truce/case/words.h"

enum {
    MESSAGE_MAX =
        sizeof(((truce_error *)NULL)->message) - 160, /* of the lists; then how many more */
    HITS_MAX = 8,                                     /* records that hold the word */
    LIST_MAX = 24, /* a screenful; where some hold the word, no more are listed than this */
    NAME_CELLS = 18
};

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_in_word(char c) {
    return (small(c) >= 'a' && small(c) <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

/* A hyphen of a name is a space to whoever asks in words. */
static bool is_same(char text, char asked) {
    return small(text) == small(asked) || (text == '-' && asked == ' ');
}

bool known_stands_in(truce_str text, truce_str asked) {
    for (size_t at = 0; asked.size > 2 && at + asked.size <= text.size; at++) {
        size_t n = 0;
        while (n < asked.size && is_same(text.data[at + n], asked.data[n])) {
            n++;
        }
        if (n == asked.size && (at == 0 || !is_in_word(text.data[at - 1]))) {
            return true;
        }
    }
    return false;
}

/* ---- the records of a kind ---- */

typedef struct kind_words {
    const char *none, *are;
} kind_words;

static kind_words words_of(truce_kind kind) {
    switch (kind) {
    case TRUCE_KIND_ISSUE:
        return (kind_words){"no issue is called", "The issues are:"};
    case TRUCE_KIND_ACTOR:
        return (kind_words){"no actor is called", "The actors are:"};
    case TRUCE_KIND_SOURCE:
        return (kind_words){"no source is called", "The sources are:"};
    case TRUCE_KIND_OFFER:
        return (kind_words){"no offer is called", "The offers are:"};
    case TRUCE_KIND_TEXT:
        return (kind_words){"no single text is called", "The texts are:"};
    case TRUCE_KIND_CLAUSE:
        return (kind_words){"no clause is called", "The clauses are:"};
    case TRUCE_KIND_STEP:
        return (kind_words){"no step is called", "The steps are:"};
    case TRUCE_KIND_VALUES:
        return (kind_words){"no record of values is called", "There are:"};
    case TRUCE_KIND_MODEL:
        return (kind_words){"no model is called", "The models are:"};
    case TRUCE_KIND_ORDER:
        return (kind_words){"no order is called", "The orders are:"};
    default:
        return (kind_words){"no preferences are called", "There are:"};
    }
}

/* The i-th record of the kind; NULL behind the last, and for a kind that is not asked for. */
static const truce_head *head_at(const truce_session *s, truce_kind kind, uint32_t i) {
    const truce_case *const c = &s->c;
    const uint32_t n_sources = c->n_sources - (s->n_assumed > 0 ? 1 : 0); /* the last is none */
    switch (kind) {
    case TRUCE_KIND_ISSUE:
        return i < c->n_issues ? &c->issues[i].head : NULL;
    case TRUCE_KIND_ACTOR:
        return i < c->n_actors ? &c->actors[i].head : NULL;
    case TRUCE_KIND_SOURCE:
        return i < n_sources ? &c->sources[i].head : NULL;
    case TRUCE_KIND_OFFER:
        return i < c->n_offers ? &c->offers[i].head : NULL;
    case TRUCE_KIND_TEXT:
        return i < c->n_drafts ? &c->drafts[i].head : NULL;
    case TRUCE_KIND_CLAUSE:
        return i < c->n_clauses ? &c->clauses[i].head : NULL;
    case TRUCE_KIND_STEP:
        return i < c->n_steps ? &c->steps[i].head : NULL;
    case TRUCE_KIND_VALUES:
        return i < c->n_values ? &c->values[i].head : NULL;
    case TRUCE_KIND_MODEL:
        return i < c->n_models ? &c->models[i].head : NULL;
    case TRUCE_KIND_ORDER:
        return i < c->n_orders ? &c->orders[i].head : NULL;
    case TRUCE_KIND_PREFERENCES:
        return i < c->n_preferences ? &c->preferences[i].head : NULL;
    default:
        return NULL;
    }
}

/* ---- where a word stands ---- */

/* What of a record holds the word, and as what. */
typedef struct hit {
    const char *as; /* NULL: its name or title */
    truce_str words;
} hit;

static bool try_words(truce_str asked, truce_str words, const char *as, hit *found) {
    const bool stands = known_stands_in(words, asked);
    if (stands) {
        *found = (hit){as, words};
    }
    return stands;
}

static bool find_in_issue(const truce_case *c, const truce_issue *issue, truce_str asked,
                          hit *found) {
    for (uint32_t i = 0; i < issue->n_options; i++) {
        const truce_option *const o = &issue->options[i];
        if (try_words(asked, o->title, "its option", found) ||
            try_words(asked, truce_case_name(c, o->name), "its option", found)) {
            return true;
        }
    }
    for (uint32_t i = 0; i < issue->per.n; i++) {
        if (try_words(asked, phrase_actor(c, issue->per.at[i]), "decided apart for", found)) {
            return true;
        }
    }
    return issue->topic_said &&
           try_words(asked, truce_words_at(TRUCE_WORDS_TOPIC, (size_t)issue->topic), "its topic",
                     found);
}

/* Words that a statement gives with an issue; the first that hold what was asked. */
static void find_in_statement(const truce_case *c, const truce_statement *st, truce_str asked,
                              hit *found) {
    static const char SAID[] = "said of it";
    truce_ref on = {0, 0};
    if (st->kind == TRUCE_STATES_TRAIT || st->kind == TRUCE_STATES_SAYING) {
        on = st->kind == TRUCE_STATES_TRAIT ? st->as.trait.on : st->as.saying.on;
        const uint32_t issue = truce_case_find(c, TRUCE_KIND_ISSUE, on);
        if (issue != TRUCE_NONE && found[issue].words.size == 0) {
            (void)try_words(asked, st->text, SAID, &found[issue]);
        }
    }
    for (uint32_t i = 0; st->kind == TRUCE_STATES_POSITION && i < st->as.position.n; i++) {
        const truce_demand *const d = &st->as.position.demands[i];
        const uint32_t issue = truce_case_find(c, TRUCE_KIND_ISSUE, d->item.issue);
        if (issue != TRUCE_NONE && found[issue].words.size == 0) {
            (void)(try_words(asked, d->as, SAID, &found[issue]) ||
                   try_words(asked, d->words, SAID, &found[issue]));
        }
    }
}

static void find_in_issues(const truce_session *s, truce_str asked, hit *found) {
    const truce_case *const c = &s->c;
    const uint32_t n_claims = s->n_assumed > 0 ? s->assumed : c->n_claims;
    for (uint32_t i = 0; i < c->n_issues; i++) {
        (void)find_in_issue(c, &c->issues[i], asked, &found[i]);
    }
    for (uint32_t i = 0; i < n_claims; i++) {
        for (uint32_t st = 0; st < c->claims[i].n_statements; st++) {
            find_in_statement(c, &c->claims[i].statements[st], asked, found);
        }
    }
}

/* ---- the message ---- */

static void add_record(truce_buffer *text, const truce_case *c, const truce_head *head,
                       const hit *found) {
    truce_str name = truce_case_name(c, head->name);
    truce_buffer_printf(text, "\n  %-*.*s", NAME_CELLS, TRUCE_STR_ARGS(name));
    if (head->title.size > 0) {
        truce_buffer_byte(text, ' ');
        truce_utf8_show(text, head->title);
    }
    if (found->as != NULL) {
        truce_buffer_printf(text, "; %s: ", found->as);
        truce_utf8_show(text, found->words);
    }
}

/* A line for each record, or for each that holds the word, as long as there is room; how many there
 * are. */
static uint32_t add_list(truce_buffer *text, const truce_session *s, truce_kind kind,
                         const hit *found, const char *before) {
    static const hit none = {NULL, {NULL, 0}};
    const truce_head *head = NULL;
    uint32_t n = 0;
    uint32_t shown = 0;
    bool full = false;
    for (uint32_t i = 0; (head = head_at(s, kind, i)) != NULL; i++) {
        if (found != NULL && found[i].words.size == 0) {
            continue;
        }
        const size_t begin = text->size;
        truce_buffer_printf(text, "%s", n++ == 0 ? before : "");
        add_record(text, &s->c, head, found != NULL ? &found[i] : &none);
        full = full || text->size > MESSAGE_MAX ||
               shown == (found != NULL ? (uint32_t)HITS_MAX : (uint32_t)LIST_MAX);
        if (full) {
            text->size = begin;
        } else {
            shown++;
        }
    }
    if (n > shown && shown > 0) {
        truce_buffer_printf(text, "\n  and %u more", n - shown);
    }
    return n;
}

static truce_status list_known(truce_session *s, truce_kind kind, truce_str asked,
                               truce_error *err) {
    const kind_words words = words_of(kind);
    truce_buffer text = truce_buffer_new();
    truce_status status = TRUCE_OK;
    uint32_t n = 0;
    while (head_at(s, kind, n) != NULL) {
        n++;
    }
    hit *const found = truce_arena_zero(&s->arena, n, sizeof *found);
    if (found == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what is not called so");
    }
    for (uint32_t i = 0; i < n; i++) {
        const truce_head *const head = head_at(s, kind, i);
        (void)(try_words(asked, head->title, NULL, &found[i]) ||
               try_words(asked, truce_case_name(&s->c, head->name), NULL, &found[i]));
    }
    if (kind == TRUCE_KIND_ISSUE) {
        find_in_issues(s, asked, found);
    }
    truce_buffer_printf(&text, "%s \"%.*s\"", words.none, asked.size > 60 ? 60 : (int)asked.size,
                        asked.size > 0 ? asked.data : "");
    const uint32_t hits = add_list(&text, s, kind, found, ". It stands in:");
    if (hits == 0 || (hits < n && n <= LIST_MAX)) {
        truce_buffer_printf(&text, "%s", hits > 0 ? "\n" : n > 0 ? ". " : "");
        (void)add_list(&text, s, kind, NULL, words.are);
    }
    status = truce_buffer_status(&text, err);
    if (status == TRUCE_OK) {
        status = truce_fail(err, TRUCE_ENOTFOUND, "%.*s", TRUCE_STR_ARGS(truce_buffer_str(&text)));
    }
    truce_buffer_clear(&text);
    return status;
}

truce_status known_refuse(truce_session *session, truce_kind kind, truce_str asked,
                          truce_error *err) {
    truce_suggestion near = truce_suggest_for(asked);
    const truce_head *head = NULL;
    for (uint32_t i = 0; (head = head_at(session, kind, i)) != NULL; i++) {
        truce_suggest_try(&near, truce_case_name(&session->c, head->name));
        truce_suggest_try(&near, head->title);
    }
    if (near.best.size == 0) {
        return list_known(session, kind, asked, err);
    }
    const truce_str hint = truce_suggest_hint(&near, &session->arena);
    return truce_fail(err, TRUCE_ENOTFOUND, "%s \"%.*s\"; %.*s", words_of(kind).none,
                      asked.size > 60 ? 60 : (int)asked.size, asked.data, TRUCE_STR_ARGS(hint));
}
