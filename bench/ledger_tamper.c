/* ledger_tamper - what is found when one byte of a ledger's file is another.
 *
 * A ledger with a life: members, compartments, events, a purge, a removal. Each byte of its file is
 * changed in turn, by three values, and the ledger is opened by the team and by a member outside
 * it. A change is found where the file cannot be opened, or a fault is told; else all that both are
 * told must be what it was: events, their texts, authors, times and compartments, and who is there.
 * A change that is neither found nor without effect is printed, and the exit status is 1.
 *
 *   ledger_tamper [STEP]      by default every byte: 1
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/folder.h"
#include "truce/base/buffer.h"
#include "truce/record/ledger.h"

enum { NOW = 1900000000, FILE_MOST = 1 << 20 };

static char folder[FOLDER_PATH], path[FOLDER_PATH];
static truce_identity *who[3]; /* anna, who is the team; ben; carla */

static void must(bool ok, const char *what) {
    if (!ok) {
        (void)fprintf(stderr, "ledger_tamper: %s\n", what);
        exit(2);
    }
}

static void say(truce_ledger *l, const char *label, const char *text, truce_said_type type,
                const uint8_t *of) {
    const truce_str labels = truce_str_of(label);
    truce_ledger_message m = {
        .type = type, .labels = &labels, .n_labels = 1, .text = truce_str_of(text)};
    if (of != NULL) {
        memcpy(m.of, of, sizeof m.of);
    }
    must(truce_ledger_say(l, &m, 1, NOW, NULL, NULL) == TRUCE_OK, "saying");
}

static void make(void) {
    static const char *const names[] = {"anna", "ben", "carla"};
    truce_ledger *l = NULL;
    size_t n = 0;
    for (int i = 0; i < 3; i++) {
        must(truce_identity_make(truce_str_of(names[i]), &who[i], NULL) == TRUCE_OK, "keys");
    }
    must(truce_ledger_create(path, who[0], NOW, NULL) == TRUCE_OK &&
             truce_ledger_open(path, who[0], (truce_ledger_options){.whole = true}, &l, NULL) ==
                 TRUCE_OK,
         "making a ledger");
    const truce_roster_change changes[] = {
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("desk"), .role = TRUCE_ROOM_OBSERVER},
        {.what = TRUCE_CHANGE_ADMIT,
         .card = truce_identity_card(who[1]),
         .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_ADMIT,
         .card = truce_identity_card(who[2]),
         .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("ben"), .label = TRUCE_STR("desk")},
        {.what = TRUCE_CHANGE_REMOVE, .name = TRUCE_STR("carla")},
    };
    must(truce_ledger_change(l, changes, 4, NOW, NULL) == TRUCE_OK, "members");
    say(l, "public", "for all", TRUCE_SAID_ADD, NULL);
    say(l, "team", "for the team", TRUCE_SAID_ADD, NULL);
    say(l, "desk", "for the desk", TRUCE_SAID_ADD, NULL);
    const truce_ledger_event *events = truce_ledger_events(l, &n);
    say(l, "desk", "for the desk, better", TRUCE_SAID_SUPERSEDE, events[2].id);
    events = truce_ledger_events(l, &n);
    const uint64_t place = events[1].n;
    must(truce_ledger_purge(l, &place, 1, TRUCE_STR("why"), NOW, NULL) == TRUCE_OK, "purging");
    must(truce_ledger_change(l, changes + 4, 1, NOW, NULL) == TRUCE_OK, "removing");
    say(l, "public", "after that", TRUCE_SAID_ADD, NULL);
    truce_ledger_close(l);
}

/* All that a member is told; false where they are told of a fault, or of nothing. */
static bool told(const truce_identity *as, truce_buffer *out) {
    truce_ledger *l = NULL;
    size_t n = 0;
    if (truce_ledger_open(path, as, (truce_ledger_options){.whole = true}, &l, NULL) != TRUCE_OK) {
        return false;
    }
    (void)truce_ledger_faults(l, &n);
    const bool sound = n == 0;
    const truce_ledger_event *const events = truce_ledger_events(l, &n);
    for (size_t i = 0; i < n && sound; i++) {
        const truce_ledger_event *const e = &events[i];
        truce_buffer_printf(out, "%" PRIu64 " %d %" PRIi64 " %" PRIi64 " %" PRIu64 " %.*s: %.*s",
                            e->n, (int)e->type, e->time, e->committed, e->undone_by,
                            TRUCE_STR_ARGS(e->name), TRUCE_STR_ARGS(e->text));
        truce_buffer_add(out, (truce_str){(const char *)e->id, sizeof e->id});
        truce_buffer_add(out, (truce_str){(const char *)e->of, sizeof e->of});
        truce_buffer_add(out, (truce_str){(const char *)e->author, sizeof e->author});
        for (size_t k = 0; k < e->n_labels; k++) {
            truce_buffer_add(out, e->labels[k]);
        }
    }
    const truce_roster *const r = truce_ledger_roster(l);
    truce_buffer_printf(out, "%u %d %d %u", r->epoch, r->team, r->removed, r->rights);
    for (size_t i = 0; i < r->n_members && sound; i++) {
        truce_buffer_add(out, (truce_str){(const char *)&r->members[i].card.keys,
                                          sizeof r->members[i].card.keys});
        truce_buffer_printf(out, "%s %u", r->members[i].card.name, r->members[i].rights);
    }
    for (size_t i = 0; i < r->n_compartments && sound; i++) {
        const truce_ledger_room *const c = &r->compartments[i];
        truce_buffer_printf(out, "%.*s %d %zu", TRUCE_STR_ARGS(c->label), (int)c->role,
                            c->n_members);
    }
    truce_ledger_close(l);
    return sound;
}

static size_t load(uint8_t *bytes) {
    FILE *const file = fopen(path, "rb");
    must(file != NULL, "reading the file");
    const size_t n = fread(bytes, 1, FILE_MOST, file);
    must(fclose(file) == 0 && n > 0 && n < FILE_MOST, "reading the file");
    return n;
}

static void store(const uint8_t *bytes, size_t n) {
    FILE *const file = fopen(path, "wb");
    must(file != NULL && fwrite(bytes, 1, n, file) == n && fclose(file) == 0, "writing the file");
}

int main(int argc, char **argv) {
    static uint8_t bytes[FILE_MOST];
    static const uint8_t by[] = {1, 0x80, 0xff};
    const size_t step = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
    truce_buffer before[2] = {truce_buffer_new(), truce_buffer_new()};
    size_t found = 0;
    size_t same = 0;
    size_t wrong = 0;
    folder_make_fast(folder);
    (void)folder_file(folder, "talks.ledger", path);
    make();
    const size_t n = load(bytes);
    for (int i = 0; i < 2; i++) {
        must(told(who[i], &before[i]), "the ledger is not in order before it is changed");
    }
    for (size_t at = 0; at<n; at += step> 0 ? step : 1) {
        for (size_t k = 0; k < sizeof by; k++) {
            bool seen = false;
            bool changed = false;
            bytes[at] ^= by[k];
            store(bytes, n);
            for (int i = 0; i < 2; i++) { /* each by themselves: neither is wrong unseen */
                truce_buffer now = truce_buffer_new();
                const bool sound = told(who[i], &now);
                seen = seen || !sound;
                changed = changed || (sound && (now.size != before[i].size ||
                                                memcmp(now.data, before[i].data, now.size) != 0));
                truce_buffer_clear(&now);
            }
            bytes[at] ^= by[k];
            found += seen && !changed;
            same += !seen && !changed;
            wrong += changed;
            if (changed) {
                (void)printf("byte %zu by %02x: not found, and something is told otherwise\n", at,
                             by[k]);
            }
        }
    }
    (void)printf(
        "%zu changes of the %zu bytes of a ledger's file: %zu found, %zu changed nothing that "
        "anybody is told, %zu unseen\n",
        found + same + wrong, n, found, same, wrong);
    for (int i = 0; i < 3; i++) {
        truce_identity_close(who[i]);
    }
    truce_buffer_clear(&before[0]);
    truce_buffer_clear(&before[1]);
    folder_remove(folder);
    return wrong > 0;
}
