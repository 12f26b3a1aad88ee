/* SPDX-License-Identifier: Apache-2.0
 * The round trip without a JVM: two pinned threads, a place for a payload each way, and a word that says it is there.
 * Questions are odd numbers, answers even ones, so that both may have the same word.
 *   ping-pong CPU CPU BYTES MILLIS BATCH two-words|two-words-pause|one-word|one-word-pause
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
static struct place *answers;
static long bytes;
static int pauses, cpu[2];

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

/* Waits for a number, or for the end, -1. */
static long take(struct place *place, long awaited, int pause) {
    long number, others = 0;
    while ((number = atomic_load_explicit(&place->there, memory_order_acquire)) != awaited) {
        if (number == -1) return number;
        if (pause) PAUSE();
    }
    for (long at = 0; bytes > (long)sizeof number && at < bytes; at += LINE) {
        long word;
        memcpy(&word, place->payload + at, sizeof word);
        others |= word ^ number;
    }
    if (others != 0) abort();
    return number;
}

static void *answer(void *mine) {
    pin(cpu[1]);
    struct place *to = answers;
    int pause = pauses;
    for (long number = 1; take(&there, number, pause) != -1; number += 2) put(to, mine, number + 1);
    return NULL;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 7 || atol(argv[3]) > MOST) {
        fprintf(stderr, "usage: ping-pong CPU CPU BYTES MILLIS BATCH FORM\n");
        return 2;
    }
    cpu[0] = atoi(argv[1]), cpu[1] = atoi(argv[2]), bytes = atol(argv[3]);
    double end = now() + atof(argv[4]) * 1e6;
    long batch = atol(argv[5]);
    struct place *from = answers = strncmp(argv[6], "one-", 4) == 0 ? &there : &back;
    int pause = pauses = strstr(argv[6], "pause") != NULL;
    unsigned char *mine = calloc(2, MOST);
    pthread_t thread;
    pin(cpu[0]);
    pthread_create(&thread, NULL, answer, mine + MOST);
    long number = 0;
    do {
        double start = now();
        for (long i = 0; i < batch; i++) {
            put(&there, mine, number + 1);
            number = take(from, number + 2, pause);
        }
        printf("%.2f\n", (now() - start) / batch);
    } while (now() < end);
    bytes = 0;
    put(&there, mine, -1);
    pthread_join(thread, NULL);
    return 0;
}
