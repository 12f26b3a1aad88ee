// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.cache.CacheWorkload;
import java.util.ArrayList;
import java.util.List;

/// The terms that nodes need to know beforehand.
///
/// @param blockBytes size of a block
/// @param capacity blocks in a client's cache
/// @param users how many a client has
/// @param opens how many all users together make
/// @param commonFiles how many files everybody reads and nobody writes
/// @param sharedPerMille opens, of a thousand, of files that everybody writes
/// @param thinkNanos how long a user waits between two files, on average
/// @param hurry how many times faster everything happens that a person or a daemon waits for
/// @param pollNanos how long a copy is believed, where clients ask
record CacheTerms(
        ConsistencyRule rule,
        int blockBytes,
        int capacity,
        int users,
        long opens,
        int commonFiles,
        int sharedPerMille,
        long thinkNanos,
        long hurry,
        long pollNanos,
        long seed) {
    static final long SECOND = 1_000_000_000;

    /// The time for which a block may stay dirty before it is due.
    private static final long DELAYED_WRITE = 30 * SECOND;

    /// The period in which a client looks for blocks that are due.
    private static final long SCAN = 5 * SECOND;

    static final Parameter<Long> USERS = Parameter.integer("users", "how many a client has", "", 4, 1, 64);
    static final Parameter<Long> THINK =
            Parameter.integer("think", "between two files of a user, on average", "ms", 4000, 0, 10_000_000);
    static final Parameter<Long> SHARED =
            Parameter.integer("shared", "opens, of a thousand, of files that everybody writes", "", 40, 0, 1000);
    static final Parameter<Long> HURRY =
            Parameter.integer("hurry", "how many times faster users and daemons are", "", 1, 1, 1_000_000_000);
    static final Parameter<Long> POLL = Parameter.integer("poll", "how long a copy is believed", "s", 3, 0, 100_000);

    /// The parameters that users can set.
    static List<Parameter<?>> parameters(ConsistencyRule rule) {
        List<Parameter<?>> parameters = new ArrayList<>(List.of(USERS, THINK, SHARED, HURRY));
        if (rule.polls()) {
            parameters.add(POLL);
        }
        return parameters;
    }

    static CacheTerms of(ConsistencyRule rule, Setting setting) {
        Values values = setting.values();
        long hurry = values.get(HURRY);
        return new CacheTerms(
                rule,
                setting.payloadBytes(),
                values.getInt(CacheWorkload.CAPACITY),
                values.getInt(USERS),
                values.get(CacheWorkload.OPERATIONS),
                values.getInt(CacheWorkload.FILES),
                values.getInt(SHARED),
                values.get(THINK) * 1_000_000 / hurry,
                hurry,
                rule.polls() ? values.get(POLL) * SECOND / hurry : 0,
                setting.seed());
    }

    CacheTerms withCapacity(int blocks) {
        return new CacheTerms(
                rule,
                blockBytes,
                blocks,
                users,
                opens,
                commonFiles,
                sharedPerMille,
                thinkNanos,
                hurry,
                pollNanos,
                seed);
    }

    CacheTerms withShared(int perMille) {
        return new CacheTerms(
                rule, blockBytes, capacity, users, opens, commonFiles, perMille, thinkNanos, hurry, pollNanos, seed);
    }

    CacheTerms withPoll(long nanos) {
        return new CacheTerms(
                rule, blockBytes, capacity, users, opens, commonFiles, sharedPerMille, thinkNanos, hurry, nanos, seed);
    }

    long dueNanos() {
        return DELAYED_WRITE / hurry;
    }

    long scanNanos() {
        return SCAN / hurry;
    }
}
