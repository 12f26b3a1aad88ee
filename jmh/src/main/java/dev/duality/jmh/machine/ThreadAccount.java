// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/// What one thread used in an interval, or several threads in theirs. What the system does not tell is empty.
///
/// @param cpuNanos time on a processor, user and system
/// @param allocatedBytes on the Java heap
/// @param voluntarySwitches how often it gave the processor up to wait
/// @param involuntarySwitches how often the processor was taken away from it
/// @param migrations how often it was moved to another CPU
public record ThreadAccount(
        OptionalLong cpuNanos,
        OptionalLong allocatedBytes,
        OptionalLong voluntarySwitches,
        OptionalLong involuntarySwitches,
        OptionalLong migrations) {
    /// All of `accounts` together; a part that one of them lacks is empty.
    public static ThreadAccount sum(List<ThreadAccount> accounts) {
        return new ThreadAccount(
                sum(accounts, ThreadAccount::cpuNanos),
                sum(accounts, ThreadAccount::allocatedBytes),
                sum(accounts, ThreadAccount::voluntarySwitches),
                sum(accounts, ThreadAccount::involuntarySwitches),
                sum(accounts, ThreadAccount::migrations));
    }

    private static OptionalLong sum(List<ThreadAccount> accounts, Function<ThreadAccount, OptionalLong> part) {
        long sum = 0;
        for (ThreadAccount account : accounts) {
            OptionalLong value = part.apply(account);
            if (value.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += value.getAsLong();
        }
        return OptionalLong.of(sum);
    }
}
