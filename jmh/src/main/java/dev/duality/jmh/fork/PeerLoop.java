// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.OneLine;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.cell.Pairs;
import dev.duality.jmh.load.WorkerLoop;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.peer.HostJob;
import dev.duality.jmh.peer.PeerLines;
import dev.duality.jmh.peer.RemoteCaller;
import dev.duality.shm.CommonMemory;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Hardware;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The loop of a peer: it is told line by line, and answers each by one. The thread that runs it is the worker, where
/// the peer is one; a server has a thread of its own.
final class PeerLoop {
    private static final int BATCH = 64;
    private static final int SPINS = 1_000;
    private static final long REST_NANOS = 100_000;

    private final PeerLines lines;
    private final Optional<HostJob> job;
    private final Optional<String> address;
    private final Runnable end;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Affinity affinity = Affinity.ofThisMachine();
    private Optional<Opened> opened = Optional.empty();

    /// A kernel, and whose part this process takes in it.
    private static final class Opened {
        private final Workload workload;
        private final Setting setting;
        private final Kernel kernel;
        private final Path common;
        private final boolean serves;
        private final int number;
        private final String cpu;
        private final Payload payload;
        private Optional<Caller> caller = Optional.empty();

        /// @param address of this host, where the client is on another
        Opened(Map<String, String> order, Optional<HostJob> job, Optional<String> address) {
            CellSpec cell = CellSpec.parse(order.get("cell"));
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            workload = Catalog.workload(cell.workload(), loader);
            Side side = Catalog.side(workload, cell.substrate(), loader);
            common = Path.of(order.get("common"));
            setting = cell.setting(workload);
            serves = order.get("role").equals("server");
            number = Integer.parseInt(order.get("number"));
            cpu = order.get("cpu");
            payload = setting.payload();
            job.ifPresent(ranks -> ranks.memory().goOnAt(Long.parseLong(order.get("place"))));
            Setting here = setting.withOptions(address.map(setting.options()::withAddress)
                    .orElseGet(() -> setting.options().withCommon(common)));
            kernel =
                    Hardware.in(job.isPresent() ? job.get().memory() : new CommonMemory(common), () -> side.open(here));
        }

        Caller caller() {
            Caller one = caller.orElseGet(() -> kernel.caller(number));
            caller = Optional.of(one);
            return one;
        }
    }

    /// On the client's machine.
    /// @param end ends this process; called when the client has gone
    PeerLoop(PeerLines lines, Runnable end) {
        this(lines, Optional.empty(), Optional.empty(), end);
    }

    /// On another machine.
    /// @param job of which both are ranks
    /// @param end as above
    /// @throws IOException if the client has gone
    PeerLoop(PeerLines lines, HostJob job, Runnable end) throws IOException {
        this(lines, Optional.of(job), Optional.of(lines.address()), end);
    }

    private PeerLoop(PeerLines lines, Optional<HostJob> job, Optional<String> address, Runnable end) {
        this.lines = lines;
        this.job = job;
        this.address = address;
        this.end = end;
    }

    /// Serves until the client has gone.
    void run() {
        Thread reader = new Thread(this::read, "client-reader");
        reader.setDaemon(true);
        reader.start();
        while (true) {
            try {
                answer(told.take());
            } catch (InterruptedException _) {
                end.run();
            }
        }
    }

    private void read() {
        try {
            for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
                told.add(line.get());
            }
        } catch (IOException _) {
            // as good as the end
        }
        end.run();
    }

    private void answer(String line) {
        int blank = line.indexOf(' ');
        try {
            say(PeerLines.DONE + Pairs.text(done(line.substring(0, blank), Pairs.parse(line.substring(blank + 1)))));
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            fail(e);
        }
    }

    private void fail(Throwable thrown) {
        say(PeerLines.FAILED + OneLine.of(Diagnosis.said(thrown)));
    }

    private void say(String line) {
        try {
            lines.write(line);
        } catch (IOException _) {
            end.run();
        }
    }

    private Map<String, String> done(String verb, Map<String, String> order) {
        return switch (verb) {
            case "open" -> {
                opened = Optional.of(new Opened(order, job, address));
                yield Map.of();
            }
            case "start" -> {
                start(opened.orElseThrow());
                yield Map.of();
            }
            case "call" -> call(opened.orElseThrow(), order);
            case "run" -> load(opened.orElseThrow(), order);
            case "state" -> state(opened.orElseThrow());
            case "close" -> {
                opened.orElseThrow().kernel.close();
                opened = Optional.empty();
                yield Map.of();
            }
            default -> throw new IllegalArgumentException("a peer is not asked to '" + verb + "'");
        };
    }

    private void start(Opened one) {
        if (!one.serves) {
            pin(one.cpu);
        }
        one.kernel.start(new OneServer(one));
    }

    private void pin(String cpu) {
        if (!cpu.isEmpty()) {
            affinity.pin(Integer.parseInt(cpu));
        }
    }

    /// Makes the thread of the one server that is here; all others run elsewhere.
    private final class OneServer implements ThreadFactory {
        private final Opened one;
        private final AtomicInteger next = new AtomicInteger();

        OneServer(Opened one) {
            this.one = one;
        }

        @Override
        public Thread newThread(Runnable task) {
            int server = next.getAndIncrement();
            if (!one.serves || server != one.number) {
                return new Thread(() -> {}, "elsewhere");
            }
            Thread thread = new Thread(
                    () -> {
                        pin(one.cpu);
                        task.run();
                    },
                    "server-" + server);
            thread.setUncaughtExceptionHandler((_, thrown) -> {
                thrown.printStackTrace();
                fail(thrown);
            });
            return thread;
        }
    }

    private static Map<String, String> call(Opened one, Map<String, String> order) {
        byte[] bytes = HexFormat.of().parseHex(order.get("payload"));
        one.payload.length(bytes.length);
        System.arraycopy(bytes, 0, one.payload.bytes(), 0, bytes.length);
        long result = one.caller()
                .call(
                        Integer.parseInt(order.get("kind")),
                        Long.parseLong(order.get("a")),
                        Long.parseLong(order.get("b")),
                        one.payload);
        return Map.of(
                "result", Long.toString(result),
                "payload", HexFormat.of().formatHex(one.payload.bytes(), 0, one.payload.length()));
    }

    /// Goes through the script as far as it is allowed to, until it is told that it is over.
    private Map<String, String> load(Opened one, Map<String, String> order) {
        RemoteCaller.Leash leash =
                job.map(HostJob::leash).orElseGet(() -> RemoteCaller.Leash.of(one.common, order.get("leash")));
        Script whole = one.workload.script(one.setting, one.number);
        int size = Integer.parseInt(order.get("size"));
        WorkerLoop loop = new WorkerLoop(
                one.caller(),
                size < whole.size() ? whole.first(size) : whole,
                one.setting,
                Long.parseLong(order.get("think")));
        long begun = 0;
        int idle = 0;
        for (long allowed = leash.allowed(); allowed != RemoteCaller.OVER; allowed = leash.allowed()) {
            if (begun < allowed) {
                int count = (int) Math.min(BATCH, allowed - begun);
                loop.run(count);
                begun += count;
                if (begun == allowed) {
                    loop.drain();
                }
                leash.tell(loop.operations());
                idle = 0;
            } else if (idle++ < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(REST_NANOS);
            }
        }
        loop.drain();
        return Map.of(
                "operations", Long.toString(loop.operations()),
                "answers", Long.toString(loop.done().headway().answers()));
    }

    private static Map<String, String> state(Opened one) {
        Map<String, String> counts = new LinkedHashMap<>();
        one.kernel.counts().forEach((name, count) -> counts.put(name, Long.toString(count)));
        return Map.of("digest", Long.toString(one.kernel.digest()), "counts", Pairs.text(counts));
    }
}
