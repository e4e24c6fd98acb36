#include "fork.h"

void composer_fork_begin(const composer *k, bool tells, composer_fork *fork) {
    *fork = (composer_fork){.k = *k, .status = TRUCE_OK};
    fork->arena = k->arena->secret ? truce_arena_secret() : truce_arena_new();
    composer *const own = &fork->k;
    own->arena = &fork->arena;
    own->text = truce_buffer_new();
    own->doc = truce_document_new(own->arena, k->doc.title, k->doc.subtitle);
    own->doc.compact = k->doc.compact;
    own->claims = NULL; /* written for one answer */
    own->failed = false;
    if (tells) {
        own->place = truce_arena_zero(own->arena, k->c->n_claims, sizeof *own->place);
        own->failed = own->place == NULL;
    }
}

static void append_blocks(composer *k, const truce_document *from) {
    truce_document *const doc = &k->doc;
    for (size_t i = 0; i < from->n_blocks && !doc->failed; i++) {
        truce_block *const blocks = truce_arena_grow(doc->arena, doc->blocks, doc->n_blocks,
                                                     &doc->cap_blocks, sizeof *blocks);
        doc->failed = blocks == NULL;
        if (blocks != NULL) {
            doc->blocks = blocks;
            doc->blocks[doc->n_blocks++] = from->blocks[i];
        }
    }
}

truce_status composer_fork_end(composer *k, composer_fork *fork, truce_error *err) {
    composer *const own = &fork->k;
    k->failed = k->failed || own->failed || own->text.failed || own->doc.failed;
    compose_end(own);
    append_blocks(k, &own->doc);
    truce_arena_adopt(k->arena, &fork->arena);
    if (fork->status != TRUCE_OK && err != NULL) {
        *err = fork->err;
    }
    return fork->status;
}
