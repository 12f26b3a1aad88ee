// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.ForwardingKernel;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.Optional;
import java.util.Set;

/// A process comes as a message, makes its calls on the worker's host, of which those that its home has a part in are
/// messages, too, and goes home as a message. Who wants one that
/// is away asks its home once, which replies when it is back. Nothing is handed over by reference.
final class MigrationQueueSide implements Side {
    private final Side homes;

    /// @param homes the derived side of [ProcessHomes] over a transport
    MigrationQueueSide(Side homes) {
        this.homes = homes;
    }

    @Override
    public String substrate() {
        return homes.substrate();
    }

    @Override
    public String description() {
        return homes.description();
    }

    @Override
    public Contract contract() {
        return homes.contract();
    }

    @Override
    public Optional<String> unavailable() {
        return homes.unavailable();
    }

    @Override
    public Set<WaitStrategy.Kind> waits() {
        return homes.waits();
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        return setting.window() > 1
                ? Optional.of("a visit is several messages, one after the other; use window 1")
                : homes.rejects(withImages(setting));
    }

    @Override
    public int servers(Setting setting) {
        return homes.servers(setting);
    }

    @Override
    public int lineTransfers() {
        return homes.lineTransfers();
    }

    /// Workers and homes meet in channels only, and a process that is away is in the memory of its worker.
    @Override
    public Contract.Reach reach() {
        return homes.reach();
    }

    @Override
    public Kernel open(Setting setting) {
        return new ForwardingKernel(homes.open(withImages(setting)), caller -> new Host(setting, caller));
    }

    /// Operations carry nothing, but a process is a payload.
    private static Setting withImages(Setting setting) {
        return setting.withPayloadBytes(ImageGeometry.of(setting.values()).messageBytes());
    }

    /// A worker's host, with room for the process that is there.
    private static final class Host extends DirectCaller implements Home {
        private final Caller homes;
        private final Visit visit;
        private final Image image;
        private final Payload message;

        Host(Setting setting, Caller homes) {
            ImageGeometry geometry = ImageGeometry.of(setting.values());
            super(setting);
            this.homes = homes;
            this.visit = new Visit(setting);
            this.image = new Image(Region.allocate(geometry.memoryBytes()), 0, geometry);
            this.message = new Payload(geometry.messageBytes());
        }

        @Override
        public long call(int kind, long a, long b, Payload payload) {
            payload.length(0);
            int process = (int) a;
            return switch (kind) {
                case MigrationWorkload.VISIT -> visit(process, b);
                case MigrationWorkload.SIGNAL -> ask(HomeTable.SIGNAL, process, 0);
                case MigrationWorkload.STATUS -> ask(HomeTable.STATUS, process, b);
                default -> throw new IllegalArgumentException("a process has no operation " + kind);
            };
        }

        private long ask(int kind, int process, long b) {
            message.length(0);
            return homes.call(kind, process, b, message);
        }

        private long visit(int process, long draw) {
            ask(HomeTable.TAKE, process, 0); // answered when it is at home
            image.deencapsulate(message);
            long answers = visit.run(image, process, draw, this);
            image.encapsulate(message);
            homes.call(HomeTable.GIVE, process, 0, message);
            return answers;
        }

        @Override
        public long tick(int process) {
            return ask(HomeTable.TICK, process, 0);
        }

        @Override
        public long fork(int process) {
            return ask(HomeTable.FORK, process, 0);
        }
    }
}
