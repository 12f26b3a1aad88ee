// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The resources that this process used in an interval, all its threads together (the JVM's own too), and what the
/// machine did to it. What the system does not tell is empty.
///
/// @param wallNanos length of the interval
/// @param cpuNanos time on processors, user and system
/// @param allocatedBytes on the Java heap, by all Java threads
public record ProcessAccount(
        long wallNanos,
        OptionalLong cpuNanos,
        OptionalLong allocatedBytes,
        Collections collections,
        Scheduling scheduling,
        Interference interference) {
    /// @param pauses how often the garbage collector stopped the threads
    /// @param pauseMillis how long that took, as the JVM reports it
    /// @param count collections that ended, those that go on beside the threads each as one, however often it stops
    /// them; of G1 the young and the full ones, and no cycle of marking, which frees little itself
    /// @param millis from the beginning of each to its end, as the JVM reports it
    public record Collections(long pauses, long pauseMillis, long count, long millis) {}

    /// The same without the processor time of a thread that is no part of it.
    public ProcessAccount without(long othersCpuNanos) {
        return new ProcessAccount(
                wallNanos,
                cpuNanos.isPresent() ? OptionalLong.of(Math.max(0, cpuNanos.getAsLong() - othersCpuNanos)) : cpuNanos,
                allocatedBytes,
                collections,
                scheduling,
                interference);
    }

    /// @param voluntary how often a thread gave the processor up to wait
    /// @param involuntary how often the processor was taken away from one
    /// @param migrations how often a thread was moved to another CPU; threads that ended in the interval are missing
    public record Scheduling(OptionalLong voluntary, OptionalLong involuntary, OptionalLong migrations) {}

    /// The time that others took.
    ///
    /// @param stealMillis that a hypervisor took from all CPUs of the machine together, in steps of 10 ms
    /// @param throttledMicros in which a control group's quota stopped this process
    /// @param othersBusyCores how many CPUs other processes kept busy, on average; coarse below a second
    public record Interference(
            OptionalLong stealMillis, OptionalLong throttledMicros, OptionalDouble othersBusyCores) {}
}
