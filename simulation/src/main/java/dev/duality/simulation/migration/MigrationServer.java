// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/// The file server: it keeps the positions of shared streams, serves one after the other, and knows who is idle: it has
/// the board of the workload `loadboard`, or the file in which hosts write what they would tell it. What is called
/// again is answered again, and not done again, but for a pick: the host of the first one says again that it is idle.
class MigrationServer implements Node {
    /// The state that the server still knows after a crash.
    static final class Disk {
        /// @param step of a process's last call
        private record Last(long step, long answer) {}

        private final Map<Integer, Last> lasts = new HashMap<>();
        private final Map<Integer, Long> positions = new HashMap<>(); // by the process that had the stream first
        private final LoadFile loads = new LoadFile();
    }

    /// A call that takes time.
    record Call(int kind, int host, long sequence, long a, long b, long nanos) {
        static Call of(Message call, long nanos) {
            return new Call(call.kind(), call.from(), call.sequence(), call.a(), call.b(), nanos);
        }
    }

    private final MigrationProtocol.Plan plan;
    private final Disk disk;
    private final BoardChecker checker;
    private final IdleHosts idle;
    private final Queue<Call> queue = new ArrayDeque<>();
    private final Queue<Call> filing = new ArrayDeque<>(); // calls of the file of loads
    private final Map<Integer, Long> filed = new HashMap<>(); // the last such call of each host that has come
    private final Map<Integer, Long> served = new HashMap<>(); // the step of each process that was served last
    private Call doing; // null where there is nothing to do
    private long busyNanos;
    private long filingNanos;

    MigrationServer(MigrationProtocol.Plan plan, Disk disk, BoardChecker checker) {
        this.plan = plan;
        this.disk = disk;
        this.checker = checker;
        this.idle = new IdleHosts(plan.hosts(), 0);
    }

    /// The time for which it has worked for others.
    final long busyNanos() {
        return busyNanos;
    }

    /// The part of it that went to the file of loads.
    final long filingNanos() {
        return filingNanos;
    }

    @Override
    public final void onStart(Port port) {
        if (plan.board() instanceof BoardForm.Served) {
            checker.begins();
        }
    }

    @Override
    public final void onMessage(Message message, Port port) {
        int process = MigrationKinds.process(message.sequence());
        switch (message.kind()) {
            case MigrationKinds.LOAD -> {
                if (hears(message.from())) {
                    idle.update(message.from(), message.a());
                }
                checker.says(message.from(), 0, message.a() == IdleHosts.IDLE);
            }
            case MigrationKinds.PICK -> reply(message.from(), message.sequence(), pick(message.from()), port);
            case MigrationKinds.READ, MigrationKinds.SHARE -> once(message, process, port);
            case MigrationKinds.SERVE -> serve(message, port);
            case MigrationKinds.OPEN,
                    MigrationKinds.LOOK,
                    MigrationKinds.WRITE,
                    MigrationKinds.MARK,
                    MigrationKinds.CLOSE -> file(message, port);
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

    /// Whether it takes what a host says of itself.
    boolean hears(int host) {
        return true;
    }

    /// Whether it takes a host that was picked for busy, until that says that it is idle.
    boolean marks(int host) {
        return true;
    }

    private long pick(int by) {
        long host = idle.query();
        if (host == MigrationKinds.NOBODY) {
            checker.findsNobody();
            return host;
        }
        if (marks((int) host)) {
            idle.update((int) host, IdleHosts.BUSY);
        }
        checker.marks(by, (int) host);
        return host;
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
        if (doing != null && doing.kind == MigrationKinds.SERVE && doing.sequence == call.sequence()) {
            return; // it is under way
        }
        for (Call each : queue) {
            if (each.sequence == call.sequence()) {
                return;
            }
        }
        queue.add(Call.of(call, call.b()));
        begin(port);
    }

    /// A call of the file of loads, in the same way.
    private void file(Message message, Port port) {
        if (!(plan.board() instanceof BoardForm.InFile form)) {
            throw new IllegalArgumentException("the loads of hosts are in no file, but there is a " + message);
        }
        int host = message.from();
        long sequence = message.sequence();
        if (disk.loads.isLast(host, sequence)) {
            answer(Call.of(message, 0), form, port);
        } else if (disk.loads.isNew(host, sequence) && sequence > filed.getOrDefault(host, 0L)) {
            filed.put(host, sequence);
            int bytes = message.kind() == MigrationKinds.LOOK
                    ? form.recordBytes() * form.records((int) message.a(), plan.hosts())
                    : message.payload().length();
            filing.add(Call.of(message, form.nanos(message.kind(), bytes)));
            begin(port);
        }
    }

    private void does(Call call, BoardForm.InFile form, Port port) {
        if (!disk.loads.isNew(call.host, call.sequence)) {
            return; // the host has crashed since, and has made another one
        }
        disk.loads.does(call.host, call.sequence);
        switch (call.kind) {
            case MigrationKinds.OPEN -> checker.opens(call.host);
            case MigrationKinds.WRITE -> {
                if (hears(call.host)) {
                    disk.loads.put(call.host, call.b);
                    checker.says(call.host, call.sequence, call.b == IdleHosts.IDLE);
                }
            }
            case MigrationKinds.MARK -> {
                if (marks((int) call.a)) {
                    disk.loads.put((int) call.a, call.b);
                }
                checker.marks(call.host, (int) call.a);
            }
            default -> {}
        }
        answer(call, form, port);
    }

    private void answer(Call call, BoardForm.InFile form, Port port) {
        if (call.kind == MigrationKinds.LOOK) {
            int first = (int) call.a * form.recordsInBlock();
            for (int place = 0; place < form.records((int) call.a, plan.hosts()); place++) {
                checker.reads(call.host, first + place, disk.loads.load(first + place) == IdleHosts.IDLE);
            }
        }
        disk.loads.answer(call, plan, form, port);
    }

    /// Calls of the file of loads are short, and come between two of the others, each of which stands for many calls as
    /// short: they do not wait until all of these are done.
    private void begin(Port port) {
        if (doing == null) {
            doing = filing.isEmpty() ? queue.poll() : filing.poll();
            if (doing != null) {
                port.schedule(0, doing.nanos);
            }
        }
    }

    @Override
    public final void onTimer(int timer, Port port) {
        Call done = doing;
        doing = null;
        busyNanos += done.nanos;
        if (done.kind == MigrationKinds.SERVE) {
            served.put(MigrationKinds.process(done.sequence), MigrationKinds.step(done.sequence));
            reply(done.host, done.sequence, 0, port);
        } else if (plan.board() instanceof BoardForm.InFile form) {
            filingNanos += done.nanos;
            does(done, form, port);
        }
        begin(port);
    }

    private static void reply(int to, long sequence, long answer, Port port) {
        Message reply = port.message(to).set(MigrationKinds.SERVED, sequence, answer, 0);
        reply.payload().length(0);
        port.send(to);
    }
}
