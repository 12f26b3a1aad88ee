// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/// The file server: it keeps the positions of shared streams, serves one after the other, and knows who is idle, as the
/// load board of Sprite does, by what hosts have said last. What is called again is answered again, and not done again,
/// but for a pick: the host of the first one says again that it is idle.
class MigrationServer implements Node {
    /// The state that the server still knows after a crash.
    static final class Disk {
        /// @param step of a process's last call
        private record Last(long step, long answer) {}

        private final Map<Integer, Last> lasts = new HashMap<>();
        private final Map<Integer, Long> positions = new HashMap<>(); // by the process that had the stream first
    }

    private record Waiting(int host, long sequence, long nanos) {}

    private final MigrationProtocol.Plan plan;
    private final Disk disk;
    private final boolean[] idle;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private final Map<Integer, Long> served = new HashMap<>(); // the step of each process that was served last
    private int next;
    private long busyNanos;

    MigrationServer(MigrationProtocol.Plan plan, Disk disk) {
        this.plan = plan;
        this.disk = disk;
        this.idle = new boolean[plan.hosts()];
    }

    /// The time for which it has worked for others.
    final long busyNanos() {
        return busyNanos;
    }

    @Override
    public final void onMessage(Message message, Port port) {
        int process = MigrationKinds.process(message.sequence());
        switch (message.kind()) {
            case MigrationKinds.LOAD -> idle[message.from()] = message.a() == 1;
            case MigrationKinds.PICK -> reply(message.from(), message.sequence(), pick(), port);
            case MigrationKinds.READ, MigrationKinds.SHARE -> once(message, process, port);
            case MigrationKinds.SERVE -> serve(message, port);
            default -> throw new IllegalArgumentException("no server is sent a " + message);
        }
    }

    /// Whether a call is another one than the last of its process.
    boolean isNew(long step, long last) {
        return step > last;
    }

    private void once(Message call, int process, Port port) {
        long step = MigrationKinds.step(call.sequence());
        Disk.Last last = disk.lasts.getOrDefault(process, new Disk.Last(-1, 0));
        if (isNew(step, last.step)) {
            int stream = plan.program().parent(process);
            long position = disk.positions.getOrDefault(stream, 0L);
            disk.positions.put(stream, call.kind() == MigrationKinds.SHARE ? call.b() : advanced(position, call.b()));
            last = new Disk.Last(step, position);
            disk.lasts.put(process, last);
        }
        if (step == last.step) {
            reply(call.from(), call.sequence(), last.answer, port);
        }
    }

    /// The position of a stream when some bytes of it were read.
    long advanced(long position, long bytes) {
        return position + bytes;
    }

    /// The first idle host behind the last one that was picked. It is taken for busy until it says that it is idle.
    private long pick() {
        for (int i = 0; i < idle.length; i++) {
            int host = (next + i) % idle.length;
            if (idle[host]) {
                idle[host] = false;
                next = host + 1;
                return host;
            }
        }
        return MigrationKinds.NOBODY;
    }

    /// A call that was made again while its answer was under way costs no work: it is answered again.
    private void serve(Message call, Port port) {
        long step = MigrationKinds.step(call.sequence());
        long last = served.getOrDefault(MigrationKinds.process(call.sequence()), -1L);
        if (step <= last) {
            if (step == last) {
                reply(call.from(), call.sequence(), 0, port);
            }
            return;
        }
        for (Waiting each : queue) {
            if (each.sequence == call.sequence()) {
                return; // it is under way
            }
        }
        queue.add(new Waiting(call.from(), call.sequence(), call.b()));
        if (queue.size() == 1) {
            port.schedule(0, call.b());
        }
    }

    @Override
    public final void onTimer(int timer, Port port) {
        Waiting done = queue.remove();
        busyNanos += done.nanos;
        served.put(MigrationKinds.process(done.sequence), MigrationKinds.step(done.sequence));
        reply(done.host, done.sequence, 0, port);
        if (!queue.isEmpty()) {
            port.schedule(0, queue.element().nanos);
        }
    }

    private static void reply(int to, long sequence, long answer, Port port) {
        Message reply = port.message(to).set(MigrationKinds.SERVED, sequence, answer, 0);
        reply.payload().length(0);
        port.send(to);
    }
}
