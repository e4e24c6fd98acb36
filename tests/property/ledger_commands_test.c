/* Non-interference of commands on a ledger. A generated case is said to a ledger: what one of its
 * readers may see for a room that Ben is in, and all else for others. Then every command, of those
 * that take a case and those that tell of the ledger, gives Ben what it gives him on the export
 * that was made for him, which is the same to the byte whatever else the ledger holds
 * (ledger_export): exit status, standard output and standard error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/commands.h"
#include "support/folder.h"
#include "support/generate.h"
#include "support/ok.h"
#include "support/program.h"
#include "support/random.h"
#include "truce/case/parts.h"
#include "truce/record/ledger.h"

enum { CASES = 12, NOW = 1900000000, TURNS = 4, MOST = 256 };

/* Those that tell of a ledger and count no entries; `case` comes behind. */
static const char *const of_ledger[][3] = {
    {"ledger", "log", NULL},
    {"ledger", "members", NULL},
    {"ledger", "log", "--json"},
};

typedef struct fixture {
    truce_identity *anna, *ben;
    char folder[2][FOLDER_PATH]; /* with the file `case`: the ledger; what is Ben's of it */
    size_t answered, narrowed;
} fixture;

static void write_file(const char *folder, const char *name, truce_str bytes) {
    char path[FOLDER_PATH];
    FILE *const file = fopen(folder_file(folder, name, path), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0600), 0);
}

static int set_up(void **state) {
    static fixture f;
    truce_error err = {0};
    truce_buffer key = truce_buffer_new();
    const truce_str pass = TRUCE_STR("three grey geese");
    ok(truce_identity_make(TRUCE_STR("anna"), &f.anna, &err));
    ok(truce_identity_make(TRUCE_STR("ben"), &f.ben, &err));
    ok(truce_identity_write(f.ben, pass, (truce_key_cost){1, 8192}, &key, &err));
    for (int i = 0; i < 2; i++) {
        folder_make_fast(f.folder[i]);
        write_file(f.folder[i], "key", truce_buffer_str(&key));
        write_file(f.folder[i], "pass", pass);
    }
    truce_buffer_clear(&key);
    *state = &f;
    return 0;
}

static int tear_down(void **state) {
    fixture *const f = *state;
    truce_identity_close(f->anna);
    truce_identity_close(f->ben);
    folder_remove(f->folder[0]);
    folder_remove(f->folder[1]);
    return 0;
}

/* ---- making both ----------------------------------------------------------------------------- */

static truce_ledger *found(const fixture *f, const char *path) {
    truce_error err = {0};
    truce_ledger *ledger = NULL;
    const truce_roster_change changes[] = {
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("room-a"), .role = TRUCE_ROOM_PARTY},
        {.what = TRUCE_CHANGE_FOUND, .label = TRUCE_STR("room-b"), .role = TRUCE_ROOM_MEDIATOR},
        {.what = TRUCE_CHANGE_ADMIT,
         .card = truce_identity_card(f->ben),
         .rights = TRUCE_RIGHT_ADD},
        {.what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("ben"), .label = TRUCE_STR("room-a")},
    };
    ok(truce_ledger_create(path, f->anna, NOW, &err));
    ok(truce_ledger_open(path, f->anna, (truce_ledger_options){.whole = true}, &ledger, &err));
    ok(truce_ledger_change(ledger, changes, 4, NOW, &err));
    return ledger;
}

static bool is_roster(const truce_case_part *part) {
    return truce_str_equal(part->kind, TRUCE_STR("reader")) ||
           truce_str_equal(part->kind, TRUCE_STR("compartment"));
}

/* Say the records, those that stand in the view for Ben's room. How many are hidden from him. */
static size_t say_case(truce_ledger *ledger, const generated *made, truce_str reader,
                       uint64_t *draw, truce_arena *arena) {
    static const truce_str ours = {"room-a", 6};
    static const truce_str others[2] = {{"team", 4}, {"room-b", 6}};
    truce_error err = {0};
    truce_view view;
    truce_case_part *all = NULL;
    truce_case_part *seen = NULL;
    size_t n_all = 0;
    size_t n_seen = 0;
    size_t hidden = 0;
    ok(truce_case_view(made->files, made->n_files, reader, arena, &view, &err));
    ok(truce_case_parts(made->files, made->n_files, arena, &all, &n_all, &err));
    ok(truce_case_parts(view.inputs, made->n_files, arena, &seen, &n_seen, &err));
    for (size_t i = 0, next = 0; i < n_all; i++) {
        const bool mine = next < n_seen && all[i].input == seen[next].input &&
                          truce_str_equal(all[i].text, seen[next].text);
        next += mine;
        hidden += !mine && !is_roster(&all[i]);
        const truce_ledger_message m = {.type = TRUCE_SAID_ADD,
                                        .labels = mine ? &ours : &others[below(draw, 2)],
                                        .n_labels = 1,
                                        .text = all[i].text};
        if (!is_roster(&all[i])) {
            ok(truce_ledger_say(ledger, &m, 1, NOW, NULL, &err));
        }
        assert_true(i + 1 < n_all || next == n_seen);
    }
    return hidden;
}

static void make_both(fixture *f, const generated *made, truce_str reader, uint64_t seed) {
    truce_error err = {0};
    truce_arena arena = truce_arena_new();
    char path[2][FOLDER_PATH];
    size_t n = 0;
    size_t left_out = 0;
    for (int i = 0; i < 2; i++) {
        (void)unlink(folder_file(f->folder[i], "key-seen", path[i]));
        (void)unlink(folder_file(f->folder[i], "case", path[i]));
    }
    truce_ledger *const team = found(f, path[0]);
    f->narrowed += say_case(team, made, reader, &seed, &arena) > 0;
    ok(truce_ledger_export(team, TRUCE_STR("ben"), path[1], NOW, &n, &left_out, &err));
    assert_int_equal(left_out, 0);
    truce_ledger_close(team);
    truce_arena_clear(&arena);
}

/* ---- asking ---------------------------------------------------------------------------------- */

static void ask(const fixture *f, int which, const char *const *command, size_t most,
                truce_buffer *out) {
    const char *words[PROGRAM_ARGS];
    size_t n = 0;
    for (; n < most && command[n] != NULL; n++) {
        words[n] = command[n];
    }
    words[n++] = "case";
    words[n++] = "--key=key";
    words[n++] = "--passphrase-fd=3";
    words[n] = NULL;
    out->size = 0;
    program_run(f->folder[which], words, "pass", out);
}

static void compare(fixture *f, const char *const *command, size_t most, uint64_t seed) {
    truce_buffer left = truce_buffer_new();
    truce_buffer right = truce_buffer_new();
    ask(f, 0, command, most, &left);
    ask(f, 1, command, most, &right);
    if (!truce_str_equal(truce_buffer_str(&left), truce_buffer_str(&right))) {
        (void)fprintf(stderr, "==== from the ledger\n%.*s==== from what is Ben's\n%.*s",
                      TRUCE_STR_ARGS(truce_buffer_str(&left)),
                      TRUCE_STR_ARGS(truce_buffer_str(&right)));
        fail_msg("seed %llu: %s %s", (unsigned long long)seed, command[0],
                 command[1] != NULL ? command[1] : "");
    }
    f->answered += left.size > 6 && memcmp(left.data, "exit 0", 6) == 0;
    truce_buffer_clear(&left);
    truce_buffer_clear(&right);
}

static void commands_tell_what_the_export_tells(void **state) {
    fixture *const f = *state;
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        static const truce_str readers[] = {{"public", 6}, {"r1", 2}, {"team", 4}};
        truce_arena arena = truce_arena_new();
        const generated made =
            generate_case((generate_options){.seed = seed, .records = 4}, &arena);
        make_both(f, &made, readers[seed % 3], seed);
        for (size_t i = 0; i < sizeof of_ledger / sizeof *of_ledger; i++) {
            compare(f, of_ledger[i], 3, seed);
        }
        for (size_t i = seed % TURNS; i < n_commands; i += TURNS) {
            compare(f, commands[i], COMMAND_WORDS, seed);
        }
        truce_arena_clear(&arena);
    }
    print_message("%d ledgers, %zu with more than is Ben's; %zu questions answered\n", CASES,
                  f->narrowed, f->answered);
    assert_true(f->narrowed >= CASES / 2 && f->answered > CASES * 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(commands_tell_what_the_export_tells, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
