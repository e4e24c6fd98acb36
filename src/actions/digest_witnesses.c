/* What rests on one witness without a name, in short. */
#include "digest.h"
#include "witness_list.h"

/* States of the talks, stages of offers and positions; what else is told, the answer itself has. */
static bool weighs(const truce_testimony *p) {
    return p->kind == TRUCE_TESTIMONY_STATE || p->kind == TRUCE_TESTIMONY_STAGE ||
           p->kind == TRUCE_TESTIMONY_POSITION || p->kind == TRUCE_TESTIMONY_MOVEMENT;
}

static bool is_shown(const witness_entry *e) {
    for (uint32_t i = 0; i < e->n_alone && witness_is_unnamed(e); i++) {
        if (weighs(e->alone[i])) {
            return true;
        }
    }
    return false;
}

static void add_witness(composer *k, truce_block *list, const witness_entry *e) {
    enum { POINTS_SHOWN = 3 };
    uint32_t n = 0;
    phrase_speakers(&k->text, k->c, &k->c->claims[e->claims[0]]);
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
    for (uint32_t i = 0; i < e->n_alone; i++) {
        if (weighs(e->alone[i]) && n++ < POINTS_SHOWN) {
            (void)witness_point(k, item, e->alone[i]);
        }
    }
    if (n > POINTS_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more", n - POINTS_SHOWN);
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k), DIGEST_REST);
    }
}

bool digest_witnesses(composer *k, uint32_t max) {
    witness_list l;
    truce_block *list = NULL;
    uint32_t n = 0;
    if (witness_list_make(k, &l, NULL) != TRUCE_OK) {
        return false;
    }
    for (uint32_t i = 0; i < l.n; i++) {
        if (!is_shown(&l.at[i])) {
            continue;
        }
        if (list == NULL) {
            list = digest_open(k, "witnesses", "What rests on one witness without a name");
        }
        if (n++ < max) {
            add_witness(k, list, &l.at[i]);
        }
    }
    if (list != NULL) {
        digest_rest(k, list, n, n < max ? n : max, "witnesses --voice anonymous,anonymous-group");
    }
    return true;
}
