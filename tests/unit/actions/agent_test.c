/* Agents in processes of their own: what they hand over and to whom, and every way in which one is
 * not there, is somebody else's, or does not answer. None is left behind. */
#include "truce/actions/agent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/folder.h"
#include "support/ok.h"
#include "truce/actions/keys.h"

/* While it is set, whoever is at the other end of a socket is somebody else: the first word that
 * the system gives of a peer is its process, the second its user. */
static bool another_user;
int __real_getsockopt(int fd, int level, int name, void *value, socklen_t *size);
int __wrap_getsockopt(int fd, int level, int name, void *value, socklen_t *size);

int __wrap_getsockopt(int fd, int level, int name, void *value, socklen_t *size) {
    const int done = __real_getsockopt(fd, level, name, value, size);
    if (done == 0 && another_user && *size >= 8) {
        ((uint32_t *)value)[1] ^= 1;
    }
    return done;
}

enum { MOST = 4 };

typedef struct fixture {
    char folder[FOLDER_PATH], of_agents[FOLDER_PATH], path[2][FOLDER_PATH];
    truce_identity *who[2];
    pid_t agents[MOST];
    size_t n;
} fixture;

static int set_up(void **state) {
    fixture *const f = calloc(1, sizeof *f);
    truce_error err = {0};
    assert_non_null(f);
    folder_make(f->folder);
    assert_int_equal(setenv("XDG_RUNTIME_DIR", f->folder, 1), 0);
    (void)folder_file(f->folder, "truce", f->of_agents);
    for (int i = 0; i < 2; i++) {
        (void)folder_file(f->folder, i == 0 ? "anna.key" : "ben.key", f->path[i]);
        ok(truce_keys_make(f->path[i], truce_str_of(i == 0 ? "anna" : "ben"), TRUCE_STR("pass"),
                           (truce_key_cost){1, 8192}, &f->who[i], &err));
    }
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *const f = *state;
    for (size_t i = 0; i < f->n; i++) { /* those that a test has not seen the end of */
        if (f->agents[i] > 0) {
            (void)kill(f->agents[i], SIGKILL);
            (void)waitpid(f->agents[i], NULL, 0);
        }
    }
    truce_identity_close(f->who[0]);
    truce_identity_close(f->who[1]);
    folder_empty(f->of_agents);
    (void)rmdir(f->of_agents);
    folder_remove(f->folder);
    free(f);
    another_user = false;
    return 0;
}

/* An agent for so many seconds; its index. */
static size_t start(fixture *f, int who, int64_t seconds) {
    truce_error err = {0};
    truce_agent agent;
    ok(truce_agent_listen(&agent, truce_identity_card(f->who[who]), &err));
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        truce_agent_serve(&agent, f->who[who], seconds);
        _exit(0);
    }
    truce_agent_leave(&agent);
    f->agents[f->n] = child;
    return f->n++;
}

/* It ended by itself, in order, within `seconds`. */
static void ends(fixture *f, size_t agent, int seconds) {
    int how = 0;
    pid_t done = 0;
    for (int i = 0; i < 100 * seconds && done == 0; i++) {
        done = waitpid(f->agents[agent], &how, WNOHANG);
        (void)nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    assert_int_equal(done, f->agents[agent]);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    f->agents[agent] = 0;
}

static truce_status ask(const fixture *f, int who) {
    truce_error err = {0};
    truce_identity *got = NULL;
    bool file_bad = true;
    const truce_status status = truce_agent_get(f->path[who], &got, &file_bad, &err);
    assert_int_equal(got != NULL, status == TRUCE_OK);
    assert_false(file_bad);
    if (got != NULL) {
        uint8_t a[TRUCE_IDENTITY_SECRET];
        uint8_t b[TRUCE_IDENTITY_SECRET];
        truce_identity_hand(got, a);
        truce_identity_hand(f->who[who], b);
        assert_memory_equal(a, b, sizeof a);
        assert_true(truce_card_equal(truce_identity_card(got), truce_identity_card(f->who[who])));
        truce_identity_close(got);
    }
    return status;
}

/* It answers; on a machine that is very busy not the first time. */
static void gets(const fixture *f, int who) {
    truce_status status = TRUCE_EIO;
    for (int i = 0; i < 5 && status == TRUCE_EIO; i++) {
        status = ask(f, who);
    }
    assert_int_equal(status, TRUCE_OK);
}

static void socket_of(const fixture *f, int who, char path[FOLDER_PATH]) {
    uint8_t digest[32];
    char name[40];
    truce_card_digest(truce_identity_card(f->who[who]), digest);
    (void)snprintf(name, sizeof name, "key-%02x%02x%02x%02x%02x%02x%02x%02x", digest[0], digest[1],
                   digest[2], digest[3], digest[4], digest[5], digest[6], digest[7]);
    (void)folder_file(f->of_agents, name, path);
}

static size_t sockets(const fixture *f) {
    size_t n = 0;
    for (int i = 0; i < 2; i++) {
        char path[FOLDER_PATH];
        struct stat info;
        socket_of(f, i, path);
        n += lstat(path, &info) == 0;
    }
    return n;
}

static void two_agents_hand_over_two_keys_until_they_are_locked(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    size_t n = 7;
    assert_int_equal(ask(f, 0), TRUCE_ENOTFOUND);
    ok(truce_agent_end(NULL, &n, &err));
    assert_int_equal(n, 0);
    const size_t anna = start(f, 0, 60);
    assert_int_equal(ask(f, 1), TRUCE_ENOTFOUND);
    const size_t ben = start(f, 1, 60);
    for (int i = 0; i < 20; i++) {
        gets(f, i % 2);
    }
    assert_int_equal(sockets(f), 2);
    ok(truce_agent_end(truce_identity_card(f->who[0]), &n, &err));
    assert_int_equal(n, 1);
    assert_int_equal(sockets(f), 1);
    ends(f, anna, 30);
    assert_int_equal(ask(f, 0), TRUCE_ENOTFOUND);
    gets(f, 1);
    ok(truce_agent_end(NULL, &n, &err));
    assert_int_equal(n, 1);
    ends(f, ben, 30);
    assert_int_equal(sockets(f), 0);
}

static void the_time_ends_it_and_signals_do(void **state) {
    fixture *const f = *state;
    const size_t timed = start(f, 0, 3);
    gets(f, 0);
    ends(f, timed, 30);
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
    for (size_t i = 0; i < 3; i++) {
        const size_t agent = start(f, 0, 60);
        gets(f, 0); /* so it has taken the signals over */
        assert_int_equal(kill(f->agents[agent], signals[i]), 0);
        ends(f, agent, 30);
        assert_int_equal(sockets(f), 0);
        f->n = 0;
    }
}

static void a_later_one_takes_the_place_of_an_earlier_one(void **state) {
    fixture *const f = *state;
    const size_t first = start(f, 0, 60);
    const size_t second = start(f, 0, 60);
    ends(f, first, 30);
    gets(f, 0);
    assert_int_equal(kill(f->agents[second], SIGTERM), 0);
    ends(f, second, 30);
}

static void one_that_was_killed_is_none_and_is_replaced(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    size_t n = 7;
    for (int i = 0; i < 2; i++) {
        const size_t agent = start(f, 0, 60);
        gets(f, 0);
        assert_int_equal(kill(f->agents[agent], SIGKILL), 0);
        (void)waitpid(f->agents[agent], NULL, 0);
        f->agents[agent] = 0;
        assert_int_equal(sockets(f), 1); /* stale */
        assert_int_equal(ask(f, 0), TRUCE_ENOTFOUND);
    }
    ok(truce_agent_end(NULL, &n, &err));
    assert_int_equal(n, 0);
    assert_int_equal(sockets(f), 0);
}

static void one_that_hangs_holds_nobody_up(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    size_t n = 7;
    const size_t agent = start(f, 0, 60);
    gets(f, 0);
    assert_int_equal(kill(f->agents[agent], SIGSTOP), 0);
    const time_t before = time(NULL);
    assert_int_equal(ask(f, 0), TRUCE_EIO);
    assert_int_equal(truce_agent_end(NULL, &n, &err), TRUCE_EIO);
    assert_true(time(NULL) - before < 40);
    assert_int_equal(n, 0);
    assert_int_equal(sockets(f), 0);
    assert_int_equal(kill(f->agents[agent], SIGCONT), 0);
    ends(f, agent, 30);
}

/* Whoever connects and says nothing, or nonsense, is given up, and others get theirs. */
static void a_silent_client_is_given_up(void **state) {
    fixture *const f = *state;
    const size_t agent = start(f, 0, 60);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char path[FOLDER_PATH];
    socket_of(f, 0, path);
    assert_true(strlen(path) < sizeof address.sun_path);
    memcpy(address.sun_path, path, strlen(path) + 1);
    int fds[2];
    for (int i = 0; i < 2; i++) {
        fds[i] = socket(AF_UNIX, SOCK_STREAM, 0);
        assert_int_equal(connect(fds[i], (const struct sockaddr *)&address, sizeof address), 0);
    }
    assert_int_equal(send(fds[1], "GET / HTTP/1.1\r\nHost: somewhere or other\r\n\r\n", 45, 0), 45);
    gets(f, 0);
    char byte = 0;
    for (int i = 0; i < 2; i++) {
        assert_true(recv(fds[i], &byte, 1, 0) <= 0); /* closed, without a word */
        (void)close(fds[i]);
    }
    assert_int_equal(kill(f->agents[agent], SIGTERM), 0);
    ends(f, agent, 30);
}

static void nobody_is_asked_who_is_another_user(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    size_t n = 7;
    const size_t agent = start(f, 0, 60);
    another_user = true;
    assert_int_equal(ask(f, 0), TRUCE_EDENIED);
    assert_int_equal(truce_agent_end(NULL, &n, &err), TRUCE_EDENIED);
    assert_int_equal(n, 0);
    another_user = false;
    gets(f, 0);
    assert_int_equal(kill(f->agents[agent], SIGTERM), 0);
    ends(f, agent, 30);
}

static void it_answers_nobody_who_is_another_user(void **state) {
    fixture *const f = *state;
    another_user = true; /* to the agent, which is born with it */
    const size_t agent = start(f, 0, 60);
    another_user = false;
    assert_int_equal(ask(f, 0), TRUCE_EIO);
    assert_int_equal(kill(f->agents[agent], SIGTERM), 0);
    ends(f, agent, 30);
}

static void what_is_not_ones_own_is_not_asked(void **state) {
    fixture *const f = *state;
    truce_error err = {0};
    truce_agent agent;
    char path[FOLDER_PATH];
    assert_int_equal(mkdir(f->of_agents, 0700), 0);
    /* A file, or a link, where the socket would be. */
    socket_of(f, 0, path);
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    assert_true(fd >= 0 && close(fd) == 0);
    assert_int_equal(ask(f, 0), TRUCE_EDENIED);
    assert_int_equal(truce_agent_listen(&agent, truce_identity_card(f->who[0]), &err),
                     TRUCE_EDENIED);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("/nowhere", path), 0);
    assert_int_equal(ask(f, 0), TRUCE_EDENIED);
    assert_int_equal(unlink(path), 0);
    /* A folder that others may look into. */
    assert_int_equal(chmod(f->of_agents, 0750), 0);
    assert_int_equal(ask(f, 0), TRUCE_EDENIED);
    assert_int_equal(truce_agent_listen(&agent, truce_identity_card(f->who[0]), &err),
                     TRUCE_EDENIED);
    assert_int_equal(chmod(f->of_agents, 0700), 0);
    if (geteuid() == 0) { /* who else could give files away */
        assert_int_equal(chown(f->of_agents, 1, (gid_t)-1), 0);
        assert_int_equal(ask(f, 0), TRUCE_EDENIED);
        assert_int_equal(chown(f->of_agents, 0, (gid_t)-1), 0);
        const size_t real = start(f, 0, 60);
        gets(f, 0);
        assert_int_equal(chown(path, 1, (gid_t)-1), 0);
        assert_int_equal(ask(f, 0), TRUCE_EDENIED);
        assert_int_equal(kill(f->agents[real], SIGTERM), 0);
        ends(f, real, 30);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_agents_hand_over_two_keys_until_they_are_locked, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_time_ends_it_and_signals_do, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_later_one_takes_the_place_of_an_earlier_one, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(one_that_was_killed_is_none_and_is_replaced, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(one_that_hangs_holds_nobody_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_silent_client_is_given_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_is_asked_who_is_another_user, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_answers_nobody_who_is_another_user, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_ones_own_is_not_asked, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
