/* SPDX-License-Identifier: Apache-2.0
 * How many instructions a thread executes for each turn of its loop, counted one by one.
 *   steps THREAD INSTRUCTIONS
 * Whoever is stepped is slower than all that it waits for, so no look of its is in vain, and each instruction on its way
 * from one message to the next is executed once a message. So the number of messages is the count that most of what was
 * executed has in common.
 * Prints the instructions of a turn, and how many of a hundred were executed as often as there were turns.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#if defined(__x86_64__)
#include <sys/user.h>
#endif

enum { ADDRESSES = 1 << 16, MOST = 1 << 20 };

static struct { uint64_t address; long times; } executed[ADDRESSES];
static long instructions[MOST + 1]; /* that were executed so many times */

#if defined(__x86_64__)
static uint64_t address_of(pid_t thread) {
    struct user_regs_struct registers;
    return ptrace(PTRACE_GETREGS, thread, 0, &registers) == 0 ? registers.rip : 0;
}
#else
static uint64_t address_of(pid_t thread) {
    (void)thread;
    return 0;
}
#endif

/* Where the thread has saved and restored its flags meanwhile, the one that steps it is its own, and outlives us. */
static void let_go(pid_t thread) {
#if defined(__x86_64__)
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, thread, 0, &registers) == 0) {
        registers.eflags &= ~0x100ul;
        ptrace(PTRACE_SETREGS, thread, 0, &registers);
    }
#endif
    ptrace(PTRACE_DETACH, thread, 0, 0);
}

static int note(uint64_t address) {
    unsigned long at = (address * 0x9E3779B97F4A7C15u) >> 48;
    for (int tries = 0; tries < ADDRESSES; tries++, at = (at + 1) % ADDRESSES) {
        if (executed[at].times == 0 || executed[at].address == address) {
            executed[at].address = address;
            executed[at].times++;
            return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 3 || atol(argv[2]) < 1 || atol(argv[2]) > MOST) {
        fprintf(stderr, "usage: steps THREAD INSTRUCTIONS\n");
        return 2;
    }
    pid_t thread = atoi(argv[1]);
    long most = atol(argv[2]), done = 0;
    if (ptrace(PTRACE_SEIZE, thread, 0, 0) != 0 || ptrace(PTRACE_INTERRUPT, thread, 0, 0) != 0) {
        fprintf(stderr, "may not step a thread: %s\n", strerror(errno));
        return 1;
    }
    int status;
    while (waitpid(thread, &status, __WALL) == thread && WIFSTOPPED(status)) {
        int other = WSTOPSIG(status) == SIGTRAP || status >> 16 != 0 ? 0 : WSTOPSIG(status);
        if (other == 0) { /* no signal of the program's own, which it is to get */
            uint64_t address = address_of(thread);
            if (address == 0 || !note(address) || ++done == most) break; /* stopped, as it must be to be let go */
        }
        if (ptrace(PTRACE_SINGLESTEP, thread, 0, other) != 0) break;
    }
    let_go(thread);
    if (done < most) {
        fprintf(stderr, "%ld of %ld instructions were stepped\n", done, most);
        return 1;
    }
    for (int i = 0; i < ADDRESSES; i++) {
        if (executed[i].times > 0) instructions[executed[i].times] += executed[i].times;
    }
    long turns = 1, common = 0;
    for (long times = 2; times <= done; times++) {
        if (instructions[times] == 0) continue;
        long here = 0, weight = 0;
        /* give or take a turn in thirty: now and then a way is another one */
        for (long near = times; near <= times + times / 32 + 1 && near <= done; near++) {
            here += instructions[near];
            weight += instructions[near] * near;
        }
        if (here > common) common = here, turns = weight / here;
    }
    printf("%.1f %ld\n", (double)done / turns, 100 * common / done);
    return 0;
}
