/* Files and folders of a case in a folder of this test's own, then everything that is refused, then
 * a file replaced as a whole or not at all. */
#include "truce/case/load.h"

#include <dirent.h>
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

#include "support/folder.h"
static size_t allocations_left = SIZE_MAX;
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);
static bool memory_is_out(void) {
    return allocations_left != SIZE_MAX && (allocations_left == 0 || allocations_left-- == 0);
}
void *__wrap_malloc(size_t size) {
    return memory_is_out() ? NULL : __real_malloc(size);
}
void *__wrap_calloc(size_t n, size_t size) {
    return memory_is_out() ? NULL : __real_calloc(n, size);
}
void *__wrap_realloc(void *p, size_t size) {
    return memory_is_out() ? NULL : __real_realloc(p, size);
}

static char home[FOLDER_PATH];
static truce_arena arena;
static truce_input *inputs;
static size_t n_inputs;

static void write_file(const char *path, const char *text) {
    FILE *const file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static bool file_holds(const char *path, const char *want) {
    char got[200] = "";
    FILE *const file = fopen(path, "rb");
    assert_non_null(file);
    got[fread(got, 1, sizeof got - 1, file)] = '\0';
    (void)fclose(file);
    return strcmp(got, want) == 0;
}

static truce_status load(const char *path, truce_error *err) {
    truce_arena_clear(&arena);
    inputs = NULL;
    n_inputs = 99;
    return truce_case_load(&path, 1, &arena, &inputs, &n_inputs, err);
}

static void expect_input(size_t i, const char *name, const char *bytes) {
    assert_true(truce_str_equal(inputs[i].name, truce_str_of(name)));
    assert_true(truce_str_equal(inputs[i].bytes, truce_str_of(bytes)));
}

static void expect_refused(const char *path, truce_status status, const char *part) {
    truce_error err;
    assert_int_equal(load(path, &err), status);
    assert_int_equal(err.status, status);
    assert_non_null(strstr(err.message, part));
    assert_null(inputs); /* nothing is written */
    assert_int_equal(n_inputs, 99);
}

static int make_home(void **state) {
    (void)state;
    folder_make(home);
    if (chdir(home) != 0) {
        return -1;
    }
    (void)umask(022);
    return mkdir("talks", 0755) | mkdir("talks/old.truce", 0755) | mkdir("empty", 0755) |
           mkdir("locked", 0755) | mkfifo("pipe.truce", 0644);
}

static int leave_home(void **state) {
    (void)state;
    truce_arena_clear(&arena);
    char command[sizeof home + 16];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", home);
    return chdir("/") | system(command);
}

static void a_file_is_read_whole(void **state) {
    (void)state;
    write_file("one.truce", "truce 1\n");
    assert_int_equal(load("one.truce", NULL), TRUCE_OK);
    assert_int_equal(n_inputs, 1);
    expect_input(0, "one.truce", "truce 1\n");
    write_file("none.truce", "");
    assert_int_equal(load("./none.truce", NULL), TRUCE_OK);
    expect_input(0, "./none.truce", "");
}

static void a_folder_is_its_files_in_byte_order(void **state) {
    (void)state;
    write_file("talks/b.truce", "b");
    write_file("talks/B.truce", "B");
    write_file("talks/10.truce", "10");
    write_file("talks/9.truce", "9");
    write_file("talks/\xC3\xA4.truce", "umlaut");
    write_file("talks/.hidden.truce", "hidden");
    write_file("talks/notes.txt", "notes");
    write_file("talks/.truce", "no name");
    write_file("talks/b.truce~", "backup");
    write_file("talks/old.truce/x.truce", "in its own folder");
    assert_int_equal(load("talks/", NULL), TRUCE_OK);
    assert_int_equal(n_inputs, 5);
    expect_input(0, "talks/10.truce", "10");
    expect_input(1, "talks/9.truce", "9");
    expect_input(2, "talks/B.truce", "B");
    expect_input(3, "talks/b.truce", "b");
    expect_input(4, "talks/\xC3\xA4.truce", "umlaut");
    assert_int_equal(load("talks", NULL), TRUCE_OK);
    expect_input(0, "talks/10.truce", "10");
}

static void paths_stay_in_the_order_given(void **state) {
    (void)state;
    write_file("z.truce", "z");
    write_file("a.truce", "a");
    const char *const paths[] = {"z.truce", "talks", "a.truce", "z.truce"};
    truce_arena_clear(&arena);
    assert_int_equal(truce_case_load(paths, 4, &arena, &inputs, &n_inputs, NULL), TRUCE_OK);
    assert_int_equal(n_inputs, 8);
    expect_input(0, "z.truce", "z");
    expect_input(6, "a.truce", "a");
    expect_input(7, "z.truce", "z");
    assert_int_equal(truce_case_load(paths, 0, &arena, &inputs, &n_inputs, NULL), TRUCE_OK);
    assert_int_equal(n_inputs, 0);
}

static void standard_input_is_read_to_its_end(void **state) {
    (void)state;
    char *const big = malloc(200001);
    assert_non_null(big);
    memset(big, 'x', 200000);
    big[200000] = '\0';
    write_file("big.truce", big);
    assert_non_null(freopen("big.truce", "rb", stdin));
    assert_int_equal(load("-", NULL), TRUCE_OK);
    expect_input(0, "(standard input)", big);
    free(big);
}

static void what_is_not_there_is_not_found(void **state) {
    (void)state;
    expect_refused("missing.truce", TRUCE_ENOTFOUND, "missing.truce");
    expect_refused("missing/", TRUCE_ENOTFOUND, "missing/");
    expect_refused("empty", TRUCE_ENOTFOUND, "the folder empty has no file");
    assert_int_equal(symlink("missing.truce", "dangling.truce"), 0);
    expect_refused("dangling.truce", TRUCE_ENOTFOUND, "dangling.truce");
}

static void a_pipe_is_neither_waited_for_nor_read(void **state) {
    (void)state;
    expect_refused("pipe.truce", TRUCE_EIO, "pipe.truce is neither a file nor a folder");
    expect_refused("/dev/null", TRUCE_EIO, "/dev/null");
    assert_int_equal(mkdir("pipes", 0755), 0);
    assert_int_equal(mkfifo("pipes/a.truce", 0644), 0);
    expect_refused("pipes", TRUCE_EIO, "pipes/a.truce");
}

/* Nothing is closed to root, who runs this test in some places: be somebody else for a while. */
static void become_nobody(void) {
    assert_int_equal(chmod(home, 0755), 0);
    assert_true(geteuid() != 0 || seteuid(65534) == 0);
}

static void become_oneself(void) {
    assert_true(geteuid() == getuid() || seteuid(getuid()) == 0);
}

static void what_may_not_be_read_is_refused(void **state) {
    (void)state;
    write_file("closed.truce", "x");
    assert_int_equal(chmod("closed.truce", 0), 0);
    become_nobody();
    expect_refused("closed.truce", TRUCE_EIO, "closed.truce");
    become_oneself();
}

static void one_bad_path_among_good_ones_gives_nothing(void **state) {
    (void)state;
    const char *const paths[] = {"one.truce", "missing.truce"};
    truce_arena_clear(&arena);
    inputs = NULL;
    n_inputs = 99;
    assert_int_equal(truce_case_load(paths, 2, &arena, &inputs, &n_inputs, NULL), TRUCE_ENOTFOUND);
    assert_null(inputs);
    assert_int_equal(n_inputs, 99);
}

static void when_memory_is_out_it_says_so(void **state) {
    (void)state;
    const char *const paths[] = {"talks", "big.truce", "one.truce"};
    size_t n = 0;
    for (truce_status status = TRUCE_ENOMEM; status != TRUCE_OK; n++) {
        truce_arena_clear(&arena);
        inputs = NULL;
        allocations_left = n;
        status = truce_case_load(paths, 3, &arena, &inputs, &n_inputs, NULL);
        allocations_left = SIZE_MAX;
        assert_true(status == TRUCE_OK || (status == TRUCE_ENOMEM && inputs == NULL));
    }
    assert_true(n > 1);
}

/* ---- replacing ---- */

static size_t files_in(const char *path) {
    size_t n = 0;
    DIR *const folder = opendir(path);
    assert_non_null(folder);
    while (readdir(folder) != NULL) {
        n++;
    }
    (void)closedir(folder);
    return n - 2;
}

static void a_file_is_replaced_and_keeps_its_permissions(void **state) {
    (void)state;
    struct stat info;
    assert_int_equal(mkdir("replace", 0755), 0);
    write_file("replace/a.truce", "old");
    assert_int_equal(chmod("replace/a.truce", 0640), 0);
    assert_int_equal(truce_file_replace("replace/a.truce", TRUCE_STR("new"), NULL), TRUCE_OK);
    assert_true(file_holds("replace/a.truce", "new"));
    assert_int_equal(stat("replace/a.truce", &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
    assert_int_equal(files_in("replace"), 1); /* nothing stays beside it */
    assert_int_equal(truce_file_replace("replace/b.truce", TRUCE_STR(""), NULL), TRUCE_OK);
    assert_int_equal(stat("replace/b.truce", &info), 0);
    assert_int_equal(info.st_mode & 07777, 0644);
    assert_int_equal(info.st_size, 0);
}

static void what_fails_leaves_the_file_and_nothing_beside_it(void **state) {
    (void)state;
    truce_error err;
    assert_int_equal(truce_file_replace("no/such/a.truce", TRUCE_STR("new"), &err), TRUCE_EIO);
    assert_non_null(strstr(err.message, "no/such/a.truce"));
    /* A folder cannot be renamed over, whoever asks. */
    assert_int_equal(truce_file_replace("empty", TRUCE_STR("new"), &err), TRUCE_EIO);
    const size_t before = files_in(".");
    assert_int_equal(truce_file_replace("empty", TRUCE_STR("new"), &err), TRUCE_EIO);
    assert_int_equal(files_in("."), before);
    assert_int_equal(symlink("one.truce", "link.truce"), 0);
    assert_int_equal(truce_file_replace("link.truce", TRUCE_STR("new"), &err), TRUCE_EIO);
    assert_non_null(strstr(err.message, "is a link"));
    assert_true(file_holds("one.truce", "truce 1\n"));
    char path[5000];
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_int_equal(truce_file_replace(path, TRUCE_STR("new"), &err), TRUCE_EIO);
}

static void in_a_closed_folder_nothing_is_written(void **state) {
    (void)state;
    write_file("locked/a.truce", "old");
    assert_int_equal(chmod("locked", 0555), 0);
    become_nobody();
    assert_int_equal(truce_file_replace("locked/a.truce", TRUCE_STR("new"), NULL), TRUCE_EIO);
    become_oneself();
    assert_true(file_holds("locked/a.truce", "old"));
    assert_int_equal(files_in("locked"), 1);
    assert_int_equal(chmod("locked", 0755), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_whole),
        cmocka_unit_test(a_folder_is_its_files_in_byte_order),
        cmocka_unit_test(paths_stay_in_the_order_given),
        cmocka_unit_test(standard_input_is_read_to_its_end),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(a_pipe_is_neither_waited_for_nor_read),
        cmocka_unit_test(what_may_not_be_read_is_refused),
        cmocka_unit_test(one_bad_path_among_good_ones_gives_nothing),
        cmocka_unit_test(when_memory_is_out_it_says_so),
        cmocka_unit_test(a_file_is_replaced_and_keeps_its_permissions),
        cmocka_unit_test(what_fails_leaves_the_file_and_nothing_beside_it),
        cmocka_unit_test(in_a_closed_folder_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, make_home, leave_home);
}
