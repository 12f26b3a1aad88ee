// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.simulation.cache.ConsistencyDeployment.CommonFiles;
import dev.duality.simulation.cache.ConsistencyDeployment.Day;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.cache.CacheWorkload;
import java.util.ArrayList;
import java.util.List;

/// The terms that nodes need to know beforehand.
///
/// @param blockBytes size of a block
/// @param pollNanos how long a copy is believed, where clients ask
/// @param day what users do
record CacheTerms(ConsistencyRule rule, int blockBytes, long pollNanos, Day day) {
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
                rule.polls() ? values.get(POLL) * SECOND / hurry : 0,
                new Day(
                        values.getInt(USERS),
                        values.get(CacheWorkload.OPERATIONS),
                        values.getInt(CacheWorkload.CAPACITY),
                        new CommonFiles(values.getInt(CacheWorkload.FILES), values.getInt(SHARED)),
                        values.get(THINK) * 1_000_000 / hurry,
                        hurry,
                        setting.seed()));
    }

    CacheTerms withCapacity(int blocks) {
        return with(new Day(day.users(), day.opens(), blocks, day.common(), day.thinkNanos(), day.hurry(), day.seed()));
    }

    CacheTerms withShared(int perMille) {
        CommonFiles common = new CommonFiles(day.common().read(), perMille);
        return with(
                new Day(day.users(), day.opens(), day.capacity(), common, day.thinkNanos(), day.hurry(), day.seed()));
    }

    CacheTerms withPoll(long nanos) {
        return new CacheTerms(rule, blockBytes, nanos, day);
    }

    private CacheTerms with(Day other) {
        return new CacheTerms(rule, blockBytes, pollNanos, other);
    }

    long dueNanos() {
        return DELAYED_WRITE / day.hurry();
    }

    long scanNanos() {
        return SCAN / day.hurry();
    }
}
