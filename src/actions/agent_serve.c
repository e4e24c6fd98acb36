/* The agent itself: it listens, looks who asks, hands the keys over, and ends in time. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "agent_system.h"
#include "agent_talk.h"

/* Times are milliseconds. */
enum { WAITING = 16, LOOK_AGAIN = 10000 /* is the socket still its own? */, SLOW = 1000 };

/* ---- listening ------------------------------------------------------------------------------- */

/* Under a name of its own first, then in the place of what was there: nobody finds none. */
static truce_status place(truce_agent *agent, truce_error *err) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat info;
    const int n =
        snprintf(address.sun_path, sizeof address.sun_path, "%s.%ld", agent->path, (long)getpid());
    if (n < 0 || (size_t)n >= sizeof address.sun_path) {
        return truce_fail(err, TRUCE_EINVAL, "the path of the agent's socket is too long: %.100s",
                          agent->path);
    }
    (void)unlink(address.sun_path);
    const mode_t before = umask(077);
    const bool bound = bind(agent->fd, (const struct sockaddr *)&address, sizeof address) == 0;
    (void)umask(before);
    if (!bound || listen(agent->fd, WAITING) != 0 || lstat(address.sun_path, &info) != 0 ||
        rename(address.sun_path, agent->path) != 0) {
        const int why = errno;
        (void)unlink(address.sun_path);
        return truce_fail(err, TRUCE_EIO, "cannot listen at %.100s: %s", agent->path,
                          strerror(why));
    }
    agent->dev = (uint64_t)info.st_dev;
    agent->ino = (uint64_t)info.st_ino;
    return TRUCE_OK;
}

truce_status truce_agent_listen(truce_agent *agent, const truce_card *card, truce_error *err) {
    char folder[sizeof agent->path];
    size_t ended = 0;
    *agent = (truce_agent){.fd = -1};
    truce_card_digest(card, agent->who);
    truce_status status = talk_folder(true, folder, sizeof folder, err);
    if (status == TRUCE_OK) {
        status = talk_socket(folder, agent->who, agent->path, sizeof agent->path, err);
    }
    if (status == TRUCE_OK) {
        status = truce_agent_end(card, &ended, err);
        status =
            status == TRUCE_EIO ? TRUCE_OK : status; /* it is replaced, and ends when it sees */
    }
    if (status != TRUCE_OK) {
        return status;
    }
    agent->fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (agent->fd < 0 || fcntl(agent->fd, F_SETFD, FD_CLOEXEC) != 0 ||
        fcntl(agent->fd, F_SETFL, O_NONBLOCK) != 0) {
        status = truce_fail(err, TRUCE_EIO, "cannot make a socket: %s", strerror(errno));
    }
    status = status == TRUCE_OK ? place(agent, err) : status;
    if (status != TRUCE_OK) {
        truce_agent_leave(agent);
    }
    return status;
}

void truce_agent_leave(truce_agent *agent) {
    if (agent->fd >= 0) {
        (void)close(agent->fd);
        agent->fd = -1;
    }
}

/* ---- serving --------------------------------------------------------------------------------- */

static volatile sig_atomic_t told_to_end;

static void end(int signal) {
    (void)signal;
    told_to_end = 1;
}

static bool is_own(const truce_agent *agent) {
    struct stat info;
    return lstat(agent->path, &info) == 0 && (uint64_t)info.st_dev == agent->dev &&
           (uint64_t)info.st_ino == agent->ino;
}

static void withdraw(const truce_agent *agent) {
    if (is_own(agent)) {
        (void)unlink(agent->path);
    }
}

/* One question, from the same user alone; a slow one is given up. True: it is to end. */
static bool answer(const truce_agent *agent, const truce_identity *identity, int fd) {
    char question[TALK_QUESTION];
    char out[1 + TRUCE_IDENTITY_SECRET] = {TALK_NO};
    if (!agent_peer_is_me(fd) || !talk_receive(fd, question, sizeof question, SLOW) ||
        memcmp(question, talk_word, TALK_WORD) != 0) {
        return false;
    }
    const bool is_end = question[TALK_WORD] == TALK_END;
    const bool hands = question[TALK_WORD] == TALK_HAND &&
                       memcmp(question + TALK_WORD + 1, agent->who, TALK_WHO) == 0;
    if (hands) {
        truce_identity_hand(identity, (uint8_t *)out + 1);
    }
    if (hands || is_end) {
        out[0] = TALK_YES;
    }
    if (is_end) { /* first, so that whoever was answered finds it gone */
        withdraw(agent);
    }
    (void)talk_send(fd, out, hands ? sizeof out : 1, SLOW);
    truce_wipe(out, sizeof out);
    return is_end;
}

static void take_signals(sigset_t *before) {
    struct sigaction action = {.sa_handler = end};
    sigset_t ours;
    (void)sigemptyset(&ours);
    (void)sigemptyset(&action.sa_mask);
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        (void)sigaddset(&ours, signals[i]);
        (void)sigaction(signals[i], &action, NULL);
    }
    /* They come in while it waits and at no other time, so none is missed. */
    (void)sigprocmask(SIG_BLOCK, &ours, before);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        (void)sigdelset(before, signals[i]);
    }
}

void truce_agent_serve(truce_agent *agent, const truce_identity *identity, int64_t seconds) {
    sigset_t waiting;
    const int64_t until = agent_clock() + 1000 * seconds;
    take_signals(&waiting);
    for (int64_t now = agent_clock(); now < until && told_to_end == 0 && is_own(agent);
         now = agent_clock()) {
        const int64_t left = until - now < LOOK_AGAIN ? until - now : LOOK_AGAIN;
        struct timespec wait = {.tv_sec = (time_t)(left / 1000),
                                .tv_nsec = (long)(left % 1000) * 1000000};
        fd_set set;
        FD_ZERO(&set);
        FD_SET(agent->fd, &set);
        const int ready = pselect(agent->fd + 1, &set, NULL, NULL, &wait, &waiting);
        const int fd = ready > 0 ? accept(agent->fd, NULL, NULL) : -1;
        if (fd >= 0) { /* after a sleep of the machine the time may be over now */
            const bool over = agent_clock() >= until || fcntl(fd, F_SETFL, O_NONBLOCK) != 0 ||
                              answer(agent, identity, fd);
            (void)close(fd);
            told_to_end = over ? 1 : told_to_end;
        }
    }
    withdraw(agent);
    truce_agent_leave(agent);
}
