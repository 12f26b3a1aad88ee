// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import dev.duality.workloads.prefix.Namespace;

/// The kinds of messages, and what is in them beside their number. A token is a domain and a generation.
final class PrefixKinds {
    /// a: token; payload: the rest of a name.
    static final int LOOKUP = 0;

    /// Payload: a prefix. To all servers.
    static final int WHERE = 1;

    /// a: token. The domain goes to the next server.
    static final int MOVE = 2;

    /// a: file or directory, or absent; b: token.
    static final int ANSWERED = 3;

    /// a: why, and how long the prefix is; b: token; payload: the name to go on under.
    static final int REDIRECTED = 4;

    /// The server does not have that generation of the domain.
    static final int STALE = 5;

    /// a: token; b: server.
    static final int HERE = 6;

    /// a: token; from server to server.
    static final int TAKE = 7;

    /// a: token; from server to server.
    static final int TAKEN = 8;

    private static final int DOMAIN_SHIFT = 48;
    private static final int LENGTH_SHIFT = 8;

    private PrefixKinds() {}

    static long redirect(Namespace.Redirect why, int prefixLength) {
        return (long) prefixLength << LENGTH_SHIFT | why.code();
    }

    static Namespace.Redirect why(long redirect) {
        return Namespace.Redirect.of((int) redirect & 0xFF);
    }

    static int prefixLength(long redirect) {
        return (int) (redirect >>> LENGTH_SHIFT);
    }

    static long token(int domain, long generation) {
        return (long) domain << DOMAIN_SHIFT | generation;
    }

    static int domain(long token) {
        return (int) (token >>> DOMAIN_SHIFT);
    }

    static long generation(long token) {
        return token & (1L << DOMAIN_SHIFT) - 1;
    }
}
