/* For tests alone, and in no program that is handed out: a truce whose random bytes, clock and cost
 * of keys are fixed, so that what a page shows of a ledger can be held to it. Each run draws from a
 * stream of its own, by its arguments and by how many ran before it in the same folder (.steps),
 * and is a minute later than the one before. */
#include <fcntl.h>
#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "truce/record/identity.h"

int __real_main(int argc, char **argv);
int __wrap_main(int argc, char **argv);
time_t __wrap_time(time_t *out);
truce_key_cost __wrap_truce_key_cost_usual(void);

static struct {
    uint8_t seed[randombytes_SEEDBYTES];
    uint64_t drawn; /* how often something was drawn */
    long steps;
} fixed;

static const char *name(void) {
    return "fixed";
}

static void draw(void *const out, const size_t size) {
    uint8_t seed[randombytes_SEEDBYTES];
    uint8_t counted[sizeof fixed.seed + sizeof fixed.drawn];
    fixed.drawn++;
    memcpy(counted, fixed.seed, sizeof fixed.seed);
    memcpy(counted + sizeof fixed.seed, &fixed.drawn, sizeof fixed.drawn);
    (void)crypto_generichash(seed, sizeof seed, counted, sizeof counted, NULL, 0);
    randombytes_buf_deterministic(out, size, seed);
}

static uint32_t draw_number(void) {
    uint32_t x = 0;
    draw(&x, sizeof x);
    return x;
}

static randombytes_implementation source = {
    .implementation_name = name, .random = draw_number, .buf = draw};

time_t __wrap_time(time_t *out) {
    const time_t now = 1927965600 + 60 * fixed.steps; /* 2031-02-04 10:00 UTC */
    if (out != NULL) {
        *out = now;
    }
    return now;
}

truce_key_cost __wrap_truce_key_cost_usual(void) {
    return (truce_key_cost){crypto_pwhash_argon2id_OPSLIMIT_MIN,
                            crypto_pwhash_argon2id_MEMLIMIT_MIN};
}

int __wrap_main(int argc, char **argv) {
    crypto_generichash_state h;
    const int fd = open(".steps", O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (fd < 0 || write(fd, ".", 1) != 1) {
        perror(".steps");
        return 70;
    }
    fixed.steps = (long)lseek(fd, 0, SEEK_END);
    (void)close(fd);
    (void)crypto_generichash_init(&h, NULL, 0, sizeof fixed.seed);
    (void)crypto_generichash_update(&h, (const uint8_t *)&fixed.steps, sizeof fixed.steps);
    for (int i = 1; i < argc; i++) {
        (void)crypto_generichash_update(&h, (const uint8_t *)argv[i], strlen(argv[i]) + 1);
    }
    (void)crypto_generichash_final(&h, fixed.seed, sizeof fixed.seed);
    (void)randombytes_set_implementation(&source);
    return __real_main(argc, argv);
}
