// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.messaging.Message;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;

/// The parameters that a workload is opened with.
///
/// @param values what its parameters are set to
/// @param payloadBytes the longest payload of an operation, either way
/// @param workers how many threads issue operations, or nodes in virtual time
/// @param owners how many servers share the state on the message side, if it comes apart
/// @param window how many operations a worker may have under way, a power of two
/// @param waiting how everybody waits
/// @param seed what the scripts are made from
/// @param options what transports are told
/// @param placement how far apart workers and servers are
public record Setting(
        Values values,
        int payloadBytes,
        int workers,
        int owners,
        int window,
        Waiting waiting,
        long seed,
        TransportOptions options,
        Placement placement) {
    /// The wait of parties when nobody says: as processors' makers want it, and quicker by some nanoseconds than a bare
    /// spin, whose many loads under way are thrown out when the line changes.
    public static final WaitStrategy.Kind WAITING = WaitStrategy.Kind.PAUSE;

    /// The most workers there can be, each on a thread of its own.
    public static final int MAX_WORKERS = 1024;

    public Setting {
        require("workers", workers, Message.MAX_NODES);
        require("owners", owners, MAX_WORKERS);
        if (window < 1 || Integer.bitCount(window) != 1 || window > 1 << 15) {
            throw new BadInput("window is %d, but must be a power of two from 1 to %d".formatted(window, 1 << 15));
        }
    }

    /// With all parties on threads of one JVM.
    public Setting(
            Values values,
            int payloadBytes,
            int workers,
            int owners,
            int window,
            Waiting waiting,
            long seed,
            TransportOptions options) {
        this(values, payloadBytes, workers, owners, window, waiting, seed, options, Placement.THREADS);
    }

    /// One worker, one operation at a time, everything else as it is when nobody sets it.
    public static Setting of(Workload workload, Values values) {
        return new Setting(
                values, workload.payloadBytes(values), 1, 1, 1, Waiting.of(WAITING), 1, TransportOptions.defaults());
    }

    /// With other values of the same workload, and the payload that they come to.
    public Setting withValues(Workload workload, Values others) {
        return new Setting(
                others, workload.payloadBytes(others), workers, owners, window, waiting, seed, options, placement);
    }

    private static void require(String name, int count, int most) {
        if (count < 1 || count > most) {
            throw new BadInput("%s is %d, but must be from 1 to %d".formatted(name, count, most));
        }
    }

    /// With so many workers on threads.
    /// @throws BadInput if they are more than [#MAX_WORKERS]
    public Setting withWorkers(int count) {
        require("workers", count, MAX_WORKERS);
        return withClients(count);
    }

    /// With so many workers that are nodes in virtual time, of which there can be as many as have an address.
    public Setting withClients(int count) {
        return new Setting(values, payloadBytes, count, owners, window, waiting, seed, options, placement);
    }

    public Setting withWindow(int operations) {
        return new Setting(values, payloadBytes, workers, owners, operations, waiting, seed, options, placement);
    }

    public Setting withWait(WaitStrategy.Kind kind) {
        return withWait(Waiting.of(kind));
    }

    public Setting withWait(Waiting way) {
        return new Setting(values, payloadBytes, workers, owners, window, way, seed, options, placement);
    }

    public Setting withSeed(long number) {
        return new Setting(values, payloadBytes, workers, owners, window, waiting, number, options, placement);
    }

    public Setting withOwners(int count) {
        return new Setting(values, payloadBytes, workers, count, window, waiting, seed, options, placement);
    }

    public Setting withOptions(TransportOptions told) {
        return new Setting(values, payloadBytes, workers, owners, window, waiting, seed, told, placement);
    }

    public Setting withPayloadBytes(int bytes) {
        return new Setting(values, bytes, workers, owners, window, waiting, seed, options, placement);
    }

    public Setting withPlacement(Placement where) {
        return new Setting(values, payloadBytes, workers, owners, window, waiting, seed, options, where);
    }

    /// The value of a parameter of the workload, or of the protocol that is played.
    /// @throws IllegalArgumentException if neither has it
    public <T> T get(Parameter<T> parameter) {
        return values.get(parameter);
    }

    /// The value of a parameter that counts things, of which there cannot be more than an array has elements.
    /// @throws ArithmeticException if it is no `int`: the parameter lets more be set
    public int getInt(Parameter<Long> parameter) {
        return values.getInt(parameter);
    }

    /// A buffer for the operations of a worker. Kernels exchange the content of buffers, so all must be made here.
    public Payload payload() {
        return new Payload(payloadBytes);
    }

    /// Memory for a shared side.
    public Region region(RegionLayout layout) {
        return Region.allocate(layout.bytes());
    }
}
