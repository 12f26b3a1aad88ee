// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

/// The answer of a table about a name, in one word.
final class LookupAnswer {
    private static final int DOMAIN_SHIFT = 48;
    private static final int SERVER_SHIFT = 40;
    private static final long GENERATION = (1L << SERVER_SHIFT) - 1;

    private LookupAnswer() {}

    static long of(int domain, int server, long generation) {
        return (long) domain << DOMAIN_SHIFT | (long) server << SERVER_SHIFT | generation & GENERATION;
    }

    static int domain(long answer) {
        return (int) (answer >>> DOMAIN_SHIFT);
    }

    static int server(long answer) {
        return (int) (answer >>> SERVER_SHIFT) & 0xFF;
    }

    static long generation(long answer) {
        return answer & GENERATION;
    }

    static String line(long answer) {
        return "domain %d, generation %d at server %d".formatted(domain(answer), generation(answer), server(answer));
    }
}
