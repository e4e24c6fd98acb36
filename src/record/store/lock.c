/* POSIX has no locks of open files yet (its next issue does), so this one file asks the C library
 * for what Linux and macOS have. */
#define _GNU_SOURCE      /* NOLINT(bugprone-reserved-identifier): of the C library */
#define _DARWIN_C_SOURCE /* NOLINT(bugprone-reserved-identifier) */
#include "record/store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef F_OFD_SETLKW
#error "a ledger needs locks of open files (F_OFD_SETLKW)"
#endif

truce_status record_lock_open(const char *path, int *fd, truce_error *err) {
    const int opened =
        open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, S_IRUSR | S_IWUSR);
    if (opened < 0) {
        return truce_fail(err, errno == ELOOP ? TRUCE_EINVAL : TRUCE_EIO, "%s: %s", path,
                          strerror(errno));
    }
    struct stat info;
    if (fstat(opened, &info) != 0 || !S_ISREG(info.st_mode)) {
        (void)close(opened);
        return truce_fail(err, TRUCE_EINVAL, "%s: is no plain file", path);
    }
    *fd = opened;
    return TRUCE_OK;
}

static int set(int fd, record_lock which, int command, short type) {
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = which, .l_len = 1};
    int code = 0;
    do {
        code = fcntl(fd, command, &lock);
    } while (code != 0 && errno == EINTR);
    return code == 0 ? 0 : errno;
}

truce_status record_lock_wait(int fd, record_lock which, truce_error *err) {
    const int code = set(fd, which, F_OFD_SETLKW, F_WRLCK);
    return code == 0 ? TRUCE_OK
                     : truce_fail(err, TRUCE_EIO, "the ledger's lock: %s", strerror(code));
}

truce_status record_lock_try(int fd, record_lock which, bool *got, truce_error *err) {
    const int code = set(fd, which, F_OFD_SETLK, F_WRLCK);
    *got = code == 0;
    return code == 0 || code == EAGAIN || code == EACCES
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EIO, "the ledger's lock: %s", strerror(code));
}

void record_lock_release(int fd, record_lock which) {
    (void)set(fd, which, F_OFD_SETLK, F_UNLCK);
}
