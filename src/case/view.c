/* Of each record only the words that decide who may see it are looked at (spans.h). Whatever is
 * unclear about them hides the record.
 *
 * Why it is enough to delete once: what decides over a record is on its own lines, its file's head,
 * the single `case` record and the `members` of compartments. A compartment is always seen by its
 * members, and whoever sees a record by the case's audience sees the case record by the same. So
 * taking hidden records away never changes who sees those that are left. */
#include "truce/case/view.h"

#include "spans.h"

typedef struct viewer {
    spans s;
    bool *within; /* [symbol]: the reader is that, or a member of it */
} viewer;

static bool any_within(const viewer *v, const names *list) {
    for (size_t i = 0; i < list->n; i++) {
        if (v->within[list->at[i]]) {
            return true;
        }
    }
    return false;
}

/* What the reader is: itself, everybody, and each compartment that it is a member of. */
static bool find_within(viewer *v, truce_str reader) {
    const truce_symbol self = truce_symbols_add(&v->s.symbols, reader);
    const truce_symbol everybody = truce_symbols_add(&v->s.symbols, TRUCE_STR("public"));
    bool *const within = truce_arena_zero(v->s.arena, v->s.symbols.n, sizeof *within);
    if (self == 0 || everybody == 0 || within == NULL) {
        return false;
    }
    within[self] = true;
    within[everybody] = true;
    for (size_t i = 0; i < v->s.n_records; i++) {
        const record_span *const record = &v->s.records[i];
        bool member = false;
        for (size_t k = 0; k < record->members.n && !member; k++) {
            member = record->members.at[k] == self;
        }
        if (record->compartment && !record->unclear && record->name != 0 && member) {
            within[record->name] = true;
        }
    }
    /* Nobody is "the team" by being a member of something called so. */
    const truce_symbol team = truce_symbols_find(&v->s.symbols, TRUCE_STR("team"));
    if (team != 0) {
        within[team] = false;
    }
    v->within = within;
    return true;
}

static bool is_seen(const viewer *v, const record_span *record, const record_span *only_case,
                    truce_symbol self) {
    if (record->unclear) {
        return false;
    }
    if (record->compartment || record->reader) {
        if (record->name == self && self != 0) {
            return true;
        }
        for (size_t k = 0; k < record->members.n; k++) {
            if (record->members.at[k] == self) {
                return true;
            }
        }
    }
    if (record->has_audience) {
        return any_within(v, &record->audience);
    }
    const file_span *const file = &v->s.files[record->file];
    if (file->unclear) {
        return false;
    }
    if (file->has_audience) {
        return any_within(v, &file->audience);
    }
    return only_case != NULL && only_case->has_audience && !only_case->unclear &&
           any_within(v, &only_case->audience);
}

/* The file without its hidden records. One that loses nothing stays the text it was. */
static bool delete_hidden(viewer *v, const file_span *file, const truce_input *input,
                          const record_span *only_case, truce_symbol self, truce_str *seen) {
    const char *const bytes = input->bytes.data;
    char *text = NULL;
    size_t used = 0;
    size_t kept = 0; /* up to here the bytes were dealt with */
    for (size_t k = file->first_record; k < file->first_record + file->n_records; k++) {
        const record_span *const record = &v->s.records[k];
        if (is_seen(v, record, only_case, self)) {
            continue;
        }
        if (text == NULL) {
            text = truce_arena_take(v->s.arena, input->bytes.size);
            if (text == NULL) {
                return false;
            }
        }
        memcpy(text + used, bytes + kept, record->begin - kept);
        used += record->begin - kept;
        kept = record->end;
    }
    if (text == NULL) {
        *seen = input->bytes;
        return true;
    }
    memcpy(text + used, bytes + kept, input->bytes.size - kept);
    *seen = (truce_str){text, used + input->bytes.size - kept};
    return true;
}

static bool narrow(viewer *v, truce_view *view) {
    if (!spans_find(&v->s, view->inputs, view->n_inputs) || !find_within(v, view->reader)) {
        return false;
    }
    const record_span *const only_case = spans_case(&v->s);
    const truce_symbol self = truce_symbols_find(&v->s.symbols, view->reader);
    truce_input *const seen = truce_arena_zero(v->s.arena, view->n_inputs, sizeof *seen);
    if (seen == NULL && view->n_inputs > 0) {
        return false;
    }
    for (size_t i = 0; i < view->n_inputs; i++) {
        seen[i].name = view->inputs[i].name;
        if (!delete_hidden(v, &v->s.files[i], &view->inputs[i], only_case, self, &seen[i].bytes)) {
            return false;
        }
    }
    view->inputs = seen;
    return true;
}

truce_status truce_case_view(const truce_input *inputs, size_t n_inputs, truce_str reader,
                             truce_arena *arena, truce_view *view, truce_error *err) {
    truce_view made = {.inputs = inputs, .n_inputs = n_inputs, .reader = reader};
    made.narrowed = reader.size > 0 && !truce_str_equal(reader, TRUCE_STR("team"));
    bool ok = true;
    if (made.narrowed) {
        viewer v = {.s = {.arena = arena}};
        ok = truce_symbols_init(&v.s.symbols, arena, 0, err) == TRUCE_OK && narrow(&v, &made);
    }
    if (!ok) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a view of the case");
    }
    *view = made;
    return TRUCE_OK;
}
