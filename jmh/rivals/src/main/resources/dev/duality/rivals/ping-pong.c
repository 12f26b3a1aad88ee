/* SPDX-License-Identifier: Apache-2.0
 * The round trip without a JVM: two pinned threads, a place for a payload each way, and a word that says it is there.
 *   ping-pong CPU CPU BYTES MILLIS [BATCH]
 * Prints the nanoseconds of a round trip, batch by batch, for about so long.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__x86_64__) || defined(__i386__)
#define PAUSE() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define PAUSE() __asm__ volatile("isb" ::: "memory")
#else
#define PAUSE() ((void)0)
#endif

enum { LINE = 64, MOST = 1 << 20 };

struct place {
    _Alignas(256) atomic_long there;
    unsigned char payload[MOST];
};

static struct place there, back;
static long bytes;
static int cpu[2];

static void pin(int which) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(which, &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0) perror("sched_setaffinity");
}

/* The number itself is the payload if it is no longer than a word. */
static void put(struct place *place, unsigned char *mine, long number) {
    if (bytes > (long)sizeof number) {
        for (long at = 0; at < bytes; at += LINE) memcpy(mine + at, &number, sizeof number);
        memcpy(place->payload, mine, bytes);
    }
    atomic_store_explicit(&place->there, number, memory_order_release);
}

static long take(struct place *place, long before) {
    long number, others = 0;
    while ((number = atomic_load_explicit(&place->there, memory_order_acquire)) == before) PAUSE();
    for (long at = 0; bytes > (long)sizeof number && at < bytes; at += LINE) {
        long word;
        memcpy(&word, place->payload + at, sizeof word);
        others |= word ^ number;
    }
    if (others != 0 && number != -1) abort();
    return number;
}

static void *answer(void *mine) {
    pin(cpu[1]);
    long number = 0;
    while ((number = take(&there, number)) != -1) put(&back, mine, number);
    return NULL;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc < 5 || atol(argv[3]) > MOST) {
        fprintf(stderr, "usage: ping-pong CPU CPU BYTES MILLIS [BATCH]\n");
        return 2;
    }
    cpu[0] = atoi(argv[1]), cpu[1] = atoi(argv[2]), bytes = atol(argv[3]);
    double end = now() + atof(argv[4]) * 1e6;
    long batch = argc > 5 ? atol(argv[5]) : 100000;
    unsigned char *mine = calloc(2, MOST);
    pthread_t thread;
    pin(cpu[0]);
    pthread_create(&thread, NULL, answer, mine + MOST);
    long number = 0, seen = 0;
    do {
        double start = now();
        for (long i = 0; i < batch; i++) {
            put(&there, mine, ++number);
            seen = take(&back, seen);
        }
        printf("%.2f\n", (now() - start) / batch);
    } while (now() < end);
    bytes = 0;
    put(&there, mine, -1);
    pthread_join(thread, NULL);
    return 0;
}
