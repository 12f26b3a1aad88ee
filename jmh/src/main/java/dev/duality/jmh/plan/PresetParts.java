// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.cell.Collector;
import dev.duality.jmh.cell.Neighbour;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import java.util.List;
import java.util.stream.Stream;

/// The parts of the presets that ask one question.
final class PresetParts {
    private PresetParts() {}

    /// Those of a preset; none if it is general.
    static List<Part> of(Preset preset) {
        return switch (preset) {
            case QUICK, STANDARD, FULL -> List.of();
            case WAITS ->
                List.of(
                        inEveryWait(
                                "rpc",
                                "shm:lock",
                                "shm:mailbox",
                                "messaging:ring",
                                "messaging:jctools-spsc",
                                "messaging:juc-abq"),
                        inEveryWait("counter", "shm:lock", "shm:combining", "messaging:ring"),
                        inEveryWait("cache", "shm:lock", "messaging:ring"),
                        beginningWith(1, 4, 8, 16, 32, 64).on("shm:mailbox", "messaging:ring"));
            case WATERFALL -> waterfall();
            case CROSSOVER ->
                List.of(
                        Part.of("lines")
                                .on("shm:lockfree", "shm:lock", "messaging:ring")
                                .with("lines", 1, 2, 4, 8)
                                .with("think", 0, 100, 1_000, 10_000),
                        Part.of("lines")
                                .on("messaging:ring")
                                .with("lines", 1, 2, 4, 8)
                                .with("think", 0)
                                .withWindows(16));
            case CONTENTION -> contention();
            case GATES -> gates();
            case POLICIES ->
                List.of(
                        Part.of("cache")
                                .withOneWorker()
                                .on("shm:lockfree", "shm:lock", "messaging:ring")
                                .with("policy", "clock", "lru", "sieve", "s3-fifo"),
                        Part.of("cache").on("shm:lockfree").with("policy", "clock", "sieve", "s3-fifo"));
            case LOAD ->
                List.of(
                        Part.of("rpc").on("shm:lock", "shm:mailbox", "messaging:ring"),
                        Part.of("cache").on("shm:lockfree", "shm:lock", "messaging:ring"));
            case WINDOWS ->
                List.of(
                        Part.of("rpc")
                                .withOneWorker()
                                .on("shm:mailbox", "messaging:ring", "messaging:jctools-spsc")
                                .withWindows(1, 2, 4, 16, 64),
                        additions("add").withWindows(1, 4, 16, 64),
                        additions("tell").withWindows(4, 16, 64));
            case PAYLOADS ->
                List.of(Part.of("cache")
                        .withOneWorker()
                        .on("shm:lock", "messaging:ring", "messaging:jctools-spsc")
                        .with("payload", 8, 64, 512, 4_096, 16_384, 65_536));
            case SECTIONS ->
                List.of(Part.of("mutex")
                        .on("shm:lock", "shm:combining", "shm:delegation", "messaging:ring")
                        .with("work", 0, 250, 500, 1_000, 2_500, 5_000));
            case PAGING ->
                List.of(Part.of("paging")
                        .withOneWorker()
                        .on("shm:frames", "shm:userfault", "shm:calls", "messaging:ring-pager-alone")
                        .with("frames", 8) // of 256 pages: nearly each page that a worker comes to has to be brought
                        .with("skew", "uniform")
                        .with("writes", 0)
                        .with("touches", 1, 2, 4, 8, 16, 64));
            case MIGRATION ->
                List.of(Part.of("migration")
                        .on("shm:handover", "messaging:ring")
                        .with("calls", 0)
                        .with("signals", 0)
                        .with("touch", "none", "all")
                        .with("files", 0, 256)
                        .with("pages", 0, 4, 16));
            case FAIRNESS ->
                List.of(Part.of("counter")
                        .withWorkers(2)
                        .on(
                                "shm:lockfree",
                                "shm:lock",
                                "shm:lock-ticket",
                                "shm:lock-mcs",
                                "shm:lock-synchronized",
                                "shm:lock-reentrant",
                                "shm:lock-stamped",
                                "shm:combining",
                                "shm:delegation",
                                "messaging:ring",
                                "messaging:jctools-mpsc",
                                "messaging:juc-abq"));
            case PREEMPTION ->
                List.of(
                        Part.of("counter")
                                .waiting(WaitStrategy.Kind.YIELD)
                                .on(
                                        "shm:lockfree",
                                        "shm:lock",
                                        "shm:lock-ticket",
                                        "shm:lock-mcs",
                                        "shm:delegation",
                                        "messaging:ring"),
                        Part.of("counter").waiting(WaitStrategy.Kind.PARK).on("shm:lock-reentrant", "messaging:ring"));
            case OVERLOAD ->
                List.of(
                        Part.of("rpc")
                                .withOneWorker()
                                .on("shm:lock", "shm:mailbox", "messaging:ring")
                                .withWindows(64),
                        Part.of("interrupt")
                                .withOneWorker()
                                .on("shm:pending", "messaging:ring")
                                .withWindows(64));
            case COLD ->
                List.of(
                        Part.of("rpc").on("shm:mailbox", "messaging:ring"),
                        Part.of("cache").on("shm:lockfree", "messaging:ring"),
                        Part.of("counter").on("shm:lockfree", "messaging:ring"),
                        Part.of("interrupt").on("shm:pending", "messaging:ring"));
            case COLLECTORS -> collectors();
            case NEIGHBOUR -> neighbour();
            case RIVALS -> rivals();
        };
    }

    /// Numbers and payloads, there and back and one way, by ours and by every queue of others; the same in C.
    private static List<Part> rivals() {
        Object[] payloads = {8, 64, 256, 1_024, 4_096};
        Part trip = Part.of("round-trip").withOneWorker();
        Part way = Part.of("one-way").withOneWorker().with("payload", payloads);
        return List.of(
                trip.with("payload", payloads)
                        .on(
                                "by-hand",
                                "shm:mailbox",
                                "messaging:ring",
                                "messaging:jctools-spsc",
                                "messaging:jctools-mpsc",
                                "messaging:jctools-mpmc",
                                "messaging:chronicle"),
                trip.with("payload", 8)
                        .on("by-hand:c-one-word", "by-hand:c-two-words")
                        .waiting(WaitStrategy.Kind.SPIN),
                way.on("by-hand"),
                way.on("messaging:ring").withWindows(64));
    }

    /// A mailbox sends nothing that could be new; it shows what a collector costs who makes no garbage.
    private static List<Part> collectors() {
        return List.of(Part.of("rpc")
                .withOneWorker()
                .on("shm:mailbox", "messaging:jctools-spsc", "messaging:jctools-spsc-fresh")
                .withWindows(16)
                .with("command", "echo") // of 64 bytes, there and back
                .by(Collector.G1, Collector.ZGC, Collector.PARALLEL));
    }

    /// Rows of one thread, which need two cores with a neighbour, and the same by messages, which need three. The large
    /// blocks are those of the caches that a neighbour takes.
    private static List<Part> neighbour() {
        Part cache = Part.of("cache").withOneWorker();
        return List.of(
                Part.of("rpc")
                        .withOneWorker()
                        .on("shm:direct", "shm:mailbox", "messaging:ring")
                        .beside(Neighbour.NONE, Neighbour.STREAM),
                cache.on("shm:lockfree", "messaging:ring")
                        .with("payload", 512, 4_096, 65_536)
                        .beside(Neighbour.NONE, Neighbour.STREAM),
                Part.of("counter")
                        .withOneWorker()
                        .on("shm:lockfree", "messaging:ring")
                        .beside(Neighbour.NONE, Neighbour.STREAM));
    }

    /// Additions whose value before nobody wants: each with a reply, or told.
    private static Part additions(String op) {
        return Part.of("counter").on("shm:lockfree", "messaging:ring").with("op", op);
    }

    private static Part inEveryWait(String workload, String... substrates) {
        return Part.of(workload)
                .on(substrates)
                .waiting(
                        WaitStrategy.Kind.SPIN,
                        WaitStrategy.Kind.PAUSE,
                        WaitStrategy.Kind.YIELD,
                        WaitStrategy.Kind.BACKOFF,
                        WaitStrategy.Kind.PARK);
    }

    /// A round trip, in which both wait for each other, by `pause` with other numbers of pauses than the usual.
    private static Part beginningWith(Integer... pauses) {
        return Part.of("rpc")
                .waiting(Stream.of(pauses)
                        .map(first -> new Waiting(WaitStrategy.Kind.PAUSE, first))
                        .toList());
    }

    /// One worker each, and reads of 4 KiB, so that data go one way. A cache that is only read has the same payload.
    private static List<Part> waterfall() {
        Part there =
                Part.of("echo").withOneWorker().waiting(WaitStrategy.Kind.PAUSE).with("request", 0);
        Part empty = there.with("reply", 0);
        Part block = there.with("reply", 4096);
        Part nothing =
                Part.of("rpc").withOneWorker().waiting(WaitStrategy.Kind.PAUSE).with("command", "null");
        Part read =
                Part.of("rpc").withOneWorker().waiting(WaitStrategy.Kind.PAUSE).with("command", "read");
        Part cache = Part.of("cache")
                .withOneWorker()
                .waiting(WaitStrategy.Kind.PAUSE)
                .with("writes", 0);
        String[] carried = {"messaging:ring", "messaging:chronicle"};
        return List.of(
                empty.aStepOf("rpc", "cache").on("shm:line", "shm:ring"),
                empty.aStepOf("rpc").on("shm:direct", carried[0], carried[1]),
                block.aStepOf("rpc", "cache").on("shm:direct", "shm:ring", carried[0], carried[1]),
                nothing.on("shm:direct", carried[0], carried[1]),
                read.on("shm:direct", carried[0], carried[1]),
                cache.on("shm:lock", carried[0], carried[1]),
                empty.aStepOf("rpc").on(carried[0]).waiting(WaitStrategy.Kind.PARK),
                block.aStepOf("rpc", "cache").on(carried[0]).waiting(WaitStrategy.Kind.PARK),
                nothing.on(carried[0]).waiting(WaitStrategy.Kind.PARK),
                read.on(carried[0]).waiting(WaitStrategy.Kind.PARK),
                cache.on(carried[0]).waiting(WaitStrategy.Kind.PARK));
    }

    /// Few buckets under all mixtures; the mixture of the literature in many buckets, too, and with one client, and
    /// with few buckets by up to four workers, enough for a law. An owner in three threads is how it was published; the
    /// same number of owners and clients is the other one that was tried.
    private static List<Part> contention() {
        Part few = Part.of("table").with("buckets", 12).with("entries", 12).withAnOwnerIn(3);
        Part many = Part.of("table").with("buckets", 512).with("entries", 12).withAnOwnerIn(3);
        return List.of(
                few.on("shm:lockfree", "shm:bucket-lock", "messaging:ring")
                        .with("skew", 0, 0.99)
                        .with("read", 0, 80, 100),
                few.on("messaging:ring").with("skew", 0, 0.99).with("read", 80).withWindows(16),
                many.on("shm:lockfree", "shm:bucket-lock", "messaging:ring")
                        .with("skew", 0)
                        .with("read", 80),
                few.on("messaging:ring").with("skew", 0).with("read", 80).withAnOwnerIn(2),
                few.on("shm:bucket-lock", "messaging:ring")
                        .with("skew", 0)
                        .with("read", 80)
                        .withWorkers(1, 2, 3, 4));
    }

    /// Up to four workers, as far as most papers' points go that a machine of today has the cores for.
    private static List<Part> gates() {
        Integer[] upToFour = {1, 2, 3, 4};
        Part call = Part.of("rpc").withOneWorker().with("command", "null");
        Part adds = Part.of("counter").withWorkers(upToFour);
        Part there = Part.of("echo").withOneWorker().with("reply", 0).with("request", 32, 1024);
        Part lines = Part.of("lines").withWorkers(upToFour).with("think", 0).with("lines", 8);
        Part moves = Part.of("migration")
                .withOneWorker()
                .with("calls", 0)
                .with("touch", "none")
                .with("signals", 0)
                .with("files", 0, 64, 256)
                .with("pages", 0, 4);
        return List.of(
                call.on("shm:direct", "messaging:jctools-spsc", "messaging:ring", "messaging:juc-abq"),
                call.on("messaging:juc-abq").waiting(WaitStrategy.Kind.PARK),
                Part.of("cache").withOneWorker().on("shm:lock", "shm:lockfree", "messaging:ring"),
                Part.of("table").withOneWorker().on("shm:bucket-lock", "messaging:ring"),
                adds.on("shm:lockfree", "shm:striped", "shm:lock", "messaging:ring"),
                there.on("messaging:ring").withWindows(1, 16),
                lines.on("shm:lockfree", "messaging:ring"),
                moves.on("messaging:ring"));
    }
}
