/* SPDX-License-Identifier: Apache-2.0
 * The round trip without a JVM's code: a place for a payload each way, and a word that says which number is there.
 * Questions are odd numbers, answers even ones, so that both may have the same word. Called from two threads of a JVM:
 * one asks, once for each round trip, the other answers until it is stopped.
 */
#include <stdatomic.h>
#include <string.h>

#if defined(__x86_64__) || defined(__i386__)
#define PAUSE() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define PAUSE() __asm__ volatile("isb" ::: "memory")
#else
#define PAUSE() ((void)0)
#endif

enum { LINE = 64, STOP = -1, TORN = -2, NOT_YET = 0 };

struct place {
    atomic_long there;
    unsigned char payload[];
};

/* How many questions were answered, and what they add up to, 1 for the first one; read when nobody asks. */
struct answered {
    atomic_long count;
    long sum;
};

/* The number itself is the payload if it is no longer than a word. */
static void put(struct place *place, unsigned char *mine, long bytes, long number) {
    if (bytes > (long)sizeof number) {
        for (long at = 0; at < bytes; at += LINE) memcpy(mine + at, &number, sizeof number);
        memcpy(place->payload, mine, bytes);
    }
    atomic_store_explicit(&place->there, number, memory_order_release);
}

/* Waits for a number for so many looks, 0 for ever. */
static long take(struct place *place, long bytes, long awaited, long looks, int pause) {
    long number, others = 0, looked = 0;
    while ((number = atomic_load_explicit(&place->there, memory_order_acquire)) != awaited) {
        if (number == STOP) return STOP;
        if (++looked == looks) return NOT_YET;
        if (pause) PAUSE();
    }
    for (long at = 0; bytes > (long)sizeof number && at < bytes; at += LINE) {
        long word;
        memcpy(&word, place->payload + at, sizeof word);
        others |= word ^ number;
    }
    return others == 0 ? number : TORN;
}

/* Asks the question `number`, and waits for its answer for so many looks. */
long ask(struct place *there, struct place *back, unsigned char *mine, long bytes, long number, long looks, int pause) {
    put(there, mine, bytes, number);
    return take(back, bytes, number + 1, looks, pause);
}

/* Goes on waiting. */
long await(struct place *back, long bytes, long number, long looks, int pause) {
    return take(back, bytes, number + 1, looks, pause);
}

/* Answers until it is stopped, or a question was torn. */
long answer(struct place *there, struct place *back, unsigned char *mine, long bytes, struct answered *done, int pause) {
    for (long number = 1;; number += 2) {
        long taken = take(there, bytes, number, 0, pause);
        if (taken != number) return taken;
        put(back, mine, bytes, number + 1);
        done->sum += (number + 1) / 2;
        atomic_store_explicit(&done->count, (number + 1) / 2, memory_order_release);
    }
}
