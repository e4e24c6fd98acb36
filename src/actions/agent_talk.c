#include "agent_talk.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "agent_system.h"

const char talk_word[TALK_WORD] = {'t', 'r', 'u', 'c', 'e', ' ', 'a', '1'};

/* ---- where it is ----------------------------------------------------------------------------- */

truce_status talk_folder(bool make, char *path, size_t size, truce_error *err) {
    const char *const runtime = getenv("XDG_RUNTIME_DIR");
    const char *const temporary = getenv("TMPDIR");
    const bool of_user = runtime != NULL && runtime[0] == '/';
    struct stat info;
    const int n = of_user ? snprintf(path, size, "%s/truce", runtime)
                          : snprintf(path, size, "%s/truce-%lu",
                                     temporary != NULL && temporary[0] == '/' ? temporary : "/tmp",
                                     (unsigned long)geteuid());
    if (n < 0 || (size_t)n >= size) {
        return truce_fail(err, TRUCE_EINVAL, "the path to the folder of the agent is too long");
    }
    if (make && mkdir(path, 0700) != 0 && errno != EEXIST) {
        return truce_fail(err, TRUCE_EIO, "cannot make the folder %.120s: %s", path,
                          strerror(errno));
    }
    if (lstat(path, &info) != 0) {
        return truce_fail(err, TRUCE_ENOTFOUND, "there is no folder %.120s", path);
    }
    if (!S_ISDIR(info.st_mode) || info.st_uid != geteuid() || (info.st_mode & 077) != 0) {
        return truce_fail(err, TRUCE_EDENIED,
                          "%.120s is not a folder of yours alone: no agent is asked there", path);
    }
    return TRUCE_OK;
}

truce_status talk_socket(const char *folder, const uint8_t who[TALK_WHO], char *path, size_t size,
                         truce_error *err) {
    char name[17];
    for (size_t i = 0; i < 8; i++) {
        (void)snprintf(name + 2 * i, 3, "%02x", who[i]);
    }
    const int n = snprintf(path, size, "%s/key-%s", folder, name);
    return n > 0 && (size_t)n < size
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EINVAL, "the path of the agent's socket is too long: %.100s",
                            folder);
}

/* ---- what goes over it ----------------------------------------------------------------------- */

static bool wait_for(int fd, short what, int milliseconds) {
    struct pollfd one = {.fd = fd, .events = what};
    int n = 0;
    do {
        n = poll(&one, 1, milliseconds);
    } while (n < 0 && errno == EINTR);
    return n > 0;
}

/* All of it, in (`to`) or out (`from`), the other being NULL. */
static bool move_all(int fd, char *to, const char *from, size_t size, int milliseconds) {
    for (size_t done = 0; done < size;) {
        if (!wait_for(fd, to != NULL ? POLLIN : POLLOUT, milliseconds)) {
            return false;
        }
        const ssize_t n = to != NULL ? recv(fd, to + done, size - done, 0)
                                     : send(fd, from + done, size - done, MSG_NOSIGNAL);
        if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN)) {
            return false;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return true;
}

bool talk_receive(int fd, void *bytes, size_t size, int milliseconds) {
    return move_all(fd, bytes, NULL, size, milliseconds);
}

bool talk_send(int fd, const void *bytes, size_t size, int milliseconds) {
    return move_all(fd, NULL, bytes, size, milliseconds);
}

static truce_status no_answer(const char *path, truce_error *err) {
    return truce_fail(err, TRUCE_EIO, "the agent at %.120s does not answer", path);
}

/* A socket that is connected to whoever listens at `path`. */
static truce_status reach(const char *path, int *fd, bool *stale, truce_error *err) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat info;
    *stale = false;
    if (lstat(path, &info) != 0) {
        return truce_fail(err, TRUCE_ENOTFOUND, "no agent listens at %.120s", path);
    }
    if (!S_ISSOCK(info.st_mode) || info.st_uid != geteuid() ||
        strlen(path) >= sizeof address.sun_path) {
        return truce_fail(err, TRUCE_EDENIED, "%.120s is no socket of yours: it is not asked",
                          path);
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    *fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (*fd < 0 || fcntl(*fd, F_SETFD, FD_CLOEXEC) != 0 || fcntl(*fd, F_SETFL, O_NONBLOCK) != 0) {
        return truce_fail(err, TRUCE_EIO, "cannot make a socket: %s", strerror(errno));
    }
    if (connect(*fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        *stale = errno == ECONNREFUSED;
        return *stale ? truce_fail(err, TRUCE_ENOTFOUND, "no agent listens at %.120s", path)
                      : no_answer(path, err);
    }
    return agent_peer_is_me(*fd)
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EDENIED,
                            "somebody else listens at %.120s: they are not asked", path);
}

truce_status talk_ask(const char *path, char what, const uint8_t who[TALK_WHO], char *answer,
                      void *rest, size_t rest_size, bool *stale, truce_error *err) {
    int fd = -1;
    char question[TALK_QUESTION];
    memcpy(question, talk_word, TALK_WORD);
    question[TALK_WORD] = what;
    memcpy(question + TALK_WORD + 1, who, TALK_WHO);
    truce_status status = reach(path, &fd, stale, err);
    if (status == TRUCE_OK &&
        (!talk_send(fd, question, sizeof question, TALK_PATIENCE) ||
         !talk_receive(fd, answer, 1, TALK_PATIENCE) ||
         (*answer == TALK_YES && !talk_receive(fd, rest, rest_size, TALK_PATIENCE)))) {
        status = no_answer(path, err);
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return status;
}
