/* error.h - how a function says that it failed, and why. */
#ifndef TRUCE_BASE_ERROR_H
#define TRUCE_BASE_ERROR_H

#if defined(__GNUC__)
#define TRUCE_MUST_USE         __attribute__((warn_unused_result))
#define TRUCE_PRINTF(fmt, arg) __attribute__((format(printf, fmt, arg)))
#else
#define TRUCE_MUST_USE
#define TRUCE_PRINTF(fmt, arg)
#endif

typedef enum truce_status {
    TRUCE_OK = 0,
    TRUCE_EINVAL,    /* the data breaks a documented rule            */
    TRUCE_EPARSE,    /* the text is malformed; message says line:col */
    TRUCE_ENOTFOUND, /* a name or id that nothing carries            */
    TRUCE_EDENIED,   /* a right is missing (hidden: ENOTFOUND)       */
    TRUCE_ELIMIT,    /* a documented bound was reached               */
    TRUCE_ENOMEM,    /* the system has no more memory                */
    TRUCE_EIO        /* the system failed to read or write           */
} truce_status;

/* The caller owns it, usually on its stack. Written only on failure; never allocates. */
typedef struct truce_error {
    truce_status status;
    const char *file; /* our source file and line, for whoever fixes it */
    int line;
    char message[2048]; /* a sentence for whoever typed the command; UTF-8. Lines may follow that
                           list what there is */
} truce_error;

/* Fill `err` (which may be NULL) and return `status`, so `return truce_fail(...)` reads well. */
#define truce_fail(err, status, ...)                                                               \
    truce_error_set((err), (status), __FILE__, __LINE__, __VA_ARGS__)

truce_status truce_error_set(truce_error *err, truce_status status, const char *file, int line,
                             const char *format, ...) TRUCE_PRINTF(5, 6);

#endif
