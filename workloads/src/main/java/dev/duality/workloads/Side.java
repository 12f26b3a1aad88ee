// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.messaging.Contract;
import dev.duality.shm.WaitStrategy;
import java.util.Optional;
import java.util.Set;

/// A workload over one substrate, not open yet.
///
/// Those in shared memory extend [SharedSide], which shows one. A workload gives those that were written by hand beside
/// those that are derived from its specification:
///
/// ```java
/// public List<Side> sides() {
///     return List.of(new WordSide());
/// }
/// ```
public interface Side {
    /// The name of what it runs over: `shm:` and an algorithm, or `messaging:` and a transport.
    String substrate();

    /// Whether its parties share memory: loads and stores, also where an owner is asked by them.
    default boolean sharesMemory() {
        return substrate().startsWith("shm:");
    }

    /// One line on how it works.
    String description();

    /// On what terms it can be compared.
    Contract contract();

    /// The reason why it cannot run on this machine, and what to do about it; empty if it can.
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /// The reason why it cannot run with this setting; empty if it can.
    default Optional<String> rejects(Setting setting) {
        return Optional.empty();
    }

    /// The ways to wait that it has here: all, unless it is made of something that waits in a way of its own; none if
    /// nobody ever waits for another, so that its rows go with those of every wait.
    default Set<WaitStrategy.Kind> waits() {
        return WaitStrategy.Kind.here();
    }

    /// The number of its servers.
    default int servers(Setting setting) {
        return 0;
    }

    /// The least number of cache lines that each operation moves between two threads: 2 for a request and its reply, 0
    /// if an operation may stay on its own core.
    default int lineTransfers() {
        return 0;
    }

    /// Whether nothing that one worker writes is read or written by another: then no line crosses, whatever the
    /// machine, and there is no gap to messages, only a distance.
    default boolean inPlace(Setting setting) {
        return false;
    }

    /// Whether others may see an operation by parts: some of what it does, and the rest later. False if they see it
    /// done or not done.
    default boolean byParts(Setting setting) {
        return false;
    }

    /// Whether it takes as much memory as there is, where the workload bounds what a side may hold, or keeps as much
    /// there as it likes. What never has to make room does less than the others.
    default boolean withoutBound(Setting setting) {
        return false;
    }

    /// Whether it works only as long as nobody else works on the state, so that nobody need see what its one worker
    /// does. Its rows are compared with those of one worker.
    default boolean alone(Setting setting) {
        return false;
    }

    /// Whether it calls the operating system while it runs, so that it cannot run on a machine that is simulated.
    default boolean callsTheSystem() {
        return false;
    }

    /// The greatest distance between its parties. A side that keeps nothing that they share on a heap, whatever its
    /// contract promises of a channel alone, says more than threads.
    default Contract.Reach reach() {
        return Contract.Reach.THREADS;
    }

    /// Opens it. Where its parties are processes, each opens it with the same setting, all before the first starts; the
    /// regions and waits that are made here, by the calling thread, are then common to all of them. Nothing runs
    /// until [Kernel#start].
    Kernel open(Setting setting);
}
