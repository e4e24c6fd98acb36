#include "truce/stability/graph_json.h"

#include "truce/base/json.h"
#include "truce/stability/statement.h"

static void write_pattern(const truce_graph_model *m, truce_graph_pattern p, truce_json *json) {
    char text[TRUCE_GRAPH_OPTIONS_MAX];
    for (uint32_t k = 0; k < m->n_options; k++) {
        text[k] = (p.care >> k & 1) == 0 ? '-' : (p.taken >> k & 1) != 0 ? 'Y' : 'N';
    }
    truce_json_str(json, (truce_str){text, m->n_options});
}

static void write_options(const truce_graph_model *m, truce_json *json) {
    static const char *const directions[] = {"both", "fwd", "back"};
    bool named = false;
    for (uint32_t k = 0; k < m->n_options; k++) {
        named = named || m->options[k].name.size > 0;
    }
    truce_json_key(json, "options");
    if (named) {
        truce_json_array_inline(json);
        for (uint32_t k = 0; k < m->n_options; k++) {
            truce_json_str(json, m->options[k].name);
        }
        truce_json_close(json);
    } else {
        truce_json_int(json, m->n_options);
    }
    truce_json_key(json, "owner");
    truce_json_array_inline(json);
    for (uint32_t k = 0; k < m->n_options; k++) {
        truce_json_int(json, m->options[k].owner);
    }
    truce_json_close(json);
    truce_json_key(json, "direction");
    truce_json_array_inline(json);
    for (uint32_t k = 0; k < m->n_options; k++) {
        truce_json_str(json, truce_str_of(directions[m->options[k].direction]));
    }
    truce_json_close(json);
}

static void write_makers(const truce_graph_model *m, truce_json *json) {
    if (m->makers == NULL) {
        return;
    }
    truce_json_key(json, "makers");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < m->n_makers; i++) {
        truce_json_str(json, m->makers[i]);
    }
    truce_json_close(json);
}

static void write_common(const truce_graph_model *m, truce_json *json) {
    if (m->n_common == 0) {
        return;
    }
    truce_json_key(json, "common");
    truce_json_array(json);
    for (uint32_t i = 0; i < m->n_common; i++) {
        truce_json_object_inline(json);
        truce_json_key(json, "from");
        write_pattern(m, m->common[i].from, json);
        truce_json_key(json, "to");
        write_pattern(m, m->common[i].to, json);
        truce_json_key(json, "makers");
        truce_json_array_inline(json);
        for (uint32_t j = 0; j < m->n_makers; j++) {
            if ((m->common[i].makers >> j & 1) != 0) {
                truce_json_int(json, j);
            }
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void write_numbers(const int64_t *at, size_t n, truce_json *json) {
    truce_json_array_inline(json);
    for (size_t i = 0; i < n; i++) {
        truce_json_int(json, at[i]);
    }
    truce_json_close(json);
}

static void write_rule(const truce_graph_model *m, const truce_graph_preference *p,
                       truce_json *json) {
    switch (p->rule) {
    case TRUCE_GRAPH_PAYOFFS:
        truce_json_key(json, "payoffs");
        write_numbers(p->payoffs, p->n_payoffs, json);
        break;
    case TRUCE_GRAPH_WEIGHTS:
        truce_json_key(json, "weights");
        write_numbers(p->weights, m->n_options, json);
        break;
    case TRUCE_GRAPH_STATEMENTS:
        truce_json_key(json, "statements");
        truce_json_array(json);
        for (uint32_t i = 0; i < p->n_statements; i++) {
            truce_buffer text = truce_buffer_new();
            truce_graph_statement_write(m->options, p->statements[i], &text);
            json->out->failed = json->out->failed || text.failed;
            truce_json_str(json, truce_buffer_str(&text));
            truce_buffer_clear(&text);
        }
        truce_json_close(json);
        break;
    }
}

static void write_preference(const truce_graph_model *m, const truce_graph_preference *p,
                             truce_json *json) {
    truce_json_object(json);
    write_rule(m, p, json);
    if (p->n_unknown > 0) {
        truce_json_key(json, "unknown");
        truce_json_array(json);
        for (uint32_t i = 0; i < p->n_unknown; i++) {
            truce_json_array_inline(json);
            write_pattern(m, p->unknown[i].a, json);
            write_pattern(m, p->unknown[i].b, json);
            truce_json_close(json);
        }
        truce_json_close(json);
    }
    if (p->n_strong_from > 0) {
        truce_json_key(json, "strong");
        write_numbers(p->strong_from, p->n_strong_from, json);
    } else if (p->n_strong_statements > 0) {
        truce_json_member_int(json, "strong", p->n_strong_statements);
    }
    truce_json_close(json);
}

/* Payoffs alone are written in the short form. */
static void write_preferences(const truce_graph_model *m, truce_json *json) {
    bool plain = true;
    for (uint32_t i = 0; i < m->n_makers; i++) {
        const truce_graph_preference *const p = &m->preferences[i];
        plain =
            plain && p->rule == TRUCE_GRAPH_PAYOFFS && p->n_unknown == 0 && p->n_strong_from == 0;
    }
    truce_json_key(json, plain ? "payoffs" : "preferences");
    truce_json_array(json);
    for (uint32_t i = 0; i < m->n_makers; i++) {
        if (plain) {
            write_numbers(m->preferences[i].payoffs, m->preferences[i].n_payoffs, json);
        } else {
            write_preference(m, &m->preferences[i], json);
        }
    }
    truce_json_close(json);
}

static void write_attitudes(const truce_graph_model *m, truce_json *json) {
    if (m->attitudes == NULL) {
        return;
    }
    truce_json_key(json, "attitudes");
    truce_json_array(json);
    for (uint32_t i = 0; i < m->n_makers; i++) {
        truce_json_array_inline(json);
        for (uint32_t j = 0; j < m->n_makers; j++) {
            truce_json_int(json, m->attitudes[i * m->n_makers + j]);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

void truce_graph_write(const truce_graph_model *m, truce_buffer *out) {
    truce_json json = truce_json_new(out);
    truce_json_object(&json);
    write_makers(m, &json);
    write_options(m, &json);
    truce_json_key(&json, "infeasible");
    truce_json_array_inline(&json);
    for (uint32_t i = 0; i < m->n_infeasible; i++) {
        write_pattern(m, m->infeasible[i], &json);
    }
    truce_json_close(&json);
    write_common(m, &json);
    write_preferences(m, &json);
    write_attitudes(m, &json);
    if (m->has_status_quo) {
        const uint64_t all = (UINT64_C(1) << m->n_options) - 1;
        truce_json_key(&json, "status_quo");
        write_pattern(m, (truce_graph_pattern){all, m->status_quo}, &json);
    }
    truce_json_close(&json);
    truce_json_end(&json);
}
