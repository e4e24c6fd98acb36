/* The brief is a list of sections, each of which can be had alone. */
#include "truce/actions/brief.h"

#include "compose.h"

static truce_status write_matrix(composer *k, truce_error *err) {
    (void)err;
    compose_matrix(k);
    compose_packages(k);
    compose_movements(k);
    return TRUCE_OK;
}

static truce_status write_sources(composer *k, truce_error *err) {
    (void)err;
    compose_sources(k);
    return TRUCE_OK;
}

static truce_status write_claims(composer *k, truce_error *err) {
    (void)err;
    compose_claims(k);
    return TRUCE_OK;
}

static truce_status write_reading(composer *k, truce_error *err) {
    (void)err;
    compose_reading(k);
    return TRUCE_OK;
}

typedef struct section {
    const char *name;
    truce_status (*write)(composer *k, truce_error *err);
    bool usual;         /* part of a brief for which no sections are named */
    bool table_in_json; /* for machines it is a table of its own, beside the document */
} section;

static const section sections[] = {
    {"who", compose_who, true, false},
    {"matrix", write_matrix, true, false},
    {"accounts", compose_accounts, false, false},
    {"offers", compose_offers, false, false},
    {"timeline", compose_timeline, false, false},
    {"actors", compose_actors, false, false},
    {"gaps", compose_gaps, false, false},
    {"sources", write_sources, true, false},
    {"claims", write_claims, true, true},
    {"reading", write_reading, true, false},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

/* Which sections are asked for, a bit each. */
static truce_status find_asked(truce_str names, unsigned *asked, truce_error *err) {
    *asked = 0;
    if (truce_str_equal(names, TRUCE_STR("all"))) {
        *asked = (1U << SECTIONS) - 1;
        return TRUCE_OK;
    }
    for (unsigned i = 0; i < SECTIONS && names.size == 0; i++) {
        *asked |= sections[i].usual ? 1U << i : 0;
    }
    while (names.size > 0) {
        const char *const comma = memchr(names.data, ',', names.size);
        const truce_str name = {names.data,
                                comma != NULL ? (size_t)(comma - names.data) : names.size};
        unsigned found = 0;
        for (unsigned i = 0; i < SECTIONS; i++) {
            found |= truce_str_equal(name, truce_str_of(sections[i].name)) ? 1U << i : 0;
        }
        if (found == 0) {
            return truce_fail(err, TRUCE_ENOTFOUND,
                              "a brief has no section \"%.*s\"; it has who, matrix, accounts, "
                              "offers, timeline, actors, gaps, sources, claims, reading, or all",
                              name.size > 40 ? 40 : (int)name.size, name.data);
        }
        *asked |= found;
        const size_t taken = name.size + (comma != NULL);
        names = (truce_str){names.data + taken, names.size - taken};
    }
    return TRUCE_OK;
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    unsigned asked = 0;
    truce_status status = find_asked(k->session->request.sections, &asked, err);
    for (unsigned i = 0; i < SECTIONS && status == TRUCE_OK; i++) {
        if ((asked & 1U << i) != 0 && !(for_json && sections[i].table_in_json)) {
            status = sections[i].write(k, err);
        }
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    (void)err;
    truce_json_key(json, "document");
    truce_document_json(&k->doc, json);
    truce_json_key(json, "matrix");
    compose_matrix_json(k, json);
    truce_json_key(json, "claims");
    compose_claims_json(k, json);
    truce_json_key(json, "sources");
    compose_sources_json(k, json);
    return TRUCE_OK;
}

truce_status truce_brief_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                truce_error *err) {
    const answer_parts parts = {"What the parties are reported to have said", document, facts,
                                true};
    return compose_answer(session, &parts, paper, out, err);
}
